package story

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// group is nodes that were found to report one event, by index into book.nodes, in order.
type group struct {
	nodes []int32
	story string   // the id that it carries; empty for one that is new
	held  []string // stories that reports leave for no new one, since a merged story would part from the rest again; see drawn
}

// cluster gives the groups of the nodes, ordered by their first node.
func (b *book) cluster() []group {
	b.weigh()
	near := b.neighbours()
	b.near = near
	f := newForest(&b.tu.linkage, b.density(near), b.seeds(near))
	b.tie(near)
	for _, pair := range b.against {
		f.part(pair[0], pair[1])
	}
	settled := map[string]int32{} // what a story has outside the window stays together
	for i := range b.nodes {
		n := &b.nodes[i]
		if !n.settled {
			continue
		}
		if c, ok := settled[n.home]; ok {
			settled[n.home] = f.join(c, int32(i))
		} else {
			settled[n.home] = int32(i)
		}
	}
	b.joinDuplicates(f, near)
	b.connect(f, near)
	f.agglomerate()
	if b.common != nil {
		b.bridge(f)
	}
	at := map[int32]int{}
	var groups []group
	for i := range b.nodes {
		r := f.root(int32(i))
		k, ok := at[r]
		if !ok {
			k = len(groups)
			at[r] = k
			groups = append(groups, group{})
		}
		groups[k].nodes = append(groups[k].nodes, int32(i))
	}
	return groups
}

// carry gives each group the id of the story that it shares most items with; with what has left the window, or with all that
// is clustered of a story, comes what is no longer clustered. Of what is live a story goes on in one group only, its
// largest. Where a story parts, what was merged into it is a story of its own again. What is left is new.
func (b *book) carry(groups []group) {
	type claim struct {
		shared int
		story  news.Story
		group  int
	}
	nodes := map[string]int{}
	for i := range b.nodes {
		nodes[b.nodes[i].home]++
	}
	var claims []claim
	for g := range groups {
		counts, settled := map[string]int{}, map[string]bool{}
		for _, i := range groups[g].nodes {
			if h := b.nodes[i].home; h != "" {
				counts[h]++
				settled[h] = settled[h] || b.nodes[i].settled
			}
		}
		for h, n := range counts {
			if settled[h] || n == nodes[h] {
				n = max(n, len(b.open[h].Members))
			}
			claims = append(claims, claim{n, b.open[h], g})
		}
	}
	slices.SortFunc(claims, func(x, y claim) int {
		return cmp.Or(cmp.Compare(y.shared, x.shared), news.CompareStories(x.story, y.story), cmp.Compare(x.group, y.group))
	})
	formers := b.formers(groups)
	for g, f := range formers {
		if f.ID == "" || b.drawn(groups[g], f.home, f.Path()) {
			continue
		}
		older := b.older(f, groups[g]) // then it keeps the address, and the others would leave it
		for k := range groups {
			if (k == g) != older {
				groups[k].held = append(groups[k].held, f.home)
			}
		}
		formers[g] = former{}
	}
	for g, f := range formers {
		if f.ID != "" && b.older(f, groups[g]) {
			groups[g].story = f.ID
		}
	}
	taken := map[string]bool{}
	for _, c := range claims {
		live := slices.ContainsFunc(groups[c.group].nodes, func(i int32) bool { return !b.nodes[i].settled })
		if groups[c.group].story == "" && !(live && taken[c.story.ID]) {
			groups[c.group].story = c.story.ID
			taken[c.story.ID] = taken[c.story.ID] || live
		}
	}
	for g, f := range formers {
		if f.ID != "" && (groups[g].story == "" || groups[g].story == f.ID) {
			groups[g].story = f.ID
			f.Into = ""
			b.open[f.ID] = f.Story
		}
	}
}

