package taxonomy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxHeads limits what the alternatives of one term may multiply to.
const maxHeads = 64

var (
	errNoWord   = errors.New("has no word to look for")
	errUnclosed = errors.New("has a bracket that is not closed")
)

// parser reads terms. It keeps the words and the groups that it has read, by how they are written: terms share most of them.
type parser struct {
	words, exact map[string][]part
	groups       map[group][][]part
}

type group struct {
	source string
	exact  bool
}

func newParser() *parser {
	return &parser{map[string][]part{}, map[string][]part{}, map[group][][]part{}}
}

// phrase reads a phrase: each way in which it may be written, word by word.
func (p *parser) phrase(source string) ([][]part, error) {
	s := strings.TrimSpace(source)
	exact := false
	if rest, ok := strings.CutPrefix(s, "="); ok {
		exact, s = true, rest
	}
	if s == "" {
		return nil, errNoWord
	}
	if strings.HasPrefix(s, "=") {
		return nil, errors.New("begins with = twice; write it once")
	}
	if sign, remedy := foreign(s); sign != "" {
		return nil, fmt.Errorf("holds %q, which stands for nothing here; %s", sign, remedy)
	}
	if sign := expression(s); sign != "" {
		return nil, fmt.Errorf("holds %q, as regular expressions do, and terms are none; write color* for words that begin so, (color|colour) for either, a star alone for words between", sign)
	}
	if strings.Contains(s, "@") {
		return nil, errors.New(`holds "@": a context is a word of its own, in a term of a tag and under its not, or stands behind &`)
	}
	if i := strings.IndexAny(s, "<>!\"“”"); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return nil, fmt.Errorf("holds %q, which the match language does not know", string(r))
	}
	chunks, err := split(s)
	if err != nil {
		return nil, err
	}
	out := [][]part{nil}
	for _, chunk := range chunks {
		if err := checkWord(chunk, len(chunks) > 1); err != nil {
			return nil, err
		}
		choices, err := p.chunk(chunk, exact)
		if err != nil {
			return nil, err
		}
		if len(out)*len(choices) > maxHeads {
			return nil, fmt.Errorf("stands for more than %d phrases; write several terms", maxHeads)
		}
		var longer [][]part
		for _, o := range out {
			for _, c := range choices {
				longer = append(longer, slices.Concat(o, c))
			}
		}
		out = longer
	}
	for _, o := range out {
		if err := checkPhrase(o); err != nil {
			return nil, err
		}
	}
	return append(out, p.closedUp(s, chunks, exact)...), nil
}

// split cuts a phrase at white space outside groups.
func split(s string) ([]string, error) {
	var out []string
	depth, from := 0, -1
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == '|' && depth == 0:
			return nil, errors.New("has a bar outside of a group; write (this|that)")
		}
		if depth < 0 {
			return nil, errors.New("has a closing bracket without its opening one")
		}
		if depth > 1 {
			return nil, errors.New("has a group inside a group; write the alternatives side by side")
		}
		if depth == 0 && unicode.IsSpace(r) {
			if from >= 0 {
				out = append(out, s[from:i])
			}
			from = -1
		} else if from < 0 {
			from = i
		}
	}
	if depth > 0 {
		return nil, errUnclosed
	}
	if from >= 0 {
		out = append(out, s[from:])
	}
	return out, nil
}

// chunk reads what stands between two spaces. The single words of a group become one step, however many they are;
// choices of several words are phrases of their own.
func (p *parser) chunk(chunk string, exact bool) ([][]part, error) {
	if chunk == "*" {
		return [][]part{{{gap: true}}}, nil
	}
	if !strings.Contains(chunk, "(") {
		parts, err := p.word(chunk, exact)
		return [][]part{parts}, err
	}
	known, ok := p.groups[group{chunk, exact}]
	if ok {
		return known, nil
	}
	spelled, err := expand(chunk)
	if err != nil {
		return nil, err
	}
	var single []word
	before, after := pauseNone, pauseNone
	var out [][]part
	for _, s := range spelled {
		var phrase []part
		for one := range strings.FieldsSeq(s) {
			if err := checkWord(one, one != strings.TrimSpace(s)); err != nil {
				return nil, err
			}
			parts, err := p.word(one, exact)
			if err != nil {
				return nil, err
			}
			phrase = append(phrase, parts...)
		}
		if len(phrase) == 1 && !phrase[0].gap {
			single = append(single, phrase[0].any[0])
			before, after = max(before, phrase[0].before), max(after, phrase[0].after)
			continue
		}
		out = append(out, phrase)
	}
	if len(single) > 0 {
		one := oneOf(single...)
		one.before, one.after = before, after
		out = append(out, []part{one})
	}
	p.groups[group{chunk, exact}] = out
	return out, nil
}

