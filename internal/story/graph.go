package story

import (
	"cmp"
	"math"
	"slices"
)

// edge says how near two nodes are.
type edge struct {
	to  int32
	sim float64
}

// neighbours gives for each node the nodes that are near it in words and in time: over the stems of its language within
// a language, over what all languages share between two.
func (b *book) neighbours() [][]edge {
	near := make([][]edge, len(b.nodes))
	add := func(i, j int32, s float64) {
		near[i] = append(near[i], edge{j, s})
		near[j] = append(near[j], edge{i, s})
	}
	b.compare(len(b.own.counts), b.tu.floor, func(n *node) vector { return n.own }, add)
	if len(b.languages) > 1 {
		terms := 0
		for i := range b.nodes {
			for _, t := range b.nodes[i].neutral.terms {
				terms = max(terms, int(t)+1)
			}
		}
		b.compare(terms, b.tu.floor/2, func(n *node) vector { return n.neutral }, func(i, j int32, s float64) {
			if b.nodes[i].language != b.nodes[j].language {
				add(i, j, s*b.tu.foreign)
			}
		})
	}
	return near
}

// compare calls yield for each two nodes, the later first, whose vectors are at least floor alike after time has had its
// part. It goes through an inverted index whose lists are in order of time, so that its cost grows with the items of
// one horizon and not with all items.
func (b *book) compare(terms int, floor float64, vectorOf func(*node) vector, yield func(i, j int32, s float64)) {
	type posting struct {
		node   int32
		weight float64
	}
	lists := make([][]posting, terms)
	score := make([]float64, len(b.nodes))
	var touched []int32
	for i := range b.nodes {
		n := &b.nodes[i]
		v := vectorOf(n)
		touched = touched[:0]
		for k, t := range v.terms {
			list := lists[t]
			for len(list) > 0 && n.hours-b.nodes[list[0].node].hours > b.tu.horizon {
				list = list[1:]
			}
			w := v.weights[k]
			for _, p := range list {
				if score[p.node] == 0 {
					touched = append(touched, p.node)
				}
				score[p.node] += w * p.weight
			}
			lists[t] = append(list, posting{int32(i), w})
		}
		slices.Sort(touched)
		for _, j := range touched {
			s := score[j]
			score[j] = 0
			if s < floor {
				continue
			}
			if s *= math.Exp((b.nodes[j].hours - n.hours) / b.tu.decay); s >= floor {
				yield(int32(i), j, s)
			}
		}
	}
}

// Ranks of neighbours over which the density around a node is averaged, and what is added so that a logarithm can be taken.
const (
	nearRank, wideFrom, wideTo, topicTo = 5, 10, 30, 100
	nearFloor, wideFloor                = 0.03, 0.01
)

// seeds makes a cluster of each node.
func (b *book) seeds(near [][]edge) []cluster {
	clusters := make([]cluster, len(b.nodes), 2*len(b.nodes))
	var sims []float64
	for i := range b.nodes {
		n := &b.nodes[i]
		c := &clusters[i]
		sims = sims[:0]
		c.links = make([]link, 0, len(near[i]))
		for _, e := range near[i] {
			sims = append(sims, e.sim)
			l := link{to: e.to, sum: int64(math.Round(e.sim * micro)), n: 1}
			l.best = int32(l.sum)
			if n.home != "" && n.home == b.nodes[e.to].home {
				l.same = 1
			}
			c.links = append(c.links, l)
		}
		slices.SortFunc(c.links, func(x, y link) int { return cmp.Compare(x.to, y.to) })
		slices.SortFunc(sims, func(x, y float64) int { return cmp.Compare(y, x) })
		mean := func(from, to int) float64 {
			sum := 0.0
			for _, s := range sims[min(from, len(sims)):min(to, len(sims))] {
				sum += s
			}
			return sum / float64(to-from)
		}
		c.size, c.hours, c.first, c.last, c.settled = 1, n.hours, n.hours, n.hours, n.settled
		c.near, c.wide, c.topic = mean(0, nearRank)+nearFloor, mean(wideFrom, wideTo)+wideFloor, mean(wideTo, topicTo)+wideFloor
		c.words = float64(len(n.own.terms)) + 1
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
