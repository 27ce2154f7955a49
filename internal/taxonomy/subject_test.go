package taxonomy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

const subjectTags = `
version: 1
relevance:
  terms: {en: [digital rights]}
topics:
- {id: piracy, label: {en: Piracy}, definition: D., terms: {any: [piracy, 盗版]}}
exclusions:
- {id: sea, label: piracy at sea, terms: {any: [piracy at sea]}}
actors:
- id: drive
  label: {en: Drive}
  definition: D.
  kind: company
  terms: {any: [Drive Inc, Drive piracy fund, on Drive, 云盘]}
  weak: {needs: "!boat", any: [Driver]}
- {id: cox, label: {en: Cox}, definition: D., kind: company, terms: {any: [Cox]}}
- {id: council, label: {en: Council}, definition: D., kind: agency, terms: {any: [Council]}}
- {id: shop, label: {en: Shop}, definition: D., kind: site, terms: {any: [The Drive Shop]}}
places:
- {id: de, label: {en: Germany}, terms: {any: [Germany]}}
`

// One name beyond the beginning of a text earns an actor that begins a sentence on the subject, and nothing else.
func TestSubjects(t *testing.T) {
	tax := mustParse(t, subjectTags)
	deep := strings.Repeat("word ", lead)
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"it begins a sentence on the subject", "end. Drive Inc fights piracy", true},
		{"what is said of it stands between", "end. Drive Inc, the largest of its trade, fights piracy", true},
		{"it begins a paragraph", "end\nDrive Inc fights piracy.", true},
		{"it begins one sentence of a paragraph", "end\nDrive Inc fights piracy. They know why", true},
		{"a headline of another", "end\nDrive Inc fights piracy", false},
		{"headlines of others", "end\nRead more\nDrive Inc fights piracy\nIt pays", false},
		{"headlines of others between bars", "end. | Read more | Drive Inc fights piracy | It pays", false},
		{"a single letter", "shops, z. B. Drive Inc, fight piracy", false},
		{"an abbreviation", "shops bzw. Drive Inc fight piracy", false},
		{"a word that is short in a language that is not told", "this goes on. Drive Inc fights piracy", true},
		{"an abbreviation in Cyrillic", "shops, напр. Drive Inc, fight piracy", false},
		{"a company's name before it", "shops like Cox Inc. Drive Inc, too, fights piracy", false},
		{"a quoted sentence before it", "they said \"that is v.\" Drive Inc fights piracy", true},
		{"an abbreviation that asks", "is it v? Drive Inc fights piracy", true},
		{"a company with an article", "end. The Drive Inc fights piracy", false},
		{"an authority with an article", "end. The Council fights piracy", true},
		{"an authority behind another word", "end. Our Council fights piracy", false},
		{"an authority inside", "end. They and the Council fight piracy", false},
		{"an authority with an elided article", "end. L'Council fights piracy", true},
		{"an authority with an article in Greek", "end. Η Council fights piracy", true},
		{"an authority with an article in Hungarian", "end. Az Council fights piracy", true},
		{"a company with an article in Greek", "end. Η Drive Inc fights piracy", false},
		{"a name with an article of its own", "end. The Drive Shop fights piracy", true},
		{"a phrase of no topic", "end. Drive Inc speaks of digital rights", true},
		{"it stands inside", "end. Sites such as Drive Inc fight piracy", false},
		{"behind a comma", "end, Drive Inc fights piracy", false},
		{"the subject in the next sentence", "end. Drive Inc grew. That is piracy", false},
		{"the subject before it", "piracy. Drive Inc grew", false},
		{"a place alone", "end. Drive Inc is in Germany", false},
		{"another actor alone", "end. Drive Inc is not Cox", false},
		{"its own name alone", "end. Drive piracy fund grew", false},
		{"an exclusion alone", "end. Drive Inc fights piracy at sea", false},
		{"a topic", "end. Piracy hurts digital rights", false},
		{"where something stands", "end. On Drive some fight piracy", false},
		{"a case", "Sony v. Cox is on piracy", false},
		{"a script without spaces", "結。云盘打击盗版", true},
		{"the next clause there", "結。云盘很大，他们打击盗版", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := tax.Judge(Input{Title: "x", Text: deep + c.text, Scope: news.ScopeAll})
			if got := len(v.Tags) > 0; got != c.want {
				t.Errorf("given: %v, want %v: %+v", got, c.want, v.Tags)
			}
		})
	}
}

