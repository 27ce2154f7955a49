package syndicate

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"hash/fnv"
	"time"

	"github.com/gorilla/feeds"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// entry is one item of a feed, whatever it is made of.
type entry struct {
	id             string // an address, for ever
	title          string
	summary        string // plain
	content        string // HTML
	shown, updated time.Time
	categories     []category // never empty
	creator, home  string     // who is credited, and where they are found; home may be empty
	language       string
	rights         string
	direct         string // the article; empty if there is none
	source, feed   string // the name and address of the feed that brought it; feed may be empty
}

type category struct{ term, label string }

// encoded is one story in the three formats. It is the same in every feed, so it is made once.
type encoded struct {
	id              string
	updated         time.Time // as Atom has it
	rss, atom, json []byte
}

type rssItem struct {
	*feeds.RssItem
	Creator    string     `xml:"dc:creator"`
	Categories []string   `xml:"category"`
	Language   string     `xml:"dc:language,omitempty"`
	Rights     string     `xml:"dc:rights,omitempty"`
	Source     *rssSource `xml:"source"`
}

// rssSource is the feed that an item came from, by RSS 2.0 not the article.
type rssSource struct {
	URL  string `xml:"url,attr"`
	Name string `xml:",chardata"`
}

type atomEntry struct {
	*feeds.AtomEntry
	Lang       string         `xml:"xml:lang,attr,omitempty"`
	Content    atomContent    `xml:"content"`
	Links      []link         `xml:"link"`
	Categories []atomCategory `xml:"category"`
}

// atomContent is not escaped but set apart: smaller, and links in it can be found by tools that look for them.
type atomContent struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",cdata"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type jsonItem struct {
	*feeds.JSONItem
	Language string         `json:"language,omitempty"`
	Digest   jsonItemDigest `json:"_digest"`
}

type jsonItemDigest struct {
	About   string       `json:"about"`
	Rights  string       `json:"rights"`
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

// atomTime is RFC 3339 to the microsecond, which every reader of dates knows.
const atomTime = "2006-01-02T15:04:05.000000Z07:00"

// apart adds to a time less than a second that the id settles for ever: all stories of a run change at the same second,
// and the W3C's validator warns of entries that were updated at the same time.
func apart(at time.Time, id string) time.Time {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id)) // never fails
	return at.Truncate(time.Second).Add(time.Duration(h.Sum32()%1_000_000) * time.Microsecond)
}

// story is the entry of a story.
func (w *writer) story(s *edition.Story) entry {
	f := s.Lead.Source.Feed
	e := entry{
		id: w.absolute(s.Path), title: cmp.Or(s.Title, "Report by "+f.Name), summary: summary(s), content: w.content(s), shown: s.Dated.UTC(), updated: updated(s),
		creator: f.Name, home: news.Outgoing(f.Home), language: s.Language, rights: reportRights(s.Lead), direct: news.Outgoing(s.Lead.Item.URL), source: f.Name,
	}
	if !f.Page {
		e.feed = news.Outgoing(f.URL)
	}
	for _, t := range s.Tags {
		e.categories = append(e.categories, category{string(t.Tag.ID), t.Label})
	}
	if len(e.categories) == 0 {
		e.categories = []category{{"other", "Other stories"}}
	}
	return e
}

func (e *entry) labels() []string {
	var out []string
	for _, c := range e.categories {
		out = append(out, c.label)
	}
	return out
}

