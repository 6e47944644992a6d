package extract

import (
	"slices"
	"sort"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/vocab"
)

// Parties that a sentence does not name: those of the page, of the passage, of what was told last.

// both returns the pair that named, one or none, belongs to.
func (p *passage) both(named []chancery.Party, r *reading, m *match) []chancery.Party {
	if len(named) == 1 {
		return append(named, p.other(named, r, m)...)
	}
	mission := append(append([]chancery.Party(nil), p.memory.sender...), p.memory.receiver...)
	var near []chancery.Party // "The two signed a declaration. Embassies reopened within the week."
	if r.block-p.betweenAt <= nearBlocks && m.rule.Mutual && r.bareMissions(m.tok) {
		near = p.between
	}
	for _, pair := range [][]chancery.Party{p.spokenOf(r, m), r.p.pair, near, p.memory.relation, mission} {
		if len(pair) == 2 {
			return bare(pair)
		}
	}
	return nil
}

// itWithBoth reports whether m tells of an "it", whoever that is, and of two that are named together by a word for both: "it has ties with both nations".
func (r *reading) itWithBoth(m *match) bool {
	if !r.verb(m.tok) || !slices.ContainsFunc(r.surface(m.tok), func(s int) bool { return r.form[s] == "it" && len(r.parties(s)) == 0 }) {
		return false
	}
	return slices.ContainsFunc(m.roles, func(f filled) bool {
		return acting(f.role) && len(f.tokens) == 1 && r.at[f.tokens[0]] >= 0 && r.mentions[r.at[f.tokens[0]]].Form == party.Group
	})
}

// bareMissions reports whether the subject of the verb t, in the passive too, is missions of which nothing more is said: "Embassies reopened".
func (r *reading) bareMissions(t int) bool {
	subj := r.children(t, "nsubj")
	return len(subj) == 1 && r.missionAt(subj[0]) && !r.hasChild(subj[0], "det", "amod", "nmod", "acl", "nummod")
}

