package extract

import (
	"slices"
	"strings"

	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// What headlines leave out, and a parser of whole sentences then misreads.

// repairHeadlines coordinates two names at the head of a sentence that only a comma joins, "[Oman], Iraq sign a treaty", and makes an object of a name right
// behind a verb that a tree draws into one name with it: "Kremlin slams [EU]".
func repairHeadlines(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	named := func(m *party.Mention) bool {
		return len(m.Parties) == 1 && (m.Form == party.Name || m.Form == party.Metonym || m.Form == party.Capital || m.Form == party.PersonName)
	}
	for i := range mentions {
		m := &mentions[i]
		h := toks[m.Head].Head
		if !named(m) || h < 0 {
			continue
		}
		if h == m.First-1 && toks[m.Head].Rel == "flat" && toks[h].UPOS == "VERB" {
			toks[m.Head].Rel = "obj"
		}
		if m.First != 0 || m.Last+1 >= len(toks) || toks[m.Last].Form != "," {
			continue
		}
		for k := range mentions {
			n := &mentions[k]
			if n.First != m.Last+1 || !named(n) || n.Last >= len(toks) {
				continue
			}
			if o := toks[n.Head].Head; o == n.Last && toks[n.Head].Rel == "compound" && toks[o].Head == h && toks[o].Rel == "nsubj" && strings.HasSuffix(toks[o].XPOS, "S") { // "[Oman], Iraq leaders meet"
				toks[m.Head].Head, toks[m.Head].Rel = o, "compound"
				continue
			}
			if toks[n.Head].Head != h || toks[n.Head].Rel != "nsubj" {
				continue
			}
			if x := toks[h].XPOS; h == n.Last && (x == "VBP" || x == "VB" || x == "VBD") && (toks[m.Head].Rel == "vocative" || strings.HasPrefix(toks[m.Head].Rel, "nsubj") || toks[m.Head].Rel == "dep") {
				toks[m.Head].Rel = "nsubj"
				toks[n.Head].Head, toks[n.Head].Rel = m.Head, "conj"
			}
		}
	}
}

// repairHeadVerb makes a verb of the word behind the name at the head of a headline that has no other verb, where a tree takes it for a noun: "Oman [summons]
// Swiss envoy", "Oman [lodges] protest with Chad".
func repairHeadVerb(s *nlp.Sentence, mentions []party.Mention, verbs map[string]bool) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		v := m.Last
		if m.First != 0 || v+1 >= len(toks) || len(m.Parties) == 0 || m.Form == party.Adjective || toks[v].UPOS != "NOUN" || !strings.HasSuffix(toks[v].Form, "s") || capital(toks[v].Form) || toks[m.Head].Head != v {
			continue
		}
		verb := headVerb(toks[v].Form, verbs)
		if verb == "" {
			continue
		}
		r := toks[v].Head
		if r == v+1 && toks[r].XPOS == "VBD" && hasObject(toks, r) && toks[len(toks)-1].Form == "." { // "NATO jets bombed Belgrade."
			continue
		}
		if r < 0 && hasObject(toks, v) && !slices.ContainsFunc(toks, func(t nlp.Token) bool { return t.UPOS == "AUX" || t.XPOS == "MD" || t.XPOS == "VBZ" || t.XPOS == "VBD" }) { // all is there but the word's class
			toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = "VERB", "VBZ", verb
			toks[m.Head].Rel = "nsubj"
			return
		}
		if r <= v || toks[r].Head >= 0 {
			continue
		}
		for c := range toks { // a finite verb that is no noun: then this one is
			if x := toks[c].XPOS; x == "MD" || toks[c].UPOS == "AUX" || (x == "VBZ" || x == "VBD") && c != r {
				return
			}
		}
		obj := r
		for c := v + 1; c < len(toks); c++ {
			if toks[c].Head == r && toks[c].Rel == "obj" && c > r {
				obj = c
			}
		}
		for c := range toks {
			if toks[c].Head == r && c != obj && c != v && (c > obj || obj != r) && toks[c].Rel != "nmod" {
				toks[c].Head = v
				if c < obj && c > v {
					toks[c].Head = obj
				}
			}
		}
		if obj != r {
			toks[r].Head, toks[r].Rel, toks[r].UPOS, toks[r].XPOS, toks[r].Lemma = obj, "amod", "ADJ", "JJ", toks[r].Form
		} else {
			toks[r].UPOS, toks[r].XPOS = "NOUN", "NN"
		}
		toks[obj].Head, toks[obj].Rel = v, "obj"
		toks[v].Head, toks[v].Rel, toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = -1, "root", "VERB", "VBZ", verb
		toks[m.Head].Head, toks[m.Head].Rel = v, "nsubj"
		return
	}
}

