package letter

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"counternotice/internal/news"
)

// FuzzTitle puts any text into the title, the name of the publisher, the excerpt and the editor's sentence of one story.
// In no format may it be more than text, and where it is read back it must be what it was.
func FuzzTitle(f *testing.F) {
	for _, seed := range []string{
		hostile, "", "plain", "1. list", "- item", "# heading", "===", "> quote", "```", "a\\", "![x](y)", "<!-- c -->", "&copy; &#35;", "~~gone~~", "|a|b|", "a\u202eb", "\x00\x1b[31m",
		"http://x.example/", "HTTPS://X.example", "www.x.example", "Www.x.example", "me@x.example", "mailto:me@x.example", "[^1]", "$x$", "\\[a](b)", "*a*", "_a_", "a;=1+1", "＝1", "\t=1",
		"\"=1", "محكمة", "漫画村", "a\r\nb", "-----", "+1", "@SUM(A1)", "xmpp:a@x.example", "ftp://x.example", "[[a]]", "%%b%%", "${c}", "*| |*", "  spaced  ", "\u2028", "<https://x.example>",
	} {
		f.Add(seed)
	}
	letters := ready(f)
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 || !utf8.ValidString(s) {
			return
		}
		lead := []string{"lamp", "gerecht"}[len(s)%2] // under the second the other report is named with its title
		d := digest(t, told{"aaaaaaaa", "2026-11-18", []news.TagID{"topic/takedowns"}, []string{lead + "¦¦x¦x", "wire¦¦y¦"}})
		for _, r := range d.Stories[0].Reports {
			r.Item.Title, r.Item.Excerpt, r.Source.Feed.Name = s, s, s
		}
		d.Stories[0].Title = s
		is := Compose(d, Selection{From: "2026-11-16", To: "2026-11-22", Sentences: map[string]string{"aaaaaaaa": s}})
		l := is.lines()[0]
		out := map[string][]byte{}
		for _, format := range Formats {
			data, err := letters.Write(is, format, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, tag := range []string{"{{", "{%", "*|", "{$"} {
				if i := bytes.Index(data, []byte(tag)); i >= 0 && format != "csv" && format != "json" {
					t.Errorf("%s has the merge tag %q", format, data[i:min(len(data), i+30)])
				}
			}
			out[format] = data
		}
		checkMarkdown(t, out["md"], l)
		checkMail(t, out["html"], l)
		checkTable(t, out["csv"])
		var back Issue
		if err := json.Unmarshal(out["json"], &back); err != nil || back.lines()[0].Title != l.Title {
			t.Errorf("JSON: %v, title %q", err, back.lines()[0].Title)
		}
	})
}

// checkMarkdown reads an issue of one story as GitHub does.
func checkMarkdown(t *testing.T, source []byte, l *Line) {
	t.Helper()
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList)).Parser().Parse(text.NewReader(source))
	counts := map[ast.NodeKind]int{}
	var heading ast.Node
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			counts[n.Kind()]++
			if h, ok := n.(*ast.Heading); ok && h.Level == 3 {
				heading = h
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantEmphasis := 0
	if l.Excerpt != "" {
		wantEmphasis = 1
	}
	wantLinks := 1 + 1 + 2 // the story, the other report, the footer
	if l.Credit.URL != "" {
		wantLinks++
	}
	for kind, n := range counts {
		switch {
		case kind == ast.KindDocument, kind == ast.KindText, kind == ast.KindParagraph, kind == ast.KindString:
		case kind == ast.KindHeading && n == 3, kind == ast.KindThematicBreak && n == 1, kind == ast.KindEmphasis && n == wantEmphasis, kind == ast.KindLink && n == wantLinks:
		default:
			t.Errorf("%d × %s in\n%s", n, kind, source)
		}
	}
	if heading == nil {
		t.Fatalf("no heading in\n%s", source)
	}
	var b bytes.Buffer
	if err := goldmark.DefaultRenderer().Render(&b, source, heading); err != nil {
		t.Fatal(err)
	}
	if got := strings.Trim(textOf(t, b.String()), "\u2067\u2069"); got != l.Title {
		t.Errorf("the title reads %q, want %q, in\n%s", got, l.Title, b.String())
	}
}

func checkMail(t *testing.T, source []byte, l *Line) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	h3, links := "", 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr", "td", "h1", "h2", "p", "span":
		case "h3":
			var b bytes.Buffer
			if err := html.Render(&b, n); err != nil {
				t.Fatal(err)
			}
			h3 = textOf(t, b.String())
		case "a":
			links++
		default:
			t.Errorf("<%s> in the e-mail", n.Data)
		}
	}
	want := 1 + 1 + 3
	if l.Credit.URL != "" {
		want++
	}
	if h3 != l.Title || links != want {
		t.Errorf("the e-mail's title reads %q, want %q; %d links, want %d", h3, l.Title, links, want)
	}
}

func textOf(t *testing.T, markup string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// checkTable reads the CSV with each separator that a spreadsheet program may take it to have.
func checkTable(t *testing.T, source []byte) {
	t.Helper()
	rest, ok := bytes.CutPrefix(source, []byte("\ufeff"))
	if !ok {
		t.Error("no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil || len(rows) != 2 || len(rows[1]) != len(Columns) {
		t.Fatalf("CSV: %v, %d rows", err, len(rows))
	}
	for i, cell := range rows[1] {
		for part := range strings.SplitSeq(cell, ";") {
			if part = strings.TrimPrefix(part, `"`); part != "" && strings.ContainsAny(string([]rune(part)[:1]), starts) {
				t.Errorf("%s begins a formula: %q", Columns[i], cell)
			}
		}
	}
}
