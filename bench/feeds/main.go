// Feeds compares what internal/feed reads from real documents with what gofeed alone reads and with a reference.
//
//	go run ./bench/feeds -captures DIR [-reference FILE] [-times N]
//
// Every file below DIR is read as a feed. The reference is JSON Lines (gzip if the name ends in .gz), one object a
// document: {"file": "captures/a.xml", "entries": [{"title", "link", "published", "updated"}]}, the path as it ends.
// It prints the totals, then one line for every document in which another reader has more items, links or dates, or in
// which titles or dates differ. It exits with 1 if a document makes our reader panic or take longer than ten seconds.
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"counternotice/internal/feed"
	"counternotice/internal/news"
)

// tally counts what one reader has of one document, or of all.
type tally struct {
	Read, Items, Links, Dates, Titles int
	Time                              time.Duration
}

func (t *tally) add(o tally) {
	t.Read += o.Read
	t.Items += o.Items
	t.Links += o.Links
	t.Dates += o.Dates
	t.Titles += o.Titles
	t.Time += o.Time
}

// item is what all readers are compared by.
type item struct{ title, link, published, updated string }

type reference struct {
	File    string
	Entries []struct{ Title, Link, Published, Updated string }
}

func main() {
	captures := flag.String("captures", "", "the folder of documents")
	refFile := flag.String("reference", "", "what another reader has of them, as JSON Lines")
	times := flag.Int("times", 1, "how often each document is read; the shortest time counts")
	details := flag.Bool("details", false, "print the entries that differ")
	flag.Parse()
	if *captures == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ok, err := compare(os.Stdout, *captures, *refFile, *times, *details)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func compare(w io.Writer, captures, refFile string, times int, details bool) (ok bool, err error) {
	refs, err := readReference(refFile)
	if err != nil {
		return false, err
	}
	var files []string
	err = filepath.WalkDir(captures, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return false, err
	}
	slices.Sort(files)
	var ours, theirs, plain, known tally
	var lines []string
	ok = true
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			return false, err
		}
		name, _ := filepath.Rel(captures, path)
		name = filepath.ToSlash(name)
		mine, o, problem := readOurs(body, times)
		if strings.HasPrefix(problem, "PANIC") || o.Time > 10*time.Second {
			ok = false
			lines = append(lines, fmt.Sprintf("%s: %s, %s", name, problem, o.Time))
		}
		g, gt := readGofeed(body, times, false)
		_, pt := readGofeed(body, times, true)
		ours.add(o)
		theirs.add(gt)
		plain.add(pt)
		var diff []string
		diff = append(diff, differences("gofeed", mine, o, g, gt, details)...)
		if ref, found := refs[name]; found {
			var r []item
			for _, e := range ref.Entries {
				r = append(r, item{e.Title, e.Link, e.Published, e.Updated})
			}
			rt := count(r)
			rt.Read = 1
			known.add(rt)
			diff = append(diff, differences("reference", mine, o, r, rt, details)...)
		}
		if len(diff) > 0 {
			lines = append(lines, fmt.Sprintf("%s: %s%s", name, strings.Join(diff, "; "), problem))
		}
	}
	fmt.Fprintf(w, "%d documents\n%-22s %7s %8s %8s %8s %8s %10s\n", len(files), "", "read", "items", "links", "dates", "titles", "ms")
	for _, row := range []struct {
		name string
		t    tally
	}{{"internal/feed", ours}, {"gofeed", theirs}, {"gofeed, no image scan", plain}, {"reference", known}} {
		fmt.Fprintf(w, "%-22s %7d %8d %8d %8d %8d %10.0f\n", row.name, row.t.Read, row.t.Items, row.t.Links, row.t.Dates, row.t.Titles, float64(row.t.Time.Microseconds())/1000)
	}
	fmt.Fprintf(w, "%d documents differ\n", len(lines))
	for _, l := range lines {
		fmt.Fprintln(w, l)
	}
	return ok, nil
}

