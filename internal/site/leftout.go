package site

import (
	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// leftOutPage is what was not taken in the last days, and why.
type leftOutPage struct {
	page
	Days    string
	Since   string
	Count   string
	Empty   bool
	Taken   string
	Reasons []string // "20 off topic"
	Table   []leftRow
	Rules   []leftRule
	Sources []leftSource
	Rest    string // "600 sources": those that only the table names
	Months  []link
}

// leftMonthPage is what was not taken in one month.
type leftMonthPage struct {
	page
	Count   string
	Recent  string // the page of the last days
	Month   link
	Table   []leftRow
	Sources []leftSource
	Rest    string // as of the last days
	Data    string // the page of the open data
}

// leftFeedPage is all that was not taken of one feed in the last days. It stays when these have nothing any more.
type leftFeedPage struct {
	page
	Source sourceRef
	Days   string
	Count  string
	Taken  string // empty when nothing was left out
	All    string // the page of all feeds
	Older  string // entries older than those shown
	Groups []leftReason
}

// leftRow is what of a feed was taken and what not, in the table of all feeds.
type leftRow struct {
	Source  sourceRef // to the entries
	Taken   string
	Left    string
	Reasons []string // "Off topic: 12"
	Share   string   // of the bar: what was left out, of all that was read
	Whole   bool     // nothing was taken: the feed may be off the subject, or a rule too narrow
}

// leftRule is a rule of the taxonomy, or what the model went by, and how much it kept out.
type leftRule struct {
	Rule    evidence
	Reason  string
	Count   string
	Example leftEntry
}

type leftSource struct {
	ID     string
	Source sourceRef
	Count  string
	All    link // where there are more than are named here
	Groups []leftReason
}

type leftReason struct {
	Text    string
	Entries []leftEntry
}

type leftEntry struct {
	Title    text
	Href     string
	HrefLang string
	When     moment
	Found    []evidence // what spoke against it
	Take     *leftTake  // nil without one
}

// leftTake says that an editor takes an entry all the same.
type leftTake struct {
	By   text
	When moment
}

func (*leftOutPage) template() string   { return "page/left-out.html" }
func (*leftMonthPage) template() string { return "page/left-out-month.html" }
func (*leftFeedPage) template() string  { return "page/left-out-feed.html" }

// leftShown is how many entries a page of many feeds names in all, of leftFolds feeds at most, those with the most; and
// leftFeedShown that of one feed: general feeds bring hundreds of entries a day, and a page must stay one that can be read.
const (
	leftShown     = 240
	leftFolds     = 60
	leftFeedShown = 500
)

func (r *renderer) leftOutPages() error {
	p, lo := r.pen("left-out/"), r.d.LeftOut
	n := counted(lo.Count, "entry", "entries")
	v := &leftOutPage{page: p.page("Left out", "What the digest read in the last days and did not take, feed by feed, with the reason for each entry: "+n+".")}
	v.Days, v.Since, v.Count, v.Empty = counted(lo.Days, "day", "days"), spellDay(lo.Since), n, lo.Count == 0
	v.Taken = counted(lo.Taken, "item", "items")
	for _, c := range lo.Reasons {
		v.Reasons = append(v.Reasons, number(c.Count)+" "+c.Text)
	}
	v.AsOf = "updated " + r.clockFull(r.d.Updated).Words
	v.Table = p.leftTable(lo.Sources, true)
	for _, rc := range lo.Rules {
		v.Rules = append(v.Rules, leftRule{Rule: p.against(rc.Rule), Reason: leftHead(rc.Code), Count: number(rc.Count), Example: p.leftEntry(rc.Example)})
	}
	v.Sources, v.Rest = p.leftSources(lo.Sources, true), leftRest(lo.Sources)
	for _, m := range lo.Months {
		v.Months = append(v.Months, link{Href: p.href(m.Path), Text: spellMonth(m.Month), Count: number(m.Count)})
	}
	if err := r.render(p.at, v); err != nil {
		return err
	}
	for _, src := range r.d.Sources {
		if ls, ever := r.left[src.Feed.ID]; ever {
			if err := r.leftFeed(ls); err != nil {
				return err
			}
		}
	}
	for _, m := range lo.Months {
		p := r.pen(m.Path)
		n := counted(m.Count, "entry", "entries")
		v := &leftMonthPage{page: p.page("Left out in "+spellMonth(m.Month), "What the digest read in "+spellMonth(m.Month)+" and did not take, feed by feed, with the reasons: "+n+".")}
		v.Count, v.Recent, v.Month, v.AsOf = n, p.href("left-out/"), p.monthLink(m.Month), spellMonth(m.Month)
		v.Table, v.Sources = p.leftTable(m.Sources, false), p.leftSources(m.Sources, false)
		v.Rest, v.Data = leftRest(m.Sources), p.href("data/")
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// leftBySource is what each feed had left out in the last days, by its id, and nothing for those that had something before:
// their pages may have been linked.
func leftBySource(lo edition.LeftOut) map[string]edition.LeftSource {
	out := map[string]edition.LeftSource{}
	for _, m := range lo.Months {
		for _, ls := range m.Sources {
			out[ls.Source.Feed.ID] = edition.LeftSource{Source: ls.Source}
		}
	}
	for _, ls := range lo.Sources {
		out[ls.Source.Feed.ID] = ls
	}
	return out
}

func (r *renderer) leftFeed(ls edition.LeftSource) error {
	p := r.pen(leftPath(ls.Source))
	name := p.name(sourceName(ls.Source), ls.Source.Feed.Language)
	n := counted(len(ls.Items), "entry", "entries")
	v := &leftFeedPage{page: p.page("Left out of "+name.Words, "What the digest read in the last days from "+name.Words+" (source "+ls.Source.Feed.ID+") and did not take, with the reason for each entry: "+n+".")}
	v.NoIndex = true
	v.Source, v.Days, v.Count, v.All = sourceRef{p.sourceLink(ls.Source).Href, name}, counted(r.d.LeftOut.Days, "day", "days"), n, p.href("left-out/")
	if len(ls.Items) > 0 {
		v.Taken = counted(ls.Taken, "item", "items")
	}
	if more := len(ls.Items) - leftFeedShown; more > 0 {
		v.Older = counted(more, "older entry", "older entries")
	}
	v.Groups = p.leftGroups(ls.Items[:min(len(ls.Items), leftFeedShown)])
	return r.render(p.at, v)
}

func leftPath(s *edition.Source) string { return "left-out/" + s.Feed.ID + "/" }

func leftID(s *edition.Source) string { return "left-" + s.Feed.ID }

// leftEach is how many entries of each feed a page of all feeds names.
func leftEach(list []edition.LeftSource) int { return leftShown / max(1, min(leftFolds, len(list))) }

// leftRest counts the feeds of which a page of all feeds names no entry.
func leftRest(list []edition.LeftSource) string {
	if n := len(list) - leftFolds; n > 0 {
		return counted(n, "source", "sources")
	}
	return ""
}

// leftHref is where the entries of the n-th feed are, from a page of all feeds or another: of the last days on that page
// or its own, of a month on the page of the month alone.
func (p *pen) leftHref(page string, n int, s *edition.Source, recent bool) string {
	switch {
	case n < leftFolds:
		return page + "#" + leftID(s)
	case recent:
		return p.href(leftPath(s))
	}
	return p.sourceLink(s).Href
}

func (p *pen) leftTable(list []edition.LeftSource, recent bool) []leftRow {
	var rows []leftRow
	for i, ls := range list {
		row := leftRow{
			Source: sourceRef{p.leftHref("", i, ls.Source, recent), p.name(sourceName(ls.Source), ls.Source.Feed.Language)},
			Taken:  number(ls.Taken), Left: number(len(ls.Items)), Share: share(len(ls.Items), len(ls.Items)+ls.Taken), Whole: ls.Taken == 0,
		}
		for _, c := range ls.Reasons {
			row.Reasons = append(row.Reasons, leftHead(c.Code)+": "+number(c.Count))
		}
		rows = append(rows, row)
	}
	return rows
}

// leftHead names a reason in few words.
func leftHead(code string) string {
	switch code {
	case news.ReasonOffTopic:
		return "Off topic"
	case news.ReasonExcluded:
		return "Another sense"
	case news.ReasonDropped:
		return "Adverts and the like"
	case news.ReasonNoText:
		return "Nothing to judge by"
	}
	return code
}

// leftSources names the newest entries of each source. Of the last days, all of a feed stand on a page of its own.
func (p *pen) leftSources(list []edition.LeftSource, recent bool) []leftSource {
	var out []leftSource
	each := leftEach(list)
	for _, ls := range list[:min(len(list), leftFolds)] {
		s := leftSource{ID: leftID(ls.Source), Source: sourceRef{p.sourceLink(ls.Source).Href, p.name(sourceName(ls.Source), ls.Source.Feed.Language)}, Count: number(len(ls.Items))}
		shown := ls.Items[:min(len(ls.Items), each)]
		if more := len(ls.Items) - len(shown); more > 0 {
			s.All = link{Text: counted(more, "more entry", "more entries")}
			if recent {
				s.All.Href = p.href(leftPath(ls.Source))
			}
		}
		s.Groups = p.leftGroups(shown)
		out = append(out, s)
	}
	return out
}

// leftGroups groups entries by the sentence that gives the reason, in order of appearance.
func (p *pen) leftGroups(list []edition.Left) []leftReason {
	var out []leftReason
	at := map[string]int{}
	for _, l := range list {
		i, ok := at[l.Entry.Reason.Text]
		if !ok {
			i = len(out)
			at[l.Entry.Reason.Text] = i
			out = append(out, leftReason{Text: l.Entry.Reason.Text})
		}
		out[i].Entries = append(out[i].Entries, p.leftEntry(l))
	}
	return out
}

func (p *pen) leftEntry(l edition.Left) leftEntry {
	e := leftEntry{Href: outward(l.Entry.URL), When: p.date(l.Entry.FirstSeen)}
	e.Title, _ = p.title(l.Entry.Title, l.Entry.Language)
	e.HrefLang = e.Title.Lang
	for _, f := range l.Entry.Reason.Evidence {
		e.Found = append(e.Found, p.against(f.Rule))
	}
	if d := l.Take; d != nil {
		e.Take = &leftTake{p.name(d.By, ""), p.date(d.Made)}
	}
	return e
}

// against is what spoke against an entry, without where that was and how loud.
func (p *pen) against(rule string) evidence {
	return p.evidence([]news.Evidence{{Rule: rule}})[0]
}
