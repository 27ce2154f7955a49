package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	counternotice "counternotice"
	"counternotice/internal/curation"
	"counternotice/internal/news"
	"counternotice/internal/pipeline"
	"counternotice/internal/taxonomy"
)

const curateUsage = `digest curate: write a decision about a story or a report into curation.yaml

  digest curate hide    WHAT...     --by NAME --reason TEXT [--off-topic |
                                    --law NAME [--demander NAME]
                                    [--notice ADDRESS]]
  digest curate pin     WHAT        --by NAME [--until DAY]
  digest curate merge   WHAT...     --by NAME --into WHAT
  digest curate split   REPORT...   --by NAME
  digest curate retitle WHAT        --by NAME --title TEXT [--language TAG]
  digest curate retag   WHAT        --by NAME [--add TAG,...] [--remove TAG,...]
  digest curate note    WHAT        --by NAME --text MARKDOWN
  digest curate correct WHAT        --by NAME --text MARKDOWN
  digest curate lead    REPORT      --by NAME
  digest curate take    ENTRY...    --by NAME [--add TAG,...]
  digest curate labels

WHAT is a story or a report: the address of a story of the digest, the address
of an article, or the id of either; REPORT is a report. ENTRY is the address or
the id of an entry that was left out: the next run takes it, whatever the rules
say. Any decision takes --reason. The file keeps its comments and its order;
"digest build" publishes the decision. "labels" prints what was retagged, taken
or hidden as off topic, as labelled items for
"digest train --gold GOLD --gold LABELS".

`

// list is a flag that may be repeated, and may hold several values between commas.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(s string) error {
	for v := range strings.SplitSeq(s, ",") {
		if v = strings.TrimSpace(v); v != "" {
			*l = append(*l, v)
		}
	}
	return nil
}

// curate writes one decision, after it has been tried on the archive.
func (c Command) curate(_ context.Context, args []string) error {
	o := c.flags("curate", "write a decision about a story or a report into curation.yaml", append(fileFlags, "archive", "now")...)
	d := news.Decision{}
	o.set.StringVar(&d.By, "by", "", "who decides; public")
	o.set.StringVar(&d.On, "on", "", "when, a day or a time (default now)")
	o.set.StringVar(&d.Reason, "reason", "", "why, one sentence of plain text; public")
	o.set.BoolVar(&d.OffTopic, "off-topic", false, "hide: it does not belong to the subject; a label for training")
	o.set.StringVar(&d.Law, "law", "", "hide: the law that demands it; public")
	o.set.StringVar(&d.Demander, "demander", "", "hide: who demanded it, if that may be said; public")
	o.set.StringVar(&d.Notice, "notice", "", "hide: the `address` of the demand; public")
	o.set.StringVar(&d.Into, "into", "", "merge: the `story` that takes the others")
	o.set.StringVar(&d.Title, "title", "", "retitle: the title")
	o.set.StringVar(&d.Language, "language", "", "retitle: the language of the title, if not the site's")
	o.set.StringVar(&d.Text, "text", "", "note, correct: the text, in Markdown")
	o.set.StringVar(&d.Until, "until", "", "pin: the last `day` on the front page")
	var added, removed list
	o.set.Var(&added, "add", "retag, take: `tags` such as topic/site-blocking, between commas")
	o.set.Var(&removed, "remove", "retag: `tags`, between commas")
	if slices.Contains(args, "--help") || slices.Contains(args, "-h") {
		fmt.Fprint(c.Stdout, curateUsage)
		p := helpPaper(c.Stdout)
		o.list(p)
		return p.err
	}
	words, err := o.between(args)
	if err != nil {
		return err
	}
	if len(words) == 1 && words[0] == "labels" {
		return c.labels(o)
	}
	for _, t := range added {
		d.Add = append(d.Add, news.TagID(t))
	}
	for _, t := range removed {
		d.Remove = append(d.Remove, news.TagID(t))
	}
	if err := draft(&d, words); err != nil {
		return err
	}
	j, err := o.job(c)
	if err != nil {
		return err
	}
	if d.On == "" {
		d.On = j.Now.Format(time.RFC3339)
	}
	return c.decide(o, j, d)
}

// between parses flags that stand anywhere between the other words.
func (o *options) between(args []string) (words []string, err error) {
	for {
		if err := o.parse(args); err != nil {
			return nil, err
		}
		if o.set.NArg() == 0 {
			return words, nil
		}
		words, args = append(words, o.set.Arg(0)), o.set.Args()[1:]
	}
}

