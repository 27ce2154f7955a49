package taxonomy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/text"
)

// token is one word of a text, or one character of a script that sets no spaces between words.
type token struct {
	rawFrom, rawTo   int32 // in scan.source
	foldFrom, foldTo int32 // in scan.fold
	char             bool  // of a script without spaces
	pause            pause // what stands before it
}

// pause is what separates a token from the one before it.
type pause uint8

const (
	pauseNone pause = iota
	pauseSoft       // a comma, a bracket, a colon: no phrase goes on across it, a gap may
	pauseHard       // the end of a sentence: nothing goes on across it, unless the term has such a point itself
	pauseEnd        // the end of a text: nothing goes on across it
)

// scan holds the tokens of one or several texts. Its buffers are reused.
type scan struct {
	source   []byte // normalized texts
	fold     []byte
	tokens   []token
	passages []passage
	spelled  []spelled
	changed  []text.Change // of the passages that quotes were taken from
}

func (s *scan) reset() {
	s.source, s.fold, s.tokens = s.source[:0], s.fold[:0], s.tokens[:0]
	s.passages, s.spelled, s.changed = s.passages[:0], s.spelled[:0], s.changed[:0]
}

func (s *scan) raw(t token) string    { return string(s.source[t.rawFrom:t.rawTo]) }
func (s *scan) folded(t token) []byte { return s.fold[t.foldFrom:t.foldTo] }

// between is what stands between a token and the one before it, or behind the last, in one text; it may hold letters that are no words.
func (s *scan) between(at int32) string {
	from, to := int32(0), int32(len(s.source))
	if at > 0 {
		_, from = s.place(at - 1)
	}
	if int(at) < len(s.tokens) {
		to, _ = s.place(at)
	}
	return string(s.source[from:max(from, to)])
}

// maxTokens is how much of an item is read: the first words of a very long text say what it is about.
const maxTokens = 20000

// zeroWidthSpace parts words where a line may break; a soft hyphen, which normalizing takes out, stands inside one.
const zeroWidthSpace = "\u200B"

// add reads a text into tokens, and says what pause follows the last. Before the first stands the end of a text.
//
// A hyphen and an apostrophe part words; an English possessive s is dropped; letters with points between them ("U.S.")
// are one word; a plus that ends a word belongs to it ("Canal+"). Capitals before the sign of a currency ("US$", "A$", "R$") are a part
// of the sign, and no word.
func (s *scan) add(raw string) pause {
	if strings.Contains(raw, zeroWidthSpace) {
		raw = strings.ReplaceAll(raw, zeroWidthSpace, " ")
	}
	src := text.Normalize(raw)
	base := int32(len(s.source))
	s.source = append(s.source, src...)
	s.passages = append(s.passages, passage{raw: raw, base: base, end: int32(len(s.source)), same: src == raw})
	before := pauseEnd
	for i := 0; i < len(src) && len(s.tokens) < maxTokens; {
		r, size := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(src[i:])
		}
		switch {
		case unspaced(r):
			s.emit(src, base, i, i+size, true, before)
			before, i = pauseNone, i+size
			continue
		case wordRune(r):
			end := wordEnd(src, i)
			joined := initials(src, i, end)
			if sign := currency(src, i, joined); sign > joined {
				before, i = max(before, pauseSoft), sign
				continue
			}
			if joined > end {
				s.emitInitials(src, base, i, joined, before)
				before, i = pauseNone, joined
				continue
			}
			if i > 0 && src[i-1] == '\'' && end-i == 1 && (r == 's' || r == 'S') && len(s.tokens) > 0 && before == pauseNone {
				i = end
				continue
			}
			s.emit(src, base, i, end, false, before)
			before, i = pauseNone, end
			continue
		case r == '&':
			s.emitAnd(base, i, before)
			before = pauseNone
		default:
			before = max(before, pauseOf(src, i, r, size))
		}
		i += size
	}
	return before
}

func (s *scan) emit(src string, base int32, from, to int, char bool, before pause) {
	t := token{rawFrom: base + int32(from), rawTo: base + int32(to), foldFrom: int32(len(s.fold)), char: char, pause: before}
	s.fold = text.AppendFold(s.fold, src[from:to])
	if f := s.fold[t.foldFrom:]; !char && len(f) > 8 && f[0] >= 0xD8 && f[0] <= 0xD9 {
		s.fold = append(s.fold[:t.foldFrom], f[arabicArticle(f):]...)
	}
	t.foldTo = int32(len(s.fold))
	if t.foldTo > t.foldFrom {
		s.tokens = append(s.tokens, t)
	}
}

