// Package news owns the words of the digest as plain data: feeds, entries, items, stories, tags, their ids, their order,
// and the table of licences. It does no I/O, reads no clock and knows no format but the JSON of its own values.
//
// All times are UTC, whole seconds; a zero time means "not known". A day is "2026-11-21" and a month "2026-11", both in
// the time zone of the site. Text fields hold plain text, never markup.
package news

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Site is the digest as readers see it, from the site: part of feeds.yaml.
type Site struct {
	Title    string
	URL      string // absolute, ends in a slash; used in feeds, the sitemap and canonical links only
	Language string // BCP 47
	Timezone string // IANA name
	Contact  string // where readers write to: an absolute http, https or mailto address; empty if none is given
	Hub      string // the WebSub hub that is told when a feed of ours has changed; empty for none
}

// Kind says who speaks in a feed.
type Kind string

// The kinds of speaker.
const (
	KindNGO      Kind = "ngo"
	KindTrade    Kind = "trade"
	KindPress    Kind = "press"
	KindAcademic Kind = "academic"
	KindOfficial Kind = "official"
	KindState    Kind = "state"
	KindIndustry Kind = "industry"
)

// Kinds lists all kinds of speaker in the order in which pages name them.
var Kinds = []Kind{KindOfficial, KindNGO, KindAcademic, KindTrade, KindPress, KindState, KindIndustry}

// Scope says whether the taxonomy decides what of a feed belongs.
type Scope string

// The scopes. ScopeFiltered is the default.
const (
	ScopeAll      Scope = "all"
	ScopeFiltered Scope = "filtered"
)

// Feed is one subscription.
type Feed struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	URL       string  `json:"url"` // as it may be shown: what looks like a secret in it is taken out
	Secret    string  `json:"-"`   // the whole address, only where URL is not; never shown, logged or recorded
	Home      string  `json:"home,omitempty"`
	Publisher string  `json:"publisher"` // who speaks; feeds that share one count as one voice
	Kind      Kind    `json:"kind"`
	Region    string  `json:"region"`   // ISO 3166-1 alpha-2 in lower case, "eu" or "int"
	Language  string  `json:"language"` // BCP 47
	License   string  `json:"license"`  // an id of Licenses
	Scope     Scope   `json:"scope"`
	Page      bool    `json:"page,omitempty"`   // a web page read with Select instead of a feed
	Select    *Select `json:"select,omitempty"` // only when Page
}

// Address is where the feed is asked for: Secret where there is one, else URL.
func (f Feed) Address() string { return cmp.Or(f.Secret, f.URL) }

// Select says how items are read from a web page that has no feed.
type Select struct {
	Item       string `json:"item,omitempty"`        // CSS selector of one entry; empty: every link whose address matches LinkMatch
	Title      string `json:"title,omitempty"`       // CSS selector inside the entry; empty: the text of the link
	Link       string `json:"link,omitempty"`        // "a" or "a@href"; empty: the first link of the entry
	Date       string `json:"date,omitempty"`        // CSS selector inside the entry
	DateFormat string `json:"date_format,omitempty"` // Go layout, for Date
	DateFrom   string `json:"date_from,omitempty"`   // "near": beside the link; "url": in its address; empty: Date
	LinkMatch  string `json:"link_match,omitempty"`  // regular expression that the absolute address must match
}

// Entry is what one feed document says about one article, before the digest has decided anything about it.
type Entry struct {
	Feed       string
	GUID       string // as the feed gives it, cleaned; may be empty
	URL        string // Canonical address of the article; empty if the feed gives none
	Title      string
	Text       string // the fullest text that the feed carries, as plain text
	Summary    string // the feed's own summary as plain text; empty if it gives none
	Authors    []string
	Categories []string
	Language   string // BCP 47; the entry's own, else the document's, else the feed's
	Published  time.Time
	Updated    time.Time
	Links      []string // Canonical outbound addresses in the text, in order, each once
}

// Source is one feed that carried an item.
type Source struct {
	Feed string    `json:"feed"`
	GUID string    `json:"guid,omitempty"`
	URL  string    `json:"url,omitempty"`
	Seen time.Time `json:"seen"` // when it was first seen in that feed
	// LeftOut is the id of the entry, if it had been left out in that feed before another brought the article; not known in archives
	// before format 6. The id of the item itself stands beside an address that its own feed gave before it was taken, and no more.
	LeftOut string `json:"left_out,omitempty"`
}

// Evidence is what earned an item a tag, its place in the digest or its place in a story.
// Quote and Beside are the words of the publisher, a few and never markup; edition.Quotable holds them to what a licence lets.
type Evidence struct {
	Rule   string  `json:"rule"`             // the term or rule of the taxonomy, or what was compared ("link", "words", "together")
	In     string  `json:"in"`               // "title", "text", "category", "link", "feed", "tag", "time"
	Quote  string  `json:"quote,omitempty"`  // what a rule matched there, as it is written, parts that stand apart joined by Apart; empty in archives before format 5
	Beside string  `json:"beside,omitempty"` // what else it needs and found elsewhere: of a match in the title in the text, of any other in the title
	Value  string  `json:"value,omitempty"`  // what is shared or found, where that is not a passage: a stem, a number, an address; of an actor, that it begins a sentence on the subject
	Score  float64 `json:"score,omitempty"`  // the weight it carried, rounded to three decimals
}

