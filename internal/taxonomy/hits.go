package taxonomy

import (
	"cmp"
	"slices"

	"counternotice/internal/news"
)

func (j *judging) read(in Input) {
	j.scan.add(in.Title)
	j.titleEnd = int32(len(j.scan.tokens))
	j.scan.add(in.Text)
	j.textEnd = int32(len(j.scan.tokens))
	if j.textEnd == 0 {
		return
	}
	for _, c := range in.Categories {
		j.scan.add(c)
	}
	j.run.m, j.run.s = j.t.matcher, &j.scan
	j.run.everyday = j.run.everyday[:0]
	if j.titleEnd > 1 && inCapitals(in.Title) {
		for _, t := range j.scan.tokens[:j.titleEnd] {
			word := j.scan.folded(t)
			j.run.everyday = append(j.run.everyday, (j.t.small[string(word)]|j.t.frequent[string(word)])&j.tongue != 0)
		}
		for _, w := range j.scan.spelled { // "U.S." is no word
			if w.token < j.titleEnd {
				j.run.everyday[w.token] = false
			}
		}
	}
	j.run.pass()
}

func (j *judging) zone(at int32) zone {
	switch {
	case at < j.titleEnd:
		return inTitle
	case at < min(j.titleEnd+lead, j.textEnd):
		return inLead
	case at < j.textEnd:
		return inText
	}
	return inCategory
}

// collect keeps the hits whose language and cues hold. Of the cues that are no context it keeps those that a hit may need.
func (j *judging) collect() {
	j.heads, j.cues, j.wants = j.heads[:0], j.cues[:0], j.wants[:0]
	for _, f := range j.run.found {
		rule := &j.t.rules[f.rule]
		switch {
		case rule.tongue&j.tongue == 0:
		case rule.role == roleCue:
			j.cues = append(j.cues, f)
		default:
			j.heads = append(j.heads, f)
			for _, c := range rule.cues {
				if !j.wanted[c.group] {
					j.wanted[c.group] = true
					j.wants = append(j.wants, c.group)
				}
			}
		}
	}
	j.collectCues()
	for _, f := range j.heads {
		if j.cued(&j.t.rules[f.rule], f) {
			j.hits = append(j.hits, hit{found: f, zone: j.zone(f.from)})
		}
	}
}

// collectCues keeps the wanted cues, in order of where they stand.
func (j *judging) collectCues() {
	keep := func(group int32, f found) {
		if len(j.groups[group]) == 0 {
			j.touched = append(j.touched, group)
		}
		j.groups[group] = append(j.groups[group], f)
	}
	cues := j.cues
	for at := range int32(len(j.scan.tokens)) {
		for _, n := range j.run.at(at) {
			e := &j.run.m.lexicon.senses[n]
			for _, c := range within(j.run.m.cues, e.cues) {
				if j.wanted[c.group] && !j.run.mutes(at, e) {
					keep(c.group, found{c.rule, at, at + 1})
				}
			}
		}
		for ; len(cues) > 0 && cues[0].from == at; cues = cues[1:] {
			if group := j.t.rules[cues[0].rule].owner; j.wanted[group] {
				keep(group, cues[0])
			}
		}
	}
	for _, g := range j.wants {
		j.wanted[g] = false
	}
}

// cued says whether the cues of f stand, each on words of its own, and those that must not do not.
func (j *judging) cued(rule *compiled, f found) bool {
	needs := 0
	for _, c := range rule.cues {
		if _, stands := j.nearest(c, f, nil); stands == c.not {
			return false
		}
		if !c.not {
			needs++
		}
	}
	if needs < 2 {
		return true
	}
	_, ok := j.spread(rule, f)
	return ok
}

