package archive

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var errCrash = errors.New("crash")

// crashAt is a step that lets n operations of the disk happen and then none.
func crashAt(n int) func(op, name string) error {
	return func(string, string) error {
		if n--; n < 0 {
			return errCrash
		}
		return nil
	}
}

// try opens and records with a disk that may fail, and says whether anything did.
func try(dir string, c Change, step func(op, name string) error) error {
	a, err := Open(dir, Options{Create: true, step: step, slack: true})
	if err != nil {
		return err
	}
	return errors.Join(a.Record(c), a.Close())
}

// A crash at any operation, then a crash at any operation of the next start, leave what was or what should be; the next
// run makes it what it should be. A reader in between sees one or the other too, and writes nothing.
func TestCrashAnywhere(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before []Change
		change Change
	}{
		{"on nothing", nil, first()},
		{"on a filled archive", []Change{first()}, second()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			base := filepath.Join(t.TempDir(), "archive")
			if err := os.Mkdir(base, 0o755); err != nil {
				t.Fatal(err)
			}
			record(t, base, tt.before...)
			goal := copyTree(t, base)
			record(t, goal, tt.change)
			was, want := tree(t, base), tree(t, goal)
			steps, deepest, olds, news := 0, 0, 0, 0
			for crashed := true; crashed; steps++ {
				once := copyTree(t, base)
				err := try(once, tt.change, crashAt(steps))
				crashed = errors.Is(err, errCrash)
				if err != nil && !crashed {
					t.Fatalf("step %d: %v", steps, err)
				}
				if len(tt.before) > 0 {
					left := files(t, once)
					c := load(t, once)
					if len(c.Damaged) > 0 || len(c.Items) != 3 && len(c.Items) != 4 || len(c.Items) != 2+c.Run.Number {
						t.Fatalf("step %d: a reader sees %d items of run %d and %v", steps, len(c.Items), c.Run.Number, c.Damaged)
					}
					if w := written(left, files(t, once)); len(w) > 0 {
						t.Fatalf("step %d: the reader wrote %q", steps, w)
					}
				}
				again := true
				for second := steps % 6; again; second += 6 {
					twice := copyTree(t, once)
					a, err := openLocked(twice, Options{step: crashAt(second), slack: true})
					if err == nil {
						err = a.Close()
					}
					again = errors.Is(err, errCrash)
					if err != nil && !again {
						t.Fatalf("steps %d and %d: %v", steps, second, err)
					}
					deepest = max(deepest, second)
					record(t, twice)
					switch got := tree(t, twice); {
					case cmp.Equal(got, was):
						olds++
					case cmp.Equal(got, want):
						news++
					default:
						t.Fatalf("steps %d and %d: neither old nor new:\n%s", steps, second, cmp.Diff(want, got))
					}
					record(t, twice, tt.change)
					if d := cmp.Diff(want, tree(t, twice)); d != "" {
						t.Fatalf("steps %d and %d, run again (-want +got):\n%s", steps, second, d)
					}
				}
			}
			t.Logf("%d steps, at most %d in recovery: %d times as before, %d times as after", steps, deepest, olds, news)
			if steps < 20 || deepest < 10 || olds == 0 || news == 0 {
				t.Error("too few places to crash at were tried")
			}
		})
	}
}

// A single operation that fails, as on a full disk, is an error that names the file and what helps, and leaves what was
// or, once it is decided, what should be.
func TestFullDiskAnywhere(t *testing.T) {
	base := filepath.Join(t.TempDir(), "archive")
	record(t, base, first())
	goal := copyTree(t, base)
	record(t, goal, second())
	was, want := tree(t, base), tree(t, goal)
	for n := 0; ; n++ {
		dir := copyTree(t, base)
		at, failed := 0, false
		err := try(dir, second(), func(op, name string) error {
			if at++; at == n+1 {
				failed = true
				return &os.PathError{Op: op, Path: name, Err: syscall.ENOSPC}
			}
			return nil
		})
		if !failed {
			if err != nil || n < 20 {
				t.Fatalf("step %d: %v", n, err)
			}
			return
		}
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space and run again") || !strings.HasPrefix(strings.TrimPrefix(strings.TrimPrefix(err.Error(), "the archive is as it was: "), "recorded, but not yet in place: "), dir) {
			t.Fatalf("step %d: %v", n, err)
		}
		if strings.HasPrefix(err.Error(), "the archive is as it was") && !cmp.Equal(tree(t, dir), was) {
			t.Fatalf("step %d: the archive is not as it was", n)
		}
		record(t, dir)
		if got := tree(t, dir); !cmp.Equal(got, was) && !cmp.Equal(got, want) {
			t.Fatalf("step %d: neither old nor new:\n%s", n, cmp.Diff(want, got))
		}
		record(t, dir, second())
		if d := cmp.Diff(want, tree(t, dir)); d != "" {
			t.Fatalf("step %d, run again (-want +got):\n%s", n, d)
		}
	}
}

