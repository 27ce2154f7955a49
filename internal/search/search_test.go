package search

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/text"
)

var update = flag.Bool("update", false, "write the terms of testdata/terms.json anew")

// digest makes stories of one report each; a line is a day, a language and a title.
func digest(lines ...string) *edition.Digest {
	d := &edition.Digest{Site: news.Site{Language: "en"}}
	press := &edition.Source{Feed: news.Feed{ID: "courtwire", Name: "Courtwire", Kind: news.KindPress}}
	for i, line := range lines {
		f := strings.SplitN(line, " ", 3)
		r := &edition.Report{Item: news.Item{Title: f[2], Language: f[1], Excerpt: "Passages of articles stay out."}, Source: press}
		id := fmt.Sprintf("s%d", i)
		d.Stories = append(d.Stories, &edition.Story{
			ID: id, Path: news.Story{ID: id, Day: f[0], Slug: "x"}.Path(), Day: f[0], Begun: time.Date(2026, 1, 1, 0, 0, i, 0, time.UTC), Title: f[2], Language: f[1],
			Excerpt: "Passages of articles stay out.", Lead: r, Reports: []*edition.Report{r},
		})
	}
	return d
}

func build(t testing.TB, d *edition.Digest) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := Files(d, func(path string, data []byte) error {
		if _, ok := files[path]; ok {
			t.Errorf("%s is written twice", path)
		}
		plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
		files[path] = plain
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// reader finds stories as templates/search.js does, but for words that are longer ones' beginnings.
type reader struct {
	t     *testing.T
	files map[string][]byte
	directory
}

func read(t *testing.T, files map[string][]byte) *reader {
	t.Helper()
	r := &reader{t: t, files: files}
	if err := json.Unmarshal(files["search/index.bin"], &r.directory); err != nil {
		t.Fatal(err)
	}
	return r
}

// stories gives the titles of those that have a term, newest first.
func (r *reader) stories(term string) []string {
	var out []string
	first := 0
	for _, p := range r.Parts {
		at, _ := slices.BinarySearchFunc(p.Keys, term, func(key, term string) int {
			if key <= term {
				return -1
			}
			return 1
		})
		data := r.files["search/"+p.At+"/"+strconv.Itoa(at-1)+".bin"]
		number := func() int {
			n, size := binary.Uvarint(data)
			if size <= 0 {
				r.t.Fatalf("no number in shard %d of %s", at-1, p.At)
			}
			data = data[size:]
			return int(n)
		}
		length := number()
		terms := strings.Split(string(data[:length]), "\n")
		data = data[length:]
		for _, t := range terms {
			story := -1
			for n := number(); n > 0; n-- {
				if story += number() + 1; t == term {
					out = append(out, r.title(first+story))
				}
			}
		}
		if len(data) > 0 {
			r.t.Errorf("shard %d of %s goes on", at-1, p.At)
		}
		first += p.Stories
	}
	return out
}

func (r *reader) title(story int) string {
	for _, m := range r.Months {
		if story >= m.Stories {
			story -= m.Stories
			continue
		}
		place := m.Stories - 1 - story
		var cards [][]any
		if err := json.Unmarshal(r.files["search/"+m.At+"/"+strconv.Itoa(place/r.Block)+".bin"], &cards); err != nil {
			r.t.Fatal(err)
		}
		return cards[place%r.Block][2].(string)
	}
	r.t.Fatalf("no month has story %d", story)
	return ""
}

// many makes n stories of three words each, four a day up to the last of November 2026.
func many(n int) *edition.Digest {
	var lines []string
	day := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	for i := range n {
		lines = append(lines, fmt.Sprintf("%s en Story%d w%d shared", day.AddDate(0, 0, (i-n+1)/4).Format(time.DateOnly), i, i%7))
	}
	return digest(lines...)
}

func TestEveryWordFindsItsStories(t *testing.T) {
	d := many(5000)
	r := read(t, build(t, d))
	if len(r.Parts) != 3 {
		t.Fatalf("%d parts, want 3", len(r.Parts))
	}
	want := map[string][]string{}
	for _, s := range slices.Backward(d.Stories) {
		for w := range Terms(s.Title) {
			want[w] = append(want[w], s.Title)
		}
	}
	for _, w := range slices.Sorted(maps.Keys(want)) {
		if len(want[w]) > 1 || strings.HasSuffix(w, "1") { // all words, but a tenth of those of one story
			if diff := cmp.Diff(want[w], r.stories(w)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", w, diff)
			}
		}
	}
	for _, w := range []string{"story", "aaa", "zzz", "w7", "/kind/ngo"} {
		if got := r.stories(w); got != nil {
			t.Errorf("%q finds %q", w, got)
		}
	}
	if got := r.stories("/kind/press"); len(got) != 5000 {
		t.Errorf("the facet has %d stories", len(got))
	}
}

// A card gives the date of the report that leads, as every list does, and orders the stories of one run by it.
func TestDates(t *testing.T) {
	west := time.FixedZone("", -5*3600)
	d := digest("2026-11-21 en Bare", "2026-11-21 en Night", "2026-11-21 en Early")
	for i, at := range []time.Time{time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC), time.Date(2026, 11, 19, 12, 0, 0, 0, time.UTC)} {
		d.Stories[i].Begun, d.Stories[i].Lead.Published = d.Stories[0].Begun, at.In(west)
	}
	files := build(t, d)
	for path, data := range files {
		if !strings.HasPrefix(path, "search/2026-11-") {
			continue
		}
		var cards [][]any
		if err := json.Unmarshal(data, &cards); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range slices.Backward(cards) {
			got = append(got, fmt.Sprint(c[2], " ", c[1]))
		}
		if diff := cmp.Diff([]string{"Night 2026-11-20", "Bare 2026-11-20", "Early 2026-11-19"}, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhatIsIndexed(t *testing.T) {
	d := digest("2026-11-20 nl Rechtbank beperkt blokkade", "2026-11-21 en </script><script>alert(1)</script>\t\n\"quoted\"", "2026-11-21 en Merged away", "2026-11-21 en ")
	d.Stories[2].Into = "story/2026/11/x-s0/"
	s := d.Stories[0]
	second := &edition.Report{Item: news.Item{Title: "Court cuts order back", Language: "en-GB", Former: []news.FormerTitle{{Title: "Premature headline"}}}, Source: s.Lead.Source}
	second.Also = []*edition.Source{{Feed: news.Feed{ID: "gazet", Name: "De Gazet", Kind: news.KindOfficial}}}
	s.Reports = append(s.Reports, second, &edition.Report{Item: news.Item{Title: "Third", Feed: "lost-feed", Language: "en\nzz"}})
	s.Title = "An editor's words"
	s.Tags = []edition.StoryTag{{Tag: news.Tag{ID: "topic/site-blocking"}, Label: "Site blocking"}, {Tag: news.Tag{ID: "instrument/dsa"}, Label: "Digital Services Act"}}
	s.References = []edition.Reference{{Label: "C-682/18"}}
	files := build(t, d)
	r := read(t, files)
	for _, term := range []string{
		"rechtbank", "court", "premature", "third", "editor", "courtwire", "gazet", "lost", "site", "services", "dutch", "682", "c682",
		"/topic/site-blocking", "/language/nl", "/language/en", "/kind/press", "/kind/official",
	} {
		if !slices.Contains(r.stories(term), s.Title) {
			t.Errorf("%q does not find its story", term)
		}
	}
	for _, term := range []string{"merged", "passages", "/instrument/dsa", "/kind/ngo", "/topic/site", "english", "zz", "/language/en\nzz"} {
		if got := r.stories(term); got != nil {
			t.Errorf("%q finds %q", term, got)
		}
	}
	if got := r.stories("alert"); !slices.Equal(got, []string{d.Stories[1].Title}) {
		t.Errorf("hostile words give %q", got)
	}
	if got := r.stories("/language/en"); got[0] != "Untitled report" {
		t.Errorf("the newest story is %q", got[0])
	}
	for path, data := range files {
		if bytes.Contains(data, []byte("stay out")) || bytes.Contains(data, []byte("Merged")) {
			t.Errorf("%s holds what it must not", path)
		}
	}
}

// Titles are found by what testdata/terms.json says; e2e/script.test.mjs asks the script the same. The flag -update writes
// the terms, and refuses when they do not find what the hand-written words say.
func TestTerms(t *testing.T) {
	data, err := os.ReadFile("testdata/terms.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []*struct {
		Title  string   `json:"title"`
		Folded string   `json:"folded"`
		By     []string `json:"by"`
		NotBy  []string `json:"not_by"`
		Terms  []string `json:"terms"`
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 12 {
		t.Fatalf("%d titles", len(cases))
	}
	for _, tt := range cases {
		if got := text.Fold(tt.Title); got != tt.Folded {
			t.Errorf("%q folds to %q, want %q", tt.Title, got, tt.Folded)
		}
		has := slices.Compact(slices.Sorted(Terms(tt.Title)))
		if *update {
			tt.Terms = has
		} else if diff := cmp.Diff(tt.Terms, has); diff != "" {
			t.Errorf("terms of %q (-want +got):\n%s", tt.Title, diff)
		}
		finds := func(q string) bool {
			for w := range words(text.Fold(q)) {
				c := []rune(w)
				ok := false
				switch {
				case !wide(c[0]):
					ok = slices.ContainsFunc(has, func(t string) bool { return t == w || len(c) > 2 && strings.HasPrefix(t, w) })
				case len(c) == 1:
					ok = slices.ContainsFunc(has, func(t string) bool { return strings.HasPrefix(t, w) })
				default:
					ok = true
					for i := range len(c) - 1 {
						ok = ok && slices.Contains(has, string(c[i:i+2]))
					}
				}
				if !ok {
					return false
				}
			}
			return true
		}
		for _, q := range tt.By {
			if !finds(q) {
				t.Errorf("%q is not found by %q; its terms are %q", tt.Title, q, has)
			}
		}
		for _, q := range tt.NotBy {
			if finds(q) {
				t.Errorf("%q is found by %q; its terms are %q", tt.Title, q, has)
			}
		}
	}
	if *update && !t.Failed() {
		var b bytes.Buffer
		for i, tt := range cases {
			b.WriteString([]string{"[\n", ",\n"}[min(i, 1)])
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(tt); err != nil {
				t.Fatal(err)
			}
			b.Truncate(b.Len() - 1)
		}
		if err := os.WriteFile("testdata/terms.json", append(b.Bytes(), "\n]\n"...), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// A run renews what its months touch, and the order of the input is no matter.
func TestWhatChanges(t *testing.T) {
	d := many(3000)
	before := build(t, d)
	shuffled := *d
	shuffled.Stories = append(slices.Clone(d.Stories[1000:]), d.Stories[:1000]...)
	if diff := cmp.Diff(before, build(t, &shuffled)); diff != "" {
		t.Errorf("another order gives other files:\n%.1000s", diff)
	}
	more := *d
	more.Stories = append(slices.Clone(d.Stories), digest("2026-11-30 en A new story").Stories...)
	changed(t, "a new story", before, build(t, &more), func(path string) bool {
		return path == "search/index.bin" || strings.HasPrefix(path, "search/2026-11-") || strings.HasPrefix(path, "search/"+read(t, build(t, &more)).Parts[0].At+"/")
	})
	next := *d
	next.Stories = append(slices.Clone(d.Stories), digest("2026-12-01 en A new month").Stories...)
	changed(t, "a new month", before, build(t, &next), func(path string) bool {
		parts := read(t, build(t, &next)).Parts
		return path == "search/index.bin" || strings.HasPrefix(path, "search/2026-12-") || strings.HasPrefix(path, "search/"+parts[0].At+"/") || strings.HasPrefix(path, "search/"+parts[1].At+"/")
	})
}

// changed holds that all files that are new or differ are allowed to.
func changed(t *testing.T, what string, before, after map[string][]byte, allowed func(string) bool) {
	t.Helper()
	n := 0
	for path, data := range after {
		if !bytes.Equal(before[path], data) {
			n++
			if !allowed(path) {
				t.Errorf("%s changes %s", what, path)
			}
		}
	}
	if n == 0 || n == len(after) {
		t.Errorf("%s changes %d of %d files", what, n, len(after))
	}
}

func TestPartOf(t *testing.T) {
	for _, tt := range []struct{ month, newest, want string }{
		{"2026-11", "2026-11", "recent"},
		{"2026-10", "2026-11", "recent"},
		{"2026-09", "2026-11", "year"},
		{"2026-01", "2026-11", "year"},
		{"2025-12", "2026-11", "earlier"},
		{"2025-12", "2026-01", "recent"},
		{"2025-11", "2026-01", "year"},
		{"2024-12", "2026-01", "earlier"},
		{"2025-12", "2026-02", "earlier"},
	} {
		if got := partOf(tt.month, tt.newest); got != tt.want {
			t.Errorf("%s seen from %s is %q, want %q", tt.month, tt.newest, got, tt.want)
		}
	}
}

func TestBetween(t *testing.T) {
	for _, tt := range []struct{ a, b, want string }{
		{"abc", "abd", "abd"},
		{"abc", "b", "b"},
		{"abc", "bcd", "b"},
		{"ab", "abc", "abc"},
		{"a", "著作", "著"},
		{"著作", "著者", "著者"},
	} {
		if got := between(tt.a, tt.b); got != tt.want || got <= tt.a || got > tt.b {
			t.Errorf("between %q and %q: %q, want %q", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	l := newLexicon()
	for _, tt := range []struct{ tag, want string }{
		{"nl", "Dutch"},
		{"fr-FR", "French"},
		{"pt-BR", "Brazilian Portuguese"},
		{"zh-CN", "Simplified Chinese"},
		{"zh-TW", "Traditional Chinese"},
		{"</script>", ""},
		{"", ""},
	} {
		if got := l.language(tt.tag); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.tag, got, tt.want)
		}
	}
}

// The script replaces one character by one other, once.
func TestHanTable(t *testing.T) {
	table := []rune(hanTable())
	if len(table) < 5000 || len(table)%2 != 0 {
		t.Fatalf("%d characters", len(table))
	}
	keys := map[rune]bool{}
	for i := 0; i < len(table); i += 2 {
		keys[table[i]] = true
	}
	for i := 1; i < len(table); i += 2 {
		if keys[table[i]] {
			t.Errorf("%q is replaced again", table[i])
		}
	}
	for r := rune(0x20000); r < 0x40000; r++ {
		if got := string(text.AppendFold(nil, string(r))); got != string(r) {
			t.Errorf("%q folds to %q, which the table lacks", r, got)
		}
	}
}

func TestEmpty(t *testing.T) {
	r := read(t, build(t, &edition.Digest{}))
	if r.Parts == nil || r.Months == nil || len(r.Parts)+len(r.Months) > 0 {
		t.Errorf("an empty digest gives %+v", r.directory)
	}
}

func TestErrorOfWrite(t *testing.T) {
	full := errors.New("disk full")
	for _, last := range []int{1, 2, 5} {
		n := 0
		err := Files(many(200), func(string, []byte) error {
			if n++; n == last {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || n != last {
			t.Errorf("got %v after %d files, want %v after %d", err, n, full, last)
		}
	}
}
