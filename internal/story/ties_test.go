package story

import (
	"fmt"
	"maps"
	"math"
	"testing"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

func TestOtherName(t *testing.T) {
	for _, tt := range []struct {
		language, x, y string
		text           string // of both
		want           bool
	}{
		{"tr", "Fener'in haberine erişim engeli", "Pusula'nın haberine erişim engeli", "", true},
		{"tr", "Fener'in haberine erişim engeli", "Fener'in haberine erişim engeli kararı", "", false},
		{"en", "Court blocks report by Wixelford Lantern", "Court blocks report by Quarnby Lantern", "", true},
		{"en", "Harbour board reviews ferry fares", "Harbour board raises ferry fares", "", false},                            // no names
		{"en", "Court blocks report by Wixelford Lantern", "Judge blocks report by Quarnby Lantern", "", true},                // in two places
		{"en", "Imposter syndrome of Wixelford dockers studied", "Impostor syndrome of Wixelford dockers studied", "", false}, // spelled otherwise
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "Officers took servers.", true},
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "Officers came from Naples to Palermo.", false}, // it names both
		{"en", "Police Raid Ring in Paris, Five Arrested", "Police Raid Ring in Palermo, Five Arrested", "Officers took servers.", false},                 // so all is written
		{"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested", "", true},
		{
			"en", "Police raid ring in Naples, five arrested", "Police raid ring in Palermo, five arrested",
			"Officers took eleven servers and cash from a cellar near the harbour at dawn.", false,
		}, // one text: the place was mended
		{"en", "Apps made in Israel sold to Mexico again", "Apps made in Israeli sold to Mexico again", "", false}, // one thing
		{"nl", "Rechter verbiedt artikel over Shell", "Rechter blokkeert artikel over Shell", "", false},           // verbs
		{"sv", "Grep operatör av piratsajt i Malmö", "Anhöll operatör av piratsajt i Malmö", "", false},
		{"fr", "Le tribunal bloque le site Voirfilms", "Le tribunal bloque le site Wawacity", "", true},
		{"ru", "Суд арестовал журналиста Иванова за фейки", "Суд арестовал журналиста Петрова за фейки", "", true},
		{"en", "Court fines Tanvolt over 400 books", "Court fines Tanvolt over 500 books", "", false}, // numbers say it, see serial
		{"zh", "法院下令电信公司封锁Z-Library网站", "法院下令电信公司封锁Fmovies网站", "", true},
		{"zh", "法院下令电信公司封锁盗版网站", "法院下令电信公司封锁赌博网站", "", false},
		{"zh", "版权局查处传播《海上明珠》盗版案", "版权局查处传播《星河列车》盗版案", "", true},
		{"zh", "版权局查处传播海上明珠盗版案", "版权局查处传播星河列车盗版案", "", false},
		{"zh", "版权局称“绝不手软”查处盗版案", "版权局称“全力以赴”查处盗版案", "", false}, // what somebody says
		{"ja", "漫画『青い灯台』の海賊版を配信、男を逮捕", "漫画『赤い列車』の海賊版を配信、男を逮捕", "", true},
		{"ko", "불법 웹툰 『푸른 등대』 유포 사이트 차단", "불법 웹툰 『붉은 열차』 유포 사이트 차단", "", true},
		{"zh", "《纽约时报》：谷歌将删除百万盗版链接", "《华盛顿邮报》：谷歌将删除百万盗版链接", "", false}, // papers, by their own name
		{"zh", "据《卫报》报道 谷歌将删除百万盗版链接", "据《彭博社》报道 谷歌将删除百万盗版链接", "", false},
		{"zh", "據《明鏡週刊》消息 谷歌將刪除百萬盜版鏈接", "據《朝日新聞》消息 谷歌將刪除百萬盜版鏈接", "", false},
		{"zh", "据《财新》消息 谷歌将删除百万盗版链接", "据《晚点》消息 谷歌将删除百万盗版链接", "", false}, // by what stands around it
		{"zh", "《财新》：谷歌将删除百万盗版链接", "《晚点》：谷歌将删除百万盗版链接", "", false},
		{"zh", "《财新》报道谷歌将删除百万盗版链接", "《晚点》报道谷歌将删除百万盗版链接", "", false},
		{"ja", "『青空』が報じた海賊版サイト運営者の逮捕", "『白雲』が報じた海賊版サイト運営者の逮捕", "", false},
		{"ko", "『한빛일보』 불법 웹툰 유포 사이트 차단", "『새벽신문』 불법 웹툰 유포 사이트 차단", "", false},
		{"ko", "『한빛』 보도 불법 웹툰 유포 사이트 차단", "『새벽』 보도 불법 웹툰 유포 사이트 차단", "", false},
		{"zh", "据称《海上明珠》百万盗版链接将被删除", "据称《星河列车》百万盗版链接将被删除", "", true},
		{"zh", "多家媒体报道《海上明珠》百万盗版链接将被删除", "多家媒体报道《星河列车》百万盗版链接将被删除", "", true},
		{"zh", "书商违反《专利法》被法院判处罚金", "书商违反《商标法》被法院判处罚金", "", false}, // laws
		{"zh", "网站传播《剑法》盗版资源被罚", "网站传播《魔法》盗版资源被罚", "", true},      // works, though their names end as those of laws do
		{"zh", "立法会审议《版权条例（草案）》引发争议", "立法会审议《国安法（草案）》引发争议", "", false},
		{"zh", "多国拟签《伯尔尼公约》打击跨国盗版", "多国拟签《版权条约》打击跨国盗版", "", false},
		{"ko", "국회 『저작권법』 개정안 심의 시작", "국회 『방송법』 개정안 심의 시작", "", false},
		{"zh", "依《著作权法》查处传播《海上明珠》盗版案", "依《著作权法》查处传播《星河列车》盗版案", "", true},
		{"ja", "裁判所、Fmoviesの遮断を通信会社に命令", "裁判所、Nyaaの遮断を通信会社に命令", "", true},
		{"ar", "محكمة تأمر شركات الاتصالات بحجب Fmovies", "محكمة تأمر شركات الاتصالات بحجب Nyaa", "", true},
		{"ar", "محكمة تأمر شركات الاتصالات بحجب Fmovies", "محكمة تأمر شركات الاتصالات بحجب الموقع", "", false},
		{"en", "Raid in Naples", "Raid in Palermo", "", false},                                                                                                           // hardly a form
		{"en", "Police raid ring in Wixelford, Quarnby, Brodeth, Fenlow and Tarnok", "Police raid ring in Morgunov, Lindvale, Quillwort, Hesmark and Ostvik", "", false}, // hardly one
		{"de", "Polizei durchsucht Wohnung in Neapel", "Polizei durchsucht Kanzlei in Neapel", "Beamte kamen am Morgen.", false},                                         // a noun
	} {
		made := func(title string) *node {
			it := &news.Item{Title: title, Language: tt.language, Stems: news.CountStems(text.Stems(tt.text, tt.language))}
			return &node{item: it, reading: read(it, 1, newStemmer())}
		}
		if got := otherName(made(tt.x), made(tt.y)); got != tt.want {
			t.Errorf("%q, %q: %v", tt.x, tt.y, got)
		}
	}
}

