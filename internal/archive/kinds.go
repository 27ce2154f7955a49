package archive

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"
	"unicode"

	"counternotice/internal/news"
)

// kind is one sort of line.
type kind[T any] struct {
	folder  string                              // of its months; empty for the states of feeds, which have one file
	id      func(*T) string                     // no two lines of an archive share it; nil if lines have none
	month   func(*T) string                     // nil if there are no months
	compare func(a, b T) int                    // total, but for revisions, where the bytes of the line decide last
	check   func(*T) (why string)               // what makes a line impossible; empty if nothing
	replace bool                                // recording an id again replaces the line; else it must be the same line
	lean    func(dec *json.Decoder, v *T) error // decodes without Stems; nil if there are none
}

var items = kind[news.Item]{
	folder:  "items",
	id:      func(it *news.Item) string { return it.ID },
	month:   func(it *news.Item) string { return it.Month() },
	compare: news.CompareItems,
	check: func(it *news.Item) string {
		return cmp.Or(checkID(it.ID), checkDay(it.Day), checkSet("feed", it.Feed), checkTime("first_seen", it.FirstSeen))
	},
	lean: func(dec *json.Decoder, it *news.Item) error {
		v := struct {
			*news.Item
			Stems skipped `json:"stems"`
		}{Item: it}
		return dec.Decode(&v)
	},
}

var stories = kind[news.Story]{
	folder:  "stories",
	id:      func(s *news.Story) string { return s.ID },
	month:   func(s *news.Story) string { return s.Month() },
	compare: news.CompareStories,
	check: func(s *news.Story) string {
		return cmp.Or(checkID(s.ID), checkDay(s.Day), checkSlug(s.Slug), checkTime("begun", s.Begun), checkDated(s))
	},
	replace: true,
}

var leftOut = kind[news.LeftOut]{
	folder: "left-out",
	id:     func(l *news.LeftOut) string { return l.ID },
	month:  func(l *news.LeftOut) string { return news.MonthOf(l.Day) },
	compare: func(a, b news.LeftOut) int {
		return cmp.Or(strings.Compare(a.Day, b.Day), a.FirstSeen.Compare(b.FirstSeen), strings.Compare(a.ID, b.ID))
	},
	check: func(l *news.LeftOut) string {
		return cmp.Or(checkID(l.ID), checkDay(l.Day), checkSet("feed", l.Feed), checkTime("first_seen", l.FirstSeen))
	},
	replace: true,
}

var revisions = kind[news.Revision]{
	folder: "revisions",
	month:  func(r *news.Revision) string { return news.MonthOf(r.Day) },
	compare: func(a, b news.Revision) int {
		return cmp.Or(strings.Compare(a.Day, b.Day), a.At.Compare(b.At), strings.Compare(a.Item, b.Item))
	},
	check: func(r *news.Revision) string {
		why := cmp.Or(checkID(r.Item), checkDay(r.Day), checkTime("at", r.At))
		if why == "" && !validDay(r.ItemMonth+"-01") {
			why = "has no item_month"
		}
		return why
	},
	lean: func(dec *json.Decoder, r *news.Revision) error {
		v := struct {
			*news.Revision
			Stems skipped `json:"stems"`
		}{Revision: r}
		return dec.Decode(&v)
	},
}

// skipped takes a value of any kind and keeps nothing of it.
type skipped struct{}

func (*skipped) UnmarshalJSON([]byte) error { return nil }

var feeds = kind[news.FeedState]{
	id:      func(s *news.FeedState) string { return s.Feed.ID },
	compare: func(a, b news.FeedState) int { return strings.Compare(a.Feed.ID, b.Feed.ID) },
	check: func(s *news.FeedState) string {
		return cmp.Or(checkSet("feed id", s.Feed.ID), checkSet("health", string(s.Health)))
	},
	replace: true,
}

// file is where a line belongs.
func (k kind[T]) file(v *T) string {
	if k.month == nil {
		return feedsFile
	}
	return k.folder + "/" + k.month(v) + ".jsonl"
}

// checkDated refuses a date in feeds that no run gives: the run that begins a story dates it, at the latest with its own time. Only
// a backlog of one moment may go on past it, two seconds a story. Importers would wait for what is newer than a later one.
func checkDated(s *news.Story) string {
	if s.Dated.After(s.Begun.Add(24 * time.Hour)) {
		return "is dated more than a day after it began"
	}
	return ""
}

// checkID holds ids to what an address and a file name can carry.
func checkID(id string) string {
	bad := func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '_') }
	switch {
	case id == "":
		return "has no id"
	case len(id) > 64 || strings.ContainsFunc(id, bad):
		return "has an impossible id"
	}
	return ""
}

func checkSlug(slug string) string {
	bad := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '_'
	}
	if len(slug) > 200 || strings.ContainsFunc(slug, bad) {
		return "has an impossible slug"
	}
	return ""
}

func checkDay(day string) string {
	if !validDay(day) {
		return "has no day of the form 2026-11-21"
	}
	return ""
}

func validDay(day string) bool {
	_, err := time.Parse(time.DateOnly, day)
	return err == nil
}

func checkSet(field, value string) string {
	if value == "" {
		return "has no " + field
	}
	return ""
}

func checkTime(field string, t time.Time) string {
	if t.IsZero() {
		return "has no " + field
	}
	return ""
}
