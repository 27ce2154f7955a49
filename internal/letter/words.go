package letter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	xlanguage "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"counternotice/internal/news"
)

// What an inbox shows of a subject, and of each story in the line after it.
const (
	subjectRunes  = 70
	fragmentRunes = 48
)

// words gives an issue what it says of itself.
func (c *composer) words(is *Issue, ranked []Line) {
	is.Title = c.d.Site.Title
	if len(c.sel.Tags) > 0 {
		var labels []string
		for _, l := range c.d.Tags {
			for _, id := range c.sel.Tags {
				if l.Tag.ID == id {
					labels = append(labels, flat(l.Title))
				}
			}
		}
		if len(labels) > 0 {
			is.Title += ": " + strings.Join(labels, ", ")
		}
	}
	period := span(is.From, is.To)
	is.Title += ", " + period
	is.Stories = len(ranked)
	publishers := map[string]bool{}
	for _, l := range ranked {
		publishers[l.Publisher] = true
		if l.Own != nil {
			publishers[l.Own.Publisher] = true
		}
		for _, o := range l.Also {
			publishers[o.Publisher] = true
		}
	}
	is.Publishers = len(publishers)
	is.Credit = fmt.Sprintf("Selection by %s (%s), CC BY 4.0.", c.d.Site.Title, is.URL)

	var own []Line // those in the language of the digest come first where readers choose whether to open it
	for _, foreign := range []bool{false, true} {
		for _, l := range ranked {
			if (l.In != "") == foreign {
				own = append(own, l)
			}
		}
	}
	var fragments, topics []string
	for _, l := range own[:min(3, len(own))] {
		fragments = append(fragments, clip(l.Title, fragmentRunes))
	}
	is.Preheader = strings.Join(fragments, " · ")
	for _, s := range is.Sections {
		if s.Tag != "" && len(topics) < 3 {
			topics = append(topics, s.Title)
		}
	}
	if len(own) > 0 {
		first := max(0, slices.IndexFunc(own, func(l Line) bool { return l.Speaker != "official" })) // courts write titles for registers
		is.Subjects = append(is.Subjects, clip(own[first].Title, subjectRunes))
	} else {
		is.Subjects = append(is.Subjects, "Nothing new, "+period)
	}
	about := c.d.Site.Title
	for n := len(topics); n > 0; n-- {
		if about = strings.Join(topics[:n], " · "); n < len(is.Sections) {
			about += " and more"
		}
		if utf8.RuneCountInString(about) < subjectRunes-len(": 40 stories") {
			break
		}
	}
	is.Subjects = append(is.Subjects, about+": "+counted(is.Stories, "story", "stories"))
	is.Subjects = append(is.Subjects, is.Title)
	is.say()
}

// say puts the counts of an issue in words.
func (is *Issue) say() {
	if is.Stories == 0 {
		is.Intro = "No story in this period."
	} else {
		is.Intro = counted(is.Stories, "story", "stories") + " from " + counted(is.Publishers, "publisher", "publishers") + ", grouped by topic."
	}
	is.Notes = []string{}
	if n := len(is.Used); n > 0 {
		is.Notes = append(is.Notes, "Left out, since an earlier issue had them: "+counted(n, "story", "stories")+".")
	}
	if is.Further > 0 {
		is.Notes = append(is.Notes, "Not in this issue: "+counted(is.Further, "further story", "further stories")+" of the same days.")
	}
}

// languageName names a language in English; empty for a tag that is none.
func languageName(tag string) string {
	t, err := xlanguage.Parse(tag)
	if err != nil || t == xlanguage.Und {
		return ""
	}
	base, _ := t.Base()
	return display.English.Languages().Name(base)
}

// flat puts a text of others on one line and takes out what is no text. The archive's door has done so once; a letter
// goes where nobody looks again.
func flat(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError }), " ")
}

// link is an address as it may stand in a letter: absolute, http or https, without tracking or sessions, and with nothing in it that
// Markdown or the merge tags of a mailing service could read as theirs. Empty for any other.
func link(raw string) string {
	return inAddress.Replace(news.Outgoing(news.Canonical(raw)))
}

var inAddress = strings.NewReplacer(
	"(", "%28", ")", "%29", "[", "%5B", "]", "%5D", "{", "%7B", "}", "%7D", "<", "%3C", ">", "%3E", "|", "%7C", "*", "%2A", "`", "%60", `\`, "%5C",
	`"`, "%22", "'", "%27", "^", "%5E", " ", "%20",
)

// span writes the days of a period as people do: "16–22 November 2026".
func span(from, to string) string {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	switch {
	case errA != nil || errB != nil:
		return from + " to " + to
	case a.Equal(b):
		return a.Format("2 January 2006")
	case a.Year() != b.Year():
		return a.Format("2 January 2006") + " – " + b.Format("2 January 2006")
	case a.Month() != b.Month():
		return a.Format("2 January") + " – " + b.Format("2 January 2006")
	}
	return strconv.Itoa(a.Day()) + "–" + b.Format("2 January 2006")
}

// spell writes "2026-11-21" as "21 November 2026".
func spell(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// clip shortens a title where an inbox would cut it anyway, at a space, with an ellipsis.
func clip(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	cut := string([]rune(s)[:runes-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–-") + "…"
}

// Words is text of somebody, marked for a browser where its language or direction is not that of the letter.
type Words struct{ Text, Lang, Dir string }

// mark marks a text whose language is declared. A Latin text that is declared to be Arabic is not turned round, nor the reverse.
func mark(s, declared, home string) Words {
	w := Words{Text: s}
	t, err := xlanguage.Parse(declared)
	own, _ := xlanguage.Make(home).Base()
	if base, _ := t.Base(); err == nil && t != xlanguage.Und && base != own {
		w.Lang = t.String()
	}
	if leftwards(s) {
		w.Dir = "rtl"
	}
	return w
}

// leftwards says whether most letters of a text are written from right to left.
func leftwards(s string) bool {
	toRight, toLeft := 0, 0
	for _, r := range s {
		switch {
		case r < 0x590: // Hebrew is the first of them
			if unicode.IsLetter(r) {
				toRight++
			}
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam):
			toLeft++
		case unicode.IsLetter(r):
			toRight++
		}
	}
	return toLeft > toRight
}

// isolate sets a text from right to left apart from what stands around it, by characters made for it, where there is no markup.
func isolate(s string) string {
	if leftwards(s) {
		return "\u2067" + s + "\u2069"
	}
	return s
}

// markName marks the name of a publisher: one in Latin letters belongs to no language.
func markName(s, declared, home string) Words {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return mark(s, declared, home)
		}
	}
	return Words{Text: s}
}