// What is short in one language may end a sentence in another.
func TestAbbreviations(t *testing.T) {
	tax := mustParse(t, subjectTags)
	deep := strings.Repeat("word ", lead)
	for _, c := range []struct {
		language, text string
		want           bool
	}{
		{"en", "this goes on. Drive Inc fights piracy", true},
		{"it", "dice l'on. Drive Inc fights piracy", false},
		{"de", "das gilt in. Drive Inc fights piracy", true},
		{"pl", "m. in. Drive Inc fights piracy", false},
		{"en", "he is my ex. Drive Inc fights piracy", true},
		{"fr", "p. ex. Drive Inc fights piracy", false},
		{"de", "Läden bzw. Drive Inc fights piracy", false},
		{"en", "shops bzw. Drive Inc fights piracy", true},
		{"tr", "Cox Inc. Drive Inc fights piracy", false},
		{"", "p. ex. Drive Inc fights piracy", false},
		{"", "p. ej. Drive Inc fights piracy", false},
		{"", "er hat es. Drive Inc fights piracy", true},
		{"sw", "this goes on. Drive Inc fights piracy", true},
		{"sw", "Cox Inc. Drive Inc fights piracy", false},
	} {
		v := tax.Judge(Input{Title: "x", Text: deep + c.text, Language: c.language, Scope: news.ScopeAll})
		if got := len(v.Tags) > 0; got != c.want {
			t.Errorf("%s, %q: given: %v, want %v", c.language, c.text, got, c.want)
		}
	}
}

// Such a name is no later in the text than its beginning, also where another one stands before it; a weak term is none.
func TestSubjectIsNotLate(t *testing.T) {
	tax := mustParse(t, subjectTags)
	deep := strings.Repeat("word ", 2*lead)
	for _, c := range []struct {
		text string
		want int32
	}{
		{deep + "end. Drive Inc fights piracy", lead},
		{deep + "sites such as Drive Inc fail. Drive Inc fights piracy", lead},
		{"Drive Inc " + deep + "end. Drive Inc fights piracy", 1},
		{deep + "Drive Inc", 2*lead + 1},
		{deep + "end. Driver fights piracy", 2*lead + 2},
	} {
		j := tax.free.Get().(*judging)
		j.reset(anyTongue)
		j.read(Input{Title: "x", Text: c.text})
		j.collect()
		j.void()
		j.stand()
		if got := j.standings[tax.byID["actor/drive"]].first; got != c.want {
			t.Errorf("%.20q: word %d, want %d", strings.TrimPrefix(c.text, deep), got, c.want)
		}
	}
}

// The evidence says what made such a name count: that it begins a sentence, and of what subject.
func TestSubjectSaysBy(t *testing.T) {
	tax := mustParse(t, subjectTags)
	deep := strings.Repeat("word ", lead)
	for _, c := range []struct {
		text string
		want []news.Evidence
	}{
		{deep + "end. Drive Inc fights piracy", []news.Evidence{{Rule: "Drive Inc", In: "text", Quote: "Drive Inc fights piracy", Value: beginsSentence, Score: leadWeight}}},
		{deep + "end. Drive Inc, who runs some of the largest of shops, fights piracy", []news.Evidence{{Rule: "Drive Inc", In: "text", Quote: "Drive Inc … piracy", Value: beginsSentence, Score: leadWeight}}},
		{deep + "as Drive Inc fails. Drive Inc fights piracy", []news.Evidence{{Rule: "Drive Inc", In: "text", Quote: "Drive Inc fights piracy", Value: beginsSentence, Score: leadWeight + textWeight}}},
		{"Drive Inc " + deep + "fights piracy", []news.Evidence{{Rule: "Drive Inc", In: "text", Quote: "Drive Inc", Score: leadWeight}}},
	} {
		v := tax.Judge(Input{Title: "x", Text: c.text, Scope: news.ScopeAll})
		if len(v.Tags) == 0 {
			t.Errorf("%q: no tag", c.text)
			continue
		}
		if diff := cmp.Diff(c.want, v.Tags[0].Evidence); diff != "" {
			t.Errorf("%q (-want +got):\n%s", strings.TrimPrefix(c.text, deep), diff)
		}
	}
}
