package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/text"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// feeds of one publisher each, "official" being an agency.
func feeds(names ...string) map[string]news.Feed {
	m := map[string]news.Feed{}
	for _, n := range names {
		m[n] = news.Feed{ID: n, Publisher: n, Kind: news.KindPress, Language: "en"}
	}
	m["agency"] = news.Feed{ID: "agency", Publisher: "agency", Kind: news.KindOfficial, Language: "en"}
	return m
}

func item(id, feed, language, title, body string, at time.Time) news.Item {
	it := news.Item{
		ID: id, Feed: feed, Title: title, Language: language, URL: "https://" + feed + ".example/" + id,
		Day: at.Format(time.DateOnly), Published: at, FirstSeen: at, Excerpt: text.Excerpt(body, 40, 80), Stems: news.CountStems(text.Stems(body, language)),
	}
	it.Numbers = text.Numbers(title + "\n" + body)
	return it
}

// week is a small stream: two events told by several outlets, and items that stand alone.
func week() Input {
	in := Input{Now: noon.Add(6 * time.Hour), Feeds: feeds("alpha", "beta", "gamma", "delta")}
	in.Items = []news.Item{
		item("a1", "alpha", "en", "Court orders providers to block BookHarbor shadow library", "The High Court told five internet providers to block the shadow library BookHarbor within ten days.", noon),
		item("b1", "beta", "en", "Providers must block shadow library BookHarbor, High Court rules", "Five providers were told by the High Court to block BookHarbor, a shadow library with 12 million books.", noon.Add(2*time.Hour)),
		item("g1", "gamma", "en", "BookHarbor shadow library blocked after High Court ruling", "A High Court order makes providers block the shadow library BookHarbor.", noon.Add(3*time.Hour)),
		item("d1", "delta", "en", "Kite festival draws record crowd to Northport harbour", "Thousands watched kites on Sunday.", noon.Add(time.Hour)),
		item("a2", "alpha", "en", "Parliament passes biometric surveillance bill in Vendoria", "Lawmakers in Vendoria voted 120 to 80 for face recognition in stations.", noon.Add(-20*time.Hour)),
		item("b2", "beta", "en", "Vendoria parliament approves face recognition surveillance bill", "The surveillance bill lets police in Vendoria use face recognition in stations.", noon.Add(-18*time.Hour)),
		item("g2", "gamma", "en", "Quarterly report of the sample telecom shows higher profit", "Profit rose.", noon.Add(-30*time.Hour)),
	}
	return in
}

// members gives the items of each story that has any, sorted.
func members(stories []news.Story) []string {
	var out []string
	for _, s := range stories {
		var ids []string
		for _, m := range s.Members {
			ids = append(ids, m.Item)
		}
		if len(ids) > 0 {
			slices.Sort(ids)
			out = append(out, strings.Join(ids, " "))
		}
	}
	slices.Sort(out)
	return out
}

func TestOneEventOneStory(t *testing.T) {
	got := Tell(week())
	want := []string{"a1 b1 g1", "a2 b2", "d1", "g2"}
	if diff := cmp.Diff(want, members(got)); diff != "" {
		t.Fatalf("stories (-want +got):\n%s", diff)
	}
	if !slices.IsSortedFunc(got, news.CompareStories) {
		t.Error("the stories are not in order")
	}
	for _, s := range got {
		if len(s.ID) != 8 || s.Day == "" || s.Slug == "" || s.Lead == "" || !s.Begun.Equal(noon.Add(6*time.Hour)) {
			t.Errorf("the story is not whole: %+v", s)
		}
		for _, m := range s.Members {
			if len(s.Members) > 1 && len(m.Why) == 0 {
				t.Errorf("%s joined without evidence", m.Item)
			}
			for _, e := range m.Why {
				if len(strings.Fields(e.Value)) > sharedStems {
					t.Errorf("evidence of %s has too many stems: %q", m.Item, e.Value)
				}
			}
		}
	}
}

func TestTellingAgainChangesNothing(t *testing.T) {
	in := week()
	in.Stories = Tell(in)
	if again := Tell(in); len(again) != 0 {
		t.Errorf("the second telling gave %d stories", len(again))
	}
}

