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

func (s *Service) pairBook(ctx context.Context, q Question) (*Book, string, string, error) {
	known, err := Known("known", q.Known)
	if err != nil {
		return nil, "", "", err
	}
	return s.PairBook(ctx, q.A, q.B, known)
}

// Status says what stood between two parties on a date. The book names the claims that it rests on.
func (s *Service) Status(ctx context.Context, q Question) (chancery.Status, *Book, error) {
	b, x, y, err := s.pairBook(ctx, q)
	if err != nil {
		return chancery.Status{}, nil, err
	}
	st, err := b.Ledger.Status(x, y, q.On.String())
	if err != nil {
		return chancery.Status{}, nil, err
	}
	st.Known = q.Known
	if st.Claims == nil {
		st.Claims = []string{}
	}
	if st.Against == nil {
		st.Against = []string{}
	}
	return st, b, nil
}

// Why says how the ledger comes to what Status says.
func (s *Service) Why(ctx context.Context, q Question) (ledger.Derivation, *Book, error) {
	b, x, y, err := s.pairBook(ctx, q)
	if err != nil {
		return ledger.Derivation{}, nil, err
	}
	d, err := b.Ledger.Why(x, y, q.On.String())
	if err != nil {
		return ledger.Derivation{}, nil, err
	}
	d.Status.Known = q.Known
	return d, b, nil
}

// Dossier gathers what the ledger has on two parties.
func (s *Service) Dossier(ctx context.Context, q Question) (*Dossier, error) {
	b, x, y, err := s.pairBook(ctx, q)
	if err != nil {
		return nil, err
	}
	st, err := b.Ledger.Status(x, y, q.On.String())
	if err != nil {
		return nil, err
	}
	st.Known = q.Known
	d, err := b.Ledger.Dossier(x, y)
	if err != nil {
		return nil, err
	}
	return &Dossier{Dossier: d, NameA: b.NameAt(x, q.On), NameB: b.NameAt(y, q.On), Status: st, Book: b, On: q.On}, nil
}

// World says what stood on a date between every two parties of which the ledger knows anything; with party, by code, name or alias,
// between it and every other.
func (s *Service) World(ctx context.Context, party string, on edtf.Date, known string) ([]chancery.Status, *Book, error) {
	at, err := Known("known", known)
	if err != nil {
		return nil, nil, err
	}
	line := ""
	if party != "" {
		e, err := s.gaz.Lookup(party)
		if err != nil {
			return nil, nil, err
		}
		line = e.ID
	}
	b, err := s.Book(ctx, at, nil)
	if err != nil {
		return nil, nil, err
	}
	all, err := b.Ledger.World(on.String())
	if err != nil {
		return nil, nil, err
	}
	out := []chancery.Status{}
	for _, st := range all {
		if line == "" || b.IDKey(st.A) == b.IDKey(line) || b.IDKey(st.B) == b.IDKey(line) {
			out = append(out, st)
		}
	}
	return out, b, nil
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
	sel, err := b.Select(f)
	if err != nil {
		return nil, nil, err
	}
	out := []ledger.Change{}
	for _, c := range ledger.Changes(before.Ledger, b.Ledger) {
		if c.A == "" && len(sel.parties)+len(sel.pairs) == 0 || c.A != "" && sel.IDs(c.A, c.B) {
			out = append(out, c)
		}
	}
	return out, b, nil
}
