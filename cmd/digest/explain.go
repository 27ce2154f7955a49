package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/pipeline"
	"counternotice/internal/taxonomy"
)

// explain says why an item is in or out, what earned each tag, and why it stands in its story; or what would become of a headline.
func (c Command) explain(_ context.Context, args []string) error {
	o := c.flags("explain", "why an item is in or out, what earned each tag, why it joined its story; takes an id or an address, or --title", append(fileFlags, "model", "archive", "now", "json")...)
	title := o.set.String("title", "", "a `headline` to try, of an article that no feed has brought; needs no archive")
	text := o.set.String("text", "", "the `text` below that headline (default none)")
	language := o.set.String("language", "", "the `code` of its language, as in feeds.yaml (default not known: words of all languages count)")
	scope := o.set.String("scope", string(news.ScopeFiltered), "the `scope` of the feed that it would be of: filtered or all")
	if err := o.parse(args); err != nil {
		return err
	}
	query := o.set.Arg(0)
	if o.set.NArg() > 1 { // flags may stand behind it
		if err := o.noArguments(o.set.Args()[1:]); err != nil {
			return err
		}
	}
	tries := false
	o.set.Visit(func(f *flag.Flag) {
		tries = tries || slices.Contains([]string{"title", "text", "language", "scope"}, f.Name)
	})
	var e *pipeline.Explanation
	var err error
	switch {
	case !tries && query == "":
		return usageError{"needs the id of an item or a story, or an address: ours of a story, or that of an article; or --title with a headline to try"}
	case !tries:
		e, err = c.recorded(o, query)
	case query != "":
		return usageError{fmt.Sprintf("does not take %q beside a headline to try; put the headline in quotes", query)}
	case strings.TrimSpace(*title) == "":
		return usageError{"needs --title with the headline to try"}
	default:
		e, err = o.try(taxonomy.Input{Title: *title, Text: *text, Language: *language, Scope: news.Scope(*scope)})
	}
	if err != nil {
		return err
	}
	if o.json {
		enc := json.NewEncoder(c.Stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(e)
	}
	p := newPaper(c.Stdout)
	switch {
	case e.Item != nil:
		p.item(e.Item)
	case e.LeftOut != nil:
		p.leftOut(e.LeftOut)
	case e.Trial != nil:
		p.trial(e.Trial)
	}
	if e.Story != nil {
		p.story(e.Story, e.Item)
	}
	if len(e.Also) > 0 {
		p.heading("Also there")
		for _, k := range e.Also {
			p.row(1, []int{12, 10, 8}, k.ID, k.Day, k.What, k.Title)
		}
	}
	return p.err
}

// recorded explains what the archive has.
func (c Command) recorded(o *options, query string) (*pipeline.Explanation, error) {
	j, err := o.job(c)
	if err != nil {
		return nil, err
	}
	return j.Explain(query)
}

// try explains a headline that no feed has brought.
func (o *options) try(in taxonomy.Input) (*pipeline.Explanation, error) {
	if in.Scope != news.ScopeFiltered && in.Scope != news.ScopeAll {
		return nil, usageError{fmt.Sprintf("--scope %q is none; write filtered or all", in.Scope)}
	}
	t, err := o.judge()
	if err != nil {
		return nil, err
	}
	return pipeline.Try(t, in), nil
}

// label is how wide the names of facts are.
const label = 12

func (p *paper) fact(name, value string) {
	if value != "" {
		p.row(0, []int{label}, name, value)
	}
}

func (p *paper) item(it *pipeline.ExplainedItem) {
	p.fact("item", it.ID)
	p.entry(it.Title, it.URL, it.Language, it.Published, it.FirstSeen, it.Day)
	if it.Backlog {
		p.fact("", "found in a backlog: never shown as new")
	}
	p.fact("feed", feedName(it.Feed))
	p.decisions(it.Decisions, nil)
	p.heading("Brought by")
	for _, b := range it.Brought {
		speaks := ""
		if len(it.Brought) > 1 && b.Feed.ID == it.Feed.ID {
			speaks = "; speaks for it"
		}
		p.row(1, []int{16}, clock(b.Seen), feedName(b.Feed)+speaks)
	}
	p.heading("Taken")
	p.reason(it.Reason)
	p.tags("Tags", it.Tags)
	if len(it.Cites) > 0 {
		p.heading("Cites")
		for _, c := range it.Cites {
			p.row(1, []int{10}, c.Ref.Kind(), c.Label)
		}
	}
	if len(it.Revisions) > 0 {
		p.heading("Revisions")
		for _, r := range it.Revisions {
			var what []string
			if r.Title != "" {
				what = append(what, "new title: "+r.Title)
			}
			if r.Text {
				what = append(what, "new text")
			}
			if r.Source != "" {
				what = append(what, "also carried by "+r.Source)
			}
			if r.Late {
				what = append(what, "too late to be shown")
			}
			p.row(1, []int{16}, clock(r.At), strings.Join(what, "; "))
		}
	}
}

func (p *paper) leftOut(l *pipeline.ExplainedEntry) {
	p.fact("left out", l.ID)
	p.entry(l.Title, l.URL, l.Language, l.Published, l.FirstSeen, l.Day)
	p.fact("feed", feedName(l.Feed))
	p.decisions(l.Decisions, nil)
	p.heading("Left out")
	p.reason(l.Reason)
	p.heading("By its title alone, with the taxonomy of today")
	p.reason(l.Today.Reason)
	p.tags("", l.Today.Tags)
}

func (p *paper) trial(t *pipeline.ExplainedTrial) {
	p.fact("title", t.Title)
	p.fact("text", t.Text)
	language := cmp.Or(t.Language, "not known: words of all languages count")
	known, code := taxonomy.Languages(), taxonomy.Primary(t.Language)
	switch meant := taxonomy.Meant(code); {
	case t.HasWords:
	case slices.Contains(known, code):
		language += ", in which the taxonomy has no words for topics"
	case meant != "":
		language += ", a code that the program does not know; did you mean " + meant + "?"
	default:
		language += ", a code that the program does not know; it knows " + strings.Join(known, ", ")
	}
	p.fact("language", language)
	p.fact("feed", "none; judged as an item of one with scope: "+string(t.Scope))
	p.heading(map[bool]string{true: "Taken", false: "Left out"}[t.In])
	p.reason(t.Reason)
	p.tags("Tags", t.Tags)
}

func (p *paper) entry(title, url, language string, published, seen time.Time, day string) {
	p.fact("title", title)
	p.fact("address", url)
	p.fact("language", language)
	if !published.IsZero() {
		p.fact("published", clock(published)+" UTC")
	}
	p.fact("first seen", clock(seen)+" UTC, for the day "+day)
}

func (p *paper) reason(r pipeline.ExplainedReason) {
	p.row(1, []int{label - 2}, r.Code, r.Text)
	p.evidence(r.Evidence)
}

func (p *paper) tags(heading string, tags []pipeline.ExplainedTag) {
	if len(tags) > 0 && heading != "" {
		p.heading(heading)
	}
	for _, t := range tags {
		p.row(1, []int{30}, string(t.Tag), t.Label)
		p.evidence(t.Evidence)
	}
}

// evidence prints the rule, where it was found, its weight and the words that it matched.
func (p *paper) evidence(list []news.Evidence) {
	for _, e := range list {
		weight, words, elsewhere := "", "", "title"
		if e.Score != 0 {
			weight = fmt.Sprintf("%.3g", e.Score)
		}
		if e.In == "title" {
			elsewhere = "text"
		}
		if e.Quote != "" {
			words = "“" + e.Quote + "”"
		}
		if e.Beside != "" {
			words += " and, in the " + elsewhere + ", “" + e.Beside + "”"
		}
		if e.Rule != "" && e.Value != "" {
			words = strings.TrimPrefix(words+"; "+e.Value, "; ")
		}
		rule := cmp.Or(e.Rule, e.Value)
		if feature, ok := strings.CutPrefix(rule, news.Inferred); ok {
			rule = "inferred from " + feature
		}
		p.row(2, []int{28, 8, 6}, rule, e.In, weight, words)
	}
}

// decisions prints what editors decided, but for what was said before.
func (p *paper) decisions(list, said []pipeline.ExplainedDecision) {
	for _, d := range list {
		if slices.ContainsFunc(said, func(s pipeline.ExplainedDecision) bool { return s.Line == d.Line }) {
			continue
		}
		line := fmt.Sprintf("%s, by %s on %s (%s:%d)", d.Verb, d.By, d.On[:len(time.DateOnly)], d.File, d.Line)
		if d.Unmet != "" {
			line += ", not carried out: " + d.Unmet
		}
		if d.Does != "" {
			line += ": " + d.Does
		}
		if d.Reason != "" {
			line += "; “" + d.Reason + "”"
		}
		p.fact("by hand", line)
	}
}

// story prints a story; of the members all, or what concerns one item first.
func (p *paper) story(s *pipeline.ExplainedStory, of *pipeline.ExplainedItem) {
	if of != nil {
		p.heading("Its story")
	}
	p.fact("story", s.ID)
	p.fact("title", s.Title)
	p.fact("address", s.URL)
	p.fact("begun", clock(s.Begun)+" UTC, for the day "+s.Day)
	if !s.Updated.Equal(s.Begun) {
		p.fact("changed", clock(s.Updated)+" UTC")
	}
	if of != nil {
		p.decisions(s.Decisions, of.Decisions)
	} else {
		p.decisions(s.Decisions, nil)
	}
	p.fact("merged into", s.Into)
	for _, path := range s.Took {
		p.fact("took", path)
	}
	for _, path := range s.From {
		p.fact("came from", path)
	}
	for _, path := range s.Left {
		p.fact("went to", path)
	}
	if len(s.Members) == 0 {
		return
	}
	copies := ""
	if s.Copies > 0 {
		copies = fmt.Sprintf(", %d of them copied word for word", s.Copies)
	}
	p.fact("voices", fmt.Sprintf("%s in %s%s", plural(s.Voices, "independent publisher"), plural(len(s.Members), "report"), copies))
	p.fact("leads", s.Lead+": "+s.LeadWhy)
	if of != nil && len(s.Members) == 1 {
		return
	}
	p.heading("Reports")
	for _, m := range s.Members {
		mark := ""
		switch {
		case of != nil && m.Item == of.ID:
			mark = "this one"
		case m.Item == s.Lead:
			mark = "leads"
		case m.Copy != "":
			mark = "copy"
		}
		p.row(1, []int{12, 8, 16}, m.Item, mark, clock(m.Published), m.Feed.ID+": "+m.Title)
		p.joined(m)
	}
}

// joined prints why an item is in its story.
func (p *paper) joined(m pipeline.ExplainedMember) {
	if m.Copy != "" {
		p.row(2, []int{10}, "repeats", m.Copy+" word for word")
	}
	if m.Beside != "" {
		p.row(2, []int{10}, "beside", fmt.Sprintf("%s, %g h apart; joined %s", m.Beside, m.Hours, clock(m.Joined)))
	}
	for _, e := range m.Why {
		switch {
		case e.Rule == "report": // said above
			continue
		case e.Value == "": // an editor's
			p.row(2, []int{10}, "by hand", e.Rule)
			continue
		}
		weight := ""
		if e.Score != 0 {
			weight = fmt.Sprintf(", likeness %.3f", e.Score)
		}
		p.row(2, []int{10}, e.Rule, fmt.Sprintf("%s (%s%s)", e.Value, e.In, weight))
	}
	for _, c := range m.Cites {
		p.row(2, []int{10}, "cites", c.Label)
	}
}

func feedName(f pipeline.ExplainedFeed) string {
	if f.Name == "" {
		return f.ID + ", which is no longer known"
	}
	words := []string{string(f.Kind)}
	if f.Publisher != f.ID {
		words = append(words, "of "+f.Publisher)
	}
	if f.Scope == news.ScopeAll {
		words = append(words, "all of it is on the subject")
	}
	return fmt.Sprintf("%s, %s (%s)", f.ID, f.Name, strings.Join(words, ", "))
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
