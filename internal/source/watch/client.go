package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"chancery/internal/source/address"

	"github.com/temoto/robotstxt"
)

const (
	agent         = "chancery" // in robots.txt
	maxRobots     = 512 << 10  // of robots.txt, RFC 9309
	maxHosts      = 4 << 20    // bytes of what is known of all hosts, as the files of robots.txt have them: some thousand hosts
	aHost         = 1 << 10    // of one without its robots.txt
	robotsFor     = 24 * time.Hour
	maxCrawlDelay = 5 * time.Minute
	maxRetryAfter = 7 * 24 * time.Hour
	maxHeader     = 64 << 10
)

// A Problem is why a request gave nothing.
type Problem struct {
	Message string
	Final   bool          // asking again is of no use
	Missed  bool          // nobody was there: the name is not known, or no connection was made
	Gone    bool          // nor was anybody the time before, and others have answered since
	Refused bool          // by the file of feeds, not by a server: as soon as the file lets it, it may be asked again
	After   time.Duration // the server asks for this pause; 0 where it says nothing
}

func (p *Problem) Error() string { return p.Message }

// answer is what a server sent.
type answer struct {
	url          string // after redirects
	moved        string // where a permanent redirect leads, "" for none
	contentType  string
	etag         string
	lastModified string
	unchanged    bool // 304
	body         []byte
}

// client makes requests. It is safe for concurrent use.
type client struct {
	c     *Config
	http  *http.Client
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	tell  func(address string) // told of each feed and page that is asked for; nil for nobody

	mu    sync.Mutex
	hosts map[string]*host
	clock int64 // counts the requests

	answers  atomic.Int64 // how many requests were answered
	stranger atomic.Bool  // nobody was there of a host that was not gone, since this was last set to false
}

// host is what is known of a server. Its lock is held for the time of a request: one at a time.
type host struct {
	free   chan struct{} // holds a token while no request is under way
	next   time.Time     // before which nothing is asked
	delay  time.Duration
	robots *robotstxt.Group // of the rules, those for us; nil where they are not known
	read   time.Time        // when robots was read
	missed bool             // nobody was there the last time
	before int64            // how many requests had been answered when that began

	// The client's lock guards these.
	users int   // requests that have it or wait for it
	used  int64 // when by the client's clock
	size  int
}

func newClient(c *Config, now func() time.Time, sleep func(context.Context, time.Duration) error) *client {
	cl := &client{c: c, now: now, sleep: sleep, hosts: map[string]*host{}}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error { return cl.c.permit(address) }}
	cl.http = &http.Client{
		// No proxy of the environment: behind one, nothing could be said of the address that is reached.
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: maxHeader,
			MaxConnsPerHost: 1, IdleConnTimeout: 30 * time.Second, ForceAttemptHTTP2: true,
			HTTP2: &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second}, // a connection of which the other end is gone is not used again
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return cl
}

// take has the client go on with another file, while no request is under way.
func (c *client) take(to *Config) {
	c.c = to
	for _, h := range c.hosts {
		h.pace(to)
	}
	c.http.CloseIdleConnections() // to addresses that may be refused now
}

// pace sets the pause between two requests to the host.
func (h *host) pace(c *Config) {
	h.delay = time.Duration(c.Delay)
	if h.robots != nil {
		h.delay = min(max(h.delay, h.robots.CrawlDelay), maxCrawlDelay)
	}
}

// errRefused is for addresses that are not asked.
type errRefused struct{ addr netip.Addr }

func (e *errRefused) Error() string {
	return fmt.Sprintf("%s is a private or reserved address", e.addr)
}

// permit says whether a connection to at, an IP and a port, may be made.
func (c *Config) permit(at string) error {
	ap, err := netip.ParseAddrPort(at)
	if err != nil {
		return err
	}
	addr := ap.Addr().Unmap().WithZone("")
	for _, p := range c.allow {
		if p.Contains(addr) {
			return nil
		}
	}
	if !address.Public(addr) {
		return &errRefused{addr}
	}
	return nil
}

// get asks for an address, following redirects; robots.txt is heeded at each step.
func (c *client) get(ctx context.Context, address, etag, lastModified string) (*answer, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	moved, permanent := "", true
	for n := 0; ; n++ {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
			return nil, &Problem{Message: fmt.Sprintf("%q is no address of a page", address), Final: true}
		}
		u.Fragment = ""
		if c.tell != nil {
			c.tell(u.Redacted())
		}
		a, location, status, err := c.step(ctx, u, etag, lastModified)
		if err != nil {
			return nil, err
		}
		if location == "" {
			a.url, a.moved = u.String(), moved
			return a, nil
		}
		if n == c.c.Redirects {
			return nil, &Problem{Message: fmt.Sprintf("redirected more than %d times", c.c.Redirects)}
		}
		to, err := u.Parse(location)
		if err != nil {
			return nil, &Problem{Message: fmt.Sprintf("redirected to %q, which is no address", location)}
		}
		if u.Scheme == "https" && to.Scheme == "http" {
			return nil, &Problem{Message: "redirected from https to http"}
		}
		if permanent = permanent && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect); permanent {
			moved = to.String()
		}
		if to.Host != u.Host {
			to.User = nil
			etag, lastModified = "", ""
		}
		address = to.String()
	}
}

