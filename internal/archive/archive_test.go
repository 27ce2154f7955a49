package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// makeItem makes the nth item of a day, at an invented outlet.
func makeItem(day string, n int) news.Item {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	at = at.Add(time.Duration(n%86400) * time.Second)
	return news.Item{
		ID: fmt.Sprintf("i%s%06d", strings.ReplaceAll(day, "-", ""), n), Day: day, Feed: "gazette", Title: fmt.Sprintf("Sample <b> & story %d", n),
		URL: fmt.Sprintf("https://gazette.example/%s/%d", day, n), Language: "en", Published: at, FirstSeen: at, License: "CC-BY-4.0",
		Excerpt: "A court of an invented land looked at the order once more.",
		Sources: []news.Source{{Feed: "gazette", GUID: fmt.Sprint(n), Seen: at}},
		Tags:    []news.TagHit{{Tag: "topic/site-blocking", Evidence: []news.Evidence{{Rule: "block order", In: "title", Score: 2}}}},
		Reason:  news.Reason{Code: news.ReasonTopic, Text: "It is about blocking."},
		Stems:   news.Stems{{Stem: "court", Count: 1}, {Stem: "land", Count: 1}, {Stem: "order", Count: 2}},
	}
}

func makeStory(its ...news.Item) news.Story {
	s := news.Story{ID: "s" + its[0].ID[1:], Day: its[0].Day, Slug: "sample-story", Lead: its[0].ID, Begun: its[0].FirstSeen, Updated: its[0].FirstSeen}
	for _, it := range its {
		s.Members = append(s.Members, news.Member{Item: it.ID, Joined: it.FirstSeen})
	}
	return s
}

func makeLeft(day string, n int) news.LeftOut {
	it := makeItem(day, n)
	return news.LeftOut{ID: "l" + it.ID[1:], Day: day, Feed: "gazette", URL: it.URL, Title: "A recipe", Language: "en", FirstSeen: it.FirstSeen, Reason: news.Reason{Code: news.ReasonOffTopic, Text: "Nothing in it belongs."}}
}

func makeState(health news.Health) []news.FeedState {
	return []news.FeedState{{
		Feed:   news.Feed{ID: "gazette", Name: "Gazette", URL: "https://gazette.example/feed", Publisher: "gazette", Kind: news.KindPress, Region: "int", Language: "en", License: "CC-BY-4.0", Scope: news.ScopeFiltered},
		Health: health, Since: noon,
	}}
}

// first is what the first run records: two months.
func first() Change {
	a, b, c := makeItem("2026-10-30", 1), makeItem("2026-10-30", 2), makeItem("2026-11-20", 3)
	return Change{
		Items: []news.Item{c, a, b}, Stories: []news.Story{makeStory(c), makeStory(a, b)},
		LeftOut: []news.LeftOut{makeLeft("2026-11-20", 4), makeLeft("2026-10-30", 5)}, States: makeState(news.HealthOK),
		Run: news.Run{At: noon, Number: 1, New: news.Counts{Items: 3, Stories: 2, LeftOut: 2}},
	}
}

// second touches every kind of file: a new item joins a story of October, one is taken after all, one is revised.
func second() Change {
	c := first()
	d := makeItem("2026-11-21", 6)
	old := makeStory(c.Items[1], c.Items[2], d)
	return Change{
		Items: []news.Item{d}, Stories: []news.Story{old}, Taken: []string{c.LeftOut[1].ID}, LeftOut: []news.LeftOut{makeLeft("2026-11-21", 7)},
		Revisions: []news.Revision{{Item: c.Items[1].ID, ItemMonth: "2026-10", Day: "2026-11-21", At: noon, Title: "Another title"}},
		States:    makeState(news.HealthDead), Run: news.Run{At: noon.Add(time.Hour), Number: 2, New: news.Counts{Items: 1, LeftOut: 1, Revised: 1}},
	}
}

