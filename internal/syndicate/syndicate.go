// Package syndicate owns what machines take from the digest: RSS, Atom and JSON feeds, OPML, the sitemap, robots.txt and
// the open data. It writes no pages and touches no disk.
package syndicate

import (
	"slices"

	"counternotice/internal/edition"
	"counternotice/internal/letter"
)

// License is the licence of our own words and of the arrangement.
const (
	License    = "CC-BY-4.0"
	licenseURL = "https://creativecommons.org/licenses/by/4.0/"
	rights     = "Our own words and the selection: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Titles and excerpts belong to the publishers named."
)

// What the feeds are about, in themselves and in the list of them.
const (
	aboutWhole  = "Copyright enforcement and online freedom: one entry per story, with who reported it."
	aboutDirect = "The same stories as in feed.xml; a link leads to the leading report itself, and the last line of an entry to all reports."
	aboutWeekly = "One entry a week: the letter of the week, complete, when the week is over."
)

func aboutLanguage(name string) string {
	return "Stories that were reported in " + name + ", under the title that they had there."
}

// Markup turns a text of an editor, Markdown, into HTML without classes and styles. Nothing else in our feeds is markup
// of others; what the body of an entry may not have is taken out of it.
type Markup func(markdown string) string

// Files writes every file of the package for a digest, in a fixed order, to a sink; it stops at the sink's first error.
// Paths are relative to the root of the site.
func Files(d *edition.Digest, markup Markup, write func(path string, data []byte) error) error {
	w := &writer{d: d, markup: markup, letters: letter.Weekly(d), write: write, items: map[*edition.Story]*encoded{}}
	var fresh []*edition.Story
	for _, s := range slices.Backward(d.Stories) {
		if s.Into == "" && !s.Backlog {
			fresh = append(fresh, s)
		}
	}
	whole := channel{title: d.Site.Title, path: "", about: aboutWhole}
	w.feeds(whole, fresh)
	w.direct(whole, fresh)
	w.weekly()
	for _, l := range d.Tags {
		w.feeds(channel{title: d.Site.Title + ": " + l.Title, path: l.Path, about: l.Tag.Definition}, stories(l))
	}
	for _, l := range d.InLanguage {
		w.feeds(channel{title: d.Site.Title + ": " + l.Title, path: l.Path, about: aboutLanguage(l.Title)}, stories(l))
	}
	for _, s := range d.Sources {
		w.feeds(channel{title: d.Site.Title + ": " + s.Feed.Name, path: s.Listing.Path, about: "Stories that " + s.Feed.Name + " reported."}, stories(s.Listing))
	}
	w.opml()
	w.data()
	w.sitemap()
	w.robots()
	w.headers()
	return w.err
}

// stories are what the feeds beside a listing may carry. One that was found in a backlog without dates is in none: it would
// come as new.
func stories(l *edition.Listing) []*edition.Story {
	var out []*edition.Story
	for _, m := range l.Months {
		for _, s := range m.Stories {
			if !s.Backlog || slices.ContainsFunc(s.Reports, func(r *edition.Report) bool { return r.Dated }) {
				out = append(out, s)
			}
		}
	}
	return out
}

// writer carries the sink and its first error through the parts.
type writer struct {
	d       *edition.Digest
	markup  Markup
	letters []*letter.Issue
	write   func(string, []byte) error
	items   map[*edition.Story]*encoded
	err     error
}

func (w *writer) put(path string, data []byte, err error) {
	if w.err == nil {
		w.err = err
	}
	if w.err == nil {
		w.err = w.write(path, data)
	}
}

func (w *writer) absolute(path string) string { return w.d.Site.URL + path }
