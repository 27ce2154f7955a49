package letter

import (
	"fmt"
	"testing"

	"counternotice/internal/news"
)

// BenchmarkWeek makes the issue of a week of 80 stories and writes its 40 in every format.
func BenchmarkWeek(b *testing.B) {
	var stories []told
	for i := range 80 {
		var reports []string
		for j := range 1 + i%4 {
			reports = append(reports, []string{"lamp", "wire", "gerecht", "bawaba"}[j]+"¦¦A court orders providers to block forty sites, says a publisher¦The court ordered five providers to block forty sites after a complaint by studios, and set a limit of two years.")
		}
		stories = append(stories, told{fmt.Sprintf("story%03d", i), "2026-11-18", []news.TagID{"topic/site-blocking", "place/nl"}, reports})
	}
	d, letters := digest(b, stories...), ready(b)
	for b.Loop() {
		if err := letters.Files(d, func(string, []byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
