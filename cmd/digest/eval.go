package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	"counternotice/internal/news"
	"counternotice/internal/story"
	"counternotice/internal/taxonomy"
)

const evalUsage = `digest eval: measure against labelled data

  digest eval stories --gold FILE [--tags]
  digest eval pairs   --gold FILE
  digest eval tags    --gold FILE

"digest eval SUBJECT --help" lists the flags.
`

const evalSubjects = "needs a subject: stories, pairs or tags"

// eval measures against labelled data, through the same code as a run.
func (c Command) eval(_ context.Context, args []string) error {
	if len(args) == 0 {
		return usageError{evalSubjects}
	}
	subject := args[0]
	if subject == "--help" || subject == "-h" {
		_, err := io.WriteString(c.Stdout, evalUsage)
		return err
	}
	measure := map[string]func(*options, io.Reader, io.Writer) error{"stories": c.evalStories, "pairs": c.evalPairs, "tags": c.evalTags}[subject]
	if measure == nil {
		return usageError{fmt.Sprintf("%s, not %q", evalSubjects, subject)}
	}
	o := c.flags("eval "+subject, "measure "+subject+" against items labelled by hand", "taxonomy", "model", "json")
	gold := o.set.String("gold", "", "the `file` of labelled items, a JSON object a line")
	out := new(string)
	if subject != "pairs" {
		out = o.set.String("out", "", "the `file` to write what was found to, a line an item")
	}
	if subject == "stories" {
		o.set.BoolVar(&o.tagged, "tags", false, "give the items the tags that a run would, by which it tells stories too")
	}
	if err := o.noArguments(args[1:]); err != nil {
		return err
	}
	if *gold == "" {
		return usageError{"needs --gold FILE"}
	}
	needs := goldKeys[subject]
	if subject == "tags" && *out != "" { // by which its lines are told apart
		needs = append([]string{"id"}, needs...)
	}
	data, err := readGold(*gold, subject, needs)
	if err != nil {
		return err
	}
	in := bytes.NewReader(data)
	if *out == "" {
		return inFile(*gold, measure(o, in, nil))
	}
	to, err := os.Create(*out)
	if err != nil {
		return err
	}
	return errors.Join(inFile(*gold, measure(o, in, to)), to.Close())
}

func (c Command) evalStories(o *options, gold io.Reader, out io.Writer) error {
	var tagger *story.Tagger
	if o.tagged {
		t, err := o.judge()
		if err != nil {
			return err
		}
		tagger = &story.Tagger{Known: t.Tags(), Judge: func(title, text, language string) []news.TagHit {
			return t.Judge(taxonomy.Input{Title: title, Text: text, Language: language, Scope: news.ScopeFiltered}).Tags
		}}
	}
	r, err := story.Eval(gold, out, tagger)
	if err != nil {
		return err
	}
	if o.json {
		return json.NewEncoder(c.Stdout).Encode(r)
	}
	_, err = fmt.Fprint(c.Stdout, r)
	return err
}

// pairLine is the score of the pairs of two languages.
type pairLine struct {
	Languages string
	Pairs     int
	Pearson   *float64 // nil where it is not defined
}

// evalPairs prints how the likeness that stories are told by agrees with what people said of pairs of articles. The mean
// weighs each pair of languages by its pairs, and is of those whose correlation is defined: of one pair, or where all are alike, it is not.
func (c Command) evalPairs(o *options, gold io.Reader, _ io.Writer) error {
	scores, err := story.EvalPairs(gold)
	if err != nil {
		return err
	}
	var lines []pairLine
	mean, sum := pairLine{Languages: "mean"}, 0.0
	for _, s := range scores {
		line := pairLine{Languages: s.Languages, Pairs: s.Pairs}
		if math.Abs(s.Pearson) > noPearson {
			line.Pearson = &s.Pearson
			mean.Pairs += s.Pairs
			sum += s.Pearson * float64(s.Pairs)
		}
		lines = append(lines, line)
	}
	if mean.Pairs > 0 {
		sum /= float64(mean.Pairs)
		mean.Pearson = &sum
	}
	lines = append(lines, mean)
	if o.json {
		return json.NewEncoder(c.Stdout).Encode(lines)
	}
	fmt.Fprintln(c.Stdout, "languages   pairs  Pearson")
	for _, l := range lines {
		pearson := "-"
		if l.Pearson != nil {
			pearson = fmt.Sprintf("%.3f", *l.Pearson)
		}
		fmt.Fprintf(c.Stdout, "%-10s %6d   %6s\n", l.Languages, l.Pairs, pearson)
	}
	return nil
}

