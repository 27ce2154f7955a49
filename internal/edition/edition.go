// Package edition owns what is shown for a day, a week, a month, a tag, a source and now, in which order, and why.
// It does not write pages or feeds, and it decides nothing about what belongs or which items are one story.
package edition

import (
	"time"

	"counternotice/internal/news"
)

// Input is all that a digest is arranged from. Arrange keeps no reference to the slices but reads them only.
type Input struct {
	Site     news.Site
	Zone     *time.Location // of Site.Timezone
	Today    string         // the day of --now; nothing else of the clock reaches a page
	Window   int            // days of the live window
	Feeds    []news.Feed    // as configured, in the order of feeds.yaml
	States   []news.FeedState
	Tags     []news.Tag
	Items    []news.Item
	Stories  []news.Story
	Recorded []news.Item // as Items before editors decided anything; nil where they decided nothing
	LeftOut  []news.LeftOut
	Run      news.Run    // the last that recorded a change
	Runs     []time.Time // of the runs that took or left out something, oldest first, whatever editors decided since

	Decisions []news.Outcome          // of the editors, in the order of curation.yaml; Items and Stories are as decided
	Settled   map[string]news.Settled // what they come to, by story
}

// Digest is everything that is published, arranged. All times in it but Runs are in the zone of the site.
type Digest struct {
	Site    news.Site
	Zone    *time.Location
	Today   string
	Updated time.Time // the last run that recorded a change
	Run     news.Run
	Runs    []time.Time // of the runs that took or left out something, oldest first; in UTC
	Front   Front
	Days    []*Period  // newest first; every day of which something was ever recorded, or that has an edition
	Weeks   []*Period  // newest first
	Months  []*Month   // newest first
	Tags    []*Listing // one per tag that has a story, in the order of facets, then of label
	Sources []*Source  // one per configured feed in the order of feeds.yaml, then removed ones by id
	Stories []*Story   // every story with its own page, oldest first, merged-away ones too
	LeftOut LeftOut
	Totals  Totals

	Decisions []*Decision // of the editors, newest first
	Gone      []*Story    // withdrawn by one, oldest first: nothing but ID, Path, Day, Gone, Decisions and its topics in Tags, without Reports and Evidence; in no other list

	InLanguage []*Listing // one per language that has a report, by name, under "language/pt/"; a story in it is told in that language

	Languages []Share // of the sources that are read, most stories first
	Regions   []Share
	Began     string // the day of the first reading of a source; what is older was found in a backlog
}

// Share is what the sources of one language or region bring.
type Share struct {
	Code    string // "pt" or "br"
	Sources int
	Stories int // that one of them reported
}

// Totals counts the whole archive but for what was withdrawn.
type Totals struct {
	Stories, Items, LeftOut, Feeds, Silent, Languages int
}

// Story is one story as shown.
type Story struct {
	ID       string
	Path     string // "story/2026/11/some-words-k3v9x2ab/"
	Day      string
	Title    string // of the leading report, or the editor's; of a story that was merged away by one, that which it had; else empty
	Language string // of the title, BCP 47
	Excerpt  string // of the leading report, as its licence allows; may be empty
	Begun    time.Time
	Dated    time.Time // its date in feeds, for ever; no other story has it
	Updated  time.Time
	Backlog  bool      // every report was found in a backlog: never shown as new
	Lead     *Report   // also in Reports; nil only when Into is set
	Reports  []*Report // the lead first, then by day, first seen, id
	Voices   int       // independent publishers
	Tags     []StoryTag
	Into     string // Path of the story that took this one's items; then the page only says so
	Left     []string
	Score    int    // of the rank, without age, in hundredths
	Why      string // what gave it its rank beside its voices: "official source, 2 languages"; empty for nothing more

	Documents  []Document // papers that its reports link to, the weightiest first, at most 4
	Previously []*Story   // earlier stories of the same affair, newest first, at most 5
	Related    []*Story   // other earlier stories near to it, at most 5
	Took       []*Story   // stories that were merged into this one, oldest first; they have no reports
	From       []*Story   // stories that reports of this one were in before, oldest first

	Decisions []*Decision // of the editors, oldest first
	Pin       int         // the newest pin: a greater one stands before a lesser; 0 if there is none
	PinUntil  string      // the last day of that pin on the front page; empty to stay no longer than the story would
	Gone      *Decision   // the one that withdrew the story; else nil

	References []Reference // documents of record that its reports cite by number, at most 8: those that other stories cite too first
}

// Document is a paper that reports of a story link to and that is no report of it: a ruling, a bill, a study. What is said of
// it is what its address tells, since nothing is fetched because a feed named it; what that does not tell is empty.
type Document struct {
	URL      string
	Source   *Source // whose host it lies on, when that is one of ours; else nil
	Cited    int     // publishers of the story that link to it
	Body     string  // whose it is, in English: "US District Court, N.D. Cal."
	Kind     string  // "judgment", "bill"…
	Number   string  // as it is cited: "C-682/18", "H.R. 1234 (119th Congress)"
	Language string  // BCP 47
	Official bool    // of a court, a parliament, a government or an agency, or on the host of an official source
}

