package curation

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

type node = yaml.Node

const (
	mappingNode  = yaml.MappingNode
	sequenceNode = yaml.SequenceNode
	scalarNode   = yaml.ScalarNode
)

// maxAddress bounds an address, in characters: servers commonly refuse longer ones.
const maxAddress = 2000

// reader collects the problems of one file.
type reader struct {
	file     string
	problems news.Problems
}

func (r *reader) add(line int, what, remedy string) {
	r.problems = append(r.problems, news.Problem{File: r.file, Line: line, What: what, Remedy: remedy})
}

// document gives the root of the file; nil if there is nothing in it, or after a problem that leaves nothing to read.
func (r *reader) document(data []byte) *node {
	if len(data) > MaxSize {
		r.add(0, "the file is larger than 4 MiB", "check that this is the right file")
		return nil
	}
	if line, what := badText(data); what != "" {
		r.add(line, what, "save the file as plain UTF-8 text without such characters")
		return nil
	}
	if unmerged := news.Unmerged(r.file, data); len(unmerged) > 0 {
		r.problems = append(r.problems, unmerged...)
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		r.add(0, err.Error(), "")
		return nil
	}
	var doc, second node
	if err := loader.Load(&doc); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		r.syntax(data, err)
		return nil
	}
	if err := loader.Load(&second); err == nil {
		r.add(second.Line, "a second YAML document begins here", `keep one document and remove the line "---"`)
		return nil
	} else if !errors.Is(err, io.EOF) {
		r.syntax(data, err)
		return nil
	}
	if len(doc.Content) != 1 || isNull(doc.Content[0]) {
		return nil
	}
	root := doc.Content[0]
	if root.Kind != mappingNode {
		r.add(root.Line, "the file holds "+describe(root), `write "decisions:" at the left margin and the list below it`)
		return nil
	}
	before := len(r.problems)
	r.refuse(root)
	if len(r.problems) > before {
		return nil
	}
	return root
}

// badText finds the first byte that is no text, or that would hide or reorder the text beside it from a reviewer:
// bidirectional controls, zero-width and tag characters, byte order marks, line breaks that editors do not show.
func badText(data []byte) (line int, what string) {
	line = 1
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			return line, fmt.Sprintf("the byte 0x%02x is not UTF-8", data[i])
		case c == '\n':
			line++
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n', c == '\t':
		case unicode.IsControl(c):
			return line, fmt.Sprintf("the control character U+%04X stands in the text", c)
		case c == 0xFEFF && i == 0:
		case c >= 0x202A && c <= 0x202E, c >= 0x2066 && c <= 0x2069, c == 0x200B, c == 0x2028, c == 0x2029, c == 0x2060, c == 0xFEFF, c >= 0xFFFE && c <= 0xFFFF, c >= 0xE0000 && c <= 0xE007F:
			return line, fmt.Sprintf("the invisible character U+%04X stands in the text", c)
		}
		i += size
	}
	return 0, ""
}

// syntax turns an error of the YAML library into a problem with a line.
func (r *reader) syntax(data []byte, err error) {
	line, what, remedy := 0, err.Error(), "check the indentation, the colons and the quotes there"
	lines := bytes.Split(data, []byte("\n"))
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		line, what = e.Mark.Line, e.Message
		switch { // an open bracket or quote is noticed at the end of the file; the mistake is at its start
		case e.ContextMark.Line > 0 && strings.Contains(e.ContextMsg, "quoted scalar"):
			line, remedy = e.ContextMark.Line, "close the quote that is opened there"
		case e.ContextMark.Line > 0 && strings.Contains(e.ContextMsg, "simple key"):
			line, remedy = e.ContextMark.Line, "put a colon and a space between a key and what belongs to it, and a space behind a dash"
		case e.ContextMark.Line > 0 && strings.Contains(e.ContextMsg, "flow"):
			remedy = fmt.Sprintf("close the bracket that is opened at line %d", min(e.ContextMark.Line, len(lines)))
		case strings.Contains(what, "mapping values are not allowed"):
			remedy = "put a text that contains a colon in quotes, and check the indentation"
		}
	}
	line = min(line, len(lines)) // the end of the file may count as a line more
	if line > 0 {
		rest := bytes.TrimLeft(lines[line-1], " ")
		if len(rest) > 0 && rest[0] == '\t' {
			what, remedy = "a tab is used to indent", "indent with spaces"
		}
	}
	r.add(line, "not readable as YAML: "+what, remedy)
}

