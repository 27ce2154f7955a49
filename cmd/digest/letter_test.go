package main

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"counternotice/internal/feed"
	"counternotice/internal/feedlist"
	"counternotice/internal/letter"
	"counternotice/internal/news"
	"counternotice/sample"
	"counternotice/templates"
)

// demoWeek runs the sample week and gives the folders of its archive and its site.
func demoWeek(tb testing.TB) (archive, public string) {
	tb.Helper()
	dir := tb.TempDir()
	archive, public = filepath.Join(dir, "archive"), filepath.Join(dir, "public")
	digest(tb, io.Discard, "demo", "--no-serve", "--archive", archive, "--out", public)
	return archive, public
}

func digest(tb testing.TB, out io.Writer, args ...string) {
	tb.Helper()
	var problems bytes.Buffer
	c := Command{Stdout: out, Stderr: &problems, Getenv: func(string) string { return "" }, Now: func() time.Time { return time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC) }}
	if status := c.Main(context.Background(), args); status != exitMade {
		tb.Fatalf("digest %v: status %d\n%s", args, status, problems.String())
	}
}

// sampleFiles writes the hand-edited files of the sample week to a folder.
func sampleFiles(tb testing.TB) (feeds, curation string) {
	tb.Helper()
	dir := tb.TempDir()
	feeds, curation = filepath.Join(dir, "feeds.yaml"), filepath.Join(dir, "curation.yaml")
	if err := errors.Join(os.WriteFile(feeds, sample.FeedsYAML(), 0o644), os.WriteFile(curation, sample.CurationYAML(), 0o644)); err != nil {
		tb.Fatal(err)
	}
	return feeds, curation
}

func TestSampleWeek(t *testing.T) {
	archive, public := demoWeek(t)
	t.Run("hand counts", func(t *testing.T) { handCounts(t, archive, public) })
	t.Run("built anew", func(t *testing.T) { builtAnew(t, archive, public) })
	t.Run("letters", func(t *testing.T) { sampleLetters(t, archive, public) })
	t.Run("open data", func(t *testing.T) { openData(t, public) })
	t.Run("closed sources", func(t *testing.T) { closedSources(t, public) })
	t.Run("import templates", func(t *testing.T) { importTemplates(t, public) })
}

