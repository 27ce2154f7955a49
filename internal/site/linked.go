package site

import (
	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// thing is a node of JSON-LD in the words of schema.org. What a page says of itself is what we made: the selection and
// its description. Articles stand in it as items of their own publishers.
type thing struct {
	Context     string  `json:"@context,omitempty"`
	Type        string  `json:"@type"`
	ID          string  `json:"@id,omitempty"`
	URL         string  `json:"url,omitempty"`
	Name        string  `json:"name,omitempty"`
	Headline    string  `json:"headline,omitempty"`
	Language    string  `json:"inLanguage,omitempty"`
	Published   string  `json:"datePublished,omitempty"`
	Modified    string  `json:"dateModified,omitempty"`
	Free        bool    `json:"isAccessibleForFree,omitempty"`
	License     string  `json:"license,omitempty"`
	Principles  string  `json:"publishingPrinciples,omitempty"`
	Corrections string  `json:"correctionsPolicy,omitempty"`
	Publisher   *thing  `json:"publisher,omitempty"`
	About       []thing `json:"about,omitempty"`
	Breadcrumb  *thing  `json:"breadcrumb,omitempty"`
	Main        *thing  `json:"mainEntity,omitempty"`
	Count       int     `json:"numberOfItems,omitempty"`
	Items       []thing `json:"itemListElement,omitempty"`
	Position    int     `json:"position,omitempty"`
	Item        *thing  `json:"item,omitempty"`
}

// ourLicense is that of our own words, as the footer of every page says.
const ourLicense = "https://creativecommons.org/licenses/by/4.0/"

// linkedItems is how many stories of a page are listed for machines, which have the feeds and the data for more.
const linkedItems = 50

// headlineRunes is what consumers of schema.org read of a headline.
const headlineRunes = 110

// describes is what a page says of itself.
func (p *pen) describes(v page, kind, name string) *thing {
	home := p.absolute("")
	return &thing{
		Context: "https://schema.org", Type: kind, URL: v.Canonical, Name: name, Language: p.home.tag, Free: true, License: ourLicense,
		Publisher: &thing{Type: "NewsMediaOrganization", Name: p.d.Site.Title, URL: home, Principles: p.absolute("method/"), Corrections: p.absolute("corrections/")},
	}
}

// collection is a page that lists stories of ours.
func (p *pen) collection(v page, name string, stories []*edition.Story) *thing {
	t := p.describes(v, "CollectionPage", name)
	t.Main = &thing{Type: "ItemList", Count: len(stories), Items: []thing{}}
	for i, s := range stories[:min(len(stories), linkedItems)] {
		t.Main.Items = append(t.Main.Items, thing{Type: "ListItem", Position: i + 1, URL: p.absolute(s.Path)})
	}
	if len(stories) == 0 {
		t.Main = nil
	}
	return t
}

// below says under which page of ours a page stands.
func (p *pen) below(t *thing, path, name string) {
	t.Breadcrumb = &thing{Type: "BreadcrumbList", Items: []thing{
		{Type: "ListItem", Position: 1, Item: &thing{Type: "WebPage", ID: p.absolute(path), Name: name}},
		{Type: "ListItem", Position: 2, Name: t.Name},
	}}
}

// reportsOf is the page of a story: a list of articles that others published.
func (p *pen) reportsOf(v page, s *edition.Story) *thing {
	t := p.describes(v, "CollectionPage", clip(v.Heading, headlineRunes))
	t.Published, t.Modified = v.Published, v.Modified
	for _, tag := range s.Tags {
		about := thing{Type: "Thing", Name: tag.Label}
		if p.listed[tag.Path] != nil {
			about.URL = p.absolute(tag.Path)
		}
		t.About = append(t.About, about)
	}
	t.Main = &thing{Type: "ItemList", Count: len(s.Reports)}
	for i, rep := range s.Reports {
		headline, _ := p.title(rep.Item.Title, rep.Item.Language)
		a := &thing{
			Type: "CreativeWork", URL: outward(rep.Item.URL), Headline: clip(headline.Words, headlineRunes), Language: p.language(rep.Item.Language).tag,
			Publisher: &thing{Type: "Organization", Name: p.publisher(rep).Words},
		}
		if rep.Dated && a.URL != "" {
			a.Type, a.Published = "NewsArticle", p.clock(rep.Published).ISO
		}
		if l, ok := news.LookupLicense(rep.Item.License); ok {
			a.License = l.URL
		}
		t.Main.Items = append(t.Main.Items, thing{Type: "ListItem", Position: i + 1, Item: a})
	}
	return t
}
