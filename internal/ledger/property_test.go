package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
	"chancery/internal/edtf"
)

// genState draws states of a few lines, so that pairs meet often.
var genState = rapid.SampledFrom([]string{"ALB", "SRB", "YUG", "IRN", "DDR", "USA", "RUS", "SUN"})

var genKind = rapid.SampledFrom([]string{"establish-relations", "restore-relations", "sever-relations", "suspend-relations", "lapse-relations", "declare-war", "recognise", "withdraw-recognition",
	"refuse-recognition", "maintain-relations", "no-relations", "open-mission", "close-mission", "reopen-mission", "maintain-mission", "accredit", "protect-interests", "appoint-envoy", "recall-envoy",
	"withdraw-diplomats", "expel-diplomats", "visit", "host", "accuse", "exports", "trade-total", "shelter", "cyberattack", "annex"})

// genDate draws dates of every precision, narrow enough to clash.
var genDate = rapid.Custom(func(t *rapid.T) string {
	y := rapid.IntRange(1945, 1952).Draw(t, "year")
	m, d := rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day")
	switch rapid.IntRange(0, 10).Draw(t, "form") {
	case 0, 1, 2:
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	case 3:
		return fmt.Sprintf("%04d-%02d", y, m)
	case 4, 5:
		return fmt.Sprintf("%04d", y)
	case 6:
		return fmt.Sprintf("%04d/%04d", y, y+m)
	case 7:
		return fmt.Sprintf("%04d/..", y)
	case 8:
		return fmt.Sprintf("%04d~", y)
	case 9: // of numbers alone
		if d <= 12 && d != m {
			return fmt.Sprintf("[%04d-%02d-%02d,%04d-%02d-%02d]", y, min(m, d), max(m, d), y, max(m, d), min(m, d))
		}
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	}
	return "194X"
})

func genWhen(t *rapid.T, relative bool) *chancery.When {
	switch n := rapid.IntRange(0, 9).Draw(t, "when"); {
	case n < 6:
		return &chancery.When{EDTF: genDate.Draw(t, "date"), Basis: chancery.BasisExplicit}
	case n < 9 && relative:
		return &chancery.When{Relative: rapid.SampledFrom([]string{"now", "weekday=4", "weekday=3", "days=-1", "monthday=07-15", "month=07", "years=-1", "junk"}).Draw(t, "relative"), Basis: chancery.BasisDocument}
	case n == 9:
		return &chancery.When{EDTF: "not a date"}
	}
	return nil
}

func state(id string) chancery.Party {
	return chancery.Party{ID: id, Name: id, Type: chancery.State}
}

func genClaim(t *rapid.T, doc string, relative bool) chancery.Claim {
	c := chancery.Claim{Document: doc, DocumentID: doc, Kind: genKind.Draw(t, "kind"), Modality: chancery.Asserted, When: genWhen(t, relative),
		Quote: chancery.Quote{Exact: "words", Start: rapid.IntRange(0, 40).Draw(t, "start"), End: 50}, Confidence: rapid.SampledFrom([]float64{0.5, 0.9}).Draw(t, "confidence")}
	if rapid.IntRange(0, 3).Draw(t, "actual") == 0 {
		c.Modality = rapid.SampledFrom(chancery.Modalities).Draw(t, "modality")
	}
	c.Agents = []chancery.Party{state(genState.Draw(t, "agent"))}
	if rapid.IntRange(0, 9).Draw(t, "alone") > 0 {
		c.Patients = []chancery.Party{state(genState.Draw(t, "patient"))}
	}
	if rapid.IntRange(0, 2).Draw(t, "city") == 0 {
		c.Others = append(c.Others, chancery.Role{Role: "city", Party: chancery.Party{Name: rapid.SampledFrom([]string{"Bern", "Rome"}).Draw(t, "name"), Type: chancery.Place}})
	}
	if rapid.IntRange(0, 3).Draw(t, "type") == 0 {
		c.Others = append(c.Others, chancery.Role{Role: "type", Party: chancery.Party{Name: rapid.SampledFrom([]string{"embassy", "consulate", "interests section"}).Draw(t, "mission"), Type: chancery.Thing}})
	}
	if c.Kind == "protect-interests" {
		c.Others = append(c.Others, chancery.Role{Role: "third", Party: state(genState.Draw(t, "third"))})
	}
	if rapid.IntRange(0, 2).Draw(t, "quantity") == 0 {
		c.Quantity = &chancery.Quantity{Value: float64(rapid.IntRange(1, 5).Draw(t, "value")), Unit: "person"}
	}
	c.ID = c.Identify()
	return c
}

