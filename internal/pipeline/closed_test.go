package pipeline

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"counternotice/internal/news"
)

// unique are n words that stand nowhere else and have no ending that a stemmer would cut.
func unique(mark string, n int) []string {
	const letters = "bcdfghjklmnpqrtvwxz"
	words := make([]string, n)
	for i := range words {
		words[i] = mark + string(letters[i/len(letters)]) + "o" + string(letters[i%len(letters)]) + "k"
	}
	return words
}

// TestNoOutputHasMoreThanTheLicenceLets builds a whole site from sources that reserve all rights, whose texts of 400 words
// no other text has a word of, and counts in every file how many of them stand there: word for word, as stems in evidence
// or search terms, or in an address. Two share words that neither excerpt has, one changes its text, one is in a script without spaces,
// and all have words of rules, in the excerpt and behind it.
func TestNoOutputHasMoreThanTheLicenceLets(t *testing.T) {
	l := newLab(t, "a, scope: all", "b, scope: all", "c, scope: all", "d, scope: all, license: CC-BY-NC-ND-4.0", "open, scope: all, license: CC-BY-4.0")
	texts := map[string][]string{
		"a": slices.Concat(unique("qza", 361), unique("qzz", 39)), "b": slices.Concat(unique("qzb", 361), unique("qzy", 39)),
		"d": slices.Concat(unique("qzd", 361), unique("qzx", 39)), "open": slices.Concat(unique("qzo", 361), unique("qzv", 39)),
	}
	copy(texts["b"][40:60], texts["a"][40:60])
	for i := range 400 {
		texts["c"] = append(texts["c"], string(rune(0x8300+i)))
	}
	texts["c"][120], texts["c"][125] = "封锁", "网站"
	var terms []string // that match words without naming them
	for _, feed := range []string{"a", "b", "d", "open"} {
		begins := func(i int) string { return texts[feed][i][:6] + "*" }
		terms = append(terms, begins(10), begins(70)+" & "+begins(90), begins(130), begins(140)+" & court", begins(200))
	}
	terms = append(terms, "封锁 * 网站")
	l.job.Files.Taxonomy.Data = []byte(strings.Replace(labTaxonomy, "terms: {en: [", "terms: {any: ["+strings.Join(terms, ", ")+", ", 1))
	limit := map[string]int{"a": news.ClosedWords, "b": news.ClosedWords, "c": news.ClosedRunes, "d": news.ClosedWords, "open": news.OpenWords}
	of := map[string][]string{} // whose texts a word is of
	for feed, words := range texts {
		for _, w := range words {
			of[w] = append(of[w], feed)
		}
	}
	for feed, words := range texts {
		e := entry{feed + "1", "http://" + feed + ".example/1", "Court orders providers to block the harbour piracy sites", friday, strings.Join(words, " ")}
		if feed == "c" {
			e.title, e.text = "法院命令封锁盗版网站", strings.Join(words, "")
		}
		l.serve(feed, e)
	}
	token := regexp.MustCompile("qz[a-z]{5}|[\u8300-\u848f]")
	check := func() {
		t.Helper()
		most, files := map[string]int{}, 0
		l.each(func(path string, data []byte) {
			files++
			seen, count := map[string]bool{}, map[string]int{}
			for _, w := range token.FindAllString(strings.ToLower(path+"\n"+string(data)), -1) {
				if !seen[w] {
					seen[w] = true
					for _, feed := range of[w] {
						count[feed]++
					}
				}
			}
			for feed, n := range count {
				if most[feed] = max(most[feed], n); n > limit[feed] {
					t.Errorf("%s has %d words of the text of %q, which lets %d", path, n, feed, limit[feed])
				}
			}
		})
		for feed, n := range most {
			if n < limit[feed]*9/10 {
				t.Errorf("no file has more than %d words of %q: the test is blind", n, feed)
			}
		}
		if len(most) != len(texts) || files < 100 {
			t.Errorf("%d files, words of %d texts", files, len(most))
		}
	}
	l.run("2026-11-20T06:00:00Z")
	check()
	changed := slices.Concat(texts["a"][150:], texts["a"][:150]) // the former text must not stay beside the new one
	l.serve("a", entry{"a1", "http://a.example/1", "Court orders providers to block the harbour piracy sites, appeal filed", friday, strings.Join(changed, " ")})
	l.run("2026-11-21T06:00:00Z")
	check()
}

// each goes through every file of the site, compressed ones as their readers see them.
func (l *lab) each(see func(path string, data []byte)) {
	l.Helper()
	err := filepath.WalkDir(l.job.Out, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if filepath.Ext(p) == ".bin" {
			if data, err = io.ReadAll(flate.NewReader(bytes.NewReader(data))); err != nil {
				return fmt.Errorf("%s: %w", p, err)
			}
		}
		rel, err := filepath.Rel(l.job.Out, p)
		see(filepath.ToSlash(rel), data)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
}
