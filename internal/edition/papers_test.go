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
		{"a law in a gazette", "https://www.boe.es/buscar/act.php?id=BOE-A-2026-930", "Boletín Oficial del Estado", kindLaw, "BOE-A-2026-930", "es"},
		{"as it was printed", "https://www.boe.es/diario_boe/txt.php?id=BOE-A-2026-930", "Boletín Oficial del Estado", kindGazette, "BOE-A-2026-930", "es"},
		{"a policy", "https://www.gov.cn/zhengce/content/202611/content_1.htm", "Government of China", "policy document", "", "zh"},
		{"an agency of that government", "https://www.cac.gov.cn/zhengce/1.htm", "", "", "", ""},
		{"a decree or a law", "http://kremlin.ru/acts/bank/51234", "President of Russia", "official act", "", "ru"},
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

// What lies beside the papers on the same site: for each row the next thing that could be taken for one.
func TestWhatLiesBesideThePapers(t *testing.T) {
	for _, tt := range []struct{ name, address, line string }{
		{"the text of a judgment, as the site writes its own links", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=celex%3A62018CJ0682", "Court of Justice of the EU: Judgment C-682/18"},
		{"a directive likewise", "https://eur-lex.europa.eu/legal-content/EN/ALL/?uri=celex%3A32019L0790", "EUR-Lex: Directive 2019/790"},
		{"with a language behind", "https://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:32019L0790&from=DE", "EUR-Lex: Directive 2019/790"},
		{"a law as amended", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02016R0679-20160504", "EUR-Lex: Regulation 2016/679"},
		{"a directive by ELI", "https://eur-lex.europa.eu/eli/dir/2019/790/oj/eng", "EUR-Lex: Directive 2019/790"},
		{"the view by any language", "https://eur-lex.europa.eu/legal-content/AUTO/?uri=CELEX:32019L0790", "EUR-Lex"},
		{"a summary of a law", "https://eur-lex.europa.eu/legal-content/EN/SUM/?uri=CELEX:32019L0790", "EUR-Lex"},
		{"a summary of a judgment", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:62018CJ0682_SUM", "EUR-Lex"},
		{"an abstract of a judgment", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:62018CJ0682_RES", "EUR-Lex"},
		{"measures of the member states", "https://eur-lex.europa.eu/legal-content/EN/NIM/?uri=CELEX:32019L0790", "EUR-Lex"},
		{"a corrigendum", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679R(02)", "EUR-Lex"},
		{"a decision by ECLI", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=ECLI:EU:C:2021:503", "Court of Justice of the EU: Court document ECLI:EU:C:2021:503"},
		{"cases of a search", "https://curia.europa.eu/juris/liste.jsf?oqp=&for=&language=en&num=", "Court of Justice of the EU"},
		{"a case", "https://curia.europa.eu/juris/liste.jsf?language=en&num=C-682/18", "Court of Justice of the EU: Court case C-682/18"},
		{"a document of a case", "https://curia.europa.eu/juris/document/document.jsf?text=&docid=152065&pageIndex=0&doclang=EN", "Court of Justice of the EU: Court document"},
		{"with a session", "https://curia.europa.eu/juris/document/document.jsf;jsessionid=9ea7d0f130d6.node2?text=&docid=152065", "Court of Justice of the EU: Court document"},
		{"a file of a procedure", "https://oeil.europarl.europa.eu/oeil/en/procedure-file?reference=2021/0106(COD)", "European Parliament: Legislative file 2021/0106(COD)"},
		{"a summary in it", "https://oeil.secure.europarl.europa.eu/oeil/popups/summary.do?id=1234567&t=e&l=en", "European Parliament"},
		{"about it", "https://oeil.europarl.europa.eu/oeil/en/about", "European Parliament"},
		{"an initiative", "https://ec.europa.eu/info/law/better-regulation/have-your-say/initiatives/14622-Title-of-it_en", "European Commission: Initiative"},
		{"its consultation", "https://ec.europa.eu/info/law/better-regulation/have-your-say/initiatives/14622-Title-of-it/public-consultation_en", "European Commission: Consultation"},
		{"what somebody sent in", "https://ec.europa.eu/info/law/better-regulation/have-your-say/initiatives/14622-Title-of-it/F3558002_en", "European Commission"},
		{"a judgment of Strasbourg", "https://hudoc.echr.coe.int/eng?i=001-122804", "European Court of Human Rights: Court document"},
		{"a press release of it", "https://hudoc.echr.coe.int/eng-press?i=003-8123456-1234567", "European Court of Human Rights"},
		{"a summary of it", "https://hudoc.echr.coe.int/eng?i=002-12345", "European Court of Human Rights"},
		{"the parties of a docket", "https://www.courtlistener.com/docket/6309656/parties/a-v-b/", "courtlistener.com"},
		{"an opinion", "https://www.courtlistener.com/opinion/10335643/a-v-b/", "US court: Ruling"},
		{"who cites it", "https://www.courtlistener.com/opinion/10335643/a-v-b/cited-by/", "courtlistener.com"},
		{"the Supreme Court", "https://www.supremecourt.gov/opinions/24pdf/24-656_ca7d.pdf", "US Supreme Court: Ruling No. 24-656"},
		{"its docket", "https://www.supremecourt.gov/docket/docketfiles/html/public/24-656.html", "US Supreme Court: Docket No. 24-656"},
		{"on an application", "https://www.supremecourt.gov/opinions/24pdf/24a949_lkhn.pdf", "US Supreme Court: Court document"},
		{"opinions of a term", "https://www.supremecourt.gov/opinions/slipopinion/24", "US Supreme Court"},
		{"a circuit", "https://cdn.ca9.uscourts.gov/datastore/opinions/2026/01/02/24-1234.pdf", "US Court of Appeals, 9th Circuit: Ruling"},
		{"its opinions", "https://www.ca9.uscourts.gov/opinions/", "US federal courts"},
		{"the Federal Circuit", "https://www.cafc.uscourts.gov/opinions-orders/24-1234.OPINION.1-2-2026_2450000.pdf", "US Court of Appeals, Federal Circuit: Ruling"},
		{"an order of it", "https://www.cafc.uscourts.gov/opinions-orders/24-1234.ORDER.1-2-2026_2450000.pdf", "US Court of Appeals, Federal Circuit: Order"},
		{"a judgment without reasons", "https://www.cafc.uscourts.gov/opinions-orders/24-1234.RULE_36_JUDGMENT.1-2-2026_2450000.pdf", "US Court of Appeals, Federal Circuit: Court document"},
		{"its opinions and orders", "https://www.cafc.uscourts.gov/home/case-information/opinions-orders/", "US federal courts"},
		{"a ruling at Justia", "https://law.justia.com/cases/federal/appellate-courts/ca9/24-1234/24-1234-2026-01-02.html", "US Court of Appeals, 9th Circuit: Ruling"},
		{"rulings of a court", "https://law.justia.com/cases/federal/appellate-courts/ca9/", "law.justia.com"},
		{"and of a year", "https://law.justia.com/cases/federal/appellate-courts/ca9/2026/", "law.justia.com"},
		{"a bill as a file", "https://www.congress.gov/119/bills/s524/BILLS-119s524is.pdf", "US Congress: Bill S. 524 (119th Congress)"},
		{"at govinfo", "https://www.govinfo.gov/content/pkg/BILLS-119s524is/pdf/BILLS-119s524is.pdf", "US Congress: Bill S. 524 (119th Congress)"},
		{"a resolution", "https://www.congress.gov/bill/119th-congress/house-resolution/14", "US Congress: Resolution H.Res. 14 (119th Congress)"},
		{"all bills", "https://www.congress.gov/bill/119th-congress/senate-bill", "US Congress"},
		{"a docket of an agency", "https://www.regulations.gov/docket/COLC-2023-0006", "US regulations docket: Docket COLC-2023-0006"},
		{"a document in it", "https://www.regulations.gov/document/COLC-2023-0006-0001", "US regulations docket: Document COLC-2023-0006-0001"},
		{"what somebody sent in to it", "https://www.regulations.gov/comment/COLC-2023-0006-8976", "Submission COLC-2023-0006-8976, regulations.gov"},
		{"what a commissioner says", "https://docs.fcc.gov/public/attachments/FCC-25-9A2.pdf", "Federal Communications Commission"},
		{"Find Case Law", "https://caselaw.nationalarchives.gov.uk/ewhc/ch/2026/12", "UK courts: Ruling"},
		{"a summary for the press", "https://caselaw.nationalarchives.gov.uk/uksc/2026/1/press-summary/1", "caselaw.nationalarchives.gov.uk"},
		{"Strasbourg at BAILII", "https://www.bailii.org/eu/cases/ECHR/2026/12.html", "European Court of Human Rights: Court document"},
		{"Luxembourg at BAILII", "https://www.bailii.org/eu/cases/EUECJ/2026/C68218.html", "Court of Justice of the EU: Court document"},
		{"an advocate general there", "https://www.bailii.org/eu/cases/EUECJ/2026/C68218_O.html", "Court of Justice of the EU: Advocate general's opinion"},
		{"rulings of a year", "https://www.bailii.org/ew/cases/EWHC/Ch/2026/", "bailii.org"},
		{"a case of the UK Supreme Court", "https://supremecourt.uk/cases/uksc-2024-0042", "UK Supreme Court: Court case"},
		{"a judgment of it", "https://supremecourt.uk/cases/judgments/uksc-2024-0042", "UK Supreme Court: Ruling"},
		{"its summary", "https://supremecourt.uk/cases/press-summary/uksc-2024-0042", "supremecourt.uk"},
		{"an act", "https://www.legislation.gov.uk/ukpga/2023/50/section/12", "UK legislation: Law"},
		{"notes on it", "https://www.legislation.gov.uk/ukpga/2023/50/notes", "legislation.gov.uk"},
		{"a petition", "https://petition.parliament.uk/petitions/701234", "Petition 701234, petition.parliament.uk"},
		{"petitions", "https://petition.parliament.uk/petitions?state=open", "petition.parliament.uk"},
		{"evidence from anybody", "https://committees.parliament.uk/writtenevidence/12345/html/", "Submission 12345, committees.parliament.uk"},
		{"a bill", "https://bills.parliament.uk/bills/3825", "UK Parliament: Bill"},
		{"the outcome of a consultation", "https://www.gov.uk/government/consultations/copyright/outcome/answer", "UK government: Publication"},
		{"a consultation of Ofcom", "https://www.ofcom.org.uk/consultations/net-neutrality/", "Ofcom: Consultation"},
		{"a response to it", "https://www.ofcom.org.uk/consultations/net-neutrality/responses/somebody.pdf", "Ofcom"},
		{"its consultations", "https://www.ofcom.org.uk/consultations/", "Ofcom"},
		{"a ruling in France", "https://www.legifrance.gouv.fr/juri/id/JURITEXT000012345678", "Légifrance: Ruling"},
		{"a search for rulings", "https://www.legifrance.gouv.fr/search/juri?tab_selection=juri", "Légifrance"},
		{"a bill there", "https://www.assemblee-nationale.fr/dyn/17/textes/l17b0123_proposition-loi", "Assemblée nationale: Bill"},
		{"its list", "https://www.assemblee-nationale.fr/dyn/17/textes/", "Assemblée nationale"},
		{"a law in Germany", "https://www.gesetze-im-internet.de/urhg/__97.html", "German federal law: Law"},
		{"laws with U", "https://www.gesetze-im-internet.de/Teilliste_U.html", "gesetze-im-internet.de"},
		{"a ruling there", "https://juris.bundesgerichtshof.de/cgi-bin/rechtsprechung/document.py?Gericht=bgh&Art=en&nr=123456", "Bundesgerichtshof: Ruling"},
		{"the list of rulings", "https://juris.bundesgerichtshof.de/cgi-bin/rechtsprechung/list.py?Gericht=bgh&Art=en&Datum=2026", "juris.bundesgerichtshof.de"},
		{"a paper of the Bundestag", "https://dserver.bundestag.de/btd/20/104/2010406.pdf", "Bundestag: Parliamentary paper 20/10406"},
		{"of low number", "https://dserver.bundestag.de/btd/21/000/2100012.pdf", "Bundestag: Parliamentary paper 21/12"},
		{"a ruling in the Netherlands", "https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:HR:2026:12", "Courts of the Netherlands: Ruling ECLI:NL:HR:2026:12"},
		{"a conclusion there", "https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:PHR:2026:12", "Advocates general at the Dutch Supreme Court: Advocate general's opinion ECLI:NL:PHR:2026:12"},
		{"words for a number", "https://uitspraken.rechtspraak.nl/details?id=ECLI:NL:HR:2026:12andmanymorewords", "uitspraken.rechtspraak.nl"},
		{"a consultation there", "https://www.internetconsultatie.nl/platforms/b1", "Dutch government: Consultation"},
		{"a reaction to it", "https://www.internetconsultatie.nl/platforms/reactie/0a1b2c3d-0000", "internetconsultatie.nl"},
		{"a journal in Canada", "https://www.canlii.org/en/commentary/doc/2026CanLIIDocs12", "canlii.org"},
		{"a bill there", "https://www.parl.ca/legisinfo/en/bill/44-1/c-18", "Parliament of Canada: Bill C-18 (44-1)"},
		{"a law in Brazil", "https://www.planalto.gov.br/ccivil_03/_ato2011-2014/2014/lei/l12965.htm", "Presidency of Brazil: Law"},
		{"a decree there", "https://www.planalto.gov.br/ccivil_03/_ato2015-2018/2016/decreto/d8771.htm", "Presidency of Brazil: Decree"},
		{"a veto there", "https://www.planalto.gov.br/ccivil_03/_ato2011-2014/2014/Msg/Vet/VET-1.htm", "planalto.gov.br"},
		{"a matter of the Senate", "https://www25.senado.leg.br/web/atividade/materias/-/materia/157233", "Senado Federal: Proposal"},
		{"its news", "https://www12.senado.leg.br/noticias/materias/2024/12/10/senado-vota", "www12.senado.leg.br"},
		{"a matter of the Chamber", "https://www.camara.leg.br/proposicoesWeb/fichadetramitacao?idProposicao=2310837", "Câmara dos Deputados: Proposal"},
		{"another of it", "https://www.camara.leg.br/propostas-legislativas/2310837", "Câmara dos Deputados: Proposal"},
		{"its news", "https://www.camara.leg.br/noticias/1234-camara-vota-proposicoes/", "camara.leg.br"},
		{"instructions", "http://kremlin.ru/acts/assignments/orders/75000", "President of Russia: Instructions"},
		{"acts", "http://kremlin.ru/acts/bank", "President of Russia"},
		{"an explanation of policy", "https://www.gov.cn/zhengce/202611/content_1.htm", "gov.cn"},
		{"a decision on a name", "https://www.wipo.int/amc/en/domains/search/text.jsp?case=D2026-1234", "WIPO: Domain name decision"},
		{"the same as a file", "https://www.wipo.int/amc/en/domains/decisions/text/2026/d2026-1234.html", "WIPO: Domain name decision D2026-1234"},
		{"guidance", "https://www.wipo.int/amc/en/domains/guide/", "WIPO"},
		{"statistics", "https://www.wipo.int/amc/en/domains/statistics/", "WIPO"},
		{"a search of notices", "https://lumendatabase.org/notices/search?term=x", "lumendatabase.org"},
		{"a paper by DOI", "https://doi.org/10.1000/xyz", "Paper doi:10.1000/xyz, doi.org"},
	} {
		d := at(tt.address)
		if got := d.Line(); got != tt.line {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.line)
		}
		if d.Official && d.Kind == "" {
			t.Errorf("%s: nothing is known of it, but it is official", tt.name)
		}
	}
}

// A row that an earlier one hides is never reached.
func TestNoShelfIsHidden(t *testing.T) {
	for i, s := range shelves {
		if s.official && (s.kind == "" || s.pattern == nil) {
			t.Errorf("%s is official as a whole", s.host)
		}
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
