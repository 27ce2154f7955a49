package taxonomy

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"counternotice/internal/news"
)

// learned are the facets that the model has an opinion on: those where it did better than the rules alone on items that
// neither had seen.
var learned = []news.Facet{news.FacetTopic, news.FacetPlace}

// How the model learns. Set by cross-validation; what was tried is in docs/decisions.md.
const (
	minExamples = 5   // labelled items that a tag needs
	minItems    = 3   // items that a feature must stand in
	minWeight   = 8   // hundredths; weaker ones are not kept
	maxVotes    = 200 // the strongest weights kept for a tag
	passes      = 30  // over all items
	rate        = 0.3 // of the first step
	shrink      = 10  // the weight of the L2 penalty
)

// example is a labelled item as numbers.
type example struct {
	features []int32
	values   []float64
	labels   []news.TagID
}

// Train makes a model of labelled items: for every tag with enough of them a logistic regression, rounded and cut to its
// strongest weights. The same items in the same order give the same model.
func (t *Taxonomy) Train(items []Labelled) *Model {
	examples, names := t.examples(items)
	count := map[news.TagID]int{}
	for _, e := range examples {
		for _, l := range e.labels {
			count[l]++
		}
	}
	m := newModel()
	for _, tag := range slices.Sorted(maps.Keys(count)) {
		if _, known := t.byID[tag]; !known || count[tag] < minExamples {
			continue
		}
		weights, bias := fit(examples, tag, len(names))
		q := int32(len(m.questions))
		m.questions = append(m.questions, question{tag, round100(bias)})
		var strong []int32
		for f, w := range weights {
			if n := round100(w); n >= minWeight || n <= -minWeight {
				strong = append(strong, int32(f))
			}
		}
		slices.SortStableFunc(strong, func(a, b int32) int {
			return cmp.Compare(math.Abs(weights[b]), math.Abs(weights[a]))
		})
		for _, f := range strong[:min(len(strong), maxVotes)] {
			m.add(names[f], q, round100(weights[f]))
		}
	}
	return m
}

func round100(f float64) int32 {
	return int32(math.Round(max(-maxWeight/100, min(maxWeight/100, f)) * 100))
}

// examples turns items into numbers. The names of the features are sorted.
func (t *Taxonomy) examples(items []Labelled) ([]example, []string) {
	texts := make([]map[string]float64, len(items))
	seen := map[string]int{}
	for i, l := range items {
		texts[i] = t.features(l.Input())
		for name := range texts[i] {
			seen[name]++
		}
	}
	maps.DeleteFunc(seen, func(_ string, n int) bool { return n < minItems })
	names := slices.Sorted(maps.Keys(seen))
	index := make(map[string]int32, len(names))
	for i, name := range names {
		index[name] = int32(i)
	}
	out := make([]example, len(items))
	for i, l := range items {
		e := &out[i]
		for _, name := range slices.Sorted(maps.Keys(texts[i])) {
			if f, ok := index[name]; ok {
				e.features = append(e.features, f)
				e.values = append(e.values, texts[i][name])
			}
		}
		for _, facet := range learned {
			for _, name := range l.labels(facet) {
				e.labels = append(e.labels, news.MakeTagID(facet, name))
			}
		}
	}
	return out, names
}

// features are those of one item, and what each counts.
func (t *Taxonomy) features(in Input) map[string]float64 {
	j := t.free.Get().(*judging)
	defer t.free.Put(j)
	j.reset(spoken(in.Language))
	j.read(in)
	j.collect()
	j.void()
	out := map[string]float64{}
	share := j.share()
	j.forEachFeature(in.Language, j.tags(in.Region), func(name []byte, z zone, _ int32) {
		if _, ok := out[string(name)]; !ok {
			out[string(name)] = share * (1 - 0.5*float64(min(z, 1)))
		}
	})
	return out
}

// fit learns one tag: logistic loss, AdaGrad steps in the order of the items, a penalty on large weights (L2).
func fit(examples []example, tag news.TagID, features int) (weights []float64, bias float64) {
	weights = make([]float64, features)
	slopes := make([]float64, features) // sums of squares
	biasSlope := 1e-8
	penalty := shrink / float64(len(examples))
	for range passes {
		for _, e := range examples {
			z := bias
			for i, f := range e.features {
				z += weights[f] * e.values[i]
			}
			d := 1 / (1 + math.Exp(-z))
			if slices.Contains(e.labels, tag) {
				d--
			}
			for i, f := range e.features {
				slope := d*e.values[i] + penalty*weights[f]
				slopes[f] += slope * slope
				weights[f] -= rate * slope / math.Sqrt(slopes[f]+1e-8)
			}
			biasSlope += d * d
			bias -= rate * d / math.Sqrt(biasSlope)
		}
	}
	return weights, bias
}
