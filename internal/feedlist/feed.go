package feedlist

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/text/language"

	"counternotice/internal/news"
)

// The keys of each section, in the order in which an entry is written.
var (
	topKeys    = []string{"site", "fetch", "feeds"}
	siteKeys   = []string{"title", "url", "language", "timezone", "contact", "hub"}
	fetchKeys  = []string{"hosts", "per_host", "pause"}
	feedKeys   = []string{"id", "name", "type", "url", "home", "publisher", "kind", "region", "language", "license", "scope", "select"}
	selectKeys = []string{"item", "title", "link", "link_match", "date", "date_format", "date_from"}
)

// otherNames and otherValues are words of other feed lists and of speech, with those that stand for them here.
var otherNames = map[string]string{
	"licence": "license", "feed": "url", "feed_url": "url", "xmlurl": "url", "address": "url", "homepage": "home", "htmlurl": "home", "site_url": "home", "lang": "language",
	"country": "region", "jurisdiction": "region", "relevance": "scope", "html": "select", "selectors": "select", "tz": "timezone", "sources": "feeds",
	"mail": "contact", "email": "contact", "issues": "contact", "parallel": "hosts", "delay": "pause", "list": "item", "href": "link", "link_regex": "link_match", "format": "date_format", "layout": "date_format",
}

var otherValues = map[string]string{
	"rss": "feed", "atom": "feed", "rdf": "feed", "json": "feed", "html": "page", "web": "page", "filter": "filtered", "state-media": "state", "regional-tech": "press",
	"news": "press", "government": "official", "civil-society": "ngo", "company": "industry",
}

// meant is the known word that v was probably meant to be, or "".
func meant(v string, known []string, others map[string]string) string {
	if other := others[strings.ToLower(v)]; slices.Contains(known, other) {
		return other
	}
	return nearest(v, known)
}

// MaxID is the longest id of a feed, in characters: it becomes part of addresses and of file names.
const MaxID = 40

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// deviceName matches what no file can be named on Windows, whatever follows a dot; an id becomes a folder of the site.
var deviceName = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

func (r *reader) feeds(list *node, l *List) {
	ids := make(map[string]int)
	addresses := make(map[string]int)
	for i, n := range list.Content {
		label := fmt.Sprintf("feed %d", i+1)
		if id := peek(n, "id"); id != "" {
			label = fmt.Sprintf("feed %q", short(id))
		}
		s := r.mapping(n, label, feedKeys)
		if s == nil {
			continue
		}
		f := r.feed(s, l.Site.Language)
		if f.ID != "" {
			if line, taken := ids[f.ID]; taken {
				r.add(s.values["id"].Line, fmt.Sprintf("%s: the id is used at line %d already", label, line), "give each feed an id of its own")
			} else {
				ids[f.ID] = s.values["id"].Line
				l.Lines[f.ID] = n.Line
			}
		}
		if f.URL != "" {
			key := addressKey(f.Address())
			if line, taken := addresses[key]; taken {
				r.add(s.values["url"].Line, fmt.Sprintf("%s: the address %q is read at line %d already", label, short(f.URL), line), "remove one of the two")
			} else {
				addresses[key] = s.values["url"].Line
			}
		}
		l.Feeds = append(l.Feeds, f)
	}
}

func (r *reader) feed(s *section, siteLanguage string) news.Feed {
	f := news.Feed{
		ID:   r.id(s, "id", s.require("id", "give it a short lasting name of small letters, digits and hyphens")),
		Name: s.require("name", "name it as readers know it"),
	}
	f.Publisher = f.ID
	if v, _, ok := s.text("publisher"); ok {
		f.Publisher = r.id(s, "publisher", v)
	}
	r.addresses(s, &f)
	f.Kind = news.Kind(s.choice("kind", kindNames()...))
	f.Scope = news.Scope(s.choice("scope", string(news.ScopeFiltered), string(news.ScopeAll)))
	f.Region = r.region(s)
	f.Language = r.language(s, cmp.Or(siteLanguage, "en"))
	f.License = r.license(s)
	f.Page = s.choice("type", "feed", "page") == "page"
	sel, ok := s.get("select")
	switch {
	case ok && !f.Page:
		r.add(sel.Line, s.label+": select is only for web pages", `add "type: page", or remove select`)
	case ok:
		f.Select = r.selectors(s, sel)
	case f.Page:
		r.add(s.values["type"].Line, s.label+": a page needs select", `say how its items are found, for example select: {link_match: '/news/\d+'}`)
	}
	return f
}

