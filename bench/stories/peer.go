package main

import (
	"bufio"
	"container/heap"
	"encoding/json"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"counternotice/internal/story"
	"counternotice/internal/text"
)

// The plain way to tell stories, which sees the whole file and so the future of each report: the cosine of words weighted by how rare they are in the file, divided by e for each so many hours
// between two reports, none beyond the horizon, and average-link agglomeration of the whole file with one cut. A word of the first
// 60 of a text counts so much of one of the title.
const (
	peerDecay   = 36.0
	peerHorizon = 120.0
	peerText    = 0.6
	peerWords   = 60
)

// peerCuts are the likenesses at which the plain way is tried; one of them serves one kind of stream best, another another.
var peerCuts = []float64{0.02, 0.04, 0.06, 0.08, 0.11, 0.15, 0.2}

type peerItem struct {
	Title, Text, Date, Lang string
	ID                      string
	Story                   string `json:"story_id"`
	hours                   float64
	words                   map[int]float64
}

// readPeer reads labelled items as story.Eval does: those without a date have the one before.
func readPeer(r io.Reader) ([]peerItem, error) {
	var items []peerItem
	ids, seen, in := map[string]int{}, map[string]bool{}, json.NewDecoder(bufio.NewReader(r))
	hours, stems := 0.0, new(text.Stemmer)
	for {
		var it peerItem
		if err := in.Decode(&it); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		for _, layout := range []string{time.RFC3339, time.DateOnly} {
			if at, err := time.Parse(layout, it.Date); err == nil {
				hours = float64(at.Unix()) / 3600
			}
		}
		if seen[it.ID] {
			continue
		}
		seen[it.ID] = true
		it.hours, it.words = hours, map[int]float64{}
		add := func(s string, weight float64) {
			for _, stem := range stems.Stems(s, it.Lang) {
				if _, ok := ids[stem]; !ok {
					ids[stem] = len(ids)
				}
				it.words[ids[stem]] += weight
			}
		}
		words := strings.Fields(it.Text)
		add(it.Title, 1)
		add(strings.Join(words[:min(len(words), peerWords)], " "), peerText)
		items = append(items, it)
	}
	counts := make([]float64, len(ids))
	for _, it := range items {
		for w := range it.words {
			counts[w]++
		}
	}
	for _, it := range items {
		norm := 0.0
		for _, w := range slices.Sorted(maps.Keys(it.words)) {
			it.words[w] = math.Sqrt(it.words[w]) * math.Log(float64(len(items)+1)/counts[w])
			norm += it.words[w] * it.words[w]
		}
		for w := range it.words {
			it.words[w] /= math.Sqrt(norm)
		}
	}
	return items, nil
}

// peer gives the agreement of the plain way with the labels at each cut.
func peer(r io.Reader) (bcubed, pairwise []story.Score, err error) {
	items, err := readPeer(r)
	if err != nil {
		return nil, nil, err
	}
	likeness := make([]map[int]float64, len(items))
	lists := map[int][]int{}
	for i, it := range items {
		likeness[i] = map[int]float64{}
		for _, w := range slices.Sorted(maps.Keys(it.words)) { // so that sums are the same in each run
			x := it.words[w]
			for _, j := range lists[w] {
				if math.Abs(it.hours-items[j].hours) <= peerHorizon {
					likeness[i][j] += x * items[j].words[w]
				}
			}
			lists[w] = append(lists[w], i)
		}
		for j, x := range likeness[i] {
			x *= math.Exp(-math.Abs(it.hours-items[j].hours) / peerDecay)
			likeness[i][j], likeness[j][i] = x, x
		}
	}
	labels := make([]string, len(items))
	for i, it := range items {
		labels[i] = it.Story
	}
	for _, cut := range peerCuts {
		b, p := story.Compare(agglomerate(likeness, cut, items), labels)
		bcubed, pairwise = append(bcubed, b), append(pairwise, p)
	}
	return bcubed, pairwise, nil
}

// agglomerate joins the two clusters whose items are most alike on average while that is above the cut, and gives each item the
// id of the first of its cluster.
func agglomerate(likeness []map[int]float64, cut float64, items []peerItem) []string {
	sums, members := make([]map[int]float64, len(likeness)), make([][]int, len(likeness))
	var queue joins
	push := func(i, j int) {
		if x := sums[i][j] / float64(len(members[i])*len(members[j])); x > cut {
			heap.Push(&queue, join{x, min(i, j), max(i, j)})
		}
	}
	for i := range likeness {
		sums[i], members[i] = map[int]float64{}, []int{i}
		for j, x := range likeness[i] {
			sums[i][j] = x
			if j < i {
				push(i, j)
			}
		}
	}
	for len(queue) > 0 {
		best := heap.Pop(&queue).(join)
		i, j := best.i, best.j
		if members[i] == nil || members[j] == nil {
			continue
		}
		id, both := len(members), map[int]float64{}
		for _, from := range []int{i, j} {
			for k, x := range sums[from] {
				if k != i && k != j {
					both[k] += x
				}
			}
		}
		members, sums = append(members, append(members[i], members[j]...)), append(sums, both)
		members[i], members[j] = nil, nil
		for k := range both {
			delete(sums[k], i)
			delete(sums[k], j)
			sums[k][id] = both[k]
			push(id, k)
		}
		sums[i], sums[j] = nil, nil
	}
	found := make([]string, len(items))
	for _, c := range members {
		for _, i := range c {
			found[i] = items[c[0]].ID
		}
	}
	return found
}

type join struct {
	x    float64
	i, j int
}

// joins is a heap: the most alike first, of equals the earliest clusters.
type joins []join

func (q joins) Len() int { return len(q) }
func (q joins) Less(a, b int) bool {
	switch x, y := q[a], q[b]; {
	case x.x != y.x:
		return x.x > y.x
	case x.i != y.i:
		return x.i < y.i
	default:
		return x.j < y.j
	}
}
func (q joins) Swap(a, b int) { q[a], q[b] = q[b], q[a] }
func (q *joins) Push(x any)   { *q = append(*q, x.(join)) }
func (q *joins) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
