package extract

import (
	"slices"

	"chancery"
)

// stance is how what a word says stands to the facts: its modality, and who says so.
type stance struct {
	modality  chancery.Modality
	would     bool              // only a "would" makes it not actual: a future seen from the past, or a condition
	intended  bool              // it is what somebody plans or hopes, whatever he announces of that
	speech    bool              // it stands under a word of saying or announcing
	performer chancery.Modality // the modality if one of performers acts in the claim
	performed []int
	governor  int   // the announcing word, whose date may be the date of the act; -1 for none
	said      int   // the innermost word of saying above, -1 for none
	speakers  []int // the outermost first
	why       []string
}

func (st *stance) note(g *graph, t int, what string) {
	st.why = append(st.why, g.toks[t].Form+": "+what)
}

// weaken takes the modality m unless the claim is further from the facts already.
func (st *stance) weaken(m chancery.Modality) {
	switch st.modality {
	case chancery.Asserted, chancery.Announced:
		st.modality = m
	case chancery.Planned:
		if m != chancery.Asserted && m != chancery.Announced {
			st.modality = m
		}
	}
}

var (
	negations = map[string]bool{"not": true, "n't": true, "never": true, "neither": true, "nor": true, "hardly": true, "nt": true, "n’t": true}
	hedges    = map[string]chancery.Modality{
		"reportedly": chancery.Alleged, "allegedly": chancery.Alleged, "supposedly": chancery.Alleged, "purportedly": chancery.Alleged, "ostensibly": chancery.Alleged,
		"possibly": chancery.Uncertain, "probably": chancery.Uncertain, "perhaps": chancery.Uncertain, "maybe": chancery.Uncertain, "likely": chancery.Uncertain,
		"presumably": chancery.Uncertain, "apparently": chancery.Uncertain, "nearly": chancery.Negated, "almost": chancery.Negated,
		"hypothetically": chancery.Hypothetical, "conditionally": chancery.Planned}
)

// marked reports whether word is one of the marks of t: the "to" of "said that it was to visit".
func (g *graph) marked(t int, word string) bool {
	for _, c := range g.children(t, "mark") {
		if g.form[c] == word {
			return true
		}
	}
	return false
}

// own applies what the clause of t itself says: negation, modal verbs, hedges, conditions.
func (g *graph) own(t int, st *stance) {
	if n := g.children(t, "nsubj"); g.form[0] == "had" && len(n) > 0 && n[0] < t && g.marks(t) == "" && (g.is(t, "advcl") || g.head(0) == t) { // "had Chad recognised it, Serbia would have"
		st.weaken(chancery.Hypothetical)
		st.note(g, 0, "hypothetical")
	}
	have := (g.low[t] == "have" || g.low[t] == "need") && g.hasChild(t, "xcomp") // "would have to close it"
	for _, c := range g.kids[t] {
		have = have || g.is(c, "aux") && g.low[c] == "have"
	}
	for _, c := range g.kids[t] {
		l := g.low[c]
		switch {
		case negations[l] && g.verb(t) && (len(g.ownPrep(t, "until")) > 0 && len(g.ownPrep(t, "from")) == 0 || g.marks(t) == "until") && !g.hasModal(t):
			// "did not recognise it until 1967", "it was not until the treaty was signed": then it did; not "did not have one from 1980 until 2006"
		case negations[l] && c+1 < len(g.toks) && (g.form[c+1] == "until" || l == "hardly" && g.form[c+1] == "had" || g.form[c+1] == "till") && !g.hasModal(t):
			// "Not until 1988 did it recognise Chad", "hardly had it done so when": it did
		case l == "never" && (g.toks[t].XPOS == "JJR" || g.toks[t].XPOS == "RBR") && g.hasChild(t, "cop") && !g.hasModal(t):
			// "relations have never been better": the best so far
		case negations[l] && g.is(c, "advmod", "cc", "det", "neg", "aux") && !g.notOnly(c):
			st.weaken(chancery.Negated)
			st.note(g, c, "negated")
		case g.is(c, "advmod") && (l == "longer" || l == "long") && c > 0 && g.form[c] == "longer" && g.form[c-1] == "no": // "no longer has an embassy"
			st.weaken(chancery.Negated)
			st.note(g, c, "negated")
		case g.is(c, "det", "advmod") && (l == "no" || l == "neither"):
			st.weaken(chancery.Negated)
			st.note(g, c, "negated")
		case g.is(c, "case", "mark") && l == "without":
			st.weaken(chancery.Negated)
			st.note(g, c, "negated")
		case g.is(c, "mark", "advmod") && (l == "if" || l == "unless" || l == "whether" || l == "lest"), l == "in" && g.is(c, "mark") && g.phraseAt(c, []string{"in", "case"}):
			st.weaken(chancery.Hypothetical)
			st.note(g, c, "hypothetical")
		case l == "be" && g.is(c, "cop", "aux") && g.toks[t].XPOS == "VB" && g.marked(t, "to") && !g.is(t, "xcomp", "advcl", "acl"): // "is to visit", "said that it was to visit"
			st.weaken(chancery.Planned)
			st.note(g, c, "planned")
		case (l == "be" && g.is(c, "aux:pass") || l == "have" && g.is(c, "aux")) && g.toks[c].XPOS == "VB" && g.marked(t, "to") && !g.is(t, "xcomp", "advcl", "acl") && g.finite(t) != "VB", // "was to be ratified", "was to have opened"
			l == "due" && g.is(c, "mark") && g.toks[c].UPOS == "ADJ" && g.hasChild(t, "cop"): // "was due to open"
			st.weaken(chancery.Planned)
			st.note(g, c, "planned")
		case g.is(c, "aux") && g.toks[c].UPOS != "PROPN": // "Theresa May has held talks"
			g.modal(c, have, st)
		case g.is(c, "amod") && !g.verb(t) && foreseen[l] != "": // "Chad's possible recognition of Kosovo"
			st.weaken(foreseen[l])
			st.note(g, c, string(foreseen[l]))
		case g.is(c, "amod") && (l == "alleged" || l == "allege" || l == "purported" || l == "supposed" || l == "suspected" || l == "suspect") && !g.verb(t):
			st.weaken(chancery.Alleged)
			st.note(g, c, "alleged")
		case g.is(c, "advmod"):
			if m, ok := hedges[l]; ok && !(m == chancery.Negated && g.toks[t].UPOS == "ADJ") { // "almost certain"
				st.weaken(m)
				st.note(g, c, string(m))
			}
		case g.is(c, "nsubj", "obj") && (l == "neither" || l == "none" || l == "nobody" || l == "nothing"):
			st.weaken(chancery.Negated)
			st.note(g, c, "negated")
		case g.is(c, "obj", "nsubj", "obl") && g.either(c): // "either Chad or Niger did"
			st.weaken(chancery.Uncertain)
			st.note(g, c, "one of them")
		case g.is(c, "obj", "nsubj", "obl") && g.neither(c): // "neither Chad nor Niger has", "recognised it neither in 1967 nor later"
			st.weaken(chancery.Negated)
			st.note(g, c, "negated")
		case g.is(c, "obj", "nsubj") && g.verb(t):
			for _, d := range g.kids[c] {
				if g.is(d, "det", "advmod") && g.low[d] == "no" && (g.toks[c].UPOS == "NOUN" || g.toks[c].UPOS == "PROPN") {
					st.weaken(chancery.Negated)
					st.note(g, d, "negated")
				}
			}
		}
	}
	for _, c := range g.children(t, "advcl") {
		if m := g.marks(c); (m == "if" || m == "unless") && (st.would || st.modality == chancery.Planned) {
			st.modality, st.would = chancery.Hypothetical, false
			st.note(g, c, "hypothetical under a condition")
		}
	}
}

