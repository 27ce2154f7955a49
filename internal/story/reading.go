package story

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// stemWeight is a stem of an item with how often it occurs, an occurrence in the title counting 1.
type stemWeight struct {
	stem            string
	weight          float64
	inText, inTitle bool
}

// maxTitle is the length, in bytes, beyond which a title is no headline and says nothing.
const maxTitle = 1000

// reading is what is compared of an item.
type reading struct {
	language string       // without region or script
	title    []string     // stems
	numbers  []string     // of the title
	names    []string     // stems of the title, see namesOf
	counted  []string     // things of the title, see countedIn
	bag      []stemWeight // title and text, ordered by stem
	actors   []stemWeight // that the taxonomy knows, whatever they are called
}

// What a title says beside its headline: the agency that it is from at its end ("(Reuters)"), the kind of piece at its beginning.
var (
	titleTail = regexp.MustCompile(`\s*\(\p{Lu}[\p{L}.&-]*(?: \p{Lu}[\p{L}.&-]*){0,2}\)$`)
	titleHead = regexp.MustCompile(`^(?i:breaking|breaking news|exclusive|news|update|updated|video|watch|live)\s*[:|›]\s+`)
)

// bareTitle is a title without that, and without the name of its site at its end.
func bareTitle(title, url string) string {
	bare := title
	if strings.HasSuffix(bare, ")") {
		bare = titleTail.ReplaceAllString(bare, "")
	}
	if strings.ContainsAny(bare, ":|›") {
		bare = titleHead.ReplaceAllString(bare, "")
	}
	if k := strings.LastIndexAny(bare, "-|–—"); k > 0 {
		_, size := utf8.DecodeRuneInString(bare[k:])
		name := strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, bare[k+size:])
		if len(name) >= 3 && strings.Contains(strings.ReplaceAll(news.Host(url), "-", ""), name) {
			bare = strings.TrimSpace(bare[:k])
		}
	}
	if bare == "" {
		return title
	}
	return bare
}

func read(it *news.Item, textWeight float64, stems *text.Stemmer) reading {
	lang, _, _ := strings.Cut(strings.ToLower(it.Language), "-")
	r := reading{language: lang}
	if len(it.Title) > maxTitle {
		return r
	}
	title := bareTitle(it.Title, it.URL)
	r.title, r.numbers, r.names = stems.Stems(title, it.Language), text.Numbers(title), namesOf(title, lang, stems)
	r.counted = countedIn(r.title, lang)
	for _, hit := range it.Tags {
		if hit.Tag.Facet() != news.FacetActor {
			continue
		}
		a := stemWeight{stem: actorTerm(hit.Tag), weight: textWeight, inTitle: hit.InTitle()}
		if a.inTitle {
			a.weight = 1
		}
		r.actors = append(r.actors, a)
	}
	subject := subjectOf(it, stems)
	r.bag = loadConcepts().bare(lang, bagOf(r.title, it.Stems, textWeight))
	cited := citedWords(it, stems)
	r.bag = slices.DeleteFunc(r.bag, func(w stemWeight) bool { return cited[w.stem] })
	for k := range r.bag {
		if subject[r.bag[k].stem] {
			r.bag[k].weight *= subjectWeight
		}
	}
	return r
}

// citedWords are the words of the numbers of the cases, bills and papers that an item names: "26", "cv" and "123" of 1:26-cv-00123, "H.R."
// and "1234" of a bill. The number ties reports by itself; see ties.
func citedWords(it *news.Item, stems *text.Stemmer) map[string]bool {
	words := map[string]bool{}
	for _, r := range it.Refs {
		for part := range strings.FieldsSeq(r.Label()) {
			if r.Kind() != "bill" && !strings.ContainsAny(part, "0123456789") { // of the court's name
				continue
			}
			for _, stem := range stems.Stems(part, it.Language) {
				words[stem] = true
			}
		}
	}
	return words
}

// bagOf joins the stems of a title and those of a text, with how often the text has each.
func bagOf(title []string, body news.Stems, textWeight float64) []stemWeight {
	inTitle := news.CountStems(title)
	bag := make([]stemWeight, 0, len(inTitle)+len(body))
	for len(inTitle) > 0 || len(body) > 0 {
		var w stemWeight
		if len(body) == 0 || len(inTitle) > 0 && inTitle[0].Stem <= body[0].Stem {
			w.stem, w.weight, w.inTitle = inTitle[0].Stem, float64(inTitle[0].Count), true
			inTitle = inTitle[1:]
		}
		if len(body) > 0 && (!w.inTitle || body[0].Stem == w.stem) {
			w.stem, w.inText = body[0].Stem, true
			w.weight += float64(textWeight * float64(body[0].Count))
			body = body[1:]
		}
		if w.stem != "" {
			bag = append(bag, w)
		}
	}
	return bag
}

