package pipeline

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"counternotice/internal/archive"
	"counternotice/internal/news"
)

// Report is what a run did, for the one who ran it. It is never published.
type Report struct {
	At        time.Time      `json:"at"`
	Feeds     FeedCounts     `json:"feeds"`
	New       news.Counts    `json:"new"`
	LeftOut   map[string]int `json:"left_out_by_reason,omitempty"`
	Failing   []Failing      `json:"failing,omitempty"` // in the order of feeds.yaml
	Slow      []Slow         `json:"slow,omitempty"`    // slowest first
	Moved     []Moved        `json:"moved,omitempty"`
	Held      []Held         `json:"held,omitempty"`
	Licenses  []Licensed     `json:"licenses,omitempty"` // where feeds and feeds.yaml say different things of a licence; those that allow less first
	Problems  []string       `json:"problems,omitempty"`
	Changed   bool           `json:"changed"` // whether anything was recorded
	Published Published      `json:"published"`
	Probe     bool           `json:"probe,omitempty"` // feeds were only asked: New.Items counts their entries

	FeedsChanged []string `json:"feeds_changed,omitempty"` // addresses of our own feeds, where there is a hub to be told of them

	feeds map[string]string // sums of our own feeds, by path
}

// FeedCounts counts feeds.
type FeedCounts struct {
	All      int `json:"all"`
	Asked    int `json:"asked"`
	Answered int `json:"answered"`
	Waiting  int `json:"waiting"` // under a Retry-After
}

// Failing is a feed that brought nothing readable.
type Failing struct {
	Feed   string      `json:"feed"`
	Health news.Health `json:"health"`
	Reason string      `json:"reason"`
	Since  time.Time   `json:"since"`
}

// Slow is a feed that took long to answer.
type Slow struct {
	Feed    string  `json:"feed"`
	Seconds float64 `json:"seconds"`
}

// Moved is a feed whose address redirects for good.
type Moved struct {
	Feed string `json:"feed"`
	To   string `json:"to"`
}

// Licensed is a licence that a feed states and feeds.yaml does not.
type Licensed struct {
	Feed     string `json:"feed"`
	Listed   string `json:"listed"` // the id in feeds.yaml, by which all goes
	Stated   string `json:"stated"` // an id, or a kind of Creative Commons licence without its version
	Narrower bool   `json:"narrower"`
	Text     string `json:"text"`
}

// Held counts entries that this run did not take.
type Held struct {
	Feed    string `json:"feed"`
	Entries int    `json:"entries"`
	Why     string `json:"why"`
}

// Published counts files.
type Published struct {
	Written int `json:"written"`
	Same    int `json:"same"`
	Removed int `json:"removed"`
}

// slowAfter is what a person would call slow.
const slowAfter = 5 * time.Second

// answers reports how the feeds did; the error is ErrNoAnswer when feeds were asked and none answered.
func (r *Report) answers(c *Config, content *archive.Content, answers []answer) error {
	since := map[string]news.FeedState{}
	for _, st := range content.States {
		since[st.Feed.ID] = st
	}
	r.Feeds.All = len(answers)
	var narrower, others []Licensed
	for i, a := range answers {
		f := c.List.Feeds[i]
		switch {
		case !a.asked && a.health == "":
			r.Feeds.Waiting++
			continue
		case !a.asked:
			continue
		}
		r.Feeds.Asked++
		if a.answered {
			r.Feeds.Answered++
		}
		switch a.health {
		case news.HealthOK:
		case "":
			r.Problems = append(r.Problems, fmt.Sprintf("%s: %s", f.ID, a.reason))
		default:
			at := r.At
			if st := since[f.ID]; st.Health == a.health {
				at = st.Since
			}
			r.Failing = append(r.Failing, Failing{f.ID, a.health, a.reason, at})
		}
		if a.took >= slowAfter {
			r.Slow = append(r.Slow, Slow{f.ID, a.took.Round(100 * time.Millisecond).Seconds()})
		}
		if a.moved != "" {
			r.Moved = append(r.Moved, Moved{f.ID, a.moved})
		}
		if a.read {
			for _, m := range news.Mismatches(f.License, a.stated) {
				if l := (Licensed{f.ID, m.Listed.ID, m.Stated.ID, m.Narrower, m.String()}); m.Narrower {
					narrower = append(narrower, l)
				} else {
					others = append(others, l)
				}
			}
		}
		for _, p := range a.problems {
			r.Problems = append(r.Problems, fmt.Sprintf("%s: %s", f.ID, p))
		}
	}
	r.Licenses = append(narrower, others...)
	slices.SortStableFunc(r.Slow, func(a, b Slow) int { return cmp.Compare(b.Seconds, a.Seconds) })
	if r.Feeds.Asked > 0 && r.Feeds.Answered == 0 {
		return ErrNoAnswer
	}
	return nil
}

