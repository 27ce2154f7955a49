package letter

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// DeskFormat is the version of the files that the desk of /compose/ reads.
const DeskFormat = 1

// DeskIndex is compose/index.json: what the desk must know of the digest, and which months there are.
type DeskIndex struct {
	Format   int        `json:"format"`
	Site     string     `json:"site"`
	URL      string     `json:"url"`
	Language string     `json:"language_name"` // of our own words
	Columns  []string   `json:"columns"`       // of the CSV
	Weeks    []DeskWeek `json:"weeks"`         // newest first
	Months   []string   `json:"months"`        // newest first
}

// DeskWeek is a week that has a page.
type DeskWeek struct {
	From string `json:"from"`
	To   string `json:"to"`
	Path string `json:"path"`
}

// DeskMonth is compose/2026-11.bin, JSON as raw DEFLATE (RFC 1951): every story that stands on a day of the month and is
// not from a backlog, by rank, with the lines that a letter of any days would tell it by. Numbers in the stories count
// into the tables beside them, from 0.
type DeskMonth struct {
	Format     int            `json:"format"`
	Month      string         `json:"month"`
	Publishers []DeskName     `json:"publishers"`
	Languages  []DeskLanguage `json:"languages"`
	Tags       []DeskTag      `json:"tags"`
	Credits    []DeskCredit   `json:"credits"`
	Stories    []DeskStory    `json:"stories"`
}

// DeskName is the name of a publisher, and its language where a browser must know it.
type DeskName struct {
	Name string `json:"name"`
	Lang string `json:"lang,omitempty"`
}

// DeskLanguage is a language of reports. Name is empty for that of the digest, Lang for one that need not be marked.
type DeskLanguage struct {
	Tag  string `json:"tag"`
	Name string `json:"name,omitempty"`
	Lang string `json:"lang,omitempty"`
}

// DeskTag is a tag with its label.
type DeskTag struct {
	ID    news.TagID `json:"id"`
	Label string     `json:"label"`
}

// DeskCredit is what is said of a passage: Before, the publisher, By, then the licence, which links to URL, then After.
type DeskCredit struct {
	Before  string `json:"before"`
	By      string `json:"by"`
	License string `json:"license"`
	URL     string `json:"url,omitempty"`
	After   string `json:"after"`
	Full    bool   `json:"full"` // the licence lets the whole report be quoted
	Terms   Terms  `json:"terms"`
}

// DeskStory is a story with the line that its lead makes.
type DeskStory struct {
	Path      string     `json:"path"`           // below the root of the site; it ends in the id
	Day       string     `json:"day"`            // on which it began
	Days      []int      `json:"days,omitempty"` // of the month, on which it stands; none for that of Day alone
	Pin       int        `json:"pin,omitempty"`
	Score     int        `json:"score"`
	At        int64      `json:"at"` // when it last changed, in seconds of Unix: the last word in an order by rank
	Tags      []int      `json:"tags,omitempty"`
	DeskLine             // of the lead. With On the story is not told by it on Day: what tells it then is in Later, if anything does
	Sentence  string     `json:"sentence,omitempty"`
	Line      string     `json:"line,omitempty"`
	Voices    int        `json:"voices"`
	Documents []Cite     `json:"documents,omitempty"`
	Later     []DeskLine `json:"later,omitempty"`   // by the report that tells it on each other day that brought one
	Before    []string   `json:"before,omitempty"`  // paths of earlier stories of the affair, newest first
	Further   []string   `json:"further,omitempty"` // addresses of reports that no line names
}

// DeskLine is what a Line says by one report. One with On alone is that of the lead.
type DeskLine struct {
	On        string `json:"on,omitempty"` // the day that brought the report
	Title     string `json:"title,omitempty"`
	Lang      string `json:"lang,omitempty"` // of Title, where it must be marked
	URL       string `json:"url,omitempty"`  // empty for the story's page
	Publisher int    `json:"publisher,omitempty"`
	Speaker   string `json:"speaker,omitempty"`
	Date      string `json:"date,omitempty"`
	Seen      bool   `json:"seen,omitempty"`
	Language  int    `json:"language,omitempty"`
	Excerpt   string `json:"excerpt,omitempty"`
	Credit    int    `json:"credit,omitempty"`
	DeskHeard
	Closed []DeskClosed `json:"closed,omitempty"` // what differs in a letter of days before the last report, earliest first
}

