package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// Limits of an entry.
const (
	maxGUID       = 500 // characters
	maxTitle      = 500
	maxName       = 120
	maxAuthors    = 20
	maxCategories = 30
	maxLinks      = 50
)

// raw is an entry as its format gives it: markup, relative addresses, dates as written, the best of several first.
type raw struct {
	guid       string
	permalink  bool // the guid may be the address
	title      string
	links      []string
	related    []string // addresses that the entry is about
	enclosure  string
	text       []string
	summary    []string
	plain      bool // text and summary hold no markup
	authors    []string
	categories []string
	published  []string
	updated    []string
	date       time.Time // already known
	rights     []string  // what it says of its rights
	language   string
	base       string
	hash       string // of its source, for an entry that nothing else tells apart
}

// finisher makes entries of what a document gives.
type finisher struct {
	src      news.Feed
	document Document
	at, home *url.URL // what resolves relative addresses: that of the document, and of its site
	notes    *problems
}

// finish cleans an entry.
func (f *finisher) finish(r *raw) news.Entry {
	e := news.Entry{Feed: f.src.ID, GUID: guid(r.guid)}
	base := f.home
	if strings.HasPrefix(f.document.Format, "atom") {
		base = f.at
	}
	if r.base != "" {
		if b, err := f.at.Parse(r.base); err == nil {
			base = b
		}
	}
	e.URL = news.Canonical(f.address(r, base))

	full, markup, summary := "", "", ""
	for i, candidate := range slices.Concat(r.text, r.summary) {
		if candidate == "" || candidate == markup {
			continue
		}
		t := text.FromHTML(candidate)
		if r.plain {
			t = text.CleanLines(candidate)
		}
		if i >= len(r.text) && summary == "" {
			summary = t
		}
		if len(t) > len(full) {
			full, markup = t, candidate
		}
	}
	e.Text = full
	if summary != full {
		e.Summary = summary
	}
	e.Title = title(r.title)
	if e.Title == "" && full != "" {
		e.Title = text.Excerpt(full, 12, 40)
	}
	e.Authors = names(r.authors)
	e.Categories = categories(r.categories)
	e.Language = cmp.Or(languageOf(r.language), f.document.Language)
	if e.Updated = f.date(r.updated); !r.date.IsZero() {
		e.Published = r.date
	} else if e.Published = f.date(r.published); e.Published.IsZero() {
		e.Published = e.Updated
	}
	e.Links = f.links(r, markup, base, e.URL)
	if e.Title == "" && e.URL == "" && e.GUID == "" {
		f.notes.add("an entry has neither title nor text nor address")
		e.GUID = r.hash
	}
	return e
}

// address is the first of an entry's addresses that can be followed: its links, its id where that is one, what it
// encloses.
func (f *finisher) address(r *raw, base *url.URL) string {
	for _, l := range r.links {
		if a := cleanAddress(l, base); a != "" {
			return a
		}
	}
	if looksAbsolute(r.guid) {
		if a := cleanAddress(r.guid, base); a != "" {
			return a
		}
	}
	return cleanAddress(r.enclosure, base)
}

// date is the first of several dates that can be read.
func (f *finisher) date(candidates []string) time.Time {
	for _, s := range candidates {
		if s == "" {
			continue
		}
		if t := parseDate(s, f.src.Language); !t.IsZero() {
			return t
		}
		f.notes.add("the date %q cannot be read", s)
	}
	return time.Time{}
}

// links are the outbound addresses of an entry: what it is about, then the links of its text.
func (f *finisher) links(r *raw, markup string, base *url.URL, self string) []string {
	var out []string
	own := news.AddressKey(self)
	seen := map[string]bool{}
	add := func(address string) {
		if address == "" || shares(address) {
			return
		}
		c := news.Canonical(address)
		if c == "" || seen[c] || own != "" && news.AddressKey(c) == own {
			return
		}
		seen[c] = true
		out = append(out, c)
	}
	for _, l := range r.related {
		add(cleanAddress(l, base))
	}
	if !r.plain {
		for _, l := range text.LinksIn(markup, base) {
			if len(out) >= maxLinks {
				break
			}
			add(cleanAddress(l, base))
		}
	}
	return out
}

// guid cleans an id. A longer one than is kept ends with a hash of the whole, so that it still tells entries apart.
func guid(s string) string {
	s = text.Clean(s)
	if len(s) <= maxGUID {
		return s
	}
	return cut(s, maxGUID-40) + "#" + hash(s)
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// title makes one line of a title, which may be markup, and escaped more than once.
func title(s string) string {
	t := oneLine(text.FromHTML(s))
	for range 2 {
		if !text.IsHTML(t) && !entity.MatchString(t) {
			break
		}
		again := oneLine(text.FromHTML(t))
		if again == "" {
			break
		}
		t = again
	}
	if t == "" {
		t = oneLine(s)
	}
	if text.IsHTML(t) { // nothing but what is not shown, as in a title about "<script>": its words are the title
		t = oneLine(tags.ReplaceAllString(t, " "))
	}
	if len(t) > maxTitle {
		t = text.Excerpt(t, maxTitle/8, maxTitle/4)
	}
	return t
}

var (
	entity = regexp.MustCompile(`&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5}|[lr][sd]quo|[mn]dash|hellip|[a-zA-Z](?:acute|grave|uml|circ|tilde|cedil));`)
	tags   = regexp.MustCompile(`<[^<>]*>`)
)

func oneLine(s string) string { return text.Clean(s) }

var (
	mailName = regexp.MustCompile(`^\S+@\S+\s*\(([^()@]*)\)$`)
	nameMail = regexp.MustCompile(`[(<\[]?(?:mailto:)?[^\s()<>\[\]@]+@[^\s()<>\[\]@]+[)>\]]?`)
)

// names cleans authors: names only, never an address of a mailbox, each once.
func names(list []string) []string {
	var out []string
	for _, s := range list {
		s = oneLine(text.FromHTML(angled.ReplaceAllString(s, "$1")))
		if m := mailName.FindStringSubmatch(s); m != nil {
			s = m[1]
		} else {
			s = nameMail.ReplaceAllString(s, "")
		}
		s = strings.Trim(oneLine(s), " ,;()<>[]\"")
		if s == "" || strings.EqualFold(s, "unknown") || len(out) >= maxAuthors {
			continue
		}
		if s = cut(s, maxName); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// angled finds the mailbox of "Name <mailbox>", which would be taken for a tag.
var angled = regexp.MustCompile(`<(?:mailto:)?([^\s<>@]+@[^\s<>@]+)>`)

// categories cleans what an entry is filed under, each once whatever its case.
func categories(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		s = cut(title(s), maxName)
		key := strings.ToLower(s)
		if s == "" || seen[key] || len(out) >= maxCategories {
			continue
		}
		seen[key] = true
		out = append(out, s)
	}
	return out
}

// languageOf is a language tag in its canonical form, empty if it is none.
func languageOf(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 35 {
		return ""
	}
	tag, err := language.Parse(s)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}
