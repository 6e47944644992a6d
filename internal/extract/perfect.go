package extract

import (
	"strings"

	"chancery/internal/rule"
	"chancery/nlp"
)

// The perfect and the participle of written history: long clauses between a subject and its verb, whose verb a tree takes for one more participle.

// repairHavingDone makes the verb of a sentence of a word in the past behind a clause with "having", where a tree makes that clause the verb and the word what
// describes its object: "Chad, having failed to obtain support, [severed] relations".
func repairHavingDone(s *nlp.Sentence) {
	toks := s.Tokens
	for h := 2; h+2 < len(toks); h++ {
		if !strings.EqualFold(toks[h].Form, "having") || toks[h].Rel != "aux" || toks[h-1].Form != "," {
			continue
		}
		p := toks[h].Head
		if p < h || toks[p].XPOS != "VBN" && toks[p].XPOS != "VBD" || hasRel(toks, p, "mark", "cop") {
			continue
		}
		subject := -1
		for c := range h {
			if toks[c].Head == p && strings.HasPrefix(toks[c].Rel, "nsubj") {
				subject = c
			}
		}
		if subject < 0 {
			continue
		}
		for w := p + 2; w+1 < len(toks); w++ {
			n := toks[w].Head
			if toks[w-1].Form != "," || n <= w || toks[w].Rel != "amod" && toks[w].Rel != "acl" || !strings.HasSuffix(toks[w].Form, "ed") || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" || !under(toks, n, p) {
				continue
			}
			if !nounPhrase(toks, w+1, n) {
				continue
			}
			toks[w].Head, toks[w].Rel, toks[w].UPOS, toks[w].XPOS, toks[w].Lemma = toks[p].Head, toks[p].Rel, "VERB", "VBD", presentOf(strings.ToLower(toks[w].Form))
			toks[n].Head, toks[n].Rel = w, "obj"
			toks[subject].Head = w
			toks[p].Head, toks[p].Rel = w, "advcl"
			for c := range toks {
				if (toks[c].Head == p || toks[c].Head >= 0 && toks[c].Head < w && toks[c].Head > p) && c > n {
					toks[c].Head = w
				}
			}
			break
		}
	}
}

// nounPhrase reports whether the tokens from a up to the noun n are words before it that hang on it.
func nounPhrase(toks []nlp.Token, a, n int) bool {
	for c := a; c < n; c++ {
		if h := toks[c].Head; h != n && !(h > a && h < n) {
			return false
		}
	}
	return true
}

// repairHavingBehind hangs a clause with "having" behind a comma on the verb before it, where a tree hangs it on a noun that is not its subject: "opened a legation
// that winter, [having] recognised Peru".
func repairHavingBehind(s *nlp.Sentence) {
	toks := s.Tokens
	for h := 2; h+1 < len(toks); h++ {
		if !strings.EqualFold(toks[h].Form, "having") || toks[h].Rel != "aux" || toks[h-1].Form != "," {
			continue
		}
		p := toks[h].Head
		if p < h || toks[p].Rel != "acl" || toks[p].Head < 0 || toks[p].Head > h {
			continue
		}
		n := toks[p].Head
		if strings.HasPrefix(toks[n].Rel, "nsubj") || toks[n].Rel == "root" || toks[n].Rel == "appos" || toks[n].UPOS == "VERB" {
			continue
		}
		if v := verbAbove(toks, n); v >= 0 && v < h && toks[v].UPOS == "VERB" && toks[v].Rel != "acl" {
			toks[p].Head, toks[p].Rel = v, "advcl"
		}
	}
}

