package edition

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"counternotice/internal/news"
)

// newestEdition is the edition that the front page shows: that of the newest day which has one with stories. nil if there is none.
func newestEdition(days []*Period, today string) *Period {
	for _, p := range days {
		if p.ID <= today && p.Lead != nil {
			return p
		}
	}
	return nil
}

// front is the newest edition with what the front page says beside it.
func (a *arranger) front(d *Digest) Front {
	f := Front{Day: d.Today, Feeds: len(a.in.Feeds), Empty: true}
	for _, s := range d.Sources {
		if s.Silent {
			f.Silent = append(f.Silent, s)
		}
	}
	slices.SortStableFunc(f.Silent, func(x, y *Source) int { return x.State.Since.Compare(y.State.Since) })
	day := newestEdition(d.Days, d.Today)
	if day == nil {
		return f
	}
	f.Selection, f.Day, f.Number, f.Empty = day.Selection, day.ID, day.Number, day.ID != d.Today
	f.Stories = len(f.All())
	f.Earlier = newestEdition(d.Days, news.AddDays(day.ID, -1))
	return f
}

// editions settles for each day what the front page showed on it: out of the stories of that day and of the day before, by
// rank less age, as far as they were told by then. What else the day has follows, and apart from it what was found after the
// day or in the backlog of a source. The days come newest first. The newest edition is open: it is told of the stories as they
// are, with the pins of today, until there is another that has something in it.
func (a *arranger) editions(list []*Period, told []*Story) {
	of := map[string][]*Story{} // by day: those that may have stood on it, whatever they now have of it
	for _, s := range told {
		on := map[string]bool{s.Day: true}
		for _, r := range s.Reports {
			on[r.Item.Day] = true
		}
		for day := range on {
			of[day] = append(of[day], s)
		}
	}
	hours := map[string]time.Time{}
	for _, at := range a.in.Runs {
		at = at.In(a.in.Zone)
		hours[at.Format(time.DateOnly)] = at
	}
	var newest *Period
	for _, p := range list {
		st, now := a.stood[p.ID], p.ID
		open := newest == nil && p.Number > 0 && p.ID <= a.in.Today
		if open {
			st, now = nil, a.in.Today
		}
		pins, had := a.pins(now, st), a.had(st)
		shown := map[string]bool{}
		if p.Number > 0 {
			p.Updated = hours[p.ID]
			candidates := slices.Concat(of[p.ID], of[news.AddDays(p.ID, -1)], had)
			for _, id := range slices.Sorted(maps.Keys(pins)) {
				candidates = append(candidates, a.byID[id])
			}
			p.Selection = a.edition(p.ID, pins, candidates, st)
			for _, s := range p.All() {
				shown[s.ID] = true
			}
			if open && p.Lead != nil {
				newest = p
			}
		}
		for _, s := range slices.Concat(of[p.ID], had) {
			if shown[s.ID] {
				continue
			}
			e := a.then(s, p.ID, pins, st)
			switch {
			case e != nil && slices.Contains(days(e), p.ID):
				if e.Backlog || p.Number == 0 {
					p.Later = append(p.Later, e)
				} else {
					p.Rest = append(p.Rest, e)
				}
			case slices.Contains(days(s), p.ID) && slices.ContainsFunc(s.Reports, func(r *Report) bool { return r.Item.Day == p.ID && r.came > p.ID }):
				p.Later = append(p.Later, s)
			default:
				continue
			}
			shown[s.ID] = true
		}
		slices.SortFunc(p.Rest, foremost)
		slices.SortFunc(p.Later, newestFirst)
	}
}

// edition is the edition of a day out of candidates, in which a story may come more than once, as they stood at its end. What
// belongs to an earlier day than the one before is no candidate, unless its story has newer reports or a pin with a last day holds it.
func (a *arranger) edition(day string, pins map[string]news.Outcome, candidates []*Story, st *stood) Selection {
	since := news.AddDays(day, -1)
	ages := map[*Story]int{}
	seen := map[string]bool{}
	var stories []*Story
	for _, s := range candidates {
		if seen[s.ID] || s.Day > day {
			continue
		}
		seen[s.ID] = true
		if s = a.then(s, day, pins, st); s == nil {
			continue
		}
		newest := ""
		for _, r := range s.Reports {
			if !r.Copy && !r.Item.Backlog {
				newest = max(newest, r.Item.Day)
			}
		}
		if (s.Backlog || newest < since) && s.PinUntil == "" {
			continue
		}
		if newest < day {
			ages[s] = agePenalty
		}
		stories = append(stories, s)
	}
	slices.SortFunc(stories, func(x, y *Story) int {
		return cmp.Or(cmp.Compare(y.Pin, x.Pin), cmp.Compare(y.Score-ages[y], x.Score-ages[x]), byScore(x, y))
	})
	return choose(stories, a.in.Site.Language, alsoStories, func(s *Story) bool { return s.Pin > 0 })
}

// then is a story as it stood at the end of a day, with the pin that held; nil if it was not there.
func (a *arranger) then(s *Story, day string, pins map[string]news.Outcome, st *stood) *Story {
	pin := pins[s.ID]
	if s = a.asOf(s, day, st); s != nil && (s.Pin != pin.Ordinal || s.PinUntil != pin.Until) {
		e := *s
		e.Pin, e.PinUntil = pin.Ordinal, pin.Until
		return &e
	}
	return s
}
