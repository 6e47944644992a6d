package extract

import (
	"slices"
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
				obj = obj || toks[c].Rel == "obj" || toks[c].Rel == "obl"
				own = own || strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "aux") || toks[c].Rel == "mark" || toks[c].Rel == "cop"
			}
			own = own || toks[c].Head == n && toks[c].Rel == "cop"
		}
		h := n
		h = verbAbove(toks, h)
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
		h = verbAbove(toks, h)
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

// repairNewSubject makes a noun behind a comma and an "and" the subject of the verb right behind its phrase, where a tree coordinates the noun with what stands before and
// gives the verb no subject: "condemned the raid, and [relations] between Chad and Libya cooled".
func repairNewSubject(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n < len(toks); n++ {
		o := toks[n].Head
		if toks[n].Rel != "conj" || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" || o < 0 || o > n || toks[o].UPOS == "VERB" || hasRel(toks, n, "case") || !commaAnd(toks, n) {
			continue
		}
		h, list := o, toks[o].Rel == "conj" // "Chad, Mali, and Niger"
		for c := o + 1; c < n; c++ {
			list = list || toks[c].Head == o && toks[c].Rel == "conj"
		}
		if list {
			continue
		}
		h = verbAbove(toks, h)
		v := behindPhrase(toks, n)
		if v < 0 && n+1 < len(toks) && toks[n+1].XPOS == "VBN" && toks[n+1].UPOS == "VERB" && toks[n+1].Rel == "conj" {
			v = n + 1
		}
		if v < 0 || h < 0 || h > o || hasRel(toks, v, "nsubj", "nsubj:pass", "csubj", "cc", "mark") || !(toks[v].Rel == "conj" && toks[v].Head == h || toks[v].Rel == "acl" && toks[v].Head == n && toks[v].XPOS == "VBD") {
			continue
		}
		toks[v].Head, toks[v].Rel = h, "conj"
		toks[n].Head, toks[n].Rel = v, "nsubj"
		if hasRel(toks, v, "aux:pass") {
			toks[n].Rel = "nsubj:pass"
		} else if toks[v].XPOS == "VBN" && !hasRel(toks, v, "aux") {
			toks[v].XPOS = "VBD"
		}
		for c := 0; c < n; c++ {
			if toks[c].Head == n && (toks[c].Rel == "cc" || toks[c].Rel == "punct") {
				toks[c].Head = v
			}
		}
	}
}

// repairOutcome hangs what came of a deed, told by a participle behind a comma, on the verb that tells the deed, where a tree hangs it in what only describes whom
// it was done to: "raided a ship trying to breach the blockade, [killing] ten activists".
func repairOutcome(s *nlp.Sentence) {
	toks := s.Tokens
	for p := 4; p < len(toks); p++ {
		if toks[p].XPOS != "VBG" || toks[p].Rel != "advcl" || toks[p-1].Form != "," || !outcomes[toks[p].Lemma] {
			hangWords(toks, p)
			continue
		}
		a := toks[p].Head
		for k := 0; a >= 0 && toks[a].Rel != "acl" && (toks[a].Rel == "xcomp" || toks[a].Rel == "advcl") && toks[a].XPOS != "VBD" && k < maxDepth; k++ {
			a = toks[a].Head
		}
		if a < 0 || a > p || toks[a].Rel != "acl" || toks[a].XPOS != "VBG" {
			continue
		}
		o := toks[a].Head
		if o < 0 || o > a || toks[o].UPOS != "NOUN" || toks[o].Rel != "obj" && toks[o].Rel != "obl" {
			continue
		}
		if v := toks[o].Head; v >= 0 && v < o && (toks[v].XPOS == "VBD" || toks[v].XPOS == "VBZ" || toks[v].XPOS == "VBN") {
			toks[p].Head = v
		}
	}
}

