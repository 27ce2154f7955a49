package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"counternotice/internal/taxonomy"
)

// folds is into how many parts train deals the labelled items to see what a model gives on items that it has not seen.
const folds = 10

// train learns a model from items labelled by hand, and says what it gives on items that it has not seen.
func (c Command) train(_ context.Context, args []string) error {
	o := c.flags("train", "learn a second opinion on tags from items labelled by hand", "taxonomy")
	gold := o.set.String("gold", "", "the `file` of labelled items, a JSON object a line")
	out := o.set.String("out", "model.txt", "the `file` to write the model to")
	if err := o.noArguments(args); err != nil {
		return err
	}
	if *gold == "" {
		return usageError{"needs --gold FILE"}
	}
	t, err := o.tags()
	if err != nil {
		return err
	}
	in, err := os.Open(*gold)
	if err != nil {
		return err
	}
	items, err := taxonomy.ReadLabelled(in)
	if err := errors.Join(err, in.Close()); err != nil {
		return fmt.Errorf("%s: %w", *gold, err)
	}
	fmt.Fprint(c.Stdout, "the rules alone: ")
	if err := t.Evaluate(items).Report(c.Stdout, 0, 0); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "\nwith a model of the other nine tenths of the items (%d folds): ", folds)
	if err := t.CrossValidate(items, folds).Report(c.Stdout, 0, 0); err != nil {
		return err
	}
	return os.WriteFile(*out, []byte(t.Train(items).String()), 0o644)
}

// tags reads the taxonomy, without a model.
func (o *options) tags() (*taxonomy.Taxonomy, error) {
	f, err := file(o.taxonomy, "taxonomy.yaml")
	if err != nil {
		return nil, err
	}
	return taxonomy.Parse(f.Name, f.Data)
}

// learned reads the model.
func (o *options) learned() (*taxonomy.Model, error) {
	f, err := file(o.model, "model.txt")
	if err != nil {
		return nil, err
	}
	return taxonomy.ParseModel(f.Name, f.Data)
}
