package syndicate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// dataSample is a digest of two months in which every field of the open data stands somewhere, hostile where a feed can
// fill it.
func dataSample() edition.Input {
	at := time.Date(2026, 11, 21, 6, 17, 0, 0, time.FixedZone("", 3600))
	in := edition.Input{
		Site: news.Site{Title: "Sample " + hostile, URL: "https://example.org/d/", Language: "en"}, Zone: time.FixedZone("CET", 3600), Today: "2026-11-21", Window: 5,
		Feeds: []news.Feed{
			{ID: "a", Name: "A " + hostile, URL: "https://a.example/feed", Home: "https://a.example/", Publisher: "a", Kind: news.KindPress, Region: "us", Language: "en", License: news.AllRightsReserved, Scope: news.ScopeAll},
			{ID: "b", Name: "B", URL: "https://b.example/feed", Home: "https://b.example/", Publisher: "b", Kind: news.KindOfficial, Region: "gb", Language: "en", License: "OGL-UK-3.0", Scope: news.ScopeFiltered, Page: true},
		},
		Tags: []news.Tag{
			{ID: "topic/x", Labels: map[string]string{"en": "X " + hostile}, Definition: "What X is.", Parents: []news.TagID{"topic/y"}}, {ID: "topic/y", Labels: map[string]string{"en": "Y"}},
		},
		Run:     news.Run{At: at, Number: 1},
		Settled: map[string]news.Settled{},
	}
	removed := news.Feed{ID: "c", Name: "C", URL: "https://c.example/feed", Publisher: "c", Kind: news.KindTrade, Language: "en", License: "unknown"}
	in.States = []news.FeedState{
		{Feed: in.Feeds[0], Health: news.HealthOK, Since: at, LastItem: at, Stated: news.Stated{Feed: []string{"CC-BY-4.0"}, Entries: []string{"CC-BY-NC"}}},
		{Feed: removed, Health: news.HealthGone, Since: at},
	}
	evidence := []news.Evidence{{Rule: "x*", In: "title", Quote: hostile, Beside: "x", Value: "x", Score: 1.5}, {Rule: "the region of the source", In: "feed"}}
	item := func(id, day, feed, title string) news.Item {
		it := news.Item{
			ID: id, Day: day, Feed: feed, Title: title + " " + hostile, URL: "https://" + feed + ".example/" + id + "?a=1&b=2", Language: "en", FirstSeen: at, Excerpt: "Excerpt " + hostile,
			License: news.AllRightsReserved, Sources: []news.Source{{Feed: feed, Seen: at}}, Tags: []news.TagHit{{Tag: "topic/x", Evidence: evidence}, {Tag: "topic/y"}},
			Reason: news.Reason{Code: news.ReasonTopic, Text: "It is about X.", Evidence: evidence},
			Links:  []string{"https://b.example/ruling.pdf", "https://eur-lex.europa.eu/legal-content/NL/TXT/?uri=CELEX:62018CJ0682"},
		}
		in.Items = append(in.Items, it)
		return it
	}
	full := item("aaaaaaaaaaaa", "2026-11-20", "a", "Full")
	full.Published, full.Revised, full.Authors, full.Refs = at.Add(-time.Hour), at, []string{"Ann " + hostile}, []news.Ref{"case:eu:C-682/18"}
	full.Sources = append(full.Sources, news.Source{Feed: "b", Seen: at})
	full.Former = []news.FormerTitle{{Title: "Before " + hostile, Until: at}}
	in.Items[0] = full
	item("aaaaaaaaaaab", "2026-11-21", "b", "Copy")
	in.Items[1].License = "OGL-UK-3.0"
	item("aaaaaaaaaaac", "2026-10-31", "a", "Late")
	item("aaaaaaaaaaad", "2026-11-01", "a", "Its second report, of the next month")
	bare := item("aaaaaaaaaaae", "2026-10-05", "c", "")
	bare.URL, bare.Excerpt, bare.Tags, bare.Backlog, bare.Links = "", "", nil, true, nil
	in.Items[4] = bare
	told := func(id, day string, items ...string) {
		s := news.Story{ID: id, Day: day, Slug: "slug", Begun: at, Updated: at}
		for i, it := range items {
			m := news.Member{Item: it, Joined: at}
			if i > 0 {
				m.Why = evidence
			}
			s.Members = append(s.Members, m)
		}
		if len(items) > 0 {
			s.Lead = items[0]
		}
		in.Stories = append(in.Stories, s)
	}
	told("sssssss2", "2026-11-20", "aaaaaaaaaaaa", "aaaaaaaaaaab")
	in.Stories[0].Members[1].Copy = "aaaaaaaaaaaa"
	told("sssssss3", "2026-10-31", "aaaaaaaaaaac", "aaaaaaaaaaad")
	told("sssssss4", "2026-10-05", "aaaaaaaaaaae")
	told("sssssss5", "2026-11-20")
	in.Stories[3].Into = in.Stories[0].Path()
	told("sssssss6", "2026-11-20")
	for i, d := range []news.Decision{
		{Verb: news.VerbPin, Until: "2026-11-25", Reason: "It matters. " + hostile},
		{Verb: news.VerbRetitle, Title: "Ours " + hostile, Language: "de"},
		{Verb: news.VerbRetag, Add: []news.TagID{"topic/x"}, Remove: []news.TagID{"topic/y"}},
		{Verb: news.VerbNote, Text: "Some *words* " + hostile},
		{Verb: news.VerbLead},
		{Verb: news.VerbMerge},
		{Verb: news.VerbHide, Reason: "A court asked for it.", Law: "Press Act " + hostile, Demander: "A party", Notice: "https://court.example/notice"},
		{Verb: news.VerbRetitle, Title: "What must not be known"},
		{Verb: news.VerbHide, Reason: "One report only.", Law: "Press Act", Demander: "A party", Notice: "https://court.example/notice"},
		{Verb: news.VerbHide, Reason: "About a ship.", OffTopic: true},
		{Verb: news.VerbTake, Add: []news.TagID{"topic/x"}},
	} {
		d.By, d.On, d.Ordinal = "Ada "+hostile, "2026-11-21", i+1
		o := news.Outcome{Decision: d, Made: at, Stories: []string{"sssssss2"}}
		switch {
		case d.Verb == news.VerbLead:
			o.Reports = []string{"aaaaaaaaaaaa"}
		case d.Verb == news.VerbMerge:
			o.Stories = append(o.Stories, "sssssss5")
		case i >= 8:
			o.Reports = []string{"aaaaaaaaaaab"}
		case i >= 6:
			o.Stories = []string{"sssssss6"}
		}
		in.Decisions = append(in.Decisions, o)
	}
	in.Settled["sssssss2"], in.Settled["sssssss6"] = news.Settled{Title: "Ours", Language: "de", Pin: 1}, news.Settled{Gone: 7, Topics: []news.TagID{"topic/x", "topic/y"}}
	for i, code := range []string{news.ReasonOffTopic, news.ReasonExcluded, news.ReasonDropped, news.ReasonNoText} {
		in.LeftOut = append(in.LeftOut, news.LeftOut{ID: fmt.Sprintf("l%d", i), Day: "2026-11-20", Feed: "b", Title: "Left out " + hostile, FirstSeen: at, Reason: news.Reason{Code: code, Text: "No."}})
	}
	in.LeftOut = append(in.LeftOut, news.LeftOut{ID: "l9", Day: "2026-09-20", Feed: "b", Title: "Of a month without a story", FirstSeen: at, Reason: news.Reason{Code: news.ReasonOffTopic, Text: "No."}})
	return in
}

