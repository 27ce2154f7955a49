package site

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	xlanguage "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"counternotice/internal/news"
)

// language is what a page says of a language.
type language struct {
	tag  string // BCP 47; empty when unknown
	base string // "pt" of "pt-BR"
	name string // in English
	rtl  bool
}

// language reads a BCP 47 tag; one that is none gives an unknown language, never markup.
func (r *renderer) language(tag string) language {
	l, ok := r.languages[tag]
	if ok {
		return l
	}
	t, err := xlanguage.Parse(tag)
	if err == nil && t != xlanguage.Und {
		base, _ := t.Base()
		script, _ := t.Script()
		l = language{tag: t.String(), base: base.String(), name: display.English.Tags().Name(spoken(t))}
		switch script.String() {
		case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm":
			l.rtl = true
		}
	}
	r.languages[tag] = l
	return l
}

// spoken is a language without what readers need not be told: the country of Chinese stands for its script, and a
// language of its own country for itself. Portuguese keeps either country, since neither is what all would expect.
func spoken(t xlanguage.Tag) xlanguage.Tag {
	base, script, region := t.Raw()
	if region.String() == "ZZ" {
		return t
	}
	switch base.String() {
	case "pt":
		return t
	case "zh":
		script, _ = t.Script() // the table of likely scripts has the country's
		t, _ = xlanguage.Compose(base, script)
		return t
	}
	if home, _ := xlanguage.Make(base.String()).Region(); home != region {
		return t
	}
	if script.String() != "Zzzz" {
		t, _ = xlanguage.Compose(base, script)
		return t
	}
	t, _ = xlanguage.Compose(base)
	return t
}

func (r *renderer) region(code string) string {
	name, ok := r.regions[code]
	if ok {
		return name
	}
	switch code {
	case "int", "":
		name = "International"
	case "eu":
		name = "European Union"
	default:
		name = strings.ToUpper(code)
		if reg, err := xlanguage.ParseRegion(code); err == nil {
			name = display.English.Regions().Name(reg)
		}
	}
	r.regions[code] = name
	return name
}

// text is a run of words. Lang and Dir are empty where they are those of the page.
type text struct{ Words, Lang, Dir string }

// text marks words of a declared language. A declaration that the script of the words contradicts is not believed: the
// language most written in that script takes its place, so that fonts, hyphens and voices fit what stands there.
func (r *renderer) text(words, declared string) text {
	l := r.language(declared)
	s := scriptOf(words)
	if s != nil && !strings.Contains(s.languages, " "+l.base+" ") {
		l = r.language(strings.Fields(s.languages)[0])
	}
	t := text{Words: words}
	if l.tag != "" && l.base != r.home.base {
		t.Lang = l.tag
	}
	rtl := l.rtl
	if s == nil && rtl && mostlyLatin(words) {
		rtl = false
	}
	if rtl != r.home.rtl && (s != nil || t.Lang != "") {
		t.Dir = "ltr"
		if rtl {
			t.Dir = "rtl"
		}
	}
	return t
}

// name marks a proper name: its script says its language, and a Latin one belongs to none.
func (r *renderer) name(words, declared string) text {
	if scriptOf(words) == nil {
		return text{Words: words}
	}
	return r.text(words, declared)
}

// script is a writing system that tells languages apart, the commonest language first.
type script struct {
	tables    []*unicode.RangeTable
	languages string
}

// scripts lists the writing systems that our pages must mark for a browser to choose the right font and direction.
var scripts = []script{
	{[]*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}, " ja "},
	{[]*unicode.RangeTable{unicode.Han}, " zh ja ko yue "},
	{[]*unicode.RangeTable{unicode.Hangul}, " ko "},
	{[]*unicode.RangeTable{unicode.Arabic}, " ar fa ur ps ckb ug sd ku az "},
	{[]*unicode.RangeTable{unicode.Hebrew}, " he yi "},
	{[]*unicode.RangeTable{unicode.Cyrillic}, " ru uk be bg sr mk kk ky tg mn tt uz ba cv "},
	{[]*unicode.RangeTable{unicode.Greek}, " el "},
	{[]*unicode.RangeTable{unicode.Devanagari}, " hi mr ne sa "},
	{[]*unicode.RangeTable{unicode.Thai}, " th "},
	{[]*unicode.RangeTable{unicode.Georgian}, " ka "},
	{[]*unicode.RangeTable{unicode.Armenian}, " hy "},
	{[]*unicode.RangeTable{unicode.Bengali}, " bn as "},
	{[]*unicode.RangeTable{unicode.Tamil}, " ta "},
}

