package pipeline

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"counternotice/internal/archive"
	"counternotice/internal/news"
	"counternotice/internal/taxonomy"
)

// Explanation says why something is as it is: of an item with its story, of an entry that was left out, of a story, or of a
// headline that was tried.
type Explanation struct {
	Item    *ExplainedItem  `json:"item,omitempty"`
	LeftOut *ExplainedEntry `json:"left_out,omitempty"`
	Story   *ExplainedStory `json:"story,omitempty"`
	Trial   *ExplainedTrial `json:"trial,omitempty"`
	Also    []Known         `json:"also,omitempty"` // what else the archive has under the address asked for
}

// ExplainedItem is an item that was taken.
type ExplainedItem struct {
	ID        string              `json:"id"`
	Title     string              `json:"title"`
	URL       string              `json:"url,omitempty"`
	Language  string              `json:"language"`
	Day       string              `json:"day"`
	Published time.Time           `json:"published,omitzero"`
	FirstSeen time.Time           `json:"first_seen"`
	Backlog   bool                `json:"backlog,omitempty"`
	Feed      ExplainedFeed       `json:"feed"`    // that speaks for it
	Brought   []Brought           `json:"brought"` // the feeds that carried it, the first first
	Reason    ExplainedReason     `json:"reason"`  // why it is in
	Tags      []ExplainedTag      `json:"tags,omitempty"`
	Cites     []Cited             `json:"cites,omitempty"`
	Revisions []ExplainedRevision `json:"revisions,omitempty"`
}

// ExplainedEntry is an entry that was left out.
type ExplainedEntry struct {
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	URL       string          `json:"url,omitempty"`
	Language  string          `json:"language"`
	Day       string          `json:"day"`
	Published time.Time       `json:"published,omitzero"`
	FirstSeen time.Time       `json:"first_seen"`
	Feed      ExplainedFeed   `json:"feed"`
	Reason    ExplainedReason `json:"reason"` // why it is out
	Today     *ExplainedToday `json:"today"`
}

// ExplainedToday is what the taxonomy of today says. Of an entry that was left out it has the title alone: no more is kept.
type ExplainedToday struct {
	In     bool            `json:"in"`
	Reason ExplainedReason `json:"reason"`
	Tags   []ExplainedTag  `json:"tags,omitempty"`
}

// ExplainedTrial is what the taxonomy says of a headline that no feed has brought.
type ExplainedTrial struct {
	Title    string     `json:"title"`
	Text     string     `json:"text,omitempty"`
	Language string     `json:"language,omitempty"` // empty where it is not known
	HasWords bool       `json:"has_words"`          // whether the taxonomy has words for topics in it
	Scope    news.Scope `json:"scope"`              // of the feed that it would be of
	ExplainedToday
}

// ExplainedFeed is who speaks.
type ExplainedFeed struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	Publisher string     `json:"publisher"`
	Kind      news.Kind  `json:"kind"`
	Scope     news.Scope `json:"scope"`
}

// Brought is one feed that carried an item.
type Brought struct {
	Feed ExplainedFeed `json:"feed"`
	Seen time.Time     `json:"seen"`
	URL  string        `json:"url,omitempty"`
	GUID string        `json:"guid,omitempty"`
}

// ExplainedReason is why something is in or out.
type ExplainedReason struct {
	Code     string              `json:"code"`
	Text     string              `json:"text"`
	Evidence []ExplainedEvidence `json:"evidence,omitempty"`
}

// ExplainedTag is a tag with what earned it.
type ExplainedTag struct {
	Tag      news.TagID          `json:"tag"`
	Label    string              `json:"label"`
	Evidence []ExplainedEvidence `json:"evidence"`
}

// ExplainedEvidence is evidence with the words of the title or the excerpt that it stands on: those without which the
// taxonomy of today would not find it. There are none where it stands in what the archive does not keep, or twice.
type ExplainedEvidence struct {
	news.Evidence
	Words string `json:"words,omitempty"`
}

// Cited is a document that an item cites by number.
type Cited struct {
	Ref   news.Ref `json:"ref"`
	Label string   `json:"label"`
}

// ExplainedRevision is a later word on an item.
type ExplainedRevision struct {
	At     time.Time `json:"at"`
	Title  string    `json:"title,omitempty"`  // the new one, where it changed
	Text   bool      `json:"text,omitempty"`   // the excerpt changed
	Source string    `json:"source,omitempty"` // the further feed that carries the item
	Late   bool      `json:"late,omitempty"`   // the item was live no more: kept, not shown
}