// draft takes the verb and what it is about from the words, and says which flag is missing.
func draft(d *news.Decision, words []string) error {
	if len(words) == 0 {
		return usageError{"needs a verb; \"digest curate --help\" lists them"}
	}
	d.Verb, d.Targets = news.Verb(words[0]), words[1:]
	missing := ""
	switch {
	case !slices.Contains(news.Verbs, d.Verb):
		return usageError{fmt.Sprintf("there is no verb %q; \"digest curate --help\" lists them", words[0])}
	case len(d.Targets) == 0:
		return usageError{fmt.Sprintf("%s needs the story or the report that it is about", d.Verb)}
	case len(d.Targets) > 1 && d.Verb != news.VerbHide && d.Verb != news.VerbMerge && d.Verb != news.VerbSplit && d.Verb != news.VerbTake:
		return usageError{fmt.Sprintf("%s takes one story or report, not %q as well", d.Verb, d.Targets[1])}
	case d.By == "":
		missing = "--by NAME"
	case d.Verb == news.VerbHide && d.Reason == "":
		missing = "--reason TEXT"
	case d.Verb == news.VerbMerge && d.Into == "":
		missing = "--into WHAT"
	case d.Verb == news.VerbRetitle && d.Title == "":
		missing = "--title TEXT"
	case d.Verb == news.VerbRetag && len(d.Add)+len(d.Remove) == 0:
		missing = "--add TAG or --remove TAG"
	case (d.Verb == news.VerbNote || d.Verb == news.VerbCorrect) && strings.TrimSpace(d.Text) == "":
		missing = "--text MARKDOWN"
	}
	if missing != "" {
		return usageError{fmt.Sprintf("%s needs %s", d.Verb, missing)}
	}
	d.Text = strings.Trim(strings.ReplaceAll(d.Text, "\r\n", "\n"), "\n")
	return nil
}

// decide completes a decision, tries it on the archive, and writes it.
func (c Command) decide(o *options, j *pipeline.Job, d news.Decision) error {
	name := o.curation
	if name == "" {
		name = "curation.yaml"
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = counternotice.Files.ReadFile("curation.yaml") // explains itself
	}
	if err != nil {
		return err
	}
	j.Files.Curation = pipeline.File{Name: name, Data: text}
	config, err := pipeline.Read(j.Files)
	if err != nil {
		return err
	}
	in, err := j.Deciding(config)
	if err != nil {
		return err
	}
	d, comment, err := config.Curation.Draft(in, d)
	if err != nil {
		return fmt.Errorf("%s: %w", d.Verb, err)
	}
	text, d, err = curation.Append(name, text, d, comment)
	if err != nil {
		return unwritten(d.Verb, err)
	}
	after, err := pipeline.ReadDecisions(pipeline.File{Name: name, Data: text}, config.Taxonomy)
	if err != nil {
		return unwritten(d.Verb, err)
	}
	run := "the next run"
	if at := d.At(config.List.Zone); at.After(in.Now) {
		in.Now = at // it is tried as it will be
		run = "a run from " + d.On + " on"
	}
	result := after.Apply(in)
	for _, p := range result.Problems {
		if p.Line == d.Line {
			p.Line = 0 // the file has no such line
			return fmt.Errorf("%s; nothing was written", p.String())
		}
	}
	if err := replaceFile(name, text); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "%s:%d: %s, by %s\n", name, d.Line, d.Verb, d.By)
	path := map[string]string{}
	for _, s := range result.Stories {
		path[s.ID] = s.Path()
	}
	outcome := result.Outcomes[d.Ordinal-1]
	for _, id := range outcome.Stories {
		fmt.Fprintf(c.Stdout, "  %s\n", path[id])
	}
	for _, id := range outcome.LeftOut {
		fmt.Fprintf(c.Stdout, "  %s: %s takes it\n", id, run)
	}
	return nil
}

// unwritten is an error about a decision that was not written: its problems have no line, since the file has none for them.
func unwritten(verb news.Verb, err error) error {
	if found, ok := errors.AsType[news.Problems](err); ok {
		problems := slices.Clone(found)
		for i := range problems {
			p := &problems[i]
			if p.Line = 0; !strings.HasPrefix(p.What, string(verb)) {
				p.What = string(verb) + ": " + p.What
			}
		}
		err = problems
	}
	return fmt.Errorf("%w\nnothing was written", err)
}

// labels prints what decisions teach about tags and the subject. A retagged report has all the tags that it has now, as an editor
// who changed one has seen the others; none of a facet is a label as well. Of what was only taken the facets of the tags that were
// named are told, and of what is off topic none: a facet that is not told teaches nothing.
func (c Command) labels(o *options) error {
	j, err := o.job(c)
	if err != nil {
		return err
	}
	config, err := pipeline.Read(j.Files)
	if err != nil {
		return err
	}
	in, err := j.Deciding(config)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(c.Stdout)
	enc.SetEscapeHTML(false)
	for _, lesson := range config.Curation.Apply(in).Lessons {
		it := lesson.Item
		l := taxonomy.Labelled{ID: it.ID, Title: it.Title, Text: it.Excerpt, TextKind: "excerpt", Lang: it.Language, Relevant: lesson.Belongs}
		if l.Text == "" {
			l.TextKind = "none"
		}
		for _, f := range lesson.Facets {
			names := []string{}
			for _, tag := range lesson.Tags {
				if tag.Facet() == f {
					names = append(names, tag.Name())
				}
			}
			switch f {
			case news.FacetTopic:
				l.Topics = names
			case news.FacetPlace:
				l.Jurisdictions = names
			case news.FacetActor:
				l.Actors = names
			case news.FacetAction:
				l.Actions = names
			case news.FacetInstrument, news.FacetCampaign: // nobody learns them
			}
		}
		if err := enc.Encode(l); err != nil {
			return err
		}
	}
	return nil
}

// replaceFile writes a file anew, all or nothing; what it was a link to is written.
func replaceFile(name string, data []byte) error {
	mode := fs.FileMode(0o644)
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".curation-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
