// Package curation owns curation.yaml: what an editor may decide there, every problem with its line and remedy, how a
// decision is added in place, and what the decisions come to for the stories that the archive holds. It opens no file,
// changes no archive and renders nothing.
//
// # How decisions last
//
// Decisions are replayed in the order of the file at every build, on what the archive says, and nothing of them is
// recorded there: the archive is what happened, the file is what we think of it. Taking a decision out of the file undoes
// it. Stories are told anew as long as they run, so a decision on a story names the reports that it had (items): the
// decision goes where most of them are, and holds for the whole story as long as the story is the one that was named, or more
// than half of it are those reports; else only for those reports. What can't be carried out is an Outcome with Unmet
// set, never silence.
package curation

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

// MaxSize is the largest file that is read, in bytes: some ten thousand decisions.
const MaxSize = 4 << 20

// Bounds of what a decision may say, in characters. A title is a headline, a reason a sentence, a text some paragraphs.
const (
	maxName   = 100
	maxTitle  = 300
	maxReason = 500
	maxText   = 5000
)

// File is a file of decisions without a problem.
type File struct {
	Name      string
	Decisions []news.Decision // in the order of the file
	Texts     []Text          // every Markdown in it
	tags      []tagLine
}

// Text is a Markdown text of a decision, for whoever renders it to check. Its first line stands at Line, and each
// further one a line below if Block is set.
type Text struct {
	Line     int
	Block    bool
	Markdown string
}

type tagLine struct {
	tag  news.TagID
	line int
}

