package cli_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"chancery/internal/cli"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets this binary be the program itself, for scripts and for tests that kill it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"chancery": func() { os.Exit(cli.Main(os.Args[1:])) },
	})
}

// TestScripts runs what the command line does: testdata/script/*.txtar. CHANCERY_UPDATE=1 rewrites what the
// scripts compare with.
func TestScripts(t *testing.T) {
	corpus, err := filepath.Abs("../../examples/corpus")
	if err != nil {
		t.Fatal(err)
	}
	feeds := httptest.NewServer(http.HandlerFunc(serveFeed))
	t.Cleanup(feeds.Close)
	testscript.Run(t, testscript.Params{
		Dir:           "../../testdata/script",
		UpdateScripts: os.Getenv("CHANCERY_UPDATE") != "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("CORPUS", corpus)
			e.Setenv("CHANCERY_USER", "E. Reader")
			e.Setenv("NO_COLOR", "")
			e.Setenv("FEEDS", feeds.URL)
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond == "tmpfs" { // a small file system can be mounted
				return canMount(t.TempDir()), nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":   exits,
			"bigline": bigline,
			"bytes":   writeBytes,
			"zipped":  zipped,
		},
	})
}

// serveFeed is a server with a feed of one entry, at $FEEDS/feed.xml, and others.
func serveFeed(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/feed.xml":
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Gazette</title><item><title>An embassy in Oslo</title><link>http://%s/embassy</link>`+
			`<pubDate>Mon, 06 May 1957 10:00:00 GMT</pubDate></item></channel></rss>`, r.Host)
	case "/notes.xml":
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Gazette</title><item><title>A second embassy</title><link>http://%s/gone</link>`+
			`<description>Chile opened an embassy in Oslo in 1958.</description></item></channel></rss>`, r.Host)
	case "/cut.xml": // breaks off in the second entry
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Gazette</title><item><title>Nothing</title><link>http://%s/embassy</link></item><item><title>Half`, r.Host)
	case "/embassy":
		fmt.Fprint(w, "<!DOCTYPE html><html lang=en><head><title>An embassy in Oslo</title></head><body><article><h1>An embassy in Oslo</h1>"+
			"<p>Peru opened an embassy in Oslo in 1957. The government of Norway welcomed the step, and said that it would send an ambassador to Lima.</p>"+
			"<p>The two governments had been in touch about the matter for a long time, and both of them were content.</p></article></body></html>")
	default:
		http.NotFound(w, r)
	}
}

func canMount(dir string) bool {
	if os.Getuid() != 0 || exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", dir).Run() != nil {
		return false
	}
	return exec.Command("umount", dir).Run() == nil
}

// exits runs a command and checks its exit status: exits 2 chancery status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// bigline writes a text file of one line of so many MiB: bigline FILE 200.
func bigline(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	chunk := bytes.Repeat([]byte("The embassy stayed open. Nobody left. "), 1<<20/38+1)[:1<<20]
	for range n {
		_, err := f.Write(chunk)
		ts.Check(err)
	}
}

// writeBytes writes a file of the bytes that a Go string literal gives: bytes FILE 'caf\xe9'.
func writeBytes(ts *testscript.TestScript, _ bool, args []string) {
	s, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(s), 0o644))
}

// zipped writes a zip archive: zipped FILE NAME=CONTENT...
func zipped(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	z := zip.NewWriter(f)
	for _, member := range args[1:] {
		name, content, _ := strings.Cut(member, "=")
		w, err := z.Create(name)
		ts.Check(err)
		_, err = w.Write([]byte(content))
		ts.Check(err)
	}
	ts.Check(z.Close())
}
