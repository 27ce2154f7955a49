package story

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"counternotice/internal/news"
)

// What two reports are said to have in common both have.
func TestEvidenceIsShared(t *testing.T) {
	for _, tt := range []struct {
		name, other string
		want        bool
	}{
		{"both", blockTitle + ", 4217 books in it", true},
		{"one alone", blockTitle + ", books in it", false},
	} {
		in := Input{Now: after(2), Feeds: outlets(), Items: []news.Item{
			item("x", "alpha", "en", blockTitle+" with 4217 books", "", noon), item("y", "beta", "en", tt.other, "", after(1)),
		}}
		stories := Tell(in)
		if len(stories) != 1 {
			t.Fatalf("%s: %d stories, so the test shows nothing", tt.name, len(stories))
		}
		for _, m := range stories[0].Members {
			if got := slices.ContainsFunc(m.Why, func(e news.Evidence) bool { return e.Rule == "number" }); got != tt.want {
				t.Errorf("%s: %s is there by a number: %v", tt.name, m.Item, got)
			}
		}
	}
}

// A story goes on with the report of it that is settled, and with it all that is no longer clustered, though more of what is live be elsewhere.
func TestStoryGoesOnWithWhatIsSettled(t *testing.T) {
	in := Input{Now: noon, Feeds: outlets(), Stories: []news.Story{told("mixed000", noon.AddDate(0, 0, -12), "o0", "o1", "o2", "s", "l0", "l1")}}
	for i := range 3 {
		in.Items = append(in.Items, item(fmt.Sprint("o", i), fmt.Sprint("o", i), "en", blockTitle, blockText, noon.AddDate(0, 0, -12)))
	}
	in.Items = append(in.Items,
		item("s", "alpha", "en", blockTitle, blockText, noon.AddDate(0, 0, -6)),
		item("l0", "beta", "en", "Kite festival draws record crowd to Northport harbour", "", noon.AddDate(0, 0, -3)),
		item("l1", "gamma", "en", "Record crowd at the kite festival in Northport harbour", "", noon.AddDate(0, 0, -3)),
		item("n", "delta", "en", blockTitle, blockText, noon.AddDate(0, 0, -4)))
	apply(&in)
	if home := of(in.Stories); home["n"] != "mixed000" || home["l0"] == "mixed000" || home["l0"] != home["l1"] {
		t.Errorf("the new report is in %s, two that never belonged there in %s and %s", home["n"], home["l0"], home["l1"])
	}
}

// What moves again keeps where it was before.
func TestPastIsKept(t *testing.T) {
	first := news.Stay{Story: "2026/11/first000-kites", Joined: noon.AddDate(0, 0, -1)}
	in := Input{Now: after(3), Feeds: outlets(), Stories: []news.Story{told("wrong000", after(1), "a", "b", "d")}, Items: []news.Item{
		item("a", "alpha", "en", blockTitle, blockText, noon), item("b", "beta", "en", blockTitle, blockText, noon),
		item("d", "delta", "en", "Kite festival draws record crowd to Northport harbour", "", noon), item("n", "gamma", "en", "Parliament votes on ferry subsidies", "", after(2)),
	}}
	in.Stories[0].Members[2].Past = []news.Stay{first}
	want := []news.Stay{first, {Story: in.Stories[0].Path(), Joined: after(1)}}
	apply(&in)
	for _, s := range in.Stories {
		for _, m := range s.Members {
			if m.Item == "d" && !slices.Equal(m.Past, want) {
				t.Errorf("d was in %v, want %v", m.Past, want)
			}
		}
	}
}

// Of two events of today a closed story goes on with the one that is more like it, whichever was first.
func TestFollowUpIsTheLikelier(t *testing.T) {
	old := item("old", "alpha", "en", blockTitle, "", noon.AddDate(0, 0, -20))
	for _, likelier := range []string{"x", "y"} {
		in := Input{Now: old.Published, Feeds: outlets(), Items: []news.Item{old}}
		apply(&in)
		x, y := item("x", "beta", "en", blockTitle+", part 1", "", noon), item("y", "gamma", "en", blockTitle+", part 2", "", noon)
		if likelier == "x" {
			y.Title += " in Northport"
		} else {
			x.Title += " in Northport"
		}
		in.Now, in.Items = noon, append(in.Items, x, y)
		apply(&in)
		if home := of(in.Stories); home[likelier] != home["old"] || home["x"] == home["y"] {
			t.Errorf("%s is the likelier; x is in %s, y in %s, the closed story is %s", likelier, home["x"], home["y"], home["old"])
		}
	}
}

