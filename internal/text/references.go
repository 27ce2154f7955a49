package text

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// References gives the documents of record that a text cites by number: cases, dockets, bills, acts, papers, notices,
// each once, in the order in which they first stand. A reference is written as its kind, the place whose number it is,
// and the number as it is cited there:
//
//	case:eu:C-682/18          case:us:1:21-cv-01234      case:de:LG Hamburg 310 O 227/23
//	bill:us:H.R. 1234 (118)   bill:eu:2021/0106(COD)     act:eu:Directive 2019/790
//	document:eu:COM(2020) 825 docket:us:USTR-2024-0016   doi:10.1000/x   cve:2023-1234   lumen:12345
//
// The forms are those of the courts' and parliaments' own guides to citation. Only what names one document wherever it
// stands is taken: a number that several courts give counts only beside the court's name, a form that also means
// something else only beside a word of its own field, and a bill of the Congress of the United States, which begins to
// count anew every two years, carries the number of the Congress: the one named beside it, else the one that sat at the
// time given; without either it is no reference. A missed reference costs a link between two stories, a wrong one claims
// what is not so.
func References(s string, at time.Time) []string {
	if !strings.ContainsAny(s, "0123456789０１２３４５６７８９") {
		return nil
	}
	s = Normalize(s[:runeStart(s, min(len(s), citedBytes))])
	type hit struct {
		at  int
		ref string
	}
	var hits []hit
	pairs := pairsOf(s)
	for i := range citations {
		c := &citations[i]
		for _, m := range c.find(s, pairs) {
			if ref := c.ref(citation{groups: m.groups, context: around(s, m.start, m.end), at: at}); ref != "" {
				hits = append(hits, hit{m.start, ref})
			}
		}
	}
	slices.SortFunc(hits, func(x, y hit) int { return cmp.Or(cmp.Compare(x.at, y.at), strings.Compare(x.ref, y.ref)) })
	var out []string
	for _, h := range hits {
		if !slices.Contains(out, h.ref) {
			out = append(out, h.ref)
		}
	}
	return out
}

// form is one way in which numbers are cited.
type form struct {
	needles []string       // one of them stands in each match: it tells where to look
	reach   int            // how far a number goes on before or behind its needle, in bytes; shortReach if zero
	pattern *regexp.Regexp // of the whole number, its needle included
	near    *regexp.Regexp // must match beside it; nil if the form alone is sure
	ref     func(citation) string
}

// citation is what a form has found.
type citation struct {
	groups  []string // of the pattern
	context string   // the text around it
	at      time.Time
}

type match struct {
	start, end int
	groups     []string
}

// How far most numbers reach around their needle, and how far around a number the words stand that make it sure. A
// hostile text may be all numbers: so much of it is read, and so many of one form.
const (
	shortReach   = 32
	contextBytes = 200
	citedBytes   = 256 << 10
	formMost     = 24
)

// find gives the matches of a form that are no part of a longer number or word.
func (f *form) find(s string, pairs *bytePairs) []match {
	reach := cmp.Or(f.reach, shortReach)
	type span struct{ from, to int }
	var spans []span
	for _, needle := range f.needles {
		if !pairs.may(needle) {
			continue
		}
		for from := 0; ; {
			k := strings.Index(s[from:], needle)
			if k < 0 {
				break
			}
			k += from
			from = k + len(needle)
			spans = append(spans, span{max(0, k-reach), min(len(s), from+reach)})
		}
	}
	slices.SortFunc(spans, func(x, y span) int { return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to)) })
	var out []match
	for left := formMost; len(spans) > 0 && left > 0; {
		at := spans[0]
		for spans = spans[1:]; len(spans) > 0 && spans[0].from <= at.to; spans = spans[1:] {
			at.to = max(at.to, spans[0].to)
		}
		start := runeStart(s, at.from)
		window := s[start:runeStart(s, at.to)]
		if !strings.ContainsAny(window, "0123456789") {
			continue
		}
		found := f.pattern.FindAllStringSubmatchIndex(window, left)
		left -= len(found)
		for _, m := range found {
			a, z := start+m[0], start+m[1]
			cut := z == start+len(window) && z < len(s)
			if cut || tied(s, a, z) || f.near != nil && !f.near.MatchString(around(s, a, z)) {
				continue
			}
			groups := make([]string, len(m)/2)
			for g := range groups {
				if m[2*g] >= 0 {
					groups[g] = window[m[2*g]:m[2*g+1]]
				}
			}
			out = append(out, match{a, z, groups})
		}
	}
	return out
}

