package feedlist

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/language"

	"counternotice/internal/news"
)

// maxDepth bounds nested outlines. Feed readers write folders in folders, not a hundred of them.
const maxDepth = 200

// FromOPML proposes a feed for every outline of an OPML document that has an address: id, name, address, home, publisher
// and, where the outline says it, the language. Every other field is left to its default, and folders are not taken
// over. What cannot be proposed is a problem, with the line: an outline that is neither feed nor folder, a bad address,
// one that comes twice, the rest of a document that breaks off.
func FromOPML(name string, data []byte) ([]news.Feed, news.Problems) {
	r := &reader{file: name}
	feeds := r.opml(data)
	r.problems.Err() // puts them in order
	return feeds, r.problems
}

func (r *reader) opml(data []byte) []news.Feed {
	if len(data) > MaxSize {
		r.add(0, "the file is larger than 4 MiB", "a list of subscriptions is a few kilobytes; check that this is the right file")
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false // a bare "&" in a title is common
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	o := outlines{r: r, ids: make(map[string]bool), addresses: make(map[string]int)}
	root, depth := false, 0
	for {
		line, _ := d.InputPos()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			line, _ := d.InputPos()
			r.add(line, "not readable from here on: "+oneLine(short(err.Error())), "mend the file, or take it from the program that wrote it again")
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				r.add(line, "outlines are nested more than 200 deep", "flatten the folders")
				return o.feeds
			}
			tag := strings.ToLower(token.Name.Local)
			if depth == 1 {
				if root = tag == "opml"; !root {
					r.add(line, fmt.Sprintf("the root element is %q, not opml", short(tag)), "export your subscriptions as OPML")
					return nil
				}
			}
			if tag == "outline" {
				o.open(line, token.Attr)
			}
		case xml.EndElement:
			o.close()
			depth--
		}
	}
	if !root {
		r.add(0, "no OPML document stands in the file", "export your subscriptions as OPML")
	}
	o.close()
	return o.feeds
}

// outlines collects the feeds of a document. An outline without an address is a folder once another stands inside it.
type outlines struct {
	r         *reader
	feeds     []news.Feed
	ids       map[string]bool
	addresses map[string]int
	empty     *folder // an outline without an address that nothing stands in so far
}

type folder struct {
	line  int
	title string
}

func (o *outlines) open(line int, attrs []xml.Attr) {
	o.empty = nil // it has a child now
	a := make(map[string]string)
	for _, attr := range attrs {
		a[strings.ToLower(attr.Name.Local)] = visible(attr.Value)
	}
	title := cmp.Or(a["title"], a["text"])
	label := fmt.Sprintf("outline %q", short(title))
	raw := cmp.Or(a["xmlurl"], a["url"])
	switch kind := strings.ToLower(a["type"]); {
	case raw == "" && kind == "":
		o.empty = &folder{line, title}
		return
	case raw == "":
		o.r.add(line, label+" has no address", "add the feed by hand if it matters")
		return
	case a["xmlurl"] == "" && (kind == "link" || kind == "include"):
		o.r.add(line, label+" is a link to another document, not a feed", "import that document on its own")
		return
	}
	raw = strings.Replace(raw, "feed://", "http://", 1)
	u, what, remedy := parseAddress(raw)
	if what != "" {
		o.r.add(line, label+": the address "+what, remedy)
		return
	}
	f := news.Feed{Name: cmp.Or(title, u.Hostname())}
	f.URL, f.Secret = redact(u)
	key := addressKey(f.Address())
	if first, twice := o.addresses[key]; twice {
		o.r.add(line, fmt.Sprintf("%s has the address of line %d", label, first), "it is proposed once")
		return
	}
	o.addresses[key] = line
	if home, what, _ := parseAddress(a["htmlurl"]); what == "" {
		if shown, secret := redact(home); secret == "" {
			f.Home = shown
		}
	}
	if tag, err := language.Parse(a["language"]); err == nil && tag != language.Und {
		f.Language = tag.String()
	}
	f.ID = ProposeID(f.Name, f.URL, o.ids)
	f.Publisher = f.ID
	o.ids[f.ID] = true
	o.feeds = append(o.feeds, f)
}

// visible is a text on one line, without what hides in it.
func visible(s string) string {
	return oneLine(strings.Map(func(c rune) rune {
		if invisible(c) || unicode.IsControl(c) && !unicode.IsSpace(c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(s, "")))
}

// close ends an outline: one without an address and without a child is neither a feed nor a folder.
func (o *outlines) close() {
	if o.empty != nil {
		o.r.add(o.empty.line, fmt.Sprintf("outline %q has no address and nothing in it", short(o.empty.title)), "add the feed by hand if it matters")
	}
	o.empty = nil
}

// ProposeID makes an id that is not taken, from a title or, where nothing of the title is Latin, from the host of an
// address.
func ProposeID(title, address string, taken map[string]bool) string {
	base := slug(title)
	if u, err := url.Parse(address); len(base) < 2 && err == nil {
		base = cmp.Or(slug(strings.TrimPrefix(u.Hostname(), "www.")), base)
	}
	base = cmp.Or(base, "feed")
	id := base
	for n := 2; taken[id] || deviceName.MatchString(id); n++ {
		suffix := "-" + strconv.Itoa(n)
		id = strings.TrimRight(base[:min(len(base), MaxID-len(suffix))], "-") + suffix
	}
	return id
}
