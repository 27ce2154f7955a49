package story

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

func TestCasesStayApart(t *testing.T) {
	for _, tt := range []struct {
		name        string
		first, last string
		together    bool
	}{
		{"two numbers", "Court orders block of shadow library BookHarbor (HC-2026-001847)", "Court orders block of shadow library BookHarbor: HC-2026-001860", false},
		{"one number", "Court orders block of shadow library BookHarbor (HC-2026-001847)", "Court orders block of shadow library BookHarbor: HC-2026-001847", true},
	} {
		x := item("x", "alpha", "en", tt.first, "", noon)
		y := item("y", "beta", "en", tt.last, "", noon.Add(time.Hour))
		z := item("z", "gamma", "en", "Court orders block of shadow library BookHarbor", "", noon.Add(2*time.Hour)) // names none
		got := of(Tell(Input{Now: noon.Add(3 * time.Hour), Items: []news.Item{x, y, z}, Feeds: feeds("alpha", "beta", "gamma")}))
		if (got["x"] == got["y"]) != tt.together {
			t.Errorf("%s: x in %s, y in %s", tt.name, got["x"], got["y"])
		}
		if got["z"] != got["x"] && got["z"] != got["y"] {
			t.Errorf("%s: what names no number is in neither story", tt.name)
		}
	}
}

// An agency has another name in every language; the taxonomy knows them all.
func TestActorsAcrossLanguages(t *testing.T) {
	x := item("x", "alpha", "en", "Vigilance Bureau raids office of pirate television network", "Servers were taken away.", noon)
	y := item("y", "beta", "tr", "Gözetim Kurumu korsan televizyon ağının ofisine baskın yaptı", "Sunuculara el konuldu.", noon.Add(time.Hour))
	tell := func() map[string]string {
		return of(Tell(Input{Now: noon.Add(2 * time.Hour), Items: []news.Item{x, y}, Feeds: feeds("alpha", "beta")}))
	}
	if got := tell(); got["x"] == got["y"] {
		t.Fatal("they are one story without the actor, so the test shows nothing")
	}
	hit := []news.TagHit{{Tag: "actor/vigilance-bureau", Evidence: []news.Evidence{{Rule: "its name", In: "title"}}}}
	x.Tags, y.Tags = hit, hit
	if got := tell(); got["x"] != got["y"] {
		t.Error("one actor and one raid in two languages are two stories")
	}
	y.Title, y.Stems, y.Numbers = "Gözetim Kurumu yeni başkanını seçti", nil, nil
	if got := tell(); got["x"] == got["y"] {
		t.Error("an actor alone joins two reports")
	}
}

func TestIDsOfMergedStoriesStayTaken(t *testing.T) {
	x := item("x", "alpha", "en", "Court orders providers to block BookHarbor", "", noon)
	first := Tell(Input{Now: noon, Items: []news.Item{x}, Feeds: feeds("alpha")})[0]
	again := Tell(Input{Now: noon, Items: []news.Item{x}, Taken: map[string]bool{first.ID: true}, Feeds: feeds("alpha")})
	if len(again) != 1 || again[0].ID == first.ID {
		t.Errorf("the address of a story that was merged away is given anew: %v", again)
	}
}

func TestTheOneThatOthersCiteLeads(t *testing.T) {
	in := week()
	in.Items = in.Items[:3]
	if lead := Tell(in)[0].Lead; lead != "a1" {
		t.Fatalf("%s leads, want the earliest", lead)
	}
	in.Items[0].Links = []string{in.Items[2].URL}
	in.Items[1].Links = []string{in.Items[2].URL}
	if lead := Tell(in)[0].Lead; lead != "g1" {
		t.Errorf("%s leads, want the report that both others link to", lead)
	}
}

