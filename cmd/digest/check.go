package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/pipeline"
)

func (c Command) check(ctx context.Context, args []string) error {
	o := c.flags("check", "look for mistakes in the hand-edited files, all of them at once", append(fileFlags, "archive", "now", "allow-host", "json")...)
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
		unmet, err := dubious(j, config)
		if err != nil {
			return err
		}
		enc := json.NewEncoder(c.Stdout)
		enc.SetIndent("", "  ")
		if err := enc.Encode(append(append(news.Problems{}, problems...), unmet...)); err != nil {
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
	unmet, err := dubious(j, config)
	if err != nil {
		return err
	}
	for _, p := range unmet {
		fmt.Fprintln(c.Stderr, p)
	}
	fmt.Fprintf(c.Stdout, "%s: %d feeds; %s: %s; %s: %s; templates and pages: no problem\n", j.Files.Feeds.Name, len(config.List.Feeds), catalogue(j.Files), plural(len(config.Taxonomy.Tags()), "tag"),
		j.Files.Curation.Name, plural(len(config.Curation.Decisions), "decision"))
	return nil
}

// catalogue names the files of the taxonomy: taxonomy.yaml, taxonomy/{de,zh}.yaml.
func catalogue(f pipeline.Files) string {
	name := f.Taxonomy.Name
	if len(f.Words) == 0 {
		return name
	}
	var languages []string
	for _, w := range f.Words {
		languages = append(languages, strings.TrimSuffix(filepath.Base(w.Name), ".yaml"))
	}
	return fmt.Sprintf("%s, %s/{%s}.yaml", name, strings.TrimSuffix(name, filepath.Ext(name)), strings.Join(languages, ","))
}

// dubious is what to look at again in the decisions: what may not come to what was meant, and what cannot be carried out on
// the archive, where there is one. It stops nobody: the file is right, and stories may have changed since.
func dubious(j *pipeline.Job, config *pipeline.Config) (news.Problems, error) {
	if config == nil || len(config.Curation.Decisions) == 0 {
		return nil, nil
	}
	advice := config.Curation.Advice()
	if _, err := os.Stat(filepath.Join(j.Archive, "archive.json")); err != nil {
		return advice, nil // there is nothing to hold them against
	}
	in, err := j.Deciding(config)
	if err != nil {
		return nil, err
	}
	return append(advice, config.Curation.Apply(in).Problems...), nil
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
