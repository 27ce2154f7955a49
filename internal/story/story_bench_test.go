package story

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// BenchmarkTell tells a window of live items of invented headlines: half of them alone, half in stories of five, their
// words drawn as words are in life (Zipf).
func BenchmarkTell(b *testing.B) {
	for _, n := range []int{5000, 10000, 20000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := invented(n)
			in.Stories = Tell(in)
			for i := range n / 100 { // an hour's new items
				at := in.Now
				in.Items = append(in.Items, item(fmt.Sprint("new", i), "alpha", "en", in.Items[i*50].Title, "", at))
			}
			for b.Loop() {
				Tell(in)
			}
		})
	}
}

func invented(n int) Input {
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.1, 8, 30000)
	words := func(k int) string {
		var w []string
		for range k {
			x := zipf.Uint64()
			w = append(w, fmt.Sprintf("%c%c%c%c", 'b'+x%20, 'a'+x/20%26, 'b'+x/520%20, 'a'+x/10400%26))
		}
		return strings.Join(w, " ")
	}
	in := Input{Now: noon, Feeds: feeds("alpha", "beta", "gamma", "delta")}
	names := []string{"alpha", "beta", "gamma", "delta"}
	var title, body string
	var at time.Time
	for i := range n {
		if i%10 < 5 || i%10 == 5 {
			title, body = words(9), words(40)
			at = noon.Add(-time.Duration(rng.IntN(119*60)) * time.Minute)
		}
		in.Items = append(in.Items, item(fmt.Sprintf("i%06d", i), names[i%4], "en", title+" "+words(3), body+" "+words(15), at.Add(time.Duration(i%5)*time.Hour)))
	}
	return in
}

// BenchmarkFlood tells a window that one text floods.
func BenchmarkFlood(b *testing.B) {
	for _, n := range []int{2500, 5000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := invented(10)
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
