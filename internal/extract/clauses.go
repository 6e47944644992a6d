package extract

import (
	"strings"

	"chancery/nlp"
)

// repairRaised gives a verb the object that a tree makes the subject of the clause behind it: "accused [Russia] of having sent",
// "ordered [the troops] to leave". A word that opens the clause stands between the two; no clause begins before it.
func repairRaised(s *nlp.Sentence) {
	toks := s.Tokens
	for n := range toks {
		v := toks[n].Head
		if v <= n || !strings.HasPrefix(toks[n].Rel, "nsubj") {
			continue
		}
		h := toks[v].Head
		if h < 0 || h >= n || !strings.HasPrefix(toks[h].XPOS, "VB") || toks[v].Rel != "ccomp" && toks[v].Rel != "advcl" && toks[v].Rel != "xcomp" {
			continue
		}
		opener, ok := "", true
		for c := range toks {
			switch {
			case toks[c].Head == h && toks[c].Rel == "obj":
				ok = false
			case toks[c].Head != v || toks[c].Rel != "mark" && toks[c].Rel != "case":
			case c < n:
				ok = false
			case c < v && opener == "":
				opener = strings.ToLower(toks[c].Form)
			}
		}
		switch {
		case !ok:
			continue
		case opener == "of" || opener == "from" || opener == "for":
			toks[v].Rel = "advcl"
		case opener == "to" && objectControl[strings.ToLower(toks[h].Lemma)]:
			toks[v].Rel = "xcomp"
		default:
			continue
		}
		toks[n].Head, toks[n].Rel = h, "obj"
	}
}

// repairAppositive makes a relative clause of what is said of the noun that sums up the clause before it: "accused Ethiopia of arming them, a charge [Ethiopia
// denied]".
func repairAppositive(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n < len(toks); n++ {
		v := toks[n].Head
		if summing[toks[n].Form] && toks[n].Rel == "nsubj" {
			uprightBefore(toks, n)
		}
		if v > n && (toks[n].Rel == "appos" || toks[n].Rel == "compound" && summing[toks[n].Form]) && toks[v].Rel == "nsubj" { // hung on the subject
			v = toks[v].Head
		}
		if toks[n].UPOS != "NOUN" || v < n || !strings.HasPrefix(toks[v].XPOS, "VB") || toks[v].Rel != "parataxis" || toks[v].Head < 0 || toks[v].Head > n || toks[n].Rel == "nsubj" {
			continue
		}
		first, subject := 0, false
		for c := range toks {
			if a := toks[c].Form; toks[c].Head == n && (strings.EqualFold(a, "a") || strings.EqualFold(a, "an")) {
				first = c
			}
			subject = subject || toks[c].Head == v && toks[c].Rel == "nsubj" && c > n && c < v
		}
		if !subject || first == 0 || toks[first-1].Form != "," {
			continue
		}
		h := toks[v].Head
		toks[n].Head, toks[n].Rel = h, "parataxis"
		toks[v].Head, toks[v].Rel = n, "acl:relcl"
	}
}

// uprightBefore makes the clause before the noun n, which sums it up, the main one, where a tree hangs it on what is said of the noun.
func uprightBefore(toks []nlp.Token, n int) {
	v := toks[n].Head
	if v < n || toks[n-1].Rel != "det" || toks[n-2].Form != "," {
		return
	}
	w, subject := -1, false
	for c := range toks {
		if toks[c].Head != v {
			continue
		}
		if c < n && toks[c].Rel == "advcl" && (toks[c].XPOS == "VBD" || toks[c].XPOS == "VBZ") {
			w = c
		}
		subject = subject || c > n && c < v && toks[c].Rel == "nsubj"
	}
	if w < 0 || !subject {
		return
	}
	toks[w].Head, toks[w].Rel = toks[v].Head, toks[v].Rel
	toks[n].Head, toks[n].Rel = w, "parataxis"
	toks[v].Head, toks[v].Rel = n, "acl:relcl"
}

