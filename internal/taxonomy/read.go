package taxonomy

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

// File is a file under the name that problems use.
type File struct {
	Name string
	Data []byte
}

// Words reads the files of words by language that belong to a catalogue: those of the folder beside it that has its name without
// the ending, taxonomy/de.yaml beside taxonomy.yaml. There may be no such folder.
func Words(fsys fs.FS, catalogue string) ([]File, error) {
	folder := strings.TrimSuffix(catalogue, path.Ext(catalogue))
	if folder == catalogue {
		return nil, nil
	}
	entries, err := fs.ReadDir(fsys, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []File
	for _, e := range entries {
		if ext := strings.ToLower(path.Ext(e.Name())); e.IsDir() || ext != ".yaml" && ext != ".yml" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := path.Join(folder, e.Name())
		data, readErr := fs.ReadFile(fsys, name)
		out, err = append(out, File{name, data}), errors.Join(err, readErr)
	}
	return out, err
}

// Unread are the files in that folder that have the name of a file of words, and more behind it, so that Words passes them over:
// de.yaml.txt, de.yaml~. There may be no such folder.
func Unread(fsys fs.FS, catalogue string) ([]string, error) {
	folder := strings.TrimSuffix(catalogue, path.Ext(catalogue))
	entries, err := fs.ReadDir(fsys, folder)
	if errors.Is(err, fs.ErrNotExist) || folder == catalogue {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if ext := path.Ext(name); !e.IsDir() && ext != ".yaml" && ext != ".yml" && !strings.HasPrefix(name, ".") && (strings.Contains(name, ".yaml") || strings.Contains(name, ".yml")) {
			out = append(out, path.Join(folder, e.Name()))
		}
	}
	return out, err
}

// document is the catalogue as written, with the places to name in problems.
type document struct {
	contexts   []rule
	concepts   []rule
	exclusions []rule
	drop       []rule
	relevance  rule
	tags       []tagEntry
	count      int  // of terms
	partial    bool // a file of words could not be read as a whole, so that what has no words may have some
	cut        bool // a list of taxonomy.yaml was not read, so that what names its entries cannot be judged
}

// position is a line of a file: 0 is taxonomy.yaml, then come those of words.
type position struct{ file, line int32 }

// termList is the terms of one language under one heading.
type termList struct {
	language string // "any", or BCP 47
	terms    []written
}

type written struct {
	text string
	at   position
	// As the file has it, of a term that is written out of a context in its phrase; else empty.
	source string
}

// shown is a term as the file has it.
func (w written) shown() string { return cmp.Or(w.source, w.text) }

// rule is a context, a concept, an exclusion, a line of the drop list, or the phrases of relevance.
type rule struct {
	id, label string
	terms     []termList
	at        position
}

type tagEntry struct {
	facet      news.Facet
	id         string
	label      map[string]string
	definition string
	kind       string
	place      string
	abroad     []written
	actors     []written
	parents    []written
	yields     []written
	terms      []termList
	weak       []termList
	needs      string
	needsAt    position
	not        []written
	nots       []termList // the same without slots
	unless     string
	unlessAt   position
	at         position
	placeAt    position
	abroadAt   position
	home       string
	homeAt     position
	made       string
	madeAt     position
}

// headings are what lists of terms stand under.
var headings = []string{"contexts", "concepts", "exclusions", "drop", "relevance", "topics", "actions", "places", "actors", "instruments", "campaigns"}

// facets are the lists of taxonomy.yaml and the facet that each holds.
var facets = []struct {
	key   string
	facet news.Facet
}{
	{"topics", news.FacetTopic},
	{"actions", news.FacetAction},
	{"places", news.FacetPlace},
	{"actors", news.FacetActor},
	{"instruments", news.FacetInstrument},
	{"campaigns", news.FacetCampaign},
}

// actorKinds are what an actor may be.
var actorKinds = []string{"agency", "company", "court", "industry", "legislature", "ngo", "outlet", "person", "site"}

// reader reads one file.
type reader struct {
	name     string
	file     int32
	language string // of a file of words
	lines    []string
	count    int  // of terms
	cut      bool // a heading is not as it must be, so that what stands under it is not read
	problems news.Problems
}

func (r *reader) at(n *yaml.Node) position { return position{r.file, int32(n.Line)} }

func (r *reader) problem(line int, remedy, format string, args ...any) {
	r.problems = append(r.problems, news.Problem{File: r.name, Line: line, What: fmt.Sprintf(format, args...), Remedy: remedy})
}

// read reads taxonomy.yaml.
func (r *reader) read(root *yaml.Node) document {
	var doc document
	versioned := false
	r.cut = !r.mapping(root, "the file", func(key string, k, v *yaml.Node) bool {
		switch key {
		case "version":
			versioned = true
			if v.Value != "1" {
				r.problem(v.Line, "write version: 1", "version is %q", v.Value)
			}
		case "contexts":
			doc.contexts = r.named(v, key)
		case "concepts":
			doc.concepts = r.named(v, key)
		case "exclusions":
			doc.exclusions = r.rules(v, key)
		case "drop":
			doc.drop = r.rules(v, key)
		case "relevance":
			r.mapping(v, key, func(key string, _, v *yaml.Node) bool {
				if key != "terms" {
					return false
				}
				doc.relevance.terms = r.termLists(v)
				return true
			}, "terms")
		default:
			for _, f := range facets {
				if f.key == key {
					doc.tags = append(doc.tags, r.tags(v, f.key, f.facet)...)
					return true
				}
			}
			return false
		}
		return true
	}, append([]string{"version"}, headings...)...)
	if !versioned {
		r.problem(root.Line, "write version: 1 at the head", "the file has no version")
	}
	return doc
}

// named reads lists of terms that have a name.
func (r *reader) named(n *yaml.Node, where string) []rule {
	var out []rule
	r.mapping(n, where, func(name string, k, v *yaml.Node) bool {
		if !validName(name) {
			r.problem(k.Line, "use a-z, 0-9 and -", "%q of %s is no name", name, where)
		}
		out = append(out, rule{id: name, terms: r.termLists(v), at: r.at(k)})
		return true
	})
	return out
}

// mapping calls field for every entry of a mapping; false means that the key is unknown. It says whether field was called for all, and
// knew them.
func (r *reader) mapping(n *yaml.Node, where string, field func(key string, k, v *yaml.Node) bool, known ...string) (whole bool) {
	if n.Kind != yaml.MappingNode {
		r.problem(n.Line, "write keys and values here", "%s is %s", where, kindName(n))
		return false
	}
	whole = true
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			r.problem(k.Line, "write a plain key", "%s has a key that is %s", where, kindName(k))
			whole = false
			continue
		}
		if seen[k.Value] {
			r.problem(k.Line, "keep one of them", "%s has the key %q twice", where, k.Value)
			whole = false
			continue
		}
		seen[k.Value] = true
		if !field(k.Value, k, v) {
			r.problem(k.Line, "known here: "+strings.Join(known, ", "), "%s has the unknown key %q", where, k.Value)
			whole = false
		}
	}
	return whole
}

