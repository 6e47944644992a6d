package party

import (
	"slices"
	"strings"

	"chancery"
)

// What "it" means.

// itMeant returns what "it" means: the subject of this sentence or of the one before, where that is a state or organisation.
func (r *pass) itMeant(t int) []chancery.Party {
	if r.expletive(t) {
		return nil
	}
	if ps := r.joinedBody(t); ps != nil {
		return ps
	}
	if h := r.toks[t].Head; r.parsed && h >= 0 && relation(r.toks[t].Rel) == "obj" && !partyObjects[r.toks[h].Lemma] { // "the Finns opposed it": a thing as well as a party
		return nil
	}
	if r.sameThing(t) {
		return nil
	}
	if ps := r.warned(t); ps != nil {
		return ps
	}
	if ps := r.born(t); ps != nil {
		return ps
	}
	if ps := r.accused(t); ps != nil {
		return ps
	}
	if ps := r.judged(t); ps != nil {
		return ps
	}
	if ps := r.toCome(t); ps != nil {
		return ps
	}
	if q := r.quoteAround(t); q >= 0 {
		return r.quotedOf(q)
	}
	list := r.before(t)
	same := r.sameSentence(list, func(a *antecedent) bool {
		return a.actor() && !a.place && !r.controls(a, t) && !r.aroundSubject(a, t) && !((r.objectLike(t) || r.partnerLike(t)) && r.sameClause(a, t))
	})
	if h := r.toks[t].Head; r.partnerLike(t) || r.objectLike(t) && h >= 0 && !strings.HasPrefix(r.toks[h].Lemma, "recogni") { // "Peru's ministry broke with Chad and accused it": not Peru
		if own := r.doer(t); own != "" {
			same = slices.DeleteFunc(same, func(a *antecedent) bool {
				return len(a.parties) == 1 && a.parties[0].ID != "" && r.g.Line(a.parties[0].ID) == own
			})
		}
	}
	if r.objectLike(t) { // "Peru recognised Kosovo; Chile does not recognise it"
		var objects []*antecedent
		for _, a := range same {
			if a.rel == "obj" && a.parties[0].Type == chancery.State {
				objects = append(objects, a)
			}
		}
		if len(objects) > 0 {
			if ps := r.unique(objects); ps != nil {
				return ps
			}
		}
	}
	if ps := r.relative(t, same); ps != nil {
		return ps
	}
	if ps := r.helped(t, same); ps != nil {
		return ps
	}
	for _, a := range same {
		if a.subject {
			return a.parties
		}
	}
	if ps := r.objectMeant(t, list, same); ps != nil {
		return ps
	}
	if ps := r.issuer(t); ps != nil {
		return ps
	}
	if r.otherSubjectBefore(t) {
		return nil
	}
	if len(same) > 0 {
		return r.unique(same)
	}
	if h := r.toks[t].Head; r.d.bearer != nil && r.parsed && h >= 0 && r.toks[t].Rel == "nsubj" && actorVerbs[r.toks[h].Lemma] { // "Lusaka's attitude has changed. It recognised the republic"
		return r.d.bearer
	}
	if r.d.subjectOther {
		if r.ofPage(t) && (r.toks[r.toks[t].Head].UPOS == "NOUN" || r.toks[t].Rel == "nsubj") {
			return r.d.subject
		}
		return nil
	}
	if ps := r.lastSubject(list); ps != nil || len(list) > 0 || !r.ofPage(t) {
		return ps
	}
	return r.d.subject // nobody has been named yet
}

// ofPage reports whether "it" at token t is told to be or do what a state is or does, on a page about one: "It is a member of", "It was recognised by".
func (r *pass) ofPage(t int) bool {
	h := r.toks[t].Head
	return r.parsed && h >= 0 && len(r.d.subject) == 1 && r.d.subject[0].Type == chancery.State && strings.HasPrefix(r.toks[t].Rel, "nsubj") &&
		(r.toks[h].UPOS == "NOUN" && (memberNouns[r.toks[h].Lemma] || stateNouns[r.toks[h].Lemma]) || actorVerbs[r.toks[h].Lemma])
}