// subjectWeight is the part of its weight that a word keeps by which the taxonomy knew what a report is about: "net neutrality"
// says which subject it is, and little of which event.
const subjectWeight = 0.5

// subjectOf gives the stems of the phrases by which an item has its topics. Those of its actions tell what happened.
func subjectOf(it *news.Item, stems *text.Stemmer) map[string]bool {
	subject := map[string]bool{}
	for _, hit := range it.Tags {
		if hit.Tag.Facet() != news.FacetTopic {
			continue
		}
		for _, e := range hit.Evidence {
			if strings.HasPrefix(e.Rule, news.Inferred) { // no phrase
				continue
			}
			for _, stem := range stems.Stems(e.Rule, it.Language) {
				subject[stem] = true
			}
		}
	}
	return subject
}

// actorTerm is what an actor is compared as: the concept that has its name, so that it does not count twice where it is named,
// else a term of its own. Actors count between languages, where one has many names; within a language they would count twice.
func actorTerm(tag news.TagID) string {
	if stems := text.Stems(path.Base(string(tag)), "en"); len(stems) == 1 {
		if id := loadConcepts().stems["en"][stems[0]]; id != "" {
			return id
		}
	}
	return "@" + string(tag)
}

// shared gives what a reading has in common with those of other languages, ordered by term.
func (r reading) shared() []stemWeight {
	once := map[string]stemWeight{}
	add := func(w stemWeight) {
		had := once[w.stem]
		w.weight += had.weight
		w.inText, w.inTitle = w.inText || had.inText, w.inTitle || had.inTitle
		once[w.stem] = w
	}
	for _, a := range r.actors {
		add(a)
	}
	loadConcepts().neutral(r.language, r.bag, add)
	return slices.SortedFunc(maps.Values(once), func(a, b stemWeight) int { return strings.Compare(a.stem, b.stem) })
}

// What a publisher says in more than a third of its items, of at least so many, is its boilerplate ("read the full story
// for the latest details") or its beat; it tells none of its items apart. What so many of its titles end with is its name.
const (
	boilerplateItems = 6
	boilerplateShare = 1.0 / 3
)

// dropBoilerplate takes from the texts of each publisher what it says all the time, and from its titles what they end
// with. All items of the input count, since a digest that takes few of a publisher's items has few of them live. The bags
// are those of the nodes, term by term.
func (b *book) dropBoilerplate(bags [][]termWeight) {
	type output struct {
		nodes  []int
		others []*news.Item // with a text
		titles int
		tails  map[string]int
	}
	byPublisher := map[string]*output{}
	for id, it := range b.items {
		p := b.publisher(it)
		if p == "" {
			continue
		}
		o := byPublisher[p]
		if o == nil {
			o = &output{tails: map[string]int{}}
			byPublisher[p] = o
		}
		o.titles++
		o.tails[lastWord(it.Title)]++
		if i, ok := b.place[id]; ok {
			o.nodes = append(o.nodes, int(i))
		} else if len(it.Stems) > 0 {
			o.others = append(o.others, it)
		}
	}
	often := func(n, all int) bool { return all >= boilerplateItems && float64(n) > boilerplateShare*float64(all) }
	counts := make([]int32, len(b.own.counts))
	for _, o := range byPublisher {
		clear(counts)
		texts := len(o.others)
		for _, it := range o.others {
			language, _, _ := strings.Cut(strings.ToLower(it.Language), "-")
			terms := b.own.of(language)
			for _, s := range it.Stems {
				if id, ok := terms[s.Stem]; ok {
					counts[id]++
				}
			}
		}
		for _, i := range o.nodes {
			if len(b.nodes[i].item.Stems) > 0 {
				texts++
			}
			for j, t := range bags[i] {
				if b.nodes[i].bag[j].inText {
					counts[t.term]++
				}
			}
		}
		for _, i := range o.nodes {
			n := &b.nodes[i]
			if last := len(n.title) - 1; last > 0 && often(o.tails[lastWord(n.item.Title)], o.titles) && !slices.Contains(n.title[:last], n.title[last]) {
				if k := slices.IndexFunc(n.bag, func(w stemWeight) bool { return w.stem == n.title[last] }); k >= 0 {
					n.bag[k].inTitle, bags[i][k].inTitle = false, false
				}
				n.title = n.title[:last]
			}
			k := 0
			for j, t := range bags[i] {
				if w := n.bag[j]; !w.inTitle && (!w.inText || often(int(counts[t.term]), texts)) {
					b.own.counts[t.term]--
					continue
				}
				bags[i][k], n.bag[k] = t, n.bag[j]
				k++
			}
			bags[i], n.bag = bags[i][:k], n.bag[:k]
		}
	}
}

// lastWord is what stands last in a title.
func lastWord(title string) string {
	title = strings.TrimSpace(title)
	return title[strings.LastIndexByte(title, ' ')+1:]
}
