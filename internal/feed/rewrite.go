package feed

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// own is the namespace of what the repair tells about an entry besides the entry's own fields: the language and the
// base address in force, and the address that the entry is about.
const own = "urn:counternotice:entry"

// field is the field that is being read.
type field struct {
	key   string
	attrs map[string]string
	base  string
	xhtml bool // its text is not markup although its elements are
	named bool // a person whose name has an element of its own
	text  strings.Builder
}

// entry is the entry that is being read.
type entry struct {
	out  strings.Builder
	lang string
	base string
	name bool // it has a title or a text
	link bool // it has an address or an id
	any  bool // it has something, if nothing that is read
	from int  // where its source begins
}

// begin writes the root.
func (r *repairer) begin() {
	const spaces = ` xmlns:n="` + own + `" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/DTDs/PodCast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"` +
		` xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:pheedo="http://www.pheedo.com/namespace/pheedo" xmlns:cc="http://web.resource.org/cc/"` +
		` xmlns:yandex="http://news.yandex.ru" xmlns:xhtml="http://www.w3.org/1999/xhtml"`
	if r.format == "atom" {
		r.out.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"` + spaces + `>`)
	} else {
		r.out.WriteString(`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"` + spaces + `><channel>`)
	}
}

// finish closes the document. An entry that is cut off is kept if what identifies it is whole.
func (r *repairer) finish() error {
	switch {
	case r.html && r.entries == 0 && r.openEntry() < 0:
		return fmt.Errorf("%w: it is an HTML page", ErrNotFeed)
	case r.format == "":
		return fmt.Errorf("%w: its root is %q", ErrNotFeed, cut(r.sc.first, 100))
	}
	if i := r.openEntry(); i >= 0 {
		r.reading = false
		for j := i + 1; j < len(r.stack); j++ {
			r.stack[j].role = roleOther // nothing that is cut off is read
		}
		if r.entry.name && r.entry.link {
			r.notes.add("the document ends inside its last entry, which was read up to there")
			r.closeTo(i)
		} else {
			r.notes.add("the document ends inside its last entry, which was left out")
		}
	} else if len(r.stack) > 0 {
		r.notes.add("the document ends before its root does")
	}
	if r.dropped > 0 {
		r.notes.add("%d entries after the first %d were not read", r.dropped, maxEntries)
	}
	if r.format == "atom" {
		r.out.WriteString(`</feed>`)
	} else {
		r.out.WriteString(`</channel></rss>`)
	}
	return nil
}

func (r *repairer) openingEntry(t token, e element) {
	clear(r.counts)
	r.entry.out.Reset()
	r.entry.lang, r.entry.base, r.entry.from = e.lang, e.base, r.sc.pos
	r.entry.name, r.entry.link, r.entry.any = false, false, false
	for _, a := range t.attrs {
		switch _, local, _ := strings.Cut(a.name, ":"); {
		case local == "about", strings.EqualFold(a.name, "href"): // RSS 1.0; Microsoft's CDF
			r.write(&r.entry.out, "n:about", cut(a.value, maxShort))
			r.entry.link = true
		case strings.EqualFold(a.name, "lastmod"):
			r.write(&r.entry.out, "dcterms:modified", cut(a.value, 100))
		}
	}
}

func (r *repairer) closeEntry() {
	if !r.entry.any && r.entry.out.Len() == 0 {
		r.notes.add("an entry is empty")
		return
	}
	if r.entries++; r.entries > maxEntries {
		r.dropped++
		return
	}
	name := "item"
	if r.format == "atom" {
		name = "entry"
	}
	r.out.WriteString("<" + name + ">")
	if r.entry.lang != "" {
		r.write(&r.out, "n:lang", cut(r.entry.lang, 100))
	}
	if r.entry.base != "" {
		r.write(&r.out, "n:base", r.entry.base)
	}
	r.write(&r.out, "n:hash", hash(r.sc.s[r.entry.from:r.sc.pos]))
	r.out.WriteString(r.entry.out.String())
	r.out.WriteString("</" + name + ">")
}

