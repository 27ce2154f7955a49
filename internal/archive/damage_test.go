package archive

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"counternotice/internal/news"

	"github.com/google/go-cmp/cmp"
)

// What people, git and disks do to an archive. Of each kind it is told in file and line, with a remedy; nothing is
// recorded over it; and once accepted, every good line is there once and every bad one in damaged/.
func TestDamage(t *testing.T) {
	base := filepath.Join(t.TempDir(), "archive")
	record(t, base, first(), second())
	const its = "items/2026-10.jsonl"
	whole := tree(t, base)
	lines := strings.SplitAfter(whole[its], "\n")[:2]
	for _, tt := range []struct {
		name  string
		file  string
		data  string // new content
		want  string // of the damage, after the folder; empty: none
		items int    // after it was accepted; 4 when there was none
		aside string // bytes in damaged/ then
	}{
		{"not JSON", its, lines[0] + "{\"id\": oops}\n", its + ":2: is not what the digest writes (invalid character 'o'", 3, "{\"id\": oops}\n"},
		{"not UTF-8", its, lines[0] + strings.Replace(lines[1], "Sample", "S\xffmple", 1), its + ":2: is not UTF-8", 3, strings.Replace(lines[1], "Sample", "S\xffmple", 1)},
		{"cut off", its, lines[0] + lines[1][:50], its + ":2: is cut off", 3, lines[1][:50] + "\n"},
		{"cut off between lines", its, lines[0], its + ": has 1 line, where 2 were recorded", 3, ""},
		{"emptied", its, "", its + ": has 0 lines, where 2 were recorded", 2, ""},
		{"zeroes, as after a power cut", its, strings.Repeat("\x00", 100), its + ": has 1 line, where 2 were recorded", 2, strings.Repeat("\x00", 100) + "\n"},
		{"a field of another program", its, lines[0] + strings.Replace(lines[1], `{"id"`, `{"mood":1,"id"`, 1), its + `:2: is not what the digest writes (unknown field "mood")`, 3, strings.Replace(lines[1], `{"id"`, `{"mood":1,"id"`, 1)},
		{"a value of another type", its, lines[0] + `{"id":["x"]}` + "\n", its + ":2: is not what the digest writes (cannot unmarshal array", 3, `{"id":["x"]}` + "\n"},
		{"null", its, lines[0] + "null\n", its + ":2: has no id", 3, "null\n"},
		{"two values on a line", its, lines[0] + strings.TrimSpace(lines[1]) + "{}\n", its + ":2: holds more than one value", 3, strings.TrimSpace(lines[1]) + "{}\n"},
		{"the line of another month", its, lines[0] + strings.Replace(lines[1], `"day":"2026-10-30"`, `"day":"2026-09-30"`, 1), its + ":2: belongs in items/2026-09.jsonl", 3, strings.Replace(lines[1], `"day":"2026-10-30"`, `"day":"2026-09-30"`, 1)},
		{"an absurd day", its, lines[0] + strings.Replace(lines[1], `"day":"2026-10-30"`, `"day":"2026-10-32"`, 1), its + ":2: has no day", 3, strings.Replace(lines[1], `"day":"2026-10-30"`, `"day":"2026-10-32"`, 1)},
		{"an id told twice", its, lines[0] + lines[1] + strings.Replace(lines[1], "Sample", "Simple", 1), its + ":3: tells \"i20261030000002\" a second time", 4, strings.Replace(lines[1], "Sample", "Simple", 1)},
		{
			"an unfinished merge", its, "<<<<<<< ours\n" + lines[0] + "=======\n" + lines[1] + ">>>>>>> theirs\n",
			its + ":1: is a mark of a merge that was not finished", 4, "<<<<<<< ours\n=======\n>>>>>>> theirs\n",
		},
		{"a title changed by hand", its, lines[0] + strings.Replace(lines[1], "Sample", "Simple", 1), its + ": was changed by another hand", 4, ""},
		{"a huge line", its, lines[0] + lines[1] + strings.Repeat("x", maxLine+1), its + ":3: is longer than", 4, strings.Repeat("x", maxLine+1) + "\n"},
		{"a month that is not listed", "items/2026-09.jsonl", strings.ReplaceAll(strings.Replace(lines[1], "i20261030", "i20260930", 1), `"day":"2026-10-30"`, `"day":"2026-09-30"`), "items/2026-09.jsonl: is not listed", 5, ""},
		{"an item in two months", "items/2026-09.jsonl", strings.ReplaceAll(lines[1], `"day":"2026-10-30"`, `"day":"2026-09-30"`), "items/2026-09.jsonl: is not listed", 4, strings.ReplaceAll(lines[1], `"day":"2026-10-30"`, `"day":"2026-09-30"`)},
		{"states that are no JSON", "feeds.jsonl", "[]\n", "feeds.jsonl:1: is not what", 4, "[]\n"},
		{"other line ends", its, strings.ReplaceAll(whole[its], "\n", "\r\n"), "", 4, ""},
		{"a byte order mark", its, "\ufeff" + whole[its], "", 4, ""},
		{"blank lines, none at the end", its, "\n" + lines[0] + "\n \n" + strings.TrimSpace(lines[1]), "", 4, ""},
		{"another order", its, lines[1] + lines[0], "", 4, ""},
		{"a line doubled by a merge", its, lines[0] + lines[1] + lines[1], "", 4, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := copyTree(t, base)
			if err := os.WriteFile(filepath.Join(dir, tt.file), []byte(tt.data), 0o644); err != nil {
				t.Fatal(err)
			}
			hurt := tree(t, dir)
			c := load(t, dir)
			extra := makeItem("2026-11-22", 1)
			extra.Feed, extra.Sources[0].Feed = "gazette", "gazette"
			change := Change{Items: []news.Item{extra}, Stories: []news.Story{makeStory(extra)}, Run: news.Run{At: noon, Number: 3}}
			if tt.want == "" {
				if len(c.Damaged) > 0 || len(c.Items) != 4 {
					t.Fatalf("damage %v, %d items", c.Damaged, len(c.Items))
				}
				if settled, err := Accept(dir, Options{}); err != nil || len(settled) > 0 {
					t.Errorf("Accept: %v, %v", settled, err)
				}
				record(t, dir, change)
				if got := load(t, dir); len(got.Items) != 5 || len(got.Damaged) > 0 {
					t.Errorf("after a run: %d items, %v", len(got.Items), got.Damaged)
				}
				return
			}
			if len(c.Damaged) == 0 || !strings.HasPrefix(c.Damaged[0].String(), dir+"/"+tt.want) || c.Damaged[0].Remedy == "" {
				t.Errorf("damage %v\nwant %s", c.Damaged, tt.want)
			}
			if ids := idsOf(c); len(ids) != len(c.Items) {
				t.Errorf("%d items of %d ids are loaded", len(c.Items), len(ids))
			}
			a := open(t, dir)
			err := errors.Join(a.Record(change), a.Close())
			if _, ok := errors.AsType[news.Problems](err); !ok {
				t.Errorf("Record = %v", err)
			}
			if d := cmp.Diff(hurt, tree(t, dir)); d != "" {
				t.Errorf("a refused run changed the archive:\n%s", d)
			}
			settled, err := Accept(dir, Options{})
			if err != nil || len(settled) != len(c.Damaged) {
				t.Fatalf("Accept: %v, %v", settled, err)
			}
			c = load(t, dir)
			if len(c.Damaged) > 0 || len(c.Items) != tt.items || len(idsOf(c)) != tt.items {
				t.Errorf("accepted: %d items, want %d; damage %v", len(c.Items), tt.items, c.Damaged)
			}
			var aside []byte
			for name, data := range tree(t, dir) {
				if strings.HasPrefix(name, "damaged/") {
					aside = append(aside, data...)
				}
			}
			if !bytes.Equal(aside, []byte(tt.aside)) {
				t.Errorf("set aside %.200q, want %.200q", aside, tt.aside)
			}
			record(t, dir, change)
			if got := load(t, dir); len(got.Items) != tt.items+1 {
				t.Errorf("after a run: %d items", len(got.Items))
			}
		})
	}
}

