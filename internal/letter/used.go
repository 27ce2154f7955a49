package letter

import (
	"cmp"
	"path"
	"regexp"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// Ledger is what earlier issues carried: addresses of articles and of stories, and ids of stories, each with the day of
// the issue where that is known. A nil Ledger has nothing.
type Ledger struct {
	days map[string]string // by news.AddressKey, or by the id of a story
}

// NewLedger is an empty ledger.
func NewLedger() *Ledger { return &Ledger{days: map[string]string{}} }

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

// Read takes in a past issue or a ledger file. Of an issue, a file named .md or .markdown, every address counts, dated by
// the day or ISO week in the name of the file, else by the date in its front matter. Any other file is a ledger: a line
// has addresses or ids of stories; a day at its beginning holds for it and the lines below; after # nothing is read.
func (l *Ledger) Read(file string, data []byte) {
	body := strings.ReplaceAll(string(data), "\r\n", "\n")
	day := dayOfName(path.Base(file))
	switch path.Ext(strings.ToLower(file)) {
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
		if i := strings.Index(line, "#"); i == 0 || i > 0 && line[i-1] == ' ' {
			line = strings.TrimSpace(line[:i])
		}
		if m := dayFirst.FindStringSubmatch(line); m != nil {
			day, line = cmp.Or(validDay(m[1]), day), line[len(m[1]):]
		}
		l.addresses(line, day)
		for word := range strings.FieldsSeq(line) {
			if storyID.MatchString(word) {
				l.add(word, day)
			}
		}
	}
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
