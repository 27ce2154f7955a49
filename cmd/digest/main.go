// Command digest makes the digest: it fetches the feeds, records what is new and publishes the site.
// The work itself is done below internal/; here are the verbs, the flags, the exit status and the only clock.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // site.timezone must work on a machine without a table of time zones
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	status := Command{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now}.Main(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}
