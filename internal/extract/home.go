package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
)

// Bodies of a state that the words name without it: "police arrested three journalists in Algiers".

// atHomeIn returns the state whose body t is, where the body has no owner and the clause says in which one state its act was done, or the sentence speaks of one
// state alone: "police arrested three in Kenya", "the Chadian government fell, and the Supreme Court freed them".
func (r *reading) atHomeIn(t int) []chancery.Party {
	if !r.ofSomeState(t) {
		return nil
	}
	v := r.head(t)
	if v < 0 || !r.verb(v) || !r.is(t, "nsubj", "obl:agent", "obl") && !(r.is(t, "obj") && servicemen[r.form[t]]) {
		return nil
	}
	at := r.statesUnder(v)
	if h := r.head(v); len(at) == 0 && h >= 0 && r.verb(h) && r.is(v, "advcl", "xcomp", "conj") { // "attacked a camp in Mali, killing 19 soldiers"
		at = r.statesUnder(h)
	}
	if len(at) == 0 {
		at = r.aloneSpokenOf()
	}
	if len(at) != 1 {
		return nil
	}
	return bare(at)
}

// ofSomeState reports whether t is a word for a body that every state has, "the police", "the Supreme Court", and nothing tells whose it is or sets it apart.
func (r *reading) ofSomeState(t int) bool {
	c := r.rules.Classes["@state-body"]
	if c == nil || r.apart(t) {
		return false
	}
	if of := r.ownPrep(t, "of"); !r.in(t, c) && len(of) > 0 && staff[r.low[t]] { // "members of the police"
		return len(r.children(t, "amod")) == 0 && r.ofSomeState(of[0])
	}
	if !r.in(t, c) {
		return false
	}
	for _, d := range r.kids[t] {
		switch {
		case r.is(d, "nmod", "acl", "appos", "nummod") && !(r.is(d, "nummod") && servicemen[r.form[t]]), r.is(d, "nmod:poss"):
			return false
		case r.is(d, "det") && r.low[d] != "the", r.is(d, "amod", "compound", "flat") && !ranks[r.low[d]]:
			return false
		}
	}
	return true
}

// staff are words for those who serve in such a body.
var staff = map[string]bool{"member": true, "officer": true, "unit": true, "element": true}

// ranks are words before such a body that every state has too: "the supreme court", "riot police".
var ranks = map[string]bool{"supreme": true, "high": true, "federal": true, "national": true, "constitutional": true, "riot": true, "security": true, "military": true, "armed": true, "police": true, "immigration": true, "border": true, "state": true, "central": true, "army": true, "government": true, "law": true, "enforcement": true}

// statesUnder returns the states in which the clause of the verb v says that something is done: "in Kenya", "during a march in Algiers", "a curfew in Jamaica".
func (r *reading) statesUnder(v int) (out []chancery.Party) {
	look := []int{v}
	look = append(look, r.children(v, "obj", "nsubj:pass")...)
	for _, c := range r.children(v, "obl") {
		if w := r.marks(c); w == "during" || w == "at" || w == "after" || w == "near" {
			look = append(look, c)
		}
	}
	if h := r.relativeHead(v); h >= 0 && r.toks[v].Rel == "acl:relcl" { // "Chad, where police arrested ten"
		for _, d := range r.children(v, "advmod") {
			if i := r.at[h]; r.low[d] == "where" && i >= 0 && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.State {
				return r.mentions[i].Parties
			}
		}
	}
	for _, a := range look {
		for _, o := range r.ownPrep(a, "in") {
			if i := r.at[o]; i >= 0 && (r.mentions[i].Place || r.mentions[i].City != "" || r.mentions[i].Form == party.Name) && len(r.mentions[i].Parties) == 1 && r.mentions[i].Parties[0].Type == chancery.State {
				out = mergeParties(out, r.mentions[i].Parties)
			}
		}
	}
	return out
}

// aloneSpokenOf returns the one state that the sentence speaks of as one that acts or as a place, where it names no other in any way.
func (r *reading) aloneSpokenOf() (out []chancery.Party) {
	acts := false
	for i := range r.mentions {
		m := &r.mentions[i]
		for _, q := range m.Parties {
			if q.Type != chancery.State || q.ID == "" {
				return nil
			}
		}
		out = mergeParties(out, bare(m.Parties))
		acts = acts || m.Form == party.Organ && m.Class != "mission" || m.Form == party.Office || m.City != "" && m.Place
	}
	if !acts || len(out) != 1 {
		return nil
	}
	return out
}

// listedWith adds to the parties of f, where words fill it that are known by their words alone, those in the same list that the role's types leave out: "shut down
// nine groups [and affiliated charities]".
func (r *reading) listedWith(f *filled) {
	c := r.rules.Classes["@besides"]
	if c == nil || f.role.Name != "patient" || !hasType(f.role.Types, "any") && !hasType(f.role.Types, "who") && !hasType(f.role.Types, "people") {
		return
	}
	for _, t := range slices.Clone(f.tokens) {
		for _, s := range r.expand([]int{t}) {
			if contains(f.tokens, s) || !r.is(s, "conj") || !strings.HasSuffix(r.toks[s].XPOS, "S") || !r.in(s, c) && !r.in(s, r.rules.Classes["@someone"]) && !r.in(s, r.rules.Classes["@business"]) {
				continue
			}
			f.tokens = append(f.tokens, s)
			f.parties = mergeParties(f.parties, []chancery.Party{r.named(s)})
		}
	}
}
