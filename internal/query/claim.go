package query

import (
	"context"
	"fmt"
	"slices"
	"time"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

// Claim is a claim with what stands around it.
type Claim struct {
	chancery.Claim
	Section   string              `json:"section,omitempty"`   // the heading it stands under
	Page      int                 `json:"page,omitempty"`      // of a document with pages
	Paragraph string              `json:"paragraph,omitempty"` // as a person reads it
	Place     *chancery.Span      `json:"place,omitempty"`     // of the quote in Paragraph, in bytes; none where its words stand there otherwise
	Decisions []chancery.Decision `json:"decisions,omitempty"`
	Events    []string            `json:"events,omitempty"`

	AsRead *chancery.Claim `json:"-"` // before a decision amended it; nil where none did
	Info   store.Info      `json:"-"` // of its document
}

// wholeID is what to do about the id of a claim that there is not.
const wholeID = "the listings print the ids of claims: c and 15 digits, which are given whole"

// Claim returns one claim with the paragraph it stands in, the decisions on it and the events that it tells of. A claim that a decision
// rejected is returned as it was read. That the quote does not stand where the claim says is an error, CodeAnchor.
func (s *Service) Claim(ctx context.Context, id string) (*Claim, error) {
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	b, err := s.BookOf(ctx, v)
	if err != nil {
		return nil, err
	}
	return s.ClaimOf(ctx, v, b, id)
}

// ClaimIn is Claim of a book of the whole store as it is now.
func (s *Service) ClaimIn(ctx context.Context, b *Book, id string) (*Claim, error) {
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	return s.ClaimOf(ctx, v, b, id)
}

// ClaimOf is Claim of a view and its book, which the caller has opened.
func (s *Service) ClaimOf(ctx context.Context, v store.View, b *Book, id string) (*Claim, error) {
	out := Claim{}
	if c := b.ByID[id]; c != nil {
		out.Claim = *c
	}
	amended := slices.ContainsFunc(b.decisions, func(d chancery.Decision) bool { return d.Claim == id && d.Action == "amend" })
	if out.ID == "" || amended {
		for c, err := range v.Claims(ctx, store.Filter{IDs: []string{id}}) {
			if err != nil {
				return nil, err
			}
			if out.ID == "" { // a decision took it away
				out.Claim = c
			} else {
				out.AsRead = &c
			}
		}
	}
	if out.ID == "" {
		return nil, notFound("claim", id, wholeID)
	}
	d, info, err := v.Document(ctx, out.DocumentID)
	if err != nil {
		return nil, err
	}
	if err := out.Verify(d.Original); err != nil {
		return nil, fmt.Errorf("claim %s of %s: %w", out.ID, out.Document, err)
	}
	out.Info = info
	if block, span := BlockOf(d, out.Quote); block != nil {
		out.Paragraph = block.Text
		if span.Len() > 0 {
			out.Place = &span
		}
		out.Page = block.PageAt(span.Start)
		if block.Section >= 0 && block.Section < len(d.Blocks) {
			out.Section = d.Blocks[block.Section].Text
		}
	}
	for _, x := range b.decisions {
		if x.Claim == id || x.With == id {
			out.Decisions = append(out.Decisions, x)
		}
	}
	for _, e := range b.eventsOf(&out.Claim) {
		if slices.Contains(e.Claims, id) {
			out.Events = append(out.Events, e.ID)
		}
	}
	return &out, nil
}

// eventsOf returns the events among which are those that a claim tells of: those of one of its parties.
func (b *Book) eventsOf(c *chancery.Claim) []chancery.Event {
	for _, key := range b.actors(c) {
		if named(key) {
			return b.Ledger.Events(ledger.Filter{A: key})
		}
	}
	return b.Ledger.Events(Everything)
}