// strict closes every object of a schema, so that a field that it does not describe is refused, and lists its fields.
func strict(t *testing.T, name string, node any, pointer string, fields map[string]bool) {
	t.Helper()
	switch n := node.(type) {
	case map[string]any:
		if props, ok := n["properties"].(map[string]any); ok {
			n["additionalProperties"] = false
			for p := range props {
				fields[name+pointer+"/"+p] = true
			}
		}
		for k, v := range n {
			strict(t, name, v, pointer+"/"+k, fields)
		}
	case []any:
		for i, v := range n {
			strict(t, name, v, fmt.Sprintf("%s/%d", pointer, i), fields)
		}
	}
}

// dataSchemas compiles the published schemas, closed, by their addresses.
func dataSchemas(t *testing.T, out map[string][]byte) (schemas map[string]*jsonschema.Schema, raw map[string]map[string]any) {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	c.DefaultDraft(jsonschema.Draft2020)
	raw = map[string]map[string]any{}
	for p, data := range out {
		if !strings.HasPrefix(p, "data/schema/") {
			continue
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		id := "https://example.org/d/" + p
		m := doc.(map[string]any)
		if m["$id"] != id || m["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s calls itself %v, %v", p, m["$id"], m["$schema"])
		}
		strict(t, path.Base(p), doc, "", map[string]bool{})
		if err := c.AddResource(id, doc); err != nil {
			t.Fatal(err)
		}
		raw[id] = m
	}
	schemas = map[string]*jsonschema.Schema{}
	for id := range raw {
		s, err := c.Compile(id)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		schemas[id] = s
	}
	return schemas, raw
}

