package outdir

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type site map[string]string

func publish(dir, lists string, s site, step func(op, name string) error) (Stats, error) {
	d, err := Open(dir, lists)
	if err != nil {
		return Stats{}, err
	}
	d.step = step
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if err := d.Write(name, []byte(s[name])); err != nil {
			return d.stats, errors.Join(err, d.Abort())
		}
	}
	return d.Close()
}

func mustPublish(t *testing.T, dir, lists string, s site) Stats {
	t.Helper()
	stats, err := publish(dir, lists, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(s, tree(t, dir)); d != "" {
		t.Fatalf("published (-want +got):\n%s", d)
	}
	return stats
}

func tree(t *testing.T, dir string) site {
	t.Helper()
	out := site{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		rel = filepath.ToSlash(rel)
		if e.IsDir() {
			if names, err := os.ReadDir(p); err == nil && len(names) == 0 && p != dir {
				out[rel] = "an empty folder"
			}
			return nil
		}
		data, err := os.ReadFile(p)
		out[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The old site and the new one: pages change, go, come, a file becomes a folder and a folder a file.
var (
	oldSite = site{"index.html": "one", "same.html": "same", "gone/deep/index.html": "x", "swap": "file", "turn/a.html": "a", "turn/b/c.html": "c"}
	newSite = site{"index.html": "two", "same.html": "same", "new/index.html": "n", "swap/index.html": "folder", "turn": "file"}
)

func TestPublish(t *testing.T) {
	dir, lists := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "lists")
	if got, want := mustPublish(t, dir, lists, oldSite), (Stats{Written: 6, Bytes: 14}); got != want {
		t.Errorf("first: %+v, want %+v", got, want)
	}
	if got, want := mustPublish(t, dir, lists, newSite), (Stats{Written: 4, Same: 1, Removed: 4, Bytes: 14}); got != want {
		t.Errorf("second: %+v, want %+v", got, want)
	}
}

func TestSameSiteWritesNothing(t *testing.T) {
	dir, lists := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "lists")
	mustPublish(t, dir, lists, oldSite)
	before := infos(t, dir, lists)
	if got, want := mustPublish(t, dir, lists, oldSite), (Stats{Same: 6}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	after := infos(t, dir, lists)
	if len(after) != len(before) {
		t.Errorf("%d files, then %d", len(before), len(after))
	}
	for name, info := range after {
		if b := before[name]; b == nil || !os.SameFile(b, info) || !b.ModTime().Equal(info.ModTime()) {
			t.Errorf("%s was written", name)
		}
	}
}

func infos(t *testing.T, dirs ...string) map[string]fs.FileInfo {
	t.Helper()
	out := map[string]fs.FileInfo{}
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			out[p], err = e.Info()
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// What was changed by hand, removed or replaced is mended; what others put beside it stays.
func TestMends(t *testing.T) {
	dir, lists := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "lists")
	outside := filepath.Join(t.TempDir(), "outside")
	mustPublish(t, dir, lists, oldSite)
	if err := errors.Join(
		os.WriteFile(outside, []byte("same"), 0o644),
		os.WriteFile(filepath.Join(dir, "index.html"), []byte("eno"), 0o644), // of the same size
		os.Remove(filepath.Join(dir, "swap")),
		os.Remove(filepath.Join(dir, "same.html")),
		os.Symlink(outside, filepath.Join(dir, "same.html")),
	); err != nil {
		t.Fatal(err)
	}
	if got := mustPublish(t, dir, lists, oldSite); got.Written != 3 || got.Same != 3 {
		t.Errorf("%+v", got)
	}
	if data, err := os.ReadFile(outside); err != nil || string(data) != "same" {
		t.Errorf("the link's target is %q, %v", data, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "CNAME"), []byte("digest.example"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := publish(dir, lists, site{"index.html": "one"}, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(site{"index.html": "one", "CNAME": "digest.example"}, tree(t, dir)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(dir, lists string) error // after oldSite was published
		site site
		want string
	}{
		{"a path that climbs", nil, site{"../x": ""}, "leaves the folder"},
		{"an absolute path", nil, site{"/etc/x": ""}, "leaves the folder"},
		{"a path of the project's git", nil, site{".git/hooks/pre-commit": ""}, "is not the digest's to write"},
		{"a backslash", nil, site{`a\b`: ""}, "holds a character"},
		{"a control character", nil, site{"a\nb": ""}, "holds a character"},
		{"a name too long", nil, site{strings.Repeat("a", 256): ""}, "more than 255 bytes"},
		{"two paths but for case", nil, site{"Law/x": "", "law/y": ""}, "differs from"},
		{"a file and a folder", nil, site{"a": "", "a/b": ""}, "is a file, so"},
		{"a folder that is a link", func(dir, _ string) error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, "turn")), os.Symlink("/", filepath.Join(dir, "turn")))
		}, oldSite, "is no folder, and the digest did not put it there"},
		{"another's file in the way", func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, "new"), nil, 0o644) }, newSite, "is no folder, and the digest did not put it there"},
		{"another's page in the way", func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, "feed.xml"), []byte("mine"), 0o644) }, site{"feed.xml": "ours"}, "is there already"},
		{"another's file in our old folder", func(dir, _ string) error { return os.WriteFile(filepath.Join(dir, "turn/mine"), nil, 0o644) }, newSite, "holds what the digest did not put there"},
		{"no list", func(_, lists string) error { return os.RemoveAll(lists) }, oldSite, "holds \"gone\", and nothing says that the digest put it there"},
		{"the list of another folder", func(_, lists string) error { return overwrite(lists, listHead+"\"../../elsewhere\"\n") }, oldSite, "is not the list of the published folder"},
		{"a list that climbs", func(dir, lists string) error {
			l, err := listOf(dir, lists)
			return errors.Join(err, overwrite(lists, l.head+"\n../../etc/passwd\n"))
		}, oldSite, ":2: the path \"../../etc/passwd\" leaves the folder"},
		{"a list that is cut off", func(dir, lists string) error {
			l, err := listOf(dir, lists)
			return errors.Join(err, overwrite(lists, l.head+"\nindex.html\nsa"))
		}, oldSite, ":3: is cut off"},
		{"a file as the folder", func(dir, _ string) error { return errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o644)) }, oldSite, "give --out a folder"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, lists := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "lists")
			mustPublish(t, dir, lists, oldSite)
			if tt.do != nil {
				if err := tt.do(dir, lists); err != nil {
					t.Fatal(err)
				}
			}
			_, err := publish(dir, lists, tt.site, nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

func overwrite(lists, data string) error {
	names, err := filepath.Glob(filepath.Join(lists, "*.txt"))
	if err != nil || len(names) != 1 {
		return fmt.Errorf("lists: %q, %w", names, err)
	}
	return os.WriteFile(names[0], []byte(data), 0o644)
}

func TestForeignFolder(t *testing.T) {
	dir, lists := t.TempDir(), t.TempDir()
	if err := errors.Join(os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("*\n"), 0o644), os.Mkdir(filepath.Join(dir, ".git"), 0o755)); err != nil {
		t.Fatal(err)
	}
	if _, err := publish(dir, lists, oldSite, nil); err != nil {
		t.Errorf("a folder with only git's files: %v", err)
	}
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "thesis.tex"), []byte("dear"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := publish(foreign, lists, oldSite, nil)
	if err == nil || !strings.Contains(err.Error(), `holds "thesis.tex", and nothing says that the digest put it there; empty the folder, or give --out another one`) {
		t.Errorf("a foreign folder: %v", err)
	}
	if d := cmp.Diff(site{"thesis.tex": "dear"}, tree(t, foreign)); d != "" {
		t.Errorf("the foreign folder changed:\n%s", d)
	}
}

