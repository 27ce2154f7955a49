package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"counternotice/internal/news"
)

const (
	restore = "restore it from git, or settle it with `digest verify --accept`"
	setBy   = "restore the file from git, or set the line aside with `digest verify --accept`"
)

// Content is everything that an archive holds, each list in its total order, oldest first. Revisions are not applied.
type Content struct {
	Items     []news.Item
	Revisions []news.Revision
	Stories   []news.Story
	LeftOut   []news.LeftOut
	States    []news.FeedState // by id
	Run       news.Run
	// Damaged is what could not be trusted: bad lines, and files that are missing, shorter or not as they were
	// written. What is good in a damaged file is loaded. Nothing is recorded while there is any.
	Damaged news.Problems
}

// known is in which month each id is.
type known struct{ items, stories, leftOut map[string]string }

// loaded is one kind of line, from all its files.
type loaded[T any] struct {
	records []T
	damage  news.Problems
	loose   []string // files that are whole but not byte for byte as the digest writes them
}

// Load reads everything. An error means that the folder could not be read; damage is no error.
func (a *Archive) Load() (*Content, error) { return a.LoadFrom("") }

// LoadFrom is Load without the Stems of items and revisions of the months before the one named ("2026-10"). They serve
// to tell stories, of the last days alone, and are half of what an archive of years takes in memory.
func (a *Archive) LoadFrom(month string) (*Content, error) {
	c, _, err := a.load(month)
	return c, err
}

// load reads everything, and names the files that are loose.
func (a *Archive) load(month string) (*Content, []string, error) {
	for range 3 { // a reader may meet a commit: then archive.json is another one afterwards
		before := a.seen
		c, loose, err := a.loadOnce(month)
		if a.lock != nil {
			return c, loose, err
		}
		if err := a.readIndex(); err != nil {
			return nil, nil, err
		}
		if a.seen == before {
			return c, loose, err
		}
	}
	return nil, nil, fmt.Errorf("%s: %w while it was read; read again when that run has ended", a.dir, ErrLocked)
}

func (a *Archive) loadOnce(month string) (*Content, []string, error) {
	there, err := a.dataFiles()
	if err != nil {
		return nil, nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(a.index.Files)) {
		if !slices.Contains(there, name) {
			there = append(there, name)
		}
	}
	slices.Sort(there)
	its, err1 := loadKind(a, items, there, month)
	sts, err2 := loadKind(a, stories, there, month)
	lefts, err3 := loadKind(a, leftOut, there, month)
	revs, err4 := loadKind(a, revisions, there, month)
	states, err5 := loadKind(a, feeds, there, month)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, nil, err
	}
	c := &Content{
		Items: its.records, Stories: sts.records, LeftOut: lefts.records, Revisions: revs.records, States: states.records,
		Run: a.index.Run, Damaged: slices.Concat(its.damage, sts.damage, lefts.damage, revs.damage, states.damage),
	}
	a.known = &known{}
	a.known.items = once(a, items, &c.Items, &c.Damaged)
	a.known.stories = once(a, stories, &c.Stories, &c.Damaged)
	a.known.leftOut = once(a, leftOut, &c.LeftOut, &c.Damaged)
	_ = c.Damaged.Err() // puts them in order
	a.hurt = c.Damaged
	return c, slices.Concat(its.loose, sts.loose, lefts.loose, revs.loose, states.loose), nil
}

// once indexes the ids of a kind, and takes out what a second month tells again. Months that archive.json lists go first.
func once[T any](a *Archive, k kind[T], records *[]T, damage *news.Problems) map[string]string {
	months := make(map[string]string, len(*records))
	for _, listed := range []bool{true, false} {
		for i := range *records {
			v := &(*records)[i]
			if _, is := a.index.Files[k.file(v)]; is != listed {
				continue
			}
			if _, told := months[k.id(v)]; !told {
				months[k.id(v)] = k.month(v)
			}
		}
	}
	*records = slices.DeleteFunc(*records, func(v T) bool {
		id := k.id(&v)
		if months[id] == k.month(&v) {
			return false
		}
		*damage = append(*damage, news.Problem{
			File: a.path(k.file(&v)), Line: lineOf(a, k, k.file(&v), id),
			What: fmt.Sprintf("tells %q a second time, beside %s", id, a.path(k.folder+"/"+months[id]+".jsonl")), Remedy: setBy,
		})
		return true
	})
	return months
}

