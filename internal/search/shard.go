package search

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// posting is the stories of a term: each as what lies between it and the one before.
type posting struct {
	bytes []byte
	count int
	next  int // the first story that may follow
}

func (p *posting) add(story int) {
	if story < p.next {
		return // has it already
	}
	p.bytes = binary.AppendUvarint(p.bytes, uint64(story-p.next))
	p.count++
	p.next = story + 1
}

// postings is the postings of a part, by the numbers of terms.
type postings struct {
	words *lexicon
	home  string // the language of the site
	of    []posting
}

func (p *postings) add(term int32, story int) {
	for int(term) >= len(p.of) {
		p.of = append(p.of, make([]posting, 1+len(p.of))...)
	}
	p.of[term].add(story)
}

func (p *postings) addTitle(title string, story int) {
	for t := range Terms(title) {
		p.add(p.words.number(t), story)
	}
}

func (p *postings) addName(name string, story int) {
	for _, t := range p.words.name(name) {
		p.add(t, story)
	}
}

func (p *postings) addFacet(facet, value string, story int) {
	if strings.Contains(value, "\n") {
		return // it would be two terms
	}
	p.add(p.words.number("/"+facet+"/"+value), story)
}

func (p *postings) addReport(r *edition.Report, story int) {
	p.addTitle(r.Item.Title, story)
	for _, f := range r.Item.Former {
		p.addTitle(f.Title, story)
	}
	p.addSource(r.Source, r, story)
	for _, src := range r.Also {
		p.addSource(src, r, story)
	}
	p.addFacet("language", BaseLanguage(r.Item.Language), story)
}

func (p *postings) addSource(src *edition.Source, r *edition.Report, story int) {
	p.addName(name(src, r), story)
	if src != nil {
		p.addFacet("kind", string(src.Feed.Kind), story)
	}
}

func (p *postings) addStory(s *edition.Story, story int) {
	for _, r := range s.Reports {
		p.addReport(r, story)
	}
	if s.Title != s.Lead.Item.Title { // an editor's
		p.addTitle(s.Title, story)
	}
	if BaseLanguage(s.Language) != p.home {
		p.addName(p.words.language(s.Language), story)
	}
	for _, ref := range s.References {
		p.addName(ref.Label, story)
	}
	for _, t := range s.Tags {
		p.addName(t.Label, story)
		if f := t.Tag.ID.Facet(); f == news.FacetTopic || f == news.FacetPlace {
			p.addFacet(string(f), t.Tag.ID.Name(), story)
		}
	}
}

// part writes the shards of a part, whose stories come newest first.
func (w *writer) part(stories []*edition.Story, words *lexicon, home string) part {
	terms := postings{words: words, home: BaseLanguage(home)}
	for i, s := range stories {
		terms.addStory(s, i)
	}
	var sorted []entry
	for n, p := range terms.of {
		if p.count > 0 {
			sorted = append(sorted, entry{words.terms[n], p})
		}
	}
	slices.SortFunc(sorted, func(a, b entry) int { return strings.Compare(a.term, b.term) })
	p := part{Stories: len(stories), Keys: []string{}}
	var shards [][]byte
	for begin := 0; begin < len(sorted); {
		end, size := begin, 0
		for end < len(sorted) && (end == begin || size+sorted[end].size() <= shardBytes) {
			size += sorted[end].size()
			end++
		}
		key := ""
		if begin > 0 {
			key = between(sorted[begin-1].term, sorted[begin].term)
		}
		p.Keys = append(p.Keys, key)
		shards = append(shards, shard(sorted[begin:end], size))
		begin = end
	}
	p.At = hash(shards...)
	for i, s := range shards {
		w.put(p.At+"/"+strconv.Itoa(i)+".bin", s)
	}
	return p
}

// entry is a term with its stories.
type entry struct {
	term string
	posting
}

// size is about what an entry takes in a shard.
func (e entry) size() int { return len(e.term) + 2 + len(e.bytes) }

func shard(entries []entry, size int) []byte {
	length := len(entries) - 1
	for _, e := range entries {
		length += len(e.term)
	}
	out := binary.AppendUvarint(make([]byte, 0, size+16), uint64(length))
	for i, e := range entries {
		if i > 0 {
			out = append(out, '\n')
		}
		out = append(out, e.term...)
	}
	for _, e := range entries {
		out = binary.AppendUvarint(out, uint64(e.count))
		out = append(out, e.bytes...)
	}
	return out
}

// between is the shortest beginning of b, in whole characters, that is above a. It is above nothing that begins b.
func between(a, b string) string {
	for i := range b {
		if i > 0 && b[:i] > a {
			return b[:i]
		}
	}
	return b
}
