package taxonomy

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"counternotice/internal/news"
)

// read reads taxonomy.yaml and the files of words, and joins the lists that both have.
func read(files []File) (doc document, problems news.Problems) {
	readers, roots := make([]*reader, len(files)), make([]*yaml.Node, len(files))
	var loading sync.WaitGroup
	for i, f := range files {
		r := &reader{name: f.Name, file: int32(i), lines: strings.Split(string(f.Data), "\n")}
		readers[i] = r
		ifEmpty := "start from the taxonomy.yaml that comes with the program"
		if i > 0 {
			ifEmpty = "write words, or take the file away"
			base := filepath.Base(f.Name)
			r.language = Primary(strings.ReplaceAll(strings.TrimSuffix(base, filepath.Ext(base)), "_", "-"))
			switch {
			case slices.Contains(languages[1:], Meant(r.language)):
				r.problem(0, "did you mean "+Meant(r.language)+".yaml? name it so, or move its lines there", "the file is of no known language")
				continue
			case !slices.Contains(languages, r.language):
				r.problem(0, "name it after its language: "+strings.Join(languages[1:], ".yaml, ")+".yaml; another one is added in internal/taxonomy/language.go, as docs/formats.md says", "the file is of no known language")
				continue
			case base != r.language+".yaml":
				r.problem(0, "name it "+r.language+".yaml, or move its lines there", "the file has another name than that of its language, so its words would not count")
				continue
			}
		}
		loading.Go(func() { roots[i] = r.load(f.Data, ifEmpty) })
	}
	loading.Wait()
	if roots[0] != nil {
		doc = readers[0].read(roots[0])
	}
	doc.cut = readers[0].cut
	if len(doc.tags) > 0 && !doc.cut {
		addWords(&doc, readers[1:], roots[1:])
	}
	doc.partial = slices.Contains(roots[1:], nil) || slices.ContainsFunc(readers[1:], func(r *reader) bool { return r.cut })
	for _, r := range readers {
		doc.count += r.count
		problems = append(problems, r.problems...)
	}
	return doc, problems
}

// entries are what taxonomy.yaml has by heading and name, for the words of languages.
type entries struct {
	rules map[string]map[string]*rule
	tags  map[string]map[string]*tagEntry
}

// addWords adds the words of each language to the lists of taxonomy.yaml, in the order of languages.
func addWords(doc *document, readers []*reader, roots []*yaml.Node) {
	e := entries{map[string]map[string]*rule{}, map[string]map[string]*tagEntry{}}
	for heading, list := range map[string][]rule{"contexts": doc.contexts, "concepts": doc.concepts, "exclusions": doc.exclusions, "drop": doc.drop} {
		e.rules[heading] = map[string]*rule{}
		for i := range list {
			e.rules[heading][list[i].id] = &list[i]
		}
	}
	for _, f := range facets {
		e.tags[f.key] = map[string]*tagEntry{}
		for i, t := range doc.tags {
			if t.facet == f.facet {
				e.tags[f.key][t.id] = &doc.tags[i]
			}
		}
	}
	for _, language := range languages {
		for i, r := range readers {
			if r.language == language && roots[i] != nil {
				r.addWords(roots[i], e, &doc.relevance)
			}
		}
	}
}

// addWords adds the words of the file's language.
func (r *reader) addWords(root *yaml.Node, to entries, relevance *rule) {
	r.cut = !r.mapping(root, "the file", func(heading string, _, v *yaml.Node) bool {
		rules, tags := to.rules[heading], to.tags[heading]
		switch {
		case heading == "relevance":
			relevance.terms = append(relevance.terms, termList{r.language, r.terms(v)})
			return true
		case rules == nil && tags == nil:
			return false
		}
		r.some(v, heading, func(id string, k, v *yaml.Node) bool {
			if e, ok := rules[id]; ok {
				e.terms = append(e.terms, termList{r.language, r.terms(v)})
			} else if e, ok := tags[id]; ok {
				r.addTagWords(v, e)
			} else if !slices.ContainsFunc(slices.Collect(maps.Keys(tags)), func(id string) bool { return !validName(id) }) { // that may be the one, and is told
				r.problem(k.Line, "mend the name, or begin it in taxonomy.yaml", "%s of taxonomy.yaml have no %q", heading, id)
			}
			return true
		})
		return true
	}, headings...)
}

func (r *reader) addTagWords(n *yaml.Node, e *tagEntry) {
	if n.Kind == yaml.SequenceNode || n.Value != "" {
		r.problem(n.Line, "write terms: or weak: between them", "words stand right under %s", e.id)
		return
	}
	r.some(n, e.id, func(key string, k, v *yaml.Node) bool {
		switch key {
		case "terms":
			e.terms = append(e.terms, termList{r.language, r.terms(v)})
		case "weak":
			if e.needs == "" {
				r.problem(k.Line, `write weak: {needs: "@context"} there, or put them under terms`, "%s has weak terms, but no needs in taxonomy.yaml", e.id)
			}
			e.weak = append(e.weak, termList{r.language, r.terms(v)})
		default:
			return false
		}
		return true
	}, "terms", "weak")
}

// some is mapping where there must be an entry.
func (r *reader) some(n *yaml.Node, where string, field func(key string, k, v *yaml.Node) bool, known ...string) {
	if n.Kind != yaml.SequenceNode && n.Value == "" && len(n.Content) == 0 {
		r.problem(n.Line, "write an entry, or take the key out", "nothing stands in %s", where)
		return
	}
	r.mapping(n, where, field, known...)
}
