package taxonomy

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// TestSchema holds that editors are told by the schema what the check says of lists.
func TestSchema(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(read("../../taxonomy.schema.json")))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("taxonomy.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("taxonomy.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	const head = "version: 1\ntopics:\n- {id: a, label: {en: A}, definition: D., "
	for _, c := range []struct {
		name, file string
		want       bool
	}{
		{"our own file", string(read("../../taxonomy.yaml")), true},
		{"one term", head + "terms: [one thing]}\n", true},
		{"no version", "topics: [{id: a, label: {en: A}, definition: D., terms: [one thing]}]\n", false},
		{"a whole number", head + "terms: [2026]}\n", true},
		{"a broken number", head + "terms: [one thing, 1.5]}\n", false},
		{"a truth value", head + "terms: [one thing, true]}\n", false},
		{"a date", head + "terms: [one thing, 2026-11-01]}\n", false},
		{"nothing among the terms", head + "terms: [one thing, ~]}\n", false},
		{"a quoted number", head + "terms: [one thing, '1.50']}\n", true},
		{"no term", head + "terms: []}\n", false},
		{"no term in a language", head + "terms: {en: []}}\n", false},
		{"no language", head + "terms: {}}\n", false},
		{"no weak term", head + "terms: [one thing], weak: {needs: thing, en: []}}\n", false},
		{"nothing under not", head + "terms: [one thing], not: []}\n", false},
		{"no parent", head + "terms: [one thing], parents: []}\n", false},
		{"nothing to yield to", head + "terms: [one thing], yields: []}\n", false},
		{"no words of a context", "version: 1\ncontexts: {network: []}\ntopics:\n- {id: a, label: {en: A}, definition: D., terms: [one & @network]}\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var v any
			if err := yaml.Unmarshal([]byte(c.file), &v); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); (err == nil) != c.want {
				t.Errorf("the schema says %v, want it to take the file: %v", err, c.want)
			}
			if _, err := Parse("t.yaml", []byte(c.file)); (err == nil) != c.want {
				t.Errorf("the check says %v, want it to take the file: %v", err, c.want)
			}
		})
	}
}
