// Command replay runs the digest over captured feeds, day by day, each day twice, and counts what was served against
// what the archive holds: nothing may be lost, doubled or written without need. It measures no speed.
//
//	go run ./bench/replay -captures DIR [-from 2006-05-24] [-to 2026-12-31] [-keep DIR]
//
// DIR has a folder a source, with files whose names begin with the day of their capture ("2017-01-07--…" or
// "20260112T0113--…"). Whatever stands behind the day names the series; each series is a feed.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	counternotice "counternotice"
	"counternotice/internal/archive"
	"counternotice/internal/news"
	"counternotice/internal/pipeline"
	"counternotice/internal/taxonomy"
	"counternotice/templates"
)

func main() {
	captures := flag.String("captures", "", "the folder of captures")
	from := flag.String("from", "2000-01-01", "the first day")
	to := flag.String("to", "2030-01-01", "the last day")
	keep := flag.String("keep", "", "the folder to leave archive, cache and site in; else a temporary one")
	scope := flag.String("scope", "filtered", "the scope of every feed")
	flag.Parse()
	ok, err := replay(*captures, *from, *to, *keep, *scope)
	if err != nil {
		fmt.Fprintln(os.Stderr, "replay:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

type capture struct {
	at   time.Time
	file string
}

var dated = regexp.MustCompile(`^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2})(\d{2}))?-*(.*)\.[a-z]+$`)

// read finds the captures by series, oldest first.
func read(dir, from, to string) (map[string][]capture, error) {
	out := map[string][]capture{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		m := dated.FindStringSubmatch(d.Name())
		if m == nil {
			return nil
		}
		day := m[1] + "-" + m[2] + "-" + m[3]
		at, err := time.Parse("2006-01-02 1504", day+" "+orElse(m[4]+m[5], "2300"))
		if err != nil || day < from || day > to {
			return nil
		}
		series := slug(filepath.Base(filepath.Dir(p)) + "-" + m[6])
		out[series] = append(out[series], capture{at, p})
		return nil
	})
	for _, list := range out {
		slices.SortFunc(list, func(a, b capture) int { return a.at.Compare(b.at) })
	}
	return out, err
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func slug(s string) string {
	s = regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(strings.ToLower(s), "-")
	return strings.Trim(s[:min(len(s), 40)], "-")
}

func replay(captures, from, to, keep, scope string) (bool, error) {
	series, err := read(captures, from, to)
	if err != nil {
		return false, err
	}
	if len(series) == 0 {
		return false, errors.New("no captures of these days")
	}
	dir := keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "replay-"); err != nil {
			return false, err
		}
		defer os.RemoveAll(dir)
	}
	bodies := map[string][]byte{} // what each host serves now
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return false, err
	}
	defer l.Close()
	go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := bodies[strings.TrimSuffix(r.URL.Host, ".example")]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		w.Write(body)
	}))

	var list strings.Builder
	list.WriteString("site: {title: Replay, url: https://replay.example/}\nfetch: {pause: 0s}\nfeeds:\n")
	days := map[string]bool{}
	for _, s := range slices.Sorted(maps.Keys(series)) {
		publisher, _, _ := strings.Cut(s, "-")
		fmt.Fprintf(&list, "  - {id: %s, name: %s, url: \"http://%s.example/feed\", publisher: %s, kind: press, region: int, language: en, scope: %s}\n", s, s, s, publisher, scope)
		for _, c := range series[s] {
			days[c.at.Format(time.DateOnly)] = true
		}
	}
	catalogue, err := counternotice.Files.ReadFile("taxonomy.yaml")
	if err != nil {
		return false, err
	}
	words, err := taxonomy.Words(counternotice.Files, "taxonomy.yaml")
	if err != nil {
		return false, err
	}
	content, err := fs.Sub(counternotice.Files, "content")
	if err != nil {
		return false, err
	}
	j := &pipeline.Job{
		Files: pipeline.Files{
			Feeds: pipeline.File{Name: "feeds.yaml", Data: []byte(list.String())}, Taxonomy: pipeline.File{Name: "taxonomy.yaml", Data: catalogue}, Words: words,
			Templates: templates.FS, Content: content,
		},
		Archive: filepath.Join(dir, "archive"), Cache: filepath.Join(dir, "cache"), Out: filepath.Join(dir, "public"),
		Proxy: &url.URL{Scheme: "http", Host: l.Addr().String()}, Backoff: time.Millisecond,
	}
	served := map[string]map[string]string{} // by feed: address or title, to a title to name it by
	ok := true
	var sum news.Counts
	for _, day := range slices.Sorted(maps.Keys(days)) {
		j.Now, err = time.Parse(time.DateTime, day+" 23:30:00")
		if err != nil {
			return false, err
		}
		for s, list := range series {
			for _, c := range list {
				if c.at.Before(j.Now) {
					if bodies[s], err = os.ReadFile(c.file); err != nil {
						return false, err
					}
				}
			}
			note(served, s, bodies[s])
		}
		r, err := j.Run(context.Background())
		if err != nil {
			return false, fmt.Errorf("%s: %w", day, err)
		}
		for range 3 { // what the cap held back
			if len(r.Held) == 0 {
				break
			}
			if r, err = j.Run(context.Background()); err != nil {
				return false, err
			}
		}
		sum.Items, sum.LeftOut, sum.Revised, sum.Stories = sum.Items+r.New.Items, sum.LeftOut+r.New.LeftOut, sum.Revised+r.New.Revised, sum.Stories+r.New.Stories
		again, err := j.Run(context.Background())
		if err != nil {
			return false, err
		}
		if again.Changed || again.Published.Written+again.Published.Removed > 0 {
			fmt.Printf("%s: the same run again wrote %+v, new %+v\n", day, again.Published, again.New)
			ok = false
		}
		fmt.Printf("%s: %d of %d feeds answered, %d items, %d stories, %d revised, %d left out, %d files written\n", day, r.Feeds.Answered, r.Feeds.All, r.New.Items, r.New.Stories, r.New.Revised, r.New.LeftOut, r.Published.Written)
	}
	lost, doubled, total, err := account(j.Archive, served)
	fmt.Printf("%d entries served by gofeed's reading; %d lost, %d doubled; %+v\n", total, lost, doubled, sum)
	return ok && lost == 0 && doubled == 0, err
}

