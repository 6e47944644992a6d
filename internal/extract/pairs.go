package extract

import (
	"slices"

	"chancery"
	"chancery/internal/resolve/party"
	"chancery/internal/rule"
)

// Pairs of parties where a clause names more than two, or less.

// sides returns the parties of m as they stand on two sides, the ones that act and the ones that they act with: "Peru has no relations with Laos
// or Chad". No sides, or a party on both: nil.
func (m *match) sides() [][]chancery.Party {
	if m.apart != nil {
		return m.apart
	}
	for _, f := range m.roles {
		if f.role.Name != "agents" || len(f.groups) < 2 || len(f.parties) <= 2 {
			continue
		}
		groups := f.groups[:1]
		for _, g := range f.groups[1:] { // "Peru raised its legations in Laos and Chad": its are Peru's
			if len(f.groups) == 2 || len(apartFrom(g, groups[0])) > 0 {
				groups = append(slices.Clip(groups), g)
			}
		}
		if len(groups) != 2 {
			continue
		}
		others := apartFrom(groups[1], groups[0]) // "Bhutan has no relations with it or China": it is Bhutan by mistake
		if len(f.parties) == len(groups[0])+len(others) {
			return [][]chancery.Party{groups[0], others}
		}
	}
	return nil
}

// oneAndSeveral returns the parties of m on two sides where its words tell of one and a list of others, by two words for "and": "between Qatar and four states, Egypt,
// Bahrain and Oman". Nil where they are one list: "between Egypt, Bahrain and Oman".
func (r *reading) oneAndSeveral(m *match) [][]chancery.Party {
	for _, f := range m.roles {
		if f.role.Name != "agents" || len(f.groups) != 1 || len(f.parties) <= 2 || len(f.tokens) == 0 {
			continue
		}
		at := slices.Sorted(slices.Values(f.tokens))
		first, last := at[0], at[len(at)-1]
		if r.at[first] < 0 || len(r.parties(first)) != 1 || first == last {
			return nil
		}
		and := r.mentions[r.at[first]].Last
		if and >= last || r.low[and] != "and" || r.low[and-1] == "," || !r.under(first, "between") {
			return nil
		}
		one := r.parties(first)
		others := apartFrom(f.parties, one)
		for t := and + 1; t < last; t++ {
			if r.low[t] == "and" && len(others) == len(f.parties)-1 && slices.ContainsFunc(at, func(x int) bool { return and < x && x < t && r.at[x] >= 0 }) {
				return [][]chancery.Party{one, others}
			}
		}
	}
	return nil
}

// under reports whether the preposition p stands at t, or at what t is coordinated with.
func (r *reading) under(t int, p string) bool {
	return slices.ContainsFunc(r.kids[t], func(c int) bool { return r.is(c, "case") && r.low[c] == p })
}

// apartFrom returns those of ps that are not among qs.
func apartFrom(ps, qs []chancery.Party) []chancery.Party {
	return slices.DeleteFunc(slices.Clone(ps), func(p chancery.Party) bool {
		return slices.ContainsFunc(qs, func(q chancery.Party) bool { return p.ID == q.ID && p.ID != "" })
	})
}

// bilateral makes claims of pairs of one that names more than two states on two sides: what stands between them stands between each of the one and
// each of the other side, and nothing is said of two on one side.
func bilateral(c chancery.Claim, sides [][]chancery.Party) (out []chancery.Claim) {
	for _, a := range sides[0] {
		for _, b := range sides[1] {
			d := c
			d.Agents = []chancery.Party{a, b}
			if b.ID < a.ID {
				d.Agents = []chancery.Party{b, a}
			}
			out = append(out, d)
		}
	}
	return out
}

// crossed reports whether ps, whom an act is done to, are the two who do it: "the two opened embassies in Accra and Lima". Each does it to the other.
func (m *match) crossed(ps []chancery.Party) bool {
	if len(ps) != 2 {
		return false
	}
	for _, f := range m.roles {
		if f.role.Name == "agent" && len(f.parties) == 2 {
			return len(mergeParties(append([]chancery.Party(nil), f.parties...), ps)) == 2
		}
	}
	return false
}

