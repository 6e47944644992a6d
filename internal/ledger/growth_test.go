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

// crowds are claims that relations between two states began, of which each could be held against all others.
var crowds = []struct {
	name string
	when func(i int) string
	set  func(i int, c *chancery.Claim)
}{
	{"rows of a table", scattered, func(i int, c *chancery.Claim) { c.Rule = "table.relations" }},
	{"rows of one day", func(int) string { return "1900-05-01" }, func(i int, c *chancery.Claim) { c.Rule = "table.relations" }},
	{"sentences", scattered, func(int, *chancery.Claim) {}},
	{"sentences of one day", func(int) string { return "1900-05-01" }, func(int, *chancery.Claim) {}},
	{"one sentence", scattered, func(_ int, c *chancery.Claim) { c.Quote = chancery.Quote{End: 40} }},
	{"documents", scattered, func(i int, c *chancery.Claim) { c.DocumentID = fmt.Sprintf("%08d", i) }},
	{"months", func(i int) string { return scattered(i)[:7] }, func(int, *chancery.Claim) {}},
	{"years that hold one another", nested, func(int, *chancery.Claim) {}},
	{"years of documents that hold one another", nested, func(i int, c *chancery.Claim) { c.DocumentID = fmt.Sprintf("%08d", i) }},
	{"beginnings and restorations", scattered, func(i int, c *chancery.Claim) {
		c.Kind, c.DocumentID = []string{"establish-relations", "restore-relations"}[i%2], fmt.Sprintf("%08d", i/5)
	}},
}

func scattered(i int) string {
	return fmt.Sprintf("%04d-%02d-%02d", 1850+i%170, 1+i/170%12, 1+i/2040%28)
}

func nested(i int) string {
	return fmt.Sprintf("%04d-%02d/%04d-%02d", 1920-i%100, 1+i/100%12, 1950+i/1200, 1+i%12)
}

func crowd(n int, when func(int) string, set func(int, *chancery.Claim)) Input {
	var in Input
	for i := range n {
		c := chancery.Claim{ID: fmt.Sprintf("c%015x", i*7919%1000003), DocumentID: "page", Kind: "establish-relations", Modality: chancery.Asserted, Confidence: 0.9,
			Agents: []chancery.Party{{ID: "DEU", Type: chancery.State}}, Patients: []chancery.Party{{ID: "EST", Type: chancery.State}},
			When: &chancery.When{EDTF: when(i), Basis: chancery.BasisExplicit}, Quote: chancery.Quote{Start: 100 * i, End: 100*i + 40}}
		set(i, &c)
		c.Document = c.DocumentID
		in.Claims = append(in.Claims, c)
	}
	return in
}

// TestCrowdedPair holds that a pair of very many claims is derived in a number of steps that grows as the claims do: one page must not keep all others waiting.
func TestCrowdedPair(t *testing.T) {
	k, steps := kinds(t), 0
	for _, c := range crowds {
		t.Run(c.name, func(t *testing.T) {
			const n = 2000
			l := Build(crowd(n, c.when, c.set), fakeLines{}, k)
			p := l.pairs[newPair("DEU", "EST")]
			_, sol := deriveAll(p.key, p.refs, l)
			if most := manyDates * n; sol.steps > most {
				t.Errorf("%d claims in %d steps, want up to %d", n, sol.steps, most)
			}
			steps += sol.steps
		})
	}
	if steps < 10000 {
		t.Errorf("%d steps of all: the test says little", steps)
	}
}

// TestSpanSet holds a set of spans against its plain definition.
func TestSpanSet(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	pick := func() span {
		lo := edtf.Day(r.IntN(30))
		s := span{lo: lo, hi: lo + edtf.Day(r.IntN(8))}
		if r.IntN(3) == 0 && s.width() >= 2 {
			s.hole = hole{s.lo + 1, s.hi - 1}
		}
		return s
	}
	var yes, no int
	for range 3000 {
		of := make([]span, r.IntN(5))
		for i := range of {
			of[i] = pick()
		}
		s, want := pick(), false
		for _, o := range of {
			want = want || o.overlaps(s)
		}
		if got := newSpanSet(of).overlaps(s); got != want {
			t.Fatalf("%v overlaps one of %v: %v, want %v", s, of, got, want)
		}
		if want {
			yes++
		} else {
			no++
		}
	}
	if yes < 100 || no < 100 {
		t.Errorf("%d overlap and %d do not: the test says little", yes, no)
	}
}
