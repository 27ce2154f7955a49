package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"counternotice/internal/news"
)

// server is a server on loopback, and its "host:port".
func server(t *testing.T, h http.HandlerFunc) (*httptest.Server, string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s, s.Listener.Addr().String()
}

func one(t *testing.T, o Options, req Request) Result {
	t.Helper()
	o.UserAgent, o.Now = "Counternotice/test", now
	if o.Retries == 0 {
		o.Retries = -1
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var out Result
	c.Fetch(t.Context(), []Request{req}, func(r Result) { out = r })
	return out
}

// raw answers are written to the connection as they are.
func rawServer(t *testing.T, answer func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() {
				defer conn.Close()
				buf := make([]byte, 4096)
				if _, err := conn.Read(buf); err == nil {
					answer(conn)
				}
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		open.Wait()
	})
	return l.Addr().String()
}

func TestBrokenServers(t *testing.T) {
	for _, tt := range []struct {
		name, answer, reason string
	}{
		{"less than announced", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss>", "broke off in the middle of its answer"},
		{"chunks without an end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n", "broke off in the middle of its answer"},
		{"nothing", "", "closed the connection without an answer"},
		{"half a header", "HTTP/1.1 200 OK\r\nContent-", "closed the connection without an answer"},
		{"another protocol", "220 mail.example ESMTP\r\n", "does not answer in HTTP"},
		{"huge headers", "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 70<<10) + "\r\n\r\n", "sends more than 64 KiB of headers"},
		{"endless headers", "HTTP/1.1 200 OK\r\n" + strings.Repeat("X: y\r\n", 20<<10), "sends more than 64 KiB of headers"},
		{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<rss>", "closed the connection without an answer"},
	} {
		addr := rawServer(t, func(c net.Conn) { io.WriteString(c, tt.answer) })
		r := one(t, Options{AllowHosts: []string{addr}}, Request{Feed: "a", URL: "http://" + addr})
		if r.Health != news.HealthDead || r.Reason != tt.reason || r.Body != nil {
			t.Errorf("%s: %+v, want %q", tt.name, r, tt.reason)
		}
	}
}

func TestConditional(t *testing.T) {
	const etag, modified = `"one"`, "Sat, 21 Nov 2026 10:00:00 GMT"
	body := feed
	s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/liar" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", modified)
		w.Header().Set("Content-Type", "text/xml")
		if r.Header.Get("If-None-Match") == etag || r.Header.Get("If-Modified-Since") == modified {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, body)
	})
	o := Options{AllowHosts: []string{addr}}
	first := one(t, o, Request{Feed: "a", URL: s.URL + "/f"})
	if first.Health != news.HealthOK || string(first.Body) != feed || first.ETag != etag || first.LastModified != modified ||
		first.ContentType != "text/xml" || first.URL != s.URL+"/f" || first.Hash != hashOf([]byte(feed)) || first.Same || first.Status != 200 {
		t.Errorf("first: %+v", first)
	}
	for _, req := range []Request{{ETag: etag, Hash: first.Hash}, {LastModified: modified, Hash: first.Hash}} {
		req.Feed, req.URL = "a", s.URL+"/f"
		if r := one(t, o, req); r.Health != news.HealthOK || !r.NotModified || r.Same || r.Body != nil || r.Hash != first.Hash || r.ETag != etag || r.LastModified != modified {
			t.Errorf("conditional: %+v", r)
		}
	}
	if r := one(t, o, Request{Feed: "a", URL: s.URL + "/f", Hash: first.Hash}); !r.Same || r.NotModified || string(r.Body) != feed {
		t.Errorf("same body: %+v", r)
	}
	if r := one(t, o, Request{Feed: "a", URL: s.URL + "/f", ETag: "\"x\r\nCookie: y\"", Hash: "0"}); r.Health != news.HealthOK || r.Same || r.NotModified {
		t.Errorf("a damaged validator: %+v", r)
	}
	if r := one(t, o, Request{Feed: "a", URL: s.URL + "/liar"}); r.Health != news.HealthDead || r.NotModified || r.Reason != "answers 304 Not Modified, though it was asked for the whole" {
		t.Errorf("an unasked 304: %+v", r)
	}
}

