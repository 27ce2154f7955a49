package taxonomy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"counternotice/internal/news"
)

// subjects lets an actor that is named beyond the beginning of the text count as one named there, where it begins a sentence that says
// something of the subject. Who begins a sentence mostly does what it tells ("Qihoo 360, who offers such drives, welcomed the rules on
// piracy"); who stands inside one is often an example or the place where it happens ("sites such as Google"). A weak term is no such name.
func (j *judging) subjects() {
	for i := range j.hits {
		h := &j.hits[i]
		rule := &j.t.rules[h.rule]
		if h.zone == inText && rule.role == roleTag && !rule.weak && j.facet(rule) == news.FacetActor && j.begins(h) {
			if about, ok := j.tells(i); ok {
				h.zone, h.about = inLead, about
			}
		}
	}
}

// begins says whether a hit is the first of a sentence, and no small word: "on X" says where something stands. A name may have an article,
// and one of its own; a company, an outlet, a site and a person has none before it where it acts.
func (j *judging) begins(h *hit) bool {
	at, kind := h.from, j.t.tags[j.t.rules[h.rule].owner].Kind
	switch first := j.scan.tokens[at]; {
	case first.pause >= pauseHard && (!j.small(at, at+1) || h.to > at+1 && articles[string(j.scan.folded(first))] != 0):
	case first.pause == pauseNone && slices.Contains(institutions, kind) && !j.small(at, at+1) && at > j.titleEnd && j.article(at-1):
		at--
	default:
		return false
	}
	return j.sentence(at)
}

// institutions are the kinds of actors that are called by their names with an article.
var institutions = []string{"agency", "court", "industry", "legislature", "ngo"}

func (j *judging) article(at int32) bool {
	return articles[string(j.scan.folded(j.scan.tokens[at]))]&j.tongue != 0
}

// articles are the definite ones that stand before a name, by folded word.
var articles = func() map[string]tongue {
	out := map[string]tongue{}
	for language, words := range map[string]string{
		"en": "the", "de": "der die das", "nl": "de het", "fr": "l la le les", "es": "el la los las", "it": "il lo la l i gli le", "pt": "o a os as", "ca": "el la els les l", "el": "ο η το οι τα", "hu": "a az",
	} {
		for word := range strings.FieldsSeq(words) {
			out[word] |= spoken(language)
		}
	}
	return out
}()

// sentence says whether a token is the first of a sentence. The point of "Sony v. Cox", of "z. B." and of "Inc." ends none. A line that
// has no stop, neither before it nor at its end, is a heading, or one of a list of others' headlines.
func (j *judging) sentence(at int32) bool {
	if j.scan.tokens[at].pause < pauseHard {
		return false
	}
	before := j.scan.between(at)
	if strings.Trim(before, " \t\u00A0") == "." && j.abbreviates(at-1) {
		return false
	}
	if strings.ContainsAny(before, stops) {
		return true
	}
	for at++; at < j.textEnd; at++ {
		if j.scan.tokens[at].pause >= pauseHard {
			break
		}
	}
	return strings.ContainsAny(j.scan.between(at), stops)
}

// stops end a sentence.
const stops = ".!?…;。！？；।؟"

// abbreviates says whether a word before a point is shortened: one letter, or one of the list in the language of the text. Where that is
// not known, it must be no small word of another language: "on." is short for a title in Italian, and ends a sentence in English.
func (j *judging) abbreviates(at int32) bool {
	word := string(j.scan.folded(j.scan.tokens[at]))
	if j.scan.tokens[at].char || utf8.RuneCountInString(word) == 1 {
		return !j.scan.tokens[at].char
	}
	in := abbreviations[word]
	return in&j.tongue != 0 && (j.tongue != anyTongue || j.t.small[word]&^in == 0)
}

// abbreviations stand before names, or are a part of one, by folded word.
var abbreviations = func() map[string]tongue {
	out := map[string]tongue{}
	for language, words := range map[string]string{
		"und": "vs inc incl ltd llc corp bros etc dr prof jr sr st co plc gmbh mr mrs",
		"en":  "eg ie approx dept gov sen rep gen col sgt ms",
		"de":  "bzw ca evtl ggf inkl insb bspw sog vgl usw str",
		"nl":  "bijv bv enz resp zgn ong ca dhr mevr",
		"fr":  "ex cf env mme mm",
		"es":  "ej sra srta ud uds",
		"pt":  "ex sra srta exmo",
		"it":  "es ecc dott avv on sig",
		"ca":  "ex sra",
		"pl":  "np tzn itp itd tj in ul tzw",
		"cs":  "tzv napr atd resp obr tj ul",
		"ru":  "напр др тд тп см ред им ул акад соотв",
		"uk":  "напр ін див ред ім вул",
	} {
		for word := range strings.FieldsSeq(words) {
			out[word] |= spoken(language)
		}
	}
	return out
}()

// tells is what of the subject, more than the name of a place or an actor, stands behind a hit in its sentence. In a
// script without spaces it must stand before the next comma: what follows there is often of another, who is named before or not at all.
func (j *judging) tells(i int) (about found, ok bool) {
	of := j.hits[i].found
	end := pauseHard
	if j.scan.tokens[of.from].char {
		end = pauseSoft
	}
	at := of.to
	for _, h := range j.hits[i+1:] {
		for ; at <= h.from; at++ {
			if j.scan.tokens[at].pause >= end {
				return found{}, false
			}
		}
		if rule := &j.t.rules[h.rule]; h.from >= of.to && !h.void && rule.role != roleExclusion && j.likeTheSubject(rule) {
			return h.found, true
		}
	}
	return found{}, false
}