// refuse reports what YAML allows and a file that people review line by line does not need.
func (r *reader) refuse(n *node) {
	switch {
	case n.Kind == yaml.AliasNode:
		r.add(n.Line, fmt.Sprintf("the alias %q stands for another value", short(n.Value)), "write the value out")
		return
	case n.Anchor != "":
		r.add(n.Line, fmt.Sprintf("the anchor %q names a value for reuse", short(n.Anchor)), "remove it and write values out where they are used")
	case n.Tag == "!!merge":
		r.add(n.Line, `"<<" merges another value`, "write the value out")
	case n.Tag == "!!binary":
		r.add(n.Line, `the tag "!!binary" makes a value base64, which nobody can read`, "write the text itself, in UTF-8")
	case n.Style&yaml.TaggedStyle != 0:
		r.add(n.Line, fmt.Sprintf("the tag %q stands before a value", short(n.Tag)), "remove it")
	case n.Kind == scalarNode: // an escape writes what must not stand in the file itself; nothing may begin with a byte order mark
		if _, what := badText([]byte(" " + n.Value)); what != "" {
			r.add(n.Line, "after its escapes are read, "+what, "remove it")
		}
	}
	for _, c := range n.Content {
		r.refuse(c)
	}
}

// mapping reads a mapping of known keys; nil, with a problem, if the node is none.
func (r *reader) mapping(n *node, label string, known []string) map[string]*node {
	if n.Kind != mappingNode {
		r.add(n.Line, label+" is "+describe(n), "write its keys: "+strings.Join(known, ", "))
		return nil
	}
	out := map[string]*node{}
	first := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		line, twice := first[key.Value]
		switch {
		case key.Kind != scalarNode:
			r.add(key.Line, label+": a key is "+describe(key), "write one of "+strings.Join(known, ", "))
		case twice:
			r.add(key.Line, fmt.Sprintf("%s: the key %q stands twice, first at line %d", label, short(key.Value), line), "keep one of them")
		case slices.Contains(known, key.Value):
			out[key.Value] = value
		default:
			remedy := "the keys are " + strings.Join(known, ", ")
			if near := nearest(key.Value, known); near != "" {
				remedy = fmt.Sprintf("did you mean %q?", near)
			}
			r.add(key.Line, fmt.Sprintf("%s: the key %q is not known", label, short(key.Value)), remedy)
		}
		if !twice && key.Kind == scalarNode {
			first[key.Value] = key.Line
		}
	}
	return out
}

// entry is one decision while it is read.
type entry struct {
	r      *reader
	verb   news.Verb
	line   int
	values map[string]*node
}

// at is the line of a value, or of the i-th one where it is a list.
func (s *entry) at(key string, i int) int {
	n := s.values[key]
	if n == nil {
		return s.line
	}
	if n.Kind == sequenceNode && i < len(n.Content) {
		return n.Content[i].Line
	}
	return n.Line
}

// oneLine is a value on one line, without white space around it; empty if the key is absent, or after a problem.
func (s *entry) oneLine(key string, most int) string {
	n := s.values[key]
	if n == nil {
		return ""
	}
	return s.r.oneLine(n, string(s.verb)+": "+key, most)
}

func (r *reader) oneLine(n *node, label string, most int) string {
	v := strings.TrimSpace(n.Value)
	switch {
	case n.Kind != scalarNode:
		r.add(n.Line, label+" is "+describe(n), "write one value on the line of the key")
	case v == "" || isNull(n):
		r.add(n.Line, label+" is empty", "give it a value, or remove the line")
	case strings.ContainsFunc(v, unicode.IsControl):
		r.add(n.Line, label+" has a line break in it", "write it on one line")
	case utf8.RuneCountInString(v) > most:
		r.add(n.Line, fmt.Sprintf("%s is longer than %d characters", label, most), "shorten it")
	default:
		return v
	}
	return ""
}

// list is the values of a list, each once.
func (s *entry) list(key string) []string {
	n := s.values[key]
	if n == nil {
		return nil
	}
	label := string(s.verb) + ": " + key
	if n.Kind != sequenceNode || len(n.Content) == 0 {
		what := " is " + describe(n) + ", not a list"
		if n.Kind == sequenceNode {
			what = " is empty"
		}
		s.r.add(n.Line, label+what, "write the values in brackets, or below it, each after a hyphen")
		return nil
	}
	var out []string
	for _, c := range n.Content {
		v := s.r.oneLine(c, label, maxAddress)
		if v != "" && slices.Contains(out, v) {
			s.r.add(c.Line, fmt.Sprintf("%s: %q stands twice", label, short(v)), "keep one of them")
		} else if v != "" {
			out = append(out, v)
		}
	}
	return out
}

func isNull(n *node) bool { return n.Kind == scalarNode && n.Tag == "!!null" }

func describe(n *node) string {
	switch {
	case n.Kind == mappingNode:
		return "a set of keys"
	case n.Kind == sequenceNode:
		return "a list"
	case isNull(n):
		return "empty"
	}
	return "a single value"
}

// short cuts a value for a message.
func short(s string) string {
	if utf8.RuneCountInString(s) <= 80 {
		return s
	}
	return string([]rune(s)[:80]) + "…"
}

// nearest is the known word that a mistyped one most likely means: at most two letters off, or the part after the slash
// of it alone; empty if there is none.
func nearest(word string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		if _, name, ok := strings.Cut(k, "/"); ok && name == word {
			return k
		}
		if d := distance(word, k); d < least && d < len(word) {
			best, least = k, d
		}
	}
	return best
}

// distance counts the letters to change, add or drop; no more than 3.
func distance(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return min(row[len(b)], 3)
}
