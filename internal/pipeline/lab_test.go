package pipeline

import (
	"fmt"
	"html"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	counternotice "counternotice"
	"counternotice/internal/archive"
	"counternotice/internal/news"
	"counternotice/templates"
)

// labTaxonomy takes what courts block, so that no run reads the whole catalogue.
const labTaxonomy = `
version: 1
topics:
- id: site-blocking
  label: {en: Site blocking}
  definition: Sites that cannot be reached.
  terms: {en: [court blocks, court blocked, blocked sites, block * sites, copyright]}
places:
- id: "us"
  label: {en: United States}
  terms: {any: [United States]}
`

// lab runs the pipeline over feeds that a test writes: feed "a" asks http://a.example/feed.
type lab struct {
	*testing.T
	job  *Job
	mu   sync.Mutex
	body map[string]string // by feed
}

func newLab(t *testing.T, feeds ...string) *lab {
	l := &lab{T: t, body: map[string]string{}}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		body, ok := l.body[strings.TrimSuffix(r.URL.Host, ".example")]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	proxy, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	content, err := fs.Sub(counternotice.Files, "content")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	l.job = &Job{
		Files:   Files{Taxonomy: File{"taxonomy.yaml", []byte(labTaxonomy)}, Templates: templates.FS, Content: content},
		Archive: filepath.Join(dir, "archive"), Cache: filepath.Join(dir, "cache"), Out: filepath.Join(dir, "public"),
		Proxy: proxy, Backoff: time.Millisecond,
	}
	l.list(feeds...)
	return l
}

// list sets the feed list: "a" or "a, scope: all".
func (l *lab) list(feeds ...string) {
	var b strings.Builder
	b.WriteString("site: {title: T, url: https://t.example/}\nfetch: {pause: 0s}\nfeeds:\n")
	for _, f := range feeds {
		id, more, _ := strings.Cut(f, ",")
		if more != "" {
			more = "," + more
		}
		if !strings.Contains(more, "url:") {
			more += fmt.Sprintf(`, url: "http://%s.example/feed"`, id)
		}
		fmt.Fprintf(&b, "  - {id: %s, name: %s, kind: press, region: us, language: en%s}\n", id, id, more)
	}
	l.job.Files.Feeds = File{"feeds.yaml", []byte(b.String())}
}

type entry struct{ guid, link, title, date, text string }

func (l *lab) serve(feed string, entries ...entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.body[feed] = rss(entries...)
}