// repairSecondSubject takes a name under a preposition, before the subject of its verb, for no subject: "[With Chad] it broke off relations".
func repairSecondSubject(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		v := toks[t].Head
		if toks[t].Rel != "nsubj" || toks[t].UPOS != "PROPN" || v < t {
			continue
		}
		under, other := false, false
		for c := range v {
			under = under || toks[c].Head == t && toks[c].Rel == "case" && c < t && toks[c].UPOS == "ADP"
			other = other || c > t && toks[c].Head == v && toks[c].Rel == "nsubj"
		}
		if under && other {
			toks[t].Rel = "obl"
		}
	}
}

// repairAgent takes what stands under "at" for a place, where a tree makes it who did what a passive tells: "a case was brought by Chad [at the Court]".
func repairAgent(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		if h := toks[c].Head; h > c && toks[c].Rel == "case" && toks[h].Rel == "obl:agent" && strings.EqualFold(toks[c].Form, "at") {
			toks[h].Rel = "obl"
		}
	}
}

// repairStandBy makes whom somebody stands by the object: "Peru stood by Chad" is no passive.
func repairStandBy(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		if v := toks[t].Head; v >= 0 && v < t && toks[t].Rel == "obl:agent" && toks[v].Lemma == "stand" && toks[v].XPOS != "VBN" {
			toks[t].Rel = "obj"
		}
	}
}

// repairFrontedNoun makes an apposition of the noun that opens a sentence before the name of its subject: "[A founder member] of the league, Chad left it".
func repairFrontedNoun(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 1; n < len(toks) && n < 6; n++ {
		v := toks[n].Head
		if toks[n].UPOS != "NOUN" || toks[n].Rel != "nsubj" || v < n || toks[0].Head != n || !strings.EqualFold(toks[0].Form, "a") && !strings.EqualFold(toks[0].Form, "an") {
			continue
		}
		comma := false
		for c := n + 1; c < v; c++ {
			comma = comma || toks[c].Form == ","
			if comma && toks[c].Head == v && toks[c].Rel == "nsubj" {
				toks[n].Head, toks[n].Rel = c, "appos"
				return
			}
		}
	}
}

// repairContentClause hangs a clause opened by "that", with a subject of its own, on the noun for words above, where a tree makes a relative clause of it on the
// noun before: "issued a warning to Chad [that it would not accept it]".
func repairContentClause(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if toks[v].Rel != "acl:relcl" || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		that, own, subj, obj := false, false, false, false
		for c := range toks[:v] {
			that = that || toks[c].Head == v && toks[c].Rel == "mark" && strings.EqualFold(toks[c].Form, "that")
			own = own || toks[c].Head == v && toks[c].Rel == "nsubj" && toks[c].XPOS == "PRP"
			subj = subj || toks[c].Head == v && toks[c].Rel == "nsubj"
		}
		for c := v + 1; c < len(toks); c++ {
			obj = obj || toks[c].Head == v && toks[c].Rel == "obj"
		}
		own = own || subj && obj // nothing is left in it for a relative pronoun to be
		if !that || !own {
			continue
		}
		for h, n := toks[v].Head, 0; h >= 0 && h < v && n < maxDepth && strings.HasPrefix(toks[h].Rel, "nmod"); n++ {
			if h = toks[h].Head; h >= 0 && wordNouns[strings.ToLower(toks[h].Lemma)] {
				toks[v].Head, toks[v].Rel = h, "acl"
				break
			}
		}
	}
}

// repairLoneObject makes an object of the noun that a tree takes for whom something is given to, where nothing is given: "would allow [the opening] of an embassy".
func repairLoneObject(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		v := toks[t].Head
		if toks[t].Rel != "iobj" || toks[t].UPOS != "NOUN" || v < 0 || v > t {
			continue
		}
		lone := true
		for c := range toks {
			if toks[c].Head == v && c != t {
				switch toks[c].Rel {
				case "obj", "ccomp", "xcomp", "nsubj:pass", "aux:pass":
					lone = false
				}
			}
		}
		if lone {
			toks[t].Rel = "obj"
		}
	}
}

