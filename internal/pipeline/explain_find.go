package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// Known is something that the archive holds.
type Known struct {
	What  string `json:"what"` // "item", "left out" or "story"
	ID    string `json:"id"`
	Day   string `json:"day"`
	Title string `json:"title"`
	url   string
}

const (
	whatItem    = "item"
	whatLeftOut = "left out"
	whatStory   = "story"
)

// UnknownError says that the archive has nothing of a name, and what it has that comes near.
type UnknownError struct {
	Query string
	Near  []Known // at most 5
}

func (e UnknownError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the archive has nothing under %q: neither an item nor a story, nor was it left out", e.Query)
	switch {
	case len(e.Near) == 0 && news.Host(e.Query) != "":
		fmt.Fprintf(&b, "\nnor anything else from %s: no feed has brought it", news.Host(e.Query))
	case len(e.Near) > 0:
		b.WriteString("\nnear to it are:")
	}
	for _, k := range e.Near {
		fmt.Fprintf(&b, "\n  %-12s  %s  %-8s  %q", k.ID, k.Day, k.What, k.Title)
	}
	return b.String()
}

// How many near names are suggested, and how much of an id they share with what was asked.
const (
	nearShown = 5
	nearRunes = 3
)

// find gives what the archive has under an id or an address, what was asked for first, else what comes near.
func (x *explainer) find(query string) (found, near []Known) {
	query = strings.TrimSpace(query)
	all := x.all()
	id := storyID(query)
	for _, k := range all {
		if k.ID == query || k.What == whatStory && k.ID == id || k.What == whatItem && x.leftAs(k.ID, query) {
			found = append(found, k)
		}
	}
	if len(found) > 0 {
		return found, nil
	}
	address := query
	if strings.ContainsAny(query, "./") && !strings.Contains(query, "://") {
		address = "https://" + query
	}
	address = news.Canonical(address)
	if key := news.AddressKey(address); key != "" {
		host := news.Host(address)
		for _, k := range all {
			switch {
			case x.at(k, key):
				found = append(found, k)
			case news.Host(k.url) == host:
				near = append(near, k)
			}
		}
		slices.SortStableFunc(near, func(a, b Known) int { return cmp.Compare(common(b.url, address), common(a.url, address)) })
		return found, near[:min(len(near), nearShown)]
	}
	for _, k := range all {
		if common(k.ID, query) >= nearRunes {
			near = append(near, k)
		}
	}
	slices.SortStableFunc(near, func(a, b Known) int { return cmp.Compare(common(b.ID, query), common(a.ID, query)) })
	return nil, near[:min(len(near), nearShown)]
}

// all is everything that has an id: items, then entries left out, then stories, each newest first.
func (x *explainer) all() []Known {
	var out []Known
	for _, it := range slices.Backward(x.content.Items) {
		it = x.items[it.ID]
		out = append(out, Known{whatItem, it.ID, it.Day, it.Title, it.URL})
	}
	for _, l := range slices.Backward(x.content.LeftOut) {
		out = append(out, Known{whatLeftOut, l.ID, l.Day, l.Title, l.URL})
	}
	for _, s := range slices.Backward(x.decided.Stories) {
		title := cmp.Or(x.decided.Settled[s.ID].Title, x.items[s.Lead].Title)
		switch {
		case x.decided.Settled[s.ID].Gone > 0:
			title = "withdrawn by an editor"
		case title == "" || len(s.Members) == 0:
			title = "merged into another story"
		}
		out = append(out, Known{whatStory, s.ID, s.Day, title, ""})
	}
	return out
}

// at says whether something lies at an address, as the feed that speaks for it or another one gives it.
func (x *explainer) at(k Known, key string) bool {
	if news.AddressKey(k.url) == key {
		return true
	}
	return k.What == whatItem && slices.ContainsFunc(x.items[k.ID].Sources, func(s news.Source) bool { return news.AddressKey(s.URL) == key })
}

// leftAs says whether an item had been left out under another id, before another feed brought it.
func (x *explainer) leftAs(item, id string) bool {
	return slices.ContainsFunc(x.items[item].Sources, func(s news.Source) bool { return s.LeftOut != "" && s.LeftOut == id })
}

// storyID is the id in the address of a story's page, on whichever host and below whichever path it stands; empty if it
// is none.
func storyID(query string) string {
	query, _, _ = strings.Cut(query, "#")
	query, _, _ = strings.Cut(query, "?")
	_, rest, ok := strings.Cut("/"+query, "/story/")
	if !ok {
		return ""
	}
	parts := strings.Split(strings.TrimSuffix(strings.TrimSuffix(rest, "index.html"), "/"), "/")
	if len(parts) != 3 {
		return ""
	}
	return parts[2][strings.LastIndexByte(parts[2], '-')+1:]
}

// common is how many bytes two names begin with in common.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
