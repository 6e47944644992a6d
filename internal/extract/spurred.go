package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
)

// Parties that are named by what they did: whom an act answers, and whose the move is that somebody speaks of.

// inAnswer are nouns for an act that answers another, under the preposition that stands with them.
var inAnswer = map[string]bool{"response": true, "retaliation": true, "reprisal": true, "reply": true, "answer": true, "revenge": true, "protest": true, "reaction": true, "anger": true, "fury": true, "outrage": true, "displeasure": true, "retribution": true}

// countering are the kinds of acts that are done to whoever did what they answer.
var countering = map[string]bool{"attack": true, "sanction": true, "mobilise": true, "close-border": true, "condemn": true, "criticise": true, "threaten": true, "end-agreement": true, "cancel": true, "invade": true,
	"cyberattack": true, "expel-diplomats": true, "recall-envoy": true, "summon-envoy": true, "withdraw-diplomats": true, "reject": true, "suspend-relations": true, "sever-relations": true, "downgrade-relations": true}

// answered returns the one state to whose act m is the answer, by its own words: "struck a base in response to a [Chadian] barrage", "closed the crossing in
// retaliation for Chad's raid".
func (r *reading) answered(m *match, agents []chancery.Party) []chancery.Party {
	if !countering[m.rule.Kind] || !r.verb(m.tok) || len(agents) != 1 {
		return nil
	}
	var out []chancery.Party
	in := r.ownPrep(m.tok, "in")
	for _, o := range r.object(m.tok) {
		in = union(in, r.ownPrep(o, "in"))
	}
	for _, n := range in {
		if !inAnswer[r.low[n]] {
			continue
		}
		for _, p := range []string{"to", "for", "against", "at", "over"} {
			for _, act := range append(r.ownPrep(n, p), r.ownPrep(m.tok, p)...) {
				if act < n {
					continue
				}
				out = mergeParties(out, r.statesAt(union(r.possessors(act), r.ownPrep(act, "by"))))
				if p == "against" {
					out = mergeParties(out, r.statesAt([]int{act}))
				}
			}
		}
	}
	if len(out) != 1 || sameID(agents, out[0]) {
		return nil
	}
	return bare(out)
}

// theBorder reports whether m closes or opens "the border", which the text need not say to be with whom it has been speaking of.
func (r *reading) theBorder(m *match) bool {
	if m.rule.Kind != "close-border" && m.rule.Kind != "open-border" || !m.stance.modality.Actual() {
		return false
	}
	return slices.ContainsFunc(r.object(m.tok), func(o int) bool {
		return (r.low[o] == "border" || r.low[o] == "frontier") && r.toks[o].XPOS == "NN" && slices.ContainsFunc(r.children(o, "det"), func(d int) bool { return r.low[d] == "the" })
	})
}

// generally are nouns for an act that the text has told of in other words.
var generally = map[string]bool{"move": true, "decision": true, "step": true, "action": true, "act": true, "measure": true, "announcement": true, "gesture": true, "order": true, "behaviour": true, "behavior": true, "conduct": true, "incident": true}

// spoken are those for what has been said.
var spoken = map[string]bool{"remark": true, "comment": true, "statement": true, "words": true, "claim": true, "accusation": true, "charge": true, "allegation": true, "threat": true, "demand": true, "ultimatum": true, "call": true, "offer": true, "proposal": true, "criticism": true, "suggestion": true,
	"veto": true, "refusal": true, "rejection": true}

// onActs are the kinds of what is said of an act and so to its author.
var onActs = map[string]bool{"condemn": true, "criticise": true, "praise": true, "reject": true, "deny": true, "oppose": true, "support": true}

