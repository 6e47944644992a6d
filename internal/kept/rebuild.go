package kept

import (
	"context"
	"iter"
	"runtime"
	"slices"

	"chancery"
	"chancery/internal/ledger"
	"chancery/internal/store"
)

// claimsAtOnce is of how many claims a step of a rebuild is made, but that neither a document nor a pair is parted. A variable for tests.
var claimsAtOnce = 4096

// heldAtMost is how many claims are held from the first reading to the second, with all that the ledger reads of them: about 1 KiB each. A variable for tests.
var heldAtMost = 1 << 16

// rebuild derives everything, and holds of many claims some thousands at a time: it reads all by document, to learn of which pairs they are and what
// dates documents, and then again by pair, to derive these. done is to be called when what it returns has been kept.
func (k *Keeper) rebuild(ctx context.Context, v store.View) (_ *store.Derivation, done func(), err error) {
	done = func() {}
	decided, err := v.Decisions(ctx)
	if err != nil {
		return nil, done, err
	}
	var docs []ledger.Doc
	claims := 0
	for i, err := range v.EachInfo(ctx) {
		if err != nil {
			return nil, done, err
		}
		docs = append(docs, k.doc(&i))
		claims += i.Claims
	}
	b := &rebuilding{ctx: ctx, v: v, survey: ledger.NewSurvey(docs, decided, k.lines, k.kinds)}
	if claims <= heldAtMost {
		b.held = make(map[int64]*chancery.Claim, claims)
	} else {
		done = frugal()
	}
	if err := b.look(); err != nil {
		return nil, done, err
	}
	return &store.Derivation{Documents: b.documents, Pairs: b.pairs, Bands: func(yield func(store.Band) bool) {
		for key, id := range b.survey.Bands() {
			if !yield(store.Band{Key: key, ID: id}) {
				return
			}
		}
	}}, done, nil
}

type rebuilding struct {
	ctx    context.Context
	v      store.View
	survey *ledger.Survey
	held   map[int64]*chancery.Claim // all claims, by number; nil where they are too many
}

// look has the survey see all claims.
func (b *rebuilding) look() error {
	undated := b.survey.Undated()
	if err := b.undated(undated, b.survey.Ask); err != nil {
		return err
	}
	type look struct {
		claims  []chancery.Claim
		numbers []int64
		seen    ledger.Sight
	}
	looked := inOrder(byDocument(b.v.StoredClaims(b.ctx)), func(part []store.StoredClaim) (look, error) {
		claims, err := decode(part)
		numbers := make([]int64, len(part))
		for i := range part {
			numbers[i] = part[i].Number
		}
		return look{claims, numbers, b.survey.Look(claims, numbers)}, err
	})
	for l, err := range looked {
		if err != nil {
			return err
		}
		b.survey.See(l.seen)
		if b.held != nil {
			for i, n := range l.numbers {
				b.held[n] = &l.claims[i]
			}
		}
	}
	return b.undated(undated, b.survey.Date)
}

// undated hands the claims of undated documents on, some documents at a time.
func (b *rebuilding) undated(ids []string, do func([]chancery.Claim)) error {
	if len(ids) == 0 {
		return nil
	}
	for claims, err := range inOrder(byDocument(b.v.StoredClaims(b.ctx, ids...)), decode) {
		if err != nil {
			return err
		}
		do(claims)
	}
	return nil
}

// documents yields what is made of each document.
func (b *rebuilding) documents(yield func(store.DerivedDocument, error) bool) {
	undated := map[string]bool{}
	for _, id := range b.survey.Undated() {
		undated[id] = true
	}
	for i, err := range b.v.EachInfo(b.ctx) {
		if !yield(store.DerivedDocument{ID: i.ID, Undated: undated[i.ID], Date: b.survey.Inferred(i.ID), CopyOf: b.survey.CopyOf(i.ID), Sketch: i.Sketch}, err) {
			return
		}
	}
}

