package sqlite_test

import (
	"os"
	"strconv"
	"testing"
)

// kills is how often a test kills a process: CHANCERY_KILLS, else some.
func kills(t testing.TB, some int) int {
	n, err := strconv.Atoi(os.Getenv("CHANCERY_KILLS"))
	switch {
	case err == nil && n > 0:
		return n
	case testing.Short():
		return some / 2
	}
	return some
}
