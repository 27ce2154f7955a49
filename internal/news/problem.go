package news

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Problem is one thing that is wrong in a file that people edit, and what to do about it.
type Problem struct {
	File   string
	Line   int // from 1; 0 when the file as a whole is meant
	What   string
	Remedy string
}

// String is "file:line: what; remedy".
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	b.WriteString(": " + p.What)
	if p.Remedy != "" {
		b.WriteString("; " + p.Remedy)
	}
	return b.String()
}

// Problems is every problem of one or several files. As an error it is one line a problem.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Err is nil when there is no problem, else the problems in order of file and line.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return ps
}

// Unmerged finds the places where git could not merge two versions of a file, and left both, and what was left over of such a place, also
// where somebody has moved it in. Each is a problem.
func Unmerged(name string, data []byte) Problems {
	var out Problems
	open := false // between <<<<<<< and >>>>>>>
	lines := strings.Split(string(data), "\n")
	for i, text := range lines {
		switch sign := mergeSign(text); {
		case sign == 0 || sign == '=' && !open && inBlock(lines, i):
		case sign == '<':
			open = true
			out = append(out, Problem{
				File: name, Line: i + 1, What: "git could not merge what follows, and left both versions, parted by =======, as far as >>>>>>>",
				Remedy: "keep what is right of the two, and take out these three lines",
			})
		case !open:
			out = append(out, Problem{
				File: name, Line: i + 1, What: fmt.Sprintf("git writes %q where it cannot merge two versions, and it was left over", strings.TrimSpace(text)),
				Remedy: "take the line out, and look whether what stands around it is right, and there once",
			})
		case sign == '|':
			out[len(out)-1].Remedy += ", and a fourth, |||||||, with what both came from, as far as ======="
		case sign == '>':
			open = false
		}
	}
	return out
}

// mergeSign is the sign of which a line has seven, where git marks a place so: < begins it, | and = part it, > ends it; else 0.
func mergeSign(line string) byte {
	line = strings.TrimSpace(line)
	if len(line) < 7 || !strings.Contains("<|=>", line[:1]) || strings.Trim(line[:7], line[:1]) != "" {
		return 0
	}
	if rest := line[7:]; rest != "" && (line[0] == '=' || rest[0] != ' ') {
		return 0
	}
	return line[0]
}

// inBlock says whether a line is of a YAML text in a block, which begins farther out, behind a | or a >.
func inBlock(lines []string, at int) bool {
	indent := func(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
	for margin := indent(lines[at]); margin > 0 && at > 0; {
		at--
		line := strings.TrimRight(lines[at], " \r")
		if line == "" || indent(line) >= margin {
			continue
		}
		margin = indent(line)
		if header := strings.TrimRight(line, "+-123456789"); strings.HasSuffix(header, " |") || strings.HasSuffix(header, " >") {
			return true
		}
	}
	return false
}

// DecodeLine reads the JSON object that is line n of a file. The error is a Problems, which names no file.
func DecodeLine(n int, line []byte, to any) error {
	err := json.Unmarshal(line, to)
	if err == nil {
		return nil
	}
	p := Problem{Line: n, What: "is no JSON object: " + err.Error(), Remedy: "write one object a line: {…}"}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		p.What = "is no JSON object, but JSON of the kind " + wrong.Value
		if wrong.Field != "" {
			p.What, p.Remedy = fmt.Sprintf("%q is a JSON %s", strings.ToLower(wrong.Field), wrong.Value), "write a "+jsonNames[wrong.Type.Kind()]
		}
	}
	return Problems{p}
}

// jsonNames are what JSON calls the types that fields have.
var jsonNames = map[reflect.Kind]string{reflect.String: "string in quotes", reflect.Bool: "plain true or false", reflect.Float64: "number", reflect.Slice: `list: ["one", "two"]`}
