package party

import (
	"slices"
	"strings"

	"chancery"
)

func (r *pass) pronoun(t int, ps []chancery.Party) {
	m := Mention{First: t, Last: t + 1, Head: t, Form: Pronoun}
	for _, p := range ps {
		p.Mention = r.toks[t].Form
		m.Parties = append(m.Parties, p)
	}
	if len(m.Parties) == 0 && r.expletive(t) {
		return
	}
	r.add(m)
}

// memberNouns are what a state or organisation is called by what it does.
var memberNouns = map[string]bool{
	"member": true, "state": true, "ally": true, "power": true, "partner": true, "signatory": true, "party": true, "founder": true, "successor": true, "supporter": true, "opponent": true,
	"neighbour": true, "neighbor": true, "colony": true, "protectorate": true, "observer": true, "victim": true, "target": true, "democracy": true, "exporter": true, "importer": true, "market": true,
	"supplier": true, "donor": true, "mediator": true, "island": true, "enemy": true, "rival": true, "friend": true,
	"recipient": true, "beneficiary": true, "backer": true, "home": true, "haven": true, "refuge": true, "guarantor": true, "sponsor": true, "patron": true, "client": true, "belligerent": true, "participant": true,
	"adversary": true, "competitor": true, "lender": true, "investor": true, "buyer": true, "customer": true, "producer": true, "host": true, "broker": true, "critic": true, "advocate": true, "champion": true, "nation": true, "country": true,
}

// actorVerbs are acts of states: what does them is no attack and no treaty.
var actorVerbs = map[string]bool{
	"maintain": true, "establish": true, "recognize": true, "recognise": true, "join": true, "open": true, "sign": true, "sever": true, "close": true, "accede": true, "ratify": true, "send": true,
	"recall": true, "expel": true, "host": true, "appoint": true, "withdraw": true, "export": true, "import": true, "negotiate": true, "accuse": true, "condemn": true, "deny": true, "refuse": true,
}

// partyObjects are verbs whose object is a party more often than a thing.
var partyObjects = map[string]bool{
	"recognize": true, "recognise": true, "join": true, "leave": true, "attack": true, "invade": true, "accuse": true, "urge": true, "help": true, "assist": true, "aid": true, "threaten": true,
	"annex": true, "occupy": true, "blame": true, "thank": true, "warn": true, "ask": true, "invite": true, "arm": true, "ally": true, "expel": true, "ban": true, "designate": true, "tell": true,
	"free": true, "liberate": true, "bomb": true, "shell": true, "govern": true, "rule": true, "cede": true, "isolate": true, "congratulate": true, "visit": true, "allow": true, "force": true, "call": true,
}

// sameClause reports whether an antecedent of this sentence hangs on the same word as the token t, so that a pronoun there is someone else.
func (r *pass) sameClause(a *antecedent, t int) bool {
	if a.sentence != r.d.sentence || !r.parsed {
		return false
	}
	h, up := r.toks[t].Head, a.head
	for rel, n := a.rel, 0; rel == "conj" && up >= 0 && n < 24; n++ { // one of several
		rel, up = relation(r.toks[up].Rel), r.toks[up].Head
	}
	if r.partnerLike(t) { // below a noun of that clause
		for n := 0; h >= 0 && r.toks[h].UPOS != "VERB" && n < 24; n++ {
			h = r.toks[h].Head
		}
	}
	for n := 0; h >= 0 && n < 4; n++ {
		if up == h {
			return true
		}
		rel := relation(r.toks[h].Rel)                                                 // "was the first to recognise it", "decided to recognise it"
		if rel == "conj" && a.subject && !r.subjectOf(h) && r.toks[h].UPOS == "VERB" { // "helped Oman, but tried to persuade it"
			h = r.toks[h].Head
			continue
		}
		if r.toks[h].Rel == "acl:relcl" && r.saidOf(r.toks[h].Head) != r.toks[h].Head && r.relativeSubject(h) { // "is the only one that recognises it"
			h = r.toks[h].Head
			continue
		}
		if r.toks[h].XPOS != "VB" || rel != "acl" && (rel != "xcomp" || r.hasObject(r.toks[h].Head)) {
			return false
		}
		h = r.toks[h].Head
	}
	return false
}

