package site

import (
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// tagPage is the newest stories of a tag and its months.
type tagPage struct {
	page
	Facet      link
	Definition string
	Aliases    []text
	Parents    []link
	Stories    string
	Cards      []*card
	Months     []link
}

func (*tagPage) template() string { return "page/tag.html" }

func (r *renderer) tagPages() error {
	for _, l := range r.d.Tags {
		p := r.pen(l.Path)
		n := counted(l.Count, "story", "stories")
		facet := facetTitle(l.Tag.ID.Facet())
		v := &tagPage{page: p.page(l.Title, "The newest stories on “"+l.Title+"” ("+strings.ToLower(facet)+"), "+n+" in all, with every report and a feed to subscribe to.")}
		v.OwnFeeds = p.feeds(l.Path, l.Title)
		v.under(l.Title, facet)
		v.Facet = link{Href: p.href(l.Tag.ID.Facet().Path() + "/"), Text: facet}
		v.Definition, v.Stories = l.Tag.Definition, n
		for _, a := range l.Tag.Aliases {
			v.Aliases = append(v.Aliases, p.name(a, ""))
		}
		for _, t := range l.Parents {
			up := link{Text: t.Label(r.d.Site.Language)}
			if r.listed[t.ID.Path()] != nil {
				up.Href = p.href(t.ID.Path())
			}
			v.Parents = append(v.Parents, up)
		}
		v.Cards, v.Months = p.cardList(l.Newest), p.monthLinks(l)
		if err := r.render(p.at, v); err != nil {
			return err
		}
		if err := r.listingMonths(l, r.d.Site.Language, facet, ""); err != nil {
			return err
		}
	}
	return nil
}

func (p *pen) monthLinks(l *edition.Listing) []link {
	var out []link
	for _, m := range l.Months {
		out = append(out, link{Href: p.href(m.Path), Text: spellMonth(m.Month), Count: number(len(m.Stories))})
	}
	return out
}

// listingMonthPage is what a tag or a source had in one month.
type listingMonthPage struct {
	page
	Name    text
	Listing string // the page of the tag or source
	Month   link
	Stories string
	Lines   []line
}

func (*listingMonthPage) template() string { return "page/listing-month.html" }

func (r *renderer) listingMonths(l *edition.Listing, language, group, id string) error {
	for _, m := range l.Months {
		p := r.pen(m.Path)
		n := counted(len(m.Stories), "story", "stories")
		month := spellMonth(m.Month)
		v := &listingMonthPage{page: p.page(l.Title+", "+month, "All stories of "+month+" under “"+l.Title+"” ("+strings.ToLower(group)+id+"): "+n+", newest first.")}
		v.OwnFeeds = p.feeds(l.Path, l.Title)
		v.under(l.Title, group+", "+month)
		v.Name, v.Listing = p.name(l.Title, language), p.href(l.Path)
		v.Month, v.Stories, v.Lines = p.monthLink(m.Month), n, p.lines(m.Stories)
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// facetPage is all tags of a facet that have a story.
type facetPage struct {
	page
	Empty  bool
	Tags   []facetTag
	Others []link // the other facets
}

type facetTag struct {
	Link       link
	Definition string
}

func (*facetPage) template() string { return "page/facet.html" }

func (r *renderer) facetPages() error {
	for _, f := range news.Facets {
		p := r.pen(f.Path() + "/")
		v := &facetPage{page: p.page(facetTitle(f), facetTitle(f)+" that the digest has stories on, each with the number of its stories and a feed of its own.")}
		for _, l := range r.d.Tags {
			if l.Tag.ID.Facet() == f {
				v.Tags = append(v.Tags, facetTag{link{Href: p.href(l.Path), Text: l.Title, Count: number(l.Count)}, l.Tag.Definition})
			}
		}
		v.Empty = len(v.Tags) == 0
		for _, o := range news.Facets {
			if o != f {
				v.Others = append(v.Others, link{Href: p.href(o.Path() + "/"), Text: facetTitle(o)})
			}
		}
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// sourcePage is a source: what it is, how it does, and its stories.
type sourcePage struct {
	page
	Row    sourceRow
	All    string // the page of all sources
	Feed   string // the address that is read
	Web    bool   // Feed is a web page
	Cards  []*card
	Months []link
}

func (*sourcePage) template() string { return "page/source.html" }

func sourcePath(id string) string { return "source/" + id + "/" }

func (p *pen) sourceLink(s *edition.Source) link {
	return link{Href: p.href(listingOf(s).Path), Text: sourceName(s)}
}

// listingOf gives a source that has no story yet an empty listing.
func listingOf(s *edition.Source) *edition.Listing {
	if s.Listing != nil {
		return s.Listing
	}
	return &edition.Listing{Title: sourceName(s), Path: sourcePath(s.Feed.ID)}
}

func (r *renderer) sourcePages() error {
	for _, s := range r.d.Sources {
		l := listingOf(s)
		p := r.pen(l.Path)
		row := p.sourceRow(s)
		v := &sourcePage{page: p.page(row.Name.Words, "What the digest takes from "+row.Name.Words+" (source "+s.Feed.ID+"): "+row.Stories+", its licence, and how its feed does."), Row: row}
		v.under(row.Name.Words, "Sources")
		v.OwnFeeds = p.feeds(l.Path, row.Name.Words)
		v.All, v.Feed, v.Web = p.href("sources/"), outward(s.Feed.URL), s.Feed.Page
		v.Cards, v.Months = p.cardList(l.Newest), p.monthLinks(l)
		if err := r.render(p.at, v); err != nil {
			return err
		}
		if err := r.listingMonths(l, s.Feed.Language, "Sources", " "+s.Feed.ID); err != nil {
			return err
		}
	}
	return nil
}
