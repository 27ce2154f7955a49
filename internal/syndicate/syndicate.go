// Package syndicate owns what machines take from the digest: RSS, Atom and JSON feeds, OPML, the sitemap, robots.txt and
// the open data. It writes no pages and touches no disk.
package syndicate

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// FeedItems is how many stories a feed of ours carries: importers read fewer, and 50 stay below 300 KB.
const FeedItems = 50

// License is the licence of our own words and of the arrangement.
const (
	License    = "CC-BY-4.0"
	licenseURL = "https://creativecommons.org/licenses/by/4.0/"
	rights     = "Our own words and the selection: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Titles and excerpts belong to the publishers named."
)

// Files writes every file of the package for a digest, in a fixed order, to a sink; it stops at the sink's first error.
// Paths are relative to the root of the site.
func Files(d *edition.Digest, write func(path string, data []byte) error) error {
	w := &writer{d: d, write: write, items: map[*edition.Story]*encoded{}}
	var fresh []*edition.Story
	for _, s := range slices.Backward(d.Stories) {
		if s.Into == "" && !s.Backlog {
			fresh = append(fresh, s)
		}
	}
	w.feeds(channel{title: d.Site.Title, path: "", about: "Copyright enforcement and online freedom: one entry per story, with who reported it."}, fresh)
	for _, l := range d.Tags {
		w.feeds(channel{title: d.Site.Title + ": " + l.Title, path: l.Path, about: l.Tag.Definition}, l.Newest)
	}
	for _, s := range d.Sources {
		w.feeds(channel{title: d.Site.Title + ": " + s.Feed.Name, path: s.Listing.Path, about: "Stories that " + s.Feed.Name + " reported."}, s.Listing.Newest)
	}
	w.opml()
	w.data()
	w.sitemap()
	w.robots()
	w.headers()
	return w.err
}

// writer carries the sink and its first error through the parts.
type writer struct {
	d     *edition.Digest
	write func(string, []byte) error
	items map[*edition.Story]*encoded
	err   error
}

func (w *writer) put(path string, data []byte, err error) {
	if w.err == nil {
		w.err = err
	}
	if w.err == nil {
		w.err = w.write(path, data)
	}
}

func (w *writer) absolute(path string) string { return w.d.Site.URL + path }

// channel is what a feed says of itself.
type channel struct {
	title, path, about string
}

// encoded is one story in the three formats. It is the same in every feed, so it is made once.
type encoded struct {
	rss, atom, json []byte
}

// shown dates a story in feeds: when we first published it. One from a backlog was never new, so it is dated by its
// report, lest importers take it for news.
func shown(s *edition.Story) time.Time {
	if s.Backlog {
		return s.Lead.Published.UTC()
	}
	return s.Begun.UTC()
}

func updated(s *edition.Story) time.Time {
	if s.Backlog {
		return shown(s)
	}
	return s.Modified().UTC()
}

