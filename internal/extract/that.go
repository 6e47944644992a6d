package extract

import (
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Clauses that a noun, a verb for asking or a preposition governs and a tree mixes with the clause around: "the fact that", "asked why", "before Britain unblocked".

// repairThat makes a conjunction of "that" behind a noun, where a tree has it as a second object of the clause, or hangs it on the clause around: "accusations [that] Chad
// supports rebels", "the fact [that] Chad shelters them is known".
func repairThat(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t < len(toks); t++ {
		if !strings.EqualFold(toks[t].Form, "that") || toks[t].Head < t {
			continue
		}
		v := toks[t].Head
		switch {
		case toks[t].Rel == "mark":
			for c := t + 1; c < v; c++ {
				if toks[c].Rel == "acl" && toks[c].Head == t-1 && toks[v].Rel != "acl" && finiteForm(toks[c]) {
					toks[t].Head = c
					if toks[t-1].Rel == "nsubj:outer" {
						toks[t-1].Rel = "nsubj"
					}
					break
				}
			}
		case toks[t].Rel == "obj" && toks[v].Rel == "acl:relcl" && toks[v].Head >= 0 && (tellings[toks[toks[v].Head].Lemma] || toks[v].Head == t-1 && moments[toks[t-1].Lemma]):
			subject, object := false, false
			for c := range toks {
				subject = subject || toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj")
				object = object || toks[c].Head == v && toks[c].Rel == "obj" && c > v
			}
			if subject && object {
				toks[t].Rel = "mark"
				if tellings[toks[toks[v].Head].Lemma] {
					toks[v].Rel = "acl"
				}
			}
		}
	}
}

// repairThatBehindPhrase makes what is said or demanded of a clause with "that" behind a phrase between commas, where a tree hangs it on a noun of that: "demanded, among other
// things, [that] Chad shut it down".
func repairThatBehindPhrase(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 4; t < len(toks)-2; t++ {
		v := toks[t].Head
		if toks[t].Form != "that" || toks[t].Rel != "mark" || v < t || toks[t-1].Form != "," || toks[v].Rel != "acl:relcl" && toks[v].Rel != "acl" || !hasSubject(toks, v) {
			continue
		}
		n := toks[v].Head
		if n < 0 || n > t || toks[n].Rel != "obl" || toks[n].Head < 0 || toks[n].Head > n {
			continue
		}
		w := toks[n].Head
		first := w + 1
		if toks[first].Form != "," || toks[w].UPOS != "VERB" || hasObject(toks, w) || !speaking[toks[w].Lemma] && !objectControl[toks[w].Lemma] && toks[w].Lemma != "demand" && toks[w].Lemma != "insist" {
			continue
		}
		toks[v].Head, toks[v].Rel = w, "ccomp"
	}
}

// repairSaidBeside coordinates a verb of saying with the one before, where a tree coordinates it with what is said, in the passive: "complained that it had been shelled and
// [demanded] that Chad leave". What has an object goes on with no passive.
func repairSaidBeside(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 4; v < len(toks); v++ {
		h := toks[v].Head
		if toks[v].Rel != "conj" || toks[v].XPOS != "VBD" && toks[v].XPOS != "VBN" || !uttering[toks[v].Lemma] || h < 0 || h > v || toks[h].Rel != "ccomp" || !hasRel(toks, h, "aux:pass") || hasRel(toks, v, "nsubj", "aux", "aux:pass", "nsubj:pass") {
			continue
		}
		if up := toks[h].Head; up >= 0 && up < h && toks[up].XPOS == "VBD" && uttering[toks[up].Lemma] && hasRel(toks, v, "ccomp", "xcomp", "obj") {
			toks[v].Head, toks[v].XPOS = up, "VBD"
		}
	}
}

// uttering are verbs of saying that go on one after another.
var uttering = map[string]bool{"say": true, "complain": true, "demand": true, "warn": true, "accuse": true, "threaten": true, "urge": true, "insist": true, "claim": true, "announce": true, "declare": true, "charge": true, "add": true, "deny": true, "vow": true, "report": true, "call": true, "allege": true, "denounce": true, "condemn": true, "protest": true, "reject": true, "pledge": true}

// repairFactThat gives the clause behind "the fact that" the words that a tree takes for a second subject of the verb around, and makes that verb the root where a tree puts it below
// the clause: "the fact that [Bulgaria] denied [the claim] is known", "the news that it sanctioned them [surprised] nobody".
func repairFactThat(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t < len(toks)-1; t++ {
		n := t - 1
		if !strings.EqualFold(toks[t].Form, "that") || toks[n].UPOS != "NOUN" || toks[t].Rel != "mark" {
			continue
		}
		h := toks[n].Head
		if h < 0 {
			for w := t + 3; w < len(toks); w++ {
				v := toks[w].Head
				if toks[w].Rel != "ccomp" || v <= t || v >= w || toks[v].Head != n || toks[v].Rel != "acl" || toks[t].Head != v || speaking[toks[v].Lemma] || !finiteForm(toks[w]) || hasObject(toks, v) {
					continue
				}
				c := -1
				for k := v + 1; k < w; k++ {
					if toks[k].Head == w && strings.HasPrefix(toks[k].Rel, "nsubj") {
						c = k
					}
				}
				if c >= 0 {
					toks[w].Head, toks[w].Rel = -1, "root"
					toks[n].Head, toks[n].Rel = w, "nsubj"
					toks[c].Head, toks[c].Rel = v, "obj"
					for k := range toks { // what ends the sentence
						if toks[k].Head == n && k > w {
							toks[k].Head = w
						}
					}
				}
				break
			}
			continue
		}
		if h < t || !strings.HasPrefix(toks[n].Rel, "nsubj") {
			continue
		}
		v := -1
		for c := t + 1; c < h; c++ {
			if a := toks[c].Head; toks[c].Rel == "acl" && finiteForm(toks[c]) && (a == n || a > t && a < c && toks[a].Head == h && strings.HasPrefix(toks[a].Rel, "nsubj")) {
				v = c
				break
			}
		}
		if v < 0 {
			continue
		}
		for c := t + 1; c < h; c++ {
			if toks[c].Head != h || !strings.HasPrefix(toks[c].Rel, "nsubj") {
				continue
			}
			switch {
			case c < v && !hasSubject(toks, v):
				toks[v].Head, toks[c].Head, toks[c].Rel = n, v, "nsubj"
			case c > v && !hasObject(toks, v):
				toks[c].Head, toks[c].Rel = v, "obj"
			}
		}
		toks[t].Head = v
		if toks[v].XPOS == "VBN" && !hasRel(toks, v, "aux") && !hasRel(toks, v, "aux:pass") {
			toks[v].XPOS = "VBD"
		}
	}
}

// moments are nouns of when something was done, behind which a "that" is no object: "the day that Chad expelled them".
var moments = map[string]bool{"day": true, "moment": true, "time": true, "week": true, "month": true, "year": true, "night": true, "morning": true, "evening": true, "date": true}

// repairWhy puts a "why" into the clause that it opens, where a tree has it as what is asked: "asked [why] they recalled their ambassadors".
func repairWhy(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 1; w < len(toks); w++ {
		h := toks[w].Head
		if f := strings.ToLower(toks[w].Form); f != "why" && f != "how" || toks[w].Rel != "obj" || h < 0 || h > w || !strings.HasPrefix(toks[h].XPOS, "VB") {
			continue
		}
		for v := w + 1; v < len(toks); v++ {
			if toks[v].Head == h && toks[v].Rel == "ccomp" || toks[v].Head == w && strings.HasSuffix(toks[v].Rel, ":relcl") {
				toks[v].Head, toks[v].Rel = h, "ccomp"
				toks[w].Head, toks[w].Rel = v, "advmod"
				break
			}
		}
	}
}

// repairVerbalAdjective makes a verb of a word in -ed that a tree has as an adjective although somebody does it: "before Britain [unblocked] Libyan assets".
func repairVerbalAdjective(s *nlp.Sentence, verbs map[string]bool) {
	toks := s.Tokens
	for v := 1; v < len(toks)-1; v++ {
		n := toks[v].Head
		if toks[v].Rel != "amod" || n <= v || !strings.HasSuffix(toks[v].Form, "ed") || toks[n].Head < 0 {
			continue
		}
		stem, lemma := strings.TrimSuffix(strings.ToLower(toks[v].Form), "ed"), ""
		for _, l := range []string{stem, stem + "e", strings.TrimSuffix(stem, "i") + "y"} {
			if verbs[l] {
				lemma = l
				break
			}
		}
		if lemma == "" {
			continue
		}
		subject := -1
		for c := range toks[:v] {
			if toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj") {
				subject = c
			}
		}
		if subject < 0 {
			continue
		}
		toks[v].Head, toks[v].UPOS, toks[v].XPOS, toks[v].Rel, toks[v].Lemma = toks[n].Head, "VERB", "VBD", "advcl", lemma
		for c := range toks[:subject] {
			switch {
			case toks[c].Head == n && (toks[c].Rel == "case" || toks[c].Rel == "mark"):
				toks[c].Head, toks[c].Rel = v, "mark"
			case toks[c].Rel == "mark" && toks[c].Head == toks[v].Head && c == subject-1 && c > 0 && toks[c-1].UPOS == "NOUN" && strings.EqualFold(toks[c].Form, "that"):
				toks[c].Head, toks[v].Head, toks[v].Rel = v, c-1, "acl"
			}
		}
		if strings.HasPrefix(toks[n].Rel, "nsubj") && toks[v].Rel == "advcl" { // the clause has another head than this one
			toks[v].Rel = "ccomp"
		}
		toks[n].Head, toks[n].Rel = v, "obj"
	}
}

