package story

import (
	"container/heap"
	"math"
	"slices"
)

// When clusters of two languages are one story. Two titles have few things in common that every language names; what ten
// reports say together and what five others say has many, so that a lower likeness is enough where most of both are in one story
// already, and a higher one where they are in two. Found on the labelled streams, see docs/decisions.md.
const (
	bridgeReports = 3    // of the larger cluster at least
	bridgeForeign = 0.5  // share of the pairs of reports that are of two languages
	bridgeLike    = 0.45 // likeness of the two sums, after time has had its part
	bridgeSame    = 0.25
	bridgeOther   = 0.55
	bridgeDecay   = 72   // hours between their middles in which time divides the likeness by e
	bridgeGap     = 96   // hours between the last of one and the first of the other at most
	bridgeAgainst = 0.25 // share of the pairs that name other places or cases at most
	bridgePairs   = 20   // reports of each cluster of which pairs are made for that
)

// bridge joins clusters of different languages by what all their reports say together.
func (b *book) bridge(f *forest) {
	br := bridging{b: b, f: f, sides: map[int32]*side{}, lists: make([][]sidePosting, len(b.common.counts))}
	nodes := map[int32][]int32{}
	for i := range b.nodes {
		r := f.root(int32(i))
		nodes[r] = append(nodes[r], int32(i))
	}
	for i := range b.nodes {
		if r := f.root(int32(i)); nodes[r][0] == int32(i) {
			br.add(r, nodes[r], b.sumOf(nodes[r]))
		}
	}
	for i := range b.nodes {
		if r := f.root(int32(i)); nodes[r][0] == int32(i) {
			br.reach(r)
		}
	}
	heap.Init(&f.queue)
	f.drain(func(id, p, q int32) {
		x, y := br.sides[p], br.sides[q]
		br.add(id, slices.Concat(x.nodes, y.nodes), x.sum.plus(y.sum))
		br.reach(id)
		heap.Init(&f.queue)
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
	nodes    []int32
	sum      vector // of the vectors of its nodes over what all languages share; not of length 1
	norm     float64
	home     string // the story of most of its nodes; empty if there is none
	language int32  // of all its nodes; -1 for several
}

type sidePosting struct {
	cluster  int32
	language int32
	weight   float64
}

// sumOf is the sum of the vectors of nodes over what all languages share.
func (b *book) sumOf(nodes []int32) vector {
	sum := b.nodes[nodes[0]].neutral
	for _, n := range nodes[1:] {
		sum = sum.plus(b.nodes[n].neutral)
	}
	return sum
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
			out, v, w = append(out, termWeight{x.term, x.inTitle || y.inTitle, x.weight + y.weight}), v[1:], w[1:]
		}
	}
	return append(append(out, v...), w...)
}

func (br *bridging) add(id int32, nodes []int32, sum vector) {
	s := &side{nodes: nodes, sum: sum, norm: math.Sqrt(dot(sum, sum)), language: -1}
	for k, n := range br.f.clusters[id].languages {
		if int(n) == len(nodes) {
			s.language = int32(k)
		}
	}
	homes := map[string]int{}
	for _, n := range nodes {
		if home := br.b.nodes[n].home; home != "" {
			if homes[home]++; 2*homes[home] > len(nodes) {
				s.home = home
			}
		}
	}
	br.sides[id] = s
	for _, t := range sum {
		br.lists[t.term] = append(br.lists[t.term], sidePosting{id, s.language, t.weight})
	}
}

// reach queues the clusters that a large one belongs together with.
func (br *bridging) reach(id int32) {
	s := br.sides[id]
	if len(s.nodes) < bridgeReports || s.norm == 0 {
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
		o := br.sides[other]
		alike := br.alike[other] / s.norm / o.norm
		br.alike[other] = 0
		if z := br.beyond(id, other, alike); z >= 0 {
			br.f.queue = append(br.f.queue, candidate{z, min(id, other), max(id, other)})
		}
	}
}

// beyond is by how much the likeness of two clusters is beyond what makes them one story; less than nought if they are two.
func (br *bridging) beyond(p, q int32, alike float64) float64 {
	x, y := &br.f.clusters[p], &br.f.clusters[q]
	least := bridgeLike
	switch mine, other := br.sides[p].home, br.sides[q].home; {
	case mine == "" || other == "":
	case mine == other:
		least = bridgeSame
	default:
		least = bridgeOther
	}
	if alike < least || max(x.first-y.last, y.first-x.last) > bridgeGap {
		return -1
	}
	alike *= math.Exp(-math.Abs(x.hours/x.size-y.hours/y.size) / bridgeDecay)
	own := 0.0
	for k, n := range x.languages {
		own += float64(n) * float64(y.languages[k])
	}
	if alike < least || own > (1-bridgeForeign)*x.size*y.size || br.f.refuses(p, q, least == bridgeSame) || br.conflict(p, q) {
		return -1
	}
	return math.Round((alike-least)*micro) / micro
}

// conflict says that too many pairs of reports of two clusters, each in another language, name other places or cases.
func (br *bridging) conflict(p, q int32) bool {
	pairs, against := 0, 0
	for _, i := range br.sides[p].nodes[:min(len(br.sides[p].nodes), bridgePairs)] {
		for _, j := range br.sides[q].nodes[:min(len(br.sides[q].nodes), bridgePairs)] {
			x, y := &br.b.nodes[i], &br.b.nodes[j]
			if x.language == y.language {
				continue
			}
			pairs++
			if x.said.conflict(y.said) || serial(x, y) {
				against++
			}
		}
	}
	return float64(against) > bridgeAgainst*float64(pairs)
}
