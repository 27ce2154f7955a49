package story

import (
	"cmp"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// What a shared address or number adds to the likeness of two items: most when one is about the other's own page, less
// when both link to the same ruling, bill or post, or name the same case, bill or paper. Nothing when more than popular items link to it; and the more links an item
// has, the less each of them says. A link ties only what shares some words too: two strangers have one sponsor, one petition, one "More". The
// number of a case is of one matter, however many name it, and where both say it in their titles or excerpts, however late. That of a bill is not: a bill is a
// subject of many events.
const (
	citedTie  = 0.45
	sharedTie = 0.35
	popular   = 6
	fewLinks  = 4

	manyCiters = 32 // of one address or number; of more each is compared with popular of those before it, and joinCases joins those of a case
)

// ties gives the likeness that nodes have by their links, by pair, the later node first. A link to a front page says
// nothing, nor does one to a page of the publisher that links.
func (b *book) ties() map[[2]int32]float64 {
	type citer struct {
		node   int32
		weight float64
	}
	pages := map[string]int32{} // the node that is the page of an address
	citers := map[string][]citer{}
	for i := range b.nodes {
		if k := b.nodes[i].pages[len(b.nodes[i].item.Links)]; k != "" {
			if _, ok := pages[k]; !ok {
				pages[k] = int32(i)
			}
		}
	}
	for i := range b.nodes {
		keys := b.nodes[i].links
		for k := range keys {
			citers[k] = append(citers[k], citer{int32(i), min(1, fewLinks/float64(len(keys)))})
		}
	}
	out := map[[2]int32]float64{}
	tie := func(i, j int32, weight float64, key string, own bool) {
		x, y := &b.nodes[i], &b.nodes[j]
		named := own && (meet(x.said.cases, y.said.cases) || meet(x.said.dockets, y.said.dockets) && x.said.oneSuit(y.said))
		if i == j || x.publisher == y.publisher && !named || x.said.conflict(y.said) || serial(x, y) || !named && math.Abs(x.hours-y.hours) > b.tu.horizon {
			return
		}
		if !named {
			weight *= math.Exp(-math.Abs(x.hours-y.hours) / b.tu.decay)
		}
		pair := [2]int32{max(i, j), min(i, j)}
		may, sure := x.said.sameNumber(y.said, key)
		sure = own && sure && (named || !slices.Contains(x.said.loose, key) && !slices.Contains(y.said.loose, key))
		if _, ok := out[pair]; !ok && !sure && !together(x, y) && !(may && b.related(x, y)) {
			return
		}
		out[pair] = max(out[pair], weight)
	}
	for _, k := range slices.Sorted(maps.Keys(citers)) {
		list := citers[k]
		own := slices.Contains(oneMatter, news.Ref(k).Kind())
		everybodys := len(list) > popular && !own
		for n, c := range list {
			if page, ok := pages[k]; ok && (!everybodys || together(&b.nodes[c.node], &b.nodes[page])) {
				tie(c.node, page, citedTie*c.weight, k, false)
			}
			others := list[:n]
			if len(list) > manyCiters {
				others = list[max(0, n-popular):n]
			}
			for _, d := range others {
				if !everybodys || together(&b.nodes[c.node], &b.nodes[d.node]) {
					tie(c.node, d.node, sharedTie*min(c.weight, d.weight), k, own)
				}
			}
		}
	}
	return out
}

// joinCases joins the reports of which more than manyCiters say the number of one case, and no other, in title or excerpt: fewer have a tie
// each to each, and are one story by that. Each is joined with what says nothing against it of the first reports of some publishers, and of
// those right before it, all of other publishers than its own: so time grows with the list and not with its square.
func (b *book) joinCases(f *forest) {
	saying := map[string][]int32{}
	for i := range b.nodes {
		if d := b.nodes[i].said.cases; len(d) > 0 && !slices.ContainsFunc(d, func(o string) bool { return o != d[0] }) {
			saying[d[0]] = append(saying[d[0]], int32(i))
		}
	}
	for _, number := range slices.Sorted(maps.Keys(saying)) {
		list := saying[number]
		if len(list) <= manyCiters {
			continue
		}
		var firsts []int32 // the first report of each of the first publishers
		for _, i := range list {
			if len(firsts) < popular && !slices.ContainsFunc(firsts, func(j int32) bool { return b.nodes[j].publisher == b.nodes[i].publisher }) {
				firsts = append(firsts, i)
			}
		}
		for n, i := range list {
			x := &b.nodes[i]
			for _, j := range slices.Concat(firsts, list[max(0, n-popular):n]) {
				y := &b.nodes[j]
				p, q := f.root(i), f.root(j)
				if p == q || x.publisher == y.publisher || x.said.conflict(y.said) || serial(x, y) || f.refuses(p, q, false) {
					continue
				}
				if may, sure := x.said.sameNumber(y.said, number); sure || may && b.related(x, y) {
					f.join(p, q)
				}
			}
		}
	}
}

// related says that two reports share words beside a link: one of both titles, or two of which a title has one, since texts share the
// blurb of a sponsor too.
func (b *book) related(x, y *node) bool {
	_, v, w := b.comparable(x, y)
	terms, titled, both, alike := 0, false, false, 0.0
	for t, o := range v.shared(w) {
		alike += float64(t.times(o))
		if t.likewise(o.word, o.inTitle) == 1 { // a synonym in a text is no word of both
			terms++
			titled, both = titled || t.inTitle || o.inTitle, both || t.inTitle && o.inTitle
		}
	}
	return alike >= tiedLike && (both || titled && terms >= tiedTerms)
}

// together says that two nodes are in one story already: what tied them goes on to, when others come to share it.
func together(x, y *node) bool { return x.home != "" && x.home == y.home }

// linkKeys are the pages of others that an item links to, and the numbers of cases, bills and papers that it names; an act
// is a subject, not an event.
func linkKeys(it *news.Item) map[string]bool {
	keys := map[string]bool{}
	for _, l := range it.Links {
		if k := news.AddressKey(l); k != "" && !news.SiteRoot(l) && news.Host(l) != news.Host(it.URL) {
			keys[k] = true
		}
	}
	for _, r := range it.Refs {
		if r.Kind() != "act" {
			keys[string(r)] = true
		}
	}
	return keys
}

// pagesOf are the AddressKeys of the links of an item, in their order, and then of its own page; empty for a front page.
func pagesOf(it *news.Item) []string {
	pages := make([]string, 0, len(it.Links)+1)
	for _, l := range append(slices.Clip(it.Links), it.URL) {
		if news.SiteRoot(l) {
			pages = append(pages, "")
			continue
		}
		pages = append(pages, news.AddressKey(l))
	}
	return pages
}

// serialHours is how far apart one publisher's items under one title must be to be parts of a series.
const serialHours = 20

// rubrics are what publishers call a column; a title of at most so many stems that ends so tells of no event.
const rubricStems = 4

var rubrics = strings.Fields("briefing briefings roundup digest newsletter recap bulletin presseschau wochenrückblick récap resumen boletín rassegna дайджест 早报 晚报 周报 简报")

// isRubric says that the last word of a title is a rubric, or ends with one in Han script.
func isRubric(title string) bool {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) })
	last := ""
	if len(words) > 0 {
		last = words[len(words)-1]
	}
	return slices.ContainsFunc(rubrics, func(w string) bool { return last == w || w >= "一" && strings.HasSuffix(last, w) })
}

