// Package taxonomy owns taxonomy.yaml and the words by language beside it: the language of terms, the check of the files, and the
// matcher that they compile to, which says of an item whether it belongs, which tags it has, and by which rule. It fetches nothing,
// keeps nothing, and does not know what a story is.
package taxonomy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
)

// Taxonomy is a checked and compiled taxonomy.yaml. It is safe for concurrent use.
type Taxonomy struct {
	tags       []news.Tag // by facet, then in the order of the file
	brings     [][]int32  // by tag: the tags that come with it
	yields     [][]int32  // by tag: the tags beside which it is not given
	abroad     [][]stance // by tag: what others say of a law of which other countries have one of the same name, or nil
	home       []int32    // by tag: the group of words that say where a law is that has them in abroad, or -1
	made       []int32    // by tag: the group of verbs that make a law that has them in abroad, or -1
	unless     []int32    // by tag: the group of which no cue may stand in the title, or -1
	byID       map[news.TagID]int
	scores     []int8   // by tag: the place of its facet in scored, or -1
	facets     []int8   // by tag: the place of its facet in news.Facets
	named      []bool   // by tag: whether its terms are names
	about      []string // by tag: what is said of an item that has this topic
	rules      []compiled
	written    tongue            // the languages that have words for topics
	contexts   []string          // by group: its name, "@network", if it is a context or a concept
	heard      []string          // by group: its name if it is a concept, which the model hears; contexts are for terms
	model      *bound            // nil for none
	small      map[string]tongue // small and stop words and their beginnings, as the model writes features, with the languages that have them
	frequent   map[string]tongue // other words of everyday texts, with the languages that have them
	exclusions []label           // by index of compiled.owner
	drops      []label
	matcher    *matcher
	free       *sync.Pool // of *judging
}

type label struct{ id, text string }

// compiled is one term of the file.
type compiled struct {
	role   role
	owner  int32 // tag, exclusion, drop rule or group, by role
	source string
	heads  [][]part
	tongue tongue
	weak   bool
	small  bool // all its words are written in small letters
	groups bool // its head has alternatives
	varies bool // what is said of it depends on which alternatives and contexts were found
	paired bool // of it and its cue, if both are everyday words, one must stand close by the other
	cues   []cue
}

// role says what a term is for.
type role uint8

const (
	roleTag role = iota
	roleNot
	roleCue
	roleExclusion
	roleDrop
	roleGeneric
)

// cue is a set of words of which one must, or none may, stand near.
type cue struct {
	group int32
	not   bool
}

// Parse reads taxonomy.yaml, and the words that stand in a file for each language; name is how problems call the first. The error
// is a news.Problems that holds every problem of the files, each with its line and its remedy.
func Parse(name string, data []byte, words ...File) (*Taxonomy, error) {
	files := append([]File{{name, data}}, words...)
	doc, problems := read(files)
	if len(problems) > 0 && (len(doc.tags) == 0 || doc.cut) {
		return nil, problems.Err()
	}
	b := newBuilder(files, doc, problems)
	b.build(doc)
	if err := b.problems.Err(); err != nil {
		return nil, err
	}
	return b.t, nil
}

// Tags lists all tags by facet, in each facet in the order of the file. The slice is the caller's, what the tags hold
// is not.
func (t *Taxonomy) Tags() []news.Tag { return slices.Clone(t.tags) }

type builder struct {
	files    []File
	problems news.Problems
	partial  bool // the words of a file are missing, so that nothing can be said to have none
	wordless []wordless
	misnamed map[news.Facet]bool // a tag of it has no proper id
	shared   map[string]bool     // phrases that were told to be of two tags
	excluded excluded
	t        *Taxonomy
	groups   map[string]int32 // "@network" or the words of a cue
	used     map[string]bool  // contexts that a cue names
	contexts map[string]position
	parser   *parser
	terms    map[string]parsed
	plain    []plainTerm
	places   []position // by rule: of its term
}

