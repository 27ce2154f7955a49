package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// The exit status: what was asked for was made, was not made, or was asked for in the wrong way.
const (
	exitMade    = 0
	exitNotMade = 1
	exitUsage   = 2
)

// Command is the program with its surroundings.
type Command struct {
	Stdout io.Writer // the result
	Stderr io.Writer // progress and problems
	Getenv func(string) string
	Now    func() time.Time
}

const usage = `digest makes a news digest from feeds: a static site with feeds of its own.

  digest run       fetch the feeds, record what is new, publish: the main job
  digest demo      the same with the bundled sample week, offline, then show it
  digest build     publish from the archive alone
  digest serve     show public/ on this machine, build and reload on change
  digest letter    a newsletter of a period and tags, made from the archive
  digest ping      tell a WebSub hub which feeds of ours have changed
  digest check     look for mistakes in the hand-edited files;
                   --live asks every feed
  digest explain   why an item is in or out, and why it stands in its story;
                   --title tries a headline
  digest curate    decide about a story by hand: hide, pin, merge,
                   split, retitle, ...
  digest verify    look whether the archive is whole
  digest eval      measure against labelled data
  digest train     learn a second opinion on tags from items labelled by hand

Without a file of your own at hand (feeds.yaml, taxonomy.yaml with taxonomy/,
templates/, content/) the one inside the program is used. Example:

  digest run --archive archive --out public --now 2026-11-21T06:17:00Z

"digest VERB --help" lists the flags of a verb. The exit status is 0 when it is
made, 1 when it is not, 2 when the call is wrong.
`

// Main runs one verb and gives the exit status.
func (c Command) Main(ctx context.Context, args []string) int {
	if len(args) == 0 {
		fmt.Fprint(c.Stderr, usage)
		return exitUsage
	}
	verbs := map[string]func(context.Context, []string) error{
		"run": c.run, "demo": c.demo, "build": c.build, "serve": c.serve, "check": c.check, "explain": c.explain, "curate": c.curate, "verify": c.verify, "eval": c.eval, "train": c.train, "letter": c.letter, "ping": c.ping,
	}
	verb, ok := verbs[args[0]]
	switch {
	case args[0] == "help" || args[0] == "--help" || args[0] == "-h":
		fmt.Fprint(c.Stdout, usage)
		return exitMade
	case !ok:
		fmt.Fprintf(c.Stderr, "digest: there is no verb %q; \"digest help\" lists them\n", args[0])
		return exitUsage
	}
	err := verb(ctx, args[1:])
	wrong, isUsage := errors.AsType[usageError](err)
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return exitMade
	case isUsage:
		fmt.Fprintf(c.Stderr, "digest %s: %s\n", args[0], wrong.text)
		return exitUsage
	case errors.Is(err, errSaid):
		return exitNotMade
	case ctx.Err() != nil:
		fmt.Fprintf(c.Stderr, "digest %s: stopped; nothing is lost, the next run goes on from here\n", args[0])
		return exitNotMade
	}
	for line := range strings.Lines(err.Error() + "\n") {
		fmt.Fprintf(c.Stderr, "digest %s: %s", args[0], line)
	}
	return exitNotMade
}

// usageError is a call that can't be carried out as it was made.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

// errSaid ends a verb whose problems have been printed already.
var errSaid = errors.New("see above")
