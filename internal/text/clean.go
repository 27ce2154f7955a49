package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is how many combining marks may follow one character. Written languages need four (Tibetan, pointed Hebrew);
// longer heaps only deface a page.
const maxMarks = 6

// Clean brings text from outside to one line of what is meant to be seen: valid UTF-8 in NFC, white space folded to
// single spaces, nothing that is invisible or changes the direction of what follows. Joiners stay where a script or an
// emoji needs them. Clean(Clean(s)) is Clean(s); the time is linear.
func Clean(s string) string { return clean(s, false) }

// CleanLines is Clean, but white space that holds a line break folds to one line break.
func CleanLines(s string) string { return clean(s, true) }

func clean(s string, lines bool) string {
	if tidy(s, lines) {
		return s
	}
	// What is taken out can leave characters side by side that compose, so both steps repeat until nothing changes:
	// two or three rounds, whatever the text.
	s = strings.ToValidUTF8(s, "\uFFFD")
	for {
		out := sift(norm.NFC.String(s), lines)
		if out == s {
			return out
		}
		s = out
	}
}

// tidy says whether s is folded already and has nothing but printable ASCII and settled characters, as most text has.
func tidy(s string, lines bool) bool {
	space := true
	for i, c := range s {
		switch {
		case c == ' ' || lines && c == '\n':
			if space {
				return false
			}
			space = true
		case c < ' ' || c >= 0x7f && !settled(c):
			return false
		case space && lines && i > 0 && s[i-1] == '\n':
			space = false
		default:
			space = false
		}
	}
	return s == "" || !space
}

// sift takes out what must not be seen and folds white space.
func sift(s string, lines bool) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := byte(0) // the white space due before the next character
	marks := 0
	prev := rune(0)
	for i, r := range s {
		if r > ' ' && r < 0x7f {
			if gap != 0 && b.Len() > 0 {
				b.WriteByte(gap)
			}
			gap, marks, prev = 0, 0, r
			b.WriteByte(byte(r))
			continue
		}
		if unicode.IsSpace(r) || r == '\u2800' {
			if lines && (r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f') {
				gap = '\n'
			} else if gap == 0 {
				gap = ' '
			}
			continue
		}
		switch {
		case r == '\u200C' || r == '\u200D':
			if gap != 0 || !joins(prev, r, following(s[i+3:])) {
				continue
			}
		case r == '\uFE0E' || r == '\uFE0F':
			if gap != 0 || !styled(prev) {
				continue
			}
		case unseen(r):
			continue
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > maxMarks {
				continue
			}
		default:
			marks = 0
		}
		if gap != 0 && b.Len() > 0 {
			b.WriteByte(gap)
		}
		gap = 0
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

func following(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// unseen are the characters that show nothing, show what only its author knows, or change what surrounds them.
func unseen(r rune) bool {
	switch {
	case r < ' ', r >= 0x7f && r < 0xa0, r == '\u00ad', r == '\u034f', r == '\u061c', r == '\u115f', r == '\u1160', r == '\u17b4', r == '\u17b5':
		return true
	case r >= '\u180b' && r <= '\u180f', r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u206f':
		return true
	case r == '\u3164', r >= '\ufe00' && r <= '\ufe0f', r == '\ufeff', r == '\uffa0', r >= '\ufff0' && r <= '\ufffb', r&0xfffe == 0xfffe, r >= '\ufdd0' && r <= '\ufdef':
		return true
	case r >= 0xe0000 && r <= 0xe0fff, r >= 0x1d173 && r <= 0x1d17a, r >= 0x1bca0 && r <= 0x1bca3:
		return true
	}
	return unicode.Is(unicode.Co, r)
}

// joiningScripts write with joiners: cursive ones and those of Brahmi's family (The Unicode Standard, 23.2).
var joiningScripts = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Mandaic, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati,
	unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Myanmar, unicode.Khmer, unicode.Tibetan,
}

// joins says whether a joiner between prev and next is part of the writing.
func joins(prev, joiner, next rune) bool {
	if unicode.In(prev, joiningScripts...) && unicode.In(next, joiningScripts...) {
		return true
	}
	return joiner == '\u200D' && (pictorial(prev) || prev == '\uFE0F') && pictorial(next)
}

// styled says whether a character has a plain and a pictorial form that a selector tells apart.
func styled(r rune) bool {
	return pictorial(r) || r >= '0' && r <= '9' || r == '#' || r == '*'
}

func pictorial(r rune) bool {
	return unicode.In(r, unicode.So, unicode.Sm) || r >= 0x1f3fb && r <= 0x1f3ff || r == '‼' || r == '⁉' || r == '〰' || r == '〽'
}
