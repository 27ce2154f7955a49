package text

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

// The words beside a number that make sure what it is. They need no exact grammar: the number has its form already.
var (
	nearCourt      = regexp.MustCompile(`(?i)\b(?:courts?|cases?|cjeu|ecj|ruling|ruled|judge?ment|advocate general|eugh|gerichtshof|luxemb|tribunal|cour\b|corte|rechtssachen?|rs\.|urteil|cjue|tjue|affaire|arr[eê]t|asunto|sentencia|causa|sentenza|processo|ac[oó]rd[aã]o|zaak|arrest|spraw|wyrok|trybuna)|суд|дел[оауе]|法院|裁判`)
	nearStrasbourg = regexp.MustCompile(`ECHR|ECtHR|CEDH|EGMR|TEDH|EHRM|ЕСПЧ|Strasbourg|Straßburg|(?i:court of human rights|droits de l'homme|gerichtshof für menschenrechte|derechos humanos|по правам человека)`)
	nearCongress   = regexp.MustCompile(`\b(?:Congress|U\.S\. Senate|US Senate|Senators?|Sen\.|Sens\.|bipartisan|Capitol)\b`)
	nearCommission = regexp.MustCompile(`(?i)\bcommission|\bcase\b|antitrust|kommission|commissione|comisi[oó]n`)
	nearConseil    = regexp.MustCompile(`(?i)conseil constitutionnel|constitutional council|décision|n° ?\d{4}-\d`)
	nearDomain     = regexp.MustCompile(`(?i)\b(?:wipo|ompi|udrp|domain names?|panel)\b`)
	nearOffice     = regexp.MustCompile(`(?:U\.S\.|US|United States|the|The|THE) Copyright Office|Library of Congress`)
	nearDuma       = regexp.MustCompile(`(?i)законопроект|госдум|sozd`)
	nearRussian    = regexp.MustCompile(`(?i)дел[оауе]|суд|\bcase\b|\bcourt`)
)

// What else has the numbers of bills: an act of a state, which has its own; a section of an act; the United States with a year; so
// many days for the department of personnel.
var (
	state   = regexp.MustCompile(`(?i)state (?:senat|house|rep|lawmaker|legislat)|statehouse|\b(?:New York|New Jersey|Massachusetts|Vermont|South Carolina|Rhode Island|Hawaii|Idaho|Minnesota|Albany|Philippines?)\b`)
	section = regexp.MustCompile(`S\. ?\d+(?: ?\(\d|,? (?:of (?:the|this|that) (?:\d{4} |[A-Z]\w* )*(?:[Aa]ct|[Bb]ill)|and \d|to \d))|\bU\. ?S\. ?\d`)
	counted = regexp.MustCompile(`HR ?\d+(?:[ -](?:days?|weeks?|months?|years?|hours?|people|staff|employees|workers|managers|leaders|directors|executives|professionals|firms|companies|teams|jobs|percent|per cent)\b| ?%)`)
)

// besideBill is a pattern of a number beside which, at most five words before or behind it, stands what makes it that of a bill.
func besideBill(number, house string) *regexp.Regexp {
	word := `(?:` + house + `|Congress|Capitol Hill|[Bb]ills?|BILL|[Ll]egislation)(?:['’]s)?`
	return regexp.MustCompile(`\b` + word + `(?:[ ,:(“"]+[\pL'’.-]+){0,4}[ ,:(“"]+` + number + `\b` +
		`|` + number + `\b(?:[ ,:)”"]+[\pL'’-]+){0,4}[ ,:)”"]+(?:the \d{2,3}(?:st|nd|rd|th) )?` + word + `(?:$|[^\pL])`)
}

// senateBill is a bill of the Senate of the United States.
func senateBill(c citation) string {
	if state.MatchString(c.context) || section.MatchString(c.context) {
		return ""
	}
	return bill(c, "S. "+cmp.Or(c.groups[1:]...))
}

