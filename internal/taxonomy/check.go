package taxonomy

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// validName says whether s may be part of an address: a-z, 0-9 and single hyphens inside.
func validName(s string) bool {
	if s == "" || len(s) > 64 || s[0] == '-' || s[len(s)-1] == '-' || strings.Contains(s, "--") {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') }) < 0
}

func (b *builder) checkRule(r rule, what string, before []rule) {
	switch {
	case !validName(r.id):
		b.problem(r.at, "write id: with a-z, 0-9 and -", "%s without a proper id (%q)", what, r.id)
	case r.label == "":
		b.problem(r.at, "write label: with the words that readers see", "%s %q has no label", what, r.id)
	case slices.ContainsFunc(before, func(o rule) bool { return o.id == r.id }):
		b.problem(r.at, "give each its own id", "%s %q stands twice", what, r.id)
	case len(r.terms) == 0:
		b.wordless = append(b.wordless, wordless{r.at, fmt.Sprintf("%s %q has no terms", what, r.id), "write terms:"})
	}
}

// checkWords tells what has no words, one by one; but where no file of words was found, in which they may stand, that once.
func (b *builder) checkWords() {
	catalogue := b.files[0].Name
	folder := strings.TrimSuffix(catalogue, filepath.Ext(catalogue))
	switch {
	case b.partial || len(b.wordless) == 0:
	case len(b.files) > 1:
		for _, w := range b.wordless {
			b.problem(w.at, w.remedy+b.perhaps(), "%s", w.what)
		}
	default:
		b.partial = true
		slices.SortFunc(b.wordless, func(a, o wordless) int { return cmp.Compare(a.at.line, o.at.line) })
		var lines []string
		for _, w := range b.wordless {
			lines = append(lines, strconv.Itoa(int(w.at.line)))
		}
		first := b.wordless[0]
		b.problem(first.at, fmt.Sprintf("if it is a copy, copy the folder taxonomy beside the original to %s too; else %s", folder, first.remedy),
			"%s (what has no words: line %s); the words of languages stand in files in the folder %s, and it has none", first.what, strings.Join(lines, ", "), folder)
	}
}

// perhaps says which file of words may have had what is missing, if a few languages lack theirs.
func (b *builder) perhaps() string {
	var lost []string
	for _, l := range languages[1:] {
		if !slices.ContainsFunc(b.files, func(f File) bool { return strings.HasSuffix(f.Name, "/"+l+".yaml") }) {
			lost = append(lost, l+".yaml")
		}
	}
	if len(b.files) < 2 || len(lost) == 0 || len(lost) > fewLost {
		return ""
	}
	return "; or bring back the words of the language that had them, which may be " + strings.Join(lost, ", ")
}

// fewLost is how many files of words may be missing where one was lost and not left out on purpose.
const fewLost = 3

// placed are the facets whose tags may bring a place along, and all but the first may bring actors.
var placed = []news.Facet{news.FacetActor, news.FacetInstrument, news.FacetCampaign}

// checkTags checks what the tags say of each other and makes them.
func (b *builder) checkTags(entries []tagEntry) {
	lines := map[news.TagID]position{}
	for i, e := range entries {
		id := news.MakeTagID(e.facet, e.id)
		switch {
		case !validName(e.id):
			b.problem(e.at, "write id: with a-z, 0-9 and -", "a tag of %s without a proper id (%q)", e.facet, e.id)
			b.misnamed[e.facet] = true
		case lines[id].line > 0:
			b.problem(e.at, "merge it with the one in "+b.line(lines[id], e.at), "%s stands twice", id)
		default:
			lines[id] = e.at
			b.t.byID[id] = i
		}
		if e.label["en"] == "" {
			b.problem(e.at, "write label: {en: …}", "%s has no English label", id)
		}
		if e.definition == "" && !isDefined(e) {
			b.problem(e.at, "write definition: with one sentence", "%s has no definition", id)
		}
		if e.facet == news.FacetActor && !slices.Contains(actorKinds, e.kind) {
			b.problem(e.at, "one of "+strings.Join(actorKinds, ", "), "%s has the kind %q", id, e.kind)
		}
		if e.facet != news.FacetActor && e.kind != "" {
			b.problem(e.at, "take it out", "%s has a kind, which only actors have", id)
		}
		if e.place != "" && !slices.Contains(placed, e.facet) {
			b.problem(e.placeAt, "take it out, or name the place in a term", "%s has a place, which only actors, instruments and campaigns have", id)
		}
		if len(e.actors) > 0 && !slices.Contains(placed[1:], e.facet) {
			b.problem(e.actors[0].at, "take them out", "%s has actors, which only instruments and campaigns have", id)
		}
		if len(e.terms) == 0 && len(e.weak) == 0 && validName(e.id) {
			b.wordless = append(b.wordless, wordless{e.at, fmt.Sprintf("%s has no terms, so that nothing can earn it", id), "write terms:, or take the tag out"})
		}
	}
	for _, e := range entries {
		id := news.MakeTagID(e.facet, e.id)
		tag := news.Tag{ID: id, Labels: e.label, Definition: e.definition, Kind: e.kind}
		if names[e.facet] {
			tag.Words = plainTerms(e, shownWords)
		}
		if names[e.facet] && e.facet != news.FacetPlace {
			for _, w := range plainTerms(e, math.MaxInt) {
				tag.Terms = append(tag.Terms, w.Text)
			}
		}
		for _, p := range e.parents {
			parent := news.MakeTagID(e.facet, p.text)
			if lines[parent].line == 0 {
				b.unknown(e.facet, p.at, "mend the name, or add the tag", "%s has the unknown parent %q", id, p.text)
				continue
			}
			tag.Parents = append(tag.Parents, parent)
		}
		if tag.Definition == "" && e.facet == news.FacetPlace {
			tag.Definition = b.placeDefinition(e, entries)
		}
		var brings []int32
		if e.place != "" {
			at, ok := b.t.byID[news.MakeTagID(news.FacetPlace, e.place)]
			if !ok {
				b.unknown(news.FacetPlace, e.placeAt, "mend the name, or add the place", "%s has the unknown place %q", id, e.place)
			} else {
				brings = append(brings, int32(at))
			}
		}
		for _, a := range e.actors {
			at, ok := b.t.byID[news.MakeTagID(news.FacetActor, a.text)]
			if !ok {
				b.unknown(news.FacetActor, a.at, "mend the name, or add the actor", "%s names the unknown actor %q", id, a.text)
				continue
			}
			brings = append(brings, int32(at))
		}
		var yields []int32
		for _, y := range e.yields {
			at, ok := b.t.byID[news.MakeTagID(e.facet, y.text)]
			if y.text == e.id {
				b.problem(y.at, "take it out, or name another tag of the same list", "%s yields to itself", id)
				continue
			}
			if !ok {
				b.unknown(e.facet, y.at, "name another tag of the same list", "%s yields to the unknown tag %q", id, y.text)
				continue
			}
			yields = append(yields, int32(at))
		}
		b.t.tags = append(b.t.tags, tag)
		b.t.yields = append(b.t.yields, yields)
		b.t.brings = append(b.t.brings, brings)
	}
	b.checkCycles(lines)
	for _, e := range entries {
		b.t.abroad = append(b.t.abroad, b.stances(e))
	}
}

// unknown reports that no tag of a facet has a name, unless one has no proper id: it may be that one, and is told already.
func (b *builder) unknown(facet news.Facet, at position, remedy, format string, args ...any) {
	if !b.misnamed[facet] {
		b.problem(at, remedy, format, args...)
	}
}

// isDefined says whether what is known of a tag without a definition makes one: of a place the code that is its id, or a parent.
func isDefined(e tagEntry) bool {
	return e.facet == news.FacetPlace && (isCountryCode(e.id) || len(e.parents) > 0)
}

// isCountryCode says whether the id of a place has the form of a code of two letters of ISO 3166-1, as the ids of countries and
// territories are.
func isCountryCode(id string) bool {
	return len(id) == 2 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz") == ""
}

// placeDefinition defines a place by what it is a part of and by its code.
func (b *builder) placeDefinition(e tagEntry, entries []tagEntry) string {
	out := "A country or territory"
	for _, p := range e.parents[:min(len(e.parents), 1)] {
		if at, ok := b.t.byID[news.MakeTagID(e.facet, p.text)]; p.text == "eu" {
			out = "A member of the European Union"
		} else if ok {
			out = "A part of " + entries[at].label["en"]
		}
	}
	if isCountryCode(e.id) {
		out += ", " + strings.ToUpper(e.id) + " in ISO 3166"
	}
	return out + "."
}

// shownWords is how many words of a language are shown of those that a place, an actor, a law or a campaign is recognised by.
const shownWords = 3

// checkPlain finds terms that do not match even themselves, and names that another tag's name matches as a whole.
func (b *builder) checkPlain() {
	j := newJudging(b.t)
	for _, p := range b.plain {
		j.reset(0)
		for _, id := range p.rules {
			if id >= 0 {
				j.tongue |= b.t.rules[id].tongue
			}
		}
		j.read(Input{Title: unmarked(p.text)})
		own := slices.IndexFunc(j.run.found, func(f found) bool { return slices.Contains(p.rules, f.rule) })
		if own < 0 {
			b.problem(p.at, "write it as it stands in a text, without signs that part sentences or words", "term %q can never match", p.text)
			continue
		}
		b.checkName(j, p, j.run.found[own])
		b.checkExcluded(j, p, j.run.found[own])
	}
}

// unmarked is a plain term as it stands in a text: without = before its words.
func unmarked(term string) string {
	return strings.ReplaceAll(strings.TrimPrefix(term, "="), " =", " ")
}

// checkExcluded refuses a phrase of an exclusion that takes a word of a plain term of a topic or an action away wherever it stands.
func (b *builder) checkExcluded(j *judging, p plainTerm, own found) {
	rule := &b.t.rules[own.rule]
	if rule.role != roleTag || names[j.facet(rule)] {
		return
	}
	for _, f := range j.run.found {
		if o := &b.t.rules[f.rule]; o.role == roleExclusion && len(o.cues) == 0 && o.tongue&rule.tongue != 0 && f.overlaps(own) {
			b.excluded.tell(b, written{text: o.source, at: b.places[f.rule]}, b.t.tags[rule.owner].ID, p.written)
		}
	}
}

// checkName refuses a plain name that a name of another tag of the facet matches too, word for word, unless that tag has it under
// not, or the other is the beginning of a Korean word: any of them may go on, and the longer one counts.
func (b *builder) checkName(j *judging, p plainTerm, own found) {
	rule := &b.t.rules[own.rule]
	if rule.role != roleTag || len(rule.cues) > 0 || !names[j.facet(rule)] {
		return
	}
	if t, err := b.parse(p.text); err != nil || slices.ContainsFunc(t.phrases(), func(phrase string) bool { return b.shared[phrase] }) {
		return
	}
	for _, f := range j.run.found {
		o := &b.t.rules[f.rule]
		if o.role != roleTag || o.owner == rule.owner || o.tongue&j.tongue == 0 || len(o.cues) > 0 || f.from != own.from || f.to != own.to || j.facet(o) != j.facet(rule) {
			continue
		}
		if isHangul(p.text) && !strings.Contains(o.source, "*") {
			continue
		}
		if slices.ContainsFunc(j.run.found, func(n found) bool {
			not := &b.t.rules[n.rule]
			return not.role == roleNot && not.owner == o.owner && n.from <= own.from && own.to <= n.to
		}) {
			continue
		}
		other := b.t.tags[o.owner].ID
		b.problem(p.at, fmt.Sprintf("narrow that term, or put this name under not of %s", other),
			"%s claims the name %q, which %q of %s in %s matches too", b.t.tags[rule.owner].ID, p.text, o.source, other, b.line(b.places[f.rule], p.at))
		return
	}
}

// checkCycles finds tags that are their own ancestors, or that yield to each other.
func (b *builder) checkCycles(lines map[news.TagID]position) {
	parents, yields := map[news.TagID][]news.TagID{}, map[news.TagID][]news.TagID{}
	for i, t := range b.t.tags {
		parents[t.ID] = t.Parents
		for _, to := range b.t.yields[i] {
			yields[t.ID] = append(yields[t.ID], b.t.tags[to].ID)
		}
	}
	b.checkCircle(parents, lines, "the parents go in a circle", "take one of the parents out")
	b.checkCircle(yields, lines, "the tags yield to each other", "say of one only that it yields")
}

// checkCircle finds a way along next that comes back to where it began.
func (b *builder) checkCircle(next map[news.TagID][]news.TagID, lines map[news.TagID]position, what, remedy string) {
	done := map[news.TagID]int{} // 1 on the way, 2 done
	var visit func(id news.TagID, path []news.TagID)
	visit = func(id news.TagID, path []news.TagID) {
		path = append(path, id)
		if done[id] == 1 {
			var names []string
			for _, p := range path[slices.Index(path, id):] {
				names = append(names, string(p))
			}
			b.problem(lines[id], remedy, "%s: %s", what, strings.Join(names, " < "))
			return
		}
		if done[id] == 2 {
			return
		}
		done[id] = 1
		for _, p := range next[id] {
			visit(p, path)
		}
		done[id] = 2
	}
	for _, id := range slices.Sorted(maps.Keys(next)) {
		visit(id, nil)
	}
}

// notLatin says whether a letter is of another script than the Latin one.
func notLatin(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }

// plainTerms are the words by which a tag is found, as people write them: its labels, and then the terms that have no operator and no context,
// a leading = apart, at most most of a language; those of any language first, then by language in the order of taxonomy.yaml and of languages.
func plainTerms(e tagEntry, most int) []news.TagWord {
	seen := map[string]bool{}
	var out []news.TagWord
	add := func(language, plain string) bool {
		key := text.Fold(plain)
		if seen[key] {
			return false
		}
		seen[key] = true
		word := news.TagWord{Text: plain}
		if language != "any" && (!slices.Contains(unlatin, language) || strings.IndexFunc(plain, notLatin) >= 0) {
			word.Language = language
		}
		out = append(out, word)
		return true
	}
	for _, language := range languages {
		if label := e.label[language]; label != "" {
			add(language, label)
		}
	}
	taken := map[string]int{} // by language
	for _, l := range e.terms {
		for _, w := range l.terms {
			plain := strings.TrimPrefix(w.text, "=")
			if taken[l.language] < most && !strings.ContainsAny(plain, "*&(|)=@") && add(l.language, plain) {
				taken[l.language]++
			}
		}
	}
	return out
}
