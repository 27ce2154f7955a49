package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"counternotice/internal/news"

	"github.com/google/go-cmp/cmp"
)

// internet answers requests in a bubble of synctest, where waiting takes no time. It notes when what was asked for.
type internet struct {
	began  time.Time
	log    []string // "2s one.example/a"
	answer func(n int, req *http.Request) (*http.Response, error)
	asked  map[string]int
	busy   map[string]int
	most   int // requests in flight to one host
	all    int
	peak   int // requests in flight
	lock   chan struct{}
}

func newInternet(answer func(n int, req *http.Request) (*http.Response, error)) *internet {
	return &internet{began: time.Now(), answer: answer, asked: map[string]int{}, busy: map[string]int{}, lock: make(chan struct{}, 1)}
}

func (w *internet) RoundTrip(req *http.Request) (*http.Response, error) {
	w.lock <- struct{}{}
	at := req.URL.Host + req.URL.Path
	w.log = append(w.log, fmt.Sprintf("%v %s", time.Since(w.began), at))
	w.asked[at]++
	n := w.asked[at]
	w.busy[req.URL.Host]++
	w.all++
	w.most, w.peak = max(w.most, w.busy[req.URL.Host]), max(w.peak, w.all)
	<-w.lock
	defer func() {
		w.lock <- struct{}{}
		w.busy[req.URL.Host]--
		w.all--
		<-w.lock
	}()
	return w.answer(n, req)
}

func respond(status int, body string, headers ...string) (*http.Response, error) {
	resp := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
	for i := 0; i < len(headers); i += 2 {
		resp.Header.Add(headers[i], headers[i+1])
	}
	return resp, nil
}

// work is a request that takes as long, or as long as its context.
func work(req *http.Request, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-req.Context().Done():
		return req.Context().Err()
	}
}

// ask runs the requests for addresses in the given world and gives the results in the order of the addresses.
func ask(t *testing.T, ctx context.Context, w *internet, o Options, urls ...string) []Result {
	t.Helper()
	o.UserAgent, o.Now = "test", now
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.transport = w
	out := make([]Result, len(urls))
	var reqs []Request
	for i, u := range urls {
		reqs = append(reqs, Request{Feed: fmt.Sprint(i), URL: u})
	}
	calls := 0
	c.Fetch(ctx, reqs, func(r Result) {
		calls++
		var i int
		fmt.Sscan(r.Feed, &i)
		out[i] = r
	})
	if calls != len(urls) {
		t.Errorf("%d results for %d requests", calls, len(urls))
	}
	return out
}

const feed = "<rss version='2.0'></rss>"

func TestPauseAndOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
			if err := work(req, 2*time.Second); err != nil {
				return nil, err
			}
			return respond(200, feed)
		})
		got := ask(t, t.Context(), w, Options{Pause: time.Second}, "http://one.example/a", "http://one.example/b", "http://two.example/a", "http://one.example/c", "http://one.example:81/a")
		slices.Sort(w.log)
		want := []string{"0s one.example/a", "0s one.example:81/a", "0s two.example/a", "3s one.example/b", "6s one.example/c"}
		if !cmp.Equal(want, w.log) {
			t.Error(cmp.Diff(want, w.log))
		}
		for _, r := range got {
			if r.Health != news.HealthOK || r.Took != 2*time.Second || r.Attempts != 1 {
				t.Errorf("%+v", r)
			}
		}
	})
}

