package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
)

// The two that a passage is telling of, where neither its title nor its heading says so: "Ghana and Togo met in March. The talks resumed in May."

// discussed returns the two states that the passage speaks of alone: those between which the last act was told, or else that were named side by side, where no
// other state and no organisation has been named since the paragraph began, or, where it has named none, in the one before; and the sentence speaks of no state
// without a name. Nil where the page is about two by itself.
func (r *reading) discussed() []chancery.Party {
	p := r.p
	if len(p.pair) == 2 || r.otherStates() || r.rebels() {
		return nil
	}
	told := p.disc.Told()
	if p.entry.block == r.block && p.betweenAt != r.block { // each entry of a chronology stands for itself
		return nil
	}
	if len(p.between) == 2 && (r.block == p.betweenAt || r.block-p.betweenAt <= nearBlocks && p.alone) {
		if p.amongst(p.between, told) {
			return bare(p.between)
		}
		return nil
	}
	if q := r.besideHome(told); q != nil {
		return []chancery.Party{bare(p.base[:1])[0], *q}
	}
	if pair, ago := p.disc.Pair(); len(pair) == 2 && len(told) == 2 && ago > 0 && pair[0].Type == chancery.State && pair[1].Type == chancery.State && p.amongst(pair, told) {
		return bare(pair)
	}
	return nil
}

// besideHome returns the one state of which a paragraph on a page about one state has spoken before this sentence, in sentences that told of it alone: "Relations with
// Oman broke down in 1989. The border was closed." Nil where told, what the paragraph has named up to here, has any other.
func (r *reading) besideHome(told []chancery.Party) *chancery.Party {
	p := r.p
	if !p.single || p.base[0].Type != chancery.State || p.beside == nil || p.besideAt != r.block || !p.amongst([]chancery.Party{p.base[0], *p.beside}, told) {
		return nil
	}
	return p.beside
}

// amongst reports whether each of ps is one of the pair, or what its line was.
func (p *passage) amongst(pair, ps []chancery.Party) bool {
	return !slices.ContainsFunc(ps, func(q chancery.Party) bool {
		return !slices.ContainsFunc(pair, func(o chancery.Party) bool {
			return o.ID == q.ID || q.Type == chancery.State && p.x.gaz.Line(o.ID) == p.x.gaz.Line(q.ID)
		})
	})
}

// otherStates reports whether the sentence speaks of states without a name or of bodies that are not known: "another country", "these nations", "the Acme
// Society".
func (r *reading) otherStates() bool {
	for t := range r.toks {
		if r.toks[t].UPOS == "NOUN" && (statelike[r.low[t]] || r.low[t] == "colony") && (r.indefinite(t) || r.another(t) || r.some(t) || r.toks[t].XPOS == "NNS" && len(r.parties(t)) == 0 && !r.theBare(t)) {
			return true
		}
	}
	return slices.ContainsFunc(r.mentions, func(m party.Mention) bool {
		return slices.ContainsFunc(m.Parties, func(q chancery.Party) bool { return q.ID == "" && q.Type == chancery.Organisation })
	})
}

// elsewhereTold reports whether m, in a passage that tells of two, is only talked of, or says itself whose it is ([reading.saysWhose]).
func (r *reading) elsewhereTold(m *match) bool {
	if !r.p.talked {
		return false
	}
	if k := m.stance.modality; !k.Actual() && k != chancery.Negated && k != chancery.Planned && k != chancery.Announced { // "called for a treaty"
		return true
	}
	return r.saysWhose(m)
}

// saysWhose reports whether m says itself between whom it is, by words that are no known party: under "with" or "between", or by the name of a treaty ("the
// Treaty of Trianon", "the Mecca Agreement").
func (r *reading) saysWhose(m *match) bool {
	for _, t := range append(slices.Clone(m.used), m.tok) {
		for _, w := range []string{"with", "between", "among", "by"} {
			for _, o := range r.ownPrep(t, w) {
				if !r.temporal(o) && len(known(r.parties(o))) == 0 {
					return true
				}
			}
		}
		if !r.instrument(t) {
			continue
		}
		for _, o := range append(r.ownPrep(t, "of"), r.children(t, "compound")...) {
			if r.toks[o].UPOS == "PROPN" && !r.temporal(o) {
				return true
			}
		}
	}
	return false
}

// rebels reports whether the sentence tells of rebels or factions whose state it does not name: then it is of a war within one, not of the two spoken of before.
func (r *reading) rebels() bool {
	for t := range r.toks {
		if r.toks[t].XPOS == "NNS" && contending[r.low[t]] && len(r.statesAt(r.owners(t))) == 0 {
			return true
		}
	}
	return false
}

// contending are nouns for those who fight or contend within a state.
var contending = map[string]bool{"rebel": true, "insurgent": true, "guerrilla": true, "faction": true, "warlord": true, "militia": true, "paramilitary": true}

// theBare reports whether the noun t has an article and nothing else: "the neighbours".
func (r *reading) theBare(t int) bool {
	return len(r.kids[t]) > 0 && !slices.ContainsFunc(r.kids[t], func(c int) bool {
		return !(r.is(c, "det") && r.form[c] == "the") && !r.is(c, "case", "punct")
	})
}

// tookUp reports whether the last act of the paragraph on relations or missions was one state's taking up of relations with another, by which it sends and does not
// receive, and the sentence names no state.
func (p *passage) tookUp(r *reading) bool {
	l := p.memory.last.claim
	if l == nil || p.memory.block != r.block || len(l.Agents) != 1 || len(l.Patients) != 1 || l.Kind != "recognise" && l.Kind != "appoint-envoy" && l.Kind != "accredit" {
		return false
	}
	return !slices.ContainsFunc(r.mentions, func(n party.Mention) bool { return len(n.Parties) > 0 && n.Parties[0].Type == chancery.State })
}

// otherMission reports whether m tells of a mission not told of before, in a sentence that names a partner who has no part in the last one: "Relations with Peru were
// established in 1998, and an embassy followed".
func (r *reading) otherMission(m *match) bool {
	p := r.p
	if m.rule.Kind != "open-mission" || !r.verb(m.tok) || !p.partnered {
		return false
	}
	return slices.ContainsFunc(append(slices.Clone(p.memory.sender), p.memory.receiver...), func(q chancery.Party) bool { return !p.ofPair(q) })
}
