package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Words that a tree takes for words of another class.

// repairAdverb gives a verb its subject back where the adverb before it was taken for that: "the [administration] sharply reduced aid".
func repairAdverb(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 1; i < len(toks); i++ {
		v, n := toks[i].Head, i-1
		if toks[i].UPOS != "NOUN" || toks[i].Rel != "nsubj" || v != i+1 || !strings.HasPrefix(toks[v].XPOS, "VB") || len(toks[i].Form) < 6 || !strings.HasSuffix(toks[i].Form, "ly") || lyNouns[toks[i].Form] {
			continue
		}
		if toks[n].Head != i || toks[n].Rel != "compound" || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		for c := range toks {
			if toks[c].Head == i {
				toks[c].Head = n
			}
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		toks[i].UPOS, toks[i].XPOS, toks[i].Rel, toks[i].Lemma = "ADV", "RB", "advmod", toks[i].Form
	}
}

// namedAlly makes the ally at t the subject of the verb h in place of its name behind a comma, and reports whether it is so: "Chad's [ally], Libya, warned it".
func namedAlly(toks []nlp.Token, t, h int) bool {
	if t < 2 || t+2 >= len(toks) || h < t || toks[t+1].Form != "," || toks[t-1].Form != "'s" && toks[t-1].Form != "’s" || toks[t-2].UPOS != "PROPN" {
		return false
	}
	n := t + 2
	for n < h && (toks[n].UPOS == "DET" || toks[n].UPOS == "ADJ" || toks[n].UPOS == "PROPN" && toks[n].Head > n && toks[n].Head < h) {
		n++
	}
	if n+1 >= h || toks[n].UPOS != "PROPN" || toks[n].Rel != "nsubj" || toks[n].Head != h || toks[n+1].Form != "," {
		return false
	}
	toks[t].UPOS, toks[t].XPOS, toks[t].Rel, toks[t].Head, toks[t].Lemma = "NOUN", "NN", "nsubj", h, "ally"
	toks[n].Rel, toks[n].Head = "appos", t
	toks[t-1].UPOS, toks[t-1].XPOS, toks[t-1].Rel, toks[t-1].Head = "PART", "POS", "case", t-2
	toks[t-2].Rel, toks[t-2].Head = "nmod:poss", t
	return true
}

// repairAlly makes a noun of "ally", which a tree may take for an adverb, and the subject or the object of its verb in place of the word before it, which then tells
// whose it is: "Cuba's closest [ally] was", "attacked a Chadian [ally]".
func repairAlly(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		h := toks[t].Head
		if toks[t].Form != "ally" || toks[t].UPOS != "ADV" {
			continue
		}
		if namedAlly(toks, t, h) {
			continue
		}
		if h < 0 { // the predicate: "is its closest [ally]"
			toks[t].UPOS, toks[t].XPOS = "NOUN", "NN"
			continue
		}
		if h == t-1 && toks[h].UPOS == "ADJ" && toks[t].Rel == "advmod" { // "is its oldest [ally]", under an adjective that is its own
			for c := range toks {
				if toks[c].Head == h {
					toks[c].Head = t
				}
			}
			toks[t].Head, toks[t].Rel, toks[t].UPOS, toks[t].XPOS = toks[h].Head, toks[h].Rel, "NOUN", "NN"
			toks[h].Head, toks[h].Rel = t, "amod"
			continue
		}
		first := t // of the words of its phrase
		for first > 0 && (toks[first-1].UPOS == "DET" || toks[first-1].UPOS == "ADJ" || toks[first-1].UPOS == "NOUN" || toks[first-1].UPOS == "PROPN" || toks[first-1].UPOS == "PART" || toks[first-1].Rel == "nmod:poss" || toks[first-1].UPOS == "ADV" && toks[first-1].Head >= first-1 && toks[first-1].Head < t) {
			first--
		}
		if first == t {
			continue
		}
		rel := toks[t].Rel
		switch {
		case rel != "advmod":
		case t < h:
			rel = "nsubj"
		default:
			rel = "obj"
		}
		for c := first; c < t; c++ {
			switch {
			case toks[c].Head == h:
				if toks[c].Rel == "nsubj" || toks[c].Rel == "nsubj:pass" || toks[c].Rel == "obj" || toks[c].Rel == "obl" {
					rel = toks[c].Rel
				}
				toks[c].Head = t
				switch {
				case possessed(toks, c):
					toks[c].Rel = "nmod:poss"
				case toks[c].UPOS == "DET":
					toks[c].Rel = "det"
				case toks[c].UPOS == "ADJ":
					toks[c].Rel = "amod"
				case toks[c].Rel != "nmod:poss":
					toks[c].Rel = "compound"
				}
			case toks[c].Head >= first && toks[c].Head < t && (toks[c].UPOS == "DET" || toks[c].UPOS == "ADJ") && c > toks[c].Head:
				toks[c].Head = t
			}
		}
		toks[t].UPOS, toks[t].XPOS, toks[t].Rel = "NOUN", "NN", rel
	}
}