// repairOntoItself gives a verb to whoever says, where a tree gives it to the subject of what is said, and it would be done to itself: "Peru holds that Taiwan is a
// part of it and [breaks] with Taipei".
func repairOntoItself(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for v := range toks {
		u := toks[v].Head
		if toks[v].Rel != "conj" || toks[v].UPOS != "VERB" || u < 0 || u > v || toks[u].Rel != "ccomp" || subjectOf(toks, v) || hasRel(toks, v, "mark") {
			continue
		}
		h := toks[u].Head
		if h < 0 || h > u || toks[h].UPOS != "VERB" || toks[h].XPOS != toks[v].XPOS {
			continue
		}
		var who *party.Mention
		for c := range toks {
			if m, ok := party.At(mentions, c); ok && toks[c].Head == u && strings.HasPrefix(toks[c].Rel, "nsubj") {
				who = &m
			}
		}
		if who == nil || len(who.Parties) != 1 || who.Parties[0].ID == "" {
			continue
		}
		for i := range mentions {
			m := &mentions[i]
			if m.First <= v || len(m.Parties) != 1 || m.Parties[0].ID != who.Parties[0].ID || !caseIn(toks, m.Head, "with", "to", "against") {
				continue
			}
			at := toks[m.Head].Head
			if at == v || at > v && toks[at].Head == v && toks[at].Rel == "obj" {
				toks[v].Head = h
				break
			}
		}
	}
}

