package taxonomy

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

// compileSchema reads a schema of the project.
func compileSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestRealFilesFitTheirSchemas(t *testing.T) {
	schema, words := compileSchema(t, "taxonomy.schema.json"), compileSchema(t, "words.schema.json")
	for i, f := range realFiles(t) {
		var v any
		if err := yaml.Unmarshal(f.Data, &v); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		modeline := "# yaml-language-server: $schema=./taxonomy.schema.json\n"
		if i > 0 {
			schema, modeline = words, "# yaml-language-server: $schema=../words.schema.json\n"
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if !bytes.HasPrefix(f.Data, []byte(modeline)) {
			t.Errorf("%s does not begin with %s", f.Name, modeline)
		}
	}
}

// TestExamplesOfTheHead holds that the tags which the head of taxonomy.yaml begins with are taken where it says that they go.
func TestExamplesOfTheHead(t *testing.T) {
	files := realFiles(t)
	head, rest, _ := strings.Cut(string(files[0].Data), "\nversion: 1\n")
	for _, heading := range []string{"actors", "instruments"} {
		_, entry, _ := strings.Cut(head, `"`+heading+`:"`)
		_, entry, _ = strings.Cut(entry, "\n# - ")
		entry, _, _ = strings.Cut("- "+entry, "\n#\n")
		rest = strings.Replace(rest, "\n"+heading+":\n", "\n"+heading+":\n"+strings.ReplaceAll(entry, "\n# ", "\n")+"\n", 1)
	}
	data := []byte("version: 1\n" + rest)
	tax, err := Parse("taxonomy.yaml", data, files[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		title string
		want  news.TagID
	}{{"Harbour Readers' Union sues", "actor/harbour-readers"}, {"Lords pass Harbour Lending Act", "instrument/gb-lending-act"}} {
		if v := tax.Judge(Input{Title: test.title, Language: "en"}); !slices.ContainsFunc(v.Tags, func(h news.TagHit) bool { return h.Tag == test.want }) {
			t.Errorf("%q: %v, want %s", test.title, v.Tags, test.want)
		}
	}
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if err := compileSchema(t, "taxonomy.schema.json").Validate(v); err != nil {
		t.Error(err)
	}
}

// TestSchema holds that editors are told by the schemas what the check says of lists.
func TestSchema(t *testing.T) {
	schema := compileSchema(t, "taxonomy.schema.json")
	const head = "version: 1\ntopics:\n- {id: a, label: {en: A}, definition: D., "
	for _, c := range []struct {
		name, file string
		want       bool
	}{
		{"one term", head + "terms: [one thing]}\n", true},
		{"no version", "topics: [{id: a, label: {en: A}, definition: D., terms: [one thing]}]\n", false},
		{"a whole number", head + "weak: {needs: thing, en: [2026]}}\n", true},
		{"a broken number", head + "terms: [one thing, 1.5]}\n", false},
		{"a truth value", head + "terms: [one thing, true]}\n", false},
		{"a date", head + "terms: [one thing, 2026-11-01]}\n", false},
		{"nothing among the terms", head + "terms: [one thing, ~]}\n", false},
		{"a quoted number", head + "terms: [one thing, '1.50']}\n", true},
		{"no term", head + "terms: []}\n", false},
		{"no term in a language", head + "terms: {en: []}}\n", false},
		{"no language", head + "terms: {}}\n", false},
		{"no weak term", head + "terms: [one thing], weak: {needs: thing, en: []}}\n", false},
		{"nothing under not", head + "terms: [one thing], not: []}\n", false},
		{"no parent", head + "terms: [one thing], parents: []}\n", false},
		{"nothing to yield to", head + "terms: [one thing], yields: []}\n", false},
		{"a law whose name others use", head + "terms: [one thing]}\ncontexts: {union: [Europe]}\nplaces: [{id: eu, label: {en: E}, definition: D., terms: [Union]}, {id: us, label: {en: S}, terms: [Utah]}]\ninstruments:\n- {id: b, label: {en: B}, definition: D., place: eu, abroad: [us], home: '@union', terms: [one act]}\n", true},
		{"one of no place", head + "terms: [one thing]}\ninstruments:\n- {id: b, label: {en: B}, definition: D., abroad: [us], terms: [one act]}\n", false},
		{"one with words of home alone", head + "terms: [one thing]}\ninstruments:\n- {id: b, label: {en: B}, definition: D., place: eu, home: '@union', terms: [one act]}\n", false},
		{"a topic abroad", head + "terms: [one thing], abroad: [us]}\n", false},
		{"every language", head + "terms: {any: [one thing], " + strings.Join(languages, ": [thing of ours], ") + ": [thing of ours]}}\n", true},
		{"a number as id", "version: 1\ntopics:\n- {id: 123, label: {en: A}, definition: D., terms: [one thing]}\n", true},
		{"a truth value as id", "version: 1\ntopics:\n- {id: true, label: {en: A}, definition: D., terms: [one thing]}\n", false},
		{"nothing as id", "version: 1\ntopics:\n- {id: null, label: {en: A}, definition: D., terms: [one thing]}\n", false},
		{"a topic without a definition", "version: 1\ntopics:\n- {id: a, label: {en: A}, terms: [one thing]}\n", false},
		{"an action without a definition", "version: 1\ntopics: []\nactions:\n- {id: a, label: {en: A}, terms: [one thing]}\n", false},
		{"an actor without a definition", "version: 1\ntopics: []\nactors:\n- {id: a, label: {en: A}, kind: ngo, terms: [one thing]}\n", false},
		{"an instrument without a definition", "version: 1\ntopics: []\ninstruments:\n- {id: a, label: {en: A}, terms: [one thing]}\n", false},
		{"a campaign without a definition", "version: 1\ntopics: []\ncampaigns:\n- {id: a, label: {en: A}, terms: [one thing]}\n", false},
		{"a place without a definition", "version: 1\ntopics: []\nplaces:\n- {id: fr, label: {en: A}, terms: [one thing]}\n", true},
		{"a kind of a topic", head + "terms: [one thing], kind: ngo}\n", false},
		{"a place of a topic", head + "terms: [one thing], place: fr}\nplaces:\n- {id: fr, label: {en: A}, terms: [Ruritania]}\n", false},
		{"actors of an actor", "version: 1\ntopics: []\nactors:\n- {id: a, label: {en: A}, definition: D., kind: ngo, terms: [one thing]}\n- {id: b, label: {en: B}, definition: D., kind: ngo, terms: [Ruritania], actors: [a]}\n", false},
		{"actors and a place of a law", "version: 1\ntopics: []\nplaces:\n- {id: fr, label: {en: A}, terms: [Ruritania]}\nactors:\n- {id: a, label: {en: A}, definition: D., kind: ngo, place: fr, terms: [one thing]}\ninstruments:\n- {id: b, label: {en: B}, definition: D., terms: [big law], place: fr, actors: [a]}\n", true},
		{"weak terms that are no list", head + "weak: {needs: thing, en: blocked}}\n", false},
		{"needs of words and contexts", "version: 1\ncontexts: {network: [web]}\ntopics:\n- {id: a, label: {en: A}, definition: D., weak: {needs: '@network & !sea & (ship|vessel*)', en: [blockade]}}\n", true},
		{"needs without a name", head + "weak: {needs: '@', en: [blockade]}}\n", false},
		{"needs that end with &", head + "weak: {needs: 'thing &', en: [blockade]}}\n", false},
		{"a lone star", head + "terms: ['*']}\n", false},
		{"a star at the beginning", head + "terms: ['* users']}\n", false},
		{"a star at the end", head + "terms: [users *]}\n", false},
		{"a star behind one letter", head + "terms: [a*]}\n", false},
		{"a star inside a word", head + "terms: [bl*ck]}\n", false},
		{"a regular expression", head + "terms: [block.*]}\n", false},
		{"a sign of one", head + "terms: ['colou?r']}\n", false},
		{"an empty alternative", head + "terms: ['( |bar) ban']}\n", false},
		{"an open bracket", head + "terms: ['( |bar']}\n", false},
		{"a closed bracket", head + "terms: ['ban) all']}\n", false},
		{"a word of queries", head + "terms: [blockade AND ban]}\n", false},
		{"two &", head + "terms: [blockade && ban]}\n", false},
		{"a full-width operator", head + "terms: [著作权法 ＆ 修正]}\n", false},
		{"a full-width group", head + "terms: [（甲文|乙文） & 修正]}\n", false},
		{"a full-width bracket in a cue", head + "terms: [修正 & （甲文）]}\n", false},
		{"a full-width bracket that is not closed", head + "terms: [修正（甲文]}\n", false},
		{"a full-width bracket that is not opened", head + "terms: [修正甲文）]}\n", false},
		{"a name with full-width brackets", head + "terms: [刚果（金）]}\n", true},
		{"needs with a semicolon", head + "weak: {needs: 'thing；sea', en: [blockade]}}\n", false},
		{"needs with a word of queries", head + "weak: {needs: thing AND sea, en: [blockade]}}\n", false},
		{"needs with a hyphen that means not", head + "weak: {needs: thing & -sea, en: [blockade]}}\n", false},
		{"needs that are a regular expression", head + "weak: {needs: 'seas?', en: [blockade]}}\n", false},
		{"needs with a group that is not closed", head + "weak: {needs: (thing|sea, en: [blockade]}}\n", false},
		{"a word of queries at the beginning", head + "terms: [NOT blockade]}\n", false},
		{"a word of queries at the end", head + "terms: [blockade & ban OR]}\n", false},
		{"a word of queries in a group", head + "terms: [blockade (ban OR bans|curb)]}\n", false},
		{"a state that is such a word", head + "terms: [blockade & OR, blockade (OR|CA)]}\n", true},
		{"a full-width sign of equality", head + "terms: [＝修正甲文]}\n", false},
		{"a hyphen that means not in a phrase", head + "terms: [blockade -ban]}\n", false},
		{"a hyphen that means not in a group", head + "terms: [blockade (-ban|curb)]}\n", false},
		{"a hyphen that means not before a group", head + "terms: [blockade -(ban|curb)]}\n", false},
		{"a hyphen before a term", head + "terms: ['-blockade']}\n", false},
		{"hyphens within words", head + "terms: [anti-blockade pro-ban]}\n", true},
		{"a hyphen that means not", head + "terms: [blockade & -ban]}\n", false},
		{"a dash that means not", head + "terms: [blockade –ban]}\n", false},
		{"a minus that means not", head + "terms: [blockade −ban]}\n", false},
		{"a full-width hyphen that means not", head + "terms: [blockade & －ban]}\n", false},
		{"a plus before a word", head + "terms: [+blockade ban]}\n", false},
		{"a plus behind a word", head + "terms: [Canal+ ban]}\n", true},
		{"a distance", head + "terms: [blockade~2 embargo]}\n", false},
		{"a word of nearness", head + "terms: [blockade NEAR embargo]}\n", false},
		{"a word of nearness with a distance", head + "terms: [blockade NEAR/3 embargo]}\n", false},
		{"slashes around a word", head + "terms: [/blockade/]}\n", false},
		{"a slash in a word", head + "terms: [blockade/embargo]}\n", true},
		{"two stars", head + "terms: [blockade ** embargo]}\n", false},
		{"a full-width question", head + "terms: [修正甲文？]}\n", false},
		{"a full-width comma", head + "terms: ['修正甲文，乙文']}\n", false},
		{"a Chinese comma", head + "terms: [修正甲文、乙文]}\n", false},
		{"full-width angles", head + "terms: [＜修正甲文＞]}\n", false},
		{"a semicolon", head + "terms: [blockade; embargo]}\n", false},
		{"all that a term may have", head + "terms: ['=Ban * of (this|that)s thing* & (web|net*) & !*sperre', 'blockade bl*', 禁止*岁以下, archive.org]}\n", true},
		{"no words of a context", "version: 1\ncontexts: {network: []}\ntopics:\n- {id: a, label: {en: A}, definition: D., terms: [one & @network]}\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("t.yaml", []byte(c.file))
			agree(t, schema, c.file, c.want, err)
		})
	}
}

func TestSchemaOfWords(t *testing.T) {
	schema := compileSchema(t, "words.schema.json")
	const catalogue = `version: 1
contexts: {network: {en: [internet]}, empty: {}}
exclusions: [{id: sea, label: at sea}]
topics:
- {id: a, label: {en: A}, definition: D., terms: [one thing & @network & @empty]}
- {id: b, label: {en: B}, definition: D., weak: {needs: "@network"}}
`
	const full = "contexts: {empty: [leer]}\nexclusions: {sea: [hohe See]}\ntopics: {b: {weak: [Zeug]}}\n"
	for _, c := range []struct {
		name, file string
		want       bool
	}{
		{"words for all", full, true},
		{"terms of a topic", strings.Replace(full, "b: {weak", "a: {terms: [ein Ding]}, b: {weak", 1), true},
		{"words of relevance", full + "relevance: [Netzsperre*]\n", true},
		{"a star inside a word", full + "relevance: [Netz*sperre]\n", false},
		{"a bracket that is not closed", full + "relevance: [(Netz|Web sperre]\n", false},
		{"a heading that is empty", full + "places: {}\n", false},
		{"a topic that is empty", strings.Replace(full, "b: {weak", "a: {}, b: {weak", 1), false},
		{"an empty list", full + "relevance: []\n", false},
		{"a list by language", full + "relevance: {de: [Netzsperre*]}\n", false},
		{"an unknown heading", full + "version: 1\n", false},
		{"what a tag is", strings.Replace(full, "b: {weak", "a: {label: A}, b: {weak", 1), false},
		{"a truth value", full + "relevance: [true]\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("t.yaml", []byte(catalogue), File{"t/de.yaml", []byte(c.file)})
			agree(t, schema, c.file, c.want, err)
		})
	}
}

// agree holds a schema and what the check said of a file to the same answer.
func agree(t *testing.T, schema *jsonschema.Schema, file string, want bool, check error) {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(file), &v); err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(v); (err == nil) != want {
		t.Errorf("the schema says %v, want it to take the file: %v", err, want)
	}
	if (check == nil) != want {
		t.Errorf("the check says %v, want it to take the file: %v", check, want)
	}
}