// One text is one voice under any headline, and the agency whose text it is leads, however late its feed has it. A page of a site where everybody writes is not cited
// by a link to another one.
func TestWhoseTextItIs(t *testing.T) {
	body := "The agency fined seven sellers of television boxes in Northport on Tuesday after complaints of clubs, broadcasters and two film studios; officers seized servers, cash, cards and a van, said a spokesman, who promised further raids before Christmas."
	in := Input{Now: after(5), Feeds: feeds("alpha", "beta", "gamma"), Items: []news.Item{
		item("a", "alpha", "en", "Agency fines seven sellers of television boxes in Northport", body, noon),
		item("b", "beta", "en", "Northport: television boxes cost seven sellers dear, agency says", body, after(1)),
		item("o", "agency", "en", "Agency fines seven sellers of television boxes in Northport", body, after(2)),
	}}
	s := Tell(in)[0]
	var copies []string
	for _, m := range s.Members {
		copies = append(copies, m.Item+":"+m.Copy)
	}
	if diff := cmp.Diff([]string{"a:o", "b:o", "o:"}, copies); diff != "" || s.Lead != "o" {
		t.Errorf("%s leads; copies (-want +got):\n%s", s.Lead, diff)
	}
	in = week()
	in.Items = in.Items[:3]
	in.Items[0].URL, in.Items[2].URL = "https://pages.example/@alpha/1", "https://pages.example/@gamma/7"
	in.Items[1].Links = []string{"https://pages.example/@delta/cooking"}
	if lead := Tell(in)[0].Lead; lead != "a1" {
		t.Errorf("%s leads, want the earliest", lead)
	}
}

// Stories that stand close neither swap items nor merge when a little is added, and what leaves is said.
func TestIdentityOverRuns(t *testing.T) {
	in := week()
	told := Tell(in)
	home := of(told)
	in.Stories = told
	in.Now = in.Now.Add(time.Hour)
	in.Items = append(in.Items, item("n1", "delta", "en", "Rights group appeals order to block shadow library BookHarbor", "The group says the High Court order goes too far.", in.Now))
	for id, s := range of(Tell(in)) {
		if h, ok := home[id]; ok && h != s {
			t.Errorf("%s moved from %s to %s for one new report", id, h, s)
		}
	}
	// Two stories that one report after another shows to be one: the larger keeps its address, the other says where it went.
	first := slices.IndexFunc(told, func(s news.Story) bool { return len(s.Members) == 3 })
	part := told[first]
	whole := part
	whole.Members = part.Members[:2]
	part.ID, part.Slug, part.Members = "zzzzzzzz", "part", part.Members[2:]
	in.Stories = []news.Story{whole, part}
	for _, s := range told {
		if s.ID != whole.ID {
			in.Stories = append(in.Stories, s)
		}
	}
	in.Items = append(in.Items, item("n2", "beta", "en", "BookHarbor shadow library: High Court order makes providers block it", "Five providers must block BookHarbor, a shadow library, the High Court ruled.", in.Now))
	var into string
	for _, s := range Tell(in) {
		if s.ID == part.ID {
			into = s.Into
		}
		if s.ID == whole.ID && len(s.Members) < 4 {
			t.Errorf("the larger story has %d reports, want those of the other too", len(s.Members))
		}
		for _, m := range s.Members {
			stay := []news.Stay{{Story: part.Path(), Joined: part.Members[0].Joined}}
			if m.Item != part.Members[0].Item {
				stay = nil
			}
			if s.ID == whole.ID && !slices.Equal(m.Past, stay) {
				t.Errorf("%s was in %v before, want %v", m.Item, m.Past, stay)
			}
		}
	}
	if !strings.Contains(into, whole.ID) {
		t.Errorf("the story that went says it went to %q, want %s", into, whole.Path())
	}
}

