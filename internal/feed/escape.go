package feed

import (
	"strings"
	"unicode/utf8"
)

// write writes an element of text.
func (r *repairer) write(out *strings.Builder, key, value string) {
	out.WriteString("<" + key + ">")
	escape(out, value)
	out.WriteString("</" + key + ">")
}

// escape writes text as XML, without the characters that XML does not have.
func escape(b *strings.Builder, s string) {
	start := 0
	for i := 0; i < len(s); {
		c, n, repl := s[i], 1, ""
		switch {
		case c == '&':
			repl = "&amp;"
		case c == '<':
			repl = "&lt;"
		case c == '>':
			repl = "&gt;"
		case c == '"':
			repl = "&#34;"
		case c >= ' ' && c < utf8.RuneSelf:
			i++
			continue
		case c == '\t' || c == '\n':
			i++
			continue
		case c == '\r':
			repl = "\n"
		case c < ' ':
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if n = size; (r != utf8.RuneError || size > 1) && r != 0xfffe && r != 0xffff {
				i += n
				continue
			}
		}
		b.WriteString(s[start:i])
		b.WriteString(repl)
		i += n
		start = i
	}
	b.WriteString(s[start:])
}

// cut shortens s to at most n bytes at the end of a character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
