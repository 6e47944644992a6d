package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/nlp"
)

// What the trees of news sentences get wrong: who says it at the end, what is done to a noun's end, words that are two.

// repairWound makes "wound" the past of "wind": that of the other verb is "wounded".
func repairWound(s *nlp.Sentence) {
	for i := range s.Tokens {
		if t := &s.Tokens[i]; t.Form == "wound" && (t.XPOS == "VBD" || t.XPOS == "VBN" || t.UPOS == "VERB" && i+1 < len(s.Tokens) && (s.Tokens[i+1].Form == "up" || s.Tokens[i+1].Form == "down")) {
			t.Lemma = "wind"
		}
	}
}

// repairBase gives a verb its own form as its lemma where the lemma that was found is no verb that the rules know and the form is: "Chad and Mali [sever] ties".
func repairBase(s *nlp.Sentence, verbs map[string]bool) {
	for i := range s.Tokens {
		t := &s.Tokens[i]
		if low := strings.ToLower(t.Form); t.UPOS == "VERB" && t.Lemma != low && !verbs[t.Lemma] && verbs[low] {
			t.Lemma, t.XPOS = low, "VBP"
		}
	}
}

// repairMilitary makes a noun of "military" behind its owner where nothing follows that it could tell of: "fired by the Israeli [military] struck".
func repairMilitary(s *nlp.Sentence) {
	toks := s.Tokens
	for i := 1; i < len(toks); i++ {
		if toks[i].Form != "military" || toks[i].UPOS != "ADJ" || toks[i-1].UPOS != "ADJ" && toks[i-1].UPOS != "PROPN" && toks[i-1].UPOS != "PART" && toks[i-1].Form != "the" {
			continue
		}
		if i+1 < len(toks) && (toks[i+1].UPOS == "NOUN" || toks[i+1].UPOS == "PROPN" || toks[i+1].UPOS == "ADJ" || toks[i+1].UPOS == "NUM" || toks[i+1].Form == "-" || toks[i+1].Form == "and" || toks[i+1].Form == "or" || toks[i+1].Form == ",") {
			continue
		}
		toks[i].UPOS, toks[i].XPOS = "NOUN", "NN"
		h := toks[i].Head
		for c := i - 1; c >= 0 && c >= i-4; c-- { // what stands before it and was hung beside it
			if toks[c].UPOS == "ADP" && c > 0 && strings.HasPrefix(toks[c-1].XPOS, "VB") {
				toks[c].Head, toks[c].Rel = i, "case"
				toks[i].Head, toks[i].Rel = c-1, "obl:agent"
				if toks[c].Form != "by" {
					toks[i].Rel = "obl"
				}
				break
			}
			if toks[c].Head != h && toks[c].Head != i || toks[c].UPOS != "ADJ" && toks[c].UPOS != "DET" && toks[c].UPOS != "PROPN" {
				break
			}
			toks[c].Head = i
		}
		if toks[i].Rel == "amod" && h == i+1 && strings.HasPrefix(toks[h].XPOS, "VB") {
			toks[i].Rel = "nsubj"
		}
	}
}

// repairNamedVerb makes a subject of a person's name at the head of a sentence that a tree takes for a verb: "[Blinken] sat down with them".
func repairNamedVerb(s *nlp.Sentence, mentions []party.Mention) {
	toks := s.Tokens
	for i := range mentions {
		m := &mentions[i]
		if m.First != 0 || m.Form != party.PersonName || len(m.Parties) == 0 || toks[m.Head].UPOS != "VERB" || toks[m.Head].Rel != "advcl" {
			continue
		}
		if h := toks[m.Head].Head; h == m.Last && toks[h].UPOS == "VERB" && !hasSubject(toks, h) {
			toks[m.Head].UPOS, toks[m.Head].XPOS, toks[m.Head].Rel, toks[m.Head].Lemma = "PROPN", "NNP", "nsubj", toks[m.Head].Form
		}
	}
}

// repairRate hangs what a measure is laid on under the measure, where a tree hangs it under its height: "duties of up to 20 percent on [wine]".
func repairRate(s *nlp.Sentence) {
	toks := s.Tokens
	for c := range toks {
		p := toks[c].Head
		if p < 0 || p >= c || toks[c].Rel != "nmod" || toks[p].Rel != "nmod" || toks[p].Lemma != "percent" && toks[p].Lemma != "cent" && toks[p].Form != "%" {
			continue
		}
		for k := p + 1; k < c; k++ {
			if toks[k].Head == c && toks[k].Rel == "case" && (toks[k].Form == "on" || toks[k].Form == "against") {
				toks[c].Head = toks[p].Head
				break
			}
		}
	}
}

