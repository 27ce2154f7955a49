package taxonomy

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

const lessonTags = `
version: 1
relevance:
  terms: {en: [digital rights]}
drop:
- {id: deals, label: an advert or a deal, terms: [daily deal]}
topics:
- {id: shutdown, label: {en: Shutdowns}, definition: D., terms: {en: [internet shutdown]}}
places:
- {id: us, label: {en: United States}, terms: [American]}
- {id: gb, label: {en: United Kingdom}, terms: [British]}
`

// lessons are labelled items of which those about a shutdown say "blackout", those that say "senator" are American, and one that
// tells the story of an internet shutdown does not belong.
func lessons() []Labelled {
	var out []Labelled
	for i := range 20 {
		about := []string{"harvest", "football", "weather", "opera"}[i%4]
		none := []string{}
		out = append(out,
			Labelled{Title: "Digital rights: a blackout, " + about, Lang: "en", Relevant: true, Topics: []string{"shutdown"}, Jurisdictions: none},
			Labelled{Title: "Digital rights: a senator, " + about, Lang: "en", Relevant: true, Topics: none, Jurisdictions: []string{"us"}},
			Labelled{Title: "A story of an internet shutdown, " + about, Lang: "en", Topics: none, Jurisdictions: none},
			Labelled{Title: "Some story of the " + about, Lang: "en"}) // of which nobody has labelled the places
	}
	return out
}

func TestModel(t *testing.T) {
	tax := mustParse(t, lessonTags)
	m := tax.Train(lessons())
	if again := tax.Train(lessons()); again.String() != m.String() {
		t.Error("the same labels give another model")
	}
	read, err := ParseModel("model.txt", []byte(m.String()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.String(), read.String()); diff != "" {
		t.Errorf("written and read (-want +got):\n%s", diff)
	}
	with := tax.WithModel(read)
	for _, test := range []struct {
		name, title string
		scope       news.Scope
		in          bool
		reason      string
		tags        []news.TagID
	}{
		{"adds a topic", "Digital rights: a blackout", news.ScopeFiltered, true, news.ReasonTopic, []news.TagID{"topic/shutdown"}},
		{"adds no place that nobody names", "Digital rights: a senator", news.ScopeFiltered, true, news.ReasonGeneric, nil},
		{"has no say on what it did not learn", "Digital rights: a British senator", news.ScopeFiltered, true, news.ReasonGeneric, []news.TagID{"place/gb"}},
		{"lets in", "A digital blackout", news.ScopeFiltered, true, news.ReasonTopic, []news.TagID{"topic/shutdown"}},
		{"keeps out", "A story of an internet shutdown", news.ScopeFiltered, false, news.ReasonOffTopic, nil},
		{"adds nothing to what is unknown", "All about opera", news.ScopeFiltered, false, news.ReasonOffTopic, nil},
		{"does not overrule a drop rule", "Daily deal: digital rights, a blackout", news.ScopeAll, false, news.ReasonDropped, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := with.Judge(Input{Title: test.title, Language: "en", Scope: test.scope})
			var got []news.TagID
			for _, h := range v.Tags {
				got = append(got, h.Tag)
			}
			if diff := cmp.Diff(test.tags, got); diff != "" {
				t.Errorf("tags (-want +got):\n%s", diff)
			}
			if v.In != test.in || v.Reason.Code != test.reason {
				t.Errorf("in %v with reason %q, want %v with %q", v.In, v.Reason.Code, test.in, test.reason)
			}
		})
	}
	v := with.Judge(Input{Title: "Digital rights: a blackout", Language: "en"})
	if e := v.Tags[0].Evidence[0]; e.Rule != "model: black*" || e.In != "title" || e.Score <= 0 {
		t.Errorf("the first evidence is %+v", e)
	}
	if len(tax.Judge(Input{Title: "Digital rights: a blackout", Language: "en"}).Tags) > 0 {
		t.Error("the taxonomy without the model has changed")
	}
}

