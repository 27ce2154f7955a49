package taxonomy

import (
	"strconv"
	"testing"
)

func TestIndex(t *testing.T) {
	var x index
	if n := x.find(hashWord("none"), []byte("none")); n != -1 {
		t.Errorf("an empty index has number %d", n)
	}
	words := []string{"", "a", "aa", "屏蔽", "blocking", "blockings", "blocking order of a court"}
	for i := range 3000 {
		words = append(words, "word"+strconv.Itoa(i))
	}
	for range 2 {
		for i, w := range words {
			if n := x.add(w); int(n) != i {
				t.Fatalf("%q has number %d, want %d", w, n, i)
			}
		}
	}
	for _, w := range []string{"b", "block", "blockin", "word3000", "屏"} {
		if n := x.find(hashWord(w), []byte(w)); n != -1 {
			t.Errorf("%q has number %d", w, n)
		}
	}
	if hashWord("blocking order") != hashWord([]byte("blocking order")) {
		t.Error("a text and its bytes have two hashes")
	}
}