// Where the leading title has no Latin word they are of the first other report that has one; without such a report they are what it has, unless that is only a
// number.
func TestAddressInLatinLetters(t *testing.T) {
	for _, tt := range []struct{ lead, other, want string }{
		{"法院下令封锁书港2026年", "High Court orders providers to block BookHarbor", "high-court-orders-providers-to-block-bookharbor"},
		{"法院下令封锁BookHarbor", "High Court orders providers to block BookHarbor", "bookharbor"},
		{"法院下令封锁书港2026年", "法院下令封锁书港", "story"},
		{"法院第1200号裁定封锁书港", "法院12日9时裁定封锁书港", "story"},
		{"法院2026年封锁8chan书港", "法院下令封锁书港", "2026-8chan"},
		{"法院下令封锁书港", "Суд заблокировал библиотеку", "story"},
		{"AI: 法院下令封锁书港", "Court rules on the works of machines", "court-rules-on-the-works-of-machines"},
	} {
		x, y := item("x", "alpha", "zh", tt.lead, "", noon), item("y", "beta", "en", tt.other, "", after(1))
		b := openBook(Input{Now: after(2), Feeds: outlets(), Items: []news.Item{x, y}}, tuned)
		b.weigh()
		if got := b.begin([]int32{0, 1}, map[string]bool{}).Slug; got != tt.want {
			t.Errorf("%q and %q: %q, want %q", tt.lead, tt.other, got, tt.want)
		}
	}
}

