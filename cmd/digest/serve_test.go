package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"counternotice/internal/pipeline"
)

func TestWatched(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("own/tags", 0o755); err != nil {
		t.Fatal(err)
	}
	files, folders := watched(&options{taxonomy: "own/tags.yaml"}, &pipeline.Job{})
	if !slices.Contains(files, "own/tags.yaml") || !slices.Contains(folders, "own/tags") {
		t.Errorf("%q and %q, want the taxonomy and the folder of its words among them", files, folders)
	}
}

func TestPreview(t *testing.T) {
	p := &preview{live: true, done: t.Context().Done(), waiting: map[chan struct{}]bool{}, dir: fstest.MapFS{
		"index.html":       {Data: []byte("<head></head>front")},
		"about/index.html": {Data: []byte("<head></head>about")},
		"404.html":         {Data: []byte("<head></head>not here")},
		"feed.xml":         {Data: []byte("<rss/>")},
	}}
	server := httptest.NewServer(p)
	defer server.Close()
	for _, tt := range []struct {
		path, body, contentType string
		status                  int
	}{
		{"/", "front", "text/html; charset=utf-8", 200},
		{"/about/", "about", "text/html; charset=utf-8", 200},
		{"/about", "about", "text/html; charset=utf-8", 200},
		{"/feed.xml", "<rss/>", "application/rss+xml; charset=utf-8", 200},
		{"/nothing/", "not here", "text/html; charset=utf-8", 404},
		{"/../../etc/passwd", "not here", "text/html; charset=utf-8", 404},
		{reloadScript, "EventSource", "text/javascript; charset=utf-8", 200},
	} {
		r, err := http.Get(server.URL + tt.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if r.StatusCode != tt.status || !strings.Contains(string(body), tt.body) || r.Header.Get("Content-Type") != tt.contentType {
			t.Errorf("%s: %d %s %q", tt.path, r.StatusCode, r.Header.Get("Content-Type"), body)
		}
		if live := strings.Contains(string(body), reloadScript); strings.HasPrefix(tt.contentType, "text/html") && !live {
			t.Errorf("%s: a page without the script that reloads it", tt.path)
		}
	}
}

func TestPreviewNotifies(t *testing.T) {
	p := &preview{live: true, done: t.Context().Done(), waiting: map[chan struct{}]bool{}, dir: fstest.MapFS{}}
	server := httptest.NewServer(p)
	defer server.Close()
	r, err := http.Get(server.URL + reloadEvents) // answers its header once it waits
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	p.notify()
	body, err := io.ReadAll(r.Body)
	if err != nil || !strings.HasPrefix(string(body), "data:") {
		t.Errorf("%q, %v", body, err)
	}
}
