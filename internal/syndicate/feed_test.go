package syndicate

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

func parse(t *testing.T, data []byte) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestDirectFeedLeadsToTheArticle(t *testing.T) {
	d := sample(2)
	d.Stories[0].Lead.Item.URL = ""
	out := files(t, d)
	f, plain := parse(t, out["feed-direct.xml"]), parse(t, out["feed.xml"])
	if len(f.Items) != 2 {
		t.Fatalf("%d items", len(f.Items))
	}
	for i, it := range f.Items {
		want := "https://a.example/0?a=1&b=2"
		if i == 1 { // its source gave no address
			want = plain.Items[i].GUID
		}
		if it.Link != want || it.GUID != plain.Items[i].GUID || it.Published != plain.Items[i].Published {
			t.Errorf("link %q, guid %q, want %q and %q", it.Link, it.GUID, want, plain.Items[i].GUID)
		}
		if !strings.Contains(it.Content, `<a href="`+it.GUID+`">All reports`) {
			t.Errorf("no way to the story in %q", it.Content)
		}
	}
	if n := bytes.Count(out["feed-direct.xml"], []byte(`isPermaLink="false"`)); n != 1 {
		t.Errorf("%d guids are said to be no address, want 1", n)
	}
}

func TestTheFeedOfALanguage(t *testing.T) {
	d := sample(2)
	out := files(t, d)
	for _, path := range []string{"language/fr/feed.xml", "language/fr/feed.atom", "language/fr/feed.json"} {
		f := parse(t, out[path])
		if len(f.Items) != 2 {
			t.Fatalf("%s: %d items", path, len(f.Items))
		}
		it := f.Items[0]
		want := d.Stories[len(d.Stories)-1]
		if path == "language/fr/feed.atom" && it.GUID != "https://example.org/d/"+want.Path {
			it = f.Items[1] // the order there is that of the last change
		}
		if it.GUID != "https://example.org/d/"+want.Path || !strings.HasPrefix(it.Title, "Title 0 1 ") || len(it.Authors) != 1 || it.Authors[0].Name != "B" || !it.PublishedParsed.Equal(want.Begun) {
			t.Errorf("%s: %q by %+v, %s", path, it.Title, it.Authors, it.GUID)
		}
	}
	if f := parse(t, out["language/en/feed.xml"]); !strings.HasPrefix(f.Items[0].Title, "Title 0 0 ") {
		t.Errorf("the story is %q in its own language", f.Items[0].Title)
	}
	for _, want := range []string{`xmlUrl="https://example.org/d/language/fr/feed.xml"`, `xmlUrl="https://example.org/d/feed-weekly.xml"`, `xmlUrl="https://example.org/d/feed-direct.xml"`} {
		if !bytes.Contains(out["feeds.opml"], []byte(want)) {
			t.Errorf("feeds.opml lacks %s", want)
		}
	}
}

// A subscription in a list says what it is, in which language, and where its page is.
func TestOutlines(t *testing.T) {
	out := files(t, sample(1))
	for path, least := range map[string]int{"feeds.opml": 5, "sources.opml": 2} {
		subscriptions := 0
		for line := range bytes.Lines(bytes.ReplaceAll(out[path], []byte("<outline"), []byte("\n<outline"))) {
			if !bytes.Contains(line, []byte("xmlUrl=")) {
				continue
			}
			subscriptions++
			for _, name := range []string{"text", "title", "type", "htmlUrl", "language", "description"} {
				if !bytes.Contains(line, []byte(" "+name+`="`)) || bytes.Contains(line, []byte(" "+name+`=""`)) {
					t.Errorf("%s: no %s in %s", path, name, line)
				}
			}
		}
		if subscriptions < least {
			t.Errorf("%s: %d subscriptions", path, subscriptions)
		}
	}
}

