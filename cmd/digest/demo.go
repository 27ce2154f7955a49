package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"counternotice/internal/archive"
	"counternotice/internal/pipeline"
	"counternotice/sample"
)

// demoHour is when the runs of the sample week take place, so that two demos are the same bytes.
const demoHour = 6*time.Hour + 17*time.Minute

// demo is the main job over the sample week: a run a day, from invented outlets that a proxy in this very process
// answers for. Nothing but the addresses and the clock is other than in a real run.
func (c Command) demo(ctx context.Context, args []string) error {
	o := c.flags("demo", "run the digest over the bundled sample week, offline and with a clock of its own, then show it", "taxonomy", "content", "templates", "archive", "cache", "out", "json")
	for _, name := range []string{"archive", "cache", "out"} {
		o.set.Lookup(name).Usage = "the `folder` of the " + map[string]string{"archive": "archive", "cache": "cache", "out": "built site"}[name] + " (default a temporary one)"
	}
	noServe := o.set.Bool("no-serve", false, "only build; do not show it")
	address := o.set.String("address", "127.0.0.1:0", "the `HOST:PORT` to show it at; port 0 takes a free one")
	if err := o.noArguments(args); err != nil {
		return err
	}
	remove, err := o.temporary()
	defer remove()
	if err != nil {
		return err
	}
	j, err := o.job(c)
	if err != nil {
		return err
	}
	j.Demo, j.Backoff = true, time.Millisecond // nobody is there to be spared
	j.Files.Feeds = pipeline.File{Name: "sample/feeds.yaml", Data: sample.FeedsYAML()}
	j.Files.Curation = pipeline.File{Name: "sample/curation.yaml", Data: sample.CurationYAML()}
	var day atomic.Value
	stop, err := sampleProxy(j, &day)
	if err != nil {
		return err
	}
	err = c.report(o, j, func() (*pipeline.Report, error) { return c.sampleWeek(ctx, j, &day) })
	stop()
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "the sample week is in %s\n", j.Out)
	if *noServe {
		return nil
	}
	return c.show(ctx, *address, j.Out, nil)
}

// temporary puts what has no folder yet into one that goes when the demo ends, unless it only builds: then the site would go with it.
func (o *options) temporary() (remove func(), err error) {
	remove = func() {}
	if o.archive != "" && o.out != "" {
		return remove, nil
	}
	dir, err := os.MkdirTemp("", "counternotice-demo-")
	if err != nil {
		return remove, err
	}
	if o.set.Lookup("no-serve").Value.String() == "false" {
		remove = func() { os.RemoveAll(dir) }
	}
	if o.archive == "" {
		o.archive = filepath.Join(dir, "archive")
	}
	if o.out == "" {
		o.out = filepath.Join(dir, "public")
	}
	return remove, nil
}

// sampleWeek runs each day of the week that the archive has not seen, and the last one in any case. The report is that of all days.
func (c Command) sampleWeek(ctx context.Context, j *pipeline.Job, day *atomic.Value) (*pipeline.Report, error) {
	seen, err := lastRun(j.Archive)
	if err != nil {
		return nil, err
	}
	var whole *pipeline.Report
	show := j.Progress
	for i, d := range sample.Days {
		at, err := time.Parse(time.DateOnly, d)
		if err != nil {
			return nil, err
		}
		j.Now = at.Add(demoHour)
		if j.Now.Before(seen) && i < len(sample.Days)-1 {
			continue
		}
		day.Store(d)
		j.Progress = func(p pipeline.Progress) {
			p.Label = d
			show(p)
		}
		r, err := j.Run(ctx)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", d, err)
		}
		whole = r.After(whole)
	}
	return whole, nil
}

func lastRun(dir string) (time.Time, error) {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return time.Time{}, nil
	}
	a, err := archive.Open(dir, archive.Options{Demo: true, Create: true})
	if err != nil {
		return time.Time{}, err
	}
	defer a.Close()
	content, err := a.Load()
	if err != nil {
		return time.Time{}, err
	}
	return content.Run.At, nil
}

// sampleProxy answers for the invented hosts and no other, as they stood on the day, and makes it the job's proxy.
func sampleProxy(j *pipeline.Job, day *atomic.Value) (stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, contentType, status, location := sample.Get(day.Load().(string), r.URL.Host, r.URL.Path)
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		if location != "" {
			w.Header().Set("Location", location)
		}
		w.WriteHeader(status)
		_, _ = w.Write(body) // a client that went away misses nothing
	})}
	go func() { _ = server.Serve(listener) }() // ends with Close
	j.Proxy = &url.URL{Scheme: "http", Host: listener.Addr().String()}
	return func() { server.Close() }, nil
}
