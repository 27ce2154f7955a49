package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"counternotice/internal/archive"
	"counternotice/internal/cache"
	"counternotice/internal/news"
	"counternotice/internal/story"
)

// ErrNoAnswer means that feeds were asked and none of them answered. Nothing was recorded or published.
var ErrNoAnswer = errors.New("no feed answered; nothing was recorded or published")

// Run is the main job: fetch, record, publish. A feed that fails is part of the report; the error is for what stops a run.
// After an error the archive is as it was, or holds all of the run; never a part.
func (j *Job) Run(ctx context.Context) (*Report, error) {
	c, err := Read(j.Files)
	if err != nil {
		return nil, err
	}
	if err := j.checkOut(); err != nil {
		return nil, err
	}
	store, err := cache.Open(j.Cache)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	arch, err := archive.Open(j.Archive, archive.Options{Demo: j.Demo, Create: true})
	if err != nil {
		return nil, err
	}
	defer arch.Close()
	oldest := news.MonthOf(news.AddDays(news.Day(j.Now, c.List.Zone), -story.FollowDays-LiveDays))
	content, err := load(arch, oldest)
	if err != nil {
		return nil, err
	}
	r := &Report{At: j.Now}
	s := j.newSifter(c, content, r)
	answers, err := j.gather(ctx, c, store, s)
	if err != nil {
		return nil, err
	}
	if err := r.answers(c, content, answers); err != nil {
		return r, err
	}
	j.progress(Progress{Step: "sift"})
	change := s.sift(content, answers)
	j.progress(Progress{Step: "tell"})
	change.Stories = j.tell(c, content, change)
	r.count(content, change)
	if r.Changed {
		j.progress(Progress{Step: "record"})
		change.Run = news.Run{At: j.Now, Number: content.Run.Number + 1, New: r.New}
		if err := arch.Record(change); err != nil {
			return r, fmt.Errorf("record: %w", err)
		}
		if err := arch.Apply(content, change); err != nil {
			return r, err
		}
	}
	if r.Published, err = j.publish(ctx, c, content, r); err != nil {
		return r, err
	}
	j.announce(ctx, c, store, r)
	ids := make([]string, len(c.List.Feeds))
	for i, f := range c.List.Feeds {
		ids[i] = f.ID
	}
	if err := store.Keep(ids); err != nil {
		r.Problems = append(r.Problems, "cache: "+err.Error())
	}
	return r, nil
}

// Build publishes from the archive alone.
func (j *Job) Build(ctx context.Context) (*Report, error) {
	c, err := Read(j.Files)
	if err != nil {
		return nil, err
	}
	arch, err := archive.OpenRead(j.Archive)
	if err != nil {
		return nil, err
	}
	defer arch.Close()
	content, err := load(arch, noStems)
	if err != nil {
		return nil, err
	}
	r := &Report{At: j.Now}
	r.Published, err = j.publish(ctx, c, content, r)
	return r, err
}

// noStems is a month that never comes: what is only published needs none.
const noStems = "9999-12"

// load reads the archive, with the stems of the months from oldest on. Damage stops everything: what is in a damaged line would be
// fetched again and doubled, and missing from the site until then.
func load(a *archive.Archive, oldest string) (*archive.Content, error) {
	content, err := a.LoadFrom(oldest)
	if err != nil {
		return nil, err
	}
	if err := content.Damaged.Err(); err != nil {
		return nil, err
	}
	return content, nil
}

// statesIfChanged is the new list of states, those of removed feeds included, or nil if it says what the old one says.
func statesIfChanged(old []news.FeedState, now map[string]news.FeedState) []news.FeedState {
	all := maps.Clone(now)
	for _, st := range old {
		if _, ok := all[st.Feed.ID]; !ok {
			all[st.Feed.ID] = st
		}
	}
	var out []news.FeedState
	for _, id := range slices.Sorted(maps.Keys(all)) {
		out = append(out, all[id])
	}
	before, errBefore := json.Marshal(old)
	after, errAfter := json.Marshal(out)
	if errBefore == nil && errAfter == nil && bytes.Equal(before, after) {
		return nil
	}
	return out
}

// Probe asks every feed and reports how it does. It records and publishes nothing.
func (j *Job) Probe(ctx context.Context) (*Report, error) {
	c, err := Read(j.Files)
	if err != nil {
		return nil, err
	}
	r := &Report{At: j.Now}
	r.Probe = true
	answers, err := j.gather(ctx, c, nil, j.newSifter(c, &archive.Content{}, r))
	if err != nil {
		return nil, err
	}
	for _, a := range answers {
		r.New.Items += len(a.entries)
	}
	return r, r.answers(c, &archive.Content{}, answers)
}
