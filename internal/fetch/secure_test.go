package fetch

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"counternotice/internal/news"
)

// secure is a server of HTTP/2 under TLS, and the client's trust in it.
func secure(t *testing.T, h http.HandlerFunc) (*httptest.Server, string, *tls.Config) {
	t.Helper()
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // handshakes that fail on purpose
	s.StartTLS()
	t.Cleanup(s.Close)
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return s, s.Listener.Addr().String(), &tls.Config{RootCAs: pool}
}

func TestHTTP2(t *testing.T) {
	var major int
	s, addr, trust := secure(t, func(w http.ResponseWriter, r *http.Request) {
		major = r.ProtoMajor
		switch r.URL.Path {
		case "/headers":
			for i := range 100 {
				w.Header().Set("X-"+strconv.Itoa(i), strings.Repeat("x", 1000))
			}
		case "/cut":
			io.WriteString(w, "<rss>")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}
		io.WriteString(w, feed)
	})
	o := Options{AllowHosts: []string{addr}, TLS: trust}
	if r := one(t, o, Request{Feed: "a", URL: s.URL}); r.Health != news.HealthOK || major != 2 {
		t.Errorf("HTTP/%d: %+v", major, r)
	}
	if r := one(t, o, Request{Feed: "a", URL: s.URL + "/headers"}); r.Health != news.HealthDead || r.Body != nil {
		t.Errorf("huge headers: %+v", r)
	}
	if r := one(t, o, Request{Feed: "a", URL: s.URL + "/cut"}); r.Reason != "broke off in the middle of its answer" || r.Body != nil {
		t.Errorf("cut: %+v", r)
	}
}

func TestTLS(t *testing.T) {
	s, addr, trust := secure(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusMovedPermanently)
	})
	plain, plainAddr := server(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, feed) })
	_, port, _ := net.SplitHostPort(addr)
	named := "localhost:" + port
	for _, tt := range []struct {
		name   string
		o      Options
		url    string
		reason string
	}{
		{"an authority that nobody knows", Options{}, s.URL, "its certificate is not one to trust"},
		{"a name that it does not hold", Options{TLS: trust}, "https://" + named, "its certificate is for another host"},
		{"no TLS at all", Options{TLS: trust}, "https://" + plainAddr, "does not answer in TLS"},
		{"a protocol of the past", Options{TLS: &tls.Config{RootCAs: trust.RootCAs, MaxVersion: tls.VersionTLS10, MinVersion: tls.VersionTLS10}}, s.URL, "refuses a secure connection"},
	} {
		tt.o.AllowHosts = []string{addr, plainAddr, named}
		tt.o.Retries = 2
		if r := one(t, tt.o, Request{Feed: "a", URL: tt.url}); r.Health != news.HealthDead || r.Reason != tt.reason || r.Attempts != 1 {
			t.Errorf("%s: %+v, want %q", tt.name, r, tt.reason)
		}
	}
	r := one(t, Options{TLS: trust, AllowHosts: []string{addr, plainAddr}}, Request{Feed: "a", URL: s.URL + "?to=" + url.QueryEscape(plain.URL)})
	if r.Health != news.HealthOK || !r.Downgraded || r.Moved != "" {
		t.Errorf("from https to http: %+v", r)
	}
}

// proxy forwards and connects to the one address given, whatever is asked for.
func proxy(t *testing.T, to string, seen *sync.Map) *httptest.Server {
	s, _ := server(t, func(w http.ResponseWriter, r *http.Request) {
		seen.Store(r.Method+" "+r.RequestURI, r.Header.Get("Proxy-Authorization"))
		if strings.HasPrefix(r.Host, "forbidden.") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if r.Method != http.MethodConnect {
			io.WriteString(w, feed)
			return
		}
		far, err := net.Dial("tcp", to)
		if err != nil {
			t.Error(err)
			return
		}
		defer far.Close()
		w.WriteHeader(http.StatusOK)
		near, buffered, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer near.Close()
		done := make(chan struct{})
		go func() {
			io.Copy(far, buffered)
			far.Close()
			close(done)
		}()
		io.Copy(near, far)
		near.Close()
		<-done
	})
	return s
}

func TestProxy(t *testing.T) {
	_, far, trust := secure(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/in" {
			http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
			return
		}
		io.WriteString(w, feed)
	})
	var seen sync.Map
	p := proxy(t, far, &seen)
	at, err := url.Parse(p.URL)
	if err != nil {
		t.Fatal(err)
	}
	at.User = url.UserPassword("me", "hunter2")
	o := Options{TLS: trust, Proxy: at}
	guarded := "leads to a private or reserved address, which only --allow-host HOST:PORT permits"
	for _, tt := range []struct{ name, url, reason string }{
		{"http is forwarded", "http://feeds.example.test/a", ""},
		{"https is tunnelled", "https://example.com/b", ""}, // the name in the test server's certificate
		{"an address inside", "http://127.0.0.1/", guarded},
		{"the proxy itself", p.URL + "/", guarded},
		{"an address inside, in a tunnel", "https://10.0.0.1/", guarded},
		{"an address inside, spelled oddly", "http://0x7f.1/", guarded},
		{"this machine by name", "http://localhost/", guarded},
		{"a redirect inside", "https://example.com/in", guarded},
		{"a tunnel that is refused", "https://forbidden.example/", "the proxy answers 403 Forbidden"},
	} {
		r := one(t, o, Request{Feed: "a", URL: tt.url})
		if r.Reason != tt.reason || (r.Health == news.HealthOK) != (tt.reason == "") || strings.Contains(fmt.Sprintf("%+v", r), "hunter2") {
			t.Errorf("%s: %+v, want %q", tt.name, r, tt.reason)
		}
	}
	for _, want := range []string{"GET http://feeds.example.test/a", "CONNECT example.com:443"} {
		if auth, ok := seen.Load(want); !ok || auth != "Basic bWU6aHVudGVyMg==" {
			t.Errorf("the proxy has not seen %q with its password: %v", want, auth)
		}
	}
	p.Close()
	if r := one(t, o, Request{Feed: "a", URL: "https://example.com/"}); r.Reason != "the proxy refuses the connection" {
		t.Errorf("a proxy that is down: %+v", r)
	}
}
