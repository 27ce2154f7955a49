package news

import (
	"strings"
	"time"
)

// Verb says what a decision of an editor does.
type Verb string

// The verbs.
const (
	VerbHide    Verb = "hide"    // takes a story or reports out of everything published; the address gives the reason
	VerbPin     Verb = "pin"     // puts a story first
	VerbMerge   Verb = "merge"   // joins stories to another one
	VerbSplit   Verb = "split"   // sets reports apart from their story
	VerbRetitle Verb = "retitle" // gives a story a title of our own
	VerbRetag   Verb = "retag"   // adds and removes tags
	VerbNote    Verb = "note"    // says something about a story
	VerbCorrect Verb = "correct" // says what we had got wrong
	VerbLead    Verb = "lead"    // lets another report lead its story
	VerbTake    Verb = "take"    // takes an entry that was left out
)

// Verbs lists all verbs in the order in which the documentation has them.
var Verbs = []Verb{VerbHide, VerbPin, VerbMerge, VerbSplit, VerbRetitle, VerbRetag, VerbNote, VerbCorrect, VerbLead, VerbTake}

// Decision is what an editor settled by hand, as curation.yaml has it. Which of the fields count depends on the verb.
type Decision struct {
	Verb          Verb
	Targets       []string // stories or items, by id or address, as written
	Into          string   // of a merge: the story that takes the others
	Items         []string // ids of the reports that it was about when it was made; may be empty
	Title         string   // of a retitle
	Language      string   // of Title, BCP 47; empty for the site's
	Add, Remove   []TagID  // of a retag; Add of a take as well
	Text          string   // of a note or a correction: Markdown
	Plain         string   // the beginning of Text without its markup, on one line; empty where nobody has put it there
	Until         string   // of a pin: its last day on the front page; empty to stay no longer than the story would
	Reason        string   // plain text on one line, public
	OffTopic      bool     // of a hide: it does not belong to the subject
	Law           string   // of a hide that a law demands: its name; with the next two, plain text on one line
	Demander      string   // who demanded it; empty where nobody is to be named
	Notice        string   // the address of the demand, where it is public
	By            string
	On            string // a day, or RFC 3339
	Line, Ordinal int    // in the file; Ordinal counts from 1
}

// At is when a decision was made: a day without a time begins in the zone of the site. Zero if On is neither.
func (d Decision) At(zone *time.Location) time.Time {
	if t, err := time.Parse(time.RFC3339, d.On); err == nil {
		return t.UTC()
	}
	t, err := time.ParseInLocation(time.DateOnly, d.On, zone)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// Outcome is what became of a decision.
type Outcome struct {
	Decision
	Made    time.Time // At
	Stories []string  // ids of the stories that it bears on now, the first first named
	Reports []string  // ids of the items, where it is about reports and not about a whole story
	LeftOut []string  // of a take: ids of the entries that are left out still
	Unmet   string    // why it could not be carried out; empty if it was
	Later   bool      // it is unmet because it is dated after the build; nobody is to see it yet
}

// Settled is what decisions come to for one story.
type Settled struct {
	Title, Language string  // instead of those of the leading report; Title is empty if they stand
	Pin             int     // Ordinal of the newest pin; 0 if there is none
	PinUntil        string  // of that pin
	Gone            int     // Ordinal of the decision that took the story away; 0 if it is there
	Topics          []TagID // of what is Gone, in the order of their ids: all that is kept of its reports
	Led             string  // the item that led it before a decision merged it away
}

// StoryOf is the id at the end of the address of a story of ours, whatever stands before "story/2026/11/"; empty if
// the address has not that form.
func StoryOf(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	parts := strings.Split(strings.TrimSuffix(strings.TrimSuffix(address, "index.html"), "/"), "/")
	if len(parts) < 4 {
		return ""
	}
	parts = parts[len(parts)-4:]
	if parts[0] != "story" || len(parts[1]) != 4 || len(parts[2]) != 2 || strings.Trim(parts[1]+parts[2], "0123456789") != "" {
		return ""
	}
	at := strings.LastIndexByte(parts[3], '-')
	if at < 0 || !isID(parts[3][at+1:], 8) {
		return ""
	}
	return parts[3][at+1:]
}

// IsStoryID says whether a text has the form of a story's id.
func IsStoryID(s string) bool { return isID(s, 8) }

// IsItemID says whether a text has the form of an item's id.
func IsItemID(s string) bool { return isID(s, 12) }

// isID tests for characters of the base32 alphabet of RFC 4648, in small letters.
func isID(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") == ""
}
