package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"case", "Site BLOCKING", "site blocking"},
		{"white space", " \ta\u00a0\n b ", "a b"},
		{"quotes and dashes", "“Anna’s” — ‘archive’ – x", `"anna's" - 'archive' - x`},
		{"full width", "ＶＰＮ，１２", "vpn,12"},
		{"ligature", "ﬁlm", "film"},
		{"latin accents", "Überwachung Ça Señal Łódź Çelik ığdır İstanbul", "uberwachung ca senal lodz celik igdir istanbul"},
		{"decomposed accents", "Café", "cafe"},
		{"two marks on a letter", "Việt Nam", "viet nam"},
		{"sharp s", "Straße", "strasse"},
		{"greek", "Ελλάς Ώρα", "ελλασ ωρα"},
		{"cyrillic й stays and ё goes", "Бой Ёлка", "бой елка"},
		{"arabic marks and forms", "رِقابة ٱلإنترنت", "رقابه الانترنت"},
		{"persian letters", "فیلترینگ", "فيلترينگ"},
		{"kana keeps its marks", "ガザ", "ガザ"},
		{"half-width kana", "ｶﾞ", "ガ"},
		{"hangul", "저작권", "저작권"},
		{"traditional to simplified", "國家版權局關閉盜版網站", "国家版权局关闭盗版网站"},
		{"invisible characters", "a\u200bb\u00adc\u202ed", "abcd"},
		{"bytes that are no text", "a\xffb", "a\uFFFDb"},
		{"empty", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Fold(test.in); got != test.want {
				t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestHanPairs(t *testing.T) {
	n := 0
	for at, to := range simplified {
		if to == 0 {
			continue
		}
		n++
		if from := rune(at + hanBegin); foldWide(rune(to)) != rune(to) || from == rune(to) {
			t.Errorf("%c folds to %c, which folds again", from, to)
		}
	}
	if n < 2500 {
		t.Errorf("%d pairs, want at least 2500", n)
	}
}

// What Normalize does not look at closer is what the tables of Unicode leave as it is beside anything.
func TestSettled(t *testing.T) {
	n := 0
	for r := rune(utf8.RuneSelf); r <= unicode.MaxRune; r++ {
		if !settled(r) {
			continue
		}
		n++
		if p := norm.NFKC.PropertiesString(string(r)); !norm.NFKC.IsNormalString(string(r)) || !p.BoundaryBefore() {
			t.Errorf("%U is not settled", r)
		}
		if letter(r) && strings.Map(sign, string(r)) != string(r) {
			t.Errorf("%U is no letter", r)
		}
	}
	if n < 30000 {
		t.Errorf("%d characters are settled, want at least 30000", n)
	}
	for _, s := range []string{"`", "a`b", "é`", "’", "“é”", "e\u0301", "가\u11A8", "か\u3099", "«ß»", "\u2011", "ــ", "。`", "é\xff", "《中》"} {
		if got, want := Normalize(s), strings.Map(sign, norm.NFKC.String(strings.ToValidUTF8(s, "\uFFFD"))); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", s, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Überwachung", "國家", "İ\u0307", "\xff", "ﷺ", "Ｖ\u200b", "ΐ", "ẛ̣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) = %q, which is not UTF-8", s, once)
		}
		if twice := Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, and folded again %q", s, once, twice)
		}
	})
}
