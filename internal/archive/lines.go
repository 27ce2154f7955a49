package archive

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxLine is the longest line in bytes. The longest item that 1,141 captured feeds give is far below a hundredth of it.
const maxLine = 4 << 20

// fault is one bad line, and where its bytes are.
type fault struct {
	line      int
	what      string
	off, size int64
}

// file is a file of lines as read.
type file[T any] struct {
	there   bool
	records []T
	raw     stamp // of the bytes on disk; Lines counts every line that is not blank, bad ones too
	plain   stamp // of what is good in it, as the digest would write it; raw when that is not asked for
	faults  []fault
}

// scan calls each with every line that is not blank: its number from 1, its offset and its bytes with the line end
// but without a byte order mark. Of a line longer than maxLine it gives the size and no bytes.
func scan(r io.Reader, each func(n int, off, size int64, line []byte)) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var off int64
	var long []byte
	for n := 1; ; n++ {
		var size int64
		long = long[:0]
		line, err := in.ReadSlice('\n')
		size += int64(len(line))
		if errors.Is(err, bufio.ErrBufferFull) {
			for errors.Is(err, bufio.ErrBufferFull) {
				if len(long) <= maxLine {
					long = append(long, line...)
				}
				line, err = in.ReadSlice('\n')
				size += int64(len(line))
			}
			if len(long) <= maxLine {
				long = append(long, line...)
			}
			line = long
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		switch {
		case size > maxLine:
			each(n, off, size, nil)
		case len(bytes.TrimSpace(line)) > 0:
			each(n, off, size, line)
		}
		off += size
		if err != nil {
			return nil
		}
	}
}

// decode reads one line, or says why it cannot be trusted.
func decode[T any](k kind[T], line []byte, name string, lean bool) (v T, why string) {
	if !utf8.Valid(line) {
		return v, "is not UTF-8"
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	read := func() error { return dec.Decode(&v) }
	if lean {
		read = func() error { return k.lean(dec, &v) }
	}
	if err := read(); err != nil {
		for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
			if bytes.HasPrefix(line, []byte(mark)) {
				return v, "is a mark of a merge that was not finished"
			}
		}
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return v, "is cut off"
		}
		return v, "is not what the digest writes (" + strings.TrimPrefix(err.Error(), "json: ") + ")"
	}
	if len(bytes.TrimSpace(line[dec.InputOffset():])) > 0 {
		return v, "holds more than one value"
	}
	if why := k.check(&v); why != "" {
		return v, why
	}
	if at := k.file(&v); at != name {
		return v, "belongs in " + at
	}
	return v, ""
}

// encode writes one line. Invalid UTF-8 becomes U+FFFD.
func encode[T any](b *bytes.Buffer, v *T) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	before := b.Len()
	if err := enc.Encode(v); err != nil {
		return err
	}
	if n := b.Len() - before; n > maxLine {
		return fmt.Errorf("a line of %d bytes is longer than the %d that an archive takes", n, maxLine)
	}
	return nil
}

// readFile reads a file of lines. A file that is not there is empty; one that is no file is an error.
func readFile[T any](a *Archive, k kind[T], name string) (file[T], error) {
	return readLines(a, k, name, false)
}

// readLean is readFile without the Stems of a file that is as its stamp says. In another one they may be damaged.
func readLean[T any](a *Archive, k kind[T], name string) (file[T], error) {
	f, err := readLines(a, k, name, true)
	if err != nil || f.raw == a.index.Files[name] && len(f.faults) == 0 {
		return f, err
	}
	return readLines(a, k, name, false)
}

func readLines[T any](a *Archive, k kind[T], name string, lean bool) (file[T], error) {
	var out file[T]
	f, err := a.openData(name)
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, withRemedy(a.path(name), err)
	}
	defer f.Close()
	out.there = true
	out.records = make([]T, 0, min(a.index.Files[name].Lines, 1<<16))
	h := sha256.New()
	at := map[string]int{} // id to record
	fail := func(n int, what string, off, size int64) {
		out.faults = append(out.faults, fault{n, what, off, size})
	}
	err = scan(io.TeeReader(f, h), func(n int, off, size int64, line []byte) {
		out.raw.Lines++
		if line == nil {
			fail(n, fmt.Sprintf("is longer than %d bytes", maxLine), off, size)
			return
		}
		v, why := decode(k, line, name, lean)
		if why != "" {
			fail(n, why, off, size)
			return
		}
		if k.id != nil {
			id := k.id(&v)
			if i, again := at[id]; again {
				if !same(&out.records[i], &v) {
					fail(n, fmt.Sprintf("tells %q a second time, and otherwise", id), off, size)
				}
				return
			}
			at[id] = len(out.records)
		}
		out.records = append(out.records, v)
	})
	if err != nil {
		return out, withRemedy(a.path(name), err)
	}
	info, err := f.Stat()
	if err != nil {
		return out, withRemedy(a.path(name), err)
	}
	out.raw.Bytes, out.raw.SHA256 = info.Size(), hex.EncodeToString(h.Sum(nil))
	out.plain = out.raw
	if len(out.faults) > 0 || out.raw != a.index.Files[name] {
		data, records, err := encodeAll(k, out.records)
		if err != nil {
			return out, withRemedy(a.path(name), err)
		}
		out.records, out.plain = records, stampOf(data)
	}
	return out, nil
}

func same[T any](a, b *T) bool {
	var x, y bytes.Buffer
	return encode(&x, a) == nil && encode(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}

// encodeAll writes records in their order, each once.
func encodeAll[T any](k kind[T], records []T) ([]byte, []T, error) {
	records = slices.Clone(records)
	var b, line bytes.Buffer
	if k.id == nil {
		// Only the bytes tell such lines apart.
		type written struct {
			record T
			line   string
		}
		all := make([]written, len(records))
		for i := range records {
			line.Reset()
			if err := encode(&line, &records[i]); err != nil {
				return nil, nil, err
			}
			all[i] = written{records[i], line.String()}
		}
		slices.SortFunc(all, func(a, b written) int {
			if c := k.compare(a.record, b.record); c != 0 {
				return c
			}
			return strings.Compare(a.line, b.line)
		})
		records = records[:0]
		for i, w := range all {
			if i == 0 || w.line != all[i-1].line {
				records = append(records, w.record)
				b.WriteString(w.line)
			}
		}
		return b.Bytes(), records, nil
	}
	slices.SortFunc(records, k.compare)
	for i := range records {
		if err := encode(&b, &records[i]); err != nil {
			return nil, nil, fmt.Errorf("%q: %w", k.id(&records[i]), err)
		}
	}
	return b.Bytes(), records, nil
}

func stampOf(data []byte) stamp {
	return stamp{Lines: bytes.Count(data, []byte("\n")), Bytes: int64(len(data)), SHA256: sumOf(data)}
}

// openData opens a file of the archive, for a reader where an unfinished commit still holds it. What is no plain file
// is not followed or waited for.
func (a *Archive) openData(name string) (fs.File, error) {
	for _, at := range []string{a.staged[name], name} {
		if at == "" {
			continue
		}
		info, err := a.disk.root.Lstat(at)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return nil, problem(a.path(at), 0, "is "+fileType(info.Mode())+", not a file", "put the file back in its place, from git")
		}
		f, err := a.disk.root.Open(at)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		return f, err
	}
	return nil, fs.ErrNotExist
}

// readSmall reads a whole file of the archive.
func (a *Archive) readSmall(name string) ([]byte, error) {
	f, err := a.openData(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 64<<20))
}