// What is named in passing is no tag, what is named first or alone is.
func TestGrounds(t *testing.T) {
	const model = `
relevance 2.00

given/place 0.00
  1.00 given
  1.50 twice in the title
  0.20 in the text
  -1.40 late in the text
  -1.00 others in the title
  -1.00 given, in a long text
  -2.00 given, far from the subject
`
	m, err := ParseModel("model.txt", []byte(model))
	if err != nil {
		t.Fatal(err)
	}
	far, err := ParseModel("model.txt", []byte(strings.Replace(model, "relevance 2.00", "relevance -4.00", 1)))
	if err != nil {
		t.Fatal(err)
	}
	tax := mustParse(t, lessonTags)
	passing := strings.Repeat("There is much to say about this story. ", 6)
	for _, test := range []struct {
		name, title, text string
		model             *Model
		want              []news.TagID
	}{
		{"in the title", "Digital rights: a British story", "", m, []news.TagID{"place/gb"}},
		{"first in the text", "Digital rights", "A British story.", m, []news.TagID{"place/gb"}},
		{"beside another in the title", "Digital rights: an American story", "A British story.", m, []news.TagID{"place/us"}},
		{"late in the text", "Digital rights", passing + "It is a British one.", m, nil},
		{"late but often", "Digital rights", passing + "British, British, British.", m, []news.TagID{"place/gb"}},
		{"far from the subject", "A British story", "", far, nil},
		{"far, but twice in the title", "A British story of British life", "", far, []news.TagID{"place/gb"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []news.TagID
			for _, h := range tax.WithModel(test.model).Judge(Input{Title: test.title, Text: test.text, Language: "en", Scope: news.ScopeFiltered}).Tags {
				got = append(got, h.Tag)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("tags (-want +got):\n%s", diff)
			}
		})
	}
}

