// Package query answers questions over an open store: the one place where the command line, the API and the pages get their
// answers from, so that all three give the same.
//
// A question is answered by a [Book]: the ledger of as much of the store as the answer rests on, at one instant. An answer about a pair
// is made from the claims that name both, one about everything from everything. What the whole ledger infers of a document without a
// date, the one thing that passes from pair to pair, is kept in the store until that changes.
//
// The package writes nothing for people, knows nothing of HTTP and does not read the clock: a caller says what day it is. Errors are
// *chancery.Error: CodeUsage where a question makes no sense, CodeNotFound where there is no such thing.
package query

import (
	"context"
	"fmt"
	"strings"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/kept"
	"chancery/internal/resolve/party"
	"chancery/internal/store"
	"chancery/internal/vocab"
)

// Service answers questions over one store. It is safe for concurrent use.
type Service struct {
	store  store.Store
	gaz    *party.Gazetteer
	kinds  *vocab.Kinds
	keeper *kept.Keeper
}

// New makes a service. version names the program that derives: what another version has kept in the store is not taken.
func New(st store.Store, gaz *party.Gazetteer, kinds *vocab.Kinds, version string) *Service {
	return &Service{store: st, gaz: gaz, kinds: kinds, keeper: kept.New(st, gaz, kinds, version, ledgerDoc)}
}

// Gazetteer returns the parties that can be asked for.
func (s *Service) Gazetteer() *party.Gazetteer { return s.gaz }

// Kinds returns the vocabulary of claims.
func (s *Service) Kinds() *vocab.Kinds { return s.kinds }

// Store returns the store that is asked.
func (s *Service) Store() store.Store { return s.store }

// Pair looks up both parties of a question by code, name or alias.
func (s *Service) Pair(x, y string) (idX, idY string, err error) { return s.blank().Pair(x, y) }

// blank is a book in which names can be looked up, and nothing else.
func (s *Service) blank() *Book { return &Book{Gaz: s.gaz, Kinds: s.kinds} }

// Generation grows with every change of the store: two answers of one generation to one question are the same.
func (s *Service) Generation(ctx context.Context) (int64, error) {
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return 0, err
	}
	defer v.Close()
	return v.Generation(), nil
}

// Date reads a date of a question; name is what the caller calls it.
func Date(name, s string) (edtf.Date, error) {
	d, err := edtf.Parse(s)
	if err != nil || d.IsUnknown() {
		return edtf.Date{}, usagef("write 2022-09-07, 2022-09 or 2022", "%s %q is not a date", name, s)
	}
	return d, nil
}

// Known reads the time as of which the ledger is asked: the end of the last day of what s names, or an instant (RFC 3339); the zero time,
// which stands for now, where s is empty.
func Known(name, s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	d, err := edtf.Parse(s)
	if err != nil || d.IsUnknown() {
		return time.Time{}, usagef("write a day (2022-09-07) or a time (2022-09-07T12:00:00Z)", "%s %q is not a date", name, s)
	}
	_, last := d.Bounds()
	y, m, day := last.Civil()
	return time.Date(y, time.Month(m), day, 23, 59, 59, 0, time.UTC), nil
}

func usagef(hint, format string, args ...any) error {
	return &chancery.Error{Code: chancery.CodeUsage, Message: fmt.Sprintf(format, args...), Hint: hint}
}

func notFound(what, id, hint string) error {
	return &chancery.Error{Code: chancery.CodeNotFound, Where: id, Message: "no such " + what, Hint: hint}
}

// oneLine folds blanks and line ends.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// DateOf returns a claim's date, "" where unknown.
func DateOf(c *chancery.Claim) string {
	if c.When == nil {
		return ""
	}
	return c.When.EDTF
}

// parseOr parses a date, the unknown one where there is none.
func parseOr(s string) edtf.Date {
	d, err := edtf.Parse(s)
	if err != nil {
		return edtf.Date{}
	}
	return d
}
