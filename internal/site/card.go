package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	folded "counternotice/internal/text"
)

// card is a story on a list that one reads.
type card struct {
	ID      string // of an element, one of its kind on the page
	Href    string
	Title   text
	In      string // the language of the title, when it is not the site's
	Retold  *retold
	When    moment
	Seen    bool   // When is when we saw it first: the publisher gives no date
	Begun   string // when the story was first published here, for machines
	Latest  moment // the day of the newest report, when that is a later day; not in an edition
	Joined  moment // in an edition: the day of the newest report, when it joined a story that ran before
	First   moment // in an edition: the day on which we saw the story first, when its report is older
	Pinned  bool   // in an edition: an editor put the story first
	Note    *note  // what an editor says of it, where the card has the room
	Topics  []link
	Places  []link
	Excerpt *excerpt
	Paper   *document // that its reports stand on, the weightiest
	Reports []cited
	Heard   string // "5 reports, 3 independent"; empty for one report
	Further string // reports that only the story page has: "2 more"
	Why     string // what else gave it its rank: "official source"
}

// note is the beginning of what an editor says about a story; all of it stands on the story's page.
type note struct {
	Words text
	By    text
}

// line is a story on a list that one scans.
type line struct {
	Href    string
	Title   text
	In      string
	When    moment
	Lead    cite
	Further string
	Retold  *retold
}

// cite is a link to the article of a publisher.
type cite struct {
	Href     string // empty when the feed gave no address
	HrefLang string
	Name     text
	Note     string // language and kind of speaker, when not plain press in the site's language
}

// cited is a cite that a machine can read whole.
type cited struct {
	cite
	Title string
	When  string
}

// excerpt is a passage of an item, with what its licence asks to be said beside it.
type excerpt struct {
	Words       text
	Credit      bool // the rest is to be shown
	Publisher   text
	Stop        string // ends the publisher's name, where that has no full stop of its own
	License     string
	LicenseHref string
	Terms       string // what was done to the text: "shortened"
	Notice      string // the sentence that the licence prescribes; mostly empty
}

// cardReports is how many publishers a card names, each once; the story page lists every report.
const cardReports = 6

// section is a run of stories under one heading.
type section struct {
	ID    string
	Title link
	Cards []*card
	Lines []line
	More  string // of a week: "12 more stories", which only the pages of their days name
}

// Words of an excerpt on a list, by the place of the card; a story's own page shows all that its licence lets us.
const (
	leadWords = 60
	topWords  = 40
	listWords = 25
	noteWords = 30 // of an editor's note, on a card that is no mere list's
)

func (p *pen) card(s *edition.Story, words int) *card {
	p.cards++
	c := &card{ID: "c" + strconv.Itoa(p.cards), Href: p.href(s.Path), Why: s.Why, Begun: p.clockFull(s.Begun).ISO}
	c.Title, c.In = p.title(s.Title, s.Language)
	c.Retold = p.retold(s)
	for _, t := range s.Tags {
		switch t.Tag.ID.Facet() {
		case news.FacetTopic:
			c.Topics = append(c.Topics, p.tagLink(t))
		case news.FacetPlace:
			c.Places = append(c.Places, p.tagLink(t))
		}
	}
	c.Topics, c.Places = c.Topics[:min(3, len(c.Topics))], c.Places[:min(edition.PlacesListed, len(c.Places))]
	if s.Lead != nil {
		c.When, c.Seen = p.clock(s.Lead.Published), !s.Lead.Dated
		if p.edition != "" {
			c.Joined, c.First = p.whyNow(s)
			c.Pinned = s.Pin > 0
		} else {
			c.Latest = p.latest(s)
		}
		c.Excerpt = p.excerpt(s.Lead)
		if e := c.Excerpt; e != nil {
			e.Words.Words = shorten(e.Words.Words, words)
		}
		if e := c.Excerpt; e != nil && len(s.Reports) == 1 && s.Lead.Item.License == news.AllRightsReserved {
			e.Credit = false // the line of reports names the only one there is
		}
	}
	if papers := p.documents(s); len(papers) > 0 {
		c.Paper = &papers[0]
	}
	if len(s.Reports) > 1 {
		c.Heard = heard(s)
	}
	named := make([]string, 0, cardReports)
	for _, rep := range s.Reports {
		if who := publisherID(rep); len(named) < cardReports && !slices.Contains(named, who) {
			named = append(named, who)
			t, _ := p.title(rep.Item.Title, rep.Item.Language)
			c.Reports = append(c.Reports, cited{p.cite(rep), t.Words, p.clock(rep.Published).ISO})
		}
	}
	if n := len(s.Reports) - len(named); n > 0 {
		c.Further = number(n) + " more"
		switch rest := func(rep *edition.Report) bool { return !slices.Contains(named, publisherID(rep)) }; {
		case slices.ContainsFunc(s.Reports, rest):
		case len(named) == 1:
			c.Further += " by the same publisher"
		default:
			c.Further += " by the same publishers"
		}
	}
	return c
}

