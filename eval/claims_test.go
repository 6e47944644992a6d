package eval_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"chancery"
	"chancery/data"
	"chancery/eval"
	"chancery/internal/vocab"

	"github.com/google/go-cmp/cmp"
)

func state(id string) chancery.Party { return chancery.Party{ID: id, Name: id, Type: chancery.State} }

func claim(doc, kind, agent, patient, when, quote string) chancery.Claim {
	c := chancery.Claim{ID: doc + kind + agent + patient + when, Document: doc, Kind: kind, Modality: chancery.Asserted, Quote: chancery.Quote{Exact: quote}}
	if agent != "" {
		c.Agents = []chancery.Party{state(agent)}
	}
	if patient != "" {
		c.Patients = []chancery.Party{state(patient)}
	}
	if when != "" {
		c.When = &chancery.When{EDTF: when}
	}
	return c
}

func ptr(s string) *string { return &s }

func figures(r *eval.Report) map[string]string {
	m := map[string]string{}
	for _, f := range r.Figures {
		m[f.Name] = fmt.Sprintf("%d/%d", f.Num, f.Den)
	}
	return m
}

func TestClaims(t *testing.T) {
	const (
		broke = "Chad broke off relations with Niger on 3 May 1999"
		envoy = "and sent its envoy home"
		angry = "Niger was angry"
	)
	gold := []eval.Gold{
		{ID: "1", Doc: "a.txt", Kind: "sever-relations|suspend-relations", Agent: []string{"TCD"}, Patient: []string{"NER"}, When: ptr("1999-05"), Modality: "asserted", Level: eval.Core, Quote: broke},
		{ID: "2", Doc: "a.txt", Kind: "expel-diplomats", Agent: []string{"TCD"}, Patient: []string{"NER"}, Modality: "asserted", Level: eval.Extended, Quote: envoy, Understood: true},
		{ID: "3", Doc: "a.txt", Kind: "condemn", Agent: []string{"NER"}, Modality: "asserted", Level: eval.Optional, Quote: angry},
	}
	tests := []struct {
		name  string
		claim chancery.Claim
		want  map[string]string
	}{
		{"right", claim("a.txt", "sever-relations", "TCD", "NER", "1999-05-03", broke), map[string]string{"core": "1/1", "strict": "1/1", "all": "1/2", "precision": "1/1", "precision strict": "1/1"}},
		{"other kind of the alternatives, date too wide", claim("a.txt", "suspend-relations", "TCD", "NER", "1999", broke), map[string]string{"core": "1/1", "strict": "0/1", "all": "1/2", "precision": "1/1", "precision strict": "0/1"}},
		{"no date where the gold has one", claim("a.txt", "sever-relations", "TCD", "NER", "", broke), map[string]string{"core": "1/1", "strict": "0/1", "all": "1/2", "precision": "1/1", "precision strict": "0/1"}},
		{"turned about", claim("a.txt", "sever-relations", "NER", "TCD", "1999-05-03", broke), map[string]string{"core": "0/1", "strict": "0/1", "all": "0/2", "precision": "0/1", "precision strict": "0/1"}},
		{"other words", claim("a.txt", "sever-relations", "TCD", "NER", "1999-05-03", "something else entirely"), map[string]string{"core": "0/1", "strict": "0/1", "all": "0/2", "precision": "0/1", "precision strict": "0/1"}},
		{"other document", claim("b.txt", "sever-relations", "TCD", "NER", "1999-05-03", broke), map[string]string{"core": "0/1", "strict": "0/1", "all": "0/2", "precision": "0/1", "precision strict": "0/1"}},
		{"understood patient left out", claim("a.txt", "expel-diplomats", "TCD", "", "", envoy), map[string]string{"core": "0/1", "strict": "0/1", "all": "1/2", "precision": "1/1", "precision strict": "1/1"}},
		{"optional counts for nothing", claim("a.txt", "condemn", "NER", "", "", angry), map[string]string{"core": "0/1", "strict": "0/1", "all": "0/2", "precision": "0/0", "precision strict": "0/0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := figures(eval.Claims("x", []chancery.Claim{tt.claim}, gold))
			got := map[string]string{"core": f["core: kind and parties"], "strict": f["core: with date and modality"], "all": f["all: kind and parties"], "precision": f["precision: kind and parties"], "precision strict": f["precision: with date and modality"]}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
	t.Run("a state too many", func(t *testing.T) {
		c := tests[0].claim
		c.Patients = []chancery.Party{state("NER"), state("MLI")}
		f := figures(eval.Claims("x", []chancery.Claim{c}, gold))
		if f["core: kind and parties"] != "1/1" || f["precision: kind and parties"] != "0/1" {
			t.Errorf("core %s, precision %s; want 1/1, 0/1", f["core: kind and parties"], f["precision: kind and parties"])
		}
	})
	t.Run("modality", func(t *testing.T) {
		for m, want := range map[chancery.Modality]string{chancery.Asserted: "1/1", chancery.Announced: "1/1", chancery.Denied: "0/1", chancery.Planned: "0/1"} {
			c := tests[0].claim
			c.Modality = m
			if got := figures(eval.Claims("x", []chancery.Claim{c}, gold))["core: with date and modality"]; got != want {
				t.Errorf("%s: %s, want %s", m, got, want)
			}
		}
	})
}

// TestOrder holds that a report does not depend on the order of the claims.
func TestOrder(t *testing.T) {
	gold := examples(t)
	claims := perturbed(gold, rand.New(rand.NewPCG(7, 7)))
	var want strings.Builder
	if err := eval.Claims("x", claims, gold).Write(&want, true); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		r.Shuffle(len(claims), func(i, j int) { claims[i], claims[j] = claims[j], claims[i] })
		var got strings.Builder
		if err := eval.Claims("x", claims, gold).Write(&got, true); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.String(), got.String()); d != "" {
			t.Fatalf("(-want +got)\n%s", d)
		}
	}
}

func examples(t *testing.T) []eval.Gold {
	t.Helper()
	gold, err := eval.Load[eval.Gold]("../examples/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return gold
}

// perturbed makes claims that are right, nearly right and wrong out of gold.
func perturbed(gold []eval.Gold, r *rand.Rand) []chancery.Claim {
	var out []chancery.Claim
	for i, g := range gold {
		kinds := strings.Split(g.Kind, "|")
		doc := g.Doc
		if !strings.HasSuffix(doc, ".txt") {
			doc += "_0.txt"
		}
		c := chancery.Claim{ID: fmt.Sprint("c", i), Document: doc, Kind: kinds[r.IntN(len(kinds))], Modality: chancery.Modality(strings.Split(g.Modality, "|")[0]), Quote: chancery.Quote{Exact: g.Quote, Start: i}}
		parties := func(names []string) []chancery.Party {
			var ps []chancery.Party
			for _, n := range names {
				p := chancery.Party{Name: n, Mention: n}
				if len(n) == 3 && strings.ToUpper(n) == n {
					p.ID = n
				}
				ps = append(ps, p)
			}
			return ps
		}
		c.Agents, c.Patients = parties(g.Agent), parties(g.Patient)
		if g.When != nil {
			c.When = &chancery.When{EDTF: *g.When}
		}
		switch r.IntN(10) {
		case 0:
			continue
		case 1:
			c.Kind = "meet"
		case 2:
			c.Agents, c.Patients = c.Patients, c.Agents
		case 3:
			c.When = &chancery.When{EDTF: []string{"1999", "2022-09-07", "197X", "2008/..", "..", "2014~"}[r.IntN(6)]}
		case 4:
			c.Modality = chancery.Modalities[r.IntN(len(chancery.Modalities))]
		case 5:
			c.Quote.Exact = "The words around it: " + g.Quote + " And more."
		case 6:
			c.Quote.Exact = "Nothing of the kind."
		case 7:
			c.When = nil
		}
		out = append(out, c)
	}
	return out
}

var ratio = regexp.MustCompile(`(\d+)/ *(\d+)`)

// score runs the reference scorer, a script in Python that is not part of the project, and returns what it prints.
func score(t *testing.T, args ...string) string {
	t.Helper()
	if _, err := os.Stat("../../shared/score.py"); err != nil || testing.Short() {
		t.Skip("the developers' corpora are not here")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	out, err := exec.Command(python, append([]string{"../../shared/score.py"}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return strings.TrimSpace(string(out))
}

func claimsFile(t *testing.T, claims []chancery.Claim) string {
	t.Helper()
	return jsonl(t, "claims.jsonl", claims)
}

func jsonl[T any](t *testing.T, name string, items []T) string {
	t.Helper()
	f := filepath.Join(t.TempDir(), name)
	var b strings.Builder
	for _, v := range items {
		l, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(l, '\n'))
	}
	if err := os.WriteFile(f, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return f
}

func load[T any](t *testing.T, file string) []T {
	t.Helper()
	if _, err := os.Stat(file); err != nil {
		t.Skip("the developers' corpora are not here")
	}
	v, err := eval.Load[T](file)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func agree(t *testing.T, r *eval.Report, figure, printed string) {
	t.Helper()
	f, ok := r.Figure(figure)
	if !ok {
		t.Fatalf("no figure %q", figure)
	}
	if got := fmt.Sprintf("%d/%d", f.Num, f.Den); got != strings.ReplaceAll(printed, " ", "") {
		t.Errorf("%s: %s here, %s by the reference", figure, got, printed)
	}
}

func TestAgreesOnSeeds(t *testing.T) {
	const file = "../../shared/seeds/gold.jsonl"
	gold := load[eval.Gold](t, file)
	for seed := range uint64(2) {
		claims := perturbed(gold, rand.New(rand.NewPCG(seed, 0)))
		f := claimsFile(t, claims)
		r := eval.Claims("seeds", claims, gold)
		for _, level := range []string{"core", "all"} {
			args := []string{"seeds", f, file}
			if level == "core" {
				args = append(args, "--core")
			}
			m := ratio.FindAllString(score(t, args...), -1)
			agree(t, r, level+": kind and parties", m[0])
			agree(t, r, level+": with date and modality", m[1])
		}
	}
}

func TestAgreesOnHeadings(t *testing.T) {
	const file = "../../shared/corpora/rdcr/gold.jsonl"
	gold := load[eval.HeadingGold](t, file)
	kinds := []string{"recognise", "establish-relations", "sever-relations", "restore-relations", "open-mission", "close-mission", "reopen-mission", "upgrade-relations", "declare-war", "meet"}
	r := rand.New(rand.NewPCG(3, 0))
	var claims []chancery.Claim
	for i, g := range gold {
		if g.Date == nil || r.IntN(4) == 0 {
			continue
		}
		d := *g.Date
		if r.IntN(6) == 0 {
			d = "1900"
		}
		c := claim(g.Slug+".txt", kinds[r.IntN(len(kinds))], "USA", "ALB", d, g.Quote)
		c.ID = fmt.Sprint(i)
		if r.IntN(10) == 0 {
			c.Modality = chancery.Negated
		}
		claims = append(claims, c)
	}
	out := score(t, "rdcr", claimsFile(t, claims), file)
	got := eval.Headings(claims, gold)
	m := ratio.FindAllString(out, -1)
	agree(t, got, "recall, kind and exact date", m[len(m)-1])
	f, _ := got.Figure("claims of these kinds on a date that the gold knows")
	if want := fmt.Sprintf("claims of these kinds %d, on a date that the gold knows %.3f", f.Den, f.Value); !strings.Contains(out, want) {
		t.Errorf("the reference does not say %q:\n%s", want, out)
	}
}

func TestAgreesOnTables(t *testing.T) {
	all := load[eval.DyadGold](t, "../../shared/corpora/foreign-relations/dyads_2025.jsonl")
	gold := all[:min(1500, len(all))] // the reference is slow on all of them
	file := jsonl(t, "dyads.jsonl", gold)
	r := rand.New(rand.NewPCG(4, 0))
	var claims []chancery.Claim
	for _, g := range gold {
		if g.Date == nil || r.IntN(3) == 0 {
			continue
		}
		c := claim(g.Page, "establish-relations", "", "", *g.Date, g.RowText)
		c.Agents = []chancery.Party{{ID: "AAA", Name: g.Country}, {ID: "BBB", Name: g.Partner, Mention: g.B}}
		claims = append(claims, c)
	}
	m := ratio.FindAllString(score(t, "tables", claimsFile(t, claims), file), -1)
	agree(t, eval.Tables(claims, gold), "recall, pair and exact day", m[len(m)-1])
}

func TestAgreesOnPLOVER(t *testing.T) {
	const file = "../../shared/corpora/plover-train/plv_train.jsonl"
	gold := load[eval.SentenceGold](t, file)
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	all := kinds.All()
	r := rand.New(rand.NewPCG(5, 0))
	var claims []chancery.Claim
	for i := range gold {
		for range r.IntN(3) {
			claims = append(claims, claim(fmt.Sprintf("s%d.txt", i), all[r.IntN(len(all))].Name, "USA", "ALB", "", gold[i].Text))
		}
	}
	out := score(t, "plover", claimsFile(t, claims), file, "../data/kinds.tsv")
	rep := eval.PLOVER(claims, gold, eval.Roots(kinds))
	p, _ := rep.Figure("precision")
	rec, _ := rep.Figure("recall")
	f, _ := rep.Figure("F1")
	if want := fmt.Sprintf("P %.3f R %.3f F1 %.3f", p.Value, rec.Value, f.Value); !strings.Contains(out, want) {
		t.Errorf("%s here, the reference says %s", want, out)
	}
}
