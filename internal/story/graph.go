package story

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// edge says how near two nodes are, and on what ground: a likeness may stand on one rare word of two short titles, or on
// many words of two texts.
type edge struct {
	to       int32
	sim      float64
	evidence float32 // what the terms that they share tell, in nats: the sum of their inverse document frequencies
	terms    uint8   // how many terms they share
	plain    uint8   // how many of them count whole, as a synonym in a text does not
	same     uint8   // how many of them are one stem
	titled   uint8   // how many of those are in a title
	title    float32 // the share of the terms of their titles that both titles have
	house    bool    // they are of one publisher
	sure     bool    // they share enough to be joined when nothing else speaks for it
	against  bool    // they are alike and report two events, whatever a third report says; no neighbours then
	apart    bool    // their titles name other companies, or are of one form with other names
}

// tieGround is the ground of an edge by a link or a number, which tells as much as several words.
var tieGround = edge{evidence: 20, terms: 3, title: titleShare, sure: true}

// neighbours gives for each node the nodes that are near it in words and in time: over the stems of its language within
// a language, over what all languages share between two. Of two nodes it is enough that one is among the nearest of the
// other.
func (b *book) neighbours() [][]edge {
	near := make([][]edge, len(b.nodes))
	add := func(found [][]edge) {
		for i := range found {
			for _, e := range found[i] {
				if e.against {
					b.against = append(b.against, [2]int32{int32(i), e.to})
					continue
				}
				near[i] = append(near[i], e)
				j := e.to
				e.to = int32(i)
				near[j] = append(near[j], e)
			}
		}
	}
	add(b.compare(b.own, nil, 1, b.tu.floor, func(n *node) vector { return n.own }, func(x, y *node, e *edge) bool {
		if (x.said.conflict(y.said) || serial(x, y)) && !together(x, y) {
			e.against = apart(x.said.within, y.said.within) || x.said.part.other(y.said.part) || serial(x, y) ||
				x.said.elsewhere(y.said, x.said.places, y.said.places) && sameForm(x, y)
			return e.against
		}
		alike := e.same > 0 && e.sim >= sureLike
		e.sure = e.titled > 0 && (alike || e.same >= sureTerms || e.plain > sureTerms)
		if e.house = x.publisher != "" && x.publisher == y.publisher; e.house {
			e.sure = e.titled > 0 && (alike || e.plain >= sureHouse && e.sim >= houseLike)
			e.sim *= b.tu.house
		}
		if clash(x.numbers, y.numbers) && e.same <= sureTerms { // two words and two numbers: "Ofcom fines forum £20,000" and "site £1 million"
			e.sure = false
		}
		e.apart = apart(x.said.companies, y.said.companies) || !e.house && otherName(x, y) // of one publisher serial has asked
		return true
	}))
	if len(b.languages) > 1 {
		add(b.compare(b.common, b.tells, sharedAcross, b.tu.floor/2, func(n *node) vector { return n.neutral }, func(x, y *node, e *edge) bool {
			if x.language == y.language || x.said.conflict(y.said) {
				return false
			}
			e.sure = (e.title > 0 || e.terms >= sureUntitled) && (e.titled >= sureTitled && e.evidence >= sureEvidence && e.terms > sharedAcross || e.titled > 0 && e.sim >= sureAcross)
			e.sim *= b.tu.foreign
			e.title = max(e.title, titleShare) // the table has few words of a title
			e.apart = apart(x.said.companies, y.said.companies)
			return true
		}))
	}
	for i := range near {
		slices.SortFunc(near[i], compareEdges)
	}
	return near
}

// sharedAcross is what two items of different languages must share to be compared at all, however alike their few words
// are: several concepts, names or small numbers, or a large number and something beside it (see telling).
const sharedAcross = 4

