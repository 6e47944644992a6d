package cli

import (
	"context"
	"fmt"
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
	st, err := a.openToRead(ctx)
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
	a.sayWaiting()
	return query.New(st, gaz, kinds, build()+" "+knowledge), nil
}

// quiet is how long a question may take before a person is told why.
const quiet = 2 * time.Second

// sayWaiting tells a person at a terminal what takes so long, where nothing has been printed after a while: what was read since the last question,
// or everything after a new version of the program, is derived first.
func (a *app) sayWaiting() {
	if !a.errTerm {
		return
	}
	t := time.AfterFunc(quiet, func() { fmt.Fprintln(a.err, a.errStyle.dim("the ledger is being derived ...")) })
	a.out.begun = func() { t.Stop() }
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
