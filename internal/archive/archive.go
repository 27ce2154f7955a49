// Package archive owns the months of items, stories, revisions and left-out entries on disk: load, record, verify,
// settle damage, all or nothing. It judges no item, tells no story and knows neither clock nor network.
//
// # The folder
//
//	archive.json            format, demo mark, the last run that recorded a change, and a stamp of every file below
//	feeds.jsonl             what is remembered of each feed, by id
//	items/2026-11.jsonl     the items of a month, oldest first
//	stories/2026-11.jsonl   its stories
//	left-out/2026-11.jsonl  what was not taken, with the reason
//	revisions/2026-11.jsonl later words on items of any month, in the month in which they came
//	damaged/                lines that Accept set aside, byte for byte; never read
//	.work/                  the lock and a commit in the making; ignores itself in git, safe to delete when no run is at work
//
// All is JSON in UTF-8, one value a line, so that a text editor, grep and git diff read it. Lines stand in a total
// order, so the same content is the same bytes in whatever order it came. A stamp is the number of lines and bytes and
// the SHA-256 of a file: it tells a file that shrank or was changed from one that is whole. A file with other line ends,
// a byte order mark, blank lines or another order, as git and editors leave them, is still whole if what it says is
// what was stamped. A field that a struct of package news does not have is damage, since writing would drop it: a new
// field raises the format. A program reads every older
// format, and writes its own.
//
// # All or nothing
//
// A commit writes every new file to .work/stage and syncs it, with a list of what goes where and what it replaces.
// Renaming the stage to .work/commit decides: before it nothing has happened, after it all has. Then the files are
// renamed into place, the folders synced, and the list removed. Open finishes a commit whose list is there and sweeps
// everything else; readers see through it. A commit that is not a step from what the folder holds, as after a restore
// of another state between crash and restart, is refused.
package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"counternotice/internal/news"

	"github.com/gofrs/flock"
)

// ErrLocked says that another process has the archive open for writing.
var ErrLocked = errors.New("another digest is writing to the archive")

// Options says how an archive is opened for writing.
type Options struct {
	Demo   bool // the archive is one of the bundled sample; real and sample archives are never mixed
	Create bool // make the folder if there is none

	step  func(op, name string) error // see disk
	slack bool
}

// Archive is an open archive. It is for one goroutine.
type Archive struct {
	dir    string
	disk   disk
	lock   *flock.Flock // nil when open for reading
	demo   bool
	index  index
	seen   string            // SHA-256 of archive.json as read; empty if there is none
	staged map[string]string // for a reader: file to where an unfinished commit still holds it
	known  *known            // nil until Load
	hurt   news.Problems     // what Load found damaged
}

// Open opens an archive for writing and keeps every other writer out until Close. A commit that a crash interrupted is
// finished or swept first. It refuses a folder that holds something else, an archive of a newer format, and a sample
// archive where a real one is meant or the reverse.
func Open(dir string, o Options) (*Archive, error) {
	a, err := openLocked(dir, o)
	if err != nil {
		return nil, err
	}
	if err := a.readIndex(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if a.seen != "" && a.index.Demo != o.Demo {
		what, remedy := "is an archive of the bundled sample", "give --archive another folder"
		if o.Demo {
			what = "is an archive of real feeds, which the sample must not enter"
		}
		return nil, errors.Join(problem(dir, 0, what, remedy), a.Close())
	}
	return a, nil
}

// OpenRead opens an archive for reading. It takes no lock and writes nothing; a commit under way or interrupted is read
// as done.
func OpenRead(dir string) (*Archive, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: no archive is here: %w; `digest run` makes one", dir, fs.ErrNotExist)
		}
		return nil, withRemedy(dir, err)
	}
	a := &Archive{dir: dir, disk: disk{root: root}}
	if err := a.readIndex(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if a.seen == "" {
		return nil, errors.Join(fmt.Errorf("%s: no archive is here: %w; `digest run` makes one", dir, fs.ErrNotExist), a.Close())
	}
	return a, nil
}

// Run is the last run that recorded a change; its Number is 0 if there was none.
func (a *Archive) Run() news.Run { return a.index.Run }

// Demo says whether the archive is one of the bundled sample.
func (a *Archive) Demo() bool { return a.demo }

// Close releases the archive. The lock is released by the end of the process too, however it ends.
func (a *Archive) Close() error {
	err := a.disk.root.Close()
	if a.lock != nil {
		err = errors.Join(err, a.lock.Unlock())
	}
	return err
}

// openLocked opens the folder, takes the lock and settles what a crash left, but does not look at the content.
func openLocked(dir string, o Options) (*Archive, error) {
	if o.Create {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, withRemedy(dir, err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: no archive is here: %w; `digest run` makes one", dir, fs.ErrNotExist)
		}
		return nil, withRemedy(dir, err)
	}
	a := &Archive{dir: dir, disk: disk{root: root, step: o.step, slack: o.slack}, demo: o.Demo}
	if err := a.refuseForeign(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	if err := a.makeWork(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	lock := flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o644))
	ok, err := lock.TryLock()
	if err != nil {
		return nil, errors.Join(withRemedy(a.path(lockFile), err), root.Close())
	}
	if !ok {
		return nil, errors.Join(fmt.Errorf("%s: %w; run again when it has ended (the lock of a killed run does not count)", dir, ErrLocked), root.Close())
	}
	a.lock = lock
	if err := a.recover(); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// refuseForeign keeps a folder that holds other things from becoming an archive. Dot files, a README and a licence may
// stand in one.
func (a *Archive) refuseForeign() error {
	names, err := a.disk.list(".")
	if err != nil {
		return withRemedy(a.dir, err)
	}
	for _, name := range names {
		if name == indexFile || name == feedsFile || isDataFolder(name) || name == damagedFolder {
			return nil
		}
	}
	for _, name := range names {
		upper := strings.ToUpper(name)
		if !strings.HasPrefix(name, ".") && !strings.HasPrefix(upper, "README") && !strings.HasPrefix(upper, "LICEN") {
			return problem(a.dir, 0, fmt.Sprintf("holds %q and is no archive", name), "give --archive an empty folder or one that does not exist")
		}
	}
	return nil
}

// makeWork makes the folder of the lock. It ignores itself, so that neither the lock nor a stage ends in git.
func (a *Archive) makeWork() error {
	info, err := a.disk.root.Lstat(workFolder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := a.disk.mkdir(workFolder); err != nil {
			return withRemedy(a.path(workFolder), err)
		}
	case err != nil:
		return withRemedy(a.path(workFolder), err)
	case !info.IsDir():
		return problem(a.path(workFolder), 0, "is "+fileType(info.Mode())+", not a folder", "remove it")
	}
	for _, name := range []string{ignoreFile, lockFile} {
		info, err := a.disk.root.Lstat(name)
		switch {
		case name == ignoreFile && (errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0):
			if err := a.disk.write(name, []byte("*\n")); err != nil {
				return withRemedy(a.path(name), err)
			}
		case errors.Is(err, fs.ErrNotExist): // the lock file is made by locking it
		case err != nil:
			return withRemedy(a.path(name), err)
		case !info.Mode().IsRegular():
			return problem(a.path(name), 0, "is "+fileType(info.Mode())+", not a file", "remove it")
		}
	}
	return nil
}

// path is how people find a file of the archive.
func (a *Archive) path(name string) string { return filepath.Join(a.dir, filepath.FromSlash(name)) }
