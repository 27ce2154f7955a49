package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"counternotice/internal/news"
)

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(n int, req *http.Request) (*http.Response, error) {
			if req.URL.Path == "/once" && n > 1 {
				return respond(200, feed)
			}
			return nil, work(req, time.Hour)
		})
		got := ask(t, t.Context(), w, Options{}, "http://one.example/once", "http://one.example/b", "http://one.example/c")
		if got[0].Health != news.HealthOK || got[0].Attempts != 2 || got[0].Took != 30*time.Second {
			t.Errorf("a host that was slow once: %+v", got[0])
		}
		// Only the first request that a host lets run out of time is made again.
		for _, r := range got[1:] {
			if r.Health != news.HealthDead || r.Reason != "did not answer within 30s" || r.Attempts != 1 {
				t.Errorf("%+v", r)
			}
		}
		if took := time.Since(w.began); took > 95*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// One limit of time stands over all redirects of an attempt.
func TestTimeoutOverRedirects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
			if err := work(req, 12*time.Second); err != nil {
				return nil, err
			}
			return respond(302, "", "Location", req.URL.Path+"x")
		})
		r := ask(t, t.Context(), w, Options{Retries: -1}, "http://one.example/")[0]
		if r.Reason != "did not answer within 30s" || r.Took != 30*time.Second || len(w.log) != 3 {
			t.Errorf("%+v after %q", r, w.log)
		}
	})
}

func TestSlowBody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
			resp, _ := respond(200, "")
			resp.Body = io.NopCloser(drip{req.Context()})
			return resp, nil
		})
		r := ask(t, t.Context(), w, Options{}, "http://one.example/")[0]
		if r.Health != news.HealthDead || r.Reason != "did not finish its answer within 30s" || r.Attempts != 1 || r.Body != nil {
			t.Errorf("%+v", r)
		}
	})
}

// drip gives a byte a second for ever.
type drip struct{ ctx context.Context }

func (d drip) Read(p []byte) (int, error) {
	select {
	case <-time.After(time.Second):
		p[0] = ' '
		return 1, nil
	case <-d.ctx.Done():
		return 0, d.ctx.Err()
	}
}

// When a run is stopped, every request still gets its result, without a word on the health of the feed.
func TestStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		w := newInternet(func(_ int, req *http.Request) (*http.Response, error) {
			switch req.URL.Path {
			case "/quick":
				return respond(200, feed)
			case "/fails":
				return respond(503, "")
			}
			return nil, work(req, time.Minute)
		})
		got := ask(t, ctx, w, Options{Hosts: 3, Backoff: time.Minute}, "http://one.example/quick", "http://one.example/slow", "http://one.example/never", "http://two.example/fails", "http://three.example/slow", "http://four.example/never")
		for i, r := range got {
			if stopped := r.Health == "" && r.Reason == "the run was stopped before it had answered"; stopped != (i > 0) {
				t.Errorf("%d: %+v", i, r)
			}
		}
		if took := time.Since(w.began); took != 5*time.Second {
			t.Errorf("stopped after %v", took)
		}
	})
}

// Bodies do not pile up while the caller is busy with one.
func TestBusyCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newInternet(func(int, *http.Request) (*http.Response, error) { return respond(200, feed) })
		c, err := New(Options{UserAgent: "test", Hosts: 3})
		if err != nil {
			t.Fatal(err)
		}
		c.transport = w
		var reqs []Request
		for i := range 20 {
			reqs = append(reqs, Request{Feed: fmt.Sprint(i), URL: fmt.Sprintf("http://%d.example/", i)})
		}
		done := 0
		c.Fetch(t.Context(), reqs, func(Result) {
			time.Sleep(time.Second)
			synctest.Wait()
			done++
			if ahead := len(w.log) - done; ahead > 3 {
				t.Errorf("%d answers wait", ahead)
			}
		})
	})
}
