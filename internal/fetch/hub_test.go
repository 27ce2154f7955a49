package fetch

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func client(t *testing.T, o Options) *Client {
	t.Helper()
	o.UserAgent = "test (complaints: https://example.org/)"
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTell(t *testing.T) {
	var heard []string
	s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		heard = append(heard, fmt.Sprint(r.Method, " ", r.URL, " ", r.Header.Get("Content-Type"), " ", r.PostForm))
		w.WriteHeader(http.StatusNoContent)
	})
	topics := []string{"https://example.org/feed.xml", "https://example.org/feed.atom?a=1&b=2"}
	untold, err := client(t, Options{AllowHosts: []string{addr}}).Tell(t.Context(), s.URL+"/hub?x=1", topics)
	if err != nil || untold != nil {
		t.Fatalf("%q: %v", untold, err)
	}
	want := []string{
		"POST /hub?x=1 application/x-www-form-urlencoded map[hub.mode:[publish] hub.topic:[https://example.org/feed.xml] hub.url:[https://example.org/feed.xml]]",
		"POST /hub?x=1 application/x-www-form-urlencoded map[hub.mode:[publish] hub.topic:[https://example.org/feed.atom?a=1&b=2] hub.url:[https://example.org/feed.atom?a=1&b=2]]",
	}
	if diff := cmp.Diff(want, heard); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A hub that does not take everything costs no more than what it did not take.
func TestHubsThatFail(t *testing.T) {
	asked := 0
	s, addr := server(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		switch {
		case r.URL.Path == "/down" || r.URL.Path == "/picky" && strings.HasSuffix(r.FormValue("hub.url"), "c"):
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, "::error::words of a stranger")
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/", http.StatusTemporaryRedirect)
		}
	})
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := closed.Addr().String()
	closed.Close()
	allow := []string{addr, gone}
	for _, tt := range []struct {
		name, hub string
		allow     []string
		asked     int
		untold    []string
		why       string
	}{
		{"says no to one", s.URL + "/picky", allow, 5, []string{"c"}, "answers 400 Bad Request"},
		{"says no to all", s.URL + "/down", allow, 3, []string{"a", "b", "c", "d", "e"}, "answers 400 Bad Request"},
		{"sends elsewhere", s.URL + "/moved", allow, 3, []string{"a", "b", "c", "d", "e"}, "answers 307 Temporary Redirect"},
		{"is not there", "http://" + gone, allow, 0, []string{"a", "b", "c", "d", "e"}, "refuses the connection"},
		{"is on this machine", s.URL, nil, 0, []string{"a", "b", "c", "d", "e"}, "leads to a private or reserved address, which only --allow-host HOST:PORT permits"},
		{"is no address", "file:///etc/passwd", allow, 0, []string{"a", "b", "c", "d", "e"}, "the hub's address is not a plain one of http or https"},
		{"has a password", "http://u:p@" + addr, allow, 0, []string{"a", "b", "c", "d", "e"}, "the hub's address is not a plain one of http or https"},
	} {
		asked = 0
		untold, err := client(t, Options{AllowHosts: tt.allow}).Tell(t.Context(), tt.hub, []string{"a", "b", "c", "d", "e"})
		if diff := cmp.Diff(tt.untold, untold); diff != "" || err == nil || err.Error() != tt.why || asked != tt.asked {
			t.Errorf("%s: asked %d times, %v; untold %q", tt.name, asked, err, untold)
		}
	}
}

// A hub that takes the connection and is silent is given up after three times ten seconds.
func TestSilentHub(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := client(t, Options{})
		c.transport = silent{}
		began := time.Now()
		untold, err := c.Tell(t.Context(), "https://hub.example/", []string{"a", "b", "c", "d"})
		if took := time.Since(began); took != 30*time.Second || len(untold) != 4 || err == nil || err.Error() != "did not answer within 10s" {
			t.Errorf("%v: %v, untold %q", took, err, untold)
		}
	})
}

type silent struct{}

func (silent) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}
