package pipeline

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"counternotice/internal/news"
)

// ExplainedStory is a story with what made it one.
type ExplainedStory struct {
	ID        string              `json:"id"`
	Path      string              `json:"path"`
	URL       string              `json:"url"`
	Title     string              `json:"title,omitempty"`
	Day       string              `json:"day"`
	Begun     time.Time           `json:"begun"`
	Updated   time.Time           `json:"updated"`
	Voices    int                 `json:"voices"` // independent publishers
	Copies    int                 `json:"copies"` // reports that repeat another word for word
	Lead      string              `json:"lead,omitempty"`
	LeadWhy   string              `json:"lead_why,omitempty"`
	Members   []ExplainedMember   `json:"members,omitempty"`
	Into      string              `json:"into,omitempty"`      // the story that took its items
	Took      []string            `json:"took,omitempty"`      // stories whose items it took
	Left      []string            `json:"left,omitempty"`      // stories that items of it left for
	From      []string            `json:"from,omitempty"`      // stories that items of it were in before
	Decisions []ExplainedDecision `json:"decisions,omitempty"` // about it or reports of it
}

// ExplainedMember is an item of a story with what put it there.
type ExplainedMember struct {
	Item      string          `json:"item"`
	Title     string          `json:"title"`
	Feed      ExplainedFeed   `json:"feed"`
	Published time.Time       `json:"published"` // else first seen
	Joined    time.Time       `json:"joined"`
	Why       []news.Evidence `json:"why,omitempty"`
	Beside    string          `json:"beside,omitempty"` // the item that it shares this with
	Hours     float64         `json:"hours,omitempty"`  // between the two
	Cites     []Cited         `json:"cites,omitempty"`  // what both cite by number
	Copy      string          `json:"copy,omitempty"`   // the item that it repeats word for word
}

func (x *explainer) story(s news.Story) *ExplainedStory {
	out := &ExplainedStory{
		ID: s.ID, Path: s.Path(), URL: x.config.List.Site.URL + s.Path(), Day: s.Day, Begun: s.Begun, Updated: s.Updated,
		Lead: s.Lead, Into: s.Into, Left: s.Left, Title: cmp.Or(x.decided.Settled[s.ID].Title, x.items[s.Lead].Title),
		Decisions: x.decisions(s.ID, "", func(o news.Outcome) bool { return slices.Contains(o.Stories, s.ID) }),
	}
	for _, o := range x.decided.Stories {
		if o.Into == s.Path() {
			out.Took = append(out.Took, o.Path())
		}
		if slices.Contains(o.Left, s.Path()) {
			out.From = append(out.From, o.Path())
		}
	}
	publishers := map[string]bool{}
	for _, m := range s.Members {
		it, ok := x.items[m.Item]
		if !ok {
			continue
		}
		e := ExplainedMember{
			Item: it.ID, Title: it.Title, Feed: x.feed(it.Feed), Published: moment(it), Joined: m.Joined, Copy: m.Copy,
			Why: x.signed(m.Why, func(o news.Outcome) bool {
				return (o.Verb == news.VerbMerge || o.Verb == news.VerbSplit && slices.Contains(o.Reports, m.Item)) && o.Stories[0] == s.ID
			}),
		}
		if near, ok := x.beside(m); ok {
			e.Beside, e.Hours = near.ID, math.Round(10*math.Abs(moment(it).Sub(moment(near)).Hours()))/10
			for _, ref := range it.Refs {
				if slices.Contains(near.Refs, ref) {
					e.Cites = append(e.Cites, Cited{ref, ref.Label()})
				}
			}
		}
		out.Members = append(out.Members, e)
		if m.Copy == "" {
			publishers[e.Feed.Publisher] = true
		} else {
			out.Copies++
		}
	}
	if len(s.Members) > 0 {
		out.Voices, out.LeadWhy = max(1, len(publishers)), x.leadWhy(s)
	}
	return out
}

// moment is the time of an item as stories count it: its publisher's date, else when it was first seen.
func moment(it news.Item) time.Time {
	if it.Published.IsZero() {
		return it.FirstSeen
	}
	return it.Published
}

// beside is the report that the evidence of a member names as the nearest.
func (x *explainer) beside(m news.Member) (news.Item, bool) {
	k := slices.IndexFunc(m.Why, func(e news.Evidence) bool { return e.Rule == "report" })
	if k < 0 {
		return news.Item{}, false
	}
	it, ok := x.items[m.Why[k].Value]
	return it, ok
}

// leadWhy says by which rule the lead leads: an editor's choice, else a primary source before retellings (official, then one to
// whose site other publishers of the story link), then the earliest, then the fullest; a copy never.
func (x *explainer) leadWhy(s news.Story) string {
	lead, ok := x.items[s.Lead]
	if !ok || len(s.Members) == 1 {
		return "it is the only report"
	}
	if slices.ContainsFunc(x.decided.Outcomes, func(o news.Outcome) bool {
		return o.Verb == news.VerbLead && slices.Contains(o.Stories, s.ID) && slices.Contains(o.Reports, s.Lead)
	}) {
		return "an editor lets it lead"
	}
	if x.feeds[lead.Feed].Kind == news.KindOfficial {
		return "an official source comes before those that retell it"
	}
	cited, named := map[string]bool{}, false
	earlier, same := 0, 0
	for _, m := range s.Members {
		it := x.items[m.Item]
		if m.Item == s.Lead || m.Copy != "" {
			continue
		}
		named = named || x.feed(it.Feed).Publisher != x.feed(lead.Feed).Publisher && it.Titles(news.FacetActor, x.feed(lead.Feed).Publisher)
		if p := x.feed(it.Feed).Publisher; p != x.feed(lead.Feed).Publisher && slices.ContainsFunc(it.Links, func(l string) bool {
			return news.Host(l) != "" && news.Host(l) == news.Host(lead.URL)
		}) {
			cited[p] = true
		}
		switch c := moment(it).Compare(moment(lead)); {
		case c < 0:
			earlier++
		case c == 0:
			same++
		}
	}
	switch {
	case named:
		return "it is of the organisation that another report names"
	case len(cited) == 1:
		return "another publisher of the story links to its site"
	case len(cited) > 1:
		return fmt.Sprintf("%d other publishers of the story link to its site", len(cited))
	case earlier == 0 && same == 0:
		return "it is the earliest report that repeats no other"
	case earlier == 0:
		return "it is the fullest of the earliest reports"
	}
	return "it led when the story last changed"
}
