package ledger

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger/ledgertest"
)

// oneTroubledPair is n acts between two states, of the given kinds in turn and each on a day of its own: a document tells of twenty.
func oneTroubledPair(n int, as ...string) Input {
	var in Input
	a, b := []chancery.Party{{ID: "AAA", Name: "A", Type: chancery.State}}, []chancery.Party{{ID: "BBB", Name: "B", Type: chancery.State}}
	for i := range n {
		doc := fmt.Sprintf("%08d", i/20)
		if i%20 == 0 {
			in.Documents = append(in.Documents, Doc{ID: doc, Recorded: "2024-01-01", Date: "2024-01-01", Kind: chancery.DateMetadata})
		}
		day := fmt.Sprintf("%04d-%02d-%02d", 1300+i/336, 1+i/28%12, 1+i%28)
		in.Claims = append(in.Claims, chancery.Claim{ID: fmt.Sprintf("c%015x", i), Document: doc, DocumentID: doc, Kind: as[i%len(as)], Modality: chancery.Asserted, Confidence: 0.9,
			Agents: a, Patients: b, When: &chancery.When{EDTF: day, Basis: chancery.BasisExplicit}, Quote: chancery.Quote{Start: 100 * i, End: 100*i + 40}})
	}
	return in
}

// troubles are the kinds of acts that make a pair long: breaks alone, and acts with their contraries.
var troubles = [][]string{
	{"sever-relations"}, {"sever-relations", "restore-relations"}, {"establish-relations", "sever-relations"}, {"establish-relations", "restore-relations"}, {"open-mission", "close-mission"},
	{"recognise", "withdraw-recognition"}, {"maintain-relations", "sever-relations"},
	{"establish-relations", "sever-relations", "restore-relations", "suspend-relations", "open-mission", "recall-envoy", "close-mission", "maintain-mission"},
}

// BenchmarkTroubledPair derives a single pair of very many acts: four times the acts are to take some four times as long, not sixteen times.
func BenchmarkTroubledPair(b *testing.B) {
	for _, as := range troubles {
		for _, n := range []int{2500, 10000} {
			b.Run(fmt.Sprintf("%s/%d", strings.Join(as, "+"), n), func(b *testing.B) {
				k, in := kinds(b), oneTroubledPair(n, as...)
				for b.Loop() {
					Build(in, ledgertest.States{}, k).Derive()
				}
			})
		}
	}
}

// TestTurningsBetween holds what parts two acts, found by bisection, against its plain definition, over random acts of all widths.
func TestTurningsBetween(t *testing.T) {
	names := []string{"establish-relations", "restore-relations", "sever-relations", "suspend-relations", "open-mission", "close-mission", "recognise", "withdraw-recognition", "meet"}
	r := rand.New(rand.NewPCG(1, 2))
	parts := 0
	for range 3000 {
		all := make([]*event, 2+r.IntN(9))
		for i := range all {
			lo := edtf.Day(r.IntN(12))
			all[i] = &event{class: class{name: names[r.IntN(len(names))], anys: r.IntN(2) == 0}, dir: int8(r.IntN(3)), mood: chancery.Asserted, core: span{lo: lo, hi: lo + edtf.Day(r.IntN(4))}}
			if r.IntN(8) == 0 {
				all[i].mood = chancery.Denied
			}
		}
		a, b := all[0], all[1]
		want := false
		for _, e := range all {
			want = want || e.mood == chancery.Asserted && contraries(a.class.name)[e.class.name] && (a.class.anys || e.dir == a.dir) &&
				e.core.lo >= a.core.lo && e.core.hi <= b.core.hi && e.core != (span{lo: a.core.lo, hi: b.core.hi})
		}
		if got := turningsFor(a, all).between(a, b); got != want {
			t.Fatalf("between %v and %v: %v, want %v", *a, *b, got, want)
		}
		if want {
			parts++
		}
	}
	if parts < 100 {
		t.Errorf("only %d of the acts are parted: the test says little", parts)
	}
}
