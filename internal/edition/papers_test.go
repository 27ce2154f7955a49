package edition

import (
	"strings"
	"testing"

	"counternotice/internal/news"
)

func TestWhatAnAddressTells(t *testing.T) {
	for _, tt := range []struct{ name, address, body, kind, number, language string }{
		{"a judgment of the EU", "https://eur-lex.europa.eu/legal-content/NL/TXT/PDF/?uri=CELEX:62018CJ0682", courtEU, kindJudgment, "C-682/18", "nl"},
		{"its number escaped", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A62018CJ0682", courtEU, kindJudgment, "C-682/18", "en"},
		{"an order of it", "https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:62020CO0123", courtEU, kindOrder, "C-123/20", "fr"},
		{"an opinion", "https://eur-lex.europa.eu/legal-content/DE/TXT/?uri=CELEX:62018CC0682", courtEU, kindOpinion, "C-682/18", "de"},
		{"a directive", "https://eur-lex.europa.eu/eli/dir/2019/790/oj", "EUR-Lex", kindLaw, "Directive 2019/790", ""},
		{"a directive in a language", "https://eur-lex.europa.eu/eli/dir/2019/790/oj/deu", "EUR-Lex", kindLaw, "Directive 2019/790", "de"},
		{"the official journal", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=OJ:C_202300160", "EUR-Lex", kindGazette, "", "en"},
		{"a page about the law", "https://eur-lex.europa.eu/homepage.html", "EUR-Lex", "", "", ""},
		{"CURIA", "https://curia.europa.eu/juris/document/document.jsf?docid=152065&pageIndex=0&doclang=fr&mode=req", courtEU, kindCourt, "", "fr"},
		{"a procedure", "https://oeil.secure.europarl.europa.eu/oeil/popups/ficheprocedure.do?reference=2021/0106(COD)&l=en", "European Parliament", kindFile, "2021/0106(COD)", ""},
		{"a page of the Commission", "https://digital-strategy.ec.europa.eu/en/library/dsa", "European Commission", "", "", "en"},
		{"a page with a code that is no language", "https://ec.europa.eu/xx/page", "European Commission", "", "", ""},
		{"an entry of a docket", "https://storage.courtlistener.com/recap/gov.uscourts.cand.373179/gov.uscourts.cand.373179.866.0.pdf", "US District Court, N.D. Cal.", kindEntry, "866", "en"},
		{"an attachment to one", "https://storage.courtlistener.com/recap/gov.uscourts.nysd.590940/gov.uscourts.nysd.590940.407.0_1.pdf", "US District Court, S.D.N.Y.", kindEntry, "407", "en"},
		{"of a court with other ids", "https://storage.courtlistener.com/recap/gov.uscourts.ca9.8d0d59a1-7a6e/gov.uscourts.ca9.8d0d59a1-7a6e.1.0.pdf", "US Court of Appeals, 9th Circuit", kindEntry, "1", "en"},
		{"the District of Columbia", "https://archive.org/download/gov.uscourts.dcd.222257/gov.uscourts.dcd.222257.30.0.pdf", "US District Court, D.D.C.", kindEntry, "30", "en"},
		{"Massachusetts", "https://archive.org/download/gov.uscourts.mad.1/gov.uscourts.mad.1.2.0.pdf", "US District Court, D. Mass.", kindEntry, "2", "en"},
		{"bankruptcy", "https://archive.org/download/gov.uscourts.nysb.1/gov.uscourts.nysb.1.2.0.pdf", "US Bankruptcy Court, Bankr. S.D.N.Y.", kindEntry, "2", "en"},
		{"a court that we do not know", "https://archive.org/download/gov.uscourts.zzz.1/gov.uscourts.zzz.1.2.0.pdf", "US federal court", kindEntry, "2", "en"},
		{"another file of that archive", "https://archive.org/download/concert/song.mp3", "", "", "", ""},
		{"at Justia", "https://cases.justia.com/federal/district-courts/california/candce/3:2015cv03747/290385/333/0.pdf?ts=1523951115", "US District Court, N.D. Cal.", kindEntry, "333", "en"},
		{"a docket", "https://www.courtlistener.com/docket/6309656/parties-v-others/", "US court", kindDocket, "", "en"},
		{"a bill", "https://www.congress.gov/bill/119th-congress/senate-bill/524/text", "US Congress", kindBill, "S. 524 (119th Congress)", "en"},
		{"a document of an agency", "https://docs.fcc.gov/public/attachments/FCC-25-9A1_Rcd.pdf", "Federal Communications Commission", "document", "FCC-25-9", "en"},
		{"the Federal Register", "https://www.federalregister.gov/documents/2026/06/28/2026-13695/title", "Federal Register", "document", "2026-13695", "en"},
		{"a consultation", "https://www.gov.uk/government/consultations/copyright", "UK government", kindConsultation, "", ""},
		{"a service of that government", "https://find.service.gov.uk/government/consultations/x", "", "", "", ""},
		{"a ruling by neutral citation", "https://www.bailii.org/ew/cases/EWHC/Ch/2026/12.html", "Courts of the UK and Ireland", kindRuling, "", "en"},
		{"a ruling by ECLI", "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:RBAMS:2026:1234", "Courts of the Netherlands", kindRuling, "ECLI:NL:RBAMS:2026:1234", "nl"},
		{"a law in its language", "https://www.gesetze-im-internet.de/urhg/", "German federal law", kindLaw, "", "de"},
		{"its translation", "https://www.gesetze-im-internet.de/englisch_urhg/", "German federal law", kindLaw, "", "en"},
		{"a decision in two languages", "https://www.canlii.org/fr/ca/csc/doc/2026/2026csc1/2026csc1.html", "Canadian courts", kindRuling, "", "fr"},
		{"a gazette", "https://www.boe.es/buscar/act.php?id=BOE-A-2026-930", "Boletín Oficial del Estado", kindGazette, "BOE-A-2026-930", "es"},
		{"a policy", "https://www.gov.cn/zhengce/content/202611/content_1.htm", "Government of China", "policy document", "", "zh"},
		{"an agency of that government", "https://www.cac.gov.cn/zhengce/1.htm", "", "", "", ""},
		{"a decree", "http://kremlin.ru/acts/bank/51234", "President of Russia", kindDecree, "", "ru"},
		{"in English", "http://en.kremlin.ru/acts/news/1", "President of Russia", "", "", "en"},
		{"a notice", "https://lumendatabase.org/notices/12345678", "Lumen", kindNotice, "12345678", ""},
		{"a study", "https://doi.org/10.1000/xyz", "", kindPaper, "doi:10.1000/xyz", ""},
		{"a preprint", "https://arxiv.org/pdf/2007.15646", "arXiv", kindPreprint, "doi:10.48550/arxiv.2007.15646", ""},
		{"a host that ends alike", "https://noteur-lex.europa.eu.example/legal-content/EN/", "", "", "", ""},
		{"anything else", "https://somebody.example/en/ruling.pdf", "", "", "", ""},
	} {
		d := at(tt.address)
		if d.Body != tt.body || d.Kind != tt.kind || d.Number != tt.number || d.Language != tt.language {
			t.Errorf("%s: %q, %q, %q, %q", tt.name, d.Body, d.Kind, d.Number, d.Language)
		}
	}
}

// A row that an earlier one hides is never reached.
func TestNoShelfIsHidden(t *testing.T) {
	for i, s := range shelves {
		if s.official && s.body == "" && (s.pattern == nil || s.pattern.SubexpIndex("court") < 0) {
			t.Errorf("%s has no body", s.host)
		}
		host := strings.TrimPrefix(s.host, "=")
		for _, before := range shelves[:i] {
			if before.pattern == nil && (host == before.host || strings.HasSuffix(host, "."+before.host)) {
				t.Errorf("%s %v comes after all of %s", s.host, s.pattern, before.host)
			}
		}
	}
}

func TestWordsOfPapers(t *testing.T) {
	ours := &Source{Feed: news.Feed{ID: "court", Name: "The Court"}}
	for _, tt := range []struct {
		doc         Document
		title, line string
	}{
		{Document{URL: "https://a.example/1", Kind: "judgment", Number: "C-682/18", Body: "Court of Justice of the EU"}, "Judgment C-682/18", "Court of Justice of the EU: Judgment C-682/18"},
		{Document{URL: "https://a.example/1", Kind: "docket"}, "Docket", "Docket, a.example"},
		{Document{URL: "https://a.example/1", Kind: "law", Number: "Directive 2019/790", Source: ours}, "Directive 2019/790", "The Court: Directive 2019/790"},
		{Document{URL: "https://a.example/1", Kind: "law"}, "Law", "Law, a.example"},
		{Document{URL: "https://a.example/1", Number: "17"}, "", "a.example"},
		{Document{URL: "https://a.example/1", Source: &Source{Feed: news.Feed{ID: "court"}}}, "", "court"},
	} {
		if tt.doc.Title() != tt.title || tt.doc.Line() != tt.line {
			t.Errorf("%+v: %q and %q, want %q and %q", tt.doc, tt.doc.Title(), tt.doc.Line(), tt.title, tt.line)
		}
	}
}
