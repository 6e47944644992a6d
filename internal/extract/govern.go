package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/rule"
)

// What the words above a clause make of it: "threatened to", "denied that", "is said to have".

// governedBy applies a governing noun that the tree sets beside an infinitive: "made a promise to help".
func (g *graph) governedBy(h, cur int, st *stance) {
	m := g.marks(cur)
	interest := m == "in" && g.is(cur, "advcl", "obl") // "expressed interest in strengthening ties"
	if !g.verb(h) || !interest && !(g.is(cur, "xcomp", "advcl") && m == "to") && !(g.is(cur, "ccomp") && m == "that" && g.light(h)) {
		return
	}
	for _, o := range g.children(h, "obj") {
		if interest && g.low[o] != "interest" {
			continue
		}
		for _, m := range g.rules.Governs(rule.Noun, g.low[o]) {
			if m.Governor.Modality != "" && len(m.Trigger.Rest) == 0 {
				st.weaken(chancery.Modality(m.Governor.Modality))
				st.would = st.would && m.Governor.Modality != "planned" // "his hope that Chad would recognise it"
				st.intended = st.intended || m.Governor.Name == "plan"
				st.note(g, o, m.Governor.Name)
				return
			}
		}
	}
}

// govern applies the governor h, if it is one, to what stands under it as cur. With a nil stance it only tells.
func (g *graph) govern(h, cur int, st *stance, presupposed bool) bool {
	pos := rule.Noun
	switch {
	case g.verb(h):
		pos = rule.Verb
		if !g.is(cur, "ccomp", "xcomp", "obj", "csubj", "nsubj:pass", "advcl", "obl", "parataxis", "dep", "acl", "csubj:pass") {
			return false
		}
	case g.toks[h].UPOS == "ADJ":
		pos = rule.Adj
		if !g.is(cur, "ccomp", "xcomp", "advcl", "csubj", "nsubj", "obl", "acl") {
			return false
		}
	default:
		if !g.is(cur, "acl", "nmod", "ccomp", "xcomp", "advcl", "csubj", "obl") || g.toks[cur].Rel == "acl:relcl" || g.toks[cur].Rel == "nmod:poss" {
			return false
		}
	}
	for _, m := range g.rules.Governs(pos, g.low[h]) {
		gov := m.Governor
		if !g.triggered(h, m.Trigger) {
			continue
		}
		if gov.Name == "cancel" && pos == rule.Verb && g.marks(cur) == "to" && g.hasChild(h, "obj") { // "broke off relations to protest"
			continue
		}
		if pos == rule.Verb && g.rings(h, cur) && !slices.ContainsFunc(g.calledOn(h), func(c int) bool { return c > h && c != cur }) { // "called the king to apologise": the telephone
			continue
		}
		if g.low[h] == "undertake" && g.is(cur, "obj", "nsubj:pass") { // "undertook negotiations" held them
			continue
		}
		if g.low[h] == "offer" && g.is(h, "advcl", "xcomp") && g.served(g.head(h), h) { // "sent soldiers to offer help"
			continue
		}
		if g.held(h, cur) {
			continue
		}
		if g.low[h] == "resolve" && pos == rule.Verb && !g.is(cur, "xcomp", "ccomp") { // "the crisis was resolved, helped by mediation"
			continue
		}
		if g.is(cur, "parataxis") && (!gov.Speaker || g.ownMatter(cur)) { // "opened the way: they agreed"
			continue
		}
		if pos == rule.Verb && g.is(cur, "nsubj:pass", "nsubj") && g.serves(h) {
			continue
		}
		if gov.Modality == "hypothetical" && pos == rule.Adj && g.achieved(h) {
			continue
		}
		if g.low[h] == "reason" && pos == rule.Noun && !g.verb(cur) && g.is(cur, "nmod") { // "one of the reasons of his downfall": he fell
			continue
		}
		if g.is(cur, "advcl") && (g.whenAdverb(cur) || circumstance[g.marks(cur)]) && gov.Modality != "uncertain" { // "it was unclear when they began"
			continue
		}
		if pos == rule.Verb && g.is(cur, "obl", "advcl") && !g.passive(h) {
			if mk := g.marks(cur); mk == "" && g.is(cur, "advcl") && g.toks[cur].XPOS == "VB" && gov.Modality == "demanded" { // "is pushing for Chad to leave", "pushes for Chad leave"
			} else if mk == "" && g.toks[cur].XPOS == "VBG" && cur == h+1 && g.is(cur, "advcl") { // "delayed recognising it"
			} else if mk == "" && g.is(cur, "obl") && cur > h && g.toks[cur].UPOS == "NOUN" && !temporalNouns[g.low[cur]] && !g.hasChild(h, "obj") { // "dismissed as baseless [a report]"
			} else if mk == "at" && slices.Contains(m.Trigger.Rest, mk) { // "hinted at the closure"
			} else if mk != "of" && mk != "for" && mk != "to" && mk != "against" && mk != "from" && mk != "on" && mk != "about" && mk != "that" && !(mk == "at" && g.low[h] == "aim" || mk == "in" && g.low[h] == "fail" || mk == "with" && g.low[h] == "charge") {
				continue
			} else if gov.Speaker && (mk == "to" || mk == "for" || mk == "on" || mk == "about") && !(mk == "for" && g.verb(cur) && objectControl[g.low[h]]) { // "blamed Chad for harbouring"
				continue // "said on", "told to"
			}
		}
		if pos == rule.Noun && g.is(cur, "nmod", "obl") && !about[g.marks(cur)] && !(g.low[h] == "interest" && g.marks(cur) == "in") {
			continue
		}
		if pos == rule.Noun && gov.Modality == "hypothetical" && g.ranked(h) { // "the first power to recognise it"
			continue
		}
		if under := onlyUnder[g.low[h]]; pos == rule.Noun && under != "" && g.marks(cur) != under {
			continue
		}
		if gov.Name == "doubt" && pos == rule.Noun && g.is(cur, "nmod", "obl") && g.marks(cur) != "of" && len(g.possessors(cur)) > 0 { // "fears over Chad's invasion"
			continue
		}
		if g.is(cur, "nmod", "obl", "acl", "advcl") && given[g.marks(cur)] { // "sanctions are being considered, following a refusal"
			continue
		}
		if gov.Modality == "denied" && pos == rule.Verb && (g.willed(cur) || imposed[g.low[cur]] && g.low[h] == "reject") {
			continue // who rejects a decision does not deny it
		}
		if st == nil {
			return true
		}
		if gov.Speaker && g.low[h] == "tell" && g.is(cur, "xcomp", "ccomp", "advcl") && g.toks[cur].XPOS == "VB" && g.marks(cur) == "to" { // "told Chad to close it": whether that is done, is not told
			st.weaken(chancery.Demanded)
			st.note(g, h, "told to")
			return true
		}
		subj := g.subject(h)
		if gov.Speaker {
			st.speech = true
			if st.said < 0 {
				st.said = h
			}
			st.speakers = append(st.speakers, reverse(subj)...)
		}
		if presupposed {
			return true
		}
		if g.low[h] == "enable" && g.toks[h].XPOS == "VBD" && !g.passive(h) {
			return true // what was enabled in the past was done
		}
		var over stance
		over.modality = chancery.Asserted
		g.own(h, &over)
		switch {
		case gov.Speaker && g.wrongly(h):
			st.weaken(chancery.Negated)
			st.note(g, h, "said wrongly")
		case gov.Name == "say" && pos == rule.Verb && g.is(cur, "xcomp") && g.passive(h) && len(subj) == 0: // "is said to have broken"
			st.weaken(chancery.Alleged)
			st.note(g, h, "hearsay")
		case over.modality == chancery.Negated && unfailing[g.low[h]]:
			if g.hasModal(h) { // "would not hesitate to impose sanctions", where "did not hesitate to" tells that it was done
				st.weaken(chancery.Planned)
				st.note(g, h, "ready to")
			}
		case over.modality == chancery.Negated && (gov.Modality == "denied" || gov.Modality == "negated"):
			st.weaken(chancery.Uncertain)
		case over.modality == chancery.Negated:
			st.weaken(chancery.Negated)
			st.note(g, h, "negated above")
		case gov.Performer != "" && over.modality.Actual() && !(gov.Modality == "demanded" && g.verb(cur) && len(g.announcer(cur)) == 0): // "ordered the expulsion", "ordered them expelled", not "ordered him to leave"
			st.speech = true
			if st.performer == "" {
				st.performer, st.governor = chancery.Modality(gov.Performer), h
				st.performed = subj
				st.note(g, h, gov.Name)
			}
			if gov.Modality != "" {
				st.weaken(chancery.Modality(gov.Modality))
			}
		case gov.Modality != "":
			st.weaken(chancery.Modality(gov.Modality))
			st.would = st.would && gov.Modality != "planned" // what is hoped for has not come
			st.intended = st.intended || gov.Name == "plan" && st.performer == ""
			if gov.Modality == "denied" || gov.Modality == "negated" { // a denial of a future act is a denial
				if st.modality == chancery.Planned {
					st.modality = chancery.Modality(gov.Modality)
				}
			} else if gov.Modality == "planned" && !over.modality.Actual() && !over.would { // "may be planning to"
				st.weaken(over.modality)
			}
			st.note(g, h, gov.Name)
		default:
			if !over.modality.Actual() && !over.would {
				st.weaken(over.modality)
			}
		}
		return true
	}
	return false
}

