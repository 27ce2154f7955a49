package search

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"counternotice/internal/text"
)

// lexicon numbers terms, and remembers those of texts that come again and again.
type lexicon struct {
	numbers map[string]int32
	terms   []string // by number
	known   map[string][]int32
	spoken  map[string]string // names of languages by their tags
	facets  map[[2]string]int32
}

func newLexicon() *lexicon {
	return &lexicon{numbers: map[string]int32{}, known: map[string][]int32{}, spoken: map[string]string{}, facets: map[[2]string]int32{}}
}

// language names the language of a headline as pages do beside it: in English, with the script of Chinese and the country
// of Portuguese.
func (l *lexicon) language(tag string) string {
	name, ok := l.spoken[tag]
	if ok {
		return name
	}
	if t, err := language.Parse(tag); err == nil {
		base, _ := t.Base()
		switch base.String() {
		case "pt":
		case "zh":
			script, _ := t.Script()
			t, err = language.Compose(base, script)
		default:
			t, err = language.Compose(base)
		}
		if err == nil {
			name = display.English.Tags().Name(t)
		}
	}
	l.spoken[tag] = name
	return name
}

func (l *lexicon) number(term string) int32 {
	n, ok := l.numbers[term]
	if !ok {
		n = int32(len(l.terms))
		term = strings.Clone(term) // it may be a part of a long text
		l.numbers[term] = n
		l.terms = append(l.terms, term)
	}
	return n
}

// facet numbers the term of a value of a facet.
func (l *lexicon) facet(facet, value string) int32 {
	key := [2]string{facet, value}
	n, ok := l.facets[key]
	if !ok {
		n = l.number("/" + facet + "/" + value)
		l.facets[key] = n
	}
	return n
}

// name gives the terms of a name or a label.
func (l *lexicon) name(s string) []int32 {
	terms, ok := l.known[s]
	if !ok {
		for t := range Terms(s) {
			terms = append(terms, l.number(t))
		}
		l.known[s] = terms
	}
	return terms
}

// Terms are what a text is found by: its folded words, the pairs of characters of scripts that set no spaces and the last
// character of each run of them, and words as people also write them: "usa" for "U.S.", "2554" for "2,554", "obrien" for "O'Brien", "ebook" for
// "e-book". What is typed is cut into words and pairs alone, by templates/search.js; so the two agree on words.
func Terms(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		folded := string(text.AppendFold(make([]byte, 0, len(s)+8), text.Normalize(s)))
		for w := range words(folded) {
			if !pairs(w, yield) {
				return
			}
		}
		if strings.ContainsAny(folded, ".,'") {
			for _, t := range text.Tokens(s) {
				for w := range words(t) {
					if !yield(w) {
						return
					}
				}
			}
		}
		if !strings.Contains(folded, "-") {
			return
		}
		for f := range strings.FieldsSeq(folded) {
			if strings.Contains(f, "-") {
				for w := range words(strings.ReplaceAll(f, "-", "")) {
					if !pairs(w, yield) {
						return
					}
				}
			}
		}
	}
}

// pairs yields a word, or what stands for one that is wide.
func pairs(word string, yield func(string) bool) bool {
	first, n := utf8.DecodeRuneInString(word)
	if !wide(first) {
		return yield(word)
	}
	for n < len(word) {
		_, next := utf8.DecodeRuneInString(word[n:])
		if !yield(word[:n+next]) {
			return false
		}
		word, n = word[n:], next
	}
	return yield(word)
}

// words cuts a folded text into runs of letters, marks and digits, of which each is all of wide characters or has none.
func words(folded string) iter.Seq[string] {
	return func(yield func(string) bool) {
		begin, wasWide := -1, false
		for i, r := range folded {
			in, isWide := inWord(r), wide(r)
			if begin >= 0 && (!in || isWide != wasWide) {
				if !yield(folded[begin:i]) {
					return
				}
				begin = -1
			}
			if in && begin < 0 {
				begin, wasWide = i, isWide
			}
		}
		if begin >= 0 {
			yield(folded[begin:])
		}
	}
}

// inWord says whether words are made of r. The range left out has no letter after folding, and is the one that UTF-16,
// which browsers order texts by, sorts otherwise than UTF-8.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return (r < 0xE000 || r > 0xFFFF) && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

// wide says whether r belongs to a block of scripts that set no spaces between words, or, as Hangul, tie particles to them.
func wide(r rune) bool {
	return r >= 0x0E00 && (r <= 0x0EFF || r >= 0x1000 && r <= 0x109F || r >= 0x1100 && r <= 0x11FF || r >= 0x1780 && r <= 0x17FF ||
		r >= 0x2E80 && r <= 0xD7FF || r >= 0x20000 && r <= 0x3FFFF)
}

// hanTable is the characters that folding replaces by another one, each followed by that one: what the script in the
// page lacks for text typed in traditional characters.
func hanTable() string {
	var b strings.Builder
	for r := rune(0x3400); r <= 0x9FFF; r++ {
		if folded := text.AppendFold(nil, string(r)); string(folded) != string(r) {
			b.WriteRune(r)
			b.Write(folded)
		}
	}
	return b.String()
}
