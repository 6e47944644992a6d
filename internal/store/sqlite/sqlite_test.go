package sqlite_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
	"chancery/internal/store/storetest"

	"github.com/google/go-cmp/cmp"
)

func open(t testing.TB, path string, o sqlite.Options) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestConformance(t *testing.T) {
	dirs := map[string]string{}
	storetest.Run(t, func(t *testing.T, place string) store.Store {
		key := t.Name()
		if dirs[key] == "" {
			dirs[key] = t.TempDir()
		}
		// a name that a careless data source name would take apart
		return open(t, filepath.Join(dirs[key], place+" a?b#c%20é.db"), sqlite.Options{Create: true})
	})
}

func TestRefusedFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	foreign := filepath.Join(dir, "foreign.db")
	sqlExec(t, foreign, `CREATE TABLE bookmarks (url TEXT)`)
	newer := filepath.Join(dir, "newer.db")
	open(t, newer, sqlite.Options{Create: true}).Close()
	sqlExec(t, newer, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
	tests := []struct {
		name, path, message string
		code                chancery.Code
	}{
		{"text", write("text.db", "Relations were never broken.\n"), "is not a database of Chancery", chancery.CodeStore},
		{"short", write("short.db", "SQLite"), "is not a database of Chancery", chancery.CodeStore},
		{"header alone", write("header.db", "SQLite format 3\x00"+strings.Repeat("x", 500)), "is not a database of Chancery", chancery.CodeStore},
		{"another program's", foreign, "is a database of another program", chancery.CodeStore},
		{"newer", newer, "was written by a newer version of Chancery", chancery.CodeStore},
		{"folder", dir, "is a folder", chancery.CodeStore},
		{"no folder", filepath.Join(dir, "no", "x.db"), "cannot be made", chancery.CodeStore},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, _ := os.ReadFile(test.path)
			db, err := sqlite.Open(t.Context(), test.path, sqlite.Options{Create: true})
			if err == nil {
				db.Close()
				t.Fatal("opened")
			}
			if !strings.Contains(err.Error(), test.message) || chancery.CodeOf(err) != test.code || chancery.HintOf(err) == "" {
				t.Errorf("error %q, code %q, hint %q", err, chancery.CodeOf(err), chancery.HintOf(err))
			}
			if after, _ := os.ReadFile(test.path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
	_, err := sqlite.Open(t.Context(), filepath.Join(dir, "none.db"), sqlite.Options{})
	if chancery.CodeOf(err) != chancery.CodeNotFound || chancery.HintOf(err) == "" {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("opening to read made a file")
	}
}

func sqlExec(t *testing.T, path, query string) {
	t.Helper()
	d, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Exec(query); err != nil {
		t.Fatal(err)
	}
}

func TestEmptyFileIsFilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	db := open(t, path, sqlite.Options{})
	if _, err := db.Add(t.Context(), storetest.Reading("a.txt", "alpha", 1)); err != nil {
		t.Fatal(err)
	}
}

func TestDecisionsAreAppendOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db := open(t, path, sqlite.Options{Create: true})
	if _, err := db.Decide(t.Context(), chancery.Decision{ID: "d", Claim: "c", Action: "reject", At: "2021-01-01T00:00:00Z"}); err != nil {
		t.Fatal(err)
	}
	d, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for _, q := range []string{`DELETE FROM decisions`, `UPDATE decisions SET action = 'accept'`} {
		if _, err := d.Exec(q); err == nil || !strings.Contains(err.Error(), "append only") {
			t.Errorf("%s: %v", q, err)
		}
	}
}

func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	a := open(t, path, sqlite.Options{Create: true})
	b := open(t, path, sqlite.Options{Wait: 50 * time.Millisecond})
	hold, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	tx, err := hold.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Add(t.Context(), storetest.Reading("a.txt", "alpha", 1))
	if chancery.CodeOf(err) != chancery.CodeBusy || chancery.HintOf(err) == "" {
		t.Errorf("while another writes: %v", err)
	}
	storetest.Read(t, b, time.Time{}) // readers do not wait
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	for _, db := range []*sqlite.DB{b, a} {
		if _, err := db.Add(t.Context(), storetest.Reading("a.txt", "alpha", 1)); err != nil {
			t.Error(err)
		}
	}
}

