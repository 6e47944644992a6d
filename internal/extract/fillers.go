package extract

import (
	"slices"
	"strings"

	"chancery"
	"chancery/internal/rule"
)

// Who fills a role of a rule, at the words that its paths lead to and beside them.

// alongside adds to those who do what the verb t tells the ones that are coordinated with them and that the rule's words do not reach: "Chad [and its
// allies] imposed sanctions", "Chadian troops [and rebels] attacked".
func (r *reading) alongside(kind string, symmetric bool, t int, f *filled) {
	if !acting(f.role) || len(f.tokens) == 0 || !r.verb(t) && kind != "meet" || kind == "meet" && len(f.parties) < 2 && r.marks(f.tokens[0]) != "between" {
		return
	}
	acts := strings.HasPrefix(f.role.Name, "agent")
	var more []int
	for _, c := range f.tokens {
		top := c
		for n := 0; n < maxDepth && r.is(top, "conj") && r.head(top) >= 0 && !r.verb(r.head(top)); n++ {
			top = r.head(top)
		}
		subject := acts && r.is(top, "nsubj", "obl:agent")
		if !subject && !r.is(top, "obl", "nmod", "obj") {
			continue
		}
		for _, s := range r.expand([]int{top}) {
			if !contains(f.tokens, s) && r.is(s, "nsubj", "obl:agent", "conj") && (subject && len(known(r.parties(s))) > 0 || r.besides(s) || !symmetric && r.plainName(s)) {
				more = union(more, []int{s})
			}
		}
	}
	if len(more) == 0 {
		return
	}
	f.tokens = union(f.tokens, more)
	slices.Sort(f.tokens)
	var all []chancery.Party
	for _, c := range f.tokens {
		ps := r.fill(c, f.role)
		if len(ps) == 0 && contains(more, c) && (r.besides(c) || r.plainName(c)) {
			ps = []chancery.Party{r.named(c)}
		}
		all = mergeParties(all, ps)
	}
	f.parties = mergeParties(all, f.parties)
}

// plainName reports whether t is a name of which nothing is known in a list of names that are: "sanctions on Chad and [Ali Musa]".
func (r *reading) plainName(t int) bool {
	if !r.is(t, "conj") || r.at[t] >= 0 || r.toks[t].UPOS != "PROPN" || !capital(r.toks[t].Form) || r.temporal(t) || r.hasChild(t, "case", "nsubj", "cop", "mark", "nmod:desc") {
		return false
	}
	first, last := r.subtree(t)
	if !r.hasChild(t, "cc") && r.toks[first].Form != "," && (first == 0 || r.toks[first-1].Form != ",") {
		return false
	}
	for u := first; u <= last; u++ {
		if r.at[u] >= 0 || r.toks[u].UPOS == "NOUN" || statelike[r.form[u]] || u > 0 && r.form[u-1] == "his" {
			return false
		}
	}
	h := r.head(t)
	for u := max(h, 0); u < t; u++ { // "Secretary of Health and Human Services [Ali Musa]"
		if r.form[u] == "of" {
			return false
		}
	}
	for n := 0; n < maxDepth && r.is(h, "conj") && r.plainName(h); n++ {
		h = r.head(h)
	}
	return h >= 0 && r.at[h] >= 0 && r.toks[h].UPOS == "PROPN" && !strings.ContainsAny(r.toks[t].Form, "0123456789")
}

// besides reports whether the noun t is for several who act beside a party that is known: "its allies", "rebel fighters".
func (r *reading) besides(t int) bool {
	c := r.rules.Classes["@besides"]
	return c != nil && r.toks[t].XPOS == "NNS" && r.in(t, c) && (!r.ownedByPronoun(t) || r.low[t] == "ally" || r.low[t] == "partner")
}

// anothers are nouns for a state or a group by the one that it stands beside or against: what is done to "a US ally" is not done to the United States.
var anothers = map[string]bool{"ally": true, "partner": true, "rival": true, "enemy": true, "foe": true, "neighbour": true, "neighbor": true, "adversary": true}

