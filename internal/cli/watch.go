package cli

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"chancery"
	"chancery/internal/source"
	"chancery/internal/source/watch"
	"chancery/internal/store"

	"github.com/spf13/cobra"
)

func (a *app) watchCommand() *cobra.Command {
	var o watchOptions
	cmd := &cobra.Command{
		Use:   "watch FEEDS.toml",
		Short: "Follow feeds and read the pages of their new entries",
		Long: `Asks feeds (RSS, Atom, JSON Feed) when they are due, fetches the pages of new entries, each once, and reads them as
"ingest" does. What has been read is remembered in the database. It is the one command that uses the network, and
only if it is asked to: by "fetch = true" in the file, or --fetch. Without, it checks the file and lists the feeds. The file is read
again where it has changed when a feed is next due, and at once after SIGHUP. One with a mistake is reported, and what stood in it
before goes on.

It asks with If-None-Match and If-Modified-Since, makes one request at a time to a host with a pause between two, heeds robots.txt and
Retry-After, and waits longer each time that a feed fails. Private, loopback and link-local addresses are refused unless
the file allows them, whatever a name resolves to; so are redirects to them.

A feed that fails, or that has had no new entry for long, is reported with each --once and --status; the exit status is then 1.`,
		Example: `  chancery watch feeds.toml                  # until it is stopped
  chancery watch feeds.toml --once           # each feed once, for scripts
  chancery watch feeds.toml --status --format json

  # feeds.toml: all but the addresses may be left out
  fetch = true
  user_agent = "chancery (desk@example.org)"
  interval = "1h"         # between two polls of a feed
  delay = "5s"            # between two requests to one host
  timeout = "30s"         # of a request with its redirects and body
  max_backoff = "24h"     # the longest pause of a feed that fails
  silent_after = "336h"   # without a new entry
  max_mib = 16            # of a page, unpacked
  redirects = 5
  pages_a_host = 50       # fetched in a round
  seed = 1                # of the jitter in pauses
  allow = ["10.1.0.0/16", "127.0.0.1"] # networks and addresses that are refused otherwise

  [[feed]]
  name = "Ministry"
  url = "https://example.org/news.rss"
  interval = "15m"

  [[feed]]
  url = "https://example.net/atom.xml"
  pages = false           # read the entries' own text, fetch no pages`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.watch(cmd.Context(), args[0], o) },
	}
	cmd.Flags().BoolVar(&o.once, "once", false, "ask each feed once (one that failed, when its pause is over), fetch what is new, and end")
	cmd.Flags().BoolVar(&o.status, "status", false, "list how the feeds stand; nothing is fetched")
	cmd.Flags().BoolVar(&o.fetch, "fetch", false, `use the network, though the file does not say "fetch = true"`)
	cmd.Flags().BoolVar(&o.allLanguages, "all-languages", false, "read documents in other languages than English too")
	formatFlag(cmd, &o.format, allFormats...)
	return cmd
}

type watchOptions struct {
	once, status, fetch, allLanguages bool
	format                            format
}

// watchSummary is what a round of polls says in JSON.
type watchSummary struct {
	*summary
	Feeds []watch.Status `json:"feeds"`
}

func (a *app) watch(ctx context.Context, path string, o watchOptions) error {
	file := &feedsFile{path: path, fetch: o.fetch}
	c, err := file.read()
	if err != nil {
		return err
	}
	if o.format != formatText && o.format != formatJSON && !o.status {
		return usagef("the listings are in --status", "--format %s goes with --status alone", o.format)
	}
	st, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	w, err := watch.NewWatcher(ctx, c, watch.Setup{
		Notes: notes{st}, Kept: func(ctx context.Context, name string) (bool, error) { return named(ctx, st, name) },
		Options: source.Options{AllLanguages: o.allLanguages, PDF: a.pdf}, Now: a.now, Sleep: sleep, Asking: a.asking(),
	})
	if err != nil {
		return err
	}
	switch {
	case o.status:
		return a.feedStatus(w, o.format)
	case !c.Fetch:
		if err := a.feedStatus(w, o.format); err != nil {
			return err
		}
		return errNoFetch(path)
	}
	if o.once {
		sum, err := a.watchRound(ctx, st, w, true)
		if err != nil {
			return err
		}
		return a.endWatch(w, sum, o.format)
	}
	fmt.Fprintf(a.err, "Following %s; Ctrl-C stops it, and what was read is kept.\n", plural(len(c.Feeds), "feed"))
	return a.follow(ctx, st, w, file, o.format)
}

