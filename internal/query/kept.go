package query

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/store"
)

// keptPair is the book of one pair of the present, out of what is kept; ok is false where nothing can be kept.
func (s *Service) keptPair(ctx context.Context, x, y string) (_ *Book, ok bool, err error) {
	v, ok, err := s.keeper.Open(ctx)
	if err != nil || !ok {
		return nil, false, err
	}
	defer v.Close()
	b, err := s.keptPairOf(ctx, v, x, y)
	return b, err == nil, err
}

// keptPairOf is keptPair of a view in which what is kept is fresh.
func (s *Service) keptPairOf(ctx context.Context, v store.View, x, y string) (*Book, error) {
	l, infos, err := s.keeper.Pair(ctx, v, x, y)
	if err != nil {
		return nil, err
	}
	b := &Book{Gaz: s.gaz, Kinds: s.kinds, Generation: v.Generation()}
	for _, i := range infos {
		b.Infos = append(b.Infos, i)
	}
	slices.SortFunc(b.Infos, func(a, b store.Info) int { return cmp.Or(cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.ID, b.ID)) })
	if b.decisions, err = v.Decisions(ctx); err != nil {
		return nil, err
	}
	b.setLedger(l, nil)
	return b, nil
}

// keptDocuments is a book of the documents of the present, with the claims that date undated ones alone; ok is false where what is kept is not of
// the present: a list of documents writes nothing, and works on a full disk.
func (s *Service) keptDocuments(ctx context.Context) (_ *Book, ok bool, err error) {
	v, err := s.store.View(ctx, time.Time{})
	if err != nil {
		return nil, false, err
	}
	defer v.Close()
	if ok, err = s.keeper.Fresh(ctx, v); err != nil || !ok {
		return nil, false, err
	}
	b := &Book{Gaz: s.gaz, Kinds: s.kinds, Generation: v.Generation()}
	if b.Infos, err = v.Documents(ctx); err != nil {
		return nil, false, err
	}
	b.Ledger, err = s.keeper.Documents(ctx, v, b.Infos)
	return b, err == nil, err
}

// Early is a book of the present out of what is kept, for one who cannot wait for the whole: of two parties, by code, name or alias, all that the ledger has on the
// pair; of one (y is ""), what stood between it and every other at which time, without a claim; of none, the same of the state of which
// most is told. ok is false where what is kept is not of the present, or tells nothing.
func (s *Service) Early(ctx context.Context, x, y string) (_ *Book, ok bool, err error) {
	for _, name := range []*string{&x, &y} {
		if *name != "" {
			e, err := s.gaz.Lookup(*name)
			if err != nil {
				return nil, false, err
			}
			*name = e.ID
		}
	}
	v, ok, err := s.keeper.Near(ctx)
	if err != nil || !ok {
		return nil, false, err
	}
	defer v.Close()
	if y != "" {
		b, err := s.keptPairOf(ctx, v, x, y)
		return b, err == nil, err
	}
	if x == "" {
		if x, _, err = s.mostTold(ctx, v); err != nil || x == "" {
			return nil, false, err
		}
	}
	b := &Book{Gaz: s.gaz, Kinds: s.kinds, Generation: v.Generation(), Partial: true}
	b.Ledger, err = s.keeper.Around(ctx, v, b.IDKey(x))
	return b, err == nil && len(b.Ledger.Pairs()) > 0, err
}

// mostToldKey is under which the store keeps the state of which most is told.
const mostToldKey = "most told"

// mostTold is the state that is in most of the pairs of which anything is kept, "" where there is none, and whether the store keeps that already.
func (s *Service) mostTold(ctx context.Context, v store.View) (best string, kept bool, err error) {
	if b, ok, err := v.Cached(ctx, mostToldKey); err != nil || ok {
		return string(b), ok, err
	}
	counts, err := v.Told(ctx)
	if err != nil {
		return "", false, err
	}
	for id, n := range counts {
		if e, ok := s.gaz.Entry(id); ok && e.Type == chancery.State && (best == "" || n > counts[best] || n == counts[best] && id < best) {
			best = id
		}
	}
	return best, false, nil
}

// errStale says that what is kept is not of the instant of a view.
var errStale = errors.New("what is kept of the ledger is of another generation")

// keptDates returns the dates that are inferred of documents, as of v; errStale where what is kept is older.
func (s *Service) keptDates(ctx context.Context, v store.View, ids []string) (map[string]string, error) {
	fresh, err := s.keeper.Fresh(ctx, v)
	if err != nil {
		return nil, err
	}
	if !fresh {
		return nil, errStale
	}
	ds, err := v.DerivedDocuments(ctx, ids...)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, len(ds))
	for id, d := range ds {
		out[id] = d.Date
	}
	return out, nil
}

// World says what stands on a date between every two parties, now, out of what is kept: no claim is read. See Book.World.
func (s *Service) World(ctx context.Context, party string, on edtf.Date) ([]chancery.Status, error) {
	b := &Book{Gaz: s.gaz, Kinds: s.kinds}
	v, ok, err := s.keeper.Open(ctx)
	if err != nil {
		return nil, err
	}
	if !ok {
		if b, err = s.Book(ctx, time.Time{}, nil); err != nil {
			return nil, err
		}
		return b.World(party, on)
	}
	defer v.Close()
	if b.Ledger, err = s.keeper.World(ctx, v); err != nil {
		return nil, err
	}
	return b.World(party, on)
}

// Keep brings what is kept of the ledger up to date, so that the next question does not have to.
func (s *Service) Keep(ctx context.Context) error {
	v, ok, err := s.keeper.Open(ctx)
	if err != nil || !ok {
		return err
	}
	best, kept, err := s.mostTold(ctx, v)
	v.Close()
	if err != nil || kept {
		return err
	}
	return s.store.Cache(ctx, mostToldKey, v.Generation(), []byte(best))
}
