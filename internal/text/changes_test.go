package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What is before and behind a piece of the normalized text holds all that became it.
func FuzzChanges(f *testing.F) {
	for _, s := range []string{"“E\u0301te\u0301” oﬃce", "ﾚｺｰﾄﾞ", "가\u11a8x", "…\u00ad\u200b", "a\u0301\u0301ﷺb", "`x´"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		normal := Normalize(s)
		changes, ok := AppendChanges(nil, s)
		if !ok {
			if utf8.ValidString(s) {
				t.Errorf("the parts of %q do not give %q", s, normal)
			}
			return
		}
		var whole strings.Builder
		was := 0
		for _, c := range changes {
			whole.WriteString(s[was:c.From])
			if whole.Len() != c.Became {
				t.Fatalf("%q: %+v begins at %d", s, c, whole.Len())
			}
			whole.WriteString(Normalize(s[c.From:c.To]))
			was = c.To
		}
		whole.WriteString(s[was:])
		if whole.String() != normal {
			t.Fatalf("the parts of %q give %q, not %q", s, whole.String(), normal)
		}
		for from, r := range normal {
			if piece := s[Before(changes, from):Behind(changes, from+utf8.RuneLen(r))]; !strings.Contains(Normalize(piece), string(r)) {
				t.Errorf("%q: %q at %d is of %q", s, r, from, piece)
			}
		}
	})
}
