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
	if small(s) {
		return s
	}
	folded := AppendFold(make([]byte, 0, len(s)+8), Normalize(s))
	return strings.Join(strings.Fields(string(folded)), " ")
}

// Normalize is the first half of Fold, which keeps case and accents: NFKC, quotes and dashes as in ASCII, without
// characters that are not seen. Invalid bytes become U+FFFD.
func Normalize(s string) string {
	if all(s, letter) && !strings.Contains(s, "`") {
		return s
	}
	if !all(s, settled) {
		s = norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))
	}
	return strings.Map(sign, s)
}

// small says that s is one word of small ASCII letters and digits, of which Fold changes nothing.
func small(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// sign writes quotes and dashes as in ASCII and takes out what is not seen.
func sign(r rune) rune {
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
}

// all says whether is holds for all characters of a text that are not ASCII.
func all(s string, is func(rune) bool) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !is(r) {
			return false
		}
		i += size
	}
	return true
}

// letter says of the commonest characters that are not ASCII that Normalize leaves them as they are, whatever stands beside them.
func letter(r rune) bool {
	switch {
	case r < 0x0180:
		return r >= 0x00C0 && r != 'Ĳ' && r != 'ĳ' && r != 'Ŀ' && r != 'ŀ' && r != 'ŉ' && r != 'ſ'
	case r < 0x0600:
		return r >= 0x0388 && r <= 0x03CE || r >= 0x0400 && r <= 0x0482 || r >= 0x048A && r <= 0x052F || r >= 0x05D0 && r <= 0x05EA
	case r < 0x4E00:
		return r >= 0x0621 && r <= 0x064A && r != 0x0640 || r == '、' || r == '。' || r >= 0x3041 && r <= 0x3096 || r >= 0x30A1 && r <= 0x30FC
	}
	return r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3
}

// settled says whether NFKC leaves a character as it is, whatever stands beside it; of a few it does not know.
func settled(r rune) bool {
	return letter(r) || r >= 0x2010 && r <= 0x2022 && r != 0x2011 && r != 0x2017 || r == '«' || r == '»' || r >= 0x3008 && r <= 0x3011
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
		case r < rune(len(folded)):
			dst = append(dst, folded[r]...)
		case r < 0x2E80:
			dst = appendFoldedAlphabetic(dst, normalized[i:], r)
		case r >= hanBegin:
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
	if r < hanBegin || r >= hanEnd {
		return unicode.ToLower(r)
	}
	if s := simplified[r-hanBegin]; s != 0 {
		return rune(s)
	}
	return r
}

// simplified has for Han characters of the traditional form, from hanBegin, the simplified one.
var simplified = func() (to [hanEnd - hanBegin]uint16) {
	pair := []rune(traditionalSimplified)
	for i := 0; i+1 < len(pair); i += 2 {
		to[pair[i]-hanBegin] = uint16(pair[i+1])
	}
	return to
}()

// The Han characters that have four digits in hexadecimal; they have no case.
const hanBegin, hanEnd = 0x3400, 0xA000

// folded has what Latin, Greek, Cyrillic, Hebrew and Arabic letters fold to.
var folded = func() (to [0x0700]string) {
	for r := rune(utf8.RuneSelf); r < rune(len(to)); r++ {
		to[r] = string(appendFoldedAlphabetic(nil, string(r), r))
	}
	return to
}()