// expand writes out the alternatives of a chunk: "(ban|block)s" is "bans" and "blocks".
func expand(chunk string) ([]string, error) {
	open := strings.IndexByte(chunk, '(')
	if open < 0 {
		return []string{chunk}, nil
	}
	end := open + strings.IndexByte(chunk[open:], ')')
	if end < open {
		return nil, errUnclosed
	}
	inner := chunk[open+1 : end]
	choices := strings.Split(inner, "|")
	if len(choices) < 2 {
		return nil, fmt.Errorf("has a group with one alternative (%q); a remark belongs in a comment", inner)
	}
	rest, err := expand(chunk[end+1:])
	if err != nil {
		return nil, err
	}
	if len(choices)*len(rest) > 8*maxHeads {
		return nil, fmt.Errorf("stands for more than %d words; write several terms", 8*maxHeads)
	}
	var out []string
	for _, c := range choices {
		if strings.TrimSpace(c) == "" {
			return nil, fmt.Errorf("has an empty alternative in (%s)", inner)
		}
		for _, r := range rest {
			out = append(out, chunk[:open]+c+r)
		}
	}
	return out, nil
}

// closedUp is the phrase with its hyphens closed up ("antipiracy" for "anti-piracy"), and for Hangul without spaces, which
// Korean may leave out. Neither is tried for groups, nor closing up for acronyms.
func (p *parser) closedUp(s string, chunks []string, exact bool) [][]part {
	if strings.ContainsAny(s, "(") || exact {
		return nil
	}
	var closed []string
	if strings.Contains(s, "-") && strings.ToUpper(s) != s {
		closed = strings.Fields(strings.ReplaceAll(s, "-", ""))
	} else if len(chunks) > 1 && strings.IndexFunc(s, func(r rune) bool { return r != ' ' && !unicode.Is(unicode.Hangul, r) }) < 0 {
		closed = []string{strings.Join(chunks, "")}
	}
	var out []part
	for _, c := range closed {
		if c == "*" {
			out = append(out, part{gap: true})
			continue
		}
		parts, err := p.word(c, exact)
		if err != nil {
			return nil
		}
		out = append(out, parts...)
	}
	if len(out) == 0 || checkPhrase(out) != nil {
		return nil
	}
	return [][]part{out}
}

// word is parseWord, once for all terms that have the word. One that begins with = must be as written, whatever stands beside it.
func (p *parser) word(chunk string, exact bool) ([]part, error) {
	if rest, ok := strings.CutPrefix(chunk, "="); ok {
		if strings.Trim(rest, "*") == "" {
			return nil, errors.New("has = before nothing; write it right before a word, or before the term for all of its words")
		}
		chunk, exact = rest, true
	}
	if strings.Contains(chunk, "=") {
		return nil, fmt.Errorf("has = inside the word %q; it stands before a word, or before the term for all of them", chunk)
	}
	known := p.words
	if exact {
		known = p.exact
	}
	if parts, ok := known[chunk]; ok {
		return parts, nil
	}
	parts, err := parseWord(chunk, exact)
	if err == nil {
		known[chunk] = parts
	}
	return parts, err
}

// parseWord reads one chunk without groups: letters with a star at an end, or in characters also inside.
func parseWord(chunk string, exact bool) ([]part, error) {
	var out []part
	pieces := strings.Split(chunk, "*")
	for i, piece := range pieces {
		if i > 0 && piece != "" && pieces[i-1] != "" {
			if !inCharacters(piece) {
				return nil, fmt.Errorf("has a star inside the word %q; a star stands at an end of a word, or alone", chunk)
			}
			out = append(out, part{gap: true})
		}
		if piece == "" {
			continue
		}
		words, end := tokenizeTerm(piece)
		if len(words) == 0 {
			return nil, fmt.Errorf("has %q, which holds neither letter nor digit", piece)
		}
		after := i+1 < len(pieces) && pieces[i+1] == "" && i+2 == len(pieces)
		before := i == 1 && pieces[0] == ""
		for k, t := range words {
			w := word{folded: t.folded, shown: t.raw}
			switch {
			case after && before && len(words) == 1 && !t.char:
				return nil, fmt.Errorf("has a star at both ends of %q; one end must be fixed", piece)
			case after && k == len(words)-1 && !t.char:
				w.kind, w.shown = matchPrefix, t.raw+"*"
			case before && k == 0 && !t.char:
				w.kind, w.shown = matchSuffix, "*"+t.raw
			case t.hangul:
				w.kind = matchPrefix
			}
			if exact || inCapitals(t.raw) {
				w.raw = t.raw
			}
			p := oneOf(w)
			p.before = t.pause
			if p.after = end; k+1 < len(words) {
				p.after = words[k+1].pause
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// inCapitals says whether a word is an acronym: capitals only, so that its case counts.
func inCapitals(raw string) bool {
	letters := 0
	for _, r := range raw {
		if !unicode.IsLetter(r) {
			continue
		}
		if !unicode.IsUpper(r) {
			return false
		}
		letters++
	}
	return letters > 0
}

// inCharacters says whether a word is one of a script that sets no spaces between words.
func inCharacters(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unspaced(r)
}

func isHangul(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Hangul, r)
}

type termWord struct {
	raw, folded  string
	char, hangul bool
	pause        pause // before it
}

// tokenizeTerm gives the words of a piece of a term, and the pause that it ends with.
func tokenizeTerm(s string) ([]termWord, pause) {
	var sc scan
	end := sc.add("a " + s) // so that the pause before the first word is its own
	tokens := sc.tokens[1:]
	out := make([]termWord, len(tokens))
	for i, t := range tokens {
		folded := string(sc.folded(t))
		out[i] = termWord{raw: sc.raw(t), folded: folded, char: t.char, hangul: isHangul(folded), pause: t.pause}
	}
	return out, end
}
