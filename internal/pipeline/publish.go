package pipeline

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"counternotice/internal/archive"
	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/outdir"
	"counternotice/internal/search"
	"counternotice/internal/site"
	"counternotice/internal/syndicate"
)

// publish arranges what the archive holds and writes the site, only what changed.
func (j *Job) publish(ctx context.Context, c *Config, content *archive.Content, r *Report) (Published, error) {
	d, problems := j.arrange(c, content)
	for _, p := range problems {
		r.Problems = append(r.Problems, p.String())
	}
	out, err := outdir.Open(j.Out, j.Cache)
	if err != nil {
		return Published{}, err
	}
	var (
		mu       sync.Mutex // one file is written at a time, while others are made
		pages    int
		feedsErr error
		feeds    sync.WaitGroup
		letters  error
	)
	r.feeds = map[string]string{}
	write := func(path string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if err := ctx.Err(); err != nil {
			return err
		}
		if pages++; pages%100 == 0 {
			j.progress(Progress{Step: "publish", Done: pages})
		}
		if syndicate.IsFeed(path) {
			r.feeds[path] = feedSum(data)
		}
		return out.Write(path, data)
	}
	j.progress(Progress{Step: "publish"})
	feeds.Go(func() { feedsErr = errors.Join(syndicate.Files(d, site.Markup, write), search.Files(d, write)) })
	feeds.Go(func() { letters = c.Letters.Files(d, write) })
	err = c.Site.Pages(d, write)
	feeds.Wait()
	if err := errors.Join(err, feedsErr, letters); err != nil {
		return Published{}, errors.Join(fmt.Errorf("publish: %w", err), out.Abort())
	}
	stats, err := out.Close()
	if err != nil {
		return Published{}, fmt.Errorf("publish: %w", err)
	}
	return Published{Written: stats.Written, Same: stats.Same, Removed: stats.Removed}, nil
}

// arrange gives what the archive holds as it is published, and the decisions that could not be carried out.
func (j *Job) arrange(c *Config, content *archive.Content) (*edition.Digest, news.Problems) {
	decided := c.Curation.Apply(j.deciding(c, content))
	for i := range decided.Outcomes {
		d := &decided.Outcomes[i].Decision
		d.Plain = site.Plain(d.Text)
	}
	return edition.Arrange(edition.Input{
		Site: c.List.Site, Zone: c.List.Zone, Today: news.Day(j.Now, c.List.Zone), Window: LiveDays, Feeds: c.List.Feeds,
		States: content.States, Tags: c.Taxonomy.Tags(), Items: decided.Items,
		Stories: decided.Stories, Recorded: content.Items, LeftOut: decided.LeftOut, Run: content.Run, Runs: runs(content), Decisions: decided.Outcomes, Settled: decided.Settled,
	}), decided.Problems
}

// Arranged reads the archive and arranges it as Build would, but publishes nothing.
func (j *Job) Arranged() (*Config, *edition.Digest, error) {
	c, err := Read(j.Files)
	if err != nil {
		return nil, nil, err
	}
	arch, err := archive.OpenRead(j.Archive)
	if err != nil {
		return nil, nil, err
	}
	defer arch.Close()
	content, err := load(arch, noStems)
	if err != nil {
		return nil, nil, err
	}
	d, _ := j.arrange(c, content)
	return c, d, nil
}

// checkOut refuses a foreign folder before anything is fetched or recorded.
func (j *Job) checkOut() error {
	out, err := outdir.Open(j.Out, j.Cache)
	if err != nil {
		return err
	}
	return out.Abort()
}