// What makes a pair sure. Within a language two stems of which a title has one, since texts share what surrounds them; three terms, where
// stems only mean the same; or, in short titles, one so rare that they are alike by it alone. Between languages more than four that tell so many nats and of
// which titles have two, or so great a likeness: a product, its maker and "offers" stand in many reports of one week.
// Pairs that are not sure count where clusters are averaged, but join none by themselves.
const (
	sureTerms    = 2
	sureHouse    = 4 // of one publisher, which says "county" and "sheriff" every day
	houseLike    = 0.33
	sureLike     = 0.4
	sureEvidence = 20
	sureTitled   = 2
	sureAcross   = 0.24
	sureUntitled = 8 // or both titles have one of them: five things of every day stand in two texts by chance
)

// otherCompanies is the part of a likeness that is left where two titles name companies and none that is the same, or are of one form with other names: a week has several
// suits over one thing, and raids in several cities. What joins two clusters is less, not how much is told of the subject: a report among many such suits does
// not stand alone.
const otherCompanies = 0.4

// In a window where little is told twice two reports of one event say it in their titles, while texts share what a subject has in common, and a second report of
// one publisher is as often its next one on a subject. See titlesSay.
const (
	titleSays  = 1.2  // for each share of the terms of two titles that both have
	titleShare = 0.2  // beyond this one
	titleTerms = 3    // if they are so many at least: two may be one name
	nextReport = 0.15 // within one publisher
)

// titlesSay is by what power of e two nodes are the more alike for what their titles share, or the less for what they do not, where nothing is told twice. Titles
// that are of one form, with other names, numbers or texts, or that name other companies, say nothing for it.
func (e edge) titlesSay(x, y *node) float64 {
	by := float64(titleSays * (float64(e.title) - titleShare))
	if by > 0 && (e.apart || apart(x.numbers, y.numbers) || e.title >= nearTitleShare && otherTexts(x.item, y.item)) {
		by = 0
	}
	if e.house {
		by -= nextReport
	}
	return by
}

