package story

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"counternotice/internal/news"
)

// What a shared address or number adds to the likeness of two items: most when one is about the other's own page, less
// when both link to the same ruling, bill or post, or name the same case, bill or paper. Nothing when more than popular items link to it; and the more links an item
// has, the less each of them says. A link ties only what shares some words too: two strangers have one sponsor, one petition, one "More". The
// number of a case is of one matter, however many name it, and where both say it in their titles or excerpts, however late. That of a bill is not: a bill is a
// subject of many events.
const (
	citedTie  = 0.45
	sharedTie = 0.35
	popular   = 6
	fewLinks  = 4

	manyCiters = 32 // of one address or number; of more each is compared with popular of those before it, and joinCases joins those of a case
)

// ties gives the likeness that nodes have by their links, by pair, the later node first. A link to a front page says
// nothing, nor does one to a page of the publisher that links.
func (b *book) ties() map[[2]int32]float64 {
	type citer struct {
		node   int32
		weight float64
	}
	pages := map[string]int32{} // the node that is the page of an address
	citers := map[string][]citer{}
	for i := range b.nodes {
		if k := b.nodes[i].pages[len(b.nodes[i].item.Links)]; k != "" {
			if _, ok := pages[k]; !ok {
				pages[k] = int32(i)
			}
		}
	}
	for i := range b.nodes {
		keys := b.nodes[i].links
		for k := range keys {
			citers[k] = append(citers[k], citer{int32(i), min(1, fewLinks/float64(len(keys)))})
		}
	}
	out := map[[2]int32]float64{}
	tie := func(i, j int32, weight float64, key string, own bool) {
		x, y := &b.nodes[i], &b.nodes[j]
		named := own && (meet(x.said.cases, y.said.cases) || meet(x.said.dockets, y.said.dockets) && x.said.oneSuit(y.said))
		if i == j || x.publisher == y.publisher && !named || x.said.conflict(y.said) || serial(x, y) || !named && math.Abs(x.hours-y.hours) > b.tu.horizon {
			return
		}
		if !named {
			weight *= math.Exp(-math.Abs(x.hours-y.hours) / b.tu.decay)
		}
		pair := [2]int32{max(i, j), min(i, j)}
		may, sure := x.said.sameNumber(y.said, key)
		sure = own && sure && (named || !slices.Contains(x.said.loose, key) && !slices.Contains(y.said.loose, key))
		if _, ok := out[pair]; !ok && !sure && !together(x, y) && !(may && b.related(x, y)) {
			return
		}
		out[pair] = max(out[pair], weight)
	}
	for _, k := range slices.Sorted(maps.Keys(citers)) {
		list := citers[k]
		own := slices.Contains(oneMatter, news.Ref(k).Kind())
		everybodys := len(list) > popular && !own
		for n, c := range list {
			if page, ok := pages[k]; ok && (!everybodys || together(&b.nodes[c.node], &b.nodes[page])) {
				tie(c.node, page, citedTie*c.weight, k, false)
			}
			others := list[:n]
			if len(list) > manyCiters {
				others = list[max(0, n-popular):n]
			}
			for _, d := range others {
				if !everybodys || together(&b.nodes[c.node], &b.nodes[d.node]) {
					tie(c.node, d.node, sharedTie*min(c.weight, d.weight), k, own)
				}
			}
		}
	}
	return out
}

// joinCases joins the reports of which more than manyCiters say the number of one case, and no other, in title or excerpt: fewer have a tie
// each to each, and are one story by that. Each is joined with what says nothing against it of the first reports of some publishers, and of
// those right before it, all of other publishers than its own: so time grows with the list and not with its square.
func (b *book) joinCases(f *forest) {
	saying := map[string][]int32{}
	for i := range b.nodes {
		if d := b.nodes[i].said.cases; len(d) > 0 && !slices.ContainsFunc(d, func(o string) bool { return o != d[0] }) {
			saying[d[0]] = append(saying[d[0]], int32(i))
		}
	}
	for _, number := range slices.Sorted(maps.Keys(saying)) {
		list := saying[number]
		if len(list) <= manyCiters {
			continue
		}
		var firsts []int32 // the first report of each of the first publishers
		for _, i := range list {
			if len(firsts) < popular && !slices.ContainsFunc(firsts, func(j int32) bool { return b.nodes[j].publisher == b.nodes[i].publisher }) {
				firsts = append(firsts, i)
			}
		}
		for n, i := range list {
			x := &b.nodes[i]
			for _, j := range slices.Concat(firsts, list[max(0, n-popular):n]) {
				y := &b.nodes[j]
				p, q := f.root(i), f.root(j)
				if p == q || x.publisher == y.publisher || x.said.conflict(y.said) || serial(x, y) || f.refuses(p, q, false) {
					continue
				}
				if may, sure := x.said.sameNumber(y.said, number); sure || may && b.related(x, y) {
					f.join(p, q)
				}
			}
		}
	}
}

// related says that two reports share words beside a link: one of both titles, or two of which a title has one, since texts share the
// blurb of a sponsor too.
func (b *book) related(x, y *node) bool {
	_, v, w := b.comparable(x, y)
	terms, titled, both, alike := 0, false, false, 0.0
	for t, o := range v.shared(w) {
		alike += float64(t.times(o))
		if t.likewise(o.word, o.inTitle) == 1 { // a synonym in a text is no word of both
			terms++
			titled, both = titled || t.inTitle || o.inTitle, both || t.inTitle && o.inTitle
		}
	}
	return alike >= tiedLike && (both || titled && terms >= tiedTerms)
}

// together says that two nodes are in one story already: what tied them goes on to, when others come to share it.
func together(x, y *node) bool { return x.home != "" && x.home == y.home }

// linkKeys are the pages of others that an item links to, and the numbers of cases, bills and papers that it names; an act
// is a subject, not an event.
func linkKeys(it *news.Item) map[string]bool {
	keys := map[string]bool{}
	for _, l := range it.Links {
		if k := news.AddressKey(l); k != "" && !news.SiteRoot(l) && news.Host(l) != news.Host(it.URL) {
			keys[k] = true
		}
	}
	for _, r := range it.Refs {
		if r.Kind() != "act" {
			keys[string(r)] = true
		}
	}
	return keys
}

// pagesOf are the AddressKeys of the links of an item, in their order, and then of its own page; empty for a front page.
func pagesOf(it *news.Item) []string {
	pages := make([]string, 0, len(it.Links)+1)
	for _, l := range append(slices.Clip(it.Links), it.URL) {
		if news.SiteRoot(l) {
			pages = append(pages, "")
			continue
		}
		pages = append(pages, news.AddressKey(l))
	}
	return pages
}

// tie adds what links say to the edges of each node, and orders them anew. It comes after what tells how crowded a subject is: ten reports that
// name one case are no crowd.
func (b *book) tie(near [][]edge) {
	ties := b.ties()
	pairs := slices.SortedFunc(maps.Keys(ties), func(x, y [2]int32) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	raise := func(i, j int32, by float64) {
		for k := range near[i] {
			if near[i][k].to == j {
				e := &near[i][k]
				e.sim, e.evidence, e.terms = min(1, e.sim+by), max(e.evidence, tieGround.evidence), max(e.terms, tieGround.terms)
				e.sure, e.title = true, max(e.title, tieGround.title)
				return
			}
		}
		e := tieGround
		e.to, e.sim = j, by
		near[i] = append(near[i], e)
	}
	for _, p := range pairs {
		raise(p[0], p[1], ties[p])
		raise(p[1], p[0], ties[p])
	}
	for i := range near {
		slices.SortFunc(near[i], compareEdges)
	}
}
