package feed

import (
	"slices"

	"github.com/PuerkitoBio/goquery"

	"counternotice/internal/news"
)

// rights are the statements of an element about its licence: cc:license of either namespace, creativeCommons:license,
// dcterms:license and rights, dc:rights, atom:rights and a link of Atom.
func (x extensions) rights() []string {
	return slices.Concat(x.all("cc", "license"), x.all("dcterms", "license"), x.links("license"), x.all("dc", "rights"), x.all("dcterms", "rights"), x.all("atom", "rights"))
}

// pageRights are the links of a web page to its licence.
func pageRights(doc *goquery.Document) []string {
	var out []string
	doc.Find(`a[rel~="license"], link[rel~="license"]`).EachWithBreak(func(i int, s *goquery.Selection) bool {
		out = append(out, s.AttrOr("href", ""))
		return i < maxRepeated
	})
	return out
}

// stated reads what a document and its entries say of their rights. What an entry says is kept where the document does
// not say it already.
func stated(document []string, entries []raw) news.Stated {
	var s news.Stated
	add := func(list *[]string, statements []string) {
		for _, words := range statements {
			if words == "" {
				continue
			}
			for _, id := range news.StatedLicenses(words) {
				if !slices.Contains(s.Feed, id) && !slices.Contains(*list, id) {
					*list = append(*list, id)
				}
			}
		}
	}
	add(&s.Feed, document)
	last := ""
	for i := range entries {
		for _, words := range entries[i].rights {
			if words != last { // most say the same
				add(&s.Entries, []string{words})
				last = words
			}
		}
	}
	slices.Sort(s.Feed)
	slices.Sort(s.Entries)
	return s
}
