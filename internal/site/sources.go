package site

import (
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
	Read      string // "38 sources"
	Languages string
	Silent    []sourceRow
	Answering []sourceRow
	Removed   []sourceRow
	OPML      string
}

func (*sourcesPage) template() string { return "page/sources.html" }

func (r *renderer) sourcesPage() error {
	p := r.pen("sources/")
	v := &sourcesPage{page: p.page("Sources", "Every feed that the digest reads: who speaks, in which language, under which licence, and since when it is silent."), OPML: p.href("sources.opml")}
	v.Read, v.Languages = counted(r.d.Totals.Feeds, "source", "sources"), counted(r.d.Totals.Languages, "language", "languages")
	for _, s := range r.d.Sources {
		row := p.sourceRow(s)
		switch {
		case s.Removed:
			v.Removed = append(v.Removed, row)
		case s.Silent:
			v.Silent = append(v.Silent, row)
		default:
			v.Answering = append(v.Answering, row)
		}
	}
	return r.render(p.at, v)
}

// feedsPage is what can be subscribed to.
type feedsPage struct {
	page
	Facets  []feedGroup
	Sources []sourceRef
	OPML    string
	OPMLIn  string // of the sources
	Data    link   // the open month's stories
}

type feedGroup struct {
	Facet string
	Feeds []link
}

func (*feedsPage) template() string { return "page/feeds.html" }

func (r *renderer) feedsPage() error {
	p := r.pen("feeds/")
	v := &feedsPage{page: p.page("Feeds", "RSS, Atom and JSON feeds of the whole digest, of every topic, place, actor and law, and of every source; OPML and open data.")}
	v.OPML, v.OPMLIn = p.href("feeds.opml"), p.href("sources.opml")
	if len(r.d.Months) > 0 {
		month := r.d.Months[0].ID
		v.Data = link{Href: p.href("data/stories-" + month + ".jsonl"), Text: "Stories of " + spellMonth(month)}
	}
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
	for _, s := range r.d.Sources {
		v.Sources = append(v.Sources, sourceRef{p.href(listingOf(s).Path + "feed.xml"), p.name(sourceName(s), s.Feed.Language)})
	}
	return r.render(p.at, v)
}

// leftOutPage is what was not taken in the last days, and why.
type leftOutPage struct {
	page
	Days    string
	Since   string
	Count   string
	Empty   bool
	Reasons []string // "20 off topic"
	Sources []leftSource
	Months  []link
}

// leftMonthPage is what was not taken in one month.
type leftMonthPage struct {
	page
	Count   string
	Recent  string // the page of the last days
	Month   link
	Sources []leftSource
}

type leftSource struct {
	Source  sourceRef
	Count   string
	Reasons []leftReason
}

type leftReason struct {
	Text    string
	Entries []leftEntry
}

type leftEntry struct {
	Title    text
	Href     string
	HrefLang string
	When     moment
	Found    []text // the rules that spoke against it
}

func (*leftOutPage) template() string   { return "page/left-out.html" }
func (*leftMonthPage) template() string { return "page/left-out-month.html" }

func (r *renderer) leftOutPages() error {
	p, lo := r.pen("left-out/"), r.d.LeftOut
	n := counted(lo.Count, "entry", "entries")
	v := &leftOutPage{page: p.page("Left out", "What the digest read in the last days and did not take, feed by feed, with the reason for each entry: "+n+".")}
	v.Days, v.Since, v.Count, v.Empty = counted(lo.Days, "day", "days"), spellDay(lo.Since), n, lo.Count == 0
	for _, c := range lo.Reasons {
		v.Reasons = append(v.Reasons, number(c.Count)+" "+c.Text)
	}
	v.Sources = p.leftSources(lo.Sources)
	for _, m := range lo.Months {
		v.Months = append(v.Months, link{Href: p.href(m.Path), Text: spellMonth(m.Month), Count: number(m.Count)})
	}
	if err := r.render(p.at, v); err != nil {
		return err
	}
	for _, m := range lo.Months {
		p := r.pen(m.Path)
		n := counted(m.Count, "entry", "entries")
		v := &leftMonthPage{page: p.page("Left out in "+spellMonth(m.Month), "What the digest read in "+spellMonth(m.Month)+" and did not take, feed by feed, with the reasons: "+n+".")}
		v.Count, v.Recent, v.Month, v.Sources = n, p.href("left-out/"), p.monthLink(m.Month), p.leftSources(m.Sources)
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// leftSources groups the entries of each source by the sentence that gives the reason, in order of appearance.
func (p *pen) leftSources(list []edition.LeftSource) []leftSource {
	var out []leftSource
	for _, ls := range list {
		s := leftSource{Source: sourceRef{p.sourceLink(ls.Source).Href, p.name(sourceName(ls.Source), ls.Source.Feed.Language)}, Count: number(len(ls.Items))}
		at := map[string]int{}
		for _, l := range ls.Items {
			i, ok := at[l.Entry.Reason.Text]
			if !ok {
				i = len(s.Reasons)
				at[l.Entry.Reason.Text] = i
				s.Reasons = append(s.Reasons, leftReason{Text: l.Entry.Reason.Text})
			}
			e := leftEntry{Href: outward(l.Entry.URL), When: p.date(l.Entry.FirstSeen)}
			e.Title, _ = p.title(l.Entry.Title, l.Entry.Language)
			e.HrefLang = e.Title.Lang
			for _, f := range l.Entry.Reason.Evidence {
				e.Found = append(e.Found, p.name(f.Rule, ""))
			}
			s.Reasons[i].Entries = append(s.Reasons[i].Entries, e)
		}
		out = append(out, s)
	}
	return out
}
