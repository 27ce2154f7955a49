package pipeline

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"path"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"
)

// TestDates tells random streams of runs of their stories' dates. No two stories share one, none changes, none is after its
// run, and where runs are far enough apart, those of a run are later than all before.
func TestDates(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		near := seed%4 == 0 // runs that follow too fast for the stories that they bring, or are of an earlier time
		now := time.Date(2026, 11, 1, 6, 17, rng.IntN(60), 0, time.UTC)
		var known []news.Story
		var items []news.Item
		seen := map[int64]string{}
		var newest time.Time
		for run := range 12 {
			n := rng.IntN(60)
			now = now.Add(time.Duration(2*n+1+rng.IntN(9000)) * time.Second)
			if near {
				now = now.Add(time.Duration(rng.IntN(60)-2*n-9000) * time.Second)
			}
			var told []news.Story
			for i := range n {
				it := news.Item{ID: fmt.Sprintf("i%d-%d", run, i), FirstSeen: now, Published: now.AddDate(0, 0, -6-rng.IntN(3)).Truncate(24 * time.Hour), Backlog: true}
				switch rng.IntN(4) {
				case 0:
					it.Published = time.Time{}
				case 1:
					it.Backlog = false
				case 2:
					it.Published, it.Backlog = now, false
				}
				items = append(items, it)
				told = append(told, news.Story{ID: "s" + it.ID, Lead: it.ID, Begun: now, Members: []news.Member{{Item: it.ID}}})
			}
			if run > 0 && len(known) > 0 { // one goes on: a report that is no backlog joins and leads it
				s := known[rng.IntN(len(known))]
				it := news.Item{ID: fmt.Sprintf("j%d", run), FirstSeen: now, Published: now}
				items = append(items, it)
				s.Members, s.Lead = append([]news.Member{{Item: it.ID}}, s.Members...), it.ID
				told = append(told, s)
			}
			date(told, known, items, now)
			for i, s := range told {
				if i == n { // the one that goes on
					if seen[s.Dated.Unix()] != s.ID {
						t.Fatalf("seed %d, run %d: the date of %s changed to %s", seed, run, s.ID, s.Dated)
					}
					continue
				}
				if other := seen[s.Dated.Unix()]; other != "" {
					t.Fatalf("seed %d, run %d: %s and %s share %s", seed, run, s.ID, other, s.Dated)
				}
				it := items[len(items)-len(told)+i]
				backlog := it.Backlog && !it.Published.IsZero()
				switch {
				case s.Dated.After(now):
					t.Fatalf("seed %d, run %d: %s is after the run, %s", seed, run, s.Dated, now)
				case s.Dated.Unix()%2 != 0 || s.Dated.Nanosecond() != 0:
					t.Fatalf("seed %d, run %d: %s is no even second", seed, run, s.Dated)
				case backlog && s.Dated.Sub(it.Published).Abs() > time.Hour:
					t.Fatalf("seed %d, run %d: of %s, but dated %s", seed, run, it.Published, s.Dated)
				case !backlog && !near && !s.Dated.After(newest):
					t.Fatalf("seed %d, run %d: %s is not after %s, of a run before", seed, run, s.Dated, newest)
				}
				seen[s.Dated.Unix()] = s.ID
				known = append(known, s)
			}
			for _, s := range known {
				if s.Dated.After(newest) {
					newest = s.Dated
				}
			}
		}
	}
}

