package feed

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The years that a date of the web can have. Others are what software writes that knows none.
const (
	firstYear = 1990
	lastYear  = 2100
)

// parseDate reads a date in any form that feeds have been seen to use, in the languages of months and clock. It is zero
// for what is no date or an absurd one; a date without a zone is taken as UTC. The language settles what a form leaves
// open: 1/2/2026 is the 2nd of January in English and the 1st of February elsewhere.
func parseDate(s, language string) time.Time {
	if len(s) > 200 {
		return time.Time{}
	}
	s = strings.TrimSpace(s)
	layout := time.RFC3339
	if len(s) > 4 && s[4] != '-' {
		layout = time.RFC1123Z
	}
	if t, err := time.Parse(layout, s); err == nil {
		return sane(t)
	}
	r := reading{tokens: split(s), language: language, year: -1, month: -1, day: -1, hour: -1}
	if len(r.tokens) == 1 && r.tokens[0].kind == number {
		return sane(r.digitsOnly(r.tokens[0]))
	}
	r.read()
	return sane(r.time())
}

func sane(t time.Time) time.Time {
	t = t.UTC().Truncate(time.Second)
	if t.Year() < firstYear || t.Year() > lastYear {
		return time.Time{}
	}
	return t
}

type part struct {
	kind partKind
	text string
	n    int // the value of a number
}

type partKind int

const (
	number partKind = iota
	word
	mark // a single other character but white space
)

// split cuts a date into numbers, words and marks, in lower case.
func split(s string) []part {
	s = strings.ToLower(norm.NFKC.String(strings.ToValidUTF8(s, "")))
	var out []part
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		j := i
		switch {
		case r >= '0' && r <= '9':
			p := part{kind: number}
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				if p.n < 1e15 {
					p.n = p.n*10 + int(s[j]-'0')
				}
				j++
			}
			p.text = s[i:j]
			out = append(out, p)
		case unicode.IsLetter(r) || unicode.IsMark(r):
			for j < len(s) {
				r, n := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				j += n
			}
			out = append(out, part{kind: word, text: s[i:j]})
		default:
			j = i + n
			if r == '−' || r == '–' {
				out = append(out, part{kind: mark, text: "-"})
			} else if !unicode.IsSpace(r) {
				out = append(out, part{kind: mark, text: s[i:j]})
			}
		}
		i = j
	}
	return out
}

// reading is a date half read. Fields are -1 until they are known.
type reading struct {
	tokens   []part
	i        int
	language string

	year, month, day  int
	hour, minute, sec int
	half              int // 1 for before noon, 2 for after, 0 for a clock of 24 hours
	offset            int // seconds east of UTC
	zoned             bool
	loose             []part // numbers whose meaning depends on the others
}

