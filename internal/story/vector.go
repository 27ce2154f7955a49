package story

import (
	"cmp"
	_ "embed"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// backgroundCounts says in how many of so many headlines (first line) each stem occurs; made by bench/background.
//
//go:embed background.txt
var backgroundCounts string

type background struct {
	total   float64
	stems   map[string]float64 // English stems
	neutral map[string]float64 // terms of concepts.neutral
}

var loadBackground = sync.OnceValue(func() background {
	bg := background{stems: map[string]float64{}, neutral: map[string]float64{}}
	head, rest, _ := strings.Cut(backgroundCounts, "\n")
	bg.total, _ = strconv.ParseFloat(head, 64)
	known := loadConcepts()
	for line := range strings.Lines(rest) {
		stem, n, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		count, _ := strconv.ParseFloat(n, 64)
		bg.stems[stem] = count
		known.neutral("en", []stemWeight{{stem, 1}}, func(term string, _ float64) { bg.neutral[term] += count })
	}
	return bg
})

// stemWeight is a stem of an item with how often it occurs, an occurrence in the title counting 1.
type stemWeight struct {
	stem   string
	weight float64
}

// maxTitle is the length, in bytes, beyond which a title is no headline and says nothing.
const maxTitle = 1000

// reading is what is compared of an item.
type reading struct {
	language string       // without region or script
	title    []string     // stems
	key      string       // the tokens of the title, joined
	numbers  []string     // of the title
	bag      []stemWeight // title and text, ordered by stem
}

func read(it news.Item, textWeight float64) reading {
	lang, _, _ := strings.Cut(strings.ToLower(it.Language), "-")
	r := reading{language: lang}
	if len(it.Title) > maxTitle {
		return r
	}
	r.title = text.Stems(it.Title, it.Language)
	r.key = strings.Join(text.Tokens(it.Title), " ")
	r.numbers = text.Numbers(it.Title)
	r.bag = make([]stemWeight, 0, len(r.title)+len(it.Stems))
	for _, s := range r.title {
		r.bag = append(r.bag, stemWeight{s, 1})
	}
	for s, n := range it.Stems {
		if s != "" {
			r.bag = append(r.bag, stemWeight{s, textWeight * float64(n)})
		}
	}
	slices.SortFunc(r.bag, func(a, b stemWeight) int {
		return cmp.Or(strings.Compare(a.stem, b.stem), cmp.Compare(a.weight, b.weight))
	})
	k := 0
	for _, s := range r.bag {
		if k > 0 && r.bag[k-1].stem == s.stem {
			r.bag[k-1].weight += s.weight
			continue
		}
		r.bag[k] = s
		k++
	}
	r.bag = r.bag[:k]
	return r
}

// vector is the weighted terms of an item, of length 1, ordered by term. It is empty for an item without a word.
type vector struct {
	terms   []int32
	weights []float64
}

// space gives terms numbers, and knows how much each says.
type space struct {
	ids    map[string]int32
	counts []float64
	idf    []float64
}

func newSpace() *space { return &space{ids: map[string]int32{}} }

// add counts a term of an item and gives its number.
func (s *space) add(term string) int32 {
	id, ok := s.ids[term]
	if !ok {
		id = int32(len(s.counts))
		s.ids[term] = id
		s.counts = append(s.counts, 0)
	}
	s.counts[id]++
	return id
}

// weigh sets how much each term says: the rarer in the background and among the n items, the more.
func (s *space) weigh(n int, tu tuning, back func(term string) float64) {
	total := loadBackground().total
	s.idf = make([]float64, len(s.counts))
	for term, id := range s.ids {
		share := (s.counts[id] + tu.background*(back(term)+0.5)/total) / (float64(n) + tu.background)
		s.idf[id] = math.Pow(max(0.1, -math.Log(share)), tu.rarity)
	}
}

// vector weighs the terms of one item, how often it has each being damped by the root.
func (s *space) vector(bag map[int32]float64) vector {
	v := vector{terms: slices.Sorted(maps.Keys(bag))}
	norm := 0.0
	v.weights = make([]float64, len(v.terms))
	for k, t := range v.terms {
		x := s.idf[t] * math.Sqrt(bag[t])
		v.weights[k] = x
		norm += x * x
	}
	norm = math.Sqrt(norm)
	for k := range v.weights {
		v.weights[k] /= norm
	}
	return v
}

// weigh gives every node its vectors: one over the stems of its own language, and, where there are several languages,
// one over what is the same in all of them.
func (b *book) weigh() {
	languages := map[string]bool{}
	for i := range b.nodes {
		n := &b.nodes[i]
		n.reading = b.read(n.item)
		languages[n.language] = true
	}
	b.languages = slices.Sorted(maps.Keys(languages))
	bags := make([]map[int32]float64, len(b.nodes))
	b.own = newSpace()
	for i := range b.nodes {
		n := &b.nodes[i]
		bags[i] = make(map[int32]float64, len(n.bag))
		for _, s := range n.bag {
			bags[i][b.own.add(n.language+" "+s.stem)] += s.weight
		}
	}
	bg := loadBackground()
	b.own.weigh(len(b.nodes), b.tu, func(term string) float64 {
		_, stem, _ := strings.Cut(term, " ")
		return bg.stems[stem]
	})
	for i := range b.nodes {
		b.nodes[i].own = b.own.vector(bags[i])
	}
	if len(b.languages) < 2 {
		return
	}
	known, shared := loadConcepts(), newSpace()
	for i := range b.nodes {
		n := &b.nodes[i]
		clear(bags[i])
		once := map[string]float64{}
		known.neutral(n.language, n.bag, func(term string, w float64) { once[term] += w })
		for _, term := range slices.Sorted(maps.Keys(once)) {
			bags[i][shared.add(term)] = once[term]
		}
	}
	shared.weigh(len(b.nodes), b.tu, func(term string) float64 { return bg.neutral[term] })
	for term, id := range shared.ids {
		if len(term) < 3 && term[0] >= '0' && term[0] <= '9' { // a small number says little
			shared.idf[id] *= 0.6
		}
	}
	for i := range b.nodes {
		b.nodes[i].neutral = shared.vector(bags[i])
	}
}

// read gives what is compared of an item of the input, read once.
func (b *book) read(it news.Item) reading {
	r, ok := b.readings[it.ID]
	if !ok {
		r = read(it, b.tu.textWeight)
		b.readings[it.ID] = r
	}
	return r
}

// vectorOf is the vector of any item of the input over the stems of its language; of one that is no node, over those of
// its stems that the nodes have too.
func (b *book) vectorOf(it news.Item) vector {
	r := b.read(it)
	bag := map[int32]float64{}
	for _, s := range r.bag {
		if id, ok := b.own.ids[r.language+" "+s.stem]; ok {
			bag[id] += s.weight
		}
	}
	return b.own.vector(bag)
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
