package taxonomy

import (
	"slices"
	"strings"

	"counternotice/internal/news"
)

// stance is what a place, or an institution that sits in it, says of a law of which other countries have one of the same name.
type stance uint8

const (
	stanceNone  stance = iota
	stanceHome         // where the law is, or a part of it
	stanceAway         // another country
	stanceAside        // one that is often named beside the law, and has none of the name
	stanceApart        // one that has none of the name, and stands behind it as a place where it holds
)

// anywhere, under abroad, stands for all other countries.
const anywhere = "any"

// stances are what the tags say of a law, by tag; nil where no other country is known to have one of its name.
func (b *builder) stances(e tagEntry) []stance {
	id := news.MakeTagID(e.facet, e.id)
	if len(e.abroad) == 0 {
		if e.home != "" {
			b.problem(e.homeAt, "take it out, or write abroad: with the places that are named beside it", "%s has home, but no abroad", id)
		}
		if e.made != "" {
			b.problem(e.madeAt, "take it out, or write abroad: with the places that are named beside it", "%s has made, but no abroad", id)
		}
		return nil
	}
	if e.facet != news.FacetInstrument {
		b.problem(e.abroadAt, "take it out", "%s has abroad, which only instruments have", id)
		return nil
	}
	home, ok := b.t.byID[news.MakeTagID(news.FacetPlace, e.place)]
	if !ok {
		if e.place == "" {
			b.problem(e.abroadAt, "write place: with the country of the law", "%s has abroad, but no place", id)
		}
		return nil
	}
	out := make([]stance, len(b.t.tags))
	for i, tag := range b.t.tags {
		if tag.ID.Facet() == news.FacetPlace && isCountryCode(tag.ID.Name()) && !b.within(home, i) {
			out[i] = stanceAway
		}
	}
	for i, a := range e.abroad {
		if slices.ContainsFunc(e.abroad[:i], func(o written) bool { return o.text == a.text }) {
			b.problem(a.at, "keep one", "%s has the place %q twice under abroad", id, a.text)
		}
		if a.text == anywhere {
			for i, says := range out {
				if says == stanceAway {
					out[i] = stanceApart
				}
			}
			continue
		}
		aside, ok := b.t.byID[news.MakeTagID(news.FacetPlace, a.text)]
		switch {
		case !ok:
			b.unknown(news.FacetPlace, a.at, "mend the name, or add the place", "%s has the unknown place %q", id, a.text)
		case b.within(aside, home) || b.within(home, aside):
			b.problem(a.at, "take it out", "%s is not abroad in %q", id, a.text)
		default:
			for i := range out {
				if b.within(i, aside) {
					out[i] = stanceAside
				}
			}
		}
	}
	for i := range out {
		if b.within(i, home) {
			out[i] = stanceHome
		}
	}
	for i, tag := range b.t.tags {
		if tag.ID.Facet() == news.FacetActor && slices.Contains(institutions, tag.Kind) && len(b.t.brings[i]) > 0 {
			out[i] = out[b.t.brings[i][0]]
		}
	}
	return out
}

// within says whether a tag is another or a part of it. Parents may go in a circle, which is a problem of its own.
func (b *builder) within(tag, of int) bool {
	whole := []int{tag}
	for i := 0; i < len(whole); i++ {
		for _, p := range b.t.tags[whole[i]].Parents {
			if at, ok := b.t.byID[p]; ok && !slices.Contains(whole, at) {
				whole = append(whole, at)
			}
		}
	}
	return slices.Contains(whole, of)
}

// namesakes takes out the names of laws that stand for the law of another country. It is that of the country whose name stands right
// before it ("Peru's Digital Services Act") or behind it as its owner ("Ley de Servicios Digitales del Perú"); else, where nothing of its
// own country stands in the title or near, that of any other that does. One that is named beside the law without having one ("Chinese
// shop fined under Digital Services Act") counts then only right beside the name, or as who makes the law ("China drafts AI Act").
func (j *judging) namesakes() {
	for i := range j.hits {
		h := &j.hits[i]
		if rule := &j.t.rules[h.rule]; rule.role == roleTag && !h.void && j.t.abroad[rule.owner] != nil {
			h.void = j.isNamesake(h.found, rule.owner)
		}
	}
}

