// Package letter owns the prepared newsletter: it makes an issue of an arranged digest, a period and some tags, and writes
// it as Markdown, e-mail HTML, plain text, CSV and JSON. It does not rank or tag, touches no disk and sends nothing.
package letter

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// Format is the version of the fields of an Issue as JSON and of the columns as CSV.
const Format = 1

// Stories is how many stories an issue carries when nothing else is asked for: what 80 KB of e-mail have room for.
const Stories = 40

// Selection says what an issue is made of.
type Selection struct {
	Name      string            // of the files: "2026-w47"; empty: made of From and To
	From, To  string            // days, both included
	Tags      []news.TagID      // one of those named of each facet must fit; empty: all stories
	Limit     int               // stories at most, the best ranked; 0: all
	Used      *Ledger           // what earlier issues carried; may be nil
	Sentences map[string]string // an editor's sentence by the id of the story, in place of the newest note on it
}

// Issue is one newsletter. Its JSON is published: a change of a field that is there raises Format.
type Issue struct {
	Format     int       `json:"format"`
	Name       string    `json:"name"`
	Title      string    `json:"title"` // "Counternotice, 16–22 November 2026"
	Site       string    `json:"site"`  // the title of the digest
	From       string    `json:"from"`
	To         string    `json:"to"`
	Tags       []string  `json:"tags,omitempty"` // ids of the tags that were asked for
	Language   string    `json:"language"`       // of our own words, BCP 47
	URL        string    `json:"url"`            // what the issue was made from: the page of the week, else the digest
	Subjects   []string  `json:"subjects"`       // three, to choose one
	Preheader  string    `json:"preheader"`      // what an inbox shows after the subject
	Intro      string    `json:"intro"`
	Stories    int       `json:"stories"`
	Publishers int       `json:"publishers"`
	Sections   []Section `json:"sections"`
	Further    int       `json:"further"`  // stories of the period that the limit left out
	Used       []Used    `json:"used"`     // stories of the period that an earlier issue had
	Notes      []string  `json:"notes"`    // what is left out, and why; one sentence each
	License    string    `json:"license"`  // of our own words and of the selection
	Credit     string    `json:"credit"`   // how to name us
	SiteURL    string    `json:"site_url"` // of the digest
}

// Section is the stories of one topic.
type Section struct {
	Tag     string `json:"tag,omitempty"` // the id of the topic; empty for stories without one
	Title   string `json:"title"`
	Stories []Line `json:"stories"`
}

// Line is one story of an issue, told by one report.
type Line struct {
	ID        string   `json:"id"`        // of the story
	StoryURL  string   `json:"story_url"` // its page in the digest
	Title     string   `json:"title"`     // of the report, or the editor's
	URL       string   `json:"url"`       // of the article itself; of StoryURL where the feed gave none
	Publisher string   `json:"publisher"`
	Speaker   string   `json:"speaker,omitempty"` // how the publisher is named when it is not plain press
	Date      string   `json:"date"`              // the day of the report
	Seen      bool     `json:"seen,omitempty"`    // Date is when we first saw it: the publisher gave none
	Language  string   `json:"language"`
	In        string   `json:"language_name,omitempty"` // of Language, when it is not that of the digest
	Update    *Used    `json:"update,omitempty"`        // the earlier issue's story that this one goes on from
	Since     string   `json:"since,omitempty"`         // the day on which the story began, when that was before the period
	Sentence  string   `json:"sentence,omitempty"`      // the editor's
	Line      string   `json:"line,omitempty"`          // by template: what happened, who, where, how many publishers
	Excerpt   string   `json:"excerpt,omitempty"`       // a passage of the report, as long as its licence allows
	Credit    Credit   `json:"attribution"`             // of Excerpt
	Terms     Terms    `json:"license"`                 // of Excerpt
	Topics    []string `json:"topics,omitempty"`        // labels, as those below
	Actions   []string `json:"actions,omitempty"`
	Actors    []string `json:"actors,omitempty"`
	Places    []string `json:"places,omitempty"`
	Laws      []string `json:"laws,omitempty"`
	Voices    int      `json:"voices"`              // independent publishers
	Own       *Cite    `json:"own,omitempty"`       // a report in the language of the digest, where the title is in another one
	Also      []Cite   `json:"also,omitempty"`      // what further publishers reported, at most 4 with Own
	Documents []Cite   `json:"documents,omitempty"` // papers that the reports link to, at most 2

	rank          int    // from 0
	titleLanguage string // of Title
	home          string // of the publisher, for its name
}

