package fetch

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestClockStandsStillWhileAPlaceIsAwaited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, c := withClock(t.Context(), 30*time.Second)
		places := make(chan struct{}, 1)
		places <- struct{}{} // taken by somebody who dribbles
		time.AfterFunc(time.Minute, func() { <-places })
		time.Sleep(10 * time.Second)
		p := permit{of: places, clock: c}
		if err := p.take(ctx); err != nil {
			t.Fatalf("the wait for a place counted: %v", err)
		}
		time.Sleep(19 * time.Second)
		if ctx.Err() != nil || c.paused != 50*time.Second {
			t.Errorf("%v after 29 s at work, paused %v", ctx.Err(), c.paused)
		}
		time.Sleep(2 * time.Second)
		if ctx.Err() != context.Canceled || !c.stop() {
			t.Error("the limit of 30 s does not hold")
		}
	})
}