// Parse reads a file of decisions; an empty file has none. The error is a news.Problems with every problem of the file, in
// order of line; a mistake in the YAML itself hides the others until it is mended.
func Parse(name string, data []byte) (*File, error) {
	r := &reader{file: name}
	f := &File{Name: name}
	if root := r.document(data); root != nil {
		r.decisions(root, f)
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	return f, nil
}

// Check holds the tags of the decisions against the taxonomy. The error is a news.Problems.
func (f *File) Check(tags []news.Tag) error {
	known := make([]string, len(tags))
	for i, t := range tags {
		known[i] = string(t.ID)
	}
	var problems news.Problems
	for _, t := range f.tags {
		if slices.Contains(known, string(t.tag)) {
			continue
		}
		remedy := "name a tag of taxonomy.yaml, or add it there"
		if near := nearest(string(t.tag), known); near != "" {
			remedy = fmt.Sprintf("did you mean %q?", near)
		}
		problems = append(problems, news.Problem{File: f.Name, Line: t.line, What: fmt.Sprintf("the tag %q is not in the taxonomy", t.tag), Remedy: remedy})
	}
	return problems.Err()
}

// Advice names what is no mistake and may be none of what the editor wants. It stops nothing.
func (f *File) Advice() news.Problems {
	var out news.Problems
	for _, d := range f.Decisions {
		if d.Verb == news.VerbSplit && len(d.On) == len(time.DateOnly) {
			out = append(out, news.Problem{
				File: f.Name, Line: d.Line, What: fmt.Sprintf("split: on: %s has no time, so feeds date the story at the beginning of the day, and importers that have asked since pass it over", d.On),
				Remedy: "add the time, as in 2026-11-22T09:30:00Z",
			})
		}
	}
	return out
}

// keys says which keys a verb takes beside its own, by and on; those with an exclamation mark must be there.
var keys = map[news.Verb][]string{
	news.VerbHide:    {"reason!", "off_topic", "law", "demander", "notice", "items"},
	news.VerbPin:     {"until", "reason", "items"},
	news.VerbMerge:   {"into!", "reason", "items"},
	news.VerbSplit:   {"reason", "items"},
	news.VerbRetitle: {"title!", "language", "reason", "items"},
	news.VerbRetag:   {"add", "remove", "reason", "items"},
	news.VerbNote:    {"text!", "reason", "items"},
	news.VerbCorrect: {"text!", "reason", "items"},
	news.VerbLead:    {"reason"},
	news.VerbTake:    {"add", "reason"},
}

// allKeys are the keys that any verb takes.
var allKeys = []string{"into", "items", "title", "language", "add", "remove", "text", "until", "reason", "off_topic", "law", "demander", "notice", "by", "on"}

func (r *reader) decisions(root *node, f *File) {
	top := r.mapping(root, "the file", []string{"decisions"})
	list, ok := top["decisions"]
	switch {
	case !ok:
		if len(root.Content) == 0 {
			r.add(root.Line, "the file has no list of decisions", `write "decisions:" and below it each decision, beginning with "- "`)
		}
		return
	case isNull(list):
		return
	case list.Kind != sequenceNode:
		r.add(list.Line, "decisions is "+describe(list)+", not a list", `begin each decision with "- ", for instance "- hide: …"`)
		return
	}
	for i, n := range list.Content {
		if d, ok := r.decision(n, f); ok {
			d.Ordinal = i + 1
			f.Decisions = append(f.Decisions, d)
		}
	}
}

// decision reads one entry; false after a problem that leaves nothing to go on from.
func (r *reader) decision(n *node, f *File) (d news.Decision, ok bool) {
	d.Line = n.Line
	known := slices.Clone(allKeys)
	for _, v := range news.Verbs {
		known = append(known, string(v))
	}
	before := len(r.problems)
	values := r.mapping(n, "a decision", known)
	if values == nil {
		return d, false
	}
	for _, v := range news.Verbs {
		if values[string(v)] == nil {
			continue
		}
		if d.Verb != "" {
			r.add(n.Line, fmt.Sprintf("one decision has the verbs %s and %s", d.Verb, v), "write two decisions")
			return d, false
		}
		d.Verb = v
	}
	if d.Verb == "" && len(r.problems) > before {
		return d, false // most likely the verb is mistyped
	}
	if d.Verb == "" {
		verbs := make([]string, len(news.Verbs))
		for i, v := range news.Verbs {
			verbs[i] = string(v)
		}
		r.add(n.Line, "the decision has no verb", "say what it does to what, for instance \"hide: k3v7x2ab\"; the verbs are "+strings.Join(verbs, ", "))
		return d, false
	}
	s := &entry{r: r, verb: d.Verb, line: n.Line, values: values}
	s.keys()
	s.targets(&d)
	d.Items = s.list("items")
	for _, id := range d.Items {
		if !news.IsItemID(id) {
			r.add(values["items"].Line, fmt.Sprintf("%s: items: %q is no id of a report", d.Verb, short(id)), "an id has twelve letters and digits; \"digest curate\" writes them")
		}
	}
	d.Title = s.oneLine("title", maxTitle)
	d.Language = s.oneLine("language", maxName)
	if d.Language != "" && !isLanguage(d.Language) {
		r.add(values["language"].Line, fmt.Sprintf("%s: language %q is no language tag", d.Verb, short(d.Language)), "write one such as en, pt-BR or zh-Hans")
	}
	s.tags(&d, f)
	s.text(&d, f)
	d.Reason = s.oneLine("reason", maxReason)
	s.legal(&d)
	d.By = s.oneLine("by", maxName)
	s.dates(&d)
	return d, true
}

// keys reports the keys that the verb lacks or does not take.
func (s *entry) keys() {
	takes := []string{string(s.verb), "by", "on"}
	must := []string{"by", "on"}
	for _, k := range keys[s.verb] {
		name, required := strings.CutSuffix(k, "!")
		takes = append(takes, name)
		if required {
			must = append(must, name)
		}
	}
	for _, k := range allKeys {
		if n := s.values[k]; n != nil && !slices.Contains(takes, k) {
			s.r.add(n.Line, fmt.Sprintf("%s takes no %s", s.verb, k), "remove it; beside by and on it takes "+strings.ReplaceAll(strings.Join(keys[s.verb], ", "), "!", ""))
		}
	}
	for _, k := range must {
		if s.values[k] == nil {
			s.r.add(s.line, fmt.Sprintf("%s: %s is missing", s.verb, k), remedies[k])
		}
	}
	if s.verb == news.VerbRetag && s.values["add"] == nil && s.values["remove"] == nil {
		s.r.add(s.line, "retag: neither add nor remove is there", "list tags such as topic/site-blocking below one of them")
	}
}

var remedies = map[string]string{
	"by":     "say who decided; it is public",
	"on":     "give the day, such as 2026-11-22, or the time, such as 2026-11-22T09:30:00Z",
	"reason": "say in a sentence why; readers see it at the address",
	"into":   "name the story that takes the others",
	"title":  "write the title",
	"text":   "write the text in Markdown",
}

// targets reads what the decision is about.
func (s *entry) targets(d *news.Decision) {
	key := string(d.Verb)
	several := d.Verb == news.VerbHide || d.Verb == news.VerbMerge || d.Verb == news.VerbSplit || d.Verb == news.VerbTake
	switch n := s.values[key]; {
	case several && n.Kind == sequenceNode:
		d.Targets = s.list(key)
	default:
		if v := s.oneLine(key, maxAddress); v != "" {
			d.Targets = []string{v}
		}
	}
	reports := d.Verb == news.VerbSplit || d.Verb == news.VerbLead || d.Verb == news.VerbTake
	for i, ref := range d.Targets {
		switch {
		case !isReference(ref):
			s.r.add(s.at(key, i), fmt.Sprintf("%s: %q names no story and no report", key, short(ref)), "give the id or the address of a story or of a report, or the address of the article")
		case reports && (news.IsStoryID(ref) || news.StoryOf(ref) != "" && !strings.Contains(ref, "://")):
			s.r.add(s.at(key, i), fmt.Sprintf("%s: %q is a story", key, short(ref)), "name the report by its id or by the address of the article")
		}
	}
	d.Into = s.oneLine("into", maxAddress)
	switch {
	case d.Into == "":
	case !isReference(d.Into):
		s.r.add(s.at("into", 0), fmt.Sprintf("%s: into: %q names no story and no report", key, short(d.Into)), "give the id or the address of a story or of a report in it")
	case slices.Contains(d.Targets, d.Into):
		s.r.add(s.at("into", 0), fmt.Sprintf("%s: %q would be merged into itself", key, short(d.Into)), "name another story")
	}
}

// isReference says whether a text can name a story or a report: an id, a path of ours, or an address.
func isReference(s string) bool {
	return news.IsStoryID(s) || news.IsItemID(s) || news.StoryOf(s) != "" || news.Canonical(s) != ""
}

func (s *entry) tags(d *news.Decision, f *File) {
	for _, key := range []string{"add", "remove"} {
		if s.values[key] == nil {
			continue
		}
		var ids []news.TagID
		for i, name := range s.list(key) {
			id := news.TagID(name)
			switch {
			case !slices.Contains(news.Facets, id.Facet()) || id.Name() == "" || strings.ContainsAny(id.Name(), "/ "):
				s.r.add(s.at(key, i), fmt.Sprintf("%s: %s: %q is no tag", s.verb, key, short(name)), "write the facet and the name, such as topic/site-blocking")
				continue
			case key == "remove" && slices.Contains(d.Add, id):
				s.r.add(s.at(key, i), fmt.Sprintf("%s: %q is both added and removed", s.verb, name), "keep one of them")
			}
			ids = append(ids, id)
			f.tags = append(f.tags, tagLine{id, s.at(key, i)})
		}
		if key == "add" {
			d.Add = ids
		} else {
			d.Remove = ids
		}
	}
}

// legal reads whether something is hidden as off topic, or under which law.
func (s *entry) legal(d *news.Decision) {
	d.Law, d.Demander, d.Notice = s.oneLine("law", maxTitle), s.oneLine("demander", maxTitle), s.oneLine("notice", maxAddress)
	if s.verb != news.VerbHide {
		return // which keys has reported
	}
	if n := s.values["off_topic"]; n != nil {
		switch d.OffTopic = n.Tag == "!!bool" && n.Value == "true"; {
		case !d.OffTopic:
			s.r.add(n.Line, "hide: off_topic is not true", "write off_topic: true, or remove the line")
		case s.values["law"] != nil:
			s.r.add(n.Line, "hide: off_topic stands beside law", "keep one of them: what a law takes away is no lesson on the subject")
		}
	}
	for _, key := range []string{"demander", "notice"} {
		if n := s.values[key]; n != nil && s.values["law"] == nil {
			s.r.add(n.Line, fmt.Sprintf("hide: %s stands without law", key), "name the law that demands it")
		}
	}
	if d.Notice != "" && news.Canonical(d.Notice) == "" {
		s.r.add(s.at("notice", 0), fmt.Sprintf("hide: notice: %q is no address", short(d.Notice)), "give the whole address of the demand, beginning with https://")
	}
}

func (s *entry) text(d *news.Decision, f *File) {
	n := s.values["text"]
	if n == nil {
		return
	}
	switch text := strings.TrimRight(n.Value, " \t\n"); {
	case n.Kind != scalarNode:
		s.r.add(n.Line, fmt.Sprintf("%s: text is %s", s.verb, describe(n)), `write the text indented below "text: |"`)
	case strings.TrimSpace(text) == "" || isNull(n):
		s.r.add(n.Line, fmt.Sprintf("%s: text is empty", s.verb), "write the text, or remove the decision")
	case utf8.RuneCountInString(text) > maxText:
		s.r.add(n.Line, fmt.Sprintf("%s: text is longer than %d characters", s.verb, maxText), "shorten it")
	default:
		d.Text = text
		t := Text{Line: n.Line, Block: n.Style&yaml.LiteralStyle != 0, Markdown: text}
		if t.Block {
			t.Line++
		}
		f.Texts = append(f.Texts, t)
	}
}

func (s *entry) dates(d *news.Decision) {
	d.On = s.oneLine("on", maxName)
	at := d.At(time.UTC)
	if d.On != "" && (at.Year() < 1990 || at.Year() > 9000) {
		s.r.add(s.at("on", 0), fmt.Sprintf("%s: on %q is no day", s.verb, short(d.On)), remedies["on"])
	}
	d.Until = s.oneLine("until", maxName)
	if d.Until == "" {
		return
	}
	if day, err := time.Parse(time.DateOnly, d.Until); err != nil {
		s.r.add(s.at("until", 0), fmt.Sprintf("%s: until %q is no day", s.verb, short(d.Until)), "give the last day, such as 2026-11-24")
	} else if day.AddDate(0, 0, 1).Before(at) {
		s.r.add(s.at("until", 0), fmt.Sprintf("%s: until %s lies before the decision itself", s.verb, d.Until), "give a later day")
	}
}

// isLanguage tests for the form of a BCP 47 tag: subtags of up to eight letters and digits, the first of letters.
func isLanguage(s string) bool {
	for i, part := range strings.Split(s, "-") {
		for _, c := range part {
			if c > unicode.MaxASCII || !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
				return false
			}
		}
		if len(part) == 0 || len(part) > 8 || i == 0 && len(part) == 1 {
			return false
		}
	}
	return true
}
