// Package outdir owns the folder that is published: it writes what changed, removes what is stale, and touches nothing
// that it did not put there. It knows nothing of what it writes, and follows no link out of the folder.
//
// What it put there is listed outside the folder, in a list that is kept beside the cache, one list a published folder:
// a line that names the folder as seen from the list, so that both may be moved together, and a line a path, in order.
// A path is added to a log beside the list before its file is first written, so that a publish that is killed leaves no
// file that the next one would take for somebody else's. The list is written, and the log removed, when a publish is
// complete. Files are compared by their bytes, not by time or by what the list says, so that what was changed by hand
// or lost in a power cut is mended.
package outdir

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unicode/utf8"
)

// tempPrefix begins the names of files that are being written, at the top of the folder.
const tempPrefix = ".digest-tmp-"

// kept are the names at the top of the folder that belong to the project's git, and make no folder foreign.
var kept = []string{".git", ".gitignore", ".gitkeep", ".gitattributes"}

// Dir is a folder being published. It is for one goroutine, and one process at a time.
type Dir struct {
	dir     string
	root    *os.Root
	list    list
	owned   map[string]bool   // what the list and the log name
	written map[string]bool   // what this publish wrote or found the same
	folded  map[string]string // a path in one case to the path as written
	folders map[string]bool   // folders of written paths, known to be real ones
	stats   Stats
	step    func(op, name string) error // before each change, nil but in tests
}

// Stats counts what a publish did. Bytes is of the files written.
type Stats struct {
	Written, Same, Removed int
	Bytes                  int64
}

// Open begins a publish to dir, which is made if it is not there. Lists names the folder where the lists of published
// files are kept; it is made too. A folder that holds anything that the list of dir does not name, when there is no such
// list, is refused.
func Open(dir, lists string) (*Dir, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, withRemedy(dir, err)
	}
	if err := os.MkdirAll(lists, 0o755); err != nil {
		return nil, withRemedy(lists, err)
	}
	l, err := listOf(dir, lists)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, withRemedy(dir, err)
	}
	d := &Dir{dir: dir, root: root, list: l, written: map[string]bool{}, folded: map[string]string{}, folders: map[string]bool{".": true}}
	if err := d.begin(); err != nil {
		return nil, errors.Join(err, l.close(), root.Close())
	}
	return d, nil
}

func (d *Dir) begin() error {
	owned, known, err := d.list.read()
	if err != nil {
		return err
	}
	d.owned = owned
	f, err := d.root.Open(".")
	if err != nil {
		return withRemedy(d.dir, err)
	}
	names, err := f.Readdirnames(-1)
	if err := errors.Join(err, f.Close()); err != nil {
		return withRemedy(d.dir, err)
	}
	slices.Sort(names)
	for _, name := range names {
		switch {
		case strings.HasPrefix(name, tempPrefix):
			if known {
				if err := d.remove(name); err != nil {
					return withRemedy(d.path(name), err)
				}
			}
		case !known && !slices.Contains(kept, name):
			return fmt.Errorf("%s: holds %q, and nothing says that the digest put it there; empty the folder, or give --out another one", d.dir, name)
		}
	}
	return nil
}

// Write puts data at a path below the folder, written with slashes, unless it is there already. It refuses a path that
// leaves the folder, that differs from another one only in case, or where something stands that the digest did not put
// there.
func (d *Dir) Write(name string, data []byte) error {
	if why := checkPath(name); why != "" {
		return fmt.Errorf("%s: the path %q %s", d.dir, name, why)
	}
	if d.written[name] {
		return fmt.Errorf("%s: is written twice", d.path(name))
	}
	if err := d.fold(name); err != nil {
		return err
	}
	same, err := d.same(name, data)
	if err != nil {
		return err
	}
	// Before the first change, folders included, so that the next publish knows what a kill has left of it.
	if err := d.own(name); err != nil {
		return err
	}
	if same {
		d.stats.Same++
	} else {
		if err := errors.Join(d.makeFolders(path.Dir(name)), d.clear(name)); err != nil {
			return err
		}
		if err := d.put(name, data); err != nil {
			return withRemedy(d.path(name), err)
		}
		d.stats.Written++
		d.stats.Bytes += int64(len(data))
	}
	d.written[name] = true
	return nil
}

