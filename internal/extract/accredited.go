package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
)

// "Accredited" tells of two things: a state that is represented out of a third one, and an envoy whom a state has received.

// lentParticiple reports whether the participle t only describes the noun behind it, whatever the tree makes of it: "specially [accredited] minister to Peru".
func (r *reading) lentParticiple(t int) bool {
	return r.is(t, "amod") && r.head(t) > t && !r.missionAt(r.head(t)) || r.is(t, "root") && r.hasChild(t, "obj") && r.toks[t].XPOS != "VBG" && !r.hasChild(t, "nsubj", "aux")
}

// acceptedBy reports whether m only says who accepted or sent an envoy, not to whom he went: "was accredited by the Prince of Monaco".
func (r *reading) acceptedBy(m *match) bool {
	return r.passive(m.tok) && len(r.ownPrep(m.tok, "by"))+len(r.children(m.tok, "obl:agent")) > 0 && len(r.ownPrep(m.tok, "to")) == 0
}

// ofNobody reports whether the envoys of m are those of states that it does not name, or those to the one that was taken for their sender: "ambassadors of foreign
// nations", "all ambassadors to Chad".
func (r *reading) ofNobody(m *match, senders []chancery.Party) bool {
	for _, o := range r.object(m.tok) {
		for _, c := range r.ownPrep(o, "of") {
			if (r.low[c] == "nation" || r.low[c] == "country" || r.low[c] == "state" || r.low[c] == "power") && len(r.parties(c)) == 0 {
				return true
			}
		}
		if i := r.at[o]; len(r.possessors(o)) == 0 && (i < 0 || r.mentions[i].Form == party.Office) {
			for _, q := range r.statesAt(r.ownPrep(o, "to")) {
				if sameID(senders, q) {
					return true
				}
			}
		}
	}
	return false
}

// letterBearer reports whether m, told with "accredit", is of an envoy who came to where he is accredited, and says nothing of a third state: "Smith was
// accredited to Honduras", not "the ambassador in Bogota", "was also accredited".
func (r *reading) letterBearer(m *match, c *chancery.Claim) bool {
	if slices.ContainsFunc(r.kids[m.tok], func(d int) bool { return besidesAlso[r.low[d]] }) {
		return false
	}
	for _, w := range []string{"from", "through", "via", "by"} {
		if len(r.ownPrep(m.tok, w)) > 0 {
			return false
		}
	}
	bearer := false
	for _, o := range r.object(m.tok) {
		if len(r.ownPrep(o, "in"))+len(r.ownPrep(o, "to"))+len(r.ownPrep(o, "at")) > 0 || r.livesElsewhere(o) {
			return false
		}
		i := r.at[o]
		if i < 0 {
			bearer = bearer || r.toks[o].UPOS == "PROPN"
			continue
		}
		n := &r.mentions[i]
		bearer = bearer || n.Form == party.PersonName || n.Form == party.Pronoun && slices.ContainsFunc(n.Parties, func(q chancery.Party) bool { return q.Person != "" })
	}
	return bearer
}

// livesElsewhere reports whether a word below o says where he lives.
func (r *reading) livesElsewhere(o int) bool {
	return slices.ContainsFunc(r.kids[o], func(d int) bool { return besidesAlso[r.low[d]] || living[r.low[d]] })
}

// living are words for where an envoy lives.
var living = map[string]bool{"resident": true, "reside": true, "base": true, "live": true, "station": true}

// besidesAlso are adverbs that make of an accreditation one beside another.
var besidesAlso = map[string]bool{"also": true, "concurrently": true, "concurrent": true, "nonresident": true, "simultaneously": true, "jointly": true, "likewise": true, "additionally": true, "non-resident": true, "presently": true, "currently": true}

// residesWith reports whether m says that who is accredited lives in the state that he is accredited to, one of ps: "accredited to Senegal and resident at
// Dakar". That state is no other than where the mission is.
func (r *reading) residesWith(m *match, ps []chancery.Party) bool {
	for t := range r.toks {
		if l := r.low[t]; l != "resident" && l != "reside" && l != "residence" || !r.below(t, m.tok) && !r.below(m.tok, t) {
			continue
		}
		for _, w := range []string{"at", "in"} {
			for _, c := range r.ownPrep(t, w) {
				if i := r.at[c]; i >= 0 && len(r.mentions[i].Parties) == 1 && sameID(ps, r.mentions[i].Parties[0]) {
					return true
				}
			}
		}
	}
	return false
}

// withoutHost parts ps into those and the state in whose town the mission stands that m tells of: "the embassy in Lima is accredited to Peru, Chile and Bolivia".
func (r *reading) withoutHost(m *match, ps []chancery.Party) (rest, host []chancery.Party) {
	for i := range r.mentions {
		n := &r.mentions[i]
		h := r.head(n.Head)
		if h >= 0 && !r.missionAt(h) && r.is(h, "nmod") { // "the embassy of Oman in Lima", hung on Oman
			h = r.head(h)
		}
		if n.City == "" || len(n.Parties) != 1 || !r.missionAt(h) || !r.below(h, m.tok) || r.marks(n.Head) != "in" && r.marks(n.Head) != "at" {
			continue
		}
		for j, q := range ps {
			if q.ID == n.Parties[0].ID {
				return slices.Delete(slices.Clone(ps), j, j+1), []chancery.Party{q}
			}
		}
	}
	return ps, nil
}
