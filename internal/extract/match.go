package extract

import (
	"fmt"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/edtf"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/quantity"
	"chancery/internal/resolve/when"
	"chancery/internal/rule"
)

// reading is one sentence with everything found in it.
type reading struct {
	*graph
	p        *passage // in which it stands: what is remembered and understood there
	text     string   // the block's
	block    int
	mentions []party.Mention
	at       []int // token -> index in mentions, -1 for none
	times    []timed
	amounts  func() []quantity.Quantity // found when they are asked for
}

// filled is one role of a match, and the words that fill it.
type filled struct {
	role    *rule.Role
	parties []chancery.Party
	tokens  []int
	groups  [][]chancery.Party // the parties by the path that leads to them, in its order; empty ones left out
}

// match is a rule that holds at a trigger.
type match struct {
	rule      *rule.Rule
	tok       int
	roles     []filled
	lone      bool               // its parties were understood
	lent      bool               // a party that the rule wants named may be the other of the pair that the page is about
	itself    bool               // a pronoun in it was taken for the one who acts: it means somebody else
	apart     [][]chancery.Party // the two sides, where the words name one alone: "ties with both"
	crosswise bool               // two act, each on the other
	self      bool               // the one who acts is a pronoun that was taken for whom it is done to
	used      []int              // words that its needs have picked
	own       *timed             // the date that stands beside the one party of a list that it tells of
	stance    stance
}

// binding is the words that a need has picked at the end of a path.
type binding struct {
	path rule.Path
	toks []int
}

// bindings are those of a rule.
type bindings []binding

// at returns the words that were picked at the end of p.
func (b bindings) at(p rule.Path) ([]int, bool) {
	for i := len(b) - 1; i >= 0; i-- {
		if slices.Equal(b[i].path, p) {
			return b[i].toks, true
		}
	}
	return nil, false
}

// walk follows path from t. Words that a need has picked at a prefix of the path bind it.
func (r *reading) walk(t int, p rule.Path, bound bindings) []int {
	cur := []int{t}
	for k, slot := range p {
		var next []int
		for _, c := range cur {
			next = union(next, r.step(c, slot))
		}
		if b, ok := bound.at(p[:k+1]); ok {
			var keep []int
			for _, n := range next {
				if contains(b, n) {
					keep = append(keep, n)
				}
			}
			next = keep
		}
		if len(next) == 0 {
			return nil
		}
		cur = next
	}
	return cur
}

// seen returns the classes of which the sentence may have a word.
func (r *reading) seen() rule.Seen {
	seen := r.rules.Unseen()
	for t, l := range r.low {
		r.rules.See(seen, l)
		if f := r.form[t]; f != l {
			r.rules.See(seen, f)
		}
		if r.toks[t].UPOS == "PROPN" {
			r.rules.See(seen, strings.TrimSuffix(l, "s"))
			if l, ok := strings.CutSuffix(l, "ies"); ok {
				r.rules.See(seen, l+"y")
			}
		}
		if c := r.rules.Classes["@relation"]; c != nil && relationPronouns[r.form[t]] {
			r.rules.SeeClass(seen, c)
		}
	}
	return seen
}