// possessed reports whether an "'s" hangs on the word t.
func possessed(toks []nlp.Token, t int) bool {
	for c := t + 1; c < len(toks); c++ {
		if toks[c].Head == t && toks[c].XPOS == "POS" {
			return true
		}
	}
	return false
}

// lyNouns are nouns in -ly.
var lyNouns = map[string]bool{"family": true, "assembly": true, "supply": true, "monopoly": true, "anomaly": true, "butterfly": true, "melancholy": true}

// repairModal makes a verb of the adjective right behind a modal verb whose noun is its object: "it would free [the prisoners]".
func repairModal(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 1; i < len(toks); i++ {
		n := toks[i].Head
		if toks[i].UPOS != "ADJ" || toks[i].Rel != "amod" || toks[i-1].XPOS != "MD" || toks[i-1].Head != n && toks[i-1].Head != i || n < i || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		for c := range toks {
			if toks[c].Head == n && (c < i || c > n && (toks[c].Rel == "obl" || toks[c].Rel == "advcl" || toks[c].Rel == "parataxis" || toks[c].Rel == "punct" || toks[c].Rel == "conj" && strings.HasPrefix(toks[c].XPOS, "VB"))) {
				toks[c].Head = i
			}
		}
		toks[i].Head, toks[i].Rel = toks[n].Head, toks[n].Rel
		toks[i].UPOS, toks[i].XPOS, toks[i].Lemma = "VERB", "VB", strings.ToLower(toks[i].Form)
		toks[n].Head, toks[n].Rel = i, "obj"
	}
}

// repairMay makes the name that it is of a modal verb in capitals that a name stands before, and no infinitive behind: "Theresa [May] held talks".
func repairMay(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 1; i < len(toks); i++ {
		v := toks[i].Head
		if toks[i].Form != "May" || toks[i].Rel != "aux" || v < i || toks[i-1].UPOS != "PROPN" || toks[v].XPOS == "VB" && strings.EqualFold(toks[v].Form, toks[v].Lemma) {
			continue
		}
		first := i - 1
		for first > 0 && toks[first].Rel == "flat" {
			first = toks[first].Head
		}
		toks[i].UPOS, toks[i].XPOS, toks[i].Lemma, toks[i].Head, toks[i].Rel = "PROPN", "NNP", "May", first, "flat"
	}
}

// repairParticiple makes an adjective of the participle that an adjective before it and a noun right behind it were hung on: "imposed new targeted [sanctions]".
func repairParticiple(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 1; i+1 < len(toks); i++ {
		v, n := toks[i].Head, i+1
		if toks[i].UPOS != "VERB" || toks[i].XPOS != "VBN" && toks[i].XPOS != "VBD" || toks[i].Rel != "xcomp" || v < 0 || v > i || toks[n].Head != i || toks[n].Rel != "obj" {
			continue
		}
		if a := &toks[i-1]; a.Head != i && a.Head != n || a.Rel != "amod" && a.Rel != "det" {
			continue
		}
		for c := range toks {
			if toks[c].Head == i && c != n {
				toks[c].Head = n
				if c > n && toks[c].Rel == "obl" {
					toks[c].Rel = "nmod"
				}
			}
		}
		toks[n].Head, toks[n].Rel = v, "obj"
		toks[i].Head, toks[i].Rel = n, "amod"
	}
}

