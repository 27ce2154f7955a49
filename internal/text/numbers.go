package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// magnitudes are the words that multiply the number before them, as powers of ten. A European "billion" is 10^12; its
// forms differ from the English word.
var magnitudes = map[string]int{
	"thousand": 3, "tausend": 3, "mille": 3, "mil": 3, "mila": 3, "тыс": 3, "тысяч": 3, "тысячи": 3, "тысяча": 3, "tys": 3, "bin": 3, "duizend": 3,
	"million": 6, "millions": 6, "mn": 6, "mln": 6, "mio": 6, "millionen": 6, "millón": 6, "millon": 6, "millones": 6, "milione": 6, "milioni": 6, "milhão": 6, "milhao": 6,
	"milhões": 6, "milhoes": 6, "miljoen": 6, "milion": 6, "milionów": 6, "milionow": 6, "миллион": 6, "миллиона": 6, "миллионов": 6, "млн": 6, "milyon": 6, "m": 6,
	"billion": 9, "billions": 9, "bn": 9, "mrd": 9, "milliarde": 9, "milliarden": 9, "milliard": 9, "milliards": 9, "miliardo": 9, "miliardi": 9, "miljard": 9,
	"miliard": 9, "miliardów": 9, "miliardow": 9, "bilhão": 9, "bilhao": 9, "bilhões": 9, "bilhoes": 9, "миллиард": 9, "миллиарда": 9, "миллиардов": 9, "млрд": 9, "milyar": 9,
	"trillion": 12, "trillions": 12, "tn": 12, "billionen": 12, "billón": 12, "billon": 12, "billones": 12, "bilyon": 12, "триллион": 12, "триллиона": 12, "триллионов": 12, "трлн": 12,
}

