package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"counternotice/internal/cache"
	"counternotice/internal/feed"
	"counternotice/internal/feedlist"
	"counternotice/internal/fetch"
	"counternotice/internal/news"
	"counternotice/internal/taxonomy"
	"counternotice/internal/text"
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
	cut      int // entries beyond EntryCap
}

// candidate is an entry with what the digest would keep of it, without its text.
type candidate struct {
	entry   news.Entry // Text and Summary are empty
	excerpt string
	stems   map[string]int
	numbers []string
	verdict taxonomy.Verdict
}

// The archive keeps so much of a text beside its excerpt: enough to tell stories, not enough to restore it.
const (
	stemWords  = 60
	maxNumbers = 30
	maxLinks   = 30
)

// gather asks every feed that is due and parses the answers while others are awaited. Its result has one answer a feed
// of the list, in order, whatever the order in which they arrived. Without a store nothing is asked conditionally or kept.
func (j *Job) gather(ctx context.Context, c *Config, store *cache.Cache, known *news.Known) ([]answer, error) {
	feeds := c.List.Feeds
	answers := make([]answer, len(feeds))
	position := map[string]int{}
	entries := make([]cache.Entry, len(feeds))
	var requests []fetch.Request
	for i, f := range feeds {
		position[f.ID] = i
		var e cache.Entry
		cached := false
		if store != nil {
			e, cached = store.Get(f.ID)
		}
		cached = cached && e.URL == f.URL
		if cached {
			entries[i] = e
		}
		switch {
		case j.Offline:
			answers[i] = answer{health: news.HealthNew}
			if cached && len(e.Body) > 0 {
				answers[i] = answer{asked: true, answered: true, health: news.HealthOK}
			}
		case cached && e.NotBefore.After(j.Now):
		default:
			r := fetch.Request{Feed: f.ID, URL: f.Address(), Page: f.Page}
			if cached && len(e.Body) > 0 {
				r.Hash = e.Hash
				if j.Now.Sub(e.Full) < fullEvery && !e.Full.After(j.Now) {
					r.ETag, r.LastModified = e.ETag, e.LastModified
				}
			}
			answers[i].asked = true
			requests = append(requests, r)
		}
	}
	var fresh atomic.Int64
	parse := func(i int, body []byte, contentType, base string) {
		f := feeds[i]
		doc, err := feed.Parse(f, body, contentType, base)
		a := &answers[i]
		a.problems = append(a.problems, doc.Problems...)
		switch {
		case errors.Is(err, feed.ErrEmpty):
			a.health, a.reason, a.read = news.HealthEmpty, "a feed without an entry", true
		case err != nil:
			a.health, a.reason = news.HealthUnreadable, err.Error()
		default:
			a.read = true
			a.cut = max(0, len(doc.Entries)-EntryCap)
			for _, e := range doc.Entries[:min(len(doc.Entries), EntryCap)] {
				a.entries = append(a.entries, weigh(c.Taxonomy, f, e))
				if !known.Has(e) {
					fresh.Add(1)
				}
			}
		}
	}

	var workers sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	later := func(work func()) {
		slots <- struct{}{}
		workers.Go(func() {
			defer func() { <-slots }()
			work()
		})
	}
	if j.Offline {
		for i := range feeds {
			if answers[i].asked {
				later(func() { parse(i, entries[i].Body, entries[i].ContentType, entries[i].Base) })
			}
		}
		workers.Wait()
		return answers, ctx.Err()
	}

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
		i := position[r.Feed]
		a := &answers[i]
		a.health, a.reason, a.moved, a.took = r.Health, r.Reason, shown(r.Moved), r.Took
		a.answered = r.NotModified || r.Status >= 200 && r.Status < 300
		e := entries[i]
		keep := true
		switch {
		case r.NotModified || r.Same:
			e.NotBefore = time.Time{}
			if r.Same {
				e.ETag, e.LastModified, e.Full = r.ETag, r.LastModified, j.Now
			}
			later(func() { parse(i, e.Body, e.ContentType, e.Base) })
		case r.Health == news.HealthOK:
			e = cache.Entry{URL: feeds[i].URL, ETag: r.ETag, LastModified: r.LastModified, ContentType: r.ContentType, Hash: r.Hash, Base: r.URL, Body: r.Body, Full: j.Now}
			later(func() { parse(i, r.Body, r.ContentType, r.URL) })
		default:
			keep = !r.RetryAfter.IsZero()
			e.URL, e.NotBefore = feeds[i].URL, r.RetryAfter
		}
		if keep && store != nil {
			if err := store.Put(r.Feed, e); err != nil {
				j.progress(Progress{Step: "fetch", Problem: "cache: " + err.Error()})
			}
		}
		done++
		j.progress(Progress{Step: "fetch", Done: done, Total: len(requests), New: int(fresh.Load())})
	})
	workers.Wait()
	return answers, ctx.Err()
}

// shown is an address without what looks like a secret in it; empty stays empty.
func shown(address string) string {
	if address == "" {
		return ""
	}
	return feedlist.Shown(address)
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

// weigh judges an entry and cuts it to what the digest may keep of it.
func weigh(t *taxonomy.Taxonomy, f news.Feed, e news.Entry) candidate {
	body := e.Text
	if len(body) < len(e.Summary) {
		body = e.Summary
	}
	license, ok := news.LookupLicense(f.License)
	if !ok {
		license, _ = news.LookupLicense(news.AllRightsReserved)
	}
	source := e.Summary
	if source == "" {
		source = e.Text
	}
	c := candidate{
		excerpt: strings.Clone(text.Excerpt(source, license.Words, license.Words*news.ClosedRunes/news.ClosedWords)),
		stems:   map[string]int{},
		verdict: t.Judge(taxonomy.Input{Title: e.Title, Text: body, Categories: e.Categories, Language: e.Language, Region: f.Region, Scope: f.Scope}),
	}
	if c.verdict.In { // what is left out is never told
		opening := text.Excerpt(body, stemWords, 2*stemWords)
		for _, s := range text.Stems(opening, e.Language) {
			c.stems[strings.Clone(s)]++
		}
		for _, n := range text.Numbers(e.Title + "\n" + opening) {
			if len(c.numbers) < maxNumbers {
				c.numbers = append(c.numbers, strings.Clone(n))
			}
		}
	}
	e.Links = e.Links[:min(len(e.Links), maxLinks)]
	e.Title, e.GUID, e.URL = strings.Clone(e.Title), strings.Clone(e.GUID), strings.Clone(e.URL)
	e.Text, e.Summary = "", ""
	c.entry = e
	return c
}
