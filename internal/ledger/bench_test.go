package ledger

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/ledger/ledgertest"
	"chancery/internal/vocab"
)

// generate makes n claims over the pairs of 200 states, a fifth of them of standing and missions, in documents of twenty claims of
// which one in ten bears no date. The same n gives the same input.
func generate(n int) Input {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	states := make([]chancery.Party, 200)
	for i := range states {
		id := string([]byte{'A' + byte(i/26/26), 'A' + byte(i/26%26), 'A' + byte(i%26)})
		states[i] = chancery.Party{ID: id, Name: id, Type: chancery.State}
	}
	act := []string{"establish-relations", "restore-relations", "sever-relations", "suspend-relations", "recognise", "maintain-relations", "open-mission", "close-mission", "maintain-mission", "accredit", "recall-envoy"}
	word := []string{"visit", "meet", "accuse", "condemn", "sign-agreement", "expel-diplomats", "exports", "sanction", "negotiate", "deny", "support"}
	in := Input{Claims: make([]chancery.Claim, 0, n)}
	modality := []chancery.Modality{chancery.Asserted, chancery.Asserted, chancery.Asserted, chancery.Asserted, chancery.Announced, chancery.Threatened, chancery.Denied}
	var doc string
	for i := range n {
		if i%20 == 0 {
			d := Doc{ID: fmt.Sprintf("%08d", i/20), Recorded: "2024-01-01"}
			if r.IntN(10) > 0 {
				d.Date, d.Kind = edtf.OfDay(edtf.DayOf(2000, 1, 1)+edtf.Day(r.IntN(8000))).String(), chancery.DateMetadata
			}
			d.Fingerprint = make([]uint32, sketchSize)
			for j := range d.Fingerprint {
				d.Fingerprint[j] = r.Uint32()
			}
			doc = d.ID
			in.Documents = append(in.Documents, d)
		}
		// Documents speak of few pairs, as real ones do.
		a := (i/20*7 + r.IntN(3)) % 200
		b := (i/20/200*13 + r.IntN(4)*17 + 1 + a) % 200
		if a == b {
			b = (b + 1) % 200
		}
		c := chancery.Claim{ID: fmt.Sprintf("c%015x", i), Document: doc, DocumentID: doc, Modality: modality[r.IntN(len(modality))], Confidence: 0.9,
			Agents: states[a : a+1], Patients: states[b : b+1], Quote: chancery.Quote{Start: i, End: i + 40}}
		if r.IntN(5) == 0 {
			c.Kind = act[r.IntN(len(act))]
		} else {
			c.Kind = word[r.IntN(len(word))]
		}
		switch r.IntN(8) {
		case 0:
			c.When = &chancery.When{EDTF: fmt.Sprint(1950 + r.IntN(70)), Basis: chancery.BasisExplicit}
		case 1:
			c.When = &chancery.When{Relative: fmt.Sprintf("weekday=%d", 1+r.IntN(7)), Basis: chancery.BasisDocument}
		case 2:
		default:
			c.When = &chancery.When{EDTF: edtf.OfDay(edtf.DayOf(1950, 1, 1) + edtf.Day(r.IntN(25000))).String(), Basis: chancery.BasisExplicit}
		}
		in.Claims = append(in.Claims, c)
	}
	return in
}

func vocabulary(b *testing.B) *vocab.Kinds { return kinds(b) }

func BenchmarkRebuild(b *testing.B) {
	for _, n := range []int{1e4, 1e5, 1e6} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			k := vocabulary(b)
			in := generate(n)
			var l *Ledger
			for b.Loop() {
				l = Build(in, ledgertest.States{}, k).Derive()
			}
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB")
			b.ReportMetric(float64(m.Sys)/(1<<20), "sys-MiB")
			b.ReportMetric(float64(len(l.pairs)), "pairs")
		})
	}
}

// BenchmarkQuery measures what one reader waits for; p99 is over random pairs and dates.
func BenchmarkQuery(b *testing.B) {
	for _, n := range []int{1e4, 1e5, 1e6} {
		k := vocabulary(b)
		in := generate(n)
		l := Build(in, ledgertest.States{}, k).Derive()
		keys := l.keys()
		r := rand.New(rand.NewPCG(3, 4))
		measure := func(name string, f func()) {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				var took []time.Duration
				for b.Loop() {
					t := time.Now()
					f()
					took = append(took, time.Since(t))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
			})
		}
		measure("status", func() {
			p := keys[r.IntN(len(keys))]
			if _, err := l.Status(p.a, p.b, edtf.OfDay(edtf.DayOf(1950, 1, 1)+edtf.Day(r.IntN(25000))).String()); err != nil {
				b.Fatal(err)
			}
		})
		measure("dossier", func() {
			p := keys[r.IntN(len(keys))]
			if _, err := l.Dossier(p.a, p.b); err != nil {
				b.Fatal(err)
			}
		})
		measure("world", func() {
			if _, err := l.World("1999-05-05"); err != nil {
				b.Fatal(err)
			}
		})
		measure("update", func() {
			i := r.IntN(len(in.Documents))
			d := in.Documents[i]
			d.ID = fmt.Sprintf("new%d", i)
			part := Input{Documents: []Doc{d}, Claims: slices.Clone(in.Claims[i*20 : min(i*20+20, n)])}
			for j := range part.Claims {
				part.Claims[j].DocumentID = d.ID
				part.Claims[j].ID = "n" + part.Claims[j].ID
			}
			m := l.Update(part)
			for _, c := range part.Claims {
				m.derived(newPair(c.Agents[0].ID, c.Patients[0].ID))
			}
		})
	}
}

// BenchmarkBusyPair derives one pair with very many claims, as two great powers have in the news.
func BenchmarkBusyPair(b *testing.B) {
	k := vocabulary(b)
	for _, n := range []int{1e3, 1e4, 1e5} {
		in := generate(n)
		for i := range in.Claims {
			in.Claims[i].Agents, in.Claims[i].Patients = []chancery.Party{{ID: "AAA", Type: chancery.State}}, []chancery.Party{{ID: "AAB", Type: chancery.State}}
			if i%2 == 0 {
				in.Claims[i].Agents, in.Claims[i].Patients = in.Claims[i].Patients, in.Claims[i].Agents
			}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Build(in, ledgertest.States{}, k).Derive()
			}
		})
	}
}