// Report is one item of a story as shown.
type Report struct {
	Item      news.Item
	Source    *Source   // of the item's first feed
	Also      []*Source // further feeds that carried the same article
	Published time.Time // the publisher's date, else first seen
	Dated     bool      // Published is the publisher's own
	Foreign   bool      // its language is not the site's
	Speaker   string    // how the speaker is named when not plain press: "official", "state media"…; else ""
	Joined    time.Time // when it joined the story
	Why       []news.Evidence
	came      string  // the day on which it came to us
	Copy      bool    // repeats another report of the story word for word
	CopyOf    *Report // that report
}

// StoryTag is a tag of a story, with what earned it.
type StoryTag struct {
	Tag      news.Tag
	Path     string // "topic/site-blocking/"
	Label    string // in the site's language
	Reports  int    // how many of the story's items have it
	Evidence []TagEvidence
}

// TagEvidence is what earned a report a tag of its story.
type TagEvidence struct {
	news.Evidence
	Report *Report
}

// Selection is stories in the order and at the length in which an edition shows them. No story stands in it twice. In the
// edition of a past day they are as they stood at its end: with other reports, or at the address of one that is merged away.
// Pin is that of the edition: 0 where no pin held in it.
type Selection struct {
	Lead     *Story // nil when there is nothing
	Top      []*Story
	Sections []Section
	Also     []*Story // noted by title only
}

// Front is the front page: the edition of the newest day that has one.
type Front struct {
	Selection
	Day     string // the newest day whose edition has stories, at most Input.Today
	Number  int    // of the edition
	Stories int    // of the selection
	Feeds   int    // feeds read
	Silent  []*Source
	Earlier *Period // the edition before that has stories; nil if none
	Empty   bool    // nothing new on Today; then the lead and the rest are of Day
}

// Section is a run of stories under one heading.
type Section struct {
	Tag     news.Tag // a topic, or a zero Tag for "More stories"
	Title   string
	Path    string // of the tag's page; "" for a zero Tag
	Stories []*Story
}

// Period is a day or a week.
type Period struct {
	ID        string // "2026-11-21" or "2026-w47"
	Path      string // "2026/11/21/" or "2026/w47/"
	First     string // its first day
	Last      string // its last day
	Number    int    // of the edition, for a day, counted from 1: a day has one if a run of it recorded news, whatever became of that; else 0
	Stories   []*Story
	Selection           // of a day: its edition, as the front page showed it at the end of the day, with stories of the day before; of a week only Sections, with all of its stories
	Updated   time.Time // of an edition: the last run of the day that took or left out something; zero if unknown
	Rest      []*Story  // of a day: its stories as they stood that are neither in the edition nor in Later, by rank
	Later     []*Story  // of a day: what was found after it, or in the backlog of a source, newest first
	Prev      *Period   // the one before it in time
	Next      *Period
}

// Month is a month of the archive.
type Month struct {
	ID      string // "2026-11"
	Path    string // "2026/11/"
	Days    []*Period
	Stories []*Story // newest first
	Prev    *Month
	Next    *Month
}

// Listing is the page of a tag or of a source.
type Listing struct {
	Tag      news.Tag // a zero Tag for the listing of a source
	Title    string
	Path     string
	Count    int      // stories in all
	Newest   []*Story // newest first, at most 50
	Months   []ListingMonth
	Parents  []news.Tag
	Children []*Listing // tags that are part of this one and have stories, by title
	Updated  time.Time  // of the newest story
}

// ListingMonth is what a tag or a source has in one month. It never changes after the month has closed.
type ListingMonth struct {
	Month   string // "2026-11"
	Path    string // "topic/site-blocking/2026-11/"
	Stories []*Story
}

// Source is a feed as readers see it.
type Source struct {
	Feed     news.Feed
	State    news.FeedState
	Removed  bool // no longer in feeds.yaml
	Silent   bool // its health is neither ok, empty nor new
	Listing  *Listing
	License  news.License
	LastItem time.Time
}

// LeftOut is what was not taken in the last 14 days.
type LeftOut struct {
	Since   string // the first day shown
	Days    int
	Sources []LeftSource // those with something, most entries first, then in the order of feeds
	Count   int
	Taken   int // items in the same days that were taken, of all feeds
	Reasons []ReasonCount
	Rules   []RuleCount // what spoke against the entries, most entries first, at most 40
	Months  []LeftMonth // every month that has something, newest first, with its own page
}

// LeftSource is what one feed had left out.
type LeftSource struct {
	Source  *Source
	Items   []Left // newest first
	Reasons []ReasonCount
	Taken   int // items of the feed in the same days that were taken
}

// LeftMonth is a month of what was left out.
type LeftMonth struct {
	Month   string
	Path    string // "left-out/2026-11/"
	Count   int
	Reasons []ReasonCount
	Sources []LeftSource
}

// Left is one entry that was not taken.
type Left struct {
	Entry  news.LeftOut
	Source *Source
	Take   *Decision // of an editor, that the next run takes it; nil without one
}

// ReasonCount counts the entries that were left out for one reason.
type ReasonCount struct {
	Code  string
	Text  string // the reason in general words, to follow the count: "off topic"
	Count int
}

// RuleCount counts the entries that one rule of the taxonomy kept out.
type RuleCount struct {
	Rule    string
	Code    string // of the reason
	Count   int
	Example Left // the newest
}
