package watch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestNobodyThere: a page of a server that is not there waits for a week, not for hours. Where nobody answers at all it is this machine that is cut off, be it for a month: then no
// pause grows and nothing is given up, and when it is back each page is read once.
func TestNobodyThere(t *testing.T) {
	other := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, story("An embassy", "Chad")) }))
	defer other.Close()
	there := other.Listener.Addr().String()
	other.Listener.Close()
	b := newBench(t, allowed, func(b *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, rss(item("http://"+there+"/page", "")))
	})
	start := b.clock
	for b.w.Status()[0].GivenUp == 0 {
		b.round()
		b.clock = b.clock.Add(6 * time.Hour)
		b.restart()
	}
	if waited := b.clock.Sub(start); waited < missedFor || waited > missedFor+2*longestRetry {
		t.Errorf("given up after %s", waited)
	}

	b.notes = memory{}
	b.restart()
	if _, failed := b.round(); len(failed) != 1 {
		t.Fatalf("failed %q", failed)
	}
	address := b.server.Listener.Addr().String()
	b.server.Close()
	for range 30 {
		b.clock = b.clock.Add(24 * time.Hour)
		b.restart()
		b.round()
		if s := b.w.Status()[0]; s.State != Failing || s.Waiting != 1 || s.GivenUp != 0 || s.Next.Sub(b.clock) > time.Hour+time.Minute {
			t.Fatalf("after %s: %+v", b.clock.Sub(start), s)
		}
	}
	for server, at := range map[*httptest.Server]string{httptest.NewUnstartedServer(b.server.Config.Handler): address, httptest.NewUnstartedServer(other.Config.Handler): there} {
		l, err := net.Listen("tcp", at)
		if err != nil {
			t.Skipf("the port was taken meanwhile: %v", err)
		}
		server.Listener.Close()
		server.Listener = l
		server.Start()
		defer server.Close()
	}
	b.clock = b.clock.Add(24 * time.Hour)
	b.restart()
	if names, failed := b.round(); len(names) != 1 || len(failed) != 0 {
		t.Errorf("read %q, failed %q", names, failed)
	}
	if names, _ := b.round(); len(names) != 0 {
		t.Errorf("read again: %q", names)
	}
}

// TestNoNameServer: of a name of which no name server tells where it is, that is said.
func TestNoNameServer(t *testing.T) {
	was := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	defer func() { net.DefaultResolver = was }()
	b := newBench(t, "timeout = \"50ms\"\n"+strings.Replace(allowed, "SERVER", "http://nowhere.example", 1), func(*bench, http.ResponseWriter, *http.Request) {})
	if _, failed := b.round(); len(failed) != 1 || !strings.Contains(failed[0], `no name server told within 50ms where "nowhere.example" is`) {
		t.Errorf("failed %q", failed)
	}
}
