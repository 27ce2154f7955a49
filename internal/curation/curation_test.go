package curation

import (
	"os"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

const whole = `# What the editors decided.
decisions:
  - hide: https://digest.example/story/2026/11/a-title-k3v7x2ab/
    items: [aaaaaaaaaaaa, bbbbbbbbbbbb]
    reason: The person named in it asked for it.
    by: Ada
    on: 2026-11-22T09:30:00Z
  - {pin: k3v7x2ab, until: 2026-11-24, by: Ada, on: 2026-11-22}
  - merge: [k3v7x2ab, aaaaaaaaaaaa]
    into: k3v7x2ac
    by: Ada
    on: 2026-11-22
  - {split: [aaaaaaaaaaaa, "http://wire.example/a?x=1"], by: Ada, on: 2026-11-22}
  - {retitle: k3v7x2ab, title: "Court: 40 sites blocked", language: pt-BR, by: Ada, on: 2026-11-22}
  - retag: http://wire.example/a
    add: [topic/site-blocking]
    remove:
      - place/us
    by: Ada
    on: 2026-11-22
  - note: k3v7x2ab
    text: |
      The ruling is *not* final.

      It can be appealed.
    by: Ada
    on: 2026-11-22
  - {correct: k3v7x2ab, text: We said 40. It is 34., by: Ada, on: 2026-11-22}
  - {lead: aaaaaaaaaaaa, reason: It is the first account., by: Ada, on: 2026-11-22}
  - {hide: k3v7x2ac, reason: A court ordered it., law: "Code civil, art. 9", demander: Example SA, notice: "https://notices.example/1", by: Ada, on: 2026-11-22}
  - {hide: aaaaaaaaaaaa, reason: About a film., off_topic: true, by: Ada, on: 2026-11-22}
  - {take: [llllllllllll, "https://wire.example/left"], add: [topic/site-blocking], by: Ada, on: 2026-11-22}
`

func TestParse(t *testing.T) {
	f, err := Parse("curation.yaml", []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	want := []news.Decision{
		{
			Verb: news.VerbHide, Targets: []string{"https://digest.example/story/2026/11/a-title-k3v7x2ab/"}, Items: []string{"aaaaaaaaaaaa", "bbbbbbbbbbbb"},
			Reason: "The person named in it asked for it.", On: "2026-11-22T09:30:00Z", Line: 3,
		},
		{Verb: news.VerbPin, Targets: []string{"k3v7x2ab"}, Until: "2026-11-24", Line: 8},
		{Verb: news.VerbMerge, Targets: []string{"k3v7x2ab", "aaaaaaaaaaaa"}, Into: "k3v7x2ac", Line: 9},
		{Verb: news.VerbSplit, Targets: []string{"aaaaaaaaaaaa", "http://wire.example/a?x=1"}, Line: 13},
		{Verb: news.VerbRetitle, Targets: []string{"k3v7x2ab"}, Title: "Court: 40 sites blocked", Language: "pt-BR", Line: 14},
		{Verb: news.VerbRetag, Targets: []string{"http://wire.example/a"}, Add: []news.TagID{"topic/site-blocking"}, Remove: []news.TagID{"place/us"}, Line: 15},
		{Verb: news.VerbNote, Targets: []string{"k3v7x2ab"}, Text: "The ruling is *not* final.\n\nIt can be appealed.", Line: 21},
		{Verb: news.VerbCorrect, Targets: []string{"k3v7x2ab"}, Text: "We said 40. It is 34.", Line: 28},
		{Verb: news.VerbLead, Targets: []string{"aaaaaaaaaaaa"}, Reason: "It is the first account.", Line: 29},
		{
			Verb: news.VerbHide, Targets: []string{"k3v7x2ac"}, Reason: "A court ordered it.",
			Law: "Code civil, art. 9", Demander: "Example SA", Notice: "https://notices.example/1", Line: 30,
		},
		{Verb: news.VerbHide, Targets: []string{"aaaaaaaaaaaa"}, Reason: "About a film.", OffTopic: true, Line: 31},
		{Verb: news.VerbTake, Targets: []string{"llllllllllll", "https://wire.example/left"}, Add: []news.TagID{"topic/site-blocking"}, Line: 32},
	}
	for i := range want {
		want[i].By, want[i].Ordinal = "Ada", i+1
		if want[i].On == "" {
			want[i].On = "2026-11-22"
		}
	}
	if diff := gocmp.Diff(want, f.Decisions); diff != "" {
		t.Error(diff)
	}
	if diff := gocmp.Diff([]Text{{23, true, want[6].Text}, {28, false, want[7].Text}}, f.Texts); diff != "" {
		t.Error(diff)
	}
}

func TestParseNothing(t *testing.T) {
	for _, text := range []string{"", "# only a comment\n", "decisions:\n", "decisions: []\n", "---\n"} {
		if f, err := Parse("c.yaml", []byte(text)); err != nil || len(f.Decisions) != 0 {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestProblems has a file a line: each gives exactly the problems named, and each of those says what to do.
func TestProblems(t *testing.T) {
	const by = "by: Ada, on: 2026-11-22"
	for _, tt := range []struct{ name, text, want string }{
		{"not UTF-8", "decisions:\n  - note: \xff", "c.yaml:2: the byte 0xff is not UTF-8"},
		{"reordered text", "# \u202e", "c.yaml:1: the invisible character U+202E"},
		{"reordered text by an escape", "decisions:\n  - note: \"a \\u202e b\"", "c.yaml:2: after its escapes are read, the invisible character U+202E"},
		{"a control character by an escape", "decisions:\n  - hide: abc\n    \"\\e\": b", "c.yaml:3: after its escapes are read, the control character U+001B"},
		{"a byte order mark by an escape", "decisions:\n  - note: \"\\ufeffa\"", "c.yaml:2: after its escapes are read, the invisible character U+FEFF"},
		{"base64", "decisions:\n  - retitle: k3v7x2ab\n    title: !!binary Y2Fmw6k=\n", `c.yaml:3: the tag "!!binary" makes a value base64, which nobody can read; write the text itself, in UTF-8`},
		{"tab", "decisions:\n\t- a", "c.yaml:2: not readable as YAML: a tab is used to indent"},
		{"no colon", "decisions:\n  - note: story\n    text a\n    by: Ada\n", "c.yaml:3: not readable as YAML"},
		{"open quote", "decisions:\n  - note: \"a\n", "c.yaml:2: not readable as YAML"},
		{"two documents", "decisions: []\n---\na: b\n", "c.yaml:2: a second YAML document"},
		{"list at the top", "- hide: a\n", "c.yaml:1: the file holds a list"},
		{"other key", "decision: []\n", `did you mean "decisions"?`},
		{"no list", "decisions: {a: b}\n", "decisions is a set of keys, not a list"},
		{"alias", "decisions: [&a {hide: b}]\n", "the anchor"},
		{"entry is text", "decisions:\n  - hide\n", "c.yaml:2: a decision is a single value"},
		{"no verb", "decisions:\n  - {" + by + "}\n", "the decision has no verb"},
		{"two verbs", "decisions:\n  - {pin: k3v7x2ab, note: k3v7x2ab, " + by + "}\n", "has the verbs pin and note"},
		{"mistyped verb", "decisions:\n  - {hid: k3v7x2ab, " + by + "}\n", `did you mean "hide"?`},
		{"key twice", "decisions:\n  - {pin: k3v7x2ab, pin: k3v7x2ab, " + by + "}\n", `the key "pin" stands twice, first at line 2`},
		{"no reason to hide", "decisions:\n  - {hide: k3v7x2ab, " + by + "}\n", "hide: reason is missing; say in a sentence why"},
		{"law that pins", "decisions:\n  - {pin: k3v7x2ab, law: x, " + by + "}\n", "pin takes no law; remove it"},
		{"demander alone", "decisions:\n  - {hide: k3v7x2ab, reason: x, demander: y, " + by + "}\n", "hide: demander stands without law; name the law"},
		{"notice alone", "decisions:\n  - {hide: k3v7x2ab, reason: x, notice: \"https://a.example/\", " + by + "}\n", "hide: notice stands without law"},
		{"empty law", "decisions:\n  - {hide: k3v7x2ab, reason: x, law: , " + by + "}\n", "hide: law is empty"},
		{"notice", "decisions:\n  - {hide: k3v7x2ab, reason: x, law: y, notice: \"javascript:alert(1)\", " + by + "}\n", `notice: "javascript:alert(1)" is no address; give`},
		{"off topic, or not", "decisions:\n  - {hide: k3v7x2ab, reason: x, off_topic: no, " + by + "}\n", "hide: off_topic is not true; write off_topic: true"},
		{"off topic by law", "decisions:\n  - {hide: k3v7x2ab, reason: x, off_topic: true, law: y, " + by + "}\n", "hide: off_topic stands beside law; keep one"},
		{"off topic, and pinned", "decisions:\n  - {pin: k3v7x2ab, off_topic: true, " + by + "}\n", "pin takes no off_topic; remove it"},
		{"a story that was left out", "decisions:\n  - {take: k3v7x2ab, " + by + "}\n", `take: "k3v7x2ab" is a story; name the report`},
		{"taken without a tag", "decisions:\n  - {take: aaaaaaaaaaaa, remove: [topic/a], " + by + "}\n", "take takes no remove; remove it"},
		{"nobody", "decisions:\n  - {pin: k3v7x2ab, on: 2026-11-22}\n", "pin: by is missing"},
		{"no day", "decisions:\n  - {pin: k3v7x2ab, by: Ada}\n", "pin: on is missing"},
		{"wrong day", "decisions:\n  - {pin: k3v7x2ab, by: Ada, on: 22.11.2026}\n", `pin: on "22.11.2026" is no day`},
		{"year 1", "decisions:\n  - {pin: k3v7x2ab, by: Ada, on: 0001-01-02}\n", `is no day`},
		{"until before", "decisions:\n  - {pin: k3v7x2ab, until: 2026-11-20, " + by + "}\n", "until 2026-11-20 lies before"},
		{"foreign key", "decisions:\n  - {pin: k3v7x2ab, title: x, " + by + "}\n", "pin takes no title; remove it"},
		{"target", "decisions:\n  - {pin: Harbour court, " + by + "}\n", `pin: "Harbour court" names no story and no report`},
		{"scheme", "decisions:\n  - {pin: \"javascript:alert(1)\", " + by + "}\n", "names no story"},
		{"empty target", "decisions:\n  - {pin: , " + by + "}\n", "pin: pin is empty"},
		{"split of a story", "decisions:\n  - {split: [k3v7x2ab], " + by + "}\n", `split: "k3v7x2ab" is a story; name the report`},
		{"lead of a story", "decisions:\n  - {lead: story/2026/11/a-k3v7x2ab/, " + by + "}\n", "is a story; name the report"},
		{"into itself", "decisions:\n  - {merge: k3v7x2ab, into: k3v7x2ab, " + by + "}\n", "would be merged into itself"},
		{"no into", "decisions:\n  - {merge: k3v7x2ab, " + by + "}\n", "merge: into is missing"},
		{"twice", "decisions:\n  - {split: [aaaaaaaaaaaa, aaaaaaaaaaaa], " + by + "}\n", "stands twice"},
		{"items", "decisions:\n  - {pin: k3v7x2ab, items: [k3v7x2ab], " + by + "}\n", "is no id of a report"},
		{"no tags", "decisions:\n  - {retag: k3v7x2ab, " + by + "}\n", "neither add nor remove"},
		{"tag", "decisions:\n  - {retag: k3v7x2ab, add: [site-blocking], " + by + "}\n", `"site-blocking" is no tag; write the facet`},
		{"both", "decisions:\n  - {retag: k3v7x2ab, add: [topic/a], remove: [topic/a], " + by + "}\n", "both added and removed"},
		{"tags as text", "decisions:\n  - {retag: k3v7x2ab, add: topic/a, " + by + "}\n", "add is a single value, not a list"},
		{"no text", "decisions:\n  - {note: k3v7x2ab, text: , " + by + "}\n", "note: text is empty"},
		{"long title", "decisions:\n  - {retitle: k3v7x2ab, title: " + strings.Repeat("a", 301) + ", " + by + "}\n", "longer than 300 characters"},
		{"title of two lines", "decisions:\n  - {retitle: k3v7x2ab, title: \"a\\nb\", " + by + "}\n", "has a line break in it"},
		{"language", "decisions:\n  - {retitle: k3v7x2ab, title: a, language: English!, " + by + "}\n", "is no language tag"},
	} {
		_, err := Parse("c.yaml", []byte(tt.text))
		problems, ok := err.(news.Problems)
		if !ok || len(problems) != 1 || !strings.Contains(problems.Error(), tt.want) || problems[0].Remedy == "" {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	_, err := Parse("c.yaml", []byte("decisions:\n  - {pin: x, by: Ada, on: y}\n  - {hide: z}\n"))
	if problems, _ := err.(news.Problems); len(problems) != 6 {
		t.Errorf("not every problem at once: %v", err)
	}
}

func TestCheck(t *testing.T) {
	f, err := Parse("c.yaml", []byte("decisions:\n  - retag: k3v7x2ab\n    add: [topic/site-blockin]\n    remove: [place/us]\n    by: Ada\n    on: 2026-11-22\n"))
	if err != nil {
		t.Fatal(err)
	}
	err = f.Check([]news.Tag{{ID: "topic/site-blocking"}, {ID: "place/us"}})
	if want := `c.yaml:3: the tag "topic/site-blockin" is not in the taxonomy; did you mean "topic/site-blocking"?`; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestAppend(t *testing.T) {
	ds := []news.Decision{
		{Verb: news.VerbHide, Targets: []string{"story/2026/11/a-k3v7x2ab/"}, Items: []string{"aaaaaaaaaaaa"}, Reason: "It said: \"no\" # really", By: "Ada", On: "2026-11-22T09:30:00Z"},
		{Verb: news.VerbHide, Targets: []string{"k3v7x2ac"}, Reason: "A court ordered it.", Law: "Art. 9: privacy", Demander: "Example #1", Notice: "https://notices.example/?a=[1]", By: "Ada", On: "2026-11-22"},
		{Verb: news.VerbSplit, Targets: []string{"http://wire.example/a,b?q=[1]"}, By: "no", On: "2026-11-22"},
		{Verb: news.VerbNote, Targets: []string{"k3v7x2ab"}, Text: "# no heading: \"x\"\n\n    code\n\nend - of it", By: "2026", On: "2026-11-22"},
		{Verb: news.VerbRetag, Targets: []string{"k3v7x2ab"}, Add: []news.TagID{"topic/a", "topic/b"}, Remove: []news.TagID{"place/us"}, By: "Ada", On: "2026-11-22"},
		{Verb: news.VerbMerge, Targets: []string{"k3v7x2ab", "k3v7x2ac"}, Into: "k3v7x2ad", By: "Ada", On: "2026-11-22"},
		{Verb: news.VerbHide, Targets: []string{"aaaaaaaaaaaa"}, Reason: "x", OffTopic: true, By: "Ada", On: "2026-11-22"},
		{Verb: news.VerbTake, Targets: []string{"aaaaaaaaaaaa", "bbbbbbbbbbbb"}, Add: []news.TagID{"topic/a"}, By: "Ada", On: "2026-11-22"},
	}
	for _, tt := range []struct{ name, text string }{
		{"empty", ""},
		{"comment only", "# first\n"},
		{"empty list", "# first\ndecisions: []  # none yet\n# last\n"},
		{"no list yet", "decisions:\n"},
		{"no line end", "decisions:"},
		{"indented", whole},
		{"not indented", "decisions:\n- {pin: k3v7x2ab, by: Ada, on: 2026-11-22}   # why\n\n\n# the end"},
		{"other line ends", strings.ReplaceAll(whole, "\n", "\r\n")},
	} {
		text := []byte(tt.text)
		before, err := Parse("c.yaml", text)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		for _, d := range ds {
			next, written, err := Append("c.yaml", text, d, "A title")
			if err != nil {
				t.Fatalf("%s: %s: %v", tt.name, d.Verb, err)
			}
			old := strings.Replace(strings.TrimRight(string(text), "\r\n"), " []", "", 1)
			if !strings.HasPrefix(strings.Replace(string(next), " []", "", 1), old) {
				t.Errorf("%s: %s changed what was there:\n%s", tt.name, d.Verb, next)
			}
			if line := strings.Split(string(next), "\n")[written.Line-1]; !strings.Contains(line, "- "+string(d.Verb)+": ") {
				t.Errorf("%s: line %d is %q", tt.name, written.Line, line)
			}
			text = next
		}
		after, err := Parse("c.yaml", text)
		if err != nil || len(after.Decisions) != len(before.Decisions)+len(ds) {
			t.Errorf("%s: %v, %d decisions", tt.name, err, len(after.Decisions))
		}
		if strings.Contains(tt.text, "\r\n") && strings.Count(string(text), "\n") != strings.Count(string(text), "\r\n") {
			t.Errorf("%s: mixed line ends", tt.name)
		}
	}
	for _, text := range []string{"{decisions: []}\n", "decisions: [{pin: k3v7x2ab, by: Ada, on: 2026-11-22}]\n", "decisions: []\n...\n"} {
		if got, _, err := Append("c.yaml", []byte(text), ds[0], ""); err == nil {
			t.Errorf("%q became %q", text, got)
		}
	}
	if _, _, err := Append("c.yaml", nil, news.Decision{Verb: news.VerbHide, Targets: []string{"k3v7x2ab"}, By: "Ada", On: "2026-11-22"}, ""); err == nil || !strings.Contains(err.Error(), "reason is missing") {
		t.Errorf("a decision with a problem was written: %v", err)
	}
	for _, tt := range []struct{ name, title, want string }{
		{"Latin-1", "caf\xe9", "c.yaml: retitle: in title, the byte 0xe9 is not UTF-8; write it anew, as plain UTF-8 text"},
		{"a long one of Latin-1, which YAML would write on two lines", strings.Repeat("0", 50) + "\xb3", "c.yaml: retitle: in title, the byte 0xb3 is not UTF-8; write it anew, as plain UTF-8 text"},
		{"invisible", "a\u200bb", "c.yaml: retitle: in title, the invisible character U+200B stands in the text; write it anew, as plain UTF-8 text"},
		{"byte order mark", "\ufeffab", "c.yaml: retitle: in title, the invisible character U+FEFF stands in the text; write it anew, as plain UTF-8 text"},
	} {
		d := news.Decision{Verb: news.VerbRetitle, Targets: []string{"k3v7x2ab"}, Title: tt.title, By: "Ada", On: "2026-11-22"}
		if _, _, err := Append("c.yaml", nil, d, ""); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

// FuzzParse asks that a file is read without a panic, that each problem has a line of the file, and that a decision that
// was read can be written and read again as it was.
func FuzzParse(f *testing.F) {
	f.Add(whole, "A title")
	f.Add("decisions:\n- {pin: k3v7x2ab, by: Ada, on: 2026-11-22}\n", "")
	f.Add("decisions: [{hide: a}]\n", "x")
	f.Add("decisions:\n- {retitle: k3v7x2ab, title: a, by: Ada, on: 2026-11-22}\n", "\xff")
	if data, err := os.ReadFile("../../sample/curation.yaml"); err == nil {
		f.Add(string(data), "")
	}
	f.Fuzz(func(t *testing.T, text, title string) {
		file, err := Parse("c.yaml", []byte(text))
		if problems, ok := err.(news.Problems); ok {
			for _, p := range problems {
				if p.Line > strings.Count(text, "\n")+1 || p.What == "" || p.Line < 0 {
					t.Errorf("%v", p)
				}
			}
			return
		} else if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decisions {
			d.Title = strings.TrimSpace(d.Title + title)
			if d.Verb != news.VerbRetitle {
				d.Title = ""
			}
			if _, _, err := Append("c.yaml", nil, d, ""); err != nil {
				if _, bad := err.(news.Problems); !bad {
					t.Errorf("%+v cannot be written: %v\n%s", d, err, Marshal(d, ""))
				}
			}
		}
	})
}
