package extract

import (
	"strings"

	"chancery/nlp"
)

// What somebody or something is called, where a tree makes another thing of it.

// repairNamed makes a name behind a verb without an object its object: "called [President Aliyev]", where a tree has what he was called.
func repairNamed(s *nlp.Sentence) {
	toks := s.Tokens
	for n := range toks {
		v := toks[n].Head
		if v < 0 || v > n || toks[n].Rel != "xcomp" || toks[n].UPOS != "PROPN" || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		ok := true
		for c := range toks {
			ok = ok && !(toks[c].Head == v && (toks[c].Rel == "obj" || strings.HasSuffix(toks[c].Rel, ":pass")) ||
				toks[c].Head == n && (toks[c].Rel == "case" || toks[c].Rel == "mark" || toks[c].Rel == "cop"))
		}
		if ok && strings.ToLower(toks[v].Lemma) != "become" && strings.ToLower(toks[v].Lemma) != "remain" {
			toks[n].Rel = "obj"
		}
	}
}

// repairCalled hangs what something is called on the verb, where a tree makes an object of the noun before of it, or a second object, or the object of a passive:
// "called the raid [a crime]", "is regarded [a crime]".
func repairCalled(s *nlp.Sentence) {
	toks := s.Tokens
	for n := range toks {
		if o := calledBefore(toks, n); o >= 0 {
			toks[o].Rel = "obj"
		}
		if toks[n].Rel != "obj" || toks[n].UPOS != "NOUN" || toks[n].Head < 0 || toks[n].Head > n {
			continue
		}
		if v := toks[n].Head; naming[toks[v].Lemma] {
			for o := range n {
				if toks[o].Head == v && (o > v && toks[o].Rel == "obj" && toks[o].UPOS != "PRON" || toks[o].Rel == "aux:pass") {
					toks[n].Rel = "xcomp"
				}
			}
			continue
		}
		if o := toks[n].Head; toks[o].UPOS == "NOUN" && toks[o].Rel == "obj" || calledDeed(toks, o) {
			if v := toks[o].Head; v >= 0 && v < o && naming[toks[v].Lemma] {
				toks[n].Head, toks[n].Rel = v, "xcomp"
				if toks[o].Rel = "obj"; toks[o].UPOS == "VERB" {
					toks[o].UPOS, toks[o].XPOS, toks[o].Lemma = "NOUN", "NN", strings.ToLower(toks[o].Form)
				}
			}
		}
	}
}

// calledBefore returns the noun before token n that a tree has as what something is called too, where n is that: "called Sudan's [raid] unacceptable". -1 for none.
func calledBefore(toks []nlp.Token, n int) int {
	v := toks[n].Head
	if v < 0 || v > n || toks[n].Rel != "xcomp" || !naming[toks[v].Lemma] {
		return -1
	}
	o := -1
	for c := v + 1; c < n; c++ {
		switch {
		case toks[c].Head != v:
		case toks[c].Rel == "obj":
			return -1
		case toks[c].Rel == "xcomp" && toks[c].UPOS == "NOUN":
			o = c
		}
	}
	return o
}

// calledDeed reports whether t, which a tree takes for a verb below one of naming, is a noun: somebody's, or with an article. "Called [Sudan's raid] a crime".
func calledDeed(toks []nlp.Token, t int) bool {
	if toks[t].UPOS != "VERB" && toks[t].UPOS != "NOUN" || toks[t].Rel != "xcomp" && toks[t].Rel != "ccomp" && toks[t].Rel != "obj" || strings.HasSuffix(toks[t].Form, "ed") || strings.HasSuffix(toks[t].Form, "ing") {
		return false
	}
	for c := t - 1; c >= 0 && c > t-6; c-- {
		if toks[c].Head == t {
			return toks[c].Rel == "nmod:poss" || toks[c].Rel == "det" || toks[c].Rel == "amod"
		}
	}
	return false
}

// repairNaming parts what something is called from the noun before it, where a tree draws both into one: "called the veto ["blackmail"]", "termed Chad's ban [illegal]".
func repairNaming(s *nlp.Sentence) {
	toks := s.Tokens
	for x := range toks {
		y := toks[x].Head
		if y <= x || toks[x].Rel != "compound" || toks[x].UPOS != "NOUN" || toks[y].Rel != "obj" && toks[y].Rel != "xcomp" {
			continue
		}
		v := toks[y].Head
		if v < 0 || v > x || !naming[toks[v].Lemma] {
			continue
		}
		apart := toks[y].UPOS == "ADJ"
		for c := range toks {
			apart = apart || c > x && c < y && toks[c].UPOS == "PUNCT" || c < x && toks[c].Head == x && (toks[c].Rel == "det" || toks[c].Rel == "nmod:poss")
		}
		if !apart {
			continue
		}
		for c := range x {
			if c > v && toks[c].Head == y {
				toks[c].Head = x
			}
		}
		toks[x].Head, toks[x].Rel, toks[y].Rel = v, "obj", "xcomp"
	}
}

// naming are verbs of which a second noun tells what their object is said to be.
var naming = map[string]bool{"call": true, "label": true, "brand": true, "term": true, "name": true, "declare": true, "deem": true, "consider": true, "dub": true, "proclaim": true, "find": true, "pronounce": true, "regard": true, "designate": true}

// repairPersona makes "persona non grata", in quotes or not, what somebody is declared, where a tree hangs it on the verb as a noun without a preposition.
func repairPersona(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t < len(toks); t++ {
		if !strings.HasPrefix(strings.ToLower(toks[t].Form), "persona") || toks[t].Form == toks[t-1].Form || withCase(toks, t) || t+1 < len(toks) && !strings.EqualFold(toks[t+1].Form, "non") {
			continue
		}
		h := verbAbove(toks, toks[t].Head)
		if h >= 0 && h < t && declaring[toks[h].Lemma] && (toks[t].Rel == "obl" || toks[t].Rel == "dep" || toks[t].Rel == "parataxis" || toks[t].Rel == "appos" || toks[t].Rel == "conj" || toks[t].Rel == "nmod") {
			toks[t].Head, toks[t].Rel = h, "xcomp"
			listObjects(toks, h, t)
		}
	}
}

// listObjects coordinates with the object of the verb v the nouns of the same word before token end that a tree hangs on a name between them: "declared two diplomats
// from Chad and [three diplomats] from Niger".
func listObjects(toks []nlp.Token, v, end int) {
	obj := -1
	for c := v + 1; c < end; c++ {
		if toks[c].Head == v && toks[c].Rel == "obj" {
			obj = c
		}
	}
	for c := obj + 1; obj >= 0 && c < end; c++ {
		n := toks[c].Head
		if toks[c].Lemma != toks[obj].Lemma || toks[c].Rel != "conj" && toks[c].Rel != "appos" || n <= obj || toks[n].UPOS != "PROPN" {
			continue
		}
		toks[c].Head, toks[c].Rel = obj, "conj"
		if toks[n].Head == v && toks[n].Rel == "obl" {
			toks[n].Head, toks[n].Rel = obj, "nmod"
		}
	}
}

// declaring are verbs that say what somebody is held to be.
var declaring = map[string]bool{"declare": true, "name": true, "pronounce": true, "proclaim": true, "label": true, "brand": true}
