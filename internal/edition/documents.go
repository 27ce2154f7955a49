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

// papers knows what is needed to find the papers that the reports of a story link to.
type papers struct {
	hosts  map[string]*Source   // the first source by host
	within map[[2]string]int    // stories by month and link: what comes after a month has closed changes nothing in it
	said   map[string]news.Item // the first item by address, of sources that are no press
	came   func(news.Item) string
	past   // what it needs to tell of an earlier day
}

// documents gives each story the papers that its reports link to.
func (a *arranger) documents(stories []*Story, sources []*Source) {
	x := &papers{hosts: map[string]*Source{}, within: map[[2]string]int{}, said: map[string]news.Item{}, came: a.came, past: newPast()}
	a.papers = x
	known, first := a.known(sources)
	byID := map[string]*Source{}
	for _, src := range sources {
		byID[src.Feed.ID] = src
		for _, address := range []string{src.Feed.URL, src.Feed.Home} {
			if h := news.Host(address); h != "" {
				x.add(named{h, src, known[src.Feed.ID]}, first)
				if x.hosts[h] == nil {
					x.hosts[h] = src
				}
			}
		}
	}
	for _, it := range a.items {
		if src := byID[it.Feed]; src != nil && !press(src.Feed.Kind) {
			if was, ok := x.said[it.URL]; !ok || news.CompareItems(it, was) < 0 {
				x.said[it.URL] = it
			}
		}
	}
	links := make([][]cited, len(stories))
	for i, s := range stories {
		links[i] = linksOf(s)
		for _, c := range links[i] {
			x.within[[2]string{news.MonthOf(s.Day), c.key}]++
		}
	}
	for i, s := range stories {
		s.Documents = x.among(links[i], news.MonthOf(s.Day))
		x.note(s, links[i])
	}
	x.settle()
}

// among picks the papers out of what a story of a month links to. A link is one when it lies on the host of a source that is
// no press, when its address says that it is a primary paper, or when two publishers of the story link to it; the pages of
// the press are reports, not papers. An item of a source that is no press tells the language of what lies at its address.
func (x *papers) among(links []cited, month string) []Document {
	before := news.MonthOf(news.AddDays(month+"-01", -1))
	var out []Document
	for _, c := range links {
		if max(x.count(month, c.key), x.count(before, c.key)) > popularStories || len(c.by) == 0 || news.SiteRoot(c.url) {
			continue
		}
		h := news.Host(c.url)
		d := at(c.url)
		d.Source, d.Cited = x.hosts[h], len(c.by)
		switch {
		case d.Source == nil && (d.primary() || d.Cited > 1 && !slices.Contains(forums, h)):
		case d.Source != nil && !press(d.Source.Feed.Kind):
			d.Official = d.Official || d.Source.Feed.Kind == news.KindOfficial
		default:
			continue
		}
		if it, ok := x.said[c.url]; ok && d.Language == "" && it.Month() <= month && (x.day == "" || x.came(it) <= x.day) {
			d.Language = it.Language
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(x, y Document) int {
		return cmp.Or(boolFirst(x.Official, y.Official), cmp.Compare(y.Cited, x.Cited), strings.Compare(x.URL, y.URL))
	})
	return out[:min(len(out), documentsShown)]
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
