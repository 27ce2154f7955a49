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
)

// stances are what the tags say of a law, by tag; nil where no other country is known to have one of its name.
func (b *builder) stances(e tagEntry) []stance {
	id := news.MakeTagID(e.facet, e.id)
	if len(e.abroad) == 0 {
		if e.home != "" {
			b.problem(e.homeAt, "take it out, or write abroad: with the places that are named beside it", "%s has home, but no abroad", id)
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
	for _, a := range e.abroad {
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
// before it ("Peru's Digital Services Act"); else, where nothing of its own country stands in the title or near, that of any other that
// does, if that is not one named beside it without having one ("Chinese shop fined under Digital Services Act").
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
	if g := j.t.home[tag]; g >= 0 {
		home = slices.ContainsFunc(j.groups[g], func(cue found) bool { return j.standsBy(cue, law) })
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
		case place && says == stanceAway && j.before(h.to, law.from):
			owned = true
		case says == stanceAway:
			away = true
		case place && (j.before(h.to, law.from) || j.behind(law.to, h.from)):
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

// before says whether a name that ends at a token stands right before another: but for one of ofs and for marks of quotation nothing
// stands between them.
func (j *judging) before(end, start int32) bool {
	if end+1 == start && strings.Contains(ofs, string(j.scan.folded(j.scan.tokens[end]))) && j.touches(end) {
		end++
	}
	return end == start && j.touches(start)
}

// behind says whether a name stands right behind another, or a small word between: "AI Act in Colorado".
func (j *judging) behind(end, start int32) bool {
	if end+1 == start && j.small(end, start) && j.touches(end) {
		end++
	}
	return end == start && j.touches(start)
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
