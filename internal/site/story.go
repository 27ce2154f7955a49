package site

import (
	"strconv"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// storyPage is all that is known of one event.
type storyPage struct {
	page
	Self     string
	Headline text
	In       string
	Begun    moment
	Updated  moment // zero unless reports joined later
	Backlog  bool
	Count    string // "5 reports, 3 independent publishers"
	Why      string
	Lead     *report
	Days     []reportDay // the other reports
	Running  bool        // the reports belong to several days
	Tags     []tagGroup
	Evidence []tagEvidence
	Joins    []join
	Admitted string // why the leading report is in the digest
	Related  []line
	Left     []sourceRef // stories that reports of this one left for
	Day      link
	Month    link
}

func (*storyPage) template() string { return "page/story.html" }

// report is one item on the page of its story.
type report struct {
	Title     text
	Href      string
	HrefLang  string
	In        string
	Publisher text
	Source    string // the page of the source; empty when it has none
	When      moment
	Seen      bool
	Speaker   string
	Authors   []text
	Excerpt   *excerpt
	Also      []sourceRef
	Copy      bool
}

// sourceRef is a link whose words may be in another language.
type sourceRef struct {
	Href string
	Name text
}

type reportDay struct {
	Day     string
	Reports []*report
}

type tagGroup struct {
	Facet string
	Tags  []link
}

type tagEvidence struct {
	Label   link
	Reports string
	Lines   []evidence
}

type join struct {
	Publisher text
	Title     text
	When      moment
	Lines     []evidence
}

// evidence is one line of what earned an item its tag or its place.
type evidence struct {
	Rule  text
	Value text
	Where string
	Score string
}

// movedPage stands at the address of a story that another took in.
type movedPage struct {
	page
	Into  string // where the reports are; empty when they are nowhere
	Title text   // of the story at Into, else of this one
	Begun moment
}

func (*movedPage) template() string { return "page/moved.html" }

func (r *renderer) storyPages() error {
	for _, s := range r.d.Stories {
		r.titles[s.Title]++
	}
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
	heading := clip(headline.Words, titleRunes)
	if r.titles[s.Title] > 1 {
		heading += ", " + spellDay(s.Day)
	}
	v := &storyPage{page: p.page(heading, ""), Headline: headline, In: in, Self: p.href(s.Path), Backlog: s.Backlog, Why: s.Why}
	v.Heading, v.Kind = headline.Words, "article"
	v.Begun = p.clockFull(s.Begun)
	v.Published, v.Modified = v.Begun.ISO, v.Begun.ISO
	if s.Updated.After(s.Begun) {
		v.Updated = p.clockFull(s.Updated)
		v.Modified = v.Updated.ISO
	}
	v.Count = counted(len(s.Reports), "report", "reports")
	if len(s.Reports) > 1 {
		v.Count += ", " + counted(s.Voices, "independent publisher", "independent publishers")
	}
	v.Lead = p.report(s.Lead)
	days := map[string]bool{}
	for _, rep := range s.Reports {
		days[rep.Item.Day] = true
		if rep == s.Lead {
			continue
		}
		if n := len(v.Days); n == 0 || v.Days[n-1].Day != spellDay(rep.Item.Day) {
			v.Days = append(v.Days, reportDay{Day: spellDay(rep.Item.Day)})
		}
		d := &v.Days[len(v.Days)-1]
		d.Reports = append(d.Reports, p.report(rep))
	}
	v.Running = len(days) > 1
	p.storyTags(v, s)
	for _, rep := range s.Reports {
		if len(rep.Why) > 0 {
			t, _ := p.title(rep.Item.Title, rep.Item.Language)
			v.Joins = append(v.Joins, join{Publisher: p.publisher(rep), Title: t, When: p.clockFull(rep.Joined), Lines: p.evidence(rep.Why)})
		}
	}
	v.Admitted = s.Lead.Item.Reason.Text
	v.Related = p.lines(s.Related)
	for _, at := range s.Left {
		if to := r.resolve(at); to != nil && to.Path != s.Path {
			t, _ := p.title(to.Title, to.Language)
			v.Left = append(v.Left, sourceRef{p.href(to.Path), t})
		}
	}
	v.Day = link{Href: p.dayHref(s.Day), Text: spellDay(s.Day)}
	v.Month = p.monthLink(news.MonthOf(s.Day))
	v.Description = p.describe(v, s)
	return r.render(p.at, v)
}

// describe sums a story up in words of our own.
func (p *pen) describe(v *storyPage, s *edition.Story) string {
	var out strings.Builder
	out.WriteString(v.Count + " since " + spellDay(s.Day) + ", led by " + v.Lead.Publisher.Words)
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

func (p *pen) storyTags(v *storyPage, s *edition.Story) {
	for _, f := range news.Facets {
		g := tagGroup{Facet: facetTitle(f)}
		for _, t := range s.Tags {
			if t.Tag.ID.Facet() != f {
				continue
			}
			l := p.tagLink(t)
			g.Tags = append(g.Tags, l)
			if len(t.Evidence) > 0 {
				v.Evidence = append(v.Evidence, tagEvidence{Label: l, Reports: counted(t.Reports, "report", "reports"), Lines: p.evidence(t.Evidence)})
			}
		}
		if len(g.Tags) > 0 {
			v.Tags = append(v.Tags, g)
		}
	}
}

func (p *pen) report(rep *edition.Report) *report {
	out := &report{
		Href: outward(rep.Item.URL), Publisher: p.publisher(rep), When: p.clock(rep.Published), Seen: !rep.Dated, Speaker: rep.Speaker,
		Excerpt: p.excerpt(rep), Copy: rep.Copy,
	}
	out.Title, out.In = p.title(rep.Item.Title, rep.Item.Language)
	if rep.Foreign {
		l := p.language(rep.Item.Language)
		out.HrefLang, out.In = l.tag, l.name
	}
	if rep.Source != nil {
		out.Source = p.sourceLink(rep.Source).Href
	}
	for _, a := range rep.Item.Authors {
		out.Authors = append(out.Authors, p.name(a, rep.Item.Language))
	}
	for _, src := range rep.Also {
		out.Also = append(out.Also, sourceRef{p.sourceLink(src).Href, p.name(sourceName(src), src.Feed.Language)})
	}
	return out
}

func (p *pen) evidence(list []news.Evidence) []evidence {
	out := make([]evidence, 0, len(list))
	for _, e := range list {
		v := evidence{Rule: p.name(e.Rule, ""), Value: p.name(e.Value, ""), Where: where(e.In)}
		if e.Rule == e.In { // "link in a link" says no more than "link"
			v.Where = ""
		}
		if e.Score != 0 {
			v.Score = strconv.FormatFloat(e.Score, 'g', -1, 64)
		}
		out = append(out, v)
	}
	return out
}

// where says in which part of an item a rule found something.
func where(in string) string {
	switch in {
	case "title":
		return "in the title"
	case "text":
		return "in the text"
	case "category":
		return "in the publisher's categories"
	case "link":
		return "in a link"
	case "feed":
		return "by the feed"
	case "tag":
		return "by a tag"
	case "time":
		return "by the time"
	}
	return in
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
	t, _ := p.title(s.Title, s.Language)
	v := &movedPage{page: p.page("Moved: "+clip(t.Words, titleRunes), "The reports of this story belong to another story now. This address stays and says where they are. Story "+s.ID+"."), Title: t}
	v.NoIndex = true
	v.Begun = p.clockFull(s.Begun)
	if to := r.resolve(s.Path); to != nil && to != s {
		v.Into, v.Canonical = p.href(to.Path), p.absolute(to.Path)
		v.Title, _ = p.title(to.Title, to.Language)
	}
	return r.render(p.at, v)
}
