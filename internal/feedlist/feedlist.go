// Package feedlist owns feeds.yaml: what may stand in it, every problem with its line and remedy, and how an entry is
// added to it in place. It asks no feed and opens no file.
package feedlist

import (
	"fmt"
	"time"

	"counternotice/internal/news"
)

// MaxSize is the largest feed list that is read, in bytes: some ten thousand feeds.
const MaxSize = 4 << 20

// List is a feed list without a problem.
type List struct {
	Site  news.Site
	Zone  *time.Location // of Site.Timezone
	Fetch Fetch
	Feeds []news.Feed    // in the order of the file
	Lines map[string]int // the line where the entry of a feed begins, by feed id
}

// Fetch says how politely feeds are asked.
type Fetch struct {
	Hosts   int           // hosts asked at once
	PerHost int           // requests at a time to one host
	Pause   time.Duration // between two requests to one host; may be zero
}

// defaultFetch is what DESIGN.md calls polite.
var defaultFetch = Fetch{Hosts: 32, PerHost: 1, Pause: time.Second}

// Bounds of the fetch section. More hosts at once than that is more open files than some systems allow; a longer pause is a
// slip of the unit.
const (
	maxHosts   = 256
	maxPerHost = 8
	maxPause   = 10 * time.Minute
)

// Parse reads a feed list. The error is a news.Problems with every problem of the file, in order of line; a mistake in
// the YAML itself hides the others until it is mended. Addresses that carry credentials or a token are kept in
// news.Feed.Secret and shown without them in news.Feed.URL; no problem quotes them. A timezone is looked up in the
// system's table, or in the one that the program carries (time/tzdata).
func Parse(name string, data []byte) (*List, error) {
	r := &reader{file: name}
	l := &List{Fetch: defaultFetch, Lines: make(map[string]int)}
	if root := r.document(data); root != nil {
		r.list(root, l)
	}
	if err := r.problems.Err(); err != nil {
		return nil, err
	}
	return l, nil
}

func (r *reader) list(root *node, l *List) {
	top := r.mapping(root, "the file", topKeys)
	if site, ok := top.get("site"); ok {
		r.site(site, l)
	} else {
		r.add(root.Line, "site is missing", "add a section with the title and the url of your digest")
	}
	if fetch, ok := top.get("fetch"); ok {
		r.fetch(fetch, l)
	}
	feeds, ok := top.get("feeds")
	switch {
	case !ok:
		r.add(root.Line, "feeds is missing", "list at least one feed below it")
	case isNull(feeds) || feeds.Kind == sequenceNode && len(feeds.Content) == 0:
		r.add(feeds.Line, "feeds is empty", "list at least one feed below it")
	case feeds.Kind != sequenceNode:
		r.add(feeds.Line, "feeds is "+describe(feeds)+", not a list", `begin each feed with "- id: …"`)
	default:
		r.feeds(feeds, l)
	}
}

func (r *reader) site(n *node, l *List) {
	s := r.mapping(n, "site", siteKeys)
	if s == nil {
		return
	}
	l.Site.Title = s.require("title", "give the digest a name")
	if raw, line, ok := s.text("url"); !ok {
		if !s.has("url") {
			r.add(n.Line, "site: url is missing", "give the address at which the digest is published")
		}
	} else if u, what, remedy := parseAddress(raw); what != "" {
		r.add(line, "site: url "+what, remedy)
	} else if u.User != nil || u.RawQuery != "" {
		r.add(line, "site: url has credentials or a query", "give the plain address at which readers find the digest")
	} else {
		l.Site.URL = withSlash(u)
	}
	if raw, line, ok := s.text("contact"); ok {
		contact, what, remedy := parseContact(raw)
		if what != "" {
			r.add(line, "site: contact "+what, remedy)
		}
		l.Site.Contact = contact
	}
	if raw, line, ok := s.text("hub"); ok {
		u, what, remedy := parseAddress(raw)
		switch {
		case what != "":
			r.add(line, "site: hub "+what, remedy)
		case u.User != nil:
			r.add(line, "site: hub has credentials", "every feed names the hub; give an address that anybody may use")
		default:
			l.Site.Hub = u.String()
		}
	}
	l.Site.Language = r.language(s, "en")
	l.Site.Timezone = "UTC"
	l.Zone = time.UTC
	if zone, line, ok := s.text("timezone"); ok {
		loc, err := time.LoadLocation(zone)
		if err != nil || zone == "Local" {
			r.add(line, fmt.Sprintf("site: timezone %q is not known", short(zone)), "write an IANA name such as UTC or Europe/Berlin")
		} else {
			l.Site.Timezone, l.Zone = zone, loc
		}
	}
}

func (r *reader) fetch(n *node, l *List) {
	s := r.mapping(n, "fetch", fetchKeys)
	if s == nil {
		return
	}
	l.Fetch.Hosts = s.number("hosts", 1, maxHosts, l.Fetch.Hosts)
	l.Fetch.PerHost = s.number("per_host", 1, maxPerHost, l.Fetch.PerHost)
	raw, line, ok := s.text("pause")
	if !ok {
		return
	}
	pause, err := time.ParseDuration(raw)
	switch {
	case err != nil:
		r.add(line, fmt.Sprintf("fetch: pause %q is not a duration", short(raw)), "write a number with its unit, such as 1s or 500ms, or 0 for none")
	case pause < 0 || pause > maxPause:
		r.add(line, fmt.Sprintf("fetch: pause %q is out of range", short(raw)), "write a duration from 0 to 10m")
	default:
		l.Fetch.Pause = pause
	}
}
