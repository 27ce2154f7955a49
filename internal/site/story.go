package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// storyPage is all that is known of one event.
type storyPage struct {
	page
	Self       string
	Headline   text
	In         string
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
	Copy      bool     // repeats another report, that of which is not on the page
	Copies    []cite   // what repeats this one word for word
	Leading   bool     // only named: it stands above
	FollowUp  bool     // published on a later day than the first report
	Deep      bool     // stands under the heading of a day
}

// document is a paper that the reports link to.
type document struct {
	Href     string
	Where    string // "court.example/ruling.pdf"
	Kind     string // "PDF"
	Whose    text   // the source whose host it lies on; empty if it is none of ours
	Official bool
	Cited    string // "linked by 3 publishers"
}

// reference is a document of record that reports cite by number, and where else it is cited.
type reference struct {
	Label   string
	Kind    string
	Reports string
	Stories []line
}

// took is a story that was merged into this one.
type took struct {
	Href  string
	Begun moment
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
	ISO     string
	Count   string // of independent reports
	Reports []*report
	count   int
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
	After     string // "3 hours after the leading report"
	Copy      bool
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
	if at := s.Modified(); at.After(s.Begun) {
		v.Modified = p.clockFull(at).ISO
	}
	v.Heard = heard(s)
	v.Documents = p.documents(s)
	for _, ref := range s.References {
		v.References = append(v.References, reference{ref.Label, referenceKind(ref.Kind), counted(ref.Reports, "report", "reports"), p.lines(ref.Stories)})
	}
	p.reports(v, s)
	p.storyTags(v, s)
	for _, rep := range s.Reports {
		if len(rep.Why) > 0 {
			t, _ := p.title(rep.Item.Title, rep.Item.Language)
			j := join{Publisher: p.publisher(rep), Title: t, When: p.clockFull(rep.Joined), Copy: rep.Copy, Lines: p.joinEvidence(rep.Why)}
			if rep != s.Lead && rep.Dated && s.Lead.Dated {
				j.After = apart(rep.Published.Sub(s.Lead.Published))
			}
			v.Joins = append(v.Joins, j)
		}
	}
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

func (p *pen) documents(s *edition.Story) []document {
	var out []document
	for _, d := range s.Documents {
		v := document{Href: outward(d.URL), Where: address(d.URL)}
		if v.Href == "" {
			continue
		}
		if strings.HasSuffix(strings.ToLower(strings.SplitN(v.Href, "?", 2)[0]), ".pdf") {
			v.Kind = "PDF"
		}
		if d.Source != nil {
			v.Whose, v.Official = p.name(sourceName(d.Source), d.Source.Feed.Language), d.Source.Feed.Kind == news.KindOfficial
		}
		v.Cited = "linked by " + counted(d.Cited, "publisher", "publishers")
		out = append(out, v)
	}
	return out
}

// referenceKind puts the kind of a cited document in words.
func referenceKind(kind string) string {
	switch kind {
	case "case", "docket":
		return "court case"
	case "act":
		return "law"
	case "doi":
		return "paper"
	case "cve":
		return "vulnerability"
	case "lumen":
		return "notice"
	}
	return kind
}

// address is where a link leads, without what every address has, and short enough for a line.
func address(raw string) string {
	_, rest, _ := strings.Cut(outward(raw), "://")
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
	if r := []rune(rest); len(r) > addressRunes {
		return string(r[:addressRunes]) + "…"
	}
	return rest
}

const addressRunes = 70

// apart says how long after or before the leading report another was published.
func apart(d time.Duration) string {
	word := " after the leading report"
	if d < 0 {
		d, word = -d, " before the leading report"
	}
	switch h := int(d.Hours()); {
	case d < time.Hour:
		return "within an hour of the leading report"
	case h < 48:
		return counted(h, "hour", "hours") + word
	default:
		return counted(h/24, "day", "days") + word
	}
}

// reports tells the leading report and then the course of events: by the publishers' own days, the oldest first. A
// word-for-word copy is named beside the report that it repeats.
func (p *pen) reports(v *storyPage, s *edition.Story) {
	copies := map[*edition.Report][]cite{}
	var rest []*edition.Report
	for _, rep := range s.Reports {
		if rep.Copy && rep.CopyOf != nil {
			copies[rep.CopyOf] = append(copies[rep.CopyOf], p.cite(rep))
		} else {
			rest = append(rest, rep)
			v.Running = v.Running || p.dayOf(rep.Published) != p.dayOf(s.Lead.Published)
		}
	}
	v.Lead = p.report(s.Lead)
	v.Lead.Copies = copies[s.Lead]
	if len(rest) == 1 {
		return
	}
	slices.SortStableFunc(rest, func(a, b *edition.Report) int {
		return cmp.Or(strings.Compare(p.dayOf(a.Published), p.dayOf(b.Published)), a.Published.Compare(b.Published), news.CompareItems(a.Item, b.Item))
	})
	for _, rep := range rest {
		if rep == s.Lead && !v.Running {
			continue
		}
		day := p.dayOf(rep.Published)
		if n := len(v.Days); n == 0 || v.Days[n-1].ISO != day {
			v.Days = append(v.Days, reportDay{Day: spellDay(day), ISO: day})
		}
		d := &v.Days[len(v.Days)-1]
		d.count++
		d.Count = counted(d.count, "report", "reports")
		if rep == s.Lead {
			d.Reports = append(d.Reports, &report{Publisher: v.Lead.Publisher, Leading: true})
			continue
		}
		out := p.report(rep)
		out.Copies, out.Deep, out.FollowUp = copies[rep], v.Running, len(v.Days) > 1 && rep.Dated
		d.Reports = append(d.Reports, out)
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
	} else if at := r.withdrawn(s.Path); at != "" {
		v.Into, v.Title = p.href(at), text{Words: "a story that was withdrawn"}
	}
	return r.render(p.at, v)
}
