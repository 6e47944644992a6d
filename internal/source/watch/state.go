package watch

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/url"
	"strings"
	"time"

	"chancery/internal/source/feed"
)

// Notes keep what must be remembered between runs: values under a key of a space. Set keeps all or none; an empty
// value takes a note away.
type Notes interface {
	Get(ctx context.Context, space, key string) ([]byte, bool, error)
	All(ctx context.Context, space string) (map[string][]byte, error)
	Set(ctx context.Context, changes map[Key][]byte) error
}

// Key names a note.
type Key struct{ Space, Key string }

// The spaces of notes.
const (
	spaceFeed    = "watch/feed"    // a record, by address
	spaceWaiting = "watch/waiting" // a page that is yet to be fetched, by key
	spacePage    = "watch/page"    // a page that is done with, by key: an outcome
)

// record is what is remembered of a feed.
type record struct {
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	First        time.Time `json:"first"`             // when it was first asked
	Polled       time.Time `json:"polled"`            // when it was last asked
	Answered     time.Time `json:"answered,omitzero"` // when it last answered as it should
	New          time.Time `json:"new,omitzero"`      // when it last had a new entry
	Next         time.Time `json:"next"`              // when it is to be asked again
	Polls        int       `json:"polls"`
	Failures     int       `json:"failures,omitempty"` // since it last answered as it should
	Cut          bool      `json:"cut,omitempty"`      // the last answer broke off behind some entries
	Problem      string    `json:"problem,omitempty"`
	Refused      bool      `json:"refused,omitempty"` // the last problem was that the file did not let it be asked
	Moved        string    `json:"moved,omitempty"`
	Entries      int       `json:"entries,omitempty"` // new ones that were seen, all in all
	Read         int       `json:"read,omitempty"`    // pages and entries read
	GivenUp      int       `json:"given_up,omitempty"`
	GaveUp       []string  `json:"gave_up,omitempty"`  // the last pages that were given up, with the reasons
	LeftOut      int       `json:"left_out,omitempty"` // entries that were not read, and whose page was not given up
}

// page is an entry whose page is yet to be fetched.
type page struct {
	URL      string     `json:"url"`
	Feed     string     `json:"feed"`
	Entry    feed.Entry `json:"entry"`
	Attempts int        `json:"attempts,omitempty"`
	Problem  string     `json:"problem,omitempty"`
	Next     time.Time  `json:"next,omitzero"`
	Missed   time.Time  `json:"missed,omitzero"` // since when nobody was there each time; zero where somebody was the last time

	givenUp bool // what the feed itself says of it is read
}

// outcome is what became of a page.
type outcome struct {
	At   time.Time `json:"at"`
	Read bool      `json:"read"`
	Why  string    `json:"why,omitempty"` // it was not read
}

// Status is how a feed stands.
type Status struct {
	Name     string    `json:"name"`
	URL      string    `json:"url"`
	State    string    `json:"state"` // ok, failing, silent, new (never asked)
	Problem  string    `json:"problem,omitempty"`
	Failures int       `json:"failures,omitempty"` // in a row
	Polled   time.Time `json:"polled,omitzero"`
	Answered time.Time `json:"answered,omitzero"`
	NewEntry time.Time `json:"new_entry,omitzero"` // when it last had one
	Next     time.Time `json:"next,omitzero"`
	Refused  bool      `json:"refused,omitempty"` // by the file of feeds: the next run asks it, whatever Next says
	Entries  int       `json:"entries"`           // new ones, all in all
	Read     int       `json:"read"`
	Waiting  int       `json:"waiting"` // pages yet to be fetched
	GivenUp  int       `json:"given_up"`
	LeftOut  int       `json:"left_out"`        // entries without text, in another language, damaged, or read under another address
	Moved    string    `json:"moved,omitempty"` // where it says that it has moved for good
}

// The states of a feed.
const (
	OK      = "ok"
	Failing = "failing"
	Silent  = "silent"
	New     = "new"
)

// Status returns how each feed of the file stands, in its order.
func (w *Watcher) Status() []Status {
	w.mu.Lock()
	defer w.mu.Unlock()
	waiting := map[string]int{}
	for _, p := range w.waiting {
		waiting[p.Feed]++
	}
	out := make([]Status, 0, len(w.c.Feeds))
	for _, f := range w.c.Feeds {
		r := w.feeds[f.URL]
		s := Status{
			Name: f.Name, URL: redacted(f.URL), State: OK, Problem: r.Problem, Failures: r.Failures, Polled: r.Polled, Answered: r.Answered, NewEntry: r.New, Next: r.Next, Refused: r.Refused && r.Failures > 0,
			Entries: r.Entries, Read: r.Read, Waiting: waiting[f.URL], GivenUp: r.GivenUp, LeftOut: r.LeftOut, Moved: r.Moved,
		}
		last := r.First
		if r.New.After(last) {
			last = r.New
		}
		quiet := w.now().Sub(last)
		switch {
		case r.Polls == 0:
			s.State = New
		case r.Failures > 0:
			s.State = Failing
		case quiet > time.Duration(f.SilentAfter):
			s.State = Silent
			s.Problem = "no new entry for " + sayDuration(quiet)
		}
		if s.State != Failing && len(r.GaveUp) > 0 {
			if s.Problem != "" {
				s.Problem += "; "
			}
			s.Problem += "given up: " + strings.Join(r.GaveUp, "; ")
			if n := r.GivenUp - len(r.GaveUp); n > 0 {
				s.Problem += fmt.Sprintf("; and %d before", n)
			}
		}
		out = append(out, s)
	}
	return out
}

// sayDuration writes a time in the largest unit of which there is more than one: "3 days", "36 hours".
func sayDuration(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", int(d.Hours()))
	case d >= 2*time.Minute:
		return fmt.Sprintf("%d minutes", int(d.Minutes()))
	}
	return fmt.Sprintf("%d seconds", int(d.Seconds()))
}

func redacted(address string) string {
	if u, err := url.Parse(address); err == nil {
		return u.Redacted()
	}
	return address
}

// pageKey is the key under which a page is remembered: its address without what does not change the page.
func pageKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	host := strings.ToLower(u.Hostname())
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if q := query(u); q != "" {
		path += "?" + q
	}
	return host + path
}

// query returns the query of an address without the parameters that tell where a reader came from, its order kept.
func query(u *url.URL) string {
	var kept []string
	for _, p := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(strings.ToLower(p), "=")
		if p == "" || strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" || name == "mc_cid" || name == "mc_eid" {
			continue
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, "&")
}

// jitter returns a number of [0, 1) that follows from the seed, an address and a count.
func jitter(seed uint64, address string, n int) float64 {
	h := fnv.New64a()
	h.Write(binary.LittleEndian.AppendUint64(nil, seed))
	h.Write([]byte(address))
	h.Write(binary.LittleEndian.AppendUint64(nil, uint64(n)))
	z := h.Sum64() // finished as by SplitMix64: FNV leaves the high bits of short keys alike
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return float64((z^z>>31)>>11) / (1 << 53)
}

// backoff is the pause after so many failures in a row: it doubles each time up to the longest, a quarter more or less.
func backoff(first, longest time.Duration, failures int, jitter float64) time.Duration {
	d := longest
	if n := failures - 1; n < 30 && first<<n > 0 && first<<n < longest {
		d = first << n
	}
	return time.Duration(float64(d) * (0.75 + jitter/2))
}

func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil { // strings, numbers and times alone
		panic(err)
	}
	return b
}
