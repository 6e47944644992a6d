package cli

import (
	"slices"
	"strings"
	"testing"

	"chancery"
)

// TestLargestFirst: all documents are handed on, and of those that wait the largest first.
func TestLargestFirst(t *testing.T) {
	from, to := make(chan chancery.Document), make(chan chancery.Document)
	go largestFirst(from, to)
	for n := range queueLength { // as many as wait
		from <- chancery.Document{Original: strings.Repeat("x", n)}
	}
	close(from)
	var sizes []int
	for d := range to {
		sizes = append(sizes, len(d.Original))
	}
	if len(sizes) != queueLength || !slices.IsSortedFunc(sizes, func(a, b int) int { return b - a }) {
		t.Errorf("documents of these sizes came: %v", sizes)
	}
}