// Where little is told twice, titles that say one thing make two reports one story, and those of one form do not; where most is told twice, all is as it was.
func TestTitlesSay(t *testing.T) {
	const bread, tea = "Bakers, tailors, dockers and nurses drank tea, mended sails, sang of storms and went home through rain.", "Sailors, judges, cooks and clerks spoke of money, music, a school, the weather, an airport and football."
	x := item("x", "alpha", "en", "Watchdog accuses Fablehouse of mass copying of novels", bread, noon)
	made := func(title, text, publisher string) node {
		it := item("y", publisher, "en", title, text, noon)
		return node{item: &it, publisher: publisher, reading: read(&it, 1, newStemmer())}
	}
	for _, tt := range []struct {
		name, title, text, publisher string
		share                        float32
		apart                        bool
		want                         float64
	}{
		{"half of two titles", "Fablehouse: mass copying of novels, says watchdog", tea, "beta", 0.5, false, 0.36},
		{"little of them", "Novels for free", tea, "beta", 0.1, false, -0.12},
		{"of one publisher", "Fablehouse: mass copying of novels, says watchdog", tea, "alpha", 0.5, false, 0.21},
		{"other companies", "Fablehouse: mass copying of novels, says watchdog", tea, "beta", 0.5, true, 0},
		{"one title, other texts", x.Title, tea, "beta", 1, false, 0},
		{"one title, one text", x.Title, bread, "beta", 1, false, 0.96},
	} {
		a, b := made(x.Title, x.Excerpt, "alpha"), made(tt.title, tt.text, tt.publisher)
		e := edge{title: tt.share, house: a.publisher == b.publisher, apart: tt.apart}
		if got := e.titlesSay(&a, &b); math.Abs(got-tt.want) > 1e-6 {
			t.Errorf("%s: %.3f, want %.3f", tt.name, got, tt.want)
		}
	}
}

// So it is when a window is told: the same words in two titles join where those of the texts do not, and what only texts share parts.
func TestTitlesJoin(t *testing.T) {
	const (
		bread = "Bakers, tailors, dockers and nurses drank tea, mended sails, sang of storms and went home through rain. Two ferries, a lighthouse keeper, some goats and the mayor of a village were late for the concert."
		tea   = "Sailors, judges, cooks and clerks spoke of money, music, a school, the weather, an airport and football. Apples, rice, a kettle, three bicycles, one umbrella and a parrot stood in the window of an empty bank."
		rule  = "Passports, games, checks, age, copies and shops. "
	)
	for _, tt := range []struct {
		name, title, text, other, othersText string
		want                                 int
	}{
		{"titles", "City council ends face recognition in schools", bread, "Face recognition leaves schools of the city", tea, 1},
		{"texts", "Shops ask for passports at the door", rule + bread[:104], "Games makers warn of costs to players", rule + tea[:104], 2},
	} {
		in := Input{Now: after(2), Feeds: outlets(), Items: []news.Item{
			item("a", "o1", "en", tt.title, tt.text, noon), item("b", "o2", "en", tt.other, tt.othersText, after(1)),
		}}
		if got := members(Tell(in)); len(got) != tt.want {
			t.Errorf("%s: %d stories, want %d", tt.name, len(got), tt.want)
		}
	}
}

