package extract

import (
	"strings"

	"chancery/internal/resolve/party"
	"chancery/internal/rule"
	"chancery/nlp"
)

// Verbs of several words that say what a verb of one word says, and clauses that begin with when.

// closings are nouns for an end that something is put to or brought to, with the verb that says so in one word.
var closings = map[string]string{"end": "end", "stop": "end", "halt": "end", "close": "end", "conclusion": "end", "ice": "suspend", "hold": "suspend"}

// closing are the verbs of closings.
var closing = map[string]bool{"end": true, "suspend": true}

// repairClosing makes one verb of "put an end to", "bring to an end", "call a halt to" and "put on ice", and its object of what is ended: the rules need not know
// of them.
func repairClosing(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 1; n+1 < len(toks); n++ {
		verb, v := closings[toks[n].Lemma], toks[n].Head
		if verb == "" || toks[n].UPOS != "NOUN" || v < 0 || v >= n && toks[n].Rel != "nsubj:pass" || toks[v].UPOS != "VERB" || toks[v].Lemma != "put" && toks[v].Lemma != "bring" && toks[v].Lemma != "call" && toks[v].Lemma != "draw" {
			continue
		}
		det := strings.ToLower(toks[n-1].Form)
		x := -1
		switch {
		case verb == "end" && (toks[n].Rel == "obj" || toks[n].Rel == "nsubj:pass") && (det == "an" || det == "a") && toks[v].Lemma != "draw": // "put an end to relations"
			at := n + 1
			if toks[n].Rel == "nsubj:pass" { // "an end was put to relations"
				at = v + 1
			}
			if at < len(toks) && toks[at].Form == "to" {
				x = toks[at].Head
			}
			if x <= n || toks[x].UPOS == "VERB" || toks[x].Head != v && toks[x].Head != n {
				continue
			}
			toks[at].Rel, toks[at].Head = "dep", n
			if toks[n].Rel == "nsubj:pass" {
				toks[x].Head, toks[x].Rel = v, "nsubj:pass"
			}
		case toks[n].Rel == "obl" && (verb == "end") == (det == "an" || det == "a") && (verb == "end" && n > 2 && toks[n-2].Form == "to" || verb == "suspend" && det == "on"): // "brought its ties to an end", "put them on ice"
			for o := range toks {
				if toks[o].Head == v && (toks[o].Rel == "obj" || toks[o].Rel == "nsubj:pass") {
					x = o
				}
			}
			if x < 0 { // "brought to an end three years of war"
				for o := n + 1; o < len(toks) && o < n+6; o++ {
					if toks[o].Head == v && toks[o].Rel == "obl" && toks[o].UPOS == "NOUN" && !hasRel(toks, o, "case") {
						x = o
						break
					}
				}
			}
			if x < 0 {
				continue
			}
		default:
			continue
		}
		if toks[x].Rel != "nsubj:pass" {
			toks[x].Head, toks[x].Rel = v, "obj"
		}
		for c := range toks { // a date behind it is that of the verb
			if toks[c].Head == n && c > n && toks[c].Rel != "dep" {
				toks[c].Head = v
				if toks[c].Rel == "nmod" {
					toks[c].Rel = "obl"
				}
			}
		}
		toks[n].Rel, toks[n].UPOS, toks[n].Head = "dep", "PART", v
		toks[n-1].Rel, toks[n-1].Head = "dep", v
		toks[v].Lemma = verb
	}
}

