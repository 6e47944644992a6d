package query

import (
	"fmt"
	"slices"
	"testing"

	"chancery"
)

func itself(s *string) string { return *s }

func numbered(n int) (items []string) {
	for i := range n {
		items = append(items, fmt.Sprintf("c%05d", i))
	}
	return items
}

// rest reads the pages of a list from a cursor to the end.
func rest(t *testing.T, items []string, cursor string, limit int) (out []string) {
	t.Helper()
	for first := true; first || cursor != ""; first = false {
		page, next, err := Page(items, itself, cursor, limit)
		if err != nil || len(page) > limit || len(page) == 0 && next != "" {
			t.Fatalf("%d items, next %q, %v", len(page), next, err)
		}
		out, cursor = append(out, page...), next
	}
	return out
}

// TestPageOfWhatIsLeft takes every choice of items out of a list after some of its pages were read, and puts others in: what is left comes once, and nothing is passed over.
func TestPageOfWhatIsLeft(t *testing.T) {
	const n, limit = 12, 4
	before := numbered(n)
	for read := limit; read < n; read += limit {
		cursor := ""
		for range read / limit {
			var err error
			if _, cursor, err = Page(before, itself, cursor, limit); err != nil {
				t.Fatal(err)
			}
		}
		for gone := range 1 << n {
			after := []string{"c00000a"} // came in at the front
			var want []string
			left := false // of what was read
			for i, id := range before {
				if gone>>i&1 == 0 {
					after = append(after, id)
					if i < read {
						left = true
					} else {
						want = append(want, id)
					}
				}
			}
			if !left { // nobody can tell the new ones from those that were read
				want = after
			}
			if got := rest(t, after, cursor, limit); !slices.Equal(got, want) {
				t.Fatalf("after %d were read of %v, %v gives %v", read, before, after, got)
			}
		}
	}
}

// TestPageAfterMuchIsGone takes a stretch out before the place where a long list is read on: some of what was read may come again, the rest is all there.
func TestPageAfterMuchIsGone(t *testing.T) {
	before := numbered(5000)
	cursor := ""
	for range 3 {
		var err error
		if _, cursor, err = Page(before, itself, cursor, 1000); err != nil {
			t.Fatal(err)
		}
	}
	if len(cursor) > 500 {
		t.Errorf("a cursor of %d characters", len(cursor))
	}
	for _, gone := range []int{1, 7, 8, 9, 50, 999, 2999, 3000} {
		after := slices.Concat(before[:3000-gone], before[3000:])
		got := rest(t, after, cursor, 1000)
		again := len(got) - 2000
		if again < 0 || !slices.Equal(got[again:], before[3000:]) {
			t.Errorf("%d are gone: %d items, the first %s", gone, len(got), got[0])
		}
		if again > gone/4 {
			t.Errorf("%d are gone: %d come again", gone, again)
		}
	}
	for _, bad := range []string{"x", "MTA", "!", "MCBhYWFhYWE"} {
		if _, _, err := Page(before, itself, bad, 1); chancery.CodeOf(err) != chancery.CodeUsage {
			t.Errorf("cursor %q: %v", bad, err)
		}
	}
}
