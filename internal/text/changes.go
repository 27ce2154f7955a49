package text

import (
	"sort"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Change is a part of a text that Normalize writes in another way: the bytes From to To, which become those from Became until Until.
type Change struct{ From, To, Became, Until int }

// AppendChanges appends what Normalize changes in s, in order. It is false for a text of which the parts do not give the
// whole: one with invalid bytes.
func AppendChanges(dst []Change, s string) ([]Change, bool) {
	at, last := 0, 0 // in the normalized text; behind the last change in s
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r < utf8.RuneSelf && r != '`' || letter(r) {
			i, at = i+size, at+size
			continue
		}
		from, end := i, i+size
		if composes(s[i:]) {
			_, back := utf8.DecodeLastRuneInString(s[last:i])
			from, at = from-back, at-back
		}
		for end < len(s) && composes(s[end:]) {
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
		}
		became := Normalize(s[from:end])
		if became != s[from:end] {
			dst = append(dst, Change{from, end, at, at + len(became)})
		}
		at, i, last = at+len(became), end, end
	}
	return dst, utf8.ValidString(s)
}

// composes says whether the first character of s may become one with what stands before it.
func composes(s string) bool { return !norm.NFKC.PropertiesString(s).BoundaryBefore() }

// Before is where the character begins of which Normalize made what stands at a place of the normalized text.
func Before(changes []Change, at int) int {
	k := sort.Search(len(changes), func(i int) bool { return changes[i].Became > at }) - 1
	switch {
	case k < 0:
		return at
	case at < changes[k].Until:
		return changes[k].From
	}
	return changes[k].To + at - changes[k].Until
}

// Behind is where the character ends of which Normalize made what stands before a place of the normalized text.
func Behind(changes []Change, at int) int {
	k := sort.Search(len(changes), func(i int) bool { return changes[i].Became >= at }) - 1
	switch {
	case k < 0:
		return at
	case at <= changes[k].Until:
		return changes[k].To
	}
	return changes[k].To + at - changes[k].Until
}
