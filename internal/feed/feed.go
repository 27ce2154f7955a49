// Package feed owns the way from the bytes of a feed to its entries: encodings, repair, dates, addresses, and web pages
// read with selectors. It fetches nothing, reads no clock, and decides nothing about what belongs in the digest.
//
// A document is read in three steps. Its bytes are brought to UTF-8 by what they bear out, not by what is declared.
// Then repair writes it anew as a small well-formed document in which every field is a run of text; no document type,
// no nesting and no foreign element gets past it. gofeed reads that. So a broken document loses only what is broken,
// and hostile ones never reach a parser that takes time or memory out of proportion.
package feed

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// The ways in which a document is no feed with entries.
var (
	ErrNotFeed = errors.New("the document is no feed")
	ErrEmpty   = errors.New("the feed has no entries")
)

// Document is what was read from one document.
type Document struct {
	Format   string // "rss 2.0", "atom 1.0", "json 1.1", "page"
	Title    string
	Home     string       // the site's address, absolute; empty if the document gives none
	Language string       // BCP 47
	Stated   news.Stated  // what it says of its own licence
	Entries  []news.Entry // in the order of the document
	Problems []string     // what was repaired or could not be read, a sentence each
}

// Parse reads a document of a feed that was fetched from the address base, which resolves relative links. The error
// wraps ErrNotFeed or ErrEmpty and then no entry could be read; what is kept of a broken document is told in Problems.
// It takes time and memory in proportion to the body, of which the caller limits the size.
func Parse(src news.Feed, body []byte, contentType, base string) (Document, error) {
	notes := &problems{kind: map[string]int{}}
	at, err := url.Parse(base)
	if err != nil || !at.IsAbs() {
		at = &url.URL{}
	}
	s := decode(body, contentType, src.Language, notes)
	var d Document
	var raws []raw
	start := strings.TrimLeft(s, "\ufeff \t\r\n\x00")
	switch {
	case start == "":
		return Document{}, fmt.Errorf("%w: it is empty", ErrNotFeed)
	case src.Page:
		d, raws, err = readPage(src, s, at, notes)
	case start[0] == '{' || start[0] == '[':
		d, raws, err = readJSON(start, notes)
	default:
		d, raws, err = readXML(s, notes)
	}
	if err != nil {
		d.Problems = notes.list
		return d, err
	}
	d.Title = title(d.Title)
	d.Home = news.Canonical(cleanAddress(d.Home, at))
	d.Language = cmp.Or(languageOf(d.Language), languageOf(src.Language))
	f := finisher{src: src, document: d, at: at, home: at, notes: notes}
	if home, err := url.Parse(d.Home); err == nil && d.Home != "" {
		f.home = home
	}
	d.Entries = make([]news.Entry, 0, len(raws))
	for i := range raws {
		d.Entries = append(d.Entries, f.finish(&raws[i]))
	}
	d.Problems = notes.list
	if len(d.Entries) == 0 {
		return d, ErrEmpty
	}
	return d, nil
}

// maxProblems is how many problems of one document are told, maxAlike how many of one kind.
const (
	maxProblems = 50
	maxAlike    = 10
)

// problems collects what to tell about a document, each sentence once.
type problems struct {
	list []string
	kind map[string]int // how often each format was used
}

func (p *problems) add(format string, args ...any) {
	if p.kind[format]++; p.kind[format] > maxAlike || len(p.list) >= maxProblems {
		return
	}
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = cut(text.Clean(s), 100)
		}
	}
	if s := fmt.Sprintf(format, args...); !slices.Contains(p.list, s) {
		p.list = append(p.list, s)
	}
}