// A name counts by its part of all that are named, and a place less where nothing is of the subject.
func TestNamesAmongOthers(t *testing.T) {
	const (
		share = "given/place -0.60\n  1.00 share of the names\n"
		alien = "given/place 0.50\n  -1.00 no word of the subject\n\ngiven/actor 0.50\n  -1.00 no word of the subject\n"
	)
	for _, test := range []struct {
		name, file, title, text, category string
		want                              []news.TagID
	}{
		{"the only one", share, "A British story", "", "", []news.TagID{"place/gb"}},
		{"one of two", share, "A British story", "It is American.", "", nil},
		{"two of three", share, "A British story", "It is American. It is British.", "", []news.TagID{"place/gb"}},
		{"a phrase of the subject", alien, "A British story", "Of digital rights.", "", []news.TagID{"place/gb"}},
		{"a law", alien, "A British story of the Example Act", "", "", []news.TagID{"place/gb", "instrument/act"}},
		{"an exclusion", alien, "A British pirate ship", "", "", []news.TagID{"place/gb"}},
		{"a category", alien, "A British story", "", "digital rights", nil},
		{"nothing of the subject", alien, "A British story", "", "", nil},
		{"an actor", alien, "A British story of Acme", "", "", []news.TagID{"actor/acme"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := settled(t, test.file).Judge(Input{Title: test.title, Text: test.text, Categories: []string{test.category}, Language: "en", Scope: news.ScopeFiltered})
			if diff := cmp.Diff(test.want, tagIDs(v.Tags)); diff != "" {
				t.Errorf("tags (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCrossValidate(t *testing.T) {
	tax := mustParse(t, lessonTags)
	if alone := tax.Evaluate(lessons()); alone.Facets[0].All.Recall() > 0 {
		t.Fatalf("the rules alone find %+v", alone.Facets[0].All)
	}
	if s, _ := tax.CrossValidate(lessons(), nil, 5); s.Facets[0].All.F1() < 0.99 || s.Items != len(lessons()) {
		t.Errorf("%d items, topics F1 %.3f", s.Items, s.Facets[0].All.F1())
	}
}

func TestModelProblems(t *testing.T) {
	for _, test := range []struct{ name, file, want string }{
		{"a weight first", "  0.50 word\n", "m.txt:1: a weight stands before the first tag"},
		{"no tag", "shutdown 1.00\n", `m.txt:1: "shutdown" is no tag`},
		{"a tag twice", "topic/a 1\ntopic/a 1\n", "m.txt:2: "},
		{"no number", "topic/a 1\n  much word\n", "m.txt:2: "},
		{"not a number", "topic/a NaN\n", "m.txt:1: "},
		{"a huge number", "topic/a 1\n  1e300 word\n", "m.txt:2: "},
		{"no feature", "topic/a 1\n  0.50 \n", "m.txt:2: "},
		{"grounds of no facet", "given/law 1\n", `m.txt:1: "given/law" is no facet`},
		{"grounds twice", "given/topic 1\ngiven/topic 1\n", `m.txt:2: "given/topic" is no facet, or stands there twice`},
		{"no ground", "given/topic 1\n  0.50 word\n", `m.txt:2: "word" is no ground`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := ParseModel("m.txt", []byte(test.file))
			problems, ok := errors.AsType[news.Problems](err)
			if !ok || !strings.Contains(problems.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

// The model that comes with the program is about tags of its taxonomy, and holds words, never sentences.
func TestRealModel(t *testing.T) {
	m := realModel(t)
	tax := realTaxonomy(t)
	if len(m.questions) < 30 || len(m.votes) < 1000 {
		t.Errorf("%d questions, %d features", len(m.questions), len(m.votes))
	}
	for _, q := range m.questions {
		if _, ok := tax.byID[q.tag]; !ok && q.tag != relevance {
			t.Errorf("%s is no tag", q.tag)
		}
	}
	for _, name := range m.names.words {
		if len(name) > 2*maxWord {
			t.Errorf("%q is no word", name)
		}
	}
}

func realModel(tb testing.TB) *Model {
	tb.Helper()
	data, err := os.ReadFile("../../model.txt")
	if err != nil {
		tb.Fatal(err)
	}
	m, err := ParseModel("model.txt", data)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func FuzzParseModel(f *testing.F) {
	f.Add("topic/b 1\n  0.50 word\n\ntopic/a -2.5\n  0.10 封锁\n")
	f.Add("given/place 0.2\n  1.5 given\n  -0.5 late in the text\n")
	f.Add("# nothing\n")
	f.Fuzz(func(t *testing.T, file string) {
		m, err := ParseModel("m.txt", []byte(file))
		if err != nil {
			return
		}
		again, err := ParseModel("m.txt", []byte(m.String()))
		if err != nil || again.String() != m.String() {
			t.Errorf("%q: written it reads otherwise: %v", file, err)
		}
	})
}

// The model hears concepts. A context is a list of cues for terms, and may hold what says nothing of an item: numbers, names of
// months.
func TestContextsAreNoFeatures(t *testing.T) {
	tax, learned := realTaxonomy(t), map[string]bool{}
	for word := range strings.FieldsSeq(realModel(t).String()) {
		learned[word] = true
	}
	for g, name := range tax.contexts {
		if name != "" && tax.heard[g] == "" && learned[name] {
			t.Errorf("the model has a weight for the context %s", name)
		}
	}
}

// A tag that terms speak for too weakly, and that the model gives, has both as its evidence.
func TestLiftedSaysBy(t *testing.T) {
	tax := mustParse(t, lessonTags)
	with := tax.WithModel(tax.Train(lessons()))
	in := Input{Title: "Digital rights: a senator", Text: strings.Repeat("word ", lead) + "as an American does", Language: "en", Scope: news.ScopeFiltered}
	if has(tax.Judge(in), "place/us") {
		t.Fatal("the rules give it")
	}
	v := with.Judge(in)
	at := slices.IndexFunc(v.Tags, func(h news.TagHit) bool { return h.Tag == "place/us" })
	if at < 0 {
		t.Fatalf("the model does not give it: %+v", v.Tags)
	}
	want := []news.Evidence{{Rule: "American", In: "text", Quote: "American", Score: 0.2}, {Rule: "model: senat*", In: "title"}, {Rule: "model: senator", In: "title"}}
	got := v.Tags[at].Evidence
	for i := range got[1:] {
		got[i+1].Score = 0
	}
	if diff := cmp.Diff(want, got[:min(len(got), 3)]); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if v.Tags[at].InTitle() {
		t.Error("the title is said to name it")
	}
}
