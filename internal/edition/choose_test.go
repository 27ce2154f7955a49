package edition

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

// many is feeds a to j of as many publishers; those from g on are French.
func many(stories ...string) Input {
	in := build("2026-11-21", stories...)
	in.Feeds = nil
	for _, c := range "abcdefghij" {
		f := news.Feed{ID: string(c), Name: string(c), Publisher: "p" + string(c), Kind: news.KindPress, Language: "en", License: news.AllRightsReserved}
		if c >= 'g' {
			f.Language = "fr"
		}
		in.Feeds = append(in.Feeds, f)
	}
	for i, it := range in.Items {
		if it.Feed >= "g" {
			in.Items[i].Language = "fr"
		}
	}
	return in
}

func TestNoPublisherTakesMoreThanAThird(t *testing.T) {
	var stories []string
	for range 12 { // a leads most of what ranks highest
		stories = append(stories, "2026-11-21 abc")
	}
	for _, f := range "bcdef" {
		for range 3 {
			stories = append(stories, "2026-11-21 "+string(f))
		}
	}
	d := Arrange(many(stories...))
	for name, sel := range map[string]Selection{"front": d.Front.Selection, "day": d.Days[0].Selection} {
		sections := append([]Section{{Title: "Top", Stories: append([]*Story{sel.Lead}, sel.Top...)}}, sel.Sections...)
		for _, sec := range sections {
			led := map[string]int{}
			for _, s := range sec.Stories {
				led[s.Lead.Source.Feed.ID]++
			}
			for id, n := range led {
				if n > max(1, len(sec.Stories)/3) {
					t.Errorf("%s: %s leads %d of %d stories under %q", name, id, n, len(sec.Stories), sec.Title)
				}
			}
		}
		if n := len(sel.All()); name == "day" && n != len(stories) {
			t.Errorf("the day shows %d of %d stories", n, len(stories))
		}
	}
	if len(d.Front.Sections) == 0 || d.Front.Also[0].Lead.Source.Feed.ID != "a" {
		t.Error("what balance keeps out of a section is not the first to be noted")
	}
}

func TestNoPublisherFillsWhatIsNoted(t *testing.T) {
	stories := slices.Repeat([]string{"2026-11-21 a"}, 60)
	for _, f := range "bcdefg" {
		stories = append(stories, slices.Repeat([]string{"2026-11-21 " + string(f)}, 9)...)
	}
	d := Arrange(many(stories...))
	if got := len(d.Front.Also); got != alsoStories {
		t.Errorf("%d are noted", got)
	}
	for id, n := range publishers(d.Front.Also) {
		if n > alsoStories/oneIn {
			t.Errorf("%s leads %d of %d that are noted", id, n, len(d.Front.Also))
		}
	}
	if got, rest := len(d.Days[0].All()), len(d.Days[0].Rest); got != d.Front.Stories || got+rest != len(stories) {
		t.Errorf("of %d stories the edition of the day has %d and the rest %d", len(stories), got, rest)
	}
}

func TestAPinGivesWayToNoBalance(t *testing.T) {
	var stories []*Story
	for i, f := range "aaabcdefg" {
		src := &Source{Feed: news.Feed{Publisher: string(f)}}
		s := &Story{ID: fmt.Sprint(i), Language: "en", Lead: &Report{Source: src}}
		if i < 3 {
			s.Pin = 3 - i
		}
		stories = append(stories, s)
	}
	sel := choose(stories, "en", 25, func(s *Story) bool { return s.Pin > 0 })
	if got := fmt.Sprint(sel.Lead.ID, ids(sel.Top)); got != "0 [1 2 3 4]" && got != "0[1 2 3 4]" {
		t.Errorf("top is %s", got)
	}
}

func TestOnePublisherFillsAnEditionAlone(t *testing.T) {
	day := slices.Repeat([]string{"2026-11-21 a"}, 12)
	d := Arrange(many(day...))
	if d.Front.Lead == nil || len(d.Front.Top) != 4 || d.Front.Stories != 12 || len(d.Front.Also) != 0 {
		t.Errorf("%d beside the lead, %d stories", len(d.Front.Top), d.Front.Stories)
	}
}

func TestOtherLanguagesAreNotBuried(t *testing.T) {
	var stories []string
	for i := range 30 {
		stories = append(stories, "2026-11-21 "+string("abcdef"[i%6])+string("abcdef"[(i+1)%6]))
	}
	for i := range 8 {
		stories = append(stories, "2026-11-21 "+string("ghij"[i%4]))
	}
	sel := Arrange(many(stories...)).Front.Selection
	foreign := 0
	shown := append([]*Story{sel.Lead}, sel.Top...)
	for _, sec := range sel.Sections {
		shown = append(shown, sec.Stories...)
	}
	for _, s := range shown {
		if s.Language != "en" {
			foreign++
		}
	}
	if foreign != fullStories/foreignIn {
		t.Errorf("%d of %d stories in full are in another language", foreign, len(shown))
	}
}

