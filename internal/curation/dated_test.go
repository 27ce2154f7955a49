package curation

import (
	"testing"
	"time"

	"counternotice/internal/news"
)

// apart is the date in feeds of the story that a report founds, after decisions.
func apart(t *testing.T, in Input, report string, decisions ...string) time.Time {
	t.Helper()
	for _, s := range decide(t, decisions...).Apply(in).Stories {
		if len(s.Members) > 0 && s.Members[0].Item == itemID(report) {
			return s.Dated
		}
	}
	t.Fatalf("no story begins with %s", report)
	return time.Time{}
}

func TestDateOfWhatIsSetApart(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	old := at.AddDate(0, 0, -40)
	for _, tt := range []struct {
		name         string
		runs         []time.Time
		published    time.Time // of a backlog; else zero
		after, until time.Time
	}{
		{"no run for long", nil, time.Time{}, at.Add(-time.Hour), at},
		{"a run of half an hour ago", []time.Time{at.Add(-2 * time.Hour), at.Add(-30 * time.Minute)}, time.Time{}, at.Add(-30 * time.Minute), at},
		{"a run of a moment ago", []time.Time{at.Add(-5 * time.Second)}, time.Time{}, at.Add(-2 * time.Minute), at},
		{"a run of the same moment", []time.Time{at}, time.Time{}, at.Add(-2 * time.Minute), at},
		{"a run since", []time.Time{at.Add(time.Minute)}, time.Time{}, at.Add(-time.Hour), at},
		{"of a backlog", []time.Time{at.Add(-time.Minute)}, old, old, old.Add(time.Hour)},
	} {
		seen, twice, spread := map[time.Time]bool{}, 0, 0
		for _, report := range []string{"b", "c", "d", "e", "f", "g"} {
			in := bench("s: a b c d e f g", "t: h")
			for _, run := range tt.runs {
				in.Stories = append(in.Stories, news.Story{ID: storyID("z"), Day: "2026-11-20", Begun: run})
			}
			for i := range in.Items {
				in.Items[i].Backlog, in.Items[i].Published = !tt.published.IsZero(), tt.published
			}
			split := "split: " + report + "; on: 2026-11-22T10:00:00Z"
			got := apart(t, in, report, split)
			if !got.After(tt.after) || !got.Before(tt.until) || got.Unix()%2 != 1 || got.Nanosecond() != 0 {
				t.Errorf("%s: %s is dated %s, want an odd second between %s and %s", tt.name, report, got, tt.after, tt.until)
			}
			if min(got.Sub(tt.after), tt.until.Sub(got)) > 2*time.Minute {
				spread++
			}
			if seen[got] {
				twice++
			}
			seen[got] = true
			in.Stories[1].Dated = got // another story has it
			want := got.Add(-2 * time.Second)
			if !tt.published.IsZero() {
				want = got.Add(2 * time.Second)
			}
			if next := apart(t, in, report, split); !next.Equal(want) {
				t.Errorf("%s: %s, which is taken, becomes %s", tt.name, got, next)
			}
		}
		if whole := tt.until.Sub(tt.after) > 2*time.Minute; whole != (spread > 0) {
			t.Errorf("%s: %d of 6 reports lie beyond two minutes", tt.name, spread)
		}
		if twice > 2 {
			t.Errorf("%s: %d of 6 reports share a second", tt.name, twice)
		}
	}
}

// What is set apart keeps its date when another decision comes or goes.
func TestDateDoesNotDependOnOtherSplits(t *testing.T) {
	in := bench("s: a b c d e f g h")
	const on = "; on: 2026-11-22T10:00:00Z"
	want := apart(t, in, "c", "split: c"+on)
	for _, others := range [][]string{{"split: b" + on, "split: c" + on}, {"split: c" + on, "split: e" + on, "split: f" + on}, {"split: h" + on, "split: g" + on, "split: c" + on}} {
		if got := apart(t, in, "c", others...); !got.Equal(want) {
			t.Errorf("%q: %s, want %s", others, got, want)
		}
	}
}

func TestAdvice(t *testing.T) {
	got := decide(t, "split: b; on: 2026-11-22", "split: c; on: 2026-11-22T10:00:00Z", "lead: d; on: 2026-11-22").Advice()
	if len(got) != 1 || got[0].Line != 2 || got[0].Remedy == "" {
		t.Errorf("%v", got)
	}
}
