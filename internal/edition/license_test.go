package edition

import (
	"strings"
	"testing"

	"counternotice/internal/news"
)

func TestNarrowed(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 100))
	for _, tt := range []struct {
		name, came, today, want string
		words                   int
	}{
		{"a licence withdrawn", "CC-BY-4.0", news.AllRightsReserved, news.AllRightsReserved, news.ClosedWords},
		{"no derivatives now", "CC-BY-4.0", "CC-BY-ND-4.0", "CC-BY-ND-4.0", news.ClosedWords},
		{"a wider one", news.AllRightsReserved, "CC-BY-4.0", news.AllRightsReserved, 100},
		{"the same", "CC-BY-4.0", "CC-BY-4.0", "CC-BY-4.0", 100},
	} {
		got := narrowed(news.Item{License: tt.came, Excerpt: long}, licensed(tt.today))
		if n := len(strings.Fields(strings.TrimSuffix(got.Excerpt, "…"))); got.License != tt.want || n > tt.words || n < tt.words-5 {
			t.Errorf("%s: %s, %d words; want %s, %d", tt.name, got.License, n, tt.want, tt.words)
		}
	}
}
