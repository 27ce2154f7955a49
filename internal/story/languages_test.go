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
