package text

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var inNovember2026 = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

func TestReferences(t *testing.T) {
	for _, tt := range []struct {
		rule, text string
		want       []string
	}{
		{"EU court", "The Court of Justice ruled in Case C‑682/18 against the platform.", []string{"case:eu:C-682/18"}},
		{"EU court, joined cases", "Rechtssachen C-682/18 und C-683/18", []string{"case:eu:C-682/18", "case:eu:C-683/18"}},
		{"EU court, an appeal", "affaire C-401/19 P, la Cour", []string{"case:eu:C-401/19"}},
		{"EU court, in Russian", "Суд ЕС вынес решение по делу C-131/12.", []string{"case:eu:C-131/12"}},
		{"General Court", "(Case T-604/18, General Court)", []string{"case:eu:T-604/18"}},
		{"ECLI", "judgment of 22 June 2021, ECLI:EU:C:2021:503.", []string{"case:eu:ECLI:EU:C:2021:503"}},
		{"ECLI of the Netherlands", "zie ECLI:NL:GHAMS:2023:1234, r.o. 3", []string{"case:nl:ECLI:NL:GHAMS:2023:1234"}},
		{"antitrust case", "The Commission opened case AT.40437.", []string{"case:eu:AT.40437"}},
		{"tanks are no cases", "The court heard that T-34/85 and T-34/76 tanks were shown; C-130/2 too.", nil},
		{"the form without a word of its field", "Take bus C-12/18 to the beach.", nil},
		{"a part of a longer number", "Court file ABC-682/18 and C-682/18/3 and C-682/189", nil},

		{"EU proposal", "proposal COM(2020) 825 final and SWD(2020)348", []string{"document:eu:COM(2020) 825", "document:eu:SWD(2020) 348"}},
		{"EU procedure", "the AI Act, 2021/0106(COD), passed", []string{"bill:eu:2021/0106(COD)"}},
		{"EU directive", "Article 17 of Directive (EU) 2019/790", []string{"act:eu:Directive 2019/790"}},
		{"EU directive in German", "Art. 17 der Richtlinie (EU) 2019/790", []string{"act:eu:Directive 2019/790"}},
		{"EU regulation, short", "under Regulation 2022/2065 platforms", []string{"act:eu:Regulation 2022/2065"}},
		{"EU regulation in French", "le règlement (UE) 2022/2065", []string{"act:eu:Regulation 2022/2065"}},
		{"EU regulation in Polish", "Rozporządzenie (UE) 2022/2065", []string{"act:eu:Regulation 2022/2065"}},
		{"EU acts of the press", "la Directiva 2019/790, il regolamento UE 2022/2065", []string{"act:eu:Directive 2019/790", "act:eu:Regulation 2022/2065"}},
		{"another's decree", "Decreto 2019/790, UE 2020/2021, saison 2019/2020", nil},
		{"EU court in Spanish", "el Tribunal de Justicia (C-401/19)", []string{"case:eu:C-401/19"}},
		{"a name without an end", "doi:10.1000/" + strings.Repeat("a-", 200), nil},
		{"old directive", "la directive 2001/29/CE et Directive 2000/31/EC", []string{"act:eu:Directive 2001/29", "act:eu:Directive 2000/31"}},
		{"old regulation", "Regulation (EC) No 1049/2001", []string{"act:eu:Regulation 1049/2001"}},
		{"seasons and rules of others", "The (EU) 2019/790 season; regulation 5/2020 of the ministry; dated 2001/29/EC", nil},

		{"Strasbourg", "the European Court of Human Rights (application no. 64569/09)", []string{"case:echr:64569/09"}},
		{"Strasbourg in French", "CEDH, requête n° 64569/09", []string{"case:echr:64569/09"}},
		{"Strasbourg in Russian", "ЕСПЧ, жалоба № 10795/14", []string{"case:echr:10795/14"}},
		{"a patent application", "US patent application no. 12345/67", nil},

		{"US district court", "Doe v. Roe, No. 1:21-cv-01234-ABC (S.D.N.Y.)", []string{"case:us:1:21-cv-01234"}},
		{"US district court, no leading zeros", "3:19-CR-88 (N.D. Cal.)", []string{"case:us:3:19-cr-00088"}},
		{"US court of appeals", "A v. B, No. 22-16514 (9th Cir. 2023)", []string{"case:us:9th Cir. 22-16514"}},
		{"US court of appeals, second", "No. 22-1234 (2nd Cir.) and No. 22-1234 (2d Cir.)", []string{"case:us:2d Cir. 22-1234"}},
		{"US Supreme Court", "at the U.S. Supreme Court, No. 22-277", []string{"case:us:Supreme Court 22-277"}},
		{"copyright claims board", "docket 22-CCB-0045", []string{"case:us:22-CCB-0045"}},
		{"trade commission", "Investigation No. 337-TA-1330", []string{"case:us:337-TA-1330"}},
		{"rulemaking", "comments in USTR-2024-0016-0001? No: USTR-2024-0016.", []string{"docket:us:USTR-2024-0016"}},
		{"US bill of the sitting Congress", "The House passed H.R. 1234 today.", []string{"bill:us:H.R. 1234 (119)"}},
		{"US bill of a named Congress", "H.R.7521 in the 118th Congress", []string{"bill:us:H.R. 7521 (118)"}},
		{"US bill, two Congresses named", "H.R. 40 of the 118th Congress, again in the 119th Congress", nil},
		{"US Senate bill", "the Kids Online Safety Act (S. 1409), a bipartisan bill", []string{"bill:us:S. 1409 (119)"}},
		{"US Senate bill first", "Senators introduced S. 1409, the Kids Online Safety Act.", []string{"bill:us:S. 1409 (119)"}},
		{"US public law", "Public Law 118-50, Pub. L. No. 105-304", []string{"act:us:Pub. L. 118-50", "act:us:Pub. L. 105-304"}},
		{"US bill without points", "The House passed HR 521 on Tuesday.", []string{"bill:us:H.R. 521 (119)"}},
		{"US bill without points, its word behind", "HR 521, a bill on web blocking", []string{"bill:us:H.R. 521 (119)"}},
		{"US bill without points, of a named Congress", "HR521 of the 118th Congress", []string{"bill:us:H.R. 521 (118)"}},
		{"personnel", "The House of Brands gives HR 30 days. HR 30 days after the bill; the bill gave HR 12 weeks; HR 90% of Congress", nil},
		{"HR elsewhere", "The state House passed HR 521.", nil},
		{"a resolution of another House", "The Philippine House takes up HR 521.", nil},
		{"US Senate bill in a headline", "Senate bill S. 1207 would unmask users", []string{"bill:us:S. 1207 (119)"}},
		{"US Senate bill without a space", "Senate panel backs S.1207", []string{"bill:us:S. 1207 (119)"}},
		{"US Senate bill, its word behind", "S. 1207 clears the Senate; S.847 dies in Congress.", []string{"bill:us:S. 1207 (119)", "bill:us:S. 847 (119)"}},
		{"US Senate bill in brackets", "The Kids Act (S. 1409) was introduced in the Senate.", []string{"bill:us:S. 1409 (119)"}},
		{"a section of an act", "S. 12 of the Act; the Act says in S. 12; the bill amends S. 97 of the Copyright Act; S. 12(1), says the bill", nil},
		{"a section in Britain", "The bill amends S. 97A of the Act. Judges read S. 97 of the 1988 Act as the bill wants.", nil},
		{"the year and the country", "the Senate race in the U.S. 2024; the Senate of the U. S. 2024; Senator Harry S. Truman", nil},
		{"the Copyright Office", "U.S. Copyright Office, Docket No. 2023-6; the Copyright Office asks for comments (docket number 2014-07)", []string{"docket:us:Copyright Office 2023-6", "docket:us:Copyright Office 2014-07"}},
		{"a docket of others", "Water board, Docket No. 2023-6", nil},
		{"a long docket of others", "the Copyright Office and Docket No. 2023-612", nil},
		{"a bare number", "No. 10, No. 22-1234, S. 5, Title 17 U.S. 512, § 512, HR 1234", nil},
		{"a page in German", "GRUR 2020, S. 567, sagt der Senat", nil},
		{"a senate of a state", "New York senators passed the SAFE Act (S. 7694).", nil},
		{"a docket without its office", "21-cv-1234 and 2021-cv-0", nil},

		{"UK", "[2023] EWHC 1234 (Ch), [2021] UKSC 50 and [2020] EWCA Civ 12", []string{"case:uk:[2023] EWHC 1234", "case:uk:[2021] UKSC 50", "case:uk:[2020] EWCA Civ 12"}},
		{"UK tribunals, by chamber", "[2023] UKFTT 819 (GRC), [2022] UKUT 12 (AAC), [2022] UKUT 13", []string{"case:uk:[2023] UKFTT 819 (GRC)", "case:uk:[2022] UKUT 12 (AAC)"}},
		{"UK claim", "claim IL-2021-000100", []string{"case:uk:IL-2021-000100"}},
		{"reports are none", "[2019] FSR 12, [2020] EWCA 5, [2001] QB 1", nil},
		{"Australia", "[2012] HCA 16; NSD 1503/2019 and NSD1503 of 2019", []string{"case:au:[2012] HCA 16", "case:au:NSD 1503/2019"}},
		{"Ireland, New Zealand, Hong Kong, South Africa", "[2022] IEHC 5 [2020] NZSC 6 [2024] HKCFA 1 [2022] ZACC 31", []string{"case:ie:[2022] IEHC 5", "case:nz:[2020] NZSC 6", "case:hk:[2024] HKCFA 1", "case:za:[2022] ZACC 31"}},
		{"Canada", "2022 SCC 30 (the Supreme Court of Canada)", []string{"case:ca:2022 SCC 30"}},
		{"India, with its court", "The Delhi High Court in CS(COMM) 724/2017", []string{"case:in:Delhi HC CS(COMM) 724/2017"}},
		{"India, neutral", "2023 INSC 123; 2024:DHC:3547", []string{"case:in:2023 INSC 123", "case:in:2024:DHC:3547"}},
		{"India, without its court or with two", "CS(COMM) 724/2017. " + strings.Repeat("And then nothing. ", 20) + "Bombay High Court, Delhi High Court: W.P.(C) 12/2020", nil},

		{"Germany, constitutional court", "BVerfG, 1 BvR 1073/20", []string{"case:de:1 BvR 1073/20"}},
		{"Germany, federal court", "BGH, Urteil vom 13.10.2022 – I ZR 111/21", []string{"case:de:I ZR 111/21"}},
		{"Germany, regional court", "Das Landgericht Hamburg (Az. 310 O 227/23)", []string{"case:de:LG Hamburg 310 O 227/23"}},
		{"Germany, of two instances", "OLG Köln, 6 U 149/22; zuvor LG Köln, 14 O 38/19", []string{"case:de:OLG Köln 6 U 149/22", "case:de:LG Köln 14 O 38/19"}},
		{"Germany, two courts of one level", "LG Köln oder LG Bonn, 14 O 38/19", nil},
		{"Germany, no court", "Az. 6 U 12/20", nil},
		{"Germany, a paper of the Bundestag", "Entwurf, BT-Drs. 19/27426", []string{"document:de:BT-Drs. 19/27426"}},
		{"Austria", "OGH 4 Ob 121/17y", []string{"case:at:4 Ob 121/17y"}},
		{"Switzerland", "Urteil 4A_433/2018 des Bundesgerichts", []string{"case:ch:4A_433/2018"}},
		{"France", "Cass., pourvoi n° 20-12.345 ; décision n° 2020-801 DC ; Conseil d’État, 10 juin 2021, n° 424216", []string{"case:fr:20-12.345", "case:fr:2020-801 DC", "case:fr:CE 424216"}},
		{"a season", "the 2020-21 DC season", nil},
		{"Italy", "delibera n. 680/13/CONS", []string{"case:it:680/13/CONS"}},

		{"Russia", "дело № А40-18827/2017, суд решил", []string{"case:ru:А40-18827/2017"}},
		{"Russia, a Latin letter", "court case A40-18827/2017", []string{"case:ru:А40-18827/2017"}},
		{"Russia, identifier", "УИД 77RS0021-02-2022-001234-56", []string{"case:ru:77RS0021-02-2022-001234-56"}},
		{"Russia, bill", "Госдума приняла законопроект № 1002380-7", []string{"bill:ru:1002380-7"}},
		{"Russia, a number that every court gives", "дело № 2-1234/2020, закон № 149-ФЗ", nil},
		{"China", "北京市朝阳区人民法院（2023）京0105民初1234号判决", []string{"case:cn:(2023)京0105民初1234号"}},
		{"China, highest court, old form, traditional", "(2020)最高法知民终1234号、(2015)京民一终字第000123号，（2019）粵03民終88號", []string{"case:cn:(2020)最高法知民终1234号", "case:cn:(2015)京民一终123号"}},
		{"China, papers of agencies", "国发(2023)12号，国版(2021)沪银行12号", nil},
		{"Taiwan", "智慧財產法院112年度民著訴字第12號判決", []string{"case:tw:112年度民著訴字第12號"}},
		{"Japan", "東京地裁令和5年（ワ）第70001号", []string{"case:jp:東京地裁 令和5年(ワ)第70001号"}},
		{"Korea", "대법원 2021다272889 판결에서", []string{"case:kr:2021다272889"}},
		{"Brazil, with its check digits", "processo 0801234-44.2021.8.19.0001, não 0801234-57.2021.8.19.0001", []string{"case:br:0801234-44.2021.8.19.0001"}},

		{"WIPO", "WIPO panel, D2023-1234", []string{"case:wipo:D2023-1234"}},
		{"a part number", "part D2023-1234 of the pump", nil},
		{"CVE", "CVE-2021-44228 (Log4Shell)", []string{"cve:2021-44228"}},
		{"DOI", "see https://doi.org/10.1145/3442188.3445922. And doi:10.1000/182, (10.1000/Abc(1)).", []string{"doi:10.1145/3442188.3445922", "doi:10.1000/182", "doi:10.1000/abc(1)"}},
		{"months and networks", "10.2024/11.2024 and 10.0.0.0/16", nil},
		{"arXiv", "arXiv:2301.12345v2", []string{"doi:10.48550/arxiv.2301.12345"}},
		{"Lumen", "https://lumendatabase.org/notices/12345678, and lumendatabase.org/notices/search", []string{"lumen:12345678"}},
		{"Lumen, in words", "Lumen notice 12345678. The Lumen Database, notice #2345678; LUMEN (DMCA notice no. 345678)", []string{"lumen:12345678", "lumen:2345678", "lumen:345678"}},
		{"Lumen, the number first", "notice ID 12345678 on Lumen, notice 2345678 (Lumen), notice 3456789 in the Lumen database, notice no. 45678, published by Lumen", []string{"lumen:12345678", "lumen:2345678", "lumen:3456789", "lumen:45678"}},
		{"Lumen, its name between", "avis Lumen n° 12345678; aviso de Lumen nº 2345678; the notice at Lumen (3456789)", []string{"lumen:12345678", "lumen:2345678", "lumen:3456789"}},
		{"Lumen in German", "Lumen-Hinweis Nr. 12345678, Löschhinweis 2345678 in der Lumen-Datenbank", []string{"lumen:12345678", "lumen:2345678"}},
		{"Lumen in the Romance languages", "la notificación 12345678 en Lumen, l'avis 2345678 de Lumen, la segnalazione n. 3456789 su Lumen, a notificação 4567890 na base de dados Lumen", []string{"lumen:12345678", "lumen:2345678", "lumen:3456789", "lumen:4567890"}},
		{"Lumen in Dutch and Polish", "Lumen-melding 12345678, zgłoszenie nr 2345678 w bazie Lumen", []string{"lumen:12345678", "lumen:2345678"}},
		{"Lumen in Russian", "уведомление Lumen № 12345678, уведомления 2345678 в базе Lumen", []string{"lumen:12345678", "lumen:2345678"}},
		{"Lumen in Chinese and Japanese", "Lumen通知12345678，Lumen數據庫通知第2345678號。Lumenの通知番号：3456789", []string{"lumen:12345678", "lumen:2345678", "lumen:3456789"}},
		{"light", "a 1200 lumen projector; notice: 12000 lumen and 12000 Lumen; Hinweis: 12000 ANSI-Lumen; Meldung 10000 bis 12000 Lumen; notice 12345 lumens", nil},
		{"light, and another number", "a lamp of 12000 Lumen, notice 12345678 in the shop", nil},
		{"a company of that name", "Lumen Technologies earned 12345678 dollars. Lumen Technologies notice 12345678, notice 2345678 from Lumen Inc.", nil},
		{"what Lumen noticed", "Lumen noticed 12345678 customers; a notice by Lumen of 12345678 dollars; notice on Lumen in 2024", nil},
		{"Lumen, a number too short, too long, with commas", "Lumen notice 1234, Lumen notice 1234567890, Lumen notice 12,345,678, Lumen notice 012345", nil},
		{"Lumen, the notice elsewhere", "The notice of the court, 12345678, came late. Nobody but those who had asked for it looked at Lumen.", nil},
		{"Lumen and a request", "request 12345678 on Lumen, which others count", nil},
		{"no digit", "Court of Justice", nil},
		{"each once, in order", "CVE-2021-1234, Case C-1/20 of the court, CVE-2021-1234", []string{"cve:2021-1234", "case:eu:C-1/20"}},
	} {
		if diff := cmp.Diff(tt.want, References(tt.text, inNovember2026)); diff != "" {
			t.Errorf("%s: %s", tt.rule, diff)
		}
	}
}

