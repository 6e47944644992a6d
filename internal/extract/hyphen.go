package extract

import (
	"maps"
	"slices"
	"strings"

	"chancery/internal/rule"
	"chancery/nlp"
)

// Treebanks take "consulate-general" apart, and hang its parts up as they please. The nouns with a hyphen that the classes of the rules name are one word here.

// compounds are these nouns and their plurals, with the singular.
type compounds map[string]string

func newCompounds(rules *rule.Set) compounds {
	out := compounds{}
	for _, c := range rules.Classes {
		for w := range c.Words {
			head, tail, ok := strings.Cut(w, "-")
			if ok && head != "" && tail != "" && head != "consul" { // an office, which the gazetteer reads
				out[w] = w
			}
		}
	}
	for _, w := range slices.Sorted(maps.Keys(out)) {
		head, tail, _ := strings.Cut(w, "-")
		for _, many := range []string{w + "s", head + "s-" + tail} {
			if out[many] == "" {
				out[many] = w
			}
		}
	}
	return out
}

// join makes one token of each of these nouns that stands in a sentence.
func (cs compounds) join(s *nlp.Sentence) {
	if !slices.ContainsFunc(s.Tokens, func(t nlp.Token) bool { return t.Form == "-" }) {
		return
	}
	out := s.Tokens[:0]
	for i := 0; i < len(s.Tokens); i++ {
		t := s.Tokens[i]
		if i+2 < len(s.Tokens) && s.Tokens[i+1].Form == "-" {
			h, u := &s.Tokens[i+1], &s.Tokens[i+2]
			if w := t.Form + "-" + u.Form; h.Start == t.End && u.Start == h.End && cs[strings.ToLower(w)] != "" {
				t.Form, t.End = w, u.End
				i += 2
			}
		}
		out = append(out, t)
	}
	s.Tokens = out
}

// name gives these nouns their lemma.
func (cs compounds) name(s *nlp.Sentence) {
	for i := range s.Tokens {
		if t := &s.Tokens[i]; strings.Contains(t.Form, "-") {
			if w := cs[strings.ToLower(t.Form)]; w != "" {
				t.Lemma, t.UPOS = w, "NOUN"
			}
		}
	}
}