// repairBesideObject makes a verb of a word in the past behind "and", where a tree coordinates it with the object of the verb before it and gives that verb a second object:
// "brought a complaint and [severed] relations".
func repairBesideObject(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 3; w+1 < len(toks); w++ {
		o := toks[w].Head
		if toks[w].Rel != "conj" || toks[w].XPOS != "VBN" && toks[w].XPOS != "VBD" || o < 0 || o > w || toks[o].Rel != "obj" || hasRel(toks, w, "obj", "aux", "aux:pass", "nsubj", "nsubj:pass", "cop") {
			continue
		}
		v := toks[o].Head
		if v < 0 || v > o || toks[v].XPOS != "VBD" && !hasRel(toks, v, "aux") {
			continue
		}
		and := w - 1
		for and > o && toks[and].Head == w && toks[and].Rel != "cc" {
			and--
		}
		if toks[and].Rel != "cc" || toks[and].Head != w {
			continue
		}
		for n := w + 1; n < len(toks) && n < w+5; n++ {
			if toks[n].Head == v && toks[n].Rel == "obj" && nounPhrase(toks, w+1, n) {
				toks[w].Head, toks[w].XPOS, toks[n].Head = v, toks[v].XPOS, w
				break
			}
		}
	}
}

// repairPerfectVerb makes the verb of a sentence of one with "had", where a tree makes that of the participle on a noun behind "by": "They had [bound] themselves by a
// pact concluded in 1923".
func repairPerfectVerb(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks { // the subject left behind with the participle
		w := toks[c].Head
		if w < c+2 || toks[c].Rel != "nsubj" || toks[w].Rel != "acl" || toks[w].Head < c || toks[w].Head > w {
			continue
		}
		if v := verbAbove(toks, toks[w].Head); v > c && v < w && toks[v].XPOS == "VBN" && hasRel(toks, v, "aux") && !hasRel(toks, v, "nsubj", "nsubj:pass", "aux:pass", "mark") {
			toks[c].Head = v
		}
	}
	for n := range toks { // what binds oneself is no agent
		if v := toks[n].Head; toks[n].Rel == "obl:agent" && v >= 0 && v < n && hasRel(toks, v, "nsubj") && hasRel(toks, v, "obj") && !hasRel(toks, v, "aux:pass") {
			toks[n].Rel = "obl"
		}
	}
	for v := range toks {
		w := toks[v].Head
		if toks[v].Rel != "advcl" || toks[v].XPOS != "VBN" || w < v+2 || toks[w].XPOS != "VBD" && toks[w].XPOS != "VBN" || hasRel(toks, v, "mark", "nsubj", "nsubj:pass") || hasRel(toks, w, "aux", "aux:pass", "obj", "cop") {
			continue
		}
		had := false
		for c := range v {
			had = had || toks[c].Head == v && toks[c].Rel == "aux" && (toks[c].XPOS == "VBD" || toks[c].XPOS == "VBZ" || toks[c].XPOS == "VBP")
		}
		n := w - 1
		if !had || toks[n].Head != w || toks[n].Rel != "obl:agent" && toks[n].Rel != "obl" || toks[n].UPOS != "NOUN" || !caseIn(toks, n, "by", "in", "under", "to") {
			continue
		}
		toks[v].Head, toks[v].Rel = toks[w].Head, toks[w].Rel
		for c := range toks {
			if toks[c].Head == w && (c < n || toks[c].Rel == "punct") {
				toks[c].Head = v
			}
		}
		toks[w].Head, toks[w].Rel, toks[w].XPOS = n, "acl", "VBN"
		toks[n].Head, toks[n].Rel = v, "obl"
	}
}

// repairBetweenRulers coordinates a name behind "between" with the one that is named by what he rules, where a tree coordinates it with that: "between Ali of Chad and
// [Peru]".
func repairBetweenRulers(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		y := toks[c].Head
		if toks[c].Rel != "conj" || toks[c].UPOS != "PROPN" && toks[c].UPOS != "NOUN" || y < 0 || y > c || toks[y].Rel != "nmod" || !caseIn(toks, y, "of") {
			continue
		}
		x := toks[y].Head
		if x >= 0 && x < y && caseIn(toks, x, "between") && !hasRel(toks, x, "conj") && toks[x].XPOS != "NNS" {
			toks[c].Head = x
		}
	}
}

