package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
)

const (
	workFolder   = ".work"
	ignoreFile   = workFolder + "/.gitignore"
	lockFile     = workFolder + "/lock"
	stageFolder  = workFolder + "/stage"
	commitFolder = workFolder + "/commit"
	planName     = "plan.json"
	planFile     = commitFolder + "/" + planName
)

// move is one file of a commit.
type move struct {
	Staged string `json:"staged"` // its name in the stage
	File   string `json:"file"`
	Was    string `json:"was,omitempty"` // SHA-256 of what it replaces; empty: there was nothing
	Is     string `json:"is"`
}

// draft is the new content of files, with the SHA-256 of what each replaces.
type draft struct {
	name string
	data []byte
	was  string
}

// commit brings all drafts into place or none. An error before the rename that decides leaves the archive as it was; an
// error after it is one of a commit that the next Open finishes.
func (a *Archive) commit(drafts []draft) error {
	moves := make([]move, len(drafts))
	for i, d := range drafts {
		moves[i] = move{Staged: strconv.Itoa(i), File: d.name, Was: d.was, Is: sumOf(d.data)}
	}
	if err := a.stage(drafts, moves); err != nil {
		// What cannot be removed now is swept by the next Open.
		return errors.Join(err, a.disk.removeAll(stageFolder))
	}
	if err := a.install(moves); err != nil {
		return fmt.Errorf("recorded, but not yet in place: %w; the next run finishes it", err)
	}
	return nil
}

func (a *Archive) stage(drafts []draft, moves []move) error {
	fail := func(name string, err error) error {
		return fmt.Errorf("the archive is as it was: %w", withRemedy(a.path(name), err))
	}
	if err := errors.Join(a.disk.removeAll(stageFolder), a.disk.mkdir(stageFolder)); err != nil {
		return fail(stageFolder, err)
	}
	for i, d := range drafts {
		if dir := path.Dir(d.name); dir != "." {
			if err := a.makeFolder(dir); err != nil {
				return fail(dir, err)
			}
		}
		if err := a.disk.write(stageFolder+"/"+moves[i].Staged, d.data); err != nil {
			return fail(d.name, err)
		}
	}
	data, err := json.MarshalIndent(moves, "", "  ")
	if err != nil {
		return err
	}
	if err := a.disk.write(stageFolder+"/"+planName, append(data, '\n')); err != nil {
		return fail(stageFolder, err)
	}
	for _, dir := range []string{stageFolder, "."} { // the latter for new folders
		if err := a.disk.syncDir(dir); err != nil {
			return fail(dir, err)
		}
	}
	if err := a.disk.rename(stageFolder, commitFolder); err != nil {
		return fail(commitFolder, err)
	}
	return nil
}

func (a *Archive) makeFolder(dir string) error {
	info, err := a.disk.root.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return a.disk.mkdir(dir)
	}
	if err == nil && !info.IsDir() {
		return fmt.Errorf("is %s, not a folder", fileType(info.Mode()))
	}
	return err
}

// install renames what is still in the commit folder into place. Then only the list is left in it, and both go.
func (a *Archive) install(moves []move) error {
	if err := a.disk.syncDir(workFolder); err != nil {
		return withRemedy(a.path(workFolder), err)
	}
	var dirs []string
	for _, m := range moves {
		dir := path.Dir(m.File)
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
		staged := commitFolder + "/" + m.Staged
		if _, err := a.disk.root.Lstat(staged); errors.Is(err, fs.ErrNotExist) {
			continue // in place already
		}
		if err := a.makeFolder(dir); err != nil {
			return withRemedy(a.path(dir), err)
		}
		if err := a.disk.rename(staged, m.File); err != nil {
			return withRemedy(a.path(m.File), err)
		}
	}
	for _, dir := range dirs {
		if err := a.disk.syncDir(dir); err != nil {
			return withRemedy(a.path(dir), err)
		}
	}
	if err := a.disk.removeAll(commitFolder); err != nil {
		return withRemedy(a.path(commitFolder), err)
	}
	return nil
}

// recover finishes a commit that was decided and sweeps one that was not.
func (a *Archive) recover() error {
	if err := a.disk.removeAll(stageFolder); err != nil {
		return withRemedy(a.path(stageFolder), err)
	}
	moves, err := a.readPlan()
	if err != nil {
		return err
	}
	if moves == nil {
		if err := a.disk.removeAll(commitFolder); err != nil {
			return withRemedy(a.path(commitFolder), err)
		}
		return nil
	}
	for _, m := range moves {
		if err := a.checkMove(m); err != nil {
			return err
		}
	}
	return a.install(moves)
}

// checkMove refuses a move that would overwrite anything but what it was made to replace.
func (a *Archive) checkMove(m move) error {
	staged, err := a.disk.sum(commitFolder + "/" + m.Staged)
	if err != nil {
		return withRemedy(a.path(commitFolder+"/"+m.Staged), err)
	}
	now, err := a.disk.sum(m.File)
	if err != nil {
		return withRemedy(a.path(m.File), err)
	}
	const remedy = "restore the file, or delete the folder .work to give that run up"
	switch {
	case staged == "" && now != m.Is:
		return problem(a.path(m.File), 0, "was changed after a run had been interrupted", remedy)
	case staged != "" && staged != m.Is:
		return problem(a.path(commitFolder+"/"+m.Staged), 0, "is damaged, so an interrupted run cannot be finished", remedy)
	case staged != "" && now != m.Was && now != m.Is:
		return problem(a.path(m.File), 0, "was changed after a run had been interrupted, so that run cannot be finished", remedy)
	}
	return nil
}

// readPlan reads the list of a decided commit; nil if there is none.
func (a *Archive) readPlan() ([]move, error) {
	data, err := a.disk.root.ReadFile(planFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, withRemedy(a.path(planFile), err)
	}
	moves := []move{}
	if err := json.Unmarshal(data, &moves); err != nil {
		return nil, problem(a.path(planFile), 0, "is damaged ("+err.Error()+"), so an interrupted run cannot be finished", "delete the folder .work to give that run up, then run `digest verify`")
	}
	for _, m := range moves {
		if !ours(m.File) || !isNumber(m.Staged) {
			return nil, problem(a.path(planFile), 0, fmt.Sprintf("names %q, which is no file of an archive", m.File), "delete the folder .work to give that run up, then run `digest verify`")
		}
	}
	return moves, nil
}

func isNumber(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && strconv.Itoa(n) == s && n >= 0
}
