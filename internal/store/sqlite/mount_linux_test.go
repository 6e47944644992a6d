package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"chancery"
	"chancery/internal/store/sqlite"
	"chancery/internal/store/storetest"
)

const mountEnv = "CHANCERY_TEST_MOUNTED"

// cannotMount is how the child ends where it may not mount anything.
const cannotMount = 77

// TestReadOnlyGround reads databases on a file system that is mounted read-only, in a child that has its mounts to itself.
func TestReadOnlyGround(t *testing.T) {
	if dir := os.Getenv(mountEnv); dir != "" {
		readMounted(t, dir)
		return
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "x.db")
	db := open(t, path, sqlite.Options{Create: true})
	if _, err := db.Add(t.Context(), storetest.Reading("a.txt", "alpha", 3)); err != nil {
		t.Fatal(err)
	}
	// As a process that was killed leaves them: what was kept last is in the log alone, with its index and without.
	for to, ends := range map[string][]string{"killed.db": {"", "-wal", "-shm"}, "log.db": {"", "-wal"}} {
		for _, end := range ends {
			b, err := os.ReadFile(path + end)
			if err == nil {
				err = os.WriteFile(filepath.Join(dir, to+end), b, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	db.Close()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestReadOnlyGround$")
	cmd.Env = append(os.Environ(), mountEnv+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || exit != nil && exit.ExitCode() == cannotMount {
		t.Skipf("nothing can be mounted here: %v", err)
	}
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
	// Where the log can be folded in, nothing of it is lost.
	whole(t, open(t, filepath.Join(dir, "log.db"), sqlite.Options{}))
}

func readMounted(t *testing.T, dir string) {
	for _, flags := range []uintptr{syscall.MS_BIND, syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY} {
		if err := syscall.Mount(dir, dir, "", flags, ""); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(cannotMount)
		}
	}
	for _, name := range []string{"x.db", "killed.db"} {
		db, err := sqlite.Open(context.Background(), filepath.Join(dir, name), sqlite.Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		defer db.Close()
		whole(t, db)
		if _, err := db.Add(context.Background(), storetest.Reading("b.txt", "beta", 1)); chancery.HintOf(err) == "" {
			t.Errorf("writing to %s: %v", name, err)
		}
	}
	if db, err := sqlite.Open(context.Background(), filepath.Join(dir, "log.db"), sqlite.Options{}); chancery.HintOf(err) == "" {
		t.Errorf("a log that cannot be read: %v", err)
		if err == nil {
			db.Close()
		}
	}
	db, err := sqlite.Open(context.Background(), filepath.Join(dir, "log.db"), sqlite.Options{Copy: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	whole(t, db)
}

func whole(t *testing.T, db *sqlite.DB) {
	t.Helper()
	if d := storetest.Read(t, db, time.Time{}); len(d.Documents) != 1 || len(d.Claims) != 3 {
		t.Errorf("%v: %d documents, %d claims", db, len(d.Documents), len(d.Claims))
	}
}
