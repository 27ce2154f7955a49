package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"counternotice/internal/pipeline"
)

var fileFlags = []string{"feeds", "taxonomy", "curation", "content", "templates"}

func (c Command) run(ctx context.Context, args []string) error {
	o := c.flags("run", "fetch the feeds, record what is new, publish", append(fileFlags, "archive", "cache", "out", "now", "offline", "allow-host", "json")...)
	changed := o.set.String("changed", "", "leave the hub to \"digest ping `FILE`\", which is run when the site is where readers have it: add the changed feeds to the file")
	if err := o.noArguments(args); err != nil {
		return err
	}
	j, err := o.job(c)
	if err != nil {
		return err
	}
	j.PingLater = *changed != ""
	return c.report(o, j, func() (*pipeline.Report, error) {
		r, err := j.Run(ctx)
		if err == nil && *changed != "" {
			err = appendFile(*changed, lines(r.FeedsChanged))
		}
		return r, err
	})
}

func (c Command) build(ctx context.Context, args []string) error {
	o := c.flags("build", "publish from the archive alone", append(fileFlags, "archive", "cache", "out", "now", "json")...)
	if err := o.noArguments(args); err != nil {
		return err
	}
	j, err := o.job(c)
	if err != nil {
		return err
	}
	return c.report(o, j, func() (*pipeline.Report, error) { return j.Build(ctx) })
}

// report carries a job out and prints its report: a screen, or JSON, and the job summary where one is wanted.
func (c Command) report(o *options, j *pipeline.Job, work func() (*pipeline.Report, error)) error {
	p := newProgress(c.Stderr)
	j.Progress = p.show
	r, err := work()
	p.finish()
	if r == nil {
		return err
	}
	if o.json {
		enc := json.NewEncoder(c.Stdout)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		err = errors.Join(err, enc.Encode(r))
	} else {
		fmt.Fprint(c.Stdout, r.Screen())
	}
	if path := c.Getenv("GITHUB_STEP_SUMMARY"); path != "" {
		err = errors.Join(err, appendFile(path, r.Markdown()))
	}
	return err
}

func appendFile(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}
