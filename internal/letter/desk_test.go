package letter

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/text"
)

// deskFiles are the files of the desk by path, inflated.
func deskFiles(t testing.TB, d *edition.Digest) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := Desk(d, func(path string, data []byte) error {
		if strings.HasSuffix(path, ".bin") {
			var err error
			if data, err = io.ReadAll(flate.NewReader(bytes.NewReader(data))); err != nil {
				return err
			}
		}
		out[path] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func deskMonthOf(t testing.TB, d *edition.Digest, month string) DeskMonth {
	t.Helper()
	var m DeskMonth
	if err := json.Unmarshal([]byte(deskFiles(t, d)["compose/"+month+".bin"]), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// deskFixture is testdata/desk.json. e2e/compose.test.mjs holds the script of the desk to it, and to week.md and week.csv:
// what Go makes of the same stories, words and ledgers.
type deskFixture struct {
	Index   json.RawMessage  `json:"index"`
	Month   json.RawMessage  `json:"month"`
	Escapes []deskEscape     `json:"escapes"`
	Spans   [][3]string      `json:"spans"` // from, to, in words
	Issues  []deskIssue      `json:"issues"`
	Same    []map[string]any `json:"same"` // two addresses, and whether they are one article
	Late    deskLate         `json:"late"`
}

// deskLate is the stories of late, and their letters of some days.
type deskLate struct {
	Month   json.RawMessage `json:"month"`
	Letters []deskLetter    `json:"letters"`
}

type deskLetter struct{ From, To, Title, Intro, Markdown string }

type deskEscape struct{ Text, Markdown, Cell string }

type deskIssue struct {
	File, Text, From, To string
	Stories, Left        []string // ids in order
	Updates              []string
	Titles               []string // of Stories
}

func TestDeskFixture(t *testing.T) {
	d := week(t)
	files := deskFiles(t, d)
	f := deskFixture{Index: json.RawMessage(files["compose/index.json"]), Month: json.RawMessage(files["compose/2026-11.bin"])}
	for _, s := range []string{
		hostile, "plain", "1. list", "12) list", "1.5 million", "- item", "# heading", "= x", "===", "a===b", "a+++b", "+1", ": x", "> quote", "```", `a\`, `\[a](b)`, "![x](y)", "<!-- c -->", "&copy; &#35;", "~~gone~~",
		"|a|b|", "http://x.example/", "HTTPS://X.example", "www.x.example WWW.x Www.x", "me@x.example", "mailto:me@x.example", "mailto://a", "[^1]", "$x$", "*a* _a_", "a;=1+1", ";;=1", `";=1`, `";"=1`, `a;"=1`, "＝1", "\t=1", "\"=1", `"q"`,
		"محكمة", "漫画村, “x”", "@SUM(A1)", "{{ a }} {% b %} {$c} *|D|* %%e%% [[f]]", "9", "12", `\.`, " lead", "a,b", "undefined", "😀.",
	} {
		var cell bytes.Buffer
		f.Escapes = append(f.Escapes, deskEscape{s, markdown(s), csvCell(t, &cell, s)})
	}
	for _, p := range [][2]string{{"2026-11-16", "2026-11-22"}, {"2026-11-01", "2026-11-01"}, {"2026-10-26", "2026-11-01"}, {"2026-12-28", "2027-01-03"}, {"2026-09-01", "2026-09-09"}} {
		f.Spans = append(f.Spans, [3]string{p[0], p[1], span(p[0], p[1])})
	}
	for _, c := range []deskIssue{
		{},
		{From: "2026-11-14", To: "2026-11-14"},
		{From: "2026-11-15", To: "2026-11-16"},
		{From: "2026-11-17", To: "2026-11-17"},
		{From: "2026-11-01", To: "2026-11-30"},
		{File: "letter.used", Text: "https://rights.example/aaaaaaaa/1"},
		{File: "letter.used", Text: "cccccccc # the third\n# bbbbbbbb\n"},
		{File: "letter.used", Text: "2026-11-15\r\nhttps://wire.example/aaaaaaaa/0\r\n2026-11-20 dddddddd"},
		{File: "letter.used", Text: "2026-11-30 aaaaaaaa\n2026-11-15 aaaaaaaa"},
		{File: "letter.used", Text: "2026-13-40 aaaaaaaa bbbbbbb Cccccccc"},
		{File: "issue.md", Text: "[Two](http://www.wire.example/bbbbbbbb/1/?utm_source=x#xtor=1), (https://desk.example/dddddddd/0), https://lamp.example/ffffffff/0."},
		{File: "issue.md", Text: "[a](https://digest.example/story/2026/11/words-cccccccc/) <https://bawaba.example/bbbbbbbb/2> https://digest.example https://lamp.example/?"},
		{File: "2026-11-16-issue.md", Text: "https://wire.example/aaaaaaaa/0 dddddddd"},
		{File: "past/2026-w46.markdown", Text: "https://wire.example/aaaaaaaa/0"},
		{File: "2026w47.md", Text: "https://wire.example/aaaaaaaa/0"},
		{File: "nine.md", Text: "---\ntitle: Nine\ndate: \"2026-11-16\"\n---\n**https://wire.example/aaaaaaaa/0**"},
		{File: "nine.md", Text: "\ufeff---\r\npublished: 2026-11-18\r\n---\r\nhttps://wire.example/aaaaaaaa/0_"},
		{File: "ids.md", Text: "aaaaaaaa bbbbbbbb"},
		{File: "2026-w47.md", Text: write(t, w47(t), "md", "")},
		{File: "issue.txt", Text: "The #1 order, see https://wire.example/aaaaaaaa/0\n#blocking https://desk.example/dddddddd/0 cccccccc\n# eeeeeeee"},
		{File: "2026-w47.csv", Text: write(t, w47(t), "csv", "")},
		{File: "2026-11-15.csv", Text: "\ufefftitle;url;also;story;documents\r\n\"a \"\"b\"\"; c\nd\";https://wire.example/aaaaaaaa/0;https://lamp.example/bbbbbbbb/3 https://lamp.example/y; cccccccc ;https://desk.example/dddddddd/0\r\n\r\n"},
		{File: "x.csv", Text: "Link\tName\n\"https://wire.example/bbbbbbbb/1\"\tcccccccc\nan \"odd\" one\t\"https://desk.example/dddddddd/0 \"x\" never closed"},
		{File: "x.csv", Text: "https://wire.example/bbbbbbbb/1,https://desk.example/dddddddd/0"},
		{File: "x.csv", Text: ""},
		{File: "2026-11-15 issue.HTML", Text: "<p><A class=x\n HREF='https://wire.example/aaaaaaaa/0?utm_source=a&amp;fbclid=b'>One</A> https://rights.example/bbbbbbbb/0 <a href=#x>x</a><a href=\"/relative\">y</a>"},
	} {
		ledger := NewLedger()
		ledger.Read(c.File, []byte(c.Text))
		if c.From == "" {
			c.From, c.To = "2026-11-16", "2026-11-22"
		}
		is := Compose(d, Selection{From: c.From, To: c.To, Used: ledger})
		c.Stories, c.Left, c.Updates, c.Titles = []string{}, []string{}, []string{}, []string{}
		for _, l := range is.lines() {
			c.Stories, c.Titles = append(c.Stories, l.ID), append(c.Titles, l.Title)
			if l.Update != nil {
				c.Updates = append(c.Updates, l.ID+" "+l.Update.Day)
			}
		}
		for _, u := range is.Used {
			c.Left = append(c.Left, u.ID)
		}
		f.Issues = append(f.Issues, c)
	}
	for _, p := range [][2]string{
		{"https://a.example/x", "http://www.a.example/x/"},
		{"https://a.example/x", "https://m.a.example/x?utm_medium=mail&fbclid=1"},
		{"https://a.example/x?b=1&a=2", "https://A.example:443/x?a=2&b=1&amp;ref=rss"},
		{"https://a.example/x?ref=rss", "https://a.example/x?ref=main"},
		{"https://a.example/x", "https://a.example/y"},
		{"https://a.example/x?id=1", "https://a.example/x?id=2"},
		{"https://a.example/%7Ex/%e4%b8%ad", "https://a.example/~x/中"},
		{"https://a.example/a_(b)", "https://a.example/a_%28b%29"},
		{"https://a.example/x/index.html", "https://a.example/x"},
		{"https://a.example/x/amp/", "https://a.example/x?amp=1"},
		{"https://a.example/x#!/a", "https://a.example/x#!/b"},
		{"https://a.example/x#part", "https://a.example/x"},
	} {
		f.Same = append(f.Same, map[string]any{"a": p[0], "b": p[1], "same": news.AddressKey(link(p[0])) == news.AddressKey(link(p[1]))})
	}
	f.Late.Month = json.RawMessage(deskFiles(t, late(t))["compose/2026-11.bin"])
	for _, p := range [][2]string{{"2026-11-14", "2026-11-15"}, {"2026-11-15", "2026-11-16"}, {"2026-11-16", "2026-11-16"}, {"2026-11-15", "2026-11-17"}, {"2026-11-17", "2026-11-18"}} {
		is := Compose(late(t), Selection{From: p[0], To: p[1]})
		f.Late.Letters = append(f.Late.Letters, deskLetter{p[0], p[1], is.Title, is.Intro, write(t, is, "md", "")})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(f); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/desk.json"
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(file), b.String()); diff != "" {
		t.Errorf("%s: %s", golden, diff)
	}
}

// csvCell is a text as the only cell of a row that writeCSV would write.
func csvCell(t *testing.T, b *bytes.Buffer, s string) string {
	t.Helper()
	w := csvWriter(b)
	if err := w.Write([]string{inert(s), ""}); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return strings.TrimSuffix(b.String(), ",\r\n")
}

// The files are the same at each build, and hold what was counted by hand in the stories of week.
func TestDesk(t *testing.T) {
	files := deskFiles(t, week(t))
	if diff := cmp.Diff(files, deskFiles(t, week(t))); diff != "" {
		t.Error(diff)
	}
	if len(files) != 2 {
		t.Errorf("%d files", len(files))
	}
	var index DeskIndex
	if err := json.Unmarshal([]byte(files["compose/index.json"]), &index); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(DeskIndex{
		Format: 1, Site: "Counternotice", URL: "https://digest.example/", Language: "English", Columns: Columns[:], Months: []string{"2026-11"},
		Weeks: []DeskWeek{{"2026-11-16", "2026-11-22", "2026/w47/"}, {"2026-11-09", "2026-11-15", "2026/w46/"}},
	}, index); diff != "" {
		t.Error(diff)
	}
	m := deskMonthOf(t, week(t), "2026-11")
	if len(m.Stories) != 6 || len(m.Tags) != 5 || len(m.Publishers) != 7 {
		t.Errorf("%d stories, %d tags, %d publishers", len(m.Stories), len(m.Tags), len(m.Publishers))
	}
	for _, s := range m.Stories {
		switch s.Path {
		case "story/2026/11/words-aaaaaaaa/":
			if diff := cmp.Diff([]int{14, 17}, s.Days); diff != "" {
				t.Error(diff)
			}
			if s.Title != "Acme sends a million notices" || len(s.Later) != 1 || s.Later[0].On != "2026-11-17" || s.Later[0].Title != "Acme's million notices: what they hit" || m.Publishers[s.Later[0].Publisher].Name != "Open Rights Post" {
				t.Errorf("%+v", s)
			}
		default:
			if s.Days != nil || s.Later != nil {
				t.Errorf("%+v", s)
			}
		}
	}
}

// A story that goes on in the next month stands in the files of both, in the later one with its days there only.
func TestDeskMonths(t *testing.T) {
	d := digest(t, told{"aaaaaaaa", "2026-10-30", nil, []string{"wire¦¦One¦", "lamp¦2026-11-02¦One goes on¦", "wire¦2026-11-02¦One goes on, says the wire¦"}})
	for month, want := range map[string]DeskStory{
		"2026-10": {Day: "2026-10-30"},
		"2026-11": {Day: "2026-10-30", Days: []int{2}, Later: []DeskLine{{On: "2026-11-02", Title: "One goes on, says the wire"}}},
	} {
		s := deskMonthOf(t, d, month).Stories[0]
		got := DeskStory{Day: s.Day, Days: s.Days}
		for _, l := range s.Later {
			got.Later = append(got.Later, DeskLine{On: l.On, Title: l.Title})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", month, diff)
		}
		known := map[string]bool{s.URL: true}
		for _, l := range append(s.Later, s.DeskLine) {
			known[l.URL] = true
			for _, o := range l.Also {
				known[o.URL] = true
			}
		}
		for _, u := range s.Further {
			known[u] = true
		}
		for _, r := range d.Stories[0].Reports {
			if !known[r.Item.URL] {
				t.Errorf("%s: a ledger with %s would not be recognised", month, r.Item.URL)
			}
		}
	}
}

// No line gives more of a report than its licence allows, whatever the archive holds.
func TestDeskLimits(t *testing.T) {
	long := strings.Repeat("word ", 300)
	chinese := strings.Repeat("字", 300)
	d := digest(
		t,
		told{"aaaaaaaa", "2026-11-18", nil, []string{"wire¦¦Closed¦" + long, "wire¦2026-11-19¦Closed again¦" + long}},
		told{"bbbbbbbb", "2026-11-18", nil, []string{"evil¦¦Nobody knows¦" + long}},
		told{"cccccccc", "2026-11-18", nil, []string{"bawaba¦¦Not to be changed¦" + long}},
		told{"dddddddd", "2026-11-18", nil, []string{"wire¦¦闭¦" + chinese}},
		told{"eeeeeeee", "2026-11-18", nil, []string{"lamp¦¦Open¦" + long}},
	)
	m := deskMonthOf(t, d, "2026-11")
	for _, s := range m.Stories {
		for _, l := range append(s.Later, s.DeskLine) {
			words, runes, c := len(strings.Fields(l.Excerpt)), len([]rune(l.Excerpt)), m.Credits[l.Credit]
			most := news.ClosedWords
			if c.Terms.ID == "CC-BY-4.0" {
				most = news.OpenWords
			}
			if words > most || l.Excerpt == "" || strings.Contains(l.Excerpt, "字") && runes > news.ClosedRunes+1 {
				t.Errorf("%q of %s: %d words, %d characters", l.Title, c.Terms.ID, words, runes)
			}
			if closed := c.Terms.ID == news.AllRightsReserved; c.Full == closed || closed && c.License != "all rights reserved" {
				t.Errorf("%q: %+v", l.Title, c)
			}
			if l.Excerpt != text.Excerpt(l.Excerpt, most, most*2) {
				t.Errorf("%q is cut again", l.Title)
			}
		}
	}
}

// A hostile title is data, and no address is anything but http or https.
func TestDeskIsData(t *testing.T) {
	d := week(t)
	for _, s := range d.Stories {
		for _, r := range s.Reports {
			r.Item.URL = "javascript:alert(1)"
		}
	}
	for path, data := range deskFiles(t, d) {
		if strings.Contains(data, `"url":"javascript`) || !json.Valid([]byte(data)) {
			t.Errorf("%s: %.200s", path, data)
		}
	}
	found := false
	for _, s := range deskMonthOf(t, d, "2026-11").Stories {
		found = found || s.Title == hostile
	}
	if !found {
		t.Error("the hostile title is not what it was")
	}
}

// deskLimit is what the file of a full month may weigh, in bytes.
const deskLimit = 1 << 20

// A month of 2,000 stories, each with as long a passage as a closed source lets, every other told by two publishers, in a
// vocabulary of 5,000 words of which, as in texts, the tenth is used a tenth as often as the first.
func TestDeskMonthIsLight(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 5000)
	for i := range vocabulary {
		word := make([]byte, 2+rng.IntN(9))
		for j := range word {
			word[j] = byte('a' + rng.IntN(26))
		}
		vocabulary[i] = string(word)
	}
	zipf := rand.NewZipf(rng, 1.01, 1, uint64(len(vocabulary)-1))
	words := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = vocabulary[zipf.Uint64()]
		}
		return strings.Join(out, " ")
	}
	var stories []told
	for i := range 2000 {
		reports := []string{"wire¦¦" + words(12) + "¦" + words(60)}
		if i%2 == 0 {
			reports = append(reports, "lamp¦¦"+words(12)+"¦")
		}
		stories = append(stories, told{"s" + strings.Repeat("0", 3) + strconv.Itoa(1000+i), "2026-11-" + []string{"10", "11", "12", "13"}[i%4], []news.TagID{"topic/takedowns", "place/nl", "action/ruling"}, reports})
	}
	d := digest(t, stories...)
	for _, s := range d.Stories {
		for _, r := range s.Reports {
			r.Item.URL += strings.ReplaceAll(words(8), " ", "-")
		}
		s.Path = strings.Replace(s.Path, "words", strings.ReplaceAll(words(6), " ", "-"), 1)
	}
	raw, stored := 0, 0
	for path, data := range deskFiles(t, d) {
		raw += len(data)
		if strings.HasSuffix(path, ".bin") {
			packed, err := deflate([]byte(data))
			if err != nil {
				t.Fatal(err)
			}
			stored += len(packed)
		}
	}
	if stored > deskLimit || raw < deskLimit {
		t.Errorf("%d bytes, at most %d; %d as JSON", stored, deskLimit, raw)
	}
	t.Logf("%d bytes, %d as JSON", stored, raw)
}
