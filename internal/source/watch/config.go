// Package watch follows feeds: it asks each when it is due, fetches the pages of its new entries and hands them on
// as documents, each once.
//
// It is polite: conditional requests, one request at a time to a host with a pause between two, robots.txt (RFC 9309),
// growing pauses where a server fails, its Retry-After heeded. It is careful: a request goes to no private, loopback
// or link-local address unless the file allows it, which is checked on the address that the connection is made to;
// redirects, sizes and times are bounded. What it must remember it keeps in Notes, so a restart reads nothing twice.
// A feed that fails or falls silent stays in the listing and says so; it is never dropped.
//
// Jitter comes from the file's seed and the feed's address, and time from the caller: the package reads no clock but
// for the limits of a connection.
package watch

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"chancery"
)

// Config is a file of feeds.
type Config struct {
	Fetch       bool     `toml:"fetch"`        // nothing is fetched unless this or the command line says so
	UserAgent   string   `toml:"user_agent"`   // what servers are told; give a way to reach you
	Interval    Duration `toml:"interval"`     // between two polls of a feed
	Delay       Duration `toml:"delay"`        // between two requests to one host
	Timeout     Duration `toml:"timeout"`      // of a request with its redirects and its body
	MaxBackoff  Duration `toml:"max_backoff"`  // the longest pause of a feed that fails
	SilentAfter Duration `toml:"silent_after"` // a feed without a new entry for so long is reported
	MaxMiB      int      `toml:"max_mib"`      // of a page or feed, unpacked
	Redirects   int      `toml:"redirects"`    // followed
	PagesAHost  int      `toml:"pages_a_host"` // fetched from one host in a round; the others wait for the next
	Seed        uint64   `toml:"seed"`         // of the jitter
	Allow       []string `toml:"allow"`        // networks and addresses, such as "10.1.0.0/16", that are refused otherwise
	Feeds       []Feed   `toml:"feed"`

	allow []netip.Prefix
}

// Feed is one feed of the file.
type Feed struct {
	URL         string   `toml:"url"`
	Name        string   `toml:"name"`  // for people; default: the address
	Pages       *bool    `toml:"pages"` // fetch the pages of the entries; default true. Else the entries' own text is read
	Interval    Duration `toml:"interval"`
	SilentAfter Duration `toml:"silent_after"`
}

// Duration is a time.Duration written as text: "30m", "1h30m".
type Duration time.Duration

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	if err == nil && v <= 0 {
		err = fmt.Errorf("%q is not more than nothing", b)
	}
	*d = Duration(v)
	return err
}

// most is the longest time after which a feed of that interval is asked again.
func (d Duration) most() time.Duration { return time.Duration(most * float64(d)) }

// shortest is the least that a setting of time may be: what is less is a number without a unit.
const shortest = time.Microsecond

// Defaults are the values that a file need not give.
var Defaults = Config{
	UserAgent: "chancery", Interval: Duration(time.Hour), Delay: Duration(5 * time.Second), Timeout: Duration(30 * time.Second),
	MaxBackoff: Duration(24 * time.Hour), SilentAfter: Duration(14 * 24 * time.Hour), MaxMiB: 16, Redirects: 5, PagesAHost: 50,
}

// Load reads a file of feeds.
func Load(path string) (*Config, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, &chancery.Error{Code: chancery.CodeUsage, Where: path, Message: "cannot be read", Hint: "give a file of feeds; chancery watch --help shows one", Err: errors.Unwrap(err)}
	}
	return Parse(path, b)
}

// Parse reads the text of a file of feeds. Errors name the line.
func Parse(path string, b []byte) (*Config, error) {
	c := Defaults
	err := toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(&c)
	var strict *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		row, _ := strict.Errors[0].Position()
		return nil, usage(fmt.Sprintf("%s:%d", path, row), "chancery watch --help shows what a file of feeds may hold", "unknown setting %q", strings.Join(strict.Errors[0].Key(), "."))
	case errors.As(err, &bad):
		row, _ := bad.Position()
		msg := strings.TrimPrefix(bad.Error(), "toml: ")
		if strings.Contains(msg, "struct field") { // the decoder's own types tell a person nothing
			msg = fmt.Sprintf("%q has another kind of value", strings.Join(bad.Key(), "."))
		}
		return nil, usage(fmt.Sprintf("%s:%d", path, row), "chancery watch --help shows how each setting is written", "%s", msg)
	case err != nil:
		return nil, usage(path, "chancery watch --help shows a file of feeds", "%v", err)
	}
	return &c, c.check(func(setting string) string {
		if line := lines(b)[setting]; line > 0 {
			return fmt.Sprintf("%s:%d", path, line)
		}
		return path
	})
}

