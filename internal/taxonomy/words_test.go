package taxonomy

import (
	"slices"
	"testing"
)

func TestArabicArticle(t *testing.T) {
	for _, test := range []struct{ name, word, want string }{
		{"the", "الرقابه", "رقابه"},
		{"and the", "والرقابه", "رقابه"},
		{"so the", "فالرقابه", "رقابه"},
		{"in the", "بالرقابه", "رقابه"},
		{"like the", "كالرقابه", "رقابه"},
		{"to the", "للرقابه", "رقابه"},
		{"in, without an article", "برقابه", "برقابه"},
		{"two letters are left", "والده", "والده"},
		{"two letters are left after to the", "لليل", "لليل"},
		{"the letters of an article alone", "ال", "ال"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.word[arabicArticle([]byte(test.word)):]; got != test.want {
				t.Errorf("%s: %s, want %s", test.word, got, test.want)
			}
		})
	}
}

// A term and a text lose the same letters, so a name that begins as an article would is still found.
func TestArabicTerms(t *testing.T) {
	for _, test := range []struct {
		term, text string
		want       bool
	}{
		{"رقابة", "قانون للرقابة على الصحف", true},
		{"الرقابة", "بالرقابة على الصحف", true},
		{"فالنسيا", "في مدينة فالنسيا", true},
		{"رقابة", "برقابة على الصحف", false},
	} {
		if got := matches(t, test.term, test.text); got != test.want {
			t.Errorf("%s in %q: %v, want %v", test.term, test.text, got, test.want)
		}
	}
}

// What may be meant for a language is one, and none that has the code itself.
func TestMeant(t *testing.T) {
	for name, language := range misnamed {
		if !slices.Contains(languages, language) || slices.Contains(languages, name) {
			t.Errorf("%s is taken for %s", name, language)
		}
	}
	for code, want := range map[string]string{"UA": "uk", "German": "de", "de_AT": "de", "nb_NO": "no", "ch": "", "xx": "", "": "", "de": ""} {
		if got := Meant(code); got != want {
			t.Errorf("by %q is meant %q, want %q", code, got, want)
		}
	}
}

// The capitals before the sign of a currency are a part of it.
func TestCurrencies(t *testing.T) {
	for _, test := range []struct {
		name, term, text string
		want             bool
	}{
		{"dollars", "US", "India fines Google US$160 million", false},
		{"a number with a comma", "US", "fined US$12,000", false},
		{"in another language", "US", "una multa de US$140 millones", false},
		{"a number with a hyphen", "US", "a US$3- or $34-billion fine", false},
		{"with points", "U.S.", "a fine of U.S.$160 million", false},
		{"of Hong Kong", "HK", "HK$10,000", false},
		{"of a single letter", "=R", "R$ 50 mil", false},
		{"pounds", "GB", "GB£5m", false},
		{"of full width", "US", "US＄5", false},
		{"the country beside dollars", "US", "the US fines it $5m", true},
		{"a country that ends before a sign", "US", "In the US $5 buys it", true},
		{"a name of four letters", "DAZN", "DAZN$5", true},
		{"a word in small letters", "us", "us$5", true},
		{"what stands before it", "Google * million", "Google US$160 million", true},
		{"what stands around it is no phrase", "fines 160", "fines US$160", false},
	} {
		if got := matches(t, test.term, test.text); got != test.want {
			t.Errorf("%s: %s in %q: %v, want %v", test.name, test.term, test.text, got, test.want)
		}
	}
}
