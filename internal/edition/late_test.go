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
// day than its own; what comes after today is not there yet. Each story is led by its first official report, that of feed b, else by its first.
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
		if official := slices.ContainsFunc(in.Items, func(x news.Item) bool { return x.ID == s.Lead && x.Feed == "b" }); it.Feed == "b" && !official {
			s.Lead = it.ID
		}
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

// What comes later makes no paper of an edition a habit or an official one, and no report of it a source.
func TestThePapersOfAnEditionStand(t *testing.T) {
	const law, court = "https://law.example/act", "https://court.example/ruling"
	lines := []string{"one 2026-11-19 a", "one 2026-11-19 d", "two 2026-11-19 a", "two 2026-11-19 e"}
	links := map[string]string{"one": law, "two": court}
	input := func(today string, lines ...string) Input {
		in := dated(today, lines...)
		in.Feeds = append(slices.Clone(in.Feeds), news.Feed{ID: "d", Publisher: "d", Kind: news.KindPress, Language: "en"}, news.Feed{ID: "e", Publisher: "e", Kind: news.KindPress, Language: "en"})
		for i := range in.Items {
			name, _, _ := strings.Cut(in.Items[i].Title, " ")
			link, ok := links[name]
			if !ok {
				link = law
			}
			in.Items[i].Links = []string{link}
		}
		return in
	}
	then := Arrange(input("2026-11-19", lines...)).Days[0]
	if n := len(then.All()); n != 2 || len(then.Lead.Documents) != 1 || len(then.Top[0].Documents) != 1 {
		t.Fatalf("%d stories, led by one with the papers %v", n, then.Lead.Documents)
	}
	for _, tt := range []struct {
		name string
		edit func(*Input)
	}{
		{"the link becomes a habit", func(in *Input) {
			if s := Arrange(*in).Stories[0]; s.ID != "one" || len(s.Documents) != 0 {
				t.Errorf("%s has the papers %v by now: the test is blind", s.ID, s.Documents)
			}
		}},
		{"its host is that of a new official source", func(in *Input) {
			in.Feeds = append(in.Feeds, news.Feed{ID: "court", Publisher: "court", Kind: news.KindOfficial, Language: "en", Home: "https://court.example/"})
			in.States = []news.FeedState{{Feed: in.Feeds[len(in.Feeds)-1], FirstRead: in.Run.At}}
		}},
		{"its host is that of a new paper", func(in *Input) {
			in.Feeds = append(in.Feeds, news.Feed{ID: "court", Publisher: "court", Kind: news.KindPress, Language: "en", Home: "https://court.example/"})
		}},
		{"an authority tells its language", func(in *Input) {
			in.Items = append(in.Items, news.Item{ID: "said", Day: "2026-11-21", Feed: "b", URL: court, FirstSeen: in.Run.At, Published: in.Run.At, Language: "fr", License: news.AllRightsReserved})
			in.Stories = append(in.Stories, news.Story{ID: "said", Day: "2026-11-21", Slug: "s", Members: []news.Member{{Item: "said", Joined: in.Run.At}}, Lead: "said"})
		}},
		{"others cite a report", func(in *Input) {
			in.Items[0].URL, in.Items[1].URL = "https://a.example/1", "https://d.example/2"
			in.Items = append(in.Items, news.Item{ID: "citing", Day: "2026-11-21", Feed: "e", FirstSeen: in.Run.At, Published: in.Run.At, Language: "en", License: news.AllRightsReserved, Links: []string{"https://d.example/3"}})
			s := &in.Stories[0]
			s.Members, s.Lead = append(s.Members, news.Member{Item: "citing", Joined: in.Run.At}), in.Items[1].ID
		}},
	} {
		var late []string
		for i := range popularStories {
			late = append(late, fmt.Sprintf("more%d 2026-11-21 c", i))
		}
		in := input("2026-11-21", append(lines, late...)...)
		tt.edit(&in)
		if diff := cmp.Diff(stands(then), stands(Arrange(in).Days[1])); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// A pin holds from the day on which it was made, for the story that it was about.
func TestPinsOfPastEditions(t *testing.T) {
	const d20, d21 = "2026-11-20", "2026-11-21"
	in := threeDays(t, d21)
	var old, taker news.Story
	for _, s := range in.Stories {
		switch s.ID {
		case "old":
			old = s
		case "taker":
			taker = s
		}
	}
	plain := map[string][]string{}
	for _, p := range Arrange(in).Days {
		plain[p.ID] = ids(p.All())
	}
	pin := func(ordinal int, day, until string, d news.Decision, story string) news.Outcome {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		d.Verb, d.Ordinal, d.Until = news.VerbPin, ordinal, until
		return news.Outcome{Decision: d, Made: at, Stories: []string{story}}
	}
	for _, tt := range []struct {
		name        string
		pins        []news.Outcome
		d19, d20    string // what leads
		newest      string
		pinned19    string // what is marked as pinned on the 19th
		pinnedFront string
	}{
		{"made later", []news.Outcome{pin(1, d21, "", news.Decision{Targets: []string{"pair"}, Items: []string{"pair1"}}, "pair")}, plain["2026-11-19"][0], plain[d20][0], "taker", "", ""},
		{"of a story that was merged", []news.Outcome{pin(1, "2026-11-19", "", news.Decision{Targets: []string{old.Path()}, Items: []string{"old", "paper"}}, "taker")}, "old", "taker", "taker", "old", "taker"},
		{"of one that took others", []news.Outcome{pin(1, "2026-11-19", "", news.Decision{Targets: []string{taker.Path()}, Items: []string{"taker"}}, "taker")}, "taker", "taker", "taker", "taker", "taker"},
		{"by the address of an article", []news.Outcome{pin(1, "2026-11-19", "", news.Decision{Targets: []string{"https://press.example/old"}}, "taker")}, "old", "taker", "taker", "old", "taker"},
		{"made anew", []news.Outcome{
			pin(1, "2026-11-19", "", news.Decision{Targets: []string{"https://press.example/old"}}, "taker"),
			pin(2, d21, d21, news.Decision{Targets: []string{"taker"}, Items: []string{"old"}}, "taker"),
		}, "old", "taker", "taker", "old", "taker"},
		{"held until the last day", []news.Outcome{pin(1, "2026-11-19", d21, news.Decision{Items: []string{"pair1"}}, "pair")}, "pair", "pair", "pair", "pair", "pair"},
		{"no longer than it says", []news.Outcome{pin(1, "2026-11-19", d20, news.Decision{Items: []string{"pair1"}}, "pair")}, "pair", "pair", "taker", "pair", ""},
	} {
		in := threeDays(t, d21)
		for i := range in.Items {
			in.Items[i].URL = "https://press.example/" + in.Items[i].ID
		}
		in.Decisions, in.Settled = tt.pins, map[string]news.Settled{}
		for _, o := range tt.pins {
			in.Settled[o.Stories[0]] = news.Settled{Pin: o.Ordinal, PinUntil: o.Until}
		}
		d := Arrange(in)
		marked := func(stories []*Story) (out string) {
			for _, s := range stories {
				if s.Pin > 0 {
					out += s.ID
				}
			}
			return out
		}
		got := []string{d.Days[2].Lead.ID, d.Days[1].Lead.ID, d.Front.Lead.ID, marked(d.Days[2].All()), marked(d.Front.All())}
		if diff := cmp.Diff([]string{tt.d19, tt.d20, tt.newest, tt.pinned19, tt.pinnedFront}, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}
