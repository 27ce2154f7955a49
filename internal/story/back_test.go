package story

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"counternotice/internal/news"
)

// In streams that mix a few subjects, so that stories merge and part all the time, each report that comes back to a story finds or brings
// one there that was told first after it had left. Each report is in one story, and each trail of merged stories ends at one that has reports.
func TestWhatComesBackHasNewEvidence(t *testing.T) {
	subjects := []string{"BookHarbor shadow library", "Fenwick Stream", "Vendoria internet", "Northport ferry"}
	events := []string{"blocked by court", "block appealed", "third day of outage", "Day 4 of outage", "ruling on 3 May", "ruling on 4 May", "cut off in parliament", "licence withdrawn", "briefing"}
	type stay struct {
		path string
		run  int
	}
	returns := 0
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		in := Input{Feeds: outlets()}
		log := map[string][]stay{} // of each report: where it came to, and in which run
		for run := range 40 {
			in.Now = after(float64(7 * run))
			for k := range 1 + random.IntN(3) {
				title := subjects[random.IntN(4)] + " " + events[random.IntN(len(events))] + " " + subjects[random.IntN(4)]
				it := item(fmt.Sprintf("r%02d-%d", run, k), fmt.Sprint("o", random.IntN(6)), "en", title, blockText, in.Now.Add(-time.Duration(random.IntN(50))*time.Hour))
				if random.IntN(3) == 0 {
					it.Refs = []news.Ref{news.Ref(fmt.Sprintf("docket:us/1:26-cv-%d", 100+random.IntN(3)))}
				}
				in.Items = append(in.Items, it)
			}
			apply(&in)
			paths := map[string]news.Story{}
			for _, s := range in.Stories {
				paths[s.Path()] = s
				for _, m := range s.Members {
					if l := log[m.Item]; len(l) == 0 || l[len(l)-1].path != s.Path() {
						log[m.Item] = append(l, stay{s.Path(), run})
					}
				}
			}
			for _, s := range in.Stories {
				for _, m := range s.Members {
					l := log[m.Item]
					now := l[len(l)-1]
					if now.path != s.Path() {
						t.Fatalf("seed %d, run %d: %s is in two stories", seed, run, m.Item)
					}
					left := -1
					for k := range l[:len(l)-1] {
						if l[k].path == now.path {
							left = l[k+1].run
						}
					}
					if now.run != run || left < 0 {
						continue
					}
					returns++
					if !slices.ContainsFunc(s.Members, func(o news.Member) bool { return log[o.Item][0].run > left }) {
						t.Errorf("seed %d, run %d: %s left in run %d and is back in %s, where nothing is new", seed, run, m.Item, left, s.ID)
					}
				}
				end := s
				for range in.Stories {
					if end.Into != "" {
						end = paths[end.Into]
					}
				}
				if len(end.Members) == 0 {
					t.Errorf("seed %d, run %d: %s leads to no story that has reports", seed, run, s.ID)
				}
			}
			if len(log) != len(in.Items) {
				t.Fatalf("seed %d, run %d: %d of %d reports are told", seed, run, len(log), len(in.Items))
			}
		}
	}
	if returns < 20 {
		t.Errorf("%d reports came back, too few to show anything", returns)
	}
}

// A report that has left a story goes back there only with what came since.
func TestNothingMovesBackWithoutNewEvidence(t *testing.T) {
	left := news.Stay{Story: "story/2026/11/first-first000/", Joined: noon}
	for _, tt := range []struct {
		name   string
		joined time.Duration // of the report most like it, after noon; the other one left after three hours
		past   []news.Stay   // of what stands beside it
		back   bool
	}{
		{"nothing new", 0, []news.Stay{left}, false},
		{"what is most like it came in the run in which it left", 3 * time.Hour, []news.Stay{left}, false},
		{"what is most like it came later", 4 * time.Hour, []news.Stay{left}, true},
		{"what stands beside it was never there, and is not new", 0, nil, false},
	} {
		in := Input{Now: noon.Add(6 * time.Hour), Feeds: outlets(), Items: []news.Item{
			item("a", "alpha", "en", blockTitle, blockText, noon),
			item("b", "beta", "en", "Providers must block shadow library BookHarbor, High Court rules", "The block of BookHarbor follows a suit of authors.", noon),
			item("x", "gamma", "en", blockTitle+" at once", blockText, noon),
			item("y", "delta", "en", blockTitle+" in ten days", blockText, noon),
			item("new", "o1", "en", "Kite festival draws record crowd to Northport harbour", "", noon),
		}}
		in.Stories = []news.Story{
			{ID: "first000", Day: "2026-11-20", Slug: "first", Begun: noon, Updated: noon, Lead: "b", Members: []news.Member{
				{Item: "a", Joined: noon.Add(tt.joined)},
				{Item: "b", Joined: noon},
				{Item: "c", Joined: noon}, // of long ago
			}},
			{ID: "second00", Day: "2026-11-20", Slug: "second", Begun: noon.Add(3 * time.Hour), Updated: noon, Lead: "x", Members: []news.Member{
				{Item: "x", Joined: noon.Add(3 * time.Hour), Past: []news.Stay{left}}, {Item: "y", Joined: noon.Add(3 * time.Hour), Past: tt.past},
			}},
		}
		apply(&in)
		home := of(in.Stories)
		if want := map[bool]string{true: "first000", false: "second00"}[tt.back]; home["x"] != want || home["y"] != want || home["a"] != "first000" {
			t.Errorf("%s: %v", tt.name, home)
		}
	}
}

// What takes a report back is one that came since it left, is where it goes, and is surely like it. What is no longer clustered goes with
// all the rest, and is asked too.
func TestWhatDrawsBack(t *testing.T) {
	const path = "story/2026/11/first-first000/"
	past := []news.Stay{{Story: path, Joined: noon}}
	homes := []string{"second00", "first000", "first000", "second00", "third000"}
	for _, tt := range []struct {
		name  string
		past  []news.Stay // of 0, which left after an hour
		old   []news.Stay // of one beside it that is no longer clustered
		nodes []int32     // of the group
		near  []edge      // of 0: to 1, which was there when it left, to 2, which came later, to 3, which stands beside it, and to 4, which is elsewhere
		want  bool
	}{
		{"what came later", past, nil, []int32{0, 1, 2, 3}, []edge{{to: 2, sure: true}, {to: 1, sure: true}}, true},
		{"what came later, though what was there is more like it", past, nil, []int32{0, 1, 2, 3}, []edge{{to: 1, sure: true}, {to: 2, sure: true}}, true},
		{"what came later is like it by little", past, nil, []int32{0, 1, 2, 3}, []edge{{to: 2}, {to: 1, sure: true}}, false},
		{"what came later goes elsewhere", past, nil, []int32{0, 1, 3}, []edge{{to: 2, sure: true}, {to: 1, sure: true}}, false},
		{"what was there, stands beside it, or is elsewhere, says nothing", past, nil, []int32{0, 1, 2, 3, 4}, []edge{{to: 3, sure: true}, {to: 4, sure: true}, {to: 1, sure: true}}, false},
		{"nothing that is there is near it", past, nil, []int32{0, 1, 2, 3}, nil, false},
		{"it was never there", nil, nil, []int32{0, 1, 2, 3}, nil, true},
		{"an old one was there", nil, past, []int32{0, 1, 2, 3}, []edge{{to: 1, sure: true}}, false},
		{"an old one was there, and something came later", nil, past, []int32{0, 1, 2, 3}, []edge{{to: 2, sure: true}}, true},
		{"an old one was there, and stays with what stays", nil, past, []int32{0, 1, 2}, []edge{{to: 1, sure: true}}, true},
	} {
		b := &book{near: [][]edge{tt.near, nil, nil, nil, nil}, nodes: make([]node, 5), members: map[string]news.Member{}, place: map[string]int32{}, open: map[string]news.Story{}}
		file := func(m news.Member, home string) {
			b.members[m.Item] = m
			b.open[home] = news.Story{ID: home, Members: append(b.open[home].Members, m)}
		}
		for i, m := range []news.Member{
			{Item: "x", Joined: after(1), Past: tt.past},
			{Item: "then", Joined: noon},
			{Item: "later", Joined: after(2)},
			{Item: "beside", Joined: after(1)},
			{Item: "elsewhere", Joined: after(2)},
		} {
			file(m, homes[i])
			b.place[m.Item] = int32(i)
			b.nodes[i] = node{item: &news.Item{ID: m.Item}, home: homes[i]}
		}
		file(news.Member{Item: "old", Joined: after(1), Past: tt.old}, "second00")
		if got := b.drawn(group{nodes: tt.nodes, story: "first000"}, "second00", path); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

// What came with a merged story parts from the rest without anything new: it stays, at no address of old, and at none that is new.
func TestMergedStaysMergedWithoutNewEvidence(t *testing.T) {
	for late, parts := range map[time.Duration]bool{0: false, 2 * time.Hour: true} {
		in := week()
		in.Items = in.Items[:3]
		for k, title := range []string{"Hundreds of readers march on ministry square in Northport", "Readers protest in Northport: hundreds march on ministry square"} {
			in.Items = append(in.Items, item(fmt.Sprint("m", k), fmt.Sprint("o", k), "en", title, "Hundreds of readers march in Northport against the ministry.", noon))
		}
		in.Items = append(in.Items, item("new", "delta", "en", "Kite festival draws record crowd to harbour", "", noon))
		merged := news.Story{ID: "merged00", Day: "2026-11-20", Slug: "merged", Begun: noon, Updated: noon, Into: "story/2026/11/home-home0000/"}
		home := news.Story{ID: "home0000", Day: "2026-11-20", Slug: "home", Begun: noon, Updated: noon, Lead: "m0"}
		came := []news.Stay{{Story: merged.Path(), Joined: noon}}
		home.Members = []news.Member{
			{Item: "m0", Joined: noon},
			{Item: "m1", Joined: noon},
			{Item: "a1", Joined: after(1), Past: came},
			{Item: "b1", Joined: after(1), Past: came},
			{Item: "g1", Joined: noon.Add(late)},
		}
		in.Stories = []news.Story{home, merged}
		apply(&in)
		at := of(in.Stories)
		if len(at) != 6 || at["a1"] != at["g1"] || (at["a1"] != at["m0"]) != parts || (at["a1"] == merged.ID) != parts {
			t.Errorf("the third report of the ruling was told %v after the first: %v", late, at)
		}
	}
}
