package extract

import (
	"testing"
	"testing/fstest"

	"chancery"
	"chancery/data"
	"chancery/internal/rule"
	"chancery/internal/vocab"
)

func TestConfidence(t *testing.T) {
	rules, err := rule.Load(data.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := vocab.Load(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	named := chancery.Claim{Kind: "visit", Rule: "visit.go", Modality: chancery.Asserted,
		Agents: []chancery.Party{{ID: "ALB", Mention: "Albania"}}, Patients: []chancery.Party{{ID: "IRN", Mention: "Iran"}}}
	guessed := named
	guessed.Patients = []chancery.Party{{ID: "IRN"}}
	t.Run("learned", func(t *testing.T) {
		c, err := LoadConfidence(data.FS, rules, kinds)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := c.Of(&named), c.Of(&guessed); a <= b || a > 0.99 || b < 0.05 {
			t.Errorf("a claim with its parties named has %v, one with a party understood %v", a, b)
		}
	})
	t.Run("bounds", func(t *testing.T) {
		for w, want := range map[int]float64{-20000: 0.05, 0: 0.5, 20000: 0.99} {
			if got := NewConfidence(map[string]int{"always": w}, rules, kinds).Of(&named); got != want {
				t.Errorf("weight %d gives %v, not %v", w, got, want)
			}
		}
	})
	for _, bad := range []string{"rule", "rule\tmuch", "rule\t99999999"} {
		if _, err := LoadConfidence(fstest.MapFS{ConfidenceFile: {Data: []byte(bad)}}, rules, kinds); err == nil {
			t.Errorf("%q is read as weights", bad)
		}
	}
}