// repairDescribing makes a participle of a word in the past that describes a noun and has no subject: "an agreement between Peru and Chile [signed] in 1828".
func repairDescribing(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		switch strings.ToLower(toks[v+1].Form) {
		case "in", "on", "at", "by":
		default:
			continue
		}
		if toks[v].Rel == "acl" && toks[v].XPOS == "VBD" && toks[v].Head >= 0 && toks[v].Head < v && toks[toks[v].Head].UPOS != "VERB" && strings.HasSuffix(toks[v].Form, "ed") && !hasRel(toks, v, "nsubj", "nsubj:pass", "obj", "aux", "aux:pass", "mark", "ccomp") {
			toks[v].XPOS = "VBN"
		}
	}
}

// repairTreatySigned hangs a participle behind a comma on the treaty that is named before it, where a tree hangs it on the verb: "ceded the port by the Treaty of Aral,
// [signed] in 1812".
func repairTreatySigned(s *nlp.Sentence, treaties *rule.Class) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		if toks[v].Rel != "advcl" || toks[v].XPOS != "VBN" || toks[v-1].Form != "," || !deeds[toks[v].Lemma] || toks[v].Head < 0 || toks[v].Head > v || hasRel(toks, v, "nsubj", "aux", "aux:pass", "mark", "obj") {
			continue
		}
		for n, k := v-2, 0; n >= 0 && n != toks[v].Head && k < maxDepth; n, k = toks[n].Head, k+1 {
			if toks[n].UPOS != "VERB" && treaties.Has(strings.ToLower(toks[n].Lemma)) {
				toks[v].Head, toks[v].Rel = n, "acl"
				break
			}
		}
	}
}

// repairSaving makes exceptions of the names behind "save" or its like and a noun with "all", which a tree makes a clause: "All states [save Chad and Peru] had broken
// off relations".
func repairSaving(s *nlp.Sentence) {
	toks := s.Tokens
	for k := 2; k+3 < len(toks); k++ {
		n := k - 1
		switch strings.ToLower(toks[k].Form) {
		case "save", "barring", "excepting", "except", "bar", "but":
		default:
			continue
		}
		all := false
		for c := max(0, n-3); c < n; c++ {
			w := strings.ToLower(toks[c].Form)
			all = all || w == "all" || w == "every" || w == "most"
		}
		if !all || toks[n].UPOS != "NOUN" || toks[k+1].UPOS != "PROPN" && toks[k+1].UPOS != "DET" && !(toks[k+1].UPOS == "ADP" && toks[k+1].Form == "for") {
			continue
		}
		last := k // of the names
		for last+1 < len(toks) && (toks[last+1].UPOS == "PROPN" || toks[last+1].UPOS == "DET" || toks[last+1].Form == "," || toks[last+1].Form == "and" || toks[last+1].Form == "for") {
			last++
		}
		v := last + 1
		for v < len(toks) && (toks[v].UPOS == "AUX" || toks[v].UPOS == "ADV") {
			v++
		}
		if v >= len(toks) || toks[v].UPOS != "VERB" || toks[v].XPOS == "VB" || toks[v].XPOS == "VBG" {
			continue
		}
		if toks[v].Head == k || toks[k].Head == v || toks[k].Head < 0 {
			toks[v].Head, toks[v].Rel = toks[k].Head, toks[k].Rel
		}
		if toks[v].Head == v || under(toks, toks[v].Head, k) {
			toks[v].Head, toks[v].Rel = -1, "root"
		}
		first := -1
		for c := k + 1; c <= last; c++ {
			if toks[c].UPOS != "PROPN" || c < last && toks[c+1].UPOS == "PROPN" {
				continue
			}
			if first < 0 {
				first = c
				toks[c].Head, toks[c].Rel = n, "nmod"
			} else {
				toks[c].Head, toks[c].Rel = first, "conj"
			}
		}
		if first < 0 {
			continue
		}
		for c := k + 1; c <= last; c++ {
			if toks[c].UPOS == "CCONJ" || toks[c].UPOS == "PUNCT" {
				toks[c].Head = first
			}
		}
		toks[k].Head, toks[k].Rel, toks[k].UPOS, toks[k].XPOS = first, "case", "ADP", "IN"
		toks[n].Head, toks[n].Rel = v, "nsubj"
		for c := range toks {
			if toks[c].Head == k && c != v {
				toks[c].Head = v
			}
		}
	}
}

