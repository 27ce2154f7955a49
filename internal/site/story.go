package site

import (
	"cmp"
	"slices"
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
	Count    string // "5 reports"
	Why      string // what gave it its rank: "3 publishers, official source"
	Lead     *report
	Days     []reportDay // the other reports, oldest first
	Running  bool        // the reports were published on several days
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
	Former    []former // titles that the publisher has replaced, the newest first
	Copy      bool
}

// former is a title that stood there until a day.
type former struct {
	Title text
	Until moment
}

// formerShown is how many former titles a report names: a headline that flaps must not fill the page.
const formerShown = 3

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

// evidence is one line of what earned an item its tag or its place. Either Rule or Says is set.
type evidence struct {
	Rule  text   // in the notation of taxonomy.yaml
	Says  string // in words: "words in common"
	Tag   link   // that Says ends in
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
	if len(s.Reports) == 1 { // one publisher is no news
		v.Why = strings.TrimPrefix(strings.TrimPrefix(s.Why, "1 publisher"), ", ")
	}
	p.reports(v, s)
	p.storyTags(v, s)
	for _, rep := range s.Reports {
		if len(rep.Why) > 0 {
			t, _ := p.title(rep.Item.Title, rep.Item.Language)
			v.Joins = append(v.Joins, join{Publisher: p.publisher(rep), Title: t, When: p.clockFull(rep.Joined), Lines: p.joinEvidence(rep.Why)})
		}
	}
	v.Admitted = admitted(s.Lead.Item.Reason)
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

// reports tells the leading report and then the course of events: by the publishers' own days, the oldest first.
func (p *pen) reports(v *storyPage, s *edition.Story) {
	v.Lead = p.report(s.Lead)
	others := slices.DeleteFunc(slices.Clone(s.Reports), func(rep *edition.Report) bool { return rep == s.Lead })
	slices.SortStableFunc(others, func(a, b *edition.Report) int {
		return cmp.Or(strings.Compare(p.dayOf(a.Published), p.dayOf(b.Published)), a.Published.Compare(b.Published), news.CompareItems(a.Item, b.Item))
	})
	for _, rep := range others {
		day := p.dayOf(rep.Published)
		v.Running = v.Running || day != p.dayOf(s.Lead.Published)
		if n := len(v.Days); n == 0 || v.Days[n-1].Day != spellDay(day) {
			v.Days = append(v.Days, reportDay{Day: spellDay(day)})
		}
		d := &v.Days[len(v.Days)-1]
		d.Reports = append(d.Reports, p.report(rep))
	}
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
	for _, f := range slices.Backward(rep.Item.Former) {
		if len(out.Former) < formerShown {
			t, _ := p.title(f.Title, rep.Item.Language)
			out.Former = append(out.Former, former{t, p.date(f.Until)})
		}
	}
	return out
}

// evidence is what earned a tag.
func (p *pen) evidence(list []news.Evidence) []evidence {
	out := make([]evidence, 0, len(list))
	for _, e := range list {
		v := evidence{Value: p.name(e.Value, ""), Where: where(e.In), Score: score(e.Score)}
		learned, isLearned := strings.CutPrefix(e.Rule, "model: ")
		switch {
		case isLearned:
			v.Says, v.Value = "learned from labelled items", p.name(learned, "")
		case e.In == "tag":
			v.Says, v.Tag = "follows from the tag", p.tagByID(news.TagID(e.Rule))
		case e.In == "feed":
			v.Says = "the country of the source"
		default:
			v.Rule = p.name(e.Rule, "")
		}
		out = append(out, v)
	}
	return out
}

// joinEvidence is what put a report into its story.
func (p *pen) joinEvidence(list []news.Evidence) []evidence {
	out := make([]evidence, 0, len(list))
	for _, e := range list {
		v := evidence{Value: p.name(e.Value, ""), Score: score(e.Score)}
		switch e.Rule {
		case "words":
			v.Says, v.Value = "words in common", p.name(strings.Join(strings.Fields(e.Value), ", "), "")
		case "link":
			v.Says = "the same link"
		case "number":
			v.Says = "a number in common"
		default:
			v.Says, v.Where = e.Rule, where(e.In)
		}
		out = append(out, v)
	}
	return out
}

func score(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// tagByID links to a tag by its label; one that has no page is named in the words of its id.
func (p *pen) tagByID(id news.TagID) link {
	if l := p.listed[id.Path()]; l != nil {
		return link{Href: p.href(l.Path), Text: l.Title}
	}
	return link{Text: strings.ReplaceAll(id.Name(), "-", " ")}
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
	case "time":
		return "by the time"
	}
	return ""
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
