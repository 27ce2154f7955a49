package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	for _, tt := range []struct {
		name, in     string
		words, runes int
		want         string
	}{
		{"short text stays", "A court  ruled.\n", 5, 10, "A court ruled."},
		{"cut with an ellipsis", "one two three four five six", 4, 10, "one two three four…"},
		{"no comma before the ellipsis", "one two three, four five", 3, 10, "one two three…"},
		{"ends with a sentence near the limit", "The court ruled today. It then went home early.", 5, 10, "The court ruled today."},
		{"not with one far from it", "Yes. The court ruled today that all of it stands.", 8, 10, "Yes. The court ruled today that all of…"},
		{"initials end no sentence", "The U.S. Court ruled that the U.S. Code says so", 7, 10, "The U.S. Court ruled that the U.S.…"},
		{"characters", "国家版权局发布通知。要求网盘服务商", 40, 12, "国家版权局发布通知。"},
		{"characters without a sentence", "国家版权局发布通知要求网盘服务商", 40, 6, "国家版权局发…"},
		{"empty", "", 40, 80, ""},
	} {
		if got := Excerpt(tt.in, tt.words, tt.runes); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("The court ruled. 国家版权局发布通知。", 4, 6)
	f.Add(strings.Repeat("x", 9000), 40, 80)
	f.Fuzz(func(t *testing.T, s string, words, runes int) {
		if words < 1 || words > 1000 || runes < 1 || runes > 1000 || !utf8.ValidString(s) {
			return
		}
		got := Excerpt(s, words, runes)
		n := 0
		for _, r := range got {
			if spaceless(r) {
				n++
			}
		}
		if n > runes {
			t.Errorf("%d characters, at most %d", n, runes)
		}
		if !utf8.ValidString(got) {
			t.Errorf("%q is no valid text", got)
		}
		latin := strings.FieldsFunc(got, func(r rune) bool { return r == ' ' || spaceless(r) })
		if len(latin) > words+1 { // an ellipsis may stand alone
			t.Errorf("%d words, at most %d", len(latin), words)
		}
	})
}