// step makes one request, when its host is free and robots.txt lets it. It returns where a redirect leads.
func (c *client) step(ctx context.Context, u *url.URL, etag, lastModified string) (*answer, string, int, error) {
	h := c.host(u)
	defer c.leave(h)
	select {
	case <-h.free:
	case <-ctx.Done():
		return nil, "", 0, ctx.Err()
	}
	defer func() { h.free <- struct{}{} }()
	if err := c.askRobots(ctx, h, u); err != nil {
		return nil, "", 0, err
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if path == "" {
		path = "/"
	}
	if !h.robots.Test(path) {
		return nil, "", 0, &Problem{Message: "robots.txt of " + u.Host + " forbids it", Final: true}
	}
	return c.request(ctx, h, u, etag, lastModified, int64(c.c.MaxMiB)<<20)
}

// host returns what is known of a server; it stays known until leave is called.
func (c *client) host(u *url.URL) *host {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	h := c.hosts[key]
	if h == nil {
		h = &host{free: make(chan struct{}, 1), delay: time.Duration(c.c.Delay), size: aHost}
		h.free <- struct{}{}
		c.hosts[key] = h
	}
	h.users++
	c.clock++
	h.used = c.clock
	return h
}

// leave ends the use of a host. Where too much is known of all, it forgets those that were not used for longest; of one whose pause is not over, its
// robots.txt alone.
func (c *client) leave(h *host) {
	c.mu.Lock()
	defer c.mu.Unlock()
	h.users--
	var idle []string
	total := 0
	for key, h := range c.hosts {
		total += h.size
		if h.users == 0 {
			idle = append(idle, key)
		}
	}
	if total <= maxHosts {
		return
	}
	slices.SortFunc(idle, func(a, b string) int { return cmp.Compare(c.hosts[a].used, c.hosts[b].used) })
	now := c.now()
	for _, key := range idle {
		h := c.hosts[key]
		total -= h.size
		if h.next.After(now) {
			h.robots, h.size = nil, aHost
			total += aHost
		} else {
			delete(c.hosts, key)
		}
		if total <= maxHosts {
			return
		}
	}
}

// askRobots reads robots.txt of a host, once a day. Where the server has none, all is allowed; where it cannot be had,
// nothing is (RFC 9309, 2.3.1).
func (c *client) askRobots(ctx context.Context, h *host, u *url.URL) error {
	if h.robots != nil && c.now().Sub(h.read) < robotsFor {
		return nil
	}
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	for n := 0; ; n++ {
		a, location, status, err := c.request(ctx, h, at, "", "", maxRobots)
		var p *Problem
		switch {
		case errors.As(err, &p) && status >= 400 && status < 500 && status != http.StatusTooManyRequests:
			a = &answer{}
		case errors.As(err, &p) && p.Refused:
			return p
		case errors.As(err, &p):
			return &Problem{Message: "robots.txt of " + u.Host + " cannot be had: " + p.Message, After: p.After, Missed: p.Missed, Gone: p.Gone}
		case err != nil:
			return err
		case location != "":
			to, err := at.Parse(location)
			if err != nil || n == c.c.Redirects || to.Scheme != "http" && to.Scheme != "https" {
				return &Problem{Message: "robots.txt of " + u.Host + " leads nowhere"}
			}
			at = to
			continue
		}
		r, err := robotstxt.FromBytes(a.body)
		if err != nil {
			r, _ = robotstxt.FromBytes(nil)
		}
		h.robots, h.read = r.FindGroup(agent), c.now()
		h.pace(c.c)
		c.mu.Lock()
		h.size = aHost + len(a.body)
		c.mu.Unlock()
		return nil
	}
}

// request makes one request to a host whose token is held, after its pause.
func (c *client) request(ctx context.Context, h *host, u *url.URL, etag, lastModified string, limit int64) (*answer, string, int, error) {
	if wait := h.next.Sub(c.now()); wait > 0 {
		if err := c.sleep(ctx, wait); err != nil {
			return nil, "", 0, err
		}
	}
	defer func() { h.next = c.now().Add(h.delay) }()
	limited, cancel := context.WithTimeout(ctx, time.Duration(c.c.Timeout))
	defer cancel()
	var met, naming atomic.Bool
	limited = httptrace.WithClientTrace(limited, &httptrace.ClientTrace{
		DNSStart:    func(httptrace.DNSStartInfo) { naming.Store(true) },
		DNSDone:     func(httptrace.DNSDoneInfo) { naming.Store(false) },
		GotConn:     func(httptrace.GotConnInfo) { met.Store(true) },
		ConnectDone: func(_, _ string, err error) { met.Store(met.Load() || err == nil) },
	})
	req, err := http.NewRequestWithContext(limited, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, "", 0, &Problem{Message: err.Error(), Final: true}
	}
	req.Header.Set("User-Agent", c.c.UserAgent)
	req.Header.Set("Accept", "application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5")
	req.Header.Set("Accept-Language", "en, *;q=0.5")
	if etag != "" {
		req.Header.Set("If-None-Match", etag)
	}
	if lastModified != "" {
		req.Header.Set("If-Modified-Since", lastModified)
	}
	res, err := c.http.Do(req)
	if err != nil {
		err = c.problem(ctx, err)
		var p *Problem
		if errors.As(err, &p) && !met.Load() && !p.Refused {
			p.Missed = true
			if p.Gone = h.missed && c.answers.Load() > h.before; !p.Gone {
				c.stranger.Store(true)
			}
			if !h.missed {
				h.missed, h.before = true, c.answers.Load()
			}
			switch {
			case limited.Err() == nil:
			case naming.Load():
				p.Message = fmt.Sprintf("no name server told within %s where %q is", time.Duration(c.c.Timeout), u.Hostname())
			default:
				p.Message = fmt.Sprintf("no connection was made within %s", time.Duration(c.c.Timeout))
			}
		}
		return nil, "", 0, err
	}
	defer res.Body.Close()
	c.answers.Add(1)
	h.missed = false
	a := &answer{contentType: res.Header.Get("Content-Type"), etag: res.Header.Get("ETag"), lastModified: res.Header.Get("Last-Modified")}
	switch code := res.StatusCode; {
	case code == http.StatusNotModified:
		a.unchanged = true
		return a, "", code, nil
	case code >= 300 && code < 400 && res.Header.Get("Location") != "":
		return nil, res.Header.Get("Location"), code, nil
	case code != http.StatusOK:
		p := &Problem{Message: "the server answered " + strings.TrimSpace(fmt.Sprint(code, " ", http.StatusText(code)))}
		p.Final = code == http.StatusNotFound || code == http.StatusGone || code == http.StatusUnauthorized || code == http.StatusForbidden || code == http.StatusUnavailableForLegalReasons
		p.After = c.retryAfter(res.Header.Get("Retry-After"))
		return nil, "", code, p
	case res.Header.Get("Content-Encoding") != "":
		return nil, "", code, &Problem{Message: "is encoded as " + strconv.Quote(res.Header.Get("Content-Encoding")) + ", which was not asked for"}
	}
	a.body, err = io.ReadAll(io.LimitReader(res.Body, limit+1)) // unpacked: a bomb ends here
	switch {
	case int64(len(a.body)) > limit:
		return nil, "", res.StatusCode, &Problem{Message: fmt.Sprintf("is larger than %d KiB", limit>>10), Final: true}
	case err != nil:
		return nil, "", res.StatusCode, c.problem(ctx, err)
	}
	return a, "", res.StatusCode, nil
}

// problem says what went wrong with a request, unless the caller gave up.
func (c *client) problem(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var refused *errRefused
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &refused):
		return &Problem{Message: fmt.Sprintf(`%v; allow = ["%s"] in the file would let it`, refused, refused.addr), Final: true, Refused: true}
	case errors.As(err, &dns) && (dns.IsTimeout || dns.IsTemporary):
		return &Problem{Message: "no name server told where " + strconv.Quote(dns.Name) + " is"}
	case errors.As(err, &dns):
		return &Problem{Message: "the name " + strconv.Quote(dns.Name) + " cannot be resolved"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &Problem{Message: fmt.Sprintf("gave no whole answer within %s", time.Duration(c.c.Timeout))}
	}
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err
	}
	return &Problem{Message: err.Error()}
}

// retryAfter reads a Retry-After header: seconds or a date.
func (c *client) retryAfter(s string) time.Duration {
	var d time.Duration
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n > 0 && n < 1<<30 {
		d = time.Duration(n) * time.Second
	} else if t, err := http.ParseTime(s); err == nil {
		d = t.Sub(c.now())
	}
	return min(max(d, 0), maxRetryAfter)
}
