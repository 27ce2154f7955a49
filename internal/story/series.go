package story

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

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
