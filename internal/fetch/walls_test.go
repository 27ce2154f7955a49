package fetch

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"counternotice/internal/news"
)

func fixtures(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures at %s (%v)", pattern, err)
	}
	out := map[string][]byte{}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(n)] = data
	}
	return out
}

// Every page of a gatekeeper is one whatever the status, whether a feed or a page was asked for, and names its maker.
func TestWalls(t *testing.T) {
	makers := map[string]string{
		"cloudflare.html": "Cloudflare", "cloudflare-without-title.html": "Cloudflare", "turnstile.html": "Cloudflare", "ddos-guard.html": "DDoS-Guard",
		"incapsula.html": "Incapsula", "sucuri.html": "Sucuri", "aws.html": "AWS WAF", "anubis.html": "Anubis", "datadome.html": "DataDome",
		"alibaba.html": "Alibaba Cloud", "jiasule.html": "Jiasule",
	}
	for name, body := range fixtures(t, "walls/*") {
		for _, status := range []int{200, 202, 403, 404, 503, 521} {
			for _, page := range []bool{false, true} {
				v := judge(answer{status: status, header: http.Header{}, body: body}, page, false)
				if v.health != news.HealthBlocked || v.passing || makers[name] == "" || !strings.Contains(v.reason, makers[name]) {
					t.Errorf("%s, status %d, page %v: %+v, want blocked by %s", name, status, page, v, makers[name])
				}
			}
		}
	}
}

func TestWallHeaders(t *testing.T) {
	for _, tt := range []struct {
		header, value string
		wall          bool
	}{
		{"cf-mitigated", "challenge", true},
		{"Cf-Mitigated", "Challenge", true},
		{"cf-mitigated", "other", false},
		{"x-amzn-waf-action", "captcha", true},
		{"x-vercel-mitigated", "deny", true},
		{"server", "cloudflare", false},
		{"x-sucuri-id", "1", false},
	} {
		h := http.Header{}
		h.Set(tt.header, tt.value)
		if got := challengeOf(h, []byte("<rss></rss>")) != ""; got != tt.wall {
			t.Errorf("%s: %s is a wall: %v, want %v", tt.header, tt.value, got, tt.wall)
		}
	}
}

func TestFeedsAreNoWalls(t *testing.T) {
	for name, body := range fixtures(t, "plain/*") {
		for _, before := range []string{"", "\ufeff", "\r\n\t "} {
			v := judge(answer{status: 200, header: http.Header{}, body: append([]byte(before), body...)}, false, false)
			if v.health != news.HealthOK {
				t.Errorf("%s after %q: %+v, want ok", name, before, v)
			}
		}
	}
}

