// Package kept keeps the ledger of a store in the store: of each pair what stood at which time, which claims are of it, and the
// dates that were inferred of documents. So a question about a pair costs the claims of that pair, one about the world on a
// date costs no claims at all, and a new document costs the pairs that it touches.
//
// What is kept is a cache: a function of the store, the lineage and the vocabulary, the same in any order and by any path, and
// made anew where another version of the program made it. What follows from it is what the whole ledger says.
package kept

import (
	"context"
	"iter"
	"maps"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"time"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
	"chancery/internal/vocab"
)

// Keeper keeps the ledger of one store. It is safe for concurrent use.
type Keeper struct {
	store   store.Store
	lines   ledger.Lineage
	kinds   *vocab.Kinds
	version string
	doc     func(*store.Info) ledger.Doc

	refresh sync.Mutex
	world   sync.Mutex
	packed  *ledger.Ledger // of the generation at
	at      int64
}

// New makes a keeper. version names what derives: the program and its data. doc says what the ledger knows of a document.
func New(st store.Store, lines ledger.Lineage, kinds *vocab.Kinds, version string, doc func(*store.Info) ledger.Doc) *Keeper {
	return &Keeper{store: st, lines: lines, kinds: kinds, version: version + " ledger " + strconv.Itoa(ledger.PackVersion), doc: doc}
}

// Fresh reports whether what is kept is of the present of v.
func (k *Keeper) Fresh(ctx context.Context, v store.View) (bool, error) {
	d, err := v.Derived(ctx)
	return err == nil && d.Version == k.version && d.Generation == v.Generation(), err
}

// Open opens a view of the present of the store in which what is kept is fresh; it derives what has to be. ok is false, and no view
// is open, where nothing can be kept: on read-only ground, or because others keep on writing.
func (k *Keeper) Open(ctx context.Context) (v store.View, ok bool, err error) {
	for range 3 {
		if v, err = k.store.View(ctx, time.Time{}); err != nil {
			return nil, false, err
		}
		if ok, err = k.Fresh(ctx, v); ok {
			return v, true, nil
		}
		v.Close()
		if err != nil {
			return nil, false, err
		}
		applied, err := k.Refresh(ctx)
		if chancery.CodeOf(err) == chancery.CodeBusy || err == nil && !applied {
			continue
		}
		if err != nil {
			return nil, false, err
		}
	}
	return nil, false, nil
}

// Near is Open where that is soon done; ok is false also where everything would have to be derived anew.
func (k *Keeper) Near(ctx context.Context) (_ store.View, ok bool, err error) {
	v, err := k.store.View(ctx, time.Time{})
	if err != nil {
		return nil, false, err
	}
	d, err := v.Derived(ctx)
	v.Close()
	if err != nil || d.Version != k.version || d.Generation == 0 {
		return nil, false, err
	}
	return k.Open(ctx)
}

// Refresh brings what is kept up to date: only what changed is derived. It reports whether what is kept is now of the store as it was
// when Refresh began.
func (k *Keeper) Refresh(ctx context.Context) (bool, error) {
	k.refresh.Lock()
	defer k.refresh.Unlock()
	v, err := k.store.View(ctx, time.Time{})
	if err != nil {
		return false, err
	}
	defer v.Close()
	d, err := v.Derived(ctx)
	if err != nil {
		return false, err
	}
	if d.Version == k.version && d.Generation == v.Generation() {
		return true, nil
	}
	var change *store.Derivation
	if d.Version != k.version || d.Generation == 0 {
		defer frugal()()
		change, err = k.rebuild(ctx, v)
	} else {
		change, err = k.update(ctx, v, d.Generation)
	}
	if err != nil {
		return false, err
	}
	change.Derived = store.Derived{Version: k.version, Generation: v.Generation()}
	return k.store.Derive(ctx, *change)
}

// frugal has garbage collected more often, until what it returns is called: a rebuild makes much of it, and little that stays.
func frugal() (done func()) {
	before := debug.SetGCPercent(rebuildGC)
	if 0 <= before && before < rebuildGC {
		debug.SetGCPercent(before)
	}
	return func() { debug.SetGCPercent(before) }
}

const rebuildGC = 40

