package letter

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns is how wide plain text gets: what a reply can still quote.
const columns = 72

func (t *Templates) writePlain(is *Issue, service string) ([]byte, error) {
	var b bytes.Buffer
	if err := t.plain.Execute(&b, is.page(plain, service)); err != nil {
		return nil, err
	}
	var out strings.Builder
	for line := range strings.Lines(string(squeeze(b.Bytes()))) {
		wrap(&out, strings.TrimRight(line, "\n"))
	}
	return []byte(out.String()), nil
}

// mergeTags begin what mailing services put in the place of something of theirs.
const mergeTags = " {{ {% {# {$ ${ *| |* [[ %% "

// plain parts by a space what a mailing service would take for a merge tag. Nothing else in plain text can be active.
func plain(s string) string {
	var b strings.Builder
	before := ""
	for _, r := range s {
		if before != "" && strings.Contains(mergeTags, " "+before+string(r)+" ") {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		before = string(r)
	}
	return b.String()
}

// wrap breaks a line between words, and between characters of scripts that write wide ones, and indents what follows as
// the line began, under the text of a list item. An address is never broken. A line of "=" or "-" alone becomes as long as the line before it.
func wrap(out *strings.Builder, line string) {
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
	if line == "=" || line == "-" {
		text := strings.TrimSuffix(out.String(), "\n")
		text = text[strings.LastIndexByte(text, '\n')+1:]
		out.WriteString(strings.Repeat(line, cells(text)) + "\n")
		return
	}
	hanging := indent
	if strings.HasPrefix(line[len(indent):], "* ") {
		hanging += "  "
	}
	at := 0
	for i, word := range strings.Fields(line) {
		w := cells(word)
		switch {
		case i == 0:
			out.WriteString(indent)
			at = len(indent)
		case at+1+w > columns && (w <= columns-len(hanging) || strings.Contains(word, "://")):
			out.WriteString("\n" + hanging)
			at = len(hanging)
		default:
			out.WriteByte(' ')
			at++
		}
		if at+w <= columns || strings.Contains(word, "://") {
			out.WriteString(word)
			at += w
			continue
		}
		for _, r := range word { // a sentence without a space, or an endless word
			if c := cell(r); at+c > columns && !closes(r) {
				out.WriteString("\n" + hanging)
				at = len(hanging)
			}
			out.WriteRune(r)
			at += cell(r)
		}
	}
	out.WriteByte('\n')
}

// closes says whether a character may not begin a line.
func closes(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Po, unicode.Mn) }

// cell is how many columns a terminal gives a character.
func cell(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func cells(s string) int {
	n := 0
	for _, r := range s {
		n += cell(r)
	}
	return n
}
