package kept_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancery"
	"chancery/data"
	"chancery/internal/kept"
	"chancery/internal/ledger"
	"chancery/internal/resolve/party"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
	"chancery/internal/vocab"
)

func doc(i *store.Info) ledger.Doc {
	d := i.Document()
	date, kind := d.Date()
	return ledger.Doc{ID: i.ID, Name: i.Name(), Title: i.Title, Date: date, Kind: kind, Latest: i.Latest, Fingerprint: i.Sketch, Recorded: i.Recorded.Format(time.RFC3339)}
}

// reading draws a document of some lines, each with a claim.
func reading(t *rapid.T, n int) store.Reading {
	states := rapid.SampledFrom([]string{"ALB", "SRB", "YUG", "DDR"})
	kinds := rapid.SampledFrom([]string{"sever-relations", "restore-relations", "expel-diplomats", "close-mission", "accuse", "maintain-mission", "recognise"})
	d := &chancery.Document{Name: fmt.Sprintf("%03d.txt", n), Reader: "r"}
	count := rapid.IntRange(1, 6).Draw(t, "claims")
	for i := range count {
		d.Original += fmt.Sprintf("document %d line %d\n", n, i)
	}
	d.SHA256 = chancery.Hash(d.Original)
	if rapid.Bool().Draw(t, "dated") {
		d.Dates = []chancery.DateCandidate{{EDTF: fmt.Sprintf("1950-0%d-1%d", rapid.IntRange(1, 3).Draw(t, "month"), rapid.IntRange(0, 9).Draw(t, "day")), Kind: chancery.DateDateline}}
	}
	at := 0
	for range count {
		end := at + strings.IndexByte(d.Original[at:], '\n')
		d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Paragraph, Text: d.Original[at:end], Span: chancery.Span{Start: at, End: end}, Section: -1})
		at = end + 1
	}
	r := store.Reading{Document: d, Rules: "1", Model: "m", Recorded: time.Unix(1700000000, 0), Sketch: sketch(t)}
	for i := range count {
		b := d.Blocks[i].Span
		c := chancery.Claim{Document: d.Name, DocumentID: d.SHA256, Kind: kinds.Draw(t, "kind"), Modality: chancery.Asserted, Confidence: 0.9, Rule: "x",
			Agents: []chancery.Party{{ID: states.Draw(t, "agent"), Type: chancery.State}}, Quote: d.Quote(b)}
		if rapid.IntRange(0, 4).Draw(t, "alone") > 0 {
			c.Patients = []chancery.Party{{ID: states.Draw(t, "patient"), Type: chancery.State}}
		}
		if rapid.IntRange(0, 2).Draw(t, "true") > 0 { // on the day of the act, by which a document without a date may get one
			day := time.Date(1950, 2, 6+(len(c.Kind)+int(c.Agents[0].ID[0]))%5, 0, 0, 0, 0, time.UTC)
			c.When = &chancery.When{EDTF: day.Format(time.DateOnly), Basis: chancery.BasisExplicit}
			if d.Dates == nil {
				c.When = &chancery.When{Relative: fmt.Sprintf("weekday=%d", (int(day.Weekday())+6)%7+1), Basis: chancery.BasisDocument}
			}
			c.ID = c.Identify()
			r.Claims = append(r.Claims, c)
			continue
		}
		switch rapid.IntRange(0, 3).Draw(t, "when") {
		case 0:
			c.When = &chancery.When{Relative: fmt.Sprintf("weekday=%d", rapid.IntRange(1, 7).Draw(t, "weekday")), Basis: chancery.BasisDocument}
		case 1:
			c.When = &chancery.When{Relative: fmt.Sprintf("monthday=0%d-1%d", rapid.IntRange(1, 3).Draw(t, "month"), rapid.IntRange(0, 9).Draw(t, "day")), Basis: chancery.BasisDocument}
		case 2:
			c.When = &chancery.When{EDTF: fmt.Sprintf("1950-0%d-1%d", rapid.IntRange(1, 3).Draw(t, "month"), rapid.IntRange(0, 9).Draw(t, "day")), Basis: chancery.BasisExplicit}
			if rapid.IntRange(0, 4).Draw(t, "open") == 0 {
				c.When.EDTF = "[1950-01-02,1950-02-01]"
			}
		}
		c.ID = c.Identify()
		r.Claims = append(r.Claims, c)
	}
	return r
}

// sketch draws that of one story in words more or less its own, or of none.
func sketch(t *rapid.T) []uint32 {
	n := rapid.IntRange(0, 15).Draw(t, "other words")
	if n == 0 {
		return nil
	}
	out := make([]uint32, 32)
	from := rapid.IntRange(0, 31).Draw(t, "from")
	for i := range n - 1 {
		out[(from+i)%32] = uint32(from)
	}
	return out
}

type world struct {
	gaz   *party.Gazetteer
	kinds *vocab.Kinds
}

func load(t testing.TB) world {
	t.Helper()
	g, err := party.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	k, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return world{g, k}
}