// mover returns the one state whose act is "the move" or "the veto" that m speaks of: the one that acts in what the sentence has told before, or else the last
// sentence that told of anything. None where several did.
func (p *passage) mover(r *reading, m *match, agents []chancery.Party) []chancery.Party {
	if !onActs[m.rule.Kind] || len(agents) != 1 || agents[0].ID == "" || !r.verb(m.tok) {
		return nil
	}
	said, done, here := false, false, slices.ContainsFunc(r.mentions, func(n party.Mention) bool {
		return n.Form != party.Pronoun && len(n.Parties) > 0 && n.Parties[0].Type == chancery.State && n.Parties[0].ID != agents[0].ID
	})
	for _, o := range r.object(m.tok) {
		if f := r.form[o]; f == "it" || f == "this" || f == "that" { // "Kyiv welcomed it"
			said, done = true, true
			continue
		}
		if r.verb(o) || len(r.possessors(o)) > 0 || len(r.ownPrep(o, "of"))+len(r.ownPrep(o, "by"))+len(r.ownPrep(o, "to")) > 0 {
			continue
		}
		summed := r.head(m.tok) == o && r.is(o, "appos", "parataxis", "conj", "obj", "obl", "nmod") // "expelled two diplomats, a move that Chad condemned"
		if !summed && r.hasChild(o, "acl") {
			continue
		}
		if d := r.children(o, "det"); len(d) == 0 || !summed && r.low[d[0]] != "the" && r.low[d[0]] != "this" && r.low[d[0]] != "that" && r.low[d[0]] != "these" && r.low[d[0]] != "those" || summed && r.low[d[0]] != "a" && r.low[d[0]] != "the" {
			continue
		}
		here = here || summed
		said, done = said || spoken[r.low[o]], done || generally[r.low[o]]
	}
	if !said && !done {
		return nil
	}
	acted := func(claims []chancery.Claim) []chancery.Party {
		if said && done { // what was done, else what was said
			if by := p.actors(claims, false, agents[0]); len(by) > 0 {
				return by
			}
		}
		return p.actors(claims, said, agents[0])
	}
	if by := acted(p.claims[p.from:]); len(by) > 0 {
		return one(by)
	}
	if here || p.memory.block < r.block-nearBlocks {
		return nil
	}
	for to, n := p.from, 0; to > 0 && n < 2; n++ {
		from := p.sentenceOf(to - 1)
		if by := acted(p.claims[from:to]); len(by) > 0 {
			return one(by)
		}
		to = from
	}
	return nil
}

// sentenceOf returns the first of the claims that are of the same sentence as claim i.
func (p *passage) sentenceOf(i int) int {
	for i > 0 && p.claims[i-1].Quote.Start == p.claims[i].Quote.Start {
		i--
	}
	return i
}

// striking are words for an answer to what somebody has done to oneself.
var striking = map[string]bool{"retaliate": true, "retaliation": true, "respond": true, "response": true, "reply": true, "reciprocate": true, "reciprocity": true, "hit": true, "strike": true, "avenge": true, "revenge": true, "reprisal": true, "countermeasure": true, "counter-measure": true}

// striker returns the one state that has just been told to have acted against the agent of m, who threatens to answer: "imposed tariffs on China. Beijing vowed
// retaliation".
func (p *passage) striker(r *reading, m *match, agents []chancery.Party) []chancery.Party {
	if m.rule.Kind != "threaten" || len(agents) != 1 || agents[0].ID == "" || len(r.statesBut(agents[0])) > 0 {
		return nil
	}
	first, last := r.subtree(m.tok)
	if !striking[r.low[m.tok]] && !slices.ContainsFunc(r.low[first:last+1], func(w string) bool { return striking[w] }) {
		return nil
	}
	var out []chancery.Party
	for to, n := p.from, 0; to > 0 && n < 2 && len(out) == 0 && p.memory.block >= r.block-nearBlocks; n++ {
		from := p.sentenceOf(to - 1)
		for i := from; i < to; i++ {
			if c := &p.claims[i]; sameID(c.Patients, agents[0]) && c.Modality.Actual() && len(c.Agents) > 0 {
				out = mergeParties(out, c.Agents)
			}
		}
		to = from
	}
	return one(out)
}

// actors returns who did what claims tell of, words if said asks for them, other than q; all of those who did something together.
func (p *passage) actors(claims []chancery.Claim, said bool, q chancery.Party) (out []chancery.Party) {
	if said { // who spoke of him, if anyone did: "Turkey condemned Iraq, Jordan backed Kuwait; Iraq rejected the criticism"
		var at []chancery.Claim
		for i := range claims {
			if sameID(claims[i].Patients, q) {
				at = append(at, claims[i])
			}
		}
		if len(at) > 0 && len(at) < len(claims) {
			if out := p.actors(at, said, q); len(out) > 0 {
				return out
			}
		}
	}
	for i := range claims {
		c := &claims[i]
		k, _ := p.x.kinds.Get(c.Kind)
		if !said && k.Group != "word" && k.Group != "figure" && k.Group != "contact" && c.Modality.Actual() && !k.Symmetric && sameID(c.Agents, q) { // his own move may be meant
			return []chancery.Party{q, q}
		}
		if k.Symmetric && k.Group != "figure" && c.Modality.Actual() && !said { // the two did it
			return c.Agents
		}
		if said && (c.Kind == "deny" || c.Kind == "praise" || c.Kind == "support" || c.Kind == "congratulate") || k.Symmetric || k.Group == "figure" || strings.HasPrefix(c.Kind, "maintain") || (k.Group == "word") != said || !c.Modality.Actual() {
			continue
		}
		for _, a := range c.Agents {
			if a.Type == chancery.State && p.x.gaz.Line(a.ID) != p.x.gaz.Line(q.ID) && !slices.ContainsFunc(out, func(b chancery.Party) bool { return b.ID == a.ID }) {
				out = append(out, a)
			}
		}
	}
	return out
}

// one returns ps without their words if it is of one.
func one(ps []chancery.Party) []chancery.Party {
	if len(ps) != 1 {
		return nil
	}
	return bare(ps)
}
