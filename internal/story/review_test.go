package story

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"counternotice/internal/news"
)

// of gives the story of each item.
func of(stories []news.Story) map[string]string {
	home := map[string]string{}
	for _, s := range stories {
		for _, m := range s.Members {
			home[m.Item] = s.ID
		}
	}
	return home
}

func TestTheLargestEventStaysWhole(t *testing.T) {
	in := Input{Now: noon, Feeds: feeds()}
	for i := range 300 {
		name := fmt.Sprint("outlet", i)
		in.Feeds[name] = news.Feed{ID: name, Publisher: name, Kind: news.KindPress}
		body := fmt.Sprintf("The word%da word%db word%dc court blocked the library.", i, i, i)
		in.Items = append(in.Items, item(fmt.Sprintf("i%03d", i), name, "en", "High Court orders providers to block shadow library BookHarbor", body, noon))
	}
	if got := len(Tell(in)); got != 1 {
		t.Errorf("one report printed 300 times is %d stories", got)
	}
}

func TestWhatTiesNothing(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(x, y *news.Item)
	}{
		{"the same act", func(x, y *news.Item) {
			x.Refs, y.Refs = []news.Ref{"act:eu:2019/790"}, []news.Ref{"act:eu:2019/790"}
		}},
		{"one list of two cases", func(x, y *news.Item) {
			x.Links, y.Links = []string{"https://court.example/list"}, []string{"https://court.example/list"}
			x.Title, y.Title = "HC-2026-001847: library blocked", "HC-2026-001860: library spared"
		}},
	} {
		x := item("x", "alpha", "en", "Ruling against MegaTube over uploads", "", noon)
		y := item("y", "beta", "en", "Vendoria fines ChatPort for uploads", "", noon)
		tt.change(&x, &y)
		if got := of(Tell(Input{Now: noon, Items: []news.Item{x, y}, Feeds: feeds("alpha", "beta")})); got["x"] == got["y"] {
			t.Errorf("%s joins two reports", tt.name)
		}
	}
}

func TestSeriesWithoutAddresses(t *testing.T) {
	x := item("x", "alpha", "en", "Trial of the BookHarbor operator, day 3", "", noon)
	y := item("y", "alpha", "en", "Trial of the BookHarbor operator, day 4", "", noon)
	x.URL, y.URL = "", ""
	if got := of(Tell(Input{Now: noon, Items: []news.Item{x, y}, Feeds: feeds("alpha")})); got["x"] == got["y"] {
		t.Error("two days of a series are one story")
	}
}

func TestFollowUpsStay(t *testing.T) {
	title, body := "Court orders providers to block BookHarbor shadow library", "The High Court told five internet providers to block the shadow library BookHarbor within ten days."
	old := item("old", "alpha", "en", title, body, noon.AddDate(0, 0, -20))
	in := Input{Now: old.Published, Items: []news.Item{old}, Feeds: feeds("alpha", "beta", "gamma", "delta")}
	told := Tell(in)
	in.Now, in.Stories = noon, told
	in.Items = append(in.Items, item("fa", "beta", "en", "High Court orders providers to block BookHarbor shadow library again", body, noon.AddDate(0, 0, -1)))
	next := Tell(in)
	before := of(next)
	in.Stories = next
	in.Items = append(in.Items, item("kite", "gamma", "en", "Kite festival draws record crowd", "Thousands watched.", noon))
	after := of(Tell(in))
	for id, s := range before {
		if h, moved := after[id]; moved && h != s {
			t.Errorf("%s moved without anything new", id)
		}
	}
	if before["fa"] != told[0].ID {
		t.Errorf("the follow-up is in %s, want %s", before["fa"], told[0].ID)
	}
}

func TestStrayWordsAreNoFollowUp(t *testing.T) {
	body := "Budget talks of the finance ministry went on all night while police in Northport searched for signatures; unions, farmers, teachers, nurses, " +
		"pilots, dockers, bakers, miners, clerks and gardeners watched subsidies, pensions, tariffs, excises, levies, bonds, coupons and loans."
	old := item("old", "alpha", "en", "Budget talks go on after court order", body, noon.AddDate(0, 0, -20))
	told := Tell(Input{Now: old.Published, Items: []news.Item{old}, Feeds: feeds("alpha")})
	late := item("late", "beta", "en", "Police search library in Northport after court order", "", noon)
	if got := of(Tell(Input{Now: noon, Items: []news.Item{old, late}, Stories: told, Feeds: feeds("alpha", "beta")})); got["late"] == told[0].ID {
		t.Error("four stray words make a follow-up")
	}
}

func TestLeadsAndCopies(t *testing.T) {
	in := week()
	text := "The High Court told five internet providers to block the shadow library BookHarbor within ten days, said the registrar, clerk and usher."
	wire := item("w1", "alpha", "en", "High Court orders providers to block BookHarbor shadow library", text, noon.Add(-3*60e9))
	copied := item("w0", "beta", "en", "Court orders providers to block BookHarbor shadow library", text, noon.Add(60e9))
	caption := item("w2", "gamma", "en", "Why BookHarbor readers feel that the High Court left them nowhere to turn", text, noon.Add(120e9))
	in.Items = []news.Item{wire, copied, caption}
	in.Items = append(in.Items, item("o1", "agency", "en", "Order of the High Court: providers to block BookHarbor shadow library", text+" Signed by hand.", noon.Add(3600e9)))
	got := Tell(in)
	k := slices.IndexFunc(got, func(s news.Story) bool { return len(s.Members) == 4 })
	if k < 0 {
		t.Fatalf("no story of four: %q", members(got))
	}
	if got[k].Lead != "o1" {
		t.Errorf("%s leads, want the agency", got[k].Lead)
	}
	copies := map[string]string{}
	for _, m := range got[k].Members {
		copies[m.Item] = m.Copy
	}
	if copies["w0"] != "w1" || copies["w1"] != "" || copies["w2"] != "" {
		t.Errorf("copies %v: want w0 of the earlier w1 alone, and nothing by a caption under another title", copies)
	}
}

func TestStoryTwiceAndVanishedMembers(t *testing.T) {
	in := week()
	stories := Tell(in)
	for i := range stories {
		stories[i].Members = append(stories[i].Members, news.Member{Item: "vanished", Joined: noon})
	}
	in.Stories = append(stories, stories[0])
	in.Items = append(in.Items, item("new", "delta", "en", "Providers appeal against BookHarbor block", "", noon.Add(5*3600e9)))
	for _, s := range Tell(in) {
		if s.Lead == "vanished" {
			t.Errorf("story %s is led by an item that is not there", s.ID)
		}
	}
}

// A hundred reports that differ in a word are one event, not a subject of which each is alone.
func TestNearEqualTitlesStayWhole(t *testing.T) {
	for _, n := range []int{60, 80, 100, 150, 300} {
		in := Input{Now: noon, Feeds: outlets(), Items: invented(300, "en").Items}
		for i := range n {
			in.Items = append(in.Items, item(fmt.Sprintf("n%03d", i), fmt.Sprint("o", i), "en", fmt.Sprintf("High Court orders providers to block shadow library BookHarbor word%d%c", i, 'a'+i%26), "", noon.Add(time.Duration(-i)*10*time.Minute)))
		}
		if k := slices.IndexFunc(Tell(in), func(s news.Story) bool { return len(s.Members) >= n }); k < 0 {
			t.Errorf("%d reports of one order are in no one story", n)
		}
	}
}
