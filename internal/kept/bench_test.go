//go:build unix

package kept_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/kept"
	"chancery/internal/ledger"
	"chancery/internal/ledger/ledgertest"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

// generated makes document number i of twenty claims over the pairs of 200 states, a fifth of them of standing and missions. One document in ten
// bears no date. The same i gives the same document.
func generated(i int) store.Reading {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	state := func(n int) chancery.Party {
		id := string([]byte{'A' + byte(n/26/26), 'A' + byte(n/26%26), 'A' + byte(n%26)})
		return chancery.Party{ID: id, Name: "State " + id, Type: chancery.State, Mention: "State " + id}
	}
	act := []string{"establish-relations", "restore-relations", "sever-relations", "suspend-relations", "recognise", "maintain-relations", "open-mission", "close-mission", "maintain-mission", "accredit", "recall-envoy"}
	word := []string{"visit", "meet", "accuse", "condemn", "sign-agreement", "expel-diplomats", "exports", "sanction", "negotiate", "deny", "support"}
	modality := []chancery.Modality{chancery.Asserted, chancery.Asserted, chancery.Asserted, chancery.Asserted, chancery.Announced, chancery.Threatened, chancery.Denied}
	d := &chancery.Document{Name: fmt.Sprintf("%07d.txt", i), Reader: "generated"}
	if r.IntN(10) > 0 {
		d.Dates = []chancery.DateCandidate{{EDTF: edtf.OfDay(edtf.DayOf(2000, 1, 1) + edtf.Day(r.IntN(8000))).String(), Kind: chancery.DateMetadata}}
	}
	var text strings.Builder
	for j := range 20 {
		at := text.Len()
		fmt.Fprintf(&text, "In document %d, line %d, one government says of another what it did.\n", i, j)
		d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Paragraph, Text: text.String()[at : text.Len()-1], Span: chancery.Span{Start: at, End: text.Len() - 1}, Section: -1})
	}
	d.Original = text.String()
	d.SHA256 = chancery.Hash(d.Original)
	out := store.Reading{Document: d, Rules: "1", Model: "1", Recorded: time.Unix(1700000000, 0)}
	for range 32 {
		out.Sketch = append(out.Sketch, r.Uint32())
	}
	for j := range 20 {
		// Documents speak of few pairs, as real ones do.
		a := (i*7 + r.IntN(3)) % 200
		b := (i/200*13 + r.IntN(4)*17 + 1 + a) % 200
		if a == b {
			b = (b + 1) % 200
		}
		c := chancery.Claim{Document: d.Name, DocumentID: d.SHA256, Modality: modality[r.IntN(len(modality))], Confidence: 0.9, Rule: "generated",
			Agents: []chancery.Party{state(a)}, Patients: []chancery.Party{state(b)}, Quote: d.Quote(d.Blocks[j].Span)}
		if c.Kind = word[r.IntN(len(word))]; r.IntN(5) == 0 {
			c.Kind = act[r.IntN(len(act))]
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
		c.ID = c.Identify()
		out.Claims = append(out.Claims, c)
	}
	return out
}