// repairTold hangs a clause on the noun for what is alleged right before it, where a tree hangs it above: "because of claims [that Peru had armed them]", "over
// accusations [Peru had armed them]".
func repairTold(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if r := toks[v].Rel; r != "advcl" && r != "conj" && r != "parataxis" && r != "ccomp" || !strings.HasPrefix(toks[v].XPOS, "VB") && toks[v].UPOS != "AUX" {
			continue
		}
		first, that, subject := v, false, false
		for c := range toks[:v] {
			if toks[c].Head == v {
				that = that || toks[c].Rel == "mark" && strings.EqualFold(toks[c].Form, "that")
				subject = subject || strings.HasPrefix(toks[c].Rel, "nsubj")
			}
			if first == v && under(toks, c, v) {
				first = c
			}
		}
		n := first - 1
		if n < 1 || !subject || toks[n].UPOS != "NOUN" || !allegings[toks[n].Lemma] || toks[v].Head == n || under(toks, n, v) || (!that || toks[v].Rel == "ccomp") && (!overWhat(toks, n) || toks[n].XPOS != "NNS") {
			continue
		}
		toks[v].Head, toks[v].Rel = n, "acl"
	}
}

// overWhat reports whether the noun n tells why or when something was done, not what is said: "over accusations", "after claims".
func overWhat(toks []nlp.Token, n int) bool {
	for c := range toks[:n] {
		if toks[c].Head == n && toks[c].Rel == "case" {
			switch strings.ToLower(toks[c].Form) {
			case "over", "on", "amid", "after", "following", "because", "due", "despite":
				return true
			}
		}
	}
	return false
}

// allegings are nouns for what is said and may not be so.
var allegings = map[string]bool{"accusation": true, "allegation": true, "claim": true, "suspicion": true, "rumour": true, "rumor": true, "fear": true, "belief": true, "charge": true}

// wordNouns are nouns for words that a clause may give.
var wordNouns = map[string]bool{"warning": true, "threat": true, "statement": true, "message": true, "letter": true, "note": true, "assurance": true, "promise": true, "pledge": true, "claim": true, "demand": true, "ultimatum": true, "signal": true, "guarantee": true}

// repairWhile hangs what somebody did when it was done to him on the participle right before: "detained while [investigating] a firm".
func repairWhile(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		if toks[v].XPOS == "VBG" && toks[v].Rel == "advcl" && strings.EqualFold(toks[v-1].Form, "while") && toks[v-1].Head == v && toks[v-2].XPOS == "VBN" && toks[v-2].Rel == "acl" {
			toks[v].Head = v - 2
		}
	}
}

// summing are nouns that sum up what was said.
var summing = map[string]bool{"charge": true, "claim": true, "allegation": true, "accusation": true, "assertion": true, "suggestion": true, "move": true, "decision": true, "demand": true, "proposal": true, "offer": true,
	"verdict": true, "ruling": true, "step": true, "act": true, "action": true, "measure": true, "threat": true, "policy": true, "idea": true, "request": true}

// repairAbout hangs an infinitive on the "about" before it, wherever a tree hangs it: "said that Peru was about [to leave]".
func repairAbout(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		if toks[v].XPOS != "VB" || toks[v-1].XPOS != "TO" || !strings.EqualFold(toks[v-2].Form, "about") || under(toks, v-2, v) {
			continue
		}
		toks[v].Head, toks[v].Rel = v-2, "xcomp"
		toks[v-2].UPOS, toks[v-2].XPOS = "ADJ", "JJ"
	}
}

