package kept

import (
	"context"
	"iter"
	"maps"
	"slices"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

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
	k       *Keeper
	ctx     context.Context
	v       store.View
	in      ledger.Input // without documents
	claims  map[string]bool
	records map[string]*record // of the documents that were asked for
	copies  map[string]string  // which documents are copies of others than is kept
}

// record is what the store knows of a document.
type record struct {
	info store.Info
	here bool                  // it is in the store
	kept store.DerivedDocument // what is kept of it
}

func (k *Keeper) gather(ctx context.Context, v store.View) (*gathering, error) {
	g := &gathering{k: k, ctx: ctx, v: v, claims: map[string]bool{}, records: map[string]*record{}}
	var err error
	g.in.Decisions, err = v.Decisions(ctx)
	return g, err
}

// part is a gathering of no claims of the same store.
func (g *gathering) part() *gathering {
	p := *g
	p.in.Claims, p.claims = nil, map[string]bool{}
	return &p
}

// take takes claims in, each once.
func (g *gathering) take(claims iter.Seq2[chancery.Claim, error]) error {
	for c, err := range claims {
		if err != nil {
			return err
		}
		g.add(c)
	}
	return nil
}

func (g *gathering) add(c chancery.Claim) {
	if !g.claims[c.ID] {
		g.claims[c.ID] = true
		g.in.Claims = append(g.in.Claims, c)
	}
}

// lookUp sees to the records of documents: each is asked for once.
func (g *gathering) lookUp(ids ...string) error {
	var missing []string
	for _, id := range ids {
		if g.records[id] == nil {
			g.records[id] = &record{}
			missing = append(missing, id)
		}
	}
	infos, err := g.v.Infos(g.ctx, missing...)
	if err != nil {
		return err
	}
	kept, err := g.v.DerivedDocuments(g.ctx, missing...)
	for _, id := range missing {
		i, ok := infos[id]
		*g.records[id] = record{i, ok, kept[id]}
	}
	return err
}

// documents are those of the claims that were taken in.
func (g *gathering) documents() []string {
	seen := map[string]bool{}
	for i := range g.in.Claims {
		seen[g.in.Claims[i].DocumentID] = true
	}
	return slices.Collect(maps.Keys(seen))
}

// build makes the ledger of what was taken in, and of the documents of open. Those without a date of their own bear the date that is kept of
// them, or that dates gives; those of open wait for one.
func (g *gathering) build(open map[string]bool, dates map[string]string) (*ledger.Ledger, error) {
	ids := slices.AppendSeq(g.documents(), maps.Keys(open))
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if err := g.lookUp(ids...); err != nil {
		return nil, err
	}
	in := g.in
	in.Copies = map[string]string{}
	for _, id := range ids {
		r := g.records[id]
		if !r.here {
			continue
		}
		d, of := g.k.doc(&r.info), r.kept.CopyOf
		if other, ok := g.copies[id]; ok {
			of = other
		}
		if of != "" {
			in.Copies[id] = of
		}
		if date, ok := dates[id]; ok {
			d.Date, d.Kind = date, chancery.DateInferred
		} else if d.Undated() && !open[id] {
			d.Date, d.Kind = r.kept.Date, chancery.DateInferred
		}
		in.Documents = append(in.Documents, d)
	}
	return ledger.Build(in, g.k.lines, g.k.kinds), nil
}

