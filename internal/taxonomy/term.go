package taxonomy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/text"
)

// A term is one line of the match language that the head of taxonomy.yaml explains:
//
//	term    = phrase { "&" [ "!" ] ( "@" context | phrase ) }
//	phrase  = [ "=" ] word { word }
//	word    = letters | letters "*" | "*" letters | "*" | "(" phrase { "|" phrase } ")"
type term struct {
	source string // as written
	heads  [][]part
	cues   []cueExpr
}

// cueExpr is what must, or with not must not, stand near the head of a term.
type cueExpr struct {
	source  string // as written, without "!": "@network", "Tor"
	context string // name of a context, else ""
	heads   [][]part
	not     bool
}

// part is one step of a phrase.
type part struct {
	gap  bool   // any words between, at most gapBudget
	kind match  // how word is compared
	word string // folded
	raw  string // when not empty, the word must be written so
}

type match uint8

const (
	matchWhole match = iota
	matchPrefix
	matchSuffix
)

// maxHeads limits what the alternatives of one term may multiply to.
const maxHeads = 256

var errNoWord = errors.New("has no word to look for")

// parseTerm reads a term as written in taxonomy.yaml.
func parseTerm(source string) (term, error) {
	t := term{source: source}
	pieces := strings.Split(source, "&")
	heads, err := parsePhrase(pieces[0])
	if err != nil {
		return term{}, err
	}
	t.heads = heads
	for _, p := range pieces[1:] {
		c, err := parseCue(p)
		if err != nil {
			return term{}, err
		}
		t.cues = append(t.cues, c)
	}
	if len(t.cues) == 0 {
		for _, h := range t.heads {
			if err := standsAlone(h); err != nil {
				return term{}, err
			}
		}
	}
	return t, nil
}

