package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
	"chancery/internal/rule"
)

// What stands in the place of a party and is none: whether the party may then be understood.

// stranger returns a noun that stands where the agents of ro should and is neither a party nor a word for one, or -1.
func (r *reading) stranger(ru *rule.Rule, t int, ro *rule.Role, bound bindings, lent bool) int {
	if !lent && ro.Name != "agent" && ro.Name != "agents" {
		return r.organisationAt(t, ro, bound)
	}
	for _, alt := range ro.Paths {
		for _, p := range alt {
			if !lent && p[len(p)-1] != "subj" && p[len(p)-1] != "by" {
				continue
			}
			for _, c := range r.walk(t, p, bound) {
				u := r.toks[c].UPOS
				if u != "NOUN" && u != "PROPN" || contains(r.usedBy(bound), c) {
					continue
				}
				if r.site(ru.Kind, t, c) {
					continue
				}
				if ru.Kind == "recognise" && r.instrument(c) { // "the treaties of Berlin recognised its independence"
					return c
				}
				if r.retired(c) {
					return c
				}
				if r.occasion(c) {
					continue
				}
				if k := r.rules.Classes["@understood"]; k != nil && r.in(c, k) && !r.none(c) && !r.some(c) && !(statelike[r.low[c]] && (r.indefinite(c) || r.called(c))) && !(lent && u == "PROPN") || ru.HasRole("person") && r.personal(c) {
					continue
				}
				return c
			}
		}
	}
	return -1
}

// occasion reports whether t is what leads to an act and does not do it: "the [talks] led to an accord", "the [visit] resulted in a treaty".
func (r *reading) occasion(t int) bool {
	h := r.head(t)
	return h >= 0 && r.is(t, "nsubj") && (r.low[h] == "lead" || r.low[h] == "result") && r.in(t, r.rules.Classes["@occasion"])
}

// retired reports whether t is somebody who no longer holds his office: "former president Ana Rey".
func (r *reading) retired(t int) bool {
	i := r.at[t]
	if i < 0 || len(r.mentions[i].Parties) != 1 || r.mentions[i].Parties[0].Type != chancery.Person {
		return false
	}
	for k := r.mentions[i].First; k < r.mentions[i].Last; k++ {
		if party.Once[r.low[k]] {
			return true
		}
	}
	return false
}

// called reports whether the noun t is a word for a state that has a name of its own: "the Donetsk and Luhansk People's [Republics]".
func (r *reading) called(t int) bool {
	if l := r.low[t]; l != "republic" && l != "state" && l != "kingdom" {
		return false
	}
	for _, c := range r.children(t, "compound", "nmod:poss", "flat", "amod") {
		if r.toks[c].UPOS == "PROPN" && c < t {
			return true
		}
	}
	return false
}

// statelike are words for a state: "a country" is one that is not told which.
var statelike = map[string]bool{"country": true, "state": true, "nation": true, "government": true, "republic": true, "kingdom": true, "power": true, "neighbour": true, "neighbor": true, "regime": true, "party": true, "side": true}

// organisationAt returns the name of an organisation that stands where the patients of ro should, or -1: "was also accredited to the United Nations".
func (r *reading) organisationAt(t int, ro *rule.Role, bound bindings) int {
	for _, alt := range ro.Paths {
		for _, p := range alt {
			for _, c := range r.walk(t, p, bound) {
				if i := r.at[c]; i >= 0 && r.mentions[i].Form == party.Name && len(r.mentions[i].Parties) > 0 && r.mentions[i].Parties[0].Type == chancery.Organisation {
					return c
				}
			}
		}
	}
	return -1
}

// quantifiers say that it is not the two spoken of who act: "many nations", "several states".
var quantifiers = map[string]bool{"many": true, "several": true, "some": true, "other": true, "most": true, "numerous": true, "various": true, "certain": true, "few": true, "more": true, "dozen": true, "foreign": true, "western": true, "arab": true, "african": true, "european": true}

// some reports whether the noun is said of some of many: "several states", "the only nations", "twelve states".
func (r *reading) some(t int) bool {
	if x := r.toks[t].XPOS; x != "NNS" && x != "NNPS" {
		return false
	}
	counted, the := false, false
	for _, c := range r.kids[t] {
		if r.is(c, "det", "amod", "nummod") && quantifiers[r.low[c]] || r.is(c, "amod") && r.low[c] == "only" {
			return true
		}
		counted = counted || r.is(c, "nummod") && r.low[c] != "two" && r.form[c] != "2"
		the = the || r.is(c, "det", "nmod:poss")
	}
	return counted && !the // "twelve states", not "the three states"
}

