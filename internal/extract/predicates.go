package extract

import (
	"slices"
	"strings"
	"unicode"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// Verbs and the nouns beside them that a tree has mixed up.

// repairPredicates mends what a tree has made of a verb, its subject and those who own it.
func repairPredicates(s *nlp.Sentence, mentions []party.Mention) {
	repairOwners(s, mentions)
	repairDating(s)
	repairWith(s)
	repairFlat(s)
	repairParticiples(s)
	repairAddressed(s)
	repairTitles(s)
	repairCalledBy(s, mentions)
	repairListed(s)
	repairUpTo(s)
	repairSpeech(s)
	repairBare(s)
	repairGoods(s)
	repairNeighbours(s)
	repairUsing(s)
	repairAside(s)
	repairCrossing(s)
	repairGrata(s)
	repairSum(s)
	repairDateline(s, mentions)
}

// tellings are nouns whose "that" opens what is told.
var tellings = map[string]bool{"accusation": true, "allegation": true, "claim": true, "charge": true, "report": true, "rumour": true, "rumor": true, "suspicion": true, "fear": true, "statement": true, "announcement": true, "belief": true,
	"warning": true, "threat": true, "demand": true, "decision": true, "assertion": true, "suggestion": true, "denial": true, "promise": true, "pledge": true, "news": true, "evidence": true, "sign": true, "concern": true}

// repairGrata makes what somebody is declared of "persona non grata", where a tree draws it into one phrase with the noun before: "declared the head of the
// mission [persona non grata]".
func repairGrata(s *nlp.Sentence) {
	toks := s.Tokens
	for p := 2; p+2 < len(toks); p++ {
		n, last := p-1, p+2
		if !strings.HasPrefix(strings.ToLower(toks[p].Form), "persona") || !strings.EqualFold(toks[p+1].Form, "non") || toks[n].UPOS != "NOUN" && toks[n].UPOS != "PROPN" {
			continue
		}
		v := p - 2
		for v >= 0 && !(toks[v].UPOS == "VERB" && declaring[toks[v].Lemma]) {
			v--
		}
		if v < 0 {
			continue
		}
		inside := func(t int) bool { return t >= p && t <= last }
		if root := toks[n].Head; inside(root) {
			for k := 0; k < 3 && inside(toks[root].Head); k++ {
				root = toks[root].Head
			}
			if h := toks[root].Head; h < 0 || h >= n {
				continue
			}
			toks[n].Head, toks[n].Rel = toks[root].Head, toks[root].Rel
			if toks[n].Rel == "xcomp" {
				toks[n].Rel = "obj"
			}
			for k := v + 1; k < n; k++ {
				if inside(toks[k].Head) {
					toks[k].Head = n
				}
			}
		}
		toks[p].Head, toks[p].Rel = v, "xcomp"
		toks[p+1].Head, toks[p+1].Rel = last, "advmod"
		toks[last].Head, toks[last].Rel = p, "amod"
	}
}

// repairCrossing makes one noun of "border crossing", where a tree has a verb in it: "the closure of the border [crossing] with Peru".
func repairCrossing(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v < len(toks); v++ {
		n := v - 1
		if toks[v].Lemma != "cross" || toks[v].XPOS != "VBG" || toks[v].Head != n || !strings.EqualFold(toks[n].Form, "border") {
			continue
		}
		for c := range toks {
			switch {
			case toks[c].Head == n && c != v:
				toks[c].Head = v
			case toks[c].Head == v && toks[c].Rel == "obl":
				toks[c].Rel = "nmod"
			}
		}
		toks[v].Head, toks[v].Rel, toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = toks[n].Head, toks[n].Rel, "NOUN", "NN", "crossing"
		toks[n].Head, toks[n].Rel = v, "compound"
	}
}

// repairSum makes an object of a sum of money behind a verb that has none, where a tree hangs it there without a preposition: "provided around [$400 million]".
func repairSum(s *nlp.Sentence) {
	toks := s.Tokens
	for n := range toks {
		v := toks[n].Head
		if toks[n].UPOS != "SYM" || toks[n].Rel != "obl" || v < 0 || v > n || toks[v].UPOS != "VERB" {
			continue
		}
		free := true
		for c := range toks {
			free = free && !(toks[c].Head == v && (toks[c].Rel == "obj" || toks[c].Rel == "nsubj:pass" || toks[c].Rel == "aux:pass")) && !(toks[c].Head == n && toks[c].Rel == "case")
		}
		if free {
			toks[n].Rel = "obj"
		}
	}
}

// repairDateline keeps the place of a dateline from being a subject beside the real one: "[Tirana], 3 May 1999 (ATA) - Peru closed its embassy",
// "[Tirana]: Peru closed its embassy".
func repairDateline(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	if len(mentions) == 0 || mentions[0].First != 0 || !strings.HasPrefix(toks[mentions[0].Head].Rel, "nsubj") {
		return
	}
	h, dash := mentions[0].Head, -1
	if last := mentions[0].Last; last < len(toks) && toks[last].Form == ":" {
		dash = last
	} else if !mentions[0].Place {
		return
	}
	for k := mentions[0].Last; k < len(toks) && k < 14 && dash < 0; k++ {
		switch toks[k].Form {
		case "-", "–", "—", "--":
			dash = k
		}
	}
	for c := dash + 1; dash >= 0 && c < len(toks); c++ {
		if toks[c].Head == toks[h].Head && strings.HasPrefix(toks[c].Rel, "nsubj") {
			toks[h].Rel = "dep"
			return
		}
	}
}

// repairAside gives a participle of speech behind a comma to whoever speaks in the sentence, where a tree hangs it on what he says: "Chad said that
// Libya was behind it, [accusing] it of aggression".
func repairAside(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v < len(toks); v++ {
		h := toks[v].Head
		if toks[v].XPOS != "VBG" || toks[v].Rel != "advcl" || !speaking[toks[v].Lemma] || toks[v-1].Form != "," || h < 0 || h > v || toks[h].Rel != "ccomp" {
			continue
		}
		if up := toks[h].Head; up >= 0 && up < h && speaking[toks[up].Lemma] {
			toks[v].Head = up
		}
	}
}

// repairHome makes an adverb of "home" where a tree has it as a second object: "brought its envoy [home] from Chad".
func repairHome(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 2; t < len(toks); t++ {
		v := toks[t].Head
		if toks[t].Rel != "obj" || toks[t].Form != "home" || v < 0 || v > t-2 {
			continue
		}
		for c := v + 1; c < t; c++ {
			if toks[c].Head == v && toks[c].Rel == "obj" {
				toks[t].Rel, toks[t].UPOS = "advmod", "ADV"
				break
			}
		}
	}
}

// means are the things by which people speak to each other.
var means = map[string]bool{"train": true, "car": true, "road": true, "sea": true, "rail": true, "air": true, "bus": true, "ship": true, "helicopter": true, "plane": true, "land": true, "telephone": true, "phone": true, "link": true, "videolink": true, "videoconference": true, "radio": true, "letter": true, "telegram": true}

// repairMeans takes for nobody what stands with "by" below a verb that has its subject: "Ali spoke by [telephone] to Musa".
func repairMeans(s *nlp.Sentence) {
	toks := s.Tokens
	for t := range toks {
		v := toks[t].Head
		if toks[t].Rel != "obl:agent" || !means[toks[t].Lemma] || v < 0 || v > t {
			continue
		}
		subject, aux := false, false
		for c := range v {
			subject = subject || toks[c].Head == v && toks[c].Rel == "nsubj"
			aux = aux || toks[c].Head == v && strings.HasPrefix(toks[c].Rel, "aux")
		}
		if subject && (!aux || toks[v].XPOS != "VBN") {
			toks[t].Rel = "obl"
			if toks[v].XPOS == "VBN" {
				toks[v].XPOS = "VBD"
			}
		}
	}
}

// repairUsing gives a clause the verb that a tree hangs on the object of a participle before it: "Tajik forces using tanks [entered] a village".
func repairUsing(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		o := toks[v].Head
		if toks[v].Rel != "acl" || toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || o < 1 || o != v-1 || toks[o].Rel != "obj" {
			continue
		}
		g := toks[o].Head
		if g < 0 || g > o || toks[g].XPOS != "VBG" || toks[g].Rel == "acl" || toks[g].Rel == "advcl" || toks[g].Rel == "xcomp" {
			continue
		}
		n, bare := -1, v+1 >= len(toks) || toks[v+1].Form != "by"
		for c := range toks {
			switch {
			case toks[c].Head == g && toks[c].Rel == "nsubj" && c < g:
				n = c
			case toks[c].Head == g && strings.HasPrefix(toks[c].Rel, "aux"), toks[c].Head == g && toks[c].Rel == "cop":
				bare = false
			}
		}
		if n < 0 || !bare {
			continue
		}
		for c := range toks {
			if toks[c].Head == g && c < n {
				toks[c].Head = v
			}
		}
		toks[v].Head, toks[v].Rel, toks[v].XPOS = toks[g].Head, toks[g].Rel, "VBD"
		toks[n].Head = v
		toks[g].Head, toks[g].Rel = n, "acl"
	}
}

