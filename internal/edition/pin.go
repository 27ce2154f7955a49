package edition

import (
	"cmp"
	"maps"
	"slices"

	"counternotice/internal/news"
)

// pins are the newest pins that editors had made by the end of a day and that still hold on it, by the id of the story that
// each was about as stories stood then.
func (a *arranger) pins(day string, st *stood) map[string]news.Outcome {
	out := map[string]news.Outcome{}
	for _, o := range a.in.Decisions {
		if o.Verb != news.VerbPin || o.Later || o.Unmet != "" || len(o.Stories) == 0 || news.Day(o.Made, a.in.Zone) > day {
			continue
		}
		if id := a.subject(o, st); a.byID[id] != nil && o.Ordinal > out[id].Ordinal {
			out[id] = o
		}
	}
	maps.DeleteFunc(out, func(_ string, o news.Outcome) bool { return o.Until != "" && o.Until < day })
	return out
}

// subject is the story that a decision was about as stories stood: that with most of the reports that the decision names, else
// the one that it names itself, if it had reports, else the one that it bears on now.
func (a *arranger) subject(o news.Outcome, st *stood) string {
	now := a.byID[o.Stories[0]]
	if st == nil || now == nil {
		return o.Stories[0]
	}
	reports, named := slices.Clone(o.Items), ""
	for _, ref := range o.Targets {
		story := news.StoryOf(ref)
		switch {
		case news.IsStoryID(ref):
			named = ref
		case story != "":
			named = story
		case len(o.Items) > 0:
		case news.IsItemID(ref):
			reports = append(reports, ref)
		default:
			for _, r := range now.Reports {
				if news.AddressKey(r.Item.URL) == news.AddressKey(ref) {
					reports = append(reports, r.Item.ID)
				}
			}
		}
	}
	count := map[string]int{}
	for _, item := range reports {
		if path := st.away[item]; path == "" {
			count[a.home[item]]++
		} else if s := a.byPath[path]; s != nil {
			count[s.ID]++
		}
	}
	delete(count, "")
	if len(count) > 0 {
		return slices.MinFunc(slices.Sorted(maps.Keys(count)), func(x, y string) int {
			return cmp.Or(cmp.Compare(count[y], count[x]), boolFirst(x == named, y == named))
		})
	}
	if s := a.byID[named]; s != nil && len(st.back[s.Path]) > 0 {
		return named
	}
	return o.Stories[0]
}
