package pipeline

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"counternotice/internal/archive"
	"counternotice/internal/news"
)

// dateStep leaves the odd seconds to the stories that editors set apart, which are in no archive and come and go with
// curation.yaml.
const dateStep = 2

// date gives the stories that begin with this run their dates in our feeds. Importers send what is newer than the newest
// that they have seen, and RSS counts in seconds: so every story has a second of its own. The last is that of the run, the others
// go back from it in their order, since a date after the run would be in the future. So the stories of a run have later dates than
// those of the run before if it has no more of them than half the seconds in between; else some fill what gaps there are
// before. A story of which every report was found in a backlog was never news: its date is that of its leading report, or of
// another if that has none, or shortly after. When its first report comes that is news, it is as new as those that begin with this
// run, and dated so: no date moves but then, and never back. One that an archive before format 3 has gets the date that it had.
func date(told, known []news.Story, items []news.Item, now time.Time) {
	byID := index(items)
	taken := make(map[int64]bool, len(known)+len(told))
	was := make(map[string]time.Time, len(known))
	backlog, placed := map[string]bool{}, make(map[string]bool, len(items))
	for _, s := range dated(known, items) {
		taken[s.Dated.Unix()], was[s.ID], backlog[s.ID] = true, s.Dated, len(s.Members) > 0 && found(&s, byID)
		for _, m := range s.Members {
			placed[m.Item] = true
		}
	}
	fresh := func(m news.Member) bool { it := byID[m.Item]; return it != nil && !it.Backlog && !placed[m.Item] }
	next := map[int64]int64{} // by the second from which one was sought, where to go on
	for i := len(told) - 1; i >= 0; i-- {
		s := &told[i]
		// What other stories had was told under their dates.
		if at, old := was[s.ID]; old && !(backlog[s.ID] && slices.ContainsFunc(s.Members, fresh)) {
			s.Dated = at
			continue
		}
		at, step := now, int64(-dateStep)
		if of := published(s, byID); found(s, byID) && !of.IsZero() && of.Before(now) {
			at, step = of, dateStep
		}
		from := at.Unix() - at.Unix()%dateStep
		second, again := next[from]
		if !again {
			second = from
		}
		for taken[second] {
			second += step
		}
		taken[second], next[from] = true, second
		s.Dated = time.Unix(second, 0).UTC()
	}
}

// dated gives stories that an archive before format 3 has the dates that our feeds gave them: that of the leading report, for
// those found in a backlog, else the time of the run. It goes by what is recorded, so that no decision of an editor moves one.
func dated(stories []news.Story, items []news.Item) []news.Story {
	if !slices.ContainsFunc(stories, func(s news.Story) bool { return s.Dated.IsZero() }) {
		return stories
	}
	byID := index(items)
	stories = slices.Clone(stories)
	for i := range stories {
		s := &stories[i]
		if !s.Dated.IsZero() {
			continue
		}
		s.Dated = s.Begun
		if lead := byID[s.Lead]; lead != nil && found(s, byID) {
			if at := cmp.Or(lead.Published, lead.FirstSeen); at.Before(s.Begun) {
				s.Dated = at
			}
		}
	}
	return stories
}

// runs are the times of the runs that took or left out something, oldest first. An entry that was left out and taken later has
// its first time among its sources.
func runs(content *archive.Content) []time.Time {
	seen := map[time.Time]bool{}
	for _, it := range content.Items {
		seen[it.FirstSeen] = true
		for _, src := range it.Sources {
			seen[src.Seen] = true
		}
	}
	for _, l := range content.LeftOut {
		seen[l.FirstSeen] = true
	}
	return slices.SortedFunc(maps.Keys(seen), time.Time.Compare)
}

func index(items []news.Item) map[string]*news.Item {
	byID := make(map[string]*news.Item, len(items))
	for i := range items {
		byID[items[i].ID] = &items[i]
	}
	return byID
}

// published is the publisher's date of the leading report, or of the first that has one; else zero.
func published(s *news.Story, items map[string]*news.Item) time.Time {
	if lead := items[s.Lead]; lead != nil && !lead.Published.IsZero() {
		return lead.Published
	}
	for _, m := range s.Members {
		if it := items[m.Item]; it != nil && !it.Published.IsZero() {
			return it.Published
		}
	}
	return time.Time{}
}

// found says whether every report of a story comes from a backlog.
func found(s *news.Story, items map[string]*news.Item) bool {
	for _, m := range s.Members {
		if it := items[m.Item]; it == nil || !it.Backlog {
			return false
		}
	}
	return true
}