// repairNeighbours makes an adjective of "neighbouring" before a name, where a tree has made a verb of it: "between his country and [neighbouring] Peru".
func repairNeighbours(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if l := toks[v].Lemma; l != "neighbor" && l != "neighbour" || toks[v].XPOS != "VBG" || toks[v].Head < 0 {
			continue
		}
		n := v + 1
		for n < len(toks) && toks[n].UPOS == "PROPN" && toks[n].Head > n {
			n = toks[n].Head
		}
		if n >= len(toks) || toks[n].UPOS != "PROPN" || toks[n].Head != v {
			continue
		}
		toks[n].Head, toks[n].Rel = toks[v].Head, toks[v].Rel
		for c := range toks {
			if toks[c].Head == v {
				toks[c].Head = n
			}
		}
		toks[v].Head, toks[v].Rel, toks[v].UPOS, toks[v].XPOS = n, "amod", "ADJ", "JJ"
	}
}

// repairGoods hangs a participle of trade on the goods right before it, where a tree hangs it on the verb above: "duties on cheese [imported] from Chad".
func repairGoods(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		n, r := v-1, toks[v].Rel
		if toks[v].XPOS != "VBN" && toks[v].XPOS != "VBD" || !trading[toks[v].Lemma] || toks[n].UPOS != "NOUN" || toks[v].Head == n || r != "xcomp" && r != "conj" && r != "advcl" && r != "ccomp" && r != "dep" {
			continue
		}
		if next := strings.ToLower(toks[v+1].Form); next != "from" && next != "in" && next != "by" && next != "to" {
			continue
		}
		own := false
		for c := range toks {
			own = own || toks[c].Head == v && (strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "aux") || toks[c].Rel == "cc")
		}
		if !own {
			toks[v].Head, toks[v].Rel = n, "acl"
			toks[v].XPOS = "VBN"
		}
	}
}

