package extract

import (
	"slices"

	"chancery"
)

// Which organisation is joined or left where the words do not say: the one that the same state joined or left before, or the one that the page is about.

// ofBody are the kinds of what a state does with an organisation.
var ofBody = map[string]bool{"join": true, "leave": true, "member-of": true}

// bodyAct is a state's last dealing with an organisation, and the block that told of it.
type bodyAct struct {
	agents, body []chancery.Party
	block        int
}

// keepBody remembers the organisation of c, told in the given block.
func (p *passage) keepBody(c *chancery.Claim, block int) {
	if ofBody[c.Kind] && len(c.Patients) == 1 && c.Patients[0].Type == chancery.Organisation && c.Modality.Actual() {
		p.lastBody = bodyAct{agents: bare(c.Agents), body: bare(c.Patients), block: block}
	}
}

// bodyMeant returns the organisation that c is about, which names none: "joined the League in 1926 and [withdrew] in 1933", "Kuwait was [admitted] in 1961" on the page
// of the Arab League. Nil where the text does not tell.
func (p *passage) bodyMeant(c *chancery.Claim, r *reading) []chancery.Party {
	last := p.lastBody
	if len(last.body) == 1 && last.block == r.block && sameAll(c.Agents, last.agents) && !r.otherBody(last.body[0]) {
		return last.body
	}
	if p.single && len(p.base) == 1 && p.base[0].Type == chancery.Organisation && !r.otherBody(p.base[0]) && !slices.ContainsFunc(c.Agents, func(q chancery.Party) bool { return q.Type != chancery.State }) {
		return bare(p.base)
	}
	return nil
}
