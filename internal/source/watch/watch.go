package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"chancery"
	"chancery/internal/source"
	"chancery/internal/source/feed"
	"chancery/internal/source/stamp"
)

const (
	hostsAtOnce  = 8
	attempts     = 6                // at a page, before it is given up
	firstRetry   = 10 * time.Minute // of a page
	maxWaiting   = 100_000          // pages that may wait
	maxGaveUp    = 5                // pages given up of which the reasons are remembered
	maxOwn       = 32 << 10         // bytes of an entry's own text that are remembered until its page is read
	longestRetry = 24 * time.Hour
	missedFor    = 7 * 24 * time.Hour // nobody was there of whom a page is to be had, before it is given up
	least, most  = 0.9, 1.1           // of its interval, when a feed is asked again
)

// Watcher follows the feeds of a file.
type Watcher struct {
	c      *Config
	client *client
	notes  Notes
	kept   func(ctx context.Context, name string) (bool, error)
	opts   source.Options
	now    func() time.Time

	mu      sync.Mutex
	feeds   map[string]*record
	waiting map[string]*page
	changes map[Key][]byte // to be kept by Commit
	open    bool           // a round has begun that was not committed
	rounds  int
	report  source.Report
	left    map[string]int
	before  int64                 // how many requests had been answered when the round began
	cut     bool                  // this machine is cut off, for all that is known
	alone   []func(now time.Time) // what becomes of the feeds and pages of the round of which nobody was there, if it is
}

// Setup is what a Watcher works with.
type Setup struct {
	Notes Notes
	// Kept reports whether a document of that name has been kept: a page that was kept just before the process was
	// killed is not noted as done.
	Kept    func(ctx context.Context, name string) (bool, error)
	Options source.Options // how pages are read
	Now     func() time.Time
	Sleep   func(context.Context, time.Duration) error
	Asking  func(address string) // may be nil; told of what is about to be asked for, from several goroutines at once
}

// NewWatcher takes up where the last run left off.
func NewWatcher(ctx context.Context, c *Config, s Setup) (*Watcher, error) {
	w := &Watcher{c: c, client: newClient(c, s.Now, s.Sleep), notes: s.Notes, kept: s.Kept, opts: s.Options, now: s.Now}
	w.client.tell = s.Asking
	return w, w.load(ctx)
}

// Take has the watcher go on with another file of feeds, between two rounds. What is known of hosts and feeds stays known; what the last file did not let be asked
// is asked again, as at a start.
func (w *Watcher) Take(ctx context.Context, c *Config) error {
	before := w.c
	w.c = c
	if err := w.load(ctx); err != nil {
		w.c = before
		return err
	}
	w.client.take(c)
	w.rounds = 0
	return nil
}

// load puts what is noted in place of what is known.
func (w *Watcher) load(ctx context.Context) error {
	known, err := w.notes.All(ctx, spaceFeed)
	if err != nil {
		return err
	}
	notes, err := w.notes.All(ctx, spaceWaiting)
	if err != nil {
		return err
	}
	feeds, waiting := map[string]*record{}, map[string]*page{}
	for _, f := range w.c.Feeds {
		r := &record{}
		if b, ok := known[f.URL]; ok {
			if err := json.Unmarshal(b, r); err != nil {
				return fmt.Errorf("what is remembered of %s: %w", redacted(f.URL), err)
			}
		}
		if latest := r.Polled.Add(f.Interval.most()); r.Failures == 0 && r.Next.After(latest) { // the interval was longer
			r.Next = latest
		}
		feeds[f.URL] = r
	}
	for key, b := range notes {
		p := &page{}
		if err := json.Unmarshal(b, p); err != nil {
			return fmt.Errorf("what is remembered of the page %s: %w", key, err)
		}
		waiting[key] = p
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.feeds, w.waiting, w.changes = feeds, waiting, map[Key][]byte{}
	return nil
}

// Next returns when something is to be done again.
func (w *Watcher) Next() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	var next time.Time
	sooner := func(t time.Time) {
		if next.IsZero() || t.Before(next) {
			next = t
		}
	}
	for _, r := range w.feeds {
		sooner(r.Next)
	}
	for _, p := range w.waiting {
		sooner(p.Next)
	}
	return next
}