// encode makes the entry of a story in the three formats.
func (w *writer) encode(s *edition.Story) *encoded {
	if out := w.items[s]; out != nil {
		return out
	}
	e := w.story(s)
	out := &encoded{id: e.id, updated: apart(e.updated, s.ID), rss: w.rssItem(&e, e.id)}
	one := &feeds.Feed{Link: &feeds.Link{}, Items: []*feeds.Item{{Title: e.title, Link: &feeds.Link{Href: e.id}, Id: e.id}}}

	ae := (&feeds.Atom{Feed: one}).AtomFeed().Entries[0]
	ae.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: e.creator, Uri: e.home}}
	ae.Id, ae.Published, ae.Updated, ae.Xmlns = e.id, e.shown.Format(time.RFC3339), out.updated.Format(atomTime), ""
	ae.Summary = &feeds.AtomSummary{Content: e.summary, Type: "text"}
	ae.Rights, ae.Links = e.rights, nil
	links := []link{{Href: e.id, Rel: "alternate", Type: "text/html"}}
	if e.direct != "" {
		links = append(links, link{Href: e.direct, Rel: "related", Language: s.Lead.Item.Language, Title: e.creator})
	}
	var categories []atomCategory
	for _, c := range e.categories {
		categories = append(categories, atomCategory{c.term, c.label})
	}
	out.atom = w.xml(atomEntry{AtomEntry: ae, Lang: e.language, Content: atomContent{"html", e.content}, Links: links, Categories: categories})

	item := jsonItem{
		JSONItem: &feeds.JSONItem{
			Id: e.id, Url: e.id, ExternalUrl: e.direct, Title: e.title, ContentHTML: e.content, Summary: e.summary,
			PublishedDate: &e.shown, ModifiedDate: &e.updated, Authors: []*feeds.JSONAuthor{{Name: e.creator, Url: e.home}}, Tags: e.labels(),
		},
		Language: e.language,
		Digest:   jsonItemDigest{About: w.absolute("method/"), Rights: e.rights, Voices: s.Voices, Reports: reports(s)},
	}
	var err error
	out.json, err = json.Marshal(item)
	if err != nil && w.err == nil {
		w.err = err
	}
	w.items[s] = out
	return out
}

// rssItem makes the item of an entry that leads to the given address. Its guid is that of the entry in any case.
func (w *writer) rssItem(e *entry, to string) []byte {
	base := &feeds.Item{Title: e.title, Link: &feeds.Link{Href: to}, Description: e.summary, Content: e.content, Created: e.shown}
	it := (&feeds.Rss{Feed: &feeds.Feed{Link: &feeds.Link{}, Items: []*feeds.Item{base}}}).RssFeed().Items[0]
	it.Guid = &feeds.RssGuid{Id: e.id, IsPermaLink: "true"}
	if to != e.id {
		it.Guid.IsPermaLink = "false"
	}
	it.Author, it.PubDate = "", e.shown.Format(time.RFC1123Z)
	out := rssItem{RssItem: it, Creator: e.creator, Categories: e.labels(), Language: e.language, Rights: e.rights}
	if e.feed != "" {
		out.Source = &rssSource{e.feed, e.source}
	}
	return w.xml(out)
}

// direct writes feed-direct.xml, whose items lead to the article itself; one whose source gave no address leads to us.
func (w *writer) direct(c channel, stories []*edition.Story) {
	c.title += ": straight to the articles"
	c.about = aboutDirect
	at := w.d.Updated.UTC()
	var items [][]byte
	size := 0
	for i, s := range w.newestOf(stories) {
		e := w.story(s)
		if u := e.updated; i == 0 || u.After(at) {
			at = u
		}
		e.content += "\n<p><a href=\"" + escape(e.id) + `">All reports, and why they are one story</a></p>`
		item := w.rssItem(&e, cmp.Or(e.direct, e.id))
		if size += len(item); i > 0 && size > FeedBytes-headBytes {
			break
		}
		items = append(items, item)
	}
	w.rss(c, "feed-direct.xml", at, items)
}

func (w *writer) xml(v any) []byte {
	data, err := xml.Marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	return append(data, '\n')
}

func reports(s *edition.Story) []jsonReport {
	var out []jsonReport
	for _, r := range s.Reports[:min(len(s.Reports), reportsShown)] {
		jr := jsonReport{URL: news.Outgoing(r.Item.URL), Title: r.Item.Title, Publisher: r.Source.Feed.Name, Language: r.Item.Language, License: r.Item.License}
		if r.Dated {
			t := r.Published.UTC()
			jr.Published = &t
		}
		out = append(out, jr)
	}
	return out
}
