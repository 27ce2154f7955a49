package text

import (
	"strings"
)

// Limits of a slug: enough words to be told apart by people, short enough for an address.
const (
	slugWords = 8
	slugBytes = 60
)

// Slug is the part of an address that comes from a title: its folded words of a to z and 0 to 9, accents taken off,
// joined by hyphens, at most eight words and 60 bytes; "story" when nothing is left, or numbers alone, which tell nobody what it is about.
func Slug(title string) string {
	var b strings.Builder
	n := 0
	forEachToken(title, func(t token) {
		w := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, t.folded)
		if w == "" || t.kind == pairToken || n == slugWords || b.Len()+1+len(w) > slugBytes {
			return
		}
		if n > 0 {
			b.WriteByte('-')
		}
		b.WriteString(w)
		n++
	})
	if strings.Trim(b.String(), "0123456789-") == "" {
		return "story"
	}
	return b.String()
}
