package news

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStems(t *testing.T) {
	x, y := CountStems([]string{"order", "court", "order"}), CountStems([]string{"order", "order", "order", "ban"})
	if diff := cmp.Diff(Stems{{"court", 1}, {"order", 2}}, x); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if stems, words := x.Shared(y); stems != 1 || words != 2 || y.Words() != 4 {
		t.Errorf("Shared = %d, %d, Words = %d, want 1, 2, 4", stems, words, y.Words())
	}
}

// FuzzStems reads stems as a map of counts reads them, whoever wrote them.
func FuzzStems(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `{"court":1,"order":2}`, `{"order":2,"court":1}`, `{ "a" : 3 }`, `{"a":1,"a":2}`, `{"a\"":1}`, `{"a":1.0}`, `{"a":-1}`, `{"a":1e2}`, `{"a":01}`,
		`{"a":99999999999999999999}`, `{"":0}`, "{\"\xff\":1}", `{"é":1,"法院":2}`, `[1]`, `{"a":1,}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var counts map[string]int
		var stems Stems
		wantErr, err := json.Unmarshal([]byte(s), &counts), json.Unmarshal([]byte(s), &stems)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%q: %v, as a map %v", s, err, wantErr)
		}
		if err != nil {
			return
		}
		got := map[string]int{}
		for _, c := range stems {
			got[c.Stem] = c.Count
		}
		if !maps.Equal(got, counts) || len(got) != len(stems) || !slices.IsSortedFunc(stems, func(a, b StemCount) int {
			if a.Stem < b.Stem {
				return -1
			}
			return 1
		}) {
			t.Fatalf("%q: %v, as a map %v", s, stems, counts)
		}
		raw, err := json.Marshal(stems)
		want, wantErr := json.Marshal(got)
		if err != nil || wantErr != nil || string(raw) != string(want) {
			t.Fatalf("%q: written %s (%v), want %s", s, raw, err, want)
		}
	})
}
