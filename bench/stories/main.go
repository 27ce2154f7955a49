// Command stories prints how the stories of labelled items agree with the labels: what "digest eval stories" prints, for
// several files at once with their mean, and beside it what the plain way to tell stories gives on the same file.
//
//	go run ./bench/stories [--language CODE] FILE...
//
// With --language only the items of that language count.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"

	"counternotice/internal/news"
	"counternotice/internal/story"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "stories:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("stories", flag.ContinueOnError)
	language := fs.String("language", "", "the language of the items that count, as in lang; all if empty")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() == 0 {
		return errors.New("needs FILE, one or more")
	}
	var ours scores
	var churn, moved float64
	plain := make([]scores, len(peerCuts))
	for _, name := range fs.Args() {
		items, err := itemsOf(name, *language)
		if err != nil {
			return err
		}
		r, err := story.Eval(bytes.NewReader(items), nil, nil)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		ours.add(r.BCubed, r.Pairwise)
		churn += r.Churn
		moved += r.Moved
		fmt.Fprintf(out, "%s\n%v", name, r)
		bcubed, pairwise, err := peer(bytes.NewReader(items))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for k, cut := range peerCuts {
			plain[k].add(bcubed[k], pairwise[k])
			fmt.Fprintf(out, "average link, cut %.2f: B-cubed precision %.3f F1 %.3f, pairwise F1 %.3f\n", cut, bcubed[k].Precision, bcubed[k].F1, pairwise[k].F1)
		}
	}
	if fs.NArg() > 1 {
		n := float64(fs.NArg())
		fmt.Fprintf(out, "mean of %d files\n%v; churn %.3f %%, moved %.2f %%\n", fs.NArg(), ours, 100*churn/n, 100*moved/n)
		for k, cut := range peerCuts {
			fmt.Fprintf(out, "average link, cut %.2f: %v\n", cut, plain[k])
		}
	}
	return nil
}

// itemsOf are the lines of a file, or those of one language. That there are none is an error: nothing agrees with nothing.
func itemsOf(name, language string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []byte
	var languages []string // that the file has
	n := 0
	for line := range bytes.Lines(data) {
		n++
		var it struct{ Lang string }
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := json.Unmarshal(line, &it); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if !slices.Contains(languages, it.Lang) {
			languages = append(languages, it.Lang)
		}
		if it.Lang == language {
			out = append(out, line...)
		}
	}
	switch {
	case len(languages) == 0:
		return nil, news.Problems{{File: name, What: "no items", Remedy: "name a file of labelled items, one a line"}}
	case language == "":
		return data, nil
	case len(out) == 0:
		slices.Sort(languages)
		return nil, news.Problems{{File: name, What: fmt.Sprintf("no item in %q", language), Remedy: fmt.Sprintf("leave the file out, or give one of %q", languages)}}
	}
	return out, nil
}

// scores are sums over files.
type scores struct {
	precision, f1, pairPrecision, pairF1 float64
	files                                int
}

func (s *scores) add(bcubed, pairwise story.Score) {
	s.precision += bcubed.Precision
	s.f1 += bcubed.F1
	s.pairPrecision += pairwise.Precision
	s.pairF1 += pairwise.F1
	s.files++
}

// String is the mean.
func (s scores) String() string {
	n := float64(s.files)
	return fmt.Sprintf("B-cubed precision %.4f F1 %.4f, pairwise precision %.3f F1 %.3f", s.precision/n, s.f1/n, s.pairPrecision/n, s.pairF1/n)
}