// whole builds the ledger of everything, from nothing.
func (w world) whole(t *rapid.T, v store.View) *ledger.Ledger {
	ctx := t.Context()
	infos, err := v.Documents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var in ledger.Input
	for i := range infos {
		in.Documents = append(in.Documents, doc(&infos[i]))
	}
	for c, err := range v.Claims(ctx, store.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		in.Claims = append(in.Claims, c)
	}
	if in.Decisions, err = v.Decisions(ctx); err != nil {
		t.Fatal(err)
	}
	return ledger.Build(in, w.gaz, w.kinds)
}

// TestKeptIsWhole holds that what is kept says what a ledger of everything says, whatever came, went or was decided since it was last
// brought up to date.
func TestKeptIsWhole(t *testing.T) {
	w := load(t)
	dir := t.TempDir()
	defer kept.SetClaimsAtOnce(5)() // so that a rebuild takes several steps
	n, inferred, copies := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		ctx := t.Context()
		n++
		db, err := sqlite.Open(ctx, filepath.Join(dir, fmt.Sprintf("%d.db", n)), sqlite.Options{Create: true})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		k := kept.New(db, w.gaz, w.kinds, "test", doc)
		var there []store.Reading
		for step := range rapid.IntRange(1, 5).Draw(t, "steps") {
			for range rapid.IntRange(1, 3).Draw(t, "changes") {
				switch what := rapid.IntRange(0, 9).Draw(t, "change"); {
				case what < 6 || len(there) == 0:
					r := reading(t, len(there)+100*step)
					if _, err := db.Add(ctx, r); err != nil {
						t.Fatal(err)
					}
					there = append(there, r)
				case what < 7:
					r := rapid.SampledFrom(there).Draw(t, "removed")
					if err := db.Remove(ctx, r.Document.SHA256); err != nil && chancery.CodeOf(err) != chancery.CodeNotFound {
						t.Fatal(err)
					}
				case what < 8: // the same words read by other rules
					r := rapid.SampledFrom(there).Draw(t, "reread")
					r.Rules, r.Claims = "2", r.Claims[:len(r.Claims)-1]
					if rapid.Bool().Draw(t, "otherwise") {
						r.Sketch = sketch(t)
					}
					if _, err := db.Add(ctx, r); err != nil {
						t.Fatal(err)
					}
				default:
					r := rapid.SampledFrom(there).Draw(t, "decided")
					c := r.Claims[0]
					x := chancery.Decision{ID: fmt.Sprint("d", step, what, c.ID), Claim: c.ID, By: "a reader", At: "2024-05-05T10:00:00Z", Action: rapid.SampledFrom([]string{"reject", "accept", "amend"}).Draw(t, "action")}
					if x.Action == "amend" {
						a := c
						a.Patients = []chancery.Party{{ID: "ITA", Type: chancery.State}}
						x.Amend = &a
					}
					if _, err := db.Decide(ctx, x); err != nil {
						t.Fatal(err)
					}
				}
			}
			if rapid.IntRange(0, 3).Draw(t, "anew") == 0 { // everything is derived again
				k = kept.New(db, w.gaz, w.kinds, fmt.Sprint("test ", step), doc)
			}
			dates, copied := w.compare(t, k)
			inferred, copies = inferred+dates, copies+copied
		}
	})
	if inferred == 0 && !t.Failed() && !testing.Short() {
		t.Error("no date was inferred in any round")
	}
	if copies == 0 && !t.Failed() && !testing.Short() {
		t.Error("no document was a copy in any round")
	}
	t.Logf("%d dates were inferred, %d documents were copies", inferred, copies)
}

// compare holds what is kept against the whole, and returns how many documents the ledger dated, and how many are copies.
func (w world) compare(t *rapid.T, k *kept.Keeper) (inferred, copies int) {
	ctx := t.Context()
	v, ok, err := k.Open(ctx)
	if err != nil || !ok {
		t.Fatalf("%v, %v", ok, err)
	}
	defer v.Close()
	whole := w.whole(t, v)
	all, err := k.World(ctx, v)
	if err != nil {
		t.Fatal(err)
	}
	for _, on := range []string{"1950-02-14", "1960"} {
		want, err := whole.World(on)
		if err != nil {
			t.Fatal(err)
		}
		got, err := all.World(on)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("the world on %s (-whole +kept):\n%s", on, d)
		}
	}
	for _, p := range whole.Pairs() {
		if p.B == "" {
			continue
		}
		part, _, err := k.Pair(ctx, v, p.A, p.B)
		if err != nil {
			t.Fatal(err)
		}
		want, err := whole.Dossier(p.A, p.B)
		if err != nil {
			t.Fatal(err)
		}
		got, err := part.Dossier(p.A, p.B)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%v (-whole +kept):\n%s", p, d)
		}
	}
	infos, err := v.Documents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	dated, err := k.Documents(ctx, v, infos)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(whole.Datings(), dated.Datings()); d != "" {
		t.Fatalf("dates (-whole +kept):\n%s", d)
	}
	var ids []string
	for _, d := range whole.Datings() {
		if d.Kind == chancery.DateInferred {
			inferred++
		}
		ids = append(ids, d.Document)
	}
	docs, err := v.DerivedDocuments(ctx, ids...)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		of := whole.CopyOf(id)
		if docs[id].CopyOf != of || dated.CopyOf(id) != of {
			t.Fatalf("%s is kept as a copy of %q, and is of %q", id, docs[id].CopyOf, of)
		}
		if of != "" {
			copies++
		}
	}
	return inferred, copies
}