// near says whether the cue g stands near enough to f, but not in it. What stands in the title is near everything. A cue that
// must not stand there may be a longer phrase that f is a part of, "SOPA & !SOPA Images", or unless it is a context, of which f may be
// a word itself, the same words: "trac* & !tractor*"; or it may stand where a gap of f begins: "House * bill & !Kenya".
func (j *judging) near(c cue, g, f found) bool {
	if g.overlaps(f) {
		return c.not && (g.from < f.from || f.to < g.to || g.to-g.from == f.to-f.from && j.t.contexts[c.group] == "" || j.inGap(g, f))
	}
	if g.from < j.titleEnd {
		return true
	}
	return g.from < j.textEnd && f.from < j.textEnd && abs(g.from-f.from) <= near
}

// inGap says whether g can stand where a gap of f begins, small words apart: it belongs to the word before, as Kenya does in "House of
// Kenya passes bill", and not in "House passes Kenya bill".
func (j *judging) inGap(g, f found) bool {
	return j.clears(f, g, func(gap int32) bool { return j.small(gap, g.from) })
}

// clears says whether f matches with all of g in a gap that may hold it, told by the token where the gap begins.
func (j *judging) clears(f, g found, may func(gap int32) bool) bool {
	return slices.ContainsFunc(j.t.rules[f.rule].heads, func(parts []part) bool { return j.around(parts, f.from, f.to, g, may) })
}

// around says whether the parts match the tokens from..to with none of their words on those of g, which lies in a gap that may hold it.
func (j *judging) around(parts []part, from, to int32, g found, may func(gap int32) bool) bool {
	switch {
	case len(parts) == 0:
		return from == to
	case parts[0].gap:
		for at := from; at < to; at++ {
			if at > g.from && from <= g.from && !may(from) {
				return false
			}
			if j.around(parts[1:], at, to, g, may) {
				return true
			}
		}
		return false
	case from >= to || g.from <= from && from < g.to:
		return false
	}
	t := j.scan.tokens[from]
	folded, raw := j.scan.folded(t), j.scan.source[t.rawFrom:t.rawTo]
	return slices.ContainsFunc(parts[0].any, func(w word) bool { return w.matches(folded, raw) }) && j.around(parts[1:], from+1, to, g, may)
}

// small says whether all words from..to are without a meaning of their own.
func (j *judging) small(from, to int32) bool {
	for _, t := range j.scan.tokens[from:to] {
		if j.t.small[string(j.scan.folded(t))]&j.tongue == 0 {
			return false
		}
	}
	return true
}

func abs(n int32) int32 { return max(n, -n) }

// void takes out the hits that share a word with an exclusion, or lie inside a phrase that their tag names under not or
// on words of a longer name of the same facet: what stands in a gap of it is none of its words ("House passes TikTok bill"). Of two
// names of a facet on the same words the one counts that fixes more of their letters: a whole word before the beginning of one. Of what
// is left it says what counts once, and what counts as if it stood in the beginning. It returns the exclusions that stand in the title or
// took out what would have spoken for the item.
func (j *judging) void() []hit {
	for rest := j.hits; len(rest) > 0; { // they stand in order of their beginnings
		n := 1
		for n < len(rest) && rest[n].from == rest[0].from {
			n++
		}
		slices.SortFunc(rest[:n], func(a, b hit) int {
			return cmp.Or(cmp.Compare(b.to, a.to), cmp.Compare(j.t.rules[b.rule].role, j.t.rules[a.rule].role), cmp.Compare(a.rule, b.rule))
		})
		rest = rest[n:]
	}
	excluded := j.exclude()
	for i := range j.hits {
		o := &j.hits[i]
		by := &j.t.rules[o.rule]
		if by.role != roleNot && (by.role != roleTag || !j.t.named[by.owner]) {
			continue
		}
		// The order puts what o covers behind it: later beginnings, or the same with an earlier end, or a lesser role.
		for k := i + 1; k < len(j.hits) && j.hits[k].from < o.to; k++ {
			h := &j.hits[k]
			rule := &j.t.rules[h.rule]
			if h.to > o.to || rule.role != roleTag {
				continue
			}
			if by.role == roleNot {
				h.void = h.void || by.owner == rule.owner
				continue
			}
			if by.owner == rule.owner || j.facet(by) != j.facet(rule) {
				continue
			}
			if o.to-o.from > h.to-h.from {
				h.void = h.void || !j.clears(o.found, h.found, func(int32) bool { return true })
				continue
			}
			if mine, theirs := j.fixed(o.found), j.fixed(h.found); !o.void && !h.void {
				h.void, o.void = mine > theirs, theirs > mine
			}
		}
	}
	j.namesakes()
	j.mentions()
	j.subjects()
	return excluded
}

