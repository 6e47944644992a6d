package extract

import "chancery"

// What belongs to the relations of states. The rules read acts of anybody: police arrest a driver, a union rejects an offer. In a text on something else such
// an act is read rightly, and is still nothing that a ledger of relations between states should tell.

// nobodys reports whether c, read in r, is about nobody known, in a sentence that names nobody known, in a text that is not about a state. A sentence that stands
// alone does not tell what the text is about, and is taken at its word.
func (p *passage) nobodys(r *reading, c *chancery.Claim) bool {
	if p.sole || len(p.base) > 0 || len(known(c.Agents)) > 0 || len(known(c.Patients)) > 0 {
		return false
	}
	for i := range r.mentions {
		if len(known(r.mentions[i].Parties)) > 0 {
			return false
		}
	}
	return true
}