// Two folders with one place for lists, both moved with it.
func TestListsOfSeveralFolders(t *testing.T) {
	home := filepath.Join(t.TempDir(), "a")
	mustPublish(t, filepath.Join(home, "one"), filepath.Join(home, "lists"), oldSite)
	mustPublish(t, filepath.Join(home, "two"), filepath.Join(home, "lists"), newSite)
	moved := filepath.Join(filepath.Dir(home), "b")
	if err := os.Rename(home, moved); err != nil {
		t.Fatal(err)
	}
	mustPublish(t, filepath.Join(moved, "one"), filepath.Join(moved, "lists"), newSite)
	mustPublish(t, filepath.Join(moved, "two"), filepath.Join(moved, "lists"), oldSite)
}

// A kill at any change, or a full disk, and then another publish: all is there and nothing else is.
func TestInterruptedAnywhere(t *testing.T) {
	errKill := errors.New("kill")
	for _, tt := range []struct {
		name  string
		err   error
		after bool // nothing works after it
	}{
		{"a kill", errKill, true},
		{"a full disk", &os.PathError{Op: "write", Err: syscall.ENOSPC}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for n := 0; ; n++ {
				dir, lists := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "lists")
				if n%2 == 0 {
					mustPublish(t, dir, lists, oldSite)
				}
				at, failed := 0, false
				_, err := publish(dir, lists, newSite, func(string, string) error {
					at++
					if at == n+1 || failed && tt.after {
						failed = true
						return tt.err
					}
					return nil
				})
				if !failed {
					if err != nil || n < 20 {
						t.Fatalf("step %d: %v", n, err)
					}
					return
				}
				if err != nil && !errors.Is(err, tt.err) && !errors.Is(err, syscall.ENOSPC) {
					t.Fatalf("step %d: %v", n, err)
				}
				if errors.Is(err, syscall.ENOSPC) && !strings.Contains(err.Error(), "free some space and run again") {
					t.Fatalf("step %d: no remedy: %v", n, err)
				}
				next := newSite
				if n%3 == 0 {
					next = site{"index.html": "three"}
				}
				mustPublish(t, dir, lists, next)
				if logs, err := filepath.Glob(filepath.Join(lists, "*.log")); err != nil || len(logs) > 0 {
					t.Fatalf("step %d: a log is left: %q, %v", n, logs, err)
				}
			}
		})
	}
}

// What no path check lets through leaves the folder, and what it lets through comes back as a list line.
func FuzzCheckPath(f *testing.F) {
	for _, s := range []string{"index.html", "a/b/c.html", "../x", "/x", "a//b", ".git/x", "a\\b", "\xff", "a\nb", "CON", ".well-known/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if checkPath(name) != "" {
			return
		}
		if !filepath.IsLocal(name) {
			t.Errorf("%q leaves the folder", name)
		}
		l := list{head: "head"}
		paths := map[string]bool{}
		if err := l.parse("log", []byte("head\n"+name+"\n"), paths); err != nil || !paths[name] {
			t.Errorf("%q is read back as %v, %v", name, paths, err)
		}
	})
}