func TestFollowUpAfterAWeek(t *testing.T) {
	title, body := "Court orders providers to block BookHarbor shadow library", "The High Court told five internet providers to block the shadow library BookHarbor within ten days."
	for _, days := range []int{4, 6, 7, 8, 20} {
		old := item("old", "alpha", "en", title, body, noon.AddDate(0, 0, -days))
		in := Input{Now: old.Published, Items: []news.Item{old}, Feeds: feeds("alpha", "beta", "gamma")}
		in.Stories = Tell(in)
		id := in.Stories[0].ID
		for hour := range 30 { // in every later run too
			in.Now = noon.Add(time.Duration(hour) * time.Hour)
			if hour == 0 {
				in.Items = append(in.Items, item("late", "beta", "en", "High Court orders providers to block BookHarbor shadow library again", body, in.Now))
			} else {
				in.Items = append(in.Items, item("n"+in.Now.Format("0215"), "gamma", "en", "Kite festival draws crowd "+in.Now.Format("02.15"), "", in.Now))
			}
			for _, s := range Tell(in) {
				in.Stories = append(slices.DeleteFunc(in.Stories, func(x news.Story) bool { return x.ID == s.ID }), s)
			}
			if got := of(in.Stories)["late"]; got != id {
				t.Fatalf("%d days later and %d runs on the follow-up is in %s, want %s", days, hour, got, id)
			}
		}
	}
}

func TestPlacesStayApart(t *testing.T) {
	x := item("x", "alpha", "en", "Spain: court orders providers to block BookHarbor shadow library", "", noon)
	y := item("y", "beta", "en", "Portugal: court orders providers to block BookHarbor shadow library", "", noon)
	tell := func() map[string]string {
		return of(Tell(Input{Now: noon, Items: []news.Item{x, y}, Feeds: feeds("alpha", "beta")}))
	}
	if got := tell(); got["x"] != got["y"] {
		t.Fatal("they are two stories without their places, so the test shows nothing")
	}
	x.Tags = []news.TagHit{{Tag: "place/es", Evidence: []news.Evidence{{Rule: "Spain", In: "title"}}}}
	y.Tags = []news.TagHit{{Tag: "place/pt", Evidence: []news.Evidence{{Rule: "Portugal", In: "title"}}}}
	if got := tell(); got["x"] == got["y"] {
		t.Error("orders of two countries are one story")
	}
	agency := func(name, place string) []news.TagHit {
		return []news.TagHit{
			{Tag: news.TagID("actor/" + name), Evidence: []news.Evidence{{Rule: name, In: "title"}}},
			{Tag: news.TagID("place/" + place), Evidence: []news.Evidence{{Rule: "actor/" + name, In: "tag"}}},
		}
	}
	x.Tags = agency("arcom", "fr")
	if got := tell(); got["x"] == got["y"] {
		t.Error("an order of an agency of one country and one of another country are one story")
	}
	x.Tags = append(agency("fbi", "us"), news.TagHit{Tag: "place/pt", Evidence: []news.Evidence{{Rule: "Lisbon", In: "text"}}})
	if got := tell(); got["x"] != got["y"] {
		t.Error("an agency that helps in another country has a story of its own")
	}
}

func TestWhatLeavesIsSaid(t *testing.T) {
	in := week()
	wrong := news.Story{ID: "wrong000", Day: "2026-11-20", Slug: "wrong", Begun: noon, Updated: noon, Lead: "a1", Members: []news.Member{
		{Item: "a1", Joined: noon}, {Item: "b1", Joined: noon}, {Item: "d1", Joined: noon},
	}}
	in.Stories = []news.Story{wrong}
	for _, s := range Tell(in) {
		if s.ID != wrong.ID {
			continue
		}
		if len(s.Left) != 1 || strings.Contains(s.Left[0], wrong.ID) {
			t.Errorf("the kite festival left for %q, want the address of its story", s.Left)
		}
		return
	}
	t.Error("the story that lost an item is not told again")
}

func TestBoilerplateCountsForNothing(t *testing.T) {
	in := Input{Now: noon, Feeds: feeds("alpha")}
	for k := range 8 {
		in.Items = append(in.Items, item("i"+string(rune('a'+k)), "alpha", "en", "Title of its own "+string(rune('a'+k)), "Read more of the Northport Lantern today.", noon))
	}
	in.Items[0].Title = "Northport votes"
	b := openBook(in, tuned)
	b.weigh()
	for i := range b.nodes {
		for _, w := range b.nodes[i].bag {
			if w.stem == "lantern" || w.stem == "northport" && b.nodes[i].item.ID != "ia" {
				t.Errorf("%s still has %q", b.nodes[i].item.ID, w.stem)
			}
		}
	}
	if !slices.ContainsFunc(b.nodes[0].bag, func(w stemWeight) bool { return w.stem == "northport" }) {
		t.Error("a title lost its word")
	}
}