// builtAnew builds the site from the archive alone: what a run has at hand beside it changes no byte.
func builtAnew(t *testing.T, archive, public string) {
	feeds, decisions := sampleFiles(t)
	again := t.TempDir()
	digest(t, io.Discard, "build", "--feeds", feeds, "--curation", decisions, "--archive", archive, "--out", again, "--now", "2026-11-22T06:17:00Z")
	files := func(root string) map[string]string {
		out := map[string]string{}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			out[strings.TrimPrefix(path, root)] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want, got := files(public), files(again)
	for name, data := range want {
		if got[name] != data {
			t.Errorf("%s differs from that of the run", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, the run made %d", len(got), len(want))
	}
}

// sampleLetters holds the letters of the sample week together: every format has the same stories, 40 of the week's some 80, and
// what editors decided shows in them.
func sampleLetters(t *testing.T, archive, public string) {
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(public, "letter", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	stories := map[string]int{}
	for _, week := range []string{"2026-w47", "2026-w46"} {
		var is letter.Issue
		if err := json.Unmarshal([]byte(read(week+".json")), &is); err != nil {
			t.Fatal(err)
		}
		stories[week] = is.Stories
		for _, c := range []struct {
			ending, text string
			count        int
		}{
			{".md", "\n### ", is.Stories},
			{".html", "<h3", is.Stories},
			{".html", "<img", 0},
			{".txt", "\n* ", is.Stories},
			{".csv", "\r\n", is.Stories + 1},
			{".json", `"story_url"`, is.Stories},
			{"/index.html", "<p>By <em", is.Stories},
			{".md", fmt.Sprintf("Not in this issue: %d further stories of the same days.", is.Further), min(is.Further, 1)},
		} {
			text := read(week + c.ending)
			if n := strings.Count(text, c.text); n != c.count {
				t.Errorf("%s%s has %q %d times, want %d", week, c.ending, c.text, n, c.count)
			}
			if len(text) > letter.MailBytes {
				t.Errorf("%s%s has %d bytes", week, c.ending, len(text))
			}
		}
	}
	if stories["2026-w47"] != 40 || stories["2026-w46"] < 15 || stories["2026-w46"] > 25 {
		t.Errorf("stories by week: %v", stories)
	}
	for _, text := range []string{
		"\n### [Turkey: one order blocks 41 reports on a dam tender](", "\n\nThis is the vote of a committee. Parliament as a whole has not voted yet.\n\n",
	} {
		if !strings.Contains(read("2026-w47.md"), text) {
			t.Errorf("what an editor decided is not in the letter: %q", text)
		}
	}
	// What the verb prints on the Monday after is what the site has, but that each weekly letter knows the one before.
	used := t.TempDir()
	if err := os.WriteFile(filepath.Join(used, "2026-w46.md"), []byte(read("2026-w46.md")), 0o644); err != nil {
		t.Fatal(err)
	}
	feeds, decisions := sampleFiles(t)
	for _, format := range []string{"md", "html", "txt", "csv"} {
		var got bytes.Buffer
		digest(t, &got, "letter", "--feeds", feeds, "--curation", decisions, "--archive", archive, "--format", format, "--used", used)
		if got.String() != read("2026-w47."+format) {
			t.Errorf("the verb's %s differs from the site's", format)
		}
	}
}

// runOfWords is so many words that a run of them is quoted, not said by chance.
const runOfWords = 6

// passages are the texts of entries of sources that reserve all rights, as runs of words.
type passages struct {
	entries []passage
	at      map[string][]place // where a run stands
}

type passage struct {
	name  string
	words []string
}

type place struct{ entry, word int }

// closedSources reads every file of the site and looks how many words of each entry of a closed source stand in it. The
// licence counts words over all of an output, title apart: 40, or 80 characters of a script without spaces.
func closedSources(t *testing.T, public string) {
	p := samplePassages(t)
	if len(p.entries) < 60 {
		t.Fatalf("only %d entries of closed sources", len(p.entries))
	}
	quoted := 0
	err := filepath.WalkDir(public, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(public, path)
		ext := filepath.Ext(path)
		if ext == ".bin" && filepath.Dir(rel) == "compose" { // what the desk reads; the index of the search has no passage
			if data, err = io.ReadAll(flate.NewReader(bytes.NewReader(data))); err != nil {
				return err
			}
			ext = ".json"
		}
		over, n := p.over(plainWords(ext, data))
		quoted += n
		for _, o := range over {
			t.Errorf("%s quotes too much of %s", rel, o)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if quoted < 500 {
		t.Errorf("only %d quotations found in the whole site; the test is blind", quoted)
	}
	// One word more than the licence lets must be seen in every kind of file.
	long := p.entries[slices.IndexFunc(p.entries, func(e passage) bool { w, _ := size(e.words); return w > 60 && w == len(e.words) })]
	text := strings.Join(long.words[:41], " ")
	for ext, data := range map[string]string{
		".html": "<p>" + html.EscapeString(text) + "</p>", ".xml": "<description>" + html.EscapeString("<p>"+text+"</p>") + "</description>", ".json": `{"a":"` + text + `"}`, ".md": text, ".csv": "a,\"" + text + "\"",
	} {
		if over, _ := p.over(plainWords(ext, []byte(data))); len(over) == 0 {
			t.Errorf("41 words in a file %s are not noticed", ext)
		}
	}
}

func samplePassages(t *testing.T) *passages {
	list, err := feedlist.Parse("sample/feeds.yaml", sample.FeedsYAML())
	if err != nil {
		t.Fatal(err)
	}
	p := &passages{at: map[string][]place{}}
	free := map[string]bool{} // runs in titles, and in what an open licence covers
	seen := map[string]bool{}
	for _, f := range list.Feeds {
		u, err := url.Parse(f.URL)
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range sample.Days {
			body, contentType, status, _ := sample.Get(day, u.Host, u.Path)
			if status != 200 {
				continue
			}
			doc, err := feed.Parse(f, body, contentType, f.URL)
			if err != nil {
				continue
			}
			for _, e := range doc.Entries {
				runs(wordsOf(e.Title), func(_ int, run string) { free[run] = true })
				text := wordsOf(e.Text)
				switch {
				case f.License != news.AllRightsReserved:
					runs(text, func(_ int, run string) { free[run] = true })
				case !seen[e.Text]:
					seen[e.Text] = true
					p.entries = append(p.entries, passage{f.ID + ": " + e.Title, text})
				}
			}
		}
	}
	for i, e := range p.entries {
		runs(e.words, func(at int, run string) {
			if !free[run] {
				p.at[run] = append(p.at[run], place{i, at})
			}
		})
	}
	return p
}

// over names the entries of which more stands in the words of an output than a closed source lets, and counts all that it has of any.
func (p *passages) over(output []string) (over []string, quoted int) {
	covered := map[int]map[int]bool{}
	runs(output, func(_ int, run string) {
		for _, at := range p.at[run] {
			if covered[at.entry] == nil {
				covered[at.entry] = map[int]bool{}
			}
			for i := range runOfWords {
				covered[at.entry][at.word+i] = true
			}
		}
	})
	for entry, at := range covered {
		var has []string
		for i := range at {
			has = append(has, p.entries[entry].words[i])
		}
		if words, characters := size(has); words > news.ClosedWords || characters > news.ClosedRunes {
			over = append(over, p.entries[entry].name)
		}
	}
	slices.Sort(over)
	return over, len(covered)
}

// size counts words, and characters of scripts without spaces: each has a limit of its own.
func size(all []string) (words, characters int) {
	for _, w := range all {
		if spaceless([]rune(w)[0]) {
			characters++
		} else {
			words++
		}
	}
	return words, characters
}

func runs(words []string, yield func(at int, run string)) {
	for i := 0; i+runOfWords <= len(words); i++ {
		yield(i, strings.Join(words[i:i+runOfWords], " "))
	}
}

func spaceless(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

// wordsOf are those between spaces, without punctuation around them, in lower case; characters of a script without spaces each for itself.
func wordsOf(s string) []string {
	var out []string
	for field := range strings.FieldsSeq(strings.ToLower(s)) {
		var b strings.Builder
		flush := func() {
			if w := strings.TrimFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); w != "" {
				out = append(out, w)
			}
			b.Reset()
		}
		for _, r := range field {
			if spaceless(r) {
				flush()
				out = append(out, string(r))
				continue
			}
			b.WriteRune(r)
		}
		flush()
	}
	return out
}

var (
	markup     = regexp.MustCompile(`<[^<>]*>`)
	attributes = regexp.MustCompile(`"[^"]*"`)
)

// plainWords are the words of a file as a reader of it has them, those in attributes too.
func plainWords(ext string, data []byte) []string {
	s := string(data)
	switch ext {
	case ".html", ".xml", ".atom", ".opml":
		for range 2 { // the body of an entry is markup inside markup
			s = html.UnescapeString(markup.ReplaceAllStringFunc(s, func(tag string) string {
				return " " + strings.Join(attributes.FindAllString(tag, -1), " ") + " "
			}))
		}
	case ".json", ".jsonl":
		var b strings.Builder
		for dec := json.NewDecoder(bytes.NewReader(data)); ; {
			token, err := dec.Token()
			if err != nil {
				break
			}
			if v, ok := token.(string); ok {
				b.WriteString(html.UnescapeString(markup.ReplaceAllString(v, " ")) + "\n")
			}
		}
		s = b.String()
	case ".csv":
		if rows, err := csv.NewReader(strings.NewReader(s)).ReadAll(); err == nil {
			s = ""
			for _, row := range rows {
				s += strings.Join(row, "\n") + "\n"
			}
		}
	case ".md":
		s = strings.ReplaceAll(s, `\`, "")
	}
	return wordsOf(s)
}

// importTemplates looks that the templates for mailing services name only what every entry of our feed has, since Mailchimp
// fails for a tag whose field is missing. The names are those of the services' documentation.
func importTemplates(t *testing.T, public string) {
	fields := map[string]string{
		"item.title": "title", "item.url": "link", "item.author": "creator", "item.publish_date": "pubDate", "item.description": "description", "item.content": "encoded",
		"RSSITEM:TITLE": "title", "RSSITEM:URL": "link", "RSSITEM:AUTHOR": "creator", "RSSITEM:DATE": "pubDate", "RSSITEM:CATEGORIES": "category", "RSSITEM:CONTENT": "description", "RSSITEM:CONTENT_FULL": "encoded",
		"rss_item_title": "title", "rss_item_url": "link", "rss_item_description": "description",
	}
	name := regexp.MustCompile(`item\.\w+|RSSITEM:[A-Z_]+|rss_item_\w+`)
	data, err := os.ReadFile(filepath.Join(public, "feed.xml"))
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Title string `xml:"channel>title"`   // RSSFEED:TITLE
		Date  string `xml:"channel>pubDate"` // RSSFEED:DATE
		Items []struct {
			Fields []struct {
				XMLName xml.Name
				Text    string `xml:",chardata"`
			} `xml:",any"`
		} `xml:"channel>item"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil || len(doc.Items) < 40 || doc.Title == "" || doc.Date == "" {
		t.Fatalf("%d items, title %q, date %q, %v", len(doc.Items), doc.Title, doc.Date, err)
	}
	page, err := os.ReadFile(filepath.Join(public, "letter", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, service := range letter.Services() {
		words, err := fs.ReadFile(templates.FS, "letter/"+service+".txt")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(html.UnescapeString(string(page)), strings.TrimSpace(strings.NewReplacer("SITE_TITLE", "Counternotice, the sample week", "SITE_URL", "https://example.org/").Replace(string(words)))) {
			t.Errorf("/letter/ does not show the template for %s", service)
		}
		found := name.FindAllString(string(words), -1)
		if len(found) < 3 {
			t.Errorf("%s: only %q", service, found)
		}
		for _, n := range found {
			if fields[n] == "" {
				t.Errorf("%s: nothing of our feeds is called %s", service, n)
			}
			for i, item := range doc.Items {
				has := false
				for _, f := range item.Fields {
					has = has || f.XMLName.Local == fields[n] && strings.TrimSpace(f.Text) != ""
				}
				if !has {
					t.Errorf("%s: item %d has no %s for %s", service, i, fields[n], n)
				}
			}
		}
	}
}

// BenchmarkLetter makes the e-mail of 40 stories from the archive on disk, as the verb does.
func BenchmarkLetter(b *testing.B) {
	archive, _ := demoWeek(b)
	feeds, decisions := sampleFiles(b)
	for b.Loop() {
		digest(b, io.Discard, "letter", "--feeds", feeds, "--curation", decisions, "--archive", archive, "--format", "html")
	}
}
