package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// postings is the terms of the stories of a part, as they come: one story after the other.
type postings struct {
	words *lexicon
	home  string // the language of the site
	found []occurrence
	last  []int32 // by term: the story that had it last, from 1
	count []int32 // by term: the stories that have it
}

type occurrence struct{ term, story int32 }

func (p *postings) add(term int32, story int) {
	for int(term) >= len(p.last) {
		p.last = append(p.last, make([]int32, 1+len(p.last))...)
		p.count = append(p.count, make([]int32, 1+len(p.count))...)
	}
	if at := int32(story) + 1; p.last[term] != at {
		p.last[term] = at
		p.count[term]++
		p.found = append(p.found, occurrence{term, int32(story)})
	}
}

// entries gives the terms in order, each with its stories as shards have them.
func (p *postings) entries() []entry {
	type key struct {
		head uint64 // the first eight bytes: most comparisons need no more
		term int32
	}
	var keys []key
	begin := make([]int32, len(p.count)) // of each term in stories
	at := int32(0)
	for term, n := range p.count {
		if begin[term] = at; n > 0 {
			var head [8]byte
			copy(head[:], p.words.terms[term])
			keys = append(keys, key{binary.BigEndian.Uint64(head[:]), int32(term)})
		}
		at += n
	}
	stories := make([]int32, len(p.found))
	for _, o := range p.found {
		stories[begin[o.term]] = o.story
		begin[o.term]++
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return strings.Compare(p.words.terms[a.term], p.words.terms[b.term])
	})
	out := make([]entry, len(keys))
	data := make([]byte, 0, 2*len(stories))
	for i, k := range keys {
		n, next := len(data), int32(0)
		end := begin[k.term] // it has moved to the end of the term's stories
		for _, story := range stories[end-p.count[k.term] : end] {
			data = binary.AppendUvarint(data, uint64(story-next))
			next = story + 1
		}
		out[i] = entry{p.words.terms[k.term], data[n:len(data):len(data)], int(p.count[k.term])}
	}
	return out
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
	p.add(p.words.facet(facet, value), story)
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
	sorted := terms.entries()
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
	term  string
	bytes []byte // the stories: each as what lies between it and the one before
	count int
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
