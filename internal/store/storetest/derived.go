package storetest

import (
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancery"
	"chancery/internal/store"
)

func each[T any](vs ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, v := range vs {
			if !yield(v, nil) {
				return
			}
		}
	}
}

func value(p store.Pair, s string) store.PairValue {
	return store.PairValue{Pair: p, Value: s}
}

func band(r store.Reading) store.Band { return store.Band{Key: 1<<63 + 1, ID: r.Document.SHA256} }

// stored reads the claims of a reading by document, of all and by number, which must be the same, and returns what a rebuild says of them.
func stored(t *testing.T, s store.Store, r store.Reading) []store.DerivedClaim {
	t.Helper()
	v, err := s.View(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	claims := func(from iter.Seq2[store.StoredClaim, error]) (numbers []int64, out []chancery.Claim) {
		var d store.Decoder
		for c, err := range from {
			if err != nil {
				t.Fatal(err)
			}
			claim, err := c.Claim(&d)
			if err != nil {
				t.Fatal(err)
			}
			if claim.DocumentID == r.Document.SHA256 {
				claim.Document = r.Document.Name
				numbers, out = append(numbers, c.Number), append(out, claim)
			}
		}
		return numbers, out
	}
	numbers, want := claims(v.StoredClaims(t.Context()))
	if len(want) != len(r.Claims) {
		t.Errorf("%d of %d claims are stored", len(want), len(r.Claims))
	}
	_, got := claims(v.StoredClaims(t.Context(), r.Document.SHA256))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("claims of a document (-all +got):\n%s", d)
	}
	_, got = claims(v.NumberedClaims(t.Context(), numbers...))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("claims by number (-all +got):\n%s", d)
	}
	found := 0
	for i, err := range v.EachInfo(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if i.ID == r.Document.SHA256 {
			found++
			infos, err := v.Infos(t.Context(), i.ID)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(infos[i.ID], i); d != "" {
				t.Errorf("a document of all (-alone +got):\n%s", d)
			}
		}
	}
	if found != 1 {
		t.Errorf("a document is %d times among all", found)
	}
	var out []store.DerivedClaim
	for _, n := range numbers {
		out = append(out, store.DerivedClaim{Document: r.Document.SHA256, Number: n})
	}
	return out
}

