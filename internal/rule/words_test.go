package rule_test

import (
	"testing"

	"chancery/internal/rule"
)

// A rule is possible where the sentence has a word for each of its needs, and not where one is missing.
func TestPossible(t *testing.T) {
	s, err := rule.Parse(map[string]string{"a.rules": `class @tie = tie | diplomatic relation
rule a
kind visit
verb cut
need obj @tie
need with coast | @tie
need not obj.det no
`})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words []string
		want  bool
	}{
		{[]string{"cut", "tie"}, true},
		{[]string{"cut", "diplomatic"}, true}, // it begins an entry; whether the rest is there, the match says
		{[]string{"cut", "coast"}, false},
		{[]string{"cut", "coast", "relation"}, false},
		{[]string{"cut", "no", "tie"}, true},
		{nil, false},
	} {
		seen := s.Unseen()
		for _, w := range c.words {
			s.See(seen, w)
		}
		if got := s.Possible(s.Rules[0], seen); got != c.want {
			t.Errorf("%v: %v, want %v", c.words, got, c.want)
		}
	}
	seen := s.Unseen()
	s.SeeClass(seen, s.Classes["@tie"])
	if !s.Possible(s.Rules[0], seen) {
		t.Error("a word that stands for a tie is none")
	}
}
