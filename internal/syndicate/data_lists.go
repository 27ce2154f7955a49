package syndicate

import (
	"maps"
	"slices"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// DataTag is a line of data/tags.jsonl: a tag that a story has.
type DataTag struct {
	ID         news.TagID   `json:"id"`
	Facet      news.Facet   `json:"facet"`
	Label      string       `json:"label"`
	Definition string       `json:"definition,omitempty"`
	Parents    []news.TagID `json:"parents,omitempty"`
	URL        string       `json:"url"`
	Stories    int          `json:"stories"`
}

// DataTagMonth is a line of data/tags-2026-11.jsonl: what a month brought of a tag.
type DataTagMonth struct {
	ID      news.TagID `json:"id"`
	Stories int        `json:"stories"` // of data/stories of this month
	Items   int        `json:"items"`   // of data/items of this month
}

// DataSource is a line of data/sources.jsonl: a feed, how it does, and on what terms it is read.
type DataSource struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Publisher   string      `json:"publisher"` // feeds that share one are one voice
	Address     string      `json:"feed"`      // where it is read
	Home        string      `json:"home,omitempty"`
	URL         string      `json:"url"` // its page here
	Kind        news.Kind   `json:"kind"`
	Region      string      `json:"region,omitempty"`
	Language    string      `json:"language"`
	License     string      `json:"license"`
	Stated      []string    `json:"license_stated,omitempty"` // what the feed says itself: ids, or kinds of Creative Commons licences
	StatedItems []string    `json:"license_stated_by_items,omitempty"`
	Scope       news.Scope  `json:"scope,omitempty"`
	Page        bool        `json:"page,omitempty"`    // a web page, read with selectors
	Removed     bool        `json:"removed,omitempty"` // no longer read
	Health      news.Health `json:"health"`
	Since       *time.Time  `json:"since,omitempty"` // of that health
	LastItem    *time.Time  `json:"last_item,omitempty"`
	Stories     int         `json:"stories"`
}

// DataSourceMonth is a line of data/sources-2026-11.jsonl: what a month brought of a source.
type DataSourceMonth struct {
	ID      string         `json:"id"`
	Items   int            `json:"items"`    // of data/items of this month that it speaks for
	Carried int            `json:"carried"`  // further ones that it carried too
	LeftOut map[string]int `json:"left_out"` // entries that were not taken, by reason
}

// DataLicense is a line of data/licenses.jsonl: what a licence lets us republish, and what it demands.
type DataLicense struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	URL         string `json:"url,omitempty"`
	Words       int    `json:"words"`      // at most so many of a text are quoted here
	Characters  int    `json:"characters"` // the same, in scripts without spaces
	FullText    bool   `json:"full_text"`
	Derivatives bool   `json:"derivatives"`
	Commercial  bool   `json:"commercial"`
	ShareAlike  bool   `json:"share_alike"`
	Attribution bool   `json:"attribution"`
	Notice      string `json:"notice,omitempty"`
}

func dataLicenses() []any {
	var out []any
	for _, l := range news.Licenses() {
		out = append(out, DataLicense{
			l.ID, l.Name, l.URL, l.Words, l.Words * news.ClosedRunes / news.ClosedWords, l.FullText, l.Derivatives, l.Commercial, l.ShareAlike, l.Attribution, l.Notice,
		})
	}
	return out
}

func (w *dataWriter) tags() []any {
	var out []any
	for _, l := range w.d.Tags {
		out = append(out, DataTag{
			ID: l.Tag.ID, Facet: l.Tag.ID.Facet(), Label: l.Title, Definition: l.Tag.Definition, Parents: l.Tag.Parents, URL: w.absolute(l.Path), Stories: l.Count,
		})
	}
	return out
}

func tagsOfMonth(m *dataMonth) []any {
	by := map[news.TagID]DataTagMonth{}
	for _, s := range m.stories {
		for _, t := range s.Tags {
			c := by[t.Tag.ID]
			c.Stories++
			by[t.Tag.ID] = c
		}
	}
	for _, it := range m.items {
		for _, hit := range it.report.Item.Tags {
			c := by[hit.Tag]
			c.Items++
			by[hit.Tag] = c
		}
	}
	var out []any
	for _, id := range slices.Sorted(maps.Keys(by)) {
		c := by[id]
		c.ID = id
		out = append(out, c)
	}
	return out
}

func (w *dataWriter) sources() []any {
	var out []any
	for _, s := range w.d.Sources {
		f := s.Feed
		license := s.License.ID
		if license == "" {
			license = news.AllRightsReserved
		}
		ds := DataSource{
			ID: f.ID, Name: f.Name, Publisher: f.Publisher, Address: news.Outgoing(f.URL), Home: news.Outgoing(f.Home), URL: w.absolute(s.Listing.Path), Kind: f.Kind, Region: f.Region, Language: f.Language,
			License: license, Stated: s.State.Stated.Feed, StatedItems: s.State.Stated.Entries, Scope: f.Scope, Page: f.Page, Removed: s.Removed,
			Health: s.State.Health, Since: known(s.State.Since), LastItem: known(s.LastItem), Stories: s.Listing.Count,
		}
		out = append(out, ds)
	}
	return out
}

// known is a time in UTC, nil if it is not known.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func (w *dataWriter) sourcesOfMonth(m *dataMonth) []any {
	by := map[string]*DataSourceMonth{}
	at := func(id string) *DataSourceMonth {
		if by[id] == nil {
			by[id] = &DataSourceMonth{ID: id, LeftOut: map[string]int{}}
		}
		return by[id]
	}
	for _, it := range m.items {
		at(it.report.Item.Feed).Items++
		for _, s := range it.report.Also {
			at(s.Feed.ID).Carried++
		}
	}
	for _, left := range w.d.LeftOut.Months {
		if left.Month != m.id {
			continue
		}
		for _, s := range left.Sources {
			for _, r := range s.Reasons {
				at(s.Source.Feed.ID).LeftOut[r.Code] = r.Count
			}
		}
	}
	var out []any
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[id])
	}
	return out
}

var _ = edition.Digest{}