// hasObject reports whether the verb v has an object, who then does what its infinitive says.
func (r *pass) hasObject(v int) bool {
	for c := range r.toks {
		if r.toks[c].Head == v && relation(r.toks[c].Rel) == "obj" {
			return true
		}
	}
	return false
}

// objectLike reports whether t is no subject and owns nothing: it cannot mean the subject of its own clause.
func (r *pass) objectLike(t int) bool {
	rel := r.toks[t].Rel
	return r.parsed && (relation(rel) == "obj" || relation(rel) == "iobj" || relation(rel) == "obl")
}

// personMeant returns whom "he", "his", "her" mean: the nearest person of that sex, a subject before another.
func (r *pass) personMeant(t int, w string) []chancery.Party {
	sex := byte('m')
	if strings.HasPrefix(w, "s") || strings.HasPrefix(w, "her") {
		sex = 'f'
	}
	var best *antecedent
	list := r.before(t)
	for i := range list {
		a := &list[i]
		if a.form == Office && len(a.parties) == 1 && a.parties[0].Person == "" && !a.plural && best == nil && a.sentence >= r.d.sentence-1 && (!r.objectLike(t) || !r.sameClause(a, t)) {
			best = a // "the Albanian ambassador ... he"
			continue
		}
		if best != nil && best.form == Office && a.form == Office && w != "he" && w != "she" && a.subject && !best.subject && a.sentence == best.sentence && a.sentence == r.d.sentence && !a.plural && r.toks[t].Rel == "nmod:poss" {
			best = a // "the president called the king to express [his] support"
			continue
		}
		if a.stranger && best == nil {
			if a.sentence < r.d.sentence-1 {
				break
			}
			if r.objectLike(t) && r.sameClause(a, t) {
				continue
			}
			return nil
		}
		if len(a.parties) != 1 || a.parties[0].Person == "" || a.sex != 0 && a.sex != sex {
			continue
		}
		if a.sentence < r.d.sentence-3 {
			break
		}
		if r.objectLike(t) && r.sameClause(a, t) {
			continue
		}
		if best == nil {
			best = a
			if a.subject {
				break
			}
			continue
		}
		// a farther one wins only as the subject of the same sentence
		if a.sentence == best.sentence && a.subject && !best.subject {
			best = a
			break
		}
		if a.sentence < best.sentence {
			break
		}
	}
	if best == nil {
		return nil
	}
	return best.parties
}

// beneath reports whether the token t stands under the token s.
func (r *pass) beneath(t, s int) bool {
	for n := 0; t >= 0 && n < 24; n++ {
		if t = r.toks[t].Head; t == s {
			return true
		}
	}
	return false
}

// actor reports whether "it" can mean a: one state or organisation, not a person.
func (a *antecedent) actor() bool {
	return !a.stranger && len(a.parties) == 1 && a.parties[0].Person == "" && a.parties[0].Type != chancery.People && a.form != Adjective && !(a.form == Organ && a.plural)
}

var (
	accusing = map[string]bool{"accuse": true, "blame": true, "suspect": true, "charge": true}
	denying  = map[string]bool{"deny": true, "reject": true, "dismiss": true, "dispute": true, "refute": true, "contest": true}
)

// undergone are nouns for what comes over a state: not the deed of whoever the clause goes on with.
var undergone = map[string]bool{"independence": true, "dissolution": true, "collapse": true, "fall": true, "creation": true, "foundation": true, "founding": true, "formation": true, "inception": true, "establishment": true, "recognition": true, "admission": true, "breakup": true, "partition": true}

// judgedBy returns the one state that a measure is aimed at, where the noun n, which t owns, tells what it is for: "the sanctions on Iraq imposed for [its]
// invasion".
func (r *pass) judgedBy(n, t int) []chancery.Party {
	ground := false
	for c := 0; c < n; c++ {
		ground = ground || r.toks[c].Head == n && relation(r.toks[c].Rel) == "case" && (r.low[c] == "for" || r.low[c] == "over")
	}
	if !ground {
		return nil
	}
	measure := r.toks[n].Head
	if measure >= 0 && relation(r.toks[measure].Rel) == "acl" {
		measure = r.toks[measure].Head
	}
	if measure < 0 || r.toks[measure].UPOS != "NOUN" {
		return nil
	}
	var hit []chancery.Party
	for i := range r.out {
		m := &r.out[i]
		if m.Last > t || m.First < measure || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || r.toks[m.Head].Head != measure {
			continue
		}
		if c := caseOf(r.s, m.Head); c != "on" && c != "against" && c != "of" && c != "to" {
			continue
		}
		if hit != nil {
			return nil
		}
		hit = m.Parties
	}
	return hit
}

