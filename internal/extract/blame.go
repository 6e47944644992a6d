package extract

import (
	"strings"

	"chancery"
	"chancery/nlp"
)

// Who answers for a deed: "held Chad responsible for the raid", "denied any part in it", "linked Chad to it". He is told to have done it, by whoever says so.

// blamed are adjectives for one who has done a deed, with the preposition before that.
var blamed = map[string]string{"responsible": "for", "guilty": "of", "culpable": "for", "liable": "for", "accountable": "for", "answerable": "for", "complicit": "in", "involved": "in", "implicated": "in"}

// shares are nouns for what somebody has to do with a deed, with the preposition before that.
var shares = map[string]string{"responsibility": "for", "guilt": "for", "culpability": "for", "liability": "for", "blame": "for", "involvement": "in", "complicity": "in", "participation": "in", "part": "in", "role": "in", "hand": "in"}

// doers are nouns for who has done a deed.
var doers = map[string]bool{"author": true, "perpetrator": true, "culprit": true, "mastermind": true, "architect": true, "instigator": true, "organiser": true, "organizer": true, "force": true, "brain": true, "source": true}

// linking are verbs that tell of their object that it has done what stands below a preposition.
var linking = map[string]string{"link": "to", "tie": "to", "connect": "to", "implicate": "in"}

// laying are verbs that lay what they are done to at somebody's door, with the preposition before him.
var laying = map[string]string{"attribute": "to", "ascribe": "to", "impute": "to", "trace": "to", "link": "to", "tie": "to", "connect": "to", "pin": "on", "blame": "on"}

// owning are verbs for taking one's share in a deed upon oneself.
var owning = map[string]bool{"claim": true, "admit": true, "acknowledge": true, "accept": true, "assume": true, "take": true, "confess": true, "concede": true, "confirm": true, "bear": true, "share": true, "play": true, "have": true}

// holding are verbs for what somebody thinks of another.
var holding = map[string]bool{"hold": true, "find": true, "deem": true, "consider": true, "judge": true, "believe": true, "declare": true, "think": true, "regard": true, "pronounce": true, "call": true, "rule": true, "see": true}

// answerable returns who is told to have done t, by the word for his share in it or for his guilt, and that word; -1 for none.
func (g *graph) answerable(t, depth int) (who []int, by int) {
	h := g.head(t)
	if h < 0 || depth > maxDepth {
		return nil, -1
	}
	if p := laying[g.low[h]]; p != "" && g.verb(h) && g.outrage(t) && g.is(t, "obj", "nsubj:pass") {
		return g.prep(h, p), h
	}
	if !g.is(t, "nmod", "obl", "acl", "advcl", "ccomp", "xcomp") || !(g.verb(t) && g.toks[t].XPOS == "VBG" || g.outrage(t)) {
		return nil, -1
	}
	m := g.marks(t)
	if m == "" {
		return nil, -1
	}
	switch {
	case g.verb(h) && linking[g.low[h]] == m:
		return g.objectAt(h, depth+1), h
	case blamed[g.low[h]] == m:
		if b := g.head(h); b >= 0 && g.is(h, "xcomp", "obj", "ccomp") && holding[g.low[b]] {
			for _, c := range g.children(h, "compound", "nsubj") { // "found Chad guilty", drawn into one
				if g.owner(c) {
					return g.expand([]int{c}), h
				}
			}
			return g.objectAt(b, depth+1), h
		}
		if g.is(h, "amod") && g.head(h) >= 0 {
			return g.expand([]int{g.head(h)}), h
		}
		return g.surfaceAt(h, depth+1), h
	case !g.verb(h) && shares[g.low[h]] == m:
		if o := g.possessors(h); len(o) > 0 {
			return o, h
		}
		b := g.head(h)
		switch {
		case b < 0 || !g.verb(b):
		case g.is(h, "nsubj:pass") || g.is(h, "obj") && g.passive(b):
			return g.prep(b, "by"), h
		case g.is(h, "obj"):
			return g.surfaceAt(b, depth+1), h
		case g.is(h, "obl") && objectControl[g.low[b]]:
			return g.objectAt(b, depth+1), h
		}
		if v := g.head(max(b, 0)); b >= 0 && g.is(h, "nmod") && g.is(b, "obj") && v >= 0 && objectControl[g.low[v]] { // "accused [Chad of involvement]", drawn into one
			return g.expand([]int{b}), h
		}
	case !g.verb(h) && doers[g.low[h]] && (m == "of" || m == "behind"):
		b := g.head(h)
		switch {
		case g.hasChild(h, "cop"):
			return g.surfaceAt(h, depth+1), h
		case b >= 0 && g.verb(b) && g.marks(h) == "as":
			if o := g.objectAt(b, depth+1); len(o) > 0 && !contains(o, h) {
				return o, h
			}
			return union(g.prep(b, "to"), g.prep(b, "at")), h
		}
	}
	return nil, -1
}

