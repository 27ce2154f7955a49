package edition

import (
	"fmt"
	"testing"

	"counternotice/internal/news"

	"github.com/google/go-cmp/cmp"
)

// cite lets the items of the stories of build cite: one string of references a story, the same for all of its reports.
func cite(in Input, refs ...[]news.Ref) Input {
	for i := range in.Items {
		var story int
		fmt.Sscanf(in.Items[i].ID, "i%d-", &story)
		in.Items[i].Refs = refs[story]
	}
	return in
}

// linked gives of each story "label: stories" of its references.
func linked(d *Digest) map[string][]string {
	out := map[string][]string{}
	for _, s := range d.Stories {
		for _, r := range s.References {
			out[s.ID] = append(out[s.ID], fmt.Sprint(r.Label, " ", ids(r.Stories)))
		}
	}
	return out
}

func TestStoriesThatCiteTheSame(t *testing.T) {
	ruling, law, lone := news.Ref("case:eu:C-682/18"), news.Ref("act:eu:Directive 2019/790"), news.Ref("lumen:7")
	in := cite(build("2026-11-21", "2026-06-01 a", "2026-11-18 ab", "2026-11-20 a", "2026-11-21 b"),
		[]news.Ref{ruling}, []news.Ref{law, ruling}, []news.Ref{ruling, lone}, nil)
	want := map[string][]string{
		"story000": {"C-682/18 []"}, // its page closed in June
		"story001": {"C-682/18 [story002 story000]", "Directive 2019/790 []"},
		"story002": {"C-682/18 [story001 story000]", "Lumen notice 7 []"},
	}
	d := Arrange(in)
	if diff := cmp.Diff(want, linked(d)); diff != "" {
		t.Error(diff)
	}
	if r := d.Stories[1].References[0]; r.Kind != "case" || r.Reports != 2 || r.ID != ruling {
		t.Errorf("%+v", r)
	}
}

func TestAStoryThatIsLiveSeesLaterOnes(t *testing.T) {
	refs := []news.Ref{"case:eu:C-1/20"}
	d := Arrange(cite(build("2026-11-21", "2026-11-10 a", "2026-11-15 a", "2026-11-16 a"), refs, refs, refs))
	want := map[string][]string{
		"story000": {"C-1/20 [story001]"}, "story001": {"C-1/20 [story002 story000]"}, "story002": {"C-1/20 [story001 story000]"},
	}
	if diff := cmp.Diff(want, linked(d)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatManyCiteInAWeekIsATopic(t *testing.T) {
	refs := []news.Ref{"act:eu:Regulation 2022/2065"}
	var lines []string
	var cites [][]news.Ref
	for day := 1; day <= 6; day++ {
		lines = append(lines, fmt.Sprintf("2026-11-%02d a", 2*day), fmt.Sprintf("2026-03-%02d a", day))
		cites = append(cites, refs, []news.Ref{"case:eu:C-2/20"})
	}
	got := linked(Arrange(cite(build("2026-11-21", lines...), cites...)))
	if n := got["story010"][0]; n != "Regulation 2022/2065 [story008 story006 story004 story002 story000]" {
		t.Errorf("every second day: %s", n)
	}
	if n := got["story001"][0]; n != "C-2/20 []" {
		t.Errorf("six stories in a week: %s", n)
	}
}

func TestReferencesShownAreFew(t *testing.T) {
	var refs []news.Ref
	for n := range 20 {
		refs = append(refs, news.Ref(fmt.Sprintf("cve:2026-%04d", n)))
	}
	d := Arrange(cite(build("2026-11-21", "2026-11-20 a", "2026-11-21 a"), refs, refs[10:11]))
	got := d.Stories[0].References
	if len(got) != referencesShown || got[0].Label != "CVE-2026-0010" || len(got[0].Stories) != 1 {
		t.Errorf("%d, first %+v", len(got), got[0])
	}
}
