package syndicate

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"

	"counternotice/internal/edition"
	"counternotice/templates"
)

// read is an item as a parser reads it, with the fields of an entry that its format has.
type read struct {
	ID, Link, Direct, Title, Summary, Content, Published, Updated string
	Creator, Home, Language, Rights, Source, Feed                 string
	Categories                                                    []string
	Permalink                                                     string
}

// said is what an entry says in a format.
func said(e entry, format string) read {
	r := read{
		ID: e.id, Link: e.id, Direct: e.direct, Title: e.title, Summary: e.summary, Content: e.content, Published: e.shown.Format(time.RFC3339), Updated: e.updated.Format(time.RFC3339),
		Creator: e.creator, Home: e.home, Language: e.language, Rights: e.rights, Categories: e.labels(),
	}
	switch format {
	case "rss":
		r.Direct, r.Updated, r.Home, r.Source, r.Feed, r.Permalink = "", "", "", e.source, e.feed, "true"
		if e.feed == "" {
			r.Source = ""
		}
	case "json":
		r.Rights = "" // in our own part, which gofeed does not give
	case "atom":
		r.Language = "" // an attribute that gofeed does not give
	}
	return r
}

func writerOf(d *edition.Digest) *writer {
	return &writer{d: d, markup: paragraph, items: map[*edition.Story]*encoded{}}
}

func paragraph(markdown string) string { return "<p>" + html.EscapeString(markdown) + "</p>\n" }