// pairs yields what is derived of each pair, in order.
func (b *rebuilding) pairs(yield func(store.PairValue, error) bool) {
	for values, err := range inOrder(b.parts(), b.derive) {
		if err != nil {
			yield(store.PairValue{}, err)
			return
		}
		for _, p := range values {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// part is some pairs with their claims.
type part struct {
	pairs   []ledger.Pair
	numbers []int64             // of their claims, each once
	claims  []store.StoredClaim // where they are not held
}

// parts reads the claims of some pairs after the other.
func (b *rebuilding) parts() iter.Seq2[part, error] {
	return func(yield func(part, error) bool) {
		all := b.survey.Pairs()
		for len(all) > 0 {
			n, count := 0, 0
			for n < len(all) && (n == 0 || count+b.survey.Count(all[n]) <= claimsAtOnce) {
				count += b.survey.Count(all[n])
				n++
			}
			p := part{pairs: all[:n]}
			all = all[n:]
			numbers := make([]int64, 0, count)
			for _, pair := range p.pairs {
				numbers = append(numbers, b.survey.Numbers(pair)...)
			}
			slices.Sort(numbers)
			p.numbers = slices.Compact(numbers)
			if b.held == nil {
				for c, err := range b.v.NumberedClaims(b.ctx, p.numbers...) {
					if err != nil {
						yield(part{}, err)
						return
					}
					p.claims = append(p.claims, c)
				}
			}
			if !yield(p, nil) {
				return
			}
		}
	}
}

func (b *rebuilding) derive(p part) ([]store.PairValue, error) {
	claims, err := decode(p.claims)
	if err != nil {
		return nil, err
	}
	document := make(map[int64]string, len(p.numbers))
	for i := range claims {
		document[p.claims[i].Number] = claims[i].DocumentID
	}
	if b.held != nil {
		claims = make([]chancery.Claim, len(p.numbers))
		for i, n := range p.numbers {
			claims[i] = *b.held[n]
			document[n] = claims[i].DocumentID
		}
	}
	out := make([]store.PairValue, len(p.pairs))
	for i, value := range b.survey.Ledger(claims).PackAll(p.pairs) {
		out[i] = store.PairValue{Pair: store.Pair(p.pairs[i]), Value: string(value)}
		for _, n := range b.survey.Numbers(p.pairs[i]) {
			out[i].Claims = append(out[i].Claims, store.DerivedClaim{Document: document[n], Number: n})
		}
	}
	return out, nil
}

func decode(stored []store.StoredClaim) ([]chancery.Claim, error) {
	d := store.Decoder{Bare: true} // the ledger reads no words
	out := make([]chancery.Claim, len(stored))
	for i := range stored {
		var err error
		if out[i], err = stored[i].Claim(&d); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// byDocument puts the claims of documents together, about claimsAtOnce.
func byDocument(claims iter.Seq2[store.StoredClaim, error]) iter.Seq2[[]store.StoredClaim, error] {
	return func(yield func([]store.StoredClaim, error) bool) {
		var some []store.StoredClaim
		for c, err := range claims {
			if err != nil {
				yield(nil, err)
				return
			}
			if len(some) >= claimsAtOnce && c.Document != some[len(some)-1].Document {
				if !yield(some, nil) {
					return
				}
				some = nil
			}
			some = append(some, c)
		}
		if len(some) > 0 {
			yield(some, nil)
		}
	}
}

// inOrder does something with each of a row of things, on all processors, and yields what comes of them in their order. The row is read by one, beside
// the work, and no further ahead than there are processors. It ends with the first error.
func inOrder[T, R any](row iter.Seq2[T, error], do func(T) (R, error)) iter.Seq2[R, error] {
	type result struct {
		value R
		err   error
	}
	return func(yield func(R, error) bool) {
		n := runtime.GOMAXPROCS(0)
		queue, stop, free := make(chan chan result, n), make(chan struct{}), make(chan struct{}, n)
		go func() {
			defer close(queue)
			for x, err := range row {
				out := make(chan result, 1)
				select {
				case <-stop:
					return
				default:
				}
				queue <- out
				if err != nil {
					out <- result{err: err}
					return
				}
				free <- struct{}{}
				go func() {
					value, err := do(x)
					<-free
					out <- result{value, err}
				}()
			}
		}()
		done := false
		for out := range queue { // to its end, so that row is no longer read when this returns
			if done {
				continue
			}
			r := <-out
			if !yield(r.value, r.err) || r.err != nil {
				done = true
				close(stop)
			}
		}
	}
}
