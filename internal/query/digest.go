package query

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"chancery"
	"chancery/internal/edtf"
)

// part is the claims of one document in Book.Claims, and what a filter needs to know of them.
type part struct {
	document string // id
	from, to int
	*digest
}

// digest tells what the claims of a document are about, so that a filter passes over documents that hold nothing for it, and reads of the others numbers
// alone. A document whose claims stay the same keeps its digest from book to book.
type digest struct {
	once        sync.Once
	kinds       []string // each once, sorted
	modalities  []string
	parties     []string // keys, of those who say something too; each once, sorted
	first, last edtf.Day // of all claims; the last before the first where none is dated
	claims      []told
	who         []uint32 // indexes of parties, those of one claim after those of the other
}

// told is what a digest tells of one claim.
type told struct {
	first, last edtf.Day // the last before the first where it bears no date
	kind        uint16   // index of kinds
	from        uint32   // of who
	actors, all uint32   // how many of who are its parties, and how many with those who say it
}

// of fills d in, once.
func (d *digest) of(b *Book, claims []*chancery.Claim) *digest {
	d.once.Do(func() {
		kinds, parties, modalities := set{}, set{}, set{}
		for _, c := range claims {
			kinds.add(c.Kind)
			modalities.add(string(c.Modality))
			b.eachActor(c, parties.add)
			b.eachSpeaker(c, parties.add)
		}
		d.kinds, d.parties, d.modalities = kinds.sorted(), parties.sorted(), modalities.sorted()
		d.first, d.last = edtf.MaxDay, edtf.MinDay
		d.claims = make([]told, len(claims))
		for i, c := range claims {
			kind, _ := slices.BinarySearch(d.kinds, c.Kind)
			t := told{first: edtf.MaxDay, last: edtf.MinDay, kind: uint16(kind), from: uint32(len(d.who))}
			if date := parseOr(DateOf(c)); !date.IsUnknown() {
				t.first, t.last = date.Bounds()
				d.first, d.last = min(d.first, t.first), max(d.last, t.last)
			}
			add := func(key string) {
				k, _ := slices.BinarySearch(d.parties, key)
				d.who = append(d.who, uint32(k))
			}
			b.eachActor(c, add)
			t.actors = uint32(len(d.who)) - t.from
			b.eachSpeaker(c, add)
			t.all = uint32(len(d.who)) - t.from
			d.claims[i] = t
		}
	})
	return d
}

type set map[string]struct{}

func (s set) add(v string) { s[v] = struct{}{} }

func (s set) sorted() []string {
	out := make([]string, 0, len(s))
	for v := range s {
		out = append(out, v)
	}
	slices.Sort(out)
	return out
}

// Digest prepares what filters need, on all processors; without it a filter does so for each document that it comes to first.
func (b *Book) Digest() {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(b.parts); i = int(next.Add(1)) - 1 {
				b.digestOf(i)
			}
		})
	}
	wg.Wait()
}

func (b *Book) digestOf(i int) *digest {
	p := &b.parts[i]
	return p.digest.of(b, b.claimsOf(p))
}

// namesParty reports whether a claim names a party with this key.
func (b *Book) namesParty(key string) bool {
	for i := range b.parts {
		if _, ok := slices.BinarySearch(b.digestOf(i).parties, key); ok {
			return true
		}
	}
	return false
}

// sieve is a Selection in the numbers of one digest.
type sieve struct {
	*digest
	kinds   []uint16 // nil for all
	parties []uint32 // each of them
	pairs   [][2]uint32
}

// sieve returns what of a document's claims can pass; false where nothing can.
func (f *Selection) sieve(d *digest) (s sieve, ok bool) {
	s.digest = d
	for _, k := range f.kinds {
		if i, ok := slices.BinarySearch(d.kinds, k); ok {
			s.kinds = append(s.kinds, uint16(i))
		}
	}
	for _, k := range f.parties {
		i, ok := slices.BinarySearch(d.parties, k)
		if !ok {
			return s, false
		}
		s.parties = append(s.parties, uint32(i))
	}
	for _, p := range f.pairs {
		i, ok := slices.BinarySearch(d.parties, p[0])
		j, ok2 := slices.BinarySearch(d.parties, p[1])
		if ok && ok2 {
			s.pairs = append(s.pairs, [2]uint32{uint32(i), uint32(j)})
		}
	}
	return s, len(f.kinds) == 0 == (s.kinds == nil) && len(f.pairs) == 0 == (s.pairs == nil) && f.days(d.first, d.last) &&
		(len(f.modalities) == 0 || slices.ContainsFunc(f.modalities, func(m string) bool { return slices.Contains(d.modalities, m) }))
}

// take reports whether claim i of the document passes, but for its modality and date.
func (s *sieve) take(i int) bool {
	t := &s.claims[i]
	who := s.who[t.from : t.from+t.all]
	if s.kinds != nil && !slices.Contains(s.kinds, t.kind) {
		return false
	}
	for _, p := range s.parties {
		if !slices.Contains(who, p) {
			return false
		}
	}
	who = who[:t.actors]
	return s.pairs == nil || slices.ContainsFunc(s.pairs, func(p [2]uint32) bool { return slices.Contains(who, p[0]) && slices.Contains(who, p[1]) })
}

// Claims returns the claims that pass, in the order of listings.
func (f *Selection) Claims() []*chancery.Claim {
	if f.all() {
		return f.b.Claims
	}
	var out []*chancery.Claim
	for i := range f.b.parts {
		p := &f.b.parts[i]
		if len(f.documents) > 0 && !slices.Contains(f.documents, p.document) {
			continue
		}
		s, ok := f.sieve(f.b.digestOf(i))
		if !ok {
			continue
		}
		for j, c := range f.b.claimsOf(p) {
			if s.take(j) && f.days(s.claims[j].first, s.claims[j].last) && f.modality(c.Modality) {
				out = append(out, c)
			}
		}
	}
	return out
}
