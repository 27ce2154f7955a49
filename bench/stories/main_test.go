package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file of which nothing counts would count as full agreement, in the mean too.
func TestNothingToMeasure(t *testing.T) {
	write := func(name, data string) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const labelled = `{"id":"a","title":"Court blocks BookHarbor","date":"2026-11-21","source":"alpha","lang":"en","story_id":"1"}
{"id":"b","title":"Tribunal bloque BookHarbor","date":"2026-11-21","source":"beta","lang":"fr","story_id":"1"}
`
	for _, tt := range []struct{ name, language, data, want string }{
		{"no such language", "xx", labelled, `.jsonl: no item in "xx"; leave the file out, or give one of ["en" "fr"]`},
		{"no items", "", "\n", ".jsonl: no items; name a file of labelled items, one a line"},
		{"no items of a language", "en", "\n", ".jsonl: no items; name a file of labelled items, one a line"},
		{"some", "fr", labelled, ""},
		{"all", "", labelled, ""},
	} {
		got := ""
		if err := run([]string{"--language", tt.language, write("gold.jsonl", tt.data)}, io.Discard); err != nil {
			got = err.Error()
		}
		if !strings.HasSuffix(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
