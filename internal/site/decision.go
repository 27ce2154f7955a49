package site

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	folded "counternotice/internal/text"
)

// decision is one decision of an editor, on the page of its story or in the log of all.
type decision struct {
	Verb    news.Verb
	What    string // "Corrected"
	Detail  string // to follow it: "until 24 November 2026"
	When    moment
	By      text
	Reason  []passage
	Law     *demand
	Body    template.HTML // of a note or a correction; see markup
	Titles  []text        // of a retitle: ours
	Added   []link
	Removed []link
	Stories []sourceRef // that it bears on, but for the one whose page it is and Into
	Into    *sourceRef  // of a merge: the story that stays; nil on its own page
	Reports []text      // titles of the reports that it is about
	Unmet   bool
}

// demand is what a law asked of us.
type demand struct {
	Law, By text
	Notice  string // an address; empty where it is not public
}

// gonePage stands at the address of a story that an editor withdrew.
type gonePage struct {
	page
	Day       string
	Topics    []link
	Decision  decision
	Decisions []decision // the others that bear on it
	Log       string
}

func (*gonePage) template() string { return "page/gone.html" }

// passage is a run of plain text, or an address in it that leads somewhere: to the notice that made us withdraw a story.
type passage struct {
	Words text
	Href  string
}

// passages finds the addresses in a plain text.
func (p *pen) passages(plain string) []passage {
	var out []passage
	for plain != "" {
		at := strings.Index(plain, "https://")
		if i := strings.Index(plain, "http://"); i >= 0 && (at < 0 || i < at) {
			at = i
		}
		if at < 0 {
			return append(out, passage{Words: p.name(plain, "")})
		}
		link, _, _ := strings.Cut(plain[at:], " ")
		link = strings.TrimRight(link, ".,;:!?)”\"'")
		if at > 0 {
			out = append(out, passage{Words: p.name(plain[:at], "")})
		}
		out = append(out, passage{Words: text{Words: link}, Href: outward(link)})
		plain = plain[at+len(link):]
	}
	return out
}

func notes() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.Typographer))
}

// CheckText says what is wrong with a text of an editor: what would be left out, break the outline of a page, or ask
// somebody else for something. line counts from 0; what is empty if nothing is wrong.
func CheckText(markdown string) (line int, what, remedy string) {
	src := []byte(markdown)
	doc := notes().Parser().Parse(gmtext.NewReader(src))
	at := 0 // where the block in question begins
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			at = n.Lines().At(0).Start
		}
		switch n := n.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			what, remedy = "HTML is not taken", "write it as Markdown"
		case *ast.Image:
			what, remedy = "a picture is not taken", "link to it: the same without the exclamation mark"
		case *ast.Heading:
			what, remedy = "a heading is not taken", "make it a paragraph of its own; **bold** if it must stand out"
		case *ast.Link:
			what, remedy = badLink(string(n.Destination))
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL {
				what, remedy = badLink(string(n.URL(src)))
			}
		}
		if what != "" {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	if what == "" {
		return 0, "", ""
	}
	return bytes.Count(src[:at], []byte("\n")), what, remedy
}

func badLink(address string) (what, remedy string) {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "mailto" && u.Opaque != "" || (u.Scheme == "http" || u.Scheme == "https") && u.Host != "") {
		return "", ""
	}
	return fmt.Sprintf("the link to %q is not taken", clip(address, 60)), "the text stands on several pages; write the whole address, with https://"
}

// markup renders a text of an editor. One that CheckText refuses, which no run publishes, comes out as it was written.
func markup(markdown string) template.HTML {
	var b bytes.Buffer
	if _, what, _ := CheckText(markdown); what != "" || notes().Convert([]byte(markdown), &b) != nil {
		return template.HTML("<p>" + template.HTMLEscapeString(markdown) + "</p>\n")
	}
	return template.HTML(b.String())
}

// firstParagraph is the first paragraph of a text of an editor without its markup; empty if it begins with something else.
func firstParagraph(markdown string) string {
	if _, what, _ := CheckText(markdown); what != "" {
		return ""
	}
	src := []byte(markdown)
	first := goldmark.DefaultParser().Parse(gmtext.NewReader(src)).FirstChild()
	if first == nil || first.Kind() != ast.KindParagraph {
		return ""
	}
	var b strings.Builder
	_ = ast.Walk(first, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(src))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// Markup renders a text of an editor for feeds, as pages have it: paragraphs, lists, quotations, code, links and emphasis,
// without classes and styles.
func Markup(markdown string) string { return string(markup(markdown)) }

// Plain is the first paragraph of a text of an editor as a page shows it, without its markup, on one line: of a list or a
// quotation all of it. The address of a link stands behind it in brackets. One that CheckText refuses comes out as it was written.
func Plain(markdown string) string {
	src := []byte(markdown)
	if _, what, _ := CheckText(markdown); what != "" {
		return strings.Join(strings.Fields(markdown), " ")
	}
	for n := notes().Parser().Parse(gmtext.NewReader(src)).FirstChild(); n != nil; n = n.NextSibling() {
		var links []*ast.Link
		_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if l, ok := n.(*ast.Link); ok && entering {
				links = append(links, l)
			}
			return ast.WalkContinue, nil
		})
		for _, l := range links {
			l.Parent().InsertAfter(l.Parent(), l, ast.NewString([]byte(" ("+strings.TrimPrefix(string(l.Destination), "mailto:")+")")))
		}
		var b bytes.Buffer
		if err := notes().Renderer().Render(&b, src, n); err != nil {
			return ""
		}
		if plain := folded.FromHTML(b.String()); plain != "" {
			return strings.Join(strings.Fields(plain), " ")
		}
	}
	return ""
}

