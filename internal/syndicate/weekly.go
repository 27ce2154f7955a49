package syndicate

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"counternotice/internal/letter"
	"counternotice/internal/news"
)

// weekly writes feed-weekly.xml: an item is the letter of a week that is over. It is dated by the first run after the week
// that left something in the archive, an entry taken or left out: before, the letter was not complete, and an importer
// that asks for what is new since its last visit must find the date later than that visit. So the date is the same at every
// build, and a change of the letter, by a decision of an editor or a late report, does not move it.
func (w *writer) weekly() {
	site := w.d.Site
	c := channel{title: site.Title + ": the week", about: aboutWeekly}
	dates := w.complete()
	var at time.Time
	var items [][]byte
	size := 0
	for i, is := range w.letters {
		made := dates[i]
		if made.IsZero() || news.Day(made, w.d.Zone) > w.d.Today {
			continue
		}
		if len(items) == 0 {
			at = made
		}
		e := entry{
			id: w.absolute("letter/" + is.Name + "/"), title: is.Title, summary: clip(is.Intro, summaryRunes), content: w.letterContent(is), shown: made,
			creator: site.Title, home: site.URL, language: site.Language, rights: rights,
		}
		for _, sec := range is.Sections {
			e.categories = append(e.categories, category{sec.Tag, sec.Title})
		}
		item := w.rssItem(&e, e.id)
		if size += len(item); len(items) == FeedItems || len(items) > 0 && size > FeedBytes-headBytes {
			break
		}
		items = append(items, item)
	}
	if at.IsZero() {
		at = w.d.Updated.UTC()
	}
	w.rss(c, "feed-weekly.xml", at, items)
}

// complete dates the letters; zero where no run was since. Weeks that are complete with the same run are a second apart, that of
// the run before it first, whether they have a letter or not: so what an editor decides about one week moves no other.
func (w *writer) complete() []time.Time {
	runs, zone := w.d.Runs, w.d.Zone
	out := make([]time.Time, len(w.letters))
	for i, is := range w.letters {
		after := sort.Search(len(runs), func(i int) bool { return news.Day(runs[i], zone) > is.To })
		if after == len(runs) {
			continue
		}
		out[i] = runs[after]
		for day := news.AddDays(is.To, -7); after > 0 && day >= news.Day(runs[after-1], zone); day = news.AddDays(day, -7) {
			out[i] = out[i].Add(time.Second)
		}
	}
	return out
}

// letterContent is a letter as the body of an item: paragraphs and lists. A story that an earlier letter had is in a later one
// only by another report, so no passage stands twice in the feed.
func (w *writer) letterContent(is *letter.Issue) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<p>%s</p>\n", escape(is.Intro))
	for _, sec := range is.Sections {
		fmt.Fprintf(&b, "<p><strong>%s</strong></p>\n<ul>\n", escape(sec.Title))
		for _, l := range sec.Stories {
			b.WriteString("<li>" + w.letterLine(l) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	}
	notes := append(append([]string{}, is.Notes...), "Titles and quoted passages belong to their publishers.")
	fmt.Fprintf(&b, "<p><em>%s</em></p>\n", escape(strings.Join(notes, " ")))
	return strings.TrimSpace(b.String())
}

func (w *writer) letterLine(l letter.Line) string {
	var b strings.Builder
	if l.Update != nil {
		b.WriteString("Update: ")
	}
	fmt.Fprintf(&b, "<a href=\"%s\">%s</a>, %s", escape(l.URL), escape(l.Title), escape(l.Publisher))
	who := []string{l.When()}
	if l.In != "" {
		who = append(who, "in "+l.In)
	}
	if l.Speaker != "" {
		who = append(who, l.Speaker)
	}
	fmt.Fprintf(&b, " (%s).", escape(strings.Join(who, ", ")))
	if o := l.Own; o != nil {
		fmt.Fprintf(&b, " In %s: <a href=\"%s\">%s</a>, %s.", escape(w.language(w.d.Site.Language)), escape(o.URL), escape(o.Title), escape(o.Publisher))
	}
	if l.Sentence != "" {
		b.WriteString(" " + escape(l.Sentence))
	} else if l.Line != "" {
		b.WriteString(" " + escape(l.Line) + ".")
	}
	if l.Excerpt != "" {
		fmt.Fprintf(&b, " “%s” <em>%s</em>", escape(l.Excerpt), escape(l.Credit.Text))
	}
	for i, o := range l.Also {
		lead := ", "
		if i == 0 {
			lead = " Also: "
		}
		fmt.Fprintf(&b, "%s<a href=\"%s\">%s</a>", lead, escape(o.URL), escape(o.Publisher))
	}
	if len(l.Also) > 0 {
		b.WriteString(".")
	}
	for _, o := range l.Documents {
		fmt.Fprintf(&b, " Document: <a href=\"%s\">%s</a>.", escape(o.URL), escape(o.Publisher))
	}
	return b.String()
}
