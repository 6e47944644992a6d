package extract

import (
	"strings"

	"chancery/nlp"
)

// Verbs in the present that a tree takes for nouns: texts that are told in the present are rare where it learnt.

// repairThanks makes a verb of "thanks" where it has an object: "Chad [thanks] Peru for its help", "commends Mali and [thanks] Niger".
func repairThanks(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t+1 < len(toks); t++ {
		if toks[t].Form != "thanks" || toks[t].UPOS != "NOUN" {
			continue
		}
		switch before := &toks[t-1]; {
		case before.UPOS == "ADP" || before.UPOS == "DET" || before.UPOS == "ADJ" || before.UPOS == "NUM" || before.Rel == "nmod:poss" && before.Head == t || before.UPOS == "PART":
			continue // "with thanks", "its thanks"
		}
		switch toks[t].Rel {
		case "root", "conj", "ccomp", "parataxis", "acl:relcl":
		default:
			continue
		}
		o := t + 1
		for n := 0; toks[o].Head > o && n < maxDepth; n++ {
			o = toks[o].Head
		}
		if u := toks[o].UPOS; u != "NOUN" && u != "PROPN" && u != "PRON" || hasRel(toks, o, "case") && caseBetween(toks, o, t) {
			continue
		}
		subject := -1
		for c := range toks[:t] {
			if toks[c].Head != t || toks[c].UPOS != "NOUN" && toks[c].UPOS != "PROPN" && toks[c].UPOS != "PRON" {
				continue
			}
			switch toks[c].Rel {
			case "nsubj", "compound", "vocative", "dislocated", "nmod", "nmod:unmarked", "obl":
				if subject < 0 || toks[subject].Rel != "nsubj" {
					subject = c
				}
			}
		}
		above := toks[t].Head
		for n := 0; subject < 0 && toks[t].Rel == "conj" && above >= 0 && toks[above].UPOS != "VERB" && n < maxDepth; n++ {
			above = toks[above].Head
		}
		if subject < 0 && (toks[t].Rel != "conj" || above < 0) {
			continue
		}
		toks[t].UPOS, toks[t].XPOS, toks[t].Lemma = "VERB", "VBZ", "thank"
		if subject >= 0 {
			toks[subject].Rel = "nsubj"
			for c := range toks[:subject] {
				if toks[c].Head == t && (toks[c].Rel == "det" || toks[c].Rel == "amod" || toks[c].Rel == "compound") {
					toks[c].Head = subject
				}
			}
		} else {
			toks[t].Head = above
		}
		toks[o].Head, toks[o].Rel = t, "obj"
		for c := o + 1; c < len(toks); c++ {
			if toks[c].Head == t && toks[c].Rel == "nmod" {
				toks[c].Rel = "obl"
			}
		}
	}
}

// caseBetween reports whether a preposition of the noun o stands behind the word t.
func caseBetween(toks []nlp.Token, o, t int) bool {
	for c := t + 1; c < o; c++ {
		if toks[c].Head == o && toks[c].Rel == "case" {
			return true
		}
	}
	return false
}

// claiming are verbs with a clause behind "that", by their form in the present, which is that of a noun in the plural.
var claiming = map[string]string{"demands": "demand", "requests": "request", "regrets": "regret", "claims": "claim", "notes": "note", "reports": "report", "promises": "promise", "pledges": "pledge", "proposes": "propose", "hopes": "hope", "protests": "protest", "fears": "fear", "requires": "require"}

// repairClaims makes the second verb of a clause of a noun with a clause of its own: "condemns the attack and [demands] that Chad withdraw".
func repairClaims(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 2; t+3 < len(toks); t++ {
		lemma, that := claiming[toks[t].Form], t+1
		if lemma == "" || toks[t].Rel != "conj" || toks[t-1].UPOS != "CCONJ" && !(toks[t-1].UPOS == "ADV" && toks[t-2].UPOS == "CCONJ") || !strings.EqualFold(toks[that].Form, "that") {
			continue
		}
		above := toks[t].Head
		for n := 0; above >= 0 && toks[above].XPOS != "VBZ" && n < maxDepth; n++ {
			above = toks[above].Head
		}
		if above < 0 || above > t || toks[above].XPOS != "VBZ" {
			continue
		}
		was := toks[t].Head
		toks[t].UPOS, toks[t].XPOS, toks[t].Lemma, toks[t].Head = "VERB", "VBZ", lemma, above
		for v := that + 1; v < len(toks); v++ {
			if (toks[v].Head == t || toks[v].Head == was) && (toks[v].Rel == "acl:relcl" || toks[v].Rel == "acl") {
				toks[v].Head, toks[v].Rel = t, "ccomp"
				if toks[that].Head == v {
					toks[that].Rel, toks[that].UPOS, toks[that].XPOS = "mark", "SCONJ", "IN"
				}
				break
			}
		}
	}
}