// repairReported parts those who say it, at the end, from those it was done to: "killing five people, [activists] and a monitor said".
func repairReported(s *nlp.Sentence) {
	toks := s.Tokens
	for v := len(toks) - 1; v > 3; v-- {
		if toks[v].Lemma != "say" && toks[v].Lemma != "report" || toks[v].XPOS != "VBD" && toks[v].XPOS != "VBP" {
			continue
		}
		n := subjectNoun(toks, v)
		if n < 0 || n != v-1 && !(n < v && n > v-4) {
			return
		}
		cc := -1
		for c := range toks[:n] {
			if toks[c].Rel == "cc" && (toks[c].Head == v || toks[c].Head == n) && toks[c].Form == "and" {
				cc = c
			}
		}
		if cc < 2 || toks[cc-1].UPOS != "NOUN" && toks[cc-1].UPOS != "PROPN" || toks[cc-1].Rel != "conj" {
			return
		}
		first := cc - 1
		h := toks[first].Head
		for b := first - 1; b >= 0; b-- {
			if toks[b].Form == "," {
				if toks[b].Head != first && toks[b].Head != h || h >= b {
					return
				}
				break
			}
			if toks[b].Head != first || b <= h {
				return
			}
		}
		toks[first].Head, toks[first].Rel = v, "nsubj"
		toks[n].Head, toks[n].Rel = first, "conj"
		toks[cc].Head = n
		toks[v].Rel = "parataxis"
		return
	}
}

// repairAim hangs a "to" on the noun before it that means what is to be done, where a tree hangs it on the verb: "rejected a [bid] by the minister to condemn it",
// "during a [rally] by nurses to denounce it".
func repairAim(s *nlp.Sentence) {
	toks := s.Tokens
	for v := range toks {
		h := toks[v].Head
		if h < 0 || h >= v || toks[v].Rel != "advcl" || toks[v].XPOS != "VB" || !strings.HasPrefix(toks[h].XPOS, "VB") || !infinitive(toks, v) {
			continue
		}
		for n := v - 1; n > h; n-- {
			if toks[n].Head == h && (toks[n].Rel == "obj" && (aimed[toks[n].Lemma] || rallies[toks[n].Lemma]) || toks[n].Rel == "obl" && rallies[toks[n].Lemma]) {
				toks[v].Head, toks[v].Rel = n, "acl"
				break
			}
			if toks[n].Head == h && toks[n].Rel != "punct" && toks[n].Rel != "nmod:unmarked" && toks[n].Rel != "advmod" && !(toks[n].Rel == "obl" && caseIn(toks, n, "by")) {
				break
			}
		}
	}
}

// infinitive reports whether the verb v has a "to".
func infinitive(toks []nlp.Token, v int) bool {
	for c := v - 1; c >= 0 && c >= v-3; c-- {
		if toks[c].Head == v && toks[c].Rel == "mark" {
			return strings.EqualFold(toks[c].Form, "to")
		}
	}
	return false
}

// aimed are nouns for what somebody wants done, rallies for where many say what they want.
var (
	aimed   = map[string]bool{"bid": true, "attempt": true, "motion": true, "proposal": true, "request": true, "demand": true, "call": true, "plea": true, "appeal": true, "petition": true, "suggestion": true, "plan": true, "offer": true}
	rallies = map[string]bool{"rally": true, "demonstration": true, "protest": true, "march": true, "vigil": true}
)

// reached returns the party who is spoken to by whoever protests, complains or apologises to him: "telephoned [Chile's leader] to apologise".
func (r *reading) reached(m *match) []chancery.Party {
	v := m.tok
	if h := r.head(v); h >= 0 && !r.verb(v) && r.is(v, "obj") && r.verb(h) && r.light(h) { // "summoned the envoy to convey its opposition to the executions"
		v = h
	}
	h := r.head(v)
	if h < 0 || !r.is(v, "advcl", "xcomp") || r.marks(v) != "to" || !reaching[r.low[h]] || v == m.tok && !conveying[r.low[v]] {
		return nil
	}
	for _, o := range union(r.children(h, "obj", "iobj"), r.ownPrep(h, "to")) {
		for _, t := range append([]int{o}, r.owners(o)...) {
			if ps := known(r.parties(t)); len(ps) == 1 && !m.acts(ps[0].ID) {
				return bare(ps)
			}
		}
	}
	return nil
}

