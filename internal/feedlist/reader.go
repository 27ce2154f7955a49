package feedlist

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
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
	aliasNode    = yaml.AliasNode
)

// reader collects the problems of one file.
type reader struct {
	file     string
	problems news.Problems
}

func (r *reader) add(line int, what, remedy string) {
	r.problems = append(r.problems, news.Problem{File: r.file, Line: line, What: what, Remedy: remedy})
}

// document gives the root mapping of the file, or nil after a problem that leaves nothing to read.
func (r *reader) document(data []byte) *node {
	if len(data) > MaxSize {
		r.add(0, "the file is larger than 4 MiB", "a feed list is a few kilobytes; check that this is the right file")
		return nil
	}
	if line, what := badText(data); what != "" {
		r.add(line, what, "save the file as plain UTF-8 text")
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
		r.add(0, "the file is empty", "it needs a section site and a list of feeds")
		return nil
	} else if err != nil {
		r.syntax(data, err)
		return nil
	}
	if err := loader.Load(&second); err == nil {
		r.add(second.Line, "a second YAML document begins here", `keep one document and remove the line "---"`)
	} else if !errors.Is(err, io.EOF) {
		r.syntax(data, err)
	}
	if len(doc.Content) != 1 {
		r.add(0, "the file is empty", "it needs a section site and a list of feeds")
		return nil
	}
	root := doc.Content[0]
	if isNull(root) {
		r.add(0, "the file is empty", "it needs a section site and a list of feeds")
		return nil
	}
	if root.Kind != mappingNode {
		r.add(root.Line, "the file holds "+describe(root)+", not sections", `write "site:" and "feeds:" at the left margin`)
		return nil
	}
	before := len(r.problems)
	r.refuse(root)
	if len(r.problems) > before {
		return nil
	}
	return root
}

// badText finds the first byte that is no text: YAML would name no line for it.
func badText(data []byte) (line int, what string) {
	line = 1
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && size == 1:
			return line, fmt.Sprintf("the byte 0x%02x is not UTF-8", data[i])
		case c == '\n':
			line++
		case c != '\t' && c != '\r' && c != 0x85 && unicode.IsControl(c):
			return line, fmt.Sprintf("the control character U+%04X stands in the text", c)
		case invisible(c) && (c != 0xFEFF || i > 0):
			return line, fmt.Sprintf("the invisible character U+%04X stands in the text", c)
		}
		i += size
	}
	return 0, ""
}

// invisible says whether a character hides or reorders the text beside it, which a reviewer would not see: bidirectional
// controls, zero-width and tag characters, byte order marks.
func invisible(c rune) bool {
	return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200B || c == 0x2060 || c == 0xFEFF || c >= 0xFFFE && c <= 0xFFFF ||
		c >= 0xE0000 && c <= 0xE007F
}

// syntax turns an error of the YAML library into a problem with a line.
func (r *reader) syntax(data []byte, err error) {
	line, what, remedy := 0, err.Error(), "check the indentation, the colons and the quotes there"
	if e, ok := errors.AsType[*yaml.LoadError](err); ok {
		line, what = e.Mark.Line, e.Message
		// Where a bracket or a quote stays open, the library stops at the end of the file; the mistake is at its start.
		if e.ContextMark.Line > 0 && strings.Contains(e.ContextMsg, "quoted scalar") {
			line = e.ContextMark.Line
			remedy = "close the quote that is opened there"
		} else if e.ContextMark.Line > 0 && strings.Contains(e.ContextMsg, "simple key") {
			line, remedy = e.ContextMark.Line, "put a colon and a space between a key and what belongs to it, and a space behind a dash"
		} else if strings.Contains(e.ContextMsg, "flow") {
			remedy = "close the bracket that is opened at line " + strconv.Itoa(e.ContextMark.Line)
		}
	}
	lines := bytes.Split(data, []byte("\n"))
	if line > 0 && line <= len(lines) {
		indent := lines[line-1][:len(lines[line-1])-len(bytes.TrimLeft(lines[line-1], " \t"))]
		switch {
		case bytes.ContainsRune(indent, '\t'):
			what, remedy = "a tab is used to indent", "indent with spaces"
		case strings.Contains(what, "incompatible YAML document"):
			remedy = "remove the line that begins with %YAML"
		case strings.Contains(what, "mapping values are not allowed"):
			remedy = "put a text that contains a colon in quotes, and check the indentation"
		case strings.Contains(what, "unknown anchor"), strings.Contains(what, "cannot start any token"):
			remedy = "put a text that begins with a special character in quotes"
		}
	}
	r.add(line, "not readable as YAML: "+what, remedy)
}

// refuse reports what YAML allows and a list that people review line by line does not need: an alias lets a line far away
// change a feed.
func (r *reader) refuse(n *node) {
	switch {
	case n.Kind == aliasNode:
		r.add(n.Line, fmt.Sprintf("the alias %q stands for another value", short(n.Value)), "write the value out")
		return
	case n.Anchor != "":
		r.add(n.Line, fmt.Sprintf("the anchor %q names a value for reuse", short(n.Anchor)), "remove it and write values out where they are used")
	case n.Tag == "!!merge":
		r.add(n.Line, `"<<" merges another value`, "write the value out")
	case n.Style&yaml.TaggedStyle != 0:
		r.add(n.Line, fmt.Sprintf("the tag %q stands before a value", short(n.Tag)), "remove it")
	}
	for _, c := range n.Content {
		r.refuse(c)
	}
}

