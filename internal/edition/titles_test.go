package edition

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"counternotice/internal/news"
)

// filler is words that other titles have, so that a few stories make an archive.
var filler = strings.Fields("orders ruling police notice appeal letter report provider streaming football library journalist network address minister budget festival harvest railway museum")

// titled makes stories, one a title, with a topic each and forty other stories before them.
func titled(language string, titles ...string) Input {
	var lines []string
	for range 40 {
		lines = append(lines, "2026-11-01 a")
	}
	for range titles {
		lines = append(lines, "2026-11-10 b")
	}
	in := build("2026-11-21", lines...)
	for i := range in.Items {
		it := &in.Items[i]
		it.Tags = []news.TagHit{{Tag: "topic/x"}}
		if i < 40 {
			it.Title = fmt.Sprintf("%s %s of %s", filler[i%len(filler)], filler[(3*i+5)%len(filler)], filler[(7*i+2)%len(filler)])
			it.Tags = nil
		} else {
			it.Title, it.Language = titles[i-40], language
		}
	}
	return in
}

func near(s *Story) []string {
	out := append(ids(s.Previously), ids(s.Related)...)
	slices.Sort(out)
	return out
}

func TestTitlesRelate(t *testing.T) {
	for _, tt := range []struct {
		name     string
		language string
		titles   []string
		tagged   bool // both share a topic
		near     bool
	}{
		{name: "two rare words without a common tag", language: "en", titles: []string{"Lanternfish operators extradited to Malta", "Malta keeps lanternfish servers running"}, near: true},
		{name: "one rare word", language: "en", titles: []string{"Lanternfish operators extradited", "Why lanternfish glow"}},
		{name: "common words only", language: "en", titles: []string{"Police notice on streaming", "Streaming: a notice of police"}},
		{name: "a name without a tag", language: "en", titles: []string{"Who runs Paperboat, and why", "The long silence of Paperboat"}},
		{name: "a name and a topic", language: "en", titles: []string{"Who runs Paperboat, and why", "The long silence of Paperboat"}, tagged: true, near: true},
		{name: "a name and a colon, a name and its owner's case", language: "en", titles: []string{"Paperboat: what we know", "Paperboat’s long silence"}, tagged: true, near: true},
		{name: "the first word", language: "en", titles: []string{"Orchards in the fog", "Orchards of the north"}, tagged: true},
		{name: "the name of a tag and a topic", language: "en", titles: []string{"A visit to Germany today", "Letters home from Germany"}, tagged: true},
		{name: "no name: capitals throughout", language: "en", titles: []string{"Who Runs The Orchard Tonight", "The Long Silence Of Orchard Keepers"}, tagged: true},
		{name: "no name: German", language: "de", titles: []string{"Wer den Obstgarten heute pflegt", "Stille in einem Obstgarten"}, tagged: true},
		{name: "a word of four pairs", language: "ja", titles: []string{"海賊版サイト「漫画船事件」の運営者", "漫画船事件で判決"}, near: true},
		{name: "a word of one pair", language: "zh", titles: []string{"法院判决公布", "新的判决"}},
		{name: "a year and a small number", language: "en", titles: []string{"Outlook 2026: 17 things", "17 more for 2026"}},
		{name: "a large number and a word", language: "en", titles: []string{"Cabinet names 4117 domains", "What became of 4117 domains"}, near: true},
	} {
		in := titled(tt.language, tt.titles...)
		if !tt.tagged {
			in.Items[40].Tags = nil
		}
		stories := Arrange(in).Stories
		last := stories[len(stories)-1]
		if got := slices.Contains(near(last), stories[40].ID); got != tt.near {
			t.Errorf("%s: near is %v, want %v", tt.name, got, tt.near)
		}
	}
}

// What joins a story on a later day, and what comes after, changes nothing for stories between.
func TestTitlesOfLaterDoNotRelateBackwards(t *testing.T) {
	in := titled("en", "Lanternfish operators extradited to Malta", "Malta keeps lanternfish servers running")
	before := near(Arrange(in).Stories[41])
	late := news.Item{
		ID: "late", Day: "2026-11-12", Feed: "c", Title: "Quokka lawyers in Malta", Language: "en", License: news.AllRightsReserved,
		FirstSeen: in.Items[0].FirstSeen, Published: in.Items[0].FirstSeen,
	}
	in.Items = append(in.Items, late)
	in.Stories[40].Members = append(in.Stories[40].Members, news.Member{Item: late.ID})
	for i := range 30 {
		it := in.Items[41]
		it.ID, it.Day, it.Title = fmt.Sprint("after", i), "2026-11-20", "Malta and the lanternfish again"
		in.Items = append(in.Items, it)
		in.Stories = append(in.Stories, news.Story{ID: fmt.Sprintf("z%03d", i), Day: it.Day, Slug: "s", Lead: it.ID, Members: []news.Member{{Item: it.ID}}})
	}
	if got := near(Arrange(in).Stories[41]); !slices.Equal(got, before) || len(got) == 0 {
		t.Errorf("before %v, after %v", before, got)
	}
}

func TestWordsThatManyStoriesHaveRelateNothing(t *testing.T) {
	titles := make([]string, 60)
	for i := range titles {
		titles[i] = "Malta and the lanternfish: part " + filler[i%len(filler)]
	}
	stories := Arrange(titled("en", titles...)).Stories
	if got := near(stories[42]); len(got) == 0 {
		t.Error("the third is near to nothing")
	}
	last := stories[len(stories)-1]
	if got := near(last); len(got) != 0 {
		t.Errorf("the last is near to %v", got)
	}
}
