package letter

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/templates"
)

// hostile is what an attacker writes into a title: markup of every format, a formula, and the merge tags of mailing services.
const hostile = "=cmd|' /C calc'!A0\" <b>bold</b> **strong** [x](javascript:alert(1)) {{ subscriber.email }} {% include \"x\" %} *|EMAIL|* {$email} www.evil.example https://evil.example a@evil.example # `code` &lt;"

var feeds = []news.Feed{
	{ID: "wire", Name: "Courtwire", Publisher: "wire", Kind: news.KindPress, Language: "en", License: news.AllRightsReserved},
	{ID: "rights", Name: "Open Rights Post", Publisher: "rights", Kind: news.KindNGO, Language: "en", License: "CC-BY-SA-4.0"},
	{ID: "lamp", Name: "Lamp_Foundation*", Publisher: "lamp", Kind: news.KindNGO, Language: "en", License: "CC-BY-4.0"},
	{ID: "gerecht", Name: "Gerechtspost", Publisher: "gerecht", Kind: news.KindOfficial, Language: "nl", License: "LicenseRef-official-text"},
	{ID: "bawaba", Name: "بوابة الحقوق", Publisher: "bawaba", Kind: news.KindState, Language: "ar", License: "CC-BY-ND-4.0"},
	{ID: "desk", Name: "Noncommercial Desk", Publisher: "desk", Kind: news.KindAcademic, Language: "en", License: "CC-BY-NC-SA-4.0"},
	{ID: "evil", Name: hostile, Publisher: "evil", Kind: news.KindPress, Language: "en", License: "no-such-licence"},
}

// told is one story of the test digest; each report is "feed¦day¦title¦excerpt".
type told struct {
	id, day string
	tags    []news.TagID
	reports []string
}

// digest arranges stories as a run on 29 November 2026 would.
func digest(t testing.TB, stories ...told) *edition.Digest {
	t.Helper()
	in := edition.Input{
		Site: news.Site{Title: "Counternotice", URL: "https://digest.example/", Language: "en", Timezone: "UTC"}, Zone: time.UTC, Today: "2026-11-29", Window: 5, Feeds: feeds,
		Tags: []news.Tag{
			{ID: "topic/site-blocking", Labels: map[string]string{"en": "Site blocking"}},
			{ID: "topic/takedowns", Labels: map[string]string{"en": "Takedown notices"}},
			{ID: "action/ruling", Labels: map[string]string{"en": "Court ruling"}},
			{ID: "place/nl", Labels: map[string]string{"en": "Netherlands"}},
			{ID: "actor/acme", Labels: map[string]string{"en": "Acme"}},
		},
		Run: news.Run{At: time.Date(2026, 11, 29, 6, 0, 0, 0, time.UTC), Number: 9},
	}
	languages := map[string]news.Feed{}
	for _, f := range feeds {
		languages[f.ID] = f
	}
	for _, s := range stories {
		begun, err := time.Parse(time.DateOnly, s.day)
		if err != nil {
			t.Fatal(err)
		}
		st := news.Story{ID: s.id, Day: s.day, Slug: "words", Begun: begun.Add(6 * time.Hour), Updated: begun.Add(6 * time.Hour)}
		for i, r := range s.reports {
			f := strings.SplitN(r, "¦", 4)
			day := cmp.Or(f[1], s.day)
			at, err := time.Parse(time.DateOnly, day)
			if err != nil {
				t.Fatal(err)
			}
			it := news.Item{
				ID: fmt.Sprintf("%s-%d", s.id, i), Day: day, Feed: f[0], Title: f[2], URL: fmt.Sprintf("https://%s.example/%s/%d", f[0], s.id, i), Language: languages[f[0]].Language,
				Published: at.Add(10 * time.Hour), FirstSeen: at.Add(12 * time.Hour), License: languages[f[0]].License, Excerpt: f[3],
			}
			for _, tag := range s.tags {
				it.Tags = append(it.Tags, news.TagHit{Tag: tag})
			}
			in.Items = append(in.Items, it)
			st.Members = append(st.Members, news.Member{Item: it.ID, Joined: it.FirstSeen})
		}
		st.Lead = st.Members[0].Item
		in.Stories = append(in.Stories, st)
	}
	return edition.Arrange(in)
}

// week is a digest of two weeks: four topics, six licences, three languages, a story that goes on, and an attacker.
func week(t testing.TB) *edition.Digest {
	t.Helper()
	return digest(
		t,
		told{"aaaaaaaa", "2026-11-14", []news.TagID{"topic/takedowns", "actor/acme"}, []string{
			"wire¦2026-11-14¦Acme sends a million notices¦", "rights¦2026-11-17¦Acme's million notices: what they hit¦Half of what we looked at was never infringing, and nobody can appeal…",
		}},
		told{"bbbbbbbb", "2026-11-18", []news.TagID{"topic/site-blocking", "place/nl", "action/ruling"}, []string{
			"gerecht¦¦Rechtbank beperkt dynamische blokkade tot genoemde hosts¦De rechtbank noemt elke host bij naam.",
			"wire¦¦Rotterdam court limits “dynamic” blocking to named hosts¦Providers no longer have to add mirrors on their own motion.",
			"bawaba¦¦محكمة في روتردام تقيد الحجب¦", "lamp¦¦Blocking cut back¦",
		}},
		told{"cccccccc", "2026-11-19", []news.TagID{"topic/site-blocking"}, []string{"bawaba¦¦حجب عشرة مواقع (قائمة)¦قررت الهيئة حجب عشرة مواقع."}},
		told{"dddddddd", "2026-11-20", []news.TagID{"topic/takedowns"}, []string{"desk¦¦A study of takedown notices¦We read ten thousand notices…", "lamp¦¦Ten thousand notices¦"}},
		told{"eeeeeeee", "2026-11-21", nil, []string{"evil¦¦" + hostile + "¦" + hostile}},
		told{"ffffffff", "2026-11-22", []news.TagID{"topic/takedowns"}, []string{"lamp¦¦2026. A list that is no list¦# No heading, says the foundation."}},
	)
}

func ready(t testing.TB) *Templates {
	t.Helper()
	l, err := New(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func write(t testing.TB, is *Issue, format, service string) string {
	t.Helper()
	data, err := ready(t).Write(is, format, service)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func w47(t testing.TB) *Issue {
	return Compose(week(t), Selection{Name: "2026-w47", From: "2026-11-16", To: "2026-11-22"})
}
