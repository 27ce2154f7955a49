package news

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestStatedLicenses(t *testing.T) {
	for _, tt := range []struct {
		says string
		want []string
	}{
		{"http://creativecommons.org/licenses/by/4.0/", []string{"CC-BY-4.0"}},
		{"https://creativecommons.org/licenses/by-nc-sa/3.0/us/", []string{"CC-BY-NC-SA-3.0"}},
		{"//creativecommons.org/licenses/by/3.0/us/deed.en", []string{"CC-BY-3.0-US"}},
		{"http://creativecommons.org/licenses/by-nd-nc/2.0/", []string{"CC-BY-NC-ND-2.0"}},
		{"http://creativecommons.org/licenses/by-nc/1.0", []string{"CC-BY-NC"}},
		{"http://creativecommons.org/licenses/by-sa/4.0/legalcode", []string{"CC-BY-SA-4.0"}},
		{"http://creativecommons.org/publicdomain/zero/1.0/", []string{"CC0-1.0"}},
		{"http://creativecommons.org/publicdomain/mark/1.0/", []string{"CC-PDDC"}},
		{"http://creativecommons.org/licenses/sampling+/1.0/", nil},
		{"CC BY-NC-ND 4.0", []string{"CC-BY-NC-ND-4.0"}},
		{"CC-BY-SA-3.0-DE", []string{"CC-BY-SA-3.0-DE"}},
		{"Text: CC BY, pictures: all rights reserved", []string{"CC-BY", AllRightsReserved}},
		{"Creative Commons Attribution 4.0 International", []string{"CC-BY-4.0"}},
		{"Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License", []string{"CC-BY-NC-SA-4.0"}},
		{"Licensed under a Creative Commons Attribution-Noncommercial-No Derivative Works 3.0 license", []string{"CC-BY-NC-ND-3.0"}},
		{"Contenu sous licence Creative Commons Attribution - Pas d’Utilisation Commerciale - Partage dans les Mêmes Conditions 4.0 International", []string{"CC-BY-NC-SA-4.0"}},
		{"Creative Commons Paternité - Pas de Modification 2.0", []string{"CC-BY-ND-2.0"}},
		{"Licencia Creative Commons Reconocimiento-NoComercial-SinObraDerivada 3.0", []string{"CC-BY-NC-ND-3.0"}},
		{"Creative Commons Atribución-CompartirIgual 4.0", []string{"CC-BY-SA-4.0"}},
		{"Creative Commons (Namensnennung, nicht kommerziell, keine Bearbeitung) 4.0", []string{"CC-BY-NC-ND-4.0"}},
		{"Creative Commons Lizenz Namensnennung - Weitergabe unter gleichen Bedingungen", []string{"CC-BY-SA"}},
		{"Creative Commons Atribuição-NãoComercial-SemDerivações 4.0 Internacional", []string{"CC-BY-NC-ND-4.0"}},
		{"Creative Commons Atribuição-CompartilhaIgual 4.0", []string{"CC-BY-SA-4.0"}},
		{"Creative Commons Attribuzione - Non commerciale - Condividi allo stesso modo 2.5", []string{"CC-BY-NC-SA-2.5"}},
		{"Creative Commons Naamsvermelding-NietCommercieel-GelijkDelen 4.0", []string{"CC-BY-NC-SA-4.0"}},
		{"Creative Commons Uznanie autorstwa - Użycie niekomercyjne - Bez utworów zależnych 3.0", []string{"CC-BY-NC-ND-3.0"}},
		{"Creative Commons Attribution 4.0. Commercial use is fine; no derivatives of the logo.", []string{"CC-BY-4.0"}},
		{"All\u00a0rights\n\t\treserved", []string{AllRightsReserved}},
		{"CC0", []string{"CC0-1.0"}},
		{"This post is in the public domain.", []string{"CC-PDDC"}},
		{"This post is not in the public domain.", nil},
		{"The Public Domain Review", nil},
		{"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", []string{"OGL-UK-3.0"}},
		{"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/", nil},
		{"Open Government Licence v3.0", []string{"OGL-UK-3.0"}},
		{"Open Government Licence - Canada", nil},
		{"Licence Ouverte 2.0", []string{"etalab-2.0"}},
		{"Licence Ouverte / Open Licence v1.0", nil},
		{"This is a U.S. Government work.", []string{"LicenseRef-US-gov"}},
		{"Copyright 2026 The Lantern. All Rights Reserved.", []string{AllRightsReserved}},
		{"© 2026 La Lanterne. Tous droits réservés.", []string{AllRightsReserved}},
		{"Alle Rechte vorbehalten", []string{AllRightsReserved}},
		{"Все права защищены", []string{AllRightsReserved}},
		{"灯塔报 版权所有", []string{AllRightsReserved}},
		{"جميع الحقوق محفوظة", []string{AllRightsReserved}},
		{"Copyright 2026 The Lantern - For Personal Use Only", []string{AllRightsReserved}},
		{"© 2026 The Lantern", nil},
		{"Copyright 2026", nil},
		{"Some rights reserved", nil},
		{"https://example.org/terms", nil},
		{"", nil},
	} {
		if got := StatedLicenses(tt.says); !slices.Equal(got, tt.want) {
			t.Errorf("%q states %q, want %q", tt.says, got, tt.want)
		}
	}
}

