package syndicate

import (
	"fmt"
	"html"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

const (
	summaryRunes = 300 // of a description: what importers show of it
	reportsShown = 30  // in an entry: the others are on the story's page
)

// summary is the plain description of a story: its excerpt and whose it is, else who reported it. Some importers show
// nothing of an entry but this, so the credit stands in it. An excerpt that a closed licence limits stands in the content
// alone: both are one output, and its words count once.
func summary(s *edition.Story) string {
	if l, ok := news.LookupLicense(s.Lead.Item.License); s.Excerpt != "" && ok && l.Words > news.ClosedWords {
		credit := s.Lead.Source.Feed.Name + ", " + l.Name
		if l.Notice != "" {
			credit = s.Lead.Source.Feed.Name + ". " + l.Notice
		}
		if room := summaryRunes - len([]rune(credit)) - len(" ()"); room >= summaryRunes/4 {
			return clip(s.Excerpt, room) + " (" + credit + ")"
		}
	}
	return clip("Reported by "+publishers(s)+".", summaryRunes)
}

// clip cuts a text at the end of a word so that it fits a description.
func clip(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most-1])
		if at := strings.LastIndexFunc(s, unicode.IsSpace); at > len(s)/2 {
			s = s[:at]
		}
		return strings.TrimRight(s, " ,;:.…") + "…"
	}
	return s
}