// trading are verbs of what is done to goods.
var trading = map[string]bool{"import": true, "export": true, "ship": true, "produce": true, "make": true, "manufacture": true, "originate": true, "source": true, "buy": true, "purchase": true, "sell": true}

// repairBare makes a subject of a noun right before a verb that has none, where a tree hangs it there as if it had a preposition: "In recent months
// [relations] between Chad and Niger deteriorated".
func repairBare(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		if x := toks[v].XPOS; toks[v].UPOS != "VERB" || x != "VBD" && x != "VBZ" && x != "VBP" || toks[v].Rel == "conj" {
			continue
		}
		n, own := -1, false
		for c := range toks {
			if toks[c].Head != v {
				continue
			}
			own = own || strings.HasPrefix(toks[c].Rel, "nsubj") || strings.HasPrefix(toks[c].Rel, "csubj") || toks[c].Rel == "expl" || strings.HasPrefix(toks[c].Rel, "aux")
			if c < v && toks[c].Rel == "obl" && toks[c].UPOS == "NOUN" && !temporalNouns[toks[c].Lemma] {
				n = c
			}
		}
		first := n // of what stands before the noun: a preposition there is its own, wherever it hangs
		for c := range toks {
			if n >= 0 && c < first && toks[c].Head == n {
				first = c
			}
		}
		for c := max(first-1, 0); c < n; c++ {
			own = own || toks[c].UPOS == "ADP" || toks[c].UPOS == "SCONJ"
		}
		if n >= 0 && !own {
			toks[n].Rel = "nsubj"
		}
	}
}

