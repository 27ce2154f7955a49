package sample

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"counternotice/internal/feedlist"
	"counternotice/internal/news"
)

func list(t *testing.T) []news.Feed {
	t.Helper()
	l, err := feedlist.Parse("sample/feeds.yaml", FeedsYAML())
	if err != nil {
		t.Fatal(err)
	}
	return l.Feeds
}

func feed(t *testing.T, id string) news.Feed {
	t.Helper()
	feeds := list(t)
	i := slices.IndexFunc(feeds, func(f news.Feed) bool { return f.ID == id })
	if i < 0 {
		t.Fatalf("no feed %q", id)
	}
	return feeds[i]
}

func get(t *testing.T, day, address string) (body []byte, contentType string, status int, location string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return Get(day, u.Host, u.Path)
}

// entries reads the titles of a document by what tells its articles apart, follows a redirect, and gives nil for a document
// that is no feed.
func entries(t *testing.T, f news.Feed, day string) map[string]string {
	t.Helper()
	body, _, status, location := get(t, day, f.URL)
	if status == 301 {
		body, _, status, _ = get(t, day, location)
	}
	if status != 200 {
		return nil
	}
	out := map[string]string{}
	if f.Page {
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%s of %s: %v", f.ID, day, err)
		}
		match := regexp.MustCompile(f.Select.LinkMatch)
		doc.Find(strings.TrimSpace(f.Select.Item + " " + cmp.Or(f.Select.Title, "a"))).Each(func(_ int, a *goquery.Selection) {
			if href := a.AttrOr("href", ""); match.MatchString(href) {
				out[href] = a.Text()
			}
		})
		return out
	}
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	for _, it := range parsed.Items {
		key := it.GUID
		if key == "" {
			key = it.Link
		}
		if key == "" || it.Title == "" {
			t.Errorf("%s of %s has an entry without an address or a title", f.ID, day)
		}
		out[key] = it.Title
	}
	return out
}

func TestEveryFeedAnswersOnTheFirstDay(t *testing.T) {
	for _, f := range list(t) {
		body, contentType, status, _ := get(t, Days[0], f.URL)
		if status != 200 || contentType == "" || len(body) == 0 {
			t.Errorf("%s: status %d, type %q, %d bytes", f.ID, status, contentType, len(body))
		}
		if len(entries(t, f, Days[0])) == 0 {
			t.Errorf("%s has no entry on the first day", f.ID)
		}
		if !strings.HasSuffix(f.Name, "(sample)") || !strings.Contains(string(body), "(sample)") {
			t.Errorf("%s does not say that it is a sample", f.ID)
		}
		if u, _ := url.Parse(f.URL); !strings.HasSuffix(u.Host, ".example") {
			t.Errorf("%s has an address that someone may own: %s", f.ID, f.URL)
		}
	}
}

func TestDays(t *testing.T) {
	for i, d := range Days {
		if _, err := time.Parse(time.DateOnly, d); err != nil || i > 0 && d <= Days[i-1] {
			t.Errorf("day %d is %q", i, d)
		}
	}
}

// TestPlannedFaults holds what README.md says about feeds that fail.
func TestPlannedFaults(t *testing.T) {
	for _, tt := range []struct {
		name, day, url, contentType, location string
		status                                int
	}{
		{name: "fails", day: "2026-11-20", url: "http://faro-digital.example/rss.xml", status: 503},
		{name: "recovers", day: "2026-11-21", url: "http://faro-digital.example/rss.xml", status: 200, contentType: "text/xml"},
		{name: "gone", day: "2026-11-21", url: "http://screen-guild.example/news.rss", status: 410},
		{name: "stays gone", day: "2026-11-22", url: "http://screen-guild.example/news.rss", status: 410},
		{name: "moves", day: "2026-11-19", url: "http://netzlaterne.example/feed.xml", status: 301, location: "http://netzlaterne.example/atom.xml"},
		{name: "has moved", day: "2026-11-22", url: "http://netzlaterne.example/feed.xml", status: 301, location: "http://netzlaterne.example/atom.xml"},
		{name: "not before it moves", day: "2026-11-18", url: "http://netzlaterne.example/atom.xml", status: 404},
		{name: "challenge", day: "2026-11-18", url: "http://packet-press.example/feed.json", status: 200, contentType: "text/html"},
		{name: "after the challenge", day: "2026-11-19", url: "http://packet-press.example/feed.json", status: 200, contentType: "application/feed+json"},
		{name: "an unchanged document of an earlier day", day: "2026-11-30", url: "http://harbour-court.example/decisions/", status: 200, contentType: "text/html"},
		{name: "before the week", day: "2026-11-15", url: "http://harbour-court.example/decisions/", status: 404},
		{name: "unknown host", day: "2026-11-22", url: "http://other.example/", status: 404},
		{name: "out of the folder", day: "2026-11-22", url: "http://harbour-court.example/../../../feeds.yaml", status: 404},
	} {
		_, contentType, status, location := get(t, tt.day, tt.url)
		if status != tt.status || location != tt.location || tt.contentType != "" && contentType != tt.contentType {
			t.Errorf("%s: %d %q %q, want %d %q %q", tt.name, status, contentType, location, tt.status, tt.contentType, tt.location)
		}
	}
}

// TestReadmeCounts compares the documents with the numbers that README.md gives by hand: of each feed, its entries.
func TestReadmeCounts(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|[^|]*\\|[^|]*\\| (\\d+) \\|").FindAllStringSubmatch(string(text), -1) {
		want[row[1]], _ = strconv.Atoi(row[2])
	}
	got, total := map[string]int{}, 0
	for _, f := range list(t) {
		all := map[string]bool{}
		for _, d := range Days {
			for key := range entries(t, f, d) {
				all[key] = true
			}
		}
		got[f.ID] = len(all)
		total += len(all)
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("entries by feed (-README +week):\n%s", diff)
	}
	if say := fmt.Sprintf("%d feeds, %d entries", len(got), total); !strings.Contains(string(text), say) {
		t.Errorf("README.md does not say %q", say)
	}
}

func TestTitleIsCorrected(t *testing.T) {
	f := feed(t, "harbour-wire")
	before, after := entries(t, f, "2026-11-19"), entries(t, f, "2026-11-20")
	changed := 0
	for key, title := range after {
		if old, ok := before[key]; ok && old != title {
			changed++
		}
	}
	if changed != 1 {
		t.Errorf("%d titles changed from one day to the next, want 1", changed)
	}
}

func TestDeclaredEncodings(t *testing.T) {
	for _, tt := range []struct{ feed, encoding, title string }{
		{"svobodny-prichal", "windows-1251", "Сайт сельской библиотеки случайно попал под блокировку"},
		{"minato-net", "Shift_JIS", "リーチサイト12件に警告文、9件が自主閉鎖"},
		{"lantern-tv", "GB18030", "灯笼省下架侵权微短剧1200部"},
	} {
		f := feed(t, tt.feed)
		body, _, _, _ := get(t, Days[0], f.URL)
		if !bytes.Contains(body, []byte(`encoding="`+tt.encoding+`"`)) {
			t.Errorf("%s is not in %s", tt.feed, tt.encoding)
		}
		if !slices.Contains(slices.Collect(maps.Values(entries(t, f, Days[0]))), tt.title) {
			t.Errorf("%s has no %q", tt.feed, tt.title)
		}
	}
}