// hanDigits and hanUnits are the numerals of Chinese, Japanese and Korean texts in both forms.
var (
	hanDigits = map[rune]int64{'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanUnits  = map[rune]int{'十': 1, '百': 2, '千': 3, '万': 4, '萬': 4, '만': 4, '亿': 8, '億': 8, '억': 8, '兆': 12, '조': 12}
)

// Numbers gives the numbers of s, normalised, each once, in order: "2,554" and "2 554" are "2554", "1.2 million" and
// "120万" are "1200000", "3,5" is "3.5". A separator before exactly three digits groups thousands. Chinese numerals
// count when they hold a unit ("三万", "十二").
func Numbers(s string) []string {
	var out []string
	seen := map[string]bool{}
	rs := []rune(Normalize(s))
	inWord := false
	for i := 0; i < len(rs); {
		n, j := "", i+1
		switch {
		case isDigit(rs[i]) && !inWord:
			n, j = scanNumber(rs, i)
		case hanNumeral(rs[i]):
			n, j = scanHan(rs, i)
		}
		if n != "" && !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
		last := rs[j-1]
		inWord = wordRune(last) && !unspaced(last) && !isDigit(last)
		i = j
	}
	return out
}

func hanNumeral(r rune) bool {
	_, digit := hanDigits[r]
	return digit || r == '十' || r == '百' || r == '千'
}

// scanNumber reads the number that begins at rs[i], a digit, with its magnitude, and gives where it ends.
func scanNumber(rs []rune, i int) (number string, end int) {
	groups := []string{""}
	var seps []rune
	j := i
	for j < len(rs) {
		if isDigit(rs[j]) {
			groups[len(groups)-1] += string(rs[j])
			j++
			continue
		}
		if j+1 < len(rs) && isDigit(rs[j+1]) && strings.ContainsRune(".,'", rs[j]) {
			seps = append(seps, rs[j])
			groups = append(groups, "")
			j++
			continue
		}
		if rs[j] == ' ' && groupFollows(rs, j+1) && len(groups[len(groups)-1]) <= 3 && (len(seps) == 0 || seps[0] == ' ') {
			seps = append(seps, ' ')
			groups = append(groups, "")
			j++
			continue
		}
		break
	}
	whole, fraction := joinGroups(groups, seps)
	power, k := magnitudeAt(rs, j)
	return scale(whole, fraction, power), k
}

// groupFollows says whether exactly three digits stand at i, as in "2 554".
func groupFollows(rs []rune, i int) bool {
	n := 0
	for i+n < len(rs) && isDigit(rs[i+n]) {
		n++
	}
	return n == 3 && (i+n == len(rs) || !wordRune(rs[i+n]))
}

// joinGroups decides which separators group thousands and which begins a fraction.
func joinGroups(groups []string, seps []rune) (whole, fraction string) {
	if len(seps) == 0 {
		return groups[0], ""
	}
	last := len(seps) - 1
	thousands := func(n int) bool {
		if len(groups[0]) > 3 || groups[0] == "0" {
			return false
		}
		for k := 1; k <= n; k++ {
			if len(groups[k]) != 3 || seps[k-1] != seps[0] {
				return false
			}
		}
		return true
	}
	switch {
	case thousands(len(seps)):
		return strings.Join(groups, ""), ""
	case (seps[last] == '.' || seps[last] == ',') && thousands(last):
		return strings.Join(groups[:last+1], ""), groups[last+1]
	case len(seps) == 1 && (seps[0] == '.' || seps[0] == ','):
		return groups[0], groups[1]
	}
	return strings.Join(groups, "."), "" // a version, a date, an address: kept apart as written
}

// magnitudeAt reads the word of magnitude at rs[i], after at most one space or hyphen.
func magnitudeAt(rs []rune, i int) (power, end int) {
	j := i
	if j < len(rs) && (rs[j] == ' ' || rs[j] == '-') {
		j++
	}
	power, k := 0, j
	for k < len(rs) {
		p, ok := hanUnits[rs[k]]
		if !ok || j > i {
			break
		}
		power += p
		k++
	}
	if power > 0 {
		return power, k
	}
	for k < len(rs) && k-j < 12 && wordRune(rs[k]) && !unspaced(rs[k]) && !isDigit(rs[k]) {
		k++
	}
	if k < len(rs) && wordRune(rs[k]) && !unspaced(rs[k]) {
		return 0, i
	}
	word := strings.ToLower(string(rs[j:k]))
	p := magnitudes[word]
	if p == 0 || word == "m" && j > i {
		return 0, i
	}
	if word == "mil" && k < len(rs) && rs[k] == ' ' { // "mil millones"
		if q, end := magnitudeAt(rs, k); q == 6 {
			return 9, end
		}
	}
	return p, k
}

// scale multiplies a decimal by a power of ten, in digits.
func scale(whole, fraction string, power int) string {
	for range power {
		if fraction == "" {
			whole += "0"
		} else {
			whole, fraction = whole+fraction[:1], fraction[1:]
		}
	}
	if strings.Contains(whole, ".") {
		return whole
	}
	fraction = strings.TrimRight(fraction, "0")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if fraction != "" {
		return whole + "." + fraction
	}
	return whole
}

// scanHan reads a numeral of Han characters that begins at rs[i]; the number is empty when it holds no unit.
func scanHan(rs []rune, i int) (number string, end int) {
	var total, section, digit int64
	units, j := 0, i
	for ; j < len(rs) && j-i < 16; j++ {
		if d, ok := hanDigits[rs[j]]; ok {
			digit = d
			continue
		}
		p, ok := hanUnits[rs[j]]
		if !ok {
			break
		}
		units++
		factor := pow10(p)
		if p < 4 {
			section += max(digit, 1) * factor
		} else {
			total = (total + section + digit) * factor
			if total < 0 || total > 1e17 {
				return "", j + 1
			}
			section = 0
		}
		digit = 0
	}
	if units == 0 || j-i < 2 {
		return "", max(j, i+1)
	}
	return formatInt(total + section + digit), j
}

func pow10(p int) int64 {
	n := int64(1)
	for range p {
		n *= 10
	}
	return n
}

func formatInt(n int64) string {
	if n == 0 {
		return "0"
	}
	var b []byte
	for ; n > 0; n /= 10 {
		b = utf8.AppendRune(b, rune('0'+n%10))
	}
	slices.Reverse(b)
	return string(b)
}
