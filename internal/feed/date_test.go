package feed

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for _, tt := range []struct{ name, in, language, want string }{
		{"RFC 2822", "Sat, 21 Nov 2026 15:04:05 +0200", "", "2026-11-21T13:04:05Z"},
		{"RFC 3339", "2026-11-21T15:04:05+02:00", "", "2026-11-21T13:04:05Z"},
		{"fraction", "2026-11-21T15:04:05.123456Z", "", "2026-11-21T15:04:05Z"},
		{"fraction with a comma", "2026-11-21T15:04:05,5+01:00", "", "2026-11-21T14:04:05Z"},
		{"no seconds", "Sat, 21 Nov 2026 15:04 GMT", "", "2026-11-21T15:04:00Z"},
		{"two digits of the year", "Sat, 21 Nov 26 15:04:05 GMT", "", "2026-11-21T15:04:05Z"},
		{"two digits of the last century", "Sat, 20 Nov 99 15:04:05 GMT", "", "1999-11-20T15:04:05Z"},
		{"named zone", "Sat, 21 Nov 2026 15:04:05 EST", "", "2026-11-21T20:04:05Z"},
		{"summer time", "Tue, 21 Jul 2026 15:04:05 PDT", "", "2026-07-21T22:04:05Z"},
		{"Japan", "Sat, 21 Nov 2026 15:04:05 JST", "", "2026-11-21T06:04:05Z"},
		{"Moscow", "Sat, 21 Nov 2026 15:04:05 MSK", "", "2026-11-21T12:04:05Z"},
		{"Australia", "Sat, 21 NOV 2026 15:04:05 AEST", "", "2026-11-21T05:04:05Z"},
		{"China's standard time", "Sat, 21 Nov 2026 15:04:05 CST", "zh-CN", "2026-11-21T07:04:05Z"},
		{"zone of three digits", "Wed 24 May 2006 14:28:41 -800", "", "2006-05-24T22:28:41Z"},
		{"zone twice", "Sat, 21 Nov 2026 15:04:05 GMT+0100", "", "2026-11-21T14:04:05Z"},
		{"zone and its name", "Sat Nov 21 2026 15:04:05 GMT-0700 (MST)", "", "2026-11-21T22:04:05Z"},
		{"zone with a colon", "Sat, 21 Nov 2026 15:04:05 +05:30", "", "2026-11-21T09:34:05Z"},
		{"absurd zone", "Sat, 21 Nov 2026 15:04:05 +9900", "", "2026-11-21T15:04:05Z"},
		{"asctime", "Sat Nov 21 15:04:05 2026", "", "2026-11-21T15:04:05Z"},
		{"asctime with a zone", "Sat Nov 21 15:04:05 PST 2026", "", "2026-11-21T23:04:05Z"},
		{"commas", "Saturday, November 21, 2026 3:04 PM", "", "2026-11-21T15:04:00Z"},
		{"no commas", "Saturday November 21st 2026", "", "2026-11-21T00:00:00Z"},
		{"p.m.", "Nov. 21, 2026, 3:04 p.m.", "", "2026-11-21T15:04:00Z"},
		{"midnight in twelve hours", "November 21, 2026 12:04 am", "", "2026-11-21T00:04:00Z"},
		{"space for T", "2026-11-21 15:04:05", "", "2026-11-21T15:04:05Z"},
		{"space before the zone", "2026-11-21 15:04:05 +0100", "", "2026-11-21T14:04:05Z"},
		{"colon before the zone", "2026-11-21T15:04:05:-0700", "", "2026-11-21T22:04:05Z"},
		{"compact", "20261121T150405Z", "", "2026-11-21T15:04:05Z"},
		{"digits", "20261121150405", "", "2026-11-21T15:04:05Z"},
		{"day in digits", "20261121", "", "2026-11-21T00:00:00Z"},
		{"seconds since 1970", "1795273445", "", "2026-11-21T15:04:05Z"},
		{"milliseconds since 1970", "1795273445000", "", "2026-11-21T15:04:05Z"},
		{"day only", "2026-11-21", "", "2026-11-21T00:00:00Z"},
		{"single digits", "2026-1-2", "", "2026-01-02T00:00:00Z"},
		{"month only", "2026-11", "", "2026-11-01T00:00:00Z"},
		{"year only", "2026", "", "2026-01-01T00:00:00Z"},
		{"day of the year", "2026-325", "", "2026-11-21T00:00:00Z"},
		{"slashes from the year", "2026/1/10 14:33:00", "", "2026-01-10T14:33:00Z"},
		{"slashes in English", "1/2/2026", "en-US", "2026-01-02T00:00:00Z"},
		{"slashes elsewhere", "1/2/2026", "fr", "2026-02-01T00:00:00Z"},
		{"slashes that leave no choice", "21/11/2026", "en", "2026-11-21T00:00:00Z"},
		{"dots", "21.11.2026 15:04", "", "2026-11-21T15:04:00Z"},
		{"dashes with a name", "21-Nov-2026", "", "2026-11-21T00:00:00Z"},
		{"time first", "15:04 21-11-2026", "", "2026-11-21T15:04:00Z"},
		{"midnight as 24", "2026-11-21 24:00", "", "2026-11-22T00:00:00Z"},
		{"leap second", "2026-11-21 23:59:60", "", "2026-11-22T00:00:00Z"},
		{"absurd time", "2026-11-21 31:77:00", "", "2026-11-21T00:00:00Z"},
		{"two times", "2026-11-21 00:00:00.0 15:04:05.0 -0700", "", "2026-11-21T22:04:05Z"},
		{"German", "Sa, 21 März 2026 15:04:05 +0100", "de", "2026-03-21T14:04:05Z"},
		{"French", "sam., 21 févr. 2026 15h04", "fr", "2026-02-21T15:04:00Z"},
		{"Spanish", "21 de noviembre de 2026", "es", "2026-11-21T00:00:00Z"},
		{"Italian", "sab, 21 gen 2026 15:04:05 CET", "it", "2026-01-21T14:04:05Z"},
		{"Portuguese", "Sáb, 21 Dez 2026 15:04:05 -0300", "pt", "2026-12-21T18:04:05Z"},
		{"Russian", "Сб, 21 ноября 2026 15:04:05 +0300", "ru", "2026-11-21T12:04:05Z"},
		{"Russian May", "21 мая 2026 г., 15:04", "ru", "2026-05-21T15:04:00Z"},
		{"Turkish", "21 Kasım 2026 Cumartesi", "tr", "2026-11-21T00:00:00Z"},
		{"Turkish capitals", "21 EYLÜL 2026", "tr", "2026-09-21T00:00:00Z"},
		{"Chinese", "2026年11月21日", "zh", "2026-11-21T00:00:00Z"},
		{"Chinese with a time", "2026年11月21日 星期六 下午3:04", "zh", "2026-11-21T15:04:00Z"},
		{"Japanese", "2026年11月21日(土) 午後3時4分", "ja", "2026-11-21T15:04:00Z"},
		{"Korean", "2026년 11월 21일 오후 3:04", "ko", "2026-11-21T15:04:00Z"},
		{"Korean with dots", "2026. 11. 21. 15:04", "ko", "2026-11-21T15:04:00Z"},
		{"full width", "２０２６年１１月２１日", "ja", "2026-11-21T00:00:00Z"},
		{"Polish", "21 listopada 2026", "pl", "2026-11-21T00:00:00Z"},
		{"Hungarian", "2026. november 21.", "hu", "2026-11-21T00:00:00Z"},
		{"Greek", "Σάβ, 21 Νοέ 2026 15:04:05 EET", "el", "2026-11-21T13:04:05Z"},
		{"Arabic", "21 نوفمبر 2026", "ar", "2026-11-21T00:00:00Z"},
		{"the zero of Go", "0001-01-01T00:00:00Z", "", ""},
		{"the zero of Unix", "1970-01-01T00:00:00Z", "", ""},
		{"zeros", "0000-00-00 00:00:00", "", ""},
		{"too early", "Sat, 21 Nov 1987 15:04:05 GMT", "", ""},
		{"too late", "2999-01-01", "", ""},
		{"no such day", "31 Nov 2026", "", ""},
		{"no year", "Mon, 2 Jan 15:04:05 MST", "", ""},
		{"words", "yesterday at noon", "", ""},
		{"empty", "", "", ""},
	} {
		want := time.Time{}
		if tt.want != "" {
			var err error
			if want, err = time.Parse(time.RFC3339, tt.want); err != nil {
				t.Fatal(err)
			}
		}
		if got := parseDate(tt.in, tt.language); !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: %q is %v, want %v", tt.name, tt.in, got, want)
		}
	}
}

// TestNames holds the months of names that look alike across languages, and that none is a zone.
func TestNames(t *testing.T) {
	for name := range monthNames {
		if _, ok := zoneNames[name]; ok {
			t.Errorf("%q is a month and a zone", name)
		}
	}
	for name, month := range map[string]int{"listopada": 11, "mai": 5, "mart": 3, "srp": 8, "lip": 7, "kas": 11, "dic": 12, "ago": 8, "gen": 1, "мая": 5} {
		if monthNames[name] != month {
			t.Errorf("%q is %d, want %d", name, monthNames[name], month)
		}
	}
}

func FuzzDate(f *testing.F) {
	f.Add("Sat, 21 Nov 2026 15:04:05 +0200")
	f.Add("2026年11月21日 下午3:04")
	f.Add("20261121T150405Z")
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []time.Time{parseDate(s, "en"), findDate(s), dateInAddress("https://example.org/" + s)} {
			if !got.IsZero() && (got.Year() < firstYear || got.Year() > lastYear || got.Location() != time.UTC || got.Nanosecond() != 0) {
				t.Errorf("%q is %v", s, got)
			}
		}
	})
}