// beside returns the one state that the clauses above that of m name as one that is acted on, where m names the one in named only: "Peru broke with
// Chile, cutting all ties". Nil where there are several, or where m says with whom in words that are not understood.
func (r *reading) beside(named []chancery.Party, m *match) []chancery.Party {
	if len(named) != 1 || named[0].Type != chancery.State || !r.is(m.tok, "advcl", "conj", "xcomp", "acl") {
		return nil
	}
	for i := range m.rule.Roles {
		if ro := &m.rule.Roles[i]; ro.Name == "patient" && r.told(m.tok, ro) {
			return nil
		}
	}
	if r.verb(m.tok) && slices.ContainsFunc(r.surface(m.tok), r.statesUnnamed) {
		return nil // "Many states broke with Chile and restored ties with Peru": they did both
	}
	return r.onlyOther(named[0], func(n *party.Mention) bool { return n.First > m.tok || r.is(n.Head, "nsubj", "appos") })
}

// joinedBehind returns the one other state that the sentence names, where it is named below a verb that is coordinated with the one that tells m and has the same subject:
// "cut relations and closed its border with [Sudan]". Nil where m says with whom itself.
func (r *reading) joinedBehind(agent chancery.Party, m *match) []chancery.Party {
	if !r.verb(m.tok) || r.passive(m.tok) || agent.Type != chancery.State || r.withBeside(m.tok) {
		return nil
	}
	out := r.statesBut(agent)
	if len(out) != 1 {
		return nil
	}
	for _, v := range r.children(m.tok, "conj") {
		if v < m.tok || !r.verb(v) || r.hasChild(v, "nsubj") {
			continue
		}
		for i := range r.mentions {
			n := &r.mentions[i]
			if n.First > v && sameID(n.Parties, out[0]) && n.Form != party.Pronoun && r.below(n.Head, v) && !slices.Contains([]string{"advcl", "acl"}, r.rel(r.stepBelow(n.Head, v))) {
				return out
			}
		}
	}
	return nil
}

// stepBelow returns the word that leads from the verb v down to t.
func (r *reading) stepBelow(t, v int) int {
	for n := 0; r.head(t) >= 0 && r.head(t) != v && n < 4*maxDepth; n++ {
		t = r.head(t)
	}
	return t
}

// statesUnnamed reports whether t tells of states and not which: "many countries", "most of the members".
func (r *reading) statesUnnamed(t int) bool {
	return r.toks[t].UPOS == "NOUN" && (r.toks[t].XPOS == "NNS" && bodies[r.low[t]] || counts[r.low[t]]) && len(r.parties(t)) == 0
}

// onlyOther returns the one state that the sentence names beside p; nil where there are several, or where a mention that is barred is of another.
func (r *reading) onlyOther(p chancery.Party, barred func(n *party.Mention) bool) []chancery.Party {
	for i := range r.mentions {
		n := &r.mentions[i]
		if slices.ContainsFunc(n.Parties, func(q chancery.Party) bool { return q.Type == chancery.State && q.ID != p.ID }) && barred(n) {
			return nil
		}
	}
	if out := r.statesBut(p); len(out) == 1 {
		return out
	}
	return nil
}

// aroundWhen returns the one state beside the named one that the sentence names around the clause of m, where that says when something was: "it has had
// no embassy in Tehran since Morocco broke off relations". Nil where there are several, or where it is the matter that relations were broken over, named in that clause itself.
func (r *reading) aroundWhen(named []chancery.Party, m *match) []chancery.Party {
	if len(named) != 1 || named[0].Type != chancery.State || m.tok < 0 {
		return nil
	}
	a := m.tok
	for n := 0; a >= 0 && n < maxDepth && !r.is(a, "advcl"); n++ {
		a = r.head(a)
	}
	if a < 0 || !r.whenAdverb(a) && !timing[r.marks(a)] {
		return nil
	}
	return r.onlyOther(named[0], func(n *party.Mention) bool { return r.below(n.Head, a) })
}

