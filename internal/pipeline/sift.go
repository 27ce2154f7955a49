package pipeline

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"counternotice/internal/archive"
	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/story"
)

// maxRevisions is how often the archive follows a title or text that changes, since some pages count their visitors in
// it; a version that was there twice does not come back a third time, since some titles flap.
const maxRevisions = 20

// sifter turns what the feeds say into what the archive lacks.
type sifter struct {
	job     *Job
	config  *Config
	known   *news.Known
	items   map[string]news.Item // as archived, revised
	history map[string][]version // of each item, its first one included
	revised map[string]time.Time // when an item was last revised
	renamed map[string]string    // the new id of a feed that went by another at the same address
	left    map[string]news.LeftOut
	taken   map[string]news.Decision // by id of what was left out: the decision that takes it
	fresh   map[string]int           // position in change.Items of what came with this very run
	change  archive.Change
	report  *Report
}

type version struct{ title, excerpt string }

// newSifter remembers what the archive holds.
func (j *Job) newSifter(c *Config, content *archive.Content, r *Report) *sifter {
	s := &sifter{
		job: j, config: c, known: news.NewKnown(), items: map[string]news.Item{}, history: map[string][]version{}, left: map[string]news.LeftOut{}, fresh: map[string]int{},
		taken:   c.Curation.Taken(j.Now, c.List.Zone, content.LeftOut),
		revised: map[string]time.Time{}, renamed: renamed(c.List.Feeds, content.States), report: r,
	}
	for _, it := range news.Revise(content.Items, content.Revisions, LiveDays) {
		s.items[it.ID] = it
		s.known.AddItem(it)
		for _, src := range it.Sources {
			s.alias(it.ID, src)
		}
	}
	for _, it := range content.Items {
		s.history[it.ID] = []version{{it.Title, it.Excerpt}}
	}
	for _, l := range content.LeftOut {
		s.left[l.ID] = l
		s.known.AddLeftOut(l)
		s.alias(l.ID, news.Source{Feed: l.Feed, GUID: l.GUID, URL: l.URL})
	}
	for _, rev := range slices.SortedStableFunc(slices.Values(content.Revisions), news.CompareRevisions) {
		if rev.Title != "" {
			s.history[rev.Item] = append(s.history[rev.Item], version{rev.Title, rev.Excerpt})
			s.known.Revise(rev.Item, rev.Title)
			s.revised[rev.Item] = rev.At
		}
		if rev.Source != nil {
			s.known.AddSource(rev.Item, *rev.Source)
			s.alias(rev.Item, *rev.Source)
		}
	}
	return s
}

// renamed finds the feeds that the list no longer has while another one stands at their address, and gives its id.
func renamed(feeds []news.Feed, states []news.FeedState) map[string]string {
	listed, at := map[string]bool{}, map[string]string{}
	for _, f := range feeds {
		listed[f.ID] = true
		at[f.URL] = f.ID
	}
	out := map[string]string{}
	for _, st := range states {
		if to, ok := at[st.Feed.URL]; ok && !listed[st.Feed.ID] {
			out[st.Feed.ID] = to
		}
	}
	return out
}

// alias lets a renamed feed be known by what it brought under its old id.
func (s *sifter) alias(id string, src news.Source) {
	if feed, ok := s.renamed[src.Feed]; ok {
		src.Feed = feed
		s.known.AddSource(id, src)
	}
}

// settled says that an entry is known under an id and as it was, so that there is nothing to judge. It only reads.
func (s *sifter) settled(id string, e news.Entry, excerpt string) bool {
	if it, ok := s.items[id]; ok {
		return it.Title == e.Title && (it.Excerpt == excerpt || it.Feed != e.Feed || !s.live(it.Day))
	}
	l, ok := s.left[id]
	return ok && l.Title == e.Title && !s.live(l.Day) && !s.byHand(id)
}

