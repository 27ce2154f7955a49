package taxonomy

import (
	"cmp"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// gapBudget is how much a lone star may span: three words, or eight characters of a script without spaces.
const (
	gapBudget = 24
	gapWord   = 8
	gapChar   = 3
)

// matcher finds the phrases of all rules in one pass over the tokens, whatever their number.
//
// Each step of a phrase is a symbol: a word, or a group of words. Phrases are paths of symbols in one trie. A view has for each word
// what the trie says of its symbols, all in one place: most words of a text end there.
type matcher struct {
	lexicon lexicon
	symbols map[string]int32 // only until it is sealed, as steps
	steps   map[step]int32
	uses    []use    // by symbol
	asking  []tongue // by group of cues: of the rules that may ask for them
	nodes   []node
	edges   []edge   // of all nodes, in order of node and symbol
	views   sync.Map // *view, by tongue
}

type step struct{ node, symbol int32 }

type edge struct{ symbol, next int32 }

type node struct {
	gap      int32  // the node after a lone star, or 0
	soft     int32  // the node after a pause that the term has itself, as in "archive.org", or 0
	hard     int32  // the same for one like the end of a sentence, as in "Sony v. Cox"
	from, to int32  // its edges
	sieve    uint64 // of the symbols of its edges
	tongue   tongue // of the rules that it leads to
	ends     []end
}

// end is a rule of which a phrase ends.
type end struct {
	rule   int32
	need   int32 // a group of cues that must stand in the item and is asked for, or -1
	tongue tongue
}

// single is a cue of one word that is asked for: the group that it belongs to, and the rule.
type single struct{ group, rule int32 }

// use is what the phrases have of a symbol.
type use struct {
	cues  []single
	first int32  // the node after it at the beginning of a phrase, or 0
	later tongue // of the phrases in which it stands after the first word
}

// sieve is a bit for a symbol, so that most tokens are seen not to lead on without a search.
func sieve(symbol int32) uint64 { return 1 << (uint32(symbol) % 64) }

func newMatcher() *matcher {
	return &matcher{symbols: map[string]int32{}, steps: map[step]int32{}, nodes: make([]node, 1)}
}

// add adds a phrase of a rule.
func (m *matcher) add(phrase []part, e end) {
	at := int32(0)
	for i, p := range phrase {
		if p.gap {
			at = m.beside(at, func(n *node) *int32 { return &n.gap })
			m.nodes[at].tongue |= e.tongue
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
			m.nodes[at].tongue |= e.tongue
		}
		s := step{at, m.symbol(p)}
		next, ok := m.steps[s]
		if !ok {
			next = m.newNode()
			m.steps[s] = next
		}
		if i == 0 {
			m.uses[s.symbol].first = next
		} else {
			m.uses[s.symbol].later |= e.tongue
		}
		at = next
		m.nodes[at].tongue |= e.tongue
	}
	m.nodes[at].ends = append(m.nodes[at].ends, e)
}

// addCue adds a cue of one word, which is not found but asked for.
func (m *matcher) addCue(p part, cue single) {
	u := &m.uses[m.symbol(p)]
	u.cues = append(u.cues, cue)
	m.ask(cue.group, 0)
}

// ask notes that rules of a tongue may ask for the cues of a group.
func (m *matcher) ask(group int32, by tongue) {
	if n := int(group) + 1 - len(m.asking); n > 0 {
		m.asking = append(m.asking, make([]tongue, n)...)
	}
	m.asking[group] |= by
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
		m.uses = append(m.uses, use{})
		for _, w := range p.any {
			m.lexicon.add(w, id)
		}
	}
	return id
}

// seal makes the matcher ready for use.
func (m *matcher) seal() {
	all := slices.SortedFunc(maps.Keys(m.steps), func(a, b step) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.symbol, b.symbol)) })
	m.edges = make([]edge, len(all))
	for i, s := range all {
		m.edges[i] = edge{s.symbol, m.steps[s]}
		n := &m.nodes[s.node]
		if n.to == 0 {
			n.from = int32(i)
		}
		n.to = int32(i) + 1
		n.sieve |= sieve(s.symbol)
	}
	m.lexicon.seal()
	m.symbols, m.steps = nil, nil
}

// view is what the matcher has of words for items of one tongue. A sense is made when it is first met: an item meets few, and a run
// few languages.
type view struct {
	m      *matcher
	tongue tongue
	senses []atomic.Pointer[sense] // by sense of the lexicon
}

func (m *matcher) view(t tongue) *view {
	v, ok := m.views.Load(t)
	if !ok {
		v, _ = m.views.LoadOrStore(t, &view{m: m, tongue: t, senses: make([]atomic.Pointer[sense], len(m.lexicon.senses))})
	}
	return v.(*view)
}

