package cli

import (
	"context"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"chancery/data"
	"chancery/internal/resolve/party"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
	"chancery/internal/vocab"
)

// app is what the commands share: streams, global flags, and the parts, each made when it is first needed.
type app struct {
	in  io.Reader
	out *output
	err io.Writer

	dbPath string // --db
	colour string // --color

	style    style // of out
	errStyle style
	width    int  // of lines for people
	outTerm  bool // out is a terminal
	errTerm  bool
	now      func() time.Time
	serving  atomic.Bool // a server runs, which ends on its own terms
	resumes  bool        // the command, if it is interrupted, goes on where it was when it is given again

	pdf []string // the command that reads PDF files; nil where this process is not the program itself

	db     *sqlite.DB
	kinds  func() (*vocab.Kinds, error)
	gaz    func() (*party.Gazetteer, error)
	engine func() (*engine, error)
}

func newApp(in io.Reader, out, err io.Writer) *app {
	a := &app{in: in, out: newOutput(out, "standard output"), err: err, now: func() time.Time { return time.Now().UTC() }}
	a.width, a.outTerm = terminal(out)
	_, a.errTerm = terminal(err)
	a.kinds = sync.OnceValues(func() (*vocab.Kinds, error) { return vocab.Load(data.FS) })
	a.gaz = sync.OnceValues(loadGaz)
	a.engine = sync.OnceValues(a.newEngine)
	return a
}

// setUp reads the global flags and the environment.
func (a *app) setUp() error {
	switch a.colour {
	case "auto":
		none := os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb"
		a.style.on, a.errStyle.on = a.outTerm && !none, a.errTerm && !none
	case "always":
		a.style.on, a.errStyle.on = true, true
	case "never":
	default:
		return usagef("", "--color %q is none of auto, always, never", a.colour)
	}
	if a.dbPath == "" {
		a.dbPath = os.Getenv("CHANCERY_DB")
	}
	if a.dbPath == "" {
		a.dbPath = "chancery.db"
	}
	return nil
}

// open opens the database, once.
func (a *app) open(ctx context.Context, create bool) (store.Store, error) {
	if a.db != nil {
		return a.db, nil
	}
	return a.openWith(ctx, sqlite.Options{Create: create})
}

// openToRead opens the database for one question: one that cannot be written to may be read from a copy.
func (a *app) openToRead(ctx context.Context) (store.Store, error) {
	if a.db != nil {
		return a.db, nil
	}
	return a.openWith(ctx, sqlite.Options{Copy: true})
}

func (a *app) openWith(ctx context.Context, o sqlite.Options) (store.Store, error) {
	db, err := sqlite.Open(ctx, a.dbPath, o)
	if err != nil {
		return nil, err
	}
	a.db = db
	return db, nil
}

func (a *app) close() {
	if a.db != nil {
		if err := a.db.Close(); err != nil {
			a.report(err)
		}
	}
}
