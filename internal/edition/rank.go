package edition

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// PlacesListed is how many places of a story a list names. Story.Why counts them only where there are more.
const PlacesListed = 3

// rank is the formula that /method/ prints, in hundredths: 300 for each independent voice up to ten, 200 for an official
// source or for a paper of the event, 100 for each further language, 50 for each place up to four, 50 for a law or campaign, 300 off without a topic.
// Integers, so that every machine orders alike. The words say what counted beside the voices.
func rank(e *Story) (int, string) {
	languages, official, places, law, topic := map[string]bool{}, false, 0, false, false
	for _, r := range e.Reports {
		languages[baseLanguage(r.Item.Language)] = true
		official = official || r.Source.Feed.Kind == news.KindOfficial
	}
	for _, t := range e.Tags {
		switch t.Tag.ID.Facet() {
		case news.FacetTopic:
			topic = true
		case news.FacetPlace:
			places++
		case news.FacetInstrument, news.FacetCampaign:
			law = true
		}
	}
	score := 300*min(e.Voices, 10) + 100*(len(languages)-1) + 50*min(places, 4)
	var why []string
	primary := ""
	switch {
	case official:
		primary = "official source"
	case slices.ContainsFunc(e.Documents, func(d Document) bool { return d.Official && e.concerns(d) }):
		primary = "official paper"
	case slices.ContainsFunc(e.Documents, func(d Document) bool { return d.Cited > 1 }):
		primary = "a paper that several link to"
	}
	if primary != "" {
		score += 200
		why = append(why, primary)
	}
	if len(languages) > 1 {
		why = append(why, plural(len(languages), "language"))
	}
	if places > PlacesListed {
		why = append(why, plural(places, "place"))
	}
	if law {
		score += 50
		why = append(why, "a law or campaign")
	}
	if !topic {
		score -= 300
		why = append(why, "none of our topics")
	}
	return score, strings.Join(why, ", ")
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// agePenalty is what a day costs a story on the front page: half a voice.
const agePenalty = 150

func byScore(x, y *Story) int {
	return cmp.Or(cmp.Compare(y.Score, x.Score), y.Updated.Compare(x.Updated), strings.Compare(x.ID, y.ID))
}

// newestFirst orders stories by the day and the run that began them, those of one run by the date that lists show.
func newestFirst(x, y *Story) int {
	return cmp.Or(strings.Compare(y.Day, x.Day), y.Begun.Compare(x.Begun), y.When().Compare(x.When()), strings.Compare(x.ID, y.ID))
}
