package query

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"strconv"
	"strings"
)

// The number of items that a page has where nobody says, and at most.
const (
	DefaultLimit = 100
	MaxLimit     = 1000
)

// Page returns the part of a list that follows a cursor, and the cursor of what follows it, "" at the end. A cursor names items that were handed out, the last and some before
// it, so that a list that has changed in between is read on after the last that is still there: nothing is passed over, and nothing comes twice, unless more than eight in
// a row are gone, when some of those before them may.
func Page[T any](items []T, id func(*T) string, cursor string, limit int) (page []T, next string, err error) {
	if limit <= 0 {
		limit = DefaultLimit
	}
	limit = min(limit, MaxLimit)
	from := 0
	if cursor != "" {
		n, marks, err := openCursor(cursor)
		if err != nil {
			return nil, "", err
		}
		if n <= len(items) && markOf(id(&items[n-1])) == marks[0] {
			from = n
		} else {
			from = after(items, id, marks)
		}
	}
	to := min(from+limit, len(items))
	page = items[from:to:to]
	if to < len(items) {
		next = makeCursor(to, func(i int) string { return id(&items[i]) })
	}
	return page, next, nil
}

// after is where a list goes on after the nearest of some items that were handed out; at its beginning where none of them is left.
func after[T any](items []T, id func(*T) string, marks []mark) int {
	nearest := make(map[mark]int, len(marks))
	for i, m := range marks {
		nearest[m] = i
	}
	from, best := 0, len(marks)
	for i := range items {
		if at, ok := nearest[markOf(id(&items[i]))]; ok && at < best {
			from, best = i+1, at
		}
	}
	return from
}

// mark stands for the id of an item.
type mark [6]byte

func markOf(id string) (m mark) {
	h := fnv.New64a()
	h.Write([]byte(id))
	var sum [8]byte
	binary.BigEndian.PutUint64(sum[:], h.Sum64())
	copy(m[:], sum[2:])
	return m
}

// makeCursor names the first n items: the last eight of them, and of those before ever fewer.
func makeCursor(n int, id func(int) string) string {
	b := []byte(strconv.Itoa(n) + " ")
	for back := 1; back <= n; back += max(1, back/4) {
		m := markOf(id(n - back))
		b = append(b, m[:]...)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func openCursor(s string) (n int, marks []mark, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		number, rest, _ := strings.Cut(string(b), " ")
		if n, err = strconv.Atoi(number); err == nil && n > 0 && len(rest) > 0 && len(rest)%len(mark{}) == 0 {
			for ; rest != ""; rest = rest[len(mark{}):] {
				marks = append(marks, mark([]byte(rest[:len(mark{})])))
			}
			return n, marks, nil
		}
	}
	return 0, nil, usagef("take it from the field next of the last page", "cursor %q is none of ours", s)
}
