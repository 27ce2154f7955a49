package taxonomy

import (
	"cmp"
	"slices"

	"counternotice/internal/news"
)

// tags are those that the rules give, by facet, in each the strongest first; prove gives them their evidence.
func (j *judging) tags() []news.TagHit {
	if j.totals == nil {
		j.totals, j.place = make([]float64, len(j.t.tags)), make([]int32, len(j.t.tags))
	}
	j.named = j.named[:0]
	add := func(tag int32, weight float64) {
		if j.totals[tag] == 0 {
			j.named = append(j.named, tag)
		}
		j.totals[tag] += weight
	}
	for _, h := range j.hits {
		if rule := &j.t.rules[h.rule]; rule.role == roleTag && !h.void && !h.again {
			add(rule.owner, rule.weight(h.zone))
		}
	}
	slices.Sort(j.named)
	j.weights, j.brought = j.weights[:0], j.brought[:0]
	for _, tag := range j.named {
		j.weights = append(j.weights, weighed{tag, j.totals[tag]})
	}
	// A law brings who applies it, an actor where it sits.
	for _, w := range j.weights {
		if w.weight >= tagWeight {
			for _, b := range j.t.brings[w.tag] {
				j.brought = append(j.brought, bringing{w.tag, b})
			}
		}
	}
	for _, b := range j.brought {
		add(b.tag, tagWeight)
	}
	j.earned = j.earned[:0]
	for _, tag := range j.named {
		w := j.totals[tag]
		if w >= tagWeight && !j.denied(tag) && !slices.ContainsFunc(j.t.yields[tag], func(o int32) bool { return j.totals[o] >= max(w, tagWeight) && !j.denied(o) }) {
			j.earned = append(j.earned, weighed{tag, w})
		}
	}
	for _, tag := range j.named {
		j.totals[tag] = 0
	}
	slices.SortFunc(j.earned, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(j.t.facets[a.tag], j.t.facets[b.tag]), cmp.Compare(b.weight, a.weight), cmp.Compare(a.tag, b.tag))
	})
	out := make([]news.TagHit, len(j.earned))
	for i, w := range j.earned {
		out[i].Tag = j.t.tags[w.tag].ID
	}
	return out
}

// denied says that the title has a word that keeps a tag away: what is lifted is not imposed.
func (j *judging) denied(tag int32) bool {
	g := j.t.unless[tag]
	return g >= 0 && len(j.groups[g]) > 0 && j.groups[g][0].from < j.titleEnd
}

// prove gives the tags that terms speak for their evidence, and where the model gives them what it went by too.
func (j *judging) prove(tags []news.TagHit) {
	for i := range tags {
		if tags[i].Evidence == nil {
			j.place[j.t.byID[tags[i].Tag]] = int32(i) + 1
		}
	}
	j.proofs = j.proofs[:0]
	for i := range j.hits {
		h := &j.hits[i]
		rule := &j.t.rules[h.rule]
		if rule.role != roleTag || h.void || h.again {
			continue
		}
		if at := j.place[rule.owner]; at > 0 {
			j.addEvidence(at, &tags[at-1], h)
		}
	}
	for _, b := range j.brought {
		if at := j.place[b.tag]; at > 0 && len(tags[at-1].Evidence) < maxEvidence {
			tags[at-1].Evidence = append(tags[at-1].Evidence, news.Evidence{Rule: string(j.t.tags[b.by].ID), In: "tag", Score: tagWeight})
		}
	}
	for _, l := range j.lifted {
		if at := j.place[j.t.byID[l.Tag]]; at > 0 {
			terms := tags[at-1].Evidence
			terms = terms[:min(len(terms), maxEvidence-1)]
			tags[at-1].Evidence = append(terms, l.Evidence[:min(len(l.Evidence), maxEvidence-len(terms))]...)
		}
	}
	for i := range tags {
		j.place[j.t.byID[tags[i].Tag]] = 0
	}
}

// addEvidence adds a hit to the evidence of its tag, once for a rule and a zone.
func (j *judging) addEvidence(at int32, tag *news.TagHit, h *hit) {
	score := j.t.rules[h.rule].weight(h.zone)
	for _, p := range j.proofs {
		if p.tag == at && p.rule == h.rule && p.zone == h.zone {
			o := &tag.Evidence[p.at]
			o.Score = round(o.Score + score)
			j.tellSubject(o, h)
			return
		}
	}
	if len(tag.Evidence) == maxEvidence {
		return
	}
	ev := news.Evidence{Rule: j.says(h.found), In: h.zone.String(), Score: round(score)}
	for i := range tag.Evidence { // the same words in two lists
		if o := &tag.Evidence[i]; o.Rule == ev.Rule && o.In == ev.In {
			o.Score = round(o.Score + ev.Score)
			j.tellSubject(o, h)
			return
		}
	}
	if tag.Evidence == nil {
		tag.Evidence = make([]news.Evidence, 0, maxEvidence)
	}
	ev.Quote, ev.Beside = j.quote(h)
	j.tellSubject(&ev, h)
	j.proofs = append(j.proofs, proof{at, h.rule, h.zone, len(tag.Evidence)})
	tag.Evidence = append(tag.Evidence, ev)
}

// beginsSentence is said of an actor beyond the lead that counts as one in it; its quote has what of the subject follows.
const beginsSentence = "begins a sentence on the subject"

// tellSubject says so of the first hit of a piece of evidence that does.
func (j *judging) tellSubject(e *news.Evidence, h *hit) {
	if h.about.to == 0 || e.Value != "" {
		return
	}
	e.Value = beginsSentence
	if quote := j.joined(h.found, h.about); quote != "" {
		e.Quote = quote
	}
}

// region adds the place of the source to an item that names no other.
func (j *judging) region(region string, tags []news.TagHit) []news.TagHit {
	isPlace := func(h news.TagHit) bool { return h.Tag.Facet() == news.FacetPlace }
	id, ok := j.home(region)
	if !ok || slices.ContainsFunc(tags, isPlace) {
		return tags
	}
	at := slices.IndexFunc(tags, func(h news.TagHit) bool {
		return slices.Index(news.Facets, h.Tag.Facet()) > slices.Index(news.Facets, news.FacetPlace)
	})
	if at < 0 {
		at = len(tags)
	}
	return slices.Insert(tags, at, news.TagHit{Tag: id, Evidence: []news.Evidence{{Rule: "region of the source", In: "feed", Score: tagWeight}}})
}

// home is the place of a region, unless that is the world.
func (j *judging) home(region string) (news.TagID, bool) {
	id := news.MakeTagID(news.FacetPlace, region)
	_, known := j.t.byID[id]
	return id, known && region != "int"
}

// faint says that a place or an actor is mentioned in the text alone, and no more than once in its beginning.
func faint(h news.TagHit) bool {
	if f := h.Tag.Facet(); f != news.FacetPlace && f != news.FacetActor {
		return false
	}
	weight := 0.0
	for _, e := range h.Evidence {
		if e.In != inLead.String() {
			return false
		}
		weight += e.Score
	}
	return weight < titleWeight
}
