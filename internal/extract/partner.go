package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
	"chancery/internal/vocab"
)

// The other of two, where a sentence names one: that of the pair spoken of, of the page, of the mission or the quarrel last told of.

// other returns the party that is understood beside the named ones: the other of the pair whose relations are spoken of, of the
// pair that the passage is about, of the mission last told of; else the one that the last act of the passage was done to.
func (p *passage) other(named []chancery.Party, r *reading, m *match) []chancery.Party {
	if r.unnamedPartner(m, true) {
		return nil
	}
	k, _ := p.x.kinds.Get(m.rule.Kind)
	if k.Group == "mission" && len(p.base) != 2 && r.atUnknownSeat(m) {
		return nil
	}
	if ps := r.stationed(named, m); ps != nil {
		return ps
	}
	if ps := r.provoker(named, m); len(ps) == 1 {
		return bare(ps)
	}
	mission := append(append([]chancery.Party(nil), p.memory.sender...), p.memory.receiver...)
	pairs := [][]chancery.Party{p.spokenOf(r, m), r.p.pair}
	if k.Group == "mission" {
		pairs = append(pairs, mission, p.memory.relation)
	}
	for _, pair := range pairs {
		if more := p.understood(named, pair); len(more) > 0 {
			return bare(more)
		}
	}
	if q := r.circumstantial(named, m); k.Group == "standing" && q != nil {
		return q
	}
	if r.unnamedPartner(m, false) {
		return nil
	}
	if q := p.alsoAgainst(named, r, m); q != nil {
		return q
	}
	if p.single && (k.Group == "standing" && len(named) == 1 || k.Group == "mission" && k.Effect != vocab.NonResident && r.actsHere(m)) && p.foreign(named) {
		return bare(p.base[:1]) // a page about one state: "Ukraine broke off relations"
	}
	if p.single && k.Effect == vocab.NonResident && p.foreign(named) && r.seatedMission(m) {
		return bare(p.base[:1]) // "The embassy in Brussels is also accredited to France", on the page of another
	}
	if q := p.lastWith(named, r); q != nil && (k.Group == "mission" || k.Group == "standing" || m.lent) {
		return q
	}
	// A wrong partner is worse than none: what was last acted on is taken for an act on a mission, for a standing only where the same was told last.
	again := k.Group == "standing" && !k.Symmetric && p.memory.last.claim != nil && p.memory.last.claim.Kind == m.rule.Kind && p.memory.block == r.block && len(named) == 1 && r.onlySubjects()
	if (k.Group == "mission" && !m.rule.Mutual || again) && len(p.memory.target) == 1 && p.memory.last.claim != nil {
		if t := p.memory.target[0]; len(named) == 1 && named[0].ID != t.ID {
			return bare(p.memory.target)
		}
	}
	if quarrel[m.rule.Kind] && !m.rule.Mutual && len(named) == 1 && r.block-p.betweenAt <= nearBlocks && r.verb(m.tok) && len(r.statesBut(named[0])) == 0 {
		return bare(p.understood(named, p.between)) // "Peru accused Chile of spying. It recalled its ambassador."
	}
	return nil
}

// breaches are the acts on relations by which several take one side: "Peru cut ties with Chad and Mali downgraded [its relations]".
var breaches = map[string]bool{"sever-relations": true, "suspend-relations": true, "downgrade-relations": true}

// alsoAgainst returns the one state against which the clauses before m in its sentence tell of a breach, where m tells of another by somebody else, and names nobody.
func (p *passage) alsoAgainst(named []chancery.Party, r *reading, m *match) (out []chancery.Party) {
	if !breaches[m.rule.Kind] || !r.verb(m.tok) || r.passive(m.tok) || len(named) != 1 || !r.is(m.tok, "conj", "advcl", "parataxis") {
		return nil
	}
	for i := len(p.claims) - 1; i >= 0 && p.at[i] == p.stats.Sentences; i-- {
		if c := &p.claims[i]; breaches[c.Kind] || quarrel[c.Kind] {
			out = mergeParties(out, bare(c.Patients))
		}
	}
	if len(out) != 1 || out[0].Type != chancery.State || sameID(named, out[0]) {
		return nil
	}
	return out
}

