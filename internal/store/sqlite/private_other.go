//go:build !unix

package sqlite

import (
	"errors"
	"os"
)

const canCopy = false

var errLocked = errors.ErrUnsupported

func lockShared(*os.File) error { return errors.ErrUnsupported }
