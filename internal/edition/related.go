package edition

import (
	"cmp"
	"slices"

	"counternotice/internal/news"
)

// tagWeights is what a shared tag tells about two stories being near: an actor, a law and a campaign name somebody or
// something, a topic and a place only a field.
var tagWeights = map[news.Facet]int{news.FacetActor: 3, news.FacetInstrument: 3, news.FacetCampaign: 4, news.FacetPlace: 2, news.FacetTopic: 2}

// The shared weight from which an earlier story is near: a topic and an actor, two actors, a campaign and a place, a name
// and a topic; one shared tag is no relation. And from which, with something named in common, it is taken for the same
// affair: an actor, a topic and a place, two that are named and a topic, two rare words and a topic.
const (
	nearWeight = 5
	sameWeight = 7
)

// relate links each story to earlier ones that share specific tags or rare words of their titles, so that a page never
// changes because of what comes after it.
func relate(stories []*Story, tags []news.Tag) {
	recent := map[news.TagID][]*Story{}
	type shared struct{ weight, named int }
	titles := newTitleIndex(tags)
	for _, s := range stories { // oldest first
		points := map[*Story]shared{}
		since := news.AddDays(s.Day, -relatedDays)
		for _, t := range s.Tags {
			weight := tagWeights[t.Tag.ID.Facet()]
			if weight == 0 {
				continue
			}
			list := recent[t.Tag.ID]
			for len(list) > 0 && list[0].Day < since {
				list = list[1:]
			}
			for _, o := range list[max(0, len(list)-100):] {
				p := points[o]
				p.weight += weight
				if weight > 2 {
					p.named++
				}
				points[o] = p
			}
			recent[t.Tag.ID] = append(list, s)
		}
		said := titleWords(s.Reports)
		for o, weight := range titles.near(s, said) {
			p := points[o]
			points[o] = shared{p.weight + weight, p.named + 1}
		}
		titles.add(s, said)
		for o, p := range points {
			switch {
			case p.named > 0 && p.weight >= sameWeight && !elsewhere(s, o):
				s.Previously = append(s.Previously, o)
			case p.weight >= nearWeight:
				s.Related = append(s.Related, o)
			}
		}
		byWeight := func(x, y *Story) int {
			return cmp.Or(cmp.Compare(points[y].weight, points[x].weight), newestFirst(x, y))
		}
		slices.SortFunc(s.Previously, byWeight)
		if rest := s.Previously[min(len(s.Previously), relatedShown):]; len(rest) > 0 {
			s.Related = append(s.Related, rest...)
			s.Previously = s.Previously[:relatedShown]
		}
		slices.SortFunc(s.Previously, newestFirst)
		slices.SortFunc(s.Related, byWeight)
		s.Related = s.Related[:min(len(s.Related), relatedShown)]
	}
}

// elsewhere says that two stories have places, and none in common: a guild welcomes orders in many countries.
func elsewhere(s, o *Story) bool {
	places := func(s *Story) []news.TagID {
		var out []news.TagID
		for _, t := range s.Tags {
			if t.Tag.ID.Facet() == news.FacetPlace {
				out = append(out, t.Tag.ID)
			}
		}
		return out
	}
	here, there := places(s), places(o)
	return len(here) > 0 && len(there) > 0 && !slices.ContainsFunc(here, func(p news.TagID) bool { return slices.Contains(there, p) })
}
