package curation

import (
	"cmp"
	"fmt"
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