func usage(where, hint, format string, args ...any) error {
	return &chancery.Error{Code: chancery.CodeUsage, Where: where, Message: fmt.Sprintf(format, args...), Hint: hint}
}

// check completes the file and reports what in it cannot be; at gives the place of a setting.
func (c *Config) check(at func(setting string) string) error {
	if len(c.Feeds) == 0 {
		return usage(at(""), `add [[feed]] and url = "https://..."`, "names no feed")
	}
	for _, n := range []struct {
		setting           string
		value, least, top int
	}{{"max_mib", c.MaxMiB, 1, 900}, {"redirects", c.Redirects, 0, 20}, {"pages_a_host", c.PagesAHost, 1, math.MaxInt}} {
		switch {
		case n.value >= n.least && n.value <= n.top:
		case n.top == math.MaxInt:
			return usage(at(n.setting), "", "%s is %d; it is %d at least", n.setting, n.value, n.least)
		default:
			return usage(at(n.setting), "", "%s is %d; it is from %d to %d", n.setting, n.value, n.least, n.top)
		}
	}
	type duration struct {
		setting string
		value   Duration
	}
	durations := []duration{{"interval", c.Interval}, {"delay", c.Delay}, {"timeout", c.Timeout}, {"max_backoff", c.MaxBackoff}, {"silent_after", c.SilentAfter}}
	for i, f := range c.Feeds {
		of := fmt.Sprintf("feed.%d.", i)
		durations = append(durations, duration{of + "interval", f.Interval}, duration{of + "silent_after", f.SilentAfter})
	}
	for _, d := range durations {
		if d.value != 0 && time.Duration(d.value) < shortest {
			return usage(at(d.setting), `write a time as text, with its unit: "30s", "15m", "1h"`, "%d is no time", int64(d.value))
		}
	}
	for _, s := range c.Allow {
		p, err := netip.ParsePrefix(s)
		if addr, bad := netip.ParseAddr(s); bad == nil && addr.Zone() == "" {
			p, err = netip.PrefixFrom(addr, addr.BitLen()), nil
		}
		if err != nil {
			return usage(at("allow"), `write "10.1.0.0/16", "127.0.0.1" or "::1"`, "allow: %q is no network and no address", s)
		}
		c.allow = append(c.allow, p.Masked())
	}
	seen := map[string]bool{}
	for i := range c.Feeds {
		f := &c.Feeds[i]
		of := fmt.Sprintf("feed.%d.", i)
		u, err := url.Parse(f.URL)
		switch {
		case f.URL == "":
			return usage(at(of), `add url = "https://..."`, "feed %d has no url", i+1)
		case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
			return usage(at(of+"url"), "an address begins with https:// or http://; a feed that is a file is read by \"chancery ingest FILE\", again whenever it has changed", "feed %d: %q is no address of a feed", i+1, f.URL)
		}
		if f.Name == "" {
			f.Name = u.Redacted()
		}
		if f.Interval == 0 {
			f.Interval = c.Interval
		}
		if f.SilentAfter == 0 {
			f.SilentAfter = c.SilentAfter
		}
		if f.Pages == nil {
			yes := true
			f.Pages = &yes
		}
		if seen[f.URL] {
			return usage(at(of+"url"), "", "feed %d: %s is given twice", i+1, u.Redacted())
		}
		seen[f.URL] = true
	}
	return nil
}

// lines returns the line of each setting of a file by its path, "redirects" or "feed.0.url", and of the heading of each feed, "feed.0.".
func lines(b []byte) map[string]int {
	out := map[string]int{}
	var p unstable.Parser
	p.Reset(b)
	table, feeds, line, last := "", 0, 1, 0
	for p.NextExpression() {
		e := p.Expression()
		if e.Kind != unstable.KeyValue && e.Kind != unstable.ArrayTable && e.Kind != unstable.Table {
			continue
		}
		var key []string
		for it := e.Key(); it.Next(); {
			if key == nil {
				start := int(it.Node().Raw.Offset)
				line += bytes.Count(b[last:start], []byte("\n"))
				last = start
			}
			key = append(key, string(it.Node().Data))
		}
		name := strings.Join(key, ".")
		switch e.Kind {
		case unstable.Table:
			table = name + "."
		case unstable.ArrayTable:
			table = fmt.Sprintf("%s.%d.", name, feeds)
			feeds++
			out[table] = line
		default:
			out[table+name] = line
		}
	}
	return out
}
