package edition

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

// dated is a digest of reports given as "story day feed" or "story day feed seen", the last where a report came to us on a later
// day than its own; what comes after today is not there yet. Each story is led by its first report.
func dated(today string, reports ...string) Input {
	in := build(today)
	for i, line := range reports {
		f := strings.Fields(line)
		seen := f[len(f)-1]
		if len(f) == 3 {
			seen = f[1]
		}
		at, err := time.Parse(time.DateOnly, seen)
		if err != nil {
			panic(err)
		}
		if seen > today {
			continue
		}
		it := news.Item{
			ID: fmt.Sprintf("report%02d", i), Day: f[1], Feed: f[2], Title: line, URL: fmt.Sprintf("https://press.example/%d", i), Language: "en", FirstSeen: at, Published: at,
			License: news.AllRightsReserved, Tags: []news.TagHit{{Tag: "topic/x"}},
		}
		in.Items, in.Runs = append(in.Items, it), append(in.Runs, at)
		n := slices.IndexFunc(in.Stories, func(s news.Story) bool { return s.ID == f[0] })
		if n < 0 {
			n = len(in.Stories)
			in.Stories = append(in.Stories, news.Story{ID: f[0], Day: f[1], Slug: "s", Begun: at, Lead: it.ID})
		}
		s := &in.Stories[n]
		s.Members, s.Updated = append(s.Members, news.Member{Item: it.ID, Joined: at}), at
	}
	return in
}

// A source that is added later brings reports of days that have had their edition. They change none of them, and stand on the
// pages of those days as what was found later.
func TestASourceAddedLater(t *testing.T) {
	before := []string{"one 2026-11-17 a", "one 2026-11-18 b", "two 2026-11-18 a", "three 2026-11-20 a", "new 2026-11-21 a"}
	late := []string{"one 2026-11-19 c 2026-11-21", "four 2026-11-17 c 2026-11-21", "five 2026-11-19 c 2026-11-21", "six 2026-11-20 c 2026-11-21", "seven 2026-11-21 c", "new 2026-11-18 b 2026-11-21"}
	then, now := Arrange(dated("2026-11-20", before...)), Arrange(dated("2026-11-21", append(before, late...)...))
	if now.Days[0].ID != "2026-11-21" || now.Front.Number != 4 {
		t.Fatalf("number %d of %s", now.Front.Number, now.Days[0].ID)
	}
	for _, p := range then.Days {
		i := slices.IndexFunc(now.Days, func(q *Period) bool { return q.ID == p.ID })
		if diff := cmp.Diff(stands(p), stands(now.Days[i])); diff != "" {
			t.Errorf("the edition of %s: %s", p.ID, diff)
		}
	}
	later := map[string]string{}
	for _, p := range now.Days {
		later[p.ID] = fmt.Sprint(p.Number, ids(p.Later))
	}
	want := map[string]string{"2026-11-17": "1 [four]", "2026-11-18": "2 []", "2026-11-19": "0 [five one]", "2026-11-20": "3 [six]", "2026-11-21": "4 []"}
	if diff := cmp.Diff(want, later); diff != "" {
		t.Errorf("number, and found later: %s", diff)
	}
	shown := ids(now.Front.All())
	slices.Sort(shown)
	if diff := cmp.Diff([]string{"new", "seven", "six", "three"}, shown); diff != "" { // five and one, of the 19th, are no news of the 21st
		t.Errorf("the newest edition: %s", diff)
	}
}

// What becomes a copy of a report that came later was none in its edition.
func TestACopyOfWhatCameLater(t *testing.T) {
	lines := []string{"one 2026-11-17 a", "one 2026-11-19 b"}
	then, in := Arrange(dated("2026-11-19", lines...)), dated("2026-11-21", append(lines, "one 2026-11-17 c 2026-11-21")...)
	in.Stories[0].Members[1].Copy = in.Items[2].ID
	m := in.Stories[0].Members
	m[1], m[2] = m[2], m[1]
	i := slices.IndexFunc(Arrange(in).Days, func(p *Period) bool { return p.ID == "2026-11-19" })
	if diff := cmp.Diff(stands(then.Days[0]), stands(Arrange(in).Days[i])); diff != "" {
		t.Error(diff)
	}
}

