package taxonomy

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// gapBudget is how much a lone star may span: three words, or eight characters of a script without spaces.
const (
	gapBudget = 24
	gapWord   = 8
	gapChar   = 3
)

// matcher finds the phrases of all rules in one pass over the tokens, whatever their number.
//
// Each step of a phrase is a symbol: a word, or a group of words. Phrases are paths of symbols in one trie. The lexicon has
// for each word what the trie says of its symbols, all in one place: most words of a text end there.
type matcher struct {
	lexicon lexicon
	symbols map[string]int32 // only until it is sealed, as steps, asked and ends
	steps   map[step]int32
	asked   map[int32][]single // by symbol: its cues
	ends    map[int32][]int32  // by node: its rules
	nodes   []node
	edges   []edge // of all nodes, in order of node and symbol
	// What nodes and senses have, that of each side by side.
	numbers []int32 // of rules and symbols
	starts  []start
	cues    []single
}

type step struct{ node, symbol int32 }

type edge struct{ symbol, next int32 }

type node struct {
	gap      int32  // the node after a lone star, or 0
	soft     int32  // the node after a pause that the term has itself, as in "archive.org", or 0
	hard     int32  // the same for one like the end of a sentence, as in "Sony v. Cox"
	from, to int32  // its edges
	sieve    uint64 // of the symbols of its edges
	rules    span   // of numbers
}

// span is a part of a list that many share.
type span struct{ from, to int32 }

func within[T any](all []T, s span) []T { return all[s.from:s.to] }

// stretch is the span of what was appended to a list since it had a length.
func stretch[T any](all []T, from int) span { return span{int32(from), int32(len(all))} }

// single is a cue of one word that is asked for: the group that it belongs to, and the rule.
type single struct{ group, rule int32 }

// sieve is a bit for a symbol, so that most tokens are seen not to lead on without a search.
func sieve(symbol int32) uint64 { return 1 << (uint32(symbol) % 64) }

func newMatcher() *matcher {
	return &matcher{symbols: map[string]int32{}, steps: map[step]int32{}, asked: map[int32][]single{}, ends: map[int32][]int32{}, nodes: make([]node, 1)}
}

// add adds a phrase of a rule.
func (m *matcher) add(phrase []part, rule int32) {
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
	m.ends[at] = append(m.ends[at], rule)
}

// addCue adds a cue of one word, which is not found but asked for.
func (m *matcher) addCue(p part, cue single) {
	s := m.symbol(p)
	m.asked[s] = append(m.asked[s], cue)
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
	uses := make([]use, len(m.symbols))
	for s, cues := range m.asked {
		uses[s].cues = cues
	}
	for i := range m.nodes {
		from := len(m.numbers)
		m.numbers = append(m.numbers, m.ends[int32(i)]...)
		m.nodes[i].rules = stretch(m.numbers, from)
	}
	all := slices.SortedFunc(maps.Keys(m.steps), func(a, b step) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.symbol, b.symbol)) })
	m.edges = make([]edge, len(all))
	for i, s := range all {
		next := m.steps[s]
		m.edges[i] = edge{s.symbol, next}
		if s.node == 0 {
			uses[s.symbol].first = next
			continue
		}
		uses[s.symbol].later = true
		n := &m.nodes[s.node]
		if n.to == 0 {
			n.from = int32(i)
		}
		n.to = int32(i) + 1
		n.sieve |= sieve(s.symbol)
	}
	m.lexicon.seal(func(forms []form) sense { return m.sense(forms, uses) })
	m.symbols, m.steps, m.asked, m.ends = nil, nil, nil, nil
}

// use is what the phrases have of a symbol.
type use struct {
	cues  []single
	first int32 // the node after it at the beginning of a phrase, or 0
	later bool  // it stands in a phrase after the first word
}

// sense is what the matcher has of the symbols of a word.
type sense struct {
	spelling
	sieve   uint64 // of symbols
	symbols span   // of numbers, in order: those that stand later in a phrase
	rules   span   // of numbers: of the phrases of this word alone
	starts  span   // of longer phrases
	cues    span   // of this word alone
}

// start is a node after the first word of phrases, with sieves that say whether a token may lead on.
type start struct {
	next, gap uint64 // of the token that follows, and of those within a gap
	node      int32
	rules     int32 // how many rules of the sense come before it: the order in which phrases are found is that of symbols
}

func (m *matcher) sense(forms []form, uses []use) sense {
	e := sense{spelling: forms[0].spelling}
	numbers, starts, cues := len(m.numbers), len(m.starts), len(m.cues)
	for _, f := range forms {
		s := &uses[f.symbol]
		m.cues = append(m.cues, s.cues...)
		if s.first == 0 {
			continue
		}
		n := &m.nodes[s.first]
		m.numbers = append(m.numbers, within(m.numbers, n.rules)...)
		if on := (start{m.sieves(s.first, n.soft, n.hard), m.sieves(n.gap), s.first, int32(len(m.numbers) - numbers)}); on.next|on.gap != 0 {
			m.starts = append(m.starts, on)
		}
	}
	e.rules, e.starts, e.cues = stretch(m.numbers, numbers), stretch(m.starts, starts), stretch(m.cues, cues)
	numbers = len(m.numbers)
	for _, f := range forms {
		if uses[f.symbol].later {
			m.numbers = append(m.numbers, f.symbol)
			e.sieve |= sieve(f.symbol)
		}
	}
	e.symbols = stretch(m.numbers, numbers)
	slices.Sort(within(m.numbers, e.symbols))
	return e
}

