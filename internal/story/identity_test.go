package story

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"counternotice/internal/news"
)

// apply tells the input and gives it what was told, as the archive would.
func apply(in *Input) {
	for _, s := range Tell(*in) {
		in.Stories = append(slices.DeleteFunc(in.Stories, func(x news.Story) bool { return x.ID == s.ID }), s)
	}
}

func TestClosedStoriesKeepTheirAddress(t *testing.T) {
	const march = "Hundreds of readers march on the ministry square in Northport."
	for _, days := range []int{6, 15} {
		in := Input{Feeds: outlets()}
		day := noon.AddDate(0, 0, -days)
		for i := range 10 {
			in.Items = append(in.Items, item(fmt.Sprint("old", i), fmt.Sprint("o", i), "en", blockTitle, blockText, day.Add(time.Duration(i)*time.Hour)))
		}
		in.Now = day.Add(12 * time.Hour)
		apply(&in)
		if len(in.Stories) != 1 {
			t.Fatalf("one report printed ten times is %d stories", len(in.Stories))
		}
		closed := in.Stories[0].ID
		in.Now = noon
		in.Items = append(in.Items,
			item("f", "alpha", "en", "High Court orders providers to block BookHarbor shadow library again", blockText, noon),
			item("p", "beta", "en", "Protest of readers in Northport: hundreds march on ministry square", march, noon),
			item("q", "gamma", "en", "Hundreds of readers march on Northport ministry square in protest", march, noon))
		apply(&in)
		in.Now = noon.Add(time.Hour)
		both := blockText + " " + march
		in.Items = append(in.Items,
			item("g", "delta", "en", "Hundreds of readers protest in Northport as High Court orders providers to block BookHarbor shadow library again", both, in.Now),
			item("h", "o50", "en", "Northport: hundreds of readers march on ministry square, protest order that providers block BookHarbor shadow library again", both, in.Now))
		apply(&in)
		home := of(in.Stories)
		for i := range 10 {
			if id := fmt.Sprint("old", i); home[id] != closed {
				t.Errorf("%d days later %s is in %s, and was in %s when that closed", days, id, home[id], closed)
			}
		}
	}
}

func TestEvidenceGoesWithWhatItSpeaksOf(t *testing.T) {
	kite := []news.Evidence{{Rule: "words", Value: "kite:0.4"}}
	in := Input{Now: noon.Add(time.Hour), Feeds: outlets(), Items: []news.Item{
		item("a", "alpha", "en", blockTitle, "", noon), item("d", "delta", "en", "Kite festival draws record crowd to Northport harbour", "", noon),
		item("n", "beta", "en", "Parliament votes on ferry subsidies", "", noon),
	}}
	in.Stories = []news.Story{{ID: "wrong000", Day: "2026-11-20", Slug: "wrong", Begun: noon, Updated: noon, Lead: "a", Members: []news.Member{
		{Item: "a", Joined: noon, Why: kite}, {Item: "d", Joined: noon, Why: kite},
	}}}
	for _, s := range Tell(in) {
		for _, m := range s.Members {
			if len(m.Why) > 0 {
				t.Errorf("%s stands alone and is there because of %v", m.Item, m.Why)
			}
		}
	}
}

// What is not clustered any more goes with its story when all the rest of it goes, and stays when a part does.
func TestOldMembersGoWithTheRest(t *testing.T) {
	in := week()
	old := item("old", "delta", "en", blockTitle+", says draft", "", noon.AddDate(0, 0, -12))
	in.Items = append(in.Items, old)
	members := []news.Member{{Item: "a1", Joined: noon}, {Item: "b1", Joined: noon}, {Item: "g1", Joined: noon}}
	in.Stories = []news.Story{
		{ID: "larger00", Day: "2026-11-20", Slug: "larger", Begun: noon, Updated: noon, Lead: "a1", Members: members[:2]},
		{ID: "smaller0", Day: "2026-11-08", Slug: "smaller", Begun: noon, Updated: noon, Lead: "g1", Members: []news.Member{members[2], {Item: "old", Joined: noon}}},
	}
	apply(&in)
	home := of(in.Stories)
	if home["a1"] != home["g1"] || home["old"] != home["g1"] {
		t.Errorf("one event and what it began with are in %v", home)
	}
}

