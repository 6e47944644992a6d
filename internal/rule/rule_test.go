package rule_test

import (
	"testing"

	"chancery/data"
	"chancery/internal/rule"
)

func TestLoad(t *testing.T) {
	s, err := rule.Load(data.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rules) == 0 || len(s.Governors) == 0 {
		t.Fatalf("%d rules, %d governors", len(s.Rules), len(s.Governors))
	}
}

// TestEveryRuleIsShown holds that each rule carries a sentence that it must read and a near miss that it must not.
func TestEveryRuleIsShown(t *testing.T) {
	s, err := rule.Load(data.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Rules {
		if r.Nominal { // shown by the examples of nominals and of the rule it is made of
			continue
		}
		var yes, no bool
		for _, e := range r.Examples {
			yes, no = yes || !e.Not, no || e.Not
		}
		if !yes || !no {
			t.Errorf("%s:%d: rule %s: an example: %v, a near miss: %v", r.File, r.Line, r.Name, yes, no)
		}
	}
}

// TestClassesOfTheTable holds that the classes which rules and gazetteer share have their words from the table alone: a word that a rules file adds to one of
// them would be lacking in the gazetteer.
func TestClassesOfTheTable(t *testing.T) {
	files, err := rule.Files(data.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	const table = "parties/apart.tsv"
	alone, err := rule.Parse(map[string]string{table: files[table]})
	if err != nil {
		t.Fatal(err)
	}
	all, err := rule.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(alone.Classes) != 3 {
		t.Errorf("%d classes in %s, where @against-state, @business and @civilian belong", len(alone.Classes), table)
	}
	for name, c := range alone.Classes {
		for w := range all.Classes[name].Words {
			if !c.Words[w] {
				t.Errorf("%s: %q is in a rules file; it belongs in data/%s", name, w, table)
			}
		}
		if len(c.Phrases) != len(all.Classes[name].Phrases) {
			t.Errorf("%s: a phrase is in a rules file; it belongs in data/%s", name, table)
		}
	}
}

// TestErrors holds that what is wrong in a rule file is said with its place.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"rule a\nkind visit\n", "x.rules:1: rule a has no trigger"},
		{"rule a\nverb go\n", "x.rules:1: rule a has no kind"},
		{"verb go\n", "x.rules:1: \"verb\" stands outside a rule"},
		{"rule a\nkind visit\nverb @nobody\n", "x.rules:3: there is no class @nobody"},
		{"rule a\nkind visit\nverb go\nagent subj : king\n", "x.rules:4: \"king\" is no type"},
		{"rule a\nkind visit\nverb go\n+ \"open\n", "x.rules:4: an example without an end"},
		{"rule a\nkind visit\nverbs go\n", "x.rules:3: \"verbs\" is no directive"},
		{"rule a\nkind visit\nverb go\nagent subject\n", "x.rules:4: \"subject\" is no slot"},
		{"rule a\nrule a\n", "x.rules:1: rule a has no kind"},
		{"class relation = tie\n", "x.rules:1: a class needs a name that begins with @ and words"},
	} {
		_, err := rule.Parse(map[string]string{"x.rules": c.text})
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("class @x = a | b c\nrule r\nkind visit\nverb go | @x\nneed obj.with,in @x | y : state\nagent? subj + by | obj\n+ \"A.\" => B > C ; 1999 ; denied\n- \"D.\"\n")
	f.Add("governor g\nverb say\nmodality denied\nspeaker\n")
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := rule.Parse(map[string]string{"f.rules": text}); err == nil {
			for _, r := range s.Rules {
				r.Specific()
			}
		}
	})
}

// TestNominals holds that a rule of verbs gets one of their nouns, with an agent of its own, where its kind has no rule for the noun.
func TestNominals(t *testing.T) {
	s, err := rule.Parse(map[string]string{"a.rules": `nominal donate = donation
nominal grant = grant
nominal break off = breaking off
rule give
kind aid
verb donate | grant | break off
agent? subj | obj.poss
patient to
lone
rule gift
kind aid
noun grant
agent subj
patient to
`})
	if err != nil {
		t.Fatal(err)
	}
	found := s.Find(rule.Noun, "donation")
	if len(found) != 1 || found[0].Rule.Name != "give.act" || found[0].Rule.Lone {
		t.Fatalf("donation: %+v", found)
	}
	if a := found[0].Rule.Roles[0]; a.Optional || len(a.Paths) != 1 {
		t.Errorf("its agent: %+v", a)
	}
	if found = s.Find(rule.Noun, "grant"); len(found) != 1 || found[0].Rule.Name != "gift" {
		t.Errorf("grant: %+v", found)
	}
	if found = s.Find(rule.Noun, "breaking"); len(found) != 1 || len(found[0].Trigger.Rest) != 1 {
		t.Errorf("breaking off: %+v", found)
	}
}
