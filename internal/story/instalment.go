package story

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"counternotice/internal/text"
)

// instalment is what a title numbers of things that come one after the other: "day 4" of a trial, "part 2" of a report. How many there are of a thing is none: the
// dead become more, and outlets round. Nor is a date, a quarter or a version: one event has a beginning and a deadline, results and a forecast.
type instalment struct{ of, number string }

type instalments []instalment

// other says that two titles number things of one kind, and none of that kind the same.
func (a instalments) other(b instalments) bool {
	return slices.ContainsFunc(a, func(x instalment) bool {
		alike := func(y instalment) bool { return x.of == y.of }
		return slices.ContainsFunc(b, alike) && !slices.ContainsFunc(a, func(y instalment) bool { return alike(y) && slices.Contains(b, y) })
	})
}

// instalmentWords are what is numbered, in the cases in which it is; a word with a point is short for another.
var instalmentWords = func() map[string]string {
	m := map[string]string{}
	for of, words := range map[string]string{
		"day":     "day tag tages prozesstag verhandlungstag jour journée día dia giorno giornata dag dzień dnia dniu день дня дню gün günü gününde günde يوم اليوم",
		"week":    "week woche semaine semana settimana tydzień tygodnia tygodniu неделя неделю недели неделе hafta haftası haftasında haftada أسبوع الأسبوع",
		"part":    "part pt. teil partie parte deel część części часть части bölüm جزء الجزء",
		"episode": "episode ep. folge épisode episodio episódio capítulo aflevering odcinek выпуск серия حلقة الحلقة",
		"hearing": "جلسة الجلسة",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = of
		}
	}
	return m
}()

// dated are words for a day behind which a number may be that of a date ("il giorno 20 novembre"), or one of what is told of today (اليوم).
var dated = strings.Fields("día dia giorno dzień dnia dniu день дня يوم اليوم")

// numbered reads rows of words for one, two and so on; behind a plus are the endings that each word of the row takes.
func numbered(rows ...string) map[string]string {
	m := map[string]string{}
	for _, row := range rows {
		words, endings, _ := strings.Cut(row, "+")
		for k, w := range strings.Fields(words) {
			for e := range strings.SplitSeq(endings, " ") {
				m[w+e] = strconv.Itoa(k + 1)
			}
		}
	}
	return m
}

var (
	// smallNumbers stand behind what they number, romanNumbers behind parts and episodes only: "the day X fell".
	smallNumbers = numbered("one two three four five six seven eight nine ten", "一 二 三 四 五 六 七 八 九 十",
		"الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر", "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة")
	romanNumbers = numbered("I II III IV V VI VII VIII IX X")

	// ordinals stand before it.
	ordinals = numbered("first second third fourth fifth sixth seventh eighth ninth tenth",
		"erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte+ n r s m",
		"premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième", "première seconde",
		"primer segund tercer cuart quint sext séptim octav noven décim+ o a", "primeir segund terceir quart quint sext sétim oitav non décim+o a",
		"prim second terz quart quint sest settim ottav non decim+o a",
		"eerste tweede derde vierde vijfde zesde zevende achtste negende tiende",
		"pierwsz drug trzec czwart piąt szóst siódm ósm dziewiąt dziesiąt+y i a ia ą ią ego iego ej iej ym im",
		"перв втор трет четверт пят шест седьм восьм девят десят+ый ой ий ая ья ую ью ого ьего ом ьем ей",
		"birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu")

	// nth are the ends of ordinals in figures, as text.Normalize leaves them; outside English a point is one.
	nth = strings.Fields("st nd rd th e er re ème ère eme o a de ste -й -я -го -м -ю")

	// inARow may stand between an ordinal and what it numbers.
	inARow = strings.Fields("straight consecutive full")
)

// What Han script numbers, in figures or in words; and "(1/3)", not "24/7" nor "1/3 of readers".
var (
	hanPart = regexp.MustCompile(`第([0-9]{1,3}|[一二三四五六七八九十])(?:([天日周週話话期回])|(集)(?:[^团團]|$))|([0-9]{1,3}|[一二三四五六七八九十])([日週]目)`)
	partOf  = regexp.MustCompile(`[(\[]([0-9]{1,2})/([0-9]{1,2})[)\]]`)
)

