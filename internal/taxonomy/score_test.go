package taxonomy

import (
	"errors"
	"strings"
	"testing"
)

func TestEvaluate(t *testing.T) {
	tax := mustParse(t, `
version: 1
topics:
- {id: one, label: {en: One}, definition: D., terms: [first thing]}
- {id: two, label: {en: Two}, definition: D., terms: [second thing]}
places:
- {id: int, label: {en: International}, definition: D., terms: [worldwide]}
`)
	items, err := ReadLabelled(strings.NewReader(`
{"id":"a","title":"The first thing, worldwide","relevant":true,"topics":["one","two"],"jurisdictions":["global"]}
{"id":"b","title":"The second thing","relevant":false}
{"id":"c","title":"Nothing","relevant":true,"borderline":true}`))
	if err != nil {
		t.Fatal(err)
	}
	s := tax.Evaluate(items)
	if s.Items != 3 || s.Relevance.TP != 1 || s.Relevance.FP != 1 || s.Relevance.FN != 0 || s.Border.FN != 1 {
		t.Errorf("relevance: %+v, borderline %+v", s.Relevance, s.Border)
	}
	topics, places := s.Facets[0].All, s.Facets[1].All
	if topics.TP != 1 || topics.FP != 1 || topics.FN != 1 {
		t.Errorf("topics: %+v", topics)
	}
	if places.TP != 1 || places.FP+places.FN != 0 {
		t.Errorf("places: %+v", places)
	}
	if got := topics.F1(); got != 0.5 {
		t.Errorf("F1 %v, want 0.5", got)
	}
	var b strings.Builder
	if err := errors.Join(s.Report(&b), s.ReportMisses(&b, 5, 5)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"3 items", "relevance", "P 0.500  R 1.000", `- a "The first thing, worldwide"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in the report:\n%s", want, &b)
		}
	}
	if _, err := ReadLabelled(strings.NewReader(`{"id":"a"} {`)); err == nil {
		t.Error("a broken line is read")
	}
}

// An item has a text if it holds one, whatever its kind says; a kind of none means that what stands there is none.
func TestHasText(t *testing.T) {
	for _, c := range []struct {
		line string
		want bool
	}{
		{`{"text":"More of it.","text_kind":"excerpt"}`, true},
		{`{"text":"More of it."}`, true},
		{`{"text":"More of it.","text_kind":"none"}`, false},
		{`{"text":" \n","text_kind":"excerpt"}`, false},
		{`{"text_kind":"excerpt"}`, false},
		{`{}`, false},
	} {
		items, err := ReadLabelled(strings.NewReader(c.line))
		if err != nil {
			t.Fatal(err)
		}
		if got := items[0].HasText(); got != c.want {
			t.Errorf("%s: %t, want %t", c.line, got, c.want)
		}
	}
}