// Round asks the feeds that are due, fetches the pages that are due and hands documents to fn, from several goroutines at
// once. all asks every feed, but for those whose pause after a failure has not passed. The first round also asks those that the file did not
// let it ask before: it may let it now. What the round learnt is remembered by
// Commit, which is to be called once the documents are kept; where it is not, the next round begins where this one did.
// The error is fn's, the context's or that of Notes.
func (w *Watcher) Round(ctx context.Context, all bool, fn func(chancery.Document) error) (source.Report, error) {
	if w.open { // its documents may not have been kept
		if err := w.load(ctx); err != nil {
			return source.Report{}, err
		}
	}
	w.open = true
	w.report, w.left, w.alone = source.Report{}, map[string]int{}, nil
	w.before = w.client.answers.Load()
	w.client.stranger.Store(false)
	now := w.now()
	due := map[string][]func(context.Context) error{}
	for i := range w.c.Feeds {
		f := &w.c.Feeds[i]
		if r := w.feeds[f.URL]; !r.Next.After(now) || all && (r.Failures == 0 || r.Cut) || w.rounds == 0 && r.Refused {
			due[hostOf(f.URL)] = append(due[hostOf(f.URL)], func(ctx context.Context) error { return w.poll(ctx, f, fn) })
		}
	}
	w.rounds++
	err := each(ctx, due)
	w.listen()
	if err == nil {
		err = w.pages(ctx, fn)
		w.listen()
	}
	if w.cut { // nobody is to be asked the later for it
		w.mu.Lock()
		for _, f := range w.alone {
			f(w.now())
		}
		w.mu.Unlock()
	}
	return w.end(), err
}

// answered reports whether anybody has answered in the round.
func (w *Watcher) answered() bool { return w.client.answers.Load() > w.before }

// listen concludes from what the round has met whether this machine is cut off. Silence of servers that were gone before tells nothing of it: then it is as it was.
func (w *Watcher) listen() {
	w.cut = !w.answered() && (w.cut || w.client.stranger.Load())
}

// end completes the report.
func (w *Watcher) end() source.Report {
	for reason, n := range w.left {
		w.report.LeftOut = append(w.report.LeftOut, source.LeftOut{Reason: reason, Count: n})
	}
	slices.SortFunc(w.report.LeftOut, func(a, b source.LeftOut) int { return strings.Compare(a.Reason, b.Reason) })
	return w.report
}