// either reports whether t is the first of several of which one is meant: "either Chad or Niger".
func (g *graph) either(t int) bool {
	return slices.ContainsFunc(g.kids[t], func(c int) bool { return c < t && g.low[c] == "either" }) && g.hasChild(t, "conj")
}

// neither reports whether t is the first of several that are all denied: "neither Chad nor Niger".
func (g *graph) neither(t int) bool {
	for _, c := range g.kids[t] {
		if g.low[c] == "neither" && c < t || c > t && g.is(c, "nmod") && g.neither(c) {
			return true
		}
	}
	return false
}

// foreseen are adjectives of a deed that has not been done.
var foreseen = map[string]chancery.Modality{"possible": chancery.Uncertain, "potential": chancery.Uncertain, "eventual": chancery.Uncertain, "hypothetical": chancery.Hypothetical,
	"planned": chancery.Planned, "plan": chancery.Planned, "future": chancery.Planned, "upcoming": chancery.Planned, "forthcoming": chancery.Planned, "prospective": chancery.Planned, "scheduled": chancery.Planned, "schedule": chancery.Planned, "imminent": chancery.Planned, "intended": chancery.Planned, "intend": chancery.Planned}

// undone reports whether the words around the clause or noun t say that it did not come to be: "stopped short of breaking", "is far from recognising", "has yet to
// recognise", "came close to breaking", "all but broke", "rather than break", "decided against closing", "reports that it broke ... proved false", "it is not
// true that it broke".
func (g *graph) undone(t int) bool {
	word := func(i int, lemmas ...string) bool { return i >= 0 && slices.Contains(lemmas, g.low[i]) }
	if word(t-1, "but") && word(t-2, "all") || word(t-1, "than") && word(t-2, "rather") || word(t-1, "of") && word(t-2, "instead") {
		return true
	}
	h := g.head(t)
	for _, c := range g.kids[t] {
		if !g.is(c, "mark", "case") {
			continue
		}
		switch g.low[c] {
		case "of":
			if word(c-1, "short") && word(c-2, "stop", "fall") {
				return true
			}
			for _, n := range g.children(max(h, 0), "nsubj") { // "nothing came of the recognition"
				if word(h, "come") && word(n, "nothing", "little") {
					return true
				}
			}
		case "from":
			if word(c-1, "far") {
				return true
			}
		case "to":
			if word(c-1, "yet", "still") && word(c-2, "have", "be") || g.verb(t) && word(c-1, "close") && word(c-2, "come", "be", "move", "draw", "edge", "get") {
				return true
			}
		case "against":
			if word(h, "decide", "choose", "opt") && g.toks[t].XPOS == "VBG" {
				return true
			}
		}
	}
	if h < 0 {
		return false
	}
	if g.is(t, "nsubj") && g.low[h] == "question" && word(h-1, "the") && word(h-2, "of") && word(h-3, "out") { // "is out of the question"
		return true
	}
	if g.toks[h].UPOS == "ADJ" && g.is(t, "csubj", "ccomp") && (untrue[g.low[h]] || g.low[h] == "true" && len(g.step(h, "neg")) > 0) {
		return true
	}
	if g.is(t, "acl", "ccomp") && g.marks(h) == "to" && (g.form[max(h-2, 0)] == "contrary") { // "contrary to reports that it broke"
		return true
	}
	if v := g.head(h); v >= 0 && g.is(t, "acl", "ccomp") && g.is(h, "nsubj") {
		for _, c := range append(g.children(v, "xcomp"), v) {
			if untrue[g.low[c]] && g.toks[c].UPOS == "ADJ" {
				return true
			}
		}
	}
	return false
}

// untrue are adjectives for what is not so.
var untrue = map[string]bool{"false": true, "untrue": true, "wrong": true, "unfounded": true, "baseless": true, "premature": true, "incorrect": true}

