package feed

import (
	"cmp"
	"html"
	"strings"
	"unicode/utf8"
)

// kind is what a token of a document is.
type kind int

const (
	endOfInput kind = iota
	characters      // text with its references resolved, or a CDATA section
	startTag
	endTag
)

type attribute struct{ name, value string }

// token is one piece of a document. Names are as written.
type token struct {
	kind  kind
	name  string
	attrs []attribute
	text  string
	empty bool // a start tag that closes itself
}

// scanner reads the tokens of XML as it is found in the wild. It accepts every input, never goes back further than
// one token, and looks for each kind of end mark only once per stretch of input, so its time is linear.
type scanner struct {
	s        string
	pos      int
	inside   string // the name of the innermost open element, where an unclosed CDATA section has to end
	first    string // the name of the first element
	declared map[string]bool
	notes    *problems

	cdataStart, cdataEnd, commentEnd, piEnd, double, single finder
}

// finder finds the next place of a mark and remembers it, so that many questions cost one pass.
type finder struct {
	mark string
	at   int
	set  bool
}

// from is the first index of the mark at or after pos, len(s) if there is none. pos must not decrease.
func (f *finder) from(s string, pos int) int {
	if f.set && f.at >= pos {
		return f.at
	}
	f.set = true
	if i := strings.Index(s[pos:], f.mark); i >= 0 {
		f.at = pos + i
	} else {
		f.at = len(s)
	}
	return f.at
}

func newScanner(s string, notes *problems) *scanner {
	return &scanner{
		s: s, notes: notes,
		cdataStart: finder{mark: "<![CDATA["}, cdataEnd: finder{mark: "]]>"}, commentEnd: finder{mark: "-->"}, piEnd: finder{mark: "?>"},
		double: finder{mark: `"`}, single: finder{mark: `'`},
	}
}

func (sc *scanner) next() token {
	for sc.pos < len(sc.s) {
		rest := sc.s[sc.pos:]
		if rest[0] != '<' {
			return sc.text()
		}
		switch {
		case strings.HasPrefix(rest, "<![CDATA["):
			return sc.cdata()
		case strings.HasPrefix(rest, "<!--"):
			end := sc.commentEnd.from(sc.s, sc.pos+2) // "<!-->" is a whole comment
			if end == len(sc.s) {
				sc.notes.add("a comment has no end")
				sc.pos += 4
				continue
			}
			sc.pos = end + 3
		case strings.HasPrefix(rest, "<?"):
			end := sc.piEnd.from(sc.s, sc.pos)
			if gt := strings.IndexByte(rest, '>'); gt >= 0 && (end == len(sc.s) || sc.pos+gt < end && strings.IndexByte(rest[1:gt], '<') < 0 && strings.IndexByte(sc.s[sc.pos+gt:end], '<') >= 0) {
				end = sc.pos + gt - 1 // "<?xml ...>" closed like a tag
			}
			sc.pos = min(end+2, len(sc.s))
		case len(rest) > 2 && rest[1] == '!' && letter(rest[2]):
			sc.doctype()
		case len(rest) > 1 && nameStart(rest[1:]):
			return sc.tag()
		case len(rest) > 2 && rest[1] == '/' && nameStart(rest[2:]):
			return sc.closing()
		default:
			return sc.text()
		}
	}
	return token{kind: endOfInput}
}

// text reads up to the next "<"; a "<" that begins nothing is text.
func (sc *scanner) text() token {
	end := strings.IndexByte(sc.s[sc.pos+1:], '<')
	if end < 0 {
		end = len(sc.s)
	} else {
		end += sc.pos + 1
	}
	raw := sc.s[sc.pos:end]
	sc.pos = end
	if strings.Contains(raw, "]]>") {
		raw = strings.ReplaceAll(raw, "]]>", "") // the outer end of a CDATA section that held another
	}
	return token{kind: characters, text: sc.resolve(raw)}
}

// cdata reads a section. One without an end, or whose end belongs to a later section, ends where its element does.
func (sc *scanner) cdata() token {
	start := sc.pos + len("<![CDATA[")
	end := sc.cdataEnd.from(sc.s, start)
	limit := end
	if inner := sc.cdataStart.from(sc.s, start); inner < end {
		limit = inner
	}
	if limit < end || end == len(sc.s) {
		if i := strings.Index(sc.s[start:limit], "</"+sc.inside+">"); i >= 0 && sc.inside != "" {
			sc.notes.add("a CDATA section has no end")
			sc.pos = start + i
			return token{kind: characters, text: sc.s[start:sc.pos]}
		}
	}
	sc.pos = min(end+3, len(sc.s))
	return token{kind: characters, text: sc.s[start:end]}
}

// doctype skips a declaration with its internal subset. The subset is not read but for the names it declares, so that
// a text that uses one can be reported.
func (sc *scanner) doctype() {
	depth, i := 0, sc.pos+2
	for ; i < len(sc.s); i++ {
		switch c := sc.s[i]; c {
		case '"', '\'':
			quote := &sc.double
			if c == '\'' {
				quote = &sc.single
			}
			if end := quote.from(sc.s, i+1); end < len(sc.s) {
				i = end
			}
		case '[':
			depth++
		case ']':
			depth = max(0, depth-1)
		case '<':
			if name, ok := strings.CutPrefix(sc.s[i:min(len(sc.s), i+80)], "<!ENTITY"); ok {
				if sc.declared == nil {
					sc.declared = map[string]bool{}
				}
				if f := strings.Fields(name); len(f) > 0 && len(sc.declared) < 1000 {
					sc.declared[f[0]] = true
				}
			} else if depth == 0 || i+1 < len(sc.s) && letter(sc.s[i+1]) { // an unclosed declaration
				sc.pos = i
				return
			}
		case '>':
			if depth == 0 {
				sc.pos = i + 1
				if len(sc.declared) > 0 {
					sc.notes.add("the document declares entities; they are not read")
				}
				return
			}
		}
	}
	sc.pos = len(sc.s)
}