// outrage reports whether t is a noun for a violent deed.
func (g *graph) outrage(t int) bool { return !g.verb(t) && g.in(t, g.rules.Classes["@outrage"]) }

// answersFor weakens st where somebody is only held to have done the deed t, and reports whether one answers for it, and whether he says so himself.
func (g *graph) answersFor(t int, st *stance) (answers, owned bool) {
	who, w := g.answerable(t, 0)
	if len(who) == 0 {
		return false, false
	}
	h := g.head(w)
	switch {
	case g.verb(w), doers[g.low[w]] && g.marks(w) == "as", h >= 0 && holding[g.low[h]] && g.is(w, "xcomp", "obj", "ccomp"):
		st.weaken(chancery.Alleged)
		st.note(g, w, "held to have done it")
	case h >= 0 && owning[g.low[h]] && g.is(w, "obj"):
		g.own(h, st)
		return true, true
	}
	g.own(w, st) // "is not responsible for the raid"
	return true, false
}

// repairShare hangs on the word for somebody's share in a deed the deed that a tree hangs on the verb: "denied any part [in the raid]", "responsibility [for bombing it]".
func repairShare(s *nlp.Sentence) {
	toks := s.Tokens
	for w := 0; w+2 < len(toks); w++ {
		p := shares[toks[w].Lemma]
		if p == "" || toks[w].UPOS != "NOUN" || strings.ToLower(toks[w+1].Form) != p {
			continue
		}
		t := toks[w+1].Head
		if t <= w+1 || toks[t].Head < 0 || toks[w].Head < 0 || toks[t].Head != toks[w].Head && toks[t].Head != toks[toks[w].Head].Head || toks[t].Rel != "obl" && toks[t].Rel != "advcl" && toks[t].Rel != "xcomp" && toks[t].Rel != "ccomp" || toks[toks[t].Head].Lemma == "take" || toks[toks[t].Head].Lemma == "play" {
			continue
		}
		if toks[t].UPOS == "VERB" {
			toks[t].Rel = "acl"
		} else {
			toks[t].Rel = "nmod"
		}
		toks[t].Head = w
	}
}

// repairPinned hangs on the verb him at whose door a deed is laid, where a tree hangs him on the deed: "pinned the cyberattack [on Chad]".
func repairPinned(s *nlp.Sentence) {
	toks := s.Tokens
	for t := 1; t+1 < len(toks); t++ {
		v := toks[t].Head
		if toks[t].Rel != "obj" || v < 0 || v > t || toks[v].Lemma != "pin" && toks[v].Lemma != "blame" {
			continue
		}
		if n := toks[t+1].Head; strings.ToLower(toks[t+1].Form) == "on" && n > t && toks[n].Head == t && toks[n].Rel == "nmod" {
			toks[n].Head, toks[n].Rel = v, "obl"
		}
	}
}