// serial says that two items of one publisher are parts of a series and not one report: the same words with other
// numbers ("day 4", "part 2"), or the very same title on another day ("Morning Briefing"), which two publishers have on one day.
func serial(x, y *node) bool {
	switch {
	case x.item.URL != "" && x.item.URL == y.item.URL:
		return false
	case x.publisher != y.publisher:
		return len(x.title) <= rubricStems && slices.Equal(x.title, y.title) && isRubric(x.item.Title) && !sameText(x.item.Stems, y.item.Stems, tellingStems)
	case x.publisher == "":
		return false
	}
	same := 0
	for _, s := range y.title {
		if slices.Contains(x.title, s) {
			same++
		}
	}
	if 2*same < max(len(x.title), len(y.title)) {
		return false
	}
	if clash(x.numbers, y.numbers) || clash(x.counted, y.counted) || otherName(x, y) {
		return true
	}
	return math.Abs(x.hours-y.hours) > serialHours && slices.Equal(x.title, y.title) && slices.Equal(x.numbers, y.numbers)
}

// clash says that each of two lists has something that the other lacks; a year may be in both.
func clash[T comparable](a, b []T) bool {
	other := func(a, b []T) bool {
		return slices.ContainsFunc(a, func(n T) bool { return !slices.Contains(b, n) })
	}
	return other(a, b) && other(b, a)
}

