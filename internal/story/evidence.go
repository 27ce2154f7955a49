package story

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// sharedStems is how many of the shared words are kept as evidence.
const sharedStems = 6

// explain gives every member that has none its evidence, and all of them anew where others have left; marks word-for-word
// copies, and chooses the lead.
func (b *book) explain(s *news.Story, left bool, stems *text.Stemmer) {
	b.markCopies(s)
	near := b.nearInTime(s.Members)
	for k := range s.Members {
		switch m := &s.Members[k]; {
		case len(s.Members) == 1:
			m.Why = nil
		case left || m.Joined.Equal(b.in.Now) || len(m.Why) == 0:
			m.Why = b.why(*m, near(*m), stems)
		}
	}
	b.acrossLanguages(s, stems)
	s.Lead = b.lead(s.Members)
}

// manyReports is how many members of its story one is compared with at most to say why it is there, so that time does not grow with the
// square of a story's reports.
const manyReports = 200

// nearInTime gives the members that one of them is compared with: all, or, of more than manyReports, those nearest in time that are no copies.
func (b *book) nearInTime(members []news.Member) func(m news.Member) []news.Member {
	originals := slices.DeleteFunc(slices.Clone(members), func(m news.Member) bool { return m.Copy != "" })
	if len(originals) <= manyReports {
		return func(news.Member) []news.Member { return members }
	}
	byTime := func(x, y news.Member) int {
		return cmp.Or(moment(b.item(x.Item)).Compare(moment(b.item(y.Item))), strings.Compare(x.Item, y.Item))
	}
	slices.SortFunc(originals, byTime)
	return func(m news.Member) []news.Member {
		k, _ := slices.BinarySearchFunc(originals, m, byTime)
		from := max(0, min(k-manyReports/2, len(originals)-manyReports))
		return originals[from : from+manyReports]
	}
}

// acrossRule is the rule of the evidence that all reports of one language have with those of others.
const acrossRule = "together"

// acrossLanguages says, at the first report of each language but the one that most reports are in, what all reports of that language
// and all others share: one report may have little in common with any of another language.
func (b *book) acrossLanguages(s *news.Story, stems *text.Stemmer) {
	if b.common == nil || len(s.Members) < 3 { // of two the pair itself says it
		return
	}
	first, reports := map[string]int{}, map[string][]*news.Item{}
	for k, m := range s.Members {
		s.Members[k].Why = slices.DeleteFunc(slices.Clone(m.Why), func(e news.Evidence) bool { return e.Rule == acrossRule })
		if it, ok := b.items[m.Item]; ok && b.look(it).language != "" {
			l := b.look(it).language
			if reports[l] = append(reports[l], it); len(reports[l]) == 1 {
				first[l] = k
			}
		}
	}
	languages := slices.Sorted(maps.Keys(reports))
	if len(languages) < 2 {
		return
	}
	most := slices.MinFunc(languages, func(x, y string) int { return cmp.Compare(len(reports[y]), len(reports[x])) })
	for _, l := range languages {
		m := &s.Members[first[l]]
		if l == most || len(m.Why) == 0 {
			continue
		}
		names := map[int32]string{}
		var theirs, others vector
		for _, o := range languages {
			for _, it := range reports[o] {
				if o != l {
					others = others.plus(b.look(it).neutral)
					continue
				}
				theirs = theirs.plus(b.look(it).neutral)
				b.name(names, b.common, it, stems)
			}
		}
		whole := math.Sqrt(dot(theirs, theirs) * dot(others, others))
		found := product(theirs, others)
		for k := range found {
			found[k].weight /= whole
		}
		if value := spelled(found, names, names); value != "" {
			last := len(m.Why) - 1 // how far apart the two are stays behind
			m.Why = slices.Insert(m.Why, last, news.Evidence{Rule: acrossRule, In: "languages", Value: value, Score: round(dot(theirs, others) / whole)})
		}
	}
}