// judged returns the one party on whom the clause acts, where t owns or does what it is punished, blamed or praised for: "sanctioned Russia over [its] invasion".
func (r *pass) judged(t int) []chancery.Party {
	n := r.toks[t].Head
	if r.parsed && n > t && relation(r.toks[t].Rel) == "nsubj" && relation(r.toks[n].Rel) == "acl" && r.toks[n].Head >= 0 && r.toks[n].Head < t { // "thanked Peru for the aid that [it] gave"
		n = r.toks[n].Head
	} else if !r.parsed || n < t || r.toks[t].Rel != "nmod:poss" {
		return nil
	}
	if ps := r.judgedBy(n, t); ps != nil {
		return ps
	}
	v, ground := n, false
	for steps := 0; steps < 4 && v >= 0 && r.toks[v].UPOS != "VERB"; steps++ {
		c := caseOf(r.s, v)
		ground = ground || c == "for" || c == "over" || c == "due" || c == "because" || c == "after" || c == "following"
		ground = ground || steps > 0 && replies[r.toks[v].Lemma]
		v = r.toks[v].Head
	}
	if v >= 0 && r.toks[v].Lemma == "protest" && r.toks[v].Head >= 0 && r.toks[r.toks[v].Head].UPOS == "VERB" { // "recalled its envoy from Niger to protest against [its] raid"
		v, ground = r.toks[v].Head, true
	}
	if !ground || v < 0 || !judging[r.toks[v].Lemma] && !r.punishes(v, t) {
		return nil
	}
	for i := range r.out { // "was condemned by the UN for [its] invasion": who was
		m := &r.out[i]
		if m.Last <= t && m.Head >= 0 && r.toks[m.Head].Head == v && r.toks[m.Head].Rel == "nsubj:pass" && len(m.Parties) == 1 && m.Parties[0].ID != "" {
			p := m.Parties[0]
			p.Person, p.Organ = "", ""
			return []chancery.Party{p}
		}
	}
	var hit []chancery.Party
	subject := ""
	if c := r.clauseSubject(t); c >= 0 {
		if m, ok := At(r.out, c); ok && len(m.Parties) == 1 {
			subject = m.Parties[0].ID
		}
	}
	for i := range r.out {
		m := &r.out[i]
		if m.Last > t || len(m.Parties) != 1 || m.Parties[0].ID == "" || m.Form == Pronoun || m.Head < 0 {
			continue
		}
		h := m.Head
		for steps := 0; steps < 6 && h >= 0 && h != v && r.toks[h].UPOS != "VERB"; steps++ {
			h = r.toks[h].Head
		}
		switch {
		case h != v || m.Parties[0].ID == subject || r.isSubject(m):
		case hit != nil && hit[0].ID != m.Parties[0].ID:
			return nil
		default:
			hit = m.Parties
		}
	}
	if hit == nil {
		return nil
	}
	p := hit[0]
	p.Person, p.Organ = "", ""
	return []chancery.Party{p}
}

// replies are nouns for what answers somebody's deed.
var replies = map[string]bool{"response": true, "retaliation": true, "reprisal": true, "revenge": true, "protest": true}

// punishes reports whether the object of the verb v tells, before token t, of a measure against somebody: "prolonged the sanctions", "adopted a package of
// sanctions".
func (r *pass) punishes(v, t int) bool {
	for c := v + 1; c < t; c++ {
		switch r.toks[c].Lemma {
		case "sanction", "embargo", "penalty", "tariff", "restriction", "boycott", "measure":
		default:
			continue
		}
		h := c
		for n := 0; n < 4 && h >= 0 && h != v && relation(r.toks[h].Rel) != "obj"; n++ {
			h = r.toks[h].Head
		}
		if h > v && r.toks[h].Head == v {
			return true
		}
	}
	return false
}

