package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"counternotice/internal/cache"
	"counternotice/internal/fetch"
)

// mostTold is of how many feeds a hub is told after one run. Where more have changed, with a new template or a new version of the
// program, it is told of those of the whole digest only; nothing new is in the others.
const mostTold = 500

// feedSum is what is remembered of a feed that was published.
func feedSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// changedFeeds are the paths of the feeds that differ from those of the last run. Where nothing is known of that run, they are
// those of the whole digest.
func changedFeeds(before, now map[string]string) []string {
	var out []string
	for _, path := range slices.Sorted(maps.Keys(now)) {
		if before[path] != now[path] {
			out = append(out, path)
		}
	}
	if before == nil || len(out) > mostTold {
		out = slices.DeleteFunc(out, func(path string) bool { return strings.Contains(path, "/") })
	}
	return out
}

// announce finds out which feeds this run has changed, and tells the hub, if there is one, unless the job leaves that to a
// later Ping. A hub that fails is a problem of the report; it is told of what it has missed after the next run.
func (j *Job) announce(ctx context.Context, c *Config, store *cache.Cache, r *Report) {
	site := c.List.Site
	if site.Hub == "" || j.Demo {
		return
	}
	before := store.Published()
	changed := changedFeeds(before, r.feeds)
	for _, path := range changed {
		r.FeedsChanged = append(r.FeedsChanged, site.URL+path)
	}
	if !j.PingLater && !j.Offline {
		untold, err := j.Ping(ctx, c, r.FeedsChanged)
		if err != nil {
			r.Problems = append(r.Problems, fmt.Sprintf("hub: %d of %d feeds were not told of: %s", len(untold), len(changed), err))
		}
		for _, address := range untold {
			r.feeds[strings.TrimPrefix(address, site.URL)] = "untold"
		}
	}
	if err := store.KeepPublished(r.feeds); err != nil {
		r.Problems = append(r.Problems, "cache: "+err.Error())
	}
}

// Ping tells the hub that the feeds at these addresses have changed, and gives those that it did not take, with the reason.
func (j *Job) Ping(ctx context.Context, c *Config, addresses []string) (untold []string, err error) {
	if len(addresses) == 0 {
		return nil, nil
	}
	client, err := fetch.New(fetch.Options{UserAgent: userAgent(c.List.Site), AllowHosts: j.AllowHosts, Proxy: j.Proxy, Now: j.Now})
	if err != nil {
		return addresses, err
	}
	return client.Tell(ctx, c.List.Site.Hub, addresses)
}