// why names the one of some members of its story that is nearest to an item by words and links, and says what the two share: words with what each adds to the
// likeness, a link, a number, a case or paper, and how far apart they are. To a copy that is what it repeats; else copies are
// passed over, so that a report of which there are a thousand copies costs no more than others. A member that another keeps it
// with counts last: what was refused is no ground.
func (b *book) why(m news.Member, members []news.Member, stems *text.Stemmer) []news.Evidence {
	it, ok := b.items[m.Item]
	if !ok {
		return nil
	}
	var others []*news.Item
	of := func(wanted func(o news.Member) bool) {
		for _, o := range members {
			if o.Item != m.Item && wanted(o) {
				if other, ok := b.items[o.Item]; ok {
					others = append(others, other)
				}
			}
		}
	}
	if original, ok := b.items[m.Copy]; ok {
		others = append(others, original)
	} else if of(func(o news.Member) bool { return o.Copy == "" }); len(others) == 0 {
		of(func(o news.Member) bool { return true })
	}
	var near *news.Item
	best, whole := -2.0, 0.0
	for _, other := range others {
		m, o := b.look(it), b.look(other)
		_, x, y := b.comparable(m, o)
		alike := dot(x, y)
		sim := alike * math.Exp(-apartHours(it, other)/b.tu.decay)
		switch {
		case m.said.conflict(o.said) || serial(m, o):
			sim--
		case apart(m.said.companies, o.said.companies) || otherName(m, o):
			sim *= otherCompanies
		}
		if sharedLink(m, o) != "" || sharedRef(m, o) != "" {
			sim += float64(sharedTie * math.Exp(-apartHours(it, other)/b.tu.decay))
		}
		if sim > best {
			near, best, whole = other, sim, alike
		}
	}
	if near == nil {
		return nil
	}
	out := []news.Evidence{{Rule: "report", In: "story", Value: near.ID}}
	in, x, y := b.comparable(b.look(it), b.look(near))
	if found := product(x, y); len(found) > 0 {
		if value := b.spell(found, in, it, near, stems); value != "" {
			out = append(out, news.Evidence{Rule: "words", In: b.where(it, near), Value: value, Score: round(whole)})
		}
	}
	link, ref := sharedLink(b.look(it), b.look(near)), sharedRef(b.look(it), b.look(near))
	if link != "" {
		out = append(out, news.Evidence{Rule: "link", In: "link", Value: link})
	}
	if ref != "" {
		out = append(out, news.Evidence{Rule: "reference", In: "text", Value: string(ref)})
	}
	for _, n := range it.Numbers {
		partOf := func(r news.Ref) bool { return strings.Contains(string(r), n) } // the number of a case is shown as that
		if len(n) >= 3 && !year(n) && slices.Contains(near.Numbers, n) && !slices.ContainsFunc(it.Refs, partOf) {
			out = append(out, news.Evidence{Rule: "number", In: "text", Value: n})
			break
		}
	}
	return append(out, news.Evidence{Rule: "time", In: "time", Value: apartFor(it, near)})
}

// sharedLink is the first link of an item, or else its own page, that another links to or is; empty if there is none.
func sharedLink(x, y *node) string {
	for k, page := range x.pages {
		switch {
		case page == "" || !slices.Contains(y.pages, page):
		case k < len(x.item.Links):
			return x.item.Links[k]
		default:
			return x.item.URL
		}
	}
	return ""
}

// sharedRef is the first case, bill or paper that two reports name, not a number that two courts gave; empty if there is none.
func sharedRef(x, y *node) news.Ref {
	for _, r := range x.item.Refs {
		if !slices.Contains(y.item.Refs, r) {
			continue
		}
		if may, _ := x.said.sameNumber(y.said, string(r)); may {
			return r
		}
	}
	return ""
}

// apartFor is how far apart two items are, in hours, or in days where one has a day only.
func apartFor(x, y *news.Item) string {
	dayOnly := func(it *news.Item) bool { return moment(it).Equal(moment(it).Truncate(24 * time.Hour)) }
	if !dayOnly(x) && !dayOnly(y) {
		return fmt.Sprintf("%.0f h", apartHours(x, y))
	}
	switch days := math.Round(math.Abs(moment(x).Truncate(24*time.Hour).Sub(moment(y).Truncate(24*time.Hour)).Hours()) / 24); days {
	case 0:
		return "same day"
	case 1:
		return "1 day"
	default:
		return fmt.Sprintf("%.0f days", days)
	}
}

