package story

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// labelledStream is ten invented days of this field in six languages: a ruling told by seven outlets, events that look alike in two
// places, running stories, columns, lists, a wire and its copies, and what stands alone. Its items have no tags and no links, which
// the format does not know.
//
//go:embed testdata/stream.jsonl
var labelledStream []byte

// What is told of the stream, story by story. Whoever changes a rule sees here what it gave and what it cost.
func TestLabelledStream(t *testing.T) {
	var told bytes.Buffer
	r, err := Eval(bytes.NewReader(labelledStream), &told, nil)
	if err != nil {
		t.Fatal(err)
	}
	label := map[string]string{}
	for line := range bytes.Lines(labelledStream) {
		var g goldItem
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		label[g.ID] = g.StoryID
	}
	in, of := map[string][]string{}, map[string][]string{} // labels of a story, stories of a label
	for line := range bytes.Lines(told.Bytes()) {
		var x struct{ ID, Story string }
		if err := json.Unmarshal(line, &x); err != nil {
			t.Fatal(err)
		}
		in[x.Story] = append(in[x.Story], label[x.ID])
		of[label[x.ID]] = append(of[label[x.ID]], x.Story)
	}
	several := func(lists map[string][]string, name func(key string, list []string) string) []string {
		var out []string
		for key, list := range lists {
			slices.Sort(list)
			if list = slices.Compact(list); len(list) > 1 {
				out = append(out, name(key, list))
			}
		}
		slices.Sort(out)
		return out
	}
	// Two places that no title is tagged with look alike: laws against VPNs.
	joined := []string{"vpnk vpnm"}
	if diff := cmp.Diff(joined, several(in, func(_ string, labels []string) string { return strings.Join(labels, " ") })); diff != "" {
		t.Errorf("two events in one story (-want +got):\n%s", diff)
	}
	// A new date, the end of a shutdown; and two languages that share one word.
	parted := []string{"chat", "down", "vpnzh"}
	if diff := cmp.Diff(parted, several(of, func(label string, _ []string) string { return label })); diff != "" {
		t.Errorf("one event in several stories (-want +got):\n%s", diff)
	}
	if r.BCubed.Precision < 0.971 || r.BCubed.Recall < 0.950 || r.Pairwise.Precision < 0.941 || r.Pairwise.Recall < 0.860 || r.Moved > 0.007 {
		t.Errorf("worse than it was:\n%s", r)
	}
}
