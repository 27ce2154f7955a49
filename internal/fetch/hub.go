package fetch

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// hubTimeout is what one answer of a hub may take, hubLimit what all of them may: a hub only takes a note. hubFaults is after how
// many failures in a row nothing more is said to it.
const (
	hubTimeout = 10 * time.Second
	hubLimit   = 2 * time.Minute
	hubFaults  = 3
	hubAnswer  = 64 << 10 // bytes of an answer that are read so that the connection can be used again
)

// Tell says to a WebSub hub which topics (addresses of feeds) have changed, one after another, and gives those that it did not take.
// The error says in our own words why. The Recommendation of the W3C leaves open how a publisher speaks to its hub; this is
// the way that hubs share since PubSubHubbub 0.3, hub.mode=publish with the topic as hub.url, and as hub.topic for hubs that go by
// the newer word. The address guard judges the hub as it does any other address, and no redirect is followed.
func (c *Client) Tell(ctx context.Context, hub string, topics []string) (untold []string, err error) {
	u, err := parseTarget(hub)
	if err != nil || u.User != nil {
		return topics, errors.New("the hub's address is not a plain one of http or https")
	}
	ctx, cancel := context.WithTimeout(ctx, hubLimit)
	defer cancel()
	if t, ok := c.transport.(*http.Transport); ok {
		defer t.CloseIdleConnections()
	}
	var last error
	faults := 0
	for i, topic := range topics {
		if faults == hubFaults || ctx.Err() != nil {
			untold = append(untold, topics[i:]...)
			break
		}
		if err := c.tell(ctx, u, topic); err != nil {
			untold, last = append(untold, topic), err
			faults++
			continue
		}
		faults = 0
	}
	if len(untold) == 0 {
		return nil, nil
	}
	return untold, cmp.Or(last, errors.New("was not told of everything in time"))
}

func (c *Client) tell(ctx context.Context, hub *url.URL, topic string) error {
	o := c.o
	o.Timeout = min(o.Timeout, hubTimeout)
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	status := 0
	err := c.checkTarget(hub)
	if err == nil {
		status, err = c.post(ctx, hub, url.Values{"hub.mode": {"publish"}, "hub.url": {topic}, "hub.topic": {topic}}.Encode())
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return errors.New(faultOf(context.DeadlineExceeded, status, &o).reason)
	case err != nil:
		return errors.New(faultOf(err, status, &o).reason)
	case status/100 != 2:
		return errors.New("answers " + statusName(status))
	}
	return nil
}

// post sends a form and gives the status of the answer, whose words do not count.
func (c *Client) post(ctx context.Context, u *url.URL, form string) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(form))
	if err != nil {
		return 0, err
	}
	req.Header.Set("User-Agent", c.o.UserAgent)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, hubAnswer) // what does not come is not missed
	return resp.StatusCode, nil
}