func TestWhatIsSent(t *testing.T) {
	var got http.Header
	s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/from" {
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			http.Redirect(w, r, "/to", http.StatusFound)
			return
		}
		got = r.Header
		io.WriteString(w, feed)
	})
	one(t, Options{AllowHosts: []string{addr}}, Request{Feed: "a", URL: s.URL + "/from#fragment"})
	for _, name := range []string{"Cookie", "Referer", "Authorization", "If-None-Match", "If-Modified-Since"} {
		if got.Get(name) != "" {
			t.Errorf("%s: %s is sent", name, got.Get(name))
		}
	}
	if got.Get("User-Agent") != "Counternotice/test" || !strings.Contains(got.Get("Accept"), "application/rss+xml") || got.Get("Accept-Encoding") != "gzip, deflate, br" {
		t.Errorf("sent: %v", got)
	}
	one(t, Options{AllowHosts: []string{addr}}, Request{Feed: "a", URL: s.URL, Page: true})
	if !strings.HasPrefix(got.Get("Accept"), "text/html") {
		t.Errorf("for a page: %v", got)
	}
}

func TestRedirects(t *testing.T) {
	var other, third string
	s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		status, to, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		to = strings.NewReplacer("OTHER", other, "THIRD", third).Replace(to)
		if n, err := strconv.Atoi(status); err == nil {
			if r.URL.RawQuery != "" {
				to += "?" + r.URL.RawQuery
			}
			w.Header()["Location"] = []string{strings.ReplaceAll(to, "!", ":")}
			w.WriteHeader(n)
			return
		}
		if status == "loop" {
			http.Redirect(w, r, "/loop", http.StatusFound)
			return
		}
		if status == "page" {
			io.WriteString(w, "<html><title>For sale</title></html>")
			return
		}
		io.WriteString(w, feed)
	})
	var touched atomic.Int32
	_, third = server(t, func(http.ResponseWriter, *http.Request) { touched.Add(1) })
	so, otherAddr := server(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, feed) })
	other = otherAddr
	for _, tt := range []struct {
		name, path         string
		url, moved, reason string
	}{
		{"permanent", "/301//feed", s.URL + "/feed", s.URL + "/feed", ""},
		{"permanent by 308", "/308//feed", s.URL + "/feed", s.URL + "/feed", ""},
		{"permanent twice", "/301//308//feed", s.URL + "/feed", s.URL + "/feed", ""},
		{"found", "/302//feed", s.URL + "/feed", "", ""},
		{"see other", "/303//feed", s.URL + "/feed", "", ""},
		{"temporary", "/307//feed", s.URL + "/feed", "", ""},
		{"permanent, then temporary", "/301//302//feed", s.URL + "/feed", s.URL + "/302//feed", ""},
		{"temporary, then permanent", "/302//301//feed", s.URL + "/feed", "", ""},
		{"to another host", "/301/http!//OTHER/x", so.URL + "/x", so.URL + "/x", ""},
		{"without a scheme", "/301///OTHER/x", so.URL + "/x", so.URL + "/x", ""},
		{"with a fragment", "/301//feed#x", s.URL + "/feed", s.URL + "/feed", ""},
		{"five", "/302//302//302//302//302//feed", s.URL + "/feed", "", ""},

		{"six", "/302//302//302//302//302//302//feed", "", "", "redirects too often"},
		{"in a circle", "/loop", "", "", "redirects too often"},
		{"permanent, to a page", "/301//page", "", "", "answers with a web page where a feed was expected"},
		{"to nowhere", "/302", "", "", "answers 302 Found and does not say where to"},
		{"inside", "/301/http!//THIRD/", "", "", "leads to a private or reserved address, which only --allow-host HOST:PORT permits"},
		{"inside by another spelling", "/301/http!//2130706433/", "", "", "leads to a private or reserved address, which only --allow-host HOST:PORT permits"},
		{"inside by a mapped address", "/301/http!//[!!ffff!127.0.0.1]/", "", "", "leads to a private or reserved address, which only --allow-host HOST:PORT permits"},
		{"with a password", "/301/http!//u!p@OTHER/", "", "", "redirects to an address that is not a plain one of http or https"},
		{"to a file", "/301/file!///etc/passwd", "", "", "redirects to an address that is not a plain one of http or https"},
		{"to a script", "/301/javascript!alert(1)", "", "", "redirects to an address that is not a plain one of http or https"},
		{"to gopher", "/301/gopher!//OTHER/", "", "", "redirects to an address that is not a plain one of http or https"},
		{"to nonsense", "/301/http!//[", "", "", "redirects to an address that is not a plain one of http or https"},
	} {
		r := one(t, Options{AllowHosts: []string{addr, other}}, Request{Feed: "a", URL: s.URL + tt.path})
		if r.URL != tt.url || r.Moved != tt.moved || r.Reason != tt.reason || (r.Health == news.HealthOK) != (tt.reason == "") || r.Downgraded {
			t.Errorf("%s: %q %q, url %q, moved %q; want %q, url %q, moved %q", tt.name, r.Health, r.Reason, r.URL, r.Moved, tt.reason, tt.url, tt.moved)
		}
	}
	if touched.Load() != 0 {
		t.Errorf("%d requests came where none may go", touched.Load())
	}
}