// count sums up a change.
func (r *Report) count(content *archive.Content, change archive.Change) {
	known := map[string]bool{}
	for _, s := range content.Stories {
		known[s.ID] = true
	}
	r.New = news.Counts{Items: len(change.Items), LeftOut: len(change.LeftOut), Revised: len(change.Revisions)}
	for _, s := range change.Stories {
		if !known[s.ID] {
			r.New.Stories++
		}
	}
	r.LeftOut = map[string]int{}
	for _, l := range change.LeftOut {
		r.LeftOut[l.Reason.Code]++
	}
	r.Changed = len(change.Items)+len(change.LeftOut)+len(change.Revisions)+len(change.Stories)+len(change.Taken) > 0 || change.States != nil
}

// Screen is the report for a person: at most a screen, so lists are cut and say by how much.
func (r *Report) Screen() string {
	var b strings.Builder
	if r.Feeds.All == 0 { // built from the archive alone
		fmt.Fprintf(&b, "%d files written, %d unchanged, %d removed\n", r.Published.Written, r.Published.Same, r.Published.Removed)
		r.lists(&b)
		return b.String()
	}
	fmt.Fprintf(&b, "%d feeds: %d asked, %d answered", r.Feeds.All, r.Feeds.Asked, r.Feeds.Answered)
	if r.Feeds.Waiting > 0 {
		fmt.Fprintf(&b, ", %d asked us to wait", r.Feeds.Waiting)
	}
	if r.Probe {
		fmt.Fprintf(&b, "\n%d entries read; nothing was recorded\n", r.New.Items)
		r.lists(&b)
		return b.String()
	}
	fmt.Fprintf(&b, "\n%d new items in %d new stories, %d revised, %d left out", r.New.Items, r.New.Stories, r.New.Revised, r.New.LeftOut)
	if len(r.LeftOut) > 0 {
		var parts []string
		for _, code := range slices.Sorted(maps.Keys(r.LeftOut)) {
			words := reasonWords[code]
			if code == news.ReasonDropped && r.LeftOut[code] == 1 {
				words = "advert, job or round-up"
			}
			parts = append(parts, fmt.Sprintf("%d %s", r.LeftOut[code], words))
		}
		fmt.Fprintf(&b, " (%s)", strings.Join(parts, ", "))
	}
	fmt.Fprintf(&b, "\n%d files written, %d unchanged, %d removed\n", r.Published.Written, r.Published.Same, r.Published.Removed)
	r.lists(&b)
	return b.String()
}

func (r *Report) lists(b *strings.Builder) {
	section(b, "Failing feeds", r.Failing, func(f Failing) string {
		return fmt.Sprintf("%s\t%s\t%s, since %s", f.Feed, f.Health, f.Reason, f.Since.UTC().Format("2006-01-02 15:04 UTC"))
	})
	narrower := slices.IndexFunc(r.Licenses, func(l Licensed) bool { return !l.Narrower })
	if narrower < 0 {
		narrower = len(r.Licenses)
	}
	licensed := func(l Licensed) string { return fmt.Sprintf("%s\t%s", l.Feed, l.Text) }
	section(b, "Licences: the feed allows less than we go by; correct feeds.yaml, or ask the publisher", r.Licenses[:narrower], licensed)
	section(b, "Licences: the feed says another one", r.Licenses[narrower:], licensed)
	section(b, "Slow feeds", r.Slow, func(s Slow) string { return fmt.Sprintf("%s\t%.1f s", s.Feed, s.Seconds) })
	section(b, "Moved for good; change the address in feeds.yaml", r.Moved, func(m Moved) string { return fmt.Sprintf("%s\t%q", m.Feed, m.To) })
	section(b, "Not taken in this run", r.Held, func(h Held) string { return fmt.Sprintf("%s\t%d entries: %s", h.Feed, h.Entries, h.Why) })
	section(b, "Problems", r.Problems, func(p string) string { return p })
}

