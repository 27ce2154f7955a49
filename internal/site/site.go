// Package site owns the pages of the digest: it turns an arranged edition, the templates and the Markdown of content/
// into HTML and one style sheet. It does not touch the disk, read a clock, or decide what is shown and in which order.
package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/url"
	"path"
	"runtime"
	"sync"
	"time"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// Site is the templates and the prose of a digest, parsed and checked once. It may be used for any number of digests.
type Site struct {
	templates *template.Template
	prose     []prose
	css       asset
	icon      asset
	imports   []letterImport // for mailing services
	script    asset          // of the search page
	desk      asset          // the script of the editors' desk
	feedCSS   []byte
}

// asset is a file whose name carries the hash of its bytes, so that it may be cached for ever.
type asset struct {
	path string
	data []byte
}

// New parses every template below page/ and part/ of templates, and the Markdown pages of content. The error names the
// file and the line of the first problem; a template that asks for a field that its page does not have is one.
func New(templates, content fs.FS) (*Site, error) {
	s := &Site{templates: template.New("")}
	for _, pattern := range []string{"part/*.html", "page/*.html"} {
		names, err := fs.Glob(templates, pattern)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(templates, name)
			if err != nil {
				return nil, fmt.Errorf("templates: %w", err)
			}
			if _, err := s.templates.New(name).Parse(string(text)); err != nil {
				return nil, err
			}
		}
	}
	for _, v := range blanks() {
		name := v.template()
		if s.templates.Lookup(name) == nil {
			return nil, fmt.Errorf("templates: %s is missing", name)
		}
		if err := s.templates.ExecuteTemplate(io.Discard, name, v); err != nil {
			return nil, err
		}
	}
	var err error
	if s.css, err = readCode(templates, "site.css"); err != nil {
		return nil, err
	}
	if s.icon, err = readAsset(templates, "favicon.svg"); err != nil {
		return nil, err
	}
	if s.feedCSS, err = fs.ReadFile(templates, "feed.css"); err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	if s.script, err = readCode(templates, "search.js"); err != nil {
		return nil, err
	}
	if s.desk, err = readDesk(templates); err != nil {
		return nil, err
	}
	if s.imports, err = readImports(templates); err != nil {
		return nil, err
	}
	if s.prose, err = readProse(content); err != nil {
		return nil, err
	}
	return s, nil
}

// feedStyle is the style sheet of feeds, under the name that internal/syndicate gives it in them.
const feedStyle = "assets/feed.css"

func readAsset(templates fs.FS, name string) (asset, error) {
	data, err := fs.ReadFile(templates, name)
	if err != nil {
		return asset{}, fmt.Errorf("templates: %w", err)
	}
	return newAsset(name, data), nil
}

func newAsset(name string, data []byte) asset {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return asset{"assets/" + name[:len(name)-len(ext)] + "." + hex.EncodeToString(sum[:4]) + ext, data}
}

// Pages renders the whole site of a digest and hands it to write one file after the other, in a fixed order, never two
// at once; it stops at the first error of write. The data is valid until write returns: later pages reuse its memory.
// These are the pages that people read: feeds, sitemap, robots.txt and data come from elsewhere and are only linked to.
func (s *Site) Pages(d *edition.Digest, write func(path string, data []byte) error) error {
	for _, a := range []asset{s.css, s.icon, s.script, s.desk, {feedStyle, s.feedCSS}} {
		if err := write(a.path, a.data); err != nil {
			return err
		}
	}
	if err := s.draw(d.Site.Title, write); err != nil {
		return err
	}
	workers := runtime.GOMAXPROCS(0)
	stop, order, work := make(chan struct{}), make(chan *sheet, 8*workers), make(chan *sheet)
	var (
		wg      sync.WaitGroup
		err     error // of the first page that failed or was not written
		made    error
		buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	)
	wg.Go(func() {
		defer close(order)
		defer close(work)
		made = s.views(d, func(at string, v view) error {
			sh := &sheet{at: at, v: v, buf: buffers.Get().(*bytes.Buffer), done: make(chan struct{})}
			select {
			case order <- sh:
				work <- sh
				return nil
			case <-stop:
				return errStopped
			}
		})
	})
	for range workers {
		wg.Go(func() {
			for sh := range work {
				sh.buf.Reset()
				sh.err = s.templates.ExecuteTemplate(sh.buf, sh.v.template(), sh.v)
				close(sh.done)
			}
		})
	}
	for sh := range order {
		<-sh.done
		if err == nil {
			if err = sh.write(write); err != nil {
				close(stop)
			}
		}
		buffers.Put(sh.buf)
	}
	wg.Wait()
	if err == nil {
		err = made
	}
	return err
}