// heard says how many voices stand behind a story: feeds of one publisher and word-for-word copies are one.
func heard(s *edition.Story) string {
	n := len(s.Reports)
	switch {
	case n == 1:
		return "1 report"
	case s.Voices >= n:
		return number(n) + " reports by " + number(n) + " publishers"
	}
	return number(n) + " reports, " + number(s.Voices) + " independent"
}

// retold is a report in the language of the site, of a story that another language tells: so its readers learn what the
// story is about.
type retold struct {
	In        string // "English"
	Title     string
	Publisher text
}

// retold finds that report: the first that repeats no other; nil if there is none or the title needs none.
func (p *pen) retold(s *edition.Story) *retold {
	if t, _ := p.title(s.Title, s.Language); t.Lang == "" {
		return nil
	}
	for _, rep := range s.Reports {
		if t, _ := p.title(rep.Item.Title, rep.Item.Language); !rep.Foreign && !rep.Copy && t.Lang == "" {
			return &retold{p.home.name, t.Words, p.publisher(rep)}
		}
	}
	return nil
}

// latest is the day of the newest report by its publisher's date; empty where that is the day of the leading one.
func (p *pen) latest(s *edition.Story) moment {
	latest := s.Lead.Published
	for _, rep := range s.Reports {
		if rep.Published.After(latest) {
			latest = rep.Published
		}
	}
	if m := p.published(latest); m != p.published(s.Lead.Published) {
		return m
	}
	return moment{}
}

// whyNow tells what an old date does in an edition: the day of the newest independent report, where it joined a story of an
// earlier day; else the day on which we saw the story first, where its leading report had then been out for two days.
func (p *pen) whyNow(s *edition.Story) (joined, first moment) {
	newest := s.Day
	for _, rep := range s.Reports {
		if day := rep.Item.Day; day > newest && day <= p.edition && !rep.Copy && !rep.Item.Backlog {
			newest = day
		}
	}
	short := func(day string) moment { return moment{day, respell(time.DateOnly, "2 January", day)} }
	switch {
	case newest > s.Day:
		return short(newest), first
	case s.Lead.Dated && p.dayOf(s.Lead.Published) < news.AddDays(s.Day, -1):
		return joined, short(s.Day)
	}
	return joined, first
}

// noteOf is the newest note of an editor on a story; nil where there is none to show.
func (p *pen) noteOf(s *edition.Story) *note {
	notes := s.Notes()
	if len(notes) == 0 {
		return nil
	}
	d := notes[len(notes)-1]
	words := folded.Excerpt(firstParagraph(d.Text), noteWords, 2*noteWords)
	if words == "" {
		return nil
	}
	return &note{p.name(words, ""), p.name(d.By, "")}
}

func (p *pen) cardList(stories []*edition.Story, words int) []*card {
	list := make([]*card, 0, len(stories))
	for _, s := range stories {
		list = append(list, p.card(s, words))
	}
	return list
}

func (p *pen) line(s *edition.Story) line {
	l := line{Href: p.href(s.Path), Retold: p.retold(s)}
	l.Title, l.In = p.title(s.Title, s.Language)
	if s.Lead != nil {
		l.Lead = p.cite(s.Lead)
		if s.Lead.Foreign && l.In != "" { // said once, beside the title
			l.Lead.Note = s.Lead.Speaker
		}
		l.When = p.published(s.Lead.Published)
	}
	if n := len(s.Reports) - 1; n > 0 {
		l.Further = number(n)
	}
	return l
}

func (p *pen) lines(stories []*edition.Story) []line {
	list := make([]line, 0, len(stories))
	for _, s := range stories {
		list = append(list, p.line(s))
	}
	return list
}

// title marks a headline; in is the name of its language when that is not the site's.
func (r *renderer) title(words, declared string) (t text, in string) {
	if strings.TrimSpace(words) == "" {
		return text{Words: "Untitled report"}, ""
	}
	t = r.text(words, declared)
	if t.Lang != "" {
		in = r.language(t.Lang).name
	}
	return t, in
}