// noPearson is what story.EvalPairs gives of a correlation that is not defined, 0, and what rounding may make of it.
const noPearson = 1e-9

// tagLine is what the taxonomy says of one labelled item.
type tagLine struct {
	ID          string   `json:"id"`
	Relevant    bool     `json:"relevant"`
	Topics      []string `json:"topics"`
	Places      []string `json:"places"`
	Actors      []string `json:"actors"`
	Actions     []string `json:"actions"`
	Instruments []string `json:"instruments"`
	Campaigns   []string `json:"campaigns"`
}

func (c Command) evalTags(o *options, gold io.Reader, out io.Writer) error {
	t, err := o.judge()
	if err != nil {
		return err
	}
	items, err := taxonomy.ReadLabelled(gold)
	if err != nil {
		return err
	}
	c.warnOfUnknown(t, items)
	if out != nil {
		enc := json.NewEncoder(out)
		for _, it := range items {
			if err := enc.Encode(tagsOf(it.ID, t.Judge(it.Input()))); err != nil {
				return err
			}
		}
	}
	all := t.Evaluate(items)
	texts := t.Evaluate(slices.DeleteFunc(items, func(l taxonomy.Labelled) bool { return !l.HasText() }))
	if o.json {
		return json.NewEncoder(c.Stdout).Encode(map[string]tagScore{"all": scoreOf(all), "with_text": scoreOf(texts)})
	}
	if err := all.Report(c.Stdout); err != nil {
		return err
	}
	fmt.Fprint(c.Stdout, "\nonly items that have a text: ")
	if err := texts.Report(c.Stdout); err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, "\nIf the model has learned from these very items, it remembers them, and the figures say nothing: see digest train --folds.")
	return all.ReportMisses(c.Stdout, 6, 8)
}

// warnOfUnknown names labels and keys that a slip of the pen may have made.
func (c Command) warnOfUnknown(t *taxonomy.Taxonomy, items []taxonomy.Labelled) {
	for _, what := range t.Unknown(items) {
		fmt.Fprintf(c.Stderr, "warning: %s\n", what)
	}
}

// tagScore is a taxonomy.Score as JSON.
type tagScore struct {
	Items      int                   `json:"items"`
	Relevance  tagTally              `json:"relevance"` // borderline items apart
	Borderline tagTally              `json:"borderline"`
	Facets     map[string]facetScore `json:"facets"`
}

type facetScore struct {
	Micro tagTally            `json:"micro"`
	Macro float64             `json:"macro_f1"`
	Tags  map[string]tagTally `json:"tags"`
}

type tagTally struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Right     int     `json:"right"`
	Extra     int     `json:"extra"`
	Missing   int     `json:"missing"`
}

func scoreOf(s taxonomy.Score) tagScore {
	tally := func(t taxonomy.Tally) tagTally {
		return tagTally{t.Precision(), t.Recall(), t.F1(), t.TP, t.FP, t.FN}
	}
	out := tagScore{s.Items, tally(s.Relevance), tally(s.Border), map[string]facetScore{}}
	for _, f := range s.Facets {
		tags := map[string]tagTally{}
		for name, t := range f.Tags {
			tags[name] = tally(*t)
		}
		out.Facets[string(f.Facet)] = facetScore{tally(f.All), f.Macro(), tags}
	}
	return out
}

func tagsOf(id string, v taxonomy.Verdict) tagLine {
	names := map[news.Facet][]string{}
	for _, f := range news.Facets {
		names[f] = []string{}
	}
	for _, hit := range v.Tags {
		names[hit.Tag.Facet()] = append(names[hit.Tag.Facet()], hit.Tag.Name())
	}
	return tagLine{
		ID: id, Relevant: v.In, Topics: names[news.FacetTopic], Places: names[news.FacetPlace], Actors: names[news.FacetActor],
		Actions: names[news.FacetAction], Instruments: names[news.FacetInstrument], Campaigns: names[news.FacetCampaign],
	}
}
