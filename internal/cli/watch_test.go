package cli_test

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestWatchUntilStopped follows a feed until it is stopped by hand, which is no failure.
func TestWatchUntilStopped(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(serveFeed))
	defer server.Close()
	dir := t.TempDir()
	file, db := filepath.Join(dir, "feeds.toml"), filepath.Join(dir, "x.db")
	if err := os.WriteFile(file, []byte("fetch = true\ndelay = \"1ms\"\nallow = [\"127.0.0.0/8\"]\n[[feed]]\nurl = \""+server.URL+"/feed.xml\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := program(t, "watch", "--db", db, file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }).Stop()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.Contains(line, "1 document, ") || !strings.Contains(line, ": 1 new.") {
		t.Errorf("said %q, %v", line, err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped by hand: %v", err)
	}
	if s := output(t, "watch", "--db", db, "--status", "--format", "csv", file); !strings.Contains(s, ",ok,") {
		t.Errorf("status: %s", s)
	}
}

// TestWatchReadsItsFileAgain changes the file of feeds under a watch that waits for an hour: SIGHUP has it read again, a feed that was added is asked, and with a
// mistake in the file the feeds before are followed on.
func TestWatchReadsItsFileAgain(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGHUP")
	}
	server := httptest.NewServer(http.HandlerFunc(serveFeed))
	defer server.Close()
	dir := t.TempDir()
	file, db := filepath.Join(dir, "feeds.toml"), filepath.Join(dir, "x.db")
	write := func(more string) {
		t.Helper()
		if err := os.WriteFile(file, []byte("fetch = true\ndelay = \"1ms\"\nallow = [\"127.0.0.0/8\"]\n[[feed]]\nurl = \""+server.URL+"/notes.xml\"\n"+more), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("")
	cmd := program(t, "watch", "--db", db, file)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }).Stop()
	next := func(from *bufio.Scanner, want string) {
		t.Helper()
		for from.Scan() {
			if strings.Contains(from.Text(), want) {
				return
			}
		}
		t.Fatalf("never said %q", want)
	}
	lines, documents := bufio.NewScanner(said), bufio.NewScanner(out)
	next(documents, "1 document, ")
	for _, step := range []struct{ more, says string }{
		{"[[feed]]\nurl = 5\n", "followed before are followed on"},
		{"[[feed]]\nurl = \"" + server.URL + "/feed.xml\"\n", "was read again: following 2 feeds."},
	} {
		write(step.more)
		if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		next(lines, step.says)
	}
	next(documents, "1 document, ")
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("stopped by hand: %v", err)
	}
}