// A name is judged by what it leads to: "localhost." is one that every machine resolves without a network.
func TestGuardAfterResolution(t *testing.T) {
	var touched atomic.Int32
	_, addr := server(t, func(http.ResponseWriter, *http.Request) { touched.Add(1) })
	c, err := New(Options{UserAgent: "test"})
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(addr)
	for _, target := range []string{addr, "localhost:" + port, "[::ffff:127.0.0.1]:" + port} {
		conn, err := c.dial(t.Context(), "tcp", target)
		if err == nil {
			conn.Close()
		}
		if f := faultOf(err, 0, &c.o); err == nil || !strings.Contains(f.reason, "private") && target != "localhost:"+port {
			t.Errorf("%s: %v", target, err)
		}
	}
	if touched.Load() != 0 {
		t.Error("a connection came about")
	}
}

func TestCredentials(t *testing.T) {
	var seen sync.Map
	note := func(w http.ResponseWriter, r *http.Request) {
		user, pass, _ := r.BasicAuth()
		seen.Store(r.Host+r.URL.Path, user+":"+pass)
	}
	so, other := server(t, func(w http.ResponseWriter, r *http.Request) {
		note(w, r)
		if r.URL.Path == "/back" {
			http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusMovedPermanently)
			return
		}
		io.WriteString(w, feed)
	})
	s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		note(w, r)
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, so.URL+"/", http.StatusMovedPermanently)
		case "/round":
			http.Redirect(w, r, so.URL+"/back?to="+url.QueryEscape("http://"+r.Host+"/home"), http.StatusMovedPermanently)
		case "/no":
			w.WriteHeader(http.StatusUnauthorized)
		default:
			io.WriteString(w, feed)
		}
	})
	o := Options{AllowHosts: []string{addr, other}}
	secret := func(path string) string { return "http://reader:hunter2@" + addr + path }
	for _, path := range []string{"/home", "/away", "/round", "/no"} {
		r := one(t, o, Request{Feed: "a", URL: secret(path)})
		if text := fmt.Sprintf("%+v", r); strings.Contains(text, "hunter2") || strings.Contains(text, "reader:") {
			t.Errorf("%s: the password shows in %s", path, text)
		}
	}
	s.Close()
	if r := one(t, o, Request{Feed: "a", URL: secret("/home")}); strings.Contains(fmt.Sprintf("%+v", r), "hunter2") || r.Health != news.HealthDead {
		t.Errorf("a server that is down: %+v", r)
	}
	for at, want := range map[string]string{addr + "/home": "reader:hunter2", addr + "/away": "reader:hunter2", other + "/": ":", other + "/back": ":"} {
		if got, _ := seen.Load(at); got != want {
			t.Errorf("%s got %q, want %q", at, got, want)
		}
	}
}

func TestBadAddresses(t *testing.T) {
	for _, u := range []string{"", "ftp://example.org/", "http://", "http://u:hunter2@[", "example.org/feed"} {
		r := one(t, Options{}, Request{Feed: "a", URL: u})
		if r.Health != news.HealthDead || r.Reason != "its address is not one of http or https" || r.Feed != "a" {
			t.Errorf("%q: %+v", u, r)
		}
	}
}

func TestStopOnTheWire(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "<rss>")
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	})
	c, err := New(Options{UserAgent: "test", AllowHosts: []string{addr}})
	if err != nil {
		t.Fatal(err)
	}
	var got []Result
	c.Fetch(ctx, []Request{{Feed: "a", URL: s.URL}, {Feed: "b", URL: s.URL}}, func(r Result) { got = append(got, r) })
	if len(got) != 2 || got[0].Health != "" || got[1].Health != "" {
		t.Errorf("%+v", got)
	}
}

// BenchmarkFetch is 200 feeds of 200 kB that answer at once, each on a port of its own.
func BenchmarkFetch(b *testing.B) {
	body := pack(&testing.T{}, strings.Repeat("<item><title>a title of some words</title></item>\n", 4000), gz)
	var reqs []Request
	var allow []string
	for i := range 200 {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/late" {
				time.Sleep(100 * time.Millisecond)
			}
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(body)
		}))
		defer s.Close()
		reqs = append(reqs, Request{Feed: strconv.Itoa(i), URL: s.URL + "/late"})
		allow = append(allow, s.Listener.Addr().String())
	}
	c, err := New(Options{UserAgent: "bench", AllowHosts: allow})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c.Fetch(b.Context(), reqs, func(r Result) {
			if r.Health != news.HealthOK {
				b.Errorf("%+v", r)
			}
		})
	}
	b.ReportMetric(0.1*200/32, "latency-bound-s")
}
