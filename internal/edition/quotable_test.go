package edition

import (
	"slices"
	"strings"
	"testing"

	"counternotice/internal/news"

	"github.com/google/go-cmp/cmp"
)

// Quotes of a text stay within what the licence lets of it, excerpt included; what is shown twice counts once.
func TestQuotable(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 37))
	for _, tt := range []struct {
		name, excerpt string
		given, want   []news.Evidence
	}{
		{"in the title", long, []news.Evidence{{In: "title", Quote: "Court … sites"}}, []news.Evidence{{In: "title", Quote: "Court … sites"}}},
		{"in a former title", "", []news.Evidence{{In: "title", Quote: "Court … pages"}}, []news.Evidence{{In: "title"}}},
		{"in the excerpt", long + " and three more", []news.Evidence{{In: "text", Quote: "word and … more"}}, []news.Evidence{{In: "text", Quote: "word and … more"}}},
		{
			"behind the excerpt", long,
			[]news.Evidence{{In: "text", Quote: "two words"}, {In: "category", Quote: "one more"}, {In: "text", Quote: "two words"}, {In: "text", Quote: "last"}},
			[]news.Evidence{{In: "text", Quote: "two words"}, {In: "category"}, {In: "text", Quote: "two words"}, {In: "text", Quote: "last"}},
		},
		{"a part in the text", long + " and three more", []news.Evidence{{In: "title", Quote: "Court", Beside: "elsewhere"}}, []news.Evidence{{In: "title"}}},
		{"a part in the title", long, []news.Evidence{{In: "text", Quote: "orders", Beside: "Court"}}, []news.Evidence{{In: "text", Quote: "orders", Beside: "Court"}}},
		{"without spaces", strings.Repeat("字", 77), []news.Evidence{{In: "text", Quote: "关闭网站"}, {In: "text", Quote: "法院"}}, []news.Evidence{{In: "text"}, {In: "text", Quote: "法院"}}},
	} {
		given := slices.Clone(tt.given)
		tags, reason := Quotable("Court blocks sites", tt.excerpt, licensed(news.AllRightsReserved), []news.TagHit{{Evidence: tt.given}}, news.Reason{Evidence: tt.given[:1]})
		if d := cmp.Diff(tt.want, tags[0].Evidence); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
		if d := cmp.Diff(tt.want[:1], reason.Evidence); d != "" {
			t.Errorf("%s, the reason (-want +got):\n%s", tt.name, d)
		}
		if d := cmp.Diff(given, tt.given); d != "" {
			t.Errorf("%s: what was given is changed:\n%s", tt.name, d)
		}
	}
	it := news.Item{License: "CC-BY-4.0", Excerpt: long + " and a good many more", Tags: []news.TagHit{{Evidence: []news.Evidence{{In: "text", Quote: "many more"}}}}}
	if got := narrowed(it, licensed(news.AllRightsReserved)).Tags[0].Evidence[0].Quote; got != "" {
		t.Errorf("under a narrower licence %q is quoted", got)
	}
}

// Each report of a story has its say before one has a second, and the same words by the same rule stand once.
func TestEvidenceInTurn(t *testing.T) {
	a, b, c := &Report{}, &Report{}, &Report{}
	says := func(r *Report, quotes ...string) []TagEvidence {
		var out []TagEvidence
		for _, q := range quotes {
			out = append(out, TagEvidence{news.Evidence{Rule: "x*", In: "title", Quote: q}, r})
		}
		return out
	}
	var got []string
	for _, e := range inTurn([][]TagEvidence{says(a, "a1", "a2", "a3", "a4"), says(b, "b1", "a2"), says(c, "a1", "c2", "c3")}) {
		got = append(got, e.Quote+" "+map[*Report]string{a: "a", b: "b", c: "c"}[e.Report])
	}
	if d := cmp.Diff([]string{"a1 a", "b1 b", "a2 a", "c2 c", "a3 a", "c3 c"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
