package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"counternotice/internal/news"
)

// goldKeys are the keys that each line of the labelled items of a subject of eval has. None may be empty. A title may: feeds have items without one.
var goldKeys = map[string][]string{
	"stories": {"id", "story_id"},
	"pairs":   {"text1", "text2", "lang1", "lang2", "overall"},
	"tags":    {"relevant"},
}

// goldShown is how many problems of such a file are listed.
const goldShown = 10

// readGold reads the labelled items of a subject of eval, without a byte order mark. A measure of what is not labelled would say that
// all is well, so the error is a news.Problems that names each line that lacks something.
func readGold(name, subject string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if unmerged := news.Unmerged(name, data); len(unmerged) > 0 {
		return nil, unmerged
	}
	var problems news.Problems
	problem := func(line int, remedy, format string, args ...any) {
		problems = append(problems, news.Problem{File: name, Line: line, What: fmt.Sprintf(format, args...), Remedy: remedy})
	}
	line, items, ids := 0, 0, map[string]int{}
	for text := range bytes.Lines(data) {
		line++
		var keys map[string]json.RawMessage
		switch {
		case !utf8.Valid(text):
			problem(line, "save it as UTF-8", "the file is not UTF-8")
			return nil, problems
		case len(bytes.TrimSpace(text)) == 0:
			continue
		}
		items++
		if err := news.DecodeLine(line, text, &keys); err != nil {
			wrong, _ := errors.AsType[news.Problems](inFile(name, err))
			problems = append(problems, wrong...)
			continue
		}
		if lacks := lacking(keys, subject); len(lacks) > 0 {
			for _, other := range slices.Sorted(maps.Keys(goldKeys)) {
				if len(lacking(keys, other)) == 0 {
					problem(line, "ask digest eval "+other+", or name another file", "the item is labelled for %s, not for %s", other, subject)
					return nil, problems
				}
			}
			problem(line, "write it, or take the line out", "the item has no %s", strings.Join(lacks, ", no "))
		}
		if id := string(keys["id"]); subject == "tags" && id != "" && id != `""` { // of stories one that comes twice counts once
			if ids[id] > 0 {
				problem(line, "give each its own", "the item has the id %s, as that of line %d", id, ids[id])
			}
			ids[id] = line
		}
	}
	switch more := len(problems) - goldShown; {
	case items == 0:
		problem(0, "name a file with a JSON object a line, each with "+strings.Join(goldKeys[subject], ", "), "holds no labelled item")
	case more > 0:
		problems = append(problems[:goldShown], news.Problem{File: name, What: plural(more, "further problem")})
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return data, nil
}

// lacking are the keys of a subject that a line has not, or has empty.
func lacking(keys map[string]json.RawMessage, subject string) []string {
	return slices.DeleteFunc(slices.Clone(goldKeys[subject]), func(key string) bool {
		v := string(keys[key])
		return v != "" && v != `""` && v != "null"
	})
}

// inFile names the file in those problems of an error that name none.
func inFile(name string, err error) error {
	problems, _ := errors.AsType[news.Problems](err)
	for i := range problems {
		problems[i].File = cmp.Or(problems[i].File, name)
	}
	return err
}