// used collects the fields of a schema that a value has.
func used(root, node map[string]any, value any, at string, seen map[string]bool) {
	if ref, ok := node["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/$defs/")
		used(root, root["$defs"].(map[string]any)[name].(map[string]any), value, "/$defs/"+name, seen)
	}
	switch v := value.(type) {
	case map[string]any:
		props, _ := node["properties"].(map[string]any)
		for k, x := range v {
			if p, ok := props[k].(map[string]any); ok {
				seen[at+"/"+k] = true
				used(root, p, x, at+"/properties/"+k, seen)
			}
		}
	case []any:
		items, ok := node["items"].(map[string]any)
		for _, x := range v {
			if ok {
				used(root, items, x, at+"/items", seen)
			}
		}
	}
}

// TestDataIsWhatTheSchemasSay validates every line, and looks that no field is without a description and no description
// without a field.
func TestDataIsWhatTheSchemasSay(t *testing.T) {
	out := files(t, edition.Arrange(dataSample()))
	schemas, raw := dataSchemas(t, out)
	var index DataIndex
	if err := json.Unmarshal(out["data/index.json"], &index); err != nil {
		t.Fatal(err)
	}
	seen := map[string]map[string]bool{}
	check := func(schema, where string, data []byte) {
		t.Helper()
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", where, err)
		}
		if err := schemas[schema].Validate(v); err != nil {
			t.Errorf("%s: %v\n%s", where, err, data)
		}
		if seen[schema] == nil {
			seen[schema] = map[string]bool{}
		}
		used(raw[schema], raw[schema], v, "", seen[schema])
	}
	check("https://example.org/d/data/schema/1/index.json", "data/index.json", out["data/index.json"])
	listed := map[string]bool{}
	for _, f := range index.Files {
		p := strings.TrimPrefix(f.URL, "https://example.org/d/")
		listed[p] = true
		data, ok := out[p]
		sum := sha256.Sum256(data)
		if !ok || f.Bytes != len(data) || f.Lines != bytes.Count(data, []byte("\n")) || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s is not what the index says: %+v", p, f)
		}
		for line := range bytes.Lines(data) {
			check(f.Schema, p, line)
		}
	}
	for p := range out {
		if strings.HasSuffix(p, ".jsonl") && !listed[p] {
			t.Errorf("%s is not in the index", p)
		}
	}
	for schema, node := range raw {
		fields := map[string]bool{}
		strict(t, "", any(node), "", fields)
		for _, f := range slices.Sorted(maps.Keys(fields)) {
			of := schema
			if strings.HasPrefix(f, "/$defs/decision/") { // the same in both
				of = "https://example.org/d/data/schema/1/story.json"
			}
			if !seen[of][f] {
				t.Errorf("%s: nothing has the field %s", schema, f)
			}
		}
	}
}

// TestSchemasRefuse seeds one defect after the other into good lines.
func TestSchemasRefuse(t *testing.T) {
	out := files(t, edition.Arrange(dataSample()))
	schemas, _ := dataSchemas(t, out)
	for _, tt := range []struct{ file, schema, good, bad string }{
		{"stories-2026-11", "story", `"day":"2026-11-20"`, `"day":"2026-11-31"`},
		{"stories-2026-11", "story", `"begun":"2026-11-21T05:17:00Z"`, `"begun":"2026-11-21T06:17:00+01:00"`},
		{"stories-2026-11", "story", `"voices":1`, `"voices":0`},
		{"stories-2026-11", "story", `"verb":"pin"`, `"verb":"praise"`},
		{"stories-2026-11", "story", `"license":"CC-BY-4.0"`, `"license":"CC0-1.0"`},
		{"stories-2026-11", "story", `"id":"topic/x"`, `"id":"colour/x"`},
		{"stories-2026-11", "story", `"kind":"press"`, `"kind":"blog"`},
		{"stories-2026-11", "story", `"url":"https://a.example/`, `"url":"javascript:alert(1)//`},
		{"stories-2026-11", "story", `"excerpt":`, `"full_text":`},
		{"stories-2026-11", "story", `"attribution":`, `"by":`},
		{"items-2026-11", "item", `"story":"sssssss2"`, `"story":""`},
		{"items-2026-11", "item", `"reason":`, `"why":`},
		{"items-2026-11", "item", `"code":"topic"`, `"code":"offtopic"`},
		{"items-2026-11", "item", `"feeds":[{`, `"feeds":[],"former":[{`},
		{"gone-2026-11", "gone", `"into":`, `"to":`},
		{"tags", "tag", `"facet":"topic"`, `"facet":"colour"`},
		{"tags-2026-11", "tag-month", `"stories":1`, `"stories":-1`},
		{"sources", "source", `"health":"ok"`, `"health":"fine"`},
		{"sources-2026-11", "source-month", `"offtopic":1`, `"dull":1`},
		{"licenses", "license", `"full_text":false`, `"full_text":"no"`},
	} {
		line := slices.Collect(bytes.Lines(out["data/"+tt.file+".jsonl"]))
		i := slices.IndexFunc(line, func(l []byte) bool { return bytes.Contains(l, []byte(tt.good)) })
		if i < 0 {
			t.Errorf("%s has no %s", tt.file, tt.good)
			continue
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(line[i], []byte(tt.good), []byte(tt.bad), 1)))
		if err != nil {
			t.Fatal(err)
		}
		if schemas["https://example.org/d/data/schema/1/"+tt.schema+".json"].Validate(v) == nil {
			t.Errorf("%s: %s is taken for %s", tt.file, tt.bad, tt.good)
		}
	}
}

