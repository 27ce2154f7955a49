package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/pipeline"
	"counternotice/internal/taxonomy"
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

// dubious is what to look at again: files of words that are not read, languages of feeds without words, decisions that may not come to what was meant, and those
// that cannot be carried out on the archive, where there is one. It stops nobody: the files are right, and stories may have changed
// since.
func dubious(j *pipeline.Job, config *pipeline.Config) (news.Problems, error) {
	if config == nil {
		return nil, nil
	}
	advice, err := unread(j.Files.Taxonomy.Name)
	if err != nil {
		return nil, err
	}
	advice = slices.Concat(advice, wordless(j.Files, config), config.Curation.Advice())
	if len(config.Curation.Decisions) == 0 {
		return advice, nil
	}
	if _, err := os.Stat(filepath.Join(j.Archive, "archive.json")); err != nil {
		return advice, nil // there is nothing to hold them against
	}
	in, err := j.Deciding(config)
	if err != nil {
		return nil, err
	}
	return append(advice, config.Curation.Apply(in).Problems...), nil
}

// unread names the files beside those of words that look like one, and are passed over.
func unread(catalogue string) (out news.Problems, err error) {
	dir, name := filepath.Split(catalogue)
	files, err := taxonomy.Unread(os.DirFS(cmp.Or(dir, ".")), name)
	for _, f := range files {
		out = append(out, news.Problem{
			File: dir + f, What: "the name does not end in .yaml, so the file is not read",
			Remedy: "name it after its language alone, such as de.yaml, or move it away",
		})
	}
	return out, err
}

// wordless names each language of feeds of which the taxonomy has no words, at the first such feed.
func wordless(files pipeline.Files, config *pipeline.Config) (out news.Problems) {
	feeds := map[string][]string{} // ids by language
	for _, f := range config.List.Feeds {
		if language := taxonomy.Primary(f.Language); !config.Taxonomy.HasWords(language) {
			feeds[language] = append(feeds[language], f.ID)
		}
	}
	folder := strings.TrimSuffix(files.Taxonomy.Name, filepath.Ext(files.Taxonomy.Name))
	for _, language := range slices.Sorted(maps.Keys(feeds)) {
		ids := feeds[language]
		out = append(out, news.Problem{
			File: files.Feeds.Name, Line: config.List.Lines[ids[0]],
			What:   fmt.Sprintf("%s has no words for topics in %s, the language of %s (%s), so that only names, words of all languages and the model find what belongs in them", files.Taxonomy.Name, language, plural(len(ids), "feed"), strings.Join(ids, ", ")),
			Remedy: fmt.Sprintf("write them in %s/%s.yaml, or bring it back; docs/formats.md says how a language is added", folder, language),
		})
	}
	return out
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
