package pipeline

import (
	"context"
	"crypto/sha256"
	"fmt"
	"path/filepath"

	"counternotice/internal/archive"
	"counternotice/internal/edition"
	"counternotice/internal/news"
	"counternotice/internal/outdir"
	"counternotice/internal/syndicate"
)

// publish arranges what the archive holds and writes the site, only what changed.
func (j *Job) publish(ctx context.Context, c *Config, content *archive.Content) (Published, error) {
	d := edition.Arrange(edition.Input{
		Site: c.List.Site, Zone: c.List.Zone, Today: news.Day(j.Now, c.List.Zone), Window: LiveDays, Feeds: c.List.Feeds,
		States: content.States, Tags: c.Taxonomy.Tags(), Items: news.Revise(content.Items, content.Revisions, LiveDays),
		Stories: content.Stories, LeftOut: content.LeftOut, Run: content.Run,
	})
	out, err := outdir.Open(j.Out, j.manifest())
	if err != nil {
		return Published{}, err
	}
	pages := 0
	write := func(path string, data []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		pages++
		if pages%100 == 0 {
			j.progress(Progress{Step: "publish", Done: pages})
		}
		return out.Write(path, data)
	}
	err = c.Site.Pages(d, write)
	if err == nil {
		err = syndicate.Files(d, write)
	}
	if err != nil {
		out.Abort()
		return Published{}, fmt.Errorf("publish: %w", err)
	}
	stats, err := out.Close()
	if err != nil {
		return Published{}, fmt.Errorf("publish: %w", err)
	}
	return Published{Written: stats.Written, Same: stats.Same, Removed: stats.Removed}, nil
}

// manifest is the file that lists what was published to this folder; it lies beside the cache, one for each folder.
func (j *Job) manifest() string {
	sum := sha256.Sum256([]byte(filepath.Clean(j.Out)))
	return filepath.Join(j.Cache, fmt.Sprintf("published-%x.json", sum[:6]))
}

// checkOut refuses a foreign folder before anything is fetched or recorded.
func (j *Job) checkOut() error {
	out, err := outdir.Open(j.Out, j.manifest())
	if err != nil {
		return err
	}
	return out.Abort()
}
