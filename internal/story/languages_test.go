package story

import (
	"strings"
	"testing"

	"counternotice/internal/text"
)

// A stem counts for the first row that has it. What a later row says of it is lost, so that its translations meet nothing.
func TestConceptsAreClaimedOnce(t *testing.T) {
	claimed := map[string]string{}
	first := map[string]bool{}
	cells, dead := 0, 0
	for line := range strings.Lines(conceptTable) {
		if line[0] == '#' {
			continue
		}
		row := strings.Split(strings.TrimSuffix(line, "\n"), "|")
		id := strings.Fields(row[0])[0]
		if len(row) != len(columns) || first[id] {
			t.Errorf("%q is in two rows, or has not %d columns", id, len(columns))
		}
		first[id] = true
		for k, cell := range row {
			stems := text.Stems(cell, columns[k])
			if columns[k] == "zh" {
				stems = strings.Fields(cell)
			}
			lost := len(stems) > 0
			for _, s := range stems {
				key := columns[k] + " " + s
				if claimed[key] == "" {
					claimed[key] = id
				}
				lost = lost && claimed[key] != id
			}
			if len(stems) > 0 {
				cells++
			}
			if lost {
				dead++
			}
		}
	}
	if dead > 616 { // it may only fall
		t.Errorf("%d of %d cells have only stems of earlier rows", dead, cells)
	}
}

// A name has one key, whatever its stemmer took from it.
func TestCognates(t *testing.T) {
	for _, names := range [][]string{
		{"en Snowden", "de Snowden", "fr Snowden", "nl Snowden", "pl Snowden", "es Snowden", "ru Сноуден"},
		{"en Schröder", "de Schröder", "it Schröder"},
		{"en Bieber", "de Biebers", "pt Bieber"},
		{"en Assange", "de Assange", "fr Assange", "it Assange", "es Assange"},
		{"en Olympics", "es Olímpicos"},
		{"en Lukashenko", "de Lukaschenko", "ru Лукашенко"},
	} {
		want := ""
		for k, n := range names {
			language, name, _ := strings.Cut(n, " ")
			got := cognate(text.Stems(name, language)[0])
			if k == 0 {
				want = got
			}
			if got == "" || got != want {
				t.Errorf("%s is %q, %s is %q", n, got, names[0], want)
			}
		}
	}
}
