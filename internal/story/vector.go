package story

import (
	"cmp"
	_ "embed"
	"iter"
	"maps"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

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
		known.neutral("en", []stemWeight{{stem: stem, weight: 1}}, func(w stemWeight) { bg.neutral[w.stem] += count })
	}
	return bg
})

// vector is the weighted terms of an item, of length 1, ordered by term. It is empty for an item without a word.
type vector []termWeight

// termWeight is what an item has of a term: of stems that mean the same, all that it has of them.
type termWeight struct {
	term    int32
	word    int32 // the weightiest of its stems
	inTitle bool
	weight  float64
}

// Stems that mean the same ("ruling" and "verdict", "Israel" and "Israeli") are one term, as rare as all of them are together. In two titles
// they say what one stem would; if either item has its stem in the text alone, so much of it, since texts are long and say much.
const synonymInText = 0.3

// likewise is what a term that two items share counts, of all that it would if they had the same stem.
func (t termWeight) likewise(word int32, inTitle bool) float64 {
	if t.word == word || t.inTitle && inTitle {
		return 1
	}
	return synonymInText
}

// times is what two items are the more alike for a term that they share.
func (t termWeight) times(o termWeight) float64 {
	return float64(t.weight*o.weight) * t.likewise(o.word, o.inTitle)
}

// space gives terms numbers, and knows how much each says. A term is a stem of a language, or, of the language "", what
// all languages share.
type space struct {
	ids    map[string]map[string]int32 // by language, then stem
	counts []float64
	idf    []float64
	terms  []int32 // by stem: the first of those that mean the same
}

func newSpace() *space { return &space{ids: map[string]map[string]int32{}} }

// of gives the terms of a language; nil if there is none.
func (s *space) of(language string) map[string]int32 { return s.ids[language] }

// add counts a term of an item and gives its number; terms are those of its language.
func (s *space) add(terms map[string]int32, stem string) int32 {
	id, ok := terms[stem]
	if !ok {
		id = int32(len(s.counts))
		terms[stem] = id
		s.counts = append(s.counts, 0)
	}
	s.counts[id]++
	return id
}

// language gives the terms of a language, to add to.
func (s *space) language(name string) map[string]int32 {
	if s.ids[name] == nil {
		s.ids[name] = map[string]int32{}
	}
	return s.ids[name]
}

// bag counts the terms of an item and gives them with their weights, in their order.
func (s *space) bag(terms map[string]int32, stems []stemWeight) []termWeight {
	bag := make([]termWeight, len(stems))
	for k, w := range stems {
		id := s.add(terms, w.stem)
		bag[k] = termWeight{id, id, w.inTitle, w.weight}
	}
	return bag
}

// past counts what the terms of an item of before are worth by now; terms that no item has count for nothing.
func (s *space) past(terms map[string]int32, stems []stemWeight, worth float64) {
	for _, w := range stems {
		if id, ok := terms[w.stem]; ok {
			s.counts[id] += worth
		}
	}
}

// weigh sets how much each term says, the rarer in the background and among n items, the more, and which stems are one term.
func (s *space) weigh(n float64, tu tuning, bg background) {
	s.idf, s.terms = make([]float64, len(s.counts)), make([]int32, len(s.counts))
	for language, ids := range s.ids {
		back, meaning := bg.stems, loadConcepts().stems[language]
		if language == "" {
			back = bg.neutral
		}
		first, counts := map[string]int32{}, map[string]float64{} // by concept
		stems := make([]string, len(s.counts))                    // by number; empty where it is of another language
		for stem, id := range ids {
			stems[id] = stem
		}
		for _, stem := range stems {
			if c := meaning[stem]; c != "" {
				if _, ok := first[c]; !ok {
					first[c] = ids[stem]
				}
				counts[c] += s.counts[ids[stem]]
			}
		}
		for stem, id := range ids {
			term, count, known := id, s.counts[id], back[stem]
			if c := meaning[stem]; c != "" {
				term, count, known = first[c], counts[c], bg.neutral[c]
			}
			share := (count + tu.background*(known+0.5)/bg.total) / (n + tu.background)
			s.terms[id], s.idf[id] = term, math.Pow(max(0.1, -math.Log(share)), tu.rarity)
		}
	}
}

// join gives stems their terms, and makes one of those of an item that mean the same. Of equals the first counts as the weightiest, so
// that it does not depend on what else is clustered.
func (s *space) join(bag []termWeight) []termWeight {
	for k := range bag {
		bag[k].term = s.terms[bag[k].word]
	}
	slices.SortStableFunc(bag, func(a, b termWeight) int {
		if a.term != b.term {
			return int(a.term - b.term)
		}
		return cmp.Compare(b.weight, a.weight)
	})
	out := bag[:0]
	for _, t := range bag {
		if last := len(out) - 1; last >= 0 && out[last].term == t.term {
			out[last].weight += t.weight
			out[last].inTitle = out[last].inTitle || t.inTitle
			continue
		}
		out = append(out, t)
	}
	return out
}

