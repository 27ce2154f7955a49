package pipeline

import (
	"slices"
	"strings"
	"time"

	"counternotice/internal/curation"
	"counternotice/internal/news"
	"counternotice/internal/site"
)

// ExplainedDecision is a decision of an editor with what it comes to, as the site shows it.
type ExplainedDecision struct {
	Verb   news.Verb `json:"verb"`
	On     string    `json:"on"` // as written: a day, or RFC 3339
	By     string    `json:"by"`
	File   string    `json:"file"`
	Line   int       `json:"line"`
	Does   string    `json:"does,omitempty"`
	Reason string    `json:"reason,omitempty"`
	Unmet  string    `json:"unmet,omitempty"` // why it was not carried out
}

// decisions are those that a test picks, in the order of the file. One that is dated later holds for nobody yet: it is picked
// by the test alone. One that was not carried out is about nothing, so it is picked by what it names: an id, or the address of an
// article.
func (x *explainer) decisions(id, url string, picks func(news.Outcome) bool) []ExplainedDecision {
	var out []ExplainedDecision
	for _, o := range x.decided.Outcomes {
		if o.Later {
			o.Unmet = ""
		}
		switch {
		case o.Unmet != "" && !named(slices.Concat(o.Targets, o.Items), id, url), o.Unmet == "" && !picks(o):
			continue
		}
		out = append(out, ExplainedDecision{
			Verb: o.Verb, On: o.On, By: o.By, File: x.config.Curation.Name, Line: o.Line, Does: x.does(o, id), Reason: o.Reason, Unmet: o.Unmet,
		})
	}
	return out
}

// named says whether one of some references names an id or an address.
func named(refs []string, id, url string) bool {
	key := news.AddressKey(url)
	return slices.ContainsFunc(refs, func(ref string) bool {
		return ref == id || storyID(ref) == id || key != "" && news.AddressKey(ref) == key
	})
}

// bears says whether a decision is about a report: about it by name, or about all of its story.
func (x *explainer) bears(o news.Outcome, item string) bool {
	if slices.Contains(o.Reports, item) {
		return true
	}
	home := x.homes[item].ID
	return (o.Verb == news.VerbHide || o.Verb == news.VerbRetag) && slices.Contains(o.Stories, home) &&
		!slices.ContainsFunc(o.Reports, func(r string) bool { return x.homes[r].ID == home })
}

// does says what a decision comes to for what has an id; empty where the verb says it all, or nothing came of it.
func (x *explainer) does(o news.Outcome, id string) string {
	tags := func(list []news.TagID) string {
		var names []string
		for _, t := range list {
			names = append(names, string(t))
		}
		return strings.Join(names, ", ")
	}
	var parts []string
	add := func(what, names string) {
		if names != "" {
			parts = append(parts, what+names)
		}
	}
	if o.Unmet != "" {
		return ""
	}
	reports, others := strings.Join(o.Reports, ", "), "" // others where it is not just about what is asked for
	if reports == id {
		reports = "this one"
	} else {
		others = reports
	}
	switch o.Verb {
	case news.VerbHide:
		parts = []string{"withdrawn from all that is published, not from the archive"}
		add("reports: ", others)
		add("demanded under ", o.Law)
	case news.VerbMerge:
		add("into ", x.stories[o.Stories[0]].Path())
	case news.VerbSplit:
		add("sets apart ", reports)
		add("told in ", x.stories[o.Stories[0]].Path())
	case news.VerbLead:
		add("leads: ", reports)
	case news.VerbRetag:
		add("adds ", tags(o.Add))
		add("removes ", tags(o.Remove))
		add("reports: ", others)
	case news.VerbTake:
		switch {
		case o.Later:
			parts = []string{"a run from " + o.On + " on takes it"}
		case len(o.LeftOut) > 0:
			parts = []string{"the next run takes it"}
		}
		add("adds ", tags(o.Add))
	case news.VerbRetitle:
		add("", o.Title)
	case news.VerbPin:
		add("until ", o.Until)
	case news.VerbNote, news.VerbCorrect:
		add("", site.Plain(o.Text))
	}
	return strings.Join(parts, "; ")
}

// signed names the editor in evidence that a decision is. The test says which decisions it can be.
func (x *explainer) signed(list []news.Evidence, can func(news.Outcome) bool) []news.Evidence {
	out := slices.Clone(list)
	for i, e := range out {
		for _, o := range x.decided.Outcomes {
			if day := o.On[:len(time.DateOnly)]; e.In == "decision" && o.Unmet == "" && strings.HasSuffix(e.Rule, " on "+day) && can(o) {
				out[i].Rule = "decided by " + o.By + " on " + day
				break
			}
		}
	}
	return out
}

// homesOf is the story of each report. One that was withdrawn has that which the archive or a split puts it in.
func homesOf(archived []news.Story, decided curation.Result) map[string]news.Story {
	stories, out := map[string]news.Story{}, map[string]news.Story{}
	for _, s := range decided.Stories {
		stories[s.ID] = s
	}
	for _, s := range archived {
		for _, m := range s.Members {
			out[m.Item] = stories[s.ID]
		}
	}
	for _, o := range decided.Outcomes {
		if o.Verb == news.VerbSplit && o.Unmet == "" {
			for _, item := range o.Reports {
				out[item] = stories[o.Stories[0]]
			}
		}
	}
	for item, s := range out {
		for range 100 { // longer than any trail; a circle ends here
			next, ok := stories[news.StoryOf(s.Into)]
			if !ok {
				break
			}
			s = next
		}
		out[item] = s
	}
	for _, s := range decided.Stories {
		for _, m := range s.Members {
			out[m.Item] = s
		}
	}
	return out
}
