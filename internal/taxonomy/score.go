package taxonomy

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// Labelled is one item labelled by hand: a line of the gold set.
type Labelled struct {
	ID            string   `json:"id"`
	Title         string   `json:"title"`
	Text          string   `json:"text"`
	TextKind      string   `json:"text_kind"` // "none" for a title alone
	Lang          string   `json:"lang"`
	Relevant      bool     `json:"relevant"`
	Borderline    bool     `json:"borderline"`
	Topics        []string `json:"topics,omitzero"` // with the three below: nil where nobody labelled them, not nil and empty where there are none
	Jurisdictions []string `json:"jurisdictions,omitzero"`
	Actors        []string `json:"actors,omitzero"`
	Actions       []string `json:"actions,omitzero"`

	unknown    []string // keys that mean nothing here, sorted
	annotators bool     // it is of the annotator whose labels are to be met
}

// labelledKeys are the keys of a labelled item that are read, and those that people keep beside them.
var labelledKeys = []string{
	"id", "title", "text", "text_kind", "lang", "relevant", "borderline", "topics", "jurisdictions", "actors", "actions",
	"source", "url", "date", "note",
}

// ReadLabelled reads labelled items, a JSON object a line. The error of a bad line is a news.Problems, which names no file.
func ReadLabelled(r io.Reader) ([]Labelled, error) {
	var out []Labelled
	in := bufio.NewScanner(r)
	in.Buffer(nil, 16<<20)
	for n := 1; in.Scan(); n++ {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		var l Labelled
		if err := news.DecodeLine(n, in.Bytes(), &l); err != nil {
			return nil, err
		}
		var keys map[string]json.RawMessage
		if err := news.DecodeLine(n, in.Bytes(), &keys); err != nil {
			return nil, err
		}
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			if !slices.Contains(labelledKeys, key) {
				l.unknown = append(l.unknown, key)
			}
		}
		out = append(out, l)
	}
	return out, in.Err()
}

// Unknown says which labels of the items are no tags of the taxonomy and which keys mean nothing, a sentence each, sorted: a slip of
// the pen there would count as a mistake of the rules, or teach nothing.
func (t *Taxonomy) Unknown(items []Labelled) []string {
	first, times := map[string]string{}, map[string]int{}
	note := func(what string, l Labelled) {
		if times[what]++; times[what] == 1 {
			first[what] = cmp.Or(l.ID, l.Title)
		}
	}
	for _, l := range items {
		for _, key := range l.unknown {
			note(fmt.Sprintf("the key %q means nothing", key), l)
		}
		for _, facet := range scored {
			for _, name := range l.labels(facet) {
				if id := news.MakeTagID(facet, name); !t.has(id) {
					note(fmt.Sprintf("the taxonomy has no %q", id), l)
				}
			}
		}
	}
	var out []string
	for _, what := range slices.Sorted(maps.Keys(times)) {
		out = append(out, fmt.Sprintf("%s, in %d of %d items, the first is %q", what, times[what], len(items), first[what]))
	}
	return out
}

func (t *Taxonomy) has(tag news.TagID) bool {
	_, ok := t.byID[tag]
	return ok
}

// counts is how many items it counts as when a facet, or relevance, is learned from it.
func (l Labelled) counts(f news.Facet) float64 {
	switch {
	case !l.annotators:
		return 1
	case f == news.FacetPlace || f == news.FacetActor || f == news.FacetAction:
		return heeded
	}
	return heededSubject
}

// Input is the labelled item as one of a filtered feed of unknown region.
func (l Labelled) Input() Input {
	return Input{Title: l.Title, Text: l.Text, Language: l.Lang, Scope: news.ScopeFiltered}
}

// HasText says whether the item has more than a title.
func (l Labelled) HasText() bool { return l.TextKind != "none" && strings.TrimSpace(l.Text) != "" }

// labels are those of one facet, by the names of the taxonomy.
func (l Labelled) labels(f news.Facet) []string {
	switch f {
	case news.FacetTopic:
		return l.Topics
	case news.FacetActor:
		return l.Actors
	case news.FacetAction:
		return l.Actions
	case news.FacetPlace:
		out := slices.Clone(l.Jurisdictions)
		for i, p := range out {
			if p == "global" {
				out[i] = "int"
			}
		}
		return out
	}
	return nil
}

// Tally counts right and wrong answers.
type Tally struct {
	TP, FP, FN int
	Misses     []Miss
}

// Miss is an item that got a label wrongly, or wrongly not.
type Miss struct {
	ID, Title string
	Extra     bool // given, but not in the labels
}

// Precision is the share of the given that is right, 0 when nothing is given.
func (t Tally) Precision() float64 { return ratio(t.TP, t.TP+t.FP) }

