package taxonomy

import (
	"maps"
	"math"
	"runtime"
	"slices"
	"sync"

	"counternotice/internal/news"
)

// How the model learns. Set by cross-validation; what was tried is in docs/decisions.md.
const (
	minExamples = 6   // labelled items that a tag needs
	minItems    = 3   // items that a feature must stand in
	penalty     = 0.5 // on the size of a weight, against the loss of an item: most weights are nought
	ridge       = 0.3 // on half its square: words that stand together share what they say
	minWeight   = 12  // hundredths; weaker ones are not kept
	maxRounds   = 8   // over all features, each followed by innerRounds over those that have a weight
	innerRounds = 8
	enough      = 0.005 // the largest step of a round after which learning ends
)

// How many items of others one of the annotator counts as. Others draw the lines elsewhere: whom and where a text names in
// passing, what was done. Of the subject his are few beside the general press that others give.
const (
	heeded        = 8 // for places, actors and actions
	heededSubject = 2 // for relevance and topics
)

// examples are labelled items as numbers: by feature the items that it stands in.
type examples struct {
	names   []string
	columns map[news.Facet][][]entry // of the items that teach the facet; "" for relevance
	labels  []map[news.TagID]bool
	silent  []map[news.Facet]bool // facets that nobody labelled: they teach nothing
	items   []Labelled
}

type entry struct {
	item  int32
	value float64
}

// Lessons are items to learn from, of which those of the annotator, whose labels are to be met, count more than others.
func Lessons(annotator, more []Labelled) []Labelled {
	lessons := slices.Concat(annotator, more)
	for i := range annotator {
		lessons[i].annotators = true
	}
	return lessons
}

// Train makes a model of labelled items: for relevance and for every tag with enough of them a logistic regression with
// few weights, and for every facet the weights of the grounds by which its tags are given. The same items in the same order
// give the same model on machines of one architecture; on another the last bits of math.Exp, and products that are added without
// being rounded, may move a weight by a hundredth.
func (t *Taxonomy) Train(items []Labelled) *Model {
	m := t.learn(items)
	t.decide(m, items)
	return m
}

// learn asks the questions.
func (t *Taxonomy) learn(items []Labelled) *Model {
	l := t.examples(items)
	count, asked := map[news.TagID]int{}, map[news.Facet]int{}
	for i, labels := range l.labels {
		for tag := range labels {
			count[tag]++
		}
		for facet, silent := range l.silent[i] {
			if !silent {
				asked[facet]++
			}
		}
	}
	maps.DeleteFunc(count, func(tag news.TagID, n int) bool {
		_, known := t.byID[tag]
		return n < minExamples || !known && tag != relevance || tag != relevance && n == asked[tag.Facet()]
	})
	tags := slices.Sorted(maps.Keys(count))
	weights, biases := make([][]float64, len(tags)), make([]float64, len(tags))
	var group sync.WaitGroup
	places := make(chan struct{}, runtime.NumCPU())
	for i, tag := range tags {
		group.Go(func() {
			places <- struct{}{}
			weights[i], biases[i] = l.fit(tag)
			<-places
		})
	}
	group.Wait()
	m := newModel()
	for i, tag := range tags {
		m.questions = append(m.questions, question{tag, round100(biases[i])})
		for f, w := range weights[i] {
			if n := round100(w); n >= minWeight || n <= -minWeight {
				m.add(l.names[f], int32(i), n)
			}
		}
	}
	return m
}

func round100(f float64) int32 {
	return int32(math.Round(max(-maxWeight/100, min(maxWeight/100, f)) * 100))
}

// examples turns items into numbers. The names of the features are sorted.
func (t *Taxonomy) examples(items []Labelled) examples {
	features := make([]map[string]float64, len(items))
	seen := map[string]int{}
	l := examples{items: items, labels: make([]map[news.TagID]bool, len(items)), silent: make([]map[news.Facet]bool, len(items))}
	for i, it := range items {
		features[i] = t.features(it.Input())
		for name := range features[i] {
			seen[name]++
		}
		l.labels[i] = map[news.TagID]bool{}
		for _, facet := range scored {
			for _, name := range it.labels(facet) {
				l.labels[i][news.MakeTagID(facet, name)] = true
			}
		}
		l.silent[i] = map[news.Facet]bool{news.FacetTopic: it.Topics == nil, news.FacetPlace: it.Jurisdictions == nil, news.FacetActor: it.Actors == nil, news.FacetAction: it.Actions == nil}
		if it.Relevant {
			l.labels[i][relevance] = true
		}
	}
	maps.DeleteFunc(seen, func(_ string, n int) bool { return n < minItems })
	l.names = slices.Sorted(maps.Keys(seen))
	index := make(map[string]int, len(l.names))
	for i, name := range l.names {
		index[name] = i
	}
	l.columns = map[news.Facet][][]entry{"": make([][]entry, len(l.names))}
	for _, facet := range scored {
		l.columns[facet] = make([][]entry, len(l.names))
	}
	for i := range items {
		for name, value := range features[i] {
			f, ok := index[name]
			if !ok {
				continue
			}
			l.columns[""][f] = append(l.columns[""][f], entry{int32(i), value})
			for facet, silent := range l.silent[i] {
				if !silent {
					l.columns[facet][f] = append(l.columns[facet][f], entry{int32(i), value})
				}
			}
		}
	}
	return l
}

// features are those of one item, and what each counts.
func (t *Taxonomy) features(in Input) map[string]float64 {
	j := t.free.Get().(*judging)
	defer t.free.Put(j)
	j.reset(spokenIn(in))
	j.read(in)
	j.collect()
	excluded := j.void()
	tags := j.tags()
	out := map[string]float64{}
	j.forEachFeature(in.Language, tags, letsIn(j.reason(news.ScopeFiltered, tags, excluded).Code), titled(excluded), func(f feature) {
		name := t.name(f)
		if _, ok := out[name]; !ok {
			out[name] = float64(f.value) / wholeFeature
		}
	})
	return out
}

// fit learns one question.
func (l *examples) fit(tag news.TagID) (weights []float64, bias float64) {
	r := regression{columns: l.columns[""], truth: make([]bool, len(l.labels)), mute: make([]bool, len(l.labels)), heed: make([]float64, len(l.labels)), penalty: penalty, ridge: ridge}
	if tag != relevance {
		r.columns = l.columns[tag.Facet()]
	}
	for i, labels := range l.labels {
		r.truth[i], r.mute[i], r.heed[i] = labels[tag], l.silent[i][tag.Facet()], l.items[i].counts(tag.Facet())
	}
	return r.fit()
}
