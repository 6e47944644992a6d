// Package storetest is the suite that every implementation of store.Store must pass.
package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chancery"
	"chancery/internal/store"

	"github.com/google/go-cmp/cmp"
)

// Day is the instant at which the suite's readings were recorded.
var Day = time.Date(2020, 5, 17, 12, 0, 0, 0, time.UTC)

// Reading makes a reading of a document of that name with n claims. Its text depends on text alone.
func Reading(name, text string, n int) store.Reading {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s: Borduria closed consulate %d in Klow — “at once”.\n", text, i)
	}
	b.WriteString("The end of " + text + ".\n")
	d := &chancery.Document{
		Name: name, Title: "On " + text, Source: "The Klow Gazette", URL: "https://example.org/" + text, Language: "en",
		Format: "text", Reader: "text/1", Original: b.String(),
		Dates: []chancery.DateCandidate{{EDTF: "1999-03-0" + fmt.Sprint(1+len(text)%9), Kind: chancery.DateByline, Text: "March", Span: chancery.Span{Start: 0, End: 1}}},
		Refs:  []chancery.Reference{{URL: "https://example.org/ref", Title: "A note"}},
	}
	d.SHA256 = chancery.Hash(d.Original)
	r := store.Reading{Document: d, Rules: "rules/1", Model: "model/1", Recorded: Day, Sketch: []uint32{1, 1 << 31, uint32(len(text))}, Latest: "1999-02"}
	at := 0
	for i := range n {
		end := at + strings.IndexByte(d.Original[at:], '\n')
		d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Paragraph, Text: d.Original[at:end], Span: chancery.Span{Start: at, End: end}, Section: -1,
			Cells: []chancery.Cell{{Header: "What", Span: chancery.Span{Start: 0, End: 3}}}, Refs: []chancery.BlockRef{{At: 2, Ref: 0}}, Page: 1 + i/2})
		c := chancery.Claim{
			Document: name, DocumentID: d.SHA256, Kind: []string{"close-mission", "open-mission"}[i%2],
			Agents:   []chancery.Party{{ID: "BOR", Name: "Borduria", Type: chancery.State, Mention: "Borduria"}},
			Patients: []chancery.Party{{ID: []string{"SYL", "KHE"}[i%2], Name: "Syldavia", Type: chancery.State}},
			Others:   []chancery.Role{{Role: "city", Party: chancery.Party{Name: "Klow", Type: chancery.Place}}},
			When:     &chancery.When{EDTF: "1999-03", Text: "March", Basis: chancery.BasisDocument},
			Modality: []chancery.Modality{chancery.Asserted, chancery.Denied, chancery.Asserted}[i%3],
			Quantity: &chancery.Quantity{Value: float64(i), Unit: "consulate"},
			Quote:    d.Quote(chancery.Span{Start: at, End: end}), Rule: "close", Confidence: 0.5,
		}
		c.ID = c.Identify()
		r.Claims = append(r.Claims, c)
		at = end + 1
	}
	d.Blocks = append(d.Blocks, chancery.Block{Kind: chancery.Heading, Level: 2, Text: "THE end", Span: chancery.Span{Start: at, End: len(d.Original)}, Section: -1, Furniture: "footer",
		Map: chancery.Map{{Text: 0, Original: at, Len: 1, OriginalLen: 2}, {Text: 1, Original: at + 2, Len: 6, OriginalLen: 6}}})
	return r
}

// Dump is all that a store holds, as of known, without recorded times.
type Dump struct {
	Documents []chancery.Document
	Names     [][]string
	Versions  []store.Version
	Told      []chancery.Document // what is told of them, by Info
	Claims    []chancery.Claim
	Decisions []chancery.Decision
}