// Commit remembers what the last round learnt.
func (w *Watcher) Commit(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.notes.Set(ctx, w.changes); err != nil {
		return err
	}
	clear(w.changes)
	w.open = false
	return nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// each does the jobs of each host one after another, those of several hosts at once. The first error ends all.
func each(ctx context.Context, jobs map[string][]func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	places := make(chan struct{}, hostsAtOnce)
	var group sync.WaitGroup
	for _, of := range jobs {
		group.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			for _, job := range of {
				if ctx.Err() != nil {
					return
				}
				if err := job(ctx); err != nil {
					cancel(err)
				}
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// poll asks one feed and notes its new entries.
func (w *Watcher) poll(ctx context.Context, f *Feed, fn func(chancery.Document) error) error {
	r := w.feeds[f.URL]
	a, err := w.client.get(ctx, f.URL, r.ETag, r.LastModified)
	now := w.now()
	var problem *Problem
	if err != nil && !errors.As(err, &problem) {
		return err
	}
	var entries []feed.Entry
	if err == nil && !a.unchanged {
		entries, err = source.Entries(a.body)
	}
	w.mu.Lock()
	w.report.Files++
	if r.Polls == 0 {
		r.First = now
	}
	r.Polled = now
	r.Polls++
	r.Refused = problem != nil && problem.Refused
	told := r.Cut && err != nil && r.Problem == err.Error() // that it breaks off there has been said
	r.Cut = err != nil && len(entries) > 0
	asked := now.Add(time.Duration(float64(f.Interval) * (least + jitter(w.c.Seed, f.URL, r.Polls)*(most-least))))
	switch {
	case r.Cut: // the entries before the break are there; it is asked for whole the next time
		r.Failures++
		r.Problem, r.Moved = err.Error(), a.moved
		r.ETag, r.LastModified = "", ""
		r.Next = asked
		if !told {
			w.fail(redacted(f.URL), "what stands before has been read", err.Error())
		}
	case err != nil:
		failures := r.Failures
		r.Failures++
		r.Problem = err.Error()
		pause := backoff(time.Duration(f.Interval), max(time.Duration(w.c.MaxBackoff), time.Duration(f.Interval)), r.Failures, jitter(w.c.Seed, f.URL, r.Polls))
		if problem != nil {
			pause = max(pause, problem.After)
		}
		r.Next = now.Add(pause)
		if problem != nil && problem.Missed {
			w.alone = append(w.alone, func(now time.Time) {
				r.Failures = max(failures, 1)
				r.Next = earlier(r.Next, now.Add(time.Duration(f.Interval)))
				w.changes[Key{spaceFeed, f.URL}] = encode(r)
			})
		}
		again := "it is asked again at " + r.Next.Format(time.RFC3339)
		if r.Refused {
			again = "the next run asks it again"
		}
		w.fail(redacted(f.URL), again, err.Error())
	default:
		r.Failures, r.Problem, r.Answered, r.Moved = 0, "", now, a.moved
		if !a.unchanged {
			r.ETag, r.LastModified = a.etag, a.lastModified
		}
		r.Next = asked
	}
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.changes[Key{spaceFeed, f.URL}] = encode(r)
		w.mu.Unlock()
	}()
	if len(entries) == 0 {
		return nil
	}
	for _, e := range entries {
		if err := w.entry(ctx, f, r, a.url, e, fn); err != nil {
			return err
		}
	}
	return nil
}

// entry notes an entry whose page is to be fetched, or reads the entry's own text.
func (w *Watcher) entry(ctx context.Context, f *Feed, r *record, base string, e feed.Entry, fn func(chancery.Document) error) error {
	if u, err := url.Parse(base); err == nil && e.URL != "" {
		if to, err := u.Parse(strings.TrimSpace(e.URL)); err == nil && (to.Scheme == "http" || to.Scheme == "https") {
			to.Fragment, to.User, to.RawQuery = "", nil, query(to)
			e.URL = to.String()
		} else {
			e.URL = ""
		}
	}
	name := e.URL
	if name == "" {
		id := e.ID
		if id == "" {
			id = chancery.Hash(e.Title + "\n" + e.Content)[:16]
		}
		name = redacted(f.URL) + "#" + id
	}
	key := pageKey(name)
	if e.URL == "" {
		key = name
	}
	if done, err := w.done(ctx, key); err != nil || done {
		return err
	}
	w.mu.Lock()
	r.Entries++
	r.New = r.Polled
	p := &page{URL: e.URL, Feed: f.URL, Entry: e}
	full := len(w.waiting) >= maxWaiting
	if !full && e.URL != "" && *f.Pages {
		if len(p.Entry.Content) > maxOwn {
			p.Entry.Content = "" // the page has it
		}
		w.waiting[key] = p
		w.changes[Key{spaceWaiting, key}] = encode(p)
		w.mu.Unlock()
		return nil
	}
	w.mu.Unlock()
	return w.own(key, name, p, fn)
}

// own reads the text that the feed itself gives of an entry.
func (w *Watcher) own(key, name string, p *page, fn func(chancery.Document) error) error {
	if fault := p.Entry.Fault; fault != "" {
		w.settle(key, p, outcome{At: w.now(), Why: fault})
		w.mu.Lock()
		w.fail(name, feed.FaultHint, fault)
		w.mu.Unlock()
		return nil
	}
	d := p.Entry.Document(name)
	if d == nil {
		w.settle(key, p, outcome{At: w.now(), Why: "the entry has no text"})
		w.mu.Lock()
		w.left["feed entry without text"]++
		w.mu.Unlock()
		return nil
	}
	report, err := source.Hand(*d, w.opts, fn)
	if err != nil {
		return err
	}
	w.settled(key, p, report)
	return nil
}

// done reports whether a page has been dealt with, or waits.
func (w *Watcher) done(ctx context.Context, key string) (bool, error) {
	w.mu.Lock()
	_, waits := w.waiting[key]
	now := len(w.changes[Key{spacePage, key}]) > 0
	w.mu.Unlock()
	if waits || now {
		return true, nil
	}
	_, ok, err := w.notes.Get(ctx, spacePage, key)
	return ok, err
}

// pages fetches the pages that are due, so many of a host.
func (w *Watcher) pages(ctx context.Context, fn func(chancery.Document) error) error {
	now := w.now()
	jobs := map[string][]func(context.Context) error{}
	keys := make([]string, 0, len(w.waiting))
	for key := range w.waiting {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		p := w.waiting[key]
		if host := hostOf(p.URL); !p.Next.After(now) && len(jobs[host]) < w.c.PagesAHost {
			jobs[host] = append(jobs[host], func(ctx context.Context) error { return w.page(ctx, key, p, fn) })
		}
	}
	return each(ctx, jobs)
}

// page fetches and reads one page.
func (w *Watcher) page(ctx context.Context, key string, p *page, fn func(chancery.Document) error) error {
	if kept, err := w.kept(ctx, p.URL); err != nil {
		return err
	} else if kept {
		w.settle(key, p, outcome{At: w.now(), Read: true})
		return nil
	}
	a, err := w.client.get(ctx, p.URL, "", "")
	var problem *Problem
	switch {
	case errors.As(err, &problem):
		if w.postpone(key, p, problem) && p.Entry.Document(p.URL) != nil {
			return w.own(key, p.URL, p, fn)
		}
		return nil
	case err != nil:
		return err
	}
	if other := pageKey(a.url); other != key { // two addresses of one page
		done, err := w.claim(ctx, key, other, p)
		if err != nil || done {
			return err
		}
	}
	var dates []chancery.DateCandidate
	for _, s := range []string{p.Entry.Published, p.Entry.Updated} {
		if ds := stamp.Find(s); len(ds) > 0 {
			dates = []chancery.DateCandidate{{EDTF: ds[0].EDTF, Kind: chancery.DateMetadata, Text: s}}
			break
		}
	}
	opts := w.opts
	opts.MaxDocument = int64(w.c.MaxMiB) << 20
	report, err := source.Page(ctx, source.Fetched{Name: p.URL, URL: a.url, ContentType: a.contentType, Body: a.body}, opts, func(d *chancery.Document) {
		if len(d.Dates) == 0 || d.Dates[0].Kind != chancery.DateMetadata { // the page's own word comes first
			d.Dates = append(dates, d.Dates...)
		}
		if d.Source == "" {
			d.Source = p.Entry.Source
		}
		if d.Title == "" {
			d.Title = p.Entry.Title
		}
	}, fn)
	if err != nil {
		return err
	}
	w.settled(key, p, report)
	return nil
}

// claim takes the address to which a page led for it, unless that page has been dealt with: then this one is too.
func (w *Watcher) claim(ctx context.Context, key, other string, p *page) (done bool, err error) {
	_, known, err := w.notes.Get(ctx, spacePage, other)
	if err != nil {
		return false, err
	}
	w.mu.Lock()
	k := Key{spacePage, other}
	if len(w.changes[k]) > 0 {
		known = true
	} else if !known {
		w.changes[k] = encode(outcome{At: w.now(), Read: true})
		if _, waits := w.waiting[other]; waits {
			delete(w.waiting, other)
			w.changes[Key{spaceWaiting, other}] = nil
		}
	}
	w.mu.Unlock()
	if known {
		w.settle(key, p, outcome{At: w.now(), Why: "the same page as " + other})
		w.mu.Lock()
		w.left["page read under another address"]++
		w.mu.Unlock()
	}
	return known, nil
}

// settled takes over what came of reading a page.
func (w *Watcher) settled(key string, p *page, report source.Report) {
	o := outcome{At: w.now(), Read: report.Documents > 0}
	switch {
	case o.Read:
	case len(report.Failed) > 0:
		o.Why = report.Failed[0].Message
	case len(report.LeftOut) > 0:
		o.Why = report.LeftOut[0].Reason
	}
	w.mu.Lock()
	w.report.Documents += report.Documents
	w.report.Bytes += report.Bytes
	w.report.Failures += report.Failures
	w.report.Failed = append(w.report.Failed, report.Failed...)
	for _, l := range report.LeftOut {
		w.left[l.Reason] += l.Count
	}
	w.mu.Unlock()
	w.settle(key, p, o)
}

// settle notes that a page is done with.
func (w *Watcher) settle(key string, p *page, o outcome) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.waiting, key)
	w.changes[Key{spaceWaiting, key}] = nil
	w.changes[Key{spacePage, key}] = encode(o)
	if r := w.feeds[p.Feed]; r != nil {
		switch {
		case o.Read:
			r.Read++
		case !p.givenUp: // which is counted
			r.LeftOut++
		}
		w.changes[Key{spaceFeed, p.Feed}] = encode(r)
	}
}

// postpone has a page fetched again later, or gives it up and returns true.
func (w *Watcher) postpone(key string, p *page, problem *Problem) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.now()
	p.Attempts++
	p.Problem = problem.Message
	missed := p.Missed
	switch {
	case !problem.Missed:
		p.Missed = time.Time{}
	case p.Missed.IsZero():
		p.Missed = now
	}
	r := w.feeds[p.Feed]
	gone := w.answered() || problem.Gone && !w.cut // and not this machine cut off
	if problem.Final || p.Attempts >= attempts && (!problem.Missed || gone && now.Sub(p.Missed) >= missedFor) {
		p.givenUp = true
		delete(w.waiting, key)
		w.changes[Key{spaceWaiting, key}] = nil
		w.changes[Key{spacePage, key}] = encode(outcome{At: now, Why: problem.Message})
		if r != nil {
			r.GivenUp++
			r.GaveUp = append(r.GaveUp, p.URL+": "+problem.Message)
			r.GaveUp = r.GaveUp[max(0, len(r.GaveUp)-maxGaveUp):]
			w.changes[Key{spaceFeed, p.Feed}] = encode(r)
		}
		hint := "it is not asked for again"
		if p.Entry.Content != "" {
			hint += "; what the feed itself says of it is read"
		}
		w.fail(p.URL, hint, problem.Message)
		return true
	}
	p.Next = now.Add(max(backoff(firstRetry, longestRetry, p.Attempts, jitter(w.c.Seed, p.URL, p.Attempts)), problem.After))
	w.changes[Key{spaceWaiting, key}] = encode(p)
	if problem.Missed {
		w.alone = append(w.alone, func(now time.Time) {
			p.Attempts--
			p.Missed = missed
			p.Next = earlier(p.Next, now.Add(firstRetry))
			w.changes[Key{spaceWaiting, key}] = encode(p)
		})
	}
	w.fail(p.URL, fmt.Sprintf("it is asked for again at %s", p.Next.Format(time.RFC3339)), problem.Message)
	return false
}

// fail notes a failure; the lock is held.
func (w *Watcher) fail(where, hint, message string) {
	w.report.Failures++
	if len(w.report.Failed) < source.MaxFailures {
		w.report.Failed = append(w.report.Failed, &chancery.Error{Code: chancery.CodeInput, Where: where, Message: message, Hint: hint})
	}
}
