package site

import (
	"slices"
	"strings"
	"testing"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// withDecisions is the sample after editors have decided about it, with hostile words in every place.
func withDecisions() *edition.Digest {
	d := newSample()
	story := func(name string) *edition.Story {
		i := slices.IndexFunc(d.Stories, func(s *edition.Story) bool { return strings.Contains(s.Path, "/"+name+"-") })
		return d.Stories[i]
	}
	lead, wide, moved := story("lead"), story("wide"), story("moved")
	gone := &edition.Story{ID: "gone2222", Path: "story/2026/11/gone-gone2222/", Day: "2026-11-17"}
	d.Gone = []*edition.Story{gone, {ID: "law22222", Path: "story/2026/11/law-law22222/", Day: "2026-11-17"}, {ID: "half2222", Path: "story/2026/11/half-half2222/", Day: "2026-11-17"}}
	gone.Tags = []edition.StoryTag{{Path: "topic/site-blocking/", Label: "Site blocking"}, {Path: "topic/no-page/", Label: "Without a page " + hostile}}
	into := &edition.Story{ID: "into2222", Path: "story/2026/11/into-into2222/", Day: "2026-11-17", Into: gone.Path}
	d.Stories = append(d.Stories, into)
	decide := func(x news.Decision, stories ...*edition.Story) *edition.Decision {
		x.By, x.Ordinal = "Ada "+hostile, len(d.Decisions)+1
		out := &edition.Decision{Decision: x, Made: at("2026-11-21T08:00:00Z"), Stories: stories}
		for _, s := range stories {
			s.Decisions = append(s.Decisions, out)
		}
		d.Decisions = append(d.Decisions, out)
		return out
	}
	gone.Gone = decide(news.Decision{Verb: news.VerbHide, Reason: "The person named in it asked, see https://notices.example/1. " + hostile}, gone)
	decide(news.Decision{Verb: news.VerbCorrect, Text: "We said so."}, gone)
	decide(news.Decision{Verb: news.VerbRetitle, Title: "A title that nobody may see"}, gone)
	d.Gone[1].Gone = decide(news.Decision{Verb: news.VerbHide, Reason: "A court ordered it.", Law: "Act " + hostile, Demander: "Maker " + hostile, Notice: "https://notices.example/2?a=\"b\""}, d.Gone[1])
	decide(news.Decision{Verb: news.VerbHide, Reason: "Off topic."}, lead)
	decide(news.Decision{Verb: news.VerbHide, Reason: "A person asked.", Law: "Data Act, s. 4", Notice: "https://notices.example/3"}, lead).Reports = lead.Reports[:1]
	decide(news.Decision{Verb: news.VerbHide, Reason: "Heirs asked.", Law: "Estate Act"}, lead).Reports = lead.Reports[:1]
	decide(news.Decision{Verb: news.VerbPin, Until: "2026-11-24"}, lead)
	decide(news.Decision{Verb: news.VerbPin}, lead)
	decide(news.Decision{Verb: news.VerbMerge}, lead, moved)
	decide(news.Decision{Verb: news.VerbSplit}, wide, lead).Reports = wide.Reports[:2]
	decide(news.Decision{Verb: news.VerbRetitle, Title: hostile, Language: "nl"}, lead)
	decide(news.Decision{Verb: news.VerbRetag, Add: []news.TagID{"topic/site-blocking", "actor/nobody"}, Remove: []news.TagID{"place/nl", "place/eu"}}, lead)
	decide(news.Decision{Verb: news.VerbNote, Text: "The order is *not* final: see [the list](https://court.example/a?b=c&d=\"e\").\n\nWe said 40; it is **34**."}, lead)
	decide(news.Decision{Verb: news.VerbCorrect, Text: "We said so.\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](https://spy.example/p.png)"}, lead)
	decide(news.Decision{Verb: news.VerbLead}, lead).Reports = lead.Reports[:1]
	decide(news.Decision{Verb: news.VerbPin}).Unmet = "gone"
	take, entry := decide(news.Decision{Verb: news.VerbTake, Add: []news.TagID{"topic/site-blocking"}}), &d.LeftOut.Sources[0].Items[0]
	take.LeftOut, entry.Take = []news.LeftOut{entry.Entry}, take
	lead.Pin, lead.PinUntil = 5, "2026-11-24"
	return d
}

func TestDecisions(t *testing.T) {
	d := withDecisions()
	files := pages(t, build(t), d)
	for path, data := range files {
		if strings.HasSuffix(path, ".html") {
			checkPage(t, files, path, data)
			if strings.Contains(data, "nobody may see") {
				t.Errorf("%s shows what was withdrawn", path)
			}
		}
	}
	gone := files["story/2026/11/gone-gone2222/index.html"]
	for _, want := range []string{`asked, see </bdi><a href="https://notices.example/1">https://notices.example/1</a><bdi>. `, `content="noindex"`, "This story was withdrawn", "21 November 2026", "We said so.", `Topics: <a href="../../../../topic/site-blocking/">Site blocking</a>, Without a page`} {
		if !strings.Contains(gone, want) {
			t.Errorf("the page of a withdrawn story lacks %q", want)
		}
	}
	law := files["story/2026/11/law-law22222/index.html"]
	for _, want := range []string{
		"<h1>Unavailable for legal reasons</h1>", "<title>Unavailable for legal reasons: story law22222", `content="noindex"`, "A court ordered it.", "Demanded under: <bdi>Act ", "Demanded by: <bdi>Maker ",
		`<a href="https://notices.example/2?a=%22b%22">`, `>451</a>`, "17 November 2026",
	} {
		if !strings.Contains(law, want) {
			t.Errorf("the page of what a law withholds lacks %q: %s", want, law)
		}
	}
	for _, path := range []string{"index.html", "2026/11/21/index.html", "topic/site-blocking/index.html"} {
		edition := !strings.HasPrefix(path, "topic")
		for _, want := range []string{"<span>put first by an editor</span>", `<p class="plain-note"><bdi>The order is not final: see the list.</bdi> <span class="in">– <bdi>Ada `} {
			if strings.Contains(files[path], want) != edition {
				t.Errorf("%s has %q: %v", path, want, !edition)
			}
		}
	}
	month := files["2026/11/index.html"]
	if !strings.Contains(month, `/gone-gone2222/">story gone2222</a>`) || !strings.Contains(month, `/law-law22222/">story law22222</a>`) || strings.Contains(month, "half2222") {
		t.Error("the month does not list what was withdrawn")
	}
	if strings.Contains(law, "Topics:") {
		t.Error("the page of a story without a topic speaks of topics")
	}
	if strings.Contains(gone, "451") || strings.Contains(gone, "Demanded") {
		t.Error("a story that was withdrawn freely names a law")
	}
	if files["story/2026/11/half-half2222/index.html"] != "" {
		t.Error("a story without the decision that withdrew it has a page")
	}
	if page := files["story/2026/11/into-into2222/index.html"]; !strings.Contains(page, "a story that was withdrawn") || !strings.Contains(page, "gone-gone2222/") {
		t.Errorf("a story that was merged into a withdrawn one does not say so: %s", page)
	}
	if log := files["corrections/index.html"]; !strings.Contains(log, `<strong>Joined</strong> into <a href="../story/2026/11/lead-s1/">`) {
		t.Error("the log does not say which of two stories that were joined stays")
	}
	if strings.Contains(files["story/2026/11/lead-s1/index.html"], "<strong>Joined</strong> into") {
		t.Error("a story that stays is joined into itself")
	}
	for _, path := range []string{"corrections/index.html", "story/2026/11/lead-s1/index.html"} {
		page := files[path]
		for _, want := range []string{
			"until 24 November 2026", "<em>not</em>", "<strong>34</strong>", `href="https://court.example/a?b=c&amp;d=%22e%22"`, "Tags changed", "topic/site-blocking/", "nobody", "Off topic.",
			`demanded under <bdi>Data Act, s. 4</bdi>, by: <bdi>named in the notice</bdi> – notice: <a href="https://notices.example/3">`,
			`demanded under <bdi>Estate Act</bdi>, by: <bdi>not made public</bdi>`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s lacks %q", path, want)
			}
		}
	}
}

