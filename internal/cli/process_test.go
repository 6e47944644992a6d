package cli_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// program returns a command that runs this binary as the program itself; see TestMain.
func program(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Args[0] = "chancery"
	return cmd
}

func output(t testing.TB, args ...string) string {
	t.Helper()
	var errs bytes.Buffer
	cmd := program(t, args...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("chancery %s: %v: %s", strings.Join(args, " "), err, errs.String())
	}
	return string(out)
}

// kills is how often a test kills the program: CHANCERY_KILLS, else some.
func kills(some int) int {
	n, err := strconv.Atoi(os.Getenv("CHANCERY_KILLS"))
	switch {
	case err == nil && n > 0:
		return n
	case testing.Short():
		return 2
	}
	return some
}

// killed runs the program with args and kills it at a random point of a run of about that length.
func killed(t *testing.T, took time.Duration, args ...string) {
	t.Helper()
	cmd := program(t, args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(rand.N(took))
	cmd.Process.Kill()
	err := cmd.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
}

// derivedFrom is what the program says of a database: all that is kept, and all that is derived from it.
func derivedFrom(t *testing.T, db string) string {
	t.Helper()
	var out strings.Builder
	for _, listing := range []string{"claims", "events", "periods", "discrepancies", "gaps"} {
		out.WriteString(output(t, listing, "--db", db, "--format", "jsonl"))
	}
	for _, pair := range [][2]string{{"ALB", "IRN"}, {"CUB", "USA"}, {"MYS", "PRK"}} { // out of what is kept of the ledger
		out.WriteString(output(t, "status", pair[0], pair[1], "--on", "2022-12-01", "--db", db, "--format", "json"))
	}
	return out.String()
}

// TestKilledIngest kills an ingest of the sample corpus at random points of its run. The database must open, hold documents whole,
// and come to the same bytes when the command is run again.
func TestKilledIngest(t *testing.T) {
	const corpus = "../../examples/corpus"
	dir := t.TempDir()
	full := filepath.Join(dir, "full.db")
	start := time.Now()
	output(t, "ingest", "--db", full, corpus)
	took := time.Since(start)
	want := derivedFrom(t, full)
	whole := strings.Count(output(t, "documents", "--db", full, "--format", "jsonl"), "\n")
	rounds := kills(6)
	cut := 0
	for round := range rounds {
		db := filepath.Join(dir, "cut.db")
		killed(t, took, "ingest", "--db", db, corpus)
		if _, err := os.Stat(db); err == nil {
			docs := strings.Count(output(t, "documents", "--db", db, "--format", "jsonl"), "\n")
			if 0 < docs && docs < whole {
				cut++
			}
		}
		output(t, "ingest", "--db", db, corpus)
		if derivedFrom(t, db) != want {
			t.Fatalf("round %d: the ledger differs after a kill and a second run", round)
		}
		removeDatabase(t, db)
	}
	t.Logf("%d of %d kills fell between the first and the last document", cut, rounds)
}

// TestKilledRebuild kills a rebuild (every document read again, the ledger derived anew) at random points of its run.
func TestKilledRebuild(t *testing.T) {
	db := filepath.Join(t.TempDir(), "full.db")
	output(t, "ingest", "--db", db, "../../examples/corpus")
	want := derivedFrom(t, db)
	start := time.Now()
	output(t, "reread", "--all", "--db", db)
	took := time.Since(start)
	start = time.Now()
	output(t, "status", "ALB", "IRN", "--db", db)
	derive := time.Since(start)
	for round := range kills(6) {
		killed(t, took, "reread", "--all", "--db", db)
		killed(t, derive, "status", "ALB", "IRN", "--db", db) // which derives what the other left
		if derivedFrom(t, db) != want {
			t.Fatalf("round %d: the ledger differs after a kill", round)
		}
		if round%8 == 0 {
			output(t, "reread", "--all", "--db", db)
			if derivedFrom(t, db) != want {
				t.Fatalf("round %d: the ledger differs after a kill and a second run", round)
			}
		}
	}
}

func removeDatabase(t *testing.T, db string) {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(db + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

// TestStopsWhileWaiting tells the program to stop while it waits for input that does not come: it ends soon, and at once when it is told again.
func TestStopsWhileWaiting(t *testing.T) {
	for _, times := range []int{1, 2} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		defer w.Close()
		var errs bytes.Buffer
		cmd := program(t, "ingest", "--db", filepath.Join(t.TempDir(), "x.db"), "-")
		cmd.Stdin, cmd.Stderr = r, &errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second) // it reads by now
		for range times {
			cmd.Process.Signal(os.Interrupt)
			time.Sleep(200 * time.Millisecond)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case err := <-ended:
			if err == nil {
				t.Error("it ended as if nothing had happened")
			}
		case <-time.After(30 * time.Second):
			cmd.Process.Kill()
			t.Fatalf("it has not ended after %d signals", times)
		}
		if times == 1 && !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("it said %q", errs.String())
		}
	}
}

// TestStartUp holds the program to a quick start: nothing is loaded before a command needs it. The aim is 50 ms on a quiet
// machine. Time of the processors is taken, the best of several runs, and twice the aim allowed, so that a busy machine does not fail it.
func TestStartUp(t *testing.T) {
	var times []time.Duration
	for range 10 {
		cmd := program(t, "version")
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
		times = append(times, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	}
	if best := slices.Min(times); best > 100*time.Millisecond {
		t.Errorf("chancery version took %v at best", best)
	}
}