func (p *pen) tagLink(t edition.StoryTag) link {
	l := link{Text: t.Label}
	if p.listed[t.Path] != nil {
		l.Href = p.href(t.Path)
	}
	return l
}

func (p *pen) cite(rep *edition.Report) cite {
	c := cite{Href: outward(rep.Item.URL), Name: p.publisher(rep), Note: p.note(rep)}
	if rep.Foreign {
		c.HrefLang = p.language(rep.Item.Language).tag
	}
	return c
}

func publisherID(rep *edition.Report) string {
	if rep.Source == nil || rep.Source.Feed.Publisher == "" {
		return rep.Item.Feed
	}
	return rep.Source.Feed.Publisher
}

func (p *pen) publisher(rep *edition.Report) text {
	if rep.Source == nil {
		return text{Words: rep.Item.Feed}
	}
	return p.name(sourceName(rep.Source), rep.Source.Feed.Language)
}

func sourceName(s *edition.Source) string {
	if strings.TrimSpace(s.Feed.Name) == "" {
		return s.Feed.ID
	}
	return s.Feed.Name
}

// note names what a reader should know before following: "Dutch, official".
func (p *pen) note(rep *edition.Report) string {
	var words []string
	if rep.Foreign {
		if name := p.language(rep.Item.Language).name; name != "" {
			words = append(words, name)
		}
	}
	if rep.Speaker != "" {
		words = append(words, rep.Speaker)
	}
	return strings.Join(words, ", ")
}

// excerpt is the passage of a report, at most once a page, since a licence counts the words over the whole page.
func (p *pen) excerpt(rep *edition.Report) *excerpt {
	if rep.Item.Excerpt == "" || p.shown[rep.Item.ID] {
		return nil
	}
	p.shown[rep.Item.ID] = true
	e := &excerpt{Credit: true, Terms: "shortened", Words: p.text(rep.Item.Excerpt, rep.Item.Language), Publisher: p.publisher(rep)}
	l, ok := news.LookupLicense(rep.Item.License)
	if !ok {
		l, _ = news.LookupLicense(news.AllRightsReserved)
	}
	if !l.Derivatives {
		e.Terms = "quoted"
	}
	e.License, e.LicenseHref, e.Notice = l.Name, l.URL, l.Notice
	if !strings.HasSuffix(e.Publisher.Words, ".") && !strings.HasSuffix(e.Publisher.Words, "!") && !strings.HasSuffix(e.Publisher.Words, "?") {
		e.Stop = "."
	}
	return e
}

// selection is an edition as a page shows it.
type selection struct {
	Lead     *card
	Top      []*card
	Sections []section
	Also     []line
}

func (p *pen) selection(s edition.Selection) selection {
	var out selection
	if s.Lead != nil {
		out.Lead = p.card(s.Lead, leadWords)
		out.Lead.Note = p.noteOf(s.Lead)
	}
	out.Top = p.cardList(s.Top, topWords)
	for i, s := range s.Top {
		out.Top[i].Note = p.noteOf(s)
	}
	out.Sections, out.Also = p.cardSections(s.Sections), p.lines(s.Also)
	return out
}

func (p *pen) cardSections(list []edition.Section) []section {
	var out []section
	for _, s := range list {
		sec := p.section(s, len(out)+1)
		sec.Cards = p.cardList(s.Stories, listWords)
		for _, c := range sec.Cards { // the heading says it
			c.Topics = slices.DeleteFunc(c.Topics, func(l link) bool { return l == sec.Title })
		}
		out = append(out, sec)
	}
	return out
}

func (p *pen) lineSections(list []edition.Section) []section {
	var out []section
	for _, s := range list {
		sec := p.section(s, len(out)+1)
		sec.Lines = p.lines(s.Stories[:min(len(s.Stories), periodLines)])
		if n := len(s.Stories) - periodLines; n > 0 {
			sec.More = counted(n, "more story", "more stories")
		}
		out = append(out, sec)
	}
	return out
}

// section is the heading of the n-th section of a page.
func (p *pen) section(s edition.Section, n int) section {
	sec := section{ID: "s" + strconv.Itoa(n), Title: link{Text: s.Title}}
	if s.Path != "" && p.listed[s.Path] != nil {
		sec.Title.Href = p.href(s.Path)
	}
	return sec
}