// matterWith returns the one state beside the named one whose matter the words before the verb of m tell as what led to it: "negotiations with [Peru] having failed, Chad
// broke off relations", "upon [Serbia]'s refusal, it declared war".
func (r *reading) matterWith(named []chancery.Party, m *match) []chancery.Party {
	if len(named) != 1 || named[0].Type != chancery.State || !r.verb(m.tok) || r.passive(m.tok) {
		return nil
	}
	out := r.statesBut(named[0])
	if len(out) != 1 {
		return nil
	}
	for i := range r.mentions {
		n := &r.mentions[i]
		if n.First > m.tok || n.Form == party.Pronoun || !sameID(n.Parties, out[0]) || n.Place && (r.marks(n.Head) == "in" || r.marks(n.Head) == "at") {
			continue
		}
		for h, k := r.head(n.Head), 0; h >= 0 && h < m.tok && k < 3 && !r.verb(h); h, k = r.head(h), k+1 {
			if !ledTo[r.low[h]] {
				continue
			}
			if mark := r.marks(h); r.is(h, "obl", "nmod") && (mark == "upon" || mark == "on" || mark == "after" || mark == "following" || mark == "follow" || mark == "over" || mark == "because" || mark == "owing") {
				return out
			}
			for v := h; v < m.tok; v++ {
				if r.form[v] == "having" && r.is(v, "aux") && (r.head(r.head(v)) == h || r.is(h, "nsubj") && r.head(h) == r.head(v)) {
					return out
				}
			}
		}
	}
	return nil
}

// ledTo are nouns for what a state does or has with another, and breaks with it over.
var ledTo = map[string]bool{"negotiation": true, "talk": true, "refusal": true, "rejection": true, "failure": true, "dispute": true, "quarrel": true, "ultimatum": true, "provocation": true, "protest": true,
	"demand": true, "violation": true, "breach": true, "relation": true, "expulsion": true, "insult": true}

// timing are the words that begin a clause which says when something was.
var timing = map[string]bool{"when": true, "after": true, "before": true, "since": true, "once": true, "until": true, "till": true, "following": true}

// statesBut returns the states that the sentence names beside p.
func (r *reading) statesBut(p chancery.Party) (out []chancery.Party) {
	for i := range r.mentions {
		for _, q := range r.mentions[i].Parties {
			if q.Type == chancery.State && q.ID != "" && q.ID != p.ID {
				out = mergeParties(out, bare([]chancery.Party{q}))
			}
		}
	}
	return out
}

// told reports whether a noun stands where a path of the role ro leads to from t.
func (r *reading) told(t int, ro *rule.Role) bool {
	for _, alt := range ro.Paths {
		for _, p := range alt {
			if p[len(p)-1] == "subj" || p[len(p)-1] == "obj" {
				continue
			}
			for _, c := range r.walk(t, p, nil) {
				if (r.toks[c].UPOS == "NOUN" || r.toks[c].UPOS == "PROPN") && !r.temporal(c) {
					return true
				}
			}
		}
	}
	return false
}

// furtherPairs returns m and matches like it for the pairs that the text sets beside its own with the same prepositions: "the embassies of Chile in Lima and of
// Peru in Santiago".
func (r *reading) furtherPairs(m *match) []*match {
	out := []*match{m}
	ka, kp := -1, -1
	for k := range m.roles {
		switch m.roles[k].role.Name {
		case "agent":
			ka = k
		case "patient":
			kp = k
		}
	}
	if ka < 0 || kp < 0 || len(m.roles[ka].tokens) != 1 || len(m.roles[kp].tokens) != 1 {
		return out
	}
	a, b := m.roles[ka].tokens[0], m.roles[kp].tokens[0]
	first, second := r.marks(a), r.marks(b)
	if a > b || first == "" || second == "" || first == second {
		return out
	}
	const reach = 6
	for from := b; ; {
		c := r.nextUnder(first, from, from+reach)
		if c < 0 || !joined(r.toks, from, c) && !r.joinedBefore(c) {
			return out
		}
		d := r.nextUnder(second, c, c+reach)
		if d < 0 {
			return out
		}
		n := *m
		n.roles = append([]filled(nil), m.roles...)
		n.roles[ka] = filled{role: m.roles[ka].role, tokens: []int{c}, parties: r.fill(c, m.roles[ka].role)}
		n.roles[kp] = filled{role: m.roles[kp].role, tokens: []int{d}, parties: r.fill(d, m.roles[kp].role)}
		for k := range n.roles {
			if name := n.roles[k].role.Name; name == "city" && len(n.roles[k].tokens) > 0 {
				n.roles[k] = filled{role: n.roles[k].role, tokens: []int{d}, parties: r.fill(d, n.roles[k].role)}
			}
		}
		if len(n.roles[ka].parties) != 1 || len(n.roles[kp].parties) != 1 || n.roles[ka].parties[0].ID == n.roles[kp].parties[0].ID {
			return out
		}
		out = append(out, &n)
		from = d
	}
}

