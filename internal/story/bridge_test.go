package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"counternotice/internal/news"
)

// strike are reports on one event in two languages of which no two titles share enough, beside others of the day.
func strike() Input {
	in := Input{Now: after(12), Feeds: outlets()}
	for k, title := range []string{
		"Harbour pilots on strike: tourists wait on suitcases",
		"Harbour pilots strike over pensions, minister says",
		"Harbour strike of pilots goes into second night",
		"Strike in harbour: pilots stop ferries and police",
	} {
		in.Items = append(in.Items, item("en"+string(rune('a'+k)), []string{"alpha", "beta", "gamma", "delta"}[k], "en", title, "", after(float64(k))))
	}
	for k, title := range []string{
		"Turistas sobre maletas en el puerto, por los prácticos",
		"Prácticos del puerto: pensiones y un ministro",
		"Segunda noche en el puerto, sin prácticos",
	} {
		in.Items = append(in.Items, item("es"+string(rune('a'+k)), []string{"o100", "o101", "o102"}[k], "es", title, "", after(float64(k)+0.5)))
	}
	for _, it := range others(80) {
		it.Published, it.FirstSeen = after(3), after(3)
		in.Items = append(in.Items, it)
	}
	return in
}

func TestLanguagesMeetByWhatAllReportsSay(t *testing.T) {
	in := strike()
	stories := Tell(in)
	home := of(stories)
	if home["esa"] != home["esb"] || home["esa"] != home["esc"] {
		t.Fatalf("the Spanish reports stand in %s, %s and %s; want one story", home["esa"], home["esb"], home["esc"])
	}
	if home["esa"] != home["ena"] {
		t.Errorf("the Spanish reports are %s, the English %s; want one story", home["esa"], home["ena"])
	}
	said := 0
	for _, s := range stories {
		for _, m := range s.Members {
			for _, e := range m.Why {
				if e.Rule != acrossRule {
					continue
				}
				said++
				if m.Item != "esa" || e.In != "languages" || !strings.Contains(e.Value, "port:") || e.Score < 0.25 {
					t.Errorf("%s has %+v; want it on the first report of the smaller language, with what all of both share", m.Item, e)
				}
			}
		}
	}
	if said != 1 {
		t.Errorf("what two languages share is said %d times; want once", said)
	}

	// Reports whose titles name other places are another strike.
	for k := range in.Items {
		switch place := news.TagID("place/gb"); {
		case strings.HasPrefix(in.Items[k].ID, "es"):
			place = "place/es"
			fallthrough
		case strings.HasPrefix(in.Items[k].ID, "en"):
			in.Items[k] = named(in.Items[k], place, "title")
		}
	}
	if home := of(Tell(in)); home["esa"] == home["ena"] {
		t.Error("strikes in two countries became one story")
	}
}

// Each is the strike changed by as little as parts it; nothing that parts two reports is got round by many.
func TestWhatNoBridgeJoins(t *testing.T) {
	const company = news.TagID("actor/quay")
	each := func(in Input, prefix string, change func(k int, it *news.Item)) {
		k := 0
		for i := range in.Items {
			if strings.HasPrefix(in.Items[i].ID, prefix) {
				change(k, &in.Items[i])
				k++
			}
		}
	}
	for _, tt := range []struct {
		what   string
		change func(in *Input)
	}{
		{"titles name other companies", func(in *Input) {
			in.Companies = map[news.TagID]bool{company: true, company + "s": true}
			each(*in, "en", func(_ int, it *news.Item) { *it = titled(*it, company) })
			each(*in, "es", func(_ int, it *news.Item) { *it = titled(*it, company+"s") })
		}},
		{"one publisher on each side", func(in *Input) {
			each(*in, "en", func(_ int, it *news.Item) { it.Feed = "alpha" })
			each(*in, "es", func(_ int, it *news.Item) { it.Feed = "alpha" })
		}},
		{"one report in the other language", func(in *Input) {
			in.Items = slices.DeleteFunc(in.Items, func(it news.Item) bool { return it.ID == "esb" || it.ID == "esc" })
		}},
		{"copies of one title", func(in *Input) {
			each(*in, "es", func(_ int, it *news.Item) { it.Title = "Turistas sobre maletas en el puerto, por los prácticos" })
		}},
		{"a language that nobody knows", func(in *Input) {
			each(*in, "es", func(_ int, it *news.Item) { it.Language = "" })
		}},
		{"five days between them", func(in *Input) {
			each(*in, "es", func(_ int, it *news.Item) { it.Published = it.Published.AddDate(0, 0, 4).Add(12 * time.Hour) })
			in.Now = in.Now.AddDate(0, 0, 4).Add(12 * time.Hour)
		}},
		{"other places in most titles that name any", func(in *Input) {
			each(*in, "en", func(k int, it *news.Item) {
				if k < 2 {
					*it = named(*it, "place/gb", "title")
				}
			})
			each(*in, "es", func(k int, it *news.Item) {
				if k < 2 {
					*it = named(*it, "place/es", "title")
				}
			})
		}},
	} {
		t.Run(tt.what, func(t *testing.T) {
			in := strike()
			tt.change(&in)
			if home := of(Tell(in)); home["esa"] == home["ena"] {
				t.Error("joined")
			}
		})
	}
}

// A language that stands between two countries joins them no more than it was.
func TestThirdLanguageJoinsNoTwoPlaces(t *testing.T) {
	in := strike()
	for i := range in.Items {
		switch it := &in.Items[i]; it.ID {
		case "ena", "enb":
			*it = named(*it, "place/gb", "title")
		case "enc", "end":
			*it = named(*it, "place/fr", "title")
		}
	}
	if home := of(Tell(in)); home["ena"] == home["end"] {
		t.Error("two countries are one story")
	}
}

// What came together by a bridge stays, though the reports of one side grow more and more alike.
func TestBridgesDoNotFlap(t *testing.T) {
	in := strike()
	apply(&in)
	home := of(in.Stories)
	if home["esa"] != home["ena"] {
		t.Fatal("never together")
	}
	for run := range 3 {
		in.Now = in.Now.Add(time.Hour)
		for k := range 2 {
			in.Items = append(in.Items, item(fmt.Sprintf("late%d%d", run, k), fmt.Sprintf("o%d", 200+10*run+k), "en", fmt.Sprintf("Harbour pilots strike: union says offer of %s is too low", []string{"money", "pensions", "time", "ships", "talks", "coffee"}[k]), "", in.Now))
		}
		apply(&in)
		home := of(in.Stories)
		if home["esa"] != home["ena"] {
			t.Fatalf("run %d: %s and %s", run, home["esa"], home["ena"])
		}
	}
}