// TestFullDisk fills a file whose size is bounded.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db := open(t, path, sqlite.Options{Create: true, MaxPages: 60})
	kept := 0
	var err error
	for i := 0; i < 1000; i++ {
		if _, err = db.Add(t.Context(), storetest.Reading(fmt.Sprintf("%03d.txt", i), fmt.Sprintf("text %d", i), 20)); err != nil {
			break
		}
		kept++
	}
	if chancery.CodeOf(err) != chancery.CodeFull || !strings.Contains(err.Error(), "the disk is full") || chancery.HintOf(err) == "" {
		t.Fatalf("after %d documents: %v", kept, err)
	}
	check := func(d storetest.Dump, n int) {
		t.Helper()
		if len(d.Documents) != n || len(d.Claims) != 20*n {
			t.Errorf("%d documents and %d claims, want %d and %d", len(d.Documents), len(d.Claims), n, 20*n)
		}
	}
	if kept == 0 {
		t.Fatal("nothing fitted")
	}
	check(storetest.Read(t, db, time.Time{}), kept)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, path, sqlite.Options{}) // there is space again
	for i := range kept + 5 {
		if _, err := db.Add(t.Context(), storetest.Reading(fmt.Sprintf("%03d.txt", i), fmt.Sprintf("text %d", i), 20)); err != nil {
			t.Fatal(err)
		}
	}
	check(storetest.Read(t, db, time.Time{}), kept+5)
}

