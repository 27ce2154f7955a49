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
