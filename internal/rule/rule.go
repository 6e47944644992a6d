// Package rule is the language in which Chancery's rules are written: it parses the files of data/rules and compiles
// them into a Set that internal/extract matches against dependency trees. docs/rules.md teaches the language.
//
// The package promises that a Set is immutable, that rules come in the order of their files' names and
// lines, and that every error names its file and line. It does not read sentences.
package rule

import (
	"sort"
	"strings"
)

// POS is the part of speech under which a word triggers a rule.
type POS uint8

// The parts of speech of a trigger.
const (
	Verb POS = iota
	Noun
	Adj
)

func (p POS) String() string { return [...]string{"verb", "noun", "adj"}[p] }

// Class is a set of words by lemma. An entry of several words matches where its words stand in a row
// and the token is one of them.
type Class struct {
	Name    string
	Words   map[string]bool
	Phrases [][]string

	id int // its number in a set of rules, 0 where it is of none
}

// Has reports whether the phrase, in lower case, is of the class.
func (c *Class) Has(phrase string) bool {
	if c.Words[phrase] {
		return true
	}
	for _, p := range c.Phrases {
		if strings.Join(p, " ") == phrase {
			return true
		}
	}
	return false
}

// Trigger is one word, or a verb and what goes with it ("break off"), that makes a rule worth looking at.
type Trigger struct {
	POS   POS
	Lemma string   // the word under which the rule is indexed
	Rest  []string // the words that must go with it, by lemma
}

func (t Trigger) String() string {
	return t.POS.String() + " " + strings.Join(append([]string{t.Lemma}, t.Rest...), " ")
}

// Path leads from the trigger to other words of the sentence: slots joined with dots.
type Path []string

func (p Path) String() string { return strings.Join(p, ".") }

// Need is a condition: some word (Not: no word) at the end of one of Paths is of the class; without classes, some word is there.
type Need struct {
	Not     bool
	Paths   []Path   // any of them
	Classes []*Class // any of them
	Types   []string // any of these types of party stands there
	Line    int
}

// Role says where the fillers of a role stand.
type Role struct {
	Name     string   // agent, agents, patient, patients, quantity, or the name of another role
	Optional bool     // the rule matches without it
	Paths    [][]Path // alternatives, the first that yields a filler is taken; within one, the union
	Types    []string // types of party allowed; empty: any actor for agents and patients, anything else for other roles
	Fixed    string   // a constant instead of paths: role type = embassy
	Line     int
}

// Example is a sentence that a rule must read in a given way (or, with Not, must not read).
type Example struct {
	Not      bool
	Text     string
	Agents   []string
	Patients []string
	When     string
	Modality string
	Title    string // the title of the page it stands on, if given
	Date     string // the date of the document, if given
	Line     int
}

// Rule reads one kind of claim from one shape of language.
type Rule struct {
	Name     string
	Kind     string
	Triggers []Trigger
	Needs    []Need
	Roles    []Role
	Lone     bool    // the parties may be understood: those the text is about
	Mutual   bool    // both do it to the other: "recalled their ambassadors", "recognised each other"
	Single   bool    // a symmetric kind may stand with one party: "ratified the convention"
	State    bool    // an observation of a state of affairs, not an act: its present tense is asserted, its date an interval
	Fact     bool    // the words presuppose it, whatever the sentence says of it: "the embassy in Tunis was not harmed"
	Dated    bool    // it holds only where its words have a date of their own
	Modality string  // where the rule itself fixes it
	Nominal  bool    // it reads by nouns what another rule reads by verbs (see [Set.nominals])
	Also     bool    // does not compete with other rules for the trigger
	Weight   float64 // confidence of the rule before other evidence, 0 to 1
	Examples []Example
	File     string
	Line     int

	wants [][]int // of each need that asks for words: the numbers of its classes
}

