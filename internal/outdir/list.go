package outdir

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// listHead begins a list; the folder follows.
const listHead = "files that the digest published, format 1, to "

// list is the list of what was published to one folder, and its log.
type list struct {
	file string
	log  string
	head string // its first line
	open *os.File
}

// listOf finds the list of a folder. It is named for where the folder is as seen from the lists.
func listOf(dir, lists string) (list, error) {
	var abs [2]string
	for i, p := range []string{dir, lists} {
		p, err := filepath.EvalSymlinks(p)
		if err == nil {
			p, err = filepath.Abs(p)
		}
		if err != nil {
			return list{}, withRemedy(dir, err)
		}
		abs[i] = p
	}
	rel, err := filepath.Rel(abs[1], abs[0])
	if err != nil {
		rel = abs[0] // on another volume
	}
	rel = filepath.ToSlash(rel)
	sum := sha256.Sum256([]byte(rel))
	file := filepath.Join(lists, "published-"+hex.EncodeToString(sum[:6]))
	return list{file: file + ".txt", log: file + ".log", head: fmt.Sprintf("%s%q", listHead, rel)}, nil
}

// read gives the paths that the list and the log name, and whether there is either.
func (l *list) read() (paths map[string]bool, known bool, err error) {
	paths = map[string]bool{}
	for _, name := range []string{l.file, l.log} {
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, false, withRemedy(name, err)
		}
		if len(data) == 0 && name == l.log {
			continue
		}
		if err := l.parse(name, data, paths); err != nil {
			return nil, false, err
		}
		known = true
	}
	return paths, known, nil
}

func (l *list) parse(name string, data []byte, paths map[string]bool) error {
	for n := 1; ; n++ {
		line, rest, whole := bytes.Cut(data, []byte("\n"))
		if !whole {
			if name == l.file && len(line) > 0 {
				return fmt.Errorf("%s:%d: is cut off; delete it, and empty the published folder", name, n)
			}
			return nil // a path that a kill cut off was never written to
		}
		data = rest
		if n == 1 {
			if string(line) != l.head {
				return fmt.Errorf("%s:1: is not the list of the published folder; delete it, and empty the published folder", name)
			}
			continue
		}
		if why := checkPath(string(line)); why != "" {
			return fmt.Errorf("%s:%d: the path %q %s; delete the file, and empty the published folder", name, n, line, why)
		}
		paths[string(line)] = true
	}
}

// add appends a path to the log. The log is not synced: it survives the end of the process, and after a power cut
// what it lost is found by its bytes.
func (l *list) add(path string) error {
	if l.open == nil {
		if err := l.begin(); err != nil {
			return withRemedy(l.log, err)
		}
	}
	if _, err := l.open.WriteString(path + "\n"); err != nil {
		return withRemedy(l.log, err)
	}
	return nil
}

// begin opens the log for appending. What a kill or a full disk cut off at its end goes first.
func (l *list) begin() error {
	data, err := os.ReadFile(l.log)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(l.log, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	end := bytes.LastIndexByte(data, '\n') + 1
	err = f.Truncate(int64(end))
	if err == nil && end == 0 {
		_, err = f.WriteString(l.head + "\n")
	}
	if err != nil {
		return errors.Join(err, f.Close())
	}
	l.open = f
	return nil
}

// write replaces the list, if it differs, and removes the log.
func (l *list) write(paths []string) error {
	var b strings.Builder
	b.WriteString(l.head + "\n")
	for _, p := range paths {
		b.WriteString(p + "\n")
	}
	old, err := os.ReadFile(l.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return withRemedy(l.file, err)
	}
	if err != nil || string(old) != b.String() {
		if err := replace(l.file, b.String()); err != nil {
			return withRemedy(l.file, err)
		}
	}
	if err := os.Remove(l.log); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return withRemedy(l.log, err)
	}
	return nil
}

// replace writes a file beside its place, syncs it and renames it there.
func replace(name, data string) error {
	temp := name + ".new"
	f, err := os.Create(temp)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(data); err != nil {
		return errors.Join(err, f.Close(), os.Remove(temp))
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return os.Rename(temp, name)
}

func (l *list) close() error {
	if l.open == nil {
		return nil
	}
	f := l.open
	l.open = nil
	return f.Close()
}
