// Command search measures the index of the search page: it makes up an archive, builds its index, and replays queries
// through the page's own script, each with nothing loaded before. The network is not measured, only what would go over it.
//
//	go run ./bench/search [-stories 100000] [-keep DIR] [-queries 100]
//
// Words are those of internal/story/background.txt with their frequencies, three in twenty of them made up; one title in
// three is in one of five other scripts. It runs node, 20.12 or newer.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/search"
)

func main() {
	stories := flag.Int("stories", 100_000, "how many")
	queries := flag.Int("queries", 100, "of each kind")
	keep := flag.String("keep", "", "the folder to leave the index in; else a temporary one")
	flag.Parse()
	debug.SetGCPercent(400) // as cmd/digest does
	if err := measure(*stories, *queries, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "search:", err)
		os.Exit(1)
	}
}

func measure(stories, queries int, dir string) error {
	if dir == "" {
		temp, err := os.MkdirTemp("", "search-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		dir = temp
	}
	m, err := newMaker()
	if err != nil {
		return err
	}
	d := m.digest(stories)
	files := map[string][]byte{}
	runtime.GC()
	began, cpu := time.Now(), cpuTime()
	if err := search.Files(d, func(path string, data []byte) error {
		files[path] = append([]byte(nil), data...)
		return nil
	}); err != nil {
		return err
	}
	total := 0
	for _, data := range files {
		total += len(data)
	}
	fmt.Printf("%d stories: %.1f CPU-seconds, %.1f s; %d files, %.1f MB, index.bin %d bytes\n", stories, (cpuTime() - cpu).Seconds(), time.Since(began).Seconds(), len(files), float64(total)/1e6, len(files["search/index.bin"]))
	if err := renewed(m, d, files); err != nil {
		return err
	}
	for path, data := range files {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			return err
		}
	}
	asked, err := json.Marshal(m.queries(d, queries))
	if err != nil {
		return err
	}
	cmd := exec.Command("node", "bench/search/replay.mjs", filepath.Join(dir, "search"))
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(string(asked)), os.Stdout, os.Stderr
	return cmd.Run()
}

// renewed adds a day's stories and counts the files that differ.
func renewed(m *maker, d *edition.Digest, files map[string][]byte) error {
	more := *d
	last := d.Stories[len(d.Stories)-1]
	at, err := time.Parse(time.DateOnly, last.Day)
	if err != nil {
		return err
	}
	for range 40 {
		more.Stories = append(more.Stories, m.story(at))
	}
	written, size := 0, 0
	err = search.Files(&more, func(path string, data []byte) error {
		if string(files[path]) != string(data) {
			written++
			size += len(data)
		}
		return nil
	})
	fmt.Printf("40 stories more: %d files written, %.0f KB\n", written, float64(size)/1e3)
	return err
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// query is what a reader asks for.
type query struct {
	Kind string            `json:"kind"`
	Form map[string]string `json:"form"`
}

// queries makes up n queries of each kind from the titles of the archive, older ones as likely as new ones.
func (m *maker) queries(d *edition.Digest, n int) []query {
	var out []query
	add := func(kind string, form map[string]string) { out = append(out, query{Kind: kind, Form: form}) }
	title := func(unspaced bool) (*edition.Story, []string) {
		for {
			s := d.Stories[m.IntN(len(d.Stories))]
			words := slices.DeleteFunc(strings.Fields(s.Title), func(w string) bool { return len(w) < 4 })
			if spaced := s.Language != "zh" && s.Language != "ja" && s.Language != "ko"; spaced != unspaced && (unspaced || len(words) >= 3) {
				m.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
				return s, words
			}
		}
	}
	for range n {
		add("a common word", map[string]string{"q": m.words[m.IntN(60)]})
		s, w := title(false)
		add("a word", map[string]string{"q": w[0]})
		add("a made-up name", map[string]string{"q": m.tail[len(m.tail)/20+m.IntN(len(m.tail)/2)]})
		_, w = title(false)
		c := []rune(w[0])
		add("three letters", map[string]string{"q": string(c[:3])})
		add("four or five letters", map[string]string{"q": string(c[:min(len(c), 4+m.IntN(2))])})
		_, w = title(false)
		add("two words", map[string]string{"q": w[0] + " " + w[1]})
		_, w = title(false)
		add("three words", map[string]string{"q": strings.Join(w[:3], " ")})
		_, cjk := title(true)
		c = []rune(cjk[0])
		at := m.IntN(max(1, len(c)-3))
		add("two to four CJK characters", map[string]string{"q": string(c[at:min(len(c), at+2+m.IntN(3))])})
		tag := s.Tags[0].Tag.ID
		if m.IntN(2) == 0 {
			tag = m.tags[news.FacetPlace][m.zipf(len(m.tags[news.FacetPlace]))].ID
		}
		add("a topic or place", map[string]string{string(tag.Facet()): tag.Name()})
		_, w = title(false)
		add("a word and a topic or place", map[string]string{"q": w[0], string(tag.Facet()): tag.Name()})
		add("a word and a month", map[string]string{"q": w[0], "month": s.Day[:7]})
	}
	return out
}