// values derives pairs and packs them, on all processors, some at a time.
func values(l *ledger.Ledger, ps []ledger.Pair) iter.Seq2[store.PairValue, error] {
	return func(yield func(store.PairValue, error) bool) {
		for chunk := range slices.Chunk(ps, 1024) {
			for i, b := range l.PackAll(chunk) {
				if !yield(store.PairValue{Pair: store.Pair(chunk[i]), Value: string(b)}, nil) {
					return
				}
			}
		}
	}
}

// document is what l makes of a document that is a copy of another.
func document(l *ledger.Ledger, i *store.Info, copyOf string) store.DerivedDocument {
	out := store.DerivedDocument{ID: i.ID, CopyOf: copyOf, Sketch: i.Sketch, Claims: map[string][]store.Pair{}}
	if d, ok := l.Dating(i.ID); ok && (d.EDTF == "" || d.Kind == chancery.DateInferred) {
		out.Undated, out.Date = true, d.EDTF
	}
	for c, ps := range l.ClaimPairs(i.ID) {
		for _, p := range ps {
			out.Claims[c] = append(out.Claims[c], store.Pair(p))
		}
	}
	return out
}

// gathering collects the part of a store that a derivation rests on.
type gathering struct {
	k      *Keeper
	ctx    context.Context
	v      store.View
	in     ledger.Input
	claims map[string]bool
	docs   map[string]bool
	copies map[string]string // which documents are copies of others than is kept
}

func (k *Keeper) gather(ctx context.Context, v store.View) (*gathering, error) {
	g := &gathering{k: k, ctx: ctx, v: v, claims: map[string]bool{}, docs: map[string]bool{}}
	var err error
	g.in.Decisions, err = v.Decisions(ctx)
	return g, err
}

// take takes claims in, each once.
func (g *gathering) take(claims iter.Seq2[chancery.Claim, error]) error {
	for c, err := range claims {
		if err != nil {
			return err
		}
		if !g.claims[c.ID] {
			g.claims[c.ID] = true
			g.in.Claims = append(g.in.Claims, c)
		}
	}
	return nil
}

// build makes the ledger of what was taken in. Documents without a date of their own bear the date that is kept of
// them, or that dates gives; those of open wait for one.
func (g *gathering) build(open map[string]bool, dates map[string]string) (*ledger.Ledger, error) {
	var ids []string
	for i := range g.in.Claims {
		if id := g.in.Claims[i].DocumentID; !g.docs[id] {
			g.docs[id] = true
			ids = append(ids, id)
		}
	}
	for id := range open {
		if !g.docs[id] {
			g.docs[id] = true
			ids = append(ids, id)
		}
	}
	infos, err := g.v.Infos(g.ctx, ids...)
	if err != nil {
		return nil, err
	}
	kept, err := g.v.DerivedDocuments(g.ctx, ids...)
	if err != nil {
		return nil, err
	}
	g.in.Copies = map[string]string{}
	for _, id := range ids {
		i, ok := infos[id]
		if !ok {
			continue
		}
		of, ok := g.copies[id]
		if !ok {
			of = kept[id].CopyOf
		}
		if of != "" {
			g.in.Copies[id] = of
		}
		d := g.k.doc(&i)
		if d.Undated() && !open[id] {
			d.Date, d.Kind = kept[id].Date, chancery.DateInferred
		}
		g.in.Documents = append(g.in.Documents, d)
	}
	in := g.in
	if len(dates) > 0 {
		in.Documents = slices.Clone(in.Documents)
		for i := range in.Documents {
			d := &in.Documents[i]
			if date, ok := dates[d.ID]; ok {
				d.Date, d.Kind = date, chancery.DateInferred
			}
		}
	}
	return ledger.Build(in, g.k.lines, g.k.kinds), nil
}

