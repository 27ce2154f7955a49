package taxonomy

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

const settleTags = `
version: 1
relevance:
  terms: {en: [digital rights]}
exclusions:
- {id: sea-piracy, label: piracy at sea, terms: [pirate ship*]}
topics:
- {id: piracy, label: {en: Piracy}, definition: D., terms: {en: [pirate site*, piracy]}, weak: {needs: film, en: [pirate*]}}
- {id: filters, label: {en: Filters}, definition: D., terms: {en: [upload filter*]}}
places:
- {id: us, label: {en: United States}, terms: [American]}
- {id: gb, label: {en: United Kingdom}, terms: [British]}
actors:
- {id: acme, label: {en: Acme}, definition: D., kind: company, terms: [Acme]}
campaigns:
- {id: net, label: {en: Operation Net}, definition: D., terms: [Operation Net]}
instruments:
- {id: act, label: {en: The Act}, definition: D., terms: [Example Act]}
`

// settleModel is written by hand, so that each row stands at a threshold. A word of the item moves it.
const settleModel = `
topic/piracy 0.00
  -99.00 weather
  -99.00 ship*
  -10.00 music

topic/filters 0.00
  9.00 stream
  -10.00 weather

place/us -9.00
  90.00 senator
  90.00 language/en

actor/acme -9.00
  90.00 senator

relevance 0.00
  -8.00 weather
  -50.00 market
  12.00 +relevance
  5.00 taker
  0.90 maybe
  -0.10 +excluded
`

func settled(t *testing.T, file string) *Taxonomy {
	t.Helper()
	m, err := ParseModel("model.txt", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return mustParse(t, settleTags).WithModel(m)
}

func tagIDs(tags []news.TagHit) (out []news.TagID) {
	for _, h := range tags {
		out = append(out, h.Tag)
	}
	return out
}

// What let an item in is still there when the model has spoken, or the item is judged without it.
func TestSettled(t *testing.T) {
	tax := settled(t, settleModel)
	for _, test := range []struct {
		name, title, text string
		scope             news.Scope
		code              string
		tags              []news.TagID
	}{
		{"a topic of the text", "A story", "Of piracy.", news.ScopeFiltered, news.ReasonTopic, []news.TagID{"topic/piracy"}},
		{"a topic taken away lets nothing in", "A story", "Of piracy and music.", news.ScopeFiltered, news.ReasonOffTopic, nil},
		{"nor in a feed on the subject", "A story", "Of piracy and music.", news.ScopeAll, news.ReasonScope, nil},
		{"but a phrase of the subject does", "Digital rights", "Of piracy and music.", news.ScopeFiltered, news.ReasonGeneric, nil},
		{"and a law", "The Example Act", "Of piracy and music.", news.ScopeFiltered, news.ReasonGeneric, []news.TagID{"instrument/act"}},
		{"and another topic", "A story", "Of piracy, music and upload filters.", news.ScopeFiltered, news.ReasonTopic, []news.TagID{"topic/filters"}},
		{"and a model that is sure of itself", "A taker of music", "Of piracy.", news.ScopeFiltered, news.ReasonGeneric, nil},
		{"but not one that is less sure", "Maybe", "Of piracy and music.", news.ScopeFiltered, news.ReasonOffTopic, nil},
		{"whatever topic it adds", "Maybe a stream", "Of piracy and music.", news.ScopeFiltered, news.ReasonOffTopic, nil},
		{"a strong term of the title stays", "Piracy of music", "", news.ScopeFiltered, news.ReasonTopic, []news.TagID{"topic/piracy"}},
		{"a strong one beside a weak one", "Piracy, a pirate film of music", "", news.ScopeFiltered, news.ReasonTopic, []news.TagID{"topic/piracy"}},
		{"a weak one need not", "A pirate film of music", "", news.ScopeFiltered, news.ReasonOffTopic, nil},
		{"nor one beside an exclusion", "A pirate ship in piracy of music", "", news.ScopeAll, news.ReasonScope, nil},
		{"nor one of what is far off", "Piracy of music on the market", "", news.ScopeAll, news.ReasonScope, nil},
		{"a campaign of the title is ours", "Operation Net on the market", "", news.ScopeFiltered, news.ReasonGeneric, []news.TagID{"campaign/net"}},
		{"one of the text need not be", "On the market", "Operation Net.", news.ScopeFiltered, news.ReasonOffTopic, []news.TagID{"campaign/net"}},
		{"nor one beside an exclusion", "Pirate ship, market, Operation Net", "", news.ScopeFiltered, news.ReasonOffTopic, []news.TagID{"campaign/net"}},
		{"nobody infers a name", "Digital rights of a senator", "", news.ScopeFiltered, news.ReasonGeneric, nil},
		{"who is named in passing is added", "Digital rights of a senator", strings.Repeat("It is said and said again. ", 12) + "It is American. It is Acme.", news.ScopeFiltered, news.ReasonGeneric, []news.TagID{"place/us", "actor/acme"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := tax.Judge(Input{Title: test.title, Text: test.text, Language: "en", Scope: test.scope})
			if v.Reason.Code != test.code || v.In != letsIn(test.code) {
				t.Errorf("in %v with reason %+v, want %q", v.In, v.Reason, test.code)
			}
			if diff := cmp.Diff(test.tags, tagIDs(v.Tags)); diff != "" {
				t.Errorf("tags (-want +got):\n%s", diff)
			}
			for _, h := range v.Tags {
				if names[h.Tag.Facet()] && strings.HasPrefix(h.Evidence[0].Rule, modelRule) {
					t.Errorf("%s for %q", h.Tag, h.Evidence[0].Rule)
				}
			}
		})
	}
}

// What the rules let in is kept above keepFrom, what they leave out is taken above takeFrom.
func TestThresholds(t *testing.T) {
	for _, test := range []struct {
		name, relevance, title string
		in                     bool
	}{
		{"kept", "relevance -0.49", "Piracy", true},
		{"not kept", "relevance -0.51", "Piracy", false},
		{"taken", "relevance 1.31", "A story", true},
		{"not taken", "relevance 1.29", "A story", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if v := settled(t, test.relevance+"\n").Judge(Input{Title: test.title, Language: "en", Scope: news.ScopeFiltered}); v.In != test.in {
				t.Errorf("in %v: %+v", v.In, v.Reason)
			}
		})
	}
}

