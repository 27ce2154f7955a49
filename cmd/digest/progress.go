package main

import (
	"fmt"
	"io"
	"math"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"counternotice/internal/pipeline"
)

// progress shows how far a run is: a live line on a terminal, else a plain line every plainEvery feeds. It obeys three rules:
// it writes to standard error alone, it never moves the result, and it is gone when the work is done.
type progress struct {
	w    io.Writer
	live bool
	bar  *progressbar.ProgressBar
	step string
}

// plainEvery keeps the log of a run of some hundred feeds to a few lines.
const plainEvery = 50

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	return &progress{w: w, live: ok && term.IsTerminal(int(f.Fd()))}
}

func (p *progress) show(s pipeline.Progress) {
	switch {
	case s.Problem != "":
		p.finish()
		fmt.Fprintln(p.w, s.Problem)
	case s.Step == "fetch" && p.live:
		p.liveFeeds(s)
	case s.Step == "fetch":
		if s.Done == s.Total && s.Read || s.Done < s.Total && s.Done%plainEvery == 0 {
			fmt.Fprintln(p.w, words(s))
		}
	case p.live && s.Step != p.step:
		p.finish()
		fmt.Fprintf(p.w, "\r\033[K%s…", steps[s.Step])
		p.step = s.Step
	}
}

func words(s pipeline.Progress) string {
	label := ""
	if s.Label != "" {
		label = s.Label + ": "
	}
	return fmt.Sprintf("%s%d of %d feeds, %d entries not seen before", label, s.Done, s.Total, s.New)
}

var steps = map[string]string{"sift": "sifting", "tell": "telling stories", "record": "recording", "publish": "publishing"}

func (p *progress) liveFeeds(s pipeline.Progress) {
	if p.bar == nil {
		p.bar = progressbar.NewOptions(s.Total, progressbar.OptionSetWriter(p.w), progressbar.OptionSetWidth(24),
			progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false), progressbar.OptionClearOnFinish())
	}
	text := words(s)
	if left := p.bar.State().SecondsLeft; s.Done > 0 && s.Done < s.Total {
		text += fmt.Sprintf(", %.0f s left", math.Ceil(left))
	}
	p.bar.Describe(text)
	_ = p.bar.Set(s.Done) // a terminal that went away is no reason to stop
}

// finish takes the live line away.
func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
	if p.step != "" {
		fmt.Fprint(p.w, "\r\033[K")
		p.step = ""
	}
}