// repairUpTo makes a count of "up to" before a number, and an object of what is counted, where a tree takes "up" for a part of the verb:
// "accused [up to 60 soldiers] of crossing".
func repairUpTo(s *nlp.Sentence) {
	toks := s.Tokens
	for u := 1; u+2 < len(toks); u++ {
		v := u - 1
		if !strings.EqualFold(toks[u].Form, "up") || !strings.EqualFold(toks[u+1].Form, "to") || toks[u+2].UPOS != "NUM" || toks[u].Head != v || !strings.HasPrefix(toks[v].XPOS, "VB") {
			continue
		}
		n := toks[u+1].Head
		if n <= u+2 || toks[n].Head != v || toks[n].Rel != "obl" || toks[n].UPOS != "NOUN" {
			continue
		}
		toks[u].Head, toks[u].Rel = u+2, "advmod"
		toks[u+1].Head, toks[u+1].Rel = u, "fixed"
		toks[n].Rel = "obj"
	}
}

// repairSpeech gives a verb to whoever speaks in the sentence, where a tree has coordinated it with what he says of others: "Peru said that two of its
// men had been killed but [denied] that ...", "Peru says that Chile must leave and [has sent] troops".
func repairSpeech(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		h := toks[c].Head
		if toks[c].Rel != "conj" || toks[c].XPOS != "VBD" && toks[c].XPOS != "VBN" || h < 0 || h > c || toks[h].Rel != "ccomp" || toks[h].Head < 0 {
			continue
		}
		passive, own, must, has := false, false, false, false
		for k := range toks {
			passive = passive || toks[k].Head == h && toks[k].Rel == "aux:pass"
			own = own || toks[k].Head == c && (strings.HasPrefix(toks[k].Rel, "nsubj") || toks[k].Rel == "aux:pass")
			must = must || toks[k].Head == h && toks[k].XPOS == "MD"
			has = has || toks[k].Head == c && toks[k].Rel == "aux" && toks[k].XPOS == "VBZ"
		}
		passive = passive && toks[c].XPOS == "VBD" && speaking[toks[c].Lemma]
		if up := toks[h].Head; (passive || must && has) && !own && up < h && speaking[toks[up].Lemma] {
			toks[c].Head = up
		}
	}
}

// speaking are verbs of those who speak for somebody.
var speaking = map[string]bool{"say": true, "deny": true, "claim": true, "report": true, "announce": true, "insist": true, "admit": true, "add": true, "warn": true, "accuse": true, "blame": true, "reject": true, "call": true, "demand": true, "urge": true}

// repairWith makes the name before a participle under "with" its subject: "with [Peru] mediating, the two made peace".
func repairWith(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		if n := v - 1; toks[v].XPOS == "VBG" && toks[n].UPOS == "PROPN" && toks[n].Head == v && toks[n].Rel == "compound" && slices.ContainsFunc(toks[:n], func(t nlp.Token) bool { return t.Head == v && strings.EqualFold(t.Form, "with") }) {
			toks[n].Rel = "nsubj"
		}
	}
}

// subjectNoun returns the noun before v that the tree already has as its subject, -1 for none.
func subjectNoun(toks []nlp.Token, v int) int {
	for c := range v {
		if toks[c].Head == v && toks[c].Rel == "nsubj" && toks[c].UPOS == "NOUN" {
			return c
		}
	}
	return -1
}

// verbOf makes a verb of the noun v, whose subject n is: what stands between them belongs to n, "the embassy [in Lima] dates from".
func verbOf(toks []nlp.Token, v, n int) {
	toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = "VERB", "VBZ", "date"
	for c := v - 1; c > n; c-- {
		if toks[c].Head == v && toks[c].UPOS == "PROPN" && (toks[c].Rel == "compound" || toks[c].Rel == "nmod") {
			toks[c].Head, toks[c].Rel = n, "nmod"
			for k := n + 1; k < c; k++ {
				if toks[k].Head == v && toks[k].Rel == "case" {
					toks[k].Head = c
				}
			}
		}
	}
	for c := v + 1; c < len(toks); c++ {
		if toks[c].Head == v && toks[c].Rel == "nmod" {
			toks[c].Rel = "obl"
		}
	}
}

