package taxonomy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A slot is a context as a word of a phrase: "@blocks X" is "blocks X", "bloque X" and "sperrt X", each in the language in which the
// context has the word.

// fillSlots writes out the terms of tags that have a slot, and the phrases under not: one for each language of its context that the list
// of the term is for.
func (b *builder) fillSlots(doc *document) {
	words := map[string][]termList{}
	for _, c := range slices.Concat(doc.contexts, doc.concepts) {
		words[c.id] = slotWords(c.terms)
	}
	for i := range doc.tags {
		doc.tags[i].terms = b.filled(doc.tags[i].terms, words)
		doc.tags[i].weak = b.filled(doc.tags[i].weak, words)
		doc.tags[i].nots = b.filled([]termList{{"any", doc.tags[i].not}}, words)
	}
}

// slotWords are the words of a context for a slot: a language has none that all have.
func slotWords(lists []termList) []termList {
	all := map[string]bool{}
	for _, l := range lists {
		for _, w := range l.terms {
			all[w.text] = all[w.text] || l.language == "any"
		}
	}
	out := []termList{}
	for _, l := range lists {
		if l.language != "any" {
			l.terms = slices.DeleteFunc(slices.Clone(l.terms), func(w written) bool { return all[w.text] })
		}
		out = append(out, l)
	}
	return out
}

// filled is the lists of terms without slots.
func (b *builder) filled(lists []termList, words map[string][]termList) []termList {
	var out []termList
	for _, l := range lists {
		plain := termList{language: l.language}
		for _, w := range l.terms {
			w, name, ok := b.slot(w, words)
			if !ok {
				plain.terms = append(plain.terms, w)
				continue
			}
			before := len(out)
			for _, of := range words[name] {
				language := l.language
				switch {
				case language == "any":
					language = of.language
				case of.language != "any" && of.language != language:
					continue
				}
				if terms := fill(w, name, of.terms); len(terms) > 0 {
					out = append(out, termList{language, terms})
				}
			}
			if _, known := words[name]; known && len(out) == before && l.language != "any" {
				b.wordless = append(b.wordless, wordless{w.at, fmt.Sprintf("term %q can never count: %q has no words in %s", w.shown(), name, l.language), "write some, or take the term out"})
			}
		}
		out = append(out, plain)
	}
	return out
}

// slot is the name of the context in the phrase of a term that has words by language, or the only one. Where there are several the others are
// written as groups in the term that it gives; where all are, that is a plain one and not ok. Beside a context another word must stand.
func (b *builder) slot(w written, words map[string][]termList) (_ written, name string, ok bool) {
	head, cues, cued := strings.Cut(w.text, "&")
	head, exact := strings.CutPrefix(head, "=")
	fields := strings.Fields(head)
	var slots, byLanguage []int
	for i, f := range fields {
		if !strings.HasPrefix(f, "@") {
			continue
		}
		slots = append(slots, i)
		lists, known := words[f[1:]]
		if !known {
			b.problem(w.at, "define it under contexts, or mend its name", "term %q names the unknown context %q", w.text, f[1:])
			return w, "", true
		}
		b.used[f[1:]] = true
		if len(lists) != 1 || lists[0].language != "any" {
			byLanguage = append(byLanguage, i)
		}
	}
	switch {
	case len(slots) == 0:
		return w, "", false
	case len(fields) < 2:
		b.problem(w.at, "write another word beside it, or put the context behind &", "term %q is only a context", w.text)
		return w, "", true
	case len(byLanguage) > 1:
		b.problem(w.at, "leave one, and write words for the other", "term %q has two contexts in its phrase that have words by language", w.text)
		return w, "", true
	case len(slots) == 1:
		return w, fields[slots[0]][1:], true
	}
	for _, i := range slots {
		if !slices.Contains(byLanguage, i) {
			fields[i] = asGroup(words[fields[i][1:]][0].terms, exact)
		}
	}
	text := strings.Join(fields, " ")
	if exact {
		text = "=" + text
	}
	if cued {
		text += " & " + strings.TrimSpace(cues)
	}
	w = written{text, w.at, w.text}
	if len(byLanguage) == 0 {
		return w, "", false
	}
	return w, fields[byLanguage[0]][1:], true
}

// asGroup is the words of a context as a group. Where all of the term must be as written, they may begin with a capital or not.
func asGroup(words []written, exact bool) string {
	var all []string
	for _, one := range words {
		text, asWritten := strings.CutPrefix(one.text, "=")
		choices, err := expand(text)
		if err != nil { // told where the context is read
			continue
		}
		for _, c := range choices {
			if asWritten {
				c = "=" + strings.ReplaceAll(c, " ", " =")
			} else if exact {
				all = append(all, inverted(c))
			}
			all = append(all, c)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return "(" + strings.Join(all, "|") + ")"
}

// fill writes a term out with the words of a list in its slot: once with those in any writing, once with those that must be as written.
// Where all of the term must be, the words in the slot may still begin a sentence or not.
func fill(w written, slot string, words []written) []written {
	head, cues, cued := strings.Cut(w.text, "&")
	head, exact := strings.CutPrefix(head, "=")
	var free, bound []string
	for _, one := range words {
		text, asWritten := strings.CutPrefix(one.text, "=")
		choices, err := expand(text)
		switch {
		case err != nil: // told where the context is read
		case asWritten:
			bound = append(bound, choices...)
		case exact:
			for _, c := range choices {
				bound = append(bound, c, inverted(c))
			}
		default:
			free = append(free, choices...)
		}
	}
	var out []written
	for i, choices := range [][]string{free, bound} {
		// Single words first, which become one step; the two writings of a word side by side.
		slices.SortFunc(choices, func(a, b string) int {
			return cmp.Or(cmp.Compare(steps(a), steps(b)), cmp.Compare(strings.ToLower(a), strings.ToLower(b)), cmp.Compare(a, b))
		})
		choices = slices.Compact(choices)
		for len(choices) > 0 {
			n := slices.IndexFunc(choices, func(s string) bool { return steps(s) > 1 })
			switch {
			case n < 0:
				n = len(choices)
			case n == 0:
				n = min(slotPhrases, len(choices))
			}
			group := choices[0]
			if n > 1 {
				group = "(" + strings.Join(choices[:n], "|") + ")"
			}
			fields := strings.Fields(head)
			fields[slices.Index(fields, "@"+slot)] = group
			text := strings.Join(fields, " ")
			if i > 0 {
				text = "=" + text
			}
			if cued {
				text += " & " + strings.TrimSpace(cues)
			}
			out, choices = append(out, written{text, w.at, w.shown()}), choices[n:]
		}
	}
	return out
}

// slotPhrases is how many choices of several words a slot has in one term, so that another group beside it may have as many.
const slotPhrases = 7

// steps is 1 for a single word, which a group makes one step of all that it has, and 2 for more.
func steps(s string) int {
	if strings.ContainsFunc(s, unicode.IsSpace) || strings.ContainsFunc(s, unspaced) {
		return 2
	}
	return 1
}

// inverted is a word with its first letter capital instead of small, or the reverse.
func inverted(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsUpper(r) {
		return string(unicode.ToLower(r)) + s[size:]
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