// onBehalf gives the act of an agency to the state that it serves, unless it acts together with others who are none: "the CIA trained the rebels".
func (p *passage) onBehalf(ps []chancery.Party) []chancery.Party {
	for i, q := range ps {
		if on := p.served(q); on.ID != q.ID {
			rest := append(slices.Clone(ps[:i]), ps[i+1:]...)
			if slices.ContainsFunc(rest, func(o chancery.Party) bool { return o.Type != chancery.State }) {
				return ps
			}
			return mergeParties(rest, []chancery.Party{on})
		}
	}
	return ps
}

// served returns the state whose agency q is, as acting through it, or q.
func (p *passage) served(q chancery.Party) chancery.Party {
	e, ok := p.x.gaz.Entry(q.ID)
	if !ok || e.Status != party.Agency || e.State == "" {
		return q
	}
	on := p.x.gaz.Party(e.State, edtf.Date{})
	on.Mention, on.Organ = q.Mention, q.Mention
	return on
}

// heldBy returns who holds the ground at t: "a [rebel]-held enclave", "the [Hamas]-controlled town".
func (r *reading) heldBy(t int) []chancery.Party {
	for _, v := range r.children(t, "amod", "acl", "compound") {
		if v < 2 || v > t || r.toks[v-1].Form != "-" || r.low[v] != "hold" && r.low[v] != "control" && r.form[v] != "held" && r.form[v] != "controlled" {
			continue
		}
		w := v - 2
		if i := r.at[w]; i >= 0 {
			return known(bare(r.mentions[i].Parties))
		}
		if r.in(w, r.rules.Classes["@fighters"]) {
			n := strings.ToLower(r.toks[w].Form)
			return []chancery.Party{{Name: n + "s", Mention: n, Type: chancery.Thing}}
		}
	}
	return nil
}

// grounds takes out of the patients of c, an act of force, those that are places or things known by their words only: "shelled the [enclave]".
func (p *passage) grounds(c *chancery.Claim) {
	sites := p.x.rules.Classes["@ground"]
	if sites == nil || len(known(c.Agents)) == 0 {
		return
	}
	c.Patients = slices.DeleteFunc(slices.Clone(c.Patients), func(q chancery.Party) bool {
		if q.ID != "" || q.Type != chancery.Thing && q.Type != chancery.Place {
			return false
		}
		w := strings.ToLower(lastWord(q.Name))
		return sites.Words[w] || sites.Words[strings.TrimSuffix(w, "s")]
	})
}

// opponent returns the other party of the last claim near by that was about ps and one more: "protested to Chad. The Chadian ambassador was called in".
func (p *passage) opponent(ps []chancery.Party, r *reading) []chancery.Party {
	if len(ps) != 1 || len(r.statesBut(ps[0])) > 0 {
		return nil
	}
	for i, n := len(p.claims)-1, 0; i >= 0 && n < 4; i, n = i-1, n+1 {
		c := &p.claims[i]
		pair := mergeParties(slices.Clone(c.Agents), c.Patients)
		if len(pair) == 2 && c.Modality.Actual() && sameID(pair, ps[0]) {
			return bare(p.understood(ps, pair))
		}
	}
	return nil
}

// foes returns the two whose fight or quarrel, told last, is what m is about: "Chad shelled Libyan posts. Mali brokered a halt to [the fighting]".
func (p *passage) foes(r *reading, m *match, by []chancery.Party) []chancery.Party {
	if len(by) == 0 || !m.stance.modality.Actual() || slices.ContainsFunc(r.statesBut(by[0]), func(q chancery.Party) bool { return !sameID(by, q) }) {
		return nil
	}
	first, last := r.subtree(m.tok)
	if !slices.ContainsFunc(r.low[first:last+1], func(w string) bool { return hostile[w] }) {
		return nil
	}
	for i, n := len(p.claims)-1, 0; i >= 0 && n < 6; i, n = i-1, n+1 {
		c := &p.claims[i]
		if !c.Modality.Actual() || c.Kind != "attack" && c.Kind != "invade" && c.Kind != "deteriorate" && c.Kind != "declare-war" && c.Kind != "close-border" {
			continue
		}
		if pair := mergeParties(slices.Clone(c.Agents), c.Patients); len(pair) == 2 && pair[0].Type == chancery.State && pair[1].Type == chancery.State && !sameID(by, pair[0]) && !sameID(by, pair[1]) {
			return bare(pair)
		}
	}
	return nil
}

// hostile are words for what a mediator ends.
var hostile = map[string]bool{"fighting": true, "truce": true, "ceasefire": true, "cease": true, "hostility": true, "clash": true, "quarrel": true, "dispute": true, "conflict": true, "crisis": true, "feud": true, "row": true, "standoff": true, "war": true, "halt": true, "end": true, "two": true, "sides": true, "side": true}