// wordless is what has no words, so that nothing can earn it.
type wordless struct {
	at           position
	what, remedy string
}

// plainTerm is a term without an operator, which must match itself, with its rules.
type plainTerm struct {
	written
	rules []int32
}

type parsed struct {
	term term
	err  error
}

// parse reads each term once, however many lists have it.
func (b *builder) parse(source string) (term, error) {
	p, ok := b.terms[source]
	if !ok {
		p.term, p.err = b.parser.term(source)
		b.terms[source] = p
	}
	return p.term, p.err
}

func (b *builder) problem(at position, remedy, format string, args ...any) {
	p := news.Problem{File: b.files[at.file].Name, Line: int(at.line), What: fmt.Sprintf(format, args...), Remedy: remedy}
	if !slices.Contains(b.problems, p) { // of the terms that one is written out to
		b.problems = append(b.problems, p)
	}
}

// line names a line in a problem of another.
func (b *builder) line(at, from position) string {
	if at.file == from.file {
		return fmt.Sprintf("line %d", at.line)
	}
	return fmt.Sprintf("%s:%d", b.files[at.file].Name, at.line)
}

func newBuilder(files []File, doc document, problems news.Problems) *builder {
	b := &builder{files: files, problems: problems, partial: doc.partial, groups: map[string]int32{}, used: map[string]bool{}, misnamed: map[news.Facet]bool{}, shared: map[string]bool{}, excluded: excluded{}, contexts: map[string]position{}, parser: newParser()}
	b.terms, b.places = make(map[string]parsed, doc.count), make([]position, 0, doc.count)
	b.t = &Taxonomy{byID: map[news.TagID]int{}, small: map[string]tongue{}, frequent: map[string]tongue{}, matcher: newMatcher(), rules: make([]compiled, 0, doc.count)}
	order := map[news.Facet]int{}
	for i, f := range news.Facets {
		order[f] = i
	}
	slices.SortStableFunc(doc.tags, func(a, b tagEntry) int { return cmp.Compare(order[a.facet], order[b.facet]) })
	for _, c := range doc.contexts {
		b.contexts[c.id] = c.at
	}
	cues := maps.Clone(b.contexts)
	for _, c := range doc.concepts {
		if at, ok := cues[c.id]; ok {
			b.problem(c.at, "give it another name, or merge them", "%q is the name of a context, in %s, and of a concept", c.id, b.line(at, c.at))
		}
		b.contexts[c.id] = c.at
	}
	return b
}

