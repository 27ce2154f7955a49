package story

import (
	"testing"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

func TestOtherName(t *testing.T) {
	for _, tt := range []struct {
		language, x, y string
		text           string // of both
		want           bool
	}{
		{"tr", "Fener'in haberine erişim engeli", "Pusula'nın haberine erişim engeli", "", true},
		{"tr", "Fener'in haberine erişim engeli", "Fener'in haberine erişim engeli kararı", "", false},
		{"en", "Court blocks report by Wixelford Lantern", "Court blocks report by Quarnby Lantern", "", true},
		{"en", "Harbour board reviews ferry fares", "Harbour board raises ferry fares", "", false}, // no names
		{"en", "Court blocks report by Wixelford Lantern", "Judge blocks report by Quarnby Lantern", "", false},
		{"en", "Imposter syndrome of Wixelford dockers studied", "Impostor syndrome of Wixelford dockers studied", "", false}, // spelled otherwise
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "Officers took servers.", true},
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "Officers came from Naples to Palermo.", false}, // it names both
		{"en", "Police Raid Ring in Naples, Five Arrested", "Police Raid Ring in Palermo, Five Arrested", "Officers took servers.", false},                // so all is written
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "", false},                                      // nothing else to go by
		{"de", "Polizei durchsucht Wohnung in Neapel", "Polizei durchsucht Kanzlei in Neapel", "Beamte kamen am Morgen.", false},                          // a noun
	} {
		made := func(title string) *node {
			it := &news.Item{Title: title, Language: tt.language, Stems: news.CountStems(text.Stems(tt.text, tt.language))}
			return &node{item: it, reading: read(it, 1, newStemmer())}
		}
		if got := otherName(made(tt.x), made(tt.y)); got != tt.want {
			t.Errorf("%q, %q: %v", tt.x, tt.y, got)
		}
	}
}
