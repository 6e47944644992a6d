package party

import (
	"strings"

	"chancery"
)

// Whose "its", "his" and "their" are.

// ownMeant returns whom "its" or "their" means: the subject of its own clause, else the nearest before it in the sentence,
// else the subject of the sentence before.
func (r *pass) ownMeant(t int, plural bool) []chancery.Party {
	fits := func(a *antecedent) bool {
		if a.stranger {
			return false
		}
		if plural {
			return a.plural || a.form == Group || a.form == Organ || a.parties[0].Type == chancery.Organisation && a.parties[0].Person == "" || len(a.parties) > 1 || manyNamed(a.parties[0])
		}
		return a.actor()
	}
	if t >= 2 && (r.low[t-1] == "and" || r.low[t-1] == "or") && !plural { // "between X and its allies"
		for k := range r.out {
			if m := &r.out[k]; m.Last == t-1 && len(m.Parties) == 1 && m.Form != Pronoun && m.Form != Adjective {
				if a := r.antecedent(m); fits(&a) {
					return a.parties
				}
			}
		}
	}
	if ps := r.judged(t); ps != nil {
		return ps
	}
	if ps := r.expelled(t); ps != nil {
		return ps
	}
	if ps := r.sentAway(t); ps != nil {
		return ps
	}
	if ps := r.ownHarmed(t); ps != nil && !plural {
		return ps
	}
	if ps := r.ownDeed(t); ps != nil && !plural {
		return ps
	}
	if ps := r.ownToCome(t); ps != nil && !plural {
		return ps
	}
	if ps := r.ownSpeaker(t); ps != nil && !plural {
		return ps
	}
	if ps := r.controlled(t); ps != nil && !plural {
		return ps
	}
	if ps := r.ownDecided(t); ps != nil && !plural {
		return ps
	}
	if ps := r.asked(t); ps != nil && !plural {
		return ps
	}
	if r.parsed {
		if s := r.clauseSubject(t); s >= 0 {
			if m, ok := At(r.out, s); ok && m.Last <= t && len(m.Parties) > 0 {
				if plural {
					if ps := r.coordinated(s, t); len(ps) > 1 {
						return ps
					}
				}
				a := r.antecedent(&m)
				if fits(&a) {
					return a.parties
				}
				if ps := r.speakerAbove(s, &a); ps != nil && !plural {
					return ps
				}
				return nil
			}
			if m, ok := Owner(r.out, r.s, s); ok && m.Last <= t && len(m.Parties) == 1 && !plural { // "Albania's ties strained its relations"
				return m.Parties
			}
			if s < t && !plural && (r.toks[s].UPOS != "PRON" || r.low[s] == "it" && !r.expletive(s)) && !(r.toks[s].UPOS == "NUM" && r.beneath(t, s)) { // not "said one of its soldiers"
				return nil
			}
		}
	}
	list := r.before(t)
	same := r.sameSentence(list, func(a *antecedent) bool { return fits(a) && (plural || !a.place) })
	if len(same) > 0 {
		for _, a := range same {
			if a.subject {
				return a.parties
			}
		}
		return same[0].parties
	}
	if r.d.subjectOther {
		return nil
	}
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-1 {
			break
		}
		if a.sentence == r.d.sentence-1 && a.topic && fits(a) {
			return a.parties
		}
	}
	return nil
}

// ownToCome returns the subject of the clause, where t owns what stands before it and nobody is named yet: "Following [its] occupation of Vietnam, France absorbed
// Laos". What is done by somebody else or comes over one is not told of its subject: "after its recognition by Chad, Peru protested".
func (r *pass) ownToCome(t int) []chancery.Party {
	const front = 5 // tokens into the sentence
	n := r.toks[t].Head
	if !r.parsed || t > front || n < t || r.toks[t].Rel != "nmod:poss" || relation(r.toks[n].Rel) != "obl" || undergone[r.toks[n].Lemma] {
		return nil
	}
	v := r.toks[n].Head
	if v < n {
		return nil
	}
	for c := n + 1; c < v; c++ {
		if r.toks[c].Head == n && caseOf(r.s, c) == "by" {
			return nil
		}
	}
	for i := range r.out {
		m := &r.out[i]
		if m.First < t {
			return nil
		}
		if m.First > n && m.Form == Name && r.toks[m.Head].Head == v && strings.HasPrefix(r.toks[m.Head].Rel, "nsubj") && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && m.Parties[0].ID != "" {
			p := m.Parties[0]
			p.Person, p.Organ = "", ""
			return []chancery.Party{p}
		}
	}
	return nil
}