// newestOf picks what a feed carries, newest first.
func newestOf(stories []*edition.Story) []*edition.Story {
	list := slices.SortedFunc(slices.Values(stories), func(a, b *edition.Story) int {
		if c := shown(b).Compare(shown(a)); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list[:min(len(list), FeedItems)]
}

// feeds writes feed.xml, feed.atom and feed.json of a channel.
func (w *writer) feeds(c channel, stories []*edition.Story) {
	stories = newestOf(stories)
	var at time.Time
	var rss, atom strings.Builder
	var items [][]byte
	for _, s := range stories {
		e := w.encode(s)
		rss.Write(e.rss)
		atom.Write(e.atom)
		items = append(items, e.json)
		if u := updated(s); u.After(at) {
			at = u
		}
	}
	if at.IsZero() {
		at = w.d.Updated.UTC()
	}
	site := w.d.Site
	home := w.absolute(c.path)
	if c.about == "" {
		c.about = c.title + "."
	}
	base := &feeds.Feed{Title: c.title, Link: &feeds.Link{Href: home}, Description: c.about, Updated: at, Copyright: rights}

	channelXML := (&feeds.Rss{Feed: base}).RssFeed()
	channelXML.Language, channelXML.Ttl, channelXML.Generator = site.Language, 60, "Counternotice"
	data, err := marshalXML(rssDocument{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/",
		Channel: rssChannel{RssFeed: channelXML, Self: link{Href: home + "feed.xml", Rel: "self", Type: "application/rss+xml"}, Entries: rss.String()},
	})
	w.put(c.path+"feed.xml", styled(data, c.path), err)

	atomXML := (&feeds.Atom{Feed: base}).AtomFeed()
	atomXML.Id, atomXML.Link, atomXML.Author = home, nil, &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: site.Title, Uri: site.URL}}
	data, err = marshalXML(atomDocument{
		AtomFeed: atomXML, Lang: site.Language,
		Links: []link{
			{Href: home + "feed.atom", Rel: "self", Type: "application/atom+xml"}, {Href: home, Rel: "alternate", Type: "text/html"}, {Href: licenseURL, Rel: "license"},
		},
		Entries: atom.String(),
	})
	w.put(c.path+"feed.atom", styled(data, c.path), err)

	data, err = json.Marshal(jsonDocument{
		JSONFeed: &feeds.JSONFeed{
			Version: "https://jsonfeed.org/version/1.1", Title: c.title, Language: site.Language, HomePageUrl: home, FeedUrl: home + "feed.json", Description: c.about,
			Authors: []*feeds.JSONAuthor{{Name: site.Title, Url: site.URL}},
		},
		Digest: jsonExtra{About: w.absolute("about/"), License: License, Rights: rights},
	})
	// The items are JSON already: they go in before the closing brace.
	data = append(bytes.TrimSuffix(data, []byte("}")), `,"items":[`...)
	data = append(data, bytes.Join(items, []byte(",\n"))...)
	w.put(c.path+"feed.json", append(data, "]}\n"...), err)
}

// The types below are gorilla/feeds' own with what it lacks laid over them: a field here hides one of the same name there.

type rssDocument struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Content string   `xml:"xmlns:content,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Channel rssChannel
}

type rssChannel struct {
	*feeds.RssFeed
	Self    link   `xml:"atom:link"`
	Entries string `xml:",innerxml"`
}

type link struct {
	Href     string `xml:"href,attr"`
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Language string `xml:"hreflang,attr,omitempty"`
	Title    string `xml:"title,attr,omitempty"`
}

type rssItem struct {
	*feeds.RssItem
	Creator    string   `xml:"dc:creator"`
	Categories []string `xml:"category"`
	Language   string   `xml:"dc:language,omitempty"`
}

type atomDocument struct {
	*feeds.AtomFeed
	Lang    string `xml:"xml:lang,attr"`
	Links   []link `xml:"link"`
	Entries string `xml:",innerxml"`
}

type atomEntry struct {
	*feeds.AtomEntry
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	Links      []link         `xml:"link"`
	Categories []atomCategory `xml:"category"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type jsonDocument struct {
	*feeds.JSONFeed
	Digest jsonExtra `json:"_digest"`
}

type jsonExtra struct {
	About   string `json:"about"`
	License string `json:"license"`
	Rights  string `json:"rights"`
}

type jsonItem struct {
	*feeds.JSONItem
	Language string         `json:"language,omitempty"`
	Digest   jsonItemDigest `json:"_digest"`
}

type jsonItemDigest struct {
	About   string       `json:"about"`
	Reports []jsonReport `json:"reports"`
	Voices  int          `json:"voices"`
}

type jsonReport struct {
	URL       string     `json:"url,omitempty"`
	Title     string     `json:"title"`
	Publisher string     `json:"publisher"`
	Language  string     `json:"language"`
	Published *time.Time `json:"published,omitempty"`
	License   string     `json:"license"`
}

