package pipeline

import (
	"errors"

	"counternotice/internal/feedlist"
	"counternotice/internal/news"
	"counternotice/internal/site"
	"counternotice/internal/taxonomy"
)

// Read checks the hand-edited files. The error is news.Problems, all of all files at once.
func Read(f Files) (*Config, error) {
	var (
		c        Config
		problems news.Problems
	)
	collect := func(name string, err error) {
		if err == nil {
			return
		}
		if ps, ok := errors.AsType[news.Problems](err); ok {
			problems = append(problems, ps...)
			return
		}
		problems = append(problems, news.Problem{File: name, What: err.Error()})
	}
	var err error
	c.List, err = feedlist.Parse(f.Feeds.Name, f.Feeds.Data)
	collect(f.Feeds.Name, err)
	c.Taxonomy, err = taxonomy.Parse(f.Taxonomy.Name, f.Taxonomy.Data)
	collect(f.Taxonomy.Name, err)
	c.Site, err = site.New(f.Templates, f.Content)
	collect("templates", err)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return &c, nil
}
