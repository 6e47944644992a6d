package ledger

import (
	"cmp"
	"slices"
	"strings"
)

// crowd is with how many of its neighbours a document is compared where many share a band.
const crowd = 32

// Copies tells which of docs are copies: documents that tell one story in the same or nearly the same words, directly or
// through others. It maps each copy to the document it is a copy of: the first of its group by date, name and id.
// It is a pure function of the set of docs; their order does not matter. Documents without a fingerprint are copies of none.
//
// Documents that agree in a band of their sketches are compared (locality-sensitive hashing): two of which six in ten shingles are the same
// share one of the bands with a probability of 0.999. The time is that of sorting docs once for each band.
func Copies(docs []Doc) map[string]string {
	type entry struct {
		key uint64
		at  int
	}
	order := make([]int, 0, len(docs)) // of documents with a sketch, by sketch and id
	for i := range docs {
		if len(docs[i].Fingerprint) == sketchSize {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		if c := slices.Compare(docs[a].Fingerprint, docs[b].Fingerprint); c != 0 {
			return c
		}
		return cmp.Compare(docs[a].ID, docs[b].ID)
	})
	same := newGroups(len(order))
	// Equal sketches stand side by side. One of them stands for all in what follows.
	heads := make([]int, 0, len(order))
	for i := range order {
		if i > 0 && slices.Equal(docs[order[i]].Fingerprint, docs[order[i-1]].Fingerprint) {
			same.join(i-1, i)
			continue
		}
		heads = append(heads, i)
	}
	band := make([]entry, len(heads))
	for from := 0; from < sketchSize; from += bandRows {
		for n, i := range heads {
			f := docs[order[i]].Fingerprint
			band[n] = entry{uint64(f[from])<<32 | uint64(f[from+1]), i}
		}
		slices.SortFunc(band, func(a, b entry) int {
			if c := cmp.Compare(a.key, b.key); c != 0 {
				return c
			}
			return cmp.Compare(a.at, b.at)
		})
		for n, e := range band {
			for m := n - 1; m >= 0 && n-m <= crowd && band[m].key == e.key; m-- {
				if !same.one(e.at, band[m].at) && sameStory(docs[order[e.at]].Fingerprint, docs[order[band[m].at]].Fingerprint) {
					same.join(e.at, band[m].at)
				}
			}
		}
	}
	first := map[int]int{} // the index in docs of the first of a group
	for i, d := range order {
		r := same.root(i)
		if f, ok := first[r]; !ok || earlier(&docs[d], &docs[f]) {
			first[r] = d
		}
	}
	copies := map[string]string{}
	for i, d := range order {
		if f := first[same.root(i)]; docs[f].ID != docs[d].ID {
			copies[docs[d].ID] = docs[f].ID
		}
	}
	return copies
}

// earlier orders the documents of a group: by date, one without a date last, then by name and id.
func earlier(a, b *Doc) bool {
	if (a.Date == "") != (b.Date == "") {
		return a.Date != ""
	}
	if c := strings.Compare(a.Date, b.Date); c != 0 {
		return c < 0
	}
	if c := strings.Compare(a.Name, b.Name); c != 0 {
		return c < 0
	}
	return a.ID < b.ID
}

// groups keeps which of n things are one.
type groups []int

func newGroups(n int) groups {
	u := make(groups, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u groups) root(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u groups) one(a, b int) bool { return u.root(a) == u.root(b) }

func (u groups) join(a, b int) {
	x, y := u.root(a), u.root(b)
	u[max(x, y)] = min(x, y)
}
