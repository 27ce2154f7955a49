package cache

import (
	"bytes"
	"encoding/json"
)

// published is the file that says what our own feeds last were: the line of a feed's file, with JSON in place of a body.
const published = "published.gz"

// Published gives what KeepPublished kept: a sum for each path. It is nil for anything missing or damaged.
func (c *Cache) Published() map[string]string {
	data, err := c.read(published)
	if err != nil {
		return nil
	}
	e, ok := decode(published, data)
	var out map[string]string
	if !ok || json.Unmarshal(e.Body, &out) != nil {
		return nil
	}
	return out
}

// KeepPublished keeps a sum for each path in the place of the last ones. It writes nothing if nothing has changed.
func (c *Cache) KeepPublished(sums map[string]string) error {
	body, err := json.Marshal(sums) // in the order of the paths
	if err != nil {
		return err
	}
	data, err := encode(published, Entry{Body: body})
	if err != nil {
		return err
	}
	if old, err := c.read(published); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return c.write(published, data)
}
