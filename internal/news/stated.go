package news

import (
	"regexp"
	"slices"
	"strings"
)

// Stated is what a feed says of its own licence: ids of Licenses, or of a kind of Creative Commons licence without its
// version ("CC-BY-NC"), sorted, each once. It widens nothing: what is republished goes by feeds.yaml alone.
type Stated struct {
	Feed    []string `json:"feed,omitempty"`
	Entries []string `json:"entries,omitempty"` // what only single entries say
}

// StatedLicenses finds the licences that a statement names, be it an address or prose in any of the languages that it
// knows; sorted, each once. A bare copyright notice names none: it says whose the text is, not what others may do.
func StatedLicenses(statement string) []string {
	if len(statement) > maxStatement {
		statement = statement[:maxStatement]
	}
	s := strings.Join(strings.Fields(strings.ToLower(statement)), " ")
	var out []string
	add := func(id string) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, m := range ccAddress.FindAllStringSubmatch(s, maxStated) {
		add(ccID(m[1], m[2], m[3]))
	}
	rest := ccAddress.ReplaceAllString(s, " ")
	for _, m := range ccShort.FindAllStringSubmatch(rest, maxStated) {
		add(ccID(separators.ReplaceAllString(m[1], "-"), m[2], m[3]))
	}
	for _, m := range ccLong.FindAllStringSubmatch(rest, maxStated) {
		var kind strings.Builder
		kind.WriteString("by")
		for _, c := range ccConditions {
			if c.words.MatchString(m[1]) {
				kind.WriteString("-" + c.letters)
			}
		}
		add(ccID(kind.String(), ccVersion.FindString(m[1]), ""))
	}
	for _, p := range phrases {
		if p.words.MatchString(s) && (p.not == nil || !p.not.MatchString(s)) {
			add(p.license)
		}
	}
	slices.Sort(out)
	return out
}

// Bounds on what is read of one statement: some feeds put their terms of use there.
const (
	maxStatement = 4 << 10 // bytes
	maxStated    = 10
)

var (
	ccAddress = regexp.MustCompile(`creativecommons\.org/(?:licenses|publicdomain)/([a-z+-]+)(?:/(\d\.\d))?(?:/([a-z]{2,4})\b)?`)
	ccShort   = regexp.MustCompile(`\bcc[ _-]?(by(?:[ _-](?:nc|nd|sa)){0,2}|0|zero)\b(?:[ _-]*(?:v(?:ersion)?\.? ?)?(\d\.\d))?(?:[ _-](au|at|de|igo|nl|us|uk|fr|jp)\b)?`)
	ccLong    = regexp.MustCompile(`creative commons[\s,:(–-]*(?:(?:licen[cs]e|licencia|licenza|licença|licentie|lizenz)[\s,:(–-]*)?(?:attribution|paternité|namensnennung|reconocimiento|` +
		`atribución|atribuição|attribuzione|naamsvermelding|uznanie autorstwa)((?:[^.;]|\.\d){0,120})`)
	ccVersion  = regexp.MustCompile(`\d\.\d`)
	separators = regexp.MustCompile(`[ _]`)
)

// ccConditions are the words for what a Creative Commons licence reserves, as its own translations have them, in the order of its
// letters.
var ccConditions = []struct {
	letters string
	words   *regexp.Regexp
}{
	{"nc", regexp.MustCompile(`non?[\s-]*com+erciale?\b|pas d.utilisation commerciale|não[\s-]*comercial|n(?:icht|on)[\s-]*kommerziell|keine kommerzielle|niet[\s-]*commercieel|niekomercyjne`)},
	{"nd", regexp.MustCompile(`non?[\s-]*deriv|pas d[e’'][\s-]*(?:modification|œuvres? dérivée)|sin[\s-]*obras?[\s-]*derivada|s(?:in|em)[\s-]*deriva|keine[\s-]*bearbeitung|non opere derivate|geen[\s-]*afgeleide|bez utworów zależnych`)},
	{"sa", regexp.MustCompile(`share[\s-]*alike|partage (?:dans les mêmes|à l.identique)|compart(?:ir|ilha)[\s-]*igual|partilha nos mesmos|gleichen bedingungen|condividi allo stesso|gelijk[\s-]*delen|tych samych warunkach`)},
}