// repairOnlyThen builds the clause that a time begins and an auxiliary before its subject follows, where a tree has the subject as its predicate: "Only in 1934
// [were] relations established", "Not until then, in letters exchanged in Geneva, were they".
func repairOnlyThen(s *nlp.Sentence) {
	toks := s.Tokens
	if len(toks) < 6 || toks[0].Form != "Only" && toks[0].Form != "Not" && toks[0].Form != "Never" && toks[0].Form != "Nor" {
		return
	}
	for n := 3; n < len(toks); n++ {
		be := -1
		for c := n - 1; c > 0 && c > n-8; c-- {
			if toks[c].Head == n && toks[c].Rel == "cop" && (toks[c].XPOS == "VBD" || toks[c].XPOS == "VBP" || toks[c].XPOS == "VBZ") {
				be = c
			}
		}
		if be < 0 || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		v := -1
		for c := n + 1; c < len(toks); c++ {
			if (toks[c].XPOS == "VBN" || toks[c].XPOS == "VBD") && (toks[c].Rel == "conj" || toks[c].Rel == "acl") && under(toks, c, n) && c > 0 && toks[c-1].UPOS != "CCONJ" {
				v = c
			}
		}
		if v < 0 {
			continue
		}
		top := toks[n].Head // what the tree has above, before the clause
		for c := range toks {
			if c < be && (toks[c].Head == n || top >= 0 && toks[c].Head == top) && toks[c].Rel != "punct" {
				toks[c].Head = v
				if toks[c].Rel == "nmod" {
					toks[c].Rel = "obl"
				}
			}
		}
		if top >= 0 { // "in letters [exchanged] at Geneva"
			at := v
			for c := top - 1; c > 0; c-- {
				if toks[c].UPOS == "NOUN" {
					at = c
					break
				}
			}
			toks[top].Head, toks[top].Rel = at, "acl"
		}
		toks[be].Head, toks[be].Rel, toks[be].UPOS = v, "aux:pass", "AUX"
		toks[v].Head, toks[v].Rel, toks[v].XPOS = -1, "root", "VBN"
		toks[n].Head, toks[n].Rel = v, "nsubj:pass"
		return
	}
}

// repairFrontedReduced makes a participle of what a tree takes for the verb of the sentence, where it stands behind a noun and a comma and a clause with a subject
// and a finite verb follows: "In the Treaty of Tartu, [concluded] on 2 February 1920, Russia renounced it".
func repairFrontedReduced(s *nlp.Sentence, treaties *rule.Class) {
	toks := s.Tokens
	for p := 3; p < len(toks); p++ { // the same, hung on the verb
		v := toks[p].Head
		if toks[p].Rel != "advcl" || toks[p].XPOS != "VBN" || v < p || toks[p-1].Form != "," || hasRel(toks, p, "mark") || hasRel(toks, p, "obl:agent") {
			continue
		}
		for n := p - 2; n >= 0; n-- {
			if toks[n].Head == v && toks[n].Rel == "obl" && under(toks, p-2, n) && treaties.Words[strings.ToLower(toks[n].Lemma)] {
				toks[p].Head, toks[p].Rel = n, "acl"
			}
		}
	}
	for p := 3; p < len(toks); p++ {
		if toks[p].Rel != "root" || toks[p].XPOS != "VBN" && toks[p].XPOS != "VBD" || toks[p-1].Form != "," || toks[0].UPOS != "ADP" {
			continue
		}
		n, v := -1, -1
		for c := range toks {
			if toks[c].Head != p {
				continue
			}
			switch {
			case strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "aux") || c < p && toks[c].Rel == "expl":
				return
			case c < p && (toks[c].Rel == "obl" || toks[c].Rel == "nmod") && toks[c].UPOS != "NUM":
				n = c
			case c > p && (toks[c].Rel == "ccomp" || toks[c].Rel == "parataxis" || toks[c].Rel == "conj") && (toks[c].XPOS == "VBD" || toks[c].XPOS == "VBZ") && !hasRel(toks, c, "mark") && !hasRel(toks, c, "cc") && hasSubject(toks, c):
				v = c
			}
		}
		if n < 0 || v < 0 || toks[v].Lemma == "say" {
			return
		}
		for c := range toks {
			if toks[c].Head == p && (c < p && c != n || c > v) && (toks[c].Rel == "obl" || toks[c].Rel == "punct" || toks[c].Rel == "advmod" || toks[c].Rel == "advcl") {
				toks[c].Head = v
			}
		}
		toks[v].Head, toks[v].Rel = -1, "root"
		toks[n].Head, toks[n].Rel = v, "obl"
		toks[p].Head, toks[p].Rel, toks[p].XPOS = n, "acl", "VBN"
		return
	}
}

