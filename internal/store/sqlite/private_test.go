//go:build unix

package sqlite

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"chancery"
)

const openEnv = "CHANCERY_TEST_OPEN"

// beside has another process open the database, write to it, fold its log into the file and close it.
func beside(t *testing.T, path string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCopyWhileOthersWrite$")
	cmd.Env = append(os.Environ(), openEnv+"="+path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// meanwhile is a reader in the course of which something else happens, once.
type meanwhile struct {
	io.Reader
	do func()
}

func (m *meanwhile) Read(b []byte) (int, error) {
	n, err := m.Reader.Read(b[:min(len(b), 4096)])
	if m.do != nil {
		m.do()
		m.do = nil
	}
	return n, err
}

// TestCopyWhileOthersWrite: a copy in the course of which somebody opened the file, wrote to it and went is refused, for the file is locked; without the lock it would
// be taken, be it torn or not. What they wrote is kept.
func TestCopyWhileOthersWrite(t *testing.T) {
	if path := os.Getenv(openEnv); path != "" {
		db, err := Open(context.Background(), path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{"UPDATE state SET generation = generation + 1", "PRAGMA wal_checkpoint(TRUNCATE)"} {
			if _, err := db.w.Exec(q); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		return
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "x.db")
	db, err := Open(t.Context(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := lockShared(f); err != nil {
		t.Fatal(err)
	}
	if err := copyUnused(t.Context(), path, &meanwhile{f, func() { beside(t, path) }}, filepath.Join(dir, "torn.db")); !errors.Is(err, errBegun) {
		t.Errorf("somebody wrote meanwhile: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	// Who opens it next folds the log in and takes it away; then it can be copied.
	beside(t, path)
	t.Setenv("TMPDIR", t.TempDir())
	to, err := privateCopy(t.Context(), path, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := Open(t.Context(), to, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	var n int
	if err := copied.r.QueryRow("SELECT generation FROM state").Scan(&n); err != nil || n != 2 {
		t.Errorf("generation %d, %v; want 2", n, err)
	}
	// Nothing is left of a copy that cannot be made.
	t.Setenv("TMPDIR", filepath.Join(dir, "none"))
	if _, err := privateCopy(t.Context(), path, time.Second); chancery.HintOf(err) == "" {
		t.Errorf("no place for a copy: %v", err)
	}
}
