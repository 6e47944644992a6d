// Package sqlite keeps documents, claims and decisions in one SQLite file.
//
// It promises what package store asks. A commit is durable when Add or Decide returns
// (write-ahead log, synchronous=FULL). Several processes may use one file: readers never wait, writers take turns
// and give up with CodeBusy after Options.Wait. A file that may be read and not written is read as long as somebody else has it open, or where it lies on a file system that
// is mounted read-only: elsewhere nothing would tell its reader that another begins to write, and it is read from a copy of its own, by who wants that (Options.Copy). A file that is not a database, is another program's or was
// written by a newer version is refused and left untouched.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"chancery"
	"chancery/internal/store"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Options says how to open a database.
type Options struct {
	Create   bool          // make the file where there is none; otherwise that is CodeNotFound
	Wait     time.Duration // how long to wait for another writer; 0 means 10 seconds
	Copy     bool          // a file that can be read in no other way may be read from a copy, which does not follow what others write
	MaxPages int           // upper bound of the file in pages of 4096 bytes, as a full disk would set it; 0 for none
}

const (
	defaultWait   = 10 * time.Second
	readers       = 4          // connections for views
	applicationID = 1130914158 // "Chan", in the file's header
	magic         = "SQLite format 3\x00"
)

// DB is an open database.
type DB struct {
	path     string
	file     string // path, or a copy in a folder of its own that is read in its place
	readonly bool
	mode     string  // what the data source name says of that; "" where it may be written
	w        *sql.DB // one connection; every transaction is BEGIN IMMEDIATE
	r        *sql.DB // query only
	add      sync.Mutex
}

var _ store.Store = (*DB)(nil)

// Open opens the database in the file path.
func Open(ctx context.Context, path string, o Options) (_ *DB, err error) {
	if o.Wait <= 0 {
		o.Wait = defaultWait
	}
	readonly, err := inspect(path)
	if errors.Is(err, fs.ErrNotExist) {
		if !o.Create {
			return nil, &chancery.Error{Code: chancery.CodeNotFound, Where: path, Message: "there is no database here",
				Hint: "make one with: chancery ingest --db " + strconv.Quote(path) + " PATH..., or name another with --db or CHANCERY_DB"}
		}
		err = create(ctx, path, o)
	}
	if err != nil {
		return nil, err
	}
	db := &DB{path: path, file: path, readonly: readonly}
	defer func() {
		if err != nil {
			db.Close()
		}
	}()
	if readonly {
		if db.mode, err = readingMode(path); err != nil && o.Copy && canCopy {
			var copied string
			if copied, err = privateCopy(ctx, path, o.Wait); err == nil {
				db.file = copied
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if db.r, err = sql.Open("sqlite", dsn(db.file, o, true)+db.mode); err != nil {
		return nil, db.wrap(err)
	}
	db.r.SetMaxOpenConns(readers)
	db.r.SetMaxIdleConns(readers)
	v, err := db.version(ctx) // by a reader: what is not ours must not be touched
	if err != nil || readonly && v == schemaVersion {
		return db, err
	}
	if readonly {
		return nil, &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "was written by an older version and must be brought up to date, but cannot be written to",
			Hint: "make the file and its folder writable"}
	}
	if db.w, err = sql.Open("sqlite", dsn(path, o, false)); err != nil {
		return nil, db.wrap(err)
	}
	db.w.SetMaxOpenConns(1)
	if v < schemaVersion {
		err = db.upgrade(ctx)
	}
	return db, err
}

// inspect looks at a file without touching it.
func inspect(path string) (readonly bool, err error) {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, err
	case err != nil:
		return false, &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "cannot be opened", Err: reason(err), Hint: "check the path and its permissions, or name another database with --db"}
	case st.IsDir():
		return false, &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "is a folder, not a database", Hint: "name a file with --db, such as --db " + strconv.Quote(filepath.Join(path, "chancery.db"))}
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, errReadOnlyFS) {
		readonly = true
		f, err = os.Open(path)
	}
	if err != nil {
		return false, &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "cannot be opened", Err: reason(err), Hint: "check its permissions, or name another database with --db"}
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	if n == 0 && err == io.EOF {
		return readonly, nil // an empty file is an empty database
	}
	if string(head[:n]) != magic {
		return false, notDatabase(path, err)
	}
	return readonly, nil
}

