package letter

import (
	"bytes"
	"strings"
)

// page is an issue as the templates of Markdown and plain text see it: every field is escaped for the format already.
type page struct {
	Title, Intro string
	Sections     []pageSection
	Notes        []string
	Credit       pageCredit
	Licenses     []pageLink // of the excerpts, each once, where they have an address
	Unsubscribe  string     // the placeholder of a mailing service; empty for none
}

type pageSection struct {
	Title   string
	Stories []pageLine
}

type pageLine struct {
	Title, URL, In string
	Update         bool
	Before         string // the day on which the story began or was in an issue: "20 November 2026"
	Publisher      string
	Speaker, Date  string
	Sentence, Line string
	Excerpt        string
	Credit         pageCredit
	Own            *pageLink // In is the language of the digest
	Also           []pageLink
	Documents      []pageLink
}

type pageCredit struct{ Before, License, URL, After string }

type pageLink struct{ Title, Name, URL, In string }

// page fills the view of an issue with text that esc has made harmless.
func (is *Issue) page(esc func(string) string, service string) page {
	p := page{Title: esc(is.Title), Intro: esc(is.Intro), Credit: pageCredit{Before: esc(is.Site), URL: is.URL}, Unsubscribe: services[service]}
	for _, n := range is.Notes {
		p.Notes = append(p.Notes, esc(n))
	}
	named := map[string]bool{}
	for _, sec := range is.Sections {
		ps := pageSection{Title: esc(sec.Title)}
		for _, l := range sec.Stories {
			v := pageLine{
				Title: isolate(esc(l.Title)), URL: l.URL, In: esc(l.In), Update: l.Update != nil, Before: esc(l.Onward()), Publisher: isolate(esc(l.Publisher)), Speaker: esc(l.Speaker),
				Date: esc(l.When()), Sentence: esc(l.Sentence), Line: esc(l.Line), Excerpt: isolate(esc(l.Excerpt)),
			}
			if c := l.Credit; c.Before != "" {
				v.Credit = pageCredit{esc(c.Before) + v.Publisher + esc(c.By), esc(c.License), c.URL, esc(c.After)}
			}
			if o := l.Own; o != nil {
				v.Own = &pageLink{isolate(esc(o.Title)), isolate(esc(o.Publisher)), o.URL, esc(languageName(is.Language))}
			}
			for _, o := range l.Also {
				v.Also = append(v.Also, pageLink{Name: isolate(esc(o.Publisher)), URL: o.URL, In: esc(o.In)})
			}
			for _, o := range l.Documents {
				v.Documents = append(v.Documents, pageLink{Name: isolate(esc(o.Publisher)), URL: o.URL})
			}
			if c := l.Credit; c.URL != "" && !named[c.URL] {
				named[c.URL] = true
				p.Licenses = append(p.Licenses, pageLink{Name: esc(c.License), URL: c.URL})
			}
			ps.Stories = append(ps.Stories, v)
		}
		p.Sections = append(p.Sections, ps)
	}
	return p
}

// When says when a report was published, or that only we know when it was there.
func (l Line) When() string {
	if l.Seen {
		return "seen " + spell(l.Date)
	}
	return spell(l.Date)
}

// Onward is the day from which a story goes on, in words: that of the issue which had it, or on which it began; empty for
// one that began in the period.
func (l Line) Onward() string {
	if l.Update != nil && l.Update.Day != "" {
		return spell(l.Update.Day)
	}
	if l.Update == nil && l.Since != "" {
		return spell(l.Since)
	}
	return ""
}

func (t *Templates) writeMarkdown(is *Issue, service string) ([]byte, error) {
	var b bytes.Buffer
	err := t.markdown.Execute(&b, is.page(markdown, service))
	return squeeze(b.Bytes()), err
}

// markdown escapes a text that stands in a line or is one.
func markdown(s string) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if rest := s[digits:]; rest != "" && (digits == 0 && strings.Contains("#+-=:", rest[:1]) || digits > 0 && strings.Contains(".)", rest[:1])) {
		return s[:digits] + `\` + rest[:1] + inMarkdown.Replace(rest[1:])
	}
	return inMarkdown.Replace(s)
}

// inMarkdown escapes what CommonMark, its GitHub dialect with bare addresses and tables, HTML inside Markdown, and the merge
// tags of mailing services could read as theirs, and no more, which keeps the text readable where it is pasted as it is.
var inMarkdown = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "&", `\&`, "~", `\~`, "|", `\|`, "{", `\{`, "}", `\}`, "$", `\$`, "%", `\%`, "#", `\#`,
	"://", `\://`, "www.", `www\.`, "WWW.", `WWW\.`, "@", `\@`, "mailto:", `mailto\:`, "xmpp:", `xmpp\:`, "^", `\^`, "==", `\=\=`, "++", `\+\+`,
)

// squeeze leaves at most one empty line between two, none at the beginning, and one line end at the end, so that a template
// need not count them.
func squeeze(data []byte) []byte {
	var out []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, " \r\n")
		if line != "" || len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, line)
		}
	}
	return []byte(strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n")
}
