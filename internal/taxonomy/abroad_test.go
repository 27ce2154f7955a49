package taxonomy

import (
	"os"
	"strings"
	"testing"

	"counternotice/internal/news"
)

const namesakeTags = `
version: 1
contexts:
  union: [Europe, 欧洲]
  enacting: [passes, 通过]
places:
- {id: us, label: {en: United States}, terms: [US, Utah, 美国]}
- {id: pe, label: {en: Peru}, terms: [Peru, 秘鲁]}
- {id: eu, label: {en: Union}, definition: D., terms: [EU, Brussels]}
- {id: ie, label: {en: Ireland}, parents: [eu], terms: [Irish, Common Services Act]}
actors:
- {id: office, label: {en: Office}, definition: D., kind: agency, place: pe, terms: [Lima Office]}
- {id: shop, label: {en: Shop}, definition: D., kind: company, place: pe, terms: [Shop]}
- {id: council, label: {en: Council}, definition: D., kind: legislature, place: ie, terms: [Council]}
instruments:
- {id: services, label: {en: Services}, definition: D., place: eu, abroad: [us], home: "@union", made: "@enacting", terms: [Services Act, EU Services Act, 服务法]}
- {id: privacy, label: {en: Privacy}, definition: D., place: eu, abroad: [any], terms: [Privacy Rules]}
- {id: markets, label: {en: Markets}, definition: D., place: eu, terms: [Markets Act]}
`

// A law of a name that other countries use is not given for theirs.
func TestNamesakes(t *testing.T) {
	tax := mustParse(t, namesakeTags)
	for _, c := range []struct {
		name, title, text string
		want              bool
	}{
		{"no country", "Services Act in force", "", true},
		{"another country", "Peru plans a Services Act", "", false},
		{"one in the text", "Services Act planned", "The capital of Peru has seen it.", false},
		{"one far in the text", "Services Act planned", strings.Repeat("word ", near) + "Peru", true},
		{"a law without abroad", "Peru plans a Markets Act", "", true},
		{"its own country beside", "Peru and the EU on a Services Act", "", true},
		{"a part of it", "Irish view of Peru: Services Act", "", true},
		{"words of home", "Europe and Peru: Services Act", "", true},
		{"its own country in the name", "Peru studies the EU Services Act", "", true},
		{"an institution of its own country", "Council asks Peru about Services Act", "", true},
		{"one of the other", "Lima Office on Services Act", "", false},
		{"a company", "Shop breaks Services Act", "", true},
		{"right before, though its own is named", "EU praises Peru's Services Act", "", false},
		{"in quotation marks", `EU praises Peru's "Services Act"`, "", false},
		{"before a comma", "EU praises Peru, Services Act and all", "", true},
		{"two of one name", "EU Services Act and Peru's Services Act", "", true},
		{"one named beside", "US slams Services Act", "", true},
		{"right before", "Utah Services Act", "", false},
		{"right before, in the Union", "EU and US Services Act", "", true},
		{"right behind", "Services Act in Utah", "", false},
		{"behind a comma", "Services Act, Utah and trade", "", true},
		{"a place that has the name of a law", "Peru on Common Services Act", "", false},
		{"its owner behind, though its own is named", "EU praises Services Act of Peru", "", false},
		{"with an article", "EU praises Services Act of the Peru", "", false},
		{"another word between", "EU praises Services Act and Peru", "", true},
		{"right behind in English", "EU praises Services Act Peru", "", true},
		{"its owner behind a comma", "EU praises Services Act, of Peru", "", true},
		{"one named beside, which passes it", "US passes its own Services Act", "", false},
		{"its house", "US lower house passes Services Act", "", false},
		{"in characters", "美国国会通过服务法", "", false},
		{"one named beside, which another passes", "US, as Council passes Services Act", "", true},
		{"far before the verb", "US against those who say it passes Services Act", "", true},
		{"far from the law", "US passes bill that was made for Services Act", "", true},
		{"passed, though its own is named", "US passes Services Act in Europe", "", true},
		{"all named beside", "Peru slams Privacy Rules", "", true},
		{"all named beside, right behind", "Privacy Rules in Peru", "", true},
		{"another that makes it, though its own is named", "EU watches as Peru passes its Services Act", "", false},
		{"its own between", "EU watches as Peru passes Europe's Services Act", "", true},
		{"all named beside, right before", "Peru Privacy Rules", "", false},
		{"a character between", "欧洲与秘鲁的《服务法》", "", false},
		{"a sentence before", "欧洲与秘鲁。服务法", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := tax.Judge(Input{Title: c.title, Text: c.text, Scope: news.ScopeAll})
			if got := has(v, "instrument/services") || has(v, "instrument/markets") || has(v, "instrument/privacy"); got != c.want {
				t.Errorf("%v: %v, want %v", v.Tags, got, c.want)
			}
		})
	}
}

// Behind a name stands its owner where the language says so, and a Turkish one has its ending.
func TestNamesakesByLanguage(t *testing.T) {
	tax := mustParse(t, namesakeTags)
	for _, c := range []struct {
		language, title string
		want            bool
	}{
		{"fr", "EU : Services Act du Peru", false},
		{"fr", "EU : Services Act et Peru", true},
		{"ru", "EU: Services Act Peru", false},
		{"ja", "EU: Services Act Peru", true},
		{"tr", "EU, Peru'nun Services Act", false},
		{"fr", "EU, Peru'nun Services Act", true},
	} {
		if got := has(tax.Judge(Input{Title: c.title, Language: c.language, Scope: news.ScopeAll}), "instrument/services"); got != c.want {
			t.Errorf("%s: %q: %v, want %v", c.language, c.title, got, c.want)
		}
	}
}

// The laws of the catalogue, in its languages, and those of one name elsewhere.
func TestLaws(t *testing.T) {
	tax := realTaxonomy(t)
	data, err := os.ReadFile("testdata/laws.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "|")
		if len(fields) != 3 {
			t.Fatalf("%q has %d fields, want 3", line, len(fields))
		}
		v := tax.Judge(Input{Title: fields[1], Language: fields[0], Scope: news.ScopeAll})
		for id := range strings.FieldsSeq(fields[2]) {
			never, not := strings.CutPrefix(id, "-")
			switch {
			case not && has(v, news.TagID(never)):
				t.Errorf("%s: %q has %s: %v", fields[0], fields[1], never, v.Tags)
			case !not && !has(v, news.TagID(id)):
				t.Errorf("%s: %q is without %s: %v", fields[0], fields[1], id, v.Tags)
			}
		}
	}
}
