package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a text to the form in which texts are compared: NFKC, lower case, quotes and dashes as in ASCII, white
// space collapsed and trimmed, Han in its simplified forms, and no accents where a language can be read without them:
// Latin, Greek, Arabic and Hebrew marks go, Cyrillic й, the marks of kana and of Indic scripts stay. Fold(Fold(s)) is
// Fold(s).
func Fold(s string) string {
	folded := AppendFold(make([]byte, 0, len(s)+8), Normalize(s))
	return strings.Join(strings.Fields(string(folded)), " ")
}

// Normalize is the first half of Fold, which keeps case and accents: NFKC, quotes and dashes as in ASCII, without
// characters that are not seen. Invalid bytes become U+FFFD.
func Normalize(s string) string {
	if plain(s) {
		return s
	}
	s = norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch r {
		case '‘', '’', '‚', '‛', '′', 'ʹ', 'ʻ', 'ʼ', 'ʽ', '`', '´', '＇':
			return '\''
		case '“', '”', '„', '‟', '″', '«', '»', '〝', '〞', '「', '」', '『', '』', '《', '》', '〈', '〉', '‹', '›':
			return '"'
		case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－', '⁃', '֊':
			return '-'
		case '\u00AD', '\u061C', '\uFEFF', '\u180E', '\u2060', '\u2061', '\u2062', '\u2063', '\u2064', '\u0640': // soft hyphen, marks of direction, joiners, tatweel
			return -1
		}
		if r >= '\u200B' && r <= '\u200F' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u206F' || r >= '\uFE00' && r <= '\uFE0F' || r >= 0xE0000 && r <= 0xE0FFF {
			return -1
		}
		return r
	}, s)
}

// plain says whether Normalize has nothing to do.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] == '`' {
			return false
		}
	}
	return true
}

// AppendFold appends the folded form of a normalized text, white space as it is. It is the second half of Fold, for
// those who need to know which word became which.
func AppendFold(dst []byte, normalized string) []byte {
	for i, r := range normalized {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			dst = append(dst, byte(r))
		case r < 0x2E80:
			dst = appendFoldedAlphabetic(dst, normalized[i:], r)
		case r >= 0x3400:
			dst = utf8.AppendRune(dst, foldWide(r))
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// letters are those whose plain form is no decomposition of theirs.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d",
	'þ': "th", 'Þ': "th", 'ħ': "h", 'Ħ': "h", 'ı': "i", 'İ': "i", 'ŧ': "t", 'Ŧ': "t", 'ə': "e", 'Ə': "e",
	'ς': "σ", 'ё': "е", 'Ё': "е", 'Й': "й", 'Ї': "ї", 'Ў': "ў", 'Ґ': "ґ",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ة': "ه", 'ک': "ك", 'ۀ': "ه", 'ؤ': "و", 'ئ': "ي",
}

func appendFoldedAlphabetic(dst []byte, rest string, r rune) []byte {
	if plain, ok := letters[r]; ok {
		return append(dst, plain...)
	}
	if mark(r) {
		return dst
	}
	cyrillic := r >= 0x0400 && r <= 0x052F
	if !cyrillic && (r < 0x0600 || r >= 0x1E00 && r <= 0x1FFF) { // Latin and Greek: the base letter alone
		if d := norm.NFD.PropertiesString(rest).Decomposition(); len(d) > 0 {
			if base, n := utf8.DecodeRune(d); n > 0 && base != utf8.RuneError {
				for { // a decomposition of one step may still carry a mark
					again := norm.NFD.PropertiesString(string(base)).Decomposition()
					if len(again) == 0 {
						break
					}
					base, _ = utf8.DecodeRune(again)
				}
				r = base
			}
		}
	}
	r = unicode.ToLower(r)
	if plain, ok := letters[r]; ok {
		return append(dst, plain...)
	}
	return utf8.AppendRune(dst, r)
}

// mark says whether r is written on the letter before it and left out: accents of Latin, Greek and Cyrillic, points of
// Hebrew, vowels of Arabic.
func mark(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r >= 0x0591 && r <= 0x05C7 && r != 0x05BE && r != 0x05C0 && r != 0x05C3 && r != 0x05C6 || r >= 0x064B && r <= 0x065F || r == 0x0670
}

func foldWide(r rune) rune {
	if s, ok := simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

// simplified maps Han characters of the traditional form to the simplified one.
var simplified = func() map[rune]rune {
	m := make(map[rune]rune, 4096)
	pair := []rune(traditionalSimplified)
	for i := 0; i+1 < len(pair); i += 2 {
		m[pair[i]] = pair[i+1]
	}
	return m
}()