// repairDating makes a verb of "date" behind a noun: "relations with Peru [date] from 1878", "ties [date] back to 1878".
func repairDating(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 1; v+1 < len(toks); v++ {
		if f := toks[v].Form; toks[v].UPOS != "NOUN" || !strings.EqualFold(f, "date") && !strings.EqualFold(f, "dates") {
			continue
		}
		if next := toks[v+1].Form; !strings.EqualFold(next, "from") && !strings.EqualFold(next, "back") {
			continue
		}
		if n := subjectNoun(toks, v); n >= 0 {
			verbOf(toks, v, n)
			continue
		}
		n, above := toks[v].Head, true
		for n >= 0 && n < v && toks[n].UPOS == "PROPN" && (toks[n].Rel == "nmod" || toks[n].Rel == "conj") { // "between Peru and Chile"
			n = toks[n].Head
		}
		if n < 0 || n > v {
			n, above = -1, false
		}
		if c := v - 1; above && toks[c].Head == v && toks[c].Rel == "compound" && toks[c].UPOS == "PROPN" { // "with Peru"
			toks[c].Head, toks[c].Rel = n, "nmod"
			if (toks[c-1].Head == n || toks[c-1].Head == v) && toks[c-1].Rel == "case" {
				toks[c-1].Head = c
			}
		}
		for c := range toks {
			if toks[c].Head != v || c > v {
				continue
			}
			switch toks[c].Rel {
			case "compound", "nmod":
				if !above && toks[c].XPOS == "NNS" {
					n = c
				}
			case "det", "case", "nummod", "nmod:poss":
				n = -2
			}
		}
		if n < 0 || toks[n].UPOS != "NOUN" {
			continue
		}
		toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = "VERB", "VBP", "date"
		if above {
			raise(toks, v, n)
			continue
		}
		toks[n].Rel = "nsubj"
		for c := 0; c < n; c++ {
			if toks[c].Head == v {
				toks[c].Head = n
			}
		}
	}
}

// raise puts the verb v, which hangs on the noun n, in the place of n, and makes n its subject.
func raise(toks []nlp.Token, v, n int) {
	toks[v].Head, toks[v].Rel = toks[n].Head, toks[n].Rel
	toks[n].Head, toks[n].Rel = v, "nsubj"
	for c := v + 1; c < len(toks); c++ {
		if toks[c].Head == n {
			toks[c].Head = v
		}
	}
}

// repairTheTwo makes "the two" the subject of the verb behind it, where a tree draws the verb before a noun that cannot be counted by it:
// "The two [discussed] trade".
func repairTheTwo(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t+2 < len(toks); t++ {
		v, n := t+1, toks[t+1].Head
		if toks[t].UPOS != "NUM" || toks[t].Head != n || !strings.EqualFold(toks[t-1].Form, "the") || toks[v].UPOS != "VERB" || toks[v].Rel != "amod" || !strings.HasSuffix(toks[v].Form, "ed") ||
			n < v || toks[n].UPOS != "NOUN" || toks[n].XPOS != "NN" && !party.Uncounted[toks[n].Lemma] {
			continue
		}
		if h := toks[n].Head; h > n && toks[n].Rel == "nsubj" && openedBetween(toks, n, h) { // "The two resumed ties, after Oman [had made] peace"
			toks[n].Head, toks[n].Rel = toks[h].Head, toks[h].Rel
			toks[h].Head, toks[h].Rel = v, "advcl"
		}
		toks[v].Head, toks[v].Rel, toks[v].XPOS = toks[n].Head, toks[n].Rel, "VBD"
		toks[n].Head, toks[n].Rel = v, "obj"
		toks[t].Head, toks[t].Rel = v, "nsubj"
		toks[t-1].Head = t
		for c := range toks {
			if toks[c].Head == n && (c < t-1 || c > n && (toks[c].Rel == "punct" || strings.HasPrefix(toks[c].Rel, "adv") || strings.HasPrefix(toks[c].Rel, "obl"))) {
				toks[c].Head = v
			}
		}
	}
}

