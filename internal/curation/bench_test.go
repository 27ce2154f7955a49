package curation

import (
	"fmt"
	"testing"
	"time"

	"counternotice/internal/news"
)

// BenchmarkApply replays a hundred decisions on an archive of 50,000 reports in 30,000 stories, written as digest curate
// writes them, and by the addresses of articles.
func BenchmarkApply(b *testing.B) {
	in := Input{Now: start.AddDate(1, 0, 0), Zone: time.UTC, Site: "https://digest.example/"}
	letters := []byte("abcdefghijklmnopqrstuvwxyz234567")
	id := func(n, length int) string {
		out := make([]byte, length)
		for i := range out {
			out[i] = letters[n%32]
			n /= 32
		}
		return string(out)
	}
	for i := range 50_000 {
		it := news.Item{ID: id(i, 12), Day: "2026-11-20", FirstSeen: start, URL: fmt.Sprintf("https://wire.example/2026/article-%d", i)}
		in.Items = append(in.Items, it)
		n := i % 30_000
		if i == n {
			in.Stories = append(in.Stories, news.Story{ID: id(i, 8), Day: "2026-11-20", Slug: "a", Lead: it.ID, Begun: start})
		}
		in.Stories[n].Members = append(in.Stories[n].Members, news.Member{Item: it.ID})
	}
	for _, byAddress := range []bool{false, true} {
		f := &File{Name: "c.yaml"}
		for i := range 100 {
			d := news.Decision{Verb: news.Verbs[i%len(news.Verbs)], Targets: []string{id(i*7, 8)}, Into: id(i*7+1, 8), Items: []string{id(i*7, 12)}, On: "2026-11-21", Ordinal: i + 1}
			if d.Verb == news.VerbSplit || d.Verb == news.VerbLead {
				d.Targets = d.Items
			}
			if byAddress {
				d.Items, d.Targets = nil, []string{fmt.Sprintf("https://wire.example/2026/article-%d", i*7)}
			}
			f.Decisions = append(f.Decisions, d)
		}
		b.Run(fmt.Sprintf("address=%v", byAddress), func(b *testing.B) {
			for b.Loop() {
				if r := f.Apply(in); len(r.Problems) > 0 {
					b.Fatal(r.Problems[0])
				}
			}
		})
	}
}
