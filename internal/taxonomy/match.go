package taxonomy

import (
	"cmp"
	"maps"
	"slices"
)

// gapBudget is how much a lone star may span: three words, or eight characters of a script without spaces.
const (
	gapBudget = 24
	gapWord   = 8
	gapChar   = 3
)

// matcher finds the phrases of all rules in one pass over the tokens, whatever their number.
//
// Each step of a phrase is a symbol: a word, or a group of words. The lexicon gives the symbols of a token (by its whole,
// its beginnings, its endings); phrases are paths of symbols in one trie.
type matcher struct {
	lexicon lexicon
	symbols map[string]int32 // only until it is sealed, as steps
	steps   map[step]int32
	first   []int32 // by symbol: the node after it at the beginning of a phrase, or 0
	nodes   []node
	edges   []edge // of all nodes, in order of node and symbol
}

type step struct{ node, symbol int32 }

type edge struct{ symbol, next int32 }

type node struct {
	gap      int32  // the node after a lone star, or 0
	soft     int32  // the node after a pause that the term has itself, as in "archive.org", or 0
	hard     int32  // the same for one like the end of a sentence, as in "Sony v. Cox"
	from, to int32  // its edges
	sieve    uint64 // of the symbols of its edges
	rules    []int32
}

// sieve is a bit for a symbol, so that most tokens are seen not to lead on without a search.
func sieve(symbol int32) uint64 { return 1 << (uint32(symbol) % 64) }

func newMatcher() *matcher {
	return &matcher{symbols: map[string]int32{}, steps: map[step]int32{}, nodes: make([]node, 1)}
}

// add adds a phrase of a rule and gives the node where it ends.
func (m *matcher) add(phrase []part, rule int32) int32 {
	at := int32(0)
	for i, p := range phrase {
		if p.gap {
			at = m.beside(at, func(n *node) *int32 { return &n.gap })
			continue
		}
		if i > 0 {
			switch max(phrase[i-1].after, p.before) {
			case pauseNone:
			case pauseSoft:
				at = m.beside(at, func(n *node) *int32 { return &n.soft })
			default:
				at = m.beside(at, func(n *node) *int32 { return &n.hard })
			}
		}
		s := step{at, m.symbol(p)}
		next, ok := m.steps[s]
		if !ok {
			next = m.newNode()
			m.steps[s] = next
		}
		at = next
	}
	m.nodes[at].rules = append(m.nodes[at].rules, rule)
	return at
}

// beside is the node that a field of another leads to; a new one the first time.
func (m *matcher) beside(at int32, field func(*node) *int32) int32 {
	if to := *field(&m.nodes[at]); to != 0 {
		return to
	}
	to := m.newNode()
	*field(&m.nodes[at]) = to
	return to
}

func (m *matcher) newNode() int32 {
	m.nodes = append(m.nodes, node{})
	return int32(len(m.nodes) - 1)
}

func (m *matcher) symbol(p part) int32 {
	id, ok := m.symbols[p.name]
	if !ok {
		id = int32(len(m.symbols))
		m.symbols[p.name] = id
		for _, w := range p.any {
			m.lexicon.add(w, id)
		}
	}
	return id
}

// seal makes the matcher ready for use.
func (m *matcher) seal() {
	m.first = make([]int32, len(m.symbols))
	all := slices.SortedFunc(maps.Keys(m.steps), func(a, b step) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.symbol, b.symbol)) })
	m.edges = make([]edge, len(all))
	for i, s := range all {
		next := m.steps[s]
		m.edges[i] = edge{s.symbol, next}
		if s.node == 0 {
			m.first[s.symbol] = next
		}
		n := &m.nodes[s.node]
		if n.to == 0 {
			n.from = int32(i)
		}
		n.to = int32(i) + 1
		n.sieve |= sieve(s.symbol)
	}
	m.symbols, m.steps = nil, nil
	m.lexicon.prefix.seal()
	m.lexicon.suffix.seal()
}

// next is the node that a symbol leads to from n, or 0.
func (m *matcher) next(n *node, symbol int32) int32 {
	from, to := n.from, n.to
	for from < to {
		middle := (from + to) / 2
		switch e := m.edges[middle]; {
		case e.symbol == symbol:
			return e.next
		case e.symbol < symbol:
			from = middle + 1
		default:
			to = middle
		}
	}
	return 0
}

// found is one phrase of a rule in the tokens: from the first to behind the last.
type found struct {
	rule     int32
	from, to int32
}

// run is what one pass over a scan needs; its buffers are reused.
type run struct {
	m       *matcher
	s       *scan
	syms    []int32  // of all tokens
	symFrom []int32  // where those of a token begin; one more at the end
	sieves  []uint64 // of the symbols of a token
	hashes  []uint64 // of the tokens
	found   []found
}

// pass finds all phrases, in order of where they begin.
func (r *run) pass() {
	r.syms, r.symFrom, r.sieves, r.hashes, r.found = r.syms[:0], r.symFrom[:0], r.sieves[:0], r.hashes[:0], r.found[:0]
	for _, t := range r.s.tokens {
		from := len(r.syms)
		r.symFrom = append(r.symFrom, int32(from))
		word := r.s.folded(t)
		hash := hashWord(word)
		r.hashes = append(r.hashes, hash)
		r.syms = r.m.lexicon.lookup(r.syms, hash, word, r.s.source[t.rawFrom:t.rawTo])
		all := uint64(0)
		for _, sym := range r.syms[from:] {
			all |= sieve(sym)
		}
		r.sieves = append(r.sieves, all)
	}
	r.symFrom = append(r.symFrom, int32(len(r.syms)))
	for i := range r.s.tokens {
		for _, sym := range r.syms[r.symFrom[i]:r.symFrom[i+1]] {
			if next := r.m.first[sym]; next != 0 {
				r.walk(next, int32(i), int32(i)+1)
			}
		}
	}
}