func (b *builder) build(doc document) {
	b.checkTags(doc.tags)
	b.fillSlots(&doc)
	for _, c := range slices.Concat(doc.contexts, doc.concepts) {
		group := b.group("@" + c.id)
		if len(c.terms) == 0 {
			b.wordless = append(b.wordless, wordless{c.at, fmt.Sprintf("%q has no words", c.id), "write words, or take it out"})
		}
		for _, l := range c.terms {
			b.addTerms(l, roleCue, group, nil, false)
		}
	}
	for i, e := range doc.exclusions {
		b.checkRule(e, "exclusion", doc.exclusions[:i])
		b.t.exclusions = append(b.t.exclusions, label{e.id, e.label})
		for _, l := range e.terms {
			b.addTerms(l, roleExclusion, int32(i), nil, false)
		}
	}
	for i, e := range doc.drop {
		b.checkRule(e, "drop rule", doc.drop[:i])
		b.t.drops = append(b.t.drops, label{e.id, e.label})
		for _, l := range e.terms {
			b.addTerms(l, roleDrop, int32(i), nil, false)
		}
	}
	for _, l := range doc.relevance.terms {
		b.addTerms(l, roleGeneric, 0, nil, false)
	}
	b.checkWords()
	claims := newClaims(b)
	for i, e := range doc.tags {
		for _, l := range e.terms {
			b.addTerms(l, roleTag, int32(i), nil, false)
			claims.add(e, l, false)
		}
		if e.needs != "" {
			needs, err := b.parser.cues(e.needs)
			if err != nil {
				b.problem(e.needsAt, `write needs: "@context" or "@one & @other"`, "needs %q %v", e.needs, err)
			}
			for _, l := range e.weak {
				b.addTerms(l, roleTag, int32(i), needs, true)
				claims.add(e, l, true)
			}
		}
		for _, l := range e.nots {
			b.addTerms(l, roleNot, int32(i), nil, false)
		}
		b.checkNots(e)
		b.t.unless = append(b.t.unless, b.context("unless", e.unless, e.unlessAt))
		b.t.home = append(b.t.home, b.context("home", e.home, e.homeAt))
		b.t.made = append(b.t.made, b.context("made", e.made, e.madeAt))
	}
	b.checkExclusions(doc)
	for _, c := range doc.contexts {
		if !b.used[c.id] && !b.partial {
			b.problem(c.at, "take it out, or name it in a term: & @"+c.id+b.perhaps(), "no term uses the context %q", c.id)
		}
	}
	b.t.heard = make([]string, len(b.t.contexts))
	for _, c := range doc.concepts {
		b.t.heard[b.groups["@"+c.id]] = "@" + c.id
	}
	for _, tag := range b.t.tags {
		f := tag.ID.Facet()
		b.t.scores, b.t.facets = append(b.t.scores, int8(slices.Index(scored[:], f))), append(b.t.facets, int8(slices.Index(news.Facets, f)))
		b.t.named, b.t.about = append(b.t.named, names[f]), append(b.t.about, "It is about "+lowerFirst(tag.Label("en"))+".")
	}
	b.t.matcher.seal()
	b.checkPlain()
	b.checkEveryday()
	t := b.t
	t.free = &sync.Pool{New: func() any { return newJudging(t) }}
}

// addTerms compiles a list of terms for one owner.
func (b *builder) addTerms(l termList, as role, owner int32, needs []cueExpr, weak bool) {
	if as == roleTag && b.t.tags[owner].ID.Facet() == news.FacetTopic {
		b.t.written |= bit(l.language)
	}
	for _, w := range l.terms {
		t, err := b.parse(w.text)
		if err == nil && as != roleCue && len(needs) == 0 {
			err = t.tooShort()
		}
		if err != nil {
			b.problem(w.at, "see the language at the head of taxonomy.yaml", "term %q %v", w.shown(), err)
			continue
		}
		if as == roleCue && len(t.cues) > 0 {
			b.problem(w.at, "put the cue on the term that needs the context", "term %q of a context has a cue itself", w.shown())
			continue
		}
		c := compiled{role: as, owner: owner, source: w.text, heads: t.heads, weak: weak}
		for _, e := range slices.Concat(t.cues, needs) {
			if group, ok := b.cue(e, w); ok {
				if slices.ContainsFunc(c.cues, func(o cue) bool { return o.group == group && o.not != e.not }) {
					b.problem(w.at, "take one of the two out", "term %q needs the cue %q, and may not have it", w.shown(), e.source)
				}
				if e.not && e.context == "" && slices.ContainsFunc(e.heads, func(h []part) bool {
					return slices.ContainsFunc(t.heads, func(o []part) bool {
						return slices.EqualFunc(h, o, func(a, b part) bool { return a.name == b.name && a.gap == b.gap })
					})
				}) {
					b.problem(w.at, "take the cue out, or write a longer or narrower one", "term %q can never count: what it may not have, %q, is the term itself", w.shown(), e.source)
				}
				c.cues = append(c.cues, cue{group, e.not})
			}
		}
		rules := b.addRule(c, t.heads, l.language, w.at)
		if !strings.ContainsAny(w.text, "*&(|)") {
			b.plain = append(b.plain, plainTerm{w, rules})
		}
	}
}

