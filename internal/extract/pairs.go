package extract

import "chancery"

// Pairs of parties where a clause names more than two, or less.

// sides returns the parties of m as they stand on two sides, the ones that act and the ones that they act with: "Peru has no relations with Laos
// or Chad". No sides: nil.
func (m *match) sides() [][]chancery.Party {
	for _, f := range m.roles {
		if f.role.Name == "agents" && len(f.groups) == 2 && len(f.parties) > 2 {
			return f.groups
		}
	}
	return nil
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

// beside returns the one state that the sentence names beside the one in named, nil where it names none or several.
func (r *reading) beside(named []chancery.Party) []chancery.Party {
	if len(named) != 1 || named[0].Type != chancery.State {
		return nil
	}
	var out []chancery.Party
	for i := range r.mentions {
		for _, q := range r.mentions[i].Parties {
			if q.Type == chancery.State && q.ID != "" && q.ID != named[0].ID {
				out = mergeParties(out, bare([]chancery.Party{q}))
			}
		}
	}
	if len(out) != 1 {
		return nil
	}
	return out
}