// A notice of the Lumen database: its name before the word for a notice, between that and the number, or behind both. It
// is no unit of light, whose number stands right before it, nor the company.
var (
	lumenCited = func() *regexp.Regexp {
		const (
			name   = `L(?:umen|UMEN)`
			word   = `(?i:notices?|hinweis(?:es?|en)?|meldung(?:en)?|mitteilung(?:en)?|notifications?|avis|avisos?|notificaci[oó]n(?:es)?|notificaç(?:ão|ões)|avvis[oi]|notific(?:a|he)|segnalazion[ei]|kennisgeving(?:en)?|melding(?:en)?|(?:za|po)wiadomieni[aeu]|zgłoszeni[aeu]|уведомлени[еюя]|通知[書书]?)`
			mark   = `(?:(?i:ids?|numbers?|nummer|n[uú]m[eé]ro|numer|nos?|nrs?|n|番号|编号|編號|第)[.°o]{0,2}[ :]{0,2})`
			number = `([1-9]\d{4,8})`
			gap    = `[^\d.;!?\n]{0,20}?`
		)
		return regexp.MustCompile(name + `\b` + gap + word + `[ ,:(]{0,2}` + mark + `?#? ?` + number +
			`|[\p{L}-]*` + word + `[^\pL\d.;!?\n]` + gap + `\b` + name + `(?: [Dd]atabase)?[ ,]{0,2}[:(]?(?:` + mark + `#?|#|[:(]) ?` + number +
			`|[\p{L}-]*` + word + `[ ,:(]{0,2}` + mark + `?#? ?` + number +
			`(?:[,):]{1,2} ?(?:\p{Ll}+ ){0,3}| ?\(| (?:on|at|in|of|from|by|via|bei|auf|aus|im|von|vom|sur|dans|de|du|en|su|nel|del|di|na|no|da|do|op|bij|van|w|z|в|на|из) (?:\p{Ll}+ ){0,3})` + name)
	}()
	otherLumen = regexp.MustCompile(`\d ?(?:ANSI[ -])?L(?:umen|UMEN)\b|Lumen (?:Technologies|Inc\b|Corp)`)
)

// neutral is the country of a court by its code in neutral citations.
var neutral = func() map[string]string {
	m := map[string]string{}
	for country, courts := range map[string]string{
		"uk": "UKSC UKPC UKUT UKFTT UKIPTrib CAT CSIH CSOH NICA NIQB NIKB EWHC EWCA",
		"ie": "IESC IECA IEHC",
		"au": "HCA FCA FCAFC FedCFamC2G NSWSC NSWCA VSC VSCA QSC QCA WASC SASC",
		"nz": "NZSC NZCA NZHC",
		"sg": "SGHC SGCA",
		"hk": "HKCFA HKCA HKCFI",
		"za": "ZACC ZASCA ZAGPPHC",
		"ca": "SCC ONCA ONSC BCCA BCSC ABCA QCCA",
		"in": "INSC",
	} {
		for code := range strings.FieldsSeq(courts) {
			m[code] = country
		}
	}
	return m
}()

