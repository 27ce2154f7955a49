package cache

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPublished(t *testing.T) {
	dir := t.TempDir()
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := c.Published(); got != nil {
		t.Errorf("an empty cache has %v", got)
	}
	want := map[string]string{"feed.xml": "1", "topic/x/feed.atom": "2"}
	if err := c.KeepPublished(want); err != nil {
		t.Fatal(err)
	}
	if err := c.Keep([]string{"other"}); err != nil { // drops feeds that are read, nothing else
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, c.Published()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	name := filepath.Join(dir, published)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data[:len(data)-9], 0o644); err != nil {
		t.Fatal(err)
	}
	if got := c.Published(); got != nil {
		t.Errorf("a damaged file gives %v", got)
	}
}
