package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"counternotice/internal/letter"
	"counternotice/internal/news"
)

// usedFile is the ledger that is read when none is named.
const usedFile = "letter.used"

// letter prints a newsletter of a period and tags. What an editor should know but no subscriber needs goes to standard error:
// subject lines, and what was left out.
func (c Command) letter(_ context.Context, args []string) error {
	o := c.flags("letter", "a newsletter of a period and tags, made from the archive", append(fileFlags, "archive", "now")...)
	from := o.set.String("from", "", "the first `day` (default the Monday of the week of yesterday)")
	to := o.set.String("to", "", "the last `day` (default six days after the first)")
	var tags stringList
	o.set.Var(&tags, "tag", "only stories with this `tag`: topic/site-blocking, law/dmca, or a name that is unique; may be repeated: one of each facet must fit")
	format := o.set.String("format", "md", strings.Join(letter.Formats[:], ", "))
	limit := o.set.Int("limit", letter.Stories, "stories at most, the best ranked; 0 for all")
	service := o.set.String("for", "", "the mailing `service` whose link to unsubscribe is put in: "+strings.Join(letter.Services(), ", "))
	used := o.set.String("used", "", "a `file` that lists what earlier issues had, or a folder of them in Markdown, HTML or plain text (default "+usedFile+", if it is there)")
	out := o.set.String("out", "", "the `file` to write to (default standard output)")
	if err := o.noArguments(args); err != nil {
		return err
	}
	if !slices.Contains(letter.Formats[:], *format) {
		return usageError{fmt.Sprintf("--format %q is none of %s", *format, strings.Join(letter.Formats[:], ", "))}
	}
	if *service != "" && !slices.Contains(letter.Services(), *service) {
		return usageError{fmt.Sprintf("--for %q is none of %s", *service, strings.Join(letter.Services(), ", "))}
	}
	if *limit < 0 {
		return usageError{fmt.Sprintf("--limit %d is less than none", *limit)}
	}
	j, err := o.job(c)
	if err != nil {
		return err
	}
	sel := letter.Selection{Limit: *limit}
	var passed []string
	if sel.Used, passed, err = readUsed(*used); err != nil {
		return err
	}
	config, d, err := j.Arranged()
	if err != nil {
		return err
	}
	if sel.From, sel.To, err = period(*from, *to, news.AddDays(d.Today, -1)); err != nil {
		return err
	}
	if sel.Tags, err = tagIDs(tags, config.Taxonomy.Tags()); err != nil {
		return err
	}
	issue := letter.Compose(d, sel)
	data, err := config.Letters.Write(issue, *format, *service)
	if err != nil {
		return err
	}
	for _, s := range issue.Subjects {
		fmt.Fprintf(c.Stderr, "subject: %s\n", s)
	}
	if sel.Used != nil {
		fmt.Fprintf(c.Stderr, "earlier issues: %d addresses and ids read\n", sel.Used.Len())
	}
	if len(passed) > 0 {
		fmt.Fprintf(c.Stderr, "earlier issues: %s not read, since only %s are, of at most 32 MB: %s\n", plural(len(passed), "file"), endings(), short(passed))
	}
	for _, u := range issue.Used {
		fmt.Fprintf(c.Stderr, "left out, was in an earlier issue: %q\n", u.Title)
	}
	if issue.Further > 0 {
		fmt.Fprintf(c.Stderr, "%s, %d more; --limit 0 takes all\n", stories(issue.Stories), issue.Further)
	} else {
		fmt.Fprintln(c.Stderr, stories(issue.Stories))
	}
	if *out != "" {
		return os.WriteFile(*out, data, 0o644)
	}
	_, err = c.Stdout.Write(data)
	return err
}

type stringList []string

func (l *stringList) String() string { return strings.Join(*l, ",") }

func (l *stringList) Set(s string) error {
	*l = append(*l, s)
	return nil
}

