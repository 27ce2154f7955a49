package taxonomy

import (
	"os"
	"testing"

	"counternotice/internal/news"
)

// readLabelled reads labelled items of testdata.
func readLabelled(t *testing.T, name string) []Labelled {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	items, err := ReadLabelled(f)
	if err != nil {
		t.Fatal(err)
	}
	return items
}

// Ordinary headlines of seventeen languages, half of them made up to mislead the terms: no more than one in seven of a language is taken.
func TestOrdinaryHeadlines(t *testing.T) {
	tax := realTaxonomy(t).WithModel(realModel(t))
	all, taken := map[string]int{}, map[string][]string{}
	for _, it := range readLabelled(t, "testdata/ordinary.jsonl") {
		all[it.Lang]++
		if v := tax.Judge(it.Input()); v.In {
			taken[it.Lang] = append(taken[it.Lang], it.Title+": "+v.Reason.Text)
		}
	}
	for lang, n := range all {
		if 7*len(taken[lang]) > n {
			t.Errorf("%s: %d of %d are taken: %q", lang, len(taken[lang]), n, taken[lang])
		}
	}
}

// Headlines of sixteen languages that whoever wrote the terms had read: what was learned of them stays. Of a language twelve
// belong and seven do not.
func TestHeadlines(t *testing.T) {
	tax := realTaxonomy(t).WithModel(realModel(t))
	type count struct{ taken, missed, strange, tags, tagged int }
	counts := map[string]*count{}
	for _, it := range readLabelled(t, "testdata/headlines.jsonl") {
		if it.Borderline {
			continue
		}
		c := counts[it.Lang]
		if c == nil {
			c = &count{}
			counts[it.Lang] = c
		}
		v := tax.Judge(it.Input())
		switch {
		case v.In && it.Relevant:
			c.taken++
		case it.Relevant:
			c.missed++
		case v.In:
			c.strange++
			t.Errorf("%s: %q is taken: %s", it.Lang, it.Title, v.Reason.Text)
		}
		for _, topic := range it.Topics {
			c.tags++
			for _, h := range v.Tags {
				if h.Tag == news.MakeTagID(news.FacetTopic, topic) {
					c.tagged++
				}
			}
		}
	}
	if len(counts) < 16 {
		t.Errorf("%d languages, want 16", len(counts))
	}
	for lang, c := range counts {
		if c.missed > 2 {
			t.Errorf("%s: %d of %d that belong are left out", lang, c.missed, c.taken+c.missed)
		}
		if 2*c.tagged < c.tags {
			t.Errorf("%s: %d of %d topics", lang, c.tagged, c.tags)
		}
	}
}
