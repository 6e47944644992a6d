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

// TestReadOnlyGround reads a database on a file system that is mounted read-only, in a child that has its mounts to itself.
func TestReadOnlyGround(t *testing.T) {
	if path := os.Getenv(mountEnv); path != "" {
		readMounted(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "x.db")
	db := open(t, path, sqlite.Options{Create: true})
	if _, err := db.Add(t.Context(), storetest.Reading("a.txt", "alpha", 3)); err != nil {
		t.Fatal(err)
	}
	db.Close()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestReadOnlyGround$")
	cmd.Env = append(os.Environ(), mountEnv+"="+path)
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
}

func readMounted(t *testing.T, path string) {
	dir := filepath.Dir(path)
	for _, flags := range []uintptr{syscall.MS_BIND, syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY} {
		if err := syscall.Mount(dir, dir, "", flags, ""); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(cannotMount)
		}
	}
	db, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if d := storetest.Read(t, db, time.Time{}); len(d.Documents) != 1 || len(d.Claims) != 3 {
		t.Errorf("%d documents, %d claims", len(d.Documents), len(d.Claims))
	}
	if _, err := db.Add(context.Background(), storetest.Reading("b.txt", "beta", 1)); chancery.HintOf(err) == "" {
		t.Errorf("writing: %v", err)
	}
}
