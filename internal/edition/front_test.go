package edition

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

// The page of a day is the edition that the front page showed on it, with what it had then.
func TestTheDayIsItsEdition(t *testing.T) {
	stories := []string{"2026-11-18 ab", "2026-11-19 a", "2026-11-20 ab", "2026-11-20 a", "2026-11-21 b"}
	in := build("2026-11-21", stories...)
	add := func(in *Input, story int, feed, day string) {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		it := news.Item{ID: "late" + feed + day, Day: day, Feed: feed, Title: "Late", FirstSeen: at, Published: at, License: news.AllRightsReserved, Language: "de", Tags: []news.TagHit{{Tag: "place/de"}, {Tag: "topic/x"}}}
		in.Items = append(in.Items, it)
		s := &in.Stories[story]
		s.Members = append(slices.Clone(s.Members), news.Member{Item: it.ID, Joined: at})
		s.Updated = at
	}
	in.Runs = []time.Time{
		time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC), time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC), time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC),
	}
	view := func(s Selection) (out []string) {
		for _, s := range s.All() {
			out = append(out, s.ID, s.Title, s.Why)
		}
		return out
	}
	then := Arrange(in)
	if diff := cmp.Diff(view(then.Front.Selection), view(then.Days[0].Selection)); diff != "" {
		t.Errorf("the front page and the page of its day: %s", diff)
	}
	if diff := cmp.Diff([]string{"story002", "story004", "story003"}, ids(then.Front.All())); diff != "" {
		t.Error(diff)
	}
	if then.Front.Number != 4 || then.Days[1].Number != 3 || then.Days[1].Updated.Hour() != 18 {
		t.Errorf("number %d after %d of %v", then.Front.Number, then.Days[1].Number, then.Days[1].Updated)
	}

	add(&in, 1, "b", "2026-11-22") // it outranks all others from then on, and reaches back to none
	add(&in, 4, "a", "2026-11-22")
	in.Stories[4].Lead = in.Stories[4].Members[1].Item
	in.Today = "2026-11-22"
	now := Arrange(in)
	for i := range then.Days {
		if diff := cmp.Diff(view(then.Days[i].Selection), view(now.Days[i+1].Selection)); diff != "" {
			t.Errorf("the edition of %s after that of the next day: %s", then.Days[i].ID, diff)
		}
	}
	if lead := now.Days[1].All()[1]; lead.ID != "story004" || lead.Voices != 1 || len(lead.Reports) != 1 || lead.Lead != lead.Reports[0] {
		t.Errorf("on the 21st, story %s has %d voices and %d reports", lead.ID, lead.Voices, len(lead.Reports))
	}
	if s := now.Front.All(); len(s) != 2 || len(s[0].Reports) != 2 || now.Front.Number != 5 {
		t.Errorf("the front page has %v as number %d", ids(s), now.Front.Number)
	}
}

// What two voices rest on in common, or an official paper, counts like an official source.
func TestRankCountsPapers(t *testing.T) {
	for _, tt := range []struct {
		name, feeds string
		links       []string // of the first report; the others link to the first of them
		score       int
		why         string
	}{
		{"none", "ac", nil, 300, ""},
		{"an official source", "b", nil, 500, "official source"},
		{"an official source and its paper", "ba", []string{"https://court.example/ruling.pdf"}, 800, "official source"},
		{"an official paper", "a", []string{"https://court.example/ruling.pdf"}, 500, "official paper"},
		{"a paper that one publisher links to twice", "ac", []string{"https://somebody.example/study"}, 300, ""},
		{"a paper that two publishers link to", "ad", []string{"https://somebody.example/study"}, 800, "a paper that several link to"},
		{"what is no paper", "ad", []string{"https://x.com/somebody/status/1"}, 600, ""},
	} {
		in := build("2026-11-21", "2026-11-21 "+tt.feeds)
		in.Feeds = append(slices.Clone(in.Feeds), news.Feed{ID: "d", Publisher: "d", Kind: news.KindPress, Language: "en"})
		in.Feeds[1].Home = "https://court.example/"
		for i := range in.Items {
			in.Items[i].Links = tt.links
		}
		s := Arrange(in).Stories[0]
		if s.Score != tt.score || s.Why != tt.why {
			t.Errorf("%s: %d, %q", tt.name, s.Score, s.Why)
		}
	}
}