// TestDatesInFeeds reads the dates of all feeds after each of some runs, between which editors hide, join and set apart.
func TestDatesInFeeds(t *testing.T) {
	l := newLab(t, "a, scope: all", "b, scope: all")
	dates := map[string]string{} // by guid
	feeds, most := 0, 0
	check := func() {
		t.Helper()
		newest := ""
		before := map[string]bool{}
		for _, d := range dates {
			newest = max(newest, d)
		}
		for guid := range dates {
			before[guid] = true
		}
		l.each(func(name string, data []byte) {
			if base := path.Base(name); base != "feed.xml" && base != "feed.atom" && base != "feed-direct.xml" {
				return
			}
			feeds++
			seen := map[string]string{}
			for guid, d := range datesOf(t, data) {
				if seen[d] != "" {
					t.Errorf("%s: %s and %s share %s", name, guid, seen[d], d)
				}
				if seen[d] = guid; dates[guid] != "" && dates[guid] != d {
					t.Errorf("%s: %s is of %s, and elsewhere of %s", name, guid, d, dates[guid])
				}
				dates[guid] = d
				if !before[guid] && d <= newest && d > "2026-11-10" {
					t.Errorf("%s: %s is of %s, and one of a run before of %s", name, guid, d, newest)
				}
			}
			most = max(most, len(seen))
		})
	}
	n := 0
	served := map[string][]entry{}
	serve := func(day string, both bool) {
		for _, f := range []string{"a", "b"} {
			for i := range 12 {
				n++
				words := unique(fmt.Sprintf("qz%c%c", 'a'+n/20, 'a'+n%20), 8)
				e := entry{fmt.Sprintf("%s%d", f, n), fmt.Sprintf("http://%s.example/%d", f, n), strings.Join(words, " "), day, strings.Join(words, " ")}
				if both && f == "b" && i < 4 { // a report of what a has
					a := served["a"][len(served["a"])-1-i]
					e.title, e.text = a.title, a.text
				}
				served[f] = append(served[f], e)
			}
			l.serve(f, served[f]...)
		}
	}
	serve("Thu, 05 Nov 2026 00:00:00 GMT", false) // the backlog of both, all of one moment
	serve("Fri, 20 Nov 2026 05:00:00 GMT", true)
	l.run("2026-11-20T06:17:00Z")
	check()
	serve("Fri, 20 Nov 2026 09:00:00 GMT", true)
	l.run("2026-11-20T09:17:03Z")
	check()
	stories := l.content().Stories
	var pair, single []news.Story
	for _, s := range stories {
		switch {
		case len(s.Members) == 2:
			pair = append(pair, s)
		case s.Dated.After(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)):
			single = append(single, s)
		}
	}
	if len(pair) < 4 || len(single) < 8 {
		t.Fatalf("%d pairs and %d others in %d stories", len(pair), len(single), len(stories))
	}
	l.job.Files.Curation = File{"curation.yaml", fmt.Appendf(nil, `decisions:
  - {hide: %s, reason: Asked to., by: Ada, on: 2026-11-20T10:00:00Z}
  - {merge: %s, into: %s, by: Ada, on: 2026-11-20T10:00:00Z}
  - {split: %s, by: Ada, on: 2026-11-20T10:00:00Z}
  - {split: %s, by: Ada, on: 2026-11-20T10:00:00Z}
  - {retitle: %s, title: Ours, by: Ada, on: 2026-11-20T10:00:00Z}
`, single[0].Path(), single[1].Path(), single[2].Path(), pair[0].Members[1].Item, pair[1].Members[1].Item, single[3].Path())}
	serve("Fri, 20 Nov 2026 12:00:00 GMT", false)
	l.run("2026-11-20T12:17:00Z")
	for _, s := range single[:2] {
		delete(dates, "https://t.example/"+s.Path())
	}
	check()
	l.job.Files.Curation.Data = []byte(strings.Replace(string(l.job.Files.Curation.Data), "{split: "+pair[0].Members[1].Item, "{retitle: "+single[4].Path()+", title: Two", 1))
	l.run("2026-11-20T12:18:00Z")
	check()
	if feeds < 20 || most < 40 || len(dates) < 80 {
		t.Errorf("%d feeds, %d items in one, %d in all: the test is blind", feeds, most, len(dates))
	}
}

// datesOf is the date of each item of an RSS or Atom feed, by guid, in a form that sorts.
func datesOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	var doc struct {
		Items []struct {
			GUID string `xml:"guid"`
			Date string `xml:"pubDate"`
		} `xml:"channel>item"`
		Entries []struct {
			ID   string `xml:"id"`
			Date string `xml:"published"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, it := range doc.Items {
		at, err := time.Parse(time.RFC1123Z, it.Date)
		if err != nil {
			t.Fatal(err)
		}
		out[it.GUID] = at.UTC().Format(time.RFC3339)
	}
	for _, e := range doc.Entries {
		out[e.ID] = e.Date
	}
	return out
}