func (r *reader) addresses(s *section, f *news.Feed) {
	raw, line, ok := s.text("url")
	if !ok {
		if !s.has("url") {
			r.add(s.line, s.label+": url is missing", "give the address of the feed or page")
		}
	} else if u, what, remedy := parseAddress(raw); what != "" {
		r.add(line, s.label+": url "+what, remedy)
	} else {
		f.URL, f.Secret = redact(u)
	}
	raw, line, ok = s.text("home")
	if !ok {
		return
	}
	u, what, remedy := parseAddress(raw)
	if what != "" {
		r.add(line, s.label+": home "+what, remedy)
		return
	}
	shown, secret := redact(u)
	if secret != "" {
		r.add(line, s.label+": home has credentials or a token in it", "readers follow this address; give the plain one")
		return
	}
	f.Home = shown
}

func (r *reader) id(s *section, key, v string) string {
	if v == "" {
		return ""
	}
	line := s.values[key].Line
	what := fmt.Sprintf("%s: %s %q ", s.label, key, short(v))
	switch {
	case !idForm.MatchString(v):
		remedy := "use small letters, digits and hyphens, beginning with a letter or digit"
		if near := slug(v); near != "" {
			remedy += fmt.Sprintf(": %q", near)
		}
		r.add(line, what+"has characters that no id may have", remedy)
	case len(v) > MaxID:
		r.add(line, what+"is longer than 40 characters", "shorten it")
	case deviceName.MatchString(v):
		r.add(line, what+"is reserved: no folder can have that name on Windows", "choose another")
	default:
		return v
	}
	return ""
}

func (r *reader) license(s *section) string {
	v, line, ok := s.text("license")
	if !ok {
		return news.AllRightsReserved
	}
	if _, known := news.LookupLicense(v); known {
		return v
	}
	var ids []string
	for _, l := range news.Licenses() {
		ids = append(ids, l.ID)
	}
	remedy := "write an SPDX id such as CC-BY-4.0, or all-rights-reserved"
	if near := nearest(strings.ReplaceAll(v, " ", "-"), ids); near != "" {
		remedy = fmt.Sprintf("did you mean %q?", near)
	}
	r.add(line, fmt.Sprintf("%s: license %q is not in the table of licences", s.label, short(v)), remedy)
	return news.AllRightsReserved
}

func (r *reader) language(s *section, otherwise string) string {
	v, line, ok := s.text("language")
	if !ok {
		return otherwise
	}
	tag, err := language.Parse(v)
	if err != nil || tag == language.Und || strings.Contains(v, "_") {
		r.add(line, fmt.Sprintf("%s: language %q is not a BCP 47 tag", s.label, short(v)), `write a tag such as en, pt-BR or zh-Hans`)
		return otherwise
	}
	return tag.String()
}

func (r *reader) region(s *section) string {
	v, line, ok := s.text("region")
	if !ok || v == "int" || v == "eu" {
		return cmp.Or(v, "int")
	}
	what := fmt.Sprintf("%s: region %q is not a country code", s.label, short(v))
	country, err := language.ParseRegion(v)
	canonical := strings.ToLower(country.Canonicalize().String())
	switch {
	case strings.EqualFold(v, "world") || strings.EqualFold(v, "global") || strings.EqualFold(v, "int"):
		r.add(line, what, `did you mean "int"?`)
	case strings.EqualFold(v, "eu"):
		r.add(line, what, `did you mean "eu"?`)
	case err == nil && country.IsCountry() && len(canonical) == 2:
		if canonical == v {
			return v
		}
		r.add(line, what, fmt.Sprintf("did you mean %q?", canonical))
	default:
		r.add(line, what, "write ISO 3166-1 in two small letters, eu, or int")
	}
	return "int"
}

