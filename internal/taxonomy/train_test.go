package taxonomy

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"counternotice/internal/news"
)

// sum is what the grounds of a tag come to in an item, in logits.
func (t *Taxonomy) sum(in Input, tag news.TagID, given bool) float64 {
	j := t.free.Get().(*judging)
	defer t.free.Put(j)
	j.reset(anyTongue)
	j.read(in)
	j.collect()
	j.listen(in.Language, j.tags(), given, false)
	j.stand()
	id := int32(t.byID[tag])
	d := j.t.model.decisions[j.t.scores[id]]
	out := float64(d.bias)
	for k, g := range j.groundsOf(id, given) {
		out += float64(d.weights[k]) * float64(g) / wholeFeature
	}
	return out / 100
}

// What is as often right as wrong is given, by as much as the facet is lenient.
func TestLenience(t *testing.T) {
	tax := mustParse(t, lessonTags)
	var items []Labelled
	for i := range minExamples - 1 { // too few for a question of the model
		for _, places := range [][]string{{"gb"}, {}} {
			items = append(items, Labelled{Title: fmt.Sprint("Digital rights in a British story ", i), Relevant: true, Topics: []string{}, Jurisdictions: places})
		}
	}
	with := tax.WithModel(tax.Train(items))
	in := Input{Title: "Digital rights in a British story", Scope: news.ScopeFiltered}
	if got, want := with.sum(in, "place/gb", true), lenience[1]; math.Abs(got-want) > 0.03 {
		t.Errorf("the grounds come to %.2f, want %.2f", got, want)
	}
	if v := with.Judge(in); !has(v, "place/gb") {
		t.Errorf("without the place: %v", v.Tags)
	}
}

// Where others differ from the annotator whose labels are to be met, one item of his counts as heeded of theirs.
func TestAnnotatorIsHeeded(t *testing.T) {
	tax := mustParse(t, lessonTags)
	british := func(n int, places ...string) (out []Labelled) {
		for i := range n {
			out = append(out, Labelled{Title: fmt.Sprint("Digital rights in a British story ", len(places), i), Relevant: true, Topics: []string{}, Jurisdictions: append([]string{}, places...)})
		}
		return out
	}
	his, theirs := british(minExamples-1, "gb"), british(minExamples*heeded/2) // too few of his for a question of the model
	in := Input{Title: "Digital rights in a British story", Scope: news.ScopeFiltered}
	for _, c := range []struct {
		name    string
		lessons []Labelled
		want    bool
	}{
		{"his", Lessons(his, theirs), true},
		{"nobody's", slices.Concat(his, theirs), false},
		{"theirs", Lessons(theirs, his), false},
	} {
		if v := tax.WithModel(tax.Train(c.lessons)).Judge(in); has(v, "place/gb") != c.want {
			t.Errorf("%s heeded: tags %v", c.name, v.Tags)
		}
	}
}

// The grounds are learned from what models say of items that they have not seen. Here each item has a word of its own, three
// times over, and the labels are by chance: such a model knows nothing, and one that leaks knows all.
func TestPartsDoNotLeak(t *testing.T) {
	tax := mustParse(t, lessonTags)
	var items []Labelled
	for i := range 120 {
		places := []string{}
		if i*7919%13%2 == 0 {
			places = append(places, "gb")
		}
		it := Labelled{Title: fmt.Sprintf("Digital rights in a British story of x%dz", i*31), Relevant: true, Topics: []string{}, Jurisdictions: places}
		items = append(items, it, it, it)
	}
	m := tax.Train(items)
	if got := m.decisions[1].weights[groundGivenOdds]; got > plain.weights[groundGivenOdds] {
		t.Errorf("what the model says counts %d hundredths, though it knows nothing", got)
	}
	times := map[string]int{}
	for part := range parts {
		theirs, others := deal(items, part)
		if len(theirs)%3 != 0 || len(theirs) < len(items)/parts/2 || len(theirs)+len(others) != len(items) {
			t.Errorf("part %d of %d items has %d and leaves %d", part, len(items), len(theirs), len(others))
		}
		for _, it := range theirs {
			times[it.Title]++
		}
	}
	for title, n := range times {
		if n != 3 {
			t.Errorf("%q is weighed %d times, and stands there thrice", title, n)
		}
	}
}

// From odds that are sure and wrong, where a step by the curve would go astray, learning goes on by small steps.
func TestRegressionSteps(t *testing.T) {
	r := regression{columns: [][]entry{{{0, 1}, {1, 1}}}, truth: []bool{true, true, false}, mute: make([]bool, 3), heed: []float64{1, 1, 1}, before: []float64{-18, -18, 0}}
	weights, bias := r.fit()
	if limit := float64(maxRounds * (1 + innerRounds)); !(math.Abs(weights[0]) <= limit) || !(math.Abs(bias) <= limit) {
		t.Errorf("weight %g, bias %g after at most %g steps", weights[0], bias, limit)
	}
	if odds := -18 + weights[0] + bias; !(odds > 0) {
		t.Errorf("odds %g, want them for what is true", odds)
	}
}

// General press stays out, the few look-alikes apart that were put among it.
func TestGeneralPress(t *testing.T) {
	items := readLabelled(t, "testdata/negatives.jsonl")
	rules := realTaxonomy(t)
	for _, c := range []struct {
		name string
		tax  *Taxonomy
		most int
	}{
		{"the rules", rules, 6},
		{"with the model", rules.WithModel(realModel(t)), 4},
	} {
		score := c.tax.Evaluate(items)
		if score.Relevance.TP+score.Relevance.FN > 0 {
			t.Fatal("an item of general press is labelled as one that belongs")
		}
		if score.Relevance.FP > c.most {
			t.Errorf("%s: %d of %d are taken, want at most %d: %v", c.name, score.Relevance.FP, len(items), c.most, score.Relevance.Misses)
		}
	}
}

// Of four that others label for each of his, alike but for the labels, the annotator's decide on the place and theirs on the subject.
func TestAnnotatorIsHeededByQuestion(t *testing.T) {
	var his, theirs []Labelled
	for i := range 48 {
		theirs = append(theirs, Labelled{Title: fmt.Sprint("A British story ", i), Relevant: true, Jurisdictions: []string{}})
	}
	for _, l := range theirs[:12] {
		his = append(his, Labelled{Title: l.Title, Jurisdictions: []string{"gb"}})
	}
	l := mustParse(t, lessonTags).examples(Lessons(his, theirs))
	for _, question := range []news.TagID{relevance, "place/gb"} {
		if _, bias := l.fit(question); bias < 0.3 {
			t.Errorf("%s: bias %.2f, want more than even odds", question, bias)
		}
	}
}
