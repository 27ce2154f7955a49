package feed

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"counternotice/internal/news"
)

// readPage reads the entries of a web page by the selectors of its feed. An entry is an address, so one that stands on
// the page several times is one entry with its longest title.
func readPage(src news.Feed, s string, at *url.URL, notes *problems) (Document, []raw, error) {
	d := Document{Format: "page"}
	if src.Select == nil {
		return d, nil, fmt.Errorf("%w: no selectors are given", ErrNotFeed)
	}
	p, err := newPicker(*src.Select, at)
	if err != nil {
		return d, nil, err
	}
	var root *html.Node
	if err := guard(func() (err error) { root, err = html.Parse(strings.NewReader(s)); return err }); err != nil {
		return d, nil, fmt.Errorf("%w: %q", ErrNotFeed, err.Error())
	}
	doc := goquery.NewDocumentFromNode(root)
	d.Title = doc.Find("title").First().Text()
	d.Language = doc.Find("html").AttrOr("lang", "")
	d.Home = at.String()
	if base := doc.Find("base[href]").First().AttrOr("href", ""); base != "" {
		if b, err := at.Parse(base); err == nil {
			p.base = b
		}
	}
	nodes := doc.Find("a[href]")
	if p.item != nil {
		nodes = doc.FindMatcher(p.item)
		if nodes.Length() == 0 {
			notes.add("nothing on the page matches the selector %q", src.Select.Item)
		}
	}
	index := map[string]int{}
	var raws []raw
	nodes.EachWithBreak(func(_ int, node *goquery.Selection) bool {
		r, ok := p.pick(node)
		if !ok {
			return true
		}
		key := news.AddressKey(r.links[0])
		if i, seen := index[key]; seen {
			if len(r.title) > len(raws[i].title) {
				raws[i].title = r.title
			}
			if raws[i].date.IsZero() {
				raws[i].date = r.date
			}
			return true
		}
		index[key] = len(raws)
		raws = append(raws, r)
		return len(raws) < maxEntries
	})
	kept := raws[:0]
	for _, r := range raws {
		if r.title != "" { // a link of an image alone
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return d, nil, fmt.Errorf("%w: no link of the page was taken", ErrEmpty)
	}
	return d, kept, nil
}

// picker is the selectors of a page, compiled.
type picker struct {
	news.Select
	item, title, link, date cascadia.Selector
	attr                    string // of the link
	match                   *regexp.Regexp
	base                    *url.URL
}

func newPicker(s news.Select, base *url.URL) (*picker, error) {
	p := &picker{Select: s, base: base, attr: "href"}
	link := s.Link
	if i := strings.LastIndexByte(link, '@'); i >= 0 {
		link, p.attr = strings.TrimSpace(link[:i]), strings.TrimSpace(link[i+1:])
	}
	for _, sel := range []struct {
		source string
		into   *cascadia.Selector
	}{{s.Item, &p.item}, {s.Title, &p.title}, {cmp.Or(link, "a["+p.attr+"]"), &p.link}, {s.Date, &p.date}} {
		if sel.source == "" {
			continue
		}
		c, err := cascadia.Compile(sel.source)
		if err != nil {
			return nil, fmt.Errorf("selector %q: %w", sel.source, err)
		}
		*sel.into = c
	}
	if s.LinkMatch != "" {
		re, err := regexp.Compile(s.LinkMatch)
		if err != nil {
			return nil, fmt.Errorf("link_match %q: %w", s.LinkMatch, err)
		}
		p.match = re
	}
	return p, nil
}

// pick reads an entry from its node, which is the link itself where no selector of items is given.
func (p *picker) pick(node *goquery.Selection) (raw, bool) {
	link := node
	if p.item != nil && !(node.Is("a") && p.Link == "") {
		link = node.FindMatcher(p.link).First()
	}
	address := cleanAddress(link.AttrOr(p.attr, ""), p.base)
	if address == "" || p.match != nil && !p.match.MatchString(address) {
		return raw{}, false
	}
	r := raw{links: []string{address}}
	if p.title != nil {
		r.title = html.EscapeString(oneLine(node.FindMatcher(p.title).First().Text()))
	}
	if r.title == "" {
		r.title = html.EscapeString(oneLine(cmp.Or(strings.TrimSpace(link.Text()), link.AttrOr("title", ""))))
	}
	switch p.DateFrom {
	case "url":
		r.date = dateInAddress(address)
	case "near":
		r.date = p.near(link, address)
	default:
		if p.date != nil {
			n := node.FindMatcher(p.date).First()
			r.date = p.dateOf(cmp.Or(n.AttrOr("datetime", ""), n.Text()))
			if r.date.IsZero() {
				r.date = p.dateOf(n.Text())
			}
		}
	}
	return r, true
}

// dateOf reads a date by the page's own format, else in any form.
func (p *picker) dateOf(s string) time.Time {
	s = oneLine(s)
	if p.DateFormat != "" {
		if t, err := time.Parse(p.DateFormat, s); err == nil {
			return sane(t)
		}
	}
	return findDate(s)
}

// maxClimb is how far up from a link its date is looked for.
const maxClimb = 5

// near finds the date that stands beside a link: in the smallest element around both that holds no other entry.
func (p *picker) near(link *goquery.Selection, address string) time.Time {
	around := link
	for range maxClimb {
		if t := p.dateOf(beside(around.Get(0), link.Get(0))); !t.IsZero() {
			return t
		}
		around = around.Parent()
		if around.Length() == 0 || p.holdsOther(around, address) {
			break
		}
	}
	return time.Time{}
}

// holdsOther says whether an element holds the link of another entry.
func (p *picker) holdsOther(around *goquery.Selection, address string) bool {
	other := false
	around.FindMatcher(p.link).EachWithBreak(func(i int, l *goquery.Selection) bool {
		a := cleanAddress(l.AttrOr(p.attr, ""), p.base)
		other = a != "" && a != address && (p.match == nil || p.match.MatchString(a)) || i > 50
		return !other
	})
	return other
}

// beside is the text of an element without that of the link in it, which may tell of other dates; of the link alone, its own.
func beside(n, link *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node, int)
	walk = func(n *html.Node, depth int) {
		if n == link && b.Len() >= 0 && depth > 0 || depth > maxDepth || b.Len() > 2000 {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	if n == nil {
		return ""
	}
	walk(n, 0)
	return b.String()
}

// datePattern finds what is meant as a date in a text: numbers with the year first or last, CJK, or a month's name.
var datePattern = regexp.MustCompile(`(?:19|20)\d{2}\s*[-/.年년]\s*\d{1,2}\s*[-/.月월]\s*\d{1,2}\s*[日일]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?` +
	`|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}` +
	`|\d{1,2}(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?\pL{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d{2}` +
	`|\pL{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}`)

// findDate is the first date in a text.
func findDate(s string) time.Time {
	for _, m := range datePattern.FindAllString(cut(s, 4000), 10) {
		if t := parseDate(strings.TrimSpace(m), ""); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

var (
	splitDate   = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})[-/_]?(0[1-9]|1[0-2]|[1-9])[-/_]?(3[01]|[12]\d|0[1-9]|[1-9])(?:[^0-9]|$)`)
	compactDate = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)\d{2})(0[1-9]|1[0-2])(3[01]|[12]\d|0[1-9])(?:\d{6})?(?:[^0-9]|$)`)
)

// dateInAddress reads the day in an address such as "/2026/11/21/" or "/t20261121_8.html".
func dateInAddress(address string) time.Time {
	u, err := url.Parse(address)
	if err != nil {
		return time.Time{}
	}
	for _, re := range []*regexp.Regexp{compactDate, splitDate} {
		if m := re.FindStringSubmatch(u.Path); m != nil {
			if t, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3]); err == nil {
				return sane(t)
			}
		}
	}
	return time.Time{}
}