func kindNames() []string {
	names := []string{string(news.KindPress)} // the default stands first
	for _, k := range news.Kinds {
		if k != news.KindPress {
			names = append(names, string(k))
		}
	}
	return names
}

// attribute ends a link selector that reads another attribute than href: "a@data-url".
var attribute = regexp.MustCompile(`@([A-Za-z_][A-Za-z0-9_:.-]*)$`)

func (r *reader) selectors(feed *section, n *node) *news.Select {
	s := r.mapping(n, feed.label+": select", selectKeys)
	if s == nil {
		return nil
	}
	var sel news.Select
	sel.Item = r.css(s, "item", false)
	sel.Title = r.css(s, "title", false)
	sel.Link = r.css(s, "link", true)
	sel.Date = r.css(s, "date", false)
	sel.DateFormat = r.dateFormat(s)
	if s.has("date_from") {
		if s.has("date") {
			r.add(s.values["date_from"].Line, s.label+": date and date_from exclude each other", "keep date where the date has an element of its own, else date_from")
		}
		sel.DateFrom = s.choice("date_from", "near", "url")
	}
	sel.LinkMatch = r.linkMatch(s)
	if !s.has("item") {
		for _, key := range []string{"title", "link", "date"} {
			if s.has(key) {
				r.add(s.values[key].Line, s.label+": "+key+" is looked for inside an item, and item is missing", "add the selector of one item, or use link_match and date_from alone")
			}
		}
		if !s.has("link_match") {
			r.add(n.Line, s.label+": neither item nor link_match says what an item is", "add the selector of one item, or a pattern of the addresses of articles")
		}
	}
	if s.has("date_format") && !s.has("date") {
		r.add(s.values["date_format"].Line, s.label+": date_format is given without date", "add the selector of the date")
	}
	return &sel
}

func (r *reader) css(s *section, key string, attr bool) string {
	v, line, ok := s.text(key)
	if !ok {
		return ""
	}
	bare := v
	if attr {
		bare = attribute.ReplaceAllString(v, "")
	}
	if _, err := cascadia.ParseGroup(bare); err != nil {
		r.add(line, fmt.Sprintf("%s: %s %q is not a CSS selector: %s", s.label, key, short(v), oneLine(err.Error())), `write one such as "ul.news > li"`)
		return ""
	}
	return v
}

// dateFormat checks that a layout tells a day: written and read again, the year, month and day must come back.
func (r *reader) dateFormat(s *section) string {
	v, line, ok := s.text("date_format")
	if !ok {
		return ""
	}
	probe := time.Date(2023, time.November, 28, 21, 47, 36, 0, time.UTC)
	back, err := time.Parse(v, probe.Format(v))
	if err != nil || back.Format(time.DateOnly) != probe.Format(time.DateOnly) {
		r.add(line, fmt.Sprintf("%s: date_format %q does not tell a day", s.label, short(v)), `write the reference date 2 January 2006 as the page would write it, for example "2006-01-02" or "02.01.2006 15:04"`)
		return ""
	}
	return v
}

func (r *reader) linkMatch(s *section) string {
	v, line, ok := s.text("link_match")
	if !ok {
		return ""
	}
	if _, err := regexp.Compile(v); err != nil {
		r.add(line, fmt.Sprintf("%s: link_match %q is not a regular expression: %s", s.label, short(v), oneLine(err.Error())), "the syntax is that of Go (RE2): no look-around, no back-references")
		return ""
	}
	if strings.HasPrefix(v, "^/") {
		r.add(line, fmt.Sprintf("%s: link_match %q never matches: it is held against the whole address", s.label, short(v)), `remove the "^", or begin with "^https://"`)
		return ""
	}
	return v
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// peek is a scalar of a mapping before it is read in earnest, so that problems can name the entry.
func peek(n *node, key string) string {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Kind == mappingNode && n.Content[i].Value == key {
			return n.Content[i+1].Value
		}
	}
	return ""
}

func orList(values []string) string {
	sorted := slices.Sorted(slices.Values(values))
	last := len(sorted) - 1
	return strings.Join(sorted[:last], ", ") + " or " + sorted[last]
}