// live says whether a day lies in the live window.
func (s *sifter) live(day string) bool {
	return day >= news.AddDays(news.Day(s.job.Now, s.config.List.Zone), -LiveDays)
}

// sift goes through the answers in the order of the feed list and fills the change with new items, revisions, what is
// left out and the states of the feeds.
func (s *sifter) sift(content *archive.Content, answers []answer) archive.Change {
	old := map[string]news.FeedState{}
	for _, st := range content.States {
		old[st.Feed.ID] = st
	}
	for _, from := range slices.Sorted(maps.Keys(s.renamed)) {
		to := s.renamed[from]
		if _, before := old[to]; before {
			continue
		}
		old[to] = old[from]
		s.report.Problems = append(s.report.Problems, fmt.Sprintf("%s: was %s at the same address until now; what it brought goes on under the new id", to, from))
	}
	states := map[string]news.FeedState{}
	for i, f := range s.config.List.Feeds {
		st := s.state(f, old[f.ID], &answers[i])
		if answers[i].read {
			s.feed(f, &answers[i], &st)
		}
		states[f.ID] = st
	}
	s.takeByTitle(states, old)
	s.change.States = statesIfChanged(content.States, states)
	return s.change
}

// takeByTitle takes what an editor takes and no feed has shown now, in the order of the decisions: feeds drop entries after hours, fail,
// and are taken off the list. The archive has the title; the text comes as a revision if the feed shows the entry again while the item
// is live. What to do about it is said once.
func (s *sifter) takeByTitle(states, old map[string]news.FeedState) {
	remedy := fmt.Sprintf("add what tags such a report lacks, with \"digest curate retag\"; its text follows if its feed shows it again within %d days", LiveDays)
	for _, id := range slices.SortedFunc(maps.Keys(s.taken), func(x, y string) int {
		a, b := s.taken[x], s.taken[y]
		return cmp.Or(cmp.Compare(a.Ordinal, b.Ordinal), cmp.Compare(slices.Index(a.Targets, x), slices.Index(b.Targets, y)), strings.Compare(x, y))
	}) {
		l, ok := s.left[id]
		if !ok { // another feed's entry of the same article was taken
			continue
		}
		feed := cmp.Or(s.renamed[l.Feed], l.Feed)
		st, listed := states[feed]
		if !listed {
			st = old[feed]
		}
		st.Feed.ID = feed
		c := candidate{entry: news.Entry{Feed: feed, GUID: l.GUID, URL: l.URL, Title: l.Title, Language: l.Language, Published: l.Published}}
		c.judge(s.config.Taxonomy, st.Feed, l.Published, true)
		alone := slices.Contains(s.known.LeftOutAt("", l.URL), id)
		s.take(st.Feed, &c, news.Match{ID: id, Alone: alone}, false, l.FirstSeen)
		s.report.Problems = append(s.report.Problems, news.Problem{
			File: s.config.Curation.Name, Line: s.taken[id].Line, What: fmt.Sprintf("take: %q was not found in its feed, so it was taken by its title alone", short(l.Title)),
			Remedy: remedy,
		}.String())
		remedy = ""
	}
}

// short cuts a title for a message.
func short(title string) string {
	if r := []rune(title); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return title
}

// state is what the archive remembers of a feed after this answer; times move only when the health does.
func (s *sifter) state(f news.Feed, st news.FeedState, a *answer) news.FeedState {
	st.Feed = f
	st.Feed.Secret = ""
	if st.Health == "" {
		st.Health = news.HealthNew
	}
	if a.health == "" || s.job.Offline {
		return st
	}
	if a.health != st.Health {
		st.Health, st.Since, st.Reason = a.health, s.job.Now, a.reason
	}
	if a.answered {
		st.Moved = a.moved
	}
	if a.read {
		st.Stated = a.stated
	}
	return st
}

