package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
)

// Acts whose parties are told elsewhere: one that undoes another ("They were lifted in 2016", "The last troops left in 1994"), one at a place in the
// country of the other ("landed at the port"), one that the second of two verbs tells.

// undoes says which kinds a kind undoes, the likelier first.
var undoes = map[string][]string{
	"lift-sanction": {"sanction"}, "open-border": {"close-border"}, "withdraw-forces": {"invade", "mobilise"}, "release": {"arrest", "abduct"}, "return": {"annex", "invade"}, "withdraw-recognition": {"recognise"},
}

// doneAct is an act of one against another that was told, and the block it stands in.
type doneAct struct {
	agents, patients []chancery.Party
	block            int
}

// undoReach is how many blocks back an act may lie that is undone without a word of whose it was.
const undoReach = 4

// keepDone remembers c, told in the given block, for an act that undoes it.
func (p *passage) keepDone(c *chancery.Claim, block int) {
	if len(c.Agents) == 0 || len(c.Patients) != 1 || !c.Modality.Actual() {
		return
	}
	if p.done == nil {
		p.done = map[string]doneAct{}
	}
	p.done[c.Kind] = doneAct{agents: bare(c.Agents), patients: bare(c.Patients), block: block}
}

// undone fills in who did, and to whom, what c undoes, where c names neither or only one of the two. It reports whether it did.
func (p *passage) undone(c *chancery.Claim, block int) bool {
	for _, kind := range undoes[c.Kind] {
		d, ok := p.done[kind]
		if !ok || block-d.block > undoReach || len(c.Agents) > 0 && !sameAll(c.Agents, d.agents) || len(c.Patients) > 0 && !sameAll(c.Patients, d.patients) {
			continue
		}
		c.Agents, c.Patients = mergeParties(c.Agents, d.agents), mergeParties(c.Patients, d.patients)
		return true
	}
	return false
}

// undoneNear is undone for what the same block tells of, whatever the rule: "entered Chad in 1980 and [left] in 1985".
func (p *passage) undoneNear(c *chancery.Claim, block int) bool {
	for _, kind := range undoes[c.Kind] {
		if d, ok := p.done[kind]; ok && d.block == block {
			agents := c.Agents
			ok = p.undone(c, block)
			if ok && len(agents) > 0 { // one of several that came may leave
				c.Agents = agents
			}
			return ok
		}
	}
	return false
}

// partings says which kinds part those whom a kind brings together again.
var partings = map[string][]string{"restore-relations": {"sever-relations", "suspend-relations"}, "make-peace": {"declare-war", "invade"}}

// parted returns with whom the one agent of c, which restores relations or makes peace, broke them or was at war in the given block or the one before it.
func (p *passage) parted(c *chancery.Claim, block int) []chancery.Party {
	if len(c.Agents) != 1 {
		return nil
	}
	for _, kind := range partings[c.Kind] {
		if d, ok := p.done[kind]; ok && block-d.block <= 1 && len(d.agents) == 1 {
			if sameAll(c.Agents, d.agents) {
				return d.patients
			}
			if sameAll(c.Agents, d.patients) {
				return d.agents
			}
		}
	}
	return nil
}

// sameAll reports whether each of ps is one of qs.
func sameAll(ps, qs []chancery.Party) bool {
	for _, p := range ps {
		if p.ID == "" || !sameID(qs, p) {
			return false
		}
	}
	return true
}

// onSoil are the kinds of acts that are done on somebody's soil: on a page about two, on that of the other.
var onSoil = map[string]bool{"invade": true, "attack": true, "withdraw-forces": true}

// site reports whether c names a place of no known state where an act of the kind, told at t, is done: "landed at the port", "entered [the town of] Goa".
// A name that is the object of a verb may be a person's, unless the verb takes places only.
func (r *reading) site(kind string, t, c int) bool {
	if !onSoil[kind] || !r.verb(t) {
		return false
	}
	if k := r.rules.Classes["@site"]; k != nil && r.in(c, k) {
		return true
	}
	if r.toks[c].UPOS != "PROPN" || r.temporal(c) || len(r.mentioned(c)) > 0 && r.mentioned(c)[0].Type != chancery.Place {
		return false
	}
	if k := r.rules.Classes["@taking"]; k != nil && r.in(t, k) && r.is(c, "obj", "nsubj:pass") {
		return true
	}
	switch r.marks(c) {
	case "at", "in", "into", "on", "from", "near":
		return true
	}
	return false
}

// besides are the kinds of which whom it is done to may be told by the verb before: "named Chad the aggressor and imposed sanctions".
var besides = map[string]bool{"sanction": true, "demand": true, "threaten": true, "apologise": true, "end-agreement": true, "close-border": true, "cancel": true, "reject": true,
	"recall-envoy": true, "withdraw-diplomats": true, "sever-relations": true, "suspend-relations": true, "downgrade-relations": true}

