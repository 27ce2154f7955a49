package site

import (
	"fmt"
	"io/fs"
	"strings"

	"counternotice/internal/letter"
)

// letterPage lists the newsletters of all weeks, and what a mailing service needs to make one of our feeds.
type letterPage struct {
	page
	Weeks    []letterWeek
	Subjects []text // of the newest week
	Credit   string
	Feed     string // the address of our RSS feed, absolute
	OPML     string // absolute
	Imports  []letterImport
}

// letterWeek is the newsletter of a week: its page, and the files of the formats.
type letterWeek struct {
	Page  link
	Files []link
}

// letterImport is what one pastes into a mailing service.
type letterImport struct{ ID, Name, Words string }

func (*letterPage) template() string { return "page/letter.html" }

// letterWeekPage is a newsletter as a page that is copied whole into an editor: headings, paragraphs, links and emphasis, nothing
// else, since editors drop or mangle the rest. So what must be said of a language stands on the elements that are there.
type letterWeekPage struct {
	page
	Intro    string
	Sections []letterSection
	Notes    string // what is left out
	Issue    link   // the page of the week in the digest
	Files    []link
	Spoken   string // the language of the site
}

type letterSection struct {
	Title   string
	Stories []letterLine
}

type letterLine struct {
	Title    text
	Href     string
	HrefLang string // of what lies at Href, where it is not in the language of the site
	Mark     string // "Update: " before a story that an earlier issue had
	Name     text
	Note     string // speaker, date, language, since when
	Sentence string
	Excerpt  text
	Credit   letter.Credit
	Own      cite // a report in the language of the site, of a story that another language tells
	OwnTitle string
	Also     []cite
	Papers   []cite
}

func (*letterWeekPage) template() string { return "page/letter-week.html" }

var letterFormats = map[string]string{"md": "Markdown", "html": "E-mail", "txt": "Plain text", "csv": "CSV", "json": "JSON"}

// mailers are the services whose import templates lie below letter/ of the templates.
var mailers = []struct{ id, name string }{{"buttondown", "Buttondown"}, {"mailchimp", "Mailchimp"}, {"mailerlite", "MailerLite"}, {"ghost", "Ghost"}}

func readImports(templates fs.FS) ([]letterImport, error) {
	var out []letterImport
	for _, m := range mailers {
		data, err := fs.ReadFile(templates, "letter/"+m.id+".txt")
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		out = append(out, letterImport{m.id, m.name, strings.TrimSpace(string(data))})
	}
	return out, nil
}

func (r *renderer) letterPages() error {
	p := r.pen("letter/")
	v := &letterPage{
		page: p.page("Newsletter kit", "The stories of every week as a newsletter to send or to cut up: Markdown, e-mail, plain text, CSV and JSON, with what each licence asks for."),
		Feed: r.absolute("feed.xml"), OPML: r.absolute("feeds.opml"), Credit: "Selection by " + r.d.Site.Title + " (" + r.absolute("") + "), CC BY 4.0.",
	}
	v.OwnFeeds = p.weeklyFeed()
	for _, i := range r.site.imports {
		i.Words = strings.NewReplacer("SITE_TITLE", r.d.Site.Title, "SITE_URL", r.absolute("")).Replace(i.Words)
		v.Imports = append(v.Imports, i)
	}
	for n, is := range letter.Weekly(r.d) {
		if n == 0 {
			for _, s := range is.Subjects {
				v.Subjects = append(v.Subjects, p.text(s, r.d.Site.Language))
			}
		}
		week := letterWeek{Page: link{Href: p.href("letter/" + is.Name + "/"), Text: is.Heading(), Count: counted(is.Stories, "story", "stories")}}
		for _, f := range letter.Formats {
			week.Files = append(week.Files, link{Href: p.href(is.Path(f)), Text: letterFormats[f]})
		}
		v.Weeks = append(v.Weeks, week)
		if err := r.letterWeek(is); err != nil {
			return err
		}
	}
	return r.render(p.at, v)
}

// weeklyFeed is the feed that has the letters.
func (p *pen) weeklyFeed() feedSet {
	return feedSet{Title: p.d.Site.Title + ": the week", RSS: p.href("feed-weekly.xml")}
}

func (r *renderer) letterWeek(is *letter.Issue) error {
	p := r.pen("letter/" + is.Name + "/")
	v := &letterWeekPage{
		page: p.page(is.Heading(), "The newsletter of "+is.Heading()+" to copy: "+is.Intro), Intro: is.Intro, Notes: strings.Join(is.Notes, " "), Issue: link{Href: is.URL, Text: is.Site}, Spoken: p.home.name,
	}
	v.under(is.Heading(), "Newsletter")
	v.Bare = true
	v.OwnFeeds = p.weeklyFeed()
	for _, f := range letter.Formats {
		v.Files = append(v.Files, link{Href: p.href(is.Path(f)), Text: letterFormats[f]})
	}
	for _, s := range is.Sections {
		sec := letterSection{Title: s.Title}
		for _, l := range s.Stories {
			sec.Stories = append(sec.Stories, p.letterLine(l))
		}
		v.Sections = append(v.Sections, sec)
	}
	return r.render(p.at, v)
}

func (p *pen) letterLine(l letter.Line) letterLine {
	v := letterLine{
		Title: p.text(l.Title, l.TitleLanguage()), Href: l.URL, Name: p.name(l.Publisher, l.Language), Sentence: l.Line,
		Excerpt: p.text(l.Excerpt, l.Language), Credit: l.Credit,
	}
	if l.In != "" {
		v.HrefLang = p.language(l.Language).tag
	}
	if l.Update != nil {
		v.Mark = "Update: "
	}
	if l.Sentence != "" {
		v.Sentence = l.Sentence
	}
	v.Note = ", " + l.When()
	if l.Speaker != "" {
		v.Note = " (" + l.Speaker + ")" + v.Note
	}
	if l.In != "" {
		v.Note += ", in " + l.In
	}
	if day := l.Onward(); day != "" && l.Update != nil {
		v.Note += " · goes on from " + day
	} else if day != "" {
		v.Note += " · running since " + day
	}
	if o := l.Own; o != nil {
		v.Own, v.OwnTitle = cite{Href: o.URL, Name: p.name(o.Publisher, o.Language)}, o.Title
	}
	for _, o := range l.Also {
		c := cite{Href: o.URL, Name: p.name(o.Publisher, o.Language), Note: o.In}
		if o.In != "" {
			c.HrefLang = p.language(o.Language).tag
		}
		v.Also = append(v.Also, c)
	}
	for _, o := range l.Documents {
		c := cite{Href: o.URL, Name: text{Words: o.Publisher}}
		if o.In != "" {
			c.HrefLang = p.language(o.Language).tag
		}
		v.Papers = append(v.Papers, c)
	}
	return v
}