// hasModal reports whether the verb t tells of the future or of what may be: "will not lift it until" is a refusal.
func (g *graph) hasModal(t int) bool {
	for _, c := range g.children(t, "aux") {
		switch g.low[c] {
		case "will", "would", "wo", "shall", "can", "could", "may", "might", "should", "must":
			return true
		}
	}
	return false
}

// notOnly reports whether a "not" denies nothing: "not only".
func (g *graph) notOnly(c int) bool {
	return c+1 < len(g.toks) && (g.low[c+1] == "only" || g.low[c+1] == "just" || g.low[c+1] == "merely" || g.low[c+1] == "least")
}

// notBefore reports whether h, above the clause of t, is what somebody says he will do: then what it comes after is still to come, unless it had happened.
func (g *graph) notBefore(t, h int) bool {
	be := false
	for _, c := range g.children(t, "aux") {
		be = be || g.form[c] == "is" || g.form[c] == "are" || g.form[c] == "was" || g.form[c] == "were"
	}
	return be && g.toks[h].XPOS == "VB" && g.marks(h) == "to" && g.is(h, "xcomp") && g.head(h) >= 0 && intending[g.low[g.head(h)]]
}

// intending are verbs for what one will do.
var intending = map[string]bool{"promise": true, "agree": true, "pledge": true, "vow": true, "plan": true, "intend": true, "want": true, "offer": true, "undertake": true, "propose": true, "hope": true, "expect": true, "be": true}

// ranked reports whether the noun t tells which of many by an ordinal: "the first", "the second state", "among the first powers".
func (g *graph) ranked(t int) bool {
	if ordinals[g.low[t]] {
		return true
	}
	for _, c := range g.children(t, "amod") {
		if ordinals[g.low[c]] {
			return true
		}
	}
	return false
}

// intended reports whether the bare plural n means steps that nobody is told to have taken, where somebody is for or against them: "opposed [moves] to impose
// sanctions", "supports [efforts] to restore ties".
func (g *graph) intended(n int) bool {
	h := g.head(n)
	if tried := g.low[n] == "move" || g.low[n] == "step" || g.low[n] == "effort" || g.low[n] == "attempt" || g.low[n] == "bid"; tried && slices.ContainsFunc(g.children(n, "det"), func(d int) bool { return g.form[d] == "any" }) { // "any move to force it"
		return true
	}
	if h < 0 || !g.is(n, "obj") || !g.verb(h) || g.toks[n].XPOS != "NNS" || g.hasChild(n, "det", "nmod:poss") {
		return false
	}
	return siding[g.low[h]] && (g.low[n] == "move" || g.low[n] == "step" || g.low[n] == "effort" || g.low[n] == "attempt" || g.low[n] == "measure")
}

// siding are verbs by which one is for or against what others do.
var siding = map[string]bool{"oppose": true, "resist": true, "block": true, "veto": true, "reject": true, "back": true, "support": true, "favour": true, "favor": true, "welcome": true, "urge": true, "propose": true, "discuss": true}

// rankedAs returns the name of the one that the subject t, told by an ordinal, is: "the first state to recognise it was [Chad]"; -1 for none.
func (g *graph) rankedAs(t int) int {
	b := g.head(t)
	if b < t || !g.is(t, "nsubj") || g.toks[b].UPOS != "PROPN" || !g.hasChild(b, "cop") || !g.ranked(t) {
		return -1
	}
	if !stateCalled[g.low[t]] { // "the first Canadian minister to visit it was Ali Musa": Canada's
		for _, c := range g.children(t, "amod", "compound", "nmod:poss") {
			if capital(g.toks[c].Form) {
				return -1
			}
		}
	}
	return b
}

// done reports whether the verb t is said with "did" or "does", which no participle can share: "did not join, but [opposed] it".
func (g *graph) done(t int) bool {
	for _, c := range g.children(t, "aux") {
		if g.low[c] == "do" {
			return true
		}
	}
	return false
}

// gapped reports whether the verb t shares the auxiliaries of the passive h before it: "ties would be restored and the border opened".
func (g *graph) gapped(t, h int) bool {
	x := g.toks[t].XPOS
	return g.verb(t) && (x == "VBN" || x == "VBD") && g.hasChild(t, "nsubj") && !g.hasChild(t, "aux", "mark", "obj", "advmod") && g.passive(h) && g.hasModal(h)
}

func (g *graph) modal(c int, have bool, st *stance) {
	switch g.low[c] {
	case "will", "shall", "'ll", "wo":
		st.weaken(chancery.Planned)
		st.note(g, c, "planned")
	case "would", "'d":
		if have { // "would have broken"
			st.weaken(chancery.Hypothetical)
			st.note(g, c, "hypothetical")
		} else if st.modality.Actual() {
			st.modality, st.would = chancery.Planned, true
			st.note(g, c, "future in the past")
		}
	case "may", "might":
		st.weaken(chancery.Uncertain)
		st.note(g, c, "uncertain")
	case "can", "could":
		if len(g.step(g.head(c), "neg")) > 0 { // "could not join"
			st.weaken(chancery.Negated)
			st.note(g, c, "negated")
			return
		}
		st.weaken(chancery.Hypothetical)
		st.note(g, c, "hypothetical")
	case "should", "must", "ought":
		if have && g.low[c] == "must" { // "must have attacked"
			st.weaken(chancery.Uncertain)
			st.note(g, c, "uncertain")
			return
		}
		if have && g.low[c] == "should" { // "should have declined"
			st.weaken(chancery.Hypothetical)
			st.note(g, c, "hypothetical")
			return
		}
		st.weaken(chancery.Demanded)
		st.note(g, c, "demanded")
	}
}

