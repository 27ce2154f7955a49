package news

import (
	"fmt"
	"strconv"
	"strings"
)

// Ref names a document of record that an item cites: its kind, whose number it is, and the number as it is cited there:
// "case:eu:C-682/18", "bill:us:H.R. 1234 (119)", "doi:10.1000/x". text.References says which there are.
type Ref string

// Kind is what sort of document it is: "case", "docket", "bill", "act", "document", "doi", "cve" or "lumen".
func (r Ref) Kind() string {
	kind, _, _ := strings.Cut(string(r), ":")
	return kind
}

// Place is whose number it is: a country in lower case, "eu", "echr" or "wipo"; empty where numbers are the world's.
func (r Ref) Place() string {
	place, _ := r.parts()
	return place
}

// Label is the reference as people cite it.
func (r Ref) Label() string {
	place, number := r.parts()
	switch kind := r.Kind(); {
	case kind == "lumen":
		return "Lumen notice " + number
	case kind == "cve":
		return "CVE-" + number
	case kind == "doi":
		return "doi:" + number
	case place == "echr" && !strings.HasPrefix(number, "HUDOC"):
		return "ECHR application no. " + number
	case kind == "bill" && place == "us":
		bill, congress, _ := strings.Cut(strings.TrimSuffix(number, ")"), " (")
		return fmt.Sprintf("%s (%s Congress)", bill, ordinal(congress))
	case place == "us" && strings.HasPrefix(number, "Supreme Court "):
		return "U.S. Supreme Court No. " + strings.TrimPrefix(number, "Supreme Court ")
	}
	return number
}

// parts is the place and the number.
func (r Ref) parts() (place, number string) {
	_, rest, _ := strings.Cut(string(r), ":")
	switch r.Kind() {
	case "doi", "cve", "lumen":
		return "", rest
	}
	place, number, _ = strings.Cut(rest, ":")
	return place, number
}

func ordinal(n string) string {
	i, err := strconv.Atoi(n)
	switch {
	case err != nil || i%100 >= 11 && i%100 <= 13:
	case i%10 == 1:
		return n + "st"
	case i%10 == 2:
		return n + "nd"
	case i%10 == 3:
		return n + "rd"
	}
	return n + "th"
}
