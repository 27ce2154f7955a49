package site

import (
	"cmp"
	"slices"
	"strconv"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// frontPage is the newest edition.
type frontPage struct {
	page
	Day       string // "21 November 2026"; empty when there is no edition yet
	Number    string
	Stories   string
	Read      string // "38 sources read, 1 silent"
	Updated   moment
	Quiet     string // said when today brought nothing new, or nothing was read
	Permalink string // the page of the day: this edition, for good
	Earlier   link
	Silent    *silence
	selection
	Whole  link // the rest of the day, on its own page
	Topics []link
	Places []link
	Kit    string // the page for newsletter editors
}

func (*frontPage) template() string { return "page/front.html" }

// silence is the sources that do not answer, and since when.
type silence struct {
	Words   string // "2 of 38 sources are silent"
	Few     bool   // few enough to name in one line
	Sources []silent
	All     string // the page of all sources
}

type silent struct {
	Source link
	Name   text
	Since  moment
}

// fewSilent is how many silent sources a note names before it folds them away.
const fewSilent = 3

func (r *renderer) front() error {
	p, f := r.pen(""), r.d.Front
	v := &frontPage{page: p.page("", "What happened in copyright enforcement and online freedom: one story per event, with every report, court paper and official notice linked.")}
	v.Read, v.Stories = counted(f.Feeds, "source", "sources")+" read", counted(f.Stories, "story", "stories")
	if n := len(f.Silent); n > 0 {
		v.Read += ", " + number(n) + " silent"
	}
	p.edition = f.Day
	v.Updated = r.clockFull(r.d.Updated)
	if f.Lead != nil {
		v.AsOf = "digest for " + spellDay(f.Day) + ", updated " + v.Updated.Words
		v.Day, v.Permalink = spellDay(f.Day), p.dayHref(f.Day)
	}
	if f.Number > 0 {
		v.Number = number(f.Number)
	}
	switch day := r.date(r.d.Updated).ISO; {
	case day != "" && day < r.d.Today:
		v.Quiet = "Nothing has been read since " + v.Updated.Words + "."
	case f.Empty:
		v.Quiet = "Nothing new passed the bar on " + spellDay(r.d.Today) + ". " + v.Read + ". This is the newest edition."
	}
	if f.Earlier != nil {
		v.Earlier = link{Href: p.href(f.Earlier.Path), Text: spellDay(f.Earlier.First)}
	}
	v.Silent = p.silence(f.Silent, f.Feeds)
	v.selection = p.selection(f.Selection)
	if d := p.days[f.Day]; d != nil {
		v.Lasting = p.absolute(d.Path)
		if n := len(d.Rest); n > 0 {
			v.Whole = link{Href: v.Permalink + "#rest", Text: counted(n, "more story", "more stories") + " of " + spellDay(f.Day)}
		}
	}
	v.Kit = p.href("letter/")
	v.Topics, v.Places = p.busiest(news.FacetTopic, 12), p.busiest(news.FacetPlace, 8)
	v.Linked = p.collection(v.page, "Digest for "+spellDay(f.Day), f.Selection.All())
	return r.render(p.at, v)
}

func (p *pen) silence(sources []*edition.Source, of int) *silence {
	if len(sources) == 0 {
		return nil
	}
	s := &silence{Few: len(sources) <= fewSilent, All: p.href("sources/")}
	verb := "sources are silent"
	if of == 1 || of == 0 && len(sources) == 1 {
		verb = "source is silent"
	} else if len(sources) == 1 {
		verb = "sources is silent"
	}
	s.Words = number(len(sources)) + " of " + number(max(of, len(sources))) + " " + verb
	for _, src := range sources {
		s.Sources = append(s.Sources, silent{Source: p.sourceLink(src), Name: p.name(sourceName(src), src.Feed.Language), Since: p.date(src.State.Since)})
	}
	return s
}

// busiest is the tags of a facet with the most stories, most first.
func (p *pen) busiest(f news.Facet, n int) []link {
	var of []*edition.Listing
	for _, l := range p.d.Tags {
		if l.Tag.ID.Facet() == f {
			of = append(of, l)
		}
	}
	slices.SortStableFunc(of, func(a, b *edition.Listing) int { return cmp.Compare(b.Count, a.Count) })
	var out []link
	for _, l := range of[:min(n, len(of))] {
		out = append(out, link{Href: p.href(l.Path), Text: l.Title, Count: number(l.Count)})
	}
	return out
}

func (p *pen) dayHref(day string) string {
	if d, ok := p.days[day]; ok {
		return p.href(d.Path)
	}
	return ""
}

func (p *pen) monthLink(month string) link {
	l := link{Text: spellMonth(month)}
	if m, ok := p.months[month]; ok {
		l.Href = p.href(m.Path)
	}
	return l
}

func (p *pen) periodLink(q *edition.Period, words string) link {
	if q == nil {
		return link{}
	}
	return link{Href: p.href(q.Path), Text: words}
}

// dayPage is the edition of a day as it stood, and after it the rest of the day.
type dayPage struct {
	page
	Number  string
	Stories string
	Closed  bool   // the edition changes no more
	Empty   string // said when there is no story in the edition, or no edition
	Updated moment // the edition, by the last run of the day
	Prev    link
	Next    link
	Week    link
	Month   link
	selection
	Rest  []line
	Later []line // found afterwards
}

func (*dayPage) template() string { return "page/day.html" }

func (r *renderer) dayPages() error {
	for _, d := range r.d.Days {
		p := r.pen(d.Path)
		shown := d.All()
		n := counted(len(shown), "story", "stories")
		about := "The edition of " + spellDay(d.First) + ": " + n + " on copyright enforcement and online freedom, each with every report of it."
		empty := "Nothing is left of this edition: its stories went into others, or were withdrawn."
		if d.Number == 0 {
			n = counted(len(d.Later), "story", "stories")
			about = "No edition of " + spellDay(d.First) + ": " + n + " that our sources still listed when we began to read them."
			empty = "This day had no edition."
		}
		v := &dayPage{page: p.page(spellDay(d.First), about)}
		v.Stories, v.Month, v.AsOf = n, p.monthLink(news.MonthOf(d.First)), spellDay(d.First)
		if d.Number > 0 {
			v.Number, v.Updated = number(d.Number), r.clockFull(d.Updated)
			if d.First == r.d.Front.Day && r.date(r.d.Updated).ISO == d.First { // as the front page says
				v.Updated = r.clockFull(r.d.Updated)
			}
			if v.Updated.Words != "" {
				v.AsOf = "updated " + v.Updated.Words
			}
		}
		if d.Prev != nil {
			v.Prev = p.periodLink(d.Prev, spellDay(d.Prev.First))
		}
		if d.Next != nil {
			v.Next = p.periodLink(d.Next, spellDay(d.Next.First))
		}
		if w, ok := r.weeks[weekOf(d.First)]; ok {
			v.Week = p.periodLink(w, weekTitle(w))
		}
		p.edition = d.First
		v.selection, v.Rest, v.Later = p.selection(d.Selection), p.lines(d.Rest), p.lines(d.Later)
		if v.Closed = d.Number > 0 && d.First < r.d.Front.Day; len(shown) == 0 {
			v.Empty = empty
		}
		v.Linked = p.collection(v.page, "Digest for "+spellDay(d.First), slices.Concat(shown, d.Rest))
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// weekPage is a week, in lines by section.
type weekPage struct {
	page
	Span     string
	Stories  string
	Prev     link
	Next     link
	Days     []link
	Sections []section
}

func (*weekPage) template() string { return "page/week.html" }

func weekTitle(w *edition.Period) string {
	if len(w.ID) < 8 {
		return w.ID
	}
	n, err := strconv.Atoi(w.ID[6:])
	if err != nil {
		return w.ID
	}
	return "Week " + strconv.Itoa(n) + " of " + w.ID[:4]
}

func (r *renderer) weekPages() error {
	for _, w := range r.d.Weeks {
		p := r.pen(w.Path)
		n := counted(len(w.Stories), "story", "stories")
		v := &weekPage{page: p.page(weekTitle(w), weekTitle(w)+", "+spellDay(w.First)+" to "+spellDay(w.Last)+": "+n+" on copyright enforcement and online freedom.")}
		v.Span, v.Stories = spellDay(w.First)+" to "+spellDay(w.Last), n
		v.AsOf = v.Span
		if w.Prev != nil {
			v.Prev = p.periodLink(w.Prev, weekTitle(w.Prev))
		}
		if w.Next != nil {
			v.Next = p.periodLink(w.Next, weekTitle(w.Next))
		}
		for _, day := range daysOf(w.First) {
			if d, ok := r.days[day]; ok {
				v.Days = append(v.Days, link{Href: p.href(d.Path), Text: spellWeekday(day), Count: number(len(d.Stories))})
			}
		}
		v.Sections = p.lineSections(w.Sections)
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// monthPage is a month, day by day.
type monthPage struct {
	page
	Stories string
	LeftOut link
	Prev    link
	Next    link
	Days    []monthDay
	Gone    []sourceRef // withdrawn stories, by their ids
}

type monthDay struct {
	ID    string
	Title link
	Lines []line
	More  string // stories that only the day's own page names
	count int
}

// periodLines is how many stories of a day the page of its month names, and of a section the page of its week: a month of
// a busy digest has thousands. All stand on the pages of their days.
const periodLines = 30

func (*monthPage) template() string { return "page/month.html" }

func (r *renderer) monthPages() error {
	leftOut := map[string]edition.LeftMonth{}
	for _, m := range r.d.LeftOut.Months {
		leftOut[m.Month] = m
	}
	for _, m := range r.d.Months {
		p := r.pen(m.Path)
		n := counted(len(m.Stories), "story", "stories")
		v := &monthPage{page: p.page(spellMonth(m.ID), "Every story of "+spellMonth(m.ID)+" by day: "+n+" on copyright enforcement and online freedom.")}
		v.Stories, v.AsOf = n, spellMonth(m.ID)
		if l, ok := leftOut[m.ID]; ok {
			v.LeftOut = link{Href: p.href(l.Path), Text: counted(l.Count, "entry", "entries")}
		}
		if m.Prev != nil {
			v.Prev = link{Href: p.href(m.Prev.Path), Text: spellMonth(m.Prev.ID)}
		}
		if m.Next != nil {
			v.Next = link{Href: p.href(m.Next.Path), Text: spellMonth(m.Next.ID)}
		}
		for _, s := range m.Stories {
			if n := len(v.Days); n == 0 || v.Days[n-1].ID != "d"+s.Day {
				v.Days = append(v.Days, monthDay{ID: "d" + s.Day, Title: link{Href: p.dayHref(s.Day), Text: spellWeekday(s.Day)}})
			}
			d := &v.Days[len(v.Days)-1]
			if d.count++; d.count <= periodLines || d.Title.Href == "" {
				d.Lines = append(d.Lines, p.line(s))
			} else {
				d.More = counted(d.count-periodLines, "more story", "more stories")
			}
		}
		for _, s := range r.d.Gone {
			if s.Gone != nil && news.MonthOf(s.Day) == m.ID {
				v.Gone = append(v.Gone, sourceRef{p.href(s.Path), p.storyName(s)})
			}
		}
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// archivePage is all months and weeks, by year.
type archivePage struct {
	page
	Stories string
	Items   string
	Began   string // the month from which on the archive is whole; empty if it has nothing older
	Years   []archiveYear
}

type archiveYear struct {
	ID     string
	Year   string
	Months []barRow
	Weeks  []link
}

func (*archivePage) template() string { return "page/archive.html" }

func (r *renderer) archive() error {
	p := r.pen("archive/")
	v := &archivePage{page: p.page("Archive", "Every month and week of the digest with the number of its stories. Story addresses never change.")}
	v.Stories, v.Items = counted(r.d.Totals.Stories, "story", "stories"), counted(r.d.Totals.Items, "report", "reports")
	year := func(id string) *archiveYear {
		if len(id) < 4 {
			id = "0000"
		}
		for i := range v.Years {
			if v.Years[i].Year == id[:4] {
				return &v.Years[i]
			}
		}
		v.Years = append(v.Years, archiveYear{ID: "y" + id[:4], Year: id[:4]})
		return &v.Years[len(v.Years)-1]
	}
	most := 0
	for _, m := range r.d.Months {
		most = max(most, len(m.Stories))
		v.Began = p.began(m.ID)
	}
	for _, m := range r.d.Months {
		y := year(m.ID)
		y.Months = append(y.Months, barRow{Link: link{Href: p.href(m.Path), Text: spellMonth(m.ID)}, Figures: []string{number(len(m.Stories))}, Width: share(len(m.Stories), most)})
	}
	for _, w := range r.d.Weeks {
		y := year(w.ID)
		y.Weeks = append(y.Weeks, link{Href: p.href(w.Path), Text: weekTitle(w), Count: number(len(w.Stories))})
	}
	slices.SortStableFunc(v.Years, func(a, b archiveYear) int { return cmp.Compare(b.Year, a.Year) })
	return r.render(p.at, v)
}

// began is the month from which on the archive is whole, if it holds one as old as oldest that is not; else empty.
func (r *renderer) began(oldest string) string {
	if m := news.MonthOf(r.d.Began); oldest < m {
		return spellMonth(m)
	}
	return ""
}
