package site

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// sourceRow is how a source is and how it does, in words.
type sourceRow struct {
	Name        text
	Href        string // its page
	Home        string
	Kind        string
	Language    string
	Region      string
	License     string
	LicenseHref string
	State       string
	Well        bool   // it answers, and there is nothing to say of it
	Since       moment // when the state began, unless the source just answers
	Reason      string
	Moved       string
	Last        moment // when it last brought something new
	Stories     string
	Count       string // of stories
	Removed     bool
	Silent      bool
	Disputes    []dispute // of its licence
	Deep        bool      // stands under the heading of a place
}

// dispute is a licence that a feed states and feeds.yaml does not.
type dispute struct {
	Text     string
	Narrower bool // the feed allows less than we go by
}

func (p *pen) sourceRow(s *edition.Source) sourceRow {
	l := listingOf(s)
	row := sourceRow{
		Name: p.name(sourceName(s), s.Feed.Language), Href: p.href(l.Path), Home: outward(s.Feed.Home), Kind: kindName(s.Feed.Kind),
		Language: p.language(s.Feed.Language).name, Region: p.region(s.Feed.Region), License: s.License.Name, LicenseHref: s.License.URL,
		State: stateWords(s.State.Health), Moved: outward(s.State.Moved), Last: p.date(s.LastItem), Stories: counted(l.Count, "story", "stories"), Count: number(l.Count),
		Removed: s.Removed, Silent: s.Silent,
	}
	if row.License == "" {
		closed, _ := news.LookupLicense(news.AllRightsReserved)
		row.License = closed.Name
	}
	switch s.State.Health {
	case news.HealthOK, news.HealthNew, "":
	default:
		row.Since, row.Reason = p.date(s.State.Since), faultWords(strings.TrimRight(s.State.Reason, ". "))
	}
	if strings.HasPrefix(row.Reason, "answers 451") {
		row.State = "Withheld for legal reasons"
	}
	if !s.Removed {
		for _, m := range news.Mismatches(s.Feed.License, s.State.Stated) {
			row.Disputes = append(row.Disputes, dispute{m.String(), m.Narrower})
		}
	}
	row.Well = s.State.Health == news.HealthOK && row.Moved == "" && !row.Removed
	return row
}

// faultWords is the reason of a state for readers: most are the fetcher's own, but what it advises to whoever runs the
// digest is left out.
func faultWords(reason string) string {
	if strings.Contains(reason, "--allow-host") {
		return "leads to an address that we do not open"
	}
	return reason
}

// stateWords says how a feed does.
func stateWords(h news.Health) string {
	switch h {
	case news.HealthOK:
		return "Answers"
	case news.HealthBlocked:
		return "Blocked"
	case news.HealthDead:
		return "Fails"
	case news.HealthGone:
		return "Withdrawn by its publisher"
	case news.HealthEmpty:
		return "Lists nothing"
	case news.HealthUnreadable:
		return "Unreadable"
	}
	return "Not asked yet"
}

// sourcesPage is every source and how it does.
type sourcesPage struct {
	page
	Read       string // "38 sources"
	Languages  string
	Disputed   []sourceRow // that allow less than we go by
	Silent     []sourceRow
	Answering  []sourceRow
	Places     []sourcePlace // the answering ones instead, where there are many
	Removed    []sourceRow
	ByLanguage []barRow
	ByRegion   []barRow
	OPML       string
}

// sourcePlace is the sources of one place, by name.
type sourcePlace struct {
	ID      string
	Name    string
	Count   string
	Sources []sourceRow
}

// sourcesPlain is how many answering sources are a list that needs no headings.
const sourcesPlain = 60

func (*sourcesPage) template() string { return "page/sources.html" }