// derived holds what a store promises of what is kept of the ledger.
func derived(t *testing.T, open opener) {
	ctx := t.Context()
	s := open(t, "x")
	a, b := Reading("a.txt", "alpha", 3), Reading("b.txt", "beta", 2)
	add(t, s, a)
	first := generation(t, s)
	pair, other := store.Pair{A: "BOR", B: "SYL"}, store.Pair{A: "BOR"}
	derive := func(want bool, d store.Derivation) {
		t.Helper()
		if d.Version == "" {
			d.Version = "v"
		}
		if got, err := s.Derive(ctx, d); err != nil || got != want {
			t.Fatalf("Derive(from %d to %d) = %v, %v", d.From, d.Generation, got, err)
		}
	}
	document := func(r store.Reading, undated bool, ps ...store.Pair) store.DerivedDocument {
		d := store.DerivedDocument{ID: r.Document.SHA256, Undated: undated, Date: "1999", Sketch: []uint32{7, 1 << 31}, Claims: map[string][]store.Pair{}}
		for _, c := range r.Claims {
			d.Claims[c.ID] = ps
		}
		return d
	}
	byDocument := store.Derivation{Derived: store.Derived{Generation: first}, Documents: each(document(a, true, pair, other)), Pairs: each(value(pair, "one"), store.PairValue{Pair: other}), Bands: slices.Values([]store.Band{band(a)})}
	derive(true, byDocument)
	derive(false, store.Derivation{Derived: store.Derived{Generation: first}})                  // it is kept already
	derive(false, store.Derivation{Derived: store.Derived{Generation: first + 1}, From: first}) // the store has not come so far

	type answer struct {
		Derived store.Derived
		Changed []string
		Pairs   []store.Pair
		Undated []string
		Claims  int
		Values  []store.PairValue
		Date    string
		Banded  [2]int   // the first of a band, and all
		Copies  []string // of a
	}
	ask := func() (out answer) {
		t.Helper()
		v, err := s.View(ctx, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		check := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		out.Derived, err = v.Derived(ctx)
		check(err)
		out.Changed, err = v.Changed(ctx, out.Derived.Generation)
		check(err)
		out.Pairs, err = v.PairsOf(ctx, a.Document.SHA256)
		check(err)
		with, err := v.PairsWith(ctx, "SYL")
		check(err)
		if len(with) > 1 || len(with) == 1 && with[0] != pair {
			t.Errorf("pairs with SYL: %v", with)
		}
		slices.SortFunc(out.Pairs, func(a, b store.Pair) int { return len(a.B) - len(b.B) })
		out.Undated, err = v.UndatedIn(ctx, pair)
		check(err)
		for c, err := range v.PairClaims(ctx, pair, other) {
			check(err)
			if c.Document == "" {
				t.Errorf("claim %s does not name its document", c.ID)
			}
			out.Claims++
		}
		for p, err := range v.PairValues(ctx) {
			check(err)
			out.Values = append(out.Values, p)
		}
		told, err := v.Told(ctx)
		check(err)
		counts := map[string]int{}
		for _, p := range out.Values {
			counts[p.A]++
			counts[p.B]++
		}
		if d := cmp.Diff(counts, told); d != "" {
			t.Errorf("what is told of whom (-want +got):\n%s", d)
		}
		ds, err := v.DerivedDocuments(ctx, a.Document.SHA256, "nothing")
		check(err)
		out.Date = ds[a.Document.SHA256].Date
		if d, ok := ds[a.Document.SHA256]; ok && (!slices.Equal(d.Sketch, []uint32{7, 1 << 31}) || d.CopyOf != "") {
			t.Errorf("kept of a document: %+v", d)
		}
		for i, n := range [2]int{1, -1} {
			band, err := v.Band(ctx, 1<<63+1, n)
			check(err)
			if out.Banded[i] = len(band); !slices.IsSorted(band) {
				t.Errorf("a band: %v", band)
			}
		}
		out.Copies, err = v.CopiesOf(ctx, a.Document.SHA256)
		check(err)
		infos, err := v.Infos(ctx, a.Document.SHA256, "nothing")
		check(err)
		if i := infos[a.Document.SHA256]; len(infos) > 1 || len(infos) == 1 && (i.Name() != "a.txt" || i.Claims != 3) {
			t.Errorf("infos: %v", infos)
		}
		return out
	}
	expect := func(what string, want answer) {
		t.Helper()
		if d := cmp.Diff(want, ask()); d != "" {
			t.Errorf("%s (-want +got):\n%s", what, d)
		}
	}
	kept := answer{Derived: store.Derived{Version: "v", Generation: first}, Pairs: []store.Pair{other, pair}, Undated: []string{a.Document.SHA256}, Claims: 3,
		Values: []store.PairValue{{Pair: pair, Value: "one"}}, Date: "1999", Banded: [2]int{1, 1}}
	expect("kept", kept)
	derive(true, store.Derivation{Derived: store.Derived{Generation: first, Version: "w"}, Documents: each(store.DerivedDocument{ID: a.Document.SHA256, Undated: true, Date: "1999", Sketch: []uint32{7, 1 << 31}}),
		Pairs: each(store.PairValue{Pair: pair, Value: "one", Claims: stored(t, s, a)}, store.PairValue{Pair: other, Claims: stored(t, s, a)}), Bands: slices.Values([]store.Band{band(a)})})
	kept.Derived.Version = "w"
	expect("kept anew, the claims by pair", kept)
	derive(true, byDocument)
	kept.Derived.Version = "v"
	expect("kept anew, the pairs by claim", kept)

	add(t, s, b)
	stale := kept
	stale.Changed = []string{b.Document.SHA256}
	expect("a document came", stale)
	copied := document(b, false, pair)
	copied.CopyOf = a.Document.SHA256
	derive(true, store.Derivation{Derived: store.Derived{Generation: generation(t, s)}, From: first, Documents: each(copied), Pairs: each(value(pair, "two")), Bands: slices.Values([]store.Band{band(b)})})
	kept.Derived.Generation, kept.Claims, kept.Values[0].Value, kept.Banded, kept.Copies = generation(t, s), 5, "two", [2]int{1, 2}, []string{b.Document.SHA256}
	expect("and was derived", kept)

	if _, err := s.Decide(ctx, chancery.Decision{ID: "x", Claim: a.Claims[0].ID, Action: "reject", At: "2024-01-01T00:00:00Z"}); err != nil {
		t.Fatal(err)
	}
	stale = kept
	stale.Changed, stale.Claims = []string{a.Document.SHA256}, 2
	expect("a claim was decided on", stale)
	if err := s.Remove(ctx, a.Document.SHA256); err != nil {
		t.Fatal(err)
	}
	expect("a document went", stale)
	derive(true, store.Derivation{Derived: store.Derived{Generation: generation(t, s)}, From: kept.Derived.Generation, Gone: []string{a.Document.SHA256}, Pairs: each(store.PairValue{Pair: other}),
		Documents: each(store.DerivedDocument{ID: b.Document.SHA256, Date: "1999"}), Unbanded: []store.Band{band(a)}})
	expect("and was taken out", answer{Derived: store.Derived{Version: "v", Generation: generation(t, s)}, Claims: 2, Values: kept.Values, Banded: [2]int{1, 1}})
}