// Explain says what the archive and the hand-edited files know of an item, an entry that was left out, or a story, by its
// id, its address, or that of the article. The error is an UnknownError where there is no such thing.
func (j *Job) Explain(query string) (*Explanation, error) {
	c, err := Read(j.Files)
	if err != nil {
		return nil, err
	}
	arch, err := archive.OpenRead(j.Archive)
	if err != nil {
		return nil, err
	}
	defer arch.Close()
	content, err := load(arch, "")
	if err != nil {
		return nil, err
	}
	x := newExplainer(c, content)
	found, near := x.find(query)
	if len(found) == 0 {
		return nil, UnknownError{Query: query, Near: near}
	}
	out := &Explanation{Also: found[1:]}
	switch k := found[0]; k.What {
	case whatItem:
		it := x.items[k.ID]
		out.Item = x.item(it)
		if s, ok := x.homes[it.ID]; ok {
			out.Story = x.story(s)
		}
	case whatLeftOut:
		out.LeftOut = x.leftOut(x.left[k.ID])
	default:
		out.Story = x.story(x.stories[k.ID])
	}
	return out, nil
}

// Try says what the taxonomy says of an item that nobody has published. It needs no archive; labels are English.
func Try(t *taxonomy.Taxonomy, in taxonomy.Input) *Explanation {
	x := &explainer{config: &Config{Taxonomy: t}, labels: labels(t, "en")}
	return &Explanation{Trial: &ExplainedTrial{in.Title, in.Text, in.Language, t.HasWords(in.Language), in.Scope, x.today(in, x.grounds(in))}}
}

// explainer is the archive, to be asked by id.
type explainer struct {
	config    *Config
	content   *archive.Content
	feeds     map[string]news.Feed
	items     map[string]news.Item // revised
	stories   map[string]news.Story
	homes     map[string]news.Story // by item
	left      map[string]news.LeftOut
	labels    map[news.TagID]string
	revisions map[string][]news.Revision
}

func newExplainer(c *Config, content *archive.Content) *explainer {
	x := &explainer{
		config: c, content: content, feeds: map[string]news.Feed{}, items: map[string]news.Item{}, stories: map[string]news.Story{}, homes: map[string]news.Story{},
		left: map[string]news.LeftOut{}, labels: labels(c.Taxonomy, c.List.Site.Language), revisions: map[string][]news.Revision{},
	}
	for _, st := range content.States {
		x.feeds[st.Feed.ID] = st.Feed
	}
	for _, f := range c.List.Feeds {
		x.feeds[f.ID] = f
	}
	for _, it := range news.Revise(content.Items, content.Revisions, LiveDays) {
		x.items[it.ID] = it
	}
	for _, s := range content.Stories {
		x.stories[s.ID] = s
		for _, m := range s.Members {
			x.homes[m.Item] = s
		}
	}
	for _, l := range content.LeftOut {
		x.left[l.ID] = l
	}
	for _, r := range slices.SortedFunc(slices.Values(content.Revisions), news.CompareRevisions) {
		x.revisions[r.Item] = append(x.revisions[r.Item], r)
	}
	return x
}

// labels are the names of the tags in a language.
func labels(t *taxonomy.Taxonomy, language string) map[news.TagID]string {
	out := map[news.TagID]string{}
	for _, tag := range t.Tags() {
		out[tag.ID] = tag.Label(language)
	}
	return out
}

func (x *explainer) feed(id string) ExplainedFeed {
	f := x.feeds[id]
	return ExplainedFeed{ID: id, Name: f.Name, Publisher: cmp.Or(f.Publisher, id), Kind: f.Kind, Scope: f.Scope}
}

func (x *explainer) item(it news.Item) *ExplainedItem {
	out := &ExplainedItem{
		ID: it.ID, Title: it.Title, URL: it.URL, Language: it.Language, Day: it.Day, Published: it.Published, FirstSeen: it.FirstSeen,
		Backlog: it.Backlog, Feed: x.feed(it.Feed), Revisions: x.changes(it),
	}
	for _, s := range slices.SortedStableFunc(slices.Values(it.Sources), func(a, b news.Source) int { return a.Seen.Compare(b.Seen) }) {
		out.Brought = append(out.Brought, Brought{Feed: x.feed(s.Feed), Seen: s.Seen, URL: s.URL, GUID: s.GUID})
	}
	for _, ref := range it.Refs {
		out.Cites = append(out.Cites, Cited{ref, ref.Label()})
	}
	f := x.feeds[it.Feed]
	w := x.grounds(taxonomy.Input{Title: it.Title, Text: it.Excerpt, Language: it.Language, Region: f.Region, Scope: f.Scope})
	out.Reason = w.reason(it.Reason)
	out.Tags = x.tags(it.Tags, w)
	return out
}

func (x *explainer) leftOut(l news.LeftOut) *ExplainedEntry {
	f := x.feeds[l.Feed]
	in := taxonomy.Input{Title: l.Title, Language: l.Language, Region: f.Region, Scope: f.Scope}
	w := x.grounds(in)
	today := x.today(in, w)
	return &ExplainedEntry{
		ID: l.ID, Title: l.Title, URL: l.URL, Language: l.Language, Day: l.Day, Published: l.Published, FirstSeen: l.FirstSeen,
		Feed: x.feed(l.Feed), Reason: w.reason(l.Reason),
		Today: &today,
	}
}