// repairProper makes a proper noun again of one that is tagged as such and taken for a verb: "the Holy [See]".
func repairProper(s *nlp.Sentence) {
	for i := range s.Tokens {
		if t := &s.Tokens[i]; t.UPOS == "VERB" && strings.HasPrefix(t.XPOS, "NNP") {
			t.UPOS = "PROPN"
		}
	}
}

// repairHave makes a "have" that a tree takes for the auxiliary of a noun the verb that it is: "Peru [has] consulates in Milan".
func repairHave(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if toks[v].Rel != "aux" || n < v || toks[n].UPOS != "NOUN" || !strings.EqualFold(toks[v].Lemma, "have") {
			continue
		}
		subject, copula := false, false
		for c := range toks {
			if toks[c].Head == n {
				subject = subject || c < v && toks[c].Rel == "nsubj"
				copula = copula || toks[c].Rel == "cop"
			}
		}
		if !subject || copula {
			continue
		}
		toks[v].Head, toks[v].Rel, toks[v].UPOS = toks[n].Head, toks[n].Rel, "VERB"
		toks[n].Head, toks[n].Rel = v, "obj"
		for c := range toks {
			if toks[c].Head == n && (c < v || toks[c].Rel == "punct" && c > n && c == len(toks)-1) {
				toks[c].Head = v
			}
		}
	}
}

// repairPast makes a verb of the word in "-ed" behind the name that opens a sentence without a verb, where a tree has an adjective of it: "Peru [voiced] concern".
// repairVerbs, which follows, raises it. Behind whoever acts for a state the sentence is put in order here: "Officials in Lima [voiced] unease", "The Omani side [voiced] concern".
func repairPast(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		v := m.Last
		named := m.First == 0 && (m.Form == party.Name || m.Form == party.Capital)
		if !named && (m.First > 1 || m.Form != party.Organ && m.Form != party.PersonName || len(m.Parties) == 0 || toks[len(toks)-1].Form != ".") {
			continue
		}
		if v >= len(toks) || toks[v].UPOS != "ADJ" && (named || toks[v].XPOS != "VBN") || toks[v].Rel != "amod" || len(toks[v].Form) < 5 || !strings.HasSuffix(toks[v].Form, "ed") {
			continue
		}
		n := toks[v].Head
		if n < v || toks[n].UPOS != "NOUN" || named && toks[n].Rel != "root" {
			continue
		}
		if slices.ContainsFunc(toks, func(t nlp.Token) bool { return t.UPOS == "AUX" || finitePast(&t) || t.XPOS == "MD" || t.XPOS == "VBZ" }) {
			continue
		}
		if toks[v].UPOS != "VERB" {
			toks[v].UPOS, toks[v].Lemma = "VERB", presentOf(toks[v].Form)
		}
		toks[v].XPOS = "VBD"
		if named {
			continue
		}
		for c := range toks {
			switch h := toks[c].Head; {
			case c < v && c != m.Head && (h == n || h >= v || h < 0):
				toks[c].Head = m.Head
				if toks[c].Rel == "root" || strings.HasPrefix(toks[c].Rel, "nsubj") {
					toks[c].Rel = "compound"
				}
			case h < 0 && c > v, h == m.Head && c > v && c != n:
				toks[c].Head = v
			}
		}
		toks[v].Head, toks[v].Rel = -1, "root"
		toks[m.Head].Head, toks[m.Head].Rel = v, "nsubj"
		toks[n].Head, toks[n].Rel = v, "obj"
		return
	}
}