// note reads a document with gofeed alone and notes its entries.
func note(served map[string]map[string]string, feed string, body []byte) {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return
	}
	if served[feed] == nil {
		served[feed] = map[string]string{}
	}
	titles := map[string]string{}
	for _, it := range f.Items {
		if t, twice := titles[it.GUID]; twice && t != it.Title+it.Description {
			served[feed][sharedID+it.GUID] = ""
		}
		titles[it.GUID] = it.Title + it.Description
		if orig := it.Extensions["feedburner"]["origLink"]; len(orig) > 0 {
			it.Link = orig[0].Value // the article behind a proxy's address
		}
		// What names the entry: its id, its address, or only then its title.
		names := []string{"id " + strings.TrimSpace(it.GUID), "address " + news.AddressKey(it.Link)}
		if it.GUID == "" && (it.Link == "" || news.SiteRoot(it.Link)) {
			if names = []string{"title " + fold(it.Title)}; it.Title == "" {
				continue
			}
		}
		served[feed][strings.Join(names, "\n")] = it.Title
	}
}

// sharedID marks an id that one document gives to several entries: it does not tell whether one is there twice.
const sharedID = "shared "

func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

// account compares what was served with the archive.
func account(dir string, served map[string]map[string]string) (lost, doubled, total int, err error) {
	a, err := archive.OpenRead(dir)
	if err != nil {
		return 0, 0, 0, err
	}
	defer a.Close()
	content, err := a.Load()
	if err != nil {
		return 0, 0, 0, err
	}
	have, by := map[string]bool{}, map[string]string{} // what is there; what an id, or an address with its title, belongs to
	twice := func(id, key, title string) {
		if other, there := by[key]; there && other != id {
			fmt.Printf("doubled: %q %q as %s and %s\n", key, title, other, id)
			doubled++
		}
		by[key] = id
	}
	add := func(id, title string, s news.Source) {
		for _, name := range []string{"id " + s.GUID, "address " + news.AddressKey(s.URL), "title " + fold(title)} {
			have[s.Feed+"\n"+name] = true
		}
		if _, shared := served[s.Feed][sharedID+s.GUID]; s.GUID != "" && !shared {
			twice(id, s.Feed+" id "+s.GUID, title)
		}
		if s.URL != "" && !news.SiteRoot(s.URL) {
			twice(id, s.Feed+" address "+s.URL+" "+fold(title), title)
		}
	}
	for _, it := range content.Items {
		for _, s := range it.Sources {
			add(it.ID, it.Title, s)
		}
	}
	for _, l := range content.LeftOut {
		add(l.ID, l.Title, news.Source{Feed: l.Feed, GUID: l.GUID, URL: l.URL})
	}
	for _, r := range content.Revisions {
		if r.Source != nil {
			add(r.Item, r.Title, *r.Source)
		}
	}
	for _, feed := range slices.Sorted(maps.Keys(served)) {
		for _, names := range slices.Sorted(maps.Keys(served[feed])) {
			if strings.HasPrefix(names, sharedID) {
				continue
			}
			total++
			if !slices.ContainsFunc(strings.Split(names, "\n"), func(name string) bool {
				_, rest, _ := strings.Cut(name, " ")
				return rest != "" && have[feed+"\n"+name]
			}) {
				fmt.Printf("lost: %s %q (%q)\n", feed, served[feed][names], names)
				lost++
			}
		}
	}
	return lost, doubled, total, nil
}
