package site

import (
	"strings"
	"testing"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// The page of a week names the first stories of each section and says where the others are.
func TestBusyWeek(t *testing.T) {
	d := newSample()
	one := d.Weeks[0].Sections[0].Stories[0]
	var many []*edition.Story
	for range periodLines + 2 {
		many = append(many, one)
	}
	d.Weeks[0].Sections[0].Stories = many
	files := pages(t, build(t), d)
	page := files["2026/w47/index.html"]
	checkPage(t, files, "2026/w47/index.html", page)
	section, _, _ := strings.Cut(page[strings.Index(page, `class="section"`):], "</section>")
	if n := strings.Count(section, "<li>"); n != periodLines {
		t.Errorf("%d lines, want %d", n, periodLines)
	}
	if !strings.Contains(section, "2 more stories on the pages of the days.") {
		t.Errorf("the others are not named: %s", section[max(0, len(section)-300):])
	}
}

// A day without a story in its edition says why.
func TestEmptyEdition(t *testing.T) {
	d := newSample()
	for _, p := range d.Days {
		if p.ID == "2026-11-20" {
			p.Selection, p.Rest = edition.Selection{}, nil
		}
	}
	files := pages(t, build(t), d)
	for path, want := range map[string]string{
		"2026/11/20/index.html": "Nothing is left of this edition", "2026/10/31/index.html": "This day had no edition.", "2026/11/21/index.html": "",
	} {
		_, rest, found := strings.Cut(files[path], `<p class="plain-note">`)
		if note, _, _ := strings.Cut(rest, "</p>"); found != (want != "") || !strings.HasPrefix(note, want) {
			t.Errorf("%s says %q", path, note)
		}
		checkPage(t, files, path, files[path])
	}
}

// An old date in an edition never stands there without a word why.
func TestWhyAnOldDateIsInAnEdition(t *testing.T) {
	for _, tt := range []struct {
		name, began, published string
		reports                []string // days of the others
		backlog, repeats       bool     // so are they
		joined, first          string
	}{
		{"new", "2026-11-21", "2026-11-21", nil, false, false, "", ""},
		{"of the day before", "2026-11-20", "2026-11-20", nil, false, false, "", ""},
		{"a report of the day", "2026-11-10", "2026-11-10", []string{"2026-11-15", "2026-11-21"}, false, false, "21 November", ""},
		{"a report of the day before", "2026-11-10", "2026-11-10", []string{"2026-11-15", "2026-11-20"}, false, false, "20 November", ""},
		{"one that came after the edition", "2026-11-10", "2026-11-10", []string{"2026-11-20", "2026-11-22"}, false, false, "20 November", ""},
		{"copies tell nothing", "2026-11-20", "2026-11-20", []string{"2026-11-21"}, false, true, "", ""},
		{"nor does a backlog", "2026-11-20", "2026-11-20", []string{"2026-11-21"}, true, false, "", ""},
		{"seen late", "2026-11-21", "2026-11-12", nil, false, false, "", "21 November"},
		{"seen late, and then more", "2026-11-20", "2026-11-12", []string{"2026-11-21"}, false, false, "21 November", ""},
		{"seen on the next day", "2026-11-21", "2026-11-20", nil, false, false, "", ""},
	} {
		lead := &edition.Report{Item: news.Item{Day: tt.began}, Published: at(tt.published + "T05:00:00Z"), Dated: true}
		s := &edition.Story{Day: tt.began, Lead: lead, Reports: []*edition.Report{lead}}
		for _, day := range tt.reports {
			s.Reports = append(s.Reports, &edition.Report{Item: news.Item{Day: day, Backlog: tt.backlog}, Copy: tt.repeats})
		}
		p := &pen{renderer: &renderer{zone: time.UTC}, edition: "2026-11-21"}
		if joined, first := p.whyNow(s); joined.Words != tt.joined || first.Words != tt.first {
			t.Errorf("%s: joined %q, first seen %q", tt.name, joined.Words, first.Words)
		}
	}
}
