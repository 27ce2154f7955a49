package syndicate

import (
	"bytes"
	"encoding/json"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// DataStory is a line of data/stories-2026-11.jsonl: one story, with whose words are whose.
type DataStory struct {
	ID       string       `json:"id"`
	URL      string       `json:"url"`
	Day      string       `json:"day"`
	Begun    time.Time    `json:"begun"`
	Updated  time.Time    `json:"updated"`
	Title    string       `json:"title"`
	Language string       `json:"language"`
	Voices   int          `json:"voices"`
	Tags     []DataTag    `json:"tags"`
	Reports  []DataReport `json:"reports"`
	License  string       `json:"license"` // of the line but for titles and excerpts
	Credit   string       `json:"credit"`
}

// DataTag is a tag of a story with what earned it.
type DataTag struct {
	ID       news.TagID      `json:"id"`
	Label    string          `json:"label"`
	Evidence []news.Evidence `json:"evidence,omitempty"`
}

// DataReport is one report of a story.
type DataReport struct {
	ID          string          `json:"id"`
	URL         string          `json:"url,omitempty"`
	Title       string          `json:"title"`
	Language    string          `json:"language"`
	Publisher   string          `json:"publisher"`
	Feeds       []string        `json:"feeds"`
	Kind        news.Kind       `json:"kind"`
	Published   *time.Time      `json:"published,omitempty"`
	FirstSeen   time.Time       `json:"first_seen"`
	Excerpt     string          `json:"excerpt,omitempty"`
	License     string          `json:"license"`
	Attribution string          `json:"attribution"`
	Copy        bool            `json:"copy,omitempty"`
	Joined      []news.Evidence `json:"joined,omitempty"`
}

// data writes each month's stories as JSON Lines, oldest first.
func (w *writer) data() {
	byMonth := map[string]*bytes.Buffer{}
	for _, m := range w.d.Months {
		byMonth[m.ID] = &bytes.Buffer{}
	}
	for _, s := range w.d.Stories {
		b := byMonth[news.MonthOf(s.Day)]
		if s.Into != "" || b == nil {
			continue
		}
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(w.dataStory(s)); err != nil && w.err == nil {
			w.err = err
		}
	}
	for _, m := range w.d.Months {
		w.put("data/stories-"+m.ID+".jsonl", byMonth[m.ID].Bytes(), nil)
	}
}

func (w *writer) dataStory(s *edition.Story) DataStory {
	out := DataStory{
		ID: s.ID, URL: w.absolute(s.Path), Day: s.Day, Begun: s.Begun.UTC(), Updated: s.Updated.UTC(), Title: s.Title, Language: s.Language,
		Voices: s.Voices, Tags: []DataTag{}, License: License, Credit: w.d.Site.Title + ", " + w.absolute(s.Path),
	}
	for _, t := range s.Tags {
		out.Tags = append(out.Tags, DataTag{t.Tag.ID, t.Label, t.Evidence})
	}
	for _, r := range s.Reports {
		dr := DataReport{
			ID: r.Item.ID, URL: r.Item.URL, Title: r.Item.Title, Language: r.Item.Language, Publisher: r.Source.Feed.Name, Feeds: []string{r.Item.Feed},
			Kind: r.Source.Feed.Kind, FirstSeen: r.Item.FirstSeen, Excerpt: r.Item.Excerpt, License: r.Item.License, Attribution: reportRights(r), Copy: r.Copy, Joined: r.Why,
		}
		for _, also := range r.Also {
			dr.Feeds = append(dr.Feeds, also.Feed.ID)
		}
		if r.Dated {
			t := r.Published.UTC()
			dr.Published = &t
		}
		out.Reports = append(out.Reports, dr)
	}
	return out
}
