package edition

import (
	"cmp"
	"slices"
	"time"

	"counternotice/internal/news"
)

// newestEdition is the edition that the front page shows: that of the newest day which has one. nil if there is none.
func newestEdition(days []*Period, today string) *Period {
	for _, p := range days {
		if p.ID <= today && p.Number > 0 {
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
// rank less age, as far as they were told by then. What else the day has follows, and apart from it what was found later in
// the backlog of a source. The days come newest first.
func (a *arranger) editions(list []*Period, told []*Story) {
	byDay := map[string][]*Story{}
	for _, p := range list {
		byDay[p.ID] = p.Stories
	}
	var held []*Story // by a pin, longer than they would stay
	for _, s := range told {
		if s.PinUntil != "" {
			held = append(held, s)
		}
	}
	hours := map[string]time.Time{}
	for _, at := range a.in.Runs {
		at = at.In(a.in.Zone)
		hours[at.Format(time.DateOnly)] = at
	}
	newest := newestEdition(list, a.in.Today)
	for _, p := range list {
		shown := map[string]bool{}
		var st *stood
		if p != newest {
			st = a.stood[p.ID]
		}
		had := a.had(st)
		if p.Number > 0 {
			now := p.ID
			if p == newest { // it stays until there is another
				now = a.in.Today
			}
			p.Updated = hours[p.ID]
			p.Selection = a.edition(p.ID, now, slices.Concat(p.Stories, byDay[news.AddDays(p.ID, -1)], held, had), st)
			for _, s := range p.All() {
				shown[s.ID] = true
			}
		}
		for _, s := range slices.Concat(p.Stories, had) {
			if s = a.asOf(s, p.ID, st); s == nil || shown[s.ID] || !slices.Contains(days(s), p.ID) {
				continue
			}
			shown[s.ID] = true
			if s.Backlog {
				p.Later = append(p.Later, s)
			} else {
				p.Rest = append(p.Rest, s)
			}
		}
		slices.SortFunc(p.Rest, foremost)
		slices.SortFunc(p.Later, newestFirst)
	}
}

// edition is the edition of a day out of candidates, in which a story may come more than once, as they stood at its end. Pins
// are those that hold on the day that now names.
func (a *arranger) edition(day, now string, candidates []*Story, st *stood) Selection {
	since := news.AddDays(day, -1)
	pins, ages := map[*Story]int{}, map[*Story]int{}
	seen := map[string]bool{}
	var stories []*Story
	for _, s := range candidates {
		if seen[s.ID] || s.Day > day {
			continue
		}
		seen[s.ID] = true
		if s = a.asOf(s, day, st); s == nil {
			continue
		}
		held := s.PinUntil != "" && s.Pinned(now) && a.pinnedBy(s, now)
		newest := ""
		for _, r := range s.Reports {
			if !r.Copy && !r.Item.Backlog {
				newest = max(newest, r.Item.Day)
			}
		}
		if (s.Backlog || newest < since) && !held {
			continue
		}
		if s.Pinned(now) {
			pins[s] = s.Pin
		}
		if newest < day {
			ages[s] = agePenalty
		}
		stories = append(stories, s)
	}
	slices.SortFunc(stories, func(x, y *Story) int {
		return cmp.Or(cmp.Compare(pins[y], pins[x]), cmp.Compare(y.Score-ages[y], x.Score-ages[x]), byScore(x, y))
	})
	return choose(stories, a.in.Site.Language, alsoStories, func(s *Story) bool { return pins[s] > 0 })
}

// pinnedBy says whether a story was pinned on a day or before.
func (a *arranger) pinnedBy(s *Story, day string) bool {
	pin := slices.IndexFunc(s.Decisions, func(d *Decision) bool { return d.Verb == news.VerbPin && d.Ordinal == s.Pin })
	return pin < 0 || s.Decisions[pin].Made.Format(time.DateOnly) <= day
}
