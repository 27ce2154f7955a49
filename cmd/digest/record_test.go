package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// pusher runs .github/record.sh against one bare repository. The digest in it is a line of shell that adds what it was
// told to a file of its own day, as two real runs would both add to one month.
type pusher struct {
	t            *testing.T
	dir, remote  string
	env          []string
	script, bash string
}

// newPusher returns nil where there is no bash or git: such a machine has nothing to push with, and the workflow's always has.
func newPusher(t *testing.T) *pusher {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		return nil
	}
	if _, err := exec.LookPath("git"); err != nil {
		return nil
	}
	script, err := filepath.Abs("../../.github/record.sh")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	p := &pusher{t: t, dir: dir, remote: filepath.Join(dir, "remote.git"), script: script, bash: bash}
	p.env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") }),
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "ARCHIVE_WAIT=0", "LC_ALL=C")
	p.git("init", "--quiet", "--bare", p.remote)
	return p
}

func (p *pusher) git(args ...string) string {
	p.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Env = p.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return string(out)
}

// record runs the script with a shell command as the digest, in the folder of that name, and gives its exit status.
func (p *pusher) record(name, command string, env ...string) (status int, log string) {
	cmd := exec.Command(p.bash, p.script, p.remote, filepath.Join(p.dir, name), p.bash, "-c", command)
	cmd.Dir = p.dir
	cmd.Env = append(slices.Clone(p.env), env...)
	cmd.Env = append(cmd.Env, "A="+filepath.Join(p.dir, name), "RUNS="+filepath.Join(p.dir, name+".runs"), "SCRIPT="+p.script, "REMOTE="+p.remote, "DIR="+p.dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.Run() // its status is below; a command that did not start has -1
	return cmd.ProcessState.ExitCode(), out.String()
}

func (p *pusher) recorded() []string {
	p.t.Helper()
	return strings.Fields(p.git("--git-dir", p.remote, "show", "archive:items"))
}

func (p *pusher) runs(name string) int {
	data, _ := os.ReadFile(filepath.Join(p.dir, name+".runs"))
	return bytes.Count(data, []byte("\n"))
}

const digestOf = `echo run >>"$RUNS"; echo %s >>"$A/items"`

func TestRecordGoesOnFromWhatIsThere(t *testing.T) {
	p := newPusher(t)
	if p == nil {
		return
	}
	for i := range 3 { // the first makes the branch; each starts with a fresh folder, as a runner does
		name := "n" + strconv.Itoa(i)
		if status, log := p.record(name, fmt.Sprintf(digestOf, name)); status != 0 {
			t.Fatalf("status %d\n%s", status, log)
		}
	}
	if got := p.recorded(); !slices.Equal(got, []string{"n0", "n1", "n2"}) {
		t.Errorf("recorded %q", got)
	}
	// In a folder that was used before, what was left behind does not survive.
	for _, name := range []string{"items", "stray"} {
		if err := os.WriteFile(filepath.Join(p.dir, "n0", name), []byte("garbage\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if status, log := p.record("n0", fmt.Sprintf(digestOf, "again")); status != 0 {
		t.Fatalf("status %d\n%s", status, log)
	}
	if got := p.recorded(); !slices.Equal(got, []string{"n0", "n1", "n2", "again"}) {
		t.Errorf("recorded %q", got)
	}
	if got := p.git("--git-dir", p.remote, "ls-tree", "--name-only", "archive"); got != "items\n" {
		t.Errorf("the archive holds %q", got)
	}
}

// The run of "late" starts, then all of "early" happens, then "late" pushes.
func TestRecordRunsAgainOnTopOfAnotherRun(t *testing.T) {
	for _, first := range []bool{true, false} {
		p := newPusher(t)
		if p == nil {
			return
		}
		want := []string{"early", "late"}
		if !first {
			if status, log := p.record("seed", fmt.Sprintf(digestOf, "seed")); status != 0 {
				t.Fatalf("status %d\n%s", status, log)
			}
			want = []string{"seed", "early", "late"}
		}
		late := `echo run >>"$RUNS"; echo late >>"$A/items"
			if [ ! -e "$DIR/early" ]; then bash "$SCRIPT" "$REMOTE" "$DIR/early" bash -c 'echo early >>"$DIR/early/items"'; fi`
		if status, log := p.record("late", late); status != 0 {
			t.Fatalf("status %d\n%s", status, log)
		}
		if got := p.recorded(); !slices.Equal(got, want) {
			t.Errorf("with a first run %v: recorded %q, want %q", first, got, want)
		}
		if n := p.runs("late"); n != 2 {
			t.Errorf("the late one ran %d times, want 2", n)
		}
	}
}

func TestRecordLosesNothingWhenFourPushAtOnce(t *testing.T) {
	p := newPusher(t)
	if p == nil {
		return
	}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			name := "n" + strconv.Itoa(i)
			if status, log := p.record(name, fmt.Sprintf(digestOf, name)); status != 0 {
				t.Errorf("%s: status %d\n%s", name, status, log)
			}
		})
	}
	wg.Wait()
	if got := slices.Sorted(slices.Values(p.recorded())); !slices.Equal(got, []string{"n0", "n1", "n2", "n3"}) {
		t.Errorf("recorded %q", got)
	}
}

