package feed

import (
	"encoding/json"
	"errors"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"counternotice/internal/news"
)

var update = flag.Bool("update", false, "rewrite the .want files of testdata, and say what changed in git diff")

// fixture is a .want file: how the document beside it comes in, and what is read from it.
type fixture struct {
	Input struct {
		ContentType string       `json:"content_type,omitempty"`
		Language    string       `json:"language,omitempty"`
		Select      *news.Select `json:"select,omitempty"`
	} `json:"input"`
	Error    string   `json:"error,omitempty"`
	Document Document `json:"document"`
}

func readFixture(t testing.TB, name string) (body []byte, f fixture) {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(name + ".want")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(want, &f); err != nil {
		t.Fatalf("%s.want: %v", name, err)
	}
	return body, f
}

func (f fixture) source() news.Feed {
	return news.Feed{ID: "sample", Language: f.Input.Language, Page: f.Input.Select != nil, Select: f.Input.Select}
}

func fixtures(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/*.want")
	if err != nil || len(names) < 70 {
		t.Fatalf("%d fixtures, %v", len(names), err)
	}
	for i, n := range names {
		names[i] = strings.TrimSuffix(n, ".want")
	}
	return names
}

const address = "https://example.org/feeds/main.xml"

func TestFixtures(t *testing.T) {
	for _, name := range fixtures(t) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			body, want := readFixture(t, name)
			got := fixture{Input: want.Input}
			var err error
			got.Document, err = Parse(want.source(), body, want.Input.ContentType, address)
			if err != nil {
				got.Error = err.Error()
			}
			checkDocument(t, got.Document, err)
			if strings.Contains(name, "hostile-") && !slices.ContainsFunc(got.Document.Entries, clean) {
				t.Errorf("the clean item was lost")
			}
			if *update {
				out, err := json.MarshalIndent(got, "", " ")
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name+".want", append(out, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			out, _ := json.Marshal(got)
			var again fixture // as JSON has it
			if err := json.Unmarshal(out, &again); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, again); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func clean(e news.Entry) bool {
	return e.Title == "The clean item beside it" && e.URL == "https://example.org/clean" && e.Text == "It has to survive."
}

// checkDocument holds what every caller relies on, whatever came in.
func checkDocument(t testing.TB, d Document, err error) {
	t.Helper()
	if err == nil && len(d.Entries) == 0 {
		t.Error("no entries and no error")
	}
	if err != nil && len(d.Entries) > 0 {
		t.Errorf("%d entries and the error %v", len(d.Entries), err)
	}
	if err != nil && !errors.Is(err, ErrNotFeed) && !errors.Is(err, ErrEmpty) {
		t.Errorf("the error says neither that it is no feed nor that it is empty: %v", err)
	}
	checkText(t, "title", d.Title, false)
	for _, list := range [][]string{d.Stated.Feed, d.Stated.Entries} {
		if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
			t.Errorf("stated %q", list)
		}
	}
	for _, p := range d.Problems {
		checkText(t, "problem", p, false)
	}
	if d.Home != "" {
		checkAddress(t, d.Home)
	}
	for _, e := range d.Entries {
		if e.Feed != "sample" {
			t.Errorf("entry of feed %q", e.Feed)
		}
		if e.GUID == "" && e.URL == "" && e.Title == "" {
			t.Error("an entry that nothing identifies")
		}
		for _, s := range slices.Concat([]string{e.GUID, e.Title}, e.Authors, e.Categories) {
			checkText(t, "field", s, false)
		}
		checkText(t, "text", e.Text, true)
		checkText(t, "summary", e.Summary, true)
		if len(e.GUID) > maxGUID || len(e.Categories) > maxCategories || len(e.Links) > maxLinks || len(e.Authors) > maxAuthors {
			t.Errorf("limits: id of %d, %d categories, %d links, %d authors", len(e.GUID), len(e.Categories), len(e.Links), len(e.Authors))
		}
		for _, a := range e.Authors {
			if strings.Contains(a, "@example.org") {
				t.Errorf("an author's mailbox: %q", a)
			}
		}
		if e.URL != "" {
			checkAddress(t, e.URL)
		}
		for _, l := range e.Links {
			checkAddress(t, l)
		}
		if _, err := language.Parse(e.Language); e.Language != "" && err != nil {
			t.Errorf("language %q", e.Language)
		}
		for _, when := range []interface {
			IsZero() bool
			Year() int
			Nanosecond() int
		}{e.Published, e.Updated} {
			if !when.IsZero() && (when.Year() < firstYear || when.Year() > lastYear || when.Nanosecond() != 0) {
				t.Errorf("time %v", when)
			}
		}
	}
}

func checkAddress(t testing.TB, s string) {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.Host != strings.ToLower(u.Host) || news.Canonical(s) != s {
		t.Errorf("address %q, canonical %q, %v", s, news.Canonical(s), err)
	}
	for _, r := range s {
		if r <= ' ' || r >= 0x7f || r == '<' || r == '"' {
			t.Errorf("address %q holds %q", s, r)
		}
	}
}

func checkText(t testing.TB, what, s string, lines bool) {
	t.Helper()
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) || strings.TrimSpace(s) != s {
		t.Errorf("%s %q", what, s)
	}
	for _, r := range s {
		if unicode.IsControl(r) && !(lines && r == '\n') || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200b || unicode.Is(unicode.Co, r) {
			t.Errorf("%s %q holds %q", what, s, r)
		}
	}
}

// TestLarge reads inputs that make a parser slow that goes back, nests or copies. It fails by never ending.
func TestLarge(t *testing.T) {
	const size = 1 << 19
	for _, tt := range []struct{ name, head, unit, tail string }{
		{"open elements", "<rss><channel>", "<a>", ""},
		{"open elements in a text", "<rss><channel><item><description>", "<div>", "</description></item></channel></rss>"},
		{"elements between texts", `<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><dc:subject>`, "x<b/>", "</dc:subject></item></channel></rss>"},
		{"open comments", "<rss><channel>", "<!--", ""},
		{"open sections", "<rss><channel><item><title>", "<![CDATA[", ""},
		{"sections", "<rss><channel><item><title>", "<![CDATA[]]>", "</title></item></channel></rss>"},
		{"open instructions", "<rss><channel>", "<?x ", ""},
		{"instructions with a far end", "<rss><channel>", "<?x>", "?>"},
		{"quotes", "<rss><channel>", `<a b="`, ""},
		{"mixed quotes", "<rss><channel>", `<a b="><c d='>`, ""},
		{"tags in tags", "<rss><channel>", "<a ", ""},
		{"ampersands", "<rss><channel><item><title>", "&", "</title></item></channel></rss>"},
		{"end tags", "<rss><channel>", "</a>", ""},
		{"attributes", "<rss><channel><item ", "a='b' ", "></item></channel></rss>"},
		{"prefixes", "<rss><channel>", `<a xmlns:b="c">`, ""},
		{"bases", "<rss><channel>", `<a xml:base="b/">`, ""},
		{"entries", "<rss><channel>", "<item><title>a</title></item>", ""},
		{"entries of nothing", "<rss><channel>", "<item><a/></item>", ""},
		{"entries in entries", "<rss><channel>", "<item>", ""},
		{"categories", "<rss><channel><item>", "<category>a</category>", "</item></channel></rss>"},
		{"dates", "<rss><channel><item>", "<pubDate>1 2 3 4 5 6 7 8</pubDate>", "</item></channel></rss>"},
		{"declarations", "<!DOCTYPE rss [", "<!ENTITY a 'b'>", "]><rss/>"},
		{"open declarations", "<!DOCTYPE rss [", "<!ENTITY a '", ""},
		{"links of a text", "<rss><channel><item><description>", "&lt;a href=/a>", "</description></item></channel></rss>"},
		{"open tags of a text", "<rss><channel><item><description><![CDATA[", "<b <b ", "]]></description></item></channel></rss>"},
		{"marks", "<rss><channel><item><title>a", "\u0301", "</title></item></channel></rss>"},
		{"joiners", "<rss><channel><item><title>", "\u0915\u200d", "</title></item></channel></rss>"},
		{"open lists", `{"items": [`, "[", ""},
		{"open objects", `{"items": [{"a": `, `{"a": `, ""},
		{"json items", `{"items": [`, `{"id": 1},`, `{}]}`},
		{"json control characters", `{"items": ["`, "\x01", `"]}`},
		{"page of open links", "<html>", "<a href=/x>", ""},
		{"page of links", "<html>", "<a href=/x>1</a>", ""},
		{"page of open items", "<html>", "<li><div>", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body := tt.head + strings.Repeat(tt.unit, size/len(tt.unit)) + tt.tail
			src := news.Feed{ID: "sample", Page: tt.head == "<html>", Select: &news.Select{LinkMatch: "x", DateFrom: "near"}}
			d, err := Parse(src, []byte(body), "", address)
			checkDocument(t, d, err)
		})
	}
}

// TestDepth seeds the clean item behind elements that nest deeper than is followed.
func TestDepth(t *testing.T) {
	deep := strings.Repeat("<div>", 5000) + "x" + strings.Repeat("</div>", 5000)
	body := "<rss><channel><item><title>Deep</title><link>https://example.org/deep</link><description>" + deep + "</description></item>" +
		"<item><title>The clean item beside it</title><link>https://example.org/clean</link><description>It has to survive.</description></item></channel></rss>"
	d, err := Parse(news.Feed{ID: "sample"}, []byte(body), "", address)
	checkDocument(t, d, err)
	if len(d.Entries) != 2 || !clean(d.Entries[1]) || d.Entries[0].Text != "x" {
		t.Errorf("%d entries: %.200v", len(d.Entries), d.Entries)
	}
}

// TestManyEntries holds the count that bounds memory.
func TestManyEntries(t *testing.T) {
	body := "<rss><channel>" + strings.Repeat("<item><title>a</title></item>", maxEntries+5) + "</channel></rss>"
	d, err := Parse(news.Feed{ID: "sample"}, []byte(body), "", address)
	if err != nil || len(d.Entries) != maxEntries || len(d.Problems) != 1 {
		t.Errorf("%d entries, %q, %v", len(d.Entries), d.Problems, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range fixtures(f) {
		body, want := readFixture(f, name)
		f.Add(body, want.Input.ContentType, want.Input.Language, want.Input.Select != nil)
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType, language string, page bool) {
		src := news.Feed{ID: "sample", Language: language, Page: page}
		if page {
			src.Select = &news.Select{Item: "li", DateFrom: "near"}
		}
		d, err := Parse(src, body, contentType, address)
		checkDocument(t, d, err)
		again, err2 := Parse(src, body, contentType, address)
		if diff := cmp.Diff(d, again); diff != "" || (err == nil) != (err2 == nil) {
			t.Errorf("read twice, it differs: %s", diff)
		}
	})
}
