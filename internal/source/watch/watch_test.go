package watch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery"
)

// memory is Notes in memory.
type memory map[Key][]byte

func (m memory) Get(_ context.Context, space, key string) ([]byte, bool, error) {
	b, ok := m[Key{space, key}]
	return b, ok, nil
}

func (m memory) All(_ context.Context, space string) (map[string][]byte, error) {
	out := map[string][]byte{}
	for k, v := range m {
		if k.Space == space {
			out[k.Key] = v
		}
	}
	return out, nil
}

func (m memory) Set(_ context.Context, changes map[Key][]byte) error {
	maps.Copy(m, changes)
	maps.DeleteFunc(m, func(_ Key, v []byte) bool { return len(v) == 0 })
	return nil
}

// bench is a watcher with a clock that moves when it sleeps, and a server that notes what it is asked.
type bench struct {
	t      *testing.T
	config *Config
	notes  memory
	kept   map[string]bool
	clock  time.Time
	w      *Watcher
	server *httptest.Server

	mu    sync.Mutex
	asked []string
	docs  []chancery.Document
	slept []time.Duration
}

// story is a page long enough to be one.
func story(title, about string) string {
	p := fmt.Sprintf("<p>The government of %s said on Tuesday that it would open an embassy in the capital, and that the ambassador would present his letters before the end of the month.</p>", about)
	return "<!DOCTYPE html><html lang=en><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1>" + p + p + "<p>Nothing more was said about " + about + ".</p></article></body></html>"
}

func newBench(t *testing.T, toml string, handle func(b *bench, w http.ResponseWriter, r *http.Request)) *bench {
	t.Helper()
	b := &bench{t: t, notes: memory{}, kept: map[string]bool{}, clock: time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)}
	b.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.mu.Lock()
		b.asked = append(b.asked, r.URL.RequestURI())
		b.mu.Unlock()
		handle(b, w, r)
	}))
	t.Cleanup(b.server.Close)
	c, err := Parse("feeds.toml", []byte(strings.ReplaceAll(toml, "SERVER", b.server.URL)))
	if err != nil {
		t.Fatal(err)
	}
	b.config = c
	b.restart()
	return b
}

// restart forgets all but the notes.
func (b *bench) restart() {
	b.t.Helper()
	w, err := NewWatcher(b.t.Context(), b.config, Setup{
		Notes: b.notes,
		Kept:  func(_ context.Context, name string) (bool, error) { return b.kept[name], nil },
		Now:   func() time.Time { b.mu.Lock(); defer b.mu.Unlock(); return b.clock },
		Sleep: func(_ context.Context, d time.Duration) error {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.slept = append(b.slept, d)
			b.clock = b.clock.Add(d)
			return nil
		},
	})
	if err != nil {
		b.t.Fatal(err)
	}
	b.w = w
}