// Two reports tell of a ruling and of a march, so that the stories of both are one for some hours. When it parts, each address tells again
// what it told first, however many reports of the ruling came to the story of the march.
func TestPartsTakeTheirAddressesAgain(t *testing.T) {
	const march = "Hundreds of readers march in Northport against the ministry."
	in := Input{Feeds: outlets(), Now: noon}
	tell := func(id, title, body string, hours int) {
		in.Now = noon.Add(time.Duration(hours) * time.Hour)
		in.Items = append(in.Items, item(id, fmt.Sprint("o", len(in.Items)), "en", title, body, in.Now))
	}
	tell("ruling", "Court orders providers to block BookHarbor shadow library", blockText, -4)
	tell("march", "Hundreds of readers march on ministry square in Northport", march, -4)
	tell("protest", "Readers protest in Northport: hundreds march on ministry square", march, -3)
	apply(&in)
	first := of(in.Stories)
	if first["ruling"] == first["march"] || first["march"] != first["protest"] {
		t.Fatalf("two events are in %v", first)
	}
	tell("both", "Court orders providers to block BookHarbor shadow library; hundreds of readers march in Northport", blockText+" "+march, 1)
	tell("too", "Hundreds of readers march on Northport ministry square as court orders providers to block BookHarbor shadow library", blockText+" "+march, 1)
	apply(&in)
	if home := of(in.Stories); home["ruling"] != home["march"] || home["march"] != first["march"] {
		t.Fatalf("with reports of both they are in %v, and were in %v", home, first)
	}
	for k, title := range []string{
		"Providers must block shadow library BookHarbor, High Court rules", "BookHarbor shadow library blocked after High Court ruling",
		"High Court: five providers to block BookHarbor", "Five providers told to block BookHarbor library by High Court",
		"BookHarbor block: High Court gives providers ten days",
	} {
		tell(fmt.Sprint("late", k), title, blockText, 3+k)
		apply(&in)
	}
	home := of(in.Stories)
	for _, id := range []string{"ruling", "march", "protest"} {
		if home[id] != first[id] {
			t.Errorf("%s is in %s, and was in %s before the stories were one", id, home[id], first[id])
		}
	}
	if home["late4"] != first["ruling"] {
		t.Errorf("the last report of the ruling is in %s, and the first was in %s", home["late4"], first["ruling"])
	}
	for _, s := range in.Stories {
		if len(s.Members) > 0 && s.Into != "" {
			t.Errorf("%s has reports and leads to %s", s.Path(), s.Into)
		}
	}
}

