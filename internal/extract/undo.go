package extract

import (
	"chancery"
)

// Acts that undo others: who did what to whom has been told, and is not told again. "They were lifted in 2016", "The border reopened", "The last
// troops left in 1994".

// undoes says which kinds a kind undoes, the likelier first.
var undoes = map[string][]string{
	"lift-sanction": {"sanction"}, "open-border": {"close-border"}, "withdraw-forces": {"invade", "mobilise"}, "release": {"arrest", "abduct"}, "return": {"annex", "invade"},
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

// sameAll reports whether each of ps is one of qs.
func sameAll(ps, qs []chancery.Party) bool {
	for _, p := range ps {
		if p.ID == "" || !sameID(qs, p) {
			return false
		}
	}
	return true
}
