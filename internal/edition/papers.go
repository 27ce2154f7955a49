package edition

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// The kinds of papers that an address can tell, as readers know them.
const (
	kindBill         = "bill"
	kindCase         = "court case"
	kindConsultation = "consultation"
	kindCourt        = "court document"
	kindDecree       = "decree"
	kindDocket       = "docket"
	kindEntry        = "docket entry"
	kindFile         = "legislative file"
	kindFiling       = "court filing"
	kindGazette      = "official journal"
	kindJudgment     = "judgment"
	kindLaw          = "law"
	kindNotice       = "notice"
	kindOpinion      = "advocate general's opinion"
	kindOrder        = "order"
	kindPaper        = "paper"
	kindPreprint     = "preprint"
	kindProposal     = "proposal"
	kindReport       = "report"
	kindRuling       = "ruling"
	kindSubmission   = "submission"
)

// shelf is a place on the web whose addresses say what lies there. The pattern is of the path and the query, decoded; its
// groups "number" and "lang" give the number of the paper and the code of its language, "court" the federal court of the
// United States, and "term" the term of the parliament that counts anew in each. Where none matches, nothing is known.
type shelf struct {
	host     string // or a host below it, unless it begins with "="
	pattern  *regexp.Regexp
	kind     string
	body     string
	language string // of all that lies there; empty where there are several
	official bool   // of a court, a parliament, a government or an agency, on whoever's host
}

