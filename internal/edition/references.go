package edition

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"counternotice/internal/news"
)

// What is shown of the numbers that a story cites, and how many stories in a week make a number a topic: a law that all
// the world speaks of ties nothing to anything.
const (
	referencesShown = 8
	referencedShown = 5
	topicStories    = 5
	topicDays       = 7
)

// Reference is a document of record that reports of a story cite by number.
type Reference struct {
	ID      news.Ref
	Kind    string   // of the document: "case", "bill", "act"…; see news.Ref
	Label   string   // as people cite it: "C-682/18"
	Reports int      // of the story that cite it
	Stories []*Story // other stories that cite it, newest first, at most 5; none where it is a topic
}

// mention is a story that cites a document, and the day of its first report that does.
type mention struct {
	story *Story
	day   string
}

// refer notes on each story what its reports cite by number, and which other stories cite the same: earlier ones, and
// later ones as long as it was live itself, so that its page does not change any more when it has closed.
func refer(told []*Story, live int) {
	mentions := map[news.Ref][]mention{}
	for _, s := range told {
		s.References = nil
		first := map[news.Ref]string{}
		reports := map[news.Ref]int{}
		for _, r := range s.Reports {
			for _, ref := range r.Item.Refs {
				reports[ref]++
				if day, ok := first[ref]; !ok || r.Item.Day < day {
					first[ref] = r.Item.Day
				}
			}
		}
		for _, ref := range slices.Sorted(maps.Keys(first)) {
			mentions[ref] = append(mentions[ref], mention{s, first[ref]})
			s.References = append(s.References, Reference{ID: ref, Kind: ref.Kind(), Label: ref.Label(), Reports: reports[ref]})
		}
	}
	topicSince := map[news.Ref]string{}
	for ref, list := range mentions {
		slices.SortFunc(list, func(x, y mention) int {
			return cmp.Or(strings.Compare(x.day, y.day), newestFirst(y.story, x.story))
		})
		for i := topicStories; i < len(list); i++ {
			if list[i].day < news.AddDays(list[i-topicStories].day, topicDays) {
				topicSince[ref] = list[i].day
				break
			}
		}
	}
	for _, s := range told {
		last := s.Day
		for _, r := range s.Reports {
			last = max(last, r.Item.Day)
		}
		until := news.AddDays(last, live)
		for i := range s.References {
			r := &s.References[i]
			if since, ok := topicSince[r.ID]; ok && since <= until {
				continue
			}
			list := mentions[r.ID]
			for k := sort.Search(len(list), func(k int) bool { return list[k].day > until }) - 1; k >= 0 && len(r.Stories) < referencedShown; k-- {
				if list[k].story != s {
					r.Stories = append(r.Stories, list[k].story)
				}
			}
		}
		slices.SortFunc(s.References, func(x, y Reference) int {
			return cmp.Or(boolFirst(len(x.Stories) > 0, len(y.Stories) > 0), cmp.Compare(y.Reports, x.Reports), strings.Compare(string(x.ID), string(y.ID)))
		})
		s.References = s.References[:min(len(s.References), referencesShown)]
	}
}
