package fetch

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"counternotice/internal/news"
)

// outcome is what one attempt, over all its redirects, came to.
type outcome struct {
	res         Result
	host        *host         // that spoke last, or did not
	passing     bool          // another attempt may do better
	unreachable bool          // no connection to host: its other feeds will do no better
	wait        time.Duration // that host asked for, short enough for this run
}

// answer is what one request brought.
type answer struct {
	status   int
	header   http.Header
	body     []byte
	bytes    int64
	location string // of a redirect
}

// shortWait is the longest Retry-After that is waited for within a run.
const shortWait = 5 * time.Second

// attempt asks once for a job and follows its redirects. It holds a slot when it returns with a body.
func (r *run) attempt(ctx context.Context, j *job, slot, large *permit) outcome {
	o := &r.c.o
	left := o.Timeout
	at, moved, permanent, downgraded := j.url, j.url, true, false
	for hops := 0; ; hops++ {
		h := r.host(at)
		fail := func(f fault) outcome {
			res := j.result()
			res.Health, res.Reason = f.health, f.reason
			return outcome{res: res, host: h, passing: f.passing, unreachable: f.unreachable}
		}
		if err := r.c.checkTarget(at); err != nil {
			return fail(faultOf(err, 0, o))
		}
		slot.give()
		shut, err := r.enter(ctx, h)
		if shut != nil {
			return outcome{res: j.closedFor(shut), host: h}
		}
		if err != nil {
			return outcome{res: j.stopped(), host: h}
		}
		if err := slot.take(ctx); err != nil {
			r.leave(h)
			return outcome{res: j.stopped(), host: h}
		}
		if hops == 0 {
			j.tries++
		}
		began := time.Now()
		limited, clock := withClock(ctx, left)
		large.clock = clock
		ans, err := r.c.ask(limited, at, j, large)
		if clock.stop() && err != nil {
			err = context.DeadlineExceeded
		}
		took := max(0, time.Since(began)-clock.paused)
		left -= took
		j.took += took
		j.bytes += ans.bytes

		// What the host said about its rest must stand before another request gets the turn.
		wait := time.Duration(0)
		if err == nil && asksToWait(ans.status) {
			wait = retryAfter(ans.header.Get("Retry-After"), o.Now)
		}
		if err != nil {
			r.leave(h)
			if ctx.Err() != nil {
				return outcome{res: j.stopped(), host: h}
			}
			f := faultOf(err, ans.status, o)
			if f.late {
				// A second attempt may cost as much again, so a host gets one for all its feeds, and only if it
				// had said nothing at all.
				f.passing = h.wasSlow() && ans.status == 0
			}
			return fail(f)
		}
		if ans.location == "" {
			out := r.conclude(j, ans, at)
			out.host = h
			if wait > shortWait {
				out.res.RetryAfter = o.Now.Add(wait)
				out.passing = false
				h.close(out.res)
			} else if wait > 0 && out.res.Health != news.HealthOK {
				out.wait, out.passing = wait, true
				h.restUntil(time.Now().Add(wait))
			}
			r.leave(h)
			out.res.Downgraded = downgraded
			if out.res.Health == news.HealthOK && moved.String() != j.url.String() {
				out.res.Moved = moved.String()
			}
			return out
		}
		r.leave(h)
		if hops >= max(0, o.Hops) {
			return fail(fault{health: news.HealthDead, reason: "redirects too often"})
		}
		next, err := at.Parse(ans.location)
		if err == nil {
			next, err = parseTarget(next.String())
		}
		if err != nil || next.User != nil {
			return fail(fault{health: news.HealthDead, reason: "redirects to an address that is not a plain one of http or https"})
		}
		if at.Scheme == "https" && next.Scheme == "http" {
			downgraded = true
		}
		permanent = permanent && !downgraded && (ans.status == http.StatusMovedPermanently || ans.status == http.StatusPermanentRedirect)
		if permanent {
			moved = next
		}
		at = next
	}
}

// ask sends one request and reads its answer. With an error, answer.status tells whether the headers had come.
func (c *Client) ask(ctx context.Context, u *url.URL, j *job, large *permit) (answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("User-Agent", c.o.UserAgent)
	req.Header.Set("Accept", acceptFeed)
	if j.req.Page {
		req.Header.Set("Accept", acceptPage)
	}
	req.Header.Set("Accept-Encoding", "gzip, deflate, br")
	if validator(j.req.ETag) {
		req.Header.Set("If-None-Match", j.req.ETag)
	}
	if validator(j.req.LastModified) {
		req.Header.Set("If-Modified-Since", j.req.LastModified)
	}
	if j.user != nil && u.Scheme == j.url.Scheme && keyOf(u) == keyOf(j.url) {
		password, _ := j.user.Password()
		req.SetBasicAuth(j.user.Username(), password)
	}
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	ans := answer{status: resp.StatusCode, header: resp.Header}
	switch {
	case resp.StatusCode == http.StatusNotModified:
	case isRedirect(resp.StatusCode) && resp.Header.Get("Location") != "":
		ans.location = resp.Header.Get("Location")
	case resp.StatusCode/100 == 2:
		ans.body, ans.bytes, err = c.read(ctx, resp, large)
	default:
		// Only looked at for marks of a challenge: what cannot be read is not missed.
		ans.body, ans.bytes = c.peek(resp)
		if ctx.Err() != nil {
			err = ctx.Err()
		}
	}
	return ans, err
}

const (
	acceptFeed = "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
	acceptPage = "text/html, application/xhtml+xml, */*;q=0.5"
)

// validator says whether a validator can be sent; a damaged cache may hold anything.
func validator(s string) bool {
	return s != "" && len(s) <= maxValidator && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
}

const maxValidator = 1024 // longer ones are not worth their way

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// conclude judges the last answer of an attempt.
func (r *run) conclude(j *job, ans answer, at *url.URL) outcome {
	res := j.result()
	res.Status = ans.status
	conditional := validator(j.req.ETag) || validator(j.req.LastModified)
	v := judge(ans, j.req.Page, conditional)
	res.Health, res.Reason = v.health, v.reason
	if v.health == news.HealthOK {
		res.URL = at.String()
		res.ContentType = ans.header.Get("Content-Type")
		res.ETag, res.LastModified = keepValidator(ans.header.Get("ETag")), keepValidator(ans.header.Get("Last-Modified"))
		if ans.status == http.StatusNotModified {
			res.NotModified = true
			res.Hash = j.req.Hash
			res.ETag, res.LastModified = cmp.Or(res.ETag, j.req.ETag), cmp.Or(res.LastModified, j.req.LastModified)
		} else {
			res.Body, res.Hash = ans.body, hashOf(ans.body)
			res.Same = res.Hash == j.req.Hash
		}
	}
	return outcome{res: res, passing: v.passing}
}

func keepValidator(s string) string {
	if !validator(s) {
		return ""
	}
	return s
}

// parseTarget reads an absolute address of http or https, as it will be asked: host in lower case and in ASCII, no fragment.
func parseTarget(raw string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil {
		return nil, errAddress
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return nil, errAddress
	}
	if u.Host, err = plainHost(u); err != nil {
		return nil, errAddress
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

var errAddress = errors.New("not a plain address of http or https")
