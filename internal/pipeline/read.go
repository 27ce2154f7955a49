package pipeline

import (
	"errors"
	"sync"

	"counternotice/internal/feedlist"
	"counternotice/internal/letter"
	"counternotice/internal/news"
	"counternotice/internal/site"
	"counternotice/internal/taxonomy"
)

// Read checks the hand-edited files. The error is news.Problems, all of all files at once: those of the catalogue first, since feeds and
// decisions name what it has.
func Read(f Files) (*Config, error) {
	var (
		c       Config
		parts   sync.WaitGroup
		list    error
		tags    error
		learned error
		written error
		letters error
		decided error
		model   *taxonomy.Model
	)
	parts.Go(func() { c.List, list = feedlist.Parse(f.Feeds.Name, f.Feeds.Data) })
	parts.Go(func() { c.Taxonomy, tags = taxonomy.Parse(f.Taxonomy.Name, f.Taxonomy.Data, f.Words...) })
	parts.Go(func() { model, learned = taxonomy.ParseModel(f.Model.Name, f.Model.Data) })
	parts.Go(func() { c.Site, written = site.New(f.Templates, f.Content) })
	parts.Go(func() { c.Letters, letters = letter.New(f.Templates) })
	parts.Wait()
	c.Curation, decided = ReadDecisions(f.Curation, c.Taxonomy)
	var problems news.Problems
	for _, p := range []struct {
		name string
		err  error
	}{{f.Taxonomy.Name, tags}, {f.Feeds.Name, list}, {f.Curation.Name, decided}, {f.Model.Name, learned}, {"templates and pages", written}, {"templates of letters", letters}} {
		if ps, ok := errors.AsType[news.Problems](p.err); ok {
			problems = append(problems, ps...)
		} else if p.err != nil {
			problems = append(problems, news.Problem{File: p.name, What: p.err.Error()})
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	c.Taxonomy = c.Taxonomy.WithModel(model)
	return &c, nil
}
