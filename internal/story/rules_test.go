package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"

	"github.com/google/go-cmp/cmp"
)

// after is a time so many hours after noon.
func after(hours float64) time.Time { return noon.Add(time.Duration(hours * float64(time.Hour))) }

// with is an item with links.
func with(it news.Item, links ...string) news.Item {
	it.Links = links
	return it
}

// named is an item with a tag that its title or its text gave it.
func named(it news.Item, tag news.TagID, in string) news.Item {
	it.Tags = append(it.Tags, news.TagHit{Tag: tag, Evidence: []news.Evidence{{Rule: "its name", In: in}}})
	return it
}

// pages are addresses of as many outlets.
func pages(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("https://o%d.example/piece%d", 100+i, i))
	}
	return out
}

// Each rule by the pair that it parts and the pair, changed by as little as will do, that it leaves together.
func TestRulesOfPairs(t *testing.T) {
	const talk = "Judges and police spoke of money, music, a school, the weather, an airport and football; sailors, bakers, tailors, dockers and nurses listened, drank tea, mended sails, sang of storms, and went home through rain."
	sources := outlets()
	sources["court"] = news.Feed{ID: "court", Publisher: "court", Kind: news.KindOfficial, Region: "gb"}
	sources["britishpress"] = news.Feed{ID: "britishpress", Publisher: "britishpress", Kind: news.KindPress, Region: "gb"}
	maps := item("page", "gamma", "en", "Northport judges spare the drawn atlas", "", noon)
	for _, tt := range []struct {
		rule            string
		report          news.Item
		apart, together news.Item
	}{
		{
			"of one publisher, three words that it says every day are none of an event",
			item("x", "alpha", "en", "Harbour library buys kites for sailors", "The board voted on Monday after a debate about storms, ropes and the price of silk.", noon),
			item("y", "alpha", "en", "Harbour library sends a van to the hills", "The board hired a cook.", after(1)),
			item("y", "alpha", "en", "Harbour library sends a van to sailors", "The board hired drivers; readers in the north borrow novels, maps and films.", after(1)),
		},
		{
			"one rare word is enough where titles have little else",
			item("x", "alpha", "en", "Quillwort blooms at last", "", noon),
			item("y", "beta", "en", "Seen in the hills above Northport: quillwort", "", after(2)),
			item("y", "beta", "en", "Seen: quillwort", "", after(2)),
		},
		{
			"of one publisher, many words are none if the reports have more that differ",
			item("x", "alpha", "en", "Harbour library buys kites for sailors", "The board voted on Monday after a long debate about storms, ropes, sails and the price of silk.", noon),
			item("y", "alpha", "en", "Harbour library sends a van to the hills", "The county paid for the van; drivers were hired in spring, and readers in the hills borrow novels and maps. The board voted on Monday.", after(2)),
			item("y", "alpha", "en", "Harbour library to buy silk kites", "The board voted on Monday. The county paid for the van; drivers were hired in spring.", after(2)),
		},
		{
			"of one publisher, one title on another day is a series, and on the same day a report told again",
			item("x", "alpha", "en", "Court hears appeal of BookHarbor founders", "", noon),
			item("y", "alpha", "en", "Court hears appeal of BookHarbor founders", "", after(21)),
			item("y", "alpha", "en", "Court hears appeal of BookHarbor founders", "", after(19)),
		},
		{
			"of one publisher, a title with another name in it is of another event",
			item("x", "alpha", "en", "Police raid television ring in Naples, five arrested", "Officers took servers and a sum in cash from a flat near the harbour.", noon),
			item("y", "alpha", "en", "Police raid television ring in Palermo, five arrested", "Officers took servers and a sum in cash from a flat near the station.", after(2)),
			item("y", "alpha", "en", "Police raid television ring in Naples, six arrested", "Officers took servers and a sum in cash from a flat near the station.", after(2)),
		},
		{
			"two persons of one name, before one court on one day",
			item("x", "alpha", "ru", "Суд арестовал блогера Анну Соколову за пост о Буче", "Ей грозит до десяти лет.", noon),
			item("y", "alpha", "ru", "Суд арестовал блогера Игоря Соколова за донат ФБК", "Ему грозит до восьми лет.", after(2)),
			item("y", "alpha", "ru", "Суд арестовал блогера Анну Соколову", "За пост о Буче ей грозит до десяти лет.", after(2)),
		},
		{
			"parts of one trial, at two publishers",
			item("x", "alpha", "en", "Trial of BookHarbor founders, day 4: experts heard", "The court in Northport goes on tomorrow.", noon),
			item("y", "beta", "en", "Trial of BookHarbor founders, day 5: experts heard", "The court in Northport goes on tomorrow.", after(20)),
			item("y", "beta", "en", "Trial of BookHarbor founders, day four: experts heard", "The court in Northport goes on tomorrow.", after(2)),
		},
		{
			"of one publisher, one form with another month is a series",
			item("x", "alpha", "en", "BookHarbor notices received in January", "", noon),
			item("y", "alpha", "en", "BookHarbor notices received in February", "", after(2)),
			item("y", "alpha", "en", "BookHarbor notices received in January counted", "", after(2)),
		},
		{
			"two languages: texts share what surrounds them, so that a title must have one of the words",
			item("x", "alpha", "en", "Lanterns of yesterday", "The court ordered internet providers to block a website of books; publishers had sued, judges agreed, police watched.", noon),
			item("y", "beta", "de", "Ein Abend im Garten", "Das Gericht ordnete an, dass Internetanbieter eine Website mit Büchern sperren; Verlage hatten geklagt, Richter stimmten zu, die Polizei sah zu.", after(2)),
			item("y", "beta", "de", "Verlage klagen, Gericht sperrt Website", "Das Gericht ordnete an, dass Internetanbieter eine Website mit Büchern sperren; Verlage hatten geklagt, Richter stimmten zu, die Polizei sah zu.", after(2)),
		},
		{
			"two languages: of many words titles have two",
			item("x", "alpha", "en", "Court looks at music in schools", talk, noon),
			item("y", "beta", "de", "Musik und ein langer Abend", "Richter und Polizei streiten über Geld, Fußball und einen Flughafen; Winzer, Förster, Imker, Glaser und Küster warten, lesen Zeitung, spielen Karten, hoffen auf Äpfel, Nüsse und Honig im Herbst.", after(2)),
			item("y", "beta", "de", "Gericht prüft Musik in Schulen", "Richter streiten über Geld; Winzer, Förster, Imker, Glaser und Küster warten, lesen Zeitung, spielen Karten, hoffen auf Äpfel, Nüsse und Honig im Herbst.", after(2)),
		},
		{
			"two languages: a year and four things of every day are too little",
			item("x", "alpha", "en", "Court looks at music in schools", talk+" That was on a Monday in 2025.", noon),
			item("y", "beta", "de", "Schulen und Musik", "Richter streiten über Geld; Winzer, Förster, Imker, Glaser und Küster warten, lesen Zeitung, spielen Karten, hoffen auf Äpfel, Nüsse und Honig. Das war 2025.", after(2)),
			item("y", "beta", "de", "Schulen und Musik", "Richter streiten über Geld; Winzer, Förster, Imker, Glaser und Küster warten, lesen Zeitung, spielen Karten, hoffen auf Äpfel, Nüsse und Honig. Das war am Montag, 2025.", after(2)),
		},
		{
			"two languages: one name is too little, two tell as much as four things",
			item("x", "alpha", "en", "Morgunov walks out in Zlatoust", "", noon),
			item("y", "beta", "es", "Morgunov, en huelga otra vez", "", after(2)),
			item("y", "beta", "es", "Morgunov, libre en Zlatoust", "", after(2)),
		},
		{
			"two languages: small numbers are ages and days, unless the words say what they count",
			item("x", "alpha", "en", "Ferry strike: 14 boats idle, 27 sailings dropped, 33 crews at home until Sunday", "", noon),
			item("y", "beta", "de", "Brand im Rathaus: 14 Verletzte, 27 Wagen im Einsatz, 33 Nachbarn mussten ihre Wohnungen verlassen, Sonntag", "", after(2)),
			item("y", "beta", "de", "Streik der Fähren: 14 Boote liegen still, 27 Fahrten fallen aus, 33 Mannschaften bleiben bis Sonntag zu Hause", "", after(2)),
		},
		{
			"two languages: one large number and a word beside it",
			item("x", "alpha", "en", "Police take 4217 domains off the net", "", noon),
			item("y", "beta", "de", "Nach der Razzia: Polizei zählt 421 Festnahmen", "", after(2)),
			item("y", "beta", "de", "Polizei schaltet 4217 Domains ab", "", after(2)),
		},
		{
			"two languages: an actor is one word, however often it is in the news",
			named(item("x", "alpha", "en", "Bureau fines seller of television boxes after complaints of clubs", "Police and a court will look at music later, said a clerk, whom sailors, bakers, dockers and nurses had asked.", noon), "actor/vigilance-agency", "title"),
			named(item("y", "beta", "de", "Bureau prüft Musik, Polizei und Gericht helfen bei der Suche nach alten Platten im Archiv der Stadt", "", after(2)), "actor/vigilance-agency", "title"),
			named(item("y", "beta", "de", "Bureau bestraft Händler von Boxen fürs Fernsehen nach Beschwerden", "Polizei und Gericht sehen später nach der Musik, sagte ein Beamter.", after(2)), "actor/vigilance-agency", "title"),
		},
		{
			"a list links to forty pages, a report to the one that it is about",
			maps,
			with(item("y", "beta", "en", "What we read: tea, music, ferries, kites, bread and an atlas", "", after(2)), append(pages(39), maps.URL)...),
			with(item("y", "beta", "en", "What we read: tea, music, ferries, kites, bread and an atlas", "", after(2)), append(pages(2), maps.URL)...),
		},
		{
			"one title three days later is no wire, but a column",
			item("x", "alpha", "en", "The week in links and letters from readers", "Maps and kites, a ferry that never sailed, a clerk who sings; and whether libraries may lend what they scan.", noon),
			item("y", "beta", "en", "The week in links and letters from readers", "Bread, tea and lanterns, a tailor in the hills, a choir; and whether libraries may lend maps and kites to clerks.", after(74)),
			item("y", "beta", "en", "The week in links and letters from readers", "Bread, tea and lanterns, a tailor in the hills, a choir; and whether libraries may lend maps and kites to clerks.", after(70)),
		},
		{
			"orders of two countries, though one report compare them",
			named(item("x", "alpha", "en", "Spain: "+blockTitle, "", noon), "place/es", "title"),
			named(named(item("y", "beta", "en", "Portugal: "+blockTitle, "", after(2)), "place/pt", "title"), "place/es", "text"),
			named(named(item("y", "beta", "en", blockTitle, "", after(2)), "place/pt", "text"), "place/es", "text"),
		},
		{
			"orders of two countries in two languages",
			named(item("x", "alpha", "en", "Spain: "+blockTitle, "", noon), "place/es", "title"),
			named(item("y", "beta", "de", "Portugal: Gericht lässt Provider Schattenbibliothek BookHarbor sperren", "", after(2)), "place/pt", "title"),
			named(item("y", "beta", "de", "Spanien: Gericht lässt Provider Schattenbibliothek BookHarbor sperren", "", after(2)), "place/es", "title"),
		},
		{
			"a court speaks of its own country, also where titles are the same",
			item("x", "court", "en", blockTitle, "", noon),
			named(item("y", "beta", "en", blockTitle, "", after(2)), "place/pt", "text"),
			named(item("y", "beta", "en", blockTitle, "", after(2)), "place/gb", "text"),
		},
		{
			"the press speaks of all countries, and a report of another court does not",
			named(item("x", "beta", "en", blockTitle, "", noon), "place/pt", "text"),
			item("y", "court", "en", blockTitle, "", after(2)),
			item("y", "britishpress", "en", blockTitle, "", after(2)),
		},
		{
			"a link that two reports have ties what shares a word of both titles",
			with(item("x", "alpha", "en", "Fenwick raises its prices", "Sign the petition of the dockers.", noon), "https://act.example/petition"),
			with(item("y", "beta", "en", "Regulator explains cookies to shops", "Sign the petition of the dockers' choir.", after(1)), "https://act.example/petition"),
			with(item("y", "beta", "en", "Why cheap prices were never meant to last at Fenwick, a look back with graphs", "", after(1)), "https://act.example/petition"),
		},
		{
			"two publishers have a column of one title",
			item("x", "alpha", "en", "The Morning Internet Policy Briefing", "", noon),
			item("y", "beta", "en", "The Morning Internet Policy Briefing", "", after(2)),
			item("y", "beta", "en", "The Morning Internet Policy Ruling", "", after(2)),
		},
		{
			"two cases of one court: not even a link ties them",
			with(item("x", "alpha", "en", "HC-2026-001847: court spares maps", "", noon), "https://court.example/hearing"),
			with(item("y", "beta", "en", "HC-2026-001860: library loses in court", "", after(2)), "https://court.example/hearing"),
			with(item("y", "beta", "en", "A library loses in court", "", after(2)), "https://court.example/hearing"),
		},
	} {
		for _, other := range []struct {
			item news.Item
			want []string
		}{{tt.apart, []string{tt.report.ID, "y"}}, {tt.together, []string{tt.report.ID + " y"}}} {
			in := Input{Now: after(80), Feeds: sources, Items: []news.Item{tt.report, other.item}}
			if diff := cmp.Diff(other.want, members(Tell(in))); diff != "" {
				t.Errorf("%s: %q and %q (-want +got):\n%s", tt.rule, tt.report.Title, other.item.Title, diff)
			}
		}
	}
}

