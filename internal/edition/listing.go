package edition

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"counternotice/internal/news"
)

func (a *arranger) tagListings(told []*Story) []*Listing {
	byTag := map[news.TagID][]*Story{}
	for _, s := range told {
		for _, t := range s.Tags {
			byTag[t.Tag.ID] = append(byTag[t.Tag.ID], s)
		}
	}
	var out []*Listing
	for id, stories := range byTag {
		tag := a.tags[id]
		l := listing(tag.Label(a.in.Site.Language), id.Path(), stories)
		l.Tag = tag
		for _, p := range tag.Parents {
			if len(byTag[p]) > 0 {
				l.Parents = append(l.Parents, a.tags[p])
			}
		}
		out = append(out, l)
	}
	parents := map[news.TagID]*Listing{}
	for _, l := range out {
		parents[l.Tag.ID] = l
	}
	slices.SortFunc(out, func(x, y *Listing) int {
		return cmp.Or(
			cmp.Compare(slices.Index(news.Facets, x.Tag.ID.Facet()), slices.Index(news.Facets, y.Tag.ID.Facet())),
			strings.Compare(strings.ToLower(x.Title), strings.ToLower(y.Title)), strings.Compare(string(x.Tag.ID), string(y.Tag.ID)))
	})
	for _, l := range out {
		for _, p := range l.Parents {
			parents[p.ID].Children = append(parents[p.ID].Children, l)
		}
	}
	return out
}

func (a *arranger) sourceListings(told []*Story) {
	bySource := map[*Source][]*Story{}
	for _, s := range told {
		seen := map[*Source]bool{}
		for _, r := range s.Reports {
			for _, src := range append([]*Source{r.Source}, r.Also...) {
				if !seen[src] {
					seen[src] = true
					bySource[src] = append(bySource[src], s)
				}
			}
		}
	}
	for _, src := range a.sources {
		src.Listing = listing(src.Feed.Name, "source/"+src.Feed.ID+"/", bySource[src])
	}
}

// shares counts by what code says of a feed.
func shares(sources []*Source, told []*Story, code func(news.Feed) string) []Share {
	at := map[string]*Share{}
	for _, src := range sources {
		if c := code(src.Feed); !src.Removed {
			if at[c] == nil {
				at[c] = &Share{Code: c}
			}
			at[c].Sources++
		}
	}
	for _, s := range told {
		var counted []string
		for _, r := range s.Reports {
			if c := code(r.Source.Feed); at[c] != nil && !slices.Contains(counted, c) {
				counted = append(counted, c)
				at[c].Stories++
			}
		}
	}
	var out []Share
	for _, c := range slices.Sorted(maps.Keys(at)) {
		out = append(out, *at[c])
	}
	slices.SortStableFunc(out, func(x, y Share) int {
		return cmp.Or(cmp.Compare(y.Stories, x.Stories), cmp.Compare(y.Sources, x.Sources))
	})
	return out
}

// began is the day on which a source was first read; empty if none was.
func (a *arranger) began() string {
	first := ""
	for _, s := range a.in.States {
		if d := news.Day(s.FirstRead, a.in.Zone); !s.FirstRead.IsZero() && (first == "" || d < first) {
			first = d
		}
	}
	return first
}

func listing(title, path string, stories []*Story) *Listing {
	stories = slices.SortedFunc(slices.Values(stories), newestFirst)
	l := &Listing{Title: title, Path: path, Count: len(stories), Newest: stories[:min(len(stories), newestShown)]}
	for _, s := range stories {
		m := news.MonthOf(s.Day)
		if n := len(l.Months); n == 0 || l.Months[n-1].Month != m {
			l.Months = append(l.Months, ListingMonth{Month: m, Path: path + m + "/"})
		}
		last := &l.Months[len(l.Months)-1]
		last.Stories = append(last.Stories, s)
		if s.Updated.After(l.Updated) {
			l.Updated = s.Updated
		}
	}
	return l
}

// reasonTexts puts the codes of reasons in general words that follow a number, for the counts at the head of the page.
var reasonTexts = map[string]string{
	news.ReasonOffTopic: "off topic", news.ReasonExcluded: "with a word of the subject in another sense", news.ReasonDropped: "adverts, deals, jobs, appeals or round-ups", news.ReasonNoText: "with nothing to judge by",
}

