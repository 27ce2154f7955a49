package syndicate

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// DataStory is a line of data/stories-2026-11.jsonl: one story, with whose words are whose.
type DataStory struct {
	ID        string         `json:"id"`
	URL       string         `json:"url"`
	Day       string         `json:"day"`
	Begun     time.Time      `json:"begun"`
	Updated   time.Time      `json:"updated"`
	Title     string         `json:"title"` // of the leading report, or the editor's
	Language  string         `json:"language"`
	Voices    int            `json:"voices"`
	Backlog   bool           `json:"backlog,omitempty"` // every report was found in a backlog: it never was new
	Tags      []DataTagHit   `json:"tags"`
	Reports   []DataReport   `json:"reports"`
	Documents []DataDocument `json:"documents,omitempty"`
	Decisions []DataDecision `json:"decisions,omitempty"`
	License   string         `json:"license"` // of the line but for titles, excerpts and quotes
	Credit    string         `json:"credit"`
}

// DataTagHit is a tag of a story or an item with what earned it.
type DataTagHit struct {
	ID       news.TagID     `json:"id"`
	Label    string         `json:"label,omitempty"` // of a story's; data/tags.jsonl has those of items
	Evidence []DataEvidence `json:"evidence,omitempty"`
}

// DataEvidence is what earned a tag.
type DataEvidence struct {
	news.Evidence
	Report string `json:"report,omitempty"` // of a story's: the id of the report that it is of
}

// DataReport is one report of a story. The line of its item has the rest.
type DataReport struct {
	ID          string          `json:"id"`
	URL         string          `json:"url,omitempty"`
	Title       string          `json:"title"`
	Language    string          `json:"language"`
	Publisher   string          `json:"publisher"` // its name
	Feeds       []string        `json:"feeds"`
	Kind        news.Kind       `json:"kind"`
	Published   *time.Time      `json:"published,omitempty"`
	FirstSeen   time.Time       `json:"first_seen"`
	Excerpt     string          `json:"excerpt,omitempty"`
	License     string          `json:"license"`
	Attribution string          `json:"attribution,omitempty"` // where there is an excerpt
	Copy        bool            `json:"copy,omitempty"`
	Joined      []news.Evidence `json:"joined,omitempty"`
}

