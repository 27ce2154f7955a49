package taxonomy

import "counternotice/internal/news"

// subjects lets an actor that is named beyond the beginning of the text count as one named there, where it begins a sentence that says
// something of the subject. Who begins a sentence mostly does what it tells ("Qihoo 360, who offers such drives, welcomed the rules on
// piracy"); who stands inside one is often an example or the place where it happens ("sites such as Google"). A weak term is no such name.
func (j *judging) subjects() {
	for i := range j.hits {
		h := &j.hits[i]
		rule := &j.t.rules[h.rule]
		if h.zone == inText && rule.role == roleTag && !rule.weak && j.facet(rule) == news.FacetActor && j.begins(h.from) {
			if about, ok := j.tells(i); ok {
				h.zone, h.about = inLead, about
			}
		}
	}
}

// begins says whether a token of the text is the first of a sentence, and no small word: "on X" says where something stands. The point
// of "Sony v. Cox" ends no sentence.
func (j *judging) begins(at int32) bool {
	last := j.scan.folded(j.scan.tokens[at-1])
	return j.scan.tokens[at].pause >= pauseHard && string(last) != "v" && string(last) != "vs" && !j.small(at, at+1)
}

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
