package edition

import (
	"slices"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// Quotable is the evidence for an item with those quotes alone that stand in its title, in its excerpt, or in what its
// licence lets us show of the text beside that. Without the others the rules stay. Nothing of what is given is changed or kept
// in memory.
func Quotable(title, excerpt string, l news.License, tags []news.TagHit, reason news.Reason) ([]news.TagHit, news.Reason) {
	room := text.NewRoom(excerpt, l.Words, l.Words*news.ClosedRunes/news.ClosedWords)
	tags = slices.Clone(tags)
	for i := range tags {
		tags[i].Evidence = quotable(title, room, tags[i].Evidence)
	}
	reason.Evidence = quotable(title, room, reason.Evidence)
	return tags, reason
}

func quotable(title string, room *text.Room, list []news.Evidence) []news.Evidence {
	out := slices.Clone(list)
	for i := range out {
		e := &out[i]
		titled, other := e.Quote, e.Beside
		if e.In != "title" {
			titled, other = other, titled
		}
		all := func(quote string, holds func(string) bool) bool {
			return !slices.ContainsFunc(strings.Split(quote, news.Apart), func(part string) bool { return !holds(part) })
		}
		if all(titled, func(part string) bool { return strings.Contains(title, part) }) && all(other, room.Take) {
			e.Quote, e.Beside = strings.Clone(e.Quote), strings.Clone(e.Beside)
		} else {
			e.Quote, e.Beside = "", ""
		}
	}
	return out
}