// vector weighs the joined terms of one item, how often it has each being damped by the root, and keeps the most weighty.
func (s *space) vector(bag []termWeight, keep int) vector {
	for k := range bag {
		bag[k].weight = s.idf[bag[k].term] * math.Sqrt(bag[k].weight)
	}
	if len(bag) > keep {
		slices.SortFunc(bag, func(a, b termWeight) int {
			switch {
			case a.weight > b.weight:
				return -1
			case a.weight < b.weight:
				return 1
			}
			return int(a.term - b.term)
		})
		bag = bag[:keep]
	}
	slices.SortFunc(bag, func(a, b termWeight) int { return int(a.term - b.term) })
	norm := 0.0
	for _, t := range bag {
		norm += float64(t.weight * t.weight) // rounded, so that no machine fuses it with the sum
	}
	norm = math.Sqrt(norm)
	v := make(vector, len(bag))
	for k, t := range bag {
		t.weight /= norm
		v[k] = t
	}
	return v
}

// weigh gives every node its vectors: one over the stems of its own language, and, where there are several languages,
// one over what is the same in all of them.
func (b *book) weigh() {
	inParallelWith(len(b.nodes), newStemmer, func(stems *text.Stemmer, i int) {
		n := &b.nodes[i]
		n.reading = read(n.item, b.tu.textWeight, stems)
		n.said = b.claimsOf(n.item)
		n.pages, n.links = pagesOf(n.item), linkKeys(n.item)
	})
	before := b.before()
	languages := map[string]bool{}
	bags := make([][]termWeight, len(b.nodes))
	b.own = newSpace()
	for i := range b.nodes {
		n := &b.nodes[i]
		languages[n.language] = true
		bags[i] = b.own.bag(b.own.language(n.language), n.bag)
	}
	b.languages = slices.Sorted(maps.Keys(languages))
	b.dropBoilerplate(bags)
	bg, all := loadBackground(), float64(len(b.nodes))
	for _, p := range before {
		all += p.worth
		b.own.past(b.own.of(p.language), p.bag, p.worth)
	}
	b.own.weigh(all, b.tu, bg)
	inParallel(len(b.nodes), func(i int) { b.nodes[i].own = b.own.vector(b.own.join(bags[i]), b.tu.keep) })
	if len(b.languages) < 2 {
		return
	}
	shared, common := newSpace(), make([][]stemWeight, len(b.nodes))
	inParallel(len(b.nodes), func(i int) { common[i] = b.nodes[i].shared() })
	for i := range b.nodes {
		bags[i] = shared.bag(shared.language(""), common[i])
	}
	for _, p := range before {
		shared.past(shared.of(""), p.shared(), p.worth)
	}
	shared.weigh(all, b.tu, bg)
	for stem, id := range shared.of("") {
		if stem[0] >= '0' && stem[0] <= '9' { // most numbers are no other's business: ages, days, shares
			shared.idf[id] *= 0.6
		}
	}
	b.common = shared
	b.tells = make([]uint8, len(shared.counts))
	for stem, id := range shared.of("") {
		b.tells[id] = telling(stem)
	}
	inParallel(len(b.nodes), func(i int) { b.nodes[i].neutral = shared.vector(bags[i], b.tu.keep) })
}

// halfLife is the time, in hours, in which the words of what is no longer clustered come to count half: what a digest spoke of all
// month tells less of one event than what it never had.
const halfLife = 7 * 24

// earlier is what was read of an item that is no node, and what it is worth among the nodes.
type earlier struct {
	reading
	worth float64
}

