package site

import (
	"strings"
	"testing"

	"counternotice/internal/edition"
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