// stance climbs from t to the root and gathers what the words above say of it.
//
// narrative says that the text tells of the past, where "would" is a future that has come.
// The words in skip are the rule's own: they do not govern. Where the rule itself says how t stands to the facts, what the clause of t
// says of that does not count: "would face the consequences" is a threat.
func (g *graph) stance(t int, narrative, itself bool, skip []int) stance {
	st := stance{modality: chancery.Asserted, governor: -1, said: -1}
	if !itself {
		g.own(t, &st)
	}
	if n := len(g.toks); n > 0 && g.toks[n-1].Form == "?" {
		if a := g.answer.modality; a != "" {
			st.weaken(a)
		} else {
			st.weaken(chancery.Hypothetical)
		}
	}
	if g.cameAbout(t) >= 0 {
		return st
	}
	means := false
	answers, presupposed := g.answersFor(t, &st)
	cur, from := t, -1
	for depth := 0; depth < maxDepth; depth++ {
		g.sources(cur, from, &st)
		if !presupposed && g.undone(cur) {
			st.weaken(chancery.Negated)
			st.note(g, cur, "said not to be")
		}
		if !presupposed && g.aimed(cur) && (from < 0 || g.is(from, "conj") || g.verb(cur) && g.is(from, "obj", "xcomp") && !hindering[g.low[cur]]) {
			st.weaken(chancery.Planned)
			st.note(g, cur, "an aim")
		}
		h := g.head(cur)
		if h < 0 {
			break
		}
		rel := g.toks[cur].Rel
		switch {
		case answers && cur == t: // "held Chad responsible for the raid"
		case !presupposed && g.is(cur, "ccomp") && inquiring[g.low[h]] && g.wondered(cur): // "asked why Chad attacked it"
			presupposed = true
		case g.is(cur, "conj"):
			// a bare verb shares the modal of the first: "will close its embassy and expel diplomats"
			x := g.toks[cur].XPOS
			if !presupposed && g.verb(cur) && (x == "VB" || x == "VBN" && !g.done(h) || x == "VBG") && !g.hasChild(cur, "aux", "nsubj", "mark") {
				g.own(h, &st)
			} else if !presupposed && g.gapped(cur, h) {
				g.own(h, &st)
			} else if !presupposed && !g.verb(cur) {
				for _, d := range g.children(h, "det") {
					if g.low[d] == "no" {
						st.weaken(chancery.Negated)
					}
				}
			}
		case rel == "acl" && !presupposed && g.toks[cur].XPOS == "VBG" && g.marks(cur) == "" && (g.draft(h) || g.toIssue(h)): // "considers a resolution condemning Chad": as what is done with it
		case rel == "acl" && g.marks(cur) == "to" && g.toks[cur].XPOS == "VB" && journeys[g.low[h]] && !presupposed: // "during his visit to Lima to sign it"
			st.weaken(chancery.Planned)
			st.note(g, cur, "a purpose")
		case !presupposed && g.is(cur, "ccomp", "csubj", "csubj:pass") && g.marks(cur) == "that" && noting[g.low[h]]: // "it should be noted that Chad broke off relations", "one should not forget that"
			presupposed = true
		case !presupposed && t == cur && g.is(cur, "nmod") && !g.verb(cur) && endings[g.low[h]] && !g.verb(h) && !g.indefinite(cur): // "called for an end to the occupation": there is one
			presupposed = true
		case !presupposed && t == cur && g.is(cur, "amod") && g.toks[cur].XPOS == "VBN" && len(g.children(cur, "amod", "compound", "nmod")) > 0: // "considers the Iranian backed rebels a threat"
			presupposed = true
		case !presupposed && t == cur && g.is(cur, "nmod", "obl") && !g.verb(cur) && inAnswer[g.low[h]] && !g.verb(h) && (g.marks(h) == "in" || g.marks(h) == "as") && !g.indefinite(cur): // "will act in response to the raid"
			presupposed = true
		case !presupposed && g.is(cur, "nmod", "obl", "advcl") && g.marks(cur) == "for" && g.avenges(h): // "will retaliate for the expulsion of its envoy"
			presupposed = true
		case rel == "acl:relcl" && !presupposed && cur == t && g.accusedOf(h): // "accused Chad of a raid that killed two"
			st.weaken(chancery.Alleged)
			st.note(g, h, "what somebody is accused of")
			presupposed = true
		case !presupposed && g.ofOther(cur) >= 0: // "lifted its objection to Chad joining": whether it joined, it does not say
			st.weaken(chancery.Hypothetical)
			st.note(g, h, "what others may do")
		case rel == "acl:relcl", rel == "acl" && (g.toks[cur].XPOS == "VBN" && g.marks(cur) != "that" && !g.hasChild(cur, "aux") || g.toks[cur].XPOS == "VBG" && g.marks(cur) == ""):
			if !presupposed && (g.none(h) || g.lacked(h) || g.hindered(h)) { // "no treaties were signed", "there were no treaties signed"
				st.weaken(chancery.Negated)
				st.note(g, h, "negated")
			}
			if !presupposed && st.would && g.proposed(h) { // "introduced a bill that would strengthen ties"
				st.would = false
			}
			presupposed = true
		case !presupposed && (g.low[h] == "oppose" || g.low[h] == "resist") && g.verb(h) && g.toks[cur].XPOS == "VBG" && g.is(cur, "advcl", "xcomp", "ccomp") && g.marks(cur) == "" && g.hasChild(cur, "nsubj"): // "opposed Chad joining"
			st.weaken(chancery.Hypothetical)
			st.note(g, h, "hypothetical")
		case g.is(cur, "advcl") && g.marks(cur) == "" && g.whenAdverb(cur) && !g.govern(h, cur, nil, presupposed):
			if x := g.finite(cur); (x == "VBZ" || x == "VBP") && !presupposed && g.hasModal(h) { // "will return when relations are restored"
				st.weaken(chancery.Planned)
				st.note(g, cur, "planned")
			}
			presupposed = true
		case g.is(cur, "advcl") && g.toks[cur].XPOS == "VBG" && g.marks(cur) == "to" && (g.low[h] == "relate" || g.low[h] == "pertain"): // "letters relating to establishing relations"
			st.weaken(chancery.Considered)
			st.note(g, h, "what a text relates to")
		case g.is(cur, "advcl") && g.marks(cur) == "by" && g.toks[cur].XPOS == "VBG": // the means are as what they serve: "accused it of weakening Chad by arming rebels"
			if means = true; !presupposed { // "might respond by expelling its envoy"
				g.own(h, &st)
			}
			if accusing[g.low[h]] && !presupposed {
				st.weaken(chancery.Alleged)
				st.note(g, h, "alleged")
			}
		case g.is(cur, "advcl") && g.marks(cur) == "in" && g.toks[cur].XPOS == "VBG" && !presupposed && sharing[g.low[h]]: // "tried to assist in brokering peace"
			g.own(h, &st)
		case !presupposed && g.is(cur, "advcl") && g.marks(cur) == "to" && g.toks[cur].XPOS == "VBG" && g.low[h] == "get": // "never got round to recognising it"
			g.own(h, &st)
		case means && trying[g.low[h]] && g.is(cur, "xcomp"): // "tried to help by sending arms": these were sent
		case g.is(cur, "advcl", "acl") && g.marks(cur) == "to" && g.toks[cur].XPOS == "VB" && ((g.ranked(h) || quick[g.low[h]]) && g.hasChild(h, "cop") || g.rankedAs(h) >= 0) || g.onlyTo(cur): // "was the first to recognise it", "was quick to recognise it", "was among the first powers to do so"
			g.own(h, &st)
		case !presupposed && g.is(cur, "advcl") && (g.marks(cur) == "after" || g.marks(cur) == "once") && g.notBefore(cur, h): // "promised to talk after relations were restored"
			st.weaken(chancery.Planned)
			st.note(g, h, "not before that is done")
		case !presupposed && g.is(cur, "csubj", "ccomp", "csubj:pass") && (g.low[h] == "say" || g.low[h] == "report") && g.passive(h) && g.hasChild(h, "expl") && len(g.ownPrep(h, "by")) == 0: // "it is said that Chad attacked it"
			st.weaken(chancery.Alleged)
			st.note(g, h, "said by nobody")
		case !presupposed && rel == "acl" && g.tookStep(h): // "took the unusual step of recalling its envoy"
			g.own(g.head(h), &st)
			cur = h
			h = g.head(h)
		case !presupposed && (rel == "acl" || rel == "acl:relcl" || rel == "ccomp") && g.low[h] == "doubt" && !g.verb(h) && g.wanting(h): // "there is no doubt that Chad attacked it"
			presupposed = true
		case !presupposed && (rel == "acl" || rel == "acl:relcl" || rel == "ccomp") && g.low[h] == "report" && !g.verb(h) && g.toks[h].XPOS == "NNS" && !g.refuted(h): // "amid reports that Chad had attacked it"
			st.weaken(chancery.Alleged)
			st.note(g, h, "reports")
		case !presupposed && rel == "acl:relcl" && g.low[h] == "report" && g.marks(cur) == "that" && g.refuted(h): // "dismissed the reports that Chad had attacked it"
			st.weaken(chancery.Denied)
			st.note(g, h, "refuted")
		case !presupposed && (rel == "acl" || rel == "acl:relcl") && untruths[g.low[h]] && !g.verb(h): // "the myth that Chad attacked it"
			st.weaken(chancery.Negated)
			st.note(g, h, "said to be untrue")
		case !presupposed && (rel == "acl" || rel == "acl:relcl") && grounds[g.low[h]] && g.wanting(h): // "there is no evidence that Chad attacked it"
			st.weaken(chancery.Uncertain)
			st.note(g, h, "without evidence")
		case !presupposed && rel == "acl" && g.toks[cur].XPOS == "VB" && g.marks(cur) == "to" && (g.low[h] == "effort" || g.low[h] == "step") && !g.verb(h): // "agreed to move forward with efforts to restore relations"
			if g.none(h) || g.is(h, "obj") && len(g.step(g.head(h), "neg")) > 0 { // "took no steps to recognise it"
				st.weaken(chancery.Negated)
				st.note(g, h, "negated")
				break
			}
			st.weaken(chancery.Considered)
			st.note(g, h, "what is only tried")
		case !presupposed && g.is(cur, "advcl", "acl", "xcomp") && g.toks[cur].XPOS == "VB" && g.marks(cur) == "to" && g.didLittle(h, cur): // "did little to support it"
			st.weaken(chancery.Negated)
			st.note(g, h, "negated")
		case !presupposed && rel == "acl" && g.toks[cur].XPOS == "VB" && g.marks(cur) == "to" && g.intended(h): // "opposed moves to impose sanctions"
			st.weaken(chancery.Planned)
			st.note(g, h, "what is only tried")
		case !presupposed && g.is(cur, "advcl") && g.low[h] == "commit" && g.marks(cur) == "to" && g.toks[cur].XPOS == "VBG" && !g.hasChild(h, "obj"): // "committed to strengthening ties"
			st.weaken(chancery.Planned)
			st.note(g, h, "planned")
			g.own(h, &st)
		case g.is(cur, "advcl") && g.marks(cur) == "from" && g.toks[cur].XPOS == "VBG" && keepingFrom[g.low[h]] && g.hasChild(h, "obj", "nsubj:pass") && !presupposed: // "kept Chad from joining"
			st.weaken(chancery.Negated)
			st.note(g, h, "negated")
		case g.is(cur, "advcl") && g.marks(cur) != "" && !g.govern(h, cur, nil, presupposed):
			m := g.marks(cur)
			if m == "in" && g.inOrderTo(cur) {
				m = "to"
			}
			if m == "until" && g.hasModal(h) && len(g.step(h, "neg")) > 0 { // "would not be freed until it released them"
				st.weaken(chancery.Hypothetical)
				st.note(g, cur, "hypothetical")
			} else if m == "until" && g.toks[cur].XPOS != "VBD" && (g.toks[cur].XPOS != "VBN" || g.finite(cur) == "VBP" || g.finite(cur) == "VBZ") && !(g.toks[cur].XPOS == "VBG" && g.toks[h].XPOS == "VBD") { // "until it ceases fire", "until they have been met"
				st.weaken(chancery.Hypothetical)
				st.note(g, cur, "hypothetical")
			} else if m == "before" && g.toks[cur].XPOS == "VBG" && !presupposed && g.wanted(h) { // "wanted to talk before resuming relations"
				st.weaken(chancery.Planned)
				st.note(g, cur, "planned with what stands above")
			} else if m == "as" && g.soonAs(cur) && !presupposed && (g.low[h] == "soon" && g.head(h) >= 0 && g.toks[g.head(h)].XPOS == "VB" || g.toks[h].XPOS == "VB" && g.marks(h) == "to" && g.is(h, "xcomp")) { // "is willing to leave as soon as it has left"
				st.weaken(chancery.Planned)
				st.note(g, cur, "planned")
			} else if x := g.finite(cur); (m == "after" || m == "once") && (x == "VBZ" || x == "VBP") && !presupposed && g.finite(h) != "VBD" { // "will stay after it leaves"
				st.weaken(chancery.Planned)
				st.note(g, cur, "planned")
			} else if m != "to" || g.toks[cur].XPOS == "VBG" { // "to restore relations" says what is meant to come
				presupposed = true
			} else if !presupposed && !g.countedAmong(h) && !causing[g.low[h]] && !(merging[g.low[h]] && founding[g.low[cur]]) && !g.wentOn(h, cur) && !g.waited(h) && !g.served(h, cur) && !(reaching[g.low[h]] && conveying[g.low[cur]]) {
				st.weaken(chancery.Planned)
				st.note(g, cur, "a purpose")
			}
		case g.is(cur, "acl", "advcl") && !presupposed && g.low[h] == "pressure" && g.toks[cur].XPOS == "VB" && g.marks(cur) == "to": // "despite pressures to sever them"
			st.weaken(chancery.Demanded)
			st.note(g, h, "demanded")
		case rel == "acl" && chances[g.low[h]] && g.is(h, "obj") && g.low[g.head(h)] == "take" && g.toks[g.head(h)].XPOS == "VBD": // "took the opportunity to visit Chad"
		case rel == "acl" && !presupposed && (g.toks[cur].XPOS == "VB" && g.marks(cur) == "to" && launched[g.low[h]] || g.toks[cur].XPOS == "VBG" && (g.marks(cur) == "for" || g.marks(cur) == "of") && serving[g.low[h]]), // "an operation to free the hostages", "a forum for strengthening ties"
			!presupposed && g.is(cur, "xcomp") && g.toks[cur].XPOS == "VB" && g.marks(cur) == "to" && g.passive(h) && (deeds[g.low[h]] || founding[g.low[h]]): // "a treaty was signed to end the war"
			st.weaken(chancery.Planned)
			st.intended = st.intended || g.low[h] == "plan" // "announced plans to do it"
			st.note(g, cur, "a purpose")
		case g.is(cur, "csubj") && g.toks[cur].XPOS == "VBG" && !presupposed && (cur == t || g.head(t) == cur && g.is(t, "obj")) && g.notYet(h): // "resuming talks is the only way"
			st.weaken(chancery.Hypothetical)
			st.note(g, cur, "hypothetical")
		case g.is(cur, "nsubj") && g.indefinite(cur) && g.conditional(h): // "an attack on Iran would lead to war"
			st.weaken(chancery.Hypothetical)
			st.note(g, h, "hypothetical")
		case !presupposed && dropping[g.low[h]] && g.verb(h) && cur != t && g.is(cur, "obj") && g.willed(cur): // "ended an agreement to reopen the consulate"
			st.weaken(chancery.Negated)
			st.note(g, h, "negated")
		case g.is(cur, "nsubj") && !presupposed && g.unoccurring(h) && (len(g.ownPrep(h, "until")) == 0 || g.hasModal(h)): // "the visit did not take place", not "did not take place until 1990"
			st.weaken(chancery.Negated)
			st.note(g, h, "negated")
		case !narrative && !presupposed && t == cur && !g.verb(cur) && g.tocome(cur): // "freed him ahead of its president's visit"
			st.weaken(chancery.Planned)
			st.note(g, cur, "still to come")
		case !presupposed && g.is(cur, "nmod", "acl") && concerning[g.marks(cur)] && !g.govern(h, cur, nil, false): // "refused a note regarding the expulsion"
			presupposed = true
		case !presupposed && t == cur && g.is(cur, "nmod") && !g.verb(cur) && g.marks(cur) != "during" && given[g.marks(cur)]: // "to stop the protests following the bombing"
			presupposed = true
		case !presupposed && t == cur && !g.verb(cur) && g.is(cur, "obj") && honouring[g.low[h]] && !g.indefinite(cur): // "met to condemn the attack", "an award to honour the improvement of relations"
			presupposed = true
		case !presupposed && t == cur && !g.verb(cur) && g.is(cur, "obj") && g.madeDependent(h): // "made its recognition of Israel conditional on"
			st.weaken(chancery.Hypothetical)
			st.note(g, h, "conditional")
		case !presupposed && listing[g.low[h]] && g.is(cur, "obj", "nsubj", "xcomp", "ccomp", "advcl") && g.wantedIn(h, &st): // "the demands include the closure"
		case !presupposed && g.is(t, "amod") && g.head(t) == cur && g.is(cur, "obj") && disturbing[g.low[h]]: // "did not want to disrupt its good relations": they are good
			presupposed = true
		case hindering[g.low[h]] && g.verb(h) && g.is(cur, "obj", "xcomp", "advcl", "obl") && g.inVain(h): // "failed to prevent the war": there was one
			presupposed = true
		case !presupposed && t == cur && !g.verb(cur) && g.is(cur, "obl", "nmod") && (given[g.marks(cur)] || g.marks(cur) == "before" || g.marks(cur) == "prior") && g.toldPast(h): // "no treaty was signed before the invasion": there was one
			presupposed = true
		case g.is(cur, "compound") && pending[g.low[h]] && !g.verb(h) && !presupposed: // "accession negotiations"
			st.weaken(chancery.Considered)
			st.note(g, h, "not yet come about")
		case !presupposed && t == cur && struck[g.low[t]] && facing[g.low[h]] && g.is(cur, "obj", "obl") && !g.indefinite(cur): // "was reluctant to support the invasion": there was one
			presupposed = true
		case !presupposed && (g.beside(t, cur, h) || g.ground(t, cur, h)): // "avoids to align with sanctions": there are sanctions
			presupposed = true
		case g.is(cur, "xcomp") && g.low[h] == "go" && g.toks[h].XPOS == "VBG" && g.hasChild(h, "aux") && !presupposed: // "is going to sign"
			st.weaken(chancery.Planned)
			st.note(g, h, "planned")
		case !presupposed && rel == "acl" && g.toks[cur].XPOS == "VB" && g.marks(cur) == "to" && !g.verb(h) && bodiesFor[g.low[h]] && !g.ranked(h) && !helping[g.low[cur]]: // "a force to overthrow the government"
			st.weaken(chancery.Planned)
			st.note(g, cur, "a purpose")
		default:
			if (contains(skip, h) || !g.govern(h, cur, &st, presupposed)) && !presupposed {
				if (g.light(h) || amounting[g.low[h]] || contains(skip, h)) && g.is(cur, "obj", "nsubj:pass", "obl") || g.is(cur, "xcomp") || g.oneOf(cur) {
					g.own(h, &st)
				}
				g.governedBy(h, cur, &st)
				if a := g.seeming(h); a >= 0 && g.is(cur, "nsubj") {
					g.govern(a, cur, &st, false)
				}
			}
		}
		cur, from = h, cur
	}
	if st.would && !st.speech && st.modality == chancery.Planned {
		st.modality = chancery.Hypothetical
		if narrative {
			st.modality = chancery.Asserted
		}
	}
	if (st.performer != "" || g.upshotAgreed(t)) && g.upshot(t) { // "agreed to continue talks, leading to the conclusion of a treaty"
		st.performer = ""
		st.weaken(chancery.Planned)
	}
	// The innermost speaker was found first.
	for i, j := 0, len(st.speakers)-1; i < j; i, j = i+1, j-1 {
		st.speakers[i], st.speakers[j] = st.speakers[j], st.speakers[i]
	}
	return st
}

// aims are nouns for what somebody wants to come about.
var aims = map[string]bool{"goal": true, "aim": true, "objective": true, "hope": true, "wish": true, "ambition": true, "aspiration": true, "priority": true, "task": true, "desire": true, "dream": true, "intention": true}

// pending are nouns for what is on its way to what stands before them, and may not come there.
var pending = map[string]bool{"negotiation": true, "talk": true, "bid": true, "process": true, "application": true, "hope": true, "aspiration": true, "candidacy": true, "prospect": true, "request": true, "plan": true, "proposal": true}

// struck are nouns for the use of force, which is there whatever others do about it, and facing verbs for what they do.
var (
	struck = map[string]bool{"invasion": true, "occupation": true, "annexation": true, "intervention": true, "attack": true, "aggression": true, "war": true, "bombing": true, "offensive": true, "coup": true, "raid": true}
	facing = map[string]bool{"support": true, "back": true, "endorse": true, "oppose": true, "condemn": true, "denounce": true, "criticise": true, "criticize": true, "justify": true, "recognise": true, "recognize": true, "join": true, "protest": true, "mention": true}
)

// merging are verbs for becoming one, which is done when that is founded which they become: "united to form a federation".
var merging = map[string]bool{"unite": true, "united": true, "merge": true, "combine": true, "join": true, "federate": true, "amalgamate": true}

