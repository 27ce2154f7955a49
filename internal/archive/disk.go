package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"syscall"

	"counternotice/internal/news"
)

// disk does every change of the folder, each behind step, so that a test can stop it anywhere.
type disk struct {
	root  *os.Root
	step  func(op, name string) error // nil but in tests
	slack bool                        // leaves the syncing to the system, in tests that cut no power
}

func (d disk) at(op, name string) error {
	if d.step == nil {
		return nil
	}
	return d.step(op, name)
}

// write makes or replaces a file and syncs it.
func (d disk) write(name string, data []byte) error {
	if err := d.at("create", name); err != nil {
		return err
	}
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	if err := d.at("write", name); err != nil {
		return errors.Join(err, f.Close())
	}
	if _, err := f.Write(data); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := d.at("sync", name); err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(d.sync(f), f.Close())
}

func (d disk) sync(f *os.File) error {
	if d.slack {
		return nil
	}
	return f.Sync()
}

func (d disk) mkdir(name string) error {
	if err := d.at("mkdir", name); err != nil {
		return err
	}
	return d.root.Mkdir(name, 0o755)
}

func (d disk) rename(from, to string) error {
	if err := d.at("rename", to); err != nil {
		return err
	}
	return d.root.Rename(from, to)
}

func (d disk) removeAll(name string) error {
	if _, err := d.root.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := d.at("remove", name); err != nil {
		return err
	}
	return d.root.RemoveAll(name)
}

// syncDir makes the names in a folder last.
func (d disk) syncDir(name string) error {
	if err := d.at("sync", name); err != nil {
		return err
	}
	f, err := d.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(d.sync(f), f.Close())
}

// list gives the names in a folder in order; none if there is no folder.
func (d disk) list(name string) ([]string, error) {
	f, err := d.root.Open(name)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	names, err := f.Readdirnames(-1)
	slices.Sort(names)
	return names, errors.Join(err, f.Close())
}

// sum is the SHA-256 of a file, empty if there is none.
func (d disk) sum(name string) (string, error) {
	info, err := d.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("is %s, not a file", fileType(info.Mode()))
	}
	f, err := d.root.Open(name)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", errors.Join(err, f.Close())
	}
	return hex.EncodeToString(h.Sum(nil)), f.Close()
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func fileType(m fs.FileMode) string {
	switch {
	case m.IsDir():
		return "a folder"
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m.IsRegular():
		return "a file"
	}
	return "a special file"
}

// problem is one problem as an error.
func problem(file string, line int, what, remedy string) error {
	return news.Problems{{File: file, Line: line, What: what, Remedy: remedy}}
}

// withRemedy names the file of a failed operation and what helps, unless the error does.
func withRemedy(file string, err error) error {
	if _, ok := errors.AsType[news.Problems](err); ok {
		return err
	}
	remedy := "see to it and run again"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		remedy = "free some space and run again"
	case errors.Is(err, syscall.EFBIG):
		remedy = "raise the file size limit (ulimit -f) and run again"
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		remedy = "make it readable and writable for this user and run again"
	case errors.Is(err, syscall.ENOTDIR):
		remedy = "give --archive a folder"
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("%s: %w; %s", file, err, remedy)
}
