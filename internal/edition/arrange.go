package edition

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
	"counternotice/internal/text"
)

// The measure of an edition, from the design brief: a reader finishes it in five minutes.
const (
	topStories   = 4  // beside the lead
	fullStories  = 20 // lead, top and sections
	alsoStories  = 25
	newestShown  = 50 // on the page of a tag or a source
	leftOutDays  = 14
	rulesShown   = 40
	relatedShown = 5
	relatedDays  = 60
)

// Arrange settles what is shown, where, in which order and why. The same input gives the same digest, whatever the order
// of its slices other than Feeds and Tags.
func Arrange(in Input) *Digest {
	a := &arranger{in: in, sources: map[string]*Source{}, tags: map[news.TagID]news.Tag{}, items: map[string]news.Item{}}
	d := &Digest{Site: in.Site, Zone: in.Zone, Today: in.Today, Updated: in.Run.At.In(in.Zone), Run: in.Run, Runs: in.Runs}
	for _, t := range in.Tags {
		a.tags[t.ID] = t
	}
	license := map[string]news.License{}
	for _, f := range in.Feeds {
		license[f.ID] = licensed(f.License)
	}
	for _, it := range in.Items {
		if today, ok := license[it.Feed]; ok {
			it = narrowed(it, today)
		}
		a.items[it.ID] = it
	}
	d.Sources = a.arrangeSources()
	d.Stories, d.Gone = a.arrangeStories()
	a.documents(d.Stories, d.Sources)
	for _, s := range d.Stories {
		if s.Lead != nil {
			s.Score, s.Why = rank(s)
		}
	}
	d.Decisions = a.decide(d.Stories, d.Gone)
	told := slices.DeleteFunc(slices.Clone(d.Stories), func(s *Story) bool { return s.Into != "" })
	relate(told, in.Tags)
	refer(told, in.Window)
	a.byPath, a.byID, a.stood = map[string]*Story{}, map[string]*Story{}, a.moves(told)
	for _, s := range d.Stories {
		a.byPath[s.Path], a.byID[s.ID] = s, s
	}
	if slices.ContainsFunc(in.Decisions, func(o news.Outcome) bool { return o.Verb == news.VerbPin }) {
		a.home = map[string]string{}
		for _, s := range told {
			for _, r := range s.Reports {
				a.home[r.Item.ID] = s.ID
			}
		}
	}
	d.Days, d.Weeks, d.Months = a.periods(told)
	d.Tags = a.tagListings(told)
	a.sourceListings(told)
	d.InLanguage = a.languageListings(told)
	d.Languages = shares(d.Sources, told, func(f news.Feed) string { return baseLanguage(f.Language) })
	d.Regions = shares(d.Sources, told, func(f news.Feed) string { return f.Region })
	d.Began = a.began()
	d.LeftOut = a.leftOut(d)
	d.Totals = a.totals(d, told)
	d.Front = a.front(d)
	return d
}

type arranger struct {
	in      Input
	sources map[string]*Source
	tags    map[news.TagID]news.Tag
	items   map[string]news.Item
	byPath  map[string]*Story // told and merged-away ones
	byID    map[string]*Story // the same
	home    map[string]string // by item: the id of the story that has it, where editors have pinned one
	stood   map[string]*stood // by day
	papers  *papers
}

// licensed is a licence by its id; one that is not known reserves all rights.
func licensed(id string) news.License {
	l, ok := news.LookupLicense(id)
	if !ok {
		l, _ = news.LookupLicense(news.AllRightsReserved)
	}
	return l
}

// narrowed is an item under the licence of today, where that allows less than the one with which the item came: who corrects
// feeds.yaml means what is told already too. A wider one brings nothing back.
func narrowed(it news.Item, today news.License) news.Item {
	if today.ID == it.License || !today.Narrower(licensed(it.License)) {
		return it
	}
	it.License = today.ID
	it.Excerpt = text.Excerpt(it.Excerpt, today.Words, today.Words*news.ClosedRunes/news.ClosedWords)
	it.Tags, it.Reason = Quotable(it.Title, it.Excerpt, today, it.Tags, it.Reason)
	return it
}

func (a *arranger) arrangeSources() []*Source {
	states := map[string]news.FeedState{}
	for _, s := range a.in.States {
		states[s.Feed.ID] = s
	}
	var out []*Source
	add := func(f news.Feed, removed bool) {
		state, ok := states[f.ID]
		if !ok {
			state = news.FeedState{Health: news.HealthNew}
		}
		license, _ := news.LookupLicense(f.License)
		s := &Source{
			Feed: f, State: state, Removed: removed, License: license,
			Silent: !removed && !slices.Contains([]news.Health{news.HealthOK, news.HealthEmpty, news.HealthNew}, state.Health),
		}
		if !state.LastItem.IsZero() {
			s.LastItem = state.LastItem.In(a.in.Zone)
		}
		if !state.Since.IsZero() {
			s.State.Since = state.Since.In(a.in.Zone)
		}
		a.sources[f.ID] = s
		out = append(out, s)
	}
	for _, f := range a.in.Feeds {
		add(f, false)
	}
	for _, id := range slices.Sorted(maps.Keys(states)) {
		if a.sources[id] == nil {
			add(states[id].Feed, true)
		}
	}
	return out
}

