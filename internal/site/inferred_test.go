package site

import (
	"strings"
	"testing"

	"counternotice/internal/news"
)

// What a model says is told from what a rule says, in words.
func TestInferredEvidence(t *testing.T) {
	p := &pen{renderer: &renderer{}}
	for _, test := range []struct{ rule, says, value, tag string }{
		{"model: blackout", "inferred from the word", "blackout", ""},
		{"model: black*", "inferred from a word that begins", "black", ""},
		{"model: @blocking @screen", "inferred from words for", "blocking and screen", ""},
		{"model: language/de", "inferred from the language", "de", ""},
		{"model: topic/site-blocking", "inferred from words of the tag", "", "site blocking"},
		{"model: +action/court-ruling", "inferred from the tag", "", "court ruling"},
		{"model: +relevance", "inferred from the rules, which take the report", "", ""},
		{"model: +excluded", "inferred from a sense of the title that is not ours", "", ""},
		{"model: and/or", "inferred from the word", "and/or", ""},
	} {
		got := p.evidence([]news.Evidence{{Rule: test.rule, In: "title", Score: 1}})[0]
		if got.Says != test.says || got.Value.Words != test.value || got.Tag.Text != test.tag || got.Where != "in the title" {
			t.Errorf("%s: %+v", test.rule, got)
		}
	}
}

// What the archive holds of a term does not say whether it stands in taxonomy.yaml or in the words of a language.
func TestRulesNameNoFile(t *testing.T) {
	named := 0
	for path, page := range pages(t, build(t), newSample()) {
		if strings.Contains(page, "taxonomy.yaml") {
			t.Errorf("%s names taxonomy.yaml", path)
		}
		if strings.Contains(page, "the rule of the taxonomy that matches them") {
			named++
		}
	}
	if named == 0 {
		t.Error("no page says what earned its tags")
	}
}
