package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"
)

// BenchmarkTell tells a window of live items of invented headlines: half of them alone, half in stories of five, their
// words drawn as words are in life (Zipf).
func BenchmarkTell(b *testing.B) {
	for _, n := range []int{5000, 10000, 20000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { nextHour(b, invented(n, "en")) })
	}
}

// BenchmarkLanguages tells the same in five languages, in which every fourth word is spelled the same.
func BenchmarkLanguages(b *testing.B) {
	nextHour(b, invented(5000, "en", "de", "es", "fr", "pt"))
}

// nextHour tells what is told already with the new items of an hour.
func nextHour(b *testing.B, in Input) {
	in.Stories = Tell(in)
	for i := range len(in.Items) / 100 {
		in.Items = append(in.Items, item(fmt.Sprint("new", i), "alpha", "en", in.Items[i*50].Title, "", in.Now))
	}
	for b.Loop() {
		Tell(in)
	}
}

// invented is a window of n items, each in the next of the languages.
func invented(n int, languages ...string) Input {
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.1, 8, 30000)
	words := func(k int) (drawn []uint64) {
		for range k {
			drawn = append(drawn, zipf.Uint64())
		}
		return drawn
	}
	spell := func(language string, drawn ...[]uint64) string {
		var w []string
		for _, x := range slices.Concat(drawn...) {
			word := fmt.Sprintf("%c%c%c%c", 'b'+x%20, 'a'+x/20%26, 'b'+x/520%20, 'a'+x/10400%26)
			if x%4 > 0 && language != "en" {
				word = language[1:] + word + language
			}
			w = append(w, word)
		}
		return strings.Join(w, " ")
	}
	in := Input{Now: noon, Feeds: feeds("alpha", "beta", "gamma", "delta")}
	names := []string{"alpha", "beta", "gamma", "delta"}
	var title, body []uint64
	var at time.Time
	for i := range n {
		if i%10 < 5 || i%10 == 5 {
			title, body = words(9), words(40)
			at = noon.Add(-time.Duration(rng.IntN(119*60)) * time.Minute)
		}
		language := languages[i%len(languages)]
		said, more := spell(language, title, words(3)), spell(language, body, words(15))
		in.Items = append(in.Items, item(fmt.Sprintf("i%06d", i), names[i%4], language, said, more, at.Add(time.Duration(i%5)*time.Hour)))
	}
	return in
}

// BenchmarkFlood tells a window that one text floods.
func BenchmarkFlood(b *testing.B) {
	for _, n := range []int{2500, 5000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := invented(10, "en")
			one := in.Items[0]
			in.Items = nil
			for i := range n {
				it := one
				it.ID, it.Feed = fmt.Sprintf("i%06d", i), []string{"alpha", "beta", "gamma", "delta"}[i%4]
				it.Published = noon.Add(-time.Duration(i*100/n) * time.Hour)
				in.Items = append(in.Items, it)
			}
			for b.Loop() {
				Tell(in)
			}
		})
	}
}

// BenchmarkDocket tells a window of reports that name one case in words of their own.
func BenchmarkDocket(b *testing.B) {
	for _, n := range []int{500, 1000, 2000, 4000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := docketed(n)
			stories := 0
			for b.Loop() {
				stories = len(Tell(in))
			}
			b.ReportMetric(float64(stories), "stories")
		})
	}
}

// docketed is a window of n reports of forty publishers that have little in common but the number of a case.
func docketed(n int) Input {
	in := invented(5*n, "en")
	in.Feeds = outlets()
	var items []news.Item
	for i, it := range in.Items {
		if i%10 < 5 && i%10 > 0 { // of a story of five
			continue
		}
		if len(items) == n {
			break
		}
		it.Feed, it.Refs = fmt.Sprint("o", i%40), []news.Ref{"case:uk:HC-2026-001847"}
		it.Excerpt = "HC-2026-001847. " + it.Excerpt
		items = append(items, it)
	}
	in.Items = items
	return in
}