// serves reports whether the verb h tells what its subject, a deed, is to bring about, and so that it was done: "the closure was meant to [help]", "was aimed at it".
func (g *graph) serves(h int) bool {
	switch g.low[h] {
	case "mean", "intend", "aim", "design", "calculate":
	default:
		return false
	}
	for _, c := range g.kids[h] {
		if c > h && (g.is(c, "xcomp") && g.marks(c) == "to" && !befalling[g.low[c]] && !g.hasChild(c, "aux:pass", "cop") || g.is(c, "obl", "advcl") && g.marks(c) == "at") {
			return true
		}
	}
	return false
}

// befalling are verbs for coming about, which say of a deed that it is to be done.
var befalling = map[string]bool{"take": true, "begin": true, "start": true, "happen": true, "occur": true, "open": true, "come": true, "follow": true, "last": true, "continue": true, "run": true, "be": true, "go": true, "end": true, "proceed": true, "coincide": true}

// unfailing are verbs that tell, where they are negated, that what stands under them was done: "never ceased to aid it", "did not fail to protest".
var unfailing = map[string]bool{"hesitate": true, "cease": true, "fail": true, "stop": true, "neglect": true, "omit": true, "forget": true, "desist": true, "refrain": true}

// onlyUnder are governing nouns that govern what stands under one preposition alone: "talk of a rupture", not "talks on", "the case for closing it".
var onlyUnder = map[string]string{"talk": "of", "case": "for", "argument": "for"}