// filled opens a database of n generated claims. CHANCERY_BENCH names a folder in which it is kept for the next run.
func filled(b *testing.B, n int) *sqlite.DB {
	dir := os.Getenv("CHANCERY_BENCH")
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, fmt.Sprintf("%d.db", n))
	_, err := os.Stat(path)
	fill := err != nil
	db, err := sqlite.Open(b.Context(), path, sqlite.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	for i := 0; fill && i < n/20; i += 500 {
		var batch []store.Reading
		for j := i; j < min(i+500, n/20); j++ {
			batch = append(batch, generated(j))
		}
		if _, err := db.Add(b.Context(), batch...); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// processor is the time that this process has had of the processors.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkKept measures what a user of a database waits for, through the store. The rebuild is from the claims to what is kept, on the disk; an
// added document is kept and its pairs derived; p99 is over random pairs and dates.
func BenchmarkKept(b *testing.B) {
	kinds := load(b).kinds
	for _, n := range []int{1e4, 1e5, 1e6} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ctx := b.Context()
			db := filled(b, n)
			round := time.Now().UnixNano()
			b.Run("rebuild", func(b *testing.B) {
				before := processor()
				for b.Loop() {
					round++
					k := kept.New(db, ledgertest.States{}, kinds, fmt.Sprint("benchmark ", round), doc)
					if ok, err := k.Refresh(ctx); !ok || err != nil {
						b.Fatal(ok, err)
					}
				}
				b.ReportMetric((processor()-before).Seconds()/float64(b.N), "cpu-s/op")
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.Sys)/(1<<20), "sys-MiB")
			})
			k := kept.New(db, ledgertest.States{}, kinds, "benchmark", doc)
			r := rand.New(rand.NewPCG(3, 4))
			view := func(b *testing.B) store.View {
				v, ok, err := k.Open(ctx)
				if !ok || err != nil {
					b.Fatal(ok, err)
				}
				return v
			}
			v := view(b)
			var pairs []ledger.Pair
			for p, err := range v.PairValues(ctx) {
				if err != nil {
					b.Fatal(err)
				}
				pairs = append(pairs, ledger.Pair(p.Pair))
			}
			v.Close()
			measure := func(name string, f func(b *testing.B, v store.View, p ledger.Pair) error) {
				b.Run(name, func(b *testing.B) {
					var took, busy []time.Duration
					before := processor()
					for b.Loop() {
						start, at := time.Now(), processor()
						v := view(b)
						if err := f(b, v, pairs[r.IntN(len(pairs))]); err != nil {
							b.Fatal(err)
						}
						v.Close()
						took, busy = append(took, time.Since(start)), append(busy, processor()-at)
					}
					b.ReportMetric((processor()-before).Seconds()*1000/float64(b.N), "cpu-ms/op")
					slices.Sort(took)
					slices.Sort(busy)
					b.ReportMetric(float64(busy[len(busy)*99/100].Microseconds())/1000, "cpu-p99-ms")
					b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
					b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
				})
			}
			on := func() string {
				return edtf.OfDay(edtf.DayOf(1950, 1, 1) + edtf.Day(r.IntN(25000))).String()
			}
			measure("status", func(_ *testing.B, v store.View, p ledger.Pair) error {
				l, err := k.Status(ctx, v, p.A, p.B)
				if err == nil {
					_, err = l.Status(p.A, p.B, on())
				}
				return err
			})
			measure("dossier", func(_ *testing.B, v store.View, p ledger.Pair) error {
				l, _, err := k.Pair(ctx, v, p.A, p.B)
				if err == nil {
					_, err = l.Dossier(p.A, p.B)
				}
				return err
			})
			measure("world", func(_ *testing.B, v store.View, _ ledger.Pair) error { // that of the first who asks
				k := kept.New(db, ledgertest.States{}, kinds, "benchmark", doc)
				l, err := k.World(ctx, v)
				if err == nil {
					_, err = l.World(on())
				}
				return err
			})
			measure("world-again", func(_ *testing.B, v store.View, _ ledger.Pair) error {
				l, err := k.World(ctx, v)
				if err == nil {
					_, err = l.World(on())
				}
				return err
			})
			next, added := n/20+int(round%1e6), []string(nil)
			b.Cleanup(func() { // so that the database is for the next run what it was
				for _, id := range added {
					if err := db.Remove(context.Background(), id); err != nil {
						b.Error(err)
					}
				}
			})
			measure("add", func(b *testing.B, v store.View, _ ledger.Pair) error {
				next++
				reading := generated(next)
				if _, err := db.Add(ctx, reading); err != nil {
					return err
				}
				if ok, err := k.Refresh(ctx); !ok || err != nil {
					return fmt.Errorf("%v, %w", ok, err)
				}
				added = append(added, reading.Document.SHA256)
				return nil
			})
		})
	}
}
