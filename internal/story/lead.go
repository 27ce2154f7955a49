package story

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// lead chooses the item that leads: a primary source before retellings (an official feed, then the organisation that
// other reports name as an actor, then one to whose page other publishers of the story link), then the earliest, then
// the fullest. A copy never leads.
func (b *book) lead(members []news.Member) string {
	cited, named := map[string]int{}, map[string]bool{}
	pages, publishers := make([]string, len(members)), make([]string, len(members))
	for k, m := range members {
		pages[k], publishers[k] = news.AddressKey(b.item(m.Item).URL), b.publisher(b.item(m.Item))
	}
	for k, m := range members {
		it := b.item(m.Item)
		links := map[string]bool{}
		for _, l := range it.Links {
			links[news.AddressKey(l)] = true
		}
		for n, o := range members {
			if publishers[n] == publishers[k] {
				continue
			}
			if it.Titles(news.FacetActor, publishers[n]) {
				named[o.Item] = true
			}
			if pages[n] != "" && links[pages[n]] {
				cited[o.Item]++
			}
		}
	}
	rank := func(m news.Member) int {
		switch it, ok := b.items[m.Item]; {
		case !ok:
			return 5
		case m.Copy != "":
			return 4
		case b.in.Feeds[it.Feed].Kind == news.KindOfficial:
			return 0
		case named[m.Item]:
			return 1
		case cited[m.Item] > 0:
			return 2
		}
		return 3
	}
	return slices.MinFunc(members, func(x, y news.Member) int {
		a, c := b.item(x.Item), b.item(y.Item)
		return cmp.Or(cmp.Compare(rank(x), rank(y)), moment(a).Compare(moment(c)), cmp.Compare(len(c.Excerpt), len(a.Excerpt)), strings.Compare(a.ID, c.ID))
	}).Item
}