// openedBetween reports whether the clause of the verb h is opened by a conjunction behind token n, and has a subject of its own there.
func openedBetween(toks []nlp.Token, n, h int) bool {
	mark, subj := false, false
	for c := n + 1; c < h; c++ {
		if toks[c].Head == h {
			mark = mark || toks[c].Rel == "mark"
			subj = subj || mark && strings.HasPrefix(toks[c].Rel, "nsubj")
		}
	}
	return subj
}

// repairNameBefore puts a name below the noun behind it, where a tree hangs both on what stands before, and only the name has the preposition:
// "recipients of [EU] funds".
func repairNameBefore(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t+1 < len(toks); t++ {
		c, n := t-1, t+1
		if toks[t].UPOS != "PROPN" || toks[n].UPOS != "NOUN" || !unicode.IsUpper(rune(toks[t].Form[0])) || unicode.IsUpper(rune(toks[n].Form[0])) || toks[n].Head != toks[t].Head || toks[n].Head >= c || toks[c].Rel != "case" || toks[c].Head != t ||
			toks[n].Rel != toks[t].Rel && toks[n].Rel != "nmod" && toks[n].Rel != "obl" || hasRel(toks, n, "case") {
			continue
		}
		toks[c].Head = n
		toks[n].Rel = toks[t].Rel
		toks[t].Head, toks[t].Rel = n, "compound"
	}
}

// repairPredicateParticiple hangs a participle behind a comma on what the subject is or becomes, where a tree makes it a part of that noun:
// "Germany became a partner, [investing] in Serbia".
func repairPredicateParticiple(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 2; v < len(toks); v++ {
		n := toks[v].Head
		if toks[v].Rel != "acl" || n < 0 || n > v || toks[v].XPOS != "VBG" && !(v > 0 && strings.EqualFold(toks[v-1].Form, "having")) {
			continue
		}
		first := v
		if strings.EqualFold(toks[v-1].Form, "having") {
			first = v - 1
		}
		if toks[first-1].Form != "," {
			continue
		}
		switch up := toks[n].Head; {
		case hasRel(toks, n, "cop"):
			toks[v].Rel = "advcl"
		case toks[n].Rel == "xcomp" && up >= 0 && toks[up].UPOS == "VERB":
			toks[v].Head, toks[v].Rel = up, "advcl"
		}
	}
}

// repairWhichAccused hangs a clause that accuses "which" on the name right before its comma, where a tree hangs it on the noun that the name is of: "its ties
// with Morocco, which it [accused]".
func repairWhichAccused(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for v := 3; v < len(toks); v++ {
		n := toks[v].Head
		if toks[v].Rel != "acl:relcl" || n < 0 || n > v || toks[n].UPOS != "NOUN" {
			continue
		}
		switch toks[v].Lemma {
		case "accuse", "blame", "suspect", "charge":
		default:
			continue
		}
		for w := n + 1; w < v; w++ {
			if f := strings.ToLower(toks[w].Form); (f == "which" || f == "whom") && toks[w].Head == v && strings.HasPrefix(toks[w].Rel, "obj") && toks[w-1].Form == "," {
				if m, ok := party.At(mentions, w-2); ok && toks[m.Head].Head == n && !m.Place {
					toks[v].Head = m.Head
				}
				break
			}
		}
	}
}

// repairGivenTime makes whoever is given some time the indirect object, where a tree makes the time a second one beside him: "gave the diplomats and their staff
// 24 [hours] to leave".
func repairGivenTime(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 2; t < len(toks); t++ {
		x := toks[t].Head
		switch toks[t].Lemma {
		case "hour", "day", "week", "month", "minute":
		default:
			continue
		}
		if toks[t].Rel != "conj" || x < 0 || x > t || toks[x].Rel != "obj" || toks[t-1].UPOS != "NUM" || toks[t-1].Head != t || toks[t-2].UPOS != "NOUN" && toks[t-2].UPOS != "PROPN" {
			continue
		}
		v := toks[x].Head
		if v < 0 || toks[v].Lemma != "give" && toks[v].Lemma != "allow" && toks[v].Lemma != "grant" {
			continue
		}
		toks[t].Head, toks[t].Rel = v, "obj"
		toks[x].Rel = "iobj"
		for c := x; c < t-1; c++ {
			if toks[c].Head == t {
				toks[c].Head = t - 2
			}
		}
	}
}

