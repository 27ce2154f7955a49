package pipeline

import (
	"cmp"
	"slices"
	"time"

	"counternotice/internal/archive"
	"counternotice/internal/curation"
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
	Decisions []ExplainedDecision `json:"decisions,omitempty"` // about it; those about its story are there
}

// ExplainedEntry is an entry that was left out.
type ExplainedEntry struct {
	ID        string              `json:"id"`
	Title     string              `json:"title"`
	URL       string              `json:"url,omitempty"`
	Language  string              `json:"language"`
	Day       string              `json:"day"`
	Published time.Time           `json:"published,omitzero"`
	FirstSeen time.Time           `json:"first_seen"`
	Feed      ExplainedFeed       `json:"feed"`
	Reason    ExplainedReason     `json:"reason"` // why it is out
	Decisions []ExplainedDecision `json:"decisions,omitempty"`
	Today     *ExplainedToday     `json:"today"`
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
	Code     string          `json:"code"`
	Text     string          `json:"text"`
	Evidence []news.Evidence `json:"evidence,omitempty"`
}

// ExplainedTag is a tag with what earned it.
type ExplainedTag struct {
	Tag      news.TagID      `json:"tag"`
	Label    string          `json:"label"`
	Evidence []news.Evidence `json:"evidence"`
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
// id, its address, or that of the article. Stories and tags are as the editors decided, as they are published; what they withdrew
// is explained too. The error is an UnknownError where there is no such thing.
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
	x := newExplainer(c, content, c.Curation.Apply(j.deciding(c, content)))
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
	return &Explanation{Trial: &ExplainedTrial{in.Title, in.Text, in.Language, t.HasWords(in.Language), in.Scope, x.today(in)}}
}

// explainer is the archive, to be asked by id.
type explainer struct {
	config    *Config
	content   *archive.Content
	decided   curation.Result
	feeds     map[string]news.Feed
	items     map[string]news.Item  // revised, with the tags decided
	stories   map[string]news.Story // as decided
	homes     map[string]news.Story // by item, see homesOf
	left      map[string]news.LeftOut
	labels    map[news.TagID]string
	revisions map[string][]news.Revision
}

func newExplainer(c *Config, content *archive.Content, decided curation.Result) *explainer {
	x := &explainer{
		config: c, content: content, decided: decided, feeds: map[string]news.Feed{}, items: map[string]news.Item{}, stories: map[string]news.Story{},
		homes: homesOf(content.Stories, decided), left: map[string]news.LeftOut{}, labels: labels(c.Taxonomy, c.List.Site.Language), revisions: map[string][]news.Revision{},
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
	for _, it := range slices.Concat(decided.Items, decided.Hidden) {
		x.items[it.ID] = it
	}
	for _, s := range decided.Stories {
		x.stories[s.ID] = s
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
		if s.LeftOut == it.ID { // an earlier address
			continue
		}
		out.Brought = append(out.Brought, Brought{Feed: x.feed(s.Feed), Seen: s.Seen, URL: s.URL, GUID: s.GUID})
	}
	for _, ref := range it.Refs {
		out.Cites = append(out.Cites, Cited{ref, ref.Label()})
	}
	f := x.feeds[it.Feed]
	if it.Reason.Code == news.ReasonEditor { // it has the tags of a feed that is taken whole
		f.Scope = news.ScopeAll
	}
	q := x.quotes(taxonomy.Input{Title: it.Title, Text: it.Excerpt, Language: it.Language, Region: f.Region, Scope: f.Scope})
	out.Reason = because(it.Reason, q)
	out.Tags = x.tags(it.Tags, q)
	for i, t := range out.Tags {
		out.Tags[i].Evidence = x.signed(t.Evidence, func(o news.Outcome) bool { return slices.Contains(o.Add, t.Tag) && x.bears(o, it.ID) })
	}
	out.Decisions = x.decisions(it.ID, it.URL, func(o news.Outcome) bool { return x.bears(o, it.ID) })
	return out
}

func (x *explainer) leftOut(l news.LeftOut) *ExplainedEntry {
	f := x.feeds[l.Feed]
	in := taxonomy.Input{Title: l.Title, Language: l.Language, Region: f.Region, Scope: f.Scope}
	today := x.today(in)
	return &ExplainedEntry{
		ID: l.ID, Title: l.Title, URL: l.URL, Language: l.Language, Day: l.Day, Published: l.Published, FirstSeen: l.FirstSeen,
		Feed: x.feed(l.Feed), Reason: because(l.Reason, x.quotes(in)),
		Decisions: x.decisions(l.ID, l.URL, func(o news.Outcome) bool {
			return slices.Contains(o.LeftOut, l.ID) || (o.Verb == news.VerbHide && !o.Later || o.Verb == news.VerbTake && o.Later) && named(o.Targets, l.ID, l.URL)
		}),
		Today: &today,
	}
}

func (x *explainer) today(in taxonomy.Input) ExplainedToday {
	v := x.config.Taxonomy.Judge(in)
	return ExplainedToday{v.In, because(v.Reason, nil), x.tags(v.Tags, nil)}
}

func because(r news.Reason, q quotes) ExplainedReason {
	return ExplainedReason{Code: r.Code, Text: r.Text, Evidence: q.fill("", r.Evidence)}
}

func (x *explainer) tags(hits []news.TagHit, q quotes) []ExplainedTag {
	var out []ExplainedTag
	for _, h := range hits {
		out = append(out, ExplainedTag{Tag: h.Tag, Label: cmp.Or(x.labels[h.Tag], string(h.Tag)), Evidence: q.fill(h.Tag, h.Evidence)})
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

// quotes are evidence that a verdict of today has, by its tag, which is empty for the reason, its rule and where it was found.
type quotes map[[3]string]news.Evidence

// quotes are for what the archive has none for: an item of before there were any, as the taxonomy of today reads it.
func (x *explainer) quotes(in taxonomy.Input) quotes {
	v := x.config.Taxonomy.Judge(in)
	out := quotes{}
	for _, e := range v.Reason.Evidence {
		out[[3]string{"", e.Rule, e.In}] = e
	}
	for _, h := range v.Tags {
		for _, e := range h.Evidence {
			out[[3]string{string(h.Tag), e.Rule, e.In}] = e
		}
	}
	return out
}

// fill gives evidence for a tag the quotes that it lacks.
func (q quotes) fill(tag news.TagID, list []news.Evidence) []news.Evidence {
	out := slices.Clone(list)
	for i, e := range out {
		if found := q[[3]string{string(tag), e.Rule, e.In}]; e.Quote == "" {
			out[i].Quote, out[i].Beside = found.Quote, found.Beside
		}
	}
	return out
}
