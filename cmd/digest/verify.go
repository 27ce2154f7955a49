package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"counternotice/internal/archive"
	"counternotice/internal/news"
)

func (c Command) verify(_ context.Context, args []string) error {
	o := c.flags("verify", "look whether the archive is whole", "archive", "json")
	accept := o.set.Bool("accept", false, "settle what is damaged: set bad lines aside below damaged/, and go on without what is missing")
	demo := o.set.Bool("demo", false, "with --accept: the archive is one of the sample week")
	if err := o.noArguments(args); err != nil {
		return err
	}
	dir := cmp.Or(o.archive, "archive")
	if *accept {
		settled, err := archive.Accept(dir, archive.Options{Demo: *demo})
		if err != nil {
			return err
		}
		for _, p := range settled {
			fmt.Fprintln(c.Stderr, p)
		}
		fmt.Fprintf(c.Stderr, "%s accepted\n", plural(len(settled), "problem"))
	}
	a, err := archive.OpenRead(dir)
	if err != nil {
		return err
	}
	defer a.Close()
	problems, err := a.Verify()
	if err != nil {
		return err
	}
	if o.json {
		if problems == nil {
			problems = []news.Problem{}
		}
		enc := json.NewEncoder(c.Stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(problems); err != nil {
			return err
		}
		return said(len(problems) > 0)
	}
	if len(problems) > 0 {
		fmt.Fprintln(c.Stderr, news.Problems(problems).Error())
		fmt.Fprintf(c.Stderr, "digest verify: %s\n", plural(len(problems), "problem"))
		return errSaid
	}
	content, err := a.Load()
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "whole: %s, %s, %d left out\n", plural(len(content.Items), "item"), stories(len(content.Stories)), len(content.LeftOut))
	return nil
}

func stories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return fmt.Sprintf("%d stories", n)
}
