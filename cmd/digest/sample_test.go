package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/archive"
	"counternotice/internal/feedlist"
	"counternotice/internal/syndicate"
	"counternotice/sample"
)

var (
	// feedRow is a row of sample/README.md: a feed with its entries, off topic, dropped and repeats.
	feedRow = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|[^|]*\\|[^|]*\\| (\\d+) \\|(.*)\\|(.*)\\|(.*)\\|$")
	// eventRow is a row of an event: the number of publishers, who they are, and what the demo makes of it.
	eventRow = regexp.MustCompile(`(?m)^\| (.*) \| (\d+) \| ([a-z, -]+) \|(.*)\|$`)
	// inParts is how many publishers each of the stories has into which an event falls.
	inParts = regexp.MustCompile(`\((\d+)\)`)
)

// handCounts compares what the digest makes of the sample week with what sample/README.md counts by hand: by feed what is left
// out and how many articles remain, and the publishers of the events with several reports. A term or a model that
// loses what belongs, or takes what does not, fails here.
func handCounts(t *testing.T, archived, public string) {
	data, err := os.ReadFile(filepath.Join("..", "..", "sample", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	type counts struct{ LeftOut, Articles int }
	want, got := map[string]counts{}, map[string]counts{}
	var offTopic, dropped, repeats, articles int
	for _, row := range feedRow.FindAllStringSubmatch(readme, -1) {
		var n [4]int
		for i, cell := range row[2:] {
			if cell = strings.TrimSpace(cell); cell != "" {
				if n[i], err = strconv.Atoi(cell); err != nil {
					t.Fatalf("README.md, %s: %v", row[1], err)
				}
			}
		}
		c := counts{LeftOut: n[1] + n[2], Articles: n[0] - n[1] - n[2] - n[3]}
		want[row[1]] = c
		offTopic, dropped, repeats, articles = offTopic+n[1], dropped+n[2], repeats+n[3], articles+c.Articles
	}
	content := sampleContent(t, archived)
	for _, l := range content.LeftOut {
		c := got[l.Feed]
		c.LeftOut++
		got[l.Feed] = c
	}
	for _, it := range content.Items {
		c := got[it.Feed]
		c.Articles++
		got[it.Feed] = c
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("by feed (-README.md +demo):\n%s", diff)
	}
	stories, reports := sampleStories(t, public)
	for _, say := range []string{
		fmt.Sprintf("So %d entries are off topic, %d are dropped, %d are repeats, and %d articles remain to be published.", offTopic, dropped, repeats, articles),
		fmt.Sprintf("so %d are shown", reports),
	} {
		if !strings.Contains(strings.Join(strings.Fields(readme), " "), say) {
			t.Errorf("README.md does not say %q", say)
		}
	}
	for id := range want {
		if !slices.ContainsFunc(stories, func(s voices) bool { return slices.Contains(s.feeds, id) }) {
			t.Errorf("%s has no story", id)
		}
	}

	several := map[string][]voices{} // stories of several publishers
	for _, s := range stories {
		if len(s.publishers) > 1 {
			who := strings.Join(s.publishers, ", ")
			several[who] = append(several[who], s)
		}
	}
	var wantParts, gotParts []int
	for _, row := range eventRow.FindAllStringSubmatch(readme, -1) {
		if parts := inParts.FindAllStringSubmatch(row[4], -1); len(parts) > 0 {
			for _, part := range parts {
				n, _ := strconv.Atoi(part[1]) // digits
				wantParts = append(wantParts, n)
			}
			continue
		}
		who := slices.Sorted(strings.SplitSeq(row[3], ", "))
		if strconv.Itoa(len(who)) != row[2] {
			t.Errorf("README.md names %d publishers of %q and counts %s", len(who), row[1], row[2])
		}
		key := strings.Join(who, ", ")
		if len(several[key]) == 0 {
			t.Errorf("no story of %s alone: %s", key, row[1])
			continue
		}
		several[key] = several[key][1:]
	}
	for _, left := range several {
		for _, s := range left {
			gotParts = append(gotParts, len(s.publishers))
		}
	}
	slices.Sort(wantParts)
	slices.Sort(gotParts)
	if !slices.Equal(wantParts, gotParts) {
		t.Errorf("stories of several publishers that are no whole event: %d publishers, README.md has %d", gotParts, wantParts)
	}
}

// voices are who speaks in a story: the feeds that carry its reports, and their publishers, sorted.
type voices struct{ feeds, publishers []string }

// sampleStories reads the stories that the site shows, and how many reports they have.
func sampleStories(t *testing.T, public string) (stories []voices, reports int) {
	list, err := feedlist.Parse("sample/feeds.yaml", sample.FeedsYAML())
	if err != nil {
		t.Fatal(err)
	}
	publisher := map[string]string{}
	for _, f := range list.Feeds {
		publisher[f.ID] = f.Publisher
	}
	files, err := filepath.Glob(filepath.Join(public, "data", "stories-*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			var s syndicate.DataStory
			if err := json.Unmarshal(line, &s); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			v := voices{}
			for _, r := range s.Reports {
				reports++
				for _, id := range r.Feeds {
					v.feeds = append(v.feeds, id)
					v.publishers = append(v.publishers, publisher[id])
				}
			}
			slices.Sort(v.publishers)
			v.publishers = slices.Compact(v.publishers)
			stories = append(stories, v)
		}
	}
	return stories, reports
}

// sampleContent reads the archive of the sample week.
func sampleContent(t *testing.T, dir string) *archive.Content {
	a, err := archive.Open(dir, archive.Options{Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	content, err := a.Load()
	if err != nil {
		t.Fatal(err)
	}
	return content
}
