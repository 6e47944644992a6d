package extract

import (
	"strings"

	"chancery/nlp"
)

// repair mends what no reader of English would build: a verb with a subject of its own that a tree hangs on its object as if it
// were an adjective ("Iran [severed] relations"). It changes s.
func repair(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "amod" || n <= v || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		subject := -1
		for c := range toks {
			if c < v && (toks[c].Head == v || toks[c].Head == n) && strings.HasPrefix(toks[c].Rel, "nsubj") {
				subject = c
			}
		}
		if subject < 0 || finiteAbove(toks, n) {
			continue
		}
		toks[v].Head, toks[v].Rel = toks[n].Head, toks[n].Rel
		if toks[v].XPOS == "VBN" {
			toks[v].XPOS = "VBD"
		}
		toks[v].UPOS = "VERB"
		toks[n].Head, toks[n].Rel = v, "obj"
		toks[subject].Head, toks[subject].Rel = v, "nsubj"
		for c := range toks {
			if toks[c].Head == n && c != v && (toks[c].Rel == "punct" || c < v) {
				toks[c].Head = v
			}
		}
	}
}

// finiteAbove reports whether n is an argument of a verb already: then the participle before it may well be an adjective.
func finiteAbove(toks []nlp.Token, n int) bool {
	switch toks[n].Rel {
	case "obj", "obl", "nmod", "nsubj", "nsubj:pass", "iobj":
		return true
	}
	return false
}