func (sc *scanner) closing() token {
	start := sc.pos + 2
	i := start
	for i < len(sc.s) && nameByte(sc.s[i]) {
		i++
	}
	name := sc.s[start:i]
	for i < len(sc.s) && sc.s[i] != '>' && sc.s[i] != '<' {
		i++
	}
	if i < len(sc.s) && sc.s[i] == '>' {
		i++
	}
	sc.pos = i
	return token{kind: endTag, name: name}
}

func (sc *scanner) tag() token {
	s, i := sc.s, sc.pos+1
	for i < len(s) && nameByte(s[i]) {
		i++
	}
	t := token{kind: startTag, name: s[sc.pos+1 : i]}
	sc.first = cmp.Or(sc.first, t.name)
	for i < len(s) {
		switch c := s[i]; {
		case c == '>':
			sc.pos = i + 1
			return t
		case c == '/' && i+1 < len(s) && s[i+1] == '>':
			t.empty = true
			sc.pos = i + 2
			return t
		case c == '<': // the tag was never closed
			sc.notes.add("the tag %q has no end", t.name)
			sc.pos = i
			return t
		case nameByte(c):
			start := i
			for i < len(s) && nameByte(s[i]) {
				i++
			}
			a := attribute{name: s[start:i]}
			j := skipSpace(s, i)
			if j < len(s) && s[j] == '=' {
				a.value, i = sc.value(skipSpace(s, j+1))
			}
			if len(t.attrs) < maxAttributes {
				t.attrs = append(t.attrs, a)
			}
		default:
			i++
		}
	}
	sc.pos = len(s)
	return token{kind: endOfInput} // cut off inside a tag
}

// maxAttributes is how many attributes of one element are read.
const maxAttributes = 100

// value reads an attribute's value at i, quoted or not, and gives the index after it.
func (sc *scanner) value(i int) (string, int) {
	s := sc.s
	if i >= len(s) {
		return "", i
	}
	if s[i] == '"' || s[i] == '\'' {
		quote := &sc.double
		if s[i] == '\'' {
			quote = &sc.single
		}
		end := quote.from(s, i+1)
		raw := s[i+1 : end]
		// XML has no "<" in a value: if a tag seems to end before one begins, the closing quote is missing.
		if before, _, ok := strings.Cut(raw, "<"); ok {
			if gt := strings.IndexByte(before, '>'); gt >= 0 {
				return sc.resolve(raw[:gt]), i + 1 + gt
			}
		}
		return sc.resolve(raw), min(end+1, len(s))
	}
	start := i
	for i < len(s) && s[i] > ' ' && s[i] != '>' && s[i] != '<' {
		i++
	}
	if i > start && i < len(s) && s[i] == '>' && s[i-1] == '/' {
		i--
	}
	return sc.resolve(s[start:i]), i
}

// resolve replaces the references of a text: those of XML and of HTML. What is no reference stays as it is, and one
// that the document itself declared is left out and reported.
func (sc *scanner) resolve(s string) string {
	amp := strings.IndexByte(s, '&')
	if amp < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for amp >= 0 {
		b.WriteString(s[:amp])
		s = s[amp:]
		text, n := sc.reference(s)
		b.WriteString(text)
		s = s[n:]
		amp = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// reference resolves the one that s begins with; the text of what is none is "&".
func (sc *scanner) reference(s string) (string, int) {
	end := 1
	for end < len(s) && end < 40 && (letter(s[end]) || s[end] >= '0' && s[end] <= '9' || s[end] == '#' && end == 1 || (s[end] == '_' || s[end] == '.' || s[end] == '-') && s[1] != '#') {
		end++
	}
	closed := end < len(s) && s[end] == ';'
	name := s[1:end]
	if sc.declared[name] && closed {
		sc.notes.add("the entity %q of the document's own was left out", name)
		return "", end + 1
	}
	if strings.HasPrefix(name, "#") && len(name) > 1 {
		if r := html.UnescapeString("&" + name + ";"); r != "&"+name+";" {
			if closed {
				end++
			}
			return r, end
		}
	}
	if closed && len(name) > 1 {
		ref := s[:end+1]
		if r := html.UnescapeString(ref); r != ref && !(strings.HasSuffix(r, ";") && utf8.RuneCountInString(r) > 1) {
			return r, end + 1
		}
	}
	return "&", 1
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func nameStart(s string) bool { return letter(s[0]) || s[0] == '_' || s[0] >= utf8.RuneSelf }

func nameByte(c byte) bool {
	return letter(c) || c >= '0' && c <= '9' || c == ':' || c == '_' || c == '-' || c == '.' || c >= utf8.RuneSelf
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r' || s[i] == '\n') {
		i++
	}
	return i
}
