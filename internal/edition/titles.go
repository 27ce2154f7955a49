package edition

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// titleDays is how long a word of a title is remembered: cases and bills come back after months.
const titleDays = 400

// titleIndex knows in which earlier stories a word stands in a title. What is rare is settled by those alone.
type titleIndex struct {
	stories []*Story
	having  map[string][]int32 // by stem or name: places in stories, oldest first
	seen    map[string]int     // by stem or name: the stories that have it in a title or at the beginning of a text
	first   int                // the oldest that is remembered
	tagged  map[string]bool    // words that name tags: a shared tag says as much, and says it in every language
}

func newTitleIndex(tags []news.Tag) *titleIndex {
	x := &titleIndex{having: map[string][]int32{}, seen: map[string]int{}, tagged: map[string]bool{}}
	for _, t := range tags {
		for _, name := range slices.Concat(slices.Collect(maps.Values(t.Labels)), t.Terms) {
			for _, word := range text.Tokens(name) {
				x.tagged[word] = true
			}
		}
	}
	return x
}

// What the words that two titles share say. Two rare stems, or three rare pairs of a script without spaces, are enough to
// be near; a name needs a tag or another word beside it, since names of products and people stand in many affairs.
const (
	stemWeight     = 3
	pairWeight     = 2
	fewWeight      = 6 // below that, stems say nothing
	rareNameWeight = 4
	nameWeight     = 3
)

// near gives the earlier stories that share rare words with the titles of a story, with how much that says.
func (x *titleIndex) near(s *Story, said map[string]bool) map[*Story]int {
	since := news.AddDays(s.Day, -titleDays)
	for x.first < len(x.stories) && x.stories[x.first].Day < since {
		x.first++
	}
	n := len(x.stories)
	rare, rareName := min(max(2, n/200), 30), min(max(12, n/50), 60)
	type sum struct{ stems, names int }
	sums := map[int32]sum{}
	for word := range said {
		name, isName := strings.CutPrefix(word, nameMark)
		isRare := x.seen[word] <= rare
		if !isRare && (!isName || x.seen[word] > rareName) || isName && x.tagged[name] {
			continue
		}
		for _, i := range x.having[word] {
			if int(i) < x.first {
				continue
			}
			p := sums[i]
			switch {
			case isName && isRare:
				p.names += rareNameWeight
			case isName:
				p.names += nameWeight
			case unspaced(word):
				p.stems += pairWeight
			default:
				p.stems += stemWeight
			}
			sums[i] = p
		}
	}
	out := map[*Story]int{}
	for i, p := range sums {
		if p.stems < fewWeight {
			p.stems = 0
		}
		if p.names+p.stems > 0 {
			out[x.stories[i]] = p.names + p.stems
		}
	}
	return out
}

// unspaced says whether a stem is a pair of characters of a script that has no spaces between words.
func unspaced(stem string) bool {
	r, _ := utf8.DecodeRuneInString(stem)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// add remembers the words of a story's first day: what joins it later must not change what others are near to. said are
// those of all its days.
func (x *titleIndex) add(s *Story, said map[string]bool) {
	first := slices.DeleteFunc(slices.Clone(s.Reports), func(r *Report) bool { return r.Item.Day != s.Day })
	if len(first) < len(s.Reports) {
		said = titleWords(first)
	}
	n := len(x.stories)
	for word := range said {
		x.having[word] = append(x.having[word], int32(n))
		x.seen[word]++
	}
	if weight := 1 + min(n/2000, 1)*(sampled-1); n%weight == 0 && len(first) > 0 { // of many, some tell what is common
		earliest := slices.MinFunc(first, func(a, b *Report) int { return news.CompareItems(a.Item, b.Item) }) // whoever leads
		once := map[string]bool{}
		for _, stem := range text.Stems(earliest.Item.Excerpt, earliest.Item.Language) { // not its Stems, which only a run has at hand
			if !said[stem] && !once[stem] {
				once[stem] = true
				x.seen[stem] += weight
			}
		}
	}
	x.stories = append(x.stories, s)
}

// sampled is of how many stories the text of one is counted, beyond the first 2,000.
const sampled = 8

// maxTitle is the length, in bytes, beyond which a title is no headline and says nothing.
const maxTitle = 500

// nameMark stands before a word that is written as a name, to tell it from a stem.
const nameMark = "="

// titleWords gives the stems of the titles of reports, copies apart, and the words that they write as names.
func titleWords(reports []*Report) map[string]bool {
	out := map[string]bool{}
	for _, r := range reports {
		title := r.Item.Title
		if r.Copy || len(title) > maxTitle {
			continue
		}
		for _, stem := range text.Stems(title, r.Item.Language) {
			if !trivial(stem) {
				out[stem] = true
			}
		}
		for _, name := range names(title, r.Item.Excerpt, r.Item.Language) {
			out[nameMark+name] = true
		}
	}
	return out
}

// trivial says that a word is a number that many titles have: one of two digits, or a year.
func trivial(stem string) bool {
	digits := len(stem) - len(strings.TrimLeft(stem, "0123456789"))
	return digits == len(stem) && (digits < 3 || digits == 4 && (strings.HasPrefix(stem, "19") || strings.HasPrefix(stem, "20")))
}

// names finds the words of a title that are written as names, folded: with a capital where only names have one. At the
// beginning of a title, and where it capitalises most words, the excerpt must write it so inside a sentence; but what a
// colon or a possessive makes the subject of a title is taken for a name. German capitalises every noun and tells nothing.
func names(title, excerpt, language string) []string {
	if base := baseLanguage(language); base == "de" || base == "lb" {
		return nil
	}
	words := strings.FieldsFunc(title, notInWord)
	plain := plainCase(words)
	var written, out []string
	for i, whole := range words {
		w, _ := strings.CutSuffix(strings.ReplaceAll(whole, "’", "'"), "'s")
		if !isCapital(w) || utf8.RuneCountInString(w) <= 3 {
			continue
		}
		if (i == 0 || !plain) && !(plain && heads(title, whole, w)) {
			if written == nil {
				written = strings.FieldsFunc(excerpt, notInWord)
			}
			if !plainCase(written) || !insideSentence(excerpt, w) {
				continue
			}
		}
		out = append(out, text.Tokens(w)...)
	}
	return out
}

// heads says whether a title begins with a word and a colon, or with its possessive.
func heads(title, whole, word string) bool {
	_, rest, found := strings.Cut(title, whole)
	return found && (len(whole) > len(word) || strings.HasPrefix(strings.TrimLeft(rest, " \u00a0"), ":"))
}

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
}

// plainCase says whether at most half of the longer words begin with a capital.
func plainCase(words []string) bool {
	capital, long := 0, 0
	for i, w := range words {
		if i > 0 && utf8.RuneCountInString(w) > 3 {
			long++
			if isCapital(w) {
				capital++
			}
		}
	}
	return 2*capital <= long
}

func isCapital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// insideSentence says whether a text has a word after another word of the same sentence.
func insideSentence(s, word string) bool {
	for {
		before, after, found := strings.Cut(s, " "+word)
		if !found {
			return false
		}
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		if (unicode.IsLetter(last) || last == ',') && (after == "" || !unicode.IsLetter(next)) {
			return true
		}
		s = after
	}
}