// hangWords hangs what somebody says as he announces a step, told by the participle p behind a comma, on the verb that tells of the announcement, where a tree hangs it
// on the step: "announced plans to close the border, [accusing] Chad".
func hangWords(toks []nlp.Token, p int) {
	if toks[p].XPOS != "VBG" || toks[p].Rel != "advcl" || toks[p-1].Form != "," || !wording[toks[p].Lemma] {
		return
	}
	a := toks[p].Head
	if a < 0 || a > p || toks[a].XPOS != "VB" {
		return
	}
	v := toks[a].Head
	if v >= 0 && toks[a].Rel == "acl" && toks[v].Rel == "obj" && toks[v].UPOS == "NOUN" {
		v = toks[v].Head
	} else if v < 0 || toks[a].Rel != "xcomp" {
		return
	}
	if v >= 0 && v < a && (toks[v].XPOS == "VBD" || toks[v].XPOS == "VBZ") {
		toks[p].Head = v
	}
}

// wording are verbs for what one says of another.
var wording = map[string]bool{"accuse": true, "blame": true, "condemn": true, "denounce": true, "criticize": true, "criticise": true, "charge": true, "cite": true}

// outcomes are verbs for what comes of a deed.
var outcomes = map[string]bool{"kill": true, "wound": true, "injure": true, "leave": true, "destroy": true, "damage": true, "sink": true, "set": true, "cause": true, "force": true, "prompt": true, "trigger": true, "spark": true}

// repairInterposed makes the main clause of what follows a relative clause between commas, where a tree has the noun before it as the root and the verb behind it as
// a participle: "Chadian troops, who had crossed the river, [advanced] into the town".
func repairInterposed(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 5; v < len(toks); v++ {
		if toks[v-1].Form != "," || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || toks[v].Rel != "acl" || toks[v].Head > v {
			continue
		}
		r := toks[v].Head
		for k := 0; r >= 0 && toks[r].Rel != "acl:relcl" && k < maxDepth; k++ {
			r = toks[r].Head
		}
		if r < 0 || r > v {
			continue
		}
		n := toks[r].Head
		if n < 0 || n > r || toks[n].Rel != "root" || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		comma, bare := false, true
		for c := range toks {
			comma = comma || toks[c].Form == "," && c > n && c < r && toks[c].Head == r
			bare = bare && !(toks[c].Head == n && (toks[c].Rel == "cop" || strings.HasPrefix(toks[c].Rel, "nsubj") || toks[c].Rel == "parataxis")) &&
				!(toks[c].Head == v && (toks[c].Form == "by" || strings.HasPrefix(toks[c].Rel, "obl:agent")))
		}
		if !comma || !bare {
			continue
		}
		toks[v].Head, toks[v].Rel, toks[v].XPOS = toks[n].Head, "root", "VBD"
		toks[n].Head, toks[n].Rel = v, "nsubj"
	}
}

// repairAsked hangs a clause opened by "that" on the participle right before it, where a tree hangs both on the noun before: "a resolution requesting [that Chad
// resume] talks".
func repairAsked(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 2; t+2 < len(toks); t++ {
		v, w := t-1, toks[t].Head
		if toks[t].Form != "that" || toks[t].Rel != "obj" || toks[v].UPOS != "VERB" || toks[v].Rel != "acl" {
			continue
		}
		for c := t + 2; w == v && c < len(toks); c++ {
			if toks[c].Head == toks[v].Head && strings.HasPrefix(toks[c].Rel, "acl") && toks[c].UPOS == "VERB" {
				w = c
			}
		}
		if w <= t || toks[w].Head != toks[v].Head || !strings.HasPrefix(toks[w].Rel, "acl") {
			continue
		}
		subject := false
		for c := t + 1; c < w; c++ {
			subject = subject || toks[c].Head == w && strings.HasPrefix(toks[c].Rel, "nsubj")
		}
		if subject {
			toks[w].Head, toks[w].Rel = v, "ccomp"
			toks[t].Head, toks[t].Rel = w, "mark"
		}
	}
}

