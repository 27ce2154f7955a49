// Package cache keeps what may be lost at any time without loss: for each feed the last body that it sent, with the
// validators that stand for it. It decides neither when a feed is asked nor what its body says, and it vouches for
// nothing but that what it gives back is what was put in.
//
// A feed has one file, feed-<id>.gz, which zcat shows:
//
//	counternotice-cache 1 <SHA-256 of all that follows, in hex>
//	{"feed":"<id>","url":…}
//	the body
//
// One file, so that validators never stand for another body than theirs; one sum over all of it, so that a file that was
// cut, mixed up or edited is as good as none. For that reason nothing is synced to the disk either.
package cache

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// Entry is what is kept of a feed.
type Entry struct {
	URL          string    `json:"url"` // that was asked for
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	ContentType  string    `json:"content_type,omitempty"`
	Hash         string    `json:"hash,omitempty"` // of Body, as the fetcher gives it
	Base         string    `json:"base,omitempty"` // the address that sent Body
	Body         []byte    `json:"-"`
	Full         time.Time `json:"full,omitzero"`       // when a body last came in answer to an unconditional request
	NotBefore    time.Time `json:"not_before,omitzero"` // when the host wants to be asked again
}

// Cache is an open folder. It may be used by several goroutines, but by one for a feed at a time.
type Cache struct {
	root *os.Root
}

const (
	prefix  = "feed-"
	suffix  = ".gz"
	partial = ".tmp"
	magic   = "counternotice-cache 1 "

	maxFile = 32 << 20 // bytes of a file, and of what is in it: twice the largest body that is fetched
	maxID   = 128
)

// Open opens a cache and makes its folder where there is none.
func Open(dir string) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Cache{root}, nil
}

// Close gives the folder back.
func (c *Cache) Close() error { return c.root.Close() }

// Get gives the entry of a feed. It is false for anything missing, damaged, of another feed or of another version.
func (c *Cache) Get(feed string) (Entry, bool) {
	name, err := fileName(feed)
	if err != nil {
		return Entry{}, false
	}
	data, err := c.read(name)
	if err != nil {
		return Entry{}, false
	}
	return decode(feed, data)
}

// Put keeps an entry in the place of the feed's last one. It writes nothing if nothing has changed. After an error the
// last entry still stands, or none does.
func (c *Cache) Put(feed string, e Entry) error {
	name, err := fileName(feed)
	if err != nil {
		return err
	}
	if old, ok := c.Get(feed); ok && equal(old, e) {
		return nil
	}
	data, err := encode(feed, e)
	if err != nil {
		return err
	}
	if err := c.write(name, data); err == nil {
		return nil
	}
	// What stands in the way, such as a folder of that name, is not ours to keep.
	if err := errors.Join(c.root.RemoveAll(name), c.root.RemoveAll(name+partial)); err != nil {
		return err
	}
	return c.write(name, data)
}

// Keep drops the entries of all feeds but these, and what an interrupted Put has left. It leaves other files alone.
func (c *Cache) Keep(feeds []string) error {
	keep := map[string]bool{}
	for _, f := range feeds {
		if name, err := fileName(f); err == nil {
			keep[name] = true
		}
	}
	dir, err := c.root.Open(".")
	if err != nil {
		return err
	}
	names, err := dir.Readdirnames(-1)
	dir.Close()
	slices.Sort(names)
	errs := []error{err}
	for _, name := range names {
		ours := strings.HasPrefix(name, prefix) && (strings.HasSuffix(name, suffix) || strings.HasSuffix(name, suffix+partial))
		if ours && !keep[name] {
			errs = append(errs, c.root.RemoveAll(name))
		}
	}
	return errors.Join(errs...)
}

// fileName is the only way from a feed's id to a name on disk.
func fileName(feed string) (string, error) {
	if feed == "" || len(feed) > maxID || strings.Trim(feed, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return "", fmt.Errorf("feed id %q: want at most %d of a-z, 0-9 and -", feed, maxID)
	}
	return prefix + feed + suffix, nil
}

func (c *Cache) read(name string) ([]byte, error) {
	// Looked at before it is opened: opening a named pipe would wait for ever.
	info, err := c.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil, errors.New("not a file of ours")
	}
	return c.root.ReadFile(name)
}

func (c *Cache) write(name string, data []byte) error {
	if err := c.root.WriteFile(name+partial, data, 0o644); err != nil {
		return err
	}
	return c.root.Rename(name+partial, name)
}

// record is the line before the body.
type record struct {
	Feed string `json:"feed"`
	Entry
}

func encode(feed string, e Entry) ([]byte, error) {
	line, err := json.Marshal(record{feed, e})
	if err != nil {
		return nil, err
	}
	rest := slices.Concat(line, []byte("\n"), e.Body)
	sum := sha256.Sum256(rest)
	if len(rest)+len(magic)+2*len(sum)+1 > maxFile {
		return nil, fmt.Errorf("entry of %s: larger than %d bytes", feed, maxFile)
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := fmt.Fprintf(z, "%s%x\n", magic, sum); err != nil {
		return nil, err
	}
	if _, err := z.Write(rest); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func decode(feed string, data []byte) (Entry, bool) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return Entry{}, false
	}
	all, err := io.ReadAll(io.LimitReader(z, maxFile+1))
	if err != nil || len(all) > maxFile {
		return Entry{}, false
	}
	head, rest, _ := bytes.Cut(all, []byte("\n"))
	want, ours := bytes.CutPrefix(head, []byte(magic))
	sum := sha256.Sum256(rest)
	if !ours || string(want) != hex.EncodeToString(sum[:]) {
		return Entry{}, false
	}
	line, body, _ := bytes.Cut(rest, []byte("\n"))
	var r record
	if json.Unmarshal(line, &r) != nil || r.Feed != feed {
		return Entry{}, false
	}
	r.Body = body
	if len(body) == 0 {
		r.Body = nil
	}
	return r.Entry, true
}

func equal(a, b Entry) bool {
	return a.URL == b.URL && a.ETag == b.ETag && a.LastModified == b.LastModified && a.ContentType == b.ContentType && a.Hash == b.Hash &&
		a.Base == b.Base && bytes.Equal(a.Body, b.Body) && a.Full.Equal(b.Full) && a.NotBefore.Equal(b.NotBefore)
}