// expelled returns whose envoys are sent away, where t owns a mission that is closed with them: "expelled the Chadian ambassador and closed [its]
// consulates".
func (r *pass) expelled(t int) []chancery.Party {
	n := r.toks[t].Head
	if !r.parsed || n < t || r.toks[t].Rel != "nmod:poss" || !missionNouns[r.toks[n].Lemma] || relation(r.toks[n].Rel) != "obj" {
		return nil
	}
	v := r.toks[n].Head
	if v < 0 || relation(r.toks[v].Rel) != "conj" || r.toks[v].Lemma != "close" && r.toks[v].Lemma != "shut" {
		return nil
	}
	u := r.toks[v].Head
	if u < 0 || r.toks[u].Lemma != "expel" && r.toks[u].Lemma != "oust" && r.toks[u].Lemma != "deport" && r.toks[u].Lemma != "eject" {
		return nil
	}
	for o := u + 1; o < v; o++ {
		if r.toks[o].Head == u && relation(r.toks[o].Rel) == "obj" {
			if m, ok := Owner(r.out, r.s, o); ok && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
				p := m.Parties[0]
				p.Person, p.Organ = "", ""
				return []chancery.Party{p}
			}
		}
	}
	return nil
}

// sentAway returns the one state of the sentence whose envoys t can own where somebody expels them: "Peru protested after Oman expelled [its] ambassador".
func (r *pass) sentAway(t int) []chancery.Party {
	v := r.toks[t].Head
	if !r.parsed || v < t || r.toks[t].Rel != "nmod:poss" || !envoyNouns[r.toks[v].Lemma] {
		return nil
	}
	for n := 0; n < 2 && v >= 0 && relation(r.toks[v].Rel) == "nmod"; n++ { // "two of its diplomats"
		v = r.toks[v].Head
	}
	if v < 0 || relation(r.toks[v].Rel) != "obj" || r.toks[v].Head < 0 {
		return nil
	}
	if v = r.toks[v].Head; r.toks[v].Lemma != "expel" && r.toks[v].Lemma != "oust" && r.toks[v].Lemma != "deport" && r.toks[v].Lemma != "eject" {
		return nil
	}
	own := r.doer(t)
	if h := r.toks[v].Head; own == "" && r.toks[v].Rel == "acl:relcl" && h >= 0 {
		if m, ok := At(r.out, h); ok && len(m.Parties) == 1 {
			own = r.g.Line(m.Parties[0].ID)
		}
	}
	if own == "" {
		return nil
	}
	others := slices.DeleteFunc(r.namedBefore(t), func(p chancery.Party) bool { return r.g.Line(p.ID) == own })
	if len(others) != 1 {
		return nil
	}
	p := others[0]
	p.Person, p.Organ = "", ""
	return []chancery.Party{p}
}

var envoyNouns = map[string]bool{"ambassador": true, "envoy": true, "diplomat": true, "consul": true, "minister": true, "chargé": true, "attaché": true, "representative": true, "commissioner": true}

var missionNouns = map[string]bool{"embassy": true, "consulate": true, "mission": true, "legation": true, "commission": true}

// judging are verbs of acts that answer what another has done.
var judging = map[string]bool{"sanction": true, "impose": true, "slap": true, "condemn": true, "denounce": true, "criticize": true, "criticise": true, "slam": true, "blast": true, "blame": true, "accuse": true, "punish": true, "penalize": true,
	"penalise": true, "rebuke": true, "censure": true, "expel": true, "recall": true, "withdraw": true, "sever": true, "break": true, "cut": true, "suspend": true, "summon": true, "attack": true, "bomb": true, "strike": true, "sue": true, "boycott": true,
	"ban": true, "threaten": true, "warn": true, "praise": true, "thank": true, "commend": true, "hail": true, "applaud": true, "congratulate": true, "reprimand": true, "chide": true, "fault": true, "berate": true, "assail": true, "isolate": true, "protest": true, "complain": true, "freeze": true, "halt": true, "stop": true}

// harming are verbs for what is done to others.
var harming = map[string]bool{"expel": true, "attack": true, "invade": true, "bomb": true, "shell": true, "seize": true, "arrest": true, "detain": true, "kill": true, "execute": true, "nationalise": true, "nationalize": true, "expropriate": true,
	"annex": true, "occupy": true, "sink": true, "capture": true, "raid": true, "storm": true, "shoot": true, "hack": true, "kidnap": true, "abduct": true, "violate": true, "ransack": true, "hijack": true, "fire": true, "ram": true, "torpedo": true, "ambush": true, "damage": true, "strafe": true}

