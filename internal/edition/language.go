package edition

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// languageListings lists, for every language that has a report, the stories that were reported in it. In such a listing
// a story is told by its first report in that language, so that whoever reads no other can read the title; one to which
// an editor gave a title keeps it. Regions and scripts are not told apart: the language of all variants is one list.
func (a *arranger) languageListings(told []*Story) []*Listing {
	by := map[language.Base][]*Story{}
	bases := map[string]language.Base{} // by tag; the zero Base for what is none
	base := func(tag string) language.Base {
		b, ok := bases[tag]
		if !ok {
			if t, err := language.Parse(tag); err == nil {
				b, _, _ = t.Raw()
			}
			bases[tag] = b
		}
		return b
	}
	for _, s := range told {
		seen := map[language.Base]bool{{}: true}
		for _, r := range s.Reports {
			b := base(r.Item.Language)
			switch {
			case seen[b]:
				continue
			case base(s.Language) == b || a.in.Settled[s.ID].Title != "":
				by[b] = append(by[b], s)
			default:
				by[b] = append(by[b], toldBy(s, r))
			}
			seen[b] = true
		}
	}
	var out []*Listing
	for b, stories := range by {
		out = append(out, listing(cmp.Or(display.English.Languages().Name(b), b.String()), "language/"+b.String()+"/", stories))
	}
	slices.SortFunc(out, func(x, y *Listing) int {
		return cmp.Or(strings.Compare(x.Title, y.Title), strings.Compare(x.Path, y.Path))
	})
	return out
}

// toldBy is a copy of a story that another of its reports leads.
func toldBy(s *Story, r *Report) *Story {
	c := *s
	c.Lead, c.Title, c.Language, c.Excerpt = r, r.Item.Title, r.Item.Language, r.Item.Excerpt
	c.Reports = append([]*Report{r}, slices.DeleteFunc(slices.Clone(s.Reports), func(o *Report) bool { return o == r })...)
	return &c
}
