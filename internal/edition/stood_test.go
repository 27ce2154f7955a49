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

// threeDays is a digest that is told on the days from the 19th to the 21st, as it stands at the end of each: on the 20th the
// story old, of the 19th, goes into taker; on the 21st a report leaves pair for a story of its own, another moves from loser to
// taker, and young, of the 20th, goes into taker as well. guest, of the 19th, is in host on the 20th and has its address again on the 21st.
func threeDays(t *testing.T, today string) Input {
	t.Helper()
	in := build(today)
	run := func(day string) time.Time {
		at, err := time.Parse(time.RFC3339, day+"T09:00:00Z")
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	item := func(id, feed, day string) {
		if day > today {
			return
		}
		in.Items = append(in.Items, news.Item{
			ID: id, Day: day, Feed: feed, Title: "Title of " + id, Excerpt: "Words of " + id, Language: "en", FirstSeen: run(day), Published: run(day), License: news.AllRightsReserved,
			Tags: []news.TagHit{{Tag: "topic/x"}}, Links: []string{"https://law.example/" + id, "https://law.example/all"},
		})
		if id == "guest" || id == "host" { // else everybody links to the law
			in.Items[len(in.Items)-1].Links = in.Items[len(in.Items)-1].Links[:1]
		}
		in.Runs = append(in.Runs, run(day))
	}
	path := func(id, day string) string { return news.Story{ID: id, Day: day, Slug: "s"}.Path() }
	story := func(id, day, into string, left []string, members ...string) { // "item joined", and "story-then joined-then" for each that it was in
		if day > today {
			return
		}
		s := news.Story{ID: id, Day: day, Slug: "s", Begun: run(day), Updated: run(day), Into: into, Left: left}
		for _, line := range members {
			f := strings.Fields(line)
			m := news.Member{Item: f[0], Joined: run(f[1])}
			for k := 2; k < len(f); k += 2 {
				m.Past = append(m.Past, news.Stay{Story: f[k], Joined: run(f[k+1])})
			}
			s.Members = append(s.Members, m)
			s.Updated = run(f[1])
		}
		if into == "" {
			s.Lead = s.Members[0].Item
		}
		in.Stories = append(in.Stories, s)
	}
	const d19, d20, d21 = "2026-11-19", "2026-11-20", "2026-11-21"
	old, young, loser, pair, taker := path("old", d19), path("young", d20), path("loser", d20), path("pair", d19), path("taker", d19)
	guest, host := path("guest", d19), path("host", d19)
	for _, f := range []string{"old a", "paper b", "taker c", "pair1 a", "pair2 b", "guest a", "host c"} {
		id, feed, _ := strings.Cut(f, " ")
		item(id, feed, d19)
	}
	for _, f := range []string{"young a", "loser1 c", "loser2 a"} {
		id, feed, _ := strings.Cut(f, " ")
		item(id, feed, d20)
	}
	item("last", "c", d21)
	switch today {
	case d19:
		story("old", d19, "", nil, "paper "+d19, "old "+d19)
		story("taker", d19, "", nil, "taker "+d19)
		story("pair", d19, "", nil, "pair2 "+d19, "pair1 "+d19)
		story("guest", d19, "", nil, "guest "+d19)
		story("host", d19, "", nil, "host "+d19)
	case d20:
		story("old", d19, taker, nil)
		story("taker", d19, "", nil, "paper "+d20+" "+old+" "+d19, "taker "+d19, "old "+d20+" "+old+" "+d19)
		story("pair", d19, "", nil, "pair2 "+d19, "pair1 "+d19)
		story("guest", d19, host, nil)
		story("host", d19, "", nil, "guest "+d20+" "+guest+" "+d19, "host "+d19)
		story("young", d20, "", nil, "young "+d20)
		story("loser", d20, "", nil, "loser1 "+d20, "loser2 "+d20)
	case d21:
		story("old", d19, taker, nil)
		story("young", d20, taker, nil)
		story("taker", d19, "", nil, "paper "+d20+" "+old+" "+d19, "taker "+d19, "old "+d20+" "+old+" "+d19, "young "+d21+" "+young+" "+d20, "loser2 "+d21+" "+loser+" "+d20)
		in.Stories[len(in.Stories)-1].Members[3].Copy = "taker"
		story("pair", d19, "", []string{path("apart", d19)}, "pair1 "+d19)
		story("apart", d19, "", nil, "pair2 "+d21+" "+pair+" "+d19)
		story("loser", d20, "", []string{taker}, "loser1 "+d20)
		story("guest", d19, "", nil, "guest "+d21+" "+guest+" "+d19+" "+host+" "+d20)
		story("host", d19, "", []string{guest}, "host "+d19)
		story("last", d21, "", nil, "last "+d21)
	}
	return in
}

// stands is what a page of a day says of its edition.
func stands(p *Period) (out []string) {
	say := func(where string, stories []*Story) {
		for _, s := range stories {
			var line strings.Builder
			line.WriteString(fmt.Sprintf("%s %s %q%s %q %d voices, %d points, led by %s:", where, s.Path, s.Title, s.Into, s.Excerpt, s.Voices, s.Score, s.Lead.Item.ID))
			for _, r := range s.Reports {
				line.WriteString(" " + r.Item.ID)
			}
			for _, d := range s.Documents {
				line.WriteString(fmt.Sprintf(" %s(%d)%s", d.URL, d.Cited, d.Language))
			}
			out = append(out, line.String())
		}
	}
	say("shown", p.All())
	say("rest", p.Rest)
	return append(out, fmt.Sprintf("No. %d at %v", p.Number, p.Updated))
}

func TestAnEditionStandsAsItStood(t *testing.T) {
	final := threeDays(t, "2026-11-21")
	now := Arrange(final)
	for i, day := range []string{"2026-11-20", "2026-11-19"} {
		then := Arrange(threeDays(t, day))
		if diff := cmp.Diff(stands(then.Days[0]), stands(now.Days[1+i])); diff != "" {
			t.Errorf("the edition of %s: %s", day, diff)
		}
	}
	if got := ids(now.Front.All()); !slices.Equal(got, []string{"taker", "last", "loser"}) {
		t.Errorf("the newest edition has %v", got)
	}

	// What an editor withdraws leaves every edition, under its own address and as a part of another story.
	final.Settled = map[string]news.Settled{}
	for _, s := range final.Stories {
		if s.ID == "young" || s.ID == "loser" {
			final.Settled[s.ID] = news.Settled{Gone: 1}
		}
	}
	for _, p := range Arrange(final).Days {
		for _, s := range slices.Concat(p.All(), p.Rest) {
			if s.ID == "young" || s.ID == "loser" || slices.ContainsFunc(s.Reports, func(r *Report) bool { return r.Item.ID == "loser1" }) {
				t.Errorf("%s stands in the edition of %s", s.ID, p.ID)
			}
		}
	}
}

// Nothing is left of a day but copies: it had an edition, and those after it keep their numbers.
func TestADayKeepsItsEdition(t *testing.T) {
	in := build("2026-11-21", "2026-11-19 a", "2026-11-20 b", "2026-11-21 c")
	gone := &in.Stories[1]
	m := gone.Members[0]
	m.Past, m.Joined, m.Copy = []news.Stay{{Story: gone.Path(), Joined: m.Joined}}, m.Joined.AddDate(0, 0, 1), in.Stories[0].Lead
	in.Stories[0].Members = append(in.Stories[0].Members, m)
	gone.Members, gone.Lead, gone.Into = nil, "", in.Stories[0].Path()
	days := Arrange(in).Days
	if len(days) != 3 || days[0].Number != 3 || days[1].Number != 2 || !slices.Equal(ids(days[1].All()), []string{"story001", "story000"}) {
		for _, p := range days {
			t.Errorf("%s: number %d, %v", p.ID, p.Number, ids(p.All()))
		}
	}
}
