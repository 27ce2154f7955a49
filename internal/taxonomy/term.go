package taxonomy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A term is one line of the match language that the head of taxonomy.yaml explains:
//
//	term    = phrase { "&" [ "!" ] ( "@" context | phrase ) }
//	phrase  = [ "=" ] word { word }
//	word    = letters | letters "*" | "*" letters | "*" | "=" letters | "(" phrase { "|" phrase } ")"
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

// part is one step of a phrase: one of several words, or a gap.
type part struct {
	gap  bool   // any words between, at most gapBudget
	any  []word // any of these; several where the term has a group
	name string // of any as a whole
	// The pauses that the term has before and after it, and the text may have there: a point, a comma, a slash.
	before, after pause
}

// word is how one word is compared.
type word struct {
	kind   match
	folded string
	raw    string // when not empty, the word must be written so
	shown  string // as taxonomy.yaml has it
}

// meets says whether a word may be one of each of two parts.
func (p part) meets(o part) bool {
	return slices.ContainsFunc(p.any, func(a word) bool {
		return slices.ContainsFunc(o.any, func(b word) bool {
			return a.kind == matchSuffix || b.kind == matchSuffix || a.folded == b.folded ||
				a.kind == matchPrefix && strings.HasPrefix(b.folded, a.folded) || b.kind == matchPrefix && strings.HasPrefix(a.folded, b.folded)
		})
	})
}

type match uint8

const (
	matchWhole match = iota
	matchPrefix
	matchSuffix
)

func oneOf(words ...word) part {
	var name strings.Builder
	for _, w := range words {
		name.WriteByte('0' + byte(w.kind))
		name.WriteString(w.folded)
		name.WriteByte(0)
		name.WriteString(w.raw)
		name.WriteByte(0)
	}
	return part{any: words, name: name.String()}
}

// term reads a term as written in taxonomy.yaml.
func (p *parser) term(source string) (term, error) {
	t := term{source: source}
	pieces := strings.Split(source, "&")
	heads, err := p.phrase(pieces[0])
	if err != nil {
		return term{}, err
	}
	t.heads = heads
	for i, piece := range pieces[1:] {
		if strings.TrimSpace(piece) == "" && i+2 < len(pieces) {
			return term{}, errors.New("has && without a word between; write & once")
		}
		c, err := p.cue(piece)
		if err != nil {
			return term{}, err
		}
		t.cues = append(t.cues, c)
	}
	return t, nil
}

// tooShort refuses a term that says too little to be looked for without a cue.
func (t term) tooShort() error {
	if len(t.cues) > 0 {
		return nil
	}
	for _, h := range t.heads {
		if err := standsAlone(h); err != nil {
			return err
		}
	}
	return nil
}

// standsAlone refuses a phrase that says too little to be looked for without a cue.
func standsAlone(parts []part) error {
	if len(parts) > 1 {
		return nil
	}
	for _, w := range parts[0].any {
		n := utf8.RuneCountInString(w.folded)
		r, _ := utf8.DecodeRuneInString(w.folded)
		switch {
		case inCharacters(w.folded):
			return fmt.Errorf("is the single character %q, which is a part of too many words; write a word, or add a cue with &", w.folded)
		case isHangul(w.folded) && n < 2:
			return fmt.Errorf("is the single syllable %q, which begins too many words; write a word, or add a cue with &", w.folded)
		case n < 2 && unicode.IsLetter(r):
			return fmt.Errorf("is the single letter %q; write more, or add a cue with &", w.folded)
		case strings.IndexFunc(w.folded, unicode.IsLetter) < 0:
			return fmt.Errorf("is the bare number %q; write more, or add a cue with &", w.folded)
		}
	}
	return nil
}

// cues reads "@network & !@sea", the needs of a weak list.
func (p *parser) cues(source string) ([]cueExpr, error) {
	var out []cueExpr
	for piece := range strings.SplitSeq(source, "&") {
		c, err := p.cue(piece)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func (p *parser) cue(source string) (cueExpr, error) {
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
	c.heads, err = p.phrase(s)
	return c, err
}