// ownDecided returns who is to do what the infinitive says that t stands in, where the noun above it tells whose it is: "deplored the decision of Chad to close [its]
// embassy".
func (r *pass) ownDecided(t int) []chancery.Party {
	a := r.toks[t].Head
	for n := 0; a >= 0 && r.toks[a].UPOS != "VERB" && n < 8; n++ {
		a = r.toks[a].Head
	}
	if !r.parsed || a < 0 || a > t || r.toks[a].Rel != "acl" || r.toks[a].XPOS != "VB" {
		return nil
	}
	n := r.toks[a].Head
	for c := n + 1; n >= 0 && c < a; c++ {
		if r.toks[c].Head != n || caseOf(r.s, c) != "of" && caseOf(r.s, c) != "by" {
			continue
		}
		if m, ok := At(r.out, c); ok && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && m.Parties[0].ID != "" {
			p := m.Parties[0]
			p.Person, p.Organ = "", ""
			return []chancery.Party{p}
		}
	}
	return nil
}

// ownSpeaker returns who is the subject of what is said, where t owns the one who says so after it: "Peru would answer if Chad crossed the line, [its] minister said".
func (r *pass) ownSpeaker(t int) []chancery.Party {
	n := r.toks[t].Head
	if !r.parsed || t < 1 || n < t || r.low[t-1] != "," || r.toks[t].Rel != "nmod:poss" || relation(r.toks[n].Rel) != "nsubj" {
		return nil
	}
	v := r.toks[n].Head
	if v < n {
		return nil
	}
	for i := range r.out {
		m := &r.out[i]
		if m.First >= t {
			return nil
		}
		said := r.toks[m.Head].Head
		if said >= 0 && said < t && said > m.Head && r.toks[said].Rel == "ccomp" && r.toks[said].Head == v && r.toks[m.Head].Rel == "nsubj" && m.Form == Name && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && m.Parties[0].ID != "" {
			p := m.Parties[0]
			p.Person, p.Organ = "", ""
			return []chancery.Party{p}
		}
	}
	return nil
}

// pronounOwner returns the party that the possessive pronoun at t stands for.
func (r *pass) pronounOwner(t int) (chancery.Party, bool) {
	var ps []chancery.Party
	switch r.low[t] {
	case "his", "her":
		ps = r.personMeant(t, r.low[t])
	case "its":
		ps = r.ownMeant(t, false)
	case "their":
		ps = r.ownMeant(t, true)
	}
	if len(ps) != 1 || ps[0].ID == "" {
		return chancery.Party{}, false
	}
	p := ps[0]
	p.Person, p.Organ = "", ""
	return p, true
}

// ownDeed returns the state whose deed is told by the noun below which the possessor t stands: "commented on [Chad]'s recall of its envoy".
func (r *pass) ownDeed(t int) []chancery.Party {
	if !r.parsed || relation(r.toks[t].Rel) != "nmod" {
		return nil
	}
	n := r.toks[t].Head // what is owned
	for k := 0; k < 3 && n >= 0 && relation(r.toks[n].Rel) == "nmod"; k++ {
		n = r.toks[n].Head
		if n < 0 || r.toks[n].UPOS != "NOUN" || n > t {
			return nil
		}
		for i := range r.out {
			m := &r.out[i]
			if m.Head < n && r.toks[m.Head].Head == n && r.toks[m.Head].Rel == "nmod:poss" && m.Form != Pronoun && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State {
				return m.Parties
			}
		}
	}
	return nil
}

// ownHarmed returns the state that says what another did to something of its own: "[Peru] said that Chad had attacked its ship".
func (r *pass) ownHarmed(t int) []chancery.Party {
	n := r.toks[t].Head
	if !r.parsed || n < t || r.toks[t].Rel != "nmod:poss" {
		return nil
	}
	if h := r.toks[n].Head; relation(r.toks[n].Rel) == "nmod" && h >= 0 && h < t && r.toks[h].UPOS == "NUM" && caseOf(r.s, n) == "of" { // "one of its ships"
		n = h
	}
	if h := r.toks[n].Head; relation(r.toks[n].Rel) != "obj" && !(relation(r.toks[n].Rel) == "obl" && h >= 0 && caseOf(r.s, n) == "on") {
		return nil
	}
	v := r.toks[n].Head
	if v < 0 || v > t || !harming[r.toks[v].Lemma] || relation(r.toks[v].Rel) != "ccomp" || r.toks[v].Head < 0 {
		return nil
	}
	var own, other []chancery.Party
	for i := range r.out {
		m := &r.out[i]
		if m.Last > t || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State || relation(r.toks[m.Head].Rel) != "nsubj" {
			continue
		}
		switch r.toks[m.Head].Head {
		case v:
			other = m.Parties
		case r.toks[v].Head:
			own = m.Parties
		}
	}
	if own == nil || other == nil || own[0].ID == other[0].ID {
		return nil
	}
	p := own[0]
	p.Person, p.Organ = "", ""
	return []chancery.Party{p}
}

