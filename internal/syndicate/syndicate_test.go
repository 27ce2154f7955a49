package syndicate

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

const hostile = `<script>alert(1)</script> & "quoted" ]]> 中文`

// sample is a digest of n stories, each with two reports, hostile in every text.
func sample(n int) *edition.Digest {
	at := time.Date(2026, 11, 21, 6, 17, 0, 0, time.UTC)
	in := edition.Input{
		Site: news.Site{Title: "Sample " + hostile, URL: "https://example.org/d/", Language: "en"}, Zone: time.UTC, Today: "2026-11-21", Window: 5,
		Feeds: []news.Feed{
			{ID: "a", Name: "A " + hostile, URL: "https://a.example/feed", Home: "https://a.example/", Publisher: "a", Kind: news.KindPress, Region: "us", Language: "en", License: news.AllRightsReserved, Scope: news.ScopeAll},
			{ID: "b", Name: "B", URL: "https://b.example/feed", Home: "https://b.example/", Publisher: "b", Kind: news.KindOfficial, Region: "fr", Language: "fr", License: "CC-BY-4.0", Scope: news.ScopeAll},
			{ID: "gone", Name: "Gone", URL: "https://c.example/feed", Publisher: "c", Kind: news.KindPress, Language: "en", License: news.AllRightsReserved},
		},
		Tags: []news.Tag{{ID: "topic/x", Labels: map[string]string{"en": "X " + hostile}, Definition: "What X is."}},
		Run:  news.Run{At: at, Number: 1},
	}
	in.States = []news.FeedState{{Feed: in.Feeds[2], Health: news.HealthGone, Since: at}}
	for i := range n {
		var s news.Story
		s.ID, s.Day, s.Slug, s.Begun, s.Updated = fmt.Sprintf("s%07d", i), "2026-11-20", "slug", at.Add(-time.Duration(i)*time.Minute), at
		for j, f := range []string{"a", "b"} {
			it := news.Item{
				ID: fmt.Sprintf("i%d-%d", i, j), Day: "2026-11-20", Feed: f, Title: fmt.Sprintf("Title %d %d %s", i, j, hostile), URL: fmt.Sprintf("https://%s.example/%d?a=1&b=2", f, i),
				Language: []string{"en", "fr"}[j], Published: at.Add(-time.Hour), FirstSeen: at, Excerpt: "Excerpt " + hostile, License: in.Feeds[j].License,
				Sources: []news.Source{{Feed: f, Seen: at}}, Tags: []news.TagHit{{Tag: "topic/x"}},
			}
			in.Items = append(in.Items, it)
			s.Members = append(s.Members, news.Member{Item: it.ID, Joined: at})
		}
		s.Lead = s.Members[0].Item
		in.Stories = append(in.Stories, s)
	}
	return edition.Arrange(in)
}