// repairAsUntrue gives the verb its object, where a tree hangs it on the adjective that says what it is called: "dismissed as untrue [the reports]".
func repairAsUntrue(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n < len(toks); n++ {
		a := toks[n].Head
		if toks[n].Rel != "obj" || a < 0 || a > n || toks[a].UPOS != "ADJ" || toks[a].Rel != "xcomp" || toks[a].Head < 0 || toks[a].Head > a || !hasRel(toks, a, "case") && !hasRel(toks, a, "mark") || hasObject(toks, toks[a].Head) {
			continue
		}
		toks[n].Head = toks[a].Head
	}
}

// repairInvertedBehind makes a condition of the clause behind the main one that a modal verb before its subject opens: "will help it [should] Peru attack".
func repairInvertedBehind(s *nlp.Sentence) {
	toks := s.Tokens
	for m := 3; m+2 < len(toks); m++ {
		v := toks[m].Head
		if toks[m].Form != "should" || toks[m].Rel != "aux" || v < m+2 || toks[v].XPOS != "VB" {
			continue
		}
		inside, before := false, false
		for c := range v {
			if toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "nsubj") {
				inside, before = inside || c > m, before || c < m
			}
		}
		if !inside || before || toks[len(toks)-1].Form == "?" {
			continue
		}
		toks[m].Rel, toks[m].UPOS, toks[m].XPOS, toks[m].Lemma = "mark", "SCONJ", "IN", "if"
		if toks[v].Head >= 0 && toks[v].Head < v {
			toks[v].Rel = "advcl"
		}
	}
}

// repairNotice gives the verb whom it gives something, where a tree has him as the owner of that: "gave [the envoy] 72 hours' notice".
func repairNotice(s *nlp.Sentence) {
	toks := s.Tokens
	for c := 1; c < len(toks); c++ {
		n := toks[c].Head
		if toks[c].Rel != "nmod:poss" || toks[c].UPOS != "NOUN" || n < c || toks[n].Rel != "obj" || toks[n].Head < 0 || toks[n].Head > c || hasRel(toks, c, "case") {
			continue
		}
		if v := toks[n].Head; toks[v].Lemma == "give" || toks[v].Lemma == "grant" || toks[v].Lemma == "allow" {
			toks[c].Head, toks[c].Rel = v, "iobj"
		}
	}
}

// repairSentHome hangs "home" on the verb of sending, where a tree draws it into the noun before: "sent two members of the embassy [home]".
func repairSentHome(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 2; t < len(toks); t++ {
		c := t - 1
		if toks[t].Form != "home" || toks[c].Head != t || toks[c].Rel != "compound" || toks[t].Head < 0 || toks[t].Head > c {
			continue
		}
		v := toks[t].Head
		for n := 0; v >= 0 && toks[v].UPOS != "VERB" && n < maxDepth; n++ {
			v = toks[v].Head
		}
		if v < 0 || v > c || !sendingHome[toks[v].Lemma] {
			continue
		}
		toks[c].Head, toks[c].Rel = toks[t].Head, toks[t].Rel
		for k := range toks {
			if toks[k].Head == t && k < t {
				toks[k].Head = c
			}
		}
		toks[t].Head, toks[t].Rel, toks[t].UPOS = v, "advmod", "ADV"
	}
}

// sendingHome are verbs by which somebody is made to go home.
var sendingHome = map[string]bool{"send": true, "order": true, "call": true, "bring": true, "fly": true, "take": true, "summon": true, "withdraw": true, "pull": true}