// instrument reports whether t is a treaty.
func (r *reading) instrument(t int) bool {
	c := r.rules.Classes["@treaty"]
	return c != nil && r.in(t, c)
}

// personal reports whether t is a name that may be a person's: one of no known party.
func (r *reading) personal(t int) bool {
	if i := r.at[t]; i >= 0 {
		m := &r.mentions[i]
		return m.Form == party.PersonName && len(m.Parties) == 1 && m.Parties[0].ID == ""
	}
	return r.toks[t].UPOS == "PROPN"
}

// lent says of which kinds the missing party is, on a page about a pair, the other of the two: told by a verb or by a noun, or by a verb only. Of what is
// said, of figures and of what states do within themselves it may be anybody or nobody.
var lent = map[string]struct{ noun bool }{
	"sign-agreement": {true}, "end-agreement": {true}, "make-peace": {true}, "declare-war": {true}, "sanction": {true}, "lift-sanction": {true}, "return": {true}, "withdraw-forces": {true},
	"establish-relations": {true}, "restore-relations": {true}, "sever-relations": {true}, "suspend-relations": {true}, "upgrade-relations": {true}, "downgrade-relations": {true},
	"open-mission": {true}, "close-mission": {true}, "reopen-mission": {true}, "recall-envoy": {true}, "appoint-envoy": {true}, "return-envoy": {true}, "withdraw-diplomats": {true}, "expel-diplomats": {true},
	"visit": {}, "invade": {}, "attack": {}, "aid": {}, "apologise": {}, "close-border": {}, "open-border": {}, "recognise": {}, "withdraw-recognition": {},
}

// lends reports whether a party that ru wants named at t may be left to the page: the other of the pair that it is about; for an act told by a noun,
// the other of the two who acted last.
func (r *reading) lends(ru *rule.Rule, t int) bool {
	if k, ok := lent[ru.Kind]; !ok || ru.Fact || ru.State || ru.Nominal || !k.noun && !r.verb(t) || ru.Kind == "aid" && !ofObject(ru) {
		return false
	}
	if r.toks[t].XPOS == "VBN" && r.toks[t].Rel == "acl" && !lent[ru.Kind].noun && len(r.prep(t, "by")) == 0 { // "withdrew from land occupied in June": by whom, the text does not say
		return false
	}
	if len(r.p.pair) == 2 && r.p.pair[0].Type == chancery.State && r.p.pair[1].Type == chancery.State {
		if ru.Kind == "visit" && slices.ContainsFunc(r.subject(t), func(s int) bool { return r.low[s] == "ambassador" || r.low[s] == "envoy" }) { // who "returned" to his post is no guest
			return false
		}
		if r.p.partnered && (!r.p.talked && !r.verb(t) && len(r.statesAt(r.possessors(t))) == 0 || ofMany[ru.Kind]) {
			return false
		}
		return !r.p.outsider(r, false)
	}
	l := r.p.memory.last.claim
	return l != nil && !r.verb(t) && r.block-r.p.memory.block <= nearBlocks && len(l.Agents)+len(l.Patients) == 2
}

// doneBySomebody reports whether a "by" stands close behind the passive verb t: by whom it was done is said, though it may not be understood ("was ruled by, among
// others, Persians").
func (r *reading) doneBySomebody(t int) bool {
	if !r.verb(t) || !r.passive(t) {
		return false
	}
	for i := t + 1; i+1 < len(r.toks) && i <= t+3 && r.toks[i].Form != ","; i++ {
		if r.low[i] == "by" {
			return r.toks[i+1].XPOS != "VBG" && !r.temporal(i+1)
		}
	}
	return false
}

// ofMany are the kinds of which a page about one state tells with many, and often without saying whom: "states that recognise it".
var ofMany = map[string]bool{"recognise": true, "withdraw-recognition": true, "declare-war": true}

// ofObject reports whether ru says what words its object is told by: what is given, not that somebody is helped.
func ofObject(ru *rule.Rule) bool {
	for i := range ru.Needs {
		if n := &ru.Needs[i]; !n.Not && len(n.Classes) > 0 && n.Paths[0][0] == "obj" {
			return true
		}
	}
	return false
}

// none reports whether the noun is said of nobody: "no state".
func (g *graph) none(t int) bool {
	for _, c := range g.kids[t] {
		if g.is(c, "det", "advmod") && (g.low[c] == "no" || g.low[c] == "neither") {
			return true
		}
	}
	return false
}