// reasonWords are the reasons for leaving out, for a maintainer.
var reasonWords = map[string]string{
	news.ReasonOffTopic: "off topic", news.ReasonExcluded: "in another sense of the word", news.ReasonDropped: "adverts, jobs or round-ups", news.ReasonNoText: "without text",
}

const sectionLines = 8

// section lists what a function makes lines of, whose cells end in tabs.
func section[T any](b *strings.Builder, title string, list []T, line func(T) string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s (%d):\n", title, len(list))
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	defer w.Flush()
	for i, x := range list {
		if i == sectionLines && len(list) > sectionLines+1 {
			fmt.Fprintf(w, "  … and %d more; --json lists all\n", len(list)-i)
			return
		}
		fmt.Fprintf(w, "  %s\n", line(x))
	}
}

// Markdown is the report as a job summary.
func (r *Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## Digest of %s\n\n", r.At.UTC().Format("2 January 2006, 15:04 UTC"))
	fmt.Fprintf(&b, "| feeds asked | answered | new items | new stories | revised | left out | files written |\n|--:|--:|--:|--:|--:|--:|--:|\n| %d of %d | %d | %d | %d | %d | %d | %d |\n",
		r.Feeds.Asked, r.Feeds.All, r.Feeds.Answered, r.New.Items, r.New.Stories, r.New.Revised, r.New.LeftOut, r.Published.Written)
	if len(r.Failing) > 0 {
		b.WriteString("\n### Failing feeds\n\n| feed | state | reason | since |\n|---|---|---|---|\n")
		for _, f := range r.Failing {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Feed, f.Health, cell(f.Reason), f.Since.UTC().Format("2006-01-02 15:04"))
		}
	}
	list := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n### %s\n\n", title)
		for i, l := range lines {
			if i == summaryLines {
				fmt.Fprintf(&b, "- and %d more\n", len(lines)-i)
				break
			}
			fmt.Fprintf(&b, "- %s\n", cell(l))
		}
	}
	var moved, held, licenses []string
	for _, l := range r.Licenses {
		licenses = append(licenses, l.Feed+": "+l.Text)
	}
	for _, m := range r.Moved {
		moved = append(moved, fmt.Sprintf("%s: %q", m.Feed, m.To))
	}
	for _, h := range r.Held {
		held = append(held, fmt.Sprintf("%s: %d entries (%s)", h.Feed, h.Entries, h.Why))
	}
	list("Licences: the feed says another one than feeds.yaml", licenses)
	list("Moved for good: change the address in feeds.yaml", moved)
	list("Not taken in this run", held)
	list("Problems", r.Problems)
	return b.String()
}

// summaryLines keeps a job summary far below the megabyte that GitHub takes.
const summaryLines = 100

// cell makes a line of foreign text harmless in Markdown.
func cell(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return "`" + strings.NewReplacer("`", "'", "|", "¦").Replace(s) + "`"
}

// After is this report with what an earlier run of the same job counted added to it: the lists are the newer ones.
func (r *Report) After(earlier *Report) *Report {
	if earlier == nil {
		return r
	}
	sum := *r
	sum.New = news.Counts{
		Items: earlier.New.Items + r.New.Items, Stories: earlier.New.Stories + r.New.Stories,
		LeftOut: earlier.New.LeftOut + r.New.LeftOut, Revised: earlier.New.Revised + r.New.Revised,
	}
	sum.LeftOut = maps.Clone(earlier.LeftOut)
	if sum.LeftOut == nil {
		sum.LeftOut = map[string]int{}
	}
	for code, n := range r.LeftOut {
		sum.LeftOut[code] += n
	}
	sum.Changed = earlier.Changed || r.Changed
	sum.Published.Written += earlier.Published.Written
	sum.Published.Removed += earlier.Published.Removed
	return &sum
}
