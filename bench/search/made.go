package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/taxonomy"
)

// maker makes up stories.
type maker struct {
	*rand.Rand
	words   []string // frequent first
	weights []int    // running sums
	tail    []string
	tags    map[news.Facet][]news.Tag
	sources []*edition.Source
	n       int
}

func newMaker() (*maker, error) {
	m := &maker{Rand: rand.New(rand.NewPCG(1, 2)), tags: map[news.Facet][]news.Tag{}}
	data, err := os.ReadFile("internal/story/background.txt")
	if err != nil {
		return nil, err
	}
	type word struct {
		text  string
		count int
	}
	var words []word
	for line := range strings.Lines(string(data)) {
		if w, n, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			if count, err := strconv.Atoi(n); err == nil && len(w) > 2 && w[0] > '9' {
				words = append(words, word{w, count})
			}
		}
	}
	sort.SliceStable(words, func(i, j int) bool { return words[i].count > words[j].count })
	sum := 0
	for _, w := range words {
		sum += w.count
		m.words, m.weights = append(m.words, w.text), append(m.weights, sum)
	}
	syllables := strings.Fields("ka ro mi ten bel sto var lin qua dor es pha gri mo ul net zen ja wi co pro con re in der ba chi sa")
	for range 150_000 {
		var w strings.Builder
		for range 2 + m.IntN(3) {
			w.WriteString(syllables[m.IntN(len(syllables))])
		}
		m.tail = append(m.tail, w.String())
	}
	data, err = os.ReadFile("taxonomy.yaml")
	if err != nil {
		return nil, err
	}
	byLanguage, err := taxonomy.Words(os.DirFS("."), "taxonomy.yaml")
	if err != nil {
		return nil, err
	}
	tags, err := taxonomy.Parse("taxonomy.yaml", data, byLanguage...)
	if err != nil {
		return nil, err
	}
	for _, t := range tags.Tags() {
		m.tags[t.ID.Facet()] = append(m.tags[t.ID.Facet()], t)
	}
	for i := range 250 {
		f := news.Feed{ID: fmt.Sprintf("feed-%d", i), Name: m.word() + " " + m.word(), Kind: news.Kinds[m.zipf(len(news.Kinds))]}
		m.sources = append(m.sources, &edition.Source{Feed: f})
	}
	return m, nil
}

// zipf is a number below n, 0 the likeliest.
func (m *maker) zipf(n int) int { return int(math.Pow(float64(n+1), m.Float64())) - 1 }

func (m *maker) word() string {
	if m.IntN(20) < 3 {
		return m.tail[m.zipf(len(m.tail))]
	}
	at := m.IntN(m.weights[len(m.weights)-1])
	w := m.words[sort.SearchInts(m.weights, at+1)]
	switch m.IntN(6) { // the words of the file are stems
	case 0:
		return w + "s"
	case 1:
		return w + "ing"
	case 2:
		return w + "ed"
	}
	return w
}

var alphabets = []struct {
	language    string
	first, last rune
	spaces      bool
}{
	{"ru", 'а', 'я', true},
	{"zh", '一', '一' + 3000, false},
	{"ja", '一', '一' + 2500, false},
	{"ar", 'ب', 'ي', true},
	{"ko", '가', '가' + 3000, false},
}

func (m *maker) title() (words, language string) {
	if m.IntN(3) > 0 {
		var out []string
		for range 7 + m.IntN(8) {
			out = append(out, m.word())
		}
		return strings.Join(out, " "), []string{"en", "en", "en", "de", "fr", "es"}[m.IntN(6)]
	}
	a := alphabets[m.IntN(len(alphabets))]
	span := int(a.last - a.first)
	var b strings.Builder
	if !a.spaces {
		for range 12 + m.IntN(20) {
			b.WriteRune(a.first + rune(m.zipf(span)))
		}
		return b.String(), a.language
	}
	for range 7 + m.IntN(7) {
		seed := rand.New(rand.NewPCG(uint64(m.zipf(40_000)), uint64(a.first)))
		for range 3 + seed.IntN(8) {
			b.WriteRune(a.first + rune(seed.IntN(span)))
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String()), a.language
}

func (m *maker) story(at time.Time) *edition.Story {
	m.n++
	title, language := m.title()
	ns := news.Story{ID: fmt.Sprintf("%08x", m.Uint32()), Day: at.Format(time.DateOnly), Slug: slug(title, m.n)}
	s := &edition.Story{ID: ns.ID, Path: ns.Path(), Day: ns.Day, Title: title, Language: language, Begun: at.Add(time.Duration(m.n) * time.Second)}
	for i := range 1 + m.zipf(5) {
		r := &edition.Report{Item: news.Item{Title: title, Language: language}, Source: m.sources[m.zipf(len(m.sources))]}
		if i > 0 {
			r.Item.Title, r.Item.Language = m.title()
		}
		s.Reports = append(s.Reports, r)
	}
	s.Lead = s.Reports[0]
	for _, f := range []struct {
		facet news.Facet
		most  int
	}{{news.FacetTopic, 3}, {news.FacetPlace, 2}, {news.FacetActor, 3}, {news.FacetInstrument, 2}, {news.FacetAction, 2}} {
		for range 1 + m.IntN(f.most) {
			tag := m.tags[f.facet][m.zipf(len(m.tags[f.facet]))]
			s.Tags = append(s.Tags, edition.StoryTag{Tag: tag, Label: tag.Label("en"), Path: tag.ID.Path()})
		}
	}
	return s
}

func slug(title string, n int) string {
	words := strings.Fields(title)
	if title[0] > 'z' || len(words) < 2 {
		return "story-" + strconv.Itoa(n)
	}
	return strings.Join(words[:min(len(words), 8)], "-")
}

// digest has as many stories a day, the last one on 21 November 2026, as make n in ten years.
func (m *maker) digest(n int) *edition.Digest {
	d := &edition.Digest{Site: news.Site{Language: "en"}}
	last := time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)
	for i := range n {
		d.Stories = append(d.Stories, m.story(last.AddDate(0, 0, -(n-1-i)*3650/n)))
	}
	return d
}