// citations are the forms of numbers, with who says so:
// EU courts: ECLI (Council 2019/C 360/01) and the Interinstitutional style guide, 5.9.3; acts: the same, 1.2.2.
// United States: the federal courts' CM/ECF (office:year-type-number), the Bluebook, rule 10.8.1 and 13.2.
// Neutral citations: Practice Direction (Judgments) [2001] 1 WLR 194 and its like in each country.
// Germany: the Aktenordnung's register signs. China: rules of the Supreme People's Court on case numbers, 2015.
// DOI: Crossref's pattern for those in use. Others: the court's or agency's own numbers as it prints them.
var citations = []form{
	{needles: []string{"ECLI:"}, reach: 64, pattern: regexp.MustCompile(`ECLI:([A-Z]{2}):([A-Z][A-Z0-9]{0,6}:\d{4}:[A-Z0-9](?:[A-Z0-9.]{0,23}[A-Z0-9])?)`), ref: func(c citation) string {
		return "case:" + strings.ToLower(c.groups[1]) + ":" + c.groups[0]
	}},
	{needles: []string{"C-", "T-"}, pattern: regexp.MustCompile(`([CT]-\d{1,4}/(?:89|9\d|[0-4]\d))`), near: nearCourt, ref: as("case:eu:%s")},
	{needles: []string{"AT."}, pattern: regexp.MustCompile(`AT\.([34]\d{4})`), near: nearCommission, ref: as("case:eu:AT.%s")},
	{needles: []string{"COM(", "SWD(", "COM/", "SWD/"}, pattern: regexp.MustCompile(`(COM|SWD)[(/]((?:19|20)\d\d)[)/] ?0*(\d{1,4})`), ref: as("document:eu:%s(%s) %s")},
	{needles: []string{"(COD)", "(CNS)", "(NLE)", "(INI)", "(INL)", "(RSP)", "(APP)"}, pattern: regexp.MustCompile(`((?:19|20)\d\d/\d{4}[A-Z]?\([A-Z]{3}\))`), ref: as("bill:eu:%s")},
	{needles: []string{"(EU)", "(UE)", "(EC)", "(CE)", "(EG)", "(WE)", "(ЕС)"}, pattern: regexp.MustCompile(`(\p{L}+) \((?:EU|UE|EC|CE|EG|WE|ЕС)\) (?:(?:No\.?|Nr\.?|n[°.o]|núm\.) ?)?(\d{1,4}/\d{1,4})`), ref: func(c citation) string {
		return euAct(c.groups[1], c.groups[2])
	}},
	{needles: []string{"/EC", "/EU", "/EG", "/CE", "/UE", "/WE", "/ЕС"}, reach: 48, pattern: regexp.MustCompile(`(\p{L}+)(?: (\p{Ll}+))? ((?:19|20)\d\d/\d{1,3})/(?:EC|EU|EG|CE|UE|WE|ЕС)`), ref: func(c citation) string {
		return cmp.Or(euAct(c.groups[1], c.groups[3]), euAct(c.groups[2], c.groups[3]))
	}},
	{needles: []string{"Regulation 20", "irective 20", "Verordnung 20", "Richtlinie 20", "irectiva 20", "irettiva 20", "iretiva 20", "èglement 20", "EU 20", "UE 20"}, pattern: regexp.MustCompile(`(\p{L}+)(?: (?:EU|UE))? (20(?:1[5-9]|[2-9]\d)/\d{3,4})`), ref: func(c citation) string {
		return euAct(c.groups[1], c.groups[2])
	}},
	{needles: []string{"pplication no", "pplication No", "pplications no", "equête n", "eschwerde N", "алоба No", "алобы No"}, pattern: regexp.MustCompile(`(?:[Aa]pplications? [Nn]os?\.?|[Rr]equêtes? n[o°s]{1,2}|[Bb]eschwerde N[or]\.?|[Жж]алоб[аы] No) ?(\d{2,5}/\d{2})`), near: nearStrasbourg, ref: as("case:echr:%s")},

	{needles: []string{"-cv-", "-cr-", "-mc-", "-mj-", "-md-", "-ml-", "-CV-", "-CR-", "-MC-", "-MJ-", "-MD-"}, pattern: regexp.MustCompile(`(\d{1,2}):(\d\d)-(?i:(cv|cr|mc|mj|md|ml))-(\d{2,6})`), ref: func(c citation) string {
		return fmt.Sprintf("case:us:%s:%s-%s-%05s", c.groups[1], c.groups[2], strings.ToLower(c.groups[3]), strings.TrimLeft(c.groups[4], "0"))
	}},
	{needles: []string{" Cir."}, reach: 64, pattern: regexp.MustCompile(`Nos?\. (\d\d-\d{2,5})[^;)(]{0,20} ?\((\d{1,2}(?:st|nd|rd|th|d)|D\.C\.|Fed\.) Cir\.`), ref: func(c citation) string {
		return "case:us:" + strings.NewReplacer("2nd", "2d", "3rd", "3d").Replace(c.groups[2]) + " Cir. " + c.groups[1]
	}},
	{needles: []string{"Supreme Court", "SCOTUS"}, reach: 64, pattern: regexp.MustCompile(`(?:U\.S\. Supreme Court|US Supreme Court|Supreme Court of the United States|SCOTUS)[ ,(]{1,3}(?:[Dd]ocket |[Cc]ase )?No\. (\d\d-\d{1,4})`), ref: as("case:us:Supreme Court %s")},
	{needles: []string{"-CCB-"}, pattern: regexp.MustCompile(`(\d\d-CCB-\d{4})`), ref: as("case:us:%s")},
	{needles: []string{"337-TA-"}, pattern: regexp.MustCompile(`(337-TA-\d{3,4})`), ref: as("case:us:%s")},
	{needles: []string{"USTR-20", "COLC-20", "NTIA-20", "FTC-20", "PTO-"}, pattern: regexp.MustCompile(`((?:USTR|COLC|NTIA|FTC|PTO-[A-Z])-20\d\d-\d{4})`), ref: as("docket:us:%s")},
	{needles: []string{"ocket No", "ocket no", "ocket Number", "ocket number", "OCKET NO"}, pattern: regexp.MustCompile(`(?:[Dd]ocket|DOCKET) (?:N[Oo]s?\.|nos?\.|[Nn]umber) ?((?:19|20)\d\d-\d{1,2})`), near: nearOffice, ref: as("docket:us:Copyright Office %s")},
	{needles: []string{"H.R.", "H. R."}, pattern: regexp.MustCompile(`H\. ?R\. ?([1-9]\d{0,4})`), ref: func(c citation) string { return bill(c, "H.R. "+c.groups[1]) }},
	{needles: beforeDigit("HR ", "HR"), reach: 64, pattern: besideBill(`HR ?([1-9]\d{0,4})`, "House|Rep\\.|Reps\\."), ref: func(c citation) string {
		if state.MatchString(c.context) || counted.MatchString(c.context) {
			return ""
		}
		return bill(c, "H.R. "+cmp.Or(c.groups[1:]...))
	}},
	{needles: beforeDigit("S. ", "S."), reach: 110, pattern: regexp.MustCompile(`(?:\bAct,? \(S\. ?([1-9]\d{0,3})[),;]|(?:^|[ (])S\. ?([1-9]\d{1,3}),? the [A-Z][\w' -]{3,80} Act\b)`), near: nearCongress, ref: senateBill},
	{needles: beforeDigit("S. ", "S."), reach: 64, pattern: besideBill(`S\. ?([1-9]\d{1,3})`, "Senate|Senators?|Sens?\\."), ref: senateBill},
	{needles: []string{"Public Law", "Pub. L."}, pattern: regexp.MustCompile(`(?:Public Law|Pub\. ?L\.)(?: No\.)? ?(\d{2,3}-\d{1,3})`), ref: as("act:us:Pub. L. %s")},

	{needles: []string{"[19", "[20"}, pattern: regexp.MustCompile(`\[((?:19|20)\d\d)\] ([A-Z][A-Za-z0-9]{2,8})( Civ| Crim)? (\d{1,5})( \((?:AAC|IAC|LC|TCC|TC|GRC|HESC|PC|SEC|WPAFCC)\))?`), ref: func(c citation) string {
		court, chamber := c.groups[2], c.groups[5]
		country := neutral[court]
		switch {
		case country == "" || country == "ca" || country == "in":
			return ""
		case (court == "EWCA") != (c.groups[3] != ""): // the two divisions count apart
			return ""
		case (court == "UKUT" || court == "UKFTT") != (chamber != ""): // so do the chambers of tribunals
			return ""
		}
		return fmt.Sprintf("case:%s:%s", country, c.groups[0])
	}},
	{needles: []string{" SCC ", " ONCA ", " ONSC ", " BCCA ", " BCSC ", " ABCA ", " QCCA ", " INSC "}, pattern: regexp.MustCompile(`(20\d\d) ([A-Z]{3,4}) (\d{1,5})`), ref: func(c citation) string {
		return fmt.Sprintf("case:%s:%s", neutral[c.groups[2]], c.groups[0])
	}},
	{needles: []string{":DHC:"}, pattern: regexp.MustCompile(`(20\d\d:DHC:\d{1,6})`), ref: as("case:in:%s")},
	{needles: []string{"CS(COMM)", "CS (COMM)", "W.P.(C)", "W.P. (C)", "CS(OS)"}, pattern: regexp.MustCompile(`(CS ?\(COMM\)|CS\(OS\)|W\.P\. ?\(C\))(?: ?No\.?)? ?(\d{1,6})(?:/| of )((?:19|20)\d\d)`), ref: indianCase},
	{needles: []string{"-19", "-20"}, pattern: regexp.MustCompile(`((?:HC|HP|IL|IP|BL|KB|QB|CL|PT|CR|FL)-20\d\d-\d{6})`), ref: as("case:uk:%s")},
	{needles: []string{"NSD", "VID", "QUD", "WAD", "SAD", "ACD"}, pattern: regexp.MustCompile(`(NSD|VID|QUD|WAD|SAD|ACD) ?(\d{1,5})(?:/| of )(20\d\d)`), ref: as("case:au:%s %s/%s")},

	{needles: []string{" Bv"}, pattern: regexp.MustCompile(`([12] Bv[A-Z] \d{1,4}/\d\d)`), ref: as("case:de:%s")},
	{needles: []string{" ZR ", " ZB ", " StR "}, pattern: regexp.MustCompile(`((?:[IVX]{1,4}a? Z[RB]|[1-6] StR) \d{1,4}/\d\d)`), ref: as("case:de:%s")},
	{needles: []string{" O ", " S ", " C ", " U ", " W ", " K ", " L ", " B "}, pattern: regexp.MustCompile(`(\d{1,3}[a-z]?) ([OSCUWKLB]) (\d{1,5})/(\d\d)`), ref: germanCase},
	{needles: []string{"undestagsdrucksache", "BT-Dr"}, pattern: regexp.MustCompile(`(?:Bundestagsdrucksache|BT-Drs\.?|BT-Drucks\.|BT-Drucksache) ?(\d\d/\d{1,5})`), ref: as("document:de:BT-Drs. %s")},
	{needles: append(afterDigit("Ob"), " Ob "), pattern: regexp.MustCompile(`(\d{1,2}) ?Ob ?(\d{1,4}/\d\d[a-z])`), ref: as("case:at:%s Ob %s")},
	{needles: []string{"_"}, pattern: regexp.MustCompile(`([1-9][A-Z]_\d{1,4}/20\d\d)`), ref: as("case:ch:%s")},
	{needles: []string{"n°"}, pattern: regexp.MustCompile(`n° ?(\d\d-\d\d\.\d{3})`), ref: as("case:fr:%s")},
	{needles: []string{" DC", " QPC"}, pattern: regexp.MustCompile(`((?:19|20)\d\d-\d{1,4} (?:DC|QPC))`), near: nearConseil, ref: as("case:fr:%s")},
	{needles: []string{"onseil d'"}, reach: 100, pattern: regexp.MustCompile(`Conseil d'[ÉE]tat[^.;]{0,60} n[o°s]{1,2} ?(\d{6})`), ref: as("case:fr:CE %s")},
	{needles: []string{"/CONS", "/DDA", "/CSP", "/CIR"}, pattern: regexp.MustCompile(`(\d{1,4}/\d\d/(?:CONS|DDA|CSP|CIR))`), ref: as("case:it:%s")},

	{needles: []string{"/19", "/20"}, pattern: regexp.MustCompile(`[АA](\d\d-\d{1,7}/(?:19|20)\d\d)`), near: nearRussian, ref: as("case:ru:А%s")},
	{needles: []string{"RS00", "MS00", "OS00"}, pattern: regexp.MustCompile(`(\d\d(?:RS|MS|OS)\d{4}-\d\d-\d{4}-\d{6}-\d\d)`), ref: as("case:ru:%s")},
	{needles: []string{"No "}, pattern: regexp.MustCompile(`No (\d{5,8}-[4-9])`), near: nearDuma, ref: as("bill:ru:%s")},
	{needles: []string{"号", "號"}, reach: 64, pattern: regexp.MustCompile(`\(((?:19|20)\d\d)\)(最高法|[京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川渝贵云藏陕甘青宁新兵晉遼滬蘇閩贛魯瓊貴雲陝寧]\d{0,4})(\p{Han}{1,8}?)0*([1-9]\d{0,7})[号號]`), ref: chineseCase},
	{needles: []string{"字第"}, reach: 64, pattern: regexp.MustCompile(`(1\d\d)年度(\p{Han}{0,4}(?:民[著商專公]|刑智)\p{Han}{0,3})字第(\d{1,6})號`), ref: as("case:tw:%s年度%s字第%s號")},
	{needles: []string{"年("}, reach: 80, pattern: regexp.MustCompile(`(東京地裁|東京地方裁判所|大阪地裁|大阪地方裁判所|知財高裁|知的財産高等裁判所|最高裁)\P{Nd}{0,12}((?:令和|平成)(?:\d{1,2}|元)年\([ァ-ヶ一-龠]{1,3}\)第\d{1,6}号)`), ref: func(c citation) string {
		return "case:jp:" + strings.NewReplacer("方裁判所", "裁", "知的財産高等裁判所", "知財高裁").Replace(c.groups[1]) + " " + c.groups[2]
	}},
	{needles: afterDigit("다", "도", "두", "후", "헌"), pattern: regexp.MustCompile(`(20\d\d(?:다|도|두|후|헌마|헌바|헌가)\d{2,6})`), ref: as("case:kr:%s")},
	{needles: []string{".1.", ".3.", ".4.", ".5.", ".6.", ".8."}, pattern: regexp.MustCompile(`(\d{7})-(\d\d)\.((?:19|20)\d\d)\.(\d)\.(\d\d)\.(\d{4})`), ref: brazilianCase},

	{needles: []string{"D19", "D20"}, pattern: regexp.MustCompile(`(D(?:19|20)\d\d-\d{4})`), near: nearDomain, ref: as("case:wipo:%s")},
	{needles: []string{"CVE-"}, pattern: regexp.MustCompile(`CVE-((?:19|20)\d\d-\d{4,7})`), ref: as("cve:%s")},
	{needles: []string{"10."}, reach: 96, pattern: regexp.MustCompile(`((?:(?:https?://(?:dx\.)?)?(?i:doi)(?:\.org/|: ?| ))?)(10\.\d{4,9}/)([-._;()/:A-Za-z0-9]+)`), ref: doi},
	{needles: []string{"arXiv:"}, pattern: regexp.MustCompile(`arXiv:(\d{4}\.\d{4,5})(?:v\d{1,2})?`), ref: as("doi:10.48550/arxiv.%s")},
	{needles: []string{"lumendatabase.org/notices/"}, pattern: regexp.MustCompile(`(?:https?://(?:www\.)?)?lumendatabase\.org/notices/(\d{1,12})`), ref: as("lumen:%s")},
	{needles: []string{"Lumen", "LUMEN"}, reach: 128, pattern: lumenCited, ref: func(c citation) string {
		if otherLumen.MatchString(c.context) {
			return ""
		}
		return "lumen:" + cmp.Or(c.groups[1:]...)
	}},
}