// period settles the days of a letter: the week of a day where neither end is named.
func period(from, to, day string) (first, last string, err error) {
	for _, s := range []string{from, to} {
		if _, err := time.Parse(time.DateOnly, cmp.Or(s, day)); err != nil {
			return "", "", usageError{fmt.Sprintf("%q is no day; write 2026-11-16", s)}
		}
	}
	switch {
	case from == "" && to == "":
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return "", "", err
		}
		from = news.AddDays(day, -(int(t.Weekday())+6)%7)
		to = news.AddDays(from, 6)
	case from == "":
		from = news.AddDays(to, -6)
	case to == "":
		to = news.AddDays(from, 6)
	}
	if from > to {
		return "", "", usageError{fmt.Sprintf("--from %s is later than --to %s", from, to)}
	}
	return from, to, nil
}

// tagIDs finds the tags that a person named, by id, by the path of their page, or by a name that only one tag has.
func tagIDs(named []string, tags []news.Tag) ([]news.TagID, error) {
	var out []news.TagID
	for _, n := range named {
		var found []news.TagID
		for _, t := range tags {
			if s := strings.Trim(n, "/"); s == string(t.ID) || s+"/" == t.ID.Path() || s == t.ID.Name() {
				found = append(found, t.ID)
			}
		}
		switch len(found) {
		case 0:
			return nil, usageError{fmt.Sprintf("--tag %q: the taxonomy has no such tag; write one as topic/site-blocking", n)}
		case 1:
			out = append(out, found[0])
		default:
			return nil, usageError{fmt.Sprintf("--tag %q may be any of %v; write the facet before it", n, found)}
		}
	}
	return out, nil
}

// short names the first few of some files.
func short(files []string) string {
	if len(files) > 5 {
		return strings.Join(files[:5], ", ") + ", …"
	}
	return strings.Join(files, ", ")
}

// usedSize is how large a file of earlier issues may be, in bytes: some hundred thousand addresses.
const usedSize = 32 << 20

// endings names the files that are read in a folder of earlier issues.
func endings() string {
	return strings.Join(letter.UsedEndings[:], ", ") + " and " + letter.ListOfExport
}

// readUsed reads a ledger, or every issue in a folder and those below it; passed are the files there that are no such, too large or no
// regular files, since a pipe may never end. The standard one may be absent.
func readUsed(named string) (l *letter.Ledger, passed []string, err error) {
	at := cmp.Or(named, usedFile)
	info, err := os.Stat(at)
	if errors.Is(err, fs.ErrNotExist) && named == "" {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, usageError{fmt.Sprintf("--used %s: no such file or folder", at)}
	}
	l = letter.NewLedger()
	if !info.IsDir() {
		if !info.Mode().IsRegular() || info.Size() > usedSize {
			return nil, nil, usageError{fmt.Sprintf("--used %s: neither a folder nor a file of at most 32 MB", at)}
		}
		data, err := os.ReadFile(at)
		l.Read(filepath.Base(at), data)
		if err == nil && l.Len() == 0 && named != "" {
			err = fmt.Errorf("--used %s: no address and no id of a story in it", at)
		}
		return l, nil, err
	}
	var issues, lists []string
	err = filepath.WalkDir(at, func(p string, e fs.DirEntry, err error) error {
		name := filepath.Base(p)
		switch hidden := p != at && strings.HasPrefix(name, "."); {
		case err != nil:
		case hidden && e.IsDir():
			return fs.SkipDir
		case hidden || e.IsDir():
		case !letter.Reads(name) || !readable(e):
			passed = append(passed, p)
		case strings.ToLower(name) == letter.ListOfExport:
			lists = append(lists, p)
		default:
			issues = append(issues, p)
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	for _, p := range append(lists, issues...) { // a list dates the issues
		data, err := os.ReadFile(p)
		if err != nil {
			return nil, nil, err
		}
		l.Read(filepath.Base(p), data)
	}
	if l.Len() == 0 {
		err = fmt.Errorf("--used %s: no address in any file there that is read: %s", at, endings())
	}
	return l, passed, err
}

// readable says whether a file is a regular one that is not too large.
func readable(e fs.DirEntry) bool {
	info, err := e.Info()
	return err == nil && info.Mode().IsRegular() && info.Size() <= usedSize
}