func (x *explainer) today(in taxonomy.Input, w grounds) ExplainedToday {
	v := x.config.Taxonomy.Judge(in)
	return ExplainedToday{v.In, w.reason(v.Reason), x.tags(v.Tags, w)}
}

func (x *explainer) tags(hits []news.TagHit, w grounds) []ExplainedTag {
	var out []ExplainedTag
	for _, h := range hits {
		t := ExplainedTag{Tag: h.Tag, Label: cmp.Or(x.labels[h.Tag], string(h.Tag))}
		for _, e := range h.Evidence {
			t.Evidence = append(t.Evidence, ExplainedEvidence{e, w[ground{string(h.Tag), e.Rule, e.In}]})
		}
		out = append(out, t)
	}
	return out
}

// changes are the later words on an item.
func (x *explainer) changes(it news.Item) []ExplainedRevision {
	var out []ExplainedRevision
	i := slices.IndexFunc(x.content.Items, func(o news.Item) bool { return o.ID == it.ID })
	title, excerpt := x.content.Items[i].Title, x.content.Items[i].Excerpt
	for _, r := range x.revisions[it.ID] {
		e := ExplainedRevision{At: r.At, Late: r.Day > news.AddDays(it.Day, LiveDays)}
		if r.Source != nil {
			e.Source = r.Source.Feed
		}
		if r.Title != "" {
			if r.Title != title {
				e.Title = r.Title
			}
			e.Text = r.Excerpt != excerpt
			title, excerpt = r.Title, r.Excerpt
		}
		out = append(out, e)
	}
	return out
}

// ground is a piece of evidence: of a tag, or of the reason when tag is empty.
type ground struct{ tag, rule, in string }

// grounds are the words that evidence stands on.
type grounds map[ground]string

func (w grounds) reason(r news.Reason) ExplainedReason {
	out := ExplainedReason{Code: r.Code, Text: r.Text}
	for _, e := range r.Evidence {
		// A tag that let an item in gives the reason its evidence. Without a word another tag may give the reason, so the
		// words of the tag are the true ones: the fewest.
		words := w[ground{"", e.Rule, e.In}]
		for g, other := range w {
			if g.rule == e.Rule && g.in == e.In && (words == "" || cmp.Or(cmp.Compare(len(other), len(words)), strings.Compare(other, words)) < 0) {
				words = other
			}
		}
		out.Evidence = append(out.Evidence, ExplainedEvidence{e, words})
	}
	return out
}

// blank stands in the place of a word that is taken out, so that its neighbours do not come together.
const blank = " zqzq "

// grounds finds the words that the evidence for an item stands on by judging it without each of them.
func (x *explainer) grounds(in taxonomy.Input) grounds {
	all := evidenceOf(x.config.Taxonomy.Judge(in))
	stands := map[ground][]string{}
	last := map[ground]int{} // where the last word ended
	probe := func(field, name string, put func(string)) {
		for _, w := range words(field) {
			put(field[:w[0]] + blank + field[w[1]:])
			without := evidenceOf(x.config.Taxonomy.Judge(in))
			for g := range all {
				if without[g] || g.in != name {
					continue
				}
				list := stands[g]
				switch between := field[min(last[g], w[0]):w[0]]; {
				case len(list) == 0:
					list = []string{field[w[0]:w[1]]}
				case strings.Trim(between, " -'’.") == "":
					list[len(list)-1] += between + field[w[0]:w[1]]
				default:
					list = append(list, field[w[0]:w[1]])
				}
				stands[g], last[g] = list, w[1]
			}
		}
		put(field)
	}
	probe(in.Title, "title", func(s string) { in.Title = s })
	probe(in.Text, "text", func(s string) { in.Text = s })
	out := grounds{}
	for g, list := range stands {
		for i := range list {
			list[i] = strings.TrimRight(list[i], "'’")
		}
		out[g] = strings.Join(list, " … ")
	}
	return out
}

// words gives where the words of a text stand, character by character where a script writes no spaces.
func words(s string) [][2]int {
	var out [][2]int
	open := false
	for i, r := range s {
		end := i + len(string(r))
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai):
			out, open = append(out, [2]int{i, end}), false
		case open && (r == '\'' || r == '’'): // of a possessive or an elision
			out[len(out)-1][1] = end
		case !unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark):
			open = false
		case open:
			out[len(out)-1][1] = end
		default:
			out, open = append(out, [2]int{i, end}), true
		}
	}
	return out
}

func evidenceOf(v taxonomy.Verdict) map[ground]bool {
	out := map[ground]bool{}
	for _, e := range v.Reason.Evidence {
		out[ground{"", e.Rule, e.In}] = true
	}
	for _, h := range v.Tags {
		for _, e := range h.Evidence {
			out[ground{string(h.Tag), e.Rule, e.In}] = true
		}
	}
	return out
}
