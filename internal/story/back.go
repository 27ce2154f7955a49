package story

import (
	"maps"
	"slices"
	"time"

	"counternotice/internal/news"
)

// former is a story that was merged into another, and what a group has of its reports.
type former struct {
	news.Story
	home    string          // the story that has them now
	reports map[string]bool // those of the group
	since   time.Time       // when the first of them came there
}

// formers gives for each group the merged story of whose reports it has most; none unless that is more than half of those that
// the story which took them still has.
func (b *book) formers(groups []group) []former {
	out := make([]former, len(groups))
	if len(b.merged) == 0 {
		return out
	}
	there := map[string]int{} // by path of a merged story
	for item := range b.members {
		for _, path := range b.came(item) {
			there[path]++
		}
	}
	for g := range groups {
		had := map[string]former{}
		for _, i := range groups[g].nodes {
			n := &b.nodes[i]
			if n.home == "" || n.settled {
				continue
			}
			joined := b.members[n.item.ID].Joined
			for _, path := range b.came(n.item.ID) {
				f, ok := had[path]
				if !ok {
					f = former{b.merged[path], n.home, map[string]bool{}, joined}
				}
				f.reports[n.item.ID] = true
				if joined.Before(f.since) {
					f.since = joined
				}
				had[path] = f
			}
		}
		for _, path := range slices.Sorted(maps.Keys(had)) {
			if f := had[path]; len(f.reports) > len(out[g].reports) && 2*len(f.reports) > there[path] {
				out[g] = f
			}
		}
	}
	return out
}

// came gives the paths of the merged stories with which an item came to where it is.
func (b *book) came(item string) []string {
	var out []string
	home := b.open[b.home[item]]
	for _, stay := range b.members[item].Past {
		at := stay.Story
		for range len(b.merged) { // a trail that is longer is a circle
			s, gone := b.merged[at]
			if !gone {
				break
			}
			at = s.Into
		}
		if at != stay.Story && at == home.Path() && !slices.Contains(out, stay.Story) {
			out = append(out, stay.Story)
		}
	}
	return out
}

// older says whether a group has more reports of a merged story than of those that the story which took it had before, most of which go on
// elsewhere. Then its other reports, however many, are no reason to keep the address of what has left it.
func (b *book) older(f former, g group) bool {
	here, elsewhere := 0, 0
	for _, m := range b.open[f.home].Members {
		i, clustered := b.place[m.Item]
		if !clustered || f.reports[m.Item] || !m.Joined.Before(f.since) {
			continue
		}
		switch _, in := slices.BinarySearch(g.nodes, i); {
		case !in:
			elsewhere++
		case b.nodes[i].settled:
			return false
		default:
			here++
		}
	}
	return elsewhere > here && len(f.reports) > here
}

// back gives the nodes that stay where they are, since without new evidence they would go back to a story that they have left; see drawn.
// What goes together is not parted: all that a group would take of a story goes, or stays.
func (b *book) back(groups []group) map[int32]bool {
	stay := map[int32]bool{}
	for _, g := range groups {
		for from, part := range b.parts(g) {
			if g.story == "" && !slices.Contains(g.held, from) || g.story != "" && b.drawn(g, from, b.open[g.story].Path()) {
				continue
			}
			for _, i := range part {
				stay[i] = true
			}
		}
	}
	return stay
}

// parts gives the nodes of a group that would leave the story where they are, by that story.
func (b *book) parts(g group) map[string][]int32 {
	out := map[string][]int32{}
	for _, i := range g.nodes {
		if n := &b.nodes[i]; n.home != "" && n.home != g.story && !n.settled {
			out[n.home] = append(out[n.home], i)
		}
	}
	return out
}

// drawn says whether what a group has of a story may go to the story of a path: where none of it was there before, or where new evidence
// takes it back. New evidence is a report that was told first after the last of them had left, is there or comes with them, and is surely
// like one of those who return (see sureTerms).
func (b *book) drawn(g group, from, path string) bool {
	part := b.parts(g)[from]
	goes := func(m news.Member) bool {
		i, clustered := b.place[m.Item]
		return !clustered || slices.Contains(part, i)
	}
	whole := !slices.ContainsFunc(b.open[from].Members, func(m news.Member) bool { return !goes(m) }) // then what is not clustered goes too
	var last time.Time
	var returning []int32
	for _, m := range b.open[from].Members {
		at := b.left(m.Item, path)
		i, clustered := b.place[m.Item]
		if at.IsZero() || !goes(m) || !clustered && !whole {
			continue
		}
		if clustered {
			returning = append(returning, i)
		}
		if at.After(last) {
			last = at
		}
	}
	if last.IsZero() {
		return true
	}
	if len(returning) == 0 {
		returning = part
	}
	for _, i := range returning {
		for _, e := range b.near[i] {
			o := &b.nodes[e.to]
			_, in := slices.BinarySearch(g.nodes, e.to)
			if in && e.sure && (o.home == "" || o.home == from || o.home == g.story) && b.told(o.item.ID).After(last) {
				return true
			}
		}
	}
	return false
}

// left is when an item left the story of a path for the last time; zero if it was never there.
func (b *book) left(item, path string) time.Time {
	var at time.Time
	m := b.members[item]
	for k, stay := range m.Past {
		switch {
		case stay.Story != path:
		case k+1 < len(m.Past):
			at = m.Past[k+1].Joined
		default:
			at = m.Joined
		}
	}
	return at
}

// told is when an item was told first; now if it is new.
func (b *book) told(item string) time.Time {
	m, ok := b.members[item]
	switch {
	case !ok:
		return b.in.Now
	case len(m.Past) > 0:
		return m.Past[0].Joined
	}
	return m.Joined
}
