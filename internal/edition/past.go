package edition

import (
	"slices"

	"counternotice/internal/news"
)

// past is what tells the papers of a story as they were at the end of an earlier day.
type past struct {
	day    string // of which the papers are; empty for now
	named  []named
	newer  map[string]bool        // hosts whose source was not always the one of now
	often  map[[2]string][]string // by month and link that more than popularStories have: the days from which stories had it, in order
	unsure map[*Story]bool        // stories whose papers may once have been others
	then   *papers                // those of the day that was asked for last
}

// named is a host of a source, with the day from which we know the source.
type named struct {
	host  string
	src   *Source
	since string
}

// unread is later than any day: that of a source that has never answered. It makes no page of its host official in an edition
// until it does.
const unread = "~"

func newPast() past {
	return past{newer: map[string]bool{}, often: map[[2]string][]string{}, unsure: map[*Story]bool{}}
}

// known gives the day from which we know each source: that of its first reading, or of the first item that it brought. The
// first of these days comes with them.
func (a *arranger) known(sources []*Source) (out map[string]string, first string) {
	out, first = map[string]string{}, unread
	see := func(feed, day string) {
		first = min(first, day)
		if was, ok := out[feed]; !ok || day < was {
			out[feed] = day
		}
	}
	for _, src := range sources {
		see(src.Feed.ID, unread)
		if at := src.State.FirstRead; !at.IsZero() {
			see(src.Feed.ID, news.Day(at, a.in.Zone))
		}
	}
	items := a.in.Recorded
	if items == nil {
		items = a.in.Items
	}
	for _, it := range items {
		see(it.Feed, a.came(it))
	}
	return out, first
}

// add notes a host of a source. Its source was not always the one of now unless we have known it from the first day on.
func (x *papers) add(n named, first string) {
	x.named = append(x.named, n)
	if n.since > first {
		x.newer[n.host] = true
	}
}

// on are the papers as they were at the end of a day.
func (x *papers) on(day string) *papers {
	if x.then != nil && x.then.day == day {
		return x.then
	}
	then := *x
	then.day, then.then = day, nil
	if len(x.newer) > 0 {
		then.hosts = make(map[string]*Source, len(x.hosts))
		for _, n := range x.named {
			if n.since <= day && then.hosts[n.host] == nil {
				then.hosts[n.host] = n.src
			}
		}
	}
	x.then = &then
	return x.then
}

// count is how many stories of a month have a link.
func (x *papers) count(month, key string) int {
	at := [2]string{month, key}
	if days, ok := x.often[at]; ok && x.day != "" {
		n, _ := slices.BinarySearch(days, x.day+unread) // all of the day itself lie before it
		return n
	}
	return x.within[at]
}

// note remembers whether the papers of a story may have been others on an earlier day.
func (x *papers) note(s *Story, links []cited) {
	month := news.MonthOf(s.Day)
	before := news.MonthOf(news.AddDays(month+"-01", -1))
	for _, c := range links {
		at := [2]string{month, c.key}
		if x.within[at] > popularStories {
			x.often[at] = append(x.often[at], firstDay(s, c.key))
			x.unsure[s] = true
		}
		it, said := x.said[c.url]
		if x.within[[2]string{before, c.key}] > popularStories || len(x.newer) > 0 && x.newer[news.Host(c.url)] || said && x.came(it) > s.Day {
			x.unsure[s] = true
		}
	}
}

// settle ends the notes.
func (x *papers) settle() {
	for _, days := range x.often {
		slices.Sort(days)
	}
}

// firstDay is the day from which a story had a link.
func firstDay(s *Story, key string) string {
	first := unread
	for _, r := range s.Reports {
		if r.came < first && slices.ContainsFunc(r.Item.Links, func(l string) bool { return news.AddressKey(l) == key }) {
			first = r.came
		}
	}
	return first
}
