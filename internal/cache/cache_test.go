package cache

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var sample = Entry{
	URL: "https://example.org/feed", ETag: `W/"a\"<b"`, LastModified: "Sat, 21 Nov 2026 10:00:00 GMT", ContentType: "text/xml",
	Hash: "00ff", Base: "https://example.org/feed.xml", Body: []byte("<rss>\n\x00\xff first\nsecond\n</rss>"),
	Full: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC), NotBefore: time.Date(2026, 11, 21, 11, 0, 0, 0, time.UTC),
}

func open(t *testing.T) (*Cache, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "a", "b")
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c, dir
}

func put(t *testing.T, c *Cache, feed string, e Entry) {
	t.Helper()
	if err := c.Put(feed, e); err != nil {
		t.Fatal(err)
	}
}

func TestPutGet(t *testing.T) {
	for _, tt := range []struct {
		name  string
		entry Entry
	}{
		{"everything", sample},
		{"only a wish to rest", Entry{URL: "https://example.org/", NotBefore: sample.NotBefore}},
		{"nothing", Entry{}},
		{"a body of line ends", Entry{Body: []byte("\n\n")}},
		{"a large body", Entry{Body: bytes.Repeat([]byte("0123456789abcdef"), 1<<20)}},
	} {
		c, dir := open(t)
		put(t, c, "eff", tt.entry)
		again, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := again.Get("eff")
		again.Close()
		if !ok || !equal(tt.entry, got) {
			t.Errorf("%s: %v, and another entry comes back: %d bytes of body, %q", tt.name, ok, len(got.Body), got.URL)
		}
		if _, ok := c.Get("other"); ok {
			t.Errorf("%s: another feed has it as well", tt.name)
		}
	}
}

func TestPutWritesOnlyChanges(t *testing.T) {
	c, dir := open(t)
	put(t, c, "eff", sample)
	name := filepath.Join(dir, "feed-eff.gz")
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	put(t, c, "eff", sample)
	if after, err := os.Stat(name); err != nil || !os.SameFile(before, after) {
		t.Errorf("the same entry was written again (%v)", err)
	}
	changed := sample
	changed.NotBefore = time.Time{}
	put(t, c, "eff", changed)
	if got, _ := c.Get("eff"); !cmp.Equal(changed, got) {
		t.Errorf("a change was not written: %s", cmp.Diff(changed, got))
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "*")); len(names) != 1 {
		t.Errorf("left behind: %q", names)
	}
}

// Whatever one byte or one cut does to a file, it gives the entry or nothing.
func TestDamage(t *testing.T) {
	c, dir := open(t)
	put(t, c, "eff", sample)
	name := filepath.Join(dir, "feed-eff.gz")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, i int, data []byte) {
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, ok := c.Get("eff"); ok && !cmp.Equal(sample, got) {
			t.Errorf("%s at %d gives another entry: %s", what, i, cmp.Diff(sample, got))
		} else if ok && what == "a cut" {
			t.Errorf("%s at %d goes unnoticed", what, i)
		}
	}
	for i := range whole {
		check("a cut", i, whole[:i])
		flipped := bytes.Clone(whole)
		flipped[i] ^= 0x10
		check("a flipped bit", i, flipped)
	}
	put(t, c, "eff", sample)
	if got, ok := c.Get("eff"); !ok || !cmp.Equal(sample, got) {
		t.Error("Put does not heal a damaged entry")
	}
}

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestForeignFiles(t *testing.T) {
	good, err := encode("eff", sample)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(good))
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	other, err := encode("other", sample)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		data []byte
	}{
		{"empty", nil},
		{"not packed", text.Bytes()},
		{"of a later version", packed(t, strings.Replace(text.String(), "cache 1 ", "cache 2 ", 1))},
		{"edited by hand", packed(t, strings.Replace(text.String(), "first", "last", 1))},
		{"renamed from another feed", other},
		{"no line", packed(t, magic)},
		{"a bomb", packed(t, magic+strings.Repeat("0", maxFile))},
	} {
		c, dir := open(t)
		name := filepath.Join(dir, "feed-eff.gz")
		if err := os.WriteFile(name, tt.data, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, ok := c.Get("eff"); ok {
			t.Errorf("%s: taken for an entry", tt.name)
		}
		put(t, c, "eff", sample)
		if _, ok := c.Get("eff"); !ok {
			t.Errorf("%s: not replaced", tt.name)
		}
	}
}

func TestFolderInTheWay(t *testing.T) {
	for _, name := range []string{"feed-eff.gz", "feed-eff.gz.tmp"} {
		c, dir := open(t)
		if err := os.MkdirAll(filepath.Join(dir, name, "deep"), 0o755); err != nil {
			t.Fatal(err)
		}
		if _, ok := c.Get("eff"); ok {
			t.Errorf("%s: taken for an entry", name)
		}
		put(t, c, "eff", sample)
		if _, ok := c.Get("eff"); !ok {
			t.Errorf("%s: stays in the way", name)
		}
	}
}

// A link in the folder must not make the cache read or write anywhere else.
func TestLinkOutside(t *testing.T) {
	c, dir := open(t)
	outside := filepath.Join(t.TempDir(), "precious")
	if err := os.WriteFile(outside, []byte("precious"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"feed-eff.gz", "feed-eff.gz.tmp"} {
		if err := os.Symlink(outside, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := c.Get("eff"); ok {
		t.Error("read through a link")
	}
	put(t, c, "eff", sample)
	if _, ok := c.Get("eff"); !ok {
		t.Error("links stay in the way")
	}
	if data, err := os.ReadFile(outside); err != nil || string(data) != "precious" {
		t.Errorf("written through a link: %q, %v", data, err)
	}
}

func TestKeep(t *testing.T) {
	c, dir := open(t)
	for _, feed := range []string{"a", "b", "c-3"} {
		put(t, c, feed, sample)
	}
	for _, name := range []string{"feed-x.gz.tmp", "feed-a.gz.tmp", "manifest", "other.gz"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Keep([]string{"c-3", "a", "../x", "never-asked"}); err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	if want := []string{"feed-a.gz", "feed-c-3.gz", "manifest", "other.gz"}; !cmp.Equal(want, names) {
		t.Error(cmp.Diff(want, names))
	}
}

func TestNames(t *testing.T) {
	c, _ := open(t)
	for _, id := range []string{"", "..", "../x", "a/b", `a\b`, "A", "a.b", "ä", "a\x00", "a b", strings.Repeat("a", 129)} {
		if c.Put(id, sample) == nil {
			t.Errorf("Put takes %q for an id", id)
		}
		if _, ok := c.Get(id); ok {
			t.Errorf("Get takes %q for an id", id)
		}
	}
}

func TestOpenOnAFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(name); err == nil {
		t.Error("a file was opened as a cache")
	}
}

func FuzzDecode(f *testing.F) {
	good, err := encode("eff", sample)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)-3])
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, ok := decode("eff", data); ok {
			again, err := encode("eff", e)
			if err != nil {
				t.Fatal(err)
			}
			if second, ok := decode("eff", again); !ok || !equal(e, second) {
				t.Errorf("an entry that was read is not read again: %q", data)
			}
		}
	})
}

func BenchmarkGet(b *testing.B) {
	body := bytes.Repeat([]byte("<item><title>a title of some words</title></item>\n"), 4000)
	data, err := encode("eff", Entry{Body: body})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, ok := decode("eff", data); !ok {
			b.Fatal("not read")
		}
	}
}
