package story

import (
	"container/heap"
	"math"
	"slices"
)

// link is what two clusters have between them, summed over the pairs of their nodes. Similarities are whole millionths,
// so that sums do not depend on their order.
type link struct {
	to   int32
	sum  int64 // of the similarities
	best int32 // the greatest of them
	n    int32 // pairs that are neighbours
	same int32 // pairs that are in one story already
	told int32 // pairs that are in two stories already

	evidence int32 // of the pair that shares most, in thousandths of a nat
	terms    int32 // shared by the pair that shares most
	sure     bool  // one of the pairs is
}

// and is what two links to one cluster are together.
func (l link) and(m link) link {
	return link{l.to, l.sum + m.sum, max(l.best, m.best), l.n + m.n, l.same + m.same, l.told + m.told, max(l.evidence, m.evidence), max(l.terms, m.terms), l.sure || m.sure}
}

// The units of a similarity and of evidence in a link.
const (
	micro = 1e6
	milli = 1e3
)

// cluster is what linkage weighs of some nodes: sums over them.
type cluster struct {
	size        float64
	hours       float64
	first, last float64 // hours of its earliest and latest node
	near        float64 // similarity to the nearest five, of the node
	wide        float64 // to the tenth to thirtieth nearest
	topic       float64 // to the thirtieth to hundredth nearest: how much else runs on the same subject
	words       float64
	texts       float64 // nodes that have a text beside their title
	languages   []int32 // nodes by language; nil when there is only one language
	links       []link  // ordered by the other cluster; those to clusters that are gone are skipped
	around      around
	cases       []string // the numbers of its nodes
	against     []int32  // nodes that are other parts of a series
	settled     bool     // nodes of it have left the window
	gone        bool
}

// around is what judge takes of one cluster alone: the logarithms of its means.
type around struct{ size, near, wide, topic, words float64 }

func (c *cluster) setAround() {
	c.around = around{math.Log(c.size), math.Log(c.near / c.size), math.Log(c.wide / c.size), math.Log(c.topic / c.size), math.Log(c.words / c.size)}
}

// judge says how sure it is, in log odds, that two clusters report one event.
func (f *forest) judge(a, b *cluster, l link) float64 {
	w := f.linkage
	pairs := a.size * b.size
	average := float64(l.sum) / micro / pairs
	logAverage := math.Log(max(0, average) + 0.01)
	// Each term is rounded, so that no machine fuses it with the sum.
	z := w.bias +
		float64(w.average*logAverage) +
		float64(w.best*math.Log(max(0, float64(l.best)/micro)+0.01)) +
		float64(w.linked*float64(l.n)/pairs) +
		float64(w.smaller*min(a.around.size, b.around.size)) +
		float64(w.larger*max(a.around.size, b.around.size)) +
		float64(w.apart*math.Abs(a.hours/a.size-b.hours/b.size)/24) +
		float64(w.gap*max(0, a.first-b.last, b.first-a.last)/24) +
		float64(w.near*(a.around.near+b.around.near)/2) +
		float64(w.wide*(a.around.wide+b.around.wide)/2) +
		float64(w.topic*(a.around.topic+b.around.topic)/2) +
		float64(w.words*(a.around.words+b.around.words)/2) +
		float64(w.texts*(a.texts+b.texts)/(a.size+b.size)) +
		float64(w.evidence*math.Log(float64(l.evidence)/milli+1)) +
		float64(w.terms*math.Log(float64(min(l.terms, manyTerms))+1)) +
		float64(w.dense*f.dense) +
		float64(w.denseAverage*f.dense*logAverage) +
		float64(w.glue*float64(l.same)/pairs) -
		float64(w.moat*float64(l.told)/float64(l.n))
	if a.languages != nil {
		alike := 0.0
		for k, n := range a.languages {
			alike += float64(n) * float64(b.languages[k])
		}
		cross := 1 - alike/pairs
		z += float64(w.cross*cross) + float64(w.crossAverage*cross*logAverage)
	}
	return math.Round(z*micro) / micro
}

// manyTerms is how many shared terms say no more than fewer.
const manyTerms = 8

// forest is clusters being joined. The first are single nodes.
type forest struct {
	*linkage
	dense    float64 // how much of what is clustered is told more than once, from 0 to 1; see density
	clusters []cluster
	into     []int32 // the cluster that took a cluster; -1 while there is none
	queue    queue
}

func newForest(w *linkage, dense float64, seeds []cluster) *forest {
	f := &forest{linkage: w, dense: dense, clusters: seeds, into: make([]int32, len(seeds), 2*len(seeds))}
	for i := range f.into {
		f.into[i] = -1
	}
	return f
}

