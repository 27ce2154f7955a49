package taxonomy

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// matches says whether a term finds itself in a text.
func matches(t *testing.T, source, text string) bool {
	t.Helper()
	parsed, err := newParser().term(source)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	m := newMatcher()
	for _, h := range parsed.heads {
		m.add(h, 0)
	}
	m.seal()
	var s scan
	s.add("A title that ends with Sony v")
	s.add(text)
	r := run{m: m, s: &s}
	r.pass()
	return len(r.found) > 0
}

func TestPausesOfTerms(t *testing.T) {
	for _, c := range []struct {
		name, term, text string
		want             bool
	}{
		{"a point inside", "archive.org", "They sued archive.org again.", true},
		{"an address with more", "archive.org", "See https://archive.org/details now.", true},
		{"the words without the point", "archive.org", "The archive org is old.", true},
		{"a comma where the term has a point", "archive.org", "The archive, org is old.", true},
		{"a sentence that ends where the term has a point inside", "archive.org", "We keep an archive. Org charts follow.", false},
		{"a point and a space", "Sony v. Cox", "The court heard Sony v. Cox in March.", true},
		{"a case without its point", "Sony v. Cox", "The court heard Sony v Cox in March.", true},
		{"the end of the title", "Sony v. Cox", "Cox has appealed.", false},
		{"points in both words", "EE. UU.", "Una ley de EE. UU. cambia la red.", true},
		{"points without a space", "EE.UU.", "Una ley de EE.UU. cambia la red.", true},
		{"a comma", "Ministry of Culture, Sports and Tourism", "The Ministry of Culture, Sports and Tourism said so.", true},
		{"no comma", "Ministry of Culture, Sports and Tourism", "The Ministry of Culture Sports and Tourism said so.", true},
		{"a slash", "legge 93/2023", "La legge 93/2023 vale da agosto.", true},
		{"numbers and points", "1.1.1.1", "They must block 1.1.1.1 too.", true},
		{"a comma that the term has not", "site blocking", "The site, blocking all, went on.", false},
		{"a point before a word", "the .nz domain", "They took the .nz domain down.", true},
		{"a point in a group", "(kinox.to|example) block", "A kinox.to block was lifted.", true},
		{"a space of no width", "site blocking", "The site\u200Bblocking order stands.", true},
		{"a soft hyphen", "blocking", "The block\u00ADing order stands.", true},
	} {
		if got := matches(t, c.term, c.text); got != c.want {
			t.Errorf("%s: %q in %q: %v, want %v", c.name, c.term, c.text, got, c.want)
		}
	}
}

func TestTermsMatchThemselves(t *testing.T) {
	const head = "version: 1\ntopics:\n  - id: a\n    label: {en: A}\n    definition: A thing.\n    terms: ["
	if _, err := Parse("t.yaml", []byte(head+"one.two, 'St. One', 'One, Two', one/two, =One.Two]\n")); err != nil {
		t.Error(err)
	}
	b := newBuilder([]File{{Name: "t.yaml"}}, document{}, nil)
	b.addTerms(termList{language: "any", terms: []written{{text: "one two", at: position{line: 6}}}}, roleGeneric, 0, nil, false)
	b.t.matcher.seal()
	b.plain[0].text = "one three"
	b.checkPlain()
	if len(b.problems) != 1 || b.problems[0].Line != 6 || !strings.Contains(b.problems[0].What, "can never match") {
		t.Errorf("a term that its rule does not match: %v", b.problems)
	}
}

func TestEverydayPairs(t *testing.T) {
	tax, err := Parse("t.yaml", []byte(`version: 1
topics:
  - id: watching
    label: {en: Watching}
    definition: Watching.
    terms: {en: [police & track*, Palantir & track*]}
actors:
  - id: orchard
    label: {en: Orchard}
    definition: A firm.
    kind: company
    terms: {en: [orchard & chips]}
`))
	if err != nil {
		t.Fatal(err)
	}
	far := strings.Repeat("and so on ", 5)
	for _, c := range []struct {
		name, title, text string
		want              bool
	}{
		{"side by side", "News", "The police track people.", true},
		{"far apart in the text", "News", "The police came " + far + "to the track.", false},
		{"one in the title, one far in the text", "Police at the races", "Crowds came " + far + "to the track.", false},
		{"both in the title, however far", "Police say that the men whom they met at the gates in May had a way to track people", "", true},
		{"the cue of an actor may stand farther", "An orchard grows", "They came " + far + "to make chips.", true},
		{"a name may stand farther", "News", "The firm Palantir came " + far + "to track people.", true},
	} {
		v := tax.Judge(Input{Title: c.title, Text: c.text, Language: "en"})
		if got := len(v.Tags) > 0; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNegatedCueAroundItsHead(t *testing.T) {
	tax, err := Parse("t.yaml", []byte(`version: 1
instruments:
  - id: sopa
    label: {en: SOPA}
    definition: A bill.
    terms: {any: [SOPA & !SOPA Images, open letter & !letter bomb, patent act & !act]}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, title, text string
		want              bool
	}{
		{"the head alone", "SOPA is back", "", true},
		{"the longer phrase in the title", "Photo: SOPA Images", "", false},
		{"the longer phrase in the text", "A march", "A photographer of SOPA Images was there.", false},
		{"the head far from the longer phrase", "A march", "SOPA is back. " + strings.Repeat("And so on. ", 20) + "Photo: SOPA Images", true},
		{"a phrase that shares a word with the head", "An open letter bomb", "", false},
		{"a cue that is only a part of the head", "The patent act", "", true},
	} {
		v := tax.Judge(Input{Title: c.title, Text: c.text, Language: "en"})
		if got := len(v.Tags) > 0; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestEverydayTextSpeaksEveryLanguage(t *testing.T) {
	var sentences, frequent, net []string
	for line := range strings.Lines(everydayText) {
		language, text, _ := strings.Cut(line, " ")
		if strings.HasPrefix(text, frequentWords) {
			frequent = append(frequent, language)
		} else if strings.HasPrefix(text, netWords) {
			net = append(net, language)
		} else if !strings.HasPrefix(text, smallWords) {
			sentences = append(sentences, language)
		}
	}
	want := slices.Sorted(slices.Values(languages))
	for _, got := range [][]string{sentences, frequent, net} {
		slices.Sort(got)
		if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
			t.Errorf("languages (-want +got):\n%s", diff)
		}
	}
}