// repairPartVerb makes a verb of the word behind a name at the head of a part of the sentence that ends with a semicolon, where a tree takes it for a noun and gives it as a
// subject to the verb of the next part: "Oman [recalls] its envoy; Chad closes its border".
func repairPartVerb(s *nlp.Sentence, mentions []party.Mention, verbs map[string]bool) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		v := m.Last
		if m.First > 0 && toks[m.First-1].Form != ";" || v+1 >= len(toks) || len(m.Parties) == 0 || m.Form == party.Adjective || toks[v].UPOS != "NOUN" || capital(toks[v].Form) || toks[m.Head].Head != v || toks[v].Rel != "nsubj" {
			continue
		}
		r, verb := toks[v].Head, headVerb(toks[v].Form, verbs)
		if verb == "" || r < v {
			continue
		}
		semi := slices.IndexFunc(toks[v:r], func(t nlp.Token) bool { return t.Form == ";" })
		if semi < 0 || !slices.ContainsFunc(toks[v+semi:r], func(t nlp.Token) bool { return t.Head == r && (t.Rel == "nsubj" || t.Rel == "nsubj:pass") }) {
			continue
		}
		toks[v].Rel, toks[v].UPOS, toks[v].XPOS, toks[v].Lemma = "parataxis", "VERB", "VBZ", verb
		toks[m.Head].Rel = "nsubj"
		for c := v + 1; c < v+semi; c++ {
			if toks[c].Head == v && toks[c].Rel == "nmod" {
				toks[c].Rel = "obl"
			}
		}
	}
}

// headVerb returns the infinitive of a form in -s that may be the verb of a headline, "" where it is none that the rules know, or a noun more often.
func headVerb(form string, verbs map[string]bool) string {
	for _, v := range []string{strings.TrimSuffix(form, "s"), strings.TrimSuffix(form, "es"), strings.TrimSuffix(form, "ies") + "y"} {
		if v != form && (headVerbs[v] || verbs[v] && !headNouns[v]) {
			return v
		}
	}
	return ""
}

// headNouns are verbs whose form in -s is a noun more often behind a name: "Israel talks", "Peru troops".
var headNouns = map[string]bool{"talk": true, "trade": true, "force": true, "troop": true, "arm": true, "plan": true, "fire": true, "bomb": true, "mine": true, "tie": true, "link": true, "right": true, "fund": true, "supply": true, "import": true, "export": true, "loan": true, "border": true, "partner": true, "result": true,
	"deal": true, "cost": true, "tax": true, "tariff": true, "war": true, "clash": true, "rebel": true, "market": true, "test": true, "drill": true, "measure": true, "concern": true, "delegate": true, "envoy": true, "state": true, "interest": true, "tour": true, "contact": true, "charge": true, "guard": true, "ship": true, "pilot": true, "train": true, "show": true, "play": true, "game": true, "match": true, "head": true, "man": true, "award": true, "reform": true}

// headVerbs are verbs of headlines that are nouns too.
var headVerbs = map[string]bool{"summon": true, "lodge": true, "back": true, "slam": true, "file": true, "seal": true, "ink": true, "ban": true, "host": true, "protest": true, "probe": true, "shell": true, "raid": true, "strike": true, "attack": true, "bomb": true, "face": true, "halt": true, "blast": true, "rap": true, "slap": true, "freeze": true, "recall": true,
	"visit": true, "demand": true, "reject": true, "claim": true, "blame": true, "threaten": true, "free": true, "release": true, "open": true, "close": true, "shut": true, "ease": true, "lift": true, "order": true, "pledge": true, "vow": true, "name": true, "sign": true, "arrest": true, "expel": true, "oust": true, "sanction": true, "target": true, "resume": true, "end": true, "cut": true, "warn": true}

