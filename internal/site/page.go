package site

import (
	"strings"
	"unicode/utf8"

	"counternotice/internal/news"
)

// page is what every page has: its head, its navigation, its footer.
type page struct {
	chrome
	Heading     string // as <title> says it, without the name of the site
	Title       string // of <title>
	Description string
	Canonical   string // absolute
	Kind        string // Open Graph: "website" or "article"
	NoIndex     bool
	Published   string // RFC 3339; of a story only
	Modified    string
	Lasting     string  // absolute: where what the page shows stays, if not at Canonical; a print bears it
	AsOf        string  // what a print of the page is dated by; empty where it bears no date
	OwnFeeds    feedSet // of this page, named before those of the whole site
	Image       string  // absolute: what is shown where a link to the page is shared
	ImageAlt    string
	Linked      *thing // JSON-LD; nil for none
	Bare        bool   // its content is copied whole: nothing is around it
}

// chrome is what is the same on all pages of one depth.
type chrome struct {
	Site     string
	Tagline  string
	Language string
	Dir      string
	CSS      string
	Icon     string
	Home     string
	Nav      []link
	More     []link  // of the footer
	Contact  string  // where readers write to; empty if the digest names nothing
	Feeds    feedSet // of the whole site
}

// link is a link inside the site. An empty Href is plain text.
type link struct {
	Href    string
	Text    string
	Count   string
	Current bool
}

// feedSet is the feeds beside one listing.
type feedSet struct {
	Title string // "Counternotice: Site blocking"
	RSS   string
	Atom  string
	JSON  string
}

// titleRunes is what search engines and tabs show of a title, with room for the name of the site.
const titleRunes = 72

// ending shortens a title so that what tells it from others fits behind it.
func ending(title, end string) string {
	return clip(title, max(titleRunes/3, titleRunes-utf8.RuneCountInString(end))) + end
}

// pen writes the links of one page: all are relative, so that the site may stand in any folder of any host.
type pen struct {
	*renderer
	at    string          // the path of the page
	root  string          // from the page to the root of the site
	shown map[string]bool // items whose excerpt the page has
	cards int
	// edition is the day whose edition the page is; empty if it is none.
	edition string
}

func (r *renderer) pen(at string) *pen {
	return &pen{renderer: r, at: at, root: strings.Repeat("../", strings.Count(at, "/")), shown: map[string]bool{}}
}

// href is the relative address of a path below the root of the site.
func (p *pen) href(path string) string {
	if p.root == "" && path == "" {
		return "./"
	}
	return p.root + path
}

var navigation = []struct{ path, words string }{
	{"", "Front page"}, {"topic/", "Topics"}, {"place/", "Places"}, {"archive/", "Archive"}, {"sources/", "Sources"}, {"feeds/", "Feeds"}, {"about/", "About"}, {"search/", "Search"},
}

var footer = []struct{ path, words string }{
	{"letter/", "Newsletter kit"}, {"data/", "Open data"}, {"compose/", "Editors’ desk"}, {"method/", "Method"}, {"corrections/", "Corrections"}, {"left-out/", "Left out"}, {"actor/", "Actors"}, {"law/", "Laws"}, {"action/", "Actions"}, {"campaign/", "Campaigns"}, {"language/", "Languages"},
}

// under puts a page below another in its title, since a tag and a source may share a name.
func (v *page) under(title, group string) {
	v.Title = clip(title, titleRunes) + " – " + group + " – " + v.Site
}

// page begins a page. Heading and description are text; the description is in words of our own, since an excerpt in it
// would be a second passage of the item.
func (p *pen) page(heading, description string) page {
	title := clip(heading, titleRunes) + " – " + p.d.Site.Title
	if heading == "" {
		title, heading = p.d.Site.Title+": copyright enforcement and online freedom", p.d.Site.Title
	}
	image := pictureOf(p.at)
	return page{
		chrome: p.chrome(), Heading: heading, Title: title, Description: description, Kind: "website",
		Canonical: p.absolute(p.at), Image: p.absolute(image.path()), ImageAlt: image.alt(p.d.Site.Title),
	}
}

func (r *renderer) absolute(path string) string {
	u := r.d.Site.URL
	if !strings.HasSuffix(u, "/") {
		u += "/"
	}
	return u + path
}

func (p *pen) chrome() chrome {
	section := p.at
	key := p.root + "\n" + section
	current := false
	for _, n := range navigation {
		current = current || n.path == section
	}
	if !current {
		key = p.root
	}
	if c, ok := p.chromes[key]; ok {
		return c
	}
	c := chrome{
		Site: p.d.Site.Title, Tagline: tagline, Language: p.home.tag, Dir: "ltr", CSS: p.href(p.site.css.path), Icon: p.href(p.site.icon.path), Home: p.href(""),
		Feeds: p.feeds("", p.d.Site.Title), Contact: p.d.Site.Contact,
	}
	if p.home.rtl {
		c.Dir = "rtl"
	}
	for _, n := range navigation {
		c.Nav = append(c.Nav, link{Href: p.href(n.path), Text: n.words, Current: current && n.path == section})
	}
	for _, n := range footer {
		c.More = append(c.More, link{Href: p.href(n.path), Text: n.words})
	}
	p.chromes[key] = c
	return c
}

// feeds is the feeds beside a listing; the whole digest has the empty path.
func (p *pen) feeds(path, title string) feedSet {
	if path != "" {
		title = p.d.Site.Title + ": " + title
	}
	return feedSet{title, p.href(path + "feed.xml"), p.href(path + "feed.atom"), p.href(path + "feed.json")}
}

// outward is the address of an article or a publisher, without redirectors and trackers; empty unless http or https, and
// where the host has no dot: on the reader's machine it would be another, or the reader's own.
func outward(raw string) string {
	address := news.Canonical(raw)
	_, host, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if !strings.Contains(host, ".") {
		return ""
	}
	return news.Outgoing(address)
}

// notFoundPage is 404.html, which a host serves at any depth: its links begin at the path of site.url.
type notFoundPage struct {
	page
	Search  string
	Archive string
	Topics  string
}

func (*notFoundPage) template() string { return "page/404.html" }

func (r *renderer) notFound() error {
	p := r.pen("404.html")
	p.root = r.basePath
	v := &notFoundPage{p.page("Page not found", "There is no page at this address. Story addresses never change; the archive lists every month."), p.href("search/"), p.href("archive/"), p.href("topic/")}
	v.NoIndex = true
	return r.render(p.at, v)
}