// update derives what changed since a generation, of which the rest is kept.
func (k *Keeper) update(ctx context.Context, v store.View, since int64) (*store.Derivation, error) {
	changed, err := v.Changed(ctx, since)
	if err != nil {
		return nil, err
	}
	infos, err := v.Infos(ctx, changed...)
	if err != nil {
		return nil, err
	}
	out := &store.Derivation{From: since}
	here, anew := map[string]bool{}, make(map[string]bool, len(changed))
	for _, id := range changed {
		anew[id] = true
		if _, ok := infos[id]; ok {
			here[id] = true
		} else {
			out.Gone = append(out.Gone, id)
		}
	}
	present := slices.Sorted(maps.Keys(here))

	// The pairs of the documents that changed, as they were and as they are.
	touched := map[store.Pair]bool{}
	was, err := v.PairsOf(ctx, changed...)
	if err != nil {
		return nil, err
	}
	mark(touched, was)
	g, err := k.gather(ctx, v)
	if err != nil {
		return nil, err
	}
	if err := g.documents(present); err != nil {
		return nil, err
	}
	if err := k.recopy(ctx, v, g, changed, infos, out); err != nil {
		return nil, err
	}
	recopied := slices.DeleteFunc(slices.Sorted(maps.Keys(g.copies)), func(id string) bool { return anew[id] })
	if was, err = v.PairsOf(ctx, recopied...); err != nil {
		return nil, err
	}
	mark(touched, was)
	l, err := g.build(here, nil)
	if err != nil {
		return nil, err
	}
	for _, id := range present {
		mark(touched, pairsOf(l, id))
	}

	// The documents without a date of their own that may now be dated otherwise, with all that may date them.
	open, err := k.doubtful(ctx, v, touched, here)
	if err != nil {
		return nil, err
	}
	others := slices.Sorted(maps.Keys(without(open, here)))
	if err := g.documents(others); err != nil {
		return nil, err
	}
	g.reset()
	if l, err = g.build(nil, nil); err != nil {
		return nil, err
	}
	need := maps.Clone(touched)
	for id := range open {
		evidence := l.Evidence(id)
		if !here[id] && !slices.ContainsFunc(evidence, func(p ledger.Pair) bool { return touched[store.Pair(p)] }) {
			delete(open, id) // what changed does not date it
			continue
		}
		for _, p := range evidence {
			need[store.Pair(p)] = true
		}
	}
	others = slices.Sorted(maps.Keys(without(open, here)))
	if err := g.pairs(need); err != nil {
		return nil, err
	}
	g.reset()
	if l, err = g.build(open, nil); err != nil {
		return nil, err
	}

	// Those that are, and the pairs of which they speak.
	before, err := v.DerivedDocuments(ctx, others...)
	if err != nil {
		return nil, err
	}
	var redated []string
	dates := map[string]string{}
	for id := range open {
		d, _ := l.Dating(id)
		dates[id] = d.EDTF
		if !here[id] && d.EDTF != before[id].Date {
			redated = append(redated, id)
		}
	}
	slices.Sort(redated)
	ps, err := v.PairsOf(ctx, redated...)
	if err != nil {
		return nil, err
	}
	mark(touched, ps)
	if len(redated) > 0 {
		if err := g.pairs(touched); err != nil {
			return nil, err
		}
		g.reset()
		if l, err = g.build(nil, dates); err != nil {
			return nil, err
		}
	}
	var list []ledger.Pair
	for p := range touched {
		list = append(list, ledger.Pair(p))
	}
	out.Pairs = values(l, list)
	again := slices.Compact(slices.Sorted(slices.Values(append(redated, recopied...))))
	if before, err = v.DerivedDocuments(ctx, append(again, present...)...); err != nil {
		return nil, err
	}
	for id, of := range g.copies {
		d := before[id]
		d.CopyOf = of
		before[id] = d
	}
	out.Documents = func(yield func(store.DerivedDocument, error) bool) {
		for _, id := range present {
			i := infos[id]
			if !yield(document(l, &i, before[id].CopyOf), nil) {
				return
			}
		}
		for _, id := range again {
			d := before[id]
			if date, ok := dates[id]; ok {
				d.Date = date
			}
			if !yield(d, nil) {
				return
			}
		}
	}
	return out, nil
}

// documents takes in the claims of documents.
func (g *gathering) documents(ids []string) error {
	for chunk := range slices.Chunk(ids, 500) {
		if err := g.take(g.v.Claims(g.ctx, store.Filter{Documents: chunk})); err != nil {
			return err
		}
	}
	return nil
}

// pairs takes in the claims of pairs.
func (g *gathering) pairs(ps map[store.Pair]bool) error {
	return g.take(g.v.PairClaims(g.ctx, slices.Collect(maps.Keys(ps))...))
}

