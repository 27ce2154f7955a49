package taxonomy

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
)

// says names the term that matched, in the words of taxonomy.yaml: as it is written there, but of each group only the
// alternative that was found, and of a context the term that let this one count: "surveil* & police (@state)".
func (j *judging) says(f found) string {
	rule := &j.t.rules[f.rule]
	if !rule.varies {
		return rule.source
	}
	said := j.phrase(j.said[:0], rule, f)
	stands, _ := j.spread(rule, f)
	for i, c := range rule.cues {
		if c.not {
			continue
		}
		said = j.phrase(append(said, " & "...), &j.t.rules[stands[i].rule], stands[i])
		if context := j.t.contexts[c.group]; context != "" {
			said = append(append(append(said, " ("...), context...), ')')
		}
	}
	j.said = said
	return string(said)
}

// phrase appends the head of a term with the alternatives that were found.
func (j *judging) phrase(dst []byte, rule *compiled, f found) []byte {
	if rule.groups {
		for _, parts := range rule.heads {
			if longer, ok := j.align(dst, parts, f.from, f.to); ok {
				return longer
			}
		}
	}
	head, _, _ := strings.Cut(rule.source, "&")
	return append(dst, strings.TrimSpace(head)...)
}

// align appends the alternatives by which parts match the tokens from..to, with spaces between words, but none between
// characters of a script without spaces.
func (j *judging) align(dst []byte, parts []part, from, to int32) ([]byte, bool) {
	if len(parts) == 0 {
		return dst, from == to
	}
	if parts[0].gap {
		for at := from; at < to; at++ {
			if longer, ok := j.align(append(dst, " *"...), parts[1:], at, to); ok {
				return longer, true
			}
		}
		return dst, false
	}
	if from >= to {
		return dst, false
	}
	t := j.scan.tokens[from]
	folded, raw := j.scan.folded(t), j.scan.source[t.rawFrom:t.rawTo]
	for i := range parts[0].any {
		w := &parts[0].any[i]
		if !w.matches(folded, raw) {
			continue
		}
		longer := dst
		if last, _ := utf8.DecodeLastRune(dst); len(dst) > 0 && last != ' ' && !(unspaced(last) && inCharacters(w.shown)) {
			longer = append(longer, ' ')
		}
		if longer, ok := j.align(append(longer, w.shown...), parts[1:], from+1, to); ok {
			return longer, true
		}
	}
	return dst, false
}

// matches says whether a word of a text is one of the term; also one in capitals, as the matcher finds it in a title.
func (w *word) matches(folded, raw []byte) bool {
	switch w.kind {
	case matchPrefix:
		return hasPrefix(folded, w.folded) && (hasPrefix(raw, w.raw) || !isAcronym(w.raw) && inCapitals(string(raw)))
	case matchSuffix:
		return len(folded) >= len(w.folded) && string(folded[len(folded)-len(w.folded):]) == w.folded
	}
	if w.raw == "" {
		return string(folded) == w.folded
	}
	return string(raw) == w.raw || len(raw) == len(w.raw)+1 && raw[len(w.raw)] == 's' && hasPrefix(raw, w.raw) ||
		string(folded) == w.folded && !isAcronym(w.raw) && inCapitals(string(raw))
}

// fixed is how many letters of what was found its term fixes, and one more for each word that it has whole.
func (j *judging) fixed(f found) int {
	most := 0
	for _, parts := range j.t.rules[f.rule].heads {
		if n, ok := j.fixedBy(parts, f.from, f.to); ok {
			most = max(most, n)
		}
	}
	return most
}

