//go:build unix

package sqlite

import (
	"errors"
	"io"
	"os"
	"syscall"
)

const canCopy = true

// errLocked is that another process has the file alone.
var errLocked = errors.New("another process has it alone")

// lockShared locks a file as one that is read, until it is closed. No other file of this process may be the same: to close that would end the lock.
func lockShared(f *os.File) error {
	err := syscall.FcntlFlock(f.Fd(), syscall.F_SETLK, &syscall.Flock_t{Type: syscall.F_RDLCK, Whence: io.SeekStart, Start: sharedFirst, Len: sharedSize})
	if errors.Is(err, syscall.EAGAIN) || errors.Is(err, syscall.EACCES) {
		return errLocked
	}
	return err
}
