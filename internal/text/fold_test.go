package text

import (
	"testing"
	"unicode/utf8"
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
	if n := len(simplified); n < 2500 {
		t.Errorf("%d pairs, want at least 2500", n)
	}
	for from, to := range simplified {
		if _, again := simplified[to]; again || from == to {
			t.Errorf("%c folds to %c, which folds again", from, to)
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
