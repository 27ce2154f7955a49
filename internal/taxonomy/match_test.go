package taxonomy

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

// TestMatcherAgainstSearch holds the matcher to a search that tries every phrase at every token.
func TestMatcherAgainstSearch(t *testing.T) {
	words := []string{"ban", "bans", "banning", "Ban", "VPN", "VPNs", "vpn", "block", "blocks", "unblock", "Netzsperre", "archive.org", "网", "站", "网站", "차단", "차단을", "U.S."}
	terms := append([]string{"ban*", "VPN*", "block*", "bl*", "bloc*", "*block", "*sperre", "=Ban", "=ban", "(ban|block)", "(ban|ban*|VPN)", "(bans|*block)s", "St. Ban", "Ban, block", "차*"}, words...)
	signs := []string{" ", " ", " ", " ", ", ", ". ", "-", "\n"}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	several, far, asked := 0, 0, 0
	for range 400 {
		m := newMatcher()
		var phrases [][]part
		var isCue []bool
		for len(phrases) < 30 {
			var source strings.Builder
			source.WriteString(pick(terms))
			for range random.IntN(3) {
				source.WriteString(pick([]string{" ", " ", " * ", ". "}) + strings.TrimPrefix(pick(terms), "="))
			}
			heads, err := newParser().phrase(source.String())
			if err != nil {
				continue
			}
			for _, h := range heads {
				cue := len(h) == 1 && random.IntN(2) == 0
				if rule := int32(len(phrases)); cue {
					m.addCue(h[0], single{rule, rule})
				} else {
					m.add(h, rule)
				}
				phrases, isCue = append(phrases, h), append(isCue, cue)
			}
		}
		m.seal()
		var s scan
		for range 2 {
			var text strings.Builder
			for range random.IntN(20) {
				text.WriteString(pick(words) + pick(signs))
			}
			s.add(text.String())
		}
		r := run{m: m, s: &s}
		r.pass()
		if !slices.IsSortedFunc(r.found, func(a, b found) int { return cmp.Compare(a.from, b.from) }) {
			t.Error("not in order of where they begin")
		}
		got := slices.Clone(r.found)
		for at := range int32(len(s.tokens)) {
			for _, n := range r.at(at) {
				for _, c := range within(m.cues, m.lexicon.senses[n].cues) {
					got = append(got, found{c.rule, at, at + 1})
				}
			}
		}
		var want []found
		for rule, phrase := range phrases {
			for from := range s.tokens {
				for _, to := range ends(&s, phrase, pauseEnd, from) {
					want = append(want, found{int32(rule), int32(from), int32(to)})
				}
			}
		}
		order := func(a, b found) int {
			return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
		}
		slices.SortFunc(got, order)
		slices.SortFunc(want, order)
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(found{})); diff != "" {
			t.Fatalf("in %q (-want +got):\n%s", s.source, diff)
		}
		for _, f := range want {
			switch p := phrases[f.rule]; {
			case isCue[f.rule]:
				asked++
			case slices.ContainsFunc(p, func(p part) bool { return p.gap }):
				far++
			case len(p) > 1:
				several++
			}
		}
	}
	if several < 100 || far < 100 || asked < 100 {
		t.Errorf("%d phrases of several words, %d with a gap and %d cues are too few to tell", several, far, asked)
	}
}

// ends are where a phrase may end that begins at a token; pauses of the text may be as long as allowed before that token.
func ends(s *scan, phrase []part, allowed pause, at int) []int {
	if len(phrase) == 0 {
		return []int{at}
	}
	var out []int
	if phrase[0].gap {
		budget := gapBudget
		for ; at < len(s.tokens) && s.tokens[at].pause < pauseHard && budget >= 0; at++ {
			out = append(out, ends(s, phrase[1:], pauseEnd, at)...)
			if budget -= gapWord; s.tokens[at].char {
				budget += gapWord - gapChar
			}
		}
		return out
	}
	if at == len(s.tokens) || s.tokens[at].pause > allowed {
		return nil
	}
	folded, raw := string(s.folded(s.tokens[at])), s.raw(s.tokens[at])
	next := pauseNone
	if len(phrase) > 1 {
		next = min(max(phrase[0].after, phrase[1].before), pauseHard)
	}
	for _, w := range phrase[0].any {
		fits := false
		switch w.kind {
		case matchPrefix:
			fits = strings.HasPrefix(folded, w.folded) && strings.HasPrefix(raw, w.raw)
		case matchSuffix:
			fits = strings.HasSuffix(folded, w.folded)
		default:
			fits = folded == w.folded && (w.raw == "" || raw == w.raw) ||
				len(w.raw) > 1 && inCapitals(w.raw) && folded == w.folded+"s" && raw == w.raw+"s"
		}
		if fits {
			out = append(out, ends(s, phrase[1:], next, at+1)...)
		}
	}
	return out
}

// A cue of one word is not asked for where a longer one may begin with it: the first that is found is named.
func TestCuesStayInOrder(t *testing.T) {
	tax := mustParse(t, small("ban & (rulings|orders|orders made)", ""))
	v := tax.Judge(Input{Title: "A ban, as orders made before", Scope: news.ScopeAll})
	if len(v.Tags) != 1 || v.Tags[0].Evidence[0].Rule != "ban & orders made" {
		t.Errorf("%+v", v.Tags)
	}
}