func (m *matcher) sieves(nodes ...int32) uint64 {
	all := uint64(0)
	for _, n := range nodes {
		all |= m.nodes[n].sieve
	}
	return all
}

// found is one phrase of a rule in the tokens: from the first to behind the last.
type found struct {
	rule     int32
	from, to int32
}

func (f found) overlaps(o found) bool { return f.from < o.to && o.from < f.to }

// run is what one pass over a scan needs; its buffers are reused.
type run struct {
	m      *matcher
	s      *scan
	senses []int32 // of all tokens
	looks  []look  // of the tokens, and one more at the end
	found  []found
	// By token of a title in capitals, else empty: whether it is an everyday word, so that it may be no acronym ("TELL US WHO").
	everyday []bool
}

// mutes says whether a token of a title in capitals says nothing alone, though a term is written so: it may be an everyday word, or the
// term has it in small letters.
func (r *run) mutes(token int32, e *sense) bool {
	return int(token) < len(r.everyday) && e.raw != "" && (r.everyday[token] || strings.IndexFunc(e.raw, unicode.IsUpper) < 0)
}

// look is what is known of a token.
type look struct {
	hash   uint64
	sieve  uint64 // of the symbols that stand later in a phrase
	reach  uint64 // of the same of all tokens that a gap before it leads to
	word   int32  // its number in the lexicon, or -1
	senses int32  // where its senses begin
	behind int32  // the first token to which a gap before it does not lead
}

// pass finds all phrases but the cues that are asked for, in order of where they begin.
func (r *run) pass() {
	r.senses, r.looks, r.found = r.senses[:0], r.looks[:0], r.found[:0]
	for at, t := range r.s.tokens {
		word := r.s.folded(t)
		l := look{hash: hashWord(word), senses: int32(len(r.senses))}
		l.word = r.m.lexicon.whole.find(l.hash, word)
		r.senses = r.m.lexicon.lookup(r.senses, l.word, word, r.s.source[t.rawFrom:t.rawTo], at < len(r.everyday))
		for _, e := range r.senses[l.senses:] {
			l.sieve |= r.m.lexicon.senses[e].sieve
		}
		r.looks = append(r.looks, l)
	}
	r.looks = append(r.looks, look{senses: int32(len(r.senses))})
	for at := range r.s.tokens {
		r.measure(at)
	}
	for at := range int32(len(r.s.tokens)) {
		next := &r.looks[at+1]
		for _, n := range r.at(at) {
			e := &r.m.lexicon.senses[n]
			rules, done := within(r.m.numbers, e.rules), int32(0)
			if r.mutes(at, e) {
				done = int32(len(rules))
			}
			starts := within(r.m.starts, e.starts)
			for i := range starts {
				if s := &starts[i]; s.next&next.sieve|s.gap&next.reach != 0 {
					if done < s.rules {
						r.take(rules[done:s.rules], at, at+1)
						done = s.rules
					}
					r.goOn(&r.m.nodes[s.node], at, at+1)
				}
			}
			r.take(rules[done:], at, at+1)
		}
	}
}

func (r *run) take(rules []int32, from, to int32) {
	for _, rule := range rules {
		r.found = append(r.found, found{rule, from, to})
	}
}

// at are the senses of a token.
func (r *run) at(token int32) []int32 { return r.senses[r.looks[token].senses:r.looks[token+1].senses] }

// measure says how far a gap before a token leads.
func (r *run) measure(at int) {
	l := &r.looks[at]
	budget := gapBudget
	for j := at; j < len(r.s.tokens) && budget >= 0 && r.s.tokens[j].pause < pauseHard; j++ {
		l.reach |= r.looks[j].sieve
		l.behind = int32(j) + 1
		if r.s.tokens[j].char {
			budget -= gapChar
		} else {
			budget -= gapWord
		}
	}
}

// walk goes on from a node whose last word was the token before at.
func (r *run) walk(n, from, at int32) {
	node := &r.m.nodes[n]
	r.take(within(r.m.numbers, node.rules), from, at)
	r.goOn(node, from, at)
}

func (r *run) goOn(n *node, from, at int32) {
	if int(at) == len(r.s.tokens) {
		return
	}
	pause := r.s.tokens[at].pause
	if n.from < n.to && pause == pauseNone {
		r.step(n, from, at)
	}
	if n.soft != 0 && pause <= pauseSoft {
		r.step(&r.m.nodes[n.soft], from, at)
	}
	if n.hard != 0 && pause <= pauseHard {
		r.step(&r.m.nodes[n.hard], from, at)
	}
	if n.gap != 0 && r.m.nodes[n.gap].sieve&r.looks[at].reach != 0 {
		for j := at; j < r.looks[at].behind; j++ {
			r.step(&r.m.nodes[n.gap], from, j)
		}
	}
}

func (r *run) step(n *node, from, at int32) {
	has := r.looks[at].sieve
	if n.sieve&has == 0 {
		return
	}
	for _, e := range r.m.edges[n.from:n.to] {
		if sieve(e.symbol)&has == 0 {
			continue
		}
		for _, sense := range r.at(at) {
			for _, symbol := range within(r.m.numbers, r.m.lexicon.senses[sense].symbols) {
				if symbol < e.symbol {
					continue
				}
				if symbol > e.symbol {
					break
				}
				r.walk(e.next, from, at+1)
			}
		}
	}
}