func (a *arranger) arrangeStories() (out, gone []*Story) {
	for _, s := range slices.SortedFunc(slices.Values(a.in.Stories), news.CompareStories) {
		e := &Story{ID: s.ID, Path: s.Path(), Day: s.Day, Begun: s.Begun.In(a.in.Zone), Dated: cmp.Or(s.Dated, s.Begun).In(a.in.Zone), Updated: s.Updated.In(a.in.Zone), Into: s.Into, Left: s.Left}
		if a.in.Settled[s.ID].Gone > 0 {
			gone = append(gone, &Story{ID: s.ID, Path: e.Path, Day: s.Day, Tags: a.topics(a.in.Settled[s.ID].Topics)})
			continue
		}
		if s.Into == "" {
			if !a.tell(e, s) {
				continue
			}
			a.settle(e)
		} else if led, there := a.items[a.in.Settled[s.ID].Led]; there {
			e.Title, e.Language = led.Title, led.Language
		}
		out = append(out, e)
	}
	trace(out)
	return out, gone
}

// trace notes on each story where its reports were before: in stories that it took in, or that lost some to it.
func trace(stories []*Story) {
	at := make(map[string]*Story, len(stories))
	for _, s := range stories {
		at[s.Path] = s
	}
	for _, s := range stories {
		if to := at[s.Into]; to != nil && to != s {
			to.Took = append(to.Took, s)
		}
		for _, path := range s.Left {
			if to := at[path]; to != nil && to != s && s.Into == "" {
				to.From = append(to.From, s)
			}
		}
	}
}

// tell fills a story from its items; false if none of them is there.
func (a *arranger) tell(e *Story, s news.Story) bool {
	e.Backlog = true
	reports := map[string]*Report{}
	for _, m := range s.Members {
		it, ok := a.items[m.Item]
		if !ok || a.sources[it.Feed] == nil {
			continue
		}
		r := a.report(it, m)
		e.Reports = append(e.Reports, r)
		r.CopyOf, reports[it.ID] = reports[m.Copy], r // a copy comes after what it repeats
		e.Backlog = e.Backlog && it.Backlog
		if m.Item == s.Lead {
			e.Lead = r
		}
	}
	if len(e.Reports) == 0 {
		return false
	}
	if e.Lead == nil {
		e.Lead = e.Reports[0]
	}
	slices.SortStableFunc(e.Reports, func(x, y *Report) int {
		return cmp.Or(boolFirst(x == e.Lead, y == e.Lead), news.CompareItems(x.Item, y.Item))
	})
	e.Voices = voices(e.Reports)
	e.Title, e.Language, e.Excerpt = e.Lead.Item.Title, e.Lead.Item.Language, e.Lead.Item.Excerpt
	e.Tags = a.storyTags(e)
	return true
}

// voices counts the publishers of reports that repeat no other, at least one.
func voices(reports []*Report) int {
	publishers := map[string]bool{}
	for _, r := range reports {
		if !r.Copy {
			publishers[r.Source.Feed.Publisher] = true
		}
	}
	return max(1, len(publishers))
}

func boolFirst(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return -1
	}
	return 1
}

func (a *arranger) report(it news.Item, m news.Member) *Report {
	r := &Report{
		Item: it, Source: a.sources[it.Feed], Joined: m.Joined.In(a.in.Zone), Why: m.Why, Copy: m.Copy != "",
		Published: it.FirstSeen.In(a.in.Zone), Foreign: baseLanguage(it.Language) != baseLanguage(a.in.Site.Language),
	}
	if !it.Published.IsZero() {
		r.Published, r.Dated = it.Published.In(a.in.Zone), true
	}
	r.Speaker, r.came = speakers[r.Source.Feed.Kind], a.came(it)
	for _, s := range it.Sources {
		if src := a.sources[s.Feed]; src != nil && s.Feed != it.Feed && !slices.Contains(r.Also, src) {
			r.Also = append(r.Also, src)
		}
	}
	return r
}

// speakers names the kinds that readers should see before they read; plain press needs no name.
var speakers = map[news.Kind]string{
	news.KindOfficial: "official", news.KindState: "state media", news.KindNGO: "civil society",
	news.KindIndustry: "industry", news.KindAcademic: "academic", news.KindTrade: "trade press",
}

func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return base
}

// When is the time that stands beside a story in lists: that of its leading report. Zero for a story that has none.
func (s *Story) When() time.Time {
	if s.Lead == nil {
		return time.Time{}
	}
	return s.Lead.Published
}

// Date is the day on which a report appeared, "2026-11-21", in the zone of the site. Midnight UTC to the second is how a
// date without a time arrives, and stays the date that it was.
func (r *Report) Date() string {
	if t := r.Published.UTC(); t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly)
	}
	return r.Published.Format(time.DateOnly)
}

func (a *arranger) totals(d *Digest, told []*Story) Totals {
	languages := map[string]bool{}
	t := Totals{Stories: len(told), Items: len(a.in.Items), LeftOut: len(a.in.LeftOut), Feeds: len(a.in.Feeds)}
	for _, s := range d.Sources {
		if s.Silent {
			t.Silent++
		}
		if !s.Removed {
			languages[baseLanguage(s.Feed.Language)] = true
		}
	}
	t.Languages = len(languages)
	return t
}
