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

// TestViewsAtOnce holds the verdicts of many goroutines on a matcher that has read nothing yet, each item in all languages, to
// those of one alone.
func TestViewsAtOnce(t *testing.T) {
	fresh := func() *Taxonomy {
		files := realFiles(t)
		tax, err := Parse(files[0].Name, files[0].Data, files[1:]...)
		if err != nil {
			t.Fatal(err)
		}
		return tax
	}
	items := benchItems(t)
	items = items[:min(len(items), 8)]
	spokenAs := append([]string{"", "xx", "pt-BR"}, languages...)
	alone := fresh()
	want := map[string][]Verdict{}
	for _, l := range spokenAs {
		for _, in := range items {
			in.Language = l
			want[l] = append(want[l], alone.Judge(in))
		}
	}
	shared := fresh()
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range items {
				for k := range spokenAs {
					l := spokenAs[(k+g)%len(spokenAs)]
					in := items[(i+g/4)%len(items)]
					in.Language = l
					if diff := cmp.Diff(want[l][(i+g/4)%len(items)], shared.Judge(in)); diff != "" {
						t.Errorf("%q as %q (-alone +at once):\n%s", in.Title, l, diff)
						return
					}
				}
			}
		})
	}
	all.Wait()
}

// TestViewsOfChecks holds that what the checks read in all languages is not kept.
func TestViewsOfChecks(t *testing.T) {
	files := realFiles(t)
	tax, err := Parse(files[0].Name, files[0].Data, files[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	for tongue := range tax.matcher.views.Range {
		t.Errorf("a view of %x is kept", tongue)
	}
}