func TestDataOfClosedMonthsStands(t *testing.T) {
	in := dataSample()
	before := files(t, edition.Arrange(in))
	at := in.Run.At.AddDate(0, 2, 0)
	in.Today, in.Run.At, in.Run.Number = "2027-01-21", at, 2
	in.States[0].LastItem = at
	in.Items = append(in.Items, news.Item{
		ID: "aaaaaaaaaaaz", Day: "2027-01-20", Feed: "a", Title: "News", URL: "https://a.example/z", Language: "en", FirstSeen: at, License: news.AllRightsReserved,
		Sources: []news.Source{{Feed: "a", Seen: at}}, Reason: news.Reason{Code: news.ReasonScope, Text: "In."}, Links: []string{"https://a.example/aaaaaaaaaaaa"},
	})
	in.Stories = append(in.Stories, news.Story{ID: "sssssss7", Day: "2027-01-20", Slug: "slug", Begun: at, Updated: at, Members: []news.Member{{Item: "aaaaaaaaaaaz", Joined: at}}, Lead: "aaaaaaaaaaaz"})
	after := files(t, edition.Arrange(in))
	months := 0
	for p, data := range before {
		if strings.HasPrefix(p, "data/") && strings.Contains(p, "-2026-") {
			months++
			if !bytes.Equal(data, after[p]) {
				t.Errorf("%s has changed", p)
			}
		}
	}
	if months < 9 {
		t.Errorf("only %d files of months", months)
	}
	if after["data/items-2027-01.jsonl"] == nil || bytes.Equal(before["data/index.json"], after["data/index.json"]) {
		t.Error("the new month is not there")
	}
}

func TestDataOfDecisions(t *testing.T) {
	out := files(t, edition.Arrange(dataSample()))
	for p, data := range out {
		if bytes.Contains(data, []byte("What must not be known")) {
			t.Errorf("%s gives the title of a story that was withdrawn", p)
		}
	}
	for _, tt := range []struct{ file, want string }{
		{"gone-2026-11", `"decisions":[{"verb":"hide","made":"2026-11-21T05:17:00Z","by":"Ada `},
		{"gone-2026-11", `{"id":"topic/y","label":"Y"}],"decisions":[{"verb":"hide"`},
		{"gone-2026-11", `"into":"https://example.org/d/story/2026/11/slug-sssssss2/"`},
		{"stories-2026-11", `"title":"Ours","language":"de"`},
		{"stories-2026-11", `"add":["topic/x"],"remove":["topic/y"]`},
		{"stories-2026-10", `"id":"aaaaaaaaaaad"`}, // a report of a later month is with its story
		{"items-2026-11", `{"id":"aaaaaaaaaaad","story":"sssssss3"`},
		{"items-2026-11", `Contains public sector information licensed under the Open Government Licence v3.0."`},
		{"sources", `"license":"all-rights-reserved","license_stated":["CC-BY-4.0"],"license_stated_by_items":["CC-BY-NC"]`},
		{"sources-2026-09", `{"id":"b","items":0,"carried":0,"left_out":{"offtopic":1}}`},
	} {
		if !bytes.Contains(out["data/"+tt.file+".jsonl"], []byte(tt.want)) {
			t.Errorf("%s has no %s", tt.file, tt.want)
		}
	}
	if bytes.Contains(out["data/items-2026-10.jsonl"], []byte("aaaaaaaaaaad")) {
		t.Error("an item is in the month of its story and not in its own")
	}
}
