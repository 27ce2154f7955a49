package pipeline

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/archive"
	"counternotice/internal/news"
)

// TestDates tells random streams of runs of their stories' dates. No two stories share one, none changes but that of one from a
// backlog when it becomes news, none is after its run, and where runs are far enough apart, those of a run are later than all before.
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
			on, was := -1, false
			if run > 0 && len(known) > 0 { // one goes on: a report that is no backlog joins and leads it
				on = rng.IntN(len(known))
				s := known[on]
				was = found(&s, index(items))
				it := news.Item{ID: fmt.Sprintf("j%d", run), FirstSeen: now, Published: now}
				items = append(items, it)
				s.Members, s.Lead = append([]news.Member{{Item: it.ID}}, s.Members...), it.ID
				told = append(told, s)
			}
			date(told, known, items, now)
			for i, s := range told {
				if i == n { // the one that goes on
					known[on] = s
					switch same := seen[s.Dated.Unix()] == s.ID; {
					case same == was:
						t.Fatalf("seed %d, run %d: %s, of a backlog: %t, now has %s", seed, run, s.ID, was, s.Dated)
					case was && (s.Dated.After(now) || !near && !s.Dated.After(newest)):
						t.Fatalf("seed %d, run %d: %s became news with %s", seed, run, s.ID, s.Dated)
					}
					maps.DeleteFunc(seen, func(_ int64, id string) bool { return id == s.ID }) // what it had another may have
					seen[s.Dated.Unix()] = s.ID
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
		whose := map[string]string{}
		for guid, d := range dates {
			if other := whose[d]; other != "" {
				t.Errorf("%s and %s share %s", guid, other, d)
			}
			whose[d] = guid
		}
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
	const backlog = "Thu, 01 Oct 2026 00:00:00 GMT"
	serve(backlog, false) // of both, all of one moment
	serve("Fri, 20 Nov 2026 05:00:00 GMT", true)
	l.once("2026-11-20T06:17:00Z")
	check()
	serve("Fri, 20 Nov 2026 09:00:00 GMT", true)
	l.once("2026-11-20T09:17:03Z")
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
	l.list("a, scope: all", "b, scope: all", "c, scope: all")
	l.serve("c", entry{"c1", "http://c.example/1", "An older word of another source", backlog, "Text."}) // of the same moment, when those are long closed
	l.once("2026-11-20T12:17:00Z")
	for _, s := range single[:2] {
		delete(dates, "https://t.example/"+s.Path())
	}
	check()
	l.job.Files.Curation.Data = []byte(strings.Replace(string(l.job.Files.Curation.Data), "{split: "+pair[0].Members[1].Item, "{retitle: "+single[4].Path()+", title: Two", 1))
	l.once("2026-11-20T12:18:00Z")
	check()
	if feeds < 20 || most < 40 || len(dates) < 80 {
		t.Errorf("%d feeds, %d items in one, %d in all: the test is blind", feeds, most, len(dates))
	}
}

// TestNewsOfABacklog brings the first report that is news to stories from a backlog: they come into the feed of the whole as the newest, and
// keep that date. A date that importers have passed already would never reach them.
func TestNewsOfABacklog(t *testing.T) {
	l := newLab(t, "a, scope: all", "b, scope: all", "c, scope: all")
	mk := func(n int, day string) entry {
		words := strings.Join(unique(fmt.Sprintf("qz%c", 'a'+n), 8), " ")
		return entry{fmt.Sprint(n), fmt.Sprintf("http://a.example/%d", n), words, day, words}
	}
	of := func(feed string, e entry, day string) entry {
		e.guid, e.link, e.date = feed+e.guid, strings.Replace(e.link, "a.example", feed+".example", 1), day
		return e
	}
	dated, undated, alone := mk(1, "Sat, 07 Nov 2026 05:00:00 GMT"), mk(2, ""), mk(3, friday)
	l.serve("a", dated, undated, alone)
	l.serve("b")
	l.serve("c")
	type dates struct{ Whole, Source [3]string } // of the three, in feed.xml and in that of their first source
	guids := map[string]string{}
	check := func(when string, want dates) {
		t.Helper()
		l.once(when)
		items := map[string]string{}
		for _, it := range l.content().Items {
			items[it.ID] = it.Title
		}
		for _, s := range l.content().Stories {
			title := items[s.Members[0].Item]
			if guid := "https://t.example/" + s.Path(); guids[title] == "" {
				guids[title] = guid
			} else if guids[title] != guid {
				t.Errorf("%s: %s is now %s", when, guids[title], guid)
			}
		}
		var got dates
		for file, into := range map[string]*[3]string{"feed.xml": &got.Whole, "source/a/feed.xml": &got.Source} {
			data, err := os.ReadFile(filepath.Join(l.job.Out, file))
			if err != nil {
				t.Fatal(err)
			}
			all := datesOf(t, data)
			for i, e := range []entry{dated, undated, alone} {
				into[i] = all[guids[e.title]]
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	check("2026-11-20T06:00:00Z", dates{[3]string{"", "", "2026-11-20T06:00:00Z"}, [3]string{"2026-11-07T05:00:00Z", "", "2026-11-20T06:00:00Z"}})
	l.serve("b", of("b", dated, "Fri, 20 Nov 2026 08:00:00 GMT"), of("b", undated, "Fri, 20 Nov 2026 08:00:00 GMT"), of("b", alone, "Fri, 20 Nov 2026 08:00:00 GMT"))
	now := [3]string{"2026-11-20T08:59:58Z", "2026-11-20T09:00:00Z", "2026-11-20T06:00:00Z"}
	check("2026-11-20T09:00:00Z", dates{now, now})
	l.serve("c", of("c", dated, "Fri, 20 Nov 2026 11:00:00 GMT"), of("c", undated, "Fri, 20 Nov 2026 11:00:00 GMT"))
	check("2026-11-20T12:00:00Z", dates{now, now})
	if n := len(l.content().Stories); n != 3 {
		t.Errorf("%d stories: the test is blind", n)
	}
}

// TestNewsThatABacklogTakesIn merges a story that was news into one from a backlog: what was told under a date of its own is not news again.
func TestNewsThatABacklogTakesIn(t *testing.T) {
	run := func(hour int) time.Time { return time.Date(2026, 11, 20, hour, 0, 0, 0, time.UTC) }
	old := run(6).AddDate(0, 0, -12)
	items := []news.Item{
		{ID: "old", FirstSeen: run(6), Published: old, Backlog: true},
		{ID: "told", FirstSeen: run(9), Published: run(8)},
		{ID: "new", FirstSeen: run(12), Published: run(11)},
	}
	known := []news.Story{
		{ID: "a", Members: []news.Member{{Item: "old"}}, Lead: "old", Begun: run(6), Dated: old},
		{ID: "b", Members: []news.Member{{Item: "told"}}, Lead: "told", Begun: run(9), Dated: run(9)},
		{ID: "c", Into: "story/b/", Begun: run(7), Dated: run(7)},
	}
	for _, tt := range []struct {
		name    string
		members []news.Member
		want    time.Time
	}{
		{"what was told", []news.Member{{Item: "old"}, {Item: "told"}}, old},
		{"what was told, and news", []news.Member{{Item: "old"}, {Item: "told"}, {Item: "new"}}, run(12)},
		{"less than it had", []news.Member{{Item: "old"}}, old},
	} {
		told := []news.Story{{ID: "a", Members: tt.members, Lead: "old", Begun: run(6)}, {ID: "b", Into: "story/a/", Begun: run(9)}}
		date(told, known, items, run(12))
		if !told[0].Dated.Equal(tt.want) || !told[1].Dated.Equal(run(9)) {
			t.Errorf("%s: %s and %s, want %s", tt.name, told[0].Dated, told[1].Dated, tt.want)
		}
	}
	again := []news.Story{{ID: "c", Members: []news.Member{{Item: "told"}, {Item: "new"}}, Lead: "told", Begun: run(7)}}
	if date(again, known, items, run(12)); !again[0].Dated.Equal(run(7)) {
		t.Errorf("a merged story that has reports again: %s", again[0].Dated)
	}
}

// TestDatesOfAnArchiveBeforeFormat3 takes the dates out of an archive: stories keep those that feeds gave them before format 3, also when
// an editor takes away the report that leads one. One from a backlog has a new date from the run that brings news of it.
func TestDatesOfAnArchiveBeforeFormat3(t *testing.T) {
	l := newLab(t, "a, scope: all", "b, scope: all")
	mk := func(n int, day string) entry {
		words := strings.Join(unique(fmt.Sprintf("qz%c%c", 'a'+n/20, 'a'+n%20), 8), " ")
		return entry{fmt.Sprint(n), fmt.Sprintf("http://a.example/%d", n), words, day, words}
	}
	of := func(e entry, day string) entry {
		e.guid, e.link, e.date = "b"+e.guid, strings.Replace(e.link, "a.example", "b.example", 1), day
		return e
	}
	old := []entry{mk(1, "Thu, 05 Nov 2026 05:00:00 GMT"), mk(2, "Fri, 06 Nov 2026 05:00:00 GMT"), mk(3, "Sat, 07 Nov 2026 05:00:00 GMT")}
	fresh := []entry{mk(4, friday), mk(5, friday)}
	l.serve("a", append(fresh, old...)...)
	l.serve("b", of(old[0], "Thu, 05 Nov 2026 09:00:00 GMT"), of(old[1], "Fri, 06 Nov 2026 09:00:00 GMT"))
	l.once("2026-11-20T06:00:01Z")
	l.serve("b", of(fresh[0], friday))
	l.once("2026-11-20T09:00:00Z")
	l.formerFormat()
	want := map[string]string{
		old[0].title: "2026-11-05T05:00:00Z", old[1].title: "2026-11-06T05:00:00Z", old[2].title: "2026-11-07T05:00:00Z",
		fresh[0].title: "2026-11-20T06:00:01Z", fresh[1].title: "2026-11-20T06:00:01Z",
	}
	check := func(when string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(l.job.Out, "language/en/feed.xml"))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		titles := map[string]string{}
		for _, it := range news.Revise(l.content().Items, l.content().Revisions, LiveDays) {
			titles[it.ID] = it.Title
		}
		dates := datesOf(t, data)
		for _, s := range l.content().Stories {
			if len(s.Members) > 0 {
				got[titles[s.Lead]] = dates["https://t.example/"+s.Path()]
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	build := func() {
		t.Helper()
		if _, err := l.job.Build(t.Context()); err != nil {
			t.Fatal(err)
		}
		check("built")
	}
	build()
	for _, s := range l.content().Stories {
		if len(s.Members) == 2 && s.Begun.Equal(s.Updated) {
			l.job.Files.Curation = File{"curation.yaml", fmt.Appendf(nil, "decisions: [{hide: %s, reason: Asked., by: Ada, on: 2026-11-20T08:00:00Z}]", s.Lead)}
		}
	}
	if l.job.Files.Curation.Data == nil {
		t.Fatal("no story has two reports: the test is blind")
	}
	build()
	l.job.Files.Curation = File{}
	l.serve("b", of(fresh[0], friday), of(old[2], "Fri, 20 Nov 2026 10:00:00 GMT"))
	l.once("2026-11-20T12:00:00Z")
	want[old[2].title] = "2026-11-20T12:00:00Z"
	check("with a further report")
	dated, backlog := 0, 0
	items := index(l.content().Items)
	for _, s := range l.content().Stories {
		if found(&s, items) {
			backlog++
		}
		if !s.Dated.IsZero() {
			dated++
		}
	}
	if backlog != 2 || dated != 1 {
		t.Errorf("%d stories are dated, %d of a backlog: the test is blind", dated, backlog)
	}
}

// formerFormat makes the archive one that was written before stories had dates.
func (l *lab) formerFormat() {
	l.Helper()
	c := l.content()
	for i := range c.Stories {
		c.Stories[i].Dated = time.Time{}
	}
	if err := os.RemoveAll(l.job.Archive); err != nil {
		l.Fatal(err)
	}
	a, err := archive.Open(l.job.Archive, archive.Options{Create: true})
	if err != nil {
		l.Fatal(err)
	}
	err = a.Record(archive.Change{Items: c.Items, Revisions: c.Revisions, Stories: c.Stories, LeftOut: c.LeftOut, States: c.States, Run: c.Run})
	a.Close()
	if err != nil {
		l.Fatal(err)
	}
	name := filepath.Join(l.job.Archive, "archive.json")
	data, err := os.ReadFile(name)
	if err != nil {
		l.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.Replace(data, []byte(`"format": 4`), []byte(`"format": 2`), 1), 0o644); err != nil {
		l.Fatal(err)
	}
}

// TestWeeklyDateIsThatOfARun hides all that the first run after a week brought: the item of the week stays where it was.
func TestWeeklyDateIsThatOfARun(t *testing.T) {
	l := newLab(t, "a")
	var entries []entry
	for _, e := range []entry{
		{"1", "http://a.example/1", "Court orders providers to block piracy sites", friday, "Copyright."},
		{"2", "http://a.example/2", "Bakery opens a branch in the old town", "Mon, 23 Nov 2026 00:10:00 GMT", "Bread."},
		{"3", "http://a.example/3", "Regulator fines a registrar over copyright piracy", "Mon, 23 Nov 2026 10:10:00 GMT", "Text."},
	} {
		entries = append(entries, e)
		l.serve("a", entries...)
		l.once(strings.NewReplacer("Fri, 20 Nov 2026 05:00:00 GMT", "2026-11-20T06:17:00Z", "Mon, 23 Nov 2026 00:10:00 GMT", "2026-11-23T00:17:00Z", "Mon, 23 Nov 2026 10:10:00 GMT", "2026-11-23T10:17:00Z").Replace(e.date))
	}
	c := l.content()
	if len(c.LeftOut) != 1 || len(c.Items) != 2 {
		t.Fatalf("%d items, %d left out", len(c.Items), len(c.LeftOut))
	}
	l.job.Files.Curation = File{"curation.yaml", fmt.Appendf(nil, "decisions: [{hide: %s, reason: Asked., by: Ada, on: 2026-11-23T10:30:00Z}]", c.LeftOut[0].ID)}
	l.job.Now = l.job.Now.Add(time.Hour)
	if r, err := l.job.Build(t.Context()); err != nil || len(r.Problems) > 0 {
		t.Fatal(err, r.Problems)
	}
	data, err := os.ReadFile(filepath.Join(l.job.Out, "feed-weekly.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"https://t.example/letter/2026-w47/": "2026-11-23T00:17:00Z"}, datesOf(t, data)); diff != "" {
		t.Error(diff)
	}
}

func TestRuns(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 20, hour, 0, 0, 0, time.UTC) }
	got := runs(&archive.Content{
		Items: []news.Item{
			{FirstSeen: at(9), Sources: []news.Source{{Seen: at(9)}, {Seen: at(6)}}}, // left out first
			{FirstSeen: at(7), Sources: []news.Source{{Seen: at(7)}}},
		},
		LeftOut: []news.LeftOut{{FirstSeen: at(8)}, {FirstSeen: at(7)}},
	})
	if diff := cmp.Diff([]time.Time{at(6), at(7), at(8), at(9)}, got); diff != "" {
		t.Error(diff)
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
