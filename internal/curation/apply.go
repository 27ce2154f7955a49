package curation

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
)

// Input is what decisions are applied to.
type Input struct {
	Now      time.Time // a decision of a later date does not hold yet
	Zone     *time.Location
	Site     string       // the address of the site: what begins with it is ours
	Items    []news.Item  // revised
	Recorded []news.Item  // as first recorded, for addresses that must not follow a later title
	Stories  []news.Story // as archived
	LeftOut  []news.LeftOut
	Feeds    map[string]news.Feed // by id
}

// Result is what the decisions come to. Its slices are new; what they point to is shared with the input and unchanged.
type Result struct {
	Items    []news.Item             // without the hidden ones, with the tags decided
	Hidden   []news.Item             // with the tags decided
	LeftOut  []news.LeftOut          // without the hidden ones
	Stories  []news.Story            // merged, split and led as decided; one that is gone has neither members nor Into
	Outcomes []news.Outcome          // one a decision, in the order of the file
	Settled  map[string]news.Settled // by story id
	Lessons  []Lesson                // in the order of news.CompareItems
	Problems news.Problems           // decisions that could not be carried out, or not wholly
}

// Lesson is what decisions say of a report, or of an entry that was left out: a label to learn from.
type Lesson struct {
	Item    news.Item    // of an entry that was left out its title alone
	Belongs bool         // to the subject
	Facets  []news.Facet // whose tags an editor has seen to: all of a report that was retagged, else those of the tags that a take adds
	Tags    []news.TagID // of these facets
}

// lesson is a Lesson in the making. Of several decisions on the subject the last counts.
type lesson struct {
	off      bool
	retagged bool
	added    []news.TagID
}

// desk is one call of Apply: the items and stories as they stand after the decisions so far.
type desk struct {
	in        Input
	file      string
	decisions []news.Decision
	items     []news.Item
	at        map[string]int // item to its place in items
	stories   []news.Story
	pos       map[string]int                 // story to its place in stories
	home      map[string]string              // item to the story that has it
	inOrder   []news.Item                    // once an address was looked for
	articles  map[string]map[string][]string // reports by host and address
	leftAs    map[string]string              // entry that was left out to the report that came of its article by another feed, once an id was looked for
	hidden    map[string]int                 // item to the ordinal of the decision that hides it
	former    map[string][]string            // story that had gone over to another to the items that were withdrawn there under its address
	lessons   map[string]lesson              // by item or entry that was left out
	taken     map[string]*news.Outcome       // by item or entry that was left out, the first take of it
	settled   map[string]news.Settled
	problems  news.Problems
}

// Apply replays the decisions: first those that say which reports are one story, then the others. The same input
// gives the same result, whatever the order of items and stories.
func (f *File) Apply(in Input) Result {
	if len(f.Decisions) == 0 {
		return Result{Items: in.Items, Stories: in.Stories, LeftOut: in.LeftOut}
	}
	k := newDesk(f, in)
	outcomes := make([]news.Outcome, len(f.Decisions))
	for i, d := range f.Decisions {
		outcomes[i] = news.Outcome{Decision: d, Made: d.At(in.Zone)}
	}
	for _, structural := range []bool{true, false} {
		for i := range outcomes {
			if o := &outcomes[i]; structural == (o.Verb == news.VerbMerge || o.Verb == news.VerbSplit) {
				k.carryOut(o)
			}
		}
	}
	k.takeAway()
	slices.SortFunc(k.stories, news.CompareStories)
	res := Result{Stories: k.stories, LeftOut: slices.DeleteFunc(slices.Clone(in.LeftOut), func(l news.LeftOut) bool { return k.hidden[l.ID] > 0 }), Outcomes: outcomes, Settled: k.settled, Problems: k.problems}
	res.Items = make([]news.Item, 0, len(k.items))
	for _, it := range k.items {
		if k.hidden[it.ID] > 0 {
			res.Hidden = append(res.Hidden, it)
		} else {
			res.Items = append(res.Items, it)
		}
	}
	res.Lessons = k.learned()
	return res
}

