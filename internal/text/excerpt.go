// Package text owns what the digest knows of writing: folding, tokens, stems, numbers, plain text out of HTML, excerpts and
// slugs, for every script of the feed list. It knows nothing of feeds, items or licences, and what it gives is never markup.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Excerpt cuts plain text to at most words words and runes characters of scripts that write no spaces, whichever ends
// first. It ends with a sentence where one ends in the last two fifths, else with an ellipsis. Text within the limits
// comes back as it is, on one line.
func Excerpt(s string, words, runes int) string {
	s = strings.Join(strings.Fields(s), " ")
	end, lastSentence := len(s), 0
	nWords, nRunes, inWord := 0, 0, false
	sentenceWords, sentenceRunes := 0, 0
	longest := words * 24 // bytes of a text that is one endless word
scan:
	for i, r := range s {
		switch {
		case spaceless(r):
			inWord = false
			if nRunes++; nRunes > runes {
				end = i
				break scan
			}
		case r == ' ':
			inWord = false
		case !inWord:
			inWord = true
			if nWords++; nWords > words {
				end = i
				break scan
			}
		}
		if i >= longest {
			end = i
			break scan
		}
		if endsSentence(s, i, r) {
			lastSentence = i + utf8.RuneLen(r)
			sentenceWords, sentenceRunes = nWords, nRunes
		}
	}
	if end == len(s) {
		return s
	}
	if lastSentence > 0 && (5*sentenceWords >= 3*words || 5*sentenceRunes >= 3*runes) {
		return s[:lastSentence]
	}
	cut := strings.TrimRightFunc(s[:end], func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",;:-–—(\"'“‘、，；：（「『", r)
	})
	return cut + "…"
}

// Room is what may still be shown of a text of which an excerpt is shown, within the limits of an Excerpt.
type Room struct {
	words, runes int
	shown        []string
}

// NewRoom is the room that an excerpt leaves of as many words and characters as Excerpt takes.
func NewRoom(excerpt string, words, runes int) *Room {
	w, r := length(excerpt)
	return &Room{words - w, runes - r, []string{excerpt}}
}

// Take says whether a passage may be shown too, and makes it a part of what is shown. What is shown already takes no room.
func (r *Room) Take(passage string) bool {
	for _, s := range r.shown {
		if strings.Contains(s, passage) {
			return true
		}
	}
	words, runes := length(passage)
	if words > r.words || runes > r.runes {
		return false
	}
	r.words, r.runes, r.shown = r.words-words, r.runes-runes, append(r.shown, passage)
	return true
}

// length is how many words a text has, and how many characters of scripts that write no spaces, as Excerpt counts them.
func length(s string) (words, runes int) {
	inWord := false
	for _, r := range s {
		switch {
		case spaceless(r):
			runes++
			inWord = false
		case r == ' ':
			inWord = false
		case !inWord:
			words++
			inWord = true
		}
	}
	return words, runes
}

// spaceless says whether a character belongs to a script that is written without spaces between words.
func spaceless(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// endsSentence says whether the character r at s[i:] ends a sentence. A full stop after a single letter ("U.S. court")
// or before a lower-case word does not.
func endsSentence(s string, i int, r rune) bool {
	switch r {
	case '。', '！', '？', '؟', '۔':
		return true
	case '.', '!', '?':
	default:
		return false
	}
	rest := s[i+1:]
	if rest == "" {
		return true
	}
	if rest[0] != ' ' {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[1:])
	if unicode.IsLower(next) {
		return false
	}
	if r == '.' {
		word := s[strings.LastIndexByte(s[:i], ' ')+1 : i]
		return utf8.RuneCountInString(word) > 2 && !strings.Contains(word, ".")
	}
	return true
}

// FirstWords cuts plain text to its first n words, for titles made from a text; each character of a script without spaces counts as half a word.
func FirstWords(s string, n int) string {
	return strings.TrimSuffix(Excerpt(s, n, 2*n), ".")
}