// The words of an address are of the title that leads its story when it begins, whatever the ids of its items.
func TestAddressIsOfTheLead(t *testing.T) {
	in := week()
	in.Items = in.Items[:3]
	in.Items[2].Published = noon.Add(-time.Hour)
	if s := Tell(in)[0]; s.Lead != "g1" || s.Slug != text.Slug(in.Items[2].Title) || s.ID != makeID("a1", nil) {
		t.Errorf("%s of %s, where %s leads", s.Slug, s.ID, s.Lead)
	}
}

// However many name one case, they are one story, also where each uses words of its own; what names another case stays apart, and so it is in the next run.
func TestManyOfOneCase(t *testing.T) {
	in := docketed(120)
	for i := range 20 {
		it := &in.Items[6*i+3]
		it.Refs, it.Excerpt = []news.Ref{"case:uk:HC-2026-001860"}, "HC-2026-001860. "+it.Excerpt[16:]
	}
	in.Stories = Tell(in)
	if len(in.Stories) != 2 || len(in.Stories[0].Members)*len(in.Stories[1].Members) != 20*100 {
		t.Fatalf("reports of two cases are %d stories", len(in.Stories))
	}
	late := in.Items[0]
	late.ID, late.Feed, late.URL, late.Published = "late", "o399", "https://o399.example/late", noon
	in.Items = append(in.Items, late)
	if got := Tell(in); len(got) != 1 || len(got[0].Members) != 101 {
		t.Errorf("the next run changes %d stories: %q", len(got), members(got))
	}
}

// A publisher that has many reports in a row, as a court's own feed has, is no wall between those of others: more than manyCiters are one story as
// fewer are, and come to it one by one.
func TestManyOfOneCaseInBlocks(t *testing.T) {
	for _, block := range []int{1, 8, 20} {
		in := docketed(60)
		for i := range in.Items {
			in.Items[i].Feed = fmt.Sprint("o", i/block%40)
			in.Items[i].Published = after(float64(i) / 60)
		}
		all := in.Items
		in.Now = after(2)
		if got := Tell(in); len(got) != 1 {
			t.Errorf("in blocks of %d: %d stories", block, len(got))
		}
		if block == 1 {
			continue
		}
		for n := manyCiters - 4; n < len(all); n += 4 {
			in.Items = all[:n:n]
			apply(&in)
		}
		moved := 0
		for _, s := range in.Stories {
			for _, m := range s.Members {
				moved += len(m.Past)
			}
		}
		if moved > 0 {
			t.Errorf("in blocks of %d: %d moves", block, moved)
		}
	}
}