// repairRelative hangs a clause that opens with "which" behind a comma on the noun before, where a tree makes an adverbial clause of it, and makes a verb of a noun that
// stands in its place: "Chad, [which] had [closed] its embassy, reopened it", "Togo, which [borders] Ghana, recognised Israel".
func repairRelative(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 2; w < len(toks); w++ {
		n, v := w-2, toks[w].Head
		if !strings.EqualFold(toks[w].Form, "which") || toks[w-1].Form != "," || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || v < w {
			continue
		}
		main := toks[n].Head
		switch {
		case toks[v].Rel == "advcl" && toks[v].Head == main && main > v && strings.HasPrefix(toks[n].Rel, "nsubj") && !marks(toks, v, w):
			toks[v].Head, toks[v].Rel = n, "acl:relcl"
		case v == w+1 && toks[v].XPOS == "NNS" && toks[v].Rel == "acl:relcl" && toks[v].Head == n && strings.HasSuffix(toks[v].Form, "s"):
			toks[v].UPOS, toks[v].XPOS, toks[w].Rel = "VERB", "VBZ", "nsubj"
			for c := v + 1; c < main; c++ {
				if toks[c].Head == main && toks[c].Rel == "nsubj" {
					toks[c].Head, toks[c].Rel = v, "obj"
				}
			}
		}
		for c := w + 1; c < toks[w].Head; c++ { // "which along with Niger had closed it"
			if toks[c].Head == toks[w].Head && toks[c].Rel == "nsubj" && toks[w].Rel == "nsubj" && withCase(toks, c) {
				toks[c].Rel = "obl"
			}
		}
	}
}

// repairPassives coordinates the participles of a series with the passive that opens it, where a tree makes an adverbial clause of them: "was cut in 1970, [resumed] in
// 1972 and [broken] again".
func repairPassives(s *nlp.Sentence) {
	toks := s.Tokens
	for a := range toks {
		h := toks[a].Head
		if h < 0 || h > a || !participle(toks[a]) || toks[a].Rel != "advcl" || !hasRel(toks, h, "aux:pass") || hasRel(toks, a, "mark", "nsubj", "nsubj:pass", "aux", "aux:pass", "advmod") || !hasRel(toks, a, "punct") {
			continue
		}
		for c := a + 1; c < len(toks); c++ {
			if toks[c].Head == a && toks[c].Rel == "conj" && participle(toks[c]) && hasRel(toks, c, "cc") && !hasRel(toks, c, "nsubj", "nsubj:pass", "aux:pass") {
				toks[a].Rel, toks[c].Head = "conj", h
				break
			}
		}
	}
}

// repairInfinitives makes a clause of an infinitive with its "to" that a tree takes for a noun, "stepped in [to mediate]", and an adverb of the "more" behind "once".
func repairInfinitives(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t < len(toks); t++ {
		if toks[t].UPOS == "VERB" && toks[t].Rel == "obl" && toks[t-1].Lemma == "to" && toks[t-1].Head == t && toks[t-1].Rel == "mark" {
			toks[t].Rel = "advcl"
		}
		if toks[t].Rel == "obj" && toks[t].Lemma == "more" && toks[t-1].Lemma == "once" {
			toks[t].Rel = "advmod"
		}
	}
}

// repairRank hangs an infinitive on the noun that it ranks, where something stands between the two: "became the second state, after Peru, [to recognise] it".
func repairRank(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		h := toks[v].Head
		if h < 0 || h > v || toks[v].XPOS != "VB" || toks[v].Rel != "advcl" || v < 2 || toks[v-1].XPOS != "TO" || toks[v-2].Form != "," {
			continue
		}
		n := h
		for c := h + 1; c < v; c++ {
			if toks[h].Lemma == "become" && toks[c].Head == h && toks[c].Rel == "xcomp" && toks[c].UPOS == "NOUN" {
				n = c
			}
		}
		for c := 0; c < n && toks[n].UPOS == "NOUN"; c++ {
			if toks[c].Head == n && (ordinals[toks[c].Lemma] || toks[c].Lemma == "late" && strings.EqualFold(toks[c].Form, "latest")) {
				toks[v].Head, toks[v].Rel = n, "acl"
			}
		}
	}
}

