package letter

import (
	"bytes"
	"html/template"
	"slices"
	"strings"
)

// mail is an issue as the template of the e-mail sees it.
type mail struct {
	*Issue
	Unsubscribe string // an address that stands for that of a service; empty for none
	Sections    []mailSection
}

type mailSection struct {
	Title   string
	Stories []mailLine
}

// mailLine is a line with the languages of its texts.
type mailLine struct {
	Line
	Title     Words // hides that of Line, as do those below
	Publisher Words
	Excerpt   Words
	Before    string
	Date      string    // in words
	Own       *mailCite // In is the language of the digest
	Also      []mailCite
	Documents []mailCite
}

type mailCite struct {
	Title string
	Name  Words
	URL   string
	In    string
}

// unsubscribe stands in the template's output for the placeholder of a service, which no escaping would let through. No
// link of others has an asterisk, and no text of others a quotation mark, as the attribute that is replaced has.
const unsubscribe = "https://unsubscribe.invalid/*"

// writeMail makes the e-mail. One that would grow beyond MailBytes has its last ranked stories taken out, and says so.
func (t *Templates) writeMail(is *Issue, service string) ([]byte, error) {
	for {
		data, err := t.mailOf(is, service)
		if err != nil || len(data) <= MailBytes || is.Stories <= 1 {
			return data, err
		}
		is = is.first(min(is.Stories-1, is.Stories*MailBytes/len(data)))
	}
}

func (t *Templates) mailOf(is *Issue, service string) ([]byte, error) {
	m := mail{Issue: is}
	if service != "" {
		m.Unsubscribe = unsubscribe
	}
	for _, sec := range is.Sections {
		ms := mailSection{Title: sec.Title}
		for _, l := range sec.Stories {
			ml := mailLine{
				Line: l, Title: mark(l.Title, l.TitleLanguage(), is.Language), Publisher: markName(l.Publisher, l.home, is.Language),
				Excerpt: mark(l.Excerpt, l.Language, is.Language), Before: l.Onward(), Date: l.When(),
			}
			if o := l.Own; o != nil {
				ml.Own = &mailCite{o.Title, markName(o.Publisher, o.Language, is.Language), o.URL, languageName(is.Language)}
			}
			for _, o := range l.Also {
				ml.Also = append(ml.Also, mailCite{Name: markName(o.Publisher, o.Language, is.Language), URL: o.URL, In: o.In})
			}
			for _, o := range l.Documents {
				ml.Documents = append(ml.Documents, mailCite{Name: Words{Text: o.Publisher}, URL: o.URL})
			}
			ms.Stories = append(ms.Stories, ml)
		}
		m.Sections = append(m.Sections, ms)
	}
	var b bytes.Buffer
	if err := t.mail.Execute(&b, m); err != nil {
		return nil, err
	}
	lines := slices.Collect(strings.Lines(b.String()))
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
	out := quiet(strings.Join(lines, ""))
	if service != "" {
		out = strings.Replace(out, `href="`+unsubscribe+`"`, `href="`+services[service]+`"`, 1)
	}
	return []byte(out), nil
}

// quiet writes the brackets and bars of merge tags as references everywhere but in the style sheet: a mailing service reads
// the source and finds nothing of its own in a title, while a reader sees the same.
func quiet(page string) string {
	head, rest, _ := strings.Cut(page, "</style>")
	before, style, found := strings.Cut(head, "<style>")
	if !found {
		return inSource.Replace(page)
	}
	return inSource.Replace(before) + "<style>" + style + "</style>" + inSource.Replace(rest)
}

var inSource = strings.NewReplacer("{", "&#123;", "}", "&#125;", "|", "&#124;", "[", "&#91;", "]", "&#93;", "%%", "&#37;&#37;")

// HTML marks the words for a browser. A span with a direction is set apart from what stands around it; Gmail and Outlook
// know no bdi.
func (w Words) HTML() template.HTML {
	escaped := template.HTMLEscapeString(w.Text)
	if w.Lang == "" && w.Dir == "" {
		return template.HTML(escaped)
	}
	var b strings.Builder
	b.WriteString("<span")
	for _, a := range [][2]string{{"lang", w.Lang}, {"dir", w.Dir}} {
		if a[1] != "" {
			b.WriteString(` ` + a[0] + `="` + template.HTMLEscapeString(a[1]) + `"`)
		}
	}
	b.WriteString(">" + escaped + "</span>")
	return template.HTML(b.String())
}