// feed sifts the entries of one feed.
func (s *sifter) feed(f news.Feed, a *answer, st *news.FeedState) {
	entries := make([]news.Entry, len(a.entries))
	for i, c := range a.entries {
		entries[i] = c.entry
	}
	firstReading := st.FirstRead.IsZero()
	taken, held := 0, 0
	for i, m := range s.known.Match(entries) {
		c := &a.entries[i]
		switch {
		case m.Repeat:
			continue
		case m.Left:
			s.reconsider(f, c, m)
			continue
		case !m.New:
			s.knownItem(f, c, m)
			continue
		}
		if taken == FeedCap || c.held {
			held++
			continue
		}
		taken++
		s.judge(f, c)
		if !c.verdict.In {
			s.leaveOut(f, c, m.ID, firstReading)
			continue
		}
		s.take(f, c, m, firstReading, s.job.Now)
	}
	if firstReading && held == 0 && len(entries) > 0 {
		st.FirstRead = s.job.Now
	}
	if taken > 0 {
		st.LastItem = s.job.Now
	}
	if held > 0 {
		s.report.Held = append(s.report.Held, Held{Feed: f.ID, Entries: held, Why: "later runs take them"})
	}
	if a.cut > 0 {
		s.report.Held = append(s.report.Held, Held{Feed: f.ID, Entries: a.cut, Why: "the document is too long; they are never read"})
	}
}

// judge makes up for a judgement that seemed needless before the document was matched.
func (s *sifter) judge(f news.Feed, c *candidate) {
	if !c.judged {
		c.judge(s.config.Taxonomy, f, s.published(c.entry), false)
	}
}

// byHand says whether an editor takes what was left out under an id, or took it in an earlier run: a later text of it is judged alike.
func (s *sifter) byHand(id string) bool {
	_, ok := s.taken[id]
	return ok || s.items[id].Reason.Code == news.ReasonEditor
}

// day is the day that an entry belongs to, and whether it is too old to be shown as new. An entry without a date at the
// first reading of its feed may be of any age, so it is not news; neither is one that a feed digs out after a month.
func (s *sifter) day(published time.Time, firstReading bool) (string, bool) {
	today := news.Day(s.job.Now, s.config.List.Zone)
	if !firstReading {
		return today, !published.IsZero() && news.Day(published, s.config.List.Zone) < news.AddDays(today, -story.FollowDays)
	}
	if published.IsZero() {
		return today, true
	}
	day := news.Day(published, s.config.List.Zone)
	return day, day < news.AddDays(today, -LiveDays)
}

func (s *sifter) published(e news.Entry) time.Time {
	p := e.Published
	if p.IsZero() {
		p = e.Updated
	}
	if p.After(s.job.Now) {
		p = s.job.Now
	}
	return p
}

// take makes an item of an entry. What it was as one that was left out is dropped, but for an address that it had then.
func (s *sifter) take(f news.Feed, c *candidate, m news.Match, firstReading bool, seen time.Time) {
	id := m.ID
	e := c.entry
	before, out := s.left[id]
	if out {
		s.untake(id)
	}
	published := s.published(e)
	it := news.Item{
		ID: id, Feed: f.ID, Title: e.Title, URL: e.URL, Language: e.Language, Published: published, FirstSeen: seen,
		Authors: e.Authors, Excerpt: c.excerpt, License: f.License,
		Sources: []news.Source{{Feed: f.ID, GUID: e.GUID, URL: e.URL, Seen: seen}},
		Tags:    c.verdict.Tags, Reason: c.verdict.Reason, Links: e.Links, Numbers: c.numbers, Refs: c.refs, Stems: c.stems,
	}
	it.Day, it.Backlog = s.day(published, firstReading)
	if out && before.URL != "" && news.AddressKey(before.URL) != news.AddressKey(e.URL) {
		it.Sources = append(it.Sources, news.Source{Feed: f.ID, URL: before.URL, Seen: seen, LeftOut: id})
	}
	var elsewhere []string
	if m.Alone {
		elsewhere = s.known.LeftOutAt(f.ID, e.URL)
	}
	for _, left := range elsewhere { // another feed's entry of the same article was left out: it is in after all
		l := s.left[left]
		it.Sources = append(it.Sources, news.Source{Feed: l.Feed, GUID: l.GUID, URL: l.URL, Seen: l.FirstSeen, LeftOut: left})
		s.untake(left)
	}
	s.items[id] = it
	s.history[id] = []version{{it.Title, it.Excerpt}}
	s.known.AddItem(it)
	s.fresh[id] = len(s.change.Items)
	s.change.Items = append(s.change.Items, it)
}

