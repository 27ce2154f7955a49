package site

import (
	"slices"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// tagPage is the newest stories of a tag and its months.
type tagPage struct {
	page
	Facet      link
	Definition string
	Words      []text // by which it is recognised
	Parents    []link
	Children   []link
	Stories    string
	Cards      []*card
	history
}

// history is the months of a listing.
type history struct {
	Strip  strip
	First  string // month of the strip
	Last   string
	Months []barRow
	Began  string // the month from which on it is whole; empty if it has nothing older
}

func (p *pen) history(l *edition.Listing) history {
	if len(l.Months) == 0 {
		return history{}
	}
	months := p.lastMonths()
	most := 0
	for _, m := range l.Months {
		most = max(most, len(m.Stories))
	}
	h := history{Strip: newStrip(l, months, most), Began: p.began(l.Months[len(l.Months)-1].Month)}
	if len(months) > 0 {
		h.First, h.Last = spellMonth(months[0]), spellMonth(months[len(months)-1])
	}
	for _, m := range l.Months {
		h.Months = append(h.Months, barRow{Link: link{Href: p.href(m.Path), Text: spellMonth(m.Month)}, Figures: []string{number(len(m.Stories))}, Width: share(len(m.Stories), most)})
	}
	return h
}

// until dates a print of a listing.
func (p *pen) until(l *edition.Listing) string {
	if l.Updated.IsZero() {
		return ""
	}
	return "stories until " + p.date(l.Updated).Words
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
		v.Definition, v.Stories, v.AsOf = l.Tag.Definition, n, p.until(l)
		for _, w := range l.Tag.Words {
			switch {
			case w.Text == l.Title: // heads the page
			case w.Language == "":
				v.Words = append(v.Words, p.name(w.Text, ""))
			default:
				v.Words = append(v.Words, p.text(w.Text, w.Language))
			}
		}
		for _, t := range l.Parents {
			up := link{Text: t.Label(r.d.Site.Language)}
			if r.listed[t.ID.Path()] != nil {
				up.Href = p.href(t.ID.Path())
			}
			v.Parents = append(v.Parents, up)
		}
		for _, c := range l.Children {
			v.Children = append(v.Children, link{Href: p.href(c.Path), Text: c.Title, Count: number(c.Count)})
		}
		v.Cards, v.history = p.cardList(l.Newest, listWords), p.history(l)
		v.Linked = p.collection(v.page, l.Title, l.Newest)
		p.below(v.Linked, l.Tag.ID.Facet().Path()+"/", facet)
		if err := r.render(p.at, v); err != nil {
			return err
		}
		if err := r.listingMonths(l, l.Title, r.d.Site.Language, facet, ""); err != nil {
			return err
		}
	}
	return nil
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

func (r *renderer) listingMonths(l *edition.Listing, title, language, group, id string) error {
	for _, m := range l.Months {
		p := r.pen(m.Path)
		n := counted(len(m.Stories), "story", "stories")
		month := spellMonth(m.Month)
		v := &listingMonthPage{page: p.page(l.Title+", "+month, "All stories of "+month+" under “"+l.Title+"” ("+strings.ToLower(group)+id+"): "+n+", newest first.")}
		v.OwnFeeds = p.feeds(l.Path, l.Title)
		v.under(title, group+", "+month)
		v.Name, v.Listing = p.name(l.Title, language), p.href(l.Path)
		v.AsOf = month
		v.Month, v.Stories, v.Lines = p.monthLink(m.Month), n, p.lines(m.Stories)
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// facetPage is all tags of a facet that have a story, each with its last twelve months.
type facetPage struct {
	page
	Empty  bool
	Column string // heads the column of names: "Tag"
	Count  string // "40 topics"
	First  string // month of the strips
	Last   string
	Tags   []facetTag
	Months []string // heads the table of figures: "Nov 26"
	Began  string
	Others []link // the other facets
}

type facetTag struct {
	Link       link
	Count      string
	Definition string
	Strip      []levelPath
	Figures    []string // by month; empty for none
}

func (*facetPage) template() string { return "page/facet.html" }

func (r *renderer) facetPages() error {
	for _, f := range news.Facets {
		p := r.pen(f.Path() + "/")
		v := &facetPage{page: p.page(facetTitle(f), facetTitle(f)+" that the digest has stories on, each with the number of its stories by month and a feed of its own.")}
		list := slices.DeleteFunc(slices.Clone(r.d.Tags), func(l *edition.Listing) bool { return l.Tag.ID.Facet() != f })
		r.facetTags(p, v, list)
		v.Column, v.Count = "Tag", counted(len(v.Tags), "tag", "tags")
		r.otherFacets(p, v, p.at)
		v.Linked = p.itemList(v.page, facetTitle(f), list)
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// otherFacets links a list of listings to all the others.
func (r *renderer) otherFacets(p *pen, v *facetPage, self string) {
	for _, o := range news.Facets {
		if o.Path()+"/" != self {
			v.Others = append(v.Others, link{Href: p.href(o.Path() + "/"), Text: facetTitle(o)})
		}
	}
	if self != languagesPath {
		v.Others = append(v.Others, link{Href: p.href(languagesPath), Text: "Languages"})
	}
}

// sourcePage is a source: what it is, how it does, and its stories.
type sourcePage struct {
	page
	Row     sourceRow
	All     string // the page of all sources
	Feed    string // the address that is read
	Web     bool   // Feed is a web page
	Cards   []*card
	LeftOut link // what of it was left out in the last days; empty when nothing ever was
	history
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
	same := map[string]int{} // sources of one name
	for _, s := range r.d.Sources {
		same[clip(sourceName(s), titleRunes)]++
	}
	for _, s := range r.d.Sources {
		l := listingOf(s)
		p := r.pen(l.Path)
		row := p.sourceRow(s)
		v := &sourcePage{page: p.page(row.Name.Words, "What the digest takes from "+row.Name.Words+" (source "+s.Feed.ID+"): "+row.Stories+", its licence, and how its feed does."), Row: row}
		title := row.Name.Words
		if same[clip(title, titleRunes)] > 1 {
			title = ending(title, " ("+s.Feed.ID+")")
		}
		v.under(title, "Sources")
		v.OwnFeeds = p.feeds(l.Path, row.Name.Words)
		v.AsOf = p.until(l)
		v.All, v.Feed, v.Web = p.href("sources/"), outward(s.Feed.URL), s.Feed.Page
		v.Cards, v.history = p.cardList(l.Newest, listWords), p.history(l)
		if lo, ever := r.left[s.Feed.ID]; ever {
			n := "nothing"
			if len(lo.Items) > 0 {
				n = counted(len(lo.Items), "entry", "entries")
			}
			v.LeftOut = link{Href: p.href(leftPath(s)), Text: n + " left out in the last " + counted(r.d.LeftOut.Days, "day", "days")}
		}
		v.Linked = p.collection(v.page, row.Name.Words, l.Newest)
		p.below(v.Linked, "sources/", "Sources")
		if err := r.render(p.at, v); err != nil {
			return err
		}
		if err := r.listingMonths(l, title, s.Feed.Language, "Sources", " "+s.Feed.ID); err != nil {
			return err
		}
	}
	return nil
}
