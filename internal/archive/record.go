package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"counternotice/internal/news"
)

// Change is what one run adds.
type Change struct {
	Items     []news.Item     // new; an id that is there already must be the same in all
	Revisions []news.Revision // one that is there already is not doubled
	Stories   []news.Story    // new, or replacing the one of the same id
	LeftOut   []news.LeftOut  // new, or replacing the one of the same id
	Taken     []string        // ids of left-out entries that were taken after all; they are removed
	States    []news.FeedState
	Run       news.Run // kept only if something else of the change is new
}

// Record brings a change into the archive, all of it or nothing, and writes only the files whose content changes. A
// change that changes nothing writes nothing, and then Run keeps telling of the run before. States is the whole new
// list, nil to leave it. It refuses to write while Load has found damage, and over a file that is not as it was read.
func (a *Archive) Record(c Change) error {
	if a.lock == nil {
		return fmt.Errorf("%s: the archive is open for reading", a.dir)
	}
	if a.known == nil {
		if _, _, err := a.load(""); err != nil {
			return err
		}
	}
	if len(a.hurt) > 0 {
		return a.hurt
	}
	var drafts []draft
	taken := map[string]bool{}
	for _, id := range c.Taken {
		taken[id] = true
	}
	if err := errors.Join(
		merge(a, items, c.Items, nil, a.known.items, &drafts),
		merge(a, revisions, c.Revisions, nil, nil, &drafts),
		merge(a, stories, c.Stories, nil, a.known.stories, &drafts),
		merge(a, leftOut, c.LeftOut, taken, a.known.leftOut, &drafts),
	); err != nil {
		return err
	}
	if c.States != nil {
		if err := a.draftStates(c.States, &drafts); err != nil {
			return err
		}
	}
	if len(drafts) == 0 {
		return nil
	}
	next := index{Format: format, Demo: a.demo, Run: c.Run, Files: maps.Clone(a.index.Files)}
	for _, d := range drafts {
		next.Files[d.name] = stampOf(d.data)
	}
	data, err := next.bytes()
	if err != nil {
		return err
	}
	if now, err := a.disk.sum(indexFile); err != nil {
		return withRemedy(a.path(indexFile), err)
	} else if now != a.seen {
		return problem(a.path(indexFile), 0, "was changed by another hand while the run was at work", "run again")
	}
	if err := a.commit(append(drafts, draft{indexFile, data, a.seen})); err != nil {
		return err
	}
	a.index, a.seen = next, sumOf(data)
	learn(items, c.Items, a.known.items)
	learn(stories, c.Stories, a.known.stories)
	for id := range taken {
		delete(a.known.leftOut, id)
	}
	learn(leftOut, c.LeftOut, a.known.leftOut)
	return nil
}

// Apply makes of what Load answered before Record(change) what it would answer after it, without reading it all again.
func (a *Archive) Apply(c *Content, change Change) error {
	taken := map[string]bool{}
	for _, id := range change.Taken {
		taken[id] = true
	}
	c.Items = with(items, c.Items, change.Items, nil)
	c.Stories = with(stories, c.Stories, change.Stories, nil)
	c.LeftOut = with(leftOut, c.LeftOut, change.LeftOut, taken)
	if change.States != nil {
		c.States = with(feeds, nil, change.States, nil)
	}
	if len(change.Revisions) > 0 {
		_, all, err := encodeAll(revisions, slices.Concat(c.Revisions, change.Revisions))
		if err != nil {
			return fmt.Errorf("%s: %w", a.path(revisions.folder), err)
		}
		c.Revisions = all
	}
	c.Run = a.index.Run
	return nil
}

// with is a list with new records in their places.
func with[T any](k kind[T], records, add []T, drop map[string]bool) []T {
	if len(add) == 0 && len(drop) == 0 {
		return records
	}
	fresh := make(map[string]int, len(add))
	for i := range add {
		fresh[k.id(&add[i])] = i
	}
	out := make([]T, 0, len(records)+len(add))
	for i := range records {
		id := k.id(&records[i])
		j, again := fresh[id]
		switch {
		case again && k.replace:
			out = append(out, add[j])
		case again || !drop[id]:
			out = append(out, records[i])
		}
		delete(fresh, id)
	}
	for _, i := range slices.Sorted(maps.Values(fresh)) {
		out = append(out, add[i])
	}
	slices.SortFunc(out, k.compare)
	return out
}

