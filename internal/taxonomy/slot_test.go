package taxonomy

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"counternotice/internal/news"
)

const slotTags = `
version: 1
contexts:
  blocks:
    any: [suspend*]
    en: [blocks, lifts its block on]
    de: [sperrt, hebt * auf]
    vi: ["=(chặn|Chặn)"]
    zh: [封锁, 屏蔽]
  letter: [(Title|Gen) X]
  networks: [Quux, =Chirp, =Face Page]
  posts: {any: [post*, video]}
  one: [sundry]
topics:
- {id: piracy, label: {en: Piracy}, definition: D., terms: {any: [piracy]}}
actors:
- id: x
  label: {en: X}
  definition: D.
  kind: company
  terms:
    any: ["@blocks (the|das) X", "@blocks X & !@letter", "=Signal @blocks", "=@blocks Signal"]
    en: ["@blocks Line", "@networks @blocks * @posts", "@networks joins @networks", "@one @blocks Zeta", "=@networks @blocks Eta"]
  not: ["Zoo @blocks X"]
`

// What the check says of contexts in phrases.
func TestSlotProblems(t *testing.T) {
	for _, c := range []struct{ name, terms, want string }{
		{"no words in the language", `{fr: ["@stops Quux"]}`, `term "@stops Quux" can never count: "stops" has no words in fr`},
		{"words in another list", `{any: ["@stops Quux"]}`, ""},
		{"the same without", `[stops Quux, "@stops Quux"]`, `has the term "stops Quux" twice`},
		{"the same without, behind", `["@stops Quux", stops Quux]`, `has the term "stops Quux" twice`},
		{"the same in another language", `{any: ["@stops Quux"], de: [stops Quux]}`, ""},
		{"two by language", `{en: ["@stops @halts Quux"]}`, "has two contexts in its phrase that have words by language"},
		{"an unknown one and one by language", `{en: ["@nope @stops Quux"]}`, "names the unknown context \"nope\""},
		{"one by language, one of all", `{en: ["@stops @alls Quux"]}`, ""},
		{"in a group", `["(@stops|bars) Quux"]`, "is a word of its own"},
		{"joined", `["Quux-@stops"]`, "is a word of its own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("t.yaml", []byte("version: 1\ncontexts: {stops: {en: [stops, halts]}, halts: {en: [halts, ends]}, alls: [one, two]}\ntopics:\n- {id: a, label: {en: A}, definition: D., terms: [plain & @stops, plain & @halts, plain & @alls]}\n"+
				"actors:\n- {id: q, label: {en: Q}, kind: ngo, definition: D., terms: "+c.terms+"}\n"))
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// A slip in a phrase with a context is told once, as the file has it, and not of each term that it is written out to.
func TestSlotSlipOnce(t *testing.T) {
	for _, term := range []string{"@stops (Quux|Flux", "@stops = Quux", "@alls @stops *", "@stops Quux & @nope"} {
		_, err := Parse("t.yaml", []byte("version: 1\ncontexts: {stops: {en: [stops, halts, 'shuts off'], de: [stoppt]}, alls: [one, two]}\ntopics:\n- {id: a, label: {en: A}, definition: D., terms: [plain & @alls, '@stops Zeta', '"+term+"']}\n"))
		var all news.Problems
		if !errors.As(err, &all) || len(all) != 1 || !strings.Contains(all[0].What, strconv.Quote(term)) {
			t.Errorf("%s: %v", term, err)
		}
	}
}

// A bracket that a context does not close is told where the context is read, and takes nothing down.
func TestSlotUnclosed(t *testing.T) {
	_, err := Parse("t.yaml", []byte("version: 1\ncontexts: {bad: ['(a|b'], all: [one, two]}\ntopics:\n- {id: a, label: {en: A}, definition: D., terms: ['@bad zeta', '@bad @all zeta']}\n"))
	if err == nil || !strings.Contains(err.Error(), "has a bracket that is not closed") {
		t.Errorf("%v", err)
	}
}

// A context in a phrase stands for each of its words in the language of the text, at its place in the phrase.
func TestSlots(t *testing.T) {
	tax := mustParse(t, slotTags)
	for _, c := range []struct {
		name, language, title, rule string
	}{
		{"a word of all languages", "fr", "La Turquie suspend X", "suspend* X"},
		{"a word of the language", "de", "Türkei sperrt X", "sperrt X"},
		{"a word of another language", "fr", "La Turquie sperrt X", ""},
		{"several words", "en", "Turkey lifts its block on X", "lifts its block on X"},
		{"a gap in the slot", "de", "Türkei hebt Verbot auf: X", ""},
		{"a gap in the slot and the name", "de", "Türkei hebt Verbot auf X", "hebt * auf X"},
		{"beside a group", "de", "Türkei sperrt das X", "sperrt das X"},
		{"another word between", "de", "Türkei sperrt Titel X", ""},
		{"characters", "zh", "土耳其封锁X", "封锁 X"},
		{"English where Latin letters are foreign", "zh", "土耳其 blocks X", "blocks X"},
		{"a phrase that takes away", "de", "Zoo sperrt X", ""},
		{"the same in another language", "fr", "Zoo suspend X", ""},
		{"words as written", "vi", "Nga chặn X", "chặn X"},
		{"words not as written", "vi", "Nga chan X", ""},
		{"what must not stand there", "en", "Gen X? Turkey blocks X", ""},
		{"a name as written, a slot in any writing", "en", "Russia Blocks Signal", "Blocks Signal"},
		{"the same in small letters", "en", "Russia blocks Signal", "blocks Signal"},
		{"the name not as written", "en", "Russia blocks signal", ""},
		{"the slot behind the name", "en", "Signal blocks spam", "Signal blocks"},
		{"a term of one language", "en", "Japan blocks Line", "blocks Line"},
		{"a term of one language and a word of all", "en", "Japan suspends Line", "suspend* Line"},
		{"a term of one language and a word of another", "en", "Japan sperrt Line", ""},
		{"a term of another language", "de", "Japan sperrt Line", ""},
		{"several contexts", "en", "Quux blocks his posts", "Quux blocks * post*"},
		{"several contexts, a word as written", "en", "Chirp suspends her video", "Chirp suspend* * video"},
		{"several contexts, a word not as written", "en", "Birds chirp suspends her video", ""},
		{"several contexts, several words", "en", "Face Page blocks posts", "Face Page blocks * post*"},
		{"several contexts, words as written", "en", "Face page blocks posts", ""},
		{"a context of one word", "en", "Sundry blocks Zeta", "sundry blocks Zeta"},
		{"several contexts as written", "en", "Quux Blocks Eta", "Quux Blocks Eta"},
		{"several contexts as written, small", "en", "quux blocks Eta", "quux blocks Eta"},
		{"several contexts not as written", "en", "Quux blocks eta", ""},
		{"a context twice", "en", "Quux joins Chirp", "Quux joins Chirp"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rule := ""
			for _, h := range tax.Judge(Input{Title: c.title, Language: c.language, Scope: news.ScopeAll}).Tags {
				rule, _, _ = strings.Cut(h.Evidence[0].Rule, " &")
			}
			if rule != c.rule {
				t.Errorf("%q by %q, want %q", c.title, rule, c.rule)
			}
		})
	}
}
