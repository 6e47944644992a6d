package extract

import (
	"strings"

	"chancery"
)

// memory is what a passage keeps of its last claims, for words that stand for them: "They were resumed in 1991", "The embassy reopened",
// "China did so in October", "Kuwait recalled its ambassador".
type memory struct {
	relation []chancery.Party // the pair whose relations were spoken of last
	sender   []chancery.Party // the last mission: whose, and where
	receiver []chancery.Party
	city     *chancery.Role
	last     *chancery.Claim // the last act of the groups standing and mission
	block    int             // the block of last
	target   []chancery.Party
}

// remember keeps what c told.
func (m *memory) remember(c *chancery.Claim, group string, block int) {
	all := mergeParties(append([]chancery.Party(nil), c.Agents...), c.Patients)
	switch group {
	case "standing":
		if len(all) == 2 {
			m.relation = bare(all)
		}
	case "mission":
		if len(c.Agents) == 1 && len(c.Patients) == 1 && missionKind(c.Kind) {
			m.sender, m.receiver, m.city = bare(c.Agents), bare(c.Patients), nil
			if o, ok := c.Other("city"); ok {
				m.city = &o
			}
		}
	default:
		return
	}
	if !c.Modality.Actual() {
		return
	}
	d := *c
	m.last, m.block = &d, block
	if len(c.Patients) == 1 {
		m.target = bare(c.Patients)
	} else if len(c.Agents) == 2 && len(c.Patients) == 0 {
		m.target = bare(c.Agents)
	}
}

func missionKind(k string) bool { return strings.HasSuffix(k, "-mission") }

// bare returns the parties as understood: without their words.
func bare(ps []chancery.Party) []chancery.Party {
	out := append([]chancery.Party(nil), ps...)
	for i := range out {
		out[i].Mention, out[i].Organ, out[i].Person = "", "", ""
	}
	return out
}

// relationPronouns stand for relations spoken of before.
var relationPronouns = map[string]bool{"they": true, "them": true, "those": true, "these": true, "theirs": true, "it": true, "none": true, "one": true}

// standsFor reports whether t is a pronoun for the relations last spoken of, where a need asks for relations: "they were restored", and "those with
// Taipei" where this sentence has spoken of others.
func (r *reading) standsFor(t int) bool {
	w := strings.ToLower(r.toks[t].Form)
	if !relationPronouns[w] {
		return false
	}
	if w == "those" && len(r.prep(t, "with"))+len(r.prep(t, "between")) > 0 {
		return len(r.memory.relation) == 2 || r.relationsBefore(t)
	}
	if len(r.memory.relation) != 2 {
		return false
	}
	return r.at[t] < 0 || w == "they" || w == "them" || w == "those" || w == "these"
}

// relationsBefore reports whether the sentence speaks of relations before t.
func (r *reading) relationsBefore(t int) bool {
	c := r.rules.Classes["@relation"]
	for i := 0; c != nil && i < t; i++ {
		if r.in(i, c) {
			return true
		}
	}
	return false
}

// echoes returns claims that repeat an act with another subject: "China did so on 6 October", "Poland followed suit". The act is the last one before
// those words: of acts, those of this sentence by their trigger, else before, the last of the passage.
func (p *passage) echoes(b *chancery.Block, before *chancery.Claim, acts map[int]*chancery.Claim, r *reading, off int) (out []chancery.Claim) {
	for t := range r.toks {
		if !r.verb(t) || !r.echo(t) {
			continue
		}
		last := before
		for u := t - 1; u >= 0; u-- {
			if c := acts[u]; c != nil && c.Modality.Actual() {
				last = c
				break
			}
		}
		if last == nil {
			continue
		}
		var who []chancery.Party
		for _, s := range r.subject(t) {
			for _, q := range r.parties(s) {
				if q.Type == chancery.State {
					who = mergeParties(who, []chancery.Party{q})
				}
			}
		}
		for _, q := range who {
			c := *last
			c.Others, c.Quantity, c.Attribution, c.When = nil, nil, nil, nil
			c.Rule, c.Confidence = "echo", 0.7
			if k, _ := p.x.kinds.Get(c.Kind); k.Symmetric {
				other := p.shared(last, q)
				if other == nil {
					continue
				}
				c.Agents = []chancery.Party{q, *other}
				if c.Agents[0].ID > c.Agents[1].ID {
					c.Agents[0], c.Agents[1] = c.Agents[1], c.Agents[0]
				}
			} else {
				c.Agents = []chancery.Party{q}
				if len(c.Patients) == 0 || c.Patients[0].ID == q.ID {
					continue
				}
				c.Patients = bare(c.Patients)
			}
			st := r.stance(t, !r.news, nil)
			c.Modality = st.modality
			start, end := r.s.Start+off, r.s.End+off
			c.Quote = p.doc.Quote(b.Original(chancery.Span{Start: start, End: end}))
			c.Cites = p.cites(b, start, end)
			if best, cost := r.dates(t, &st, r.times, false); cost < far {
				for _, e := range best {
					for _, w := range e.whens {
						d := c
						d.When = &w
						d.ID = d.Identify()
						out = append(out, d)
					}
				}
				continue
			}
			c.ID = c.Identify()
			out = append(out, c)
		}
	}
	return out
}

// echo reports whether the verb t says that its subject did the same as was told before.
func (r *reading) echo(t int) bool {
	switch r.low[t] {
	case "do":
		for _, c := range r.kids[t] {
			if r.low[c] == "so" || r.low[c] == "likewise" || r.low[c] == "same" && r.is(c, "obj") {
				return true
			}
		}
	case "follow":
		for _, c := range r.kids[t] {
			if r.is(c, "obj") && r.low[c] != "suit" && r.low[c] != "example" || r.is(c, "nsubj:pass", "aux:pass") {
				return false
			}
		}
		return r.toks[t].XPOS != "VBG"
	}
	return false
}

// shared returns the party of the symmetric claim last that q takes the place beside: what the page is about, if it is one of the two.
func (p *passage) shared(last *chancery.Claim, q chancery.Party) *chancery.Party {
	for _, base := range p.base {
		for i := range last.Agents {
			if last.Agents[i].ID == base.ID && base.ID != q.ID {
				s := bare(last.Agents[i : i+1])[0]
				return &s
			}
		}
	}
	return nil
}