// fold refuses paths that one folder cannot hold on every file system.
func (d *Dir) fold(name string) error {
	for p := name; p != "."; p = path.Dir(p) {
		key := strings.ToLower(p)
		if as, there := d.folded[key]; there && as != p {
			return fmt.Errorf("%s: differs from %s only in case; some systems cannot hold both", d.path(p), d.path(as))
		}
		d.folded[key] = p
		if p != name && d.written[p] {
			return fmt.Errorf("%s: is a file, so %s cannot be in it", d.path(p), d.path(name))
		}
	}
	if d.folders[name] {
		return fmt.Errorf("%s: is a folder of files that were written", d.path(name))
	}
	return nil
}

// same says whether the file is there with these bytes, and changes nothing. It refuses where something stands that the
// digest did not put there.
func (d *Dir) same(name string, data []byte) (bool, error) {
	free, err := d.free(path.Dir(name))
	if free || err != nil {
		return false, err
	}
	info, err := d.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, withRemedy(d.path(name), err)
	case info.IsDir():
		return false, nil // clear sees to it
	case info.Mode().IsRegular() && info.Size() == int64(len(data)):
		old, err := d.root.ReadFile(name)
		if err != nil {
			return false, withRemedy(d.path(name), err)
		}
		if bytes.Equal(old, data) {
			return true, nil
		}
	}
	if !d.owned[name] {
		return false, fmt.Errorf("%s: is there already, and the digest did not put it there; move it away", d.path(name))
	}
	return false, nil
}

// free says whether a folder is not there or only an old file of ours is in its place. It refuses a link, which would
// lead elsewhere, and another's file.
func (d *Dir) free(dir string) (bool, error) {
	if d.folders[dir] {
		return false, nil
	}
	if free, err := d.free(path.Dir(dir)); free || err != nil {
		return free, err
	}
	info, err := d.root.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, nil
	case err != nil:
		return false, withRemedy(d.path(dir), err)
	case info.IsDir():
		d.folders[dir] = true
		return false, nil
	case d.owned[dir]:
		return true, nil
	}
	return false, fmt.Errorf("%s: is there already and is no folder, and the digest did not put it there; move it away", d.path(dir))
}

// makeFolders makes the folders of a path, in place of old files of ours where need be.
func (d *Dir) makeFolders(dir string) error {
	if d.folders[dir] {
		return nil
	}
	if err := d.makeFolders(path.Dir(dir)); err != nil {
		return err
	}
	if info, err := d.root.Lstat(dir); err == nil && !info.IsDir() {
		if err := d.removeFile(dir); err != nil {
			return err
		}
	}
	if err := d.at("mkdir", dir); err != nil {
		return withRemedy(d.path(dir), err)
	}
	if err := d.root.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return withRemedy(d.path(dir), err)
	}
	d.folders[dir] = true
	return nil
}

// clear removes the folder in the place of a file, if there is one: our old files in it and the folders that this
// empties. What a killed publish left empty is ours as well; a folder with anything else in it is refused.
func (d *Dir) clear(name string) error {
	info, err := d.root.Lstat(name)
	if err != nil || !info.IsDir() {
		return nil // nothing there, or a file that the rename replaces
	}
	for _, p := range slices.Sorted(maps.Keys(d.owned)) {
		if strings.HasPrefix(p, name+"/") {
			if err := d.removeFile(p); err != nil {
				return err
			}
		}
	}
	err = d.remove(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case notEmpty(err):
		return fmt.Errorf("%s: is a folder that holds what the digest did not put there; move it away", d.path(name))
	case err != nil:
		return withRemedy(d.path(name), err)
	}
	return nil
}

// own notes a path in the log before its file is first written.
func (d *Dir) own(name string) error {
	if d.owned[name] {
		return nil
	}
	if err := d.at("log", name); err != nil {
		return withRemedy(d.list.log, err)
	}
	if err := d.list.add(name); err != nil {
		return err
	}
	d.owned[name] = true
	return nil
}

