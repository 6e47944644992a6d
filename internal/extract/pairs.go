package extract

import (
	"slices"

	"chancery"
	"chancery/internal/rule"
)

// Pairs of parties where a clause names more than two, or less.

// sides returns the parties of m as they stand on two sides, the ones that act and the ones that they act with: "Peru has no relations with Laos
// or Chad". No sides, or a party on both: nil.
func (m *match) sides() [][]chancery.Party {
	for _, f := range m.roles {
		if f.role.Name != "agents" || len(f.groups) != 2 || len(f.parties) <= 2 {
			continue
		}
		others := apartFrom(f.groups[1], f.groups[0]) // "Bhutan has no relations with it or China": it is Bhutan by mistake
		if len(f.parties) == len(f.groups[0])+len(others) {
			return [][]chancery.Party{f.groups[0], others}
		}
	}
	return nil
}

// apartFrom returns those of ps that are not among qs.
func apartFrom(ps, qs []chancery.Party) []chancery.Party {
	return slices.DeleteFunc(slices.Clone(ps), func(p chancery.Party) bool {
		return slices.ContainsFunc(qs, func(q chancery.Party) bool { return p.ID == q.ID && p.ID != "" })
	})
}

// bilateral makes claims of pairs of one that names more than two states on two sides: what stands between them stands between each of the one and
// each of the other side, and nothing is said of two on one side.
func bilateral(c chancery.Claim, sides [][]chancery.Party) (out []chancery.Claim) {
	for _, a := range sides[0] {
		for _, b := range sides[1] {
			d := c
			d.Agents = []chancery.Party{a, b}
			if b.ID < a.ID {
				d.Agents = []chancery.Party{b, a}
			}
			out = append(out, d)
		}
	}
	return out
}

// dated gives each of claims each of the times: all of them were told of all, unless they are named "respectively" and as many: then the first is of the first.
func (r *reading) dated(claims []chancery.Claim, whens []chancery.When) (out []chancery.Claim) {
	if len(whens) == 0 {
		return claims
	}
	inTurn := len(whens) > 1 && slices.Contains(r.low, "respectively")
	if n := len(claims[0].Patients); inTurn && len(claims) == 1 && n == len(whens) {
		c := claims[0]
		claims = make([]chancery.Claim, n)
		for i := range claims {
			claims[i] = c
			claims[i].Patients = c.Patients[i : i+1]
		}
	}
	inTurn = inTurn && len(claims) == len(whens)
	for i, c := range claims {
		for k := range whens {
			if inTurn && k != i {
				continue
			}
			c.When = &whens[k]
			out = append(out, c)
		}
	}
	return out
}

// crossed reports whether ps, whom an act is done to, are the two who do it: "the two opened embassies in Accra and Lima". Each does it to the other.
func (m *match) crossed(ps []chancery.Party) bool {
	if len(ps) != 2 {
		return false
	}
	for _, f := range m.roles {
		if f.role.Name == "agent" && len(f.parties) == 2 {
			return len(mergeParties(append([]chancery.Party(nil), f.parties...), ps)) == 2
		}
	}
	return false
}

// beside returns the one state that the clauses above that of m name as one that is acted on, where m names the one in named only: "Peru broke with
// Chile, cutting all ties". Nil where there are several, or where m says with whom in words that are not understood.
func (r *reading) beside(named []chancery.Party, m *match) []chancery.Party {
	if len(named) != 1 || named[0].Type != chancery.State || !r.is(m.tok, "advcl", "conj", "xcomp", "acl") {
		return nil
	}
	for i := range m.rule.Roles {
		if ro := &m.rule.Roles[i]; ro.Name == "patient" && r.told(m.tok, ro) {
			return nil
		}
	}
	for i := range r.mentions {
		if n := &r.mentions[i]; n.First > m.tok || r.is(n.Head, "nsubj", "appos") {
			for _, q := range n.Parties {
				if q.Type == chancery.State && q.ID != named[0].ID {
					return nil
				}
			}
		}
	}
	if out := r.statesBut(named[0]); len(out) == 1 {
		return out
	}
	return nil
}

// statesBut returns the states that the sentence names beside p.
func (r *reading) statesBut(p chancery.Party) (out []chancery.Party) {
	for i := range r.mentions {
		for _, q := range r.mentions[i].Parties {
			if q.Type == chancery.State && q.ID != "" && q.ID != p.ID {
				out = mergeParties(out, bare([]chancery.Party{q}))
			}
		}
	}
	return out
}

// told reports whether a noun stands where a path of the role ro leads to from t.
func (r *reading) told(t int, ro *rule.Role) bool {
	for _, alt := range ro.Paths {
		for _, p := range alt {
			if p[len(p)-1] == "subj" || p[len(p)-1] == "obj" {
				continue
			}
			for _, c := range r.walk(t, p, nil) {
				if (r.toks[c].UPOS == "NOUN" || r.toks[c].UPOS == "PROPN") && !r.temporal(c) {
					return true
				}
			}
		}
	}
	return false
}