// accusing are verbs whose "by" is the means of what their object is said to have done.
var accusing = map[string]bool{"accuse": true, "blame": true, "suspect": true, "charge": true}

// trying are verbs for what may come to nothing, not so the means that are taken.
var trying = map[string]bool{"seek": true, "try": true, "attempt": true, "strive": true, "work": true, "endeavour": true, "endeavor": true, "aim": true}

// seeming returns the adjective that the verb v says its subject is, or is held to be, -1 for none: "remained [uncertain]", "seemed [likely]".
func (g *graph) seeming(v int) int {
	switch g.low[v] {
	case "remain", "seem", "appear", "look", "become", "prove":
		for _, a := range g.children(v, "xcomp") {
			if g.toks[a].UPOS == "ADJ" {
				return a
			}
		}
	}
	return -1
}

// waited reports whether the verb h says that what stands under it was done at the time up to which it was put off: "waited until 1970 to recognise it".
func (g *graph) waited(h int) bool {
	return g.low[h] == "wait" && g.toks[h].XPOS == "VBD" && len(g.ownPrep(h, "until")) > 0
}

// inOrderTo reports whether the clause a begins with "in order to".
func (g *graph) inOrderTo(a int) bool {
	for i := 1; i+1 < len(g.toks) && i < a; i++ {
		if g.low[i-1] == "in" && g.low[i] == "order" && g.low[i+1] == "to" && (g.head(i-1) == a || g.head(i+1) == a) {
			return true
		}
	}
	return false
}

