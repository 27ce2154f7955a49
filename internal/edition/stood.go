package edition

import (
	"maps"
	"slices"

	"counternotice/internal/news"
)

// stood is where reports were at the end of a day that have joined another story since.
type stood struct {
	away map[string]string    // by item that was not yet in the story that has it now: the path of the one that had it
	back map[string][]*Report // by that path
}

// came is the day on which an item came to us. Its own day is earlier where it was found at the first reading of its feed,
// and never later.
func (a *arranger) came(it news.Item) string { return max(it.Day, news.Day(it.FirstSeen, a.in.Zone)) }

// moves tells for each day which reports stood in other stories at its end than they do now. An archive that was begun
// before stays were recorded does not know all of them: there a report stands where it is.
func (a *arranger) moves(told []*Story) map[string]*stood {
	past := map[string][]news.Stay{}
	for _, s := range a.in.Stories {
		for _, m := range s.Members {
			if len(m.Past) > 0 {
				past[m.Item] = m.Past
			}
		}
	}
	out := map[string]*stood{}
	if len(past) == 0 {
		return out
	}
	for _, s := range told {
		for _, r := range s.Reports {
			stays := past[r.Item.ID]
			for i, stay := range stays {
				first, until := r.came, r.Joined
				if i > 0 {
					first = max(first, news.Day(stay.Joined, a.in.Zone))
				}
				if i+1 < len(stays) {
					until = stays[i+1].Joined
				}
				if stay.Story == s.Path { // it left and came back
					continue
				}
				end := min(news.Day(until, a.in.Zone), a.in.Today)
				for day := first; day < end; day = news.AddDays(day, 1) {
					if out[day] == nil {
						out[day] = &stood{away: map[string]string{}, back: map[string][]*Report{}}
					}
					out[day].away[r.Item.ID] = stay.Story
					out[day].back[stay.Story] = append(out[day].back[stay.Story], r)
				}
			}
		}
	}
	return out
}

// had are the stories that had reports which they no longer have, those that were merged away too.
func (a *arranger) had(st *stood) []*Story {
	if st == nil {
		return nil
	}
	var out []*Story
	for _, path := range slices.Sorted(maps.Keys(st.back)) {
		s := a.byPath[path]
		if s != nil { // else an editor has withdrawn it, and so from every edition
			out = append(out, s)
		}
	}
	return out
}

// asOf is a story with the reports that it had at the end of a day; nil if it had none. A later report changes neither what
// an edition showed nor its order, however early its own day, and neither does a merge or a split.
func (a *arranger) asOf(s *Story, day string, st *stood) *Story {
	if st == nil {
		st = &stood{}
	}
	lacks := func(r *Report) bool { return r.came > day || st.away[r.Item.ID] != "" }
	if len(st.back[s.Path]) == 0 && !slices.ContainsFunc(s.Reports, lacks) && news.Day(s.Updated, a.in.Zone) <= day {
		return s
	}
	e := *s
	e.Into = ""
	e.Reports = slices.DeleteFunc(slices.Clone(s.Reports), lacks)
	e.Reports = append(e.Reports, st.back[s.Path]...)
	if len(e.Reports) == 0 {
		return nil
	}
	slices.SortFunc(e.Reports, func(x, y *Report) int { return news.CompareItems(x.Item, y.Item) })
	for i, r := range e.Reports {
		if r.CopyOf != nil && !slices.Contains(e.Reports, r.CopyOf) { // a copy of a report that it was not yet together with
			alone := *r
			alone.Copy, alone.CopyOf = false, nil
			e.Reports[i] = &alone
		}
	}
	e.lead(s.Lead)
	if e.Lead != s.Lead {
		e.Title, e.Language, e.Excerpt = e.Lead.Item.Title, e.Lead.Item.Language, e.Lead.Item.Excerpt
		a.settle(&e)
	}
	e.Updated, e.Backlog = e.Begun, true
	for _, r := range e.Reports {
		at := r.Joined
		if news.Day(at, a.in.Zone) > day { // it came again, to where it is now
			at = r.Item.FirstSeen.In(a.in.Zone)
		}
		if at.After(e.Updated) {
			e.Updated = at
		}
		e.Backlog = e.Backlog && r.Item.Backlog
	}
	e.Voices, e.Tags = voices(e.Reports), a.storyTags(&e)
	e.Documents = a.papers.among(linksOf(&e), news.MonthOf(e.Day))
	e.Score, e.Why = rank(&e)
	return &e
}

// lead puts the leading report first: the one that leads now if it was there, else an official one, else the earliest.
func (s *Story) lead(now *Report) {
	s.Lead = s.Reports[0]
	for _, better := range []func(*Report) bool{
		func(r *Report) bool { return now != nil && r.Item.ID == now.Item.ID },
		func(r *Report) bool { return r.Source.Feed.Kind == news.KindOfficial && !r.Copy },
		func(r *Report) bool { return !r.Copy },
	} {
		if i := slices.IndexFunc(s.Reports, better); i >= 0 {
			s.Lead = s.Reports[i]
			break
		}
	}
	slices.SortStableFunc(s.Reports, func(x, y *Report) int { return boolFirst(x == s.Lead, y == s.Lead) })
}