// atUnknownSeat reports whether m tells of an envoy or a mission, not of a consul, at a place by a name of which no state is known: "recalled its envoy from Mogador".
// Who was spoken of last need not be the state there.
func (r *reading) atUnknownSeat(m *match) bool {
	for _, o := range r.object(m.tok) {
		if strings.HasPrefix(r.low[o], "consul") {
			return false
		}
	}
	for _, prep := range []string{"from", "in", "at"} {
		for _, path := range [][]string{{prep}, {"obj", prep}} {
			for _, t := range r.walk(m.tok, path, nil) {
				if r.toks[t].UPOS == "PROPN" && r.at[t] < 0 && !r.temporal(t) && len(r.statesAt(r.kids[t])) == 0 {
					return true
				}
			}
		}
	}
	return false
}

// quarrel are the acts on envoys and missions that are done to the other side of a quarrel, if nobody else is named.
var quarrel = map[string]bool{"recall-envoy": true, "close-mission": true, "expel-diplomats": true, "withdraw-diplomats": true, "return-envoy": true, "summon-envoy": true}

// doer returns who is understood to have done what m tells to named. Whom the last act was done to is not.
func (p *passage) doer(named []chancery.Party, r *reading, m *match) []chancery.Party {
	target := p.memory.target
	p.memory.target = nil
	defer func() { p.memory.target = target }()
	return p.other(named, r, m)
}

// provoker returns the state whose deed made named do what m tells: "Peru recognised Kosovo, prompting Serbia to recall its envoy", "Peru's vote led Serbia to do
// so".
func (r *reading) provoker(named []chancery.Party, m *match) []chancery.Party {
	h := r.head(m.tok)
	if h < 0 || !r.verb(m.tok) || !r.is(m.tok, "xcomp", "advcl", "ccomp") || r.marks(m.tok) != "to" || !causing[r.low[h]] || r.passive(h) || len(named) != 1 || !sameAll(named, r.statesAt(r.children(h, "obj"))) {
		return nil
	}
	for v, n := h, 0; v >= 0 && n < maxDepth; v, n = r.head(v), n+1 {
		subj := r.children(v, "nsubj")
		for _, s := range subj {
			if ps := r.statesAt([]int{s}); len(ps) == 1 && !sameAll(ps, named) {
				return ps
			}
			if ps := r.statesAt(r.possessors(s)); len(ps) == 1 && !sameAll(ps, named) {
				return ps
			}
		}
		if len(subj) > 0 || !r.is(v, "advcl") || r.marks(v) != "" {
			return nil
		}
	}
	return nil
}

// foreign reports whether ps are states, and none of them the one that the page is about.
func (p *passage) foreign(ps []chancery.Party) bool {
	return len(ps) > 0 && !slices.ContainsFunc(ps, func(q chancery.Party) bool { return q.Type != chancery.State || q.ID == p.base[0].ID })
}

// seatedMission reports whether m is told of a mission, by nobody's, that stands in a place: "the embassy in Brussels".
func (r *reading) seatedMission(m *match) bool {
	c := r.rules.Classes["@mission-strict"]
	return slices.ContainsFunc(r.object(m.tok), func(t int) bool {
		return r.in(t, c) && len(r.owners(t)) == 0 && len(r.ownPrep(t, "in"))+len(r.ownPrep(t, "at")) > 0
	})
}

// elsewhereTo reports whether words under the "to" of m name those whom m has understood from elsewhere, without a state among them.
func (r *reading) elsewhereTo(m *match) bool {
	for _, f := range m.roles {
		if f.role.Name == "patient" && len(f.parties) > 0 {
			return false
		}
	}
	to := r.ownPrep(m.tok, "to")
	return len(to) > 0 && r.toks[to[0]].XPOS == "NNS"
}

// hostOf reports whether the mission of which m is told, by nobody's, stands in q.
func (r *reading) hostOf(m *match, q chancery.Party) bool {
	return slices.ContainsFunc(r.object(m.tok), func(t int) bool {
		return r.in(t, r.rules.Classes["@mission-strict"]) && len(r.owners(t)) == 0 && slices.ContainsFunc(r.statesNear(t), func(p chancery.Party) bool { return p.ID == q.ID })
	})
}