// round does one round and returns the names of the documents it gave, and what failed.
func (b *bench) round() (names, failed []string) {
	b.t.Helper()
	b.asked, b.docs = nil, nil
	report, err := b.w.Round(b.t.Context(), true, func(d chancery.Document) error {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.docs = append(b.docs, d)
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.w.Commit(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	for _, d := range b.docs {
		names = append(names, strings.TrimPrefix(d.Name, b.server.URL))
	}
	slices.Sort(names)
	for _, e := range report.Failed {
		failed = append(failed, strings.TrimPrefix(e.Error(), b.server.URL))
	}
	return names, failed
}

const allowed = `
fetch = true
allow = ["127.0.0.0/8", "::1/128"]
interval = "1h"
delay = "5s"
silent_after = "240h"
[[feed]]
name = "test"
url = "SERVER/feed.xml"
`

func rss(items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0"><channel><title>The Gazette</title>` + strings.Join(items, "") + `</channel></rss>`
}

func item(link, date string) string {
	return "<item><title>T</title><link>" + link + "</link><pubDate>" + date + "</pubDate></item>"
}

func TestEachPageOnce(t *testing.T) {
	items := []string{item("/a", "Mon, 12 Feb 2024 10:00:00 GMT"), item("/b?utm_source=rss&id=2#top", "some day")}
	b := newBench(t, allowed, func(b *bench, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/feed.xml":
			if r.Header.Get("If-None-Match") == fmt.Sprintf(`"%d"`, len(items)) {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("ETag", fmt.Sprintf(`"%d"`, len(items)))
			all := slices.Clone(items)
			for i := range all {
				all[i] = strings.Replace(all[i], "<link>", "<link>http://"+r.Host, 1)
				all[i] = strings.ReplaceAll(all[i], "&", "&amp;")
			}
			fmt.Fprint(w, rss(all...))
		case "/c": // leads to a page that is read
			http.Redirect(w, r, "/a", http.StatusFound)
		default:
			fmt.Fprint(w, story("Embassy at "+r.URL.Path, "Chad"))
		}
	})
	names, failed := b.round()
	if want := []string{"/a", "/b?id=2"}; !slices.Equal(names, want) || failed != nil {
		t.Fatalf("the first round gave %q, want %q; failed: %q", names, want, failed)
	}
	for _, d := range b.docs {
		date, _ := d.Date()
		want := map[bool]string{true: "2024-02-12", false: ""}[strings.HasSuffix(d.Name, "/a")]
		if date != want || d.Source != "The Gazette" {
			t.Errorf("%s: date %q, want %q; source %q", d.Name, date, want, d.Source)
		}
	}
	if names, failed := b.round(); names != nil || failed != nil || !slices.Equal(b.asked, []string{"/feed.xml"}) {
		t.Errorf("an unchanged feed gave %q, %q; asked %q", names, failed, b.asked)
	}
	b.restart()
	items = append(items, item("/c", ""), item("/d", ""))
	if names, failed := b.round(); !slices.Equal(names, []string{"/d"}) || failed != nil {
		t.Errorf("after a restart: %q, %q", names, failed)
	}
	if s := b.w.Status()[0]; s.State != OK || s.Read != 3 || s.Entries != 4 || s.Waiting != 0 {
		t.Errorf("status %+v", s)
	}
	for _, d := range b.slept {
		if d > 5*time.Second {
			t.Errorf("slept %s between two requests", d)
		}
	}
	if len(b.slept) < 5 {
		t.Errorf("slept %d times between the requests to one host", len(b.slept))
	}
}

// TestKilledBeforeCommit reads a page whose document was kept by a process that was killed before it noted so.
func TestKilledBeforeCommit(t *testing.T) {
	b := newBench(t, allowed, func(b *bench, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			fmt.Fprint(w, rss(item("http://"+r.Host+"/a", ""), item("http://"+r.Host+"/b", "")))
		case "/robots.txt":
		default:
			fmt.Fprint(w, story("Page", "Mali"))
		}
	})
	b.kept[b.server.URL+"/a"] = true
	if names, failed := b.round(); !slices.Equal(names, []string{"/b"}) || failed != nil {
		t.Errorf("gave %q, %q", names, failed)
	}
}

// TestRoundNotCommitted: what a round gave and nobody kept is given again, and a page that was kept of it is not.
func TestRoundNotCommitted(t *testing.T) {
	b := newBench(t, strings.Replace(allowed, "[[feed]]\n", "[[feed]]\nurl = \"SERVER/own.xml\"\npages = false\n[[feed]]\n", 1), func(b *bench, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
		case "/own.xml":
			fmt.Fprint(w, rss("<item><title>T</title><link>http://"+r.Host+"/own</link><description>Chad opened an embassy in Lima in May 2011, the ministry said.</description></item>"))
		case "/feed.xml":
			if r.Header.Get("If-None-Match") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("ETag", `"1"`)
			fmt.Fprint(w, rss(item("http://"+r.Host+"/a", ""), item("http://"+r.Host+"/b", ""), item("http://"+r.Host+"/c", "")))
		case "/b": // two addresses of one page
			http.Redirect(w, r, "/a", http.StatusFound)
		default:
			fmt.Fprint(w, story("Page at "+r.URL.Path, "Mali"))
		}
	})
	if _, err := b.w.Round(b.t.Context(), true, func(chancery.Document) error { return nil }); err != nil {
		t.Fatal(err)
	}
	b.kept[b.server.URL+"/c"] = true
	if names, failed := b.round(); !slices.Equal(names, []string{"/a", "/own"}) || failed != nil {
		t.Errorf("after a round that was not committed: %q, %q; asked %q", names, failed, b.asked)
	}
	var entries, read, waiting int
	for _, s := range b.w.Status() {
		entries, read, waiting = entries+s.Entries, read+s.Read, waiting+s.Waiting
	}
	if entries != 4 || read != 3 || waiting != 0 {
		t.Errorf("%d entries, %d read, %d waiting; want 4, 3, 0", entries, read, waiting)
	}
	if names, failed := b.round(); names != nil || failed != nil {
		t.Errorf("read twice: %q, %q", names, failed)
	}
}

func TestFailingFeed(t *testing.T) {
	code := http.StatusInternalServerError
	b := newBench(t, allowed, func(b *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			return
		}
		if code == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "100000")
		}
		if code != http.StatusOK {
			w.WriteHeader(code)
			return
		}
		fmt.Fprint(w, rss())
	})
	var pauses []time.Duration
	for n := 1; n <= 8; n++ {
		_, failed := b.round()
		if len(failed) != 1 || !strings.HasPrefix(failed[0], "/feed.xml: the server answered 500") {
			t.Fatalf("failure %d: %q", n, failed)
		}
		s := b.w.Status()[0]
		if s.State != Failing || s.Failures != n {
			t.Fatalf("status %+v", s)
		}
		pauses = append(pauses, s.Next.Sub(b.clock).Round(time.Minute))
		if _, failed := b.round(); failed != nil || len(b.asked) > 0 {
			t.Fatalf("asked %q within its pause; %q", b.asked, failed)
		}
		b.clock = s.Next
		b.restart()
	}
	for i, d := range pauses {
		want := min(time.Hour<<i, 24*time.Hour)
		if d < want*3/4-time.Minute || d > want*5/4+time.Minute {
			t.Errorf("pause %d is %s, want %s give or take a quarter", i+1, d, want)
		}
	}
	code = http.StatusServiceUnavailable
	b.round()
	if d := b.w.Status()[0].Next.Sub(b.clock); d < 100_000*time.Second-time.Minute {
		t.Errorf("Retry-After of 100000 s, asked again after %s", d)
	}
	code = http.StatusOK
	b.clock = b.w.Status()[0].Next
	if _, failed := b.round(); failed != nil || b.w.Status()[0].State != OK {
		t.Errorf("does not recover: %q %+v", failed, b.w.Status()[0])
	}
	b.clock = b.clock.Add(241 * time.Hour)
	b.round()
	if s := b.w.Status()[0]; s.State != Silent || s.Problem != "no new entry for "+fmt.Sprint(int(b.clock.Sub(b.w.feeds[b.config.Feeds[0].URL].First).Hours()/24))+" days" {
		t.Errorf("a feed without entries is %+v", s)
	}
}