// repairToCome makes the verb behind "to" the predicate of a headline that has no other, and what it tells one that is to come: "[Serbia] to reopen its embassy".
func repairToCome(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	root := -1
	for i := range toks {
		if toks[i].Head < 0 {
			root = i
		}
		if x := toks[i].XPOS; toks[i].UPOS == "AUX" || x == "VBD" || x == "VBZ" || x == "VBP" || x == "MD" {
			return
		}
	}
	v := root
	for i := root + 1; root >= 0 && toks[root].UPOS != "VERB" && i < len(toks) && v == root; i++ {
		if h := toks[i].Head; toks[i].XPOS == "VB" && (toks[i].Rel == "acl" || toks[i].Rel == "xcomp" && h == root) && (h == root || h > 1 && toks[h].Head == root && (toks[h].Rel == "conj" || toks[h-1].Form == "," && toks[h].UPOS == "PROPN")) {
			if v = i; h != root {
				toks[h].Rel = "conj" // "Peru, [Chile] to"
			}
		}
	}
	if root < 0 || toks[v].XPOS != "VB" {
		return
	}
	to := -1
	for c := range v {
		if toks[c].Head == v && toks[c].Rel == "mark" && toks[c].Form == "to" {
			to = c
		}
	}
	if to < 1 || !slices.ContainsFunc(mentions, func(m party.Mention) bool {
		return m.Last == to && (m.Head == root || v == root || toks[m.Head].Head == root) && len(m.Parties) > 0 || m.Contains(root) && m.First == 0 && len(m.Parties) > 0 && to == root+1
	}) && !owned(toks, root, to, mentions) {
		return
	}
	if v != root {
		toks[v].Head, toks[v].Rel = -1, "root"
		toks[root].Head, toks[root].Rel = v, "nsubj"
	}
	toks[to].Rel, toks[to].UPOS, toks[to].XPOS, toks[to].Lemma = "aux", "AUX", "MD", "will"
}

// repairToComeBefore does the same before a word of saying: "[Peru] to send troops, Ali says".
func repairToComeBefore(s *nlp.Sentence) {
	toks := s.Tokens
	for to := 1; to+1 < len(toks); to++ {
		a := toks[to].Head
		if toks[to].Rel != "mark" || toks[to].Form != "to" || a < to || toks[a].Rel != "acl" || toks[a].Head != to-1 || toks[to-1].Rel != "nsubj" {
			continue
		}
		v := toks[to-1].Head
		if v < a || !speaking[toks[v].Lemma] || toks[v].XPOS != "VBZ" && toks[v].XPOS != "VBD" {
			continue
		}
		for c := a + 1; c < v; c++ {
			if toks[c].Head == v && toks[c].Rel == "nsubj" {
				toks[a].Head, toks[a].Rel = v, "ccomp"
				toks[to-1].Head = a
				toks[to].Rel, toks[to].UPOS, toks[to].XPOS, toks[to].Lemma = "aux", "AUX", "MD", "will"
				break
			}
		}
	}
}

// repairSaidToCome does the same below a word of saying: "says [Peru] to send troops".
func repairSaidToCome(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 2; t+1 < len(toks); t++ {
		v, n := toks[t].Head, t-1
		if toks[t].Form != "to" || toks[t].Rel != "mark" || v < t || toks[v].Rel != "xcomp" || toks[n].Rel != "obj" || toks[n].UPOS != "PROPN" || toks[n].Head != toks[v].Head {
			continue
		}
		if h := toks[v].Head; h < 0 || toks[h].Lemma != "say" {
			continue
		}
		toks[n].Head, toks[n].Rel, toks[v].Rel = v, "nsubj", "ccomp"
		toks[t].Rel, toks[t].UPOS, toks[t].XPOS, toks[t].Lemma = "aux", "AUX", "MD", "will"
	}
}

// owned reports whether the noun n ends right before the token to and a party is named before it as its owner: "[UN] chief to".
func owned(toks []nlp.Token, n, to int, mentions []party.Mention) bool {
	return n == to-1 && toks[n].UPOS == "NOUN" && officeNouns[toks[n].Lemma] && slices.ContainsFunc(mentions, func(m party.Mention) bool { return m.First == 0 && m.Last == n && len(m.Parties) > 0 })
}

// officeNouns are nouns for who acts for whoever owns them, as headlines have them.
var officeNouns = map[string]bool{"chief": true, "minister": true, "premier": true, "president": true, "leader": true, "envoy": true, "king": true, "delegation": true, "troop": true, "force": true, "court": true, "parliament": true, "navy": true, "army": true, "official": true, "government": true, "head": true, "fm": true, "pm": true, "lawmaker": true, "diplomat": true}

