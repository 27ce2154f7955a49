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

	"golang.org/x/text/language"

	"counternotice/internal/news"
)

// goldKeys are the keys that each line of the labelled items of a subject of eval has. None may be empty. A title may: feeds have items without one.
var goldKeys = map[string][]string{
	"stories": {"id", "story_id"},
	"pairs":   {"text1", "text2", "lang1", "lang2", "overall"},
	"tags":    {"relevant"},
}

// goldLanguages are the keys of a labelled item that hold the code of a language.
var goldLanguages = map[string][]string{"pairs": {"lang1", "lang2"}, "tags": {"lang"}}

// goldShown is how many problems of such a file are listed.
const goldShown = 10

// readGold reads the labelled items of a subject of eval, without a byte order mark; each has the keys. A measure of what is not labelled
// would say that all is well, so the error is a news.Problems that names each line that lacks something, or says what cannot be.
func readGold(name, subject string, needs []string) ([]byte, error) {
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
		if key := twice(text); key != "" {
			problem(line, "keep one of them", "the item has the key %q twice", key)
		}
		for _, what := range absurd(keys, subject) {
			problem(line, "mend it, or take the line out", "%s", what)
		}
		if lacks := lacking(keys, needs); len(lacks) > 0 {
			for _, other := range slices.Sorted(maps.Keys(goldKeys)) {
				if other != subject && len(lacking(keys, goldKeys[other])) == 0 {
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
		problem(0, "name a file with a JSON object a line, each with "+strings.Join(needs, ", "), "holds no labelled item")
	case more > 0:
		problems = append(problems[:goldShown], news.Problem{File: name, What: plural(more, "further problem")})
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return data, nil
}

// lacking are those of the keys that a line has not, or has empty.
func lacking(keys map[string]json.RawMessage, needs []string) []string {
	return slices.DeleteFunc(slices.Clone(needs), func(key string) bool {
		v := strings.Trim(string(keys[key]), `" `)
		return v != "" && v != "null"
	})
}

// twice is a key that a JSON object has twice, in small letters or capitals, of which only the last would count; empty if there is none.
func twice(object []byte) string {
	in := json.NewDecoder(bytes.NewReader(object))
	seen := map[string]bool{}
	_, err := in.Token()
	for err == nil && in.More() {
		key, _ := in.Token()
		name, _ := key.(string)
		if seen[strings.ToLower(name)] {
			return name
		}
		seen[strings.ToLower(name)] = true
		err = in.Decode(new(json.RawMessage))
	}
	return ""
}

// absurd says what of a labelled item cannot be. A value of another kind than its key has is told elsewhere.
func absurd(keys map[string]json.RawMessage, subject string) []string {
	var out []string
	for _, key := range goldLanguages[subject] {
		var code string
		if err := json.Unmarshal(keys[key], &code); err != nil || code == "" {
			continue
		}
		if _, err := language.Parse(code); err != nil {
			out = append(out, fmt.Sprintf("%q is %q, which is no code of a language, such as en, pt-BR or zh-Hans", key, code))
		}
	}
	switch subject {
	case "pairs":
		var overall float64
		if err := json.Unmarshal(keys["overall"], &overall); err == nil && (overall < 1 || overall > 4) {
			out = append(out, fmt.Sprintf("\"overall\" is %g, and not from 1, the same story, to 4, another", overall))
		}
	case "tags":
		var topics []string
		if err := json.Unmarshal(keys["topics"], &topics); err == nil && len(topics) > 0 && string(keys["relevant"]) == "false" {
			out = append(out, fmt.Sprintf("the item is not relevant, and has the topic %q", topics[0]))
		}
	}
	return out
}

// inFile names the file in those problems of an error that name none.
func inFile(name string, err error) error {
	problems, _ := errors.AsType[news.Problems](err)
	for i := range problems {
		problems[i].File = cmp.Or(problems[i].File, name)
	}
	return err
}