// TestRoundTrip reads every published field of every story in every feed back with gofeed.
func TestRoundTrip(t *testing.T) {
	d := sample(60)
	d.Site.Hub = "https://hub.example/?a=1&b=2"
	out := files(t, d)
	w := writerOf(d)
	entries := map[string]entry{}
	for _, s := range d.Stories {
		e := w.story(s)
		entries[e.id] = e
	}
	count := 0
	for path, data := range out {
		var got []read
		var links []string // self and hub
		switch {
		case strings.HasSuffix(path, "feed.xml"):
			f, err := (&rss.Parser{}).Parse(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			for _, l := range f.Extensions["atom"]["link"] {
				links = append(links, l.Attrs["rel"]+" "+l.Attrs["href"])
			}
			if f.Language != "en" || f.Copyright != rights || f.TTL != "60" || f.Description == "" || f.Link != "https://example.org/d/"+strings.TrimSuffix(path, "feed.xml") {
				t.Errorf("%s: the channel says %q, %q, %q, %q, %q", path, f.Language, f.Copyright, f.TTL, f.Description, f.Link)
			}
			for _, it := range f.Items {
				got = append(got, fromRSS(it))
			}
		case strings.HasSuffix(path, "feed.atom"):
			f, err := (&atom.Parser{}).Parse(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			for _, l := range f.Links {
				if l.Rel == "self" || l.Rel == "hub" {
					links = append(links, l.Rel+" "+l.Href)
				}
			}
			if f.Language != "en" || f.Rights != rights || f.ID != "https://example.org/d/"+strings.TrimSuffix(path, "feed.atom") {
				t.Errorf("%s: the feed says %q, %q, %q", path, f.Language, f.Rights, f.ID)
			}
			seen := map[string]bool{}
			before := ""
			for _, e := range f.Entries {
				if seen[e.Updated] || before != "" && e.Updated > before {
					t.Errorf("%s: %s is updated at %s, as another or after the one before", path, e.ID, e.Updated)
				}
				seen[e.Updated], before = true, e.Updated
				got = append(got, fromAtom(e))
			}
		case strings.HasSuffix(path, "feed.json"):
			f, err := (&jsonfeed.Parser{}).Parse(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			links = []string{"self " + f.FeedURL, "hub https://hub.example/?a=1&b=2"}
			if !bytes.Contains(data, []byte(`"hubs":[{"type":"WebSub","url":"https://hub.example/?a=1\u0026b=2"}]`)) || f.Language != "en" {
				t.Errorf("%s names no hub", path)
			}
			for _, it := range f.Items {
				got = append(got, fromJSON(it))
			}
		default:
			continue
		}
		if diff := cmp.Diff([]string{"self https://example.org/d/" + path, "hub https://hub.example/?a=1&b=2"}, links); diff != "" {
			t.Errorf("%s: links (-want +got):\n%s", path, diff)
		}
		if len(data) > FeedBytes {
			t.Errorf("%s has %d bytes", path, len(data))
		}
		format := map[string]string{"xml": "rss", "atom": "atom", "json": "json"}[path[strings.LastIndexByte(path, '.')+1:]]
		for _, r := range got {
			e, ok := entries[r.ID]
			if strings.HasPrefix(path, "language/fr/") {
				continue // told by another report: TestTheFeedOfALanguage
			}
			if diff := cmp.Diff(said(e, format), r); !ok || diff != "" {
				t.Fatalf("%s: %s (-published +read):\n%s", path, r.ID, diff)
			}
			count++
		}
	}
	if count < 50*3*4 {
		t.Errorf("only %d items read", count)
	}
}

func fromRSS(it *rss.Item) read {
	r := read{
		ID: it.GUID.Value, Permalink: it.GUID.IsPermalink, Link: it.Link, Title: it.Title, Summary: it.Description, Content: it.Content, Published: it.PubDateParsed.Format(time.RFC3339),
		Creator: strings.Join(it.DublinCoreExt.Creator, "|"), Language: strings.Join(it.DublinCoreExt.Language, "|"), Rights: strings.Join(it.DublinCoreExt.Rights, "|"),
	}
	if it.Source != nil {
		r.Source, r.Feed = it.Source.Title, it.Source.URL
	}
	for _, c := range it.Categories {
		r.Categories = append(r.Categories, c.Value)
	}
	return r
}

func fromAtom(e *atom.Entry) read {
	r := read{
		ID: e.ID, Title: e.Title, Summary: e.Summary, Content: e.Content.Value, Published: e.PublishedParsed.Format(time.RFC3339), Updated: e.UpdatedParsed.Format(time.RFC3339),
		Creator: e.Authors[0].Name, Home: e.Authors[0].URI, Rights: e.Rights,
	}
	for _, l := range e.Links {
		switch l.Rel {
		case "alternate":
			r.Link = l.Href
		case "related":
			r.Direct = l.Href
		}
	}
	for _, c := range e.Categories {
		r.Categories = append(r.Categories, c.Label)
	}
	return r
}

func fromJSON(it *jsonfeed.Item) read {
	return read{
		ID: it.ID, Link: it.URL, Direct: it.ExternalURL, Title: it.Title, Summary: it.Summary, Content: it.ContentHTML, Published: it.DatePublished, Updated: it.DateModified,
		Creator: it.Authors[0].Name, Home: it.Authors[0].URL, Language: it.Language, Categories: it.Tags,
	}
}

// What the templates for import call a field of an item. A name that is not here has no field in our feeds.
var importers = map[string]struct {
	placeholder *regexp.Regexp
	fields      map[string]func(*gofeed.Item) string
}{
	"buttondown.txt": {regexp.MustCompile(`\{\{ item\.(\w+) \}\}`), map[string]func(*gofeed.Item) string{
		"url": itemLink, "title": itemTitle, "author": itemAuthor, "publish_date": itemDate, "content": itemContent, "description": itemDescription,
	}},
	"mailchimp.txt": {regexp.MustCompile(`\*\|RSSITEM:(\w+)[^|]*\|\*`), map[string]func(*gofeed.Item) string{
		"URL": itemLink, "TITLE": itemTitle, "AUTHOR": itemAuthor, "DATE": itemDate, "CATEGORIES": itemCategories, "CONTENT": itemDescription, "CONTENT_FULL": itemContent,
	}},
	"mailerlite.txt": {regexp.MustCompile(`\{\$rss_item_(\w+)\}`), map[string]func(*gofeed.Item) string{
		"url": itemLink, "title": itemTitle, "description": itemDescription,
	}},
	"ghost.txt": {regexp.MustCompile(`\{(\w+)\}`), map[string]func(*gofeed.Item) string{ // of feed.json
		"title": itemTitle, "content_html": itemContent, "summary": itemDescription, "url": itemLink, "tags": itemCategories,
	}},
}

func itemLink(it *gofeed.Item) string        { return it.Link }
func itemTitle(it *gofeed.Item) string       { return it.Title }
func itemDate(it *gofeed.Item) string        { return it.Published }
func itemContent(it *gofeed.Item) string     { return it.Content }
func itemDescription(it *gofeed.Item) string { return it.Description }
func itemCategories(it *gofeed.Item) string  { return strings.Join(it.Categories, ", ") }
func itemAuthor(it *gofeed.Item) string {
	if len(it.Authors) == 0 {
		return ""
	}
	return it.Authors[0].Name
}

// TestImporters holds every item of every feed to what the templates for import name: some services stop at a field that is empty.
// A feed reader reads the same fields under the names of the formats, for which TestRoundTrip stands.
func TestImporters(t *testing.T) {
	d := sample(3)
	d.Sources[0].Feed.Name = "The A"                                                                          // gofeed looks for an address in a hostile name and gives none
	d.Stories[1].Tags, d.Stories[1].Excerpt, d.Stories[1].Title, d.Stories[1].Lead.Item.URL = nil, "", "", "" // a story of which little is known
	out := files(t, d)
	for name, service := range importers {
		text, err := templates.FS.ReadFile("letter/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var named []string
		for _, m := range service.placeholder.FindAllStringSubmatch(string(text), -1) {
			named = append(named, m[1])
		}
		if len(named) < 3 {
			t.Errorf("%s names only %q", name, named)
		}
		for path, data := range out {
			if base := path[strings.LastIndexByte(path, '/')+1:]; !slices.Contains([]string{"feed.xml", "feed.atom", "feed.json", "feed-direct.xml", "feed-weekly.xml"}, base) {
				continue
			}
			f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			for _, it := range f.Items {
				for _, field := range named {
					if get := service.fields[field]; get == nil {
						t.Fatalf("%s names %q, which our feeds do not have", name, field)
					} else if strings.TrimSpace(get(it)) == "" {
						t.Errorf("%s: %s: %q of %s is empty", name, path, field, it.GUID)
					}
				}
			}
		}
	}
}