// arabicArticle is how many bytes of a folded word are the Arabic article, and what is written together with it before
// it: "and", "so", "in", "like" or "to". What is left has three letters or more, so that a word that begins so stays.
func arabicArticle(w []byte) int {
	const article, short = "ال", "لل" // "to the" loses a letter
	n := 0
	switch string(w[:2]) {
	case "و", "ف", "ب", "ك":
		n = 2
	}
	switch {
	case len(w) >= n+len(article)+6 && string(w[n:n+len(article)]) == article:
		return n + len(article)
	case n == 0 && len(w) >= len(short)+6 && string(w[:len(short)]) == short:
		return len(short)
	}
	return 0
}

func (s *scan) emitInitials(src string, base int32, from, to int, before pause) {
	s.spelled = append(s.spelled, spelled{int32(len(s.tokens)), base + int32(from), base + int32(to)})
	t := token{rawFrom: int32(len(s.source)), foldFrom: int32(len(s.fold)), pause: before}
	for i := from; i < to; i++ {
		if src[i] != '.' {
			s.source = append(s.source, src[i])
			s.fold = text.AppendFold(s.fold, src[i:i+1])
		}
	}
	t.rawTo, t.foldTo = int32(len(s.source)), int32(len(s.fold))
	s.tokens = append(s.tokens, t)
}

func (s *scan) emitAnd(base int32, at int, before pause) {
	t := token{rawFrom: base + int32(at), rawTo: base + int32(at) + 1, foldFrom: int32(len(s.fold)), pause: before}
	s.fold = append(s.fold, "and"...)
	t.foldTo = int32(len(s.fold))
	s.tokens = append(s.tokens, t)
}

func wordEnd(src string, i int) int {
	for i < len(src) {
		r, size := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(src[i:])
		}
		if unspaced(r) || !wordRune(r) {
			if r == '+' && (i+1 == len(src) || !wordByte(src[i+1])) {
				i++
			}
			break
		}
		i += size
	}
	return i
}

// initials is where "U.S." ends when it begins at i; else end.
func initials(src string, i, end int) int {
	if end != i+1 || !wordByte(src[i]) || src[i] <= '9' {
		return end
	}
	last, n := end, 1
	for j := end; j+1 < len(src) && src[j] == '.' && wordByte(src[j+1]) && src[j+1] > '9' && (j+2 == len(src) || src[j+2] == '.' || !wordByte(src[j+2]) && src[j+2] < utf8.RuneSelf); j += 2 {
		last, n = j+2, n+1
	}
	if n < 2 {
		return end
	}
	if last < len(src) && src[last] == '.' {
		last++
	}
	return last
}

// currency is where the sign of a currency ends whose capitals, three at most and perhaps with points, stand from i to end; else end.
func currency(src string, i, end int) int {
	if end == len(src) || src[end] != '$' && src[end] < utf8.RuneSelf || end-i > len("U.S.D.") {
		return end
	}
	letters := strings.ReplaceAll(src[i:end], ".", "")
	r, size := utf8.DecodeRuneInString(src[end:])
	if !unicode.Is(unicode.Sc, r) || len(letters) > 3 || strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return end
	}
	return end + size
}

func wordByte(c byte) bool {
	return c|0x20-'a' < 26 || c-'0' < 10
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return wordByte(byte(r))
	}
	return r >= 0x0400 && r <= 0x0481 || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// unspaced says whether a script runs words together: Han, kana, Thai, Lao, Khmer, Burmese.
func unspaced(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF, r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF:
		return unicode.IsLetter(r) || unicode.IsMark(r)
	case r == 0x3005, r == 0x3007, r >= 0x3041 && r <= 0x30FF && r != 0x30FB, r >= 0x31F0 && r <= 0x31FF:
		return true
	case r >= 0x3400 && r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF, r >= 0x20000 && r <= 0x323AF:
		return true
	}
	return false
}

func pauseOf(src string, i int, r rune, size int) pause {
	switch r {
	case ' ', '\t', '\'', '"', '_', '#', '*':
		return pauseNone
	case '-':
		if i > 0 && src[i-1] == ' ' && i+1 < len(src) && src[i+1] == ' ' {
			return pauseSoft
		}
		return pauseNone
	case '.', '!', '?':
		if i+size >= len(src) || src[i+size] == ' ' || src[i+size] == '\n' || src[i+size] == '"' || src[i+size] == '\'' {
			return pauseHard
		}
		return pauseSoft
	case '\n', '。', ';', '|', '…', '·', '•', '।', '؟':
		return pauseHard
	case '\u00A0', '\u3000', '・', '\u200C', '\u200D':
		return pauseNone
	}
	return pauseSoft
}
