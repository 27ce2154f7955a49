package taxonomy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

const mentionTags = `
version: 1
contexts:
  network: [internet, site*, portal*]
  undone: [overturned]
topics:
- {id: blocking, label: {en: Blocking}, definition: D., terms: {en: [site blocking, portals, block* portals]}, weak: {needs: "@network", en: [blocking, ban on portals]}}
actions:
- {id: fine, label: {en: Fine}, definition: D., unless: "@undone", terms: {en: [fine, heavy fine]}}
- {id: lawsuit, label: {en: Lawsuit}, definition: D., yields: [fine], terms: {en: [lawsuit, civil lawsuit]}}
actors:
- {id: office, label: {en: Office}, definition: D., kind: agency, terms: {en: [Rights Office]}}
places:
- {id: de, label: {en: Germany}, terms: {any: [Germ*, 인도]}}
- {id: tm, label: {en: Germania}, terms: {any: [Germania & @network, 인도네시아]}}
- {id: xx, label: {en: Third}, terms: {any: [Germania* & @network]}}
`

// What is said once counts once, whatever the number of terms that match it.
func TestMentions(t *testing.T) {
	tax := mustParse(t, mentionTags)
	deep := strings.Repeat("word ", 60)
	for _, c := range []struct {
		name, title, text string
		want              []string // tags with their evidence
	}{
		{"the strongest of two", "Of site blocking", "", []string{"topic/blocking", "site blocking 1"}},
		{"a strong one before a weak one that is longer", "A ban on portals of the internet", "", []string{"topic/blocking", "portals 1"}},
		{"two mentions are two", "Of site blocking and portals", "", []string{"topic/blocking", "site blocking 1", "portals 1"}},
		{"two deep in a text are not enough", "x", deep + "site blocking and blocked portals", nil},
		{"three are", "x", deep + "site blocking and blocking portals, site blocking", []string{"topic/blocking", "site blocking 0.4", "block* portals 0.2"}},
		{"equal ones yield", "A civil lawsuit and a fine", "", []string{"action/fine", "fine 1"}},
		{"not to what is denied", "A civil lawsuit as fine is overturned", "", []string{"action/lawsuit", "civil lawsuit 1"}},
		{"a whole word before its beginning", "Internet in Germania", "", []string{"place/tm", "Germania & internet (@network) 1"}},
		{"a beginning alone", "Internet in Germany", "", []string{"place/de", "Germ* 1"}},
		{"the longer beginning", "인도네시아에서", "", []string{"place/tm", "인도네시아 1"}},
		{"the shorter one with its particle", "인도에서", "", []string{"place/de", "인도 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, h := range tax.Judge(Input{Title: c.title, Text: c.text, Scope: news.ScopeAll}).Tags {
				got = append(got, string(h.Tag))
				for _, e := range h.Evidence {
					got = append(got, e.Rule+" "+hundredths(int32(e.Score*100)))
				}
			}
			for i := range got {
				got[i] = strings.TrimSuffix(strings.TrimSuffix(got[i], ".00"), "0")
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("tags (-want +got):\n%s", diff)
			}
		})
	}
	j := tax.free.Get().(*judging)
	j.reset(anyTongue)
	j.read(Input{Title: "A civil lawsuit", Text: "A civil lawsuit"})
	j.collect()
	j.void()
	j.stand()
	if s := j.standings[tax.byID["action/lawsuit"]]; s.title != 1 || s.text != 1 {
		t.Errorf("a lawsuit stands %d times in the title and %d times in the text, want it once each", s.title, s.text)
	}
}

// A topic or an action that the model adds is grounded in the item, not in who acts.
func TestGrounded(t *testing.T) {
	m, err := ParseModel("model.txt", []byte(`
relevance 5.00

action/fine -1.00
  3.00 actor/office
  2.00 penalty
  0.50 money
`))
	if err != nil {
		t.Fatal(err)
	}
	tax := mustParse(t, mentionTags).WithModel(m)
	deep := strings.Repeat("word ", 60)
	for _, c := range []struct{ name, title, text, want string }{
		{"an actor alone", "Rights Office meets", "", ""},
		{"an actor and a faint word", "Rights Office has money", "", ""},
		{"words", "A penalty and money", "", "model: penalty"},
		{"an actor and words", "Rights Office: a penalty, money", "", ""},
		{"an actor, and a term that is not enough by itself", "Rights Office meets", deep + "a heavy fine", "heavy fine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for _, h := range tax.Judge(Input{Title: c.title, Text: c.text, Scope: news.ScopeAll}).Tags {
				if h.Tag == "action/fine" {
					got = h.Evidence[0].Rule
				}
			}
			if got != c.want {
				t.Errorf("a fine by %q, want %q", got, c.want)
			}
		})
	}
}

// A number belongs to one item, or to the year in which the lessons were collected.
func TestNumbersAreNoFeatures(t *testing.T) {
	tax := mustParse(t, mentionTags)
	got := tax.features(Input{Title: "In 2026 some 14 portals and 150000 users, 5G, ١٤ and the 14th", Language: "en"})
	for _, number := range []string{"2026", "14", "150000", "15000*", "١٤"} {
		if _, ok := got[number]; ok {
			t.Errorf("%q is a feature", number)
		}
	}
	for _, word := range []string{"portals", "5g", "14th"} {
		if _, ok := got[word]; !ok {
			t.Errorf("%q is none", word)
		}
	}
}
