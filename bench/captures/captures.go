// Package captures reads captured feeds, whose texts belong to their publishers and are not in the repository: a folder with MANIFEST.tsv, which has a line a
// document under a line of names (the path first, the source second, its language ninth), and the documents.
package captures

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"counternotice/internal/feed"
	"counternotice/internal/news"
)

// Document is a captured feed.
type Document struct {
	Path, Source string // of the manifest
	feed.Document
}

// Read gives every document of the manifest, in its order. What is no feed gives one without entries.
func Read(dir string, do func(d Document) error) error {
	return Lines(filepath.Join(dir, "MANIFEST.tsv"), func(line string) error {
		cells := strings.Split(line, "\t")
		if len(cells) < 9 || cells[0] == "file" {
			return nil
		}
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(cells[0])))
		if err != nil {
			return err
		}
		d, err := feed.Parse(news.Feed{ID: cells[1], Language: cells[8]}, body, "", "https://"+cells[1]+".example/feed")
		if err != nil && !errors.Is(err, feed.ErrNotFeed) && !errors.Is(err, feed.ErrEmpty) {
			return err
		}
		return do(Document{cells[0], cells[1], d})
	})
}

// Lines gives every line of a file.
func Lines(file string, do func(line string) error) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if err := do(lines.Text()); err != nil {
			return errors.Join(err, in.Close())
		}
	}
	return errors.Join(lines.Err(), in.Close())
}