// digitsOnly reads a date that is one number: seconds or milliseconds since 1970, or the digits of a date.
func (r *reading) digitsOnly(p part) time.Time {
	switch len(p.text) {
	case 9, 10:
		return time.Unix(int64(p.n), 0)
	case 13:
		return time.UnixMilli(int64(p.n))
	case 4:
		r.year, r.month, r.day = p.n, 1, 1
	case 6:
		r.year, r.month, r.day = p.n/100, p.n%100, 1
	case 8:
		r.compact(p)
	case 12, 14:
		r.compact(part{n: atoi(p.text[:8]), text: p.text[:8]})
		r.hour, r.minute = atoi(p.text[8:10]), atoi(p.text[10:12])
		if len(p.text) == 14 {
			r.sec = atoi(p.text[12:])
		}
	}
	return r.time()
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func (r *reading) compact(p part) {
	r.year, r.month, r.day = p.n/10000, p.n/100%100, p.n%100
}

// at is the part n places on; a mark without text beyond the end.
func (r *reading) at(n int) part {
	if r.i+n < 0 || r.i+n >= len(r.tokens) {
		return part{kind: mark}
	}
	return r.tokens[r.i+n]
}

func (r *reading) read() {
	for r.i < len(r.tokens) {
		switch p := r.at(0); p.kind {
		case number:
			r.i += r.number(p)
		case word:
			r.word(p.text)
			r.i++
		default:
			if n := r.zone(); n > 0 {
				r.i += n
			} else {
				r.i++
			}
		}
	}
}

// number reads what begins with a number and gives how many parts it took.
func (r *reading) number(p part) int {
	second, third, fourth, fifth := r.at(1), r.at(2), r.at(3), r.at(4)
	switch {
	case second.text == ":" && third.kind == number && p.n <= 24 && (r.hour < 0 || r.hour+r.minute+r.sec == 0):
		r.hour, r.minute, r.sec = p.n, third.n, 0
		if fourth.text != ":" || fifth.kind != number || len(fifth.text) > 2 {
			return 3
		}
		r.sec = fifth.n
		if sep := r.at(5).text; (sep == "." || sep == ",") && r.at(6).kind == number && r.at(7).text != ":" {
			return 7
		}
		return 5
	case second.kind == word && r.unit(p.n, second.text):
		return 2
	case second.text == "h" && p.n < 24 && r.hour < 0:
		r.hour = p.n
		if third.kind == number {
			r.minute = third.n
			return 3
		}
		return 2
	case r.month < 0 && third.kind == number && second.text == fourth.text && fifth.kind == number && r.triple(p, third, fifth, second.text):
		return 5
	case len(p.text) == 4 && r.year < 0 && r.month < 0 && second.text == "-" && third.kind == number && len(third.text) == 3:
		r.year, r.month, r.day = p.n, 1, third.n // the day of the year
		return 3
	case len(p.text) == 4 && r.year < 0 && r.month < 0 && second.text == "-" && third.kind == number && len(third.text) == 2 && third.n <= 12:
		r.year, r.month, r.day = p.n, third.n, 1
		return 3
	case len(p.text) == 8 && r.month < 0 && p.n/10000 >= 1900:
		r.compact(p)
	case (len(p.text) == 6 || len(p.text) == 4) && r.hour < 0 && r.at(-1).text == "t":
		r.hour, r.minute = atoi(p.text[:2]), atoi(p.text[2:4])
		if len(p.text) == 6 {
			r.sec = p.n % 100
		}
	default:
		if len(r.loose) < 8 {
			r.loose = append(r.loose, p)
		}
	}
	return 1
}

// unit reads a number by the word after it, as Chinese, Japanese and Korean dates are written.
func (r *reading) unit(n int, unit string) bool {
	first, _ := utf8.DecodeRuneInString(unit)
	switch first {
	case '年', '년':
		r.year = n
	case '月', '월':
		r.month = n
	case '日', '号', '號', '일':
		r.day = n
	case '時', '时', '点', '點', '시':
		r.hour = n
	case '分', '분':
		r.minute = n
	case '秒', '초':
		r.sec = n
	default:
		return false
	}
	return true
}

// triple reads three numbers with the same mark between them as a date.
func (r *reading) triple(a, b, c part, sep string) bool {
	if sep != "-" && sep != "/" && sep != "." {
		return false
	}
	var y, m, d part
	switch {
	case len(a.text) == 4:
		y, m, d = a, b, c
	case len(c.text) == 4 || sep != "-":
		y, m, d = c, b, a
		monthFirst := sep == "/" && (strings.HasPrefix(r.language, "en") || r.language == "")
		if b.n > 12 || monthFirst && a.n <= 12 {
			m, d = a, b
		}
	default: // 26-11-21
		y, m, d = a, b, c
	}
	if m.n < 1 || m.n > 12 || d.n < 1 || d.n > 31 || len(y.text) != 4 && len(y.text) != 2 {
		return false
	}
	r.year, r.month, r.day = fullYear(y), m.n, d.n
	return true
}

// fullYear reads two digits as RFC 2822 does with the pivot of POSIX: 69 is 1969, 68 is 2068.
func fullYear(p part) int {
	if len(p.text) > 2 {
		return p.n
	}
	if p.n < 69 {
		return 2000 + p.n
	}
	return 1900 + p.n
}

func (r *reading) word(w string) {
	if m, ok := monthNames[w]; ok && r.month < 0 {
		r.month = m
		return
	}
	switch w {
	case "am", "öö", "上午", "午前", "凌晨", "早上", "오전":
		r.half = 1
	case "pm", "ös", "下午", "午後", "晚上", "오후":
		r.half = 2
	case "a", "p": // "p.m."
		if r.at(1).text == "." && r.at(2).text == "m" {
			r.half = 1
			if w == "p" {
				r.half = 2
			}
		}
	default:
		offset, ok := zoneNames[w]
		if !ok || r.zoned || r.hour < 0 {
			return
		}
		if w == "cst" && strings.HasPrefix(r.language, "zh") {
			offset = 8 * 3600
		}
		r.offset = offset
		// A number may follow ("GMT+0800"), and then it counts.
		if s := r.at(1).text; (s != "+" && s != "-") || r.at(2).kind != number {
			r.zoned = true
		}
	}
}

// zone reads a sign and an offset from UTC after a time, and gives how many parts it took.
func (r *reading) zone() int {
	sign := 0
	switch r.at(0).text {
	case "+":
		sign = 1
	case "-":
		sign = -1
	}
	p := r.at(1)
	if sign == 0 || p.kind != number || r.hour < 0 || r.zoned {
		return 0
	}
	n, offset := 2, 0
	switch len(p.text) {
	case 1, 2:
		offset = p.n * 3600
		if r.at(2).text == ":" && r.at(3).kind == number {
			offset += r.at(3).n * 60
			n = 4
		}
	case 3, 4:
		offset = p.n/100*3600 + p.n%100*60
	default:
		return 0
	}
	if offset > 15*3600 {
		return n
	}
	r.offset, r.zoned = sign*offset, true
	return n
}

// time puts together what was read; zero if the year, the month or the day is missing.
func (r *reading) time() time.Time {
	if r.month > 0 && len(r.loose) > 0 && (r.day < 0 || r.year < 0) {
		r.settle()
	}
	if r.year < 0 && r.month < 0 && len(r.loose) == 1 && len(r.loose[0].text) == 4 && r.hour < 0 {
		r.year, r.month, r.day = r.loose[0].n, 1, 1
	}
	if r.year < 100 || r.year > 9999 || r.month < 1 || r.month > 12 || r.day < 1 || r.day > 366 {
		return time.Time{}
	}
	hour := max(r.hour, 0)
	switch {
	case r.half == 1 && hour == 12:
		hour = 0
	case r.half == 2 && hour < 12:
		hour += 12
	}
	if hour > 24 || r.minute > 59 || r.sec > 60 { // no time of day: the day alone
		hour, r.minute, r.sec, r.offset = 0, 0, 0, 0
	}
	t := time.Date(r.year, time.Month(r.month), r.day, 0, 0, 0, 0, time.UTC)
	if r.day <= 31 && t.Day() != r.day {
		return time.Time{}
	}
	return t.Add(time.Duration(hour)*time.Hour + time.Duration(r.minute)*time.Minute + time.Duration(r.sec)*time.Second - time.Duration(r.offset)*time.Second)
}

// settle finds the day and the year among the numbers around a month's name.
func (r *reading) settle() {
	for i, p := range r.loose {
		if r.year < 0 && len(p.text) == 4 {
			r.year = p.n
			r.loose = append(r.loose[:i:i], r.loose[i+1:]...)
			break
		}
	}
	for _, p := range r.loose {
		switch {
		case r.day < 0 && p.n >= 1 && p.n <= 31 && len(p.text) <= 2:
			r.day = p.n
		case r.year < 0 && len(p.text) == 2:
			r.year = fullYear(p)
		}
	}
	if r.day < 0 && r.year > 0 && len(r.loose) == 0 {
		r.day = 1
	}
}