// reset forgets the records of documents, which build looks up anew.
func (g *gathering) reset() {
	g.in.Documents = nil
	clear(g.docs)
}

// doubtful returns the documents without a date of their own that speak of touched pairs, and of those that changed all without one.
func (k *Keeper) doubtful(ctx context.Context, v store.View, touched map[store.Pair]bool, changed map[string]bool) (map[string]bool, error) {
	ask := maps.Clone(touched)
	for p := range touched {
		if p.B == "" { // what concerns one alone may date a story about it and another
			with, err := v.PairsWith(ctx, p.A)
			if err != nil {
				return nil, err
			}
			mark(ask, with)
		}
	}
	ids, err := v.UndatedIn(ctx, slices.Collect(maps.Keys(ask))...)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	infos, err := v.Infos(ctx, slices.Collect(maps.Keys(out))...)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(out, func(id string, _ bool) bool { _, ok := infos[id]; return !ok })
	infos, err = v.Infos(ctx, slices.Collect(maps.Keys(changed))...)
	if err != nil {
		return nil, err
	}
	for id, i := range infos {
		if d := k.doc(&i); d.Undated() {
			out[id] = true
		} else {
			delete(out, id)
		}
	}
	return out, nil
}

func mark(set map[store.Pair]bool, ps []store.Pair) {
	for _, p := range ps {
		set[p] = true
	}
}

func pairsOf(l *ledger.Ledger, id string) []store.Pair {
	var out []store.Pair
	for _, ps := range l.ClaimPairs(id) {
		for _, p := range ps {
			out = append(out, store.Pair(p))
		}
	}
	return out
}

func without(a, b map[string]bool) map[string]bool {
	out := maps.Clone(a)
	for id := range b {
		delete(out, id)
	}
	return out
}

// Pair returns the ledger of the claims of one pair, which answers about that pair as the whole would, and what is known of their documents.
// v must be fresh.
func (k *Keeper) Pair(ctx context.Context, v store.View, a, b string) (*ledger.Ledger, map[string]store.Info, error) {
	g, err := k.gather(ctx, v)
	if err != nil {
		return nil, nil, err
	}
	p := ledger.PairOf(k.lines, a, b)
	if err := g.pairs(map[store.Pair]bool{store.Pair(p): true}); err != nil {
		return nil, nil, err
	}
	l, err := g.build(nil, nil)
	if err != nil {
		return nil, nil, err
	}
	infos, err := v.Infos(ctx, slices.Collect(maps.Keys(g.docs))...)
	return l, infos, err
}

// Status returns a ledger that answers Status of one pair from what is kept, without a claim. v must be fresh.
func (k *Keeper) Status(ctx context.Context, v store.View, a, b string) (*ledger.Ledger, error) {
	return k.restore(v.PairValues(ctx, store.Pair(ledger.PairOf(k.lines, a, b))))
}

// restore makes a ledger of what is kept of pairs.
func (k *Keeper) restore(values iter.Seq2[store.PairValue, error]) (*ledger.Ledger, error) {
	var ps []ledger.Packed
	for p, err := range values {
		if err != nil {
			return nil, err
		}
		ps = append(ps, ledger.Packed{Pair: ledger.Pair(p.Pair), Value: p.Value})
	}
	return ledger.Restore(ps, k.lines, k.kinds), nil
}

// Around is World of the pairs in which one actor is.
func (k *Keeper) Around(ctx context.Context, v store.View, actor string) (*ledger.Ledger, error) {
	pairs, err := v.PairsWith(ctx, actor)
	if err != nil || len(pairs) == 0 {
		return ledger.Build(ledger.Input{}, k.lines, k.kinds), err
	}
	return k.restore(v.PairValues(ctx, pairs...))
}

// World returns a ledger that answers World and Status from what is kept, without a claim. v must be fresh.
func (k *Keeper) World(ctx context.Context, v store.View) (*ledger.Ledger, error) {
	k.world.Lock()
	defer k.world.Unlock()
	if k.packed != nil && k.at == v.Generation() {
		return k.packed, nil
	}
	l, err := k.restore(v.PairValues(ctx))
	if err != nil {
		return nil, err
	}
	k.packed, k.at = l, v.Generation()
	return l, nil
}