func idsOf(c *Content) map[string]bool {
	ids := map[string]bool{}
	for _, it := range c.Items {
		ids[it.ID] = true
	}
	return ids
}

// What is no file where one should be, or a damaged archive.json, is refused at once, and settled by Accept where that
// loses nothing.
func TestDamageOfTheFolder(t *testing.T) {
	base := filepath.Join(t.TempDir(), "archive")
	record(t, base, first(), second())
	const its = "items/2026-10.jsonl"
	write := func(name, data string) func(string) error {
		return func(dir string) error { return os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644) }
	}
	for _, tt := range []struct {
		name    string
		do      func(dir string) error
		want    string
		settled bool
		items   int
	}{
		{"a month is missing", func(dir string) error { return os.Remove(filepath.Join(dir, its)) }, its + ": is missing; 2 lines were recorded in it", true, 2},
		{"all months are missing", func(dir string) error { return os.RemoveAll(filepath.Join(dir, "items")) }, its + ": is missing", true, 0},
		{"a month is a folder", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, its)), os.Mkdir(filepath.Join(dir, its), 0o755))
		}, its + ": is a folder, not a file", false, 0},
		{"a month is a link", func(dir string) error {
			return errors.Join(os.Rename(filepath.Join(dir, its), filepath.Join(dir, "x")), os.Symlink("../x", filepath.Join(dir, its)))
		}, its + ": is a symbolic link, not a file", false, 0},
		{"the folder is a link", func(dir string) error {
			return errors.Join(os.Rename(filepath.Join(dir, "items"), filepath.Join(dir, "x")), os.Symlink("x", filepath.Join(dir, "items")))
		}, "items: is a symbolic link, not a folder", false, 0},
		{"the folder is a file", func(dir string) error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, "items")), os.WriteFile(filepath.Join(dir, "items"), nil, 0o644))
		}, "items: is a file, not a folder", false, 0},
		{"archive.json is missing", func(dir string) error { return os.Remove(filepath.Join(dir, "archive.json")) }, "archive.json: is missing, but feeds.jsonl is there", true, 4},
		{"archive.json is empty", write("archive.json", ""), "archive.json:1: is not what the digest writes (unexpected end", true, 4},
		{"archive.json is a merge", write("archive.json", "{\n<<<<<<< ours\n"), "archive.json:2: is not what the digest writes", true, 4},
		{"archive.json is of no format", write("archive.json", `{"format": 0}`), "archive.json: names format 0", true, 4},
		{"archive.json counts below nothing", write("archive.json", `{"format": 1, "files": {"feeds.jsonl": {"lines": -1, "bytes": 1, "sha256": ""}}}`), "archive.json: has an impossible stamp", true, 4},
		{"archive.json lists what is elsewhere", write("archive.json", `{"format": 1, "files": {"../../etc/passwd": {}}}`), `archive.json: lists "../../etc/passwd"`, true, 4},
		{"archive.json has other fields", write("archive.json", `{"format": 1, "shards": 3}`), "archive.json: is not what the digest writes (unknown field \"shards\")", true, 4},
		{"archive.json of another state", write("archive.json", `{"format": 1, "run": {"at": "2026-11-21T12:00:00Z", "number": 1, "new": {"items": 0, "stories": 0, "left_out": 0, "revised": 0}}, "files": {}}`), "feeds.jsonl: is not listed", true, 4},
		{"archive.json is a folder", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "archive.json")), os.Mkdir(filepath.Join(dir, "archive.json"), 0o755))
		}, "archive.json: is a folder, not a file", false, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := copyTree(t, base)
			if err := tt.do(dir); err != nil {
				t.Fatal(err)
			}
			hurt := tree(t, dir)
			a, err := Open(dir, Options{})
			if err == nil {
				err = errors.Join(a.Record(Change{Items: []news.Item{makeItem("2026-11-22", 1)}}), a.Close())
			}
			if err == nil || !strings.HasPrefix(err.Error(), dir+"/"+tt.want) || !strings.Contains(err.Error(), "; ") {
				t.Errorf("a run: %v\nwant %s", err, tt.want)
			}
			_, err = Accept(dir, Options{})
			if tt.settled != (err == nil) {
				t.Fatalf("Accept: %v", err)
			}
			if !tt.settled {
				if d := cmp.Diff(hurt, tree(t, dir)); d != "" {
					t.Errorf("the archive changed:\n%s", d)
				}
				return
			}
			c := load(t, dir)
			if len(c.Items) != tt.items || len(c.Damaged) > 0 || c.Run.Number == 0 || c.Run.At.IsZero() {
				t.Errorf("accepted: %d items, want %d; run %v; damage %v", len(c.Items), tt.items, c.Run, c.Damaged)
			}
			if old, had := hurt["archive.json"]; had && old != "" && tt.name != "archive.json of another state" && strings.Contains(tt.want, "archive.json") && tree(t, dir)["damaged/archive.json"] != old {
				t.Error("the old archive.json is not set aside")
			}
		})
	}
}