// DeskHeard is who else reported.
type DeskHeard struct {
	Own  *DeskCite  `json:"own,omitempty"`
	Also []DeskCite `json:"also,omitempty"`
}

// DeskClosed is what a line says in a letter whose days end before a day, and not before that of the one before it in its list.
type DeskClosed struct {
	Before string `json:"before"`
	Line   string `json:"line,omitempty"`
	Voices int    `json:"voices"`
	DeskHeard
}

// DeskCite is a further report.
type DeskCite struct {
	Title     string `json:"title,omitempty"`
	Publisher int    `json:"publisher,omitempty"`
	URL       string `json:"url"`
	Language  int    `json:"language,omitempty"`
}

// Desk writes what the desk of /compose/ reads, in a fixed order, to a sink; it stops at the sink's first error.
func Desk(d *edition.Digest, write func(path string, data []byte) error) error {
	index := DeskIndex{Format: DeskFormat, Site: d.Site.Title, URL: d.Site.URL, Language: languageName(d.Site.Language), Columns: Columns[:], Weeks: []DeskWeek{}, Months: []string{}}
	for _, w := range d.Weeks {
		index.Weeks = append(index.Weeks, DeskWeek{w.First, w.Last, w.Path})
	}
	for _, m := range d.Months {
		month := deskMonth(d, m)
		if len(month.Stories) == 0 {
			continue
		}
		index.Months = append(index.Months, m.ID)
		data, err := unescaped(month)
		if err != nil {
			return err
		}
		if data, err = deflate(data); err != nil {
			return err
		}
		if err := write("compose/"+m.ID+".bin", data); err != nil {
			return err
		}
	}
	data, err := unescaped(index)
	if err != nil {
		return err
	}
	return write("compose/index.json", data)
}

// unescaped is JSON that is never inside a page.
func unescaped(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b.Bytes(), err
}

