package letter

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/text"
)

// How many other publishers, and how many papers, a line names.
const (
	alsoShown     = 4
	documentShown = 2
)

// line tells a story by one of its reports.
func (c *composer) line(s *edition.Story, r *edition.Report) Line {
	f := feedOf(r)
	l := Line{
		ID: s.ID, StoryURL: link(c.d.Site.URL + s.Path), Title: title(r.Item.Title), URL: link(r.Item.URL), Publisher: flat(name(f)), Speaker: r.Speaker,
		Date: r.Date(), Seen: !r.Dated, Language: r.Item.Language, Sentence: flat(cmp.Or(c.sel.Sentences[s.ID], note(s))),
		home: f.Language,
	}
	if l.URL == "" {
		l.URL = l.StoryURL
	}
	if r == s.Lead {
		l.Title, l.titleLanguage = title(s.Title), s.Language
	} else {
		l.titleLanguage = l.Language
	}
	if r.Foreign {
		l.In = languageName(l.Language)
	}
	if s.Day < c.sel.From {
		l.Since = s.Day
	}
	for _, t := range s.Tags {
		if to := map[news.Facet]*[]string{
			news.FacetTopic: &l.Topics, news.FacetAction: &l.Actions, news.FacetActor: &l.Actors, news.FacetPlace: &l.Places, news.FacetInstrument: &l.Laws,
		}[t.Tag.ID.Facet()]; to != nil {
			*to = append(*to, flat(t.Label))
		}
	}
	told := s.Reports // by the end of the period
	if slices.ContainsFunc(told, c.late) {
		told = slices.DeleteFunc(slices.Clone(told), c.late)
	}
	l.Voices = voices(told)
	l.Line = byTemplate(l, told, c.d.Site.Language)
	license, ok := news.LookupLicense(r.Item.License)
	if !ok {
		license, _ = news.LookupLicense(news.AllRightsReserved)
	}
	// The archive holds no more than this already; what is cut again here comes back as it is.
	l.Excerpt = text.Excerpt(flat(r.Item.Excerpt), license.Words, license.Words*news.ClosedRunes/news.ClosedWords)
	l.Terms = Terms{license.ID, license.Name, license.URL, license.Attribution, license.ShareAlike, license.Commercial, license.Derivatives}
	if l.Excerpt != "" {
		l.Credit = credit(l.Publisher, license, strings.HasSuffix(l.Excerpt, "…"))
	}
	named := []string{f.Publisher}
	for _, o := range told {
		of := feedOf(o)
		if o == r || o.Copy || o.Item.URL == "" || slices.Contains(named, of.Publisher) || len(named) > alsoShown {
			continue
		}
		named = append(named, of.Publisher)
		cite := Cite{Title: title(o.Item.Title), Publisher: flat(name(of)), URL: link(o.Item.URL), Language: o.Item.Language}
		if o.Foreign {
			cite.In = languageName(o.Item.Language)
		} else if l.Own == nil && mark("", l.titleLanguage, c.d.Site.Language).Lang != "" {
			l.Own = &cite
			continue
		}
		l.Also = append(l.Also, cite)
	}
	for _, doc := range s.Documents[:min(len(s.Documents), documentShown)] {
		cite := Cite{Publisher: flat(doc.Line()), URL: link(doc.URL), Language: doc.Language}
		if doc.Language != "" && mark("", doc.Language, c.d.Site.Language).Lang != "" {
			cite.In = languageName(doc.Language)
		}
		l.Documents = append(l.Documents, cite)
	}
	return l
}

// note is the beginning of the newest note of the editors on a story.
func note(s *edition.Story) string {
	notes := s.Notes()
	if len(notes) == 0 {
		return ""
	}
	return notes[len(notes)-1].Plain
}

// byTemplate is the line that stands where no editor wrote one: what happened, by which law, who, where, how many told it.
func byTemplate(l Line, told []*edition.Report, home string) string {
	var parts []string
	if base, _, _ := strings.Cut(home, "-"); len(l.Actions) > 1 && base == "en" {
		l.Actions = []string{l.Actions[0], within(l.Actions[1])}
	}
	for _, list := range []struct {
		labels []string
		most   int
	}{{l.Actions, 2}, {l.Laws, 2}, {l.Actors, 3}, {l.Places, 3}} {
		if n := min(len(list.labels), list.most); n > 0 {
			parts = append(parts, strings.Join(list.labels[:n], ", "))
		}
	}
	if l.Voices > 1 {
		languages := map[string]bool{}
		for _, r := range told {
			base, _, _ := strings.Cut(strings.ToLower(r.Item.Language), "-")
			languages[base] = true
		}
		voices := counted(l.Voices, "publisher", "publishers")
		if len(languages) > 1 {
			voices += " in " + counted(len(languages), "language", "languages")
		}
		parts = append(parts, voices)
	}
	return strings.Join(parts, " · ")
}

// voices counts independent publishers, as edition does.
func voices(reports []*edition.Report) int {
	publishers := map[string]bool{}
	for _, r := range reports {
		if !r.Copy {
			publishers[feedOf(r).Publisher] = true
		}
	}
	return max(1, len(publishers))
}

// within is a label as it stands within a line: "court ruling", but "DMCA notice".
func within(label string) string {
	first, n := utf8.DecodeRuneInString(label)
	if second, _ := utf8.DecodeRuneInString(label[n:]); unicode.IsLower(second) {
		return string(unicode.ToLower(first)) + label[n:]
	}
	return label
}

// TitleLanguage is the language of Title: the editor's may be in another one than the report.
func (l Line) TitleLanguage() string { return cmp.Or(l.titleLanguage, l.Language) }

// feedOf is the feed of a report; of one that nobody knows any more only the id is known.
func feedOf(r *edition.Report) news.Feed {
	if r.Source == nil {
		return news.Feed{ID: r.Item.Feed, Publisher: r.Item.Feed}
	}
	return r.Source.Feed
}

func name(f news.Feed) string {
	if strings.TrimSpace(f.Name) == "" {
		return f.ID
	}
	return f.Name
}

func title(s string) string {
	if s = flat(s); s == "" {
		return "Untitled report"
	}
	return s
}

// Credit says whose words a passage is and on what terms: Before, the publisher's name, By, then License, which links to URL
// where there is one, then After. All are empty where nothing is quoted.
type Credit struct {
	Text    string `json:"text,omitempty"` // all of it as plain text, with the address of the licence
	Before  string `json:"-"`
	By      string `json:"-"`
	License string `json:"-"`
	URL     string `json:"-"`
	After   string `json:"-"`
}

// credit names whose words an excerpt is, and says what its licence demands to be said.
func credit(publisher string, l news.License, short bool) Credit {
	c := Credit{Before: "Excerpt: ", By: ", ", License: l.Name, URL: l.URL, After: "."}
	if !l.Derivatives {
		c.Before = "Quoted from "
	} else if short {
		c.By = ", shortened, "
	}
	if l.ID == news.AllRightsReserved {
		c.License = "all rights reserved"
	}
	switch {
	case l.ShareAlike && !l.Commercial:
		c.After = "; not for commercial use, and what is made of it stays under this licence."
	case l.ShareAlike:
		c.After = "; what is made of it stays under this licence."
	case !l.Commercial && l.Derivatives:
		c.After = "; not for commercial use."
	}
	if l.Notice != "" {
		c.After += " " + l.Notice
	}
	c.Text = c.Before + publisher + c.By + c.License
	if c.URL != "" {
		c.Text += " (" + c.URL + ")"
	}
	c.Text += c.After
	return c
}
