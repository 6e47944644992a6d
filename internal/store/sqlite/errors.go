package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"chancery"

	driver "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var errReadOnlyFS error = syscall.EROFS

// wrap turns an error of the driver into one of ours: what was wrong with which file, and what to do.
// Errors that are ours already, and a cancelled context's, go through.
func (db *DB) wrap(err error) error {
	var ours *chancery.Error
	if err == nil || errors.As(err, &ours) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return explain(db.path, err)
}

func explain(path string, err error) error {
	e := &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "the database failed", Err: err}
	var de *driver.Error
	if !errors.As(err, &de) {
		return e
	}
	code := de.Code() & 0xff
	if de.Code() == sqlite3.SQLITE_IOERR_SHMSIZE { // no room for the file beside the database that its users share
		code = sqlite3.SQLITE_FULL
	}
	switch code {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		e.Code, e.Message, e.Err = chancery.CodeBusy, "another process is writing to this database", nil
		e.Hint = "wait until it has finished and run the command again; what it has kept is not done twice"
	case sqlite3.SQLITE_FULL:
		e.Code, e.Message, e.Err = chancery.CodeFull, "the disk is full", nil
		e.Hint = "free some space and run the command again; what was kept before is kept, and is not done twice"
	case sqlite3.SQLITE_NOTADB:
		return notDatabase(path, nil)
	case sqlite3.SQLITE_CORRUPT:
		e.Message = "the database is damaged"
		e.Hint = "restore it from a copy, or ingest the documents into a new one"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		e.Message = "cannot be written to"
		e.Hint = "make the file and its folder writable, or name another database with --db"
	case sqlite3.SQLITE_CANTOPEN:
		e.Message = "cannot be opened"
		e.Hint = "check that its folder exists and is writable, or name another database with --db"
	case sqlite3.SQLITE_IOERR:
		e.Message = "the disk failed under the database"
		e.Hint = "check that the disk has space and is sound, then run the command again; what was kept before is kept"
	}
	return e
}

// full reports whether an error of SQLite says that the disk is full.
func full(err error) bool {
	var de *driver.Error
	return errors.As(err, &de) && de.Code()&0xff == sqlite3.SQLITE_FULL
}

// reason takes the path out of an error of the file system: Where says it already.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