// genSketch draws sketches of one story, of which some tell it in so different words that only a third joins them, and of none.
func genSketch(t *rapid.T) []uint32 {
	if rapid.IntRange(0, 4).Draw(t, "short") == 0 {
		return nil
	}
	sketch := make([]uint32, sketchSize)
	from, n := rapid.IntRange(0, sketchSize-1).Draw(t, "from"), rapid.IntRange(0, 14).Draw(t, "other words")
	for i := range n {
		sketch[(from+i)%sketchSize] = rapid.Uint32Range(1, 2).Draw(t, "other")
	}
	return sketch
}

func genInput(t *rapid.T) Input {
	var in Input
	for i := range rapid.IntRange(1, 5).Draw(t, "documents") {
		d := Doc{ID: fmt.Sprintf("doc%d", i), Recorded: fmt.Sprintf("2020-01-%02d", i+1)}
		if rapid.Bool().Draw(t, "dated") {
			d.Date, d.Kind = genDate.Draw(t, "document date"), chancery.DateDateline
		}
		in.Documents = append(in.Documents, d)
		d.Fingerprint = genSketch(t)
		in.Documents[i] = d
		for range rapid.IntRange(0, 8).Draw(t, "claims") {
			in.Claims = append(in.Claims, genClaim(t, d.ID, true))
		}
	}
	for _, c := range in.Claims {
		if rapid.IntRange(0, 15).Draw(t, "decide") == 0 {
			x := chancery.Decision{ID: "x" + c.ID, Claim: c.ID, By: "a reader", At: "2021-05-05T10:00:00Z", Action: rapid.SampledFrom([]string{"accept", "reject", "amend", "merge", "split", "ponder"}).Draw(t, "action"), With: rapid.SampledFrom(in.Claims).Draw(t, "with").ID}
			if x.Action == "amend" {
				a := genClaim(t, c.DocumentID, true)
				x.Amend = &a
			}
			in.Decisions = append(in.Decisions, x)
		}
	}
	return in
}