func TestOrderOfInputDoesNotMatter(t *testing.T) {
	in := week()
	want := Tell(in)
	for seed := range uint64(5) {
		shuffled := in
		shuffled.Items = slices.Clone(in.Items)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(in.Items), func(i, j int) {
			shuffled.Items[i], shuffled.Items[j] = shuffled.Items[j], shuffled.Items[i]
		})
		if diff := cmp.Diff(want, Tell(shuffled)); diff != "" {
			t.Fatalf("shuffled (-want +got):\n%s", diff)
		}
	}
}

func TestBadItemsStandAlone(t *testing.T) {
	for _, tt := range []struct{ name, title, language string }{
		{"no title", "", "en"},
		{"10,000 characters", strings.Repeat("court blocks the library ", 400), "en"},
		{"one emoji", "🔥", "en"},
		{"only stop words", "What is it to be?", "en"},
		{"another script than declared", "Суд заблокировал теневую библиотеку", "en"},
	} {
		in := week()
		in.Items = append(in.Items, item("bad", "delta", tt.language, tt.title, "", noon))
		if got := members(Tell(in)); !slices.Contains(got, "bad") {
			t.Errorf("%s: no story of its own: %q", tt.name, got)
		}
	}
}

func TestStreamKeepsIdentity(t *testing.T) {
	all := week()
	first := all
	first.Items = all.Items[:1]
	stories := Tell(first)
	if len(stories) != 1 {
		t.Fatalf("got %d stories", len(stories))
	}
	all.Stories = stories
	var got news.Story
	for _, s := range Tell(all) {
		if s.ID == stories[0].ID {
			got = s
		}
	}
	if len(got.Members) != 3 || got.Slug != stories[0].Slug || got.Day != stories[0].Day {
		t.Errorf("the story did not go on: %+v", got)
	}
}

