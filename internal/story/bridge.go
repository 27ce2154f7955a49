package story

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// When clusters of two languages are one story. Two titles have few things in common that every language names; what ten
// reports say together and what five others say has many. A lower likeness is enough for what is one story already, and a higher one is
// needed for what is two. Found on the labelled streams, see docs/decisions.md.
const (
	bridgeVoices  = 3   // publishers of the larger cluster at least; of the smaller one less
	bridgeForeign = 0.5 // share of the pairs of reports that are of two languages
	bridgeLike    = 0.45
	bridgeSame    = 0.25 // where most of both are in one story already
	bridgeOther   = 0.55 // where they are in two
	bridgeDecay   = 72   // hours between their middles in which time divides the likeness by e
	bridgeAgainst = 0.25 // share of the pairs that name other places or cases, of those that name any, at most
	bridgePairs   = 20   // reports of each cluster of which pairs are made for that
)

// bridge joins clusters of different languages by what all their reports say together. It is no way round what parts two reports: other
// places, cases and companies part clusters too, copies and one publisher's reports are one voice, and a word or two are no ground.
func (b *book) bridge(f *forest) {
	br := bridging{b: b, f: f, sides: map[int32]*side{}, lists: make([][]sidePosting, len(b.common.counts))}
	nodes := map[int32][]int32{}
	for i := range b.nodes {
		r := f.root(int32(i))
		nodes[r] = append(nodes[r], int32(i))
	}
	var ids []int32
	for i := range b.nodes {
		if r := f.root(int32(i)); nodes[r][0] == int32(i) {
			ids = append(ids, r)
			br.add(r, nodes[r])
		}
	}
	for _, id := range ids {
		br.reach(id, func(c candidate) { f.queue = append(f.queue, c) })
	}
	heap.Init(&f.queue)
	f.drain(func(id, p, q int32) {
		br.add(id, slices.Concat(br.sides[p].nodes, br.sides[q].nodes))
		br.reach(id, func(c candidate) { heap.Push(&f.queue, c) })
	})
}

type bridging struct {
	b     *book
	f     *forest
	sides map[int32]*side // by cluster
	lists [][]sidePosting // by term that all languages share
	alike []float64       // scratch, by cluster; nought between calls
}

// side is a cluster as what its reports say together.
type side struct {
	nodes     []int32
	sum       vector // of the vectors of its nodes over what all languages share, a title once; not of length 1
	norm      float64
	voices    int
	home      string // the story of most of its nodes; empty if there is none
	language  int32  // of all its nodes; -1 for several
	companies []news.TagID
}

type sidePosting struct {
	cluster  int32
	language int32
	weight   float64
}

// plus is the sum of two vectors, which may be longer than 1.
func (v vector) plus(w vector) vector {
	out := make(vector, 0, len(v)+len(w))
	for len(v) > 0 && len(w) > 0 {
		switch x, y := v[0], w[0]; {
		case x.term < y.term:
			out, v = append(out, x), v[1:]
		case x.term > y.term:
			out, w = append(out, y), w[1:]
		default:
			out, v, w = append(out, termWeight{x.term, x.word, x.inTitle || y.inTitle, x.weight + y.weight}), v[1:], w[1:]
		}
	}
	return append(append(out, v...), w...)
}

// add makes a side of a cluster. One with a report of no known language is none.
func (br *bridging) add(id int32, nodes []int32) {
	s := &side{nodes: nodes, language: -1}
	br.sides[id] = s
	homes, publishers, titles := map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, i := range nodes {
		n := &br.b.nodes[i]
		if n.language == "" {
			return
		}
		if n.home != "" {
			if homes[n.home]++; 2*homes[n.home] > len(nodes) {
				s.home = n.home
			}
		}
		s.companies = append(s.companies, n.said.companies...)
		if title := n.language + " " + strings.Join(n.title, " "); !titles[title] {
			titles[title] = true
			publishers[cmp.Or(n.publisher, n.item.ID)] = true
			s.sum = s.sum.plus(n.neutral)
		}
	}
	s.voices = len(publishers)
	s.norm = math.Sqrt(dot(s.sum, s.sum))
	for k, n := range br.f.clusters[id].languages {
		if int(n) == len(nodes) {
			s.language = int32(k)
		}
	}
	for _, t := range s.sum {
		br.lists[t.term] = append(br.lists[t.term], sidePosting{id, s.language, t.weight})
	}
}