func TestRecordPushesNothingAfterAFailedRun(t *testing.T) {
	p := newPusher(t)
	if p == nil {
		return
	}
	if status, log := p.record("good", fmt.Sprintf(digestOf, "good")); status != 0 {
		t.Fatalf("status %d\n%s", status, log)
	}
	if status, _ := p.record("bad", fmt.Sprintf(digestOf, "bad")+"; exit 7"); status != 7 {
		t.Errorf("status %d, want that of the run, 7", status)
	}
	if status, log := p.record("idle", `echo run >>"$RUNS"`); status != 0 || !strings.Contains(log, "nothing new") {
		t.Errorf("status %d for a run without news\n%s", status, log)
	}
	if got := p.git("--git-dir", p.remote, "rev-list", "--count", "archive"); got != "1\n" {
		t.Errorf("%s commits, want 1", strings.TrimSpace(got))
	}
}

func TestRecordGivesUpWhereTheBranchIsProtected(t *testing.T) {
	p := newPusher(t)
	if p == nil {
		return
	}
	hook := filepath.Join(p.remote, "hooks", "pre-receive")
	if err := os.MkdirAll(filepath.Dir(hook), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(hook, []byte("#!/bin/sh\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	status, log := p.record("a", fmt.Sprintf(digestOf, "a"))
	if status != 1 || strings.Count(log, "the push was refused") != 6 {
		t.Errorf("status %d\n%s", status, log)
	}
	if n := p.runs("a"); n != 1 {
		t.Errorf("the feeds were asked %d times although nobody else had pushed", n)
	}
}

func TestRecordDoesNotTakeASilentRemoteForAnEmptyOne(t *testing.T) {
	p := newPusher(t)
	if p == nil {
		return
	}
	if err := os.RemoveAll(p.remote); err != nil {
		t.Fatal(err)
	}
	if status, log := p.record("a", fmt.Sprintf(digestOf, "a")); status == 0 || p.runs("a") != 0 {
		t.Errorf("status %d after %d runs\n%s", status, p.runs("a"), log)
	}
}

func TestRecordTouchesNoFolderThatIsNotItsOwn(t *testing.T) {
	p := newPusher(t)
	if p == nil {
		return
	}
	folder := filepath.Join(p.dir, "mine")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "thesis.txt"), []byte("years of work\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if status, _ := p.record("mine", fmt.Sprintf(digestOf, "mine")); status != 2 {
		t.Errorf("status %d, want 2", status)
	}
	if _, err := os.Stat(filepath.Join(folder, "thesis.txt")); err != nil || p.runs("mine") != 0 {
		t.Errorf("the folder was touched: %v", err)
	}
}

func TestRecordKeepsTheTokenFromTheRun(t *testing.T) {
	p := newPusher(t)
	if p == nil {
		return
	}
	status, log := p.record("a", `env >"$A/items"`, "ARCHIVE_TOKEN=t0ken")
	if status != 0 || strings.Contains(log, "t0ken") {
		t.Errorf("status %d\n%s", status, log)
	}
	if env := strings.Join(p.recorded(), "\n"); strings.Contains(env, "t0ken") || strings.Contains(env, "Basic") {
		t.Errorf("the run sees the token")
	}
	if config, err := os.ReadFile(filepath.Join(p.dir, "a", ".git", "config")); err != nil || strings.Contains(string(config), "Basic") {
		t.Errorf("the token is on the disk (%v)", err)
	}
}
