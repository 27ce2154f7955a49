package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"counternotice/internal/news"
	"counternotice/internal/pipeline"
)

func (c Command) check(ctx context.Context, args []string) error {
	o := c.flags("check", "look for mistakes in the hand-edited files, all of them at once", append(fileFlags, "now", "allow-host", "json")...)
	live := o.set.Bool("live", false, "ask every feed, and say how it does; records nothing")
	if err := o.noArguments(args); err != nil {
		return err
	}
	j, err := o.job(c)
	if err != nil {
		return err
	}
	config, err := pipeline.Read(j.Files)
	problems, isProblems := errors.AsType[news.Problems](err)
	if err != nil && !isProblems {
		return err
	}
	if o.json && !*live {
		if problems == nil {
			problems = news.Problems{}
		}
		enc := json.NewEncoder(c.Stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(problems); err != nil {
			return err
		}
		return said(len(problems) > 0)
	}
	if len(problems) > 0 {
		fmt.Fprintln(c.Stderr, problems.Error())
		fmt.Fprintf(c.Stderr, "digest check: %s\n", plural(len(problems), "problem"))
		return errSaid
	}
	if *live {
		return c.report(o, j, func() (*pipeline.Report, error) { return j.Probe(ctx) })
	}
	fmt.Fprintf(c.Stdout, "%s: %d feeds; %s: %d tags; templates and pages: no problem\n", j.Files.Feeds.Name, len(config.List.Feeds), j.Files.Taxonomy.Name, len(config.Taxonomy.Tags()))
	return nil
}

func said(problems bool) error {
	if problems {
		return errSaid
	}
	return nil
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
