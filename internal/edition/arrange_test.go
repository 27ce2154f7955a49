package edition

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"counternotice/internal/news"
)

var feedsForTest = []news.Feed{
	{ID: "a", Name: "A", Publisher: "a", Kind: news.KindPress, Language: "en", License: news.AllRightsReserved},
	{ID: "b", Name: "B", Publisher: "b", Kind: news.KindOfficial, Language: "de", License: "CC-BY-4.0"},
	{ID: "c", Name: "C", Publisher: "a", Kind: news.KindPress, Language: "en", License: news.AllRightsReserved},
}

// build makes the input of stories given as "day feed feed…", one story a string.
func build(today string, stories ...string) Input {
	in := Input{
		Site: news.Site{Title: "T", URL: "https://t.example/", Language: "en"}, Zone: time.UTC, Today: today, Window: 5, Feeds: feedsForTest,
		Tags: []news.Tag{
			{ID: "topic/x", Labels: map[string]string{"en": "X"}},
			{ID: "topic/y", Labels: map[string]string{"en": "Y"}},
			{ID: "place/de", Labels: map[string]string{"en": "Germany"}},
			{ID: "actor/p", Labels: map[string]string{"en": "P"}},
		},
		Run: news.Run{At: time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC), Number: 9},
	}
	for i, line := range stories {
		var day, feeds string
		fmt.Sscan(line, &day, &feeds)
		at, _ := time.Parse(time.DateOnly, day)
		s := news.Story{ID: fmt.Sprintf("story%03d", i), Day: day, Slug: "s", Begun: at, Updated: at}
		for j, f := range feeds {
			it := news.Item{
				ID: fmt.Sprintf("i%d-%d", i, j), Day: day, Feed: string(f), Title: line, Language: "en", FirstSeen: at, Published: at, License: news.AllRightsReserved,
				Tags: []news.TagHit{{Tag: []news.TagID{"topic/x", "topic/y"}[i%2]}, {Tag: "actor/p"}},
			}
			in.Items = append(in.Items, it)
			s.Members = append(s.Members, news.Member{Item: it.ID, Joined: at})
		}
		s.Lead = s.Members[0].Item
		in.Stories = append(in.Stories, s)
	}
	return in
}

func ids(stories []*Story) []string {
	var out []string
	for _, s := range stories {
		out = append(out, s.ID)
	}
	return out
}

// A source that is read whole tells of other things as well: they stand behind what has a topic.
func TestRankWithoutTopic(t *testing.T) {
	in := build("2026-11-21", "2026-11-21 a", "2026-11-21 c")
	in.Items[0].Tags = []news.TagHit{{Tag: "place/de"}, {Tag: "actor/p"}}
	list := Arrange(in).Days[0].Stories
	if diff := cmp.Diff([]string{"story001", "story000"}, ids(list)); diff != "" {
		t.Fatal(diff)
	}
	if list[0].Score != 300 || list[1].Score != 50 || list[1].Why != "none of our topics" {
		t.Errorf("%d, %d: %q", list[0].Score, list[1].Score, list[1].Why)
	}
}

func TestRankCountsIndependentVoices(t *testing.T) {
	d := Arrange(build("2026-11-21", "2026-11-21 a", "2026-11-21 ac", "2026-11-21 ab"))
	if diff := cmp.Diff([]string{"story002", "story000", "story001"}, ids(d.Days[0].Stories)); diff != "" {
		t.Error(diff)
	}
	if s := d.Days[0].Stories[0]; s.Voices != 2 || s.Why != "official source" {
		t.Errorf("%d voices, %q", s.Voices, s.Why)
	}
	if s := d.Days[0].Stories[2]; s.Voices != 1 {
		t.Errorf("two feeds of one publisher count as %d voices", s.Voices)
	}
}

func TestFrontShowsTheNewestDayThatHasStories(t *testing.T) {
	in := build("2026-11-21", "2026-11-18 a", "2026-11-19 a", "2026-11-20 a")
	d := Arrange(in)
	if d.Front.Day != "2026-11-20" || !d.Front.Empty || d.Front.Number != 3 {
		t.Errorf("day %s, empty %v, number %d", d.Front.Day, d.Front.Empty, d.Front.Number)
	}
	if d.Front.Lead == nil || d.Front.Lead.ID != "story002" || d.Front.Stories != 2 {
		t.Errorf("lead %+v of %d stories", d.Front.Lead, d.Front.Stories)
	}
	if d.Front.Earlier == nil || d.Front.Earlier.ID != "2026-11-19" {
		t.Errorf("earlier %+v", d.Front.Earlier)
	}
}

