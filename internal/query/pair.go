package query

import (
	"context"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger"
)

// Question is what is asked of a pair: two parties by code, name or alias, a date, and as known when.
type Question struct {
	A, B  string
	On    edtf.Date
	Known string // a day or RFC 3339; "" for now
}

// Dossier is all that the ledger has on two parties.
type Dossier struct {
	ledger.Dossier
	NameA  string          `json:"name_a"` // on the date of the question
	NameB  string          `json:"name_b"`
	Status chancery.Status `json:"status"`

	Book *Book     `json:"-"` // of the claims that name both
	On   edtf.Date `json:"-"`
}

func (s *Service) pairBook(ctx context.Context, q Question) (*Book, error) {
	known, err := Known("known", q.Known)
	if err != nil {
		return nil, err
	}
	b, _, _, err := s.PairBook(ctx, q.A, q.B, known)
	return b, err
}

// Status says what stood between two parties on a date. The book names the claims that it rests on.
func (s *Service) Status(ctx context.Context, q Question) (chancery.Status, *Book, error) {
	b, err := s.pairBook(ctx, q)
	if err != nil {
		return chancery.Status{}, nil, err
	}
	st, err := b.Status(q)
	return st, b, err
}

// Status is Service.Status of a book, which must hold the claims that name both, as known at q.Known.
func (b *Book) Status(q Question) (chancery.Status, error) {
	x, y, err := b.Pair(q.A, q.B)
	if err != nil {
		return chancery.Status{}, err
	}
	st, err := b.Ledger.Status(x, y, q.On.String())
	if err != nil {
		return chancery.Status{}, err
	}
	st.Known = q.Known
	for _, id := range []string{x, y} {
		if e, ok := b.Gaz.Union(id, q.On); ok {
			st.PartOf = append(st.PartOf, chancery.Part{Party: id, Of: e.Successor, Since: e.Date})
		} else if e, ok := b.Gaz.Origin(id, q.On); ok {
			st.PartOf = append(st.PartOf, chancery.Part{Party: id, Of: e.Predecessor, Until: e.Date})
		}
	}
	return st, nil
}

// Derivation is how the ledger comes to a status, with the course of the two lines of states on which it rests.
type Derivation struct {
	ledger.Derivation
	Lineage []Lineage `json:"lineage,omitempty"`
}

// Why says how the ledger comes to what Status says.
func (s *Service) Why(ctx context.Context, q Question) (Derivation, *Book, error) {
	b, err := s.pairBook(ctx, q)
	if err != nil {
		return Derivation{}, nil, err
	}
	d, err := b.Why(q)
	return d, b, err
}

// Why is Service.Why of a book.
func (b *Book) Why(q Question) (Derivation, error) {
	x, y, err := b.Pair(q.A, q.B)
	if err != nil {
		return Derivation{}, err
	}
	d, err := b.Ledger.Why(x, y, q.On.String())
	if err != nil {
		return Derivation{}, err
	}
	d.Status.Known = q.Known
	return Derivation{d, lineage(append(b.Gaz.Course(b.IDKey(x)), b.Gaz.Course(b.IDKey(y))...))}, nil
}

// Dossier gathers what the ledger has on two parties.
func (s *Service) Dossier(ctx context.Context, q Question) (*Dossier, error) {
	b, err := s.pairBook(ctx, q)
	if err != nil {
		return nil, err
	}
	return b.Dossier(q)
}

// Dossier is Service.Dossier of a book.
func (b *Book) Dossier(q Question) (*Dossier, error) {
	st, err := b.Status(q)
	if err != nil {
		return nil, err
	}
	d, err := b.Ledger.Dossier(st.A, st.B)
	if err != nil {
		return nil, err
	}
	return &Dossier{Dossier: d, NameA: b.NameAt(st.A, q.On), NameB: b.NameAt(st.B, q.On), Status: st, Book: b, On: q.On}, nil
}

// World says what stood on a date between every two parties of which the ledger knows anything; with party, by code, name or alias,
// between it and every other.
func (b *Book) World(party string, on edtf.Date) ([]chancery.Status, error) {
	line := ""
	if party != "" {
		e, err := b.Gaz.Lookup(party)
		if err != nil {
			return nil, err
		}
		line = b.IDKey(e.ID)
	}
	all, err := b.Ledger.World(on.String())
	if err != nil {
		return nil, err
	}
	out := []chancery.Status{}
	for _, st := range all {
		if line == "" || st.A == line || st.B == line {
			out = append(out, st)
		}
	}
	return out, nil
}

// Changes lists how the ledger as it is known differs from what it was at the end of the day since: what f takes by Parties, Pairs and Known.
func (s *Service) Changes(ctx context.Context, since string, f Filter) ([]ledger.Change, *Book, error) {
	if since == "" {
		return nil, nil, usagef("name a day: 2024-06-30", "since is missing")
	}
	from, err := Known("since", since)
	if err != nil {
		return nil, nil, err
	}
	to, err := Known("known", f.Known)
	if err != nil {
		return nil, nil, err
	}
	before, err := s.Book(ctx, from, nil)
	if err != nil {
		return nil, nil, err
	}
	b, err := s.Book(ctx, to, nil)
	if err != nil {
		return nil, nil, err
	}
	out, err := b.Changes(before, f)
	return out, b, err
}

// Changes lists how b differs from an earlier book: what f takes by Parties and Pairs.
func (b *Book) Changes(before *Book, f Filter) ([]ledger.Change, error) {
	sel, err := b.Resolve(f)
	if err != nil {
		return nil, err
	}
	out := []ledger.Change{}
	for _, c := range ledger.Changes(before.Ledger, b.Ledger) {
		if c.A == "" && len(sel.parties)+len(sel.pairs) == 0 || c.A != "" && sel.IDs(c.A, c.B) {
			out = append(out, c)
		}
	}
	return out, nil
}
