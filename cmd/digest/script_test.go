package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"digest": main})
}

// TestScripts runs the real binary. The internet of a script is its own files under net/HOST/PATH, behind a proxy; beside
// a file, PATH.status holds a status line ("503", "301 http://…") and PATH.header further header lines. What was asked
// for stands in net.log. A script that brings no taxonomy.yaml has testdata/taxonomy.yaml.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			internet := &internet{dir: filepath.Join(env.WorkDir, "net"), log: filepath.Join(env.WorkDir, "net.log")}
			server := httptest.NewServer(internet)
			env.Defer(server.Close)
			env.Setenv("HTTP_PROXY", server.URL)
			env.Setenv("PROXY", strings.TrimPrefix(server.URL, "http://"))
			own := filepath.Join(env.WorkDir, "taxonomy.yaml")
			if _, err := os.Stat(own); err == nil { // the script brings one
				return nil
			}
			small, err := os.ReadFile("testdata/taxonomy.yaml")
			if err != nil {
				return err
			}
			return os.WriteFile(own, small, 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"snapshot": snapshot,
			"same":     same,
			"count":    count,
			"damage":   damage,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

type internet struct {
	dir, log string
	mu       sync.Mutex
}

func (n *internet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	name := filepath.Join(n.dir, r.URL.Host, filepath.FromSlash(r.URL.Path))
	if f, err := os.OpenFile(n.log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
		fmt.Fprintf(f, "%s %s", r.Method, r.URL)
		if topic := r.PostFormValue("hub.url"); topic != "" {
			fmt.Fprintf(f, " hub.mode=%s hub.url=%s", r.PostFormValue("hub.mode"), topic)
		}
		if v := r.Header.Get("If-None-Match"); v != "" {
			fmt.Fprintf(f, " conditional")
		}
		fmt.Fprintf(f, " %q\n", r.UserAgent())
		f.Close()
	}
	if data, err := os.ReadFile(name + ".header"); err == nil {
		for line := range strings.Lines(string(data)) {
			key, value, _ := strings.Cut(line, ":")
			w.Header().Set(key, strings.TrimSpace(value))
		}
	}
	body, err := os.ReadFile(name)
	status := http.StatusOK
	if err != nil {
		status = http.StatusNotFound
	}
	if data, err := os.ReadFile(name + ".status"); err == nil {
		var location string
		fmt.Sscan(string(data), &status, &location)
		if location != "" {
			w.Header().Set("Location", location)
		}
	}
	etag := fmt.Sprintf("\"%x\"", sha256.Sum256(body))[:18] + `"`
	if status == http.StatusOK {
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// tree is every file below a folder with its content's hash and the time it was written.
func tree(dir string) (map[string]string, error) {
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == ".lock" {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		out[rel] = fmt.Sprintf("%x %d", sha256.Sum256(data), info.ModTime().UnixNano())
		return err
	})
	return out, err
}

// snapshot DIR... remembers folders; "same DIR..." fails when a file of them was written since, even with the same bytes.
func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	for _, dir := range args {
		files, err := tree(ts.MkAbs(dir))
		ts.Check(err)
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(files)) {
			fmt.Fprintf(&b, "%s %s\n", files[name], name)
		}
		ts.Check(os.WriteFile(ts.MkAbs("."+strings.ReplaceAll(dir, "/", "_")+".snapshot"), []byte(b.String()), 0o644))
	}
}

func same(ts *testscript.TestScript, neg bool, args []string) {
	for _, dir := range args {
		want := ts.ReadFile("." + strings.ReplaceAll(dir, "/", "_") + ".snapshot")
		files, err := tree(ts.MkAbs(dir))
		ts.Check(err)
		var changed []string
		for line := range strings.Lines(want) {
			f := strings.SplitN(strings.TrimSpace(line), " ", 3)
			if files[f[2]] != f[0]+" "+f[1] {
				changed = append(changed, f[2])
			}
			delete(files, f[2])
		}
		changed = append(changed, slices.Sorted(maps.Keys(files))...)
		if (len(changed) > 0) != neg {
			ts.Fatalf("%s: changed since the snapshot: %q", dir, changed)
		}
	}
}

// count N TEXT FILE... fails unless TEXT stands N times in the files.
func count(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 3 {
		ts.Fatalf("usage: count N TEXT FILE...")
	}
	n := 0
	for _, f := range args[2:] {
		n += strings.Count(ts.ReadFile(f), args[1])
	}
	if (fmt.Sprint(n) == args[0]) == neg {
		ts.Fatalf("%q stands %d times, want %s", args[1], n, args[0])
	}
}

// damage FILE OLD NEW replaces text in a file.
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: damage FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}