// repairDeemed gives a verb of naming what a decision is called, where a tree draws the word for it into the clause that tells what was decided: "called the decision
// to close the border [irrational]".
func repairDeemed(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v < len(toks); v++ {
		if toks[v].UPOS != "VERB" || !deeming[toks[v].Lemma] {
			continue
		}
		for o := v + 1; o+3 < len(toks) && o < v+6; o++ {
			if toks[o].Head != v || toks[o].Rel != "obj" && toks[o].Rel != "xcomp" || !decisions[toks[o].Lemma] || toks[o+1].Form != "to" {
				continue
			}
			a, j := toks[o+1].Head, o+3
			for j < len(toks) && !verdicts[toks[j].Form] && toks[j].Form != "," && toks[j].Form != "." && toks[j].UPOS != "VERB" {
				j++
			}
			if a < o || a > o+3 || toks[a].Head != o || j >= len(toks) || !verdicts[toks[j].Form] || j+1 < len(toks) && (toks[j+1].UPOS == "NOUN" || toks[j+1].UPOS == "PROPN") {
				continue
			}
			for c := a + 1; c < j; c++ { // "to redraw [the map] illegal"
				if toks[c].Head == j && toks[c].Rel == "compound" {
					toks[c].Head, toks[c].Rel = a, "obj"
					for d := a + 1; d < c; d++ {
						if toks[d].Head == j {
							toks[d].Head = c
						}
					}
				}
			}
			toks[j].Head, toks[j].Rel, toks[j].UPOS, toks[j].XPOS, toks[j].Lemma = v, "xcomp", "ADJ", "JJ", toks[j].Form
			toks[o].Rel = "obj"
		}
	}
}

var (
	// decisions are nouns for what somebody is to do.
	decisions = map[string]bool{"decision": true, "move": true, "plan": true, "refusal": true, "attempt": true, "demand": true, "proposal": true, "vote": true, "threat": true, "effort": true, "bid": true}
	// deeming are verbs for what one holds something to be.
	deeming = map[string]bool{"call": true, "deem": true, "label": true, "brand": true, "consider": true, "term": true, "declare": true}
	// verdicts are words for what is wrong with a decision.
	verdicts = map[string]bool{"illegal": true, "unlawful": true, "reckless": true, "unjustified": true, "unacceptable": true, "irresponsible": true, "provocative": true, "hostile": true, "regrettable": true, "dangerous": true, "irrational": true,
		"outrageous": true, "baseless": true, "unwarranted": true, "absurd": true, "wrong": true, "unfriendly": true, "deplorable": true, "disproportionate": true, "arbitrary": true, "unfair": true, "unjust": true, "shameful": true, "groundless": true, "inhuman": true}
)

// repairFrontedParticiple makes a clause that says how of a participle that opens a sentence before a comma and the subject, where a tree makes a second subject of it:
// "[Calling] the decision unlawful, Chad recalled its envoy".
func repairFrontedParticiple(s *nlp.Sentence) {
	toks := s.Tokens
	for p := range toks {
		v := toks[p].Head
		if toks[p].XPOS != "VBG" || toks[p].Rel != "csubj" || v < p {
			continue
		}
		comma, subject := false, false
		for c := p + 1; c < v; c++ {
			comma = comma || toks[c].Form == ","
			subject = subject || comma && toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj")
		}
		if subject {
			toks[p].Rel = "advcl"
		}
	}
}

// repairSaidLast makes the word of saying that ends a sentence its verb, where a tree hangs it under what is said: "Peru would answer if Chad closed the border, its
// minister [warned]".
func repairSaidLast(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 4; w < len(toks); w++ {
		v := toks[w].Head
		if toks[w].Rel != "advcl" || v < 0 || v > w || toks[v].Rel != "root" || toks[w].XPOS != "VBD" && toks[w].XPOS != "VBZ" || !speaking[toks[w].Lemma] {
			continue
		}
		first, subject, marked := w, false, false
		for c := v + 1; c < w; c++ {
			if toks[c].Head == w {
				first = min(first, c)
				subject = subject || toks[c].Rel == "nsubj"
				marked = marked || toks[c].Rel == "mark" || toks[c].Rel == "advmod"
			}
		}
		for c := v + 1; c < first; c++ {
			if h := toks[c].Head; h > c && h < w && toks[h].Head == w {
				first = c
			}
		}
		if subject && !marked && first > 0 && toks[first-1].Form == "," && restEmpty(toks, w) {
			toks[w].Head, toks[w].Rel = -1, "root"
			toks[v].Head, toks[v].Rel = w, "ccomp"
		}
	}
}