// section is a mapping whose keys are known.
type section struct {
	r      *reader
	label  string
	line   int
	values map[string]*node
}

// mapping reads a mapping of known keys; nil, with a problem, if the node is none. label names it in problems.
func (r *reader) mapping(n *node, label string, known []string) *section {
	if n.Kind != mappingNode {
		what := label + " is " + describe(n)
		if isNull(n) {
			what = label + " is empty"
		}
		r.add(n.Line, what, "write its keys below it, indented: "+strings.Join(known, ", "))
		return nil
	}
	s := &section{r: r, label: label, line: n.Line, values: make(map[string]*node)}
	first := make(map[string]int)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != scalarNode {
			r.add(key.Line, label+": a key is "+describe(key), "write one of "+strings.Join(known, ", "))
			continue
		}
		if line, twice := first[key.Value]; twice {
			r.add(key.Line, fmt.Sprintf("%s: the key %q stands twice, first at line %d", label, short(key.Value), line), "keep one of them")
			continue
		}
		first[key.Value] = key.Line
		switch {
		case slices.Contains(known, key.Value):
			s.values[key.Value] = value
		case key.Value == "fulltext":
			r.add(key.Line, label+": fulltext is reserved for later", "remove it; until then only what a feed carries is read")
		default:
			remedy := "the keys are " + strings.Join(known, ", ")
			if near := meant(key.Value, known, otherNames); near != "" {
				remedy = fmt.Sprintf("did you mean %q?", near)
			}
			r.add(key.Line, fmt.Sprintf("%s: the key %q is not known", label, short(key.Value)), remedy)
		}
	}
	return s
}

func (s *section) has(key string) bool { return s != nil && s.values[key] != nil }

func (s *section) get(key string) (*node, bool) {
	if !s.has(key) {
		return nil, false
	}
	return s.values[key], true
}

// text is the value of a key as written, without white space around it. A key that is absent gives false; one that is
// empty or no text gives false and a problem.
func (s *section) text(key string) (value string, line int, ok bool) {
	n, ok := s.get(key)
	if !ok {
		return "", 0, false
	}
	label := s.label + ": " + key
	switch {
	case n.Kind != scalarNode:
		s.r.add(n.Line, label+" is "+describe(n), "write one value on the line of the key")
		return "", 0, false
	case strings.TrimSpace(n.Value) == "" || isNull(n):
		s.r.add(n.Line, label+" is empty", "give it a value, or remove the line")
		return "", 0, false
	}
	value = strings.TrimSpace(n.Value)
	if strings.ContainsFunc(value, func(c rune) bool { return unicode.IsControl(c) || c == 0x2028 || c == 0x2029 }) {
		s.r.add(n.Line, label+" has a line break or a control character in it", "write it on one line")
		return "", 0, false
	}
	if len(value) > maxValue {
		s.r.add(n.Line, label+" is longer than 2000 bytes", "shorten it")
		return "", 0, false
	}
	return value, n.Line, true
}

// maxValue bounds a single value, in bytes: servers commonly refuse longer addresses.
const maxValue = 2000

// require is text for a key that must be there.
func (s *section) require(key, remedy string) string {
	v, _, ok := s.text(key)
	if !ok && !s.has(key) {
		s.r.add(s.line, s.label+": "+key+" is missing", remedy)
	}
	return v
}

func (s *section) number(key string, low, high, otherwise int) int {
	v, line, ok := s.text(key)
	if !ok {
		return otherwise
	}
	i, err := strconv.Atoi(v)
	if err != nil || i < low || i > high {
		s.r.add(line, fmt.Sprintf("%s: %s %q is not a number from %d to %d", s.label, key, short(v), low, high), fmt.Sprintf("the default is %d", otherwise))
		return otherwise
	}
	return i
}

// choice is the value of a key that has a few; the first is the default.
func (s *section) choice(key string, values ...string) string {
	v, line, ok := s.text(key)
	if !ok || slices.Contains(values, v) {
		return cmp.Or(v, values[0])
	}
	remedy := "write " + orList(values)
	if near := meant(v, values, otherValues); near != "" {
		remedy = fmt.Sprintf("did you mean %q?", near)
	}
	s.r.add(line, fmt.Sprintf("%s: %s %q is not known", s.label, key, short(v)), remedy)
	return values[0]
}

func isNull(n *node) bool { return n.Kind == scalarNode && n.Tag == "!!null" }

func describe(n *node) string {
	switch n.Kind {
	case mappingNode:
		return "a set of keys"
	case sequenceNode:
		return "a list"
	case scalarNode:
		if isNull(n) {
			return "empty"
		}
		return "a single value"
	}
	return "an alias"
}