// TestMayNotWrite reads a file that others write and the reader may not: it is at each instant what the others made of it, and where nobody has it open
// it is refused, or read from a copy, and nothing is left beside it.
func TestMayNotWrite(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may write everywhere")
	}
	for name, folder := range map[string]os.FileMode{"the file": 0o755, "nor its folder": 0o555} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "x.db")
			owner := open(t, path, sqlite.Options{Create: true})
			raw, err := sql.Open("sqlite", "file:"+path)
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			raw.SetMaxOpenConns(1)
			add := func(i int) {
				t.Helper()
				_, err := owner.Add(t.Context(), storetest.Reading(fmt.Sprint(i), fmt.Sprint("text ", i), 50))
				if err == nil {
					_, err = raw.ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`) // into the file itself
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			add(0)
			t.Cleanup(func() { os.Chmod(dir, 0o755) })
			if err := errors.Join(os.Chmod(path, 0o444), os.Chmod(dir, folder)); err != nil {
				t.Fatal(err)
			}
			db := open(t, path, sqlite.Options{})
			for i := range 5 {
				if diff := cmp.Diff(storetest.Read(t, owner, time.Time{}), storetest.Read(t, db, time.Time{})); diff != "" {
					t.Fatal(diff)
				}
				add(i + 1)
			}
			if _, err := db.Add(t.Context(), storetest.Reading("b.txt", "beta", 1)); chancery.HintOf(err) == "" {
				t.Errorf("writing: %v", err)
			}
			if err := errors.Join(db.Close(), os.Chmod(dir, 0o755), raw.Close(), owner.Close(), os.Chmod(dir, folder)); err != nil {
				t.Fatal(err)
			}
			if _, err := sqlite.Open(t.Context(), path, sqlite.Options{}); chancery.CodeOf(err) != chancery.CodeStore || chancery.HintOf(err) == "" {
				t.Errorf("nobody has it open: %v", err)
			}
			t.Setenv("TMPDIR", t.TempDir())
			alone := open(t, path, sqlite.Options{Copy: true})
			if d := storetest.Read(t, alone, time.Time{}); len(d.Documents) != 6 {
				t.Errorf("a copy of %d documents, want 6", len(d.Documents))
			}
			if _, err := alone.Add(t.Context(), storetest.Reading("b.txt", "beta", 1)); chancery.HintOf(err) == "" {
				t.Errorf("writing to a copy: %v", err)
			}
			if err := alone.CopyTo(t.Context(), filepath.Join(t.TempDir(), "backup.db")); err != nil {
				t.Errorf("a backup of it: %v", err)
			}
			if err := alone.Close(); err != nil {
				t.Error(err)
			}
			if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
				t.Errorf("left of the copy: %v, %v", left, err)
			}
			if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
				t.Errorf("left beside it: %v, %v", files, err)
			}
		})
	}
}

// TestManyOpenAtOnce lets processes race to make the database: goroutines with handles of
// their own stand for them.
// TestDocumentAmongMany: to look for one document, the others are not read.
func TestDocumentAmongMany(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "x.db"), sqlite.Options{Create: true})
	var rs []store.Reading
	for i := range 1000 {
		rs = append(rs, storetest.Reading(fmt.Sprintf("https://example.org/%d", i), fmt.Sprintf("text %d", i), 0))
	}
	if _, err := db.Add(t.Context(), rs...); err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]chancery.Code{"https://example.org/7": "", rs[7].Document.SHA256[:20]: "", "https://example.org/none": chancery.CodeNotFound} {
		allocated := testing.AllocsPerRun(3, func() {
			v, err := db.View(t.Context(), time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			defer v.Close()
			if _, i, err := v.Document(t.Context(), ref); chancery.CodeOf(err) != want || want == "" && i.ID != rs[7].Document.SHA256 {
				t.Errorf("%s: %v, %v", ref, i.ID, err)
			}
		})
		if allocated > float64(len(rs)) {
			t.Errorf("%s: %v allocations, more than there are documents", ref, allocated)
		}
	}
}

func TestManyOpenAtOnce(t *testing.T) {
	for round := range 5 {
		dir := t.TempDir()
		path := filepath.Join(dir, "x.db")
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() {
				db, err := sqlite.Open(context.Background(), path, sqlite.Options{Create: true})
				if err != nil {
					t.Errorf("round %d: %v", round, err)
					return
				}
				defer db.Close()
				if _, err := db.Add(context.Background(), storetest.Reading(fmt.Sprint(i), fmt.Sprint("text ", i), 1)); err != nil {
					t.Errorf("round %d: %v", round, err)
				}
			})
		}
		wg.Wait()
		if d := storetest.Read(t, open(t, path, sqlite.Options{}), time.Time{}); len(d.Documents) != 6 {
			t.Errorf("round %d: %d documents of 6", round, len(d.Documents))
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*.new-*")); left != nil {
			t.Errorf("left behind: %v", left)
		}
	}
}

const childEnv = "CHANCERY_TEST_KILLED_CHILD"

// TestMain lets this binary be the process that TestKill kills.
func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		if err := child(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const killedDocuments = 40

func killedReading(i int) store.Reading {
	return storetest.Reading(fmt.Sprintf("%03d.txt", i), fmt.Sprintf("text %d", i), i%30)
}

// child adds documents in batches of one to three and prints the number of each after it was acknowledged.
func child(path string) error {
	ctx := context.Background()
	db, err := sqlite.Open(ctx, path, sqlite.Options{Create: true})
	if err != nil {
		return err
	}
	for i := 0; i < killedDocuments; {
		var batch []store.Reading
		for n := 1 + i%3; n > 0 && i < killedDocuments; n-- {
			batch = append(batch, killedReading(i))
			i++
		}
		if _, err := db.Add(ctx, batch...); err != nil {
			return err
		}
		fmt.Println(i)
	}
	return db.Close()
}

// TestKill kills a process that adds documents, at random points of its run: some time after an acknowledgement. Every document that was acknowledged must be there whole,
// no other may be there in part, and a run to the end must give what an undisturbed one gives.
func TestKill(t *testing.T) {
	rounds := kills(t, 10)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// run lets a child work on path and kills it some time after its document kill was acknowledged; never where that is negative.
	run := func(path string, kill int, after time.Duration) (acknowledged int) {
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), childEnv+"="+path)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kill == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		for lines := bufio.NewScanner(out); lines.Scan(); {
			before := acknowledged
			fmt.Sscan(lines.Text(), &acknowledged)
			if before < kill && kill <= acknowledged {
				time.AfterFunc(after, func() { cmd.Process.Kill() })
			}
		}
		err = cmd.Wait()
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() != -1 {
			t.Fatalf("the child failed: %v: %s", err, stderr.String())
		}
		return acknowledged
	}
	dir := t.TempDir()
	full := filepath.Join(dir, "full.db")
	if n := run(full, -1, 0); n != killedDocuments {
		t.Fatalf("an undisturbed child acknowledged %d of %d", n, killedDocuments)
	}
	want := storetest.Read(t, open(t, full, sqlite.Options{}), time.Time{})
	cut := 0
	for round := range rounds {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", round))
		n := run(path, rand.N(killedDocuments), rand.N(8*time.Millisecond))
		if _, err := os.Stat(path); err == nil {
			db := open(t, path, sqlite.Options{})
			d := storetest.Read(t, db, time.Time{})
			if len(d.Documents) < n {
				t.Fatalf("round %d: %d documents were acknowledged, %d are kept", round, n, len(d.Documents))
			}
			claims := 0
			for i := range d.Documents {
				r := killedReading(i)
				if d.Documents[i].SHA256 != r.Document.SHA256 {
					t.Fatalf("round %d: document %d is %s", round, i, d.Documents[i].Name)
				}
				claims += len(r.Claims)
			}
			if len(d.Claims) != claims {
				t.Fatalf("round %d: %d claims for %d documents, want %d", round, len(d.Claims), len(d.Documents), claims)
			}
			if 0 < len(d.Documents) && len(d.Documents) < killedDocuments {
				cut++
			}
			db.Close()
		} else if n > 0 {
			t.Fatalf("round %d: %d acknowledged, no database", round, n)
		}
		run(path, -1, 0)
		if diff := cmp.Diff(want, storetest.Read(t, open(t, path, sqlite.Options{}), time.Time{})); diff != "" {
			t.Fatalf("round %d: after a second run:\n%s", round, diff)
		}
	}
	t.Logf("%d of %d kills fell between the first and the last document", cut, rounds)
}

func BenchmarkAdd(b *testing.B) {
	db := open(b, filepath.Join(b.TempDir(), "x.db"), sqlite.Options{Create: true})
	i := 0
	for b.Loop() {
		var batch []store.Reading
		for range 32 {
			batch = append(batch, storetest.Reading(fmt.Sprint(i), fmt.Sprint("text ", i), 30))
			i++
		}
		if _, err := db.Add(context.Background(), batch...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(i*30)/b.Elapsed().Seconds(), "claims/s")
}

// TestCopyToSweeps: what a process that was killed left beside a copy goes with a later one, and nothing else does.
func TestCopyToSweeps(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "x.db"), sqlite.Options{Create: true})
	old := time.Now().Add(-48 * time.Hour)
	for name, aged := range map[string]bool{".chancery-copy-1/copy": true, ".chancery-copy-1/copy-journal": true, ".chancery-copy-2/copy": false, ".chancery-copy-3/other": true, ".copy-4/copy": true} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if aged {
			if err := errors.Join(os.Chtimes(path, old, old), os.Chtimes(filepath.Dir(path), old, old)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := db.CopyTo(t.Context(), filepath.Join(dir, "copy.db")); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	for i := range left {
		left[i] = filepath.Base(left[i])
	}
	if want := []string{".chancery-copy-2", ".chancery-copy-3", ".copy-4"}; err != nil || !slices.Equal(left, want) {
		t.Errorf("left %q, want %q, %v", left, want, err)
	}
}

// A copy that is made while the database is open holds what only the log holds, and what a reader in between sees stays as it was.
func TestCopyTo(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "x.db"), sqlite.Options{Create: true})
	if _, err := db.Add(t.Context(), storetest.Reading("a.txt", "alpha", 3)); err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(filepath.Join(dir, "x.db-wal")); err != nil || st.Size() == 0 {
		t.Fatalf("nothing is in the log: %v", err)
	}
	to := filepath.Join(dir, "copy.db")
	if err := db.CopyTo(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	want := storetest.Read(t, db, time.Time{})
	if _, err := db.Add(t.Context(), storetest.Reading("b.txt", "beta", 3)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, storetest.Read(t, open(t, to, sqlite.Options{}), time.Time{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := db.CopyTo(t.Context(), to); chancery.CodeOf(err) != chancery.CodeUsage {
		t.Errorf("over a file: %v", err)
	}
}
