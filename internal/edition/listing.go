package edition

import (
	"cmp"
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
	slices.SortFunc(out, func(x, y *Listing) int {
		return cmp.Or(
			cmp.Compare(slices.Index(news.Facets, x.Tag.ID.Facet()), slices.Index(news.Facets, y.Tag.ID.Facet())),
			strings.Compare(strings.ToLower(x.Title), strings.ToLower(y.Title)), strings.Compare(string(x.Tag.ID), string(y.Tag.ID)))
	})
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
	counts := map[string]int{}
	var recent []news.LeftOut
	for _, e := range entries {
		m := news.MonthOf(e.Day)
		if n := len(out.Months); n == 0 || out.Months[n-1].Month != m {
			out.Months = append(out.Months, LeftMonth{Month: m, Path: "left-out/" + m + "/"})
		}
		out.Months[len(out.Months)-1].Count++
		if e.Day >= out.Since {
			recent = append(recent, e)
			counts[e.Reason.Code]++
		}
	}
	out.Count = len(recent)
	out.Sources = a.bySource(d, recent)
	rest := entries
	for i := range out.Months {
		n := out.Months[i].Count
		out.Months[i].Sources = a.bySource(d, rest[:n])
		rest = rest[n:]
	}
	for _, code := range []string{news.ReasonOffTopic, news.ReasonExcluded, news.ReasonDropped, news.ReasonNoText} {
		if counts[code] > 0 {
			out.Reasons = append(out.Reasons, ReasonCount{code, reasonTexts[code], counts[code]})
		}
	}
	return out
}

func (a *arranger) bySource(d *Digest, entries []news.LeftOut) []LeftSource {
	by := map[*Source][]Left{}
	for _, e := range entries {
		if src := a.sources[e.Feed]; src != nil {
			by[src] = append(by[src], Left{e, src})
		}
	}
	var out []LeftSource
	for _, src := range d.Sources {
		if len(by[src]) > 0 {
			out = append(out, LeftSource{src, by[src]})
		}
	}
	return out
}