// parties puts the parties of c in order and reports whether they make a claim of the kind.
func (p *passage) parties(c *chancery.Claim, k vocab.Kind, m *match, r *reading, agentsOptional, patientsOptional bool) bool {
	lone := m.rule.Lone || m.lent
	if k.Symmetric {
		if r.withWhom(m) {
			return false
		}
		c.Agents = mergeParties(c.Agents, c.Patients)
		c.Patients = nil
		if len(c.Agents) > 1 && r.partnersOnly(m) { // "ties with both": whose?
			host := p.host(c.Agents, r, m)
			if len(host) > 0 && r.itWithBoth(m) && sameID(c.Agents, host[0]) {
				return false // "it strengthens ties with both", and the page is about one of the two: it is a third
			}
			if len(host) > 0 && !sameAll(host, c.Agents) {
				m.apart = [][]chancery.Party{host, c.Agents}
				c.Agents = mergeParties(append([]chancery.Party(nil), c.Agents...), host)
			} else if !lone || k.Group == "agreement" && len(host) == 0 && r.verb(m.tok) && r.passive(m.tok) { // "treaties were concluded with Chad and Peru": by whom, it does not say
				return false
			}
		} else if len(c.Agents) == 1 && !lone && r.partnersOnly(m) {
			return false
		}
		if len(c.Agents) == 1 && k.Group == "agreement" {
			c.Agents = mergeParties(c.Agents, r.guestOf(c.Agents[0], m))
		}
		if len(c.Agents) < 2 && lone {
			if r.withMany(m) || r.firmActs(m) || m.rule.Dated && p.single && !p.partnered && r.onlyWhen(m.tok) || r.elsewhereTold(m) {
				return false
			}
			m.lone = true
			if pair := p.spokenOf(r, m); len(pair) == 2 {
				c.Agents = bare(pair) // "They were restored, with Oman as mediator"
			}
			alone := k.Group == "agreement" && len(c.Agents) > 0 && r.ofRecord(m)
			if !alone && (k.Group != "agreement" && k.Group != "force" || len(c.Agents) > 0 && k.Group != "force" || !p.outsider(r, true)) {
				c.Agents = mergeParties(c.Agents, p.understood(c.Agents, r.p.pair))
			}
			if len(c.Agents) == 0 && p.single && p.memory.block == r.block && len(p.memory.relation) == 2 && r.byTwo(m) {
				c.Agents = bare(p.memory.relation) // "Relations with Oman improved. The two signed an accord", on the page of Chad
			}
			if len(c.Agents) == 1 && p.single && c.Agents[0].ID != p.base[0].ID {
				c.Agents = mergeParties(c.Agents, bare(p.base[:1])) // a page about one state
			}
			c.Agents = mergeParties(c.Agents, p.parted(c, r.block)) // "which had broken them off, restored them"
			if len(c.Agents) == 1 && k.Group == "standing" {
				c.Agents = mergeParties(c.Agents, r.beside(c.Agents, m)) // "its envoy to Chad arrived, restoring relations"
			}
		}
		sort.SliceStable(c.Agents, func(i, j int) bool { // who has no id stands last
			a, b := c.Agents[i].ID, c.Agents[j].ID
			return a != "" && (b == "" || a < b)
		})
		return len(c.Agents) >= 2 || m.rule.Single && len(c.Agents) == 1
	}
	if q := p.posted; r.toEnvoy(m) && len(c.Agents) == 1 && c.Agents[0].ID == q.of.ID && byHosts[c.Kind] { // "The minister summoned him": not of his own state
		c.Agents, c.Patients = q.sides(c.Kind)
		m.lone = true
		return true
	}
	// one and the same cannot act on itself
	var ps []chancery.Party
	for _, q := range c.Patients {
		same := false
		for _, a := range c.Agents {
			same = same || q.ID != "" && q.ID == a.ID
		}
		if !same {
			ps = append(ps, q)
		}
	}
	had := len(c.Patients) > 0
	if m.itself && len(ps) == 0 && len(c.Agents) == 1 { // "X said that Y had broken relations with it"
		for _, t := range m.stance.speakers {
			for _, q := range r.parties(t) {
				if q.Type == chancery.State && q.ID != c.Agents[0].ID {
					ps = append(ps, q)
				}
			}
		}
	}
	c.Patients = ps
	if m.onName && len(ps) == 0 && k.Group == "standing" && len(c.Agents) == 1 {
		if !r.verb(m.tok) || !r.passive(m.tok) {
			return false
		}
		ps = p.facing(c.Agents) // "relations with Moscow were broken off by the Soviets", on the page of Hungary
		c.Patients = ps
		m.lone = true
		return len(ps) == 1
	}
	if had && len(ps) == 0 && k.Group == "standing" && len(c.Agents) == 2 {
		return true // "relations between the two were broken": by whom, the text does not say
	}
	if had && len(ps) == 0 {
		return false
	}
	if lone && k.Group == "agreement" && len(c.Agents) == 0 && len(c.Patients) > 0 && p.single && p.base[0].Type == chancery.State && len(r.statesBut(p.base[0])) == 0 {
		c.Agents = bare(p.base[:1]) // "Admission to the United Nations came in 1960", on the page of a state
		m.lone = true
	}
	if k.Name == "join" && len(c.Patients) == 0 {
		if lone && len(c.Agents) == 1 && len(p.memory.body) == 1 && !r.otherBody(p.memory.body[0]) {
			c.Patients = p.memory.body // "became the 31st member": of what it had asked to join
			m.lone = true
		}
	}
	if k.Name == "end-agreement" && m.rule.Lone && len(c.Patients) == 0 && len(c.Agents) == 1 && r.overIt(m) { // "Chad and Libya signed a pact in 1990. Libya renounced it": it alone says so
		for i := len(p.claims) - 1; i >= max(0, len(p.claims)-3) && len(c.Patients) == 0; i-- {
			if p.claims[i].Kind == "sign-agreement" {
				c.Patients = bare(p.understood(c.Agents, p.claims[i].Agents))
			}
		}
		m.lone = true
		return len(c.Patients) == 1
	}
	if ofBody[k.Name] && lone && len(c.Patients) == 0 && len(c.Agents) > 0 {
		c.Patients = p.bodyMeant(c, r)
		m.lone = m.lone || len(c.Patients) > 0
	}
	if ofBody[k.Name] && (k.Name == "join" || lone) && len(c.Patients) == 0 {
		return false
	}
	if (len(c.Agents) == 0) != (len(c.Patients) == 0) && p.undoneNear(c, r.block) { // "Sanctions on Chad were imposed by Peru in 1990 and lifted in 1995"
		return true
	}
	if lone && (len(c.Agents) == 0 || len(c.Patients) == 0) && (c.Kind != "withdraw-recognition" || m.stance.modality.Actual()) && p.undone(c, r.block) {
		m.lone = true
		return true
	}
	if m.rule.Lone && frontier[c.Kind] && len(c.Agents)+len(c.Patients) == 0 && r.twoAlone() && !r.is(m.tok, "acl:relcl") && !(r.hasChild(m.tok, "nsubj") && r.hasChild(m.tok, "obj")) {
		c.Agents = bare(r.p.pair) // "The border was closed in 1990", on a page about two: by whom, the text does not say
		m.lone = true
		return true
	}
	if m.rule.Lone && m.rule.Also && undoes[c.Kind] != nil {
		return len(c.Agents) > 0 && len(c.Patients) > 0 // what nobody is known to have done is not undone
	}
	if lone && k.Effect == vocab.Protecting && len(c.Agents) == 0 && len(p.memory.sender) == 1 && r.thatMission(m) {
		c.Agents = p.memory.sender // "This embassy looks after the interests of Canada": whose was told before
		m.lone = true
	}
	if lone && (len(c.Agents) == 0) != (len(c.Patients) == 0) {
		if len(c.Agents) == 0 && !agentsOptional {
			if p.partnered && (k.Group == "force" || k.Group == "measure") && c.Kind != "close-border" && c.Kind != "open-border" {
				return false // "the crown was transferred to Chad", on the page of Hungary: by whom, it does not say
			}
			c.Agents = p.doer(c.Patients, r, m)
			if k.Group == "mission" && len(p.pair) == 0 && len(p.memory.sender) == 1 && sameAll(c.Agents, p.memory.target) && !sameID(c.Patients, p.memory.sender[0]) {
				c.Agents = p.memory.sender // "opened Chad's embassy in Lima. He was sent to Oslo": by Chad
			}
			m.lone = true
		} else if len(c.Patients) == 0 && !patientsOptional {
			c.Patients = landLeft(c.Kind, p.other(c.Agents, r, m))
			if len(c.Patients) == 0 && k.Group == "standing" {
				c.Patients = r.beside(c.Agents, m)
			}
			if len(c.Patients) == 0 && k.Group == "standing" {
				c.Patients = r.aroundWhen(c.Agents, m)
			}
			if len(c.Patients) == 0 && k.Group == "standing" {
				c.Patients = r.joinedBehind(c.Agents[0], m)
			}
			if len(c.Patients) == 0 && (k.Group == "standing" || c.Kind == "declare-war") {
				c.Patients = r.matterWith(c.Agents, m)
			}
			m.lone = true
		}
	}
	if m.rule.Lone && len(c.Agents)+len(c.Patients) == 0 && r.toEnvoy(m) {
		c.Agents, c.Patients = p.posted.sides(c.Kind)
		m.lone = true
		return true
	}
	if m.rule.Lone && len(c.Agents)+len(c.Patients) == 0 && c.Kind == "open-mission" && p.tookUp(r) && !r.bareMissions(m.tok) {
		l := p.memory.last.claim
		c.Agents, c.Patients = bare(l.Agents), bare(l.Patients) // "Chad recognised Kosovo in 2009. An embassy followed in 2012"
		m.lone = true
		return true
	}
	if m.rule.Lone && len(c.Agents)+len(c.Patients) == 0 && k.Group == "mission" && !agentsOptional && !patientsOptional && len(p.mission) == 2 {
		c.Agents, c.Patients = bare(p.mission[:1]), bare(p.mission[1:])
		m.lone = true
		return true
	}
	if m.rule.Lone && len(c.Agents)+len(c.Patients) == 0 && k.Group == "mission" && !agentsOptional && !patientsOptional && len(p.memory.sender) > 0 && !r.otherMission(m) {
		c.Agents, c.Patients = p.memory.sender, p.memory.receiver // "The embassy reopened in 1988"
		if p.memory.city != nil {
			c.Others = append(c.Others, *p.memory.city)
		}
		m.lone = true
		return true
	}
	if m.rule.Lone && len(c.Agents)+len(c.Patients) == 0 && !agentsOptional && !patientsOptional && k.Group == "standing" {
		// "Relations were broken": between the two, and the text does not say by whom
		c.Agents = bare(p.spokenOf(r, m))
		if len(c.Agents) == 0 {
			c.Agents = bare(r.p.pair)
		}
		if len(c.Agents) != 2 {
			return false
		}
		m.lone = true
		return true
	}
	if m.rule.Lone && k.Name == "proclaim-state" && len(c.Agents) == 0 && p.single && p.base[0].Type == chancery.State && len(r.statesBut(p.base[0])) == 0 {
		c.Agents = bare(p.base[:1]) // "Independence was proclaimed on 11 March", on the page of the state
		m.lone = true
	}
	if m.rule.Lone && k.Name == "population" && len(c.Agents) == 0 && p.home != nil {
		c.Agents = []chancery.Party{*p.home} // "They number", below "Albanians in Serbia"
		m.lone = true
	}
	if m.rule.Lone && k.Name == "population" && len(c.Patients) == 0 && p.folk != nil {
		c.Patients = []chancery.Party{*p.folk}
		m.lone = true
	}
	if len(c.Patients) == 0 && ofActs[c.Kind] {
		c.Patients = p.author(c.Agents, r, m) // "condemned the expulsion": whose act that was has been told
	}
	if len(c.Patients) == 0 && len(c.Agents) > 0 {
		c.Patients = landLeft(c.Kind, r.beneath(m))
	}
	if len(c.Patients) == 0 && len(c.Agents) > 0 {
		c.Patients = r.verbBefore(m, c.Agents)
	}
	if len(c.Patients) == 0 {
		c.Patients = r.theirs(m, c.Agents)
	}
	if len(c.Patients) == 0 && len(c.Agents) == 1 && r.theBorder(m) && len(r.statesBut(c.Agents[0])) == 0 {
		c.Patients = p.lastWith(c.Agents, r) // "Chad accused Libya of lying. It closed the border": of the two
	}
	if len(c.Patients) == 0 {
		c.Patients = r.answered(m, c.Agents)
	}
	if len(c.Patients) == 0 {
		c.Patients = p.mover(r, m, c.Agents)
	}
	if len(c.Patients) == 0 {
		c.Patients = p.striker(r, m, c.Agents)
	}
	if len(c.Patients) == 0 && len(c.Agents) == 1 && (c.Kind == "reject" || c.Kind == "oppose") && r.verb(m.tok) && len(r.statesBut(c.Agents[0])) == 0 {
		c.Patients = p.author(c.Agents, r, m) // "rejected the ban" that was laid on it
	}
	if len(c.Patients) == 0 && c.Kind == "mediate" && len(c.Agents) > 0 && len(p.pair) == 2 && !p.partnered && !sameID(c.Agents, p.pair[0]) && !sameID(c.Agents, p.pair[1]) && m.stance.modality.Actual() {
		c.Patients = bare(p.pair) // "Peru mediated", on a page about two others
		m.lone = true
	}
	if len(c.Patients) == 0 && c.Kind == "support" && len(c.Agents) == 1 && r.ofGovernment(m) {
		c.Patients = bare(p.understood(c.Agents, r.p.pair)) // "supported the transitional government", in a passage about two
	}
	if len(c.Patients) == 0 && len(c.Agents) == 1 && patientsOptional && !m.lone && !m.lent && m.takesPatient() && between[c.Kind] && r.twoAlone() && !(offering[c.Kind] && r.givesOther(m)) && !r.ownResolve(m) && !r.asksOther(m) && (c.Kind != "apologise" || r.verb(m.tok)) { // who regrets need not regret it to the other
		c.Patients = bare(p.understood(c.Agents, r.p.pair)) // "closed the crossing at Lars", on a page about two
		m.lone = m.lone || len(c.Patients) > 0
	}
	if len(c.Patients) == 0 && len(c.Agents) == 1 && patientsOptional && !m.lone && m.takesPatient() && (c.Kind == "sanction" || c.Kind == "lift-sanction" || offering[c.Kind]) && r.bodyActs(c.Agents[0]) && !r.givesOther(m) {
		c.Patients = bare(p.base[:1]) // "The European Union suspended aid", on the page of a state
		m.lone = true
	}
	if len(c.Agents) == 0 && len(c.Patients) == 2 && m.rule.Lone && k.Group == "standing" {
		c.Agents, c.Patients = c.Patients, nil // "Relations between the two were broken": by whom, the text does not say
		return true
	}
	if len(c.Agents) == 2 && len(c.Patients) == 0 && m.rule.Lone && k.Group == "standing" {
		return true
	}
	if len(c.Agents) == 0 && !agentsOptional && len(c.Patients) > 0 && r.verb(m.tok) && r.passive(m.tok) {
		c.Agents = p.announcer(c.Patients, r, m, k) // "The ambassador will be expelled, the foreign minister said"
	}
	if c.Kind == "promise" && len(c.Agents) > 0 && len(known(c.Agents)) == 0 { // what two politicians agree on is not promised to the state of the page
		c.Patients = slices.DeleteFunc(slices.Clone(c.Patients), func(q chancery.Party) bool { return q.Mention == "" || p.single && q.ID == p.base[0].ID })
	}
	if len(c.Patients) == 0 && len(c.Agents) > 0 {
		c.Patients = r.stationedIn(m, c.Agents)
	}
	if land, told := r.landTold(c); told && !slices.ContainsFunc(c.Patients, func(q chancery.Party) bool { return q.Mention != "" }) {
		c.Patients = land
	}
	if len(c.Agents) == 0 && c.Kind == "summon-envoy" {
		c.Agents = p.opponent(c.Patients, r)
	}
	if len(c.Patients) == 0 && c.Kind == "mediate" {
		c.Patients = p.foes(r, m, c.Agents)
	}
	needA, needP := !agentsOptional, !patientsOptional && !(k.Group == "mission" && r.unnamedPartner(m, true)) // "recalled its envoys from the states that did so"
	return (len(c.Agents) > 0 || !needA) && (len(c.Patients) > 0 || !needP) && len(c.Agents)+len(c.Patients) > 0
}

