package story

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/text"
)

// instalment is what a title numbers of things that come one after the other: "day 4" of a trial, "part 2" of a report, the third of May, a quarter, a
// version. How many there are of a thing is none: the dead become more, and outlets round.
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
		"quarter": "quarter quartal quartals trimestre kwartaal kwartał kwartału kwartale квартал квартала квартале çeyrek çeyreği çeyreğinde çeyrekte الربع",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = of
		}
	}
	return m
}()

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

// months by language, in any of the ways in which a day stands before them; in English it stands behind them too.
var months = func() map[string]map[string]string {
	m := map[string]map[string]string{}
	for language, rows := range map[string][]string{
		"en": {"january february march april may june july august september october november december", "jan feb mar apr - jun jul aug sept oct nov dec", "- - - - - - - - sep"},
		"de": {"januar februar märz april mai juni juli august september oktober november dezember", "jänner"},
		"es": {"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "- - - - - - - - setiembre"},
		"fr": {"janvier février mars avril mai juin juillet août septembre octobre novembre décembre"},
		"it": {"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"},
		"pt": {"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"},
		"nl": {"januari februari maart april mei juni juli augustus september oktober november december"},
		"pl": {"stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"},
		"ru": {"января февраля марта апреля мая июня июля августа сентября октября ноября декабря"},
		"tr": {"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık"},
		"ar": {"يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"},
	} {
		m[language] = numbered(rows...)
		delete(m[language], "-")
	}
	return m
}()

// eventDays are days that are the name of what happened on them ("the January 6 panel", "September 11").
var eventDays = strings.Fields("1-6 9-11 10-7 7-4")

// units stand behind numbers with a point that are no versions.
var units = strings.Fields(`percent pct per cent cents inch hours million billion trillion mn bn mln mld mrd mio magnitude points prozent millionen milliarden
	millones millions milliards milioni miliardi milhões bilhões miljoen miljard mln. mld. млн млрд миллиона процента milyon milyar uhr`)

// What Han script numbers, in figures or in words; "(1/3)", not "24/7" nor "1/3 of readers"; "Q1", "1Q26"; and "4.1.2".
var (
	hanPart   = regexp.MustCompile(`第([0-9]{1,3}|[一二三四五六七八九十])(季度|四半期|[天日周週集話话期部回])|([0-9]{1,3}|[一二三四五六七八九十])(季度|[日週]目)`)
	hanDate   = regexp.MustCompile(`([0-9]{1,2})月([0-9]{1,2})[日号]`)
	partOf    = regexp.MustCompile(`[(\[]([0-9]{1,2})/([0-9]{1,2})[)\]]`)
	quarterly = regexp.MustCompile(`\b(?:Q([1-4])|([1-4])Q(?:20)?(?:[0-9]{2})?)\b`)
	version   = regexp.MustCompile(`^[vV]?([0-9]{1,4}(?:\.[0-9]{1,4}){1,3})$`)
)

var hanWords = map[string]string{"天": "day", "日": "day", "日目": "day", "周": "week", "週": "week", "週目": "week", "集": "episode", "話": "episode", "话": "episode", "部": "part", "季度": "quarter", "四半期": "quarter"}

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
	if strings.ContainsAny(title, "0123456789") {
		out = slices.Concat(out, datesIn(words, language), versionsIn(words))
	}
	if strings.ContainsAny(title, "第目季") {
		for _, m := range hanPart.FindAllStringSubmatch(title, -1) {
			number, of := m[1]+m[3], m[2]+m[4]
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
	if strings.Contains(title, "月") {
		for _, m := range hanDate.FindAllStringSubmatch(title, -1) {
			out = append(out, instalment{"date", strings.TrimLeft(m[1], "0") + "-" + strings.TrimLeft(m[2], "0")})
		}
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
	if strings.Contains(title, "Q") {
		for _, m := range quarterly.FindAllStringSubmatch(title, -1) {
			out = append(out, instalment{"quarter", m[1] + m[2]})
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

// datesIn gives the days of months that words of a title name, all of them where they name several or from when to when. A month alone is
// none: "since August 2008" compares, and what is put off for a month is one thing.
func datesIn(words []titleWord, language string) instalments {
	var out instalments
	var days []string
	named := months[language]
	month, open := "", false // the month that days may follow; whether a word like "to" comes last
	add := func(day, month string) {
		if date := month + "-" + day; !slices.Contains(eventDays, date) {
			out = append(out, instalment{"date", date})
		}
	}
	for k := range words {
		w := &words[k]
		day := 0
		if w.number != "" {
			day, _ = strconv.Atoi(w.number)
		}
		name, _, _ := strings.Cut(w.small, "'")
		m := named[name]
		if first, _ := utf8.DecodeRuneInString(w.bare); language == "en" && !unicode.IsUpper(first) { // they may march
			m = ""
		}
		switch {
		case m != "":
			if open {
				days = nil
			}
			for _, d := range days {
				add(d, m)
			}
			month = ""
			if len(days) == 0 && language == "en" && strings.Trim(w.end, ".") == "" {
				month = m
			}
			days, open = nil, false
		case day > 0 && day <= 31:
			if month != "" {
				add(w.number, month)
			} else {
				days = append(days, w.number)
			}
			if open = false; strings.Trim(w.end, ".") != "" {
				days, month = nil, ""
			}
		case w.small == "of" || w.small == "de":
			month = ""
		case (month != "" || len(days) > 0) && slices.Contains(spans, w.small):
			open = true
		default:
			days, month, open = nil, "", false
		}
	}
	return out
}

// spans stand between days of one month.
var spans = []string{"", "to", "and", "until", "bis", "und", "au", "et", "al", "y", "a", "e", "t/m", "en", "do", "i", "по", "и", "до", "ve", "إلى", "و"}

// versionsIn gives the versions of what words of a title name before them.
func versionsIn(words []titleWord) instalments {
	var out instalments
	for k := 1; k < len(words); k++ {
		if !strings.Contains(words[k].bare, ".") {
			continue
		}
		m := version.FindStringSubmatch(words[k].bare)
		if m == nil || strings.Contains(words[k].end, "%") || k+1 < len(words) && slices.Contains(units, words[k+1].small) {
			continue
		}
		name := &words[k-1]
		if name.small == "version" && k > 1 {
			name = &words[k-2]
		}
		if first, _ := utf8.DecodeRuneInString(name.bare); unicode.IsUpper(first) && name.end == "" && !slices.Contains(units, name.small) {
			out = append(out, instalment{"version of " + name.small, m[1]})
		}
	}
	return out
}
