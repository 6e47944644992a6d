package sqlite

import (
	"context"
	"database/sql"
)

// statements runs statements in one transaction, and prepares each once.
type statements struct {
	ctx context.Context
	tx  *sql.Tx
	by  map[string]*sql.Stmt // by their text
}

// in returns what runs statements in tx. They heed the context before they begin, not while they run: the driver would need a goroutine for each.
func in(ctx context.Context, tx *sql.Tx) statements {
	return statements{ctx: ctx, tx: tx, by: map[string]*sql.Stmt{}}
}

func (s *statements) prepared(query string) (*sql.Stmt, error) {
	if err := s.ctx.Err(); err != nil {
		return nil, err
	}
	if st := s.by[query]; st != nil {
		return st, nil
	}
	st, err := s.tx.PrepareContext(s.ctx, query)
	if err == nil {
		s.by[query] = st
	}
	return st, err
}

func (s *statements) exec(query string, args ...any) (sql.Result, error) {
	st, err := s.prepared(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(context.WithoutCancel(s.ctx), args...)
}

// row runs a query that gives one row, and scans it; sql.ErrNoRows where it gives none.
func (s *statements) row(query string, args []any, to ...any) error {
	st, err := s.prepared(query)
	if err != nil {
		return err
	}
	return st.QueryRowContext(context.WithoutCancel(s.ctx), args...).Scan(to...)
}

// rowsPerInsert is how many rows one INSERT carries; SQLite's bound is 32766 parameters.
const rowsPerInsert = 64

// rows inserts rows, many with each statement. flush ends it.
type rows struct {
	s      *statements
	insert string
	width  int
	values []any
}

// many returns what inserts rows of so many values.
func (s *statements) many(insert string, width int) *rows {
	return &rows{s: s, insert: insert, width: width, values: make([]any, 0, width*rowsPerInsert)}
}

func (r *rows) add(row ...any) error {
	r.values = append(r.values, row...)
	if len(r.values) < r.width*rowsPerInsert {
		return nil
	}
	return r.flush()
}

// flush inserts what was added: by statements of a few sizes, so that they are prepared once.
func (r *rows) flush() error {
	left := r.values
	for size := rowsPerInsert; len(left) > 0; size /= 8 {
		for n := size * r.width; len(left) >= n; left = left[n:] {
			if _, err := r.s.exec(r.insert+placeholders(size, r.width), left[:n]...); err != nil {
				return err
			}
		}
	}
	clear(r.values) // they would keep the text
	r.values = r.values[:0]
	return nil
}
