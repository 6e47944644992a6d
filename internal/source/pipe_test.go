//go:build unix

package source

import (
	"os"
	"slices"
	"syscall"
	"testing"
)

// TestWalkPipe: who gives a named pipe is told that it is waited for, and what is written into it is read.
func TestWalkPipe(t *testing.T) {
	tree(t, nil)
	if err := syscall.Mkfifo("pipe", 0o600); err != nil {
		t.Skip(err)
	}
	var told []string
	names, failed, _ := read(t, Options{OnPipe: func(path string) {
		told = append(told, path)
		go os.WriteFile(path, []byte("Chad recognised Mali."), 0o600)
	}}, "pipe")
	if !slices.Equal(told, []string{"pipe"}) || !slices.Equal(names, []string{"pipe"}) || failed != nil {
		t.Errorf("told of %q, read %q, failed %q", told, names, failed)
	}
}
