package edition

import (
	"cmp"
	"slices"
	"time"

	"counternotice/internal/news"
)

// Decision is what an editor settled by hand, as shown.
type Decision struct {
	news.Decision
	Made    time.Time      // a decision of a day without a time was made at its beginning
	Stories []*Story       // that it bears on now, the one that has the reports first; merged and withdrawn ones too
	Reports []*Report      // where it is about reports and not a whole story; without those that were withdrawn
	LeftOut []news.LeftOut // of a take: what is left out still
	Unmet   string         // why it could not be carried out; empty if it was
}

// Modified is when a story last changed: a report joined or left, or an editor decided something about it that shows.
func (s *Story) Modified() time.Time {
	out := s.Updated
	for _, d := range s.Decisions {
		if d.Verb != news.VerbPin && d.Made.After(out) {
			out = d.Made
		}
	}
	return out
}

// Notes are what editors say about a story, oldest first, Corrections what had been wrong in it.
func (s *Story) Notes() []*Decision { return s.of(news.VerbNote) }

// Corrections are what editors say had been wrong in a story, oldest first.
func (s *Story) Corrections() []*Decision { return s.of(news.VerbCorrect) }

func (s *Story) of(verb news.Verb) []*Decision {
	return slices.DeleteFunc(slices.Clone(s.Decisions), func(d *Decision) bool { return d.Verb != verb })
}

// settle gives a story what was decided about it.
func (a *arranger) settle(e *Story) {
	set, ok := a.in.Settled[e.ID]
	if !ok {
		return
	}
	if e.Pin, e.PinUntil = set.Pin, set.PinUntil; set.Title != "" {
		e.Title, e.Language = set.Title, cmp.Or(set.Language, a.in.Site.Language)
	}
}

// decide links decisions and stories, those that are gone too. The decisions come newest first.
func (a *arranger) decide(stories, gone []*Story) []*Decision {
	byID := map[string]*Story{}
	reports := map[string]*Report{}
	if len(a.in.Decisions) > 0 {
		for _, s := range slices.Concat(stories, gone) {
			byID[s.ID] = s
			for _, r := range s.Reports {
				reports[r.Item.ID] = r
			}
		}
	}
	out := make([]*Decision, 0, len(a.in.Decisions))
	for _, o := range a.in.Decisions {
		if o.Later {
			continue
		}
		d := &Decision{Decision: o.Decision, Made: o.Made.In(a.in.Zone), Unmet: o.Unmet}
		for _, id := range o.Stories {
			if s := byID[id]; s != nil {
				d.Stories = append(d.Stories, s)
				s.Decisions = append(s.Decisions, d)
				if a.in.Settled[id].Gone == d.Ordinal {
					s.Gone = d
				}
			}
		}
		for _, id := range o.Reports {
			if r := reports[id]; r != nil {
				d.Reports = append(d.Reports, r)
			}
		}
		for _, id := range o.LeftOut {
			if i := slices.IndexFunc(a.in.LeftOut, func(l news.LeftOut) bool { return l.ID == id }); i >= 0 {
				d.LeftOut = append(d.LeftOut, a.in.LeftOut[i])
			}
		}
		out = append(out, d)
	}
	byAge := func(x, y *Decision) int { return cmp.Or(x.Made.Compare(y.Made), cmp.Compare(x.Ordinal, y.Ordinal)) }
	for _, s := range byID {
		slices.SortFunc(s.Decisions, byAge)
	}
	slices.SortFunc(out, func(x, y *Decision) int { return byAge(y, x) })
	return out
}