// A paper that one report recalls is none of the event: it counts when something beside that link speaks for it.
func TestRankCountsPapersOfTheEvent(t *testing.T) {
	ninth := "https://cdn.ca9.uscourts.gov/datastore/opinions/2026/01/02/24-1234.pdf"
	entry := "https://storage.courtlistener.com/recap/gov.uscourts.cand.373179/gov.uscourts.cand.373179.866.0.pdf"
	slip := "https://www.supremecourt.gov/opinions/24pdf/24-656_ca7d.pdf"
	luxembourg := "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:62018CJ0682"
	tagged := func(in *Input) {
		in.Tags = append(in.Tags, news.Tag{ID: "actor/us-supreme-court", Labels: map[string]string{"en": "US Supreme Court"}})
		in.Items[0].Tags = append(in.Items[0].Tags, news.TagHit{Tag: "actor/us-supreme-court"})
	}
	for _, tt := range []struct {
		name, title, feeds, link string
		with                     func(*Input) // beside the link of the first report
		counts                   bool
	}{
		{"an entry of another court", "Illinois Supreme Court hears a case on faces", "a", entry, nil, false},
		{"its number, which came with the link", "A case", "a", entry, func(in *Input) { in.Items[0].Refs = []news.Ref{"case:us:PACER cand.373179"} }, false},
		{"the title names another court", "Illinois Supreme Court hears a case on faces", "a", slip, nil, false},
		{"the title names a part of a word", "Ofcomunity opens", "a", "https://www.ofcom.org.uk/consultations/net-neutrality/", nil, false},
		{"the title names the body", "Ofcom's question to all", "a", "https://www.ofcom.org.uk/consultations/net-neutrality/", nil, true},
		{"the title names the circuit", "9th Circuit rules on scraping", "a", ninth, nil, true},
		{"the title spells it out", "Scraping: the ninth circuit has ruled", "a", ninth, nil, true},
		{"the title says that it is of courts", "US court rules", "a", "https://www.courtlistener.com/opinion/10335643/a-v-b/", nil, false},
		{"a tag names the court", "A ruling on piracy", "a", slip, tagged, true},
		{"the title cites the number", "What C-682/18 means for hosts", "a", luxembourg, nil, true},
		{"the excerpt cites it", "What it means for hosts", "a", luxembourg, func(in *Input) { in.Items[0].Excerpt = "In C-682/18 the judges said so." }, true},
		{"another report cites it", "What it means for hosts", "ac", luxembourg, func(in *Input) { in.Items[1].Refs = []news.Ref{"case:eu:C-682/18"} }, true},
		{"another report of that publisher links to it too", "What it means for hosts", "ac", luxembourg, func(in *Input) {
			in.Items[1].Refs, in.Items[1].Links = []news.Ref{"case:eu:C-682/18"}, []string{"https://curia.europa.eu/juris/liste.jsf?num=C-682/18"}
		}, false},
		{"two publishers link to it", "A case", "ad", entry, func(in *Input) { in.Items[1].Links = []string{entry} }, true},
	} {
		in := build("2026-11-21", "2026-11-21 "+tt.feeds)
		in.Feeds = append(slices.Clone(in.Feeds), news.Feed{ID: "d", Publisher: "d", Kind: news.KindPress, Language: "en"})
		in.Items[0].Title, in.Items[0].Links = tt.title, []string{tt.link}
		if tt.with != nil {
			tt.with(&in)
		}
		s := Arrange(in).Stories[0]
		if len(s.Documents) == 0 || !s.Documents[0].Official || (s.Why == "official paper") != tt.counts {
			t.Errorf("%s: %q, of %+v", tt.name, s.Why, s.Documents)
		}
	}
}

// A list names the first places, and a number of them beside it would only repeat that.
func TestPlacesAreCountedWhereNotAllAreListed(t *testing.T) {
	for n, want := range map[int]string{1: "", 2: "", 3: "", 4: "4 places", 6: "6 places"} {
		in := build("2026-11-21", "2026-11-21 a")
		for i := range n {
			id := news.TagID("place/p" + string(rune('a'+i)))
			in.Tags = append(in.Tags, news.Tag{ID: id, Labels: map[string]string{"en": string(id)}})
			in.Items[0].Tags = append(in.Items[0].Tags, news.TagHit{Tag: id})
		}
		if s := Arrange(in).Stories[0]; s.Why != want || s.Score != 300+50*min(n, 4) {
			t.Errorf("%d places: %q and %d points", n, s.Why, s.Score)
		}
	}
}
