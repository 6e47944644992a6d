package ledger

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"chancery"
	"chancery/internal/edtf"
)

// TestManyFigures holds that a sentence with very many numbers, and a pair of which very many acts are announced and as many denied, are derived in a number of steps
// that grows as the claims do.
func TestManyFigures(t *testing.T) {
	k := kinds(t)
	amount := func(v float64, approx string) *chancery.Quantity {
		return &chancery.Quantity{Value: v, Unit: "USD", Approx: approx}
	}
	for _, c := range []struct {
		name string
		set  func(i int, c *chancery.Claim)
	}{
		{"times of their own", func(i int, c *chancery.Claim) { c.Quantity = amount(float64(i), "") }},
		{"one number", func(i int, c *chancery.Claim) { c.Quantity = amount(4, "") }},
		{"one number without a time", func(i int, c *chancery.Claim) { c.When, c.Quantity = nil, amount(4, "") }},
		{"without a time", func(i int, c *chancery.Claim) { c.When, c.Quantity = nil, amount(float64(i), "") }},
		{"of one day", func(i int, c *chancery.Claim) { c.When.EDTF, c.Quantity = "1990-05-01", amount(float64(i), "") }},
		{"of days that may be others", func(i int, c *chancery.Claim) {
			c.When.EDTF = fmt.Sprintf("[%d-03-04,%d-04-03]", 1850+i%170, 1850+i%170)
			c.Quantity = amount(4, "")
		}},
		{"about as many", func(i int, c *chancery.Claim) {
			c.DocumentID, c.When.EDTF, c.Quantity = fmt.Sprintf("%08d", i), "1990-05-01", amount(10000+float64(i)/10, "about")
		}},
		{"bounds", func(i int, c *chancery.Claim) {
			c.DocumentID, c.When.EDTF, c.Quantity = fmt.Sprintf("%08d", i), "1990-05-01", amount(float64(i), "over")
		}},
		{"expelled", func(i int, c *chancery.Claim) {
			c.Kind, c.When, c.Quantity = "expel-diplomats", nil, &chancery.Quantity{Value: float64(i)}
		}},
		{"announced and denied", func(i int, c *chancery.Claim) {
			c.Kind, c.Quote, c.Modality = "open-mission", chancery.Quote{Start: 100 * i, End: 100*i + 40}, []chancery.Modality{chancery.Announced, chancery.Denied}[i%2]
		}},
		{"breaks announced and denied", func(i int, c *chancery.Claim) {
			c.Kind, c.DocumentID, c.Modality = "sever-relations", fmt.Sprintf("%08d", i), []chancery.Modality{chancery.Announced, chancery.Denied}[i%2]
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			const n = 2000
			l := Build(crowd(n, scattered, func(i int, cl *chancery.Claim) {
				cl.Kind, cl.Quote = "exports", chancery.Quote{End: 40}
				c.set(i, cl)
			}), fakeLines{}, k)
			p := l.pairs[newPair("DEU", "EST")]
			_, sol := deriveAll(p.key, p.refs, l)
			if most := manyDates * n; sol.steps > most {
				t.Errorf("%d claims in %d steps, want up to %d", n, sol.steps, most)
			}
			if sol.steps == 0 {
				t.Error("no steps: the test says nothing")
			}
		})
	}
}

// randomSpan is one of all shapes, within a month.
func randomSpan(r *rand.Rand) span {
	lo := edtf.Day(r.IntN(30))
	s := span{lo: lo, hi: lo + edtf.Day(r.IntN(8))}
	if r.IntN(3) == 0 && s.width() >= 2 {
		s.hole = hole{s.lo + 1, s.hi - 1}
	}
	return s
}

// TestOccasions holds the times of a number against their plain definition.
func TestOccasions(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	found := 0
	for range 5000 {
		o, all := &occasions{}, make([]span, r.IntN(6))
		for i := range all {
			all[i] = randomSpan(r)
			o.add(all[i])
		}
		o.index()
		s, want := randomSpan(r), false
		for _, a := range all {
			want = want || !a.overlaps(s)
		}
		if got := o.elsewhere(s, &deriver{}); got != want {
			t.Fatalf("%v of %v elsewhere: %v, want %v", s, all, got, want)
		}
		if !want {
			found++
		}
	}
	if found < 500 {
		t.Errorf("only %d are nowhere else: the test says little", found)
	}
}

// TestUndone holds which announced acts are told not to have happened against its plain definition.
func TestUndone(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	moods := []chancery.Modality{chancery.Announced, chancery.Denied, chancery.Negated, chancery.Asserted}
	undone := 0
	for range 3000 {
		all := make([]*event, 2+r.IntN(6))
		for i := range all {
			all[i] = &event{class: class{name: []string{"visit", "meet"}[r.IntN(2)], anys: r.IntN(2) == 0}, dir: int8(r.IntN(3)), mood: moods[r.IntN(len(moods))], core: randomSpan(r),
				speak: []ref{{claim: &claim{Claim: &chancery.Claim{Modality: chancery.Announced}}}}}
			if r.IntN(5) == 0 {
				all[i].core = always
			}
		}
		e, want := all[0], false
		for _, o := range all {
			want = want || (o.mood == chancery.Denied || o.mood == chancery.Negated) && o.class.name == e.class.name && (o.dir == e.dir || e.class.anys) && o.core.overlaps(e.core) && o.core != always
		}
		if got := (&deriver{}).undone(e, all); got != want {
			t.Fatalf("undone: %v, want %v of %v", got, want, *e)
		}
		if want {
			undone++
		}
	}
	if undone < 100 {
		t.Errorf("only %d are undone: the test says little", undone)
	}
}

// TestWidest holds that of very many numbers those are kept that can differ: one of another sentence in the midst of those of one.
func TestWidest(t *testing.T) {
	k := kinds(t)
	in := crowd(2001, func(int) string { return "1990-05-01" }, func(i int, c *chancery.Claim) {
		c.Kind, c.Quote, c.Quantity = "exports", chancery.Quote{End: 40}, &chancery.Quantity{Value: 100003 + 2*float64(i), Unit: "USD"}
		if i == 1000 {
			c.DocumentID = "other"
		}
	})
	l := Build(in, fakeLines{}, k)
	l.Derive()
	for _, d := range l.Discrepancies(Filter{}) {
		if d.Type == "quantity" {
			return
		}
	}
	t.Error("the number of the other sentence is not held against the many of the first")
}
