package taxonomy

import (
	"os"
	"testing"

	"counternotice/internal/news"
)

// Headlines of sixteen languages that whoever wrote the terms had read: what was learned of them stays. Of a language twelve
// belong and seven do not.
func TestHeadlines(t *testing.T) {
	tax := realTaxonomy(t).WithModel(realModel(t))
	f, err := os.Open("testdata/headlines.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	items, err := ReadLabelled(f)
	if err != nil {
		t.Fatal(err)
	}
	type count struct{ taken, missed, strange, tags, tagged int }
	counts := map[string]*count{}
	for _, it := range items {
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
