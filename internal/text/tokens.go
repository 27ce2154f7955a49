package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tokens splits s into folded words. Letters and digits make words; an English possessive is cut; "U.S." is one word;
// a number is one word whatever its separators, written as Numbers writes it; scripts without spaces come as overlapping pairs of characters.
// Symbols, punctuation and emoji are no words. The result is never longer than s has characters.
func Tokens(s string) []string {
	var out []string
	forEachToken(s, func(t token) { out = append(out, t.folded) })
	return out
}

// token is one word of a text.
type token struct {
	folded string
	lower  string // as written, in lower case, with its accents; for stemmers
	kind   tokenKind
}

type tokenKind byte

const (
	wordToken   tokenKind = iota
	pairToken             // one or two characters of a script without spaces
	numberToken           // begins with a digit
)

// forEachToken calls yield for each word of s in order.
func forEachToken(s string, yield func(token)) {
	rs := []rune(Normalize(s))
	for i := 0; i < len(rs); {
		r := rs[i]
		switch {
		case unspaced(r):
			j := i + 1
			for j < len(rs) && (unspaced(rs[j]) || unicode.Is(unicode.Mn, rs[j]) || rs[j] == 'ー') {
				j++
			}
			run := []rune(Fold(string(rs[i:j])))
			if len(run) == 1 {
				yield(token{folded: string(run), kind: pairToken})
			}
			for k := 0; k+1 < len(run); k++ {
				yield(token{folded: string(run[k : k+2]), kind: pairToken})
			}
			i = j
		case isDigit(r):
			n, j := scanNumber(rs, i)
			if j < len(rs) && wordRune(rs[j]) && !unspaced(rs[j]) { // "5g", "3d", "1st", "8chan"
				for j < len(rs) && wordRune(rs[j]) && !unspaced(rs[j]) {
					j++
				}
				yield(token{folded: Fold(string(rs[i:j])), kind: numberToken})
			} else {
				yield(token{folded: n, kind: numberToken})
			}
			i = j
		case wordRune(r):
			j := wordEnd(rs, i)
			if w := bareWord(string(rs[i:j])); w != "" {
				yield(token{folded: Fold(w), lower: w})
			}
			i = j
		default:
			i++
		}
	}
}

// wordEnd finds the end of the word that begins at i: letters, marks, digits, and an apostrophe or the dot of an
// acronym between letters.
func wordEnd(rs []rune, i int) int {
	j := i
	for j < len(rs) {
		r := rs[j]
		switch {
		case unspaced(r):
			return j
		case wordRune(r) || unicode.Is(unicode.Mn, r):
		case r == '\'' && j+1 < len(rs) && unicode.IsLetter(rs[j+1]) && j > i:
		case r == '.' && j > i && (j-1 == i || rs[j-2] == '.') && j+1 < len(rs) && unicode.IsUpper(rs[j-1]) && unicode.IsUpper(rs[j+1]) && !unspaced(rs[j+1]):
		default:
			return j
		}
		j++
	}
	return j
}

// bareWord puts a word in lower case, drops the dots of an acronym, and cuts the possessive and what stands before an
// elision ("l'état").
func bareWord(w string) string {
	lower := strings.ToLower(w)
	if strings.Contains(w, ".") {
		if lower = strings.ReplaceAll(lower, ".", ""); lower == "us" { // the country, not the pronoun
			return "usa"
		}
	}
	head, tail, found := strings.Cut(lower, "'")
	if !found {
		return lower
	}
	switch {
	case tail == "s" || tail == "":
		return head
	case utf8.RuneCountInString(head) <= 2 && head != "o" || elided[head]:
		return strings.ReplaceAll(tail, "'", "") // "l'état", "d'auteur"; but "o'brien"
	}
	return head + strings.ReplaceAll(tail, "'", "")
}

// elided are the longer words that lose their vowel before another in French and Italian.
var elided = map[string]bool{"qu": true, "all": true, "dall": true, "dell": true, "nell": true, "sull": true, "quest": true, "quell": true}

// unspaced says whether r belongs to a script that writes no spaces between words, or, for Hangul, ties particles to them.
func unspaced(r rune) bool {
	return spaceless(r) || r >= 0x1100 && unicode.Is(unicode.Hangul, r)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
