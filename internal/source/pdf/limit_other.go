//go:build !linux

package pdf

import (
	"os"
	"time"
)

// limit ends this process when it has worked for too long; memory is bounded by the runtime's limit alone.
func limit() { time.AfterFunc(time.Duration(maxSeconds)*time.Second, func() { os.Exit(1) }) }
