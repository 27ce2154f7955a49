package edition

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
)

// days are the days on which a story stands: the day it began and each day that brought an independent report.
func days(s *Story) []string {
	set := map[string]bool{s.Day: true}
	for _, r := range s.Reports {
		if !r.Copy && r.Item.Day > s.Day {
			set[r.Item.Day] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// recorded are the days that have a page, and whether they have an edition: those of every item, and those on which a run
// recorded one that was news of the day or of the day before. Neither the stories of now nor editors have a say in it, so that
// no page goes and no number changes.
func (a *arranger) recorded() map[string]bool {
	items := a.in.Recorded
	if items == nil {
		items = a.in.Items
	}
	out, before := map[string]bool{}, map[string]string{}
	for _, it := range items {
		came := a.came(it)
		if before[came] == "" {
			before[came] = news.AddDays(came, -1)
		}
		if _, ok := out[it.Day]; !ok {
			out[it.Day] = false
		}
		if !it.Backlog && it.Day >= before[came] {
			out[came] = true
		}
	}
	return out
}

func (a *arranger) periods(told []*Story) (byDay, byWeek []*Period, months []*Month) {
	dayStories, weekStories, monthStories := map[string][]*Story{}, map[string][]*Story{}, map[string][]*Story{}
	for _, s := range told {
		weeks := map[string]bool{}
		for _, day := range days(s) {
			dayStories[day] = append(dayStories[day], s)
			if m := news.MonthOf(day); monthStories[m] == nil {
				monthStories[m] = []*Story{} // a month in which stories only went on has a page as well
			}
			weeks[weekOf(day)] = true
		}
		for _, w := range slices.Sorted(maps.Keys(weeks)) {
			weekStories[w] = append(weekStories[w], s)
		}
		m := news.MonthOf(s.Day)
		monthStories[m] = append(monthStories[m], s)
	}
	recorded := a.recorded()
	for day := range recorded {
		if m := news.MonthOf(day); dayStories[day] == nil {
			dayStories[day] = []*Story{}
			if monthStories[m] == nil {
				monthStories[m] = []*Story{}
			}
		}
	}
	number := 0
	for _, day := range slices.Sorted(maps.Keys(dayStories)) {
		p := &Period{ID: day, Path: dayPath(day), First: day, Last: day, Stories: dayStories[day]}
		if recorded[day] {
			number++
			p.Number = number
		}
		byDay = append(byDay, p)
	}
	for _, week := range slices.Sorted(maps.Keys(weekStories)) {
		first := firstDayOfWeek(week)
		byWeek = append(byWeek, &Period{ID: week, Path: week[:4] + "/" + week[5:] + "/", First: first, Last: news.AddDays(first, 6), Stories: weekStories[week]})
	}
	for _, list := range [][]*Period{byDay, byWeek} {
		for i, p := range list {
			slices.SortFunc(p.Stories, foremost)
			if p.First != p.Last {
				p.Sections = sections(p.Stories)
			}
			if i > 0 {
				p.Prev, list[i-1].Next = list[i-1], p
			}
		}
		slices.Reverse(list)
	}
	a.editions(byDay, told)
	for _, id := range slices.Sorted(maps.Keys(monthStories)) {
		m := &Month{ID: id, Path: monthPath(id), Stories: monthStories[id]}
		slices.SortFunc(m.Stories, newestFirst)
		for _, p := range byDay {
			if news.MonthOf(p.ID) == id {
				m.Days = append(m.Days, p)
			}
		}
		if n := len(months); n > 0 {
			m.Prev, months[n-1].Next = months[n-1], m
		}
		months = append(months, m)
	}
	slices.Reverse(months)
	return byDay, byWeek, months
}

// foremost orders the stories of a period by pin and rank.
func foremost(x, y *Story) int { return cmp.Or(cmp.Compare(y.Pin, x.Pin), byScore(x, y)) }

func dayPath(day string) string     { return strings.ReplaceAll(day, "-", "/") + "/" }
func monthPath(month string) string { return strings.ReplaceAll(month, "-", "/") + "/" }

// weekOf is the ISO 8601 week of a day, "2026-w47".
func weekOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	year, week := t.ISOWeek()
	return fmt.Sprintf("%04d-w%02d", year, week)
}

func firstDayOfWeek(week string) string {
	var year, n int
	if _, err := fmt.Sscanf(week, "%d-w%d", &year, &n); err != nil {
		return ""
	}
	// 4 January is always in week 1 (ISO 8601).
	t := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	return monday.AddDate(0, 0, 7*(n-1)).Format(time.DateOnly)
}

// sections groups stories under their first topic; stories without one come last. The section with the most weight stands first.
func sections(stories []*Story) []Section {
	byTopic := map[news.TagID]*Section{}
	weight := map[news.TagID]int{}
	for _, s := range stories {
		var topic StoryTag
		if i := slices.IndexFunc(s.Tags, func(t StoryTag) bool { return t.Tag.ID.Facet() == news.FacetTopic }); i >= 0 {
			topic = s.Tags[i]
		}
		sec := byTopic[topic.Tag.ID]
		if sec == nil {
			sec = &Section{Tag: topic.Tag, Title: topic.Label, Path: topic.Path}
			if topic.Path == "" {
				sec.Title = "More stories"
			}
			byTopic[topic.Tag.ID] = sec
		}
		sec.Stories = append(sec.Stories, s)
		weight[topic.Tag.ID] += s.Score
	}
	var out []Section
	for _, id := range slices.Sorted(maps.Keys(byTopic)) {
		out = append(out, *byTopic[id])
	}
	slices.SortStableFunc(out, func(x, y Section) int {
		return cmp.Or(boolFirst(x.Path != "", y.Path != ""), cmp.Compare(weight[y.Tag.ID], weight[x.Tag.ID]), strings.Compare(x.Title, y.Title))
	})
	return out
}
