package letter

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/edition"
)

// late is a story of Sunday whose lead came on Monday, after a report of its own day and before a Dutch one of Tuesday, and
// beside it one that Sunday had a copy of only.
func late(t testing.TB) *edition.Digest {
	t.Helper()
	d := digest(
		t,
		told{"aaaaaaaa", "2026-11-15", nil, []string{
			"wire¦2026-11-16¦The lead of Monday¦Passage of Monday.", "lamp¦¦The word of Sunday¦Passage of Sunday.", "rights¦¦Another word of Sunday¦", "gerecht¦2026-11-17¦Dinsdag¦Passage of Tuesday.",
		}},
		told{"bbbbbbbb", "2026-11-15", nil, []string{"wire¦2026-11-16¦The original of Monday¦", "lamp¦¦The copy of Sunday¦"}},
		told{"cccccccc", "2026-11-15", nil, []string{"wire¦2026-11-16¦Nothing was there on Sunday¦"}},
	)
	for _, s := range d.Stories {
		if s.ID == "bbbbbbbb" {
			s.Reports[1].Copy, s.Voices = true, 1
		}
	}
	return d
}

// A letter of days that are over is told by what was there when they ended, and counts and names nobody else.
func TestClosedLetter(t *testing.T) {
	type line struct {
		ID, Title, Excerpt, Since, Line string
		Voices                          int
		Also                            []string
	}
	d := late(t)
	for _, tt := range []struct {
		from, to string
		want     []line
	}{
		{"2026-11-09", "2026-11-15", []line{
			{"aaaaaaaa", "Another word of Sunday", "", "", "2 publishers", 2, []string{"Lamp_Foundation*"}},
			{"bbbbbbbb", "The copy of Sunday", "", "", "", 1, nil},
		}},
		{"2026-11-16", "2026-11-16", []line{
			{"aaaaaaaa", "The lead of Monday", "Passage of Monday.", "2026-11-15", "3 publishers", 3, []string{"Lamp_Foundation*", "Open Rights Post"}},
			{"bbbbbbbb", "The original of Monday", "", "2026-11-15", "", 1, nil},
			{"cccccccc", "Nothing was there on Sunday", "", "2026-11-15", "", 1, nil},
		}},
		{"2026-11-16", "2026-11-22", []line{
			{"aaaaaaaa", "Dinsdag", "Passage of Tuesday.", "2026-11-15", "4 publishers in 2 languages", 4, []string{"Lamp_Foundation*", "Open Rights Post"}},
			{"bbbbbbbb", "The original of Monday", "", "2026-11-15", "", 1, nil},
			{"cccccccc", "Nothing was there on Sunday", "", "2026-11-15", "", 1, nil},
		}},
	} {
		var got []line
		for _, l := range Compose(d, Selection{From: tt.from, To: tt.to}).lines() {
			var also []string
			for _, o := range l.Also {
				also = append(also, o.Publisher)
			}
			got = append(got, line{l.ID, l.Title, l.Excerpt, l.Since, l.Line, l.Voices, also})
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s to %s: %s", tt.from, tt.to, diff)
		}
	}
}

// A report that comes after the week and leads from then on is in the letter of its own week only.
func TestWeeklyGivesAPassageOnce(t *testing.T) {
	issues := Weekly(digest(t, told{"aaaaaaaa", "2026-11-15", nil, []string{"wire¦2026-11-16¦Monday¦Passage of Monday.", "lamp¦¦Sunday¦Passage of Sunday."}}))
	if len(issues) != 2 {
		t.Fatalf("%d letters", len(issues))
	}
	for i, day := range []string{"Monday", "Sunday"} { // newest first
		if got := issues[i].lines()[0].Excerpt; got != "Passage of "+day+"." {
			t.Errorf("%s: %q", issues[i].Name, got)
		}
	}
}
