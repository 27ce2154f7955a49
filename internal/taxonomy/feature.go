package taxonomy

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
)

// feature is something of an item that the model may have a weight for.
type feature struct {
	word  []byte // valid until the next feature
	hash  uint64 // of word, unless that is a beginning
	a, b  int32  // the group or groups of a context, or a tag, or the number of the whole word in the lexicon, or -1
	value int32  // how loud it speaks, in parts of wholeFeature
	kind  featureKind
	zone  zone
}

type featureKind uint8

const (
	featureWord      featureKind = iota // or two characters
	featureBeginning                    // of a word
	featureLanguage
	featureContext
	featurePair
	featureTerms // what the terms of a tag weigh
	featureGiven // the rules give a tag
	featureIn    // the rules let the item in
	featureOut   // an exclusion stands in the title
)

// excludedFeature is how the model's file writes that an exclusion stands in the title.
const excludedFeature = "+excluded"

const (
	wholeFeature    = 256
	pairValue       = wholeFeature / 2
	languageValue   = wholeFeature / 4
	termsValueLimit = 1.5
	// beginningRunes is how many letters of a word its beginning has; a Hangul syllable is worth more than one letter.
	beginningRunes, beginningSyllables = 5, 2
	// maxWord is how long a word may be, in bytes.
	maxWord = 48
)

// forEachFeature calls yield for the features of the item, those of the title first; some may come again. tags are those
// that the rules give, in says whether they let it in, out whether an exclusion stands in the title.
func (j *judging) forEachFeature(language string, tags []news.TagHit, in, out bool, yield func(feature)) {
	end := min(j.titleEnd+lead, j.textEnd)
	loud := [...]int32{inTitle: j.loudness(inTitle), inLead: j.loudness(inLead)}
	for at := range end {
		t, z := j.scan.tokens[at], j.zone(at)
		f := feature{a: -1, word: j.scan.folded(t), value: loud[z], zone: z}
		switch {
		case t.char:
			if next := at + 1; next < end && j.scan.tokens[next].char && j.scan.tokens[next].pause == pauseNone {
				f.word = j.scan.fold[t.foldFrom:j.scan.tokens[next].foldTo]
				f.hash = hashWord(f.word)
				yield(f)
			}
		case len(f.word) > 1 && len(f.word) < maxWord && !isNumber(f.word):
			f.a, f.hash = j.run.looks[at].word, j.run.looks[at].hash
			yield(f)
			if cut := beginning(f.word); cut < len(f.word) {
				f.kind, f.word = featureBeginning, f.word[:cut]
				yield(f)
			}
		}
	}
	j.contexts = j.contexts[:0]
	for _, g := range j.touched {
		if j.t.heard[g] == "" {
			continue
		}
		if at := j.groups[g][0].from; at < end {
			z := j.zone(at)
			f := feature{kind: featureContext, a: g, value: loud[z], zone: z}
			yield(f)
			if j.t.model == nil || j.t.model.paired[g] {
				j.contexts = append(j.contexts, f)
			}
		}
	}
	for i, a := range j.contexts {
		for _, b := range j.contexts[:i] {
			yield(feature{kind: featurePair, a: a.a, b: b.a, value: pairValue, zone: max(a.zone, b.zone)})
		}
	}
	for _, w := range j.weights {
		yield(feature{kind: featureTerms, a: w.tag, value: int32(math.Round(min(w.weight, termsValueLimit) * wholeFeature))})
	}
	for _, h := range tags {
		yield(feature{kind: featureGiven, a: int32(j.t.byID[h.Tag]), value: wholeFeature})
	}
	if in {
		yield(feature{kind: featureIn, value: wholeFeature})
	}
	if out {
		yield(feature{kind: featureOut, value: wholeFeature})
	}
	if primary, _, _ := strings.Cut(language, "-"); len(primary) > 1 && len(primary) < 4 {
		j.said = append(append(j.said[:0], "language/"...), strings.ToLower(primary)...)
		yield(feature{kind: featureLanguage, word: j.said, hash: hashWord(j.said), value: languageValue})
	}
}

// isNumber says whether a word has digits alone: a number belongs to one item, or to the year in which the lessons were collected.
func isNumber(w []byte) bool {
	for len(w) > 0 {
		r, size := rune(w[0]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(w)
		}
		if !unicode.IsDigit(r) {
			return false
		}
		w = w[size:]
	}
	return true
}

// beginning is how many bytes the beginning of a word has.
func beginning(w []byte) int {
	n := beginningRunes
	if w[0] >= 0xEA && w[0] <= 0xED {
		n = beginningSyllables
	}
	at := 0
	for ; n > 0 && at < len(w); n-- {
		_, size := utf8.DecodeRune(w[at:])
		at += size
	}
	return at
}

// loudness is what a word of a zone counts: the less, the more words there are to speak. What stands in the text counts
// half of what stands in the title.
func (j *judging) loudness(z zone) int32 {
	words := float64(j.titleEnd) + float64(min(lead, j.textEnd-j.titleEnd))/4
	share := 4 / math.Sqrt(float64(2*words)+8)
	if z != inTitle {
		share /= 2
	}
	return int32(math.Round(float64(share * wholeFeature)))
}

// name is how the model's file writes a feature.
func (t *Taxonomy) name(f feature) string {
	switch f.kind {
	case featureBeginning:
		return string(f.word) + "*"
	case featureContext:
		return t.heard[f.a]
	case featurePair:
		two := []string{t.heard[f.a], t.heard[f.b]}
		slices.Sort(two)
		return two[0] + " " + two[1]
	case featureTerms:
		return string(t.tags[f.a].ID)
	case featureGiven:
		return "+" + string(t.tags[f.a].ID)
	case featureIn:
		return "+" + string(relevance)
	case featureOut:
		return excludedFeature
	}
	return string(f.word)
}
