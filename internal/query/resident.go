package query

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

// Resident keeps the ledger of a whole store in memory for many questions, and brings it up to date by the documents and decisions that
// have come: the same ledger that a rebuild gives. It is safe for concurrent use; a book that was handed out stays as it is.
type Resident struct {
	*Service
	// Changed, where it is set, is told of each new book after the first, in order, before Refresh returns.
	Changed func(old, now *Book)

	refresh sync.Mutex
	book    atomic.Pointer[Book]

	pastMu sync.Mutex
	past   []pastBook // those that were asked for last, the newest last
}

type pastBook struct {
	known time.Time
	book  *Book
}

// The past books that are kept: so many, and so many claims in all but the newest.
const (
	maxPast       = 4
	maxPastClaims = 300_000
)

// NewResident makes a Resident; the first Refresh builds its ledger.
func NewResident(s *Service) *Resident { return &Resident{Service: s} }

// Current returns the newest book there is. It waits for nothing but the first one.
func (r *Resident) Current(ctx context.Context) (*Book, error) {
	if b := r.book.Load(); b != nil {
		return b, nil
	}
	return r.Refresh(ctx)
}

// Newest returns the newest book there is; nil before the first.
func (r *Resident) Newest() *Book { return r.book.Load() }

// Refresh returns the book of the store as it is now, and derives it where the store has changed.
func (r *Resident) Refresh(ctx context.Context) (*Book, error) {
	if b := r.book.Load(); b != nil {
		if g, err := r.Generation(ctx); err != nil || g == b.Generation {
			return b, err
		}
	}
	r.refresh.Lock()
	defer r.refresh.Unlock()
	old := r.book.Load()
	b, err := r.after(ctx, old)
	if err != nil || b == old {
		return b, err
	}
	r.book.Store(b)
	if old != nil && r.Changed != nil {
		r.Changed(old, b)
	}
	return b, nil
}

// after is the book of the store as it is now: old, which may be nil, where nothing has changed since.
func (r *Resident) after(ctx context.Context, old *Book) (*Book, error) {
	v, err := r.store.View(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	switch {
	case old == nil:
		return r.BookOf(ctx, v)
	case old.Generation == v.Generation():
		return old, nil
	}
	return r.update(ctx, v, old)
}

// Past returns the whole ledger as it was known at a time. The last ones are kept; one is built at a time.
func (r *Resident) Past(ctx context.Context, known time.Time) (*Book, error) {
	g, err := r.Generation(ctx)
	if err != nil {
		return nil, err
	}
	r.pastMu.Lock()
	defer r.pastMu.Unlock()
	for _, p := range r.past {
		if p.known.Equal(known) && p.book.Generation == g {
			return p.book, nil
		}
	}
	b := r.book.Load()
	if b != nil && b.Generation == g {
		b = b.past(known)
	} else {
		b = nil
	}
	if b == nil {
		if b, err = r.Book(ctx, known, nil); err != nil {
			return nil, err
		}
	}
	r.past = slices.DeleteFunc(r.past, func(p pastBook) bool { return p.book.Generation != b.Generation })
	r.past = append(r.past, pastBook{known, b})
	claims := 0
	for _, p := range r.past {
		claims += len(p.book.Claims)
	}
	for len(r.past) > 1 && (len(r.past) > maxPast || claims > maxPastClaims) {
		claims -= len(r.past[0].book.Claims)
		r.past = slices.Clone(r.past[1:])
	}
	return b, nil
}

// Before returns the ledger as it was known at a time, made out of that of b, which is a book of the present: what stayed the same is shared. ok is false where a
// decision was made since, for such a ledger must be built from the store.
func (b *Book) Before(known time.Time) (_ *ledger.Ledger, ok bool) {
	for i := range b.decisions {
		if at, err := time.Parse(time.RFC3339, b.decisions[i].At); err != nil || at.Truncate(time.Second).After(known) {
			return nil, false
		}
	}
	var since []string
	for i := range b.Infos {
		if b.Infos[i].Recorded.After(known) {
			since = append(since, b.Infos[i].ID)
		}
	}
	return b.Ledger.Update(ledger.Input{}, since...), true
}

// past is the whole book as it was known at a time, made out of that of the present; nil where that cannot be.
func (b *Book) past(known time.Time) *Book {
	l, ok := b.Before(known)
	if !ok {
		return nil
	}
	p := &Book{Gaz: b.Gaz, Kinds: b.Kinds, Generation: b.Generation, Infos: []store.Info{}, ids: b.ids, decisions: b.decisions}
	for i := range b.Infos {
		if !b.Infos[i].Recorded.After(known) {
			p.Infos = append(p.Infos, b.Infos[i])
		}
	}
	p.setLedger(l, b)
	return p
}

// update makes the book of v out of an older one.
func (r *Resident) update(ctx context.Context, v store.View, old *Book) (b *Book, err error) {
	b = &Book{Gaz: r.gaz, Kinds: r.kinds, Generation: v.Generation()}
	if b.Infos, err = v.Documents(ctx); err != nil {
		return nil, err
	}
	if b.ids, err = v.Parties(ctx); err != nil {
		return nil, err
	}
	decided, err := v.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	before := make(map[string]*store.Info, len(old.Infos))
	for i := range old.Infos {
		before[old.Infos[i].ID] = &old.Infos[i]
	}
	var add ledger.Input
	var came, gone []string
	for i := range b.Infos {
		n := &b.Infos[i]
		o, ok := before[n.ID]
		delete(before, n.ID)
		if ok && same(o, n) {
			continue
		}
		if ok {
			gone = append(gone, n.ID)
		}
		came = append(came, n.ID)
		add.Documents = append(add.Documents, ledgerDoc(n))
	}
	for id := range before {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	for chunk := range slices.Chunk(came, 500) {
		for c, err := range v.Claims(ctx, store.Filter{Documents: chunk}) {
			if err != nil {
				return nil, err
			}
			add.Claims = append(add.Claims, c)
		}
	}
	// Decisions are appended and never taken out; a decision may be imported that was made before others, so the new ones are told by id.
	if len(decided) != len(old.decisions) {
		add.Decisions = fresh(decided, old)
	}
	b.setLedger(old.Ledger.Update(add, gone...), old)
	b.decisions = decided
	return b, nil
}

// same reports whether two records of one document give the same to the ledger.
func same(a, b *store.Info) bool {
	return a.Name() == b.Name() && a.Title == b.Title && a.Source == b.Source && a.Reader == b.Reader && a.Rules == b.Rules && a.Model == b.Model &&
		a.Latest == b.Latest && a.Claims == b.Claims && slices.Equal(a.Dates, b.Dates) && slices.Equal(a.Names, b.Names)
}

// fresh returns the decisions that old has not taken in.
func fresh(all []chancery.Decision, old *Book) []chancery.Decision {
	had := make(map[string]bool, len(old.decisions))
	for i := range old.decisions {
		had[old.decisions[i].ID] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(d chancery.Decision) bool { return had[d.ID] })
}

// Decisions returns the decisions that b takes in, by time. They are not to be changed.
func (b *Book) Decisions() []chancery.Decision { return b.decisions }
