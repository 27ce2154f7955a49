package story

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// Words of a text that Eval keeps of an item, as a run does: the excerpt of a source that reserves its rights, and the
// opening whose stems are counted.
const (
	openingWords = 60
	openingRunes = 120
)

// Report is how stories agree with labelled ones, and how steady they are.
type Report struct {
	Items, Stories, Labelled int     // items read; stories found; stories labelled
	BCubed, Pairwise         Score   // Bagga and Baldwin's B-cubed, and over pairs of items
	Churn                    float64 // items that changed their story, per live item and run
	Moved                    float64 // share of the items that ever changed their story
	Back, Again              int     // items that changed to one that they had left, times; of them those that went with a merged story when it was one again
	Runs                     int
}

// Score is precision, recall and their harmonic mean.
type Score struct{ Precision, Recall, F1 float64 }

func newScore(p, r float64) Score {
	if p+r == 0 {
		return Score{}
	}
	return Score{p, r, 2 * p * r / (p + r)}
}

// String is the report for people, one line a figure.
func (r Report) String() string {
	return fmt.Sprintf(`items     %d in %d stories, labelled as %d, told in %d runs
B-cubed   precision %.3f  recall %.3f  F1 %.3f
pairwise  precision %.3f  recall %.3f  F1 %.3f
churn     %.3f %% of the live items in a run; %.2f %% of the items ever moved; %d moves back, %d of them with a story that was merged
`, r.Items, r.Stories, r.Labelled, r.Runs,
		r.BCubed.Precision, r.BCubed.Recall, r.BCubed.F1,
		r.Pairwise.Precision, r.Pairwise.Recall, r.Pairwise.F1,
		100*r.Churn, 100*r.Moved, r.Back, r.Again)
}

type goldItem struct {
	ID, Title, Text, Date, Source, Lang string
	StoryID                             string `json:"story_id"`
	at                                  time.Time
}

// Eval tells the stories of labelled items, one JSON object a line with id, title, text, date, source, lang and
// story_id, as a stream: sorted by date, then order of the file, with one run for each hour that has items; an item
// without a date takes the time of the item before it, the first one the epoch. It writes a line {"id":…, "story":…} for
// each item to out, unless that is nil, as it stands after the last run. An id that comes twice counts once.
// With a tagger the items have the tags that a run would give them.
func Eval(gold io.Reader, out io.Writer, tagger *Tagger) (Report, error) {
	items, err := readGold(gold)
	if err != nil {
		return Report{}, err
	}
	st := newStream(tuned)
	st.tagger = tagger
	for len(items) > 0 {
		hour := items[0].at.Truncate(time.Hour)
		n := 1
		for n < len(items) && items[n].at.Before(hour.Add(time.Hour)) {
			n++
		}
		st.run(items[:n])
		items = items[n:]
	}
	if out != nil {
		enc := json.NewEncoder(out)
		for _, id := range st.order {
			if err := enc.Encode(struct {
				ID    string `json:"id"`
				Story string `json:"story"`
			}{id, st.home[id]}); err != nil {
				return Report{}, err
			}
		}
	}
	return st.report(), nil
}

// Tagger is a taxonomy: the tags that it has, and those that it gives an item in a language (BCP 47).
type Tagger struct {
	Known []news.Tag
	Judge func(title, text, language string) []news.TagHit
}

func readGold(r io.Reader) ([]goldItem, error) {
	var items []goldItem
	seen := map[string]bool{}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 16<<20)
	last := time.Unix(0, 0).UTC()
	for n := 1; in.Scan(); n++ {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		var g goldItem
		if err := news.DecodeLine(n, in.Bytes(), &g); err != nil {
			return nil, err
		}
		g.at = last
		if g.Date != "" {
			at, err := time.Parse(time.RFC3339, g.Date)
			if err != nil {
				if at, err = time.Parse(time.DateOnly, g.Date); err != nil {
					return nil, news.Problems{{Line: n, What: fmt.Sprintf("date %q is neither RFC 3339 nor a day", g.Date), Remedy: "write 2026-11-21T06:17:00Z or 2026-11-21"}}
				}
			}
			g.at = at.UTC()
		}
		last = g.at
		if !seen[g.ID] {
			seen[g.ID] = true
			items = append(items, g)
		}
	}
	slices.SortStableFunc(items, func(a, b goldItem) int { return a.at.Compare(b.at) })
	return items, in.Err()
}

// stream runs Tell over a sequence of items and remembers what it told, as the archive would.
type stream struct {
	tu      tuning
	tagger  *Tagger  // may be nil
	order   []string // ids in order of arrival
	items   map[string]news.Item
	gold    map[string]string
	home    map[string]string
	stories map[string]news.Story
	feeds   map[string]news.Feed
	live    []string
	moves   int
	back    int // moves
	again   int // moves
	seen    int // live items, summed over the runs
	moved   map[string]bool
	runs    int
}

func newStream(tu tuning) *stream {
	return &stream{
		tu: tu, items: map[string]news.Item{}, gold: map[string]string{}, home: map[string]string{},
		stories: map[string]news.Story{}, feeds: map[string]news.Feed{}, moved: map[string]bool{},
	}
}

