package taxonomy

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// says names the term that matched, in the words of taxonomy.yaml: as it is written there, but of each group only the
// alternative that was found.
func (j *judging) says(f found) string {
	rule := &j.t.rules[f.rule]
	if !strings.Contains(rule.source, "(") {
		return rule.source
	}
	var b strings.Builder
	b.WriteString(j.phrase(rule, f))
	for _, c := range rule.cues {
		switch {
		case c.not:
		case !strings.Contains(c.source, "("):
			b.WriteString(" & " + c.source)
		default:
			if g, ok := j.nearest(c.group, f); ok {
				b.WriteString(" & " + j.phrase(&j.t.rules[g.rule], g))
			}
		}
	}
	return b.String()
}

// phrase is the head of a term with the alternatives that were found.
func (j *judging) phrase(rule *compiled, f found) string {
	head, _, _ := strings.Cut(rule.source, "&")
	head = strings.TrimSpace(head)
	if !strings.Contains(head, "(") {
		return head
	}
	for _, parts := range rule.heads {
		if words, ok := j.align(parts, f.from, f.to); ok {
			return joinWords(words)
		}
	}
	return head
}

// joinWords sets spaces between words, but none between characters of a script without spaces.
func joinWords(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && (!inCharacters(w) || !inCharacters(words[i-1])) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// align names the alternatives by which parts match the tokens from..to.
func (j *judging) align(parts []part, from, to int32) ([]string, bool) {
	if len(parts) == 0 {
		return nil, from == to
	}
	if parts[0].gap {
		for at := from; at < to; at++ {
			if words, ok := j.align(parts[1:], at, to); ok {
				return append([]string{"*"}, words...), true
			}
		}
		return nil, false
	}
	if from >= to {
		return nil, false
	}
	t := j.scan.tokens[from]
	folded, raw := string(j.scan.folded(t)), j.scan.raw(t)
	for _, w := range parts[0].any {
		if !w.matches(folded, raw) {
			continue
		}
		if words, ok := j.align(parts[1:], from+1, to); ok {
			return append([]string{w.shown}, words...), true
		}
	}
	return nil, false
}

func (w word) matches(folded, raw string) bool {
	switch w.kind {
	case matchPrefix:
		return strings.HasPrefix(folded, w.folded) && strings.HasPrefix(raw, w.raw)
	case matchSuffix:
		return strings.HasSuffix(folded, w.folded)
	}
	return folded == w.folded && (w.raw == "" || raw == w.raw) || w.raw != "" && raw == w.raw+"s"
}

// nearest is a cue of a group that lets f count: the first of the title, else the first that is near. Cues stand in
// order, so that a long text with many of them costs no more than one with few.
func (j *judging) nearest(group int32, f found) (found, bool) {
	cues := j.groups[group]
	for _, g := range cues {
		if g.from >= j.titleEnd {
			break
		}
		if j.near(g, f) {
			return g, true
		}
	}
	at, _ := slices.BinarySearchFunc(cues, max(f.from-near, j.titleEnd), func(g found, from int32) int { return cmp.Compare(g.from, from) })
	for _, g := range cues[at:] {
		if g.from > f.from+near {
			break
		}
		if j.near(g, f) {
			return g, true
		}
	}
	return found{}, false
}

func (j *judging) evidence(h *hit) []news.Evidence {
	return []news.Evidence{{Rule: j.says(h.found), In: h.zone.String(), Score: round(j.t.rules[h.rule].weight(h.zone))}}
}
