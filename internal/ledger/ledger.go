// Package ledger derives, from claims and decisions, what stood between two states
// on a date: events, periods of standing and of representation, discrepancies, gaps, and the
// dates of documents that bear none. docs/ledger.md defines every word of that.
//
// It promises that a ledger is a pure function of a set of documents, claims and decisions:
// their order, their batches and their repetition change nothing, and neither does a clock, a map's order or the number
// of processors. A pair is derived from its own claims alone (a document's date, where it has to be
// inferred, and which documents are copies of one story are what passes from pair to pair), so pairs are derived in parallel and an
// update derives again only the pairs it touches.
//
// It reads no text, keeps nothing on disk, and decides nothing about who is right.
package ledger

import (
	"runtime"
	"sort"
	"sync"
	"sync/atomic"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/vocab"
)

// Doc is what the ledger needs to know of a document.
type Doc struct {
	ID          string // the SHA-256 of its text, or its name where there is none
	Name        string // the name it came in under
	Title       string
	Source      string            // who published it; "" where unknown
	Date        string            // EDTF; "" where nothing trustworthy gives one. Never a masthead's
	Kind        chancery.DateKind // where Date was found. DateInferred: a fuller ledger has inferred it, or (Date is "") has found that nothing dates the document
	Latest      string            // EDTF of the latest past date that its text mentions; "" where not known: the claims of the pair tell
	Fingerprint []uint32          // of its story, by Fingerprint; nil where not known: it is then a copy of nothing
	Recorded    string            // the day it was recorded, EDTF or RFC 3339; "" where always known
}

// Undated reports whether d bears no date of its own that the ledger takes.
func (d *Doc) Undated() bool {
	_, ok := parse(d.Date)
	return !ok || d.Kind == chancery.DateMasthead || d.Kind == chancery.DateInferred
}

// Input is what a ledger is made from. Its order and its duplicates do not matter.
type Input struct {
	Documents []Doc
	Claims    []chancery.Claim
	Decisions []chancery.Decision
	Copies    map[string]string // where Documents are not all there are: of each copy among all the original; nil where they are all
}

// Lineage tells what states are, and which are one in the course of time; a party.Gazetteer is one. It must be safe
// for concurrent use, and its answers must not change while a ledger lives.
type Lineage interface {
	Line(id string) string                 // the id under which the line of a state is asked: SUN -> RUS; "" for no known party
	Members(line string) []string          // the states of a line; none where it is no line of states
	NameAt(id string, on edtf.Date) string // the name of a state on a date
	Exists(id string, on edtf.Date) bool   // whether that very state, not its line, existed on the date
}

// Ledger is what follows from an input. It is immutable and safe for concurrent use.
type Ledger struct {
	lines     Lineage
	kinds     *vocab.Kinds
	docs      map[string]*document
	decisions *decisions
	pairs     map[pairKey]*pair
	lives     *lives
	part      map[string]string // which documents are copies, as given; nil where l holds all documents
	compared  sync.Once
	copies    *copies  // of all documents, once compared
	packed    []Packed // by pair; not nil where l was restored and has nothing else

	everything sync.Once
	events     []*chancery.Event // all, by time
}

// pairKey names two actors, a < b; b is "" for what concerns one alone.
type pairKey struct{ a, b string }

func newPair(a, b string) pairKey {
	if b != "" && (a == "" || b < a) {
		a, b = b, a
	}
	return pairKey{a, b}
}

func (k pairKey) less(o pairKey) bool {
	if k.a != o.a {
		return k.a < o.a
	}
	return k.b < o.b
}

// pair is one pair with its claims, and what was derived from them, once.
type pair struct {
	key    pairKey
	refs   []ref // sorted by claim id, then direction
	once   sync.Once
	result *derived
}

// ref is a claim seen from a pair.
type ref struct {
	*claim
	dir int8 // forward: the pair's a acts on b; backward; both
}

const (
	forward int8 = iota
	backward
	both
)

// Build makes a ledger. Claims that name a document which in does not hold are taken as of an undated one.
func Build(in Input, lines Lineage, kinds *vocab.Kinds) *Ledger {
	l := bare(in.Decisions, lines, kinds).build(gather(in))
	l.part = in.Copies
	return l
}

// bare makes a ledger of no documents.
func bare(decided []chancery.Decision, lines Lineage, kinds *vocab.Kinds) *Ledger {
	return &Ledger{lines: lines, kinds: kinds, decisions: newDecisions(decided), lives: &lives{lines: lines}}
}

// build makes a ledger of documents, of which only the records and the raw claims are set, by the decisions of l.
func (l *Ledger) build(docs map[string]*document) *Ledger {
	l = &Ledger{lines: l.lines, kinds: l.kinds, docs: docs, decisions: l.decisions, pairs: map[pairKey]*pair{}, lives: l.lives}
	ids := sortedKeys(docs)
	for _, id := range ids {
		l.settle(docs[id])
	}
	index := map[pairKey][]ref{}
	for _, id := range ids {
		l.index(docs[id], index)
	}
	// No inference rests on another, so undated documents are dated in any order.
	source := evidenceOf(l, func(k pairKey) []ref { return index[k] })
	var undated []*document
	for _, id := range ids {
		if d := docs[id]; d.date.IsUnknown() && d.Kind != chancery.DateInferred {
			undated = append(undated, d)
		}
	}
	parallel(len(undated), func(i int) { undated[i].dating, undated[i].date = inferDate(l, undated[i], source) })
	for _, d := range undated {
		d.anchor(chancery.BasisInferred)
	}
	for k, refs := range index {
		sortRefs(refs)
		l.pairs[k] = &pair{key: k, refs: refs}
	}
	return l
}

// CopyOf returns the id of the document of which another is a copy; "" where it is none. All documents are compared when this is first asked.
func (l *Ledger) CopyOf(id string) string {
	if l.part != nil {
		return l.part[id]
	}
	return l.allCopies().of[id]
}

func (l *Ledger) allCopies() *copies {
	l.compared.Do(func() {
		if l.copies == nil {
			docs := make([]Doc, 0, len(l.docs))
			for _, d := range l.docs {
				docs = append(docs, d.Doc)
			}
			l.copies = findCopies(docs)
		}
	})
	return l.copies
}

// Derive derives every pair now, on all processors; without it each is derived when first asked for.
func (l *Ledger) Derive() *Ledger {
	keys := l.keys()
	parallel(len(keys), func(i int) { l.derived(keys[i]) })
	return l
}

// parallel does n things on all processors and returns when all are done.
func parallel(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

func (l *Ledger) derived(k pairKey) *derived {
	p, ok := l.pairs[k]
	if !ok {
		return derive(k, nil, l)
	}
	p.once.Do(func() { p.result = derive(k, p.refs, l) })
	return p.result
}

func (l *Ledger) keys() []pairKey {
	keys := make([]pairKey, 0, max(len(l.pairs), len(l.packed)))
	for i := range l.packed {
		keys = append(keys, l.packed[i].key())
	}
	for k := range l.pairs {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i].less(keys[j]) })
	return keys
}