// TestJitter holds pauses to the seed: two runs agree, two feeds differ.
func TestJitter(t *testing.T) {
	if jitter(1, "a", 2) != jitter(1, "a", 2) || jitter(1, "a", 2) == jitter(1, "b", 2) || jitter(1, "a", 2) == jitter(2, "a", 2) {
		t.Error("jitter does not follow from seed and address")
	}
	sum := 0.
	for n := range 1000 {
		sum += jitter(7, "https://example.org/feed", n)
	}
	if sum < 450 || sum > 550 {
		t.Errorf("mean of 1000 jitters: %v", sum/1000)
	}
}

func TestPagesThatFail(t *testing.T) {
	b := newBench(t, allowed, func(b *bench, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			fmt.Fprint(w, rss(item("http://"+r.Host+"/gone", ""), item("http://"+r.Host+"/broken", ""), item("http://"+r.Host+"/private/x", "")))
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /private/\nCrawl-delay: 20\n")
		case "/gone":
			http.NotFound(w, r)
		case "/broken":
			w.WriteHeader(http.StatusBadGateway)
		default:
			t.Errorf("asked for %s, which robots.txt forbids", r.URL.Path)
		}
	})
	for n := range attempts {
		_, failed := b.round()
		want := 1
		if n == 0 {
			want = 3
		}
		if len(failed) != want {
			t.Errorf("round %d: failed %q", n+1, failed)
		}
		if n == 0 && !strings.Contains(strings.Join(failed, "\n"), "/private/x: robots.txt of") {
			t.Errorf("failed %q", failed)
		}
		b.clock = b.clock.Add(48 * time.Hour)
		b.restart()
	}
	s := b.w.Status()[0]
	if s.Waiting != 0 || s.GivenUp != 3 || s.Entries != 3 || s.LeftOut != 0 {
		t.Errorf("status %+v", s)
	}
	for _, page := range []string{"/gone: the server answered 404", "/broken: the server answered 502", "/private/x: robots.txt"} {
		if !strings.Contains(s.Problem, page) {
			t.Errorf("no word of %s: %s", page, s.Problem)
		}
	}
	if _, failed := b.round(); failed != nil {
		t.Errorf("asked again after it was given up: %q", failed)
	}
	if !slices.Contains(b.slept, 20*time.Second) {
		t.Errorf("Crawl-delay of 20 s, slept %v", b.slept)
	}
}