// learned are the lessons. Who withdraws something for another reason than the subject teaches nothing with it.
func (k *desk) learned() []Lesson {
	var out []Lesson
	add := func(it news.Item) {
		l, ok := k.lessons[it.ID]
		if !ok || k.hidden[it.ID] > 0 && !l.off {
			return
		}
		known := Lesson{Item: it, Belongs: !l.off}
		switch {
		case l.off:
		case l.retagged:
			known.Facets = news.Facets
			for _, h := range it.Tags {
				known.Tags = append(known.Tags, h.Tag)
			}
		default:
			known.Tags = l.added
			for _, tag := range l.added {
				if !slices.Contains(known.Facets, tag.Facet()) {
					known.Facets = append(known.Facets, tag.Facet())
				}
			}
		}
		out = append(out, known)
	}
	for _, it := range k.items {
		add(it)
	}
	for _, l := range k.in.LeftOut {
		add(news.Item{ID: l.ID, Day: l.Day, Feed: l.Feed, Title: l.Title, Language: l.Language, FirstSeen: l.FirstSeen})
	}
	slices.SortFunc(out, func(x, y Lesson) int { return news.CompareItems(x.Item, y.Item) })
	return out
}

func newDesk(f *File, in Input) *desk {
	k := &desk{
		in: in, file: f.Name, decisions: f.Decisions, items: slices.Clone(in.Items), at: make(map[string]int, len(in.Items)),
		stories: slices.Clone(in.Stories), pos: make(map[string]int, len(in.Stories)),
		home: make(map[string]string, len(in.Items)), articles: map[string]map[string][]string{}, hidden: map[string]int{}, former: map[string][]string{}, lessons: map[string]lesson{}, taken: map[string]*news.Outcome{}, settled: map[string]news.Settled{},
	}
	slices.SortFunc(k.stories, news.CompareStories)
	for i, it := range k.items {
		k.at[it.ID] = i
	}
	for i, s := range k.stories {
		k.pos[s.ID] = i
		for _, m := range s.Members {
			k.home[m.Item] = s.ID
		}
	}
	return k
}

func (k *desk) story(id string) *news.Story { return &k.stories[k.pos[id]] }

func (k *desk) item(id string) news.Item { return k.items[k.at[id]] }

// problem reports what is wrong with a decision.
func (k *desk) problem(o *news.Outcome, what, remedy string) {
	k.problems = append(k.problems, news.Problem{File: k.file, Line: o.Line, What: fmt.Sprintf("%s: %s", o.Verb, what), Remedy: remedy})
}

// unmet reports a decision that could not be carried out at all.
func (k *desk) unmet(o *news.Outcome, what, remedy string) {
	o.Unmet, o.Stories, o.Reports = what, nil, nil
	k.problem(o, what, remedy)
}

func (k *desk) carryOut(o *news.Outcome) {
	if o.Made.After(k.in.Now) {
		o.Later = true
		k.unmet(o, "it is dated "+o.On+", after this run", "it holds from then on")
		return
	}
	switch o.Verb {
	case news.VerbMerge:
		k.merge(o)
	case news.VerbSplit:
		k.split(o)
	case news.VerbHide:
		k.hide(o)
	case news.VerbRetag:
		k.retag(o)
	case news.VerbLead:
		k.lead(o)
	case news.VerbTake:
		k.take(o)
	case news.VerbRetitle, news.VerbPin, news.VerbNote, news.VerbCorrect:
		k.say(o)
	}
}

// hide takes reports away, or a story with all that it has and will have; or an entry that was left out, whose title stands
// on the page of those. What is off topic is a lesson: of a story the reports that it had when that was decided.
func (k *desk) hide(o *news.Outcome) {
	left := map[string]bool{}
	withdraw := func(id string) {
		k.hidden[id] = o.Ordinal
		if o.OffTopic && (len(o.Items) == 0 || slices.Contains(o.Items, id) || slices.Contains(o.Targets, id)) {
			k.lessons[id] = lesson{off: true, retagged: k.lessons[id].retagged}
		}
	}
	refs := slices.DeleteFunc(slices.Clone(o.Targets), func(ref string) bool {
		ids := k.leftOut(ref)
		for _, id := range ids {
			withdraw(id)
			left[id] = true
		}
		return len(ids) > 0
	})
	var all []string
	for _, g := range k.groups(o, refs, true) {
		reports := g.reports
		if g.whole {
			reports = nil
			for _, m := range k.story(g.story).Members {
				reports = append(reports, m.Item)
			}
			k.gone(g.story, o)
		} else {
			o.Reports = append(o.Reports, reports...)
		}
		for _, id := range reports {
			withdraw(id)
		}
		all = append(all, reports...)
		o.Stories = append(o.Stories, g.story)
	}
	for _, ref := range refs { // the address that was named gives the reason, wherever its reports are
		if t, _ := k.resolve(ref); t.named != "" && t.named != t.story {
			s := k.story(t.named)
			s.Into = ""
			k.gone(t.named, o)
			k.former[t.named] = append(k.former[t.named], all...)
			o.Stories = append(o.Stories, t.named)
		}
	}
	if len(o.Stories) == 0 && len(left) == 0 {
		k.nothing(o)
	}
}

// leftOut finds the entries that were left out under an id or an address, if no report has it.
func (k *desk) leftOut(ref string) []string {
	if _, why := k.find(ref); why == "" {
		return nil
	}
	return entriesAt(k.in.LeftOut, ref)
}

// entriesAt finds entries that were left out under an id or an address.
func entriesAt(left []news.LeftOut, ref string) (ids []string) {
	key := news.AddressKey(ref)
	host := hostOf(key)
	for _, l := range left {
		if l.ID == ref || key != "" && strings.Contains(l.URL, host) && news.AddressKey(l.URL) == key { // a key is dear to make
			ids = append(ids, l.ID)
		}
	}
	return ids
}

func (k *desk) gone(id string, o *news.Outcome) {
	s := k.settled[id]
	s.Gone = o.Ordinal
	k.settled[id] = s
}

// takeAway removes the hidden reports from their stories. A story that has none left is gone, but for its topics.
func (k *desk) takeAway() {
	for id, reports := range k.former {
		k.abstract(id, "", slices.Compact(slices.Sorted(slices.Values(reports))))
	}
	was := map[string]news.Story{}
	for _, item := range slices.Sorted(maps.Keys(k.hidden)) {
		id, ok := k.home[item]
		if !ok {
			continue
		}
		s := k.story(id)
		if _, ok := was[id]; !ok {
			was[id] = *s
		}
		if s.Members = without(s.Members, func(m news.Member) bool { return m.Item == item }); len(s.Members) == 0 {
			settled := k.settled[id]
			settled.Gone = max(settled.Gone, k.hidden[item])
			k.settled[id] = settled
			s.Members, s.Lead = nil, ""
			var reports []string
			for _, m := range was[id].Members {
				reports = append(reports, m.Item)
			}
			k.abstract(id, was[id].Lead, reports)
			continue
		}
		k.mend(s)
	}
}

// abstract keeps the topics of a story that is gone: those of its leading report and those that at least a third of its
// reports share, as they stand beside a story that is told.
func (k *desk) abstract(id, lead string, reports []string) {
	count := map[news.TagID]int{}
	for _, item := range reports {
		at, ok := k.at[item]
		if !ok {
			continue
		}
		for _, h := range k.items[at].Tags {
			if h.Tag.Facet() != news.FacetTopic {
				continue
			}
			if count[h.Tag]++; item == lead {
				count[h.Tag] += len(reports)
			}
		}
	}
	s := k.settled[id]
	for _, tag := range slices.Sorted(maps.Keys(count)) {
		if 3*count[tag] >= len(reports) {
			s.Topics = append(s.Topics, tag)
		}
	}
	k.settled[id] = s
}

// without is a new slice without the members that a test names.
func without(members []news.Member, test func(news.Member) bool) []news.Member {
	return slices.DeleteFunc(slices.Clone(members), test)
}

// retag changes the tags of reports, or of all reports of a story.
func (k *desk) retag(o *news.Outcome) {
	for _, g := range k.groups(o, o.Targets, true) {
		reports := g.reports
		if g.whole {
			reports = nil
			for _, m := range k.story(g.story).Members {
				reports = append(reports, m.Item)
			}
		} else {
			o.Reports = append(o.Reports, reports...)
		}
		for _, id := range reports {
			k.tag(o, id)
			l := k.lessons[id]
			l.retagged = true
			k.lessons[id] = l
		}
		o.Stories = append(o.Stories, g.story)
	}
	if len(o.Stories) == 0 {
		k.nothing(o)
	}
}

// tag takes tags from a report and gives it others.
func (k *desk) tag(o *news.Outcome, id string) {
	it := &k.items[k.at[id]]
	it.Tags = slices.DeleteFunc(slices.Clone(it.Tags), func(h news.TagHit) bool { return slices.Contains(o.Remove, h.Tag) })
	for _, tag := range o.Add {
		if !slices.ContainsFunc(it.Tags, func(h news.TagHit) bool { return h.Tag == tag }) {
			it.Tags = append(it.Tags, news.TagHit{Tag: tag, Evidence: []news.Evidence{decided(o)}})
		}
	}
}