func deflate(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

func deskMonth(d *edition.Digest, m *edition.Month) *DeskMonth {
	t := &deskTables{
		home:  d.Site.Language,
		month: DeskMonth{Format: DeskFormat, Month: m.ID, Publishers: []DeskName{}, Languages: []DeskLanguage{}, Tags: []DeskTag{}, Credits: []DeskCredit{}, Stories: []DeskStory{}},
		tags:  map[news.TagID]int{}, publishers: map[DeskName]int{}, languages: map[DeskLanguage]int{}, credits: map[deskTerms]int{},
	}
	stands := map[*edition.Story][]int{}
	for _, p := range m.Days {
		for _, s := range p.Stories {
			stands[s] = append(stands[s], int(p.ID[8]-'0')*10+int(p.ID[9]-'0'))
		}
	}
	period := &composer{d: d, sel: Selection{From: m.ID + "-01", To: m.ID + "-31"}}
	for _, s := range period.stories() {
		days := stands[s]
		slices.Sort(days)
		t.month.Stories = append(t.month.Stories, t.story(d, m.ID, s, days))
	}
	return &t.month
}

type deskTables struct {
	home       string
	month      DeskMonth
	tags       map[news.TagID]int
	publishers map[DeskName]int
	languages  map[DeskLanguage]int
	credits    map[deskTerms]int
}

// deskTerms tells the credits of a month apart.
type deskTerms struct {
	license string
	short   bool
}

// entry is the place of a value in a table, to which it is added if it is new.
func entry[K comparable, V any](table *[]V, places map[K]int, key K, value func() V) int {
	i, ok := places[key]
	if !ok {
		i = len(*table)
		places[key] = i
		*table = append(*table, value())
	}
	return i
}

func (t *deskTables) story(d *edition.Digest, month string, s *edition.Story, days []int) DeskStory {
	whole := &composer{d: d}
	l := whole.line(s, s.Lead)
	out := DeskStory{
		Path: s.Path, Day: s.Day, Pin: s.Pin, Score: s.Score, At: s.Updated.Unix(), DeskLine: t.told(d, s, s.Lead, l),
		Sentence: l.Sentence, Line: l.Line, Voices: l.Voices, Documents: l.Documents,
	}
	named := map[string]bool{l.URL: true}
	if len(days) > 1 || news.MonthOf(s.Day) != month {
		out.Days = days
	}
	for _, tag := range s.Tags {
		out.Tags = append(out.Tags, entry(&t.month.Tags, t.tags, tag.Tag.ID, func() DeskTag { return DeskTag{tag.Tag.ID, flat(tag.Label)} }))
	}
	name := func(l Line) {
		named[l.URL] = true
		if l.Own != nil {
			named[l.Own.URL] = true
		}
		for _, o := range l.Also {
			named[o.URL] = true
		}
	}
	name(l)
	if teller(s, s.Day) != s.Lead {
		out.On = s.Lead.Item.Day
	}
	for _, n := range days {
		on := month + "-" + string([]byte{byte('0' + n/10), byte('0' + n%10)})
		switch r := teller(s, on); {
		case r == nil, r == s.Lead && on == s.Day:
		case r == s.Lead:
			out.Later = append(out.Later, DeskLine{On: on})
		default:
			l := whole.line(s, r)
			name(l)
			later := t.told(d, s, r, l)
			later.On = on
			out.Later = append(out.Later, later)
		}
	}
	for _, p := range s.Previously {
		out.Before = append(out.Before, p.Path)
	}
	for _, r := range s.Reports {
		if u := link(r.Item.URL); u != "" && !named[u] {
			named[u] = true
			out.Further = append(out.Further, u)
		}
	}
	return out
}

// told is a line, and what it is as long as only some of the reports are there.
func (t *deskTables) told(d *edition.Digest, s *edition.Story, r *edition.Report, l Line) DeskLine {
	out := t.line(l)
	var days []string
	for _, o := range s.Reports {
		if o.Item.Day > max(r.Item.Day, s.Day) {
			days = append(days, o.Item.Day)
		}
	}
	slices.Sort(days)
	last := DeskClosed{Line: l.Line, Voices: l.Voices, DeskHeard: out.DeskHeard}
	for _, before := range slices.Backward(slices.Compact(days)) {
		l := (&composer{d: d, sel: Selection{To: news.AddDays(before, -1)}}).line(s, r)
		c := DeskClosed{Line: l.Line, Voices: l.Voices, DeskHeard: t.line(l).DeskHeard}
		if reflect.DeepEqual(c, last) {
			continue
		}
		last = c
		c.Before = before
		out.Closed = append(out.Closed, c)
	}
	slices.Reverse(out.Closed)
	return out
}

func (t *deskTables) line(l Line) DeskLine {
	out := DeskLine{
		Title: l.Title, Lang: mark("", l.TitleLanguage(), t.home).Lang, Publisher: t.publisher(l.Publisher, l.home), Speaker: l.Speaker, Date: l.Date, Seen: l.Seen,
		Language: t.language(l.Language, l.In), Excerpt: l.Excerpt, Credit: t.credit(l),
	}
	if l.URL != l.StoryURL {
		out.URL = l.URL
	}
	if o := l.Own; o != nil {
		out.Own = &DeskCite{o.Title, t.publisher(o.Publisher, o.Language), o.URL, t.language(o.Language, "")}
	}
	for _, o := range l.Also {
		out.Also = append(out.Also, DeskCite{"", t.publisher(o.Publisher, o.Language), o.URL, t.language(o.Language, o.In)})
	}
	return out
}

func (t *deskTables) publisher(name, declared string) int {
	n := DeskName{name, markName(name, declared, t.home).Lang}
	return entry(&t.month.Publishers, t.publishers, n, func() DeskName { return n })
}

func (t *deskTables) language(tag, in string) int {
	l := DeskLanguage{tag, in, mark("", tag, t.home).Lang}
	return entry(&t.month.Languages, t.languages, l, func() DeskLanguage { return l })
}

func (t *deskTables) credit(l Line) int {
	short := strings.HasSuffix(l.Excerpt, "…")
	return entry(&t.month.Credits, t.credits, deskTerms{l.Terms.ID, short}, func() DeskCredit {
		license, _ := news.LookupLicense(l.Terms.ID)
		c := credit("", license, short)
		return DeskCredit{c.Before, c.By, c.License, c.URL, c.After, license.ID != news.AllRightsReserved, l.Terms}
	})
}
