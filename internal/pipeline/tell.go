package pipeline

import (
	"slices"
	"time"

	"counternotice/internal/archive"
	"counternotice/internal/news"
	"counternotice/internal/story"
)

// tell folds what the change brings into the stories of the last days. Without anything new no story is told again, so
// that time alone changes none.
func (j *Job) tell(c *Config, content *archive.Content, change archive.Change) []news.Story {
	items := news.Revise(slices.Concat(content.Items, change.Items), slices.Concat(content.Revisions, change.Revisions), LiveDays)
	told := map[string]bool{}
	for _, s := range content.Stories {
		for _, m := range s.Members {
			told[m.Item] = true
		}
	}
	untold := slices.ContainsFunc(items, func(it news.Item) bool { return !told[it.ID] })
	if !untold {
		return nil
	}
	today := news.Day(j.Now, c.List.Zone)
	live, follow := news.AddDays(today, -LiveDays-1), news.AddDays(today, -story.FollowDays)
	day := make(map[string]string, len(items))
	for _, it := range items {
		day[it.ID] = it.Day
	}
	in := story.Input{Now: j.Now, Window: LiveDays * 24 * time.Hour, Feeds: map[string]news.Feed{}, Taken: make(map[string]bool, len(content.Stories))}
	wanted := map[string]bool{}
	for _, s := range content.Stories {
		in.Taken[s.ID] = true
		if s.Into == "" && !slices.ContainsFunc(s.Members, func(m news.Member) bool { return day[m.Item] >= follow }) {
			continue
		}
		in.Stories = append(in.Stories, s)
		for _, m := range s.Members {
			wanted[m.Item] = true
		}
	}
	for _, it := range items {
		if wanted[it.ID] || !told[it.ID] || it.Day >= live {
			in.Items = append(in.Items, it)
		}
	}
	for _, st := range content.States {
		in.Feeds[st.Feed.ID] = st.Feed
	}
	for _, f := range c.List.Feeds {
		in.Feeds[f.ID] = f
	}
	in.Know(c.Taxonomy.Tags())
	out := story.Tell(in)
	date(out, content.Stories, items, j.Now)
	return out
}