func TestSectionsHoldAStoryOnce(t *testing.T) {
	var stories []string
	for i := range 20 {
		stories = append(stories, "2026-11-21 "+string("abcdef"[i%6]))
	}
	in := many(stories...)
	for i := range in.Items { // each story has two topics
		in.Items[i].Tags = []news.TagHit{{Tag: "topic/x"}, {Tag: "topic/y"}}
	}
	sel := Arrange(in).Front.Selection
	seen := map[string]bool{}
	for _, s := range slices.Concat([]*Story{sel.Lead}, sel.Top, sel.Also) {
		seen[s.ID] = true
	}
	for _, sec := range sel.Sections {
		for _, s := range sec.Stories {
			if seen[s.ID] {
				t.Errorf("%s stands twice", s.ID)
			}
			seen[s.ID] = true
		}
	}
	if len(seen) != 20 {
		t.Errorf("%d stories of 20", len(seen))
	}
}

func TestDayOfAnEditionKeepsLaterFindsApart(t *testing.T) {
	in := many("2026-11-21 a", "2026-11-21 b")
	in.Items[1].Backlog = true
	day := Arrange(in).Days[0]
	if day.Number != 1 || len(day.All()) != 1 || len(day.Later) != 1 || day.Later[0].ID != "story001" {
		t.Errorf("number %d, %d in the edition, later %v", day.Number, len(day.All()), ids(day.Later))
	}
}

func TestDocuments(t *testing.T) {
	in := many("2026-11-21 abc", "2026-11-20 d")
	in.Feeds[9].Kind, in.Feeds[9].Home = news.KindOfficial, "https://www.court.example/"
	in.Feeds[4].Home = "https://paper.example/"
	for i, links := range [][]string{
		{"https://law.example/bill?utm_source=x", "https://court.example/ruling.pdf", "https://paper.example/article", "https://only.example/one"},
		{"https://law.example/bill", "https://paper.example/article", "https://law.example/", "https://x.com/somebody/1"},
		{"https://law.example/", "https://x.com/somebody/1"},
		{"https://only.example/one"},
	} {
		in.Items[i].Links = links
	}
	stories := Arrange(in).Stories
	docs := stories[1].Documents
	if stories[1].ID != "story000" || len(docs) != 2 {
		t.Fatalf("documents of %s: %+v", stories[1].ID, docs)
	}
	if docs[0].URL != "https://court.example/ruling.pdf" || docs[0].Source == nil || docs[0].Cited != 1 {
		t.Errorf("first %+v", docs[0])
	}
	if docs[1].Cited != 2 || docs[1].Source != nil {
		t.Errorf("second %+v", docs[1])
	}
	if len(stories[0].Documents) != 0 {
		t.Errorf("a link of one report: %+v", stories[0].Documents)
	}
}

// An address that says what lies there makes a paper of a single link, unless it is a law or a study: those are background.
func TestDocumentsByTheirAddresses(t *testing.T) {
	in := many("2026-11-21 a", "2026-11-20 d", "2026-12-01 j")
	in.Items[0].Links = []string{
		"https://www.gesetze-im-internet.de/urhg/", "https://doi.org/10.1000/x", "https://www.courtlistener.com/docket/123/a-v-b/", "https://eur-lex.europa.eu/homepage.html",
		"https://lumendatabase.org/notices/12",
	}
	in.Feeds[9].Kind, in.Feeds[9].Home = news.KindOfficial, "https://agency.example/"
	in.Items[1].Links = []string{"https://agency.example/decision", "https://agency.example/later"}
	in.Items = append(in.Items, news.Item{ID: "b-at", Day: "2026-11-21", Feed: "j", URL: "https://agency.example/decision", Language: "pt"})
	in.Items = append(in.Items, news.Item{ID: "a-at", Day: "2026-11-22", Feed: "j", URL: "https://agency.example/decision", Language: "it"})
	in.Items[2].URL, in.Items[2].Language = "https://agency.example/later", "es"
	stories := Arrange(in).Stories
	var got []string
	for _, s := range stories[:2] {
		for _, d := range s.Documents {
			got = append(got, fmt.Sprintf("%s %s %q %v", d.URL, d.Kind, d.Language, d.Official))
		}
	}
	if diff := cmp.Diff([]string{
		`https://agency.example/decision  "pt" true`, `https://agency.example/later  "" true`,
		`https://www.courtlistener.com/docket/123/a-v-b/ docket "en" true`, `https://lumendatabase.org/notices/12 notice "" false`,
	}, got); diff != "" {
		t.Error(diff)
	}
	if stories[0].Why != "official paper" || stories[1].Why != "" {
		t.Errorf("why %q and %q", stories[0].Why, stories[1].Why)
	}
}

func TestPopularLinkIsNoDocument(t *testing.T) {
	var lines []string
	for range popularStories + 1 {
		lines = append(lines, "2026-11-21 ab")
	}
	in := many(lines...)
	for i := range in.Items {
		in.Items[i].Links = []string{"https://donate.example/now"}
	}
	if s := Arrange(in).Stories[0]; len(s.Documents) != 0 {
		t.Errorf("%+v", s.Documents)
	}
}