// repairSince makes an auxiliary of the "have" before a participle, where a tree takes what stands between for the beginning of a clause: "has since [delivered]
// arms", "has since 1990 [supplied] arms".
func repairSince(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v < len(toks); v++ {
		h := toks[v].Head
		if (toks[v].XPOS == "VBN" || toks[v].Form == "had") && h >= 0 && h < v && v-h < 5 && toks[h].Lemma == "have" && toks[v].Rel == "advcl" {
			whole := true
			for k := range toks {
				if toks[k].Head == v && toks[k].Rel == "nsubj" && k == v-1 && k == h+2 && strings.EqualFold(toks[h+1].Form, "since") && toks[k].UPOS == "NUM" { // "has since 1990 [had] an embassy"
					toks[k].Rel = "obl"
				}
			}
			for k := range toks {
				whole = whole && !(toks[k].Head == h && toks[k].Rel == "obj") && !(toks[k].Head == v && (strings.HasPrefix(toks[k].Rel, "nsubj") || strings.HasPrefix(toks[k].Rel, "aux"))) && !(k > h && k < v && (toks[k].UPOS == "VERB" || toks[k].Form == ","))
			}
			if whole {
				swap(toks, h, v)
				toks[h].Rel = "aux"
			}
		}
	}
}

// repairOnly hangs what followed on the verb right before it: "resumed relations, with Peru opening its embassy, only [to close it]".
func repairOnly(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 4; v < len(toks); v++ {
		if toks[v].XPOS != "VB" || toks[v].Rel != "advcl" || toks[v-1].XPOS != "TO" || !strings.EqualFold(toks[v-2].Form, "only") || toks[v-3].Form != "," {
			continue
		}
		for h := v - 4; h > toks[v].Head; h-- {
			if r := toks[h].Rel; toks[h].UPOS == "VERB" && (r == "conj" || strings.HasPrefix(r, "advcl")) && under(toks, h, toks[v].Head) {
				toks[v].Head = h
				break
			}
		}
	}
}

// repairHearsay sets "it is said" between commas beside the clause that it stands in, and gives that clause its subject: "[Peru], it was rumoured, [had attacked]".
func repairHearsay(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 4; v+1 < len(toks); v++ {
		if toks[v].XPOS != "VBN" || toks[v+1].Form != "," || toks[v-1].Lemma != "be" || !strings.EqualFold(toks[v-2].Form, "it") || toks[v-3].Form != "," {
			continue
		}
		told := toks[v].Head
		for c := v + 2; c < len(toks) && told < v; c++ {
			if toks[c].Head == v && (toks[c].Rel == "conj" || toks[c].Rel == "parataxis" || toks[c].Rel == "ccomp") && strings.HasPrefix(toks[c].XPOS, "VB") {
				told = c
				toks[c].Head, toks[c].Rel = toks[v].Head, toks[v].Rel
			}
		}
		if told < v {
			continue
		}
		toks[v].Head, toks[v].Rel = told, "parataxis"
		for c := 0; c < v-2; c++ {
			if h := toks[c].Head; h == v && (toks[c].Rel == "vocative" || toks[c].Rel == "dislocated" || strings.HasPrefix(toks[c].Rel, "nsubj")) || h == told && toks[c].Rel == "vocative" {
				toks[c].Head, toks[c].Rel = told, "nsubj"
			}
		}
	}
}