func TestRobotsThatCannotBeHad(t *testing.T) {
	b := newBench(t, allowed, func(b *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		w.WriteHeader(http.StatusInternalServerError)
	})
	if _, failed := b.round(); len(failed) != 1 || !strings.Contains(failed[0], "robots.txt of") {
		t.Errorf("failed %q", failed)
	}
}

// TestManyHosts: what is known of servers is bounded, whatever they say in robots.txt; one that is asked again is not forgotten, and a pause is kept.
func TestManyHosts(t *testing.T) {
	b := newBench(t, strings.Replace(allowed, "SERVER", "http://127.0.0.1", 1), func(b *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 60\nDisallow: /private\n"+strings.Repeat("# nothing to see here\n", maxRobots/22-10))
		}
	})
	_, port, err := net.SplitHostPort(b.server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c := b.w.client
	dial := c.http.Transport.(*http.Transport).DialContext
	c.http.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dial(ctx, network, "127.0.0.1:"+port) // so that every host is this one
	}
	c.sleep = func(context.Context, time.Duration) error { return nil } // the clock stands: no pause is over
	get := func(host, path string) error {
		_, err := c.get(t.Context(), "http://"+host+path, "", "")
		return err
	}
	size := func() (n, robots int) {
		for _, h := range c.hosts {
			n += h.size
			if h.robots != nil {
				robots++
			}
		}
		return n, robots
	}
	for i := range 12 {
		for _, host := range []string{fmt.Sprintf("h%d.example", i), "often.example"} {
			if err := get(host, "/"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n, robots := size(); n > maxHosts+12*aHost || len(c.hosts) != 13 || robots > maxHosts/maxRobots {
		t.Errorf("%d KiB are known of %d hosts, %d robots.txt", n>>10, len(c.hosts), robots)
	}
	if h := c.hosts["http://often.example"]; h == nil || h.robots == nil {
		t.Error("what is used all the time is forgotten")
	}
	if err := get("h0.example", "/private/x"); err == nil || !strings.Contains(err.Error(), "robots.txt of h0.example forbids it") {
		t.Errorf("after robots.txt was forgotten: %v", err)
	}
	b.clock = b.clock.Add(time.Hour)
	for i := range 12 {
		if err := get(fmt.Sprintf("i%d.example", i), "/"); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.hosts) != 12 || c.hosts["http://often.example"] != nil {
		t.Errorf("%d hosts are known; of 13 the pause is over", len(c.hosts))
	}
}

// TestHostileServers asks servers that would keep, mislead or flood the one who asks.
func TestHostileServers(t *testing.T) {
	tests := []struct {
		name, want string
		handle     func(w http.ResponseWriter, r *http.Request)
	}{
		{"endless stream", "is larger than 1024 KiB", func(w http.ResponseWriter, r *http.Request) {
			chunk := bytes.Repeat([]byte("<item>"), 1000)
			for r.Context().Err() == nil {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}},
		{"slow stream", "gave no whole answer within 300ms", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				w.Write([]byte(" "))
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		}},
		{"no answer", "gave no whole answer within 300ms", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
		{"redirect loop", "redirected more than 5 times", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}},
		{"redirect to a private address", "169.254.169.254 is a private or reserved address", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		}},
		{"redirect to a mapped address", "10.0.0.1 is a private or reserved address", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://[::ffff:10.0.0.1]/", http.StatusFound)
		}},
		{"redirect to a file", "is no address of a page", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}},
		{"gzip bomb", "is larger than 1024 KiB", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			z.Write(make([]byte, 64<<20))
			z.Close()
		}},
		{"lying length", "unexpected EOF", func(w http.ResponseWriter, r *http.Request) {
			c, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n<rss>")
			c.Close()
		}},
		{"endless headers", "headers", func(w http.ResponseWriter, r *http.Request) {
			c, _, err := w.(http.Hijacker).Hijack()
			if err != nil {
				return
			}
			defer c.Close()
			fmt.Fprint(c, "HTTP/1.1 200 OK\r\n")
			for range 10_000 {
				if _, err := fmt.Fprintf(c, "X-Filler: %s\r\n", strings.Repeat("x", 1000)); err != nil {
					return
				}
			}
		}},
		{"unknown encoding", `is encoded as "br"`, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "x")
		}},
		{"no feed", "is neither RSS nor Atom nor JSON Feed", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, story("Page", "Peru")) }},
		{"entity bomb", "cannot be read further", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><rss><channel><title>`+strings.Repeat("<b>", 1000))
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			timeout := "1m"
			if strings.Contains(test.want, "300ms") {
				timeout = "300ms"
			}
			b := newBench(t, strings.Replace(allowed, "[[feed]]", "max_mib = 1\ntimeout = \""+timeout+"\"\n[[feed]]", 1), func(b *bench, w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					http.NotFound(w, r)
					return
				}
				test.handle(w, r)
			})
			_, failed := b.round()
			if len(failed) != 1 || !strings.Contains(failed[0], test.want) {
				t.Errorf("failed %q, want %q", failed, test.want)
			}
			if s := b.w.Status()[0]; s.State != Failing {
				t.Errorf("status %+v", s)
			}
		})
	}
}

// TestAddresses says which addresses are asked when the file allows none.
func TestAddresses(t *testing.T) {
	c := &Config{}
	for _, a := range []string{"127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
		"[::1]", "[::]", "[fe80::1%eth0]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]", "[fec0::1]"} {
		var refused *errRefused
		if err := c.permit(a + ":80"); !errors.As(err, &refused) {
			t.Errorf("%s is asked: %v", a, err)
		}
	}
	for _, a := range []string{"93.184.216.34", "8.8.8.8", "[2606:2800:220:1::1]"} {
		if err := c.permit(a + ":443"); err != nil {
			t.Errorf("%s: %v", a, err)
		}
	}
}

// TestNotAllowed asks a server on this machine by its name, which is resolved first.
func TestNotAllowed(t *testing.T) {
	toml := strings.Replace(allowed, `allow = ["127.0.0.0/8", "::1/128"]`, "", 1)
	b := newBench(t, toml, func(b *bench, w http.ResponseWriter, r *http.Request) { t.Errorf("was asked for %s", r.URL) })
	if _, failed := b.round(); len(failed) != 1 || !strings.Contains(failed[0], "127.0.0.1 is a private or reserved address") {
		t.Errorf("failed %q", failed)
	}
	b.config.Feeds[0].URL = strings.Replace(b.config.Feeds[0].URL, "127.0.0.1", "localhost", 1)
	b.restart()
	if _, failed := b.round(); len(failed) != 1 || !strings.Contains(failed[0], "is a private or reserved address") {
		t.Errorf("failed %q", failed)
	}
}

// TestAnotherFile goes on with a changed file: a feed that was added is asked, one that was taken out is not, what the first did not let be asked is, an interval that
// became shorter counts at once, the pause between two requests to a host holds across the change, and nothing is read twice.
func TestAnotherFile(t *testing.T) {
	b := newBench(t, allowed+"interval = \"24h\"\n", func(b *bench, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml", "/b":
			fmt.Fprint(w, rss(item(b.server.URL+"/p"+r.URL.Path, "")))
		case "/robots.txt":
			http.NotFound(w, r)
		default:
			fmt.Fprint(w, story("An embassy", "Chad"))
		}
	})
	if names, failed := b.round(); len(names) != 1 || len(failed) != 0 {
		t.Fatalf("read %q, failed %q", names, failed)
	}
	take := func(text string) {
		t.Helper()
		c, err := Parse("feeds.toml", []byte(strings.ReplaceAll(text, "SERVER", b.server.URL)))
		if err != nil {
			t.Fatal(err)
		}
		if err := b.w.Take(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	take(allowed + "interval = \"15m\"\n[[feed]]\nurl = \"SERVER/b\"\n")
	b.slept = nil
	names, failed := b.round()
	if want := []string{"/p/b"}; !slices.Equal(names, want) || len(failed) != 0 {
		t.Errorf("read %q, failed %q, want %q", names, failed, want)
	}
	if slices.Contains(b.asked, "/robots.txt") || len(b.slept) == 0 {
		t.Errorf("asked %q with the pauses %v: what is known of a host is forgotten", b.asked, b.slept)
	}
	if next := b.w.Next().Sub(b.clock); next > 20*time.Minute {
		t.Errorf("next in %v, though the interval is 15 minutes", next)
	}
	take(strings.NewReplacer("feed.xml", "b", "allow =", "# allow =").Replace(allowed))
	if _, failed := b.round(); len(failed) != 1 || !strings.Contains(failed[0], "private or reserved") || len(b.asked) > 0 {
		t.Errorf("asked %q, failed %q, though the file no longer allows it", b.asked, failed)
	}
	take(strings.Replace(allowed, "feed.xml", "b", 1))
	b.clock = b.clock.Add(time.Minute)
	if names, failed := b.round(); len(names)+len(failed) > 0 || !slices.Equal(b.asked, []string{"/b"}) {
		t.Errorf("asked %q, read %q, failed %q", b.asked, names, failed)
	}
}

func TestPagesAHost(t *testing.T) {
	b := newBench(t, strings.Replace(allowed, "[[feed]]", "pages_a_host = 2\n[[feed]]", 1), func(b *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed.xml" {
			fmt.Fprint(w, story("Page "+r.URL.Path, "Laos"))
			return
		}
		var items []string
		for i := range 5 {
			items = append(items, item(fmt.Sprintf("http://%s/%d", r.Host, i), ""))
		}
		fmt.Fprint(w, rss(items...))
	})
	total := 0
	for _, want := range []int{2, 2, 1, 0} {
		names, _ := b.round()
		if len(names) != want {
			t.Errorf("a round gave %d pages, want %d", len(names), want)
		}
		total += len(names)
	}
	if total != 5 {
		t.Errorf("%d pages in all", total)
	}
}

// TestRelativeLinks fetches pages whose feed leaves out where they are.
func TestRelativeLinks(t *testing.T) {
	b := newBench(t, allowed, func(b *bench, w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
		case "/feed.xml":
			http.Redirect(w, r, "/news/feed.xml", http.StatusFound)
		case "/news/feed.xml":
			fmt.Fprint(w, rss(item("/a", ""), item("b?id=2", "")))
		default:
			fmt.Fprint(w, story("Page at "+r.URL.Path, "Mali"))
		}
	})
	if names, failed := b.round(); !slices.Equal(names, []string{"/a", "/news/b?id=2"}) || failed != nil {
		t.Errorf("gave %q, %q", names, failed)
	}
}

func TestOwnText(t *testing.T) {
	toml := strings.Replace(allowed, `name = "test"`, "pages = false", 1)
	b := newBench(t, toml, func(b *bench, w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, rss("<item><title>T</title><link>/x</link><guid>1</guid><description>Chad opened an embassy in Lima in May 2011, the ministry said.</description></item>"))
	})
	names, failed := b.round()
	if len(names) != 1 || failed != nil || slices.Contains(b.asked, "/x") {
		t.Errorf("gave %q, failed %q, asked %q", names, failed, b.asked)
	}
	if names, _ := b.round(); names != nil {
		t.Errorf("read twice: %q", names)
	}
}

// TestOddItem: an item of a JSON Feed that cannot be read is reported, once, and keeps none of the others back.
func TestOddItem(t *testing.T) {
	toml := strings.Replace(allowed, `name = "test"`, "pages = false", 1)
	b := newBench(t, toml, func(b *bench, w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"version":"https://jsonfeed.org/version/1.1","items":[5,{"id":"1","content_text":"Chad opened an embassy in Lima in May 2011, the ministry said."}]}`)
	})
	if names, failed := b.round(); len(names) != 1 || len(failed) != 1 || !strings.Contains(failed[0], "the item is no object") {
		t.Errorf("gave %q, failed %q", names, failed)
	}
	if names, failed := b.round(); names != nil || failed != nil || b.w.Status()[0].State != OK {
		t.Errorf("again: %q, %q", names, failed)
	}
}

