// Package fetch asks feeds and pages over HTTP: politeness, limits, conditional requests, the address guard. It gives
// bytes and a verdict on how the feed does; it parses nothing, keeps nothing between runs and decides no schedule.
//
// What it promises to a host: never more than PerHost requests at a time, Pause between two of them, redirects
// included; its Retry-After is kept for every feed on it; a host that cannot be reached is not tried for its other
// feeds; the same answer is never asked for twice but after a fault that passes.
//
// What it promises to the caller: no address inside a private network is reached unless allowed by name, checked when
// the connection is made and at every redirect; no answer grows beyond the limits, and none is cut without an error;
// no text of a server and no credential stands in a Reason.
package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"counternotice/internal/news"
)

// Options is how a run asks. A zero limit stands for its default.
type Options struct {
	Hosts      int           // requests in flight at once, so also bodies held at once; default 32
	PerHost    int           // requests at a time to one host (name and port); default 1
	Pause      time.Duration // between two requests to one host; zero is none
	UserAgent  string        // required: says who reads and where to complain
	AllowHosts []string      // exact "host:port" pairs, as addresses write them, that the address guard lets pass

	// Proxy is asked for every address, nil for none. The address guard then judges only what is written in an address;
	// what a name leads to is the proxy's affair. The proxy itself may stand anywhere, and only it is connected to.
	Proxy *url.URL

	Now time.Time // the time of the run, for Retry-After

	MaxBody   int64         // bytes of a body, decoded and as sent; default 16 MiB
	MaxHeader int64         // bytes of the headers of one answer; default 64 KiB
	Timeout   time.Duration // one attempt with all its redirects, waiting for a turn apart; default 30 s
	Hops      int           // redirects that are followed; default 5, negative for none
	Retries   int           // further attempts after passing faults; default 2, negative for none
	Backoff   time.Duration // before the first further attempt; four times as long before each next; default 1 s
	TLS       *tls.Config   // further authorities that a run trusts; nil for the system's
}

// Request is one feed to ask.
type Request struct {
	Feed         string // its id, given back in the Result
	URL          string // may carry a user and a password: they are sent to its origin only
	Page         bool   // a web page is expected, not a feed
	ETag         string // with LastModified: validators of a body that the caller still has, sent as they are
	LastModified string
	Hash         string // of that body
}

// Result is what became of a Request.
type Result struct {
	Feed         string
	Health       news.Health   // ok, empty, blocked, dead, gone; "" when the run was stopped before there was an answer
	Reason       string        // of a Health that is not ok: what the feed does, "answers 404 Not Found"; safe to show
	Status       int           // of the last answer; 0 if there was none
	NotModified  bool          // 304: the body that the validators stand for is still right
	Same         bool          // a body came, and it hashes as the one that the caller has
	Body         []byte        // decoded; only of a Health that is ok
	ContentType  string        // as sent
	ETag         string        // to be sent next time
	LastModified string        // to be sent next time
	Hash         string        // SHA-256 of Body in hex; of a 304 the one given
	URL          string        // that gave the answer, the base for links in it
	Moved        string        // where permanent redirects alone lead, if an answer came from there on; "" if nowhere else
	Downgraded   bool          // a redirect led from https to http
	RetryAfter   time.Time     // when the host wants to be asked again; zero if it did not say
	Attempts     int           // 0 if the host was not asked for this feed
	Bytes        int64         // of bodies as sent, over all attempts
	Took         time.Duration // on the network, over all attempts; for reports only
}

// Client asks feeds. It may be used for several runs, one after another or at once.
type Client struct {
	o         Options
	allowed   map[string]bool // by hostKey
	transport http.RoundTripper
}