// controllers are verbs whose object does what the clause behind it says, with the words that may open that clause.
var controllers = map[string]string{
	"accuse": "of", "suspect": "of", "charge": "with", "convict": "of", "blame": "for", "criticise": "for", "criticize": "for", "condemn": "for", "thank": "for", "praise": "for",
	"urge": "to", "ask": "to", "order": "to", "force": "to", "allow": "to", "tell": "to", "persuade": "to", "invite": "to", "warn": "to", "press": "to", "compel": "to", "permit": "to", "require": "to",
	"instruct": "to", "advise": "to", "encourage": "to", "forbid": "to", "pressure": "to", "prevent": "from", "stop": "from", "deter": "from",
}

// withOwn are verbs for what one does with what is one's own: "accused Chad of violating its border" is not of Chad's.
var withOwn = map[string]bool{
	"use": true, "employ": true, "recall": true, "withdraw": true, "pull": true, "close": true, "reopen": true, "open": true, "move": true, "keep": true, "honour": true, "honor": true, "abandon": true,
	"dismantle": true, "reduce": true, "downsize": true, "change": true, "reconsider": true, "send": true, "deploy": true, "commit": true, "meet": true, "fulfil": true, "fulfill": true, "improve": true,
}

// controlled returns who does what the clause says in which t owns something, where that is the object of the verb above: "accused Chad of using [its] embassy to spy".
func (r *pass) controlled(t int) []chancery.Party {
	if !r.parsed || r.toks[t].Rel != "nmod:poss" {
		return nil
	}
	n := r.toks[t].Head
	if n < 0 || relation(r.toks[n].Rel) != "obj" {
		return nil
	}
	v := r.toks[n].Head
	if v < 0 || !withOwn[r.toks[v].Lemma] || r.subjectOf(v) {
		return nil
	}
	above := r.toks[v].Head
	if rel := relation(r.toks[v].Rel); above < 0 || rel != "advcl" && rel != "xcomp" && rel != "ccomp" || r.toks[v].XPOS != "VBG" && r.toks[v].XPOS != "VB" {
		return nil
	}
	opener, ok := controllers[r.toks[above].Lemma]
	opened := false
	for c := above + 1; c < v; c++ {
		opened = opened || r.toks[c].Head == v && r.low[c] == opener
	}
	if !ok || !opened {
		return nil
	}
	for i := range r.out {
		m := &r.out[i]
		if h := &r.toks[m.Head]; m.Last <= t && len(m.Parties) == 1 && h.Head == above && (relation(h.Rel) == "obj" || h.Rel == "nsubj:pass") {
			return m.Parties
		}
	}
	return nil
}

// asked returns the state at whose wish the clause says that something is done, where t owns those who wished it: "sent troops to Mali at the request of [its] government". It is the one
// state named between the verb and the wish, and not who does it.
func (r *pass) asked(t int) []chancery.Party {
	if !r.parsed || r.toks[t].Rel != "nmod:poss" || r.toks[t].Head < 0 {
		return nil
	}
	q := r.toks[r.toks[t].Head].Head
	if q < 0 || q > t || !wishes[r.toks[q].Lemma] || relation(r.toks[q].Rel) != "obl" && relation(r.toks[q].Rel) != "nmod" || caseOf(r.s, q) != "at" {
		return nil
	}
	v := q
	for n := 0; n < 6 && v >= 0 && r.toks[v].UPOS != "VERB"; n++ {
		v = r.toks[v].Head
	}
	var one []chancery.Party
	for i := range r.out {
		m := &r.out[i]
		if v < 0 || m.First < v || m.Last > q || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State {
			continue
		}
		if one != nil && one[0].ID != m.Parties[0].ID {
			return nil
		}
		one = m.Parties
	}
	return one
}

// wishes are nouns for what is done at somebody's wish.
var wishes = map[string]bool{"request": true, "invitation": true, "behest": true, "plea": true, "urging": true, "insistence": true}
