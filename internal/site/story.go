package site

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// storyPage is all that is known of one event.
type storyPage struct {
	page
	Self       string
	Headline   text
	In         string
	Retold     *retold
	Begun      moment
	Updated    moment // zero unless reports joined later
	Backlog    bool
	Heard      string // "5 reports, 3 independent"
	Why        string // what else gave it its rank: "official source"
	Documents  []document
	References []reference
	Lead       *report
	Days       []reportDay // the course of events, oldest first; empty for a single report
	Running    bool        // the reports were published on several days; then the leading one stands among them
	Tags       []tagGroup
	Evidence   []tagEvidence
	Joins      []join
	Admitted   string // why the leading report is in the digest
	Previously []line
	Related    []line
	Left       []sourceRef // stories that reports of this one left for
	From       []sourceRef // stories that reports of this one were in before
	Took       []took
	Day        link
	Month      link
	Notes      []decision // what editors say about the story
	Decided    []decision // what else they decided, oldest first
	Log        string     // where all decisions are listed
}

func (*storyPage) template() string { return "page/story.html" }

// sourceRef is a link whose words may be in another language.
type sourceRef struct {
	Href string
	Name text
}

// movedPage stands at the address of a story that another took in.
type movedPage struct {
	page
	Into  string // where the reports are; empty when they are nowhere
	To    text   // the title of the story at Into, else of this one
	Begun moment
}

func (*movedPage) template() string { return "page/moved.html" }

func (r *renderer) storyPages() error {
	for _, s := range r.d.Stories {
		var err error
		if s.Into != "" || s.Lead == nil {
			err = r.moved(s)
		} else {
			err = r.story(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *renderer) story(s *edition.Story) error {
	p := r.pen(s.Path)
	headline, in := p.title(s.Title, s.Language)
	heading, same := clip(headline.Words, titleRunes), clip(s.Title, titleRunes)
	switch { // a later story never changes the page of an earlier one
	case r.titles[same+s.Day] > 0:
		heading = ending(headline.Words, ", "+spellDay(s.Day)+" ("+s.ID+")")
	case r.titles[same] > 0:
		heading = ending(headline.Words, ", "+spellDay(s.Day))
	}
	r.titles[same]++
	r.titles[same+s.Day]++
	v := &storyPage{page: p.page(heading, ""), Headline: headline, In: in, Retold: p.retold(s), Self: p.href(s.Path), Backlog: s.Backlog, Why: s.Why}
	v.Heading, v.Kind = headline.Words, "article"
	v.Begun = p.clockFull(s.Begun)
	changed := s.Begun
	if s.Updated.After(changed) {
		v.Updated, changed = p.clockFull(s.Updated), s.Updated
	}
	if at := s.Modified(); at.After(s.Begun) {
		changed = at
	}
	v.Published, v.Modified, v.AsOf = v.Begun.ISO, p.clockFull(changed).ISO, "as of "+p.clockFull(changed).Words
	v.Heard = heard(s)
	v.Documents = p.documents(s)
	for _, ref := range s.References {
		v.References = append(v.References, reference{ref.Label, referenceKind(ref.Kind), counted(ref.Reports, "report", "reports"), p.lines(ref.Stories)})
	}
	p.reports(v, s)
	p.storyTags(v, s)
	v.Joins = p.joins(s)
	v.Admitted = admitted(s.Lead.Item.Reason)
	v.Previously, v.Related = p.lines(s.Previously), p.lines(s.Related)
	for _, at := range s.Left {
		v.Left = p.refer(v.Left, r.resolve(at), s)
	}
	for _, from := range s.From {
		v.From = p.refer(v.From, r.resolve(from.Path), s)
	}
	for _, gone := range s.Took {
		v.Took = append(v.Took, took{p.href(gone.Path), p.clockFull(gone.Begun)})
	}
	for _, d := range p.decisions(s.Decisions, s) {
		if d.Verb == news.VerbNote {
			v.Notes = append(v.Notes, d)
		} else {
			v.Decided = append(v.Decided, d)
		}
	}
	v.Log = p.href("corrections/")
	v.Day = link{Href: p.dayHref(s.Day), Text: spellDay(s.Day)}
	v.Month = p.monthLink(news.MonthOf(s.Day))
	v.Description = p.describe(v, s)
	v.Linked = p.reportsOf(v.page, s)
	return r.render(p.at, v)
}

// refer adds a story to a list of references, once, and not the story itself.
func (p *pen) refer(list []sourceRef, to, self *edition.Story) []sourceRef {
	if to == nil || to.Path == self.Path || slices.ContainsFunc(list, func(o sourceRef) bool { return o.Href == p.href(to.Path) }) {
		return list
	}
	t, _ := p.title(to.Title, to.Language)
	return append(list, sourceRef{p.href(to.Path), t})
}

// admitted says why a report is in the digest, to follow a colon.
func admitted(r news.Reason) string {
	if r.Code == news.ReasonScope {
		return "from a source that is read whole."
	}
	if rest, ok := strings.CutPrefix(r.Text, "It "); ok {
		return "it " + rest
	}
	return r.Text
}

// describe sums a story up in words of our own.
func (p *pen) describe(v *storyPage, s *edition.Story) string {
	var out strings.Builder
	out.WriteString(v.Heard + " since " + spellDay(s.Day) + ", led by " + v.Lead.Publisher.Words)
	if tags := v.Tags; len(tags) > 0 {
		out.WriteString(". On ")
		n := 0
		for _, g := range tags {
			for _, t := range g.Tags {
				if n++; n > 4 {
					break
				}
				if n > 1 {
					out.WriteString(", ")
				}
				out.WriteString(t.Text)
			}
		}
	}
	return clip(out.String()+". Story "+s.ID+".", 300)
}

// resolve follows a story's address to the story that has the items now; nil if the trail ends nowhere.
func (r *renderer) resolve(path string) *edition.Story {
	for range 100 { // longer than any trail of merges; a circle ends here
		s := r.stories[path]
		if s == nil || s.Into == "" {
			return s
		}
		path = s.Into
	}
	return nil
}

func (r *renderer) moved(s *edition.Story) error {
	p := r.pen(s.Path)
	v := &movedPage{Begun: p.clockFull(s.Begun)}
	was, canonical := s.Title, ""
	v.To, _ = p.title(s.Title, s.Language)
	if to := r.resolve(s.Path); to != nil && to != s {
		v.Into, canonical = p.href(to.Path), p.absolute(to.Path)
		v.To, _ = p.title(to.Title, to.Language)
		was = cmp.Or(was, v.To.Words)
	} else if at := r.withdrawn(s.Path); at != "" {
		v.Into, v.To = p.href(at), text{Words: "a story that was withdrawn"}
		was = cmp.Or(was, v.To.Words)
	}
	heading := "Moved: " + cmp.Or(clip(was, titleRunes), "story "+s.ID)
	v.page = p.page(heading, "The reports of this story belong to another story now. This address stays and says where they are. Story "+s.ID+".")
	v.NoIndex, v.Canonical = true, cmp.Or(canonical, v.Canonical)
	return r.render(p.at, v)
}