// reach gives the clusters that one of enough voices belongs together with.
func (br *bridging) reach(id int32, found func(candidate)) {
	s := br.sides[id]
	if s.voices < bridgeVoices || s.norm == 0 {
		return
	}
	br.alike = append(br.alike, make([]float64, len(br.f.clusters)-len(br.alike))...)
	var touched []int32
	for _, t := range s.sum {
		for _, p := range br.lists[t.term] {
			if p.language == s.language && p.language >= 0 || p.cluster == id || br.f.clusters[p.cluster].gone {
				continue
			}
			if br.alike[p.cluster] == 0 {
				touched = append(touched, p.cluster)
			}
			br.alike[p.cluster] += float64(t.weight * p.weight) // rounded, so that no machine fuses it with the sum
		}
	}
	for _, other := range touched {
		alike := br.alike[other] / s.norm / br.sides[other].norm
		br.alike[other] = 0
		if z := br.beyond(id, other, alike); z >= 0 {
			found(candidate{z, min(id, other), max(id, other)})
		}
	}
}

// beyond is by how much the likeness of two clusters is beyond what makes them one story; less than nought if they are two.
func (br *bridging) beyond(p, q int32, alike float64) float64 {
	s, o := br.sides[p], br.sides[q]
	x, y := &br.f.clusters[p], &br.f.clusters[q]
	least := bridgeLike
	switch {
	case s.home == "" || o.home == "":
	case s.home == o.home:
		least = bridgeSame
	default:
		least = bridgeOther
	}
	together := least == bridgeSame // what is one story already needs no new grounds
	if !together && min(s.voices, o.voices) < bridgeVoices-1 {
		return -1
	}
	alike *= math.Exp(-math.Abs(x.hours/x.size-y.hours/y.size) / bridgeDecay)
	if apart(s.companies, o.companies) {
		alike *= otherCompanies
	}
	own := 0.0
	for k, n := range x.languages {
		own += float64(n) * float64(y.languages[k])
	}
	if alike < least || !together && !br.grounded(s, o) || own > (1-bridgeForeign)*x.size*y.size || br.f.refuses(p, q, together) || br.conflict(s, o) {
		return -1
	}
	return math.Round((alike-least)*micro) / micro
}

// grounded says whether two sides share as much as makes two reports of different languages sure.
func (br *bridging) grounded(s, o *side) bool {
	terms, titled, evidence := 0, 0, 0.0
	for x, y := range s.sum.shared(o.sum) {
		terms++
		evidence += br.b.common.idf[x.term]
		if x.inTitle && y.inTitle {
			titled++
		}
	}
	return terms > sharedAcross && titled >= sureTitled && evidence >= sureEvidence
}

// conflict says that too many pairs of reports of two sides name other places or cases, of those pairs that name any. Reports of one
// language count too: what they part no third language joins.
func (br *bridging) conflict(s, o *side) bool {
	pairs, against := 0, 0
	for i := range min(len(s.nodes), bridgePairs) {
		x := &br.b.nodes[s.nodes[i*len(s.nodes)/min(len(s.nodes), bridgePairs)]]
		for k := range min(len(o.nodes), bridgePairs) {
			y := &br.b.nodes[o.nodes[k*len(o.nodes)/min(len(o.nodes), bridgePairs)]]
			other := x.said.conflict(y.said) || serial(x, y)
			if other {
				against++
			}
			if other || len(x.said.all) > 0 && len(y.said.all) > 0 {
				pairs++
			}
		}
	}
	return float64(against) > bridgeAgainst*float64(pairs)
}
