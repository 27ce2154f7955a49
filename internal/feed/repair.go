package feed

import (
	"cmp"
	"net/url"
	"strings"
)

// Limits of a document.
const (
	maxDepth    = 200      // open elements; deeper ones are read as text of the element above
	maxEntries  = 10_000   // entries of one document; bounds memory, since an entry costs more in memory than in bytes
	maxShort    = 64 << 10 // bytes of a field that is not a text (titles, ids, names); the rest is cut
	maxRepeated = 100      // fields of one kind in an entry
	maxBindings = 256      // namespace prefixes in scope
)

// role is what an open element is to the digest.
type role int

const (
	roleOther   role = iota // may hold entries, nothing else is read from it
	roleChannel             // its fields are the document's
	roleEntry
	roleGroup  // a wrapper in an entry whose fields are the entry's
	roleField  // its text is kept
	roleMarkup // an element inside a field
	roleSkip   // nothing in it is read
)

// element is an open element.
type element struct {
	name     string // as written
	role     role
	lang     string
	base     string // the xml:base in force, resolved; empty if none
	space    string // the default namespace, normalised
	bindings int    // how many prefixes were in scope before it
}

type binding struct{ prefix, space string }

// repairer turns the tokens of any document into a well-formed one of two levels, in which every field is a run of
// text. It keeps only what the digest reads.
type repairer struct {
	sc    *scanner
	notes *problems
	stack []element
	scope []binding
	out   strings.Builder
	texts []string // of the rich fields, by number

	format string // of the root: "rss", "rdf", "atom"; empty before it
	about  string // its version or, failing that, its namespace
	core   string // its namespace, normalised
	lang   string // of the document

	field   field
	reading bool           // a field is open
	counts  map[string]int // of the fields of the open entry
	meta    map[string]int // of the document's own
	entry   entry
	entries int
	dropped int
	html    bool // a page was seen before the root
}

// repair reads a document of any XML format of feeds and writes it anew as RSS or Atom that every parser takes.
func repair(s string, notes *problems) (*repairer, error) {
	r := &repairer{sc: newScanner(s, notes), notes: notes, counts: map[string]int{}, meta: map[string]int{}}
	r.out.Grow(len(s) / 4)
	for {
		t := r.sc.next()
		switch t.kind {
		case characters:
			if r.reading {
				r.characters(t.text)
			}
		case startTag:
			opened, err := r.start(t)
			if err != nil {
				return nil, err
			}
			if opened && (t.empty || r.top().role == roleMarkup && void[strings.ToLower(t.name)]) {
				r.closeTo(len(r.stack) - 1)
			}
		case endTag:
			r.end(t.name)
		case endOfInput:
			return r, r.finish()
		}
		if len(r.stack) > 0 {
			r.sc.inside = r.top().name
		}
	}
}

func (r *repairer) top() *element { return &r.stack[len(r.stack)-1] }

// start opens an element, unless the document is nested too deeply.
func (r *repairer) start(t token) (opened bool, err error) {
	prefix, local := "", strings.ToLower(t.name)
	if before, after, ok := strings.Cut(local, ":"); ok {
		prefix, local = before, after
	}
	if r.reading && !r.interrupts(prefix, local) {
		return r.markup(t, local), nil
	}
	if r.format == "" {
		if opened, err := r.rootOf(t, prefix, local); err != nil || opened {
			return opened, err
		}
	}
	e := r.inherit(t)
	key := local
	if space := r.space(prefix, e.space); space != "" {
		key = space + ":" + local
	}
	switch {
	case e.parent == roleSkip:
		e.role = roleSkip
	case key == "item" || key == "entry":
		if i := r.openEntry(); i >= 0 {
			r.notes.add("an entry begins inside another")
			r.closeTo(i)
			e = r.inherit(t)
		}
		e.role = roleEntry
	case e.parent == roleEntry || e.parent == roleGroup:
		r.entry.any = true
		switch {
		case key == "media:group" || key == "media:content":
			e.role = roleGroup
		case key == "source" || key == "image" || strings.HasPrefix(key, "?") || strings.Contains(key, ":") && !wanted[key]:
			e.role = roleSkip
		default:
			e.role = roleField
		}
	case key == "channel" || key == "feed":
		e.role = roleChannel
	case e.parent == roleChannel && wantedOfDocument[key]:
		e.role = roleField
	}
	if !r.push(e.element) {
		return false, nil
	}
	switch e.role {
	case roleEntry:
		r.openingEntry(t, e.element)
	case roleChannel:
		r.lang = cmp.Or(r.lang, e.lang)
	case roleField:
		r.openingField(t, key, e.element)
	}
	return true, nil
}