func TestCheckText(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		line       int
		what       string
	}{
		{"plain", "One.\n\nTwo, with *stress*, `code` and a\n- list", 0, ""},
		{"links", "[a](https://x.example/a) <https://x.example/> [m](mailto:a@x.example)", 0, ""},
		{"html block", "One.\n\n<div>x</div>", 2, "HTML"},
		{"html in a line", "One\ntwo <b>x</b>", 0, "HTML"},
		{"picture", "One.\n\n![x](https://x.example/a.png)", 2, "picture"},
		{"heading", "One.\n\n# Two", 2, "heading"},
		{"script", "[x](javascript:alert(1))", 0, "javascript:"},
		{"relative", "One.\n\n[x](../a)", 2, "link"},
		{"ftp", "<ftp://x.example/a>", 0, "link"},
		{"no host", "[x](https:///a)", 0, "link"},
	} {
		line, what, remedy := CheckText(tt.text)
		if line != tt.line || !strings.Contains(what, tt.what) || (what == "") != (tt.what == "") || (what == "") != (remedy == "") {
			t.Errorf("%s: line %d, %q, %q", tt.name, line, what, remedy)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, tt := range []struct{ markdown, want string }{
		{"The *first* study with [open data](https://data.example/a_b?c=1&d=2).\n\nMore below.", "The first study with open data (https://data.example/a_b?c=1&d=2)."},
		{"2 \\* 3 &amp; `a*b` __c__ d_e_f \\[g](h)", "2 * 3 & a*b c d_e_f [g](h)"},
		{"One line\nand the next  \nand a third", "One line and the next and a third"},
		{"- one\n- two [more](https://x.example/(a))\n\nAfter.", "one two more (https://x.example/(a))"},
		{"> “Quoted” <https://y.example/>\n", "“Quoted” https://y.example/"},
		{"***\n\nAfter a rule: 'so'", "After a rule: ‘so’"},
		{"Write to [us](mailto:us@z.example)", "Write to us (us@z.example)"},
		{"a < b > c <b>", "a < b > c <b>"},
		{"", ""},
	} {
		if got := Plain(tt.markdown); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.markdown, got, tt.want)
		}
	}
}