// relative returns who the subject of the relative clause is below whose verb the clause of t stands: "Peru, [which] said that it would stay".
func (r *pass) relative(t int, same []*antecedent) []chancery.Party {
	v := r.toks[t].Head
	for n := 0; r.parsed && v >= 0 && n < 8; n++ {
		if r.toks[v].Rel != "acl:relcl" {
			v = r.toks[v].Head
			continue
		}
		who := false
		for c := r.toks[v].Head + 1; c < v; c++ {
			if r.toks[c].Head == v && strings.HasPrefix(r.toks[c].Rel, "nsubj") {
				who = r.low[c] == "which" || r.low[c] == "who" || r.low[c] == "that"
			}
		}
		if !who || r.toks[t].Head == v {
			return nil
		}
		for _, a := range same {
			if a.tok == r.toks[v].Head {
				return a.parties
			}
		}
		return nil
	}
	return nil
}

// bringing are verbs whose object does what stands below them.
var bringing = map[string]bool{"help": true, "let": true, "enable": true, "allow": true, "urge": true, "force": true, "persuade": true, "press": true, "order": true, "invite": true, "encourage": true}

// helped returns who is brought to do something with the noun that a clause on it says "it" has done something to: "helped [Bolivia] recover the coast that it had lost".
func (r *pass) helped(t int, same []*antecedent) []chancery.Party {
	v := r.toks[t].Head
	if !r.parsed || v < 0 || r.toks[t].Rel != "nsubj" || r.toks[v].Rel != "acl:relcl" {
		return nil
	}
	o := r.toks[v].Head
	if o < 0 || relation(r.toks[o].Rel) != "obj" {
		return nil
	}
	x := r.toks[o].Head
	if x < 0 || relation(r.toks[x].Rel) != "xcomp" {
		return nil
	}
	h := r.toks[x].Head
	for _, a := range same {
		if h >= 0 && bringing[r.toks[h].Lemma] && a.head == h && a.rel == "obj" && a.tok < x {
			return a.parties
		}
	}
	return nil
}

// quoteAround returns the mark that opens the quotation in which t stands behind the words of its speaker, "Peru said: “it", -1 where there is none.
func (r *pass) quoteAround(t int) int {
	open := -1
	for k := 0; k < t; k++ {
		switch r.toks[k].Form {
		case "\"", "``", "''":
			if open < 0 {
				open = k
			} else {
				open = -1
			}
		case "“":
			open = k
		case "”":
			open = -1
		}
	}
	if open < 1 || !r.parsed {
		return -1
	}
	for k := open + 1; k < t; k++ { // who is named within the quotation may be meant
		if r.cover[k] >= 0 {
			return -1
		}
	}
	for k := open - 1; k >= 0 && k >= open-3; k-- {
		if tok := &r.toks[k]; tok.UPOS == "VERB" && speechVerbs[tok.Lemma] {
			return open
		}
	}
	return -1
}

// quotedOf returns of whom a speaker may say "it": the one state that is named before the quotation that opens at q, beside the ones who act there.
func (r *pass) quotedOf(q int) (out []chancery.Party) {
	for i := range r.out {
		m := &r.out[i]
		if m.Last > q || len(m.Parties) != 1 || m.Parties[0].ID == "" || m.Form == Pronoun || r.isSubject(m) {
			continue
		}
		if out != nil && out[0].ID != m.Parties[0].ID {
			return nil
		}
		out = m.Parties
	}
	return out
}

// aroundSubject reports whether a stands under a preposition at the verb whose subject t is: "With Chad [it] broke in 1950" is of another.
func (r *pass) aroundSubject(a *antecedent, t int) bool {
	if !r.parsed || a.sentence != r.d.sentence || a.head < 0 || !strings.HasPrefix(r.toks[t].Rel, "nsubj") {
		return false
	}
	v := r.toks[t].Head
	if a.head == v {
		return relation(a.rel) == "obl"
	}
	tok := a.tok
	for n := 0; n < 3 && relation(r.toks[tok].Rel) == "nmod" && caseOf(r.s, tok) == "of"; n++ { // "the government of Vietnam"
		tok = r.toks[tok].Head
	}
	if c := caseOf(r.s, tok); c != "with" && c != "against" || tok > t || v < t {
		return false
	}
	h := r.toks[tok].Head // "due to a quarrel with Chad, [it] closed the border"
	for n := 0; n < 6 && h >= 0 && h < t && relation(r.toks[h].Rel) == "nmod"; n++ {
		h = r.toks[h].Head
	}
	return h >= 0 && h < t && relation(r.toks[h].Rel) == "obl" && r.toks[h].Head == v
}