func rss(entries ...entry) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>`)
	for _, e := range entries {
		b.WriteString("<item>")
		for _, f := range [][2]string{{"guid", e.guid}, {"link", e.link}, {"title", e.title}, {"pubDate", e.date}, {"description", e.text}} {
			if f[1] != "" {
				fmt.Fprintf(&b, "<%s>%s</%[1]s>", f[0], html.EscapeString(f[1]))
			}
		}
		b.WriteString("</item>")
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// run runs at a time, "2026-11-20T06:00:00Z", and once more: the second run must find nothing to do.
func (l *lab) run(now string) *Report {
	l.Helper()
	r := l.once(now)
	again, err := l.job.Run(l.Context())
	if err != nil {
		l.Fatalf("%s, again: %v", now, err)
	}
	if len(r.Held) == 0 && (again.Changed || again.Published.Written+again.Published.Removed > 0) {
		l.Errorf("%s: run again, %d items, %d revised, files %+v", now, again.New.Items, again.New.Revised, again.Published)
	}
	return r
}

// once runs at a time, for tests of what comes of several runs.
func (l *lab) once(now string) *Report {
	l.Helper()
	at, err := time.Parse(time.RFC3339, now)
	if err != nil {
		l.Fatal(err)
	}
	l.job.Now = at
	r, err := l.job.Run(l.Context())
	if err != nil {
		l.Fatalf("%s: %v", now, err)
	}
	return r
}

func (l *lab) content() *archive.Content {
	l.Helper()
	a, err := archive.OpenRead(l.job.Archive)
	if err != nil {
		l.Fatal(err)
	}
	defer a.Close()
	c, err := a.Load()
	if err != nil {
		l.Fatal(err)
	}
	if problems, err := a.Verify(); err != nil || len(problems) > 0 {
		l.Errorf("verify: %v, %v", problems, err)
	}
	return c
}

// published is every text file of the site and the archive, one after the other.
func (l *lab) published() string {
	l.Helper()
	var b strings.Builder
	for _, dir := range []string{l.job.Out, l.job.Archive, l.job.Cache} {
		err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(p)
			b.Write(data)
			return err
		})
		if err != nil {
			l.Fatal(err)
		}
	}
	return b.String()
}

// TestSlidingWindows serves two feeds whose windows shrink, grow and shuffle, that share articles and titles and correct
// some, over weeks, and asks that each entry is in once.
func TestSlidingWindows(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 9))
			l := newLab(t, "a, scope: all", "b")
			now := time.Date(2026, 11, 1, 6, 0, 0, 0, time.UTC)
			written, served, n := map[string][]entry{}, map[string]bool{}, 0
			for i := range 12 {
				for _, f := range []string{"a", "b"} {
					for range rng.IntN(4) {
						n++
						e := entry{fmt.Sprintf("%s%d", f, n), fmt.Sprintf("http://%s.example/%d", f, n), fmt.Sprintf("Court blocks piracy sites, case %d", n), now.Format(time.RFC1123), "Text."}
						switch rng.IntN(6) {
						case 0:
							e.link = fmt.Sprintf("http://shared.example/%d", n/2)
						case 1:
							e.title = "Notice of the administration for copyright" // more than one on a day
						case 2:
							e.title = fmt.Sprintf("Bakery opens a branch in town %d", n)
						}
						written[f] = append(written[f], e)
					}
					if all := written[f]; len(all) > 0 && rng.IntN(3) == 0 {
						all[rng.IntN(len(all))].title += ", corrected"
					}
					window := append([]entry(nil), written[f][rng.IntN(len(written[f])+1):]...)
					rng.Shuffle(len(window), func(i, j int) { window[i], window[j] = window[j], window[i] })
					for _, e := range window {
						served[f+" "+e.guid] = true
					}
					l.serve(f, window...)
				}
				if i%4 == 3 {
					l.run(now.Format(time.RFC3339))
				} else {
					l.once(now.Format(time.RFC3339))
				}
				now = now.Add(time.Duration(1+rng.IntN(40)) * time.Hour)
			}
			got := map[string]int{}
			c := l.content()
			for _, it := range c.Items {
				for _, s := range it.Sources {
					got[s.Feed+" "+s.GUID]++
				}
			}
			for _, r := range c.Revisions {
				if r.Source != nil {
					got[r.Source.Feed+" "+r.Source.GUID]++
				}
			}
			for _, x := range c.LeftOut {
				got[x.Feed+" "+x.GUID]++
			}
			for k := range served {
				if got[k] == 0 {
					t.Errorf("lost %s", k)
				}
			}
			for k, times := range got {
				if times > 1 {
					t.Errorf("%s is in %d times", k, times)
				}
			}
			if len(served) < 10 {
				t.Fatalf("only %d entries were served", len(served))
			}
		})
	}
}

const friday = "Fri, 20 Nov 2026 05:00:00 GMT"

func TestFlappingTitle(t *testing.T) {
	l := newLab(t, "a, scope: all")
	for _, title := range []string{"Court blocks B", "Court blocks C", "Court blocks A", "Court blocks C"} {
		l.serve("a", entry{"1", "http://a.example/1", title, friday, "Text."})
		l.run("2026-11-20T06:00:00Z")
		items := news.Revise(l.content().Items, l.content().Revisions, LiveDays)
		if len(items) != 1 || items[0].Title != title {
			t.Errorf("%d items, the first is %q, want %q", len(items), items[0].Title, title)
		}
	}
}

func TestLicenceThatOpensLater(t *testing.T) {
	long := strings.Repeat("The court ordered providers to block these sites today. ", 20)
	l := newLab(t, "a, scope: all")
	l.serve("a", entry{"1", "http://a.example/1", "Court blocks sites", friday, long})
	l.run("2026-11-20T06:00:00Z")
	l.list("a, scope: all, license: CC-BY-4.0")
	if r := l.run("2026-11-20T07:00:00Z"); r.New.Revised != 0 {
		t.Error("another licence is no other text")
	}
	l.serve("a", entry{"1", "http://a.example/1", "Court blocks sites, appeal filed", friday, "An appeal was filed. " + long})
	l.run("2026-11-20T08:00:00Z")
	it := news.Revise(l.content().Items, l.content().Revisions, LiveDays)[0]
	license, _ := news.LookupLicense(it.License)
	if n := len(strings.Fields(it.Excerpt)); n > license.Words || it.License != "CC-BY-4.0" {
		t.Errorf("%d words under %s", n, it.License)
	}
}

func TestSecretOfAnAddressStaysSecret(t *testing.T) {
	l := newLab(t, `a, scope: all, url: "http://a.example/feed?token=SECRETWORD"`)
	l.body["a"] = `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
<link rel="self" href="http://a.example/feed?token=SECRETWORD"/>
<entry><id>1</id><title>Court blocks sites</title><link href="#a1"/><updated>2026-11-20T05:00:00Z</updated><content type="html">&lt;a href="?x=1">x&lt;/a></content></entry>
<entry><id>http://a.example/feed?token=SECRETWORD#2</id><title>Court unblocks sites</title><link href="http://a.example/feed?token=SECRETWORD"/><updated>2026-11-20T05:00:00Z</updated></entry></feed>`
	l.run("2026-11-20T06:00:00Z")
	if got := len(l.content().Items); got != 2 {
		t.Errorf("%d items", got)
	}
	if strings.Contains(l.published(), "SECRETWORD") {
		t.Error("the secret of a feed's address is in the site, the archive or the cache")
	}
}

