package taxonomy

import (
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// benchItems are items of the length that feeds carry, in several languages.
func benchItems(tb testing.TB) []Input {
	tb.Helper()
	data, err := os.ReadFile("testdata/items.txt")
	if err != nil {
		tb.Fatal(err)
	}
	var out []Input
	for block := range strings.SplitSeq(string(data), "\n\n") {
		head, text, _ := strings.Cut(strings.TrimSpace(block), "\n")
		lang, title, _ := strings.Cut(head, " ")
		out = append(out, Input{Title: title, Text: text, Language: lang})
	}
	return out
}

// realTaxonomy is the catalogue, read once for all tests: nothing changes it.
func realTaxonomy(tb testing.TB) *Taxonomy {
	tb.Helper()
	t, err := readRealTaxonomy()
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

var readRealTaxonomy = sync.OnceValues(func() (*Taxonomy, error) {
	files, err := readRealFiles()
	if err != nil {
		return nil, err
	}
	return Parse(files[0].Name, files[0].Data, files[1:]...)
})

// realFiles are taxonomy.yaml and the files of words.
func realFiles(tb testing.TB) []File {
	tb.Helper()
	files, err := readRealFiles()
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

func readRealFiles() ([]File, error) {
	data, err := os.ReadFile("../../taxonomy.yaml")
	if err != nil {
		return nil, err
	}
	words, err := Words(os.DirFS("../.."), "taxonomy.yaml")
	return append([]File{{"taxonomy.yaml", data}}, words...), err
}

func BenchmarkJudge(b *testing.B) {
	t := realTaxonomy(b).WithModel(realModel(b))
	items := benchItems(b)
	size := 0
	for _, in := range items {
		size += len(in.Title) + len(in.Text)
	}
	b.ReportMetric(float64(size)/float64(len(items)), "bytes/item")
	n := 0
	for b.Loop() {
		t.Judge(items[n%len(items)])
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "items/s")
}

// BenchmarkRegexps is what a regular expression for each term would cost, cues and boundaries of scripts left aside.
func BenchmarkRegexps(b *testing.B) {
	doc, _ := read(realFiles(b))
	var all []*regexp.Regexp
	for _, e := range doc.tags {
		for _, l := range append(e.terms, e.weak...) {
			for _, w := range l.terms {
				head, _, _ := strings.Cut(w.text, "&")
				pattern := strings.NewReplacer("=", "", " * ", `(?:\W+\w+){0,3}\W+`, "*", `\w*`, " ", `[ -]`).Replace(strings.TrimSpace(head))
				if re, err := regexp.Compile(`(?i)\b` + pattern + `\b`); err == nil {
					all = append(all, re)
				}
			}
		}
	}
	items := benchItems(b)
	n := 0
	for b.Loop() {
		in := items[n%len(items)]
		for _, re := range all {
			re.MatchString(in.Title + "\n" + in.Text)
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "items/s")
}

func BenchmarkParse(b *testing.B) {
	files := realFiles(b)
	for b.Loop() {
		if _, err := Parse(files[0].Name, files[0].Data, files[1:]...); err != nil {
			b.Fatal(err)
		}
	}
}