// A commit is never finished over a file that has come from elsewhere since.
func TestInterruptedRunMeetsAnotherState(t *testing.T) {
	base := filepath.Join(t.TempDir(), "archive")
	record(t, base, first())
	dir := copyTree(t, base)
	err := try(dir, second(), func(op, name string) error {
		if op == "rename" && name == "stories/2026-10.jsonl" {
			return errCrash
		}
		return nil
	})
	if !errors.Is(err, errCrash) {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "stories/2026-10.jsonl"), []byte("{}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); err == nil || !strings.Contains(err.Error(), "stories/2026-10.jsonl: was changed after a run had been interrupted") {
		t.Errorf("Open = %v", err)
	}
	if got := tree(t, dir)["stories/2026-10.jsonl"]; got != "{}\n" {
		t.Errorf("the file was overwritten with %q", got)
	}
}

// The test binary runs itself as a digest that is killed or has a limit on the size of files.
func TestMain(m *testing.M) {
	if dir := os.Getenv("ARCHIVE_TEST_DIR"); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

func child(dir string) int {
	n, _ := strconv.Atoi(os.Getenv("ARCHIVE_TEST_KILL"))
	step := func(string, string) error {
		if n--; n == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}
	if limit, err := strconv.ParseUint(os.Getenv("ARCHIVE_TEST_LIMIT"), 10, 64); err == nil {
		signal.Ignore(syscall.SIGXFSZ) // as cmd does, so that the limit is an error
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			return 3
		}
	}
	if err := try(dir, second(), step); err != nil {
		_, _ = os.Stderr.WriteString(err.Error())
		return 1
	}
	return 0
}

func runChild(t *testing.T, dir, setting string) (string, error) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), "ARCHIVE_TEST_DIR="+dir, setting)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestKilled(t *testing.T) {
	base := filepath.Join(t.TempDir(), "archive")
	record(t, base, first())
	goal := copyTree(t, base)
	record(t, goal, second())
	was, want := tree(t, base), tree(t, goal)
	kills := 0
	for n := 1; ; n += 4 {
		dir := copyTree(t, base)
		if _, err := runChild(t, dir, "ARCHIVE_TEST_KILL="+strconv.Itoa(n)); err == nil {
			break
		}
		kills++
		record(t, dir) // the lock of the killed one is no obstacle
		if got := tree(t, dir); !cmp.Equal(got, was) && !cmp.Equal(got, want) {
			t.Fatalf("killed at step %d: neither old nor new:\n%s", n, cmp.Diff(want, got))
		}
		record(t, dir, second())
		if d := cmp.Diff(want, tree(t, dir)); d != "" {
			t.Fatalf("killed at step %d, run again (-want +got):\n%s", n, d)
		}
	}
	if kills < 5 {
		t.Errorf("killed only %d times", kills)
	}
}

func TestFileSizeLimit(t *testing.T) {
	base := filepath.Join(t.TempDir(), "archive")
	record(t, base, first())
	was := tree(t, base)
	for _, limit := range []string{"0", "100", "1000", "1200"} {
		out, err := runChild(t, base, "ARCHIVE_TEST_LIMIT="+limit)
		if err == nil || !strings.Contains(out, "file too large; raise the file size limit (ulimit -f) and run again") {
			t.Errorf("limit %s: %v, %q", limit, err, out)
		}
		if d := cmp.Diff(was, tree(t, base)); d != "" {
			t.Errorf("limit %s: the archive changed:\n%s", limit, d)
		}
	}
}