// repairWanted hangs an infinitive on the noun that says it is wanted, where a tree hangs both on the verb: "rejected the decision [to
// recognise Kosovo]", "issued an ultimatum to Greece [to withdraw]", "summoned the envoy over Chad's decision [to leave]".
func repairWanted(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		h := toks[v].Head
		if h < 0 || h > v || toks[v].XPOS != "VB" || toks[v].Rel != "xcomp" && toks[v].Rel != "advcl" || !strings.HasPrefix(toks[h].XPOS, "VB") {
			continue
		}
		to := -1
		for c := h; c < v; c++ {
			if toks[c].Head == v && (toks[c].Rel == "mark" || toks[c].Rel == "case") && strings.EqualFold(toks[c].Form, "to") {
				to = c
			}
		}
		if to < 1 {
			continue
		}
		for o := h + 1; o < to; o++ {
			if toks[o].Head != h || toks[o].Rel != "obj" && (toks[o].Rel != "obl" || o != to-1 || !caseIn(toks, o, "over", "after", "following", "about", "against", "on", "at", "before", "despite", "by", "with")) || !wanted[strings.ToLower(toks[o].Lemma)] {
				continue
			}
			near := true // nothing between the two but what is said of the noun and to whom it goes
			for c := o + 1; c < to; c++ {
				if toks[c].Head == h && toks[c].Rel != "obl" {
					near = false
				}
			}
			if near {
				toks[v].Head, toks[v].Rel = o, "acl"
			}
		}
		if o := wantedBefore(toks, to, h); o >= 0 && toks[v].Head == h {
			toks[v].Head, toks[v].Rel = o, "acl"
		}
	}
}

// wantedBefore returns the noun that says what is wanted of the phrase right before the word to, below the verb h, by whom it is said: "concern at the [decision] of Chad
// to close it". It is not what the verb itself is said with.
func wantedBefore(toks []nlp.Token, to, h int) int {
	for n, deep := to-1, 0; n > h && deep < maxDepth; n, deep = toks[n].Head, deep+1 {
		if wanted[toks[n].Lemma] && n != to-1 && toks[n].Rel == "nmod" && toks[n].Head > h && caseIn(toks, n, "over", "about", "against", "on", "at", "by", "with", "of") {
			return n
		}
	}
	return -1
}

// wanted are nouns that an infinitive fills: what is decided, asked for, offered.
var wanted = map[string]bool{"effort": true, "step": true, "decision": true, "call": true, "ultimatum": true, "plan": true, "refusal": true, "agreement": true, "promise": true, "pledge": true, "proposal": true, "offer": true,
	"demand": true, "request": true, "appeal": true, "order": true, "invitation": true, "threat": true, "vow": true, "commitment": true, "permission": true, "consent": true, "intention": true, "intent": true, "bid": true, "attempt": true, "plot": true, "conspiracy": true, "scheme": true}

// repairModified makes a subject of what a tree hangs on a finite verb as if a verb could have an adjective: "The US [military] struck".
func repairModified(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if x := toks[v].XPOS; toks[v].UPOS != "VERB" || x != "VBD" && x != "VBZ" && x != "VBP" {
			continue
		}
		n, own := -1, false
		for c := range toks {
			if toks[c].Head != v {
				continue
			}
			own = own || strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "csubj")
			if c < v && (toks[c].Rel == "amod" || toks[c].Rel == "compound") {
				n = c
			}
		}
		if own || n < 0 || toks[v].Rel == "amod" || toks[v].Rel == "acl" {
			continue
		}
		for c := n + 1; c < v; c++ {
			own = own || toks[c].UPOS != "ADV" && toks[c].UPOS != "AUX"
		}
		if own {
			continue
		}
		toks[n].Rel = "nsubj"
		if toks[n].UPOS == "ADJ" {
			toks[n].UPOS, toks[n].XPOS = "NOUN", "NN"
		}
		for c := 0; c < n; c++ {
			if r := toks[c].Rel; toks[c].Head == v && (r == "amod" || r == "compound" || r == "det" || r == "nmod:poss" || r == "nummod") {
				toks[c].Head = n
			}
		}
	}
}

