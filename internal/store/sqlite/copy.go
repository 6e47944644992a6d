package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chancery"
)

// CopyTo writes the database as it is at this instant into a file of its own, whole or not at all, while others read and write it. What only its log holds is in the copy,
// as it is not in one that is made with the system's means. The copy is held against itself before it gets its name; a file that is there already is CodeUsage. What a copy that
// was killed left in that folder a day ago or more is removed.
func (db *DB) CopyTo(ctx context.Context, to string) (err error) {
	if _, err := os.Lstat(to); err == nil {
		return &chancery.Error{Code: chancery.CodeUsage, Where: to, Message: "is there already", Hint: "name a file that is not; one with the date in its name, for example"}
	}
	dir, err := os.MkdirTemp(filepath.Dir(to), unfinished+"*")
	if err != nil {
		return &chancery.Error{Code: chancery.CodeStore, Where: to, Message: "cannot be made", Err: reason(err), Hint: "check that its folder exists and is writable"}
	}
	defer os.RemoveAll(dir)
	if info, err := os.Lstat(dir); err == nil { // the file system's own clock: the age of folders is told by it
		sweep(filepath.Dir(to), info.ModTime())
	}
	tmp := filepath.Join(dir, "copy")
	o := Options{Wait: defaultWait}
	if err := once(ctx, dsn(db.file, o, false)+db.mode, func(d *sql.DB) error {
		_, err := d.ExecContext(ctx, `VACUUM INTO ?`, tmp)
		return err
	}); err != nil {
		return explain(to, err)
	}
	if err := once(ctx, dsn(tmp, o, true), func(d *sql.DB) error { return sound(ctx, d) }); err != nil {
		return explain(to, err)
	}
	if err := durable(tmp); err != nil {
		return explain(to, err)
	}
	if err := os.Link(tmp, to); errors.Is(err, fs.ErrExist) {
		return &chancery.Error{Code: chancery.CodeUsage, Where: to, Message: "is there already", Hint: "another process has just made it"}
	} else if err != nil { // no hard links here
		if err := os.Rename(tmp, to); err != nil {
			return explain(to, err)
		}
	}
	return syncDir(filepath.Dir(to))
}

// unfinished begins the names of the folders in which copies are made. One that is a day old was left by a process that was killed.
const (
	unfinished = ".chancery-copy-"
	abandoned  = 24 * time.Hour
)

// sweep removes what killed processes have left beside a copy, and nothing that is not of their making. What cannot be removed stays.
func sweep(dir string, now time.Time) {
	fresh := func(path string) bool {
		info, err := os.Lstat(path)
		return err == nil && now.Sub(info.ModTime()) < abandoned
	}
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), unfinished) {
			continue
		}
		d := filepath.Join(dir, e.Name())
		if !e.IsDir() || fresh(d) || fresh(filepath.Join(d, "copy")) {
			continue
		}
		for _, ext := range []string{"", "-journal", "-wal", "-shm"} {
			_ = os.Remove(filepath.Join(d, "copy"+ext))
		}
		_ = os.Remove(d)
	}
}

// once opens a database by one connection for f.
func once(ctx context.Context, source string, f func(*sql.DB) error) error {
	d, err := sql.Open("sqlite", source)
	if err != nil {
		return err
	}
	d.SetMaxOpenConns(1)
	return errors.Join(f(d), d.Close())
}

// sound holds a database against itself.
func sound(ctx context.Context, d *sql.DB) error {
	var word string
	if err := d.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&word); err != nil {
		return err
	}
	if word != "ok" {
		return fmt.Errorf("the copy is damaged: %s", word)
	}
	return nil
}

// durable waits until a file is on the disk.
func durable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
}