// update derives what changed since a generation, of which the rest is kept.
func (k *Keeper) update(ctx context.Context, v store.View, since int64) (*store.Derivation, error) {
	changed, err := v.Changed(ctx, since)
	if err != nil {
		return nil, err
	}
	g, err := k.gather(ctx, v)
	if err != nil {
		return nil, err
	}
	if err := g.lookUp(changed...); err != nil {
		return nil, err
	}
	out := &store.Derivation{From: since}
	here, anew := map[string]bool{}, make(map[string]bool, len(changed))
	for _, id := range changed {
		anew[id] = true
		if g.records[id].here {
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
	if err := g.read(present); err != nil {
		return nil, err
	}
	if err := k.recopy(ctx, v, g, changed, out); err != nil {
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
	open, err := g.doubtful(touched, here)
	if err != nil {
		return nil, err
	}
	others := slices.Sorted(maps.Keys(without(open, here)))
	if err := g.read(others); err != nil {
		return nil, err
	}
	if l, err = g.build(nil, nil); err != nil {
		return nil, err
	}
	need := map[store.Pair]bool{}
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
	if err := g.pairs(need); err != nil {
		return nil, err
	}
	if l, err = g.build(open, nil); err != nil {
		return nil, err
	}

	// Those that are, and the pairs of which they speak.
	var redated []string
	dates := map[string]string{}
	for id := range open {
		d, _ := l.Dating(id)
		dates[id] = d.EDTF
		if !here[id] && d.EDTF != g.records[id].kept.Date {
			redated = append(redated, id)
		}
	}
	slices.Sort(redated)
	ps, err := v.PairsOf(ctx, redated...)
	if err != nil {
		return nil, err
	}
	mark(touched, ps)
	out.Pairs = g.derive(l, present, touched, dates)
	again := slices.Compact(slices.Sorted(slices.Values(append(redated, recopied...))))
	if err := g.lookUp(again...); err != nil {
		return nil, err
	}
	before := func(id string) store.DerivedDocument {
		d := g.records[id].kept
		if of, ok := g.copies[id]; ok {
			d.CopyOf = of
		}
		return d
	}
	out.Documents = func(yield func(store.DerivedDocument, error) bool) {
		for _, id := range present {
			if !yield(document(l, &g.records[id].info, before(id).CopyOf), nil) {
				return
			}
		}
		for _, id := range again {
			d := before(id)
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

// derive yields what is derived of pairs, with the claims of some at a time: those that are kept, and those of documents that changed, as l has them.
func (g *gathering) derive(l *ledger.Ledger, changed []string, pairs map[store.Pair]bool, dates map[string]string) iter.Seq2[store.PairValue, error] {
	fresh := map[ledger.Pair][]string{} // ids of claims
	for _, id := range changed {
		for c, ps := range l.ClaimPairs(id) {
			for _, p := range ps {
				fresh[p] = append(fresh[p], c)
			}
		}
	}
	byID := make(map[string]*chancery.Claim, len(g.in.Claims))
	for i := range g.in.Claims {
		byID[g.in.Claims[i].ID] = &g.in.Claims[i]
	}
	return func(yield func(store.PairValue, error) bool) {
		part, list := g.part(), []ledger.Pair(nil)
		flush := func() bool {
			l, err := part.build(nil, dates)
			if err != nil {
				yield(store.PairValue{}, err)
				return false
			}
			for i, value := range l.PackAll(list) {
				if !yield(store.PairValue{Pair: store.Pair(list[i]), Value: string(value)}, nil) {
					return false
				}
			}
			part, list = g.part(), nil
			return true
		}
		for p := range pairs {
			if err := part.pairs(map[store.Pair]bool{p: true}); err != nil {
				yield(store.PairValue{}, err)
				return
			}
			list = append(list, ledger.Pair(p))
			for _, c := range fresh[ledger.Pair(p)] {
				part.add(*byID[c])
			}
			if len(part.in.Claims) >= claimsAtOnce && !flush() {
				return
			}
		}
		flush()
	}
}

// read takes in the claims of documents.
func (g *gathering) read(ids []string) error {
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

// doubtful returns the documents without a date of their own that speak of touched pairs, and of those that changed all without one.
func (g *gathering) doubtful(touched map[store.Pair]bool, changed map[string]bool) (map[string]bool, error) {
	ask := maps.Clone(touched)
	for p := range touched {
		if p.B == "" { // what concerns one alone may date a story about it and another
			with, err := g.v.PairsWith(g.ctx, p.A)
			if err != nil {
				return nil, err
			}
			mark(ask, with)
		}
	}
	ids, err := g.v.UndatedIn(g.ctx, slices.Collect(maps.Keys(ask))...)
	if err != nil {
		return nil, err
	}
	if err := g.lookUp(ids...); err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, id := range ids {
		if g.records[id].here {
			out[id] = true
		}
	}
	for id := range changed { // which are known
		if d := g.k.doc(&g.records[id].info); d.Undated() {
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