// repairBacked hangs a name before a dash on the participle behind it as what leads it, where a tree makes its subject of it: "the [Iran]-backed rebels".
func repairBacked(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		if n := v - 2; toks[v].XPOS == "VBN" && toks[v].Rel == "amod" && toks[v-1].Form == "-" && toks[v-1].End == toks[v].Start && toks[n].End == toks[v-1].Start && toks[n].Head == v {
			toks[n].Rel = "compound"
		}
	}
}

// repairVoice takes a subject for that of an active verb where a tree has a passive without its auxiliary: "Chilean–Greek [relations] improved." A headline
// has no full stop, and its participle may well be a passive.
func repairVoice(s *nlp.Sentence) {
	toks := s.Tokens
	n := len(toks)
	if n == 0 || toks[n-1].Form != "." && toks[n-1].Form != ";" {
		return
	}
	for c := range toks {
		v := toks[c].Head
		if toks[c].Rel != "nsubj:pass" || v < c || toks[v].XPOS != "VBD" && !(toks[v].XPOS == "VBN" && toks[v].Rel == "root") {
			continue
		}
		active := !(toks[c].UPOS == "NOUN" && doneTo[toks[v].Lemma] && (inert[toks[c].Lemma] || doneToPeople[toks[v].Lemma]) || doneToStates[toks[v].Lemma]) // "Chadian envoy expelled from Lima."
		for k := range toks {
			active = active && !(toks[k].Head == v && (strings.HasPrefix(toks[k].Rel, "aux") || toks[k].Rel == "obl:agent" || toks[k].Rel == "cop" || toks[k].Rel == "obl" && caseIn(toks, k, "by")))
		}
		if active {
			toks[c].Rel, toks[v].XPOS = "nsubj", "VBD"
		}
	}
}

// repairSeries coordinates a verb behind a semicolon with the verb before it, where a tree hangs it on a noun as a participle: "concluded a convention in 1867;
// [established] relations in 1874; and".
func repairSeries(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v < len(toks); v++ {
		h := toks[v].Head
		if toks[v].Rel != "acl" || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || h < 0 || h > v || toks[v-1].Form != ";" && (v < 2 || toks[v-1].UPOS != "ADV" || toks[v-2].Form != ";") {
			continue
		}
		object := false
		for c := v + 1; c < len(toks); c++ {
			object = object || toks[c].Head == v && toks[c].Rel == "obj"
		}
		for n := 0; h >= 0 && n < maxDepth && toks[h].XPOS != "VBD"; n++ {
			h = toks[h].Head
		}
		if object && h >= 0 && h < v {
			toks[v].Head, toks[v].Rel, toks[v].XPOS = h, "conj", "VBD"
		}
	}
}

// repairButName begins a clause with a name or noun behind "but" or "yet" that an aside parts from its verb, where a tree coordinates it with what stands before: "opposed
// the plan of Iran, yet [Israel], which is silent, [ranks] fifth".
func repairButName(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n < len(toks); n++ {
		cc := n - 1
		for cc > 0 && (toks[cc].Rel == "det" || toks[cc].Rel == "amod" || toks[cc].Rel == "compound") {
			cc--
		}
		if toks[n].Rel != "conj" || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || cc < 1 || toks[cc].Form != "but" && toks[cc].Form != "yet" || toks[cc-1].Form != "," || n+1 >= len(toks) || toks[n+1].Form != "," {
			continue
		}
		top := verbAbove(toks, toks[n].Head)
		for v := n + 3; top >= 0 && top < n && v < len(toks); v++ {
			if toks[v].UPOS != "VERB" || toks[v].XPOS != "VBZ" && toks[v].XPOS != "VBD" && toks[v].XPOS != "VBP" || toks[v-1].Form != "," || toks[v].Rel == "acl:relcl" || under(toks, top, v) {
				continue
			}
			own := false
			for c := range toks {
				own = own || toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj")
			}
			if !own {
				toks[v].Head, toks[v].Rel = top, "conj"
				toks[n].Head, toks[n].Rel = v, "nsubj"
				toks[cc].Head = v
			}
			break
		}
	}
}