// hindering are verbs by which something does not come about, if it is done.
var hindering = map[string]bool{"prevent": true, "deter": true, "dissuade": true, "preclude": true, "avert": true, "stop": true, "block": true, "hinder": true, "keep": true, "discourage": true}

// inVain reports whether the words around the verb v say that it was not done: "did not prevent", "failed to prevent", "tried in vain to prevent".
func (g *graph) inVain(v int) bool {
	for a, n := v, 0; a >= 0 && n < 3; a, n = g.head(a), n+1 {
		if n > 0 && (g.low[a] == "fail" || g.low[a] == "failure" || g.low[a] == "unable" || g.didLittle(a, v)) {
			return true
		}
		for _, c := range g.kids[a] {
			if n == 0 && negations[g.low[c]] && g.is(c, "advmod") || g.low[c] == "unsuccessfully" || g.low[c] == "vain" {
				return true
			}
		}
		if !g.is(a, "xcomp", "advcl", "acl", "obl") {
			break
		}
	}
	return false
}

// wrongly reports whether what the verb h says is told to be untrue: "wrongly reported".
func (g *graph) wrongly(h int) bool {
	for _, c := range g.children(h, "advmod") {
		switch g.low[c] {
		case "wrongly", "falsely", "erroneously", "incorrectly", "mistakenly":
			return true
		}
	}
	return false
}

// endings are nouns for what something comes to that is there.
var endings = map[string]bool{"end": true, "withdrawal": true, "lifting": true, "removal": true, "cessation": true, "termination": true, "halt": true, "suspension": true, "easing": true}

// disturbing are verbs for what is done to something that is there.
var disturbing = map[string]bool{"disrupt": true, "harm": true, "damage": true, "jeopardise": true, "jeopardize": true, "endanger": true, "undermine": true, "spoil": true, "alter": true, "affect": true, "upset": true, "imperil": true, "sacrifice": true, "risk": true, "disturb": true, "hurt": true}

// given are the prepositions of what is taken as given beside what is said, wanted or denied.
var given = map[string]bool{"following": true, "follow": true, "after": true, "during": true, "since": true, "amid": true, "despite": true}

