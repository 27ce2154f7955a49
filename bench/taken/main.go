// Command taken says which headlines the taxonomy and the model take, as those of a feed in which the taxonomy decides (scope: filtered). Of general press that is
// what is wrongly taken, but for the few that belong. It changes nothing.
//
//	go run ./bench/taken [--taxonomy FILE] [--model FILE] FILE...
//
// A file has a JSON object with title, text and lang a line, of which title is needed; a headline without a language is English. A line is printed for each that is taken, with
// its topics, and at the end how many there are.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"counternotice/bench/captures"
	"counternotice/internal/news"
	"counternotice/internal/taxonomy"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "taken:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("taken", flag.ContinueOnError)
	file := fs.String("taxonomy", "taxonomy.yaml", "the taxonomy")
	learned := fs.String("model", "model.txt", "the model")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() == 0 {
		return errors.New("needs FILE, one or more")
	}
	tax, err := judge(*file, *learned)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	items, taken := 0, 0
	for _, name := range fs.Args() {
		if err := captures.Lines(name, func(line string) error {
			var it struct{ Title, Text, Lang string }
			if err := json.Unmarshal([]byte(line), &it); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			items++
			v := tax.Judge(taxonomy.Input{Title: it.Title, Text: it.Text, Language: cmp.Or(it.Lang, "en"), Scope: news.ScopeFiltered})
			if !v.In {
				return nil
			}
			taken++
			var topics []string
			for _, hit := range v.Tags {
				if hit.Tag.Facet() == news.FacetTopic {
					topics = append(topics, hit.Tag.Name())
				}
			}
			_, err := fmt.Fprintf(w, "%s\t%s\n", it.Title, strings.Join(topics, " "))
			return err
		}); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "%d of %d taken\n", taken, items)
	return w.Flush()
}

// judge is a taxonomy with the words of its folder and its model.
func judge(file, learned string) (*taxonomy.Taxonomy, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	words, err := taxonomy.Words(os.DirFS(filepath.Dir(file)), filepath.Base(file))
	if err != nil {
		return nil, err
	}
	tax, err := taxonomy.Parse(file, data, words...)
	if err != nil {
		return nil, err
	}
	data, err = os.ReadFile(learned)
	if err != nil {
		return nil, err
	}
	model, err := taxonomy.ParseModel(learned, data)
	if err != nil {
		return nil, err
	}
	return tax.WithModel(model), nil
}
