package news

import (
	"bytes"
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

// Unmerged finds the places where git could not merge two versions of a file, and left both. Each is a problem.
func Unmerged(name string, data []byte) Problems {
	var out Problems
	line := 0
	for text := range bytes.Lines(data) {
		line++
		if bytes.HasPrefix(text, []byte("<<<<<<< ")) {
			out = append(out, Problem{
				File: name, Line: line, What: "git could not merge what follows, and left both versions, parted by =======, as far as >>>>>>>",
				Remedy: "keep what is right of the two, and take out these three lines",
			})
		}
	}
	return out
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
