package news

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// read matches a document and remembers what is new, as a run does. It gives the ids, one an entry.
func read(k *Known, entries ...Entry) []string {
	ids := make([]string, len(entries))
	for i, m := range k.Match(entries) {
		e := entries[i]
		ids[i] = m.ID
		if m.New && !m.Repeat {
			k.AddItem(Item{ID: m.ID, Feed: e.Feed, Title: e.Title, URL: e.URL, Published: e.Published, Sources: []Source{{Feed: e.Feed, GUID: e.GUID, URL: e.URL}}})
		} else if m.Other {
			k.AddSource(m.ID, Source{Feed: e.Feed, GUID: e.GUID, URL: e.URL})
		}
	}
	return ids
}

func TestMatch(t *testing.T) {
	const a, b, home = "https://a.example/2026/one", "https://a.example/2026/two", "https://a.example/"
	later := noon.Add(time.Hour)
	for _, tt := range []struct {
		name   string
		before []Entry // an earlier document of feed "f"
		now    []Entry
		same   []int // for each entry of now the position in before that it is, or -1 for a new one
	}{
		{
			"an unchanged entry",
			[]Entry{{GUID: "1", URL: a, Title: "One"}},
			[]Entry{{GUID: "1", URL: a, Title: "One"}},
			[]int{0},
		},
		{
			"another title",
			[]Entry{{GUID: "guid-1", URL: a, Title: "One"}},
			[]Entry{{GUID: "guid-1", URL: a, Title: "One, corrected"}},
			[]int{0},
		},
		{
			"another id at the same address",
			[]Entry{{GUID: a + "?v=1", URL: a, Title: "One"}},
			[]Entry{{GUID: a + "?v=2", URL: a, Title: "One"}},
			[]int{0},
		},
		{
			"another id and title at the same address",
			[]Entry{{GUID: "v1", URL: a, Title: "One"}},
			[]Entry{{GUID: "v2", URL: a, Title: "One, updated"}},
			[]int{0},
		},
		{
			"another address with the same id and title",
			[]Entry{{GUID: "1", URL: a, Title: "One"}},
			[]Entry{{GUID: "1", URL: b, Title: "One"}},
			[]int{0},
		},
		{
			"address and title change under one id and date",
			[]Entry{{GUID: "1", URL: a, Title: "One", Published: noon}},
			[]Entry{{GUID: "1", URL: b, Title: "Une", Published: noon}},
			[]int{0},
		},
		{
			"a corrected title with nothing but an id",
			[]Entry{{GUID: "1", Title: "One"}},
			[]Entry{{GUID: "1", Title: "One, corrected"}},
			[]int{0},
		},
		{
			"one entry at a constant address, another article each day",
			[]Entry{{GUID: "n1", URL: "https://a.example/notices/", Title: "Notice of Monday", Published: noon}},
			[]Entry{{GUID: "n2", URL: "https://a.example/notices/", Title: "Notice of Tuesday", Published: later}},
			[]int{-1},
		},
		{
			"a repeated title on one day pushes the others down",
			[]Entry{{GUID: "2", URL: b, Title: "Notice of the administration", Published: noon}, {GUID: "1", URL: a, Title: "Notice of the administration", Published: noon}},
			[]Entry{{GUID: "3", URL: "https://a.example/2026/three", Title: "Notice of the administration", Published: noon}, {GUID: "2", URL: b, Title: "Notice of the administration", Published: noon}, {GUID: "1", URL: a, Title: "Notice of the administration", Published: noon}},
			[]int{-1, 0, 1},
		},
		{
			"an id that numbers places, not articles",
			[]Entry{{GUID: "1", URL: a, Title: "One", Published: noon}},
			[]Entry{{GUID: "1", URL: b, Title: "Two", Published: later}},
			[]int{-1},
		},
		{
			"places shift",
			[]Entry{{GUID: "1", URL: b, Title: "Two"}, {GUID: "2", URL: a, Title: "One"}},
			[]Entry{{GUID: "1", URL: "https://a.example/2026/three", Title: "Three"}, {GUID: "2", URL: b, Title: "Two"}, {GUID: "3", URL: a, Title: "One"}},
			[]int{-1, 0, 1},
		},
		{
			"one id for all entries",
			[]Entry{{GUID: "site", URL: a, Title: "One"}},
			[]Entry{{GUID: "site", URL: a, Title: "One"}, {GUID: "site", URL: b, Title: "Two"}},
			[]int{0, -1},
		},
		{
			"one address for all entries",
			[]Entry{{GUID: "1", URL: home, Title: "One"}},
			[]Entry{{GUID: "2", URL: home, Title: "Two"}, {GUID: "1", URL: home, Title: "One"}},
			[]int{-1, 0},
		},
		{
			"one deep address for all entries",
			[]Entry{{GUID: "1", URL: a, Title: "One"}, {GUID: "2", URL: a, Title: "Two"}},
			[]Entry{{GUID: "3", URL: a, Title: "Three"}, {GUID: "2", URL: a, Title: "Two"}},
			[]int{-1, 1},
		},
		{
			"fragments tell entries apart",
			[]Entry{{URL: a + "#v1", Title: "Version 1"}},
			[]Entry{{URL: a + "#v2", Title: "Version 2"}, {URL: a + "#v1", Title: "Version 1"}},
			[]int{-1, 0},
		},
		{
			"neither id nor address",
			[]Entry{{Title: "One", Published: noon}, {Title: "Two"}},
			[]Entry{{Title: "Two"}, {Title: "One", Published: noon}, {Title: "One", Published: later}},
			[]int{1, 0, -1},
		},
		{
			"a serial title under other addresses",
			[]Entry{{GUID: "1", URL: a, Title: "Morning briefing of the newsroom", Published: noon}},
			[]Entry{{GUID: "2", URL: b, Title: "Morning briefing of the newsroom", Published: later}},
			[]int{-1},
		},
		{
			"a site that moved announces all anew",
			[]Entry{{GUID: "http://a.example/?p=1", URL: a, Title: "A court rules on blocking", Published: noon}},
			[]Entry{{GUID: "https://new.example/?p=9", URL: "https://new.example/court", Title: "A court rules on blocking", Published: noon}},
			[]int{0},
		},
		{
			"tracking parameters",
			[]Entry{{URL: a + "?utm_source=x", Title: "One"}},
			[]Entry{{URL: a, Title: "One"}},
			[]int{0},
		},
	} {
		k := NewKnown()
		set := func(entries []Entry) []Entry {
			for i := range entries {
				entries[i].Feed = "f"
				entries[i].URL = Canonical(entries[i].URL)
			}
			return entries
		}
		before := read(k, set(tt.before)...)
		now := read(k, set(tt.now)...)
		for i, want := range tt.same {
			got := -1
			for j, id := range before {
				if id == now[i] {
					got = j
				}
			}
			if got != want {
				t.Errorf("%s: entry %d is %d of the earlier document, want %d", tt.name, i, got, want)
			}
		}
		if again := read(k, tt.now...); fmt.Sprint(again) != fmt.Sprint(now) {
			t.Errorf("%s: read again, the ids are %v, want %v", tt.name, again, now)
		}
	}
}

