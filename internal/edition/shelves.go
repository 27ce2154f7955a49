package edition

import "regexp"

// shelves are the places that we know, one row each; the first that matches says what is there. A row is added for a form
// of address that its site documents, or that is made of a number which the site documents; the comment says which.
var shelves = []shelf{
	// European Union. EUR-Lex, help "How to link to EUR-Lex": CELEX and OJ numbers, the language in two letters before the view.
	// The letters of a CELEX number: sector 6 for case law (CJ and TJ judgment, CO and TO order, CC opinion), 3 for law, 5 for what prepares it.
	{"eur-lex.europa.eu", rx(`/(?P<lang>[A-Za-z]{2})/.*(?i:CELEX):6\d{4}[CT]J`), kindJudgment, courtEU, "", true},
	{"eur-lex.europa.eu", rx(`/(?P<lang>[A-Za-z]{2})/.*(?i:CELEX):6\d{4}[CT]O`), kindOrder, courtEU, "", true},
	{"eur-lex.europa.eu", rx(`/(?P<lang>[A-Za-z]{2})/.*(?i:CELEX):6\d{4}CC`), kindOpinion, courtEU, "", true},
	{"eur-lex.europa.eu", rx(`/(?P<lang>[A-Za-z]{2})/.*(?i:CELEX):[03]\d{4}[LRD]`), kindLaw, "EUR-Lex", "", true},
	{"eur-lex.europa.eu", rx(`/(?P<lang>[A-Za-z]{2})/.*(?i:CELEX):5\d{4}PC`), kindProposal, "European Commission", "", true},
	{"eur-lex.europa.eu", rx(`/(?P<lang>[A-Za-z]{2})/.*(?i:uri=OJ):`), kindGazette, "EUR-Lex", "", true},
	{"eur-lex.europa.eu", rx(`^/eli/(?:dir|reg|dec)\w*/\d{4}/\d+/(?:\w+/)*?(?P<lang>[a-z]{3})\b`), kindLaw, "EUR-Lex", "", true}, // ELI: the language in three letters
	{"eur-lex.europa.eu", rx(`^/eli/(?:dir|reg|dec)`), kindLaw, "EUR-Lex", "", true},
	{"eur-lex.europa.eu", rx(`^/legal-content/(?P<lang>[A-Za-z]{2})/`), "", "EUR-Lex", "", true},
	{"eur-lex.europa.eu", nil, "", "EUR-Lex", "", true},
	{"curia.europa.eu", rx(`/juris/document/.*[?&]doclang=(?P<lang>[A-Za-z]{2})\b`), kindCourt, courtEU, "", true}, // a judgment, an order or an opinion: docid does not say
	{"curia.europa.eu", rx(`/liste\.jsf.*num=`), "court case", courtEU, "", true},
	{"curia.europa.eu", nil, "", courtEU, "", true},
	{"oeil.secure.europarl.europa.eu", nil, kindFile, "European Parliament", "", true}, // the Legislative Observatory: a file for each procedure
	{"oeil.europarl.europa.eu", nil, kindFile, "European Parliament", "", true},
	{"europarl.europa.eu", rx(`/doceo/document/[^?]*_(?P<lang>[A-Z]{2})\.\w+`), "", "European Parliament", "", true}, // the language ends the name of the file
	{"europarl.europa.eu", nil, "", "European Parliament", "", true},
	{"ec.europa.eu", rx(`^/info/law/better-regulation/have-your-say/initiatives/[^?]*_(?P<lang>[a-z]{2})\b`), kindConsultation, "European Commission", "", true},
	{"ec.europa.eu", rx(`[_/](?P<lang>[a-z]{2})(?:[/?]|\.\w+\?|$)`), "", "European Commission", "", true}, // Europa Web Guide: "_en" ends the address of a page
	{"ec.europa.eu", nil, "", "European Commission", "", true},
	{"hudoc.echr.coe.int", rx(`\b00[1-9]-\d{4,7}\b`), kindCourt, "European Court of Human Rights", "", true}, // item ids of HUDOC; the language before them is that of the page around it

	// United States. RECAP and the Internet Archive: gov.uscourts.COURT.CASE.ENTRY.ATTACHMENT.pdf, the court by its code in PACER.
	{"courtlistener.com", rx(`/gov\.uscourts\.(?P<court>[a-z0-9]+)\.[\w-]+\.(?P<number>\d+)\.\d+(?:_\d+)?\.pdf`), kindEntry, "", "en", true},
	{"archive.org", rx(`/gov\.uscourts\.(?P<court>[a-z0-9]+)\.[\w-]+\.(?P<number>\d+)\.\d+(?:_\d+)?\.pdf`), kindEntry, "", "en", true},
	{"archive.org", rx(`/gov\.uscourts\.(?P<court>[a-z0-9]+)\.[\w-]+\.docket\.`), kindDocket, "", "en", true},
	{"courtlistener.com", rx(`^/docket/\d+/(?P<number>\d+)/`), kindEntry, "US court", "en", true}, // /docket/CASE/ENTRY/slug/
	{"courtlistener.com", rx(`^/docket/\d+/`), kindDocket, "US court", "en", true},
	{"courtlistener.com", rx(`^/opinion/\d+/`), kindRuling, "US court", "en", true},
	{"supremecourt.gov", rx(`^/opinions/\d\dpdf/`), kindRuling, supremeUS, "en", true}, // slip opinions by term
	{"supremecourt.gov", rx(`^/orders/courtorders/`), kindOrder, supremeUS, "en", true},
	{"supremecourt.gov", rx(`/docketfiles/`), kindDocket, supremeUS, "en", true},
	{"supremecourt.gov", rx(`^/DocketPDF/`), kindFiling, supremeUS, "en", true},
	{"supremecourt.gov", nil, "", supremeUS, "en", true},
	{"ca1.uscourts.gov", rx(`/opnfiles/`), kindRuling, "US Court of Appeals, 1st Circuit", "en", true},
	{"ca9.uscourts.gov", rx(`/datastore/opinions/`), kindRuling, "US Court of Appeals, 9th Circuit", "en", true},
	{"cadc.uscourts.gov", rx(`/opinions/`), kindRuling, "US Court of Appeals, D.C. Circuit", "en", true},
	{"uscourts.gov", rx(`/opinions/`), kindRuling, "US federal court", "en", true},
	{"uscourts.gov", nil, "", "US federal court", "en", true},
	{"cases.justia.com", rx(`^/federal/district-courts/[a-z-]+/(?P<court>[a-z]{3,4})ce/[^/]+/\d+/(?P<number>\d+)/`), kindEntry, "", "en", true}, // /federal/district-courts/STATE/COURT/CASE/ID/ENTRY/
	{"cases.justia.com", nil, kindCourt, "US court", "en", true},
	{"law.justia.com", rx(`^/cases/`), kindRuling, "US court", "en", true},
	{"congress.gov", rx(`^/bill/\d`), kindBill, "US Congress", "en", true}, // help "Using data offsite": /bill/118th-congress/house-bill/1
	{"congress.gov", rx(`^/amendment/\d`), "amendment", "US Congress", "en", true},
	{"congress.gov", rx(`^/crs-product/|^/crs_external_products/`), kindReport, "Congressional Research Service", "en", true},
	{"congress.gov", nil, "", "US Congress", "en", true},
	{"govinfo.gov", rx(`/BILLS-\d`), kindBill, "US Congress", "en", true}, // ids of packages: govinfo, "Link service"
	{"govinfo.gov", rx(`/PLAW-\d`), kindLaw, "US Congress", "en", true},
	{"govinfo.gov", rx(`/USCOURTS-`), kindCourt, "US federal court", "en", true},
	{"govinfo.gov", rx(`/(?:CRPT|CHRG)-\d`), "committee document", "US Congress", "en", true},
	{"govinfo.gov", nil, "", "US Government Publishing Office", "en", true},
	{"federalregister.gov", rx(`^/documents/\d{4}/\d\d/\d\d/(?P<number>\d{4}-\d{5})`), "document", "Federal Register", "en", true}, // a rule, a proposal or a notice: the number does not say
	{"federalregister.gov", nil, "", "Federal Register", "en", true},
	{"regulations.gov", rx(`^/docket/`), kindDocket, "US regulations docket", "en", true},
	{"docs.fcc.gov", rx(`/attachments/(?P<number>(?:FCC|DA)-\d\d-\d+)A\d`), "document", "Federal Communications Commission", "en", true}, // numbers of releases
	{"fcc.gov", nil, "", "Federal Communications Commission", "en", true},
	{"copyright.gov", nil, "", "US Copyright Office", "en", true},
	{"justice.gov", rx(`^/(?:archives/)?opa/pr/`), "press release", "US Department of Justice", "en", true},
	{"justice.gov", nil, "", "US Department of Justice", "en", true},

	// United Kingdom and Ireland.
	{"caselaw.nationalarchives.gov.uk", rx(`^/(?:ew|uk|ni|eat)\w*/`), kindRuling, "UK courts", "en", true}, // Find Case Law: /COURT/YEAR/NUMBER
	{"bailii.org", rx(`/cases/`), kindRuling, "Courts of the UK and Ireland", "en", true},                  // neutral citations: /ew/cases/EWHC/Ch/2024/1.html
	{"supremecourt.uk", rx(`^/cases/`), kindRuling, "UK Supreme Court", "en", true},
	{"legislation.gov.uk", rx(`^/(?:id/)?(?:ukpga|uksi|asp|asc|nia|eur)/`), kindLaw, "UK legislation", "", true}, // "URIs of legislation": /TYPE/YEAR/NUMBER
	{"bills.parliament.uk", rx(`^/bills/\d`), kindBill, "UK Parliament", "en", true},
	{"parliament.uk", nil, "", "UK Parliament", "en", true},
	{"=gov.uk", rx(`^/government/consultations/`), kindConsultation, "UK government", "", true}, // kinds of pages of GOV.UK
	{"=gov.uk", rx(`^/government/publications/`), "publication", "UK government", "", true},
	{"ofcom.org.uk", rx(`/consultations?/`), kindConsultation, "Ofcom", "", true},
	{"ofcom.org.uk", nil, "", "Ofcom", "", true},

	// France, Germany, Switzerland, the Netherlands, Italy, Spain.
	{"legifrance.gouv.fr", rx(`/(?:juri|ceta|constit)/id/`), kindRuling, "Légifrance", "fr", true}, // the site's collections: JURI courts, CETA administrative courts, CONSTIT the constitutional one
	{"legifrance.gouv.fr", rx(`/jorf/id/|JORFTEXT`), kindGazette, "Journal officiel", "fr", true},
	{"legifrance.gouv.fr", rx(`/(?:codes|loda|eli)/|LEGITEXT|LEGIARTI`), kindLaw, "Légifrance", "fr", true},
	{"legifrance.gouv.fr", nil, "", "Légifrance", "fr", true},
	{"assemblee-nationale.fr", rx(`/textes/|/propositions/|/projets/`), kindBill, "Assemblée nationale", "fr", true},
	{"assemblee-nationale.fr", rx(`/rap-info/|/rapports/`), kindReport, "Assemblée nationale", "fr", true},
	{"assemblee-nationale.fr", nil, "", "Assemblée nationale", "fr", true},
	{"senat.fr", rx(`/leg/p[pj]l`), kindBill, "Sénat", "fr", true},
	{"gesetze-im-internet.de", rx(`^/englisch_`), kindLaw, "German federal law", "en", true}, // translations have addresses of their own
	{"gesetze-im-internet.de", nil, kindLaw, "German federal law", "de", true},
	{"juris.bundesgerichtshof.de", nil, kindRuling, "Bundesgerichtshof", "de", true},
	{"rechtsprechung-im-internet.de", nil, kindRuling, "German federal courts", "de", true},
	{"bundesverfassungsgericht.de", rx(`/Entscheidungen/(?P<lang>EN|DE)/`), kindRuling, "Bundesverfassungsgericht", "", true},
	{"dserver.bundestag.de", rx(`^/btd/(?P<number>\d+/\d{3}/\d+)`), "parliamentary paper", "Bundestag", "de", true}, // Drucksachen by term and number
	{"fedlex.admin.ch", rx(`^/eli/[co]c/.*/(?P<lang>de|fr|it|rm|en)[/?]`), kindLaw, "Swiss federal law", "", true},  // ELI, the language at its end
	{"rechtspraak.nl", rx(`\bid=(?P<number>ECLI:[A-Z:]+\d{4}:\w+)`), kindRuling, "Courts of the Netherlands", "nl", true},
	{"wetten.overheid.nl", nil, kindLaw, "Dutch law", "nl", true},
	{"officielebekendmakingen.nl", rx(`/kst-`), "parliamentary paper", "Dutch parliament", "nl", true},
	{"officielebekendmakingen.nl", rx(`/(?:stb|stcrt)-`), kindGazette, "Dutch government", "nl", true},
	{"internetconsultatie.nl", nil, kindConsultation, "Dutch government", "", true},
	{"normattiva.it", nil, kindLaw, "Normattiva", "it", true},
	{"gazzettaufficiale.it", nil, kindGazette, "Gazzetta Ufficiale", "it", true},
	{"boe.es", rx(`\b(?P<number>BOE-A-\d{4}-\d+)\b`), kindGazette, "Boletín Oficial del Estado", "es", true}, // identifiers of the gazette: A for dispositions, B for announcements
	{"boe.es", rx(`\b(?P<number>BOE-B-\d{4}-\d+)\b`), kindNotice, "Boletín Oficial del Estado", "es", true},
	{"boe.es", nil, "", "Boletín Oficial del Estado", "", true},

	// Elsewhere.
	{"canlii.org", rx(`^/(?P<lang>en|fr)/.*/doc/`), kindRuling, "Canadian courts", "", true}, // /en/ca/scc/doc/YEAR/CITATION/
	{"canlii.org", rx(`^/(?P<lang>en|fr)/.*/laws/`), kindLaw, "Canadian law", "", true},
	{"parl.ca", rx(`(?i)/legisinfo/(?P<lang>en|fr)/(?:bill|projet-de-loi)/`), kindBill, "Parliament of Canada", "", true},
	{"aph.gov.au", rx(`(?i)bId=[rs]\d+`), kindBill, "Parliament of Australia", "en", true},
	{"austlii.edu.au", rx(`/cases/`), kindRuling, "Courts of Australia and New Zealand", "en", true},
	{"planalto.gov.br", rx(`/ccivil_03/`), kindLaw, "Presidency of Brazil", "pt", true},
	{"camara.leg.br", rx(`proposicoes`), kindBill, "Câmara dos Deputados", "pt", true},
	{"senado.leg.br", rx(`/materias?/`), kindBill, "Senado Federal", "pt", true},
	{"sozd.duma.gov.ru", rx(`^/bill/`), kindBill, "State Duma", "ru", true},
	{"publication.pravo.gov.ru", nil, kindGazette, "Russian legal gazette", "ru", true},
	{"en.kremlin.ru", nil, "", "President of Russia", "en", true},
	{"kremlin.ru", rx(`^/acts/bank/`), kindDecree, "President of Russia", "ru", true},
	{"kremlin.ru", rx(`^/acts/assignments/orders/`), kindOrder, "President of Russia", "ru", true},
	{"kremlin.ru", nil, "", "President of Russia", "ru", true},
	{"english.www.gov.cn", nil, "", "Government of China", "en", true},
	{"=gov.cn", rx(`^/(?:zhengce|gongbao)/`), "policy document", "Government of China", "zh", true}, // zhengce: policies; gongbao: the gazette
	{"laws.e-gov.go.jp", rx(`^/law/`), kindLaw, "e-Gov Japan", "ja", true},
	{"public-comment.e-gov.go.jp", nil, kindConsultation, "e-Gov Japan", "ja", true},
	{"law.go.kr", rx(`^/(?:법령/|LSW/lsInfoP)`), kindLaw, "Korean law", "ko", true},
	{"wipo.int", rx(`^/amc/(?P<lang>[a-z]{2})/domains/`), "domain name decision", "WIPO", "", true},
	{"wipo.int", rx(`/(?P<lang>ar|en|es|fr|ru|zh)/`), "", "WIPO", "", true},
	{"wipo.int", nil, "", "WIPO", "", true},

	// Not of an authority.
	{"lumendatabase.org", rx(`^/notices/\d`), kindNotice, "Lumen", "", false},  // its own numbers
	{"arxiv.org", rx(`^/(?:abs|pdf|html)/`), kindPreprint, "arXiv", "", false}, // its own identifiers
	{"ssrn.com", rx(`abstract(?:_id)?=\d`), kindPreprint, "SSRN", "", false},
}

const (
	courtEU   = "Court of Justice of the EU"
	supremeUS = "US Supreme Court"
)

func rx(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }
