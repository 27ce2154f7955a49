package site

import (
	"fmt"
	"strings"
	"testing"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// manyLeft is the sample with n sources that each had entries left out.
func manyLeft(n int) *edition.Digest {
	d := newSample()
	var list []edition.LeftSource
	for i := range n {
		src := *d.Sources[0]
		src.Feed.ID, src.Listing = fmt.Sprintf("many%d", i), nil
		d.Sources = append(d.Sources, &src)
		list = append(list, edition.LeftSource{Source: &src, Items: []edition.Left{{Entry: news.LeftOut{ID: src.Feed.ID, Day: "2026-11-20", Title: "Entry", Language: "en", FirstSeen: at("2026-11-20T06:17:00Z")}, Source: &src}}})
	}
	d.LeftOut.Sources, d.LeftOut.Count = list, n
	d.LeftOut.Months[0].Sources, d.LeftOut.Months[0].Count = list, n
	return d
}

// Of many sources a page names the entries of some; the others are reached from its table.
func TestLeftOutOfManySources(t *testing.T) {
	files := pages(t, build(t), manyLeft(leftFolds+2))
	last := fmt.Sprintf("many%d", leftFolds+1)
	for _, tt := range []struct{ page, link, rest string }{
		{"left-out/index.html", `<a href="../left-out/` + last + `/">`, "The entries of the other 2 sources are on pages of their own"},
		{"left-out/2026-11/index.html", `<a href="../../source/` + last + `/">`, "Of the other 2 sources the table has the figures"},
		{"source/" + last + "/index.html", `<a href="../../left-out/` + last + `/">1 entry left out`, ""},
		{"left-out/" + last + "/index.html", `Entry`, ""},
	} {
		data := files[tt.page]
		checkPage(t, files, tt.page, data)
		if !strings.Contains(data, tt.link) || !strings.Contains(data, tt.rest) {
			t.Errorf("%s: not found: %s %s", tt.page, tt.link, tt.rest)
		}
		if n := strings.Count(data, "<details"); strings.HasPrefix(tt.page, "left-out/") && tt.rest != "" && n != leftFolds {
			t.Errorf("%s folds out %d sources, want %d", tt.page, n, leftFolds)
		}
	}
}

// A long list of sources is by place, with a jump to each.
func TestManySourcesAreByPlace(t *testing.T) {
	const page = "sources/index.html"
	if data := pages(t, build(t), manyLeft(2))[page]; strings.Contains(data, "on-this-page") {
		t.Error("a short list has jumps")
	}
	files := pages(t, build(t), manyLeft(sourcesPlain))
	checkPage(t, files, page, files[page])
	last := -1
	for _, want := range []string{
		`<a href="#in-eu">European Union</a>&nbsp;<span class="n">(1)</span>`, `<a href="#in-us">United States</a>&nbsp;<span class="n">(61)</span>`,
		`<h3 id="in-eu">European Union`, `<h3 id="in-us">United States`, `<h4 class="report"><a href="../source/courtwire/">`,
	} {
		at := strings.Index(files[page], want)
		if at <= last {
			t.Errorf("not found, or too early: %s", want)
		}
		last = max(last, at)
	}
}

// The page of a feed stays when the last days have nothing of it any more: somebody may have linked it.
func TestLeftOutPageStays(t *testing.T) {
	d := manyLeft(2)
	quiet, never := d.LeftOut.Sources[1].Source, d.Sources[0].Feed.ID
	d.LeftOut.Sources, d.LeftOut.Count = d.LeftOut.Sources[:1], 1
	files := pages(t, build(t), d)
	path := "left-out/" + quiet.Feed.ID + "/index.html"
	checkPage(t, files, path, files[path])
	for _, tt := range []struct{ page, want string }{
		{path, "Nothing of it was left out in the last"},
		{"source/" + quiet.Feed.ID + "/index.html", `<a href="../../left-out/` + quiet.Feed.ID + `/">nothing left out in the last`},
	} {
		if !strings.Contains(files[tt.page], tt.want) {
			t.Errorf("%s: not found: %s", tt.page, tt.want)
		}
	}
	if files["left-out/"+never+"/index.html"] != "" {
		t.Error("a feed of which nothing was ever left out has a page")
	}
}

// leftByModel is the sample with an entry that the model left out, and only that.
func leftByModel() *edition.Digest {
	d := newSample()
	entry := edition.Left{Source: d.Sources[0], Entry: news.LeftOut{
		ID: "phone", Day: "2026-11-20", Title: "Phone of the year", Language: "en", FirstSeen: at("2026-11-20T06:17:00Z"),
		Reason: news.Reason{Code: news.ReasonOffTopic, Text: "It is about something else.", Evidence: []news.Evidence{
			{Rule: "model: +excluded", In: "tag", Score: 1}, {Rule: "model: language/en", In: "text", Score: .5}, {Rule: "model: topic/site-blocking", In: "text", Score: .2}, {Rule: "phone*", In: "title"},
		}},
	}}
	d.LeftOut.Sources = []edition.LeftSource{{Source: d.Sources[0], Items: []edition.Left{entry}}}
	d.LeftOut.Rules = []edition.RuleCount{
		{Rule: "model: language/en", Code: news.ReasonOffTopic, Count: 3, Example: entry},
		{Rule: "model: topic/site-blocking", Code: news.ReasonOffTopic, Count: 2, Example: entry},
		{Rule: "phone*", Code: news.ReasonExcluded, Count: 1, Example: entry},
	}
	return d
}

// What the model went by is said in words, as on the page of a story, beside each entry and in the table of rules.
func TestLeftOutSaysWhatTheModelWentBy(t *testing.T) {
	d := leftByModel()
	files := pages(t, build(t), d)
	page := files["left-out/index.html"]
	checkPage(t, files, "left-out/index.html", page)
	for _, want := range []string{
		`<th scope="row">inferred from the language: <bdi>en</bdi> <span class="by">Off topic</span></th>`,
		`<th scope="row">inferred from words of the tag <a href="../topic/site-blocking/">Site blocking</a> <span class="by">Off topic</span></th>`,
		`<th scope="row"><code><bdi>phone*</bdi></code> <span class="by">Another sense</span></th>`,
		`(inferred from a sense of the title that is not ours, inferred from the language: <bdi>en</bdi>, inferred from words of the tag <a href="../topic/site-blocking/">Site blocking</a>, rule <code><bdi>phone*</bdi></code>)`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("not found: %s", want)
		}
	}
	_, after, _ := strings.Cut(page, `id="rules"`)
	rules, model, _ := strings.Cut(after, `id="model"`)
	if strings.Contains(rules, "inferred from") || strings.Contains(model[:strings.Index(model, "</section>")], "phone*") {
		t.Error("rules and what the model went by are not in tables of their own")
	}
	if strings.Contains(page, "model: ") {
		t.Error("the page has the notation of the model")
	}
}