// A feed keeps below FeedBytes in each format and carries the same stories in all.
func TestSizeOfFeeds(t *testing.T) {
	d := sample(50)
	for _, s := range d.Stories {
		for range 200 {
			s.Reports = append(s.Reports, s.Reports[1])
		}
	}
	out := files(t, d)
	counts := map[int]bool{}
	for _, path := range []string{"feed.xml", "feed.atom", "feed.json"} {
		f := parse(t, out[path])
		counts[len(f.Items)] = true
		if len(out[path]) > FeedBytes || len(f.Items) < 5 || len(f.Items) == FeedItems {
			t.Errorf("%s: %d bytes, %d items", path, len(out[path]), len(f.Items))
		}
		if n := strings.Count(f.Items[0].Content, "<li>"); n != reportsShown+1 || !strings.Contains(f.Items[0].Content, fmt.Sprintf(">%d more</a>", 202-reportsShown)) {
			t.Errorf("%s: %d lines in %q", path, n, f.Items[0].Content)
		}
	}
	if len(counts) != 1 {
		t.Errorf("the formats carry different numbers of stories: %v", counts)
	}
}

// A quiet feed has the newest stories however old they are, a busy one all of two weeks as long as there is room.
func TestWhatFeedsCarry(t *testing.T) {
	for _, tt := range []struct {
		name    string
		stories int
		apart   time.Duration
		want    int
	}{
		{"few", 7, 9 * 24 * time.Hour, 7},
		{"quiet", 60, 9 * 24 * time.Hour, FeedItems},
		{"five a day", 90, 24 * time.Hour / 5, FeedDays * 5},
		{"a busy day", 90, time.Minute, 90},
	} {
		d := sample(tt.stories)
		for i, s := range d.Stories {
			s.Dated = d.Updated.Add(-time.Duration(len(d.Stories)-1-i) * tt.apart)
		}
		newest := d.Stories[len(d.Stories)-1]
		out := files(t, d)
		for _, path := range []string{"feed.xml", "feed.atom", "feed.json", "feed-direct.xml", "topic/x/feed.xml"} {
			f := parse(t, out[path])
			if len(f.Items) != tt.want || len(out[path]) > FeedBytes {
				t.Errorf("%s, %s: %d items in %d bytes, want %d", tt.name, path, len(f.Items), len(out[path]), tt.want)
			}
			if path != "feed.atom" && !strings.Contains(f.Items[0].GUID, newest.ID) {
				t.Errorf("%s, %s: the first is %s, not the newest", tt.name, path, f.Items[0].GUID)
			}
		}
	}
}

