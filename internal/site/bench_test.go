package site

import (
	"fmt"
	"testing"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// BenchmarkStories renders the pages of stories with three reports each, and nothing else.
func BenchmarkStories(b *testing.B) {
	s := build(b)
	one := newSample()
	lead := one.Front.Lead
	d := &edition.Digest{Site: one.Site, Tags: one.Tags}
	for i := range 1000 {
		st := *lead
		st.ID = fmt.Sprintf("n%d", i)
		st.Path = news.Story{ID: st.ID, Day: st.Day, Slug: "story"}.Path()
		st.Title = fmt.Sprintf("%s %d", lead.Title, i)
		d.Stories = append(d.Stories, &st)
	}
	bytes := 0
	b.ReportAllocs()
	for b.Loop() {
		bytes = 0
		if err := s.Pages(d, func(_ string, data []byte) error {
			bytes += len(data)
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Stories)*b.N)/b.Elapsed().Seconds(), "stories/s")
	b.ReportMetric(float64(bytes)/float64(len(d.Stories)), "bytes/story")
}
