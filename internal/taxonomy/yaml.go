package taxonomy

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

// load gives what the file holds as YAML, or nil.
func (r *reader) load(data []byte, ifEmpty string) *yaml.Node {
	line := 0
	for text := range bytes.Lines(data) {
		line++
		if !utf8.Valid(text) {
			r.problem(line, "save it as UTF-8", "the file is not UTF-8")
			return nil
		}
	}
	if unmerged := news.Unmerged(r.name, data); len(unmerged) > 0 {
		r.problems = append(r.problems, unmerged...)
		return nil
	}
	root, err := r.document(data)
	if err != nil {
		line, what := r.yamlError(err)
		if open := r.openQuote(line); open > 0 {
			r.problem(open, "close it, or take it away", "is not YAML: the quote that begins here does not end in its line")
			return nil
		}
		if odd, space := r.oddSpace(line); odd > 0 {
			r.problem(odd, "put plain spaces there", "is not YAML: the line begins with a space of another kind, %U", space)
			return nil
		}
		if name := r.atMargin(line); name > 0 && r.language != "" && strings.Contains(what, "did not find expected key") {
			r.problem(name, "move it in as far as the others", "is not YAML: the name at the margin is no heading")
			return nil
		}
		bare := 0
		switch {
		case strings.Contains(what, "expected ':'"):
			bare = r.noColon(line)
		case strings.Contains(what, "mapping values"):
			bare = r.noColon(line - 1)
		}
		if bare > 0 {
			r.problem(bare, "put a colon at its end", "is not YAML: what stands farther in belongs to this line, which has no colon")
			return nil
		}
		if name := unquoted.FindStringSubmatch(what); name != nil {
			r.problem(line, "put the entry in quotes, as in \"*"+name[1]+"\"", "is not YAML: without quotes, *%s is an alias of what this file does not have", name[1])
			return nil
		}
		r.problem(line, "mend the YAML; each term of a list stands as far in as the others, without tabs, and one with * : # [ ] { } , @ ! & at an odd place in quotes", "%s", what)
		return nil
	}
	if len(root.Content) == 0 {
		r.problem(0, ifEmpty, "the file is empty")
		return nil
	}
	r.anchors(root)
	return root.Content[0]
}

// document reads the one YAML document of the file.
func (r *reader) document(data []byte) (*yaml.Node, error) {
	root, second := new(yaml.Node), new(yaml.Node)
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err == nil {
		err = loader.Load(root)
	}
	if err == nil {
		err = loader.Load(second)
	}
	switch {
	case errors.Is(err, io.EOF):
		return root, nil
	case err == nil:
		r.problem(second.Line, `keep one document: take the line "---" out, or what follows it`, "a second YAML document begins here")
	}
	return root, err
}

// anchors refuses names for parts of the file: what is written once, and used elsewhere, changes in both places.
func (r *reader) anchors(n *yaml.Node) {
	if n.Anchor != "" {
		r.problem(n.Line, "take &"+n.Anchor+" out; a term with & inside goes in quotes", "%q is a YAML anchor, which this file does not use", "&"+n.Anchor)
	}
	for _, c := range n.Content {
		r.anchors(c)
	}
}

// openQuote is the first line up to one, or 0, that has the opening quote of an entry and not its closing one. The library finds the
// fault where the next quote stands, or at the end. One that ends in a later line, before a comma or the end of that line, is closed.
func (r *reader) openQuote(to int) int {
	open, from := byte(0), 0
	for i, line := range r.lines[:min(to, len(r.lines))] {
		before := byte('-') // what stands before a quote that begins an entry: a line, a -, a comma, a colon, a bracket
		for at := 0; at < len(line); at++ {
			c := line[at]
			switch {
			case open == 0 && c == '#' && (at == 0 || line[at-1] == ' '):
				at = len(line)
			case open == 0 && (c == '"' || c == '\'') && strings.IndexByte("-,:[{", before) >= 0:
				open, from, before = c, i+1, c
			case open == 0 && c != ' ':
				before = c
			case open == '"' && c == '\\':
				at++
			case open != 0 && c == open:
				if rest := strings.TrimSpace(line[at+1:]); from <= i && rest != "" && strings.IndexByte(",]}:#", rest[0]) < 0 {
					return from
				}
				open = 0
			}
		}
	}
	if open != 0 {
		return from
	}
	return 0
}

// oddSpace is the first line up to one, or 0, of a file of words that begins with a space that is none for YAML, such as one that does
// not break, also behind the - of a term; and that space.
func (r *reader) oddSpace(to int) (int, rune) {
	for i, line := range r.lines[:min(to, len(r.lines))] {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, " -"))
		if first >= utf8.RuneSelf && (unicode.IsSpace(first) || string(first) == zeroWidthSpace) {
			return i + 1, first
		}
	}
	return 0, 0
}

// atMargin is the last line above one, or 0, of a file of words that begins at the margin, if it is a name with a colon and no heading.
func (r *reader) atMargin(below int) int {
	for i := min(below-1, len(r.lines)); i > 0; i-- {
		name, _, ok := strings.Cut(r.lines[i-1], ":")
		switch {
		case ok && validName(name) && !slices.Contains(headings, name):
			return i
		case ok && validName(name):
			return 0
		}
	}
	return 0
}

// noColon is the last line up to one that holds more than a remark, if it is of a file of words and holds a name alone, or 0.
func (r *reader) noColon(to int) int {
	for i := min(to, len(r.lines)); i > 0; i-- {
		line, _, _ := strings.Cut(r.lines[i-1], "#")
		switch line = strings.TrimSpace(line); {
		case validName(line):
			return i
		case line != "":
			return 0
		}
	}
	return 0
}

// yamlError takes the line out of an error of the YAML library: where it names several the last, but that where a quote, a line that
// has no colon or, in a file of words, a bracket begins. In taxonomy.yaml lists in brackets are long.
func (r *reader) yamlError(err error) (int, string) {
	line := 0
	if all := lineIn.FindAllStringSubmatch(err.Error(), -1); len(all) > 0 {
		at := all[len(all)-1]
		if begins.MatchString(err.Error()) || r.language != "" && strings.Contains(err.Error(), "parsing a flow") {
			at = all[0]
		}
		line, _ = strconv.Atoi(at[1] + at[2])
	}
	msg := err.Error()
	if inner := errors.Unwrap(err); inner != nil && inner.Error() != "" {
		msg = inner.Error()
	}
	return line, "is not YAML: " + strings.TrimPrefix(msg, "yaml: ")
}

// begins is how it names what has no end.
var begins = regexp.MustCompile(`quoted scalar|a simple key`)

// unquoted is how it names a term with a star at its head.
var unquoted = regexp.MustCompile(`unknown anchor '(.*)' referenced`)

// lineIn is how the YAML library names a place: "L12.C3" or "line 12".
var lineIn = regexp.MustCompile(`\bL([0-9]+)\.C|\bline ([0-9]+)`)
