package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"
)

// outlets are feeds of as many publishers as a test needs.
func outlets() map[string]news.Feed {
	f := feeds("alpha", "beta", "gamma", "delta")
	for i := range 400 {
		n := fmt.Sprint("o", i)
		f[n] = news.Feed{ID: n, Publisher: n, Kind: news.KindPress}
	}
	return f
}

func TestCaseNumbers(t *testing.T) {
	for _, title := range []string{
		"A 24/7 piracy service shut", "Fine under GDPR 2016/679 for OpenTube", "IPTV gang sold EPL 2025-26 season", "FY 2025-26 budget of the office",
		"COVID-19/20", "BT 10-15 sites", "MPA 2024/25 report", "EU 2019/790 directive", "US 50-48 Senate vote", "NATO 31-32", "Hole CVE-2026-12345 mended",
	} {
		if d := new(book).claimsOf(&news.Item{Title: title}).dockets; len(d) > 0 {
			t.Errorf("%q is taken for the case %q", title, d)
		}
	}
	for _, tt := range []struct {
		name string
		a, b []string
		want bool
	}{
		{"two cases", []string{"HC2026001847"}, []string{"HC2026001860"}, true},
		{"the same", []string{"HC2026001847"}, []string{"HC2026001847", "HC2026001860"}, false},
		{"on appeal it has another number", []string{"HC2026001847"}, []string{"CA2026000112"}, false},
		{"one names none", []string{"HC2026001847"}, nil, false},
		{"each cites another", []string{"HC2026001847 HC2026001860"}, []string{"HC2026001847 HC2026001911"}, false},
		{"none of several", []string{"HC2026001847 HC2026001860"}, []string{"HC2026001902 HC2026001911"}, true},
		{"two cases, and two reviews", []string{"HC2026001847", "HC2026001847 HC2026001860"}, []string{"HC2026001860", "HC2026001860 HC2026001911"}, true},
	} {
		if got := otherCases(tt.a, tt.b); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

const (
	blockTitle = "Court orders providers to block BookHarbor shadow library"
	blockText  = "The High Court told five internet providers to block the shadow library BookHarbor within ten days."
)

func TestFollowUpsOfOtherCases(t *testing.T) {
	old := []news.Item{
		item("o1", "alpha", "en", blockTitle+" (HC-2026-001847)", blockText, noon.AddDate(0, 0, -20)),
		item("o2", "beta", "en", blockTitle, blockText, noon.AddDate(0, 0, -20)),
	}
	in := Input{Now: old[0].Published, Items: old, Feeds: outlets()}
	in.Stories = Tell(in)
	in.Now = noon
	for _, tt := range []struct {
		number string
		want   bool
	}{{"HC-2026-009999", false}, {"HC-2026-001847", true}} {
		in.Items = append(old[:2:2], item("late", "gamma", "en", "High Court orders providers to block BookHarbor shadow library ("+tt.number+")", blockText, noon))
		if got := of(Tell(in)); (got["late"] == in.Stories[0].ID) != tt.want {
			t.Errorf("a follow-up of %s joins the story of 001847: %v", tt.number, !tt.want)
		}
	}
}

// What names two cases holds their reports together, also when it is no longer clustered, and no other is left that names none.
func TestConnectorLeaves(t *testing.T) {
	start := noon.AddDate(0, 0, -3)
	for _, other := range []bool{true, false} {
		in := Input{Now: noon, Feeds: outlets(), Items: []news.Item{
			item("z", "alpha", "en", blockTitle+": HC-2026-001847 and HC-2026-001860", blockText, start),
			item("x", "beta", "en", blockTitle+" HC-2026-001847", blockText, noon.Add(-2*time.Hour)),
			item("y", "gamma", "en", blockTitle+" HC-2026-001860", blockText, noon.Add(-time.Hour)),
		}}
		if other {
			in.Items = append(in.Items, item("w", "delta", "en", blockTitle, blockText, noon.Add(-time.Hour)))
		}
		apply(&in)
		before := of(in.Stories)
		if before["x"] != before["y"] {
			t.Fatal("they are several stories from the start, so the test shows nothing")
		}
		in.Now = start.Add(DefaultWindow + 62*time.Hour) // all but z are live
		in.Items = append(in.Items, item("kite", "o1", "en", "Kite festival draws record crowd", "", in.Now))
		apply(&in)
		for id, s := range of(in.Stories) {
			if h, ok := before[id]; ok && h != s {
				t.Errorf("%s moved for an unrelated report", id)
			}
		}
	}
}

// A country that is told of who did it, and one where it was done, are of one event.
func TestCountriesOfOneEvent(t *testing.T) {
	in := Input{Now: noon, Feeds: outlets(), Items: []news.Item{
		named(item("x", "alpha", "en", "Telegram founder Pavel Durov arrested at airport in France", "", noon.Add(-2*time.Hour)), "place/fr", "title"),
		named(item("y", "beta", "en", "Russian Telegram founder Pavel Durov arrested at airport", "", noon.Add(-time.Hour)), "place/ru", "title"),
		item("z", "gamma", "en", "Telegram founder Pavel Durov arrested at airport", "", noon),
	}}
	if got := Tell(in); len(got) != 1 {
		t.Errorf("%d stories", len(got))
	}
}

// Two words of a subject do not join two titles that have other numbers; more do.
func TestOtherNumbers(t *testing.T) {
	for _, tt := range []struct {
		x, y string
		want bool
	}{
		{"Ofcom fines hobby forum £20,000", "Ofcom fines bakery £1 million", false},
		{"Ofcom fines hobby forum £20,000", "Hobby forum fined £19,500 by Ofcom", true},
		{"Ofcom fines hobby forum", "Ofcom fines bakery", true},
	} {
		in := Input{Now: after(1), Feeds: outlets(), Items: []news.Item{item("x", "alpha", "en", tt.x, "", noon), item("y", "beta", "en", tt.y, "", after(1))}}
		b := openBook(in, tuned)
		b.weigh()
		sure := false
		for _, e := range b.neighbours()[0] {
			sure = sure || e.sure
		}
		if sure != tt.want {
			t.Errorf("%q and %q are sure: %v", tt.x, tt.y, sure)
		}
	}
}

// Suits against two people in two states, and two fines that one outlet reports, stay two events when a third report is like both.
func TestNoThirdReportJoinsTwoEvents(t *testing.T) {
	const body = "The broadcaster asks the court for 150,000 dollars for each of the works that were streamed without a licence."
	for _, tt := range []struct {
		name    string
		x, y, z news.Item
	}{
		{
			"two states",
			item("x", "alpha", "en", "Teleglobe sues Texas man for reselling streams", body, noon.Add(-2*time.Hour)),
			item("y", "gamma", "en", "Teleglobe sues Florida man for reselling streams", body, noon.Add(-time.Hour)),
			item("z", "beta", "en", "Broadcaster Teleglobe sues man for reselling streams", body, noon),
		},
		{
			"two countries in titles of one form",
			named(item("x", "alpha", "en", "Spain internet blackout enters third day", "", noon.Add(-2*time.Hour)), "place/es", "title"),
			named(item("y", "gamma", "en", "Portugal internet blackout enters third day", "", noon.Add(-time.Hour)), "place/pt", "title"),
			item("z", "beta", "en", "Internet blackout enters third day", "", noon),
		},
		{
			"two numbers of one outlet",
			item("x", "alpha", "en", "Data office fines the fashion shop Quillwear 150 million for trackers", "", noon.Add(-2*time.Hour)),
			item("y", "alpha", "en", "Data office fines the search firm Lanternbox 325 million for trackers", "", noon.Add(-time.Hour)),
			item("z", "beta", "en", "Data office fines fashion shop and search firm for trackers: Quillwear, Lanternbox", "", noon),
		},
	} {
		in := Input{Now: noon, Feeds: outlets(), Items: []news.Item{tt.x, tt.y, tt.z}}
		apply(&in)
		told := of(in.Stories)
		if told["x"] == told["y"] {
			t.Errorf("%s: one story", tt.name)
		}
		if told["z"] != told["x"] && told["z"] != told["y"] {
			t.Errorf("%s: the third is in neither, so the test shows nothing", tt.name)
		}
	}
}

// What a report was kept apart from is no ground for its place in a story to which another brought it.
func TestEvidenceNamesNoneThatWasRefused(t *testing.T) {
	in := Input{Now: noon, Feeds: outlets(), Items: []news.Item{
		named(item("x", "alpha", "en", "Spain: "+blockTitle, blockText, noon.Add(-2*time.Hour)), "place/es", "title"),
		named(item("y", "beta", "en", "Portugal has firms cut off the library BookHarbor, says a court", blockText, noon.Add(-2*time.Hour)), "place/pt", "title"),
		item("z", "gamma", "en", "Providers must block BookHarbor, a shadow library", "The court told them to do so within ten days.", noon),
	}}
	apply(&in)
	if len(in.Stories) != 1 {
		t.Fatal("they are several stories, so the test shows nothing")
	}
	for _, m := range in.Stories[0].Members {
		if m.Item != "z" && (len(m.Why) == 0 || m.Why[0].Value != "z") {
			t.Errorf("%s is there for %v, want z", m.Item, m.Why)
		}
	}
}

func TestFollowUpByAPopularLink(t *testing.T) {
	const link = "https://law.example/dsa/text"
	old := item("old", "alpha", "en", "Regulator opens inquiry into OpenTube", "", noon.AddDate(0, 0, -20))
	old.Links = []string{link}
	late := item("late", "beta", "en", "Regulator opens consultation on toy safety", "", noon)
	late.Links = []string{link}
	in := Input{Now: old.Published, Items: []news.Item{old}, Feeds: outlets()}
	in.Stories = Tell(in)
	in.Now, in.Items = noon, []news.Item{old, late}
	for i := range 40 {
		x := item(fmt.Sprint("f", i), fmt.Sprint("o", i), "en", fmt.Sprintf("Unrelated%d matter%d of topic%d", i, i, i), "", noon)
		x.Links = []string{link}
		in.Items = append(in.Items, x)
	}
	if of(Tell(in))["late"] == in.Stories[0].ID {
		t.Error("a link that 41 live reports have makes a follow-up")
	}
}

// A form or a column has one title and a text of its own each time.
func TestOneTitleOtherTexts(t *testing.T) {
	bodies := []string{
		"The office asks for comments on a survey of library borrowing in rural counties.", "Fishing vessels must report their catch by radio from March on.",
		"Airworthiness of turbine blades is to be inspected every nine months.", "Nursing homes shall keep records of vaccinations for six years.",
	}
	in := Input{Now: noon.Add(5 * time.Hour), Feeds: outlets()}
	for i, body := range bodies {
		in.Items = append(in.Items, item(fmt.Sprint("n", i), "agency", "en", "Agency Information Collection Activities; Proposed Collection; Comment Request", body, noon.Add(time.Duration(i)*time.Hour)))
	}
	for _, s := range Tell(in) {
		for _, m := range s.Members {
			if m.Copy != "" {
				t.Errorf("%s is taken for a copy of %s", m.Item, m.Copy)
			}
		}
	}
	title := "Morning briefing from the digital rights desk"
	got := members(Tell(Input{Now: noon.Add(40 * time.Hour), Feeds: outlets(), Items: []news.Item{
		item("a", "alpha", "en", title, "", noon), item("b", "beta", "en", title, "", noon.Add(20*time.Hour)), item("c", "alpha", "en", title, "", noon.Add(30*time.Hour)),
	}}))
	if len(got) < 2 {
		t.Errorf("two mornings of one series meet in another's report: %q", got)
	}
}

// What frames every text of a publisher says nothing, also when few of its items are live.
func TestFramesJoinNothing(t *testing.T) {
	frame := "Enlarge (credit: Stock Pictures) Read 13 remaining paragraphs Comments"
	in := Input{Now: noon, Feeds: outlets(), Items: []news.Item{
		item("x", "alpha", "en", "Appeals court seems lost on how archive harms publishers", frame, noon),
		item("y", "alpha", "en", "Brussels explores inquiry into partnership of chat makers", frame, noon),
	}}
	if got := of(Tell(in)); got["x"] == got["y"] {
		t.Error("two reports are one event by the frame of their feed")
	}
	title := "Old Lantern Gazette"
	in.Items = nil
	for i := range 8 {
		in.Items = append(in.Items, item(fmt.Sprint("t", i), "alpha", "en", fmt.Sprintf("Matter%d of topic%d – %s", i, i, title), "", noon))
	}
	b := openBook(in, tuned)
	b.weigh()
	for i := range b.nodes {
		for _, w := range b.nodes[i].title {
			if w == "gazett" {
				t.Error("what all titles of a publisher end with counts")
			}
		}
	}
}

func TestVoices(t *testing.T) {
	long := "Five internet providers have ten days to block the shadow library BookHarbor after a ruling of the High Court on Friday, said its registrar, and the publishers who had sued, among them three of the largest, welcomed it."
	in := Input{Now: noon.Add(time.Hour), Feeds: outlets(), Items: []news.Item{
		item("w", "alpha", "en", blockTitle, long, noon),
		item("v", "beta", "en", blockTitle+" (Harbour Wire)", "Five internet providers have ten days to block the shadow library BookHarbor after a ruling of the High Court on Friday, said its registrar.", noon.Add(time.Minute)),
		item("u", "gamma", "en", "News: "+blockTitle, "", noon.Add(2*time.Minute)),
	}}
	copies := 0
	for _, m := range Tell(in)[0].Members {
		if m.Copy == "w" {
			copies++
		}
	}
	if copies != 2 {
		t.Errorf("%d copies, want the one with an agency at its end and the one with a kind at its beginning", copies)
	}
}

// A wire that every outlet prints says nothing about how near others are.
func TestDensityCountsNoCopies(t *testing.T) {
	in := Input{Now: noon, Feeds: outlets()}
	for i := range 300 {
		title := fmt.Sprintf("zork%da blim%db quen%dc volt%dd remp%de", i/2, i/2, i/2, i/2, i/2)
		in.Items = append(in.Items, item(fmt.Sprintf("s%03d", i), fmt.Sprint("o", i), "en", title, "", noon))
	}
	measure := func() float64 {
		b := openBook(in, tuned)
		b.weigh()
		return b.density(b.neighbours())
	}
	if d := measure(); d != 0 {
		t.Errorf("copies alone make the density %v", d)
	}
	for i := range in.Items {
		in.Items[i].Title += fmt.Sprintf(" told%dx", i)
	}
	if d := measure(); d < 0.9 {
		t.Errorf("every report has a twin, and the density is %v", d)
	}
}

func TestWithin(t *testing.T) {
	for title, want := range map[string]string{
		"Judge blocks Texas age law":                         "Texas",
		"West Virginia and Utah sue":                         "West-Virginia Utah",
		"New York Times sues a maker of models":              "",
		"New York Post sues a maker of models":               "",
		"New York's law on social media, explained":          "New-York",
		"Ninth Circuit upholds ruling against BookHarbor":    "Ninth",
		"9th Circuit upholds ruling":                         "Ninth",
		"A circuit of texas longhorns":                       "",
		"法院裁定 Texas":                                         "Texas",
		"Court in Georgia rejects a claim from Washington":   "",
		"Eleventh hour for North Carolina's bill on piracy ": "North-Carolina",
	} {
		if got := strings.Join(within(title), " "); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
	if !slices.IsSorted(states) {
		t.Error("states are not sorted")
	}
}

// The same law is passed in one state after the other, and goes before one court after the other.
func TestStatesApart(t *testing.T) {
	at := func(h int) time.Time { return noon.Add(time.Duration(h-20) * time.Hour) }
	body := " must wait, since the app store age verification law most likely violates the First Amendment, a federal judge ruled."
	in := Input{Now: noon, Feeds: outlets(), Items: []news.Item{
		item("t1", "alpha", "en", "Federal judge blocks Texas app store age verification law", "Texas"+body, at(1)),
		item("t2", "beta", "en", "Texas app store age verification law blocked by federal judge", "Texas"+body, at(2)),
		item("u1", "gamma", "en", "Federal judge blocks Utah app store age verification law", "Utah"+body, at(6)),
		item("u2", "delta", "en", "Judge: Utah app store age verification law blocked", "Utah"+body, at(7)),
	}}
	got := of(Tell(in))
	if got["t1"] != got["t2"] || got["u1"] != got["u2"] || got["t1"] == got["u1"] {
		t.Errorf("the reports of two states are in the stories %v", got)
	}
}

// A thousand copies of one report name what they repeat.
func TestCopiesNameTheirOriginal(t *testing.T) {
	in := Input{Now: noon, Feeds: outlets()}
	for i := range 300 {
		in.Items = append(in.Items, item(fmt.Sprintf("c%03d", i), fmt.Sprint("o", i), "en", blockTitle, blockText, noon.Add(time.Duration(i-400)*time.Minute)))
	}
	stories := Tell(in)
	if len(stories) != 1 {
		t.Fatalf("%d stories", len(stories))
	}
	for _, m := range stories[0].Members {
		want := "c000"
		if m.Item == want {
			want = "c001"
		}
		if m.Why[0].Value != want {
			t.Fatalf("%s is said to be nearest to %s, want %s", m.Item, m.Why[0].Value, want)
		}
	}
}

// A product, its maker and what every maker does stand in many reports of one week, in any two languages.
func TestProductsAcrossLanguages(t *testing.T) {
	at := func(h int) time.Time { return noon.Add(time.Duration(h-40) * time.Hour) }
	acme := news.TagHit{Tag: "actor/google", Evidence: []news.Evidence{{Rule: "Google", In: "title"}}}
	x := item("x", "alpha", "de", "Chrome läuft im Herbst auch auf zehn Jahre alten Rechnern, verspricht Google", "Händler hatten danach gefragt. Google will den Browser auf Rechnern anbieten, die sonst im Müll landen.", at(1))
	y := item("y", "beta", "fr", "Chrome 27 coupe le son des onglets : Google présente sa version d'essai", "Le bruit d'un onglet s'arrête sans toucher aux autres. Google offre la version aux testeurs avant l'été.", at(6))
	z := item("z", "gamma", "en", "Google promises Chrome for computers ten years old this autumn", "Dealers had asked for it. Google wants to offer the browser on computers that would land in the rubbish.", at(8))
	x.Tags, y.Tags, z.Tags = []news.TagHit{acme}, []news.TagHit{acme}, []news.TagHit{acme}
	p := item("p", "delta", "de", "Microsoft erweitert das Angebot an Spielen im Abonnement für die Xbox", "Vier Abenteuer und ein Rennen sind dabei, dazu ältere Klassiker der Reihe. Bezahlt werden weiter zehn Euro im Monat; wer kündigt, behält seine Spielstände, heißt es in Redmond.", at(2))
	q := item("q", "o1", "fr", "Microsoft vend la Xbox sans sa caméra dès juin", "Une offre que les joueurs réclamaient depuis la sortie : cent euros de moins pour qui se passe du capteur, de la voix et des gestes, selon la presse spécialisée.", at(9))
	got := of(Tell(Input{Now: noon, Feeds: outlets(), Items: []news.Item{x, y, z, p, q}}))
	if got["p"] == got["q"] {
		t.Errorf("a subscription and a console are one story: %v", got)
	}
	if got["x"] == got["y"] || got["z"] == got["y"] {
		t.Errorf("two versions of one product are one story: %v", got)
	}
	if got["x"] != got["z"] {
		t.Errorf("one version in two languages is two stories: %v", got)
	}
}

// What one publisher links to below all its reports ties none of them to those of last month.
func TestSponsorsMakeNoFollowUps(t *testing.T) {
	old := item("old", "alpha", "en", "Review: Larkspur mesh router for libraries, speed and range", "We measured speed and range of the mesh router in a library.", noon.AddDate(0, 0, -20))
	late := item("late", "alpha", "en", "Review: Kestrel mesh router for small libraries, speed and price", "We measured speed of the mesh router and looked at its price.", noon)
	old.Links, late.Links = []string{"https://shop.example/give"}, []string{"https://shop.example/give"}
	for _, tt := range []struct {
		name string
		refs []news.Ref
		want bool
	}{{"a sponsor", nil, false}, {"a case", []news.Ref{"case:gb:HC-2026-001847"}, true}} {
		old.Refs, late.Refs = tt.refs, tt.refs
		in := Input{Now: noon.AddDate(0, 0, -20), Feeds: outlets(), Items: []news.Item{old}}
		apply(&in)
		in.Now, in.Items = noon, []news.Item{old, late}
		apply(&in)
		if home := of(in.Stories); (home["old"] == home["late"]) != tt.want {
			t.Errorf("tied by %s: %v", tt.name, home)
		}
	}
}

// The words of a subject stand in all its reports of a week.
func TestSubjectsAreNoEvents(t *testing.T) {
	x := item("x", "alpha", "en", "Net neutrality supporters press the Senate", "Makers of browsers wrote to senators that telecom firms must treat all traffic alike.", noon)
	y := item("y", "beta", "en", "Net neutrality, explained with a shop in Northport", "What would it mean for a small shop that nobody pays for, for a baker, a tailor, a ferry? A columnist looks at the arguments, one by one.", noon.Add(2*time.Hour))
	z := item("z", "gamma", "en", "Browser makers press Senate on net neutrality", "In a letter to senators they ask that telecom firms treat all traffic alike.", noon.Add(3*time.Hour))
	in := Input{Now: noon.Add(4 * time.Hour), Feeds: outlets()}
	for _, tt := range []struct {
		name string
		tags []news.TagHit
		want bool
	}{{"untagged", nil, true}, {"tagged", []news.TagHit{{Tag: "topic/net-neutrality", Evidence: []news.Evidence{{Rule: "net neutrality", In: "title"}, {Rule: "telecom*", In: "text"}}}}, false}} {
		x.Tags, y.Tags, z.Tags = tt.tags, tt.tags, tt.tags
		in.Items = append(others(fewNodes), x, y)
		if got := of(Tell(in)); (got["x"] == got["y"]) != tt.want {
			t.Errorf("%s: two reports on one subject are in %v", tt.name, got)
		}
		in.Items = append(others(fewNodes), x, z)
		if got := of(Tell(in)); got["x"] != got["z"] {
			t.Errorf("%s: two reports of one letter are in %v", tt.name, got)
		}
	}
}

// companies are those of the tests below.
var companies = map[news.TagID]bool{"actor/anthropic": true, "actor/meta": true, "actor/openai": true, "actor/apple": true}

// titled tags an item with actors that its title names.
func titled(it news.Item, actors ...news.TagID) news.Item {
	for _, a := range actors {
		it = named(it, a, "title")
	}
	return it
}

// The same judge decides for two companies in one week; who reports one of the cases may name another side of it.
func TestCompaniesOfTitles(t *testing.T) {
	x := item("x", "alpha", "en", "Judge rules for Anthropic in authors' case over AI training on books", "Training was fair, said the judge; keeping pirated copies was not.", noon)
	y := item("y", "beta", "en", "Meta wins its case of authors over AI training on books", "The authors made the wrong arguments, said the judge of the training.", noon.Add(20*time.Hour))
	z := item("z", "gamma", "en", "Authors lose in part: AI training on books is fair, judge tells Anthropic", "Keeping pirated copies was not fair, said the judge.", noon.Add(3*time.Hour))
	copied := item("y", "beta", "en", "Judge rules for Meta in authors' case over AI training on books", "", noon.Add(20*time.Hour))
	german := item("y", "beta", "de", "Richter entscheidet im Fall der Autoren für Meta: KI darf mit Büchern trainieren", "Das Training sei fair, sagte der Richter.", noon.Add(20*time.Hour))
	bare := x
	bare.Excerpt, bare.Stems = "", nil
	for _, tt := range []struct {
		name   string
		items  []news.Item
		joined bool
	}{
		{"nobody is known", []news.Item{x, y}, true},
		{"two companies", []news.Item{titled(x, "actor/anthropic"), titled(y, "actor/meta")}, false},
		{"one that the other's text alone names", []news.Item{titled(x, "actor/anthropic"), named(y, "actor/meta", "text")}, true},
		{"titles that are nearly the same, of two companies", []news.Item{titled(bare, "actor/anthropic"), titled(copied, "actor/meta")}, false},
		{"titles that are nearly the same, of two whom nobody knows", []news.Item{bare, copied}, false},
		{"two companies in two languages", []news.Item{titled(x, "actor/anthropic"), titled(german, "actor/meta")}, false},
		{"one company", []news.Item{titled(x, "actor/anthropic"), titled(z, "actor/anthropic")}, true},
		{"one of two", []news.Item{titled(x, "actor/anthropic", "actor/meta"), titled(z, "actor/anthropic")}, true},
		{"a company and who sues it", []news.Item{titled(x, "actor/anthropic"), titled(z, "actor/authors-guild")}, true},
	} {
		got := of(Tell(Input{Now: noon.Add(24 * time.Hour), Feeds: outlets(), Items: tt.items, Companies: companies}))
		if joined := got[tt.items[0].ID] == got[tt.items[1].ID]; joined != tt.joined {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// Among suits against others, two events of one company do not stand out.
func TestSuitsAgainstMany(t *testing.T) {
	makers := []news.TagID{"actor/meta", "actor/openai", "actor/apple"}
	items := others(2 * fewNodes)
	for i := range 12 {
		maker := makers[i%len(makers)]
		items = append(items, titled(item(fmt.Sprint("s", i), fmt.Sprint("o", i), "en", fmt.Sprintf("%s sued over AI training on books number %d", strings.ToUpper(maker.Name()), i), "Authors say that their books were used without asking.", noon.Add(time.Duration(i)*time.Hour)), maker))
	}
	x := titled(item("x", "alpha", "en", "Anthropic sued over AI training on lyrics", "Publishers of songs went to court.", noon), "actor/anthropic")
	y := titled(item("y", "beta", "en", "Anthropic sued over AI training on posts of a forum", "Its owner says that bots came after they were told to stay away.", noon.Add(5*time.Hour)), "actor/anthropic")
	if got := of(Tell(Input{Now: noon.Add(24 * time.Hour), Feeds: outlets(), Items: append(items, x, y), Companies: companies})); got["x"] == got["y"] {
		t.Errorf("two suits against one company are in %s", got["x"])
	}
}

// others are reports of invented words.
func others(n int) []news.Item { return invented(n*10, "en").Items[:n] }

// Among few reports two on one subject are not of one event because nothing else is like them.
func TestFewReports(t *testing.T) {
	x := item("x", "alpha", "en", "Net neutrality supporters press the Senate", "Makers of browsers wrote to senators that telecom firms must treat all traffic alike.", noon)
	y := item("y", "beta", "en", "Net neutrality, explained with a shop in Northport", "What would it mean for a small shop that nobody pays for, for a baker, a tailor, a ferry? A columnist looks at the arguments, one by one.", noon.Add(2*time.Hour))
	z := item("z", "gamma", "en", "Browser makers press Senate on net neutrality", "In a letter to senators they ask that telecom firms treat all traffic alike.", noon.Add(3*time.Hour))
	in := Input{Now: noon.Add(4 * time.Hour), Feeds: outlets(), Items: []news.Item{x, y}}
	if got := of(Tell(in)); got["x"] == got["y"] {
		t.Errorf("two reports on net neutrality are in %v", got)
	}
	in.Items = []news.Item{x, z}
	if got := of(Tell(in)); got["x"] != got["z"] {
		t.Errorf("two reports of one letter are in %v", got)
	}
}

func TestInstalments(t *testing.T) {
	for _, tt := range []struct {
		language, x, y string
		other          bool
	}{
		{"en", "Piracy trial, day 4: judge hears experts", "Piracy trial, day 5", true},
		{"en", "Piracy trial, Day Four", "Piracy trial: day 4", false},
		{"en", "Piracy trial: Day-3 testimony", "Piracy trial: Day-4 testimony", true},
		{"en", "Piracy trial enters third day", "Piracy trial enters fourth day", true},
		{"en", "Piracy trial in its third straight day", "Piracy trial: 4th day", true},
		{"en", "Piracy trial, third-day notes", "Piracy trial, 3rd day", false},
		{"en", "Trial, day 4", "Trial in its fifth day", true},
		{"en", "The archive, part II", "The archive (part one)", true},
		{"en", "The archive, pt. 1", "The archive, part 2/3", true},
		{"en", "The archive (1/3)", "The archive (2/3)", true},
		{"en", "The archive (1/3)", "The archive (2/5)", false},
		{"en", "1/3 of readers", "2/3 of readers", false},
		{"en", "Open 24/7 (24/7)", "Open 23/7 (23/7)", false},
		{"en", "Vote on 3/5", "Vote on 4/5", false},
		{"de", "Prozess gegen Kinobetreiber, Tag 3", "Prozess gegen Kinobetreiber: Tag 2", true},
		{"de", "Prozess gegen Kinobetreiber: dritter Tag", "Am 4. Prozesstag gegen Kinobetreiber", true},
		{"fr", "Procès de BookHarbor : troisième jour", "Procès de BookHarbor : quatrième jour", true},
		{"fr", "Procès de BookHarbor : 3e jour", "Procès de BookHarbor, jour 3", false},
		{"es", "Juicio a BookHarbor: tercer día", "Juicio a BookHarbor: 4º día", true},
		{"it", "La biblioteca, terza parte", "La biblioteca, seconda parte", true},
		{"pt", "Julgamento no terceiro dia", "Julgamento no quarto dia", true},
		{"nl", "Derde dag van het proces", "Vierde dag van het proces", true},
		{"pl", "Trzeci dzień procesu", "Czwartego dnia procesu", true},
		{"ru", "Прямой эфир: день 7", "Прямой эфир, день 8", true},
		{"ru", "Суд идёт третий день", "Суд идёт 4-й день", true},
		{"tr", "Davanın üçüncü günü", "Davanın 4. günü", true},
		{"tr", "İkinci gün başladı", "Davanın 2. günü", false},
		{"tr", "İkinci gün başladı", "Davanın 3. günü", true},
		{"ar", "محاكمة مؤسس المكتبة اليوم الثالث", "محاكمة مؤسس المكتبة اليوم الرابع", true},
		{"zh", "庭审第四天", "庭审第5天", true},
		{"ja", "裁判３日目", "裁判4日目", true},
		{"ja", "フェンウィック裁判 初公判", "フェンウィック裁判 第2回公判", true},
		{"ja", "フェンウィック裁判 初公判", "フェンウィック裁判 第1回公判", false},
		{"en", "Trial, day 4", "Trial, week 5", false},
		{"en", "The day X fell silent", "The day I left a network", false}, // no numbers
		{"en", "The week V and I met", "The week I met V", false},
		{"en", "Day by day: 4 orders", "Day by day: 5 orders", false},
		{"en", "Last day – 4 orders", "Last day – 5 orders", false},
		{"en", "4 day trial", "5 day trial", false},
		{"en", "He came in third. Day of joy", "He came in fourth. Day of joy", false},
		{"en", "Lists who came 3. Day of joy", "Lists who came 4. Day of joy", false},
		{"en", "The day 3rd floor burned", "The day 4th floor burned", false},
		{"en", "The week 2025 ended", "The week 2026 began", false},
		{"en", "Shutdown on 3 May during exams", "Shutdown on May 9 during exams", false}, // it began on the one and ends on the other
		{"en", "Requests rise in Q1 2026", "Requests expected to rise in Q2", false},
		{"it", "Sciopero il giorno 20 novembre", "Sciopero il giorno 21 novembre", false},
		{"it", "Processo, giorno 3", "Processo, giorno 4", true},
		{"ar", "الحكومة تحجب اليوم 5 مواقع", "الحكومة تحجب اليوم 6 مواقع", false},
		{"ja", "東京地裁民事第29部", "東京地裁民事第40部", false},
		{"zh", "电视剧第三集播出", "电视剧第四集播出", true},
		{"zh", "第三集团军", "第四集团军", false},
		{"en", "40 killed", "42 killed", false}, // they are counted on
		{"en", "Court blocks 40 sites", "Court blocks 400 sites", false},
	} {
		if got := instalmentsOf(tt.x, tt.language).other(instalmentsOf(tt.y, tt.language)); got != tt.other {
			t.Errorf("%q %v, %q %v: %v", tt.x, instalmentsOf(tt.x, tt.language), tt.y, instalmentsOf(tt.y, tt.language), got)
		}
	}
}

// What titles of two publishers number otherwise is two events, however alike they are; what they count otherwise is one.
func TestInstalmentsPart(t *testing.T) {
	for _, tt := range []struct {
		x, y string
		want int
	}{
		{"Fenwick Stream founder trial enters third day", "Fenwick Stream founder trial enters fourth day", 2},
		{"How the library BookHarbor was built (1/3)", "How the library BookHarbor was built (2/3)", 2},
		{"Ferry fire off Vendoria: 40 killed", "Ferry fire off Vendoria: 42 killed", 1},
	} {
		in := Input{Now: after(2), Feeds: outlets(), Items: append(others(100), item("x", "alpha", "en", tt.x, "", noon), item("y", "beta", "en", tt.y, "", after(1)))}
		if home := of(Tell(in)); (home["x"] == home["y"]) != (tt.want == 1) {
			t.Errorf("%q and %q are in %s and %s", tt.x, tt.y, home["x"], home["y"])
		}
	}
}
