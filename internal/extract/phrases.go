package extract

import (
	"strings"

	"chancery/nlp"
)

// Set phrases of which a tree makes too much: a full title, how strongly something is said, how long it took.

// repairStricken makes an adjective of a participle with a hyphen before a name, where a tree makes the name its object: "to flood-[stricken] Chad".
func repairStricken(s *nlp.Sentence) {
	toks := s.Tokens
	for p := 2; p+1 < len(toks); p++ {
		if toks[p-1].Form != "-" || toks[p-2].UPOS != "NOUN" || toks[p].Head < 0 || toks[p].Head >= p-2 {
			continue
		}
		n := p + 1
		for n < len(toks) && toks[n].XPOS == "NNP" && (toks[n].Head != p || toks[n].Rel != "obj") {
			n++
		}
		if n >= len(toks) || toks[n].Head != p || toks[n].Rel != "obj" || toks[n].XPOS != "NNP" {
			continue
		}
		for c := range p {
			if h := toks[c].Head; (h == p || h == p-2) && (toks[c].Rel == "case" || toks[c].Rel == "det" || toks[c].Rel == "cc") {
				toks[c].Head = n
			}
		}
		toks[n].Head, toks[n].Rel = toks[p].Head, toks[p].Rel
		if toks[p].Rel == "advcl" || toks[p].Rel == "xcomp" {
			toks[n].Rel = "obl"
		} else if toks[p].Rel == "acl" {
			toks[n].Rel = "nmod"
		}
		for c := range toks { // what hung behind
			if c > n && toks[c].Head == p {
				toks[c].Head = toks[n].Head
			}
		}
		toks[p].Head, toks[p].Rel, toks[p].XPOS, toks[p].UPOS = n, "amod", "JJ", "ADJ"
	}
}

// repairBeside makes an apposition of what a name before it is called by, where a tree has both as subjects: "Chad, a [country] that closed its embassy, reopened it".
func repairBeside(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n < len(toks); n++ {
		v := toks[n].Head
		if v <= n || toks[n].Rel != "nsubj" || toks[n].UPOS != "NOUN" || !stateCalled[strings.ToLower(toks[n].Lemma)] {
			continue
		}
		left := n
		for c := range n {
			if toks[c].Head == n && c < left && toks[c].Rel != "punct" {
				left = c
			}
		}
		if a := left - 2; a >= 0 && toks[left-1].Form == "," && toks[a].UPOS == "PROPN" && toks[a].Head == v && toks[a].Rel == "nsubj" && toks[left].UPOS == "DET" {
			toks[n].Head, toks[n].Rel = a, "appos"
		}
	}
}

// repairFirstTime makes an auxiliary of the "have" before a time, where a tree hangs the participle on that: "has for the first time [named] it", "has in recent
// years [tilted] towards it".
func repairFirstTime(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 4; v < len(toks); v++ {
		n := toks[v].Head
		if n < 2 || n != v-1 || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || !spans[toks[n].Lemma] || !caseIn(toks, n, "for", "in", "over", "during") {
			continue
		}
		h := toks[n].Head
		if h < 0 || h > n || toks[h].Lemma != "have" || hasObject(toks, h) {
			continue
		}
		toks[v].Head, toks[v].Rel, toks[v].XPOS, toks[v].UPOS = toks[h].Head, toks[h].Rel, "VBN", "VERB"
		for c := range toks {
			if toks[c].Head == h {
				toks[c].Head = v
			}
		}
		toks[h].Head, toks[h].Rel, toks[h].UPOS = v, "aux", "AUX"
	}
}

// spans are nouns for a time.
var spans = map[string]bool{"time": true, "day": true, "week": true, "month": true, "year": true, "decade": true, "century": true, "past": true}

