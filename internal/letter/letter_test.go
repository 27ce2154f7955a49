package letter

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

var update = flag.Bool("update", false, "write the golden files anew; the counts beside them stay to be mended by hand")

func ids(is *Issue) []string {
	var out []string
	for _, l := range is.lines() {
		out = append(out, l.ID)
	}
	return out
}

// TestWeek holds the whole issue in every format to golden files, and to counts that were written by hand from the stories
// of week: an update of the files cannot hide a lost story or link.
func TestWeek(t *testing.T) {
	is := w47(t)
	if diff := cmp.Diff([]string{"bbbbbbbb", "cccccccc", "dddddddd", "aaaaaaaa", "ffffffff", "eeeeeeee"}, ids(is)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Site blocking", "Takedown notices", "Other stories"}, []string{is.Sections[0].Title, is.Sections[1].Title, is.Sections[2].Title}); diff != "" {
		t.Error(diff)
	}
	if is.Publishers != 7 || is.Stories != 6 {
		t.Errorf("%d publishers, %d stories", is.Publishers, is.Stories)
	}
	// Links: 6 stories, 5 further reports that another publisher brought, 4 licences with an address, in the footer the week and CC BY.
	for format, want := range map[string]map[string]int{
		"md":   {"\n## ": 3, "\n### [": 6, "](http": 6 + 5 + 4 + 2, "\nAlso: ": 3, "In English": 1, "17 November 2026 · running since 14 November 2026": 1},
		"html": {"<h2": 3, "<h3": 6, "<a href=": 6 + 5 + 4 + 2 + 1, `dir="rtl"`: 5, `lang="nl"`: 2, "<img": 0, "{{": 0, "*|": 0},
		"txt":  {"\n* ": 6, "\n  https://": 6 + 5, "\nCC BY": 4, "{{": 0, "{%": 0, "*|": 0},
		"csv":  {"\r\n": 7, "\"'=": 3},
		"json": {`"story_url"`: 6, `"attribution": {`: 6, `"text"`: 6},
	} {
		got := write(t, is, format, "")
		for text, n := range want {
			if strings.Count(got, text) != n {
				t.Errorf("%s has %q %d times, want %d", format, text, strings.Count(got, text), n)
			}
		}
		golden := "testdata/week." + format
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		file, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(file), got); diff != "" {
			t.Errorf("%s: %s", golden, diff)
		}
	}
}

func TestSelection(t *testing.T) {
	d := week(t)
	for _, tt := range []struct {
		name string
		sel  Selection
		want []string
	}{
		{"one day", Selection{From: "2026-11-19", To: "2026-11-19"}, []string{"cccccccc"}},
		{"a tag", Selection{From: "2026-11-16", To: "2026-11-22", Tags: []news.TagID{"topic/takedowns"}}, []string{"dddddddd", "aaaaaaaa", "ffffffff"}},
		{"two of one facet are either", Selection{From: "2026-11-16", To: "2026-11-22", Tags: []news.TagID{"topic/takedowns", "topic/site-blocking"}}, []string{"bbbbbbbb", "cccccccc", "dddddddd", "aaaaaaaa", "ffffffff"}},
		{"two facets are both", Selection{From: "2026-11-16", To: "2026-11-22", Tags: []news.TagID{"topic/site-blocking", "place/nl"}}, []string{"bbbbbbbb"}},
		{"the best ranked", Selection{From: "2026-11-16", To: "2026-11-22", Limit: 2}, []string{"bbbbbbbb", "dddddddd"}},
		{"no story", Selection{From: "2026-11-23", To: "2026-11-29"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			is := Compose(d, tt.sel)
			if diff := cmp.Diff(tt.want, ids(is)); diff != "" {
				t.Error(diff)
			}
			if len(is.Subjects) != 3 {
				t.Errorf("subjects %q", is.Subjects)
			}
			for _, f := range Formats {
				write(t, is, f, "")
			}
		})
	}
	if is := Compose(d, Selection{From: "2026-11-16", To: "2026-11-22", Limit: 2}); is.Further != 4 || len(is.Notes) != 1 {
		t.Errorf("%d further, notes %q", is.Further, is.Notes)
	}
}

func TestEditorsWords(t *testing.T) {
	d := week(t)
	i := slices.IndexFunc(d.Stories, func(s *edition.Story) bool { return s.ID == "dddddddd" })
	s := d.Stories[i]
	s.Title, s.Pin = "What ten thousand notices say", 3
	s.Decisions = []*edition.Decision{{Decision: news.Decision{Verb: news.VerbNote, Text: "The *first* study.", Plain: "The first study."}}}
	is := Compose(d, Selection{From: "2026-11-16", To: "2026-11-22", Limit: 1})
	l := is.Sections[0].Stories[0]
	if l.Title != s.Title || l.Sentence != "The first study." {
		t.Errorf("title %q, sentence %q", l.Title, l.Sentence)
	}
	is = Compose(d, Selection{From: "2026-11-16", To: "2026-11-22", Limit: 1, Sentences: map[string]string{"dddddddd": "# Ours.\n- too"}})
	if md := write(t, is, "md", ""); !strings.Contains(md, "\n\\# Ours. - too\n") {
		t.Errorf("the sentence does not stand in place of the line by template:\n%s", md)
	}
}

