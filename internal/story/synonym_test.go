package story

import (
	"slices"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"
)

// Reports on one event that say it in other words, and a third that has their words in its text alone.
func TestWordsThatMeanTheSame(t *testing.T) {
	x := item("x", "alpha", "en", "Israeli airstrike kills Lebanese journalists on a coast road", "", noon)
	y := item("y", "beta", "en", "Reporters slain as Israel bombs a car in Lebanon", "", noon.Add(5*time.Hour))
	in := Input{Now: noon.Add(6 * time.Hour), Feeds: outlets(), Items: append(others(2*fewNodes), x, y)}
	stories := Tell(in)
	if home := of(stories); home["x"] != home["y"] {
		t.Fatalf("one event in other words is two stories, %s and %s", home["x"], home["y"])
	}
	said := ""
	for _, s := range stories {
		for _, m := range s.Members {
			if i := slices.IndexFunc(m.Why, func(e news.Evidence) bool { return e.Rule == "words" }); i >= 0 && m.Item == "x" {
				said = m.Why[i].Value
			}
		}
	}
	if !strings.Contains(said, "lebanes=lebanon:") {
		t.Errorf("the two share %q; want the words of both sides", said)
	}
}

// Two titles that share a place and one more word, and both in other words, report two events.
func TestTwoSynonymsAreFew(t *testing.T) {
	for _, publisher := range []string{"beta", "alpha"} {
		x := item("x", "alpha", "en", "Turkish verdict frees poet", "", noon)
		y := item("y", publisher, "en", "Ruling in Turkey closes museum", "", noon.Add(5*time.Hour))
		in := Input{Now: noon.Add(6 * time.Hour), Feeds: outlets(), Items: append(others(2*fewNodes), x, y)}
		if home := of(Tell(in)); home["x"] == home["y"] {
			t.Errorf("two verdicts of one country are one story, by alpha and %s", publisher)
		}
	}
}

// A name of two words is one term where both stand, and each counts as itself alone.
func TestNamesOfTwoWords(t *testing.T) {
	for _, tt := range []struct {
		name, x, y string
		joined     bool
	}{
		{"a city and one event", "Hong Kong tram museum fire injures keeper", "Fire at tram museum in Hong Kong", true},
		{"a city and two events", "Hong Kong tram museum reopens", "Noodle festival crowds Hong Kong", false},
		{"two that have one given name", "Volodymyr Klitschko resigns", "Zelensky resigns", false},
		{"a president with and without his given name", "Donald Trump pardons lobster fisherman", "Trump pardons fisherman of lobsters", true},
	} {
		x, y := item("x", "alpha", "en", tt.x, "", noon), item("y", "beta", "en", tt.y, "", noon.Add(5*time.Hour))
		in := Input{Now: noon.Add(6 * time.Hour), Feeds: outlets(), Items: append(others(2*fewNodes), x, y)}
		if home := of(Tell(in)); (home["x"] == home["y"]) != tt.joined {
			t.Errorf("%s: %s and %s", tt.name, home["x"], home["y"])
		}
	}
}

// The words of a text that mean the same as those of a title count little.
func TestSynonymsOfTexts(t *testing.T) {
	term := func(word int32, inTitle bool) termWeight {
		return termWeight{term: 1, word: word, inTitle: inTitle, weight: 0.5}
	}
	for _, tt := range []struct {
		name string
		x, y termWeight
		want float64
	}{
		{"one stem", term(1, false), term(1, false), 0.25},
		{"two stems in titles", term(1, true), term(2, true), 0.25},
		{"two stems, one of a text", term(1, true), term(2, false), 0.25 * synonymInText},
	} {
		if got := tt.x.times(tt.y); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// What the authority of a member does for the Union is one thing; what two members do, or a member and the Union, are two.
func TestPlacesWithinPlaces(t *testing.T) {
	report := func(id, title string, hours float64, places ...news.TagID) news.Item {
		it := item(id, map[string]string{"x": "alpha", "y": "beta", "z": "gamma"}[id], "en", title, "", after(hours))
		it = named(it, places[0], "title")
		for _, p := range places[1:] {
			it = named(it, p, "text")
		}
		return it
	}
	eu := report("x", "EU privacy watchdog opens probe into chat service over images", 0, "place/eu")
	irish := report("y", "Irish privacy watchdog opens inquiry into chat service over images", 1, "place/ie")
	for _, tt := range []struct {
		name   string
		items  []news.Item
		joined bool
	}{
		{"a member for the Union", []news.Item{eu, report("y", irish.Title, 1, "place/ie", "place/eu")}, true},
		{"the Union and a member", []news.Item{eu, irish}, false},
		{"two members", []news.Item{report("x", "French privacy watchdog opens probe into chat service over images", 0, "place/fr", "place/eu"), irish}, false},
		{"two members, and the Union", []news.Item{report("x", "French privacy watchdog opens probe into chat service over images", 0, "place/fr"), irish, report("z", "EU privacy watchdogs open inquiries into chat service over images", 2, "place/eu")}, false},
	} {
		in := Input{Now: after(3), Feeds: outlets(), Items: append(others(2*fewNodes), tt.items...)}
		in.Know([]news.Tag{{ID: "place/eu"}, {ID: "place/ie", Parents: []news.TagID{"place/eu"}}, {ID: "place/fr", Parents: []news.TagID{"place/eu"}}})
		if home := of(Tell(in)); (home["x"] == home["y"]) != tt.joined {
			t.Errorf("%s: %s and %s", tt.name, home["x"], home["y"])
		}
	}
}

// A name that only unpublished text has is not shown by the key that compares it with its cognates.
func TestCognatesOfTexts(t *testing.T) {
	in := strike()
	for i := range in.Items {
		if id := in.Items[i].ID; strings.HasPrefix(id, "en") || strings.HasPrefix(id, "es") {
			in.Items[i].Stems = news.Stems{{Stem: "kestrel", Count: 3}}
		}
	}
	told := 0
	for _, s := range Tell(in) {
		for _, m := range s.Members {
			for _, e := range m.Why {
				if e.In != "languages" {
					continue
				}
				told++
				if strings.HasPrefix(e.Value, ".") || strings.Contains(e.Value, " .") {
					t.Errorf("%s shares %q", m.Item, e.Value)
				}
			}
		}
	}
	if told == 0 {
		t.Error("nothing is shared between languages")
	}
}
