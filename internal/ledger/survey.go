package ledger

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"

	"chancery"
	"chancery/internal/vocab"
)

// Survey derives the ledger of more claims than memory is to hold, of which it sees those of some documents at a time, and then those of some
// pairs. What passes from pair to pair it keeps in a few bytes for each claim: of which pairs a claim is, and, where documents without a date
// of their own ask for it, which acts it dates to the day.
//
// It goes in four steps: Ask, with the claims of the documents of Undated; See, with all claims, once; Date, with those of Undated again; then Ledger, with
// the claims of some of Pairs. What these ledgers say of these pairs, Build would say of all claims.
type Survey struct {
	bare   *Ledger // of no documents
	docs   []Doc
	at     map[string]*Doc
	copies map[string]string
	acts   map[pairKey]*evidence // of the pairs that may date an undated document
	pairs  map[pairKey]*numbers
	dates  map[string]string // that were inferred of undated documents
}

// numbers are those of the claims of a pair, in the order in which they were seen, as differences: one to three bytes each where they were seen in their order.
type numbers struct {
	count int
	last  int64
	list  []byte
}

// NewSurvey begins with the records of all documents, of which no two are of one. It keeps docs.
func NewSurvey(docs []Doc, decided []chancery.Decision, lines Lineage, kinds *vocab.Kinds) *Survey {
	s := &Survey{bare: bare(decided, lines, kinds), docs: docs, at: make(map[string]*Doc, len(docs)), copies: findCopies(docs).of, acts: map[pairKey]*evidence{}, pairs: map[pairKey]*numbers{}, dates: map[string]string{}}
	for i := range docs {
		s.at[docs[i].ID] = &docs[i]
	}
	return s
}

// Undated returns the ids of the documents without a date of their own, sorted.
func (s *Survey) Undated() []string {
	var out []string
	for i := range s.docs {
		if s.docs[i].Undated() {
			out = append(out, s.docs[i].ID)
		}
	}
	slices.Sort(out)
	return out
}

// documents brings claims to their documents, and settles these.
func (s *Survey) documents(claims []chancery.Claim) map[string]*document {
	docs := s.gather(claims)
	for _, d := range docs {
		s.bare.settle(d)
	}
	return docs
}

func (s *Survey) gather(claims []chancery.Claim) map[string]*document {
	docs := map[string]*document{}
	for i := range claims {
		key := docKey(&claims[i])
		d, ok := docs[key]
		if !ok {
			d = &document{Doc: Doc{ID: key}, assumed: true}
			if record, ok := s.at[key]; ok {
				d.Doc, d.assumed = *record, false
			}
			docs[key] = d
		}
		d.raw = append(d.raw, &claims[i])
	}
	for _, d := range docs {
		d.tidy()
	}
	return docs
}

// Ask notes which pairs may date undated documents, given whole with their claims.
func (s *Survey) Ask(claims []chancery.Claim) {
	for _, d := range s.documents(claims) {
		for k := range s.bare.asked(d) {
			if s.acts[k] == nil {
				s.acts[k] = &evidence{}
			}
		}
	}
}

// Sight is what a survey keeps of some claims.
type Sight []sighted

// sighted is a claim of a pair.
type sighted struct {
	pair   pairKey
	number int64
	kind   string
	act    act // what it dates; of no document where that is nothing, or nobody asks for it
}

// Look looks at the claims of whole documents, which the caller has numbered, for See. After Ask it is safe for concurrent use, and beside See.
func (s *Survey) Look(claims []chancery.Claim, number []int64) Sight {
	by := make(map[string]int64, len(claims))
	for i := range claims {
		by[claims[i].ID] = number[i]
	}
	out := make(Sight, 0, len(claims))
	var pairs []pairDir
	for _, d := range s.documents(claims) {
		for _, c := range d.claims {
			pairs = s.bare.pairsOf(c.Claim, pairs[:0])
			for _, p := range pairs {
				x := sighted{pair: p.pairKey, number: by[c.ID]}
				if s.acts[p.pairKey] != nil && tellsDay(c) {
					x.kind, x.act = c.Kind, act{doc: s.at[d.ID], dir: p.dir}
					x.act.day, _ = c.told.Bounds()
				}
				out = append(out, x)
			}
		}
	}
	slices.SortFunc(out, func(a, b sighted) int { return cmp.Compare(a.number, b.number) })
	return out
}

// See keeps what was seen.
func (s *Survey) See(seen Sight) {
	for i := range seen {
		x := &seen[i]
		n := s.pairs[x.pair]
		if n == nil {
			n = &numbers{}
			s.pairs[x.pair] = n
		}
		n.list = binary.AppendVarint(n.list, x.number-n.last)
		n.last = x.number
		n.count++
		if x.act.doc != nil {
			kind, _ := s.bare.kinds.Get(x.kind)
			s.acts[x.pair].enter(kind, x.act)
		}
	}
}

// Date dates undated documents, given whole with their claims.
func (s *Survey) Date(claims []chancery.Claim) {
	docs := s.documents(claims)
	ids := sortedKeys(docs)
	found := make([]string, len(ids))
	parallel(len(ids), func(i int) {
		dating, _ := inferDate(s.bare, docs[ids[i]], func(k pairKey) *evidence {
			if e := s.acts[k]; e != nil {
				return e
			}
			return &evidence{}
		})
		found[i] = dating.EDTF
	})
	for i, id := range ids {
		if found[i] != "" {
			s.dates[id] = found[i]
		}
	}
}

// Inferred returns the date that was inferred of an undated document; "" for none.
func (s *Survey) Inferred(id string) string { return s.dates[id] }

// CopyOf returns the id of the document of which another is a copy; "" where it is none.
func (s *Survey) CopyOf(id string) string { return s.copies[id] }

// Bands yields the keys under which documents are looked for, with their ids, in order.
func (s *Survey) Bands() iter.Seq2[uint64, string] {
	return func(yield func(uint64, string) bool) {
		order, entries := banded(s.docs)
		for _, e := range entries {
			if !yield(e.key, order[e.at].ID) {
				return
			}
		}
	}
}

// Pairs returns all pairs, in order.
func (s *Survey) Pairs() []Pair {
	out := make([]Pair, 0, len(s.pairs))
	for k := range s.pairs {
		out = append(out, Pair{k.a, k.b})
	}
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return out
}

// Count returns how many claims are of a pair.
func (s *Survey) Count(p Pair) int { return s.pairs[p.key()].count }

// Numbers returns the numbers of the claims of a pair, in the order in which they were seen.
func (s *Survey) Numbers(p Pair) []int64 {
	n := s.pairs[p.key()]
	out := make([]int64, 0, n.count)
	last := int64(0)
	for at := 0; at < len(n.list); {
		step, size := binary.Varint(n.list[at:])
		at += size
		last += step
		out = append(out, last)
	}
	return out
}

// Ledger returns a ledger of claims, which tells of the pairs of which all claims are among them what that of everything tells. It is safe for concurrent use
// after Date.
func (s *Survey) Ledger(claims []chancery.Claim) *Ledger {
	docs := s.gather(claims)
	for _, d := range docs {
		if d.Undated() {
			d.Date, d.Kind = s.dates[d.ID], chancery.DateInferred
		}
	}
	l := s.bare.build(docs)
	l.part = s.copies
	return l
}
