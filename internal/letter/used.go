package letter

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/text"
)

// Ledger is what earlier issues carried: addresses of articles and of stories, and ids of stories, each with the day of
// the issue where that is known. A nil Ledger has nothing.
type Ledger struct {
	days   map[string]string // by news.AddressKey, or by the id of a story
	posted map[string]string // the day of an issue, by its name in the list of an export; "-" if it was never sent
}

// NewLedger is an empty ledger.
func NewLedger() *Ledger { return &Ledger{days: map[string]string{}, posted: map[string]string{}} }

// Reads says whether Read takes a file of that name for an issue, a ledger or the list of an export. Any other file that it is
// given is read as a ledger.
func Reads(file string) bool {
	name := strings.ToLower(path.Base(file))
	return name == ListOfExport || slices.Contains(UsedEndings[:], path.Ext(name))
}

// UsedEndings are those of the files that Reads knows, beside ListOfExport.
var UsedEndings = [...]string{".md", ".markdown", ".html", ".htm", ".txt", ".used"}

// ListOfExport is the list beside the issues that Substack exports, which has their days. It must be read before them.
const ListOfExport = "posts.csv"

// Len is how many addresses and ids the ledger has.
func (l *Ledger) Len() int {
	if l == nil {
		return 0
	}
	return len(l.days)
}