func learn[T any](k kind[T], records []T, months map[string]string) {
	for i := range records {
		months[k.id(&records[i])] = k.month(&records[i])
	}
}

// merge drafts the months that new records and dropped ids change.
func merge[T any](a *Archive, k kind[T], add []T, drop map[string]bool, months map[string]string, drafts *[]draft) error {
	byFile := map[string][]T{}
	for i := range add {
		v := &add[i]
		if why := k.check(v); why != "" {
			return fmt.Errorf("%s: a record to be written %s", a.path(k.folder), why)
		}
		if k.id != nil {
			if month, there := months[k.id(v)]; there && month != k.month(v) {
				return fmt.Errorf("%s: %q is recorded in %s already", a.path(k.file(v)), k.id(v), month)
			}
		}
		byFile[k.file(v)] = append(byFile[k.file(v)], *v)
	}
	for id := range drop {
		if month, there := months[id]; there {
			name := k.folder + "/" + month + ".jsonl"
			byFile[name] = slices.Clip(byFile[name]) // a month to look at, even if nothing is added to it
		}
	}
	for _, name := range slices.Sorted(maps.Keys(byFile)) {
		f, err := readFile(a, k, name)
		if err != nil {
			return err
		}
		if damage, _ := judge(a, name, f); len(damage) > 0 && (f.there || a.index.Files[name] != stamp{}) {
			return damage
		}
		records, err := join(k, f.records, byFile[name], drop)
		if err != nil {
			return fmt.Errorf("%s: %w", a.path(name), err)
		}
		data, _, err := encodeAll(k, records)
		if err != nil {
			return fmt.Errorf("%s: %w", a.path(name), err)
		}
		if stampOf(data) != f.plain {
			*drafts = append(*drafts, draft{name, data, f.raw.SHA256})
		}
	}
	return nil
}

// join puts new records among those of a month.
func join[T any](k kind[T], records, add []T, drop map[string]bool) ([]T, error) {
	if k.id == nil {
		return append(records, add...), nil
	}
	if len(drop) > 0 {
		records = slices.DeleteFunc(records, func(v T) bool { return drop[k.id(&v)] })
	}
	at := make(map[string]int, len(records))
	for i := range records {
		at[k.id(&records[i])] = i
	}
	for i := range add {
		id := k.id(&add[i])
		j, there := at[id]
		switch {
		case !there:
			at[id] = len(records)
			records = append(records, add[i])
		case k.replace:
			records[j] = add[i]
		case !same(&records[j], &add[i]):
			return nil, fmt.Errorf("%q is recorded already, and otherwise", id)
		}
	}
	return records, nil
}

// draftStates drafts the file of feeds, if it changes.
func (a *Archive) draftStates(states []news.FeedState, drafts *[]draft) error {
	seen := map[string]bool{}
	for i := range states {
		why := feeds.check(&states[i])
		if why == "" && seen[states[i].Feed.ID] {
			why = fmt.Sprintf("tells feed %q twice", states[i].Feed.ID)
		}
		if why != "" {
			return fmt.Errorf("%s: a state to be written %s", a.path(feedsFile), why)
		}
		seen[states[i].Feed.ID] = true
	}
	data, _, err := encodeAll(feeds, states)
	if err != nil {
		return fmt.Errorf("%s: %w", a.path(feedsFile), err)
	}
	old, err := a.readSmall(feedsFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		*drafts = append(*drafts, draft{feedsFile, data, ""})
	case err != nil:
		return withRemedy(a.path(feedsFile), err)
	case !bytes.Equal(old, data) && stampOf(data) != a.index.Files[feedsFile]:
		*drafts = append(*drafts, draft{feedsFile, data, sumOf(old)})
	}
	return nil
}
