package taxonomy

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"counternotice/internal/text"
)

// everydayText is what stands in any text, a line each: a language and a few sentences; or "small:" and its words without a meaning
// of their own, or "words:" and others that are frequent, or "net:" and those that every text on the net has.
//
//go:embed everyday.txt
var everydayText string

const (
	smallWords    = "small: "
	frequentWords = "words: "
	netWords      = "net: "
)

// checkEveryday refuses terms that match where nothing is said of anything: "the", "th*", "*tion", "the * of"; and under
// relevance, whose terms let an item in by themselves, what consists of small words and words of the net alone: "the internet of". A cue may be
// such a word.
func (b *builder) checkEveryday() {
	type term struct {
		at     position
		source string
	}
	told := map[term]bool{}
	tell := func(id int32, found string) {
		rule := &b.t.rules[id]
		at := term{b.places[id], rule.source}
		if at.at.line > 0 && rule.role != roleCue && !told[at] {
			told[at] = true
			b.problem(at.at, "write words that only such items have, or add a cue with &", "term %q matches everyday text (%q)", rule.source, found)
		}
	}
	j := newJudging(b.t)
	everyday := everydayWords{small: map[string]tongue{}, frequent: b.t.frequent, net: map[string]tongue{}}
	for line := range strings.Lines(everydayText) {
		language, said, _ := strings.Cut(strings.TrimSpace(line), " ")
		j.reset(spoken(language))
		words, isSmall := strings.CutPrefix(said, smallWords)
		words, isFrequent := strings.CutPrefix(words, frequentWords)
		words, isNet := strings.CutPrefix(words, netWords)
		if !isSmall && !isFrequent && !isNet {
			j.read(Input{Text: said})
			j.collect()
			for _, h := range j.hits {
				tell(h.rule, j.text(h.found))
			}
			continue
		}
		j.read(Input{Text: strings.ReplaceAll(words, " ", "\n")})
		for _, f := range j.run.found {
			if rule := &b.t.rules[f.rule]; rule.tongue&j.tongue != 0 && rule.alone() && (!isNet || b.isSubject(rule)) {
				tell(f.rule, j.text(f))
			}
		}
		for _, t := range j.scan.tokens {
			word := string(j.scan.folded(t))
			switch {
			case isSmall:
				everyday.small[word] |= bit(language)
				b.t.addSmall(word, language)
			case isNet:
				everyday.net[word] |= bit(language)
			default:
				everyday.frequent[word] |= bit(language)
			}
		}
	}
	for _, language := range languages {
		for word := range text.StopWords(language) {
			b.t.addSmall(word, language)
		}
	}
	for id := range b.t.rules {
		rule := &b.t.rules[id]
		if rule.role == roleCue || !rule.alone() {
			continue
		}
		for _, parts := range rule.heads {
			phrase, ok := everyday.phrase(parts, rule.tongue)
			if !ok && rule.role == roleGeneric {
				phrase, ok = everyday.ofNet(parts, rule.tongue)
			}
			if ok {
				tell(int32(id), phrase)
			}
		}
	}
}

// addSmall remembers a word without a meaning of its own, and its beginning, which the model need not name.
func (t *Taxonomy) addSmall(word, language string) {
	t.small[word] |= bit(language)
	if cut := beginning([]byte(word)); cut < len(word) {
		t.small[word[:cut]+"*"] |= bit(language)
	}
}

// alone says whether a term counts without another word beside it.
func (rule *compiled) alone() bool {
	return !slices.ContainsFunc(rule.cues, func(c cue) bool { return !c.not })
}

// isSubject says whether a term says by itself what an item is about: any that is no name of a place or an actor, and takes nothing away
// from another.
func (b *builder) isSubject(rule *compiled) bool {
	return rule.role == roleGeneric || rule.role == roleDrop || rule.role == roleTag && !names[b.t.tags[rule.owner].ID.Facet()]
}

// everydayWords are the words of everydayText, folded, with the languages that have them.
type everydayWords struct{ small, frequent, net map[string]tongue }

// phrase says whether a term of several words consists of small words, one other frequent word at most, in one of the languages in
// which the term applies: "of the", "in a year".
func (e everydayWords) phrase(parts []part, in tongue) (string, bool) {
	var words []string
	others := 0
	for _, p := range parts {
		if p.gap {
			words = append(words, "*")
			continue
		}
		at := slices.IndexFunc(p.any, func(w word) bool { return e.small[w.folded]&in != 0 && w.isPlain() })
		if at < 0 {
			others++
			at = slices.IndexFunc(p.any, func(w word) bool { return e.frequent[w.folded]&in != 0 && w.isPlain() })
		}
		if at < 0 || others > 1 {
			return "", false
		}
		in &= e.small[p.any[at].folded] | e.frequent[p.any[at].folded]
		words = append(words, p.any[at].folded)
	}
	return strings.Join(words, " "), len(parts) > 1
}

// ofNet says whether a term of several words consists of small words and words of the net in one of the languages in which the term
// applies: "the internet of", "web site*".
func (e everydayWords) ofNet(parts []part, in tongue) (string, bool) {
	var words []string
	for _, p := range parts {
		if p.gap {
			words = append(words, "*")
			continue
		}
		at := slices.IndexFunc(p.any, func(w word) bool { return e.net[w.folded]&in != 0 || e.small[w.folded]&in != 0 && w.isPlain() })
		if at < 0 {
			return "", false
		}
		in &= e.small[p.any[at].folded] | e.net[p.any[at].folded]
		words = append(words, p.any[at].folded)
	}
	return strings.Join(words, " "), len(parts) > 1
}

// isPlain says whether a word matches as a whole, in small letters too.
func (w word) isPlain() bool {
	return w.kind == matchWhole && strings.IndexFunc(w.raw, unicode.IsUpper) < 0
}

// text is what a phrase was found as.
func (j *judging) text(f found) string {
	first, last := j.scan.tokens[f.from], j.scan.tokens[f.to-1]
	return string(j.scan.source[first.rawFrom:last.rawTo])
}
