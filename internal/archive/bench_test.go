package archive

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"counternotice/internal/news"
)

// year is 100,000 items of a year with what a real one has: links, numbers, evidence and 35 stems.
func year(b *testing.B) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "archive")
	a, err := Open(dir, Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	var c Change
	day := time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
	for n := range 100_000 {
		if n > 0 && n%274 == 0 {
			day = day.AddDate(0, 0, 1)
		}
		it := makeItem(day.Format(time.DateOnly), n)
		var stems []string
		for i := range 35 {
			stems = append(stems, slices.Repeat([]string{fmt.Sprintf("stem%d", (n*7+i*31)%4000)}, 1+i%3)...)
		}
		it.Stems = news.CountStems(stems)
		it.Links = []string{"https://court.example/orders/" + fmt.Sprint(n), "https://law.example/acts/12"}
		it.Numbers = []string{"2554", "12.5", "2026"}
		for i := range 4 {
			it.Tags = append(it.Tags, news.TagHit{Tag: news.TagID(fmt.Sprintf("place/p%d", (n+i)%90)), Evidence: []news.Evidence{{Rule: "a name", In: "text", Score: 1}}})
		}
		c.Items = append(c.Items, it)
		c.Stories = append(c.Stories, makeStory(it))
	}
	c.Run = news.Run{At: noon, Number: 1}
	if err := a.Record(c); err != nil {
		b.Fatal(err)
	}
	if err := a.Close(); err != nil {
		b.Fatal(err)
	}
	return dir
}

func BenchmarkLoad(b *testing.B) {
	dir := year(b)
	var m runtime.MemStats
	for b.Loop() {
		a, err := OpenRead(dir)
		if err != nil {
			b.Fatal(err)
		}
		c, err := a.LoadFrom("2026-10")
		if err != nil || len(c.Items) != 100_000 {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MB-live")
		runtime.KeepAlive(c)
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// A run on a year: 300 new items of the open month, with the archive loaded.
func BenchmarkRecord(b *testing.B) {
	dir := year(b)
	a, err := Open(dir, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer a.Close()
	if _, err := a.Load(); err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		var c Change
		for i := range 300 {
			it := makeItem("2026-11-30", 1000+n*300+i)
			it.ID = fmt.Sprintf("x%d", n*300+i)
			c.Items = append(c.Items, it)
			c.Stories = append(c.Stories, makeStory(it))
		}
		c.Run = news.Run{At: noon, Number: n + 2}
		if err := a.Record(c); err != nil {
			b.Fatal(err)
		}
	}
}
