package news

// License says what a source lets others republish, and what it demands for it.
type License struct {
	ID          string
	Name        string // for readers
	URL         string // of its text; empty where there is none
	Words       int    // at most so many words of an item's text, title apart, in any one output
	Derivatives bool   // the text may be changed (shortened, translated)
	Commercial  bool   // may be reused for money
	ShareAlike  bool
	Attribution bool // the publisher must be named and linked
}

// Limits on what is republished of one item. A source that reserves all rights is quoted, not reprinted: 40 words, or
// ClosedRunes characters in a script without spaces. Where an open licence would allow all of the text, OpenWords keep
// the digest a digest.
const (
	ClosedWords = 40
	ClosedRunes = 80
	OpenWords   = 120
)

// AllRightsReserved is the id of the default licence.
const AllRightsReserved = "all-rights-reserved"

// licenses is the table of the licences that feeds.yaml may name: SPDX ids, and three of our own. The terms are those of
// the licence texts at the addresses given.
var licenses = []License{
	{AllRightsReserved, "All rights reserved", "", ClosedWords, false, false, false, true},
	{"CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", OpenWords, true, true, false, false},
	{"CC-PDDC", "Public domain", "https://creativecommons.org/licenses/publicdomain/", OpenWords, true, true, false, false},
	{"CC-BY-2.0", "CC BY 2.0", "https://creativecommons.org/licenses/by/2.0/", OpenWords, true, true, false, true},
	{"CC-BY-2.5", "CC BY 2.5", "https://creativecommons.org/licenses/by/2.5/", OpenWords, true, true, false, true},
	{"CC-BY-3.0", "CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/", OpenWords, true, true, false, true},
	{"CC-BY-3.0-US", "CC BY 3.0 US", "https://creativecommons.org/licenses/by/3.0/us/", OpenWords, true, true, false, true},
	{"CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", OpenWords, true, true, false, true},
	{"CC-BY-SA-2.0", "CC BY-SA 2.0", "https://creativecommons.org/licenses/by-sa/2.0/", OpenWords, true, true, true, true},
	{"CC-BY-SA-3.0", "CC BY-SA 3.0", "https://creativecommons.org/licenses/by-sa/3.0/", OpenWords, true, true, true, true},
	{"CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", OpenWords, true, true, true, true},
	{"CC-BY-NC-2.0", "CC BY-NC 2.0", "https://creativecommons.org/licenses/by-nc/2.0/", OpenWords, true, false, false, true},
	{"CC-BY-NC-3.0", "CC BY-NC 3.0", "https://creativecommons.org/licenses/by-nc/3.0/", OpenWords, true, false, false, true},
	{"CC-BY-NC-4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/", OpenWords, true, false, false, true},
	{"CC-BY-NC-SA-3.0", "CC BY-NC-SA 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/", OpenWords, true, false, true, true},
	{"CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/", OpenWords, true, false, true, true},
	{"CC-BY-ND-3.0", "CC BY-ND 3.0", "https://creativecommons.org/licenses/by-nd/3.0/", ClosedWords, false, true, false, true},
	{"CC-BY-ND-4.0", "CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/", ClosedWords, false, true, false, true},
	{"CC-BY-NC-ND-3.0", "CC BY-NC-ND 3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/", ClosedWords, false, false, false, true},
	{"CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/", ClosedWords, false, false, false, true},
	{"OGL-UK-3.0", "Open Government Licence v3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", OpenWords, true, true, false, true},
	{"etalab-2.0", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/", OpenWords, true, true, false, true},
	{"LicenseRef-official-text", "Official text, outside copyright", "", OpenWords, true, true, false, true},
	{"LicenseRef-US-gov", "Work of the United States government (17 U.S.C. § 105)", "https://www.law.cornell.edu/uscode/text/17/105", OpenWords, true, true, false, false},
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
func Licenses() []License { return append([]License(nil), licenses...) }
