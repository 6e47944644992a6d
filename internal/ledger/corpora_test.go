package ledger

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"chancery"
	"chancery/data"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
)

// corpus opens a file of the developers' corpora, and skips where it is absent.
func corpus(t testing.TB, name string) []json.RawMessage {
	t.Helper()
	f, err := os.Open(filepath.Join("../../../shared/corpora", name))
	if err != nil {
		t.Skip("no corpus")
	}
	defer f.Close()
	var out []json.RawMessage
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<22)
	for s.Scan() {
		out = append(out, slices.Clone(s.Bytes()))
	}
	return out
}

func decode[T any](t testing.TB, raw json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func gazetteer(t testing.TB) *party.Gazetteer {
	t.Helper()
	g, err := party.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func lookup(g *party.Gazetteer, name string) chancery.Party {
	if e, err := g.Lookup(name); err == nil {
		return chancery.Party{ID: e.ID, Name: e.Name, Type: chancery.State}
	}
	return chancery.Party{Name: name, Type: chancery.State}
}

// TestTableConflicts reads the rows of the tables of encyclopedia pages as claims, and looks for the pairs whose
// rows give different days among the discrepancies.
func TestTableConflicts(t *testing.T) {
	g, k := gazetteer(t), kinds(t)
	type row struct {
		Page, A, B, Table, Event, Date string
		Suspended                      bool     `json:"suspended_flag"`
		Refs                           []string `json:"ref_urls"`
	}
	var in Input
	pages := map[string]bool{}
	for i, raw := range corpus(t, "foreign-relations/dyads_2025.jsonl") {
		r := decode[row](t, raw)
		if !pages[r.Page] {
			pages[r.Page] = true
			in.Documents = append(in.Documents, Doc{ID: r.Page, Name: r.Page})
		}
		if _, err := edtf.Parse(r.Date); err != nil {
			continue
		}
		c := chancery.Claim{DocumentID: r.Page, Document: r.Page, Kind: "establish-relations", Rule: "table.relations", Modality: chancery.Asserted,
			Agents: []chancery.Party{lookup(g, r.A), lookup(g, r.B)}, When: &chancery.When{EDTF: r.Date, Basis: chancery.BasisExplicit}, Quote: chancery.Quote{Start: i, End: i + 1}}
		for _, u := range r.Refs {
			c.Cites = append(c.Cites, chancery.Reference{URL: u})
		}
		in.Claims = append(in.Claims, c)
	}
	l := Build(in, g, k).Derive()
	type conflict struct {
		Pair   []string
		Claims []struct{ Date string }
	}
	found, total := 0, 0
	for _, raw := range corpus(t, "foreign-relations/dyad_conflicts_2025.jsonl") {
		c := decode[conflict](t, raw)
		want := map[string]bool{}
		for _, x := range c.Claims {
			if _, err := edtf.Parse(x.Date); err == nil {
				want[x.Date] = true
			}
		}
		total++
		a, b := lookup(g, c.Pair[0]), lookup(g, c.Pair[1])
		ka, kb := l.key(&a), l.key(&b)
		hit := false
		for _, d := range l.pairsIn(Filter{A: ka, B: kb}) {
			for _, x := range d.discrepancies {
				n := 0
				for w := range want {
					if slices.Contains(x.Values, w) {
						n++
					}
				}
				hit = hit || n == len(want) && n > 1
			}
		}
		if hit {
			found++
		} else {
			t.Logf("not listed: %v %v", c.Pair, sortedKeys(want))
		}
	}
	if recall := float64(found) / float64(total); recall < 0.97 {
		t.Errorf("%d of %d conflicts listed with their dates: %.3f", found, total, recall)
	} else {
		t.Logf("%d of %d conflicts listed with their dates: %.3f", found, total, recall)
	}
}

// TestGuideStatus takes the headings of the guide to the relations of the United States as claims and asks for
// the standing on days between them.
func TestGuideStatus(t *testing.T) {
	g, k := gazetteer(t), kinds(t)
	type row struct {
		Country, Slug, Event, Direction, Date, Precision, Confidence string
		Mission                                                      *struct{ Type, City, Sender string }
	}
	kind := map[string]string{"recognition": "recognise", "relations_established": "establish-relations", "relations_severed": "sever-relations",
		"relations_resumed": "restore-relations", "mission_opened": "open-mission", "mission_closed": "close-mission", "mission_reopened": "reopen-mission"}
	after := map[string]chancery.Standing{"relations_established": chancery.Relations, "relations_severed": chancery.Severed, "relations_resumed": chancery.Relations}
	var in Input
	type point struct {
		day, last edtf.Day
		state     chancery.Standing
		clean     bool
	}
	clean := map[string][]point{}
	for i, raw := range corpus(t, "rdcr/gold.jsonl") {
		r := decode[row](t, raw)
		if kind[r.Event] == "" || r.Date == "" {
			continue
		}
		date, err := edtf.Parse(r.Date)
		if err != nil {
			continue
		}
		them := lookup(g, r.Country)
		if them.ID == "" {
			continue
		}
		us := chancery.Party{ID: "USA", Name: "United States", Type: chancery.State}
		c := chancery.Claim{DocumentID: r.Slug, Document: r.Slug, Kind: kind[r.Event], Modality: chancery.Asserted, When: &chancery.When{EDTF: date.String(), Basis: chancery.BasisExplicit}, Quote: chancery.Quote{Start: i, End: i + 1}}
		if x, _ := k.Get(c.Kind); x.Symmetric {
			c.Agents = []chancery.Party{us, them}
		} else {
			c.Agents, c.Patients = []chancery.Party{us}, []chancery.Party{them}
		}
		if r.Mission != nil {
			c.Others = append(c.Others, chancery.Role{Role: "type", Party: chancery.Party{Name: strings.ToLower(r.Mission.Type)}}, chancery.Role{Role: "city", Party: chancery.Party{Name: r.Mission.City}})
		}
		in.Claims = append(in.Claims, c)
		if s, ok := after[r.Event]; ok {
			lo, hi := date.Bounds()
			clean[them.ID] = append(clean[them.ID], point{lo, hi, s, r.Confidence == "high" && date.Precision() == edtf.DayPrecision})
		}
	}
	l := Build(in, g, k).Derive()
	right, total := 0, 0
	for _, id := range sortedKeys(clean) {
		ps := clean[id]
		sort.Slice(ps, func(i, j int) bool { return ps[i].day < ps[j].day })
		for i, p := range ps {
			end := edtf.DayOf(2010, 1, 1)
			if i+1 < len(ps) {
				end = ps[i+1].day
			}
			if !p.clean || end <= p.day+5 || i+1 == len(ps) && p.state == chancery.Severed {
				continue
			}
			for n := edtf.Day(1); n <= 4; n++ {
				day := p.day + (end-p.day)*n/5
				st, err := l.Status("USA", id, day.String())
				if err != nil {
					t.Fatal(err)
				}
				total++
				if st.Standing == p.state {
					right++
				} else if n == 1 || n == 4 {
					t.Logf("%s on %s: %s (%s to %s), not %s", id, day, st.Standing, st.From, st.To, p.state)
				}
			}
		}
	}
	if share := float64(right) / float64(total); share < 0.95 {
		t.Errorf("%d of %d standings right: %.3f", right, total, share)
	} else {
		t.Logf("%d of %d standings right: %.3f", right, total, share)
	}
}