// presentOf is the infinitive of a regular past form in lower case, as its spelling has it: "voice" of "voiced", "unblock" of "unblocked".
func presentOf(past string) string {
	stem := strings.TrimSuffix(past, "ed")
	last, before := stem[len(stem)-1], stem[len(stem)-2]
	switch {
	case last == 'i':
		return stem[:len(stem)-1] + "y"
	case last == before && !strings.ContainsRune("ls", rune(last)):
		return stem[:len(stem)-1]
	case strings.ContainsRune("cuvz", rune(last)), last == 's' && before != 's', last == 'g' && before != 'n' || strings.HasSuffix(stem, "ang"), last == 'l' && !strings.ContainsRune("aeioul", rune(before)), strings.HasSuffix(stem, "at") && !strings.HasSuffix(stem, "eat"):
		return stem + "e"
	}
	return stem
}

// repairToDo makes an infinitive of the word behind "to" that a tree takes for a noun or an adjective, where a verb before it wants an infinitive and what follows can be
// the object of one that the rules know: "began to [mine] Omani harbours", "moved to [hand] over the strip".
func repairToDo(s *nlp.Sentence, verbs map[string]bool) {
	toks := s.Tokens
	for t := 1; t+2 < len(toks); t++ {
		w := t + 1
		if toks[t].Form != "to" || toks[w].UPOS == "VERB" || toks[w].UPOS == "AUX" || toks[w].UPOS == "PROPN" || toks[w].XPOS == "NNS" || !verbs[toks[w].Form] {
			continue
		}
		h := t - 1
		if toks[h].Form == "on" || toks[h].UPOS == "ADV" {
			h--
		}
		if h < 0 || toks[h].UPOS != "VERB" || !beginning[toks[h].Lemma] || toks[h].Lemma == "go" && h == t-1 {
			continue
		}
		first := w + 1
		particle := -1
		if toks[first].UPOS == "ADP" && particles[toks[first].Form] && first+1 < len(toks) && toks[first+1].UPOS == "DET" {
			particle, first = first, first+1
		}
		switch n := &toks[first]; {
		case n.UPOS == "DET", n.UPOS == "PRON", n.UPOS == "PROPN", n.UPOS == "NOUN", n.UPOS == "NUM", n.UPOS == "ADJ":
		default:
			continue
		}
		n := first
		for k := 0; k < 6 && toks[n].Head > n; k++ {
			n = toks[n].Head
		}
		if toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" && toks[n].UPOS != "PRON" {
			continue
		}
		for c := range toks {
			if toks[c].Head == w && c > n {
				toks[c].Head = n
			}
		}
		toks[w].Head, toks[w].Rel, toks[w].UPOS, toks[w].XPOS, toks[w].Lemma = h, "xcomp", "VERB", "VB", toks[w].Form
		toks[t].Head, toks[t].Rel, toks[t].UPOS, toks[t].XPOS = w, "mark", "PART", "TO"
		toks[n].Head, toks[n].Rel = w, "obj"
		if particle >= 0 {
			toks[particle].Head, toks[particle].Rel = w, "compound:prt"
		}
	}
}

// beginning are verbs behind which "to" begins an infinitive more often than a phrase.
var beginning = map[string]bool{"move": true, "go": true, "begin": true, "start": true, "continue": true, "proceed": true, "seek": true, "try": true, "attempt": true, "plan": true, "intend": true, "hope": true, "want": true, "wish": true, "vow": true, "pledge": true, "promise": true,
	"threaten": true, "refuse": true, "decline": true, "agree": true, "decide": true, "choose": true, "opt": true, "offer": true, "prepare": true, "fail": true, "hasten": true, "rush": true, "hurry": true, "manage": true, "force": true, "compel": true, "oblige": true, "ask": true, "urge": true,
	"order": true, "expect": true, "propose": true, "help": true, "cease": true, "step": true, "struggle": true, "strive": true, "resolve": true, "swear": true, "tend": true}