// repairSecondClause gives a verb behind "and" the name before it as its subject, where a tree coordinates the name with one in the clause before: "closed its embassy
// in Mali, and [Peru] protested".
func repairSecondClause(s *nlp.Sentence) {
	toks := s.Tokens
	for n := 2; n+1 < len(toks); n++ {
		h := toks[n].Head
		if toks[n].Rel != "conj" || toks[n].UPOS != "PROPN" && toks[n].UPOS != "NOUN" || h < 0 || h > n {
			continue
		}
		first := n // the first word of the phrase
		for c := h + 1; c < n; c++ {
			if toks[c].Head == n && toks[c].Rel != "cc" && toks[c].Rel != "punct" {
				first = min(first, c)
			}
		}
		cc := first - 1
		if cc < 1 || toks[cc].UPOS != "CCONJ" || toks[cc].Head <= n {
			continue
		}
		v := toks[cc].Head
		if toks[v].UPOS != "VERB" || toks[v].Rel != "conj" || toks[v].Head < 0 || toks[v].Head > cc || !under(toks, h, toks[v].Head) || hasRel(toks, v, "nsubj") || hasRel(toks, v, "nsubj:pass") || hasRel(toks, v, "mark") {
			continue
		}
		finite := toks[v].XPOS == "VBD" || toks[v].XPOS == "VBZ" || toks[v].XPOS == "VBP" || toks[v].XPOS == "VBN" && hasObject(toks, v)
		between := true
		for c := n + 1; c < v; c++ {
			aux := toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "aux")
			finite = finite || aux
			between = between && (under(toks, c, n) || aux || toks[c].Head == v && (toks[c].Rel == "advmod" || toks[c].Rel == "punct"))
		}
		if !finite || !between {
			continue
		}
		toks[n].Head, toks[n].Rel = v, "nsubj"
		if toks[v].XPOS == "VBN" && !hasRel(toks, v, "aux") && !hasRel(toks, v, "aux:pass") {
			toks[v].XPOS = "VBD"
		}
		if hasRel(toks, v, "aux:pass") {
			toks[n].Rel = "nsubj:pass"
		}
	}
}

// repairWhichVerb makes a verb of the noun in -s behind "which" that a tree has as a second subject, and its object of the name behind it: "Chad, which [borders]
// Peru, recognised it".
func repairWhichVerb(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 2; w+3 < len(toks); w++ {
		j := w + 1
		if toks[w].Form != "which" || toks[w].Rel != "det" || toks[w].Head != j || toks[w-1].Form != "," || toks[j].UPOS != "NOUN" || toks[j].XPOS != "NNS" || !strings.HasPrefix(toks[j].Rel, "nsubj") {
			continue
		}
		v, a, b := toks[j].Head, -1, -1
		for c := range toks {
			if toks[c].Head != v || !strings.HasPrefix(toks[c].Rel, "nsubj") || c == j {
				continue
			}
			if c < w {
				a = c
			} else if c > j && c < v && b < 0 {
				b = c
			}
		}
		if v < j || a < 0 || b < 0 {
			continue
		}
		toks[j].Head, toks[j].Rel, toks[j].UPOS, toks[j].XPOS = a, "acl:relcl", "VERB", "VBZ"
		toks[j].Lemma = strings.TrimSuffix(strings.ToLower(toks[j].Form), "s")
		toks[w].Rel = "nsubj"
		toks[b].Head, toks[b].Rel = j, "obj"
	}
}

