package story

import (
	_ "embed"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// backgroundCounts says in how many of so many headlines (first line) each stem occurs; made by bench/background.
//
//go:embed background.txt
var backgroundCounts string

// vector is the weighted stems of an item, of length 1, ordered by term. It is empty for an item without a word.
type vector struct {
	terms   []int32
	weights []float64
}

// weigher knows how much each stem says.
type weigher struct {
	ids   map[string]int32
	stems []string
	idf   []float64
}

func background() (total float64, counts map[string]float64) {
	counts = map[string]float64{}
	head, rest, _ := strings.Cut(backgroundCounts, "\n")
	total, _ = strconv.ParseFloat(head, 64)
	for line := range strings.Lines(rest) {
		stem, n, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		counts[stem], _ = strconv.ParseFloat(n, 64)
	}
	return total, counts
}

// weigh gives every node its vector: the stems of the title and, at a lower weight, of the text, each by how rare it is
// in the background and among the nodes.
func (b *book) weigh() {
	w := &weigher{ids: map[string]int32{}}
	b.weight = w
	bags := make([]map[int32]float64, len(b.nodes))
	var counts []float64
	for i := range b.nodes {
		n := &b.nodes[i]
		n.title = b.titleOf(n.item)
		bag := map[int32]float64{}
		add := func(stem string, tf float64) {
			id, ok := w.ids[stem]
			if !ok {
				id = int32(len(w.stems))
				w.ids[stem] = id
				w.stems = append(w.stems, stem)
				counts = append(counts, 0)
			}
			if bag[id] == 0 {
				counts[id]++
			}
			bag[id] += tf
		}
		for _, s := range n.title.stems {
			add(s, 1)
		}
		for _, s := range slices.Sorted(maps.Keys(n.item.Stems)) {
			add(s, b.tu.textWeight*float64(n.item.Stems[s]))
		}
		bags[i] = bag
	}
	total, back := background()
	w.idf = make([]float64, len(counts))
	for id, n := range counts {
		share := (n + b.tu.background*(back[w.stems[id]]+0.5)/total) / (float64(len(b.nodes)) + b.tu.background)
		w.idf[id] = max(0.1, -math.Log(share))
	}
	for i, bag := range bags {
		b.nodes[i].vec = w.vector(bag)
		b.vectors[b.nodes[i].item.ID] = b.nodes[i].vec
	}
}

// vectorOf is the vector of any item of the input; of one that is no node, its stems that the nodes have too.
func (b *book) vectorOf(it news.Item) vector {
	if v, ok := b.vectors[it.ID]; ok {
		return v
	}
	bag := map[int32]float64{}
	for _, s := range b.titleOf(it).stems {
		if id, ok := b.weight.ids[s]; ok {
			bag[id]++
		}
	}
	for s, n := range it.Stems {
		if id, ok := b.weight.ids[s]; ok {
			bag[id] += b.tu.textWeight * float64(n)
		}
	}
	v := b.weight.vector(bag)
	b.vectors[it.ID] = v
	return v
}

func (b *book) titleOf(it news.Item) title {
	t, ok := b.titles[it.ID]
	if !ok {
		t = newTitle(it)
		b.titles[it.ID] = t
	}
	return t
}

func (w *weigher) vector(bag map[int32]float64) vector {
	v := vector{terms: slices.Sorted(maps.Keys(bag))}
	norm := 0.0
	for _, t := range v.terms {
		x := w.idf[t] * (1 + math.Log(max(bag[t], 0.4)))
		v.weights = append(v.weights, x)
		norm += x * x
	}
	norm = math.Sqrt(norm)
	for k := range v.weights {
		v.weights[k] /= norm
	}
	return v
}

func dot(a, b vector) float64 {
	sum, i, j := 0.0, 0, 0
	for i < len(a.terms) && j < len(b.terms) {
		switch {
		case a.terms[i] < b.terms[j]:
			i++
		case a.terms[i] > b.terms[j]:
			j++
		default:
			sum += a.weights[i] * b.weights[j]
			i++
			j++
		}
	}
	return sum
}

// title is what is compared of a headline.
type title struct {
	stems   []string
	numbers []string
	key     string // its tokens, joined
}

// maxTitle is the length, in bytes, beyond which a title is no headline and says nothing.
const maxTitle = 1000

func newTitle(it news.Item) title {
	s := it.Title
	if len(s) > maxTitle {
		return title{}
	}
	return title{stems: text.Stems(s, it.Language), numbers: text.Numbers(s), key: strings.Join(text.Tokens(s), " ")}
}
