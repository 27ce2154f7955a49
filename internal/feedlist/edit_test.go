package feedlist

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

var added = news.Feed{
	ID: "new", Name: "New: #1 of its kind", URL: "https://new.example/feed?key=redacted", Secret: "https://new.example/feed?key=k", Home: "https://new.example/", Publisher: "house",
	Kind: news.KindOfficial, Region: "no", Language: "nb", License: "CC-BY-4.0", Scope: news.ScopeAll, Page: true,
	Select: &news.Select{Item: "#list > li", Title: "a", Link: "a@href", Date: ".date", DateFormat: "2006-01-02", LinkMatch: `/a/\d+$`},
}

func TestInsertAddsAnEntryAndKeepsTheRest(t *testing.T) {
	for name, data := range files(t, "insert/*.yaml") {
		out, err := Insert(data, added)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden(t, strings.TrimSuffix(name, ".yaml")+".want", out)
		l, err := Parse(name, out)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(added, l.Feeds[len(l.Feeds)-1]); diff != "" {
			t.Errorf("%s: read back (-want +got):\n%s", name, diff)
		}
	}
}

func TestInsertIntoRealListOnlyAdds(t *testing.T) {
	data := read(t, root+"feeds.yaml")
	out, err := Insert(data, added)
	if err != nil {
		t.Fatal(err)
	}
	entry := bytes.ReplaceAll(bytes.TrimSuffix(Marshal(added), []byte("\n")), []byte("\n"), []byte("\n  "))
	rest := bytes.Replace(out, append([]byte("\n  "), append(entry, '\n')...), nil, 1)
	if diff := cmp.Diff(string(data), string(rest)); diff != "" {
		t.Errorf("without the entry (-before +after):\n%s", diff)
	}
}

func TestInsertRefusesWhatWouldBeAProblem(t *testing.T) {
	const list = "site: {title: T, url: https://example.org/}\nfeeds:\n- id: a\n  name: A\n  url: https://a.example/feed\n"
	for _, c := range []struct {
		name, list, want string
		feed             news.Feed
	}{
		{"id taken", list, "feeds.yaml:6: feed \"a\": the id is used at line 3", news.Feed{ID: "a", Name: "B", URL: "https://b.example/"}},
		{"address taken", list, "is read at line 5 already", news.Feed{ID: "b", Name: "B", URL: "http://www.a.example/feed/"}},
		{"no name", list, "name is missing", news.Feed{ID: "b", URL: "https://b.example/"}},
		{"a key in the name", list, "", news.Feed{ID: "b", Name: "B\n  kind: official", URL: "https://b.example/"}},
		{"flow list", "site: {title: T, url: https://example.org/}\nfeeds: [{id: a, name: A, url: https://a.example/}]\n", "in brackets", news.Feed{ID: "b", Name: "B", URL: "https://b.example/"}},
		{"old problem", strings.Replace(list, "name:", "nome:", 1), `did you mean "name"?`, news.Feed{ID: "b", Name: "B", URL: "https://b.example/"}},
		{"no YAML", "a:\n\t- b\n", "a tab is used to indent", news.Feed{ID: "b", Name: "B", URL: "https://b.example/"}},
		{"nothing", "", "the file is empty", news.Feed{ID: "b", Name: "B", URL: "https://b.example/"}},
	} {
		out, err := Insert([]byte(c.list), c.feed)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q; result\n%s", c.name, err, c.want, out)
		}
	}
}

func TestOPMLProposesFeedsAndNamesTheRest(t *testing.T) {
	for name, data := range files(t, "opml/*.opml") {
		feeds, problems := FromOPML(name[len("testdata/opml/"):], data)
		for _, p := range problems {
			if strings.Contains(p.String(), "secret") {
				t.Errorf("%s: a problem quotes a secret: %s", name, p)
			}
		}
		got, err := json.MarshalIndent(map[string]any{"feeds": feeds, "problems": problems}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, strings.TrimSuffix(name, ".opml")+".want.json", append(got, '\n'))
		list := []byte("site: {title: T, url: https://example.org/}\n")
		for _, f := range feeds {
			if list, err = Insert(list, f); err != nil {
				t.Errorf("%s: the proposal %q is refused: %v", name, f.ID, err)
			}
		}
	}
}

func TestProposedIDs(t *testing.T) {
	taken := map[string]bool{"the-wire": true, "the-wire-2": true, strings.Repeat("a", MaxID): true}
	for _, c := range []struct{ name, title, address, want string }{
		{"taken", "The Wire", "", "the-wire-3"},
		{"accents and apostrophes", "L’Été d'Anaïs!", "", "lete-danais"},
		{"no Latin letter", "法律", "https://www.falv.example/rss", "falv-example"},
		{"nothing at all", "", "", "feed"},
		{"a device", "Nul", "", "nul-2"},
		{"cut at a word", "one two three four five six seven eight nine", "", "one-two-three-four-five-six-seven-eight"},
		{"long and taken", strings.Repeat("a", 50), "", strings.Repeat("a", MaxID-2) + "-2"},
	} {
		if got := ProposeID(c.title, c.address, taken); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// What callers rely on: no panic, an error or a whole list, no secret in what is shown, and a list that takes a new entry.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"good/*.yaml", "bad/*.yaml", "structure/*.yaml", "insert/*.yaml"} {
		for _, data := range files(f, pattern) {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Parse("feeds.yaml", data)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\x00\x1b\r") {
				t.Errorf("control characters in %q", err)
			}
			return
		}
		seen := make(map[string]bool)
		for _, feed := range l.Feeds {
			if seen[feed.ID] || !idForm.MatchString(feed.ID) || feed.Name == "" || !strings.HasPrefix(feed.URL, "http") || l.Lines[feed.ID] < 1 || feed.Page != (feed.Select != nil) {
				t.Errorf("feed %+v", feed)
			}
			seen[feed.ID] = true
		}
		out, err := Insert(data, news.Feed{ID: "fuzz-new", Name: "New", URL: "https://fuzz-new.example/feed"})
		if err != nil {
			return
		}
		after, err := Parse("feeds.yaml", out)
		if err != nil || len(after.Feeds) != len(l.Feeds)+1 {
			t.Errorf("after the insertion: %v\n%s", err, out)
		}
	})
}

func FuzzFromOPML(f *testing.F) {
	for _, data := range files(f, "opml/*.opml") {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		feeds, _ := FromOPML("list.opml", data)
		seen := make(map[string]bool)
		for _, feed := range feeds {
			if seen[feed.ID] || !idForm.MatchString(feed.ID) || len(feed.ID) > MaxID || feed.Name == "" {
				t.Errorf("feed %+v", feed)
			}
			seen[feed.ID] = true
		}
	})
}