func TestVerifyReferences(t *testing.T) {
	a, b := makeItem("2026-11-20", 1), makeItem("2026-11-20", 2)
	both := makeStory(a, b)
	for _, tt := range []struct {
		name   string
		change Change
		want   string // empty: whole
	}{
		{"whole", Change{Items: []news.Item{a, b}, Stories: []news.Story{both}}, ""},
		{"an item in no story", Change{Items: []news.Item{a, b}, Stories: []news.Story{makeStory(a)}}, "is in no story"},
		{"an item in two stories", Change{Items: []news.Item{a, b}, Stories: []news.Story{both, makeStory(b, a)}}, "has too"},
		{"a member that is not there", Change{Items: []news.Item{a}, Stories: []news.Story{both}}, "which is not there"},
		{"a lead that is no member", Change{Items: []news.Item{a, b}, Stories: []news.Story{func() news.Story { s := makeStory(a, b); s.Lead = "x"; return s }()}}, "is led by \"x\""},
		{"moved from nowhere", Change{Items: []news.Item{a, b}, Stories: []news.Story{func() news.Story {
			s := makeStory(a, b)
			s.Members[0].Past = []news.Stay{{Story: "story/2026/11/y-z/", Joined: noon}}
			return s
		}()}}, "before, which is not there"},
		{"merged into nothing", Change{Items: []news.Item{a, b}, Stories: []news.Story{both, {ID: "x", Day: "2026-11-20", Begun: noon, Into: "story/2026/11/y-z/"}}}, "was merged into"},
		{"merged away", Change{Items: []news.Item{a, b}, Stories: []news.Story{both, {ID: "x", Day: "2026-11-20", Begun: noon, Into: both.Path()}}}, ""},
		{"a revision of nothing", Change{Items: []news.Item{a, b}, Stories: []news.Story{both}, Revisions: []news.Revision{{Item: a.ID, ItemMonth: "2026-10", Day: "2026-11-20", At: noon}}}, "revises item"},
		{"left out and taken", Change{Items: []news.Item{a, b}, Stories: []news.Story{both}, LeftOut: []news.LeftOut{{ID: a.ID, Day: a.Day, Feed: a.Feed, FirstSeen: noon}}}, "is left out, and is an item too"},
		{"a feed of which nothing is known", Change{Items: []news.Item{a, b}, Stories: []news.Story{both}, States: []news.FeedState{}}, "of which nothing is remembered"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "archive")
			if tt.change.States == nil {
				tt.change.States = makeState(news.HealthOK)
			}
			record(t, dir, tt.change)
			r, err := OpenRead(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			ps, err := r.Verify()
			if err != nil {
				t.Fatal(err)
			}
			if tt.want == "" && len(ps) > 0 || tt.want != "" && !strings.Contains(ps.Error(), tt.want) {
				t.Errorf("Verify = %v, want %q", ps, tt.want)
			}
		})
	}
}

func TestVerifyNamesAndLooseFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	record(t, dir, first())
	old := tree(t, dir)["items/2026-10.jsonl"]
	if err := errors.Join(
		os.WriteFile(filepath.Join(dir, "items/notes.txt"), nil, 0o644),
		os.WriteFile(filepath.Join(dir, "items/2026-10.jsonl"), []byte(strings.ReplaceAll(old, "\n", "\r\n")), 0o644),
	); err != nil {
		t.Fatal(err)
	}
	r, err := OpenRead(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ps, err := r.Verify()
	if err != nil || len(ps) != 2 || !strings.Contains(ps[0].What, "is whole, but") || !strings.Contains(ps[1].What, "is not the name of a month") {
		t.Errorf("Verify = %v, %v", ps, err)
	}
}

// No line makes decode panic, and what it takes is written and read back the same.
func FuzzDecode(f *testing.F) {
	seeds := []string{"{}", "null", "<<<<<<< x", "\xff", `{"id":"a","id":"b"}`}
	dir := f.TempDir()
	a, err := Open(dir, Options{Create: true})
	if err != nil {
		f.Fatal(err)
	}
	if err := errors.Join(a.Record(first()), a.Close()); err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"items/2026-10.jsonl", "stories/2026-10.jsonl", "feeds.jsonl"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, strings.Split(string(data), "\n")...)
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		end := int64(0)
		if err := scan(bytes.NewReader(data), func(n int, off, size int64, line []byte) {
			if off < end || size == 0 || int(off+size) > len(data) {
				t.Fatalf("line %d: bytes %d to %d of %d, after %d", n, off, off+size, len(data), end)
			}
			end = off + size
		}); err != nil {
			t.Fatal(err)
		}
		again(t, items, data)
		again(t, stories, data)
		again(t, leftOut, data)
		again(t, revisions, data)
		again(t, feeds, data)
	})
}

func again[T any](t *testing.T, k kind[T], line []byte) {
	t.Helper()
	// The month is free here: what a line names is where it belongs.
	free := k
	name := feedsFile
	if k.month != nil {
		free.month = func(*T) string { return "2026-10" }
		name = k.folder + "/2026-10.jsonl"
	}
	v, why := decode(free, line, name, false)
	if why != "" {
		return
	}
	var b bytes.Buffer
	if err := encode(&b, &v); err != nil {
		t.Fatalf("%q is read and cannot be written: %v", line, err)
	}
	w, why := decode(free, b.Bytes(), name, false)
	if why != "" || !same(&v, &w) {
		t.Fatalf("%q comes back as %q: %s", line, b.Bytes(), why)
	}
}
