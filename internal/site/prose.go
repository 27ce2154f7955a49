package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
)

// prose is one Markdown page of content/. Its body is the only markup that no template escapes: it is our own, and raw
// HTML in it is an error.
type prose struct {
	path        string
	title       string
	description string
	body        template.HTML
}

// prosePage is a page of our own words.
type prosePage struct {
	page
	Body template.HTML
	Log  []decision // on the page of corrections: all of the editors' decisions, newest first
}

func (*prosePage) template() string { return "page/prose.html" }

// proseNames is the pages that the footer of every page links to.
var proseNames = []string{"about", "method", "corrections"}

func readProse(content fs.FS) ([]prose, error) {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Typographer), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	var out []prose
	for _, name := range proseNames {
		file := name + ".md"
		src, err := fs.ReadFile(content, file)
		if err != nil {
			return nil, fmt.Errorf("content: %w; put the page there, or leave out --content", err)
		}
		if at := strings.IndexFunc(string(src), func(r rune) bool { return r == utf8.RuneError || r < ' ' && r != '\n' && r != '\t' && r != '\r' }); at >= 0 {
			return nil, fmt.Errorf("content: %s:%d: holds what is no UTF-8 text; save the page as UTF-8", file, 1+bytes.Count(src[:at], []byte("\n")))
		}
		doc := md.Parser().Parse(gmtext.NewReader(src))
		p := prose{path: name + "/"}
		for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
			if h, ok := n.(*ast.Heading); ok && h.Level == 1 && p.title == "" && n == doc.FirstChild() {
				p.title = words(n, src)
			} else if n.Kind() == ast.KindParagraph && p.description == "" {
				p.description = clip(words(n, src), 300)
			}
		}
		if p.title == "" {
			return nil, fmt.Errorf("content: %s:1: the page does not begin with a title; write \"# Title\" first", file)
		}
		if err := checkMarkup(doc, src, file); err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := md.Renderer().Render(&b, src, doc); err != nil {
			return nil, fmt.Errorf("content: %s: %w", file, err)
		}
		p.body = template.HTML(b.String())
		out = append(out, p)
	}
	return out, nil
}

// checkMarkup refuses what goldmark would silently leave out.
func checkMarkup(doc ast.Node, src []byte, file string) error {
	return ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		at := -1
		switch n := n.(type) {
		case *ast.HTMLBlock:
			at = n.Lines().At(0).Start
		case *ast.RawHTML:
			at = n.Segments.At(0).Start
		}
		if at >= 0 {
			return ast.WalkStop, fmt.Errorf("content: %s:%d: HTML is not taken; write it as Markdown", file, 1+bytes.Count(src[:at], []byte("\n")))
		}
		return ast.WalkContinue, nil
	})
}

// words is the text of a block without its markup, on one line.
func words(n ast.Node, src []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Segment.Value(src))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(strings.Fields(b.String()), " ")
}

func (r *renderer) prosePages() error {
	for _, pr := range r.site.prose {
		p := r.pen(pr.path)
		v := &prosePage{page: p.page(pr.title, pr.description), Body: pr.body}
		if pr.path == "corrections/" {
			v.Log = p.decisions(r.d.Decisions, nil)
		}
		if err := r.render(pr.path, v); err != nil {
			return err
		}
	}
	return nil
}
