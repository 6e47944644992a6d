package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"chancery/internal/ledger"
	"chancery/internal/query"
	"chancery/internal/store"

	"github.com/klauspost/compress/zstd"
)

// Change is one line of the log of changes to the ledger.
type Change struct {
	Seq int64     `json:"seq"`
	At  time.Time `json:"at" doc:"When what caused it was recorded."`
	ledger.Change
}

// changeLog keeps what changed in the ledger, for feeds and hooks. It is kept as notes of the store, so that ids and times stay the same after a
// restart. Beside it is kept what the ledger last said, of each pair and each document: what other commands did while no server ran is found when the next one
// starts, whatever it was. Where the store cannot be written to, the log lasts as long as the server.
type changeLog struct {
	desk    Desk
	version string // of the program: another one may say the same in other words
	log     *slog.Logger

	mu    sync.Mutex
	lines []Change // by Seq
	upTo  time.Time
	now   *query.Book             // the newest that was seen
	stale map[ledger.Subject]bool // of which the store does not have what now says

	// Of keep, which one goroutine calls.
	kept             logState  // what the store has
	keptFrom, keptTo int64     // the numbers of the lines that it has; keptTo is 0 where it has none
	due              time.Time // when to try next
	pause            time.Duration
}

const (
	logLength = 5000            // changes that are kept
	keepEvery = 5 * time.Second // what changed meanwhile is found again after a kill
	maxPause  = time.Hour       // between attempts to keep it that fail
)

// logState is up to where the log has seen the store.
type logState struct {
	UpTo       time.Time `json:"up_to"`
	Generation int64     `json:"generation"`
	Version    string    `json:"version"`
}

const logStateKey = "changes"

func changeKey(seq int64) string { return fmt.Sprintf("%016d", seq) }

// subjectKey is the key of the note of what the ledger says of a subject.
func subjectKey(s ledger.Subject) string {
	if s.Document != "" {
		return s.Document
	}
	return s.A + "\n" + s.B
}

func subjectOf(key string) ledger.Subject {
	if a, b, ok := strings.Cut(key, "\n"); ok {
		return ledger.Subject{A: a, B: b}
	}
	return ledger.Subject{Document: key}
}

// open reads the log, and brings it up to the ledger now: by what the ledger last said, or, where that is not known or another version of the program said it, by what
// was recorded since. The first log of a store begins with what came last: the changes since the time before the newest document.
func (l *changeLog) open(ctx context.Context, q *query.Service, now *query.Book) error {
	lines, err := all[Change](ctx, l.desk, changeSpace)
	if err != nil {
		return err
	}
	value, found, err := l.desk.Store.Note(ctx, stateSpace, logStateKey)
	if err != nil {
		return err
	}
	var state logState
	if found {
		if err := json.Unmarshal(value, &state); err != nil {
			return fmt.Errorf("the log of changes: %w", err)
		}
	}
	newest, before := recordedTimes(now)
	l.mu.Lock()
	l.lines, l.stale = lines, map[ledger.Subject]bool{}
	l.mu.Unlock()
	l.kept = state
	if n := len(lines); n > 0 {
		l.keptFrom, l.keptTo = lines[0].Seq, lines[n-1].Seq
	}
	known := found && state.Version == l.version
	if known && state.Generation == now.Generation {
		l.append(now, nil, nil)
		return nil
	}
	said, err := l.desk.Store.Notes(ctx, ledgerSpace)
	if err != nil {
		return err
	}
	if known {
		return l.catchUp(said, now)
	}
	stale := ledger.Changed(nil, now.Ledger)
	for _, n := range said {
		stale = append(stale, subjectOf(n.Key))
	}
	if found {
		before = state.UpTo
	}
	if !found && before.IsZero() || !newest.After(before) { // everything came at once: that is where the log begins; or nothing came
		l.append(now, stale, nil)
		return nil
	}
	old, ok := now.Before(before)
	if !ok {
		b, err := q.Book(ctx, before, nil)
		if err != nil {
			return err
		}
		old = b.Ledger
	}
	l.append(now, stale, ledger.Changes(old, now.Ledger))
	return nil
}

