package fetch

import (
	"context"
	"net/url"
	"sync"
	"time"
)

// run is one call of Fetch.
type run struct {
	c       *Client
	slots   chan struct{} // one for each request in flight, until its result is delivered
	large   chan struct{} // one for each large body, until its result is delivered
	results chan Result

	mu    sync.Mutex
	hosts map[string]*host
}

// host is what a run knows of a host: name and port.
type host struct {
	gate chan time.Time // a token for each request that may be in flight, with the time from which it may be used

	mu    sync.Mutex
	queue []*job
	rest  time.Time // nothing is sent before
	shut  *Result   // what the requests that are left get without being sent
	slow  bool      // kept us waiting until the time was up
}

// job is a request on its way.
type job struct {
	req   Request
	url   *url.URL      // without credentials
	user  *url.Userinfo // for the origin of url only; may be nil
	at    time.Time     // not before
	tries int
	bytes int64
	took  time.Duration
}

func newJob(req Request) (*job, error) {
	u, err := parseTarget(req.URL)
	if err != nil {
		return nil, err
	}
	j := &job{req: req, url: u, user: u.User}
	u.User = nil
	return j, nil
}

// result is the beginning of a Result for the job.
func (j *job) result() Result {
	return Result{Feed: j.req.Feed, Attempts: j.tries, Bytes: j.bytes, Took: j.took}
}

func (j *job) stopped() Result {
	res := j.result()
	res.Reason = "the run was stopped before it had answered"
	return res
}

func (r *run) host(u *url.URL) *host {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := keyOf(u)
	h := r.hosts[key]
	if h == nil {
		h = &host{gate: make(chan time.Time, r.c.o.PerHost)}
		for range r.c.o.PerHost {
			h.gate <- time.Time{}
		}
		r.hosts[key] = h
	}
	return h
}

// work serves the queue of a host until it is empty. What a worker puts back it takes out again, or another one does.
func (r *run) work(ctx context.Context, h *host) {
	for {
		j := h.next()
		if j == nil {
			return
		}
		r.serve(ctx, h, j)
	}
}

func (r *run) serve(ctx context.Context, h *host, j *job) {
	slot, large := permit{of: r.slots}, permit{of: r.large}
	defer slot.give()
	defer large.give()
	if r.sleepUntil(ctx, j.at) != nil {
		r.results <- j.stopped()
		return
	}
	o := r.attempt(ctx, j, &slot, &large)
	if o.passing && j.tries <= max(0, r.c.o.Retries) && ctx.Err() == nil {
		wait := backoff(r.c.o.Backoff, j.req.Feed, j.tries)
		j.at = time.Now().Add(max(wait, o.wait))
		h.putBack(j, o.host == h && (o.unreachable || o.wait > 0))
		return
	}
	if o.unreachable {
		o.host.close(o.res)
	}
	r.results <- o.res
}

func (h *host) next() *job {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.queue) == 0 {
		return nil
	}
	j := h.queue[0]
	h.queue = h.queue[1:]
	return j
}

// putBack queues a job again: first when the host as a whole needs the pause, last when only this address does.
func (h *host) putBack(j *job, first bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if first {
		h.queue = append([]*job{j}, h.queue...)
	} else {
		h.queue = append(h.queue, j)
	}
}

// enter waits for a turn at the host. If the host is closed for the run, it gives the result to return instead.
func (r *run) enter(ctx context.Context, h *host) (*Result, error) {
	if shut := h.closed(); shut != nil {
		return shut, nil
	}
	var ready time.Time
	select {
	case ready = <-h.gate:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	h.mu.Lock()
	until := h.rest
	h.mu.Unlock()
	if ready.After(until) {
		until = ready
	}
	err := r.sleepUntil(ctx, until)
	if shut := h.closed(); shut != nil || err != nil {
		h.gate <- ready
		return shut, err
	}
	return nil, nil
}

// leave ends a turn; the next one begins after the pause.
func (r *run) leave(h *host) { h.gate <- time.Now().Add(r.c.o.Pause) }

func (h *host) closed() *Result {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.shut
}

// close makes a result that of all requests to the host that are not sent yet.
func (h *host) close(res Result) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.shut == nil {
		h.shut = &Result{Health: res.Health, Reason: res.Reason, Status: res.Status, RetryAfter: res.RetryAfter}
	}
}

func (h *host) restUntil(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.After(h.rest) {
		h.rest = t
	}
}

// wasSlow notes that the host let the time run out, and says whether that is news.
func (h *host) wasSlow() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	before := h.slow
	h.slow = true
	return !before
}

// closedFor is the result of a job whose host is closed.
func (j *job) closedFor(shut *Result) Result {
	res := j.result()
	res.Health, res.Reason, res.Status, res.RetryAfter = shut.Health, shut.Reason, shut.Status, shut.RetryAfter
	return res
}

func (r *run) sleepUntil(ctx context.Context, t time.Time) error {
	d := -time.Since(t)
	if t.IsZero() || d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// permit is a place in a channel of places, taken at most once.
type permit struct {
	of    chan struct{}
	held  bool
	clock *clock // stands still while the place is awaited; nil if none runs
}

func (p *permit) take(ctx context.Context) error {
	if p.held {
		return nil
	}
	p.clock.pause()
	defer p.clock.resume()
	select {
	case p.of <- struct{}{}:
		p.held = true
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *permit) give() {
	if p.held {
		<-p.of
		p.held = false
	}
}