// TestCutFeed: what stands before the break is read, the break is reported once until it is another one, the feed fails and is asked as often as before, and it is
// not asked for what is different since. Half an entry is none.
func TestCutFeed(t *testing.T) {
	cut := 60
	b := newBench(t, strings.Replace(allowed, `name = "test"`, "pages = false", 1), func(b *bench, w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		out := rss(item("https://n.example/x", ""), "<item><title>T</title><guid>1</guid><description>Chad opened an embassy in Lima in May 2011, the ministry said.</description></item>", item("https://n.example/y", ""))
		out = out[:len(out)-cut]
		if cut == 61 { // it breaks off in another line
			out = strings.Replace(out, "<item>", "\n<item>", 1)
		}
		fmt.Fprint(w, out)
	})
	for i, at := range []int{60, 60, 60, 61} {
		cut = at
		if i == 2 {
			b.restart()
		}
		_, failed := b.round()
		if said := i == 0 || i == 3; said != (len(failed) == 1) || said && !strings.Contains(failed[0], "cannot be read further") {
			t.Errorf("round %d: failed %q", i, failed)
		}
		s := b.w.Status()[0]
		if !strings.Contains(s.Problem, "cannot be read further") || s.State != Failing || s.Next.Sub(b.clock) > 2*time.Hour {
			t.Errorf("status %+v", s)
		}
		if s.Entries != 2 || s.Read != 1 || s.LeftOut != 1 {
			t.Errorf("counts: %+v", s)
		}
	}
	cut = 0
	if _, failed := b.round(); failed != nil || b.w.Status()[0].Problem != "" {
		t.Errorf("failed %q, status %+v", failed, b.w.Status()[0])
	}
	if s := b.w.Status()[0]; s.State != OK || s.Entries != 3 || s.Read != 1 || s.LeftOut != 2 {
		t.Errorf("whole: %+v", s)
	}
}