// Cite is a link to what somebody published.
type Cite struct {
	Title     string `json:"title,omitempty"` // of a report
	Publisher string `json:"publisher"`       // of a document: whose it is and what, or its host
	URL       string `json:"url"`
	Language  string `json:"language,omitempty"`
	In        string `json:"language_name,omitempty"` // when it is not that of the digest
}

// Used is a story that an earlier issue had.
type Used struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URL   string `json:"url"`           // its page in the digest
	Day   string `json:"day,omitempty"` // of the earlier issue; empty if the ledger does not say
}

// Terms is what the licence of a passage allows and demands.
type Terms struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	URL         string `json:"url,omitempty"`
	Attribution bool   `json:"attribution"`
	ShareAlike  bool   `json:"share_alike"`
	Commercial  bool   `json:"commercial"`
	Derivatives bool   `json:"derivatives"`
}

// Compose makes an issue. The same digest and selection give the same issue.
func Compose(d *edition.Digest, sel Selection) *Issue {
	c := &composer{d: d, sel: sel}
	is := &Issue{
		Format: Format, Name: sel.Name, From: sel.From, To: sel.To, Language: d.Site.Language, Site: d.Site.Title, SiteURL: d.Site.URL, URL: d.Site.URL,
		Subjects: []string{}, Sections: []Section{}, Used: []Used{}, Notes: []string{}, License: "CC-BY-4.0",
	}
	is.Name = cmp.Or(is.Name, sel.From+"_"+sel.To)
	for _, t := range sel.Tags {
		is.Tags = append(is.Tags, string(t))
	}
	if w := slices.IndexFunc(d.Weeks, func(p *edition.Period) bool { return p.First == sel.From && p.Last == sel.To }); w >= 0 {
		is.URL = d.Site.URL + d.Weeks[w].Path
	}
	stories := c.stories()
	var lines []Line
	for _, s := range stories {
		used, day := sel.Used.has(d.Site.URL, s)
		var update *Used
		report := c.report(s)
		if report == nil {
			continue
		}
		if used {
			u := Used{ID: s.ID, Title: title(s.Title), URL: link(d.Site.URL + s.Path), Day: day}
			if report = c.fresh(s, day); report == nil {
				is.Used = append(is.Used, u)
				continue
			}
			update = &u
		} else {
			update = c.earlier(s)
		}
		if sel.Limit > 0 && len(lines) == sel.Limit {
			is.Further++
			continue
		}
		l := c.line(s, report)
		l.rank, l.Update = len(lines), update
		if used && l.Date <= day { // published before the issue, and new to us since
			l.Date, l.Seen = report.Item.Day, true
		}
		lines = append(lines, l)
	}
	is.Sections = c.sections(stories, lines)
	c.words(is, lines)
	return is
}

type composer struct {
	d   *edition.Digest
	sel Selection
}

