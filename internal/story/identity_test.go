package story

import (
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
