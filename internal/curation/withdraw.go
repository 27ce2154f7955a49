package curation

import (
	"maps"
	"slices"

	"counternotice/internal/news"
)

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
