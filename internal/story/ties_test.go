package story

import (
	"math"
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
		{"en", "Harbour board reviews ferry fares", "Harbour board raises ferry fares", "", false},                            // no names
		{"en", "Court blocks report by Wixelford Lantern", "Judge blocks report by Quarnby Lantern", "", true},                // in two places
		{"en", "Imposter syndrome of Wixelford dockers studied", "Impostor syndrome of Wixelford dockers studied", "", false}, // spelled otherwise
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "Officers took servers.", true},
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "Officers came from Naples to Palermo.", false}, // it names both
		{"en", "Police Raid Ring in Paris, Five Arrested", "Police Raid Ring in Palermo, Five Arrested", "Officers took servers.", false},                 // so all is written
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "", true},
		{
			"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested",
			"Officers took eleven servers and cash from a cellar near the harbour at dawn.", false,
		}, // one text: the place was mended
		{"en", "Apps made in Israel sold to Mexico again", "Apps made in Israeli sold to Mexico again", "", false}, // one thing
		{"nl", "Rechter verbiedt artikel over Shell", "Rechter blokkeert artikel over Shell", "", false},           // verbs
		{"sv", "Grep operatör av piratsajt i Malmö", "Anhöll operatör av piratsajt i Malmö", "", false},
		{"fr", "Le tribunal bloque le site Voirfilms", "Le tribunal bloque le site Wawacity", "", true},
		{"ru", "Суд арестовал журналиста Иванова за фейки", "Суд арестовал журналиста Петрова за фейки", "", true},
		{"en", "Court fines Tanvolt over 400 books", "Court fines Tanvolt over 500 books", "", false},                            // numbers say it, see serial
		{"de", "Polizei durchsucht Wohnung in Neapel", "Polizei durchsucht Kanzlei in Neapel", "Beamte kamen am Morgen.", false}, // a noun
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

// Where little is told twice, titles that say one thing make two reports one story, and those of one form do not; where most is told twice, all is as it was.
func TestTitlesSay(t *testing.T) {
	const bread, tea = "Bakers, tailors, dockers and nurses drank tea, mended sails, sang of storms and went home through rain.", "Sailors, judges, cooks and clerks spoke of money, music, a school, the weather, an airport and football."
	x := item("x", "alpha", "en", "Watchdog accuses Fablehouse of mass copying of novels", bread, noon)
	made := func(title, text, publisher string) node {
		it := item("y", publisher, "en", title, text, noon)
		return node{item: &it, publisher: publisher, reading: read(&it, 1, newStemmer())}
	}
	for _, tt := range []struct {
		name, title, text, publisher string
		share                        float32
		apart                        bool
		want                         float64
	}{
		{"half of two titles", "Fablehouse: mass copying of novels, says watchdog", tea, "beta", 0.5, false, 0.36},
		{"little of them", "Novels for free", tea, "beta", 0.1, false, -0.12},
		{"of one publisher", "Fablehouse: mass copying of novels, says watchdog", tea, "alpha", 0.5, false, 0.21},
		{"other companies", "Fablehouse: mass copying of novels, says watchdog", tea, "beta", 0.5, true, 0},
		{"one title, other texts", x.Title, tea, "beta", 1, false, 0},
		{"one title, one text", x.Title, bread, "beta", 1, false, 0.96},
	} {
		a, b := made(x.Title, x.Excerpt, "alpha"), made(tt.title, tt.text, tt.publisher)
		e := edge{title: tt.share, house: a.publisher == b.publisher, apart: tt.apart}
		if got := e.titlesSay(&a, &b); math.Abs(got-tt.want) > 1e-6 {
			t.Errorf("%s: %.3f, want %.3f", tt.name, got, tt.want)
		}
	}
}
