package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"counternotice/internal/news"
)

// Accept settles damage by taking the archive as it is: bad lines go to damaged/, byte for byte, the rest is written as
// it should be, and archive.json is made to agree, all or nothing. It answers what it settled; nothing is written when
// there is nothing to settle. A lost archive.json is made anew: then o.Demo says which kind of archive it is, the last
// run is the latest time that a line names, and its number is 1. It is for a person to ask for, after restoring from git
// was no way.
func Accept(dir string, o Options) (news.Problems, error) {
	a, err := openLocked(dir, Options{Demo: o.Demo})
	if err != nil {
		return nil, err
	}
	settled, err := a.accept()
	return settled, errors.Join(err, a.Close())
}

func (a *Archive) accept() (news.Problems, error) {
	var settled news.Problems
	var drafts []draft
	if err := a.readIndex(); err != nil {
		damage, ok := errors.AsType[news.Problems](err)
		if !ok || a.newer() {
			return nil, err
		}
		settled = append(settled, damage...)
		old, err := a.readSmall(indexFile)
		if err == nil {
			a.seen = sumOf(old)
			if err := a.aside(indexFile, old, &drafts); err != nil {
				return nil, err
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		a.index = index{Format: format, Demo: a.demo, Files: map[string]stamp{}}
	}
	c, loose, err := a.load("")
	if err != nil {
		return nil, err
	}
	if len(settled) == 0 && len(c.Damaged) == 0 {
		return nil, nil
	}
	settled = append(settled, c.Damaged...)
	next := index{Format: format, Demo: a.index.Demo, Run: a.index.Run, Files: map[string]stamp{}}
	if next.Run.Number == 0 {
		next.Run = news.Run{At: latest(c), Number: 1}
	}
	touched := map[string]bool{}
	for _, p := range c.Damaged {
		touched[p.File] = true
	}
	for _, name := range loose {
		touched[a.path(name)] = true
	}
	there, err := a.dataFiles()
	if err != nil {
		return nil, err
	}
	for _, name := range there {
		if !touched[a.path(name)] {
			next.Files[name] = a.index.Files[name]
			continue
		}
		before := len(drafts)
		if err := errors.Join(
			settle(a, items, c.Items, name, &drafts), settle(a, stories, c.Stories, name, &drafts), settle(a, leftOut, c.LeftOut, name, &drafts),
			settle(a, revisions, c.Revisions, name, &drafts), settle(a, feeds, c.States, name, &drafts),
		); err != nil {
			return nil, err
		}
		next.Files[name] = stampOf(drafts[before].data)
	}
	data, err := next.bytes()
	if err != nil {
		return nil, err
	}
	// A file whose bytes stay is no part of the commit.
	drafts = slices.DeleteFunc(drafts, func(d draft) bool { return sumOf(d.data) == d.was })
	return settled, a.commit(append(drafts, draft{indexFile, data, a.seen}))
}

// newer says whether archive.json is of a format that only a newer program knows.
func (a *Archive) newer() bool {
	data, err := a.readSmall(indexFile)
	if err != nil {
		return false
	}
	x, _, _ := parseIndex(data)
	return x.Format > format
}

// settle drafts a file with what is good in it, and then the file of what is not.
func settle[T any](a *Archive, k kind[T], records []T, name string, drafts *[]draft) error {
	if (k.month == nil) != (name == feedsFile) || k.month != nil && !strings.HasPrefix(name, k.folder+"/") {
		return nil
	}
	f, err := readFile(a, k, name)
	if err != nil {
		return err
	}
	data, _, err := encodeAll(k, slices.DeleteFunc(slices.Clone(records), func(v T) bool { return k.file(&v) != name }))
	if err != nil {
		return fmt.Errorf("%s: %w", a.path(name), err)
	}
	*drafts = append(*drafts, draft{name, data, f.raw.SHA256})
	bad, err := a.badLines(name, f.faults)
	if err != nil {
		return err
	}
	if k.id != nil {
		again, err := repeated(a, k, name)
		if err != nil {
			return err
		}
		bad = append(bad, again...)
	}
	return a.aside(name, bad, drafts)
}

// badLines reads the bytes of bad lines.
func (a *Archive) badLines(name string, faults []fault) ([]byte, error) {
	if len(faults) == 0 {
		return nil, nil
	}
	in, err := a.disk.root.Open(name)
	if err != nil {
		return nil, withRemedy(a.path(name), err)
	}
	defer in.Close()
	var bad bytes.Buffer
	for _, x := range faults {
		if _, err := io.Copy(&bad, io.NewSectionReader(in, x.off, x.size)); err != nil {
			return nil, withRemedy(a.path(name), err)
		}
		endLine(&bad)
	}
	return bad.Bytes(), nil
}

// repeated reads the lines of ids that belong to another month.
func repeated[T any](a *Archive, k kind[T], name string) ([]byte, error) {
	if k.month == nil {
		return nil, nil
	}
	in, err := a.openData(name)
	if err != nil {
		return nil, withRemedy(a.path(name), err)
	}
	defer in.Close()
	months := map[string]map[string]string{items.folder: a.known.items, stories.folder: a.known.stories, leftOut.folder: a.known.leftOut}[k.folder]
	var bad bytes.Buffer
	err = scan(in, func(_ int, _, _ int64, line []byte) {
		if line == nil {
			return
		}
		if v, why := decode(k, line, name, false); why == "" && months[k.id(&v)] != k.month(&v) {
			bad.Write(line)
			endLine(&bad)
		}
	})
	return bad.Bytes(), err
}

func endLine(b *bytes.Buffer) {
	if b.Len() > 0 && b.Bytes()[b.Len()-1] != '\n' {
		b.WriteByte('\n')
	}
}

// aside drafts the addition of lines to the file in damaged/ that keeps those of a file.
func (a *Archive) aside(name string, bad []byte, drafts *[]draft) error {
	if len(bad) == 0 {
		return nil
	}
	to := damagedFolder + "/" + strings.ReplaceAll(name, "/", ".")
	old, err := a.readSmall(to)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return withRemedy(a.path(to), err)
	}
	d := draft{name: to, data: slices.Concat(old, bad)}
	if err == nil {
		d.was = sumOf(old)
	}
	*drafts = append(*drafts, d)
	return nil
}

// latest is the latest time that the digest itself wrote into a line.
func latest(c *Content) time.Time {
	var at time.Time
	see := func(t time.Time) {
		if t.After(at) {
			at = t
		}
	}
	for i := range c.Items {
		see(c.Items[i].FirstSeen)
	}
	for i := range c.Stories {
		see(c.Stories[i].Updated)
	}
	for i := range c.LeftOut {
		see(c.LeftOut[i].FirstSeen)
	}
	for i := range c.Revisions {
		see(c.Revisions[i].At)
	}
	return at
}
