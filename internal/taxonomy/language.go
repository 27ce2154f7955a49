package taxonomy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// languages are the keys that lists of terms and labels may have.
var languages = []string{"en", "zh", "ja", "ko", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "vi", "id", "th", "ar", "fa", "he", "hi", "el", "cs", "ro", "hu", "sv", "da", "no", "fi", "ca", "bg", "sr"}

// unlatin are the languages that are not written in Latin letters: a Latin word in them is a name or English.
var unlatin = []string{"zh", "ja", "ko", "ru", "uk", "th", "ar", "fa", "he", "hi", "el", "bg", "sr"}

// Languages are the codes of the languages that terms are written in.
func Languages() []string { return slices.Clone(languages) }

// misnamed are languages by what people take for their codes: the English name, and the code of a country (ISO 3166-1) where one of
// them is spoken, and no other.
var misnamed = map[string]string{
	"english": "en", "chinese": "zh", "japanese": "ja", "korean": "ko", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
	"portuguese": "pt", "dutch": "nl", "polish": "pl", "russian": "ru", "ukrainian": "uk", "turkish": "tr", "vietnamese": "vi",
	"indonesian": "id", "thai": "th", "arabic": "ar", "persian": "fa", "farsi": "fa", "hebrew": "he", "hindi": "hi", "greek": "el",
	"czech": "cs", "romanian": "ro", "hungarian": "hu", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
	"catalan": "ca", "bulgarian": "bg", "serbian": "sr",
	"us": "en", "gb": "en", "au": "en", "nz": "en", "cn": "zh", "tw": "zh", "jp": "ja", "kr": "ko", "kp": "ko", "at": "de", "li": "de",
	"mx": "es", "cl": "es", "co": "es", "pe": "es", "ve": "es", "cu": "es", "uy": "es", "br": "pt", "ao": "pt", "ua": "uk", "vn": "vi",
	"eg": "ar", "sa": "ar", "ae": "ar", "iq": "ar", "jo": "ar", "kw": "ar", "qa": "ar", "ly": "ar", "ye": "ar", "sy": "ar", "ir": "fa",
	"gr": "el", "cz": "cs", "md": "ro", "dk": "da", "rs": "sr",
}

// Meant is the language that is meant by a code that is none of Languages, as far as its name or country says; else empty.
func Meant(code string) string {
	code = strings.ToLower(code)
	if base, _, _ := strings.Cut(code, "_"); base != code && bit(Primary(base)) != 0 {
		return Primary(base)
	}
	return misnamed[code]
}

func knownLanguage(s string) bool { return s == "any" || slices.Contains(languages, s) }

// tongue is a set of languages, a bit each.
type tongue uint64

const anyTongue = ^tongue(0)

// tongueOf is the set in which a list applies: of its language, and English ones where Latin letters are foreign.
func tongueOf(language string) tongue {
	if language == "any" {
		return anyTongue
	}
	t := bit(language)
	if language == "en" {
		for _, l := range unlatin {
			t |= bit(l)
		}
	}
	return t
}

// scriptTongue is the set in which terms apply that are in the script of their language.
func scriptTongue(language string) tongue {
	switch language {
	case "zh":
		return anyTongue &^ bit("ja")
	case "ja":
		return anyTongue &^ bit("zh")
	}
	return anyTongue
}

// spoken is the language of an item as a set; any when it is not known.
func spoken(tag string) tongue {
	primary := Primary(tag)
	if t := bit(primary); t != 0 {
		return t
	}
	if primary == "" || primary == "und" || primary == "mul" {
		return anyTongue
	}
	return 1 << 63 // a language that no list is written in
}

// spokenIn is the language of an item as a set. Chinese and Japanese share their words but not what these mean (賠償 is of Japan
// there alone): where the language is not known, a title mostly of Han characters and kana, each of which says as much as two
// letters or more, is Japanese if it or the text has kana, else Chinese.
func spokenIn(in Input) tongue {
	t := spoken(in.Language)
	if t != anyTongue {
		return t
	}
	han, kana, other := scripts(in.Title)
	if 2*(han+kana) <= other {
		return t
	}
	if kana == 0 {
		_, kana, _ = scripts(in.Text)
	}
	if kana > 0 {
		return bit("ja")
	}
	return bit("zh")
}

// scripts counts the Han characters, the kana and the other letters of a text.
func scripts(s string) (han, kana, other int) {
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
				other++
			}
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			kana++
		case unicode.IsLetter(r):
			other++
		}
	}
	return han, kana, other
}

// Primary is the language of a BCP 47 tag by the name that its words have: the two ways to write Norwegian are "no".
func Primary(tag string) string {
	switch primary, _, _ := strings.Cut(strings.ToLower(tag), "-"); primary {
	case "nb", "nn":
		return "no"
	default:
		return primary
	}
}

// HasWords says whether a topic has terms in a language, given as a BCP 47 tag. It is true of each where no topic has terms for one
// language alone, and of a tag that names none.
func (t *Taxonomy) HasWords(language string) bool {
	return t.written == 0 || spoken(language)&t.written != 0
}

func bit(language string) tongue {
	if i := slices.Index(languages, language); i >= 0 {
		return 1 << i
	}
	return 0
}