func open(t *testing.T, dir string) *Archive {
	t.Helper()
	a, err := Open(dir, Options{Create: true, slack: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func record(t *testing.T, dir string, changes ...Change) {
	t.Helper()
	a := open(t, dir)
	for _, c := range changes {
		if err := a.Record(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, dir string) *Content {
	t.Helper()
	a, err := OpenRead(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	c, err := a.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// tree is every file below a folder but the lock and the stage.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == workFolder {
			return filepath.SkipDir
		}
		if d.Type().IsRegular() {
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(dir, p)
			out[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func copyTree(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "archive")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return to
}

func TestRecordAndLoad(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	record(t, dir, first(), second())
	c := load(t, dir)
	f, s := first(), second()
	want := &Content{
		Items: []news.Item{f.Items[1], f.Items[2], f.Items[0], s.Items[0]}, Stories: []news.Story{s.Stories[0], f.Stories[0]},
		LeftOut: []news.LeftOut{f.LeftOut[0], s.LeftOut[0]}, Revisions: s.Revisions, States: s.States, Run: s.Run,
	}
	if d := cmp.Diff(want, c); d != "" {
		t.Errorf("loaded (-want +got):\n%s", d)
	}
	names := slices.Sorted(maps.Keys(tree(t, dir)))
	wantNames := []string{
		"archive.json", "feeds.jsonl", "items/2026-10.jsonl", "items/2026-11.jsonl", "left-out/2026-10.jsonl", "left-out/2026-11.jsonl",
		"revisions/2026-11.jsonl", "stories/2026-10.jsonl", "stories/2026-11.jsonl",
	}
	if d := cmp.Diff(wantNames, names); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
	if line := tree(t, dir)["items/2026-10.jsonl"]; !strings.Contains(line, "Sample <b> & story 1") {
		t.Errorf("markup is escaped, which no text editor reads: %s", line)
	}
	a, err := OpenRead(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ps, err := a.Verify()
	if err != nil || len(ps) > 0 {
		t.Errorf("Verify: %v, %v", ps, err)
	}
	if a.Run() != s.Run {
		t.Errorf("Run = %v", a.Run())
	}
}

// The same content is the same bytes, in one change or several and in any order.
func TestSameContentSameBytes(t *testing.T) {
	one, two := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	record(t, one, first(), second())
	f, s := first(), second()
	all := Change{
		Items: append(s.Items, f.Items...), Stories: []news.Story{f.Stories[0], s.Stories[0]}, LeftOut: append(s.LeftOut, f.LeftOut[0]),
		Revisions: append(s.Revisions, s.Revisions...), States: s.States, Run: s.Run,
	}
	record(t, two, all)
	got := tree(t, two)
	want := tree(t, one)
	delete(want, "left-out/2026-10.jsonl") // emptied by what was taken after all
	delete(want, "archive.json")
	delete(got, "archive.json")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-several +one):\n%s", d)
	}
}

// files is every file below a folder as the file system knows it.
func files(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	out := map[string]fs.FileInfo{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)], err = d.Info()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// written lists the files that are new, replaced or changed since before.
func written(before, after map[string]fs.FileInfo) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if b := before[name]; b == nil || !os.SameFile(b, after[name]) || !b.ModTime().Equal(after[name].ModTime()) {
			out = append(out, name)
		}
	}
	return out
}

func TestNothingNewWritesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	record(t, dir, first(), second())
	before := files(t, dir)
	s := second()
	s.Run = news.Run{At: noon.Add(2 * time.Hour), Number: 3}
	record(t, dir, s, Change{Run: s.Run}, Change{Items: first().Items[:2], States: s.States})
	if got := written(before, files(t, dir)); len(got) > 0 {
		t.Errorf("written: %q", got)
	}
	if run := load(t, dir).Run; run.Number != 2 {
		t.Errorf("run %d is told of, which recorded nothing", run.Number)
	}
}

func TestOnlyTheOpenMonthIsWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	record(t, dir, first())
	before := files(t, dir)
	it := makeItem("2026-11-22", 9)
	record(t, dir, Change{Items: []news.Item{it}, Stories: []news.Story{makeStory(it)}, Run: news.Run{At: noon, Number: 2}})
	if d := cmp.Diff([]string{"archive.json", "items/2026-11.jsonl", "stories/2026-11.jsonl"}, written(before, files(t, dir))); d != "" {
		t.Errorf("written (-want +got):\n%s", d)
	}
}

func TestRecordRefuses(t *testing.T) {
	changed := first().Items[0]
	changed.Title = "Otherwise"
	moved := first().Items[0]
	moved.Day = "2026-12-01"
	for _, tt := range []struct {
		name   string
		change Change
		want   string
	}{
		{"an item told otherwise", Change{Items: []news.Item{changed}}, "is recorded already, and otherwise"},
		{"an item in a second month", Change{Items: []news.Item{moved}}, "is recorded in 2026-11 already"},
		{"an id that climbs", Change{Items: []news.Item{{ID: "../x", Day: "2026-11-01"}}}, "has an impossible id"},
		{"a day that climbs", Change{LeftOut: []news.LeftOut{{ID: "x", Day: "../../etc/passwd"}}}, "has no day"},
		{"a date of a time to come", Change{Stories: []news.Story{{ID: "x", Day: "2026-11-01", Begun: noon, Dated: noon.Add(24*time.Hour + time.Second)}}}, "dated more than a day after"},
		{"a slug that climbs", Change{Stories: []news.Story{{ID: "x", Day: "2026-11-01", Slug: "../x"}}}, "impossible slug"},
		{"one feed twice", Change{States: append(makeState(news.HealthOK), makeState(news.HealthDead)...)}, `tells feed "gazette" twice`},
		{"a time that JSON has no form for", Change{Stories: []news.Story{{ID: "x", Day: "2026-11-01", Begun: noon.AddDate(9000, 0, 0)}}}, "year"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "archive")
			record(t, dir, first())
			before := tree(t, dir)
			tt.change.Items = append(tt.change.Items, makeItem("2026-11-22", 1))
			err := open(t, dir).Record(tt.change)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Record = %v, want %q", err, tt.want)
			}
			if d := cmp.Diff(before, tree(t, dir)); d != "" {
				t.Errorf("the archive changed:\n%s", d)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	base := filepath.Join(t.TempDir(), "archive")
	record(t, base, first())
	for _, tt := range []struct {
		name string
		make func(dir string) error
		o    Options
		want string
	}{
		{"nothing there", func(dir string) error { return os.RemoveAll(dir) }, Options{}, "`digest run` makes one"},
		{"a file", func(dir string) error { return errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o644)) }, Options{Create: true}, "give --archive a folder"},
		{"a foreign folder", func(dir string) error {
			return errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o755), os.WriteFile(filepath.Join(dir, "taxes.ods"), nil, 0o644))
		}, Options{Create: true}, `holds "taxes.ods" and is no archive`},
		{"sample into real", func(string) error { return nil }, Options{Demo: true}, "an archive of real feeds"},
		{"a newer format", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "archive.json"), []byte(`{"format": 99, "shards": []}`), 0o644)
		}, Options{}, "update the program"},
		{"the work folder is a file", func(dir string) error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, ".work")), os.WriteFile(filepath.Join(dir, ".work"), nil, 0o644))
		}, Options{}, "is a file, not a folder"},
		{"the lock is a link", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, ".work/lock")), os.Symlink("/nowhere", filepath.Join(dir, ".work/lock")))
		}, Options{}, "is a symbolic link, not a file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := copyTree(t, base)
			if err := tt.make(dir); err != nil {
				t.Fatal(err)
			}
			a, err := Open(dir, tt.o)
			if err == nil {
				t.Fatal(a.Close(), "opened")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Open = %v, want %q", err, tt.want)
			}
		})
	}
}