// soonAs reports whether the clause a begins with "as soon as".
func (g *graph) soonAs(a int) bool {
	for _, c := range g.children(a, "mark") {
		if c > 0 && g.low[c] == "as" && g.low[c-1] == "soon" {
			return true
		}
	}
	return false
}

// accusedOf reports whether the noun n is what somebody is accused of.
func (g *graph) accusedOf(n int) bool {
	h := g.head(n)
	return h >= 0 && g.low[h] == "accuse" && g.verb(h) && g.is(n, "obl", "nmod") && g.marks(n) == "of"
}

// noting are verbs for keeping a fact in mind, which may be asked for and leaves it a fact.
var noting = map[string]bool{"note": true, "remember": true, "recall": true, "forget": true, "stress": true, "emphasise": true, "emphasize": true, "mention": true, "underline": true, "recollect": true, "remark": true}

// sharing are verbs for doing with others what stands behind their "in".
var sharing = map[string]bool{"assist": true, "help": true, "aid": true, "participate": true, "engage": true, "collaborate": true, "cooperate": true, "succeed": true, "persist": true}

// whenAdverb reports whether the clause a begins with "when": it says when, and is not denied with what stands above.
func (g *graph) whenAdverb(a int) bool {
	for _, c := range g.kids[a] {
		if g.low[c] == "when" && c < a && g.is(c, "advmod") {
			return true
		}
	}
	return false
}

