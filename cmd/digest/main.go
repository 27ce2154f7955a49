// Command digest makes the digest: it fetches the feeds, records what is new and publishes the site.
// The work itself is done below internal/; here are the verbs, the flags, the exit status and the only clock.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // site.timezone must work on a machine without a table of time zones
)

// A run is short and its memory small: garbage is collected a quarter as often. The limit
// keeps a run over large feeds within the 512 MB that it may take.
const (
	gcPercent   = 400
	memoryLimit = 384 << 20
)

func main() {
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(memoryLimit)
	log.SetOutput(io.Discard)      // net/http would print there what a server said
	signal.Ignore(syscall.SIGXFSZ) // a file-size limit is an error with a remedy, not an end
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	status := Command{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now}.Main(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}
