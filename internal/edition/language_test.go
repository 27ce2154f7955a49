package edition

import (
	"testing"
	"time"

	"counternotice/internal/news"
)

// A story stands in the list of each language in which it was reported, told there by its first report in it.
func TestLanguageListings(t *testing.T) {
	at := time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)
	in := Input{
		Site: news.Site{Language: "en", URL: "https://example.org/"}, Zone: time.UTC, Today: "2026-11-21", Window: 5,
		Feeds:   []news.Feed{{ID: "a", Name: "A", Publisher: "a", Language: "en"}},
		Settled: map[string]news.Settled{"titled": {Title: "An editor's title"}},
	}
	for _, story := range []struct {
		id        string
		languages []string // of the reports, the lead first
	}{{"mixed", []string{"en-GB", "pt-BR", "pt", "zh-Hans"}}, {"titled", []string{"ja", "pt"}}, {"alone", []string{"zh-Hant"}}, {"unknown", []string{"x-private", "../..", "en/..", ""}}, {"former", []string{"iw"}}, {"nameless", []string{"qaa"}}} {
		s := news.Story{ID: story.id, Day: "2026-11-21", Slug: "s", Begun: at, Updated: at}
		for i, l := range story.languages {
			id := story.id + string(rune('0'+i))
			in.Items = append(in.Items, news.Item{ID: id, Day: "2026-11-21", Feed: "a", Title: id + " in " + l, Excerpt: "Said in " + l, Language: l, FirstSeen: at.Add(time.Duration(i) * time.Minute)})
			s.Members = append(s.Members, news.Member{Item: id})
		}
		s.Lead = story.id + "0"
		in.Stories = append(in.Stories, s)
	}
	d := Arrange(in)
	want := []struct {
		title, path string
		stories     []string // title, language of the title
	}{
		{"Chinese", "language/zh/", []string{"mixed3 in zh-Hans", "alone0 in zh-Hant"}},
		{"English", "language/en/", []string{"mixed0 in en-GB"}},
		{"Hebrew", "language/he/", []string{"former0 in iw"}},
		{"Japanese", "language/ja/", []string{"An editor's title"}},
		{"Portuguese", "language/pt/", []string{"mixed1 in pt-BR", "An editor's title"}},
		{"qaa", "language/qaa/", []string{"nameless0 in qaa"}},
	}
	if len(d.InLanguage) != len(want) {
		t.Fatalf("%d languages, want %d", len(d.InLanguage), len(want))
	}
	for i, w := range want {
		l := d.InLanguage[i]
		if l.Title != w.title || l.Path != w.path || len(l.Newest) != len(w.stories) || l.Months[0].Path != w.path+"2026-11/" {
			t.Errorf("%q at %q with %d stories, want %+v", l.Title, l.Path, len(l.Newest), w)
			continue
		}
		for j, title := range w.stories {
			s := l.Newest[j]
			if s.Title != title || s.Reports[0] != s.Lead || title != "An editor's title" && s.Excerpt != "Said in "+s.Language {
				t.Errorf("%s: %q, led by %q with %q, want %q", l.Path, s.Title, s.Reports[0].Item.Title, s.Excerpt, title)
			}
		}
	}
	for _, s := range d.Stories {
		if s.ID == "mixed" && (s.Title != "mixed0 in en-GB" || len(s.Reports) != 4 || s.Reports[0].Item.ID != "mixed0") {
			t.Errorf("the story itself has changed: %q led by %q", s.Title, s.Reports[0].Item.ID)
		}
	}
}
