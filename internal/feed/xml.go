package feed

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// readXML reads RSS of any version, RDF and Atom. It takes gofeed's own types of each format rather than its universal
// one, which does not keep what a link or an id is for, and whose search for images takes a third of the time.
func readXML(s string, notes *problems) (Document, []raw, error) {
	r, err := repair(s, notes)
	if err != nil {
		return Document{}, nil, err
	}
	d := Document{Format: r.name(), Language: r.lang}
	var raws []raw
	clean := r.out.String()
	if r.format == "atom" {
		var f *atom.Feed
		if err = guard(func() (err error) { f, err = (&atom.Parser{}).Parse(strings.NewReader(clean)); return err }); err == nil {
			raws = r.readAtom(f, &d)
		}
	} else {
		var f *rss.Feed
		if err = guard(func() (err error) { f, err = (&rss.Parser{}).Parse(strings.NewReader(clean)); return err }); err == nil {
			raws = r.readRSS(f, &d)
		}
	}
	if err != nil {
		return d, nil, fmt.Errorf("%w: %q", ErrNotFeed, cut(err.Error(), 200))
	}
	return d, raws, nil
}

var errPanic = errors.New("the parser broke")

// guard turns a panic of a parser that is not ours into an error, so that one document of a kind nobody has seen yet
// costs itself and not the run.
func guard(parse func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return parse()
}

// name is the format and version of the root that was found.
func (r *repairer) name() string {
	version, about := "", strings.TrimSpace(r.about)
	switch {
	case r.format == "atom":
		version = "1.0"
		if strings.Contains(about, "purl.org/atom") || strings.HasPrefix(about, "0.") {
			version = "0.3"
		}
		return "atom " + version
	case strings.Contains(about, "rss/1.0"):
		version = "1.0"
	case strings.Contains(about, "rss1.1"):
		version = "1.1"
	case strings.Contains(about, "netscape.com/rdf"):
		version = "0.90"
	case r.format == "rdf":
		version = "1.0"
	case len(about) <= 5 && strings.Trim(about, "0123456789.") == "":
		version = about
	}
	return strings.TrimSpace("rss " + version)
}

func (doc *repairer) readRSS(f *rss.Feed, d *Document) []raw {
	x := extensions(f.Extensions)
	d.Title = firstOf(f.Title, x.one("dc", "title"))
	d.Home = firstOf(append(f.Links, x.links("alternate")...)...)
	d.Language = firstOf(f.Language, x.one("dc", "language"), d.Language)
	raws := make([]raw, 0, len(f.Items))
	for _, it := range f.Items {
		x := extensions(it.Extensions)
		r := raw{
			title:   firstOf(it.Title, x.one("atom", "title"), x.one("dc", "title"), x.one("media", "title"), x.one("itunes", "title")),
			links:   append(x.origin(), append(it.Links, x.links("alternate")...)...),
			related: append(x.links("related"), x.links("via")...),
			text:    doc.all(it.Content, x.one("yandex", "full-text"), x.one("xhtml", "body"), x.one("xhtml", "div"), x.one("atom", "content")),
			summary: doc.all(it.Description, x.one("atom", "summary"), x.one("dc", "description"), x.one("dcterms", "abstract"), x.one("itunes", "summary"),
				x.one("media", "description"), x.one("itunes", "subtitle")),
			categories: append(x.all("dc", "subject"), x.all("atom", "category")...),
			authors:    x.all("dc", "creator"),
			rights:     x.rights(),
			published:  []string{it.PubDate, x.one("dcterms", "issued"), x.one("atom", "published"), x.one("dc", "date"), x.one("dcterms", "created")},
			updated:    []string{x.one("atom", "updated"), x.one("dcterms", "modified")},
			language:   firstOf(x.one("n", "lang"), x.one("dc", "language")),
			base:       x.one("n", "base"),
			enclosure:  x.one("n", "enclosure"),
			hash:       x.one("n", "hash"),
		}
		if it.GUID != nil {
			r.guid, r.permalink = it.GUID.Value, it.GUID.IsPermalink != "false"
		} else {
			r.guid = x.one("atom", "id")
		}
		if about := x.one("n", "about"); about != "" {
			r.links = append(r.links, about)
		}
		if it.Author != "" {
			r.authors = append([]string{it.Author}, r.authors...)
		}
		if len(r.authors) == 0 {
			r.authors = x.all("itunes", "author")
		}
		for _, c := range it.Categories {
			r.categories = append(r.categories, c.Value)
		}
		r.categories = append(r.categories, x.keywords()...)
		raws = append(raws, r)
	}
	d.Stated = stated(x.rights(), raws)
	return raws
}