// mentions marks the hits of a tag that share a word with a stronger one of it: what is said once counts once, whatever the
// number of terms that match it.
func (j *judging) mentions() {
	if j.mention == nil {
		j.mention = make([]int32, len(j.t.tags))
	}
	for i := range j.hits {
		h := &j.hits[i]
		rule := &j.t.rules[h.rule]
		if rule.role != roleTag || h.void {
			continue
		}
		if at := j.mention[rule.owner]; at > 0 && j.hits[at-1].to > h.from {
			before := &j.hits[at-1]
			was := &j.t.rules[before.rule]
			if !rule.stronger(h.zone, was, before.zone) {
				h.again = true
				continue
			}
			before.again = true
		}
		j.mention[rule.owner] = int32(i) + 1
	}
	for _, h := range j.hits {
		if rule := &j.t.rules[h.rule]; rule.role == roleTag {
			j.mention[rule.owner] = 0
		}
	}
}

// stronger says whether a term weighs more than another of its tag; one that needs no context more than one that does.
func (rule *compiled) stronger(z zone, o *compiled, oz zone) bool {
	if a, b := rule.weight(z), o.weight(oz); a != b {
		return a > b
	}
	return !rule.weak && o.weak
}

// exclude takes out what shares a word with an exclusion, names apart, or has no cue beside those in exclusions: "repair" says nothing beside "Pirate ship".
func (j *judging) exclude() []hit {
	var excluded []hit
	note := func(h hit) {
		if !slices.ContainsFunc(excluded, func(o hit) bool { return o.found == h.found }) {
			excluded = append(excluded, h)
		}
	}
	bars := false
	for i, h := range j.hits {
		if j.t.rules[h.rule].role != roleExclusion {
			continue
		}
		if !bars {
			bars = true
			j.barred = append(j.barred[:0], make([]int32, len(j.scan.tokens))...)
		}
		for at := h.from; at < h.to; at++ {
			j.barred[at] = int32(i) + 1
		}
		if h.zone == inTitle { // it says what the item is about, whether or not it takes anything out
			note(h)
		}
	}
	if !bars {
		return nil
	}
	for i := range j.hits {
		h := &j.hits[i]
		rule := &j.t.rules[h.rule]
		if !j.excludable(rule) {
			continue
		}
		by := j.bar(h.found)
		if by == 0 && !j.cued(rule, h.found) {
			by = j.barOfCue(rule)
		}
		if by == 0 {
			continue
		}
		h.void = true
		if rule.role == roleGeneric || j.facet(rule) == news.FacetTopic {
			note(j.hits[by-1])
		}
	}
	return excluded
}

// excludable says whether exclusions take a rule out: names stay names.
func (j *judging) excludable(rule *compiled) bool {
	return rule.role == roleGeneric || rule.role == roleTag && !j.t.named[rule.owner]
}

// bar gives the first exclusion, from 1, that f shares a word with; 0 for none.
func (j *judging) bar(f found) int32 {
	if len(j.barred) == 0 {
		return 0
	}
	for _, by := range j.barred[f.from:f.to] {
		if by > 0 {
			return by
		}
	}
	return 0
}

// barOfCue gives the first exclusion that takes a cue from a rule.
func (j *judging) barOfCue(rule *compiled) int32 {
	for _, c := range rule.cues {
		if c.not {
			continue
		}
		for _, g := range j.groups[c.group] {
			if by := j.bar(g); by > 0 {
				return by
			}
		}
	}
	return 0
}