// repairFeeling gives a verb back what it is said with a feeling, where a tree makes one phrase of both: "noted with [concern] Oman's decision". And "subject to" hangs on
// the noun before it: "persons [subject] to measures".
func repairFeeling(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n+1 < len(toks); n++ {
		o, h := toks[n].Head, -1
		if o > n {
			h = toks[o].Head
		}
		switch {
		case toks[n].Form == "subject" && toks[n].UPOS == "ADJ" && toks[n].Rel == "nmod" && toks[n+1].Form == "to" && toks[n-1].UPOS == "NOUN":
			toks[n].Head, toks[n].Rel = n-1, "amod"
		case h >= 0 && h < n && feelings[toks[n].Form] && toks[n-1].Form == "with" && toks[n-1].Head == o && (toks[n].Rel == "nmod:poss" || toks[n].Rel == "compound") && toks[n+1].Form != "'s" && toks[h].UPOS == "VERB" && toks[o].Rel == "obl":
			toks[n-1].Head, toks[n].Head, toks[n].Rel, toks[o].Rel = n, h, "obl", "obj"
		}
	}
}

// feelings are what one takes note with.
var feelings = map[string]bool{"concern": true, "regret": true, "satisfaction": true, "appreciation": true, "dismay": true, "alarm": true, "interest": true, "gratitude": true, "thanks": true, "disappointment": true, "pleasure": true, "sadness": true, "sorrow": true}

// repairDenies makes the verb of a sentence of "denies" before a participle, where a tree makes its subject of it: "Chad [denies] having sent them".
func repairDenies(s *nlp.Sentence) {
	toks := s.Tokens
	for d := 1; d+2 < len(toks); d++ {
		v := toks[d].Head
		if toks[d].Form != "denies" && toks[d].Form != "disputes" || toks[d].UPOS != "NOUN" || toks[d].Rel != "nsubj" || v <= d || toks[v].UPOS != "VERB" || !strings.EqualFold(toks[d+1].Form, "having") || toks[d+1].Head != v {
			continue
		}
		name := d - 1
		if toks[name].Head != d || toks[name].UPOS != "PROPN" && toks[name].UPOS != "NOUN" {
			continue
		}
		for c := range toks {
			if toks[c].Head == v && (c < d || toks[c].Rel == "punct" && c > v) {
				toks[c].Head = d
			}
			if toks[c].Head == d && c < name && (toks[c].Rel == "det" || toks[c].Rel == "amod" || toks[c].Rel == "compound") {
				toks[c].Head = name
			}
		}
		toks[d].Head, toks[d].Rel, toks[d].UPOS, toks[d].XPOS, toks[d].Lemma = toks[v].Head, toks[v].Rel, "VERB", "VBZ", strings.TrimSuffix(strings.Replace(toks[d].Form, "ies", "ys", 1), "s")
		toks[name].Rel = "nsubj"
		toks[v].Head, toks[v].Rel = d, "xcomp"
	}
}

// repairTargeted makes an adjective of a participle right behind a verb and before its object, where a tree makes a second verb of it: "imposed [targeted] sanctions".
func repairTargeted(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t+1 < len(toks); t++ {
		h := toks[t].Head
		if toks[t].Rel != "xcomp" || toks[t].XPOS != "VBN" && toks[t].XPOS != "VBD" || h != t-1 || toks[h].UPOS != "VERB" || hasRel(toks, h, "obj", "nsubj:pass", "aux:pass") {
			continue
		}
		o := -1
		for c := t + 1; c < len(toks) && o < 0; c++ {
			if toks[c].Head == t && toks[c].Rel == "obj" && toks[c].XPOS == "NNS" {
				o = c
			}
		}
		bare := o > t
		for c := t + 1; c < o; c++ {
			bare = bare && (toks[c].UPOS == "ADJ" || toks[c].UPOS == "NOUN" || toks[c].UPOS == "CCONJ" || toks[c].UPOS == "ADV")
		}
		if !bare {
			continue
		}
		for c := range toks {
			if toks[c].Head == t && c != o {
				toks[c].Head = h
			}
		}
		toks[o].Head, toks[o].Rel = h, "obj"
		toks[t].Head, toks[t].Rel, toks[t].UPOS = o, "amod", "ADJ"
	}
}
