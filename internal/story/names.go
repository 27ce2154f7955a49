package story

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/text"
)

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

// places gives the places where two titles of one form differ, with what each has there, and how many stems they have in common. Titles of other lengths differ
// in one place; in others, each stem is compared with the one that stands where it stands.
func places(x, y *node) (differ [][2][]string, same int) {
	a, b := differing(x.title, y.title)
	same = len(x.title) - len(a)
	if len(a) != len(b) {
		if len(a) > 0 && len(b) > 0 && max(len(a), len(b)) <= nameStems {
			differ = append(differ, [2][]string{a, b})
		}
		return differ, same
	}
	for k := range a {
		if a[k] == b[k] {
			same++
			continue
		}
		differ = append(differ, [2][]string{a[k : k+1], b[k : k+1]})
	}
	if len(differ) > nameStems {
		return nil, same
	}
	return differ, same
}

// otherName says that two titles of one language are of one form, with other names in it ("Court blocks report by the Lantern"): all that one place has
// are names. None is another spelling of the other's, neither report has one of the other's, and their texts are not one.
func otherName(x, y *node) bool {
	if len(x.names) == 0 || len(y.names) == 0 || x.language != y.language {
		return false
	}
	differ, same := places(x, y)
	return same >= formStems && slices.ContainsFunc(differ, func(p [2][]string) bool {
		a, b := p[0], p[1]
		return x.naming(a) && y.naming(b) && !x.says(b) && !y.says(a) && !x.spelled(strings.Join(a, ""), strings.Join(b, ""))
	}) && !sameText(x.item.Stems, y.item.Stems, tellingStems)
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