func TestLinks(t *testing.T) {
	ruling := "https://court.example/judgments/17"
	filler := func(in *Input, n int, links ...string) {
		for i := range n {
			it := item(fmt.Sprint("f", i), fmt.Sprint("outlet", i), "en", fmt.Sprintf("Unrelated%d matter%d of topic%d", i, i, i), "", noon)
			it.Links = links
			in.Items = append(in.Items, it)
		}
	}
	for _, tt := range []struct {
		name  string
		links int // further items that link to the ruling
		other string
		want  []string
	}{
		{"one ruling, few words shared", 0, ruling, []string{"x y"}},
		{"the address in another form", 0, "http://www.court.example/judgments/17/?utm_source=feed", []string{"x y"}},
		{"another ruling", 0, "https://court.example/judgments/18", []string{"x", "y"}},
		{"the court's front page", 0, "https://court.example/", []string{"x", "y"}},
		{"a link that everybody has", 9, ruling, []string{"x", "y"}},
	} {
		in := Input{Now: noon.Add(time.Hour), Feeds: feeds("alpha", "beta")}
		x := item("x", "alpha", "en", "Judges rule against a library that scans whole novels", "", noon)
		y := item("y", "beta", "en", "Controlled lending must end, and the library with it?", "", noon)
		x.Links, y.Links = []string{ruling}, []string{tt.other}
		if tt.name == "the court's front page" {
			x.Links = []string{tt.other}
		}
		in.Items = []news.Item{x, y}
		filler(&in, tt.links, ruling)
		var got []string
		for _, m := range members(Tell(in)) {
			if m[0] != 'f' {
				got = append(got, m)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestSeriesStaysApart(t *testing.T) {
	for _, tt := range []struct {
		name, a, b, feed string
		later            time.Duration
		want             int
	}{
		{"parts of a series", "Trial of the BookHarbor founders, day 3", "Trial of the BookHarbor founders, day 4", "alpha", 2 * time.Hour, 2},
		{"of the same year", "BookHarbor bulletin 2026-11-19, number 165", "BookHarbor bulletin 2026-11-20, number 166", "alpha", 2 * time.Hour, 2},
		{"a number more", "Police seize 300 servers in BookHarbor raid at Northport", "Police seize 300 servers in BookHarbor raid at Northport, 2 arrested", "alpha", 2 * time.Hour, 1},
		{"a column's title", "Friday briefing from the digital rights desk", "Friday briefing from the digital rights desk", "alpha", 24 * time.Hour, 2},
		{"a wire report by two outlets", "Court blocks shadow library BookHarbor in landmark case", "Court blocks shadow library BookHarbor in landmark case", "beta", 2 * time.Hour, 1},
		{"two outlets count differently", "Police seize 300 servers in BookHarbor raid", "Police seize 280 servers in BookHarbor raid", "beta", 2 * time.Hour, 1},
	} {
		in := Input{Now: noon.Add(48 * time.Hour), Feeds: feeds("alpha", "beta")}
		in.Items = []news.Item{item("a", "alpha", "en", tt.a, "", noon), item("b", tt.feed, "en", tt.b, "", noon.Add(tt.later))}
		if got := Tell(in); len(got) != tt.want {
			t.Errorf("%s: %d stories, want %d: %q", tt.name, len(got), tt.want, members(got))
		}
	}
}

func TestCompare(t *testing.T) {
	b, p := Compare([]string{"x", "x", "y", "y"}, []string{"1", "1", "1", "2"})
	want := "0.750 0.667 0.500 0.333"
	if got := fmt.Sprintf("%.3f %.3f %.3f %.3f", b.Precision, b.Recall, p.Precision, p.Recall); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBoilerplateTellsNothing(t *testing.T) {
	in := Input{Now: noon.Add(time.Hour), Feeds: feeds("alpha")}
	for i, title := range []string{"Vonage shares fall", "Satellite forecast trimmed", "Homes sell well", "Mountain prize found", "Lawyer speaks", "Sniper on stand", "Border talks"} {
		in.Items = append(in.Items, item(fmt.Sprint(i), "alpha", "en", title, "Read the full story for the latest details", noon))
	}
	if got := Tell(in); len(got) != len(in.Items) {
		t.Errorf("%d items make %d stories: %q", len(in.Items), len(got), members(got))
	}
}

func TestEvalPairs(t *testing.T) {
	gold := `{"text1":"The court blocked the shadow library BookHarbor on Monday","text2":"Das Gericht sperrt die Schattenbibliothek BookHarbor","lang1":"en","lang2":"de","overall":1}
{"text1":"Kites over the harbour of Northport","text2":"Der Zoll beschlagnahmt gefälschte Uhren","lang1":"en","lang2":"de","overall":4}`
	got, err := EvalPairs(strings.NewReader(gold))
	if err != nil || len(got) != 1 || got[0].Languages != "de-en" || got[0].Pairs != 2 || got[0].Pearson < 0.99 {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := EvalPairs(strings.NewReader("{")); err == nil {
		t.Error("a broken line is no error")
	}
}

func TestEval(t *testing.T) {
	gold := `{"id":"1","title":"Court blocks shadow library BookHarbor","date":"2026-11-20T10:00:00Z","source":"a","lang":"en","story_id":"x"}
{"id":"2","title":"Kite festival draws record crowd to Northport","date":"","source":"b","lang":"en","story_id":"y"}
{"id":"3","title":"Shadow library BookHarbor blocked by court order","date":"2026-11-20T12:30:00Z","source":"c","lang":"en","story_id":"x"}
{"id":"3","title":"an id that comes twice","date":"2026-11-20T12:30:00Z","source":"c","lang":"en","story_id":"x"}`
	var out strings.Builder
	r, err := Eval(strings.NewReader(gold), &out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Items != 3 || r.Stories != 2 || r.Runs != 2 || r.BCubed.F1 != 1 || r.Pairwise.F1 != 1 || r.Moved != 0 {
		t.Errorf("got %+v", r)
	}
	if n := strings.Count(out.String(), "\n"); n != 3 {
		t.Errorf("%d lines were written, want one an id:\n%s", n, out.String())
	}
	if _, err := Eval(strings.NewReader(`{"date":"yesterday"}`), nil, nil); err == nil {
		t.Error("a wrong date is no error")
	}
}

// FuzzTell holds what callers rely on: every item is in one story, whatever it says, and telling again changes nothing.
func FuzzTell(f *testing.F) {
	f.Add("Court blocks BookHarbor", "Суд заблокировал BookHarbor", "en", "ru", "https://a.example/1", int16(3))
	f.Add("", "\xff\u202e🔥 1,2.3", "zh-Hant", "", "javascript:x", int16(-999))
	f.Add("版权 day 4", "day 5 版权", "zh", "zh", "http://alpha.example/a1", int16(30))
	f.Fuzz(func(t *testing.T, one, two, lang1, lang2, link string, hours int16) {
		in := week()
		x, y := item("x", "alpha", lang1, one, two, noon), item("y", "beta", lang2, two, one, noon.Add(time.Duration(hours)*time.Hour))
		x.Links, y.URL = []string{link}, link
		in.Items = append(in.Items, x, y)
		stories := Tell(in)
		seen := map[string]int{}
		for _, s := range stories {
			for _, m := range s.Members {
				seen[m.Item]++
			}
		}
		for _, it := range in.Items {
			if seen[it.ID] != 1 {
				t.Errorf("%s is in %d stories", it.ID, seen[it.ID])
			}
		}
		in.Stories = stories
		if again := Tell(in); len(again) != 0 {
			t.Errorf("telling again changed %d stories", len(again))
		}
	})
}

func TestFollowUpsComeLate(t *testing.T) {
	old := item("old", "alpha", "en", "Court orders providers to block BookHarbor shadow library",
		"The High Court told five internet providers to block the shadow library BookHarbor within ten days.", noon.AddDate(0, 0, -20))
	old.Refs = []news.Ref{"case:gb:HC-2026-001847"}
	first := Tell(Input{Now: old.Published, Items: []news.Item{old}, Feeds: feeds("alpha")})
	for _, tt := range []struct {
		name, title, body string
		refs              []news.Ref
		same              bool
	}{
		{"the same words", "High Court orders providers to block BookHarbor shadow library again", "Internet providers must block the shadow library BookHarbor once more.", nil, true},
		{"the same case and some words", "Appeal over BookHarbor fails", "The shadow library loses.", []news.Ref{"case:gb:HC-2026-001847"}, true},
		{"the same case and nothing else", "Kite festival draws record crowd", "Thousands watched kites.", []news.Ref{"case:gb:HC-2026-001847"}, false},
		{"the same subject", "Another shadow library moves its servers", "A shadow library has a new address.", nil, false},
		{"another case", "Court HC-2026-001860 orders providers to block BookHarbor shadow library", "The High Court told five internet providers to block the shadow library BookHarbor.", []news.Ref{"case:gb:HC-2026-001860"}, false},
	} {
		late := item("late", "beta", "en", tt.title, tt.body, noon)
		late.Refs = tt.refs
		if tt.name == "another case" {
			old.Title = "HC-2026-001847: " + old.Title
		}
		got := Tell(Input{Now: noon, Items: []news.Item{old, late}, Stories: first, Feeds: feeds("alpha", "beta")})
		if len(got) != 1 || (got[0].ID == first[0].ID) != tt.same {
			t.Errorf("%s: got %q in %d stories, want a follow-up: %v", tt.name, members(got), len(got), tt.same)
		}
	}
}

func TestTheOrganisationItselfLeads(t *testing.T) {
	in := week()
	for i := range in.Items {
		if it := &in.Items[i]; it.ID == "a1" || it.ID == "b1" {
			it.Tags = []news.TagHit{{Tag: "actor/gamma", Evidence: []news.Evidence{{Rule: "Gamma", In: "title"}}}}
		}
	}
	told := Tell(in)
	k := slices.IndexFunc(told, func(s news.Story) bool { return len(s.Members) == 3 })
	if k < 0 {
		t.Fatalf("no story of three: %q", members(told))
	}
	if told[k].Lead != "g1" {
		t.Errorf("%s leads, want g1, whose publisher the others name", told[k].Lead)
	}
}
