package eval_test

import (
	"testing"

	"chancery/eval"

	"github.com/google/go-cmp/cmp"
)

func TestHistories(t *testing.T) {
	gold := []eval.HeadingGold{
		{Country: "The Gambia", Event: "relations_established", Confidence: "high", Date: ptr("1965-02-18")},
		{Country: "The Gambia", Event: "relations_severed", Confidence: "high", Date: ptr("1990-01-01")},
		{Country: "The Gambia", Event: "mission_opened", Confidence: "low", Date: ptr("1970")},
		{Country: "Chad", Event: "relations_established", Confidence: "high", Date: ptr("1960-08-11")},
		{Country: "Chad", Event: "relations_severed", Confidence: "low", Date: ptr("1999")}, // so nothing is sure of Chad
		{Country: "Hawaii*", Event: "relations_established", Confidence: "high", Date: ptr("1844-07-06")},
	}
	got := eval.Histories(gold, 50, 1)
	seen := map[string]int{}
	for _, g := range got {
		seen[g.B+" "+g.Standing]++
		switch {
		case g.Standing == "relations" && "1965-02-18" < g.On && g.On < "1990-01-01":
		case g.Standing == "severed|suspended|lapsed" && "1990-01-01" < g.On && g.On < "2010-01-01":
		default:
			t.Errorf("%+v", g)
		}
	}
	if len(got) != 50 || len(seen) != 2 {
		t.Errorf("%d drawn of %v", len(got), seen)
	}
	if d := cmp.Diff(got, eval.Histories(gold, 50, 1)); d != "" {
		t.Error("the same seed draws something else")
	}
}