// imposed are nouns for what one side does alone: who rejects it does not deny that it was done.
var imposed = map[string]bool{"threat": true, "declaration": true, "proclamation": true, "annexation": true, "invasion": true, "occupation": true, "secession": true, "coup": true, "independence": true}

// achieved reports whether the adjective h is said of the past, "was able to", "has been able to": then it was done.
func (g *graph) achieved(h int) bool {
	past := false
	for _, c := range g.kids[h] {
		switch {
		case g.is(c, "cop") && (g.toks[c].XPOS == "VBD" || g.toks[c].XPOS == "VBN"), g.is(c, "aux") && g.low[c] == "have":
			past = true
		case g.is(c, "aux") && g.low[c] != "have" && g.low[c] != "be", negations[g.low[c]]:
			return false
		}
	}
	return past
}

// wanted reports whether the verb v is what somebody wants, plans or asks for.
func (g *graph) wanted(v int) bool {
	if !g.is(v, "xcomp", "ccomp") || g.head(v) < 0 {
		return false
	}
	for _, m := range g.rules.Governs(rule.Verb, g.low[g.head(v)]) {
		if mod := m.Governor.Modality; mod == "planned" || mod == "demanded" || mod == "considered" {
			return true
		}
	}
	return false
}

// concerning are prepositions of what a text is on.
var concerning = map[string]bool{"regarding": true, "regard": true, "concerning": true, "concern": true}

// circumstance are the conjunctions of clauses that tell when or why, and nothing of what is said, wanted or denied.
var circumstance = map[string]bool{"after": true, "before": true, "when": true, "while": true, "because": true, "since": true, "although": true, "though": true, "once": true, "where": true, "as": true, "until": true, "till": true}

// causing are verbs whose object does what the infinitive says: "led the United States to sever relations".
var causing = map[string]bool{"lead": true, "cause": true, "force": true, "prompt": true, "induce": true, "compel": true, "drive": true, "oblige": true, "provoke": true, "spur": true, "move": true}

// willed reports whether the noun t says that something is wanted, not that it is so: "decision", "call", "plan".
func (g *graph) willed(t int) bool {
	if g.verb(t) {
		return false
	}
	for _, m := range g.rules.Governs(rule.Noun, g.low[t]) {
		if m.Governor.Performer != "" && m.Governor.Modality != "" || m.Governor.Modality == "planned" || m.Governor.Modality == "demanded" || m.Governor.Modality == "considered" {
			return true
		}
	}
	return false
}

// sources finds who says the clause t, but not in its child from, from beside it: "..., X said", "according to X", a quotation with its speaker behind.
func (g *graph) sources(t, from int, st *stance) {
	for _, c := range g.kids[t] {
		switch {
		case c == from:
		case g.is(c, "parataxis") && g.verb(c) && !g.ownMatter(c):
			for _, m := range g.rules.Governs(rule.Verb, g.low[c]) {
				if m.Governor.Speaker && len(m.Trigger.Rest) == 0 && !g.hasChild(c, "ccomp", "xcomp") {
					st.speech = true
					st.speakers = append(st.speakers, reverse(g.subject(c))...)
					if m.Governor.Performer != "" && st.performer == "" {
						st.performer, st.governor, st.performed = chancery.Modality(m.Governor.Performer), c, g.subject(c)
					} else if m.Governor.Modality != "" {
						st.weaken(chancery.Modality(m.Governor.Modality))
					}
					break
				}
			}
		case g.is(c, "obl", "nmod", "advcl"):
			for _, d := range g.kids[c] {
				if g.is(d, "case", "mark") && g.low[d] == "according" || g.is(d, "case") && strings.EqualFold(g.toks[d].Form, "per") {
					st.speakers = append(st.speakers, c)
					break
				}
			}
		}
	}
}

// ownMatter reports whether the clause of the verb v beside another tells something of its own: "; they announced the resumption", not ", he told reporters".
func (g *graph) ownMatter(v int) bool {
	for _, c := range g.kids[v] {
		if g.toks[c].Form == ";" && c < v {
			return true
		}
		if g.is(c, "obj") && c > v && !documents[g.low[c]] && g.toks[c].UPOS == "NOUN" && g.low[v] != "tell" && g.low[v] != "inform" && g.low[v] != "quote" {
			return true
		}
	}
	return false
}

func reverse(ts []int) []int {
	out := make([]int, 0, len(ts))
	for i := len(ts) - 1; i >= 0; i-- {
		out = append(out, ts[i])
	}
	return out
}
