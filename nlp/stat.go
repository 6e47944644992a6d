package nlp

import (
	"io"
	"io/fs"
)

// statSize returns the size of a file, or 0.
func statSize(r io.Reader) int {
	if f, ok := r.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if i, err := f.Stat(); err == nil && i.Mode().IsRegular() {
			return int(i.Size())
		}
	}
	return 0
}
