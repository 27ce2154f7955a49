package news

import (
	"slices"
	"strings"
)

// License says what a source lets others republish, and what it demands for it.
type License struct {
	ID          string
	Name        string // for readers
	URL         string // of its text; empty where there is none
	Words       int    // at most so many words of an item's text, title apart, in any one output of ours
	FullText    bool   // the whole text may be republished word for word, on the terms below
	Derivatives bool   // the text may be changed (shortened, translated)
	Commercial  bool   // may be reused for money
	ShareAlike  bool   // what is made of it must carry the same licence
	Attribution bool   // the publisher must be named and linked
	Notice      string // a sentence that must stand with the text, where the licence prescribes its words
}

// Limits on what is republished of one item. A source that reserves all rights is quoted, not reprinted: 40 words, or
// ClosedRunes characters in a script without spaces. Where an open licence would allow all of the text, OpenWords keep
// the digest a digest. A licence without derivatives lets the whole be passed on, but not that a part be cut out of it,
// so such a text is quoted as if all rights were reserved.
const (
	ClosedWords = 40
	ClosedRunes = 80
	OpenWords   = 120
)

// AllRightsReserved is the id of the default licence.
const AllRightsReserved = "all-rights-reserved"

// licenses is the table of the licences that feeds.yaml may name: SPDX ids, and three of our own. The terms are those of
// the licence texts at the addresses given.
var licenses = slices.Concat(
	[]License{
		{ID: AllRightsReserved, Name: "All rights reserved", Words: ClosedWords, Attribution: true},
		{ID: "CC0-1.0", Name: "CC0 1.0", URL: "https://creativecommons.org/publicdomain/zero/1.0/", Words: OpenWords, FullText: true, Derivatives: true, Commercial: true},
		{ID: "CC-PDDC", Name: "Public domain", URL: "https://creativecommons.org/licenses/publicdomain/", Words: OpenWords, FullText: true, Derivatives: true, Commercial: true},
	},
	creativeCommons("BY", "2.0", "2.5", "2.5-AU", "3.0", "3.0-AT", "3.0-AU", "3.0-DE", "3.0-IGO", "3.0-NL", "3.0-US", "4.0"),
	creativeCommons("BY-SA", "2.0", "2.0-UK", "2.1-JP", "2.5", "3.0", "3.0-AT", "3.0-DE", "3.0-IGO", "4.0"),
	creativeCommons("BY-NC", "2.0", "2.5", "3.0", "3.0-DE", "4.0"),
	creativeCommons("BY-NC-SA", "2.0", "2.0-DE", "2.0-FR", "2.0-UK", "2.5", "3.0", "3.0-DE", "3.0-IGO", "4.0"),
	creativeCommons("BY-ND", "2.0", "2.5", "3.0", "3.0-DE", "4.0"),
	creativeCommons("BY-NC-ND", "2.0", "2.5", "3.0", "3.0-DE", "3.0-IGO", "4.0"),
	[]License{
		{
			ID: "OGL-UK-3.0", Name: "Open Government Licence v3.0", URL: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
			Words: OpenWords, FullText: true, Derivatives: true, Commercial: true, Attribution: true,
			Notice: "Contains public sector information licensed under the Open Government Licence v3.0.",
		},
		{
			ID: "etalab-2.0", Name: "Licence Ouverte 2.0", URL: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
			Words: OpenWords, FullText: true, Derivatives: true, Commercial: true, Attribution: true,
		},
		{ID: "LicenseRef-official-text", Name: "Official text, outside copyright", Words: OpenWords, FullText: true, Derivatives: true, Commercial: true, Attribution: true},
		{
			ID: "LicenseRef-US-gov", Name: "Work of the United States government (17 U.S.C. § 105)", URL: "https://www.law.cornell.edu/uscode/text/17/105",
			Words: OpenWords, FullText: true, Derivatives: true, Commercial: true,
		},
	},
)

// creativeCommons makes the licences of one kind, of which the letters say the terms. The versions, and those adapted to
// one country's law, are those that have an SPDX id.
func creativeCommons(kind string, versions ...string) []License {
	no := func(letters string) bool { return !slices.Contains(strings.Split(kind, "-"), letters) }
	var out []License
	for _, v := range versions {
		l := License{
			ID: "CC-" + kind + "-" + v, Name: "CC " + kind + " " + strings.ReplaceAll(v, "-", " "),
			URL:   "https://creativecommons.org/licenses/" + strings.ToLower(kind+"/"+strings.ReplaceAll(v, "-", "/")) + "/",
			Words: OpenWords, FullText: true, Derivatives: no("ND"), Commercial: no("NC"), ShareAlike: !no("SA"), Attribution: true,
		}
		if !l.Derivatives {
			l.Words = ClosedWords
		}
		out = append(out, l)
	}
	return out
}

// LookupLicense finds a licence by its id; false if the table has none of that id.
func LookupLicense(id string) (License, bool) {
	for _, l := range licenses {
		if l.ID == id {
			return l, true
		}
	}
	return License{}, false
}

// Licenses is the table of licences in its own order, a copy.
func Licenses() []License { return slices.Clone(licenses) }

// Narrower says whether a licence allows less than another one or demands more for it. Nothing is narrower than one that
// allows nothing.
func (l License) Narrower(than License) bool {
	less := func(here, there bool) bool { return there && !here }
	return less(l.FullText, than.FullText) || less(l.Derivatives, than.Derivatives) || less(l.Commercial, than.Commercial) ||
		than.FullText && (less(than.ShareAlike, l.ShareAlike) || less(than.Attribution, l.Attribution))
}