// nextUnder returns the first token between from and to that has the preposition p and is a name, -1 for none.
func (r *reading) nextUnder(p string, from, to int) int {
	for t := from + 1; t <= to && t < len(r.toks); t++ {
		if r.verb(t) {
			return -1
		}
		if r.at[t] >= 0 && r.mentions[r.at[t]].Head == t && r.marks(t) == p {
			return t
		}
	}
	return -1
}

// joinedBefore reports whether an "and" or a comma stands before the preposition of t.
func (r *reading) joinedBefore(t int) bool {
	for _, c := range r.kids[t] {
		if r.is(c, "case") && c > 0 && (r.low[c-1] == "and" || r.toks[c-1].Form == ",") {
			return true
		}
	}
	return false
}

// withMany reports whether m names with whom by a word for many states that are not the ones spoken of: "relations with several countries", "with the countries
// that recognised it".
func (r *reading) withMany(m *match) bool {
	return r.withAny(m, func(f *filled, t int) bool {
		return (r.many(t) || r.bloc(t) || r.firm(t)) && !slices.ContainsFunc(f.tokens, func(u int) bool { return u != t && r.below(u, t) && r.firstOf(u) != t }) // "with states, including France in 1886", not "between the West and Chad"
	})
}

// firm reports whether t is a firm or its like, or the name of one behind the word for it, and no party.
func (r *reading) firm(t int) bool {
	c := r.rules.Classes["@business"]
	if c == nil || len(r.parties(t)) > 0 {
		return false
	}
	return r.toks[t].UPOS == "NOUN" && r.in(t, c) || slices.ContainsFunc(r.children(t, "compound", "nmod:desc"), func(d int) bool { return d == t-1 && r.toks[d].UPOS == "NOUN" && r.in(d, c) })
}

// firmActs reports whether a firm is one of those who do what m tells: not the state that its name may make one think of.
func (r *reading) firmActs(m *match) bool {
	return slices.ContainsFunc(r.subject(m.tok), r.firm)
}

// firstOf returns the first of those that t is coordinated with.
func (g *graph) firstOf(t int) int {
	for n := 0; n < maxDepth && g.is(t, "conj") && g.head(t) >= 0; n++ {
		t = g.head(t)
	}
	return t
}

// bloc reports whether t is a name, of no party, for many states or for a part of the world: "ties with the West".
func (r *reading) bloc(t int) bool {
	return capital(r.toks[t].Form) && r.at[t] < 0 && (r.form[t] == "west" || r.form[t] == "east" || r.form[t] == "south")
}

// withWhom reports whether m names two or more on one side, and the other by a pronoun of which it is not told whom it means: "Estonia and France have no
// relations with it".
func (r *reading) withWhom(m *match) bool {
	return r.withAny(m, func(f *filled, t int) bool {
		return len(f.parties) > 1 && r.pronoun(t) && len(r.parties(t)) == 0 && r.form[t] != "each"
	})
}

// withAny reports whether is holds for a word with which, or to which, the agents of m have what it tells of.
func (r *reading) withAny(m *match, is func(f *filled, t int) bool) bool {
	for i := range m.roles {
		f := &m.roles[i]
		if f.role.Name != "agents" {
			continue
		}
		for _, alt := range f.role.Paths {
			for _, path := range alt {
				if last := path[len(path)-1]; (last == "with" || last == "to" || last == "between") && slices.ContainsFunc(r.walk(m.tok, path, nil), func(t int) bool { return is(f, t) }) {
					return true
				}
			}
		}
	}
	return false
}

// many reports whether the noun t means states that are told apart by what is said of them, or counted.
func (r *reading) many(t int) bool {
	k := r.rules.Classes["@understood"]
	if k == nil || !r.in(t, k) || r.toks[t].UPOS != "NOUN" || r.toks[t].XPOS != "NNS" || r.at[t] >= 0 && len(r.mentions[r.at[t]].Parties) > 0 {
		return false
	}
	if r.some(t) {
		return true
	}
	for _, c := range r.kids[t] {
		if r.toks[c].Rel == "acl:relcl" || r.is(c, "nmod") && r.companion(c) {
			return true
		}
	}
	h := r.head(t)
	return h >= 0 && r.is(t, "nmod") && r.marks(t) == "of" && counts[r.low[h]]
}
