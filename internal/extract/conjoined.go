package extract

import (
	"strings"

	"chancery/nlp"
)

// The second half of a coordination, where a tree has drawn it into the first.

// repairConjoined coordinates a finite verb without a subject with the finite verb above the noun on which a tree hangs it: "breaks relations with Cuba and [closes]
// its embassy".
func repairConjoined(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		n := toks[v].Head
		if toks[v].Rel != "conj" || toks[v].UPOS != "VERB" || !strings.HasPrefix(toks[v].XPOS, "VB") || n < 0 || n >= v || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		cc, obj, own := false, false, false
		for c := range toks {
			if toks[c].Head == v {
				cc = cc || c < v && toks[c].Rel == "cc" && c >= v-2
				obj = obj || toks[c].Rel == "obj"
				own = own || strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "aux") || toks[c].Rel == "mark" || toks[c].Rel == "cop"
			}
			own = own || toks[c].Head == n && toks[c].Rel == "cop"
		}
		h := n
		for k := 0; h >= 0 && toks[h].UPOS != "VERB" && k < maxDepth; k++ {
			h = toks[h].Head
		}
		if cc && obj && !own && h >= 0 && h < n && toks[h].XPOS == toks[v].XPOS && (toks[h].XPOS == "VBZ" || toks[h].XPOS == "VBD") {
			toks[v].Head = h
		}
	}
}

// repairCoupled makes a name behind an "and" the subject of the predicate that follows it without one, where a tree coordinates the name with what stands in the
// first half: "offered to mediate in the dispute and [Qatar] was among those concerned".
func repairCoupled(s *nlp.Sentence) {
	toks := s.Tokens
	for a := 3; a+1 < len(toks); a++ {
		n, v := a-1, toks[a].Head
		if toks[a].UPOS != "AUX" || toks[a].XPOS != "VBD" && toks[a].XPOS != "VBZ" || v < a || toks[v].Head < 0 || toks[n].UPOS != "PROPN" {
			continue
		}
		for toks[n].Rel == "flat" && toks[n].Head >= 0 && toks[n].Head < n {
			n = toks[n].Head
		}
		o := toks[n].Head
		if toks[n].Rel != "conj" || o < 0 || o > n || toks[o].UPOS != "NOUN" && toks[o].UPOS != "PROPN" || toks[o].Rel != "obl" && toks[o].Rel != "nmod" && toks[o].Rel != "obj" {
			continue
		}
		cc, own := -1, false
		for c := range toks {
			if toks[c].Head == n && toks[c].Rel == "cc" && c < n {
				cc = c
			}
			own = own || toks[c].Head == o && toks[c].Form == "between" || toks[c].Head == v && (strings.HasPrefix(toks[c].Rel, "nsubj") || c < n && (toks[c].Rel == "mark" || toks[c].Rel == "cc"))
		}
		h := o
		for k := 0; h >= 0 && toks[h].UPOS != "VERB" && k < maxDepth; k++ {
			h = toks[h].Head
		}
		if cc < 0 || own || h < 0 || under(toks, h, v) {
			continue
		}
		for toks[h].Rel == "xcomp" && toks[h].Head >= 0 && toks[h].Head < h {
			h = toks[h].Head
		}
		toks[v].Head, toks[v].Rel = h, "conj"
		toks[n].Head, toks[n].Rel = v, "nsubj"
		toks[cc].Head = v
	}
}
