package web

import (
	"cmp"
	"slices"
	"sync"

	"chancery"
	"chancery/internal/query"
)

// memo is what pages derive from a whole book, once for each: with a million claims that takes longer than a page may.
type memo struct {
	book *query.Book
	most func() string                       // the state of which most pairs are known
	byID func() map[string][]*chancery.Claim // claims by document
	line func() []*chancery.Claim            // claims in the order of review
	kind func() []string                     // kinds of claims
}

func newMemo(b *query.Book) *memo {
	r := &request{book: b}
	return &memo{
		book: b, most: sync.OnceValue(r.mostTold), line: sync.OnceValue(r.reviewOrder),
		byID: sync.OnceValue(func() map[string][]*chancery.Claim {
			out := map[string][]*chancery.Claim{}
			for i := range b.Claims {
				c := &b.Claims[i]
				out[c.DocumentID] = append(out[c.DocumentID], c)
			}
			return out
		}),
		kind: sync.OnceValue(func() []string {
			seen := map[string]bool{}
			var out []string
			for i := range b.Claims {
				if k := b.Claims[i].Kind; !seen[k] {
					seen[k] = true
					out = append(out, k)
				}
			}
			slices.Sort(out)
			return out
		}),
	}
}

// memo returns what is derived from the request's book.
func (r *request) memo() *memo {
	m := r.site.memo.Load()
	if m == nil || m.book != r.book {
		m = newMemo(r.book)
		r.site.memo.Store(m)
	}
	return m
}

// reviewOrder is every claim in the order in which they are best gone through: those that move a standing first, the least sure first.
func (r *request) reviewOrder() []*chancery.Claim {
	out := make([]*chancery.Claim, len(r.book.Claims))
	for i := range r.book.Claims {
		out[i] = &r.book.Claims[i]
	}
	weight := map[string]int{"standing": 0, "mission": 1}
	rank := func(c *chancery.Claim) int {
		if w, ok := weight[r.book.Group(c.Kind)]; ok && c.Modality.Actual() {
			return w
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b *chancery.Claim) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a.Confidence, b.Confidence))
	})
	return out
}
