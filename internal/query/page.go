package query

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// The number of items that a page has where nobody says, and at most.
const (
	DefaultLimit = 100
	MaxLimit     = 1000
)

// Page returns the part of a list that follows a cursor, and the cursor of what follows it, "" at the end. A cursor names the last item that was
// handed out, so that a list that has changed in between neither repeats nor passes over what is in both.
func Page[T any](items []T, id func(*T) string, cursor string, limit int) (page []T, next string, err error) {
	if limit <= 0 {
		limit = DefaultLimit
	}
	limit = min(limit, MaxLimit)
	from := 0
	if cursor != "" {
		n, last, err := openCursor(cursor)
		if err != nil {
			return nil, "", err
		}
		from = min(n, len(items))
		if from == 0 || id(&items[from-1]) != last {
			for i := range items {
				if id(&items[i]) == last {
					from = i + 1
					break
				}
			}
		}
	}
	to := min(from+limit, len(items))
	page = items[from:to:to]
	if to < len(items) {
		next = makeCursor(to, id(&items[to-1]))
	}
	return page, next, nil
}

func makeCursor(n int, last string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(n) + " " + last))
}

func openCursor(s string) (n int, last string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		number, rest, ok := strings.Cut(string(b), " ")
		if n, err = strconv.Atoi(number); err == nil && ok && n > 0 {
			return n, rest, nil
		}
	}
	return 0, "", usagef("take it from the field next of the last page", "cursor %q is none of ours", s)
}
