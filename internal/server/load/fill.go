package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/store"
	"chancery/internal/store/sqlite"
)

// fill makes a database of so many generated claims, twenty a document, over the pairs of 200 states: what a server has to bear, not what documents
// say. The same number gives the same claims.
func fill(ctx context.Context, path string, claims int) error {
	gaz, err := party.Load(data.FS)
	if err != nil {
		return err
	}
	var states []chancery.Party
	for _, e := range gaz.States() {
		if gaz.Exists(e.ID, edtf.Year(2000)) && len(states) < 200 {
			states = append(states, chancery.Party{ID: e.ID, Name: e.Name, Type: chancery.State, Mention: e.Name})
		}
	}
	db, err := sqlite.Open(ctx, path, sqlite.Options{Create: true})
	if err != nil {
		return err
	}
	defer db.Close()
	const batch = 500
	for i := 0; i < claims/20; i += batch {
		var rs []store.Reading
		for j := i; j < min(i+batch, claims/20); j++ {
			rs = append(rs, reading(j, states))
		}
		if _, err := db.Add(ctx, rs...); err != nil {
			return err
		}
	}
	return nil
}

var (
	modalities = []chancery.Modality{chancery.Asserted, chancery.Asserted, chancery.Asserted, chancery.Asserted, chancery.Announced, chancery.Threatened, chancery.Denied}
	standing   = []string{"establish-relations", "restore-relations", "sever-relations", "suspend-relations", "recognise", "maintain-relations", "open-mission", "close-mission", "maintain-mission", "accredit", "recall-envoy"}
	other      = []string{"visit", "meet", "accuse", "condemn", "sign-agreement", "expel-diplomats", "exports", "sanction", "negotiate", "deny", "support"}
)

// reading is document number i with its claims, a fifth of them of standing and missions. One document in ten bears no date.
func reading(i int, states []chancery.Party) store.Reading {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	d := &chancery.Document{Name: fmt.Sprintf("%07d.txt", i), Title: fmt.Sprintf("Wire %d", i), Reader: "generated"}
	if r.IntN(10) > 0 {
		d.Dates = []chancery.DateCandidate{{EDTF: edtf.OfDay(edtf.DayOf(2000, 1, 1) + edtf.Day(r.IntN(8000))).String(), Kind: chancery.DateMetadata}}
	}
	var text strings.Builder
	var claims []chancery.Claim
	for range 20 {
		// Documents speak of few pairs, as real ones do.
		a := (i*7 + r.IntN(3)) % len(states)
		b := (i/len(states)*13 + r.IntN(4)*17 + 1 + a) % len(states)
		if a == b {
			b = (b + 1) % len(states)
		}
		c := chancery.Claim{Document: d.Name, Modality: modalities[r.IntN(len(modalities))], Confidence: 0.5 + r.Float64()/2, Rule: "generated",
			Kind: other[r.IntN(len(other))], Agents: states[a : a+1 : a+1], Patients: states[b : b+1 : b+1], When: when(r)}
		if r.IntN(5) == 0 {
			c.Kind = standing[r.IntN(len(standing))]
		}
		at := text.Len()
		fmt.Fprintf(&text, "%s and %s: %s, as the embassy told the wire in line %d.", c.Agents[0].Name, c.Patients[0].Name, strings.ReplaceAll(c.Kind, "-", " "), r.IntN(1e6))
		d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Paragraph, Text: text.String()[at:], Span: chancery.Span{Start: at, End: text.Len()}, Section: -1})
		text.WriteString("\n")
		claims = append(claims, c)
	}
	d.Original = text.String()
	d.SHA256 = chancery.Hash(d.Original)
	out := store.Reading{Document: d, Claims: claims, Rules: "1", Model: "1", Recorded: time.Unix(1700000000+int64(i), 0)}
	for range 84 {
		out.Sketch = append(out.Sketch, r.Uint32())
	}
	for j := range claims {
		c := &claims[j]
		c.DocumentID, c.Quote = d.SHA256, d.Quote(d.Blocks[j].Span)
		c.ID = c.Identify()
	}
	return out
}

// when is a date as documents give them: a day, a year, a day of the week, or none.
func when(r *rand.Rand) *chancery.When {
	switch r.IntN(8) {
	case 0:
		return &chancery.When{EDTF: fmt.Sprint(1950 + r.IntN(70)), Basis: chancery.BasisExplicit}
	case 1:
		return &chancery.When{Relative: fmt.Sprintf("weekday=%d", 1+r.IntN(7)), Basis: chancery.BasisDocument}
	case 2:
		return nil
	}
	return &chancery.When{EDTF: edtf.OfDay(edtf.DayOf(1950, 1, 1) + edtf.Day(r.IntN(25000))).String(), Basis: chancery.BasisExplicit}
}
