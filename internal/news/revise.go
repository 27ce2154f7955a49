package news

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Revise applies revisions to items: those recorded while the item was live, that is within live days of its own day.
// Later ones stay in the archive, since a closed month changes no more. It returns a new slice in the order of items.
func Revise(items []Item, revisions []Revision, live int) []Item {
	out := slices.Clone(items)
	byID := make(map[string]int, len(out))
	for i, it := range out {
		byID[it.ID] = i
	}
	for _, r := range slices.SortedStableFunc(slices.Values(revisions), CompareRevisions) {
		i, ok := byID[r.Item]
		if !ok || r.Day > AddDays(out[i].Day, live) {
			continue
		}
		it := &out[i]
		if r.Source != nil {
			it.Sources = append(slices.Clip(it.Sources), *r.Source)
		}
		if r.Title != "" {
			if r.Source != nil { // the publisher of the article itself, who speaks for it from now on
				it.Feed, it.Language = r.Source.Feed, r.Language
			} else if r.Title != it.Title {
				it.Former = append(slices.Clip(it.Former), FormerTitle{it.Title, r.At})
			}
			it.Title, it.Excerpt, it.License, it.Tags, it.Links, it.Numbers, it.Refs, it.Stems, it.Revised = r.Title, r.Excerpt, r.License, r.Tags, r.Links, r.Numbers, r.Refs, r.Stems, r.At
			it.Reason.Evidence = slices.Clone(it.Reason.Evidence)
			for k := range it.Reason.Evidence { // the words of what went before
				it.Reason.Evidence[k].Quote, it.Reason.Evidence[k].Beside = "", ""
			}
		}
	}
	return out
}

// CompareRevisions orders revisions by when they were seen, then item, title and source. The order is total.
func CompareRevisions(a, b Revision) int {
	source := func(r Revision) string {
		if r.Source == nil {
			return ""
		}
		return r.Source.Feed + "\n" + r.Source.GUID + "\n" + r.Source.URL
	}
	return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Item, b.Item), strings.Compare(a.Title, b.Title), strings.Compare(a.Excerpt, b.Excerpt), strings.Compare(source(a), source(b)))
}

// AddDays is the day n days after a day; a string that is no day comes back as it is.
func AddDays(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}
