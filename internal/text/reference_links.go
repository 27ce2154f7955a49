package text

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// site is a place on the web whose addresses name documents by number.
type site struct {
	host    string // or a host below it
	pattern *regexp.Regexp
	ref     func(groups []string) string
}

// LinkReference gives the document of record that an address leads to, written as References writes it; empty if it
// leads to none, or to none that the address alone names.
func LinkReference(address string) string {
	u, err := url.Parse(address)
	if err != nil || len(address) > 2048 {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	query, err := url.QueryUnescape(u.RawQuery)
	if err != nil {
		query = ""
	}
	for i := range sites {
		s := &sites[i]
		if host != s.host && !strings.HasSuffix(host, "."+s.host) {
			continue
		}
		if m := s.pattern.FindStringSubmatch(Normalize(u.Path) + "?" + Normalize(query)); m != nil {
			return s.ref(m)
		}
	}
	return ""
}

func like(layout string) func([]string) string {
	return func(m []string) string { return as(layout)(citation{groups: m}) }
}

// chambers are the names that congress.gov has for sorts of bills.
var chambers = map[string]string{"house-bill": "H.R.", "senate-bill": "S.", "house-resolution": "H.Res.", "senate-resolution": "S.Res.", "house-joint-resolution": "H.J.Res.", "senate-joint-resolution": "S.J.Res."}

// bills are the codes that the files of bills have for the same sorts (govinfo, "Congressional Bills": "Document naming").
var bills = map[string]string{"hr": "H.R.", "s": "S.", "hres": "H.Res.", "sres": "S.Res.", "hjres": "H.J.Res.", "sjres": "S.J.Res."}

func billFile(m []string) string { return fmt.Sprintf("bill:us:%s %s (%s)", bills[m[2]], m[3], m[1]) }

var billPackage = regexp.MustCompile(`/BILLS-(\d{2,3})(hr|s|hres|sres|hjres|sjres)([1-9]\d{0,4})[a-z]`)

// celexSorts are the letters that a CELEX number has for the sort of an act (EUR-Lex, "How CELEX numbers are composed").
var celexSorts = map[string]string{"L": "Directive", "R": "Regulation", "D": "Decision", "dir": "Directive", "reg": "Regulation", "dec": "Decision"}

func act(sort, year, number string) string {
	number = strings.TrimLeft(number, "0")
	if celexSorts[sort] == "Regulation" && year < "2015" { // numbered first, then the year, until then
		return fmt.Sprintf("act:eu:Regulation %s/%s", number, year)
	}
	return fmt.Sprintf("act:eu:%s %s/%s", celexSorts[sort], year, number)
}

var sites = []site{
	{"eur-lex.europa.eu", regexp.MustCompile(`/eli/(dir|reg|dec)/((?:19|20)\d\d)/(\d{1,4})(?:/|\?)`), func(m []string) string { return act(m[1], m[2], m[3]) }},
	{"eur-lex.europa.eu", regexp.MustCompile(`(?i:CELEX):[30]((?:19|20)\d\d)([LRD])(\d{4})\b`), func(m []string) string { return act(m[2], m[1], m[3]) }},
	{"eur-lex.europa.eu", regexp.MustCompile(`(?i:CELEX):6(?:19|20)(\d\d)([CT])[A-Z](\d{4})\b`), func(m []string) string {
		return fmt.Sprintf("case:eu:%s-%s/%s", m[2], strings.TrimLeft(m[3], "0"), m[1])
	}},
	{"eur-lex.europa.eu", regexp.MustCompile(`(?i:CELEX):5((?:19|20)\d\d)PC(\d{4})\b`), func(m []string) string {
		return fmt.Sprintf("document:eu:COM(%s) %s", m[1], strings.TrimLeft(m[2], "0"))
	}},
	{"eur-lex.europa.eu", regexp.MustCompile(`\b(?:ecli|uri)=ECLI:EU:([CTF]:\d{4}:\d{1,4})\b`), like("case:eu:ECLI:EU:%s")},
	{"curia.europa.eu", regexp.MustCompile(`[?&]num=([CT]-\d{1,4}/\d\d)\b`), like("case:eu:%s")},
	{"europarl.europa.eu", regexp.MustCompile(`[?&]reference=((?:19|20)\d\d/\d{4}[A-Z]?\([A-Z]{3}\))`), like("bill:eu:%s")},
	{"hudoc.echr.coe.int", regexp.MustCompile(`\b(001-\d{4,7})\b`), like("case:echr:HUDOC %s")},
	{"congress.gov", regexp.MustCompile(`^/bill/(\d{2,3})(?:st|nd|rd|th)-congress/([a-z-]+)/([1-9]\d{0,4})\b`), func(m []string) string {
		if chambers[m[2]] == "" {
			return ""
		}
		return fmt.Sprintf("bill:us:%s %s (%s)", chambers[m[2]], m[3], m[1])
	}},
	{"congress.gov", billPackage, billFile},
	{"govinfo.gov", billPackage, billFile},
	{"supremecourt.gov", regexp.MustCompile(`/(?:docketfiles/html/public|DocketPDF/\d\d|opinions/\d\dpdf)/(\d\d-\d{1,5})(?:[./_]|$)`), like("case:us:Supreme Court %s")},
	{"courtlistener.com", regexp.MustCompile(`^/docket/(\d{4,10})/`), like("case:us:CourtListener %s")},
	{"courtlistener.com", regexp.MustCompile(`/gov\.uscourts\.([a-z]{2,6}\.\d{3,12})[./]`), like("case:us:PACER %s")},
	{"archive.org", regexp.MustCompile(`/gov\.uscourts\.([a-z]{2,6}\.\d{3,12})[./]`), like("case:us:PACER %s")},
	{"regulations.gov", regexp.MustCompile(`^/(?:docket|document|comment)/([A-Z][A-Z-]{1,9}-20\d\d-\d{4})(?:-\d{4,6})?(?:/|\?)`), like("docket:us:%s")},
	{"bills.parliament.uk", regexp.MustCompile(`^/bills/(\d{1,6})\b`), like("bill:uk:%s")},
	{"legislation.gov.uk", regexp.MustCompile(`^/(?:id/)?(ukpga|uksi|asp)/((?:19|20)\d\d)/(\d{1,4})\b`), like("act:uk:%s %s/%s")},
	{"aph.gov.au", regexp.MustCompile(`[?&]bId=([rs]\d{3,5})\b`), like("bill:au:%s")},
	{"parl.ca", regexp.MustCompile(`(?i)/legisinfo/(?:en|fr)/(?:bill|projet-de-loi)/(\d\d-\d)/([cs]-\d{1,4})\b`), func(m []string) string { return "bill:ca:" + strings.ToUpper(m[2]) + " (" + m[1] + ")" }},
	{"sozd.duma.gov.ru", regexp.MustCompile(`^/bill/(\d{5,8}-\d)\b`), like("bill:ru:%s")},
	{"wipo.int", regexp.MustCompile(`(?i)/(d(?:19|20)\d\d-\d{4})(?:\.|\?|/|$)`), func(m []string) string { return "case:wipo:" + strings.ToUpper(m[1]) }},
	{"doi.org", regexp.MustCompile(`^/(10\.\d{4,9}/[^?\s]+)`), func(m []string) string { return doi(citation{groups: splitDOI(m[1])}) }},
	{"arxiv.org", regexp.MustCompile(`^/(?:abs|pdf|html)/(\d{4}\.\d{4,5})(?:v\d{1,2})?(?:\.pdf)?(?:/|\?)`), like("doi:10.48550/arxiv.%s")},
	{"ssrn.com", regexp.MustCompile(`\babstract(?:_id)?=(\d{5,9})\b`), like("doi:10.2139/ssrn.%s")},
	{"nvd.nist.gov", regexp.MustCompile(`/CVE-((?:19|20)\d\d-\d{4,7})\b`), like("cve:%s")},
	{"cve.org", regexp.MustCompile(`\bCVE-((?:19|20)\d\d-\d{4,7})\b`), like("cve:%s")},
	{"lumendatabase.org", regexp.MustCompile(`^/notices/(\d{1,12})(?:/|\?|$)`), like("lumen:%s")},
}

// splitDOI is the DOI of an address, in the groups that doi takes.
func splitDOI(s string) []string {
	prefix, name, _ := strings.Cut(s, "/")
	return []string{s, "doi", prefix + "/", name}
}