// untake drops an entry from what is left out, whether it was archived or is only about to be.
func (s *sifter) untake(id string) {
	s.known.Forget(id)
	delete(s.left, id)
	if i := slices.IndexFunc(s.change.LeftOut, func(l news.LeftOut) bool { return l.ID == id }); i >= 0 {
		s.change.LeftOut = slices.Delete(s.change.LeftOut, i, i+1)
		return
	}
	s.change.Taken = append(s.change.Taken, id)
}

func (s *sifter) leaveOut(f news.Feed, c *candidate, id string, firstReading bool) {
	e := c.entry
	l := news.LeftOut{
		ID: id, Feed: f.ID, GUID: e.GUID, URL: e.URL, Title: e.Title, Language: e.Language,
		Published: s.published(e), FirstSeen: s.job.Now, Reason: c.verdict.Reason,
	}
	l.Day, _ = s.day(l.Published, firstReading)
	s.left[id] = l
	s.known.AddLeftOut(l)
	s.change.LeftOut = append(s.change.LeftOut, l)
}

// reconsider takes an entry that an earlier run left out, when the taxonomy has learnt better while it was live. It comes
// in on the day of this run, and keeps the time when it was first seen. What an editor takes comes in whenever it is found.
func (s *sifter) reconsider(f news.Feed, c *candidate, m news.Match) {
	l := s.left[m.ID]
	if _, ok := s.taken[m.ID]; ok && !m.Other {
		delete(s.taken, m.ID)
		if c.held { // a later run takes it
			return
		}
		if c.verdict.Reason.Code != news.ReasonEditor { // which of the known it is was not clear before
			c.judge(s.config.Taxonomy, f, s.published(c.entry), true)
		}
		s.take(f, c, m, false, l.FirstSeen)
		return
	}
	if !c.judged || !c.verdict.In || m.Other || !s.live(l.Day) || l.FirstSeen.Equal(s.job.Now) {
		return
	}
	s.take(f, c, m, false, l.FirstSeen)
}