func same(t *rapid.T, what, want, got string) {
	if want != got {
		t.Fatalf("%s:\n%s", what, cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")))
	}
}

func TestOrderAndRepetition(t *testing.T) {
	k := kinds(t)
	rapid.Check(t, func(t *rapid.T) {
		in := genInput(t)
		want := dumpR(t, Build(in, fakeLines{}, k))
		again := Input{Documents: rapid.Permutation(append(in.Documents, in.Documents...)).Draw(t, "order of documents"), Claims: rapid.Permutation(append(in.Claims, in.Claims...)).Draw(t, "order of claims"),
			Decisions: rapid.Permutation(append(in.Decisions, in.Decisions...)).Draw(t, "order of decisions")}
		same(t, "another order", want, dumpR(t, Build(again, fakeLines{}, k)))
		same(t, "derived at once", want, dumpR(t, Build(in, fakeLines{}, k).Derive()))
	})
}

func TestIncrementalIsRebuild(t *testing.T) {
	k := kinds(t)
	rapid.Check(t, func(t *rapid.T) {
		in := genInput(t)
		l := Build(Input{}, fakeLines{}, k)
		for _, d := range rapid.Permutation(in.Documents).Draw(t, "arrival") {
			var part Input
			part.Documents = []Doc{d}
			for _, c := range in.Claims {
				if c.DocumentID == d.ID {
					part.Claims = append(part.Claims, c)
				}
			}
			l = l.Update(part)
			if rapid.Bool().Draw(t, "derive between") {
				l.Derive()
			}
		}
		l = l.Update(Input{Decisions: in.Decisions})
		want := Build(in, fakeLines{}, k)
		same(t, "document by document", dumpR(t, want), dumpR(t, l))

		// A document goes, and comes back.
		gone := rapid.SampledFrom(in.Documents).Draw(t, "gone")
		var rest Input
		rest.Decisions = in.Decisions
		var back Input
		back.Documents = []Doc{gone}
		for _, d := range in.Documents {
			if d.ID != gone.ID {
				rest.Documents = append(rest.Documents, d)
			}
		}
		for _, c := range in.Claims {
			if c.DocumentID != gone.ID {
				rest.Claims = append(rest.Claims, c)
			} else {
				back.Claims = append(back.Claims, c)
			}
		}
		without := l.Update(Input{}, gone.ID)
		same(t, "a document removed", dumpR(t, Build(rest, fakeLines{}, k)), dumpR(t, without))
		same(t, "and brought back", dumpR(t, want), dumpR(t, without.Update(back)))
		if n := len(Changes(want, without.Update(back))); n != 0 {
			t.Fatalf("%d changes between equal ledgers", n)
		}
		known, err := l.Known("2019-01-01")
		if err != nil || len(known.Periods(Filter{})) != 0 {
			t.Fatalf("known before anything was recorded: %v", err)
		}
	})
}

// unsettled says that a claim of this modality moves nothing.
func TestOnlyWhatIsAssertedMoves(t *testing.T) {
	k := kinds(t)
	rapid.Check(t, func(t *rapid.T) {
		in := genInput(t)
		c := genClaim(t, "doc0", true)
		c.Modality = rapid.SampledFrom([]chancery.Modality{chancery.Planned, chancery.Considered, chancery.Threatened, chancery.Demanded, chancery.Alleged, chancery.Hypothetical, chancery.Uncertain}).Draw(t, "other modality")
		c.ID = c.Identify()
		in.Decisions = nil
		more := in
		more.Claims = append(slices.Clone(in.Claims), c)
		a, b := Build(in, fakeLines{}, k), Build(more, fakeLines{}, k)
		if diff := cmp.Diff(a.Periods(Filter{}), b.Periods(Filter{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestPairsDoNotTouch(t *testing.T) {
	k := kinds(t)
	rapid.Check(t, func(t *rapid.T) {
		in := genInput(t)
		in.Decisions = nil
		for i := range in.Documents { // a document without a date is what may join two pairs, and one that makes two others copies
			if in.Documents[i].Date == "" {
				in.Documents[i].Date, in.Documents[i].Kind = "1950-03-03", chancery.DateByline
			}
		}
		more := in
		more.Documents = append(slices.Clone(in.Documents), Doc{ID: "other", Date: "1951"})
		more.Claims = slices.Clone(in.Claims)
		for range 3 {
			c := genClaim(t, rapid.SampledFrom([]string{"doc0", "other"}).Draw(t, "document"), true)
			c.Agents, c.Patients, c.Others = []chancery.Party{state("MAR")}, []chancery.Party{state("CUB")}, nil
			c.ID = c.Identify()
			more.Claims = append(more.Claims, c)
		}
		a, b := Build(in, fakeLines{}, k), Build(more, fakeLines{}, k)
		for _, key := range a.keys() {
			f := Filter{A: key.a, B: key.b}
			if key.b == "" || key.a == "CUB" || key.b == "MAR" {
				continue
			}
			if diff := cmp.Diff(a.Periods(f), b.Periods(f)) + cmp.Diff(a.Events(f), b.Events(f)) + cmp.Diff(a.Discrepancies(f), b.Discrepancies(f)) + cmp.Diff(a.Gaps(f), b.Gaps(f)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// TestPeriods holds what every period, gap and discrepancy must have: claims that exist, dates that were given, an order in time.
func TestPeriods(t *testing.T) {
	k := kinds(t)
	rapid.Check(t, func(t *rapid.T) {
		in := genInput(t)
		l := Build(in, fakeLines{}, k)
		ids := map[string]bool{}
		given := map[string]bool{"": true, "..": true, "1990": true} // 1990: the end of a state of the lineage
		give := func(s string) {
			for _, p := range strings.Split(s, "/") {
				given[strings.TrimRight(p, "~?")] = true
				if d, err := edtf.Parse(p); err == nil { // of one of two days what both have in common is given too
					given[d.Whole().String()] = true
				}
			}
		}
		for _, c := range l.Claims() {
			ids[c.ID] = true
			if c.When != nil {
				give(c.When.EDTF)
			}
		}
		for _, d := range l.Datings() {
			give(d.EDTF)
		}
		for _, p := range l.Periods(Filter{}) {
			if len(p.Claims) == 0 {
				t.Fatalf("a period without claims: %+v", p)
			}
			for _, id := range append(p.Claims, p.Against...) {
				if !ids[id] {
					t.Fatalf("no such claim: %s in %+v", id, p)
				}
			}
			for _, s := range []string{p.From, p.To} {
				for _, end := range strings.Split(s, "/") {
					if !given[strings.TrimRight(end, "~?")] {
						t.Fatalf("nobody gave the date %s of %+v", end, p)
					}
				}
			}
		}
		for _, e := range l.Events(Filter{}) {
			if e.When != "" && !slices.Contains(e.Dates, e.When) || len(e.Claims) == 0 || e.Sources < 1 || e.Sources > len(e.Claims) {
				t.Fatalf("%+v", e)
			}
		}
		for _, d := range l.Discrepancies(Filter{}) {
			if len(d.Sides) == 0 || len(d.Values) != len(d.Sides) || d.Severity <= 0 || d.Severity > 1 {
				t.Fatalf("%+v", d)
			}
		}
		day := genDate.Draw(t, "on")
		st, err := l.Status("ALB", "SRB", day)
		if err != nil || len(st.Representation) != 2 || st.Standing == "" || st.Evidence == "" {
			t.Fatalf("%+v %v", st, err)
		}
		back, err := l.Status("YUG", "ALB", day)
		if err != nil || back.Standing != st.Standing || back.Representation[1].Type != st.Representation[0].Type {
			t.Fatalf("asked the other way round: %+v %+v %v", st, back, err)
		}
		if _, err := l.Why("ALB", "SRB", day); err != nil {
			t.Fatal(err)
		}
	})
}

func dumpR(t *rapid.T, l *Ledger) string {
	s, err := dumpAll(l)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What only presupposes relations, beside words that there are none, never makes a break, in whatever order of days they are told.
func TestNoneIsNoBreak(t *testing.T) {
	g, k := gazetteer(t), kinds(t)
	rapid.Check(t, func(t *rapid.T) {
		var in Input
		for i := range rapid.IntRange(1, 5).Draw(t, "claims") {
			doc := fmt.Sprint("d", i)
			in.Documents = append(in.Documents, Doc{ID: doc, Name: doc, Date: fmt.Sprintf("20%02d-03-02", rapid.IntRange(10, 14).Draw(t, "year")), Kind: chancery.DateDateline})
			in.Claims = append(in.Claims, chancery.Claim{ID: doc, Document: doc, DocumentID: doc, Modality: chancery.Asserted, Confidence: 0.9, Quote: chancery.Quote{Exact: "words", Start: i, End: 50},
				Kind:   rapid.SampledFrom([]string{"no-relations", "accredit", "maintain-mission", "open-mission", "appoint-envoy", "recognise"}).Draw(t, "kind"),
				Agents: []chancery.Party{state("USA")}, Patients: []chancery.Party{state("ALB")}})
		}
		for _, p := range Build(in, g, k).Periods(Filter{}) {
			if p.Track == "standing" && p.Standing == chancery.Severed {
				t.Fatalf("%+v", p)
			}
		}
	})
}
