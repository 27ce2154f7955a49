package fetch

import (
	"context"
	"sync"
	"time"
)

// clock is the time limit of an attempt. It stands still while the attempt waits for a place of our own, which is no
// fault of the host's: else a few hosts that dribble would let all large feeds fail.
type clock struct {
	mu      sync.Mutex
	timer   *time.Timer
	cancel  context.CancelFunc
	left    time.Duration
	since   time.Time
	expired bool
	paused  time.Duration
}

// withClock is a context that ends when the clock has run for so long.
func withClock(ctx context.Context, limit time.Duration) (context.Context, *clock) {
	ctx, cancel := context.WithCancel(ctx)
	c := &clock{cancel: cancel, left: limit, since: time.Now()}
	c.timer = time.AfterFunc(limit, c.expire)
	return ctx, c
}

func (c *clock) expire() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.expired = true
	c.cancel()
}

func (c *clock) pause() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timer.Stop()
	c.left -= time.Since(c.since)
	c.since = time.Now()
}

func (c *clock) resume() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.paused += time.Since(c.since)
	c.since = time.Now()
	if !c.expired {
		c.timer.Reset(max(0, c.left))
	}
}

// stop ends the clock and says whether it had run out.
func (c *clock) stop() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.timer.Stop()
	c.cancel()
	return c.expired
}