// Inferred begins the rule of evidence that is what a learned table went by, and no phrase.
const Inferred = "model: "

// Apart stands in a quote between parts that stand apart.
const Apart = " … "

// TagHit is a tag that an item earned.
type TagHit struct {
	Tag      TagID      `json:"tag"`
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Titles says whether the title of an item names the tag of a facet; a publisher that acts has the name of its actor.
func (it Item) Titles(f Facet, name string) bool {
	return slices.ContainsFunc(it.Tags, func(hit TagHit) bool { return hit.Tag == TagID(string(f)+"/"+name) && hit.InTitle() })
}

// InTitle says whether a phrase of a title speaks for the tag.
func (h TagHit) InTitle() bool { return slices.ContainsFunc(h.Evidence, Evidence.InTitle) }

// InTitle says whether it is a phrase of a title.
func (e Evidence) InTitle() bool { return e.In == "title" && !strings.HasPrefix(e.Rule, Inferred) }

// Reason says why an item is in the digest, or is not.
type Reason struct {
	Code     string     `json:"code"` // see the Reason constants
	Text     string     `json:"text"` // one sentence for a reader
	Evidence []Evidence `json:"evidence,omitempty"`
}

// The codes of reasons. The first four admit an item, the others leave it out.
const (
	ReasonScope    = "scope"    // the feed is on topic as a whole
	ReasonTopic    = "topic"    // a topic tag let it in
	ReasonGeneric  = "generic"  // a generic phrase of the subject let it in
	ReasonEditor   = "editor"   // an editor took it, whatever the taxonomy says
	ReasonOffTopic = "offtopic" // nothing in it belongs
	ReasonExcluded = "excluded" // what belongs in it lies in a sense that the taxonomy excludes
	ReasonDropped  = "dropped"  // an advert, a deal, a job, a round-up
	ReasonNoText   = "notext"   // neither a title nor a text to judge by
)

// Item is one article as the archive keeps it. It stores no more text than its licence allows to republish.
type Item struct {
	ID        string        `json:"id"`
	Day       string        `json:"day"` // the day it belongs to, for ever
	Feed      string        `json:"feed"`
	Title     string        `json:"title"`
	URL       string        `json:"url,omitempty"` // Canonical
	Language  string        `json:"language"`
	Published time.Time     `json:"published,omitzero"` // the publisher's own date, never later than FirstSeen
	FirstSeen time.Time     `json:"first_seen"`
	Backlog   bool          `json:"backlog,omitempty"` // found at the first reading of its feed, too old to be shown as new
	Authors   []string      `json:"authors,omitempty"`
	Excerpt   string        `json:"excerpt,omitempty"`
	License   string        `json:"license"` // of the feed when the item was recorded
	Sources   []Source      `json:"sources"` // the first is Feed
	Tags      []TagHit      `json:"tags,omitempty"`
	Reason    Reason        `json:"reason"` // why it is in
	Links     []string      `json:"links,omitempty"`
	Numbers   []string      `json:"numbers,omitempty"` // numbers in the text, normalised by text.Numbers
	Refs      []Ref         `json:"refs,omitempty"`    // documents of record that it cites by number or link, sorted
	Stems     Stems         `json:"stems,omitempty"`   // counts of the stems of the first 60 words of the text, title apart
	Revised   time.Time     `json:"-"`                 // when the newest revision that applies was seen; zero if none
	Former    []FormerTitle `json:"-"`                 // the titles before Title, oldest first
}

// FormerTitle is a title that the publisher has replaced.
type FormerTitle struct {
	Title string
	Until time.Time // when we saw the next one
}

// Month is the month that an item belongs to.
func (it Item) Month() string { return MonthOf(it.Day) }

// Revision is a later word on an item: its title or text changed, or another feed carried it.
// It is recorded in the month of Day, whatever the month of the item.
type Revision struct {
	Item      string    `json:"item"`
	ItemMonth string    `json:"item_month"`
	Day       string    `json:"day"`
	At        time.Time `json:"at"`              // when it was seen; at least a second after the item's revision before
	Title     string    `json:"title,omitempty"` // with Excerpt, Tags, Links, Numbers, Refs and Stems: the item's new state; empty if only a source came
	Excerpt   string    `json:"excerpt,omitempty"`
	License   string    `json:"license,omitempty"` // under which Excerpt was cut
	Tags      []TagHit  `json:"tags,omitempty"`
	Links     []string  `json:"links,omitempty"`
	Numbers   []string  `json:"numbers,omitempty"`
	Refs      []Ref     `json:"refs,omitempty"`
	Stems     Stems     `json:"stems,omitempty"`
	Source    *Source   `json:"source,omitempty"`   // a further feed that carries the item; with a Title it speaks for it from now on
	Language  string    `json:"language,omitempty"` // only with both
}

// LeftOut is an entry that was not taken, with the reason. It is kept so that the reason can be shown and the entry is
// not judged anew at every run.
type LeftOut struct {
	ID        string    `json:"id"`
	Day       string    `json:"day"`
	Feed      string    `json:"feed"`
	GUID      string    `json:"guid,omitempty"`
	URL       string    `json:"url,omitempty"`
	Title     string    `json:"title"`
	Language  string    `json:"language"`
	Published time.Time `json:"published,omitzero"`
	FirstSeen time.Time `json:"first_seen"`
	Reason    Reason    `json:"reason"`
}

// Member is one item of a story, with what made it join.
type Member struct {
	Item   string     `json:"item"`
	Joined time.Time  `json:"joined"` // the run that put it there
	Why    []Evidence `json:"why,omitempty"`
	Copy   string     `json:"copy,omitempty"` // the item of this story that this one repeats word for word; empty for an independent report
	Past   []Stay     `json:"past,omitempty"` // where it was before, oldest first; unknown in archives before format 4
}

// Stay is that an item was in a story, from one run until it joined the next.
type Stay struct {
	Story  string    `json:"story"` // Path
	Joined time.Time `json:"joined"`
}

// Story is the items that report one event. ID, Day, Slug and so its address never change.
type Story struct {
	ID      string    `json:"id"`
	Day     string    `json:"day"` // the day of its first item when it was told first
	Slug    string    `json:"slug"`
	Members []Member  `json:"members,omitempty"` // ordered by day, first seen, id; empty once merged away
	Lead    string    `json:"lead,omitempty"`    // the item that leads
	Begun   time.Time `json:"begun"`             // when we first told it
	Dated   time.Time `json:"dated,omitzero"`    // its date in our feeds, which no other story has; zero in archives before format 3
	Updated time.Time `json:"updated"`           // when an item last joined or left
	Into    string    `json:"into,omitempty"`    // Path of the story that took its items
	Left    []string  `json:"left,omitempty"`    // Paths of the stories that its items left for
}

// Month is the month that a story belongs to, for ever.
func (s Story) Month() string { return MonthOf(s.Day) }

// Path is the address of a story below the root of the site: "story/2026/11/some-words-k3v9x2ab/".
func (s Story) Path() string {
	return "story/" + s.Day[:4] + "/" + s.Day[5:7] + "/" + s.Slug + "-" + s.ID + "/"
}

// Health is how a feed does.
type Health string

// The states of a feed.
const (
	HealthOK         Health = "ok"
	HealthBlocked    Health = "blocked"    // answers with a challenge or an error page
	HealthDead       Health = "dead"       // does not answer, or with an error
	HealthGone       Health = "gone"       // says 410
	HealthEmpty      Health = "empty"      // a feed without an entry
	HealthUnreadable Health = "unreadable" // answers, with what is no feed
	HealthNew        Health = "new"        // never asked
)

// FeedState is what the archive remembers of a feed. It changes when the state changes, not at every answer.
type FeedState struct {
	Feed      Feed      `json:"feed"` // as last configured, so that items of a removed feed keep their source's name
	Health    Health    `json:"health"`
	Since     time.Time `json:"since"`               // when Health became what it is
	Reason    string    `json:"reason,omitempty"`    // of a Health that is not ok, one sentence
	FirstRead time.Time `json:"first_read,omitzero"` // when its first reading was complete
	LastItem  time.Time `json:"last_item,omitzero"`  // when it last brought something new
	Moved     string    `json:"moved,omitempty"`     // where a permanent redirect points
	Stated    Stated    `json:"stated,omitzero"`     // what it says of its own licence
}

// Counts sums up what a run recorded.
type Counts struct {
	Items   int `json:"items"`
	Stories int `json:"stories"` // begun
	LeftOut int `json:"left_out"`
	Revised int `json:"revised"`
}

// Run is the last run that recorded a change.
type Run struct {
	At     time.Time `json:"at"`
	Number int       `json:"number"` // counts runs that recorded a change, from 1
	New    Counts    `json:"new"`
}

// MonthOf cuts a day to its month.
func MonthOf(day string) string {
	if len(day) < 7 {
		return ""
	}
	return day[:7]
}

// Day is the calendar day of a time in a zone, "2026-11-21".
func Day(t time.Time, zone *time.Location) string { return t.In(zone).Format(time.DateOnly) }

// CompareItems orders items by day, first seen, then id: oldest first. The order is total.
func CompareItems(a, b Item) int {
	return cmp.Or(strings.Compare(a.Day, b.Day), a.FirstSeen.Compare(b.FirstSeen), strings.Compare(a.ID, b.ID))
}

// CompareStories orders stories by day, begun, then id: oldest first. The order is total.
func CompareStories(a, b Story) int {
	return cmp.Or(strings.Compare(a.Day, b.Day), a.Begun.Compare(b.Begun), strings.Compare(a.ID, b.ID))
}