// repairPlaceTime takes apart a place and the time right behind it that a tree draws into one noun: "arrived in [Malta] late Monday".
func repairPlaceTime(s *nlp.Sentence, mentions []party.Mention, dates [][2]int) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		h := toks[m.Head].Head
		if m.Form != party.Name && m.Form != party.Capital || toks[m.Head].Rel != "compound" || h < m.Last || m.First == 0 || toks[m.First-1].UPOS != "ADP" || toks[h].Head < 0 {
			continue
		}
		for _, d := range dates {
			if d[0] != m.Last || h < d[0] || h > d[1] {
				continue
			}
			toks[m.Head].Head, toks[m.Head].Rel = toks[h].Head, toks[h].Rel
			toks[h].Head, toks[h].Rel = toks[m.Head].Head, "obl:unmarked"
			toks[m.First-1].Head = m.Head
		}
	}
}

// repairAsWhat makes an object of what a verb calls baseless before it names it: "dismissed as baseless Chad's [claim]".
func repairAsWhat(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 0; v+3 < len(toks); v++ {
		if toks[v].UPOS != "VERB" || toks[v+1].Lemma != "as" || toks[v+2].UPOS != "ADJ" && toks[v+2].XPOS != "VBN" {
			continue
		}
		n := toks[v+1].Head
		if n == v+2 && toks[n].Head == v { // the object hung on the adjective
			for c := n + 1; c < len(toks); c++ {
				if toks[c].Head == n && toks[c].Rel == "obj" && !hasObject(toks, v) {
					toks[c].Head = v
				}
			}
			continue
		}
		if n <= v+2 || toks[n].Head != v || toks[n].Rel != "obl" || toks[v+2].Head > n {
			continue
		}
		det := dismissing[toks[v].Lemma] && strings.HasSuffix(toks[n].XPOS, "S") && !hasObject(toks, v) && hasSubject(toks, v) // a noun phrase of its own begins behind the adjective
		for c := v + 3; c < n; c++ {
			det = det || toks[c].Head == n && (toks[c].Rel == "det" || toks[c].Rel == "nmod:poss")
		}
		if det {
			toks[n].Rel = "obj"
			toks[v+1].Head, toks[v+2].Head, toks[v+2].Rel = v+2, v, "xcomp"
		}
	}
}

// dismissing are verbs that say what they think of their object.
var dismissing = map[string]bool{"dismiss": true, "reject": true, "denounce": true, "condemn": true, "welcome": true, "deny": true, "criticise": true, "criticize": true}

// repairOf gives a clause under "of" to the participle right before it: "arrested a man suspected of having [been] a member".
func repairOf(s *nlp.Sentence) {
	toks := s.Tokens
	for v := 0; v+2 < len(toks); v++ {
		if toks[v].XPOS != "VBN" || toks[v].Rel != "acl" || toks[v+1].Lemma != "of" || toks[v+1].Head != v || toks[v+1].Rel == "case" || toks[v+1].Rel == "mark" {
			continue
		}
		for c := v + 2; c < len(toks); c++ {
			if toks[c].Rel != "advcl" || toks[c].Head >= v {
				continue
			}
			first := c
			for k := v + 2; k < c; k++ {
				if toks[k].Head == c {
					first = min(first, k)
				}
			}
			if first == v+2 {
				toks[c].Head, toks[c].Rel = v, "advcl"
				toks[v+1].Head, toks[v+1].Rel = c, "mark"
			}
			break
		}
	}
}

// repairOfSum hangs what a sum of money is of on the sum right before it, where a tree hangs it further up: "imposed tariffs on $34 billion [in goods]", "[worth of goods]".
func repairOfSum(s *nlp.Sentence) {
	toks := s.Tokens
	for in := 1; in < len(toks); in++ {
		o := toks[in].Head // of "in"; "worth" stands for itself
		switch {
		case toks[in].Lemma == "worth" && o >= 0 && o < in && (toks[in].Rel == "nmod" || toks[in].Rel == "obl"):
			o = in
		case toks[in].Lemma != "in" || toks[in].Rel != "case" || o < in || toks[o].UPOS != "NOUN" || toks[o].Rel != "obl" || toks[o].Head > in || temporalNouns[toks[o].Lemma]:
			continue
		}
		sum, money := in-1, false
		for k := 0; k < 4; k++ {
			money = money || toks[sum].UPOS == "SYM" || sums[toks[sum].Lemma]
			h := toks[sum].Head
			if r := toks[sum].Rel; h < 0 || h > in || r != "nummod" && r != "compound" && r != "flat" {
				break
			}
			sum = h
		}
		if money && toks[sum].Head >= 0 && (toks[sum].UPOS == "SYM" || sums[toks[sum].Lemma]) {
			toks[o].Head, toks[o].Rel = sum, "nmod"
		}
	}
}
