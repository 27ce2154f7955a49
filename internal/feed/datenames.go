package feed

import "strings"

// monthNames gives the number of a month by its name or abbreviation in lower case, in the languages whose feeds write
// dates in words (the names are those of the Unicode CLDR, format and stand-alone).
var monthNames = names12(
	`january jan januar jän jänner januari janvier janv enero ene gennaio gen janeiro января январь янв января ocak oca stycznia styczeń sty ledna leden led
	 ianuarie ian tammikuuta tammikuu január ιανουαρίου ιανουάριος ιαν січня січень січ януари яну januara januára siječnja ינואר يناير ژانویه जनवरी มกราคม 一月 gener xaneiro urtarrilak`,
	`february feb februar februari février févr fév fevrier fevr febrero febbraio febr fevereiro fev февраля февраль фев февр şubat şub lutego luty lut února únor úno
	 februarie helmikuuta helmikuu február φεβρουαρίου φεβρουάριος φεβ лютого лютий лют февруари februára veljače פברואר فبراير فوریه फ़रवरी กุมภาพันธ์ 二月 febrer febreiro subat`,
	`march mar märz mär mrz maerz maart mrt mars marzo março марта март мар mart marca marzec března březen bře martie maaliskuuta maaliskuu március márc μαρτίου μάρτιος μαρ
	 березня березень бер marts ožujka מרץ מרס مارس मार्च มีนาคม 三月 març`,
	`april apr avril avr abril abr aprile апреля апрель апр nisan nis kwietnia kwiecień kwi dubna duben dub aprilie huhtikuuta huhtikuu április ápr απριλίου απρίλιος απρ
	 квітня квітень кві април apríla travnja אפריל أبريل ابريل آوریل अप्रैल เมษายน 四月`,
	`may mai mei mayo maggio mag maio мая май mayıs mayis maja maj května květen kvě toukokuuta toukokuu május máj μαΐου μάιος μαϊ μάϊ μαΐ травня травень тра mája svibnja maig
	 מאי مايو مه मई พฤษภาคม 五月`,
	`june jun juni juin junio giugno giu junho июня июнь июн haziran haz czerwca czerwiec cze června červen čvn iunie iun kesäkuuta kesäkuu június jún ιουνίου ιούνιος ιουν ιούν
	 червня червень чер юни júna lipnja juny xuño יוני يونيو ژوئن जून มิถุนายน 六月`,
	`july jul juli juillet juil julio luglio lug julho июля июль июл temmuz tem lipca lipiec lip července červenec čvc iulie iul heinäkuuta heinäkuu július júl ιουλίου ιούλιος ιουλ ιούλ
	 липня липень лип юли júla srpnja juliol xullo יולי يوليو ژوئیه जुलाई กรกฎาคม 七月`,
	`august aug août aout agosto ago augustus августа август авг ağustos ağu agustos sierpnia sierpień sie srpna srpen srp elokuuta elokuu augusztus αυγούστου αύγουστος αυγ αύγ
	 серпня серпень сер augusta kolovoza agost אוגוסט أغسطس اوت अगस्त สิงหาคม 八月`,
	`september sep sept septembre septiembre setiembre set settembre setembro сентября сентябрь сен сент eylül eyl eylul września wrzesień wrz září zář septembrie syyskuuta
	 syyskuu szeptember szept σεπτεμβρίου σεπτέμβριος σεπ вересня вересень вер септември septembra rujna setembre ספטמבר سبتمبر سپتامبر सितंबर กันยายน 九月`,
	`october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт ekim eki października październik paź pazdziernika října říjen říj octombrie lokakuuta lokakuu
	 október οκτωβρίου οκτώβριος οκτ жовтня жовтень жов октомври októbra אוקטובר أكتوبر اکتبر अक्टूबर ตุลาคม 十月`,
	`november nov novembre noviembre novembro ноября ноябрь ноя нояб kasım kas kasim listopad lis listopada listopadu noiembrie marraskuuta marraskuu νοεμβρίου νοέμβριος νοε νοέ
	 листопада листопад лис ноември novembra studenoga נובמבר نوفمبر نوامبر नवंबर พฤศจิกายน 十一月`,
	`december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro декабря декабрь дек aralık ara aralik grudnia grudzień gru prosince prosinec pro decembrie
	 joulukuuta joulukuu δεκεμβρίου δεκέμβριος δεκ грудня грудень гру декември decembra prosinca desember des desembre דצמבר ديسمبر دسامبر दिसंबर ธันวาคม 十二月`,
)

func names12(months ...string) map[string]int {
	m := map[string]int{}
	for i, names := range months {
		for name := range strings.FieldsSeq(names) {
			m[name] = i + 1
		}
	}
	return m
}

// zoneNames gives the seconds east of UTC of the zones that feeds name (RFC 822, and the abbreviations of the tz
// database). Ambiguous ones stand for the zone that more feeds mean.
var zoneNames = zones(map[string]float64{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3, "msd": 4,
	"est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6, "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3,
	"nst": -3.5, "ndt": -2.5, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "vet": -4, "uyt": -3, "wat": 1, "cat": 2, "sast": 2, "eat": 3, "trt": 3, "ist": 5.5,
	"idt": 3, "gst": 4, "irst": 3.5, "pkt": 5, "npt": 5.75, "ict": 7, "wib": 7, "sgt": 8, "hkt": 8, "pht": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5,
	"aedt": 11, "nzst": 12, "nzdt": 13,
})

func zones(hours map[string]float64) map[string]int {
	m := map[string]int{}
	for name, h := range hours {
		m[name] = int(h * 3600)
	}
	return m
}