func (r *repairer) openingField(t token, key string, e element) {
	f := &r.field
	f.key, f.base, f.named = key, e.base, false
	f.text.Reset()
	f.attrs = map[string]string{}
	for _, a := range t.attrs {
		name := strings.ToLower(a.name)
		if i := strings.IndexByte(name, ':'); i >= 0 {
			name = name[i+1:]
		}
		if _, twice := f.attrs[name]; !twice && len(a.value) <= maxShort {
			f.attrs[name] = strings.TrimSpace(a.value)
		}
	}
	kind := strings.ToLower(f.attrs["type"])
	f.xhtml = strings.Contains(kind, "xhtml") || strings.HasPrefix(key, "xhtml:")
	r.reading = true
	if r.openEntry() < 0 {
		return
	}
	if rich[key] && e.base != "" {
		r.entry.base = e.base
	}
	if r.entry.lang == "" && (rich[key] || key == "title") {
		r.entry.lang = e.lang
	}
}

// interrupts says whether an element inside the open field cannot be meant as its content, because the field was never
// closed; it then closes the field.
func (r *repairer) interrupts(prefix, local string) bool {
	if !siblings[local] {
		return false
	}
	inherited := r.top().space
	if r.space(prefix, inherited) != "" {
		return false
	}
	if rich[r.field.key] && local != "item" && local != "entry" && local != "pubdate" && local != "guid" {
		return false
	}
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i].role == roleField {
			r.notes.add("the field %q has no end", r.field.key)
			r.closeTo(i)
			break
		}
	}
	return true
}

// person says whether the open field holds a person, who may be told by elements.
func (f *field) person() bool {
	return f.key == "author" || f.key == "contributor" || f.key == "atom:author"
}

// markup writes an element into the open field. Only addresses of links are kept of its attributes.
func (r *repairer) markup(t token, local string) bool {
	e := element{name: t.name, role: roleMarkup, bindings: len(r.scope)}
	if len(r.stack) > 0 {
		p := r.top()
		e.lang, e.base, e.space = p.lang, p.base, p.space
	}
	href := ""
	for _, a := range t.attrs {
		switch {
		case a.name == "xmlns":
			e.space = space(a.value)
		case a.name == "xml:base" && len(a.value) < maxAddress:
			e.base = join(e.base, a.value)
		case strings.EqualFold(a.name, "href") && len(a.value) < maxAddress:
			href = a.value
		}
	}
	if !r.push(e) {
		return false
	}
	if r.field.person() {
		if local == "name" {
			r.field.text.Reset()
			r.field.named = true
		}
		return true
	}
	b := &r.field.text
	if b.Len() > maxShort && !rich[r.field.key] {
		return true
	}
	b.WriteString("<" + local)
	if href != "" && local == "a" {
		if e.base != r.entry.base {
			href = join(e.base, href)
		}
		b.WriteString(` href="` + html.EscapeString(href) + `"`)
	}
	b.WriteString(">")
	return true
}

func (r *repairer) closeMarkup(e element) {
	if !r.reading || r.field.person() {
		return
	}
	local := strings.ToLower(e.name)
	if i := strings.IndexByte(local, ':'); i >= 0 {
		local = local[i+1:]
	}
	if !void[local] && (rich[r.field.key] || r.field.text.Len() <= maxShort) {
		r.field.text.WriteString("</" + local + ">")
	}
}

func (r *repairer) characters(s string) {
	f := &r.field
	if f.person() {
		top := r.top()
		if inName := strings.EqualFold(top.name, "name") || strings.HasSuffix(top.name, ":name"); top.role == roleMarkup && !inName || f.named && !inName {
			return
		}
	}
	if f.xhtml {
		s = html.EscapeString(s)
	}
	if !rich[f.key] && f.text.Len()+len(s) > maxShort {
		s = cut(s, max(0, maxShort-f.text.Len()))
	}
	f.text.WriteString(s)
}

