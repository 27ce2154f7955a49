package edition

import (
	"maps"
	"slices"

	"counternotice/internal/news"
)

const (
	// oneIn limits what a publisher leads: at most a third of the top stories, of each section, and of what is only noted
	// where not all can be.
	oneIn = 3
	// foreignIn is the share that stories in other languages than the site's have in what is shown in full, if there are as many.
	foreignIn = 4
	// sectionStories is what a topic needs for a section of its own. In a smaller one a single publisher would have more than a third.
	sectionStories = 3
)

// choose settles an edition of stories that are given in the order of their rank: the lead and the top, the sections,
// and what is noted by title, at most also stories. What balance keeps out of a section is the first to be noted. What an
// editor has pinned gives way to no balance.
func choose(stories []*Story, home string, also int, pinned func(*Story) bool) Selection {
	full, rest := inFull(stories, home, pinned)
	var out Selection
	var top []*Story
	top, full = spread(full, 1+topStories, pinned)
	if len(top) > 0 {
		out.Lead, out.Top = top[0], top[1:]
	}
	var over []*Story
	even := balance
	if led := publishers(stories); len(led) < oneIn { // there is nothing to balance
		even = func(list []*Story) ([]*Story, []*Story) { return list, nil }
	}
	out.Sections, over = topics(full, even)
	out.Also = append(over, rest...)
	if len(out.Also) > also {
		out.Also, _ = spread(out.Also, also, func(*Story) bool { return false })
	}
	return out
}

// All is every story of the selection in its order.
func (s Selection) All() []*Story {
	var out []*Story
	if s.Lead != nil {
		out = append(append(out, s.Lead), s.Top...)
	}
	for _, sec := range s.Sections {
		out = append(out, sec.Stories...)
	}
	return append(out, s.Also...)
}

// inFull picks what an edition shows with excerpts: the first by rank of which no publisher leads more than a third, but
// at least one in foreignIn in another language than the site's where there are as many, as many languages as possible.
// Both lists keep the order of rank.
func inFull(stories []*Story, home string, pinned func(*Story) bool) (full, rest []*Story) {
	first, last := spread(stories, min(len(stories), fullStories), pinned)
	foreign := func(s *Story) bool { return baseLanguage(s.Language) != baseLanguage(home) }
	in := map[*Story]bool{}
	languages := map[string]bool{}
	want := len(first) / foreignIn
	for _, s := range first {
		in[s] = true
		if foreign(s) {
			want--
			languages[baseLanguage(s.Language)] = true
		}
	}
	var extra []*Story
	for _, again := range []bool{false, true} { // a language that is not there yet comes first
		for _, s := range last {
			if l := baseLanguage(s.Language); len(extra) < want && foreign(s) && !in[s] && languages[l] == again {
				languages[l], in[s] = true, true
				extra = append(extra, s)
			}
		}
	}
	for _, s := range slices.Backward(first) { // the last of the site's own language give way
		if len(extra) > 0 && !foreign(s) && !pinned(s) {
			in[s] = false
			extra = extra[1:]
		}
	}
	for _, s := range stories {
		if in[s] {
			full = append(full, s)
		} else {
			rest = append(rest, s)
		}
	}
	return full, rest
}

// spread takes the first n stories by rank of which no publisher leads more than a third. Where fewer than three
// publishers have stories, there is nothing to balance, and it takes the first n.
func spread(stories []*Story, n int, pinned func(*Story) bool) (taken, rest []*Story) {
	led := map[string]int{}
	for _, s := range stories {
		if p := s.Lead.Source.Feed.Publisher; len(taken) < n && (pinned(s) || led[p] < max(1, n/oneIn)) {
			led[p]++
			taken = append(taken, s)
		} else {
			rest = append(rest, s)
		}
	}
	if len(led) < oneIn {
		n = min(n, len(stories))
		return stories[:n], stories[n:]
	}
	return taken, rest
}

// topics gives each topic that has enough stories, led by enough publishers, a section, the one with most stories first;
// the others stand together in a last one. A story goes to the largest section among its topics. over is what balance
// leaves out.
func topics(stories []*Story, even func([]*Story) (kept, over []*Story)) (out []Section, over []*Story) {
	rest := slices.Clone(stories)
	for {
		byTopic := map[news.TagID][]*Story{}
		tags := map[news.TagID]StoryTag{}
		for _, s := range rest {
			for _, t := range s.Tags {
				if t.Tag.ID.Facet() == news.FacetTopic {
					byTopic[t.Tag.ID] = append(byTopic[t.Tag.ID], s)
					tags[t.Tag.ID] = t
				}
			}
		}
		var best Section
		for _, id := range slices.Sorted(maps.Keys(byTopic)) {
			list, _ := even(byTopic[id])
			if n := len(list); n >= sectionStories && n > len(best.Stories) {
				best = Section{Tag: tags[id].Tag, Title: tags[id].Label, Path: tags[id].Path, Stories: list}
			}
		}
		if len(best.Stories) == 0 {
			break
		}
		out = append(out, best)
		rest = slices.DeleteFunc(rest, func(s *Story) bool { return slices.Contains(best.Stories, s) })
	}
	last, over := even(rest)
	if len(last) > 0 {
		out = append(out, Section{Title: "More stories", Stories: last})
	}
	return out, over
}

// publishers counts stories by who leads them.
func publishers(stories []*Story) map[string]int {
	led := map[string]int{}
	for _, s := range stories {
		led[s.Lead.Source.Feed.Publisher]++
	}
	return led
}

// balance takes stories out of a list, the lowest in rank first, until no publisher leads more than a third of it, or
// more than one where it is shorter than three.
func balance(stories []*Story) (kept, over []*Story) {
	kept = slices.Clone(stories)
	for {
		led := publishers(kept)
		most := 0
		for _, n := range led {
			most = max(most, n)
		}
		if most <= max(1, len(kept)/oneIn) {
			return kept, over
		}
		for i, s := range slices.Backward(kept) {
			if led[s.Lead.Source.Feed.Publisher] == most {
				kept = slices.Delete(kept, i, i+1)
				over = slices.Insert(over, 0, s)
				break
			}
		}
	}
}
