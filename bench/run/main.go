// Command run measures a whole run of the digest over local feeds: 200 feeds of 20 items, each on a listener of its own
// that answers after 100 ms, as the issue of the main job asks. It compares the wall time with the bound that latency and
// gofeed alone set, and does not measure real networks.
//
//	go run ./bench/run [-feeds 200] [-items 20] [-latency 100ms] [-topical 0.15]
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	counternotice "counternotice"
	"counternotice/internal/pipeline"
	"counternotice/internal/taxonomy"
	"counternotice/templates"
)

func main() {
	feeds := flag.Int("feeds", 200, "how many feeds")
	items := flag.Int("items", 20, "how many items a feed")
	latency := flag.Duration("latency", 100*time.Millisecond, "how long a listener waits before it answers")
	topical := flag.Float64("topical", 0.15, "the share of items that are on topic; the others are left out")
	rounds := flag.Int("rounds", 3, "how often; the best counts")
	profile := flag.String("cpuprofile", "", "the file to write a CPU profile to")
	flag.Parse()
	debug.SetGCPercent(400) // as cmd/digest does
	if *profile != "" {
		f, err := os.Create(*profile)
		if err == nil {
			err = pprof.StartCPUProfile(f)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		defer pprof.StopCPUProfile()
	}
	if err := measure(*feeds, *items, *latency, *topical, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const hosts = 32

func measure(feeds, items int, latency time.Duration, topical float64, rounds int) error {
	bodies := make([][]byte, feeds)
	for i := range bodies {
		bodies[i] = document(i, items, topical)
	}
	parser := gofeed.NewParser()
	alone := time.Duration(math.MaxInt64)
	for range rounds {
		start := time.Now()
		for _, b := range bodies {
			if _, err := parser.Parse(bytes.NewReader(b)); err != nil {
				return err
			}
		}
		alone = min(alone, time.Since(start))
	}

	var list strings.Builder
	list.WriteString("site: {title: Bench, url: https://bench.example/}\nfetch: {hosts: 32, pause: 0s}\nfeeds:\n")
	var allow []string
	for i, body := range bodies {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer l.Close()
		go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(latency)
			w.Header().Set("Content-Type", "application/rss+xml")
			w.Write(body)
		}))
		allow = append(allow, l.Addr().String())
		fmt.Fprintf(&list, "  - {id: f%03d, name: Feed %d, url: \"http://%s/feed.xml\", publisher: p%03d, kind: press, region: us, language: en}\n", i, i, l.Addr(), i)
	}
	catalogue, err := counternotice.Files.ReadFile("taxonomy.yaml")
	if err != nil {
		return err
	}
	words, err := taxonomy.Words(counternotice.Files, "taxonomy.yaml")
	if err != nil {
		return err
	}
	content, err := fs.Sub(counternotice.Files, "content")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench-run-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	best := time.Duration(math.MaxInt64)
	var report *pipeline.Report
	for n := range rounds {
		steps := map[string]time.Time{}
		j := &pipeline.Job{
			Files: pipeline.Files{
				Feeds: pipeline.File{Name: "feeds.yaml", Data: []byte(list.String())}, Taxonomy: pipeline.File{Name: "taxonomy.yaml", Data: catalogue}, Words: words,
				Templates: templates.FS, Content: content,
			},
			Archive: filepath.Join(dir, fmt.Sprint("archive", n)), Cache: filepath.Join(dir, fmt.Sprint("cache", n)), Out: filepath.Join(dir, fmt.Sprint("public", n)),
			Now: time.Date(2026, 11, 21, 6, 17, 0, 0, time.UTC), AllowHosts: allow,
			Progress: func(p pipeline.Progress) {
				if _, ok := steps[p.Step]; !ok {
					steps[p.Step] = time.Now()
				}
			},
		}
		start := time.Now()
		r, err := j.Run(context.Background())
		if err != nil {
			return err
		}
		took := time.Since(start)
		if r.Feeds.Answered != feeds {
			return errors.New(r.Screen())
		}
		if took < best {
			best, report = took, r
		}
		fmt.Printf("round %d: %.2f s:", n+1, took.Seconds())
		for _, s := range []string{"fetch", "sift", "tell", "record", "publish"} {
			if at, ok := steps[s]; ok {
				fmt.Printf(" %s from %.2f", s, at.Sub(start).Seconds())
			}
		}
		fmt.Println()
	}
	bound := time.Duration(float64(latency)*float64(feeds)/hosts) + alone
	fmt.Printf("%d items in, %d left out, %d stories, %d files\n", report.New.Items, report.New.LeftOut, report.New.Stories, report.Published.Written)
	fmt.Printf("run %.2f s; bound %.2f s (latency %.2f + gofeed alone %.2f); ratio %.2f, at most 1.30 wanted\n",
		best.Seconds(), bound.Seconds(), (bound - alone).Seconds(), alone.Seconds(), best.Seconds()/bound.Seconds())
	return nil
}

var subjects = strings.Fields("Harbour Northgate Lowland Eastvale Riverton Seamark Oldbridge Highmoor Fairwater Stonefield Westmere Clearbrook Dunmore Ashford Millbank")

var onTopic = []string{
	"%s court orders providers to block %d pirate streaming sites",
	"%s regulator fines platform over takedown notices in case %d",
	"%s police use facial recognition at %d protests, watchdog says",
	"%s parliament votes on encryption bill with %d amendments",
	"%s copyright agency shuts %d infringing websites",
}

var offTopic = []string{
	"%s maker shows phone with %d cameras",
	"%s team wins by %d points after a late goal",
	"%s bakery opens branch number %d in the old town",
	"%s bank reports a profit of %d million for the quarter",
	"%s festival sells %d tickets in a morning",
}

// document is one RSS feed of made-up items, the same at each call.
func document(feed, items int, topical float64) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Feed %d</title><link>http://f%d.example/</link>\n", feed, feed)
	for i := range items {
		n := feed*items + i
		kind := offTopic
		if float64(n*7919%1000) < topical*1000 {
			kind = onTopic
		}
		title := fmt.Sprintf(kind[n%len(kind)], subjects[n*31%len(subjects)], n%97+3)
		at := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC).Add(-time.Duration(n%100) * time.Hour)
		fmt.Fprintf(&b, "<item><title>%s</title><link>http://f%d.example/%d</link><guid isPermaLink=\"false\">%d-%d</guid><pubDate>%s</pubDate>", title, feed, i, feed, i, at.Format(time.RFC1123Z))
		fmt.Fprintf(&b, "<description>%s, according to people who were there on %s.</description><content:encoded><![CDATA[", title, at.Format("Monday"))
		for p := range 4 {
			fmt.Fprintf(&b, "<p>Paragraph %d about %s: the office in <a href=\"http://f%d.example/doc/%d\">%s</a> gave %d reasons and named %d people who will look into what happened next, and when.</p>", p, title, feed, p, subjects[(n+p)%len(subjects)], n%13, n%7)
		}
		b.WriteString("]]></content:encoded></item>\n")
	}
	b.WriteString("</channel></rss>\n")
	return []byte(b.String())
}