func TestLaterStoriesDoNotChangeTheDocumentsOfAClosedMonth(t *testing.T) {
	lines := []string{"2026-09-21 ab"}
	for range popularStories + 1 {
		lines = append(lines, "2026-11-21 ab")
	}
	in := many(lines...)
	for i := range in.Items {
		in.Items[i].Links = []string{"https://law.example/act"}
	}
	stories := Arrange(in).Stories
	if len(stories[0].Documents) != 1 || len(stories[1].Documents) != 0 {
		t.Errorf("September has %d, November %d", len(stories[0].Documents), len(stories[1].Documents))
	}
}

func TestTraceOfMergesAndSplits(t *testing.T) {
	in := many("2026-11-19 a", "2026-11-20 b", "2026-11-21 c")
	in.Stories[0].Members, in.Stories[0].Into = nil, in.Stories[1].Path()
	in.Stories[1].Left = []string{in.Stories[2].Path()}
	stories := Arrange(in).Stories
	if diff := fmt.Sprint(ids(stories[1].Took), ids(stories[2].From)); diff != "[story000] [story001]" {
		t.Error(diff)
	}
}

func TestSharesAndBeginning(t *testing.T) {
	in := many("2026-11-21 ag", "2026-11-21 gh", "2026-11-20 b")
	in.States = []news.FeedState{{Feed: in.Feeds[0], FirstRead: in.Run.At}, {Feed: in.Feeds[1], FirstRead: in.Run.At.AddDate(0, 0, -3)}, {Feed: in.Feeds[2]}}
	d := Arrange(in)
	if got := fmt.Sprint(d.Languages); got != "[{en 6 2} {fr 4 2}]" {
		t.Error(got)
	}
	if d.Began != "2026-11-18" {
		t.Errorf("began %s", d.Began)
	}
}

func TestPreviouslyAndRelated(t *testing.T) {
	in := many("2026-11-01 a", "2026-11-02 b", "2026-11-03 c", "2026-11-04 d", "2026-11-21 a")
	in.Tags = append(in.Tags, news.Tag{ID: "place/fr", Labels: map[string]string{"en": "France"}})
	tags := [][]news.TagHit{
		{{Tag: "topic/x"}, {Tag: "place/de"}, {Tag: "actor/p"}},                   // the same affair
		{{Tag: "topic/x"}, {Tag: "actor/p"}},                                      // near
		{{Tag: "topic/x"}, {Tag: "place/de"}},                                     // a field
		{{Tag: "topic/x"}, {Tag: "topic/y"}, {Tag: "place/fr"}, {Tag: "actor/p"}}, // elsewhere
		{{Tag: "topic/x"}, {Tag: "place/de"}, {Tag: "actor/p"}, {Tag: "topic/y"}},
	}
	for i := range in.Items {
		in.Items[i].Tags = tags[i]
	}
	stories := Arrange(in).Stories
	last := stories[len(stories)-1]
	if got := fmt.Sprint(ids(last.Previously), ids(last.Related)); got != "[story000] [story003 story001]" {
		t.Error(got)
	}
}

func TestLeftOutAtAGlance(t *testing.T) {
	in := many("2026-11-21 a", "2026-11-02 a")
	for i, code := range []string{news.ReasonOffTopic, news.ReasonDropped, news.ReasonDropped} {
		e := news.LeftOut{ID: fmt.Sprint(i), Day: fmt.Sprintf("2026-11-1%d", i), Feed: "a", Reason: news.Reason{Code: code}}
		if code == news.ReasonDropped {
			e.Reason.Evidence = []news.Evidence{{Rule: "vacancy"}}
		}
		in.LeftOut = append(in.LeftOut, e)
	}
	lo := Arrange(in).LeftOut
	if lo.Taken != 1 || lo.Sources[0].Taken != 1 || len(lo.Sources[0].Reasons) != 2 || lo.Sources[0].Reasons[1].Count != 2 {
		t.Errorf("%+v", lo.Sources)
	}
	if len(lo.Rules) != 1 || lo.Rules[0].Count != 2 || lo.Rules[0].Example.Entry.ID != "2" {
		t.Errorf("%+v", lo.Rules)
	}
	if lo.Months[0].Sources[0].Taken != 2 {
		t.Errorf("the month took %d", lo.Months[0].Sources[0].Taken)
	}
}

func TestChildren(t *testing.T) {
	in := many("2026-11-21 a")
	in.Tags = append(in.Tags, news.Tag{ID: "place/eu", Labels: map[string]string{"en": "EU"}})
	in.Tags[2].Parents = []news.TagID{"place/eu"}
	in.Items[0].Tags = []news.TagHit{{Tag: "place/de"}, {Tag: "place/eu"}}
	for _, l := range Arrange(in).Tags {
		if l.Tag.ID == "place/eu" && (len(l.Children) != 1 || l.Children[0].Tag.ID != "place/de") {
			t.Errorf("children of %s: %v", l.Tag.ID, l.Children)
		}
	}
}
