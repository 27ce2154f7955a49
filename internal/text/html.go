package text

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// blocks are the elements that begin a line of their own.
var blocks = set(`address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer form
	h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead tr ul`)

// dropped are the elements whose content is not text for a reader.
var dropped = set(`applet audio button canvas embed head iframe math noembed noframes noscript object script select
	style svg template textarea title video xmp`)

// inline are the other names that make a text HTML rather than text that holds a "<".
var inline = set(`a abbr acronym area b base bdi bdo big body cite code col colgroup data del dfn em font frame frameset html i img input ins kbd
	label link map mark marquee meta nobr param picture plaintext q rp rt ruby s samp small source span strike strong sub sup
	td th time track tt u var wbr`)

func set(names string) map[string]bool {
	m := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		m[n] = true
	}
	return m
}

// IsHTML says whether s holds a tag or a comment of HTML. Text such as "a < b" or "<T>" is not.
func IsHTML(s string) bool {
	for i := strings.IndexByte(s, '<'); i >= 0; {
		rest := s[i+1:]
		if strings.HasPrefix(rest, "!--") || strings.HasPrefix(rest, "![CDATA[") {
			return true
		}
		rest = strings.TrimPrefix(rest, "/")
		n := 0
		for n < len(rest) && n < 12 && (rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z' || rest[n] >= '0' && rest[n] <= '9') {
			n++
		}
		if n > 0 && n < len(rest) && strings.IndexByte(" \t\r\n/>", rest[n]) >= 0 {
			if name := strings.ToLower(rest[:n]); blocks[name] || inline[name] || dropped[name] {
				return true
			}
		}
		next := strings.IndexByte(s[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return false
}

// FromHTML is the plain text of HTML: block elements stand on lines of their own, entities are decoded once, scripts,
// styles, frames, drawings and forms are left out, and the result is as CleanLines leaves it. What holds no tag of HTML
// is taken as text with entities. The time is linear and nothing nests.
func FromHTML(src string) string {
	if !IsHTML(src) {
		if strings.IndexByte(src, '&') >= 0 {
			src = html.UnescapeString(src)
		}
		return Clean(src)
	}
	src = strings.NewReplacer("<![CDATA[", "", "]]>", "").Replace(src)
	var b strings.Builder
	b.Grow(len(src) / 2)
	z := html.NewTokenizer(strings.NewReader(src))
	skip, depth := "", 0 // inside which dropped element, how deep in its own kind
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return CleanLines(b.String())
		case html.TextToken:
			if skip == "" {
				b.WriteString(strings.Map(lineToSpace, string(z.Text())))
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw, _ := z.TagName()
			name := string(raw)
			switch {
			case skip != "":
				if name != skip {
					break
				}
				if kind == html.StartTagToken {
					depth++
				} else if kind == html.EndTagToken {
					depth--
				}
				if depth == 0 {
					skip = ""
				}
			case dropped[name]:
				if kind == html.StartTagToken && name != "embed" {
					skip, depth = name, 1
				}
			case blocks[name]:
				b.WriteByte('\n')
			case name == "td" || name == "th" || name == "img":
				b.WriteByte(' ')
			}
		}
	}
}

func lineToSpace(r rune) rune {
	if r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' {
		return ' '
	}
	return r
}

// LinksIn gives the http and https addresses of the links of HTML in order, each once, resolved against base (or the
// HTML's own base element), without credentials. A nil base leaves relative ones out.
func LinksIn(src string, base *url.URL) []string {
	if !strings.Contains(src, "href") && !strings.Contains(src, "HREF") && !strings.Contains(src, "Href") {
		return nil
	}
	var out []string
	seen := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		raw, more := z.TagName()
		name := string(raw)
		if name != "a" && name != "area" && name != "base" {
			continue
		}
		href := ""
		for more {
			var key, value []byte
			key, value, more = z.TagAttr()
			if string(key) == "href" {
				href = strings.TrimSpace(string(value))
				break
			}
		}
		if href == "" || strings.HasPrefix(href, "#") || len(href) > maxAddress {
			continue
		}
		u, err := url.Parse(strings.Map(dropBreaks, href))
		if err != nil {
			continue
		}
		if base != nil {
			u = base.ResolveReference(u)
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			continue
		}
		if name == "base" {
			base = u
			continue
		}
		u.User = nil
		if s := u.String(); !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
}

// maxAddress is the longest address that is read, in bytes: what browsers and servers agree on.
const maxAddress = 8 << 10

func dropBreaks(r rune) rune {
	if r == '\n' || r == '\r' || r == '\t' {
		return -1
	}
	return r
}