// across are the kinds of which whom it is done to may stand behind a preposition there: "recalled its envoy from Chad and suspended aid".
var across = map[string]bool{"end-agreement": true, "close-border": true, "cancel": true, "sanction": true, "recall-envoy": true, "withdraw-diplomats": true}

// guesting are verbs for being with somebody, to whom is given what is promised on the occasion: "visited Chad, offering it a loan".
var guesting = map[string]bool{"visit": true, "tour": true, "meet": true, "host": true, "receive": true, "welcome": true}

// offering are the kinds of what is given so.
var offering = map[string]bool{"promise": true, "aid": true}

// theirs returns the one other state that the sentence has named, where what m supports belongs to "it" or "them": nobody is told to support what is his own.
func (r *reading) theirs(m *match, agents []chancery.Party) []chancery.Party {
	if m.rule.Kind != "support" || !r.verb(m.tok) || len(agents) != 1 || !slices.ContainsFunc(r.object(m.tok), r.ownedByPronoun) {
		return nil
	}
	return r.onlyOther(agents[0], func(n *party.Mention) bool { return n.First > m.tok || r.is(n.Head, "nsubj") })
}

// verbBefore returns the one state that the verb before is done to, where m is told by a verb coordinated with it that has no party of its own.
func (r *reading) verbBefore(m *match, agents []chancery.Party) []chancery.Party {
	h := r.head(m.tok)
	if h < 0 || !r.verb(h) || !r.verb(m.tok) || r.hasChild(m.tok, "nsubj") || r.passive(h) {
		return nil
	}
	joined := r.toks[m.tok].Rel == "conj" && besides[m.rule.Kind]
	if !joined && !(r.is(m.tok, "advcl") && r.toks[m.tok].XPOS == "VBG" && offering[m.rule.Kind] && guesting[r.low[h]]) {
		return nil
	}
	var out []chancery.Party
	told := r.object(h)
	for _, p := range []string{"to", "against", "with", "on", "from"} { // "closed its ports [to Chadian ships] and suspended the treaty"
		if !across[m.rule.Kind] {
			break
		}
		told = union(told, r.ownPrep(h, p))
		for _, o := range r.object(h) {
			told = union(told, r.ownPrep(o, p))
		}
	}
	for _, o := range told {
		ps := r.parties(o)
		for _, w := range r.owners(o) {
			if len(ps) == 0 {
				ps = r.parties(w)
			}
		}
		for _, q := range ps {
			if q.Type == chancery.State && !sameID(agents, q) {
				out = mergeParties(out, bare([]chancery.Party{q}))
			}
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}

// between are the kinds of acts that a page about two tells of the one against the other, where it names nobody else.
var between = map[string]bool{"close-border": true, "open-border": true, "invade": true, "withdraw-forces": true, "sanction": true, "lift-sanction": true, "aid": true, "end-agreement": true, "extradite": true,
	"apologise": true, "promise": true, "request": true}

// frontier are the kinds of acts on a border, which on a page about two is the one between them.
var frontier = map[string]bool{"close-border": true, "open-border": true}

// takesPatient reports whether the rule of m says where one stands whom it is done to.
func (m *match) takesPatient() bool {
	for i := range m.rule.Roles {
		if m.rule.Roles[i].Name == "patient" {
			return true
		}
	}
	return false
}

// ofPair reports whether q is one of those that the passage is about, or what its line was.
func (p *passage) ofPair(q chancery.Party) bool {
	for _, t := range p.pair {
		if t.ID == q.ID || q.Type == chancery.State && t.Type == chancery.State && p.x.gaz.Line(t.ID) == p.x.gaz.Line(q.ID) {
			return true
		}
	}
	return false
}

// twoAlone reports whether the page is about two states and the sentence names no other.
func (r *reading) twoAlone() bool {
	if len(r.p.pair) != 2 || r.p.pair[0].Type != chancery.State || r.p.pair[1].Type != chancery.State {
		return false
	}
	for i := range r.mentions {
		for _, q := range r.mentions[i].Parties {
			if q.ID != "" && (q.Type == chancery.State || q.Type == chancery.Organisation) && !r.p.ofPair(q) {
				return false
			}
		}
	}
	return true
}

// brokenWith returns with whom another has broken, as the clause before m in its sentence tells, where m tells that two recall their envoys and not from whom; nil
// for nobody.
func (r *reading) brokenWith(m *match, two []chancery.Party) []chancery.Party {
	if m.rule.Kind != "recall-envoy" || r.reciprocal() {
		return nil
	}
	for _, kind := range []string{"sever-relations", "suspend-relations", "expel-diplomats", "downgrade-relations", "recall-envoy"} {
		d, ok := r.p.done[kind]
		if !ok || sharesState(d.agents, two) || sharesState(d.patients, two) {
			continue
		}
		for i := range r.mentions {
			if q := &r.mentions[i]; q.Last <= m.tok && len(q.Parties) == 1 && q.Parties[0].ID != "" && q.Parties[0].ID == d.patients[0].ID {
				return d.patients
			}
		}
	}
	return nil
}