func (st *stream) run(items []goldItem) {
	now := items[len(items)-1].at
	for _, g := range items {
		it := news.Item{
			ID: g.ID, Day: g.at.Format(time.DateOnly), Feed: g.Source, Title: g.Title, Language: g.Lang,
			Published: g.at, FirstSeen: g.at, Excerpt: text.Excerpt(g.Text, news.ClosedWords, news.ClosedRunes),
		}
		opening := text.Excerpt(g.Text, openingWords, openingRunes)
		it.Stems = news.CountStems(text.Stems(opening, g.Lang))
		it.Numbers = text.Numbers(g.Title + "\n" + opening)
		for _, r := range text.References(g.Title+"\n"+g.Text, g.at) {
			it.Refs = append(it.Refs, news.Ref(r))
		}
		slices.Sort(it.Refs)
		if st.tagger != nil {
			it.Tags = st.tagger.Judge(g.Title, g.Text, g.Lang)
		}
		st.items[g.ID] = it
		st.gold[g.ID] = g.StoryID
		st.order = append(st.order, g.ID)
		st.live = append(st.live, g.ID)
		if g.Source != "" {
			st.feeds[g.Source] = news.Feed{ID: g.Source, Name: g.Source, Publisher: g.Source, Kind: news.KindPress, Language: g.Lang}
		}
	}
	in := Input{Now: now, Feeds: st.feeds, Taken: map[string]bool{}}
	if st.tagger != nil {
		in.Know(st.tagger.Known)
	}
	edge := now.Add(-DefaultWindow)
	for len(st.live) > 0 && !st.items[st.live[0]].Published.After(edge) {
		st.live = st.live[1:]
	}
	given := map[string]bool{}
	for _, id := range st.live {
		given[id] = true
		in.Items = append(in.Items, st.items[id])
	}
	for _, s := range st.stories {
		in.Taken[s.ID] = true
		if s.Into == "" && (len(s.Members) == 0 || now.Sub(st.items[s.Members[len(s.Members)-1].Item].Published) > FollowDays*24*time.Hour) {
			continue
		}
		in.Stories = append(in.Stories, s)
		for _, m := range s.Members {
			if !given[m.Item] {
				given[m.Item] = true
				in.Items = append(in.Items, st.items[m.Item])
			}
		}
	}
	told := tell(in, st.tu)
	for _, s := range told {
		merged := st.stories[s.ID].Into != ""
		st.stories[s.ID] = s
		for _, m := range s.Members {
			was := st.home[m.Item]
			if was == s.ID {
				continue
			}
			st.home[m.Item] = s.ID
			if was != "" {
				st.moves++
				st.moved[m.Item] = true
			}
			if slices.ContainsFunc(m.Past, func(stay news.Stay) bool { return stay.Story == s.Path() }) {
				st.back++
				if merged {
					st.again++
				}
			}
		}
	}
	st.seen += len(st.live)
	st.runs++
}

func (st *stream) report() Report {
	r := Report{Items: len(st.order), Runs: st.runs, Back: st.back, Again: st.again}
	var found, labelled []string
	for _, id := range st.order {
		found = append(found, st.home[id])
		labelled = append(labelled, st.gold[id])
	}
	r.Stories, r.Labelled = len(count(found)), len(count(labelled))
	r.BCubed, r.Pairwise = Compare(found, labelled)
	if st.seen > 0 {
		r.Churn = float64(st.moves) / float64(st.seen)
		r.Moved = float64(len(st.moved)) / float64(len(st.order))
	}
	return r
}

func count(labels []string) map[string]int {
	m := map[string]int{}
	for _, l := range labels {
		m[l]++
	}
	return m
}

// Compare scores the stories that were found against labelled ones; the two slices hold the story of the same items in
// the same order.
func Compare(found, labelled []string) (bcubed, pairwise Score) {
	type cell struct{ found, labelled string }
	cells := map[cell]int{}
	for i := range found {
		cells[cell{found[i], labelled[i]}]++
	}
	f, l := count(found), count(labelled)
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	var precision, recall, both, pf, pl float64
	keys := make([]cell, 0, len(cells))
	for c := range cells {
		keys = append(keys, c)
	}
	slices.SortFunc(keys, func(a, b cell) int {
		if a.found != b.found {
			return strings.Compare(a.found, b.found)
		}
		return strings.Compare(a.labelled, b.labelled)
	})
	for _, c := range keys {
		n := float64(cells[c])
		precision += n * n / float64(f[c.found])
		recall += n * n / float64(l[c.labelled])
		both += pairs(cells[c])
	}
	for _, n := range f {
		pf += pairs(n)
	}
	for _, n := range l {
		pl += pairs(n)
	}
	if n := float64(len(found)); n > 0 {
		bcubed = newScore(precision/n, recall/n)
	}
	share := func(part, whole float64) float64 {
		if whole == 0 {
			return 1
		}
		return part / whole
	}
	return bcubed, newScore(share(both, pf), share(both, pl))
}