func TestMatchAcrossFeeds(t *testing.T) {
	k := NewKnown()
	first := read(k, Entry{Feed: "a", GUID: "x", URL: "https://a.example/one", Title: "One"})
	second := read(k, Entry{Feed: "b", GUID: "y", URL: "http://www.a.example/one/", Title: "One | A"})
	if first[0] != second[0] {
		t.Error("one article through two feeds is two items")
	}
	if got := read(k, Entry{Feed: "c", GUID: "x", URL: "https://c.example/other", Title: "Other"}); got[0] == first[0] {
		t.Error("a feed took over another's article by its id")
	}
	if got := read(k, Entry{Feed: "c", GUID: "z", URL: "https://a.example/", Title: "The site of A"}); got[0] == first[0] {
		t.Error("the front page of a site is an article")
	}
	several := read(
		k, Entry{Feed: "d", GUID: "1", URL: "https://a.example/one", Title: "First remark"},
		Entry{Feed: "d", GUID: "2", URL: "https://a.example/one", Title: "Second remark"},
	)
	if several[0] == first[0] || several[1] == first[0] || several[0] == several[1] {
		t.Errorf("several entries about one address became %v", several)
	}
}

func TestRepeatsInOneDocument(t *testing.T) {
	e := Entry{Feed: "a", GUID: "x", URL: "https://a.example/one", Title: "One"}
	m := NewKnown().Match([]Entry{e, e})
	if m[0].Repeat || !m[1].Repeat || m[0].ID != m[1].ID {
		t.Errorf("got %+v", m)
	}
}

