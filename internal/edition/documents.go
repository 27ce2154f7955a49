package edition

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/news"
)

const (
	documentsShown = 4
	// popularStories is in how many stories of a month a link may stand before it is a habit of somebody's pages and no
	// paper of an event.
	popularStories = 5
)

// cited is a link of a story's reports, with the publishers that give it.
type cited struct {
	url, key string
	by       []string
}

// documents finds the papers that the reports of each story link to. A link is one when it lies on the host of a source
// that is no press, when its address says that it is a primary paper, or when two publishers of the story link to it; the
// pages of the press are reports, not papers. Items that are published at the address of a paper tell its language.
func documents(stories []*Story, sources []*Source, items map[string]news.Item) {
	hosts := map[string]*Source{}
	for _, src := range sources {
		for _, address := range []string{src.Feed.URL, src.Feed.Home} {
			if h := news.Host(address); h != "" && hosts[h] == nil {
				hosts[h] = src
			}
		}
	}
	within := map[[2]string]int{} // stories by month and link: what comes after a month has closed changes nothing in it
	links := make([][]cited, len(stories))
	for i, s := range stories {
		links[i] = linksOf(s)
		for _, c := range links[i] {
			within[[2]string{news.MonthOf(s.Day), c.key}]++
		}
	}
	for i, s := range stories {
		month := news.MonthOf(s.Day)
		before := news.MonthOf(news.AddDays(month+"-01", -1))
		for _, c := range links[i] {
			if max(within[[2]string{month, c.key}], within[[2]string{before, c.key}]) > popularStories || len(c.by) == 0 || news.SiteRoot(c.url) {
				continue
			}
			h := news.Host(c.url)
			d := at(c.url)
			d.Source, d.Cited = hosts[h], len(c.by)
			switch {
			case d.Source == nil && (d.primary() || d.Cited > 1 && !slices.Contains(forums, h)):
			case d.Source != nil && !press(d.Source.Feed.Kind):
				d.Official = d.Official || d.Source.Feed.Kind == news.KindOfficial
			default:
				continue
			}
			s.Documents = append(s.Documents, d)
		}
		slices.SortFunc(s.Documents, func(x, y Document) int {
			return cmp.Or(boolFirst(x.Official, y.Official), cmp.Compare(y.Cited, x.Cited), strings.Compare(x.URL, y.URL))
		})
		s.Documents = s.Documents[:min(len(s.Documents), documentsShown)]
	}
	published(stories, items)
}

// published gives papers of which nothing else tells the language that of the first item at their address, unless it came
// in a later month than the story.
func published(stories []*Story, items map[string]news.Item) {
	first := map[string]news.Item{}
	for _, s := range stories {
		for _, d := range s.Documents {
			if d.Language == "" {
				first[d.URL] = news.Item{}
			}
		}
	}
	if len(first) == 0 {
		return
	}
	for _, it := range items {
		if was, wanted := first[it.URL]; wanted && (was.ID == "" || news.CompareItems(it, was) < 0) {
			first[it.URL] = it
		}
	}
	for _, s := range stories {
		for i := range s.Documents {
			d := &s.Documents[i]
			if it := first[d.URL]; d.Language == "" && it.ID != "" && it.Month() <= news.MonthOf(s.Day) {
				d.Language = it.Language
			}
		}
	}
}

// linksOf is what the reports of a story link to, other than one another. What a copy links to counts for nobody.
func linksOf(s *Story) []cited {
	var out []cited
	at := map[string]int{}
	for _, r := range s.Reports {
		for _, l := range r.Item.Links {
			k := news.AddressKey(l)
			if k == "" {
				continue
			}
			i, ok := at[k]
			if !ok {
				i = len(out)
				at[k] = i
				out = append(out, cited{url: l, key: k})
			}
			if p := r.Source.Feed.Publisher; !r.Copy && !slices.Contains(out[i].by, p) {
				out[i].by = append(out[i].by, p)
			}
		}
	}
	if len(out) > 0 {
		own := map[string]bool{}
		for _, r := range s.Reports {
			own[news.AddressKey(r.Item.URL)] = true
		}
		out = slices.DeleteFunc(out, func(c cited) bool { return own[c.key] })
	}
	return out
}

func press(k news.Kind) bool {
	return k == news.KindPress || k == news.KindTrade || k == news.KindState
}

// forums are the hosts where people talk: what several publishers link to there is a remark, not a paper.
var forums = []string{"twitter.com", "x.com", "facebook.com", "t.me", "youtube.com", "youtu.be", "instagram.com", "linkedin.com", "reddit.com", "bsky.app", "threads.net"}
