package ledger

import (
	"bufio"
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancery"
)

// seedInput reads the gold of four real documents as if it had been extracted. The times that the one undated story leaves to
// its date are put as the words of the story put them. It skips where the corpus is absent.
func seedInput(t *testing.T) Input {
	t.Helper()
	f, err := os.Open("../../../shared/seeds/gold.jsonl")
	if err != nil {
		t.Skip("no corpus")
	}
	defer f.Close()
	var in Input
	for _, id := range []string{"000", "001", "002", "003"} {
		in.Documents = append(in.Documents, Doc{ID: id, Name: id})
	}
	relative := map[string]string{"001-01": "weekday=4", "001-04": "weekday=4", "001-05": "monthday=07-15", "001-06": "weekday=3"}
	s := bufio.NewScanner(f)
	for n := 0; s.Scan(); n++ {
		var g struct {
			ID, Doc, Kind, When, Modality, Quote, Third, City, Unit string
			Agent, Patient                                          []string
			Quantity                                                float64
		}
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		first := func(s string) string { a, _, _ := strings.Cut(s, "|"); return a }
		parties := func(ids []string) []chancery.Party {
			var out []chancery.Party
			for _, id := range ids {
				p := chancery.Party{Name: id, Type: chancery.Organisation}
				if len(id) == 3 && id == strings.ToUpper(id) && id != "FBI" {
					p.ID, p.Type = id, chancery.State
				}
				if strings.Contains(id, "Mo") && strings.Contains(id, "Iran") || strings.Contains(id, "Muj") {
					p.ID = "mek"
				}
				out = append(out, p)
			}
			return out
		}
		c := chancery.Claim{ID: g.ID, Document: g.Doc, DocumentID: g.Doc, Kind: first(g.Kind), Agents: parties(g.Agent), Patients: parties(g.Patient),
			Modality: chancery.Modality(first(g.Modality)), Quote: chancery.Quote{Exact: g.Quote, Start: n}}
		switch rel := relative[g.ID]; {
		case rel != "":
			c.When = &chancery.When{Relative: rel, Basis: chancery.BasisDocument}
		case g.Doc == "001" && strings.HasPrefix(g.When, "2022-09"):
			c.When = &chancery.When{Relative: "now", Basis: chancery.BasisDocument}
		case g.When != "":
			c.When = &chancery.When{EDTF: g.When, Basis: chancery.BasisExplicit}
		}
		if g.Third != "" {
			c.Others = append(c.Others, chancery.Role{Role: "third", Party: chancery.Party{ID: g.Third, Type: chancery.State}})
		}
		if g.City != "" {
			c.Others = append(c.Others, chancery.Role{Role: "city", Party: chancery.Party{Name: g.City, Type: chancery.Place}})
		}
		if g.Quantity != 0 {
			c.Quantity = &chancery.Quantity{Value: g.Quantity, Unit: g.Unit}
		}
		in.Claims = append(in.Claims, c)
	}
	return in
}

func TestSeeds(t *testing.T) {
	in := seedInput(t)
	l := Build(in, fakeLines{}, kinds(t))

	if d, _ := l.Dating("001"); d.EDTF != "2022-09-08" || d.Kind != chancery.DateInferred || len(d.Reasons) < 2 {
		t.Errorf("date of the undated story: %+v", d)
	}
	status := func(a, b, on string) chancery.Status {
		st, err := l.Status(a, b, on)
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	st := status("ALB", "IRN", "2023-01-01")
	if st.Standing != chancery.Severed || st.From != "2022-09-07" || st.Evidence != chancery.Documented {
		t.Errorf("%+v", st)
	}
	if r := st.Representation[0]; r.Type != repProtected || r.By != "TUR" || r.Sender != "ALB" {
		t.Errorf("%+v", r)
	}
	if r := st.Representation[1]; r.Type != repNone || r.Sender != "IRN" {
		t.Errorf("%+v", r)
	}
	if st := status("ALB", "IRN", "2021-06-01"); st.Standing != chancery.Relations {
		t.Errorf("%+v", st)
	}
	st = status("ALB", "PRK", "1960-01-01")
	if st.Standing != chancery.Relations || st.From != "1948-11-28" {
		t.Errorf("%+v", st)
	}
	if r := st.Representation[1]; r.Type != repNonResident || r.City != "Sofia" || r.Evidence != chancery.Inferred {
		t.Errorf("%+v", r)
	}
	if st := status("ALB", "SRB", "1999-12-31"); st.Standing != chancery.Severed {
		t.Errorf("%+v", st)
	}
	if st := status("SRB", "ALB", "2024-01-01"); st.Standing != chancery.Relations || st.Evidence != chancery.Inferred || st.Representation[0].Type != repResident || st.Representation[0].City != "Belgrade" && st.Representation[0].Sender != "SRB" {
		t.Errorf("%+v", st)
	}
	gaps := l.Gaps(Filter{A: "ALB", B: "SRB", Types: []string{"restoration"}})
	if len(gaps) == 0 || gaps[len(gaps)-1].After != "1999" {
		t.Errorf("gaps: %+v", gaps)
	}
	moved := l.Discrepancies(Filter{A: "ALB", B: "mek"})
	if len(moved) != 1 || moved[0].Type != "year" || !cmp.Equal(moved[0].Values, []string{"2013", "2014"}) {
		t.Errorf("%+v", moved)
	}

	// Without the documents that date the break the story has no date.
	alone := Input{Documents: in.Documents[1:2]}
	for _, c := range in.Claims {
		if c.DocumentID == "001" {
			alone.Claims = append(alone.Claims, c)
		}
	}
	if d, _ := Build(alone, fakeLines{}, kinds(t)).Dating("001"); d.EDTF != "" {
		t.Errorf("dated from nothing: %+v", d)
	}
	want := dump(t, l)
	for i := range 20 {
		r := rand.New(rand.NewPCG(uint64(i), 1))
		shuffled := Input{Documents: in.Documents, Claims: append(append([]chancery.Claim(nil), in.Claims...), in.Claims[:40]...)}
		r.Shuffle(len(shuffled.Claims), func(i, j int) { shuffled.Claims[i], shuffled.Claims[j] = shuffled.Claims[j], shuffled.Claims[i] })
		if got := dump(t, Build(shuffled, fakeLines{}, kinds(t))); got != want {
			t.Fatal(cmp.Diff(want, got))
		}
	}
	if os.Getenv("LEDGER_PRINT") != "" {
		t.Log(want)
	}
}

// dump writes everything that l says, line by line.
func dump(t testing.TB, l *Ledger) string {
	t.Helper()
	s, err := dumpAll(l)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func dumpAll(l *Ledger) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	var first error
	line := func(v any) {
		if err := enc.Encode(v); err != nil && first == nil {
			first = err
		}
	}
	for _, d := range l.Datings() {
		line(d)
	}
	for _, p := range l.Periods(Filter{}) {
		line(p)
	}
	for _, e := range l.Events(Filter{}) {
		line(e)
	}
	for _, d := range l.Discrepancies(Filter{}) {
		line(d)
	}
	for _, g := range l.Gaps(Filter{}) {
		line(g)
	}
	for _, c := range l.Claims() {
		line(c)
	}
	return b.String(), first
}