// DataDocument is a paper that reports of a story link to.
type DataDocument struct {
	URL      string `json:"url"`
	Cited    int    `json:"cited"` // publishers of the story that link to it
	Body     string `json:"body,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Number   string `json:"number,omitempty"`
	Language string `json:"language,omitempty"`
}

// DataDecision is what an editor decided about a story.
type DataDecision struct {
	Verb     news.Verb    `json:"verb"`
	Made     time.Time    `json:"made"`
	By       string       `json:"by"`
	Reason   string       `json:"reason,omitempty"`
	Text     string       `json:"text,omitempty"` // Markdown
	Title    string       `json:"title,omitempty"`
	Language string       `json:"language,omitempty"`
	Add      []news.TagID `json:"add,omitempty"`
	Remove   []news.TagID `json:"remove,omitempty"`
	Until    string       `json:"until,omitempty"`
	OffTopic bool         `json:"off_topic,omitempty"` // of a hide
	Law      string       `json:"law,omitempty"`       // of a hide that a law demands
	Demander string       `json:"demander,omitempty"`  // who demanded it, where somebody may be named
	Notice   string       `json:"notice,omitempty"`    // the address of the demand, where it is public
	Reports  []string     `json:"reports,omitempty"`   // ids, where it is about reports and not about the whole story
}

// DataItem is a line of data/items-2026-11.jsonl: one article, with what was found in it and why it is in.
type DataItem struct {
	ID          string            `json:"id"`
	Story       string            `json:"story"` // the id of its story
	Day         string            `json:"day"`
	Source      string            `json:"source"` // the id of the feed that speaks for it
	URL         string            `json:"url,omitempty"`
	Title       string            `json:"title"`
	Former      []DataFormerTitle `json:"former_titles,omitempty"`
	Language    string            `json:"language"`
	Authors     []string          `json:"authors,omitempty"`
	Published   *time.Time        `json:"published,omitempty"`
	FirstSeen   time.Time         `json:"first_seen"`
	Revised     *time.Time        `json:"revised,omitempty"`
	Backlog     bool              `json:"backlog,omitempty"`
	Excerpt     string            `json:"excerpt,omitempty"`
	License     string            `json:"license"`
	Attribution string            `json:"attribution,omitempty"`
	CopyOf      string            `json:"copy_of,omitempty"` // the id of the item that it repeats word for word
	Feeds       []DataCarrier     `json:"feeds"`
	Reason      news.Reason       `json:"reason"`
	Tags        []DataTagHit      `json:"tags"`
	References  []news.Ref        `json:"references,omitempty"`
	Links       []string          `json:"links,omitempty"`
}

// DataFormerTitle is a title that the publisher replaced.
type DataFormerTitle struct {
	Title string    `json:"title"`
	Until time.Time `json:"until"`
}

// DataCarrier is a feed that carried an item.
type DataCarrier struct {
	ID   string    `json:"id"`
	Seen time.Time `json:"seen"`
}

// DataGone is a line of data/gone-2026-11.jsonl: a story that is no longer told at its address, and where it went.
type DataGone struct {
	ID        string         `json:"id"`
	URL       string         `json:"url"`
	Day       string         `json:"day"`
	Tags      []DataTagHit   `json:"tags,omitempty"` // the topics of one that an editor withdrew
	Into      string         `json:"into,omitempty"` // the address of the story that took its reports; empty if an editor withdrew it
	Decisions []DataDecision `json:"decisions,omitempty"`
}

// dataMonth is what belongs to one month, each in its order.
type dataMonth struct {
	id      string
	stories []*edition.Story
	gone    []*edition.Story
	items   []dataItem
}

type dataItem struct {
	report *edition.Report
	story  *edition.Story
}

// months sorts stories and items into their months, oldest first. Nothing of a month depends on another one, so a closed
// month is the same bytes for ever, but for what an editor decides about it.
func (w *dataWriter) months() []*dataMonth {
	by := map[string]*dataMonth{}
	at := func(day string) *dataMonth {
		id := news.MonthOf(day)
		if by[id] == nil {
			by[id] = &dataMonth{id: id}
		}
		return by[id]
	}
	for _, s := range w.d.Stories {
		if s.Into != "" {
			at(s.Day).gone = append(at(s.Day).gone, s)
			continue
		}
		at(s.Day).stories = append(at(s.Day).stories, s)
		for _, r := range s.Reports {
			at(r.Item.Day).items = append(at(r.Item.Day).items, dataItem{r, s})
		}
	}
	for _, s := range w.d.Gone {
		at(s.Day).gone = append(at(s.Day).gone, s)
	}
	for _, left := range w.d.LeftOut.Months {
		at(left.Month)
	}
	var out []*dataMonth
	for _, id := range slices.Sorted(maps.Keys(by)) {
		m := by[id]
		slices.SortFunc(m.items, func(a, b dataItem) int { return news.CompareItems(a.report.Item, b.report.Item) })
		slices.SortFunc(m.gone, func(a, b *edition.Story) int {
			return cmp.Or(strings.Compare(a.Day, b.Day), strings.Compare(a.ID, b.ID))
		})
		out = append(out, m)
	}
	return out
}

// month writes the files of one month.
func (w *dataWriter) month(m *dataMonth) {
	w.lines("stories", m.id, each(m.stories, func(s *edition.Story) any { return w.story(s) }))
	w.lines("items", m.id, each(m.items, func(it dataItem) any { return w.item(it) }))
	w.lines("tags", m.id, slices.Values(tagsOfMonth(m)))
	w.lines("sources", m.id, slices.Values(w.sourcesOfMonth(m)))
	if len(m.gone) > 0 {
		w.lines("gone", m.id, each(m.gone, func(s *edition.Story) any { return w.gone(s) }))
	}
}

// each makes one line after the other, so that no more than one is held.
func each[T any](list []T, line func(T) any) func(yield func(any) bool) {
	return func(yield func(any) bool) {
		for _, x := range list {
			if !yield(line(x)) {
				return
			}
		}
	}
}

func (w *dataWriter) story(s *edition.Story) DataStory {
	out := DataStory{
		ID: s.ID, URL: w.absolute(s.Path), Day: s.Day, Begun: s.Begun.UTC(), Updated: s.Updated.UTC(), Title: s.Title, Language: s.Language,
		Voices: s.Voices, Backlog: s.Backlog, Tags: []DataTagHit{}, Decisions: decisions(s.Decisions), License: License, Credit: w.d.Site.Title + ", " + w.absolute(s.Path),
	}
	for _, t := range s.Tags {
		hit := DataTagHit{ID: t.Tag.ID, Label: t.Label}
		for _, e := range t.Evidence {
			hit.Evidence = append(hit.Evidence, DataEvidence{e.Evidence, e.Report.Item.ID})
		}
		out.Tags = append(out.Tags, hit)
	}
	for _, d := range s.Documents {
		out.Documents = append(out.Documents, DataDocument{news.Outgoing(d.URL), d.Cited, d.Body, d.Kind, d.Number, d.Language})
	}
	for _, r := range s.Reports {
		dr := DataReport{
			ID: r.Item.ID, URL: news.Outgoing(r.Item.URL), Title: r.Item.Title, Language: r.Item.Language, Publisher: r.Source.Feed.Name, Feeds: []string{r.Item.Feed},
			Kind: r.Source.Feed.Kind, Published: published(r), FirstSeen: r.Item.FirstSeen.UTC(), Excerpt: r.Item.Excerpt, License: r.Item.License, Attribution: attribution(r),
			Copy: r.Copy, Joined: r.Why,
		}
		for _, also := range r.Also {
			dr.Feeds = append(dr.Feeds, also.Feed.ID)
		}
		out.Reports = append(out.Reports, dr)
	}
	return out
}

func (w *dataWriter) item(in dataItem) DataItem {
	r := in.report
	it := r.Item
	out := DataItem{
		ID: it.ID, Story: in.story.ID, Day: it.Day, Source: it.Feed, URL: news.Outgoing(it.URL), Title: it.Title, Language: it.Language, Authors: it.Authors,
		Published: published(r), FirstSeen: it.FirstSeen.UTC(), Backlog: it.Backlog, Excerpt: it.Excerpt, License: it.License, Attribution: attribution(r),
		Feeds: []DataCarrier{}, Reason: it.Reason, Tags: []DataTagHit{}, References: it.Refs, Links: outgoing(it.Links),
	}
	if !it.Revised.IsZero() {
		t := it.Revised.UTC()
		out.Revised = &t
	}
	for _, f := range it.Former {
		out.Former = append(out.Former, DataFormerTitle{f.Title, f.Until.UTC()})
	}
	if r.CopyOf != nil {
		out.CopyOf = r.CopyOf.Item.ID
	}
	for _, s := range it.Sources {
		if s.LeftOut == it.ID { // an earlier address
			continue
		}
		out.Feeds = append(out.Feeds, DataCarrier{s.Feed, s.Seen.UTC()})
	}
	for _, hit := range it.Tags {
		of := DataTagHit{ID: hit.Tag}
		for _, e := range hit.Evidence {
			of.Evidence = append(of.Evidence, DataEvidence{Evidence: e})
		}
		out.Tags = append(out.Tags, of)
	}
	return out
}

func (w *dataWriter) gone(s *edition.Story) DataGone {
	out := DataGone{ID: s.ID, URL: w.absolute(s.Path), Day: s.Day}
	if s.Into != "" {
		out.Into, out.Decisions = w.absolute(s.Into), decisions(s.Decisions)
	} else if s.Gone != nil { // what else was decided about a withdrawn story may say what it was
		out.Decisions = decisions([]*edition.Decision{s.Gone})
		for _, t := range s.Tags {
			out.Tags = append(out.Tags, DataTagHit{ID: t.Tag.ID, Label: t.Label})
		}
	}
	return out
}

func decisions(list []*edition.Decision) []DataDecision {
	var out []DataDecision
	for _, d := range list {
		dd := DataDecision{
			Verb: d.Verb, Made: d.Made.UTC(), By: d.By, Reason: d.Reason, Text: d.Text, Title: d.Title, Language: d.Language, Add: d.Add, Remove: d.Remove, Until: d.Until,
			OffTopic: d.OffTopic, Law: d.Law, Demander: d.Demander, Notice: news.Outgoing(d.Notice),
		}
		for _, r := range d.Reports {
			dd.Reports = append(dd.Reports, r.Item.ID)
		}
		out = append(out, dd)
	}
	return out
}

func published(r *edition.Report) *time.Time {
	if !r.Dated {
		return nil
	}
	t := r.Published.UTC()
	return &t
}

// attribution is what has to be said with an excerpt; empty where there is no excerpt.
func attribution(r *edition.Report) string {
	if r.Item.Excerpt == "" {
		return ""
	}
	return reportRights(r)
}

// outgoing are addresses as they may stand in what we publish.
func outgoing(addresses []string) []string {
	out := slices.Clone(addresses)
	for i := range out {
		out[i] = news.Outgoing(out[i])
	}
	return out
}