func TestRenamedFeed(t *testing.T) {
	l := newLab(t, "a, scope: all")
	e := entry{"1", "http://a.example/", "Court blocks pirate sites of the harbour", friday, "Text."}
	l.serve("a", e)
	l.run("2026-11-20T06:00:00Z")
	l.list(`b, scope: all, url: "http://a.example/feed"`)
	e.title += ", corrected"
	l.serve("a", e)
	r := l.run("2026-11-20T07:00:00Z")
	c := l.content()
	if len(c.Items) != 1 || r.New.Revised == 0 {
		t.Errorf("%d items, %d revised", len(c.Items), r.New.Revised)
	}
	if len(r.Problems) != 1 || !strings.Contains(r.Problems[0], "was a at the same address") {
		t.Errorf("problems %q", r.Problems)
	}
}

func TestOldArticlesAreNotNews(t *testing.T) {
	l := newLab(t, "a, scope: all", "b, scope: all")
	old := entry{"o", "http://a.example/o", "Court blocked sites long ago", "Mon, 20 Jan 2020 05:00:00 GMT", "Text."}
	l.serve("b", entry{"n", "http://b.example/n", "Court blocks a library", friday, "Text."})
	l.body["a"] = `<rss version="2.0"><channel><title>x</title></channel></rss>`
	l.run("2026-11-20T06:00:00Z")
	l.serve("a", old)
	l.run("2026-11-20T07:00:00Z")
	for _, it := range l.content().Items {
		if it.Feed == "a" && (!it.Backlog || it.Day != "2020-01-20") {
			t.Errorf("an empty first answer ended the first reading: day %s, backlog %v", it.Day, it.Backlog)
		}
	}
	l.serve("b", entry{"m", "http://b.example/m", "Court blocked another library", "Mon, 20 Jan 2020 05:00:00 GMT", "Text."})
	l.run("2026-11-21T07:00:00Z")
	for _, it := range l.content().Items {
		if it.URL == "http://b.example/m" && !it.Backlog {
			t.Error("an article of 2020 is shown as new")
		}
	}
}

func TestCapHoldsBackAndLaterRunsTake(t *testing.T) {
	l := newLab(t, "a, scope: all")
	var entries []entry
	for i := range FeedCap + 200 {
		entries = append(entries, entry{fmt.Sprint(i), fmt.Sprintf("http://a.example/%d", i), fmt.Sprintf("Court blocks site number %d", i), friday, "Text."})
	}
	l.serve("a", entries...)
	r := l.run("2026-11-20T06:00:00Z") // and again
	if len(r.Held) != 1 || r.Held[0].Entries != 200 {
		t.Errorf("held %+v", r.Held)
	}
	r = l.run("2026-11-20T07:00:00Z")
	if n := len(l.content().Items); n != FeedCap+200 || len(r.Held) != 0 {
		t.Errorf("%d items, held %+v", n, r.Held)
	}
}

// TestPublisherSpeaksForItsArticle lets a feed bring another publisher's article under a title of its own, in the same
// run and a run earlier.
func TestPublisherSpeaksForItsArticle(t *testing.T) {
	for _, earlier := range []bool{false, true} {
		l := newLab(t, "thief, scope: all", "owner, scope: all, license: CC-BY-4.0")
		l.serve("thief", entry{"1", "http://owner.example/one", "Blocked sites: a lie", friday, "Lies."})
		l.serve("owner", entry{"9", "http://owner.example/nine", "Court rules on copyright", friday, "Text."})
		if earlier {
			l.run("2026-11-20T06:00:00Z")
		}
		l.serve("owner", entry{"2", "http://owner.example/one", "Court blocks pirate sites", friday, "The truth."})
		l.run("2026-11-20T07:00:00Z")
		l.run("2026-11-20T08:00:00Z")
		items := news.Revise(l.content().Items, l.content().Revisions, LiveDays)
		i := slices.IndexFunc(items, func(it news.Item) bool { return it.URL == "http://owner.example/one" })
		it := items[i]
		if it.Feed != "owner" || it.Title != "Court blocks pirate sites" || it.Excerpt != "The truth." || len(it.Sources) != 2 || it.License != "CC-BY-4.0" {
			t.Errorf("earlier %v: %+v", earlier, it)
		}
	}
}

func TestLeftOutIsTakenWhenAnotherFeedBringsIt(t *testing.T) {
	for _, order := range [][]string{{"a", "b, scope: all"}, {"b, scope: all", "a"}} {
		l := newLab(t, order...)
		e := entry{"1", "http://a.example/bakery", "A bakery opens in the old town", friday, "Bread."}
		l.serve("a", e, entry{"2", "http://a.example/bakery2", "Another bakery opens in the old town", friday, "Bread."})
		l.serve("b", e)
		l.run("2026-11-20T06:00:00Z")
		c := l.content()
		if len(c.Items) != 1 || len(c.LeftOut) != 1 {
			t.Errorf("%q: %d items, %d left out", order, len(c.Items), len(c.LeftOut))
		}
	}
}