// knownItem records what is new about an item that the archive has: a further source, or another title or text.
func (s *sifter) knownItem(f news.Feed, c *candidate, m news.Match) {
	it := s.items[m.ID]
	rev := news.Revision{Item: it.ID, ItemMonth: it.Month(), Day: news.Day(s.job.Now, s.config.List.Zone), At: s.job.Now}
	e := c.entry
	if m.Other {
		src := news.Source{Feed: f.ID, GUID: e.GUID, URL: e.URL, Seen: s.job.Now}
		s.known.AddSource(it.ID, src)
		own := c.judged && c.verdict.In && e.Title != "" && s.live(it.Day) && hosts(f, it.URL) && !s.hosted(it)
		if i, ok := s.fresh[it.ID]; ok {
			fresh := &s.change.Items[i]
			fresh.Sources = append(fresh.Sources, src)
			if own {
				s.speak(fresh, f, c)
			}
			s.items[it.ID] = *fresh
			return
		}
		rev.Source = &src
		if own {
			if at := s.revised[it.ID].Add(time.Second); at.After(rev.At) {
				rev.At = at
			}
			it.Sources = append(slices.Clip(it.Sources), src)
			s.speak(&it, f, c)
			s.items[it.ID] = it
			s.revised[it.ID] = rev.At
			rev.Title, rev.Excerpt, rev.License, rev.Language = it.Title, it.Excerpt, it.License, it.Language
			rev.Tags, rev.Links, rev.Numbers, rev.Refs, rev.Stems = it.Tags, it.Links, it.Numbers, it.Refs, it.Stems
		}
		s.change.Revisions = append(s.change.Revisions, rev)
		return
	}
	_, fresh := s.fresh[it.ID]
	if speaks := it.Feed == f.ID || s.renamed[it.Feed] == f.ID; fresh || !speaks || !c.judged || !s.live(it.Day) {
		return // the first source alone speaks for an item, and only while it is live
	}
	now, history := version{e.Title, c.excerpt}, s.history[it.ID]
	last := history[len(history)-1]
	switch {
	case now.title == "", now == last, len(history) > maxRevisions, count(history, now) > 1:
		return
	case now.title == last.title && (!c.verdict.In || slices.Equal(c.stems, it.Stems)):
		return // the same words, cut in another way
	}
	if at := s.revised[it.ID].Add(time.Second); at.After(rev.At) {
		rev.At = at // the order of the versions stands, whatever the clock says
	}
	s.history[it.ID] = append(history, now)
	s.revised[it.ID] = rev.At
	s.known.Revise(it.ID, e.Title)
	rev.Title, rev.Excerpt, rev.License = e.Title, c.excerpt, f.License
	rev.Tags, rev.Links, rev.Numbers, rev.Refs, rev.Stems = c.verdict.Tags, e.Links, c.numbers, c.refs, c.stems
	if !c.verdict.In { // a text that says less than before is no reason to forget what the item is about
		rev.Tags, rev.Links, rev.Numbers, rev.Refs, rev.Stems = it.Tags, it.Links, it.Numbers, it.Refs, it.Stems
		rev.Tags, _ = edition.Quotable(rev.Title, rev.Excerpt, licensed(f), rev.Tags, it.Reason)
	}
	s.change.Revisions = append(s.change.Revisions, rev)
}

// speak lets the feed at whose own host an article lies speak for it, whoever brought it first: so that no feed puts
// its words in the place of another publisher's by linking to them.
func (s *sifter) speak(it *news.Item, f news.Feed, c *candidate) {
	e := c.entry
	it.Feed, it.Title, it.Language, it.Authors = f.ID, e.Title, e.Language, e.Authors
	it.Excerpt, it.License, it.Reason = c.excerpt, f.License, c.verdict.Reason
	it.Tags, it.Links, it.Numbers, it.Refs, it.Stems = c.verdict.Tags, e.Links, c.numbers, c.refs, c.stems
	slices.SortStableFunc(it.Sources, func(a, b news.Source) int { // the speaker stands first
		switch {
		case (a.Feed == f.ID) == (b.Feed == f.ID):
			return 0
		case a.Feed == f.ID:
			return -1
		}
		return 1
	})
	s.history[it.ID] = append(s.history[it.ID], version{it.Title, it.Excerpt})
	s.known.Revise(it.ID, it.Title)
}

// hosted says whether the feed that speaks for an item is the one of its host.
func (s *sifter) hosted(it news.Item) bool {
	i := slices.IndexFunc(s.config.List.Feeds, func(f news.Feed) bool { return f.ID == it.Feed })
	return i >= 0 && hosts(s.config.List.Feeds[i], it.URL)
}

// hosts says whether an address lies at the host of a feed or of its home, or below it.
func hosts(f news.Feed, address string) bool {
	at := news.Host(address)
	for _, own := range []string{news.Host(f.URL), news.Host(f.Home)} {
		if own != "" && (at == own || strings.HasSuffix(at, "."+own)) {
			return true
		}
	}
	return false
}

func count(history []version, v version) int {
	n := 0
	for _, h := range history {
		if h == v {
			n++
		}
	}
	return n
}
