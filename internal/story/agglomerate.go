package story

import (
	"container/heap"
	"slices"
)

// agglomerate joins the two nearest clusters again and again while their average similarity, over all pairs, is at
// least cut. Pairs that are no neighbours count as zero. It gives for each node the number of its cluster, numbered by their first node.
func agglomerate(near [][]edge, cut float64) []int32 {
	n := len(near)
	c := &clusters{parent: make([]int32, n), size: make([]float64, n), sums: make([]map[int32]float64, n)}
	for i := range n {
		c.parent[i], c.size[i] = int32(i), 1
		c.sums[i] = make(map[int32]float64, len(near[i]))
		for _, e := range near[i] {
			c.sums[i][e.to] = e.sim
			if int(e.to) < i && e.sim >= cut {
				c.queue = append(c.queue, pair{e.sim, e.to, int32(i)})
			}
		}
	}
	heap.Init(&c.queue)
	for len(c.queue) > 0 {
		p := heap.Pop(&c.queue).(pair)
		if c.parent[p.a] != p.a || c.parent[p.b] != p.b || c.average(p.a, p.b) != p.sim {
			continue // one of them has grown since
		}
		c.join(p.a, p.b, cut)
	}
	out := make([]int32, n)
	for i := range n {
		out[i] = c.root(int32(i))
	}
	return out
}

type pair struct {
	sim  float64
	a, b int32 // a < b
}

type clusters struct {
	parent []int32 // of the first node of a cluster: itself
	size   []float64
	sums   []map[int32]float64 // of similarities to each other cluster
	queue  pairs
}

func (c *clusters) root(i int32) int32 {
	for c.parent[i] != i {
		c.parent[i] = c.parent[c.parent[i]]
		i = c.parent[i]
	}
	return i
}

func (c *clusters) average(a, b int32) float64 { return c.sums[a][b] / (c.size[a] * c.size[b]) }

// join puts b into a, where a < b.
func (c *clusters) join(a, b int32, cut float64) {
	c.parent[b] = a
	c.size[a] += c.size[b]
	delete(c.sums[a], b)
	delete(c.sums[b], a)
	for k, s := range c.sums[b] {
		delete(c.sums[k], b)
		c.sums[a][k] += s
	}
	c.sums[b] = nil
	for k, s := range c.sums[a] {
		c.sums[k][a] = s
		if avg := c.average(a, k); avg >= cut {
			heap.Push(&c.queue, pair{avg, min(a, k), max(a, k)})
		}
	}
}

// pairs is a heap: the nearest pair first, of equals the earliest.
type pairs []pair

func (q pairs) Len() int { return len(q) }
func (q pairs) Less(i, j int) bool {
	if q[i].sim != q[j].sim {
		return q[i].sim > q[j].sim
	}
	if q[i].a != q[j].a {
		return q[i].a < q[j].a
	}
	return q[i].b < q[j].b
}
func (q pairs) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *pairs) Push(x any)   { *q = append(*q, x.(pair)) }
func (q *pairs) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = slices.Delete(*q, last, last+1)
	return x
}
