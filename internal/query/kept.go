package query

import (
	"cmp"
	"context"
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
	l, infos, err := s.keeper.Pair(ctx, v, x, y)
	if err != nil {
		return nil, false, err
	}
	b := &Book{Gaz: s.gaz, Kinds: s.kinds, Generation: v.Generation()}
	for _, i := range infos {
		b.Infos = append(b.Infos, i)
	}
	slices.SortFunc(b.Infos, func(a, b store.Info) int { return cmp.Or(cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.ID, b.ID)) })
	if b.decisions, err = v.Decisions(ctx); err != nil {
		return nil, false, err
	}
	b.setLedger(l, nil)
	return b, true, nil
}

// keptDates returns the dates that are inferred of documents, as of v; ok is false where they are not kept.
func (s *Service) keptDates(ctx context.Context, v store.View, ids []string) (_ map[string]string, ok bool, err error) {
	fresh, err := s.keeper.Fresh(ctx, v)
	if err != nil {
		return nil, false, err
	}
	if !fresh {
		now, ok, err := s.keeper.Open(ctx)
		if err != nil || !ok {
			return nil, false, err
		}
		defer now.Close()
		if now.Generation() != v.Generation() {
			return nil, false, nil
		}
		v = now
	}
	ds, err := v.DerivedDocuments(ctx, ids...)
	if err != nil {
		return nil, false, err
	}
	out := make(map[string]string, len(ds))
	for id, d := range ds {
		out[id] = d.Date
	}
	return out, true, nil
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
	_, err := s.keeper.Refresh(ctx)
	return err
}
