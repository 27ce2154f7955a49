package letter

import (
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"slices"
	"strings"
	"text/template"

	"counternotice/internal/edition"
)

// Formats are the names of the formats, which are the endings of their files, in the order in which pages name them.
var Formats = [...]string{"md", "html", "txt", "csv", "json"}

// MailBytes is the largest e-mail that is made: Gmail cuts a message near 102 KB, and senders lengthen every link.
const MailBytes = 80 << 10

// Templates are the files of templates/letter/, parsed and checked once.
type Templates struct {
	mail     *htmltemplate.Template
	markdown *template.Template
	plain    *template.Template
}

// New reads letter/email.html, letter/letter.md and letter/letter.txt of templates. A template that asks for a field that a
// letter does not have is an error.
func New(templates fs.FS) (*Templates, error) {
	var t Templates
	for _, f := range []struct {
		name  string
		parse func(name, text string) error
	}{
		{"email.html", func(name, text string) (err error) {
			t.mail, err = htmltemplate.New(name).Parse(text)
			return err
		}},
		{"letter.md", func(name, text string) (err error) {
			t.markdown, err = template.New(name).Parse(text)
			return err
		}},
		{"letter.txt", func(name, text string) (err error) {
			t.plain, err = template.New(name).Parse(text)
			return err
		}},
	} {
		text, err := fs.ReadFile(templates, "letter/"+f.name)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		if err := f.parse("letter/"+f.name, string(text)); err != nil {
			return nil, err
		}
	}
	for _, format := range Formats {
		if _, err := t.Write(blank(), format, Services()[0]); err != nil {
			return nil, err
		}
	}
	return &t, nil
}

// blank is an issue with every part that a template may ask for, for the check of the templates.
func blank() *Issue {
	cite := []Cite{{Title: "a", Publisher: "a", URL: "https://a.example/", Language: "en"}, {Publisher: "a", URL: "https://a.example/", Language: "de", In: "German"}}
	l := Line{
		Update: &Used{ID: "a", Title: "a", Day: "2026-11-21"}, Language: "ar", In: "Arabic", Speaker: "a", Since: "2026-11-21", Sentence: "a", Line: "a", Excerpt: "a",
		Credit: Credit{Before: "a", By: "a", License: "a", URL: "https://a.example/"}, Own: &cite[0], Also: cite, Documents: cite,
	}
	other := l
	other.Update, other.Sentence, other.Credit.URL = nil, "", ""
	return &Issue{Language: "en", Stories: 2, Notes: []string{"a"}, Sections: []Section{{Title: "a", Stories: []Line{l, other}}}}
}

// services has the placeholder that each mailing service replaces by a reader's address to unsubscribe.
var services = map[string]string{"buttondown": "{{ unsubscribe_url }}", "mailchimp": "*|UNSUB|*", "mailerlite": "{$unsubscribe}"}

// Services lists the mailing services whose placeholder for the link to unsubscribe a letter can carry.
func Services() []string { return []string{"buttondown", "mailchimp", "mailerlite"} }

// Write gives an issue in one of Formats. What is sent has the link to unsubscribe of one of Services; with the empty
// string there is none, since many services add their own.
func (t *Templates) Write(is *Issue, format, service string) ([]byte, error) {
	if service != "" && services[service] == "" {
		return nil, fmt.Errorf("%q is no mailing service that is known here; there are %s", service, strings.Join(Services(), ", "))
	}
	switch format {
	case "md":
		return t.writeMarkdown(is, service)
	case "html":
		return t.writeMail(is, service)
	case "txt":
		return t.writePlain(is, service)
	case "csv":
		return writeCSV(is)
	case "json":
		return writeJSON(is)
	}
	return nil, fmt.Errorf("%q is no format of a letter; there are %s", format, strings.Join(Formats[:], ", "))
}

// Weekly gives the issue of every week that brought news, newest first. Each knows what the ones before it carried.
func Weekly(d *edition.Digest) []*Issue {
	var out []*Issue
	carried := NewLedger()
	for _, w := range slices.Backward(d.Weeks) {
		is := Compose(d, Selection{Name: w.ID, From: w.First, To: w.Last, Limit: Stories, Used: carried})
		if is.Stories > 0 {
			carried.Carry(is)
			out = append(out, is)
		}
	}
	slices.Reverse(out)
	return out
}

// Path is where a file of an issue stands on the site: "letter/2026-w47.md".
func (is *Issue) Path(format string) string { return "letter/" + is.Name + "." + format }

// Files writes the issue of every week in every format, and what the desk reads, in a fixed order, to a sink; it stops at
// the sink's first error.
func (t *Templates) Files(d *edition.Digest, write func(path string, data []byte) error) error {
	for _, is := range Weekly(d) {
		for _, format := range Formats {
			data, err := t.Write(is, format, "")
			if err != nil {
				return fmt.Errorf("letter %s: %w", is.Name, err)
			}
			if err := write(is.Path(format), data); err != nil {
				return err
			}
		}
	}
	return Desk(d, write)
}
