package extract_test

import (
	"slices"
	"testing"

	"chancery/internal/extract"
)

// TestEvidence reads sentences of one act each, and looks for what is seen of it.
func TestEvidence(t *testing.T) {
	for _, c := range []struct {
		text      string
		kind      string
		seen, not []string
	}{
		{"Peru recognised Tonga on 3 May 1971.", "recognise", []string{"date behind"}, []string{"date in front", "another party", "patient in another clause", "said", "verbs to the date"}},
		{"In 1971, Peru recognised Tonga.", "recognise", []string{"date in front", "year alone"}, []string{"date behind", "date passed over"}},
		{"Peru, like Chile, recognised Tonga.", "recognise", []string{"another party"}, []string{"date behind", "year alone"}},
		{"The minister said that Peru had expelled two Chilean diplomats.", "expel-diplomats", []string{"said"}, []string{"no agent"}},
	} {
		claims, seen := extractor(t).Examine(extract.Sentence(c.text, "", ""))
		if len(claims) != len(seen) {
			t.Fatalf("%q: %d claims, evidence of %d", c.text, len(claims), len(seen))
		}
		at := -1
		for i := range claims {
			if claims[i].Kind == c.kind {
				at = i
			}
		}
		if at < 0 {
			t.Errorf("%q: no %s", c.text, c.kind)
			continue
		}
		for k, names := range [][]string{c.seen, c.not} {
			for _, n := range names {
				if got := slices.ContainsFunc(seen[at], func(f extract.Feature) bool { return f.Name == n }); got != (k == 0) {
					t.Errorf("%q: %s is seen: %v", c.text, n, got)
				}
			}
		}
	}
}