// addRule adds the phrases of a rule. Phrases in a script of their own apply whatever the language of an item is said
// to be, but Chinese ones not to Japanese and the reverse.
func (b *builder) addRule(c compiled, heads [][]part, language string, at position) []int32 {
	c.small = inSmall(heads)
	head, cues, _ := strings.Cut(c.source, "&")
	c.groups = strings.Contains(head, "(")
	c.varies = c.groups || strings.Contains(cues, "(") || slices.ContainsFunc(c.cues, func(c cue) bool { return !c.not && b.t.contexts[c.group] != "" })
	c.paired = c.role == roleGeneric || c.role == roleTag && !names[b.t.tags[c.owner].ID.Facet()]
	own, latin := c, c
	own.tongue, latin.tongue = scriptTongue(language), tongueOf(language)
	ownID, latinID := int32(-1), int32(-1)
	// A cue of one word is asked for, unless a longer one may begin with it: what is found stays in order.
	asked := func(h []part) bool {
		return c.role == roleCue && b.t.contexts[c.owner] == "" && len(h) == 1 &&
			!slices.ContainsFunc(heads, func(o []part) bool { return len(o) > 1 && h[0].meets(o[0]) })
	}
	for _, h := range heads {
		id, rule := &latinID, latin
		if !latinPhrase(h) {
			id, rule = &ownID, own
		}
		if *id < 0 {
			*id = int32(len(b.t.rules))
			b.t.rules, b.places = append(b.t.rules, rule), append(b.places, at)
		}
		if asked(h) {
			b.t.matcher.addCue(h[0], single{c.owner, *id})
		} else {
			b.t.matcher.add(h, *id)
		}
	}
	return []int32{ownID, latinID}
}

// inSmall says whether no word of the phrases begins with a capital.
func inSmall(heads [][]part) bool {
	for _, parts := range heads {
		for _, p := range parts {
			for _, w := range p.any {
				if r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(w.shown, "*")); unicode.IsUpper(r) {
					return false
				}
			}
		}
	}
	return true
}

// latinPhrase says whether a phrase has a word in Latin letters.
func latinPhrase(parts []part) bool {
	for _, p := range parts {
		for _, w := range p.any {
			if strings.IndexFunc(w.folded, latinLetter) >= 0 {
				return true
			}
		}
	}
	return false
}

func latinLetter(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0xC0 && r < 0x370
}

// cue gives the group of a cue. The words of one that names no context are added the first time.
func (b *builder) cue(e cueExpr, w written) (int32, bool) {
	if e.context != "" {
		if _, ok := b.contexts[e.context]; !ok {
			b.problem(w.at, "define it under contexts, or mend its name", "term %q names the unknown context %q", w.shown(), e.context)
			return 0, false
		}
		b.used[e.context] = true
		return b.group("@" + e.context), true
	}
	if group, ok := b.groups[e.source]; ok {
		return group, true
	}
	group := b.group(e.source)
	b.addRule(compiled{role: roleCue, owner: group, source: e.source, heads: e.heads}, e.heads, "any", position{})
	return group, true
}

// context gives the group of the context that a key of a tag names, or -1 if it names none.
func (b *builder) context(key, value string, at position) int32 {
	if value == "" {
		return -1
	}
	name, ok := strings.CutPrefix(value, "@")
	if _, known := b.contexts[name]; !ok || !known {
		b.problem(at, fmt.Sprintf(`write %s: "@context", one that stands under contexts`, key), "%s is %q", key, value)
		return -1
	}
	b.used[name] = true
	return b.group("@" + name)
}

func (b *builder) group(name string) int32 {
	if g, ok := b.groups[name]; ok {
		return g
	}
	g := int32(len(b.groups))
	b.groups[name] = g
	context := ""
	if strings.HasPrefix(name, "@") {
		context = name
	}
	b.t.contexts = append(b.t.contexts, context)
	return g
}
