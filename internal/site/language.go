package site

import (
	"strings"

	"counternotice/internal/edition"
)

// languagesPath is where the listings of languages lie.
const languagesPath = "language/"

// languagePages are the list of languages and a listing for each. In a listing a story stands under the title that it has
// in that language.
func (r *renderer) languagePages() error {
	const facet = "Languages"
	p := r.pen(languagesPath)
	v := &facetPage{page: p.page(facet, "The languages in which the sources of the digest report, each with the number of its stories by month and a feed of its own.")}
	r.facetTags(p, v, r.d.InLanguage)
	v.Column, v.Count = "Language", counted(len(v.Tags), "language", "languages")
	r.otherFacets(p, v, languagesPath)
	v.Linked = p.itemList(v.page, facet, r.d.InLanguage)
	if err := r.render(p.at, v); err != nil {
		return err
	}
	for _, l := range r.d.InLanguage {
		p := r.pen(l.Path)
		n := counted(l.Count, "story", "stories")
		v := &tagPage{page: p.page(l.Title, "The newest stories that were reported in "+l.Title+", "+n+" in all, with every report and a feed to subscribe to.")}
		v.OwnFeeds = p.feeds(l.Path, l.Title)
		v.under(l.Title, facet)
		v.Facet = link{Href: p.href(languagesPath), Text: facet}
		v.Definition, v.Stories = "Stories that were reported in "+l.Title+", each under the title that it has there.", n
		v.Cards, v.history, v.AsOf = p.cardList(l.Newest, listWords), p.history(l), p.until(l)
		v.Linked = p.collection(v.page, l.Title, l.Newest)
		p.below(v.Linked, languagesPath, facet)
		if err := r.render(p.at, v); err != nil {
			return err
		}
		if err := r.listingMonths(l, l.Title, r.d.Site.Language, facet, ""); err != nil {
			return err
		}
	}
	return nil
}

// languageLink leads to the listing of a language, by its tag without region and script; a language without stories has none.
func (p *pen) languageLink(base, name string) link {
	l := link{Text: name}
	for _, o := range p.d.InLanguage {
		if o.Path == languagesPath+strings.ToLower(base)+"/" {
			l.Href = p.href(o.Path)
		}
	}
	return l
}

// facetTags fills the table of a page that lists listings, the most stories in a month being the darkest.
func (r *renderer) facetTags(p *pen, v *facetPage, list []*edition.Listing) {
	months := r.lastMonths()
	most := 0
	for _, l := range list {
		for _, n := range counts(l, months) {
			most = max(most, n)
		}
	}
	for _, l := range list {
		t := facetTag{Link: link{Href: p.href(l.Path), Text: l.Title}, Count: number(l.Count), Definition: l.Tag.Definition, Strip: paths(counts(l, months), most)}
		for _, n := range counts(l, months) {
			figure := ""
			if n > 0 {
				figure = number(n)
			}
			t.Figures = append(t.Figures, figure)
		}
		if n := len(l.Months); n > 0 && v.Began == "" {
			v.Began = p.began(l.Months[n-1].Month)
		}
		v.Tags = append(v.Tags, t)
	}
	v.Empty = len(v.Tags) == 0
	if len(months) > 0 {
		v.First, v.Last = spellMonth(months[0]), spellMonth(months[len(months)-1])
	}
	for _, m := range months {
		v.Months = append(v.Months, respell("2006-01", "Jan 06", m))
	}
}

// itemList describes a page that lists listings.
func (p *pen) itemList(v page, name string, list []*edition.Listing) *thing {
	t := p.describes(v, "CollectionPage", name)
	if len(list) > 0 {
		t.Main = &thing{Type: "ItemList", Count: len(list)}
		for i, l := range list {
			t.Main.Items = append(t.Main.Items, thing{Type: "ListItem", Position: i + 1, URL: p.absolute(l.Path)})
		}
	}
	return t
}