// rootOf looks whether an element is the root of a feed. Elements before it are garbage that is stepped over.
func (r *repairer) rootOf(t token, prefix, local string) (opened bool, err error) {
	if r.html && local != "rss" && local != "rdf" && local != "feed" {
		return false, nil
	}
	switch local {
	case "rss", "rdf", "channel", "item":
		r.format = "rss"
	case "feed", "entry":
		r.format = "atom"
	case "html":
		r.html = true
		return false, nil
	default:
		return false, nil
	}
	e := r.inherit(t)
	r.lang = e.lang
	if prefix == "" {
		r.core = e.space
	} else {
		r.core = r.bound(prefix)
	}
	r.about = r.core
	for _, a := range t.attrs {
		switch a.name {
		case "version":
			r.about = a.value
		case "xmlns": // RSS 1.0 is named by the default namespace of its root
			if local == "rdf" {
				r.about = space(a.value)
			}
		}
	}
	if local == "rdf" {
		r.format = "rdf"
	}
	r.begin()
	if local == "item" || local == "entry" {
		return false, nil
	}
	e.role = roleChannel
	return r.push(e.element), nil
}

// opening is an element about to be opened, and the role of the one around it.
type opening struct {
	element
	parent role
}

// inherit takes over what an element has from those around it, and reads what it says of itself.
func (r *repairer) inherit(t token) opening {
	e := opening{element: element{name: t.name, bindings: len(r.scope)}}
	if len(r.stack) > 0 {
		p := r.top()
		e.parent, e.lang, e.base, e.space = p.role, p.lang, p.base, p.space
	}
	for _, a := range t.attrs {
		switch {
		case a.name == "xmlns":
			e.space = space(a.value)
		case a.name == "xml:lang" || a.name == "lang":
			e.lang = strings.TrimSpace(a.value)
		case a.name == "xml:base" && len(a.value) < maxAddress && len(r.stack) < maxDepth:
			e.base = cut(join(e.base, a.value), maxAddress)
		case len(a.name) > 6 && strings.EqualFold(a.name[:6], "xmlns:") && len(r.scope) < maxBindings:
			r.scope = append(r.scope, binding{strings.ToLower(a.name[6:]), space(a.value)})
		}
	}
	return e
}

// space brings the address of a namespace to the form in which it is compared.
func space(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(s)), "#")
	return strings.TrimSuffix(s, "/")
}

func (r *repairer) bound(prefix string) string {
	for i := len(r.scope) - 1; i >= 0; i-- {
		if r.scope[i].prefix == prefix {
			return r.scope[i].space
		}
	}
	return ""
}

// space gives the prefix by which the digest knows the namespace of an element: "" for the format's own, "?" for one
// that it does not read. An element without a prefix is the format's own unless its namespace is known to be another.
func (r *repairer) space(prefix, inherited string) string {
	known := ""
	if prefix == "" {
		if inherited == "" || inherited == r.core {
			return ""
		}
		known = namespaces[inherited]
	} else {
		at := r.bound(prefix)
		if at != "" && at == r.core {
			return ""
		}
		known = cmp.Or(namespaces[at], prefixes[prefix], "?")
	}
	if known == "rss" || known == "rdf" || known == "atom" && r.format == "atom" {
		return ""
	}
	return known
}

func (r *repairer) push(e element) bool {
	if len(r.stack) >= maxDepth {
		r.notes.add("elements are nested deeper than %d", maxDepth)
		r.scope = r.scope[:e.bindings]
		return false
	}
	r.stack = append(r.stack, e)
	return true
}

// end closes the innermost element of a name and what is still open in it. An end tag of nothing is ignored.
func (r *repairer) end(name string) {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if strings.EqualFold(r.stack[i].name, name) {
			r.closeTo(i)
			return
		}
	}
}

// closeTo closes all open elements down to the one at i, that one too.
func (r *repairer) closeTo(i int) {
	for len(r.stack) > i {
		e := *r.top()
		r.stack = r.stack[:len(r.stack)-1]
		r.scope = r.scope[:e.bindings]
		switch e.role {
		case roleMarkup:
			r.closeMarkup(e)
		case roleField:
			r.closeField()
		case roleEntry:
			r.closeEntry()
		}
	}
}

// openEntry is the index of the open entry, -1 if there is none.
func (r *repairer) openEntry() int {
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i].role == roleEntry {
			return i
		}
	}
	return -1
}

// join resolves an address against a base; both may be relative, and what cannot be read stays as it is.
func join(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if base == "" || ref == "" {
		return cmp.Or(ref, base)
	}
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}
