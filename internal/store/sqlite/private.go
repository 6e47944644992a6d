package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"chancery"
)

// A file that cannot be written to, and that nobody has open, is read from a copy of its own: nothing would tell the reader that another begins to write to the file. While
// the copy is made the file is locked as SQLite locks one that is being read. Whoever opens it meanwhile can write as ever, but then leaves its log and the index of that
// behind, for to take these away it must have the file alone. So where no index is there when the copy is whole, nobody wrote, and the copy is what stood in the file and its log.

// where SQLite locks a file that is read.
const (
	sharedFirst = 0x40000002
	sharedSize  = 510
)

// errBegun is that somebody opened the file while it was being copied.
var errBegun = errors.New("another process has opened it meanwhile")

// privateCopy copies a database with its log into a folder of its own and returns the path of the copy. wait is for how long a writer that has the file alone is waited for.
func privateCopy(ctx context.Context, path string, wait time.Duration) (copied string, err error) {
	dir, err := os.MkdirTemp("", "chancery-reading-*")
	if err != nil {
		return "", &chancery.Error{Code: chancery.CodeStore, Where: path, Message: "cannot be written to, and there is no place for a copy that could be read", Err: reason(err), Hint: "set TMPDIR to a folder with room for it"}
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	f, err := os.Open(path)
	if err != nil {
		return "", explain(path, err)
	}
	defer f.Close()
	const pause = 20 * time.Millisecond
	for tries := wait / pause; ; tries-- {
		if err = lockShared(f); err == nil {
			break
		}
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		if !errors.Is(err, errLocked) || tries <= 0 {
			return "", &chancery.Error{Code: chancery.CodeBusy, Where: path, Message: "cannot be locked for reading", Err: err, Hint: "run the command again in a moment"}
		}
		time.Sleep(pause)
	}
	to := filepath.Join(dir, "copy.db")
	if err = copyUnused(ctx, path, f, to); err != nil {
		if errors.Is(err, errBegun) {
			return "", &chancery.Error{Code: chancery.CodeBusy, Where: path, Message: errBegun.Error(), Hint: "run the command again: it is read as that process writes it"}
		}
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", &chancery.Error{Code: chancery.CodeFull, Where: dir, Message: fmt.Sprintf("%s cannot be written to, and there is no room for a copy that could be read", path), Err: reason(err), Hint: "set TMPDIR to a folder with room for it"}
	}
	return to, nil
}

// copyUnused copies the file f at path, which is locked, and its log; errBegun where somebody has it open.
func copyUnused(ctx context.Context, path string, f io.Reader, to string) error {
	if unused, err := unusedBy(path); err != nil || !unused {
		return errors.Join(err, errBegun)
	}
	if err := copyTo(ctx, f, to); err != nil {
		return err
	}
	log, err := os.Open(path + "-wal")
	if err == nil {
		err = errors.Join(copyTo(ctx, log, to+"-wal"), log.Close())
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return err
	}
	if unused, err := unusedBy(path); err != nil || !unused {
		return errors.Join(err, errBegun)
	}
	return nil
}

// unusedBy reports whether nobody has the database open.
func unusedBy(path string) (bool, error) {
	_, err := os.Stat(path + "-shm")
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return false, err
}

func copyTo(ctx context.Context, from io.Reader, path string) error {
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, stopping{ctx, from})
	return errors.Join(err, to.Close())
}

// stopping is a reader that ends with a context.
type stopping struct {
	ctx context.Context
	io.Reader
}

func (s stopping) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(b)
}