// parseCues reads "@network & !@sea", the needs of a weak list.
func parseCues(source string) ([]cueExpr, error) {
	var out []cueExpr
	for p := range strings.SplitSeq(source, "&") {
		c, err := parseCue(p)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func parseCue(source string) (cueExpr, error) {
	s := strings.TrimSpace(source)
	c := cueExpr{}
	if rest, ok := strings.CutPrefix(s, "!"); ok {
		c.not, s = true, strings.TrimSpace(rest)
	}
	c.source = s
	if name, ok := strings.CutPrefix(s, "@"); ok {
		if !validName(name) {
			return c, fmt.Errorf("names the context %q, which is no name", name)
		}
		c.context = name
		return c, nil
	}
	var err error
	c.heads, err = parsePhrase(s)
	return c, err
}

func parsePhrase(source string) ([][]part, error) {
	s := strings.TrimSpace(source)
	exact := false
	if rest, ok := strings.CutPrefix(s, "="); ok {
		exact, s = true, rest
	}
	if s == "" {
		return nil, errNoWord
	}
	if i := strings.IndexAny(s, "{}[]<>?^$\\@!=\"“”"); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		return nil, fmt.Errorf("holds %q, which the match language does not know", string(r))
	}
	spelled, err := expand(s)
	if err != nil {
		return nil, err
	}
	var out [][]part
	for _, one := range spelled {
		parts, err := parseWords(one, exact)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			if !slices.ContainsFunc(out, func(q []part) bool { return slices.Equal(p, q) }) {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// expand writes out the alternatives: "(ban|block)s x" is "bans x" and "blocks x".
func expand(s string) ([]string, error) {
	open := strings.IndexByte(s, '(')
	if open < 0 {
		if strings.ContainsAny(s, ")|") {
			return nil, errors.New("has a bracket or a bar without its group; write (this|that)")
		}
		return []string{s}, nil
	}
	length := strings.IndexByte(s[open:], ')')
	if length < 0 {
		return nil, errors.New("has a bracket that is not closed")
	}
	inner := s[open+1 : open+length]
	if strings.Contains(inner, "(") {
		return nil, errors.New("has a group inside a group; write the alternatives side by side")
	}
	if strings.Contains(s[:open], ")") || strings.Contains(s[:open], "|") {
		return nil, errors.New("has a bracket or a bar without its group; write (this|that)")
	}
	choices := strings.Split(inner, "|")
	if len(choices) < 2 {
		return nil, fmt.Errorf("has a group with one alternative (%q); a remark belongs in a comment", inner)
	}
	rest, err := expand(s[open+length+1:])
	if err != nil {
		return nil, err
	}
	if len(choices)*len(rest) > maxHeads {
		return nil, fmt.Errorf("stands for more than %d phrases; write several terms", maxHeads)
	}
	var out []string
	for _, c := range choices {
		for _, r := range rest {
			out = append(out, s[:open]+c+r)
		}
	}
	return out, nil
}

// parseWords turns a phrase without groups into steps: once as written, once with its hyphens closed up ("antipiracy"
// for "anti-piracy"), and for Hangul once without spaces, which Korean may leave out.
func parseWords(s string, exact bool) ([][]part, error) {
	chunks := strings.Fields(s)
	spelled, err := chunksToParts(chunks, exact)
	if err != nil {
		return nil, err
	}
	out := [][]part{spelled}
	if strings.Contains(s, "-") && !exact && strings.ToUpper(s) != s {
		if closed, err := chunksToParts(strings.Fields(strings.ReplaceAll(s, "-", "")), exact); err == nil {
			out = append(out, closed)
		}
	}
	if len(chunks) > 1 && !strings.Contains(s, "*") && strings.IndexFunc(s, func(r rune) bool { return r != ' ' && !unicode.Is(unicode.Hangul, r) }) < 0 {
		if closed, err := chunksToParts([]string{strings.Join(chunks, "")}, exact); err == nil {
			out = append(out, closed)
		}
	}
	return out, nil
}

func chunksToParts(chunks []string, exact bool) ([]part, error) {
	var out []part
	for _, chunk := range chunks {
		pieces := strings.Split(chunk, "*")
		for i, piece := range pieces {
			if i > 0 && (chunk == "*" && i == 1 || piece != "" && pieces[i-1] != "") { // a lone star, or one inside a word
				if chunk != "*" && !inCharacters(piece) {
					return nil, fmt.Errorf("has a star inside the word %q; a star stands at an end of a word, or alone", chunk)
				}
				if len(out) == 0 {
					return nil, errors.New("begins with a star that stands alone")
				}
				if out[len(out)-1].gap {
					return nil, errors.New("has two stars in a row")
				}
				out = append(out, part{gap: true})
			}
			if piece == "" {
				continue
			}
			words := tokenizeTerm(piece)
			if len(words) == 0 {
				return nil, fmt.Errorf("has %q, which holds neither letter nor digit", piece)
			}
			star, before := i+1 < len(pieces) && pieces[i+1] == "" && i+2 == len(pieces), i > 0 && pieces[i-1] == "" && i == 1
			for k, w := range words {
				p := part{word: w.folded}
				switch {
				case star && k == len(words)-1 && !w.char:
					p.kind = matchPrefix
				case before && k == 0 && !w.char:
					p.kind = matchSuffix
				case w.hangul:
					p.kind = matchPrefix
				}
				if star && before && len(words) == 1 && !w.char {
					return nil, fmt.Errorf("has a star at both ends of %q; one end must be fixed", piece)
				}
				if exact || inCapitals(w.raw) {
					p.raw = w.raw
				}
				out = append(out, p)
			}
		}
	}
	if len(out) == 0 {
		return nil, errNoWord
	}
	if out[len(out)-1].gap {
		return nil, errors.New("ends with a star that stands alone")
	}
	for _, p := range out {
		n := utf8.RuneCountInString(p.word)
		if p.kind == matchPrefix && n < 3 && !isHangul(p.word) && len(out) == 1 || p.kind == matchPrefix && n < 2 && !isHangul(p.word) || p.kind == matchSuffix && n < 4 {
			return nil, fmt.Errorf("has the wildcard on %q, which matches far too much; write at least three letters", p.word)
		}
	}
	return out, nil
}

// standsAlone refuses a phrase that says too little to be looked for without a cue.
func standsAlone(parts []part) error {
	if len(parts) > 1 {
		return nil
	}
	p := parts[0]
	n := utf8.RuneCountInString(p.word)
	r, _ := utf8.DecodeRuneInString(p.word)
	switch {
	case inCharacters(p.word):
		return fmt.Errorf("is the single character %q, which is a part of too many words; write a word, or add a cue with &", p.word)
	case isHangul(p.word) && n < 2:
		return fmt.Errorf("is the single syllable %q, which begins too many words; write a word, or add a cue with &", p.word)
	case n < 2 && unicode.IsLetter(r):
		return fmt.Errorf("is the single letter %q; write more, or add a cue with &", p.word)
	case p.kind == matchWhole && n < 4 && strings.IndexFunc(p.word, unicode.IsLetter) < 0:
		return fmt.Errorf("is the bare number %q; write more, or add a cue with &", p.word)
	}
	return nil
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
}

func tokenizeTerm(s string) []termWord {
	var sc scan
	sc.add(s)
	out := make([]termWord, len(sc.tokens))
	for i, t := range sc.tokens {
		out[i] = termWord{raw: sc.raw(t), folded: string(sc.folded(t)), char: t.char, hangul: isHangul(string(sc.folded(t)))}
	}
	return out
}

// key is the same for two terms that match the same texts.
func (t term) key() string {
	return text.Fold(strings.Join(strings.Fields(t.source), " ")) + "\x00" + fmt.Sprint(inCapitals(t.source))
}
