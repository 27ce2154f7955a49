package feedlist

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

// Marshal writes a feed as an entry of feeds.yaml, without indentation; empty fields are left out. The whole
// address is written, with what is never shown of it.
func Marshal(f news.Feed) []byte {
	var b bytes.Buffer
	line := func(indent, key, value string) {
		if value != "" {
			b.WriteString(indent + key + ": " + scalar(value) + "\n")
		}
	}
	b.WriteString("- id: " + scalar(f.ID) + "\n")
	line("  ", "name", f.Name)
	if f.Page {
		line("  ", "type", "page")
	}
	line("  ", "url", f.Address())
	line("  ", "home", f.Home)
	if f.Publisher != f.ID {
		line("  ", "publisher", f.Publisher)
	}
	line("  ", "kind", string(f.Kind))
	line("  ", "region", f.Region)
	line("  ", "language", f.Language)
	line("  ", "license", f.License)
	line("  ", "scope", string(f.Scope))
	if s := f.Select; s != nil {
		b.WriteString("  select:\n")
		line("    ", "item", s.Item)
		line("    ", "title", s.Title)
		line("    ", "link", s.Link)
		line("    ", "link_match", s.LinkMatch)
		line("    ", "date", s.Date)
		line("    ", "date_format", s.DateFormat)
		line("    ", "date_from", s.DateFrom)
	}
	return b.Bytes()
}

// scalar quotes a value where YAML would read it as something else.
func scalar(v string) string {
	out, err := yaml.Dump(v, yaml.WithLineWidth(-1))
	if text := strings.TrimSuffix(string(out), "\n"); err == nil && !strings.Contains(text, "\n") {
		return text
	}
	return fmt.Sprintf("%q", v) // a line break: refused when the entry is read, with a line
}

// Insert adds a feed to the text of a feed list, after the last one, and leaves every other byte as it is. The error is a
// news.Problems if the list would not be without a problem then; the file is named feeds.yaml in it.
func Insert(data []byte, f news.Feed) ([]byte, error) {
	const name = "feeds.yaml"
	r := &reader{file: name}
	root := r.document(data)
	if root == nil {
		return nil, r.problems.Err()
	}
	out, err := splice(data, root, f)
	if err != nil {
		return nil, err
	}
	after, err := Parse(name, out)
	if err != nil {
		return nil, err
	}
	// The text was edited as text: hold the result against what it should be.
	if last := after.Feeds[len(after.Feeds)-1]; last.ID != f.ID || last.Address() != f.Address() || !reflect.DeepEqual(last.Select, f.Select) {
		return nil, errors.New("feeds.yaml is written in a way that leaves no place for a new entry; add it by hand")
	}
	if before, err := Parse(name, data); err == nil && !reflect.DeepEqual(before.Feeds, after.Feeds[:len(after.Feeds)-1]) {
		return nil, errors.New("feeds.yaml is written in a way that a new entry would change another; add it by hand")
	}
	return out, nil
}

func splice(data []byte, root *node, f news.Feed) ([]byte, error) {
	newline := "\n"
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		newline = "\r\n"
	}
	if !bytes.HasSuffix(data, []byte("\n")) {
		data = slices.Concat(data, []byte(newline))
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	var feeds, key *node
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "feeds" {
			key, feeds = root.Content[i], root.Content[i+1]
		}
	}
	at, indent, blank := 0, "  ", false
	switch {
	case root.Style&yaml.FlowStyle != 0 || feeds != nil && feeds.Kind == sequenceNode && feeds.Style&yaml.FlowStyle != 0 && len(feeds.Content) > 0:
		return nil, errors.New(`feeds.yaml lists its feeds in brackets; write each feed on lines of its own, beginning with "- id:"`)
	case feeds == nil:
		lines = append(lines, []byte("feeds:"+newline))
		at = len(lines)
	case len(feeds.Content) == 0: // "feeds:" or "feeds: []"
		at = feeds.Line
		lines[at-1] = bytes.Replace(lines[at-1], []byte(" []"), nil, 1)
		at = cmp.Or(key.Line, at)
	case feeds.Kind == sequenceNode:
		indent = strings.Repeat(" ", feeds.Column-1)
		last := feeds.Content[len(feeds.Content)-1]
		at = endOf(lines, last.Line, feeds.Column-1)
		blank = len(feeds.Content) > 1 && blankBefore(lines, last.Line)
	}
	var entry bytes.Buffer
	if blank {
		entry.WriteString(newline)
	}
	for line := range strings.Lines(string(Marshal(f))) {
		entry.WriteString(indent + strings.TrimSuffix(line, "\n") + newline)
	}
	return bytes.Join(slices.Insert(lines, at, entry.Bytes()), nil), nil
}

// endOf is the number of lines up to the end of the entry that begins at a line: the last one that is indented deeper than
// its dash. Comments after a blank line belong to what follows.
func endOf(lines [][]byte, first, dash int) int {
	end := first
	for i := first; i < len(lines); i++ {
		text := bytes.TrimLeft(lines[i], " ")
		switch depth := len(lines[i]) - len(text); {
		case len(bytes.TrimSpace(text)) == 0:
		case text[0] == '#':
			if i == end && depth > dash { // a comment on the line before it
				end++
			}
		case depth <= dash:
			return end
		default:
			end = i + 1
		}
	}
	return end
}

// blankBefore says whether an entry is set apart by a blank line, its comments passed over.
func blankBefore(lines [][]byte, first int) bool {
	for i := first - 2; i >= 0; i-- {
		text := bytes.TrimSpace(lines[i])
		if len(text) == 0 {
			return true
		}
		if text[0] != '#' {
			return false
		}
	}
	return false
}
