package site

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// searchPage is the search, which the script brings to life, and the ways in for whoever has none.
type searchPage struct {
	page
	Script  string
	Stories string
	Facets  []facetChoice
	Archive string
	ByMonth []link
	ByTopic []link
	ByPlace []link
}

// facetChoice is a facet to narrow the search by, under the name that internal/search gives it.
type facetChoice struct {
	Name, Label string
	Options     []option
}

type option struct{ Value, Text string }

func (*searchPage) template() string { return "page/search.html" }

func (r *renderer) searchPage() error {
	p := r.pen("search/")
	v := &searchPage{page: p.page("Search", "Search all stories of the digest by word, topic, place, language, kind of source and month. The search runs in your browser: nothing you type is sent.")}
	v.Script, v.Archive, v.Stories = p.href(r.site.script.path), p.href("archive/"), counted(r.d.Totals.Stories, "story", "stories")
	var topics, places, months []option
	for _, l := range r.d.Tags {
		o, to := option{l.Tag.ID.Name(), l.Title}, link{Href: p.href(l.Path), Text: l.Title, Count: number(l.Count)}
		switch l.Tag.ID.Facet() {
		case news.FacetTopic:
			topics, v.ByTopic = append(topics, o), append(v.ByTopic, to)
		case news.FacetPlace:
			places, v.ByPlace = append(places, o), append(v.ByPlace, to)
		}
	}
	for _, m := range r.d.Months {
		months = append(months, option{m.ID, spellMonth(m.ID)})
		v.ByMonth = append(v.ByMonth, link{Href: p.href(m.Path), Text: spellMonth(m.ID), Count: number(len(m.Stories))})
	}
	v.Facets = []facetChoice{{"topic", "Topic", topics}, {"place", "Place", places}, {"language", "Language", r.spokenIn()}, {"kind", "Kind of source", r.kindsOf()}, {"month", "Month", months}}
	return r.render(p.at, v)
}

// spokenIn is the languages of all reports by name, script and country apart.
func (r *renderer) spokenIn() []option {
	seen := map[string]bool{}
	var out []option
	for rep := range r.reports() {
		base, _, _ := strings.Cut(rep.Item.Language, "-")
		if base = strings.ToLower(base); !seen[base] {
			seen[base] = true
			if name := r.language(base).name; name != "" {
				out = append(out, option{base, name})
			}
		}
	}
	slices.SortFunc(out, func(a, b option) int {
		return cmp.Or(strings.Compare(a.Text, b.Text), strings.Compare(a.Value, b.Value))
	})
	return out
}

// kindsOf is the kinds of all speakers.
func (r *renderer) kindsOf() []option {
	seen := map[news.Kind]bool{}
	for rep := range r.reports() {
		for _, src := range append([]*edition.Source{rep.Source}, rep.Also...) {
			if src != nil {
				seen[src.Feed.Kind] = true
			}
		}
	}
	var out []option
	for _, k := range news.Kinds {
		if seen[k] {
			out = append(out, option{string(k), kindName(k)})
		}
	}
	return out
}

// reports yields the reports of all stories that are told.
func (r *renderer) reports() func(func(*edition.Report) bool) {
	return func(yield func(*edition.Report) bool) {
		for _, s := range r.d.Stories {
			if s.Into != "" || s.Lead == nil {
				continue
			}
			for _, rep := range s.Reports {
				if !yield(rep) {
					return
				}
			}
		}
	}
}

// readCode reads a script or a style sheet, and leaves out what only its authors need: indentation, empty lines, and lines that are
// a comment. No text in it runs over the end of a line.
func readCode(templates fs.FS, name string) (asset, error) {
	a, err := readAsset(templates, name)
	if err != nil {
		return asset{}, err
	}
	return newAsset(name, lean(a.data)), nil
}

func lean(code []byte) []byte {
	var out []byte
	for line := range bytes.Lines(code) {
		line = bytes.TrimLeft(line, " \t\r\n")
		whole := bytes.HasPrefix(line, []byte("/*")) && bytes.Index(line, []byte("*/")) == len(bytes.TrimSpace(line))-2
		if !whole && !bytes.HasPrefix(line, []byte("//")) {
			out = append(out, line...)
		}
	}
	return out
}
