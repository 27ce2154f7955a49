// Package search owns the index by which the search page finds stories in the browser: edition in, files out. It writes
// no page, does not touch the disk, and decides nothing about what is shown elsewhere or why.
//
// The index is made for a page that loads little of it: templates/search.js asks for index.bin, for a word's shard of
// each part, and for the cards of what it shows. All files lie below search/ and are raw DEFLATE, so that a host need
// not compress them.
//
//	index.bin            JSON: see directory
//	PART/7.bin           a shard: some terms of a part and the stories that have them
//	2026-11-HASH/3.bin   JSON: the cards of 20 stories of a month, oldest first
//	han-HASH.bin         traditional Han characters, each followed by its simplified form
//
// Stories are numbered from 0, newest first. A part is a run of them: the newest two months, what comes before in the
// same year, and all earlier years. So a run renews the first part only, a new month the second, a new year the third.
// The name of a part or a month ends in a hash of its content: a page never reads files of two builds as if they were of one,
// and what has not changed keeps its address.
//
// A shard is numbers in base 128, least digits first, the high bit set in all but the last byte. The first is the length
// of the terms, which follow as UTF-8, in order, a newline between two. Then, for each term, come the number of stories
// and the stories: each as what lies between it and the one before, counted within the part.
//
// A term is a word of a title, of the name of its language where that is not the site's, of a publisher's name, of a
// tag's label or of the number of a cited paper, or a facet ("/topic/site-blocking", "/place/nl",
// "/language/ja", "/kind/official"). No other text of a source is in the index.
package search

