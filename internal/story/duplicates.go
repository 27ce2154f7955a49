package story

import (
	"slices"
	"strings"

	"counternotice/internal/news"
)

// Two items under one title of at least so many words, not further apart than so many hours, are one report told twice: of
// such pairs in the labelled streams 94 to 100 in 100 are one story.
const (
	sameTitle      = 4
	sameTitleHours = 72
)

// joinDuplicates joins what stands under one title before likeness is weighed at all, since a hundred copies of a wire
// report would make each other look like a mere subject. Under the title of a column or a form ("This week", "Proposed
// collection; comment request") stand texts that have nothing in common.
func (b *book) joinDuplicates(f *forest, near [][]edge) {
	b.joinSameID(f)
	last := map[string]int32{} // the latest node under a title, and that of each publisher
	for i := range b.nodes {
		n := &b.nodes[i]
		if len(n.title) < sameTitle {
			continue
		}
		title := n.language + " " + strings.Join(n.title, " ")
		own := title + "\x00" + n.publisher
		j, ok := last[title]
		k, repeated := last[own]
		last[title], last[own] = int32(i), int32(i)
		if !ok {
			continue
		}
		x := &b.nodes[j]
		r, q := f.root(j), f.root(int32(i))
		if repeated && serial(n, &b.nodes[k]) {
			f.part(k, int32(i))
		}
		if r == q || n.hours-x.hours > sameTitleHours || n.said.conflict(x.said) || serial(n, x) || otherTexts(n.item, x.item) || f.refuses(r, q, false) {
			continue
		}
		f.join(r, q)
	}
	for i := range b.nodes {
		for _, e := range near[i] {
			if e.sim < nearTitleLike {
				break
			}
			x, y := &b.nodes[i], &b.nodes[e.to]
			if int(e.to) > i || x.publisher == y.publisher || x.language != y.language || !nearTitle(x.title, y.title) || x.hours-y.hours > sameTitleHours {
				continue
			}
			r, q := f.root(e.to), f.root(int32(i))
			if r != q && !clash(x.numbers, y.numbers) && !e.apart && !otherTexts(x.item, y.item) && !f.refuses(r, q, false) {
				f.join(r, q)
			}
		}
	}
	b.joinCases(f)
}

// joinSameID joins what two feeds of one publisher carry under one id that is an address or a tag of its own, if neither has it twice and they may be one
// report: a page that is always new keeps its address.
func (b *book) joinSameID(f *forest) {
	type place struct{ feed, id string }
	times, last := map[place]int{}, map[place]int32{}
	each := func(do func(i int32, s news.Source)) {
		for i := range b.nodes {
			for _, s := range b.nodes[i].item.Sources {
				own := strings.Contains(s.GUID, "://") || strings.HasPrefix(s.GUID, "tag:") || strings.HasPrefix(s.GUID, "urn:")
				if own && !news.SiteRoot(s.GUID) && b.nodes[i].publisher != "" {
					do(int32(i), s)
				}
			}
		}
	}
	each(func(_ int32, s news.Source) { times[place{s.Feed, s.GUID}]++ })
	each(func(i int32, s news.Source) {
		if times[place{s.Feed, s.GUID}] > 1 {
			return
		}
		n := &b.nodes[i]
		own := place{n.publisher, s.GUID}
		j, ok := last[own]
		last[own] = i
		if !ok {
			return
		}
		x := &b.nodes[j]
		word := n.language != x.language || slices.ContainsFunc(n.title, func(s string) bool { return slices.Contains(x.title, s) })
		if !word || n.hours-x.hours > sameTitleHours || n.said.conflict(x.said) || otherTexts(n.item, x.item) {
			return
		}
		if r, q := f.root(j), f.root(i); r != q && !f.refuses(r, q, false) {
			f.join(r, q)
		}
	})
}

// Titles of at least so many stems, of which two publishers share so many of all that either has, are one report too, if they
// are so alike after time has had its part, which is only asked so that few are compared stem by stem.
const (
	nearTitleStems = 5
	nearTitleShare = 0.75
	nearTitleLike  = 0.3
)

func nearTitle(a, b []string) bool {
	if len(a) < nearTitleStems || len(b) < nearTitleStems {
		return false
	}
	shared := 0
	for _, s := range a {
		if slices.Contains(b, s) {
			shared++
		}
	}
	return float64(shared) >= nearTitleShare*float64(len(a)+len(b)-shared)
}

// Two texts of at least so many different stems are other texts if they share fewer than one in four of the shorter one's.
const (
	tellingStems = 5
	alikeTexts   = 4
)

func otherTexts(x, y *news.Item) bool {
	fewer := min(len(x.Stems), len(y.Stems))
	if fewer < tellingStems {
		return false
	}
	shared, _ := x.Stems.Shared(y.Stems)
	return alikeTexts*shared < fewer
}