// bytePairs are the pairs of bytes that stand in a text: nearly every needle is ruled out by one look at them.
type bytePairs [1 << 16 / 64]uint64

func pairsOf(s string) *bytePairs {
	var p bytePairs
	for i := 1; i < len(s); i++ {
		n := uint(s[i-1])<<8 | uint(s[i])
		p[n/64] |= 1 << (n % 64)
	}
	return &p
}

// may says whether all pairs of a needle stand in the text.
func (p *bytePairs) may(needle string) bool {
	for i := 1; i < len(needle); i++ {
		if n := uint(needle[i-1])<<8 | uint(needle[i]); p[n/64]&(1<<(n%64)) == 0 {
			return false
		}
	}
	return true
}

// tied says whether what stands at s[from:to] is a part of something longer.
func tied(s string, from, to int) bool {
	first, _ := utf8.DecodeRuneInString(s[from:])
	last, _ := utf8.DecodeLastRuneInString(s[:to])
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, n := utf8.DecodeRuneInString(s[to:])
	beyond, _ := utf8.DecodeRuneInString(s[to+n:])
	word := func(r rune) bool { return unicode.IsDigit(r) || unicode.IsLetter(r) && !unspaced(r) }
	switch {
	case word(first) && (word(before) || strings.ContainsRune("-/_@", before)):
		return true
	case isDigit(last) && isDigit(after):
		return true
	case word(last) && word(after) || after == '_':
		return true
	}
	return isDigit(last) && strings.ContainsRune("/-.,:", after) && isDigit(beyond)
}

// around is the text beside s[from:to], in whole characters.
func around(s string, from, to int) string {
	return s[runeStart(s, max(0, from-contextBytes)):runeStart(s, min(len(s), to+contextBytes))]
}