// Every feed has its line in _headers, and nothing else may be kept.
func TestFeedsMayBeKept(t *testing.T) {
	out := files(t, sample(3))
	kept := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^/(.*)\n  Cache-Control: public, max-age=900$`).FindAllStringSubmatch(string(out["_headers"]), -1) {
		kept[m[1]] = true
	}
	listing := regexp.MustCompile(`^[a-z]+/[^/]+/`)
	seen := map[string]bool{}
	for path := range out {
		rule := listing.ReplaceAllString(path, ":facet/:name/")
		if kept[rule] != IsFeed(path) {
			t.Errorf("%s: may be kept: %t", path, kept[rule])
		}
		seen[rule] = true
	}
	for rule := range kept {
		if !seen[rule] {
			t.Errorf("there is no %s", rule)
		}
	}
}

func TestDescriptionIsShort(t *testing.T) {
	long := strings.Repeat("word and another, ", 40)
	for _, tt := range []struct{ text, end string }{
		{"Short.", "Short."},
		{long, "word and…"},
		{strings.Repeat("字", 400), "字…"},
	} {
		got := clip(tt.text, summaryRunes)
		if n := len([]rune(got)); n > summaryRunes || !strings.HasSuffix(got, tt.end) {
			t.Errorf("%d runes, %q", n, got)
		}
	}
}

// A description that has a passage says whose it is and on what terms, since importers may show nothing else.
func TestDescriptionNamesItsSource(t *testing.T) {
	for _, tt := range []struct{ license, excerpt, summary, rights string }{
		{"CC-BY-4.0", "Words.", "Words. (B, CC BY 4.0)", "Excerpt from B, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)."},
		{"CC-BY-SA-4.0", strings.Repeat("word ", 80) + "…", strings.Repeat("word ", 55) + "word… (B, CC BY-SA 4.0)", "Excerpt from B, shortened, CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)."},
		{
			"OGL-UK-3.0", "Words.", "Words. (B. Contains public sector information licensed under the Open Government Licence v3.0.)",
			"Excerpt from B, Open Government Licence v3.0 (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/). Contains public sector information licensed under the Open Government Licence v3.0.",
		},
		{news.AllRightsReserved, "Words.", "Reported by B.", "Excerpt quoted from B, all rights reserved."},
		{"CC-BY-ND-4.0", "Words.", "Reported by B.", "Excerpt from B, CC BY-ND 4.0 (https://creativecommons.org/licenses/by-nd/4.0/)."},
		{news.AllRightsReserved, "", "Reported by B.", "Title quoted from B, all rights reserved."},
		{"CC-BY-4.0", "", "Reported by B.", "Title from B, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)."},
	} {
		s := sample(1).Stories[0]
		s.Reports = s.Reports[1:]
		s.Lead = s.Reports[0]
		s.Lead.Item.License, s.Lead.Item.Excerpt, s.Excerpt = tt.license, tt.excerpt, tt.excerpt
		if got := summary(s); got != tt.summary || len([]rune(got)) > summaryRunes {
			t.Errorf("%s: %d runes, %q", tt.license, len([]rune(got)), got)
		}
		if got := reportRights(s.Lead); got != tt.rights {
			t.Errorf("%s: %q", tt.license, got)
		}
	}
}

// What editors decided stands in the body of an entry and moves its update, not its date.
func TestDecisionsInTheBody(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	d := sample(2)
	s, other := d.Stories[1], d.Stories[0]
	decide := func(verb news.Verb, hours int, fill func(*edition.Decision)) {
		x := &edition.Decision{Decision: news.Decision{Verb: verb, By: "Ada & <b>", On: "2026-11-22"}, Made: at.Add(time.Duration(hours) * time.Hour), Stories: []*edition.Story{s}}
		fill(x)
		s.Decisions = append(s.Decisions, x)
	}
	decide(news.VerbNote, 0, func(x *edition.Decision) { x.Text = "A *note* <script>" })
	decide(news.VerbCorrect, 1, func(x *edition.Decision) { x.Text = "It is **34**." })
	decide(news.VerbRetitle, 2, func(x *edition.Decision) { x.Title, x.Reason = "Ours <i>", "Clearer & shorter" })
	decide(news.VerbRetag, 3, func(x *edition.Decision) {
		x.Add, x.Remove = []news.TagID{"topic/x"}, []news.TagID{"topic/site-blocking"}
	})
	decide(news.VerbMerge, 4, func(x *edition.Decision) { x.Stories = append(x.Stories, other) })
	decide(news.VerbHide, 5, func(x *edition.Decision) { x.Reason = "Asked to." })
	decide(news.VerbPin, 6, func(x *edition.Decision) { x.Until = "2026-11-24" })
	out := files(t, d)
	for _, path := range []string{"feed.xml", "feed.atom", "feed.json", "feed-direct.xml"} {
		var it *gofeed.Item
		for _, i := range parse(t, out[path]).Items {
			if i.GUID == "https://example.org/d/"+s.Path {
				it = i
			}
		}
		rest := it.Content
		for _, want := range []string{ // in this order
			"<p><strong>Note</strong>, 22 November 2026, by Ada &amp; &lt;b&gt;</p>\n<p>A *note* &lt;script&gt;</p>\n<ul>",
			"</ul>\n",
			"<strong>Corrected</strong>", "<p>It is **34**.</p>",
			"<strong>Titled</strong>, 22 November 2026, by Ada &amp; &lt;b&gt;: “Ours &lt;i&gt;” – why: Clearer &amp; shorter</p>",
			"<strong>Tags changed</strong>, 22 November 2026, by Ada &amp; &lt;b&gt;; added: X ", "; removed: site blocking</p>",
			"<strong>Joined</strong>", `<a href="https://example.org/d/` + other.Path + `">`,
			"<strong>Report withdrawn</strong>", "why: Asked to.",
			"<strong>Put first until 24 November 2026</strong>",
		} {
			i := strings.Index(rest, want)
			if i < 0 {
				t.Fatalf("%s: after what comes before it there is no %q in %q", path, want, it.Content)
			}
			rest = rest[i+len(want):]
		}
		if !it.PublishedParsed.Equal(s.Begun) {
			t.Errorf("%s: published %v, want %v", path, it.PublishedParsed, s.Begun)
		}
		if it.UpdatedParsed != nil && !it.UpdatedParsed.Truncate(time.Second).Equal(at.Add(5*time.Hour)) { // a pin changes nothing that is shown
			t.Errorf("%s: updated %v", path, it.UpdatedParsed)
		}
	}
}

// What was found in a backlog is not in the feeds of the whole, and in none where it gives no dates; what is new is there however
// many of them stand before it.
func TestFeedsWithoutWhatHasNoDate(t *testing.T) {
	d := sample(63)
	undated := 0
	for i, s := range d.Stories {
		if i == 0 || i == 30 {
			continue
		}
		s.Backlog = true
		for _, r := range s.Reports {
			r.Dated = i == 1 && r == s.Reports[1]
		}
		if i > 1 {
			undated++
		}
	}
	out := files(t, d)
	for _, tt := range []struct {
		path string
		want int
	}{
		{"feed.xml", 2},
		{"feed.atom", 2},
		{"feed.json", 2},
		{"feed-direct.xml", 2},
		{"topic/x/feed.xml", 3},
		{"topic/x/feed.atom", 3},
		{"source/b/feed.json", 3},
		{"source/b/feed.xml", 3},
	} {
		if f := parse(t, out[tt.path]); len(f.Items) != tt.want || undated < FeedItems {
			t.Errorf("%s: %d items, want %d", tt.path, len(f.Items), tt.want)
		}
	}
}

// A story that is as it was told first has not changed since its date, which is some seconds before the time of its run.
func TestUpdated(t *testing.T) {
	begun := time.Date(2026, 11, 21, 6, 17, 1, 0, time.UTC)
	dated, later, edited := begun.Add(-31*time.Second), begun.Add(3*time.Hour), begun.Add(5*time.Hour)
	by := []*edition.Decision{{Decision: news.Decision{Verb: news.VerbNote}, Made: edited}}
	for _, tt := range []struct {
		name  string
		story edition.Story
		want  time.Time
	}{
		{"as it was", edition.Story{Begun: begun, Dated: dated, Updated: begun}, dated},
		{"a report came", edition.Story{Begun: begun, Dated: dated, Updated: later}, later},
		{"an editor wrote", edition.Story{Begun: begun, Dated: dated, Updated: begun, Decisions: by}, edited},
		{"from a backlog", edition.Story{Begun: begun, Dated: dated.AddDate(0, 0, -9), Updated: later, Backlog: true}, dated.AddDate(0, 0, -9)},
		{"from a backlog, an editor wrote", edition.Story{Begun: begun, Dated: dated.AddDate(0, 0, -9), Updated: later, Backlog: true, Decisions: by}, edited},
		{"of an earlier change", edition.Story{Begun: begun, Dated: later, Updated: begun.Add(time.Hour)}, later},
	} {
		if got := updated(&tt.story); !got.Equal(tt.want) {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}
