package syndicate

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// weeks is a digest with a story in each of two weeks, read at the given times in Berlin's zone.
func weeks(t *testing.T, today string, seen ...string) *edition.Digest {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	in := edition.Input{
		Site: news.Site{Title: "Sample", URL: "https://example.org/d/", Language: "en"}, Zone: zone, Today: today, Window: 5,
		Feeds: []news.Feed{{ID: "a", Name: "A", URL: "https://a.example/feed", Publisher: "a", Kind: news.KindPress, Language: "en", License: news.AllRightsReserved}},
	}
	for i, s := range seen {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		id := "s000000" + string(rune('a'+i))
		day := news.Day(at, zone)
		in.Items = append(in.Items, news.Item{ID: "i" + id, Day: day, Feed: "a", Title: "Title " + id, URL: "https://a.example/" + id, Language: "en", FirstSeen: at, Excerpt: "Passage of " + id, License: news.AllRightsReserved})
		in.Stories = append(in.Stories, news.Story{ID: id, Day: day, Slug: "x", Begun: at, Updated: at, Lead: "i" + id, Members: []news.Member{{Item: "i" + id, Joined: at}}})
		in.Run, in.Runs = news.Run{At: at, Number: i + 1}, append(in.Runs, at)
	}
	return edition.Arrange(in)
}

func TestWeeklyFeed(t *testing.T) {
	const (
		week46  = "2026-11-12T06:00:00Z"
		sunday  = "2026-11-22T22:30:00Z" // in Berlin still Sunday
		monday  = "2026-11-22T23:30:00Z" // in Berlin already Monday
		tuesday = "2026-11-24T09:00:00Z"
	)
	type item struct{ ID, Published string }
	issue46, issue47 := "https://example.org/d/letter/2026-w46/", "https://example.org/d/letter/2026-w47/"
	for _, tt := range []struct {
		name, today string
		seen        []string
		want        []item // newest first
	}{
		{"a week that is not over", "2026-11-22", []string{sunday}, nil},
		{"over, but no run has seen anything since", "2026-11-24", []string{sunday}, nil},
		{"the first run after it", "2026-11-23", []string{sunday, monday}, []item{{issue47, monday}}},
		{"a later run changes nothing", "2026-11-24", []string{sunday, monday, tuesday}, []item{{issue47, monday}}},
		{"a week before, complete as long as the next is read", "2026-11-24", []string{week46, sunday, tuesday}, []item{{issue47, tuesday}, {issue46, sunday}}},
		{"built as of an earlier day", "2026-11-22", []string{week46, sunday, monday}, []item{{issue46, sunday}}},
	} {
		d := weeks(t, tt.today, tt.seen...)
		f := parse(t, files(t, d)["feed-weekly.xml"])
		var got []item
		for _, it := range f.Items {
			got = append(got, item{it.GUID, it.PublishedParsed.UTC().Format(time.RFC3339)})
			if it.Link != it.GUID || !strings.Contains(it.Content, "Title s000000") || len(it.Categories) == 0 || it.Description == "" {
				t.Errorf("%s: %+v", tt.name, it)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Weeks that are complete with the same run have dates of their own, and keep them if an editor hides all of another week.
func TestWeeksCompleteAtOnce(t *testing.T) {
	at := func(s string) time.Time {
		out, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	stories := []string{"2026-11-05T06:00:00Z", "2026-11-12T06:00:00Z", "2026-11-20T06:00:00Z"}
	for _, tt := range []struct {
		name          string
		runs, stories []string
		want          []string // newest first
	}{
		{"one run for three weeks", []string{"2026-11-05T06:00:00Z", "2026-11-24T06:00:00Z"}, stories, []string{"2026-11-24T06:00:02Z", "2026-11-24T06:00:01Z", "2026-11-24T06:00:00Z"}},
		{"without the second week", []string{"2026-11-05T06:00:00Z", "2026-11-24T06:00:00Z"}, []string{stories[0], stories[2]}, []string{"2026-11-24T06:00:02Z", "2026-11-24T06:00:00Z"}},
		{"without the first", []string{"2026-11-05T06:00:00Z", "2026-11-24T06:00:00Z"}, stories[1:], []string{"2026-11-24T06:00:02Z", "2026-11-24T06:00:01Z"}},
		{"a run on the Sunday before", []string{"2026-11-15T06:00:00Z", "2026-11-24T06:00:00Z"}, stories[1:], []string{"2026-11-24T06:00:01Z", "2026-11-24T06:00:00Z"}},
		{"a run on the Monday before", []string{"2026-11-16T06:00:00Z", "2026-11-24T06:00:00Z"}, stories[1:], []string{"2026-11-24T06:00:00Z", "2026-11-16T06:00:00Z"}},
		{"none before", []string{"2026-11-24T06:00:00Z"}, stories[2:], []string{"2026-11-24T06:00:00Z"}},
		{"none after", []string{"2026-11-05T06:00:00Z"}, stories, nil},
	} {
		d := weeks(t, "2026-12-01", tt.stories...)
		d.Runs = nil
		for _, s := range tt.runs {
			d.Runs = append(d.Runs, at(s))
		}
		var got []string
		for _, it := range parse(t, files(t, d)["feed-weekly.xml"]).Items {
			got = append(got, it.PublishedParsed.UTC().Format(time.RFC3339))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// A story on days of two weeks is in one letter, unless another report came, and its passage stands once in the feed.
func TestWeeklyFeedGivesAPassageOnce(t *testing.T) {
	d := weeks(t, "2026-12-01", "2026-11-12T06:00:00Z", "2026-11-17T06:00:00Z", "2026-11-30T06:00:00Z")
	first := d.Stories[0]
	d.Days[1].Stories = append(d.Days[1].Stories, first)
	data := string(files(t, d)["feed-weekly.xml"])
	if n := strings.Count(data, "<item>"); n != 2 {
		t.Fatalf("%d items", n)
	}
	if n := strings.Count(data, "Passage of s000000a"); n != 1 {
		t.Errorf("the passage stands %d times in %s", n, data)
	}
}