// repairVerdict hangs on a noun that sums up what was told the clause without "that" behind it: "sentenced two of them, a verdict Washington [condemned]", "a charge Lima
// [denies]".
func repairVerdict(s *nlp.Sentence, mentions []party.Mention, verbs map[string]bool) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		n, v := m.First-1, m.Last
		if n < 3 || v >= len(toks) || len(m.Parties) == 0 || m.Form == party.Adjective || !summing[toks[n].Lemma] || toks[n].UPOS != "NOUN" || toks[n-1].UPOS != "DET" || toks[n-2].Form != "," {
			continue
		}
		if toks[v].XPOS == "VBN" && v+1 < len(toks) && toks[v+1].Form == "by" {
			continue
		}
		top := -1 // the verb of what was told
		switch {
		case toks[v].UPOS == "VERB" && toks[n].Head == v && strings.HasPrefix(toks[n].Rel, "nsubj") && toks[m.Head].Head == v:
			top = toks[v].Head
		case toks[v].UPOS == "NOUN" && toks[v].XPOS == "NNS" && (v+1 == len(toks) || toks[v+1].UPOS == "PUNCT" || toks[v+1].UPOS == "ADP"):
			verb := headVerb(toks[v].Form, verbs)
			if verb == "" {
				continue
			}
			for a := toks[n].Head; a >= 0; a = toks[a].Head {
				if toks[a].UPOS == "VERB" {
					top = a
					break
				}
			}
			toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = "VERB", "VBZ", verb
		}
		if top < 0 || top > n {
			continue
		}
		toks[n].Head, toks[n].Rel = top, "parataxis"
		toks[v].Head, toks[v].Rel = n, "acl:relcl"
		toks[m.Head].Head, toks[m.Head].Rel = v, "nsubj"
	}
}

// repairAccusedOf makes a verb of the word in -ing behind "of" that a tree draws into the noun behind it, where it tells of what somebody is accused: "accusing Sweden of
// [harbouring] rebels".
func repairAccusedOf(s *nlp.Sentence) {
	toks := s.Tokens
	for g := 2; g+1 < len(toks); g++ {
		n := toks[g].Head
		if n <= g || toks[g].Rel != "compound" && toks[g].Rel != "amod" || !strings.HasSuffix(toks[g].Form, "ing") || toks[g-1].Form != "of" || toks[g-1].Head != n && toks[g-1].Head != g {
			continue
		}
		v := -1
		for c, h := 0, toks[n].Head; h >= 0 && h < g && c < 3; c, h = c+1, toks[h].Head {
			if accusing[toks[h].Lemma] && toks[h].UPOS == "VERB" {
				v = h
				break
			}
		}
		if v < 0 {
			continue
		}
		toks[g].Head, toks[g].Rel, toks[g].UPOS, toks[g].XPOS = v, "advcl", "VERB", "VBG"
		if l := strings.TrimSuffix(strings.ToLower(toks[g].Form), "ing"); toks[g].Lemma == strings.ToLower(toks[g].Form) {
			toks[g].Lemma = l
		}
		toks[g-1].Head, toks[g-1].Rel, toks[g-1].UPOS = g, "mark", "SCONJ"
		toks[n].Head, toks[n].Rel = g, "obj"
	}
}

// repairConditional gives the verb the adjective that says what its object waits for, where a tree draws it into that: "made its recognition of Israel [conditional] on".
func repairConditional(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 3; t < len(toks); t++ {
		c, o := t-1, toks[t].Head
		if f := toks[t].Form; f != "conditional" && f != "contingent" && f != "dependent" || toks[t].UPOS != "NOUN" || toks[t].Rel != "nmod" || toks[c].Head != t || toks[c].Rel != "compound" || o < 0 || o > c || toks[o].Rel != "obj" || toks[o].Head < 0 {
			continue
		}
		for k := range toks {
			if toks[k].Head == t && k < c {
				toks[k].Head = c
			}
		}
		toks[c].Head, toks[c].Rel = o, "nmod"
		toks[t].Head, toks[t].Rel, toks[t].UPOS = toks[o].Head, "xcomp", "ADJ"
	}
}

// repairGoOn takes what somebody goes on doing for the complement of the verb: "went on supporting Chad".
func repairGoOn(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		on, g := v-1, v-2
		if toks[v].XPOS == "VBG" && toks[v].Rel == "advcl" && toks[v].Head == g && toks[on].Form == "on" && toks[on].Head == v && toks[g].Lemma == "go" {
			toks[v].Rel = "xcomp"
			toks[on].Head, toks[on].Rel = g, "compound:prt"
		}
	}
}