// What the digest had all month tells less than what it never had, and less still the newer it is.
func TestWhatWasUsualTellsLess(t *testing.T) {
	tells := func(days int) float64 {
		in := Input{Now: noon, Feeds: feeds("alpha"), Items: []news.Item{item("x", "alpha", "en", "Quillwort court orders lanternry", "", noon)}}
		for k := range 100 {
			old := item(fmt.Sprint("old", k), "alpha", "en", fmt.Sprintf("Quillwort matter %c%c", 'a'+k/10, 'a'+k%10), "", noon.AddDate(0, 0, -days))
			in.Items = append(in.Items, old)
			in.Stories = append(in.Stories, Tell(Input{Now: old.Published, Items: []news.Item{old}, Feeds: in.Feeds})...)
		}
		b := openBook(in, tuned)
		b.weigh()
		return b.own.idf[b.own.of("en")["quillwort"]] / b.own.idf[b.own.of("en")["lanternri"]]
	}
	if ten, twenty := tells(10), tells(20); !(ten < 0.9 && ten < twenty && twenty < 1) {
		t.Errorf("a word tells %.3f of what another does after ten days of it, %.3f if they are twenty days back", ten, twenty)
	}
}

func TestSettledClustersNeverMeet(t *testing.T) {
	title := "Court orders providers to block BookHarbor shadow library"
	x, y := item("x", "alpha", "en", title, "", noon.AddDate(0, 0, -6)), item("y", "beta", "en", title, "", noon.AddDate(0, 0, -6))
	in := Input{Now: noon, Feeds: feeds("alpha", "beta", "gamma")}
	for _, it := range []news.Item{x, y} { // told apart, and closed since
		s := Tell(Input{Now: it.Published, Items: []news.Item{it}, Feeds: in.Feeds})[0]
		in.Stories = append(in.Stories, s)
	}
	in.Items = []news.Item{x, y, item("n", "gamma", "en", title+" again", "", noon.AddDate(0, 0, -1))}
	before := of(in.Stories)
	for id, s := range of(Tell(in)) {
		if h, ok := before[id]; ok && h != s {
			t.Errorf("%s of a closed story moved", id)
		}
	}
}

func TestWhereItIsWeighs(t *testing.T) {
	f := newForest(&tuned.linkage, 0, nil)
	a := cluster{size: 1, near: 0.3, wide: 0.02, topic: 0.02, words: 10}
	a.setAround()
	b := a
	alike := link{sum: 0.3 * micro, best: 0.3 * micro, n: 1, evidence: 20 * milli, terms: 3}
	same, told := alike, alike
	same.same, told.told = 1, 1
	if !(f.judge(&a, &b, same) > f.judge(&a, &b, alike) && f.judge(&a, &b, alike) > f.judge(&a, &b, told)) {
		t.Error("that two reports are in one story, or in two, does not count")
	}
}

// Evidence shows no word of the part of a text that is not published.
func TestEvidenceShowsPublishedWordsOnly(t *testing.T) {
	in := week()
	for k := range in.Items[:2] {
		it := &in.Items[k]
		it.Stems = news.CountStems(text.Stems(it.Excerpt+strings.Repeat(" lighthouse", 9), it.Language))
		it.Excerpt = text.Excerpt(it.Excerpt, 3, 6)
	}
	for _, s := range Tell(in) {
		for _, m := range s.Members {
			for _, e := range m.Why {
				if strings.Contains(e.Value, "lighthous") {
					t.Errorf("%s shows %q", m.Item, e.Value)
				}
			}
		}
	}
}

