package cli

import (
	"context"

	"chancery/data"
	"chancery/internal/query"
	"chancery/internal/resolve/party"
)

// book is the ledger that an answer is printed from.
type book = query.Book

// query opens the database for questions.
func (a *app) query(ctx context.Context) (*query.Service, error) {
	st, err := a.open(ctx, false)
	if err != nil {
		return nil, err
	}
	gaz, err := a.gaz()
	if err != nil {
		return nil, err
	}
	kinds, err := a.kinds()
	if err != nil {
		return nil, err
	}
	return query.New(st, gaz, kinds, version), nil
}

// selected opens the ledger of what a listing's filters need.
func (a *app) selected(ctx context.Context, f *query.Filter, claims bool) (*book, *query.Selection, error) {
	q, err := a.query(ctx)
	if err != nil {
		return nil, nil, err
	}
	return q.Select(ctx, *f, claims)
}

// loadGaz reads the gazetteer.
func loadGaz() (*party.Gazetteer, error) { return party.Load(data.FS) }