// An exclusion that weighed most is the reason, with its rule; the language of an item never is.
func TestReasonAgainst(t *testing.T) {
	for _, test := range []struct{ name, model, title, code, rule string }{
		{"an exclusion", "relevance -1\n  -2.00 +excluded\n  -0.20 piracy\n", "A pirate ship, and piracy", news.ReasonExcluded, "pirate ship*"},
		{"more than an exclusion", "relevance -1\n  -2.00 +excluded\n  -9.00 piracy\n", "A pirate ship, and piracy", news.ReasonOffTopic, "model: piracy"},
		{"a small word", "relevance -1\n  -9.00 about\n  -5.00 found\n  -5.00 over\n  -0.20 piracy\n", "All about piracy found all over", news.ReasonOffTopic, "model: piracy"},
		{"nothing but a small word", "relevance -1\n  -9.00 about\n", "All about piracy", news.ReasonOffTopic, "model: about"},
		{"a language", "relevance -1\n  -90.00 language/en\n  -0.20 piracy\n", "All about piracy", news.ReasonOffTopic, "model: piracy"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := settled(t, test.model).Judge(Input{Title: test.title, Language: "en", Scope: news.ScopeFiltered})
			if v.In || v.Reason.Code != test.code || len(v.Reason.Evidence) == 0 || v.Reason.Evidence[0].Rule != test.rule {
				t.Errorf("in %v with reason %+v", v.In, v.Reason)
			}
		})
	}
}

// The odds are heard within bounds, and against a tag of the rules no more than givenLimit.
func TestOddsAreBounded(t *testing.T) {
	const model = "topic/piracy 0\n  -99.00 never\n  99.00 always\n\nrelevance 9\n"
	for _, test := range []struct {
		name, title string
		given       bool
		ground      ground
		want        int32
	}{
		{"against", "A story, never", false, groundOdds, -oddsLimit},
		{"for", "A story, always", false, groundOdds, oddsLimit},
		{"against what the rules give", "Piracy, never", true, groundGivenOdds, givenLimit},
		{"for what the rules give", "Piracy, always", true, groundGivenOdds, oddsLimit},
	} {
		t.Run(test.name, func(t *testing.T) {
			tax := settled(t, model)
			j := tax.free.Get().(*judging)
			j.reset(anyTongue)
			j.read(Input{Title: test.title})
			j.collect()
			j.listen("en", j.tags(), test.given, false)
			j.stand()
			if got := j.groundsOf(int32(tax.byID["topic/piracy"]), test.given)[test.ground]; got != test.want*wholeFeature {
				t.Errorf("%d, want %d", got, test.want*wholeFeature)
			}
		})
	}
}

// In a text longer than all that were learned from, what comes often is meant, and the length beyond speaks against nothing.
func TestLongText(t *testing.T) {
	long := strings.Repeat("It is said and said again by many who say it. ", 60)
	tax := settled(t, "given/topic 0.50\n  1.00 odds, given\n  -1.00 given, in a long text\n  -1.00 late in the text\n\ntopic/piracy 0.20\n  -9.00 weather\n\nrelevance 2\n")
	for _, test := range []struct {
		name, title, text string
		want              bool
	}{
		{"in passing", "A story", long + "Piracy.", false},
		{"often", "A story", long + strings.Repeat("Piracy again. ", often), true},
		{"less often", "A story", long + strings.Repeat("Piracy again. ", often-1), false},
		{"often, but the model speaks against it", "A story of weather", long + strings.Repeat("Piracy again. ", often), false},
		{"often in a short text", "A story", strings.Repeat("It is said. ", 60) + strings.Repeat("Piracy again. ", often), false},
		{"in the title", "Piracy and weather", long, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if v := tax.Judge(Input{Title: test.title, Text: test.text, Language: "en", Scope: news.ScopeAll}); has(v, "topic/piracy") != test.want {
				t.Errorf("tags %v", v.Tags)
			}
		})
	}
	j := tax.free.Get().(*judging)
	grounds := func(words int) perGround {
		j.reset(anyTongue)
		j.read(Input{Title: "Piracy", Text: strings.Repeat("word ", words)})
		j.collect()
		j.listen("en", j.tags(), true, false)
		j.stand()
		return j.groundsOf(int32(tax.byID["topic/piracy"]), true)
	}
	if a, b := grounds(longest)[groundGivenLong], grounds(50 * longest)[groundGivenLong]; a != b || a <= grounds(longest / 4)[groundGivenLong] {
		t.Errorf("%d words count %d, fifty times as many %d", longest, a, b)
	}
}