// decisions are those that bear on a story, for its own page.
func (p *pen) decisions(list []*edition.Decision, self *edition.Story) []decision {
	var out []decision
	for _, d := range list {
		out = append(out, p.decision(d, self))
	}
	return out
}

// decision writes one for a page; self is nil in the log of all.
func (p *pen) decision(d *edition.Decision, self *edition.Story) decision {
	v := decision{Verb: d.Verb, When: p.date(d.Made), By: p.name(d.By, ""), Reason: p.passages(d.Reason), Unmet: d.Unmet != ""}
	for i, s := range d.Stories {
		ref := sourceRef{p.href(s.Path), p.storyName(s)}
		switch {
		case s == self:
		case d.Verb == news.VerbMerge && i == 0:
			v.Into = &ref
		default:
			v.Stories = append(v.Stories, ref)
		}
	}
	for _, r := range d.Reports {
		t, _ := p.title(r.Item.Title, r.Item.Language)
		if !slices.ContainsFunc(v.Stories, func(s sourceRef) bool { return s.Name == t }) { // which says it already
			v.Reports = append(v.Reports, t)
		}
	}
	for _, l := range d.LeftOut {
		t, _ := p.title(l.Title, l.Language)
		v.Reports = append(v.Reports, t)
	}
	switch d.Verb {
	case news.VerbHide:
		if d.OffTopic {
			v.Detail = "as off topic"
		}
		if d.Law != "" {
			v.Law = &demand{p.name(d.Law, ""), p.name(cmp.Or(d.Demander, "not made public"), ""), outward(d.Notice)}
			if d.Demander == "" && v.Law.Notice != "" {
				v.Law.By.Words = "named in the notice"
			}
		}
		v.What = "Report withdrawn"
		if len(d.Stories) > 0 && !slices.ContainsFunc(d.Stories, func(s *edition.Story) bool { return s.Gone != d }) || self != nil && self.Gone == d {
			v.What = "Withdrawn"
		}
	case news.VerbPin:
		if v.What = "Put first"; d.Until != "" {
			v.Detail = "until " + spellDay(d.Until)
		}
	case news.VerbMerge:
		v.What = "Joined"
	case news.VerbSplit:
		v.What = "Set apart"
	case news.VerbRetitle:
		t, _ := p.title(d.Title, d.Language)
		v.What = "Titled"
		if len(d.Stories) == 0 || slices.ContainsFunc(d.Stories, func(s *edition.Story) bool { return s.Gone == nil }) { // no word of what was withdrawn
			v.Titles = []text{t}
		}
	case news.VerbRetag:
		v.What = "Tags changed"
		for _, id := range d.Add {
			v.Added = append(v.Added, p.tagByID(id))
		}
		for _, id := range d.Remove {
			v.Removed = append(v.Removed, p.tagByID(id))
		}
	case news.VerbTake:
		v.What = "Taken after all"
		if len(d.LeftOut) > 0 {
			v.What, v.Detail = "To be taken", "with the next run"
		}
		for _, id := range d.Add {
			v.Added = append(v.Added, p.tagByID(id))
		}
	case news.VerbNote:
		v.What, v.Body = "Note", markup(d.Text)
	case news.VerbCorrect:
		v.What, v.Body = "Corrected", markup(d.Text)
	case news.VerbLead:
		v.What = "Another report leads"
	}
	return v
}

// storyName is the title of a story; one that has none now is named by its id.
func (p *pen) storyName(s *edition.Story) text {
	if s.Title == "" && s.Lead == nil {
		return text{Words: "story " + s.ID}
	}
	t, _ := p.title(s.Title, s.Language)
	return t
}

// gonePages stand at the addresses of what was withdrawn. They name neither the title nor a report.
func (r *renderer) gonePages() error {
	for _, s := range r.d.Gone {
		if s.Gone == nil {
			continue
		}
		p := r.pen(s.Path)
		heading, says := "Withdrawn: story ", "This story was withdrawn by an editor. The address stays and gives the reason."
		if s.Gone.Law != "" {
			heading, says = "Unavailable for legal reasons: story ", "This story was withdrawn because a law demands it. The address stays and names the law."
		}
		v := &gonePage{page: p.page(heading+s.ID, says), Day: spellDay(s.Day), Log: p.href("corrections/")}
		v.NoIndex = true
		for _, t := range s.Tags {
			v.Topics = append(v.Topics, p.tagLink(t))
		}
		v.Decision = p.decision(s.Gone, s)
		for _, d := range s.Decisions {
			if d != s.Gone && (d.Verb == news.VerbCorrect || d.Verb == news.VerbNote) {
				v.Decisions = append(v.Decisions, p.decision(d, s))
			}
		}
		if err := r.render(p.at, v); err != nil {
			return err
		}
	}
	return nil
}

// withdrawn follows the address of a story that was merged away to one that an editor withdrew; empty if it leads to none.
func (r *renderer) withdrawn(path string) string {
	for range 100 {
		if slices.ContainsFunc(r.d.Gone, func(s *edition.Story) bool { return s.Path == path }) {
			return path
		}
		s := r.stories[path]
		if s == nil || s.Into == "" {
			break
		}
		path = s.Into
	}
	return ""
}
