package taxonomy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"counternotice/internal/news"
)

// FuzzJudge holds what callers rely on: a verdict always has a reason, tags are known, each once, with evidence in our
// words, and the same item is judged the same twice.
func FuzzJudge(f *testing.F) {
	for _, in := range benchItems(f) {
		f.Add(in.Title, in.Text, "copyright|censorship", in.Language, "us")
	}
	f.Add("\xff\xfe", strings.Repeat("ban * ", 40), "|", "", "int")
	tax := realTaxonomy(f)
	known := map[news.TagID]bool{}
	for _, tag := range tax.Tags() {
		known[tag.ID] = true
	}
	f.Fuzz(func(t *testing.T, title, text, categories, language, region string) {
		in := Input{Title: title, Text: text, Categories: strings.Split(categories, "|"), Language: language, Region: region, Scope: news.ScopeFiltered}
		v := tax.Judge(in)
		if v.Reason.Code == "" || v.Reason.Text == "" {
			t.Fatalf("no reason: %+v", v)
		}
		seen := map[news.TagID]bool{}
		for _, h := range v.Tags {
			if !known[h.Tag] || seen[h.Tag] {
				t.Errorf("tag %q is unknown or twice", h.Tag)
			}
			seen[h.Tag] = true
			if len(h.Evidence) == 0 || len(h.Evidence) > maxEvidence {
				t.Errorf("%s has %d pieces of evidence", h.Tag, len(h.Evidence))
			}
			for _, e := range h.Evidence {
				if e.Rule == "" || e.In == "" || e.Score <= 0 || !utf8.ValidString(e.Rule) {
					t.Errorf("%s: %+v", h.Tag, e)
				}
			}
		}
		if again := tax.Judge(in); len(again.Tags) != len(v.Tags) || again.Reason.Code != v.Reason.Code {
			t.Errorf("judged differently: %+v, then %+v", v, again)
		}
	})
}

// FuzzParse holds that a file is either taken or refused with problems that have a remedy.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/problems/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(small("(ban|block)s access, 封锁 & @network, =Meta, pirat*", "")))
	f.Fuzz(func(t *testing.T, data []byte) {
		tax, err := Parse("t.yaml", data)
		if err == nil {
			tax.Judge(Input{Title: "Court blocks access to 网站", Text: string(data)})
			return
		}
		problems, ok := err.(news.Problems)
		if !ok || len(problems) == 0 {
			t.Fatalf("refused with %T: %v", err, err)
		}
		for _, p := range problems {
			if p.What == "" || p.Remedy == "" || p.File != "t.yaml" {
				t.Errorf("%+v", p)
			}
		}
	})
}