// fixedBy is the same for one way to write the term, if it matches the tokens from..to.
func (j *judging) fixedBy(parts []part, from, to int32) (most int, ok bool) {
	if len(parts) == 0 {
		return 0, from == to
	}
	if parts[0].gap {
		for at := from; at < to; at++ {
			if n, fits := j.fixedBy(parts[1:], at, to); fits {
				most, ok = max(most, n), true
			}
		}
		return most, ok
	}
	if from >= to {
		return 0, false
	}
	rest, fits := j.fixedBy(parts[1:], from+1, to)
	if !fits {
		return 0, false
	}
	t := j.scan.tokens[from]
	folded, raw := j.scan.folded(t), j.scan.source[t.rawFrom:t.rawTo]
	for i := range parts[0].any {
		w := &parts[0].any[i]
		if !w.matches(folded, raw) {
			continue
		}
		n := len(w.folded)
		if w.kind == matchWhole {
			n++
		}
		most, ok = max(most, n+rest), true
	}
	return most, ok
}

func hasPrefix(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && string(b[:len(prefix)]) == prefix
}

// spread finds for each cue that must stand a word that no other one has.
func (j *judging) spread(rule *compiled, f found) ([]found, bool) {
	j.stands = append(j.stands[:0], make([]found, len(rule.cues))...)
	return j.stands, j.spreadOthers(rule, f)
}

// spreadOthers places the cues that have no word yet, each in the first place that is free. One that has none may have it when it chooses
// earlier: if there is a way for all, there is an order in which it is found, where the cues are single words. A phrase that takes the word
// of another cue may hide one.
func (j *judging) spreadOthers(rule *compiled, f found) bool {
	done := true
	for i, c := range rule.cues {
		if c.not || j.stands[i].to > 0 {
			continue
		}
		g, ok := j.nearest(c, f, j.stands)
		if !ok {
			return false
		}
		j.stands[i], done = g, false
		if j.spreadOthers(rule, f) {
			return true
		}
		j.stands[i] = found{}
	}
	return done
}

// nearest is where a cue of f stands, but not on what is taken, nor in an exclusion: the first of the title, else the first that is near. Cues stand in
// order, so that a long text with many of them costs no more than one with few.
func (j *judging) nearest(c cue, f found, taken []found) (found, bool) {
	cues := j.groups[c.group]
	if len(cues) == 0 {
		return found{}, false
	}
	rule := &j.t.rules[f.rule]
	barred := len(j.barred) > 0 && !c.not && j.excludable(rule)
	paired := rule.paired && j.t.contexts[c.group] == "" && !c.not && j.everyday(f)
	for _, g := range cues {
		if g.from >= j.titleEnd {
			break
		}
		if j.near(c, g, f) && !(paired && j.apart(g, f)) && !(barred && j.bar(g) > 0) && !slices.ContainsFunc(taken, g.overlaps) {
			return g, true
		}
	}
	at, _ := slices.BinarySearchFunc(cues, max(f.from-near, j.titleEnd), func(g found, from int32) int { return cmp.Compare(g.from, from) })
	for _, g := range cues[at:] {
		if g.from > f.from+near {
			break
		}
		if j.near(c, g, f) && !(paired && j.apart(g, f)) && !(barred && j.bar(g) > 0) && !slices.ContainsFunc(taken, g.overlaps) {
			return g, true
		}
	}
	return found{}, false
}

// closeBy is how many words apart two everyday words may stand of which one is the cue of the other, unless both stand in
// the title: "police" and "track" are in many a text that is not about tracking.
const closeBy = 8

// apart says whether g is an everyday word too far from the everyday word f.
func (j *judging) apart(g, f found) bool {
	return abs(g.from-f.from) > closeBy && !(g.from < j.titleEnd && f.from < j.titleEnd) && j.everyday(g)
}

// everyday says whether f is one word and no name: the term has it in small letters, or the text has.
func (j *judging) everyday(f found) bool {
	t := j.scan.tokens[f.from]
	if f.to-f.from > 1 || t.char {
		return false
	}
	if j.t.rules[f.rule].small {
		return true
	}
	r, _ := utf8.DecodeRune(j.scan.source[t.rawFrom:t.rawTo])
	return unicode.IsLower(r)
}

func (j *judging) evidence(h *hit) news.Evidence {
	e := news.Evidence{Rule: j.says(h.found), In: h.zone.String(), Score: round(j.t.rules[h.rule].weight(h.zone))}
	e.Quote, e.Beside = j.quote(h)
	return e
}
