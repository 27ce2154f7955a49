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
	d.Home, d.Stated = at.String(), stated(pageRights(doc), nil)
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
	nodes.EachWithBreak(func(i int, node *goquery.Selection) bool {
		if i >= 2*maxEntries {
			return false
		}
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
		r.date = p.near(link.Get(0), address)
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

// How far around a link its date is looked for: elements up, and nodes in each.
const (
	maxClimb  = 5
	maxAround = 300
)

// near finds the date that stands beside a link: in the smallest element around both that holds no other entry.
func (p *picker) near(link *html.Node, address string) time.Time {
	around := link
	for range maxClimb {
		words, alone := p.around(around, link, address)
		if !alone {
			break
		}
		if t := p.dateOf(words); !t.IsZero() {
			return t
		}
		if around = around.Parent; around == nil {
			break
		}
	}
	return time.Time{}
}

// around gives the text of an element but that of the link in it, which may tell of other dates, unless the link is the
// element; and whether the element is small and holds the link of no other entry.
func (p *picker) around(n, link *html.Node, address string) (words string, alone bool) {
	var b strings.Builder
	nodes := 0
	alone = true
	var walk func(*html.Node)
	walk = func(c *html.Node) {
		if nodes++; nodes > maxAround {
			alone = false
		}
		if !alone || c == link && n != link {
			return
		}
		if c.Type == html.TextNode {
			b.WriteString(c.Data + " ")
		}
		if c != link && c.Type == html.ElementNode && p.link.Match(c) {
			a := cleanAddress(attr(c, p.attr), p.base)
			if a != "" && a != address && (p.match == nil || p.match.MatchString(a)) {
				alone = false
			}
		}
		for c = c.FirstChild; c != nil && alone; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return cut(b.String(), 4000), alone
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// datePattern finds what is meant as a date in a text: numbers with the year first or last, CJK, or a month's name.
var datePattern = regexp.MustCompile(`(?:19|20)\d{2}\s*[-/.年년]\s*\d{1,2}\s*[-/.月월]\s*\d{1,2}\s*[日일]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?` +
	`|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}` +
	`|\d{1,2}(?:st|nd|rd|th|\.|º|er)?\s+(?:de\s+)?\pL{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d{2}` +
	`|\pL{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}`)

// findDate is the first date in a text.
func findDate(s string) time.Time {
	for _, m := range datePattern.FindAllString(s, 10) {
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