// closeField writes the field that was read to its entry, or to the document.
func (r *repairer) closeField() {
	f := &r.field
	r.reading = false
	inEntry := r.openEntry() >= 0
	out := &r.out
	if inEntry {
		out = &r.entry.out
	}
	key, value := f.key, strings.TrimSpace(once(f.text.String()))
	if dates[key] && len(value) > 200 {
		r.notes.add("a date is %d characters long", len(value))
		return
	}
	switch key {
	case "link", "atom:link":
		r.closeLink(out, key, value, inEntry)
		return
	case "enclosure":
		if u := f.attrs["url"]; u != "" && inEntry && r.room(key, true) {
			r.write(out, "n:enclosure", join(f.base, u))
		}
		return
	case "category", "atom:category":
		value = cmp.Or(f.attrs["label"], value, f.attrs["term"])
	case "cc:license", "license", "dcterms:license", "dcterms:rights", "dc:rights":
		value = strings.TrimSpace(strings.Join([]string{value, f.attrs["resource"], f.attrs["href"], f.attrs["about"]}, " "))
	case "content":
		value = r.content(value)
	}
	if value == "" {
		return
	}
	if r.format == "atom" {
		key = cmp.Or(foreignInAtom[key], key)
	} else {
		key = cmp.Or(foreignInRSS[key], key)
	}
	if !r.room(key, inEntry) {
		return
	}
	switch {
	case rich[key] || strings.HasSuffix(key, "title"):
		r.entry.name = true
	case key == "guid" || key == "id":
		r.entry.link = true
	}
	switch {
	case key == "author" && r.format == "atom":
		out.WriteString("<author>")
		r.write(out, "name", value)
		out.WriteString("</author>")
	case key == "category" && r.format == "atom":
		out.WriteString(`<category term="`)
		escape(out, value)
		out.WriteString(`"/>`)
	case key == "guid":
		out.WriteString(`<guid isPermaLink="`)
		escape(out, strings.ToLower(cmp.Or(f.attrs["ispermalink"], "true")))
		out.WriteString(`">`)
		escape(out, value)
		out.WriteString(`</guid>`)
	case rich[key]:
		// Long texts stand aside and their numbers in their place: a parser that goes byte by byte need not see them.
		r.texts = append(r.texts, value)
		r.write(out, key, strconv.Itoa(len(r.texts)-1))
	default:
		r.write(out, key, value)
	}
}

// text is the long text that a number stands for, empty for anything else.
func (r *repairer) text(number string) string {
	if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(r.texts) {
		return r.texts[i]
	}
	return ""
}

// room says whether the open entry, or else the document, may have one more field of a kind, and counts it.
func (r *repairer) room(key string, inEntry bool) bool {
	counts, most := r.counts, 1
	if !inEntry {
		counts = r.meta
	}
	if repeated[key] {
		most = maxRepeated
	}
	if counts[key] >= most || len(counts) > 200 {
		return false
	}
	counts[key]++
	return true
}

// closeLink writes a link as the format has it. The address stands in an attribute or in the text, whichever the feed
// likes.
func (r *repairer) closeLink(out *strings.Builder, key, value string, inEntry bool) {
	f := &r.field
	href := f.attrs["href"]
	if r.format != "atom" && key == "link" {
		href = cmp.Or(value, href)
	} else {
		href = cmp.Or(href, value)
	}
	rel := strings.ToLower(strings.TrimPrefix(f.attrs["rel"], "http://www.iana.org/assignments/relation/"))
	if href == "" || r.format != "atom" && key == "link" && value == "" && rel != "" && rel != "alternate" {
		return
	}
	if !r.room(key, inEntry) {
		return
	}
	href = join(f.base, href)
	if inEntry && (rel == "" || rel == "alternate") {
		r.entry.link = true
	}
	if r.format != "atom" && key == "link" {
		r.write(out, "link", href)
		return
	}
	out.WriteString("<" + key + ` rel="`)
	escape(out, cmp.Or(rel, "alternate"))
	out.WriteString(`" type="`)
	escape(out, f.attrs["type"])
	out.WriteString(`" href="`)
	escape(out, href)
	out.WriteString(`"/>`)
}

// content gives the text of an Atom content, which may be encoded or be no text at all.
func (r *repairer) content(value string) string {
	f := &r.field
	kind := strings.ToLower(f.attrs["type"])
	media, _, isMedia := strings.Cut(kind, "/")
	textual := !isMedia || media == "text" || strings.Contains(kind, "xml") || strings.Contains(kind, "html")
	if src := f.attrs["src"]; src != "" && value == "" {
		r.write(&r.entry.out, "n:src", join(f.base, src))
	}
	if strings.EqualFold(f.attrs["mode"], "base64") || !textual {
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(value), ""))
		if err == nil && utf8.Valid(raw) {
			return string(raw)
		}
		if !textual {
			return ""
		}
	}
	return value
}
