package site

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"text/template"
	"text/template/parse"

	"counternotice/internal/edition"
	"counternotice/templates"
)

// Every branch of every template is executed with the data of real pages, so that each field that a template names is
// known to exist, and no component is left that nothing uses. The templates run as text here: a marker that is put at
// the head of each branch would change what html/template sees.
func TestEveryBranch(t *testing.T) {
	seen := map[string]bool{}
	set := template.New("").Funcs(template.FuncMap{"seen": func(mark string) string {
		seen[mark] = true
		return ""
	}})
	var marks []string
	for name, file := range copyFS(t, templates.FS) {
		if !strings.HasPrefix(name, "page/") && !strings.HasPrefix(name, "part/") {
			continue
		}
		tmpl, err := set.New(name).Parse(string(file.Data))
		if err != nil {
			t.Fatal(err)
		}
		marks = append(marks, mark(tmpl.Tree, tmpl.Root, "")...)
	}
	quiet := &edition.Digest{Site: newSample().Site, Updated: newSample().Updated}
	quiet.Front.Silent = newSample().Front.Silent
	digests := []*edition.Digest{newSample(), {Site: newSample().Site}, quiet, sampleWithout(), withDecisions(), manyLeft(leftFolds + 1), leftByModel()}
	for _, d := range digests {
		if err := build(t).views(d, func(_ string, v view) error { return set.ExecuteTemplate(io.Discard, v.template(), v) }); err != nil {
			t.Error(err)
		}
	}
	for _, m := range marks {
		if !seen[m] {
			t.Errorf("no page executes %s", m)
		}
	}
}

// sampleWithout is the sample at other ends of its states.
func sampleWithout() *edition.Digest {
	d := newSample()
	d.Site.Language = "ar"
	d.Front.Empty = true
	d.Front.Silent = append(d.Front.Silent, d.Front.Silent...)
	d.Tags = nil
	d.Stories[0].Reports[0].Item.License = "OGL-UK-3.0" // prescribes a sentence
	for range periodLines {                             // a busy day and week
		d.Months[0].Stories = append([]*edition.Story{d.Months[0].Stories[0]}, d.Months[0].Stories...)
		week := d.Weeks[0].Sections
		week[0].Stories = append([]*edition.Story{week[0].Stories[0]}, week[0].Stories...)
	}
	return d
}

// mark puts a call of seen at the head of every branch and gives the names of the marks.
func mark(tree *parse.Tree, list *parse.ListNode, label string) []string {
	if list == nil {
		return nil
	}
	line, _ := tree.ErrorContext(list)
	name := fmt.Sprintf("%s %s", line, label)
	call, err := parse.Parse("mark", fmt.Sprintf("{{seen %q}}", name), "", "", map[string]any{"seen": 0})
	if err != nil {
		panic(err)
	}
	marks := []string{name}
	for _, n := range list.Nodes {
		var b *parse.BranchNode
		switch n := n.(type) {
		case *parse.IfNode:
			b = &n.BranchNode
		case *parse.RangeNode:
			b = &n.BranchNode
		case *parse.WithNode:
			b = &n.BranchNode
		default:
			continue
		}
		marks = append(marks, mark(tree, b.List, b.Pipe.String())...)
		marks = append(marks, mark(tree, b.ElseList, "else of "+b.Pipe.String())...)
	}
	list.Nodes = append([]parse.Node{call["mark"].Root.Nodes[0]}, list.Nodes...)
	return marks
}
