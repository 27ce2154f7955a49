package taxonomy

import (
	"hash/fnv"
	"slices"
	"sync"

	"counternotice/internal/news"
)

// How the weights of the grounds are learned.
const (
	parts        = 3 // into which the items are dealt: the model that says the odds of one has learned from the others
	groundsRidge = 1 // on half the squares of what the weights differ from the plain ones
)

// lenience is by how many logits less than even odds are enough for a tag, by facet as in scored: what lacks is told less easily
// from what does not belong than the reverse. Set by cross-validation.
var lenience = [len(scored)]float64{0.2, 0.2, 0.5, 0.2}

// decide learns by which grounds a tag of each facet is given. What the model says of an item that it has learned from is
// too sure, so models of the other parts of the items speak here.
func (t *Taxonomy) decide(m *Model, items []Labelled) {
	var cases [parts][len(scored)]cases
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() {
			theirs, others := deal(items, part)
			cases[part] = t.WithModel(t.learn(others)).cases(theirs)
		})
	}
	group.Wait()
	for f := range scored {
		r := regression{columns: make([][]entry, numGrounds), ridge: groundsRidge}
		for _, c := range cases {
			for i, g := range c[f].grounds {
				before := 0.0
				for k, value := range g {
					if value != 0 {
						r.columns[k] = append(r.columns[k], entry{int32(len(r.truth)), float64(value) / wholeFeature})
						before += float64(float64(plain.weights[k]) / 100 * float64(value) / wholeFeature)
					}
				}
				r.truth = append(r.truth, c[f].right[i])
				r.heed = append(r.heed, c[f].heed[i])
				r.before = append(r.before, before)
			}
		}
		if !slices.Contains(r.truth, true) || !slices.Contains(r.truth, false) {
			continue
		}
		r.mute = make([]bool, len(r.truth))
		weights, bias := r.fit()
		d := decision{bias: round100(bias + lenience[f])}
		for k, w := range weights {
			d.weights[k] = plain.weights[k] + round100(w)
		}
		m.decisions[f] = d
	}
}

// deal parts the items of one part from those of the others.
func deal(items []Labelled, part int) (theirs, others []Labelled) {
	for _, it := range items {
		if partOf(it) == part {
			theirs = append(theirs, it)
		} else {
			others = append(others, it)
		}
	}
	return theirs, others
}

// partOf deals an item into a part, the same for all copies of it.
func partOf(l Labelled) int {
	h := fnv.New32a()
	h.Write([]byte(l.Title + "\n" + l.Text))
	return int(h.Sum32() % parts)
}

// cases are tags that were weighed, and whether the labels have them.
type cases struct {
	grounds []perGround
	right   []bool
	heed    []float64 // how many each counts as
}

// cases weighs the tags of labelled items, by facet. The topics and actions of what does not belong are not given, and not
// weighed.
func (t *Taxonomy) cases(items []Labelled) (out [len(scored)]cases) {
	j := t.free.Get().(*judging)
	defer t.free.Put(j)
	for _, it := range items {
		if it.Topics == nil && it.Jurisdictions == nil && it.Actors == nil && it.Actions == nil {
			continue
		}
		in := it.Input()
		j.reset(spokenIn(in))
		j.read(in)
		j.collect()
		excluded := j.void()
		tags := j.tags()
		reason := j.reason(news.ScopeFiltered, tags, excluded)
		j.listen(in.Language, tags, letsIn(reason.Code), titled(excluded))
		belongs := reason.Code != news.ReasonDropped && j.belongs(letsIn(reason.Code))
		j.stand()
		for f, facet := range scored {
			labels := it.labels(facet)
			if labels == nil || !belongs && (facet == news.FacetTopic || facet == news.FacetAction) {
				continue
			}
			c := &out[f]
			for i, tag := range t.tags {
				if tag.ID.Facet() != facet {
					continue
				}
				given := slices.ContainsFunc(tags, func(h news.TagHit) bool { return h.Tag == tag.ID })
				if !j.weighs(int32(i), given) {
					continue
				}
				c.grounds = append(c.grounds, j.groundsOf(int32(i), given))
				c.right = append(c.right, slices.Contains(labels, tag.ID.Name()))
				c.heed = append(c.heed, it.counts(facet))
			}
		}
	}
	return out
}