// restEmpty reports whether nothing but a date or a full stop stands behind w: no object, no clause.
func restEmpty(toks []nlp.Token, w int) bool {
	for c := w + 1; c < len(toks); c++ {
		if toks[c].Head == w && toks[c].UPOS != "PUNCT" && !strings.HasPrefix(toks[c].Rel, "obl") {
			return false
		}
	}
	return true
}

// repairProgressive makes a verb with an object of the participle between "been" and a plural, said of one name, where a tree makes a predicate noun of the plural:
// "Chad has been [arming] rebels".
func repairProgressive(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v+1 < len(toks); v++ {
		n := v + 1
		if toks[v].XPOS != "VBG" || toks[v].Rel != "amod" || toks[v].Head != n || toks[n].XPOS != "NNS" || toks[v-1].Rel != "cop" || toks[v-1].Head != n {
			continue
		}
		one := false
		for c := range v {
			one = one || toks[c].Head == n && toks[c].Rel == "nsubj" && toks[c].XPOS == "NNP"
		}
		if !one {
			continue
		}
		for c := range toks {
			switch {
			case c == v || toks[c].Head != n:
			case toks[c].Rel == "cop":
				toks[c].Head, toks[c].Rel = v, "aux"
			case c < v || toks[c].UPOS == "PUNCT" || strings.HasPrefix(toks[c].Rel, "obl") || toks[c].Rel == "advcl" || toks[c].Rel == "parataxis":
				toks[c].Head = v
			}
		}
		toks[v].Head, toks[v].Rel, toks[v].UPOS = toks[n].Head, toks[n].Rel, "VERB"
		toks[n].Head, toks[n].Rel = v, "obj"
	}
}

// repairNamedBy gives a passive verb whoever follows what somebody was named, where a tree gives him to the name: "was declared persona non grata [by] Chad".
func repairNamedBy(s *nlp.Sentence) {
	toks := s.Tokens
	for by := 1; by < len(toks); by++ {
		a := toks[by].Head
		if toks[by].Form != "by" || toks[by].Rel != "case" || a < by || toks[a].Rel != "nmod" || toks[a].Head != by-1 {
			continue
		}
		n := toks[a].Head
		v := toks[n].Head
		if v < 0 || v > n || toks[n].Rel != "xcomp" && toks[n].Rel != "obj" || toks[v].XPOS != "VBN" || toks[n].Rel == "obj" && toks[n].Form != "grata" {
			continue
		}
		for c := range v {
			if toks[c].Head == v && toks[c].Rel == "aux:pass" {
				toks[a].Head, toks[a].Rel = v, "obl:agent"
				break
			}
		}
	}
}

