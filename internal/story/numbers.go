package story

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// docket is a case number as many courts write it and nobody else: letters, a whole year and a long running number
// ("HC-2026-001847"). What else is a number of a case is among the references of an item.
var docket = regexp.MustCompile(`\b[A-Z]{1,5}[-‑](?:19|20)\d{2}[-‑/]\d{3,7}\b`)

// plainNumber writes a number in one of the ways in which it is written.
var plainNumber = strings.NewReplacer("-", "", "‑", "", " ", "", ".", "")

// ownCase are the kinds of references of which a report has one that it is about.
var ownCase = []string{"case", "docket", "bill"}

// oneMatter are those of them that are of one matter. A bill has hearings, votes and rallies for months.
var oneMatter = []string{"case", "docket"}

// numbers are those of cases and bills that the title and the excerpt of a report name: what only its text or its links have may be a case that it
// compares with.
type numbers struct {
	dockets []string // of cases and bills, as plainNumber writes them
	matters []string // the same, but several of one series are one matter, unless its title has them: cases heard together, a review of the week
	cases   []string // those matters that are cases
	loose   []string // references, in the text or the links too, of one series of which the title has none and the excerpt not just one
}

func numbersOf(it *news.Item) numbers {
	type number struct {
		plain, ref            string
		inTitle, said, isCase bool
	}
	var all []number
	excerpted := it.Title + "\n" + it.Excerpt
	if strings.ContainsAny(excerpted, "0123456789") && (strings.ContainsAny(excerpted, "-/") || strings.Contains(excerpted, "‑")) {
		for _, n := range docket.FindAllString(excerpted, -1) {
			if !strings.HasPrefix(n, "CVE") {
				all = append(all, number{plain: plainNumber.Replace(n), inTitle: strings.Contains(it.Title, n), said: true, isCase: true})
			}
		}
	}
	if slices.ContainsFunc(it.Refs, func(r news.Ref) bool { return slices.Contains(ownCase, r.Kind()) }) {
		inTitle, said := namedIn(it.Title, it), namedIn(excerpted, it)
		for _, r := range it.Refs {
			if slices.Contains(ownCase, r.Kind()) {
				all = append(all, number{plainNumber.Replace(numberOf(r)), string(r), inTitle(r), said(r), slices.Contains(oneMatter, r.Kind())})
			}
		}
	}
	var out numbers
	add := func(list *[]string, n string) {
		if !slices.Contains(*list, n) {
			*list = append(*list, n)
		}
	}
	for _, n := range all {
		var titled, said, several []string // of its series
		for _, m := range all {
			if series(m.plain) != series(n.plain) {
				continue
			}
			add(&several, m.plain)
			if m.inTitle {
				add(&titled, m.plain)
			}
			if m.said {
				add(&said, m.plain)
			}
		}
		if len(several) > 1 && !n.inTitle && !(len(titled) == 0 && len(said) == 1 && n.said) && n.ref != "" {
			add(&out.loose, n.ref)
		}
		if !n.said {
			continue
		}
		add(&out.dockets, n.plain)
		var matters []string
		if n.inTitle || len(said) == 1 {
			matters = append(matters, n.plain)
		}
		if len(titled) != 1 && len(said) > 1 {
			slices.Sort(said)
			matters = append(matters, strings.Join(said, " "))
		}
		for _, matter := range matters {
			add(&out.matters, matter)
			if n.isCase {
				add(&out.cases, matter)
			}
		}
	}
	return out
}

// namedIn says of the references of a report which a part of it names, in whatever spelling.
func namedIn(part string, it *news.Item) func(r news.Ref) bool {
	found, plain := text.References(part, moment(it)), text.Normalize(part)
	return func(r news.Ref) bool { return slices.Contains(found, string(r)) || hasWhole(plain, numberOf(r)) }
}

// hasWhole says that a text has a number that is no piece of a longer one.
func hasWhole(s, number string) bool {
	for from := 0; ; {
		at := strings.Index(s[from:], number)
		if at < 0 {
			return false
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(s[at+len(number):])
		if !unicode.IsDigit(before) && !unicode.IsDigit(after) && !(unicode.IsLetter(before) && number[0] < utf8.RuneSelf && before < utf8.RuneSelf) {
			return true
		}
		from = at + len(number)
	}
}

// numberOf is the number of a case or a bill as a text has it.
func numberOf(r news.Ref) string {
	number, _, _ := strings.Cut(r.Label(), " (")
	return number
}

// otherCases says that two reports name numbers of one series and none that is the same. Of two that name several, one in common is enough, since each may cite another
// case; where both name a number alone, it says which case they are of. Another court has another series: a case has a number in each court that it goes through.
func otherCases(a, b []string) bool {
	if meet(a, b) {
		return false
	}
	other, shared := false, false
	for _, x := range a {
		for _, y := range b {
			switch {
			case series(x) != series(y):
			case !strings.Contains(x, " "):
				return true
			case meet(strings.Fields(x), strings.Fields(y)):
				shared = true
			default:
				other = true
			}
		}
	}
	return other && !shared
}

// series is the number of a case without its digits.
func series(number string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, number)
}