func TestLimitsOnRequestsInFlight(t *testing.T) {
	for _, tt := range []struct {
		name       string
		o          Options
		most, peak int
		took       time.Duration
	}{
		{"four hosts at once", Options{Hosts: 4}, 1, 4, 10 * time.Second},
		{"two to a host", Options{Hosts: 32, PerHost: 2}, 2, 20, 2 * time.Second},
		{"standard", Options{}, 1, 10, 4 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
				if err := work(req, time.Second); err != nil {
					return nil, err
				}
				return respond(200, feed)
			})
			var urls []string
			for i := range 40 {
				urls = append(urls, fmt.Sprintf("http://%d.example/%d", i%10, i))
			}
			ask(t, t.Context(), w, tt.o, urls...)
			if w.most != tt.most || w.peak != tt.peak || time.Since(w.began) != tt.took {
				t.Errorf("%s: %d to a host, %d in all, %v; want %d, %d, %v", tt.name, w.most, w.peak, time.Since(w.began), tt.most, tt.peak, tt.took)
			}
		})
	}
}

// A redirect takes its turn at the host that it leads to like any other request.
func TestRedirectsAreAsPolite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
			if req.URL.Host != "three.example" {
				return respond(301, "", "Location", "http://three.example"+req.URL.Path)
			}
			if err := work(req, 20*time.Second); err != nil {
				return nil, err
			}
			return respond(200, feed)
		})
		got := ask(t, t.Context(), w, Options{Pause: time.Second}, "http://one.example/a", "http://two.example/b", "http://three.example/c")
		for i, r := range got {
			if r.Health != news.HealthOK || r.Took != 20*time.Second { // waiting for a turn is not held against a feed
				t.Errorf("%d: %+v", i, r)
			}
		}
		if w.most != 1 || time.Since(w.began) != 62*time.Second {
			t.Errorf("%d at a time, %v", w.most, time.Since(w.began))
		}
	})
}

// failing gives an answer of the first n requests to an address, then a feed.
func failing(n int, fault func(req *http.Request) (*http.Response, error)) func(int, *http.Request) (*http.Response, error) {
	return func(i int, req *http.Request) (*http.Response, error) {
		if i <= n {
			return fault(req)
		}
		return respond(200, feed)
	}
}

type cut struct{ r io.Reader }