// speakerAbove returns the one actor who says the clause whose subject s is a plural that a singular cannot mean: "India says that Pakistani troops
// fired on [its] men".
func (r *pass) speakerAbove(s int, own *antecedent) []chancery.Party {
	v := r.toks[s].Head
	if !own.plural || own.form != Organ || v < 0 || r.toks[v].Rel != "ccomp" || r.toks[v].Head < 0 {
		return nil
	}
	for i := range r.out {
		m := &r.out[i]
		if m.Last > s || m.Head < 0 || r.toks[m.Head].Head != r.toks[v].Head || relation(r.toks[m.Head].Rel) != "nsubj" || len(m.Parties) != 1 {
			continue
		}
		if a := r.antecedent(m); a.actor() && a.parties[0].ID != own.parties[0].ID {
			return a.parties
		}
	}
	return nil
}

// clauseSubject returns the subject of the verb that t belongs to, -1 where it has none.
func (r *pass) clauseSubject(t int) int {
	h := t
	for steps := 0; steps < 24 && h >= 0; steps++ {
		tok := &r.toks[h]
		verbal := tok.UPOS == "VERB" || tok.UPOS == "AUX" || tok.Head < 0
		if verbal && h != t {
			if tok.XPOS == "VBN" && relation(tok.Rel) == "acl" { // "held by Chad during its raid"
				for c := h + 1; c < t; c++ {
					if r.toks[c].Head == h && r.toks[c].Rel == "obl:agent" {
						return c
					}
				}
			}
			for c := range r.toks {
				if r.toks[c].Head == h && strings.HasPrefix(r.toks[c].Rel, "nsubj") && c != t && c < t {
					if r.relativeSubject(h) {
						return r.saidOf(r.toks[h].Head)
					}
					return c
				}
			}
			if c := r.drawnOver(h); c >= 0 {
				return c
			}
		}
		h = tok.Head
	}
	return -1
}

// drawnOver returns the subject of the verb v that a tree coordinates with a name of the clause before, -1 for none: "cut ties with Chad and [Mali] closed its embassy".
func (r *pass) drawnOver(v int) int {
	if x := r.toks[v].XPOS; r.toks[v].Rel != "conj" || x != "VBD" && x != "VBZ" && x != "VBP" {
		return -1
	}
	c := v - 1
	for c > 0 && (r.toks[c].UPOS == "ADV" || r.toks[c].UPOS == "AUX") {
		c--
	}
	if c > 0 && r.toks[c].UPOS == "PROPN" && r.toks[c].Rel == "conj" && r.toks[v].Head >= 0 {
		return c
	}
	return -1
}

// relativeSubject reports whether the subject of the verb v is a relative pronoun.
func (r *pass) relativeSubject(v int) bool {
	for c := range r.toks[:v] {
		if r.toks[c].Head == v && relation(r.toks[c].Rel) == "nsubj" {
			return r.toks[c].UPOS == "PRON" && (r.low[c] == "which" || r.low[c] == "that" || r.low[c] == "who")
		}
	}
	return false
}

// saidOf returns the subject of the predicate noun n, or n: in "Peru is the only country that recognises it" Peru does.
func (r *pass) saidOf(n int) int {
	subject, predicate := n, false
	for c := range r.toks {
		if n >= 0 && r.toks[c].Head == n {
			predicate = predicate || r.toks[c].Rel == "cop"
			if relation(r.toks[c].Rel) == "nsubj" && c < n {
				subject = c
			}
		}
	}
	if predicate {
		return subject
	}
	return n
}

// coordinated returns the parties of the noun at token s and of those that are joined to it before token t, or whose adjectives are joined before it.
func (r *pass) coordinated(s, t int) []chancery.Party {
	if out := r.ownedByBoth(s); len(out) > 1 {
		return out
	}
	var out []chancery.Party
	for c := s; c < t; c++ {
		if c != s && !(relation(r.toks[c].Rel) == "conj" && r.toks[c].Head == s) {
			continue
		}
		m, ok := At(r.out, c)
		if !ok || len(m.Parties) == 0 {
			return nil
		}
		for _, p := range m.Parties {
			p.Organ, p.Person = "", ""
			out = addState(r.g, out, p)
		}
	}
	return out
}

