package cli

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/source"
	"chancery/internal/source/watch"
	"chancery/internal/store"

	"go.uber.org/goleak"
)

// TestLargestFirst: all documents are handed on, and of those that wait the largest first.
func TestLargestFirst(t *testing.T) {
	from, to := make(chan chancery.Document), make(chan chancery.Document)
	go largestFirst(from, to)
	for n := range queueLength { // as many as wait
		from <- chancery.Document{Original: strings.Repeat("x", n)}
	}
	close(from)
	var sizes []int
	for d := range to {
		sizes = append(sizes, len(d.Original))
	}
	if len(sizes) != queueLength || !slices.IsSortedFunc(sizes, func(a, b int) int { return b - a }) {
		t.Errorf("documents of these sizes came: %v", sizes)
	}
}

// failing is a store that keeps nothing for the first so many times that it is asked to.
type failing struct {
	store.Store
	code  chancery.Code
	times int
}

func (f *failing) Add(ctx context.Context, rs ...store.Reading) ([]store.Outcome, error) {
	if f.times--; f.times >= 0 {
		return nil, &chancery.Error{Code: f.code, Message: "not now"}
	}
	return f.Store.Add(ctx, rs...)
}

func newStore(t *testing.T) (*app, store.Store) {
	t.Helper()
	a := newApp(nil, io.Discard, io.Discard)
	a.dbPath = filepath.Join(t.TempDir(), "x.db")
	t.Cleanup(func() { a.close() })
	st, err := a.open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	return a, st
}

// TestWatchWhileOthersWrite: a page that could not be kept, because another process wrote, is kept in the next round.
func TestWatchWhileOthersWrite(t *testing.T) {
	a, st := newStore(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			io.WriteString(w, `<rss version="2.0"><channel><title>x</title><item><title>One</title><link>http://`+r.Host+`/one</link></item></channel></rss>`)
		case "/one":
			p := "<p>The government of Chad said on Tuesday that it would open an embassy in Mali, and that the ambassador would present his letters before the end of the month.</p>"
			io.WriteString(w, "<!DOCTYPE html><html lang=en><head><title>One</title></head><body><article><h1>One</h1>"+p+p+p+"</article></body></html>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	c, err := watch.Parse("feeds.toml", []byte("fetch = true\ndelay = \"1ms\"\nallow = [\"127.0.0.0/8\"]\n[[feed]]\nurl = \""+server.URL+"/feed.xml\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	w, err := watch.NewWatcher(t.Context(), c, watch.Setup{Notes: notes{st}, Kept: func(ctx context.Context, name string) (bool, error) { return named(ctx, st, name) }, Now: a.now, Sleep: sleep})
	if err != nil {
		t.Fatal(err)
	}
	busy := &failing{st, chancery.CodeBusy, 1}
	if _, err := a.watchRound(t.Context(), busy, w, true); chancery.CodeOf(err) != chancery.CodeBusy {
		t.Fatalf("while another process writes: %v", err)
	}
	sum, err := a.watchRound(t.Context(), busy, w, true)
	if err != nil || sum.Added != 1 {
		t.Fatalf("the next round: %+v, %v", sum, err)
	}
	if sum, err = a.watchRound(t.Context(), busy, w, true); err != nil || sum.Documents != 0 {
		t.Errorf("the round after it: %+v, %v", sum, err)
	}
}

// TestBugInAReader: what came before a bug of a reader is kept, and nobody is left who waits for more.
func TestBugInAReader(t *testing.T) {
	a, st := newStore(t)
	if _, err := a.engine(); err != nil {
		t.Fatal(err)
	}
	before := goleak.IgnoreCurrent()
	in := newIntake(a, st, a.newProgress("none", 0), a.now())
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the bug is hushed up")
			}
		}()
		in.run(t.Context(), func(ctx context.Context, each func(chancery.Document) error) (source.Report, error) {
			text := "Chad recognised Mali."
			if err := each(chancery.Document{Name: "a.txt", Language: "en", Format: "text", Reader: "text/1", Original: text, SHA256: chancery.Hash(text)}); err != nil {
				t.Error(err)
			}
			panic("a bug")
		})
	}()
	if in.sum.Added != 1 {
		t.Errorf("%+v", in.sum)
	}
	goleak.VerifyNone(t, before)
}

// TestUploadNotKept: a document that the store refuses is a failure of the upload, and one that is there already is known.
func TestUploadNotKept(t *testing.T) {
	a, st := newStore(t)
	const text = "Chad recognised Mali on 3 May 1994.\n"
	f := &failing{st, chancery.CodeAnchor, 1}
	for _, want := range []string{"", "added", "known"} {
		in, err := (&uploads{a, f}).Read(t.Context(), "x.txt", strings.NewReader(text), nil)
		got := ""
		for _, d := range in.Documents {
			got += d.Outcome
		}
		if err != nil || got != want || (want == "") != (len(in.Failures) == 1) {
			t.Errorf("%+v, %v; want %q", in, err, want)
		}
	}
}

// TestUploadOutcomes: the server calls what becomes of a document what ingest calls it, however often it comes.
func TestUploadOutcomes(t *testing.T) {
	a, st := newStore(t)
	for _, c := range []struct{ name, title, want string }{{"r0.jsonl", "One", "added"}, {"r1.jsonl", "Two", "differs"}, {"r1.jsonl", "Two", "differs"}, {"r0.jsonl", "One", "known"}, {"r2.jsonl", "One", "named"}} {
		line := `{"title": "` + c.title + `", "text": "Chad recognised Mali on 3 May 1994."}`
		got, err := (&uploads{a, st}).Read(t.Context(), c.name, strings.NewReader(line), nil)
		if err != nil || len(got.Documents) != 1 || got.Documents[0].Outcome != c.want {
			t.Errorf("%s: %+v, %v; want %s", c.name, got.Documents, err, c.want)
		}
	}
	in := newIntake(a, st, a.newProgress("none", 0), a.now())
	_, err := in.run(t.Context(), func(ctx context.Context, each func(chancery.Document) error) (source.Report, error) {
		return source.Walk(ctx, []string{"-"}, source.Options{StdinName: "r1.jsonl", Stdin: strings.NewReader(`{"title": "Two", "text": "Chad recognised Mali on 3 May 1994."}`)}, each)
	})
	if err != nil || in.sum.Differs != 1 {
		t.Errorf("%+v, %v", in.sum, err)
	}
}
