package pipeline

import (
	"errors"
	"strings"
	"testing"
	"time"

	"counternotice/internal/archive"
	"counternotice/internal/curation"
	"counternotice/internal/feedlist"
	"counternotice/internal/news"
	"counternotice/internal/taxonomy"

	"github.com/google/go-cmp/cmp"
)

const explainTaxonomy = `version: 1
contexts:
  network: [provider*, 网站]
topics:
- id: blocking
  label: {en: Blocking}
  definition: Orders to block.
  terms: {any: [block* & @network, 封锁 & @network, Piracy's end, great wall]}
`

// asked is an explainer over items, stories and revisions.
func asked(t *testing.T, content archive.Content) *explainer {
	t.Helper()
	tax, err := taxonomy.Parse("t.yaml", []byte(explainTaxonomy))
	if err != nil {
		t.Fatal(err)
	}
	feeds := []news.Feed{
		{ID: "gazette", Name: "Gazette", Publisher: "gazette", Kind: news.KindPress, Language: "en"},
		{ID: "herald", Name: "Herald", Publisher: "herald", Kind: news.KindPress, Language: "en"},
		{ID: "ministry", Name: "Ministry", Publisher: "ministry", Kind: news.KindOfficial, Language: "en"},
	}
	list := &feedlist.List{Site: news.Site{URL: "https://digest.example/", Language: "en"}, Zone: time.UTC, Feeds: feeds}
	return newExplainer(&Config{List: list, Taxonomy: tax}, &content, curation.Result{Stories: content.Stories})
}

var explainNoon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func explained(id, feed string, hours int) news.Item {
	at := explainNoon.Add(time.Duration(hours) * time.Hour)
	return news.Item{
		ID: id, Feed: feed, Day: "2026-11-20", Title: "Title of " + id, URL: "https://" + feed + ".example/" + id, Language: "en", Published: at, FirstSeen: at,
		Sources: []news.Source{{Feed: feed, URL: "https://" + feed + ".example/" + id, Seen: at}},
	}
}

func told(id string, items ...news.Item) news.Story {
	s := news.Story{ID: id, Day: "2026-11-20", Slug: "slug", Begun: explainNoon, Updated: explainNoon}
	for _, it := range items {
		s.Members = append(s.Members, news.Member{Item: it.ID, Joined: explainNoon})
	}
	if len(items) > 0 {
		s.Lead = items[0].ID
	}
	return s
}

func TestExplainMergeAndSplit(t *testing.T) {
	a, b := explained("a1", "gazette", 0), explained("b1", "herald", 1)
	kept, merged, split := told("kept", a), told("merged"), told("split", b)
	merged.Into = kept.Path()
	kept.Left = []string{split.Path()}
	x := asked(t, archive.Content{Items: []news.Item{a, b}, Stories: []news.Story{kept, merged, split}})
	if s := x.story(kept); !cmp.Equal(s.Took, []string{merged.Path()}) || !cmp.Equal(s.Left, []string{split.Path()}) || s.URL != "https://digest.example/"+kept.Path() {
		t.Errorf("%+v", s)
	}
	if s := x.story(split); !cmp.Equal(s.From, []string{kept.Path()}) {
		t.Errorf("%+v", s)
	}
	if s := x.story(merged); s.Into != kept.Path() || len(s.Members) > 0 || s.Voices != 0 || s.LeadWhy != "" {
		t.Errorf("%+v", s)
	}
	if found, _ := x.find("https://digest.example/" + merged.Path()); len(found) != 1 || found[0].ID != "merged" {
		t.Errorf("a merged story is not found: %v", found)
	}
}

func TestExplainMembers(t *testing.T) {
	a, b, c := explained("a1", "gazette", 0), explained("b1", "herald", 3), explained("c1", "ministry", 30)
	a.Refs, b.Refs, c.Refs = []news.Ref{"case:eu:C-1/20", "lumen:1"}, []news.Ref{"case:eu:C-1/20"}, []news.Ref{"lumen:1"}
	b.Links = []string{a.URL}
	s := told("s", a, b, c)
	s.Members[1].Why = []news.Evidence{{Rule: "report", Value: "a1"}, {Rule: "link", Value: a.URL}}
	s.Members[1].Copy = "a1"
	s.Members[2].Why = []news.Evidence{{Rule: "report", Value: "b1"}}
	x := asked(t, archive.Content{Items: []news.Item{a, b, c}, Stories: []news.Story{s}})
	got := x.story(s)
	if got.Voices != 2 || got.Copies != 1 {
		t.Errorf("%d voices, %d copies", got.Voices, got.Copies)
	}
	if m := got.Members[1]; m.Beside != "a1" || m.Hours != 3 || m.Copy != "a1" || len(m.Cites) != 1 || m.Cites[0].Label != "C-1/20" {
		t.Errorf("of the first: %+v", m)
	}
	if m := got.Members[2]; m.Beside != "b1" || m.Hours != 27 || len(m.Cites) != 0 {
		t.Errorf("of the second: %+v", m)
	}
	if m := got.Members[0]; m.Beside != "" {
		t.Errorf("without evidence: %+v", m)
	}
}

func TestExplainLead(t *testing.T) {
	a, b, c := explained("a1", "gazette", 5), explained("b1", "herald", 5), explained("c1", "ministry", 9)
	for _, tt := range []struct {
		rule  string
		items []news.Item
		links []string // of the second item
		want  string
	}{
		{"alone", []news.Item{a}, nil, "only report"},
		{"official", []news.Item{c, a}, nil, "official source"},
		{"cited", []news.Item{a, b}, []string{a.URL + "?utm_source=x"}, "another publisher of the story links to it"},
		{"earliest", []news.Item{a, c}, nil, "earliest report"},
		{"fullest", []news.Item{a, b}, nil, "fullest of the earliest"},
		{"no longer", []news.Item{b, explained("d1", "gazette", 1)}, nil, "when the story last changed"},
	} {
		items := append([]news.Item(nil), tt.items...)
		if tt.links != nil {
			items[1].Links = tt.links
		}
		s := told("s", items...)
		if got := asked(t, archive.Content{Items: items, Stories: []news.Story{s}}).leadWhy(s); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q", tt.rule, got)
		}
	}
}