// A number that each court gives anew ties two reports only if they name one court, or are alike; two courts give two cases. That of a bill is of many events.
func TestNumbersOfManyMatters(t *testing.T) {
	const civil = news.Ref("case:us:1:26-cv-00123")
	type report struct{ title, text string }
	labels := report{"Music labels sue karaoke app over songs", "Four record labels filed No. 1:26-cv-00123 in the Southern District of New York."}
	for _, tt := range []struct {
		name    string
		ref     news.Ref
		reports []report
		want    int
	}{
		{"two courts", civil, []report{labels, {"Security guards at chip plant claim unpaid overtime", "Security staff filed No. 1:26-cv-00123 in the Northern District of Illinois for overtime."}}, 2},
		{"one court", civil, []report{labels, {"Singalong startup answers complaint of four companies", "The answer in No. 1:26-cv-00123 went to the Southern District of New York."}}, 1},
		{"no court, and nothing else in common", civil, []report{{labels.title, "No. 1:26-cv-00123."}, {"Security guards at chip plant claim unpaid overtime", "No. 1:26-cv-00123."}}, 2},
		{"other parties", civil, []report{{labels.title, "The case is Alba Records v. Singalong, 1:26-cv-00123."}, {"Photographers sue image generator", "The case is Doe v. Pictor, 1:26-cv-00123."}}, 2},
		{"the same parties", civil, []report{{labels.title, "The case is Alba Records v. Singalong, 1:26-cv-00123."}, {"Singalong startup sued over songs", "Alba v. Singalong, Inc., 1:26-cv-00123."}}, 1},
		{"parties with words that many have", civil, []report{{labels.title, "Universal Music v. Antro Technologies, 1:26-cv-00123."}, {"Concert hall in Tampa in arrears", "Broadcast Music v. Harbor Technologies, 1:26-cv-00123."}}, 2},
		{"one who sues in many courts", civil, []report{{"Subscriber fights subpoena", "Strike 3 Holdings v. Doe, 1:26-cv-00123, N.D. Ill."}, {"Sailor named in complaint", "Strike 3 Holdings v. Doe, 1:26-cv-00123, D.N.J."}}, 2},
		{"the same parties in two courts", civil, []report{{"Subscriber fights subpoena", "Strike 3 Holdings v. Okoro, 1:26-cv-00123, N.D. Ill."}, {"Sailor named in complaint", "Strike 3 Holdings v. Okoro, 1:26-cv-00123, D.N.J."}}, 2},
		{"two courts of Taiwan", "case:tw:112年度民著訴字第5號", []report{{"臺北地院判唱片公司勝訴", "法院112年度民著訴字第5號判決，唱片公司勝訴。"}, {"高雄地院駁回攝影師請求", "法院112年度民著訴字第5號判決，攝影師敗訴。"}}, 2},
		{"the same parties in other words", civil, []report{{labels.title, "Alba Records v. Singalong, 1:26-cv-00123."}, {"Judge Ortiz denies motion to dismiss", "ALBA RECORDS V. SINGALONG, INC., 1:26-cv-00123."}}, 1},
		{"a court abbreviated", civil, []report{labels, {"Judge Ortiz denies motion to dismiss", "The ruling in No. 1:26-cv-00123 (S.D.N.Y.) allows discovery."}}, 1},
		{"another case is cited", civil, []report{labels, {labels.title + " it used", "The complaint (1:26-cv-00123) cites the ruling in Bartz v. Anthropic."}}, 1},
		{"another court is named with the number", civil, []report{labels, {labels.title, "Alba v. Singalong, 1:26-cv-00123, was filed a week after a like suit in the Northern District of California."}}, 1},
		{"another court is named", civil, []report{labels, {labels.title + " it used", "The complaint is 1:26-cv-00123. A judge in the Northern District of California ruled otherwise."}}, 1},
		{"one court of Taiwan", "case:tw:112年度民著訴字第5號", []report{{"唱片公司勝訴", "臺北地方法院112年度民著訴字第5號判決。"}, {"卡拉OK業者應賠百萬", "台北地院112年度民著訴字第5號判決。"}}, 1},
		{"no court, and alike", civil, []report{{labels.title, "No. 1:26-cv-00123."}, {"Karaoke startup answers complaint of record companies", "No. 1:26-cv-00123."}}, 1},
		{"a number of one court", "case:uk:HC-2026-001847", []report{{labels.title, "HC-2026-001847."}, {"Security guards at chip plant claim unpaid overtime", "HC-2026-001847."}}, 1},
		{"a bill", "bill:us:H.R. 1234", []report{
			{"Senate committee hears witnesses on H.R. 1234", "Farmers, teachers and nurses testified for six hours."},
			{"Thousands rally in Boston against H.R. 1234", "Demonstrators carried banners and drums through the harbour district."},
			{"Sponsor of H.R. 1234 hospitalised after car crash", "The congressman broke a leg on a motorway."},
		}, 3},
	} {
		for _, days := range []int{0, 19} {
			in := Input{Feeds: outlets(), Items: others(20)}
			for k, r := range tt.reports {
				in.Now = after(float64(24*days*k + k))
				x := item(fmt.Sprint("x", k), fmt.Sprint("o", 100+k), "en", r.title, r.text, in.Now)
				x.Refs = []news.Ref{tt.ref}
				in.Items = append(in.Items, x)
				apply(&in)
			}
			of := of(in.Stories)
			stories := map[string]bool{}
			for k := range tt.reports {
				stories[of[fmt.Sprint("x", k)]] = true
			}
			if len(stories) != tt.want && (days == 0 || tt.want > 1) {
				t.Errorf("%s, %d days apart: %d stories, want %d", tt.name, days, len(stories), tt.want)
			}
		}
	}
}