func notDatabase(path string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "is not a database of Chancery", Err: err,
		Hint: "nothing was written to it; name another file with --db or CHANCERY_DB"}
}

// dsn returns the data source name of path; values in it are constants and numbers, and the path is escaped.
func dsn(path string, o Options, query bool) string {
	u := url.URL{Path: path}
	q := "?_defensive=1&_busy_timeout=" + strconv.FormatInt(o.Wait.Milliseconds(), 10) +
		"&_pragma=cache_size(-16000)&_pragma=trusted_schema(0)&_foreign_keys=1"
	if query {
		q += "&_query_only=1&mode=rw"
	} else {
		q += "&_journal_mode=WAL&_synchronous=FULL&_pragma=journal_size_limit(67108864)&_txlock=immediate&mode=rw"
		if o.MaxPages > 0 {
			q += "&_pragma=max_page_count(" + strconv.Itoa(o.MaxPages) + ")"
		}
	}
	return "file:" + u.EscapedPath() + q
}

// readingMode says how a file that cannot be written is read. Whoever has it open keeps a log beside it, by which SQLite tells readers and writers apart. Without one
// it would have to be made, and as a file of ours it would keep the owner from writing. So the file is then read as one that cannot change, but only where that is so,
// and where no log holds what was kept last: it would be passed over.
func readingMode(path string) (string, error) {
	log, noLog := os.Stat(path + "-wal")
	_, noIndex := os.Stat(path + "-shm")
	switch {
	case noLog == nil && noIndex == nil:
		return "&mode=ro", nil
	case noLog == nil && log.Size() > 0:
		return "", &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "cannot be written to, and what was kept last is still in the log beside it, which must first be folded in",
			Hint: "ask it anything once where it and its folder are writable, which folds the log in, or copy both files to such a place and name that one with --db"}
	case mountedReadOnly(filepath.Dir(path)):
		return "&mode=ro&immutable=1", nil
	}
	return "", &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "cannot be written to, and so cannot be read safely: others could write to it meanwhile",
		Hint: "make the file and its folder writable, or name a copy that is, with --db"}
}

// mountedReadOnly reports whether nobody can write to a folder, whatever its permissions.
func mountedReadOnly(dir string) bool {
	f, err := os.CreateTemp(dir, ".chancery-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	return errors.Is(err, errReadOnlyFS)
}

// Close closes the database.
func (db *DB) Close() error {
	var errs []error
	for _, d := range []*sql.DB{db.r, db.w} { // the writer last: it folds the log into the file
		if d != nil {
			errs = append(errs, d.Close())
		}
	}
	if db.file != db.path {
		errs = append(errs, os.RemoveAll(filepath.Dir(db.file)))
	}
	return db.wrap(errors.Join(errs...))
}

// writer returns a transaction that holds the write lock.
func (db *DB) writer(ctx context.Context) (*sql.Tx, error) {
	if db.readonly {
		return nil, &chancery.Error{Code: chancery.CodeStore, Where: db.path, Message: "cannot be written to",
			Hint: "make the file and its folder writable, or name another database with --db"}
	}
	tx, err := db.w.BeginTx(ctx, nil)
	return tx, db.wrap(err)
}

func (db *DB) changed(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE state SET generation = generation + 1`)
	return err
}

// placeholders returns n groups of k question marks.
func placeholders(n, k int) string {
	group := "(" + repeat("?", ",", k) + ")"
	return repeat(group, ",", n)
}

func repeat(s, sep string, n int) string {
	b := make([]byte, 0, n*(len(s)+len(sep)))
	for i := range n {
		if i > 0 {
			b = append(b, sep...)
		}
		b = append(b, s...)
	}
	return string(b)
}

func (db *DB) String() string { return fmt.Sprintf("sqlite(%s)", db.path) }
