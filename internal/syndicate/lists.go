package syndicate

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

type opmlDocument struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Title   string    `xml:"head>title"`
	Groups  []outline `xml:"body>outline"`
}

type outline struct {
	Text        string    `xml:"text,attr"`
	Title       string    `xml:"title,attr,omitempty"`
	Type        string    `xml:"type,attr,omitempty"`
	XMLURL      string    `xml:"xmlUrl,attr,omitempty"`
	HTMLURL     string    `xml:"htmlUrl,attr,omitempty"`
	Language    string    `xml:"language,attr,omitempty"`
	Description string    `xml:"description,attr,omitempty"`
	Outlines    []outline `xml:"outline"`
}

// opml writes what can be subscribed to here, and what the digest itself reads. A source that says it is gone, and a web
// page without a feed, are no subscription.
func (w *writer) opml() {
	site := w.d.Site
	ours := opmlDocument{Version: "2.0", Title: site.Title + ": feeds"}
	whole := outline{Text: "Everything"}
	for _, f := range []struct{ title, file, page, about string }{
		{site.Title, "feed.xml", "", aboutWhole}, {site.Title + ": straight to the articles", "feed-direct.xml", "", aboutDirect}, {site.Title + ": the week", "feed-weekly.xml", "letter/", aboutWeekly},
	} {
		whole.Outlines = append(whole.Outlines, outline{
			Text: f.title, Title: f.title, Type: "rss", XMLURL: w.absolute(f.file), HTMLURL: w.absolute(f.page), Language: site.Language, Description: f.about,
		})
	}
	ours.Groups = append(ours.Groups, whole)
	for _, f := range news.Facets {
		g := outline{Text: facetNames[f]}
		for _, l := range w.d.Tags {
			if l.Tag.ID.Facet() == f {
				g.Outlines = append(g.Outlines, outline{
					Text: l.Title, Title: l.Title, Type: "rss", XMLURL: w.absolute(l.Path + "feed.xml"), HTMLURL: w.absolute(l.Path), Language: site.Language, Description: l.Tag.Definition,
				})
			}
		}
		if len(g.Outlines) > 0 {
			ours.Groups = append(ours.Groups, g)
		}
	}
	spoken := outline{Text: "Languages"}
	for _, l := range w.d.InLanguage {
		spoken.Outlines = append(spoken.Outlines, outline{
			Text: l.Title, Title: l.Title, Type: "rss", XMLURL: w.absolute(l.Path + "feed.xml"), HTMLURL: w.absolute(l.Path), Language: languageOf(l), Description: aboutLanguage(l.Title),
		})
	}
	if len(spoken.Outlines) > 0 {
		ours.Groups = append(ours.Groups, spoken)
	}
	data, err := marshalXML(ours)
	w.put("feeds.opml", data, err)

	theirs := opmlDocument{Version: "2.0", Title: site.Title + ": sources"}
	for _, k := range news.Kinds {
		g := outline{Text: kindNames[k]}
		for _, s := range w.d.Sources {
			if s.Feed.Kind == k && !s.Removed && !s.Feed.Page && s.State.Health != news.HealthGone {
				g.Outlines = append(g.Outlines, outline{
					Text: s.Feed.Name, Title: s.Feed.Name, Type: "rss", XMLURL: news.Outgoing(s.Feed.URL), HTMLURL: news.Outgoing(s.Feed.Home), Language: s.Feed.Language,
					Description: w.aboutSource(s),
				})
			}
		}
		if len(g.Outlines) > 0 {
			theirs.Groups = append(theirs.Groups, g)
		}
	}
	data, err = marshalXML(theirs)
	w.put("sources.opml", data, err)
}

// aboutSource says who publishes a feed that we read, and on what terms.
func (w *writer) aboutSource(s *edition.Source) string {
	return kindNames[s.Feed.Kind] + ", in " + w.language(s.Feed.Language) + ". Licence: " + s.License.Name + "."
}

// languageOf is the tag of the language that a listing is of.
func languageOf(l *edition.Listing) string {
	return strings.TrimSuffix(strings.TrimPrefix(l.Path, "language/"), "/")
}

var facetNames = map[news.Facet]string{
	news.FacetTopic: "Topics", news.FacetPlace: "Places", news.FacetActor: "Actors", news.FacetInstrument: "Laws", news.FacetAction: "Actions", news.FacetCampaign: "Campaigns",
}

var kindNames = map[news.Kind]string{
	news.KindOfficial: "Official", news.KindNGO: "Civil society", news.KindAcademic: "Academic", news.KindTrade: "Trade press",
	news.KindPress: "Press", news.KindState: "State media", news.KindIndustry: "Industry",
}

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// SitemapLimit is the most addresses that one sitemap may hold, by the protocol at sitemaps.org.
const SitemapLimit = 50_000