// agglomerate joins the two clusters that most surely belong together, again and again, while any two do.
func (f *forest) agglomerate() {
	for i := range f.clusters {
		c := &f.clusters[i]
		for _, l := range c.links {
			if int(l.to) >= i {
				break
			}
			if !c.gone && !f.clusters[l.to].gone {
				f.consider(l.to, int32(i), l)
			}
		}
	}
	heap.Init(&f.queue)
	f.drain(func(id, _, _ int32) {
		for _, l := range f.clusters[id].links {
			if n := len(f.queue); f.consider(l.to, id, l) {
				heap.Fix(&f.queue, n)
			}
		}
	})
}

// drain joins what is queued, the surest first, and says what became of which two.
func (f *forest) drain(joined func(id, a, b int32)) {
	for f.queue.Len() > 0 {
		c := heap.Pop(&f.queue).(candidate)
		if !f.clusters[c.a].gone && !f.clusters[c.b].gone {
			joined(f.join(c.a, c.b), c.a, c.b)
		}
	}
}

// part keeps two nodes in two clusters. Both sides know, so that it is enough to ask one.
func (f *forest) part(i, j int32) {
	p, q := f.root(i), f.root(j)
	f.clusters[p].against = append(f.clusters[p].against, j)
	f.clusters[q].against = append(f.clusters[q].against, i)
}

// refuses says that two clusters are never joined: both are settled, or they have parts of one series, or they report other
// cases, which what names none would else join. What names the cases of both does, since cases are heard together; when that has left the window, they stay.
func (f *forest) refuses(a, b int32, together bool) bool {
	x, y := &f.clusters[a], &f.clusters[b]
	if len(x.against) > len(y.against) {
		x, y, a, b = y, x, b, a
	}
	return x.settled && y.settled || !together && otherCases(x.cases, y.cases) ||
		slices.ContainsFunc(x.against, func(i int32) bool { return f.root(i) == b })
}

// consider queues two clusters if they belong together; never two that no sure pair links.
func (f *forest) consider(a, b int32, l link) bool {
	if !l.sure || f.refuses(a, b, l.same > 0) {
		return false
	}
	z := f.judge(&f.clusters[a], &f.clusters[b], l)
	if z <= f.cut {
		return false
	}
	f.queue = append(f.queue, candidate{z, a, b})
	return true
}

// root is the cluster that a node has come to.
func (f *forest) root(i int32) int32 {
	for f.into[i] >= 0 {
		if next := f.into[f.into[i]]; next >= 0 { // the next search takes half as many steps
			f.into[i] = next
		}
		i = f.into[i]
	}
	return i
}

// join makes one cluster of two, marks them as gone, and gives the number of the new one.
func (f *forest) join(ai, bi int32) int32 {
	id := int32(len(f.clusters))
	f.into[ai], f.into[bi] = id, id
	f.into = append(f.into, -1)
	a, b := &f.clusters[ai], &f.clusters[bi]
	c := cluster{
		settled: a.settled || b.settled, cases: a.cases, against: a.against,
		size: a.size + b.size, hours: a.hours + b.hours, first: min(a.first, b.first), last: max(a.last, b.last),
		near: a.near + b.near, wide: a.wide + b.wide, topic: a.topic + b.topic, words: a.words + b.words, texts: a.texts + b.texts,
	}
	c.setAround()
	for _, number := range b.cases {
		if !slices.Contains(c.cases, number) {
			c.cases = append(slices.Clip(c.cases), number)
		}
	}
	if a.languages != nil {
		c.languages = make([]int32, len(a.languages))
		for k := range c.languages {
			c.languages[k] = a.languages[k] + b.languages[k]
		}
	}
	if len(b.against) > 0 {
		c.against = append(slices.Clip(a.against), b.against...)
	}
	a.gone, b.gone = true, true
	x, y := a.links, b.links
	c.links = make([]link, 0, max(len(x), len(y)))
	for len(x) > 0 || len(y) > 0 {
		var l link
		switch {
		case len(y) == 0 || len(x) > 0 && x[0].to < y[0].to:
			l, x = x[0], x[1:]
		case len(x) == 0 || y[0].to < x[0].to:
			l, y = y[0], y[1:]
		default:
			l = x[0].and(y[0])
			x, y = x[1:], y[1:]
		}
		if other := &f.clusters[l.to]; !other.gone {
			c.links = append(c.links, l)
			l.to = id
			if len(other.links) == cap(other.links) { // rather than grow, it forgets what is gone
				other.links = slices.DeleteFunc(other.links, func(l link) bool { return f.clusters[l.to].gone })
			}
			other.links = append(other.links, l)
		}
	}
	a.links, b.links = nil, nil
	f.clusters = append(f.clusters, c)
	return id
}

// candidate is two clusters that may be joined, a < b.
type candidate struct {
	z    float64
	a, b int32
}

// queue is a heap: the surest candidate first, of equals the one with the earliest clusters.
type queue []candidate

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	x, y := q[i], q[j]
	switch {
	case x.z != y.z:
		return x.z > y.z
	case x.a != y.a:
		return x.a < y.a
	}
	return x.b < y.b
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(candidate)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	*q = (*q)[:last]
	return x
}