// Read reads a whole store.
func Read(t testing.TB, s store.Store, known time.Time) Dump {
	t.Helper()
	ctx := t.Context()
	v, err := s.View(ctx, known)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	infos, err := v.Documents(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var d Dump
	for _, i := range infos {
		doc, again, err := v.Document(ctx, i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(i, again); diff != "" {
			t.Errorf("Document and Documents differ: %s", diff)
		}
		d.Documents = append(d.Documents, *doc)
		d.Names = append(d.Names, i.Names)
		d.Told = append(d.Told, i.Document())
		d.Versions = append(d.Versions, store.Version{Reader: i.Reader, Rules: i.Rules, Model: i.Model})
	}
	d.Claims = claims(t, v, store.Filter{})
	if d.Decisions, err = v.Decisions(ctx); err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Claims {
		i := slices.IndexFunc(d.Documents, func(doc chancery.Document) bool { return doc.SHA256 == c.DocumentID })
		if i < 0 {
			t.Errorf("claim %s is of no document", c.ID)
		} else if err := c.Verify(d.Documents[i].Original); err != nil {
			t.Errorf("claim %s: %v", c.ID, err)
		}
	}
	return d
}

func claims(t testing.TB, v store.View, f store.Filter) []chancery.Claim {
	t.Helper()
	var out []chancery.Claim
	for c, err := range v.Claims(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func add(t testing.TB, s store.Store, rs ...store.Reading) []store.Outcome {
	t.Helper()
	out, err := s.Add(t.Context(), rs...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func code(t testing.TB, err error, want chancery.Code) {
	t.Helper()
	if got := chancery.CodeOf(err); got != want {
		t.Errorf("error %v has code %q, want %q", err, got, want)
	}
}

// Run runs the suite. open opens the store at that place anew; the places of one test differ.
func Run(t *testing.T, open func(t *testing.T, place string) store.Store) {
	tests := []struct {
		name string
		f    func(t *testing.T, open func(t *testing.T, place string) store.Store)
	}{
		{"WholeAfterReopening", wholeAfterReopening}, {"AgainChangesNothing", againChangesNothing}, {"OrderDoesNotMatter", orderDoesNotMatter},
		{"Versions", versions}, {"OtherMetadata", otherMetadata}, {"AllOrNothing", allOrNothing}, {"Filters", filters}, {"References", references},
		{"Decisions", decisions}, {"KnownAt", knownAt}, {"ViewIsOneInstant", viewIsOneInstant}, {"Remove", remove},
		{"Cache", cache}, {"Together", together}, {"DuplicateClaims", duplicateClaims},
		{"Notes", notes}, {"Search", search}, {"Derived", derived},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.f(t, open) })
	}
}

type opener = func(t *testing.T, place string) store.Store

func wholeAfterReopening(t *testing.T, open opener) {
	rs := []store.Reading{Reading("b.txt", "beta", 150), Reading("a.txt", "alpha", 0), Reading("c.txt", "gamma", 3)}
	s := open(t, "x")
	if diff := cmp.Diff([]store.Outcome{store.Added, store.Added, store.Added}, add(t, s, rs...)); diff != "" {
		t.Error(diff)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	got := Read(t, open(t, "x"), time.Time{})
	told := func(r store.Reading) chancery.Document {
		d := *r.Document
		d.Original, d.Blocks, d.Refs = "", nil, nil
		return d
	}
	want := Dump{
		Told:      []chancery.Document{told(rs[1]), told(rs[0]), told(rs[2])},
		Documents: []chancery.Document{*rs[1].Document, *rs[0].Document, *rs[2].Document},
		Names:     [][]string{{"a.txt"}, {"b.txt"}, {"c.txt"}},
		Versions:  []store.Version{{Reader: "text/1", Rules: "rules/1", Model: "model/1"}, {Reader: "text/1", Rules: "rules/1", Model: "model/1"}, {Reader: "text/1", Rules: "rules/1", Model: "model/1"}},
		Claims:    slices.Concat(rs[0].Claims, rs[2].Claims),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
}

func againChangesNothing(t *testing.T, open opener) {
	s := open(t, "x")
	r := Reading("a.txt", "alpha", 3)
	add(t, s, r)
	before, g0 := Read(t, s, time.Time{}), generation(t, s)
	later := r
	later.Recorded = Day.AddDate(1, 0, 0)
	if got := add(t, s, later, r); !slices.Equal(got, []store.Outcome{store.Known, store.Known}) {
		t.Errorf("outcomes %v", got)
	}
	if diff := cmp.Diff(before, Read(t, s, time.Time{})); diff != "" {
		t.Error(diff)
	}
	if g := generation(t, s); g != g0 {
		t.Errorf("the generation went from %d to %d", g0, g)
	}
	kept, err := s.Kept(t.Context(), r.Document.SHA256, strings.Repeat("0", 64))
	if err != nil {
		t.Fatal(err)
	}
	k, ok := kept[r.Document.SHA256]
	if len(kept) != 1 || !ok {
		t.Fatalf("Kept: %+v", kept)
	}
	if a := k.Add(r.Document, store.Version{Reader: "text/1", Rules: "rules/1", Model: "model/1"}); a.Changes || a.Outcome != store.Known {
		t.Errorf("the same again: %+v", a)
	}
	if a := k.Add(r.Document, store.Version{Reader: "text/2", Rules: "rules/1", Model: "model/1"}); !a.Changes || a.Outcome != store.Reread {
		t.Errorf("by another version: %+v", a)
	}
}

func generation(t *testing.T, s store.Store) int64 {
	t.Helper()
	v, err := s.View(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	return v.Generation()
}

// orderDoesNotMatter adds documents, some of them the same bytes under several names, with
// other metadata and by other readers, in many orders and batches.
func orderDoesNotMatter(t *testing.T, open opener) {
	other := Reading("copy.txt", "alpha", 3)
	other.Document.Title = "Another title"
	sameName := Reading("a.txt", "alpha", 3)
	sameName.Document.Title = "A third title"
	gamma := func(name, reader, url string, dates ...chancery.DateCandidate) store.Reading {
		r := Reading(name, "gamma", 2)
		r.Document.Format, _, _ = strings.Cut(reader, "/")
		r.Document.Reader, r.Document.URL, r.Document.Dates = reader, url, dates
		r.Document.Title = "By " + name
		r.Document.Blocks = r.Document.Blocks[:len(name)%3]
		r.Claims = r.Claims[:len(name)%2]
		return r
	}
	day := func(kind chancery.DateKind, date string) chancery.DateCandidate {
		return chancery.DateCandidate{EDTF: date, Kind: kind}
	}
	rs := []store.Reading{Reading("b.txt", "beta", 2), Reading("a.txt", "alpha", 3), other, sameName, Reading("0.txt", "beta", 2), Reading("d.txt", "delta", 0),
		gamma("g-note.txt", "text/1", ""), gamma("g-saved.html", "html/2", "", day(chancery.DateMasthead, "1950-01-01")), gamma("g-feed.xml", "feed/1", "https://example.org/feed", day(chancery.DateByline, "1950-01-01")),
		gamma("g-wire.jsonl#1", "text/1", "", day(chancery.DateMetadata, "1971-05-06")), gamma("g-wire.jsonl#2", "text/1", "", day(chancery.DateMetadata, "1961-05"), day(chancery.DateURL, "1962")),
		gamma("g-wire.jsonl#3", "text/1", "", day(chancery.DateMetadata, "1961-05-06")), gamma("g-wire.jsonl#4", "feed/1", "https://example.org/4", day(chancery.DateMetadata, "1971-05-06"))}
	var want Dump
	for seed := range 12 {
		s := open(t, fmt.Sprint(seed))
		rnd := rand.New(rand.NewPCG(uint64(seed), 1))
		order := rnd.Perm(len(rs))
		if seed%3 == 2 {
			order = append(order, rnd.Perm(len(rs))...) // twice
		}
		for len(order) > 0 {
			n := 1 + rnd.IntN(len(order))
			var batch []store.Reading
			for _, i := range order[:n] {
				batch = append(batch, rs[i])
			}
			add(t, s, batch...)
			order = order[n:]
		}
		got := Read(t, s, time.Time{})
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if seed == 0 {
			want = got
			if n := len(got.Documents); n != 4 {
				t.Fatalf("%d documents, want 4", n)
			}
			names := [][]string{{"0.txt", "b.txt"}, {"a.txt", "copy.txt"}, {"d.txt"}, {"g-wire.jsonl#3", "g-feed.xml", "g-note.txt", "g-saved.html", "g-wire.jsonl#1", "g-wire.jsonl#2", "g-wire.jsonl#4"}}
			if diff := cmp.Diff(names, got.Names); diff != "" {
				t.Error(diff)
			}
			told := got.Told[3]
			if told.URL != "https://example.org/4" {
				t.Errorf("the address is %q: not that of the next best", told.URL)
			}
			dates := []chancery.DateCandidate{day(chancery.DateMetadata, "1961-05-06"), day(chancery.DateMetadata, "1961-05"), day(chancery.DateURL, "1962"), day(chancery.DateMetadata, "1971-05-06"),
				day(chancery.DateByline, "1950-01-01"), day(chancery.DateMasthead, "1950-01-01")}
			if diff := cmp.Diff(dates, told.Dates); diff != "" {
				t.Errorf("dates (-want +got):\n%s", diff)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d (-first +this):\n%s", seed, diff)
		}
	}
}

func versions(t *testing.T, open opener) {
	s := open(t, "x")
	r := Reading("a.txt", "alpha", 3)
	add(t, s, r, Reading("b.txt", "beta", 1))
	r.Rules = "rules/2"
	r.Claims = r.Claims[1:]
	if got := add(t, s, r); got[0] != store.Reread {
		t.Errorf("outcome %v", got)
	}
	got := Read(t, s, time.Time{})
	if got.Versions[0].Rules != "rules/2" || len(got.Claims) != 3 {
		t.Errorf("versions %v, %d claims", got.Versions, len(got.Claims))
	}
	if diff := cmp.Diff(r.Claims, got.Claims[:2]); diff != "" {
		t.Error(diff)
	}
}

// otherMetadata adds the same bytes with other metadata: what is kept of them, and what Add says.
func otherMetadata(t *testing.T, open opener) {
	s := open(t, "x")
	note, wire := Reading("note.txt", "alpha", 3), Reading("wire.jsonl#1", "alpha", 3)
	note.Document.Title, note.Document.Dates = "", nil
	for i, step := range []struct {
		r       store.Reading
		want    store.Outcome
		name    string
		changes bool
	}{
		{wire, store.Added, "wire.jsonl#1", true},
		{note, store.Differs, "wire.jsonl#1", true},
		{note, store.Differs, "wire.jsonl#1", false},
		{wire, store.Known, "wire.jsonl#1", false},
	} {
		g := generation(t, s)
		if got := add(t, s, step.r); got[0] != step.want {
			t.Errorf("step %d: %v, want %v", i, got[0], step.want)
		}
		if changed := generation(t, s) != g; changed != step.changes {
			t.Errorf("step %d: changed: %v", i, changed)
		}
		d := Read(t, s, time.Time{})
		if date, _ := d.Told[0].Date(); d.Told[0].Name != step.name || date == "" {
			t.Errorf("step %d: %s of %q", i, d.Told[0].Name, date)
		}
	}
	// A note is no better for being read by later rules; what was kept stays until it is read again itself.
	note.Rules = "rules/2"
	add(t, s, note)
	if d := Read(t, s, time.Time{}); d.Versions[0].Rules != "rules/1" || d.Documents[0].Name != "wire.jsonl#1" {
		t.Errorf("%s, by %s", d.Documents[0].Name, d.Versions[0].Rules)
	}
	// A later version of the reader of the kept file is believed, even where it finds no date.
	wire.Document.Reader, wire.Document.Dates = "text/2", nil
	if got := add(t, s, wire); got[0] != store.Reread {
		t.Errorf("outcome %v", got)
	}
	d := Read(t, s, time.Time{})
	if date, _ := d.Told[0].Date(); date != "" {
		t.Errorf("a date stays that no reader finds: %s", date)
	}
	// What is kept is bounded, and no less a matter of the set.
	for i := range 3 * store.MaxArrivals {
		n := (i*29 + 7) % (3 * store.MaxArrivals)
		r := Reading(fmt.Sprintf("n%02d.txt", n), "alpha", 3)
		r.Document.Dates = []chancery.DateCandidate{{EDTF: fmt.Sprintf("19%02d", 99-n), Kind: chancery.DateMetadata}}
		add(t, s, r)
	}
	if got := Read(t, s, time.Time{}).Told[0]; len(got.Dates) != store.MaxArrivals || got.Dates[0].EDTF != "1952" || got.Dates[store.MaxArrivals-1].EDTF != "1967" {
		t.Errorf("%v", got.Dates)
	}
}

func allOrNothing(t *testing.T, open opener) {
	s := open(t, "x")
	good := Reading("good.txt", "alpha", 2)
	add(t, s, good)
	before := Read(t, s, time.Time{})
	slid := Reading("slid.txt", "beta", 2)
	slid.Claims[1].Quote.Start++
	foreign := Reading("foreign.txt", "gamma", 2)
	foreign.Claims[0].DocumentID = good.Document.SHA256
	hash := Reading("hash.txt", "delta", 2)
	hash.Document.SHA256 = strings.Repeat("0", 64)
	nameless := Reading("", "epsilon", 0)
	latin := Reading("latin.txt", "zeta", 0)
	latin.Document.Original = "caf\xe9"
	latin.Document.SHA256 = chancery.Hash(latin.Document.Original)
	for _, test := range []struct {
		r    store.Reading
		code chancery.Code
	}{{slid, chancery.CodeAnchor}, {foreign, chancery.CodeUsage}, {hash, chancery.CodeUsage}, {nameless, chancery.CodeUsage}, {latin, chancery.CodeUsage}} {
		_, err := s.Add(t.Context(), Reading("fresh.txt", "eta", 1), test.r)
		code(t, err, test.code)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Add(ctx, Reading("fresh.txt", "eta", 1)); err == nil {
		t.Error("a cancelled Add returned no error")
	}
	if diff := cmp.Diff(before, Read(t, s, time.Time{})); diff != "" {
		t.Errorf("a refused reading left something (-before +after):\n%s", diff)
	}
}

func filters(t *testing.T, open opener) {
	s := open(t, "x")
	a, b := Reading("b.txt", "alpha", 7), Reading("a.txt", "beta", 4)
	add(t, s, a, b)
	v, err := s.View(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	all := slices.Concat(b.Claims, a.Claims)
	for _, f := range []store.Filter{
		{}, {Kinds: []string{"open-mission"}}, {Kinds: []string{"open-mission", "close-mission"}}, {Kinds: []string{"nothing"}},
		{Modalities: []chancery.Modality{chancery.Denied}}, {Documents: []string{b.Document.SHA256}}, {Documents: []string{"none"}},
		{Parties: [][]string{{"SYL"}}}, {Parties: [][]string{{"SYL", "KHE"}, {"BOR"}}}, {Parties: [][]string{{"SYL"}, {"KHE"}}}, {Parties: [][]string{{}}},
		{IDs: []string{a.Claims[3].ID, b.Claims[1].ID}}, {Kinds: []string{"close-mission"}, Parties: [][]string{{"SYL"}}, Documents: []string{a.Document.SHA256}},
	} {
		var want []chancery.Claim
		for _, c := range all {
			if f.Match(&c) {
				want = append(want, c)
			}
		}
		if diff := cmp.Diff(want, claims(t, v, f)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", f, diff)
		}
	}
	if ids, err := v.Parties(t.Context()); err != nil || !slices.Equal(ids, []string{"BOR", "KHE", "SYL"}) {
		t.Errorf("parties %v, %v", ids, err)
	}
	for range v.Claims(t.Context(), store.Filter{}) {
		break // must not block what follows
	}
	if n := len(claims(t, v, store.Filter{})); n != 11 {
		t.Errorf("after an abandoned listing: %d claims", n)
	}
}

func references(t *testing.T, open opener) {
	s := open(t, "x")
	a := Reading("a.txt", "alpha", 1)
	add(t, s, a, Reading("copy.txt", "alpha", 1), Reading("same.txt", "beta", 1), Reading("same.txt", "gamma", 1))
	v, err := s.View(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	for _, ref := range []string{a.Document.SHA256, a.Document.SHA256[:8], strings.ToUpper(a.Document.SHA256[:8]), "a.txt", "copy.txt"} {
		d, info, err := v.Document(t.Context(), ref)
		if err != nil {
			t.Errorf("%s: %v", ref, err)
		} else if !slices.Equal(info.Sketch, a.Sketch) || info.Latest != a.Latest {
			t.Errorf("%s: sketch %v, latest %q", ref, info.Sketch, info.Latest)
		} else if d.Name != "a.txt" || info.ID != a.Document.SHA256 || !info.Recorded.Equal(Day) {
			t.Errorf("%s: %s, %+v", ref, d.Name, info)
		}
	}
	for ref, want := range map[string]chancery.Code{"": chancery.CodeNotFound, "a": chancery.CodeNotFound, "ffffff": chancery.CodeNotFound, "same.txt": chancery.CodeUsage} {
		_, _, err := v.Document(t.Context(), ref)
		code(t, err, want)
	}
}

func decisions(t *testing.T, open opener) {
	s := open(t, "x")
	r := Reading("a.txt", "alpha", 1)
	add(t, s, r)
	amended := r.Claims[0]
	amended.Kind = "open-mission"
	ds := []chancery.Decision{
		{ID: "d2", Claim: r.Claims[0].ID, Action: "amend", Amend: &amended, By: "E. Reader", At: "2021-01-02T00:00:00Z", Why: "it was opened"},
		{ID: "d1", Claim: "c-of-another-run", Action: "reject", By: "E. Reader", At: "2021-01-01T00:00:00.200000Z"},
		{ID: "d3", Claim: "c-of-another-run", Action: "accept", By: "E. Reader", At: "2021-01-01T00:00:00.100000Z"}, // earlier in that second
		{ID: "d4", Claim: "c-of-another-run", Action: "accept", By: "E. Reader", At: "2021-01-01T00:00:00Z"},        // and earlier still, though its text sorts last
		{ID: "d5", Claim: "c-of-another-run", Action: "undo", By: "E. Reader", At: "2021-01-01T08:59:59+09:00"},     // the year before
	}
	for i, want := range []int{5, 0} {
		if n, err := s.Decide(t.Context(), ds...); err != nil || n != want {
			t.Errorf("time %d: %d, %v", i, n, err)
		}
	}
	if err := s.Remove(t.Context(), r.Document.SHA256); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]chancery.Decision{ds[4], ds[3], ds[2], ds[1], ds[0]}, Read(t, s, time.Time{}).Decisions); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []chancery.Decision{{Claim: "c", At: "2021-01-01T00:00:00Z"}, {ID: "d", At: "2021-01-01T00:00:00Z"}, {ID: "d", Claim: "c", At: "yesterday"}} {
		_, err := s.Decide(t.Context(), bad)
		code(t, err, chancery.CodeUsage)
	}
}

func knownAt(t *testing.T, open opener) {
	s := open(t, "x")
	a, b := Reading("a.txt", "alpha", 1), Reading("b.txt", "beta", 1)
	b.Recorded = Day.AddDate(0, 0, 1)
	add(t, s, b, a)
	again := a
	again.Recorded = Day.AddDate(0, 0, 5)
	add(t, s, again) // the first recording stands
	if _, err := s.Decide(t.Context(), chancery.Decision{ID: "d", Claim: a.Claims[0].ID, Action: "reject", At: Day.AddDate(0, 0, 2).Format(time.RFC3339)}); err != nil {
		t.Fatal(err)
	}
	for days, want := range [][3]int{{1, 1, 0}, {2, 2, 0}, {2, 2, 1}} {
		d := Read(t, s, Day.AddDate(0, 0, days))
		if got := [3]int{len(d.Documents), len(d.Claims), len(d.Decisions)}; got != want {
			t.Errorf("known after %d days: documents, claims, decisions %v, want %v", days, got, want)
		}
	}
	if d := Read(t, s, Day.Add(-time.Second)); len(d.Documents)+len(d.Claims)+len(d.Decisions) != 0 {
		t.Errorf("before anything came in: %+v", d)
	}
	v, err := s.View(t.Context(), Day)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if got := claims(t, v, store.Filter{Kinds: []string{"close-mission"}}); len(got) != 1 {
		t.Errorf("a filter sees %d claims of that day, want 1", len(got))
	}
	_, _, err = v.Document(t.Context(), "b.txt")
	code(t, err, chancery.CodeNotFound)
}

func viewIsOneInstant(t *testing.T, open opener) {
	s := open(t, "x")
	add(t, s, Reading("a.txt", "alpha", 1))
	v, err := s.View(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	add(t, s, Reading("b.txt", "beta", 1)) // must not wait for the view
	docs, err := v.Documents(t.Context())
	if err != nil || len(docs) != 1 || len(claims(t, v, store.Filter{})) != 1 {
		t.Errorf("the view shows what came later: %d documents, %v", len(docs), err)
	}
	if g := generation(t, s); g <= v.Generation() {
		t.Errorf("generation %d after %d", g, v.Generation())
	}
}

func remove(t *testing.T, open opener) {
	s := open(t, "x")
	a, b := Reading("a.txt", "alpha", 70), Reading("b.txt", "beta", 3)
	add(t, s, a)
	before := Read(t, s, time.Time{})
	add(t, s, b)
	if err := s.Remove(t.Context(), b.Document.SHA256); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, Read(t, s, time.Time{})); diff != "" {
		t.Errorf("something of the removed document stayed:\n%s", diff)
	}
	code(t, s.Remove(t.Context(), b.Document.SHA256), chancery.CodeNotFound)
	if got := add(t, s, b); got[0] != store.Added {
		t.Errorf("after removal: %v", got)
	}
}

func cache(t *testing.T, open opener) {
	s := open(t, "x")
	view := func() store.View {
		v, err := s.View(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { v.Close() })
		return v
	}
	add(t, s, Reading("a.txt", "alpha", 1))
	g := generation(t, s)
	value := []byte(strings.Repeat("the ledger ", 1000))
	if err := s.Cache(t.Context(), "ledger", g, value); err != nil {
		t.Fatal(err)
	}
	v := view()
	if got, ok, err := v.Cached(t.Context(), "ledger"); err != nil || !ok || string(got) != string(value) {
		t.Errorf("Cached: %d bytes, %v, %v", len(got), ok, err)
	}
	if _, ok, err := v.Cached(t.Context(), "other"); err != nil || ok {
		t.Errorf("another key: %v, %v", ok, err)
	}
	add(t, s, Reading("b.txt", "beta", 1))
	if _, ok, err := v.Cached(t.Context(), "ledger"); err != nil || !ok {
		t.Errorf("a value of the view's instant is gone: %v, %v", ok, err)
	}
	if _, ok, err := view().Cached(t.Context(), "ledger"); err != nil || ok {
		t.Errorf("a stale value is served: %v, %v", ok, err)
	}
	if err := s.Cache(t.Context(), "ledger", g, value); err != nil {
		t.Fatal(err)
	}
	if _, ok, _ := view().Cached(t.Context(), "ledger"); ok {
		t.Error("a value of an older generation was kept")
	}
}

// together writes and reads from many goroutines.
func together(t *testing.T, open opener) {
	s := open(t, "x")
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 8 {
				r := Reading(fmt.Sprintf("%d-%d.txt", w%2, i), fmt.Sprintf("%d-%d", w%2, i), 2)
				if _, err := s.Add(context.Background(), r); err != nil {
					t.Errorf("add: %v", err)
				}
			}
		})
		wg.Go(func() {
			for range 8 {
				v, err := s.View(context.Background(), time.Time{})
				if err != nil {
					t.Errorf("view: %v", err)
					return
				}
				docs, err := v.Documents(context.Background())
				n := 0
				for _, cerr := range v.Claims(context.Background(), store.Filter{}) {
					if cerr != nil {
						err = cerr
					}
					n++
				}
				if err != nil || n != 2*len(docs) {
					t.Errorf("a view shows %d documents and %d claims: %v", len(docs), n, err)
				}
				v.Close()
			}
		})
	}
	wg.Wait()
	if d := Read(t, s, time.Time{}); len(d.Documents) != 16 || len(d.Claims) != 32 {
		t.Errorf("%d documents, %d claims, want 16 and 32", len(d.Documents), len(d.Claims))
	}
}

func duplicateClaims(t *testing.T, open opener) {
	r := Reading("a.txt", "alpha", 1)
	low, high := r.Claims[0], r.Claims[0]
	high.Confidence, high.Rule = 0.9, "z"
	for i, cs := range [][]chancery.Claim{{low, high}, {high, low}} {
		s := open(t, fmt.Sprint(i))
		r.Claims = cs
		add(t, s, r)
		if diff := cmp.Diff([]chancery.Claim{high}, Read(t, s, time.Time{}).Claims); diff != "" {
			t.Error(diff)
		}
	}
}

func notes(t *testing.T, open opener) {
	s := open(t, "x")
	g := generation(t, s)
	set := func(ns ...store.Note) {
		t.Helper()
		if err := s.SetNotes(t.Context(), ns...); err != nil {
			t.Fatal(err)
		}
	}
	set(store.Note{Space: "page", Key: "b", Value: []byte("1")}, store.Note{Space: "page", Key: "a", Value: []byte("0")}, store.Note{Space: "feed", Key: "b", Value: []byte("f")})
	set(store.Note{Space: "page", Key: "b", Value: []byte("2")})
	set(store.Note{Space: "page", Key: "c", Value: []byte("3")})
	set(store.Note{Space: "page", Key: "c"})
	if now := generation(t, s); now != g {
		t.Errorf("notes moved the generation from %d to %d", g, now)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, "x")
	got, err := s.Notes(t.Context(), "page")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]store.Note{{Space: "page", Key: "a", Value: []byte("0")}, {Space: "page", Key: "b", Value: []byte("2")}}, got); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
	if v, ok, err := s.Note(t.Context(), "feed", "b"); err != nil || !ok || string(v) != "f" {
		t.Errorf("Note: %q, %v, %v", v, ok, err)
	}
	if _, ok, err := s.Note(t.Context(), "feed", "a"); err != nil || ok {
		t.Errorf("a note of another space shows: %v, %v", ok, err)
	}
}

func search(t *testing.T, open opener) {
	s := open(t, "x")
	gone := Reading("c.txt", "trade", 1)
	add(t, s, Reading("a.txt", "Irán severed ties", 1), Reading("b.txt", "severing is grave to recognize", 2), gone)
	search := func(q store.Search) (out []string, err error) {
		t.Helper()
		v, err := s.View(t.Context(), time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		defer v.Close()
		var ps []store.Passage
		for p, err := range v.Search(t.Context(), q) {
			if err != nil {
				return nil, err
			}
			ps = append(ps, p)
		}
		for i, p := range ps {
			d, info, err := v.Document(t.Context(), p.Document)
			if err != nil {
				t.Fatal(err)
			}
			if p.Block < -1 || p.Block >= len(d.Blocks) || p.Block >= 0 && d.Blocks[p.Block].Furniture != "" {
				t.Errorf("%s: block %d of %d", q.Words, p.Block, len(d.Blocks))
			}
			if i > 0 && ps[i-1].Rank < p.Rank {
				t.Errorf("%s: rank %g before %g", q.Words, ps[i-1].Rank, p.Rank)
			}
			if !slices.Contains(out, info.Name()) {
				out = append(out, info.Name())
			}
		}
		slices.Sort(out)
		return out, nil
	}
	find := func(words string) ([]string, error) { t.Helper(); return search(store.Search{Words: words}) }
	for words, want := range map[string][]string{
		"sever": {"a.txt", "b.txt"}, "SEVERED borduria": {"a.txt", "b.txt"}, "iran": {"a.txt"}, `"severed ties"`: {"a.txt"}, `"ties severed"`: nil, "sev*": {"a.txt", "b.txt"},
		"iran OR trade": {"a.txt", "c.txt"}, "sever -iran": {"b.txt"}, "recognise": {"b.txt"}, "recognised OR trade": {"b.txt", "c.txt"}, "trade -recognising": {"c.txt"}, "sever -recognising": {"a.txt"}, "absent": nil, `") OR NEAR(`: nil, `text : x AND`: nil, "at once": {"a.txt", "b.txt", "c.txt"}, "end": nil,
	} {
		if got, err := find(words); !slices.Equal(got, want) || err != nil {
			t.Errorf("%s: %v, want %v; %v", words, got, want, err)
		}
	}
	for _, words := range []string{"", " - ", `""`, "*", "OR", "-iran"} {
		_, err := find(words)
		code(t, err, chancery.CodeUsage)
	}
	for _, in := range []struct {
		store.Search
		want []string
	}{
		{store.Search{Words: "at once", Documents: []string{gone.Document.SHA256, "0"}}, []string{"c.txt"}},
		{store.Search{Words: "at once", Documents: []string{}}, nil},
		{store.Search{Words: "at once", Most: 1}, []string{"c.txt"}}, // what came in last
		{store.Search{Words: "sever", Most: 5}, []string{"a.txt", "b.txt"}},
	} {
		if got, err := search(in.Search); !slices.Equal(got, in.want) || err != nil {
			t.Errorf("%+v: %v, want %v; %v", in.Search, got, in.want, err)
		}
	}
	marks, err := s.Marks(t.Context(), "sever iran", []string{"Albania severed its relations with Irán.", "Trade grew."})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]chancery.Span{{{Start: 8, End: 15}, {Start: 35, End: 40}}, nil}, marks); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	if err := s.Remove(t.Context(), gone.Document.SHA256); err != nil {
		t.Fatal(err)
	}
	if got, _ := find("trade"); got != nil {
		t.Errorf("a document that was removed is found: %v", got)
	}
}
