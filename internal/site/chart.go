package site

import (
	"strconv"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// barRow is a row of a table that has a bar beside its figures.
type barRow struct {
	Link    link
	Figures []string
	Width   string // of the bar, from 0 to 100; empty for none
}

// share is how much of a hundred a number is, rounded up, so that what is there can be seen.
func share(n, of int) string {
	if n <= 0 || of <= 0 {
		return ""
	}
	return strconv.Itoa((100*n + of - 1) / of)
}

// strip is the last twelve months of a tag, the darker the more stories.
type strip struct {
	Label string // in words, for those who do not see it
	Cells []stripCell
}

type stripCell struct {
	X     string // of its left edge
	Level string // "0" for none to "4"
	Month string // "Nov 2026"
	Count string
}

const (
	stripMonths = 12
	stripStep   = 12 // from the left edge of one cell to that of the next
)

// lastMonths is the twelve months up to the newest that the archive has, oldest first. They do not depend on the clock.
func (r *renderer) lastMonths() []string {
	if len(r.d.Months) == 0 {
		return nil
	}
	months := make([]string, stripMonths)
	m := r.d.Months[0].ID
	for i := range months {
		months[stripMonths-1-i] = m
		m = news.MonthOf(news.AddDays(m+"-01", -1))
	}
	return months
}

// counts is the stories of a listing in each of some months.
func counts(l *edition.Listing, months []string) []int {
	by := make(map[string]int, len(l.Months))
	for _, m := range l.Months {
		by[m.Month] = len(m.Stories)
	}
	out := make([]int, len(months))
	for i, m := range months {
		out[i] = by[m]
	}
	return out
}

// newStrip draws counts by month. The levels are even in the square root of the count, so that a busy month does not
// blanch the others; most is the count of the darkest.
func newStrip(l *edition.Listing, months []string, most int) strip {
	var s strip
	var words []string
	for i, n := range counts(l, months) {
		month := respell("2006-01", "Jan 2006", months[i])
		s.Cells = append(s.Cells, stripCell{X: strconv.Itoa(i * stripStep), Level: strconv.Itoa(level(n, most)), Month: month, Count: number(n)})
		if n > 0 {
			words = append(words, month+" "+number(n))
		}
	}
	if len(words) == 0 {
		words = []string{"none in the last twelve"}
	}
	s.Label = "Stories by month: " + strings.Join(words, ", ")
	return s
}

// levelPath is all cells of a strip that are equally dark.
type levelPath struct{ Level, D string }

// paths draws counts by month in as few elements as there are levels, for lists of hundreds of strips.
func paths(counts []int, most int) []levelPath {
	var out []levelPath
	for l := range 5 {
		var d strings.Builder
		for i, n := range counts {
			if level(n, most) == l {
				d.WriteString("M" + strconv.Itoa(i*stripStep) + " 0h10v12h-10z")
			}
		}
		if d.Len() > 0 {
			out = append(out, levelPath{strconv.Itoa(l), d.String()})
		}
	}
	return out
}

// level is 0 for nothing, else 1 to 4.
func level(n, most int) int {
	if n <= 0 || most <= 0 {
		return 0
	}
	k := 1
	for k < 4 && k*k*most < 16*n {
		k++
	}
	return k
}
