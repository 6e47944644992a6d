package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"chancery"

	"github.com/pressly/goose/v3"
)

// Each released schema stays as it is; a change is a further file.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

// schemaVersion is the number of the last migration.
const schemaVersion = 6

// create makes a database in a file of another name and then gives it its own, so that
// a kill leaves no half of one and of two processes one wins.
func create(ctx context.Context, path string, o Options) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "cannot be made", Err: reason(err),
			Hint: "check that its folder exists and is writable, or name another database with --db"}
	}
	tmp := f.Name()
	defer func() {
		for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
			os.Remove(tmp + suffix)
		}
	}()
	err = errors.Join(f.Chmod(0o644), f.Close())
	if err == nil {
		err = initialise(ctx, tmp, o)
	}
	if err == nil {
		if err = os.Link(tmp, path); errors.Is(err, fs.ErrExist) {
			return nil
		} else if err != nil { // no hard links here
			if _, statErr := os.Stat(path); statErr == nil {
				return nil
			}
			err = os.Rename(tmp, path)
		}
	}
	if err != nil {
		return explain(path, err)
	}
	return syncDir(filepath.Dir(path))
}

func initialise(ctx context.Context, path string, o Options) error {
	d, err := sql.Open("sqlite", dsn(path, o, false))
	if err != nil {
		return err
	}
	d.SetMaxOpenConns(1)
	return errors.Join(migrate(ctx, d), checkpoint(ctx, d), d.Close())
}

// checkpoint moves what is in the log into the database. Closing does so as well, but says nothing where the disk is full.
func checkpoint(ctx context.Context, d *sql.DB) error {
	var busy, logged, moved int
	if err := d.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &logged, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errors.New("the log of a new database is in use")
	}
	return nil
}

// syncDir makes a new name in a folder durable, where the system can.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return nil
	}
	d.Sync()
	return d.Close()
}

func migrate(ctx context.Context, d *sql.DB) error {
	sub, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, d, sub, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(fillSearch))
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// upgrade brings an older schema, or an empty file, up to date.
func (db *DB) upgrade(ctx context.Context) error {
	err := migrate(ctx, db.w)
	if err != nil {
		if v, again := db.version(ctx); again == nil && v == schemaVersion {
			return nil // another process was faster
		}
	}
	return db.wrap(err)
}

// version returns the number of the last migration of the file, 0 for an empty file.
func (db *DB) version(ctx context.Context) (int, error) {
	var app, tables int
	err := db.r.QueryRowContext(ctx, `SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id`).Scan(&app, &tables)
	if err != nil {
		return 0, db.wrap(err)
	}
	if tables == 0 {
		return 0, nil
	}
	if app != applicationID {
		// a kill while an empty file was filled leaves goose's table alone
		if names, err := db.tables(ctx); err == nil && names == "goose_db_version" {
			return 0, nil
		}
		return 0, &chancery.Error{Code: chancery.CodeStore, Where: db.path, Message: "is a database of another program",
			Hint: "nothing was written to it; name another file with --db or CHANCERY_DB"}
	}
	var v int
	if err := db.r.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&v); err != nil {
		return 0, db.wrap(err)
	}
	if v > schemaVersion {
		return 0, &chancery.Error{Code: chancery.CodeStore, Where: db.path,
			Message: fmt.Sprintf("was written by a newer version of Chancery (schema %d; this one knows up to %s)", v, strconv.Itoa(schemaVersion)),
			Hint:    "use that version, or ingest the documents into a new database; nothing was written to it"}
	}
	return v, nil
}

func (db *DB) tables(ctx context.Context) (string, error) {
	rows, err := db.r.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return "", err
		}
		names = append(names, n)
	}
	return strings.Join(names, " "), rows.Err()
}
