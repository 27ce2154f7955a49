package news

import "testing"

func TestRefAsPeopleCiteIt(t *testing.T) {
	for _, tt := range []struct {
		ref                Ref
		kind, place, label string
	}{
		{"case:eu:C-682/18", "case", "eu", "C-682/18"},
		{"case:eu:ECLI:EU:C:2021:503", "case", "eu", "ECLI:EU:C:2021:503"},
		{"case:us:1:21-cv-01234", "case", "us", "1:21-cv-01234"},
		{"case:us:Supreme Court 22-277", "case", "us", "U.S. Supreme Court No. 22-277"},
		{"case:echr:64569/09", "case", "echr", "ECHR application no. 64569/09"},
		{"case:echr:HUDOC 001-122804", "case", "echr", "HUDOC 001-122804"},
		{"bill:us:H.R. 1234 (119)", "bill", "us", "H.R. 1234 (119th Congress)"},
		{"bill:us:S. 5 (121)", "bill", "us", "S. 5 (121st Congress)"},
		{"bill:us:S. 5 (112)", "bill", "us", "S. 5 (112th Congress)"},
		{"act:eu:Directive 2019/790", "act", "eu", "Directive 2019/790"},
		{"doi:10.1000/x:y", "doi", "", "doi:10.1000/x:y"},
		{"cve:2021-44228", "cve", "", "CVE-2021-44228"},
		{"lumen:123", "lumen", "", "Lumen notice 123"},
		{"", "", "", ""},
	} {
		if k, p, l := tt.ref.Kind(), tt.ref.Place(), tt.ref.Label(); k != tt.kind || p != tt.place || l != tt.label {
			t.Errorf("%q: %q %q %q", tt.ref, k, p, l)
		}
	}
}