// What was tagged before there were quotes gets those of today; what has one keeps it, and what is beyond the excerpt has none.
func TestExplainQuotes(t *testing.T) {
	a := explained("a1", "gazette", 0)
	a.Title, a.Excerpt = "Court blocks nine providers", "They block many more."
	says := func(in, quote string) news.Evidence {
		return news.Evidence{Rule: "block* & provider* (@network)", In: in, Quote: quote, Score: 1}
	}
	a.Tags = []news.TagHit{{Tag: "topic/blocking", Evidence: []news.Evidence{says("title", ""), says("text", ""), {Rule: "great wall", In: "text"}}}}
	a.Reason = news.Reason{Code: news.ReasonTopic, Evidence: []news.Evidence{says("title", "as it stood")}}
	x := asked(t, archive.Content{Items: []news.Item{a}})
	got := x.item(a)
	text := says("text", "block")
	text.Beside = "providers"
	if d := cmp.Diff([]news.Evidence{says("title", "blocks nine providers"), text, {Rule: "great wall", In: "text"}}, got.Tags[0].Evidence); d != "" {
		t.Error(d)
	}
	if got := got.Reason.Evidence[0].Quote; got != "as it stood" {
		t.Errorf("a quote became %q", got)
	}
	if a.Tags[0].Evidence[0].Quote != "" {
		t.Error("the item was changed")
	}
}

func TestExplainRevisions(t *testing.T) {
	a := explained("a1", "gazette", 0)
	a.Excerpt = "One."
	revisions := []news.Revision{
		{Item: "a1", Day: "2026-11-21", At: explainNoon.Add(24 * time.Hour), Title: "Another", Excerpt: "One."},
		{Item: "a1", Day: "2026-11-22", At: explainNoon.Add(48 * time.Hour), Title: "Another", Excerpt: "Two."},
		{Item: "a1", Day: "2026-11-23", At: explainNoon.Add(72 * time.Hour), Source: &news.Source{Feed: "herald", Seen: explainNoon.Add(72 * time.Hour)}},
		{Item: "a1", Day: "2026-12-23", At: explainNoon.Add(800 * time.Hour), Title: "Too late", Excerpt: "Two."},
	}
	x := asked(t, archive.Content{Items: []news.Item{a}, Revisions: revisions})
	got := x.item(x.items["a1"])
	want := []ExplainedRevision{
		{At: revisions[0].At, Title: "Another"},
		{At: revisions[1].At, Text: true},
		{At: revisions[2].At, Source: "herald"},
		{At: revisions[3].At, Title: "Too late", Late: true},
	}
	if d := cmp.Diff(want, got.Revisions); d != "" {
		t.Error(d)
	}
	if got.Title != "Another" || len(got.Brought) != 2 || got.Brought[1].Feed.Name != "Herald" {
		t.Errorf("%+v", got)
	}
}

func TestExplainFinds(t *testing.T) {
	a, b := explained("abcd2345", "gazette", 0), explained("abce6789", "gazette", 1)
	b.URL = a.URL
	b.Sources[0].URL = a.URL
	l := news.LeftOut{ID: "left1", Feed: "herald", URL: "https://herald.example/recipes/soup", Title: "Soup", Day: "2026-11-20"}
	s := told("story234", a)
	x := asked(t, archive.Content{Items: []news.Item{a, b}, LeftOut: []news.LeftOut{l}, Stories: []news.Story{s}})
	for _, tt := range []struct{ query, found, near string }{
		{"abcd2345", "abcd2345", ""},
		{" abcd2345 ", "abcd2345", ""},
		{"left1", "left1", ""},
		{"https://gazette.example/abcd2345", "abce6789 abcd2345", ""},
		{"gazette.example/abcd2345#top", "abce6789 abcd2345", ""},
		{s.Path(), "story234", ""},
		{"../" + s.Path() + "index.html?x=1#y", "story234", ""},
		{"https://paper.example/story/2026/11/some-abcd2345/", "", ""}, // an article of somebody's, whatever it ends with
		{"abc", "", "abce6789 abcd2345"},
		{"abcd9", "", "abcd2345 abce6789"},
		{"https://herald.example/recipes/stew", "", "left1"},
		{"ab", "", ""},
		{"", "", ""},
		{"://", "", ""},
		{"story/2026/11/", "", ""},
	} {
		found, near := x.find(tt.query)
		if got := knownIDs(found); got != tt.found {
			t.Errorf("%q finds %q, want %q", tt.query, got, tt.found)
		}
		if got := knownIDs(near); got != tt.near {
			t.Errorf("%q is near %q, want %q", tt.query, got, tt.near)
		}
	}
}

func knownIDs(list []Known) string {
	var out []string
	for _, k := range list {
		out = append(out, k.ID)
	}
	return strings.Join(out, " ")
}

func TestUnknownErrorQuotes(t *testing.T) {
	var err error = UnknownError{Query: "x\n::warning::y", Near: []Known{{What: whatItem, ID: "a", Title: "b\n::error::c"}}}
	for line := range strings.Lines(err.Error()) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") {
			t.Errorf("a line reads as a command: %q", line)
		}
	}
	if e, ok := errors.AsType[UnknownError](err); !ok || len(e.Near) != 1 {
		t.Error(err)
	}
}