// sitemap writes sitemap.xml: the addresses that hold words of their own, with the true time of their last change. A
// digest of more addresses than one file may hold is split, with sitemap.xml as the index.
func (w *writer) sitemap() {
	var urls []sitemapURL
	add := func(path string, at time.Time) {
		u := sitemapURL{Loc: w.absolute(path)}
		if !at.IsZero() {
			u.LastMod = at.UTC().Format(time.RFC3339)
		}
		urls = append(urls, u)
	}
	d := w.d
	newest := func(stories []*edition.Story) (at time.Time) {
		for _, s := range stories {
			if s.Updated.After(at) {
				at = s.Updated
			}
		}
		return at
	}
	add("", d.Updated)
	for _, path := range []string{"about/", "method/", "corrections/", "feeds/", "data/", "letter/", "compose/", "search/", "left-out/"} { // when their words changed is not known
		add(path, time.Time{})
	}
	add("archive/", newest(d.Stories))
	add("sources/", d.Updated)
	for _, p := range d.Days { // its edition has stories of the day before
		add(p.Path, newest(slices.Concat(p.Stories, p.All())))
	}
	for _, p := range d.Weeks {
		add(p.Path, newest(p.Stories))
	}
	for _, m := range d.Months {
		add(m.Path, newest(m.Stories))
	}
	for _, is := range w.letters {
		add("letter/"+is.Name+"/", time.Time{})
	}
	facets := map[news.Facet]bool{}
	for _, l := range d.Tags {
		if f := l.Tag.ID.Facet(); !facets[f] {
			facets[f] = true
			var at time.Time
			for _, o := range d.Tags {
				if o.Tag.ID.Facet() == f && o.Updated.After(at) {
					at = o.Updated
				}
			}
			add(f.Path()+"/", at)
		}
		add(l.Path, l.Updated)
		for _, m := range l.Months {
			add(m.Path, newest(m.Stories))
		}
	}
	if len(d.InLanguage) > 0 {
		add("language/", newest(d.Stories))
	}
	for _, l := range d.InLanguage {
		add(l.Path, l.Updated)
		for _, m := range l.Months {
			add(m.Path, newest(m.Stories))
		}
	}
	for _, s := range d.Sources {
		if s.Listing.Count > 0 {
			add(s.Listing.Path, s.Listing.Updated)
		}
	}
	for _, s := range d.Stories {
		if s.Into == "" {
			add(s.Path, s.Modified())
		}
	}
	const xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
	type urlset struct {
		XMLName xml.Name     `xml:"urlset"`
		Xmlns   string       `xml:"xmlns,attr"`
		URLs    []sitemapURL `xml:"url"`
	}
	if len(urls) <= SitemapLimit {
		data, err := marshalXML(urlset{Xmlns: xmlns, URLs: urls})
		w.put("sitemap.xml", data, err)
		return
	}
	var index struct {
		XMLName xml.Name     `xml:"sitemapindex"`
		Xmlns   string       `xml:"xmlns,attr"`
		Maps    []sitemapURL `xml:"sitemap"`
	}
	index.Xmlns = xmlns
	for n := 1; len(urls) > 0; n++ {
		part := urls[:min(len(urls), SitemapLimit)]
		urls = urls[len(part):]
		name := fmt.Sprintf("sitemap-%03d.xml", n)
		data, err := marshalXML(urlset{Xmlns: xmlns, URLs: part})
		w.put(name, data, err)
		index.Maps = append(index.Maps, sitemapURL{Loc: w.absolute(name)})
	}
	data, err := marshalXML(index)
	w.put("sitemap.xml", data, err)
}

// headers writes _headers, which Netlify, Cloudflare Pages and their kin send with every file. Pages carry a stricter
// policy of their own; what stands here besides is for files that are none, such as a newsletter's e-mail, whose styles
// are inline. A feed may be kept for a quarter of an hour, other files for as long as the host says: the search index must never be
// older than the files that it names.
func (w *writer) headers() {
	var b strings.Builder
	b.WriteString(`/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
`)
	for _, name := range []string{"feed.xml", "feed.atom", "feed.json", "feed-direct.xml", "feed-weekly.xml", ":facet/:name/feed.xml", ":facet/:name/feed.atom", ":facet/:name/feed.json"} {
		b.WriteString("/" + name + "\n  Cache-Control: public, max-age=900\n")
	}
	w.put("_headers", []byte(b.String()), nil)
}

func (w *writer) robots() {
	w.put("robots.txt", []byte("User-agent: *\nAllow: /\n\nSitemap: "+w.absolute("sitemap.xml")+"\n"), nil)
}
