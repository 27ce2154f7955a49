package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPaperBreaksLines(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		columns    int
		want       []string
	}{
		{"between words", "one two three", 7, []string{"one two", "three"}},
		{"an address stays whole", "see https://example.org/a/long/one now", 10, []string{"see", "https://example.org/a/long/one", "now"}},
		{"wide characters", "版权局通告", 4, []string{"版权", "局通", "告"}},
		{"a number among them", "链接5.8万条", 5, []string{"链接", "5.8万", "条"}},
		{"an address among them", "见https://example.org/a，条", 6, []string{"见", "https://example.org/a", "，条"}},
		{"nothing", "", 4, []string{""}},
	} {
		if d := cmp.Diff(tt.want, broken(tt.text, tt.columns)); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

func TestPaperAlignsWideText(t *testing.T) {
	var b strings.Builder
	p := newPaper(&b)
	p.columns = 40
	p.row(1, []int{6}, "版权", "a b")
	p.row(1, []int{6}, "ab", "c d")
	p.row(1, []int{6}, "too long for it", "a text that goes on and on and on")
	want := "  版权    a b\n  ab      c d\n  too long for it\n          a text that goes on and on and\n          on\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

func TestPaperPrintsText(t *testing.T) {
	var b strings.Builder
	p := newPaper(&b)
	p.columns = 30
	p.row(0, []int{4}, "", "red \x1b[31m\u202edeb\u2066 \a ::error::no ##[group]x")
	p.row(0, nil, "::warning::no")
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.ContainsAny(line, "\x1b\u202e\u2066\a") {
			t.Errorf("%q", line)
		}
	}
	if !strings.Contains(b.String(), "red [31mdeb") {
		t.Errorf("%q", b.String())
	}
}
