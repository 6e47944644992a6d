package server

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

// after is the lines after a number, in short.
func (l *changeLog) after(seq int64) (out []string) {
	for _, c := range l.lines {
		if c.Seq > seq {
			out = append(out, c.What+" "+c.Type+" "+c.Text)
		}
	}
	return out
}

// TestChangesWhileStopped: what other processes wrote while no server ran is found when one starts, whatever it was, and only that.
func TestChangesWhileStopped(t *testing.T) {
	s := newSite(t, nil)
	ctx := t.Context()
	second := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC) // of the last documents that newSite keeps
	book := func() map[string]string {
		b, err := s.resident.Current(ctx)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]string{}
		for i := range b.Infos {
			ids[b.Infos[i].Name()] = b.Infos[i].ID
		}
		return ids
	}
	add := func(rs ...store.Reading) {
		t.Helper()
		if _, err := s.st.Add(ctx, rs...); err != nil {
			t.Fatal(err)
		}
	}
	const cuba = "USA severed relations with CUB on 1961-01-03.\nUSA restored relations with CUB on 2015-07-20.\n"
	for _, c := range []struct {
		what  string
		write func()
		want  []string // that lines hold; nil for no line
		not   []string
	}{
		{"nothing", func() {}, nil, nil},
		{"a document of the second in which the last came", func() {
			add(readingOf(t, "same.txt", "", "", "FRA severed relations with DEU on 1870-07-19.\n", second))
		}, []string{"new event sever-relations 1870-07-19"}, []string{"gone event", "1961"}},
		{"another reading of a document", func() {
			r := readingOf(t, "cuba.txt", "The two", "", cuba, second)
			r.Claims, r.Rules = r.Claims[:1], "rules/2"
			add(r)
		}, []string{"gone event restore-relations 2015-07-20"}, []string{"new event", "1870"}},
		{"a decision of a day to come", func() {
			claims := readingOf(t, "same.txt", "", "", "FRA severed relations with DEU on 1870-07-19.\n", second).Claims
			if _, err := s.st.Decide(ctx, chancery.Decision{ID: "d1", Claim: claims[0].ID, Action: "reject", By: "x", At: "2999-01-01T00:00:00Z"}); err != nil {
				t.Fatal(err)
			}
		}, []string{"gone event sever-relations 1870-07-19"}, []string{"1961"}},
		{"a document after it", func() {
			add(readingOf(t, "late.txt", "", "", "ALB restored relations with IRN on 2024-05-05.\n", time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)))
		}, []string{"new event restore-relations 2024-05-05"}, []string{"1870", "1961"}},
		{"a document that is forgotten", func() {
			if err := s.st.Remove(ctx, book()["cuba.txt"]); err != nil {
				t.Fatal(err)
			}
		}, []string{"gone event sever-relations 1961-01-03", "gone date"}, []string{"new event"}},
		{"the same, read again", func() {
			add(readingOf(t, "cuba.txt", "The two", "", cuba, second))
		}, []string{"new event sever-relations 1961-01-03", "new event restore-relations 2015-07-20", "new date"}, []string{"gone event", "2022"}},
	} {
		s.Stop()
		last := s.changes.lines[len(s.changes.lines)-1].Seq
		c.write()
		s = newSiteOver(t, s)
		got := s.changes.after(last)
		text := strings.Join(got, "\n")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not among\n%s", c.what, want, text)
			}
		}
		for _, not := range c.not {
			if strings.Contains(text, not) {
				t.Errorf("%s: %q is among\n%s", c.what, not, text)
			}
		}
		if c.want == nil && len(got) > 0 {
			t.Errorf("%s: %s", c.what, text)
		}
	}
	// What is kept is what the server has: the next one begins where this one ends.
	s.Stop()
	if kept, err := all[Change](ctx, s.changes.desk, changeSpace); err != nil || fmt.Sprint(kept) != fmt.Sprint(s.changes.lines) {
		t.Errorf("kept: %v\nthe log: %v\n%v", kept, s.changes.lines, err)
	}
	// Another version of the program may say everything in other words: that is no change.
	last := s.changes.lines[len(s.changes.lines)-1].Seq
	s.o.Version = "another"
	add(readingOf(t, "other.txt", "", "", "GRC severed relations with TUR on 1964-01-01.\n", time.Date(2999, 6, 1, 0, 0, 0, 0, time.UTC)))
	if err := (Desk{s.st}).Store.SetNotes(ctx, store.Note{Space: ledgerSpace, Key: subjectKey(subjectOf("ALB\nIRN"))}); err != nil {
		t.Fatal(err)
	}
	s = newSiteOver(t, s)
	if got := strings.Join(s.changes.after(last), "\n"); !strings.Contains(got, "new event sever-relations 1964-01-01") || strings.Contains(got, "2022") {
		t.Errorf("of another version:\n%s", got)
	}
}

// unwritable is a store that keeps no notes while it is broken.
type unwritable struct {
	store.Store
	broken bool
	tries  int
}

func (u *unwritable) SetNotes(ctx context.Context, notes ...store.Note) error {
	u.tries++
	if u.broken {
		return errors.New("cannot be written to")
	}
	return u.Store.SetNotes(ctx, notes...)
}

// TestLogOfUnwritable: where nothing can be written the log says so once, tries less and less often, and loses nothing.
func TestLogOfUnwritable(t *testing.T) {
	s := newSite(t, nil)
	s.Stop()
	u := &unwritable{Store: s.st, broken: true}
	s.changes.desk.Store = u
	if _, err := s.st.Add(t.Context(), readingOf(t, "new.txt", "", "", "ALB restored relations with IRN on 2022-12-01.\n", time.Now())); err != nil {
		t.Fatal(err)
	}
	if _, err := s.resident.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	at := s.changes.due
	end := at.Add(24 * time.Hour)
	for ; at.Before(end); at = at.Add(time.Second) {
		s.changes.keep(t.Context(), at, false)
	}
	if n := strings.Count(s.log.String(), "could not be kept"); n != 1 || u.tries < 20 || u.tries > 40 {
		t.Errorf("in a day it was said %d times and tried %d times", n, u.tries)
	}
	u.broken = false
	s.changes.keep(t.Context(), at, true)
	kept, err := all[Change](t.Context(), s.changes.desk, changeSpace)
	if err != nil || fmt.Sprint(kept) != fmt.Sprint(s.changes.lines) || !strings.Contains(s.log.String(), "is kept again") {
		t.Errorf("kept: %v\nthe log: %v\n%v", kept, s.changes.lines, err)
	}
	last := s.changes.lines[len(s.changes.lines)-1].Seq
	if got := newSiteOver(t, s).changes.after(last); len(got) > 0 {
		t.Errorf("found once more: %v", got)
	}
}

// TestLogLength: of a long log the last lines are kept, the same in the store as in the server.
func TestLogLength(t *testing.T) {
	s := newSite(t, nil)
	s.Stop()
	for i := range 3 {
		s.changes.append(s.changes.now, nil, make([]ledger.Change, logLength/2))
		s.changes.kept.Generation = -1 // as after a change of the store
		s.changes.keep(t.Context(), time.Now(), true)
		kept, err := all[Change](t.Context(), s.changes.desk, changeSpace)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(s.changes.lines); len(kept) != n || n > logLength || kept[0].Seq != s.changes.lines[0].Seq || kept[n-1].Seq != s.changes.lines[n-1].Seq {
			t.Errorf("after %d parts %d lines are kept, from %d; the log has %d, from %d", i+1, len(kept), kept[0].Seq, n, s.changes.lines[0].Seq)
		}
	}
}
