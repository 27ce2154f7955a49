// Command tags scores taxonomy.yaml against items labelled by hand. It changes nothing.
//
//	go run ./bench/tags -gold FILE [-taxonomy FILE] [-half even|odd] [-worst N] [-misses N]
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"counternotice/internal/taxonomy"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "tags:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("tags", flag.ContinueOnError)
	gold := fs.String("gold", "", "labelled items, JSON Lines")
	file := fs.String("taxonomy", "taxonomy.yaml", "the taxonomy")
	half := fs.String("half", "", "only the items whose id is even, or odd")
	worst := fs.Int("worst", 6, "how many tags of a facet to list with their misses")
	misses := fs.Int("misses", 8, "how many misses of each")
	if err := fs.Parse(args); err != nil {
		return err
	}
	data, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	words, err := taxonomy.Words(os.DirFS(filepath.Dir(*file)), filepath.Base(*file))
	if err != nil {
		return err
	}
	tax, err := taxonomy.Parse(*file, data, words...)
	if err != nil {
		return err
	}
	f, err := os.Open(*gold)
	if err != nil {
		return err
	}
	defer f.Close()
	items, err := taxonomy.ReadLabelled(f)
	if err != nil {
		return fmt.Errorf("%s: %w", *gold, err)
	}
	if *half != "" {
		items = slices.DeleteFunc(items, func(l taxonomy.Labelled) bool { return even(l.ID) != (*half == "even") })
	}
	all := tax.Evaluate(items)
	if err := all.Report(out); err != nil {
		return err
	}
	fmt.Fprint(out, "\nonly items that have a text: ")
	withText := slices.DeleteFunc(items, func(l taxonomy.Labelled) bool { return l.TextKind == "none" })
	if err := tax.Evaluate(withText).Report(out); err != nil {
		return err
	}
	return all.ReportMisses(out, *worst, *misses)
}

func even(id string) bool { return id != "" && (id[len(id)-1]-'0')%2 == 0 }