func files(t *testing.T, d *edition.Digest) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := Files(d, paragraph, func(path string, data []byte) error {
		if _, twice := out[path]; twice {
			t.Errorf("%s is written twice", path)
		}
		out[path] = bytes.Clone(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryFileIsWellFormed(t *testing.T) {
	for path, data := range files(t, sample(3)) {
		switch {
		case strings.HasSuffix(path, ".xml"), strings.HasSuffix(path, ".atom"), strings.HasSuffix(path, ".opml"):
			dec := xml.NewDecoder(bytes.NewReader(data))
			for {
				if _, err := dec.Token(); err != nil {
					if err.Error() != "EOF" {
						t.Errorf("%s: %v", path, err)
					}
					break
				}
			}
		case strings.HasSuffix(path, ".json"), strings.HasSuffix(path, ".jsonl"):
			for line := range bytes.Lines(data) {
				if strings.HasSuffix(path, ".jsonl") && !json.Valid(line) {
					t.Errorf("%s: %q is no JSON", path, line)
				}
			}
		}
		if bytes.Contains(data, []byte("0001-01-01")) {
			t.Errorf("%s prints a time that is not known", path)
		}
	}
}

func TestAtomEntryHasOneAlternate(t *testing.T) {
	out := string(files(t, sample(1))["feed.atom"])
	entry := out[strings.Index(out, "<entry"):]
	if n := strings.Count(entry, `rel="alternate"`); n != 1 {
		t.Errorf("%d alternates in %s", n, entry)
	}
	if !strings.Contains(entry, "(in French, official)") {
		t.Errorf("the language of a report is not named in %s", entry)
	}
}

func TestGoneSourceIsNoSubscription(t *testing.T) {
	out := files(t, sample(1))
	if bytes.Contains(out["sources.opml"], []byte("c.example")) {
		t.Error("a source that answers 410 is in sources.opml")
	}
	if !bytes.Contains(out["sources.opml"], []byte("a.example/feed")) {
		t.Error("a.example is not in sources.opml")
	}
}

// Whatever an address of others has in it, in no file does it have a character for which there is no place in one.
func TestAddressesMayStand(t *testing.T) {
	const odd = "?id=5&news[no]=12&a={b}|c^d`e"
	d := sample(2)
	for _, s := range d.Stories {
		s.Documents = []edition.Document{{URL: "https://paper.example/" + odd}}
		s.Decisions = []*edition.Decision{{Decision: news.Decision{Verb: news.VerbHide, Items: []string{s.Lead.Item.ID}, Notice: "https://notice.example/" + odd}}}
		for _, r := range s.Reports {
			r.Item.URL += odd
			r.Item.Links = []string{"https://linked.example/" + odd}
		}
	}
	for _, s := range d.Sources {
		s.Feed.URL += odd
		s.Feed.Home += odd
	}
	address := regexp.MustCompile(`https?://[a-z.]+\.example[^\s"<]*`)
	n := 0
	for path, data := range files(t, d) {
		for _, a := range address.FindAllString(string(data), -1) {
			if strings.ContainsAny(a, "[]{}|^`") {
				t.Errorf("%s: %s", path, a)
			}
			if strings.Contains(a, "%5Bno%5D") {
				n++
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d addresses were written", n)
	}
}

// The body of an entry has p, ul, li, a, em and strong, and no attribute but the address of a link.
func TestReduce(t *testing.T) {
	for _, tt := range []struct{ markup, want string }{
		{"<p>One <em>two</em> <strong>three</strong> &amp; &lt;b&gt;</p>\n", "<p>One <em>two</em> <strong>three</strong> &amp; &lt;b&gt;</p>\n"},
		{"<p><a href=\"https://a.example/?b[c]=1&amp;d=2\" title=\"T &quot;x&quot;\">it</a></p>\n", "<p><a href=\"https://a.example/?b%5Bc%5D=1&amp;d=2\">it</a></p>\n"},
		{"<ol start=\"3\">\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>\n", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"},
		{"<blockquote>\n<p>said</p>\n</blockquote>\n<hr>\n<p>a <code>b&lt;c</code><br>\nd</p>\n", "<p>said</p>\n<p>a b&lt;c \nd</p>\n"},
		{"<pre><code class=\"language-x\">a\n b\n</code></pre>\n", "<p>a\n b\n</p>\n"},
	} {
		if got := reduce(tt.markup); strings.TrimLeft(got, "\n") != tt.want {
			t.Errorf("%q: %q, want %q", tt.markup, got, tt.want)
		}
	}
}

func TestNotesAreReduced(t *testing.T) {
	d := sample(1)
	d.Stories[0].Decisions = []*edition.Decision{{Decision: news.Decision{Verb: news.VerbNote, Text: "x"}}, {Decision: news.Decision{Verb: news.VerbCorrect, Text: "x"}}}
	w := writerOf(d)
	w.markup = func(string) string { return "<hr><blockquote>x</blockquote>" }
	if c := w.story(d.Stories[0]).content; strings.Contains(c, "<hr") || strings.Contains(c, "<blockquote") {
		t.Error(c)
	}
}

func TestEmptyDigest(t *testing.T) {
	out := files(t, sample(0))
	for _, path := range []string{"feed.xml", "feed.atom", "feed.json"} {
		if f := parse(t, out[path]); len(f.Items) > 0 {
			t.Errorf("%s: %d items", path, len(f.Items))
		}
	}
}

func TestFeedsNameTheirStyleSheet(t *testing.T) {
	n := 0
	for path, data := range files(t, sample(1)) {
		if !strings.HasSuffix(path, "feed.xml") && !strings.HasSuffix(path, "feed.atom") {
			continue
		}
		n++
		want := xml.Header + `<?xml-stylesheet type="text/css" href="` + strings.Repeat("../", strings.Count(path, "/")) + "assets/feed.css\"?>\n<"
		if !strings.HasPrefix(string(data), want) {
			t.Errorf("%s does not begin with %s", path, want)
		}
	}
	if n < 4 {
		t.Errorf("%d feeds", n)
	}
}
