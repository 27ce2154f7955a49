package curation

import (
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

const root = "../../"

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open(root + "curation.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("curation.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("curation.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance is a YAML text as the validator takes it: dates are text there.
func instance(t *testing.T, text []byte) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	var plain func(n *yaml.Node) any
	plain = func(n *yaml.Node) any {
		switch n.Kind {
		case yaml.MappingNode:
			m := map[string]any{}
			for i := 0; i+1 < len(n.Content); i += 2 {
				m[n.Content[i].Value] = plain(n.Content[i+1])
			}
			return m
		case yaml.SequenceNode:
			list := []any{}
			for _, c := range n.Content {
				list = append(list, plain(c))
			}
			return list
		}
		switch {
		case isNull(n):
			return nil
		case n.Tag == "!!bool":
			return n.Value == "true"
		}
		return n.Value
	}
	if len(doc.Content) == 0 {
		return nil
	}
	return plain(doc.Content[0])
}

// TestRealFiles holds the files of the project and of the sample to the parser and the schema.
func TestRealFiles(t *testing.T) {
	s := schema(t)
	for _, name := range []string{"curation.yaml", "sample/curation.yaml"} {
		text, err := os.ReadFile(root + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(name, text); err != nil {
			t.Error(err)
		}
		if err := s.Validate(instance(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaAgrees asks that the schema takes what the parser takes, and refuses what it refuses as far as it can.
func TestSchemaAgrees(t *testing.T) {
	s := schema(t)
	if err := s.Validate(instance(t, []byte(whole))); err != nil {
		t.Error(err)
	}
	const by = ", by: Ada, on: 2026-11-22}\n"
	for _, entry := range []string{
		"{by: Ada, on: 2026-11-22}\n", "{hide: k3v7x2ab" + by, "{hide: k3v7x2ab, reason: x, demander: y" + by, "{hide: k3v7x2ab, reason: x, law: y, notice: z" + by, "{pin: k3v7x2ab, law: x" + by, "{pin: k3v7x2ab, title: x" + by, "{pin: nothing" + by, "{pin: k3v7x2ab, note: k3v7x2ab, text: x" + by,
		"{hide: k3v7x2ab, reason: x, off_topic: false" + by, "{hide: k3v7x2ab, reason: x, off_topic: yes" + by, "{hide: k3v7x2ab, reason: x, off_topic: true, law: y" + by, "{pin: k3v7x2ab, off_topic: true" + by, "{take: k3v7x2ab" + by, "{take: aaaaaaaaaaaa, items: [aaaaaaaaaaaa]" + by,
		"{merge: k3v7x2ab" + by, "{split: [k3v7x2ab]" + by, "{lead: k3v7x2ab" + by, "{retag: k3v7x2ab" + by, "{retag: k3v7x2ab, add: [x]" + by, "{note: k3v7x2ab" + by,
		"{pin: k3v7x2ab, on: 2026-11-22}\n", "{pin: k3v7x2ab, by: Ada}\n", "{pin: k3v7x2ab, by: Ada, on: yesterday}\n", "{retitle: k3v7x2ab, title: a, language: x!" + by,
		"{pin: k3v7x2ab, items: [k3v7x2ab]" + by, "{pin: k3v7x2ab, items: []" + by, "{retitle: k3v7x2ab, title: " + strings.Repeat("a", 301) + by,
	} {
		text := []byte("decisions:\n  - " + entry)
		_, err := Parse("c.yaml", text)
		if err == nil {
			t.Errorf("the parser takes %s", entry)
		}
		if s.Validate(instance(t, text)) == nil {
			t.Errorf("the schema takes %s", entry)
		}
	}
}