// encode makes the entry of a story in the three formats.
func (w *writer) encode(s *edition.Story) *encoded {
	if e := w.items[s]; e != nil {
		return e
	}
	address := w.absolute(s.Path)
	external := s.Lead.Item.URL
	base := &feeds.Item{
		Title: s.Title, Link: &feeds.Link{Href: address}, Description: summary(s), Content: w.content(s),
		Id: address, Created: shown(s), Updated: updated(s),
	}
	one := &feeds.Feed{Link: &feeds.Link{}, Items: []*feeds.Item{base}}
	var labels []string
	var categories []atomCategory
	for _, t := range s.Tags {
		labels = append(labels, t.Label)
		categories = append(categories, atomCategory{Term: string(t.Tag.ID), Label: t.Label})
	}
	if len(labels) == 0 {
		labels, categories = []string{"Other stories"}, []atomCategory{{"other", "Other stories"}}
	}
	creator := s.Lead.Source.Feed.Name
	e := &encoded{}

	ri := (&feeds.Rss{Feed: one}).RssFeed().Items[0]
	ri.Guid = &feeds.RssGuid{Id: address, IsPermaLink: "true"}
	ri.Author, ri.PubDate = "", shown(s).Format(time.RFC1123Z)
	e.rss = w.xml(rssItem{RssItem: ri, Creator: creator, Categories: labels, Language: s.Language})

	ae := (&feeds.Atom{Feed: one}).AtomFeed().Entries[0]
	ae.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: creator, Uri: s.Lead.Source.Feed.Home}}
	ae.Id, ae.Published, ae.Updated, ae.Xmlns = address, shown(s).Format(time.RFC3339), updated(s).Format(time.RFC3339), ""
	ae.Summary = &feeds.AtomSummary{Content: summary(s), Type: "text"}
	ae.Rights = reportRights(s.Lead)
	ae.Links = nil
	links := []link{{Href: address, Rel: "alternate", Type: "text/html"}}
	if external != "" {
		links = append(links, link{Href: external, Rel: "related", Language: s.Language, Title: creator})
	}
	e.atom = w.xml(atomEntry{AtomEntry: ae, Lang: s.Language, Links: links, Categories: categories})

	published, modified := shown(s), updated(s)
	item := jsonItem{
		JSONItem: &feeds.JSONItem{
			Id: address, Url: address, ExternalUrl: external, Title: s.Title, ContentHTML: w.content(s), Summary: summary(s),
			PublishedDate: &published, ModifiedDate: &modified, Authors: []*feeds.JSONAuthor{{Name: creator, Url: s.Lead.Source.Feed.Home}}, Tags: labels,
		},
		Language: s.Language,
		Digest:   jsonItemDigest{About: w.absolute("method/"), Voices: s.Voices, Reports: reports(s)},
	}
	var err error
	e.json, err = json.Marshal(item)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.items[s] = e
	return e
}

func (w *writer) xml(v any) []byte {
	data, err := xml.Marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	return append(data, '\n')
}

func marshalXML(v any) ([]byte, error) {
	data, err := xml.Marshal(v)
	if err != nil {
		return nil, err
	}
	return append(append([]byte(xml.Header), data...), '\n'), nil
}

// Style is where internal/site puts the style sheet of feeds, for those who open one in a browser.
const Style = "assets/feed.css"

// styled names the style sheet in a feed beside the listing at path. It is CSS, since browsers give up XSLT.
func styled(data []byte, path string) []byte {
	body, ok := bytes.CutPrefix(data, []byte(xml.Header))
	if !ok {
		return data
	}
	sheet := `<?xml-stylesheet type="text/css" href="` + strings.Repeat("../", strings.Count(path, "/")) + Style + "\"?>\n"
	return slices.Concat([]byte(xml.Header), []byte(sheet), body)
}

func reports(s *edition.Story) []jsonReport {
	var out []jsonReport
	for _, r := range s.Reports {
		jr := jsonReport{URL: r.Item.URL, Title: r.Item.Title, Publisher: r.Source.Feed.Name, Language: r.Item.Language, License: r.Item.License}
		if r.Dated {
			t := r.Published.UTC()
			jr.Published = &t
		}
		out = append(out, jr)
	}
	return out
}

// reportRights names whose words the excerpt of a report is, and on what terms.
func reportRights(r *edition.Report) string {
	l, ok := news.LookupLicense(r.Item.License)
	if !ok || l.ID == news.AllRightsReserved {
		return "Excerpt quoted from " + r.Source.Feed.Name + ", all rights reserved."
	}
	if l.URL == "" {
		return "Excerpt from " + r.Source.Feed.Name + ". " + l.Name + "."
	}
	return "Excerpt from " + r.Source.Feed.Name + ", " + cut(r) + l.Name + " (" + l.URL + ")."
}

// cut says that an excerpt is a part, which most open licences want said.
func cut(r *edition.Report) string {
	if strings.HasSuffix(r.Item.Excerpt, "…") {
		return "shortened, "
	}
	return ""
}
