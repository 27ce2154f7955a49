package site

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/edition"
)

func wordsRenderer(home string) *renderer {
	r := &renderer{zone: time.FixedZone("CET", 3600), languages: map[string]language{}, regions: map[string]string{}}
	r.home = r.language(home)
	return r
}

func TestText(t *testing.T) {
	for _, tt := range []struct {
		name, home, words, declared string
		want                        text
	}{
		{"the language of the site", "en", "Court rules", "en", text{Words: "Court rules"}},
		{"a variety of it", "en", "Court rules", "en-GB", text{Words: "Court rules"}},
		{"another language", "en", "Gericht urteilt", "de", text{"Gericht urteilt", "de", ""}},
		{"right to left", "en", "حجب المواقع", "ar", text{"حجب المواقع", "ar", "rtl"}},
		{"Latin words of a right-to-left source", "en", "DNS", "ar", text{"DNS", "ar", ""}},
		{"undeclared script", "en", "Суд отменил", "en", text{"Суд отменил", "ru", ""}},
		{"declared script stays", "en", "Суд скасував", "uk", text{"Суд скасував", "uk", ""}},
		{"kanji with kana", "en", "指針案の公表", "zh", text{"指針案の公表", "ja", ""}},
		{"Han alone believes what is declared", "en", "著作権法改正", "ja", text{"著作権法改正", "ja", ""}},
		{"traditional Chinese", "en", "著作權法", "zh-Hant", text{"著作權法", "zh-Hant", ""}},
		{"a name inside other words", "en", "Court names 李明 in ruling", "en", text{Words: "Court names 李明 in ruling"}},
		{"no language", "en", "word", "", text{Words: "word"}},
		{"nonsense for a language", "en", "word", `"><b>`, text{Words: "word"}},
		{"a site that reads from right to left", "ar", "Court rules", "en", text{"Court rules", "en", "ltr"}},
	} {
		if diff := cmp.Diff(tt.want, wordsRenderer(tt.home).text(tt.words, tt.declared)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestLanguageAndRegion(t *testing.T) {
	r := wordsRenderer("en")
	for _, tt := range []struct{ tag, want string }{
		{"nl", "Dutch"},
		{"pt-BR", "Brazilian Portuguese"},
		{"pt-PT", "European Portuguese"},
		{"zh-Hans", "Simplified Chinese"},
		{"zh-CN", "Simplified Chinese"},
		{"zh-SG", "Simplified Chinese"},
		{"zh-TW", "Traditional Chinese"},
		{"zh-HK", "Traditional Chinese"},
		{"zh-MO", "Traditional Chinese"},
		{"zh-Hant-HK", "Traditional Chinese"},
		{"zh", "Chinese"},
		{"en-US", "English"},
		{"en-GB", "British English"},
		{"de-DE", "German"},
		{"ja-JP", "Japanese"},
		{"fr-CA", "Canadian French"},
		{"uz-Cyrl", "Uzbek (Cyrillic)"},
		{"", ""},
		{"x", ""},
	} {
		if got := r.language(tt.tag).name; got != tt.want {
			t.Errorf("language %q is %q, want %q", tt.tag, got, tt.want)
		}
	}
	for _, tt := range []struct{ code, want string }{{"nl", "Netherlands"}, {"eu", "European Union"}, {"int", "International"}, {"", "International"}} {
		if got := r.region(tt.code); got != tt.want {
			t.Errorf("region %q is %q, want %q", tt.code, got, tt.want)
		}
	}
}

func TestMoments(t *testing.T) {
	r, west := wordsRenderer("en"), wordsRenderer("en")
	west.zone = time.FixedZone("", -5*3600)
	for _, tt := range []struct {
		name string
		got  moment
		want moment
	}{
		{"in the zone of the site", r.clock(at("2026-11-20T23:10:00Z")), moment{"2026-11-21T00:10:00+01:00", "21 November 2026, 00:10 CET"}},
		{"a date keeps its day", r.clock(at("2026-11-20T00:00:00Z")), moment{"2026-11-20", "20 November 2026"}},
		{"our own midnight has a time", r.clockFull(at("2026-11-20T00:00:00Z")), moment{"2026-11-20T01:00:00+01:00", "20 November 2026, 01:00 CET"}},
		{"the day in the zone", r.date(at("2026-11-20T23:10:00Z")), moment{"2026-11-21", "21 November 2026"}},
		{"the day of a report in the zone", r.published(at("2026-11-20T23:10:00Z")), moment{"2026-11-21", "21 November 2026"}},
		{"a date is a day everywhere", west.published(at("2026-11-20T00:00:00Z")), moment{"2026-11-20", "20 November 2026"}},
		{"the day farther west", west.published(at("2026-11-20T01:00:00Z")), moment{"2026-11-19", "19 November 2026"}},
		{"unknown", r.clock(time.Time{}), moment{}},
		{"unknown day", r.published(time.Time{}), moment{}},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, tt.got, tt.want)
		}
	}
}

func TestSpelling(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{spellDay("2026-11-21"), "21 November 2026"},
		{spellDay("soon"), "soon"},
		{spellMonth("2026-11"), "November 2026"},
		{weekOf("2027-01-01"), "2026-w53"},
		{weekOf("2026-01-01"), "2026-w01"},
		{number(7), "7"},
		{number(1234567), "1,234,567"},
		{counted(1, "story", "stories"), "1 story"},
		{counted(0, "story", "stories"), "0 stories"},
		{clip("one two three", 8), "one two…"},
		{clip("one", 8), "one"},
		{clip("指針案は通信事業者", 4), "指針案は…"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		words    int
		want     string
	}{
		{"short enough", "one two three", 3, "one two three"},
		{"at a word", "one two, three four", 2, "one two…"},
		{"no spaces", "指針案は通信事業者の対応を定める", 3, "指針案は通信…"},
		{"what was cut stays cut", "one two …", 3, "one two …"},
		{"nothing", "", 3, ""},
	} {
		if got := shorten(tt.in, tt.words); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestApart(t *testing.T) {
	for d, want := range map[time.Duration]string{
		10 * time.Minute: "within an hour of the leading report", -30 * time.Minute: "within an hour of the leading report", time.Hour: "1 hour after the leading report",
		-47 * time.Hour: "47 hours before the leading report", 50 * time.Hour: "2 days after the leading report",
	} {
		if got := apart(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestLevels(t *testing.T) {
	for _, tt := range []struct{ n, most, want int }{{0, 9, 0}, {1, 100, 1}, {7, 100, 2}, {26, 100, 3}, {57, 100, 4}, {100, 100, 4}, {1, 1, 4}, {3, 0, 0}} {
		if got := level(tt.n, tt.most); got != tt.want {
			t.Errorf("level of %d of %d is %d, want %d", tt.n, tt.most, got, tt.want)
		}
	}
}

func TestHeard(t *testing.T) {
	story := func(reports, voices int) *edition.Story {
		return &edition.Story{Reports: make([]*edition.Report, reports), Voices: voices}
	}
	for want, s := range map[string]*edition.Story{"1 report": story(1, 1), "5 reports, 3 independent": story(5, 3), "5 reports by 5 publishers": story(5, 5), "2 reports, 1 independent": story(2, 1)} {
		if got := heard(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestOutward(t *testing.T) {
	for _, tt := range []struct{ raw, want string }{
		{"https://wire.example/a?utm_source=feed", "https://wire.example/a"},
		{"https://wire.example/index.php?news[id]=12", "https://wire.example/index.php?news%5Bid%5D=12"},
		{"http://localhost/a.html", ""},
		{"http://intranet:8080?x=a.b", ""},
		{"javascript:alert(1)", ""},
		{"", ""},
	} {
		if got := outward(tt.raw); got != tt.want {
			t.Errorf("%q leads to %q, want %q", tt.raw, got, tt.want)
		}
	}
}