// errStopped ends the making of pages that nobody writes any more.
var errStopped = errors.New("stopped")

// sheet is a page on its way through Pages.
type sheet struct {
	at   string
	v    view
	buf  *bytes.Buffer
	err  error // of the template
	done chan struct{}
}

func (sh *sheet) write(write func(path string, data []byte) error) error {
	if sh.err != nil {
		return fmt.Errorf("page %q: %w", sh.at, sh.err)
	}
	if sh.at == "" || sh.at[len(sh.at)-1] == '/' {
		sh.at += "index.html"
	}
	return write(sh.at, sh.buf.Bytes())
}

// view is the data of one page; its template takes exactly this type.
type view interface {
	template() string
}

// views hands over the data of every page with the path of the page, which for a folder ends in a slash.
func (s *Site) views(d *edition.Digest, render func(at string, v view) error) error {
	base, err := url.Parse(d.Site.URL)
	if err != nil || base.Host == "" {
		return fmt.Errorf("site.url %q is not an absolute address", d.Site.URL)
	}
	r := &renderer{
		site: s, d: d, render: render, zone: d.Zone, basePath: base.EscapedPath(),
		languages: map[string]language{}, regions: map[string]string{}, chromes: map[string]chrome{},
		stories: make(map[string]*edition.Story, len(d.Stories)), listed: make(map[string]*edition.Listing, len(d.Tags)),
		titles: make(map[string]int, len(d.Stories)), weeks: make(map[string]*edition.Period, len(d.Weeks)), days: make(map[string]*edition.Period, len(d.Days)),
		months: make(map[string]*edition.Month, len(d.Months)), left: leftBySource(d.LeftOut),
	}
	if r.zone == nil {
		r.zone = time.UTC
	}
	if r.basePath == "" || r.basePath[len(r.basePath)-1] != '/' {
		r.basePath += "/"
	}
	r.home = r.language(d.Site.Language)
	for _, st := range d.Stories {
		r.stories[st.Path] = st
	}
	for _, l := range d.Tags {
		r.listed[l.Path] = l
	}
	for _, w := range d.Weeks {
		r.weeks[w.ID] = w
	}
	for _, p := range d.Days {
		r.days[p.ID] = p
	}
	for _, m := range d.Months {
		r.months[m.ID] = m
	}
	for _, step := range []func() error{r.front, r.notFound, r.prosePages, r.archive, r.dayPages, r.weekPages, r.monthPages, r.facetPages, r.tagPages, r.languagePages, r.sourcesPage, r.sourcePages, r.feedsPage, r.dataPage, r.letterPages, r.composePage, r.searchPage, r.leftOutPages, r.storyPages, r.gonePages} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// renderer makes the data of the pages of one digest.
type renderer struct {
	site      *Site
	d         *edition.Digest
	zone      *time.Location
	home      language // of the site
	basePath  string   // of site.url, with a slash at both ends
	render    func(at string, v view) error
	languages map[string]language
	regions   map[string]string
	chromes   map[string]chrome
	stories   map[string]*edition.Story   // by path
	listed    map[string]*edition.Listing // the tags that have a page, by path
	titles    map[string]int              // stories so far of one title, and of one title and day
	days      map[string]*edition.Period
	weeks     map[string]*edition.Period
	months    map[string]*edition.Month
	left      map[string]edition.LeftSource // in the last days, of the feeds that had ever something left out, by id
}

// blanks is one empty value of every kind of page, for the check of the templates.
func blanks() []view {
	return []view{
		&frontPage{}, &dayPage{}, &weekPage{}, &monthPage{}, &archivePage{}, &storyPage{}, &movedPage{}, &facetPage{}, &tagPage{}, &listingMonthPage{},
		&sourcePage{}, &sourcesPage{}, &feedsPage{}, &dataPage{}, &leftOutPage{}, &leftMonthPage{}, &leftFeedPage{}, &prosePage{}, &notFoundPage{}, &searchPage{}, &letterPage{}, &letterWeekPage{}, &composePage{}, &gonePage{},
	}
}

// facetTitle heads the list of the tags of a facet.
func facetTitle(f news.Facet) string {
	switch f {
	case news.FacetTopic:
		return "Topics"
	case news.FacetPlace:
		return "Places"
	case news.FacetActor:
		return "Actors"
	case news.FacetInstrument:
		return "Laws"
	case news.FacetAction:
		return "Actions"
	case news.FacetCampaign:
		return "Campaigns"
	}
	return string(f)
}
