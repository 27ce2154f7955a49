package feedlist

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

const root = "../../"

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRealListIsWithoutProblem(t *testing.T) {
	l, err := Parse("feeds.yaml", read(t, root+"feeds.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	// The outlets that the project began with, read in any case.
	for _, id := range []string{"vpncompare", "inquirer-tech", "reclaimthenet", "ncac-en", "cctv-en"} {
		if l.Lines[id] == 0 {
			t.Errorf("%s is not read", id)
		}
	}
	for _, f := range l.Feeds {
		if f.Secret != "" {
			t.Errorf("%s: the public list holds a secret", f.ID)
		}
		if f.Kind == news.KindOfficial && f.License == news.AllRightsReserved {
			continue
		}
		if f.License == "LicenseRef-official-text" && f.Kind != news.KindOfficial {
			t.Errorf("%s: an official text from a %s source", f.ID, f.Kind)
		}
		if f.License == "LicenseRef-US-gov" && f.Region != "us" {
			t.Errorf("%s: a work of the United States from %s", f.ID, f.Region)
		}
	}
}

// An entry behind "#" must be one that works once the marks are gone.
func TestWaitingEntriesAreWholeToo(t *testing.T) {
	data := string(read(t, root+"feeds.yaml"))
	var out []string
	waiting := 0
	inside := false
	for line := range strings.Lines(data) {
		switch {
		case strings.HasPrefix(line, "  # - id: "):
			inside = true
			waiting++
		case !strings.HasPrefix(line, "  #   "):
			inside = false
		}
		if inside {
			line = strings.Replace(line, "# ", "", 1)
		}
		out = append(out, line)
	}
	all, err := Parse("feeds.yaml", []byte(strings.Join(out, "")))
	if err != nil {
		t.Fatal(err)
	}
	active, err := Parse("feeds.yaml", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	if waiting == 0 || len(all.Feeds) != len(active.Feeds)+waiting {
		t.Errorf("%d feeds with the %d waiting ones, %d without", len(all.Feeds), waiting, len(active.Feeds))
	}
}

// plain is a YAML value as JSON has it. Dates stay text, as editors read them by YAML 1.2.
func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return plain(n.Content[0])
	case yaml.MappingNode:
		m := make(map[string]any)
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
	switch n.Tag {
	case "!!null":
		return nil
	case "!!int":
		if i, err := strconv.ParseInt(n.Value, 0, 64); err == nil {
			return json.Number(strconv.FormatInt(i, 10))
		}
	case "!!float":
		return json.Number(n.Value)
	case "!!bool":
		return n.Value == "true"
	}
	return n.Value
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(read(t, root+"feeds.schema.json")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("feeds.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("feeds.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSchemaAgreesWithParse(t *testing.T) {
	s := schema(t)
	validate := func(data []byte) error {
		var doc yaml.Node
		if err := yaml.Load(data, &doc); err != nil {
			t.Fatal(err)
		}
		return s.Validate(plain(&doc))
	}
	good := files(t, "good/*.yaml")
	good["feeds.yaml"] = read(t, root+"feeds.yaml")
	for name, data := range good {
		// An unquoted number as a name is read by us; an editor asks for the quotes.
		data = bytes.Replace(data, []byte("{id: 404, name: 404,"), []byte(`{id: "404", name: "404",`), 1)
		if err := validate(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, data := range files(t, "structure/*.yaml") {
		if err := validate(data); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// Each entry of the structure fixtures must be refused for itself, not only for its neighbours.
func TestSchemaRefusesEachEntryThatParseRefuses(t *testing.T) {
	s := schema(t)
	for name, data := range files(t, "structure/*.yaml") {
		var doc yaml.Node
		if err := yaml.Load(data, &doc); err != nil {
			t.Fatal(err)
		}
		top, ok := plain(&doc).(map[string]any)
		if !ok {
			continue
		}
		list, _ := top["feeds"].([]any)
		for i, entry := range list {
			one := map[string]any{"site": map[string]any{"title": "T", "url": "https://example.org/"}, "feeds": []any{entry}}
			text, err := yaml.Dump(one)
			if err != nil {
				t.Fatal(err)
			}
			_, ours := Parse(name, text)
			theirs := s.Validate(one)
			if (ours == nil) != (theirs == nil) {
				t.Errorf("%s: feed %d: Parse says %v, the schema says %v", name, i+1, ours, theirs)
			}
		}
	}
}

func TestSchemaNamesWhatParseKnows(t *testing.T) {
	var doc struct {
		Properties map[string]struct {
			Properties map[string]any `json:"properties"`
		} `json:"properties"`
		Defs map[string]struct {
			Properties map[string]struct {
				Enum []string `json:"enum"`
			} `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(read(t, root+"feeds.schema.json"), &doc); err != nil {
		t.Fatal(err)
	}
	feed := doc.Defs["feed"].Properties
	var licenses []string
	for _, l := range news.Licenses() {
		licenses = append(licenses, l.ID)
	}
	if diff := cmp.Diff(licenses, feed["license"].Enum); diff != "" {
		t.Errorf("licences (-table +schema):\n%s", diff)
	}
	if diff := cmp.Diff(kindNames(), feed["kind"].Enum); diff != "" {
		t.Errorf("kinds (-code +schema):\n%s", diff)
	}
	for name, keys := range map[string][]string{"site": siteKeys, "fetch": fetchKeys} {
		for _, k := range keys {
			if _, ok := doc.Properties[name].Properties[k]; !ok || len(keys) != len(doc.Properties[name].Properties) {
				t.Errorf("%s: the keys differ at %q", name, k)
			}
		}
	}
	for name, keys := range map[string][]string{"feed": feedKeys, "select": selectKeys} {
		for k := range doc.Defs[name].Properties {
			if !slices.Contains(keys, k) || len(keys) != len(doc.Defs[name].Properties) {
				t.Errorf("%s: the keys differ at %q", name, k)
			}
		}
	}
}