func (c cut) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestRetries(t *testing.T) {
	status := func(code int, headers ...string) func(*http.Request) (*http.Response, error) {
		return func(*http.Request) (*http.Response, error) { return respond(code, "", headers...) }
	}
	broken := func(err error) func(*http.Request) (*http.Response, error) {
		return func(*http.Request) (*http.Response, error) { return nil, err }
	}
	dialing := func(err error) error { return &net.OpError{Op: "dial", Net: "tcp", Err: err} }
	for _, tt := range []struct {
		name     string
		fault    func(*http.Request) (*http.Response, error)
		faults   int
		o        Options
		health   news.Health
		reason   string
		attempts int
		pause    [2]time.Duration // over all attempts, from and to
	}{
		{"unavailable once", status(503), 1, Options{}, news.HealthOK, "", 2, [2]time.Duration{750 * time.Millisecond, 1250 * time.Millisecond}},
		{"unavailable twice", status(503), 2, Options{}, news.HealthOK, "", 3, [2]time.Duration{3750 * time.Millisecond, 6250 * time.Millisecond}},
		{"unavailable for good", status(503), 99, Options{}, news.HealthDead, "answers 503 Service Unavailable", 3, [2]time.Duration{3750 * time.Millisecond, 6250 * time.Millisecond}},
		{"a backoff of minutes", status(502), 3, Options{Retries: 3, Backoff: 3 * time.Minute}, news.HealthOK, "", 4, [2]time.Duration{6 * time.Minute, 12 * time.Minute}},
		{"no retries wanted", status(502), 1, Options{Retries: -1}, news.HealthDead, "answers 502 Bad Gateway", 1, [2]time.Duration{}},
		{"not found", status(404), 1, Options{}, news.HealthDead, "answers 404 Not Found", 1, [2]time.Duration{}},
		{"forbidden", status(403), 1, Options{}, news.HealthBlocked, "answers 403 Forbidden", 1, [2]time.Duration{}},
		{"gone", status(410), 1, Options{}, news.HealthGone, "answers 410 Gone", 1, [2]time.Duration{}},
		{"reset", broken(syscall.ECONNRESET), 1, Options{}, news.HealthOK, "", 2, [2]time.Duration{750 * time.Millisecond, 1250 * time.Millisecond}},
		{"refused", broken(dialing(syscall.ECONNREFUSED)), 9, Options{}, news.HealthDead, "refuses the connection", 3, [2]time.Duration{3750 * time.Millisecond, 6250 * time.Millisecond}},
		{"guarded", broken(dialing(errRefused)), 1, Options{}, news.HealthDead, "leads to a private or reserved address, which only --allow-host HOST:PORT permits", 1, [2]time.Duration{}},
		{"no such host", broken(dialing(&net.DNSError{IsNotFound: true, Err: "no such host", Name: "secret"})), 1, Options{}, news.HealthDead, "no such host", 1, [2]time.Duration{}},
		{"names out of order", broken(dialing(&net.DNSError{IsTemporary: true})), 1, Options{}, news.HealthOK, "", 2, [2]time.Duration{750 * time.Millisecond, 1250 * time.Millisecond}},
		{"something else", broken(errors.New("http://user:secret@host: boom")), 9, Options{}, news.HealthDead, "closed the connection without an answer", 3, [2]time.Duration{3750 * time.Millisecond, 6250 * time.Millisecond}},
		{"cut", func(*http.Request) (*http.Response, error) {
			resp, _ := respond(200, "")
			resp.Body = io.NopCloser(cut{strings.NewReader("<rss>")})
			return resp, nil
		}, 9, Options{}, news.HealthDead, "broke off in the middle of its answer", 3, [2]time.Duration{3750 * time.Millisecond, 6250 * time.Millisecond}},
		{"a short rest", status(429, "Retry-After", "3"), 1, Options{}, news.HealthOK, "", 2, [2]time.Duration{3 * time.Second, 3 * time.Second}},
		{"a short rest, again and again", status(429, "Retry-After", "5"), 9, Options{}, news.HealthBlocked, "answers 429 Too Many Requests", 3, [2]time.Duration{10 * time.Second, 10 * time.Second}},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newInternet(failing(tt.faults, tt.fault))
			r := ask(t, t.Context(), w, tt.o, "http://one.example/a")[0]
			took := time.Since(w.began)
			if r.Health != tt.health || r.Reason != tt.reason || r.Attempts != tt.attempts || len(w.log) != tt.attempts || took < tt.pause[0] || took > tt.pause[1] {
				t.Errorf("%s: %q %q after %d attempts, %v; want %q %q after %d, %v", tt.name, r.Health, r.Reason, r.Attempts, took, tt.health, tt.reason, tt.attempts, tt.pause)
			}
			if (r.Health == news.HealthOK) != (len(r.Body) > 0) {
				t.Errorf("%s: %q with %d bytes", tt.name, r.Health, len(r.Body))
			}
		})
	}
}

// While one address has trouble, the others of its host are asked; while the host has, they wait.
func TestWhoWaits(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault func() (*http.Response, error)
		want  []string
	}{
		{"the address", func() (*http.Response, error) { return respond(500, "") }, []string{"/a", "/b", "/c", "/a"}},
		{"the host", func() (*http.Response, error) { return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED} }, []string{"/a", "/a", "/b", "/c"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			var order []string
			w := newInternet(func(n int, req *http.Request) (*http.Response, error) {
				order = append(order, req.URL.Path)
				if req.URL.Path == "/a" && n == 1 {
					return tt.fault()
				}
				return respond(200, feed)
			})
			ask(t, t.Context(), w, Options{}, "http://one.example/a", "http://one.example/b", "http://one.example/c")
			if !cmp.Equal(tt.want, order) {
				t.Errorf("%s: %s", tt.name, cmp.Diff(tt.want, order))
			}
		})
	}
}

