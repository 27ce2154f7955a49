// Package story owns which items report one event: duplicates, clustering, the identity of stories over time, and the
// evidence for each item that joined. It reads no clock and no disk, knows no page, and judges only what the archive keeps of an item.
package story

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"counternotice/internal/news"
)

// DefaultWindow is how long an item is live: so long stories are clustered anew at each run. Of the labelled streams,
// 95 of 100 stories end within three days.
const DefaultWindow = 5 * 24 * time.Hour

// FollowDays is how many days after its last report a story can still take a late follow-up.
const FollowDays = 30

// Input is all that stories are told from. The order of its slices does not matter.
type Input struct {
	Now     time.Time
	Window  time.Duration        // DefaultWindow if zero
	Items   []news.Item          // every item of the live window and every member of Stories
	Stories []news.Story         // every story with a member in the window, any that could take a late follow-up, and those that were merged into them
	Taken   map[string]bool      // ids of other stories, which no new one may have
	Feeds   map[string]news.Feed // by id

	Companies map[news.TagID]bool         // the actors of which reports on one event name the same, if they name any: companies and sites, no courts and agencies
	Wider     map[news.TagID][]news.TagID // by place: what it is a part of
}

// Know takes from the tags of the taxonomy what stories are told by.
func (in *Input) Know(tags []news.Tag) {
	in.Companies, in.Wider = map[news.TagID]bool{}, map[news.TagID][]news.TagID{}
	for _, t := range tags {
		switch {
		case t.Kind == "company" || t.Kind == "site":
			in.Companies[t.ID] = true
		case t.ID.Facet() == news.FacetPlace:
			in.Wider[t.ID] = t.Parents
		}
	}
}

// Tell files the items that are in no story yet, clusters the live window anew, and gives the stories that are new or
// changed, in the order of news.CompareStories. Items older than the window that are in no story are told among
// themselves. Where no item is new, nothing changes. The same input gives the same stories, whatever its order.
func Tell(in Input) []news.Story {
	return tell(in, tuned)
}

func tell(in Input, tu tuning) []news.Story {
	b := openBook(in, tu)
	if b.fresh == 0 {
		return nil
	}
	return b.file(b.cluster())
}

// book is one call of Tell: the items to be clustered, and where they stand.
type book struct {
	in        Input
	tu        tuning
	items     map[string]*news.Item
	nodes     []node             // the live and the new, ordered by time, then id
	place     map[string]int32   // the node of an item
	read      map[string]reading // of items that are no node
	others    map[string]*node   // made of them
	looking   sync.Mutex         // for others
	fresh     int                // nodes in no story yet
	against   [][2]int32         // nodes that report two events of one kind
	near      [][]edge           // of each node, the nearest first
	home      map[string]string  // story by item
	members   map[string]news.Member
	open      map[string]news.Story // the given stories that have members, by id
	merged    map[string]news.Story // those that were merged away, by path
	own       *space                // of the stems, each with its language
	common    *space                // of what all languages share; nil where there is only one
	tells     []uint8               // what each term that languages share tells; see telling
	languages []string              // of the nodes, sorted
}

// node is one item that is clustered.
type node struct {
	item    *news.Item
	at      time.Time
	hours   float64 // of at, since the epoch
	home    string  // the id of its story; empty if it is new
	settled bool    // it has left the window, and stays with the others of its story that have
	reading
	publisher string
	said      claims
	pages     []string        // what pagesOf gives
	links     map[string]bool // what linkKeys gives
	own       vector          // over the stems of its language
	neutral   vector          // over what is the same in all languages; empty when there is only one
}

// moment is the time of an item: its publisher's date, else when it was first seen.
func moment(it *news.Item) time.Time {
	if it.Published.IsZero() {
		return it.FirstSeen
	}
	return it.Published
}

// item is an item of the input; one that says nothing for what is not given.
func (b *book) item(id string) *news.Item {
	if it, ok := b.items[id]; ok {
		return it
	}
	return new(news.Item)
}

func (b *book) publisher(it *news.Item) string { return cmp.Or(b.in.Feeds[it.Feed].Publisher, it.Feed) }

func openBook(in Input, tu tuning) *book {
	if in.Window == 0 {
		in.Window = DefaultWindow
	}
	b := &book{
		in: in, tu: tu, items: make(map[string]*news.Item, len(in.Items)), place: make(map[string]int32, len(in.Items)),
		read: map[string]reading{}, others: map[string]*node{},
		home: map[string]string{}, members: map[string]news.Member{}, open: map[string]news.Story{}, merged: map[string]news.Story{},
	}
	for _, s := range in.Stories {
		if len(s.Members) == 0 {
			if s.Into != "" {
				b.merged[s.Path()] = s
			}
			continue
		}
		b.open[s.ID] = s
		for _, m := range s.Members {
			b.home[m.Item], b.members[m.Item] = s.ID, m
		}
	}
	edge := in.Now.Add(-in.Window)
	past := edge.Add(-time.Duration(tu.memory * float64(time.Hour)))
	b.nodes = make([]node, 0, len(in.Items))
	for i := range in.Items {
		it := &in.Items[i]
		if _, twice := b.items[it.ID]; twice {
			continue
		}
		b.items[it.ID] = it
		at := moment(it)
		home := b.home[it.ID]
		settled := home != "" && !at.After(edge)
		if settled && !at.After(past) {
			continue
		}
		if home == "" {
			b.fresh++
		}
		b.nodes = append(b.nodes, node{item: it, publisher: b.publisher(it), at: at, hours: float64(at.Unix()) / 3600, home: home, settled: settled})
	}
	b.nodes = ordered(b.nodes)
	for i := range b.nodes {
		b.place[b.nodes[i].item.ID] = int32(i)
	}
	return b
}

// ordered gives nodes by time, then id. Nodes are large, so that each is moved only once.
func ordered(nodes []node) []node {
	order := make([]*node, len(nodes))
	for i := range nodes {
		order[i] = &nodes[i]
	}
	slices.SortFunc(order, func(a, b *node) int {
		return cmp.Or(a.at.Compare(b.at), strings.Compare(a.item.ID, b.item.ID))
	})
	out := make([]node, len(nodes))
	for i, n := range order {
		out[i] = *n
	}
	return out
}
