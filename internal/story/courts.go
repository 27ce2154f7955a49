package story

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// everyCourt is the form of the numbers that each court of first instance of a country gives anew: those of the United States, and of Taiwan;
// as a reference has it, or without what plainNumber takes away.
var everyCourt = regexp.MustCompile(`^(?:case:us:)?\d{1,2}:\d\d-?(?:cv|cr|mc|mj|md|ml)|^(?:case:tw:)?\d+年度`)

// such is a number of that form in a text.
var such = regexp.MustCompile(`\d{1,2}:\d\d-(?i:cv|cr|mc|mj|md|ml)-\d+|\d{2,3}年度\p{Han}{1,6}字第\d+號`)

// court is a court of first instance of the United States or of Taiwan as reports call it.
var court = regexp.MustCompile(`(?:(?:Northern|Southern|Eastern|Western|Central|Middle) )?District of (?:(?:New|North|South|West|Rhode|Puerto) )?\p{Lu}\p{Ll}+|\p{Han}{2}地(?:方法)?院|智慧?財產?(?:及商業)?法院`)

// courtNames writes courts in one way: those of the United States without what the Bluebook, table T7 and T10, abbreviates, as far as they have many
// cases of this field.
var courtNames = strings.NewReplacer(
	"S.D.N.Y.", "Southern District of New York", "SDNY", "Southern District of New York", "E.D.N.Y.", "Eastern District of New York",
	"N.D. Cal.", "Northern District of California", "C.D. Cal.", "Central District of California", "S.D. Cal.", "Southern District of California",
	"E.D. Tex.", "Eastern District of Texas", "W.D. Tex.", "Western District of Texas", "N.D. Tex.", "Northern District of Texas",
	"N.D. Ill.", "Northern District of Illinois", "E.D. Va.", "Eastern District of Virginia", "S.D. Fla.", "Southern District of Florida",
	"M.D. Fla.", "Middle District of Florida", "W.D. Wash.", "Western District of Washington", "N.D. Ga.", "Northern District of Georgia",
	"D. Del.", "District of Delaware", "D.N.J.", "District of New Jersey", "D. Mass.", "District of Massachusetts", "D.D.C.", "District of Columbia",
	"southern district", "Southern District", "northern district", "Northern District", "eastern district", "Eastern District",
	"臺", "台", "地方法院", "地院", "智慧財產", "智財", "及商業", "",
)

// courtsIn gives the courts that a title names, and those in the clause of a number which each of them gives anew: a court beside it is the case's
// own, one in the next sentence may be that of another.
func courtsIn(title, excerpt string) []string {
	said := courtNames.Replace(title + "\n" + excerpt)
	out := court.FindAllString(courtNames.Replace(title), -1)
	for _, at := range such.FindAllStringIndex(said, -1) {
		from, to := clause(said, at[0], at[1])
		out = append(out, court.FindAllString(said[from:to], -1)...)
	}
	return out
}

// clause gives where the sentence around a part of a text begins and ends. The point of "No." and the like, behind which a number or a small letter stands,
// ends none; nor does that of a word of one letter or two.
func clause(said string, from, to int) (int, int) {
	ends := func(i int) bool {
		if strings.HasPrefix(said[i:], "。") || said[i] == '\n' {
			return true
		}
		word := strings.LastIndexFunc(said[:i], func(r rune) bool { return !unicode.IsLetter(r) })
		whole := i-word > 3 || i > 0 && said[i-1] >= '0' && said[i-1] <= '9'
		return strings.HasPrefix(said[i:], ". ") && whole && i+2 < len(said) && said[i+2] >= 'A' && said[i+2] <= 'Z'
	}
	begin := 0
	for i := range said[:from] {
		if ends(i) {
			begin = i + 1
		}
	}
	for i := range said[to:] {
		if ends(to + i) {
			return begin, to + i
		}
	}
	return begin, len(said)
}

// suit is who sues, and who is sued, each by the words of its name.
type suit [2][]string

// versus finds the parties of a suit.
var versus = regexp.MustCompile(`((?:[\pL\d][\pL\d.&'’-]*,? ){1,5})(?i:vs?)\.? ((?:[\pL\d][\pL\d&'’-]*[ ,.;)]{0,2}){1,4})`)

// anyParty are the words that tell no party from another.
var anyParty = strings.Fields(`the in and of case inc llc ltd corp co company corporation group et al united states usa us doe does roe john jane people state
	music records recordings entertainment media pictures studios technology technologies systems software network networks group holdings international global american national`)

func suitsIn(said string) []suit {
	var out []suit
	for _, m := range versus.FindAllStringSubmatch(said, -1) {
		var s suit
		for side := range s {
			for _, w := range strings.FieldsFunc(m[1+side], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				if low := strings.ToLower(w); low != w && !slices.Contains(anyParty, low) {
					s[side] = append(s[side], low)
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// sameNumber says whether a number that two reports name may be of one case, not that of other courts or parties, and whether it is for sure, without a word
// that they share.
func (c claims) sameNumber(d claims, number string) (may, sure bool) {
	if sure = c.oneCourt(d, number); sure {
		return true, true
	}
	return !c.otherParties(d) && !apart(c.courts, d.courts), false
}

// oneCourt says that the number of a case is of one court: of such as give none that another gives, or both reports name the court, or, and no other court, the
// parties of both sides.
func (c claims) oneCourt(d claims, number string) bool {
	return !everyCourt.MatchString(number) || meet(c.courts, d.courts) || !apart(c.courts, d.courts) && c.oneSuit(d)
}

// oneSuit says that two reports name parties of both sides of a suit.
func (c claims) oneSuit(d claims) bool {
	return slices.ContainsFunc(c.suits, func(x suit) bool {
		return slices.ContainsFunc(d.suits, func(y suit) bool { return meet(x[0], y[0]) && meet(x[1], y[1]) })
	})
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// otherParties says that two reports name parties, and none that is the same.
func (c claims) otherParties(d claims) bool {
	names := func(suits []suit) []string {
		var out []string
		for _, s := range suits {
			out = append(append(out, s[0]...), s[1]...)
		}
		return out
	}
	return apart(names(c.suits), names(d.suits))
}
