package letter

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

func TestUsed(t *testing.T) {
	d := digest(
		t,
		told{"aaaaaaaa", "2026-11-18", []news.TagID{"topic/takedowns"}, []string{"wire¦¦One¦", "lamp¦2026-11-23¦One goes on¦"}},
		told{"bbbbbbbb", "2026-11-23", []news.TagID{"topic/takedowns"}, []string{"wire¦¦Two¦", "rights¦¦Two as well¦"}},
		told{"cccccccc", "2026-11-24", []news.TagID{"topic/takedowns"}, []string{"wire¦¦Three¦"}},
	)
	for _, tt := range []struct {
		name, file, text      string
		carried, left, update []string
	}{
		{"no ledger", "letter.used", "", []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, nil},
		{"the address of any report", "letter.used", "https://rights.example/bbbbbbbb/1", []string{"aaaaaaaa", "cccccccc"}, []string{"bbbbbbbb"}, nil},
		{"tracking and scheme do not matter", "x.md", "[Two](http://www.wire.example/bbbbbbbb/0/?utm_source=x).", []string{"aaaaaaaa", "cccccccc"}, []string{"bbbbbbbb"}, nil},
		{"the page of a story", "letter.used", "https://digest.example/story/2026/11/words-cccccccc/", []string{"bbbbbbbb", "aaaaaaaa"}, []string{"cccccccc"}, nil},
		{"an id and a remark", "letter.used", "cccccccc # the third\n# bbbbbbbb\n", []string{"bbbbbbbb", "aaaaaaaa"}, []string{"cccccccc"}, nil},
		{"an issue without a day", "issue.md", "https://wire.example/aaaaaaaa/0", []string{"bbbbbbbb", "cccccccc"}, []string{"aaaaaaaa"}, nil},
		{"the day of the issue in its name", "2026-11-20-issue.md", "https://wire.example/aaaaaaaa/0", []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, []string{"aaaaaaaa"}},
		{"the week of the issue in its name", "2026-w47.md", "https://wire.example/aaaaaaaa/0", []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, []string{"aaaaaaaa"}},
		{"the day in the front matter", "nine.md", "---\ntitle: Nine\ndate: 2026-11-20\n---\n<https://wire.example/aaaaaaaa/0>", []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, []string{"aaaaaaaa"}},
		{"an issue in HTML", "2026-11-20.html", `<p>See <a class="x" href="https://wire.example/aaaaaaaa/0?utm_source=a&amp;utm_medium=b">https://wire.example/bbbbbbbb/0</a>`, []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, []string{"aaaaaaaa"}},
		{"an issue in HTML without a day", "issue.HTM", `<A HREF='https://wire.example/aaaaaaaa/0'>One</A>`, []string{"bbbbbbbb", "cccccccc"}, []string{"aaaaaaaa"}, nil},
		{"a day in the ledger", "letter.used", "2026-11-19\nhttps://wire.example/aaaaaaaa/0", []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, []string{"aaaaaaaa"}},
		{"a day after all of it", "letter.used", "2026-11-23 aaaaaaaa", []string{"bbbbbbbb", "cccccccc"}, []string{"aaaaaaaa"}, nil},
		{"the latest issue counts", "letter.used", "2026-11-23 aaaaaaaa\n2026-11-19 aaaaaaaa", []string{"bbbbbbbb", "cccccccc"}, []string{"aaaaaaaa"}, nil},
		{"an issue as CSV", "2026-11-20.csv", "\ufeffsection,title,url,also,story,documents\r\nS,\"One, and \"\"more\"\"\",https://wire.example/x,https://wire.example/aaaaaaaa/0 https://wire.example/y,none,https://wire.example/bbbbbbbb/0\r\n,,,,cccccccc,\r\n", []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, []string{"aaaaaaaa", "cccccccc"}},
		{"as a spreadsheet program wrote it", "x.csv", "title;url;story_url\nOne;https://wire.example/aaaaaaaa/0;https://digest.example/story/2026/11/words-bbbbbbbb/\n", []string{"cccccccc"}, []string{"bbbbbbbb", "aaaaaaaa"}, nil},
		{"a table of somebody else", "x.csv", "Link,Name\nhttps://wire.example/aaaaaaaa/0,cccccccc\n\"see https://wire.example/bbbbbbbb/0, please\",", []string{"cccccccc"}, []string{"bbbbbbbb", "aaaaaaaa"}, nil},
		{"only sites", "x.md", "Read https://wire.example/ and https://digest.example.", []string{"bbbbbbbb", "aaaaaaaa", "cccccccc"}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := NewLedger()
			l.Read(tt.file, []byte(tt.text))
			is := Compose(d, Selection{From: "2026-11-23", To: "2026-11-29", Used: l})
			var left, updates []string
			for _, u := range is.Used {
				left = append(left, u.ID)
			}
			for _, line := range is.lines() {
				if line.Update != nil {
					updates = append(updates, line.ID)
				}
			}
			if diff := cmp.Diff([][]string{tt.carried, tt.left, tt.update}, [][]string{ids(is), left, updates}); diff != "" {
				t.Error(diff)
			}
			if len(left) > 0 && len(is.Notes) == 0 {
				t.Error("the issue does not say that it leaves stories out")
			}
		})
	}
}