func errNoFetch(path string) error {
	return usagef(`write "fetch = true" into the file, or give --fetch`, "nothing was fetched: %s does not ask for it", path)
}

// asking shows on a terminal what is asked for: with the pauses between two requests a round may take minutes.
func (a *app) asking() func(address string) {
	if !a.errTerm {
		return nil
	}
	var mu sync.Mutex
	return func(address string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(a.err, a.errStyle.dim("asking "+plain(address)))
	}
}

// follow does one round after another until it is stopped by hand. All that was read is kept then, and what was not noted is
// done again by the next round or run.
func (a *app) follow(ctx context.Context, st store.Store, w *watch.Watcher, file *feedsFile, f format) error {
	const pause = time.Minute // where another process writes to the database for long
	said := map[string]string{}
	ctx, again, stop := hangups(ctx)
	defer stop()
	for {
		if err := a.followFile(ctx, w, file); err != nil {
			return err
		}
		sum, err := a.watchRound(ctx, st, w, false)
		wait := w.Next().Sub(a.now())
		switch {
		case ctx.Err() != nil:
			return nil
		case chancery.CodeOf(err) == chancery.CodeBusy:
			a.report(err)
			wait = pause
		case err != nil:
			return err
		default:
			a.sayRound(w, sum, f, said)
		}
		if a.out.flush() != nil {
			return nil
		}
		select {
		case <-time.After(max(wait, time.Second)):
		case <-again:
			file.seen = fileStamp{}
		case <-ctx.Done():
			return nil
		}
	}
}

// watchRound does one round and remembers it once its documents are kept.
func (a *app) watchRound(ctx context.Context, st store.Store, w *watch.Watcher, all bool) (*summary, error) {
	in := newIntake(a, st, a.newProgress("none", 0), a.now())
	report, err := in.run(ctx, func(ctx context.Context, each func(chancery.Document) error) (source.Report, error) {
		return w.Round(ctx, all, each)
	})
	if err != nil {
		return nil, err
	}
	return in.finish(report), w.Commit(ctx)
}

// endWatch prints what --once did. It returns errReported where something was not read, or a feed fails or is silent.
func (a *app) endWatch(w *watch.Watcher, s *summary, f format) error {
	if f == formatJSON {
		if err := a.object(formatJSON, watchSummary{s, w.Status()}); err != nil {
			return err
		}
	} else {
		a.printSummary(s)
		for _, st := range w.Status() {
			if st.State != watch.OK {
				a.printFeed(st)
			}
		}
	}
	if s.Failed > 0 || !healthy(w.Status()) {
		return errReported
	}
	return nil
}

// sayRound prints what a round did where it did something, and the feeds that stand otherwise than before.
// said has how they stood when it was last said.
func (a *app) sayRound(w *watch.Watcher, s *summary, f format, said map[string]string) {
	if f == formatJSON {
		if b, err := marshal(watchSummary{s, w.Status()}); err == nil {
			fmt.Fprintf(a.out, "%s\n", b)
		}
		return
	}
	if s.Documents+s.Failed > 0 {
		fmt.Fprint(a.out, a.now().Format("2006-01-02 15:04 "))
		a.printSummary(s)
	}
	for _, st := range w.Status() {
		if before, ok := said[st.URL]; before != st.State && (ok || st.State != watch.OK) {
			a.printFeed(st)
		}
		said[st.URL] = st.State
	}
}

