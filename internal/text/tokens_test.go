package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"case and punctuation", "Court Orders: Block It!", []string{"court", "orders", "block", "it"}},
		{"possessive", "Canada’s law, the users' rights", []string{"canada", "law", "the", "users", "rights"}},
		{"elision", "l'état d’urgence qu'il", []string{"etat", "urgence", "il"}},
		{"Irish name", "O'Brien", []string{"obrien"}},
		{"contraction", "don't", []string{"dont"}},
		{"acronym with dots", "the U.S. and the E.U.", []string{"the", "usa", "and", "the", "eu"}},
		{"hyphen", "anti-piracy", []string{"anti", "piracy"}},
		{"number whole", "2,554 sites, 3.5%", []string{"2554", "sites", "3.5"}},
		{"digits in a word", "5G Web3", []string{"5g", "web3"}},
		{"Han by pairs", "版权保护", []string{"版权", "权保", "保护"}},
		{"one Han character", "美", []string{"美"}},
		{"traditional is simplified", "網路", []string{"网路"}},
		{"Han and Latin", "封锁Tor网络", []string{"封锁", "tor", "网络"}},
		{"Hangul by pairs", "저작권법", []string{"저작", "작권", "권법"}},
		{"emoji", "🔥", nil},
		{"empty", "", nil},
	} {
		if diff := cmp.Diff(tt.want, Tokens(tt.in)); diff != "" {
			t.Errorf("%s: Tokens(%q) (-want +got):\n%s", tt.name, tt.in, diff)
		}
	}
}

func TestStems(t *testing.T) {
	for _, tt := range []struct {
		name, in, language string
		want               []string
	}{
		{"English", "The courts blocked the blocking sites", "en", []string{"court", "block", "block", "site"}},
		{"region of the language", "sites", "en-GB", []string{"site"}},
		{"German", "Die Urheberrechte der Künstler", "de", []string{"urheberrecht", "kunstl"}},
		{"French", "les œuvres protégées", "fr", []string{"oeuvr", "proteg"}},
		{"Russian", "Роскомнадзор заблокировал сайты", "ru", []string{"роскомнадзор", "заблокирова", "сайт"}},
		{"Polish is cut", "blokowania stron", "pl", []string{"blokow", "stron"}},
		{"unknown language", "les œuvres", "xx", []string{"les", "oeuvres"}},
		{"another script than declared", "封锁网站", "en", []string{"封锁", "锁网", "网站"}},
		{"only stop words", "What is it to be?", "en", nil},
	} {
		if diff := cmp.Diff(tt.want, Stems(tt.in, tt.language)); diff != "" {
			t.Errorf("%s: Stems(%q, %q) (-want +got):\n%s", tt.name, tt.in, tt.language, diff)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"thousands", "2,554 sites", []string{"2554"}},
		{"thousands by spaces", "2 554 sites and 12 people", []string{"2554", "12"}},
		{"thousands in German", "2.554.000 Euro", []string{"2554000"}},
		{"magnitude", "1.2 million", []string{"1200000"}},
		{"short magnitude", "$5m, £3.2bn", []string{"5000000", "3200000000"}},
		{"metres are no millions", "5 m", []string{"5"}},
		{"Spanish", "3 mil millones", []string{"3000000000"}},
		{"Chinese", "120万, 2.5亿", []string{"1200000", "250000000"}},
		{"Chinese numerals", "三万二千人, 十二月", []string{"32000", "12"}},
		{"no unit, no numeral", "统一", nil},
		{"fraction", "3,5 percent", []string{"3.5"}},
		{"each once, in order", "7, 5, 7", []string{"7", "5"}},
		{"date", "2026-11-21", []string{"2026", "11", "21"}},
		{"case number", "C-123/45", []string{"123", "45"}},
		{"part of a word", "Web3", nil},
		{"address", "10.0.0.1", []string{"10.0.0.1"}},
		{"leading zero", "007 and 0.50", []string{"7", "0.5"}},
		{"full width", "１２", []string{"12"}},
	} {
		if diff := cmp.Diff(tt.want, Numbers(tt.in)); diff != "" {
			t.Errorf("%s: Numbers(%q) (-want +got):\n%s", tt.name, tt.in, diff)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"words", "Court Orders ISPs to Block Pirate Site", "court-orders-isps-to-block-pirate-site"},
		{"accents", "Protégé à l'école", "protege-a-ecole"},
		{"eight words", "a1 b2 c3 d4 e5 f6 g7 h8 i9", "a1-b2-c3-d4-e5-f6-g7-h8"},
		{"Han only", "版权保护", "story"},
		{"Han and Latin", "封锁Tor网络", "tor"},
		{"a number alone", "法院驳回2026年上诉", "story"},
		{"numbers alone", "2026年11月23日", "story"},
		{"a number among words", "Ofcom fines 4chan £20,000", "ofcom-fines-4chan-20000"},
		{"nothing", "🔥 ...", "story"},
		{"one long word", strings.Repeat("x", 100), "story"},
		{"a path", "../../etc/passwd", "etc-passwd"},
	} {
		if got := Slug(tt.in); got != tt.want {
			t.Errorf("%s: Slug(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func FuzzStems(f *testing.F) {
	f.Add("The U.S. court’s 2,554 orders, l'état 版权保护 三万", "en")
	f.Add("😀\u0301\xff 1.2.3,4,5 million 百万億", "zh-Hant")
	f.Add("i̇stanbul ǅ ﬁ ʼn O''", "tr")
	f.Fuzz(func(t *testing.T, s, language string) {
		for _, w := range slices.Concat(Tokens(s), Stems(s, language), Numbers(s)) {
			if w == "" || !utf8.ValidString(w) || strings.ContainsAny(w, " \t\n") {
				t.Errorf("%q gives the word %q", s, w)
			}
		}
		slug := Slug(s)
		if slug == "" || len(slug) > slugBytes || strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(slug, "0123456789-") == "" {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
	})
}
