package edition

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// concerns says whether more than one link speaks for it that a paper is of the event and not one that a report recalls: two
// publishers link to it, it lies with an official source of ours, a title or a tag of the story names whose it is, or a report
// cites its number in words.
func (s *Story) concerns(d Document) bool {
	return d.Cited > 1 || d.Source != nil && d.Source.Feed.Kind == news.KindOfficial || s.names(d.Body) || s.cites(d)
}

// names says whether the title or a tag of a story is of the body that a paper is of.
func (s *Story) names(body string) bool {
	if body == "" || manyBodies.MatchString(body) {
		return false
	}
	names := append([]string{body}, shortNames[body]...)
	if _, circuit, ok := strings.Cut(body, "US Court of Appeals, "); ok {
		names = append(names, circuit)
		if nth, _, _ := strings.Cut(circuit, " "); spelled[nth] != "" {
			names = append(names, spelled[nth]+" Circuit")
		}
	}
	for _, name := range names {
		if hasWords(s.Title, name) || slices.ContainsFunc(s.Tags, func(t StoryTag) bool { return strings.EqualFold(t.Tag.Label("en"), name) }) {
			return true
		}
	}
	return false
}

// manyBodies are the names of shelves that are of several bodies, which nothing that happens at one of them names.
var manyBodies = regexp.MustCompile(`\bcourts?$|^Courts\b|\blaw$|\blegislation$|\bgovernment$|\bdocket$`)

// shortNames are those by which headlines know a body.
var shortNames = map[string][]string{
	"Federal Communications Commission": {"FCC"}, "Congressional Research Service": {"CRS"}, "US Department of Justice": {"Justice Department", "DOJ"},
	courtECHR: {"ECtHR", "ECHR"}, courtEU: {"CJEU", "ECJ"}, supremeUS: {"U.S. Supreme Court", "SCOTUS"}, "Bundesgerichtshof": {"BGH"}, "Bundesverfassungsgericht": {"BVerfG"},
}

var spelled = map[string]string{
	"1st": "First", "2nd": "Second", "3rd": "Third", "4th": "Fourth", "5th": "Fifth", "6th": "Sixth", "7th": "Seventh", "8th": "Eighth", "9th": "Ninth", "10th": "Tenth", "11th": "Eleventh",
}

// hasWords finds words in a title, in any case, as whole words.
func hasWords(title, words string) bool {
	title, words = strings.ToLower(title), strings.ToLower(words)
	for from := 0; ; {
		i := strings.Index(title[from:], words)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(title[:i])
		after, _ := utf8.DecodeRuneInString(title[i+len(words):])
		if !inWord(before) && !inWord(after) {
			return true
		}
		from = i + len(words)
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// cites says whether a report of a story has the number of a paper in its words. The numbers that an item came with are of its
// links as well; so they count only of a report that links to nothing of that number.
func (s *Story) cites(d Document) bool {
	ref := news.Ref(text.LinkReference(d.URL))
	same := func(r news.Ref) bool { return r != "" && (r == ref || d.Number != "" && r.Label() == d.Number) }
	for _, r := range s.Reports {
		it := &r.Item
		linked := func(address string) bool { return same(news.Ref(text.LinkReference(address))) }
		if slices.ContainsFunc(it.Refs, same) && !linked(it.URL) && !slices.ContainsFunc(it.Links, linked) {
			return true
		}
		words := it.Title + "\n" + it.Excerpt
		if strings.ContainsAny(d.Number, "-/:") && hasWords(words, d.Number) {
			return true
		}
		for _, found := range text.References(words, written(it)) {
			if same(news.Ref(found)) {
				return true
			}
		}
	}
	return false
}

// written is when an item was written, for numbers that leave out the year.
func written(it *news.Item) time.Time {
	if it.Published.IsZero() {
		return it.FirstSeen
	}
	return it.Published
}