func healthy(all []watch.Status) bool {
	for _, st := range all {
		if st.State == watch.Failing || st.State == watch.Silent {
			return false
		}
	}
	return true
}

// feedStatus lists how the feeds stand. It returns errReported where one fails or is silent.
func (a *app) feedStatus(w *watch.Watcher, f format) error {
	all := w.Status()
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339)
	}
	l := &listing[watch.Status]{
		header: []string{"name", "url", "state", "problem", "failures", "polled", "answered", "new_entry", "next", "entries", "read", "waiting", "given_up", "left_out", "moved"},
		row: func(s watch.Status) []string {
			return []string{s.Name, s.URL, s.State, s.Problem, strconv.Itoa(s.Failures), stamp(s.Polled), stamp(s.Answered), stamp(s.NewEntry), stamp(s.Next),
				strconv.Itoa(s.Entries), strconv.Itoa(s.Read), strconv.Itoa(s.Waiting), strconv.Itoa(s.GivenUp), strconv.Itoa(s.LeftOut), s.Moved}
		},
		text:  a.printFeed,
		none:  "No feeds.",
		count: "feed",
	}
	if err := l.emit(a, f, each(all)); err != nil {
		return err
	}
	if !healthy(all) {
		return errReported
	}
	return nil
}

func (a *app) printFeed(s watch.Status) {
	state := pad(s.State, 9)
	if s.State == watch.Failing || s.State == watch.Silent {
		state = a.style.red(state)
	}
	fmt.Fprintf(a.out, "%s%s\n", state, plain(s.Name))
	line := func(text string) {
		for _, l := range paint(fill(plain(text), a.width-9), a.style.dim) {
			fmt.Fprintf(a.out, "%9s%s\n", "", l)
		}
	}
	if s.Name != s.URL {
		line(s.URL)
	}
	if s.State != watch.New {
		line(fmt.Sprintf("%s, %d read, %d waiting, %d given up, %d left out", plural(s.Entries, "new entry"), s.Read, s.Waiting, s.GivenUp, s.LeftOut))
	}
	if s.Problem != "" {
		line(s.Problem)
	}
	if s.State == watch.Failing {
		last := "it has never answered as it should"
		if !s.Answered.IsZero() {
			last = "it last answered as it should at " + s.Answered.Format(time.RFC3339)
		}
		again := "it is asked again at " + s.Next.Format(time.RFC3339)
		if s.Refused {
			again = "the next run asks it again"
		}
		line(fmt.Sprintf("failed %s in a row; %s; %s", plural(s.Failures, "time"), last, again))
	}
	if s.Moved != "" {
		line("it has moved to " + s.Moved + ": change the file")
	}
}

// named reports whether a document of that name is kept.
func named(ctx context.Context, st store.Store, name string) (bool, error) {
	v, err := st.View(ctx, zeroTime)
	if err != nil {
		return false, err
	}
	defer v.Close()
	_, _, err = v.Document(ctx, name)
	switch chancery.CodeOf(err) {
	case "", chancery.CodeUsage: // one, or several
		return true, nil
	case chancery.CodeNotFound:
		return false, nil
	}
	return false, err
}

// notes lets a store be the memory of a watcher.
type notes struct{ store.Store }

func (n notes) Get(ctx context.Context, space, key string) ([]byte, bool, error) {
	return n.Note(ctx, space, key)
}

func (n notes) All(ctx context.Context, space string) (map[string][]byte, error) {
	all, err := n.Notes(ctx, space)
	out := make(map[string][]byte, len(all))
	for _, note := range all {
		out[note.Key] = note.Value
	}
	return out, err
}

func (n notes) Set(ctx context.Context, changes map[watch.Key][]byte) error {
	all := make([]store.Note, 0, len(changes))
	for k, v := range changes {
		all = append(all, store.Note{Space: k.Space, Key: k.Key, Value: v})
	}
	return n.SetNotes(ctx, all...)
}

// sleep waits, or returns the context's error.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
