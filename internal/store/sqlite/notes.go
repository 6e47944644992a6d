package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"chancery/internal/store"
)

// Note implements store.Store.
func (db *DB) Note(ctx context.Context, space, key string) ([]byte, bool, error) {
	var value []byte
	err := db.r.QueryRowContext(ctx, `SELECT value FROM notes WHERE space = ? AND key = ?`, space, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return value, err == nil, db.wrap(err)
}

// Notes implements store.Store.
func (db *DB) Notes(ctx context.Context, space string) (_ []store.Note, err error) {
	defer func() { err = db.wrap(err) }()
	rows, err := db.r.QueryContext(ctx, `SELECT key, value FROM notes WHERE space = ? ORDER BY key`, space)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []store.Note
	for rows.Next() {
		n := store.Note{Space: space}
		if err := rows.Scan(&n.Key, &n.Value); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// SetNotes implements store.Store.
func (db *DB) SetNotes(ctx context.Context, notes ...store.Note) (err error) {
	if len(notes) == 0 {
		return nil
	}
	tx, err := db.writer(ctx)
	if err != nil {
		return err
	}
	defer func() {
		err = db.wrap(err)
		tx.Rollback()
	}()
	for _, n := range notes {
		if len(n.Value) == 0 {
			_, err = tx.ExecContext(ctx, `DELETE FROM notes WHERE space = ? AND key = ?`, n.Space, n.Key)
		} else {
			_, err = tx.ExecContext(ctx, `INSERT INTO notes (space, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value`, n.Space, n.Key, n.Value)
		}
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}