func TestBacklogIsNotNew(t *testing.T) {
	in := build("2026-11-21", "2026-11-21 a", "2026-10-02 a")
	in.Items[1].Backlog = true
	d := Arrange(in)
	if d.Front.Stories != 1 {
		t.Errorf("%d stories on the front page", d.Front.Stories)
	}
	if len(d.Months) != 2 || d.Tags[1].Count != 1 {
		t.Error("a backlog story is not in the archive or its tag's listing")
	}
	if d.Days[0].Number != 1 {
		t.Errorf("the day of a backlog counts as an edition: number %d", d.Days[0].Number)
	}
}

func TestRunningStoryStandsOnEachDayItMoved(t *testing.T) {
	in := build("2026-11-21", "2026-11-19 ab")
	in.Items[1].Day = "2026-11-21"
	d := Arrange(in)
	if len(d.Days) != 2 || d.Days[0].ID != "2026-11-21" || d.Days[1].ID != "2026-11-19" {
		t.Fatalf("days %v", d.Days)
	}
	if len(d.Weeks) != 1 || len(d.Weeks[0].Stories) != 1 {
		t.Error("the story does not stand once in its week")
	}
	in.Stories[0].Members[1].Copy = in.Items[0].ID
	if d := Arrange(in); len(d.Days[0].Stories) != 0 || d.Days[0].Lead != nil || d.Days[0].Rest != nil || d.Front.Day != "2026-11-19" {
		t.Error("a word-for-word copy counts as news")
	}
}

func TestMonthInWhichStoriesOnlyWentOn(t *testing.T) {
	in := build("2026-12-01", "2026-11-30 ab")
	in.Items[1].Day = "2026-12-01"
	d := Arrange(in)
	if len(d.Months) != 2 || d.Months[0].ID != "2026-12" || len(d.Months[0].Days) != 1 || len(d.Months[0].Stories) != 0 {
		t.Errorf("months %+v", d.Months)
	}
}

func TestMergedStoryKeepsItsAddressOnly(t *testing.T) {
	in := build("2026-11-21", "2026-11-21 a", "2026-11-21 b")
	in.Stories[1].Members, in.Stories[1].Into = nil, in.Stories[0].Path()
	d := Arrange(in)
	if len(d.Stories) != 2 || d.Stories[1].Into == "" || len(d.Days[0].Stories) != 1 {
		t.Errorf("%d stories, %d on the day", len(d.Stories), len(d.Days[0].Stories))
	}
}

func TestRemovedFeedKeepsItsName(t *testing.T) {
	in := build("2026-11-21", "2026-11-21 a")
	in.States = []news.FeedState{{Feed: feedsForTest[0], Health: news.HealthDead}, {Feed: feedsForTest[1], Health: news.HealthOK}}
	in.Feeds = feedsForTest[1:]
	d := Arrange(in)
	last := d.Sources[len(d.Sources)-1]
	if !last.Removed || last.Silent || last.Feed.Name != "A" || last.Listing.Count != 1 {
		t.Errorf("%+v", last)
	}
}

func TestWeeks(t *testing.T) {
	for _, tt := range []struct{ day, week, first string }{
		{"2026-11-21", "2026-w47", "2026-11-16"},
		{"2027-01-01", "2026-w53", "2026-12-28"},
		{"2024-12-30", "2025-w01", "2024-12-30"},
	} {
		if got := weekOf(tt.day); got != tt.week || firstDayOfWeek(got) != tt.first {
			t.Errorf("%s: week %s from %s, want %s from %s", tt.day, got, firstDayOfWeek(got), tt.week, tt.first)
		}
	}
}

func TestOrderOfInputDoesNotMatter(t *testing.T) {
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("2026-11-%02d %s", 1+i%21, []string{"a", "ab", "b", "abc"}[i%4]))
	}
	in := build("2026-11-21", lines...)
	want := Arrange(in)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		rng.Shuffle(len(in.Items), func(i, j int) { in.Items[i], in.Items[j] = in.Items[j], in.Items[i] })
		rng.Shuffle(len(in.Stories), func(i, j int) { in.Stories[i], in.Stories[j] = in.Stories[j], in.Stories[i] })
		got := Arrange(in)
		if !slices.Equal(ids(got.Stories), ids(want.Stories)) || !slices.Equal(ids(got.Front.Top), ids(want.Front.Top)) {
			t.Fatal("the order of the input shows")
		}
		if !slices.Equal(ids(got.Front.All()), ids(want.Front.All())) || len(got.Front.Sections) != len(want.Front.Sections) {
			t.Fatal("the order of the input shows in the edition")
		}
		for i := range got.Tags {
			if !slices.Equal(ids(got.Tags[i].Newest), ids(want.Tags[i].Newest)) {
				t.Fatal("the order of the input shows in a listing")
			}
		}
		for i := range got.Stories {
			if diff := cmp.Diff(ids(got.Stories[i].Related), ids(want.Stories[i].Related), cmpopts.EquateEmpty()); diff != "" {
				t.Fatal(diff)
			}
		}
	}
}