// A short rest that a host asks for holds for all that would be sent to it.
func TestShortRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(n int, req *http.Request) (*http.Response, error) {
			if err := work(req, time.Second); err != nil {
				return nil, err
			}
			if req.URL.Path == "/a" && n == 1 {
				return respond(429, "", "Retry-After", "4")
			}
			if err := work(req, time.Second); err != nil {
				return nil, err
			}
			return respond(200, feed)
		})
		ask(t, t.Context(), w, Options{PerHost: 2}, "http://one.example/a", "http://one.example/b", "http://one.example/c")
		slices.Sort(w.log)
		if want := []string{"0s one.example/a", "0s one.example/b", "5s one.example/a", "5s one.example/c"}; !cmp.Equal(want, w.log) {
			t.Error(cmp.Diff(want, w.log))
		}
	})
}

// A host that asks for a rest, or that nobody can connect to, is left alone for the rest of the run.
func TestHostIsLeftAlone(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault func() (*http.Response, error)
		asked int
		want  Result
	}{
		{
			"rest in seconds", func() (*http.Response, error) { return respond(429, "", "Retry-After", "600") }, 1,
			Result{Health: news.HealthBlocked, Reason: "answers 429 Too Many Requests", Status: 429, RetryAfter: now.Add(10 * time.Minute)},
		},
		{
			"rest by date", func() (*http.Response, error) {
				return respond(503, "", "Retry-After", "Sat, 21 Nov 2026 13:00:00 GMT")
			}, 1,
			Result{Health: news.HealthDead, Reason: "answers 503 Service Unavailable", Status: 503, RetryAfter: now.Add(time.Hour)},
		},
		{
			"no connection", func() (*http.Response, error) { return nil, &net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH} }, 3,
			Result{Health: news.HealthDead, Reason: "cannot be reached"},
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
				switch {
				case req.URL.Host == "two.example" && req.URL.Path == "/moved":
					return respond(302, "", "Location", "http://one.example/c")
				case req.URL.Host == "one.example":
					return tt.fault()
				}
				return respond(200, feed)
			})
			got := ask(t, t.Context(), w, Options{Pause: 10 * time.Second}, "http://one.example/a", "http://one.example/b", "http://two.example/a", "http://two.example/b", "http://two.example/c", "http://two.example/d", "http://two.example/moved")
			if n := strings.Count(strings.Join(w.log, "\n"), "one.example"); n != tt.asked {
				t.Errorf("%s: asked %d times: %q", tt.name, n, w.log)
			}
			for _, i := range []int{0, 1, 6} {
				r := got[i]
				if brief := (Result{Health: r.Health, Reason: r.Reason, Status: r.Status, RetryAfter: r.RetryAfter}); !cmp.Equal(tt.want, brief) {
					t.Errorf("%s, request %d: %s", tt.name, i, cmp.Diff(tt.want, brief))
				}
			}
			if got[1].Attempts != 0 || got[2].Health != news.HealthOK {
				t.Errorf("%s: %+v, %+v", tt.name, got[1], got[2])
			}
		})
	}
}

// What waits for its turn when a host asks for a rest is not sent either, and nobody waits for the rest to end.
func TestRestWhileOthersWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
			if req.URL.Host == "two.example" {
				return respond(302, "", "Location", "http://one.example/b")
			}
			if err := work(req, 5*time.Second); err != nil {
				return nil, err
			}
			return respond(503, "", "Retry-After", "600")
		})
		got := ask(t, t.Context(), w, Options{}, "http://one.example/a", "http://two.example/b")
		if n := strings.Count(strings.Join(w.log, "\n"), "one.example"); n != 1 || time.Since(w.began) != 5*time.Second {
			t.Errorf("asked %d times in %v: %q", n, time.Since(w.began), w.log)
		}
		for _, r := range got {
			if r.RetryAfter != now.Add(10*time.Minute) || r.Attempts != 1 {
				t.Errorf("%+v", r)
			}
		}
	})
}
