package news_test

import (
	"slices"
	"testing"

	"counternotice/internal/news"
)

// What git writes where it cannot merge is told in the line where it stands; of a whole place that is where it begins.
func TestUnmerged(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       []int
	}{
		{"a whole place", "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n", []int{2}},
		{"one with what both came from", "<<<<<<< HEAD\nb\n||||||| 1234567\na\n=======\nc\n>>>>>>> other\n", []int{1}},
		{"two of them, moved in", "  <<<<<<< HEAD\r\n  =======\r\n  >>>>>>> other\r\n\t<<<<<<< HEAD\n\t=======\n\t>>>>>>> other\n", []int{1, 4}},
		{"one without the names of versions", "<<<<<<<\n=======\n>>>>>>>\n", []int{1}},
		{"lines left over", "a\n=======\nb\n>>>>>>> other\nc\n|||||||\n", []int{2, 4, 6}},
		{"lines left over, moved in", "a:\n  - b\n  =======\n  - c\n    >>>>>>> other\n", []int{3, 5}},
		{"one behind a place", "<<<<<<< HEAD\n=======\n>>>>>>> other\n=======\n", []int{1, 4}},
		{"a heading in a block", "- note: |\n    A heading\n    =======\n", nil},
		{"one farther in, in a block with a line between", "- note: >-\n    A heading\n\n    one\n      =======\n", nil},
		{"one behind a block", "note: |\n  A heading\n=======\n", []int{3}},
		{"eight or six signs", "a\n========\n======\n<<<<<<<<\n>>>>>>\n", nil},
		{"signs in a line", "- a ======= b\n- <<<<<<< HEAD\n======= b\n>>>>>>>b\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var lines []int
			for _, p := range news.Unmerged("t.yaml", []byte(c.file)) {
				lines = append(lines, p.Line)
			}
			if !slices.Equal(lines, c.want) {
				t.Errorf("lines %d, want %d", lines, c.want)
			}
		})
	}
}
