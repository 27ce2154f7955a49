package story

import (
	"regexp"
	"slices"

	"counternotice/internal/news"
)

// docket is a case number as courts write it: letters, a year and a running number ("HC-2026-001847", "C-682/18").
var docket = regexp.MustCompile(`\b[A-Z][A-Za-z]{0,4}[-‑ ]?\d{2,4}[-/]\d{1,7}\b`)

// claims is what an item says so plainly that another item which says otherwise reports another event.
type claims struct {
	dockets []string
	places  []news.TagID // named in its title
}

func claimsOf(it news.Item) claims {
	c := claims{dockets: docket.FindAllString(it.Title+"\n"+it.Excerpt, -1)}
	for _, hit := range it.Tags {
		if hit.Tag.Facet() == news.FacetPlace && hit.Tag != "place/int" && slices.ContainsFunc(hit.Evidence, func(e news.Evidence) bool { return e.In == "title" }) {
			c.places = append(c.places, hit.Tag)
		}
	}
	return c
}

// conflict says that two items name other cases, or other places in their titles.
func (c claims) conflict(d claims) bool {
	return apart(c.dockets, d.dockets) || apart(c.places, d.places)
}

func apart[T comparable](a, b []T) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}
