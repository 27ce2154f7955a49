package story

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/text"
)

// conceptTable names things in several languages; its head says how.
//
//go:embed concepts.txt
var conceptTable string

// columns are the languages of conceptTable, in order; Han script is matched by pairs of characters.
var columns = [...]string{"en", "de", "es", "fr", "it", "pt", "nl", "pl", "ru", "tr", "ar", "zh"}

// concepts finds what a stem means, whatever the language.
type concepts struct {
	stems map[string]map[string]string   // by language and stem
	given map[string]map[string][]string // by language and stem, the stems beside which it says nothing
	han   map[string][]hanWord           // by the first pair
}

type hanWord struct {
	pairs   []string
	concept string
}

// names have a word that says nothing beside the other, the first: two reports that have both share one name and not two words. Alone each
// counts as itself, since another may bear it.
var names = strings.Fields(`hong-kong elon-musk donald-trump narendra-modi jair-bolsonaro giorgia-meloni keir-starmer volodymyr-zelensky
	volodymyr-zelenskyy arabia-saudi arabie-saoudite recep-erdogan tayyip-erdogan ursula-leyen emmanuel-macron viktor-orban jeffrey-epstein
	julian-assange edward-snowden alexei-navalny mark-zuckerberg jeff-bezos kash-patel jimmy-kimmel rumeysa-ozturk pavel-durov`)

var loadConcepts = sync.OnceValue(func() concepts {
	var rows [][]string // by language
	var ids []string
	for line := range strings.Lines(conceptTable) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "|"))
			ids = append(ids, "="+strings.Fields(line[:strings.IndexByte(line, '|')])[0])
		}
	}
	found, given := make([]map[string]string, len(columns)), make([]map[string][]string, len(columns)) // by language and stem
	han := map[string][]hanWord{}
	inParallel(len(columns), func(k int) {
		found[k], given[k] = map[string]string{}, map[string][]string{}
		stems := newStemmer()
		for _, n := range names {
			if parts := stems.Stems(strings.ReplaceAll(n, "-", " "), columns[k]); len(parts) == 2 {
				given[k][parts[0]] = append(given[k][parts[0]], parts[1])
			}
		}
		for i, row := range rows {
			if columns[k] == "zh" {
				for w := range strings.FieldsSeq(row[k]) {
					pairs := text.Tokens(w)
					han[pairs[0]] = append(han[pairs[0]], hanWord{pairs, ids[i]})
				}
				continue
			}
			for _, s := range stems.Stems(row[k], columns[k]) {
				if found[k][s] == "" {
					found[k][s] = ids[i]
				}
			}
		}
	})
	c := concepts{stems: map[string]map[string]string{}, given: map[string]map[string][]string{}, han: han}
	for k, l := range columns {
		c.stems[l], c.given[l] = found[k], given[k]
	}
	return c
})

// bare is a bag without the words that say nothing beside others of it; see names.
func (c concepts) bare(language string, bag []stemWeight) []stemWeight {
	given := c.given[language]
	return slices.DeleteFunc(bag, func(w stemWeight) bool {
		beside := given[w.stem]
		return beside != nil && slices.ContainsFunc(bag, func(o stemWeight) bool { return slices.Contains(beside, o.stem) && (o.inTitle || !w.inTitle) })
	})
}

// neutral gives the terms of a bag of stems that mean the same in every language: concepts, numbers, and what cognates
// and names have in common. Each comes with the weight and the places of the stem that has it.
func (c concepts) neutral(language string, bag []stemWeight, yield func(w stemWeight)) {
	known := c.stems[language]
	for _, s := range bag {
		give := func(term string) { yield(stemWeight{term, s.weight, s.inText, s.inTitle}) }
		if id := known[s.stem]; id != "" {
			give(id)
			continue
		}
		if s.stem[0] >= '0' && s.stem[0] <= '9' {
			give(s.stem)
			continue
		}
		for _, h := range c.han[s.stem] {
			if all, inTitle := h.in(bag); all {
				yield(stemWeight{h.concept, s.weight, s.inText, inTitle})
			}
		}
		if head, tail := c.compound(language, s.stem); tail != "" {
			give(tail)
			if head != "" {
				give(head)
				continue
			}
		}
		if k := cognate(s.stem); k != "" {
			give(k)
		}
	}
}

