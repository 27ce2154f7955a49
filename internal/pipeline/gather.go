package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"counternotice/internal/cache"
	"counternotice/internal/feed"
	"counternotice/internal/feedlist"
	"counternotice/internal/fetch"
	"counternotice/internal/news"
)

// answer is what one feed brought.
type answer struct {
	asked    bool // it was due
	answered bool // with 2xx or 304
	health   news.Health
	reason   string
	moved    string
	took     time.Duration
	read     bool // entries holds what the feed says now
	entries  []candidate
	problems []string
	stated   news.Stated // what the feed says of its own licence
	cut      int         // entries beyond EntryCap
}

// big is a body of which only one is read at a time, in bytes: what a parser makes of it takes many times its size.
const big = 1 << 20

// gatherer asks feeds and reads what they answer.
type gatherer struct {
	job     *Job
	config  *Config
	store   *cache.Cache // nil: nothing is asked conditionally or kept
	sifter  *sifter      // read only here
	answers []answer
	cached  []cache.Entry // without the bodies
	fresh   atomic.Int64  // entries that no earlier run has seen
	workers sync.WaitGroup
	slots   chan struct{}
	bigs    sync.Mutex
}

// gather asks every feed that is due and reads the answers while others are awaited. Its result has one answer a feed
// of the list, in order, whatever the order in which they arrived.
func (j *Job) gather(ctx context.Context, c *Config, store *cache.Cache, s *sifter) ([]answer, error) {
	feeds := c.List.Feeds
	g := &gatherer{
		job: j, config: c, store: store, sifter: s,
		answers: make([]answer, len(feeds)), cached: make([]cache.Entry, len(feeds)), slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	position, size := map[string]int{}, make([]int, len(feeds))
	var requests []fetch.Request
	for i, f := range feeds {
		position[f.ID] = i
		e, ok := g.get(i)
		size[i] = len(e.Body)
		e.Body = nil
		g.cached[i] = e
		switch {
		case j.Offline:
			if ok && size[i] > 0 {
				g.answers[i] = answer{asked: true, answered: true, health: news.HealthOK}
				g.again(i)
			}
		case ok && e.NotBefore.After(j.Now) && e.NotBefore.Sub(j.Now) <= fullEvery:
		default:
			r := fetch.Request{Feed: f.ID, URL: f.Address(), Page: f.Page}
			if size[i] > 0 {
				r.Hash = e.Hash
				if j.Now.Sub(e.Full) < fullEvery && !e.Full.After(j.Now) {
					r.ETag, r.LastModified = e.ETag, e.LastModified
				}
			}
			g.answers[i].asked = true
			requests = append(requests, r)
		}
	}
	if j.Offline {
		g.workers.Wait()
		return g.answers, ctx.Err()
	}
	// Whoever sent much last time is asked last, so that nobody has to wait for it.
	slices.SortStableFunc(requests, func(a, b fetch.Request) int {
		return cmp.Compare(size[position[a.Feed]]/big, size[position[b.Feed]]/big)
	})
	client, err := fetch.New(fetch.Options{
		Hosts: c.List.Fetch.Hosts, PerHost: c.List.Fetch.PerHost, Pause: c.List.Fetch.Pause,
		UserAgent: userAgent(c.List.Site), AllowHosts: j.AllowHosts, Proxy: j.Proxy, Now: j.Now, Backoff: j.Backoff,
	})
	if err != nil {
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, fetchLimit)
	defer cancel()
	done := 0
	client.Fetch(limited, requests, func(r fetch.Result) {
		g.settle(position[r.Feed], r)
		done++
		j.progress(Progress{Step: "fetch", Done: done, Total: len(requests), New: int(g.fresh.Load())})
	})
	g.workers.Wait()
	j.progress(Progress{Step: "fetch", Done: done, Total: len(requests), New: int(g.fresh.Load()), Read: true})
	return g.answers, ctx.Err()
}

// get is what the cache holds of a feed at its address.
func (g *gatherer) get(i int) (cache.Entry, bool) {
	f := g.config.List.Feeds[i]
	if g.store == nil {
		return cache.Entry{}, false
	}
	e, ok := g.store.Get(f.ID)
	if !ok || e.URL != f.URL {
		return cache.Entry{}, false
	}
	return e, true
}

// settle takes an answer: it reads what came, or what a 304 stands for, and brings the cache up to date.
func (g *gatherer) settle(i int, r fetch.Result) {
	f, a, e := g.config.List.Feeds[i], &g.answers[i], g.cached[i]
	a.health, a.reason, a.moved, a.took = r.Health, r.Reason, shown(r.Moved), r.Took
	a.answered = r.NotModified || r.Status >= 200 && r.Status < 300
	switch {
	case r.NotModified || r.Same:
		if r.Same || !e.NotBefore.IsZero() {
			old, _ := g.get(i)
			old.NotBefore = time.Time{}
			if r.Same {
				old.ETag, old.LastModified, old.Full = r.ETag, r.LastModified, g.job.Now
			}
			g.put(f.ID, old)
		}
		g.again(i)
	case r.Health == news.HealthOK:
		base := r.URL
		if f.Secret != "" { // links are resolved against it, and are public
			base = withoutQuery(base)
		}
		g.put(f.ID, cache.Entry{URL: f.URL, ETag: r.ETag, LastModified: r.LastModified, ContentType: r.ContentType, Hash: r.Hash, Base: base, Body: r.Body, Full: g.job.Now})
		g.later(func() { g.read(i, r.Body, r.ContentType, base) })
	case !r.RetryAfter.IsZero():
		old, _ := g.get(i)
		old.URL, old.NotBefore = f.URL, r.RetryAfter
		g.put(f.ID, old)
	}
}

func (g *gatherer) put(feed string, e cache.Entry) {
	if g.store == nil {
		return
	}
	if err := g.store.Put(feed, e); err != nil {
		g.job.progress(Progress{Step: "fetch", Problem: "cache: " + err.Error()})
	}
}

// later does work on one of a few workers; it waits for a free one, so that bodies do not pile up.
func (g *gatherer) later(work func()) {
	g.slots <- struct{}{}
	g.workers.Go(func() {
		defer func() { <-g.slots }()
		work()
	})
}

// again reads the body that the cache holds.
func (g *gatherer) again(i int) {
	g.later(func() {
		if e, ok := g.get(i); ok {
			g.read(i, e.Body, e.ContentType, e.Base)
		}
	})
}

// read parses a body and weighs its entries.
func (g *gatherer) read(i int, body []byte, contentType, base string) {
	if len(body) > big {
		g.bigs.Lock()
		defer g.bigs.Unlock()
	}
	f, a := g.config.List.Feeds[i], &g.answers[i]
	doc, err := feed.Parse(f, body, contentType, base)
	a.problems, a.stated = append(a.problems, doc.Problems...), doc.Stated
	switch {
	case errors.Is(err, feed.ErrEmpty):
		a.health, a.reason, a.read = news.HealthEmpty, "a feed without an entry", true
		return
	case err != nil:
		a.health, a.reason = news.HealthUnreadable, err.Error()
		return
	}
	a.read = true
	a.cut = max(0, len(doc.Entries)-EntryCap)
	fresh := 0
	for _, e := range newest(doc.Entries) {
		if !g.sifter.known.Has(e) {
			fresh++
		}
		a.entries = append(a.entries, g.weigh(f, e, fresh > FeedCap))
	}
	g.fresh.Add(int64(min(fresh, FeedCap)))
}

// newest are the entries of the newest dates, in the order of the document, where there are more than EntryCap.
func newest(entries []news.Entry) []news.Entry {
	if len(entries) <= EntryCap {
		return entries
	}
	order := make([]int, len(entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return entries[b].Published.Compare(entries[a].Published) })
	order = order[:EntryCap]
	slices.Sort(order)
	out := make([]news.Entry, len(order))
	for i, n := range order {
		out[i] = entries[n]
	}
	return out
}

// shown is an address without what looks like a secret in it; empty stays empty.
func shown(address string) string {
	if address == "" {
		return ""
	}
	return feedlist.Shown(address)
}

func withoutQuery(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
	return u.String()
}

// userAgent says who reads and where to complain.
func userAgent(s news.Site) string {
	site := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return -1
		}
		return r
	}, s.URL)
	return fmt.Sprintf("Counternotice/1 (feed reader of a news digest; about and complaints: %sabout/)", site)
}