// repairBidden gives a passive verb whoever follows what he bids, where a tree gives him to the deed: "was told to leave [by] Chad", "was given a week to leave by Chad".
func repairBidden(s *nlp.Sentence, dates [][2]int) {
	toks := s.Tokens
	has := func(v int, infinitive bool) bool {
		for c := range v {
			if toks[c].Head == v && (infinitive && toks[c].Form == "to" && toks[c].Rel == "mark" || !infinitive && toks[c].Rel == "aux:pass") {
				return true
			}
		}
		return false
	}
	for a := range toks {
		d := toks[a].Head
		if toks[a].Rel != "obl:agent" && !(toks[a].Rel == "obl" && toks[a].UPOS == "PROPN" && by(toks, a) && !slices.ContainsFunc(dates, func(d [2]int) bool { return d[0] <= a && a <= d[1] })) || d < 0 || d > a || toks[d].XPOS != "VB" || !has(d, true) || has(d, false) {
			continue
		}
		v := toks[d].Head
		if v >= 0 && v < d && toks[d].Rel == "acl" {
			if n := v; (toks[n].Rel == "obl:unmarked" || toks[n].Rel == "obj") && toks[n].Head >= 0 && toks[toks[n].Head].Form == "given" {
				toks[n].Rel, toks[d].Head, toks[d].Rel = "obj", toks[n].Head, "xcomp"
			}
			v = toks[v].Head
		}
		if v >= 0 && v < d && toks[v].XPOS == "VBN" && has(v, false) {
			toks[a].Head, toks[a].Rel = v, "obl:agent"
		}
	}
}

// by reports whether the word before a name or its first word is "by".
func by(toks []nlp.Token, a int) bool {
	for c := range a {
		if toks[c].Head == a && toks[c].Rel == "case" && toks[c].Form == "by" {
			return true
		}
	}
	return false
}

// repairGardenPath hangs a participle on the noun before it, of which a later verb with its auxiliary is said, where a tree takes the participle for the verb of the
// sentence: "Two pilots [detained] in Chad have been freed".
func repairGardenPath(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		p := toks[v].Head
		if toks[v].XPOS != "VBN" || toks[v].Rel != "advcl" || p < 1 || p > v || toks[p].XPOS != "VBD" && toks[p].XPOS != "VBN" || toks[p].Rel != "root" {
			continue
		}
		n, obj, finite, own := -1, false, false, false
		for c := range toks {
			switch {
			case toks[c].Head == p && strings.HasPrefix(toks[c].Rel, "nsubj"):
				n = c
			case toks[c].Head == p && (toks[c].Rel == "obj" || strings.HasPrefix(toks[c].Rel, "aux")):
				obj = true
			case toks[c].Head == v && c > p && strings.HasPrefix(toks[c].Rel, "aux") && (toks[c].XPOS == "VBP" || toks[c].XPOS == "VBZ" || toks[c].XPOS == "VBD" || toks[c].XPOS == "MD"):
				finite = true
			case toks[c].Head == v && c < v && (strings.HasPrefix(toks[c].Rel, "nsubj") || toks[c].Rel == "mark" || toks[c].Rel == "punct"):
				own = true
			}
		}
		if n != p-1 || obj || !finite || own {
			continue
		}
		for c := range toks {
			if toks[c].Head == p && toks[c].Rel == "punct" {
				toks[c].Head = v
			}
		}
		toks[v].Head, toks[v].Rel = toks[p].Head, toks[p].Rel
		toks[n].Head, toks[n].Rel = v, "nsubj"
		toks[p].Head, toks[p].Rel, toks[p].XPOS = n, "acl", "VBN"
		for c := range toks {
			if toks[c].Head == v && c > p && c < v && strings.HasPrefix(toks[c].Rel, "aux:pass") {
				toks[n].Rel = "nsubj:pass"
			}
		}
	}
}

// repairSecond gives a verb in the second half of a sentence the subject that a tree has coordinated with the object of the first:
// "Iran condemned the execution, and [protesters] stormed the embassy".
func repairSecond(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		h := toks[v].Head
		if h < 0 || h >= v || toks[v].Rel != "conj" || toks[v].UPOS != "VERB" || toks[v].XPOS == "VB" || toks[v].XPOS == "VBG" || !strings.HasPrefix(toks[h].XPOS, "VB") {
			continue
		}
		first, own := v, false // the first word of the verb
		for c := range toks {
			if toks[c].Head != v {
				continue
			}
			own = own || strings.HasPrefix(toks[c].Rel, "nsubj") || c < v && (toks[c].Rel == "cc" || toks[c].Rel == "punct")
			if c < first && (toks[c].Rel == "aux" || toks[c].Rel == "aux:pass" || toks[c].Rel == "advmod") {
				first = c
			}
		}
		if own || first == 0 {
			continue
		}
		n := first - 1
		for toks[n].Head == n-1 && toks[n].Rel == "flat" && n > 0 {
			n--
		}
		if toks[n].Rel != "conj" || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" || toks[n].Head < h || !commaAnd(toks, n) {
			continue
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		for c := range toks {
			if toks[c].Head == n && c < n && (toks[c].Rel == "cc" || toks[c].Rel == "punct") {
				toks[c].Head = v
			}
		}
	}
}