func TestReferencesWithoutATime(t *testing.T) {
	if got := References("H.R. 1234", time.Time{}); got != nil {
		t.Errorf("a bill of no Congress: %v", got)
	}
}

func TestCongressChangesOnThirdOfJanuary(t *testing.T) {
	for _, tt := range []struct {
		day  string
		want int
	}{{"2025-01-02", 118}, {"2025-01-03", 119}, {"2026-12-31", 119}, {"2027-01-02", 119}, {"2027-01-03", 120}} {
		at, _ := time.Parse(time.DateOnly, tt.day)
		if got := congress(at); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.day, got, tt.want)
		}
	}
}

func TestLinkReference(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"https://eur-lex.europa.eu/eli/dir/2019/790/oj", "act:eu:Directive 2019/790"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A32022R2065", "act:eu:Regulation 2022/2065"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=celex%3A32019L0790", "act:eu:Directive 2019/790"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=Celex:62018CJ0682", "case:eu:C-682/18"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=celex:52020PC0825", "document:eu:COM(2020) 825"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32001R1049", "act:eu:Regulation 1049/2001"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:02016R0679-20160504", "act:eu:Regulation 2016/679"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:62018CJ0682", "case:eu:C-682/18"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:52020PC0825", "document:eu:COM(2020) 825"},
		{"https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=ECLI:EU:C:2021:503", "case:eu:ECLI:EU:C:2021:503"},
		{"https://curia.europa.eu/juris/liste.jsf?num=C-682/18", "case:eu:C-682/18"},
		{"https://oeil.secure.europarl.europa.eu/oeil/popups/ficheprocedure.do?reference=2021/0106(COD)&l=en", "bill:eu:2021/0106(COD)"},
		{"https://www.congress.gov/bill/118th-congress/house-bill/7521", "bill:us:H.R. 7521 (118)"},
		{"https://www.congress.gov/bill/118th-congress/senate-bill/1409/text", "bill:us:S. 1409 (118)"},
		{"https://www.congress.gov/119/bills/s524/BILLS-119s524is.pdf", "bill:us:S. 524 (119)"},
		{"https://www.govinfo.gov/content/pkg/BILLS-118hr7521rfs/pdf/BILLS-118hr7521rfs.pdf", "bill:us:H.R. 7521 (118)"},
		{"https://www.govinfo.gov/app/details/BILLS-119hconres14enr", ""},
		{"https://www.supremecourt.gov/docket/docketfiles/html/public/22-277.html", "case:us:Supreme Court 22-277"},
		{"https://www.supremecourt.gov/opinions/23pdf/22-277_d18f.pdf", "case:us:Supreme Court 22-277"},
		{"https://www.courtlistener.com/docket/60107581/a-v-b/", "case:us:CourtListener 60107581"},
		{"https://storage.courtlistener.com/recap/gov.uscourts.cand.380169/gov.uscourts.cand.380169.1.0.pdf", "case:us:PACER cand.380169"},
		{"https://www.regulations.gov/docket/USTR-2024-0016", "docket:us:USTR-2024-0016"},
		{"https://www.regulations.gov/document/USTR-2024-0016-0001", "docket:us:USTR-2024-0016"},
		{"https://bills.parliament.uk/bills/3137", "bill:uk:3137"},
		{"https://www.legislation.gov.uk/ukpga/2023/50/contents", "act:uk:ukpga 2023/50"},
		{"https://www.parl.ca/legisinfo/en/bill/44-1/c-18", "bill:ca:C-18 (44-1)"},
		{"https://sozd.duma.gov.ru/bill/1002380-7", "bill:ru:1002380-7"},
		{"https://www.wipo.int/amc/en/domains/decisions/text/2023/d2023-1234.html", "case:wipo:D2023-1234"},
		{"https://dx.doi.org/10.1145/3442188.3445922", "doi:10.1145/3442188.3445922"},
		{"https://arxiv.org/pdf/2301.12345v2.pdf", "doi:10.48550/arxiv.2301.12345"},
		{"https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4321234", "doi:10.2139/ssrn.4321234"},
		{"https://lumendatabase.org/notices/12345678", "lumen:12345678"},
		{"https://hudoc.echr.coe.int/eng?i=001-122804", "case:echr:HUDOC 001-122804"},
		{"https://hudoc.echr.coe.int/eng-press?i=003-8123456-1234567", ""},
		{"https://lumendatabase.org/notices/search?q=1", ""},
		{"https://example.org/notices/12345678", ""},
		{"https://notlumendatabase.org/notices/12345678", ""},
		{"https://www.congress.gov/bill/118th-congress/amendment/7521", ""},
		{"https://doi.org/10.1145", ""},
		{"%", ""},
	} {
		if got := LinkReference(tt.address); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.address, got, tt.want)
		}
	}
}