// quoted is how many characters of a text are shown.
const quoted = 60

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "a YAML alias, which this file does not use"
	case yaml.ScalarNode:
		if n.Value == "" {
			return "empty"
		}
		return "the text " + shown(n.Value)
	}
	return "something else"
}

// shown is a text in quotes, cut where it is long.
func shown(s string) string {
	if start := []rune(s); len(start) > quoted {
		return fmt.Sprintf("%q…", string(start[:quoted]))
	}
	return strconv.Quote(s)
}

func (r *reader) text(n *yaml.Node, what string) string {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		remedy := "write a text"
		switch {
		case n.Kind == yaml.MappingNode && n.Style&yaml.FlowStyle == 0:
			remedy = "put all of it in quotes: YAML takes what stands before a colon and a space for a key"
		case n.Style&yaml.TaggedStyle != 0:
			remedy = "put it in quotes: YAML takes a word that begins with ! for the kind of what follows"
		}
		r.problem(n.Line, remedy, "%s is %s", what, kindName(n))
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// id reads a text or a whole number: what YAML takes for something else was perhaps not meant.
func (r *reader) id(n *yaml.Node) string {
	if tag := n.ShortTag(); n.Kind == yaml.ScalarNode && n.Value != "" && tag != "!!str" && tag != "!!int" {
		r.problem(n.Line, "put it in quotes", "the id %s is no text for YAML", n.Value)
	}
	return r.text(n, "id")
}

func (r *reader) list(n *yaml.Node, what string) []written {
	switch {
	case n.Kind != yaml.MappingNode && n.Value == "" && len(n.Content) == 0:
		r.problem(n.Line, "write an entry, or take the key out", "nothing stands in %s", what)
		return nil
	case n.Kind != yaml.SequenceNode:
		remedy := "write a list: [one, two]"
		if r.language != "" {
			remedy = "put a - and a space before each term, a term a line"
		}
		r.problem(n.Line, remedy, "%s is %s", what, kindName(n))
		return nil
	}
	var out []written
	for _, e := range n.Content {
		r.oneLine(e, n.Style&yaml.FlowStyle != 0)
		if c := e.LineComment; e.Style == 0 && len(c) > 1 && c[1] != ' ' {
			r.problem(e.Line, "put all of it in quotes; a remark has a space behind its #", "YAML reads %q, and takes %s for a remark", e.Value, shown(c))
		}
		if s := r.text(e, "an entry of "+what); s != "" {
			out = append(out, written{text: s, at: r.at(e)})
		}
	}
	return out
}

// oneLine refuses an entry of a list without quotes that goes on in the next line, and leaves of it what stands in the first: YAML makes
// one entry of two between which a comma or a - is missing.
func (r *reader) oneLine(e *yaml.Node, inBrackets bool) {
	if e.Kind != yaml.ScalarNode || e.Style != 0 || e.Line > len(r.lines) || strings.Contains(r.lines[e.Line-1], e.Value) {
		return
	}
	line, whole := strings.TrimSpace(r.lines[e.Line-1]), e.Value
	if inBrackets {
		r.problem(e.Line, "put a comma at the end of the line, or write the entry in one line", "the line ends without a comma, so that YAML reads it and the next as one entry: %s", shown(whole))
		e.Value = strings.TrimSpace(line[strings.LastIndexAny(line, ",[")+1:])
		return
	}
	r.problem(e.Line+1, "put a - before it, as far in as those of the others, or write the term in one line", "the line goes on with the term above it: %q", whole)
	e.Value = strings.TrimLeft(line, " -")
}

// terms reads a list of terms. What YAML takes for something else than a text or a whole number is not what was written: 1.50 is 1.5.
func (r *reader) terms(n *yaml.Node) []written {
	for _, e := range n.Content {
		if tag := e.ShortTag(); e.Kind == yaml.ScalarNode && e.Value != "" && (tag != "!!str" && tag != "!!int" || e.Tag == "!") {
			r.problem(e.Line, "put it in quotes", "the term %s is no text for YAML", e.Value)
		}
	}
	r.count += len(n.Content)
	return r.list(n, "the list of terms")
}

// termLists reads terms by language; a plain list is for any language.
func (r *reader) termLists(n *yaml.Node) []termList {
	if n.Kind == yaml.SequenceNode {
		return []termList{{"any", r.terms(n)}}
	}
	var out []termList
	r.mapping(n, "the terms", func(key string, _, v *yaml.Node) bool {
		if !knownLanguage(key) {
			return false
		}
		out = append(out, termList{key, r.terms(v)})
		return true
	}, slices.Concat([]string{"any"}, languages)...)
	return out
}

func (r *reader) rules(n *yaml.Node, where string) []rule {
	if n.Kind != yaml.SequenceNode {
		r.problem(n.Line, "write a list of - {id, label, terms}", "%s is %s", where, kindName(n))
		return nil
	}
	var out []rule
	for _, e := range n.Content {
		one := rule{at: r.at(e)}
		r.mapping(e, "an entry of "+where, func(key string, _, v *yaml.Node) bool {
			switch key {
			case "id":
				one.id = r.id(v)
			case "label":
				one.label = r.text(v, "label")
			case "terms":
				one.terms = r.termLists(v)
			default:
				return false
			}
			return true
		}, "id", "label", "terms")
		out = append(out, one)
	}
	return out
}

func (r *reader) tags(n *yaml.Node, where string, facet news.Facet) []tagEntry {
	if n.Kind != yaml.SequenceNode {
		r.problem(n.Line, "write a list of tags", "%s is %s", where, kindName(n))
		return nil
	}
	var out []tagEntry
	for _, e := range n.Content {
		t := tagEntry{facet: facet, at: r.at(e), label: map[string]string{}}
		r.mapping(e, "an entry of "+where, func(key string, k, v *yaml.Node) bool {
			switch key {
			case "id":
				t.id = r.id(v)
			case "label":
				r.mapping(v, "label", func(key string, k, v *yaml.Node) bool {
					if !slices.Contains(languages, key) {
						return false
					}
					t.label[key] = r.text(v, "label")
					return true
				}, languages...)
			case "definition":
				t.definition = r.text(v, "definition")
			case "kind":
				t.kind = r.text(v, "kind")
			case "place":
				t.place, t.placeAt = r.text(v, "place"), r.at(k)
			case "abroad":
				t.abroad, t.abroadAt = r.list(v, "abroad"), r.at(k)
			case "home":
				t.home, t.homeAt = r.text(v, "home"), r.at(k)
			case "made":
				t.made, t.madeAt = r.text(v, "made"), r.at(k)
			case "actors":
				t.actors = r.list(v, "actors")
			case "parents":
				t.parents = r.list(v, "parents")
			case "yields":
				t.yields = r.list(v, "yields")
			case "terms":
				t.terms = r.termLists(v)
			case "weak":
				r.weak(&t, v)
			case "not":
				t.not = r.terms(v)
			case "unless":
				t.unless, t.unlessAt = r.text(v, "unless"), r.at(k)
			default:
				return false
			}
			return true
		}, "id", "label", "definition", "kind", "place", "abroad", "home", "made", "actors", "parents", "yields", "terms", "weak", "not", "unless")
		out = append(out, t)
	}
	return out
}

// weak reads the terms that need a cue: needs beside the languages.
func (r *reader) weak(t *tagEntry, n *yaml.Node) {
	r.mapping(n, "weak", func(key string, k, v *yaml.Node) bool {
		if key == "needs" {
			t.needs, t.needsAt = r.text(v, "needs"), r.at(k)
			return true
		}
		if !knownLanguage(key) {
			return false
		}
		t.weak = append(t.weak, termList{key, r.terms(v)})
		return true
	}, slices.Concat([]string{"needs", "any"}, languages)...)
	if t.needs == "" {
		r.problem(n.Line, `write needs: "@context"`, "weak terms without needs")
	}
}
