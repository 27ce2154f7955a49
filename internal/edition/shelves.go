package edition

import "regexp"

// shelves are the places that we know, one row each; the first that matches says what is there. A row is added for a form
// of address that its site documents, or that is made of a number which the site documents; the comment says which. A pattern
// holds one sort of paper only: it asks for the number or the file, so that no index, search, summary or comment comes under it.
// A row without a kind says whose page it is and no more; so it makes nothing official.
var shelves = []shelf{
	// European Union. EUR-Lex, help "How to link to EUR-Lex": CELEX, ECLI and OJ numbers, the language before the view; TXT is the
	// text, ALL the text with what is known of it, and SUM, NIM, LSU, HIS are lists and summaries.
	// The letters of a CELEX number: sector 6 for case law (CJ and TJ judgment, CO and TO order, CC opinion), 3 for law and 0 for it as amended, 5 for what prepares it.
	{"eur-lex.europa.eu", eurLex(`CELEX:6\d{4}[CT]J\d{4}(?:\(\d\d\))?`), kindJudgment, courtEU, "", true},
	{"eur-lex.europa.eu", eurLex(`CELEX:6\d{4}[CT]O\d{4}(?:\(\d\d\))?`), kindOrder, courtEU, "", true},
	{"eur-lex.europa.eu", eurLex(`CELEX:6\d{4}CC\d{4}`), kindOpinion, courtEU, "", true},
	{"eur-lex.europa.eu", eurLex(`ECLI:EU:[CT]:\d{4}:\d+`), kindCourt, courtEU, "", true}, // an ECLI does not tell a judgment from an opinion
	{"eur-lex.europa.eu", eurLex(`CELEX:[03]\d{4}[LRD]\d{4}(?:-\d{8})?`), kindLaw, "EUR-Lex", "", true},
	{"eur-lex.europa.eu", eurLex(`CELEX:5\d{4}PC\d{4}(?:\(\d\d\))?`), kindProposal, "European Commission", "", true},
	{"eur-lex.europa.eu", eurLex(`OJ:[A-Z][\w.:]+`), kindGazette, "EUR-Lex", "", true},
	// ELI: an act, an article or a state of it, then the language in three letters and the format
	{"eur-lex.europa.eu", rx(`^/eli/(?:dir|reg|dec)(?:_\w+)?/\d{4}/\d+(?:\(\d+\))?(?:/art_\w+)?(?:/(?:oj|\d{4}-\d\d-\d\d))?(?:/(?P<lang>[a-z]{3})(?:/(?:pdf|html|xhtml|fmx4))?)?/?\?`), kindLaw, "EUR-Lex", "", true},
	{"eur-lex.europa.eu", rx(`^/legal-content/(?P<lang>[A-Za-z]{2})/`), "", "EUR-Lex", "", false},
	{"eur-lex.europa.eu", nil, "", "EUR-Lex", "", false},
	// CURIA: a judgment, an order or an opinion, docid does not say
	{"curia.europa.eu", rx(`^/juris/(?:document/document(?:_print)?|showPdf)\.jsf\?.*\bdocid=\d+.*&doclang=(?P<lang>[A-Za-z]{2})\b`), kindCourt, courtEU, "", true},
	{"curia.europa.eu", rx(`^/juris/(?:document/document(?:_print)?|showPdf)\.jsf\?(?:.*&)?docid=\d`), kindCourt, courtEU, "", true},
	{"curia.europa.eu", rx(`^/juris/liste\.jsf\?(?:.*&)?num=[CT]-\d+/\d\d\b`), kindCase, courtEU, "", true},
	{"curia.europa.eu", nil, "", courtEU, "", false},
	// The Legislative Observatory: a file for each procedure
	{"oeil.secure.europarl.europa.eu", rx(`/ficheprocedure\.do\?(?:.*&)?reference=\d{4}/\d+`), kindFile, "European Parliament", "", true},
	{"oeil.europarl.europa.eu", rx(`/procedure-file\?(?:.*&)?reference=\d{4}/\d+`), kindFile, "European Parliament", "", true},
	{"europarl.europa.eu", rx(`/doceo/document/[^?]*_(?P<lang>[A-Z]{2})\.\w+`), "", "European Parliament", "", false}, // the language ends the name of the file
	{"europarl.europa.eu", nil, "", "European Parliament", "", false},
	{"ec.europa.eu", rx(`^/info/law/better-regulation/have-your-say/initiatives/\d+-[^/?]+/public-consultation_(?P<lang>[a-z]{2})\?`), kindConsultation, "European Commission", "", true},
	{"ec.europa.eu", rx(`^/info/law/better-regulation/have-your-say/initiatives/\d+-[^/?]+_(?P<lang>[a-z]{2})\?`), "initiative", "European Commission", "", true}, // below it lies what anybody sent in
	{"ec.europa.eu", rx(`[_/](?P<lang>[a-z]{2})(?:[/?]|\.\w+\?)`), "", "European Commission", "", false},                                                          // Europa Web Guide: "_en" ends the address of a page
	{"ec.europa.eu", nil, "", "European Commission", "", false},
	{"hudoc.echr.coe.int", rx(`[?&]i=001-\d{4,7}\b`), kindCourt, courtECHR, "", true}, // item ids: 001 for judgments and decisions, 002 for summaries, 003 for the press; the language before them is that of the page around it
	{"hudoc.echr.coe.int", nil, "", courtECHR, "", false},

	// United States. RECAP and the Internet Archive: gov.uscourts.COURT.CASE.ENTRY.ATTACHMENT.pdf, the court by its code in PACER.
	{"courtlistener.com", rx(`/gov\.uscourts\.(?P<court>[a-z0-9]+)\.[\w-]+\.(?P<number>\d+)\.\d+(?:_\d+)?\.pdf\?`), kindEntry, "", "en", true},
	{"archive.org", rx(`/gov\.uscourts\.(?P<court>[a-z0-9]+)\.[\w-]+\.(?P<number>\d+)\.\d+(?:_\d+)?\.pdf\?`), kindEntry, "", "en", true},
	{"archive.org", rx(`/gov\.uscourts\.(?P<court>[a-z0-9]+)\.[\w-]+\.docket\.(?:html|xml|json)\?`), kindDocket, "", "en", true},
	{"courtlistener.com", rx(`^/docket/\d+/(?P<number>\d+)/`), kindEntry, "US court", "en", true}, // /docket/CASE/ENTRY/slug/
	{"courtlistener.com", rx(`^/docket/\d+/[^/?]*/?\?`), kindDocket, "US court", "en", true},
	{"courtlistener.com", rx(`^/opinion/\d+/[^/?]*/?\?`), kindRuling, "US court", "en", true},
	{"courtlistener.com", nil, "", "", "en", false},
	{"supremecourt.gov", rx(`^/opinions/\d\dpdf/\d\d-\d+_\w+\.pdf\?`), kindRuling, supremeUS, "en", true}, // slip opinions by term and number
	{"supremecourt.gov", rx(`^/opinions/\d\dpdf/[^/?]+\.pdf\?`), kindCourt, supremeUS, "en", true},        // on applications, in original cases
	{"supremecourt.gov", rx(`^/orders/courtorders/[^/?]+\.pdf\?`), kindOrder, supremeUS, "en", true},
	{"supremecourt.gov", rx(`/docket/docketfiles/html/public/[\w-]+\.html`), kindDocket, supremeUS, "en", true},
	{"supremecourt.gov", rx(`^/DocketPDF/\d\d/[\w-]+/\d+/[^?]+\.pdf\?`), kindFiling, supremeUS, "en", true},
	{"supremecourt.gov", nil, "", supremeUS, "en", false},
	{"ca1.uscourts.gov", rx(`^/pdf\.opinions/[^/?]+\.pdf\?`), kindRuling, "US Court of Appeals, 1st Circuit", "en", true},
	{"ca9.uscourts.gov", rx(`^/datastore/(?:opinions|memoranda)/\d{4}/\d\d/\d\d/[^/?]+\.pdf\?`), kindRuling, "US Court of Appeals, 9th Circuit", "en", true},
	{"cadc.uscourts.gov", rx(`/opinions(?:\.nsf)?/[^?]+\.pdf\?`), kindRuling, "US Court of Appeals, D.C. Circuit", "en", true},
	{"cafc.uscourts.gov", rx(`/opinions-orders/[^/?]+\.OPINION\.[^/?]+\.pdf\?`), kindRuling, "US Court of Appeals, Federal Circuit", "en", true}, // CASE.SORT.DATE
	{"cafc.uscourts.gov", rx(`/opinions-orders/[^/?]+\.ORDER\.[^/?]+\.pdf\?`), kindOrder, "US Court of Appeals, Federal Circuit", "en", true},
	{"cafc.uscourts.gov", rx(`/opinions-orders/[^/?]+\.pdf\?`), kindCourt, "US Court of Appeals, Federal Circuit", "en", true},
	{"uscourts.gov", rx(`/opinions(?:\.pdf)?/[^?]*\d[^/?]*\.pdf\?`), kindRuling, "US federal court", "en", true},
	{"uscourts.gov", nil, "", "US federal courts", "en", false},
	{"cases.justia.com", rx(`^/federal/district-courts/[a-z-]+/(?P<court>[a-z]{3,4})ce/[^/]+/\d+/(?P<number>\d+)/\d+\.pdf\?`), kindEntry, "", "en", true}, // /federal/district-courts/STATE/COURT/CASE/ID/ENTRY/
	{"cases.justia.com", rx(`^/federal/appellate-courts/(?P<court>ca\w{1,2})/[^/]+/[^/?]+\.pdf\?`), kindRuling, "", "en", true},
	{"cases.justia.com", rx(`\d[^/?]*\.pdf\?`), kindCourt, "US court", "en", true},
	{"law.justia.com", rx(`^/cases/federal/district-courts/[a-z-]+/(?P<court>[a-z]{3,4})ce/[^/]+/\d+/(?P<number>\d+)/\?`), kindEntry, "", "en", true},
	{"law.justia.com", rx(`^/cases/federal/appellate-courts/(?P<court>ca\w{1,2})/[^/]+/[^/?]*\d[^/?]*\.html\?`), kindRuling, "", "en", true},
	{"law.justia.com", rx(`^/cases/[^?]+/[^/?]*\d[^/?]*\.html\?`), kindRuling, "US court", "en", true},
	{"congress.gov", rx(`^/bill/\d+\w\w-congress/(?:house|senate)-(?:bill|joint-resolution)/\d+[/?]`), kindBill, "US Congress", "en", true}, // help "Using data offsite": /bill/118th-congress/house-bill/1
	{"congress.gov", rx(`^/bill/\d+\w\w-congress/(?:house|senate)-(?:concurrent-)?resolution/\d+[/?]`), "resolution", "US Congress", "en", true},
	{"congress.gov", rx(`^/\d+/bills/\w+/BILLS-\d+(?:hr|s|hjres|sjres)\d+[a-z]`), kindBill, "US Congress", "en", true}, // ids of packages, as at govinfo
	{"congress.gov", rx(`^/amendment/\d+\w\w-congress/[a-z-]+/\d+[/?]`), "amendment", "US Congress", "en", true},
	{"congress.gov", rx(`^/crs-product/[A-Z]+\d+[/?]|^/crs_external_products/[A-Z]+/(?:PDF|HTML)/`), kindReport, "Congressional Research Service", "en", true},
	{"congress.gov", nil, "", "US Congress", "en", false},
	{"govinfo.gov", rx(`/(?:details|pkg)/BILLS-\d+(?:hr|s|hjres|sjres)\d+[a-z]`), kindBill, "US Congress", "en", true}, // ids of packages: govinfo, "Link service"
	{"govinfo.gov", rx(`/(?:details|pkg)/PLAW-\d+(?:publ|pvtl)\d`), kindLaw, "US Congress", "en", true},
	{"govinfo.gov", rx(`/(?:details|pkg)/USCOURTS-(?P<court>[a-z0-9]+)-`), kindCourt, "", "en", true},
	{"govinfo.gov", rx(`/(?:details|pkg)/CRPT-\d`), "committee report", "US Congress", "en", true},
	{"govinfo.gov", rx(`/(?:details|pkg)/CHRG-\d`), "record of a hearing", "US Congress", "en", true},
	{"govinfo.gov", nil, "", "US Government Publishing Office", "en", false},
	{"federalregister.gov", rx(`^/documents/\d{4}/\d\d/\d\d/(?P<number>\d{4}-\d{5})[/?]`), "document", "Federal Register", "en", true}, // a rule, a proposal or a notice: the number does not say
	{"federalregister.gov", nil, "", "Federal Register", "en", false},
	{"regulations.gov", rx(`^/docket/(?P<number>[A-Z][A-Z_-]*-\d{4}-\d{4})[/?]`), kindDocket, "US regulations docket", "en", true},
	{"regulations.gov", rx(`^/document/(?P<number>[A-Z][A-Z_-]*-\d{4}-\d{4}-\d{4,6})[/?]`), "document", "US regulations docket", "en", true},
	{"regulations.gov", rx(`^/comment/(?P<number>[A-Z][A-Z_-]*-\d{4}-\d{4}-\d{4,6})[/?]`), kindSubmission, "", "en", false}, // from anybody
	{"regulations.gov", nil, "", "", "en", false},
	{"docs.fcc.gov", rx(`/attachments/(?P<number>(?:FCC|DA)-\d\d-\d+)A1(?:_Rcd)?\.\w+\?`), "document", "Federal Communications Commission", "en", true}, // numbers of releases; A2 and on are what single commissioners say
	{"fcc.gov", nil, "", "Federal Communications Commission", "en", false},
	{"copyright.gov", nil, "", "US Copyright Office", "en", false},
	{"justice.gov", rx(`^/(?:archives/)?opa/pr/[^/?]+/?\?`), "press release", "US Department of Justice", "en", true},
	{"justice.gov", nil, "", "US Department of Justice", "en", false},

	// United Kingdom and Ireland.
	{"caselaw.nationalarchives.gov.uk", rx(`^/[a-z]+(?:/[a-z]+)?/\d{4}/\d+(?:/data\.\w+)?/?\?`), kindRuling, "UK courts", "en", true}, // Find Case Law: /COURT/YEAR/NUMBER; below it a summary for the press
	{"bailii.org", rx(`^/eu/cases/ECHR/\d{4}/[^/?]*\d[^/?]*\.\w+\?`), kindCourt, courtECHR, "en", true},
	{"bailii.org", rx(`^/eu/cases/EUECJ/\d{4}/[^/?]*\d_O\.\w+\?`), kindOpinion, courtEU, "en", true},
	{"bailii.org", rx(`^/eu/cases/EUECJ/\d{4}/[^/?]*\d[^/?]*\.\w+\?`), kindCourt, courtEU, "en", true},
	{"bailii.org", rx(`^/(?:ew|uk|scot|nie|ie)/cases/[^?]+/\d{4}/[^/?]*\d[^/?]*\.\w+\?`), kindRuling, "Courts of the UK and Ireland", "en", true}, // neutral citations: /ew/cases/EWHC/Ch/2024/1.html
	{"supremecourt.uk", rx(`^/cases/judgments/uksc-\d{4}-\d{4}\b|^/cases/docs/uksc-\d{4}-\d{4}-judgment\.pdf`), kindRuling, "UK Supreme Court", "en", true},
	{"supremecourt.uk", rx(`^/cases/uksc-\d{4}-\d{4}(?:\.html)?/?\?`), kindCase, "UK Supreme Court", "en", true}, // perhaps pending
	// "URIs of legislation": /TYPE/YEAR/NUMBER; notes and impact assessments lie below it as well
	{"legislation.gov.uk", rx(`^/(?:id/)?(?:ukpga|uksi|asp|ssi|asc|wsi|nia|nisr|eur)/\d{4}/\d+(?:/(?:contents|introduction|body|section|part|chapter|schedule|article|annex|regulation|crossheading|enacted|made|data\.|\d{4}-)[^?]*)?/?\?`), kindLaw, "UK legislation", "", true},
	{"bills.parliament.uk", rx(`^/bills/\d+[/?]`), kindBill, "UK Parliament", "en", true},
	{"petition.parliament.uk", rx(`^/petitions/(?P<number>\d+)[/?]`), "petition", "", "en", false}, // from anybody
	{"petition.parliament.uk", nil, "", "", "en", false},
	{"committees.parliament.uk", rx(`^/writtenevidence/(?P<number>\d+)/`), kindSubmission, "", "en", false}, // from anybody
	{"parliament.uk", nil, "", "UK Parliament", "en", false},
	{"=gov.uk", rx(`^/government/consultations/[^/?]+/?\?`), kindConsultation, "UK government", "", true}, // kinds of pages of GOV.UK
	{"=gov.uk", rx(`^/government/(?:publications|consultations)/[^/?]+`), "publication", "UK government", "", true},
	{"ofcom.org.uk", rx(`^/consultations/[^/?]+/(?:summary/)?\?`), kindConsultation, "Ofcom", "", true},
	{"ofcom.org.uk", nil, "", "Ofcom", "", false},

	// France, Germany, Switzerland, the Netherlands, Italy, Spain.
	{"legifrance.gouv.fr", rx(`^/(?:juri/id/JURI|ceta/id/CETA|constit/id/CONS)TEXT\d`), kindRuling, "Légifrance", "fr", true}, // the site's collections: JURI courts, CETA administrative courts, CONSTIT the constitutional one
	{"legifrance.gouv.fr", rx(`^/jorf/id/JORFTEXT\d`), kindGazette, "Journal officiel", "fr", true},
	{"legifrance.gouv.fr", rx(`(?:LEGITEXT|LEGIARTI|LEGISCTA)\d|^/loda/id/JORFTEXT\d|^/eli/(?:loi|ordonnance)/\d{4}/`), kindLaw, "Légifrance", "fr", true},
	{"legifrance.gouv.fr", nil, "", "Légifrance", "fr", false},
	{"assemblee-nationale.fr", rx(`/textes/l\d+b\d+_pro(?:position|jet)-loi|/propositions/pion\d|/projets/pl\d`), kindBill, "Assemblée nationale", "fr", true}, // by legislature and number
	{"assemblee-nationale.fr", rx(`/rapports/[^?]*l\d+b\d+_rapport|/rap-info/i\d|/rapports/r\d`), kindReport, "Assemblée nationale", "fr", true},
	{"assemblee-nationale.fr", nil, "", "Assemblée nationale", "fr", false},
	{"senat.fr", rx(`^/leg/p[pj]l\d\d-\d`), kindBill, "Sénat", "fr", true},                                          // by session and number
	{"gesetze-im-internet.de", rx(`^/englisch_\w+/`), kindLaw, "German federal law", "en", true},                    // translations have addresses of their own
	{"gesetze-im-internet.de", rx(`^/[\w-]+/(?:[\w-]+\.\w+)?\?`), kindLaw, "German federal law", "de", true},        // /ACT/ and /ACT/__97.html; lists lie above
	{"juris.bundesgerichtshof.de", rx(`/document\.py\?(?:.*&)?nr=\d`), kindRuling, "Bundesgerichtshof", "de", true}, // list.py is the index
	{"rechtsprechung-im-internet.de", rx(`(?i)[?&]doc\.?id=(?:jb-)?[A-Z]{4}\d`), kindRuling, "German federal courts", "de", true},
	{"bundesverfassungsgericht.de", rx(`/SharedDocs/Entscheidungen/(?P<lang>EN|DE)/\d{4}/\d\d/[a-z]+\d{8}_`), kindRuling, "Bundesverfassungsgericht", "", true},
	{"dserver.bundestag.de", rx(`^/btd/(?P<term>\d\d)/\d{3}/\d\d(?P<number>\d{5})\.pdf\?`), "parliamentary paper", "Bundestag", "de", true}, // Drucksachen: the file is the term and the number in five digits
	{"fedlex.admin.ch", rx(`^/eli/[co]c/\d+/\w+/(?P<lang>de|fr|it|rm|en)[/?]`), kindLaw, "Swiss federal law", "", true},                     // ELI, the language at its end
	{"rechtspraak.nl", rx(`[?&]id=(?P<number>ECLI:NL:PHR:\d{4}:[A-Z]{0,2}\d{1,5})(?:&|$)`), kindOpinion, "Advocates general at the Dutch Supreme Court", "nl", true},
	{"rechtspraak.nl", rx(`[?&]id=(?P<number>ECLI:NL:(?:HR|RVS|CRVB|CBB|GH[A-Z]{2,4}|RB[A-Z]{2,4}):\d{4}:[A-Z]{0,2}\d{1,5})(?:&|$)`), kindRuling, "Courts of the Netherlands", "nl", true},
	{"wetten.overheid.nl", rx(`^/[^?]*\bBWB[RW]\d{7}\b`), kindLaw, "Dutch law", "nl", true},
	{"officielebekendmakingen.nl", rx(`^/kst-\d`), "parliamentary paper", "Dutch parliament", "nl", true},
	{"officielebekendmakingen.nl", rx(`^/(?:stb|stcrt)-\d{4}-\d`), kindGazette, "Dutch government", "nl", true},
	{"internetconsultatie.nl", rx(`^/[\w-]+/b\d+/?\?`), kindConsultation, "Dutch government", "", true}, // what anybody sent in lies beside it
	{"normattiva.it", rx(`^/uri-res/N2Ls\?.*urn:nir:`), kindLaw, "Normattiva", "it", true},              // URN-NIR names of acts
	{"gazzettaufficiale.it", rx(`^/eli/id/\d{4}/\d\d/\d\d/\w+/`), kindGazette, "Gazzetta Ufficiale", "it", true},
	{"boe.es", rx(`^/buscar/act\.php\?(?:.*&)?id=(?P<number>BOE-A-\d{4}-\d+)\b`), kindLaw, "Boletín Oficial del Estado", "es", true}, // as amended
	{"boe.es", rx(`\b(?P<number>BOE-A-\d{4}-\d+)\b`), kindGazette, "Boletín Oficial del Estado", "es", true},                         // identifiers of the gazette: A for dispositions, B for announcements
	{"boe.es", rx(`\b(?P<number>BOE-B-\d{4}-\d+)\b`), kindNotice, "Boletín Oficial del Estado", "es", true},
	{"boe.es", nil, "", "Boletín Oficial del Estado", "", false},

	// Elsewhere.
	{"canlii.org", rx(`^/(?P<lang>en|fr)/[a-z]{2}/\w+/doc/\d{4}/`), kindRuling, "Canadian courts", "", true}, // /en/ca/scc/doc/YEAR/CITATION/; journals lie below /en/commentary/
	{"canlii.org", rx(`^/(?P<lang>en|fr)/[a-z]{2}/laws/(?:a?stat|regu)/`), kindLaw, "Canadian law", "", true},
	{"parl.ca", rx(`(?i)^/legisinfo/(?P<lang>en|fr)/(?:bill|projet-de-loi)/\d\d-\d/[cs]-\d`), kindBill, "Parliament of Canada", "", true},
	{"aph.gov.au", rx(`(?i)/Bills_Search_Results/Result\?(?:.*&)?bId=[rs]\d`), kindBill, "Parliament of Australia", "en", true},
	{"austlii.edu.au", rx(`/au/cases/[^?]+/\d{4}/\d+\.html\?`), kindRuling, "Courts and tribunals of Australia", "en", true},
	{"planalto.gov.br", rx(`(?i)^/ccivil_03/(?:[^?]+/)?(?:leis?|lcp|mpv)/(?:[^?]+/)?\w*\d\w*\.html?\?`), kindLaw, "Presidency of Brazil", "pt", true}, // by sort and number of the act; vetoes and drafts lie beside them
	{"planalto.gov.br", rx(`(?i)^/ccivil_03/(?:[^?]+/)?decreto/(?:[^?]+/)?\w*\d\w*\.html?\?`), kindDecree, "Presidency of Brazil", "pt", true},
	{"camara.leg.br", rx(`^/proposicoesWeb/fichadetramitacao\?(?:.*&)?idProposicao=\d|^/propostas-legislativas/\d`), kindProposal, "Câmara dos Deputados", "pt", true}, // bills, but motions and requests too
	{"senado.leg.br", rx(`/atividade/materias/-/materia/\d`), kindProposal, "Senado Federal", "pt", true},
	{"sozd.duma.gov.ru", rx(`^/bill/\d+-\d`), kindBill, "State Duma", "ru", true},
	{"publication.pravo.gov.ru", rx(`(?i)^/document/(?:view/)?\d{10,}`), kindGazette, "Russian legal gazette", "ru", true},
	{"en.kremlin.ru", nil, "", "President of Russia", "en", false},
	{"kremlin.ru", rx(`^/acts/bank/\d`), "official act", "President of Russia", "ru", true}, // federal laws as well as decrees
	{"kremlin.ru", rx(`^/acts/assignments/orders/\d`), "instructions", "President of Russia", "ru", true},
	{"kremlin.ru", nil, "", "President of Russia", "ru", false},
	{"english.www.gov.cn", nil, "", "Government of China", "en", false},
	{"=gov.cn", rx(`^/zhengce/(?:content|zhengceku)/[^?]*content_\d`), "policy document", "Government of China", "zh", true}, // of the State Council and its library; beside them lie news and explanations
	{"=gov.cn", rx(`^/gongbao/[^?]*content_\d`), kindGazette, "Government of China", "zh", true},
	{"laws.e-gov.go.jp", rx(`^/law/\w{10,}`), kindLaw, "e-Gov Japan", "ja", true}, // ids of acts
	{"public-comment.e-gov.go.jp", rx(`^/(?:servlet/Public|pcm/detail)\?(?:.*&)?id=\d`), kindConsultation, "e-Gov Japan", "ja", true},
	{"law.go.kr", rx(`^/법령/[^/?]|^/LSW/lsInfoP\.do\?.*lsiSeq=\d`), kindLaw, "Korean law", "ko", true},
	{"wipo.int", rx(`(?i)^/amc/(?P<lang>[a-z]{2})/domains/(?:decisions/\w+/\d{4}/d\w+-\d|search/text\.jsp\?(?:.*&)?case=D)`), "domain name decision", "WIPO", "", true},
	{"wipo.int", rx(`/(?P<lang>ar|en|es|fr|ru|zh)/`), "", "WIPO", "", false},
	{"wipo.int", nil, "", "WIPO", "", false},

	// Not of an authority.
	{"lumendatabase.org", rx(`^/notices/\d+[/?]`), kindNotice, "Lumen", "", false},                // its own numbers
	{"arxiv.org", rx(`^/(?:abs|pdf|html)/(?:[a-z.-]+/)?\d{4}`), kindPreprint, "arXiv", "", false}, // its own identifiers
	{"ssrn.com", rx(`\babstract(?:_id)?=\d`), kindPreprint, "SSRN", "", false},
}

const (
	courtECHR = "European Court of Human Rights"
	courtEU   = "Court of Justice of the EU"
	supremeUS = "US Supreme Court"
)

func rx(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }

// eurLex is the address of the text of a document by its number, in any case: the site itself writes "uri=celex:". A suffix to
// the number, as in "_SUM" or "_RES", makes it a summary.
func eurLex(number string) *regexp.Regexp {
	return rx(`(?i)^/legal-content/(?P<lang>[a-z]{2,4})/(?:TXT|ALL)(?:/\w+)?/?\?(?:.*&)?uri=` + number + `(?:&|$)`)
}
