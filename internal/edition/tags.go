package edition

import (
	"cmp"
	"slices"
	"strings"

	"counternotice/internal/news"
)

// storyTags are the tags of the lead and those that at least a third of the reports share: a retelling that wanders
// does not label the event.
func (a *arranger) storyTags(e *Story) []StoryTag {
	byID := map[news.TagID]*StoryTag{}
	leads := map[news.TagID]bool{}
	spoke := map[news.TagID][][]TagEvidence{} // by report
	rules := map[news.TagID][]news.Evidence{} // without the words that they matched
	for _, r := range e.Reports {
		for _, hit := range r.Item.Tags {
			tag, ok := a.tags[hit.Tag]
			if !ok {
				continue
			}
			st := byID[hit.Tag]
			if st == nil {
				st = &StoryTag{Tag: tag, Path: tag.ID.Path(), Label: tag.Label(a.in.Site.Language)}
				byID[hit.Tag] = st
			}
			st.Reports++
			var of []TagEvidence
			for _, ev := range hit.Evidence {
				of = append(of, TagEvidence{ev, r})
				ev.Quote, ev.Beside = "", ""
				if list := rules[hit.Tag]; len(list) < maxRules && !slices.Contains(list, ev) {
					rules[hit.Tag] = append(list, ev)
				}
			}
			spoke[hit.Tag] = append(spoke[hit.Tag], of)
			leads[hit.Tag] = leads[hit.Tag] || r == e.Lead
		}
	}
	var out []StoryTag
	for id, st := range byID {
		if leads[id] || 3*st.Reports >= len(e.Reports) {
			st.Evidence = inTurn(spoke[id])
			out = append(out, *st)
		}
	}
	titled := func(t StoryTag) bool {
		return slices.ContainsFunc(rules[t.Tag.ID], news.Evidence.InTitle)
	}
	slices.SortFunc(out, func(x, y StoryTag) int {
		return cmp.Or(
			cmp.Compare(slices.Index(news.Facets, x.Tag.ID.Facet()), slices.Index(news.Facets, y.Tag.ID.Facet())),
			cmp.Compare(y.Reports, x.Reports), boolFirst(titled(x), titled(y)), cmp.Compare(len(rules[y.Tag.ID]), len(rules[x.Tag.ID])), strings.Compare(x.Label, y.Label), strings.Compare(string(x.Tag.ID), string(y.Tag.ID)))
	})
	return out
}

// storyEvidence is how many lines of evidence a tag of a story has: one report has four at most, and of most stories each
// report has one. maxRules is how many rules put the tags in order.
const storyEvidence, maxRules = 6, 4

// inTurn takes from each report the first of what spoke for a tag, then the second, and so on. What was found by one rule in
// the same words is named once, of the first report that has it.
func inTurn(reports [][]TagEvidence) []TagEvidence {
	var out []TagEvidence
	for k, more := 0, true; more; k++ {
		more = false
		for _, of := range reports {
			if k >= len(of) {
				continue
			}
			more = true
			if len(out) < storyEvidence && !slices.ContainsFunc(out, func(e TagEvidence) bool { return e.Evidence == of[k].Evidence }) {
				out = append(out, of[k])
			}
		}
	}
	return out
}

// topics are what is known of a story that is gone: neither which of its reports had them, nor what spoke for them.
func (a *arranger) topics(list []news.TagID) []StoryTag {
	var out []StoryTag
	for _, id := range list {
		if tag, ok := a.tags[id]; ok {
			out = append(out, StoryTag{Tag: tag, Path: id.Path(), Label: tag.Label(a.in.Site.Language)})
		}
	}
	slices.SortFunc(out, func(x, y StoryTag) int {
		return cmp.Or(strings.Compare(x.Label, y.Label), strings.Compare(string(x.Tag.ID), string(y.Tag.ID)))
	})
	return out
}