// counting are the things of the table by which a publisher tells the numbers of a series apart: months and quarters.
var counting = strings.Fields("=january =february =marchmonth =april =june =july =august =september =october =november =december =first =second =third")

// countedIn gives the words of a title by which it may be one of a series.
func countedIn(title []string, language string) []string {
	var out []string
	known := loadConcepts().stems[language]
	for _, s := range title {
		if thing := known[s]; thing != "" && slices.Contains(counting, thing) {
			out = append(out, thing)
		}
	}
	return out
}

// Titles of one form have so many stems in common at least, and so many of each stand where they differ at most.
const (
	formStems = 3
	nameStems = 4
)

// differing gives what two titles have between the stems that both begin with and those that both end with.
func differing(a, b []string) ([]string, []string) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

// sameForm says that two titles of one language are the same but for a few stems in one place.
func sameForm(x, y *node) bool {
	a, b := differing(x.title, y.title)
	return x.language == y.language && len(x.title)-len(a) >= formStems && max(len(a), len(b)) <= nameStems
}

// otherName says that two titles of one language are of one form, with other names in it ("Court blocks report by the Lantern"): where they differ in one place, all
// are names there; in several, those of one place. None is another spelling of the other's, neither report has one of the other's, and
// their texts are not one.
func otherName(x, y *node) bool {
	if len(x.names) == 0 || len(y.names) == 0 || x.language != y.language {
		return false
	}
	a, b := differing(x.title, y.title)
	other := func(a, b []string) bool {
		return x.naming(a) && y.naming(b) && !x.says(b) && !y.says(a) && !x.spelled(strings.Join(a, ""), strings.Join(b, ""))
	}
	same := len(x.title) - len(a)
	if len(a) != len(b) {
		return same >= formStems && len(a) > 0 && len(b) > 0 && max(len(a), len(b)) <= nameStems && other(a, b) && !sameText(x.item.Stems, y.item.Stems, tellingStems)
	}
	places, named := 0, false
	for k := range a {
		if a[k] == b[k] {
			same++
			continue
		}
		places++
		named = named || other(a[k:k+1], b[k:k+1])
	}
	return named && same >= formStems && places <= nameStems && !sameText(x.item.Stems, y.item.Stems, tellingStems)
}

// says says that a report has one of some stems.
func (r reading) says(stems []string) bool {
	return slices.ContainsFunc(r.bag, func(w stemWeight) bool { return slices.Contains(stems, w.stem) })
}

// naming says that all of some stems are of names of a title.
func (r reading) naming(stems []string) bool {
	return !slices.ContainsFunc(stems, func(s string) bool { return !slices.Contains(r.names, s) })
}

// spelled says that two names are one: the table of things says so, or half of the shorter begins both.
func (r reading) spelled(a, b string) bool {
	known := loadConcepts().stems[r.language]
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return 2*n >= min(len(a), len(b)) || known[a] != "" && known[a] == known[b]
}

