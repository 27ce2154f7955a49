package site

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"counternotice/internal/edition"
)

// frontLimit is what the front page may weigh over the wire, with all that it loads.
const frontLimit = 40 << 10

// The fullest front page: every story with its longest title and excerpt, and as many reports as a card names.
func TestFrontPageIsLight(t *testing.T) {
	d := newSample()
	rng := rand.New(rand.NewPCG(1, 2))
	words := func(n int) string { // as little like one another as words are
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteByte(' ')
			}
			for range 3 + rng.IntN(6) {
				b.WriteByte(byte('a' + rng.IntN(26)))
			}
		}
		return b.String()
	}
	var stories []*edition.Story
	lead := d.Front.Lead
	for i := range 45 {
		s := *lead
		s.ID = fmt.Sprintf("n%d", i)
		s.Path = fmt.Sprintf("story/2026/11/%s-n%d/", strings.ReplaceAll(words(7), " ", "-"), i)
		s.Title, s.Reports = words(14), nil
		for j := range cardReports {
			rep := *lead.Lead
			src := *lead.Lead.Source
			src.Feed.Publisher, src.Feed.Name = fmt.Sprintf("p%d-%d", i, j), words(3)
			rep.Item.ID, rep.Item.URL, rep.Item.Excerpt = fmt.Sprintf("i%d-%d", i, j), "https://"+words(1)+".example/"+strings.ReplaceAll(words(8), " ", "-"), words(120)
			rep.Source = &src
			s.Reports = append(s.Reports, &rep)
		}
		s.Lead = s.Reports[0]
		stories = append(stories, &s)
	}
	d.Front.Selection = edition.Selection{Lead: stories[0], Top: stories[1:5], Sections: []edition.Section{{Title: "More stories", Stories: stories[5:20]}}, Also: stories[20:]}
	d.Stories = append(d.Stories, stories...)
	files := pages(t, build(t), d)
	sum := 0
	for path, data := range files {
		if path != "index.html" && !strings.HasPrefix(path, "assets/site.") && !strings.HasPrefix(path, "assets/favicon.") {
			continue
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		sum += b.Len()
	}
	if sum > frontLimit || sum < frontLimit/4 {
		t.Errorf("%d bytes, at most %d", sum, frontLimit)
	}
	t.Logf("%d bytes", sum)
}