// checkReason reports a verdict whose reason is not borne out by its tags.
func checkReason(t *testing.T, in Input, v Verdict) {
	t.Helper()
	topic := slices.IndexFunc(v.Tags, func(h news.TagHit) bool { return h.Tag.Facet() == news.FacetTopic })
	if v.Reason.Code == news.ReasonTopic && (topic < 0 || len(v.Reason.Evidence) == 0) {
		t.Errorf("%.80q: reason %+v, tags %v", in.Title, v.Reason, tagIDs(v.Tags))
	}
	if !v.In && topic >= 0 {
		t.Errorf("%.80q is left out, with %v", in.Title, tagIDs(v.Tags))
	}
	for _, h := range v.Tags {
		for k, e := range h.Evidence {
			if names[h.Tag.Facet()] && k == 0 && strings.HasPrefix(e.Rule, modelRule) {
				t.Errorf("%.80q: %s is inferred, by %s", in.Title, h.Tag, e.Rule)
			}
		}
	}
}

// A reason that names a topic has that topic's tag, whatever the item.
func TestTopicIsGiven(t *testing.T) {
	tax := realTaxonomy(t).WithModel(realModel(t))
	items := readLabelled(t, "testdata/training.jsonl")
	var words []string
	topics := 0
	judge := func(in Input) {
		v := tax.Judge(in)
		checkReason(t, in, v)
		if v.Reason.Code == news.ReasonTopic {
			topics++
		}
	}
	for _, it := range items {
		judge(it.Input())
		words = append(words, strings.Fields(it.Title)...)
	}
	random := rand.New(rand.NewPCG(1, 2))
	draw := func(n int) string {
		var b strings.Builder
		for range n {
			at := random.IntN(len(words) - 2)
			b.WriteString(strings.Join(words[at:at+2], " ") + " ")
		}
		return b.String()
	}
	for range 3000 {
		judge(Input{Title: draw(1 + random.IntN(5)), Text: draw(random.IntN(60)), Language: []string{"", "en", "zh-Hans", "de"}[random.IntN(4)], Scope: news.ScopeFiltered})
	}
	if topics < 500 {
		t.Errorf("only %d items with a topic as reason: the test sees too little", topics)
	}
}

// padding is what an article of the trade goes on with, in our own words: background, what is known, who wrote it.
const padding = ` The plan has been long in the making, and few who follow it were surprised. Officials had said for years that the work
would go on, and that those who do nothing wrong have nothing to fear. Others see it in another light. People who live there use what
they can to read the news and to talk with their families, and they know that somebody may be listening. A lawyer who asked not to
be named said that the law is wide enough for all of it. Companies abroad have kept silent, though some of them sell the parts.
Their shareholders were told little. A similar plan was given up elsewhere two years ago, when it became clear what it would cost, and
who would pay. It may come back, since ministers change and budgets grow. What is built for one purpose is soon used for
another, and there is seldom a vote on that. The author has written about technology and rights since school, likes football and
cooking, and is learning a third language. Sign up for our letter to get the best of the week. Leave a reply below, and be kind.`

// As much as stands around an article on its page takes no topic from a founding article.
func TestFoundingAtLength(t *testing.T) {
	data, err := os.ReadFile("testdata/founding.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var tests []struct {
		Name, Language, Title, Text string
		Tags, Never                 []news.TagID
	}
	if err := yaml.Unmarshal(data, &tests); err != nil {
		t.Fatal(err)
	}
	tax := realTaxonomy(t).WithModel(realModel(t))
	for _, test := range tests {
		text := test.Text + padding
		t.Run(test.Name, func(t *testing.T) {
			in := Input{Title: test.Title, Text: text, Language: test.Language, Scope: news.ScopeFiltered}
			v := tax.Judge(in)
			checkReason(t, in, v)
			if !v.In {
				t.Errorf("%d words: left out: %+v", len(strings.Fields(text)), v.Reason)
			}
			for _, id := range test.Tags {
				if id.Facet() == news.FacetTopic && !has(v, id) {
					t.Errorf("%d words: without %s: %v", len(strings.Fields(text)), id, tagIDs(v.Tags))
				}
			}
			for _, id := range test.Never {
				if has(v, id) {
					t.Errorf("with %s", id)
				}
			}
		})
	}
}
