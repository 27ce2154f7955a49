package story

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// sharedStems is how many of the shared stems are kept as evidence.
const sharedStems = 6

// explain gives every member that has none its evidence, marks word-for-word copies, and chooses the lead.
func (b *book) explain(s *news.Story) {
	b.markCopies(s)
	if len(s.Members) > 1 {
		for k := range s.Members {
			m := &s.Members[k]
			if m.Joined.Equal(b.in.Now) || len(m.Why) == 0 {
				m.Why = b.why(m.Item, s.Members)
			}
		}
	}
	s.Lead = b.lead(s.Members)
}

// why says what an item shares with the member of its story that is nearest to it.
func (b *book) why(id string, members []news.Member) []news.Evidence {
	it := b.items[id]
	v := b.vectorOf(it)
	var near news.Item
	best := -1.0
	for _, m := range members {
		if m.Item == id {
			continue
		}
		other := b.items[m.Item]
		sim := dot(v, b.vectorOf(other)) * math.Exp(-math.Abs(moment(it).Sub(moment(other)).Hours())/b.tu.decay)
		if sim > best {
			near, best = other, sim
		}
	}
	var out []news.Evidence
	if stems, in := b.shared(it, near); len(stems) > 0 {
		out = append(out, news.Evidence{Rule: "words", In: in, Value: strings.Join(stems, " "), Score: round(best)})
	}
	links := map[string]bool{}
	for _, l := range append(slices.Clone(near.Links), near.URL) {
		if k := news.AddressKey(l); k != "" && !news.SiteRoot(l) {
			links[k] = true
		}
	}
	for _, l := range append(slices.Clone(it.Links), it.URL) {
		if links[news.AddressKey(l)] {
			out = append(out, news.Evidence{Rule: "link", In: "link", Value: l})
			break
		}
	}
	for _, n := range it.Numbers {
		if len(n) >= 3 && slices.Contains(near.Numbers, n) {
			out = append(out, news.Evidence{Rule: "number", In: "text", Value: n})
			break
		}
	}
	return out
}

// shared gives the weightiest stems that two items have in common.
func (b *book) shared(x, y news.Item) (stems []string, in string) {
	tx, ty := b.read(x), b.read(y)
	weight := map[string]float64{}
	in = "text"
	for _, s := range tx.title {
		if slices.Contains(ty.title, s) {
			in = "title"
		}
	}
	both := func(a []string) {
		for _, s := range a {
			if slices.Contains(ty.title, s) || y.Stems[s] > 0 {
				if id, ok := b.own.ids[term{tx.language, s}]; ok {
					weight[s] = b.own.idf[id]
				}
			}
		}
	}
	both(tx.title)
	for s := range x.Stems {
		both([]string{s})
	}
	for s := range weight {
		stems = append(stems, s)
	}
	slices.SortFunc(stems, func(p, q string) int { return cmp.Or(cmp.Compare(weight[q], weight[p]), strings.Compare(p, q)) })
	return stems[:min(len(stems), sharedStems)], in
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }

// markCopies finds the members that repeat an earlier one word for word: the same title, or the same words of the text.
func (b *book) markCopies(s *news.Story) {
	for k := range s.Members {
		s.Members[k].Copy = ""
		it := b.items[s.Members[k].Item]
		for _, m := range s.Members[:k] {
			if m.Copy == "" && b.copies(it, b.items[m.Item]) {
				s.Members[k].Copy = m.Item
				break
			}
		}
	}
}

// copyWords is how many different stems a text must have before sameness says anything.
const copyWords = 15

// copies says whether two texts are one text: at least 19 of 20 stems the same.
func (b *book) copies(x, y news.Item) bool {
	if len(x.Stems) < copyWords || len(y.Stems) < copyWords {
		tx, ty := b.read(x), b.read(y)
		return len(x.Stems) == 0 && len(y.Stems) == 0 && len(tx.title) >= 4 && slices.Equal(tx.title, ty.title)
	}
	same, all := 0, 0
	for s, n := range x.Stems {
		same += min(n, y.Stems[s])
		all += n
	}
	other := 0
	for _, n := range y.Stems {
		other += n
	}
	return float64(same) >= 0.95*float64(max(all, other))
}

// lead chooses the item that leads: a primary source before retellings (an official feed, then one that other publishers
// of the story link to), then the earliest, then the fullest. A copy never leads.
func (b *book) lead(members []news.Member) string {
	cited := map[string]int{}
	for _, m := range members {
		it := b.items[m.Item]
		keys := map[string]bool{}
		for _, l := range it.Links {
			keys[news.AddressKey(l)] = true
		}
		for _, o := range members {
			other := b.items[o.Item]
			if k := news.AddressKey(other.URL); o.Item != m.Item && k != "" && keys[k] && b.publisher(other) != b.publisher(it) {
				cited[o.Item]++
			}
		}
	}
	rank := func(m news.Member) int {
		switch {
		case m.Copy != "":
			return 3
		case b.in.Feeds[b.items[m.Item].Feed].Kind == news.KindOfficial:
			return 0
		case cited[m.Item] > 0:
			return 1
		}
		return 2
	}
	return slices.MinFunc(members, func(x, y news.Member) int {
		a, c := b.items[x.Item], b.items[y.Item]
		return cmp.Or(cmp.Compare(rank(x), rank(y)), moment(a).Compare(moment(c)), cmp.Compare(len(c.Excerpt), len(a.Excerpt)), strings.Compare(a.ID, c.ID))
	}).Item
}

func (b *book) publisher(it news.Item) string { return cmp.Or(b.in.Feeds[it.Feed].Publisher, it.Feed) }
