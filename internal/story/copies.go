package story

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// markCopies finds the members that repeat an earlier one word for word, or an official one: the same title, or the same words of the text.
func (b *book) markCopies(s *news.Story) {
	if len(s.Members) == 1 {
		s.Members[0].Copy = ""
		return
	}
	byTime := make([]*news.Member, len(s.Members))
	for k := range s.Members {
		byTime[k] = &s.Members[k]
	}
	reprint := func(it *news.Item) int { // an agency's own text is the original, however late its feed has it
		if b.in.Feeds[it.Feed].Kind == news.KindOfficial {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(byTime, func(x, y *news.Member) int {
		a, c := b.item(x.Item), b.item(y.Item)
		return cmp.Or(cmp.Compare(reprint(a), reprint(c)), moment(a).Compare(moment(c)))
	})
	titles, texts := map[string][]int{}, map[string][]int{} // what is no copy, by place in byTime: under a title, and with a stem
	worded := map[int]*news.Item{}                          // by place of an original, the first of its copies that has a text: a headline alone joins no other text to it
	for k, m := range byTime {
		had := m.Copy
		m.Copy = ""
		it := b.item(m.Item)
		title := strings.Join(b.look(it).title, " ")
		alike := slices.Concat(titles[title], withMost(it.Stems, texts))
		kept := -1 // its text is no longer there to compare
		if had != "" && len(it.Stems) == 0 {
			kept = slices.IndexFunc(byTime[:k], func(o *news.Member) bool { return o.Item == had && o.Copy == "" })
			if kept >= 0 {
				alike = append(alike, kept)
			}
		}
		slices.Sort(alike)
		for _, n := range slices.Compact(alike) {
			if n == kept || b.copies(it, b.item(byTime[n].Item)) && !(worded[n] != nil && otherTexts(it, worded[n])) {
				m.Copy = byTime[n].Item
				if worded[n] == nil && len(it.Stems) >= tellingStems {
					worded[n] = it
				}
				break
			}
		}
		if m.Copy == "" {
			titles[title] = append(titles[title], k)
			for _, w := range it.Stems {
				texts[w.Stem] = append(texts[w.Stem], k)
			}
		}
	}
}

// withMost gives those of texts, by their stems, that may have 19 of 20 words of another: they have one of its rarest stems, which are more than one in twenty of its
// words. So it costs little to find that a thousand reports are no copies of each other.
func withMost(of news.Stems, texts map[string][]int) []int {
	rarest := slices.Clone(of)
	slices.SortStableFunc(rarest, func(x, y news.StemCount) int { return cmp.Compare(len(texts[x.Stem]), len(texts[y.Stem])) })
	var out []int
	words := 0
	for _, w := range rarest {
		out = append(out, texts[w.Stem]...)
		if words += w.Count; 20*words > of.Words() {
			break
		}
	}
	return out
}

// A text must have so many different stems before sameness says anything; and so many before it does under another title, which outlets give to
// what a wire sends them.
const (
	copyWords = 15
	wireWords = 20
)

// copies says whether two texts are one text: at least 19 of 20 stems the same, and half of the title, since some feeds
// give the caption of one picture as the text of several articles; or, under one title, most of the shorter text in the
// longer, of which feeds give more or less.
func (b *book) copies(x, y *news.Item) bool {
	tx, ty := b.look(x).title, b.look(y).title
	inTitle := 0
	for _, s := range tx {
		if slices.Contains(ty, s) {
			inTitle++
		}
	}
	if 2*inTitle < max(len(tx), len(ty)) {
		return sameText(x.Stems, y.Stems, wireWords)
	}
	if len(tx) >= sameTitle && slices.Equal(tx, ty) {
		few := len(x.Stems) < tellingStems || len(y.Stems) < tellingStems
		_, same := x.Stems.Shared(y.Stems)
		return few || float64(same) >= 0.75*float64(min(x.Stems.Words(), y.Stems.Words()))
	}
	return sameText(x.Stems, y.Stems, copyWords)
}

// sameText says that two texts have so many different stems at least, and 19 of 20 in common.
func sameText(x, y news.Stems, least int) bool {
	if len(x) < least || len(y) < least {
		return false
	}
	nx, ny := x.Words(), y.Words()
	enough := 0.95 * float64(max(nx, ny))
	if float64(min(nx, ny)) < enough {
		return false
	}
	_, same := x.Shared(y)
	return float64(same) >= enough
}
