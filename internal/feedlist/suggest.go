package feedlist

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nearest is the one of the known words that a slip of the fingers would turn into v, or "" if none is near: one slip, or
// one for each three characters. The first of equals wins.
func nearest(v string, known []string) string {
	if len(v) > 2*MaxID {
		return ""
	}
	best, distance := "", max(1, len([]rune(v))/3)+1
	for _, k := range known {
		if d := slips(strings.ToLower(v), strings.ToLower(k)); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// slips counts the insertions, deletions, changes and swaps of neighbours from a to b (optimal string alignment).
func slips(a, b string) int {
	s, t := []rune(a), []rune(b)
	var before []int
	last := make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row := make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			change := last[j]
			if s[i] != t[j] {
				change++
			}
			row[j+1] = min(change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(t)]
}

// slug is a text as an id: small Latin letters and digits, anything else a hyphen; "" if nothing of it is Latin.
func slug(text string) string {
	var b strings.Builder
	hyphen := false
	for _, c := range norm.NFKD.String(strings.ToLower(text)) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(c)
		case unicode.Is(unicode.Mn, c), c == '\'', c == '’': // an accent, or inside a word
		default:
			hyphen = true
		}
	}
	s := b.String()
	if len(s) > MaxID {
		cut := s[:MaxID]
		if i := strings.LastIndexByte(cut, '-'); i > MaxID/2 && s[MaxID] != '-' {
			cut = cut[:i]
		}
		s = strings.TrimRight(cut, "-")
	}
	return s
}

// short cuts what a problem quotes to a length that keeps the problem on one screen.
func short(s string) string {
	const most = 80
	if len(s) <= most {
		return s
	}
	end := most
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
