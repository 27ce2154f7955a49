package taxonomy

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestMatcherAgainstSearch holds the matcher to a search that tries every phrase at every token, in items of one language and of any.
// Some phrases need a cue.
func TestMatcherAgainstSearch(t *testing.T) {
	words := []string{"ban", "bans", "banning", "Ban", "VPN", "VPNs", "vpn", "block", "blocks", "unblock", "Netzsperre", "archive.org", "网", "站", "网站", "차단", "차단을", "U.S."}
	terms := append([]string{"ban*", "VPN*", "block*", "bl*", "bloc*", "*block", "*sperre", "=Ban", "=ban", "(ban|block)", "(ban|ban*|VPN)", "(bans|*block)s", "St. Ban", "Ban, block", "차*"}, words...)
	signs := []string{" ", " ", " ", " ", ", ", ". ", "-", "\n"}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	several, far, asked, lacking := 0, 0, 0, 0
	for range 400 {
		m := newMatcher()
		var phrases [][]part
		var rules []end
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
				rule := int32(len(phrases))
				e, cue := end{rule, -1, []tongue{1, 2, 3, anyTongue}[random.IntN(4)]}, len(h) == 1 && random.IntN(2) == 0
				if cue {
					m.addCue(h[0], single{rule, rule})
					m.ask(rule, e.tongue)
				} else {
					if need := random.Int32N(2*rule + 1); need < rule && isCue[need] {
						e.need = need
						m.ask(need, e.tongue)
						rules[need].tongue |= e.tongue
					}
					m.add(h, e)
				}
				phrases, rules, isCue = append(phrases, h), append(rules, e), append(isCue, cue)
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
		for _, spoken := range []tongue{1, 2, anyTongue} {
			r := run{m: m, s: &s, tongue: spoken}
			r.pass()
			if !slices.IsSortedFunc(r.found, func(a, b found) int { return cmp.Compare(a.from, b.from) }) {
				t.Error("not in order of where they begin")
			}
			got := slices.Clone(r.found)
			for at := range int32(len(s.tokens)) {
				for _, n := range r.at(at) {
					for _, c := range n.cues {
						got = append(got, found{c.rule, at, at + 1})
					}
				}
			}
			var want []found
			stands := map[int32]bool{}
			for rule, phrase := range phrases {
				for from := range s.tokens {
					for _, to := range ends(&s, phrase, pauseEnd, from) {
						stands[int32(rule)] = true
						if rules[rule].tongue&spoken != 0 {
							want = append(want, found{int32(rule), int32(from), int32(to)})
						}
					}
				}
			}
			want = slices.DeleteFunc(want, func(f found) bool {
				need := rules[f.rule].need
				lacks := need >= 0 && !stands[need]
				if lacks {
					lacking++
				}
				return lacks
			})
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
	}
	if several < 100 || far < 100 || asked < 100 || lacking < 100 {
		t.Errorf("%d phrases of several words, %d with a gap, %d cues and %d phrases that lack one are too few to tell", several, far, asked, lacking)
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