// ofCitizens returns the noun for people, or a firm, of the country at c, to whom and not to their state is done what ru tells, where the path p has led to
// c as their owner, else -1: "rejected the appeal of a [Libyan] student", "killed a [Libyan] opposition leader".
func (r *reading) ofCitizens(ru *rule.Rule, ro *rule.Role, p rule.Path, c int) int {
	if !strings.HasPrefix(ro.Name, "patient") || r.pronoun(c) {
		return -1
	}
	if s := p[len(p)-1]; s != "owner" && s != "poss" && s != "subj" && s != "amod" {
		return -1
	}
	h := r.head(c)
	if h >= 0 && h < c && r.is(c, "nmod") && (toPersons[ru.Kind] || harming[ru.Kind]) && (r.marks(c) == "of" || r.marks(c) == "from") && r.low[h] != "people" && r.toks[h].UPOS == "NOUN" && (r.in(h, r.rules.Classes["@civilian"]) || r.in(h, r.rules.Classes["@against-state"])) {
		return h // "accused two citizens of Chad"
	}
	if h < 0 || h < c || !r.is(c, "amod", "compound", "nmod") {
		return -1
	}
	if anothers[r.low[h]] && r.is(c, "amod", "compound") {
		return h
	}
	if harming[ru.Kind] && (r.apart(h) || r.in(h, r.rules.Classes["@fighters"]) && r.bareName(c) && r.mentions[r.at[c]].Parties[0].Type == chancery.State) && !hasType(ro.Types, "place") {
		return h
	}
	if (ru.Kind == "aid" || ru.Kind == "promise") && abroad[r.low[h]] || ru.Kind == "release" && r.in(h, r.rules.Classes["@civilian"]) && !prisoners[r.low[h]] && !r.apart(h) {
		return h
	}
	if !toPersons[ru.Kind] {
		return -1
	}
	if n := r.head(h); n > h && r.is(h, "nmod:desc") && r.toks[n].UPOS == "PROPN" && r.at[n] < 0 { // "British financier Bill Hill"
		return n
	}
	if r.low[h] == "people" && r.hasChild(h, "det") && (ru.Kind == "support" || ru.Kind == "praise") { // "backed the Angolan people": all of them
		return -1
	}
	if r.in(h, r.rules.Classes["@civilian"]) || r.in(h, r.rules.Classes["@business"]) || r.toks[h].UPOS == "NOUN" && r.in(h, r.rules.Classes["@against-state"]) {
		return h
	}
	return -1
}

// takenIn are the kinds of what is done to people who come: a people's name then means them, not their state.
var takenIn = map[string]bool{"open-border": true, "release": true}

// abroad are nouns for people who are not in the country that they are called by: what is given to them is not given to it. prisoners are those whom a state or
// an organisation gets back as its own.
var (
	abroad    = map[string]bool{"refugee": true, "migrant": true, "exile": true, "seeker": true, "traveller": true, "traveler": true, "tourist": true, "expatriate": true, "diaspora": true}
	prisoners = map[string]bool{"prisoner": true, "detainee": true, "inmate": true, "captive": true, "hostage": true}
)

// toPersons are the kinds of what is done to people and firms as well as to states, harming those of what is not done to a state where it is done to who is
// against its government.
var (
	toPersons = map[string]bool{"reject": true, "condemn": true, "accuse": true, "support": true, "praise": true, "criticise": true, "investigate": true, "demand": true, "lift-sanction": true}
	harming   = map[string]bool{"assassinate": true, "attack": true, "abduct": true, "arrest": true}
)

