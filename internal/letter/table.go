package letter

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Columns are the header of the CSV. More may come at the end; none changes or goes without a new Format.
var Columns = [...]string{
	"section", "title", "url", "publisher", "date", "language", "update", "sentence", "line", "excerpt", "attribution", "license", "license_url",
	"share_alike", "commercial", "derivatives", "topics", "actions", "actors", "places", "laws", "publishers", "also", "story", "story_url", "documents",
}

// writeCSV follows RFC 4180 and begins with a byte order mark: without one Excel reads UTF-8 as the code page of the
// machine and spoils every title that is not English, and LibreOffice, Numbers and Google Sheets take it for what it is.
func writeCSV(is *Issue) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csvWriter(&b)
	if err := w.Write(Columns[:]); err != nil {
		return nil, err
	}
	for _, sec := range is.Sections {
		for _, l := range sec.Stories {
			update := ""
			if l.Update != nil {
				update = "update"
			}
			var also, documents []string
			if l.Own != nil {
				also = append(also, l.Own.URL)
			}
			for _, o := range l.Also {
				also = append(also, o.URL)
			}
			for _, o := range l.Documents {
				documents = append(documents, o.URL)
			}
			row := []string{
				sec.Title, l.Title, l.URL, l.Publisher, l.Date, l.Language, update, l.Sentence, l.Line, l.Excerpt, l.Credit.Text, l.Terms.ID, l.Terms.URL,
				yes(l.Terms.ShareAlike), yes(l.Terms.Commercial), yes(l.Terms.Derivatives), strings.Join(l.Topics, "; "), strings.Join(l.Actions, "; "),
				strings.Join(l.Actors, "; "), strings.Join(l.Places, "; "), strings.Join(l.Laws, "; "), strconv.Itoa(l.Voices), strings.Join(also, " "), l.ID, l.StoryURL,
				strings.Join(documents, " "),
			}
			for i, cell := range row {
				row[i] = inert(cell)
			}
			if err := w.Write(row); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func csvWriter(b *bytes.Buffer) *csv.Writer {
	w := csv.NewWriter(b)
	w.UseCRLF = true
	return w
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// starts are the characters with which a spreadsheet program lets a formula begin, those of full width for Japanese
// versions of Excel.
const starts = "=+-@\t\r\n＝＋－＠"

// inert keeps a cell from being a formula: an apostrophe before it makes it text. Where the list separator is a semicolon, a
// program that opens the file by a double click cuts cells at it, so none is left beside such a beginning either.
func inert(cell string) string {
	var b strings.Builder
	before := ';'
	for i, r := range cell {
		if before == ';' && strings.ContainsRune(starts, r) {
			if i == 0 {
				b.WriteByte('\'')
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteRune(r)
		if r != '"' || before != ';' { // a quotation mark after the separator opens a cell
			before = r
		}
	}
	if !utf8.ValidString(cell) {
		return strings.ToValidUTF8(b.String(), "\ufffd")
	}
	return b.String()
}

func writeJSON(is *Issue) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false) // never inside a page
	err := enc.Encode(is)
	return b.Bytes(), err
}
