package extract

import (
	"fmt"
	"slices"
	"strings"

	"chancery"
	"chancery/internal/resolve/party"
	"chancery/internal/resolve/quantity"
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
	steps    []stepping                 // that were taken
	stepAt   []int                      // the last of steps from each token, counted from 1
	// envoyBefore has the words that mean an envoy told of before.
	envoyBefore map[int]bool
	retold      map[int]int // pronouns, and the things that they stand for
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
	onName    bool               // the one who acts is named as the one acted on as well: one of the two is misread
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
	var cur []int
	for k, slot := range p {
		var next []int
		if k == 0 {
			next = union(nil, r.stepped(t, slot))
		}
		for _, c := range cur {
			next = union(next, r.stepped(c, slot))
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

// stepped is step, whose answers are kept: the rules that a word triggers ask for the same over and over. What stands at a word no longer changes then.
func (r *reading) stepped(t int, slot string) []int {
	if r.stepAt == nil {
		r.stepAt, r.steps = make([]int, len(r.toks)), make([]stepping, 0, 4*len(r.toks))
	}
	for k := r.stepAt[t]; k > 0; k = r.steps[k-1].before {
		if s := &r.steps[k-1]; s.slot == slot {
			return s.to
		}
	}
	to := r.step(t, slot)
	if n, ok := r.retold[t]; ok && onward(slot) {
		to = union(to, r.step(n, slot))
	}
	r.steps = append(r.steps, stepping{slot, to, r.stepAt[t]})
	r.stepAt[t] = len(r.steps)
	return to
}

// stepping is a step that was taken.
type stepping struct {
	slot   string
	to     []int
	before int // the one from the same token before it, counted from 1
}

// classes returns the classes of which the sentence may have a word.
func (r *reading) classes() rule.Seen {
	seen := r.rules.Unseen()
	relation := r.rules.Classes["@relation"]
	for t, l := range r.low {
		r.rules.See(seen, l)
		if f := r.form[t]; f != l {
			r.rules.See(seen, f)
		}
		if r.toks[t].UPOS == "PROPN" {
			if l, ok := strings.CutSuffix(l, "s"); ok {
				r.rules.See(seen, l)
			}
			if l, ok := strings.CutSuffix(l, "ies"); ok {
				r.rules.See(seen, l+"y")
			}
		}
		if relation != nil && relationPronouns[r.form[t]] {
			r.rules.SeeClass(seen, relation)
		}
	}
	return seen
}

// alsoDiplomatic reports whether the adjective c, to which the path p of a rule leads that does not want it, is coordinated with "diplomatic": "diplomatic and trade
// relations" are diplomatic ones.
func (r *reading) alsoDiplomatic(p rule.Path, c int) bool {
	if s := p[len(p)-1]; s != "amod" && s != "lead" {
		return false
	}
	if h := r.head(c); h >= 0 && r.is(c, "conj") && r.low[h] == "diplomatic" {
		return true
	}
	return slices.ContainsFunc(r.children(c, "conj"), func(d int) bool { return r.low[d] == "diplomatic" })
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
				if r.satisfies(n, c) && !(n.Not && r.alsoDiplomatic(path, c)) {
					here = append(here, c)
				}
			}
			if len(here) > 0 && !n.Not {
				bound = append(bound, binding{path, here})
				used = union(used, here)
			}
			ok = union(ok, here)
			if !explain && n.Not && len(ok) > 0 {
				return nil, ""
			}
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
	k, _ := r.p.x.kinds.Get(ru.Kind)
	m = &match{rule: ru, tok: t, used: used, roles: make([]filled, 0, len(ru.Roles))}
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
				if len(p) == 2 && p[0] == "head" && p[1] == "subj" && ro.Name == "agent" && (k.Group == "force" || k.Group == "measure" || ru.Kind == "recognise") && !ru.OfHead() && r.bystander(t) {
					continue
				}
				for _, c := range r.walk(t, p, bound) {
					if p[len(p)-1] == "owner" && (strings.HasPrefix(ro.Name, "agent") && r.ofThoseApart(c) || hasType(ro.Types, "place") && len(p) > 1 && whereabouts[p[len(p)-2]] && r.missionAt(r.head(c))) {
						continue // "in the Belgian embassy": not in Belgium
					}
					if ru.Kind == "reject" && ro.Name == "patient" && r.whither(c) {
						continue
					}
					if ro.Name == "patient" && r.head(c) == t && r.is(c, "obj") && reflexive[r.form[c]] {
						return nil, "done to itself"
					}
					all := r.fill(c, ro)
					if k.Symmetric && k.Group == "standing" && len(p) == 1 && p[0] == "subj" {
						if own := r.relationOf(used, c); len(own) > 0 {
							all = own
						}
					}
					if ru.Dated && len(p) == 2 && p[0] == "head" && r.onlyWhen(t) && !r.p.ofPage(all) {
						continue
					}
					if ru.Kind == "shelter" && ro.Name == "patient" && len(all) == 1 && all[0].Type == chancery.State && r.toks[c].UPOS == "NOUN" && r.someone(c) { // "asylum to a Libyan general"
						all = []chancery.Party{r.named(c)}
					}
					if takenIn[ru.Kind] && ro.Name == "patient" && r.at[c] >= 0 && r.mentions[r.at[c]].Form == party.Demonym && len(all) > 0 { // "opened its border to Syrians and Afghans"
						all = []chancery.Party{r.named(c)}
					}
					if k := r.ofCitizens(ru, ro, p, c); k >= 0 {
						all, c = []chancery.Party{r.named(k)}, k
					}
					ps := m.others(ro, all)
					if len(all) > 0 && len(ps) == 0 {
						m.itself = m.itself || r.pronoun(c)
						m.onName = m.onName || !r.pronoun(c)
						m.self = m.self || r.actsByPronoun(m)
						if withinState[ru.Kind] && hasType(ro.Types, "any") && r.nameable(c) && !r.pronoun(c) && !r.bareName(c) { // "Chad arrested a Chadian banker"
							ps = []chancery.Party{r.named(c)}
						}
					}
					if joining[ru.Kind] && r.is(c, "appos", "conj", "nmod") && r.otherName(c) {
						continue
					}
					if len(ps) == 0 && joining[ru.Kind] && ro.Name == "patient" && len(f.parties) > 0 && r.titleOfBody(c) { // "of NATO and the Sahel Bloc"
						first, _ := r.bodySpan(c)
						if first < c && slices.ContainsFunc(f.tokens, func(k int) bool { return k >= first && k < c }) { // a part of the name before
							continue
						}
						name := r.bodyName(c)
						if whole := r.wholeBody(c); strings.Contains(whole, name) {
							name = whole
						}
						ps = []chancery.Party{{Name: name, Mention: name, Type: chancery.Organisation}}
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
		switch k.Group {
		case "standing", "mission", "state", "figure": // between two that are known
		default:
			r.alongside(ru.Kind, k.Symmetric, t, &f)
			r.listedWith(&f)
		}
		if len(f.parties) == 0 && ro.Name == "patient" && k.Group == "mission" {
			if cross := r.partiesAt(t, ro, bound); m.crossed(cross) {
				f.parties, m.crosswise = cross, true
			}
		}
		if len(f.parties) == 0 && strings.HasPrefix(ro.Name, "patient") && (m.itself || r.toIt(t)) { // "called the king to congratulate him"
			f.parties = r.aboveObject(t, m)
		}
		if m.self && len(f.parties) == 0 && strings.HasPrefix(ro.Name, "patient") {
			return nil, "a pronoun for the agent was taken for the patient"
		}
		if len(f.parties) == 0 && !ro.Optional {
			lent := !ru.Lone && (r.lends(ru, t) && !(strings.HasPrefix(ro.Name, "agent") && r.doneBySomebody(t)) || m.itself && r.p.partnered && !slices.ContainsFunc(r.object(t), r.pronoun) && ru.Kind == "recognise") // "recognised its independence", on the page of another
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
	if k.Symmetric && !ru.Lone && !m.lent && !ru.Single && !m.two() {
		if !r.withHome(m, k.Group) {
			return nil, "one party alone"
		}
		m.lent = true
	}
	return m, ""
}

// reflexive are the objects of what one does to oneself.
var reflexive = map[string]bool{"itself": true, "himself": true, "herself": true, "themselves": true}

// onlyWhen reports whether the noun t tells when, or in spite of what, the verb above is done: "following the treaty with Chad, Peru sent aid" is of no treaty of
// Peru's.
func (r *reading) onlyWhen(t int) bool {
	m := r.marks(t)
	return !r.verb(t) && (timing[m] || m == "despite" || m == "during")
}

// relationOf returns whose relations, told by their name before one of the words, the subject at c does something about, where they are not its own: "Peru helped
// to mend [Chad]'s ties with Niger".
func (r *reading) relationOf(words []int, c int) []chancery.Party {
	k := r.rules.Classes["@relation"]
	for _, t := range words {
		if k == nil || !r.in(t, k) || r.below(c, t) {
			continue
		}
		var own []chancery.Party
		for _, o := range r.children(t, "nmod:poss") {
			if !r.pronoun(o) {
				own = mergeParties(own, r.statesAt([]int{o}))
			}
		}
		if len(own) == 1 && len(r.statesAt([]int{c})) > 0 && !sameID(r.parties(c), own[0]) {
			return own
		}
	}
	return nil
}

// ofPage reports whether all of ps are whom the page is about.
func (p *passage) ofPage(ps []chancery.Party) bool {
	return !slices.ContainsFunc(ps, func(q chancery.Party) bool { return !sameID(p.base, q) })
}

func (r *reading) usedBy(bound bindings) (out []int) {
	for _, b := range bound {
		out = union(out, b.toks)
	}
	return out
}

func (r *reading) satisfies(n *rule.Need, t int) bool {
	if len(n.Classes) > 0 {
		ok := false
		for _, c := range n.Classes {
			ok = ok || r.in(t, c) && !r.christened(t) && !(c.Name == "@government" && r.stateName(t)) || c.Name == "@relation" && r.standsFor(t) || (strings.HasPrefix(c.Name, "@diplomat") || c.Name == "@guest") && r.titled(t, c)
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

// stateName reports whether the noun at t is the head of a state's name: "the United States".
func (r *reading) stateName(t int) bool {
	i := r.at[t]
	return i >= 0 && r.mentions[i].Form == party.Name && r.mentions[i].Head == t && (r.low[t] == "state" || r.low[t] == "states" || r.low[t] == "republic")
}

func mergeParties(a, b []chancery.Party) []chancery.Party {
	if a == nil && len(b) > 1 {
		a = make([]chancery.Party, 0, len(b))
	}
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
	r.seen = r.classes()
	for t := range r.toks {
		var cands []rule.Match
		tok := &r.toks[t]
		switch {
		case tok.UPOS == "PROPN" && r.inTime(t): // "March" is a month
		case r.inName(t), r.inTitle(t): // "Amnesty International" pardons nobody, the "Flying Doctor Service" flies nowhere
		case tok.UPOS == "VERB" || tok.UPOS == "AUX":
			cands = r.rules.Find(rule.Verb, r.low[t])
			if tok.XPOS == "VBG" {
				cands = append(append([]rule.Match(nil), cands...), r.rules.Find(rule.Noun, r.form[t])...)
			}
			if tok.XPOS == "VBN" {
				cands = append(append([]rule.Match(nil), cands...), r.rules.Find(rule.Adj, r.form[t])...)
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
		taken, by := false, ""
		var spent []int // words that rules at t have used: one that needs others tells something else ("relations and the legation were established")
		for _, c := range cands {
			if near == nil && taken && !c.Rule.Also && len(c.Rule.Needs) == 0 {
				continue
			}
			if near == nil && !r.rules.Possible(c.Rule, r.seen) || !r.triggered(t, c.Trigger) {
				continue
			}
			if c.Rule.Also && tells(out, t, c.Rule.Kind) {
				continue
			}
			if c.Rule.Nominal && (taken || r.is(t, "amod", "compound", "acl")) { // "the boycotting states"
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
				if near != nil {
					near(c.Rule, t, "it holds, and gives way to "+by+", which asks for more or stands before it")
				}
				continue
			}
			if !c.Rule.Also {
				spent = union(spent, m.used)
			}
			if c.Rule.Fact {
				m.stance = stance{modality: chancery.Asserted, governor: -1, said: -1}
			} else {
				m.stance = r.stance(t, !r.p.news && !r.ahead(), c.Rule.Modality != "", m.used)
				if m.stance.would && m.stance.modality == chancery.Hypothetical && r.ahead() { // "would meet next month"
					m.stance.modality = chancery.Planned
				}
			}
			out = append(out, m)
			if !taken && !c.Rule.Also {
				taken, by = true, c.Rule.Name
			}
		}
	}
	return r.undone(r.unused(out))
}

// inTime reports whether the token t is a part of a date or another time.
func (r *reading) inTime(t int) bool {
	for i := range r.times {
		if e := &r.times[i]; !e.Named && e.first <= t && t <= e.last {
			return true
		}
	}
	return false
}

// inTitle reports whether the participle t stands with a capital before a name that it is a part of.
func (r *reading) inTitle(t int) bool {
	h := r.head(t)
	return t > 0 && h > t && r.toks[t].UPOS == "VERB" && capital(r.toks[t].Form) && r.is(t, "amod", "compound") && r.toks[h].UPOS == "PROPN" && capital(r.toks[h].Form)
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
			if n != m && n.tok != m.tok && !n.rule.Also && !m.rule.Also && contains(n.used, m.tok) && !(i < j && contains(m.used, n.tok)) {
				if l, _ := r.p.x.kinds.Get(n.rule.Kind); l.Group == k.Group && !(l.Group == "word" && n.rule.Kind != m.rule.Kind && r.verb(m.tok) && r.hasChild(m.tok, "nsubj") && r.is(m.tok, "ccomp")) { // "said that Chad supported it": said, and supported
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