func publishers(s *edition.Story) string {
	var names []string
	seen := map[string]bool{}
	for _, r := range s.Reports {
		if n := r.Source.Feed.Name; !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	switch n := len(names); {
	case n == 1:
		return names[0]
	case n <= 4:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	default:
		return strings.Join(names[:3], ", ") + fmt.Sprintf(" and %d others", n-3)
	}
}

func escape(s string) string { return html.EscapeString(s) }

// content is the body of a story for readers and importers: paragraphs, lists, links and emphasis with absolute addresses,
// no class and no style, since importers strip or break the rest. It has what the page of the story has: the excerpt and
// whose it is, the notes of editors, the papers, the reports, and what editors decided.
func (w *writer) content(s *edition.Story) string {
	var b strings.Builder
	if s.Excerpt != "" {
		fmt.Fprintf(&b, "<p>%s</p>\n", escape(s.Excerpt))
	}
	for _, d := range s.Notes() {
		w.decision(&b, d, s)
	}
	for _, doc := range s.Documents {
		fmt.Fprintf(&b, "<p>Document: <a href=\"%s\">%s</a></p>\n", escape(news.Outgoing(doc.URL)), escape(doc.Line()))
	}
	b.WriteString("<ul>\n")
	for _, r := range s.Reports[:min(len(s.Reports), reportsShown)] {
		b.WriteString("<li>" + w.report(r) + "</li>\n")
	}
	if n := len(s.Reports) - reportsShown; n > 0 {
		fmt.Fprintf(&b, "<li><a href=\"%s\">%d more</a></li>\n", escape(w.absolute(s.Path)), n)
	}
	b.WriteString("</ul>\n")
	if s.Excerpt != "" {
		fmt.Fprintf(&b, "<p><em>%s</em></p>\n", escape(reportRights(s.Lead)))
	}
	for _, d := range s.Decisions {
		if d.Verb != news.VerbNote {
			w.decision(&b, d, s)
		}
	}
	return strings.TrimSpace(b.String()) // parsers would do it, and then give back another text
}

// report names a report with its publisher, day, language and speaker.
func (w *writer) report(r *edition.Report) string {
	name, title := escape(r.Source.Feed.Name), escape(r.Item.Title)
	if title == "" {
		title = "untitled"
	}
	if r.Item.URL != "" {
		title = fmt.Sprintf("<a href=\"%s\" hreflang=\"%s\">%s</a>", escape(news.Outgoing(r.Item.URL)), escape(r.Item.Language), title)
	}
	out := name + ": " + title
	if r.Dated {
		out += ", " + r.Published.Format("2 January 2006")
	}
	var who []string
	if r.Foreign {
		who = append(who, "in "+w.language(r.Item.Language))
	}
	if r.Speaker != "" {
		who = append(who, r.Speaker)
	}
	if len(who) > 0 {
		out += " (" + escape(strings.Join(who, ", ")) + ")"
	}
	return out
}

// language names a language in that of the site.
func (w *writer) language(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	base, _ := t.Base()
	if namer := display.Languages(language.Make(w.d.Site.Language)); namer != nil {
		if name := namer.Name(base); name != "" {
			return name
		}
	}
	return tag
}

// decision says what an editor decided about a story, as its page does, in the same words.
func (w *writer) decision(b *strings.Builder, d *edition.Decision, s *edition.Story) {
	what := verbs[d.Verb]
	if d.Verb == news.VerbPin && d.Until != "" {
		what += " until " + spell(d.Until)
	}
	if d.OffTopic {
		what += " as off topic"
	}
	fmt.Fprintf(b, "<p><strong>%s</strong>, %s, by %s", escape(what), d.Made.Format("2 January 2006"), escape(d.By))
	if d.Verb == news.VerbRetitle {
		fmt.Fprintf(b, ": “%s”", escape(d.Title))
	}
	for _, change := range []struct {
		word string
		tags []news.TagID
	}{{"added", d.Add}, {"removed", d.Remove}} {
		var labels []string
		for _, id := range change.tags {
			labels = append(labels, w.label(id))
		}
		if len(labels) > 0 {
			fmt.Fprintf(b, "; %s: %s", change.word, escape(strings.Join(labels, ", ")))
		}
	}
	for _, r := range d.Reports {
		fmt.Fprintf(b, "; %s", escape(r.Item.Title))
	}
	for _, o := range d.Stories {
		if o.ID != s.ID {
			fmt.Fprintf(b, " – <a href=\"%s\">%s</a>", escape(w.absolute(o.Path)), escape(named(o)))
		}
	}
	if d.Reason != "" {
		fmt.Fprintf(b, " – why: %s", escape(d.Reason))
	}
	if d.Unmet != "" {
		b.WriteString(" – does not apply to the stories as they are now")
	}
	b.WriteString("</p>\n")
	if d.Verb == news.VerbNote || d.Verb == news.VerbCorrect {
		b.WriteString(reduce(w.markup(d.Text)))
	}
}

// verbs are the words that the page of a story has for decisions. A story that was withdrawn is in no feed.
var verbs = map[news.Verb]string{
	news.VerbHide: "Report withdrawn", news.VerbPin: "Put first", news.VerbMerge: "Joined", news.VerbSplit: "Set apart", news.VerbRetitle: "Titled",
	news.VerbRetag: "Tags changed", news.VerbNote: "Note", news.VerbCorrect: "Corrected", news.VerbLead: "Another report leads", news.VerbTake: "Taken after all",
}

// label names a tag; one that no story has by its name in the file.
func (w *writer) label(id news.TagID) string {
	for _, l := range w.d.Tags {
		if l.Tag.ID == id {
			return l.Title
		}
	}
	return strings.ReplaceAll(id.Name(), "-", " ")
}

// spell writes "2026-11-21" as "21 November 2026".
func spell(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// named is the title of a story; one that has none now is named by its id.
func named(s *edition.Story) string {
	if s.Title == "" {
		return "story " + s.ID
	}
	return s.Title
}

// reportRights names whose words the excerpt of a report is, and on what terms, with the sentence that a licence
// prescribes. Where nothing is quoted but the title, it is about that.
func reportRights(r *edition.Report) string {
	what := "Excerpt"
	if r.Item.Excerpt == "" {
		what = "Title"
	}
	l, ok := news.LookupLicense(r.Item.License)
	if !ok || l.ID == news.AllRightsReserved {
		return what + " quoted from " + r.Source.Feed.Name + ", all rights reserved."
	}
	out := what + " from " + r.Source.Feed.Name
	if l.URL == "" {
		out += ". " + l.Name + "."
	} else {
		out += ", " + cut(r) + l.Name + " (" + l.URL + ")."
	}
	return strings.TrimSpace(out + " " + l.Notice)
}

// cut says that an excerpt is a part, which most open licences want said.
func cut(r *edition.Report) string {
	if strings.HasSuffix(r.Item.Excerpt, "…") {
		return "shortened, "
	}
	return ""
}