// partiesAt returns the parties at the first path of the role ro that leads to any, those that act included.
func (r *reading) partiesAt(t int, ro *rule.Role, bound bindings) (out []chancery.Party) {
	for _, alt := range ro.Paths {
		for _, p := range alt {
			for _, c := range r.walk(t, p, bound) {
				out = mergeParties(out, r.fill(c, ro))
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// withHome reports whether the one party of m is another than the state that the page is about, so that it can only be that state's partner: "Peace was made
// with Soviet Russia" on the page of Finland's relations.
func (r *reading) withHome(m *match, group string) bool {
	if !r.p.single || group != "agreement" && group != "standing" || r.p.base[0].Type != chancery.State {
		return false
	}
	var one []chancery.Party
	for _, f := range m.roles {
		if acting(f.role) {
			one = mergeParties(one, f.parties)
		}
	}
	if len(one) != 1 || one[0].Type != chancery.State || r.p.x.gaz.Line(one[0].ID) == r.p.x.gaz.Line(r.p.base[0].ID) {
		return false
	}
	if r.verb(m.tok) {
		for _, s := range r.surface(m.tok) { // "twelve states maintain relations with it"
			if r.some(s) && len(r.parties(s)) == 0 {
				return false
			}
		}
	}
	for i := range r.mentions { // no third state
		q := r.mentions[i].Parties
		for k := range q {
			if q[k].Type == chancery.State && q[k].ID != one[0].ID && r.p.x.gaz.Line(q[k].ID) != r.p.x.gaz.Line(r.p.base[0].ID) {
				return false
			}
		}
	}
	return true
}

// two reports whether m names two parties that act.
func (m *match) two() bool {
	var all []chancery.Party
	for _, f := range m.roles {
		switch f.role.Name {
		case "agent", "agents", "patient", "patients":
			all = mergeParties(all, f.parties)
		}
	}
	return len(all) > 1
}

// joining are the kinds of what is done to an organisation: of several in a list those of an unknown name are organisations too.
var joining = map[string]bool{"member-of": true, "join": true}

// titleOfBody reports whether t is a name in a list of which nothing is known: no state, no person and no time.
func (r *reading) titleOfBody(t int) bool {
	return r.at[t] < 0 && r.toks[t].UPOS == "PROPN" && capital(r.toks[t].Form) && !r.temporal(t) && r.is(t, "conj", "nmod", "appos") && !r.hasChild(t, "cop", "nsubj")
}

// otherName reports whether the name at t stands in brackets, or is told to have been the name before: "the Union (AU), formerly the Organisation".
func (r *reading) otherName(t int) bool {
	first, _ := r.subtree(t)
	for first <= t && (r.toks[first].Form == "," || r.is(first, "cc")) {
		first++
	}
	for k := first; k >= max(0, first-1); k-- {
		if f := r.form[k]; f == "(" || f == "formerly" || f == "previously" {
			return true
		}
	}
	return t > 0 && r.toks[t-1].Form == "("
}

// bodyName returns the name at t with what follows its "of" or "for": "Secretariat of the Pacific Community", "Movement for Change".
func (r *reading) bodyName(t int) string {
	name := r.nounPhrase(t)
	for _, c := range r.children(t, "nmod") {
		if w := r.marks(c); c > t && (w == "of" || w == "for" && r.at[c] < 0) && capital(r.toks[c].Form) {
			first := c
			for first > t && !(r.low[first] == w && r.is(first, "case")) {
				first--
			}
			return name + r.text[r.toks[first-1].End:r.toks[c].End]
		}
	}
	return name
}

// inBody are the words within the name of a body.
var inBody = map[string]bool{"of": true, "for": true, "and": true, "on": true, "de": true, "-": true, "–": true, "the": true, "&": true}

// bodySpan returns the first and the last token of the name of a body at t. An "and" is within it where an article stands before the name and none behind the "and".
func (r *reading) bodySpan(t int) (first, last int) {
	named := func(k int) bool { return capital(r.toks[k].Form) && r.toks[k].UPOS != "PUNCT" && !r.temporal(k) }
	first = t
	for k := t - 1; k >= 0 && t-k < 12; k-- {
		if named(k) && r.at[k] < 0 {
			first = k
		} else if !inBody[r.low[k]] || r.low[k] == "the" {
			break
		}
	}
	article := first > 0 && strings.EqualFold(r.toks[first-1].Form, "the")
	if !article { // "member of NATO and Blue Forum"
		for first < t && slices.ContainsFunc(r.low[first:t], func(w string) bool { return w == "and" || w == "&" }) {
			first++
		}
		for first < t && !named(first) {
			first++
		}
	}
	last = t
	for k := t + 1; k < len(r.toks) && k-t < 14; k++ {
		if named(k) && (r.at[k] < 0 || r.low[last+1] == "of" || r.low[last+1] == "for" || k == last+1) {
			last = k
			continue
		}
		if !inBody[r.low[k]] || (r.low[k] == "and" || r.low[k] == "&") && (!article || k+1 >= len(r.toks) || !named(k+1) || r.at[k+1] >= 0 && r.low[last] != "of") || r.low[k] == "the" && r.low[k-1] != "of" && r.low[k-1] != "for" {
			break
		}
	}
	return first, last
}

// wholeBody returns the name of a body at t, from its article on.
func (r *reading) wholeBody(t int) string {
	first, last := r.bodySpan(t)
	return strings.TrimPrefix(strings.TrimPrefix(r.text[r.toks[first].Start:r.toks[last].End], "The "), "the ")
}

// acting reports whether the fillers of ro are parties of the claim: what may be understood.
func acting(ro *rule.Role) bool {
	return ro.Name == "agent" || ro.Name == "agents" || ro.Name == "patient" || ro.Name == "patients"
}

// actsByPronoun reports whether the agents of m are told by a pronoun alone, the subject of a verb.
func (r *reading) actsByPronoun(m *match) bool {
	for _, f := range m.roles {
		if f.role.Name == "agent" {
			return len(f.tokens) == 1 && r.pronoun(f.tokens[0]) && r.is(f.tokens[0], "nsubj")
		}
	}
	return false
}

// withinState are the kinds of what a state does to its own people too.
var withinState = map[string]bool{"arrest": true, "crackdown": true, "release": true, "attack": true, "abduct": true, "accuse": true, "demand": true}