func TestJudge(t *testing.T) {
	page := "<!DOCTYPE html><html><head><title>All articles</title></head><body><a href=/1>One</a>"
	guarded := page + "<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script><script src=/_Incapsula_Resource?x=1></script>" +
		"<script src=https://challenges.cloudflare.com/turnstile/v0/api.js></script>" + strings.Repeat("<a href=/2>Two</a>", 4)
	for _, tt := range []struct {
		name        string
		status      int
		body        string
		page        bool
		conditional bool
		health      news.Health
		reason      string
		passing     bool
	}{
		{name: "a feed", status: 200, body: "<rss version='2.0'>", health: news.HealthOK},
		{name: "a feed, not authoritative", status: 203, body: "<rss>", health: news.HealthOK},
		{name: "a page for a feed", status: 200, body: page, health: news.HealthBlocked, reason: "answers with a web page where a feed was expected"},
		{name: "a page in XHTML for a feed", status: 200, body: "<?xml version='1.0'?><!-- x --><HTML ><p>", health: news.HealthBlocked, reason: "answers with a web page where a feed was expected"},
		{name: "a page for a page", status: 200, body: page, page: true, health: news.HealthOK},
		{name: "a page of a guarded site", status: 200, body: guarded, page: true, health: news.HealthOK},
		{name: "a page of a guarded site for a feed", status: 200, body: guarded, health: news.HealthBlocked, reason: "answers with a web page where a feed was expected"},
		{name: "not found on a guarded site", status: 404, body: guarded, health: news.HealthDead, reason: "answers 404 Not Found"},
		{name: "neither page nor feed is left to the parser", status: 200, body: "Error 17", health: news.HealthOK},
		{name: "another document is left to the parser", status: 200, body: "<?xml version='1.0'?><!DOCTYPE opml><opml>", health: news.HealthOK},
		{name: "nothing", status: 200, health: news.HealthEmpty, reason: "answers without a word"},
		{name: "white space", status: 200, body: "\ufeff \n\x00", health: news.HealthEmpty, reason: "answers without a word"},
		{name: "no content", status: 204, health: news.HealthEmpty, reason: "answers without a word"},
		{name: "a part", status: 206, body: "<rss>", health: news.HealthDead, reason: "answers 206 Partial Content, though it was asked for the whole"},
		{name: "not modified", status: 304, conditional: true, health: news.HealthOK},
		{name: "not modified, unasked", status: 304, health: news.HealthDead, reason: "answers 304 Not Modified, though it was asked for the whole"},
		{name: "a redirect to nowhere", status: 302, health: news.HealthDead, reason: "answers 302 Found and does not say where to"},
		{name: "unauthorized", status: 401, body: page, health: news.HealthBlocked, reason: "answers 401 Unauthorized"},
		{name: "forbidden", status: 403, body: "<rss>", health: news.HealthBlocked, reason: "answers 403 Forbidden"},
		{name: "not found", status: 404, body: page, health: news.HealthDead, reason: "answers 404 Not Found"},
		{name: "gone", status: 410, body: page, health: news.HealthGone, reason: "answers 410 Gone"},
		{name: "too many", status: 429, health: news.HealthBlocked, reason: "answers 429 Too Many Requests"},
		{name: "by law", status: 451, health: news.HealthBlocked, reason: "answers 451 Unavailable For Legal Reasons"},
		{name: "server error", status: 500, health: news.HealthDead, reason: "answers 500 Internal Server Error", passing: true},
		{name: "not implemented", status: 501, health: news.HealthDead, reason: "answers 501 Not Implemented"},
		{name: "unavailable", status: 503, health: news.HealthDead, reason: "answers 503 Service Unavailable", passing: true},
		{name: "an origin in trouble", status: 522, health: news.HealthDead, reason: "answers 522", passing: true},
		{name: "a number of its own", status: 999, health: news.HealthDead, reason: "answers 999"},
	} {
		v := judge(answer{status: tt.status, header: http.Header{}, body: []byte(tt.body)}, tt.page, tt.conditional)
		if want := (verdict{tt.health, tt.reason, tt.passing}); v != want {
			t.Errorf("%s: %+v, want %+v", tt.name, v, want)
		}
	}
}

func TestPageInUTF16(t *testing.T) {
	wide := func(s string) []byte {
		out := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	}
	if !isWebPage(wide("<!DOCTYPE html><html>")) || isWebPage(wide("<?xml version='1.0'?><rss version='2.0'>")) {
		t.Error("UTF-16 is not looked through")
	}
}

func FuzzChallenge(f *testing.F) {
	for _, dir := range []string{"walls/*", "plain/*"} {
		for _, body := range fixtures(f, dir) {
			f.Add(body)
		}
	}
	f.Add([]byte("<!--"))
	f.Add([]byte("<!doctype"))
	f.Add([]byte("\xfe\xff\x00<\x00h"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if wall := challengeOf(nil, body); wall != "" && !isWebPage(body) {
			t.Errorf("%q: %s, and no page", body, wall)
		}
		if isWebPage(append([]byte("<rss>"), body...)) {
			t.Errorf("%q: a feed that begins with it is taken for a page", body)
		}
	})
}
