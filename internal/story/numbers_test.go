package story

import (
	"fmt"
	"slices"
	"testing"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// cited is a report with the references that a run finds in it.
func cited(id, feed, title, excerpt string, at float64) news.Item {
	it := item(id, feed, "en", title, excerpt, after(at))
	for _, r := range text.References(title+"\n"+excerpt, it.Published) {
		it.Refs = append(it.Refs, news.Ref(r))
	}
	return it
}

func TestNumbersOf(t *testing.T) {
	for _, tt := range []struct {
		title, excerpt        string
		dockets, cases, loose []string
	}{
		{"Ruling in C-682/26", "", []string{"C682/26"}, []string{"C682/26"}, nil},
		{"Ruling in C‑682/26", "", []string{"C682/26"}, []string{"C682/26"}, nil},
		{"Ruling", "In joined cases C-683/26 and C-682/26.", []string{"C682/26", "C683/26"}, []string{"C682/26 C683/26"}, []string{"case:eu:C-682/26", "case:eu:C-683/26"}},
		{"Ruling in C-682/26", "It cites C-113/24.", []string{"C113/24", "C682/26"}, []string{"C682/26"}, []string{"case:eu:C-113/24"}},
		{"Cases C-682/26 and C-683/26", "", []string{"C682/26", "C683/26"}, []string{"C682/26", "C682/26 C683/26", "C683/26"}, nil},
		{"House votes 221-204", "H.R. 1 passed with what H.R. 22 contains.", []string{"HR1", "HR22"}, nil, []string{"bill:us:H.R. 1 (119)", "bill:us:H.R. 22 (119)"}},
		{"Senate passes S.1213", "", []string{"S1213"}, nil, nil},
		{"Labels go to court", "No. 1:26-CV-123 in the Southern District of New York", []string{"1:26cv00123"}, []string{"1:26cv00123"}, nil},
	} {
		it := cited("x", "alpha", tt.title, tt.excerpt, 0)
		got := numbersOf(&it)
		for name, pair := range map[string][2][]string{"dockets": {got.dockets, tt.dockets}, "cases": {got.cases, tt.cases}, "loose": {got.loose, tt.loose}} {
			if slices.Sort(pair[0]); !slices.Equal(pair[0], pair[1]) {
				t.Errorf("%q, %q: %s %q, want %q", tt.title, tt.excerpt, name, pair[0], pair[1])
			}
		}
	}
	if it := cited("x", "alpha", "Ruling", "C-682/26", 0); !slices.Equal(numbersOf(&it).matters, []string{"C682/26"}) {
		t.Error("the number of an excerpt is that of its report")
	}
}

// Reports of the same cases heard together are of one matter; so is one that cites another case beside the parties of its own. However a number is spelled, another parts.
func TestCasesHeardTogether(t *testing.T) {
	type report struct{ title, excerpt string }
	for _, tt := range []struct {
		name string
		x, y report
		days float64
		want int
	}{
		{"joined cases", report{"Hosts not liable for uploads by default", "The ruling in joined cases C-682/26 and C-683/26."}, report{"Luxembourg judges side with Cyando", "Judgment in joined cases C-682/26 and C-683/26."}, 0, 1},
		{"late", report{"Hosts not liable for uploads by default", "The ruling in joined cases C-682/26 and C-683/26."}, report{"Luxembourg judges side with Cyando", "Judgment in joined cases C-682/26 and C-683/26."}, 3, 1},
		{"other joined cases", report{"Court rules on liability of platforms for copyright", "In joined cases C-682/26 and C-683/26."}, report{"Court rules on liability of platforms for copyright", "In joined cases C-511/26 and C-512/26."}, 0, 2},
		{"one case, and each cites another", report{"EU court rules on liability of platforms for user uploads", "Judgment in C-492/24, which cites C-682/18."}, report{"EU court rules on liability of platforms for user uploads", "Judgment in C-492/24, which cites C-401/19."}, 0, 1},
		{"its own and one that it cites", report{"Labels sue karaoke app Singalong", "Alba Records v. Singalong, 1:26-cv-00123 (S.D.N.Y.)."}, report{"Judge Ortiz refuses injunction", "Alba Records v. Singalong, 1:26-cv-00123 (S.D.N.Y.), cites 1:24-cv-00555."}, 2, 1},
		{"a capital letter", report{"Labels sue karaoke app", "No. 1:26-CV-00123 in the Southern District of New York."}, report{"Photographers go to court", "No. 1:26-CV-00123 in the Northern District of Illinois."}, 0, 2},
		{"another hyphen", report{"Court rules on hosting platforms", "Judgment in C‑682/26."}, report{"Court rules on hosting platforms", "Judgment in C‑511/26."}, 0, 2},
		{"a bill without a point", report{"House passes the pirate sites bill", "The bill HR 1234 passed the House."}, report{"House passes the pirate sites bill", "The bill HR 1250 passed the House."}, 0, 2},
	} {
		in := Input{Now: after(24 * tt.days), Feeds: outlets(), Items: append(others(20), cited("x", "alpha", tt.x.title, tt.x.excerpt, 0), cited("y", "beta", tt.y.title, tt.y.excerpt, 24*tt.days))}
		of := of(Tell(in))
		if got := len(map[string]bool{of["x"]: true, of["y"]: true}); got != tt.want {
			t.Errorf("%s: %d stories, want %d", tt.name, got, tt.want)
		}
	}
}

// A number that two courts gave is no evidence.
func TestNumberOfTwoCourtsIsNoEvidence(t *testing.T) {
	for court, want := range map[string]bool{"Northern District of Illinois": false, "Southern District of New York": true} {
		x := cited("x", "alpha", "Labels sue karaoke app Singalong over songs", "No. 1:26-cv-00123 in the Southern District of New York.", 0)
		y := cited("y", "beta", "Labels sue karaoke app Singalong over its songs", fmt.Sprintf("No. 1:26-cv-00123 in the %s.", court), 1)
		stories := Tell(Input{Now: after(2), Feeds: outlets(), Items: []news.Item{x, y}})
		if len(stories) != 1 {
			t.Fatal("the two are no story, so the test shows nothing")
		}
		for _, m := range stories[0].Members {
			if got := slices.ContainsFunc(m.Why, func(e news.Evidence) bool { return e.Rule == "reference" }); got != want {
				t.Errorf("%s: %s is there for a number: %v", court, m.Item, got)
			}
		}
	}
}