func TestEveryLicenseIsRecognised(t *testing.T) {
	for _, l := range Licenses() {
		for _, says := range []string{l.Name, l.URL} {
			if says == "" || l.ID == "LicenseRef-official-text" || says == l.URL && l.ID == "LicenseRef-US-gov" {
				continue
			}
			if got := StatedLicenses(says); !slices.Equal(got, []string{l.ID}) {
				t.Errorf("%q states %q, want %q", says, got, l.ID)
			}
		}
	}
}

// TestTableOfLicenses holds the terms to what the names of the licences say.
func TestTableOfLicenses(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range Licenses() {
		if seen[l.ID] || l.ID == "" || l.Name == "" || l.Words != ClosedWords && l.Words != OpenWords {
			t.Errorf("%+v", l)
		}
		seen[l.ID] = true
		if l.Words > ClosedWords && (!l.FullText || !l.Derivatives) {
			t.Errorf("%s: more is quoted than it lets", l.ID)
		}
	}
	type terms struct{ full, derivatives, commercial, alike, named bool }
	for id, want := range map[string]terms{
		AllRightsReserved: {named: true}, "CC0-1.0": {true, true, true, false, false}, "CC-BY-4.0": {true, true, true, false, true}, "CC-BY-SA-3.0": {true, true, true, true, true},
		"CC-BY-NC-4.0": {true, true, false, false, true}, "CC-BY-ND-4.0": {true, false, true, false, true}, "CC-BY-NC-SA-4.0": {true, true, false, true, true},
		"CC-BY-NC-ND-4.0": {true, false, false, false, true}, "OGL-UK-3.0": {true, true, true, false, true}, "etalab-2.0": {true, true, true, false, true},
		"LicenseRef-US-gov": {true, true, true, false, false},
	} {
		l, ok := LookupLicense(id)
		if got := (terms{l.FullText, l.Derivatives, l.Commercial, l.ShareAlike, l.Attribution}); !ok || got != want {
			t.Errorf("%s: %+v, want %+v", id, got, want)
		}
	}
}

func TestMismatches(t *testing.T) {
	for _, tt := range []struct {
		listed string
		stated Stated
		want   []string
	}{
		{"CC-BY-4.0", Stated{}, nil},
		{"CC-BY-4.0", Stated{Feed: []string{"CC-BY-4.0"}}, nil},
		{"CC-BY-4.0", Stated{Feed: []string{"CC-BY"}}, nil},
		{AllRightsReserved, Stated{Feed: []string{AllRightsReserved}}, nil},
		{"CC-BY-4.0", Stated{Feed: []string{AllRightsReserved}}, []string{"! feeds.yaml says CC BY 4.0, the feed says All rights reserved"}},
		{"CC-BY-4.0", Stated{Feed: []string{"CC-BY-NC"}}, []string{"! feeds.yaml says CC BY 4.0, the feed says CC BY-NC"}},
		{"CC-BY-4.0", Stated{Feed: []string{"CC-BY-3.0", "CC-BY-SA-4.0"}}, []string{"! feeds.yaml says CC BY 4.0, the feed says CC BY-SA 4.0", "feeds.yaml says CC BY 4.0, the feed says CC BY 3.0"}},
		{"CC-BY-4.0", Stated{Entries: []string{"CC-BY-ND-4.0"}}, []string{"! feeds.yaml says CC BY 4.0, entries of the feed say CC BY-ND 4.0"}},
		{AllRightsReserved, Stated{Feed: []string{"CC-BY-4.0"}}, []string{"feeds.yaml says All rights reserved, the feed says CC BY 4.0"}},
		{AllRightsReserved, Stated{Feed: []string{"CC-BY-SA-4.0"}}, []string{"feeds.yaml says All rights reserved, the feed says CC BY-SA 4.0"}},
		{"CC0-1.0", Stated{Feed: []string{"CC-BY-4.0"}}, []string{"! feeds.yaml says CC0 1.0, the feed says CC BY 4.0"}},
		{"CC-BY-SA-4.0", Stated{Feed: []string{"CC-BY-4.0"}}, []string{"feeds.yaml says CC BY-SA 4.0, the feed says CC BY 4.0"}},
		{"CC-BY-NC-4.0", Stated{Feed: []string{"of another program"}}, nil},
		{"unknown", Stated{Feed: []string{"CC0-1.0"}}, []string{"feeds.yaml says All rights reserved, the feed says CC0 1.0"}},
	} {
		var got []string
		for _, m := range Mismatches(tt.listed, tt.stated) {
			s := m.String()
			if m.Narrower {
				s = "! " + s
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s against %+v: want -, got +\n%s", tt.listed, tt.stated, diff)
		}
	}
}