// compare gives for each node the earlier ones whose vectors are at least floor alike after time has had its part, that
// share terms which tell at least need (each tells one when telling is nil), and that judge, which may weigh them anew,
// does not refuse. It goes through an inverted index whose lists are in order of time, so that its cost grows with the
// items of one horizon and not with all items.
func (b *book) compare(in *space, telling []uint8, need uint8, floor float64, vectorOf func(*node) vector, judge func(x, y *node, e *edge) bool) [][]edge {
	type posting struct {
		node    int32
		word    int32
		weight  float32
		inTitle bool
	}
	type likeness struct {
		sum, evidence float32
		terms         uint8
		plain, same   uint8 // of the terms those that count whole, and those that are one stem
		told          uint8 // stays at need once it is reached
		titled, both  uint8 // of those that count whole, how many are in a title, and in both
	}
	most := b.tu.nearest
	lists, size := make([][]posting, len(in.counts)), make([]int32, len(in.counts))
	oldest := make([]int32, len(b.nodes)) // the first within the horizon of each
	before := make([]int32, 0, len(b.nodes)*b.tu.keep)
	listed, text := map[string][]int32{}, []byte(nil) // the nodes in the lists by all their terms
	from := make([]int, len(b.nodes))                 // where the places of a node in its lists begin in before
	titles := make([]float32, len(b.nodes))           // the terms of each title
	for i := range b.nodes {
		for _, t := range vectorOf(&b.nodes[i]) {
			size[t.term]++
			if t.inTitle {
				titles[i]++
			}
		}
	}
	for i := range b.nodes {
		if i > 0 {
			oldest[i] = oldest[i-1]
		}
		for b.nodes[i].hours-b.nodes[oldest[i]].hours > b.tu.horizon {
			oldest[i]++
		}
		from[i] = len(before)
		text = text[:0]
		for _, t := range vectorOf(&b.nodes[i]) {
			text = binary.LittleEndian.AppendUint32(text, uint32(t.term))
		}
		alike := listed[string(text)]
		enough := len(alike) >= most && alike[len(alike)-most] >= oldest[i] // so that time does not grow with the square of copies: no more are kept
		if !enough {
			listed[string(text)] = append(alike, int32(i))
		}
		for _, t := range vectorOf(&b.nodes[i]) {
			if lists[t.term] == nil {
				lists[t.term] = make([]posting, 0, size[t.term])
			}
			before = append(before, int32(len(lists[t.term])))
			if !enough {
				lists[t.term] = append(lists[t.term], posting{int32(i), t.word, float32(t.weight), t.inTitle})
			}
		}
	}
	found := make([][]edge, len(b.nodes))
	least := float32(floor)
	type scratch struct {
		alike   []likeness
		touched []int32
		edges   []edge
	}
	own := func() *scratch { return &scratch{alike: make([]likeness, len(b.nodes))} }
	inParallelWith(len(b.nodes), own, func(own *scratch, i int) {
		n, alike, touched, edges := &b.nodes[i], own.alike, own.touched[:0], own.edges[:0]
		for j, t := range vectorOf(n) {
			list, k := lists[t.term], before[from[i]+j]
			w, idf, tells := float32(t.weight), float32(in.idf[t.term]), uint8(1)
			if telling != nil {
				tells = telling[t.term]
			}
			for k--; k >= 0 && list[k].node >= oldest[i]; k-- {
				p := list[k]
				a := &alike[p.node]
				if a.sum == 0 {
					touched = append(touched, p.node)
				}
				part := float32(t.likewise(p.word, p.inTitle))
				a.sum += float32(w * p.weight * part) // rounded, so that no machine fuses it with the sum
				a.evidence += float32(idf * part)
				a.terms = min(a.terms, 254) + 1
				a.told = min(a.told+tells, need)
				if part < 1 {
					continue
				}
				a.plain = min(a.plain, 254) + 1
				if t.word == p.word {
					a.same = min(a.same, 254) + 1
				}
				if t.inTitle || p.inTitle {
					a.titled = min(a.titled, 254) + 1
				}
				if t.inTitle && p.inTitle {
					a.both = min(a.both, 254) + 1
				}
			}
		}
		for _, j := range touched {
			a := alike[j]
			alike[j] = likeness{}
			if a.sum < least || a.told < need {
				continue
			}
			decay := b.tu.decay
			if a.sum >= followLike && a.terms >= followTerms { // it says the same again, as a follow-up would
				decay *= followSlow
			}
			s := math.Round(micro*float64(a.sum)*math.Exp((b.nodes[j].hours-n.hours)/decay)) / micro
			title := float32(a.both) / max(1, titles[i]+titles[j]-float32(a.both))
			if a.both < titleTerms {
				title = min(title, titleShare)
			}
			if e := (edge{to: j, sim: s, title: title, evidence: a.evidence, terms: a.terms, plain: a.plain, same: a.same, titled: a.titled}); s >= floor && judge(n, &b.nodes[j], &e) {
				if len(edges) == 2*most { // so that memory does not grow with the square of reports that are all alike
					slices.SortFunc(edges, compareEdges)
					edges = edges[:most]
				}
				edges = append(edges, e)
			}
		}
		found[i] = slices.Clone(edges)
		own.touched, own.edges = touched, edges
	})
	return found
}

// Ranks of neighbours over which the density around a node is averaged, and what is added so that a logarithm can be taken.
const (
	nearRank, wideFrom, wideTo, topicTo = 5, 10, 30, 100
	nearFloor, wideFloor                = 0.1, 0.02
)

// A node with a neighbour so near is most likely told twice. Of general press in small captures one in five has such a twin,
// of the labelled streams three in five and more. So many nodes at the lower share but a little are added, that a window of
// few does not sway.
const (
	twinLike              = 0.25
	sparseShare           = 0.2
	denseShare            = 0.6
	priorNodes, priorTwin = 80, 0.25
)

// density says how much of what is clustered is told more than once, from 0 in a window of single reports to 1 where most
// have a twin: the same likeness means less in the first. A copy under the same title is no twin, so that a wire which every
// outlet prints says nothing about others.
func (b *book) density(near [][]edge) float64 {
	twins := priorTwin * priorNodes
	for i := range near {
		for _, e := range near[i] {
			if e.sim < twinLike {
				break
			}
			if !slices.Equal(b.nodes[i].title, b.nodes[e.to].title) {
				twins++
				break
			}
		}
	}
	share := twins / float64(len(near)+priorNodes)
	return max(0, min(1, (share-sparseShare)/(denseShare-sparseShare)))
}

