package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
	"golang.org/x/text/width"
)

// paper is where a report for people is printed in columns. It obeys three rules: no line is wider than the terminal, if
// there is one, but for an address, which stays whole; what is printed is text, without a character that moves the cursor; and no line reads as a command of
// the runner that prints it.
type paper struct {
	w       io.Writer
	columns int
	bold    bool
	err     error
}

// plainColumns is how wide lines are where there is no terminal; narrowest, how wide the last column is at least.
const (
	plainColumns = 110
	narrowest    = 24
)

func newPaper(w io.Writer) *paper {
	p := &paper{w: w, columns: plainColumns}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bold = true
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			p.columns = n
		}
	}
	return p
}

// heading begins a part.
func (p *paper) heading(s string) {
	p.line("")
	if p.bold {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	p.line(s)
}

// row prints cells at an indent of two columns a level. All but the last have widths; a cell that is wider pushes the next
// one on. The last cell is broken into lines below one another, or begins on the next line where it would not fit.
func (p *paper) row(level int, widths []int, cells ...string) {
	line := strings.Repeat("  ", level)
	at := columnsOf(line)
	for i, n := range widths {
		cell := printable(cells[i])
		line += cell + strings.Repeat(" ", max(2, n+2-columnsOf(cell)))
		at += n + 2
	}
	at = max(0, min(at, p.columns-narrowest))
	last := printable(cells[len(cells)-1])
	if columnsOf(line) > at && columnsOf(line)+columnsOf(last) > p.columns {
		p.line(strings.TrimRight(line, " "))
		line = strings.Repeat(" ", at)
	}
	for _, part := range broken(last, max(narrowest, p.columns-at)) {
		p.line(strings.TrimRight(line+part, " "))
		line = strings.Repeat(" ", at)
	}
}

func (p *paper) line(s string) {
	trimmed := strings.TrimLeft(s, " ")
	if strings.HasPrefix(trimmed, "::") {
		s = strings.Replace(s, "::", ": :", 1)
	}
	s = strings.ReplaceAll(s, "##[", "## [")
	if _, err := fmt.Fprintln(p.w, s); err != nil && p.err == nil {
		p.err = err
	}
}

// printable is a text on one line without characters that are not seen.
func printable(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)), " ")
}

// broken cuts a text into lines of at most so many columns, between words and at wide characters.
func broken(s string, columns int) []string {
	lines := []string{""}
	used := 0
	for word := range strings.FieldsSeq(s) {
		n := columnsOf(word)
		if used > 0 && used+1+n <= columns {
			lines[len(lines)-1] += " " + word
			used += 1 + n
			continue
		}
		if used > 0 {
			lines, used = append(lines, ""), 0
		}
		for word != "" {
			end := strings.IndexFunc(word, func(r rune) bool { return runeColumns(r) > 1 })
			switch end {
			case 0:
				_, end = utf8.DecodeRuneInString(word)
			case -1:
				end = len(word)
			}
			n := columnsOf(word[:end])
			if used > 0 && used+n > columns {
				lines, used = append(lines, ""), 0
			}
			lines[len(lines)-1] += word[:end]
			used += n
			word = word[end:]
		}
	}
	return lines
}

func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

// runeColumns is how many columns a terminal gives a character (Unicode Standard Annex 11).
func runeColumns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}