// put writes a file at the top and renames it into its place.
func (d *Dir) put(name string, data []byte) error {
	temp, f, err := d.temp()
	if err != nil {
		return err
	}
	err = d.at("write", name)
	if err == nil {
		_, err = f.Write(data)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, d.remove(temp))
	}
	err = d.at("rename", name)
	if err == nil {
		err = d.root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, d.remove(temp))
	}
	return nil
}

// temp makes a file of a name that nothing has.
func (d *Dir) temp() (string, *os.File, error) {
	for n := 0; ; n++ {
		name := fmt.Sprintf("%s%d", tempPrefix, n)
		if err := d.at("create", name); err != nil {
			return "", nil, err
		}
		f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		return name, f, err
	}
}

// Close ends a publish: it removes what an earlier one put there and this one did not, and writes the list. Nothing is
// removed when a Write has failed and the caller calls Abort instead.
func (d *Dir) Close() (Stats, error) {
	err := d.finish()
	return d.stats, errors.Join(err, d.list.close(), d.root.Close())
}

func (d *Dir) finish() error {
	for _, name := range slices.Sorted(maps.Keys(d.owned)) {
		if d.written[name] || d.otherCase(name) {
			continue
		}
		if err := d.removeFile(name); err != nil {
			return err
		}
	}
	if err := d.at("list", d.list.file); err != nil {
		return withRemedy(d.list.file, err)
	}
	return d.list.write(slices.Sorted(maps.Keys(d.written)))
}

// otherCase says whether a path is what the file system takes a written one for.
func (d *Dir) otherCase(name string) bool {
	as, there := d.folded[strings.ToLower(name)]
	if !there || as == name {
		return false
	}
	a, err1 := d.root.Lstat(as)
	b, err2 := d.root.Lstat(name)
	return err1 == nil && err2 == nil && os.SameFile(a, b)
}

// Abort ends a publish and leaves what is there; the next one takes it up.
func (d *Dir) Abort() error { return errors.Join(d.list.close(), d.root.Close()) }

// removeFile removes an old file of ours, if it is still there and a file, and the folders that this empties. It goes
// through no link.
func (d *Dir) removeFile(name string) error {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if info, err := d.root.Lstat(dir); err == nil && !info.IsDir() {
			return nil
		}
	}
	info, err := d.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return withRemedy(d.path(name), err)
	case info.IsDir():
		return nil
	default:
		if err := d.remove(name); err != nil {
			return withRemedy(d.path(name), err)
		}
		d.stats.Removed++
	}
	for dir := path.Dir(name); dir != "." && !d.folders[dir]; dir = path.Dir(dir) {
		switch err := d.remove(dir); {
		case err == nil, errors.Is(err, fs.ErrNotExist):
		case notEmpty(err):
			return nil
		default:
			return withRemedy(d.path(dir), err)
		}
	}
	return nil
}

// notEmpty says whether a folder was kept because something is in it; POSIX lets a system say either.
func notEmpty(err error) bool {
	return errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, syscall.EEXIST)
}

func (d *Dir) remove(name string) error {
	if err := d.at("remove", name); err != nil {
		return err
	}
	return d.root.Remove(name)
}

func (d *Dir) at(op, name string) error {
	if d.step == nil {
		return nil
	}
	return d.step(op, name)
}

func (d *Dir) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

// checkPath says what makes a path impossible; empty if nothing.
func checkPath(name string) string {
	control := func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' || r == utf8.RuneError }
	switch {
	case !fs.ValidPath(name) || name == ".":
		return "leaves the folder or is none"
	case strings.ContainsFunc(name, control):
		return "holds a character that no address has"
	}
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > 255 {
			return "has a part of more than 255 bytes"
		}
	}
	top, _, _ := strings.Cut(name, "/")
	if slices.Contains(kept, strings.ToLower(top)) || strings.HasPrefix(top, tempPrefix) {
		return "is not the digest's to write"
	}
	return ""
}

// withRemedy names the file of a failed operation and what helps.
func withRemedy(file string, err error) error {
	remedy := "see to it and run again"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		remedy = "free some space and run again; nothing of the archive is lost"
	case errors.Is(err, syscall.EFBIG):
		remedy = "raise the file size limit (ulimit -f) and run again; nothing of the archive is lost"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		remedy = "make it writable for this user, or give --out another folder"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		remedy = "give --out a folder"
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("%s: %w; %s", file, err, remedy)
}
