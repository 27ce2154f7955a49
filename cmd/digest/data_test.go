package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"counternotice/internal/syndicate"
)

var dataLink = regexp.MustCompile(`href="(?:\.\./data/)?([a-z0-9/-]+\.jsonl?)"`)

// openData reads the open data of the sample week as a stranger would: from the index, by the published schemas.
func openData(t *testing.T, public string) {
	read := func(address string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(strings.TrimPrefix(address, "https://example.org/"))))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schemas := map[string]*jsonschema.Schema{}
	validate := func(address, where string, line []byte) {
		t.Helper()
		if schemas[address] == nil {
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(address)))
			if err != nil {
				t.Fatal(err)
			}
			if err := compiler.AddResource(address, doc); err != nil {
				t.Fatal(err)
			}
			if schemas[address], err = compiler.Compile(address); err != nil {
				t.Fatal(err)
			}
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		if err := schemas[address].Validate(v); err != nil {
			t.Errorf("%s: %v\n%.500s", where, err, line)
		}
	}
	raw := read("https://example.org/data/index.json")
	validate("https://example.org/data/schema/1/index.json", "index.json", raw)
	var index syndicate.DataIndex
	if err := json.Unmarshal(raw, &index); err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	storyOf, reports := map[string]string{}, map[string]string{} // of an item: by its own line, and by that of its story
	for _, f := range index.Files {
		data := read(f.URL)
		sum := sha256.Sum256(data)
		if len(data) != f.Bytes || bytes.Count(data, []byte("\n")) != f.Lines || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s is not what the index says", f.URL)
		}
		lines[f.Kind] += f.Lines
		for line := range bytes.Lines(data) {
			validate(f.Schema, f.URL, line)
			switch f.Kind {
			case "stories":
				var s syndicate.DataStory
				if err := json.Unmarshal(line, &s); err != nil {
					t.Fatal(err)
				}
				if _, err := os.Stat(filepath.Join(public, strings.TrimPrefix(s.URL, "https://example.org/"), "index.html")); err != nil || f.Month != s.Day[:7] {
					t.Errorf("%s, in the file of %s: %v", s.URL, f.Month, err)
				}
				for _, r := range s.Reports {
					reports[r.ID] = s.ID
				}
			case "items":
				var it syndicate.DataItem
				if err := json.Unmarshal(line, &it); err != nil {
					t.Fatal(err)
				}
				if storyOf[it.ID] != "" || f.Month != it.Day[:7] {
					t.Errorf("item %s in %s", it.ID, f.URL)
				}
				storyOf[it.ID] = it.Story
			}
		}
	}
	for id, story := range reports {
		if storyOf[id] != story {
			t.Errorf("report %s of story %s: its item is in %q", id, story, storyOf[id])
		}
	}
	if len(storyOf) != len(reports) || len(reports) < 130 || lines["stories"] < 90 || lines["gone"] < 1 || lines["tags"] < 80 || lines["sources"] < 19 || lines["licenses"] < 50 {
		t.Errorf("%d items, %d reports, lines %v", len(storyOf), len(reports), lines)
	}
	page, err := os.ReadFile(filepath.Join(public, "data", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range dataLink.FindAllSubmatch(page, -1) {
		if _, err := os.Stat(filepath.Join(public, "data", string(m[1]))); err != nil {
			t.Errorf("the page of the data names a file that is not there: %v", err)
		}
	}
	err = filepath.WalkDir(filepath.Join(public, "data"), func(p string, _ os.DirEntry, err error) error {
		if rel, _ := filepath.Rel(public, p); filepath.Ext(p) == ".jsonl" && !bytes.Contains(raw, []byte("https://example.org/"+filepath.ToSlash(rel))) {
			t.Errorf("%s is not in the index", rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
