package ledger

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancery"
)

// told reads a scenario and builds its ledger over the small lineage.
func told(t *testing.T, lines ...string) (*Ledger, Input) {
	t.Helper()
	s, err := readScenario("title\n" + strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return Build(s.in, fakeLines{}, kinds(t)), s.in
}

func standing(t *testing.T, l *Ledger, a, b, on string) chancery.Status {
	t.Helper()
	st, err := l.Status(a, b, on)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestMastheadIsNoDate(t *testing.T) {
	_, in := told(t, "document story", "IRN maintain-mission ALB")
	in.Documents[0].Date, in.Documents[0].Kind = "2025-07-23", chancery.DateMasthead
	l := Build(in, fakeLines{}, kinds(t))
	if d, ok := l.Dating("story"); !ok || d.EDTF != "" {
		t.Errorf("%+v", d)
	}
	if _, ok := l.Dating("no such document"); ok {
		t.Error("dated a document that is not there")
	}
	if got := l.Datings(); len(got) != 1 || got[0].Document != "story" {
		t.Errorf("%+v", got)
	}
}

// TestInferredDateGoes holds that a date goes when its evidence goes, and with it what it dated.
func TestInferredDateGoes(t *testing.T) {
	l, in := told(t, "document story", "ALB expel-diplomats IRN rel:weekday=3", "IRN withdraw-diplomats ALB rel:weekday=4", "- cyberattack ALB rel:monthday=07-15",
		"document page", "ALB sever-relations IRN 2022-09-07", "- cyberattack ALB 2022-07-15", "ALB expel-diplomats IRN 2022-09-07")
	if d, _ := l.Dating("story"); d.EDTF != "2022-09-08" {
		t.Fatalf("%+v", d)
	}
	dated := 0
	for _, c := range l.Claims() {
		if c.Document == "story" && c.When.Basis == chancery.BasisInferred && c.When.EDTF != "" && c.When.Relative != "" {
			dated++
		}
	}
	if dated != 3 {
		t.Errorf("%d claims dated by the inferred date", dated)
	}
	for _, c := range in.Claims {
		if c.When.EDTF != "" && c.When.Relative != "" {
			t.Errorf("the claim itself was changed: %+v", c.When)
		}
	}
	without := l.Update(Input{}, "page")
	if d, _ := without.Dating("story"); d.EDTF != "" {
		t.Errorf("dated without evidence: %+v", d)
	}
	var date *Change
	for _, c := range Changes(l, without) {
		if c.Type == "date" {
			date = &c
		}
	}
	if date == nil || date.What != "gone" || date.Text != "2022-09-08" {
		t.Errorf("%+v", date)
	}
	if back := without.Update(in); dump(t, back) != dump(t, l) {
		t.Error("brought back, the ledger is another")
	}
}

func TestKnown(t *testing.T) {
	_, in := told(t, "document early", "ALB+IRN establish-relations 1990", "document late", "ALB sever-relations IRN 2022-09-07")
	in.Documents[0].Recorded, in.Documents[1].Recorded = "2020-05-01", "2023-05-01T08:00:00Z"
	in.Decisions = []chancery.Decision{{ID: "d", Claim: in.Claims[0].ID, Action: "reject", At: "2024-02-02T00:00:00Z", By: "a reader"}}
	l := Build(in, fakeLines{}, kinds(t))
	for _, c := range []struct {
		known string
		want  chancery.Standing
	}{{"2019", chancery.Unknown}, {"2022-12-31", chancery.Relations}, {"2023-05-01", chancery.Severed}} {
		k, err := l.Known(c.known)
		if err != nil {
			t.Fatal(err)
		}
		if st := standing(t, k, "ALB", "IRN", "2022-10-01"); st.Standing != c.want {
			t.Errorf("known on %s: %s", c.known, st.Standing)
		}
	}
	if st := standing(t, l, "ALB", "IRN", "1995"); st.Standing != chancery.Unknown {
		t.Errorf("after the rejection: %s", st.Standing)
	}
	if _, err := l.Known("some day"); chancery.CodeOf(err) != chancery.CodeUsage {
		t.Error(err)
	}
}

func TestChanges(t *testing.T) {
	l, _ := told(t, "document a", "ALB+IRN establish-relations 1990-01-01", "MAR+CUB establish-relations 1962")
	_, more := told(t, "document b", "ALB sever-relations IRN 2022-09-07", "ALB+IRN establish-relations 1990-01-02")
	m := l.Update(more)
	var got []string
	for _, c := range Changes(l, m) {
		if c.A == "CUB" || c.A == "MAR" {
			t.Errorf("a pair that was not touched: %+v", c)
		}
		got = append(got, c.What+" "+c.Type)
	}
	for _, want := range []string{"gone standing", "new standing", "new representation", "new discrepancy", "new event"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q among %v", want, got)
		}
	}
	if m.pairs[newPair("CUB", "MAR")] != l.pairs[newPair("CUB", "MAR")] {
		t.Error("a pair that was not touched was derived again")
	}
	if n := len(Changes(l, l)); n != 0 {
		t.Errorf("%d changes of nothing", n)
	}
}

func TestWhy(t *testing.T) {
	l, _ := told(t, "document a", "ALB+SRB establish-relations 1914", "YUG sever-relations ALB 1999", "ALB maintain-mission SRB city=Belgrade", "SRB sever-relations ALB threatened", "ALB+SRB trade-total 2023", "ALB sever-relations SRB 1950", "reject 7")
	d, err := l.Why("ALB", "SRB", "2000-06-01")
	if err != nil {
		t.Fatal(err)
	}
	var holds, infers, aside []string
	for _, s := range d.Steps {
		if s.Holds && s.Track == "standing" {
			holds = append(holds, s.What)
		}
		if s.Verdict == "infers" {
			infers = append(infers, s.What)
		}
		if s.Rule == "" {
			t.Errorf("a step without a rule: %+v", s)
		}
	}
	for _, s := range d.Aside {
		aside = append(aside, s.Rule)
	}
	if diff := cmp.Diff([]string{"relations severed"}, holds); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(infers, "relations exist") {
		t.Errorf("the restoration is not explained: %v", infers)
	}
	if joined := strings.Join(aside, "|"); !strings.Contains(joined, "threatened") || !strings.Contains(joined, "rejected by reader") {
		t.Errorf("set aside: %v", aside)
	}
	if _, err := l.Why("ALB", "ALB", "2000"); chancery.CodeOf(err) != chancery.CodeUsage {
		t.Error(err)
	}
}

func TestQueries(t *testing.T) {
	l, _ := told(t, "document a", "ALB+IRN establish-relations 1990-01-01", "ALB visit IRN 1991-02", "ALB exports IRN 1992 n=5:USD", "MAR+CUB establish-relations 1962", "mek relocate ALB 2013", "ALB change-regime 1991")
	if got := l.Events(Filter{A: "ALB", From: "1991", To: "1991"}); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	if got := l.Events(Filter{Kinds: []string{"visit"}}); len(got) != 1 || got[0].When != "1991-02" {
		t.Errorf("%+v", got)
	}
	if got := l.Periods(Filter{A: "IRN", B: "ALB", Types: []string{"standing"}}); len(got) != 1 {
		t.Errorf("%+v", got)
	}
	if got := l.Periods(Filter{A: "IRN", B: "CUB"}); got != nil {
		t.Errorf("%+v", got)
	}
	d, err := l.Dossier("IRN", "ALB")
	if err != nil || d.A != "IRN" || len(d.Events) != 2 || len(d.Figures) != 1 || len(d.Claims) != 3 {
		t.Errorf("%+v %v", d, err)
	}
	if _, err := l.Dossier("ALB", "ALB"); chancery.CodeOf(err) != chancery.CodeUsage {
		t.Error(err)
	}
	world, err := l.World("1995")
	if err != nil || len(world) != 2 || world[0].A != "ALB" || world[0].Standing != chancery.Relations {
		t.Errorf("%+v %v", world, err)
	}
	for _, on := range []string{"", "..", "tomorrow", "2020-02-31"} {
		if _, err := l.Status("ALB", "IRN", on); chancery.CodeOf(err) != chancery.CodeUsage {
			t.Errorf("%q: %v", on, err)
		}
		if _, err := l.World(on); chancery.CodeOf(err) != chancery.CodeUsage {
			t.Errorf("%q: %v", on, err)
		}
	}
	if st := standing(t, l, "CHE", "BGR", "2000-01-01"); st.Standing != chancery.Unknown || st.Claims == nil || len(st.Representation) != 2 {
		t.Errorf("%+v", st)
	}
}

// TestLaterDecision writes times at other offsets and in more or fewer digits: what was decided later holds.
func TestLaterDecision(t *testing.T) {
	l, in := told(t, "document a", "ALB+IRN establish-relations 1990-01-01", "document b", "ALB+IRN establish-relations 1990-01-01")
	if len(l.EventList(Filter{})) != 1 {
		t.Fatal("two events to begin with")
	}
	a, b := in.Claims[0].ID, in.Claims[1].ID
	for _, times := range [][2]string{
		{"2024-01-01T10:00:00+09:00", "2024-01-01T02:00:00Z"}, {"2024-01-01T00:00:00Z", "2023-12-31T23:30:00-01:00"}, {"2024-01-01T00:00:00Z", "2024-01-01T00:00:00.5Z"}, {"2024-01-01T01:00:00.50+01:00", "2024-01-01T00:00:00.6Z"},
	} {
		earlier, later := times[0], times[1]
		in.Decisions = []chancery.Decision{{ID: "2", Claim: a, Action: "accept", At: later}, {ID: "9", Claim: a, Action: "reject", At: earlier},
			{ID: "1", Claim: b, With: a, Action: "merge", At: later}, {ID: "8", Claim: a, With: b, Action: "split", At: earlier}}
		l := Build(in, fakeLines{}, kinds(t))
		if n := len(l.DocumentClaims("a")); n != 1 {
			t.Errorf("rejected at %s, accepted at %s: %d claims", earlier, later, n)
		}
		if n := len(l.EventList(Filter{})); n != 1 {
			t.Errorf("split at %s, merged at %s: %d events", earlier, later, n)
		}
		known, err := l.Known("2023-12-31")
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range known.decisions.all {
			if at, err := time.Parse(time.RFC3339, x.At); err != nil || at.UTC().Year() != 2023 {
				t.Errorf("what was decided at %s was known in 2023", x.At)
			}
		}
	}
}

func TestIdleDecisions(t *testing.T) {
	_, in := told(t, "document a", "ALB+IRN establish-relations 1990-01-01")
	id := in.Claims[0].ID
	in.Decisions = []chancery.Decision{
		{ID: "1", Claim: "gone", Action: "reject", At: "2024-01-01T00:00:00Z"}, {ID: "2", Claim: id, Action: "ponder", At: "2024-01-01T00:00:00Z"},
		{ID: "3", Claim: id, Action: "amend", At: "2024-01-02T00:00:00Z"}, {ID: "4", Claim: id, With: "gone", Action: "merge", At: "2024-01-02T00:00:00Z"},
		{ID: "5", Claim: id, Action: "accept", At: "2024-01-03T00:00:00Z"},
	}
	l := Build(in, fakeLines{}, kinds(t))
	var got []string
	for _, i := range l.Idle() {
		got = append(got, i.Decision.ID)
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"1", "2", "3", "4"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAmend(t *testing.T) {
	l, in := told(t, "document a", "ALB+IRN establish-relations 1990-01-01")
	a := in.Claims[0]
	a.When = &chancery.When{EDTF: "1991-01-01", Basis: chancery.BasisExplicit}
	a.ID, a.Quote = "", chancery.Quote{}
	m := l.Update(Input{Decisions: []chancery.Decision{{ID: "1", Claim: in.Claims[0].ID, Action: "amend", Amend: &a, At: "2024-01-01T00:00:00Z"}}})
	if st := standing(t, m, "ALB", "IRN", "1992-01-01"); st.From != "1991-01-01" || !cmp.Equal(st.Claims, []string{in.Claims[0].ID}) {
		t.Errorf("%+v", st)
	}
	if st := standing(t, l, "ALB", "IRN", "1992-01-01"); st.From != "1990-01-01" {
		t.Errorf("the former ledger changed: %+v", st)
	}
	// What it rests on stays what the document has.
	unsaid := chancery.Quote{Exact: "Something false", Start: 3, End: 18}
	a.Quote, a.Lead = unsaid, &unsaid
	m = l.Update(Input{Decisions: []chancery.Decision{{ID: "1", Claim: in.Claims[0].ID, Action: "amend", Amend: &a, At: "2024-01-01T00:00:00Z"}}})
	if c := m.Claims()[0]; c.When.EDTF != "1991-01-01" || c.Quote.Exact != in.Claims[0].Quote.Exact || c.Lead != in.Claims[0].Lead {
		t.Errorf("%+v", c)
	}
}

func TestFingerprint(t *testing.T) {
	story := strings.Repeat("the minister said on the day of the talks that the embassy would open again when both had agreed on terms ", 1) +
		"and nobody in the capital was surprised since the envoys had been seen together in the hotel by the lake for a week before the announcement came out late on a rainy evening in spring"
	a := Fingerprint(story)
	if len(a) != sketchSize || !sameStory(a, Fingerprint(strings.ToUpper(story))) {
		t.Error("one story is not itself")
	}
	if !sameStory(a, Fingerprint(story+" reporting by the bureau")) {
		t.Error("a reprint with a signature is another story")
	}
	other := "a ship with grain left the harbour at dawn while fishermen mended nets and argued about prices that had fallen since the war in the east had closed the markets there for good they feared"
	if sameStory(a, Fingerprint(other)) {
		t.Error("two stories are one")
	}
	if Fingerprint("too short to tell") != nil || sameStory(nil, nil) {
		t.Error("a short text is the copy of another")
	}
}

// Where one text tells who broke with whom and another only between which two, nobody breaks with himself.
func TestNobodyActsOnHimself(t *testing.T) {
	l, _ := told(t, "document a", "ALB sever-relations IRN 2022-09-07", "document b", "ALB+IRN sever-relations 2022-09-07")
	es := l.Events(Filter{Kinds: []string{"sever-relations"}})
	if len(es) != 1 || len(es[0].Claims) != 2 {
		t.Fatalf("%+v", es)
	}
	if a, p := partyKeys(es[0].Agents), partyKeys(es[0].Patients); a != "ALB" || p != "IRN" {
		t.Errorf("%s > %s, want ALB > IRN", a, p)
	}
}
