package cli

import (
	"context"
	"os"
	"runtime/debug"
	"time"

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
	knowledge, err := hashData("kinds.tsv", "parties")
	if err != nil {
		return nil, err
	}
	return query.New(st, gaz, kinds, build()+" "+knowledge), nil
}

// build names the build of the program: what another one derived is derived anew. A build that no commit stands for is told
// by the time of its file.
func build() string {
	name, clean := version, false
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				name += " " + s.Value
			case "vcs.modified":
				clean = s.Value == "false"
			}
		}
	}
	if clean {
		return name
	}
	if exe, err := os.Executable(); err == nil {
		if st, err := os.Stat(exe); err == nil {
			name += " " + st.ModTime().UTC().Format(time.RFC3339Nano)
		}
	}
	return name
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