func readReference(path string) (map[string]reference, error) {
	refs := map[string]reference{}
	if path == "" {
		return refs, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = bufio.NewReader(f)
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(in); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	for dec := json.NewDecoder(in); ; {
		var r reference
		if err := dec.Decode(&r); err == io.EOF {
			return refs, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		refs[strings.TrimPrefix(r.File, "captures/")] = r
	}
}

func readOurs(body []byte, times int) (items []item, t tally, problem string) {
	defer func() {
		if p := recover(); p != nil {
			problem = fmt.Sprintf("PANIC: %v", p)
		}
	}()
	var d feed.Document
	var err error
	took := least(times, func() { d, err = feed.Parse(news.Feed{ID: "bench"}, body, "", "https://example.org/feed") })
	for _, e := range d.Entries {
		items = append(items, item{e.Title, e.URL, stamp(e.Published), stamp(e.Updated)})
	}
	t = count(items)
	t.Time = took
	if err == nil {
		t.Read = 1
	} else {
		problem = fmt.Sprintf(" (%v)", err)
	}
	return items, t, problem
}

func readGofeed(body []byte, times int, noImages bool) (items []item, t tally) {
	var f *gofeed.Feed
	var err error
	p := gofeed.NewParser()
	if noImages {
		p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	}
	took := least(times, func() { f, err = p.Parse(bytes.NewReader(body)) })
	if err == nil {
		for _, it := range f.Items {
			i := item{title: it.Title, link: it.Link}
			if it.PublishedParsed != nil {
				i.published = stamp(*it.PublishedParsed)
			}
			if it.UpdatedParsed != nil {
				i.updated = stamp(*it.UpdatedParsed)
			}
			items = append(items, i)
		}
	}
	t = count(items)
	t.Time = took
	if err == nil {
		t.Read = 1
	}
	return items, t
}

// least is the shortest time of several, which other work on the machine disturbs least.
func least(times int, f func()) time.Duration {
	best := time.Duration(0)
	for i := range times {
		start := time.Now()
		f()
		if took := time.Since(start); i == 0 || took < best {
			best = took
		}
	}
	return best
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func count(items []item) tally {
	t := tally{Items: len(items)}
	for _, i := range items {
		if i.link != "" {
			t.Links++
		}
		if i.published != "" || i.updated != "" {
			t.Dates++
		}
		if i.title != "" {
			t.Titles++
		}
	}
	return t
}

func differences(who string, mine []item, m tally, other []item, o tally, details bool) []string {
	var out []string
	for _, c := range []struct {
		what        string
		ours, other int
	}{{"items", m.Items, o.Items}, {"links", m.Links, o.Links}, {"dates", m.Dates, o.Dates}, {"titles", m.Titles, o.Titles}} {
		if c.other > c.ours {
			out = append(out, fmt.Sprintf("%s %d, %s %d", c.what, c.ours, who, c.other))
		}
	}
	if len(mine) != len(other) {
		return out
	}
	dates, titles := 0, 0
	var sample strings.Builder
	for i, a := range mine {
		b := other[i]
		at, bt := cmp.Or(a.published, a.updated), cmp.Or(b.published, b.updated)
		if bt != "" && at != bt && at != b.updated {
			if dates++; details {
				sample.WriteString(fmt.Sprintf("\n\tdate %s, %s %s", at, who, bt))
			}
		}
		if who == "reference" && letters(a.title) != letters(b.title) && b.title != "" {
			if titles++; details {
				sample.WriteString(fmt.Sprintf("\n\ttitle %q, %s %q", a.title, who, b.title))
			}
		}
	}
	if dates > 0 {
		out = append(out, fmt.Sprintf("%d dates are not %s's", dates, who))
	}
	if titles > 0 {
		out = append(out, fmt.Sprintf("%d titles are not %s's", titles, who))
	}
	if sample.String() != "" {
		out = append(out, sample.String())
	}
	return out
}

// letters is a title without white space, in which readers differ for no reader's harm.
func letters(s string) string { return strings.Join(strings.Fields(s), "") }
