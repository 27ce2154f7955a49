package taxonomy

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestViews holds what is found for the items of one language to what is found for those of any, whatever language an item is said to
// be in, and its verdict to that of words that are read with all they mean in any language.
func TestViews(t *testing.T) {
	some := realTaxonomy(t).WithModel(realModel(t))
	whole := *some
	m := some.matcher
	whole.matcher = &matcher{lexicon: m.lexicon, uses: m.uses, asking: m.asking, nodes: m.nodes, edges: m.edges}
	whole.free = &sync.Pool{New: func() any { return newJudging(&whole) }}
	items := benchItems(t)
	var all strings.Builder
	for _, in := range items {
		all.WriteString(in.Title + ". " + in.Text + "\n")
	}
	items = append(items, Input{Title: "Court: 海賊版 サイト, 封锁 网站, Netzsperre, блокировка сайта, 차단 and police", Text: all.String()})
	j := newJudging(some)
	passed := 0
	for _, in := range items {
		for _, language := range append([]string{in.Language, "", "xx", "pt-BR"}, languages...) {
			in.Language = language
			j.reset(anyTongue)
			j.read(in)
			want := slices.DeleteFunc(slices.Clone(j.run.found), func(f found) bool { return some.rules[f.rule].tongue&spoken(language) == 0 })
			passed += len(j.run.found) - len(want)
			j.reset(spoken(language))
			j.read(in)
			if diff := cmp.Diff(want, j.run.found, cmp.AllowUnexported(found{})); diff != "" {
				t.Fatalf("in %q as %q (-want +got):\n%s", in.Title, language, diff)
			}
			whole.matcher.views.Store(spoken(language), whole.matcher.view(anyTongue))
			if diff := cmp.Diff(whole.Judge(in), some.Judge(in)); diff != "" {
				t.Fatalf("%q as %q (-want +got):\n%s", in.Title, language, diff)
			}
		}
	}
	if passed < 1000 {
		t.Errorf("%d phrases of other languages are too few to tell", passed)
	}
}
