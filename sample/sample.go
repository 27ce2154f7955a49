// Package sample owns the bundled sample week: a feed list of invented outlets and what their hosts answer on each day.
// It serves nothing itself and knows nothing of what the digest makes of it.
package sample

import (
	"bytes"
	"embed"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed feeds.yaml
var feedsYAML []byte

//go:embed curation.yaml
var curationYAML []byte

//go:embed week
var week embed.FS

// Days lists the days of the week in order. A run of the sample takes place on each at 06:17 UTC, the time for which the
// documents are written: an article is in the first document after it.
var Days = []string{"2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"}

// FeedsYAML is the feed list of the sample, in the format of the real one. The caller may change the copy.
func FeedsYAML() []byte { return slices.Clone(feedsYAML) }

// CurationYAML is what the editors of the sample decided, in the format of the real one. The caller may change the copy.
func CurationYAML() []byte { return slices.Clone(curationYAML) }

// Get is what a host answers for a path on a day: the newest of what its files say up to then. The status is 200, or what a
// file "<path>.status" says, with the address that a redirect points to; 404 where there is nothing. A path that ends in a
// slash stands for its index.html.
func Get(day, host, urlPath string) (body []byte, contentType string, status int, location string) {
	name := path.Clean("/" + urlPath)
	if strings.HasSuffix(urlPath, "/") || name == "/" {
		name = path.Join(name, "index.html")
	}
	for _, d := range slices.Backward(Days) {
		if d > day {
			continue
		}
		file := path.Join("week", d, host) + name
		if line, err := week.ReadFile(file + ".status"); err == nil {
			code, to, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
			status, err := strconv.Atoi(code)
			if err != nil {
				panic("sample: " + file + ".status is not a status")
			}
			return nil, "text/plain; charset=utf-8", status, to
		}
		if body, err := week.ReadFile(file); err == nil {
			return body, contentTypeOf(name, body), 200, ""
		}
	}
	return nil, "text/plain; charset=utf-8", 404, ""
}

// contentTypeOf names no charset: documents in other encodings than UTF-8 declare it themselves, as their like do.
func contentTypeOf(name string, body []byte) string {
	if bytes.HasPrefix(bytes.ToLower(body), []byte("<!doctype html")) {
		return "text/html" // a challenge page stands where a feed is asked for
	}
	switch path.Ext(name) {
	case ".atom":
		return "application/atom+xml"
	case ".rss":
		return "application/rss+xml"
	case ".rdf":
		return "application/rdf+xml"
	case ".json":
		return "application/feed+json"
	}
	return "text/xml"
}
