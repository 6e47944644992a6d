package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// TestKilledIngest kills an ingest of the sample corpus at points spread over its run. The database must open, hold documents whole,
// and come to the same claims when the command is run again.
func TestKilledIngest(t *testing.T) {
	const corpus = "../../examples/corpus"
	dir := t.TempDir()
	full := filepath.Join(dir, "full.db")
	start := time.Now()
	output(t, "ingest", "--db", full, corpus)
	took := time.Since(start)
	want := output(t, "claims", "--db", full, "--format", "jsonl")
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	cut := 0
	for round := range rounds {
		db := filepath.Join(dir, fmt.Sprintf("%d.db", round))
		cmd := program(t, "ingest", "--db", db, corpus)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took * time.Duration(round+2) / time.Duration(rounds+2))
		cmd.Process.Kill()
		err := cmd.Wait()
		if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		if _, err := os.Stat(db); err == nil {
			docs := strings.Count(output(t, "documents", "--db", db, "--format", "jsonl"), "\n")
			if 0 < docs && docs < 56 {
				cut++
			}
		}
		output(t, "ingest", "--db", db, corpus)
		if got := output(t, "claims", "--db", db, "--format", "jsonl"); got != want {
			t.Fatalf("round %d: the claims differ after a kill and a second run", round)
		}
	}
	t.Logf("%d of %d kills fell between the first and the last document", cut, rounds)
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
