// Command days makes labelled items for `digest eval stories` of labels.tsv and of captured feeds and headlines, whose texts belong to their publishers and are
// not in the repository: six periods of general press of one to five days, and of all captures the reports that the taxonomy takes.
//
//	go run ./bench/days --feeds DIR --headlines FILE --out DIR
//
// It writes a file a set ("2020-05.jsonl"). The feeds are those that bench/captures reads; the headlines have a JSON object with title, source and date a line. A
// line of labels.tsv is the set, the beginning of the SHA-256 of date, source and title in hexadecimal digits, and the event, which is empty where no other report
// of the set is of it. The labels are those of one reader a set, a language model, who saw nothing of what the program makes of them.
package main

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"counternotice/bench/captures"
	"counternotice/internal/news"
)

//go:embed labels.tsv
var labels string

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "days:", err)
		os.Exit(1)
	}
}

// item is a line of a set.
type item struct {
	ID     string    `json:"id"`
	Story  string    `json:"story_id"`
	Title  string    `json:"title"`
	Text   string    `json:"text"`
	Date   time.Time `json:"date"`
	Source string    `json:"source"`
	Lang   string    `json:"lang"`
}

func run(args []string, notes io.Writer) error {
	fs := flag.NewFlagSet("days", flag.ContinueOnError)
	feeds := fs.String("feeds", "", "the folder of captured feeds")
	headlines := fs.String("headlines", "", "the file of headlines, JSON Lines")
	out := fs.String("out", "", "the folder to write to")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *feeds == "" || *headlines == "" || *out == "" {
		return errors.New("needs --feeds DIR, --headlines FILE and --out DIR")
	}
	found := map[string]item{}
	if err := captured(*feeds, found); err != nil {
		return err
	}
	if err := listed(*headlines, found); err != nil {
		return err
	}
	sets := map[string][]item{}
	lacking := 0
	for line := range strings.Lines(labels) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		it, ok := found[cells[1]]
		if !ok {
			lacking++
			continue
		}
		it.ID, it.Story = cells[1], cmp.Or(cells[2], cells[1])
		sets[cells[0]] = append(sets[cells[0]], it)
	}
	for _, set := range slices.Sorted(maps.Keys(sets)) {
		if err := write(filepath.Join(*out, set+".jsonl"), sets[set]); err != nil {
			return err
		}
		fmt.Fprintf(notes, "%s.jsonl: %d items\n", set, len(sets[set]))
	}
	if lacking > 0 {
		fmt.Fprintf(notes, "%d of labels.tsv not found\n", lacking)
	}
	return nil
}

// captureTime is when a document was captured, as its name says: the day, and sometimes hour and minute.
var captureTime = regexp.MustCompile(`(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2})(\d{2}))?`)

// captured reads the entries of every document. Of several with one address the first counts; what has a date after its capture, or none, is of the capture; where
// nothing says a language it is English.
func captured(dir string, found map[string]item) error {
	seen := map[string]bool{}
	return captures.Read(dir, func(d captures.Document) error {
		var capture time.Time
		if m := captureTime.FindStringSubmatch(path.Base(d.Path)); m != nil {
			capture, _ = time.Parse("200601021504", m[1]+m[2]+m[3]+cmp.Or(m[4]+m[5], "2300"))
		}
		for _, e := range d.Entries {
			source := d.Source
			if strings.HasPrefix(d.Path, "captures/messy/") {
				source = cmp.Or(news.Host(e.URL), d.Source+"/"+path.Base(d.Path))
			}
			key := news.AddressKey(e.URL)
			if key == "" || news.SiteRoot(e.URL) {
				key = source + "\n" + e.Title
			}
			if seen[key] {
				continue
			}
			seen[key] = true
			at := e.Published
			if at.IsZero() {
				at = e.Updated
			}
			if at.IsZero() || !capture.IsZero() && at.After(capture) {
				at = capture
			}
			text := e.Text
			if len(text) < len(e.Summary) {
				text = e.Summary
			}
			keep(found, item{Title: e.Title, Text: text, Date: at.UTC().Truncate(time.Second), Source: source, Lang: cmp.Or(e.Language, "en")})
		}
		return nil
	})
}

func listed(file string, found map[string]item) error {
	return captures.Lines(file, func(line string) error {
		it := item{Lang: "en"}
		if err := json.Unmarshal([]byte(line), &it); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		keep(found, it)
		return nil
	})
}

func keep(found map[string]item, it item) {
	key := keyOf(it)
	if _, ok := found[key]; !ok && it.Title != "" {
		found[key] = it
	}
}

// keyOf is by what labels.tsv names an item.
func keyOf(it item) string {
	sum := sha256.Sum256([]byte(it.Date.Format(time.RFC3339) + "\n" + it.Source + "\n" + it.Title))
	return hex.EncodeToString(sum[:6])
}

func write(file string, items []item) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	for _, it := range items {
		if err := enc.Encode(it); err != nil {
			return errors.Join(err, out.Close())
		}
	}
	return errors.Join(w.Flush(), out.Close())
}