func (a *arranger) leftOut(d *Digest) LeftOut {
	out := LeftOut{Since: news.AddDays(d.Today, 1-leftOutDays), Days: leftOutDays}
	entries := slices.SortedFunc(slices.Values(a.in.LeftOut), func(x, y news.LeftOut) int {
		return cmp.Or(strings.Compare(y.Day, x.Day), y.Published.Compare(x.Published), strings.Compare(x.ID, y.ID))
	})
	taken := map[string]map[string]int{} // items by month, and by "" for the last days, then by feed
	take := func(when, feed string) {
		if taken[when] == nil {
			taken[when] = map[string]int{}
		}
		taken[when][feed]++
	}
	for _, it := range a.in.Items {
		if take(it.Month(), it.Feed); it.Day >= out.Since && !it.Backlog {
			take("", it.Feed)
			out.Taken++
		}
	}
	var recent []news.LeftOut
	for _, e := range entries {
		m := news.MonthOf(e.Day)
		if n := len(out.Months); n == 0 || out.Months[n-1].Month != m {
			out.Months = append(out.Months, LeftMonth{Month: m, Path: "left-out/" + m + "/"})
		}
		out.Months[len(out.Months)-1].Count++
		if e.Day >= out.Since {
			recent = append(recent, e)
		}
	}
	out.Count, out.Reasons = len(recent), reasonCounts(recent)
	out.Sources = a.bySource(d, recent, taken[""])
	out.Rules = a.ruleCounts(recent)
	rest := entries
	for i := range out.Months {
		m := &out.Months[i]
		m.Sources, m.Reasons = a.bySource(d, rest[:m.Count], taken[m.Month]), reasonCounts(rest[:m.Count])
		rest = rest[m.Count:]
	}
	return out
}

func reasonCounts(entries []news.LeftOut) []ReasonCount {
	counts := map[string]int{}
	for _, e := range entries {
		counts[e.Reason.Code]++
	}
	var out []ReasonCount
	for _, code := range []string{news.ReasonOffTopic, news.ReasonExcluded, news.ReasonDropped, news.ReasonNoText} {
		if counts[code] > 0 {
			text := reasonTexts[code]
			if code == news.ReasonDropped && counts[code] == 1 {
				text = "advert, deal, job, appeal or round-up"
			}
			out = append(out, ReasonCount{code, text, counts[code]})
		}
	}
	return out
}

// ruleCounts counts what the first rule that spoke against an entry has kept out.
func (a *arranger) ruleCounts(entries []news.LeftOut) []RuleCount {
	var out []RuleCount
	at := map[[2]string]int{}
	for _, e := range entries {
		if len(e.Reason.Evidence) == 0 {
			continue
		}
		key := [2]string{e.Reason.Code, e.Reason.Evidence[0].Rule}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, RuleCount{Rule: key[1], Code: key[0], Example: Left{Entry: e, Source: a.sources[e.Feed]}})
		}
		out[i].Count++
	}
	slices.SortFunc(out, func(x, y RuleCount) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), strings.Compare(x.Code, y.Code), strings.Compare(x.Rule, y.Rule))
	})
	return out[:min(len(out), rulesShown)]
}

func (a *arranger) bySource(d *Digest, entries []news.LeftOut, taken map[string]int) []LeftSource {
	by := map[*Source][]Left{}
	plain := map[*Source][]news.LeftOut{}
	takes := map[string]*Decision{}
	for _, d := range d.Decisions {
		for _, l := range d.LeftOut {
			takes[l.ID] = d
		}
	}
	for _, e := range entries {
		if src := a.sources[e.Feed]; src != nil {
			by[src] = append(by[src], Left{e, src, takes[e.ID]})
			plain[src] = append(plain[src], e)
		}
	}
	var out []LeftSource
	for _, src := range d.Sources {
		if len(by[src]) > 0 {
			out = append(out, LeftSource{src, by[src], reasonCounts(plain[src]), taken[src.Feed.ID]})
		}
	}
	slices.SortStableFunc(out, func(x, y LeftSource) int { return cmp.Compare(len(y.Items), len(x.Items)) })
	return out
}