func runeStart(s string, i int) int {
	for i < len(s) && i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// as makes a reference of the groups of a pattern.
func as(layout string) func(citation) string {
	return func(c citation) string {
		args := make([]any, len(c.groups)-1)
		for i, g := range c.groups[1:] {
			args[i] = g
		}
		return fmt.Sprintf(layout, args...)
	}
}

// congress is the number of the Congress that sits at a time. The first met in 1789; each sits for two years from 3
// January of an odd year (20th Amendment).
func congress(at time.Time) int {
	if at.IsZero() {
		return 0
	}
	return (at.AddDate(0, 0, -2).Year()-1789)/2 + 1
}

var congressNamed = regexp.MustCompile(`\b(\d{2,3})(?:st|nd|rd|th) Congress\b`)

// bill is a bill of the United States with its Congress.
func bill(c citation, number string) string {
	n := congress(c.at)
	if named := congressNamed.FindAllStringSubmatch(c.context, -1); len(named) > 0 {
		n, _ = strconv.Atoi(named[0][1])
		for _, other := range named[1:] {
			if other[1] != named[0][1] {
				return ""
			}
		}
	}
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("bill:us:%s (%d)", number, n)
}

// euAct is an act of the European Union by the word for its sort, in the languages of the feeds, and its number as cited.
func euAct(word, number string) string {
	word = Fold(word)
	for _, sort := range []struct{ name, prefixes string }{
		{"Directive", "directi direttiv diretiv richtli dyrekty директив"},
		{"Regulation", "regulat verordn reglem reglam regolam regulam rozporz verorden регламент"},
		{"Decision", "decis beschlu beslui decyz решени"},
	} {
		for prefix := range strings.FieldsSeq(sort.prefixes) {
			if strings.HasPrefix(word, prefix) {
				return "act:eu:" + sort.name + " " + number
			}
		}
	}
	return ""
}

// courtLevels says which courts of Germany give a register sign. Each court counts on its own.
var courtLevels = map[string]string{"O": "LG", "S": "LG", "C": "AG", "U": "OLG KG", "W": "OLG KG", "K": "VG", "L": "VG", "B": "OVG VGH"}

var (
	germanCourt = regexp.MustCompile(`\b(OVG|OLG|VGH|VG|LG|AG|KG|Oberverwaltungsgericht|Oberlandesgericht|Verwaltungsgericht|Landgericht|Amtsgericht|Kammergericht)(?:e?s)? ?(?:in )?([A-ZÄÖÜ][\p{L}]+)?`)
	germanShort = map[string]string{
		"Oberverwaltungsgericht": "OVG", "Oberlandesgericht": "OLG", "Verwaltungsgericht": "VG", "Landgericht": "LG", "Amtsgericht": "AG", "Kammergericht": "KG",
	}
)

// germanCase is a number of a court of a German land, if just one court that gives such numbers is named beside it.
func germanCase(c citation) string {
	level := strings.Fields(courtLevels[c.groups[2]])
	court := ""
	for _, m := range germanCourt.FindAllStringSubmatch(c.context, -1) {
		name, city := m[1], m[2]
		if short, long := germanShort[name]; long {
			name = short
		}
		if name == "KG" {
			city = "Berlin"
		}
		if !slices.Contains(level, name) || city == "" {
			continue
		}
		if found := name + " " + city; court == "" || court == found {
			court = found
		} else {
			return ""
		}
	}
	if court == "" {
		return ""
	}
	return fmt.Sprintf("case:de:%s %s %s %s/%s", court, c.groups[1], c.groups[2], c.groups[3], c.groups[4])
}

var indianCourt = regexp.MustCompile(`\b(Delhi|Bombay|Madras|Calcutta|Karnataka|Kerala|Telangana|Gujarat|Allahabad|Rajasthan) (?:High Court|HC)\b`)

// indianCase is a number of a High Court of India, if just one is named beside it.
func indianCase(c citation) string {
	court := ""
	for _, m := range indianCourt.FindAllStringSubmatch(c.context, -1) {
		if court != "" && court != m[1] {
			return ""
		}
		court = m[1]
	}
	if court == "" {
		return ""
	}
	return fmt.Sprintf("case:in:%s HC %s %s/%s", court, strings.ReplaceAll(c.groups[1], " ", ""), strings.TrimLeft(c.groups[2], "0"), c.groups[3])
}

// chineseSort is how the sort of a case is written: civil, criminal, administrative, enforcement…, then its stage.
var chineseSort = regexp.MustCompile(`^(?:知?[民刑行]|商|破|赔|执|司)\p{Han}{0,3}(?:初|终|申|再|辖|监|保|恢|异|复|特|撤|更|抗|提)$|^执$`)

// chineseCase is a case number of the People's Republic: year, court, sort of case, number. The sort tells it from the
// number of an administrative paper.
func chineseCase(c citation) string {
	sort := strings.TrimSuffix(strings.Map(foldWide, c.groups[3]), "字第")
	if !chineseSort.MatchString(sort) {
		return ""
	}
	return fmt.Sprintf("case:cn:(%s)%s%s%s号", c.groups[1], strings.Map(foldWide, c.groups[2]), sort, c.groups[4])
}

// brazilianCase is a number of the unified numbering of Brazil's courts, whose two check digits are those of ISO 7064 Mod
// 97-10 (resolution 65/2008 of the Conselho Nacional de Justiça).
func brazilianCase(c citation) string {
	g := c.groups
	rest := 0
	for _, r := range g[1] + g[3] + g[4] + g[5] + g[6] + g[2] {
		rest = (rest*10 + int(r-'0')) % 97
	}
	if rest != 1 {
		return ""
	}
	return "case:br:" + g[0]
}

// doi is a digital object identifier in lower case, since case does not tell two apart. What could be two dates or two
// numbers is none.
func doi(c citation) string {
	label, prefix, name := c.groups[1], c.groups[2], strings.TrimRight(c.groups[3], ".,;:-/")
	for strings.HasSuffix(name, ")") && strings.Count(name, "(") < strings.Count(name, ")") {
		name = strings.TrimRight(name[:len(name)-1], ".,;:-/")
	}
	if name == "" || label == "" && !strings.ContainsFunc(name, unicode.IsLetter) {
		return ""
	}
	return "doi:" + prefix + strings.ToLower(name)
}

// afterDigit is each needle behind each digit, for a needle that alone is too common.
func afterDigit(needles ...string) []string {
	var out []string
	for _, n := range needles {
		for d := '0'; d <= '9'; d++ {
			out = append(out, string(d)+n)
		}
	}
	return out
}

func beforeDigit(needles ...string) []string {
	var out []string
	for _, n := range needles {
		for d := '1'; d <= '9'; d++ {
			out = append(out, n+string(d))
		}
	}
	return out
}