// ownedByBoth returns the states whose adjectives are joined before the plural noun at token t: "the [Swedish and Zambian] ministers".
func (r *pass) ownedByBoth(t int) (out []chancery.Party) {
	if x := r.toks[t].XPOS; x != "NNS" && x != "NNPS" {
		return nil
	}
	for c := range t {
		h := r.toks[c].Head
		if h != t && !(h >= 0 && h < t && relation(r.toks[c].Rel) == "conj" && r.toks[h].Head == t) || relation(r.toks[c].Rel) != "amod" && relation(r.toks[c].Rel) != "conj" && relation(r.toks[c].Rel) != "compound" {
			continue
		}
		for i := range r.out {
			if m := &r.out[i]; m.Head == c && m.Form == Adjective && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
				p := m.Parties[0]
				p.Organ, p.Person = "", ""
				out = addState(r.g, out, p)
			}
		}
	}
	return out
}

// manyNamed reports whether p is a state whose name is a plural: "the United States ... they".
func manyNamed(p chancery.Party) bool {
	return p.Type == chancery.State && p.Person == "" && strings.HasSuffix(p.Name, "s")
}

// theyMeant returns whom "they" means: the nearest plural subject, else a government or organisation that was a subject.
func (r *pass) theyMeant(t int) []chancery.Party {
	list := r.before(t)
	ok := func(a *antecedent) bool {
		if a.stranger || r.objectLike(t) && r.sameClause(a, t) || a.parties[0].Person != "" && len(a.parties) == 1 || a.form == Adjective {
			return false
		}
		return a.plural || a.form == Organ || a.form == Group || a.parties[0].Type == chancery.Organisation || a.parties[0].Type == chancery.People || manyNamed(a.parties[0])
	}
	if r.otherPluralBefore(t) {
		return nil
	}
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-1 || a.sentence == r.d.sentence-1 && r.d.subjectOther {
			break
		}
		if !a.subject {
			continue
		}
		if a.sentence == r.d.sentence {
			top := a.tok
			for n := 0; r.parsed && n < 24 && relation(r.toks[top].Rel) == "conj" && r.toks[top].Head >= 0; n++ { // the last of several
				top = r.toks[top].Head
			}
			if ps := r.coordinated(top, t); len(ps) > 1 {
				return ps
			}
		}
		if ok(a) {
			return a.parties
		}
	}
	return nil
}

// otherPluralBefore reports whether a plural noun that is no mention is the subject of a clause before t.
func (r *pass) otherPluralBefore(t int) bool {
	if !r.parsed {
		return false
	}
	for c := t - 1; c >= 0; c-- {
		if strings.HasPrefix(r.toks[c].Rel, "nsubj") && (r.toks[c].XPOS == "NNS" || r.low[c] == "staff") {
			_, ok := At(r.out, c)
			return !ok
		}
	}
	return false
}

// otherSubjectBefore reports whether a noun that is no mention is the subject of a clause before t.
func (r *pass) otherSubjectBefore(t int) bool {
	if !r.parsed {
		return false
	}
	for c := t - 1; c >= 0; c-- {
		if strings.HasPrefix(r.toks[c].Rel, "nsubj") && (r.toks[c].UPOS == "NOUN" || r.toks[c].UPOS == "PROPN") {
			if m, ok := At(r.out, c); !ok || m.Head != c {
				return true
			}
			return false
		}
	}
	return false
}

// there reads the adverb: where the last place or country is.
func (r *pass) there(t int) {
	if r.toks[t].XPOS == "EX" || relation(r.toks[t].Rel) == "expl" || !r.parsed {
		return
	}
	list := r.placesBefore(t)
	doer := r.clauseSubject(t)
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-1 {
			return
		}
		if doer >= 0 && a.tok == doer && a.sentence == r.d.sentence && a.form == Name { // "told Ghana that Togo had closed its embassy there": not in Togo
			continue
		}
		if len(a.parties) == 1 && a.parties[0].Type == chancery.State && a.parties[0].Person == "" && (a.form == Name || a.form == Capital || a.form == City || a.form == Definite || a.form == Organ) {
			p := a.parties[0]
			p.Mention, p.Organ = r.toks[t].Form, ""
			r.add(Mention{First: t, Last: t + 1, Head: t, Form: Pronoun, Place: true, Parties: []chancery.Party{p}})
			return
		}
	}
}
