package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
)

// Envoys of whom the text has told whose they are and where: "The French ambassador to Gabon criticised the arrests. The envoy was summoned the next day."

// posted is an envoy, or several, of whom the passage has told.
type posted struct {
	of, at   chancery.Party
	block    int
	sentence int
	word     string // what he was called
	many     bool
}

// envoyReach is how many sentences back an envoy may have been told of who is called by his office alone, or by a pronoun.
const envoyReach = 3

// envoyWords are what an envoy is called by, man or office.
var envoyWords = map[string]bool{"ambassador": true, "envoy": true, "diplomat": true, "attaché": true, "attache": true, "consul": true, "chargé": true, "commissioner": true, "nuncio": true, "official": true, "officer": true}

// post remembers the envoy whom the sentence tells of with his state and, under "to", "in" or "from", the place of his post, or else with the one other state of the
// sentence.
func (r *reading) post() {
	for t := range r.toks {
		if !r.envoy(t) || r.envoyBefore[t] {
			continue
		}
		of := r.statesAt(r.owners(t))
		if len(of) == 0 {
			of = r.statesAt([]int{t})
		}
		if len(of) != 1 {
			continue
		}
		at := r.statesNear(t)
		if len(at) == 0 {
			at = r.statesBut(of[0])
		}
		if len(at) != 1 || r.p.x.gaz.Line(at[0].ID) == r.p.x.gaz.Line(of[0].ID) {
			continue
		}
		r.p.posted = &posted{of: bare(of)[0], at: bare(at)[0], block: r.block, sentence: r.p.stats.Sentences, word: r.low[t], many: r.toks[t].XPOS == "NNS"}
	}
}

// envoy reports whether t is a noun for an envoy; an official or officer only where the sentence calls him a diplomat too.
func (r *reading) envoy(t int) bool {
	c := r.rules.Classes["@diplomat-only"]
	return r.toks[t].UPOS == "NOUN" && envoyWords[r.low[t]] && c != nil && r.in(t, c)
}

// statesNear returns the states where the envoy t is posted, by the words under him.
func (r *reading) statesNear(t int) (out []chancery.Party) {
	for _, w := range []string{"to", "in", "at"} {
		for _, o := range r.ownPrep(t, w) {
			for _, q := range r.mentioned(o) {
				if q.Type == chancery.State {
					out = mergeParties(out, []chancery.Party{q})
				}
			}
		}
	}
	return out
}

// ofEnvoys are the verbs of what is done to an envoy whom a pronoun may mean.
var ofEnvoys = map[string]bool{"expel": true, "recall": true, "summon": true, "withdraw": true, "order": true, "give": true, "declare": true, "deport": true, "call": true, "tell": true, "ask": true}

// envoys finds the words that mean the envoy told of before: "the envoy", "the two diplomats", "he", "they". A pronoun gets the lemma of a diplomat.
func (r *reading) envoys() {
	r.envoysHere()
	q := r.p.posted
	if q == nil || r.block-q.block > nearBlocks || r.p.stats.Sentences-q.sentence > envoyReach {
		return
	}
	for t := range r.toks {
		h := r.head(t)
		if h < 0 || !r.verb(h) || !r.is(t, "nsubj:pass", "obj", "iobj") {
			continue
		}
		switch f := r.form[t]; {
		case (f == "he" || f == "she" || f == "him" || f == "her" || (f == "they" || f == "them") && q.many) && ofEnvoys[r.low[h]]:
			if ps := r.mentioned(t); len(ps) > 0 && ps[0].ID != "" && ps[0].ID != q.of.ID {
				continue
			}
			r.low[t] = q.word
		case r.envoy(t) && r.definite(t) && len(r.owners(t)) == 0 && len(r.parties(t)) == 0 && !r.hasChild(t, "nmod", "acl", "appos", "flat"):
		default:
			continue
		}
		if r.envoyBefore == nil {
			r.envoyBefore = map[int]bool{}
		}
		r.envoyBefore[t] = true
		p := q.of
		p.Mention = r.toks[t].Form
		r.mentions = append(r.mentions, party.Mention{First: t, Last: t + 1, Head: t, Form: party.Office, Parties: []chancery.Party{p}})
		r.at[t] = len(r.mentions) - 1
	}
}

// envoysHere finds the pronouns that mean an envoy told of in the clause before: "summoned the Libyan ambassador and expelled [him]".
func (r *reading) envoysHere() {
	for t := range r.toks {
		f := r.form[t]
		v := r.head(t)
		if f != "him" && f != "her" && f != "them" || v < 0 || !r.verb(v) || !ofEnvoys[r.low[v]] || !r.is(t, "obj", "iobj") || !r.is(v, "conj", "advcl") || r.head(v) < 0 {
			continue
		}
		for _, o := range append(r.children(r.head(v), "obj"), r.children(r.head(v), "nsubj:pass")...) {
			of := r.statesAt(r.owners(o))
			if o > t || !r.envoy(o) || len(of) != 1 || (f == "them") != (r.toks[o].XPOS == "NNS") {
				continue
			}
			if ps := r.mentioned(t); len(ps) > 0 && ps[0].ID != "" && ps[0].ID != of[0].ID {
				continue
			}
			p := of[0]
			p.Mention = r.toks[t].Form
			r.low[t] = r.low[o]
			r.mentions = append(r.mentions, party.Mention{First: t, Last: t + 1, Head: t, Form: party.Office, Parties: []chancery.Party{p}})
			r.at[t] = len(r.mentions) - 1
		}
	}
}

// definite reports whether the noun t is told to be one that is known: "the envoy", "both diplomats".
func (r *reading) definite(t int) bool {
	return slices.ContainsFunc(r.kids[t], func(d int) bool {
		w := r.form[d]
		return d < t && (w == "the" || w == "both" || w == "these" || w == "this")
	})
}

// stationed returns the other side of what m does to or with the envoy told of before: where he is posted, for named whose he is, and the reverse.
func (r *reading) stationed(named []chancery.Party, m *match) []chancery.Party {
	q := r.p.posted
	if len(named) != 1 || !r.toEnvoy(m) {
		return nil
	}
	switch named[0].ID {
	case q.of.ID:
		return []chancery.Party{q.at}
	case q.at.ID:
		return []chancery.Party{q.of}
	}
	return nil
}

// toEnvoy reports whether what m tells is done to the envoy told of before.
func (r *reading) toEnvoy(m *match) bool {
	return quarrel[m.rule.Kind] && slices.ContainsFunc(r.object(m.tok), func(t int) bool { return r.envoyBefore[t] })
}

// byHosts are the kinds of what is done to an envoy by those to whom he is sent.
var byHosts = map[string]bool{"expel-diplomats": true, "summon-envoy": true}

// sides returns who acts on whom where m names neither and is done to the envoy told of before: he is recalled by those whose he is, and expelled by the others.
func (q *posted) sides(kind string) (agents, patients []chancery.Party) {
	of, at := []chancery.Party{q.of}, []chancery.Party{q.at}
	if byHosts[kind] {
		return at, of
	}
	return of, at
}

// allEnvoys reports whether m, in the passive, is done to the envoys of both sides, of whom nothing more is said: "Ambassadors were recalled".
func (r *reading) allEnvoys(m *match) bool {
	o := r.object(m.tok)
	return r.verb(m.tok) && r.passive(m.tok) && len(o) == 1 && r.toks[o[0]].XPOS == "NNS" && !r.hasChild(o[0], "amod", "nmod", "acl", "nummod", "conj") && len(r.owners(o[0])) == 0 && !r.hasChild(m.tok, "obl:agent")
}