// before gives what the digest had before what is clustered now, ordered by the ids of the items.
func (b *book) before() []earlier {
	var ids []string
	for id := range b.items {
		if _, clustered := b.place[id]; !clustered {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	out := make([]earlier, len(ids))
	inParallelWith(len(ids), newStemmer, func(stems *text.Stemmer, k int) {
		it := b.items[ids[k]]
		age := max(0, b.in.Now.Sub(moment(it)).Hours())
		out[k] = earlier{read(it, b.tu.textWeight, stems), math.Exp2(-age / halfLife)}
	})
	for k, id := range ids {
		b.read[id] = out[k].reading
	}
	return out
}

func newStemmer() *text.Stemmer { return new(text.Stemmer) }

// inParallel calls do for each number below n, in no order, on all processors. What it does for one touches no other's.
func inParallel(n int, do func(i int)) {
	inParallelWith(n, func() struct{} { return struct{}{} }, func(_ struct{}, i int) { do(i) })
}

// inParallelWith is inParallel with something of its own for each processor.
func inParallelWith[T any](n int, own func() T, do func(own T, i int)) {
	stride := min(64, n/16+1)
	var wg sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), (n+stride-1)/stride) {
		wg.Go(func() {
			mine := own()
			for from := int(next.Add(int64(stride))) - stride; from < n; from = int(next.Add(int64(stride))) - stride {
				for i := from; i < min(n, from+stride); i++ {
					do(mine, i)
				}
			}
		})
	}
	wg.Wait()
}

// telling is how much a term that two languages share says of one event: a number of three digits or more that is no
// year the most, a name or cognate more than a concept, a small number least.
func telling(term string) uint8 {
	switch number := strings.Trim(term, "0123456789.") == ""; {
	case number && len(term) >= 3 && !year(term):
		return 3
	case term[0] == '.':
		return 2
	}
	return 1
}

// look gives any item of the input as a node: the one that is clustered, else one made to be compared.
func (b *book) look(it *news.Item) *node {
	if i, ok := b.place[it.ID]; ok {
		return &b.nodes[i]
	}
	b.looking.Lock()
	defer b.looking.Unlock()
	n, ok := b.others[it.ID]
	if !ok {
		made := b.made(it)
		n = &made
		b.others[it.ID] = n
	}
	return n
}

// made is an item that is no node as one.
func (b *book) made(it *news.Item) node {
	at := moment(it)
	n := node{item: it, publisher: b.publisher(it), at: at, hours: float64(at.Unix()) / 3600, reading: b.read[it.ID], said: b.claimsOf(it), pages: pagesOf(it)}
	n.own = b.vectorOf(n.reading)
	if b.common != nil {
		n.neutral = b.neutralOf(n.reading)
	}
	return n
}

// vectorOf is the vector of a reading that is no node's over the stems of its language. It has only those stems that the
// nodes have too, and is the shorter for the others.
func (b *book) vectorOf(r reading) vector {
	bag, terms, total := make([]termWeight, 0, len(r.bag)), b.own.of(r.language), loadBackground().total
	strange := 0.0
	for _, s := range r.bag {
		if id, ok := terms[s.stem]; ok {
			bag = append(bag, termWeight{id, id, s.inTitle, s.weight})
			continue
		}
		idf := math.Pow(max(0.1, math.Log(total/(loadBackground().stems[s.stem]+0.5))), b.tu.rarity)
		strange += float64(idf * idf * s.weight)
	}
	bag = b.own.join(bag)
	v := b.own.vector(bag, b.tu.keep)
	known := 0.0
	for _, t := range bag {
		known += float64(t.weight * t.weight)
	}
	if strange > 0 && known > 0 {
		short := math.Sqrt(known / (known + strange))
		for k := range v {
			v[k].weight *= short
		}
	}
	return v
}

// neutralOf is the vector of a reading that is no node's over what all languages share.
func (b *book) neutralOf(r reading) vector {
	var bag []termWeight
	for _, s := range r.shared() {
		if id, ok := b.common.of("")[s.stem]; ok {
			bag = append(bag, termWeight{id, id, s.inTitle, s.weight})
		}
	}
	return b.common.vector(bag, b.tu.keep)
}

// shared gives each term that two vectors share, as both have it.
func (v vector) shared(w vector) iter.Seq2[termWeight, termWeight] {
	return func(yield func(x, y termWeight) bool) {
		for i, j := 0, 0; i < len(v) && j < len(w); {
			switch {
			case v[i].term < w[j].term:
				i++
			case v[i].term > w[j].term:
				j++
			default:
				if !yield(v[i], w[j]) {
					return
				}
				i++
				j++
			}
		}
	}
}

// sharedTerm is a term that two items share, with the stem that each has of it and what it adds to their likeness.
type sharedTerm struct {
	words  [2]int32
	weight float64
}

// product gives the terms that two vectors share.
func product(a, b vector) []sharedTerm {
	var out []sharedTerm
	for x, y := range a.shared(b) {
		out = append(out, sharedTerm{[2]int32{x.word, y.word}, x.times(y)})
	}
	return out
}

// dot is the likeness of two items, from 0 to 1.
func dot(a, b vector) float64 {
	sum := 0.0
	for x, y := range a.shared(b) {
		sum += float64(x.times(y)) // rounded, so that no machine fuses it with the sum
	}
	return sum
}