// The pieces of the number of a case that two reports name are no words that they share: the number is shown. Where there are no others nothing is said of words.
func TestEvidenceShowsANumberOnce(t *testing.T) {
	for _, tt := range []struct {
		name, first, last string
		ref, other        news.Ref
		want              string
	}{
		{"a docket", "Karaoke labels heard (1:26-cv-00123)", "Labels of karaoke songs, 1:26-cv-00123", "case:us:1:26-cv-00123", "case:us:1:26-cv-00123", "karaok label"},
		{"another docket", "Karaoke labels heard (1:26-cv-00123)", "Labels of karaoke songs, 1:26-cv-00123", "case:us:1:26-cv-00123", "case:us:2:25-cv-00123", "karaok label"},
		{"a court", "Karaoke, LG Hamburg 310 O 227/23", "LG Hamburg 310 O 227/23: karaoke", "case:de:LG Hamburg 310 O 227/23", "case:de:LG Hamburg 310 O 227/23", "hamburg karaok lg"},
		{"nothing else", "Hearing: HC-2026-001847", "HC-2026-001847 appealed", "case:uk:HC-2026-001847", "case:uk:HC-2026-001847", ""},
		{"two languages", "Richter: 1:26-cv-00123", "Labels of karaoke songs, 1:26-cv-00123", "case:us:1:26-cv-00123", "case:us:1:26-cv-00123", ""},
	} {
		x, y := item("x", "alpha", "en", tt.first, "", noon), item("y", "beta", "en", tt.last, "", after(2))
		if strings.HasPrefix(tt.first, "Richter") {
			x.Language = "de"
		}
		x.Refs, y.Refs = []news.Ref{tt.ref}, []news.Ref{tt.other}
		b := openBook(Input{Now: after(3), Feeds: outlets(), Items: []news.Item{x, y}}, tuned)
		b.weigh()
		said := ""
		for _, e := range b.why(news.Member{Item: "x"}, []news.Member{{Item: "x"}, {Item: "y"}}, newStemmer()) {
			if e.Rule == "words" {
				said = weights.ReplaceAllString(e.Value, "")
				if said == "" {
					t.Errorf("%s: nothing is shown as words", tt.name)
				}
			}
		}
		if said != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, said, tt.want)
		}
	}
}

// weights finds what each word of evidence adds.
var weights = regexp.MustCompile(`:[0-9.]+`)

// A report that a link brought says so, though another is nearer by its words.
func TestLinkThatJoined(t *testing.T) {
	page := item("page", "alpha", "en", "Northport judges spare the drawn atlas", "The court in Northport ruled on maps.", noon)
	near := item("near", "beta", "en", "Drawn atlas spared in Northport: judges of maps", "Readers are glad; a choir sang of ferries, tailors and bread.", after(1))
	linked := with(item("linked", "gamma", "en", "Readers of the drawn atlas light lanterns", "Lanterns were lit in Northport by readers of maps, who are glad.", after(2)), page.URL)
	in := Input{Now: after(3), Feeds: outlets(), Items: []news.Item{page, near, linked}}
	found := false
	for _, s := range Tell(in) {
		for _, m := range s.Members {
			found = found || m.Item == "linked" && slices.ContainsFunc(m.Why, func(e news.Evidence) bool { return e.Rule == "link" && e.Value == page.URL })
		}
	}
	if !found {
		t.Error("the link is no evidence")
	}
}

// In a story of very many reports each is compared with those of its time only.
func TestWhyAmongManyReports(t *testing.T) {
	in := docketed(2 * manyReports)
	told := Tell(in)
	if len(told) != 1 {
		t.Fatalf("%d stories, want one", len(told))
	}
	at := map[string]time.Time{}
	for _, it := range in.Items {
		at[it.ID] = it.Published
	}
	for _, m := range told[0].Members {
		if len(m.Why) == 0 || m.Why[0].Rule != "report" {
			t.Fatalf("%s has no report that it is there by: %v", m.Item, m.Why)
		}
		between := 0
		far := at[m.Why[0].Value].Sub(at[m.Item]).Abs()
		for _, other := range at {
			if other.Sub(at[m.Item]).Abs() < far {
				between++
			}
		}
		if between > manyReports+1 {
			t.Errorf("%s is there by %s, and %d reports are nearer in time", m.Item, m.Why[0].Value, between)
		}
	}
}