// actsHere reports whether m tells of a deed that is done, by whom it says, and names no other place: on the page of a state "Chad closed its embassy" is of
// the one there.
func (r *reading) actsHere(m *match) bool {
	return m.stance.modality.Actual() && !m.rule.Mutual && r.verb(m.tok) && !r.passive(m.tok) && r.actsItself(m.tok) && !r.somewhere(m)
}

// actsItself reports whether the verb t has a subject, or shares that of the verb that it is coordinated with.
func (r *reading) actsItself(t int) bool {
	for n := 0; n < maxDepth && !r.hasChild(t, "nsubj") && r.is(t, "conj") && r.head(t) >= 0 && r.verb(r.head(t)) && !r.passive(r.head(t)); n++ {
		t = r.head(t)
	}
	return r.hasChild(t, "nsubj")
}

// somewhere reports whether m says where by "there" or under "from": the place is another than the page's state for all that is known.
func (r *reading) somewhere(m *match) bool {
	for _, c := range r.kids[m.tok] {
		if r.form[c] == "there" || r.is(c, "obl") && (r.marks(c) == "from" || r.marks(c) == "to") {
			return true
		}
	}
	return false
}

// onlySubjects reports whether every state that the sentence names is the subject of a clause: none is acted on.
func (r *reading) onlySubjects() bool {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form == party.Pronoun || len(m.Parties) == 0 || m.Parties[0].Type != chancery.State {
			continue
		}
		h := m.Head
		for n := 0; r.is(h, "conj") && n < maxDepth; n++ {
			h = r.head(h)
		}
		if !r.is(h, "nsubj") {
			return false
		}
	}
	return true
}

// circumstantial returns the one state that acts in a clause that says when the act of m was done: "Relations with Germany were severed when the
// United States declared war".
func (r *reading) circumstantial(named []chancery.Party, m *match) []chancery.Party {
	var out []chancery.Party
	for _, c := range r.children(m.tok, "advcl") {
		if r.whenAdverb(c) || r.marks(c) == "when" || r.marks(c) == "after" {
			out = mergeParties(out, r.statesAt(r.subject(c)))
		}
	}
	if len(out) != 1 || len(named) != 1 || out[0].ID == named[0].ID {
		return nil
	}
	return bare(out)
}

// nearBlocks is how many blocks back the last act may lie whose pair is still meant.
const nearBlocks = 1

// lastWith returns the other party of the last act between two states, where the one named is one of them.
func (p *passage) lastWith(named []chancery.Party, r *reading) []chancery.Party {
	l := p.memory.last.claim
	if l == nil || len(named) != 1 || r.block-p.memory.block > nearBlocks {
		return nil
	}
	pair := mergeParties(append([]chancery.Party(nil), l.Agents...), l.Patients)
	if len(pair) != 2 {
		return nil
	}
	return bare(p.understood(named, pair))
}

// ofActs are the kinds whose patient is the author of an act that the text names as the object: "condemned the expulsion".
var ofActs = map[string]bool{"condemn": true, "criticise": true}

// toIt reports whether the verb t is done to an "it" of which it is not known what it stands for.
func (r *reading) toIt(t int) bool {
	o := r.object(t)
	return r.verb(t) && len(o) == 1 && r.form[o[0]] == "it" && len(r.parties(o[0])) == 0
}

// aboveObject returns whom the verb above the clause of t is done to, if that is one state and not the agent.
func (r *reading) aboveObject(t int, m *match) []chancery.Party {
	var agent chancery.Party
	for _, f := range m.roles {
		if f.role.Name == "agent" && len(f.parties) == 1 {
			agent = f.parties[0]
		}
	}
	h := r.head(t)
	if h < 0 || agent.ID == "" || !r.verb(h) || !r.is(t, "advcl", "xcomp") {
		return nil
	}
	var out []chancery.Party
	for _, o := range r.object(h) {
		ps := r.parties(o)
		if len(ps) == 0 && stateCalled[r.low[o]] { // "the state of Israel"
			ps = r.statesAt(r.ownPrep(o, "of"))
		}
		for _, q := range ps {
			if q.Type == chancery.State && q.ID != agent.ID {
				out = mergeParties(out, []chancery.Party{q})
			}
		}
	}
	if len(out) != 1 {
		return nil
	}
	return bare(out)
}
