package site

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// hostile is what an attacker writes into any field that a feed can fill.
const hostile = `</title></script><script>alert(1)</script>"><img src=x onerror=alert(1)> '&amp; {{.}} javascript:alert(1) ]]> <!-- -->`

// sample is a digest with every kind of page and of state in it: languages, hostile words, merged and running stories,
// silent, removed and unused sources, tags with and without a page, two months.
type sample struct {
	d       *edition.Digest
	sources map[string]*edition.Source
	tags    map[news.TagID]news.Tag
	n       int
}

func newSample() *edition.Digest {
	s := &sample{
		d: &edition.Digest{
			Site:  news.Site{Title: "Counternotice", URL: "https://digest.example/", Language: "en", Timezone: "UTC", Contact: "mailto:desk@digest.example?subject=A%20mistake"},
			Zone:  time.UTC,
			Today: "2026-11-21", Updated: at("2026-11-21T06:17:00Z"),
		},
		sources: map[string]*edition.Source{}, tags: map[news.TagID]news.Tag{},
	}
	s.tag("topic/site-blocking", "Site blocking", "Orders and lists that make providers block access to sites.")
	s.tag("topic/takedowns", "Notices and takedowns", "Demands to remove content, and the answers to them.")
	s.tag("topic/surveillance", "Surveillance", "Watching what people read, write and send.")
	s.tag("place/nl", "Netherlands", "")
	s.tag("place/eu", "European Union", "")
	s.tag("place/jp", "Japan", "")
	s.tag("actor/acme", hostile, hostile, hostile)
	s.tag("instrument/dsa", "Digital Services Act", "", "DSA")
	s.tag("action/ruling", "Ruling", "A court decides.")
	s.tag("campaign/sword-net", "Sword Net", "A yearly enforcement campaign.", "剑网行动")

	s.source("courtwire", "Courtwire", news.KindPress, "en", "us", "all-rights-reserved", news.HealthOK)
	s.source("openrights", "Open Rights Post", news.KindNGO, "en", "gb", "CC-BY-SA-4.0", news.HealthOK)
	s.source("gerecht", "Gerechtspost", news.KindOfficial, "nl", "nl", "LicenseRef-official-text", news.HealthOK)
	s.source("shimbun", "デジタル新聞", news.KindTrade, "ja", "jp", "all-rights-reserved", news.HealthBlocked)
	s.source("bawaba", "بوابة الحقوق", news.KindState, "ar", "eg", "CC-BY-ND-4.0", news.HealthDead)
	s.source("evil", hostile, news.Kind(hostile), hostile, hostile, hostile, news.HealthUnreadable)
	s.source("quiet", "Quiet Gazette", news.KindAcademic, "de", "int", "CC0-1.0", news.HealthEmpty)
	s.source("fresh", "Quiet Gazette", news.KindIndustry, "en", "eu", "all-rights-reserved", news.HealthNew)
	s.source("bygone", "Bygone Bulletin", news.KindPress, "fr", "fr", "all-rights-reserved", news.HealthGone)
	s.sources["bygone"].Removed = true
	s.sources["bygone"].State.Stated.Feed = []string{"CC-BY-4.0"}
	s.sources["openrights"].State.Stated = news.Stated{Feed: []string{news.AllRightsReserved}, Entries: []string{"CC-BY-SA"}}
	s.sources["courtwire"].State.Stated.Entries = []string{"CC-BY-NC"}

	lead := s.story("2026-11-21", "rotterdam", "topic/site-blocking", "place/nl", "instrument/dsa", "action/ruling")
	s.report(lead, "gerecht", "Rechtbank beperkt dynamische blokkade tot genoemde hosts", "nl", "De rechtbank wijst een deel van de vordering af en noemt elke host bij naam.")
	s.report(lead, "courtwire", "Rotterdam court limits “dynamic” blocking to named hosts", "en", "Providers no longer have to add mirrors on their own motion, the court held on Friday.")
	s.report(lead, "openrights", "Dynamic blocking order cut back", "en", "The order now ends with the season, and every host must be named in it.")
	lead.Reports[1].Copy, lead.Reports[1].CopyOf = true, lead.Reports[0]
	lead.Voices = 2
	lead.Documents = []edition.Document{
		{URL: "https://gerecht.example/uitspraak.pdf?a=1", Source: s.sources["gerecht"], Cited: 2, Language: "nl", Official: true},
		{URL: "https://court.example/62018CJ0682", Cited: 2, Body: "Court of Justice of the EU", Kind: "judgment", Number: "C-682/18", Language: "de", Official: true},
		{URL: "https://law.example/bill", Cited: 2},
		{URL: "https://openrights.example/study", Source: s.sources["openrights"], Cited: 1},
		{URL: "javascript:alert(1)", Cited: 3},
	}
	lead.Reports[2].Also = []*edition.Source{s.sources["courtwire"], s.sources["bawaba"]}
	lead.Why = "official source, 2 languages"

	running := s.story("2026-11-19", "library", "topic/takedowns", "topic/surveillance", "place/eu")
	s.report(running, "courtwire", "Takedown bot hits 2,300 pages of a library catalogue", "en", "The notices named only titles.")
	s.report(running, "openrights", "Library pages return after counter-notice", "en", "Nine days later most of the pages are back.")
	s.report(running, "bygone", "Le catalogue rétabli", "fr", "Les pages sont revenues.")
	running.Reports[1].Item.Day, running.Reports[2].Item.Day = "2026-11-20", "2026-11-21"
	running.Left = []string{"story/2026/11/lead-s1/", "story/2026/11/nowhere-s99/"}
	running.Updated = at("2026-11-21T06:17:00Z")
	running.Reports[1].Published = at("2026-11-20T23:30:00Z")
	running.Reports[2].Published, running.Reports[2].Dated = at("2026-11-20T00:00:00Z"), true // found late: its publisher's date comes first
	running.Reports[2].Item.Former = []news.FormerTitle{
		{Title: "Premier titre", Until: at("2026-11-20T07:00:00Z")},
		{Title: hostile, Until: at("2026-11-21T07:00:00Z")},
		{Title: "Titre", Until: at("2026-11-21T08:00:00Z")},
		{Title: "Catalogue", Until: at("2026-11-21T09:00:00Z")},
	}
	running.Tags[0].Evidence = of(running.Reports[0],
		news.Evidence{Rule: "topic/surveillance", In: "tag", Score: 0.5},
		news.Evidence{Rule: "actor/no-page", In: "tag"},
		news.Evidence{Rule: "region of the source", In: "feed", Score: 0.5},
		news.Evidence{Rule: "model: notice", In: "title", Score: 0.2},
	)

	ja := s.story("2026-11-21", "guidelines", "topic/site-blocking", "place/jp")
	s.report(ja, "shimbun", "総務省、海賊版サイト対策の指針案を公表 意見募集は12月15日まで", "ja", "指針案は通信事業者の対応を定める。")
	ar := s.story("2026-11-21", "appeal", "topic/site-blocking")
	s.report(ar, "bawaba", "محكمة الاستئناف تلغي حجب ثلاثة مواقع إخبارية (2026)", "ar", "قضت المحكمة برفع الحجب عن المواقع الثلاثة.")
	ar.Lead.Published = at("2026-11-18T05:10:00Z")
	ar.Tags[0].Evidence = of(ar.Lead, news.Evidence{Rule: "حجب & موقع", In: "title", Quote: "حجب ثلاثة مواقع", Beside: "المواقع", Score: 1})
	liar := s.story("2026-11-21", "declared-english", "topic/surveillance")
	s.report(liar, "courtwire", "Суд отменил блокировку трёх сайтов", "en", "")
	evil := s.story("2026-11-21", "evil", "actor/acme", "campaign/sword-net", "topic/surveillance")
	s.report(evil, "evil", hostile, hostile, hostile)
	evil.Reports[0].Item.URL = "javascript:alert(1)"
	evil.Reports[0].Item.Authors = []string{hostile, "李明"}
	evil.Reports[0].Speaker, evil.Why = hostile, hostile
	evil.Reports[0].Item.Reason.Text = hostile
	evil.Reports[0].Dated = false
	s.report(evil, "evil", hostile, "en", hostile)
	evil.Reports[1].Item.URL = `https://evil.example/"onmouseover="alert(1)?a=<b>&c='d'`
	evil.Reports[1].Item.Feed = hostile
	evil.Reports[1].Source = nil
	evil.Tags[1].Evidence = append(of(evil.Reports[0], news.Evidence{Rule: "剑网行动", In: "title", Score: 2.5}, news.Evidence{Rule: "x", In: "text", Quote: hostile, Beside: hostile, Value: hostile}),
		of(evil.Reports[1], news.Evidence{Rule: hostile, In: hostile, Value: hostile})...)
	bare := s.story("2026-11-20", "bare")
	s.report(bare, "openrights", "", "", "")
	bare.Reports[0].Item.URL, bare.Why = "", "official source"
	bare.Reports[0].Published = at("2026-11-20T00:00:00Z")
	twin := s.story("2026-11-20", "twin", "topic/takedowns")
	s.report(twin, "courtwire", "Dynamic blocking order cut back", "en", "")
	twin2 := s.story("2026-10-31", "twin", "topic/takedowns")
	s.report(twin2, "openrights", "Dynamic blocking order cut back", "en", "An older story of the same name.")
	twin2.Backlog = true
	wide := s.story("2026-11-20", "wide", "topic/takedowns")
	for i := range 9 {
		s.report(wide, "courtwire", fmt.Sprintf("Report number %d of an event that everybody covers", i+1), "en", "Much the same again.")
	}
	moved := s.story("2026-11-18", "moved")
	moved.Into, moved.Title = lead.Path, "Blokkade beperkt"
	again := s.story("2026-11-18", "moved-twice")
	again.Into = moved.Path
	s.story("2026-11-18", "emptied")
	loop := s.story("2026-11-17", "loop")
	loop.Into = loop.Path
	for i := range wide.Reports[6:] {
		wide.Reports[6+i].Copy = true
		if i > 0 {
			wide.Reports[6+i].CopyOf = wide.Reports[1]
		}
	}
	wide.Voices = 1
	lead.References = []edition.Reference{{ID: "case:eu:C-682/18", Kind: "case", Label: "C-682/18", Reports: 2, Stories: []*edition.Story{running}}}
	for _, kind := range []string{"act", "doi", "cve", "lumen", "bill"} {
		lead.References = append(lead.References, edition.Reference{Kind: kind, Label: hostile, Reports: 1})
	}
	ja.Documents = []edition.Document{{URL: "https://law.example/bill", Cited: 1, Kind: "bill"}}
	lead.Related, lead.Previously = []*edition.Story{ja, ar}, []*edition.Story{running}
	lead.Took, lead.From = []*edition.Story{moved, {Path: again.Path}}, []*edition.Story{running, moved}
	running.Took = []*edition.Story{loop}

	s.arrange(lead, ja, ar, running, liar, evil)
	return s.d
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func (s *sample) tag(id news.TagID, label, definition string, words ...string) {
	t := news.Tag{ID: id, Labels: map[string]string{"en": label}, Definition: definition}
	for _, w := range words {
		t.Words = append(t.Words, news.TagWord{Text: w})
	}
	if id == "place/nl" {
		t.Parents, t.Words = []news.TagID{"place/eu"}, []news.TagWord{{Text: label, Language: "en"}, {Text: "Dutch", Language: "en"}, {Text: "Lage Landen", Language: "de"}, {Text: "オランダ"}, {Text: "荷蘭", Language: "ja"}, {Text: "أمستردام"}}
	}
	s.tags[id] = t
	l := &edition.Listing{Tag: t, Title: label, Path: id.Path()}
	if id == "place/nl" {
		l.Parents = []news.Tag{s.tags["place/eu"], {ID: "place/benelux", Labels: map[string]string{"en": "Benelux"}}}
	}
	s.d.Tags = append(s.d.Tags, l)
}

func (s *sample) source(id, name string, kind news.Kind, language, region, license string, health news.Health) {
	f := news.Feed{ID: id, Name: name, URL: "https://" + id + ".example/feed", Home: "https://" + id + ".example/", Publisher: id, Kind: kind, Region: region, Language: language, License: license}
	src := &edition.Source{Feed: f, State: news.FeedState{Feed: f, Health: health, Since: at("2026-11-18T05:00:00Z")}, LastItem: at("2026-11-17T09:00:00Z")}
	src.License, _ = news.LookupLicense(license)
	switch health {
	case news.HealthOK, news.HealthEmpty, news.HealthNew:
	default:
		src.Silent, src.State.Reason = true, "answers 403 Forbidden"
		src.State.Moved = "https://elsewhere.example/feed"
	}
	if health == news.HealthNew {
		src.LastItem = time.Time{}
	} else {
		src.Listing = &edition.Listing{Title: name, Path: "source/" + id + "/"}
	}
	if id == "quiet" {
		src.Feed.Page = true
	}
	if id == "shimbun" {
		src.State.Reason = "answers 451 Unavailable For Legal Reasons"
	}
	if id == "bawaba" {
		src.State.Reason = "leads to a private or reserved address, which only --allow-host HOST:PORT permits"
	}
	if id == "evil" {
		src.Feed.URL, src.Feed.Home, src.State.Reason, src.State.Moved = hostile, "javascript:alert(1)", hostile, hostile
		src.Feed.Page = true
	}
	s.sources[id] = src
	s.d.Sources = append(s.d.Sources, src)
}

func (s *sample) story(day, slug string, tags ...news.TagID) *edition.Story {
	s.n++
	id := fmt.Sprintf("s%d", s.n)
	ns := news.Story{ID: id, Day: day, Slug: slug}
	if slug == "rotterdam" {
		ns.Slug = "lead"
	}
	st := &edition.Story{ID: id, Path: ns.Path(), Day: day, Begun: at(day + "T06:17:00Z"), Updated: at(day + "T06:17:00Z"), Language: "en"}
	for _, t := range tags {
		st.Tags = append(st.Tags, edition.StoryTag{Tag: s.tags[t], Path: t.Path(), Label: s.tags[t].Labels["en"], Reports: 1, Evidence: of(nil, news.Evidence{Rule: t.Name(), In: "title", Score: 2}, news.Evidence{Rule: "word", In: "text", Value: "stem"})})
	}
	s.d.Stories = append(s.d.Stories, st)
	return st
}

// of is what earned a report a tag.
func of(r *edition.Report, list ...news.Evidence) []edition.TagEvidence {
	var out []edition.TagEvidence
	for _, e := range list {
		out = append(out, edition.TagEvidence{Evidence: e, Report: r})
	}
	return out
}

func (s *sample) report(st *edition.Story, source, title, language, excerpt string) {
	src := s.sources[source]
	id := fmt.Sprintf("%s-%d", st.ID, len(st.Reports)+1)
	rep := &edition.Report{
		Item: news.Item{
			ID: id, Day: st.Day, Feed: source, Title: title, URL: "https://" + source + ".example/" + id, Language: language, Excerpt: excerpt, License: src.Feed.License,
			FirstSeen: at(st.Day + "T06:17:00Z"), Reason: news.Reason{Code: news.ReasonTopic, Text: "A topic tag let it in."},
		},
		Source: src, Published: at(st.Day + "T05:10:00Z"), Dated: true, Foreign: language != "en", Joined: st.Begun,
	}
	switch src.Feed.Kind {
	case news.KindOfficial:
		rep.Speaker = "official"
	case news.KindState:
		rep.Speaker = "state media"
	case news.KindNGO:
		rep.Speaker = "civil society"
	}
	if len(st.Reports) > 0 {
		rep.Why = []news.Evidence{{Rule: "report", In: "story", Value: st.Lead.Item.ID}, {Rule: "words", In: "title", Value: "block court", Score: 0.812}, {Rule: "number", In: "text", Value: "2300"}, {Rule: "link", In: "link", Value: "https://courts.example/ruling", Score: 1}}
	} else {
		st.Lead, st.Title, st.Language, st.Excerpt = rep, title, language, excerpt
		for i := range st.Tags {
			st.Tags[i].Evidence = slices.Clone(st.Tags[i].Evidence)
			for k := range st.Tags[i].Evidence {
				st.Tags[i].Evidence[k].Report = rep
			}
		}
	}
	st.Reports = append(st.Reports, rep)
	st.Voices = len(st.Reports)
}

// arrange builds the lists from the stories as an edition would.
func (s *sample) arrange(front ...*edition.Story) {
	d := s.d
	slices.SortStableFunc(d.Stories, func(a, b *edition.Story) int { return -compare(b.Day, a.Day) })
	var shown []*edition.Story
	for _, st := range d.Stories {
		if st.Lead != nil {
			shown = append(shown, st)
		}
	}
	slices.Reverse(shown) // newest first
	list := func(l *edition.Listing, has func(*edition.Story) bool) {
		for _, st := range shown {
			if !has(st) {
				continue
			}
			l.Count++
			l.Newest = append(l.Newest, st)
			m := news.MonthOf(st.Day)
			if n := len(l.Months); n == 0 || l.Months[n-1].Month != m {
				l.Months = append(l.Months, edition.ListingMonth{Month: m, Path: l.Path + m + "/"})
			}
			lm := &l.Months[len(l.Months)-1]
			lm.Stories = append(lm.Stories, st)
		}
	}
	for _, l := range d.Tags {
		list(l, func(st *edition.Story) bool {
			return slices.ContainsFunc(st.Tags, func(t edition.StoryTag) bool { return t.Tag.ID == l.Tag.ID })
		})
	}
	d.Tags = slices.DeleteFunc(d.Tags, func(l *edition.Listing) bool { return l.Count == 0 })
	for _, tongue := range []string{"English", "Dutch"} {
		l := &edition.Listing{Title: tongue, Path: "language/" + map[string]string{"English": "en", "Dutch": "nl"}[tongue] + "/"}
		list(l, func(st *edition.Story) bool {
			return slices.ContainsFunc(st.Reports, func(r *edition.Report) bool { return strings.HasPrefix(l.Path, "language/"+r.Item.Language) })
		})
		d.InLanguage = append(d.InLanguage, l)
	}
	for _, src := range d.Sources {
		if src.Listing != nil {
			list(src.Listing, func(st *edition.Story) bool {
				return slices.ContainsFunc(st.Reports, func(r *edition.Report) bool { return r.Source == src })
			})
		}
	}
	for _, st := range shown {
		day, week, month := st.Day, weekOf(st.Day), news.MonthOf(st.Day)
		p := period(&d.Days, day, day[:4]+"/"+day[5:7]+"/"+day[8:]+"/", day, day)
		p.Stories = append(p.Stories, st)
		if !st.Backlog {
			p.Number = 212
		}
		first := at(day + "T00:00:00Z")
		for first.Weekday() != time.Monday {
			first = first.AddDate(0, 0, -1)
		}
		w := period(&d.Weeks, week, week[:4]+"/"+week[5:]+"/", first.Format(time.DateOnly), first.AddDate(0, 0, 6).Format(time.DateOnly))
		w.Stories = append(w.Stories, st)
		i := slices.IndexFunc(d.Months, func(m *edition.Month) bool { return m.ID == month })
		if i < 0 {
			i = len(d.Months)
			d.Months = append(d.Months, &edition.Month{ID: month, Path: month[:4] + "/" + month[5:] + "/"})
		}
		d.Months[i].Stories = append(d.Months[i].Stories, st)
	}
	for i := 1; i < len(d.Months); i++ {
		d.Months[i].Next, d.Months[i-1].Prev = d.Months[i-1], d.Months[i]
	}
	topic := func(stories ...*edition.Story) []edition.Section {
		return []edition.Section{
			{Tag: s.tags["topic/site-blocking"], Title: "Site blocking", Path: "topic/site-blocking/", Stories: stories[:1]},
			{Title: "Other stories", Stories: stories[1:]},
		}
	}
	d.Weeks[0].Sections = topic(d.Weeks[0].Stories...)
	for _, p := range d.Days {
		if p.Number > 0 {
			rest := min(2, len(p.Stories)-1)
			p.Lead, p.Rest, p.Top, p.Updated = p.Stories[0], p.Stories[1:1+rest], p.Stories[1+rest:], at(p.ID+"T18:17:00Z")
		} else {
			p.Later = p.Stories
		}
	}
	d.Front = edition.Front{
		Selection: edition.Selection{Lead: front[0], Top: front[1:2], Sections: topic(front[2:5]...), Also: front[5:]},
		Day:       "2026-11-21", Number: 212, Stories: len(front) - 2, Feeds: 8, Earlier: d.Days[1],
	}
	d.Languages = []edition.Share{{Code: "en", Sources: 3, Stories: 7}, {Code: "nl", Sources: 1, Stories: 1}, {Code: "x", Sources: 1}}
	d.Regions = []edition.Share{{Code: "us", Sources: 3, Stories: 7}, {Code: "nl", Sources: 1, Stories: 1}}
	d.Began = "2026-11-12"
	for _, l := range d.Tags { // Japan stands in for a part of the European Union
		if l.Tag.ID == "place/eu" {
			for _, part := range d.Tags {
				if part.Tag.ID == "place/nl" || part.Tag.ID == "place/jp" {
					l.Children = append(l.Children, part)
				}
			}
		}
	}
	for _, src := range d.Sources {
		if src.Silent && !src.Removed {
			d.Front.Silent = append(d.Front.Silent, src)
		}
	}
	s.leftOut()
	d.Totals = edition.Totals{Stories: len(shown), Items: 24, LeftOut: d.LeftOut.Count, Feeds: 8, Silent: 3, Languages: 5}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func period(list *[]*edition.Period, id, path, first, last string) *edition.Period {
	if n := len(*list); n > 0 && (*list)[n-1].ID == id {
		return (*list)[n-1]
	}
	p := &edition.Period{ID: id, Path: path, First: first, Last: last}
	if n := len(*list); n > 0 {
		later := (*list)[n-1]
		p.Next, later.Prev = later, p
	}
	*list = append(*list, p)
	return p
}

func (s *sample) leftOut() {
	left := func(source, title, language, url, reason string) edition.Left {
		e := news.LeftOut{ID: title, Day: "2026-11-20", Feed: source, Title: title, Language: language, URL: url, FirstSeen: at("2026-11-20T06:17:00Z"), Reason: news.Reason{Code: news.ReasonOffTopic, Text: reason}}
		if reason == hostile {
			e.Reason.Evidence = []news.Evidence{{Rule: hostile}, {Rule: "广告"}}
		}
		return edition.Left{Entry: e, Source: s.sources[source]}
	}
	many := edition.LeftSource{Source: s.sources["openrights"]}
	for i := range leftFeedShown + 20 {
		many.Items = append(many.Items, left("openrights", fmt.Sprintf("Entry number %d", i), "en", "", "Nothing in it belongs."))
	}
	other := left("courtwire", "Best phones of the year", "en", "https://courtwire.example/phones", "Nothing in it belongs.")
	sources := []edition.LeftSource{
		{Source: s.sources["courtwire"], Taken: 9, Reasons: []edition.ReasonCount{{Code: news.ReasonOffTopic, Count: 2}, {Code: news.ReasonNoText, Count: 1}}, Items: []edition.Left{
			other,
			left("courtwire", "Handy des Jahres", "de", "https://courtwire.example/handy", "Nothing in it belongs."),
			left("courtwire", "", "en", "", "It has neither a title nor a text to judge by."),
		}},
		{Source: s.sources["evil"], Items: []edition.Left{left("evil", hostile, hostile, hostile, hostile)}},
		many,
	}
	reasons := []edition.ReasonCount{{Code: news.ReasonOffTopic, Text: "off topic", Count: 3}, {Code: "x", Text: hostile, Count: 1}}
	s.d.LeftOut = edition.LeftOut{
		Since: "2026-11-08", Days: 14, Count: 4, Taken: 9, Sources: sources, Reasons: reasons,
		Rules:  []edition.RuleCount{{Rule: "vacancy", Code: news.ReasonDropped, Count: 2, Example: other}, {Rule: hostile, Code: news.ReasonExcluded, Count: 1, Example: sources[1].Items[0]}},
		Months: []edition.LeftMonth{{Month: "2026-11", Path: "left-out/2026-11/", Count: 4, Sources: sources, Reasons: reasons}},
	}
}
