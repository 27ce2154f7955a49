package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
	"counternotice/internal/pipeline"
)

func TestExplainedStoryOnPaper(t *testing.T) {
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	feed := func(id string) pipeline.ExplainedFeed { return pipeline.ExplainedFeed{ID: id, Name: id, Publisher: id} }
	for _, tt := range []struct {
		name  string
		story pipeline.ExplainedStory
		want  string
	}{
		{"merged", pipeline.ExplainedStory{ID: "s1", URL: "https://d.example/s1/", Day: "2026-11-20", Begun: at, Updated: at.Add(time.Hour), Into: "story/s2/"}, `
story         s1
address       https://d.example/s1/
begun         2026-11-20 12:00 UTC, for the day 2026-11-20
changed       2026-11-20 13:00 UTC
merged into   story/s2/
`},
		{"of many", pipeline.ExplainedStory{
			ID: "s2", URL: "https://d.example/s2/", Title: "One", Day: "2026-11-20", Begun: at, Updated: at, Voices: 1, Copies: 1, Lead: "a", LeadWhy: "it leads",
			Took: []string{"story/s1/"}, From: []string{"story/s0/"}, Left: []string{"story/s3/"},
			Members: []pipeline.ExplainedMember{
				{Item: "a", Title: "One", Feed: feed("wire"), Published: at, Joined: at},
				{
					Item: "b", Title: "Two", Feed: feed("post"), Published: at, Joined: at, Copy: "a", Beside: "a", Hours: 1.5,
					Why:   []news.Evidence{{Rule: "words", In: "title", Value: "harbour order", Score: 0.5}, {Rule: "link", In: "link", Value: "https://x.example/"}},
					Cites: []pipeline.Cited{{Ref: "lumen:1", Label: "Lumen notice 1"}},
				},
			},
		}, `
story         s2
title         One
address       https://d.example/s2/
begun         2026-11-20 12:00 UTC, for the day 2026-11-20
took          story/s1/
came from     story/s0/
went to       story/s3/
voices        1 independent publisher in 2 reports, 1 of them copied word for word
leads         a: it leads

Reports
  a             leads     2026-11-20 12:00  wire: One
  b             copy      2026-11-20 12:00  post: Two
    repeats     a word for word
    beside      a, 1.5 h apart; joined 2026-11-20 12:00
    words       harbour order (title, likeness 0.500)
    link        https://x.example/ (link)
    cites       Lumen notice 1
`},
	} {
		var b strings.Builder
		newPaper(&b).story(&tt.story, nil)
		if d := cmp.Diff(tt.want, "\n"+b.String()); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}
