package party

import (
	"slices"
	"strings"
)

// An "it" that stands for nothing.

// expletive reports whether "it" stands for nothing: "it was unclear that".
func (r *pass) expletive(t int) bool {
	if r.low[t] != "it" {
		return false
	}
	if relation(r.toks[t].Rel) == "expl" {
		return true
	}
	h := r.toks[t].Head
	if !r.parsed || h < 0 || !strings.HasPrefix(r.toks[t].Rel, "nsubj") {
		return r.clauseAhead(t, "to")
	}
	p := &r.toks[h]
	switch {
	case p.Lemma == "one" && h+1 < len(r.toks) && r.low[h+1] == "of": // "it is one of the states that"
		return false
	case p.UPOS == "NUM":
		return true
	case p.UPOS == "NOUN" && !r.hasChild(h, "cop"): // "it halted deliveries", of which a tree makes one noun
		return false
	case p.UPOS == "NOUN" && (stateNouns[p.Lemma] || memberNouns[p.Lemma] || orgNouns[p.Lemma] != nil):
		return r.clauseAhead(t, "")
	case p.UPOS == "NOUN" && (stances[p.Lemma] && r.hasChild(h, "case") || against[caseOf(r.s, h)]): // "it is in favour of", "it is against the treaty"
		return false
	case p.UPOS == "NOUN": // "it is the first case"
		return true
	case p.UPOS == "ADJ" && (bent[p.Lemma] || ranks[p.Lemma]): // "it was ready to", "it was the first to"
		return false
	}
	switch p.Lemma {
	case "happen", "matter", "mean", "involve", "contain":
		return true
	case "turn":
		return h+1 < len(r.toks) && r.low[h+1] == "out"
	case "seem", "appear", "follow":
		return !r.hasChild(h, "xcomp", "obj", "obl")
	case "take": // "it took two years to", "it took until May"
		for c := range r.toks {
			if n := &r.toks[c]; n.Head == h && (relation(n.Rel) == "obj" || relation(n.Rel) == "iobj" || n.Rel == "obl:unmarked" || relation(n.Rel) == "advmod" && n.Lemma == "long" || c == h+1 && n.UPOS == "ADP") && (n.UPOS == "NUM" || spans[n.Lemma] || n.Lemma == "long" || n.Lemma == "until") {
				return true
			}
		}
		return false
	case "become", "remain", "prove", "be", "come", "cost", "help", "make", "require", "go":
	default:
		if p.UPOS == "VERB" && r.toks[t].Rel == "nsubj" { // "it had suspended aid to Chad", "it has asked its envoys to return"
			return false
		}
		if p.UPOS == "VERB" { // "it is expected to join"
			return r.clauseAhead(t, "")
		}
	}
	return r.clauseAhead(t, "to")
}

// clauseAhead reports whether a clause for which an "it" at token t may stand begins soon behind it: "it was clear that", or with a further word.
func (r *pass) clauseAhead(t int, further string) bool {
	const near = 8
	n := t + 1
	if n >= len(r.toks) {
		return false
	}
	switch r.low[n] {
	case "is", "was", "'s", "’s", "has", "had", "would", "will", "became", "seems", "seemed", "appears":
	default:
		return false
	}
	for k := n + 1; k < len(r.toks) && k < n+near; k++ {
		switch r.low[k] {
		case "that", "whether", "which", "who":
			return true
		case further:
			return further != ""
		}
	}
	return false
}

// hasChild reports whether something hangs on token t by one of these relations.
func (r *pass) hasChild(t int, rels ...string) bool {
	for c := range r.toks {
		if r.toks[c].Head == t && slices.Contains(rels, relation(r.toks[c].Rel)) {
			return true
		}
	}
	return false
}

// stances are nouns that tell of somebody what he is for, in or at: "it is in favour of".
var stances = map[string]bool{"favour": true, "favor": true, "part": true, "orbit": true, "war": true, "peace": true, "odds": true, "support": true, "control": true, "occupation": true, "pressure": true, "rule": true, "home": true, "debt": true, "dispute": true, "talk": true,
	"contact": true, "range": true, "alliance": true, "haven": true, "seat": true, "member": true, "signatory": true, "subject": true, "candidate": true, "hand": true, "agreement": true, "breach": true, "violation": true, "side": true, "suzerainty": true, "protection": true, "sanction": true, "embargo": true, "attack": true}

// against are prepositions by which somebody is told to be for or against something.
var against = map[string]bool{"against": true, "behind": true, "for": true}

// bent are adjectives of somebody who will or can, or believes, something: "it was ready to".
var bent = map[string]bool{"ready": true, "willing": true, "unwilling": true, "able": true, "unable": true, "prepared": true, "keen": true, "eager": true, "reluctant": true, "due": true, "set": true, "bound": true, "determined": true, "committed": true, "quick": true,
	"slow": true, "free": true, "happy": true, "content": true, "confident": true, "concerned": true, "aware": true, "sure": true, "worried": true, "afraid": true, "satisfied": true, "hopeful": true, "adamant": true, "open": true, "opposed": true, "responsible": true, "guilty": true, "independent": true, "neutral": true}

// ranks are adjectives for the place of one who does something: "it was the first to".
var ranks = map[string]bool{"first": true, "second": true, "third": true, "fourth": true, "fifth": true, "last": true, "latest": true, "only": true, "next": true}

// spans are nouns for a length of time.
var spans = map[string]bool{"year": true, "month": true, "week": true, "day": true, "hour": true, "minute": true, "decade": true, "century": true, "time": true, "while": true, "generation": true}