// file turns groups into stories and gives those that are new or changed.
func (b *book) file(groups []group) []news.Story {
	b.carry(groups)
	b.follow(groups)
	back := b.back(groups)
	draft := map[string][]string{} // items by story
	dest := map[string]string{}    // story by item
	ids := maps.Clone(b.in.Taken)
	if ids == nil {
		ids = map[string]bool{}
	}
	for _, s := range b.in.Stories {
		ids[s.ID] = true
	}
	stories := map[string]news.Story{}
	for _, g := range groups {
		var going []int32
		for _, i := range g.nodes {
			n := &b.nodes[i]
			if !n.settled && !back[i] {
				going = append(going, i)
				continue
			}
			stories[n.home] = b.open[n.home] // what is closed stays where it is
			dest[n.item.ID] = n.home
			draft[n.home] = append(draft[n.home], n.item.ID)
		}
		if len(going) == 0 {
			continue
		}
		s := b.open[g.story]
		if g.story == "" {
			s = b.begin(going, ids)
		}
		stories[s.ID] = s
		for _, i := range going {
			id := b.nodes[i].item.ID
			dest[id] = s.ID
			draft[s.ID] = append(draft[s.ID], id)
		}
	}
	for id, s := range b.open { // what was not clustered stays where it is, or goes where all the rest went
		to := map[string]bool{}
		for _, m := range s.Members {
			if d := dest[m.Item]; d != "" {
				to[d] = true
			}
		}
		stay := id
		if len(to) == 1 {
			for d := range to {
				stay = d
			}
		}
		for _, m := range s.Members {
			if dest[m.Item] == "" {
				dest[m.Item] = stay
				draft[stay] = append(draft[stay], m.Item)
			}
		}
	}
	all := maps.Clone(b.open) // those that no group carries on too
	maps.Copy(all, stories)
	out := slices.Collect(maps.Values(all))
	changed := make([]bool, len(out))
	inParallelWith(len(out), newStemmer, func(stems *text.Stemmer, k int) {
		id := out[k].ID
		out[k], changed[k] = b.update(out[k], draft[id], dest, all, stems)
	})
	k := 0
	for n, s := range out {
		if changed[n] {
			out[k] = s
			k++
		}
	}
	out = out[:k]
	slices.SortFunc(out, news.CompareStories)
	return out
}

// begin makes the story of nodes that carry none: its id and day are those of its first item, the words of its address those
// of the title that leads it, or, where that has no Latin word ("法院驳回2026年上诉"), of the first other that has one, and "story" where
// that leaves a number alone; never of tags, which may be wrong.
func (b *book) begin(nodes []int32, ids map[string]bool) news.Story {
	var s news.Story
	for _, i := range nodes {
		s.Members = append(s.Members, news.Member{Item: b.nodes[i].item.ID})
	}
	slices.SortFunc(s.Members, b.inOrder)
	b.markCopies(&s)
	first, lead := b.item(s.Members[0].Item), b.item(b.lead(s.Members))
	id := makeID(first.ID, ids)
	ids[id] = true
	title := lead.Title
	for _, m := range s.Members {
		if other := b.item(m.Item).Title; !latinWord.MatchString(title) && latinWord.MatchString(other) {
			title = other
		}
	}
	return news.Story{ID: id, Day: first.Day, Slug: text.Slug(title), Begun: b.in.Now, Updated: b.in.Now}
}

// latinWord finds a word that tells something in an address.
var latinWord = regexp.MustCompile(`\p{Latin}{3}`)

// inOrder is the order of a story's members.
func (b *book) inOrder(x, y news.Member) int {
	return news.CompareItems(*b.item(x.Item), *b.item(y.Item))
}

// makeID is eight characters of a hash of the founding item's id, of its next hash while another story has it.
func makeID(item string, ids map[string]bool) string {
	for n := 0; ; n++ {
		seed := item
		if n > 0 {
			seed += "\x00" + strconv.Itoa(n)
		}
		sum := sha256.Sum256([]byte(seed))
		if id := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5])); !ids[id] {
			return id
		}
	}
}

// past is where an item that moves was until now.
func (b *book) past(item string) []news.Stay {
	m, moves := b.members[item]
	if !moves {
		return nil
	}
	from := b.open[b.home[item]]
	return append(slices.Clone(m.Past), news.Stay{Story: from.Path(), Joined: m.Joined})
}

// update gives a story its items as they stand now, and says whether that changes it.
func (b *book) update(s news.Story, items []string, dest map[string]string, stories map[string]news.Story, stems *text.Stemmer) (news.Story, bool) {
	had := map[string]news.Member{}
	for _, m := range s.Members {
		had[m.Item] = m
	}
	changed := len(items) != len(had)
	members := make([]news.Member, 0, len(items))
	for _, id := range items {
		m, ok := had[id]
		if !ok {
			m = news.Member{Item: id, Joined: b.in.Now, Past: b.past(id)}
			changed = true
		}
		members = append(members, m)
		delete(had, id)
	}
	if !changed {
		return s, false
	}
	slices.SortFunc(members, b.inOrder)
	s.Members = members
	s.Updated = b.in.Now
	s.Left = slices.Clone(s.Left)
	where := map[string]int{} // what left, by where it went
	for id := range had {
		where[stories[dest[id]].Path()]++
	}
	paths := slices.SortedFunc(maps.Keys(where), func(x, y string) int {
		return cmp.Or(cmp.Compare(where[y], where[x]), strings.Compare(x, y))
	})
	if len(members) == 0 {
		s.Members, s.Lead = nil, ""
		s.Into, s.Left = paths[0], append(s.Left, paths[1:]...)
		return s, true
	}
	b.explain(&s, len(had) > 0, stems)
	for _, p := range paths {
		if !slices.Contains(s.Left, p) {
			s.Left = append(s.Left, p)
		}
	}
	return s, true
}
