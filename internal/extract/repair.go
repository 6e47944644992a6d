package extract

import (
	"strings"

	"chancery/internal/rule"
	"chancery/nlp"
)

// seat is the relation of a place to the mission named by it: "Embassy Manama", "Legation Tirana".
const seat = "nmod:seat"

// repair mends what no reader of English would build. It changes s.
func repair(s *nlp.Sentence, missions *rule.Class) {
	repairVerbs(s)
	if missions != nil {
		repairSeats(s, missions)
	}
}

// repairSeats makes a mission the head of the place that it is called by.
func repairSeats(s *nlp.Sentence, missions *rule.Class) {
	toks := s.Tokens
	for m := range toks {
		c := m + 1
		if c >= len(toks) || !missions.Words[strings.ToLower(toks[m].Form)] || toks[m].UPOS != "PROPN" || toks[c].UPOS != "PROPN" {
			continue
		}
		head := c // the last word of the place's name
		for head+1 < len(toks) && toks[head+1].UPOS == "PROPN" && (toks[head].Head == head+1 || toks[head+1].Head == head || toks[head+1].Head == c) {
			head++
		}
		for k := c; k <= head; k++ {
			if toks[k].Head < m || toks[k].Head > head {
				head = k
				break
			}
		}
		if toks[m].Head == head {
			toks[m].Head, toks[m].Rel = toks[head].Head, toks[head].Rel
			toks[head].Head, toks[head].Rel = m, seat
			for k := range toks {
				if toks[k].Head == head && (k < m || k > head) {
					toks[k].Head = m
				}
			}
		} else if toks[head].Head == m {
			toks[head].Rel = seat
		}
	}
}

// repairVerbs raises a verb with a subject of its own that a tree hangs on its object as if it were an adjective: "Iran [severed] relations".
func repairVerbs(s *nlp.Sentence) {
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
		adjective := false // "the protecting power": what stands before a participle that is one
		for c := range toks {
			adjective = adjective || toks[c].Head == n && (toks[c].Rel == "cop" || c < v && c > subject && (toks[c].Rel == "det" || toks[c].Rel == "case" || toks[c].Rel == "nmod:poss" || toks[c].Rel == "amod"))
		}
		if subject < 0 || adjective || finiteAbove(toks, n) {
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
