package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"counternotice/internal/pipeline"
)

// ping tells the hub of the feeds whose addresses "digest run --changed" has written, and leaves in the file what the hub
// did not take.
func (c Command) ping(ctx context.Context, args []string) error {
	o := c.flags("ping", "tell the WebSub hub of feeds.yaml which feeds have changed: digest ping FILE", append(fileFlags, "allow-host")...)
	if err := o.parse(args); err != nil {
		return err
	}
	if o.set.NArg() != 1 {
		return usageError{"needs the file that \"digest run --changed FILE\" has written"}
	}
	name := o.set.Arg(0)
	j, err := o.job(c)
	if err != nil {
		return err
	}
	config, err := pipeline.Read(j.Files)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // without the file nothing has changed
		return err
	}
	site := config.List.Site
	var addresses []string
	seen := map[string]bool{}
	for address := range strings.FieldsSeq(string(data)) {
		if !strings.HasPrefix(address, site.URL) {
			return fmt.Errorf("%s: %q is no address below %s; nobody was told of anything", name, address, site.URL)
		}
		if !seen[address] {
			seen[address] = true
			addresses = append(addresses, address)
		}
	}
	switch {
	case len(addresses) == 0:
		fmt.Fprintln(c.Stdout, "no feed has changed")
		return nil
	case site.Hub == "":
		return fmt.Errorf("%s names no hub; set \"hub\" below \"site\"", j.Files.Feeds.Name)
	}
	untold, err := j.Ping(ctx, config, addresses)
	fmt.Fprintf(c.Stdout, "%s was told of %s\n", site.Hub, plural(len(addresses)-len(untold), "feed"))
	if err != nil {
		err = fmt.Errorf("the hub %w; %s it was not told of can be told again from %s", err, plural(len(untold), "feed"), name)
	}
	return errors.Join(err, os.WriteFile(name, []byte(lines(untold)), 0o644))
}

// lines writes each on a line of its own.
func lines(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "\n") + "\n"
}
