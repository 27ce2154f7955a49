package syndicate

import (
	"bytes"
	"cmp"
	"encoding/json"
	"encoding/xml"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"counternotice/internal/edition"
)

// A feed of ours carries the newest FeedItems stories, and all of the last FeedDays days before the newest run where these are
// more: whoever asks once a week misses none. There are only as many as FeedBytes have room for in each format, since some importers
// refuse more.
const (
	FeedItems = 50
	FeedDays  = 14
	FeedBytes = 300_000
)

// headBytes is kept free for what a feed says of itself.
const headBytes = 6000

// channel is what a feed says of itself.
type channel struct {
	title, path, about string
}

// updated is when a story last changed; of one from a backlog, when an editor last decided about it. One that is as it was
// told first has not changed since its date.
func updated(s *edition.Story) time.Time {
	at := s.Modified()
	if at.Equal(s.Begun) || s.Backlog && at.Equal(s.Updated) || at.Before(s.Dated) {
		at = s.Dated
	}
	return at.UTC()
}

// newestOf picks what a feed carries, newest first: by its date, since that is what importers go by.
func (w *writer) newestOf(stories []*edition.Story) []*edition.Story {
	list := slices.SortedFunc(slices.Values(stories), func(a, b *edition.Story) int {
		return cmp.Or(b.Dated.Compare(a.Dated), strings.Compare(a.ID, b.ID))
	})
	since := w.d.Updated.AddDate(0, 0, -FeedDays)
	n := min(len(list), FeedItems)
	for n < len(list) && list[n].Dated.After(since) {
		n++
	}
	return list[:n]
}

// feeds writes feed.xml, feed.atom and feed.json of a channel, with the same stories.
func (w *writer) feeds(c channel, stories []*edition.Story) {
	var at time.Time
	var list []*encoded
	var sizes [3]int
	for _, s := range w.newestOf(stories) {
		e := w.encode(s)
		for i, part := range [][]byte{e.rss, e.atom, e.json} {
			sizes[i] += len(part)
		}
		if len(list) > 0 && slices.Max(sizes[:]) > FeedBytes-headBytes {
			break
		}
		list = append(list, e)
		if u := updated(s); u.After(at) {
			at = u
		}
	}
	if at.IsZero() {
		at = w.d.Updated.UTC()
	}
	if c.about == "" {
		c.about = c.title + "."
	}
	var rss, items [][]byte
	for _, e := range list {
		rss = append(rss, e.rss)
		items = append(items, e.json)
	}
	w.rss(c, "feed.xml", at, rss)
	w.atom(c, at, list)
	w.json(c, items)
}

// rss writes an RSS feed under a name of its own.
func (w *writer) rss(c channel, name string, at time.Time, items [][]byte) {
	home := w.absolute(c.path)
	base := &feeds.Feed{Title: c.title, Link: &feeds.Link{Href: home}, Description: c.about, Updated: at, Copyright: rights}
	ch := (&feeds.Rss{Feed: base}).RssFeed()
	ch.Language, ch.Ttl, ch.Generator = w.d.Site.Language, 60, "Counternotice"
	data, err := marshalXML(rssDocument{
		Version: "2.0", Content: "http://purl.org/rss/1.0/modules/content/", Atom: "http://www.w3.org/2005/Atom", DC: "http://purl.org/dc/elements/1.1/",
		Channel: rssChannel{
			RssFeed: ch, Links: w.hubbed([]link{{Href: w.absolute(c.path + name), Rel: "self", Type: "application/rss+xml"}}), Entries: string(bytes.Join(items, nil)),
		},
	})
	w.put(c.path+name, styled(data, c.path), err)
}

// atom writes feed.atom, the entry that changed last first, as is the custom of the format.
func (w *writer) atom(c channel, at time.Time, list []*encoded) {
	list = slices.SortedFunc(slices.Values(list), func(a, b *encoded) int {
		return cmp.Or(b.updated.Compare(a.updated), strings.Compare(a.id, b.id))
	})
	var entries bytes.Buffer
	for _, e := range list {
		entries.Write(e.atom)
	}
	if len(list) > 0 {
		at = list[0].updated
	}
	home, site := w.absolute(c.path), w.d.Site
	a := (&feeds.Atom{Feed: &feeds.Feed{Title: c.title, Link: &feeds.Link{Href: home}, Description: c.about, Copyright: rights}}).AtomFeed()
	a.Id, a.Link, a.Updated = home, nil, at.Format(atomTime)
	a.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: site.Title, Uri: site.URL}}
	data, err := marshalXML(atomDocument{
		AtomFeed: a, Lang: site.Language, Entries: entries.String(),
		Links: w.hubbed([]link{
			{Href: home + "feed.atom", Rel: "self", Type: "application/atom+xml"}, {Href: home, Rel: "alternate", Type: "text/html"}, {Href: licenseURL, Rel: "license"},
		}),
	})
	w.put(c.path+"feed.atom", styled(data, c.path), err)
}

func (w *writer) json(c channel, items [][]byte) {
	home, site := w.absolute(c.path), w.d.Site
	doc := jsonDocument{
		JSONFeed: &feeds.JSONFeed{
			Version: "https://jsonfeed.org/version/1.1", Title: c.title, Language: site.Language, HomePageUrl: home, FeedUrl: home + "feed.json", Description: c.about,
			Authors: []*feeds.JSONAuthor{{Name: site.Title, Url: site.URL}},
		},
		Digest: jsonExtra{About: w.absolute("about/"), License: License, Rights: rights},
	}
	if site.Hub != "" {
		doc.Hubs = []*feeds.JSONHub{{Type: "WebSub", Url: site.Hub}}
	}
	data, err := json.Marshal(doc)
	// The items are JSON already: they go in before the closing brace.
	data = append(bytes.TrimSuffix(data, []byte("}")), `,"items":[`...)
	data = append(data, bytes.Join(items, []byte(",\n"))...)
	w.put(c.path+"feed.json", append(data, "]}\n"...), err)
}

// hubbed adds the hub to the links of a feed, where there is one.
func (w *writer) hubbed(links []link) []link {
	if w.d.Site.Hub == "" {
		return links
	}
	return append(links, link{Href: w.d.Site.Hub, Rel: "hub"})
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
	Links   []link `xml:"atom:link"`
	Entries string `xml:",innerxml"`
}

type link struct {
	Href     string `xml:"href,attr"`
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Language string `xml:"hreflang,attr,omitempty"`
	Title    string `xml:"title,attr,omitempty"`
}

type atomDocument struct {
	*feeds.AtomFeed
	Lang    string `xml:"xml:lang,attr"`
	Links   []link `xml:"link"`
	Entries string `xml:",innerxml"`
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

// IsFeed says whether a path is that of a feed of ours.
func IsFeed(name string) bool {
	switch path.Base(name) {
	case "feed.xml", "feed.atom", "feed.json":
		return true
	}
	return name == "feed-direct.xml" || name == "feed-weekly.xml"
}