// repairCondemnedDeed hangs a clause that condemns "which" on the deed before, where a tree hangs it on whom that was done to: "Iran attacked Qatar, which Kuwait
// [condemned]".
func repairCondemnedDeed(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		n := toks[v].Head
		if toks[v].Rel != "acl:relcl" || n < 1 || n > v || !rebuking[toks[v].Lemma] || toks[n].Rel != "obj" {
			continue
		}
		u := toks[n].Head
		if u < 0 || u > n || !assailing[toks[u].Lemma] {
			continue
		}
		for w := n + 1; w < v; w++ {
			if toks[w].Form == "which" && toks[w].Head == v && toks[w-1].Form == "," && (toks[w].Rel == "obj" || toks[w].Rel == "nsubj:pass") {
				toks[v].Head, toks[v].Rel = u, "advcl:relcl"
			}
		}
	}
}

var (
	// rebuking are verbs whose object is a deed.
	rebuking = map[string]bool{"condemn": true, "denounce": true, "deplore": true, "criticise": true, "criticize": true, "protest": true, "oppose": true, "decry": true, "regret": true, "welcome": true}
	// assailing are verbs for deeds against somebody.
	assailing = map[string]bool{"attack": true, "invade": true, "annex": true, "bomb": true, "occupy": true, "shell": true, "bombard": true, "raid": true, "strike": true, "sanction": true, "blockade": true, "threaten": true, "recognise": true, "recognize": true}
)