// New checks the options.
func New(o Options) (*Client, error) {
	if o.UserAgent == "" || strings.ContainsFunc(o.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil, fmt.Errorf("user agent %q: want a line of printable ASCII", o.UserAgent)
	}
	if o.Pause < 0 || o.Timeout < 0 || o.Backoff < 0 || o.MaxBody < 0 || o.MaxHeader < 0 || o.Hosts < 0 || o.PerHost < 0 {
		return nil, errors.New("a limit below zero")
	}
	o.Hosts = orDefault(o.Hosts, 32)
	o.PerHost = orDefault(o.PerHost, 1)
	o.MaxBody = orDefault(o.MaxBody, 16<<20)
	o.MaxHeader = orDefault(o.MaxHeader, 64<<10)
	o.Timeout = orDefault(o.Timeout, 30*time.Second)
	o.Hops = orDefault(o.Hops, 5)
	o.Retries = orDefault(o.Retries, 2)
	o.Backoff = orDefault(o.Backoff, time.Second)
	if p := o.Proxy; p != nil && (p.Host == "" || !slices.Contains([]string{"http", "https", "socks5", "socks5h"}, p.Scheme)) {
		return nil, errors.New("the proxy's address is not one of http, https or socks5")
	}
	c := &Client{o: o, allowed: map[string]bool{}}
	for _, a := range o.AllowHosts {
		host, port, err := net.SplitHostPort(a)
		if n, e := strconv.ParseUint(port, 10, 16); err != nil || e != nil || n == 0 || host == "" {
			return nil, fmt.Errorf("allowed host %q: want host:port", a)
		}
		c.allowed[hostKey(host, port)] = true
	}
	c.transport = c.connect()
	return c, nil
}

func orDefault[T int | int64 | time.Duration](v, standard T) T {
	if v == 0 {
		return standard
	}
	return v
}

// dialTimeout is what a connection and what its TLS handshake may take, so that a host that is down is found out with
// time left to try again.
const dialTimeout = 10 * time.Second

// connect makes the transport: either every connection is guarded, or every connection is one to the proxy.
func (c *Client) connect() *http.Transport {
	t := &http.Transport{
		DialContext:            c.dial,
		ForceAttemptHTTP2:      true, // a DialContext of one's own would switch it off
		DisableCompression:     true, // decoded in body.go, with limits
		TLSClientConfig:        c.o.TLS,
		TLSHandshakeTimeout:    dialTimeout,
		MaxResponseHeaderBytes: c.o.MaxHeader,
		MaxIdleConns:           2 * c.o.Hosts,
		MaxIdleConnsPerHost:    c.o.PerHost,
		IdleConnTimeout:        c.o.Timeout,
	}
	if c.o.Proxy != nil {
		t.Proxy = http.ProxyURL(c.o.Proxy)
		t.DialContext = (&net.Dialer{Timeout: dialTimeout}).DialContext
		t.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, resp *http.Response) error {
			if resp.StatusCode != http.StatusOK {
				return proxyError{resp.StatusCode}
			}
			return nil
		}
	}
	return t
}

// Fetch asks for every request and calls each once for each of them, one call at a time, from the goroutine that
// called Fetch, as the answers arrive. Requests to one host are sent in their order; an attempt that failed because of
// its address alone is made again after the others. No more than Hosts bodies are held before each has returned.
//
// When ctx is done, Fetch returns soon, and the requests that have no answer yet get a Result without a Health: it
// says nothing about the feed. No goroutine outlives the call.
func (c *Client) Fetch(ctx context.Context, reqs []Request, each func(Result)) {
	r := &run{
		c:       c,
		slots:   make(chan struct{}, c.o.Hosts),
		large:   make(chan struct{}, largeBodies),
		hosts:   map[string]*host{},
		results: make(chan Result),
	}
	var invalid []Result
	var asked []*host // in the order of requests; redirects will add to r.hosts while workers start
	for _, req := range reqs {
		j, err := newJob(req)
		if err != nil {
			invalid = append(invalid, Result{Feed: req.Feed, Health: news.HealthDead, Reason: "its address is not one of http or https"})
			continue
		}
		h := r.host(j.url)
		if len(h.queue) == 0 {
			asked = append(asked, h)
		}
		h.queue = append(h.queue, j)
	}
	var workers sync.WaitGroup
	for _, h := range asked {
		for range min(c.o.PerHost, len(h.queue)) {
			workers.Go(func() { r.work(ctx, h) })
		}
	}
	go func() {
		workers.Wait()
		close(r.results)
	}()
	for _, res := range invalid {
		each(res)
	}
	for res := range r.results {
		each(res)
	}
	if t, ok := c.transport.(*http.Transport); ok {
		t.CloseIdleConnections()
	}
}