// repairFlat raises a finite verb that a tree hangs on the noun before it as if it were a participle, where the sentence has no verb
// else: "a row [erupted] between Chad and Niger".
func repairFlat(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		n := toks[v].Head
		if n > 0 && n < v && toks[n].Rel == "nmod" && toks[v].Rel == "acl" && toks[v].XPOS != "VBG" && toks[n].Head >= 0 && crowd[toks[toks[n].Head].Lemma] { // "hundreds of soldiers [crossed]"
			n = toks[n].Head
			toks[v].Head = n
		}
		if n < 0 || n > v || toks[v].Rel != "acl" || toks[v].XPOS != "VBD" && !(toks[v].XPOS == "VBN" && (arising[toks[v].Lemma] || crowd[toks[n].Lemma])) || toks[n].Rel != "root" || toks[n].UPOS != "NOUN" {
			continue
		}
		alone := true
		for c := range toks {
			alone = alone && !(toks[c].Head == n && (toks[c].Rel == "cop" || toks[c].Rel == "nsubj")) && !(toks[c].Head == v && (strings.HasPrefix(toks[c].Rel, "nsubj") || toks[c].Rel == "obl:agent"))
		}
		if alone {
			raise(toks, v, n)
		}
	}
}

// crowd are nouns that count many.
var crowd = map[string]bool{"dozen": true, "score": true, "hundred": true, "thousand": true, "million": true, "number": true, "handful": true, "group": true, "column": true, "wave": true}

// arising are verbs without an object: what looks like their passive participle is none.
var arising = map[string]bool{"erupt": true, "arise": true, "emerge": true, "break": true, "flare": true, "develop": true, "ensue": true, "follow": true, "occur": true, "resume": true,
	"cross": true, "arrive": true, "land": true, "march": true, "advance": true, "collapse": true, "sour": true, "thaw": true, "mount": true, "deepen": true, "widen": true, "worsen": true, "escalate": true,
	"pour": true, "roll": true, "stream": true, "surge": true, "rumble": true, "swarm": true, "flock": true, "retreat": true, "flee": true, "clash": true, "crash": true, "explode": true, "sail": true}

// repairParticiples gives a participle the object that a tree makes a second subject of the verb behind it: "a note establishing [relations] was
// signed", "Norway, citing [costs], closed".
func repairParticiples(s *nlp.Sentence) {
	toks := s.Tokens
	for g := range toks {
		a := toks[g].Head
		if toks[g].XPOS != "VBG" || a < 0 || toks[g].Rel != "acl" && toks[g].Rel != "advcl" {
			continue
		}
		v := a // the verb that has two subjects
		if toks[g].Rel == "acl" {
			v = toks[a].Head
		}
		if v <= g || toks[g].Rel == "acl" && !strings.HasPrefix(toks[a].Rel, "nsubj") {
			continue
		}
		first, second, object := -1, -1, false
		for c := range toks {
			switch {
			case toks[c].Head == g && toks[c].Rel == "obj":
				object = true
			case toks[c].Head != v || !strings.HasPrefix(toks[c].Rel, "nsubj"):
			case c < g:
				first = c
			case c < v && second < 0:
				second = c
			}
		}
		if first >= 0 && second > g && second-g <= 4 && !object {
			toks[second].Head, toks[second].Rel = g, "obj"
		}
	}
}

// repairCalledBy makes the noun behind a long name the head of both, where a tree hangs it on a word inside the name: "between the two Organisation of
// American States [members]".
func repairCalledBy(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		n := m.Last
		if m.Form != party.Name || m.Last-m.First < 3 || n >= len(toks) || toks[n].UPOS != "NOUN" || toks[n].Head < m.First || toks[n].Head >= m.Last {
			continue
		}
		h := toks[n].Head // up to the head of the name
		for toks[h].Head >= m.First && toks[h].Head < m.Last {
			h = toks[h].Head
		}
		if toks[h].Head == n {
			continue
		}
		for c := range toks {
			switch {
			case c >= m.First && c < m.Last && c != h && toks[c].Head == n:
				toks[c].Head, toks[c].Rel = h, "nmod"
			case c < m.First && toks[c].Head == h:
				toks[c].Head = n
			}
		}
		toks[n].Head, toks[n].Rel = toks[h].Head, toks[h].Rel
		toks[h].Head, toks[h].Rel = n, "compound"
	}
}