// lineOf finds the line of an id; 0 if it is gone.
func lineOf[T any](a *Archive, k kind[T], name, id string) (at int) {
	f, err := a.openData(name)
	if err != nil {
		return 0
	}
	defer f.Close()
	err = scan(f, func(n int, _, _ int64, line []byte) {
		if v, why := decode(k, line, name, false); line != nil && why == "" && k.id(&v) == id && at == 0 {
			at = n
		}
	})
	if err != nil {
		return 0
	}
	return at
}

// loadKind reads the files of one kind, several at a time, and joins them in order of month.
func loadKind[T any](a *Archive, k kind[T], names []string, month string) (loaded[T], error) {
	mine := slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		if k.month == nil {
			return name != feedsFile
		}
		return path.Dir(name) != k.folder
	})
	files := make([]file[T], len(mine))
	errs := make([]error, len(mine))
	var wg sync.WaitGroup
	free := make(chan struct{}, min(runtime.GOMAXPROCS(0), 4))
	for i, name := range mine {
		free <- struct{}{}
		read := readFile[T]
		if k.lean != nil && path.Base(name) < month {
			read = readLean[T]
		}
		wg.Go(func() {
			files[i], errs[i] = read(a, k, name)
			<-free
		})
	}
	wg.Wait()
	var out loaded[T]
	if err := errors.Join(errs...); err != nil {
		return out, err
	}
	for i, f := range files {
		damage, loose := judge(a, mine[i], f)
		out.damage = append(out.damage, damage...)
		if loose {
			out.loose = append(out.loose, mine[i])
		}
		out.records = append(out.records, f.records...)
		files[i].records = nil
	}
	return out, nil
}

// judge compares a file with its stamp. A file is loose when it says what was stamped in other bytes.
func judge[T any](a *Archive, name string, f file[T]) (damage news.Problems, loose bool) {
	add := func(line int, what, remedy string) {
		damage = append(damage, news.Problem{File: a.path(name), Line: line, What: what, Remedy: remedy})
	}
	was, listed := a.index.Files[name]
	for _, x := range f.faults { // even where the stamp agrees: a hand may have made both
		add(x.line, x.what, setBy)
	}
	switch {
	case f.there && listed && f.raw == was:
		return damage, false
	case !f.there:
		add(0, fmt.Sprintf("is missing; %s were recorded in it", lines(was.Lines)), restore)
	case !listed:
		add(0, "is not listed in "+indexFile, "remove it, or take it in with `digest verify --accept`")
	case f.raw.Lines < was.Lines:
		add(0, fmt.Sprintf("has %s, where %d were recorded", lines(f.raw.Lines), was.Lines), restore)
	case len(f.faults) == 0 && f.plain != was:
		add(0, "was changed by another hand than the digest's", restore)
	}
	return damage, len(damage) == 0
}

func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// strange lists what stands in the folders of months and is no month.
func (a *Archive) strange() (news.Problems, error) {
	var out news.Problems
	for _, folder := range []string{items.folder, stories.folder, leftOut.folder, revisions.folder} {
		names, err := a.disk.list(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, withRemedy(a.path(folder), err)
		}
		for _, name := range names {
			if !isData(folder+"/"+name) && !strings.HasPrefix(name, ".") {
				out = append(out, news.Problem{File: a.path(folder + "/" + name), What: "is not the name of a month", Remedy: "remove it"})
			}
		}
	}
	return out, nil
}
