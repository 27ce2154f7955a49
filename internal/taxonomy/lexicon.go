package taxonomy

import (
	"maps"
	"slices"
	"strings"
)

// lexicon gives the senses of a word. Of a word that it has whole the beginnings and endings that fit it are joined in.
type lexicon struct {
	whole  index
	forms  [][]form // of the whole words, until it is sealed
	prefix letterTrie
	suffix letterTrie
	senses []sense
	words  []span // of senses, by whole word
}

// form is a symbol of a word.
type form struct {
	symbol int32
	spelling
}

// spelling is how a word must be written, or begin, when raw is not empty.
type spelling struct {
	raw    string
	begins bool
}

func (s *spelling) allows(raw []byte) bool {
	return s.raw == "" || s.raw == string(raw) || s.begins && hasPrefix(raw, s.raw)
}

func (l *lexicon) add(w word, symbol int32) {
	switch w.kind {
	case matchPrefix:
		l.prefix.add(w.folded, form{symbol, spelling{w.raw, w.raw != ""}})
	case matchSuffix:
		l.suffix.add(reversed(w.folded), form{symbol: symbol})
	default:
		l.addWhole(w.folded, form{symbol, spelling{raw: w.raw}})
		if w.raw != "" && len(w.raw) > 1 && inCapitals(w.raw) { // VPNs is VPN
			l.addWhole(w.folded+"s", form{symbol, spelling{raw: w.raw + "s"}})
		}
	}
}

func (l *lexicon) addWhole(word string, f form) {
	n := l.whole.add(word)
	if int(n) == len(l.forms) {
		l.forms = append(l.forms, nil)
	}
	l.forms[n] = append(l.forms[n], f)
}

// seal makes the senses; describe makes that of forms which are written alike.
func (l *lexicon) seal(describe func([]form) sense) {
	var alike, others []form
	add := func(forms []form) span {
		from := len(l.senses)
		for len(forms) > 0 {
			first := forms[0].spelling
			alike, others = alike[:0], others[:0] // forms may be the others of before, which are not overtaken
			for _, f := range forms {
				if f.spelling == first {
					alike = append(alike, f)
				} else {
					others = append(others, f)
				}
			}
			l.senses = append(l.senses, describe(alike))
			forms = others
		}
		return stretch(l.senses, from)
	}
	for n, word := range l.whole.words {
		l.words = append(l.words, add(slices.Concat(l.forms[n], l.prefix.along(word), l.suffix.along(reversed(word)))))
	}
	l.prefix.seal(add)
	l.suffix.seal(add)
	l.forms = nil
}

// isAcronym says whether a word is one, or its plural: "VPN", "VPNs".
func isAcronym(raw string) bool { return inCapitals(strings.TrimSuffix(raw, "s")) }

// lookup appends the senses of a word, given by its number or -1, folded, and as written, or of a word of a title in capitals.
func (l *lexicon) lookup(dst []int32, number int32, folded, raw []byte, capitals bool) []int32 {
	if number >= 0 {
		return l.choose(dst, l.words[number], raw, capitals)
	}
	at := int32(0)
	for _, b := range folded {
		if at = l.prefix.next(at, b); at == 0 {
			break
		}
		dst = l.choose(dst, l.prefix.nodes[at].senses, raw, capitals)
	}
	at = 0
	for i := len(folded) - 1; i >= 0; i-- {
		if at = l.suffix.next(at, folded[i]); at == 0 {
			break
		}
		dst = l.choose(dst, l.suffix.nodes[at].senses, raw, capitals)
	}
	return dst
}

// choose appends the senses of a span that fit a word as it is written; in a title in capitals all but acronyms may be written so.
func (l *lexicon) choose(dst []int32, s span, raw []byte, capitals bool) []int32 {
	for n := s.from; n < s.to; n++ {
		if e := &l.senses[n].spelling; e.allows(raw) || capitals && !isAcronym(e.raw) {
			dst = append(dst, n)
		}
	}
	return dst
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// letterTrie holds beginnings of words, byte by byte. Node 0 is the root and, as an answer, "none".
type letterTrie struct {
	grown   []grownNode // until it is sealed
	root    [256]int32
	nodes   []letterNode
	letters []byte // of the children of all nodes, those of one side by side; a child is the node of the same number
}

type grownNode struct {
	forms    []form
	children map[byte]int32
}

type letterNode struct{ children, senses span }

func (t *letterTrie) add(word string, f form) {
	if len(t.grown) == 0 {
		t.grown = make([]grownNode, 1)
	}
	at := int32(0)
	for i := range len(word) {
		next, ok := t.grown[at].children[word[i]]
		if !ok {
			next = int32(len(t.grown))
			if t.grown[at].children == nil {
				t.grown[at].children = map[byte]int32{}
			}
			t.grown[at].children[word[i]] = next
			t.grown = append(t.grown, grownNode{})
		}
		at = next
	}
	t.grown[at].forms = append(t.grown[at].forms, f)
}

// along gives the forms of the beginnings of a word, until the trie is sealed.
func (t *letterTrie) along(word string) []form {
	var out []form
	at, ok := int32(0), len(t.grown) > 0
	for i := 0; ok && i < len(word); i++ {
		if at, ok = t.grown[at].children[word[i]]; ok {
			out = append(out, t.grown[at].forms...)
		}
	}
	return out
}

// seal lays the nodes out for looking up; add makes senses of forms.
func (t *letterTrie) seal(add func([]form) span) {
	if len(t.grown) == 0 {
		return
	}
	t.nodes, t.letters = make([]letterNode, 1, len(t.grown)), make([]byte, 1, len(t.grown))
	order := []int32{0}
	for i := 0; i < len(order); i++ {
		children := t.grown[order[i]].children
		t.nodes[i].children.from = int32(len(t.nodes))
		for _, letter := range slices.Sorted(maps.Keys(children)) {
			child := children[letter]
			if i == 0 {
				t.root[letter] = int32(len(t.nodes))
			}
			t.nodes = append(t.nodes, letterNode{senses: add(t.grown[child].forms)})
			t.letters = append(t.letters, letter)
			order = append(order, child)
		}
		t.nodes[i].children.to = int32(len(t.nodes))
	}
	t.grown = nil
}

func (t *letterTrie) next(at int32, b byte) int32 {
	if at == 0 {
		return t.root[b]
	}
	c := t.nodes[at].children
	for i, letter := range t.letters[c.from:c.to] {
		if letter == b {
			return c.from + int32(i)
		}
	}
	return 0
}