// repairTwoClauses makes a clause of a noun and the participle on it, where the verb behind has two subjects: "The opening [followed] in 1968, and the bonds
// have lasted".
func repairTwoClauses(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		var subjects []int
		and := false
		for c := 0; c < v; c++ {
			if toks[c].Head != v {
				continue
			}
			if strings.HasPrefix(toks[c].Rel, "nsubj") {
				subjects = append(subjects, c)
			}
			and = and || len(subjects) == 1 && toks[c].Rel == "cc" && c > 0 && toks[c-1].Form == ","
		}
		if len(subjects) != 2 || !and {
			continue
		}
		first := subjects[0]
		for a := first + 1; a < subjects[1]; a++ {
			if toks[a].Rel != "acl" || toks[a].XPOS != "VBD" && !(toks[a].XPOS == "VBN" && arising[toks[a].Lemma]) || !under(toks, a, first) {
				continue
			}
			own := false
			for c := range toks {
				own = own || toks[c].Head == a && (strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "aux"))
			}
			if own {
				break
			}
			toks[a].Head, toks[a].Rel, toks[a].XPOS = toks[v].Head, toks[v].Rel, "VBD"
			toks[first].Head, toks[first].Rel = a, "nsubj"
			for c := 0; c < a; c++ {
				if toks[c].Head == v {
					toks[c].Head = a
				}
			}
			toks[v].Head, toks[v].Rel = a, "conj"
			break
		}
	}
}

// repairJoinedClauses makes a clause of its own of a noun behind an "and" and the verb right behind that, where a tree coordinates the noun with an object: "Chad
// expelled two diplomats and [Libya recalled] its ambassador".
func repairJoinedClauses(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		n := v - 1
		if toks[n].UPOS == "ADV" && n > 2 { // "and Libya promptly recalled"
			n--
		}
		for k := 0; k < 4 && toks[n].Rel == "nmod" && toks[n].Head >= 0 && toks[n].Head < n; k++ { // "and the legation in Sofia reopened"
			n = toks[n].Head
		}
		o := toks[n].Head
		if (toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN") || toks[n].Rel != "conj" || o < 0 || o > n {
			continue
		}
		switch x := toks[v].XPOS; {
		case toks[v].UPOS != "VERB", x != "VBD" && x != "VBZ" && !(x == "VBN" && (replying[toks[v].Lemma] || commaAnd(toks, n) && hasRel(toks, n, "amod") && toks[v].Rel == "conj" && toks[v].Head >= 0 && toks[toks[v].Head].Rel == "root")):
			continue
		}
		h := o
		h = verbAbove(toks, h)
		above := (n < v-2 || n == v-1 && toks[n].UPOS == "PROPN" && toks[v].XPOS == "VBD") && toks[v].Rel == "conj" && toks[v].Head >= 0 && toks[v].Head < o && under(toks, h, toks[v].Head) // of the verb over this one
		if h < 0 || h > o || toks[v].Head != h && toks[v].Head != o && toks[v].Head != n && !above || !strings.HasPrefix(toks[v].Rel, "acl") && toks[v].Rel != "conj" && toks[v].Rel != "xcomp" && toks[v].Rel != "advcl" {
			continue
		}
		cc, own := -1, false
		for c := range toks {
			switch {
			case toks[c].Head == n && toks[c].Rel == "cc" && c < n:
				cc = c
			case toks[c].Head == v && c < v && (strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "aux") || toks[c].Rel == "cc" || toks[c].Rel == "mark"):
				own = true
			}
		}
		if cc < 0 || own {
			continue
		}
		if !above {
			toks[v].Head = h
		}
		toks[v].Rel = "conj"
		toks[n].Head, toks[n].Rel = v, "nsubj"
		toks[cc].Head = v
		if x := toks[v].XPOS; x == "VBN" {
			toks[v].XPOS = "VBD"
		}
		if n == v-2 {
			toks[v-1].Head = v
		}
	}
}

