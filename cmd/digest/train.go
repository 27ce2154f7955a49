package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"counternotice/internal/news"
	"counternotice/internal/taxonomy"
)

// train learns a model from items labelled by hand, and says what it gives on items that it has not seen.
func (c Command) train(_ context.Context, args []string) error {
	o := c.flags("train", "learn a second opinion on tags from items labelled by hand", "taxonomy")
	var files []string
	o.set.Func("gold", "a `file` of labelled items, a JSON object a line; again for more files to learn from: the first is measured, and counts eight times for places, actors and actions, twice for the rest", func(name string) error {
		files = append(files, name)
		return nil
	})
	folds := o.set.Int("folds", 5, "into how many `parts` the first file is dealt to measure on what was not learned from; 0 for no measuring")
	out := o.set.String("out", "model.txt", "the `file` to write the model to")
	if err := o.noArguments(args); err != nil {
		return err
	}
	if len(files) == 0 {
		return usageError{"needs --gold FILE"}
	}
	t, err := o.tags()
	if err != nil {
		return err
	}
	var items, more []taxonomy.Labelled
	for i, name := range files {
		labelled, err := readLabelled(name)
		if err != nil {
			return err
		}
		if i == 0 {
			items = labelled
		} else {
			more = append(more, labelled...)
		}
	}
	if len(items) == 0 {
		return fmt.Errorf("%s: holds no labelled item", files[0])
	}
	every := slices.Concat(items, more)
	c.warnOfUnknown(t, every)
	c.warnOfFewNegatives(every)
	if *folds > 1 {
		if err := c.measure(t, items, more, *folds); err != nil {
			return err
		}
	}
	m := t.Train(taxonomy.Lessons(items, more))
	if m.Empty() {
		return errors.New("nothing was learned, and nothing is written: too few items have a label, or all have the same")
	}
	return os.WriteFile(*out, []byte(m.String()), 0o644)
}

// fewNegatives is how many items that do not belong are too few for each that does. The model that comes with the program has
// learned from seven; one that had a third of one took a twelfth of the general press.
const fewNegatives = 5

// warnOfFewNegatives says when the items would teach a model that nearly everything belongs.
func (c Command) warnOfFewNegatives(items []taxonomy.Labelled) {
	belong := 0
	for _, l := range items {
		if l.Relevant {
			belong++
		}
	}
	if others := len(items) - belong; others < fewNegatives*belong {
		fmt.Fprintf(c.Stderr, "warning: %d items belong and %d do not: a model of so few that do not takes much of the general press. Add headlines of any newspaper, some with their text, as a further --gold, each with a title, a text and a lang.\n", belong, others)
	}
}

// measure prints what the rules give, and what a model adds on items that it has not seen.
func (c Command) measure(t *taxonomy.Taxonomy, items, more []taxonomy.Labelled, folds int) error {
	fmt.Fprint(c.Stdout, "the rules alone: ")
	if err := t.Evaluate(items).Report(c.Stdout); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "\nwith a model of the items in the other %d of %d parts", folds-1, folds)
	if len(more) > 0 {
		fmt.Fprintf(c.Stdout, " and %d more", len(more))
	}
	fmt.Fprint(c.Stdout, ": ")
	all, texts := t.CrossValidate(items, more, folds)
	if err := all.Report(c.Stdout); err != nil {
		return err
	}
	fmt.Fprint(c.Stdout, "\nof these, only items that have a text: ")
	return texts.Report(c.Stdout)
}

func readLabelled(name string) ([]taxonomy.Labelled, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if unmerged := news.Unmerged(name, data); len(unmerged) > 0 {
		return nil, unmerged
	}
	items, err := taxonomy.ReadLabelled(bytes.NewReader(data))
	return items, inFile(name, err)
}

// tags reads the taxonomy, without a model.
func (o *options) tags() (*taxonomy.Taxonomy, error) {
	f, words, err := o.catalogue()
	if err != nil {
		return nil, err
	}
	return taxonomy.Parse(f.Name, f.Data, words...)
}

// learned reads the model.
func (o *options) learned() (*taxonomy.Model, error) {
	f, err := file(o.model, "model.txt")
	if err != nil {
		return nil, err
	}
	return taxonomy.ParseModel(f.Name, f.Data)
}

// judge is the taxonomy with what the model has learned.
func (o *options) judge() (*taxonomy.Taxonomy, error) {
	t, err := o.tags()
	if err != nil {
		return nil, err
	}
	m, err := o.learned()
	if err != nil {
		return nil, err
	}
	return t.WithModel(m), nil
}
