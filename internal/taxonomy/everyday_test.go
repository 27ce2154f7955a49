package taxonomy

import (
	"fmt"
	"strings"
	"testing"
)

// Terms of everyday words, and beginnings and endings that many of them have, are refused in every list that needs no cue.
func TestEveryday(t *testing.T) {
	const file = `
version: 1
contexts: {network: [website]}
relevance: {terms: {en: [digital rights & @network]}}
drop:
- {id: deals, label: adverts, terms: {en: [%q]}}
topics:
- {id: a, label: {en: A}, definition: D., terms: {%s: [%q]}}
`
	for _, c := range []struct {
		language, term string
		found          string // empty where the term is taken
	}{
		{"en", "*ation", "information"},
		{"en", "*ement", "movement"},
		{"en", "pro*", "problem"},
		{"en", "gov*", "government"},
		{"en", "of the", "of the"},
		{"en", "in a", "in a"},
		{"en", "in the year", "in the year"},
		{"en", "the * of", "the house of"},
		{"en", "(in|on) (the|a) week", "in the week"},
		{"en", "no", "no"},
		{"en", "also", "also"},
		{"en", "year", "year"},
		{"en", "year & !@network", "year"},
		{"any", "year", "year"},
		{"de", "für das Jahr", "fur das jahr"},
		{"fr", "après les", "apres les"},
		{"ru", "до года", "до года"},
		{"zh", "今天", "今天"},
		{"ko", "오늘", "오늘"},
		{"hi", "के लिए", "के लिए"},
		{"en", "year & @network", ""},
		{"en", "take down", ""},
		{"en", "right to know", ""},
		{"de", "year", ""},
		{"en", "WHO", ""},
		{"en", "IT and WHO", ""},
		{"en", "censor*", ""},
		{"en", "*blocking", ""},
	} {
		t.Run(c.language+" "+c.term, func(t *testing.T) {
			want := fmt.Sprintf("term %q matches everyday text (%q)", c.term, c.found)
			_, err := Parse("t.yaml", fmt.Appendf(nil, file, "daily deal", c.language, c.term))
			if c.found == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || strings.Count(err.Error(), "everyday") != 1 || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %s once", err, want)
			}
			if c.language != "en" {
				return
			}
			if _, err := Parse("t.yaml", fmt.Appendf(nil, file, c.term, "en", "daily paper")); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("as a drop term: %v, want %s", err, want)
			}
		})
	}
	if _, err := Parse("t.yaml", fmt.Appendf(nil, file, "daily deal", "en", "*lmnt")); err == nil || !strings.Contains(err.Error(), "far too much") {
		t.Errorf("%v, want an ending of four letters refused", err)
	}
	// Words of the net let in whatever stands on it, where a term counts by itself; a name or a cue may be one.
	for _, c := range []struct{ list, language, term, found string }{
		{"relevance", "en", "online", "online"},
		{"relevance", "any", "online", "online"},
		{"relevance", "en", "website*", "website"},
		{"relevance", "en", "Internet", "internet"},
		{"relevance", "en", "the internet of", "the internet of"},
		{"relevance", "en", "the * website*", "the * website"},
		{"relevance", "en", "web site*", "web site"},
		{"relevance", "en", "social media", "social media"},
		{"relevance", "en", "online & !@network", "online"},
		{"relevance", "de", "Webseite*", "webseite"},
		{"relevance", "fr", "en ligne", "en ligne"},
		{"relevance", "zh", "网站", "网站"},
		{"relevance", "ko", "인터넷", "인터넷"},
		{"relevance", "en", "online & @network", ""},
		{"relevance", "en", "internet freedom", ""},
		{"relevance", "en", "digital rights", ""},
		{"topics", "en", "website*", "website"},
		{"topics", "en", "without internet", ""},
		{"drop", "en", "online", "online"},
		{"actors", "en", "Online", ""},
	} {
		relevance, drop, topic, actor := "digital rights & @network", "daily deal", "daily paper", "Acme"
		map[string]func(){
			"relevance": func() { relevance = c.term }, "drop": func() { drop = c.term }, "topics": func() { topic = c.term }, "actors": func() { actor = c.term },
		}[c.list]()
		_, err := Parse("t.yaml", fmt.Appendf(nil, `
version: 1
contexts: {network: [portal]}
relevance: {terms: {%[1]s: [%[2]q], nl: [foo & @network]}}
drop:
- {id: deals, label: adverts, terms: {%[1]s: [%[3]q]}}
topics:
- {id: a, label: {en: A}, definition: D., terms: {%[1]s: [%[4]q]}}
actors:
- {id: b, label: {en: B}, definition: D., kind: company, terms: {%[1]s: [%[5]q]}}
`, c.language, relevance, drop, topic, actor))
		want := fmt.Sprintf("term %q matches everyday text (%q); write words that only such items have, or add a cue with &", c.term, c.found)
		switch {
		case c.found == "" && err != nil:
			t.Errorf("%s %q: %v", c.list, c.term, err)
		case c.found != "" && (err == nil || strings.Count(err.Error(), "everyday") != 1 || !strings.Contains(err.Error(), want)):
			t.Errorf("%s %q: %v, want %s once", c.list, c.term, err, want)
		}
	}
	// Every bad term of a line is named.
	_, err := Parse("t.yaml", []byte(`{version: 1, topics: [{id: a, label: {en: A}, definition: D., terms: {en: [also, year, fair use]}}]}`))
	if err == nil || strings.Count(err.Error(), "everyday") != 2 {
		t.Errorf("%v, want two terms named", err)
	}
}