func (r *renderer) sourcesPage() error {
	p := r.pen("sources/")
	v := &sourcesPage{page: p.page("Sources", "Every feed that the digest reads: who speaks, in which language, under which licence, and since when it is silent."), OPML: p.href("sources.opml")}
	v.Read, v.Languages = counted(r.d.Totals.Feeds, "source", "sources"), counted(r.d.Totals.Languages, "language", "languages")
	for _, s := range r.d.Sources {
		row := p.sourceRow(s)
		if slices.ContainsFunc(row.Disputes, func(d dispute) bool { return d.Narrower }) {
			v.Disputed = append(v.Disputed, row)
		}
		switch {
		case s.Removed:
			v.Removed = append(v.Removed, row)
		case s.Silent:
			v.Silent = append(v.Silent, row)
		default:
			v.Answering = append(v.Answering, row)
		}
	}
	if len(v.Answering) > sourcesPlain {
		v.Places, v.Answering = p.sourcePlaces(), nil
	}
	v.ByLanguage = shareRows(r.d.Languages, func(code string) link {
		name := p.language(code).name
		if name == "" {
			name = "Unknown"
		}
		return p.languageLink(code, name)
	})
	v.ByRegion = shareRows(r.d.Regions, func(code string) link {
		l := link{Text: p.region(code)}
		if t := p.listed[news.MakeTagID(news.FacetPlace, code).Path()]; t != nil {
			l.Href = p.href(t.Path)
		}
		return l
	})
	v.Linked = p.describes(v.page, "CollectionPage", "Sources")
	return r.render(p.at, v)
}

// sourcePlaces is the answering sources by the name of their place.
func (p *pen) sourcePlaces() []sourcePlace {
	var out []sourcePlace
	at := map[string]int{}
	for _, s := range p.d.Sources {
		if s.Removed || s.Silent {
			continue
		}
		code := cmp.Or(s.Feed.Region, "int")
		i, ok := at[code]
		if !ok {
			i = len(out)
			at[code] = i
			out = append(out, sourcePlace{ID: "in-" + code, Name: p.region(code)})
		}
		row := p.sourceRow(s)
		row.Deep = true
		out[i].Sources = append(out[i].Sources, row)
	}
	for i := range out {
		list := out[i].Sources
		out[i].Count = number(len(list))
		slices.SortStableFunc(list, func(x, y sourceRow) int {
			return strings.Compare(strings.ToLower(x.Name.Words), strings.ToLower(y.Name.Words))
		})
	}
	slices.SortFunc(out, func(x, y sourcePlace) int {
		return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.ID, y.ID))
	})
	return out
}

// shareRows is the table of what the sources of each language or region bring.
func shareRows(list []edition.Share, name func(code string) link) []barRow {
	most := 0
	for _, s := range list {
		most = max(most, s.Stories)
	}
	var out []barRow
	for _, s := range list {
		out = append(out, barRow{Link: name(s.Code), Figures: []string{number(s.Sources), number(s.Stories)}, Width: share(s.Stories, most)})
	}
	return out
}

// feedsPage is what can be subscribed to.
type feedsPage struct {
	page
	Facets  []feedGroup
	Sources []sourceRef
	OPML    string
	OPMLIn  string // of the sources
	Data    string // the page of the open data
	Direct  string // RSS whose links lead to the articles
	Weekly  string // RSS with an entry a week
}

type feedGroup struct {
	Facet string
	Feeds []link
}

func (*feedsPage) template() string { return "page/feeds.html" }

func (r *renderer) feedsPage() error {
	p := r.pen("feeds/")
	v := &feedsPage{page: p.page("Feeds", "RSS, Atom and JSON feeds of the whole digest, of every topic, place, actor, law and language, and of every source; OPML and open data.")}
	v.OPML, v.OPMLIn = p.href("feeds.opml"), p.href("sources.opml")
	v.Direct, v.Weekly = p.href("feed-direct.xml"), p.href("feed-weekly.xml")
	v.OwnFeeds = feedSet{Title: r.d.Site.Title + ": straight to the articles", RSS: v.Direct}
	v.Data = p.href("data/")
	for _, f := range news.Facets {
		g := feedGroup{Facet: facetTitle(f)}
		for _, l := range r.d.Tags {
			if l.Tag.ID.Facet() == f {
				g.Feeds = append(g.Feeds, link{Href: p.href(l.Path + "feed.xml"), Text: l.Title})
			}
		}
		if len(g.Feeds) > 0 {
			v.Facets = append(v.Facets, g)
		}
	}
	if len(r.d.InLanguage) > 0 {
		g := feedGroup{Facet: "Languages"}
		for _, l := range r.d.InLanguage {
			g.Feeds = append(g.Feeds, link{Href: p.href(l.Path + "feed.xml"), Text: l.Title})
		}
		v.Facets = append(v.Facets, g)
	}
	for _, s := range r.d.Sources {
		v.Sources = append(v.Sources, sourceRef{p.href(listingOf(s).Path + "feed.xml"), p.name(sourceName(s), s.Feed.Language)})
	}
	return r.render(p.at, v)
}