// TestPinned holds the topic of a pinned story to the place in front, though another one weighs more.
func TestPinned(t *testing.T) {
	d := week(t)
	for i, id := range []string{"dddddddd", "cccccccc"} {
		d.Stories[slices.IndexFunc(d.Stories, func(s *edition.Story) bool { return s.ID == id })].Pin = i
	}
	order := func() []string { return ids(Compose(d, Selection{From: "2026-11-16", To: "2026-11-22"})) }
	if diff := cmp.Diff([]string{"cccccccc", "bbbbbbbb", "dddddddd", "aaaaaaaa", "ffffffff", "eeeeeeee"}, order()); diff != "" {
		t.Error(diff)
	}
	d.Stories[slices.IndexFunc(d.Stories, func(s *edition.Story) bool { return s.ID == "ffffffff" })].Pin = 2
	if diff := cmp.Diff([]string{"ffffffff", "dddddddd", "aaaaaaaa", "cccccccc", "bbbbbbbb", "eeeeeeee"}, order()); diff != "" {
		t.Error(diff)
	}
}

// TestPublishersNamed counts every publisher that an issue names, also one that is named for a report in our language.
func TestPublishersNamed(t *testing.T) {
	for _, id := range []string{"bbbbbbbb", "cccccccc", "dddddddd", "aaaaaaaa", "ffffffff", "eeeeeeee"} {
		d := week(t)
		for _, p := range d.Days {
			p.Stories = slices.DeleteFunc(slices.Clone(p.Stories), func(s *edition.Story) bool { return s.ID != id })
		}
		is := Compose(d, Selection{From: "2026-11-16", To: "2026-11-22"})
		l := is.Sections[0].Stories[0]
		want := 1 + len(l.Also)
		if l.Own != nil {
			want++
		}
		if is.Publishers != want {
			t.Errorf("%s: %d publishers, names %d", id, is.Publishers, want)
		}
	}
}

// TestNotice: the sentence that a licence prescribes ends the line below a passage.
func TestNotice(t *testing.T) {
	for _, l := range news.Licenses() {
		c := credit("P", l, false)
		if !strings.HasSuffix(c.After, l.Notice) || !strings.HasSuffix(c.Text, c.After) || !strings.HasSuffix(c.Text, ".") {
			t.Errorf("%s: %q", l.ID, c.Text)
		}
	}
}

// TestMailSize fills an issue with the longest titles and excerpts that the archive lets in.
func TestMailSize(t *testing.T) {
	var stories []told
	for i := range 60 {
		id := "story" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + "x"
		stories = append(stories, told{id, "2026-11-20", []news.TagID{"topic/takedowns"}, []string{"lamp¦¦" + strings.Repeat("<long> & \"hostile\" ", 40) + "¦" + strings.Repeat("word& ", 120)}})
	}
	is := Compose(digest(t, stories...), Selection{From: "2026-11-16", To: "2026-11-22"})
	got := write(t, is, "html", "")
	n := strings.Count(got, "<h3")
	if len(got) > MailBytes || n == 0 || n >= 60 {
		t.Fatalf("%d bytes with %d stories", len(got), n)
	}
	if want := counted(60-n, "further story", "further stories"); !strings.Contains(got, want) {
		t.Errorf("the e-mail does not say %q", want)
	}
	if md := write(t, is, "md", ""); strings.Count(md, "\n### ") != 60 {
		t.Error("the Markdown lost stories")
	}
}

func TestServices(t *testing.T) {
	is := w47(t)
	is.Sections[0].Stories[0].Title, is.Sections[0].Stories[0].URL = `href="`+unsubscribe+`"`, link(unsubscribe) // is no way to the placeholder
	for service, placeholder := range services {
		got := write(t, is, "html", service)
		if strings.Count(got, `<a href="`+placeholder+`"`) != 1 {
			t.Errorf("%s: no link to %s", service, placeholder)
		}
		if got := write(t, is, "txt", service); !strings.Contains(got, "Unsubscribe: "+placeholder+"\n") {
			t.Errorf("%s: the plain text has no %s", service, placeholder)
		}
	}
	if _, err := ready(t).Write(is, "html", "pigeon"); err == nil {
		t.Error("an unknown service is taken")
	}
}

// TestMailStandsAlone walks the e-mail as a client does.
func TestMailStandsAlone(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(write(t, w47(t), "html", "")))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"script", "img", "link", "iframe", "form", "svg", "base", "object", "video", "b", "strong"}, n.Data) {
			t.Errorf("<%s> in the e-mail", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") || strings.HasPrefix(a.Key, "on") || a.Key == "src" {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{"2026-11-16", "2026-11-22", "16–22 November 2026"},
		{"2026-11-30", "2026-12-06", "30 November – 6 December 2026"},
		{"2026-12-28", "2027-01-03", "28 December 2026 – 3 January 2027"},
		{"2026-11-21", "2026-11-21", "21 November 2026"},
	} {
		if got := span(tt.from, tt.to); got != tt.want {
			t.Errorf("%s to %s: %q, want %q", tt.from, tt.to, got, tt.want)
		}
	}
}

func TestLabelWithinALine(t *testing.T) {
	for label, want := range map[string]string{"Court ruling": "court ruling", "DMCA notice": "DMCA notice", "Émission": "émission", "X": "X", "": "", "网": "网"} {
		if got := within(label); got != want {
			t.Errorf("%q within a line is %q", label, got)
		}
	}
}