// An archive of an older format reads as it is, and the next commit raises its number.
func TestFormatOneGoesOn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	record(t, dir, first())
	name := filepath.Join(dir, "archive.json")
	was, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(was), `"format": 6`, `"format": 1`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	before := tree(t, dir)
	a := open(t, dir)
	c, err := a.Load()
	if err != nil || len(c.Items) != 3 || len(c.Damaged) > 0 {
		t.Fatalf("Load = %d items, damaged %v, %v", len(c.Items), c.Damaged, err)
	}
	if d := cmp.Diff(before, tree(t, dir)); d != "" {
		t.Errorf("reading changed the archive:\n%s", d)
	}
	change := second()
	change.Items[0].Refs = []news.Ref{"case:eu:C-1/20", "doi:10.1000/x"}
	change.Revisions[0].Refs = []news.Ref{"case:eu:C-1/20"}
	if err := a.Record(change); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if index := tree(t, dir)["archive.json"]; !strings.Contains(index, `"format": 6`) {
		t.Errorf("after a commit: %s", index)
	}
	b, err := OpenRead(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	got, err := b.Load()
	if err != nil || len(got.Damaged) > 0 {
		t.Fatal(got.Damaged, err)
	}
	if d := cmp.Diff(change.Items[0].Refs, got.Items[len(got.Items)-1].Refs); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(change.Revisions[0].Refs, got.Revisions[0].Refs); d != "" {
		t.Error(d)
	}
}

func TestSampleStaysApart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a, err := Open(dir, Options{Demo: true, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(a.Record(first()), a.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); err == nil || !strings.Contains(err.Error(), "an archive of the bundled sample") {
		t.Errorf("a real run opens it: %v", err)
	}
	r, err := OpenRead(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if !r.Demo() {
		t.Error("the mark is lost")
	}
}

func TestOneWriter(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	record(t, dir, first())
	a := open(t, dir)
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("a second writer: %v", err)
	}
	if c := load(t, dir); len(c.Items) != 3 {
		t.Errorf("a reader beside the writer has %d items", len(c.Items))
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	record(t, dir, second())
}

func TestLoadFrom(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	record(t, dir, first(), second())
	whole := load(t, dir)
	a := open(t, dir)
	c, err := a.LoadFrom("2026-11")
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole.Items {
		if whole.Items[i].Month() < "2026-11" {
			whole.Items[i].Stems = nil
		}
	}
	if d := cmp.Diff(whole, c); d != "" {
		t.Errorf("(-Load without stems +LoadFrom):\n%s", d)
	}
	it := makeItem("2026-10-31", 8)
	if err := a.Record(Change{Items: []news.Item{it}}); err != nil {
		t.Fatal(err)
	}
	if got := load(t, dir); len(got.Items) != 5 || len(got.Items[0].Stems) != 3 {
		t.Error("recording after LoadFrom loses stems")
	}
}

func TestApplyIsWhatLoadAnswers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a := open(t, dir)
	c, err := a.Load()
	if err != nil {
		t.Fatal(err)
	}
	again := second()
	again.Run.Number = 9 // of a change that changes nothing
	for _, change := range []Change{first(), second(), again} {
		if err := errors.Join(a.Record(change), a.Apply(c, change)); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(load(t, dir), c, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("(-Load +Apply):\n%s", d)
		}
	}
}