// repairListed hangs an adjective on the noun at the end of its list, where a tree has two subjects: "the [French], British and Italian embassies closed".
func repairListed(s *nlp.Sentence) {
	toks := s.Tokens
	for a := range toks {
		v := toks[a].Head
		if toks[a].Rel != "nsubj" || toks[a].UPOS != "ADJ" || v < a+3 || !capital(toks[a].Form) {
			continue
		}
		n, list := -1, true
		for c := a + 1; c < v; c++ {
			switch {
			case toks[c].Head == v && toks[c].Rel == "nsubj" && toks[c].UPOS == "NOUN":
				n = c
			case toks[c].Form != "," && toks[c].Rel != "cc" && toks[c].Rel != "conj" && toks[c].Rel != "compound" && toks[c].Rel != "amod" && toks[c].Rel != "advmod":
				list = false
			}
		}
		if n < 0 || !list {
			continue
		}
		toks[a].Head, toks[a].Rel = n, "amod"
		for c := a + 1; c < n; c++ {
			if toks[c].Head == n && toks[c].Rel == "compound" && c > 0 && toks[c-1].Rel == "cc" { // "and US embassies"
				toks[c].Head, toks[c].Rel = a, "conj"
			}
		}
	}
}

// repairAddressed hangs whom a document goes to on the document, where a tree makes him the subject of the participle behind: "signed a letter to the
// [council] condemning Chad".
func repairAddressed(s *nlp.Sentence) {
	toks := s.Tokens
	for n := range toks {
		v := toks[n].Head
		if toks[n].Rel != "nsubj" || v < n || toks[v].XPOS != "VBG" || toks[v].Rel != "acl" && toks[v].Rel != "advcl" {
			continue
		}
		for c := 1; c < n; c++ {
			if toks[c].Head == n && toks[c].Rel == "case" && strings.EqualFold(toks[c].Form, "to") && documents[strings.ToLower(toks[c-1].Lemma)] && !under(toks, c-1, v) {
				toks[n].Head, toks[n].Rel = c-1, "nmod"
				toks[v].Head, toks[v].Rel = c-1, "acl"
				break
			}
			if toks[c].Head == n && toks[c].Rel == "case" && strings.EqualFold(toks[c].Form, "to") && reaching[toks[c-1].Lemma] && toks[v].Head == c-1 { // "wrote to the [king] condemning"
				toks[n].Head, toks[n].Rel = c-1, "obl"
				break
			}
		}
	}
}

// repairProtecting reads the power of "as [protecting power]" as a noun, where a tree makes a clause of it: what follows belongs to who acts.
func repairProtecting(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 0; t+1 < len(toks); t++ {
		v := toks[t].Head
		if !strings.EqualFold(toks[t].Form, "protecting") || toks[t+1].Lemma != "power" || toks[t+1].Head != t || toks[t].Rel != "advcl" && toks[t].Rel != "csubj" || v < 0 {
			continue
		}
		rel := "obl"
		if toks[t].Rel == "csubj" { // "Chad's protecting power in Peru is Mali"
			rel = "nsubj"
		}
		for c := range toks {
			if toks[c].Head == t && c != t+1 {
				toks[c].Head = v
				if c < t { // "as", "the"
					toks[c].Head = t + 1
					if strings.EqualFold(toks[c].Form, "as") {
						toks[c].Rel, toks[c].UPOS = "case", "ADP"
					}
					if toks[c].Rel == "nsubj" && c+1 < t && toks[c+1].XPOS == "POS" { // "as Chad's protecting power"
						toks[c].Rel = "nmod:poss"
					}
				}
			}
		}
		toks[t+1].Head, toks[t+1].Rel = v, rel
		toks[t].Head, toks[t].Rel, toks[t].UPOS, toks[t].XPOS = t+1, "amod", "ADJ", "JJ"
	}
}