var hanWords = map[string]string{"天": "day", "日": "day", "日目": "day", "周": "week", "週": "week", "週目": "week", "集": "episode", "話": "episode", "话": "episode"}

// titleWord is a word of a title, between spaces or hyphens; a dash that stands alone is an empty one.
type titleWord struct {
	bare, small string // without punctuation around it, and in small letters
	number      string // in figures, without noughts at its beginning; empty if it is none
	nth         bool   // the number is an ordinal
	end         string // the punctuation behind it
}

// wordsOf adds the words of a normalized title to a list.
func wordsOf(out []titleWord, title, language string) []titleWord {
	add := func(w string) {
		w = strings.TrimLeftFunc(w, unicode.IsPunct)
		t := titleWord{bare: strings.TrimRightFunc(w, unicode.IsPunct)}
		t.end, t.small = w[len(t.bare):], strings.ToLower(t.bare)
		if figures := figuresOf(t.bare); figures > 0 && figures <= 3 {
			rest := t.small[figures:]
			t.nth = slices.Contains(nth, rest) || rest == "" && language != "en" && t.end == "."
			if rest == "" || t.nth || rest[0] == '/' {
				t.number = strings.TrimLeft(t.bare[:figures], "0")
			}
		}
		out = append(out, t)
	}
	for w := range strings.FieldsSeq(title) {
		if k := figuresOf(w); k > 0 && slices.Contains(nth, w[k:]) {
			add(w)
			continue
		}
		for part := range strings.SplitSeq(w, "-") {
			add(part)
		}
	}
	return out
}

// figuresOf is how many figures a word begins with.
func figuresOf(w string) int {
	for k := range len(w) {
		if w[k] < '0' || w[k] > '9' {
			return k
		}
	}
	return len(w)
}

// instalmentsOf gives all that a title numbers.
func instalmentsOf(title, language string) instalments {
	if len(title) > maxTitle {
		return nil
	}
	language, _, _ = strings.Cut(strings.ToLower(language), "-")
	title = text.Normalize(title)
	var few [24]titleWord
	words := wordsOf(few[:0], title, language)
	out := partsIn(words)
	if strings.ContainsAny(title, "第目") {
		for _, m := range hanPart.FindAllStringSubmatch(title, -1) {
			number, of := m[1]+m[4], m[2]+m[3]+m[5]
			if small := smallNumbers[number]; small != "" {
				number = small
			}
			if word := hanWords[of]; word != "" {
				of = word
			}
			out = append(out, instalment{of, strings.TrimLeft(number, "0")})
		}
	}
	if strings.Contains(title, "初公判") { // the first of what is called 第2回公判 from then on
		out = append(out, instalment{"回", "1"})
	}
	if strings.Contains(title, "/") {
		for _, m := range partOf.FindAllStringSubmatch(title, -1) {
			if n, _ := strconv.Atoi(m[1]); n > 0 {
				if all, _ := strconv.Atoi(m[2]); n <= all {
					out = append(out, instalment{"of " + m[2], strconv.Itoa(n)})
				}
			}
		}
	}
	return out
}

// partsIn gives what words of a title number by its name, "day 4", "the fourth day".
func partsIn(words []titleWord) instalments {
	var out instalments
	for k := range words[:max(0, len(words)-1)] {
		w, next := &words[k], &words[k+1]
		of := instalmentWords[w.small+w.end] // what is cut off by punctuation is followed by no number of its own
		switch {
		case of == "":
		case next.number != "" && (next.nth || slices.Contains(dated, w.small)) && next.end == "" && k+2 < len(words):
		case next.number != "" && !(next.nth && next.end == ""):
			out = append(out, instalment{of, next.number})
		case smallNumbers[next.small] != "":
			out = append(out, instalment{of, smallNumbers[next.small]})
		case (of == "part" || of == "episode") && romanNumbers[next.bare] != "":
			out = append(out, instalment{of, romanNumbers[next.bare]})
		}
		number := ordinals[w.small+w.end]
		if w.nth && strings.Trim(w.end, ".") == "" {
			number = w.number
		}
		if number != "" && slices.Contains(inARow, next.small) && k+2 < len(words) {
			next = &words[k+2]
		}
		if of := instalmentWords[next.small]; number != "" && of != "" {
			out = append(out, instalment{of, number})
		}
	}
	return out
}