// repairTwoVerbs makes a verb of a participle that a tree has taken for what describes the object of the verb before it: "has supported and [armed] the rebels".
func repairTwoVerbs(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 0; v+3 < len(toks); v++ {
		and, w := v+1, v+2
		n := toks[w].Head
		if x := toks[v].XPOS; x != "VBD" && x != "VBN" || toks[and].XPOS != "CC" || toks[w].Rel != "amod" || n <= w || toks[n].Head != v || toks[n].Rel != "obj" || toks[and].Head != w && toks[and].Head != n {
			continue
		}
		if !strings.HasSuffix(toks[w].Form, "ed") {
			continue
		}
		toks[w].Head, toks[w].Rel, toks[w].XPOS, toks[w].UPOS = v, "conj", toks[v].XPOS, "VERB"
		toks[w].Lemma = presentOf(toks[w].Form)
		toks[and].Head = w
	}
}

// repairJoinedPast hangs a verb in the past, coordinated by a tree with an infinitive, on the verb in the past above that: "gave him a day to leave and [accused] him".
func repairJoinedPast(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		h := toks[v].Head
		if h < 0 || h > v || toks[v].Rel != "conj" || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || toks[h].XPOS != "VB" || !hasObject(toks, v) || hasRel(toks, v, "aux", "aux:pass", "nsubj", "nsubj:pass") {
			continue
		}
		up, n := toks[h].Head, 0
		for up >= 0 && toks[up].XPOS != "VBD" && toks[up].XPOS != "VBZ" && toks[up].XPOS != "VBP" && n < maxDepth {
			up, n = toks[up].Head, n+1
		}
		if up < 0 || up > h || toks[up].XPOS != "VBD" || toks[h].Rel != "xcomp" && toks[h].Rel != "advcl" && toks[h].Rel != "acl" {
			continue
		}
		toks[v].Head, toks[v].XPOS = up, "VBD"
	}
}

// repairAfterHad makes a clause of "after" and the like, a name with what is said of it and a verb in the pluperfect, where a tree has the name under the preposition and no subject of
// the verb: "rejoined it [after Ali Musa, the premier of Fiji, had travelled] there".
func repairAfterHad(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n < len(toks); n++ {
		if toks[n].Rel != "obl" || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || !caseIn(toks, n, "after", "before", "since", "until") {
			continue
		}
		v := -1
		for c := n + 1; c < len(toks); c++ {
			if strings.EqualFold(toks[c].Form, "had") && toks[c].Rel == "aux" && toks[c].Head > c {
				v = toks[c].Head
			}
			if !under(toks, c, n) && toks[c].Form != "," {
				break
			}
		}
		if v < 0 || toks[n].Head != v && toks[n].Head != toks[v].Head || hasRel(toks, v, "nsubj", "nsubj:pass", "mark") {
			continue
		}
		for c := range n {
			if toks[c].Head == n && toks[c].Rel == "case" {
				toks[c].Head, toks[c].Rel = v, "mark"
			}
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		if hasRel(toks, v, "aux:pass") {
			toks[n].Rel = "nsubj:pass"
		}
		if toks[v].Rel == "ccomp" || toks[v].Rel == "conj" || toks[v].Rel == "parataxis" || toks[v].Rel == "xcomp" || toks[v].Rel == "acl" {
			toks[v].Rel = "advcl"
		}
	}
}
