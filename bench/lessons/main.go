// Command lessons makes labelled items for `digest train` of labels.tsv and of captured feeds and headlines, whose texts belong to
// their publishers and are not in the repository.
//
//	go run ./bench/lessons --feeds DIR --headlines FILE > lessons.jsonl
//
// DIR has captured feeds, as bench/captures reads them; FILE has headlines, a
// JSON object with a title a line. A line of labels.tsv is the beginning of the SHA-256 of a title in hexadecimal digits, whether it belongs (y, n, or b
// where people may differ), topics, places, actors and actions; one that has no more than "n" is general press, of which nobody labelled the rest.
package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"counternotice/bench/captures"
	"counternotice/internal/text"
)

//go:embed labels.tsv
var labels string

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "lessons:", err)
		os.Exit(1)
	}
}

func run(args []string, out, notes io.Writer) error {
	fs := flag.NewFlagSet("lessons", flag.ContinueOnError)
	feeds := fs.String("feeds", "", "the folder of captured feeds")
	headlines := fs.String("headlines", "", "the file of headlines, JSON Lines")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *feeds == "" || *headlines == "" {
		return errors.New("needs --feeds DIR and --headlines FILE")
	}
	found := map[string]item{}
	if err := captured(*feeds, found); err != nil {
		return err
	}
	if err := listed(*headlines, found); err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	lacking, all := 0, 0
	for line := range strings.Lines(labels) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		all++
		it, ok := found[cells[0]]
		if !ok {
			lacking++
			continue
		}
		if err := enc.Encode(lesson(it, cells[1:])); err != nil {
			return err
		}
	}
	fmt.Fprintf(notes, "%d items, %d of labels.tsv not found\n", all-lacking, lacking)
	return nil
}

// item is what is judged of a capture.
type item struct{ title, text, language string }

// Of a text so much is learned from as was labelled.
const (
	words = 200
	runes = 600 // of a script without spaces
)

// captured reads every document. Of several entries with one title the first counts.
func captured(dir string, found map[string]item) error {
	return captures.Read(dir, func(d captures.Document) error {
		for _, e := range d.Entries {
			keep(found, item{e.Title, text.Excerpt(e.Text, words, runes), e.Language})
		}
		return nil
	})
}

func listed(file string, found map[string]item) error {
	return captures.Lines(file, func(line string) error {
		var h struct{ Title string }
		if err := json.Unmarshal([]byte(line), &h); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		keep(found, item{h.Title, "", "en"})
		return nil
	})
}

func keep(found map[string]item, it item) {
	key := keyOf(it.title)
	if _, ok := found[key]; !ok && it.title != "" {
		found[key] = it
	}
}

// keyOf is by what labels.tsv names a title.
func keyOf(title string) string {
	sum := sha256.Sum256([]byte(title))
	return hex.EncodeToString(sum[:6])
}

// lesson is an item with its labels, as digest train reads it.
func lesson(it item, cells []string) map[string]any {
	l := map[string]any{"title": it.title, "text": it.text, "text_kind": "excerpt", "lang": it.language, "relevant": cells[0] == "y"}
	if it.text == "" {
		l["text_kind"] = "none"
	}
	if len(cells) == 1 {
		return l
	}
	for k, key := range []string{"topics", "jurisdictions", "actors", "actions"} {
		l[key] = append([]string{}, strings.FieldsFunc(cells[1+k], func(r rune) bool { return r == ',' })...)
	}
	l["borderline"] = cells[0] == "b"
	if cells[0] == "b" {
		l["relevant"] = cells[1] != ""
	}
	return l
}