// at is what an address tells of a paper, first by the address itself and then by its host. Nothing is fetched for it.
func at(address string) Document {
	d := Document{URL: address}
	u, err := url.Parse(news.Outgoing(address)) // a session would part the file from its parameters
	if err != nil || len(address) > 2048 {
		return d
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	query, err := url.QueryUnescape(u.RawQuery)
	if err != nil {
		query = ""
	}
	path := u.Path + "?" + query
	ref := news.Ref(text.LinkReference(address))
	known := false // some of what lies on the host
	for i := range shelves {
		s := &shelves[i]
		if host != strings.TrimPrefix(s.host, "=") && !strings.HasSuffix(host, "."+s.host) {
			continue
		}
		known = true
		var m []string
		if s.pattern != nil {
			if m = s.pattern.FindStringSubmatch(path); m == nil {
				continue
			}
			term := ""
			for g, name := range s.pattern.SubexpNames() {
				switch {
				case name == "term":
					term = m[g]
				case name == "number" && term != "":
					d.Number = term + "/" + strings.TrimLeft(m[g], "0")
				case name == "number":
					d.Number = m[g]
				case name == "lang" && m[g] != "":
					d.Language = languageCode(m[g])
				case name == "court":
					d.Body = usCourt(m[g])
				}
			}
		}
		d.Kind, d.Official = s.kind, s.official
		if d.Body == "" {
			d.Body = s.body
		}
		if d.Language == "" {
			d.Language = s.language
		}
		break
	}
	if !known {
		d.Kind = kindsOfRefs[ref.Kind()]
	}
	if d.Number == "" && d.Kind != "" && !ownNumber.MatchString(string(ref)) {
		d.Number = strings.TrimPrefix(strings.TrimPrefix(ref.Label(), "Lumen notice "), "U.S. Supreme Court ")
	}
	return d
}

// kindsOfRefs is what a document of record is, on hosts of which we have no shelf.
var kindsOfRefs = map[string]string{"case": kindCase, "docket": kindDocket, "bill": kindBill, "act": kindLaw, "doi": kindPaper}

// ownNumber is what a site counts for itself and nobody cites.
var ownNumber = regexp.MustCompile(`:(?:CourtListener|PACER|HUDOC) |^(?:bill|act):uk:|^bill:au:|^cve:|^$`)

// primary says whether a link of one publisher is enough to show the paper. Laws and studies are mostly background.
func (d Document) primary() bool {
	switch d.Kind {
	case "", kindLaw, kindPaper, kindPreprint, kindGazette:
		return false
	case kindNotice:
		return true
	}
	return d.Official
}

// Title is what a paper is and its number, as far as its address tells: "Judgment C-682/18"; empty where it tells nothing.
// The number of a law says what kind of law it is.
func (d Document) Title() string {
	if d.Kind == "law" && d.Number != "" {
		return d.Number
	}
	if d.Kind == "" {
		return ""
	}
	title := strings.ToUpper(d.Kind[:1]) + d.Kind[1:]
	if d.Number != "" {
		title += " " + d.Number
	}
	return title
}

// Line is a paper in plain words: whose it is and what it is, as far as that is known; else the host that it lies on.
func (d Document) Line() string {
	whose, what := d.Body, d.Title()
	if whose == "" && d.Source != nil {
		whose = cmp.Or(strings.TrimSpace(d.Source.Feed.Name), d.Source.Feed.ID)
	}
	switch {
	case whose != "" && what != "":
		return whose + ": " + what
	case what != "":
		return what + ", " + news.Host(d.URL)
	}
	return cmp.Or(whose, news.Host(d.URL))
}

// languageCode is a code in an address as BCP 47 has it; empty for one that we do not know.
func languageCode(code string) string {
	code = strings.ToLower(code)
	if long, ok := threeLetters[code]; ok {
		return long
	}
	if strings.Contains(twoLetters, " "+code+" ") {
		return code
	}
	return ""
}

// The codes of the languages of the European Union, of Switzerland, of the United Nations and of WIPO: ISO 639.
const twoLetters = " ar bg cs da de el en es et fi fr ga hr hu it ja ko lt lv mt nl pl pt rm ro ru sk sl sv zh "

var threeLetters = map[string]string{"eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt", "nld": "nl"}

// usCourt names a federal court of the United States by its code in PACER, as it is cited (The Bluebook, tables T1 and T10).
func usCourt(code string) string {
	switch circuit, appeals := strings.CutPrefix(code, "ca"); {
	case code == "cadc":
		return "US Court of Appeals, D.C. Circuit"
	case code == "cafc":
		return "US Court of Appeals, Federal Circuit"
	case appeals && ordinals[circuit] != "":
		return "US Court of Appeals, " + ordinals[circuit] + " Circuit"
	}
	m := usDistrict.FindStringSubmatch(code)
	if m == nil || states[m[1]] == "" {
		return "US federal court"
	}
	court, part := "US District Court, ", "D. "
	if m[3] == "b" {
		court, part = "US Bankruptcy Court, ", "Bankr. D. "
	}
	if m[2] != "" {
		part = strings.Replace(part, "D.", strings.ToUpper(m[2])+".D.", 1)
	}
	state := states[m[1]]
	if len(state) == 4 && state[1] == '.' { // "S.D.N.Y.", but "N.D. Cal."
		part = strings.TrimSuffix(part, " ")
	}
	return court + part + state
}

var (
	ordinals   = map[string]string{"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "5": "5th", "6": "6th", "7": "7th", "8": "8th", "9": "9th", "10": "10th", "11": "11th"}
	usDistrict = regexp.MustCompile(`^([a-z]{2})([cemnsw]?)([db])$`)
	states     = map[string]string{
		"ak": "Alaska", "al": "Ala.", "ar": "Ark.", "az": "Ariz.", "ca": "Cal.", "co": "Colo.", "ct": "Conn.", "dc": "D.C.", "de": "Del.", "fl": "Fla.",
		"ga": "Ga.", "gu": "Guam", "hi": "Haw.", "ia": "Iowa", "id": "Idaho", "il": "Ill.", "in": "Ind.", "ks": "Kan.", "ky": "Ky.", "la": "La.", "ma": "Mass.",
		"md": "Md.", "me": "Me.", "mi": "Mich.", "mn": "Minn.", "mo": "Mo.", "ms": "Miss.", "mt": "Mont.", "nc": "N.C.", "nd": "N.D.", "ne": "Neb.", "nh": "N.H.",
		"nj": "N.J.", "nm": "N.M.", "nv": "Nev.", "ny": "N.Y.", "oh": "Ohio", "ok": "Okla.", "or": "Or.", "pa": "Pa.", "pr": "P.R.", "ri": "R.I.", "sc": "S.C.",
		"sd": "S.D.", "tn": "Tenn.", "tx": "Tex.", "ut": "Utah", "va": "Va.", "vi": "V.I.", "vt": "Vt.", "wa": "Wash.", "wi": "Wis.", "wv": "W. Va.", "wy": "Wyo.",
	}
)