// An export of Substack has the days of the issues in a list of their files.
func TestExportIsDated(t *testing.T) {
	d := digest(
		t,
		told{"aaaaaaaa", "2026-11-18", nil, []string{"wire¦¦One¦", "lamp¦2026-11-23¦One goes on¦"}},
		told{"bbbbbbbb", "2026-11-23", nil, []string{"wire¦¦Two¦"}},
		told{"cccccccc", "2026-11-24", nil, []string{"wire¦¦Three¦"}},
	)
	l := NewLedger()
	l.Read("posts.csv", []byte("\ufeffpost_id,post_date,is_published,title\r\n148210.nine,2026-11-20T06:00:00.000Z,true,\"Nine, and more\"\r\n148211,2026-11-27,true,Ten\r\n148212.draft,,false,Draft\r\n"))
	for file, story := range map[string]string{"148210.nine.html": "aaaaaaaa", "148211.ten.html": "bbbbbbbb", "148212.draft.html": "cccccccc"} {
		l.Read(file, []byte(`<p><a href="https://wire.example/`+story+`/0">x</a></p>`))
	}
	is := Compose(d, Selection{From: "2026-11-23", To: "2026-11-29", Used: l})
	if got := ids(is); !slices.Equal(got, []string{"aaaaaaaa", "cccccccc"}) || is.lines()[0].Update == nil || len(is.Used) != 1 {
		t.Errorf("carried %v, left out %+v", got, is.Used)
	}
}

func TestUpdateIsToldByItsNewReport(t *testing.T) {
	d := digest(t, told{"aaaaaaaa", "2026-11-18", nil, []string{"wire¦¦One¦", "lamp¦2026-11-23¦One goes on¦"}})
	weeks := Weekly(d)
	if len(weeks) != 2 || weeks[0].Name != "2026-w48" {
		t.Fatalf("%d weeks", len(weeks))
	}
	l := weeks[0].lines()[0]
	if l.Title != "One goes on" || l.Update == nil || l.Update.Title != "One" || l.Update.Day != "2026-11-22" {
		t.Errorf("%+v", l)
	}
	if weeks[1].lines()[0].Title != "One" {
		t.Errorf("the first week tells %q", weeks[1].lines()[0].Title)
	}
}

// TestOwnIssuesAreRead feeds every story's own Markdown back: whatever was printed is recognised as used.
func TestOwnIssuesAreRead(t *testing.T) {
	d := week(t)
	for _, s := range d.Stories {
		for _, r := range s.Reports {
			r.Item.URL += "?q=a_(b)&c=*[d]'"
		}
	}
	first := Compose(d, Selection{Name: "2026-w47", From: "2026-11-16", To: "2026-11-22"})
	l := NewLedger()
	l.Read("2026-w47.md", []byte(write(t, first, "md", "")))
	second := Compose(d, Selection{From: "2026-11-16", To: "2026-11-22", Used: l})
	if second.Stories != 0 || len(second.Used) != first.Stories {
		t.Errorf("%d stories again, %d of %d recognised", second.Stories, len(second.Used), first.Stories)
	}
}

// An update that was published before the issue that it goes on from is dated by when it was seen.
func TestUpdateIsNotOlderThanTheIssue(t *testing.T) {
	d := digest(t, told{"aaaaaaaa", "2026-11-18", nil, []string{"wire¦¦One¦", "lamp¦2026-11-23¦One goes on¦"}})
	d.Stories[0].Reports[1].Published = d.Stories[0].Reports[0].Published
	for issue, want := range map[string]string{"2026-11-19 aaaaaaaa": "seen 23 November 2026", "2026-11-17 aaaaaaaa": "18 November 2026"} {
		l := NewLedger()
		l.Read("letter.used", []byte(issue))
		if got := Compose(d, Selection{From: "2026-11-23", To: "2026-11-29", Used: l}).lines()[0].When(); got != want {
			t.Errorf("after the issue of %s: %q, want %q", issue, got, want)
		}
	}
}