// The ruling's reports part from the march's. Which of the two addresses each part has depends on what each story had before.
func TestWhoTakesAnAddressAgain(t *testing.T) {
	const march = "Hundreds of readers march in Northport against the ministry."
	rulings := []string{"a1", "b1", "g1"}
	for _, tt := range []struct {
		name   string
		merged []string // reports that came with a merged story
		before []string // those that the other had before; the rest came later
		back   bool     // whether the merged story has reports again
		moves  string   // a report that is in another story then
		into   string   // where the merged story went
	}{
		{"a merged story parts again", rulings[:2], []string{"m1", "m2", "m3"}, true, "a1", ""},
		{"its reports are fewer than those of the rest, which came later", rulings[:1], []string{"m1"}, true, "a1", ""},
		{"most of a part was the other's before", rulings[:1], []string{"b1", "g1", "m1"}, false, "m1", ""},
		{"most reports of the merged story are in the other part", []string{"a1", "b1", "m1"}, []string{"g1"}, false, "m1", ""},
		{"its other reports are elsewhere", rulings[:2], []string{"m1", "m2", "m3"}, false, "m1", "story/2026/11/other-other000/"},
	} {
		in := week()
		in.Items = in.Items[:3]
		for k, title := range []string{
			"Hundreds of readers march on ministry square in Northport", "Readers protest in Northport: hundreds march on ministry square",
			"Northport: hundreds of readers march against ministry",
		} {
			in.Items = append(in.Items, item(fmt.Sprint("m", k+1), fmt.Sprint("o", k), "en", title, march, noon))
		}
		in.Items = append(in.Items, item("new", "delta", "en", "Kite festival draws record crowd to harbour", "", noon))
		merged := news.Story{ID: "merged00", Day: "2026-11-20", Slug: "merged", Begun: noon, Updated: noon, Into: cmp.Or(tt.into, "story/2026/11/home-home0000/")}
		home := news.Story{ID: "home0000", Day: "2026-11-20", Slug: "home", Begun: noon, Updated: noon, Lead: "a1"}
		for _, id := range []string{"a1", "b1", "g1", "m1", "m2", "m3"} {
			m := news.Member{Item: id, Joined: noon.Add(2 * time.Hour)}
			switch {
			case slices.Contains(tt.merged, id):
				m.Joined, m.Past = noon.Add(time.Hour), []news.Stay{{Story: merged.Path(), Joined: noon}}
			case slices.Contains(tt.before, id):
				m.Joined = noon
			}
			home.Members = append(home.Members, m)
		}
		in.Stories = []news.Story{home, merged}
		apply(&in)
		at := of(in.Stories)
		if at["a1"] != at["g1"] || at["m1"] != at["m3"] || at["a1"] == at["m1"] {
			t.Fatalf("%s: two events are in %v", tt.name, at)
		}
		stays := map[string]string{"a1": "m1", "m1": "a1"}[tt.moves]
		if at[stays] != home.ID || (at[tt.moves] == merged.ID) != tt.back {
			t.Errorf("%s: %v", tt.name, at)
		}
	}
}

// One report that leaves does not take the address along: the story goes on where most of it is.
func TestAStrayLeavesAlone(t *testing.T) {
	in := Input{Feeds: outlets(), Now: noon.Add(30 * time.Hour)}
	home := news.Story{ID: "home0000", Day: "2026-11-20", Slug: "home", Begun: noon, Updated: noon, Lead: "b0"}
	merged := news.Story{ID: "merged00", Day: "2026-11-20", Slug: "merged", Begun: noon, Updated: noon, Into: home.Path()}
	add := func(id, title, text string, m news.Member) {
		k := len(in.Items)
		in.Items = append(in.Items, item(id, fmt.Sprint("o", k), "en", title, text, after(float64(k)/60)))
		m.Item = id
		home.Members = append(home.Members, m)
	}
	add("b0", blockTitle, blockText, news.Member{Joined: noon})
	add("stray", "Ferry fares rise in Northport from Monday, commuters angry", "Commuters pay more.", news.Member{Joined: noon})
	for i := range 2 {
		add(fmt.Sprint("a", i), blockTitle+" again", blockText, news.Member{Joined: after(1), Past: []news.Stay{{Story: merged.Path(), Joined: noon}}})
	}
	for i := range 20 {
		add(fmt.Sprint("late", i), blockTitle+", says reader", blockText, news.Member{Joined: after(float64(2 + i))})
	}
	in.Stories = []news.Story{home, merged}
	in.Items = append(in.Items, item("new", "o50", "en", blockTitle+" within days", blockText, after(24)))
	apply(&in)
	if at := of(in.Stories); at["b0"] != "home0000" || at["a0"] != "home0000" || at["late9"] != "home0000" || at["stray"] == "home0000" {
		t.Errorf("b0 is in %s, a0 in %s, late9 in %s, stray in %s", at["b0"], at["a0"], at["late9"], at["stray"])
	}
}
