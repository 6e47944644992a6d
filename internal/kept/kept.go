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
	"runtime/debug"
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
	anew := d.Version != k.version || d.Generation == 0
	if !anew {
		if anew, err = k.much(ctx, v, d.Generation); err != nil {
			return false, err
		}
	}
	var change *store.Derivation
	if anew {
		var done func()
		change, done, err = k.rebuild(ctx, v)
		defer done()
	} else {
		change, err = k.update(ctx, v, d.Generation)
	}
	if err != nil {
		return false, err
	}
	change.Derived = store.Derived{Version: k.version, Generation: v.Generation()}
	return k.store.Derive(ctx, *change)
}

// updateAtMost is of how many claims the documents that changed may be for an update, which holds these claims.
const updateAtMost = 100_000

// much reports whether more changed since a generation than an update takes in.
func (k *Keeper) much(ctx context.Context, v store.View, since int64) (bool, error) {
	changed, err := v.Changed(ctx, since)
	if err != nil {
		return false, err
	}
	infos, err := v.Infos(ctx, changed...)
	claims := 0
	for _, i := range infos {
		claims += i.Claims
	}
	return claims > updateAtMost, err
}

// frugal has garbage collected more often, until what it returns is called: a rebuild makes much of it, and little that stays.
func frugal() (done func()) {
	before := debug.SetGCPercent(rebuildGC)
	if 0 <= before && before < rebuildGC {
		debug.SetGCPercent(before)
	}
	return func() { debug.SetGCPercent(before) }
}

const rebuildGC = 60

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
	infos := make(map[string]store.Info, len(g.records))
	for id, r := range g.records {
		if r.here {
			infos[id] = r.info
		}
	}
	return l, infos, nil
}

// Documents returns a ledger that tells of all documents their dates, with the reasons for inferred ones, and which are copies. It reads the claims of undated documents
// and of the pairs that may date them. v must be fresh, and infos its documents.
func (k *Keeper) Documents(ctx context.Context, v store.View, infos []store.Info) (*ledger.Ledger, error) {
	g, err := k.gather(ctx, v)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(infos))
	for i := range infos {
		ids[i] = infos[i].ID
	}
	kept, err := v.DerivedDocuments(ctx, ids...)
	if err != nil {
		return nil, err
	}
	all, undated := make(map[string]bool, len(infos)), []string(nil)
	for i := range infos {
		d := k.doc(&infos[i])
		g.records[d.ID] = &record{infos[i], true, kept[d.ID]}
		if all[d.ID] = true; d.Undated() && infos[i].Claims > 0 {
			undated = append(undated, d.ID)
		}
	}
	if err := g.read(undated); err != nil {
		return nil, err
	}
	l, err := g.build(nil, nil)
	if err != nil {
		return nil, err
	}
	need := map[store.Pair]bool{}
	for _, id := range undated {
		for _, p := range l.Evidence(id) {
			need[store.Pair(p)] = true
		}
	}
	if err := g.pairs(need); err != nil {
		return nil, err
	}
	return g.build(all, nil)
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
