package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"counternotice/internal/pipeline"
)

// settle is how long files must rest before a change counts: editors write in several steps.
const settle = 200 * time.Millisecond

func (c Command) serve(ctx context.Context, args []string) error {
	o := c.flags("serve", "show the site on this machine; build it anew and reload the page when a file changes", append(fileFlags, "archive", "cache", "out", "now")...)
	address := o.set.String("address", "127.0.0.1:8080", "the `HOST:PORT` to show it at; port 0 takes a free one")
	if err := o.noArguments(args); err != nil {
		return err
	}
	j, err := o.job(c)
	if err != nil {
		return err
	}
	if _, err := j.Build(ctx); err != nil {
		return err
	}
	watch, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watch.Close()
	files, folders := watched(o, j)
	for _, dir := range folders {
		if err := watch.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("watch %s: %w", dir, err)
		}
	}
	for _, f := range files { // through their folder: editors replace a file when they save it
		if err := watch.Add(filepath.Dir(f)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("watch %s: %w", f, err)
		}
	}
	changed := make(chan struct{}, 1)
	go func() {
		var quiet <-chan time.Time
		for {
			select {
			case <-ctx.Done():
				return
			case <-quiet:
				quiet = nil
				changed <- struct{}{}
			case e, ok := <-watch.Events:
				if !ok {
					return
				}
				if slices.Contains(files, filepath.Clean(e.Name)) || slices.Contains(folders, filepath.Dir(e.Name)) {
					quiet = time.After(settle)
				}
			case err, ok := <-watch.Errors:
				if !ok {
					return
				}
				fmt.Fprintf(c.Stderr, "watch: %v\n", err)
			}
		}
	}()
	rebuild := func() bool {
		files, err := o.files()
		if err == nil {
			j.Files = files
			_, err = j.Build(ctx)
		}
		if err != nil {
			fmt.Fprintln(c.Stderr, err)
			return false
		}
		fmt.Fprintln(c.Stderr, "built anew")
		return true
	}
	return c.show(ctx, *address, j.Out, func(notify func()) {
		for {
			select {
			case <-ctx.Done():
				return
			case <-changed:
				if rebuild() {
					notify()
				}
			}
		}
	})
}

// watched lists the hand-edited files, and the folders whose every file counts: words, templates, pages and the archive.
func watched(o *options, j *pipeline.Job) (files, folders []string) {
	files = []string{filepath.Clean(cmp.Or(o.feeds, "feeds.yaml")), filepath.Clean(cmp.Or(o.taxonomy, "taxonomy.yaml")), filepath.Clean(cmp.Or(o.curation, "curation.yaml"))}
	words := strings.TrimSuffix(files[1], filepath.Ext(files[1]))
	for _, dir := range []string{words, cmp.Or(o.templates, "templates"), cmp.Or(o.content, "content"), j.Archive} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		folders = append(folders, filepath.Clean(dir))
		for _, e := range entries {
			if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
				folders = append(folders, filepath.Join(dir, e.Name()))
			}
		}
	}
	return files, folders
}

const (
	reloadScript = "/-preview/reload.js"
	reloadEvents = "/-preview/events"
)

// show serves a folder on this machine until the context ends. With a watcher, pages reload when it notifies.
func (c Command) show(ctx context.Context, address, dir string, watch func(notify func())) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	p := &preview{dir: os.DirFS(dir), live: watch != nil, done: ctx.Done(), waiting: map[chan struct{}]bool{}}
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: p}
	if watch != nil {
		go watch(p.notify)
	}
	context.AfterFunc(ctx, func() { server.Close() })
	fmt.Fprintf(c.Stdout, "http://%s/\n", listener.Addr())
	fmt.Fprintln(c.Stderr, "press Ctrl-C to stop")
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// preview serves the files of a site as a static host would, and puts a script that reloads into its pages while they are watched.
type preview struct {
	dir  fs.FS
	live bool
	done <-chan struct{}

	mu      sync.Mutex
	waiting map[chan struct{}]bool
}

func (p *preview) notify() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for ch := range p.waiting {
		close(ch)
	}
	clear(p.waiting)
}

func (p *preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case p.live && r.URL.Path == reloadScript:
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		fmt.Fprintf(w, "new EventSource(%q).onmessage = () => location.reload();\n", reloadEvents)
		return
	case p.live && r.URL.Path == reloadEvents:
		p.events(w, r)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	info, err := fs.Stat(p.dir, orDot(name))
	if err == nil && info.IsDir() {
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, path.Base(name)+"/", http.StatusMovedPermanently)
			return
		}
		name = path.Join(name, "index.html")
	}
	status := http.StatusOK
	data, err := fs.ReadFile(p.dir, name)
	if err != nil {
		name, status = "404.html", http.StatusNotFound
		if data, err = fs.ReadFile(p.dir, name); err != nil {
			http.NotFound(w, r)
			return
		}
	}
	w.Header().Set("Content-Type", contentType(name))
	if p.live && strings.HasSuffix(name, ".html") {
		data = bytes.Replace(data, []byte("</head>"), []byte(`<script src="`+reloadScript+`" defer></script></head>`), 1)
	}
	w.WriteHeader(status)
	_, _ = w.Write(data) // a reader that went away misses nothing
}

func orDot(name string) string {
	if name == "" {
		return "."
	}
	return name
}

func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".xml":
		if path.Base(name) == "feed.xml" {
			return "application/rss+xml; charset=utf-8"
		}
		return "application/xml; charset=utf-8"
	case ".atom":
		return "application/atom+xml; charset=utf-8"
	case ".json":
		if path.Base(name) == "feed.json" {
			return "application/feed+json; charset=utf-8"
		}
		return "application/json; charset=utf-8"
	case ".jsonl":
		return "application/jsonl; charset=utf-8"
	case ".opml":
		return "text/x-opml; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	}
	return "text/plain; charset=utf-8"
}

// events holds a page's request open until the site was built anew.
func (p *preview) events(w http.ResponseWriter, r *http.Request) {
	ch := make(chan struct{})
	p.mu.Lock()
	p.waiting[ch] = true
	p.mu.Unlock()
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	select {
	case <-ch:
		fmt.Fprint(w, "data: built\n\n")
	case <-r.Context().Done():
		p.mu.Lock()
		delete(p.waiting, ch)
		p.mu.Unlock()
	case <-p.done:
	}
}