// repairFrontedHaving makes the main verb of one behind a clause with "having" that opens a sentence, where a tree draws the subject into that clause: "Having failed to win
// over the ministers, Chad, which had concluded a treaty, [recalled] its envoy".
func repairFrontedHaving(s *nlp.Sentence) {
	toks := s.Tokens
	if len(toks) < 6 || !strings.EqualFold(toks[0].Form, "having") || toks[0].Rel != "aux" {
		return
	}
	p := toks[0].Head
	if p < 1 || toks[p].Rel != "root" || toks[p].XPOS != "VBN" && toks[p].XPOS != "VBD" {
		return
	}
	n := -1 // the subject: a name behind a comma, before another comma or the verb
	for c := p + 1; c < len(toks); c++ {
		if toks[c].UPOS == "PROPN" && (toks[c].Rel == "appos" || toks[c].Rel == "conj" || strings.HasPrefix(toks[c].Rel, "nsubj")) && toks[c-1].Form == "," && c+1 < len(toks) {
			n = c
			break
		}
	}
	if n < 0 {
		return
	}
	v := -1
	aside := toks[n+1].Form == ","
	for c := n + 1; c < len(toks); c++ {
		if toks[c].UPOS != "VERB" || toks[c].XPOS != "VBD" && toks[c].XPOS != "VBN" {
			continue
		}
		if aside && toks[c-1].Form == "," && c > n+2 || !aside && c == n+1 {
			v = c
			break
		}
	}
	if v < 0 || under(toks, v, n) && toks[v].Rel == "acl" || hasRel(toks, v, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "cc") {
		return
	}
	toks[v].Head, toks[v].Rel, toks[v].XPOS = -1, "root", "VBD"
	toks[p].Head, toks[p].Rel = v, "advcl"
	for c := n + 1; c < v; c++ { // the clause on the subject
		if toks[c].Rel == "acl:relcl" && toks[c].Head < n {
			toks[c].Head = n
		}
	}
	toks[n].Head, toks[n].Rel = v, "nsubj"
	for c := v + 1; c < len(toks); c++ {
		if h := toks[c].Head; h >= 0 && h < v {
			toks[c].Head = v
		}
	}
}

// repairNotContent hangs what somebody is "not content with" doing on the verb behind: "Not content with [breaking off] relations, Chad recognised Peru".
func repairNotContent(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 3; v+2 < len(toks); v++ {
		c := v - 2
		if toks[v].XPOS != "VBG" || !strings.EqualFold(toks[v-1].Form, "with") || !strings.EqualFold(toks[c].Form, "content") && !strings.EqualFold(toks[c].Form, "satisfied") || !strings.EqualFold(toks[c-1].Form, "not") || toks[v].Head != c {
			continue
		}
		if h := toks[c].Head; h > v && toks[h].UPOS == "VERB" {
			toks[v].Head, toks[v].Rel = h, "advcl"
		}
	}
}

// repairLaidClaim makes the object of "laid" of the "claim" behind it, where a tree takes it for a verb: "Chad laid [claim] to the strip".
func repairLaidClaim(s *nlp.Sentence) {
	toks := s.Tokens
	for c := 1; c+1 < len(toks); c++ {
		v := c - 1
		if f := strings.ToLower(toks[c].Form); f != "claim" && f != "siege" || toks[c].UPOS != "VERB" || !strings.EqualFold(toks[c+1].Form, "to") {
			continue
		}
		switch strings.ToLower(toks[v].Form) {
		case "laid", "lays", "lay", "laying":
		default:
			continue
		}
		if under(toks, v, c) {
			toks[v].Head, toks[v].Rel = toks[c].Head, toks[c].Rel
		}
		for k := range toks {
			if toks[k].Head == c && k != v {
				toks[k].Head = v
			}
		}
		toks[c].Head, toks[c].Rel, toks[c].UPOS, toks[c].XPOS = v, "obj", "NOUN", "NN"
		toks[v].UPOS = "VERB"
	}
}