func TestPlainAndAMPAddressInOneDocument(t *testing.T) {
	m := NewKnown().Match([]Entry{
		{Feed: "a", GUID: "1", URL: "https://a.example/one", Title: "One", Published: noon},
		{Feed: "a", GUID: "2", URL: Canonical("https://a.example/one/amp"), Title: "One", Published: noon},
		{Feed: "a", GUID: "3", URL: "https://a.example/one", Title: "Another remark", Published: noon},
	})
	if !m[1].Repeat || m[2].Repeat || m[2].ID == m[0].ID {
		t.Errorf("got %+v", m)
	}
}

func TestLeftOutAt(t *testing.T) {
	k := NewKnown()
	k.AddLeftOut(LeftOut{ID: "l", Feed: "a", URL: "https://a.example/one", Title: "One"})
	if got := k.LeftOutAt("b", "https://www.a.example/one/"); len(got) != 1 || got[0] != "l" {
		t.Errorf("got %v", got)
	}
	if m := k.Match([]Entry{{Feed: "b", URL: "https://a.example/one", Title: "One"}}); !m[0].New {
		t.Error("what one feed had left out is left out for all")
	}
	if got := k.LeftOutAt("a", "https://a.example/one"); len(got) != 0 {
		t.Errorf("a feed's own entry is in by another of its entries: %v", got)
	}
	k.Forget("l")
	if got := k.LeftOutAt("b", "https://a.example/one"); len(got) != 0 {
		t.Errorf("forgotten, yet %v", got)
	}
}

func TestRevise(t *testing.T) {
	items := []Item{{ID: "a", Day: "2026-11-20", Title: "Old"}, {ID: "b", Day: "2026-11-01", Title: "Closed"}}
	revisions := []Revision{
		{Item: "a", Day: "2026-11-22", At: noon.Add(2 * time.Hour), Title: "Newest"},
		{Item: "a", Day: "2026-11-21", At: noon.Add(time.Hour), Title: "Newer"},
		{Item: "a", Day: "2026-11-21", At: noon, Source: &Source{Feed: "x"}},
		{Item: "a", Day: "2026-11-21", At: noon.Add(time.Minute), Title: "Old", Excerpt: "Only the text changed."},
		{Item: "b", Day: "2026-11-20", At: noon, Title: "Too late"},
	}
	got := Revise(items, revisions, 5)
	if got[0].Title != "Newest" || len(got[0].Sources) != 1 || !got[0].Revised.Equal(noon.Add(2*time.Hour)) {
		t.Errorf("got %+v", got[0])
	}
	former := []FormerTitle{{"Old", noon.Add(time.Hour)}, {"Newer", noon.Add(2 * time.Hour)}}
	if !slices.Equal(got[0].Former, former) {
		t.Errorf("former titles %v, want %v", got[0].Former, former)
	}
	if got[1].Title != "Closed" || got[1].Former != nil {
		t.Error("a closed month changed")
	}
	if items[0].Title != "Old" {
		t.Error("the items given were changed")
	}
}

// TestReadTwice reads random documents whose entries share ids, addresses, titles and dates in every way, twice and then
// in another order: nothing may be new.
func TestReadTwice(t *testing.T) {
	bad := 0
	for seed := range uint64(20_000) {
		rng := rand.New(rand.NewPCG(seed, 1))
		pick := func(s ...string) string { return s[rng.IntN(len(s))] }
		var doc []Entry
		for range 1 + rng.IntN(4) {
			e := Entry{
				Feed: "f", GUID: pick("", "", "a", "b"), URL: pick("", "http://x.example/", "http://x.example/1", "http://x.example/2", "http://x.example/1#q"),
				Title: pick("", "T one", "T two long enough to move here"),
			}
			if rng.IntN(2) == 0 {
				e.Published = noon.Add(time.Duration(rng.IntN(2)) * time.Hour)
			}
			doc = append(doc, e)
		}
		k := NewKnown()
		read(k, doc...)
		for _, order := range []bool{false, true} {
			if order {
				rng.Shuffle(len(doc), func(i, j int) { doc[i], doc[j] = doc[j], doc[i] })
			}
			for i, m := range k.Match(doc) {
				if m.New {
					if bad++; bad <= 3 {
						t.Errorf("seed %d: %+v is new in %+v", seed, doc[i], doc)
					}
				}
			}
		}
	}
	if bad > 0 {
		t.Errorf("%d entries in all", bad)
	}
}
