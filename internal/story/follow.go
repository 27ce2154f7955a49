package story

import (
	"maps"
	"slices"

	"counternotice/internal/news"
)

// What makes a late report a follow-up of a story that has left the window: the words of one of its reports again, or a
// page or a number that the two have in common and some words beside it. Time does not count: a ruling on appeal comes
// months after the first.
const (
	followLike  = 0.65
	followTerms = 4
	tiedLike    = 0.1
	tiedTerms   = 2
	followSlow  = 3 // how much slower time parts two reports that say the same, while they are clustered
)

// elder is a report of a story of which nothing is live any more.
type elder struct {
	*node
	keys  map[string]bool
	story news.Story
}

// follow gives to each group of new items only the story that it clearly goes on with, of those that have left the window.
func (b *book) follow(groups []group) {
	elders := b.elders()
	if len(elders) == 0 {
		return
	}
	type posting struct {
		elder int
		termWeight
	}
	lists := map[int32][]posting{}
	tied := map[string][]int{}
	cases := map[string][]string{} // of a story
	for k := range elders {
		cases[elders[k].story.ID] = append(cases[elders[k].story.ID], elders[k].said.matters...)
	}
	everybodys := map[string]int{} // by link or number, the live reports that have it
	for i := range b.nodes {
		for key := range b.nodes[i].links {
			everybodys[key]++
		}
	}
	for k := range elders {
		for _, t := range elders[k].own {
			lists[t.term] = append(lists[t.term], posting{k, t})
		}
		for key := range elders[k].keys {
			tied[key] = append(tied[key], k)
		}
	}
	surest := map[string]int{} // the group that goes on with a story; another would part from it in the next run
	likeness := make([]float64, len(groups))
	for g := range groups {
		if groups[g].story != "" {
			continue
		}
		best, next := 0.0, ""
		var own []string
		for _, i := range groups[g].nodes {
			own = append(own, b.nodes[i].said.matters...)
		}
		for _, i := range groups[g].nodes {
			n := &b.nodes[i]
			alike, terms, ties := map[int]float64{}, map[int]int{}, map[int]bool{}
			for _, t := range n.own {
				for _, p := range lists[t.term] {
					alike[p.elder] += float64(t.times(p.termWeight))
					terms[p.elder]++
				}
			}
			for key := range keysOf(n.item) {
				if len(tied[key])+everybodys[key] <= popular || slices.Contains(oneMatter, news.Ref(key).Kind()) {
					for _, k := range tied[key] { // what a publisher links to in one report and another is its shop, its sponsor
						may, _ := n.said.sameNumber(elders[k].said, key)
						ties[k] = ties[k] || may && (n.publisher != elders[k].publisher || slices.Contains(n.item.Refs, news.Ref(key)))
					}
				}
			}
			for _, k := range slices.Sorted(maps.Keys(alike)) {
				e := &elders[k]
				other := n.publisher != e.publisher // the same words of one publisher weeks later are a series
				clear := other && alike[k] >= followLike && terms[k] >= followTerms || ties[k] && alike[k] >= tiedLike && terms[k] >= tiedTerms
				if clear && alike[k] > best && !n.said.conflict(e.said) && !otherCases(own, cases[e.story.ID]) && !serial(n, e.node) {
					if had, ok := surest[e.story.ID]; ok && had != g && likeness[had] >= alike[k] {
						continue
					}
					best = alike[k]
					next = e.story.ID
				}
			}
		}
		if next != "" {
			if had, ok := surest[next]; ok {
				groups[had].story = ""
			}
			surest[next], likeness[g], groups[g].story = g, best, next
		}
	}
}

// elders are the reports of the open stories of which nothing is live, ordered by story and then as the story has them.
func (b *book) elders() []elder {
	at := map[string]bool{}
	for i := range b.nodes {
		if !b.nodes[i].settled {
			at[b.nodes[i].home] = true
		}
	}
	stories := slices.SortedFunc(maps.Values(b.open), news.CompareStories)
	var out []elder
	var unread []int
	for _, s := range stories {
		if at[s.ID] {
			continue
		}
		for _, m := range s.Members {
			it, ok := b.items[m.Item]
			if !ok {
				continue
			}
			e := elder{story: s}
			if k, clustered := b.place[m.Item]; clustered {
				e.node = &b.nodes[k]
			} else {
				e.node = &node{item: it}
				unread = append(unread, len(out))
			}
			out = append(out, e)
		}
	}
	inParallel(len(unread), func(k int) { *out[unread[k]].node = b.made(out[unread[k]].item) })
	for k := range out {
		out[k].keys = keysOf(out[k].item)
		if _, clustered := b.place[out[k].item.ID]; !clustered {
			b.others[out[k].item.ID] = out[k].node
		}
	}
	return out
}

// keysOf are the addresses and numbers by which an item may be tied to others: its own page, what it links to elsewhere,
// and the cases, bills and papers that it names.
func keysOf(it *news.Item) map[string]bool {
	keys := linkKeys(it)
	if k := news.AddressKey(it.URL); k != "" && !news.SiteRoot(it.URL) {
		keys[k] = true
	}
	return keys
}