// in says whether all pairs of a word are in a bag, and whether in the title.
func (h hanWord) in(bag []stemWeight) (all, inTitle bool) {
	inTitle = true
	for _, p := range h.pairs {
		k := slices.IndexFunc(bag, func(s stemWeight) bool { return s.stem == p })
		if k < 0 {
			return false, false
		}
		inTitle = inTitle && bag[k].inTitle
	}
	return true, inTitle
}

// Parts of a compound are at least so long; a tail whose head is not known longer, since a short one is often chance.
const (
	compoundPart = 4
	compoundTail = 5
)

// seams are the letters that German and Dutch put between the parts of a compound.
var seams = [...]string{"", "s", "n", "en", "es", "er"}

// compound finds two concepts in a German or Dutch compound ("Finanzminister", "Grenzöffnung"), or the one that it ends with.
func (c concepts) compound(language, w string) (head, tail string) {
	if language != "de" && language != "nl" {
		return "", ""
	}
	known := c.stems[language]
	for i := compoundPart; i <= len(w)-compoundPart; i++ {
		end := known[w[i:]]
		if end == "" {
			continue
		}
		for _, seam := range seams {
			part, ok := strings.CutSuffix(w[:i], seam)
			if ok && len(part) >= compoundPart && known[part] != "" {
				return known[part], end
			}
		}
		if tail == "" && len(w)-i >= compoundTail {
			tail = end
		}
	}
	return "", tail
}

// cyrillic writes Cyrillic letters as cognate then reads Latin ones.
var cyrillic = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "j", 'з': "s", 'и': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o",
	'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "h", 'ц': "s", 'ч': "ch", 'ш': "sh", 'щ': "sh", 'ы': "i", 'э': "e", 'ю': "u", 'я': "ia",
	'і': "i", 'ї': "i", 'є': "e",
}

// spellings that European languages have for one sound.
var spellings = strings.NewReplacer(
	"sch", "s", "sh", "s", "ph", "f", "th", "t", "tz", "s", "ck", "k", "qu", "k", "ce", "se", "ci", "si", "cy", "si", "c", "k", "y", "i", "j", "i",
	"w", "v", "x", "ks", "z", "s", "nh", "n", "lh", "l", "h", "", "ou", "u", "oo", "u", "q", "k")

// endings are what the stemmer of one language takes from a name and that of another leaves: "Johansen" is "johans" in German. Not "er", which
// parts Keller from Kelly.
var endings = [...]string{"en", "em", "es", "e", "s"}

// keySounds is how many sounds a key has at least; an ending without which there are fewer is no ending.
const keySounds = 3

// cognateLength is how many sounds of a word are compared: the first two and the consonants after them.
const cognateLength = 6

// cognate is what a word of Latin or Cyrillic script has in common with its cognates and with the same name in other
// languages: "olympics" and "olímpicos" are ".olmp"; empty for other scripts and for words too short.
func cognate(w string) string {
	if r, _ := utf8.DecodeRuneInString(w); unicode.Is(unicode.Cyrillic, r) {
		var b strings.Builder
		for _, r := range w {
			b.WriteString(cyrillic[r])
		}
		w = b.String()
	}
	if len(w) < 4 || strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	key := sounds(w)
	for k := 0; k < len(endings); k++ {
		if bare, ok := strings.CutSuffix(w, endings[k]); ok && len(sounds(bare)) > keySounds {
			w, key, k = bare, sounds(bare), -1
		}
	}
	if len(key) <= keySounds {
		return ""
	}
	return key
}

// sounds are the first sounds of a word of small Latin letters, after a dot.
func sounds(w string) string {
	w = spellings.Replace(w)
	key := make([]byte, 1, cognateLength+1)
	key[0] = '.'
	for i := 0; i < len(w) && len(key) <= cognateLength; i++ {
		if i > 0 && w[i] == w[i-1] || len(key) > 2 && strings.IndexByte("aeiou", w[i]) >= 0 {
			continue
		}
		key = append(key, w[i])
	}
	return string(key)
}