var (
	addressInText = regexp.MustCompile(`https?://[^\s<>"\\^` + "`" + `{}|]+`)
	dayInName     = regexp.MustCompile(`(?:^|\D)(\d{4}-\d\d-\d\d)(?:\D|$)`)
	weekInName    = regexp.MustCompile(`(?i)(?:^|\D)(\d{4})-?w(\d\d)(?:\D|$)`)
	dayInMatter   = regexp.MustCompile(`(?m)^(?:date|published|published_at|publish_date):\s*["']?(\d{4}-\d\d-\d\d)`)
	dayFirst      = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)(?:\s|$)`)
	storyID       = regexp.MustCompile(`^[a-z0-9]{8,32}$`)
)

// Read takes in a past issue or a ledger file. Of an issue in Markdown, a file named .md or .markdown, every address counts, of
// one in HTML, .html or .htm, every link. It is dated by the day or ISO week in the name of the file, else by the date in its
// front matter, or that in the list of the export. Of a table, a .csv, the columns of a letter count that say what it carried, or
// every address where it has none of them. Any other file is a ledger: a line has addresses or ids of stories; a day at
// its beginning holds for it and the lines below; after # nothing is read, but in a .txt, which may be a letter, the addresses.
func (l *Ledger) Read(file string, data []byte) {
	body := strings.ReplaceAll(string(data), "\r\n", "\n")
	name := path.Base(file)
	day := dayOfName(name)
	if strings.ToLower(name) == ListOfExport {
		l.export(data)
		return
	}
	ext := path.Ext(strings.ToLower(file))
	switch ext {
	case ".html", ".htm":
		posted := cmp.Or(l.posted[strings.TrimSuffix(name, path.Ext(name))], l.posted[numberOf(name)])
		if posted != "-" {
			l.addresses(strings.Join(text.LinksIn(body, nil), "\n"), cmp.Or(day, posted))
		}
		return
	case ".csv":
		l.table(data, day)
		return
	case ".md", ".markdown":
		if head, ok := strings.CutPrefix(strings.TrimPrefix(body, "\ufeff"), "---\n"); ok && day == "" {
			head, _, _ = strings.Cut(head, "\n---")
			if m := dayInMatter.FindStringSubmatch(head); m != nil {
				day = validDay(m[1])
			}
		}
		l.addresses(body, day)
		return
	}
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		remark := ""
		if i := strings.Index(line, "#"); i == 0 || i > 0 && line[i-1] == ' ' {
			line, remark = strings.TrimSpace(line[:i]), line[i:]
		}
		if m := dayFirst.FindStringSubmatch(line); m != nil {
			day, line = cmp.Or(validDay(m[1]), day), line[len(m[1]):]
		}
		l.addresses(line, day)
		if ext == ".txt" {
			l.addresses(remark, day)
		}
		for word := range strings.FieldsSeq(line) {
			if storyID.MatchString(word) {
				l.add(word, day)
			}
		}
	}
}

// export takes in the list of an export: post_id is the name of the issue's file or the number at its beginning, post_date when it was
// published.
func (l *Ledger) export(data []byte) {
	rows := rowsOf(data)
	if len(rows) == 0 {
		return
	}
	of := func(row []string, column string) string {
		if i := slices.Index(rows[0], column); i >= 0 && i < len(row) {
			return row[i]
		}
		return ""
	}
	for _, row := range rows[1:] {
		day, _, _ := strings.Cut(of(row, "post_date"), "T")
		day, _, _ = strings.Cut(day, " ")
		if day = validDay(day); of(row, "is_published") == "false" {
			day = "-"
		}
		l.posted[of(row, "post_id")] = day
	}
}

// carriedIn are the columns of a letter as CSV that say what it carried.
var carriedIn = [...]string{"url", "also", "story", "story_url"}

// table takes in an issue as CSV, with the columns of a letter or others.
func (l *Ledger) table(data []byte, day string) {
	rows := rowsOf(data)
	if len(rows) == 0 {
		return
	}
	ours := slices.ContainsFunc(rows[0], func(column string) bool { return slices.Contains(carriedIn[:], column) })
	for _, row := range rows {
		for i, cell := range row {
			column := ""
			if i < len(rows[0]) {
				column = rows[0][i]
			}
			if ours && !slices.Contains(carriedIn[:], column) {
				continue
			}
			l.addresses(cell, day)
			if id := strings.TrimSpace(cell); column == "story" && storyID.MatchString(id) {
				l.add(id, day)
			}
		}
	}
}

// rowsOf reads a table, whose cells are parted by the first of comma, semicolon and tab that stands in it: a spreadsheet program
// writes what its machine has.
func rowsOf(data []byte) [][]string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	if i := bytes.IndexAny(data, ",;\t\n"); i >= 0 && data[i] != '\n' {
		r.Comma = rune(data[i])
	}
	rows, err := r.ReadAll()
	if err != nil {
		return nil
	}
	return rows
}

// numberOf is what stands before the first dot: "148210" of "148210.leaving-the-feed.html".
func numberOf(name string) string {
	number, _, _ := strings.Cut(name, ".")
	return number
}

// addresses takes in every address of a text that names more than a site.
func (l *Ledger) addresses(body, day string) {
	for _, raw := range addressInText.FindAllString(body, -1) {
		raw = closed(raw)
		if raw = strings.TrimRight(raw, ".,;:!?*_]'"); !news.SiteRoot(raw) {
			l.add(news.AddressKey(link(raw)), day)
		}
	}
}

// closed cuts an address before the bracket that closes what stood around it.
func closed(raw string) string {
	depth := 0
	for i, r := range raw {
		switch r {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return raw[:i]
			}
		}
	}
	return raw
}

func (l *Ledger) add(key, day string) {
	if key != "" && l.days[key] <= day {
		l.days[key] = day
	}
}

// Carry notes the stories of an issue, as of its last day.
func (l *Ledger) Carry(is *Issue) {
	for _, line := range is.lines() {
		l.add(line.ID, is.To)
	}
}

// has says whether an earlier issue had a story, and on which day the last one did, if that is known. It knows a story by
// its id, its page below root, and the articles of its reports.
func (l *Ledger) has(root string, s *edition.Story) (used bool, day string) {
	if l.Len() == 0 {
		return false, ""
	}
	keys := []string{s.ID, news.AddressKey(link(root + s.Path))}
	for _, r := range s.Reports {
		keys = append(keys, news.AddressKey(link(r.Item.URL)))
	}
	for _, k := range keys {
		if d, ok := l.days[k]; ok && k != "" {
			used, day = true, max(day, d)
		}
	}
	return used, day
}

func dayOfName(name string) string {
	if m := dayInName.FindStringSubmatch(name); m != nil {
		return validDay(m[1])
	}
	if m := weekInName.FindStringSubmatch(name); m != nil {
		return lastDayOfWeek(m[1], m[2])
	}
	return ""
}

func validDay(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// lastDayOfWeek is the Sunday of an ISO 8601 week; 4 January is always in week 1.
func lastDayOfWeek(year, week string) string {
	t, err := time.Parse(time.DateOnly, year+"-01-04")
	n := int(week[0]-'0')*10 + int(week[1]-'0')
	if err != nil || n < 1 || n > 53 {
		return ""
	}
	return t.AddDate(0, 0, 7*(n-1)+6-(int(t.Weekday())+6)%7).Format(time.DateOnly)
}