// Governor is a word that says how what stands under it relates to the facts, or who says so.
type Governor struct {
	Name      string
	Triggers  []Trigger
	Modality  string // the modality of what it governs, "" for no change
	Performer string // the modality if its subject is the one who acts in the claim
	Speaker   bool   // its subject is who says it
	Object    bool   // what it governs is done by its object ("urged Iran to close"), not by its subject
	File      string
	Line      int
}

// Set is a compiled set of rules.
type Set struct {
	Rules     []*Rule
	Governors []*Governor
	Classes   map[string]*Class

	byTrigger  [Adj + 1]map[string][]Match // by part of speech and lemma
	byGovernor [Adj + 1]map[string][]GovernorMatch
	numbered   int              // how many classes have a number
	byWord     map[string][]int // the numbers of the classes that a word is of, or begins an entry of
}

// Match is a rule and the trigger under which it was found.
type Match struct {
	Rule    *Rule
	Trigger Trigger
}

// GovernorMatch is a governor and its trigger.
type GovernorMatch struct {
	Governor *Governor
	Trigger  Trigger
}

// Find returns the rules that lemma triggers as pos, the most specific first.
func (s *Set) Find(pos POS, lemma string) []Match { return s.byTrigger[pos][lemma] }

// Governs returns the governors that lemma triggers as pos.
func (s *Set) Governs(pos POS, lemma string) []GovernorMatch {
	return s.byGovernor[pos][lemma]
}

// Triggers returns every lemma that triggers a rule, sorted.
func (s *Set) Triggers() []string {
	seen := map[string]bool{}
	for _, by := range s.byTrigger {
		for l := range by {
			seen[l] = true
		}
	}
	out := make([]string, 0, len(seen))
	for l := range seen {
		out = append(out, l)
	}
	sort.Strings(out)
	return out
}

// HasRole reports whether the rule has a role of the name.
func (r *Rule) HasRole(name string) bool {
	for i := range r.Roles {
		if r.Roles[i].Name == name {
			return true
		}
	}
	return false
}

// Specific is how much a rule asks for: of two that match a trigger, the one that asks for more is right.
func (r *Rule) Specific() int {
	n := 0
	for _, d := range r.Needs {
		if !d.Not {
			n += 2
		}
	}
	for _, o := range r.Roles {
		if !o.Optional && (o.Name == "agent" || o.Name == "patient" || o.Name == "agents" || o.Name == "patients") {
			n++
		}
	}
	return n
}

func (s *Set) index() {
	for pos := range s.byTrigger {
		s.byTrigger[pos], s.byGovernor[pos] = map[string][]Match{}, map[string][]GovernorMatch{}
	}
	for _, r := range s.Rules {
		for _, t := range r.Triggers {
			s.byTrigger[t.POS][t.Lemma] = append(s.byTrigger[t.POS][t.Lemma], Match{r, t})
		}
	}
	for _, by := range s.byTrigger {
		for _, ms := range by {
			sort.SliceStable(ms, func(i, j int) bool {
				if a, b := ms[i].Rule.Nominal, ms[j].Rule.Nominal; a != b { // a rule that was written for the noun knows it better
					return b
				}
				return ms[i].Rule.Specific()+2*len(ms[i].Trigger.Rest) > ms[j].Rule.Specific()+2*len(ms[j].Trigger.Rest)
			})
		}
	}
	s.indexWords()
	for _, g := range s.Governors {
		for _, t := range g.Triggers {
			s.byGovernor[t.POS][t.Lemma] = append(s.byGovernor[t.POS][t.Lemma], GovernorMatch{g, t})
		}
	}
	for _, by := range s.byGovernor {
		for _, ms := range by {
			sort.SliceStable(ms, func(i, j int) bool { return len(ms[i].Trigger.Rest) > len(ms[j].Trigger.Rest) })
		}
	}
}

// OfHead reports whether the rule wants something of the word above its trigger.
func (r *Rule) OfHead() bool {
	for i := range r.Needs {
		if n := &r.Needs[i]; !n.Not {
			for _, p := range n.Paths {
				if len(p) == 1 && p[0] == "head" {
					return true
				}
			}
		}
	}
	return false
}