// Two reports further apart than the horizon are tied by no link.
func TestTiesHaveAHorizon(t *testing.T) {
	for hours, want := range map[float64]int{tuned.horizon - 1: 1, tuned.horizon + 1: 0} {
		in := Input{Now: after(hours), Feeds: outlets(), Items: []news.Item{
			with(item("x", "alpha", "en", "Lanterns of yesterday", "", noon), "https://court.example/ruling"),
			with(item("y", "beta", "en", "Lanterns in the fog", "", after(hours)), "https://court.example/ruling"),
		}}
		b := openBook(in, tuned)
		b.weigh()
		if got := len(b.ties()); got != want {
			t.Errorf("%v hours apart: %d ties, want %d", hours, got, want)
		}
	}
}

// Of two reports of one moment the fuller leads.
func TestTheFullerLeads(t *testing.T) {
	for _, fuller := range []string{"x", "y"} {
		items := []news.Item{item("x", "alpha", "en", blockTitle, "", noon), item("y", "beta", "en", "Providers must block shadow library BookHarbor, court orders", "", noon)}
		k := slices.IndexFunc(items, func(it news.Item) bool { return it.ID == fuller })
		items[k] = item(fuller, items[k].Feed, "en", items[k].Title, blockText, noon)
		stories := Tell(Input{Now: noon, Feeds: outlets(), Items: items})
		if len(stories) != 1 || stories[0].Lead != fuller {
			t.Errorf("%d stories, led by %s, want one led by %s", len(stories), stories[0].Lead, fuller)
		}
	}
}

// Clusters of two languages that are a hundred hours apart do not meet, however alike: by bridgeDecay less than bridgeSame is left.
func TestBridgesEnd(t *testing.T) {
	for hours, want := range map[float64]bool{99: true, 101: false} {
		f := newForest(&tuned.linkage, 1, []cluster{{size: 1, languages: []int32{1, 0}}, {size: 1, hours: hours, first: hours, last: hours, languages: []int32{0, 1}}})
		br := bridging{b: new(book), f: f, sides: map[int32]*side{0: {home: "told", voices: bridgeVoices}, 1: {home: "told", voices: bridgeVoices}}}
		if got := br.beyond(0, 1, 1) >= 0; got != want {
			t.Errorf("%v hours between two clusters of one story: joined: %v", hours, got)
		}
	}
}

// Two reports of one publisher are so much the less alike.
func TestHouseWeighs(t *testing.T) {
	like := map[string]float64{}
	for _, feed := range []string{"alpha", "beta"} {
		b := openBook(Input{Now: after(1), Feeds: outlets(), Items: append(others(10),
			item("x", "alpha", "en", blockTitle, "", after(1)), item("y", feed, "en", "Harbour board blocks shadow of a library", "", after(1)))}, tuned)
		b.weigh()
		for _, e := range b.neighbours()[b.place["x"]] {
			if e.to == b.place["y"] {
				like[feed] = e.sim
			}
		}
	}
	if part := like["alpha"] / like["beta"]; math.Abs(part-0.9) > 0.01 {
		t.Errorf("within one publisher %.3f alike, between two %.3f; want .9 of it", like["alpha"], like["beta"])
	}
}

// Nearly one title is one report within sameTitleHours; later, likeness decides.
func TestNearTitlesFarApart(t *testing.T) {
	for hours, want := range map[float64]bool{sameTitleHours - 1: true, sameTitleHours + 1: false} {
		b := openBook(Input{Now: after(hours), Feeds: outlets(), Items: []news.Item{
			item("x", "alpha", "en", blockTitle, "", noon), item("y", "beta", "en", blockTitle+" again", "", after(hours)),
		}}, tuned)
		b.weigh()
		near := b.neighbours()
		f := newForest(&tuned.linkage, 1, b.seeds(near))
		b.joinDuplicates(f, near)
		if got := f.root(0) == f.root(1); got != want {
			t.Errorf("%v hours apart: one report: %v", hours, got)
		}
	}
}
