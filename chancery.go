// Package chancery holds the types that every part of Chancery speaks in:
// documents and their blocks, parties, claims, and what the ledger derives
// from claims (events, periods, discrepancies, gaps).
//
// The package promises nothing about how these values come about and imports
// nothing but the standard library. Values are immutable once they have left
// the stage that made them: a later stage returns new values.
//
// Offsets are bytes, spans are half-open, dates are EDTF (ISO 8601-2) strings,
// state codes are ISO 3166-1 alpha-3 or, for former states, ISO 3166-3; codes of
// Chancery's own are listed in data/README.md.
package chancery

import "strconv"

// Span is a half-open range of bytes [Start, End).
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

func (s Span) String() string { return strconv.Itoa(s.Start) + "-" + strconv.Itoa(s.End) }