// A review of the week that names two cases is a report of neither, and joins them by nothing; one whose title names both holds them together.
func TestReviewOfTwoCases(t *testing.T) {
	refs := []news.Ref{"case:us:1:26-cv-00123", "case:us:1:26-cv-00999"}
	for _, tt := range []struct {
		name, title, text string
		want              int
	}{
		{"in the text", "This week in copyright: news from Los Angeles", "Decided were 1:26-cv-00123 and 1:26-cv-00999 (C.D. Cal.).", 3},
		{"one in the title", "This week in copyright: 1:26-cv-00123", "Courts ruled in 1:26-cv-00123 and 1:26-cv-00999 (C.D. Cal.).", 2},
		{"both in the title", "Bench hears 1:26-cv-00123 and 1:26-cv-00999 (C.D. Cal.) together", "Lawyers spoke for an hour.", 1},
	} {
		in := Input{Now: after(3), Feeds: outlets(), Items: append(others(20),
			item("x", "alpha", "en", "Judge orders Cloudflare to name pirates", "The order in 1:26-cv-00123 (C.D. Cal.) covers ten sites.", noon),
			item("y", "beta", "en", "Studios win default judgment over television service", "The ruling came in 1:26-cv-00999 (C.D. Cal.).", after(1)),
			item("z", "gamma", "en", tt.title, tt.text, after(2)))}
		last := in.Items[len(in.Items)-3:]
		last[0].Refs, last[1].Refs, last[2].Refs = refs[:1], refs[1:], refs
		of := of(Tell(in))
		if got := len(map[string]bool{of["x"]: true, of["y"]: true, of["z"]: true}); got != tt.want {
			t.Errorf("%s: %d stories, want %d", tt.name, got, tt.want)
		}
	}
}

// Two reports of one publisher on a case, all in other words, are one event too.
func TestOneCaseOfOnePublisher(t *testing.T) {
	for ref, want := range map[news.Ref]int{"case:uk:HC-2026-001847": 1, "bill:us:H.R. 1847": 2} {
		x, y := item("x", "alpha", "en", "Shadow library BookHarbor to be blocked", ref.Label()+".", noon), item("y", "alpha", "en", "Judge weighs costs of two authors", ref.Label()+".", after(5))
		x.Refs, y.Refs = []news.Ref{ref}, []news.Ref{ref}
		in := Input{Now: after(6), Feeds: outlets(), Items: append(others(20), x, y)}
		of := of(Tell(in))
		if same := of["x"] == of["y"]; same != (want == 1) {
			t.Errorf("%s: one story: %v", ref, same)
		}
	}
}

// Under the headline of an agency that has no text stand two reports with texts of their own: one is a copy of the headline, the other is none.
func TestHeadlineAlone(t *testing.T) {
	const title = "Proposed collection and comment request of the agency"
	items := []news.Item{
		item("a", "alpha", "en", title, "", noon),
		item("b", "beta", "en", title, "Bakers, tailors, dockers and nurses drank tea, mended sails, sang of storms and went home through rain.", after(1)),
		item("c", "gamma", "en", title, "Sailors, judges, cooks and clerks spoke of money, music, a school, the weather, an airport and football.", after(2)),
		item("d", "delta", "en", title, "Sailors, judges, cooks and clerks spoke of money, music, a school, the weather, an airport and football.", after(3)),
	}
	got := Tell(Input{Now: after(3), Feeds: feeds("alpha", "beta", "gamma", "delta"), Items: items})
	copies := map[string]string{}
	for _, s := range got {
		for _, m := range s.Members {
			copies[m.Item] = m.Copy
		}
	}
	if want := map[string]string{"a": "", "b": "a", "c": "", "d": "c"}; len(got) != 1 || !maps.Equal(copies, want) {
		t.Errorf("%d stories, copies %v; want %v", len(got), copies, want)
	}
}
