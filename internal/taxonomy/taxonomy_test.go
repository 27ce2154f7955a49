package taxonomy

import (
	"os"
	"testing"
)

func TestRealFile(t *testing.T) {
	data, err := os.ReadFile("../../taxonomy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	tax, err := Parse("taxonomy.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(tax.Tags()); n < 400 {
		t.Errorf("%d tags, want at least 400", n)
	}
}