// repairPerfect makes an auxiliary of a "have" whose participle a tree takes for an adjective of the noun behind it: "is reported to have [broken] relations", "denied having
// [attacked] ships"; and a complement of the participle that a verb of saying or shunning stands before: "denied [breaking] relations".
func repairPerfect(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		n := toks[v].Head
		if toks[v].Rel != "amod" || n < v || toks[v].UPOS != "VERB" || toks[n].Rel != "obj" || toks[n].UPOS != "NOUN" {
			continue
		}
		h := toks[n].Head
		if h != v-1 {
			continue
		}
		switch {
		case toks[v].XPOS == "VBN" && toks[h].Lemma == "have" && (toks[h].XPOS == "VBG" || toks[h].XPOS == "VB" && h > 1 && toks[h-1].Form == "to" && toks[h-2].UPOS == "VERB" && toldOf[toks[h-2].Lemma]):
			for c := range toks {
				if toks[c].Head == h && c != n {
					toks[c].Head = v
				}
			}
			toks[v].Head, toks[v].Rel = toks[h].Head, toks[h].Rel
			toks[h].Head, toks[h].Rel, toks[h].UPOS = v, "aux", "AUX"
			toks[n].Head = v
		case toks[v].XPOS == "VBG" && shunning[toks[h].Lemma] && toks[h].UPOS == "VERB":
			toks[v].Head, toks[v].Rel = h, "xcomp"
			toks[n].Head = v
			for c := range toks {
				if toks[c].Head == n && c < v {
					toks[c].Head = v
				}
			}
		}
	}
}

var (
	// toldOf are verbs in whose passive somebody is told to have done something, or that tell how it looks.
	toldOf = map[string]bool{"report": true, "say": true, "believe": true, "allege": true, "think": true, "know": true, "claim": true, "rumour": true, "rumor": true, "understand": true, "suspect": true, "find": true, "consider": true, "assume": true, "presume": true, "appear": true, "seem": true}
	// shunning are verbs behind which a participle tells of an act.
	shunning = map[string]bool{"deny": true, "admit": true, "avoid": true, "consider": true, "contemplate": true, "suggest": true, "propose": true, "recommend": true, "favour": true, "favor": true, "oppose": true, "risk": true, "regret": true, "finish": true}
)

// repairInverted makes a condition of the clause that a verb before its subject opens: "[Were] Peru to recognise it, Chad would", "[Should] Peru recognise it".
func repairInverted(s *nlp.Sentence) {
	toks := s.Tokens
	if len(toks) < 6 || toks[0].Form != "Were" && toks[0].Form != "Should" || toks[len(toks)-1].Form == "?" {
		return
	}
	v := toks[0].Head
	if toks[0].Form == "Were" {
		v = -1
		for c := range toks {
			if toks[c].XPOS == "VB" && c > 2 && toks[c-1].Form == "to" && toks[c].Head >= 0 && toks[c].Head < c && toks[toks[c].Head].Rel == "nsubj" && toks[c].Rel == "acl" {
				v = c
				break
			}
		}
		if v < 0 {
			return
		}
		subject := toks[v].Head
		main := toks[subject].Head
		if main <= v || subject > v {
			return
		}
		toks[v].Head, toks[v].Rel = main, "advcl"
		toks[subject].Head = v
		toks[v-1].Rel = "dep"
		toks[0].Head = v
	}
	if v > 0 && toks[v].Rel == "root" && toks[v].XPOS == "VB" { // what follows from it is set beside it
		for w := v + 2; w < len(toks); w++ {
			if toks[w].Rel == "parataxis" && toks[w].Head == v && hasSubject(toks, w) && hasRel(toks, w, "aux") {
				toks[w].Head, toks[w].Rel = -1, "root"
				toks[v].Head, toks[v].Rel = w, "advcl"
				break
			}
		}
	}
	if v < 0 || toks[v].Rel != "advcl" || toks[v].Head < v {
		return
	}
	toks[0].Rel, toks[0].UPOS, toks[0].XPOS, toks[0].Lemma = "mark", "SCONJ", "IN", "if"
}