// scriptOf finds the writing system that at least half of the letters are in; nil for Latin, for a mixture, for none.
func scriptOf(words string) *script {
	ascii := true
	for i := range len(words) {
		if words[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return nil
	}
	var counts [16]int
	letters := 0
	for _, c := range words {
		if !unicode.IsLetter(c) {
			continue
		}
		letters++
		if c < 0x370 { // Latin ends before Greek begins
			continue
		}
		for i := range scripts {
			if unicode.In(c, scripts[i].tables...) {
				counts[i]++
				break
			}
		}
	}
	if counts[0] > 0 && (counts[0]+counts[1])*2 >= letters { // Japanese mixes kana and Han
		return &scripts[0]
	}
	for i := range scripts {
		if counts[i] > 0 && counts[i]*2 >= letters {
			return &scripts[i]
		}
	}
	return nil
}

func mostlyLatin(words string) bool {
	latin, letters := 0, 0
	for _, c := range words {
		if unicode.IsLetter(c) {
			letters++
			if unicode.Is(unicode.Latin, c) {
				latin++
			}
		}
	}
	return letters > 0 && latin*2 > letters
}

// moment is a time for people and for machines.
type moment struct{ ISO, Words string }

// clock writes a time in the zone of the site. Midnight UTC to the second is how a date without a time arrives, and is
// written as the date it was; the zero time gives an empty moment.
func (r *renderer) clock(t time.Time) moment {
	if t.IsZero() {
		return moment{}
	}
	if u := t.UTC(); u.Hour() == 0 && u.Minute() == 0 && u.Second() == 0 {
		return moment{u.Format(time.DateOnly), u.Format("2 January 2006")}
	}
	return r.clockFull(t)
}

// clockFull writes a time of our own clock, which is never a bare date.
func (r *renderer) clockFull(t time.Time) moment {
	if t.IsZero() {
		return moment{}
	}
	t = t.In(r.zone)
	return moment{t.Format(time.RFC3339), t.Format("2 January 2006, 15:04 MST")}
}

// dayOf is the day of what clock writes, "2026-11-21".
func (r *renderer) dayOf(t time.Time) string {
	if m := r.clock(t); len(m.ISO) >= len(time.DateOnly) {
		return m.ISO[:len(time.DateOnly)]
	}
	return ""
}

// published writes the day on which a report appeared: of what clock writes.
func (r *renderer) published(t time.Time) moment {
	day := r.dayOf(t)
	return moment{day, spellDay(day)}
}

// date writes the day of a time in the zone of the site.
func (r *renderer) date(t time.Time) moment {
	if t.IsZero() {
		return moment{}
	}
	t = t.In(r.zone)
	return moment{t.Format(time.DateOnly), t.Format("2 January 2006")}
}

// spellDay writes "2026-11-21" as "21 November 2026"; what is no day stays as it is.
func spellDay(day string) string { return respell(time.DateOnly, "2 January 2006", day) }

// spellWeekday writes "2026-11-21" as "Saturday, 21 November".
func spellWeekday(day string) string { return respell(time.DateOnly, "Monday, 2 January", day) }

// spellMonth writes "2026-11" as "November 2026".
func spellMonth(month string) string { return respell("2006-01", "January 2006", month) }

func respell(from, to, s string) string {
	t, err := time.Parse(from, s)
	if err != nil {
		return s
	}
	return t.Format(to)
}

// weekOf is the id of the ISO 8601 week of a day, "2026-w47".
func weekOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	y, w := t.ISOWeek()
	id := strconv.Itoa(y) + "-w"
	if w < 10 {
		id += "0"
	}
	return id + strconv.Itoa(w)
}

// number writes 12345 as "12,345".
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// daysOf is the seven days that begin with a day.
func daysOf(first string) []string {
	t, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return nil
	}
	var days []string
	for i := range 7 {
		days = append(days, t.AddDate(0, 0, i).Format(time.DateOnly))
	}
	return days
}

// counted writes a number with its noun.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// clip shortens our own use of a title where a machine cuts it anyway, at a space, with an ellipsis.
func clip(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	cut := string([]rune(s)[:runes])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}

// shorten cuts an excerpt for a list at a word, or in a script without spaces at a character, two of which count as a word.
func shorten(s string, words int) string {
	n, inWord := 0, false
	runes := 0
	for i, c := range s {
		if unicode.IsSpace(c) {
			inWord = false
		} else if !inWord {
			inWord = true
			if n++; n > words {
				return ellipsis(s[:i])
			}
		}
		if unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			if runes++; runes > 2*words {
				return ellipsis(s[:i])
			}
		}
	}
	return s
}

func ellipsis(s string) string { return strings.TrimRight(s, " ,;:–-—、，") + "…" }

func kindName(k news.Kind) string {
	switch k {
	case news.KindNGO:
		return "Civil society"
	case news.KindTrade:
		return "Trade press"
	case news.KindPress:
		return "Press"
	case news.KindAcademic:
		return "Academic"
	case news.KindOfficial:
		return "Official"
	case news.KindState:
		return "State media"
	case news.KindIndustry:
		return "Industry"
	}
	return "Unknown"
}
