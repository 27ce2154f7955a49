package taxonomy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"counternotice/internal/news"
)

// What the check says of terms that say the same, or cannot hold.
func TestClaims(t *testing.T) {
	const head = "version: 1\ncontexts: {network: [website]}\nplaces:\n- {id: de, label: {en: Germany}, terms: [plain & @network, "
	for _, c := range []struct {
		name, file, want string // want empty where the file is taken
	}{
		{"a hyphen or a space", head + "Black Forest, black-forest]}\n", `has the term "black-forest" twice`},
		{"a cue that must and must not stand there", head + "Rhine & @network & !@network]}\n", `needs the cue "@network", and may not have it`},
		{"the same of words", head + "Rhine & river & !river]}\n", `needs the cue "river", and may not have it`},
		{"a name that another has with what may not stand there", head + "Rhine & !river]}\n- {id: gf, label: {en: G}, terms: [Rhine]}\n", `place/gf claims the term "Rhine", which place/de has in line 4`},
		{"a name that has what may not stand there, after another", head + "Rhine]}\n- {id: gf, label: {en: G}, terms: [Rhine & !@network]}\n", `place/gf claims the term "Rhine & !@network", which place/de has in line 4`},
		{"one that needs a cue too", head + "Rhine]}\n- {id: gf, label: {en: G}, terms: [Rhine & !@network & river]}\n", ""},
		{"a narrowed name of an actor and a place", head + "Rhine & !river]}\nactors:\n- {id: a, label: {en: A}, kind: ngo, definition: D., terms: [Rhine]}\n", ""},
		{"a name of an actor and a place", head + "Rhine]}\nactors:\n- {id: a, label: {en: A}, kind: ngo, definition: D., terms: [Rhine]}\n", `actor/a claims the term "Rhine", which place/de has`},
		{"a narrowed word of two topics", head + "none]}\ntopics:\n- {id: a, label: {en: A}, definition: D., terms: [site blocking]}\n- {id: b, label: {en: B}, definition: D., terms: [site blocking & !adverts]}\n", ""},
		{"a beginning of another name", head + "German*]}\n- {id: gf, label: {en: G}, terms: [Germania]}\n", `place/gf claims the name "Germania", which "German*" of place/de in line 4 matches too`},
		{"one that has it under not", head + "German*], not: [Germania]}\n- {id: gf, label: {en: G}, terms: [Germania]}\n", ""},
		{"one with a cue", head + "German* & @network]}\n- {id: gf, label: {en: G}, terms: [Germania]}\n", ""},
		{"a longer name", head + "German*]}\n- {id: gf, label: {en: G}, terms: [German Bight]}\n", ""},
		{"one in the weak list", head + "none], weak: {needs: '@network', any: [German*]}}\n- {id: gf, label: {en: G}, terms: [Germania]}\n", ""},
		{"a Korean beginning", head + "인도]}\n- {id: id, label: {en: I}, terms: [인도네시아]}\n", ""},
		{"a Korean beginning with a star", head + "인도*]}\n- {id: id, label: {en: I}, terms: [인도네시아]}\n", `place/id claims the name "인도네시아"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("t.yaml", []byte(c.file))
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// Two entries of a list that YAML reads as one are told, whether a comma or a - is missing between them.
func TestEntriesInOneLine(t *testing.T) {
	const head = "version: 1\ncontexts: {network: [website]}\nplaces:\n- {id: fr, label: {en: France}, terms: [Alsace]}\n- id: de\n  label: {en: Germany}\n  definition: A text may go on\n    in the next line.\n"
	const both = "the line ends without a comma, so that YAML reads it and the next as one entry: "
	for _, c := range []struct {
		name, rest string
		want       []string
	}{
		{"terms in brackets", "  terms: [Black Forest, Rhine & river\n    Elbe, Ruhr & @network]\n", []string{"t.yaml:9: " + both + "\"Rhine & river Elbe\"; put a comma at the end of the line, or write the entry in one line"}},
		{"by language", "  terms:\n    any: [Ruhr & @network,\n      Rhine\n      Elbe]\n    en: [Black Forest\n      Danube]\n", []string{"t.yaml:11: " + both + "\"Rhine Elbe\"", "t.yaml:13: " + both + "\"Black Forest Danube\""}},
		{"what more is wrong with the first", "  terms: [Ruhr & @network, (Rhine\n    Elbe]\n", []string{"t.yaml:9: " + both, "t.yaml:9: term \"(Rhine\" has a bracket that is not closed"}},
		{"terms after a -", "  terms:\n  - Ruhr & @network\n  - Rhine\n    Elbe\n", []string{"t.yaml:12: the line goes on with the term above it: \"Rhine Elbe\"; put a - before it"}},
		{"phrases under not", "  terms: [Rhine & @network]\n  not: [Rhine wine\n    Rhine fall]\n", []string{"t.yaml:10: " + both + "\"Rhine wine Rhine fall\""}},
		{"parents", "  terms: [Rhine & @network]\n  parents: [fr\n    de]\n", []string{"t.yaml:10: " + both + "\"fr de\""}},
		{"lines that end with a comma", "  terms: [Rhine & @network,\n    Elbe,\n    \"Ruhr\", Danube\n    ]\n", nil},
		{"a text in quotes", "  terms: [Rhine & @network, \"Black\n    Forest\"]\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("t.yaml", []byte(head+c.rest))
			problems, _ := errors.AsType[news.Problems](err)
			if len(problems) != len(c.want) || err != nil && problems == nil {
				t.Fatalf("%v, want %q", err, c.want)
			}
			for i, p := range problems {
				if !strings.HasPrefix(p.String(), c.want[i]) {
					t.Errorf("%s, want %s", p, c.want[i])
				}
			}
		})
	}
}

// A name of two tags is told once, where it stands for the second time, with the place of the first.
func TestSharedName(t *testing.T) {
	const head = "version: 1\nplaces:\n- {id: de, label: {en: Germany}, terms: [Rhineland%s]}\n- {id: fr, label: {en: France}, terms: [Alsace]}\n"
	for _, c := range []struct{ name, more, word, want string }{
		{"plain", "", "Rhineland", "t/de.yaml:3: place/fr claims the term \"Rhineland\", which place/de has in t.yaml:3; "},
		{"with a hyphen", ", Black-Forest", "Black-forest", "t/de.yaml:3: place/fr claims the term \"Black-forest\", which place/de has in t.yaml:3; "},
		{"in a group", ", (Saar|Ruhr)", "Ruhr", "t/de.yaml:3: place/fr claims the term \"Ruhr\", which place/de has in t.yaml:3; "},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("t.yaml", fmt.Appendf(nil, head, c.more), File{"t/de.yaml", []byte("places:\n  fr:\n    terms: [" + c.word + "]\n")})
			if problems, _ := errors.AsType[news.Problems](err); len(problems) != 1 || !strings.HasPrefix(problems[0].String(), c.want) {
				t.Errorf("%v, want %s and no more", err, c.want)
			}
		})
	}
}

// What a lost file of words leaves without words is told with the name of that file, and not only with the advice to take it out.
func TestLostWords(t *testing.T) {
	files := realFiles(t)
	words := slices.DeleteFunc(slices.Clone(files[1:]), func(f File) bool { return strings.HasSuffix(f.Name, "/zh.yaml") })
	_, err := Parse(files[0].Name, files[0].Data, words...)
	problems, _ := errors.AsType[news.Problems](err)
	if len(problems) == 0 {
		t.Fatal("nothing is missing without the Chinese words")
	}
	for _, p := range problems {
		if !strings.HasSuffix(p.Remedy, "; or bring back the words of the language that had them, which may be zh.yaml") {
			t.Errorf("%s", p)
		}
	}
}

func TestNotUTF8(t *testing.T) {
	const head = "version: 1\ntopics:\n- {id: blocking, label: {en: Blocking}, definition: A test., terms: [site blocking]}\n"
	_, err := Parse("t.yaml", []byte(head), File{"t/pt.yaml", []byte("topics:\n  blocking:\n    terms:\n    - bloqueio\n    - restri\xe7\xe3o\n")})
	const want = "t/pt.yaml:5: the file is not UTF-8; save it as UTF-8"
	if problems, _ := errors.AsType[news.Problems](err); len(problems) != 1 || problems[0].String() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