// catchUp logs how the ledger differs from what the notes say that it said.
func (l *changeLog) catchUp(said []store.Note, now *query.Book) error {
	before := make(map[string][]byte, len(said))
	for _, n := range said {
		before[n.Key] = n.Value
	}
	var stale []ledger.Subject
	var out []ledger.Change
	compare := func(s ledger.Subject, was []byte) error {
		is := now.Ledger.Says(s)
		value, err := packed(is)
		if err != nil || bytes.Equal(value, was) {
			return err
		}
		old, err := unpacked(was)
		if err != nil {
			return fmt.Errorf("what the ledger said of %v: %w", s, err)
		}
		stale = append(stale, s)
		out = append(out, ledger.Differ(old, is)...)
		return nil
	}
	for _, s := range ledger.Changed(nil, now.Ledger) {
		key := subjectKey(s)
		if err := compare(s, before[key]); err != nil {
			return err
		}
		delete(before, key)
	}
	for _, key := range slices.Sorted(maps.Keys(before)) { // which the ledger no longer has
		if err := compare(subjectOf(key), before[key]); err != nil {
			return err
		}
	}
	l.append(now, stale, out)
	return nil
}

// packed is lines as they are kept; nil where there are none.
func packed(lines []ledger.Change) ([]byte, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	b, err := json.Marshal(lines)
	if err != nil {
		return nil, err
	}
	return packer().EncodeAll(b, nil), nil
}

func unpacked(value []byte) (lines []ledger.Change, err error) {
	if len(value) == 0 {
		return nil, nil
	}
	b, err := unpacker().DecodeAll(value, nil)
	if err != nil {
		return nil, err
	}
	return lines, json.Unmarshal(b, &lines)
}

// What packs needs little memory: what is said of a pair is short.
var (
	packer = sync.OnceValue(func() *zstd.Encoder {
		return must(zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true)))
	})
	unpacker = sync.OnceValue(func() *zstd.Decoder { return must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))) })
)

func must[T any](v T, err error) T {
	if err != nil { // the options are constants
		panic(err)
	}
	return v
}

// recordedTimes returns the newest time at which a document or a decision of b was recorded, and the one before that.
func recordedTimes(b *query.Book) (newest, before time.Time) {
	see := func(t time.Time) {
		switch {
		case t.After(newest):
			newest, before = t, newest
		case t.Before(newest) && t.After(before):
			before = t
		}
	}
	for i := range b.Infos {
		see(b.Infos[i].Recorded)
	}
	for _, d := range b.Decisions() {
		if t, err := time.Parse(time.RFC3339, d.At); err == nil {
			see(t.UTC().Truncate(time.Second))
		}
	}
	return newest, before
}

// seen logs how the ledger became different from old, and returns the new lines.
func (l *changeLog) seen(old *ledger.Ledger, now *query.Book) []Change {
	var out []ledger.Change
	changed := ledger.Changed(old, now.Ledger)
	for _, s := range changed {
		out = append(out, ledger.Differ(old.Says(s), now.Ledger.Says(s))...)
	}
	return l.append(now, changed, out)
}

// append takes in a book, in which what is said of stale changed: it gives the changes their numbers and shows them; keep keeps them.
func (l *changeLog) append(now *query.Book, stale []ledger.Subject, changes []ledger.Change) []Change {
	at, _ := recordedTimes(now)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now, l.upTo = now, at
	for _, s := range stale {
		l.stale[s] = true
	}
	changes = changes[max(0, len(changes)-logLength):]
	next := int64(1)
	if n := len(l.lines); n > 0 {
		next = l.lines[n-1].Seq + 1
	}
	out := make([]Change, len(changes))
	for i, c := range changes {
		out[i] = Change{Seq: next + int64(i), At: l.upTo, Change: c}
	}
	all := slices.Concat(l.lines, out)
	l.lines = slices.Clone(all[max(0, len(all)-logLength):])
	return out
}