// Recall is the share of the right that is given, 0 when nothing is right.
func (t Tally) Recall() float64 { return ratio(t.TP, t.TP+t.FN) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 { return ratio(2*t.TP, 2*t.TP+t.FP+t.FN) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Score is how the verdicts on labelled items compare with the labels.
type Score struct {
	Items     int
	Relevance Tally // borderline items apart
	Border    Tally // the borderline ones
	Facets    []FacetScore
}

// FacetScore is the score of one facet over the items that are labelled as relevant or were taken.
type FacetScore struct {
	Facet news.Facet
	All   Tally
	Tags  map[string]*Tally
}

// Macro is the mean F1 of the tags that have a label.
func (f FacetScore) Macro() float64 {
	sum, n := 0.0, 0
	for _, name := range slices.Sorted(maps.Keys(f.Tags)) {
		if t := f.Tags[name]; t.TP+t.FN > 0 {
			sum += t.F1()
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// scored are the facets that the gold set labels.
var scored = [...]news.Facet{news.FacetTopic, news.FacetPlace, news.FacetActor, news.FacetAction}

// Evaluate judges labelled items and scores the verdicts. A topic of an item that is left out does not count as given;
// places, actors and actions are labelled for those items too.
func (t *Taxonomy) Evaluate(items []Labelled) Score {
	return evaluate(items, func(i int) Verdict { return t.Judge(items[i].Input()) })
}

// CrossValidate scores the taxonomy with a model on items that the model has not seen: the items are dealt into folds,
// and each fold is judged with what the others teach, as items of the annotator, and more, which are not judged.
// The second score is of the items that have a text.
func (t *Taxonomy) CrossValidate(items, more []Labelled, folds int) (all, texts Score) {
	verdicts := make([]Verdict, len(items))
	for fold := range folds {
		var others []Labelled
		for i, l := range items {
			if i%folds != fold {
				others = append(others, l)
			}
		}
		with := t.WithModel(t.Train(Lessons(others, more)))
		for i := fold; i < len(items); i += folds {
			verdicts[i] = with.Judge(items[i].Input())
		}
	}
	var with []Labelled
	var theirs []Verdict
	for i, l := range items {
		if l.HasText() {
			with, theirs = append(with, l), append(theirs, verdicts[i])
		}
	}
	return evaluate(items, func(i int) Verdict { return verdicts[i] }), evaluate(with, func(i int) Verdict { return theirs[i] })
}

func evaluate(items []Labelled, judge func(i int) Verdict) Score {
	s := Score{Items: len(items)}
	for _, f := range scored {
		s.Facets = append(s.Facets, FacetScore{Facet: f, Tags: map[string]*Tally{}})
	}
	for i, l := range items {
		v := judge(i)
		miss := Miss{ID: l.ID, Title: l.Title}
		into := &s.Relevance
		if l.Borderline {
			into = &s.Border
		}
		into.count(v.In, l.Relevant, miss)
		for k := range s.Facets {
			f := &s.Facets[k]
			want := map[string]bool{}
			for _, name := range l.labels(f.Facet) {
				want[name] = true
			}
			got := map[string]bool{}
			for _, h := range v.Tags {
				if h.Tag.Facet() == f.Facet && (v.In || f.Facet != news.FacetTopic) {
					got[h.Tag.Name()] = true
				}
			}
			both := maps.Clone(want)
			maps.Copy(both, got)
			for _, name := range slices.Sorted(maps.Keys(both)) {
				if f.Tags[name] == nil {
					f.Tags[name] = &Tally{}
				}
				f.Tags[name].count(got[name], want[name], miss)
				f.All.count(got[name], want[name], miss)
			}
		}
	}
	return s
}

func (t *Tally) count(got, want bool, miss Miss) {
	switch {
	case got && want:
		t.TP++
	case got:
		t.FP++
		miss.Extra = true
		t.Misses = append(t.Misses, miss)
	case want:
		t.FN++
		t.Misses = append(t.Misses, miss)
	}
}

// Report writes the figures of a score for people.
func (s Score) Report(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d items\n", s.Items)
	line := func(name string, t Tally, macro string) {
		fmt.Fprintf(&b, "%-22s P %.3f  R %.3f  F1 %.3f %s  (%d right, %d extra, %d missing)\n", name, t.Precision(), t.Recall(), t.F1(), macro, t.TP, t.FP, t.FN)
	}
	line("relevance", s.Relevance, "")
	line("relevance, borderline", s.Border, "")
	for _, f := range s.Facets {
		line(string(f.Facet)+"s, micro", f.All, fmt.Sprintf("macro %.3f", f.Macro()))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ReportMisses writes for people up to so many misses of relevance, and of so many tags of each facet that have most of them.
func (s Score) ReportMisses(w io.Writer, worst, misses int) error {
	var b strings.Builder
	if misses > 0 && worst > 0 {
		writeMisses(&b, "relevance", s.Relevance, misses)
		for _, f := range s.Facets {
			names := slices.SortedFunc(maps.Keys(f.Tags), func(x, y string) int {
				return cmp.Or(cmp.Compare(f.Tags[y].FP+f.Tags[y].FN, f.Tags[x].FP+f.Tags[x].FN), strings.Compare(x, y))
			})
			for _, name := range names[:min(worst, len(names))] {
				if len(f.Tags[name].Misses) > 0 {
					writeMisses(&b, string(news.MakeTagID(f.Facet, name)), *f.Tags[name], misses)
				}
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeMisses(b *strings.Builder, name string, t Tally, limit int) {
	fmt.Fprintf(b, "\n%s: %d right, %d extra (+), %d missing (-)\n", name, t.TP, t.FP, t.FN)
	for i, m := range t.Misses {
		if i == limit {
			fmt.Fprintf(b, "   … %d more\n", len(t.Misses)-limit)
			return
		}
		sign := "-"
		if m.Extra {
			sign = "+"
		}
		fmt.Fprintf(b, "   %s %s %.110q\n", sign, m.ID, m.Title)
	}
}
