package pdf

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// limit bounds this process in processor time and memory, and has it end with its parent. Address space is bounded
// above the heap: the runtime reserves some that it never uses.
func limit() {
	_ = unix.Setrlimit(unix.RLIMIT_CPU, &unix.Rlimit{Cur: uint64(maxSeconds), Max: uint64(maxSeconds) + 1})
	_ = unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: maxMemory, Max: maxMemory})
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0, 0, 0)
	if os.Getppid() == 1 {
		os.Exit(1)
	}
}