// amounting are verbs that say that one thing is another, or comes of it: "did not constitute recognition", "would mean war", "would lead to war".
var amounting = map[string]bool{"constitute": true, "mean": true, "imply": true, "amount": true, "entail": true, "represent": true, "involve": true, "signify": true, "lead": true, "result": true, "culminate": true}

// about are the prepositions by which a noun takes what it is a word on: "decision on", "plan for", not "decision in an address".
var about = map[string]bool{"of": true, "to": true, "for": true, "on": true, "about": true, "against": true, "over": true, "": true, "that": true, "from": true, "regarding": true, "concerning": true, "with": true, "by": true, "towards": true, "toward": true}

// beside reports whether the noun cur, the trigger t of a claim, stands under a verb h that says nothing of it, with a preposition
// that takes it as given.
func (g *graph) beside(t, cur, h int) bool {
	m := g.marks(cur)
	if !g.phraseOf(t, cur) && !(g.head(t) == cur && g.is(t, "nmod") && g.marks(t) == "in" && !g.verb(t)) || !g.is(cur, "obl") || !g.verb(h) || g.light(h) || g.indefinite(cur) && m != "following" && m != "follow" {
		return false
	}
	switch m {
	case "with", "under", "despite", "amid", "during", "after", "following", "follow", "since":
		return !g.govern(h, cur, nil, false)
	}
	return false
}

// finite returns the tag of the finite verb of the clause of v.
func (g *graph) finite(v int) string {
	for _, c := range g.children(v, "aux", "cop", "aux:pass") {
		if g.toks[c].XPOS != "VBN" {
			return g.toks[c].XPOS
		}
	}
	return g.toks[v].XPOS
}

// keepingFrom are verbs whose object does not do what stands below their "from", and which otherwise say nothing of the kind.
var keepingFrom = map[string]bool{"keep": true, "exclude": true, "save": true, "disqualify": true, "hold": true}

// toldPast reports whether what the word h stands in is told in the past: "was signed", "had no embassy".
func (g *graph) toldPast(h int) bool {
	if !g.verb(h) && !g.hasChild(h, "cop") && g.head(h) >= 0 {
		h = g.head(h)
	}
	return g.finite(h) == "VBD" && !g.hasModal(h)
}

// phraseOf reports whether the noun cur is the trigger t of a claim, or what the adjective t is said of: "[growing] ties".
func (g *graph) phraseOf(t, cur int) bool {
	return t == cur && !g.verb(t) || g.is(t, "amod") && g.head(t) == cur
}

// ground reports whether the noun cur, the trigger t of a claim and somebody's, is what something is about that is done, planned or feared: "a war over
// Chadian claims", "weighs sanctions over Chad's raid", "wants to punish Chad for its raid".
func (g *graph) ground(t, cur, h int) bool {
	if !g.phraseOf(t, cur) || !g.is(cur, "obl", "nmod") || agreeing[g.low[h]] || g.govern(h, cur, nil, false) && !g.verb(h) && !causes(g.marks(cur)) {
		return false
	}
	m := g.marks(cur)
	return (g.low[h] == "owe" || causes(m) || m == "over" || m == "amid" || m == "for" && judging[g.low[h]]) && len(g.possessors(cur)) > 0
}

// causes reports whether the preposition m tells why something is so, or is not.
func causes(m string) bool { return m == "because" || m == "due" || m == "owe" || m == "owing" }

// agreeing are nouns for words on what may come to be.
var agreeing = map[string]bool{"talk": true, "negotiation": true, "agreement": true, "deal": true, "discussion": true, "debate": true, "question": true, "referendum": true, "vote": true, "doubt": true, "speculation": true, "decision": true, "agree": true, "talks": true}

// reaching are verbs by which somebody is spoken to, conveying those for what he is told: who summons an envoy to protest protests.
var (
	reaching  = map[string]bool{"call": true, "summon": true, "phone": true, "telephone": true, "ring": true, "write": true, "convoke": true, "contact": true}
	conveying = map[string]bool{"protest": true, "complain": true, "express": true, "convey": true, "condemn": true, "denounce": true, "thank": true, "congratulate": true, "voice": true, "deliver": true, "lodge": true, "register": true, "criticize": true, "criticise": true, "apologize": true, "apologise": true}
)
