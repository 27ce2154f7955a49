package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmer is the Snowball stemmer of a language (Porter, snowballstem.org) and the script that it is for.
type stemmer struct {
	stem   func(*snowballstem.Env) bool
	script *unicode.RangeTable
}

var stemmers = map[string]stemmer{
	"ar": {arabic.Stem, unicode.Arabic},
	"de": {german.Stem, unicode.Latin},
	"en": {english.Stem, unicode.Latin},
	"es": {spanish.Stem, unicode.Latin},
	"fr": {french.Stem, unicode.Latin},
	"it": {italian.Stem, unicode.Latin},
	"nl": {dutch.Stem, unicode.Latin},
	"pt": {portuguese.Stem, unicode.Latin},
	"ru": {russian.Stem, unicode.Cyrillic},
	"tr": {turkish.Stem, unicode.Latin},
}

// cut languages inflect by endings and have no Snowball stemmer here; their words are cut to stemRunes characters.
var cut = map[string]bool{"bg": true, "cs": true, "hr": true, "pl": true, "sk": true, "sl": true, "sr": true, "uk": true}

const stemRunes = 6

// maxStem keeps a word of an absurd length from being stemmed or stored whole, in bytes.
const maxStem = 64

// Stems gives the stems of the words of s in order, without the stop words of the language (BCP 47; only its first part
// counts). A word of another script than the language's is left as it is, so a wrong language does no harm; the stems
// are folded.
func Stems(s, language string) []string { return new(Stemmer).Stems(s, language) }

// Stemmer gives stems and remembers those that it has made, for whoever has many texts: most of their words come again.
// The zero value is ready; it is for one goroutine.
type Stemmer struct {
	env   *snowballstem.Env
	known map[string]map[string]string // by language, then word
}

// Stems is the function Stems.
func (m *Stemmer) Stems(s, language string) []string {
	lang, _, _ := strings.Cut(strings.ToLower(language), "-")
	stops := stopWords[lang]
	var out []string
	forEachToken(s, func(t token) {
		if t.kind == wordToken {
			if stops[t.folded] || utf8.RuneCountInString(t.folded) == 1 {
				return
			}
			t.folded = m.stem(t, lang)
		}
		if t.folded != "" {
			out = append(out, t.folded)
		}
	})
	return out
}

func (m *Stemmer) stem(t token, lang string) string {
	st, known := stemmers[lang]
	switch {
	case len(t.lower) > maxStem:
		return strings.ToValidUTF8(t.folded[:min(len(t.folded), maxStem)], "")
	case known && first(t.lower, st.script):
		if stem, ok := m.known[lang][t.lower]; ok {
			return stem
		}
		if m.known == nil {
			m.env, m.known = snowballstem.NewEnv(""), map[string]map[string]string{}
		}
		if m.known[lang] == nil {
			m.known[lang] = map[string]string{}
		}
		m.env.SetCurrent(t.lower)
		st.stem(m.env)
		stem := Fold(m.env.Current())
		m.known[lang][t.lower] = stem
		return stem
	case cut[lang]:
		return firstRunes(t.folded, stemRunes)
	}
	return t.folded
}

func first(w string, script *unicode.RangeTable) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.Is(script, r)
}

func firstRunes(w string, n int) string {
	for i := range w {
		if n == 0 {
			return w[:i]
		}
		n--
	}
	return w
}