// keep keeps what was appended, and what the ledger says now, where it is time to: what can be done without is not written after each document. Where that
// fails it says so once, and waits longer each time. At the end of the server it is always time.
func (l *changeLog) keep(ctx context.Context, at time.Time, end bool) {
	if at.Before(l.due) && !end {
		return
	}
	err := l.write(ctx)
	switch {
	case err == nil && l.pause > 0:
		l.log.Info("the log of changes is kept again")
		l.pause = 0
	case err != nil && l.pause == 0:
		l.log.Warn("the log of changes could not be kept: it is tried again", "error", err)
	}
	if err != nil {
		l.pause = min(max(2*l.pause, keepEvery), maxPause)
	}
	l.due = at.Add(max(l.pause, keepEvery))
}

// write writes what the store does not have yet, all of it or nothing.
func (l *changeLog) write(ctx context.Context) (err error) {
	l.mu.Lock()
	lines, now, stale := l.lines, l.now, l.stale
	state := logState{l.upTo, now.Generation, l.version}
	if state.Generation == l.kept.Generation && state.Version == l.kept.Version {
		l.mu.Unlock()
		return nil
	}
	l.stale = map[ledger.Subject]bool{}
	l.mu.Unlock()
	defer func() {
		if err != nil {
			l.mu.Lock()
			maps.Copy(l.stale, stale)
			l.mu.Unlock()
		}
	}()
	b, err := json.Marshal(state)
	if err != nil {
		return err
	}
	notes := []store.Note{{Space: stateSpace, Key: logStateKey, Value: b}}
	for s := range stale {
		value, err := packed(now.Ledger.Says(s))
		if err != nil {
			return err
		}
		notes = append(notes, store.Note{Space: ledgerSpace, Key: subjectKey(s), Value: value})
	}
	from, to := l.keptFrom, l.keptTo
	for i := range lines {
		if lines[i].Seq > l.keptTo {
			b, err := json.Marshal(&lines[i])
			if err != nil {
				return err
			}
			notes = append(notes, store.Note{Space: changeSpace, Key: changeKey(lines[i].Seq), Value: b})
		}
	}
	if n := len(lines); n > 0 {
		for seq := l.keptFrom; 0 < seq && seq <= l.keptTo && seq < lines[0].Seq; seq++ {
			notes = append(notes, store.Note{Space: changeSpace, Key: changeKey(seq)})
		}
		from, to = lines[0].Seq, lines[n-1].Seq
	}
	if err := l.desk.Store.SetNotes(ctx, notes...); err != nil {
		return err
	}
	l.kept, l.keptFrom, l.keptTo = state, from, to
	return nil
}

// last returns the newest lines that pass, the newest first, at most n.
func (l *changeLog) last(n int, pass func(*Change) bool) []Change {
	l.mu.Lock()
	defer l.mu.Unlock()
	var out []Change
	for i := len(l.lines) - 1; i >= 0 && len(out) < n; i-- {
		if pass(&l.lines[i]) {
			out = append(out, l.lines[i])
		}
	}
	return out
}

// concerns reports whether a change is about a party, or about a pair; a and b are lines of states or ids, "" for any.
func (c *Change) concerns(b *query.Book, x, y string) bool {
	is := func(id, key string) bool { return id != "" && b.IDKey(id) == key }
	switch {
	case x == "":
		return true
	case y == "":
		return is(c.A, x) || is(c.B, x)
	}
	return is(c.A, x) && is(c.B, y) || is(c.A, y) && is(c.B, x)
}

// follow logs the changes from one book to the next and tells the hooks. It is called for each new book, in order.
func (s *Server) follow(old, now *query.Book) {
	fresh := s.changes.seen(old.Ledger, now)
	if len(fresh) > 0 && s.hooks != nil {
		s.hooks.tell(s.background, now, fresh)
	}
}

// metrics writes what the log counts.
func (l *changeLog) metrics(w io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	last := int64(0)
	if n := len(l.lines); n > 0 {
		last = l.lines[n-1].Seq
	}
	fmt.Fprintf(w, "# HELP chancery_changes_total Changes of the ledger that were logged.\n# TYPE chancery_changes_total counter\nchancery_changes_total %d\n", last)
}