func (v *view) sense(n int32) *sense {
	s := v.senses[n].Load()
	if s == nil {
		s = v.m.sense(v.m.lexicon.senses[n].symbols, v.tongue)
		v.senses[n].Store(s)
	}
	return s
}

// sense is what the matcher has of the symbols of a word for items of a tongue.
type sense struct {
	sieve   uint64   // of symbols
	symbols []int32  // those that stand later in a phrase
	ends    []end    // of the phrases of this word alone
	starts  []start  // of longer phrases
	cues    []single // of this word alone
}

// start is a node after the first word of phrases, with sieves that say whether a token may lead on.
type start struct {
	next, gap uint64 // of the token that follows, and of those within a gap
	node      int32
	ends      int // how many ends of the sense come before it: the order in which phrases are found is that of symbols
}

func (m *matcher) sense(symbols []int32, t tongue) *sense {
	s := new(sense)
	for _, symbol := range symbols {
		u := &m.uses[symbol]
		for _, c := range u.cues {
			if m.asking[c.group]&t != 0 {
				s.cues = append(s.cues, c)
			}
		}
		if u.later&t != 0 {
			s.symbols = append(s.symbols, symbol)
			s.sieve |= sieve(symbol)
		}
		n := &m.nodes[u.first]
		if u.first == 0 || n.tongue&t == 0 {
			continue
		}
		for _, e := range n.ends {
			if e.tongue&t != 0 {
				s.ends = append(s.ends, e)
			}
		}
		if on := (start{m.sieves(t, u.first, n.soft, n.hard), m.sieves(t, n.gap), u.first, len(s.ends)}); on.next|on.gap != 0 {
			s.starts = append(s.starts, on)
		}
	}
	return s
}

// sieves is the sieve of the edges of nodes that lead to a rule of a tongue.
func (m *matcher) sieves(t tongue, nodes ...int32) uint64 {
	all := uint64(0)
	for _, n := range nodes {
		if n == 0 {
			continue
		}
		for _, e := range m.edges[m.nodes[n].from:m.nodes[n].to] {
			if m.nodes[e.next].tongue&t != 0 {
				all |= sieve(e.symbol)
			}
		}
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
	tongue tongue
	senses []*sense // of all tokens
	looks  []look   // of the tokens, and one more at the end
	asked  []uint64 // a bit for each group of cues that are asked for: whether one stands anywhere
	found  []found
	fit    []int32 // senses of the lexicon that a token has
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

// pass finds the phrases whose language is that of the item, in order of where they begin, but the cues that are asked for. What
// lacks the cue that it needs is passed over.
func (r *run) pass() {
	r.senses, r.looks, r.found = r.senses[:0], r.looks[:0], r.found[:0]
	r.asked = append(r.asked[:0], make([]uint64, len(r.m.asking)/64+1)...)
	view := r.m.view(r.tongue)
	for _, t := range r.s.tokens {
		word := r.s.folded(t)
		l := look{hash: hashWord(word), senses: int32(len(r.senses))}
		l.word = r.m.lexicon.whole.find(l.hash, word)
		r.fit = r.m.lexicon.lookup(r.fit[:0], l.word, word, r.s.source[t.rawFrom:t.rawTo])
		for _, n := range r.fit {
			s := view.sense(n)
			r.senses = append(r.senses, s)
			l.sieve |= s.sieve
			for _, c := range s.cues {
				r.asked[c.group/64] |= 1 << (c.group % 64)
			}
		}
		r.looks = append(r.looks, l)
	}
	r.looks = append(r.looks, look{senses: int32(len(r.senses))})
	for at := range r.s.tokens {
		r.measure(at)
	}
	for at := range int32(len(r.s.tokens)) {
		next := &r.looks[at+1]
		for _, s := range r.at(at) {
			done := 0
			for i := range s.starts {
				if on := &s.starts[i]; on.next&next.sieve|on.gap&next.reach != 0 {
					r.take(s.ends[done:on.ends], at, at+1)
					done = on.ends
					r.goOn(&r.m.nodes[on.node], at, at+1)
				}
			}
			r.take(s.ends[done:], at, at+1)
		}
	}
}

func (r *run) take(ends []end, from, to int32) {
	for i := range ends {
		e := &ends[i]
		if e.tongue&r.tongue != 0 && (e.need < 0 || r.asked[e.need/64]>>(e.need%64)&1 != 0) {
			r.found = append(r.found, found{e.rule, from, to})
		}
	}
}

// at are the senses of a token.
func (r *run) at(token int32) []*sense {
	return r.senses[r.looks[token].senses:r.looks[token+1].senses]
}

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
	r.take(node.ends, from, at)
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
		if sieve(e.symbol)&has == 0 || r.m.nodes[e.next].tongue&r.tongue == 0 {
			continue
		}
		for _, sense := range r.at(at) {
			for _, symbol := range sense.symbols {
				if symbol == e.symbol {
					r.walk(e.next, from, at+1)
				}
			}
		}
	}
}
