package curation

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

// Marshal writes a decision as an entry of the file, without indentation. A comment goes on a line before it.
func Marshal(d news.Decision, comment string) []byte {
	var b bytes.Buffer
	line := func(key, value string) {
		if value != "" {
			b.WriteString("  " + key + ": " + value + "\n")
		}
	}
	several := d.Verb == news.VerbSplit || len(d.Targets) > 1
	if several {
		line(string(d.Verb), bracketed(d.Targets))
	} else {
		line(string(d.Verb), scalar(strings.Join(d.Targets, "")))
	}
	line("into", scalar(d.Into))
	line("items", bracketed(d.Items))
	line("title", scalar(d.Title))
	line("language", scalar(d.Language))
	line("add", bracketed(d.Add))
	line("remove", bracketed(d.Remove))
	if d.Text != "" {
		b.WriteString("  text: |-\n")
		for l := range strings.Lines(d.Text) {
			if l = strings.TrimRight(l, "\n"); l != "" {
				l = "    " + l
			}
			b.WriteString(l + "\n")
		}
	}
	line("until", d.Until) // the form of a day needs no quotes, though the YAML library would set them
	line("reason", scalar(d.Reason))
	if d.OffTopic {
		line("off_topic", "true")
	}
	line("law", scalar(d.Law))
	line("demander", scalar(d.Demander))
	line("notice", scalar(d.Notice))
	line("by", scalar(d.By))
	line("on", d.On)
	out := b.Bytes()
	out[0] = '-'
	if comment != "" {
		return slices.Concat([]byte("# "+comment+"\n"), out)
	}
	return out
}

// scalar quotes a value where YAML would read it as something else.
func scalar(v string) string {
	if v == "" {
		return ""
	}
	out, err := yaml.Dump(v, yaml.WithLineWidth(-1))
	if text := strings.TrimSuffix(string(out), "\n"); err == nil && !strings.Contains(text, "\n") {
		return text
	}
	return fmt.Sprintf("%q", v) // a line break: refused when the entry is read, with a line
}

func bracketed[S ~string](values []S) string {
	if len(values) == 0 {
		return ""
	}
	out := make([]string, len(values))
	for i, v := range values {
		if out[i] = scalar(string(v)); strings.ContainsAny(string(v), ",[]{}") {
			out[i] = fmt.Sprintf("%q", v)
		}
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// Append adds a decision at the end of the file, with a comment of one line before it, and leaves every other byte as it
// is; the decision that it returns has its Line and Ordinal. The error is a news.Problems if the file would not be without
// a problem then.
func Append(name string, data []byte, d news.Decision, comment string) ([]byte, news.Decision, error) {
	before, err := Parse(name, data)
	if err != nil {
		return nil, d, err
	}
	if err := unfit(name, d); err != nil {
		return nil, d, err
	}
	text, err := splice(name, data, Marshal(d, comment), len(before.Decisions))
	if err != nil {
		return nil, d, err
	}
	after, err := Parse(name, text)
	if err != nil {
		return nil, d, err
	}
	// The text was edited as text: hold the result against what it should be.
	n := len(before.Decisions)
	if len(after.Decisions) != n+1 || n > 0 && !reflect.DeepEqual(after.Decisions[:n], before.Decisions) {
		return nil, d, unwritable(name)
	}
	last := after.Decisions[n]
	if d.Line, d.Ordinal = last.Line, last.Ordinal; !reflect.DeepEqual(last, d) {
		return nil, d, unwritable(name)
	}
	return text, last, nil
}

// unfit reports what of a decision cannot stand in a file of plain text, before it is written: it has no line yet. Bytes that are
// not UTF-8 would be written as base64, which a reviewer cannot read.
func unfit(name string, d news.Decision) error {
	var problems news.Problems
	for _, f := range []struct{ key, value string }{
		{string(d.Verb), strings.Join(d.Targets, " ")},
		{"into", d.Into},
		{"title", d.Title},
		{"language", d.Language},
		{"text", d.Text},
		{"reason", d.Reason},
		{"law", d.Law},
		{"demander", d.Demander},
		{"notice", d.Notice},
		{"by", d.By},
	} {
		if _, what := badText([]byte(" " + f.value)); what != "" { // a byte order mark is right at the beginning of a file alone
			problems = append(problems, news.Problem{File: name, What: fmt.Sprintf("%s: in %s, %s", d.Verb, f.key, what), Remedy: "write it anew, as plain UTF-8 text"})
		}
	}
	return problems.Err()
}

func unwritable(name string) error {
	return errors.New(name + " is written in a way that leaves no place for a new decision; add it by hand")
}

// splice puts an entry at the end of a file, whose only key is the list.
func splice(name string, data, entry []byte, decisions int) ([]byte, error) {
	newline := "\n"
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		newline = "\r\n"
	}
	r := &reader{file: name}
	root := r.document(data)
	if len(data) > 0 && !bytes.HasSuffix(data, []byte("\n")) {
		data = slices.Concat(data, []byte(newline))
	}
	indent, blank := "  ", decisions > 0
	switch {
	case root == nil:
		data = slices.Concat(data, []byte("decisions:"+newline))
	case root.Style&yaml.FlowStyle != 0:
		return nil, unwritable(name)
	case decisions == 0: // "decisions:" or "decisions: []"
		lines := bytes.SplitAfter(data, []byte("\n"))
		at := root.Content[1].Line - 1
		lines[at] = bytes.Replace(lines[at], []byte(" []"), nil, 1)
		data = bytes.Join(lines, nil)
	default:
		list := root.Content[1]
		if list.Style&yaml.FlowStyle != 0 {
			return nil, fmt.Errorf("%s lists its decisions in brackets; write each on lines of its own, beginning with a hyphen", name)
		}
		indent = strings.Repeat(" ", list.Column-1)
	}
	out := slices.Clone(data)
	if blank {
		out = append(out, newline...)
	}
	for line := range strings.Lines(string(entry)) {
		if line != "\n" {
			out = append(out, indent...)
		}
		out = append(out, strings.TrimSuffix(line, "\n")+newline...)
	}
	return out, nil
}
