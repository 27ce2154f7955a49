package curation

import (
	"fmt"
	"slices"
	"time"

	"counternotice/internal/news"
)

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

// decided is the evidence for what no rule found.
func decided(o *news.Outcome) news.Evidence {
	return news.Evidence{Rule: "decided by an editor on " + o.On[:len(time.DateOnly)], In: "decision"}
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