// try matches one rule at t. With no match, why says what was missing, if that is asked for.
func (r *reading) try(ru *rule.Rule, t int, explain bool) (m *match, why string) {
	var bound bindings
	var used []int
	for i := range ru.Needs {
		n := &ru.Needs[i]
		var ok, got []int
		for _, path := range n.Paths {
			var here []int
			for _, c := range r.walk(t, path, bound) {
				if explain {
					got = union(got, []int{c})
				}
				if r.satisfies(n, c) {
					here = append(here, c)
				}
			}
			if len(here) > 0 && !n.Not {
				bound = append(bound, binding{path, here})
				used = union(used, here)
			}
			ok = union(ok, here)
		}
		switch {
		case n.Not == (len(ok) == 0):
		case !explain:
			return nil, ""
		case n.Not:
			return nil, fmt.Sprintf("%s is there (%s)", n.Paths[0], r.words(ok))
		case len(got) > 0:
			return nil, fmt.Sprintf("%s is %q, not what the rule needs", n.Paths[0], r.words(got))
		default:
			return nil, fmt.Sprintf("nothing stands at %s", n.Paths[0])
		}
	}
	m = &match{rule: ru, tok: t, used: used}
	for i := range ru.Roles {
		ro := &ru.Roles[i]
		f := filled{role: ro}
		if ro.Fixed != "" {
			f.parties = []chancery.Party{{Name: ro.Fixed, Type: chancery.Thing}}
			m.roles = append(m.roles, f)
			continue
		}
		for _, alt := range ro.Paths {
			for _, p := range alt {
				var group []chancery.Party
				for _, c := range r.walk(t, p, bound) {
					if p[len(p)-1] == "owner" && (strings.HasPrefix(ro.Name, "agent") && r.ofThoseApart(c) || hasType(ro.Types, "place") && len(p) > 1 && whereabouts[p[len(p)-2]] && r.missionAt(r.head(c))) {
						continue // "in the Belgian embassy": not in Belgium
					}
					all := r.fill(c, ro)
					ps := m.others(ro, all)
					if len(all) > 0 && len(ps) == 0 {
						m.itself = m.itself || r.pronoun(c)
						m.self = m.self || r.actsByPronoun(m)
						if withinState[ru.Kind] && hasType(ro.Types, "any") && r.nameable(c) && !r.pronoun(c) && !r.bareName(c) { // "Chad arrested a Chadian banker"
							ps = []chancery.Party{r.named(c)}
						}
					}
					if len(ps) == 0 {
						continue
					}
					group = mergeParties(group, ps)
					f.parties = mergeParties(f.parties, ps)
					f.tokens = union(f.tokens, []int{c})
				}
				if len(group) > 0 {
					f.groups = append(f.groups, group)
				}
			}
			if len(f.parties) > 0 {
				break
			}
		}
		if k, _ := r.p.x.kinds.Get(ru.Kind); len(f.parties) == 0 && ro.Name == "patient" && k.Group == "mission" {
			if cross := r.partiesAt(t, ro, bound); m.crossed(cross) {
				f.parties, m.crosswise = cross, true
			}
		}
		if m.itself && len(f.parties) == 0 && strings.HasPrefix(ro.Name, "patient") { // "called the king to congratulate him"
			f.parties = r.aboveObject(t, m)
		}
		if m.self && len(f.parties) == 0 && strings.HasPrefix(ro.Name, "patient") {
			return nil, "a pronoun for the agent was taken for the patient"
		}
		if len(f.parties) == 0 && !ro.Optional {
			lent := !ru.Lone && r.lends(ru, t)
			if !ru.Lone && !lent || !acting(ro) {
				return nil, "no party for " + ro.Name
			}
			// What is left out may be understood; what is named and is no party may not.
			if t := r.stranger(ru, t, ro, bound, lent); t >= 0 {
				return nil, fmt.Sprintf("%s is %q, no party", ro.Name, r.toks[t].Form)
			}
			m.lent = m.lent || lent
		}
		m.roles = append(m.roles, f)
	}
	if k, _ := r.p.x.kinds.Get(ru.Kind); k.Symmetric && !ru.Lone && !m.lent && !ru.Single && !m.two() {
		if !r.withHome(m, k.Group) {
			return nil, "one party alone"
		}
		m.lent = true
	}
	return m, ""
}

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

// withinState are the kinds of what a state does to its own people too.
var withinState = map[string]bool{"arrest": true, "crackdown": true, "release": true, "attack": true, "abduct": true, "accuse": true, "demand": true}

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
				if k := r.rules.Classes["@understood"]; k != nil && r.in(c, k) && !r.none(c) && !r.some(c) && !(statelike[r.low[c]] && r.indefinite(c)) && !(lent && u == "PROPN") || ru.HasRole("person") && r.personal(c) {
					continue
				}
				return c
			}
		}
	}
	return -1
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