// controls reports whether a is, or is one of, who does the participle whose object is t: "Peru and Chile broke with Chad, accusing it of murder" is not of Peru
// or Chile.
func (r *pass) controls(a *antecedent, t int) bool {
	v := r.toks[t].Head
	if !r.parsed || v < 0 || r.toks[v].XPOS != "VBG" || relation(r.toks[v].Rel) != "advcl" || relation(r.toks[t].Rel) != "obj" {
		return false
	}
	s := a.tok
	for n := 0; s >= 0 && n < 16 && relation(r.toks[s].Rel) == "conj"; n++ {
		s = r.toks[s].Head
	}
	return s >= 0 && relation(r.toks[s].Rel) == "nsubj" && r.toks[s].Head == r.toks[v].Head
}

// toCome returns the subject of the main clause, where t is that of a clause before it: "After [it] had broken with Oman in 1990, Peru restored relations".
func (r *pass) toCome(t int) []chancery.Party {
	const front = 3 // tokens into the sentence
	v := r.toks[t].Head
	if !r.parsed || t > front || v < t || !strings.HasPrefix(r.toks[t].Rel, "nsubj") || relation(r.toks[v].Rel) != "advcl" || r.toks[v].Head < v {
		return nil
	}
	var subject *Mention
	for i := range r.out {
		if m := &r.out[i]; m.First > v && r.toks[m.Head].Head == r.toks[v].Head && strings.HasPrefix(r.toks[m.Head].Rel, "nsubj") && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && m.Parties[0].ID != "" {
			subject = m
			break
		}
	}
	if subject == nil {
		return nil
	}
	for i := range r.out { // "After it expelled the Peruvian envoy, Peru ...": another
		if m := &r.out[i]; m.First < subject.First && len(m.Parties) == 1 && r.g.Line(m.Parties[0].ID) == r.g.Line(subject.Parties[0].ID) {
			return nil
		}
	}
	p := subject.Parties[0]
	p.Person, p.Organ = "", ""
	return []chancery.Party{p}
}

// doer returns the line of the one state that does the act which t is under: the subject of its verb, or of the verb that it shares one with; "" for none.
func (r *pass) doer(t int) string {
	v := r.toks[t].Head
	for n := 0; v >= 0 && r.toks[v].UPOS != "VERB" && n < 6; n++ {
		v = r.toks[v].Head
	}
	for n := 0; r.parsed && v >= 0 && n < 6; n++ {
		for i := range r.out {
			m := &r.out[i]
			if r.toks[m.Head].Head == v && relation(r.toks[m.Head].Rel) == "nsubj" && r.toks[m.Head].Rel != "nsubj:pass" && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && m.Parties[0].ID != "" {
				return r.g.Line(m.Parties[0].ID)
			}
		}
		if rel := relation(r.toks[v].Rel); rel != "conj" && !(rel == "advcl" && r.toks[v].XPOS == "VBG") || r.subjectOf(v) {
			return ""
		}
		v = r.toks[v].Head
	}
	return ""
}

// subjectOf reports whether the verb v has a subject of its own.
func (r *pass) subjectOf(v int) bool {
	for c := range r.toks {
		if r.toks[c].Head == v && relation(r.toks[c].Rel) == "nsubj" {
			return true
		}
	}
	return false
}

// sameThing reports whether t is the object of a verb that has a thing as its object before in the sentence: "recognises the line as a border, but Chad has
// not recognised [it]".
func (r *pass) sameThing(t int) bool {
	v := r.toks[t].Head
	if !r.parsed || v < 0 || relation(r.toks[t].Rel) != "obj" {
		return false
	}
	for o := 0; o < t; o++ {
		if h := r.toks[o].Head; h >= 0 && h != v && relation(r.toks[o].Rel) == "obj" && r.toks[h].Lemma == r.toks[v].Lemma && r.toks[o].UPOS == "NOUN" {
			if _, ok := At(r.out, o); !ok {
				return true
			}
		}
	}
	return false
}