// A name in such brackets is that of a book, a film or a song in Chinese, Japanese and Korean, but for that of a newspaper or an agency, which its own last word or what
// stands around it tells ("据《财新》报道", "『青空』が報じた"), and that of a law, of which reports of one event name one or another.
var (
	inBrackets = regexp.MustCompile(`《[^》]+》|〈[^〉]+〉|『[^』]+』`)
	paperOrLaw = regexp.MustCompile(`(?:[报報社刊]|[^《〈『]{2}法|新[闻聞]|[杂雜]志|[雜雑]誌|신문|일보|(?:条|條)例|[规規](?:则|則|定)|公[约約]|[条條][约約]|法案|草案|修正案|법|조례)(?:[（(][^）)]*[）)])?.$`)
	reporting  = regexp.MustCompile(`[据據]\s*$`)
	reported   = regexp.MustCompile(`^\s*(?:[：:]|[报報][道導]|が報じ|보도)`)
)

// worksOf gives the names of the works that a title has in brackets.
func worksOf(title string) []string {
	var works []string
	for _, at := range inBrackets.FindAllStringIndex(title, -1) {
		if name := title[at[0]:at[1]]; !paperOrLaw.MatchString(name) && !reporting.MatchString(title[:at[0]]) && !reported.MatchString(title[at[1]:]) {
			works = append(works, name)
		}
	}
	return works
}

// namesOf gives the stems of the names of a title: words with a capital letter that are not the first, where not most have one. In English, which writes whole
// titles so, those and the first are names if the background does not know them; in Turkish the first if it has an apostrophe ("Fener'in"). In German every
// noun has a capital letter, and none is known for a name. In a title of a script without capitals the words in Latin letters ("法院下令封锁 Z-Library") are names,
// and those of works in brackets ("《乐园》"); other quotes have what somebody says.
func namesOf(title, language string, stems *text.Stemmer) []string {
	if strings.ContainsFunc(title, func(r rune) bool { return unicode.Is(unicode.Lo, r) && !unicode.Is(unicode.Latin, r) }) {
		latin := strings.FieldsFunc(title, func(r rune) bool { return !unicode.Is(unicode.Latin, r) })
		names := stems.Stems(strings.Join(latin, " "), language)
		for _, work := range worksOf(title) {
			names = append(names, stems.Stems(work, language)...)
		}
		return names
	}
	words := strings.Fields(title)
	var sure, perhaps []string
	for k, w := range words {
		w = strings.TrimFunc(w, unicode.IsPunct)
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || strings.ContainsAny(w, "0123456789") {
			continue
		}
		if k > 0 || language == "tr" && strings.ContainsAny(w, "'’") {
			sure = append(sure, w)
		} else {
			perhaps = append(perhaps, w)
		}
	}
	if 2*len(sure) > len(words) {
		sure, perhaps = nil, append(sure, perhaps...)
	}
	switch language {
	case "de":
		return nil
	case "en":
		names, known := stems.Stems(strings.Join(sure, " "), language), loadBackground().stems
		for _, s := range stems.Stems(strings.Join(perhaps, " "), language) {
			if known[s] == 0 {
				names = append(names, s)
			}
		}
		return names
	}
	return stems.Stems(strings.Join(sure, " "), language)
}

// tie adds what links say to the edges of each node, and orders them anew. It comes after what tells how crowded a subject is: ten reports that
// name one case are no crowd.
func (b *book) tie(near [][]edge) {
	ties := b.ties()
	pairs := slices.SortedFunc(maps.Keys(ties), func(x, y [2]int32) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	raise := func(i, j int32, by float64) {
		for k := range near[i] {
			if near[i][k].to == j {
				e := &near[i][k]
				e.sim, e.evidence, e.terms = min(1, e.sim+by), max(e.evidence, tieGround.evidence), max(e.terms, tieGround.terms)
				e.sure, e.title = true, max(e.title, tieGround.title)
				return
			}
		}
		e := tieGround
		e.to, e.sim = j, by
		near[i] = append(near[i], e)
	}
	for _, p := range pairs {
		raise(p[0], p[1], ties[p])
		raise(p[1], p[0], ties[p])
	}
	for i := range near {
		slices.SortFunc(near[i], compareEdges)
	}
}
