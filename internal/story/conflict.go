package story

import (
	"slices"
	"strings"
	"unicode"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// claims is what an item says so plainly that another item which says otherwise reports another event.
type claims struct {
	numbers                // of cases and bills
	courts    []string     // that give a number which other courts give too
	suits     []suit       // the parties of cases with such a number
	places    []news.TagID // named in its title
	implied   []news.TagID // and those of an agency, a court or an act that its title names
	all       []news.TagID // all places that it is about
	own       []news.TagID // of which the source speaks: a court or an agency of its own country
	within    []string     // states and circuits of the United States, named in its title
	companies []news.TagID // named in its title
	part      instalments  // that its title numbers
	wider     map[news.TagID][]news.TagID
}

func (b *book) claimsOf(it *news.Item) claims {
	feed := b.in.Feeds[it.Feed]
	c := claims{wider: b.in.Wider}
	c.numbers = numbersOf(it)
	if slices.ContainsFunc(c.cases, everyCourt.MatchString) {
		title, excerpt := text.Normalize(it.Title), text.Normalize(it.Excerpt)
		c.courts, c.suits = courtsIn(title, excerpt), suitsIn(title+"\n"+excerpt)
	}
	c.within, c.part = within(it.Title), instalmentsOf(it.Title, it.Language)
	for _, hit := range it.Tags {
		if b.in.Companies[hit.Tag] && hit.InTitle() {
			c.companies = append(c.companies, hit.Tag)
		}
		if hit.Tag.Facet() != news.FacetPlace || hit.Tag == "place/int" {
			continue
		}
		c.all = append(c.all, hit.Tag)
		if hit.InTitle() {
			c.places = append(c.places, hit.Tag)
		}
		if hit.InTitle() || slices.ContainsFunc(hit.Evidence, func(e news.Evidence) bool {
			return e.In == "tag" && slices.ContainsFunc(it.Tags, func(by news.TagHit) bool { return string(by.Tag) == e.Rule && by.InTitle() })
		}) {
			c.implied = append(c.implied, hit.Tag)
		}
	}
	if len(c.places) == 0 && feed.Kind == news.KindOfficial && feed.Region != "eu" && feed.Region != "int" && feed.Region != "" {
		c.own = []news.TagID{news.TagID(string(news.FacetPlace) + "/" + feed.Region)}
	}
	return c
}

// states are those of the United States, whose laws and courts look much alike; sorted. Georgia and Washington are other
// places too, and left out.
var states = strings.Fields(`Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho
	Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri
	Montana Nebraska Nevada New-Hampshire New-Jersey New-Mexico New-York North-Carolina North-Dakota Ohio Oklahoma Oregon
	Pennsylvania Rhode-Island South-Carolina South-Dakota Tennessee Texas Utah Vermont Virginia West-Virginia Wisconsin Wyoming`)

// circuits are the federal courts of appeals, by what stands before "Circuit": in words, then in the same order in figures.
var circuits = strings.Fields(`First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh
	1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th`)

// within gives the states and circuits that a title names. The newspapers of New York are not New York.
func within(title string) []string {
	var out []string
	words := strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = append(words, "", "")
	for k := 0; k < len(words)-2; k++ {
		if words[k+1] == "Circuit" {
			if i := slices.Index(circuits, words[k]); i >= 0 {
				out = append(out, circuits[i%(len(circuits)/2)])
			}
			continue
		}
		for _, name := range []string{words[k] + "-" + words[k+1], words[k]} {
			if _, ok := slices.BinarySearch(states, name); ok {
				k += strings.Count(name, "-")
				if paper := words[k+1]; paper != "Times" && paper != "Post" {
					out = append(out, name)
				}
				break
			}
		}
	}
	return out
}

// conflict says that two items name other cases or parts, or other places in their titles, or that one is of a court or an agency
// of a country that the other is not about. What an agency in the title implies says less: the FBI helps elsewhere too.
func (c claims) conflict(d claims) bool {
	return otherCases(c.dockets, d.dockets) || c.part.other(d.part) || c.elsewhere(d, c.places, d.places) || apart(c.own, d.all) || apart(c.all, d.own) ||
		apart(c.within, d.within) || c.elsewhere(d, c.implied, d.all) && c.elsewhere(d, c.all, d.implied)
}

// elsewhere says that two lists of places have none in common, nor one that is a part of another where either report names both: what the Irish
// authority does for the Union is one thing; but a law of France and one of the Union are two, and so are those of two members.
func (c claims) elsewhere(d claims, a, b []news.TagID) bool {
	within := func(x, y news.TagID) bool {
		return slices.Contains(c.wider[x], y) && (slices.Contains(c.all, x) && slices.Contains(c.all, y) || slices.Contains(d.all, x) && slices.Contains(d.all, y))
	}
	return apart(a, b) && !slices.ContainsFunc(a, func(x news.TagID) bool {
		return slices.ContainsFunc(b, func(y news.TagID) bool { return within(x, y) || within(y, x) })
	})
}

func apart[T comparable](a, b []T) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(x T) bool { return slices.Contains(b, x) })
}
