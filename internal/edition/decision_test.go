package edition

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

func TestPins(t *testing.T) {
	stories := []string{"2026-11-15 ab", "2026-11-20 a", "2026-11-21 ab", "2026-11-21 a"}
	for _, tt := range []struct {
		name    string
		settled map[string]news.Settled
		front   []string // the lead and the top
		day     []string // of the 21st
	}{
		{"none", nil, []string{"story002", "story003", "story001"}, []string{"story002", "story003"}},
		{"first, however low in rank", map[string]news.Settled{"story003": {Pin: 1}}, []string{"story003", "story002", "story001"}, []string{"story003", "story002"}},
		{"the newest pin first", map[string]news.Settled{"story003": {Pin: 1}, "story001": {Pin: 2}}, []string{"story001", "story003", "story002"}, []string{"story003", "story002"}},
		{"held on the front page", map[string]news.Settled{"story000": {Pin: 1, PinUntil: "2026-11-21"}}, []string{"story000", "story002", "story003", "story001"}, []string{"story002", "story003"}},
		{"no longer than it says", map[string]news.Settled{"story000": {Pin: 1, PinUntil: "2026-11-20"}, "story003": {Pin: 2, PinUntil: "2026-11-20"}}, []string{"story002", "story003", "story001"}, []string{"story003", "story002"}},
		{"old, and not held", map[string]news.Settled{"story000": {Pin: 1}}, []string{"story002", "story003", "story001"}, []string{"story002", "story003"}},
	} {
		in := build("2026-11-21", stories...)
		in.Settled = tt.settled
		for id, set := range tt.settled {
			in.Decisions = append(in.Decisions, news.Outcome{Decision: news.Decision{Verb: news.VerbPin, Ordinal: set.Pin, Until: set.PinUntil}, Stories: []string{id}})
		}
		d := Arrange(in)
		got := ids(d.Front.All())
		if len(got) == 0 || got[0] != d.Front.Lead.ID {
			t.Errorf("%s: the lead is %v of %v", tt.name, d.Front.Lead, got)
		}
		slices.Sort(got[1:])
		want := slices.Clone(tt.front)
		slices.Sort(want[1:])
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: front: %s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.day, ids(d.Days[0].Stories)); diff != "" {
			t.Errorf("%s: day: %s", tt.name, diff)
		}
	}
}

func TestDecisions(t *testing.T) {
	in := build("2026-11-21", "2026-11-20 a", "2026-11-21 ab")
	at := func(hour int) time.Time { return time.Date(2026, 11, 21, hour, 0, 0, 0, time.UTC) }
	in.Items = slices.Delete(in.Items, 0, 1) // as curation leaves a story that is hidden
	in.Stories[0].Members, in.Stories[0].Lead = nil, ""
	in.Decisions = []news.Outcome{
		{Decision: news.Decision{Verb: news.VerbRetitle, Ordinal: 1}, Made: at(7), Stories: []string{"story001"}},
		{Decision: news.Decision{Verb: news.VerbHide, Ordinal: 2, Reason: "x"}, Made: at(9), Stories: []string{"story000"}},
		{Decision: news.Decision{Verb: news.VerbPin, Ordinal: 3}, Made: at(10), Stories: []string{"story001"}},
		{Decision: news.Decision{Verb: news.VerbCorrect, Ordinal: 4}, Made: at(8), Stories: []string{"story001"}, Reports: []string{"i1-1", "i0-0"}},
		{Decision: news.Decision{Verb: news.VerbLead, Ordinal: 5}, Made: at(6), Unmet: "gone"},
		{Decision: news.Decision{Verb: news.VerbHide, Ordinal: 6}, Made: at(23), Unmet: "later", Later: true},
	}
	in.Settled = map[string]news.Settled{"story000": {Gone: 2, Topics: []news.TagID{"topic/nobody-knows", "topic/y"}}, "story001": {Title: "Ours", Pin: 3}}
	d := Arrange(in)
	if len(d.Stories) != 1 || len(d.Gone) != 1 || d.Gone[0].Gone.Reason != "x" || d.Totals.Stories != 1 || d.Totals.Items != 2 || len(d.Days) != 1 {
		t.Errorf("%d stories, gone %+v, totals %+v, %d days", len(d.Stories), d.Gone, d.Totals, len(d.Days))
	}
	if tags := d.Gone[0].Tags; len(tags) != 1 || tags[0].Path != "topic/y/" || tags[0].Label != "Y" || d.Gone[0].Title != "" || d.Gone[0].Reports != nil {
		t.Errorf("what is gone: %+v", d.Gone[0])
	}
	s := d.Stories[0]
	if s.Title != "Ours" || s.Language != "en" || !s.Modified().Equal(at(8)) || len(s.Corrections()) != 1 || len(s.Notes()) != 0 {
		t.Errorf("%q in %q, modified %s, %d corrections", s.Title, s.Language, s.Modified(), len(s.Corrections()))
	}
	var order []int
	for _, x := range d.Decisions {
		order = append(order, x.Ordinal)
	}
	if diff := cmp.Diff([]int{3, 2, 4, 1, 5}, order); diff != "" {
		t.Errorf("newest first: %s", diff)
	}
	if c := s.Corrections()[0]; len(c.Reports) != 1 || c.Reports[0].Item.ID != "i1-1" {
		t.Errorf("a withdrawn report is named: %v", c.Reports)
	}
}