// Ten reports that name one case are one story, as two are, whatever their words; so is what two feeds of one publisher carry under one id.
func TestWhatNamesOneMatter(t *testing.T) {
	titles := []string{
		"Judges hear the makers of a kite library", "Northport awaits a ruling", "Lawyers for BookHarbor ask for time", "What the founders said", "Publishers want damages",
		"No jury, says the bench", "A hearing in three acts", "Experts explain hashes", "Silence on the harbour", "An appeal is likely",
	}
	in := Input{Now: after(3), Feeds: outlets()}
	for i, title := range titles {
		it := item(fmt.Sprint("n", i), fmt.Sprint("o", i), "en", title+" (HC-2026-001847)", "", after(float64(i)/5))
		it.Refs = []news.Ref{"case:uk:HC-2026-001847"}
		in.Items = append(in.Items, it)
	}
	if got := members(Tell(in)); len(got) != 1 {
		t.Errorf("reports that name one case: %q", got)
	}
	late := in.Items[3]
	late.ID, late.URL, late.Title, late.Published, late.FirstSeen = "late", "https://o3.example/late", "HC-2026-001847: costs", after(170), after(170)
	day := in.Items[4]
	day.ID, day.URL, day.Title, day.Refs, day.Published, day.FirstSeen = "day", "https://o4.example/day", "Judges hear the makers of a kite library at length", nil, after(80), after(80)
	running := Input{Now: after(171), Feeds: outlets(), Items: []news.Item{in.Items[0], in.Items[1], day, late}, Stories: []news.Story{told("running0", noon, "n0", "n1", "day")}}
	if got := members(Tell(running)); len(got) != 1 || got[0] != "day late n0 n1" {
		t.Errorf("a late report of a case whose story still runs: %q", got)
	}
	late.Title, late.Published, late.FirstSeen, late.Day = "Publishers and readers want peace, says a spokesman on the steps of the palace", after(450), after(450), after(450).Format(time.DateOnly)
	closed := Input{Now: after(451), Feeds: outlets(), Items: append(slices.Clone(in.Items), late), Stories: []news.Story{told("closed00", noon, "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9")}}
	if got := Tell(closed); len(got) != 1 || got[0].ID != "closed00" {
		t.Errorf("a late report of a case that ten have told: %v", members(got))
	}
	for title, want := range map[string]int{
		"Bayer wins Supreme Court Roundup case over labels": 1, "Army recaptures northern town": 1, "White House bars news agency from briefing room": 1,
		"新加坡联合早报网站在中国大陆被封锁": 1, "互联网晚报": 2, "Tech news roundup": 2,
	} {
		x, y := item("x", "o1", "", title, "", noon), item("y", "o2", "", title, "", after(1))
		if got := members(Tell(Input{Now: after(2), Feeds: outlets(), Items: []news.Item{x, y}})); len(got) != want {
			t.Errorf("%q of two publishers: %d stories, want %d", title, len(got), want)
		}
	}
	for _, tt := range []struct {
		name, first, second string
		want                int
	}{
		{"one id", "tag:alpha.example,2026:7", "tag:alpha.example,2026:7", 1},
		{"two", "tag:alpha.example,2026:7", "tag:alpha.example,2026:8", 2},
		{"a running number", "7", "7", 2},
		{"a number with a word", "post:1", "post:1", 2},
		{"the front page", "https://alpha.example/", "https://alpha.example/", 2},
	} {
		x, y := item("x", "news", "en", "Judges hear the makers of a kite library", "", noon), item("y", "blog", "en", "Northport awaits a ruling on its old library", "", after(1))
		x.Sources, y.Sources = []news.Source{{Feed: "news", GUID: tt.first}}, []news.Source{{Feed: "blog", GUID: tt.second}}
		feeds := map[string]news.Feed{"news": {ID: "news", Publisher: "alpha"}, "blog": {ID: "blog", Publisher: "alpha"}}
		if got := members(Tell(Input{Now: after(2), Feeds: feeds, Items: []news.Item{x, y}})); len(got) != tt.want {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

// A column, a form and a list have one title, or nearly, and their own matter each time; a wire report has one text.
func TestOneTitleManyTexts(t *testing.T) {
	bodies := []string{
		"Maps and kites, a ferry that never sailed, and a clerk who sings.", "Bread, tea and lanterns, and a tailor in the hills.", "Radio plays, a harbour choir, an owl, and oil for hinges.",
		"Turbines, nurses, records and oranges, sold by weight.", "Snow on the pass, a locksmith, a violin, and mended shoes.", "Chess by post, salt, a comet, and barley soup.",
	}
	names := []string{"Lindvale", "Northport", "Vendoria", "Morgunov", "Zlatoust", "Quillwort"}
	for _, tt := range []struct {
		name  string
		title func(i int) string
		body  func(i int) string
		every float64 // hours
		want  int
	}{
		{"a column", func(int) string { return "The week in links and letters from readers" }, func(i int) string { return bodies[i] }, 1, 6},
		{"a wire", func(int) string { return "The week in links and letters from readers" }, func(int) string { return bodies[0] }, 1, 1},
		{"a wire with captions", func(int) string { return "Court blocks shadow library BookHarbor" }, func(i int) string { return "Photo: " + names[i] }, 1, 1},
		{"a law in one town after the other", func(i int) string { return "Judge blocks age verification law of " + names[i] }, func(int) string { return "" }, 20, 6},
		{"a column with a name", func(i int) string {
			return "What we read this week, with " + names[i] + ": letters, links, notes and corrections"
		}, func(i int) string { return bodies[i] }, 10, 6},
		{"a wire with a name", func(i int) string {
			return "What we read this week, with " + names[i] + ": letters, links, notes and corrections"
		}, func(int) string { return bodies[0] }, 10, 1},
		{"a list with a number", func(i int) string {
			return fmt.Sprintf("List of domains blocked in the city this week: %d names", 165+37*i)
		}, func(int) string { return "" }, 30, 6},
		{"a list told by all", func(int) string { return "List of domains blocked in the city this week: 165 names" }, func(int) string { return "" }, 10, 1},
	} {
		in := Input{Now: after(5 * tt.every), Feeds: outlets()}
		for i := range bodies {
			in.Items = append(in.Items, item(fmt.Sprint("n", i), fmt.Sprint("o", i), "en", tt.title(i), tt.body(i), after(tt.every*float64(i))))
		}
		if got := members(Tell(in)); len(got) != tt.want {
			t.Errorf("%s: %d stories, want %d: %q", tt.name, len(got), tt.want, got)
		}
	}
}

const wire = "Five internet providers have ten days to block the shadow library BookHarbor, said its registrar. Three publishers had sued in spring. A reader called the ruling a blow to students."

// Under one title a text that has most of the other is a copy, one that has its facts is a report.
func TestCopiesUnderOneTitle(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       string
	}{
		{"cut short", strings.TrimSuffix(wire, " A reader called the ruling a blow to students."), "w"},
		{"told anew", "BookHarbor goes dark for millions: after years of hearings five internet providers have ten days, and students wonder where to borrow. The ruling pleases authors, whose union danced on the steps.", ""},
		{"without a text", "", "w"},
	} {
		in := Input{Now: after(5), Feeds: outlets(), Items: []news.Item{
			item("w", "alpha", "en", blockTitle, wire, noon), item("v", "beta", "en", blockTitle, tt.body, after(1)),
		}}
		told := Tell(in)
		if len(told) != 1 {
			t.Fatalf("%s: %d stories", tt.name, len(told))
		}
		for _, m := range told[0].Members {
			if m.Item == "v" && m.Copy != tt.want {
				t.Errorf("%s: a copy of %q, want %q", tt.name, m.Copy, tt.want)
			}
		}
	}
}

// The evidence of a copy is what it repeats, though another report be nearer in time.
func TestCopiesAreThereForTheirOriginal(t *testing.T) {
	in := Input{Now: after(40), Feeds: outlets(), Items: []news.Item{
		item("w", "alpha", "en", blockTitle, wire, noon),
		item("r", "beta", "en", "Court tells providers: block BookHarbor shadow library", "Five internet providers have ten days to block the shadow library BookHarbor. Three publishers had sued, and welcomed it.", after(30)),
		item("v", "gamma", "en", blockTitle, wire, after(31)),
	}}
	for _, s := range Tell(in) {
		for _, m := range s.Members {
			if m.Item == "v" && (m.Copy != "w" || m.Why[0].Value != "w") {
				t.Errorf("v is a copy of %q and is there for %q, want w", m.Copy, m.Why[0].Value)
			}
		}
	}
}

// What makes a report weeks later a follow-up, each by the one that is and the one, changed by as little as will do, that is none.
func TestRulesOfFollowUps(t *testing.T) {
	refs := func(it news.Item, refs ...news.Ref) news.Item {
		it.Refs = refs
		return it
	}
	const number = "case:gb:HC-2026-001847"
	wages := "Teachers, nurses, dockers, bakers, miners, clerks and gardeners want more wages; the ministry offered pensions, tariffs, levies and bonds, and talks went on all night with judges who had settled such strikes before."
	kites := "Sailors watched silk kites over the bay, drank tea in tents, and heard brass bands from nine islands play marches until rain and thunder drove them home to barns, attics and cellars of the old town of Lindvale."
	for _, tt := range []struct {
		rule         string
		old          news.Item
		follows, not news.Item
	}{
		{
			"the same words of another state are of another law",
			item("old", "alpha", "en", "Federal judge blocks Texas app store age verification law", "A federal judge blocked the law on app stores.", noon.AddDate(0, 0, -20)),
			item("late", "beta", "en", "Federal judge blocks Texas app store age verification law for good", "A federal judge blocked the law on app stores.", noon),
			item("late", "beta", "en", "Federal judge blocks Utah app store age verification law for good", "A federal judge blocked the law on app stores.", noon),
		},
		{
			"and of another country, of another order",
			named(item("old", "alpha", "en", blockTitle, blockText, noon.AddDate(0, 0, -20)), "place/es", "title"),
			named(item("late", "beta", "en", blockTitle+" again", blockText, noon), "place/es", "title"),
			named(item("late", "beta", "en", blockTitle+" again", blockText, noon), "place/pt", "title"),
		},
		{
			"one case, and two words beside it",
			refs(item("old", "alpha", "en", "Court spares the drawn atlas", "", noon.AddDate(0, 0, -20)), number),
			refs(item("late", "beta", "en", "Atlas loses in court after all", "", noon), number),
			refs(item("late", "beta", "en", "Atlas of winds sells out in Lindvale", "", noon), number),
		},
		{
			"one case, and two words that are not lost among many",
			refs(item("old", "alpha", "en", "Union strike settled", wages, noon.AddDate(0, 0, -20)), number),
			refs(item("late", "beta", "en", "Union strike judged", "Judges: ministry must pay wages to nurses and miners.", noon), number),
			refs(item("late", "beta", "en", "Kites and old ministry barns, all night", kites, noon), number),
		},
		{
			"one page that both link to, by two publishers",
			with(item("old", "alpha", "en", "Court spares the drawn atlas", "", noon.AddDate(0, 0, -20)), "https://court.example/atlas"),
			with(item("late", "beta", "en", "Atlas loses in court after all", "", noon), "https://court.example/atlas"),
			with(item("late", "beta", "en", "Atlas loses in court after all", "", noon), "https://court.example/other"),
		},
		{
			"of one publisher nothing by words alone",
			item("old", "alpha", "en", blockTitle, blockText, noon.AddDate(0, 0, -20)),
			item("late", "beta", "en", blockTitle+" again", blockText, noon),
			item("late", "alpha", "en", blockTitle+" again", blockText, noon),
		},
		{
			"of one publisher and one case, no part of a series",
			refs(item("old", "alpha", "en", "Trial of the BookHarbor founders, part 3", blockText, noon.AddDate(0, 0, -20)), number),
			refs(item("late", "alpha", "en", "Trial of the BookHarbor founders ends", blockText, noon), number),
			refs(item("late", "alpha", "en", "Trial of the BookHarbor founders, part 4", blockText, noon), number),
		},
		{
			"four words, and not the three of a short title",
			item("old", "alpha", "en", "BookHarbor blocked for students of Lindvale", "", noon.AddDate(0, 0, -20)),
			item("late", "beta", "en", "Lindvale: BookHarbor blocked for all students", "", noon),
			item("late", "beta", "en", "BookHarbor blocked for all students", "", noon),
		},
	} {
		for _, late := range []struct {
			item news.Item
			want bool
		}{{tt.follows, true}, {tt.not, false}} {
			in := Input{Now: tt.old.Published, Feeds: outlets(), Items: []news.Item{tt.old}}
			apply(&in)
			in.Now, in.Items = noon, append(in.Items, late.item)
			apply(&in)
			if home := of(in.Stories); (home["old"] == home["late"]) != late.want {
				t.Errorf("%s: %q of %s is a follow-up of %q: %v", tt.rule, late.item.Title, late.item.Feed, tt.old.Title, !late.want)
			}
		}
	}
}

// told is a story as an earlier run told it.
func told(id string, at time.Time, items ...string) news.Story {
	s := news.Story{ID: id, Day: at.Format(time.DateOnly), Slug: id, Begun: at, Updated: at, Lead: items[0]}
	for _, it := range items {
		s.Members = append(s.Members, news.Member{Item: it, Joined: at})
	}
	return s
}

// What has left the window stays at its address, though a larger story of today tell the same.
func TestClosedStaysWhereItIs(t *testing.T) {
	in := Input{Now: noon, Feeds: outlets(), Stories: []news.Story{told("closed00", noon.AddDate(0, 0, -6), "x"), told("live0000", noon.AddDate(0, 0, -4), "y0", "y1", "y2")}}
	in.Items = append(in.Items, item("x", "alpha", "en", blockTitle, blockText, noon.AddDate(0, 0, -6)))
	for i := range 3 {
		in.Items = append(in.Items, item(fmt.Sprint("y", i), fmt.Sprint("o", i), "en", blockTitle, blockText, noon.AddDate(0, 0, -4).Add(time.Duration(i)*time.Hour)))
	}
	in.Items = append(in.Items, item("n", "beta", "en", blockTitle+" again", blockText, noon))
	apply(&in)
	if home := of(in.Stories); home["x"] != "closed00" || home["y0"] != "live0000" {
		t.Errorf("x is in %s, y0 in %s; want them where they were", home["x"], home["y0"])
	}
}

// Two closed stories never become one, and so what is live of the smaller stays with it.
func TestClosedStoriesTakeNothing(t *testing.T) {
	six := noon.AddDate(0, 0, -6)
	in := Input{Now: noon, Feeds: outlets(), Stories: []news.Story{told("larger00", six, "x0", "x1", "x2", "x3", "x4"), told("smaller0", six, "y0", "y1")}}
	for i := range 5 {
		in.Items = append(in.Items, item(fmt.Sprint("x", i), fmt.Sprint("o", i), "en", blockTitle, blockText, six.Add(time.Duration(i)*time.Hour)))
	}
	in.Items = append(in.Items,
		item("y0", "alpha", "en", blockTitle+" of novels", blockText, six.Add(2*time.Hour)),
		item("y1", "beta", "en", blockTitle+" of novels", blockText, noon.AddDate(0, 0, -4)),
		item("n", "gamma", "en", "Kite festival draws record crowd to Northport", "", noon))
	apply(&in)
	if home := of(in.Stories); home["y1"] != "smaller0" || home["y0"] != "smaller0" {
		t.Errorf("y0 is in %s, y1 in %s; want them where they were", home["y0"], home["y1"])
	}
}

// A page to which all reports of a large story link ties them, without a pair for every two of them.
func TestTiesOfManyAreFew(t *testing.T) {
	in := Input{Now: after(1), Feeds: outlets()}
	var ids []string
	for i := range 400 {
		id := fmt.Sprintf("c%03d", i)
		ids = append(ids, id)
		in.Items = append(in.Items, with(item(id, fmt.Sprint("o", i), "en", blockTitle, "", noon), "https://court.example/ruling"))
	}
	in.Stories = []news.Story{told("ruling00", noon, ids...)}
	b := openBook(in, tuned)
	b.weigh()
	ties, partners := b.ties(), map[int32]int{}
	for pair := range ties {
		partners[pair[0]]++
		partners[pair[1]]++
	}
	if len(partners) != 400 || len(ties) > 400*manyCiters {
		t.Errorf("%d of 400 reports are tied, by %d pairs; want all, by at most %d", len(partners), len(ties), 400*manyCiters)
	}
}