// warned returns the one party against whom something will be done unless it, the subject of a condition, does otherwise: "will sanction Libya unless [it]
// withdraws".
func (r *pass) warned(t int) []chancery.Party {
	v := r.toks[t].Head
	if !r.parsed || v < 0 || r.toks[t].Rel != "nsubj" || relation(r.toks[v].Rel) != "advcl" {
		return nil
	}
	h, cond := r.toks[v].Head, false
	for c := range r.toks {
		cond = cond || r.toks[c].Head == v && c < t && (r.low[c] == "unless" || r.low[c] == "if" || harming[r.toks[v].Lemma] && (r.low[c] == "after" || r.low[c] == "because")) // "froze aid to Chad after [it] had expelled its envoy"
	}
	if !cond || h < 0 || h > t || !judging[r.toks[h].Lemma] && !r.punishes(h, t) {
		return nil
	}
	var hit []chancery.Party
	for i := range r.out {
		m := &r.out[i]
		if m.Last > t || m.First < h || len(m.Parties) != 1 || m.Parties[0].ID == "" || m.Form == Pronoun {
			continue
		}
		if hit != nil && hit[0].ID != m.Parties[0].ID {
			return nil
		}
		hit = m.Parties
	}
	return hit
}

// issuer returns the one who speaks in the statement that says the clause whose subject is t: "a statement from the government of Chad said [it] was".
func (r *pass) issuer(t int) []chancery.Party {
	v := r.toks[t].Head
	if !r.parsed || v < 0 || !strings.HasPrefix(r.toks[t].Rel, "nsubj") || relation(r.toks[v].Rel) != "ccomp" {
		return nil
	}
	var hit []chancery.Party
	for i := range r.out {
		m := &r.out[i]
		n := r.toks[m.Head].Head
		if m.Last > t || len(m.Parties) != 1 || n < 0 || !statements[r.low[n]] || r.toks[n].Head != r.toks[v].Head || !strings.HasPrefix(r.toks[n].Rel, "nsubj") {
			continue
		}
		if a := r.antecedent(m); hit != nil || !a.actor() {
			return nil
		}
		hit = m.Parties
	}
	return hit
}

// statements are nouns for words that somebody gives out.
var statements = map[string]bool{"statement": true, "communique": true, "communiqué": true, "announcement": true, "note": true, "report": true, "declaration": true, "letter": true, "release": true, "message": true}

// born returns the state that "it" means as the subject of a clause on how a state began: the object of the verb above, "recognised Uganda when it
// became independent".
func (r *pass) born(t int) []chancery.Party {
	v := r.toks[t].Head
	if !r.parsed || v < 0 || !strings.HasPrefix(r.toks[t].Rel, "nsubj") || relation(r.toks[v].Rel) != "advcl" || !r.independence(v) {
		return nil
	}
	above := r.toks[v].Head
	for i := range r.out {
		m := &r.out[i]
		h := &r.toks[m.Head]
		if m.Last <= t && len(m.Parties) == 1 && m.Parties[0].Type == chancery.State && h.Head == above && relation(h.Rel) == "obj" {
			return m.Parties
		}
	}
	return nil
}

// accused returns whom the sentence accuses, where t is the subject of a clause that denies it: "accused Rwanda of it, a charge [it] denies".
func (r *pass) accused(t int) []chancery.Party {
	v := r.toks[t].Head
	if !r.parsed || v < 0 || !strings.HasPrefix(r.toks[t].Rel, "nsubj") || !denying[r.toks[v].Lemma] || r.toks[v].Head < 0 {
		return nil
	}
	for i := range r.out {
		m := &r.out[i]
		a := m.Head // the verb that accuses
		for n := 0; n < 4 && a >= 0 && (n == 0 || r.toks[a].UPOS != "VERB"); n++ {
			a = r.toks[a].Head
		}
		if m.Last > t || len(m.Parties) != 1 || m.Parties[0].ID == "" || a < 0 || !accusing[r.toks[a].Lemma] || relation(r.toks[m.Head].Rel) != "obj" && !strings.HasPrefix(r.toks[m.Head].Rel, "nsubj:pass") {
			continue
		}
		for n := 0; v >= 0 && n < 8; n++ { // the denial hangs on what the accusation says
			if v = r.toks[v].Head; v == a {
				return m.Parties
			}
		}
	}
	return nil
}

