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
// that is no press, or when two publishers of the story link to it; the pages of the press are reports, not papers.
func documents(stories []*Story, sources []*Source) {
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
			d := Document{URL: c.url, Source: hosts[h], Cited: len(c.by)}
			switch {
			case d.Source == nil && d.Cited > 1 && !slices.Contains(forums, h):
			case d.Source != nil && !press(d.Source.Feed.Kind):
			default:
				continue
			}
			s.Documents = append(s.Documents, d)
		}
		slices.SortFunc(s.Documents, func(x, y Document) int {
			return cmp.Or(boolFirst(x.official(), y.official()), cmp.Compare(y.Cited, x.Cited), strings.Compare(x.URL, y.URL))
		})
		s.Documents = s.Documents[:min(len(s.Documents), documentsShown)]
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

func (d Document) official() bool {
	return d.Source != nil && d.Source.Feed.Kind == news.KindOfficial
}

func press(k news.Kind) bool {
	return k == news.KindPress || k == news.KindTrade || k == news.KindState
}

// forums are the hosts where people talk: what several publishers link to there is a remark, not a paper.
var forums = []string{"twitter.com", "x.com", "facebook.com", "t.me", "youtube.com", "youtu.be", "instagram.com", "linkedin.com", "reddit.com", "bsky.app", "threads.net"}
