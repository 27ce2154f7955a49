package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"counternotice/internal/news"
)

// format is the version of the layout. Format 2 added the fields refs to items and revisions and stated to feeds, format 3
// dated to stories, format 4 past to their members, format 5 quote and beside to evidence, format 6 left_out to the sources of items. What an older one wrote reads the same:
// there is nothing to migrate, and the next commit raises the number.
const format = 6

const (
	indexFile     = "archive.json"
	feedsFile     = "feeds.jsonl"
	damagedFolder = "damaged"
)

// stamp tells a file that is whole from one that is not.
type stamp struct {
	Lines  int    `json:"lines"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// index is archive.json.
type index struct {
	Format int              `json:"format"`
	Demo   bool             `json:"demo,omitempty"`
	Run    news.Run         `json:"run"`
	Files  map[string]stamp `json:"files"`
}

// bytes writes one file a line, so that a diff shows what a run touched.
func (x index) bytes() ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n  \"format\": %d,\n", x.Format)
	if x.Demo {
		b.WriteString("  \"demo\": true,\n")
	}
	run, err := json.Marshal(x.Run)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, "  \"run\": %s,\n  \"files\": {", run)
	for i, name := range slices.Sorted(maps.Keys(x.Files)) {
		if i > 0 {
			b.WriteByte(',')
		}
		entry, err := json.Marshal(x.Files[name])
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "\n    %q: %s", name, entry)
	}
	b.WriteString("\n  }\n}\n")
	return b.Bytes(), nil
}

// readIndex reads archive.json; without one the archive is empty. A reader looks through an unfinished commit.
func (a *Archive) readIndex() error {
	a.staged = nil
	if a.lock == nil {
		moves, err := a.readPlan()
		if err != nil {
			return err
		}
		a.staged = map[string]string{}
		for _, m := range moves {
			a.staged[m.File] = commitFolder + "/" + m.Staged
		}
	}
	data, err := a.readSmall(indexFile)
	if errors.Is(err, fs.ErrNotExist) {
		return a.emptyIndex()
	}
	if err != nil {
		return withRemedy(a.path(indexFile), err)
	}
	const remedy = "restore it from git, or let `digest verify --accept` make it anew from the files that are there"
	x, line, what := parseIndex(data)
	if what != "" {
		return problem(a.path(indexFile), line, what, remedy)
	}
	if x.Format > format {
		return problem(a.path(indexFile), 0, fmt.Sprintf("was written by a newer digest (format %d; this one knows %d)", x.Format, format), "update the program; nothing was touched")
	}
	a.index, a.seen, a.demo = x, sumOf(data), x.Demo
	return nil
}

// emptyIndex is the index of a fresh folder; a folder with months but without archive.json has lost it.
func (a *Archive) emptyIndex() error {
	files, err := a.dataFiles()
	if err != nil {
		return err
	}
	if len(files) > 0 {
		return problem(a.path(indexFile), 0, fmt.Sprintf("is missing, but %s is there", files[0]), "restore it from git, or let `digest verify --accept` make it anew from the files that are there")
	}
	a.index, a.seen = index{Format: format, Demo: a.demo, Files: map[string]stamp{}}, ""
	return nil
}

// parseIndex reads archive.json, or says in which line what is wrong. Fields of a newer format are not judged.
func parseIndex(data []byte) (x index, line int, what string) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return x, 0, "is not UTF-8"
	}
	var head struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		line, what := jsonFault(data, err)
		return x, line, what
	}
	if head.Format > format {
		return index{Format: head.Format}, 0, ""
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&x); err != nil {
		line, what := jsonFault(data, err)
		return x, line, what
	}
	if x.Format < 1 {
		return x, 0, fmt.Sprintf("names format %d, which never was", x.Format)
	}
	if x.Run.Number < 0 {
		return x, 0, fmt.Sprintf("counts %d runs", x.Run.Number)
	}
	if x.Files == nil {
		x.Files = map[string]stamp{}
	}
	for _, name := range slices.Sorted(maps.Keys(x.Files)) {
		s := x.Files[name]
		switch {
		case !isData(name):
			return x, 0, fmt.Sprintf("lists %q, which is no file of an archive", name)
		case s.Lines < 0 || s.Bytes < 0 || len(s.SHA256) != 64:
			return x, 0, fmt.Sprintf("has an impossible stamp of %q", name)
		}
	}
	return x, 0, ""
}

// jsonFault says where in a text JSON went wrong, if the error tells.
func jsonFault(data []byte, err error) (line int, what string) {
	offset := int64(-1)
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = e.Offset
	} else if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		offset = e.Offset
	}
	if offset >= 0 && offset <= int64(len(data)) {
		line = 1 + bytes.Count(data[:offset], []byte("\n"))
	}
	return line, "is not what the digest writes (" + strings.TrimPrefix(err.Error(), "json: ") + ")"
}

// isDataFolder says whether months are kept in a folder of this name.
func isDataFolder(name string) bool {
	return name == items.folder || name == stories.folder || name == leftOut.folder || name == revisions.folder
}

// isData says whether a name is one of a file that archive.json stamps.
func isData(name string) bool {
	if name == feedsFile {
		return true
	}
	folder, file, _ := strings.Cut(name, "/")
	month, ok := strings.CutSuffix(file, ".jsonl")
	return ok && isDataFolder(folder) && validDay(month+"-01")
}

// ours says whether a commit may write a file of this name.
func ours(name string) bool {
	if rest, ok := strings.CutPrefix(name, damagedFolder+"/"); ok {
		return rest == indexFile || isData(strings.Replace(rest, ".", "/", 1)) || rest == feedsFile
	}
	return name == indexFile || isData(name)
}

// dataFiles lists the files of months and the file of feeds that are there, in order.
func (a *Archive) dataFiles() ([]string, error) {
	files := map[string]bool{}
	for name := range a.staged {
		if isData(name) {
			files[name] = true
		}
	}
	if _, err := a.disk.root.Lstat(feedsFile); err == nil {
		files[feedsFile] = true
	}
	for _, folder := range []string{items.folder, stories.folder, leftOut.folder, revisions.folder} {
		info, err := a.disk.root.Lstat(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, withRemedy(a.path(folder), err)
		}
		if !info.IsDir() {
			return nil, problem(a.path(folder), 0, "is "+fileType(info.Mode())+", not a folder", "put the folder back in its place, from git")
		}
		names, err := a.disk.list(folder)
		if err != nil {
			return nil, withRemedy(a.path(folder), err)
		}
		for _, name := range names {
			if isData(folder + "/" + name) {
				files[folder+"/"+name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(files)), nil
}