// phrases are what feeds say in prose, in lower case.
var phrases = []struct {
	license    string
	words, not *regexp.Regexp
}{
	{AllRightsReserved, regexp.MustCompile(`all rights? (?:are )?reserved|alle rechte vorbehalten|tous (?:les )?droits (?:sont )?réservés|todos los derechos reservados|todos os direitos reservados|` +
		`tutti i diritti (?:sono )?riservati|alle rechten voorbehouden|wszelkie prawa zastrzeżone|všechna práva vyhrazena|minden jog fenntartva|toate drepturile rezervate|` +
		`alla rättigheter (?:är )?(?:förbehållna|reserverade)|tüm hakları saklıdır|все права (?:защищены|сохранены)|усі права захищен[оі]|всі права захищен[оі]|` +
		`droits de reproduction et de diffusion réservés|personal use only|unauthori[sz]ed (?:use|duplication|reproduction)|` +
		`جميع الحقوق محفوظة|حقوق النشر محفوظة|כל הזכויות שמורות|版权所有|版權所有|無断転載(?:を)?禁|禁無断転載|무단[ ]?전재`), nil},
	{"CC-PDDC", regexp.MustCompile(`\bpublic domain\b|web\.resource\.org/cc/publicdomain`), regexp.MustCompile(`\bnot\b|public domain (?:review|day)|.{200}`)},
	{
		"OGL-UK-3.0", regexp.MustCompile(`open[ -]government[ -]licen[cs]e|\bogl-uk-3\.0\b`),
		regexp.MustCompile(`open[ -]government[ -]licen[cs]e(?:/version/|[ ,(–-]*(?:v(?:ersion)?\.? ?)?)[124]|canada|alberta|ontario|columbia|toronto`),
	},
	{"etalab-2.0", regexp.MustCompile(`\betalab-2\.0\b|etalab\.gouv\.fr/licence-ouverte|\blicence ouverte\b`), regexp.MustCompile(`\blicence ouverte[^.]{0,30}\b(?:v ?)?1(?:\.0)?\b`)},
	{"LicenseRef-US-gov", regexp.MustCompile(`\bworks? of the (?:u\.?s\.?|united states)(?: federal)? government\b|\bu\.?s\.? government works?\b`), nil},
}

// ccID is the id of a Creative Commons licence by its letters, version and country. A country that has none of its own
// in the table is read as its version; a version that is not there, or not given, as the kind alone.
func ccID(kind, version, country string) string {
	switch kind {
	case "0", "zero":
		return "CC0-1.0"
	case "mark", "publicdomain", "certification":
		return "CC-PDDC"
	}
	kind = strings.ReplaceAll(strings.ToUpper(kind), "+", "-")
	var letters []string // older addresses have them in other orders: by-nd-nc
	for _, l := range []string{"BY", "NC", "ND", "SA"} {
		if slices.Contains(strings.Split(kind, "-"), l) {
			letters = append(letters, l)
		}
	}
	id := "CC-" + strings.Join(letters, "-")
	if len(letters) == 0 || letters[0] != "BY" {
		return ""
	}
	for _, full := range []string{id + "-" + version + "-" + strings.ToUpper(country), id + "-" + version} {
		if _, ok := LookupLicense(full); ok {
			return full
		}
	}
	if _, ok := lookupStated(id); ok {
		return id
	}
	return ""
}

// lookupStated is LookupLicense that takes a kind of Creative Commons licence without a version, too.
func lookupStated(id string) (License, bool) {
	if l, ok := LookupLicense(id); ok {
		return l, true
	}
	for _, l := range slices.Backward(licenses) {
		if version := versionOf(l.ID, id); version != "" {
			l.ID, l.URL = id, ""
			l.Name = strings.TrimSuffix(l.Name, " "+strings.ReplaceAll(version, "-", " "))
			return l, true
		}
	}
	return License{}, false
}

// versionOf is what follows the kind in the id of a licence, "3.0-US"; empty if the licence is of another kind.
func versionOf(id, kind string) string {
	version, ok := strings.CutPrefix(id, kind+"-")
	if !ok || version == "" || version[0] < '0' || version[0] > '9' {
		return ""
	}
	return version
}

// Mismatch is a licence that a feed states and feeds.yaml does not.
type Mismatch struct {
	Listed   License // in feeds.yaml
	Stated   License
	Narrower bool // the feed allows less, or demands more, than we go by
	Entries  bool // only single entries state it, not the feed
}

// String is "feeds.yaml says CC BY 4.0, the feed says All rights reserved".
func (m Mismatch) String() string {
	who := "the feed says "
	if m.Entries {
		who = "entries of the feed say "
	}
	return "feeds.yaml says " + m.Listed.Name + ", " + who + m.Stated.Name
}

// Mismatches holds what a feed states against what feeds.yaml says of it, the narrower ones first. A statement without a
// version agrees with every version.
func Mismatches(listed string, stated Stated) []Mismatch {
	l, ok := LookupLicense(listed)
	if !ok {
		l, _ = LookupLicense(AllRightsReserved)
	}
	var out []Mismatch
	for i, ids := range [][]string{stated.Feed, stated.Entries} {
		for _, id := range ids {
			s, ok := lookupStated(id)
			if !ok || s.ID == l.ID || versionOf(l.ID, s.ID) != "" {
				continue
			}
			out = append(out, Mismatch{Listed: l, Stated: s, Narrower: s.Narrower(l), Entries: i == 1})
		}
	}
	narrower := func(m Mismatch) bool { return m.Narrower }
	wider := func(m Mismatch) bool { return !m.Narrower }
	return slices.Concat(slices.DeleteFunc(slices.Clone(out), wider), slices.DeleteFunc(out, narrower))
}