// joinedBody returns the organisation that "it" means as the object of a verb for what one does with an organisation: "left the League and rejoined it".
func (r *pass) joinedBody(t int) []chancery.Party {
	const reach = 2
	v := r.toks[t].Head
	if !r.parsed || v < 0 || relation(r.toks[t].Rel) != "obj" || !membership[r.toks[v].Lemma] {
		return nil
	}
	list := r.before(t)
	for i := range list {
		a := &list[i]
		if a.sentence < r.d.sentence-reach {
			break
		}
		if len(a.parties) == 1 && a.parties[0].Type == chancery.Organisation && a.parties[0].Person == "" && a.status == Intergov {
			return a.parties
		}
	}
	return nil
}

// membership are verbs for what a state does with an organisation.
var membership = map[string]bool{"join": true, "rejoin": true, "re-join": true, "leave": true, "quit": true, "enter": true, "found": true}

// independence reports whether the clause of v speaks of independence.
func (r *pass) independence(v int) bool {
	for c := v; c < len(r.toks) && c < v+6; c++ {
		switch r.toks[c].Lemma {
		case "independent", "independence", "sovereignty", "sovereign", "existence":
			return true
		}
		if r.low[c] == "being" && r.low[c-1] == "into" {
			return true
		}
	}
	return false
}

// objectMeant returns what "it" means as the object of an act on states or under "with" and "to", where nothing else in the sentence can be
// meant: what stood there in the sentence before ("declared Kosovo independent. Albania recognised it"), else what the page is about.
func (r *pass) objectMeant(t int, list []antecedent, same []*antecedent) []chancery.Party {
	if !r.parsed || len(same) > 0 || !r.objectLike(t) && !r.partnerLike(t) {
		return nil
	}
	var hits []*antecedent
	last := r.sentenceBefore(list)
	for i := range last {
		a := &last[i]
		if a.actor() && !a.place && !a.subject && (a.rel == "obj" || a.rel == "obl" || a.rel == "nmod") && a.parties[0].Type == chancery.State && !r.named(a.parties[0].ID, t) {
			hits = append(hits, a)
		}
	}
	if len(hits) > 0 {
		if s := r.d.subject; len(s) == 1 && s[0].Type == chancery.State && !r.named(s[0].ID, t) && r.toks[t].Head >= 0 && !strings.HasPrefix(r.toks[r.toks[t].Head].Lemma, "recogni") {
			for i := range last { // "Luxembourg recognised China. Germany occupied it", on the page of Luxembourg
				if a := &last[i]; a.topic && len(a.parties) == 1 && r.g.Line(a.parties[0].ID) == r.g.Line(s[0].ID) {
					return s
				}
			}
		}
		return r.unique(hits)
	}
	if s := r.d.subject; len(s) == 1 && s[0].Type == chancery.State && !r.named(s[0].ID, t) {
		return s
	}
	for i := range list { // "Lithuania proclaimed its independence. Iceland was the first to recognise it"
		a := &list[i]
		if a.sentence == r.d.sentence-1 && a.actor() && !a.place && a.subject && a.parties[0].Type == chancery.State && !r.named(a.parties[0].ID, t) {
			hits = append(hits, a)
		}
	}
	if len(hits) > 0 {
		return r.unique(hits)
	}
	return nil
}

// partnerLike reports whether t stands under "with" or "to" below a noun: "relations with it".
func (r *pass) partnerLike(t int) bool {
	return relation(r.toks[t].Rel) == "nmod" && t > 0 && (r.low[t-1] == "with" || r.low[t-1] == "to" || r.low[t-1] == "towards")
}

// named reports whether the sentence has named the party id before token t.
func (r *pass) named(id string, t int) bool {
	for i := range r.out {
		if r.out[i].First > t {
			continue
		}
		for _, p := range r.out[i].Parties {
			if p.ID == id {
				return true
			}
		}
	}
	return false
}

// unique returns the party of the antecedents where they are all of one.
func (r *pass) unique(as []*antecedent) []chancery.Party {
	id := as[0].parties[0].ID + as[0].parties[0].Name
	for _, a := range as[1:] {
		if a.parties[0].ID+a.parties[0].Name != id {
			return nil
		}
	}
	return as[0].parties
}

// lastSubject returns the party that was the subject of the sentence before.
func (r *pass) lastSubject(list []antecedent) []chancery.Party {
	var hit []chancery.Party
	last := r.sentenceBefore(list)
	for i := range last {
		a := &last[i]
		if a.topic {
			if a.actor() {
				return a.parties // the subject of its last main clause
			}
			if hit == nil && len(a.parties) > 1 {
				return nil
			}
		}
	}
	return hit
}