func (doc *repairer) readAtom(f *atom.Feed, d *Document) []raw {
	x := extensions(f.Extensions)
	d.Title = firstOf(f.Title, x.one("dc", "title"))
	d.Home = firstOf(atomLinks(f.Links, "alternate")...)
	d.Language = firstOf(d.Language, x.one("dc", "language"))
	raws := make([]raw, 0, len(f.Entries))
	for _, en := range f.Entries {
		x := extensions(en.Extensions)
		r := raw{
			guid: en.ID, permalink: true,
			title:      firstOf(en.Title, x.one("dc", "title"), x.one("media", "title")),
			links:      append(x.origin(), atomLinks(en.Links, "alternate")...),
			related:    append(atomLinks(en.Links, "related"), atomLinks(en.Links, "via")...),
			text:       doc.all(x.one("content", "encoded"), x.one("xhtml", "body"), x.one("xhtml", "div")),
			summary:    doc.all(en.Summary, x.one("dc", "description"), x.one("media", "description")),
			categories: x.all("dc", "subject"),
			authors:    x.all("dc", "creator"),
			rights:     slices.Concat(x.rights(), atomLinks(en.Links, "license"), []string{en.Rights}),
			published:  []string{en.Published, x.one("dcterms", "issued"), x.one("dc", "date"), x.one("dcterms", "created")},
			updated:    []string{en.Updated, x.one("dcterms", "modified")},
			language:   firstOf(x.one("n", "lang"), x.one("dc", "language")),
			base:       x.one("n", "base"),
			enclosure:  firstOf(append(atomLinks(en.Links, "enclosure"), x.one("n", "enclosure"))...),
			hash:       x.one("n", "hash"),
		}
		if en.Content != nil {
			r.text = append(r.text, doc.text(en.Content.Value))
		}
		for _, more := range []string{x.one("n", "about"), x.one("n", "src")} {
			if more != "" {
				r.links = append(r.links, more)
			}
		}
		var names []string
		for _, a := range en.Authors {
			names = append(names, a.Name)
		}
		r.authors = append(names, r.authors...)
		for _, c := range en.Categories {
			r.categories = append(r.categories, firstOf(c.Label, c.Term))
		}
		raws = append(raws, r)
	}
	d.Stated = stated(slices.Concat(x.rights(), atomLinks(f.Links, "license"), []string{f.Rights}), raws)
	return raws
}

// all gives the texts that numbers stand for.
func (r *repairer) all(numbers ...string) []string {
	var out []string
	for _, n := range numbers {
		if t := r.text(n); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// atomLinks gives the addresses of the links with a relation, pages before other media.
func atomLinks(links []*atom.Link, rel string) []string {
	var pages, others []string
	for _, l := range links {
		switch {
		case l.Rel != rel:
		case l.Type == "" || strings.Contains(l.Type, "html"):
			pages = append(pages, l.Href)
		default:
			others = append(others, l.Href)
		}
	}
	return append(pages, others...)
}

// extensions reads the fields that belong to none of the formats.
type extensions ext.Extensions

func (x extensions) all(prefix, name string) []string {
	var out []string
	for _, e := range x[prefix][name] {
		if v := firstOf(e.Value, e.Attrs["term"]); v != "" {
			out = append(out, v)
		}
	}
	return out
}

func (x extensions) one(prefix, name string) string { return firstOf(x.all(prefix, name)...) }

// origin is the article's own address where a service put its own in the link.
func (x extensions) origin() []string {
	return append(x.all("feedburner", "origlink"), x.all("pheedo", "origlink")...)
}

func (x extensions) links(rel string) []string {
	var out []string
	for _, l := range x["atom"]["link"] {
		if l.Attrs["rel"] == rel {
			out = append(out, l.Attrs["href"])
		}
	}
	return out
}

func (x extensions) keywords() []string {
	var out []string
	for _, list := range append(x.all("itunes", "keywords"), x.all("media", "keywords")...) {
		out = append(out, strings.Split(list, ",")...)
	}
	return out
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