// walk goes on from a node whose last word was the token before at.
func (r *run) walk(n, from, at int32) {
	node := &r.m.nodes[n]
	for _, rule := range node.rules {
		r.found = append(r.found, found{rule, from, at})
	}
	if int(at) < len(r.s.tokens) {
		pause := r.s.tokens[at].pause
		if node.from < node.to && pause == pauseNone {
			r.step(node, from, at)
		}
		if node.soft != 0 && pause <= pauseSoft {
			r.step(&r.m.nodes[node.soft], from, at)
		}
		if node.hard != 0 && pause <= pauseHard {
			r.step(&r.m.nodes[node.hard], from, at)
		}
	}
	if node.gap == 0 {
		return
	}
	after := &r.m.nodes[node.gap]
	budget := gapBudget
	for j := at; int(j) < len(r.s.tokens) && r.s.tokens[j].pause < pauseHard; j++ {
		r.step(after, from, j)
		if r.s.tokens[j].char {
			budget -= gapChar
		} else {
			budget -= gapWord
		}
		if budget < 0 {
			return
		}
	}
}

func (r *run) step(n *node, from, at int32) {
	if n.sieve&r.sieves[at] == 0 {
		return
	}
	for _, sym := range r.syms[r.symFrom[at]:r.symFrom[at+1]] {
		if next := r.m.next(n, sym); next != 0 {
			r.walk(next, from, at+1)
		}
	}
}

// lexicon gives the symbols of a word.
type lexicon struct {
	whole  index
	forms  [][]form // of the whole words
	prefix letterTrie
	suffix letterTrie
}

// form is a symbol, and how the word must be written for it when raw is not empty.
type form struct {
	symbol int32
	raw    string
}

func (l *lexicon) add(w word, id int32) {
	switch w.kind {
	case matchPrefix:
		l.prefix.add(w.folded, form{id, w.raw})
	case matchSuffix:
		l.suffix.add(reversed(w.folded), form{id, w.raw})
	default:
		l.addWhole(w.folded, form{id, w.raw})
		if w.raw != "" && len(w.raw) > 1 && inCapitals(w.raw) { // VPNs is VPN
			l.addWhole(w.folded+"s", form{id, w.raw + "s"})
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

// lookup appends the symbols of a word, given folded with its hash, and as written.
func (l *lexicon) lookup(dst []int32, hash uint64, folded, raw []byte) []int32 {
	if n := l.whole.find(hash, folded); n >= 0 {
		for _, f := range l.forms[n] {
			if f.raw == "" || f.raw == string(raw) {
				dst = append(dst, f.symbol)
			}
		}
	}
	at := int32(0)
	for _, b := range folded {
		if at = l.prefix.next(at, b); at == 0 {
			break
		}
		for _, f := range l.prefix.nodes[at].forms {
			if f.raw == "" || len(raw) >= len(f.raw) && f.raw == string(raw[:len(f.raw)]) {
				dst = append(dst, f.symbol)
			}
		}
	}
	at = 0
	for i := len(folded) - 1; i >= 0; i-- {
		if at = l.suffix.next(at, folded[i]); at == 0 {
			break
		}
		for _, f := range l.suffix.nodes[at].forms {
			dst = append(dst, f.symbol)
		}
	}
	return dst
}

func reversed(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// letterTrie holds beginnings of words, byte by byte. Node 0 is the root and, as an answer, "none".
type letterTrie struct {
	root    [256]int32
	nodes   []letterNode
	letters []byte // of the children of all nodes, those of one side by side; a child is the node of the same number
}

type letterNode struct {
	from, to int32 // its children
	forms    []form
	grown    map[byte]int32 // its children until the trie is sealed
}

func (t *letterTrie) add(word string, f form) {
	if len(t.nodes) == 0 {
		t.nodes = make([]letterNode, 1)
	}
	at := int32(0)
	for i := range len(word) {
		next, ok := t.nodes[at].grown[word[i]]
		if !ok {
			next = int32(len(t.nodes))
			if t.nodes[at].grown == nil {
				t.nodes[at].grown = map[byte]int32{}
			}
			t.nodes[at].grown[word[i]] = next
			t.nodes = append(t.nodes, letterNode{})
		}
		at = next
	}
	t.nodes[at].forms = append(t.nodes[at].forms, f)
}

// seal lays the nodes out for looking up.
func (t *letterTrie) seal() {
	if len(t.nodes) == 0 {
		return
	}
	laid, order := make([]letterNode, 1, len(t.nodes)), []int32{0}
	t.letters = make([]byte, 1, len(t.nodes))
	for i := 0; i < len(order); i++ {
		n := &t.nodes[order[i]]
		laid[i].from = int32(len(laid))
		for _, letter := range slices.Sorted(maps.Keys(n.grown)) {
			child := n.grown[letter]
			if i == 0 {
				t.root[letter] = int32(len(laid))
			}
			laid = append(laid, letterNode{forms: t.nodes[child].forms})
			t.letters = append(t.letters, letter)
			order = append(order, child)
		}
		laid[i].to = int32(len(laid))
	}
	t.nodes = laid
}

func (t *letterTrie) next(at int32, b byte) int32 {
	if at == 0 {
		return t.root[b]
	}
	n := &t.nodes[at]
	for i, letter := range t.letters[n.from:n.to] {
		if letter == b {
			return n.from + int32(i)
		}
	}
	return 0
}
