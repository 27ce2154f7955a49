package story

import (
	"strings"
	"testing"

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

// Two clusters that are two stories stay two at a likeness at which new ones become one, and one story stays one at a lower one.
func TestBridgesDoNotFlap(t *testing.T) {
	in := strike()
	b := openBook(in, tuned)
	b.weigh()
	sides := func(mine, other string) *bridging {
		f := newForest(&b.tu.linkage, 0, b.seeds(make([][]edge, len(b.nodes))))
		br := &bridging{b: b, f: f, sides: map[int32]*side{}, lists: make([][]sidePosting, len(b.common.counts))}
		for _, prefix := range []string{"en", "es"} {
			var nodes []int32
			for i := range b.nodes {
				if n := &b.nodes[i]; n.language == prefix && strings.HasPrefix(n.item.ID, prefix) {
					if n.home = mine; prefix == "es" {
						n.home = other
					}
					nodes = append(nodes, int32(i))
				}
			}
			c := nodes[0]
			for _, i := range nodes[1:] {
				c = f.join(c, i)
			}
			br.add(c, nodes, b.sumOf(nodes))
		}
		return br
	}
	joined := func(mine, other string, alike float64) bool {
		br := sides(mine, other)
		var ids []int32
		for id := range br.sides {
			ids = append(ids, id)
		}
		return br.beyond(min(ids[0], ids[1]), max(ids[0], ids[1]), alike) >= 0
	}
	for _, tt := range []struct {
		what, mine, other string
		least             float64
	}{
		{"two new clusters", "", "", bridgeLike},
		{"one story", "s1", "s1", bridgeSame},
		{"two stories", "s1", "s2", bridgeOther},
		{"a new cluster and a story", "s1", "", bridgeLike},
	} {
		if joined(tt.mine, tt.other, tt.least-0.02) || !joined(tt.mine, tt.other, tt.least+0.05) {
			t.Errorf("%s: want them joined from a likeness of %.2f on", tt.what, tt.least)
		}
	}
}
