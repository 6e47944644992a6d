package web

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"chancery"
	"chancery/internal/query"
)

// lagging is a value that follows from a whole book. With many claims it takes longer to derive than a page may, so a page gets the value of the book
// before while the new one is derived beside it. Only what may be a moment behind is kept so: an order, a count.
type lagging[T any] struct {
	last  atomic.Pointer[derived[T]]
	first sync.Mutex
	busy  atomic.Bool
}

type derived[T any] struct {
	book  *query.Book
	value T
}

// atOnce is how many claims a book may have for its values to be derived while a page waits.
const atOnce = 50_000

func (l *lagging[T]) get(b *query.Book, derive func(*query.Book) T) T {
	d := l.last.Load()
	if d != nil && d.book == b {
		return d.value
	}
	if d == nil || len(b.Claims) < atOnce {
		l.first.Lock()
		defer l.first.Unlock()
		if d = l.last.Load(); d == nil || d.book != b {
			d = &derived[T]{b, derive(b)}
			l.last.Store(d)
		}
		return d.value
	}
	if l.busy.CompareAndSwap(false, true) {
		go func() {
			defer l.busy.Store(false)
			l.last.Store(&derived[T]{b, derive(b)})
		}()
	}
	return d.value
}

// pairCounts is of how many pairs something is known, by line of states.
func pairCounts(b *query.Book) map[string]int {
	r := &request{book: b}
	out := map[string]int{}
	for _, p := range b.Ledger.Told("") {
		if r.isState(p.A) && r.isState(p.B) {
			out[p.A]++
			out[p.B]++
		}
	}
	return out
}

// counts is pairCounts of the page's book. Only that of now is asked for so often that it is worth keeping.
func (r *request) counts() map[string]int {
	if r.known != "" || r.book.Partial {
		return pairCounts(r.book)
	}
	return r.site.counts.get(r.book, pairCounts)
}

// mostTold is the state of which most pairs are known.
func (r *request) mostTold() string {
	best := ""
	counts := r.counts()
	for id, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && id < best {
			best = id
		}
	}
	return best
}

// reviewOrder is all claims in the order in which they are best gone through: those that move a standing first, the least sure first.
func reviewOrder(b *query.Book) []*chancery.Claim {
	return inOrder(b, b.Claims)
}

func inOrder(b *query.Book, claims []*chancery.Claim) []*chancery.Claim {
	type ranked struct {
		sure float64 // the rank in hundreds, and the confidence
		at   int     // in claims
	}
	ranks := map[string]float64{} // of kinds; the others come last
	for _, k := range b.Kinds.All() {
		switch k.Group {
		case "standing":
			ranks[k.Name] = 0
		case "mission":
			ranks[k.Name] = 100
		}
	}
	list := make([]ranked, len(claims))
	for i, c := range claims {
		rank, ok := ranks[c.Kind]
		if !ok || !c.Modality.Actual() {
			rank = 200
		}
		list[i] = ranked{rank + c.Confidence, i}
	}
	slices.SortFunc(list, func(x, y ranked) int { return cmp.Or(cmp.Compare(x.sure, y.sure), x.at-y.at) })
	out := make([]*chancery.Claim, len(list))
	for i := range list {
		out[i] = claims[list[i].at]
	}
	return out
}
