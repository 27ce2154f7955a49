package edition

import (
	"cmp"
	"maps"
	"slices"
	"strings"

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
	if len(st.back[s.Path]) == 0 && !slices.ContainsFunc(s.Reports, lacks) && news.Day(s.Updated, a.in.Zone) <= day && !a.papers.unsure[s] {
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
	e.Documents = a.papers.on(day).among(linksOf(&e), news.MonthOf(e.Day))
	e.Score, e.Why = rank(&e)
	return &e
}

// lead puts the leading report first: the one that leads now if an editor had a hand in it and it was there, else the one that
// package story lets lead, since the one of now may do so only by what came later.
func (s *Story) lead(now *Report) {
	byHand := slices.ContainsFunc(s.Decisions, func(d *Decision) bool {
		return d.Verb == news.VerbLead || d.Verb == news.VerbMerge || d.Verb == news.VerbSplit
	})
	i := slices.IndexFunc(s.Reports, func(r *Report) bool { return byHand && now != nil && r.Item.ID == now.Item.ID })
	if i < 0 {
		i = slices.Index(s.Reports, leading(s.Reports))
	}
	s.Lead = s.Reports[i]
	slices.SortStableFunc(s.Reports, func(x, y *Report) int { return boolFirst(x == s.Lead, y == s.Lead) })
}

// leading is the report that leads by the rule of package story: an official one, else one whose publisher others name as an
// actor, else one to whose host others link, else the earliest, then the fullest; never a copy.
func leading(reports []*Report) *Report {
	publisher := func(r *Report) string { return cmp.Or(r.Source.Feed.Publisher, r.Item.Feed) }
	rank := map[*Report]int{}
	for _, r := range reports {
		switch home := news.Host(r.Item.URL); {
		case r.Copy:
			rank[r] = 4
		case r.Source.Feed.Kind == news.KindOfficial:
			rank[r] = 0
		case slices.ContainsFunc(reports, func(o *Report) bool {
			return publisher(o) != publisher(r) && o.Item.Titles(news.FacetActor, publisher(r))
		}):
			rank[r] = 1
		case home != "" && slices.ContainsFunc(reports, func(o *Report) bool {
			return publisher(o) != publisher(r) && slices.ContainsFunc(o.Item.Links, func(l string) bool { return news.Host(l) == home })
		}):
			rank[r] = 2
		default:
			rank[r] = 3
		}
	}
	return slices.MinFunc(reports, func(x, y *Report) int {
		return cmp.Or(cmp.Compare(rank[x], rank[y]), x.Published.Compare(y.Published), cmp.Compare(len(y.Item.Excerpt), len(x.Item.Excerpt)), strings.Compare(x.Item.ID, y.Item.ID))
	})
}
