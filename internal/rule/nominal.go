package rule

import (
	"slices"
	"strings"
)

// nominalSuffix ends the name of a rule that reads by nouns what another reads by verbs.
const nominalSuffix = ".act"

// nominals adds to s, for each rule that reads an act by verbs, one that reads it by the nouns that by has for them: "donated wheat to Chad",
// "the donation of wheat to Chad". Nouns for which its kind has rules already are left to those.
func (s *Set) nominals(by map[string][]Trigger) {
	type told struct{ kind, noun string }
	known := map[told]bool{}
	for _, r := range s.Rules {
		for _, t := range r.Triggers {
			if t.POS == Noun && len(t.Rest) == 0 {
				known[told{r.Kind, t.Lemma}] = true
			}
		}
	}
	for _, r := range s.Rules[:len(s.Rules):len(s.Rules)] {
		if r.State || r.ofVoice() || r.ofAnybody() {
			continue
		}
		seen := map[string]bool{}
		var nouns []Trigger
		for _, t := range r.Triggers {
			if t.POS != Verb {
				continue
			}
			for _, n := range by[strings.Join(append([]string{t.Lemma}, t.Rest...), " ")] {
				if key := strings.Join(append([]string{n.Lemma}, n.Rest...), " "); !known[told{r.Kind, n.Lemma}] && !seen[key] {
					seen[key] = true
					nouns = append(nouns, n)
				}
			}
		}
		if n := r.nominal(nouns); n != nil {
			s.Rules = append(s.Rules, n)
		}
	}
}

// nominal returns the rule that reads by nouns what r reads by verbs, nil if there is none. A noun tells an act of somebody only where its own words say
// whose: the agent is wanted, from no other path than the subject, and nobody is understood.
func (r *Rule) nominal(nouns []Trigger) *Rule {
	n := *r
	n.Name, n.Triggers, n.Examples, n.Lone, n.Nominal = r.Name+nominalSuffix, nouns, nil, false, true
	n.Roles = append([]Role(nil), r.Roles...)
	for i := range n.Roles {
		o := &n.Roles[i]
		if o.Name != "agent" {
			continue
		}
		o.Optional = false
		o.Paths = slices.DeleteFunc(slices.Clone(o.Paths), func(alt []Path) bool { return alt[0][0] != "subj" })
		if len(o.Paths) == 0 {
			return nil
		}
	}
	if len(nouns) == 0 {
		return nil
	}
	return &n
}

// ofVoice reports whether r wants the verb in the active or passive: it says nothing of a noun.
func (r *Rule) ofVoice() bool {
	for i := range r.Needs {
		for _, p := range r.Needs[i].Paths {
			if last := p[len(p)-1]; !r.Needs[i].Not && (last == "active" || last == "passive") {
				return true
			}
		}
	}
	return false
}

// ofAnybody reports whether anybody at all may act in r, known or not: with a noun that is too little to go by.
func (r *Rule) ofAnybody() bool {
	for i := range r.Roles {
		if o := &r.Roles[i]; o.Name == "agent" && (slices.Contains(o.Types, "any") || slices.Contains(o.Types, "who")) {
			return true
		}
	}
	return false
}
