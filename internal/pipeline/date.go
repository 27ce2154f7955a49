package pipeline

import (
	"time"

	"counternotice/internal/news"
)

// dateStep leaves the odd seconds to the stories that editors set apart, which are in no archive and come and go with
// curation.yaml.
const dateStep = 2

// date gives the stories that begin with this run their dates in our feeds. Importers send what is newer than the newest
// that they have seen, and RSS counts in seconds: so every story has a second of its own. The last is that of the run, the others
// go back from it in their order, since a date after the run would be in the future. So the stories of a run have later dates than
// those of the run before if it has no more of them than half the seconds in between; else some fill what gaps there are
// before. A story of which every report was found in a backlog was never news: its date is that of its leading report, or shortly after.
func date(told, known []news.Story, items []news.Item, now time.Time) {
	taken := make(map[int64]bool, len(known)+len(told))
	old := make(map[string]bool, len(known))
	for _, s := range known {
		at := s.Dated
		if at.IsZero() {
			at = s.Begun
		}
		taken[at.Unix()], old[s.ID] = true, true
	}
	byID := make(map[string]*news.Item, len(items))
	for i := range items {
		byID[items[i].ID] = &items[i]
	}
	next := map[int64]int64{} // by the second from which one was sought, where to go on
	for i := len(told) - 1; i >= 0; i-- {
		s := &told[i]
		if old[s.ID] {
			continue
		}
		at, step := now, int64(-dateStep)
		if lead := byID[s.Lead]; lead != nil && !lead.Published.IsZero() && found(s, byID) {
			at, step = lead.Published, dateStep
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

// found says whether every report of a story comes from a backlog.
func found(s *news.Story, items map[string]*news.Item) bool {
	for _, m := range s.Members {
		if it := items[m.Item]; it == nil || !it.Backlog {
			return false
		}
	}
	return true
}
