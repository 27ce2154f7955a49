package edition

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// languageListings lists, for every language that has a report, the stories that were reported in it. In such a listing
// a story is told by its first report in that language, so that whoever reads no other can read the title; one to which
// an editor gave a title keeps it. Regions and scripts are not told apart: the language of all variants is one list.
func (a *arranger) languageListings(told []*Story) []*Listing {
	by := map[string][]*Story{}
	for _, s := range told {
		seen := map[string]bool{}
		for _, r := range s.Reports {
			if base := baseLanguage(r.Item.Language); base != "" && !seen[base] {
				seen[base] = true
				by[base] = append(by[base], a.toldBy(s, r, base))
			}
		}
	}
	var out []*Listing
	for _, base := range slices.Sorted(maps.Keys(by)) {
		t, err := language.Parse(base)
		if name := display.English.Languages().Name(t); err == nil && t != language.Und && name != "" {
			out = append(out, listing(name, "language/"+base+"/", by[base]))
		}
	}
	slices.SortFunc(out, func(x, y *Listing) int {
		return cmp.Or(strings.Compare(x.Title, y.Title), strings.Compare(x.Path, y.Path))
	})
	return out
}

// toldBy is a story as the reader of one language should have it: itself where it is led in that language, else a copy
// that the given report leads.
func (a *arranger) toldBy(s *Story, r *Report, base string) *Story {
	if r == s.Lead || baseLanguage(s.Language) == base || a.in.Settled[s.ID].Title != "" {
		return s
	}
	c := *s
	c.Lead, c.Title, c.Language, c.Excerpt = r, r.Item.Title, r.Item.Language, r.Item.Excerpt
	c.Reports = append([]*Report{r}, slices.DeleteFunc(slices.Clone(s.Reports), func(o *Report) bool { return o == r })...)
	return &c
}
