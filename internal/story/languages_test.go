package story

import (
	"slices"
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
		{"en Snowden", "de Snowden", "fr Snowden", "nl Snowden", "pl Snowden", "es Snowden"},
		{"en Johansen", "de Johansens", "nl Johansen"},
		{"en Ivanov", "de Iwanow", "pl Iwanow"},
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
	for _, names := range [][2]string{{"Miller", "Mills"}, {"Keller", "Kelly"}, {"Palmer", "palm"}} {
		if x, y := cognate(text.Stems(names[0], "en")[0]), cognate(text.Stems(names[1], "en")[0]); x == y {
			t.Errorf("%s and %s are %q", names[0], names[1], x)
		}
	}
}

// What languages share is in a title if one of its stems is, a Han word only if all its pairs are.
func TestSharedInTitles(t *testing.T) {
	for _, tt := range []struct {
		name, language string
		bag            []stemWeight
		want           bool
	}{
		{"a word in the title", "zh", []stemWeight{{"特朗", 1, false, true}, {"朗普", 1, false, true}}, true},
		{"a word of which the title has a part", "zh", []stemWeight{{"特朗", 1, false, true}, {"朗普", 1, true, false}}, false},
		{"a text after a title", "en", []stemWeight{{"airport", 1, false, true}, {"trump", 1, false, true}, {"trump", 1, true, false}}, true},
	} {
		shared := reading{language: tt.language, bag: tt.bag}.shared()
		k := slices.IndexFunc(shared, func(w stemWeight) bool { return w.stem == "=trump" })
		if k < 0 || shared[k].inTitle != tt.want {
			t.Errorf("%s: %v, want =trump in the title: %v", tt.name, shared, tt.want)
		}
	}
}