import (
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

const (
	// folder is where the index lies, beside the search page.
	folder = "search/"

	// blockCards is how many cards share a file. Ten results of a rare word lie in ten blocks, so smaller blocks save
	// their reader bytes; but each is a file.
	blockCards = 20

	// untitled stands for a title that is missing, as on the other pages.
	untitled = "Untitled report"

	// shardBytes is when a shard is full, before compression. A word costs its reader a shard of each part.
	shardBytes = 10_000
)

// directory is index.bin. The order of fields and elements is part of the format.
type directory struct {
	Format int     `json:"format"`
	Block  int     `json:"block"` // cards in a block
	Han    string  `json:"han"`   // the name of the table of Han characters
	Parts  []part  `json:"parts"` // newest first
	Months []month `json:"months"`
}

// part is a run of stories. Keys has, for each shard, a text at or below its first term and above the last one of the
// shard before.
type part struct {
	At      string   `json:"at"` // its folder
	Stories int      `json:"stories"`
	Keys    []string `json:"keys"`
}

// month is the cards of a month.
type month struct {
	Month   string `json:"month"`
	At      string `json:"at"` // its folder
	Stories int    `json:"stories"`
}

// Files makes the index of a digest and hands it to write, one file after the other, in a fixed order; it stops at the
// first error of write. The data is valid until write returns.
func Files(d *edition.Digest, write func(path string, data []byte) error) error {
	w := &writer{write: write}
	var stories []*edition.Story
	for _, s := range d.Stories {
		if s.Into == "" && s.Gone == nil && s.Lead != nil {
			stories = append(stories, s)
		}
	}
	slices.SortFunc(stories, func(a, b *edition.Story) int {
		return cmp.Or(strings.Compare(b.Day, a.Day), b.Begun.Compare(a.Begun), b.When().Compare(a.When()), strings.Compare(a.ID, b.ID))
	})
	dir := directory{Format: 1, Block: blockCards, Parts: []part{}, Months: []month{}}
	han := []byte(hanTable())
	dir.Han = "han-" + hash(han) + ".bin"
	w.put(dir.Han, han)
	for _, run := range runs(stories, func(s *edition.Story) string { return news.MonthOf(s.Day) }) {
		dir.Months = append(dir.Months, w.cards(run, d.Site.Language))
	}
	if len(stories) > 0 {
		newest := news.MonthOf(stories[0].Day)
		words := newLexicon()
		for _, run := range runs(stories, func(s *edition.Story) string { return partOf(news.MonthOf(s.Day), newest) }) {
			dir.Parts = append(dir.Parts, w.part(run, words, d.Site.Language))
		}
	}
	w.putJSON("index.bin", dir)
	return w.err
}

// partOf names the part that a month belongs to, given the newest month that has stories.
func partOf(month, newest string) string {
	before := newest
	if t, err := time.Parse("2006-01", newest); err == nil {
		before = t.AddDate(0, -1, 0).Format("2006-01")
	}
	switch {
	case month >= before:
		return "recent"
	case month[:4] == before[:4]:
		return "year"
	}
	return "earlier"
}

// runs cuts a list where the key changes.
func runs(stories []*edition.Story, key func(*edition.Story) string) [][]*edition.Story {
	var out [][]*edition.Story
	for i, s := range stories {
		if i == 0 || key(s) != key(stories[i-1]) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

// cards writes the cards of a month, whose stories come newest first. Blocks are counted from the oldest story, so that
// a new one changes the last block only. A card is an array: the story's address, its date as in all lists, its title and the language of
// it, who leads, and how many further reports there are.
func (w *writer) cards(stories []*edition.Story, home string) month {
	m := month{Month: news.MonthOf(stories[0].Day), Stories: len(stories)}
	var blocks [][]byte
	for run := range slices.Chunk(slices.Collect(backward(stories)), blockCards) {
		block := make([][]any, len(run))
		for i, s := range run {
			block[i] = []any{s.Path, s.Lead.Date(), cmp.Or(s.Title, untitled), cmp.Or(s.Language, home), name(s.Lead.Source, s.Lead), len(s.Reports) - 1}
		}
		blocks = append(blocks, w.json(block))
	}
	m.At = m.Month + "-" + hash(blocks...)
	for i, b := range blocks {
		w.put(m.At+"/"+strconv.Itoa(i)+".bin", b)
	}
	return m
}

func backward(stories []*edition.Story) func(func(*edition.Story) bool) {
	return func(yield func(*edition.Story) bool) {
		for i := len(stories) - 1; i >= 0 && yield(stories[i]); i-- {
		}
	}
}

// name is how the publisher of a report is called.
func name(s *edition.Source, r *edition.Report) string {
	if s == nil {
		return r.Item.Feed
	}
	if n := strings.TrimSpace(s.Feed.Name); n != "" {
		return n
	}
	return s.Feed.ID
}

// BaseLanguage is the language of a BCP 47 tag without script and country, in lower case: the value of the facet.
func BaseLanguage(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}

// writer packs files and hands them on until the first error.
type writer struct {
	write func(path string, data []byte) error
	err   error
	buf   bytes.Buffer
	flate *flate.Writer
}

func (w *writer) put(name string, data []byte) {
	if w.err != nil {
		return
	}
	w.buf.Reset()
	if w.flate == nil {
		w.flate, w.err = flate.NewWriter(&w.buf, flate.DefaultCompression)
		if w.err != nil {
			return
		}
	} else {
		w.flate.Reset(&w.buf)
	}
	if _, w.err = w.flate.Write(data); w.err != nil {
		return
	}
	if w.err = w.flate.Close(); w.err == nil {
		w.err = w.write(folder+name, w.buf.Bytes())
	}
}

func (w *writer) putJSON(name string, v any) { w.put(name, w.json(v)) }

func (w *writer) json(v any) []byte {
	data, err := json.Marshal(v)
	w.err = cmp.Or(w.err, err)
	return data
}

// hash tells contents of one name apart; 32 bits do for that.
func hash(contents ...[]byte) string {
	h := sha256.New()
	for _, c := range contents {
		h.Write(strconv.AppendInt(nil, int64(len(c)), 10))
		h.Write([]byte{'\n'})
		h.Write(c)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}