// Where fewer are clustered than fewNodes, the nearest of a node are not near because there are few, and two reports on one subject
// would stand out as if they were of one event. Each of its nearest counts as so alike at least, the less the more there are: in
// windows of general press the second to fifth nearest of an item are .06 to .09 alike.
const (
	fewNodes = 60
	fewLike  = 0.06
)

// seeds makes a cluster of each node, without links.
func (b *book) seeds(near [][]edge) []cluster {
	least := fewLike * max(0, 1-float64(len(b.nodes))/fewNodes)
	clusters := make([]cluster, len(b.nodes), 2*len(b.nodes))
	for i := range b.nodes {
		n, c := &b.nodes[i], &clusters[i]
		c.size, c.hours, c.first, c.last, c.settled = 1, n.hours, n.hours, n.hours, n.settled
		mean := func(from, to int, least float64) float64 {
			sum := 0.0
			for k := from; k < to; k++ {
				sim := least
				if k < len(near[i]) {
					sim = max(sim, near[i][k].sim)
				}
				sum += sim
			}
			return sum / float64(to-from)
		}
		c.near, c.wide, c.topic = mean(0, nearRank, least)+nearFloor, mean(wideFrom, wideTo, 0)+wideFloor, mean(wideTo, topicTo, 0)+wideFloor
		c.words = float64(len(n.own)) + 1
		c.cases = n.said.matters
		c.setAround()
		if len(n.item.Stems) > 0 {
			c.texts = 1
		}
		if len(b.languages) > 1 {
			c.languages = make([]int32, len(b.languages))
			k, _ := slices.BinarySearch(b.languages, n.language)
			c.languages[k] = 1
		}
	}
	return clusters
}

// connect links clusters by the edges of their nodes. It comes after copies are joined, so that thousands of them cost no more
// than others: an edge within a cluster is none.
func (b *book) connect(f *forest, near [][]edge) {
	nearest := func(of, i int32, sim float64) bool {
		n := near[of]
		return len(n) <= b.tu.nearest || compareEdges(n[b.tu.nearest-1], edge{to: i, sim: sim}) >= 0
	}
	for i := range b.nodes {
		for _, e := range near[i][:min(len(near[i]), b.tu.nearest)] {
			if int(e.to) > i && nearest(e.to, int32(i), e.sim) { // the other one says so too
				continue
			}
			p, q := f.root(int32(i)), f.root(e.to)
			if p == q {
				continue
			}
			sim := e.sim
			if e.apart {
				sim *= otherCompanies
			}
			if f.dense < 1 {
				sim = min(1, sim*math.Exp((1-f.dense)*e.titlesSay(&b.nodes[i], &b.nodes[e.to])))
			}
			l := link{to: q, sum: int64(math.Round(sim * micro)), n: 1, evidence: int32(e.evidence * milli), terms: int32(e.terms), sure: e.sure}
			l.best = int32(l.sum)
			switch mine, other := b.nodes[i].home, b.nodes[e.to].home; {
			case mine == "" || other == "":
			case mine == other:
				l.same = 1
			default:
				l.told = 1
			}
			f.clusters[p].links = append(f.clusters[p].links, l)
			l.to = p
			f.clusters[q].links = append(f.clusters[q].links, l)
		}
	}
	for i := range f.clusters {
		links := f.clusters[i].links
		slices.SortFunc(links, func(x, y link) int { return cmp.Compare(x.to, y.to) })
		k := 0
		for _, l := range links {
			if k > 0 && links[k-1].to == l.to {
				links[k-1] = links[k-1].and(l)
				continue
			}
			links[k] = l
			k++
		}
		f.clusters[i].links = links[:k]
	}
}

// compareEdges orders edges by similarity, the nearest first, then by number.
func compareEdges(x, y edge) int {
	switch {
	case x.sim > y.sim:
		return -1
	case x.sim < y.sim:
		return 1
	}
	return cmp.Compare(x.to, y.to)
}
