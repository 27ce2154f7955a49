// Package pipeline owns the numbered steps of a run, their progress, and what one failed feed means. It does none of the
// steps' work itself and prints nothing.
//
//	1 Read     read.go      the hand-edited files, all problems at once
//	2 Fetch    gather.go    every feed that is due; a failing feed is a result
//	3 Parse    gather.go    to entries; what can be kept of a broken feed is kept
//	4 Sift     sift.go      drop what the archive has, tag the rest, leave out what is off topic
//	5 Tell     tell.go      fold the new items into the open stories, or begin new ones
//	6 Record   run.go       append to the archive, all or nothing
//	7 Arrange  publish.go   editions, as the editors decided (curate.go)
//	8 Publish  publish.go   pages, feeds, letters and data, only what changed; the hub is told (ping.go)
//	9 Report   report.go    one screen for a person, JSON for a machine
//
// Each step runs concurrently where that pays, but only one step runs at a time, but for parsing, which goes on while
// other feeds are still awaited.
package pipeline

import (
	"io/fs"
	"net/url"
	"time"

	"counternotice/internal/curation"
	"counternotice/internal/feedlist"
	"counternotice/internal/letter"
	"counternotice/internal/site"
	"counternotice/internal/taxonomy"
)

// LiveDays is how long a story stays open to new reports: five days, the window of the best simple method
// known on labelled streams (all of a 120 h window told again at each run).
const LiveDays = 5

// FeedCap is how many new entries of one feed a run takes; the rest waits for later runs, so that one feed cannot flood
// the digest. EntryCap is how many entries of one document are read at all.
const (
	FeedCap  = 500
	EntryCap = 5000
)

// fetchLimit is how long feeds are awaited, so that a run stays within ten minutes whatever hosts do. Of what was
// not asked by then nothing is concluded.
const fetchLimit = 7 * time.Minute

// fullEvery is how often a feed is asked without validators, since some of them lie.
const fullEvery = 24 * time.Hour

// Config is what the hand-edited files say.
type Config struct {
	List     *feedlist.List
	Taxonomy *taxonomy.Taxonomy
	Curation *curation.File
	Site     *site.Site
	Letters  *letter.Templates
}

// File is a hand-edited file under the name that messages use.
type File struct {
	Name string
	Data []byte
}

// Files are the hand-edited files of a run.
type Files struct {
	Feeds, Taxonomy    File
	Words              []taxonomy.File // of the taxonomy, by language
	Model, Curation    File            // may be empty
	Templates, Content fs.FS
}

// Job is one call of the pipeline: where things are, and the clock.
type Job struct {
	Files      Files
	Archive    string // folder
	Cache      string // folder
	Out        string // folder
	Demo       bool   // the archive is, or will be, that of a demonstration
	Now        time.Time
	Offline    bool // ask nobody: read what the cache holds
	PingLater  bool // the hub is told by Ping, when the site is where readers have it
	AllowHosts []string
	Proxy      *url.URL
	Backoff    time.Duration  // before a second attempt; zero for the fetcher's own
	Progress   func(Progress) // called from one goroutine at a time; may be nil
}

// Progress says how far a run is.
type Progress struct {
	Step        string // "fetch", "sift", "tell", "record", "publish"
	Done, Total int    // feeds in "fetch", pages in "publish"
	New         int    // entries that no earlier run has seen, so far
	Read        bool   // at the end of "fetch": everything that came has been read
	Label       string // for the caller: which of several runs this is
	Problem     string // a problem to print at once; else empty
}

func (j *Job) progress(p Progress) {
	if j.Progress != nil {
		j.Progress(p)
	}
}