// landLeft returns those of ps from whom forces can be withdrawn, where no path has led to them: lands, not bodies.
func landLeft(kind string, ps []chancery.Party) []chancery.Party {
	if kind != "withdraw-forces" {
		return ps
	}
	return slices.DeleteFunc(slices.Clone(ps), func(q chancery.Party) bool { return q.Type == chancery.Organisation })
}

// landTold returns the state that c, a withdrawal of forces, can only be from: the one that the sentence names as a place. It also reports whether there is any.
func (r *reading) landTold(c *chancery.Claim) (out []chancery.Party, told bool) {
	if c.Kind != "withdraw-forces" {
		return nil, false
	}
	for i := range r.mentions {
		for _, q := range r.mentions[i].Parties {
			if q.Type == chancery.State && r.mentions[i].Place && !sameID(c.Agents, q) {
				out = mergeParties(out, bare([]chancery.Party{q}))
			}
		}
	}
	if told = len(out) > 0; len(out) > 1 {
		out = nil
	}
	return out, told
}

// overIt reports whether m is done to an "it" that is nobody.
func (r *reading) overIt(m *match) bool {
	return slices.ContainsFunc(r.object(m.tok), func(o int) bool { return r.form[o] == "it" })
}

// facing returns the one that a page is about beside the state named: the other of a pair, or the state of a page about one.
func (p *passage) facing(named []chancery.Party) []chancery.Party {
	if ps := p.understood(named, p.pair); len(ps) == 1 {
		return bare(ps)
	}
	if p.single && p.base[0].Type == chancery.State && p.foreign(named) {
		return bare(p.base[:1])
	}
	return nil
}

// bodyActs reports whether q is an organisation of states, on the page of a state, in a sentence that names no other state.
func (r *reading) bodyActs(q chancery.Party) bool {
	p := r.p
	if !p.single || p.base[0].Type != chancery.State || len(p.pair) != 1 || q.Type != chancery.Organisation || q.ID == "" {
		return false
	}
	e, ok := p.x.gaz.Entry(q.ID)
	return ok && e.Status == party.Intergov && len(r.statesBut(p.base[0])) == 0
}

// byTwo reports whether the subject of m means two that have been spoken of and are not named: "the two", "both countries", "the two governments".
func (r *reading) byTwo(m *match) bool {
	for _, s := range r.subject(m.tok) {
		if w := r.low[s]; w == "two" || w == "both" || w == "pair" {
			return true
		}
		for _, c := range r.kids[s] {
			if statelike[r.low[s]] && (r.low[c] == "two" || r.low[c] == "both") {
				return true
			}
		}
	}
	return false
}

// givesOther reports whether m says in words that are no party to whom something is given: "support [to various groups]", "aid [for Africa]", "agreed to send
// aid [to the rebels]".
func (r *reading) givesOther(m *match) bool {
	if !m.stance.modality.Actual() {
		return true
	}
	for _, w := range []string{"to", "for"} {
		for _, o := range union(r.prep(m.tok, w), r.object(m.tok)) {
			deed := r.verb(o) && r.marks(o) == "to"
			if r.marks(o) == w && !deed || len(r.ownPrep(o, w)) > 0 {
				return true
			}
			if deed && slices.ContainsFunc(r.object(o), func(t int) bool { return len(r.ownPrep(t, w)) > 0 }) {
				return true
			}
		}
	}
	return false
}

// ownResolve reports whether m tells of a promise that need not be made to anybody: what one undertakes or is committed to or intends, relations, what is done between others.
func (r *reading) ownResolve(m *match) bool {
	if m.rule.Kind != "promise" {
		return false
	}
	return resolved[r.low[m.tok]] || slices.ContainsFunc(r.ownPrep(m.tok, "to"), func(o int) bool { return r.low[o] == "resolution" }) || slices.ContainsFunc(r.children(m.tok, "xcomp"), func(v int) bool {
		return r.low[v] == "mediate" || slices.ContainsFunc(r.object(v), func(o int) bool { return r.in(o, r.rules.Classes["@relation"]) })
	})
}

// resolved are words for the resolve to do something.
var resolved = map[string]bool{"undertake": true, "committed": true, "pledged": true, "willing": true, "ready": true, "prepared": true, "intention": true, "willingness": true, "readiness": true}

// convened are bodies that are asked to meet.
var convened = map[string]bool{"council": true, "assembly": true, "conference": true, "committee": true, "body": true, "commission": true, "board": true, "league": true, "organisation": true, "organization": true}

// asksOther reports whether m is a request that says in words that are no party of whom, or what for.
func (r *reading) asksOther(m *match) bool {
	if m.rule.Kind == "request" && slices.ContainsFunc(r.object(m.tok), func(o int) bool {
		return slices.ContainsFunc(r.ownPrep(o, "of"), func(b int) bool { return convened[r.low[b]] })
	}) {
		return true // "requests a meeting of the Council"
	}
	return m.rule.Kind == "request" && (!m.stance.modality.Actual() || slices.ContainsFunc([]string{"from", "with", "to", "for"}, func(w string) bool {
		return len(r.prep(m.tok, w)) > 0 || slices.ContainsFunc(r.object(m.tok), func(o int) bool { return len(r.ownPrep(o, w)) > 0 })
	}))
}

// invader gives c, an invasion by nobody that is named, the one state that the document has told to have invaded the same land in the same year, as far as years are
// told: "after the invasion of Chad".
func (p *passage) invader(c *chancery.Claim, whens []chancery.When) {
	if c.Kind != "invade" || len(c.Agents) > 0 || len(c.Patients) != 1 || c.Patients[0].ID == "" {
		return
	}
	var by []chancery.Party
	for i := range p.claims {
		d := &p.claims[i]
		apart := d.When != nil && slices.ContainsFunc(whens, func(w chancery.When) bool { return yearsApart(w, *d.When) })
		if apart || d.Kind != c.Kind || !d.Modality.Actual() || len(d.Patients) != 1 || d.Patients[0].ID != c.Patients[0].ID || len(d.Agents) == 0 {
			continue
		}
		if len(d.Agents) > 1 || len(by) == 1 && by[0].ID != d.Agents[0].ID {
			return
		}
		by = d.Agents
	}
	c.Agents = bare(by)
}

// yearsApart reports whether two times are of different years.
func yearsApart(a, b chancery.When) bool {
	d, err1 := edtf.Parse(a.EDTF)
	e, err2 := edtf.Parse(b.EDTF)
	if err1 != nil || err2 != nil {
		return false
	}
	first1, last1, ok1 := d.Years()
	first2, last2, ok2 := e.Years()
	return ok1 && ok2 && (last1 < first2 || last2 < first1)
}

// otherBody reports whether the sentence names another organisation than q.
func (r *reading) otherBody(q chancery.Party) bool {
	for i := range r.mentions {
		for _, b := range r.mentions[i].Parties {
			if b.Type == chancery.Organisation && b.ID != q.ID {
				return true
			}
		}
	}
	return false
}

// thatMission reports whether the subject of m is a mission spoken of before: "this embassy", "the legation".
func (r *reading) thatMission(m *match) bool {
	for _, t := range r.subject(m.tok) {
		if r.missionAt(t) && (r.demonstrated(t) || t > 0 && r.low[t-1] == "the") && len(r.owners(t)) == 0 {
			return true
		}
	}
	return false
}

// guestOf returns the state that the agent of m has just been told to be on a visit to: "visited Peru and signed an accord". Nil where m says with whom.
func (r *reading) guestOf(agent chancery.Party, m *match) []chancery.Party {
	h := r.head(m.tok)
	if h < 0 || agent.Type != chancery.State || !r.is(m.tok, "conj") || !r.verb(m.tok) || r.hasChild(m.tok, "nsubj") || r.passive(m.tok) || r.withBeside(m.tok) {
		return nil
	}
	visit := r.low[h] == "visit"
	for _, o := range r.children(h, "obj") {
		visit = visit || r.low[o] == "visit" || r.low[o] == "trip"
	}
	if !visit {
		return nil
	}
	return r.onlyOther(agent, func(n *party.Mention) bool { return n.First > m.tok })
}

// withBeside reports whether the verb t, or its object, says with whom or between whom.
func (r *reading) withBeside(t int) bool {
	for _, u := range append(r.object(t), t) {
		if len(r.ownPrep(u, "with")) > 0 || len(r.ownPrep(u, "between")) > 0 {
			return true
		}
	}
	return false
}

// ofGovernment reports whether what m does, told by a verb, is done to a government of which it is not told whose it is.
func (r *reading) ofGovernment(m *match) bool {
	o := r.object(m.tok)
	return r.verb(m.tok) && len(o) == 1 && r.low[o[0]] == "government" && len(r.owners(o[0])) == 0 && len(r.parties(o[0])) == 0
}

// partnersOnly reports whether all the parties of m stand side by side under one "with": "exercises with Chadian and Malian troops", whose, it does not say.
func (r *reading) partnersOnly(m *match) bool {
	var ts []int
	for _, f := range m.roles {
		if acting(f.role) {
			ts = union(ts, f.tokens)
		}
	}
	if len(ts) == 0 {
		return false
	}
	first := slices.Min(ts)
	if i := r.at[first]; i >= 0 && r.mentions[i].Form == party.Group && (!r.verb(m.tok) || !r.hasChild(m.tok, "nsubj") && !r.is(m.tok, "xcomp") || r.passive(m.tok)) { // "with the two countries": between them
		return false
	}
	if h := r.head(first); h >= 0 && bodies[r.low[h]] && contains(r.expand([]int{h}), first) { // "with countries such as Chad and Mali"
		first = h
	}
	all := r.expand([]int{first})
	for _, o := range r.possessors(first) {
		all = union(all, []int{o})
	}
	for _, t := range ts {
		if !contains(all, t) {
			return false
		}
	}
	return r.marks(first) == "with"
}

// unnamedPartner reports whether m says with whom, or from where, by a word for states of which it is not told which: "recalled its envoys from the states that did
// so", or by the name of a war: "fought in the Boer War". Of one ("suspends relations with the other country") it may be the other of those spoken of, if one asks for many alone.
func (r *reading) unnamedPartner(m *match, many bool) bool {
	if m.rule.Kind == "attack" && slices.ContainsFunc(r.ownPrep(m.tok, "in"), func(t int) bool { return r.low[t] == "war" }) {
		return true
	}
	for _, path := range [][]string{{"with"}, {"obj", "with"}, {"from"}, {"obj", "from"}, {"between"}, {"obj", "between"}, {"in"}, {"obj", "in"}, {"to"}, {"obj", "to"}} {
		for _, t := range r.walk(m.tok, path, nil) {
			if (r.low[t] == "country" || r.low[t] == "state" || r.low[t] == "nation" || r.low[t] == "capital") && len(r.parties(t)) == 0 && (!many && path[len(path)-1] == "with" || r.toks[t].XPOS == "NNS") {
				return true
			}
		}
	}
	return false
}

// host returns the state that the partners of m are partners of: the subject of a clause above, else whom the page is about.
func (p *passage) host(named []chancery.Party, r *reading, m *match) []chancery.Party {
	for a, n := m.tok, 0; a >= 0 && n < maxDepth; a, n = r.head(a), n+1 {
		if ps := r.statesAt(r.surface(a)); len(ps) == 1 {
			return bare(ps)
		}
	}
	if p.single && len(p.base) > 0 {
		return bare(p.base[:1])
	}
	return nil
}

// outsider reports whether the sentence names a state, not as a place, that is none of those that the passage is about: then what it leaves out is not
// for certain one of them.
func (p *passage) outsider(r *reading, organs bool) bool {
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form != party.Name && !(organs && m.Form == party.Organ) || m.Place || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State {
			continue
		}
		in := false
		for _, q := range r.p.pair {
			in = in || p.x.gaz.Line(q.ID) == p.x.gaz.Line(m.Parties[0].ID)
		}
		if !in && !r.temporal(m.Head) && !whereabouts[r.marks(m.Head)] {
			return true
		}
	}
	return false
}

// whereabouts are prepositions under which a state is a place: "crossed the border from Eritrea".
var whereabouts = map[string]bool{"in": true, "from": true, "at": true, "through": true, "via": true, "near": true, "across": true, "into": true, "out": true, "inside": true}

// withOutsider reports whether the relations spoken of last, in the same block, are those with somebody that the passage is not about.
func (p *passage) withOutsider(r *reading) bool {
	if p.memory.last.claim == nil || p.memory.block != r.block {
		return false
	}
	return slices.ContainsFunc(p.memory.relation, func(q chancery.Party) bool {
		return !slices.ContainsFunc(r.p.pair, func(o chancery.Party) bool { return p.x.gaz.Line(q.ID) == p.x.gaz.Line(o.ID) })
	})
}

// brokenWithOutsider reports whether these relations were broken or suspended: then they are what is restored where it is not said whose are.
func (p *passage) brokenWithOutsider(r *reading, m *match) bool {
	if len(r.p.pair) != 2 || !p.withOutsider(r) {
		return false
	}
	for _, f := range m.roles {
		if acting(f.role) && !sameAll(f.parties, p.memory.relation) {
			return false
		}
	}
	k := p.memory.last.claim.Kind
	return k == "sever-relations" || k == "suspend-relations"
}

// justNow returns the two of whom the sentence, which names no further state, has told an act before: "Chad recalled its ambassador; ties were resumed in 2018".
func (p *passage) justNow(r *reading) []chancery.Party {
	var pair []chancery.Party
	for i := p.from; i < len(p.claims); i++ {
		c := &p.claims[i]
		if k, _ := p.x.kinds.Get(c.Kind); k.Group == "standing" || k.Group == "mission" || k.Symmetric && k.Group != "figure" {
			pair = mergeParties(mergeParties(pair, bare(c.Agents)), bare(c.Patients))
		}
	}
	if len(pair) != 2 || pair[0].Type != chancery.State || pair[1].Type != chancery.State {
		return nil
	}
	for i := range r.mentions {
		for _, q := range r.mentions[i].Parties {
			if q.Type == chancery.State && q.ID != "" && !sameID(pair, q) {
				return nil
			}
		}
	}
	return bare(pair)
}

// theTwoWhen returns the two states that act together in a clause which says when the relations of m, told without whose, began or ended: "relations were
// established in 1858, when Siam and Denmark signed a treaty".
func (r *reading) theTwoWhen(m *match) []chancery.Party {
	for _, c := range r.children(m.tok, "advcl") {
		if !r.whenAdverb(c) && r.marks(c) != "when" && r.marks(c) != "after" {
			continue
		}
		if ps := r.statesAt(r.subject(c)); len(ps) == 2 {
			return bare(ps)
		}
		for _, s := range r.subject(c) { // "when Chad signed a treaty with Niger"
			if ps := mergeParties(r.statesAt([]int{s}), r.statesAt(union(r.ownPrep(c, "with"), r.withBelow(c)))); len(ps) == 2 {
				return bare(ps)
			}
		}
	}
	return nil
}

// withBelow returns what stands under the "with" of the object of the verb v.
func (r *reading) withBelow(v int) (out []int) {
	for _, o := range r.object(v) {
		out = union(out, r.ownPrep(o, "with"))
	}
	return out
}

// ofRecord reports whether what m tells of is a treaty known by a name of its own, which one state alone is said to sign: "signed the Camp David accords".
// With whom, the text then need not say.
func (r *reading) ofRecord(m *match) bool {
	for _, f := range m.roles {
		if f.role.Name != "instrument" {
			continue
		}
		for _, t := range f.tokens {
			named, the := r.toks[t].UPOS == "PROPN" && r.at[t] < 0, false
			for i := range r.mentions { // "the Chad–Niger treaty" says with whom
				if n := &r.mentions[i]; n.Form != party.Capital && r.below(n.Head, t) {
					return false
				}
			}
			for _, c := range r.kids[t] {
				named = named || r.toks[c].UPOS == "PROPN" && r.is(c, "compound", "amod", "flat", "nmod")
				the = the || r.is(c, "det") && r.low[c] == "the"
			}
			if named && the {
				return true
			}
		}
	}
	return false
}

// understood returns the parties of topic that are not among named, if topic is a pair and named fits it.
func (p *passage) understood(named, topic []chancery.Party) []chancery.Party {
	if len(topic) != 2 {
		return nil
	}
	var out []chancery.Party
	hit := 0
	for _, t := range topic {
		in := false
		for _, n := range named {
			in = in || n.ID == t.ID || n.ID != "" && n.Type == chancery.State && t.Type == chancery.State && p.x.gaz.Line(n.ID) == p.x.gaz.Line(t.ID) // the Soviet Union, on a page about Russia
		}
		if in {
			hit++
		} else {
			t.Mention = ""
			out = append(out, t)
		}
	}
	if hit != len(named) {
		return nil
	}
	return out
}

// reciprocal reports whether the sentence says that what is done is done to one another: "in each other's capitals", "the two countries opened embassies".
func (r *reading) reciprocal() bool {
	for t := range r.toks {
		switch r.low[t] {
		case "each", "one":
			if t+1 < len(r.toks) && (r.low[t+1] == "other" || r.low[t+1] == "another") {
				return true
			}
		case "reciprocal", "reciprocally", "mutual", "mutually", "respective":
			return true
		}
	}
	return slices.ContainsFunc(r.mentions, func(m party.Mention) bool { return m.Form == party.Group && len(m.Parties) == 2 })
}

// actedBefore reports whether one of those who act stands before the trigger.
func (m *match) actedBefore() bool {
	return slices.ContainsFunc(m.roles, func(f filled) bool {
		return acting(f.role) && slices.ContainsFunc(f.tokens, func(t int) bool { return t < m.tok })
	})
}

func sameID(ps []chancery.Party, q chancery.Party) bool {
	for _, p := range ps {
		if p.ID == q.ID {
			return true
		}
	}
	return false
}
