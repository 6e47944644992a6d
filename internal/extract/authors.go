package extract

import (
	"slices"

	"chancery"
	"chancery/internal/rule"
	"chancery/internal/vocab"
)

// Whose word or deed an act is when the sentence gives nobody: who announced it, and who did what is spoken of.

// announcer returns the state whose official says that something will be done that states do, where the words do not say by whom.
func (p *passage) announcer(patients []chancery.Party, r *reading, m *match, k vocab.Kind) []chancery.Party {
	if ps := r.hostOfSpeaker(patients, m); ps != nil {
		return ps
	}
	if st := &m.stance; len(st.speakers) != 1 || st.modality != chancery.Planned && st.modality != chancery.Announced && k.Name != "summon-envoy" || k.Group != "mission" && k.Group != "standing" && k.Group != "measure" {
		return nil
	}
	var out []chancery.Party
	for _, q := range r.parties(m.stance.speakers[0]) {
		for _, t := range patients {
			if q.Type != chancery.State || q.ID == t.ID {
				return nil
			}
		}
		out = append(out, q)
	}
	if len(out) != 1 {
		return nil
	}
	m.lone = true
	return bare(out)
}

// hostOfSpeaker returns the state in which the mission stands that tells of its own people's expulsion: "the Peruvian embassy in [Accra] said that two of its envoys had been
// expelled".
func (r *reading) hostOfSpeaker(patients []chancery.Party, m *match) []chancery.Party {
	if m.rule.Kind != "expel-diplomats" || len(m.stance.speakers) != 1 || len(patients) != 1 {
		return nil
	}
	t := m.stance.speakers[0]
	if !r.missionAt(t) || !sameAll(bare(r.parties(t)), bare(patients)) && !sameAll(bare(r.statesAt(r.owners(t))), bare(patients)) {
		return nil
	}
	for _, seat := range union(r.ownPrep(t, "in"), r.ownPrep(t, "at")) {
		if ps := r.mentioned(seat); len(ps) == 1 && ps[0].Type == chancery.State && ps[0].ID != patients[0].ID {
			m.lone = true
			return bare(ps)
		}
	}
	return nil
}

// besideThem returns the two states whose relations the sentence names before m speaks of relations without saying whose: "U.S.-Iraq relations hit the
// skids, but in 2004 diplomatic ties were restored".
func (r *reading) besideThem(m *match) []chancery.Party {
	c := r.rules.Classes["@relation"]
	for t := m.tok - 1; c != nil && t >= 0; t-- {
		if !r.in(t, c) || contains(m.used, t) {
			continue
		}
		ps := r.statesAt(r.possessors(t))
		for _, at := range []string{"between", "with"} {
			ps = mergeParties(ps, r.statesAt(r.ownPrep(t, at)))
		}
		if len(ps) == 2 {
			return bare(ps)
		}
		return nil
	}
	return nil
}

// spokenOf returns the pair that a pronoun for relations in m stands for.
func (p *passage) spokenOf(r *reading, m *match) []chancery.Party {
	for _, t := range m.used {
		if r.standsFor(t) {
			if len(r.prep(t, "with")) > 0 {
				continue // it says itself with whom
			}
			if len(r.p.pair) == 2 && !p.withOutsider(r) {
				return r.p.pair
			}
			return p.memory.relation
		}
	}
	if m.rule.Kind == "restore-relations" && p.brokenWithOutsider(r, m) {
		return p.memory.relation
	}
	switch k, _ := p.x.kinds.Get(m.rule.Kind); {
	case len(r.p.pair) == 2:
	case k.Group == "standing":
		if pair := r.besideThem(m); len(pair) == 2 {
			return pair
		}
		if pair := p.justNow(r); len(pair) == 2 {
			return pair
		}
		return r.theTwoWhen(m)
	case k.Symmetric && k.Group != "figure" && r.verb(m.tok) && !r.saysWhose(m) && !r.otherStates() && !slices.ContainsFunc(m.roles, func(f filled) bool { return acting(f.role) && len(f.tokens) > 0 }):
		return p.justNow(r) // "the two established relations in 1950, and a treaty was signed in 1951"
	}
	return nil
}

// verdictsLast puts matches on the acts of others behind the rest: the act itself may be told in the same sentence.
func verdictsLast(ms []*match) []*match {
	out := make([]*match, 0, len(ms))
	for _, last := range []bool{false, true} {
		for _, m := range ms {
			if ofActs[m.rule.Kind] == last {
				out = append(out, m)
			}
		}
	}
	return out
}

// nearClaims is how many claims back a measure is looked for that somebody speaks of.
const nearClaims = 12

// author returns who did the act that the object of m names, where the document has told of an act of that kind.
func (p *passage) author(speaker []chancery.Party, r *reading, m *match) []chancery.Party {
	for _, t := range r.object(m.tok) {
		if r.low[t] == "aggression" && len(r.possessors(t)) == 0 {
			if by := p.soleAuthor("invade"); len(by) > 0 && !sameID(speaker, by[0]) {
				return bare(by)
			}
		}
		for _, c := range r.rules.Find(rule.Noun, r.low[t]) {
			k, _ := r.p.x.kinds.Get(c.Rule.Kind)
			if k.Group == "force" {
				if by := p.soleAuthor(c.Rule.Kind); len(by) > 0 && !sameID(speaker, by[0]) {
					return bare(by)
				}
			}
			if k.Group != "mission" && (k.Group != "measure" || k.Symmetric) {
				continue
			}
			for i := len(p.claims) - 1; i >= 0; i-- {
				d := &p.claims[i]
				if k.Group == "measure" && len(p.claims)-i > nearClaims {
					break
				}
				if d.Kind != c.Rule.Kind || len(d.Agents) != 1 || d.Agents[0].ID == "" || !d.Modality.Actual() || !ofActs[m.rule.Kind] && (len(d.Patients) == 0 || !sameAll(d.Patients, speaker)) {
					continue
				}
				if len(speaker) == 1 && d.Agents[0].ID == speaker[0].ID {
					continue
				}
				return bare(d.Agents)
			}
		}
	}
	return nil
}

// soleAuthor returns the one state of which the document has told that it did an act of the kind; of attacks many are told of in a long text.
func (p *passage) soleAuthor(kind string) []chancery.Party {
	if by := authorIn(p.claims[p.from:], kind); len(by) > 0 { // the sentence itself tells
		return by
	}
	return authorIn(p.claims, kind)
}

func authorIn(claims []chancery.Claim, kind string) (out []chancery.Party) {
	for i := range claims {
		d := &claims[i]
		if d.Kind != kind || !d.Modality.Actual() {
			continue
		}
		if len(d.Agents) != 1 || d.Agents[0].Type != chancery.State || len(out) == 1 && out[0].ID != d.Agents[0].ID {
			return nil
		}
		out = d.Agents
	}
	return out
}