// repairTook gives a verb the subject that a tree hangs elsewhere: "it took ten years for [Peru] to recognise it", "it took [Peru] ten years to".
func repairTook(s *nlp.Sentence) {
	toks := s.Tokens
	for to := 4; to+1 < len(toks); to++ {
		v := toks[to].Head
		if !strings.EqualFold(toks[to].Form, "to") || toks[to].Rel != "mark" || v <= to || v > to+2 || toks[v].XPOS != "VB" {
			continue
		}
		took, f := -1, -1
		for c := 1; c < to; c++ {
			if toks[c].Lemma == "take" && toks[c].UPOS == "VERB" && (strings.EqualFold(toks[c-1].Form, "it") || toks[c].XPOS == "VB") {
				took = c
			} else if took >= 0 && strings.EqualFold(toks[c].Form, "for") && toks[c].Rel == "case" {
				f = c
			}
		}
		n := -1
		for c := took + 1; took >= 0 && c < to; c++ {
			if toks[c].Head == took && (toks[c].Rel == "iobj" || toks[c].Rel == "obj") && toks[c].UPOS == "PROPN" {
				n = c
			}
		}
		if f >= 0 && toks[f].Head > f && toks[f].Head < to {
			n = toks[f].Head
			toks[f].Head, toks[f].Rel = v, "mark"
		}
		if n < 0 {
			continue
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		toks[v].Head, toks[v].Rel = took, "csubj"
	}
}

// repairExtraordinary makes an envoy of a rank that a tree has as the name: "Ambassador [Extraordinary and Plenipotentiary] to Chad".
func repairExtraordinary(s *nlp.Sentence) {
	toks := s.Tokens
	for x := 1; x < len(toks); x++ {
		a := x - 1
		if !strings.EqualFold(toks[x].Form, "extraordinary") || toks[a].Head != x || !envoyRanks[strings.ToLower(toks[a].Lemma)] {
			continue
		}
		rank := map[int]bool{x: true}
		for c := x + 1; c < len(toks) && c < x+5; c++ {
			if strings.EqualFold(toks[c].Form, "plenipotentiary") && toks[c].Head == x {
				rank[c] = true
			}
		}
		toks[a].Head, toks[a].Rel, toks[a].UPOS, toks[a].XPOS = toks[x].Head, toks[x].Rel, "NOUN", "NN"
		toks[a].Lemma = strings.ToLower(toks[a].Lemma)
		for c := range toks {
			if c != a && rank[toks[c].Head] && !rank[c] && toks[c].Rel != "cc" && toks[c].Rel != "punct" {
				toks[c].Head = a
			}
		}
		toks[x].Head, toks[x].Rel = a, "amod"
	}
}

// envoyRanks are the envoys of whom a full title says that they are extraordinary.
var envoyRanks = map[string]bool{"ambassador": true, "envoy": true}

// repairTerms gives a verb the object that a tree draws into how strongly it is said: "condemned in the strongest terms the [raid]".
func repairTerms(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 3; t+1 < len(toks); t++ {
		v := toks[t].Head
		if toks[t].Lemma != "term" || v < 0 || v != t-3 && v != t-4 && v != t-5 || !strings.HasPrefix(toks[v].XPOS, "VB") || hasObject(toks, v) || !caseIn(toks, t, "in") {
			continue
		}
		for c := t + 1; c < len(toks); c++ {
			within := toks[c].Head == t && (strings.HasPrefix(toks[c].Rel, "acl") || toks[c].Rel == "nmod:unmarked" || toks[c].Rel == "appos")
			beside := toks[c].Head == v && toks[c].Rel == "obl" && !preposed(toks, c)
			if !within && !beside {
				continue
			}
			det := false
			for k := t + 1; k < c; k++ {
				det = det || toks[k].Head == c && (toks[k].Rel == "det" || toks[k].Rel == "nmod:poss")
			}
			if det {
				toks[c].Head, toks[c].Rel = v, "obj"
				if toks[c].UPOS == "VERB" {
					toks[c].UPOS, toks[c].XPOS = "NOUN", "NN"
				}
				break
			}
		}
	}
}

// repairDue makes a predicate of a "due" that a tree takes for a conjunction: "are [due] to resume talks".
func repairDue(s *nlp.Sentence) {
	toks := s.Tokens
	for d := range toks {
		v := toks[d].Head
		if !strings.EqualFold(toks[d].Form, "due") || toks[d].Rel != "mark" || v <= d || d+1 >= len(toks) || !strings.EqualFold(toks[d+1].Form, "to") || toks[v].XPOS != "VB" {
			continue
		}
		be := false
		for c := 0; c < d; c++ {
			be = be || toks[c].Head == v && toks[c].Rel == "cop"
		}
		if !be {
			continue
		}
		toks[d].Head, toks[d].Rel, toks[d].UPOS, toks[d].XPOS = toks[v].Head, toks[v].Rel, "ADJ", "JJ"
		for c := 0; c < d; c++ {
			if toks[c].Head == v {
				toks[c].Head = d
				if toks[c].Rel == "nsubj:outer" {
					toks[c].Rel = "nsubj"
				}
			}
		}
		toks[d+1].Head, toks[d+1].Rel = v, "mark"
		toks[v].Head, toks[v].Rel = d, "xcomp"
	}
}

// repairInAnswer hangs what an act answers on the noun that says so, where a tree hangs it on the act: "closed it in reprisal for the [raid]".
func repairInAnswer(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 1; n+2 < len(toks); n++ {
		if !inAnswer[toks[n].Lemma] || toks[n].Rel != "obl" && toks[n].Rel != "nmod" || !strings.EqualFold(toks[n-1].Form, "in") || toks[n-1].Head != n || toks[n+1].Rel != "case" {
			continue
		}
		switch t := toks[n+1].Head; strings.ToLower(toks[n+1].Form) {
		case "to", "for", "against", "at", "over":
			if t > n && toks[t].Head == toks[n].Head && (toks[t].Rel == "obl" || toks[t].Rel == "nmod") {
				toks[t].Head, toks[t].Rel = n, "nmod"
			}
		}
	}
}

// repairOfGerund makes an adjective of a participle that a tree hangs beside the noun that it stands before: "a sign of [warming] relations".
func repairOfGerund(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		c, n := v-1, v+1
		if toks[v].XPOS != "VBG" || toks[v].Rel != "acl" || toks[c].Head != n || toks[c].Form != "of" || toks[n].UPOS != "NOUN" || toks[n].Rel != "nmod" || toks[n].Head != toks[v].Head {
			continue
		}
		toks[v].Head, toks[v].Rel = n, "amod"
	}
}