// year says that a number is most likely a year.
func year(n string) bool {
	return len(n) == 4 && (strings.HasPrefix(n, "19") || strings.HasPrefix(n, "20"))
}

func apartHours(x, y *news.Item) float64 { return math.Abs(moment(x).Sub(moment(y)).Hours()) }

// comparable gives two items as vectors over one space: that of their language, or of what all languages share.
func (b *book) comparable(x, y *node) (*space, vector, vector) {
	if b.common == nil || x.language == y.language {
		return b.own, x.own, y.own
	}
	return b.common, x.neutral, y.neutral
}

// where says whether two items share words of their titles or only of their texts, or meanings across languages.
func (b *book) where(x, y *news.Item) string {
	tx, ty := b.look(x), b.look(y)
	titles := false
	for t, o := range tx.own.shared(ty.own) {
		titles = titles || t.inTitle && o.inTitle
	}
	switch {
	case tx.language != ty.language:
		return "languages"
	case !titles:
		return "text"
	case len(x.Stems) == 0 && len(y.Stems) == 0:
		return "title"
	}
	return "title and text"
}

// spell writes the weightiest terms that an item shares with another as "word:weight": a stem, a number, or, between languages, a
// concept by its English name; "word=other:weight" where the other has another stem that means the same. Stems that only the
// unpublished part of a text has are left out.
func (b *book) spell(found []sharedTerm, in *space, it, other *news.Item, stems *text.Stemmer) string {
	names, theirs := map[int32]string{}, map[int32]string{}
	b.name(names, in, it, stems)
	if in == b.own {
		b.name(theirs, in, other, stems)
	}
	return spelled(found, names, theirs)
}

// name notes how the terms of an item are written.
func (b *book) name(names map[int32]string, in *space, it *news.Item, stems *text.Stemmer) {
	shown := map[string]bool{}
	for _, stem := range stems.Stems(it.Title+"\n"+it.Excerpt, it.Language) {
		shown[stem] = true
	}
	r := b.look(it)
	name := func(language, stem, as string) {
		if id, ok := in.of(language)[stem]; ok && names[id] == "" {
			names[id] = as
		}
	}
	if in == b.own {
		for _, w := range r.bag {
			if shown[w.stem] {
				name(r.language, w.stem, w.stem)
			}
		}
		return
	}
	for _, a := range r.actors {
		name("", a.stem, strings.TrimPrefix(path.Base(a.stem), "="))
	}
	for _, w := range r.bag {
		if k := cognate(w.stem); k != "" && shown[w.stem] {
			name("", k, w.stem)
		}
	}
	loadConcepts().neutral(r.language, r.bag, func(w stemWeight) {
		if w.stem[0] != '.' { // the key of a cognate is no word
			name("", w.stem, strings.TrimPrefix(w.stem, "="))
		}
	})
}

// spelled are the weightiest of terms by the names that their words have on either side, as spell writes them; a term that lacks one is
// left out.
func spelled(found []sharedTerm, names, theirs map[int32]string) string {
	found = slices.DeleteFunc(found, func(c sharedTerm) bool {
		return names[c.words[0]] == "" || c.words[0] != c.words[1] && theirs[c.words[1]] == ""
	})
	slices.SortFunc(found, func(p, q sharedTerm) int {
		return cmp.Or(cmp.Compare(q.weight, p.weight), strings.Compare(names[p.words[0]], names[q.words[0]]))
	})
	var words []string
	for _, c := range found[:min(len(found), sharedStems)] {
		name := names[c.words[0]]
		if c.words[0] != c.words[1] {
			name += "=" + theirs[c.words[1]]
		}
		words = append(words, fmt.Sprintf("%s:%.2f", name, c.weight))
	}
	return strings.Join(words, " ")
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }
