package curation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

// The bench of the tests: reports a to h, a day apart from one another by an hour, in stories that a test lays out as
// "S1: a b c", and decisions in the words of the file.
var start = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func itemID(name string) string  { return strings.Repeat(name, 12) }
func storyID(name string) string { return strings.ToLower(name) + strings.Repeat("2", 8-len(name)) }

// bench lays out stories: "s: a b c", or "t > s" for one that was merged into another.
func bench(layout ...string) Input {
	in := Input{Now: start.AddDate(0, 0, 5), Zone: time.UTC, Site: "https://digest.example/", Feeds: map[string]news.Feed{
		"press": {ID: "press", Kind: news.KindPress}, "court": {ID: "court", Kind: news.KindOfficial},
	}}
	for i, name := range strings.Split("a b c d e f g h", " ") {
		at := start.Add(time.Duration(i) * time.Hour)
		it := news.Item{
			ID: itemID(name), Day: "2026-11-20", Feed: "press", Title: "Title of " + name, URL: "http://wire.example/" + name, FirstSeen: at, Published: at,
			Tags: []news.TagHit{{Tag: "topic/old"}},
		}
		if name == "h" {
			it.Feed = "court"
		}
		it.Sources = []news.Source{{Feed: it.Feed, URL: it.URL}, {Feed: "other", URL: "http://other.example/" + name}}
		in.Recorded = append(in.Recorded, it)
		it.Title += ", revised"
		in.Items = append(in.Items, it)
	}
	for i, line := range layout {
		name, members, told := strings.Cut(line, ": ")
		name, into, merged := strings.Cut(name, " > ")
		s := news.Story{ID: storyID(name), Day: "2026-11-20", Slug: "slug-of-" + name, Begun: start.Add(time.Duration(i) * time.Minute), Updated: start.Add(9 * time.Hour)}
		if merged {
			s.Into = path(into)
		}
		if told {
			for j, m := range strings.Fields(members) {
				s.Members = append(s.Members, news.Member{Item: itemID(m)})
				if j == 0 {
					s.Lead = itemID(m)
				}
			}
		}
		in.Stories = append(in.Stories, s)
	}
	return in
}

func path(name string) string { return "story/2026/11/slug-of-" + name + "-" + storyID(name) + "/" }

// decide reads decisions of the form "hide: s; items: [a b]; reason: x" a line, names written out as ids.
func decide(t *testing.T, decisions ...string) *File {
	t.Helper()
	var b strings.Builder
	b.WriteString("decisions:\n")
	for _, d := range decisions {
		lead := "  - "
		for part := range strings.SplitSeq(d, "; ") {
			key, value, _ := strings.Cut(part, ": ")
			switch words := strings.Fields(strings.Trim(value, "[]")); {
			case key == "items" || key == "split" || strings.HasPrefix(value, "["):
				for i, w := range words {
					words[i] = reference(w)
				}
				value = "[" + strings.Join(words, ", ") + "]"
			case key == "into" || slices.Contains(news.Verbs, news.Verb(key)):
				value = reference(value)
			}
			b.WriteString(lead + key + ": " + value + "\n")
			lead = "    "
		}
		if !strings.Contains(d, "; on: ") {
			b.WriteString("    on: 2026-11-22\n")
		}
		b.WriteString("    by: Ada\n")
	}
	f, err := Parse("c.yaml", []byte(b.String()))
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	return f
}

// reference writes a name out: a to h are reports, s to z stories, the rest stands as it is.
func reference(s string) string {
	switch {
	case len(s) != 1:
		return s
	case s <= "h":
		return itemID(s)
	}
	return storyID(s)
}

// shown writes stories the way bench reads them, with what was settled about them.
func shown(r Result) []string {
	names := map[string]string{}
	for _, s := range r.Stories {
		names[s.Path()] = s.ID[:1]
		if !strings.HasPrefix(s.Slug, "slug-of") {
			names[s.Path()] = "new"
		}
	}
	var out []string
	for _, s := range r.Stories {
		var line strings.Builder
		line.WriteString(names[s.Path()])
		if to, ok := names[s.Into]; ok {
			line.WriteString(" > " + to)
		}
		if len(s.Members) > 0 {
			line.WriteString(":")
		}
		for _, m := range s.Members {
			line.WriteString(" " + m.Item[:1])
			if m.Item == s.Lead && m.Item != s.Members[0].Item {
				line.WriteString("*")
			}
		}
		for _, p := range s.Left {
			line.WriteString(" <" + names[p])
		}
		set := r.Settled[s.ID]
		if set.Title != "" {
			line.WriteString(fmt.Sprintf(" %q", set.Title))
		}
		if set.Pin > 0 {
			line.WriteString(" pinned")
		}
		if set.Gone > 0 {
			line.WriteString(" gone")
		}
		for _, o := range r.Outcomes {
			if slices.Contains(o.Stories, s.ID) {
				line.WriteString(fmt.Sprintf(" #%d", o.Ordinal))
			}
		}
		out = append(out, line.String())
	}
	return out
}

func TestApply(t *testing.T) {
	for _, tt := range []struct {
		name      string
		layout    []string
		decisions []string
		want      []string
		problems  []string // part of each
	}{
		{"nothing decided", []string{"s: a b"}, nil, []string{"s: a b"}, nil},

		{"hide a story", []string{"s: a b", "t: c"}, []string{"hide: s; reason: x"}, []string{"s gone #1", "t: c"}, nil},
		{"hide by path", []string{"s: a b"}, []string{"hide: " + path("s") + "; reason: x"}, []string{"s gone #1"}, nil},
		{"hide by our address", []string{"s: a b"}, []string{"hide: https://digest.example/" + path("s") + "; reason: x"}, []string{"s gone #1"}, nil},
		{"hide by the address at a mirror", []string{"s: a b"}, []string{"hide: https://mirror.example/d/" + path("s") + "; reason: x"}, []string{"s gone #1"}, nil},
		{"hide a report", []string{"s: a b"}, []string{"hide: a; reason: x"}, []string{"s: b #1"}, nil},
		{"hide an article", []string{"s: a b"}, []string{"hide: https://www.wire.example/a/?utm_source=x; reason: x"}, []string{"s: b #1"}, nil},
		{"hide an article by its mobile address", []string{"s: a b"}, []string{"hide: https://m.wire.example/a; reason: x"}, []string{"s: b #1"}, nil},
		{"hide an article as another feed has it", []string{"s: a b"}, []string{"hide: http://other.example/b; reason: x"}, []string{"s: a #1"}, nil},
		{"hide the only report", []string{"s: a"}, []string{"hide: a; reason: x"}, []string{"s gone #1"}, nil},
		{"hide reports of two stories", []string{"s: a b", "t: c d"}, []string{"hide: [a d]; reason: x"}, []string{"s: b #1", "t: c #1"}, nil},
		{"a hidden story that has grown", []string{"s: a b c d e"}, []string{"hide: s; items: [a]; reason: x"}, []string{"s gone #1"}, nil},
		{"a hidden story that a larger one took in", []string{"s > t", "t: a b c d"}, []string{"hide: s; items: [a]; reason: x"}, []string{"s gone #1", "t: b c d #1"}, nil},
		{"a hidden story that is half of another", []string{"s > t", "t: a b"}, []string{"hide: s; items: [a]; reason: x"}, []string{"s gone #1", "t: b #1"}, nil},
		{"a hidden story that goes on under another id", []string{"s > t", "t: a b c d"}, []string{"hide: s; items: [a b c]; reason: x"}, []string{"s gone #1", "t gone #1"}, nil},
		{"a hidden story that fell apart", []string{"s: a", "t: b c d"}, []string{"hide: s; items: [a b]; reason: x"}, []string{"s gone #1", "t: c d #1"}, nil},
		{"a hidden story without items that another took in", []string{"s > t", "t: a b"}, []string{"hide: s; reason: x"}, []string{"s gone #1", "t gone #1"}, []string{"has no reports of its own any more"}},

		{"retitle", []string{"s: a b"}, []string{"retitle: s; items: [a b]; title: T"}, []string{`s: a b "T" #1`}, nil},
		{"the later title stands", []string{"s: a"}, []string{"retitle: s; title: T", "retitle: s; title: U"}, []string{`s: a "U" #1 #2`}, nil},
		{"a title follows most of the reports", []string{"s: a", "t: b c"}, []string{"retitle: s; items: [a b c]; title: T"}, []string{"s: a", `t: b c "T" #1`}, nil},
		{"of equals the story that was named", []string{"s: b", "t: a"}, []string{"retitle: t; items: [a b]; title: T"}, []string{"s: b", `t: a "T" #1`}, nil},
		{"a title does not name a larger story", []string{"s > t", "t: a b c"}, []string{"retitle: s; items: [a]; title: T"}, []string{"s > t", "t: a b c"}, []string{"small part of another story"}},
		{"by a report, wherever it is", []string{"s: a b c"}, []string{"retitle: b; title: T"}, []string{`s: a b c "T" #1`}, nil},

		{"pin", []string{"s: a"}, []string{"pin: s"}, []string{"s: a pinned #1"}, nil},
		{"note goes along into a larger story", []string{"s > t", "t: a b c"}, []string{"note: s; items: [a]; text: N"}, []string{"s > t", "t: a b c #1"}, nil},
		{"correct", []string{"s: a"}, []string{"correct: http://wire.example/a; text: N"}, []string{"s: a #1"}, nil},
		{"lead", []string{"s: a b c"}, []string{"lead: c"}, []string{"s: a b c* #1"}, nil},

		{"merge", []string{"s: a", "t: b"}, []string{"merge: t; into: s"}, []string{"s: a b #1", "t > s #1"}, nil},
		{"merge several", []string{"s: a", "t: b", "u: c"}, []string{"merge: [t u]; into: s"}, []string{"s: a b c #1", "t > s #1", "u > s #1"}, nil},
		{"merge by reports", []string{"s: a", "t: b c"}, []string{"merge: c; into: a"}, []string{"s: a b c #1", "t > s #1"}, nil},
		{"what takes the other keeps its lead", []string{"s: b", "t: h a"}, []string{"merge: t; into: s"}, []string{"s: a b* h #1", "t > s #1"}, nil},
		{"unless an editor says otherwise", []string{"s: a", "t: h"}, []string{"merge: t; into: s", "lead: h"}, []string{"s: a h* #1 #2", "t > s #1"}, nil},
		{"one without reports is led as the other was", []string{"s > t", "t: h a"}, []string{"merge: t; into: s; items: [a h]"}, []string{"s: a h* #1", "t > s #1"}, nil},
		{"merged already", []string{"s: a b", "t > s"}, []string{"merge: t; into: s; items: [a b]"}, []string{"s: a b #1", "t > s #1"}, nil},
		{"merged by itself the other way round", []string{"s > t", "t: a b"}, []string{"merge: t; into: s; items: [a b]"}, []string{"s: a b #1", "t > s #1"}, nil},
		{"both gone to a third by themselves", []string{"s > u", "t > u", "u: a b c"}, []string{"merge: t; into: s; items: [a b]"}, []string{"s > u", "t > u #1", "u: a b c #1"}, nil},
		{"merge of what has gone to a third, by its reports", []string{"s: a", "t > u", "u: b c d"}, []string{"merge: t; into: s; items: [a b]"}, []string{"s: a b #1", "t > u #1", "u: c d <s #1"}, nil},
		{"merge of what goes on under another id", []string{"s: a", "t > u", "u: b c"}, []string{"merge: t; into: s; items: [a b c]"}, []string{"s: a b c #1", "t > u #1", "u > s #1"}, nil},
		{"a chain of merges", []string{"s: a", "t: b", "u: c"}, []string{"merge: u; into: t", "merge: t; into: s"}, []string{"s: a b c #2", "t > s #1 #2", "u > t #1"}, nil},

		{"merge into what was withdrawn", []string{"s: a", "t: b"}, []string{"hide: s; reason: x", "merge: t; into: s"}, []string{"s gone #1", "t: b"}, []string{`c.yaml:6: merge: "s2222222" was withdrawn as a whole before, in line 2`}},
		{"by what is in it", []string{"s: a b", "t: c"}, []string{"hide: s; items: [a b]; reason: x", "merge: c; into: a"}, []string{"s gone #1", "t: c"}, []string{"withdrawn as a whole before, in line 2"}},
		{"withdrawn before, though the file says it later", []string{"s: a", "t: b"}, []string{"merge: t; into: s", "hide: s; reason: x; on: 2026-11-21"}, []string{"s gone #2", "t: b"}, []string{"withdrawn as a whole before, in line 6"}},
		{"joined first and then withdrawn", []string{"s: a", "t: b"}, []string{"merge: t; into: s", "hide: s; reason: x"}, []string{"s gone #1 #2", "t > s #1"}, nil},
		{"withdrawn by a date that is still to come", []string{"s: a", "t: b"}, []string{"merge: t; into: s", "hide: s; reason: x; on: 2027-01-01"}, []string{"s: a b #1", "t > s #1"}, []string{"after this run"}},
		{"one report of it was withdrawn", []string{"s: a b", "t: c"}, []string{"hide: a; reason: x", "merge: t; into: s"}, []string{"s: b c #1 #2", "t > s #2"}, nil},
		{"what is wrong with another decision is said once", []string{"s: a", "t: b", "u: c"}, []string{"hide: u; items: [c g]; reason: x", "merge: t; into: s"}, []string{"s: a b #2", "t > s #2", "u gone #1"}, []string{`no report "gggggggggggg"`}},
		{"what was withdrawn into another", []string{"s: a", "t: b"}, []string{"hide: t; items: [b]; reason: x", "merge: t; into: s; items: [b]"}, []string{"s: a #1 #2", "t gone #1 #2"}, nil},

		{"split", []string{"s: a b c"}, []string{"split: [b]"}, []string{"s: a c <new #1", "new: b #1"}, nil},
		{"split off the lead", []string{"s: a b c"}, []string{"split: [a]"}, []string{"s: b c <new #1", "new: a #1"}, nil},
		{"split several", []string{"s: a b c d"}, []string{"split: [b d]; items: [a b c d]"}, []string{"s: a c <new #1", "new: b d #1"}, nil},
		{"what joined the older story stays there", []string{"s: a b c d"}, []string{"split: [b]; items: [a b]"}, []string{"s: a c d <new #1", "new: b #1"}, nil},
		{"all its reports", []string{"s: a b", "t: c"}, []string{"split: [a b]"}, []string{"s: a b", "t: c"}, []string{"c.yaml:2: split: these are all reports of " + path("s") + "; name only reports that leave others behind"}},
		{"all its reports, as they were written down", []string{"s: a b"}, []string{"split: [b a]; items: [a b]"}, []string{"s: a b"}, []string{"these are all reports of"}},
		{"its only report", []string{"s: a", "t: b c"}, []string{"split: [a]; items: [a]", "split: [a b]"}, []string{"s: a", "t: b c"}, []string{`"aaaaaaaaaaaa" stands alone already, in ` + path("s"), "stands alone already"}},
		{"set apart already", []string{"s: a b"}, []string{"split: [b]", "split: [b]", "split: [a]"}, []string{"s: a <new #1", "new: b #1"}, []string{"c.yaml:5: split", "c.yaml:8: split"}},
		{"what joined it by hand is left behind", []string{"s: a", "t: b"}, []string{"merge: t; into: s", "split: [b]"}, []string{"s: a <new #1 #2", "t > s #1", "new: b #2"}, nil},
		{"split by the clustering itself, later", []string{"s: a", "z: b c"}, []string{"split: [b]; items: [a b]; on: 2026-11-19"}, []string{"new: b c #1", "s: a", "z > new #1"}, nil},
		{"gone over to an older story", []string{"s: a", "t: b c d"}, []string{"split: [b]; items: [a b]"}, []string{"s: a", "t: b c d #1", "new > t #1"}, nil},
		{"split, and merge into another", []string{"s: a b", "t: c"}, []string{"split: [b]; items: [a b]", "merge: b; into: t"}, []string{"s: a <new #1", "t: b c* #2", "new > t #1 #2"}, nil},
		{"a title for what was split off", []string{"s: a b"}, []string{"retitle: b; title: T", "split: [b]"}, []string{"s: a <new #2", `new: b "T" #1 #2`}, nil},

		{"no such story", []string{"s: a"}, []string{"hide: z; reason: x"}, []string{"s: a"}, []string{`c.yaml:2: hide: the archive has no story "z2222222"`}},
		{"no such report", []string{"s: a"}, []string{"lead: b"}, []string{"s: a"}, []string{`the archive has no report "bbbbbbbbbbbb"`}},
		{"no such article", []string{"s: a"}, []string{"note: http://wire.example/z; text: N"}, []string{"s: a"}, []string{`no report in the archive has the address`}},
		{"an empty story", []string{"s: a", "t"}, []string{"pin: t"}, []string{"s: a", "t"}, []string{"has no report any more"}},
		{"a circle", []string{"s > t", "t > s"}, []string{"pin: t"}, []string{"s > t", "t > s"}, []string{"has no report any more"}},
		{"one of several is missing", []string{"s: a b"}, []string{"hide: [a c]; reason: x"}, []string{"s: b #1"}, []string{`no report "cccccccccccc"`}},
		{"one of items is missing", []string{"s: a b"}, []string{"hide: s; items: [a g]; reason: x"}, []string{"s gone #1"}, []string{`no report "gggggggggggg"`}},
		{"no such story to merge into", []string{"s: a"}, []string{"merge: s; into: z"}, []string{"s: a"}, []string{"no story"}},
		{"dated later", []string{"s: a"}, []string{"hide: s; reason: x; on: 2027-01-01"}, []string{"s: a"}, []string{"dated 2027-01-01, after this run"}},
	} {
		in := bench(tt.layout...)
		before := fmt.Sprint(in)
		r := decide(t, tt.decisions...).Apply(in)
		if fmt.Sprint(in) != before {
			t.Errorf("%s: the input changed", tt.name)
		}
		if diff := gocmp.Diff(tt.want, shown(r)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if len(r.Problems) != len(tt.problems) {
			t.Errorf("%s: problems %v, want %q", tt.name, r.Problems, tt.problems)
			continue
		}
		for i, p := range r.Problems {
			if !strings.Contains(p.String(), tt.problems[i]) || p.Remedy == "" || p.Line == 0 {
				t.Errorf("%s: problem %s, want %s", tt.name, p, tt.problems[i])
			}
		}
	}
}

// TestMergedByItselfKeepsItsLead asks that the headline at an address stays where the clustering makes the same merge the other way round.
func TestMergedByItselfKeepsItsLead(t *testing.T) {
	in := bench("s > t", "t: a b c")
	for _, i := range []int{1, 2} {
		in.Stories[1].Members[i].Past = []news.Stay{{Story: path("s"), Joined: start}}
	}
	want := []string{"s: a b* c #1", "t > s #1"}
	if diff := gocmp.Diff(want, shown(decide(t, "merge: t; into: s; items: [a b]").Apply(in))); diff != "" {
		t.Error(diff)
	}
}

// TestSplitThatCameAboutByItself asks that the address which a split without items has made stays where the stories have come apart since;
// what had come apart before that was alone already.
func TestSplitThatCameAboutByItself(t *testing.T) {
	for _, tt := range []struct {
		name, on string
		layout   []string // what stands in t has come from s
		want     []string
		problems int
	}{
		{"it went", "2026-11-21T00:00:00Z", []string{"s: a", "t: b"}, []string{"s: a", "t > new #1", "new: b #1"}, 0},
		{"the other went", "2026-11-21T00:00:00Z", []string{"s: b", "t: a"}, []string{"s > new #1", "t: a", "new: b #1"}, 0},
		{"it went before", "2026-11-23T00:00:00Z", []string{"s: a", "t: b"}, []string{"s: a", "t: b"}, 1},
		{"the other went before", "2026-11-23T00:00:00Z", []string{"s: b", "t: a"}, []string{"s: b", "t: a"}, 1},
	} {
		in := bench(tt.layout...)
		in.Stories[1].Members[0].Past = []news.Stay{{Story: path("s"), Joined: start}}
		in.Stories[1].Members[0].Joined = start.AddDate(0, 0, 2)
		r := decide(t, "split: [b]; on: "+tt.on).Apply(in)
		if diff := gocmp.Diff(tt.want, shown(r)); diff != "" || len(r.Problems) != tt.problems {
			t.Errorf("%s: %s %v", tt.name, diff, r.Problems)
		}
	}
}

func TestAddressOfASplit(t *testing.T) {
	f := decide(t, "split: [b]; items: [a b c]")
	address := func(in Input) string {
		r := f.Apply(in)
		return r.Stories[len(r.Stories)-1].Path()
	}
	want := address(bench("s: a b c"))
	if !strings.HasPrefix(want, "story/2026/11/title-of-b-") {
		t.Errorf("%s does not follow the first title", want)
	}
	in := bench("s: a b c")
	in.Items[1].Title = "Another title"
	if got := address(in); got != want {
		t.Errorf("after a revision the story is at %s, before at %s", got, want)
	}
	if got := address(bench("s: a b c", "t: d e")); got != want {
		t.Errorf("with more stories it is at %s, before at %s", got, want)
	}
	in = bench("s: a b c")
	in.Recorded[1].Title = "法院驳回2026年上诉"
	if got := address(in); !strings.HasPrefix(got, "story/2026/11/story-") {
		t.Errorf("a title with no Latin word but a number leads to %s", got)
	}
}

// TestCopies asks that no report repeats one that is no longer beside it, and that one that leads repeats none.
func TestCopies(t *testing.T) {
	for _, tt := range []struct{ name, decision, want string }{
		{"the original leaves", "split: [a]", "b c=b d"},
		{"the original is hidden", "hide: a; reason: x", "b c=b d"},
		{"the copy leaves", "split: [b]", "a c d"},
		{"a copy leads", "lead: b", "a b c=b d"},
	} {
		in := bench("s: a b c d")
		in.Stories[0].Members[1].Copy, in.Stories[0].Members[2].Copy = itemID("a"), itemID("b")
		got := ""
		for _, m := range decide(t, tt.decision).Apply(in).Stories[0].Members {
			if got += " " + m.Item[:1]; m.Copy != "" {
				got += "=" + m.Copy[:1]
			}
		}
		if got = strings.TrimSpace(got); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if in.Stories[0].Members[1].Copy != itemID("a") {
			t.Errorf("%s: the input changed", tt.name)
		}
	}
}

func TestRetag(t *testing.T) {
	r := decide(t, "retag: s; items: [a b]; add: [topic/new]; remove: [topic/old]", "retag: d; add: [place/us topic/old]").Apply(bench("s: a b c", "t: d e"))
	var got []string
	for _, l := range r.Lessons {
		it := l.Item
		var line strings.Builder
		line.WriteString(it.ID[:1])
		for _, h := range it.Tags {
			line.WriteString(" " + string(h.Tag))
			for _, e := range h.Evidence {
				line.WriteString(" (" + e.Rule + ")")
			}
		}
		got = append(got, line.String())
	}
	want := []string{
		"a topic/new (decided by an editor on 2026-11-22)", "b topic/new (decided by an editor on 2026-11-22)", "c topic/new (decided by an editor on 2026-11-22)",
		"d topic/old place/us (decided by an editor on 2026-11-22)",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(r.Items) != 8 || r.Items[4].Tags[0].Tag != "topic/old" {
		t.Errorf("other items changed: %v", r.Items)
	}
}

// TestTopicsOfWhatIsGone asks that of a story that is gone no more than its topics is kept: what its leading report or
// a third of its reports was about, as the editors have it.
func TestTopicsOfWhatIsGone(t *testing.T) {
	for _, tt := range []struct {
		name      string
		layout    []string
		decisions []string
		want      map[string][]news.TagID
	}{
		{"a story", []string{"s: a b", "t: c"}, []string{"hide: s; reason: x"}, map[string][]news.TagID{"s": {"topic/of-a", "topic/of-b", "topic/old"}}},
		{"the lead and a third", []string{"s: a b c d"}, []string{"hide: s; reason: x"}, map[string][]news.TagID{"s": {"topic/of-a", "topic/old"}}},
		{"report by report", []string{"s: b a c d"}, []string{"hide: [a b]; reason: x", "hide: [c d]; reason: y"}, map[string][]news.TagID{"s": {"topic/of-b", "topic/old"}}},
		{"some reports", []string{"s: a b"}, []string{"hide: a; reason: x"}, nil},
		{"retagged later", []string{"s: a"}, []string{"hide: s; reason: x", "retag: s; items: [a]; add: [topic/new place/us]; remove: [topic/old]"}, map[string][]news.TagID{"s": {"topic/new", "topic/of-a"}}},
		{"whose reports a larger one took in", []string{"s > t", "t: a b c d"}, []string{"hide: s; items: [b]; reason: x"}, map[string][]news.TagID{"s": {"topic/of-b", "topic/old"}}},
		{"retagged, in a larger one", []string{"s > t", "t: a b"}, []string{"hide: s; items: [b]; reason: x", "retag: b; remove: [topic/old]"}, map[string][]news.TagID{"s": {"topic/of-b"}}},
		{"what one took in is gone as well", []string{"s > t", "t: a b"}, []string{"hide: s; reason: x"}, map[string][]news.TagID{"s": {"topic/of-a", "topic/of-b", "topic/old"}, "t": {"topic/of-a", "topic/of-b", "topic/old"}}},
	} {
		in := bench(tt.layout...)
		for i := range in.Items {
			in.Items[i].Tags = append(in.Items[i].Tags, news.TagHit{Tag: "actor/p"}, news.TagHit{Tag: news.TagID("topic/of-" + in.Items[i].ID[:1])})
		}
		var got map[string][]news.TagID
		for id, s := range decide(t, tt.decisions...).Apply(in).Settled {
			if s.Topics != nil {
				if got == nil {
					got = map[string][]news.TagID{}
				}
				got[id[:1]] = s.Topics
			}
		}
		if diff := gocmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestHideWhatWasLeftOut(t *testing.T) {
	in := bench("s: a b")
	in.LeftOut = []news.LeftOut{{ID: "llllllllllll", URL: "http://wire.example/left"}, {ID: "mmmmmmmmmmmm", URL: "http://wire.example/m"}, {ID: "nnnnnnnnnnnn", URL: "http://wire.example/a"}}
	for _, tt := range []struct {
		name, decision string
		left           int
		stories        []string
	}{
		{"by id", "hide: llllllllllll; reason: x", 2, []string{"s: a b"}},
		{"by address", "hide: https://www.wire.example/m/; reason: x", 2, []string{"s: a b"}},
		{"a report of that address comes first", "hide: http://wire.example/a; reason: x", 3, []string{"s: b #1"}},
		{"with a report", "hide: [llllllllllll b]; reason: x", 2, []string{"s: a #1"}},
	} {
		r := decide(t, tt.decision).Apply(in)
		if len(r.LeftOut) != tt.left || len(in.LeftOut) != 3 || len(r.Problems) > 0 || r.Outcomes[0].Unmet != "" {
			t.Errorf("%s: %v, %v, %q", tt.name, r.LeftOut, r.Problems, r.Outcomes[0].Unmet)
		}
		if diff := gocmp.Diff(tt.stories, shown(r)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// What editors say of the subject is a lesson, as is a retag: the last word counts, and who withdraws something for another reason
// teaches nothing.
func TestLessons(t *testing.T) {
	in := bench("s: a b", "t: c d")
	in.LeftOut = []news.LeftOut{{ID: "llllllllllll", Day: "2026-11-21", Title: "Left", URL: "http://wire.example/left"}, {ID: "mmmmmmmmmmmm", Day: "2026-11-22", URL: "http://wire.example/m"}}
	for _, tt := range []struct{ name, decisions, want string }{
		{"off topic", "hide: a; reason: x; off_topic: true", "a no"},
		{"a story", "hide: s; reason: x; off_topic: true", "a no, b no"},
		{"a story as it was when that was decided", "hide: s; items: [a]; reason: x; off_topic: true", "a no"},
		{"for another reason", "hide: s; reason: x", ""},
		{"retagged", "retag: a; add: [place/us]", "a yes topic place actor instrument action campaign: topic/old place/us"},
		{"retagged and off topic", "retag: a; add: [place/us]\nhide: a; reason: x; off_topic: true", "a no"},
		{"retagged and withdrawn", "retag: a; add: [place/us]\nhide: a; reason: x", ""},
		{"taken", "take: http://wire.example/left; add: [place/us place/de]", "l yes place: place/us place/de"},
		{"taken without a tag", "take: [llllllllllll mmmmmmmmmmmm]", "l yes, m yes"},
		{"taken by now", "take: a; add: [place/us]", "a yes place: place/us"},
		{"taken by now and retagged", "retag: a; remove: [topic/old]\ntake: a; add: [place/us]", "a yes topic place actor instrument action campaign: place/us"},
		{"taken by id and by address at once", "take: [llllllllllll http://wire.example/left]; add: [place/us]", "l yes place: place/us"},
		{"taken twice: the first counts", "take: llllllllllll; add: [place/us]\ntake: http://wire.example/left", "l yes place: place/us"},
		{"taken twice by now", "take: a; add: [place/us]\ntake: a; add: [place/de]", "a yes place: place/us"},
		{"rightly left out", "hide: llllllllllll; reason: x; off_topic: true", "l no"},
		{"taken, but off topic", "take: llllllllllll\nhide: llllllllllll; reason: x; off_topic: true", "l no"},
		{"off topic, but taken: it stays hidden", "hide: llllllllllll; reason: x; off_topic: true\ntake: llllllllllll", ""},
		{"later", "take: llllllllllll; on: 2027-01-01", ""},
	} {
		var got []string
		for _, l := range decide(t, strings.Split(tt.decisions, "\n")...).Apply(in).Lessons {
			var line strings.Builder
			line.WriteString(l.Item.ID[:1] + map[bool]string{true: " yes", false: " no"}[l.Belongs])
			for _, f := range l.Facets {
				line.WriteString(" " + string(f))
			}
			for i, tag := range l.Tags {
				line.WriteString(map[bool]string{true: ": ", false: " "}[i == 0] + string(tag))
			}
			got = append(got, line.String())
		}
		if g := strings.Join(got, ", "); g != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, g, tt.want)
		}
	}
}

func TestTaken(t *testing.T) {
	in := bench("s: a b")
	in.LeftOut = []news.LeftOut{{ID: "llllllllllll", URL: "http://wire.example/left"}, {ID: "mmmmmmmmmmmm", URL: "http://wire.example/m"}, {ID: "nnnnnnnnnnnn", URL: "http://wire.example/n"}}
	f := decide(t, "take: https://www.wire.example/left/", "take: [mmmmmmmmmmmm]; on: 2027-01-01", "take: a; add: [place/us]", "take: oooooooooooo", "retag: nnnnnnnnnnnn; add: [place/us]", "take: [llllllllllll a]; add: [place/de]")
	taken := f.Taken(in.Now, in.Zone, in.LeftOut)
	if d := taken["llllllllllll"]; d.Ordinal != 1 || len(taken) != 1 {
		t.Errorf("%v", taken)
	}
	r := f.Apply(in)
	if o := r.Outcomes[0]; !slices.Equal(o.LeftOut, []string{"llllllllllll"}) || o.Unmet != "" || len(r.LeftOut) != 3 {
		t.Errorf("%+v", o)
	}
	if o := r.Outcomes[2]; !slices.Equal(o.Stories, []string{storyID("s")}) || !slices.Equal(o.Reports, []string{itemID("a")}) || r.Items[0].Tags[1].Tag != "place/us" {
		t.Errorf("%+v", o)
	}
	if o := r.Outcomes[5]; o.LeftOut != nil || o.Reports != nil || o.Unmet == "" || len(r.Items[0].Tags) != 2 {
		t.Errorf("%+v", o)
	}
	var got []string
	for _, p := range r.Problems {
		got = append(got, p.What+"; "+p.Remedy)
	}
	want := []string{
		"take: it is dated 2027-01-01, after this run; it holds from then on",
		`take: the archive has no report "oooooooooooo"; ` + remove,
		`retag: "nnnnnnnnnnnn" was left out, and is no report; let the digest take it, with "digest curate take"`,
		`take: "llllllllllll" is taken already, in line 2; change that line instead of a second one`,
		`take: "aaaaaaaaaaaa" is taken already, in line 8; change that line instead of a second one`,
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHiddenIsNowhere(t *testing.T) {
	r := decide(t, "hide: s; reason: x", "hide: d; reason: y", "retag: s; add: [topic/new]").Apply(bench("s: a b", "t: c d"))
	for _, l := range r.Lessons {
		r.Items = append(r.Items, l.Item)
	}
	for _, it := range r.Items {
		if slices.Contains([]string{itemID("a"), itemID("b"), itemID("d")}, it.ID) {
			t.Errorf("%s is still there", it.ID)
		}
	}
	if len(r.Outcomes) != 3 || r.Outcomes[1].Reports[0] != itemID("d") {
		t.Errorf("%+v", r.Outcomes)
	}
}

// TestReplay replays random decisions on random clusterings of the same reports and asks what must hold of each: no report
// is lost or doubled, stories keep their addresses, every trail ends, and the order of the input does not count.
func TestReplay(t *testing.T) {
	names := strings.Split("a b c d e f g h", " ")
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 1))
		layout := make([]string, 5)
		for i, n := range names {
			s := rng.IntN(6) % 5
			if i < 2 {
				s = i // two stories at least
			}
			layout[s] += " " + n
		}
		for i := range layout {
			id := string(rune('s' + i))
			if layout[i] == "" {
				layout[i] = id + " > " + string("st"[rng.IntN(2)])
			} else {
				layout[i] = id + ":" + layout[i]
			}
		}
		var decisions []string
		ref := func() string { return string("abcdefghstuvw"[rng.IntN(13)]) }
		item := func() string { return names[rng.IntN(len(names))] }
		for range 1 + rng.IntN(5) {
			items := ""
			if rng.IntN(2) == 0 {
				items = "; items: [" + names[rng.IntN(4)] + " " + names[4+rng.IntN(4)] + "]"
			}
			switch a, b := ref(), ref(); rng.IntN(6) {
			case 0:
				decisions = append(decisions, "hide: "+a+items+"; reason: x")
			case 1, 2:
				if a != b {
					decisions = append(decisions, "merge: "+a+"; into: "+b+items)
				}
			case 3, 4:
				decisions = append(decisions, "split: ["+item()+"]"+items)
			case 5:
				decisions = append(decisions, "lead: "+item())
			}
		}
		if len(decisions) == 0 {
			continue
		}
		in := bench(layout...)
		r := decide(t, decisions...).Apply(in)
		context := fmt.Sprintf("seed %d: %q, %q: %q", seed, layout, decisions, shown(r))
		seen := map[string]int{}
		paths := map[string]news.Story{}
		for _, s := range r.Stories {
			paths[s.Path()] = s
			for _, m := range s.Members {
				seen[m.Item]++
			}
			if (len(s.Members) > 0) != (s.Lead != "") || len(s.Members) > 0 && (s.Into != "" || !slices.ContainsFunc(s.Members, func(m news.Member) bool { return m.Item == s.Lead })) {
				t.Errorf("%s: story %+v", context, s)
			}
			if len(s.Members) == 0 && s.Into == "" && r.Settled[s.ID].Gone == 0 {
				t.Errorf("%s: story %s is nowhere", context, s.ID)
			}
		}
		for _, it := range r.Items {
			if seen[it.ID]--; seen[it.ID] != 0 {
				t.Errorf("%s: report %s stands %d times", context, it.ID, seen[it.ID]+1)
			}
			delete(seen, it.ID)
		}
		if len(seen) > 0 {
			t.Errorf("%s: hidden reports in stories: %v", context, seen)
		}
		for _, s := range in.Stories {
			at := s.Path()
			for range 20 {
				now, ok := paths[at]
				if !ok {
					t.Errorf("%s: the address %s is gone", context, at)
				}
				if at = now.Into; at == "" {
					break
				}
			}
			if at != "" {
				t.Errorf("%s: the trail of %s does not end", context, s.ID)
			}
		}
		mixed := in
		mixed.Items, mixed.Stories = slices.Clone(in.Items), slices.Clone(in.Stories)
		slices.Reverse(mixed.Stories)
		rng.Shuffle(len(mixed.Items), func(i, j int) { mixed.Items[i], mixed.Items[j] = mixed.Items[j], mixed.Items[i] })
		other := decide(t, decisions...).Apply(mixed)
		slices.SortFunc(other.Items, news.CompareItems)
		slices.SortFunc(other.Hidden, news.CompareItems)
		if diff := gocmp.Diff(r, other); diff != "" {
			t.Errorf("%s: in another order: %s", context, diff)
		}
	}
}
