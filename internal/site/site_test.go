package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"counternotice/internal/edition"
	"counternotice/templates"
)

var keep = flag.String("keep", "", "folder to write the sample site to, for people and for other checkers")

func build(t testing.TB) *Site {
	t.Helper()
	s, err := New(templates.FS, os.DirFS("../../content"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pages(t testing.TB, s *Site, d *edition.Digest) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := s.Pages(d, func(path string, data []byte) error {
		if _, ok := files[path]; ok {
			t.Errorf("%s is written twice", path)
		}
		files[path] = string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// elsewhere is what internal/syndicate writes and pages link to.
func elsewhere(path string) bool {
	switch path {
	case "feeds.opml", "sources.opml", "feed-direct.xml", "feed-weekly.xml":
		return true
	}
	dir, file := filepath.Split(path)
	if strings.HasPrefix(dir, "data/") && file != "index.html" {
		return true
	}
	if dir == "letter/" { // of internal/letter
		return true
	}
	listing := dir == "" || strings.Count(dir, "/") == 2
	return listing && (file == "feed.xml" || file == "feed.atom" || file == "feed.json")
}

func TestPages(t *testing.T) {
	files := pages(t, build(t), newSample())
	if *keep != "" {
		for path, data := range files {
			name := filepath.Join(*keep, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for path, data := range files {
		if strings.HasSuffix(path, ".html") {
			checkPage(t, files, path, data)
		}
	}
	for _, want := range []string{
		"index.html", "404.html", "about/index.html", "method/index.html", "corrections/index.html", "archive/index.html", "2026/11/21/index.html", "2026/w47/index.html",
		"2026/11/index.html", "topic/index.html", "law/index.html", "topic/site-blocking/index.html", "topic/site-blocking/2026-11/index.html", "law/dsa/index.html",
		"source/courtwire/index.html", "source/fresh/index.html", "source/bygone/index.html", "sources/index.html", "feeds/index.html", "left-out/index.html",
		"left-out/2026-11/index.html", "language/index.html", "language/nl/index.html", "language/nl/2026-11/index.html", "story/2026/11/lead-s1/index.html", "story/2026/11/moved-s11/index.html",
	} {
		if files[want] == "" {
			t.Errorf("%s is missing", want)
		}
	}
}

// checkPage holds what must be true of every page whatever the feeds say.
func checkPage(t *testing.T, files map[string]string, path, data string) {
	t.Helper()
	if path == "search/index.html" || path == "compose/index.html" {
		data = withoutScript(t, files, data)
	}
	for _, bad := range []string{"ZgotmplZ", "&amp;amp;amp;", "<no value>", "%!", "onerror=alert(1)>", "<style", " style="} {
		if strings.Contains(data, bad) {
			t.Errorf("%s contains %q", path, bad)
		}
	}
	doc, err := html.Parse(strings.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	ids := map[string]bool{}
	h1 := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "h1" {
			h1++
		}
		switch {
		case n.Data == "script":
			checkLinked(t, path, n)
		case n.Data == "meta" && attr(n, "property") == "og:type":
			if v := attr(n, "content"); v != "website" && v != "article" {
				t.Errorf("%s: its kind is %q", path, v)
			}
		case n.Data == "title" && n.Parent.Data == "head":
			if path != "index.html" && !strings.HasSuffix(n.FirstChild.Data, " – Counternotice") {
				t.Errorf("%s: its title does not end with the name of the site: %q", path, n.FirstChild.Data)
			}
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && ids[a.Val]:
				t.Errorf("%s: two elements have the id %q", path, a.Val)
			case a.Key == "id":
				ids[a.Val] = true
			case strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s: handler %s=%q", path, a.Key, a.Val)
			case a.Key == "lang" && a.Val == "", a.Key == "datetime" && a.Val == "", a.Key == "href" && a.Val == "":
				t.Errorf("%s: <%s> has an empty %s", path, n.Data, a.Key)
			}
		}
	}
	if h1 != 1 {
		t.Errorf("%s: %d h1", path, h1)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "src" {
				t.Errorf("%s: <%s src=%q>", path, n.Data, a.Val)
			}
			if (a.Key == "aria-labelledby") && !ids[a.Val] {
				t.Errorf("%s: nothing has the id %q", path, a.Val)
			}
			if a.Key == "href" {
				checkLink(t, files, path, n, a.Val, ids)
			}
		}
	}
}

// A field of a page hides one of the same name that all pages have, and the head of the page would show it.
func TestNoPageHidesWhatAllPagesHave(t *testing.T) {
	common := reflect.VisibleFields(reflect.TypeFor[page]())
	for _, v := range blanks() {
		of := reflect.TypeOf(v).Elem()
		for _, f := range common {
			if got, ok := of.FieldByName(f.Name); ok && !f.Anonymous && (len(got.Index) == 1 || got.Type != f.Type) {
				t.Errorf("%s has a %s of its own", of.Name(), f.Name)
			}
		}
	}
}

// checkLinked lets no script stand in a page but JSON-LD, which no browser runs.
func checkLinked(t *testing.T, path string, n *html.Node) {
	t.Helper()
	var ld map[string]any
	if attr(n, "type") != "application/ld+json" || len(n.Attr) != 1 || n.FirstChild == nil {
		t.Errorf("%s: a script: %v", path, n.Attr)
	} else if err := json.Unmarshal([]byte(n.FirstChild.Data), &ld); err != nil || ld["@context"] != "https://schema.org" {
		t.Errorf("%s: JSON-LD: %v", path, err)
	} else if ld["license"] != ourLicense || ld["@type"] == "NewsArticle" {
		t.Errorf("%s: claims to be %v under %v", path, ld["@type"], ld["license"])
	}
}

func checkLink(t *testing.T, files map[string]string, path string, n *html.Node, href string, ids map[string]bool) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil {
		t.Errorf("%s: %q: %v", path, href, err)
		return
	}
	if u.Scheme != "" || u.Host != "" {
		if u.Scheme != "http" && u.Scheme != "https" && href != "mailto:desk@digest.example?subject=A%20mistake" {
			t.Errorf("%s: link to %q", path, href)
		}
		if n.Data == "link" && attr(n, "rel") != "canonical" {
			t.Errorf("%s: <link> to another place: %q", path, href)
		}
		return
	}
	if u.Path == "" {
		if !ids[u.Fragment] {
			t.Errorf("%s: no anchor %q", path, href)
		}
		return
	}
	base := &url.URL{Path: "/" + path}
	if path == "404.html" && !strings.HasPrefix(u.Path, "/") {
		t.Errorf("404.html: relative link %q", href)
	} else if path != "404.html" && strings.HasPrefix(u.Path, "/") {
		t.Errorf("%s: absolute link %q", path, href)
	}
	target := strings.TrimPrefix(base.ResolveReference(u).Path, "/")
	if target == "" || strings.HasSuffix(target, "/") {
		target += "index.html"
	}
	if files[target] == "" && !elsewhere(target) {
		t.Errorf("%s: broken link %q", path, href)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// What a page must say, beside what no page may say.
func TestWords(t *testing.T) {
	files := pages(t, build(t), newSample())
	for _, tt := range []struct{ name, path, want string }{
		{"language of a Latin title", "index.html", `<span lang="nl">Rechtbank beperkt`},
		{"its name for the reader", "index.html", `(in Dutch)`},
		{"direction of the run", "index.html", `<span lang="ar" dir="rtl">محكمة`},
		{"a script that contradicts the declared language", "index.html", `<span lang="ru">Суд отменил`},
		{"language and speaker of a report", "index.html", `(Dutch, official)`},
		{"a citation that machines read whole", "index.html", `<a class="u-url" href="https://openrights.example/s1-3"><span class="p-publication"><bdi>Open Rights Post</bdi></span></a> <span class="note-lang">(civil society)</span><data class="p-name" value="Dynamic blocking order cut back"></data><data class="dt-published" value="2026-11-21T05:10:00Z"></data></li>`},
		{"language of the article", "index.html", `href="https://gerecht.example/s1-1" hreflang="nl"`},
		{"silent sources and since when", "index.html", `3 of 8 sources are silent`},
		{"silent since", "index.html", `since <time datetime="2026-11-18">18 November 2026</time>`},
		{"a publisher once on a card", "topic/takedowns/index.html", `<li>8 more by the same publisher</li>`},
		{"a story that went on", "index.html", `last report joined <time datetime="2026-11-21">21 November</time>`},
		{"an old report that was found late", "index.html", `18 November 2026, 05:10 UTC</time></span> <span>first seen <time datetime="2026-11-21">21 November</time>`},
		{"what was read", "index.html", `<span>4 stories</span> <span>8 sources read, 3 silent</span>`},
		{"where a merged story went", "story/2026/11/moved-s11/index.html", `<a href="../../../../story/2026/11/lead-s1/">`},
		{"the title of a merged story", "story/2026/11/moved-s11/index.html", `<title>Moved: Blokkade beperkt – Counternotice</title>`},
		{"address of record of a merged story", "story/2026/11/moved-twice-s12/index.html", `<link rel="canonical" href="https://digest.example/story/2026/11/lead-s1/">`},
		{"a merge in a circle", "story/2026/11/loop-s14/index.html", `This story is empty`},
		{"where reports went", "story/2026/11/library-s2/index.html", `belong to another one now: <a href="../../../../story/2026/11/lead-s1/">`},
		{"course of events", "story/2026/11/library-s2/index.html", `<h3 class="day"><time datetime="2026-11-20">20 November 2026</time> <span class="n">(2 reports)</span></h3>`},
		{"what gave a story its rank", "story/2026/11/bare-s7/index.html", `<span>1 report</span> <span>official source</span>`},
		{"days by the publishers", "story/2026/11/library-s2/index.html", "<span class=\"n\">(2 reports)</span></h3>\n<ul class=\"list\">\n<li class=\"u-citation h-cite\"><h4 class=\"report\"><a class=\"u-url p-name\" href=\"https://bygone.example/s2-3\""},
		{"a former title", "story/2026/11/library-s2/index.html", `Headline changed on <time datetime="2026-11-21">21 November 2026</time>; before: “<span lang="fr">Titre</span>”`},
		{"a tag that another brought", "story/2026/11/library-s2/index.html", `follows from the tag <a href="../../../../topic/surveillance/">Surveillance</a>`},
		{"a tag without a page", "story/2026/11/library-s2/index.html", `follows from the tag no page`},
		{"the country of the source", "story/2026/11/library-s2/index.html", `the country of the source: <a href="https://courtwire.example/s2-1"><bdi>Courtwire</bdi></a> <span class="n">(weight 0.5)`},
		{"the nearest report", "story/2026/11/lead-s1/index.html", `nearest to the report by: <bdi`},
		{"words in common", "story/2026/11/lead-s1/index.html", `words in common in the title: <bdi>blocking, court</bdi> <span class="n">(weight 0.812)</span>`},
		{"licence of an excerpt", "story/2026/11/lead-s1/index.html", `<a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>, shortened`},
		{"no derivatives", "story/2026/11/appeal-s4/index.html", `CC BY-ND 4.0</a>, quoted`},
		{"evidence of a tag in another script", "story/2026/11/evil-s6/index.html", `<code><bdi lang="zh">剑网行动</bdi></code> – in the title of `},
		{"evidence of a report in another script", "story/2026/11/appeal-s4/index.html", `<li>“<bdi lang="ar" dir="rtl">حجب ثلاثة مواقع</bdi>” and, in the text, “<bdi lang="ar" dir="rtl">المواقع</bdi>” – in the title of <a href="https://bawaba.example/s4-1" hreflang="ar"><bdi lang="ar" dir="rtl">بوابة الحقوق</bdi></a>, by <code><bdi lang="ar" dir="rtl">حجب &amp; موقع</bdi></code> <span class="n">(weight 1)</span></li>`},
		{"evidence of a report without an address", "story/2026/11/evil-s6/index.html", `” – in the text of <bdi>`},
		{"evidence of a join", "story/2026/11/lead-s1/index.html", `(weight 0.812)`},
		{"backlog", "story/2026/10/twin-s9/index.html", `never shown as new`},
		{"when a card's story was published here", "index.html", `<data class="dt-published" value="2026-11-21T06:17:00Z"></data>`},
		{"a date without a time", "story/2026/11/bare-s7/index.html", `<time class="dt-published" datetime="2026-11-20">20 November 2026</time>`},
		{"the first of a title", "story/2026/10/twin-s9/index.html", `<title>Dynamic blocking order cut back – Counternotice</title>`},
		{"one title, two stories", "story/2026/11/twin-s8/index.html", `<title>Dynamic blocking order cut back, 20 November 2026 – Counternotice</title>`},
		{"own feeds first", "law/dsa/index.html", `title="Counternotice: Digital Services Act (RSS)" href="../../law/dsa/feed.xml"`},
		{"state of a source", "source/bygone/index.html", `Withdrawn by its publisher since <time datetime="2026-11-18">18 November 2026</time>: answers 403 Forbidden.`},
		{"a source that a law withholds", "sources/index.html", `Withheld for legal reasons since <time datetime="2026-11-18">18 November 2026</time>: answers 451 Unavailable For Legal Reasons.`},
		{"what the guard refused", "sources/index.html", `: leads to an address that we do not open.`},
		{"the contact", "about/index.html", `<p class="contact"><a href="mailto:desk@digest.example?subject=A%20mistake">Contact and complaints</a></p>`},
		{"two sources of one name", "source/fresh/index.html", `<title>Quiet Gazette (fresh) – Sources – Counternotice</title>`},
		{"removed source", "source/bygone/index.html", `It is no longer read.`},
		{"a feed that reserves what feeds.yaml has as open", "sources/index.html", `<p class="state bad">Licence: feeds.yaml says CC BY-SA 4.0, the feed says All rights reserved. We go by <code>feeds.yaml</code> until that is settled.</p>`},
		{"the same at the top", "sources/index.html", `>Open Rights Post</bdi></a>: feeds.yaml says CC BY-SA 4.0, the feed says All rights reserved.</li>`},
		{"the same on its own page", "source/openrights/index.html", `the feed says All rights reserved`},
		{"entries that state another licence", "source/courtwire/index.html", `<p class="state">Licence: feeds.yaml says All rights reserved, entries of the feed say CC BY-NC. We go by`},
		{"source without a story", "source/fresh/index.html", `Nothing from this source has been taken yet.`},
		{"counts of reasons", "left-out/index.html", `<span>3 off topic</span>`},
		{"a rule after its reason", "left-out/index.html", `<code><bdi lang="zh">广告</bdi></code>`},
		{"reason of an entry left out", "left-out/index.html", `<p class="reason">Nothing in it belongs.</p>`},
		{"open data", "feeds/index.html", `<a href="../data/">Open data</a>`},
		{"files of a month", "data/index.html", `<th scope="row">November 2026</th><td><a href="../data/stories-2026-11.jsonl">10 stories</a></td><td><a href="../data/items-2026-11.jsonl">22 reports</a></td>`},
		{"voices", "story/2026/11/lead-s1/index.html", `<span>3 reports, 2 independent</span> <span>official source, 2 languages</span>`},
		{"a paper", "story/2026/11/lead-s1/index.html", `Gerechtspost</bdi>: <a href="https://gerecht.example/uitspraak.pdf?a=1" hreflang="nl" type="application/pdf">gerecht.example/uitspraak.pdf?a=1 (PDF, Dutch)</a> <span class="by">official paper, linked by 2 publishers</span>`},
		{"the paper on a card", "index.html", `<p class="meta">Document: <bdi>Gerechtspost</bdi>: <a href="https://gerecht.example/uitspraak.pdf?a=1" hreflang="nl" type="application/pdf">`},
		{"a paper whose address tells what it is", "story/2026/11/lead-s1/index.html", `<bdi>Court of Justice of the EU</bdi>: <a href="https://court.example/62018CJ0682" hreflang="de">Judgment C-682/18 (German)</a> <span class="by">at court.example, official paper, linked by 2 publishers</span>`},
		{"a copy beside what it repeats", "story/2026/11/lead-s1/index.html", `Word for word also at <a href="https://courtwire.example/s1-2">`},
		{"a merge seen from where it went", "story/2026/11/library-s2/index.html", `This story took in another, whose <a href="../../../../story/2026/11/loop-s14/">address</a> leads here`},
		{"two merges seen from where they went", "story/2026/11/lead-s1/index.html", `<summary>This story took in 2 others, whose addresses lead here</summary>`},
		{"one of them", "story/2026/11/lead-s1/index.html", `<li><a href="../../../../story/2026/11/moved-s11/">First told <time`},
		{"a split seen from where it went", "story/2026/11/lead-s1/index.html", `stood in another story before: <a href="../../../../story/2026/11/library-s2/">`},
		{"what was before", "story/2026/11/lead-s1/index.html", `<h2 id="previously">Previously</h2>`},
		{"a number that others cite", "story/2026/11/lead-s1/index.html", `<li>C-682/18 <span class="by">court case, 2 reports; other stories that cite it:</span>`},
		{"a follow-up", "story/2026/11/library-s2/index.html", `<strong>follow-up</strong>`},
		{"the place of the leading report in the course", "story/2026/11/library-s2/index.html", `<a href="#lead">the leading report</a>, above.`},
		{"time between reports", "story/2026/11/library-s2/index.html", `(42 hours after the leading report; joined <time`},
		{"whose words JSON-LD claims", "story/2026/11/lead-s1/index.html", `"@type":"CollectionPage"`},
		{"whose article it is", "story/2026/11/lead-s1/index.html", `"@type":"NewsArticle","url":"https://gerecht.example/s1-1"`},
		{"picture", "topic/takedowns/index.html", `<meta property="og:image" content="https://digest.example/assets/og-topic.png">`},
		{"a strip", "topic/takedowns/index.html", `aria-label="Stories by month: Oct 2026 1, Nov 2026 3"`},
		{"a bar", "topic/takedowns/index.html", `<rect width="34" height="8"/></svg></td><td class="num">1</td>`},
		{"parts of a tag", "place/eu/index.html", `Parts with stories of their own: <a href="../../place/nl/">Netherlands</a>`},
		{"what a law is recognised by, which may be no name of it", "law/dsa/index.html", `Recognised by words such as <bdi>DSA</bdi></p>`},
		{"what a place is recognised by", "place/nl/index.html", `Recognised by words such as <bdi>Dutch</bdi>, <bdi lang="de">Lage Landen</bdi>, <bdi lang="ja">オランダ</bdi>, <bdi lang="ja">荷蘭</bdi>, <bdi lang="ar" dir="rtl">`},
		{"what is older than the digest", "topic/takedowns/index.html", `From November 2026 on we read as it appears.`},
		{"coverage by place", "sources/index.html", `<th scope="row"><a href="../place/nl/">Netherlands</a></th>`},
		{"the address that a print of the front page bears", "index.html", `<p class="imprint">Counternotice · https://digest.example/2026/11/21/ · digest for 21 November 2026, updated 21 November 2026, 06:17 UTC</p>`},
		{"the hour of the newest edition", "2026/11/21/index.html", `updated <time datetime="2026-11-21T06:17:00Z">`},
		{"the hour of an edition", "2026/11/20/index.html", `as it stood on <time datetime="2026-11-20T18:17:00Z">`},
		{"the rest of a day", "2026/11/21/index.html", `<h2 id="rest">The rest of the day</h2>`},
		{"where it is", "index.html", `<a href="2026/11/21/#rest">2 more stories of 21 November 2026</a>`},
		{"what was found later", "2026/10/31/index.html", `<h2 id="later">Found later</h2>`},
		{"a feed of which nothing was taken", "left-out/index.html", `<span class="n">nothing taken</span>`},
		{"a rule and what it kept out", "left-out/index.html", `<th scope="row"><code><bdi>vacancy</bdi></code> <span class="by">Adverts and the like</span></th><td class="num">2</td>`},
		{"more than a page names", "left-out/index.html", `And <a href="../left-out/openrights/">440 more entries</a>.`},
		{"the title in our language of another report", "index.html", `<p class="retold"><span class="in">In English:</span> Dynamic blocking order cut back <span class="in">– <bdi>Open Rights Post</bdi></span></p>`},
		{"the same on its page", "story/2026/11/lead-s1/index.html", `<p class="retold">`},
		{"markdown", "method/index.html", `<h2 id="what-leads">What leads</h2>`},
	} {
		if !strings.Contains(files[tt.path], tt.want) {
			t.Errorf("%s: %s has no %s", tt.name, tt.path, tt.want)
		}
	}
}

// What a page must not say.
func TestSilences(t *testing.T) {
	d := newSample()
	d.Site.Contact = ""
	files := pages(t, build(t), d)
	for _, tt := range []struct{ name, path, word string }{
		{"a contact that is not named", "about/index.html", "Contact and complaints"},
		{"that all is well", "sources/index.html", "Answers"},
		{"advice to whoever runs the digest", "sources/index.html", "allow-host"},
		{"the oldest of many former titles", "story/2026/11/library-s2/index.html", "Premier titre"},
		{"a report that joined on another day", "2026/11/20/index.html", "last report joined"},
		{"one publisher, where there is one report", "story/2026/11/bare-s7/index.html", "1 publisher"},
	} {
		if files[tt.path] == "" || strings.Contains(files[tt.path], tt.word) {
			t.Errorf("%s: %s has %q", tt.name, tt.path, tt.word)
		}
	}
}

func TestSameBytes(t *testing.T) {
	s := build(t)
	var runs [2][]byte
	for i := range runs {
		var b bytes.Buffer
		if err := s.Pages(newSample(), func(path string, data []byte) error {
			b.WriteString(path)
			b.Write(data)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		runs[i] = b.Bytes()
	}
	if !bytes.Equal(runs[0], runs[1]) {
		t.Error("two renderings of one digest differ")
	}
}

// An excerpt stands once on a page at most: a licence counts words over all passages.
func TestExcerptOnce(t *testing.T) {
	files := pages(t, build(t), newSample())
	for _, excerpt := range []string{"The order now ends with the season, and every host", "指針案は通信事業者の対応を定める。"} {
		n := 0
		for path, data := range files {
			if got := strings.Count(data, excerpt); got > 1 {
				t.Errorf("%s shows %q %d times", path, excerpt, got)
			} else {
				n += got
			}
		}
		if n == 0 {
			t.Errorf("no page shows %q", excerpt)
		}
	}
}

func TestSubPath(t *testing.T) {
	d := newSample()
	d.Site.URL = "https://host.example/news"
	files := pages(t, build(t), d)
	for _, want := range []string{`href="/news/assets/site.`, `href="/news/archive/"`, `href="/news/"`} {
		if !strings.Contains(files["404.html"], want) {
			t.Errorf("404.html has no %s", want)
		}
	}
	if want := `<link rel="canonical" href="https://host.example/news/about/">`; !strings.Contains(files["about/index.html"], want) {
		t.Errorf("about has no %s", want)
	}
	d.Site.URL = "news"
	if err := build(t).Pages(d, func(string, []byte) error { return nil }); err == nil {
		t.Error("a relative site.url passes")
	}
}

func TestEmpty(t *testing.T) {
	d := newSample()
	empty := &edition.Digest{Site: d.Site, Today: d.Today}
	files := pages(t, build(t), empty)
	for path, data := range files {
		if strings.HasSuffix(path, ".html") {
			checkPage(t, files, path, data)
		}
	}
}

func TestQuietDay(t *testing.T) {
	for _, tt := range []struct{ name, today, updated, want string }{
		{"read in vain", "2026-11-22", "2026-11-22T06:17:00Z", "Nothing new passed the bar on 22 November 2026. 8 sources read, 3 silent. This is the newest edition."},
		{"not read", "2026-11-23", "2026-11-22T06:17:00Z", "Nothing has been read since 22 November 2026, 06:17 UTC."},
	} {
		d := newSample()
		d.Today, d.Updated, d.Front.Empty = tt.today, at(tt.updated), true
		page := pages(t, build(t), d)["index.html"]
		if !strings.Contains(page, `<p class="plain-note">`+tt.want+`</p>`) || strings.Count(page, `<p class="plain-note">`) != 1 {
			t.Errorf("%s: the front page does not say %q", tt.name, tt.want)
		}
	}
}

func TestSinkError(t *testing.T) {
	full := errors.New("disk full")
	s := build(t)
	for _, last := range []int{1, 2, 3, 60} {
		n := 0
		err := s.Pages(newSample(), func(string, []byte) error {
			if n++; n == last {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) || n != last {
			t.Errorf("got %v after %d files, want %v after %d", err, n, full, last)
		}
	}
}

func TestNewNamesTheLine(t *testing.T) {
	for _, tt := range []struct{ name, file, text, want string }{
		{"template that does not parse", "page/week.html", "ok\n{{if .Title}}", "page/week.html:2"},
		{"unknown field", "page/week.html", "ok\n\n{{.Nope}}", "page/week.html:3"},
		{"unknown component", "page/week.html", "{{template \"part/nope.html\" .}}", "part/nope.html"},
		{"a value where markup must be known", "part/head.html", "<a href={{if .Title}}'{{end}}>", "part/head.html"},
		{"missing page", "page/week.html", "", "page/week.html is missing"},
	} {
		fsys := copyFS(t, templates.FS)
		if tt.text == "" {
			delete(fsys, tt.file)
		} else {
			fsys[tt.file] = &fstest.MapFile{Data: []byte(tt.text)}
		}
		_, err := New(fsys, os.DirFS("../../content"))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
	for _, tt := range []struct{ name, text, want string }{
		{"raw HTML", "# About\n\ntext\n\n<script>x</script>\n", "about.md:5"},
		{"inline HTML", "# About\n\nsome <b>text</b>\n", "about.md:3"},
		{"no title", "About\n", "about.md:1"},
	} {
		fsys := copyFS(t, os.DirFS("../../content"))
		fsys["about.md"] = &fstest.MapFile{Data: []byte(tt.text)}
		_, err := New(templates.FS, fsys)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", tt.name, err, tt.want)
		}
	}
}

func copyFS(t *testing.T, from fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, path)
		out[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