func (j *judging) isNamesake(law found, tag int32) bool {
	stances := j.t.abroad[tag]
	home, away, owned, called := false, false, false, false
	last := int32(-1) // where a word of its own country begins, the last before the law
	if g := j.t.home[tag]; g >= 0 {
		for _, cue := range j.groups[g] {
			home = home || j.standsBy(cue, law)
			if cue.from < law.from {
				last = cue.from
			}
		}
	}
	maker := int32(-1) // where a verb begins that makes the law
	if g := j.t.made[tag]; g >= 0 {
		for _, cue := range j.groups[g] {
			if cue.to <= law.from && law.from-cue.to <= makes && j.flows(cue.to, law.from) {
				maker = cue.from
			}
		}
	}
	for _, h := range j.hits {
		rule := &j.t.rules[h.rule]
		if rule.role != roleTag || h.void {
			continue
		}
		says := stances[rule.owner]
		if says == stanceNone || !j.standsBy(h.found, law) {
			continue
		}
		if h.from <= law.from && law.to <= h.to { // the place has the name of the law among its own
			continue
		}
		place := j.facet(rule) == news.FacetPlace
		switch {
		case says == stanceHome:
			home = true
		case place && says == stanceAway && (j.before(h.to, law.from) || j.owner(law.to, h.from)):
			owned = true
		case says == stanceAway && last < h.to && h.to <= maker && maker-h.to <= bodies && j.flows(h.to, maker):
			owned = true
		case says == stanceAway:
			away = true
		case place && j.before(h.to, law.from):
			called = true
		case place && says == stanceAside && j.behind(law.to, h.from):
			called = true
		case says == stanceApart:
		case h.to <= maker && maker-h.to <= bodies && j.flows(h.to, maker):
			called = true
		}
	}
	return owned || !home && (away || called)
}

// standsBy says whether a name stands where a cue of a law may.
func (j *judging) standsBy(g, law found) bool {
	return g.from < j.titleEnd || g.from < j.textEnd && law.from < j.textEnd && abs(g.from-law.from) <= near
}

// ofs are the characters that say of whom a thing is: "韓国のデジタルサービス法", "韩国的数字服务法", "韩国版数字服务法".
const ofs = "の的版"

// genitives say the same of a Turkish name, behind an apostrophe: "Japonya'nın Dijital Pazarlar Yasası".
const genitives = " nın nin nun nün ın in un ün "

// before says whether a name that ends at a token stands right before another: but for one of ofs and for marks of quotation nothing
// stands between them.
func (j *judging) before(end, start int32) bool {
	if end+1 == start && j.touches(end) {
		t := j.scan.tokens[end]
		if strings.Contains(ofs, string(j.scan.folded(t))) || j.tongue == bit("tr") && strings.Contains(genitives, " "+j.scan.raw(t)+" ") {
			end++
		}
	}
	return end == start && j.touches(start)
}

// owners are the words, folded, that say whose a thing is that stands before, with their articles.
var owners = map[string]bool{
	"of": true, "the": true, "de": true, "du": true, "des": true, "d": true, "la": true, "l": true, "del": true, "do": true, "da": true,
	"dos": true, "das": true, "di": true, "della": true, "dell": true, "dello": true, "degli": true, "dei": true, "van": true, "von": true, "der": true, "a": true,
	"al": true, "ale": true, "av": true, "af": true, "cua": true, "τησ": true, "του": true, "των": true, "на": true, "של": true,
}

// ownersBefore are the languages in which an owner without a word like those stands before what it owns, or no word tells it from the
// subject of what follows.
var ownersBefore = bit("en") | bit("zh") | bit("ja") | bit("ko") | bit("tr") | bit("hu") | bit("fi") | bit("hi") | bit("th")

// owner says whether a name stands right behind another as its owner: "Ley de Servicios Digitales del Perú", "закон о рынках Японии".
func (j *judging) owner(end, start int32) bool {
	if start < end || start-end > 2 || start == end && j.tongue&ownersBefore != 0 {
		return false
	}
	for at := end; at < start; at++ {
		if !owners[string(j.scan.folded(j.scan.tokens[at]))] || !j.touches(at) {
			return false
		}
	}
	return j.touches(start)
}

// behind says whether a name stands right behind another, or a small word between: "AI Act in Colorado".
func (j *judging) behind(end, start int32) bool {
	if end+1 == start && j.small(end, start) && j.touches(end) {
		end++
	}
	return end == start && j.touches(start)
}

// How many words may stand between who makes a law and the verb, "Colorado lawmakers delay", and between that and the law, "drafts its
// own AI Act". Characters are words here.
const bodies, makes = 2, 3

// flows says whether nothing parts the tokens from..to, and the one behind them, from those before.
func (j *judging) flows(from, to int32) bool {
	for at := from; at <= to; at++ {
		if !j.touches(at) {
			return false
		}
	}
	return true
}

// touches says whether no more than a space or marks of quotation stand before a token.
func (j *judging) touches(at int32) bool {
	t := j.scan.tokens[at]
	if t.pause != pauseSoft || at == 0 {
		return t.pause == pauseNone
	}
	from := j.scan.tokens[at-1].rawTo
	return from <= t.rawFrom && strings.Trim(string(j.scan.source[from:t.rawFrom]), "s' \"《「『〈«") == ""
}
