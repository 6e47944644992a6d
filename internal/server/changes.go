package server

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"chancery/internal/ledger"
	"chancery/internal/query"
	"chancery/internal/store"
)

// Change is one line of the log of changes to the ledger.
type Change struct {
	Seq int64     `json:"seq"`
	At  time.Time `json:"at" doc:"When what caused it was recorded."`
	ledger.Change
}

// changeLog keeps what changed in the ledger, for feeds and hooks. It is kept as notes of the store, so that ids and times stay the same after a
// restart; what other commands did while no server ran is found when the next one starts.
type changeLog struct {
	desk Desk

	mu    sync.Mutex
	lines []Change // by Seq
	upTo  time.Time
	notes []store.Note // not kept yet
}

// logLength is how many changes are kept.
const logLength = 5000

// logState is up to when the log has seen the store.
type logState struct {
	UpTo time.Time `json:"up_to"`
}

const logStateKey = "changes"

func changeKey(seq int64) string { return fmt.Sprintf("%016d", seq) }

// open reads the log, and brings it up to the ledger now. The first log of a store begins with what came last: the changes since the time before the
// newest document.
func (l *changeLog) open(ctx context.Context, q *query.Service, now *query.Book) error {
	lines, err := all[Change](ctx, l.desk, changeSpace)
	if err != nil {
		return err
	}
	l.lines = lines
	var state logState
	value, ok, err := l.desk.Store.Note(ctx, stateSpace, logStateKey)
	if err != nil {
		return err
	}
	if ok {
		if err := json.Unmarshal(value, &state); err != nil {
			return fmt.Errorf("the log of changes: %w", err)
		}
	}
	newest, before := recordedTimes(now)
	switch {
	case newest.IsZero() || ok && !newest.After(state.UpTo):
		l.upTo = newest
		return nil
	case ok:
		before = state.UpTo
	case before.IsZero(): // everything came at once: that is where the log begins
		return l.append(newest, nil)
	}
	old, ok := now.Before(before)
	if !ok {
		b, err := q.Book(ctx, before, nil)
		if err != nil {
			return err
		}
		old = b.Ledger
	}
	_, err = l.seen(old, now)
	return err
}

// recordedTimes returns when the newest document or decision came, and when the newest before that.
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

// seen logs how the ledger changed, and returns the new lines.
func (l *changeLog) seen(old *ledger.Ledger, now *query.Book) ([]Change, error) {
	at, _ := recordedTimes(now)
	var out []Change
	for _, c := range ledger.Changes(old, now.Ledger) {
		out = append(out, Change{At: at, Change: c})
	}
	return out, l.append(at, out)
}

// append gives lines their numbers and shows them; flush keeps them.
func (l *changeLog) append(upTo time.Time, lines []Change) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(lines) > logLength {
		lines = lines[len(lines)-logLength:]
	}
	next := int64(1)
	if n := len(l.lines); n > 0 {
		next = l.lines[n-1].Seq + 1
	}
	notes := l.notes
	for i := range lines {
		lines[i].Seq = next + int64(i)
		b, err := json.Marshal(lines[i])
		if err != nil {
			return err
		}
		notes = append(notes, store.Note{Space: changeSpace, Key: changeKey(lines[i].Seq), Value: b})
	}
	all := slices.Concat(l.lines, lines)
	drop := max(0, len(all)-logLength)
	for _, c := range all[:drop] {
		notes = append(notes, store.Note{Space: changeSpace, Key: changeKey(c.Seq)})
	}
	state, err := json.Marshal(logState{upTo})
	if err != nil {
		return err
	}
	notes = append(notes, store.Note{Space: stateSpace, Key: logStateKey, Value: state})
	l.lines, l.upTo, l.notes = slices.Clone(all[drop:]), upTo, notes
	return nil
}

// flush keeps what was appended.
func (l *changeLog) flush(ctx context.Context) error {
	l.mu.Lock()
	notes := l.notes
	l.notes = nil
	l.mu.Unlock()
	err := l.desk.Store.SetNotes(ctx, notes...)
	if err != nil {
		l.mu.Lock()
		l.notes = append(notes, l.notes...)
		l.mu.Unlock()
	}
	return err
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
	fresh, err := s.changes.seen(old.Ledger, now)
	if err != nil { // feeds lack it, no answer is wrong
		s.o.Log.Warn("changes could not be logged", "error", err)
	}
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
