package cli_test

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
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