// some reports whether the noun is said of some of many.
func (r *reading) some(t int) bool {
	if x := r.toks[t].XPOS; x != "NNS" && x != "NNPS" {
		return false
	}
	for _, c := range r.kids[t] {
		if r.is(c, "det", "amod", "nummod") && quantifiers[r.low[c]] {
			return true
		}
	}
	return false
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
	if k, ok := lent[ru.Kind]; !ok || ru.Fact || ru.State || !k.noun && !r.verb(t) || ru.Kind == "aid" && !ofObject(ru) {
		return false
	}
	if len(r.p.pair) == 2 && r.p.pair[0].Type == chancery.State && r.p.pair[1].Type == chancery.State {
		return !r.p.outsider(r)
	}
	l := r.p.memory.last.claim
	return l != nil && !r.verb(t) && r.block-r.p.memory.block <= nearBlocks && len(l.Agents)+len(l.Patients) == 2
}

// ofObject reports whether ru says what words its object is told by: what is given, not that somebody is helped.
func ofObject(ru *rule.Rule) bool {
	for i := range ru.Needs {
		if n := &ru.Needs[i]; !n.Not && len(n.Classes) > 0 && n.Paths[0][0] == "obj" {
			return true
		}
	}
	return false
}

func (r *reading) usedBy(bound bindings) (out []int) {
	for _, b := range bound {
		out = union(out, b.toks)
	}
	return out
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

func (r *reading) satisfies(n *rule.Need, t int) bool {
	if len(n.Classes) > 0 {
		ok := false
		for _, c := range n.Classes {
			ok = ok || r.in(t, c) || c.Name == "@relation" && r.standsFor(t) || strings.HasPrefix(c.Name, "@diplomat") && r.titled(t, c)
		}
		if !ok {
			return false
		}
	}
	if len(n.Types) > 0 {
		if hasType(n.Types, "place") && r.place(t) || hasType(n.Types, "who") && r.someone(t) {
			return true
		}
		for _, p := range r.anyParties(t) {
			if typeAllowed(p, n.Types) {
				return true
			}
		}
		return false
	}
	return true
}

// titled reports whether t is a person named with an office that is one of the words of c: "High Commissioner Ali Musa".
func (r *reading) titled(t int, c *rule.Class) bool {
	i := r.at[t]
	if i < 0 || r.mentions[i].Head != t || r.mentions[i].Form != party.PersonName || r.toks[t].UPOS != "PROPN" {
		return false
	}
	for k := r.mentions[i].First; k < r.mentions[i].Last; k++ {
		if k != t && r.toks[k].UPOS != "ADJ" && r.in(k, c) {
			return true
		}
	}
	return false
}

func typeAllowed(p chancery.Party, types []string) bool {
	for _, t := range types {
		switch {
		case t == "any", t == string(p.Type), t == "person" && p.Person != "", t == "actor" && actor(p), t == "who" && p.Type != chancery.Place && p.Type != chancery.Thing:
			return true
		}
	}
	return false
}

// actor reports whether p can act in the ledger's sense: a state, or an organisation that is known or has a name.
func actor(p chancery.Party) bool {
	return p.Type == chancery.State || p.Type == chancery.Organisation
}

// missionAt reports whether t is a word for a mission.
func (r *reading) missionAt(t int) bool {
	c := r.rules.Classes["@mission-strict"]
	return c != nil && t >= 0 && r.in(t, c)
}

// fill returns what the token gives to the role.
func (r *reading) fill(t int, ro *rule.Role) (out []chancery.Party) {
	switch ro.Name {
	case "type":
		return []chancery.Party{{Name: r.kindOf(t), Type: chancery.Thing, Mention: r.nounPhrase(t)}}
	case "city", "origin":
		if i := r.at[t]; i >= 0 && r.mentions[i].City != "" {
			return []chancery.Party{{Name: r.mentions[i].City, Type: chancery.Place, Mention: r.mentions[i].City}}
		}
		if r.toks[t].UPOS == "PROPN" && r.at[t] < 0 && !r.temporal(t) && !r.missionWord(t) {
			q := r.named(t)
			q.Type = chancery.Place
			return []chancery.Party{q}
		}
		return nil
	case "agent", "agents", "patient", "patients":
		if hasType(ro.Types, "place") { // "an interests section in the Belgian embassy in Baghdad": where that is
			if r.missionAt(t) {
				at := union(r.ownPrep(t, "in"), r.children(t, "advmod"))
				if t+1 < len(r.toks) && r.low[t+1] == "there" {
					at = union(at, []int{t + 1})
				}
				for _, d := range at {
					if ps := r.anyParties(d); len(ps) == 1 && ps[0].Type == chancery.State {
						out = append(out, ps[0])
					}
				}
				return out
			}
		}
		if h := r.head(t); r.low[t] == "country" && h >= 0 && leaving[r.low[h]] {
			return nil // "to leave the country": whose, the words do not say
		}
		ps := r.parties(t)
		if len(ro.Types) > 0 && !hasType(ro.Types, "who") && !(strings.HasPrefix(ro.Name, "agent") && r.is(t, "compound")) {
			ps = r.anyParties(t)
		}
		if i := r.at[t]; i >= 0 && r.mentions[i].Of != "" && hasType(ro.Types, "state") { // "four Russians": of Russia
			ps = append(ps[:len(ps):len(ps)], r.p.x.gaz.Party(r.mentions[i].Of, edtf.Date{}))
		}
		for _, p := range ps {
			if len(ro.Types) == 0 && actor(p) || typeAllowed(p, ro.Types) {
				out = append(out, p)
			}
		}
		if len(out) == 0 && (hasType(ro.Types, "any") && r.nameable(t) && !(ro.Name == "agent" && r.bareName(t) && r.place(t)) || hasType(ro.Types, "who") && r.someone(t)) {
			out = append(out, r.named(t))
		}
		return out
	case "quantity":
		if q := r.amount(t); q != nil {
			return []chancery.Party{{Name: q.Text, Type: chancery.Thing}}
		}
		return nil
	}
	for _, p := range r.mentioned(t) {
		if ro.Name == "person" && p.Type == chancery.State {
			if p.Person == "" {
				continue
			}
			p = chancery.Party{Name: p.Person, Type: chancery.Person, Person: p.Person, Mention: p.Mention}
		}
		if len(ro.Types) == 0 || typeAllowed(p, ro.Types) {
			out = append(out, p)
		}
	}
	if len(out) == 0 && (len(ro.Types) == 0 || hasType(ro.Types, "any") || hasType(ro.Types, "thing")) {
		out = append(out, r.named(t))
	}
	return out
}

// missionWord reports whether t is of a mission's name, not of a place's: "an embassy in Lima and a Consulate-General in Arica".
func (r *reading) missionWord(t int) bool {
	c := r.rules.Classes["@mission"]
	if c == nil {
		return false
	}
	for _, d := range append(r.children(t, "compound", "flat"), t) {
		if c.Words[strings.TrimSuffix(r.form[d], "s")] {
			return true
		}
	}
	return false
}

func hasType(ts []string, t string) bool {
	for _, x := range ts {
		if x == t {
			return true
		}
	}
	return false
}

// amount returns the quantity at t: the one whose words hold t, or that counts it.
func (r *reading) amount(t int) *quantity.Quantity {
	amounts := r.amounts()
	for i := range amounts {
		q := &amounts[i]
		if q.Span.Start < r.toks[t].End && r.toks[t].Start < q.Span.End {
			return q
		}
	}
	for _, c := range r.kids[t] {
		if r.is(c, "nummod", "compound", "flat", "obj") && r.toks[c].UPOS == "NUM" {
			for i := range amounts {
				q := &amounts[i]
				if q.Span.Start < r.toks[c].End && r.toks[c].Start < q.Span.End {
					return q
				}
			}
		}
	}
	return nil
}

func mergeParties(a, b []chancery.Party) []chancery.Party {
	for _, p := range b {
		dup := false
		for _, q := range a {
			dup = dup || p.ID != "" && p.ID == q.ID || p.ID == "" && strings.EqualFold(p.Name, q.Name)
		}
		if !dup {
			a = append(a, p)
		}
	}
	return a
}

func (r *reading) words(ts []int) string {
	var s []string
	for _, t := range ts {
		s = append(s, r.toks[t].Form)
	}
	return strings.Join(s, " ")
}

// matches returns the rules that hold in the sentence, in the order of their triggers. near, if not nil, is told of each rule
// that was looked at in vain.
func (r *reading) matches(near func(ru *rule.Rule, tok int, why string)) (out []*match) {
	seen := r.seen()
	for t := range r.toks {
		var cands []rule.Match
		tok := &r.toks[t]
		switch {
		case r.inName(t): // "Amnesty International" pardons nobody
		case tok.UPOS == "VERB" || tok.UPOS == "AUX":
			cands = r.rules.Find(rule.Verb, r.low[t])
			if tok.XPOS == "VBG" {
				cands = append(append([]rule.Match(nil), cands...), r.rules.Find(rule.Noun, strings.ToLower(tok.Form))...)
			}
			if tok.XPOS == "VBN" {
				cands = append(append([]rule.Match(nil), cands...), r.rules.Find(rule.Adj, strings.ToLower(tok.Form))...)
			}
		case tok.UPOS == "NOUN" || tok.UPOS == "PROPN" || tok.UPOS == "SYM" || tok.UPOS == "NUM":
			cands = r.rules.Find(rule.Noun, r.low[t])
			if strings.HasPrefix(tok.XPOS, "VB") { // the two tags disagree
				cands = append(append([]rule.Match(nil), cands...), r.rules.Find(rule.Verb, r.low[t])...)
			}
			if h := r.head(t); r.hasChild(t, "cop") || h >= 0 && r.is(t, "xcomp") && copular[r.low[h]] { // "have been tense", "remain tense"
				cands = append(append([]rule.Match(nil), cands...), r.rules.Find(rule.Adj, r.low[t])...)
			}
		case tok.UPOS == "ADJ" || tok.UPOS == "ADV":
			cands = r.rules.Find(rule.Adj, r.low[t])
			if strings.HasPrefix(tok.XPOS, "VB") {
				cands = append(append([]rule.Match(nil), cands...), r.rules.Find(rule.Verb, r.low[t])...)
			}
		}
		taken := false
		var spent []int // words that rules at t have used: one that needs others tells something else ("relations and the legation were established")
		for _, c := range cands {
			if taken && !c.Rule.Also && len(c.Rule.Needs) == 0 {
				continue
			}
			if near == nil && !r.rules.Possible(c.Rule, seen) || !r.triggered(t, c.Trigger) {
				continue
			}
			if c.Rule.Also && tells(out, t, c.Rule.Kind) {
				continue
			}
			m, why := r.try(c.Rule, t, near != nil)
			if m == nil {
				if near != nil {
					near(c.Rule, t, why)
				}
				continue
			}
			if taken && !c.Rule.Also && (len(m.used) == 0 || len(spent) == 0 || overlaps(m.used, spent) || !coordinated(r.graph, m.used, spent)) {
				continue
			}
			if !c.Rule.Also {
				spent = union(spent, m.used)
			}
			if c.Rule.Fact {
				m.stance = stance{modality: chancery.Asserted, governor: -1, said: -1}
			} else {
				m.stance = r.stance(t, !r.p.news && !r.ahead(), c.Rule.Modality != "", m.used)
			}
			out = append(out, m)
			taken = taken || !c.Rule.Also
		}
	}
	return r.undone(r.unused(out))
}

// tells reports whether one of ms is of the kind at the word t.
func tells(ms []*match, t int, kind string) bool {
	for _, m := range ms {
		if m.tok == t && m.rule.Kind == kind {
			return true
		}
	}
	return false
}

func overlaps(a, b []int) bool {
	for _, t := range a {
		if contains(b, t) {
			return true
		}
	}
	return false
}

// coordinated reports whether a word of a and a word of b are coordinated.
func coordinated(g *graph, a, b []int) bool {
	for _, t := range a {
		for _, u := range b {
			if g.toks[t].Rel == "conj" && contains(g.expand([]int{u}), t) || g.toks[u].Rel == "conj" && contains(g.expand([]int{t}), u) {
				return true
			}
		}
	}
	return false
}

// unused drops a match at a word that another match of the same group of kinds has used up: "refused to recognise" is one claim, and so
// is "ordered to leave".
func (r *reading) unused(ms []*match) (out []*match) {
	for i, m := range ms {
		k, _ := r.p.x.kinds.Get(m.rule.Kind)
		keep := true
		for j, n := range ms {
			if n != m && n.tok != m.tok && contains(n.used, m.tok) && !(i < j && contains(m.used, n.tok)) {
				if l, _ := r.p.x.kinds.Get(n.rule.Kind); l.Group == k.Group {
					keep = false
				}
			}
		}
		if keep {
			out = append(out, m)
		}
	}
	return out
}

// distribute splits a match whose parties, or those of one role, have each a date of their own behind them: "with Mali on 3 May 1960 and with Senegal
// in 1962", "recognised by Fiji (1971) and Tonga (1972)".
func (r *reading) distribute(ms []*match) (out []*match) {
next:
	for _, m := range ms {
		if parts := r.respectively(m); len(parts) > 0 {
			out = append(out, parts...)
			continue
		}
		out = append(out, r.withoutItsVerb(m)...)
	roles:
		for k := range m.roles {
			f := &m.roles[k]
			if len(f.tokens) == 0 || !acting(f.role) {
				continue
			}
			tokens := slices.Sorted(slices.Values(f.tokens))
			tokens = union(tokens, r.withoutVerb(tokens[len(tokens)-1]))
			if len(tokens) < 2 {
				continue
			}
			var parts []*match
			var common []int // "Peru", which established relations with each
			for _, t := range tokens {
				var e *timed
				if i := r.at[t]; i >= 0 {
					e = r.dateBehind(r.mentions[i].Last)
				}
				if e == nil && f.role.Name == "agents" && len(parts) == 0 {
					common = append(common, t)
					continue
				}
				if e == nil {
					continue roles
				}
				d := *m
				d.own = e
				d.roles = append([]filled(nil), m.roles...)
				d.roles[k] = filled{role: f.role, tokens: append(append([]int(nil), common...), t)}
				for _, u := range d.roles[k].tokens {
					d.roles[k].parties = mergeParties(d.roles[k].parties, m.others(f.role, r.fill(u, f.role)))
				}
				parts = append(parts, &d)
			}
			if len(parts) > 1 {
				out = append(out, parts...)
				continue next
			}
		}
		out = append(out, m)
	}
	return out
}

// withoutItsVerb returns copies of m for the states that follow its date, each with a date of its own and without a verb: "Chad became independent in 1960, Angola in
// 1975".
func (r *reading) withoutItsVerb(m *match) (out []*match) {
	k := -1
	for i := range m.roles {
		switch f := &m.roles[i]; {
		case f.role.Name == "agent" && len(f.tokens) == 1 && len(f.parties) == 1 && f.tokens[0] < m.tok:
			k = i
		case acting(f.role) && len(f.parties) > 0:
			return nil
		}
	}
	if k < 0 || !m.stance.modality.Actual() {
		return nil
	}
	best, _ := r.dates(m.tok, &m.stance, r.times, m.rule.State)
	if len(best) != 1 || best[0].first < m.tok {
		return nil
	}
	for i, e := 0, best[0]; i < len(r.mentions); i++ {
		q := &r.mentions[i]
		if q.First <= e.last {
			continue
		}
		d := r.dateBehind(q.Last)
		if q.Form != party.Name || len(q.Parties) != 1 || q.Parties[0].Type != chancery.State || d == nil || q.First-e.last > 3 {
			break
		}
		for t := e.last + 1; t < q.First; t++ {
			if f := r.toks[t].Form; !separator(f) && f != ";" {
				return out
			}
		}
		if next := d.last + 1; next < len(r.toks) && (r.toks[next].UPOS == "VERB" || r.toks[next].UPOS == "AUX") {
			break
		}
		c := *m
		c.own, c.roles = d, append([]filled(nil), m.roles...)
		c.roles[k] = filled{role: m.roles[k].role, tokens: []int{q.Head}, parties: q.Parties}
		out = append(out, &c)
		e = d
	}
	return out
}

// respectively splits a match whose parties have each, in their order, one of the dates before "respectively": "with Chad and Mali in 1961 and 1962,
// respectively".
func (r *reading) respectively(m *match) (out []*match) {
	w := slices.Index(r.form, "respectively")
	if w < 0 {
		return nil
	}
	var dates []*timed
	for i := range r.times {
		if e := &r.times[i]; e.last < w && dating(&e.Expression) && e.Ref != when.Anaphoric {
			dates = append(dates, e)
		}
	}
	if len(dates) == 0 || w-dates[len(dates)-1].last > 2 {
		return nil
	}
	for k := range m.roles {
		f := &m.roles[k]
		if !acting(f.role) {
			continue
		}
		tokens := slices.Sorted(slices.Values(f.tokens))
		var common []int // who did it with each
		for len(tokens) > 2 && tokens[0] < m.tok && tokens[1] > m.tok {
			common, tokens = append(common, tokens[0]), tokens[1:]
		}
		n := len(tokens)
		if n < 2 || n > len(dates) || f.role.Name == "agents" && len(common) == 0 && len(m.roles) == 1 && !r.p.single {
			continue
		}
		own := dates[len(dates)-n:]
		if own[0].first < tokens[n-1] && n != len(dates) {
			continue
		}
		for i, t := range tokens {
			d := *m
			d.own = own[i]
			d.roles = append([]filled(nil), m.roles...)
			d.roles[k] = filled{role: f.role, tokens: append(append([]int(nil), common...), t)}
			for _, u := range d.roles[k].tokens {
				d.roles[k].parties = mergeParties(d.roles[k].parties, m.others(f.role, r.fill(u, f.role)))
			}
			out = append(out, &d)
		}
		return out
	}
	return nil
}

// withoutVerb returns the states that follow the one at t and its date in a list that says no more of each than the date: "with Brazil in 1824, [India] in
// 1946 and [China] in 1979".
func (r *reading) withoutVerb(t int) (out []int) {
	i := r.at[t]
	if i < 0 {
		return nil
	}
	e := r.dateBehind(r.mentions[i].Last)
	for k := i + 1; e != nil && k < len(r.mentions); k++ {
		m := &r.mentions[k]
		if m.First <= e.last || m.Form != party.Name || len(m.Parties) != 1 || m.Parties[0].Type != chancery.State {
			continue
		}
		joined := m.First-e.last <= 4
		for w := e.last + 1; w < m.First; w++ {
			joined = joined && (separator(r.toks[w].Form) || r.low[w] == "with" || r.toks[w].Form == ";")
		}
		if d := r.dateBehind(m.Last); joined && d != nil {
			out = append(out, m.Head)
			e = d
			continue
		}
		break
	}
	return out
}

// ahead reports whether the sentence speaks of a time still to come as seen from today: "next month". A "would" in it is a plan, whatever the text looks
// back on.
func (r *reading) ahead() bool {
	for i := range r.times {
		for _, w := range r.times[i].whens {
			for _, unit := range []string{"days=", "weeks=", "months=", "years="} {
				if v, ok := strings.CutPrefix(w.Relative, unit); ok && v[0] >= '1' && v[0] <= '9' {
					return true
				}
			}
		}
	}
	return false
}

// others returns of ps, which may fill the role ro, those that m does not have as agents: nobody acts on himself.
func (m *match) others(ro *rule.Role, ps []chancery.Party) []chancery.Party {
	if ro.Name != "patient" && ro.Name != "patients" {
		return ps
	}
	var out []chancery.Party
	for _, p := range ps {
		same := false
		for _, f := range m.roles {
			for _, a := range f.parties {
				same = same || f.role.Name == "agent" && p.ID != "" && p.ID == a.ID
			}
		}
		if !same {
			out = append(out, p)
		}
	}
	return out
}

var leaving = map[string]bool{"leave": true, "depart": true, "quit": true, "flee": true}