func FuzzReferences(f *testing.F) {
	for _, s := range []string{
		"Case C-682/18 of the court, H.R. 1234 and (2023)京0105民初1234号", "LG Hamburg 310 O 227/23", "doi:10.1/((()))", "0000100-15.2008.8.26.0100",
		"Delhi High Court CS(COMM) 1/2020", "\xff10.1000/a\xf0", "C-1/20C-1/20", "東京地裁令和5年(ワ)第7号", "https://doi.org/10.1000/%zz",
		"Senate bill S.1207, HR 521 in the House, Copyright Office docket no. 2023-6", "Lumen-Hinweis Nr. 12345678, avis Lumen n° 12345 (notice 123456 on Lumen)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		seen := map[string]bool{}
		for _, ref := range append(References(s, inNovember2026), LinkReference(s)) {
			if ref == "" {
				continue
			}
			if strings.ContainsAny(ref, "\n\t") || len(ref) > 200 || strings.Contains(ref, "%!") {
				t.Errorf("%q gives %q", s, ref)
			}
			kind, number, ok := strings.Cut(ref, ":")
			if !ok || kind == "" || number == "" || strings.HasSuffix(number, ":") {
				t.Errorf("%q gives %q", s, ref)
			}
			seen[ref] = true
		}
	})
}

func BenchmarkReferences(b *testing.B) {
	body := strings.Repeat("The court ordered five providers in 2026 to block 40 sites, 1,337 domains and a U.S. service; Case C-682/18 decides. ", 45)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		References(body, inNovember2026)
	}
}