// ensuing are verbs that say of their subject that it came about after something else, and have no passive without an agent.
var ensuing = map[string]bool{"follow": true, "ensue": true, "come": true, "arrive": true, "arise": true}

// repairEnsued makes a clause of a noun and a verb behind a semicolon or a comma and "and", where a tree coordinates the noun and hangs the verb on it as a participle:
// "signed a treaty in 1950, and a trade [agreement followed] in 1951".
func repairEnsued(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		h := toks[v].Head
		if toks[v].Rel != "acl" || !ensuing[toks[v].Lemma] || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || h < 0 || h > v || toks[h].UPOS != "NOUN" || toks[h].Rel != "conj" && toks[h].Rel != "appos" {
			continue
		}
		first, bare, of := v, true, verbAbove(toks, toks[h].Head)
		for c := range toks {
			if toks[c].Head == v && (toks[c].Rel == "obj" || toks[c].Rel == "obl:agent" || toks[c].Rel == "obl" && caseIn(toks, c, "by")) {
				bare = false
			}
		}
		for k := h - 1; k > 0 && k > h-8 && toks[k].UPOS != "VERB" && toks[k].Form != ","; k-- {
			if toks[k].Form == ";" || toks[k].Rel == "cc" && toks[k-1].Form == "," {
				first = k
				break
			}
		}
		if !bare || first == v || of < 0 || of > first {
			continue
		}
		toks[first].Head = v
		toks[v].Head, toks[v].Rel, toks[v].XPOS = of, "conj", "VBD"
		toks[h].Head, toks[h].Rel = v, "nsubj"
	}
}

// repairInstead hangs the clause behind "and instead" on the verb that denies what stands before it, where a tree coordinates it with what is denied: "denied that it
// had shelled the town and [instead accused] Chad".
func repairInstead(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		h := toks[v].Head
		if toks[v-1].Lemma != "instead" || toks[v-2].Rel != "cc" || toks[v].Rel != "conj" || toks[v].UPOS != "VERB" || h < 0 || h > v {
			continue
		}
		for k := 0; h >= 0 && !disputing[toks[h].Lemma] && k < maxDepth; k++ {
			h = toks[h].Head
		}
		if h >= 0 && h != toks[v].Head && toks[h].XPOS == toks[v].XPOS {
			toks[v].Head = h
		}
	}
}

// disputing are verbs for saying that something is not so.
var disputing = map[string]bool{"deny": true, "reject": true, "dismiss": true, "refute": true, "dispute": true, "rebuff": true, "rebut": true}

// replying are verbs for an answer, which no participle behind a name means.
var replying = map[string]bool{"answer": true, "respond": true, "retaliate": true, "reply": true, "react": true, "reciprocate": true}

// repairLatin makes an adverb of "de facto" and "de jure" before a participle, which a tree takes for its subject.
func repairLatin(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 0; t+2 < len(toks); t++ {
		if f := toks[t+1].Form; !strings.EqualFold(toks[t].Form, "de") || !strings.EqualFold(f, "facto") && !strings.EqualFold(f, "jure") {
			continue
		}
		v := toks[t].Head
		if v != t+2 || !strings.HasPrefix(toks[v].XPOS, "VB") || !strings.HasPrefix(toks[t].Rel, "nsubj") {
			continue
		}
		toks[t].Rel, toks[t].UPOS = "advmod", "ADV"
		be := false
		for c := 0; c < t; c++ {
			if toks[c].Head == t {
				toks[c].Head = v
			}
			if toks[c].Head == v && (toks[c].Rel == "cop" || toks[c].Rel == "aux:pass") {
				toks[c].Rel, be = "aux:pass", true
			}
		}
		for c := 0; be && c < t; c++ {
			if toks[c].Head == v && toks[c].Rel == "nsubj" {
				toks[c].Rel, toks[v].XPOS = "nsubj:pass", "VBN"
			}
		}
	}
}