func TestConfigErrors(t *testing.T) {
	tests := []struct{ toml, want string }{
		{"", "feeds.toml: names no feed"},
		{"fetch = true\nfetchh = true\n", `feeds.toml:2: unknown setting "fetchh"`},
		{"[[feed]]\nurl = \"ftp://example.org/\"", `feeds.toml:2: feed 1: "ftp://example.org/" is no address of a feed`},
		{"[[feed]]\nurl = \"https://example.org/\"\n# again\n[[feed]]\nname = '[[feed]]'\nurl = \"https://example.org/\"", "feeds.toml:6: feed 2: https://example.org/ is given twice"},
		{"[[feed]]\nurl = \"https://example.org/\"\n[[feed]]\nname = 'x'\n", "feeds.toml:3: feed 2 has no url"},
		{"seed = 1\nredirects = -1\n[[feed]]\nurl = \"https://example.org/\"", "feeds.toml:2: redirects is -1; it is from 0 to 20"},
		{"pages_a_host = 0\n[[feed]]\nurl = \"https://example.org/\"", "feeds.toml:1: pages_a_host is 0; it is 1 at least"},
		{"[[feed]]\nurl = \"https://example.org/\"\ninterval = 5", "feeds.toml:3: 5 is no time"},
		{"seed = 1\n\nallow = [\n  \"10.0.0\"]\n[[feed]]\nurl = \"https://example.org/\"", `feeds.toml:3: allow: "10.0.0" is no network`},
		{"interval = \"soon\"", "feeds.toml:1: "},
		{"interval = \n", "feeds.toml:1: "},
	}
	for _, test := range tests {
		if _, err := Parse("feeds.toml", []byte(test.toml)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.toml, err, test.want)
		}
	}
}

func TestSayDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{3 * time.Second: "3 seconds", 90 * time.Second: "90 seconds", 5 * time.Minute: "5 minutes", 36*time.Hour + time.Minute: "36 hours", 241 * time.Hour: "10 days"} {
		if got := sayDuration(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}