// take says that what was left out belongs. The next run takes it (see Taken); from then on it is a report, which
// gets the tags here. A second take of the same is refused: what is learned from the tags of each could not be told apart.
func (k *desk) take(o *news.Outcome) {
	again := ""
	for _, ref := range o.Targets {
		ids := k.leftOut(ref)
		left := len(ids) > 0
		if !left {
			t, why := k.resolve(ref)
			if why != "" {
				k.problem(o, why, remove)
				continue
			}
			ids = t.reports
		}
		for _, id := range ids {
			switch before := k.taken[id]; {
			case before == o:
				continue
			case before != nil:
				again = fmt.Sprintf("%q is taken already, in line %d", short(ref), before.Line)
				k.problem(o, again, "change that line instead of a second one")
				continue
			}
			k.taken[id] = o
			k.lessons[id] = lesson{retagged: k.lessons[id].retagged, added: o.Add}
			if left {
				o.LeftOut = append(o.LeftOut, id)
				continue
			}
			k.tag(o, id)
			o.Reports = append(o.Reports, id)
			if home := k.home[id]; !slices.Contains(o.Stories, home) {
				o.Stories = append(o.Stories, home)
			}
		}
	}
	switch {
	case len(o.Stories) > 0 || len(o.LeftOut) > 0:
	case again != "":
		o.Unmet = again
	default:
		k.nothing(o)
	}
}

// Taken are the entries that editors take, of those that were left out, by id, with the first decision that names each. A run takes
// them all.
func (f *File) Taken(now time.Time, zone *time.Location, left []news.LeftOut) map[string]news.Decision {
	out := map[string]news.Decision{}
	for _, d := range f.Decisions {
		if d.Verb != news.VerbTake || d.At(zone).After(now) {
			continue
		}
		for _, ref := range d.Targets {
			for _, id := range entriesAt(left, ref) {
				if _, again := out[id]; !again {
					out[id] = d
				}
			}
		}
	}
	return out
}

// decided is the evidence for what no rule found.
func decided(o *news.Outcome) news.Evidence {
	return news.Evidence{Rule: "decided by an editor on " + o.On[:len(time.DateOnly)], In: "decision"}
}

// lead lets a report lead its story.
func (k *desk) lead(o *news.Outcome) {
	t, why := k.resolve(o.Targets[0])
	switch {
	case why != "":
		k.unmet(o, why, k.remedy(o.Targets[0]))
		return
	case len(t.reports) == 0:
		k.unmet(o, fmt.Sprintf("%q is a story", o.Targets[0]), "name the report that shall lead it")
		return
	}
	item := t.reports[0]
	s := k.story(t.story)
	s.Members = slices.Clone(s.Members)
	for i := range s.Members {
		if s.Members[i].Item == item {
			s.Members[i].Copy = ""
		}
	}
	s.Lead = item
	o.Stories, o.Reports = []string{s.ID}, []string{item}
}

// say carries out what concerns a story as a whole: a title, a pin, a note, a correction.
func (k *desk) say(o *news.Outcome) {
	groups := k.groups(o, o.Targets, false)
	if len(groups) == 0 {
		k.nothing(o)
		return
	}
	g := groups[0]
	s := k.settled[g.story]
	switch o.Verb {
	case news.VerbRetitle:
		if !g.whole {
			k.unmet(o, fmt.Sprintf("its reports are a small part of another story by now, %s", k.story(g.story).Path()), "give that story a title, or remove the decision")
			return
		}
		s.Title, s.Language = o.Title, o.Language
	case news.VerbPin:
		s.Pin, s.PinUntil = o.Ordinal, o.Until
	}
	k.settled[g.story] = s
	o.Stories = []string{g.story}
}

// mend gives a story whose members changed a lead, and lets no report repeat one that has left.
func (k *desk) mend(s *news.Story) {
	there := map[string]bool{}
	for _, m := range s.Members {
		there[m.Item] = true
	}
	for i := range s.Members {
		if !there[s.Members[i].Copy] {
			s.Members[i].Copy = ""
		}
	}
	if !there[s.Lead] {
		s.Lead = k.leading(s.Members)
	}
}

// leading chooses the report that leads: an official source, else the earliest, else the fullest; never a copy. It is the
// rule of package story but for the links between the reports, which had their say when the stories were told.
func (k *desk) leading(members []news.Member) string {
	rank := func(m news.Member) int {
		switch {
		case m.Copy != "":
			return 2
		case k.in.Feeds[k.item(m.Item).Feed].Kind == news.KindOfficial:
			return 0
		}
		return 1
	}
	moment := func(it news.Item) time.Time {
		if it.Published.IsZero() {
			return it.FirstSeen
		}
		return it.Published
	}
	return slices.MinFunc(members, func(x, y news.Member) int {
		a, b := k.item(x.Item), k.item(y.Item)
		return cmp.Or(cmp.Compare(rank(x), rank(y)), moment(a).Compare(moment(b)), cmp.Compare(len(b.Excerpt), len(a.Excerpt)), strings.Compare(a.ID, b.ID))
	}).Item
}
