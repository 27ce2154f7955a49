package taxonomy

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// operators are words that other languages of queries have, and what is written here.
var operators = map[string]string{
	"AND":  "write & for what must stand near, or the word in small letters",
	"NOT":  "write & ! for what must not stand near, or the word in small letters",
	"OR":   "write (this|that) for either, or the word in small letters",
	"NEAR": "write & for what must stand near, or the word in small letters",
}

// signs are those that no term has, and what is written instead: those of a Chinese or Japanese keyboard, and what parts lists elsewhere.
var signs = map[rune]string{
	'＆': "write &",
	'｜': "write (this|that)",
	'！': "write ! behind &, or leave it out",
	'＊': "write *",
	'＠': "write @",
	'＝': "write = before what must be as written",
	'；': "write a comma between terms of a list in brackets, or each on a line of its own",
	';': "write a comma between terms of a list in brackets, or each on a line of its own",
	'，': "write a comma between terms of a list in brackets, or each on a line of its own",
	'、': "write a comma between terms of a list in brackets, or each on a line of its own",
	'？': "leave it out, or write (color|colour) for either",
	'＜': "leave it out",
	'＞': "leave it out",
	'＋': "write & for what must stand near",
	'～': "write a star alone for words between",
	'~': "write a star alone for words between",
}

// denials are the signs that say not elsewhere: the hyphen, and the dashes and the minus that a program may make of it.
const denials = "-–—−－"

// checkWord refuses a word that means more in other languages of queries: an operator, if others stand beside it, one with a hyphen, a plus
// or a slash before it, and two stars.
func checkWord(word string, beside bool) error {
	operator, _, _ := strings.Cut(word, "/") // "NEAR/5"
	if remedy, ok := operators[operator]; ok && beside && (operator == word || operator == "NEAR") {
		return fmt.Errorf("has the word %s in capitals, which stands for nothing else here; %s", word, remedy)
	}
	if strings.Contains(word, "**") {
		return fmt.Errorf("has two stars in %q; write one", word)
	}
	first, size := utf8.DecodeRuneInString(word)
	rest := word[size:]
	switch {
	case rest == "":
	case strings.ContainsRune(denials, first):
		sign := "a hyphen"
		if first != '-' {
			sign = "a dash"
		}
		return fmt.Errorf("has %q with %s before it, which stands for nothing here; write & !%s for what must not stand near", word, sign, rest)
	case first == '+':
		return fmt.Errorf("has %q with a plus before it, which stands for nothing here; write & %s for what must stand near", word, rest)
	case first == '/':
		return fmt.Errorf("has %q with a slash before it, as regular expressions do, and terms are none; write the words without it", word)
	}
	return nil
}

// foreign is a sign of a phrase that is none of the language of terms, or empty, and what to write instead. Full-width brackets belong to a
// name, as in 刚果（金）, but where they begin a phrase or hold a bar a group is meant.
func foreign(s string) (sign, remedy string) {
	for _, r := range s {
		if remedy, ok := signs[r]; ok {
			return string(r), remedy
		}
	}
	const group = "write (this|that) for a group"
	open, end := strings.Index(s, "（"), strings.Index(s, "）")
	switch {
	case open < 0 && end < 0:
		return "", ""
	case open < 0 || end >= 0 && end < open:
		return "）", group
	case end < 0 || open == 0 || strings.Contains(s[open:end], "|"):
		return "（", group
	}
	return "", ""
}

// expression is a sign that nobody writes into a term who knows that it is no regular expression, or empty.
func expression(s string) string {
	if i := strings.IndexAny(s, `?^$\[]{}`); i >= 0 {
		return s[i : i+1]
	}
	for _, sign := range [...]string{".*", ".+"} {
		if strings.Contains(s, sign) {
			return sign
		}
	}
	return ""
}

// checkPhrase refuses what matches far too much, or nothing.
func checkPhrase(parts []part) error {
	if len(parts) == 0 {
		return errNoWord
	}
	if parts[0].gap || parts[len(parts)-1].gap {
		return errors.New("begins or ends with a star that stands alone")
	}
	for i, p := range parts {
		if p.gap {
			if parts[i-1].gap {
				return errors.New("has two stars in a row")
			}
			continue
		}
		for _, w := range p.any {
			n := utf8.RuneCountInString(w.folded)
			short := w.kind == matchPrefix && (n < 2 || n < 3 && len(parts) == 1) || w.kind == matchSuffix && n < 5
			if short && !isHangul(w.folded) {
				return fmt.Errorf("has the wildcard on %q, which matches far too much; write at least three letters before a star, or five behind it", w.folded)
			}
		}
	}
	return nil
}
