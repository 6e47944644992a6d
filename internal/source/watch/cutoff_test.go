package watch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"chancery"
)

// follow goes from one time at which something is due to the next, and calls each, which may be nil, after each round.
func (b *bench) follow(until time.Duration, each func()) {
	b.t.Helper()
	for start := b.clock; b.clock.Sub(start) < until; {
		if _, err := b.w.Round(b.t.Context(), false, func(chancery.Document) error { return nil }); err != nil {
			b.t.Fatal(err)
		}
		if err := b.w.Commit(b.t.Context()); err != nil {
			b.t.Fatal(err)
		}
		if each != nil {
			each()
		}
		if next := b.w.Next(); next.After(b.clock) {
			b.clock = next
		} else {
			b.clock = b.clock.Add(time.Second)
		}
	}
}

// closedPort returns an address at which nobody listens.
func closedPort() string {
	s := httptest.NewUnstartedServer(nil)
	defer s.Listener.Close()
	return "http://" + s.Listener.Addr().String()
}

// TestDeadAmongLiving: a page and a feed whose servers are not there are mostly due when nobody else is. That they do not answer is their own doing all the same.
func TestDeadAmongLiving(t *testing.T) {
	page := closedPort() + "/page"
	polls := 0
	b := newBench(t, allowed+"\n[[feed]]\nurl = \""+closedPort()+"/feed\"\n", func(_ *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		polls++
		fmt.Fprint(w, rss(item(page, "")))
	})
	start := b.clock
	var gaveUp, pause time.Duration
	b.follow(30*24*time.Hour, func() {
		s := b.w.Status()
		if gaveUp == 0 && s[0].GivenUp > 0 {
			gaveUp = b.clock.Sub(start)
		}
		pause = max(pause, s[1].Next.Sub(s[1].Polled))
	})
	if gaveUp < missedFor || gaveUp > missedFor+2*longestRetry {
		t.Errorf("the page was given up after %s", gaveUp)
	}
	if pause < 18*time.Hour || pause > 30*time.Hour {
		t.Errorf("the longest pause of the feed that is not there: %s", pause)
	}
	if n := b.w.Status()[1].Failures; n > 50 {
		t.Errorf("the feed that is not there was asked %d times", n)
	}
	if polls < 650 || polls > 800 {
		t.Errorf("the feed that is there was asked %d times in 30 days", polls)
	}
}

// TestCutOff: a machine that is cut off for a month gives nothing up, though each of its feeds is asked at another time and a page had been missed for days before; a restart is no matter.
func TestCutOff(t *testing.T) {
	feedOf := func(link string) *httptest.Server {
		return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			fmt.Fprint(w, rss(item(link, "")))
		}))
	}
	second, third := feedOf(closedPort()+"/b"), feedOf(closedPort()+"/c")
	defer second.Close()
	defer third.Close()
	page := closedPort() + "/a"
	b := newBench(t, allowed+"\n[[feed]]\nurl = \""+second.URL+"/feed\"\ninterval = \"3h\"\n[[feed]]\nurl = \""+third.URL+"/feed\"\ninterval = \"5h\"\n", func(_ *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, rss(item(page, "")))
	})
	b.follow(5*24*time.Hour, nil)
	for _, s := range b.w.Status() {
		if s.State != OK || s.Waiting != 1 {
			t.Fatalf("before: %+v", s)
		}
	}
	b.server.Close()
	second.Close()
	third.Close()
	start := b.clock
	check := func() {
		t.Helper()
		for i, s := range b.w.Status() {
			if s.GivenUp != 0 || s.Waiting != 1 || s.Next.Sub(s.Polled) > []time.Duration{2, 4, 6}[i]*time.Hour {
				t.Fatalf("after %s: %+v", b.clock.Sub(start), s)
			}
		}
	}
	b.follow(15*24*time.Hour, check)
	b.restart()
	b.follow(15*24*time.Hour, check)
}