// stories are those of the period that fit the tags, the pinned ones first, then by rank. One from a backlog was never news.
func (c *composer) stories() []*edition.Story {
	var out []*edition.Story
	seen := map[*edition.Story]bool{}
	for _, p := range c.d.Days {
		if p.ID < c.sel.From || p.ID > c.sel.To {
			continue
		}
		for _, s := range p.Stories {
			if !seen[s] && !s.Backlog && s.Lead != nil && c.fits(s) {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	slices.SortFunc(out, func(a, b *edition.Story) int {
		return cmp.Or(cmp.Compare(b.Pin, a.Pin), cmp.Compare(b.Score, a.Score), b.Updated.Compare(a.Updated), strings.Compare(a.ID, b.ID))
	})
	return out
}

// fits says whether a story has one of the wanted tags of each facet that is named.
func (c *composer) fits(s *edition.Story) bool {
	wanted := map[news.Facet]bool{}
	for _, id := range c.sel.Tags {
		f := id.Facet()
		wanted[f] = wanted[f] || slices.ContainsFunc(s.Tags, func(t edition.StoryTag) bool { return t.Tag.ID == id })
	}
	for _, ok := range wanted {
		if !ok {
			return false
		}
	}
	return true
}

// report is the one that tells a story: the lead, unless the story began before the period or the lead came after it. Then it is
// what the period brought last; nil if all of the story came later.
func (c *composer) report(s *edition.Story) *edition.Report {
	if s.Day >= c.sel.From && !c.late(s.Lead) {
		return s.Lead
	}
	if r := c.fresh(s, news.AddDays(c.sel.From, -1)); r != nil || c.late(s.Lead) {
		return r
	}
	return s.Lead
}

// late says whether a report came after the period: a closed letter knows nothing of it.
func (c *composer) late(r *edition.Report) bool { return c.sel.To != "" && r.Item.Day > c.sel.To }

// fresh is the report that tells a story on the newest day of the period that brought one and is after a day, that of the issue
// which had the story; nil if there is none, or if nobody knows the day.
func (c *composer) fresh(s *edition.Story, day string) *edition.Report {
	if day == "" {
		return nil
	}
	days := []string{s.Day}
	for _, r := range s.Reports {
		days = append(days, r.Item.Day)
	}
	slices.Sort(days)
	for _, d := range slices.Backward(slices.Compact(days)) {
		if d <= day || d < c.sel.From || d > c.sel.To {
			continue
		}
		if r := teller(s, d); r != nil {
			return r
		}
	}
	return nil
}

// teller is the report by which a story is told on a day: the lead if it came on it, else the newest independent one. On its
// first day, on which it stands in any case, it is told by what it had by then, be it a copy. It is nil if the day brought nothing.
func teller(s *edition.Story, day string) *edition.Report {
	var out *edition.Report
	repeats := func(r *edition.Report) bool { return r.Copy || r.Item.Backlog }
	for _, r := range s.Reports {
		switch {
		case day == s.Day && r.Item.Day <= day, r.Item.Day == day && !repeats(r):
		default:
			continue
		}
		if r == s.Lead {
			return r
		}
		if out == nil || repeats(out) && !repeats(r) || repeats(out) == repeats(r) && news.CompareItems(r.Item, out.Item) > 0 {
			out = r
		}
	}
	return out
}

// earlier is the newest earlier story of the same affair that an issue had; nil if none had one.
func (c *composer) earlier(s *edition.Story) *Used {
	for _, p := range s.Previously {
		if used, day := c.sel.Used.has(c.d.Site.URL, p); used {
			return &Used{ID: p.ID, Title: title(p.Title), URL: link(c.d.Site.URL + p.Path), Day: day}
		}
	}
	return nil
}

// sections groups the lines under the first topic of their stories; a topic with a pinned story stands first, then that with
// the most weight, stories without one last.
func (c *composer) sections(stories []*edition.Story, lines []Line) []Section {
	by := make(map[string]*edition.Story, len(stories))
	for _, s := range stories {
		by[s.ID] = s
	}
	out := []Section{}
	weight, pin := map[string]int{}, map[string]int{}
	for _, l := range lines {
		s := by[l.ID]
		tag, label := "", "Other stories"
		if i := slices.IndexFunc(s.Tags, func(t edition.StoryTag) bool { return t.Tag.ID.Facet() == news.FacetTopic }); i >= 0 {
			tag, label = string(s.Tags[i].Tag.ID), s.Tags[i].Label
		}
		i := slices.IndexFunc(out, func(sec Section) bool { return sec.Tag == tag })
		if i < 0 {
			i = len(out)
			out = append(out, Section{Tag: tag, Title: label})
		}
		out[i].Stories = append(out[i].Stories, l)
		weight[tag] += s.Score
		pin[tag] = max(pin[tag], s.Pin)
	}
	slices.SortStableFunc(out, func(a, b Section) int {
		switch {
		case a.Tag == "" || b.Tag == "":
			return strings.Compare(b.Tag, a.Tag)
		}
		return cmp.Or(cmp.Compare(pin[b.Tag], pin[a.Tag]), cmp.Compare(weight[b.Tag], weight[a.Tag]), strings.Compare(a.Title, b.Title), strings.Compare(a.Tag, b.Tag))
	})
	return out
}

// Heading is the title without the name of the digest: "16–22 November 2026".
func (is *Issue) Heading() string {
	return strings.TrimLeft(strings.TrimPrefix(is.Title, is.Site), ":, ")
}

// lines are those of all sections, in the order in which they are read.
func (is *Issue) lines() []*Line {
	var out []*Line
	for i := range is.Sections {
		for j := range is.Sections[i].Stories {
			out = append(out, &is.Sections[i].Stories[j])
		}
	}
	return out
}

// first is the issue with its n best ranked stories only.
func (is *Issue) first(n int) *Issue {
	cut := *is
	cut.Sections = nil
	for _, sec := range is.Sections {
		sec.Stories = slices.DeleteFunc(slices.Clone(sec.Stories), func(l Line) bool { return l.rank >= n })
		if len(sec.Stories) > 0 {
			cut.Sections = append(cut.Sections, sec)
		}
	}
	left := is.Stories - n
	cut.Stories, cut.Further = n, is.Further+left
	cut.say()
	return &cut
}