// A story that only loses something afterwards is not the newest of its edition for that.
func TestAnEditionKeepsItsOrder(t *testing.T) {
	lines := []string{"one 2026-11-20 a", "two 2026-11-20 a"}
	then, in := Arrange(dated("2026-11-20", lines...)), dated("2026-11-21", append(lines, "new 2026-11-21 c")...)
	in.Stories[1].Updated = in.Stories[2].Updated
	if diff := cmp.Diff(stands(then.Days[0]), stands(Arrange(in).Days[1])); diff != "" {
		t.Error(diff)
	}
}

// The numbers and the pages of days go by what runs recorded, whatever becomes of it.
func TestNumbersStand(t *testing.T) {
	lines := []string{"old 2026-10-02 a 2026-11-18", "alone 2026-11-18 b", "other 2026-11-19 a", "last 2026-11-21 b", "late 2026-11-20 c 2026-11-21", "aged 2026-11-10 c 2026-11-13"}
	for _, tt := range []struct {
		name string
		edit func(*Input)
	}{
		{"as it was", func(*Input) {}},
		{"news joins a backlog", func(in *Input) {
			in.Stories[0].Members = append(in.Stories[0].Members, in.Stories[3].Members...)
			in.Stories = slices.Delete(in.Stories, 3, 4)
		}},
		{"an editor withdraws the only story of a day", func(in *Input) {
			in.Recorded, in.Items = in.Items, slices.Delete(slices.Clone(in.Items), 1, 2)
			in.Stories[1].Members, in.Settled = nil, map[string]news.Settled{"alone": {Gone: 1}}
		}},
		{"and the only one from a backlog", func(in *Input) {
			in.Recorded, in.Items = in.Items, in.Items[1:]
			in.Stories[0].Members, in.Settled = nil, map[string]news.Settled{"old": {Gone: 1}}
		}},
		{"the only story of a day is merged without a trace", func(in *Input) {
			in.Stories[2].Members = append(in.Stories[2].Members, in.Stories[1].Members...)
			in.Stories[1].Members, in.Stories[1].Into = nil, in.Stories[2].Path()
			in.Stories[2].Members[1].Copy = in.Items[2].ID
		}},
	} {
		in := dated("2026-11-21", lines...)
		in.Items[0].Backlog = true
		tt.edit(&in)
		d := Arrange(in)
		var got []string
		for _, p := range d.Days {
			got = append(got, fmt.Sprint(p.ID, " ", p.Number))
		}
		if diff := cmp.Diff([]string{"2026-11-21 3", "2026-11-20 0", "2026-11-19 2", "2026-11-18 1", "2026-11-10 0", "2026-10-02 0"}, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if len(d.Months) != 2 || d.Front.Number != 3 || d.Front.Lead == nil {
			t.Errorf("%s: %d months, number %d on the front page", tt.name, len(d.Months), d.Front.Number)
		}
	}
}

// The front page skips an edition of which nothing is left, and what had no edition has no number.
func TestTheFrontPageHasStories(t *testing.T) {
	in := dated("2026-11-21", "one 2026-11-18 a", "two 2026-11-21 b", "three 2026-11-16 c 2026-11-18")
	in.Recorded, in.Items = in.Items, slices.Delete(slices.Clone(in.Items), 1, 2)
	in.Stories[1].Members, in.Settled = nil, map[string]news.Settled{"two": {Gone: 1}}
	d := Arrange(in)
	if f := d.Front; f.Day != "2026-11-18" || f.Number != 1 || !f.Empty || f.Lead == nil || f.Earlier != nil {
		t.Errorf("%s, number %d, empty %v, after %v", f.Day, f.Number, f.Empty, f.Earlier)
	}
	if p := d.Days[len(d.Days)-1]; p.ID != "2026-11-16" || p.Number != 0 || p.Lead != nil || !slices.Equal(ids(p.Later), []string{"three"}) {
		t.Errorf("%s has number %d, later %v", p.ID, p.Number, ids(p.Later))
	}
}
